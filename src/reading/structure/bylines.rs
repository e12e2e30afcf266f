//! Bylines: who wrote it. `By Ana Ruiz and Tom van Dam`, `By Ana Ruiz, Science Correspondent`.

use super::phrases::{WRITERS, is_outlet, normal};
use crate::text::{Shape, Span, Token, words};

/// Lines of more bytes than this are no bylines.
const LONGEST: usize = 200;

/// What a byline names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Byline {
    /// The writers, each without "By"; none for `By our own correspondent`.
    Names(Vec<Span>),
    /// An agency: `By The Associated Press`.
    Source(Span),
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la",
    "le", "los", "ten", "ter", "van", "von", "y", "zu", "zur",
];

/// Words that announce writers when a line begins with them.
const OPENERS: &[&str] = &[
    "by",
    "written by",
    "story by",
    "text by",
    "words by",
    "reported by",
    "posted by",
    "byline",
    "author",
    "authors",
];

/// The same at the end of an article, for people who are no writers of it.
const CLOSERS: &[&str] = &[
    "reporting by",
    "additional reporting by",
    "editing by",
    "writing by",
    "compiled by",
    "with reporting by",
];

/// How lines end that name others who helped.
const THANKS: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
];

/// Small words between a name and a role or place.
const LINKS: &[&str] =
    &["in", "for", "of", "at", "the", "and", "on", "with", "to", "from", "our", "own", "a"];

/// Reads the line at `place` as a byline.
#[must_use]
pub fn byline(text: &str, place: Span) -> Option<Byline> {
    let place = unmarked(text, place);
    let line = place.of(text);
    if line.len() > LONGEST || line.ends_with(['?', '!', ',', ';']) {
        return None;
    }
    let start = OPENERS.iter().filter_map(|opener| after(line, opener)).max()?;
    let rest = Span::new(place.start() + start, place.end()).trim(text);
    if let Some(source) = outlet(text, rest) {
        return Some(Byline::Source(source));
    }
    let mut list = Vec::new();
    words::tokens_at(text, rest, &mut list);
    let (names, at) = Names { text, list: &list }.read();
    let left = &list[at..];
    let sound = if names.is_empty() { is_staff(text, rest) } else { is_role(text, left) };
    sound.then_some(Byline::Names(names))
}

/// The place without the marks that make its words bold or slanted.
fn unmarked(text: &str, place: Span) -> Span {
    let line = place.of(text);
    let bare = line.trim_start_matches(['*', '_']);
    let start = place.start() + line.len() - bare.len();
    Span::new(start, start + bare.trim_end_matches(['*', '_']).len())
}

/// The names of `Ana Ruiz in Aldwick`, which is a byline only with a date line after it.
#[must_use]
pub fn placed(text: &str, place: Span) -> Option<Vec<Span>> {
    let line = place.of(text);
    if line.len() > 100 || !line.contains(" in ") || line.ends_with(['.', '?', '!', ',', ';', ':', '”', '"'])
    {
        return None;
    }
    let mut list = Vec::new();
    words::tokens_at(text, place, &mut list);
    let (names, at) = Names { text, list: &list }.read();
    let (link, rest) = list[at..].split_first()?;
    let there = link.span.of(text) == "in" && (1..=4).contains(&rest.len());
    (!names.is_empty() && there && rest.iter().all(|token| token.shape.is_capital())).then_some(names)
}

/// The names of a line without "By", which must give a role: `Ana Ruiz, Staff Writer`.
#[must_use]
pub fn bare(text: &str, place: Span) -> Option<Vec<Span>> {
    let line = place.of(text);
    if line.len() > 100 || line.ends_with(['.', '?', '!', ',', ';', ':', '”', '"']) {
        return None;
    }
    let mut list = Vec::new();
    words::tokens_at(text, place, &mut list);
    let (names, at) = Names { text, list: &list }.read();
    let left = &list[at..];
    let role_follows =
        left.first().is_some_and(|token| matches!(token.shape, Shape::Comma | Shape::Other | Shape::Dash))
            && left.iter().any(|token| WRITERS.matches(token.span.of(text)))
            && is_role(text, left);
    (!names.is_empty() && role_follows).then_some(names)
}

/// True for a line at the end that names reporters and editors: `(Reporting by Ana Ruiz; editing by Tom Dam)`.
#[must_use]
pub fn is_closing(text: &str, place: Span) -> bool {
    let line = place.of(text).trim_start_matches(['(', '[']);
    if line.len() > 2 * LONGEST {
        return false;
    }
    let end = line.trim_end_matches(['.', ')', ']', '*', '_']);
    if THANKS.iter().any(|thanks| end.ends_with(thanks)) && !line.contains(['"', '“']) {
        return true;
    }
    CLOSERS.iter().any(|closer| after(line, closer).is_some())
}

/// Where the words after `opener` begin, when `line` begins with it.
fn after(line: &str, opener: &str) -> Option<usize> {
    let begins = line.get(..opener.len())?.eq_ignore_ascii_case(opener);
    let rest = line.get(opener.len()..)?;
    let gap = rest.starts_with([' ', ':', '\t', '\u{a0}']);
    let skipped = rest.len() - rest.trim_start_matches([' ', ':', '\t', '\u{a0}']).len();
    (begins && gap && skipped < rest.len()).then_some(opener.len() + skipped)
}

/// The whole stretch as an outlet's name.
fn outlet(text: &str, place: Span) -> Option<Span> {
    let words = place.of(text).trim_end_matches('.');
    let span = Span::new(place.start(), place.start() + words.len());
    let one = !words.contains(['|', ',']) && !words.contains(" of ") && words.split_whitespace().count() <= 6;
    (one && is_outlet(words)).then_some(span)
}

/// `Staff`, `our own correspondent`.
fn is_staff(text: &str, place: Span) -> bool {
    let line = normal(place.of(text));
    line.split(' ').count() <= 6 && WRITERS.matches(&line)
}

/// True when what follows the names is nothing, or a role, place or outlet, and no sentence.
fn is_role(text: &str, left: &[Token]) -> bool {
    let Some(first) = left.first() else { return true };
    if left.len() == 1 && first.shape == Shape::Stop {
        return true;
    }
    let divides = !first.shape.is_word() || LINKS.contains(&first.span.of(text));
    let fits = |token: &Token| {
        let word = token.span.of(text);
        token.shape != Shape::Lower || LINKS.contains(&word) || WRITERS.matches(word) || is_outlet(word)
    };
    divides && left.len() <= 18 && left.iter().all(fits)
}

/// Reads names off tokens.
struct Names<'a> {
    text: &'a str,
    list: &'a [Token],
}

impl Names<'_> {
    /// The names, and the first token that belongs to none.
    fn read(&self) -> (Vec<Span>, usize) {
        let mut names = Vec::new();
        let mut at = 0;
        let mut from = 0;
        while let Some((span, end)) = self.name(from) {
            names.push(span);
            at = end;
            from = end + self.joint(end);
            if from == end {
                break;
            }
        }
        (names, at)
    }

    /// How many tokens join the next name: `,`, `and`, `, and`, `&`.
    fn joint(&self, at: usize) -> usize {
        let is = |n: usize, words: &[&str]| {
            self.list.get(n).is_some_and(|token| words.contains(&token.span.of(self.text)))
        };
        match (is(at, &[",", ";"]), is(at, &["and", "&", "AND", "y", "und", "et"])) {
            (true, _) if is(at + 1, &["and", "&", "AND"]) => 2,
            (true, _) | (_, true) => 1,
            _ => 0,
        }
    }

    /// A name of two to five words from token `from` on; words for writers and outlets are none.
    fn name(&self, from: usize) -> Option<(Span, usize)> {
        let mut at = from;
        let mut capitals = 0;
        while let Some(token) = self.list.get(at).filter(|_| at < from + 6) {
            let word = token.span.of(self.text);
            let particle = at > from && PARTICLES.contains(&word.to_lowercase().as_str());
            if !(token.shape.is_capital() || particle) || (at > from && !token.gap) || word == "AND" {
                break;
            }
            capitals += usize::from(token.shape.is_capital());
            at += 1;
        }
        let (first, last) = (self.list.get(from)?, self.list.get(at.checked_sub(1)?)?);
        let suffix = |n: usize| {
            self.list.get(n).is_some_and(|token| {
                matches!(token.span.of(self.text), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III")
            })
        };
        let comma = self.list.get(at).is_some_and(|token| token.shape == Shape::Comma);
        let (last, at) = match self.list.get(at + 1) {
            Some(token) if comma && suffix(at + 1) => (token, at + 2),
            _ => (last, at),
        };
        let span = first.span.cover(last.span);
        let words = normal(span.of(self.text));
        let is_name = capitals >= 2 && !is_outlet(&words) && !WRITERS.matches(&words);
        is_name.then_some((span, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &str) {
        let got = match byline(line, Span::new(0, line.len())) {
            None => "-".to_owned(),
            Some(Byline::Source(span)) => format!("source {}", span.of(line)),
            Some(Byline::Names(names)) => {
                format!("[{}]", names.iter().map(|span| span.of(line)).collect::<Vec<_>>().join("|"))
            }
        };
        assert_eq!(got, expect, "{line}");
    }

    #[test]
    fn bylines_give_names_only() {
        check("By Ana Ruiz", "[Ana Ruiz]");
        check("By ANA RUIZ and TOM VAN DAM", "[ANA RUIZ|TOM VAN DAM]");
        check("By Ana Ruiz, Tom van Dam and J. P. O'Hara", "[Ana Ruiz|Tom van Dam|J. P. O'Hara]");
        check("By Ana Ruiz, Science Correspondent", "[Ana Ruiz]");
        check("By Ana Ruiz in Aldwick", "[Ana Ruiz]");
        check("By Ana Ruiz of the Harrow Herald", "[Ana Ruiz]");
        check("By Ana Ruiz | Harrow Press Agency", "[Ana Ruiz]");
        check("By Martin Lowe, Jr.", "[Martin Lowe, Jr.]");
        check("Written by: Ana Ruiz", "[Ana Ruiz]");
        check("By The Associated Press", "source The Associated Press");
        check("By Harrow Press Agency", "source Harrow Press Agency");
        check("By our own correspondent", "[]");
        check("*By Ana Ruiz*", "[Ana Ruiz]");
    }

    #[test]
    fn sentences_that_begin_with_by_are_none() {
        for line in [
            "By Tuesday the council had met.",
            "By Monday Ana Ruiz had left",
            "By the numbers",
            "By Ana Ruiz's account, it rained",
            "By train to Aldwick",
            "Bylaws of Aldwick",
        ] {
            check(line, "-");
        }
    }

    #[test]
    fn names_without_by_need_a_role() {
        let read = |line: &str| bare(line, Span::new(0, line.len())).map(|names| names.len());
        assert_eq!(read("Ana Ruiz, Staff Writer"), Some(1));
        assert_eq!(read("Ana Ruiz and Tom van Dam | Staff Reporters"), Some(2));
        assert_eq!(read("Ana Ruiz"), None);
        assert_eq!(read("New Bridge Opens in Aldwick"), None);
    }

    #[test]
    fn closing_lines_are_known() {
        let line = "(Reporting by Ana Ruiz; editing by Tom Dam)";
        assert!(is_closing(line, Span::new(0, line.len())));
        let line = "Harrow Press writer Ana Ruiz in Aldwick contributed to this report.";
        assert!(is_closing(line, Span::new(0, line.len())));
        assert!(!is_closing("Reporting it took years", Span::new(0, 23)));
    }
}
