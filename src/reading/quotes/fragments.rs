//! Fragments: quoted words that no report holds; named, praised or blamed by somebody, or no speech at all.

use super::super::lexicon::Classes;
use super::super::sentences::Sentence;
use super::choose::Talk;
use super::cues::{Cue, Place};
use super::grammar::{Grammar, Stretch};
use super::report::{Report, Tie};
use crate::text::Shape;

/// Tokens, marks included, from which on a quotation without any cue is taken for speech.
const SPEAKS: usize = 6;

impl Grammar<'_, '_> {
    /// Ties the regions of a sentence that no report holds to the cue of their clause.
    pub(super) fn fragments(
        &self,
        at: usize,
        sentence: &Sentence,
        cues: &[Cue],
        mut taken: Vec<Stretch>,
        talk: &mut Talk,
    ) {
        let mut token = sentence.from;
        while token < sentence.to {
            let Some(region) = self.scene.marks.region_of(token) else {
                token += 1;
                continue;
            };
            let region = self.scene.marks.regions[region];
            token = region.to;
            let part = Stretch { from: region.from, to: region.to.min(sentence.to) };
            if taken.iter().any(|held| held.overlaps(part)) || self.is_title(region.from, part.to) {
                continue;
            }
            if let Some(cue) = self.cue_of_fragment(part, cues) {
                let part = self.around(cue, part, sentence);
                taken.push(part);
                talk.reports.push(Report::new(at, part, Tie::Fragment).cued(cue));
            } else if part.to - part.from >= SPEAKS && !region.single {
                talk.reports.push(self.uncued(at, part, sentence, talk));
            }
        }
    }

    /// The nearest cue before the fragment, else the first after it.
    fn cue_of_fragment<'c>(&self, part: Stretch, cues: &'c [Cue]) -> Option<&'c Cue> {
        let tied =
            |cue: &&Cue| !cue.unreal && (!cue.classes.any(Classes::NOISY) || cue.group.to == part.from);
        let before = cues.iter().rev().filter(tied).find(|cue| cue.verb < part.from);
        before.or_else(|| cues.iter().filter(tied).find(|cue| cue.verb >= part.to))
    }

    /// A longer quotation without a cue: spoken by who spoke last in its paragraph, else by its clause's subject.
    fn uncued(&self, at: usize, part: Stretch, sentence: &Sentence, talk: &Talk) -> Report {
        let paragraph =
            |report: &&Report| self.scene.sentences[report.sentence].paragraph == sentence.paragraph;
        let told = |at: usize| self.word(at) == "told" && at > 0 && self.is(at - 1, Classes::BE);
        let subject = match talk.reports.last().filter(paragraph) {
            // `Passengers were told, “…”`: nobody knows by whom.
            None if (sentence.from..part.from).any(told) => None,
            Some(last) => last.subject,
            None => self.clause_subject(sentence.from, part.from),
        };
        Report { subject, ..Report::new(at, part, Tie::Guess) }
    }

    /// `called | him a “liar” for saying so |, and …`: a quoted fragment with the clause it stands in.
    fn around(&self, cue: &Cue, part: Stretch, sentence: &Sentence) -> Stretch {
        if cue.place == Place::Owner
            && self.word(cue.group.to) == "that"
            && !(cue.group.to..part.from).any(|at| self.is_quoted(at))
        {
            return Stretch { from: cue.group.to + 1, to: part.to };
        }
        let from = cue.group.to.max(if cue.place == Place::After { cue.subject.whole.to } else { 0 });
        let splits = |at: usize| {
            matches!(
                self.shape(at),
                Shape::Comma | Shape::Dash | Shape::Semicolon | Shape::Colon | Shape::Quote
            ) || self.is_quoted(at)
        };
        if from >= part.from
            || part.from - from > 16
            || (from..part.from).any(splits)
            || cue.place == Place::Owner
        {
            return part;
        }
        let mut to = part.to;
        let closes_on_comma = self.closes_on_comma(part.to - 1);
        while to < sentence.to && !closes_on_comma && !splits(to) && self.shape(to) != Shape::Stop {
            if self.is(to, Classes::COORDINATOR)
                && (self.is_finite(to + 1)
                    || self.is(to + 1, Classes::SAY.with(Classes::CALL).with(Classes::JUDGE)))
            {
                break;
            }
            to += 1;
        }
        Stretch { from, to }
    }

    /// A work's title, a nickname, a thing's name or a value in markup: in marks, but said by nobody.
    fn is_title(&self, from: usize, to: usize) -> bool {
        let Some(before) = from.checked_sub(1) else { return false };
        let glued = !self.scene.tokens.list[from].gap && self.word(before) == "=";
        let nickname =
            self.cast.name_at(before).is_some() && self.cast.name_at(to).is_some() && to - from <= 4;
        glued
            || nickname
            || self.is_named_so(before)
            || self.is_title_case(from + 1, to) && !self.is_called(before)
    }

    /// A verb of saying or naming stands shortly before: `called Rivera “Little Tom”`.
    fn is_called(&self, before: usize) -> bool {
        let near = |at: usize| self.is(at, Classes::CALL) && !self.is(at, Classes::BASE);
        self.is(before, Classes::SAY) || (before.saturating_sub(3)..=before).any(near)
    }

    /// `known … as the “green sheet”`, `the so-called “green sheet”`.
    fn is_named_so(&self, before: usize) -> bool {
        let from = before.saturating_sub(8);
        let called = matches!(self.word(before), "nicknamed" | "dubbed" | "titled" | "entitled");
        self.word(before) == "so-called"
            || called && before > 0 && self.shape(before - 1) == Shape::Comma
            || (from..=before).any(|at| self.word(at) == "known")
                && (from..=before).any(|at| self.word(at) == "as")
    }

    /// Two words or more, each with a capital but for the small ones, and no verb of speech around.
    pub(super) fn is_title_case(&self, from: usize, to: usize) -> bool {
        let mut capitals = 0;
        for at in from..to {
            let shape = self.shape(at);
            if shape.is_capital() || shape == Shape::Number {
                capitals += 1;
            } else if shape == Shape::Lower {
                let small = self
                    .is(at, Classes::PREPOSITION.with(Classes::DETERMINER).with(Classes::COORDINATOR))
                    && at > from;
                if !small {
                    return false;
                }
            }
        }
        capitals >= 2
    }
}
