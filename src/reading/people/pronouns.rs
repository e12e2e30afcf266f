//! Whom `he` and `she` mean: the most fitting of those spoken of shortly before.
//!
//! Candidates are weighed by distance, by being the subject, by gender, and by the quotation they
//! stand in: inside a quotation `he` is not its speaker.

use super::super::lexicon::Classes;
use super::super::scene::Scene;
use super::gender::Gender;
use super::kind::Name;
use super::nominals::{self, Noun, Offices};
use crate::text::Shape;

/// How many of those spoken of last are weighed.
const MEMORY: usize = 16;
/// Nobody further back than this many sentences is meant.
const REACH: usize = 7;

/// A word or phrase that means a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Referent {
    /// First token.
    pub(super) from: usize,
    /// One past the last token.
    pub(super) to: usize,
    /// The person.
    pub(super) person: usize,
    /// True for a noun phrase, false for a pronoun.
    pub(super) nominal: bool,
}

/// Someone spoken of before.
#[derive(Clone, Copy, Debug)]
struct Recent {
    /// The person, or nobody with a name ("a neighbour").
    person: Option<usize>,
    gender: Gender,
    token: usize,
    sentence: usize,
    region: Option<usize>,
    subject: bool,
    /// True for a name, false for a pronoun or noun phrase.
    name: bool,
    /// True beside a verb of speech.
    speaks: bool,
}

/// What a pronoun says of whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// The pronouns and noun phrases of a text with the persons they mean, in text order.
pub(super) fn resolve(
    scene: &Scene<'_>,
    names: &[Name],
    genders: &mut [Gender],
    offices: &Offices,
) -> Vec<Referent> {
    let mut reader = Reader {
        scene,
        names,
        genders,
        offices,
        recent: [None; MEMORY],
        next: 0,
        sentence: 0,
        speaker: (usize::MAX, None),
        found: Vec::new(),
    };
    reader.run();
    reader.found
}

struct Reader<'r, 's> {
    scene: &'r Scene<'s>,
    names: &'r [Name],
    genders: &'r mut [Gender],
    offices: &'r Offices,
    recent: [Option<Recent>; MEMORY],
    next: usize,
    sentence: usize,
    /// The latest region whose speaker was looked for, and the speaker.
    speaker: (usize, Option<usize>),
    found: Vec<Referent>,
}

impl Reader<'_, '_> {
    fn run(&mut self) {
        let tokens = &self.scene.tokens;
        let mut name = 0;
        let mut at = 0;
        while at < tokens.len() {
            while self.scene.sentences.get(self.sentence).is_some_and(|sentence| sentence.to <= at) {
                self.sentence += 1;
            }
            // A noun phrase may have led past the start of a name: "the Zork spokesman".
            while let Some(held) = self.names.get(name).filter(|held| held.from < at) {
                if held.person.is_some() {
                    self.note_name(held);
                }
                name += 1;
            }
            if let Some(held) = self.names.get(name).filter(|held| held.from == at) {
                self.note_name(held);
                at = held.to.max(at + 1);
                name += 1;
                continue;
            }
            let next_name = self.names.get(name);
            at = self.word(at, next_name);
        }
    }

    /// Looks at the word at `at`, which is in no name; gives the next token to look at.
    fn word(&mut self, at: usize, next_name: Option<&Name>) -> usize {
        let tokens = &self.scene.tokens;
        // Pronouns and determiners are function words; most words are none.
        let shape = tokens.shape(at);
        if shape != Shape::Possessive && (shape == Shape::Upper || !tokens.is(at, Classes::FUNCTION)) {
            return at + 1;
        }
        if let Some((gender, case)) = pronoun(tokens.word(at), at, self.scene) {
            if let Some(person) = self.choose(at, gender, case) {
                self.found.push(Referent { from: at, to: at + 1, person, nominal: false });
                self.genders[person] = self.genders[person].or(gender);
                self.note(Some(person), gender, at, case == Case::Subject, false);
            }
            if case != Case::Possessive {
                return at + 1;
            }
        }
        let Some(noun) = nominals::noun_at(self.scene, at, next_name) else { return at + 1 };
        self.note_noun(at, noun);
        noun.to
    }

    fn says(&self, at: usize) -> bool {
        self.scene.tokens.is(at, Classes::SAY)
    }

    /// `“…,” | said`: the verb follows a quotation or a comma, so that its subject stands behind it.
    fn tags(&self, verb: usize) -> bool {
        let before = verb.saturating_sub(1);
        self.scene.marks.is_quoted(before)
            || matches!(self.scene.tokens.shape(before), Shape::Comma | Shape::Quote)
    }

    fn note_name(&mut self, name: &Name) {
        let Some(person) = name.person else { return };
        let subject = self.is_subject(name.lead, name.to);
        let gender = self.genders[person];
        self.note(Some(person), gender, name.from, subject, true);
        let speaks =
            self.says(name.to) || name.lead > 1 && self.says(name.lead - 1) && self.tags(name.lead - 1);
        if let Some(recent) = self.recent[(self.next - 1) % MEMORY].as_mut() {
            recent.speaks = speaks;
        }
    }

    /// A noun phrase is a known person's role, or somebody without a name.
    fn note_noun(&mut self, from: usize, noun: Noun) {
        let person = self.offices.bearer(&self.scene.tokens, &noun);
        if let Some(person) = person {
            self.found.push(Referent { from, to: noun.to, person, nominal: true });
        }
        let subject = self.is_subject(from, noun.to);
        let gender = person.map_or(noun.gender, |person| self.genders[person]);
        self.note(person, gender, from, subject, false);
    }

    fn note(&mut self, person: Option<usize>, gender: Gender, token: usize, subject: bool, name: bool) {
        let region = self.scene.marks.region_of(token);
        let recent =
            Recent { person, gender, token, sentence: self.sentence, region, subject, name, speaks: false };
        self.recent[self.next % MEMORY] = Some(recent);
        self.next += 1;
    }

    /// True when nothing before makes the words at `from` an object.
    fn is_subject(&self, from: usize, to: usize) -> bool {
        let tokens = &self.scene.tokens;
        if tokens.shape(to) == Shape::Possessive {
            return false;
        }
        let Some(before) = from.checked_sub(1) else { return true };
        let inverted = tokens.is(before, Classes::SAY) && !tokens.is(before, Classes::TELL);
        if tokens.shape(before) != Shape::Lower || inverted {
            return !matches!(tokens.shape(before), Shape::Possessive | Shape::Number);
        }
        matches!(
            tokens.word(before),
            "and"
                | "but"
                | "that"
                | "when"
                | "while"
                | "because"
                | "as"
                | "if"
                | "although"
                | "though"
                | "where"
                | "which"
                | "than"
                | "since"
                | "until"
                | "what"
                | "how"
                | "why"
                | "whether"
                | "after"
                | "before"
        )
    }

    /// Whom the pronoun at `at` means.
    fn choose(&mut self, at: usize, gender: Gender, case: Case) -> Option<usize> {
        if case == Case::Possessive
            && let Some(person) = self.ahead(at, gender)
        {
            return Some(person);
        }
        let region = self.scene.marks.region_of(at);
        let speaker = region.and_then(|region| self.speaker_of(region));
        let mut best: Option<(i32, usize, Option<usize>)> = None;
        for recent in self.recent.iter().flatten() {
            let held = recent.person.map_or(recent.gender, |person| self.genders[person]);
            if !held.agrees(gender) || self.sentence - recent.sentence > REACH {
                continue;
            }
            if speaker.is_some() && recent.person == speaker {
                continue;
            }
            if case == Case::Object && self.is_own_subject(recent, at, region) {
                continue;
            }
            let score = self.weigh(recent, held, at, region, case);
            if best.is_none_or(|(top, token, _)| (score, recent.token) > (top, token)) {
                best = Some((score, recent.token, recent.person));
            }
        }
        best.and_then(|(_, _, person)| person)
    }

    /// `In her opening remarks, Waters said`: whom a pronoun before the sentence's subject means.
    fn ahead(&self, at: usize, gender: Gender) -> Option<usize> {
        const NEAR: usize = 12;
        let tokens = &self.scene.tokens;
        let sentence = self.scene.sentences.get(self.sentence)?;
        if at <= sentence.from || at > sentence.from + 3 || !opens_aside(tokens.word(sentence.from)) {
            return None;
        }
        let comma = (at..sentence.to.min(at + NEAR)).find(|&at| tokens.shape(at) == Shape::Comma)?;
        let name = self.names.get(self.names.partition_point(|name| name.from <= comma))?;
        let subject = name.lead == comma + 1 && tokens.shape(name.to) != Shape::Comma;
        name.person.filter(|&person| subject && self.genders[person].agrees(gender))
    }

    fn weigh(&self, recent: &Recent, gender: Gender, at: usize, region: Option<usize>, case: Case) -> i32 {
        let away = i32::try_from(self.sentence - recent.sentence).unwrap_or(i32::MAX / 8);
        let mut score = -3 * away;
        if recent.subject {
            score += 3;
        }
        if gender != Gender::Unknown {
            score += 2;
        }
        if recent.name {
            score += 1;
        }
        if recent.person.is_none() {
            score -= 3;
        }
        if recent.speaks && case == Case::Subject && (self.says(at + 1) || at > 0 && self.says(at - 1)) {
            score += 2;
        }
        if recent.region != region {
            // What is said outside seldom speaks of those named only inside, and the other way round.
            score -= if recent.region.is_some() { 3 } else { 1 };
        }
        if away == 0 && recent.subject && case == Case::Reflexive {
            score += 4;
        }
        score
    }

    /// "Lee told him": he is not Lee, unless a clause lies between.
    fn is_own_subject(&self, recent: &Recent, at: usize, region: Option<usize>) -> bool {
        recent.subject
            && recent.sentence == self.sentence
            && recent.region == region
            && (recent.token..at).all(|at| !ends_clause(self.scene, at))
    }

    /// The person who speaks the words in the region: next to a verb of speech just before or after it.
    fn speaker_of(&mut self, region: usize) -> Option<usize> {
        if self.speaker.0 == region {
            return self.speaker.1;
        }
        let marks = self.scene.marks.regions.get(region)?;
        let (from, to) = (marks.from, marks.to);
        let after = self.sayer(to, (to + 8).min(self.scene.tokens.len()), false);
        let person = after.or_else(|| self.sayer(from.saturating_sub(8), from, true));
        self.speaker = (region, person);
        person
    }

    /// The person named (or already meant by a pronoun) beside a verb of speech among the tokens.
    fn sayer(&self, from: usize, to: usize, backwards: bool) -> Option<usize> {
        let tokens = &self.scene.tokens;
        let stop = |at: &usize| tokens.shape(*at) == Shape::Stop || self.scene.marks.is_quoted(*at);
        let (from, to) = if backwards {
            ((from..to).rev().find(stop).map_or(from, |at| at + 1), to)
        } else {
            (from, (from..to).find(stop).unwrap_or(to))
        };
        (from..to).find(|&at| tokens.is(at, Classes::SAY))?;
        let name = self.names.partition_point(|name| name.from < from);
        let named = self.names.get(name).filter(|name| name.from < to).and_then(|name| name.person);
        named.or_else(|| {
            let first = self.found.partition_point(|held| held.from < from);
            self.found.get(first).filter(|held| held.from < to).map(|held| held.person)
        })
    }
}

/// A preposition or participle at the start of a sentence.
fn opens_aside(word: &str) -> bool {
    matches!(
        word,
        "In" | "On" | "At" | "With" | "During" | "After" | "Before" | "For" | "By" | "Through" | "From"
    ) || word.len() > 5 && word.ends_with("ing")
}

fn ends_clause(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.tokens.shape(at), Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Colon)
        || matches!(
            scene.tokens.word(at),
            "that" | "when" | "because" | "while" | "if" | "who" | "and" | "but" | "after" | "before" | "as"
        )
}

/// The pronoun at `at` with its gender and case.
fn pronoun(word: &str, at: usize, scene: &Scene<'_>) -> Option<(Gender, Case)> {
    let found = match word {
        "he" | "He" => (Gender::Man, Case::Subject),
        "him" | "Him" => (Gender::Man, Case::Object),
        "his" | "His" => (Gender::Man, Case::Possessive),
        "himself" | "Himself" => (Gender::Man, Case::Reflexive),
        "she" | "She" => (Gender::Woman, Case::Subject),
        "hers" | "Hers" => (Gender::Woman, Case::Possessive),
        "herself" | "Herself" => (Gender::Woman, Case::Reflexive),
        "her" | "Her" => {
            let next = scene.tokens.shape(at + 1);
            let object = !next.is_word() && next != Shape::Number
                || scene.tokens.is(at + 1, Classes::FUNCTION) && next == Shape::Lower;
            (Gender::Woman, if object { Case::Object } else { Case::Possessive })
        }
        // "he'd", "She's", "he'll"
        _ if word.len() <= 8 && word.contains(['\'', '’']) => {
            let (head, _) = word.split_once(['\'', '’'])?;
            match head {
                "he" | "He" => (Gender::Man, Case::Subject),
                "she" | "She" => (Gender::Woman, Case::Subject),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(found)
}
