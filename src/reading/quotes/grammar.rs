//! Noun phrases without a parser: where the phrase before or after a verb begins and ends.
//!
//! All answers are token stretches inside the bounds given; every walk is bounded, so a sentence
//! without end costs no more than its length.

use super::super::lexicon::Classes;
use super::super::people::{Cast, NameKind};
use super::super::scene::Scene;
use crate::text::Shape;

/// A run of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First token.
    pub(super) from: usize,
    /// One past the last.
    pub(super) to: usize,
}

impl Stretch {
    /// True when both share a token.
    pub(super) fn overlaps(self, other: Stretch) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// A noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// All of it, with titles, roles and prepositional phrases.
    pub(super) whole: Stretch,
    /// The part that names the speaker: a person's name without title, else the whole.
    pub(super) mention: Stretch,
}

/// Prepositional phrases that one noun phrase may collect.
const LINKS: usize = 4;
/// Tokens that a walk inside one phrase may take.
const REACH: usize = 24;

/// `his`, `Their`: a pronoun that owns the noun behind it.
pub(super) fn is_owner(word: &str) -> bool {
    ["her", "his", "their", "its", "our", "my", "your"].iter().any(|owner| word.eq_ignore_ascii_case(owner))
}

/// Looks at the tokens of a scene as phrases.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) cast: &'s Cast<'s>,
}

impl Grammar<'_, '_> {
    pub(super) fn is(&self, at: usize, classes: Classes) -> bool {
        self.scene.tokens.is(at, classes)
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.scene.tokens.shape(at)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.scene.tokens.word(at)
    }

    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.scene.marks.is_quoted(at)
    }

    /// A word of time that is no person's name.
    pub(super) fn is_time(&self, at: usize) -> bool {
        self.is(at, Classes::TIME) && self.cast.name_at(at).is_none_or(|name| name.kind != NameKind::Person)
    }

    /// An adverb, or a word that looks like one.
    pub(super) fn is_adverb(&self, at: usize) -> bool {
        self.shape(at) == Shape::Lower
            && (self.is(at, Classes::ADVERB) || (self.word(at).ends_with("ly") && self.word(at).len() > 4))
    }

    /// A finite verb as far as it can be told from the word and the one before it.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        if self.shape(at) == Shape::Possessive {
            return at > 0 && self.is_contractible(at - 1);
        }
        if self.shape(at) != Shape::Lower || self.is_quoted(at) {
            return false;
        }
        if self.is(at, Classes::AUX.with(Classes::VERB)) {
            return true;
        }
        let reporting = Classes::SAY.with(Classes::THINK).with(Classes::CALL).with(Classes::JUDGE);
        if self.is(at, reporting) && self.is(at, Classes::PAST.with(Classes::THIRD)) {
            return !self.follows_noun_opener(at);
        }
        self.is_past(at)
    }

    /// A pronoun whose `’s` is a verb: `he’s`, `that’s`, `there’s`.
    fn is_contractible(&self, at: usize) -> bool {
        let word = self.word(at);
        ["he", "she", "it", "that", "there", "what", "who", "here", "where", "how"]
            .iter()
            .any(|held| word.eq_ignore_ascii_case(held))
    }

    /// A word in -ed that stands where a verb can: after a noun, a name or a pronoun.
    fn is_past(&self, at: usize) -> bool {
        let word = self.word(at);
        let opened = at > 0
            && self.is(at - 1, Classes::DETERMINER)
            && !matches!(self.word(at - 1), "that" | "all" | "both");
        word.len() > 4
            && word.ends_with("ed")
            && !word.ends_with("eed")
            && at > 0
            && !opened
            && !self.follows_noun_opener(at)
    }

    /// A determiner, possessive, preposition or comma is before: what follows begins or goes on a noun phrase.
    pub(super) fn follows_noun_opener(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        if matches!(self.shape(before), Shape::Possessive | Shape::Comma | Shape::Number) {
            return true;
        }
        let pronoun = self.is(before, Classes::SUBJECT);
        let opener = Classes::DETERMINER.with(Classes::PREPOSITION).with(Classes::COORDINATOR);
        (self.is(before, opener) && !pronoun) || self.word(before).ends_with("ly")
    }

    /// True when the token can stand inside a noun phrase.
    pub(super) fn is_nominal(&self, at: usize) -> bool {
        if self.is_quoted(at) {
            return false;
        }
        match self.shape(at) {
            Shape::Number => true,
            Shape::Possessive => !self.is_finite(at),
            shape if shape.is_capital() => {
                self.cast.name_at(at).is_some()
                    || !self.is(
                        at,
                        Classes::PREPOSITION
                            .with(Classes::SUBORDINATOR)
                            .with(Classes::COORDINATOR)
                            .with(Classes::AUX),
                    )
            }
            Shape::Lower => self.is_lower_nominal(at),
            Shape::Other => matches!(self.word(at), "$" | "%" | "&" | "#" | "@" | "£" | "€"),
            _ => false,
        }
    }

    fn is_lower_nominal(&self, at: usize) -> bool {
        if self.is(at, Classes::DETERMINER) {
            return self.word(at) != "that" && self.word(at) != "what" && self.word(at) != "which";
        }
        let none = Classes::PREPOSITION
            .with(Classes::AUX)
            .with(Classes::SUBORDINATOR)
            .with(Classes::COORDINATOR)
            .with(Classes::RELATIVE)
            .with(Classes::OBJECT)
            .with(Classes::SUBJECT)
            .with(Classes::NEGATION)
            .with(Classes::VERB);
        // `the plans`, `her needs`: a noun after all.
        if self.is(at, Classes::VERB) && self.word(at).ends_with('s') && self.follows_noun_opener(at) {
            return true;
        }
        if self.is(at, none) || (self.is(at, Classes::ADVERB) && !self.is(at, Classes::TIME)) {
            return false;
        }
        !self.is_finite(at)
    }

    /// The noun phrase that ends at `end` (exclusive), with its prepositional links and partners; not
    /// reaching below `floor`.
    pub(super) fn before(&self, end: usize, floor: usize) -> Option<Phrase> {
        if end > floor && self.shape(end - 1) == Shape::Close {
            return self.before_aside(end - 1, floor);
        }
        let mut phrase = self.base_before(end, floor)?;
        for _ in 0..LINKS {
            let Some(longer) = self.linked(phrase, floor).or_else(|| self.joined(phrase, floor)) else {
                break;
            };
            phrase = longer;
        }
        Some(phrase)
    }

    /// `a spokesman | for the governor`: the phrase with the noun phrase that its preposition hangs on.
    fn linked(&self, phrase: Phrase, floor: usize) -> Option<Phrase> {
        let link = phrase.whole.from.checked_sub(1).filter(|&link| link > floor)?;
        let links = [
            "of", "for", "at", "from", "in", "with", "to", "on", "near", "by", "behind", "against", "about",
            "between", "among", "within", "inside", "under", "over",
        ];
        let pronoun =
            phrase.whole.to == phrase.whole.from + 1 && self.is(phrase.whole.from, Classes::SUBJECT);
        if !links.contains(&self.word(link)) || pronoun {
            return None;
        }
        let left = self.base_before(link, floor)?;
        if self.is(left.whole.to - 1, Classes::SUBJECT.with(Classes::TIME)) {
            return None;
        }
        let whole = Stretch { from: left.whole.from, to: phrase.whole.to };
        let named = left.mention != left.whole || self.is_person(left.mention);
        Some(Phrase { whole, mention: if named { left.mention } else { whole } })
    }

    /// `Smith and | Jones`: the phrase with its partner, when that begins the clause.
    fn joined(&self, phrase: Phrase, floor: usize) -> Option<Phrase> {
        let and = phrase
            .whole
            .from
            .checked_sub(1)
            .filter(|&and| and > floor && matches!(self.word(and), "and" | "or"))?;
        let mut left = self.base_before(and, floor)?;
        while let Some(longer) = self.linked(left, floor) {
            left = longer;
        }
        let begins = left.whole.from == floor
            || left.whole.from.checked_sub(1).is_some_and(|at| {
                matches!(
                    self.shape(at),
                    Shape::Comma | Shape::Dash | Shape::Colon | Shape::Semicolon | Shape::Quote
                ) || self.is(at, Classes::SUBORDINATOR.with(Classes::COORDINATOR))
            });
        if !begins {
            return None;
        }
        let mut from = left.whole.from;
        // `the families, supporters and | officials`: a list goes on to the left.
        for _ in 0..LINKS {
            let comma =
                from.checked_sub(1).filter(|&comma| comma > floor && self.shape(comma) == Shape::Comma);
            let Some(item) = comma.and_then(|comma| self.base_before(comma, floor)) else { break };
            let alone = item.whole.from == floor || self.shape(item.whole.from - 1) == Shape::Comma;
            let longer = self.linked(item, floor);
            if self.is(item.whole.to - 1, Classes::TIME.with(Classes::SUBJECT)) || !alone && longer.is_none()
            {
                break;
            }
            from = longer.map_or(item.whole.from, |longer| longer.whole.from);
        }
        let whole = Stretch { from, to: phrase.whole.to };
        Some(Phrase { whole, mention: whole })
    }

    fn base_before(&self, end: usize, floor: usize) -> Option<Phrase> {
        let last = end.checked_sub(1).filter(|&last| last >= floor && !self.is_quoted(last))?;
        if self.is(last, Classes::SUBJECT) && self.shape(last) != Shape::Number {
            let whole = Stretch { from: last, to: end };
            let counted =
                self.is(last, Classes::DETERMINER) && last > floor && self.is(last - 1, Classes::DETERMINER);
            return Some(Phrase {
                whole: if counted { Stretch { from: last - 1, to: end } } else { whole },
                mention: whole,
            });
        }
        if self.is(last, Classes::OBJECT) && last > floor && self.is(last - 1, Classes::PREPOSITION) {
            let whole = Stretch { from: last, to: end };
            return Some(Phrase { whole, mention: whole });
        }
        if !self.is_nominal(last)
            || self.is(last, Classes::DETERMINER)
                && self.shape(last) == Shape::Lower
                && self.word(last).len() <= 3
        {
            return None;
        }
        let mut from = last;
        while from > floor && last - from < REACH && self.is_nominal(from - 1) {
            if self.opens(from) && !self.opens(from - 1) && self.shape(from - 1) != Shape::Possessive {
                break;
            }
            from -= 1;
        }
        Some(self.phrase(Stretch { from, to: end }))
    }

    /// A determiner that begins a phrase.
    fn opens(&self, at: usize) -> bool {
        self.is(at, Classes::DETERMINER) && self.cast.name_at(at).is_none()
    }

    /// Names the speaker inside a phrase: a person's name at its end, else all of it.
    fn phrase(&self, whole: Stretch) -> Phrase {
        let name =
            self.cast.name_at(whole.to - 1).filter(|name| name.to == whole.to && name.from >= whole.from);
        let mention = match name {
            Some(name) if name.kind == NameKind::Person => Stretch { from: name.from, to: name.to },
            Some(name) if name.from > whole.from && !self.opens(name.from - 1) => {
                if self.shape(name.from - 1) == Shape::Possessive {
                    whole
                } else {
                    Stretch { from: name.from, to: name.to }
                }
            }
            _ => whole,
        };
        Phrase { whole, mention }
    }

    fn is_person(&self, stretch: Stretch) -> bool {
        self.cast.name_at(stretch.from).is_some_and(|name| name.kind == NameKind::Person)
    }

    /// The noun phrase that starts at `from`, ending before `ceil`.
    pub(super) fn after(&self, from: usize, ceil: usize) -> Option<Phrase> {
        let mut phrase = self.base_after(from, ceil)?;
        let alone = phrase.whole.to == from + 1 && self.is(from, Classes::SUBJECT);
        if alone && !(self.is(from, Classes::DETERMINER) && self.word(from + 1) == "of") {
            return Some(phrase);
        }
        for _ in 0..LINKS {
            let link = phrase.whole.to;
            if link + 1 >= ceil || self.is_quoted(link) {
                break;
            }
            let word = self.word(link);
            let partner = matches!(word, "and" | "or");
            if !partner
                && !matches!(
                    word,
                    "of" | "for" | "at" | "from" | "in" | "with" | "to" | "on" | "near" | "about"
                )
            {
                break;
            }
            let Some(right) = self.base_after(link + 1, ceil) else { break };
            if self.is(right.whole.to - 1, Classes::TIME) || (partner && self.is_finite(right.whole.to)) {
                break;
            }
            let named = self.is_person(phrase.mention) && !partner;
            phrase.whole.to = right.whole.to;
            if !named {
                phrase.mention.to = right.whole.to;
            }
        }
        Some(phrase)
    }

    fn base_after(&self, from: usize, ceil: usize) -> Option<Phrase> {
        if from >= ceil || self.is_quoted(from) {
            return None;
        }
        if self.is(from, Classes::SUBJECT)
            && !(self.is(from, Classes::DETERMINER) && self.is_nominal(from + 1) && from + 1 < ceil)
        {
            let whole = Stretch { from, to: from + 1 };
            return Some(Phrase { whole, mention: whole });
        }
        let mut to = from;
        while to < ceil && to - from < REACH && self.is_nominal(to) {
            // A second determiner begins another phrase.
            if to > from && self.opens(to) && !self.opens(to - 1) && self.shape(to) == Shape::Lower {
                break;
            }
            // A person's name ends the phrase it closes.
            let name = self.cast.name_at(to).filter(|name| name.kind == NameKind::Person && name.to <= ceil);
            if let Some(name) = name {
                to = name.to;
                if self.shape(to) != Shape::Possessive || to >= ceil {
                    break;
                }
                continue;
            }
            if to > from && self.is_time(to) {
                break;
            }
            to += 1;
        }
        (to > from && !(to == from + 1 && self.opens(from))).then(|| self.phrase(Stretch { from, to }))
    }

    /// The subject that ends before `end`: through adverbs, auxiliaries, appositions and relative clauses.
    pub(super) fn subject_before(&self, end: usize, floor: usize) -> Option<Phrase> {
        let end = self.skip_times_back(end, floor);
        let last = end.checked_sub(1).filter(|&last| last >= floor)?;
        if self.shape(last) == Shape::Comma {
            return self.before_segments(last, floor);
        }
        if self.shape(last) == Shape::Dash || self.shape(last) == Shape::Close {
            return self.before_aside(last, floor);
        }
        match self.before(end, floor) {
            Some(phrase) => Some(self.antecedent(phrase, floor)),
            // `a report published Wednesday | said`
            None if self.is_postnominal(last, floor) => self.before(last, floor),
            None => None,
        }
    }

    /// A participle right after its noun: `a report published`, `a man standing`.
    fn is_postnominal(&self, at: usize, floor: usize) -> bool {
        let word = self.word(at);
        let participle = word.ends_with("ed") || word.ends_with("ing") || self.is(at, Classes::PARTICIPLE);
        participle
            && self.shape(at) == Shape::Lower
            && at > floor
            && self.is_nominal(at - 1)
            && !self.is(at, Classes::AUX)
    }

    /// `Smith — who led the raid — said`, `Smith (R-Texas) said`: the phrase before the aside.
    fn before_aside(&self, last: usize, floor: usize) -> Option<Phrase> {
        let closing = self.shape(last);
        let open = (floor..last).rev().take(REACH).find(|&at| match closing {
            Shape::Close => self.shape(at) == Shape::Open,
            _ => self.shape(at) == Shape::Dash,
        })?;
        self.before(open, floor)
    }

    /// `the man who led the raid | said`: a phrase inside a relative clause stands for its antecedent.
    fn antecedent(&self, phrase: Phrase, floor: usize) -> Phrase {
        let Some(verb) = phrase.whole.from.checked_sub(1).filter(|&verb| verb > floor) else { return phrase };
        if self.is(verb, Classes::PREPOSITION) && verb > floor && self.is_postnominal(verb - 1, floor) {
            return self.before(verb - 1, floor).unwrap_or(phrase);
        }
        if self.is_postnominal(verb, floor) && !self.is(verb, Classes::SAY) {
            return self.before(verb, floor).unwrap_or(phrase);
        }
        if self.shape(verb) != Shape::Lower || self.is(verb, Classes::SUBORDINATOR.with(Classes::COORDINATOR))
        {
            return phrase;
        }
        let relative = (floor + 1..=verb).rev().take(10).find(|&at| {
            matches!(self.word(at), "who" | "whom" | "whose")
                || matches!(self.shape(at), Shape::Comma | Shape::Dash)
        });
        relative
            .filter(|&at| self.shape(at) == Shape::Lower)
            .and_then(|at| self.before(at, floor))
            .unwrap_or(phrase)
    }

    /// `Okafor, who met with Reyes on Thursday, | told`: the phrase before the commas.
    fn before_segments(&self, last: usize, floor: usize) -> Option<Phrase> {
        let mut found = None;
        let mut end = last;
        for _ in 0..5 {
            let comma =
                (floor..end).rev().take(40).find(|&at| self.shape(at) == Shape::Comma && !self.is_quoted(at));
            let Some(comma) = comma.filter(|&comma| comma > floor && comma + 1 < end) else { break };
            if !self.is_aside(comma + 1, end) {
                break;
            }
            if let Some(mut phrase) = self.before(comma, floor) {
                if self.is_subject_like(phrase, floor) {
                    // `the mayor, Jane Smith, | said`: the name speaks.
                    let name = self.cast.name_at(comma + 1).filter(|name| {
                        name.kind == NameKind::Person && name.from == comma + 1 && name.to == end
                    });
                    let plain = (phrase.whole.from..phrase.whole.to).all(|at| {
                        !self.is(at, Classes::PREPOSITION.with(Classes::RELATIVE))
                            && self.shape(at) != Shape::Possessive
                    });
                    if let Some(name) = name.filter(|_| plain && !self.is_person(phrase.mention)) {
                        phrase.mention = Stretch { from: name.from, to: name.to };
                    }
                    found = Some(phrase);
                }
                if self.is_person(phrase.mention) && found.is_some() {
                    break;
                }
            }
            end = comma;
        }
        found
    }

    /// A phrase that can begin a clause: what stands before it is no verb and no preposition.
    fn is_subject_like(&self, phrase: Phrase, floor: usize) -> bool {
        let Some(before) = phrase.whole.from.checked_sub(1).filter(|&before| before >= floor) else {
            return true;
        };
        matches!(
            self.shape(before),
            Shape::Comma | Shape::Dash | Shape::Colon | Shape::Semicolon | Shape::Quote | Shape::Stop
        ) || self.is(before, Classes::SUBORDINATOR.with(Classes::COORDINATOR))
            || self.is_adverb(before)
    }

    /// True when the tokens between two commas can be an apposition, a relative clause or an adverbial.
    fn is_aside(&self, from: usize, to: usize) -> bool {
        if self.is(from, Classes::RELATIVE.with(Classes::SUBORDINATOR).with(Classes::PREPOSITION)) {
            return true;
        }
        let word = self.word(from);
        if self.shape(from) == Shape::Lower && (word.ends_with("ing") || word.ends_with("ed")) {
            return true;
        }
        if self.is(from, Classes::COORDINATOR)
            || self.is(from, Classes::SUBJECT) && !self.is(from, Classes::DETERMINER)
        {
            return false;
        }
        !(from..to).any(|at| self.is_finite(at))
    }

    /// Steps back over `on Friday`, `Friday`, `in an interview Friday`.
    fn skip_times_back(&self, mut end: usize, floor: usize) -> usize {
        let start = end;
        while end > floor
            && (self.is(end - 1, Classes::TIME)
                && self.cast.name_at(end - 1).is_none_or(|name| name.kind != NameKind::Person)
                || self.shape(end - 1) == Shape::Number && end < start)
        {
            end -= 1;
        }
        if end < start {
            while end > floor
                && (matches!(
                    self.word(end - 1),
                    "on" | "in" | "at" | "late" | "early" | "last" | "this" | "earlier" | "later" | "the"
                ))
            {
                end -= 1;
            }
        }
        end
    }

    /// The subject of the clause that begins at `from`: after leading adverbs, phrases and clauses.
    pub(super) fn clause_subject(&self, from: usize, ceil: usize) -> Option<Phrase> {
        let mut at = from;
        for _ in 0..4 {
            while at < ceil
                && (self.is(at, Classes::COORDINATOR)
                    || matches!(self.shape(at), Shape::Comma | Shape::Dash | Shape::Quote | Shape::Colon))
            {
                at += 1;
            }
            if at >= ceil || self.is_quoted(at) {
                return None;
            }
            let word = self.word(at);
            let leads = self.is(at, Classes::PREPOSITION.with(Classes::SUBORDINATOR))
                && self.cast.name_at(at).is_none()
                || (self.cast.name_at(at).is_none()
                    && (word.ends_with("ing") || word.ends_with("ed"))
                    && !(self.is_nominal(at + 1) && self.is_finite(at + 2)))
                || (self.shape(at).is_word()
                    && self.is(at, Classes::ADVERB)
                    && self.cast.name_at(at).is_none());
            if !leads {
                return self.after(at, ceil);
            }
            if self.is(at, Classes::ADVERB) && !self.is(at, Classes::PREPOSITION.with(Classes::SUBORDINATOR))
            {
                at += 1;
                continue;
            }
            let comma = (at..ceil).take(60).find(|&at| self.shape(at) == Shape::Comma && !self.is_quoted(at));
            at = match comma {
                Some(comma) => comma + 1,
                None if self.is(at, Classes::PREPOSITION) => self.after(at + 1, ceil)?.whole.to,
                None => at + 1,
            };
        }
        self.after(at, ceil)
    }
}
