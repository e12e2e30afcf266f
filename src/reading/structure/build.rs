//! From units to blocks: one pass that knows whether it is still above the body.

use super::bylines::{self, Byline};
use super::credits::{self, Credited};
use super::dates::{self, Stamps};
use super::phrases::{BOILERPLATE, KICKERS, is_outlet, normal};
use super::units::{Unit, units};
use super::{datelines, shapes};
use crate::reading::block::{Block, BlockKind, Image, Structure};
use crate::text::Span;

/// Boilerplate lines are no longer than this above the body, and half as long in it.
const LONGEST_BOILERPLATE: usize = 320;

/// Headlines of more bytes than this are paragraphs.
const LONGEST_HEADLINE: usize = 220;

/// Decks of more bytes than this are paragraphs.
const LONGEST_DECK: usize = 420;

/// The structure of any text.
#[must_use]
pub fn structure(text: &str) -> Structure {
    let units = units(text);
    let mut build =
        Build { text, units: &units, at: 0, found: Structure::default(), near: false, labelled: false };
    build.head();
    build.body();
    build.found
}

/// What a unit is, as far as it shows that by itself.
#[derive(Debug)]
enum Matter {
    Boilerplate,
    Label,
    Byline(Vec<Span>),
    Source(Span),
    Stamps(Stamps),
    Alt(Span),
    Credit(Span),
    Credited(Credited),
    Plain,
}

struct Build<'a> {
    text: &'a str,
    units: &'a [Unit],
    /// The unit to look at next.
    at: usize,
    found: Structure,
    /// An image line came just before.
    near: bool,
    /// `ABSTRACT` came just before.
    labelled: bool,
}

impl Build<'_> {
    fn unit(&self, n: usize) -> Option<Unit> {
        self.units.get(n).copied()
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        if !span.is_empty() {
            self.found.blocks.push(Block { kind, span });
        }
    }

    /// All above the first paragraph of the body.
    fn head(&mut self) {
        while let Some(unit) = self.unit(self.at) {
            let matter = self.matter(self.at, true);
            let taken = match matter {
                Matter::Plain if self.found.head.headline.is_none() => self.headline(unit),
                Matter::Plain if self.near && self.is_caption(unit) => self.caption(unit.span),
                Matter::Plain if self.found.head.deck.is_none() && self.is_deck(self.at) => self.deck(unit),
                Matter::Plain => false,
                matter => self.take(matter, unit),
            };
            if !taken {
                return;
            }
            self.at += 1;
        }
    }

    /// Takes the unit as the headline, if it can be one; a date at its end is cut off.
    fn headline(&mut self, unit: Unit) -> bool {
        let words = unit.span.of(self.text);
        let follows = self.at + 1 < self.units.len();
        if !follows || words.len() > LONGEST_HEADLINE || shapes::is_sentence(words) || self.is_body(unit) {
            return false;
        }
        let stamp =
            dates::at_end(self.text, unit.span).filter(|stamp| stamp.span.start() > unit.span.start());
        let end = stamp.as_ref().map_or(unit.span.end(), |stamp| stamp.span.start());
        let span = Span::new(unit.span.start(), end).trim(self.text);
        self.found.head.headline = Some(without_marks(self.text, span));
        self.push(BlockKind::Headline, span);
        if let Some(stamp) = stamp {
            self.push(BlockKind::Published, stamp.span);
            self.found.head.published = Some(stamp);
        }
        true
    }

    fn deck(&mut self, unit: Unit) -> bool {
        self.found.head.deck = Some(unit.span);
        self.push(BlockKind::Deck, unit.span);
        self.labelled = false;
        true
    }

    /// True for units that can only be part of the body.
    fn is_body(&self, unit: Unit) -> bool {
        let words = unit.span.of(self.text);
        shapes::is_list_item(words)
            || shapes::is_block_quote(words)
            || datelines::dateline(self.text, unit.span).is_some_and(|found| found.dateline.is_some())
    }

    /// A caption follows its image line directly, or is short.
    fn is_caption(&self, unit: Unit) -> bool {
        !unit.gap && unit.span.len() <= 400 && !self.is_body(unit)
    }

    /// A deck is short, and something of the head, or a dateline, comes after it.
    fn is_deck(&self, at: usize) -> bool {
        let Some(unit) = self.unit(at) else { return false };
        if self.found.head.headline.is_none() || unit.span.len() > LONGEST_DECK || self.is_body(unit) {
            return false;
        }
        if !self.labelled && unit.span.of(self.text).split_whitespace().count() < 4 {
            return false;
        }
        let head = &self.found.head;
        let words = unit.span.of(self.text);
        let open = words.len() >= 40 && !words.ends_with(['.', '!', '?', '…', '”', '"', '’', ':', ')']);
        if self.labelled || (open && !self.near && (head.published.is_some() || !head.bylines.is_empty())) {
            return true;
        }
        let next = (at + 1..at + 5).find(|&n| !matches!(self.matter(n, true), Matter::Boilerplate));
        let Some((n, after)) = next.and_then(|n| Some((n, self.unit(n)?))) else { return false };
        let tight = !unit.gap && after.gap;
        let adorned = match self.matter(n, true) {
            Matter::Byline(_) | Matter::Source(_) | Matter::Stamps(_) => true,
            Matter::Alt(_) | Matter::Credit(_) | Matter::Credited(_) => unit.span.len() <= 160 || !after.gap,
            Matter::Plain => datelines::dateline(self.text, after.span).is_some(),
            Matter::Label | Matter::Boilerplate => false,
        };
        tight || adorned
    }

    /// What unit `n` is by itself; in the head more signs count.
    fn matter(&self, n: usize, head: bool) -> Matter {
        let Some(unit) = self.unit(n) else { return Matter::Plain };
        let (text, span) = (self.text, unit.span);
        let words = span.of(text);
        if words.len() > 700 {
            return Matter::Plain;
        }
        if shapes::is_ornament(words) {
            return Matter::Boilerplate;
        }
        let longest = if head { LONGEST_BOILERPLATE } else { LONGEST_BOILERPLATE / 2 };
        if words.len() <= longest && BOILERPLATE.matches(words) && !has_quotation(words) {
            return Matter::Boilerplate;
        }
        if head && words.len() <= 30 && KICKERS.matches(words) {
            return Matter::Label;
        }
        let placed = if head && self.is_dated(n + 1) { bylines::placed(text, span) } else { None };
        match placed {
            Some(names) => Matter::Byline(names),
            None if head => self.head_matter(span),
            None => self.body_matter(unit),
        }
    }

    fn is_dated(&self, n: usize) -> bool {
        self.unit(n).is_some_and(|unit| dates::line(self.text, unit.span).is_some())
    }

    fn head_matter(&self, span: Span) -> Matter {
        let text = self.text;
        if let Some(byline) = bylines::byline(text, span) {
            return match byline {
                Byline::Names(names) => Matter::Byline(names),
                Byline::Source(source) => Matter::Source(source),
            };
        }
        if let Some(source) = source(text, span, !self.near && self.found.head.headline.is_some()) {
            return Matter::Source(source);
        }
        if let Some(stamps) = dates::line(text, span) {
            return Matter::Stamps(stamps);
        }
        let titled = self.found.head.headline.is_some();
        if let Some(alt) = credits::alt(text, span) {
            return Matter::Alt(alt);
        }
        if let Some(names) = bylines::bare(text, span).filter(|_| titled) {
            return Matter::Byline(names);
        }
        match (credits::credit_alone(text, span, self.near), credits::credited(text, span, self.near)) {
            (Some(credit), _) if titled => Matter::Credit(credit),
            (_, Some(credited)) if titled => Matter::Credited(credited),
            _ => Matter::Plain,
        }
    }

    fn body_matter(&self, unit: Unit) -> Matter {
        let (text, span) = (self.text, unit.span);
        if let Some(alt) = credits::alt(text, span) {
            return Matter::Alt(alt);
        }
        if bylines::is_closing(text, span) {
            return Matter::Byline(Vec::new());
        }
        match (credits::credit_alone(text, span, self.near), credits::credited(text, span, self.near)) {
            (Some(credit), _) => Matter::Credit(credit),
            (_, Some(credited)) => Matter::Credited(credited),
            _ => Matter::Plain,
        }
    }

    /// Puts a unit that shows by itself what it is into its place; always `true`.
    fn take(&mut self, matter: Matter, unit: Unit) -> bool {
        let head = &mut self.found.head;
        self.labelled = false;
        let near = std::mem::replace(&mut self.near, false);
        match matter {
            Matter::Boilerplate => {
                self.near = near;
                self.push(BlockKind::Boilerplate, unit.span);
            }
            Matter::Label => {
                self.labelled = matches!(normal(unit.span.of(self.text)).as_str(), "abstract" | "summary");
                self.push(BlockKind::Boilerplate, unit.span);
            }
            Matter::Byline(names) => {
                head.bylines.extend(names);
                self.push(BlockKind::Byline, unit.span);
            }
            Matter::Source(span) => {
                head.source.get_or_insert(span);
                self.push(BlockKind::Source, unit.span);
            }
            Matter::Stamps(stamps) => {
                head.published = head.published.take().or(stamps.published);
                head.updated = head.updated.take().or(stamps.updated);
                self.push(BlockKind::Published, unit.span);
            }
            Matter::Alt(alt) => {
                self.near = true;
                self.found.images.push(Image { alt: Some(alt), ..Image::default() });
                self.push(BlockKind::Alt, unit.span);
            }
            Matter::Credit(credit) => {
                self.credit(credit, near);
                self.push(BlockKind::Credit, unit.span);
            }
            Matter::Credited(found) => self.credited(found, unit.span),
            Matter::Plain => self.push(BlockKind::Paragraph, unit.span),
        }
        true
    }

    /// The image that a caption or credit belongs to: the last, if it lacks that part and nothing came between.
    fn image(&mut self, near: bool) -> Option<&mut Image> {
        if !near || self.found.images.is_empty() {
            self.found.images.push(Image::default());
        }
        self.found.images.last_mut()
    }

    fn caption(&mut self, span: Span) -> bool {
        let near = std::mem::replace(&mut self.near, true);
        if let Some(image) = self.image(near) {
            image.caption = Some(span);
        }
        self.push(BlockKind::Caption, span);
        true
    }

    fn credit(&mut self, credit: Span, near: bool) {
        if let Some(image) = self.image(near) {
            image.credit = Some(credit);
        }
    }

    /// A caption and the credit at its end; the marks between belong to the credit's block.
    fn credited(&mut self, found: Credited, whole: Span) {
        let near = self.found.blocks.last().is_some_and(|block| block.kind == BlockKind::Alt);
        if let Some(image) = self.image(near) {
            image.caption = Some(found.caption).filter(|span| !span.is_empty());
            image.credit = Some(found.credit);
        }
        self.push(BlockKind::Caption, found.caption);
        let rest = Span::new(
            if found.caption.is_empty() { whole.start() } else { found.caption.end() },
            whole.end(),
        );
        self.push(BlockKind::Credit, rest.trim(self.text));
    }

    /// The body, to the end of the text.
    fn body(&mut self) {
        let mut paragraphs = 0;
        while let Some(unit) = self.unit(self.at) {
            match self.matter(self.at, false) {
                Matter::Plain if self.near && self.is_caption(unit) && self.is_image_caption(unit) => {
                    self.caption(unit.span);
                    self.near = false;
                }
                Matter::Plain => {
                    let kind = self.kind(unit, paragraphs);
                    self.near = false;
                    if kind == BlockKind::Paragraph {
                        self.dateline(unit.span, paragraphs);
                        paragraphs += 1;
                    }
                    self.push(kind, unit.span);
                }
                matter => {
                    self.take(matter, unit);
                }
            }
            self.at += 1;
        }
    }

    /// In the body a caption must be followed by a blank line, so that it can't be the next paragraph.
    fn is_image_caption(&self, unit: Unit) -> bool {
        unit.span.len() <= 300 && self.unit(self.at + 1).is_none_or(|next| next.gap)
    }

    /// The kind of a unit of running text.
    fn kind(&self, unit: Unit, paragraphs: usize) -> BlockKind {
        let words = unit.span.of(self.text);
        if shapes::is_block_quote(words) {
            return BlockKind::BlockQuote;
        }
        if shapes::is_list_item(words) {
            return BlockKind::ListItem;
        }
        if paragraphs > 0 || self.found.head.headline.is_some() {
            let heads = shapes::is_heading(words)
                && self.unit(self.at + 1).is_some_and(|next| self.is_headed(unit, next));
            if heads {
                return BlockKind::Subheading;
            }
        }
        BlockKind::Paragraph
    }

    /// A heading's next unit is longer than it, a sentence, or a list; and no table goes on.
    fn is_headed(&self, heading: Unit, next: Unit) -> bool {
        let words = next.span.of(self.text);
        let sentence = words.ends_with(['.', '!', '?', '”', '"', ':', '’', '…', ')']);
        (heading.gap || !next.gap || words.len() > 120)
            && (words.len() > 2 * heading.span.len() || sentence || self.is_body(next))
    }

    /// The dateline and agency of one of the first paragraphs.
    fn dateline(&mut self, span: Span, paragraphs: usize) {
        if paragraphs > 2 || self.found.head.dateline.is_some() {
            return;
        }
        if let Some(found) = datelines::dateline(self.text, span) {
            self.found.head.dateline = found.dateline;
            self.found.head.source = self.found.head.source.or(found.source);
        }
    }
}

/// A heading without the `#` marks before it.
fn without_marks(text: &str, span: Span) -> Span {
    let bare = span.of(text).trim_start_matches(['#', ' ']);
    if bare.is_empty() { span } else { Span::new(span.end() - bare.len(), span.end()) }
}

/// True for words in double quotation marks, which are somebody's and not the site's.
fn has_quotation(words: &str) -> bool {
    words.contains(['"', '“', '”', '„', '«', '»'])
}

/// The outlet in `/ Source: The Associated Press`; or, when `bare` ones count, in a line that is its name alone.
fn source(text: &str, place: Span, bare: bool) -> Option<Span> {
    let line = place.of(text);
    if line.len() > 100 {
        return None;
    }
    let words = line.trim_start_matches(['/', '|', ' ', '(', '—', '-']);
    let label = ["source:", "source -", "source –", "sources:"]
        .iter()
        .find(|label| words.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label)));
    let start = line.len() - words.len() + label.map_or(0, |label| label.len());
    let span = Span::new(place.start() + start, place.end()).trim(text);
    let name = span.of(text).trim_end_matches([')', '.']);
    let named = label.is_some()
        || (bare && line.len() <= 40 && is_outlet(name) && name.starts_with(char::is_uppercase));
    (named && !name.is_empty()).then(|| Span::new(span.start(), span.start() + name.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The blocks of `text`, each as `kind: words`.
    fn blocks(text: &str) -> Vec<String> {
        let found = structure(text);
        let line = |block: &Block| format!("{:?}: {}", block.kind, block.span.of(text).replace('\n', " "));
        found.blocks.iter().map(line).collect()
    }

    #[test]
    fn every_part_of_a_site_page_is_told_apart() {
        let text = "\
Your browser is not supported. Please update your browser.

Harrow and Norland to resume ferry talks

The minister will press for \"a date, not a promise\", her office said.
Image: Ana Ruiz, Tom Dam
Minister Ana Ruiz, left, and Tom Dam at the harbour in Aldwick, Norland.Petra Quill / HPA
/ Source: Harrow Press Agency

ALDWICK — Talks on the ferry will resume on Monday.

What comes next

The ministers meet at noon:
- first the timetable
- then the fares
> We want a date.
Sign up for our newsletter
Copyright 2031 Harrow Press Agency. All rights reserved.";
        assert_eq!(
            blocks(text),
            [
                "Boilerplate: Your browser is not supported. Please update your browser.",
                "Headline: Harrow and Norland to resume ferry talks",
                "Deck: The minister will press for \"a date, not a promise\", her office said.",
                "Alt: Image: Ana Ruiz, Tom Dam",
                "Caption: Minister Ana Ruiz, left, and Tom Dam at the harbour in Aldwick, Norland.",
                "Credit: Petra Quill / HPA",
                "Source: / Source: Harrow Press Agency",
                "Paragraph: ALDWICK — Talks on the ferry will resume on Monday.",
                "Subheading: What comes next",
                "Paragraph: The ministers meet at noon:",
                "ListItem: - first the timetable",
                "ListItem: - then the fares",
                "BlockQuote: > We want a date.",
                "Boilerplate: Sign up for our newsletter",
                "Boilerplate: Copyright 2031 Harrow Press Agency. All rights reserved.",
            ]
        );
        let found = structure(text);
        let of = |span: Option<Span>| span.map_or("", |span| span.of(text));
        assert_eq!(of(found.head.source), "Harrow Press Agency");
        assert_eq!(of(found.head.dateline.map(|dateline| dateline.place)), "ALDWICK");
        assert_eq!(found.images.len(), 1);
        assert_eq!(of(found.images[0].alt), "Ana Ruiz, Tom Dam");
        assert_eq!(of(found.images[0].credit), "Petra Quill / HPA");
    }

    #[test]
    fn a_plain_article_is_headline_and_paragraphs() {
        let text = "Ferry sails again.\n\nIt left at noon.\n\n“At last,” Ana Ruiz said.\n";
        assert_eq!(
            blocks(text),
            [
                "Headline: Ferry sails again.",
                "Paragraph: It left at noon.",
                "Paragraph: “At last,” Ana Ruiz said."
            ]
        );
    }

    #[test]
    fn a_text_without_any_structure_is_still_an_article() {
        assert_eq!(blocks("It rained."), ["Paragraph: It rained."]);
        assert_eq!(blocks(" \n\n"), [""; 0]);
        assert_eq!(
            blocks("ALDWICK (HPA) - It rained all day.\nThen it stopped."),
            ["Paragraph: ALDWICK (HPA) - It rained all day.", "Paragraph: Then it stopped."]
        );
    }

    #[test]
    fn bylines_dates_and_labels_stand_in_any_order() {
        let text = "OPINION\nThe harbour we deserve\nBy Ana Ruiz and Tom van Dam\nPublished: 4 December 2031\nUpdated: 5 December 2031\n\nIt rained.";
        let found = structure(text);
        let names: Vec<&str> = found.head.bylines.iter().map(|span| span.of(text)).collect();
        assert_eq!(names, ["Ana Ruiz", "Tom van Dam"]);
        assert_eq!(found.head.headline.map(|span| span.of(text)), Some("The harbour we deserve"));
        assert_eq!(found.head.published.map(|stamp| stamp.iso).as_deref(), Some("2031-12-04"));
        assert_eq!(found.head.updated.map(|stamp| stamp.iso).as_deref(), Some("2031-12-05"));
    }

    /// Every byte that is no white space lies in exactly one block, and blocks are in order.
    fn assert_covers(text: &str) {
        let mut at = 0;
        for block in structure(text).blocks {
            assert!(block.span.start() >= at && !block.span.is_empty(), "{block:?} in {text:?}");
            assert_eq!(text[at..block.span.start()].trim(), "", "{text:?}");
            assert_eq!(block.span.of(text).trim().len(), block.span.len(), "{block:?} in {text:?}");
            at = block.span.end();
        }
        assert_eq!(text[at..].trim(), "", "{text:?}");
    }

    proptest! {
        #[test]
        fn every_word_lies_in_exactly_one_block(
            lines in proptest::collection::vec(
                prop_oneof![
                    "\\PC{0,60}",
                    "(Image: |By |Photo: |/ Source: |Published: |- |> |## |© ?|\\(Photo by )?([A-Z][a-z]{1,8}[ ./,]{1,2}){0,5}(\\)|AP|2031)?",
                    "[A-Z]{2,9}(, [A-Z][a-z]+)?( \\(AP\\))? (—|-) [A-Z][a-z ]{0,40}\\.",
                    Just(String::new()),
                ],
                0..24,
            )
        ) {
            assert_covers(&lines.join("\n"));
        }
    }

    #[test]
    fn huge_texts_of_any_shape_take_linear_time() {
        for text in [
            "a\n".repeat(300_000),
            "a ".repeat(300_000),
            "\n".repeat(500_000),
            "By A. ".repeat(100_000),
            "- \n> \n".repeat(60_000),
        ] {
            assert_covers(&text);
        }
    }
}
