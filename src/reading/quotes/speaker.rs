//! Who a subject is: the person it names or refers to, an organisation or place that speaks, a source without a name.

use super::super::lexicon::Classes;
use super::super::people::NameKind;
use super::super::quote::{Speaker, SpeakerKind};
use super::grammar::{Grammar, Phrase, Stretch, is_owner};
use crate::text::Shape;

/// Names looked back at for what "it" refers to.
const BACK: usize = 6;

impl Grammar<'_, '_> {
    /// The speaker that the subject stands for.
    pub(super) fn speaker(&self, subject: Phrase) -> Speaker {
        let words = subject.mention;
        let mention = self.scene.tokens.span(words.from, words.to);
        let person = self.apposed(words.to).or_else(|| self.referred(words)).or_else(|| {
            // `her lawyer` is not she.
            let owned = words.to > words.from + 1 && is_owner(self.word(words.from));
            self.cast.person_of(mention).filter(|_| !owned)
        });
        if let Some(person) = person {
            let name = self.cast.people().get(person).map(|person| person.name.clone());
            return Speaker { mention, kind: SpeakerKind::Person, name, person: Some(person) };
        }
        let (kind, named) = self.thing(words);
        let name = named.map(|named| self.spoken(named));
        Speaker { mention, kind, name, person: None }
    }

    /// `the union's secretary, Jane Smith, | said`: the person whom the name behind the comma gives.
    fn apposed(&self, end: usize) -> Option<usize> {
        let name = self.cast.name_at(end + 1).filter(|name| name.from == end + 1)?;
        let set_off =
            self.shape(end) == Shape::Comma && matches!(self.shape(name.to), Shape::Comma | Shape::Stop);
        name.person.filter(|_| set_off && self.shape(end.saturating_sub(1)) == Shape::Lower)
    }

    /// `Jane Smith, | who`: the person right before a relative pronoun.
    fn referred(&self, words: Stretch) -> Option<usize> {
        if self.word(words.from) != "who" || words.to != words.from + 1 {
            return None;
        }
        let mut last = words.from.checked_sub(1)?;
        if self.shape(last) == Shape::Comma {
            last = last.checked_sub(1)?;
        }
        self.cast.name_at(last)?.person
    }

    /// An organisation or place with the words that name it, or a source without a name.
    fn thing(&self, words: Stretch) -> (SpeakerKind, Option<Stretch>) {
        let lone = words.to == words.from + 1 && self.is(words.from, Classes::SUBJECT.with(Classes::OBJECT));
        match self.word(words.from).to_ascii_lowercase().as_str() {
            "it" if lone => return self.last_thing(words.from),
            "they" | "them" if lone => return (SpeakerKind::Unnamed, None),
            _ if lone && self.is(words.from, Classes::DETERMINER) => return (SpeakerKind::Unnamed, None),
            "others" | "one" | "someone" | "somebody" | "everyone" | "everybody" | "nobody" | "anyone"
                if lone =>
            {
                return (SpeakerKind::Unnamed, None);
            }
            _ if lone => return (SpeakerKind::Unknown, None),
            _ => {}
        }
        let bare = self.without_article(words);
        let kind = self.cast.kind_of(self.scene.tokens.span(words.from, words.to));
        let head = bare.to - 1;
        let titled = self.shape(head).is_capital() && !self.is(head, Classes::DEMONYM.with(Classes::TITLE));
        // `Friends of Jane Smith` are not a body.
        let of_person = self.cast.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
        let all_capitals = !of_person && (bare.from..bare.to).all(|at| self.is_name_word(at));
        match kind {
            _ if self.is_collective(bare) => (SpeakerKind::Organization, Some(bare)),
            SpeakerKind::Place if titled && self.is(head, Classes::ORGANIZATION_NOUN) => {
                (SpeakerKind::Organization, Some(bare))
            }
            SpeakerKind::Organization | SpeakerKind::Place => (kind, Some(self.name_in(bare, all_capitals))),
            // `Officials`, `THE WITNESS`: a capital by its place or its print.
            SpeakerKind::Unnamed if bare.to == bare.from + 1 || self.shape(head) == Shape::Upper => {
                (kind, None)
            }
            _ if titled && all_capitals => self.unknown_name(words, bare),
            SpeakerKind::Person | SpeakerKind::Unnamed | SpeakerKind::Unknown => (SpeakerKind::Unnamed, None),
        }
    }

    /// The name inside a mention: all of it when it is all capitals, else the name that the cast knows.
    fn name_in(&self, bare: Stretch, all_capitals: bool) -> Stretch {
        let known = self.cast.names.iter().skip(self.cast.names.partition_point(|name| name.to <= bare.from));
        let known = known.take_while(|name| name.from < bare.to).find(|name| name.kind != NameKind::Person);
        match known {
            Some(name) if !all_capitals => {
                Stretch { from: name.from.max(bare.from), to: name.to.min(bare.to) }
            }
            _ => bare,
        }
    }

    /// A capital, or one of the small words inside names.
    fn is_name_word(&self, at: usize) -> bool {
        self.shape(at).is_capital()
            || matches!(self.shape(at), Shape::Possessive | Shape::Number)
            || matches!(self.word(at), "of" | "and" | "for" | "the" | "&" | "on" | "de" | "du" | "des")
    }

    /// `police`, `the coast guard`: bodies that speak without a name of their own.
    fn is_collective(&self, bare: Stretch) -> bool {
        let before = if bare.to > bare.from + 1 { self.word(bare.to - 2) } else { "" };
        match self.word(bare.to - 1) {
            "police" => true,
            "guard" => matches!(before, "coast" | "national" | "border" | "home"),
            _ => false,
        }
    }

    /// A name that nothing introduces: a body by its article or its common words, a place, else simply unknown.
    fn unknown_name(&self, words: Stretch, bare: Stretch) -> (SpeakerKind, Option<Stretch>) {
        let lone = bare.to == bare.from + 1;
        let opens = words.from == 0
            || matches!(self.shape(words.from - 1), Shape::Stop | Shape::Quote | Shape::Close);
        if lone
            && opens
            && self.word(bare.from).ends_with('s')
            && self.place_or_organization(bare) != SpeakerKind::Place
        {
            // `Neighbours said`
            return (SpeakerKind::Unnamed, None);
        }
        let ordinary = |at: usize| {
            self.is(
                at,
                Classes::COMMON
                    .with(Classes::ORGANIZATION_NOUN)
                    .with(Classes::ORGANIZATION)
                    .with(Classes::DEMONYM),
            ) || at + 1 == bare.to && self.word(at).ends_with('s') && !self.is(at, Classes::SURNAME)
        };
        let body = bare.from > words.from
            || (bare.from..bare.to).any(ordinary)
            || self.shape(bare.from) == Shape::Upper;
        match self.place_or_organization(bare) {
            SpeakerKind::Organization if !body => (SpeakerKind::Unknown, Some(bare)),
            kind => (kind, Some(bare)),
        }
    }

    /// An unknown name is a place when the article speaks of being in it, or of its people.
    fn place_or_organization(&self, bare: Stretch) -> SpeakerKind {
        let word = self.word(bare.from);
        let lone = bare.to == bare.from + 1;
        let dateline = self.scene.structure.head.dateline.map(|dateline| dateline.span.of(self.scene.text));
        let filed = dateline.is_some_and(|dateline| dateline.contains(word));
        match lone && (filed || self.scene.tokens.speaks_of_place(word)) {
            true => SpeakerKind::Place,
            false => SpeakerKind::Organization,
        }
    }

    /// What "it" refers to: the last organisation named before.
    fn last_thing(&self, at: usize) -> (SpeakerKind, Option<Stretch>) {
        let before = self.cast.names.partition_point(|name| name.to <= at);
        let names = self.cast.names[..before].iter().rev().take(BACK);
        let mut bodies = names.filter(|name| name.kind == NameKind::Organization);
        match bodies.next() {
            Some(name) => (SpeakerKind::Organization, Some(Stretch { from: name.from, to: name.to })),
            None => (SpeakerKind::Unknown, None),
        }
    }

    fn without_article(&self, words: Stretch) -> Stretch {
        let article = matches!(self.word(words.from), "the" | "The" | "a" | "A" | "an" | "An");
        let from = words.from + usize::from(article && words.to > words.from + 1);
        Stretch { from, to: words.to }
    }

    /// The words of a stretch with single spaces between them.
    fn spoken(&self, words: Stretch) -> String {
        let words = self.scene.tokens.span(words.from, words.to).of(self.scene.text);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
