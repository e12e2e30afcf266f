//! Units: the lines of a text, with the rows of a hard-wrapped paragraph joined again.
//!
//! Whether a text is wrapped by hand is told from the text alone: nearly every inner row is so full that the next word would not have fitted.

use memchr::memchr_iter;

use crate::text::Span;

/// A line, or a paragraph of wrapped lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands, without white space at its ends; never empty.
    pub span: Span,
    /// True when a blank line, or the text's start, is before it.
    pub gap: bool,
}

/// Rows of more bytes than this are not wrapped by hand.
const WIDEST: usize = 110;

/// Rows of fewer bytes than this are no rows of a wrapped paragraph.
const NARROWEST: usize = 40;

/// Rows may end so many bytes before the last column: some programs wrap for looks.
const SLACK: usize = 10;

/// The units of `text`, in order.
#[must_use]
pub fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    match wrap_width(text, &lines) {
        Some(width) => joined(text, &lines, width),
        None if text.contains("\n>") => joined(text, &lines, usize::MAX),
        None => lines,
    }
}

/// The lines that are not blank.
fn lines(text: &str) -> Vec<Unit> {
    let mut list = Vec::new();
    let mut gap = true;
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len())) {
        let span = Span::new(start, end).trim(text);
        if !span.is_empty() {
            list.push(Unit { span, gap });
        }
        gap = span.is_empty();
        start = end + 1;
    }
    list
}

/// The column at which the text was wrapped by hand, if it was.
fn wrap_width(text: &str, lines: &[Unit]) -> Option<usize> {
    let wide = lines.iter().filter(|line| line.span.len() > WIDEST).count();
    if wide * 20 > lines.len() {
        return None;
    }
    let inner = || lines.windows(2).filter(|pair| !pair[1].gap);
    let width = inner().map(|pair| pair[0].span.len()).filter(|&len| len <= WIDEST).max()?;
    let (mut count, mut full) = (0_usize, 0_usize);
    for pair in inner() {
        count += 1;
        full += usize::from(is_full(text, pair[0].span, pair[1].span, width));
    }
    (width > NARROWEST && count >= 4 && full * 10 >= count * 6).then_some(width)
}

/// True when the first word of `next` would hardly have fitted into the row `line`.
fn is_full(text: &str, line: Span, next: Span, width: usize) -> bool {
    let word = next.of(text).split_ascii_whitespace().next().map_or(0, str::len);
    line.len() >= NARROWEST && line.len() + 1 + word + SLACK > width
}

/// Full rows joined with the row after them, unless that one starts an item of its own, and the rows of a block quote.
fn joined(text: &str, lines: &[Unit], width: usize) -> Vec<Unit> {
    let mut list: Vec<Unit> = Vec::with_capacity(lines.len() / 4);
    let mut before = Span::default();
    for line in lines {
        let quoted = |span: Span| span.of(text).starts_with('>');
        let joins = !line.gap
            && quoted(line.span) == quoted(before)
            && !super::shapes::is_list_item(line.span.of(text))
            && (quoted(line.span) || is_full(text, before, line.span, width));
        before = line.span;
        match list.last_mut() {
            Some(last) if joins => last.span = last.span.cover(line.span),
            _ => list.push(*line),
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let got: Vec<String> = units(text).iter().map(|unit| unit.span.of(text).replace('\n', " ")).collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn a_line_is_a_unit() {
        check("", &[]);
        check(" \n\n \t\n", &[]);
        check(
            "Ferry sails\nBy Ana Ruiz\n\n It left at noon.  \n",
            &["Ferry sails", "By Ana Ruiz", "It left at noon."],
        );
        check(
            "He wrote:\n> Dear all,\n> it rained.\n\n> Bye.",
            &["He wrote:", "> Dear all, > it rained.", "> Bye."],
        );
        check("One\nTwo\nThree\nFour\nFive\nSix", &["One", "Two", "Three", "Four", "Five", "Six"]);
    }

    #[test]
    fn wrapped_rows_are_joined_and_short_ones_stay_apart() {
        let text = "\
Harbour reopens after the long storm
By Ana Ruiz

The harbour of Aldwick reopened on Monday after the longest storm that
the town remembers, and the first ferry left for the islands with three
hundred people on board, the harbour office said in a short statement.

Shops along the quay opened too, though two of them had lost windows in
the night of the storm and sold their bread from a table in the street.
- The bakery on the corner lost a window and its sign in the first night
- The chandler lost its roof
";
        let got = units(text);
        assert_eq!(got.len(), 6, "{:?}", got.iter().map(|unit| unit.span.of(text)).collect::<Vec<_>>());
    }
}
