//! Phrases by which a line shows what it is, from the plain text files of `assets/words/`.
//!
//! In a file, `= words` means the whole line, `^ words` its beginning, `$ words` its end, and `words` alone
//! anywhere in it; case and punctuation don't count.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::reading::lexicon::entries;

/// The site's own words: cookie lines, newsletter offers, share bars.
pub static BOILERPLATE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/boilerplate.txt")));

/// Section names and labels that stand over a headline or an abstract.
pub static KICKERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/kickers.txt")));

/// News agencies, photo agencies and outlets, and the words that end such names.
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
}

impl Phrases {
    /// The phrases of one file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        let mut phrases = Self::default();
        for entry in entries(file) {
            let place = match entry.chars().next() {
                Some('=') => Place::Whole,
                Some('^') => Place::Start,
                Some('$') => Place::End,
                _ => Place::Anywhere,
            };
            let words = normal(entry);
            if let Some(first) = words.split(' ').next().filter(|first| !first.is_empty()) {
                phrases.by_first.entry(first.into()).or_default().push((words.as_str().into(), place));
            }
        }
        phrases
    }

    /// True when a phrase stands in `line` at its place; `line` must be [`normal`].
    #[must_use]
    pub fn matches(&self, line: &str) -> bool {
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
            assert_eq!(phrases.matches(&normal(line)), expect, "{line}");
        }
    }

    #[test]
    fn a_normal_line_has_only_words() {
        assert_eq!(normal("  IE 11 isn’t supported — “Été”. "), "ie 11 isnt supported été");
    }
}
