//! The tokens of an article, each with the classes that the lexicon gives it.

use super::lexicon::{Classes, LEXICON};
use crate::text::{Shape, Span, Token, words};

/// Tokens that are searched for a place's people.
const LOOKED_AT: usize = 4096;

/// The tokens of a text in order, with their classes beside them.
#[derive(Debug)]
pub struct Tokens<'a> {
    /// The text they were cut from.
    pub text: &'a str,
    /// The tokens.
    pub list: Vec<Token>,
    /// The lexicon's classes of each token.
    pub classes: Vec<Classes>,
}

impl<'a> Tokens<'a> {
    /// Cuts and looks up all of `text`.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let list = words::tokens(text);
        let lexicon = &*LEXICON;
        let classes = list
            .iter()
            .map(
                |token| if token.shape.is_word() { lexicon.word(token.span.of(text)) } else { Classes::NONE },
            )
            .collect();
        Self { text, list, classes }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True when the text has no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The words of token `at`, `""` past the end.
    #[must_use]
    pub fn word(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The shape of token `at`; past the end [`Shape::Other`].
    #[must_use]
    pub fn shape(&self, at: usize) -> Shape {
        self.list.get(at).map_or(Shape::Other, |token| token.shape)
    }

    /// True when token `at` has any of `classes`.
    #[must_use]
    pub fn is(&self, at: usize, classes: Classes) -> bool {
        self.classes.get(at).is_some_and(|held| held.any(classes))
    }

    /// The index of the first token that starts at byte `at` or later.
    #[must_use]
    pub fn index(&self, at: usize) -> usize {
        self.list.partition_point(|token| token.span.start() < at)
    }

    /// True when the text says `in Word`, or speaks of its people: `Wordn`, `Wordans`.
    ///
    /// Looks at the first `LOOKED_AT` tokens only, so that it costs no more in a long text.
    #[must_use]
    pub fn speaks_of_place(&self, word: &str) -> bool {
        let people = |other: &str| {
            let ending = other.strip_prefix(word).map(|ending| ending.trim_end_matches('s'));
            ending.is_some_and(|ending| matches!(ending, "n" | "an" | "ian" | "ese" | "ish"))
        };
        (0..self.len().min(LOOKED_AT)).any(|at| {
            self.shape(at).is_capital()
                && (people(self.word(at))
                    || at > 0
                        && self.word(at) == word
                        && matches!(self.word(at - 1), "in" | "from" | "across"))
        })
    }

    /// The span from token `from` up to token `to` (not with it); empty when there is none.
    #[must_use]
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.list.get(from), to.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) if to > from => first.span.cover(last.span),
            _ => Span::default(),
        }
    }
}
