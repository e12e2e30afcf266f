//! What is looked for in a text: words, or a regular expression after `re:`. Small letters find capitals too, a capital
//! only itself. Looking takes time in proportion to the text, whatever the pattern.

use regex::{Regex, RegexBuilder};

use crate::library::fuzzy::fold;
use crate::text::Span;

/// What stands before a regular expression.
pub const REGEX: &str = "re:";

/// A compiled expression takes at most so many bytes.
const SIZE: usize = 1 << 20;

/// What is looked for.
pub enum Pattern {
    /// These letters, and whether their case counts. A space is any space, at most one line long; accents need not be
    /// typed.
    Words(Vec<char>, bool),
    /// What this expression matches.
    Expression(Box<Regex>),
}

impl Pattern {
    /// What is meant by a line that was typed.
    ///
    /// # Errors
    /// When a regular expression can't be understood: what is wrong with it, and in which column of the line.
    pub fn new(typed: &str) -> Result<Self, String> {
        if let Some(expression) = typed.strip_prefix(REGEX) {
            return expression_of(expression).map(|regex| Pattern::Expression(Box::new(regex)));
        }
        let exact = typed.chars().any(char::is_uppercase);
        let mut letters: Vec<char> = Vec::new();
        for c in typed.chars().filter(|c| !is_silent(*c)) {
            each_letter(c, exact, |letter| match letter {
                ' ' if letters.last() == Some(&' ') => {}
                letter => letters.push(letter),
            });
        }
        Ok(Pattern::Words(letters, exact))
    }

    /// The places in a text, in order and without overlap, and at most so many of them.
    #[must_use]
    pub fn find(&self, text: &str, most: usize) -> Vec<Span> {
        match self {
            Pattern::Words(letters, exact) => words_in(text, letters, *exact, most),
            Pattern::Expression(regex) => {
                let found = regex.find_iter(text).filter(|found| !found.is_empty());
                found.take(most).map(|found| Span::new(found.start(), found.end())).collect()
            }
        }
    }
}

/// Understands a regular expression.
fn expression_of(expression: &str) -> Result<Regex, String> {
    let small = !has_capital(expression);
    let built = RegexBuilder::new(expression)
        .case_insensitive(small)
        .multi_line(true)
        .size_limit(SIZE)
        .dfa_size_limit(SIZE)
        .build();
    built.map_err(|_| what_is_wrong(expression))
}

/// What is wrong with a regular expression that can't be built.
fn what_is_wrong(expression: &str) -> String {
    let (what, column) = match regex_syntax::parse(expression) {
        Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), error.span().start.column),
        Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), error.span().start.column),
        _ => return "the expression is too large".to_owned(),
    };
    // The library's own words may have several lines.
    let what = what.lines().next().unwrap_or_default().to_owned();
    format!("{what}, column {}", column + REGEX.len())
}

/// True when an expression has a capital that stands for itself, and is not the name of a class (`\W`, `\p{Greek}`).
fn has_capital(expression: &str) -> bool {
    let mut rest = expression.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                let class = rest.next();
                if matches!(class, Some('p' | 'P' | 'x' | 'u' | 'U')) && rest.as_str().starts_with('{') {
                    rest.find(|c| *c == '}');
                }
            }
            c if c.is_uppercase() => return true,
            _ => {}
        }
    }
    false
}

/// Gives the letters that one is compared as.
fn each_letter(c: char, exact: bool, mut give: impl FnMut(char)) {
    if c.is_whitespace() {
        return give(' ');
    }
    fold(c, |letter| match exact {
        true => give(letter),
        false => letter.to_lowercase().for_each(&mut give),
    });
}

/// True for signs that show nothing and only say where a word may be broken.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// True for an accent that stands behind its letter.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn words_in(text: &str, letters: &[char], exact: bool, most: usize) -> Vec<Span> {
    let mut hits = Vec::new();
    let Some(&first) = letters.first() else { return hits };
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| candidate(rest, first, exact)).map(|at| from + at) {
        match length_at(&text[at..], letters, exact) {
            Some(len) => {
                hits.push(Span::new(at, at + len));
                from = at + len;
            }
            None => from = at + text[at..].chars().next().map_or(1, char::len_utf8),
        }
        if hits.len() == most {
            break;
        }
    }
    hits
}

/// The next place where a hit that begins with `first` can begin.
fn candidate(text: &str, first: char, exact: bool) -> Option<usize> {
    let (bytes, mut from) = (text.as_bytes(), 0);
    let is_first = |byte: u8| {
        let c = char::from(byte);
        c == first || (!exact && c.eq_ignore_ascii_case(&first)) || (first == ' ' && c.is_whitespace())
    };
    loop {
        let found = bytes.get(from..)?.iter().position(|&byte| !byte.is_ascii() || is_first(byte))?;
        let at = from + found;
        let c = text.get(at..)?.chars().next()?;
        let mut begins = c.is_ascii();
        if !begins {
            let mut letter = None;
            each_letter(c, exact, |given| letter = letter.or(Some(given)));
            begins = letter == Some(first);
        }
        if begins {
            return Some(at);
        }
        from = at + c.len_utf8();
    }
}

/// The bytes at the start of `text` that say these letters.
fn length_at(text: &str, letters: &[char], exact: bool) -> Option<usize> {
    let (mut rest, mut lines, mut in_space) = (letters, 0, false);
    for (at, c) in text.char_indices() {
        if rest.is_empty() && !is_accent(c) {
            return Some(at);
        }
        if is_silent(c) {
            continue;
        }
        if in_space && c.is_whitespace() {
            lines += usize::from(c == '\n');
            // An empty line parts what has nothing to do with each other.
            if lines > 1 {
                return None;
            }
            continue;
        }
        let mut fits = true;
        each_letter(c, exact, |letter| match rest.split_first() {
            Some((wanted, after)) if *wanted == letter => rest = after,
            // Of a letter that is compared as two the first may be the last one that is wanted.
            None => {}
            Some(_) => fits = false,
        });
        if !fits {
            return None;
        }
        (in_space, lines) = (c.is_whitespace(), usize::from(c == '\n'));
    }
    rest.is_empty().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::*;

    fn found<'a>(text: &'a str, typed: &str) -> Vec<&'a str> {
        let pattern = Pattern::new(typed).unwrap_or_else(|wrong| panic!("{typed}: {wrong}"));
        pattern.find(text, 100).into_iter().map(|hit| hit.of(text)).collect()
    }

    #[test]
    fn words_are_found_as_hands_type_them() {
        let check =
            |text: &str, typed: &str, expect: &[&str]| assert_eq!(found(text, typed), expect, "{typed}");
        check("The ferry. THE end, there", "the", &["The", "THE", "the"]);
        check("The ferry. THE end, there", "The", &["The"]);
        check("Élan élan ELAN", "élan", &["Élan", "élan", "ELAN"]);
        check("José, Jose\u{301}, JOSE", "jose", &["José", "Jose\u{301}", "JOSE"]);
        check("José, Jose\u{301}, JOSE", "José", &["José", "Jose\u{301}"]);
        check("it’s “a matter” of weeks — not months", "it's \"a matter\"", &["it’s “a matter”"]);
        check("weeks — not", "weeks - not", &["weeks — not"]);
        check("a list,\n  which is\u{a0}kept", "list, which is kept", &["list,\n  which is\u{a0}kept"]);
        check("one\n\ntwo", "one two", &[]);
        check("har\u{ad}bour", "harbour", &["har\u{ad}bour"]);
        check("МОСТ и мост", "мост", &["МОСТ", "мост"]);
        check("aaaa", "aa", &["aa", "aa"]);
        check("a  b", "a  b", &["a  b"]);
        check("none", "", &[]);
        check("none", "\u{301}", &[]);
    }

    #[test]
    fn expressions_are_found_too() {
        let check =
            |text: &str, typed: &str, expect: &[&str]| assert_eq!(found(text, typed), expect, "{typed}");
        check("3 weeks, 41 ships", r"re:\d+ \w+", &["3 weeks", "41 ships"]);
        check("Fog fog", "re:f.g", &["Fog", "fog"]);
        check("Fog fog", "re:F.g", &["Fog"]);
        check("Fog fog", r"re:\bf\Sg", &["Fog", "fog"]);
        check("Fog fog", r"re:\p{Lu}og", &["Fog", "fog"]);
        check("one\ntwo", "re:^two$", &["two"]);
        check("abc", "re:x*", &[]);
    }

    #[test]
    fn a_wrong_expression_is_told_where_it_is_wrong() {
        let check =
            |typed: &str, expect: &str| assert_eq!(Pattern::new(typed).err().as_deref(), Some(expect));
        check("re:fog(", "unclosed group, column 7");
        check("re:[a", "unclosed character class, column 4");
        check("re:*", "repetition operator missing expression, column 4");
        check(r"re:é\q", "unrecognized escape sequence, column 5");
        check(r"re:\p{Nope}", "Unicode property not found, column 4");
        check("re:(a{1000}){1000}", "the expression is too large");
        assert!(Pattern::new(&format!("re:{}", "(".repeat(10_000))).is_err());
    }

    proptest! {
        #[test]
        fn hits_lie_in_the_text_in_order(text in "(?s)[aé ß\u{301}\u{ad}\n.“]{0,40}|.{0,60}", typed in "[aés \u{301}.\"]{0,4}|re:.{0,8}|.{0,6}") {
            let Ok(pattern) = Pattern::new(&typed) else { return Ok(()) };
            let mut end = 0;
            for hit in pattern.find(&text, 1_000) {
                prop_assert!(hit.start() >= end && !hit.is_empty());
                prop_assert!(text.get(hit.range()).is_some());
                end = hit.end();
            }
        }
    }
}
