//! Completion: what may stand where the cursor is, operators first, then their values.

use super::days;
use super::folded;
use super::operators::{OPERATORS, Offers, Operator, named};
use crate::text::Span;

/// At most so many candidates are given.
const MOST: usize = 50;

/// What values are completed from. The lists come in the order they are offered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists<'a> {
    /// The names of people.
    pub people: &'a [String],
    /// The names of sources.
    pub sources: &'a [String],
    /// The folders of sources.
    pub folders: &'a [String],
    /// The tags.
    pub tags: &'a [String],
}

/// One thing that may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What is put in place of the span.
    pub insert: String,
    /// What a list shows.
    pub shown: String,
    /// What it does, or `""`.
    pub help: &'static str,
}

/// What may stand where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What a candidate takes the place of: bytes of what was typed.
    pub span: Span,
    /// The candidates, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// What may stand where the cursor is: a byte of the query.
#[must_use]
pub fn complete(query: &str, cursor: usize, lists: &Lists<'_>) -> Completion {
    let before = query.get(..cursor).unwrap_or(query);
    let (start, open) = word_start(before);
    let word = &before[start..];
    let value = word.split_once(':').and_then(|(name, value)| Some((named(name)?, value)));
    match value {
        Some((operator, value)) => values(operator, value, before.len(), lists),
        // In a quotation without an operator every word is only a word.
        None if open => Completion { span: Span::new(before.len(), before.len()), candidates: Vec::new() },
        None => operators(word, start),
    }
}

/// Where the word that the cursor is in begins, and whether a quotation is open in it.
fn word_start(before: &str) -> (usize, bool) {
    let (mut start, mut open) = (0, false);
    for (at, c) in before.char_indices() {
        match c {
            '"' => open = !open,
            c if !open && (c.is_whitespace() || matches!(c, '(' | ')')) => start = at + c.len_utf8(),
            '-' if !open && at == start => start = at + 1,
            _ => {}
        }
    }
    (start, open)
}

fn operators(word: &str, start: usize) -> Completion {
    let typed = word.to_lowercase();
    let fitting = OPERATORS.iter().filter(|operator| operator.name.starts_with(&typed));
    let candidates = fitting
        .map(|operator| Candidate {
            insert: format!("{}:", operator.name),
            shown: format!("{}:", operator.name),
            help: operator.help,
        })
        .collect();
    Completion { span: Span::new(start, start + word.len()), candidates }
}

fn values(operator: &Operator, value: &str, end: usize, lists: &Lists<'_>) -> Completion {
    let span = Span::new(end - value.len(), end);
    let typed = folded::words(value);
    let candidates = match operator.offers {
        Offers::None => Vec::new(),
        Offers::People => fitting(lists.people.iter().map(String::as_str), &typed),
        Offers::Sources => fitting(lists.sources.iter().map(String::as_str), &typed),
        Offers::Folders => fitting(lists.folders.iter().map(String::as_str), &typed),
        Offers::Tags => fitting(lists.tags.iter().map(String::as_str), &typed),
        Offers::Days => fitting(days::EXAMPLES.iter().copied(), &typed),
        Offers::Words(words) => fitting(words.iter().copied(), &typed),
    };
    Completion { span, candidates }
}

/// Those in which what was typed begins a word; first those that it begins as a whole.
fn fitting<'a>(all: impl Iterator<Item = &'a str>, typed: &[String]) -> Vec<Candidate> {
    let phrase = super::phrase::Phrase { words: typed.to_vec(), prefix: true };
    let mut first = Vec::new();
    let mut others = Vec::new();
    for value in all {
        let words = folded::words(value);
        match phrase.starts(&words).next() {
            _ if typed.is_empty() => first.push(value),
            Some(0) => first.push(value),
            Some(_) => others.push(value),
            None => {}
        }
        if first.len() == MOST {
            break;
        }
    }
    let all = first.into_iter().chain(others).take(MOST);
    all.map(|value| Candidate { insert: quoted(value), shown: value.trim_matches('"').to_owned(), help: "" })
        .collect()
}

/// A value as it must be written.
fn quoted(value: &str) -> String {
    let plain = !value.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"'));
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', " ").trim()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_then_values_are_offered() {
        let people = ["Greta Sand".to_owned(), "Ines Valdera".to_owned(), "Sander".to_owned()];
        let tags = ["sea".to_owned()];
        let lists = Lists { people: &people, tags: &tags, ..Lists::default() };
        let check = |query: &str, expect: &[&str]| {
            let done = complete(query, query.len(), &lists);
            let whole =
                |candidate: &Candidate| format!("{}{}", &query[..done.span.start()], candidate.insert);
            assert_eq!(done.candidates.iter().map(whole).collect::<Vec<_>>(), expect, "{query}");
        };
        check("wh", &["who:"]);
        check("ferry -wh", &["ferry -who:"]);
        check("(s", &["(said:", "(speaker-type:", "(source:"]);
        check("who:sand", &["who:Sander", "who:\"Greta Sand\""]);
        check("who:\"greta s", &["who:\"Greta Sand\""]);
        check("ferry tag:", &["ferry tag:sea"]);
        check("is:un", &["is:unread"]);
        check("on:last", &["on:\"last week\"", "on:\"last month\""]);
        check("said:x", &[]);
        check("\"wh", &[]);
        check("zzz", &[]);
        assert_eq!(complete("", 0, &lists).candidates.len(), OPERATORS.len());
        assert_eq!(complete("é", 1, &lists).candidates, []);
    }
}
