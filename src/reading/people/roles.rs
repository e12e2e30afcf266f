//! Roles as the article words them: before a name, after it between commas, or by `is`.

use super::super::block::BlockKind;
use super::super::lexicon::Classes;
use super::super::scene::Scene;
use super::super::tokens::Tokens;
use super::context;
use super::kind::Name;
use crate::text::Shape;

/// A role: its words, and the noun among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) from: usize,
    pub(super) to: usize,
    /// One past the noun.
    pub(super) noun: usize,
}

/// The longest role in words.
const LONGEST: usize = 14;

/// The roles that stand around a person's name.
pub(super) fn roles(scene: &Scene<'_>, name: &Name) -> [Option<Role>; 2] {
    let tokens = &scene.tokens;
    let around = after(tokens, name).or_else(|| is_a(scene, name)).or_else(|| before_comma(tokens, name));
    [before(tokens, name), around]
}

/// True when the name stands in an image's credit.
pub(super) fn is_credit(scene: &Scene<'_>, name: &Name) -> bool {
    let after = scene.paragraphs.partition_point(|paragraph| paragraph.from <= name.from);
    let paragraph = after.checked_sub(1).and_then(|at| scene.paragraphs.get(at));
    paragraph.is_some_and(|paragraph| paragraph.kind == BlockKind::Credit)
}

/// `Old Customs press secretary Ines Valdera`, `Sen. Kim Park`; courtesy titles are no roles.
fn before(tokens: &Tokens<'_>, name: &Name) -> Option<Role> {
    let mut from = name.lead;
    let mut to = name.from;
    while from < to && tokens.is(from, Classes::CIVIL) {
        from += 1;
    }
    while to > from && tokens.is(to - 1, Classes::CIVIL) {
        to -= 1;
    }
    (from < to).then_some(Role { from, to, noun: to })
}

/// `, the harbour master,`, `, 43, a nurse from Leeds,`.
fn after(tokens: &Tokens<'_>, name: &Name) -> Option<Role> {
    if tokens.shape(name.to) != Shape::Comma {
        return None;
    }
    let mut at = name.to + 1;
    if context::is_age(tokens, at) {
        if tokens.shape(at + 1) != Shape::Comma {
            return None;
        }
        at += 2;
    }
    let role = described(tokens, at)?;
    let closed = matches!(
        tokens.shape(role.to),
        Shape::Comma | Shape::Stop | Shape::Semicolon | Shape::Dash | Shape::Close | Shape::Other
    ) || matches!(tokens.word(role.to), "who" | "whose");
    closed.then_some(role)
}

/// `Jane Doe is a nurse from Leeds`.
fn is_a(scene: &Scene<'_>, name: &Name) -> Option<Role> {
    let tokens = &scene.tokens;
    let is = matches!(tokens.word(name.to), "is" | "was" | "became");
    let article = matches!(tokens.word(name.to + 1), "a" | "an" | "the");
    (is && article && !scene.marks.is_quoted(name.to)).then(|| described(tokens, name.to + 1)).flatten()
}

/// The role that begins at `at`, perhaps with an article.
fn described(tokens: &Tokens<'_>, at: usize) -> Option<Role> {
    let determined = matches!(tokens.word(at), "a" | "an" | "the" | "his" | "her" | "their" | "its" | "one");
    let from = at + usize::from(determined);
    let mut noun = None;
    for next in from..from + 7 {
        let word = tokens.shape(next).is_word() && !tokens.is(next, Classes::FUNCTION);
        let possessive = tokens.shape(next) == Shape::Possessive && determined;
        if !word && !possessive {
            break;
        }
        if tokens.is(next, Classes::ROLE) && !tokens.is(next, Classes::SAY) {
            noun = Some(next + 1);
        } else if noun.is_some() && !tokens.is(next, Classes::ROLE_MODIFIER) {
            break;
        }
    }
    let noun = noun?;
    // Without an article only what looks like a title: "chief economist at Zork".
    if !determined && tokens.shape(noun - 1) != Shape::Lower {
        return None;
    }
    Some(Role { from, to: role_end(tokens, noun), noun })
}

/// Where the words that belong to the role noun before `at` end: `of the town council`.
fn role_end(tokens: &Tokens<'_>, at: usize) -> usize {
    if !matches!(tokens.word(at), "of" | "for" | "at" | "from" | "in" | "with" | "to" | "on" | "and") {
        return at;
    }
    let last = (at + LONGEST).min(tokens.len());
    (at..last)
        .find(|&next| {
            !is_plural_possessive(tokens, next)
                && matches!(
                    tokens.shape(next),
                    Shape::Comma
                        | Shape::Stop
                        | Shape::Semicolon
                        | Shape::Colon
                        | Shape::Dash
                        | Shape::Quote
                        | Shape::Open
                        | Shape::Close
                )
                || matches!(tokens.word(next), "who" | "whose" | "which" | "that" | "when" | "where")
                || tokens.is(next, Classes::SAY) && tokens.shape(next) == Shape::Lower
        })
        .unwrap_or(at)
}

/// The mark in `the Seafarers’ Union`.
fn is_plural_possessive(tokens: &Tokens<'_>, at: usize) -> bool {
    let apart = |at: usize| tokens.list.get(at).is_some_and(|token| token.gap);
    matches!(tokens.word(at), "’" | "'") && !apart(at) && apart(at + 1) && tokens.word(at - 1).ends_with('s')
}

/// `the team's coach, Jane Doe,`.
fn before_comma(tokens: &Tokens<'_>, name: &Name) -> Option<Role> {
    let comma = name.lead.checked_sub(1).filter(|&at| tokens.shape(at) == Shape::Comma)?;
    let closed = matches!(tokens.shape(name.to), Shape::Comma | Shape::Stop | Shape::Semicolon);
    if !closed {
        return None;
    }
    let noun = role_noun_before(tokens, comma)?;
    let mut from = noun;
    while from > 0
        && noun - from < 7
        && tokens.shape(from - 1).is_word()
        && !tokens.is(from - 1, Classes::FUNCTION)
    {
        from -= 1;
    }
    let before = from.checked_sub(1)?;
    let determined = matches!(
        tokens.word(before),
        "the" | "The" | "his" | "her" | "His" | "Her" | "their" | "its" | "a" | "A"
    ) || tokens.shape(before) == Shape::Possessive;
    determined.then_some(Role { from, to: comma, noun: noun + 1 })
}

/// The role noun that ends at the comma, or that a short phrase of place or body ties to it: `mayor of Port Aurel |,`.
fn role_noun_before(tokens: &Tokens<'_>, comma: usize) -> Option<usize> {
    let last = comma.checked_sub(1)?;
    if tokens.is(last, Classes::ROLE) {
        return Some(last);
    }
    let link =
        (comma.saturating_sub(6)..last).rev().find(|&at| matches!(tokens.word(at), "of" | "for" | "at"))?;
    let named = (link + 1..comma).all(|at| tokens.shape(at).is_capital() || tokens.word(at) == "the");
    link.checked_sub(1)
        .filter(|&noun| named && tokens.is(noun, Classes::ROLE) && tokens.shape(noun) == Shape::Lower)
}
