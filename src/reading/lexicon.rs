//! The lexicon: words and phrases with their classes, from the plain text files of `assets/words/`.
//!
//! A file holds one entry per line, in lower case unless it says otherwise; `#` starts a comment and
//! an entry of several words is a phrase. An entry may stand in several files.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::verbs;
use crate::text::{Token, words};

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

#[rustfmt::skip]
impl Classes {
    /// No class at all.
    pub const NONE: Classes = Classes(0);
    // Bits 0 to 31: what the people look at.
    /// A title before a name: `president`, `sen.`, `mr.`.
    pub const TITLE: Classes = Classes(1);
    /// A title that says nothing of what one does: `mr.`, `frau`.
    pub const CIVIL: Classes = Classes(1 << 1);
    /// A title or role noun of men: `spokesman`, `sir`.
    pub const MAN: Classes = Classes(1 << 2);
    /// A title or role noun of women: `actress`, `mrs.`.
    pub const WOMAN: Classes = Classes(1 << 3);
    /// A given name of men.
    pub const GIVEN_MAN: Classes = Classes(1 << 4);
    /// A given name of women.
    pub const GIVEN_WOMAN: Classes = Classes(1 << 5);
    /// A given name of either.
    pub const GIVEN: Classes = Classes(3 << 4);
    /// A common or well-known surname.
    pub const SURNAME: Classes = Classes(1 << 6);
    /// A particle inside names: `van`, `bin`.
    pub const PARTICLE: Classes = Classes(1 << 7);
    /// A suffix after names: `jr.`, `iii`.
    pub const SUFFIX: Classes = Classes(1 << 8);
    /// A country, region or city.
    pub const PLACE: Classes = Classes(1 << 9);
    /// `russian`, `londoner`, `catholic`, `democrat`.
    pub const DEMONYM: Classes = Classes(1 << 10);
    /// An organisation, or another thing with a name of its own that is no person and no place.
    pub const ORGANIZATION: Classes = Classes(1 << 11);
    /// A noun that makes a name an organisation's: `university`.
    pub const ORGANIZATION_NOUN: Classes = Classes(1 << 12);
    /// A noun that makes a name a place's: `street`.
    pub const PLACE_NOUN: Classes = Classes(1 << 13);
    /// A noun that makes a name a law's, a prize's, a work's: `act`.
    pub const THING_NOUN: Classes = Classes(1 << 14);
    /// Days, months, feasts.
    pub const CALENDAR: Classes = Classes(1 << 15);
    /// A noun for what somebody does or is: `nurse`, `mayor`.
    pub const ROLE: Classes = Classes(1 << 16);
    /// A word between the article and a role noun: `former`, `deputy`.
    pub const ROLE_MODIFIER: Classes = Classes(1 << 17);
    /// People without names: `officials`.
    pub const GROUP: Classes = Classes(1 << 18);
    /// An ordinary word; a capital does not make it a name at the start of a sentence.
    pub const COMMON: Classes = Classes(1 << 19);
    /// Determiners, pronouns, prepositions, conjunctions, auxiliaries.
    pub const FUNCTION: Classes = Classes(1 << 20);
    /// A name that alone means one well-known person: `Putin`, `Plato`.
    pub const FAMOUS: Classes = Classes(1 << 21);
    /// The first word of some phrase of the lexicon.
    pub const OPENS: Classes = Classes(1 << 31);
    // Bits 32 and up: what the quotes look at.
    /// A verb that reports speech, in any of its forms.
    pub const SAY: Classes = Classes(1 << 32);
    /// A word that, with a capital, most likely begins a sentence: `the`, `but`, `when`.
    pub const STARTER: Classes = Classes(1 << 33);
    /// A reporting verb that takes a clause: `said (that)`.
    pub const CLAUSE: Classes = Classes(1 << 34);
    /// A reporting verb with a hearer before its clause: `told him (that)`.
    pub const TELL: Classes = Classes(1 << 35);
    /// A verb that asks or demands.
    pub const ASK: Classes = Classes(1 << 36);
    /// A verb that gives a name: `called it “…”`.
    pub const CALL: Classes = Classes(1 << 37);
    /// A verb that praises, blames or reacts.
    pub const JUDGE: Classes = Classes(1 << 38);
    /// A verb of belief or feeling.
    pub const THINK: Classes = Classes(1 << 39);
    /// A reporting verb that is more often something else.
    pub const NOISY: Classes = Classes(1 << 40);
    /// A verb form in -ing.
    pub const ING: Classes = Classes(1 << 41);
    /// A verb's plain form.
    pub const BASE: Classes = Classes(1 << 42);
    /// A finite past form.
    pub const PAST: Classes = Classes(1 << 43);
    /// The form in -s.
    pub const THIRD: Classes = Classes(1 << 44);
    /// A past participle.
    pub const PARTICIPLE: Classes = Classes(1 << 45);
    /// An auxiliary verb.
    pub const AUX: Classes = Classes(1 << 46);
    /// A form that makes a passive.
    pub const BE: Classes = Classes(1 << 47);
    /// A word that denies.
    pub const NEGATION: Classes = Classes(1 << 48);
    /// A word that begins a noun phrase.
    pub const DETERMINER: Classes = Classes(1 << 49);
    /// A preposition.
    pub const PREPOSITION: Classes = Classes(1 << 50);
    /// A word that begins a dependent clause.
    pub const SUBORDINATOR: Classes = Classes(1 << 51);
    /// A word that joins equals.
    pub const COORDINATOR: Classes = Classes(1 << 52);
    /// A relative pronoun.
    pub const RELATIVE: Classes = Classes(1 << 53);
    /// A pronoun that can be a subject.
    pub const SUBJECT: Classes = Classes(1 << 54);
    /// A pronoun that can only be an object.
    pub const OBJECT: Classes = Classes(1 << 55);
    /// An adverb.
    pub const ADVERB: Classes = Classes(1 << 56);
    /// A word of time.
    pub const TIME: Classes = Classes(1 << 57);
    /// A finite verb form that is rarely a noun.
    pub const VERB: Classes = Classes(1 << 58);
    /// A noun through which somebody speaks: `claim`, `words`.
    pub const SOURCE_NOUN: Classes = Classes(1 << 59);
}

impl Classes {
    /// True when any class of `other` is in this set.
    #[must_use]
    pub fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of both sets.
    #[must_use]
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// The files and the class that each gives to its entries.
#[rustfmt::skip]
const FILES: &[(Classes, &str)] = &[
    (Classes::TITLE, include_str!("../../assets/words/titles.txt")),
    (Classes::CIVIL, include_str!("../../assets/words/civil.txt")),
    (Classes::MAN, include_str!("../../assets/words/titles_man.txt")),
    (Classes::WOMAN, include_str!("../../assets/words/titles_woman.txt")),
    (Classes::GIVEN_MAN, include_str!("../../assets/words/given_men.txt")),
    (Classes::GIVEN_WOMAN, include_str!("../../assets/words/given_women.txt")),
    (Classes::SURNAME, include_str!("../../assets/words/surnames.txt")),
    (Classes::FAMOUS, include_str!("../../assets/words/famous.txt")),
    (Classes::PARTICLE, include_str!("../../assets/words/particles.txt")),
    (Classes::SUFFIX, include_str!("../../assets/words/suffixes.txt")),
    (Classes::PLACE, include_str!("../../assets/words/places.txt")),
    (Classes::DEMONYM, include_str!("../../assets/words/demonyms.txt")),
    (Classes::ORGANIZATION, include_str!("../../assets/words/org_names.txt")),
    (Classes::ORGANIZATION_NOUN, include_str!("../../assets/words/org_nouns.txt")),
    (Classes::PLACE_NOUN, include_str!("../../assets/words/place_nouns.txt")),
    (Classes::THING_NOUN, include_str!("../../assets/words/thing_nouns.txt")),
    (Classes::CALENDAR, include_str!("../../assets/words/calendar.txt")),
    (Classes::ROLE, include_str!("../../assets/words/roles.txt")),
    (Classes::ROLE_MODIFIER, include_str!("../../assets/words/role_modifiers.txt")),
    (Classes::GROUP, include_str!("../../assets/words/groups.txt")),
    (Classes::COMMON, include_str!("../../assets/words/common_words.txt")),
    (Classes::FUNCTION, include_str!("../../assets/words/function_words.txt")),
    (Classes::STARTER, include_str!("../../assets/words/starters.txt")),
    (Classes::AUX, include_str!("../../assets/words/auxiliaries.txt")),
    (Classes::BE, include_str!("../../assets/words/be.txt")),
    (Classes::NEGATION, include_str!("../../assets/words/negations.txt")),
    (Classes::DETERMINER, include_str!("../../assets/words/determiners.txt")),
    (Classes::PREPOSITION, include_str!("../../assets/words/prepositions.txt")),
    (Classes::SUBORDINATOR, include_str!("../../assets/words/subordinators.txt")),
    (Classes::COORDINATOR, include_str!("../../assets/words/coordinators.txt")),
    (Classes::RELATIVE, include_str!("../../assets/words/relatives.txt")),
    (Classes::SUBJECT, include_str!("../../assets/words/subject_pronouns.txt")),
    (Classes::OBJECT, include_str!("../../assets/words/object_pronouns.txt")),
    (Classes::ADVERB, include_str!("../../assets/words/adverbs.txt")),
    (Classes::TIME, include_str!("../../assets/words/times.txt")),
    (Classes::VERB, include_str!("../../assets/words/verbs.txt")),
    (Classes::SOURCE_NOUN, include_str!("../../assets/words/source_nouns.txt")),
];

/// A phrase: the words after its first, and its classes.
type Phrase = (Box<[Box<str>]>, Classes);

/// All entries, looked up in lower case.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// The words of at most 16 ASCII letters, [`packed`]: looked up for every token, so without a step aside.
    short: FxHashMap<u128, Classes>,
    /// All other words.
    long: FxHashMap<Box<str>, Classes>,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
}

/// The lexicon of the program, built at first use.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::of(FILES);
    for (form, classes) in verbs::forms() {
        lexicon.add(&form, classes);
    }
    lexicon
});

impl Lexicon {
    /// Builds a lexicon from files' contents.
    #[must_use]
    pub fn of(files: &[(Classes, &str)]) -> Self {
        let mut lexicon = Self::default();
        for (classes, file) in files {
            for entry in entries(file) {
                lexicon.add(entry, *classes);
            }
        }
        for list in lexicon.phrases.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        lexicon
    }

    fn add(&mut self, entry: &str, classes: Classes) {
        // Shortened words keep their period only with a capital: "St. Louis".
        let entry = &capitalized(entry);
        let cut = words::tokens(entry);
        let Some((first, rest)) = cut.split_first() else { return };
        let first = first.span.of(entry).to_lowercase();
        if rest.is_empty() {
            let held = self.classes_mut(&first);
            *held = held.with(classes);
            return;
        }
        let rest: Box<[Box<str>]> =
            rest.iter().map(|token| token.span.of(entry).to_lowercase().into()).collect();
        let opens = self.classes_mut(&first);
        *opens = opens.with(Classes::OPENS);
        let list = self.phrases.entry(first.into()).or_default();
        match list.iter_mut().find(|(held, _)| *held == rest) {
            Some((_, held)) => *held = held.with(classes),
            None => list.push((rest, classes)),
        }
    }

    /// The classes of a word in lower case, to be changed.
    fn classes_mut(&mut self, word: &str) -> &mut Classes {
        match packed(word) {
            Some(key) => self.short.entry(key).or_default(),
            None => self.long.entry(word.into()).or_default(),
        }
    }

    /// The classes of one word, in any case.
    #[must_use]
    pub fn word(&self, word: &str) -> Classes {
        let find = |word: &str| match packed(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        };
        let held = match packed(word) {
            Some(key) => self.short.get(&key),
            // In lower case it may be short after all: a curly apostrophe becomes a straight one.
            None => lowered(word, find),
        };
        held.copied().unwrap_or_default()
    }

    /// The longest phrase of `wanted` classes that starts at token `at`: its length in tokens and classes.
    #[must_use]
    pub fn phrase(&self, text: &str, list: &[Token], at: usize, wanted: Classes) -> Option<(usize, Classes)> {
        let first = list.get(at)?.span.of(text);
        let phrases = lowered(first, |lower| self.phrases.get(lower))?;
        phrases.iter().find_map(|(rest, classes)| {
            let there = list.get(at + 1..at + 1 + rest.len())?;
            let same = there.iter().zip(rest).all(|(token, word)| equal(token.span.of(text), word));
            (same && classes.any(wanted)).then_some((1 + rest.len(), *classes))
        })
    }
}

/// The entries of a word file.
pub fn entries(file: &str) -> impl Iterator<Item = &str> {
    file.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty())
}

/// The entry with a capital at the start of every word.
fn capitalized(entry: &str) -> String {
    let mut after_space = true;
    let mut raised = String::with_capacity(entry.len());
    for c in entry.chars() {
        if after_space {
            raised.extend(c.to_uppercase());
        } else {
            raised.push(c);
        }
        after_space = c.is_whitespace();
    }
    raised
}

/// True when `word` is `lower` but for its case.
fn equal(word: &str, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower) || (!word.is_ascii() && word.to_lowercase() == lower)
}

/// An ASCII word of at most 16 bytes as a number, whatever its case.
fn packed(word: &str) -> Option<u128> {
    let mut key = [0; 16];
    if word.len() > key.len() || !word.is_ascii() {
        return None;
    }
    for (to, from) in key.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    Some(u128::from_le_bytes(key))
}

/// Calls `then` with the word in lower case and a curly apostrophe made straight; short ASCII words cost no allocation.
pub(super) fn lowered<T>(word: &str, then: impl FnOnce(&str) -> T) -> T {
    // Most words are in lower case already.
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return then(word);
    }
    let mut lower = [0; 40];
    if word.is_ascii() && word.len() <= lower.len() {
        for (to, from) in lower.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        return then(std::str::from_utf8(&lower[..word.len()]).unwrap_or(""));
    }
    then(&word.to_lowercase().replace('\u{2019}', "'"))
}
