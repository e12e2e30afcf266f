//! Cues of several words that hold no reporting verb: `made it clear that`, `let it be known that`.

use super::super::super::lexicon::Classes;
use super::super::super::sentences::Sentence;
use super::super::cues::{Cue, Place};
use super::super::grammar::{Grammar, Stretch};

/// The phrase that begins at `at`.
pub(super) fn cue(grammar: &Grammar<'_, '_>, at: usize, sentence: &Sentence, _cues: &[Cue]) -> Option<Cue> {
    grammar.phrase_cue(at, grammar.made_known(at)?, sentence)
}

impl Grammar<'_, '_> {
    /// The end of `made (it) clear`, `made known`, `let it be known`, which begins at `at`.
    fn made_known(&self, at: usize) -> Option<usize> {
        let known = |at: usize| matches!(self.word(at), "clear" | "known" | "plain");
        let next = at + 1 + usize::from(self.word(at + 1) == "it");
        match self.word(at) {
            "made" | "makes" | "make" | "making" if known(next) => Some(next + 1),
            "let" | "lets" if self.word(at + 1) == "it" && self.word(at + 2) == "be" && known(at + 3) => {
                Some(at + 4)
            }
            _ => None,
        }
    }

    /// A cue of several words with its subject before it.
    fn phrase_cue(&self, verb: usize, to: usize, sentence: &Sentence) -> Option<Cue> {
        let floor = self.floor(verb, sentence);
        let group = self.group(verb, floor);
        let subject = self.subject_before(group.stretch.from, floor)?;
        let unreal = group.negated || group.modal;
        let classes = Classes::SAY.with(Classes::CLAUSE).with(Classes::PAST);
        let group = Stretch { from: group.stretch.from, to };
        Some(Cue { verb, group, subject, place: Place::Before, classes, unreal })
    }
}
