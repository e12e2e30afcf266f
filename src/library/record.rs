//! Articles as JSON records: the fields of `quotidian extract`, carried out and in again.
//!
//! Offsets are Unicode code points into `text`. `docs/extract.md` explains every field, and
//! `assets/extract.schema.json` fixes their order and types.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::article::{Article, Detail};
use crate::reading::{
    BlockKind, Mention, MentionKind, Person, Quote, QuoteKind, Speaker, SpeakerKind, Weight,
};
use crate::text::{Offsets, Span};

/// One article.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record<'a> {
    /// The article's key, 16 hexadecimal digits.
    pub id: String,
    /// Where it was read from.
    #[serde(borrow)]
    pub path: Cow<'a, str>,
    /// Its address on the web.
    pub url: Option<Cow<'a, str>>,
    /// The input format.
    pub format: Cow<'a, str>,
    /// ISO 639-1 code, if it could be told.
    pub lang: Option<Cow<'a, str>>,
    /// The title.
    pub headline: Option<Cow<'a, str>>,
    /// The summary under it.
    pub deck: Option<Cow<'a, str>>,
    /// The writers' names.
    pub bylines: Vec<Cow<'a, str>>,
    /// The agency or outlet.
    pub source: Option<Cow<'a, str>>,
    /// Where it was filed.
    pub dateline: Option<DatelineRecord<'a>>,
    /// ISO 8601.
    pub published: Option<Cow<'a, str>>,
    /// ISO 8601.
    pub updated: Option<Cow<'a, str>>,
    /// The text that all offsets point into.
    pub text: Cow<'a, str>,
    /// The blocks, in text order.
    pub blocks: Vec<BlockRecord>,
    /// The images, in text order.
    pub images: Vec<ImageRecord<'a>>,
    /// The links, in text order.
    pub links: Vec<LinkRecord<'a>>,
    /// The quotes, in text order.
    pub quotes: Vec<QuoteRecord<'a>>,
    /// The people, in order of first mention.
    pub people: Vec<PersonRecord<'a>>,
    /// The words that stand out, in text order.
    #[serde(default)]
    pub emphases: Vec<EmphasisRecord>,
    /// What else its publisher says.
    #[serde(default)]
    pub details: Cow<'a, [Detail]>,
    /// What was guessed or replaced.
    pub problems: Vec<Cow<'a, str>>,
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceRecord {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A place with its words.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsRecord<'a> {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words there.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

/// A dateline.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatelineRecord<'a> {
    /// The place alone.
    #[serde(borrow)]
    pub place: Cow<'a, str>,
    /// First code point of the whole dateline.
    pub start: usize,
    /// One past its dash.
    pub end: usize,
}

/// A block.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockRecord {
    /// What it is.
    pub kind: BlockKind,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// An image.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageRecord<'a> {
    /// The description for those who can't see it.
    #[serde(borrow)]
    pub alt: Option<Cow<'a, str>>,
    /// The words under it.
    pub caption: Option<Cow<'a, str>>,
    /// Who made it.
    pub credit: Option<Cow<'a, str>>,
    /// Its address.
    pub url: Option<Cow<'a, str>>,
}

/// A link.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkRecord<'a> {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Where it leads.
    #[serde(borrow)]
    pub url: Cow<'a, str>,
}

/// Words that stand out.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmphasisRecord {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// How they stand out.
    pub weight: Weight,
}

/// A quote.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteRecord<'a> {
    /// How it is reported.
    pub kind: QuoteKind,
    /// First code point of its content.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The content spans joined by a space.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// All that is reported.
    pub content: Vec<PlaceRecord>,
    /// The stretches in quotation marks.
    pub quoted: Vec<PlaceRecord>,
    /// The words that report it.
    pub cue: Option<WordsRecord<'a>>,
    /// Who speaks.
    pub speaker: Option<SpeakerRecord<'a>>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// A speaker.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeakerRecord<'a> {
    /// The resolved name.
    #[serde(borrow)]
    pub name: Option<Cow<'a, str>>,
    /// What the speaker is.
    #[serde(rename = "type")]
    pub kind: SpeakerKind,
    /// Index into `people`.
    pub person: Option<usize>,
    /// The noun phrase in the text.
    pub mention: WordsRecord<'a>,
}

/// A person.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRecord<'a> {
    /// The fullest name.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// Roles, as the article gives them.
    pub roles: Vec<Cow<'a, str>>,
    /// Other forms of the name.
    pub aliases: Vec<Cow<'a, str>>,
    /// Every mention.
    pub mentions: Vec<MentionRecord<'a>>,
    /// Indexes into `quotes`.
    pub quotes: Vec<usize>,
}

/// A mention.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentionRecord<'a> {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words there.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// How it refers to the person.
    #[serde(rename = "type")]
    pub kind: MentionKind,
}

impl<'a> Record<'a> {
    /// The record of `article`.
    #[must_use]
    pub fn of(article: &'a Article) -> Self {
        let page = Page { text: &article.text, offsets: Offsets::new(&article.text) };
        let reading = &article.reading;
        let head = &reading.structure.head;
        Self {
            id: format!("{:016x}", article.id),
            path: article.path.as_str().into(),
            url: article.url.as_deref().map(Cow::from),
            format: article.format.into(),
            lang: Some(reading.lang).filter(|lang| !lang.is_empty()).map(Cow::from),
            headline: page.maybe(head.headline),
            deck: page.maybe(head.deck),
            bylines: head.bylines.iter().map(|span| page.words(*span)).collect(),
            source: page.maybe(head.source),
            dateline: head.dateline.map(|dateline| {
                let PlaceRecord { start, end } = page.place(dateline.span);
                DatelineRecord { place: page.words(dateline.place), start, end }
            }),
            published: head.published.as_ref().map(|stamp| stamp.iso.as_str().into()),
            updated: head.updated.as_ref().map(|stamp| stamp.iso.as_str().into()),
            text: article.text.as_str().into(),
            blocks: page.blocks(article),
            images: page.images(article),
            links: page.links(article),
            quotes: reading.quotes.iter().map(|quote| page.quote(quote)).collect(),
            people: reading.people.iter().map(|person| page.person(person)).collect(),
            emphases: page.emphases(article),
            details: article.details.as_slice().into(),
            problems: article.problems.iter().map(Cow::from).collect(),
        }
    }
}

/// The text and its offsets.
struct Page<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

impl<'a> Page<'a> {
    fn words(&self, span: Span) -> Cow<'a, str> {
        span.of(self.text).into()
    }

    fn maybe(&self, span: Option<Span>) -> Option<Cow<'a, str>> {
        span.map(|span| self.words(span))
    }

    fn place(&self, span: Span) -> PlaceRecord {
        let (start, end) = self.offsets.points(span);
        PlaceRecord { start, end }
    }

    fn place_and_words(&self, span: Span) -> WordsRecord<'a> {
        let PlaceRecord { start, end } = self.place(span);
        WordsRecord { start, end, text: self.words(span) }
    }

    fn blocks(&self, article: &Article) -> Vec<BlockRecord> {
        let blocks = article.reading.structure.blocks.iter();
        let record = |block: &crate::reading::Block| {
            let PlaceRecord { start, end } = self.place(block.span);
            BlockRecord { kind: block.kind, start, end }
        };
        blocks.map(record).collect()
    }

    fn images(&self, article: &'a Article) -> Vec<ImageRecord<'a>> {
        let images = article.reading.structure.images.iter();
        let record = |image: &'a crate::reading::Image| ImageRecord {
            alt: self.maybe(image.alt),
            caption: self.maybe(image.caption),
            credit: self.maybe(image.credit),
            url: image.url.as_deref().map(Cow::from),
        };
        images.map(record).collect()
    }

    fn links(&self, article: &'a Article) -> Vec<LinkRecord<'a>> {
        let links = article.reading.structure.links.iter();
        let record = |link: &'a crate::reading::Link| {
            let PlaceRecord { start, end } = self.place(link.span);
            LinkRecord { start, end, url: link.url.as_str().into() }
        };
        links.map(record).collect()
    }

    fn emphases(&self, article: &Article) -> Vec<EmphasisRecord> {
        let record = |found: &crate::reading::Emphasis| {
            let PlaceRecord { start, end } = self.place(found.span);
            EmphasisRecord { start, end, weight: found.weight }
        };
        article.reading.structure.emphases.iter().map(record).collect()
    }

    fn quote(&self, quote: &Quote) -> QuoteRecord<'a> {
        let PlaceRecord { start, end } = self.place(quote.extent());
        QuoteRecord {
            kind: quote.kind,
            start,
            end,
            text: match quote.content.as_slice() {
                [one] => self.words(*one),
                _ => quote.words(self.text).into(),
            },
            content: quote.content.iter().map(|span| self.place(*span)).collect(),
            quoted: quote.quoted.iter().map(|span| self.place(*span)).collect(),
            cue: quote.cue.map(|span| self.place_and_words(span)),
            speaker: quote.speaker.as_ref().map(|speaker| self.speaker(speaker)),
            confidence: quote.confidence,
        }
    }

    fn speaker(&self, speaker: &Speaker) -> SpeakerRecord<'a> {
        SpeakerRecord {
            name: speaker.name.clone().map(Cow::from),
            kind: speaker.kind,
            person: speaker.person,
            mention: self.place_and_words(speaker.mention),
        }
    }

    fn person(&self, person: &Person) -> PersonRecord<'a> {
        let owned = |list: &[String]| list.iter().cloned().map(Cow::from).collect();
        PersonRecord {
            name: person.name.clone().into(),
            roles: owned(&person.roles),
            aliases: owned(&person.aliases),
            mentions: person.mentions.iter().map(|mention| self.mention(*mention)).collect(),
            quotes: person.quotes.clone(),
        }
    }

    fn mention(&self, mention: Mention) -> MentionRecord<'a> {
        let WordsRecord { start, end, text } = self.place_and_words(mention.span);
        MentionRecord { start, end, text, kind: mention.kind }
    }
}
