//! Phrases by which a line shows what it is, from the plain text files of `assets/words/`.
//!
//! In a file, `= words` means the whole line, `^ words` its beginning, `$ words` its end, and `words` alone
//! anywhere in it; case and punctuation don't count.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reading::lexicon::entries;

/// The site's own words: cookie lines, newsletter offers, share bars.
pub static BOILERPLATE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/boilerplate.txt")));

/// Section names and labels that stand over a headline or an abstract.
pub static KICKERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/kickers.txt")));

/// News and photo agencies, and the words that end such names.
pub static AGENCIES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/agencies.txt")));

/// Newspapers and stations, and the words that end such names.
pub static OUTLETS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/outlets.txt")));

/// Words for those who write and photograph (`correspondent`, `staff`).
pub static WRITERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/writers.txt")));

/// Where in a line a phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Whole,
    Start,
    End,
    Anywhere,
}

/// Phrases, found by their first words.
#[derive(Debug, Default)]
pub struct Phrases {
    by_first: FxHashMap<Box<str>, Vec<(Box<str>, Place)>>,
    /// The first words of phrases that begin a line, the last words of those that end one, and the
    /// longest word of those that stand anywhere: a line without any of them holds no phrase.
    signs: [FxHashSet<Box<str>>; 3],
    /// The shortest of the words that may stand anywhere, in bytes.
    shortest: usize,
    /// Some phrases have other letters than ASCII ones.
    wide: bool,
}

impl Phrases {
    /// The phrases of one file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        let mut phrases = Self { shortest: usize::MAX, ..Self::default() };
        for entry in entries(file) {
            let place = match entry.chars().next() {
                Some('=') => Place::Whole,
                Some('^') => Place::Start,
                Some('$') => Place::End,
                _ => Place::Anywhere,
            };
            phrases.add(&normal(entry), place);
        }
        phrases
    }

    fn add(&mut self, phrase: &str, place: Place) {
        let words = || phrase.split(' ');
        let (Some(first), Some(last)) = (words().next(), words().next_back()) else { return };
        let longest = words().max_by_key(|word| word.len()).unwrap_or("");
        self.wide |= !phrase.is_ascii();
        let [firsts, lasts, inner] = &mut self.signs;
        match place {
            Place::Whole | Place::Start => firsts.insert(first.into()),
            Place::End => lasts.insert(last.into()),
            Place::Anywhere => {
                self.shortest = self.shortest.min(longest.len());
                inner.insert(longest.into())
            }
        };
        self.by_first.entry(first.into()).or_default().push((phrase.into(), place));
    }

    /// True when a phrase stands in `line` at its place.
    #[must_use]
    pub fn matches(&self, line: &str) -> bool {
        self.may_match(line) && self.holds(&normal(line))
    }

    /// False when a glance at the words shows that no phrase can stand in `line`.
    fn may_match(&self, line: &str) -> bool {
        if self.wide {
            return true;
        }
        let [firsts, lasts, inner] = &self.signs;
        let mut last = false;
        let mut first = true;
        let found = any_word(line, |word| {
            let begins = std::mem::take(&mut first) && firsts.contains(word);
            last = !lasts.is_empty() && lasts.contains(word);
            begins || (word.len() >= self.shortest && inner.contains(word))
        });
        found || last
    }

    /// The whole test, for a [`normal`] line.
    fn holds(&self, line: &str) -> bool {
        let mut at = 0;
        for word in line.split(' ') {
            let rest = line.get(at..).unwrap_or("");
            let fits = |(phrase, place): &(Box<str>, Place)| {
                let after = rest.strip_prefix(&**phrase);
                match place {
                    Place::Whole => at == 0 && after == Some(""),
                    Place::Start => at == 0 && after.is_some_and(is_word_end),
                    Place::End => after == Some(""),
                    Place::Anywhere => after.is_some_and(is_word_end),
                }
            };
            if self.by_first.get(word).is_some_and(|list| list.iter().any(fits)) {
                return true;
            }
            at += word.len() + 1;
        }
        false
    }
}

/// True when `found` answers so for any word of `line`, in lower case and without apostrophes. Words with
/// other letters than ASCII ones, or more than 32, come in pieces: no phrase has such words.
fn any_word(line: &str, mut found: impl FnMut(&str) -> bool) -> bool {
    let mut word = [0_u8; 32];
    let mut len = 0;
    for byte in line.bytes().chain(std::iter::once(b' ')) {
        if byte.is_ascii_alphanumeric() && len < word.len() {
            word[len] = byte.to_ascii_lowercase();
            len += 1;
        } else if len > 0 && !matches!(byte, b'\'' | 0xe2 | 0x80 | 0x99) {
            if std::str::from_utf8(&word[..len]).is_ok_and(&mut found) {
                return true;
            }
            len = 0;
        }
    }
    false
}

/// True for the name of an agency, newspaper or station.
#[must_use]
pub fn is_outlet(name: &str) -> bool {
    AGENCIES.matches(name) || OUTLETS.matches(name)
}

fn is_word_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

/// The words of a line in lower case, with one space between; apostrophes are left out, other marks are spaces.
#[must_use]
pub fn normal(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut gap = false;
    for c in line.chars() {
        if c.is_alphanumeric() {
            if gap && !words.is_empty() {
                words.push(' ');
            }
            gap = false;
            if c.is_ascii() {
                words.push(c.to_ascii_lowercase());
            } else {
                words.extend(c.to_lowercase());
            }
        } else if !matches!(c, '\'' | '’') {
            gap = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_counts_only_at_its_place() {
        let phrases = Phrases::of("= share\n^ read more\nsign up for our newsletter # offers\n");
        let cases = [
            ("Share", true),
            ("SHARE!", true),
            ("Share prices fell", false),
            ("Read more: the ferry", true),
            ("They read more", false),
            ("Like it? Sign up for our newsletter, free", true),
            ("Sign up for our newsletters", false),
            ("", false),
        ];
        for (line, expect) in cases {
            assert_eq!(phrases.matches(line), expect, "{line}");
        }
    }

    #[test]
    fn a_normal_line_has_only_words() {
        assert_eq!(normal("  IE 11 isn’t supported — “Été”. "), "ie 11 isnt supported été");
    }
}
