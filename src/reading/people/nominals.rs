//! Noun phrases that mean a person: `the press secretary`, `the former senator`.
//!
//! A phrase is tied to a person only when exactly one of the article bears that role.

use rustc_hash::FxHashMap;

use super::super::lexicon::Classes;
use super::super::scene::Scene;
use super::super::tokens::Tokens;
use super::gender::Gender;
use super::kind::Name;
use super::merge::key;
use crate::text::Shape;

/// The most persons that one role noun is looked up for.
const BEARERS: usize = 24;

/// A role that a person bears: its words, of which the last before `to` is the noun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Office {
    pub(super) person: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Who bears which role.
#[derive(Debug, Default)]
pub(super) struct Offices {
    by_noun: FxHashMap<u64, Vec<Office>>,
}

impl Offices {
    /// Notes the role whose noun is the last of its words.
    pub(super) fn add(&mut self, tokens: &Tokens<'_>, office: Office) {
        let Some(noun) = office.to.checked_sub(1) else { return };
        let list = self.by_noun.entry(office_key(tokens.word(noun))).or_default();
        if list.len() < BEARERS {
            list.push(office);
        }
    }

    /// The one person whom the noun phrase can mean.
    pub(super) fn bearer(&self, tokens: &Tokens<'_>, noun: &Noun) -> Option<usize> {
        if !noun.definite {
            return None;
        }
        let list = self.by_noun.get(&office_key(tokens.word(noun.to - 1)))?;
        let wanted: Vec<u64> = (noun.from + 1..noun.to - 1)
            .filter(|&at| !matches!(tokens.word(at), "former" | "new" | "then"))
            .map(|at| key(tokens.word(at)))
            .collect();
        let holds = |office: &&Office| {
            let words = || (office.from..office.to - 1).map(|at| key(tokens.word(at)));
            wanted.iter().all(|word| words().any(|held| held == *word))
        };
        let plain = |office: &&Office| office.to - office.from == 1;
        let fitting = || list.iter().filter(holds);
        only(fitting()).or_else(|| wanted.is_empty().then(|| only(fitting().filter(plain))).flatten())
    }
}

/// The person of all the offices, if it is one.
fn only<'o>(mut offices: impl Iterator<Item = &'o Office>) -> Option<usize> {
    let first = offices.next()?.person;
    offices.all(|office| office.person == first).then_some(first)
}

/// The hash of a role noun, shortened titles being the same as their long forms.
fn office_key(word: &str) -> u64 {
    key(long_form(word))
}

/// The title in full: `senator` for `Sen.`.
pub(super) fn long_form(word: &str) -> &str {
    match word {
        "Sen." | "Sen" => "senator",
        "Gov." | "Gov" => "governor",
        "Rep." | "Rep" | "congressman" | "Congressman" | "congresswoman" | "Congresswoman" => {
            "representative"
        }
        "Dr." | "Dr" => "doctor",
        "Prof." | "Prof" => "professor",
        "Gen." => "general",
        "Sgt." => "sergeant",
        "Lt." => "lieutenant",
        "Capt." => "captain",
        "Col." => "colonel",
        "Rev." => "reverend",
        other => other,
    }
}

/// A noun phrase about one person: determiner, other words, role noun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    /// The determiner.
    pub(super) from: usize,
    /// One past the noun.
    pub(super) to: usize,
    /// True after `the`, `this`, `that`.
    definite: bool,
    pub(super) gender: Gender,
}

/// The noun phrase that begins with the determiner at `at`, unless it is the title of the next name.
pub(super) fn noun_at(scene: &Scene<'_>, at: usize, next_name: Option<&Name>) -> Option<Noun> {
    let tokens = &scene.tokens;
    let definite = match tokens.word(at) {
        "'s" | "’s" => false,
        "the" | "The" | "this" | "This" | "that" | "That" => true,
        "a" | "an" | "A" | "An" | "one" | "One" | "another" | "Another" | "his" | "her" | "His" | "Her"
        | "their" | "my" | "My" | "our" | "Their" | "Our" => false,
        _ => return None,
    };
    let mut head = None;
    for next in at + 1..(at + 6).min(tokens.len()) {
        let word = tokens.shape(next).is_word() && !tokens.is(next, Classes::FUNCTION);
        if !word {
            break;
        }
        if tokens.is(next, Classes::ROLE) {
            head = Some(next);
        } else if head.is_some() && !tokens.is(next, Classes::ROLE_MODIFIER) {
            break;
        }
    }
    let head = head?;
    let titled = next_name.is_some_and(|name| name.lead <= head && head < name.to || name.from == head + 1);
    let plain = tokens.shape(head) == Shape::Lower || definite && tokens.is(head, Classes::TITLE);
    let gender = Gender::of_role(tokens.classes[head]);
    (!titled && plain).then_some(Noun { from: at, to: head + 1, definite, gender })
}
