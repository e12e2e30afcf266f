//! A term: the smallest part of a query, one condition with its place in what was typed.

use super::days::{Day, Side};
use super::phrase::Phrase;
use crate::reading::SpeakerKind;
use crate::text::Span;

/// One condition.
#[derive(Clone, Debug)]
pub struct Term {
    /// Where it stands in the query.
    pub span: Span,
    /// What it asks for.
    pub sense: Sense,
}

/// Terms are the same when they ask for the same, wherever they stand.
impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.sense == other.sense
    }
}

/// What a term asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Sense {
    /// These words in the headline or the text.
    Words(Phrase),
    /// These phrases in the headline or in the text, with at most so many words between them.
    Near(Vec<Phrase>, usize),
    /// A quote of somebody with these words in a name, or in what the quote calls the speaker.
    Who(Phrase),
    /// A quote with these words in it.
    Said(Phrase),
    /// A quote of such a speaker.
    SpeakerType(SpeakerKind),
    /// A person with these words in a name.
    About(Phrase),
    /// A source with these words in its name, title or address, with this number, or such an outlet.
    Source(Phrase),
    /// A writer with these words in the name.
    By(Phrase),
    /// A source in this folder or below it; levels folded.
    In(Vec<Vec<String>>),
    /// This tag.
    Tag(Phrase),
    /// What the reader did.
    Is(State),
    /// When it was published.
    When(Side, Day),
    /// The language: ISO 639-1, in lower case.
    Lang(String),
    /// Something that the article has.
    Has(Feature),
    /// So many characters: at least, and at most.
    Length(u64, u64),
}

/// What a reader can have done with an article, or its publisher since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// With a star.
    Starred,
    /// Changed by its publisher since it was opened.
    Updated,
}

/// What an article can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// An image.
    Image,
    /// A quote.
    Quote,
    /// A note of the reader's.
    Note,
    /// A tag.
    Tag,
    /// The full text, beside the words of its feed.
    Full,
}

/// The states with their words.
pub const STATES: &[(&str, State)] = &[
    ("unread", State::Unread),
    ("read", State::Read),
    ("starred", State::Starred),
    ("updated", State::Updated),
];

/// The features with their words.
pub const FEATURES: &[(&str, Feature)] = &[
    ("image", Feature::Image),
    ("quote", Feature::Quote),
    ("note", Feature::Note),
    ("tag", Feature::Tag),
    ("full", Feature::Full),
];

/// The kinds of speakers.
pub const KINDS: &[SpeakerKind] = &[
    SpeakerKind::Person,
    SpeakerKind::Organization,
    SpeakerKind::Place,
    SpeakerKind::Unnamed,
    SpeakerKind::Unknown,
];

impl Term {
    /// True for what is asked of a quote.
    #[must_use]
    pub fn is_of_quotes(&self) -> bool {
        matches!(self.sense, Sense::Who(_) | Sense::Said(_) | Sense::SpeakerType(_))
    }
}
