//! Labels made ready for ranking, once for every key: folded, one byte for each letter, all in one text; and of each
//! label what tells at a glance how well it could match. About 120 bytes for a headline.

use super::fold::{bit, code, plain};

/// What the score of fuzzy-matcher adds for a letter at such a place.
pub(super) mod bonus {
    /// The first letter of the label.
    pub(in super::super) const FIRST: i32 = 16;
    /// After a space, a bracket, a bar or a slash.
    pub(in super::super) const HEAD: i32 = 8;
    /// After another sign.
    pub(in super::super) const BREAK: i32 = 7;
    /// A capital after a small letter or a digit.
    pub(in super::super) const CAMEL: i32 = 6;
}

/// Many labels.
#[derive(Debug, Default)]
pub struct Labels {
    /// For each label, side by side because they are looked at together: a bit for each letter that gets something
    /// for its place, a bit for each capital, both in eights of bytes; then its letters in lower case, in sixteens.
    text: Vec<u8>,
    /// For each label its letters and digits as bits.
    letters: Vec<u64>,
    signs: Vec<Sign>,
    /// So many bytes of the text belong to no label any more.
    waste: usize,
}

/// What is known of a label without looking into the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sign {
    /// Where it begins in the text.
    start: usize,
    /// So many letters it has.
    len: u32,
    /// The first letter.
    pub(super) first: u8,
    /// The first letter is a capital.
    pub(super) high_first: bool,
    /// There are capitals inside words.
    pub(super) camel: bool,
    /// The small letters that words begin with, as bits.
    pub(super) low: u64,
    /// The capitals that words begin with, also inside of words, as bits.
    pub(super) high: u64,
}

impl Sign {
    /// So many bytes the bits of all letters take.
    fn bits(&self) -> usize {
        (self.len as usize).div_ceil(64) * 8
    }

    /// So many bytes of the text it takes.
    fn size(&self) -> usize {
        2 * self.bits() + (self.len as usize).next_multiple_of(16)
    }
}

/// One label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'a> {
    /// Its letters.
    pub(super) text: &'a [u8],
    /// The same, sixteen by sixteen; zeros behind the last one.
    pub(super) lanes: &'a [[u8; 16]],
    /// Which of them are capitals, as bits.
    pub(super) capitals: &'a [u8],
    /// Which of them get something for their place, as bits.
    pub(super) heads: &'a [u8],
    /// What is known at a glance.
    pub(super) sign: Sign,
}

impl Label<'_> {
    /// True when the letter at this place is a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        has(self.capitals, at)
    }

    /// What the letter at this place adds to a score by its place.
    pub(super) fn bonus(&self, at: usize) -> i32 {
        if !has(self.heads, at) {
            return 0;
        }
        let Some(before) = at.checked_sub(1) else { return bonus::FIRST };
        bonus(self.text[before], self.is_capital(before), self.is_capital(at))
    }
}

/// What a letter gets for its place behind another one.
fn bonus(before: u8, high_before: bool, high: bool) -> i32 {
    match kind(before) {
        Kind::Nothing | Kind::Hard => bonus::HEAD,
        Kind::Soft => bonus::BREAK,
        Kind::Digit if high => bonus::CAMEL,
        Kind::Letter if high && !high_before => bonus::CAMEL,
        Kind::Digit | Kind::Letter => 0,
    }
}

fn has(bits: &[u8], at: usize) -> bool {
    bits.get(at / 8).is_some_and(|bits| bits >> (at % 8) & 1 == 1)
}

/// The kinds of letters that fuzzy-matcher knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nothing,
    Hard,
    Soft,
    Digit,
    Letter,
}

fn kind(code: u8) -> Kind {
    match code {
        0 => Kind::Nothing,
        b' ' | b'/' | b'\\' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Kind::Hard,
        b'!'..=b'\'' | b'*'..=b'.' | b':'..=b'@' | b'^'..=b'`' | b'~' => Kind::Soft,
        b'0'..=b'9' => Kind::Digit,
        _ => Kind::Letter,
    }
}

/// True when the letter after this one counts as the first of a word.
pub(super) fn parts(code: u8) -> bool {
    matches!(kind(code), Kind::Nothing | Kind::Hard | Kind::Soft)
}

impl Labels {
    /// So many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.signs.len()
    }

    /// True without any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// The letters and digits of a label as bits, case folded; 0 for one that is not there. A label can only match a
    /// word whose bits it has.
    #[must_use]
    pub fn letters(&self, at: usize) -> u64 {
        self.letters.get(at).copied().unwrap_or(0)
    }

    /// One of them.
    pub(super) fn get(&self, at: usize) -> Option<Label<'_>> {
        let sign = *self.signs.get(at)?;
        let all = self.text.get(sign.start..sign.start + sign.size())?;
        let (heads, rest) = all.split_at(sign.bits());
        let (capitals, letters) = rest.split_at(sign.bits());
        let (lanes, text) = (letters.as_chunks().0, letters.get(..sign.len as usize)?);
        Some(Label { text, lanes, capitals, heads, sign })
    }

    /// What is known of it at a glance.
    pub(super) fn sign(&self, at: usize) -> Option<&Sign> {
        self.signs.get(at)
    }

    /// Adds one behind the others.
    pub fn push(&mut self, label: &str) {
        let (letters, sign) = self.write(label);
        self.letters.push(letters);
        self.signs.push(sign);
    }

    /// Puts another label in place of one; nothing when there is none.
    pub fn set(&mut self, at: usize, label: &str) {
        let Some(old) = self.signs.get(at) else { return };
        self.waste += old.size();
        (self.letters[at], self.signs[at]) = self.write(label);
        if self.waste > self.text.len() / 2 && self.waste > 1 << 16 {
            self.pack();
        }
    }

    /// Lets all of them go, and keeps the room they took.
    pub fn clear(&mut self) {
        self.text.clear();
        self.letters.clear();
        self.signs.clear();
        self.waste = 0;
    }

    /// Writes the text anew, without what belongs to no label.
    fn pack(&mut self) {
        let mut packed = Vec::with_capacity(self.text.len() - self.waste);
        for sign in &mut self.signs {
            let start = packed.len();
            packed.extend(self.text.get(sign.start..sign.start + sign.size()).unwrap_or_default());
            sign.start = start;
        }
        (self.text, self.waste) = (packed, 0);
    }

    /// Writes a label behind the text; gives its letters and what is known of it.
    fn write(&mut self, label: &str) -> (u64, Sign) {
        let label = plain(label);
        let len = if label.is_ascii() { label.len() } else { label.chars().count() };
        let mut sign =
            Sign { start: self.text.len(), len: u32::try_from(len).unwrap_or(0), ..Sign::default() };
        let (heads, capitals) = (sign.start, sign.start + sign.bits());
        self.text.resize(capitals + sign.bits(), 0);
        let mut letters = 0;
        let (mut before, mut high_before) = (0, false);
        for (at, c) in label.chars().take(sign.len as usize).enumerate() {
            let (code, high) = (code(c), c.is_ascii_uppercase());
            let (bit, byte, one) = (bit(code), at / 8, 1 << (at % 8));
            letters |= bit;
            self.text.push(code);
            if high {
                self.text[capitals + byte] |= one;
            }
            let bonus = if at == 0 { bonus::FIRST } else { bonus(before, high_before, high) };
            if bonus > 0 {
                self.text[heads + byte] |= one;
                *if high { &mut sign.high } else { &mut sign.low } |= bit;
                sign.camel |= bonus == bonus::CAMEL;
            }
            if at == 0 {
                (sign.first, sign.high_first) = (code, high);
            }
            (before, high_before) = (code, high);
        }
        self.text.resize(sign.start + sign.size(), 0);
        (letters, sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(labels: &Labels, at: usize) -> String {
        let Some(label) = labels.get(at) else { return String::new() };
        let letter = |at: usize| char::from(label.text[at]);
        let cased = |at| if label.is_capital(at) { letter(at).to_ascii_uppercase() } else { letter(at) };
        (0..label.text.len()).map(cased).collect()
    }

    #[test]
    fn a_label_that_changes_leaves_the_others_alone() {
        let mut labels = Labels::default();
        for at in 0..100 {
            labels.push(&format!("Ferry {at} to Port Alden"));
        }
        for round in 0..200 {
            for at in (0..100).step_by(3) {
                labels.set(at, &format!("Tariff {round} of Aldwick, row {at}"));
            }
        }
        assert!(labels.text.len() < 1 << 18, "{}", labels.text.len());
        for at in 0..100 {
            let expect = match at % 3 {
                0 => format!("Tariff 199 of Aldwick, row {at}"),
                _ => format!("Ferry {at} to Port Alden"),
            };
            assert_eq!(words(&labels, at), expect);
        }
        labels.set(100, "nobody");
        assert_eq!((labels.len(), labels.get(100).is_none()), (100, true));
    }

    #[test]
    fn what_is_known_at_a_glance() {
        let mut labels = Labels::default();
        labels.push("O’Dwyer asks the McRae 4Bank");
        let sign = *labels.sign(0).unwrap();
        let bits = |letters: &str| letters.bytes().fold(0, |mask, code| mask | bit(code));
        assert_eq!((sign.first, sign.high_first, sign.camel), (b'o', true, true));
        assert_eq!((sign.low, sign.high), (bits("at4"), bits("odmrb")));
        assert_eq!(labels.letters(0), bits("odwyerasksthemcrae4bank"));
        labels.push("");
        assert_eq!((labels.letters(1), labels.get(1).map(|label| label.text.len())), (0, Some(0)));
    }
}
