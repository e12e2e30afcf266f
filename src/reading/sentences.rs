//! Sentences in which a quotation is opaque: what stands inside the marks never ends the sentence around it.

use super::lexicon::Classes;
use super::marks::{Marks, Paragraph};
use super::tokens::Tokens;
use crate::text::Shape;

/// One sentence as tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The paragraph it belongs to.
    pub paragraph: usize,
    /// First token.
    pub from: usize,
    /// One past the last token, the closing mark included.
    pub to: usize,
}

/// A sentence is cut after so many tokens and quotations, so that what is done once per word of a
/// sentence may look at all of it. No writer needs as many.
const LONGEST: usize = 400;

/// Cuts every paragraph into sentences; they cover all of its tokens.
#[must_use]
pub fn sentences(tokens: &Tokens<'_>, paragraphs: &[Paragraph], marks: &Marks) -> Vec<Sentence> {
    let mut list = Vec::with_capacity(tokens.len() / 20 + paragraphs.len());
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let mut from = paragraph.from;
        let mut token = from;
        let mut steps = 0;
        while token < paragraph.to {
            steps += 1;
            let end = match marks.region_of(token) {
                Some(region) => {
                    let region = marks.regions[region];
                    token = region.to;
                    ends_after_quotation(tokens, region.inside().end, region.to, paragraph.to)
                        .then_some(region.to)
                }
                None => {
                    token += 1;
                    ends_at(tokens, token - 1, paragraph.to)
                        .then(|| with_closers(tokens, marks, token, paragraph.to))
                }
            };
            if let Some(end) = end.or((steps >= LONGEST).then_some(token)) {
                list.push(Sentence { paragraph: at, from, to: end });
                from = end;
                token = end;
                steps = 0;
            }
        }
        if from < paragraph.to {
            list.push(Sentence { paragraph: at, from, to: paragraph.to });
        }
    }
    list
}

/// Takes closing brackets and stray closing marks after a stop into the sentence.
fn with_closers(tokens: &Tokens<'_>, marks: &Marks, mut at: usize, end: usize) -> usize {
    while at < end
        && !tokens.list[at].gap
        && !marks.is_quoted(at)
        && matches!(tokens.shape(at), Shape::Close | Shape::Quote)
    {
        at += 1;
    }
    at
}

/// True when a sentence ends with token `at`, which stands outside quotation marks.
fn ends_at(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let shape = tokens.shape(at);
    if at + 1 >= end {
        return true;
    }
    let next = tokens.list[at + 1];
    if shape == Shape::Stop {
        let word = tokens.word(at);
        if next.shape == Shape::Close && !next.gap {
            // `Sen. Smith (R-Pa.) said`: the bracket ends no sentence unless a new one follows.
            return at + 2 >= end || starts_sentence(tokens, at + 2) && tokens.is(at + 2, Classes::STARTER);
        }
        let spaced =
            next.gap || matches!(next.shape, Shape::Title | Shape::Upper | Shape::Close | Shape::Quote);
        // An ellipsis may stand in the middle of a sentence.
        return spaced && (!word.starts_with("..") && word != "…" || starts_sentence(tokens, at + 1));
    }
    // A shortened word may end a sentence too, when what follows can only begin one.
    tokens.word(at).ends_with('.')
        && shape.is_word()
        && !tokens.is(at, Classes::TITLE)
        && next.gap
        && tokens.is(at + 1, Classes::STARTER)
        && next.shape == Shape::Title
}

/// True when a sentence ends with a quotation: it closed with a stop and what follows begins anew.
fn ends_after_quotation(tokens: &Tokens<'_>, inside_end: usize, to: usize, end: usize) -> bool {
    if to >= end {
        return true;
    }
    let last = inside_end.saturating_sub(1);
    let stopped = tokens.shape(last) == Shape::Stop
        || matches!(tokens.shape(last), Shape::Quote) && last > 0 && tokens.shape(last - 1) == Shape::Stop;
    if !stopped || !starts_sentence(tokens, to) {
        return false;
    }
    // “Is it?” Smith asked: a question, a shout or dots are followed by their speaker without a comma.
    tokens.word(last) == "." || !speaker_follows(tokens, to, end)
}

fn starts_sentence(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.shape(at).is_capital() || matches!(tokens.shape(at), Shape::Quote | Shape::Number | Shape::Open)
}

/// True when within a few words a reporting verb comes: `Smith asked`, `Mayor Jane Smith of Leeds said`.
fn speaker_follows(tokens: &Tokens<'_>, from: usize, end: usize) -> bool {
    for at in from..end.min(from + 7) {
        if tokens.is(at, Classes::SAY) {
            return true;
        }
        if matches!(
            tokens.shape(at),
            Shape::Stop | Shape::Comma | Shape::Quote | Shape::Colon | Shape::Semicolon
        ) {
            return false;
        }
    }
    false
}
