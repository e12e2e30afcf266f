//! What a screen may show of a text. Nothing shown can move the cursor, turn the line or hide words.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// `text` with white space and control characters as single spaces each, and without the marks that
/// turn the writing direction of what follows.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_control(c) || is_turn(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| !is_turn(c)).map(|c| if is_control(c) { ' ' } else { c }).collect())
}

fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_turn(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The columns `text` takes on a terminal.
#[must_use]
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// `text` cut to at most `columns`, with `more` (`…`) at its end when something was cut. Never cuts
/// through a letter.
#[must_use]
pub fn fit<'a>(text: &'a str, columns: usize, more: &str) -> Cow<'a, str> {
    if text.len() <= columns || width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(width(more));
    let mut used = 0;
    let mut kept = String::new();
    for letter in text.graphemes(true) {
        used += letter.width();
        if used > room {
            break;
        }
        kept.push_str(letter);
    }
    kept.truncate(kept.trim_end().len());
    if columns >= width(more) {
        kept.push_str(more);
    }
    Cow::Owned(kept)
}

/// `text` cut to at most `columns` from its start, with `more` before what is left: for paths, whose
/// end says most.
#[must_use]
pub fn fit_end<'a>(text: &'a str, columns: usize, more: &str) -> Cow<'a, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(width(more));
    let mut used = 0;
    let mut from = text.len();
    for (at, letter) in text.grapheme_indices(true).rev() {
        used += letter.width();
        if used > room {
            break;
        }
        from = at;
    }
    Cow::Owned(format!("{more}{}", &text[from..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shown_moves_the_cursor() {
        assert_eq!(shown("a\nb\u{1b}[31m\tc"), "a b [31m c");
        assert_eq!(shown("x\u{202e}y\u{2069}z"), "xyz");
        assert_eq!(shown("plain “words”"), "plain “words”");
    }

    #[test]
    fn cutting_keeps_letters_whole() {
        let check = |text: &str, columns: usize, expect: &str| assert_eq!(fit(text, columns, "…"), expect);
        check("harbour", 7, "harbour");
        check("harbour master", 8, "harbour…");
        check("今日は", 4, "今…");
        check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…");
        check("ab", 0, "");
        assert_eq!(fit_end("press/wire/keys.toml:2", 12, "…"), "…keys.toml:2");
        assert_eq!(fit_end("a.txt", 12, "…"), "a.txt");
    }
}
