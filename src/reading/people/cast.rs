//! The cast of an article: its names by place, its persons, and what a noun phrase refers to.
//!
//! Persons are numbered in the order in which they are first named, and keep these numbers in the reading.

use super::super::block::BlockKind;
use std::ops::Range;

use super::super::lexicon::Classes;
use super::super::marks::Paragraph;
use super::super::person::{Mention, MentionKind, Person};
use super::super::quote::{Quote, SpeakerKind};
use super::super::scene::Scene;
use super::super::tokens::Tokens;
use super::context;
use super::gender::Gender;
use super::kind::{Name, NameKind};
use super::merge::Merge;
use super::naming::{self, Candidate};
use super::nominals::{Office, Offices, long_form};
use super::pronouns::{self, Referent};
use super::roles;
use super::stretch::stretch_at;
use crate::text::{Shape, Span};

/// Everybody in an article.
#[derive(Debug)]
pub struct Cast<'s> {
    scene: &'s Scene<'s>,
    /// The names in text order, of persons and of everything else; they never overlap.
    pub names: Vec<Name>,
    people: Vec<Person>,
    /// The pronouns and noun phrases that mean a person, in text order.
    referents: Vec<Referent>,
}

/// Finds the people of an article.
#[must_use]
pub fn find<'s>(scene: &'s Scene<'s>) -> Cast<'s> {
    let (names, headings) = candidates(scene);
    Cast::of(scene, &Merge::run(scene, names, &headings))
}

/// The names of all blocks in which people are spoken of, and the blocks whose words all have capitals.
fn candidates(scene: &Scene<'_>) -> (Vec<Candidate>, Vec<Range<usize>>) {
    let tokens = &scene.tokens;
    let mut list: Vec<Candidate> = Vec::with_capacity(tokens.len() / 12);
    let mut headings = Vec::new();
    for paragraph in &scene.paragraphs {
        if matches!(
            paragraph.kind,
            BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Source | BlockKind::Published
        ) {
            continue;
        }
        if is_capitalized(scene, paragraph) {
            headings.push(paragraph.from..paragraph.to);
            continue;
        }
        let mut at = paragraph.from;
        while at < paragraph.to {
            let Some(stretch) = stretch_at(tokens, at, paragraph.to) else {
                at += 1;
                continue;
            };
            let initial = at == paragraph.from || begins(tokens.shape(at - 1));
            // A word alone in quotation marks names a thing: a boat, a play, a label.
            let labelled = stretch.to == at + 1
                && at > paragraph.from
                && tokens.shape(at - 1) == Shape::Quote
                && scene.marks.region_of(at).is_some_and(|region| {
                    let region = scene.marks.regions[region];
                    region.from + 1 == at && region.to == at + 2
                });
            if labelled {
                at = stretch.to;
                continue;
            }
            if let Some(mut name) = naming::candidate(tokens, stretch, initial) {
                let previous = list.last().map(|last| (last.from, last.to));
                name.lead = context::lead(tokens, &name, previous);
                list.push(name);
            }
            at = stretch.to;
        }
    }
    (list, headings)
}

/// True for a line in the style of headings, in which capitals tell nothing: "Town Council Votes to Drain Lake".
fn is_capitalized(scene: &Scene<'_>, paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 40;
    let tokens = &scene.tokens;
    if paragraph.to - paragraph.from > LONGEST {
        return false;
    }
    let (mut words, mut capitals, mut ordinary) = (0, 0, 0);
    for at in paragraph.from..paragraph.to {
        if !tokens.shape(at).is_word() || tokens.is(at, Classes::FUNCTION) {
            continue;
        }
        words += 1;
        if tokens.shape(at).is_capital() {
            capitals += 1;
            let named = Classes::GIVEN.with(Classes::SURNAME);
            ordinary +=
                usize::from(at > paragraph.from && (tokens.is(at, Classes::COMMON) && !tokens.is(at, named)));
        }
    }
    // A sentence has a verb without a capital, and a stop.
    let sentence = tokens.shape(paragraph.to - 1) == Shape::Stop && capitals < words;
    words >= 4 && capitals * 5 >= words * 4 && ordinary >= 1 && !sentence
}

/// True for marks after which a sentence may begin.
fn begins(shape: Shape) -> bool {
    matches!(shape, Shape::Stop | Shape::Quote | Shape::Colon | Shape::Open | Shape::Dash | Shape::Other)
}

/// The human beings whom a name means, in the order of their first name, those inside of others too.
fn in_order(merge: &Merge<'_>) -> Vec<usize> {
    let mut firsts: Vec<Option<usize>> = vec![None; merge.humans.len()];
    for candidate in &merge.names {
        if let Some(human) = candidate.person {
            firsts[human].get_or_insert(candidate.from);
        }
    }
    for &(from, _, human) in &merge.inner {
        firsts[human] = firsts[human].map(|first| first.min(from));
    }
    let mut order: Vec<usize> = (0..firsts.len()).filter(|&human| firsts[human].is_some()).collect();
    order.sort_by_key(|&human| firsts[human]);
    order
}

impl<'s> Cast<'s> {
    fn of(scene: &'s Scene<'s>, merge: &Merge<'_>) -> Self {
        let order = in_order(merge);
        let mut numbers = vec![None; merge.humans.len()];
        for (number, &human) in order.iter().enumerate() {
            numbers[human] = Some(number);
        }
        let named = |&human: &usize| {
            let best = &merge.humans[human].best;
            Person { name: spoken(scene, scene.tokens.span(best.from, best.to)), ..Person::default() }
        };
        let mut genders: Vec<Gender> = order.iter().map(|&human| merge.humans[human].gender).collect();
        let mut cast = Self {
            scene,
            names: Vec::with_capacity(merge.names.len()),
            people: order.iter().map(named).collect(),
            referents: Vec::new(),
        };
        for candidate in &merge.names {
            if candidate.weak && candidate.person.is_none() {
                continue;
            }
            let Candidate { lead, from, to, kind, .. } = *candidate;
            let person = candidate.person.and_then(|human| numbers[human]);
            cast.names.push(Name { lead, from, to, kind, person });
        }
        for (from, to, human) in &merge.inner {
            if let Some(person) = numbers[*human] {
                let span = scene.tokens.span(*from, *to);
                cast.people[person].mentions.push(Mention { span, kind: MentionKind::Name });
            }
        }
        let offices = cast.describe();
        cast.referents = pronouns::resolve(scene, &cast.names, &mut genders, &offices);
        cast.mention();
        cast
    }

    /// Gives every person their roles.
    fn describe(&mut self) -> Offices {
        let mut offices = Offices::default();
        let tokens = &self.scene.tokens;
        for name in &self.names {
            let Some(person) = name.person else { continue };
            if roles::is_credit(self.scene, name) {
                add_words(&mut self.people[person].roles, "photographer".to_owned());
            }
            for role in roles::roles(self.scene, name).into_iter().flatten() {
                offices.add(tokens, Office { person, from: role.from, to: role.noun });
                let words = spoken(self.scene, tokens.span(role.from, role.to));
                add_role(&mut self.people[person].roles, words);
            }
        }
        offices
    }

    /// Gives every person their mentions and the other forms of their name.
    fn mention(&mut self) {
        let tokens = &self.scene.tokens;
        for name in &self.names {
            let Some(person) = name.person else { continue };
            let person = &mut self.people[person];
            person.mentions.push(Mention { span: tokens.span(name.from, name.to), kind: MentionKind::Name });
            let from = with_title(tokens, name);
            let form = spoken(self.scene, tokens.span(from, name.to));
            if form != person.name {
                add_words(&mut person.aliases, form);
            }
        }
        for referent in &self.referents {
            let kind = if referent.nominal { MentionKind::Nominal } else { MentionKind::Pronoun };
            let span = tokens.span(referent.from, referent.to);
            self.people[referent.person].mentions.push(Mention { span, kind });
        }
    }

    /// The name that token `at` is part of.
    #[must_use]
    pub fn name_at(&self, at: usize) -> Option<&Name> {
        let after = self.names.partition_point(|name| name.from <= at);
        self.names.get(after.checked_sub(1)?).filter(|name| at < name.to)
    }

    /// The people so far, by number.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// What the noun phrase at `span` refers to.
    #[must_use]
    pub fn kind_of(&self, span: Span) -> SpeakerKind {
        match self.head(span) {
            Head::Name(name) => match name.kind {
                NameKind::Person => SpeakerKind::Person,
                NameKind::Organization => SpeakerKind::Organization,
                NameKind::Place => SpeakerKind::Place,
                NameKind::Other => SpeakerKind::Unknown,
            },
            Head::Person(_) => SpeakerKind::Person,
            Head::Noun(at) if self.scene.tokens.is(at, Classes::GROUP.with(Classes::ROLE)) => {
                SpeakerKind::Unnamed
            }
            Head::Noun(at) if self.scene.tokens.is(at, Classes::ORGANIZATION_NOUN) => {
                SpeakerKind::Organization
            }
            Head::Noun(_) | Head::None => SpeakerKind::Unknown,
        }
    }

    /// The person that the mention at `span` refers to: by name, pronoun or noun phrase.
    #[must_use]
    pub fn person_of(&self, span: Span) -> Option<usize> {
        match self.head(span) {
            Head::Name(name) => name.person,
            Head::Person(person) => Some(person),
            Head::Noun(_) | Head::None => None,
        }
    }

    /// The name of the organisation or place that the mention at `span` refers to, without an article.
    #[must_use]
    pub fn organization_name(&self, span: Span) -> Option<String> {
        match self.head(span) {
            Head::Name(name) if name.kind != NameKind::Person => {
                Some(spoken(self.scene, self.scene.tokens.span(name.from, name.to)))
            }
            _ => None,
        }
    }

    /// What the noun phrase is about: `aides` in "aides to Gov. Kim Park", the person in "Kim Park of Leeds".
    fn head(&self, span: Span) -> Head<'_> {
        let tokens = &self.scene.tokens;
        let (mut at, end) = (tokens.index(span.start()), tokens.index(span.end()));
        let mut head = Head::None;
        let begin = at;
        while at < end {
            let name =
                self.name_at(at).or_else(|| self.names.get(self.after(at)).filter(|name| name.lead <= at));
            if let Some(name) = name.filter(|name| name.from < end) {
                if tokens.shape(name.to) != Shape::Possessive || name.to >= end {
                    head = Head::Name(name);
                    if name.kind == NameKind::Person {
                        return head;
                    }
                }
                at = name.to.max(at + 1);
                continue;
            }
            if let Some(referent) = self.referent_at(at).filter(|referent| referent.to <= end) {
                if tokens.shape(referent.to) != Shape::Possessive || referent.to >= end {
                    return Head::Person(referent.person);
                }
                at = referent.to;
                continue;
            }
            match tokens.shape(at) {
                Shape::Lower | Shape::Title | Shape::Upper
                    if at > begin && tokens.is(at, Classes::FUNCTION) =>
                {
                    break;
                }
                Shape::Comma | Shape::Dash | Shape::Open | Shape::Colon | Shape::Semicolon => break,
                shape if shape.is_word() && !tokens.is(at, Classes::FUNCTION) => head = Head::Noun(at),
                _ => {}
            }
            at += 1;
        }
        head
    }

    /// The pronoun or noun phrase that begins at token `at`.
    fn referent_at(&self, at: usize) -> Option<&Referent> {
        let found = self.referents.binary_search_by_key(&at, |referent| referent.from).ok()?;
        self.referents.get(found)
    }

    /// The index of the first name that begins after token `at`.
    fn after(&self, at: usize) -> usize {
        self.names.partition_point(|name| name.from <= at)
    }

    /// The public people, each with the indexes of the quotes they speak.
    #[must_use]
    pub fn finish(self, quotes: &[Quote]) -> Vec<Person> {
        let mut people = self.people;
        for (at, quote) in quotes.iter().enumerate() {
            let person = quote.speaker.as_ref().and_then(|speaker| speaker.person);
            if let Some(person) = person.and_then(|person| people.get_mut(person)) {
                person.quotes.push(at);
            }
        }
        for person in &mut people {
            person.mentions.sort_by_key(|mention| mention.span);
            person.mentions.dedup_by(|next, held| {
                let same = next.span.overlaps(held.span);
                // Of a name inside a noun phrase for the same person the name counts.
                if same && next.kind == MentionKind::Name && held.kind != MentionKind::Name {
                    *held = *next;
                }
                same
            });
        }
        people
    }
}

/// What a noun phrase is about.
#[derive(Clone, Copy, Debug)]
enum Head<'c> {
    Name(&'c Name),
    Person(usize),
    Noun(usize),
    None,
}

/// Where the name begins with the title that belongs to it: `Mr. Putin`, `Judge Marchetti`, but `Ann Marchetti`.
fn with_title(tokens: &Tokens<'_>, name: &Name) -> usize {
    let mut from = name.from;
    let single = name.to - name.from == 1;
    while from > name.lead
        && (tokens.is(from - 1, Classes::CIVIL) || single && tokens.is(from - 1, Classes::TITLE))
        && tokens.shape(from - 1).is_capital()
    {
        from -= 1;
    }
    from
}

/// Adds a role unless a longer one says it already; a longer one takes a shorter one's place.
fn add_role(list: &mut Vec<String>, words: String) {
    let lower = words.to_lowercase();
    let within = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
            || long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
    };
    let long = long_form(&words).to_lowercase();
    if list.iter().any(|held| long_form(held).to_lowercase() == long) {
        return;
    }
    if list.iter().any(|held| within(&held.to_lowercase(), &lower)) {
        return;
    }
    match list.iter_mut().find(|held| within(&lower, &held.to_lowercase())) {
        Some(held) => *held = words,
        None => add_words(list, words),
    }
}

/// Adds words that are not there yet, in whatever case.
fn add_words(list: &mut Vec<String>, words: String) {
    const MOST: usize = 12;
    if list.len() < MOST && !list.iter().any(|held| held.to_lowercase() == words.to_lowercase()) {
        list.push(words);
    }
}

/// The words at a place with single spaces between them.
fn spoken(scene: &Scene<'_>, span: Span) -> String {
    let mut words = String::with_capacity(span.len());
    for word in span.of(scene.text).split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().filter(|&c| c != '\u{ad}' && c != '\u{200b}'));
    }
    words
}
