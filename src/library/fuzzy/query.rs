//! A query: the letters typed, in order, anywhere in a label. Every word of it must match; the order of the words is
//! free, and accents need not be typed. The score is that of fuzzy-matcher.

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::{places, plain};
use super::labels::{Label, Sign};
use super::word::Word;
use crate::library::item::Item;
use crate::library::shelf::Library;

/// The score of a word and the letters of a folded label that it matches. What the matcher remembers of another label or
/// letter can change the score when it doesn't keep the places too, so it is a new one every time and keeps them.
fn matched(label: &str, word: &Word) -> Option<(i64, Vec<usize>)> {
    SkimMatcherV2::default().smart_case().fuzzy_indices(label, &word.plain)
}

/// A query, ready to be matched.
pub struct Fuzzy {
    words: Vec<Word>,
    letters: u64,
}

impl Fuzzy {
    /// Prepares a query; a word with capitals in it matches only in the same case.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let words: Vec<Word> = query.split_whitespace().filter_map(Word::new).collect();
        let letters = words.iter().fold(0, |mask, word| mask | word.letters);
        Self { words, letters }
    }

    /// True when nothing was typed; such a query matches everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well `label` matches; higher is better, `None` is not at all.
    #[must_use]
    pub fn score(&self, label: &str) -> Option<i64> {
        let label = plain(label);
        self.words.iter().map(|word| Some(matched(&label, word)?.0)).sum()
    }

    /// The matched characters of `label`, counted in characters, in order.
    #[must_use]
    pub fn hits(&self, label: &str) -> Vec<usize> {
        let (letters, places) = (plain(label), places(label));
        let mut all = Vec::new();
        for word in &self.words {
            if let Some((_, hits)) = matched(&letters, word) {
                all.extend(hits.into_iter().filter_map(|hit| places.get(hit)));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The items that match, at most 2,000, best first. Of equals the unread come first, then the newer, then those
    /// that stand first.
    #[must_use]
    pub fn rank(&self, items: &[Item], library: &Library) -> Vec<Item> {
        super::ranking::ranked(self, items, library)
    }

    /// True when [`Fuzzy::score_above`] gives the score itself; else it may take a letter for another.
    pub(super) fn is_sure(&self) -> bool {
        self.words.iter().all(Word::is_sure)
    }

    /// False when a label with these letters can't match.
    pub(super) fn is_possible(&self, letters: u64) -> bool {
        letters & self.letters == self.letters
    }

    /// The most that a label could score of which only this is known.
    pub(super) fn bound(&self, sign: &Sign) -> i32 {
        self.words.iter().map(|word| word.bound(sign)).sum()
    }

    /// What a label scores, when that is `floor` or more; else anything less, or `None` when it does not match.
    pub(super) fn score_above(&self, label: &Label<'_>, floor: i32) -> Option<i32> {
        let [word] = self.words.as_slice() else { return self.score_words(label, floor) };
        word.score(label, floor)
    }

    fn score_words(&self, label: &Label<'_>, floor: i32) -> Option<i32> {
        let mut most = self.bound(&label.sign);
        for word in &self.words {
            // The others can give at most so much.
            let others = most - word.bound(&label.sign);
            most = others + word.score(label, floor.saturating_sub(others))?;
            if most < floor {
                break;
            }
        }
        Some(most)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_and_signs_need_not_be_typed() {
        let check =
            |query: &str, label: &str| assert!(Fuzzy::new(query).score(label).is_some(), "{query}, {label}");
        check("ilic", "Emeka Ilić-Nwosu");
        check("siobhan o'd", "Siobhán O’Dwyer");
        check("ilić", "Ilic");
        check("LODZ", "ŁÓDŹ");
        check("strasse", "Hauptstraße");
        check("jose", "Jose\u{301} Sand");
        check("порт", "Порт Алден");
    }

    #[test]
    fn capitals_match_only_capitals() {
        let check = |query: &str, label: &str, expect: bool| {
            assert_eq!(Fuzzy::new(query).score(label).is_some(), expect, "{query}, {label}");
        };
        check("harb", "The HARBOUR", true);
        check("Harb", "The harbour", false);
        check("Harb", "The Harbour", true);
        check("Harb row", "ROW over the Harbour", true);
    }

    #[test]
    fn hits_are_counted_in_characters() {
        let check = |query: &str, label: &str, expect: &[usize]| {
            assert_eq!(Fuzzy::new(query).hits(label), expect, "{query}, {label}");
        };
        check("mc", "Émile Cato", &[1, 6]);
        check("q", "none", &[]);
        check("row tar", "Tariff row", &[0, 1, 2, 7, 8, 9]);
        check("asse", "Straße e", &[3, 4, 5]);
        check("jose s", "Jose\u{301} Sand", &[0, 1, 2, 3, 6]);
        check("alden", "東京 — Port Alden", &[10, 11, 12, 13, 14]);
    }

    proptest! {
        #[test]
        fn hits_are_letters_of_the_label(query in any::<String>(), label in any::<String>()) {
            let fuzzy = Fuzzy::new(&query);
            let (hits, count) = (fuzzy.hits(&label), label.chars().count());
            prop_assert!(hits.is_sorted_by(|one, next| one < next));
            prop_assert!(hits.iter().all(|&hit| hit < count));
        }

        #[test]
        fn the_hits_of_a_word_are_its_letters(word in "[a-d]{1,5}", label in "[a-dA-Dáç ]{0,30}") {
            let fuzzy = Fuzzy::new(&word);
            let letters: Vec<char> = label.chars().collect();
            let hits: String = fuzzy.hits(&label).iter().map(|&hit| letters[hit]).collect();
            let expect = fuzzy.score(&label).map_or("", |_| word.as_str());
            prop_assert_eq!(plain(&hits).to_lowercase(), expect);
        }
    }
}
