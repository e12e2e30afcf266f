//! The operators: one line each, from which queries are read and completed, mistakes are told and the manual is made.

use super::values::{self, Value};

/// A word before a colon that says what is asked.
#[derive(Debug)]
pub struct Operator {
    /// Its name, without the colon.
    pub name: &'static str,
    /// What its value is, in words that follow "wants".
    pub value: &'static str,
    /// What it finds.
    pub help: &'static str,
    /// A use of it.
    pub example: &'static str,
    /// From where its values are completed.
    pub offers: Offers,
    /// Makes sense of a value.
    pub(super) read: fn(&Value<'_>) -> Result<super::term::Sense, String>,
}

/// From where the values of an operator are completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offers {
    /// Nothing.
    None,
    /// The names of people.
    People,
    /// The names of sources.
    Sources,
    /// The folders of sources.
    Folders,
    /// The tags.
    Tags,
    /// Days.
    Days,
    /// These words.
    Words(&'static [&'static str]),
}

/// Every operator.
#[rustfmt::skip]
pub const OPERATORS: &[Operator] = &[
    Operator { name: "who", value: "a name", help: "somebody with this name spoke", example: "who:sand",
        offers: Offers::People, read: values::who },
    Operator { name: "said", value: "words", help: "these words stand in a quote; of the one that `who:` beside it finds", example: "who:sand said:\"red line\"",
        offers: Offers::None, read: values::said },
    Operator { name: "speaker-type", value: "person, organization, place, unnamed or unknown", help: "such a speaker spoke", example: "speaker-type:unnamed said:harbour",
        offers: Offers::Words(&["person", "organization", "place", "unnamed", "unknown"]), read: values::speaker_type },
    Operator { name: "about", value: "a name", help: "somebody with this name is in it, speaking or not", example: "about:\"greta sand\"",
        offers: Offers::People, read: values::about },
    Operator { name: "source", value: "a name or number", help: "a source with this in its name, title or address, or this number; or such an outlet", example: "source:\"alden post\"",
        offers: Offers::Sources, read: values::source },
    Operator { name: "by", value: "a name", help: "a writer with this name", example: "by:\"ines valdera\"",
        offers: Offers::None, read: values::by },
    Operator { name: "in", value: "a folder", help: "a source in this folder or below it", example: "in:news/local",
        offers: Offers::Folders, read: values::folder },
    Operator { name: "tag", value: "a tag", help: "it has this tag", example: "tag:sea",
        offers: Offers::Tags, read: values::tag },
    Operator { name: "is", value: "unread, read, starred or updated", help: "what was done with it; updated: changed by its publisher since it was opened", example: "is:unread",
        offers: Offers::Words(&["unread", "read", "starred", "updated"]), read: values::state },
    Operator { name: "after", value: "a day", help: "published on this day or later", example: "after:2021-12-01",
        offers: Offers::Days, read: values::after },
    Operator { name: "before", value: "a day", help: "published before this day", example: "before:yesterday",
        offers: Offers::Days, read: values::before },
    Operator { name: "on", value: "a day", help: "published on this day, or in this week, month or year", example: "on:\"last week\"",
        offers: Offers::Days, read: values::on },
    Operator { name: "lang", value: "a language of two letters", help: "written in this language", example: "lang:en",
        offers: Offers::Words(&["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "zh", "ja"]), read: values::lang },
    Operator { name: "has", value: "image, quote, note, tag or full", help: "it has such a thing; full: the full text beside the words of its feed", example: "has:note",
        offers: Offers::Words(&["image", "quote", "note", "tag", "full"]), read: values::feature },
    Operator { name: "len", value: "a number of characters, as >2000, <500 or 500..2000", help: "so long is the text", example: "len:>2000",
        offers: Offers::Words(&[">2000", "<500", "500..2000"]), read: values::length },
];

/// The operator of this name, in any case.
#[must_use]
pub fn named(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.name.eq_ignore_ascii_case(name))
}

/// The operator that was most likely meant by a name that there is not.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static Operator> {
    let name = name.to_lowercase();
    let ranked = OPERATORS.iter().map(|operator| (distance(&name, operator.name), operator));
    ranked
        .min_by_key(|(distance, _)| *distance)
        .filter(|(far, _)| *far <= 2.min(name.chars().count() / 2))
        .map(|(_, operator)| operator)
}

/// So many letters must be put in, taken out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    // Longer names are near to none.
    for (at, letter) in one.chars().take(32).enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (column, known) in other.iter().enumerate() {
            let changed = before + usize::from(*known != letter);
            before = row[column + 1];
            row[column + 1] = changed.min(before + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::query::Query;

    #[test]
    fn what_was_meant_is_guessed() {
        let check = |name: &str, expect: &str| {
            assert_eq!(nearest(name).map_or("", |operator| operator.name), expect, "{name}");
        };
        check("whom", "who");
        check("afer", "after");
        check("tags", "tag");
        check("speakertype", "speaker-type");
        check("author", "");
        check("x", "");
        check("", "");
    }

    #[test]
    fn every_example_is_a_query() {
        for operator in OPERATORS {
            let query = Query::parse(operator.example).expect(operator.name);
            assert!(!query.is_empty(), "{}", operator.name);
            if let Offers::Words(words) = operator.offers {
                for word in words {
                    assert!(
                        Query::parse(&format!("{}:{word}", operator.name)).is_ok(),
                        "{} {word}",
                        operator.name
                    );
                }
            }
        }
    }
}
