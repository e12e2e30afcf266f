//! The rules that find cues: one file each, tried in the order of the table.

mod according;
mod colon;
mod owner;
mod phrase;
mod tag;
mod verb;

use super::super::sentences::Sentence;
use super::cues::Cue;
use super::grammar::Grammar;

/// Looks for a cue at one token of a sentence; the cues found before it are given.
pub(super) type Rule = fn(&Grammar<'_, '_>, usize, &Sentence, &[Cue]) -> Option<Cue>;

/// Every rule, the surest first.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    tag::cue,
    owner::cue,
    verb::cue,
    phrase::cue,
    according::cue,
    colon::cue,
];
