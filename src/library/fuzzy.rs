//! Fuzzy ranking: the letters typed, in order, anywhere in a label. Every word of a query must match;
//! the order of the words is free, and accents need not be typed.

use std::borrow::Cow;
use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use rayon::prelude::{
    IndexedParallelIterator as _, IntoParallelIterator as _, IntoParallelRefIterator as _,
    ParallelIterator as _,
};

use super::item::Item;
use super::shelf::Library;

/// At most this many candidates are scored letter by letter; a cheap measure picks them.
const SCORED: usize = 1_000;

/// A query, ready to be matched.
pub struct Fuzzy {
    matcher: SkimMatcherV2,
    words: Vec<String>,
    lower: Vec<Vec<char>>,
    letters: u64,
}

impl Fuzzy {
    /// Prepares a query; capitals in it match only capitals.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let words: Vec<String> = query.split_whitespace().map(|word| plain(word).into_owned()).collect();
        let letters = words.iter().fold(0, |mask, word| mask | letters(word));
        let lower = words.iter().map(|word| word.chars().map(lower).collect()).collect();
        Self { matcher: SkimMatcherV2::default().smart_case(), words, lower, letters }
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
        self.words.iter().map(|word| self.matcher.fuzzy_match(&label, word)).sum()
    }

    /// The matched characters of `label`, counted in characters, in order.
    #[must_use]
    pub fn hits(&self, label: &str) -> Vec<usize> {
        let label = plain(label);
        let mut all = Vec::new();
        for word in &self.words {
            if let Some((_, hits)) = self.matcher.fuzzy_indices(&label, word) {
                all.extend(hits);
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The items that match, best first; equals keep their order.
    #[must_use]
    pub fn rank(&self, items: &[Item], library: &Library) -> Vec<Item> {
        if self.is_empty() {
            return items.to_vec();
        }
        let spread = |(at, &item): (usize, &Item)| {
            if library.letters(item) & self.letters != self.letters {
                return None;
            }
            let parts = library.label_parts(item);
            let spreads = self.lower.iter().map(|word| spread(&parts, word));
            Some((spreads.sum::<Option<usize>>()?, at))
        };
        let mut close: Vec<(usize, usize)> = items.par_iter().enumerate().filter_map(spread).collect();
        if close.len() > SCORED {
            close.select_nth_unstable(SCORED);
            close.truncate(SCORED);
        }
        let score = |(_, at): (usize, usize)| Some((Reverse(self.score(&library.label(items[at]))?), at));
        let mut scored: Vec<(Reverse<i64>, usize)> = close.into_par_iter().filter_map(score).collect();
        scored.sort_unstable();
        scored.into_iter().map(|(_, at)| items[at]).collect()
    }
}

/// How far the letters of `word` (in lower case) lie apart in a label, or `None` when one is missing;
/// 0 is side by side. A cheap stand-in for the score, used to drop the hopeless among very many.
fn spread(parts: &[&str], word: &[char]) -> Option<usize> {
    let mut next = 0;
    let (mut at, mut first) = (0_usize, 0_usize);
    for part in parts {
        for c in part.chars() {
            let wanted = *word.get(next)?;
            if lower(c) == wanted {
                if next == 0 {
                    first = at;
                }
                next += 1;
                if next == word.len() {
                    return Some((at + 1 - first).saturating_sub(word.len()));
                }
            }
            at += 1;
        }
    }
    None
}

/// The letter in lower case and without its accent; of the few that become several, the first.
fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    bare(c).to_lowercase().next().unwrap_or(c)
}

/// Latin letters with a mark on them, after the bare letter they are found by.
#[rustfmt::skip]
const MARKED: &[(char, &str)] = &[
    ('a', "àáâãäåāăąǎ"), ('c', "çćĉċč"), ('d', "ďđð"),      ('e', "èéêëēĕėęě"), ('g', "ĝğġģ"), ('h', "ĥħ"),
    ('i', "ìíîïĩīĭįı"),  ('j', "ĵ"),     ('k', "ķ"),        ('l', "ĺļľŀł"),     ('n', "ñńņňŉ"), ('o', "òóôõöøōŏőǒ"),
    ('r', "ŕŗř"),        ('s', "śŝşšș"), ('t', "ţťŧț"),     ('u', "ùúûüũūŭůűųǔ"), ('w', "ŵ"), ('y', "ýÿŷ"), ('z', "źżž"),
    ('A', "ÀÁÂÃÄÅĀĂĄǍ"), ('C', "ÇĆĈĊČ"), ('D', "ĎĐÐ"),      ('E', "ÈÉÊËĒĔĖĘĚ"), ('G', "ĜĞĠĢ"), ('H', "ĤĦ"),
    ('I', "ÌÍÎÏĨĪĬĮİ"),  ('J', "Ĵ"),     ('K', "Ķ"),        ('L', "ĹĻĽĿŁ"),     ('N', "ÑŃŅŇ"),  ('O', "ÒÓÔÕÖØŌŎŐǑ"),
    ('R', "ŔŖŘ"),        ('S', "ŚŜŞŠȘ"), ('T', "ŢŤŦȚ"),     ('U', "ÙÚÛÜŨŪŬŮŰŲǓ"), ('W', "Ŵ"), ('Y', "ÝŸŶ"), ('Z', "ŹŻŽ"),
];

/// The letter without its accent: keyboards differ, and names come from everywhere.
fn bare(c: char) -> char {
    if !('\u{c0}'..='\u{21b}').contains(&c) {
        return c;
    }
    MARKED.iter().find(|(_, marked)| marked.contains(c)).map_or(c, |(bare, _)| *bare)
}

/// Gives what a letter is compared as, case kept: mostly one letter, none for an accent that stands alone; typographic
/// quotes, dashes and spaces as plain ones.
pub fn fold(c: char, mut give: impl FnMut(char)) {
    match c {
        '\u{300}'..='\u{36f}' => {}
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => give('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => give('"'),
        '‐'..='―' => give('-'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => give(' '),
        c => give(bare(c)),
    }
}

/// A label without accents, letter for letter.
fn plain(label: &str) -> Cow<'_, str> {
    if label.is_ascii() { Cow::Borrowed(label) } else { Cow::Owned(label.chars().map(bare).collect()) }
}

/// The letters and digits of `label` as bits, case folded: a label can only match a query whose bits
/// it has.
#[must_use]
pub fn letters(label: &str) -> u64 {
    label.chars().map(lower).fold(0, |mask, c| mask | bit(c))
}

fn bit(c: char) -> u64 {
    match c {
        'a'..='z' => 1 << (c as u32 - 'a' as u32),
        '0'..='9' => 1 << (26 + c as u32 - '0' as u32),
        c if c.is_alphanumeric() => 1 << (36 + c as u32 % 28),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Article;

    fn library(headlines: &[&str]) -> (Library, Vec<Item>) {
        let mut library = Library::default();
        library.add(
            headlines.iter().map(|text| Article { text: (*text).into(), ..Article::default() }).collect(),
        );
        let items = (0..headlines.len()).map(Item::Article).collect();
        (library, items)
    }

    #[test]
    fn ranks_as_hands_expect() {
        let (library, items) = library(&["The harbour opens late", "Port tariffs up", "Harbour tariff row"]);
        let check = |query: &str, expect: &[usize]| {
            let ranked = Fuzzy::new(query).rank(&items, &library);
            assert_eq!(ranked, expect.iter().map(|&at| Item::Article(at)).collect::<Vec<_>>(), "{query}");
        };
        check("", &[0, 1, 2]);
        check("tariff row", &[2]);
        check("row harb", &[2]);
        check("prt", &[1]);
        check("Harb", &[2]);
        check("zzz", &[]);
    }

    #[test]
    fn accents_need_not_be_typed() {
        let check =
            |query: &str, label: &str| assert!(Fuzzy::new(query).score(label).is_some(), "{query}, {label}");
        check("ilic", "Emeka Ilić-Nwosu");
        check("siobhan", "Siobhán O’Dwyer");
        check("ilić", "Ilic");
        check("LODZ", "ŁÓDŹ");
        let (library, items) = library(&["Łódź mayor resigns", "A lodge"]);
        assert_eq!(Fuzzy::new("lodz").rank(&items, &library), [Item::Article(0)]);
    }

    #[test]
    fn hits_are_counted_in_characters() {
        assert_eq!(Fuzzy::new("mc").hits("Émile Cato"), [1, 6]);
        assert!(Fuzzy::new("q").hits("none").is_empty());
    }

    #[test]
    fn very_many_candidates_still_give_the_best_first() {
        let many: Vec<String> =
            (0..5_000).map(|n| format!("a long harbour line {n} with f e r r y apart")).collect();
        let mut lines: Vec<&str> = many.iter().map(String::as_str).collect();
        lines.push("Ferry");
        let (library, items) = library(&lines);
        assert_eq!(Fuzzy::new("ferry").rank(&items, &library).first(), Some(&Item::Article(5_000)));
    }
}
