//! The frame of an article in its page: where its headline, its head and its body are, and the lines of its head.
//!
//! Only the neighbourhood of the headline is looked at, so that long pages cost no more than short ones.

use std::ops::Range;

use super::marks::Marks;
use super::survey::{Survey, squeezed};
use super::tree::{Id, is_block, is_unseen};

/// A line of a page's head: the words of one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The block.
    pub id: Id,
    /// The first of its words.
    pub first: Id,
    /// Its words.
    pub words: String,
    /// All of it is bold.
    pub is_bold: bool,
    /// All of it is a link.
    pub is_link: bool,
    /// What the block and the one around it are named for.
    pub own: Marks,
    /// What the block and the four around it are named for.
    pub marks: Marks,
}

/// Where an article is in its page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The heading that is the headline.
    pub headline: Option<Id>,
    /// The smallest node that holds most of the running text.
    pub container: Id,
    /// The smallest node that holds that and the headline.
    pub region: Id,
    /// The lines from the headline on into the body.
    pub lines: Vec<Line>,
}

/// Lines of a head are looked for until so many bytes of running text are read.
const DEEP: u32 = 2500;

/// No more lines than this are looked at.
const MOST: usize = 90;

/// An article element with less running text is not all of the article, in bytes.
const LEAST: u32 = 700;

/// So many nodes before the headline may hold lines of the head.
const ABOVE: usize = 60;

impl Frame {
    /// The frame of the article with the given headline.
    #[must_use]
    pub fn of(survey: &Survey<'_>, headline: Option<Id>) -> Self {
        // Of several articles on a page, the headline's is meant.
        let article = headline.and_then(|id| {
            let mut around = survey.tree.ancestors(id);
            around.find(|&up| survey.tree.tag(up) == "article" && survey.mass(&survey.tree.whole(up)) > LEAST)
        });
        let container = survey.container(article.unwrap_or(0));
        let region = headline.map_or(container, |headline| survey.around(headline, container));
        let mut frame = Self { headline, container, region, lines: Vec::new() };
        frame.lines = lines(survey, &frame);
        frame
    }

    /// The lines below the headline.
    #[must_use]
    pub fn below(&self) -> &[Line] {
        let after = self.headline.unwrap_or(0);
        let at = self.lines.iter().position(|line| line.first > after).unwrap_or(self.lines.len());
        self.lines.get(at..).unwrap_or(&[])
    }
}

/// The lines around and below the headline.
fn lines(survey: &Survey<'_>, frame: &Frame) -> Vec<Line> {
    let tree = survey.tree;
    let region = tree.whole(frame.region);
    let from = frame.headline.map_or(region.start, |id| id.saturating_sub(ABOVE).max(region.start));
    let headline = frame.headline.map_or(0..0, |id| tree.whole(id));
    let start = headline.end.max(from);
    let mut lines: Vec<Line> = Vec::new();
    let mut at = from;
    while at < region.end && lines.len() < MOST && survey.mass(&(start..at.max(start))) < DEEP {
        if headline.contains(&at) || is_skipped(survey, at) {
            at = tree.whole(at).end.max(headline.end.min(at + headline.len())).max(at + 1);
            continue;
        }
        if let Some(text) = tree.text(at).filter(|text| !text.trim().is_empty()) {
            add(survey, &mut lines, at, text, &region);
        }
        at += 1;
    }
    for line in &mut lines {
        line.words = squeezed(&line.words);
    }
    lines
}

/// Parts of a page that hold no lines of a head.
fn is_skipped(survey: &Survey<'_>, id: Id) -> bool {
    let tag = survey.tree.tag(id);
    is_unseen(tag)
        || matches!(tag, "nav" | "footer" | "form" | "figcaption" | "label")
        || survey.tree.has(id, "hidden")
}

/// Adds a text to the line of its block.
fn add(survey: &Survey<'_>, lines: &mut Vec<Line>, at: Id, text: &str, region: &Range<Id>) {
    let tree = survey.tree;
    let (mut bold, mut link, mut block) = (false, false, region.start);
    for up in tree.ancestors(at).take_while(|up| *up > region.start) {
        match tree.tag(up) {
            "b" | "strong" => bold = true,
            "a" => link = true,
            _ => {}
        }
        bold |= survey.marks.get(up).is_some_and(|marks| marks.any(Marks::BOLD));
        if is_block(tree.tag(up)) || is_custom(tree.tag(up)) {
            block = up;
            break;
        }
    }
    if let Some(last) = lines.last_mut().filter(|last| last.id == block) {
        if tree.tag(at.saturating_sub(1)) == "br" {
            last.words.push(' ');
        }
        last.words.push_str(text);
        last.is_bold &= bold || text.trim().len() < 3;
        last.is_link &= link;
        return;
    }
    let near = || tree.ancestors(at).take_while(|up| *up > region.start);
    let of = |ids: &mut dyn Iterator<Item = Id>| {
        ids.filter_map(|up| survey.marks.get(up)).fold(Marks::default(), |all, marks| all.and(*marks))
    };
    let own = of(&mut near().take_while(|up| *up >= block).chain([tree.parent(block)]));
    let marks = own.and(of(&mut near().take(4)));
    lines.push(Line {
        id: block,
        first: at,
        words: text.to_owned(),
        is_bold: bold,
        is_link: link,
        own,
        marks,
    });
}

/// Elements of a page's own making are mostly blocks.
fn is_custom(tag: &str) -> bool {
    tag.contains('-')
}
