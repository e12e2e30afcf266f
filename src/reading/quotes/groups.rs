//! Verb groups: a verb with the auxiliaries, adverbs and negations before it.

use super::super::lexicon::Classes;
use super::grammar::{Grammar, Phrase, Stretch};
use crate::text::Shape;

/// The verb and what stands before it.
pub(super) struct Group {
    /// Its tokens.
    pub(super) stretch: Stretch,
    /// `did not say`.
    pub(super) negated: bool,
    /// `was called`.
    pub(super) passive: bool,
    /// `might say`.
    pub(super) modal: bool,
    /// `to say`.
    pub(super) infinitive: bool,
    /// `went on to say`: the infinitive of a verb that adds nothing.
    pub(super) light: bool,
}

impl Grammar<'_, '_> {
    /// Walks left over auxiliaries, adverbs and negations.
    pub(super) fn group(&self, verb: usize, floor: usize) -> Group {
        let mut group = Group {
            stretch: Stretch { from: verb, to: verb + 1 },
            negated: false,
            passive: false,
            modal: false,
            infinitive: false,
            light: false,
        };
        let mut at = verb;
        while at > floor {
            let before = at - 1;
            let auxiliary = self.is(before, Classes::AUX.with(Classes::BE));
            if !(auxiliary
                || self.is_adverb(before) && !self.is(before, Classes::TIME)
                || self.is(before, Classes::NEGATION))
            {
                break;
            }
            group.negated |= self.is(before, Classes::NEGATION);
            group.passive |= self.is(before, Classes::BE) && !group.passive;
            group.modal |= matches!(self.word(before), "could" | "might" | "may" | "should" | "must" | "can");
            at = before;
        }
        if at > floor && self.word(at - 1) == "to" {
            (group.infinitive, at) = (true, at - 1);
            if let Some(start) = self.light_verb(at, floor) {
                (group.infinitive, group.light, at) = (false, true, start);
                while at > floor
                    && (self.is(at - 1, Classes::AUX) || self.is_adverb(at - 1) && !self.is_time(at - 1))
                {
                    at -= 1;
                }
            }
        }
        // `is saying` is no passive.
        group.passive &=
            self.is(verb, Classes::PAST.with(Classes::PARTICIPLE)) && !self.is(verb, Classes::ING);
        group.stretch.from = at;
        group
    }

    /// Where `went on | to say`, `used | to say`, `was heard | to say` begins; `to` is the infinitive's mark.
    fn light_verb(&self, to: usize, floor: usize) -> Option<usize> {
        let main = to.checked_sub(1).filter(|&main| main > floor)?;
        let word = self.word(main);
        if word == "on" && matches!(self.word(main - 1), "went" | "goes" | "go" | "going" | "gone") {
            return Some(main - 1);
        }
        let passive = self.is(main - 1, Classes::BE)
            && matches!(word, "heard" | "reported" | "known" | "said" | "quoted");
        let light = ["continue", "used", "like", "sought", "seek", "began", "proceed", "went"];
        match passive {
            true => Some(main - 1),
            false => light.iter().any(|stem| word.starts_with(stem)).then_some(main),
        }
    }

    pub(super) fn has_auxiliary(&self, group: &Group) -> bool {
        (group.stretch.from..group.stretch.to).any(|at| self.is(at, Classes::AUX))
    }

    pub(super) fn is_plural(&self, subject: Phrase) -> bool {
        let head = subject.mention.to - 1;
        let word = self.word(head).to_ascii_lowercase();
        matches!(
            word.as_str(),
            "i" | "you"
                | "we"
                | "they"
                | "who"
                | "some"
                | "many"
                | "others"
                | "most"
                | "several"
                | "few"
                | "both"
                | "people"
                | "police"
                | "women"
                | "men"
                | "media"
                | "democrats"
                | "all"
                | "critics"
                | "percent"
        ) || (word.ends_with('s') && !word.ends_with("ss"))
            || (subject.mention.from..subject.mention.to).any(|at| matches!(self.word(at), "and" | "of"))
            || (subject.mention.from..subject.mention.to).any(|at| {
                self.word(at).ends_with('s')
                    && self.shape(at) == Shape::Lower
                    && !self.is(at, Classes::DETERMINER)
            })
    }
}
