//! A word of a query, and what it scores in a label: first the most it could, at a glance; then whether
//! its letters are near enough to each other; at last exactly what fuzzy-matcher gives.

use super::fold::{bit, code, plain};
use super::labels::{Label, Sign, bonus, parts};
use super::places::{Places, each};

/// What fuzzy-matcher gives for a letter, and for one that follows at once on the one before.
const LETTER: i32 = 16;
const NEXT: i32 = 4;
/// What it takes for a capital where a small letter was typed, and for a gap before its length.
const CASE: i32 = 2;
const GAP: i32 = 3;
/// What it starts with.
const START: i32 = -1;

/// Only so many letters of a word are looked at here; fuzzy-matcher looks at all.
const MOST: usize = 32;

/// Less than any score, and far from the ends of the numbers.
const NONE: i32 = i32::MIN / 4;

/// So much may be lost when nothing is asked.
const FREE: i32 = 1 << 20;

/// No place at all.
const NOWHERE: i32 = -2;

/// One word, ready to be looked for.
pub(super) struct Word {
    /// Its letters as fuzzy-matcher gets them.
    pub(super) plain: String,
    /// Its letters and digits as bits.
    pub(super) letters: u64,
    codes: Vec<u8>,
    /// Which of its letters are capitals, as bits, when it has any: then its case is to be matched.
    capitals: Option<u64>,
    /// For each byte, the places of the word that it fits, as bits.
    fits: Box<[u64; 256]>,
    /// The score of all letters one after another, where the first gets nothing for its place.
    base: i32,
    /// What letters after signs within the word can get beyond that.
    extra: i32,
}

/// How far the letters of a word can be followed in a label.
enum Reach<P> {
    /// Not to the end.
    Nowhere,
    /// Not to the end without losing too much.
    Below,
    /// To the end; these are the places of all its letters.
    End(P),
}

/// How the letters of a word can lie in a label.
struct Trail {
    /// For each letter of the word, the best score of a match that ends with it at the last of its places.
    score: [i32; MOST],
    /// That place.
    place: [i32; MOST],
    /// The best of such scores, each with its place added: what a gap of any length is reckoned from.
    far: [i32; MOST],
}

impl Word {
    /// Prepares a word; `None` for one without letters.
    pub(super) fn new(word: &str) -> Option<Self> {
        let plain = plain(word).into_owned();
        let letters: Vec<char> = plain.chars().take(MOST).collect();
        let codes: Vec<u8> = letters.iter().map(|&c| code(c)).collect();
        let upper = letters.iter().enumerate().filter(|(_, c)| c.is_ascii_uppercase());
        let upper = upper.fold(0, |bits, (at, _)| bits | 1 << at);
        let any = plain.chars().any(|c| c.is_ascii_uppercase());
        let mut fits = Box::new([0; 256]);
        for (at, &code) in codes.iter().enumerate() {
            fits[usize::from(code)] |= 1 << at;
        }
        let len = i32::try_from(codes.len()).ok().filter(|&len| len > 0)?;
        let split = codes.iter().filter(|&&code| parts(code)).count();
        Some(Word {
            letters: plain.chars().fold(0, |bits, c| bits | bit(code(c))),
            capitals: any.then_some(upper),
            base: START + LETTER * len + NEXT * (len - 1),
            extra: (bonus::HEAD - NEXT) * i32::try_from(split).unwrap_or(0),
            plain,
            codes,
            fits,
        })
    }

    /// True when what is reckoned here is certain: for a word of few letters, all of which have a byte of their own.
    pub(super) fn is_sure(&self) -> bool {
        self.plain.len() <= MOST && self.plain.is_ascii()
    }

    /// The most that it could score in a label of which only this is known.
    pub(super) fn bound(&self, sign: &Sign) -> i32 {
        self.base + self.opening(sign) + self.more(sign)
    }

    /// The most that its first letter could get for its place.
    fn opening(&self, sign: &Sign) -> i32 {
        let first = self.codes[0];
        let bit = if bit(first) == 0 { u64::MAX } else { bit(first) };
        let case = self.case();
        let head = match (sign.low & bit != 0 || bit == u64::MAX, sign.high & bit != 0) {
            (true, _) => bonus::HEAD,
            (false, true) => bonus::HEAD - case,
            _ => 0,
        };
        let opened = bonus::FIRST - if sign.high_first { case } else { 0 };
        if sign.first == first { opened.max(head) } else { head }
    }

    /// What is taken for a capital.
    fn case(&self) -> i32 {
        if self.capitals.is_some() { 0 } else { CASE }
    }

    /// What its other letters can get beyond following each other.
    fn more(&self, sign: &Sign) -> i32 {
        let camel = (bonus::CAMEL - NEXT) * (self.codes.len() as i32 - 1);
        self.extra + if sign.camel { camel } else { 0 }
    }

    /// What it scores in a label, when that is `floor` or more; else anything less, or `None` when it does not match.
    pub(super) fn score(&self, label: &Label<'_>, floor: i32) -> Option<i32> {
        match label.lanes.len() {
            ..=4 => self.followed::<u64>(label, floor),
            5..=8 => self.followed::<u128>(label, floor),
            _ => self.exact(label, 0..label.text.len()),
        }
    }

    fn followed<P: Places>(&self, label: &Label<'_>, floor: i32) -> Option<i32> {
        match self.reach::<P>(label, floor) {
            Reach::Nowhere => None,
            Reach::Below => Some(floor.saturating_sub(1)),
            Reach::End(hits) => self.exact(label, each(hits)),
        }
    }

    /// Where letter `at` of the word is in a label.
    fn places<P: Places>(&self, label: &Label<'_>, at: usize) -> P {
        let places = P::of(label.lanes, self.codes[at]);
        match self.capitals {
            Some(wanted) if wanted >> at & 1 == 1 => places & P::set(label.capitals),
            Some(_) => places & !P::set(label.capitals),
            None => places,
        }
    }

    /// Whether its letters can be reached one from the other with so little lost that `floor` is held.
    fn reach<P: Places>(&self, label: &Label<'_>, floor: i32) -> Reach<P> {
        let heads = P::set(label.heads);
        let first: P = self.places(label, 0);
        // What can be lost, when the first letter is nowhere in particular.
        let slack = (self.base + self.more(&label.sign)).saturating_sub(floor).min(FREE);
        let mut reached = match slack {
            0.. => first,
            _ if slack + bonus::HEAD >= 0 => first & heads,
            _ => first & P::FIRST,
        };
        let opening = match reached {
            _ if reached & P::FIRST != P::NONE => bonus::FIRST,
            _ if reached & heads != P::NONE => bonus::HEAD,
            _ => 0,
        };
        let slack = slack.saturating_add(opening);
        if first == P::NONE {
            return Reach::Nowhere;
        }
        if reached == P::NONE || slack < 0 {
            return Reach::Below;
        }
        let (mut any, mut hits) = (first, first);
        for at in 1..self.codes.len() {
            let places: P = self.places(label, at);
            any = places & any.above();
            if any == P::NONE {
                return Reach::Nowhere;
            }
            let (next, gap) = (reached << 1, reached << 2);
            let begun = places & heads;
            reached = places & (next | gap.spread(slack - GAP - NEXT));
            if begun != P::NONE {
                reached = reached | begun & gap.spread(slack + bonus::HEAD - GAP - NEXT);
            }
            if reached == P::NONE {
                return Reach::Below;
            }
            hits = hits | places;
        }
        Reach::End(hits)
    }

    /// What letter `at` of the word gets for the same letter in a label: `None` when its case is another.
    fn letter(&self, at: usize, capital: bool) -> Option<i32> {
        match self.capitals {
            Some(wanted) => ((wanted >> at & 1 == 1) == capital).then_some(LETTER),
            None if capital => Some(LETTER - CASE),
            None => Some(LETTER),
        }
    }

    /// The best score of all, as a fuzzy-matcher without memory reckons it, from the places where its letters are.
    fn exact(&self, label: &Label<'_>, places: impl Iterator<Item = usize>) -> Option<i32> {
        let last = self.codes.len() - 1;
        let mut trail = Trail { score: [NONE; MOST], place: [NOWHERE; MOST], far: [NONE; MOST] };
        let mut best = None;
        for place in places {
            let mut fits = self.fits[usize::from(label.text[place])];
            let (capital, bonus) = (label.is_capital(place), label.bonus(place));
            // From the last letter back, so that none is followed by another at the same place.
            while fits != 0 {
                let at = 63 - fits.leading_zeros() as usize;
                fits &= !(1 << at);
                let Some(letter) = self.letter(at, capital) else { continue };
                let Some(score) = trail.step(place as i32, at, letter, bonus) else { continue };
                if at == last {
                    best = best.max(Some(score));
                }
            }
        }
        best
    }
}

impl Trail {
    /// Takes in that letter `at` of the word is at this place, where it gets so much for itself and for the place;
    /// gives the best score that ends there, if any can.
    fn step(&mut self, place: i32, at: usize, letter: i32, bonus: i32) -> Option<i32> {
        let score = match at.checked_sub(1) {
            None => START + letter + bonus,
            Some(before) if self.place[before] == NOWHERE => return None,
            Some(before) => {
                let gap = self.far[before] + bonus - (GAP - 1) - place;
                let next = self.place[before] + 1 == place;
                letter + if next { gap.max(self.score[before] + bonus.max(NEXT)) } else { gap }
            }
        };
        self.place[at] = place;
        self.score[at] = score;
        self.far[at] = self.far[at].max(score + place);
        Some(score)
    }
}

#[cfg(test)]
mod tests {
    use fuzzy_matcher::FuzzyMatcher as _;
    use fuzzy_matcher::skim::SkimMatcherV2;
    use proptest::prelude::*;

    use super::super::labels::Labels;
    use super::*;

    fn truth(word: &Word, label: &str) -> Option<i32> {
        let matcher = SkimMatcherV2::default().smart_case();
        matcher.fuzzy_indices(&plain(label), &word.plain).and_then(|(score, _)| i32::try_from(score).ok())
    }

    /// The score when nothing is asked of it; and with every floor near it the same, or less than the floor.
    fn check(word: &str, label: &str) {
        let Some(word) = Word::new(word) else { return };
        let mut labels = Labels::default();
        labels.push("Before it, ONE more");
        labels.push(label);
        let label_of = labels.get(1).unwrap();
        let truth = truth(&word, label);
        assert_eq!(word.score(&label_of, i32::MIN), truth, "{:?} in {label:?}", word.plain);
        let Some(score) = truth else { return };
        assert!(word.bound(&label_of.sign) >= score, "{:?} in {label:?}", word.plain);
        for floor in score - 20..score + 20 {
            let found = word.score(&label_of, floor);
            let right = if floor <= score { found == truth } else { found.is_none_or(|found| found < floor) };
            assert!(right, "{:?} in {label:?} scores {score}; {found:?} with the floor {floor}", word.plain);
        }
    }

    #[test]
    fn scores_are_those_of_fuzzy_matcher() {
        check("ferry", "The last Ferry to Port Alden");
        check("ferry", "F. Erry");
        check("Ferry", "a ferry, the FERRY, Ferries");
        check("oda", "O’Dwyer asks Aldwick");
        check("o'd", "The O’Dwyers");
        check("10,0", "10,000 at Port Alden");
        check("ana", "banana and Ana");
        check("jose", "José, JOSÉ, jOSe");
        check("порт", "Порт Алден, порт");
        check("x", "");
    }

    proptest! {
        #[test]
        fn scores_are_those_of_fuzzy_matcher_in_any_label(label in "[a-cA-C0é’ж ./(-]{0,150}", word in "[a-cA-C0éж.(]{1,7}") {
            check(&word, &label);
        }

        #[test]
        fn no_word_and_no_label_is_too_much(label in any::<String>(), word in any::<String>(), floor in any::<i32>()) {
            let mut labels = Labels::default();
            labels.push(&label.repeat(9));
            if let (Some(word), Some(label)) = (Word::new(&word), labels.get(0)) {
                word.score(&label, floor);
                word.bound(&label.sign);
            }
        }
    }
}
