//! Subjects that do not stand before their verb: inverted, or shared with the clause.

use super::super::lexicon::Classes;
use super::super::sentences::Sentence;
use super::cues::{Cue, Place, REPORTING};
use super::grammar::{Grammar, Phrase};
use super::groups::Group;
use crate::text::Shape;

impl Grammar<'_, '_> {
    /// `“…,” said Smith` and `…, said Smith.`: the subject after the verb.
    pub(super) fn inverted(
        &self,
        verb: usize,
        group: &Group,
        sentence: &Sentence,
        classes: Classes,
    ) -> Option<Phrase> {
        if !classes.any(Classes::SAY)
            || !classes.any(Classes::PAST.with(Classes::THIRD))
            || group.stretch.from == sentence.from
        {
            return None;
        }
        let before = group.stretch.from - 1;
        let quoted = self.is_quoted(before)
            || self.shape(before) == Shape::Comma && before > sentence.from && self.is_quoted(before - 1);
        if !quoted
            && self.shape(before) != Shape::Comma
            && !matches!(self.shape(before), Shape::Dash | Shape::Quote)
        {
            return None;
        }
        let subject = self.after(verb + 1, sentence.to)?;
        if self.is(subject.whole.from, Classes::OBJECT) || self.is(subject.whole.from, Classes::TIME) {
            return None;
        }
        let next = subject.whole.to;
        let after_is_verb = next < sentence.to
            && (self.is_finite(next) || self.is(next, REPORTING) && self.shape(next) == Shape::Lower);
        let asks = classes.any(Classes::ASK) && quoted && !self.is(verb + 1, Classes::OBJECT);
        let tells = classes.any(Classes::TELL.with(Classes::ASK)) && !asks;
        if after_is_verb || tells {
            return None;
        }
        if !quoted
            && (classes.any(Classes::NOISY)
                || self.shape(subject.whole.from) == Shape::Lower
                    && !self.is(subject.whole.from, Classes::DETERMINER.with(Classes::SUBJECT))
                    && !self.word(subject.whole.to - 1).ends_with('s'))
        {
            return None;
        }
        if !quoted {
            // `Smith, the mayor, said Jones …` has its subject before.
            let left = self.subject_before(group.stretch.from, self.floor(verb, sentence));
            if left.is_some()
                && next < sentence.to
                && self.shape(next) != Shape::Stop
                && self.shape(next) != Shape::Comma
            {
                return None;
            }
        }
        Some(subject)
    }

    /// The subject that a participle, an infinitive or a second verb shares with its clause.
    pub(super) fn implied(&self, verb: usize, sentence: &Sentence, cues: &[Cue]) -> Option<Phrase> {
        let main = self.main_cue(verb, cues);
        if let Some(nearer) = self.nearer_subject(main.map_or(sentence.from, |main| main.group.to), verb) {
            return Some(nearer);
        }
        if let Some(main) = main {
            return Some(main.subject);
        }
        let from = (sentence.from..verb).find(|&at| !self.is_quoted(at) && self.shape(at) != Shape::Comma)?;
        self.clause_subject(from, verb).filter(|subject| subject.whole.to <= verb)
    }

    /// `…, and Smith walked out, | saying`: the subject of a later clause that reports nothing itself.
    fn nearer_subject(&self, from: usize, verb: usize) -> Option<Phrase> {
        let and = (from..verb).rev().take(30).find(|&at| {
            matches!(self.word(at), "and" | "but")
                && self.shape(at - usize::from(at > 0)) == Shape::Comma
                && !self.is_quoted(at)
        })?;
        let subject = self.after(and + 1, verb)?;
        let next = subject.whole.to;
        (next < verb && self.is_finite(next) && !self.is(next, REPORTING)).then_some(subject)
    }

    /// The cue of the main clause that `verb` goes on: the first of its run, nested ones passed over.
    fn main_cue<'c>(&self, verb: usize, cues: &'c [Cue]) -> Option<&'c Cue> {
        let mut main: Option<&Cue> = None;
        for cue in
            cues.iter().filter(|cue| matches!(cue.place, Place::Before | Place::After) && cue.verb < verb)
        {
            let start = cue.subject.whole.from.min(cue.group.from);
            let relative = self.is(start, Classes::RELATIVE);
            let anew = start == 0 || main.is_none() || {
                let before = start - 1;
                self.is(before, Classes::COORDINATOR)
                    || matches!(self.shape(before), Shape::Semicolon | Shape::Quote)
            };
            if anew && !relative {
                main = Some(cue);
            }
        }
        main
    }
}
