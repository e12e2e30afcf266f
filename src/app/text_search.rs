//! Finding words in the open article. Lower-case letters match capitals too; a capital only itself.

use super::state::App;
use crate::text::Span;

/// A search in a text: the words, where they are, and where the reader is among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSearch {
    /// What was typed.
    pub query: String,
    /// Every place, in text order.
    pub hits: Vec<Span>,
    /// The one the reader is at.
    pub at: usize,
}

/// Every place where `query` stands in `text`, in order and without overlap.
#[must_use]
pub fn find(text: &str, query: &str) -> Vec<Span> {
    if query.is_empty() {
        return Vec::new();
    }
    if query.chars().any(char::is_uppercase) {
        return text.match_indices(query).map(|(at, hit)| Span::new(at, at + hit.len())).collect();
    }
    let wanted: Vec<char> = query.chars().flat_map(char::to_lowercase).collect();
    let mut hits = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| candidate(rest, wanted[0])).map(|at| from + at) {
        match starts_with(&text[at..], &wanted) {
            Some(len) => {
                hits.push(Span::new(at, at + len));
                from = at + len;
            }
            None => from = at + text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    hits
}

/// The next place where a hit that begins with `first` can begin.
fn candidate(text: &str, first: char) -> Option<usize> {
    if first.is_ascii() {
        return memchr::memchr2(first as u8, first.to_ascii_uppercase() as u8, text.as_bytes());
    }
    text.find(|c: char| c.to_lowercase().next() == Some(first))
}

/// The bytes at the start of `text` that say `wanted` in any case.
fn starts_with(text: &str, wanted: &[char]) -> Option<usize> {
    let mut rest = wanted;
    for (at, c) in text.char_indices() {
        if rest.is_empty() {
            return Some(at);
        }
        for lower in c.to_lowercase() {
            rest = rest.strip_prefix(&[lower])?;
        }
    }
    rest.is_empty().then_some(text.len())
}

impl App {
    /// Looks for words in the open article and goes to the first from `place` on.
    pub(super) fn search_text(&mut self, query: &str, place: usize) {
        let Some(article) = self.article() else { return };
        let hits = find(&article.text, query);
        let at = hits.iter().position(|hit| hit.start() >= place).unwrap_or(0);
        let to = hits.get(at).map(|hit| hit.start());
        self.text_search = (!query.is_empty()).then(|| TextSearch { query: query.to_owned(), hits, at });
        if let Some(place) = to {
            self.show_place(place);
        }
    }

    /// Goes so many hits on, around the end.
    pub(super) fn step_hit(&mut self, by: isize) {
        let Some(search) = &mut self.text_search else { return };
        let Ok(len) = isize::try_from(search.hits.len()) else { return };
        if len == 0 {
            self.said = format!("`{}` is not in this article", search.query);
            return;
        }
        search.at = (search.at as isize + by).rem_euclid(len) as usize;
        let place = search.hits[search.at].start();
        self.show_place(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_match_capitals_too() {
        let check = |text: &str, query: &str, expect: &[&str]| {
            let hits: Vec<_> = find(text, query).into_iter().map(|hit| hit.of(text)).collect();
            assert_eq!(hits, expect, "{query}");
        };
        check("The ferry. THE end, there", "the", &["The", "THE", "the"]);
        check("The ferry. THE end, there", "The", &["The"]);
        check("Élan élan", "élan", &["Élan", "élan"]);
        check("aaaa", "aa", &["aa", "aa"]);
        check("none", "", &[]);
    }
}
