//! A document: an article as searching sees it, its row, its words and its quotes.
//!
//! What the index holds of an article is made from here too, so it can't differ from what a query means.

use std::cell::OnceCell;

use super::folded;
use super::phrase::Phrase;
use crate::library::{Article, Row, Subscription};
use crate::reading::{Quote, SpeakerKind};
use crate::text::Span;

/// An article that is looked at.
pub struct Document<'a> {
    /// Its row.
    pub row: &'a Row,
    /// The article: with the full text, where there is one.
    pub article: &'a Article,
    /// All sources.
    pub sources: &'a [Subscription],
    body: OnceCell<Vec<String>>,
    headline: OnceCell<Vec<String>>,
    voices: OnceCell<Vec<Voice>>,
}

/// A quote as searching sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voice {
    /// What the speaker is.
    pub kind: Option<SpeakerKind>,
    /// The names of the speaker, and what the quote calls them; folded.
    pub names: Vec<Vec<String>>,
    /// The words, folded: those of each stretch, as a quote may be interrupted.
    pub stretches: Vec<Vec<String>>,
}

impl<'a> Document<'a> {
    /// An article that is looked at.
    #[must_use]
    pub fn new(row: &'a Row, article: &'a Article, sources: &'a [Subscription]) -> Self {
        let (body, headline, voices) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Document { row, article, sources, body, headline, voices }
    }

    /// The words of the headline.
    pub fn headline(&self) -> &[String] {
        self.headline.get_or_init(|| folded::words(&self.row.headline))
    }

    /// The words of the text, without those of the headline.
    pub fn body(&self) -> &[String] {
        self.body.get_or_init(|| {
            let (before, after) = around_headline(self.article, self.headline());
            let mut words = folded::words(before);
            words.extend(folded::words(after));
            words
        })
    }

    /// The quotes.
    pub fn voices(&self) -> &[Voice] {
        self.voices.get_or_init(|| voices(self.article))
    }
}

/// The text before and after the headline: of a headline that is shown with other words, all of it is text.
#[must_use]
pub fn around_headline<'a>(article: &'a Article, shown: &[String]) -> (&'a str, &'a str) {
    let text = article.text.as_str();
    let span = article.reading.structure.head.headline;
    match span.filter(|span| folded::words(span.of(text)) == shown) {
        Some(span) => (&text[..span.start()], &text[span.end()..]),
        None => (text, ""),
    }
}

/// The quotes of an article.
#[must_use]
pub fn voices(article: &Article) -> Vec<Voice> {
    article.reading.quotes.iter().map(|quote| voice(article, quote)).collect()
}

/// One quote of an article.
#[must_use]
pub fn voice(article: &Article, quote: &Quote) -> Voice {
    let kind = Some(quote.speaker.as_ref().map_or(SpeakerKind::Unknown, |speaker| speaker.kind));
    let names = speaker_names(article, quote).iter().map(|name| folded::words(name)).collect();
    let stretches = quote.content.iter().map(|span| folded::words(span.of(&article.text))).collect();
    Voice { kind, names, stretches }
}

impl Voice {
    /// True when these words stand side by side in the quote.
    #[must_use]
    pub fn says(&self, phrase: &Phrase) -> bool {
        self.stretches.iter().any(|words| phrase.is_in(words))
    }
}

/// What the speaker of a quote is called: in the quote, and by name.
fn speaker_names<'a>(article: &'a Article, quote: &'a Quote) -> Vec<&'a str> {
    let Some(speaker) = &quote.speaker else { return Vec::new() };
    let person = speaker.person.and_then(|at| article.reading.people.get(at));
    let mut names = vec![speaker.mention.of(&article.text)];
    names.extend(speaker.name.as_deref());
    names.extend(person.into_iter().flat_map(|person| person_names(&person.name, &person.aliases)));
    names
}

fn person_names<'a>(name: &'a str, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str))
}

/// The names of the people of an article, folded: those of each.
#[must_use]
pub fn people(article: &Article) -> Vec<Vec<Vec<String>>> {
    let person = |person: &crate::reading::Person| {
        person_names(&person.name, &person.aliases).map(folded::words).collect()
    };
    article.reading.people.iter().map(person).collect()
}

/// The names of the writers of an article, folded.
#[must_use]
pub fn writers(article: &Article) -> Vec<Vec<String>> {
    let spans: &[Span] = &article.reading.structure.head.bylines;
    spans.iter().map(|span| folded::words(span.of(&article.text))).collect()
}

/// True when an article has an image.
#[must_use]
pub fn has_image(article: &Article) -> bool {
    !article.reading.structure.images.is_empty()
        || article.details.iter().any(|detail| detail.name == "image")
}

/// True when a source is meant by these words.
#[must_use]
pub fn is_source(source: &Subscription, phrase: &Phrase) -> bool {
    let number = source.id.to_string();
    phrase.is_all_of(&[number.as_str()])
        || [&source.name, &source.title, &source.address]
            .into_iter()
            .any(|words| phrase.is_in(&folded::words(words)))
}

/// True when a source stands in a folder, given by its folded levels, or below it.
#[must_use]
pub fn is_in_folder(source: &Subscription, levels: &[Vec<String>]) -> bool {
    super::values::levels(&source.folder).starts_with(levels)
}
