//! `“…,” an angry Smith retaliated`, `“…,” thundered Smith`: right beside a quotation any verb reports.

use super::super::super::lexicon::Classes;
use super::super::super::sentences::Sentence;
use super::super::cues::{Cue, Place, REPORTING};
use super::super::grammar::{Grammar, Stretch};
use crate::text::Shape;

/// The tag that begins at `at`.
pub(super) fn cue(grammar: &Grammar<'_, '_>, at: usize, sentence: &Sentence, _cues: &[Cue]) -> Option<Cue> {
    grammar.tag(at, sentence)
}

impl Grammar<'_, '_> {
    /// `“…,” an angry Smith retaliated`, `“…,” thundered Smith`: beside a quotation any verb reports.
    fn tag(&self, at: usize, sentence: &Sentence) -> Option<Cue> {
        let before = at.checked_sub(1).filter(|&before| before >= sentence.from)?;
        let quoted = self.is_quoted(before)
            || self.shape(before) == Shape::Comma && before > sentence.from && self.is_quoted(before - 1);
        if !quoted || !self.shape(at).is_word() || !self.ends_open(before) {
            return None;
        }
        let cue = |verb, from, subject, place| Cue {
            verb,
            group: Stretch { from, to: verb + 1 + usize::from(self.has_particle(verb)) },
            subject,
            place,
            classes: Classes::SAY.with(Classes::CLAUSE),
            unreal: false,
        };
        let unknown =
            |at: usize| self.shape(at) == Shape::Lower && !self.is(at, REPORTING.with(Classes::AUX));
        if unknown(at) && self.word(at).ends_with("ed") && at + 1 < sentence.to {
            let subject = self.after(at + 1, sentence.to)?;
            let next = subject.whole.to;
            let ends = next >= sentence.to || matches!(self.shape(next), Shape::Stop | Shape::Comma);
            return (ends && self.cast.name_at(subject.mention.from).is_some())
                .then(|| cue(at, at, subject, Place::After));
        }
        let subject = self.after(at, sentence.to)?;
        let verb = subject.whole.to;
        let pasts = self.word(verb).ends_with("ed")
            || matches!(
                self.word(verb),
                "went" | "goes" | "began" | "shot" | "put" | "puts" | "came" | "kept"
            );
        let named = self.is(at, Classes::SUBJECT)
            || self.cast.name_at(subject.mention.from).is_some()
            || self.is(at, Classes::DETERMINER);
        (verb < sentence.to && unknown(verb) && pasts && named)
            .then(|| cue(verb, verb, subject, Place::Before))
    }

    /// True when the quotation that ends at `at` leaves its sentence open: with a comma, a question or a shout.
    fn ends_open(&self, at: usize) -> bool {
        if self.shape(at) == Shape::Comma {
            return true;
        }
        let last = at.saturating_sub(usize::from(self.shape(at) == Shape::Quote));
        self.shape(last) == Shape::Comma || self.word(last).ends_with(['?', '!', '-', '—'])
    }
}
