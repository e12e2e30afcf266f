//! Cues: the words that report speech, each with the phrase that names its speaker.

use super::super::lexicon::Classes;
use super::super::sentences::Sentence;
use super::grammar::{Grammar, Phrase, Stretch};
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

fn is_owner(word: &str) -> bool {
    matches!(word, "his" | "her" | "their" | "its" | "His" | "Her" | "Their" | "Its")
}

/// The verb and what stands before it.
struct Group {
    stretch: Stretch,
    negated: bool,
    passive: bool,
    modal: bool,
    infinitive: bool,
    /// `went on to say`: the infinitive of a verb that adds nothing.
    light: bool,
}

const REPORTING: Classes = Classes::SAY.with(Classes::CALL).with(Classes::JUDGE).with(Classes::THINK);

impl Grammar<'_, '_> {
    /// The cues of one sentence, in order.
    pub(super) fn cues(&self, sentence: &Sentence) -> Vec<Cue> {
        let mut cues: Vec<Cue> = Vec::new();
        for at in sentence.from..sentence.to {
            if self.is_quoted(at) {
                continue;
            }
            let found = if let Some(cue) = self.tag(at, sentence) {
                Some(cue)
            } else if self.is_owned(at, sentence) {
                self.owner(at, sentence)
            } else if self.is(at, REPORTING) {
                self.verb_cue(at, sentence, &cues)
            } else if let Some(to) = self.made_known(at) {
                self.phrase_cue(at, to, sentence)
            } else if self.word(at).eq_ignore_ascii_case("according") {
                self.according(at, sentence)
            } else if self.shape(at) == Shape::Colon {
                self.colon(at, sentence, &cues)
            } else if self.is(at, Classes::SOURCE_NOUN) {
                self.owner(at, sentence)
            } else {
                None
            };
            cues.extend(found);
        }
        cues
    }

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
    fn has_particle(&self, verb: usize) -> bool {
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

    /// True for a closing mark with a comma inside it.
    pub(super) fn closes_on_comma(&self, at: usize) -> bool {
        let closes = self
            .scene
            .marks
            .region_of(at)
            .is_some_and(|region| self.scene.marks.regions[region].to == at + 1);
        closes && at > 0 && self.shape(at - 1) == Shape::Comma
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

    /// Walks left over auxiliaries, adverbs and negations.
    fn group(&self, verb: usize, floor: usize) -> Group {
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

    fn has_auxiliary(&self, group: &Group) -> bool {
        (group.stretch.from..group.stretch.to).any(|at| self.is(at, Classes::AUX))
    }

    fn is_plural(&self, subject: Phrase) -> bool {
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

    /// `was quoted as saying`, `was described by critics as`: the passive that still names who speaks.
    fn passive(&self, verb: usize, group: &Group, sentence: &Sentence, classes: Classes) -> Option<Cue> {
        let cue = |subject, place, verb| Cue {
            verb,
            group: Stretch { from: group.stretch.from, to: verb + 1 },
            subject,
            place,
            classes,
            unreal: group.negated,
        };
        if matches!(self.word(verb), "quoted" | "cited" | "reported") {
            // `was quoted (by the Gazette) as saying`
            let said = (verb + 1..sentence.to.min(verb + 7))
                .find(|&at| self.word(at) == "as" && self.is(at + 1, Classes::ING));
            if let Some(said) = said {
                let subject = self.subject_before(group.stretch.from, self.floor(verb, sentence))?;
                let said = said + 1;
                let group = Stretch {
                    from: if said > verb + 2 { said - 1 } else { group.stretch.from },
                    to: said + 1,
                };
                let classes = self.scene.tokens.classes[said];
                return Some(Cue {
                    verb: said,
                    group,
                    subject,
                    place: Place::Before,
                    classes,
                    unreal: false,
                });
            }
        }
        let subject = self.after(self.agent(verb, sentence)? + 1, sentence.to)?;
        Some(cue(subject, Place::After, verb))
    }

    /// The `by` that names who did it, right after the verb or after the quotation that follows it.
    fn agent(&self, verb: usize, sentence: &Sentence) -> Option<usize> {
        let mut at = verb + 1;
        for _ in 0..4 {
            if at >= sentence.to {
                break;
            }
            match self.scene.marks.region_of(at) {
                Some(region) => at = self.scene.marks.regions[region].to,
                None if self.word(at) == "by" => return Some(at),
                None => at += 1,
            }
        }
        None
    }

    /// `called | by critics`, `dubbed “…” | by critics`, with no auxiliary before.
    fn is_reduced_passive(&self, verb: usize, classes: Classes, sentence: &Sentence) -> bool {
        let form = classes.any(Classes::PAST.with(Classes::PARTICIPLE)) && classes.any(Classes::CALL);
        let next = match self.scene.marks.region_of(verb + 1) {
            Some(region) => self.scene.marks.regions[region].to,
            None => verb + 1,
        };
        form && next < sentence.to && self.word(next) == "by"
    }

    /// `“…,” said Smith` and `…, said Smith.`: the subject after the verb.
    fn inverted(&self, verb: usize, group: &Group, sentence: &Sentence, classes: Classes) -> Option<Phrase> {
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
    fn implied(&self, verb: usize, sentence: &Sentence, cues: &[Cue]) -> Option<Phrase> {
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

    /// `Smith: “…”`, and in headlines `Smith: It is over`.
    fn colon(&self, at: usize, sentence: &Sentence, cues: &[Cue]) -> Option<Cue> {
        let quoted = at + 1 < sentence.to && self.is_quoted(at + 1);
        let begins = at > sentence.from && at - sentence.from <= 6;
        if cues.iter().any(|cue| cue.group.to <= at && at - cue.group.to < 12) {
            return None;
        }
        let subject = if let Some(source) = self.source_before_colon(at, sentence).filter(|_| quoted) {
            Some(source)
        } else if begins {
            self.before(at, sentence.from).filter(|phrase| phrase.whole.from == sentence.from)
        } else {
            None
        };
        let subject = match subject {
            Some(subject) if quoted || self.cast.name_at(at - 1).is_some() => subject,
            None if quoted => self.clause_subject(sentence.from, at)?,
            _ => return None,
        };
        Some(Cue {
            verb: at,
            group: Stretch { from: at, to: at + 1 },
            subject,
            place: Place::Colon,
            classes: Classes::SAY,
            unreal: false,
        })
    }

    /// `More from Smith: “…”`.
    pub(super) fn source_before_colon(&self, colon: usize, sentence: &Sentence) -> Option<Phrase> {
        let phrase = self.before(colon, sentence.from)?;
        // A preposition with a capital begins the sentence, and the phrase took it for its own.
        let leads = (phrase.whole.from..colon)
            .rev()
            .find(|&at| matches!(self.word(at), "from" | "From" | "by" | "to"));
        if let Some(inner) = leads.filter(|&at| at + 1 < colon && self.is_source_link(at)) {
            return self.after(inner + 1, colon);
        }
        let link = phrase.whole.from.checked_sub(1).filter(|&link| link >= sentence.from)?;
        matches!(self.word(link), "from" | "by").then_some(phrase)
    }

    /// `More from`, `From`, `According to`.
    fn is_source_link(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        matches!(self.word(at), "from" | "From")
            || self.word(at) == "to" && before.eq_ignore_ascii_case("according")
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
