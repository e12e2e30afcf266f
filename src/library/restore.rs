//! From records back to articles: the readings they were saved with, checked against their text.
//!
//! A record whose offsets or words don't fit its text gives a reason, never a wrong place.

use super::article::Article;
use super::record::{
    DatelineRecord, ImageRecord, PersonRecord, PlaceRecord, QuoteRecord, Record, SpeakerRecord,
};
use crate::reading::structure::dates;
use crate::reading::{
    Block, BlockKind, Dateline, Emphasis, Head, Image, Link, Mention, Person, Quote, Reading, Speaker, Stamp,
    Structure, lang,
};
use crate::text::Span;

/// The article that `record` was made of; `format` is the name of its input format, as the table of formats has it.
///
/// # Errors
/// A line that says which part does not fit the text.
pub fn article(record: &Record<'_>, format: &'static str) -> Result<Article, String> {
    let id = u64::from_str_radix(&record.id, 16).map_err(|_| "its id is no key".to_owned())?;
    let page = Page::new(&record.text);
    let blocks = page.blocks(record)?;
    let head = page.head(record, &blocks)?;
    let images = page.images(&record.images, &blocks)?;
    let links = record
        .links
        .iter()
        .map(|link| Ok(Link { span: page.span(link.start, link.end)?, url: link.url.clone().into_owned() }));
    let links = links.collect::<Result<_, String>>()?;
    let emphases = record
        .emphases
        .iter()
        .map(|found| Ok(Emphasis { span: page.span(found.start, found.end)?, weight: found.weight }));
    let structure =
        Structure { head, images, links, blocks, emphases: emphases.collect::<Result<_, String>>()? };
    let quotes: Vec<Quote> =
        record.quotes.iter().map(|quote| page.quote(quote, record.people.len())).collect::<Result<_, _>>()?;
    let people = record.people.iter().map(|person| page.person(person, quotes.len()));
    let people = people.collect::<Result<_, String>>()?;
    Ok(Article {
        id,
        path: record.path.clone().into_owned(),
        url: record.url.as_ref().map(ToString::to_string),
        format,
        text: record.text.clone().into_owned(),
        reading: Reading { lang: record.lang.as_deref().map_or("", lang::known), structure, quotes, people },
        details: record.details.to_vec(),
        original: None,
        problems: record.problems.iter().map(ToString::to_string).collect(),
    })
}

/// A text and where its code points stand.
struct Page<'a> {
    text: &'a str,
    /// The byte at which each code point begins, and the text's end; empty when the text is ASCII.
    bytes: Vec<u32>,
}

impl<'a> Page<'a> {
    fn new(text: &'a str) -> Self {
        let mut bytes = Vec::new();
        if !text.is_ascii() {
            let starts = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len()));
            bytes.extend(starts.map(|at| u32::try_from(at).unwrap_or(u32::MAX)));
        }
        Self { text, bytes }
    }

    fn byte(&self, point: usize) -> Option<usize> {
        match self.bytes.get(point) {
            Some(&byte) => Some(byte as usize),
            None if self.bytes.is_empty() && point <= self.text.len() => Some(point),
            None => None,
        }
    }

    fn span(&self, start: usize, end: usize) -> Result<Span, String> {
        match (self.byte(start), self.byte(end)) {
            (Some(first), Some(last)) if first <= last => Ok(Span::new(first, last)),
            _ => Err(format!("the place {start}..{end} is not in its text")),
        }
    }

    fn place(&self, place: &PlaceRecord) -> Result<Span, String> {
        self.span(place.start, place.end)
    }

    /// The place, if these are its words.
    fn words(&self, start: usize, end: usize, words: &str) -> Result<Span, String> {
        let span = self.span(start, end)?;
        if span.of(self.text) == words {
            return Ok(span);
        }
        Err(format!("at {start}..{end} its text has other words than “{}”", shorten(words)))
    }

    fn blocks(&self, record: &Record<'_>) -> Result<Vec<Block>, String> {
        let block = |block: &super::record::BlockRecord| {
            Ok(Block { kind: block.kind, span: self.span(block.start, block.end)? })
        };
        let blocks: Vec<Block> = record.blocks.iter().map(block).collect::<Result<_, String>>()?;
        if blocks.windows(2).any(|pair| pair[1].span.start() < pair[0].span.end()) {
            return Err("its blocks overlap".to_owned());
        }
        Ok(blocks)
    }

    /// The first place of `words` in a block of `kind` from byte `from` on.
    fn find(&self, blocks: &[Block], kind: BlockKind, words: &str, from: usize) -> Option<Span> {
        let there = blocks.iter().filter(|block| block.kind == kind && block.span.start() >= from);
        there.filter_map(|block| self.inside(block.span, words)).next()
    }

    fn inside(&self, span: Span, words: &str) -> Option<Span> {
        let at = span.start() + span.of(self.text).find(words)?;
        Some(Span::new(at, at + words.len()))
    }

    /// A part of the head: in its block, else anywhere.
    fn part(&self, blocks: &[Block], kind: BlockKind, words: &str) -> Result<Span, String> {
        let whole = Span::new(0, self.text.len());
        let found = self.find(blocks, kind, words, 0).or_else(|| self.inside(whole, words));
        found.ok_or_else(|| format!("“{}” is not in its text", shorten(words)))
    }

    fn head(&self, record: &Record<'_>, blocks: &[Block]) -> Result<Head, String> {
        let maybe = |words: &Option<std::borrow::Cow<'_, str>>, kind| {
            words.as_deref().map(|words| self.part(blocks, kind, words)).transpose()
        };
        let dateline = record.dateline.as_ref().map(|dateline| self.dateline(dateline)).transpose()?;
        let source = match (&record.source, dateline) {
            (Some(words), Some(dateline)) if self.find(blocks, BlockKind::Source, words, 0).is_none() => self
                .inside(dateline.span, words)
                .map_or_else(|| maybe(&record.source, BlockKind::Source), |span| Ok(Some(span))),
            _ => maybe(&record.source, BlockKind::Source),
        };
        let bylines = record.bylines.iter().map(|name| self.part(blocks, BlockKind::Byline, name));
        Ok(Head {
            headline: maybe(&record.headline, BlockKind::Headline)?,
            deck: maybe(&record.deck, BlockKind::Deck)?,
            bylines: bylines.collect::<Result<_, _>>()?,
            source: source?,
            dateline,
            published: record.published.as_deref().map(|iso| self.stamp(blocks, iso)),
            updated: record.updated.as_deref().map(|iso| self.stamp(blocks, iso)),
        })
    }

    fn dateline(&self, record: &DatelineRecord<'_>) -> Result<Dateline, String> {
        let span = self.span(record.start, record.end)?;
        let place = self.inside(span, &record.place).ok_or("its dateline does not hold its place")?;
        Ok(Dateline { place, span })
    }

    /// The date `iso`, with the words that say it if they can be found.
    fn stamp(&self, blocks: &[Block], iso: &str) -> Stamp {
        let lines = blocks.iter().filter(|block| block.kind == BlockKind::Published);
        let stamps = lines.filter_map(|block| dates::line(self.text, block.span));
        let mut stamps = stamps.flat_map(|stamps| [stamps.published, stamps.updated]).flatten();
        let found = stamps.find(|stamp| stamp.iso == iso);
        found.unwrap_or_else(|| Stamp { span: Span::default(), iso: iso.to_owned() })
    }

    fn images(&self, records: &[ImageRecord<'_>], blocks: &[Block]) -> Result<Vec<Image>, String> {
        let mut from = 0;
        let mut part = |words: Option<&str>, kind: BlockKind| {
            let Some(words) = words else { return Ok(None) };
            let span = self.find(blocks, kind, words, from);
            let span = span.ok_or_else(|| format!("“{}” is no {kind:?} in its text", shorten(words)))?;
            from = span.start().max(from);
            Ok::<_, String>(Some(span))
        };
        let image = |record: &ImageRecord<'_>| {
            Ok(Image {
                alt: part(record.alt.as_deref(), BlockKind::Alt)?,
                caption: part(record.caption.as_deref(), BlockKind::Caption)?,
                credit: part(record.credit.as_deref(), BlockKind::Credit)?,
                url: record.url.as_ref().map(ToString::to_string),
            })
        };
        records.iter().map(image).collect()
    }

    fn quote(&self, record: &QuoteRecord<'_>, people: usize) -> Result<Quote, String> {
        let places =
            |list: &[PlaceRecord]| list.iter().map(|place| self.place(place)).collect::<Result<Vec<_>, _>>();
        let content = places(&record.content)?;
        if content.is_empty() || !(0.0..=1.0).contains(&record.confidence) {
            return Err("a quote has no content, or a confidence beyond 0 to 1".to_owned());
        }
        let cue = record.cue.as_ref().map(|cue| self.words(cue.start, cue.end, &cue.text));
        let speaker = record.speaker.as_ref().map(|speaker| self.speaker(speaker, people));
        Ok(Quote {
            kind: record.kind,
            content,
            quoted: places(&record.quoted)?,
            cue: cue.transpose()?,
            speaker: speaker.transpose()?,
            confidence: record.confidence,
        })
    }

    fn speaker(&self, record: &SpeakerRecord<'_>, people: usize) -> Result<Speaker, String> {
        if record.person.is_some_and(|person| person >= people) {
            return Err("a speaker is a person that is not in its list".to_owned());
        }
        let mention = &record.mention;
        Ok(Speaker {
            mention: self.words(mention.start, mention.end, &mention.text)?,
            kind: record.kind,
            name: record.name.as_ref().map(ToString::to_string),
            person: record.person,
        })
    }

    fn person(&self, record: &PersonRecord<'_>, quotes: usize) -> Result<Person, String> {
        if record.quotes.iter().any(|&quote| quote >= quotes) {
            return Err("a person has a quote that is not in its list".to_owned());
        }
        let mentions = record.mentions.iter().map(|mention| {
            Ok(Mention { span: self.words(mention.start, mention.end, &mention.text)?, kind: mention.kind })
        });
        let owned = |list: &[std::borrow::Cow<'_, str>]| list.iter().map(ToString::to_string).collect();
        Ok(Person {
            name: record.name.clone().into_owned(),
            roles: owned(&record.roles),
            aliases: owned(&record.aliases),
            mentions: mentions.collect::<Result<_, String>>()?,
            quotes: record.quotes.clone(),
        })
    }
}

/// The first words of a long stretch, for messages.
fn shorten(words: &str) -> String {
    let mut short: String = words.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::edition::EDITION;
    use crate::sources::formats::text;

    #[test]
    fn what_is_carried_out_comes_in_again() {
        for (path, words) in EDITION {
            let article = text::article(path, (*words).to_owned(), vec!["a note".to_owned()]);
            let line = serde_json::to_string(&Record::of(&article)).expect("plain data");
            let record: Record<'_> = serde_json::from_str(&line).expect("the same fields");
            assert_eq!(super::article(&record, "text"), Ok(article), "{path}");
        }
    }

    #[test]
    fn records_that_do_not_fit_their_text_are_refused() {
        let whole =
            text::article("a.txt", "Fähre fährt\n\nALDWICK — Sie fuhr um zwölf.\n".to_owned(), Vec::new());
        let line = serde_json::to_string(&Record::of(&whole)).expect("plain data");
        let cases = [
            ("\"end\":11", "\"end\":999", "the place 0..999 is not in its text"),
            ("\"start\":0,\"end\":11", "\"start\":9,\"end\":3", "the place 9..3 is not in its text"),
            ("\"place\":\"ALDWICK\"", "\"place\":\"Aldwick\"", "its dateline does not hold its place"),
            ("\"headline\":\"Fähre fährt\"", "\"headline\":\"Bus\"", "“Bus” is not in its text"),
            ("paragraph\",\"start\":13", "paragraph\",\"start\":3", "its blocks overlap"),
            ("\"id\":\"", "\"id\":\"x", "its id is no key"),
        ];
        for (from, to, expect) in cases {
            let broken = line.replacen(from, to, 1);
            assert_ne!(broken, line, "{from}");
            let record: Record<'_> = serde_json::from_str(&broken).expect("the same fields");
            assert!(
                super::article(&record, "text").is_err_and(|what| what == expect),
                "{expect}: {:?}",
                super::article(&record, "text")
            );
        }
    }
}
