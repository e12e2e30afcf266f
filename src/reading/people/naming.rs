//! From a stretch of capitals to a name: where titles end and the name begins, and what speaks for a person.
//!
//! Evidence is a sum of small hand-set numbers; the threshold and the sums over all places where the
//! same name stands are in `merge`.

use super::super::lexicon::{Classes, LEXICON};
use super::super::tokens::Tokens;
use super::gender::Gender;
use super::kind::NameKind;
use super::stretch::{LONGEST, Stretch};
use crate::text::Shape;

/// A name before it is known who or what bears it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// First token of the titles and role nouns before the name.
    pub(super) lead: usize,
    /// First token of the name.
    pub(super) from: usize,
    /// One past the name without its suffix …
    pub(super) core: usize,
    /// … and with it.
    pub(super) to: usize,
    /// What bears it if no person does.
    pub(super) kind: NameKind,
    /// True when it certainly is no person.
    pub(super) fixed: bool,
    /// What speaks for a person.
    pub(super) score: i32,
    /// What the title tells, else what the given name tells.
    pub(super) gender: Gender,
    /// The title right before the name.
    pub(super) title: Option<usize>,
    /// True for an ordinary word at the start of a sentence, which only a known person's name can be.
    pub(super) weak: bool,
    /// The person, once known.
    pub(super) person: Option<usize>,
}

impl Candidate {
    /// A name without titles, of whose words nothing is known.
    pub(super) fn plain(from: usize, to: usize) -> Self {
        Self {
            lead: from,
            from,
            core: to,
            to,
            kind: NameKind::Other,
            fixed: false,
            score: 0,
            gender: Gender::Unknown,
            title: None,
            weak: false,
            person: None,
        }
    }

    /// How many words the name has, suffix not counted.
    pub(super) fn len(&self) -> usize {
        self.core - self.from
    }
}

/// The classes of a stretch's words, those of a phrase (`White House`) over those of its single words.
struct Labels {
    first: usize,
    list: [Classes; LONGEST],
}

impl Labels {
    fn of(tokens: &Tokens<'_>, stretch: Stretch) -> Self {
        const WANTED: Classes = Classes::PLACE.with(Classes::ORGANIZATION).with(Classes::TITLE);
        let mut labels = Self { first: stretch.from, list: [Classes::NONE; LONGEST] };
        let mut at = stretch.from;
        while at < stretch.to {
            let phrase = if tokens.is(at, Classes::OPENS) {
                LEXICON.phrase(tokens.text, &tokens.list[..stretch.to], at, WANTED)
            } else {
                None
            };
            let (len, classes) = phrase.unwrap_or((1, tokens.classes[at]));
            labels.list[at - stretch.from..at - stretch.from + len].fill(classes);
            at += len;
        }
        labels
    }

    fn is(&self, at: usize, classes: Classes) -> bool {
        at.checked_sub(self.first).and_then(|at| self.list.get(at)).is_some_and(|held| held.any(classes))
    }

    fn at(&self, at: usize) -> Classes {
        at.checked_sub(self.first).and_then(|at| self.list.get(at)).copied().unwrap_or_default()
    }
}

const NAMED: Classes = Classes::GIVEN.with(Classes::SURNAME);
const ABODE: Classes = Classes::PLACE.with(Classes::ORGANIZATION).with(Classes::DEMONYM);

/// The name in a stretch; `initial` when a sentence begins with the stretch.
pub(super) fn candidate(tokens: &Tokens<'_>, stretch: Stretch, initial: bool) -> Option<Candidate> {
    let labels = Labels::of(tokens, stretch);
    let mut cut = Cut { tokens, labels, begin: stretch.from, to: stretch.to, core: stretch.to, title: None };
    let weak = initial && cut.strip_ordinary();
    if cut.begin >= cut.to || weak && !tokens.is(cut.begin, NAMED) {
        return None;
    }
    cut.strip_suffix();
    let lead = cut.begin;
    cut.strip_titles();
    if cut.begin >= cut.core {
        return None;
    }
    let (kind, fixed) = cut.kind();
    let gender = cut.title.map_or(Gender::Unknown, |at| Gender::of_role(tokens.classes[at]));
    let given = Gender::of_given(cut.labels.at(cut.begin));
    let score = cut.score();
    Some(Candidate {
        lead,
        from: cut.begin,
        core: cut.core,
        to: cut.to,
        kind,
        fixed,
        score,
        gender: gender.or(if cut.core - cut.begin > 1 { given } else { Gender::Unknown }),
        title: cut.title,
        weak,
        person: None,
    })
}

/// A stretch while it is cut down to the name.
struct Cut<'t, 'a> {
    tokens: &'t Tokens<'a>,
    labels: Labels,
    begin: usize,
    core: usize,
    to: usize,
    title: Option<usize>,
}

impl Cut<'_, '_> {
    fn is(&self, at: usize, classes: Classes) -> bool {
        self.labels.is(at, classes)
    }

    /// Takes ordinary words off the front of a sentence; true when only one is left, and is one.
    fn strip_ordinary(&mut self) -> bool {
        while self.begin < self.to && self.is_ordinary(self.begin) {
            if self.begin + 1 == self.to {
                return true;
            }
            self.begin += 1;
        }
        false
    }

    fn is_ordinary(&self, at: usize) -> bool {
        if self.is(at, Classes::TITLE.with(Classes::PLACE).with(Classes::ORGANIZATION)) {
            return false;
        }
        let follows = at + 1 < self.to && self.tokens.shape(at + 1).is_capital();
        if self.is(at, Classes::GIVEN) && follows {
            return self.is(at, Classes::COMMON.with(Classes::FUNCTION))
                && self.is(at + 1, Classes::GIVEN.with(Classes::TITLE));
        }
        if self.is(at, Classes::COMMON.with(Classes::STARTER).with(Classes::FUNCTION)) {
            return self.tokens.shape(at) == Shape::Title || self.tokens.word(at).len() == 1;
        }
        let word = self.tokens.word(at);
        !self.is(at, NAMED) && follows && is_derived(word)
    }

    fn strip_suffix(&mut self) {
        while self.core > self.begin + 1
            && (self.is(self.core - 1, Classes::SUFFIX) || self.tokens.shape(self.core - 1) == Shape::Comma)
        {
            self.core -= 1;
        }
    }

    /// `Russian Foreign Minister Sergey Lavrov`: the name begins after the last title.
    fn strip_titles(&mut self) {
        let mut given = false;
        for at in self.begin..self.core {
            if !self.is(at, Classes::TITLE.with(Classes::ROLE)) || self.is_name_part(at) {
                given |= self.is(at, Classes::GIVEN) && !self.is(at, Classes::PLACE);
                continue;
            }
            if given && at > self.begin + 1 && self.title.is_none_or(|title| at > title + 2) {
                self.to = at;
                self.core = at;
                break;
            }
            self.title = Some(at);
        }
        match self.title {
            Some(title) => {
                self.begin = title + 1;
                if self.tokens.shape(self.begin) == Shape::Lower
                    && self.begin < self.core
                    && !self.is(self.begin, Classes::PARTICLE)
                {
                    self.title = self.after_office(title);
                }
            }
            None => self.skip_abode(),
        }
    }

    /// `Director of National Intelligence James Clapper`: the name begins with the given name.
    fn after_office(&mut self, title: usize) -> Option<usize> {
        let given = (self.begin..self.core)
            .find(|&at| self.is(at, Classes::GIVEN) && !self.is(at, ABODE) && at + 1 < self.core);
        self.begin = given.unwrap_or(self.core);
        given.map(|_| title)
    }

    /// `University of Texas Arlington Jane Doe`: a full name right after a place.
    fn split_tail(&mut self) -> bool {
        let Some(given) = self.core.checked_sub(2).filter(|&at| at > self.begin) else { return false };
        let tail = self.is(given, Classes::GIVEN)
            && !self.is(given, ABODE)
            && !self.is(given + 1, NOUNS.with(ABODE))
            && self.is(given - 1, Classes::PLACE)
            && (self.begin..given).any(|at| self.is(at, Classes::ORGANIZATION_NOUN));
        if tail {
            self.begin = given;
        }
        tail
    }

    /// `US Owen Pryce`, `Republican Jane Doe`: what comes before the given name is no part of the name.
    fn skip_abode(&mut self) {
        if self.split_tail() {
            return;
        }
        let mut at = self.begin;
        while at + 1 < self.core && self.is(at, ABODE) && !self.is(at, Classes::GIVEN) {
            at += 1;
        }
        if at + 1 < self.core && self.is(at, Classes::GIVEN) && !self.is(self.core - 1, NOUNS) {
            self.begin = at;
        }
    }

    /// `Stephen King`, `John F. Major`: a title that stands where the surname does.
    fn is_name_part(&self, at: usize) -> bool {
        // "Gary Fan": no title stands last, after a given name.
        let last = at + 1 == self.core && !self.is(at, Classes::TITLE);
        at > self.begin
            && (self.is(at, NAMED) || last)
            && (self.is(at - 1, Classes::GIVEN) && !self.is(at - 1, Classes::PLACE)
                || self.is_initial(at - 1))
    }

    /// `J.`, `J.K.`, and a single letter between names.
    fn is_initial(&self, at: usize) -> bool {
        let word = self.tokens.word(at);
        self.tokens.shape(at) == Shape::Upper
            && (word.len() == 1 || word.ends_with('.') && word.len() <= 6)
            && !self.is(at, ABODE)
    }

    /// What bears the name if no person does, and whether that is certain.
    fn kind(&self) -> (NameKind, bool) {
        let (first, last) = (self.begin, self.core - 1);
        let all = |classes| (first..=last).all(|at| self.is(at, classes));
        let any = |classes| (first..=last).any(|at| self.is(at, classes) && !self.is(at, NAMED));
        let titled = self.title.is_some() && last - first < 4;
        let named = self.is(first, Classes::GIVEN) && first < last && self.is(last, Classes::SURNAME);
        let free = titled || named;
        let lower = |at: &usize| {
            self.tokens.shape(*at) == Shape::Lower && !self.is(*at, Classes::PARTICLE)
                || self.tokens.word(*at) == "&"
        };
        if (first..=last).any(|at| lower(&at)) {
            return (
                self.kind_of_noun(last).or(self.kind_of_noun(first)).unwrap_or(NameKind::Organization),
                true,
            );
        }
        if all(Classes::PLACE) {
            return (NameKind::Place, !(titled || first == last && self.is(first, NAMED)));
        }
        if all(Classes::ORGANIZATION) {
            return (NameKind::Organization, !titled);
        }
        if all(ABODE.with(Classes::CALENDAR)) {
            let named = self.is(first, NAMED) && (first < last || !self.is(first, Classes::CALENDAR));
            return (NameKind::Other, !titled && !named);
        }
        let eastern = first < last && self.tokens.word(first + 1).contains('-');
        let placed = self.is(first, Classes::PLACE_NOUN) && !self.is(first, Classes::GIVEN);
        if first < last && placed && !titled && !eastern {
            // "Villa la Grange", "Lake Como".
            return (NameKind::Place, true);
        }
        if let Some(kind) = self.kind_of_noun(last) {
            return (kind, !(free || first == last && self.is(last, NAMED)));
        }
        if first < last && any(Classes::ORGANIZATION_NOUN.with(Classes::ORGANIZATION)) {
            return (NameKind::Organization, !free);
        }
        (NameKind::Other, false)
    }

    fn kind_of_noun(&self, at: usize) -> Option<NameKind> {
        let classes = self.labels.at(at);
        if classes.any(Classes::ORGANIZATION_NOUN) {
            Some(NameKind::Organization)
        } else if classes.any(Classes::PLACE_NOUN) {
            Some(NameKind::Place)
        } else if classes.any(Classes::THING_NOUN) {
            Some(NameKind::Other)
        } else {
            None
        }
    }

    /// What the words themselves say for a person.
    fn score(&self) -> i32 {
        let (first, last) = (self.begin, self.core - 1);
        let mut score = match self.title {
            Some(title) if self.is(title, Classes::CIVIL) => 7,
            Some(title) if self.is(title, Classes::TITLE) => 5,
            Some(_) => 3,
            None => 0,
        };
        if self.to > self.core {
            score += 4;
        }
        if first == last {
            return score + self.lone(first) + self.blemish(first);
        }
        if self.is(first, Classes::GIVEN) {
            score += if self.is(first, Classes::COMMON.with(ABODE)) { 3 } else { 4 };
        } else if self.is_initial(first) || self.is(first, Classes::SURNAME) {
            score += 2;
            // "Lau Siu-lai": surname first, and a given name of two parts.
            let second = self.tokens.word(first + 1);
            if last == first + 1 && second.contains('-') && !self.is(last, Classes::SURNAME) {
                score += 2;
            }
        } else if (first..=last).all(|at| self.labels.at(at) == Classes::NONE) && last - first < 3 {
            // Nothing is known of any word: in news that is a foreign name more often than not.
            score += 1;
        }
        if self.is(last, Classes::SURNAME) {
            score += if self.is(last, Classes::COMMON.with(NOUNS)) { 1 } else { 2 };
        } else if is_surname_like(self.tokens.word(last)) && self.labels.at(last) == Classes::NONE {
            score += 2;
        }
        if (first + 1..last).any(|at| self.is_initial(at)) {
            score += 3;
        }
        if (first + 1..last).any(|at| self.tokens.shape(at) == Shape::Lower) {
            score += 1;
        }
        if last - first > 4 {
            score -= 4;
        }
        score + (first..=last).map(|at| self.blemish(at)).sum::<i32>()
    }

    /// What a word that stands alone says for a person.
    fn lone(&self, at: usize) -> i32 {
        const DOUBTFUL: Classes =
            ABODE.with(Classes::COMMON).with(Classes::CALENDAR).with(Classes::FUNCTION).with(NOUNS);
        if self.is(at, Classes::FAMOUS) || self.is(at, Classes::GIVEN) && !self.is(at, DOUBTFUL) {
            3
        } else if self.is(at, NAMED) {
            i32::from(!self.is(at, DOUBTFUL))
        } else {
            // "Rabbis", "Vermonters"
            -2 * i32::from(self.tokens.word(at).ends_with('s'))
        }
    }

    /// What one word says against a person.
    fn blemish(&self, at: usize) -> i32 {
        let word = self.tokens.word(at);
        let shape = self.tokens.shape(at);
        let mut score = 0;
        if shape == Shape::Upper && word.len() > 1 && !self.is_initial(at) && !self.is(at, NAMED) {
            // A surname in capitals: "Jean DUPONT".
            score -= if at > self.begin && word.len() > 3 { 0 } else { 3 };
        }
        if shape == Shape::Mixed && is_camel(word) {
            score -= 3;
        }
        // A function word has come this far only as a name: "James To".
        if self.is(at, NAMED) || self.is(at, Classes::FUNCTION) {
            return score;
        }
        if self.is(at, ABODE) {
            score -= 4;
        }
        let ordinary = self.is(at, Classes::COMMON.with(Classes::CALENDAR).with(NOUNS)) || is_derived(word);
        if ordinary && shape != Shape::Lower {
            score -= 3;
        }
        score
    }
}

/// Nouns that make a name an organisation's, a place's or a thing's.
const NOUNS: Classes = Classes::ORGANIZATION_NOUN.with(Classes::PLACE_NOUN).with(Classes::THING_NOUN);

/// True for words whose ending makes them nouns, adverbs or participles rather than names.
fn is_derived(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ing", "ed", "ly", "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ism",
        "ous", "ful", "less", "able", "ible", "ology", "ward", "wards", "ships", "ship", "ence", "ance",
        "ers",
    ];
    word.len() > 6 && !word.contains('-') && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// True for words that begin or end as surnames do: `McAllister`, `O’Leary`, `Petrović`, `Zorkenko`.
fn is_surname_like(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ić", "vic", "ov", "ova", "ev", "eva", "ski", "sky", "ska", "enko", "chuk", "yan", "dze", "shvili",
        "poulos", "idis", "akis", "escu", "sson", "dóttir", "nen", "ström", "mann", "witz", "wicz", "czyk",
        "oğlu", "oglu", "zadeh", "ullah",
    ];
    const STARTS: &[&str] = &["Mc", "Mac", "O'", "O’", "D'", "D’", "al-", "Al-", "el-", "El-"];
    let raised =
        |start: &&str| word.strip_prefix(*start).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending)) || STARTS.iter().any(raised)
}

/// `YouTube`, `iPhone`; but not `McCain`, `O'Hara`, `al-Assad`, `DeVos`.
fn is_camel(word: &str) -> bool {
    if word.contains(['-', '\'', '’', '.']) {
        return false;
    }
    !["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "Du", "St"]
        .iter()
        .any(|start| word.strip_prefix(start).is_some_and(|rest| rest.starts_with(char::is_uppercase)))
}
