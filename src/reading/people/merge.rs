//! Which names belong to one human being: full names first, then surnames, given names and titles.
//!
//! Every list that is searched is bounded, so the time is linear in the text.

use rustc_hash::{FxHashMap, FxHasher};
use std::cmp::Reverse;
use std::hash::Hasher;
use std::ops::Range;

use super::super::lexicon::{Classes, lowered};
use super::super::scene::Scene;
use super::super::tokens::Tokens;
use super::context;
use super::gender::Gender;
use super::kind::NameKind;
use super::naming::Candidate;
use super::nicknames;
use crate::text::Shape;

/// From this sum on a name is a person's.
const ENOUGH: i32 = 3;
/// What a name's last word is when its reuse tells nothing.
const ORDINARY: Classes =
    Classes::ORGANIZATION_NOUN.with(Classes::PLACE_NOUN).with(Classes::THING_NOUN).with(Classes::PLACE);
/// The most persons that one word is looked up for.
const NAMESAKES: usize = 12;

/// A human being while the names are sorted out.
#[derive(Clone, Debug)]
pub(super) struct Human {
    /// The fullest name.
    pub(super) best: Candidate,
    /// Given names by which they are called, as tokens.
    firsts: Vec<usize>,
    pub(super) gender: Gender,
    /// The titles they bear, as hashes of their last words.
    titles: Vec<u64>,
    /// The token of the latest full name so far.
    full: Option<usize>,
    /// How many mentions so far.
    count: u32,
}

/// How a word belongs to a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    First,
    Middle,
    Last,
}

/// What speaks for a person whom a single word may name, weightiest first: the part of the name, the
/// title, a full name in the same paragraph, the mentions so far, coming first.
type Rank = (Part, bool, bool, u32, Reverse<usize>);

/// One name form of the article with what all its places say.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    first: usize,
    context: i32,
    /// The most that any one place says.
    most: i32,
    count: u32,
    statics: i32,
    fixed: bool,
    human: Option<usize>,
}

/// The names of an article, sorted into persons.
pub(super) struct Merge<'s> {
    tokens: &'s Tokens<'s>,
    /// The first token of every paragraph.
    paragraphs: Vec<usize>,
    pub(super) names: Vec<Candidate>,
    pub(super) humans: Vec<Human>,
    /// Persons' names inside other names: first token, end, person.
    pub(super) inner: Vec<(usize, usize, usize)>,
    forms: FxHashMap<u64, Form>,
    order: Vec<u64>,
    parts: FxHashMap<u64, Vec<(usize, Part)>>,
    /// How often a word stands alone as a name.
    bare: FxHashMap<u64, u32>,
}

/// The hash of a word, whatever its case.
pub(super) fn key(word: &str) -> u64 {
    lowered(word, |lower| {
        let mut hasher = FxHasher::default();
        hasher.write(lower.as_bytes());
        hasher.finish()
    })
}

impl<'s> Merge<'s> {
    /// Sorts `names` into persons; in `headings`, ranges of tokens, only persons named elsewhere are looked for.
    pub(super) fn run(scene: &'s Scene<'s>, names: Vec<Candidate>, headings: &[Range<usize>]) -> Self {
        let mut merge = Self {
            tokens: &scene.tokens,
            paragraphs: scene.paragraphs.iter().map(|paragraph| paragraph.from).collect(),
            names,
            humans: Vec::new(),
            inner: Vec::new(),
            forms: FxHashMap::default(),
            order: Vec::new(),
            parts: FxHashMap::default(),
            bare: FxHashMap::default(),
        };
        merge.gather();
        merge.full_names();
        merge.titled_singles();
        merge.lone_singles();
        for heading in headings {
            merge.heading(heading.clone());
        }
        if !headings.is_empty() {
            merge.names.sort_by_key(|name| name.from);
        }
        merge.mentions();
        merge
    }

    fn form_key(&self, name: &Candidate) -> u64 {
        let mut hasher = FxHasher::default();
        // With the suffix: father and son are two.
        for at in (name.from..name.to).filter(|&at| self.tokens.shape(at) != Shape::Comma) {
            hasher.write_u64(key(self.tokens.word(at)));
        }
        hasher.finish()
    }

    /// Sums the evidence of all places of a name form.
    fn gather(&mut self) {
        for index in 0..self.names.len() {
            let name = self.names[index];
            let form_key = self.form_key(&name);
            if name.len() == 1 && name.title.is_none() && !name.fixed {
                *self.bare.entry(key(self.tokens.word(name.from))).or_default() += 1;
            }
            if name.weak {
                continue;
            }
            let around = context::score(self.tokens, &name) + self.company(index);
            let order = &mut self.order;
            let form = self.forms.entry(form_key).or_insert_with(|| {
                order.push(form_key);
                Form { first: index, statics: name.score, fixed: true, ..Form::default() }
            });
            form.count += 1;
            let least = match (self.tokens.is(name.from, Classes::GIVEN), name.len() > 1) {
                (true, true) => -2,
                _ => -6,
            };
            form.context = (form.context + around).clamp(least, 6);
            form.most = form.most.max(around);
            form.statics = form.statics.max(name.score);
            form.fixed &= name.fixed;
        }
    }

    /// `Ann Lee, Bo Zork and Cy Ford`: who stands in a list with persons most likely is one.
    fn company(&self, index: usize) -> i32 {
        let listed = |one: &Candidate, next: &Candidate| {
            let between = one.to..next.lead;
            (1..=2).contains(&between.len())
                && between.clone().all(|at| matches!(self.tokens.word(at), "," | "and" | ";"))
        };
        let sure = |name: &&Candidate| !name.fixed && name.len() > 1 && name.score > ENOUGH;
        let Some(name) = self.names.get(index) else { return 0 };
        let before = index.checked_sub(1).and_then(|at| self.names.get(at));
        let before = before.filter(sure).is_some_and(|before| listed(before, name));
        let after = self.names.get(index + 1).filter(sure).is_some_and(|after| listed(name, after));
        2 * i32::from(name.len() > 1 && (before || after))
    }

    /// Makes a person of every full name that is one's, and merges those of one person.
    fn full_names(&mut self) {
        for at in 0..self.order.len() {
            let form_key = self.order[at];
            let Some(form) = self.forms.get(&form_key).copied() else { continue };
            let name = self.names[form.first];
            if form.fixed || name.len() < 2 {
                continue;
            }
            let last = key(self.tokens.word(name.core - 1));
            let noun = self.tokens.is(name.core - 1, Classes::COMMON.with(ORDINARY));
            let reused = i32::from(!noun && self.bare.contains_key(&last)) * 3;
            let first = key(self.tokens.word(name.from));
            let shortened = self.bare.contains_key(&first) && !self.tokens.is(name.from, Classes::GIVEN);
            if form.statics + form.context + reused - 2 * i32::from(shortened) < ENOUGH {
                continue;
            }
            let human = self.same_as(form.first).unwrap_or(self.humans.len());
            self.enter(form.first, human);
            if let Some(form) = self.forms.get_mut(&form_key) {
                form.human = Some(human);
            }
        }
    }

    /// The person whose full name this is another form of.
    fn same_as(&self, index: usize) -> Option<usize> {
        let name = &self.names[index];
        let list = self.parts.get(&key(self.tokens.word(name.core - 1)))?;
        list.iter()
            .filter(|(human, _)| self.humans[*human].gender.agrees(name.gender))
            .find(|(human, part)| self.compatible(name, *human, *part))
            .map(|(human, _)| *human)
    }

    fn compatible(&self, name: &Candidate, human: usize, part: Part) -> bool {
        let human = &self.humans[human];
        let best = &human.best;
        let first = self.tokens.word(name.from);
        if name.core < name.to
            && best.core < best.to
            && !same(self.tokens.word(name.to - 1), self.tokens.word(best.to - 1))
        {
            return false;
        }
        let called = human.firsts.iter().any(|&at| alike(self.tokens.word(at), first));
        match part {
            Part::Last => {
                called
                    || (best.from..best.core).any(|at| same(self.tokens.word(at), first))
                    || (name.from..name.core)
                        .any(|at| same(self.tokens.word(best.from), self.tokens.word(at)))
            }
            // "Peña Nieto", "Sarah Huckabee": a piece of the longer name.
            Part::Middle => called || (best.from..best.core).any(|at| same(self.tokens.word(at), first)),
            Part::First => false,
        }
    }

    /// Makes the name at `index` one of the person's (a new person's when there is none yet).
    fn enter(&mut self, index: usize, human: usize) {
        let name = self.names[index];
        if human == self.humans.len() {
            self.humans.push(Human {
                best: name,
                firsts: Vec::new(),
                gender: name.gender,
                titles: Vec::new(),
                full: None,
                count: 0,
            });
        }
        let held = &mut self.humans[human];
        held.gender = held.gender.or(name.gender);
        if name.len() > held.best.len() {
            held.best = name;
        }
        if name.len() > 1 && held.firsts.len() < 4 {
            held.firsts.push(name.from);
        }
        self.note_parts(&name, human);
    }

    fn note_parts(&mut self, name: &Candidate, human: usize) {
        let eastern = name.len() == 3
            && !self.tokens.is(name.from, Classes::GIVEN)
            && self.tokens.is(name.from, Classes::SURNAME);
        for at in name.from..name.core {
            let word = self.tokens.word(at);
            if self.tokens.shape(at) == Shape::Lower || !self.tokens.shape(at).is_word() || word.len() < 2 {
                continue;
            }
            let part = if at + 1 == name.core || eastern && at == name.from {
                Part::Last
            } else if at == name.from {
                Part::First
            } else {
                Part::Middle
            };
            let list = self.parts.entry(key(word)).or_default();
            if list.len() < NAMESAKES && !list.contains(&(human, part)) {
                list.push((human, part));
            }
        }
    }

    /// `Mr. Putin` where no full name is given.
    fn titled_singles(&mut self) {
        for index in 0..self.names.len() {
            let name = self.names[index];
            if name.len() != 1 || name.fixed || name.title.is_none() || name.score < ENOUGH {
                continue;
            }
            let word = key(self.tokens.word(name.from));
            let known = self.parts.get(&word).is_some_and(|list| {
                list.iter().any(|(human, part)| {
                    *part != Part::Middle && self.humans[*human].gender.agrees(name.gender)
                })
            });
            if !known {
                let human = self.humans.len();
                self.enter(index, human);
            }
        }
    }

    /// `Gorbachev`, `Madonna`: single names that nobody introduces.
    fn lone_singles(&mut self) {
        for at in 0..self.order.len() {
            let Some(form) = self.forms.get(&self.order[at]).copied() else { continue };
            let name = self.names[form.first];
            if form.fixed || name.len() != 1 {
                continue;
            }
            let word = key(self.tokens.word(name.from));
            let known = self.parts.contains_key(&word);
            // Countries and companies say things, too.
            let named = self.tokens.is(name.from, Classes::GIVEN.with(Classes::SURNAME));
            let context = if named || form.most > 4 { form.context } else { form.context.min(2) };
            let often = i32::from(named && form.count > 2) + i32::from(named && form.count > 4);
            if !known && form.statics + context + often >= ENOUGH {
                let human = self.humans.len();
                self.enter(form.first, human);
            }
        }
    }

    /// The person whose full name an organisation's or a thing's begins with: `Jane Doe Foundation`.
    fn namesake(&self, name: &Candidate) -> Option<(usize, usize)> {
        let (human, part) = self.known_at(name.from)?;
        let best = self.humans[human].best;
        if !name.fixed && name.len() > 1 && part == Part::Last && best.len() > 1 {
            // "Doe photographs", when the article speaks of Jane Doe.
            let free = !self.tokens.is(name.from, Classes::GIVEN.with(Classes::PLACE));
            let named = self.tokens.is(name.from + 1, Classes::GIVEN.with(Classes::SURNAME));
            return (free && !named).then_some((human, name.from + 1));
        }
        let same_name = (0..best.len())
            .all(|step| same(self.tokens.word(name.from + step), self.tokens.word(best.from + step)));
        (best.len() > 1 && best.len() < name.len() && same_name).then(|| (human, name.from + best.len()))
    }

    /// Finds known full names and surnames among words that all have capitals.
    fn heading(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let Some((human, part)) = self.known_at(at) else {
                at += 1;
                continue;
            };
            let best = self.humans[human].best;
            let same_name = |len: usize| {
                at + len <= range.end
                    && (0..len)
                        .all(|step| same(self.tokens.word(at + step), self.tokens.word(best.from + step)))
            };
            let len = if same_name(best.len()) {
                best.len()
            } else if part == Part::First && at + 1 < range.end && self.is_surname_of(at + 1, human) {
                2
            } else {
                usize::from(part == Part::Last)
            };
            if len > 0 {
                let mut name = Candidate::plain(at, at + len);
                if len == best.len() && same_name(best.to - best.from) {
                    name.to = at + best.to - best.from;
                }
                self.names.push(name);
            }
            at += len.max(1);
        }
    }

    /// A person of whose name the word at `at` is a part, rather the last than another.
    fn known_at(&self, at: usize) -> Option<(usize, Part)> {
        if !self.tokens.shape(at).is_capital() {
            return None;
        }
        let list = self.parts.get(&key(self.tokens.word(at)))?;
        list.iter().filter(|(_, part)| *part != Part::Middle).min_by_key(|(_, part)| *part).copied()
    }

    fn is_surname_of(&self, at: usize, human: usize) -> bool {
        self.parts.get(&key(self.tokens.word(at))).is_some_and(|list| list.contains(&(human, Part::Last)))
    }

    /// Ties every name to its person, in text order.
    fn mentions(&mut self) {
        for index in 0..self.names.len() {
            let name = self.names[index];
            let human = if name.len() > 1 {
                let form = self.forms.get(&self.form_key(&name));
                form.and_then(|form| form.human).or_else(|| self.same_as(index)).filter(|_| !name.fixed)
            } else {
                self.single(&name)
            };
            let Some(human) = human else {
                if let Some((human, to)) = self.namesake(&name) {
                    self.inner.push((name.from, to, human));
                }
                continue;
            };
            if name.len() == 1 {
                self.names[index].from = self.with_particles(&name, human);
                self.names[index].lead = self.names[index].lead.min(self.names[index].from);
            }
            self.names[index].person = Some(human);
            self.names[index].kind = NameKind::Person;
            self.note_mention(&name, human);
        }
    }

    /// `de la Cruz said`: the particles that the full name has before the surname, too.
    fn with_particles(&self, name: &Candidate, human: usize) -> usize {
        let best = self.humans[human].best;
        let mut from = name.from;
        let mut other = best.core - 1;
        while from > 0
            && other > best.from
            && self.tokens.shape(other - 1) == Shape::Lower
            && same(self.tokens.word(from - 1), self.tokens.word(other - 1))
        {
            from -= 1;
            other -= 1;
        }
        from
    }

    fn note_mention(&mut self, name: &Candidate, human: usize) {
        let title = name.title.filter(|&at| !self.tokens.is(at, Classes::CIVIL));
        let title = title.map(|at| key(self.tokens.word(at)));
        let held = &mut self.humans[human];
        held.count += 1;
        if name.len() > 1 {
            held.full = Some(name.from);
        }
        held.gender = held.gender.or(name.gender);
        if let Some(title) = title.filter(|title| held.titles.len() < 8 && !held.titles.contains(title)) {
            held.titles.push(title);
        }
    }

    /// The person whom a single word names.
    fn single(&self, name: &Candidate) -> Option<usize> {
        if name.fixed && name.title.is_none() {
            return None;
        }
        let list = self.parts.get(&key(self.tokens.word(name.from)))?;
        let title = name.title.map(|at| key(self.tokens.word(at)));
        // A full name in the same paragraph, then who is spoken of most, then who came first.
        let begin = self.paragraphs.partition_point(|&from| from <= name.from);
        let begin = begin.checked_sub(1).map_or(0, |at| self.paragraphs[at]);
        let mut best: Option<(Rank, usize)> = None;
        for (human, part) in list {
            let held = &self.humans[*human];
            if !held.gender.agrees(name.gender) || !self.fits(name, *part) {
                continue;
            }
            let by_title = title.is_some_and(|title| held.titles.contains(&title));
            let here = held.full.is_some_and(|full| full >= begin);
            let rank = (*part, by_title, here, held.count, Reverse(*human));
            if best.is_none_or(|(held, _)| rank > held) {
                best = Some((rank, *human));
            }
        }
        best.map(|(_, human)| human)
    }

    /// Whether a single word at this place may be that part of a person's name.
    fn fits(&self, name: &Candidate, part: Part) -> bool {
        let tokens = self.tokens;
        if name.title.is_some() {
            return part != Part::Middle;
        }
        let around = context::score(tokens, name);
        if name.weak {
            // "Frank, thank you": an address.
            let address = tokens.is(name.from, Classes::GIVEN) && tokens.shape(name.to) == Shape::Comma;
            return around > 0 || address || is_verbal(tokens, name.to);
        }
        match part {
            Part::Last if tokens.is(name.from, Classes::PLACE) => around >= 0,
            Part::Last => true,
            Part::First => !tokens.is(name.from, Classes::PLACE.with(Classes::ORGANIZATION)) && around >= -1,
            Part::Middle => around >= 0 && !tokens.is(name.from, Classes::GIVEN.with(Classes::PLACE)),
        }
    }
}

/// True when an auxiliary or the possessive follows, as after a subject.
fn is_verbal(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.shape(at) == Shape::Possessive
        || matches!(
            tokens.word(at),
            "is" | "was"
                | "has"
                | "had"
                | "will"
                | "would"
                | "did"
                | "does"
                | "could"
                | "can"
                | "and"
                | "also"
        )
}

/// True for the same word, whatever its case.
fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || !one.is_ascii() && one.to_lowercase() == other.to_lowercase()
}

/// True when two given names may be one person's: the same, an initial of it, a short form.
fn alike(one: &str, other: &str) -> bool {
    let initial = |short: &str, long: &str| {
        let mut letters = short.chars().filter(|c| c.is_alphabetic());
        let first = letters.next();
        (letters.next().is_none() || short.ends_with('.')) && first.is_some() && first == long.chars().next()
    };
    same(one, other)
        || initial(one, other)
        || initial(other, one)
        || nicknames::alike(one, other)
        || is_respelled(one, other)
}

/// `Kristin` and `Kristen`, `Sergey` and `Sergei`: six letters or more, of which one differs or is missing.
fn is_respelled(one: &str, other: &str) -> bool {
    let (one, other) = if one.len() < other.len() { (other, one) } else { (one, other) };
    if other.len() < 6 || one.len() - other.len() > 1 || !one.is_ascii() || !other.is_ascii() {
        return false;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let longer = usize::from(one.len() == other.len());
    same > 0 && one.get(same + 1..) == other.get(same + longer..)
}
