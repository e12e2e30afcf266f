//! Nouns of speech and their owners: `Smith's claim that`, `her answer was`, `in the words of Smith`.

use super::super::super::lexicon::Classes;
use super::super::super::sentences::Sentence;
use super::super::cues::{Cue, Place, REPORTING};
use super::super::grammar::{Grammar, Phrase, Stretch, is_owner};
use crate::text::Shape;

/// The noun of speech at `at` with its owner.
pub(super) fn cue(grammar: &Grammar<'_, '_>, at: usize, sentence: &Sentence, _cues: &[Cue]) -> Option<Cue> {
    let noun = grammar.is(at, Classes::SOURCE_NOUN);
    (noun && (grammar.is_owned(at, sentence) || !grammar.is(at, REPORTING)))
        .then(|| grammar.owner(at, sentence))?
}

impl Grammar<'_, '_> {
    /// A noun of speech right after its owner: `Smith's claim`, `her answer`.
    fn is_owned(&self, at: usize, sentence: &Sentence) -> bool {
        let announces = self.word(at + 1) == "that"
            || self.shape(at + 1) == Shape::Colon
            || matches!(self.word(at + 1), "is" | "was" | "are" | "were") && self.is_quoted(at + 2);
        self.is(at, Classes::SOURCE_NOUN)
            && announces
            && at > sentence.from
            && (self.shape(at - 1) == Shape::Possessive || is_owner(self.word(at - 1)))
    }

    /// `Smith's claim that`, `in the words of Smith`.
    fn owner(&self, noun: usize, sentence: &Sentence) -> Option<Cue> {
        let cue = |subject| {
            Some(Cue {
                verb: noun,
                group: Stretch { from: noun, to: noun + 1 },
                subject,
                place: Place::Owner,
                classes: Classes::JUDGE,
                unreal: false,
            })
        };
        if self.word(noun + 1) == "of" && matches!(self.word(noun), "words") {
            return cue(self.after(noun + 2, sentence.to)?);
        }
        let before = (sentence.from + 1..noun)
            .rev()
            .take(3)
            .find(|&at| self.shape(at) == Shape::Possessive || is_owner(self.word(at)));
        let before = before.or_else(|| {
            (noun == sentence.from + 1 && is_owner(self.word(sentence.from))).then_some(sentence.from)
        })?;
        if (before + 1..noun).any(|at| !self.is_nominal(at)) {
            return None;
        }
        if self.shape(before) == Shape::Possessive {
            return cue(self.before(before, sentence.from)?);
        }
        let whole = Stretch { from: before, to: before + 1 };
        cue(Phrase { whole, mention: whole })
    }
}
