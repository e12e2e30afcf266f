//! Words as searching sees them: in lower case and without accents, each at its place in the text.
//!
//! The index and every other searcher cut texts into words by this file alone, so they can't differ.

use unicode_normalization::char::decompose_canonical;

use crate::text::Span;

/// A word at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The word in lower case, without accents.
    pub word: String,
    /// Where it stands.
    pub span: Span,
}

/// The words of a text with their places.
#[must_use]
pub fn placed(text: &str) -> Vec<Folded> {
    let mut list = Vec::with_capacity(text.len() / 6);
    each(text, &mut |word, span| list.push(Folded { word: word.to_owned(), span }));
    list
}

/// The words of a text.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    each(text, &mut |word, _| list.push(word.to_owned()));
    list
}

/// The words of a text, parted by single spaces.
#[must_use]
pub fn joined(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    each(text, &mut |word, _| {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    });
    line
}

/// Tells every word of a text with its place. Letters and digits side by side are a word; in scripts that are written
/// without spaces every sign is one.
pub fn each(text: &str, tell: &mut dyn FnMut(&str, Span)) {
    let mut word = String::new();
    let mut start = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let is_part = c.is_alphanumeric() || (!word.is_empty() && joins(c));
        let alone = is_part && stands_alone(c);
        if (!is_part || alone) && !word.is_empty() {
            tell(&word, Span::new(start, end));
            word.clear();
        }
        if !is_part {
            continue;
        }
        if word.is_empty() {
            start = at;
        }
        push(&mut word, c);
        end = at + c.len_utf8();
        if alone && !word.is_empty() {
            tell(&word, Span::new(start, end));
            word.clear();
        }
    }
    if !word.is_empty() {
        tell(&word, Span::new(start, end));
    }
}

/// Adds a character to a word, folded.
fn push(word: &mut String, c: char) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    if !('\u{80}'..'\u{3000}').contains(&c) {
        word.extend(c.to_lowercase());
        return;
    }
    decompose_canonical(c, |part| match part {
        part if is_accent(part) => {}
        'ł' | 'Ł' => word.push('l'),
        'ø' | 'Ø' => word.push('o'),
        'đ' | 'Đ' => word.push('d'),
        'ħ' | 'Ħ' => word.push('h'),
        'ı' => word.push('i'),
        'ς' => word.push('σ'),
        'ß' | 'ẞ' => word.push_str("ss"),
        'æ' | 'Æ' => word.push_str("ae"),
        'œ' | 'Œ' => word.push_str("oe"),
        part => word.extend(part.to_lowercase()),
    });
}

/// True for marks above and below letters that need not be typed; vowel signs of Indian scripts are none.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
        || is_silent(c)
}

/// Characters that show nothing and only say how words may be broken or joined.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// True for what belongs to the word that it follows.
fn joins(c: char) -> bool {
    !c.is_ascii() && (is_accent(c) || unicode_normalization::char::is_combining_mark(c))
}

/// True for signs of scripts that are written without spaces.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_keep_their_places() {
        let check = |text: &str, expect: &str| assert_eq!(joined(text), expect, "{text}");
        check("The Ferry's LATE!", "the ferry s late");
        check("José Łódź Ærø Straße", "jose lodz aero strasse");
        check("Jose\u{301}", "jose");
        check("co\u{ad}operate e-mail", "cooperate e mail");
        check("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ");
        check("Ёлка", "елка");
        check("İstanbul ISTANBUL", "istanbul istanbul");
        check("東京 2031年", "東 京 2031 年");
        check("की का", "की का");
        check("\u{301} … —", "");
        check("", "");
        let text = "«Éa» b";
        let places: Vec<&str> = placed(text).iter().map(|found| found.span.of(text)).collect();
        assert_eq!(places, ["Éa", "b"]);
    }
}
