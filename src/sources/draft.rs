//! A draft: what a format found in an article, before it is laid out as one text with places in it.
//!
//! Fields may be filled in any order and with any characters: laying out makes them one harmless text,
//! in which every field, block, link and image is a span.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr3_iter;

use super::identity;
use crate::library::{Article, Detail};
use crate::reading::{
    Block, BlockKind, Dateline, Emphasis, Image, Link, Stamp, Structure, Weight, read_structured, structure,
};
use crate::text::Span;

/// A moment as an article's source gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// ISO 8601, as exact as the source is (`2021-12-04`, `2021-12-04T10:30-05:00`).
    pub iso: String,
}

/// Words with the links and emphases in them; places are byte ranges of `words`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// The words. A line feed is a line break within the block.
    pub words: String,
    /// Where links lead, in order.
    pub links: Vec<(Range<usize>, String)>,
    /// What stands out, in order.
    pub emphases: Vec<(Range<usize>, Weight)>,
}

/// An image and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Its address.
    pub url: Option<String>,
    /// The description for those who can't see it.
    pub alt: String,
    /// The words under it.
    pub caption: Inline,
    /// Who made it, without "Photo:" and the like.
    pub credit: String,
}

/// One part of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A block of words.
    Block(BlockKind, Inline),
    /// An image.
    Figure(Figure),
}

/// What a format found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The article's address.
    pub url: Option<String>,
    /// The language the format names (`en-GB`), or `""`.
    pub lang: String,
    /// The title.
    pub headline: String,
    /// The summary under it.
    pub deck: String,
    /// Each writer's name, without "By".
    pub bylines: Vec<String>,
    /// The agency or outlet.
    pub source: String,
    /// The place it was filed from, if the format has a field for it; else it is found in the body.
    pub dateline: String,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was last changed.
    pub updated: Option<Moment>,
    /// Embargoes, corrections, kills: shown above the body.
    pub notices: Vec<String>,
    /// The body.
    pub body: Vec<Part>,
    /// What else the format says.
    pub details: Vec<Detail>,
    /// What was guessed or replaced, one line each.
    pub problems: Vec<String>,
}

impl From<String> for Inline {
    fn from(words: String) -> Self {
        Self { words, ..Self::default() }
    }
}

impl From<&str> for Inline {
    fn from(words: &str) -> Self {
        Self::from(words.to_owned())
    }
}

impl Inline {
    /// True when there is nothing to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// Breaks the line; `true` when that is the second break in a row, which parts two blocks.
    pub fn break_line(&mut self) -> bool {
        let kept = self.words.trim_end_matches(' ').len();
        self.words.truncate(kept);
        let again = self.words.ends_with('\n');
        if !again && !self.words.is_empty() {
            self.words.push('\n');
        }
        again
    }
}

impl Moment {
    /// The moment of an ISO 8601 string; nothing is checked.
    #[must_use]
    pub fn of(iso: impl Into<String>) -> Self {
        Self { iso: iso.into() }
    }

    /// The words that stand for it in the text, the same in every language: `2021-12-04 10:30 -05:00`.
    #[must_use]
    pub fn words(&self) -> String {
        let (day, time) = self.iso.split_once('T').unwrap_or((&self.iso, ""));
        let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
        let (clock, zone) = time.split_at(zone);
        // Seconds are of no use to a reader.
        let clock = clock.get(..5).unwrap_or(clock);
        [day, clock, if zone == "Z" { "UTC" } else { zone }].join(" ").trim_end().to_owned()
    }
}

impl Draft {
    /// Notes a detail, unless it has no value or is known.
    pub fn detail(&mut self, name: &str, value: impl Into<String>) {
        let detail = Detail { name: name.to_owned(), value: tidy(&value.into()).into_owned() };
        if !detail.value.is_empty() && !self.details.contains(&detail) {
            self.details.push(detail);
        }
    }

    /// Adds a block, unless it is blank.
    pub fn block(&mut self, kind: BlockKind, words: impl Into<Inline>) {
        let words = words.into();
        if !words.is_blank() {
            self.body.push(Part::Block(kind, words));
        }
    }

    /// Adds a plain text as body: its blocks, captions and head are found as in a text file, and head fields
    /// that the draft does not have yet are taken from it.
    pub fn text(&mut self, text: &str) {
        let found = structure::structure(text);
        let head = &found.head;
        let words = |span: Option<Span>| span.map_or("", |span| span.of(text)).to_owned();
        let same = |span: Span| tidy(span.of(text)) == tidy(&self.headline);
        if self.headline.is_empty() {
            self.headline = words(head.headline);
        } else if let Some(own) = head.headline.filter(|span| !same(*span)) {
            self.block(BlockKind::Paragraph, own.of(text));
        }
        if self.deck.is_empty() {
            self.deck = words(head.deck);
        }
        if self.bylines.is_empty() {
            self.bylines = head.bylines.iter().map(|span| span.of(text).to_owned()).collect();
        }
        if self.source.is_empty() && found.blocks.iter().any(|block| block.kind == BlockKind::Source) {
            self.source = words(head.source);
        }
        let moment = |stamp: &Option<Stamp>| stamp.as_ref().map(|stamp| Moment::of(stamp.iso.as_str()));
        self.published = self.published.take().or_else(|| moment(&head.published));
        self.updated = self.updated.take().or_else(|| moment(&head.updated));
        self.text_body(text, &found);
    }

    fn text_body(&mut self, text: &str, found: &Structure) {
        let mut images = found.images.iter();
        let mut drawn = 0;
        let begins = found.body_begins();
        for (at, block) in found.blocks.iter().enumerate() {
            match block.kind {
                kind if kind.is_head() && at < begins => {}
                BlockKind::Alt | BlockKind::Caption | BlockKind::Credit => {
                    if block.span.start() < drawn {
                        continue;
                    }
                    let Some(image) = images.next() else { continue };
                    let part =
                        |span: Option<Span>| span.map_or_else(String::new, |span| span.of(text).to_owned());
                    let ends = [image.alt, image.caption, image.credit].into_iter().flatten().map(Span::end);
                    drawn = ends.max().unwrap_or(drawn);
                    self.body.push(Part::Figure(Figure {
                        url: None,
                        alt: part(image.alt),
                        caption: part(image.caption).into(),
                        credit: part(image.credit),
                    }));
                }
                kind => self.block(kind, block.span.of(text)),
            }
        }
    }

    /// True when there is neither a headline nor a body.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.headline.trim().is_empty() && self.body.is_empty()
    }

    /// Lays the draft out as one text, with the places of its parts.
    #[must_use]
    pub fn lay_out(mut self) -> Laid {
        let problems = std::mem::take(&mut self.problems);
        let url = self.url.take().map(|url| tidy(&url).into_owned());
        let (lang, details) = (std::mem::take(&mut self.lang), std::mem::take(&mut self.details));
        let mut sheet = Sheet { problems, ..Sheet::default() };
        sheet.lay(self);
        let Sheet { text, structure, problems, .. } = sheet.end();
        Laid { url, lang, text, structure, details, problems }
    }

    /// Lays the draft out and reads it.
    #[must_use]
    pub fn finish(self, path: &str, format: &'static str) -> Article {
        self.lay_out().read(path, format)
    }
}

/// A draft laid out.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// The article's address.
    pub url: Option<String>,
    /// The language the format names, or `""`.
    pub lang: String,
    /// The one text that everything is a place of.
    pub text: String,
    /// The places.
    pub structure: Structure,
    /// What else the format says.
    pub details: Vec<Detail>,
    /// What was guessed or replaced, one line each.
    pub problems: Vec<String>,
}

impl Laid {
    /// Reads it: the costly part of making an article.
    #[must_use]
    pub fn read(self, path: &str, format: &'static str) -> Article {
        let Laid { url, lang, text, structure, details, problems } = self;
        Article {
            id: identity::key(path, &text),
            path: path.to_owned(),
            url,
            format,
            reading: read_structured(&text, structure, &lang),
            text,
            details,
            original: None,
            problems,
        }
    }
}

/// The text that grows as a draft is laid out.
#[derive(Default)]
struct Sheet {
    text: String,
    structure: Structure,
    problems: Vec<String>,
    /// Characters that were left out: controls and escapes, bidirectional overrides.
    dropped: (usize, usize),
    /// The last block's kind.
    last: Option<BlockKind>,
}

impl Sheet {
    fn lay(&mut self, draft: Draft) {
        self.structure.head.headline = self.line(BlockKind::Headline, &draft.headline);
        self.structure.head.deck = self.line(BlockKind::Deck, &draft.deck);
        self.names(&draft.bylines);
        self.structure.head.source = self.line(BlockKind::Source, &draft.source);
        self.structure.head.published = self.stamp(draft.published);
        self.structure.head.updated = self.stamp(draft.updated);
        for notice in &draft.notices {
            self.line(BlockKind::Notice, notice);
        }
        let mut dateline = Some(draft.dateline).filter(|place| !place.trim().is_empty());
        for part in draft.body {
            match part {
                Part::Block(kind, inline) => {
                    self.begin(kind);
                    let start = self.text.len();
                    if let Some(place) = dateline.take_if(|_| kind == BlockKind::Paragraph) {
                        self.dateline(&place, &inline.words);
                    }
                    self.inline(kind, start, &inline);
                }
                Part::Figure(figure) => self.figure(&figure),
            }
        }
    }

    fn end(mut self) -> Self {
        let (controls, overrides) = self.dropped;
        for (count, what) in [(controls, "control"), (overrides, "bidirectional override")] {
            if count > 0 {
                let characters = if count == 1 { "character was" } else { "characters were" };
                self.problems.push(format!("{count} {what} {characters} left out"));
            }
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self
    }

    /// Parts the next block from the last: list items by a line end, all else by a blank line.
    fn begin(&mut self, kind: BlockKind) {
        if self.text.is_empty() {
            return;
        }
        let tight = kind == BlockKind::ListItem && self.last == Some(BlockKind::ListItem);
        let end = if tight { "\n" } else { "\n\n" };
        if !self.text.ends_with(end) {
            self.text.truncate(self.text.trim_end_matches('\n').len());
            self.text.push_str(end);
        }
    }

    fn block(&mut self, kind: BlockKind, start: usize) -> Option<Span> {
        let span = Span::new(start, self.text.len()).trim(&self.text);
        if span.is_empty() {
            return None;
        }
        self.text.truncate(span.end());
        self.structure.blocks.push(Block { kind, span });
        self.last = Some(kind);
        Some(span)
    }

    /// A field as a block of one line.
    fn line(&mut self, kind: BlockKind, words: &str) -> Option<Span> {
        if words.trim().is_empty() {
            return None;
        }
        self.begin(kind);
        let start = self.text.len();
        let words = tidy(words);
        self.push(&words);
        self.block(kind, start)
    }

    /// The writers' names as one block.
    fn names(&mut self, names: &[String]) {
        let mut spans = Vec::new();
        let mut start = None;
        for name in names.iter().filter(|name| !name.trim().is_empty()) {
            if start.is_none() {
                self.begin(BlockKind::Byline);
            } else {
                self.text.push_str(", ");
            }
            let from = self.text.len();
            let words = tidy(name);
            self.push(&words);
            spans.push(Span::new(from, self.text.len()));
            start.get_or_insert(from);
        }
        spans.retain(|span| !span.is_empty());
        self.structure.head.bylines = spans;
        if let Some(start) = start {
            self.block(BlockKind::Byline, start);
        }
    }

    fn stamp(&mut self, moment: Option<Moment>) -> Option<Stamp> {
        let moment = moment?;
        let span = self.line(BlockKind::Published, &moment.words())?;
        Some(Stamp { span, iso: moment.iso })
    }

    /// Puts the place before the first paragraph, unless it is there already.
    fn dateline(&mut self, place: &str, words: &str) {
        let place = tidy(place);
        let place = place.trim_end_matches(['—', '–', '-', ' ']);
        if place.is_empty() || words.trim_start().to_lowercase().starts_with(&place.to_lowercase()) {
            return;
        }
        let start = self.text.len();
        self.push(place);
        let place = Span::new(start, self.text.len());
        self.text.push_str(" —");
        let span = Span::new(start, self.text.len());
        self.text.push(' ');
        self.structure.head.dateline = Some(Dateline { place, span }).filter(|_| !place.is_empty());
    }

    /// A block of words, which begins at `start`; what stands there already belongs to it.
    fn inline(&mut self, kind: BlockKind, start: usize, inline: &Inline) -> Option<Span> {
        let from = self.text.len();
        let lost = self.push(&inline.words);
        let block = self.block(kind, start)?;
        let at = |byte: usize| {
            let before = lost.iter().take_while(|(at, _)| *at < byte).map(|(_, length)| length).sum();
            (from + byte.min(inline.words.len()).saturating_sub(before)).clamp(block.start(), block.end())
        };
        let text = &self.text;
        let place = |range: &Range<usize>| {
            let (first, last) = (at(range.start), at(range.end));
            let whole = first < last && text.is_char_boundary(first) && text.is_char_boundary(last);
            Some(Span::new(first, last.max(first)).trim(text)).filter(|span| whole && !span.is_empty())
        };
        let links = inline.links.iter();
        let links =
            links.filter_map(|(range, url)| Some(Link { span: place(range)?, url: tidy(url).into() }));
        self.structure.links.extend(links);
        let emphases = inline.emphases.iter();
        let emphases =
            emphases.filter_map(|(range, weight)| Some(Emphasis { span: place(range)?, weight: *weight }));
        self.structure.emphases.extend(emphases);
        Some(block)
    }

    fn figure(&mut self, figure: &Figure) {
        let alt = self.line(BlockKind::Alt, &figure.alt);
        let caption = if figure.caption.is_blank() {
            None
        } else {
            self.begin(BlockKind::Caption);
            self.inline(BlockKind::Caption, self.text.len(), &figure.caption)
        };
        let credit = self.line(BlockKind::Credit, &figure.credit);
        let url = figure.url.as_deref().map(|url| tidy(url).into_owned()).filter(|url| !url.is_empty());
        if alt.is_some() || caption.is_some() || credit.is_some() || url.is_some() {
            self.structure.images.push(Image { alt, caption, credit, url });
        }
    }

    /// Adds words without the characters that could do harm; gives which bytes of `words` were left out, as
    /// place and length.
    fn push(&mut self, words: &str) -> Vec<(usize, usize)> {
        let mut lost = Vec::new();
        if !may_harm(words.as_bytes()) {
            self.text.push_str(words);
            return lost;
        }
        let mut rest = 0;
        for (at, c) in words.char_indices().filter(|(_, c)| is_harmful(*c)) {
            self.text.push_str(&words[rest..at]);
            rest = at + c.len_utf8();
            lost.push((at, c.len_utf8()));
            let count = if c.is_control() { &mut self.dropped.0 } else { &mut self.dropped.1 };
            // Line ends of other systems are nothing to be told of.
            *count += usize::from(c != '\r');
        }
        self.text.push_str(&words[rest..]);
        lost
    }
}

/// A quick look for harmful characters: `false` when there are none for certain.
fn may_harm(bytes: &[u8]) -> bool {
    // Without an early end this is done many bytes at a time.
    let plain = |byte: u8| (byte >= b' ' && byte != 0x7f) || matches!(byte, b'\n' | b'\t');
    bytes.iter().fold(false, |found, byte| found | !plain(*byte))
        || memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|at| {
            match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
                (0xc2, Some(next), _) => *next < 0xa0,
                (0xe2, Some(0x80), Some(last)) => (0xaa..=0xae).contains(last),
                (0xe2, Some(0x81), Some(last)) => (0xa6..=0xa9).contains(last),
                (0xef, Some(0xbb), Some(0xbf)) => true,
                _ => false,
            }
        })
}

/// Characters that terminals obey or that make a line read otherwise than it is written (Unicode's
/// bidirectional embeddings, overrides and isolates, UAX #9), and the byte order mark.
fn is_harmful(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `words` on one line, with single spaces between them.
#[must_use]
pub fn tidy(words: &str) -> Cow<'_, str> {
    let trimmed = words.trim();
    let odd =
        |pair: &[u8]| pair[0].is_ascii_whitespace() && (pair[0] != b' ' || pair[1].is_ascii_whitespace());
    if !trimmed.as_bytes().windows(2).any(odd) {
        return Cow::Borrowed(trimmed);
    }
    let mut line = String::with_capacity(trimmed.len());
    for word in trimmed.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            headline: "Ferry \u{1b}[31mreturns".into(),
            deck: "  After nine\n years ".into(),
            bylines: vec!["Ana Ruiz".into(), " ".into(), "Tom Ek".into()],
            source: "Alden Post".into(),
            dateline: "PORT ALDEN —".into(),
            published: Some(Moment::of("2031-05-04T10:30:00-05:00")),
            notices: vec!["Embargoed until noon".into()],
            ..Draft::default()
        }
    }

    #[test]
    fn every_field_is_a_place_of_the_text() {
        let mut draft = draft();
        let link = Inline {
            words: "It \u{202e}left the quay, said Ruiz.".into(),
            links: vec![(11..15, "https://alden.example/quay".into())],
            emphases: vec![(6..10, Weight::Strong)],
        };
        let bytes: Vec<&str> = link.links.iter().map(|(range, _)| &link.words[range.clone()]).collect();
        assert_eq!(bytes, ["the "]);
        draft.block(BlockKind::Paragraph, link);
        draft.block(BlockKind::ListItem, "one");
        draft.block(BlockKind::ListItem, "two");
        draft.body.push(Part::Figure(Figure {
            url: Some("https://alden.example/1.jpg".into()),
            caption: "The ferry.".into(),
            credit: "Tom Ek".into(),
            ..Figure::default()
        }));
        let article = draft.finish("a.html", "html");
        assert_eq!(
            article.text,
            "Ferry [31mreturns\n\nAfter nine years\n\nAna Ruiz, Tom Ek\n\nAlden Post\n\n2031-05-04 10:30 -05:00\n\n\
             Embargoed until noon\n\nPORT ALDEN — It left the quay, said Ruiz.\n\none\ntwo\n\nThe ferry.\n\nTom Ek\n"
        );
        let structure = &article.reading.structure;
        let of = |span: Span| span.of(&article.text);
        assert_eq!(structure.head.dateline.map(|found| of(found.place)), Some("PORT ALDEN"));
        assert_eq!(
            structure.head.bylines.iter().map(|span| of(*span)).collect::<Vec<_>>(),
            ["Ana Ruiz", "Tom Ek"]
        );
        assert_eq!(structure.links.iter().map(|link| of(link.span)).collect::<Vec<_>>(), ["the"]);
        assert_eq!(structure.emphases.iter().map(|found| of(found.span)).collect::<Vec<_>>(), ["left"]);
        assert_eq!(structure.images[0].caption.map(of), Some("The ferry."));
        assert_eq!(
            article.problems,
            ["1 control character was left out", "1 bidirectional override character was left out"]
        );
    }

    #[test]
    fn a_plain_text_fills_what_is_missing() {
        let mut draft = Draft { headline: "Ferry returns".into(), ..Draft::default() };
        draft.text("Ferry returns\n\nBy Ana Ruiz\n\nPORT ALDEN — It left at noon.\n\nIt came back at one.\n");
        assert_eq!(
            (draft.headline.as_str(), draft.bylines.as_slice()),
            ("Ferry returns", &["Ana Ruiz".to_owned()][..])
        );
        assert_eq!(draft.body.len(), 2);
        let article = draft.finish("a", "json");
        assert!(article.reading.structure.head.dateline.is_some());
    }

    #[test]
    fn the_quick_look_misses_nothing() {
        for c in '\0'..=char::MAX {
            assert_eq!(may_harm(c.encode_utf8(&mut [0; 4]).as_bytes()), is_harmful(c), "{c:?}");
        }
    }

    #[test]
    fn the_line_that_closes_a_text_is_kept_in_its_place() {
        let mut draft = Draft { bylines: vec!["Ana Ruiz".into()], ..Draft::default() };
        draft.text("Ferry returns\n\nBy Ana Ruiz\n\nIt left at noon.\n\n(Reporting by Ana Ruiz; editing by Tom Ek)\n");
        let article = draft.finish("a", "json");
        assert_eq!(
            article.text,
            "Ferry returns\n\nAna Ruiz\n\nIt left at noon.\n\n(Reporting by Ana Ruiz; editing by Tom Ek)\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_words_give_one_block_after_the_other(fields in proptest::collection::vec(".{0,12}", 6), kinds in proptest::collection::vec(0_usize..4, 6)) {
            let mut draft = Draft { headline: fields[0].clone(), deck: fields[1].clone(), dateline: fields[2].clone(), bylines: fields.clone(), ..Draft::default() };
            for (words, kind) in fields.iter().zip(kinds) {
                let kind = [BlockKind::Paragraph, BlockKind::ListItem, BlockKind::Code, BlockKind::Table][kind];
                let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
                let links = ends.windows(2).map(|pair| (pair[0]..pair[1], "x".to_owned())).collect();
                draft.block(kind, Inline { words: words.clone(), links, emphases: Vec::new() });
            }
            let article = draft.finish("a", "html");
            let mut end = 0;
            for block in &article.reading.structure.blocks {
                assert!(block.span.start() >= end && !block.span.of(&article.text).trim().is_empty());
                assert!(article.text[end..block.span.start()].trim().is_empty());
                end = block.span.end();
            }
            assert!(article.text[end..].trim().is_empty());
        }
    }
}
