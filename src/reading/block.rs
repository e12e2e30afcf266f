//! The structure of an article: its head (headline, deck, bylines …), its blocks and its images.

use crate::text::Span;

/// What a block of text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// The summary under the headline.
    Deck,
    /// Who wrote it.
    Byline,
    /// The news agency or outlet it came from.
    Source,
    /// When it was published or updated.
    Published,
    /// The description of an image for those who can't see it.
    Alt,
    /// The words under an image.
    Caption,
    /// Who made an image.
    Credit,
    /// A heading between paragraphs.
    #[serde(rename = "heading", alias = "subheading")]
    Subheading,
    /// One entry of a list.
    ListItem,
    /// A quotation set apart as a block.
    #[serde(rename = "blockquote", alias = "block_quote")]
    BlockQuote,
    /// A table; one line per row, cells parted by tabs.
    Table,
    /// Words for machines, whose line breaks and spaces count.
    Code,
    /// Running text.
    Paragraph,
    /// What the publisher says about the article itself: an embargo, a correction, a kill.
    Notice,
    /// The site's own words: cookie lines, newsletter offers, share bars. Folded away, never lost.
    Boilerplate,
}

impl BlockKind {
    /// True for the kinds that make the head above the body, notices apart.
    #[must_use]
    pub fn is_head(self) -> bool {
        matches!(
            self,
            BlockKind::Headline
                | BlockKind::Deck
                | BlockKind::Byline
                | BlockKind::Source
                | BlockKind::Published
        )
    }

    /// True for the kinds that belong to the article's running text, in which people speak.
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(
            self,
            BlockKind::Subheading | BlockKind::ListItem | BlockKind::BlockQuote | BlockKind::Paragraph
        )
    }
}

/// One block at its place; blocks are in text order and never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, without white space at its ends.
    pub span: Span,
}

/// Where and, if given, when a report was filed: `WASHINGTON, Dec. 4 —`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The place alone (`WASHINGTON`), which is what readers are shown.
    pub place: Span,
    /// The whole of it, up to and with the dash; it stands at the start of a paragraph block.
    pub span: Span,
}

/// A date as the article gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The words that say it.
    pub span: Span,
    /// The same in ISO 8601 (`2021-12-04` or `2021-12-04T10:30-05:00`), as exact as the words are.
    pub iso: String,
}

/// What stands above the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The article's title.
    pub headline: Option<Span>,
    /// The summary under it.
    pub deck: Option<Span>,
    /// Each writer's name, without "By".
    pub bylines: Vec<Span>,
    /// The news agency or outlet (`The Associated Press`).
    pub source: Option<Span>,
    /// Where it was filed.
    pub dateline: Option<Dateline>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
}

/// An image, as far as its words go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The description for those who can't see it.
    pub alt: Option<Span>,
    /// The words under it.
    pub caption: Option<Span>,
    /// Who made it (`Patrick Semansky / AP`).
    pub credit: Option<Span>,
    /// Its address.
    pub url: Option<String>,
}

/// A stretch of text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words that are the link.
    pub span: Span,
    /// Where it leads.
    pub url: String,
}

/// How words are made to stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Mostly shown in italics.
    Emphasis,
    /// Mostly shown in bold.
    Strong,
    /// Words for machines within a paragraph.
    Code,
}

/// A stretch of text that stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emphasis {
    /// The words.
    pub span: Span,
    /// How they stand out.
    pub weight: Weight,
}

impl Structure {
    /// The index of the first block of running text; blocks of the head that come after it, such as the line
    /// that closes an article with its writers, stand where they are read.
    #[must_use]
    pub fn body_begins(&self) -> usize {
        let first = self.blocks.iter().position(|block| block.kind.is_body());
        first.unwrap_or(self.blocks.len())
    }
}

/// All of the structure: every byte that is no white space lies in exactly one block, except that
/// a dateline lies inside its paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// What stands above the body.
    pub head: Head,
    /// The blocks in text order.
    pub blocks: Vec<Block>,
    /// The images in text order.
    pub images: Vec<Image>,
    /// The links in text order.
    pub links: Vec<Link>,
    /// The words that stand out, in text order.
    pub emphases: Vec<Emphasis>,
}
