//! Cues: the words that report speech, each with the phrase that names its speaker.

use super::super::lexicon::Classes;
use super::super::sentences::Sentence;
use super::grammar::{Grammar, Phrase, Stretch};
use super::rules::RULES;
use crate::text::Shape;

/// Where a cue found its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the verb: `Smith said`.
    Before,
    /// After it: `said Smith`.
    After,
    /// The subject of the clause that the cue goes on: `…, saying that`, `… and said`.
    Implied,
    /// Before a colon: `Smith: …`.
    Colon,
    /// After `according to`.
    According,
    /// The owner of a noun: `Smith's claim that`.
    Owner,
}

/// A reporting verb (or noun, or colon) with its speaker.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// The word itself.
    pub(super) verb: usize,
    /// With its auxiliaries and adverbs.
    pub(super) group: Stretch,
    /// Who speaks.
    pub(super) subject: Phrase,
    /// Where the speaker was found.
    pub(super) place: Place,
    /// The verb's classes.
    pub(super) classes: Classes,
    /// Denied (`did not say`) or not yet said (`might say`).
    pub(super) unreal: bool,
}

/// The classes of verbs that report, name, judge or think.
pub(super) const REPORTING: Classes =
    Classes::SAY.with(Classes::CALL).with(Classes::JUDGE).with(Classes::THINK);

impl Grammar<'_, '_> {
    /// The cues of one sentence, in order: at each token the first rule that finds one.
    pub(super) fn cues(&self, sentence: &Sentence) -> Vec<Cue> {
        let mut cues: Vec<Cue> = Vec::new();
        for at in (sentence.from..sentence.to).filter(|&at| !self.is_quoted(at)) {
            let found = RULES.iter().find_map(|rule| rule(self, at, sentence, &cues));
            cues.extend(found);
        }
        cues
    }

    /// Where the clause that holds token `at` can begin at the earliest.
    pub(super) fn floor(&self, at: usize, sentence: &Sentence) -> usize {
        (sentence.from..at)
            .rev()
            .take(80)
            .find(|&at| {
                self.is_quoted(at)
                    || matches!(self.shape(at), Shape::Semicolon | Shape::Colon | Shape::Stop | Shape::Quote)
            })
            .map_or(at.saturating_sub(80).max(sentence.from), |at| at + 1)
    }

    /// True for a closing mark with a comma inside it.
    pub(super) fn closes_on_comma(&self, at: usize) -> bool {
        let closes = self
            .scene
            .marks
            .region_of(at)
            .is_some_and(|region| self.scene.marks.regions[region].to == at + 1);
        closes && at > 0 && self.shape(at - 1) == Shape::Comma
    }
}
