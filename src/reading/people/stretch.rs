//! Stretches of words with capitals: the raw material of names, in text order and without overlap.

use super::super::lexicon::Classes;
use super::super::tokens::Tokens;
use crate::text::Shape;

/// Tokens `from..to` that may hold a name with the titles before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The longest stretch in tokens; what is longer is cut.
pub(super) const LONGEST: usize = 24;

/// The stretch that begins at token `at`, or nothing when no name can begin there.
pub(super) fn stretch_at(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Stretch> {
    if !is_name_word(tokens, at, at) {
        return None;
    }
    let mut to = at + 1;
    let end = end.min(at + LONGEST);
    let mut joined = false;
    while to < end {
        if is_name_word(tokens, to, at) {
            // A date stands between two names: "on Tuesday Mr. Smith".
            if is_date(tokens, to) || is_date(tokens, to - 1) {
                break;
            }
            to += 1;
            continue;
        }
        let next = joint(tokens, at, to, joined);
        if next <= to || next >= end {
            break;
        }
        joined |= tokens.shape(to) == Shape::Lower && !tokens.is(to, Classes::PARTICLE);
        to = next + 1;
    }
    Some(Stretch { from: at, to })
}

fn is_date(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Classes::CALENDAR) && !tokens.is(at, Classes::GIVEN)
}

/// True when the word at `at` may be part of the name that begins at `first`.
fn is_name_word(tokens: &Tokens<'_>, at: usize, first: usize) -> bool {
    let shape = tokens.shape(at);
    if !shape.is_capital() || at > first && !tokens.list[at].gap || is_compound(tokens.word(at)) {
        return false;
    }
    if !tokens.is(at, Classes::FUNCTION) {
        return true;
    }
    // "US" and "WHO" are names, "I", "The" and "However" are not; "Will" and "An" may be.
    shape == Shape::Upper && tokens.word(at).len() > 1
        || tokens.is(at, Classes::GIVEN.with(Classes::PARTICLE))
            && (at > first || tokens.shape(at + 1).is_capital())
        // "James To", "Wilson Or"
        || at == first + 1
            && tokens.is(first, Classes::GIVEN)
            && matches!(tokens.word(at), "To" | "Or" | "So" | "An" | "Do" | "No" | "On" | "He" | "She")
            && !tokens.shape(at + 1).is_capital()
}

/// `Pryce-led`, `anti-American`, `R-Texas`, `I'd`: it has a capital, but is no name.
fn is_compound(word: &str) -> bool {
    if word.starts_with("I'") || word.starts_with("I’") {
        return true;
    }
    let Some((head, tail)) = word.split_once('-') else { return false };
    let tail = tail.rsplit('-').next().unwrap_or(tail);
    matches!(
        head,
        "anti"
            | "Anti"
            | "pro"
            | "Pro"
            | "non"
            | "Non"
            | "ex"
            | "Ex"
            | "pre"
            | "post"
            | "mid"
            | "Mid"
            | "R"
            | "D"
            | "I"
    ) || matches!(
        tail,
        "led"
            | "style"
            | "like"
            | "backed"
            | "era"
            | "based"
            | "born"
            | "owned"
            | "run"
            | "friendly"
            | "related"
            | "wing"
            | "area"
            | "made"
            | "trained"
            | "controlled"
            | "wide"
            | "sponsored"
            | "supported"
            | "dominated"
            | "occupied"
            | "held"
            | "elect"
            | "appointed"
            | "speaking"
            | "aligned"
    )
}

/// Where the name goes on after the token at `at`, which has no capital; `at` when it does not.
fn joint(tokens: &Tokens<'_>, first: usize, at: usize, joined: bool) -> usize {
    match tokens.shape(at) {
        Shape::Lower if tokens.is(at, Classes::PARTICLE) => after_particles(tokens, at),
        Shape::Lower => after_connector(tokens, first, at, joined),
        Shape::Comma if tokens.is(at + 1, Classes::SUFFIX) => at + 1,
        Shape::Quote => after_nickname(tokens, first, at),
        Shape::Other if tokens.word(at) == "&" && tokens.shape(at + 1).is_capital() => at + 1,
        _ => at,
    }
}

/// `van der`, `de la`, `bin`: up to three particles, then a capital.
fn after_particles(tokens: &Tokens<'_>, at: usize) -> usize {
    let mut next = at;
    while next < at + 3 && tokens.shape(next) == Shape::Lower && tokens.is(next, Classes::PARTICLE) {
        next += 1;
    }
    if tokens.shape(next).is_capital() && !tokens.is(next, Classes::FUNCTION) { next } else { at }
}

/// `Department of Justice`, `Secretary of the Treasury`, `Council on Foreign Relations`.
fn after_connector(tokens: &Tokens<'_>, first: usize, at: usize, joined: bool) -> usize {
    const HEAD: Classes = Classes::ORGANIZATION_NOUN
        .with(Classes::PLACE_NOUN)
        .with(Classes::THING_NOUN)
        .with(Classes::TITLE)
        .with(Classes::ROLE);
    let fits = match tokens.word(at) {
        "of" => tokens.is(at - 1, HEAD) || joined,
        "for" | "on" | "to" => tokens.is(at - 1, Classes::ORGANIZATION_NOUN) && !joined,
        "and" => joined && tokens.is(first, Classes::ORGANIZATION_NOUN.with(Classes::TITLE)),
        _ => false,
    };
    if !fits {
        return at;
    }
    let next = at + 1 + usize::from(tokens.word(at + 1) == "the");
    let capital = tokens.shape(next).is_capital() && !tokens.is(next, Classes::FUNCTION);
    let another = tokens.word(at) == "and" && tokens.is(next, Classes::GIVEN.with(Classes::TITLE));
    if capital && !another { next } else { at }
}

/// `William "Bill" Gates`: a nickname in marks between two parts of the name.
fn after_nickname(tokens: &Tokens<'_>, first: usize, at: usize) -> usize {
    let last = at + 3;
    let fits = at - first <= 2
        && tokens.is(first, Classes::GIVEN)
        && tokens.shape(at + 1).is_capital()
        && tokens.shape(at + 2) == Shape::Quote
        && tokens.shape(last).is_capital()
        && tokens.list.get(last).is_some_and(|token| token.gap);
    if fits { last } else { at }
}
