//! The cleaner: leaves out what stands among an article's blocks and is none of them.
//!
//! It judges by what a block says, how much of it is links, and whether prose stands before and after it; the
//! prose itself stays.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use url::Url;

use super::fragment::Placed;
use super::tree::{Id, Tree, is_inline};
use crate::reading::structure::phrases::{BOILERPLATE, Phrases, normal};
use crate::reading::{BlockKind, Weight};
use crate::sources::draft::{Draft, Part};

static LINES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_lines.txt")));
static STARTS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_starts.txt")));
static TAILS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_tails.txt")));

/// Longer blocks are prose, whatever they say, in bytes.
const LINE: usize = 300;

/// Longer lines are more than a label, in bytes.
const START: usize = 160;

/// Lists with a greater share of links are left out, in hundredths.
const LINKED_LIST: usize = 60;

/// Leaves out what is no part of the article; `head` is what stands above it, `base` the page's address.
#[must_use]
pub fn clean(tree: &Tree, placed: Vec<Placed>, head: &Draft, base: Option<&Url>) -> Vec<Placed> {
    let usual = usual(tree, &placed);
    let mut blocks = without_link_lists(until_tail(tree, placed), base);
    let judge = Judge { tree, base, usual, titles: titles(tree, head), decks: decks(tree, head) };
    let first = blocks.iter().position(is_prose).unwrap_or(0);
    let last = blocks.iter().rposition(is_prose).unwrap_or(blocks.len());
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        let (before, after) = (at - 1 < first, at - 1 > last);
        // A list may end an article, none begins one.
        let item = words(block).1 == Some(BlockKind::ListItem);
        let label = (before || (after && !item)) && judge.is_label(block);
        !(label || judge.is_stray(block, at))
    });
    blocks
}

/// What blocks are judged by.
struct Judge<'a> {
    tree: &'a Tree,
    base: Option<&'a Url>,
    /// What the elements of the prose are called.
    usual: Names<'a>,
    titles: Vec<String>,
    decks: Vec<String>,
}

impl Judge<'_> {
    /// True for a block, the `at`th, that is no part of the article wherever it stands.
    fn is_stray(&self, block: &Placed, at: usize) -> bool {
        let (words, Some(kind)) = words(block) else { return false };
        let line = words.len() <= LINE;
        (at <= 8 && line && self.titles.contains(&normal(words)))
            || (at <= 4 && self.is_deck(block, &normal(words)))
            || (line && (BOILERPLATE.matches(words) || LINES.matches(words)))
            || (words.len() <= START && !ends_sentence(words) && STARTS.matches(words))
            || (line && kind != BlockKind::ListItem && is_linked(block) && !leads_out(block, self.base))
    }

    /// True for the deck, when it stands out from the prose.
    fn is_deck(&self, block: &Placed, words: &str) -> bool {
        let apart = !self.is_usual(block) || is_strong(block);
        apart && self.decks.iter().any(|deck| is_same_start(words, deck))
    }

    fn is_usual(&self, block: &Placed) -> bool {
        line_names(self.tree, block.at) == self.usual
    }

    /// A short line that is no sentence and looks other than the prose.
    fn is_label(&self, block: &Placed) -> bool {
        let (words, kind) = words(block);
        matches!(kind, Some(BlockKind::Paragraph | BlockKind::ListItem))
            && words.len() <= 120
            && !ends_sentence(words)
            && !self.is_usual(block)
    }
}

/// True when all links of a block lead to other sites.
fn leads_out(block: &Placed, base: Option<&Url>) -> bool {
    let (Part::Block(_, inline), Some(site)) = (&block.part, base.and_then(site)) else { return false };
    let other =
        |url: &str| Url::parse(url).is_ok_and(|url| self::site(&url).is_some_and(|host| host != site));
    !inline.links.is_empty() && inline.links.iter().all(|(_, url)| other(url))
}

/// The last two names of a host.
fn site(url: &Url) -> Option<String> {
    let names: Vec<&str> = url.host_str()?.rsplit('.').take(2).collect();
    Some(names.join("."))
}

/// What the page calls itself, in its several titles, as [`normal`] lines.
fn titles(tree: &Tree, head: &Draft) -> Vec<String> {
    let metas = tree.tagged("meta").filter(|&id| {
        let name = [tree.attribute(id, "property"), tree.attribute(id, "name")];
        name.iter().any(|name| matches!(*name, "og:title" | "twitter:title" | "title" | "headline"))
    });
    let mut titles: Vec<String> = metas.map(|id| normal(tree.attribute(id, "content"))).collect();
    let heads = tree.tagged("h1").chain(tree.tagged("title"));
    titles.extend(heads.map(|id| normal(&tree.words(id))));
    titles.push(normal(&head.headline));
    titles.retain(|title| !title.is_empty());
    titles
}

/// The summaries that the page gives of itself, as [`normal`] lines.
fn decks(tree: &Tree, head: &Draft) -> Vec<String> {
    let metas = tree.tagged("meta").filter(|&id| {
        let name = [tree.attribute(id, "property"), tree.attribute(id, "name")];
        name.iter().any(|name| matches!(*name, "og:description" | "twitter:description" | "description"))
    });
    let mut decks: Vec<String> = metas.map(|id| normal(tree.attribute(id, "content"))).collect();
    decks.push(normal(&head.deck));
    decks.retain(|deck| !deck.is_empty());
    decks
}

/// A block that stands out as a whole.
fn is_strong(placed: &Placed) -> bool {
    let Part::Block(_, inline) = &placed.part else { return false };
    let strong = inline.emphases.iter().filter(|(_, weight)| *weight == Weight::Strong);
    strong.map(|(range, _)| range.len()).sum::<usize>() * 10 >= inline.words.trim().len() * 9
}

/// True when both are the same, or the second is the beginning of the first, cut off.
fn is_same_start(words: &str, deck: &str) -> bool {
    let near = deck.len() >= 60 && words.len() <= deck.len() + 30;
    words == deck || (near && words.contains(deck))
}

fn words(placed: &Placed) -> (&str, Option<BlockKind>) {
    match &placed.part {
        Part::Block(kind, inline) => (inline.words.trim(), Some(*kind)),
        Part::Figure(_) => ("", None),
    }
}

/// Sentences that are not links.
pub fn is_prose(placed: &Placed) -> bool {
    let (words, kind) = words(placed);
    let own = words.len().saturating_sub(placed.linked);
    match kind {
        Some(BlockKind::Paragraph | BlockKind::BlockQuote | BlockKind::ListItem) => {
            own * 2 >= words.len() && (own >= 80 || (own >= 30 && ends_sentence(words)))
        }
        _ => false,
    }
}

/// True when the last sign is one that sentences end with.
pub fn ends_sentence(words: &str) -> bool {
    words.trim_end().ends_with(['.', '!', '?', '”', '"', '…', ':', '。', '’', ')', '»', '“', '」'])
}

/// A block that is a link and nothing else.
fn is_linked(placed: &Placed) -> bool {
    let length = words(placed).0.len();
    length > 0 && placed.linked * 10 >= length * 9
}

/// The blocks up to a heading that ends articles, unless prose of the article comes after it.
fn until_tail(tree: &Tree, mut blocks: Vec<Placed>) -> Vec<Placed> {
    let weight = |blocks: &[Placed]| -> usize {
        blocks.iter().filter(|block| is_prose(block)).map(|block| words(block).0.len()).sum()
    };
    let all = weight(&blocks);
    let heads = (1..blocks.len()).filter(|&at| {
        let (words, kind) = words(&blocks[at]);
        let heading = kind == Some(BlockKind::Subheading)
            || (kind == Some(BlockKind::Paragraph) && !ends_sentence(words));
        heading && words.len() <= 80 && TAILS.matches(words)
    });
    // The first that ends the article is among the first.
    let tail = heads.take(64).find(|&at| {
        let (before, after) = blocks.split_at(at);
        let place = |block: &Placed| names(tree, holder(tree, block.at));
        let last = before.iter().rfind(|block| is_prose(block)).map(place);
        let goes_on = after.iter().any(|block| is_prose(block) && Some(place(block)) == last);
        let next = after.get(1).map(|block| article(tree, block.at));
        let other = next.is_some_and(|next| next.is_some() && next != article(tree, blocks[at].at));
        !goes_on && (other || weight(after) * 3 <= all)
    });
    if let Some(tail) = tail {
        blocks.truncate(tail);
    }
    blocks
}

/// What a node and the one around it are called.
fn names(tree: &Tree, id: Id) -> [&str; 4] {
    let outer = tree.parent(id);
    [tree.tag(id), tree.attribute(id, "class"), tree.tag(outer), tree.attribute(outer, "class")]
}

/// What the element of a block is called, and what those around it.
type Names<'a> = ([&'a str; 2], [&'a str; 4]);

/// What the element of a block and those around it are called.
fn line_names(tree: &Tree, at: Id) -> Names<'_> {
    let line =
        tree.ancestors(at).find(|&id| !matches!(tree.tag(id), "a" | "b" | "i" | "em" | "strong" | "span"));
    let line = line.unwrap_or(0);
    let class = tree.attribute(line, "class").split_ascii_whitespace().next();
    ([tree.tag(line), class.unwrap_or_default()], names(tree, holder(tree, at)))
}

/// What the elements of most of the prose are called.
fn usual<'a>(tree: &'a Tree, blocks: &[Placed]) -> Names<'a> {
    let mut counts: FxHashMap<_, usize> = FxHashMap::default();
    for block in blocks.iter().filter(|block| is_prose(block)) {
        *counts.entry(line_names(tree, block.at)).or_default() += words(block).0.len();
    }
    counts
        .into_iter()
        .max_by_key(|(names, length)| (*length, *names))
        .map(|(names, _)| names)
        .unwrap_or_default()
}

/// The nearest `<article>` around a node.
fn article(tree: &Tree, id: Id) -> Option<Id> {
    tree.ancestors(id).find(|&id| tree.tag(id) == "article")
}

/// The node around a block: that of a paragraph is what the paragraph stands in.
pub fn holder(tree: &Tree, at: Id) -> Id {
    let block = |id: &Id| !matches!(tree.tag(*id), "" | "p") && !is_inline(tree.tag(*id));
    tree.ancestors(at).find(block).unwrap_or(0)
}

/// Leaves out lists of links to other pages of the site, with the headings over them.
fn without_link_lists(blocks: Vec<Placed>, base: Option<&Url>) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::with_capacity(blocks.len());
    let mut list: Vec<Placed> = Vec::new();
    for block in blocks {
        if words(&block).1 == Some(BlockKind::ListItem) {
            list.push(block);
        } else {
            end_list(&mut kept, &mut list, base);
            kept.push(block);
        }
    }
    end_list(&mut kept, &mut list, base);
    kept
}

fn end_list(kept: &mut Vec<Placed>, list: &mut Vec<Placed>, base: Option<&Url>) {
    let length: usize = list.iter().map(|item| words(item).0.len()).sum();
    let linked: usize = list.iter().map(|item| item.linked).sum();
    let out = list.iter().filter(|item| is_linked(item)).all(|item| leads_out(item, base));
    if linked * 100 < length * LINKED_LIST || (out && !list.is_empty()) {
        kept.append(list);
    } else if !list.is_empty() {
        let over = kept.last().is_some_and(|block| {
            let (words, kind) = words(block);
            words.len() <= 60 && (kind == Some(BlockKind::Subheading) || words.ends_with(':'))
        });
        kept.truncate(kept.len() - usize::from(over));
    }
    list.clear();
}
