//! `according to Smith`, before or after what is reported.

use super::super::super::lexicon::Classes;
use super::super::super::sentences::Sentence;
use super::super::cues::{Cue, Place};
use super::super::grammar::{Grammar, Phrase, Stretch};
use crate::text::Shape;

/// The source behind `according to` at `at`.
pub(super) fn cue(grammar: &Grammar<'_, '_>, at: usize, sentence: &Sentence, _cues: &[Cue]) -> Option<Cue> {
    grammar.word(at).eq_ignore_ascii_case("according").then(|| grammar.according(at, sentence))?
}

impl Grammar<'_, '_> {
    fn according(&self, at: usize, sentence: &Sentence) -> Option<Cue> {
        if self.word(at + 1) != "to" || at + 2 >= sentence.to {
            return None;
        }
        let pronoun = Stretch { from: at + 2, to: at + 3 };
        let subject = match self.is(at + 2, Classes::OBJECT)
            && matches!(self.shape(at + 3), Shape::Comma | Shape::Stop | Shape::Colon)
        {
            true => Phrase { whole: pronoun, mention: pronoun },
            false => self.after(at + 2, sentence.to)?,
        };
        let things = [
            "plan", "plans", "schedule", "size", "age", "law", "rules", "custom", "taste", "merit", "rank",
            "need", "needs",
        ];
        if (subject.whole.from..subject.whole.to).any(|at| things.contains(&self.word(at))) {
            return None;
        }
        Some(Cue {
            verb: at,
            group: Stretch { from: at, to: at + 2 },
            subject,
            place: Place::According,
            classes: Classes::SAY,
            unreal: false,
        })
    }
}
