//! What queries mean, said plainly over one article. Searchers that are quicker must find the same.

use super::days::is_on;
use super::document::{self, Document, Voice};
use super::folded;
use super::part::{Part, Wanted};
use super::phrase::{Phrase, together};
use super::term::{Feature, Sense, State, Term};
use super::tree::{Clock, Node, Query};

/// True when a query finds an article.
#[must_use]
pub fn holds(query: &Query, document: &Document<'_>, clock: Clock) -> bool {
    part_holds(&query.parts(), document, clock)
}

/// True when a query finds a quote of an article: every condition on quotes is asked of this one, and words without an
/// operator are looked for in it.
#[must_use]
pub fn quote_holds(query: &Query, document: &Document<'_>, voice: &Voice, clock: Clock) -> bool {
    node_holds(&query.root, document, voice, clock)
}

/// True when a part of a query holds of an article.
#[must_use]
pub fn part_holds(part: &Part<'_>, document: &Document<'_>, clock: Clock) -> bool {
    match part {
        Part::All(parts) => parts.iter().all(|part| part_holds(part, document, clock)),
        Part::Any(parts) => parts.iter().any(|part| part_holds(part, document, clock)),
        Part::Not(part) => !part_holds(part, document, clock),
        Part::Article(term) => term_holds(term, document, clock),
        Part::Quote(wanted) => document.voices().iter().any(|voice| is_like(voice, wanted)),
    }
}

/// True when a quote is as it is wanted.
#[must_use]
pub fn is_like(voice: &Voice, wanted: &Wanted<'_>) -> bool {
    wanted.with.iter().all(|term| is_of(voice, term)) && !wanted.without.iter().any(|term| is_of(voice, term))
}

/// True when what is asked of quotes is true of one.
fn is_of(voice: &Voice, term: &Term) -> bool {
    match &term.sense {
        Sense::Who(phrase) => voice.names.iter().any(|name| phrase.is_in(name)),
        Sense::Said(phrase) => voice.says(phrase),
        Sense::SpeakerType(kind) => voice.kind == Some(*kind),
        _ => false,
    }
}

fn node_holds(node: &Node, document: &Document<'_>, voice: &Voice, clock: Clock) -> bool {
    match node {
        Node::All(nodes) => nodes.iter().all(|node| node_holds(node, document, voice, clock)),
        Node::Any(nodes) => nodes.iter().any(|node| node_holds(node, document, voice, clock)),
        Node::Not(node) => !node_holds(node, document, voice, clock),
        Node::Term(term) => match &term.sense {
            Sense::Words(phrase) => voice.says(phrase),
            Sense::Near(phrases, apart) => {
                voice.stretches.iter().any(|words| !together(phrases, *apart, words).is_empty())
            }
            _ if term.is_of_quotes() => is_of(voice, term),
            _ => term_holds(term, document, clock),
        },
    }
}

/// True when a condition on articles holds of one.
fn term_holds(term: &Term, document: &Document<'_>, clock: Clock) -> bool {
    let (row, article) = (document.row, document.article);
    let sources = || document.sources.iter().filter(|source| row.sources.contains(source.id));
    match &term.sense {
        Sense::Words(phrase) => phrase.is_in(document.body()) || phrase.is_in(document.headline()),
        Sense::Near(phrases, apart) => [document.body(), document.headline()]
            .into_iter()
            .any(|words| !together(phrases, *apart, words).is_empty()),
        Sense::About(phrase) => document::people(article).iter().flatten().any(|name| phrase.is_in(name)),
        Sense::Source(phrase) => {
            sources().any(|source| document::is_source(source, phrase))
                || phrase.is_in(&folded::words(&row.outlet))
        }
        Sense::By(phrase) => document::writers(article).iter().any(|name| phrase.is_in(name)),
        Sense::In(levels) => sources().any(|source| document::is_in_folder(source, levels)),
        Sense::Tag(phrase) => has_tag(&row.marks.tags, phrase),
        Sense::Is(state) => match state {
            State::Unread => !row.marks.read,
            State::Read => row.marks.read,
            State::Starred => row.marks.star,
            State::Updated => row.marks.updated,
        },
        Sense::When(side, day) => is_on(*side, *day, clock, row.moment),
        Sense::Lang(lang) => article.reading.lang == lang,
        Sense::Has(feature) => match feature {
            Feature::Image => document::has_image(article),
            Feature::Quote => !article.reading.quotes.is_empty(),
            Feature::Note => row.marks.note.is_some(),
            Feature::Tag => !row.marks.tags.is_empty(),
            Feature::Full => row.full,
        },
        Sense::Length(least, most) => {
            let length = article.text.chars().count() as u64;
            (*least..=*most).contains(&length)
        }
        Sense::Who(_) | Sense::Said(_) | Sense::SpeakerType(_) => {
            document.voices().iter().any(|voice| is_of(voice, term))
        }
    }
}

/// True when one of the tags is meant.
#[must_use]
pub fn has_tag<T: AsRef<str>>(tags: &[T], phrase: &Phrase) -> bool {
    tags.iter().any(|tag| phrase.is_all_of(&folded::words(tag.as_ref())))
}
