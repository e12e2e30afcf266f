//! Reporting verbs: finite, as participles and infinitives, with their second words.

use super::super::super::lexicon::Classes;
use super::super::super::sentences::Sentence;
use super::super::cues::{Cue, Place, REPORTING};
use super::super::grammar::{Grammar, Phrase, Stretch};
use super::super::groups::Group;
use crate::text::Shape;

/// The reporting verb at `at` with its subject.
pub(super) fn cue(grammar: &Grammar<'_, '_>, at: usize, sentence: &Sentence, cues: &[Cue]) -> Option<Cue> {
    grammar.is(at, REPORTING).then(|| grammar.verb_cue(at, sentence, cues))?
}

impl Grammar<'_, '_> {
    fn verb_cue(&self, verb: usize, sentence: &Sentence, cues: &[Cue]) -> Option<Cue> {
        let classes = self.classes_here(verb)?;
        let floor = self.floor(verb, sentence);
        if self.is_noun_here(verb, classes, sentence) {
            return None;
        }
        let group = self.group(verb, floor);
        if group.passive || self.is_reduced_passive(verb, classes, sentence) {
            return self.passive(verb, &group, sentence, classes);
        }
        // `a form known as the “green sheet”`
        if classes.any(Classes::PARTICIPLE) && !classes.any(Classes::PAST) && !self.has_auxiliary(&group) {
            return None;
        }
        let ing = classes.any(Classes::ING) && !classes.any(Classes::PAST);
        let (subject, place) = if group.infinitive || ing && !self.has_auxiliary(&group) {
            self.participle_subject(verb, &group, ing, sentence, cues)?
        } else if let Some(subject) = self.inverted(verb, &group, sentence, classes) {
            (subject, Place::After)
        } else {
            self.finite_subject(verb, &group, classes, sentence, cues)?
        };
        let unreal = group.negated || group.modal;
        let to = verb + 1 + usize::from(self.has_particle(verb));
        let group = Stretch { from: group.stretch.from, to };
        Some(Cue { verb, group, subject, place, classes, unreal })
    }

    /// `pointed out`, `fired back`, `chimed in`: the verb's second word.
    pub(in crate::reading::quotes) fn has_particle(&self, verb: usize) -> bool {
        match self.word(verb + 1) {
            "it" => self.word(verb).starts_with("put"),
            "out" => {
                ["point", "cr", "blurt", "lash", "call"].iter().any(|stem| self.word(verb).starts_with(stem))
            }
            "back" => ["fir", "shot", "shoot", "hit", "snap", "struck"]
                .iter()
                .any(|stem| self.word(verb).starts_with(stem)),
            "in" => self.word(verb).starts_with("chim"),
            "on" => matches!(self.word(verb), "went" | "goes" | "going"),
            _ => false,
        }
    }

    /// The classes of the verb where it stands; `None` when it is part of a name or reports nothing here.
    fn classes_here(&self, verb: usize) -> Option<Classes> {
        let classes = self.scene.tokens.classes[verb];
        let titled = self.shape(verb) == Shape::Title && self.cast.name_at(verb).is_none();
        if self.shape(verb) != Shape::Lower && !titled {
            return None;
        }
        match (self.word(verb), self.word(verb + 1)) {
            ("put" | "puts" | "putting", "it") => Some(classes.with(Classes::SAY)),
            ("put" | "puts" | "putting", _) => None,
            ("point" | "points" | "pointed" | "pointing", next) if !matches!(next, "out" | "to") => None,
            _ => Some(classes),
        }
    }

    /// The subject of `saying` or `to say`: the phrase right before it, or its clause's.
    fn participle_subject(
        &self,
        verb: usize,
        group: &Group,
        ing: bool,
        sentence: &Sentence,
        cues: &[Cue],
    ) -> Option<(Phrase, Place)> {
        let start = group.stretch.from;
        let floor = self.floor(verb, sentence);
        if ing && start == sentence.from {
            // `Saying he was tired, | Smith left`
            let comma = (verb..sentence.to).find(|&at| {
                self.shape(at) == Shape::Comma && !self.is_quoted(at) || self.closes_on_comma(at)
            })?;
            return Some((self.after(comma + 1, sentence.to)?, Place::Implied));
        }
        let object = |phrase: &Phrase| {
            let before = phrase.whole.from.checked_sub(1);
            before.is_some_and(|at| self.is_finite(at) || self.is(at, REPORTING.with(Classes::PREPOSITION)))
        };
        // `voters saying they want`
        let direct = ing && start > floor && self.is_nominal(start - 1) && !self.is_adverb(start - 1);
        if direct && let Some(subject) = self.before(start, floor).filter(|phrase| !object(phrase)) {
            return Some((subject, Place::Before));
        }
        Some((self.implied(verb, sentence, cues)?, Place::Implied))
    }

    /// The subject before a finite verb, or the one it shares with the verb before it.
    fn finite_subject(
        &self,
        verb: usize,
        group: &Group,
        classes: Classes,
        sentence: &Sentence,
        cues: &[Cue],
    ) -> Option<(Phrase, Place)> {
        let start = group.stretch.from;
        let floor = self.floor(verb, sentence);
        let past = classes.any(Classes::PAST);
        let finite = past || classes.any(Classes::THIRD);
        if start > sentence.from && self.is(start - 1, Classes::COORDINATOR) {
            let noun = classes.any(Classes::NOISY) && !past;
            return if noun { None } else { Some((self.implied(verb, sentence, cues)?, Place::Implied)) };
        }
        let relative = start > floor + 1 && matches!(self.word(start - 1), "that" | "which");
        if relative && finite && self.is_nominal(start - 2) {
            let whole = Stretch { from: start - 1, to: start };
            return Some((Phrase { whole, mention: whole }, Place::Before));
        }
        if let Some(subject) = self.subject_before(start, floor) {
            let plain = classes.any(Classes::BASE) && !past && !group.modal;
            let agrees = !plain || group.light || self.is_plural(subject) || self.has_auxiliary(group);
            return (agrees && !self.is_doubtful(verb, classes, subject)).then_some((subject, Place::Before));
        }
        let listed = start > sentence.from && self.shape(start - 1) == Shape::Comma;
        (listed && finite)
            .then(|| self.implied(verb, sentence, cues).map(|subject| (subject, Place::Implied)))?
    }

    /// `the campaign points`: a form that is more often a noun needs a name or pronoun before it.
    fn is_doubtful(&self, verb: usize, classes: Classes, subject: Phrase) -> bool {
        if matches!(self.word(verb), "say" | "says")
            || classes.any(Classes::PAST)
            || !classes.any(Classes::BASE.with(Classes::THIRD))
        {
            return false;
        }
        let head = subject.mention.to - 1;
        let named = self.cast.name_at(head).is_some() || self.is(head, Classes::SUBJECT);
        let follows =
            self.is_quoted(verb + 1) || self.word(verb + 1) == "that" || self.word(verb + 1) == "to";
        let plain = classes.any(Classes::SAY) && !classes.any(Classes::NOISY);
        let opened = plain && self.is(subject.whole.from, Classes::DETERMINER);
        let adjective =
            ["ive", "ist", "al", "ous", "ful", "ic", "able"].iter().any(|end| self.word(head).ends_with(end));
        let tags = subject.whole.from.checked_sub(1).is_some_and(|at| {
            self.is_quoted(at) || self.shape(at) == Shape::Comma && at > 0 && self.is_quoted(at - 1)
        });
        !named && !tags && (!(follows || opened) || adjective)
    }

    /// `reports`, `the claim`, `his comments`: the noun that looks like the verb.
    fn is_noun_here(&self, verb: usize, classes: Classes, sentence: &Sentence) -> bool {
        if !classes.any(Classes::BASE.with(Classes::THIRD).with(Classes::ING))
            || classes.any(Classes::PAST) && !classes.any(Classes::BASE)
        {
            return false;
        }
        if self.word(verb) == "says" || self.word(verb) == "say" {
            return false;
        }
        let Some(before) = verb.checked_sub(1).filter(|&before| before >= sentence.from) else {
            return !classes.any(Classes::ING);
        };
        if classes.any(Classes::ING) {
            return self.is(before, Classes::DETERMINER) || self.shape(before) == Shape::Possessive;
        }
        self.shape(before) == Shape::Possessive
            || self.shape(before) == Shape::Number
            || (self.is(before, Classes::DETERMINER)
                && (!self.is(before, Classes::SUBJECT) || classes.any(Classes::NOISY)))
            || (self.is(before, Classes::PREPOSITION) && self.word(before) != "to")
            || self.is(verb + 1, Classes::AUX) && classes.any(Classes::NOISY)
            || self.is(verb + 1, Classes::PREPOSITION)
                && classes.any(Classes::NOISY)
                && !self.is(before, Classes::SUBJECT)
    }
}
