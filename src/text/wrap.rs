//! Wrapping: a paragraph becomes rows, and every row knows its place in the text.

use std::borrow::Cow;

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::span::Span;

/// Breaks the text at `place` into rows of at most `width` columns.
///
/// Lines break where Unicode's line breaking (UAX 14) allows and after hyphens that stand in the
/// text; a word longer than a row is cut. Line breaks inside `place` start a new row. Rows are in
/// order, never overlap, and leave out only white space at their ends; a `place` without any words
/// gives one empty row. `width` is in terminal columns, at least 1 is used.
#[must_use]
pub fn wrap(text: &str, place: Span, width: usize) -> Vec<Span> {
    let words = place.of(text);
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::HyphenSplitter)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(true);
    let mut rows = Vec::new();
    let mut from = place.start();
    for row in textwrap::wrap(words, options) {
        rows.push(place_of(text, row, from, place.end()));
        from = rows.last().map_or(from, |row: &Span| row.end());
    }
    rows
}

/// Where `row` stands in `text`: borrowed rows by their address, copied ones by searching on.
fn place_of(text: &str, row: Cow<'_, str>, from: usize, limit: usize) -> Span {
    let len = row.len();
    let start = match row {
        Cow::Borrowed(words) if !words.is_empty() => {
            (words.as_ptr() as usize).checked_sub(text.as_ptr() as usize)
        }
        _ => text.get(from..limit).and_then(|rest| rest.find(row.as_ref())).map(|at| from + at),
    };
    let start = start.unwrap_or(from).min(limit);
    Span::new(start, (start + len).min(limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, width: usize) -> Vec<&str> {
        wrap(text, Span::new(0, text.len()), width).into_iter().map(|row| row.of(text)).collect()
    }

    #[test]
    fn rows_are_places_in_the_text() {
        assert_eq!(rows("one two three", 7), ["one two", "three"]);
        assert_eq!(rows("a British-led mission", 12), ["a British-", "led mission"]);
        assert_eq!(rows("first\nsecond line", 20), ["first", "second line"]);
        assert_eq!(rows("", 20), [""]);
    }

    #[test]
    fn wide_letters_count_double() {
        assert_eq!(rows("今日は晴れ", 6), ["今日は", "晴れ"]);
        assert_eq!(rows("unbreakable", 4), ["unbr", "eaka", "ble"]);
    }

    #[test]
    fn only_the_given_place_is_wrapped() {
        let text = "skip this; wrap these words";
        let rows = wrap(text, Span::new(11, text.len()), 10);
        assert_eq!(rows.iter().map(|row| row.of(text)).collect::<Vec<_>>(), ["wrap these", "words"]);
    }
}
