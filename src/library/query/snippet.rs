//! Snippets: the few words around the hits that tell most.

use std::ops::Range;

use super::hits::hits;
use super::tree::Query;
use crate::library::Article;
use crate::text::{Span, shown};

/// A snippet takes about so many bytes.
const LENGTH: usize = 160;

/// So many bytes stand before its first hit.
const BEFORE: usize = 40;

/// A few words of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words, on one line; `…` where something was left out.
    pub words: String,
    /// The hits in them: bytes.
    pub hits: Vec<Range<usize>>,
}

impl Snippet {
    /// The words of an article that show best why a query found it: around its hits outside of the headline, else
    /// its first ones.
    #[must_use]
    pub fn of(query: &Query, article: &Article) -> Snippet {
        let all = hits(query, article);
        let headline = article.reading.structure.head.headline.unwrap_or_default();
        let body: Vec<Span> = all.iter().copied().filter(|hit| !headline.overlaps(*hit)).collect();
        if body.is_empty() {
            let start = headline.end();
            let rest = article.text.get(start..).unwrap_or("");
            let start = start + (rest.len() - rest.trim_start().len());
            return cut(&article.text, start, &[], false);
        }
        around(&article.text, &body)
    }
}

/// The window with most hits.
fn around(text: &str, hits: &[Span]) -> Snippet {
    let mut best = (0, 0);
    let mut last = 0;
    for (first, hit) in hits.iter().enumerate() {
        while last < hits.len() && hits[last].end() <= hit.start() + LENGTH - BEFORE {
            last += 1;
        }
        if last - first > best.0 {
            best = (last - first, first);
        }
    }
    let first = hits.get(best.1).copied().unwrap_or_default();
    cut(text, first.start().saturating_sub(BEFORE), &hits[best.1..], true)
}

/// The words from a byte on, or a little before it, with their hits. Whether something `is_missing` before them is said.
fn cut(text: &str, from: usize, hits: &[Span], is_missing: bool) -> Snippet {
    let start = word_start(text, from);
    let end = word_end(text, start + LENGTH);
    let mut snippet = Snippet::default();
    if start > 0 && is_missing {
        snippet.words.push('…');
    }
    let mut at = start;
    for hit in hits.iter().filter(|hit| hit.start() >= start && hit.end() <= end) {
        add(&mut snippet.words, text.get(at..hit.start()).unwrap_or(""));
        let from = snippet.words.len();
        add(&mut snippet.words, hit.of(text));
        let hit_start = from + usize::from(snippet.words[from..].starts_with(' '));
        snippet.hits.push(hit_start..snippet.words.len());
        at = hit.end();
    }
    add(&mut snippet.words, text.get(at..end).unwrap_or(""));
    snippet.words.truncate(snippet.words.trim_end().len());
    if end < text.trim_end().len() {
        snippet.words.push('…');
    }
    snippet
}

/// Adds words with single spaces between them.
fn add(line: &mut String, words: &str) {
    for c in shown(words).chars() {
        let doubled = c.is_whitespace() && (line.is_empty() || line.ends_with(' '));
        if !doubled {
            line.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
}

fn word_start(text: &str, from: usize) -> usize {
    let mut at = from.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = text[..at].char_indices().rev().take(24).find(|(_, c)| c.is_whitespace());
    match before {
        Some((space, c)) if at > 0 => space + c.len_utf8(),
        _ if at < 24 => 0,
        _ => at,
    }
}

fn word_end(text: &str, to: usize) -> usize {
    let mut at = to.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    let rest = &text[at..];
    at + rest.char_indices().take(24).find(|(_, c)| c.is_whitespace()).map_or(0, |(space, _)| space)
}
