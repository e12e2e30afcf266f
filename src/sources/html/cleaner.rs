//! The cleaner: leaves out what stands among an article's blocks and is none of them.
//!
//! It judges by what a block says, how much of it is links, and whether prose stands before and after it; the
//! prose itself stays.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fragment::Placed;
use super::tree::{Id, Tree};
use crate::reading::BlockKind;
use crate::reading::structure::phrases::{BOILERPLATE, Phrases, normal};
use crate::sources::draft::Part;

static LINES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_lines.txt")));
static STARTS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_starts.txt")));
static TAILS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_tails.txt")));

/// Longer blocks are prose, whatever they say, in bytes.
const LINE: usize = 300;

/// Lists with a greater share of links are left out, in hundredths.
const LINKED_LIST: usize = 60;

/// Leaves out what is no part of the article.
#[must_use]
pub fn clean(tree: &Tree, placed: Vec<Placed>) -> Vec<Placed> {
    let titles = titles(tree);
    let deck = deck(tree);
    let usual = usual(tree, &placed);
    let mut blocks = until_tail(tree, placed);
    blocks = without_link_lists(blocks);
    let first = blocks.iter().position(is_prose).unwrap_or(0);
    let last = blocks.iter().rposition(is_prose).unwrap_or(blocks.len());
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        let (words, kind) = words(block);
        let Some(kind) = kind else { return true };
        let before = at - 1 < first;
        let after = at - 1 > last;
        let line = words.len() <= LINE;
        let repeated = at <= 8 && line && titles.iter().any(|title| *title == normal(words));
        let apart = at <= 4 && line_names(tree, block.at) != usual;
        let is_deck = apart && !deck.is_empty() && is_same_start(&normal(words), &deck);
        !(repeated
            || is_deck
            || (line && BOILERPLATE.matches(words))
            || (line && LINES.matches(words))
            || (line && !ends_sentence(words) && STARTS.matches(words))
            || (line && is_linked(block) && kind != BlockKind::ListItem)
            || (before && is_label(block, kind))
            || (after && is_label(block, kind)))
    });
    blocks
}

/// What the page calls itself, in its several titles, as [`normal`] lines.
fn titles(tree: &Tree) -> Vec<String> {
    let metas = tree.tagged("meta").filter(|&id| {
        let name = [tree.attribute(id, "property"), tree.attribute(id, "name")];
        name.iter().any(|name| matches!(*name, "og:title" | "twitter:title" | "title" | "headline"))
    });
    let mut titles: Vec<String> = metas.map(|id| normal(tree.attribute(id, "content"))).collect();
    let heads = tree.tagged("h1").chain(tree.tagged("title"));
    titles.extend(heads.map(|id| normal(&tree.words(id))));
    titles.retain(|title| !title.is_empty());
    titles
}

/// The summary that the page gives of itself.
fn deck(tree: &Tree) -> String {
    let metas = tree.tagged("meta").filter(|&id| {
        let name = [tree.attribute(id, "property"), tree.attribute(id, "name")];
        name.iter().any(|name| matches!(*name, "og:description" | "twitter:description" | "description"))
    });
    metas.map(|id| normal(tree.attribute(id, "content"))).max_by_key(String::len).unwrap_or_default()
}

/// True when both are the same, or the second is the beginning of the first, cut off.
fn is_same_start(words: &str, deck: &str) -> bool {
    words == deck || (deck.len() >= 60 && words.len() <= deck.len() + 20 && words.starts_with(deck))
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

/// A short line that is no sentence, outside of the prose.
fn is_label(placed: &Placed, kind: BlockKind) -> bool {
    let words = words(placed).0;
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem) && words.len() <= 120 && !ends_sentence(words)
}

/// The blocks up to a heading that ends articles, unless prose of the article comes after it.
fn until_tail(tree: &Tree, mut blocks: Vec<Placed>) -> Vec<Placed> {
    let weight = |blocks: &[Placed]| -> usize {
        blocks.iter().filter(|block| is_prose(block)).map(|block| words(block).0.len()).sum()
    };
    let all = weight(&blocks);
    let tail = (1..blocks.len()).find(|&at| {
        let (words, kind) = words(&blocks[at]);
        let heading = kind == Some(BlockKind::Subheading)
            || (kind == Some(BlockKind::Paragraph) && !ends_sentence(words));
        if !heading || words.len() > 80 || !TAILS.matches(words) {
            return false;
        }
        let (before, after) = blocks.split_at(at);
        let place = |block: &Placed| names(tree, holder(tree, block.at));
        let last = before.iter().rfind(|block| is_prose(block)).map(place);
        let goes_on = after.iter().any(|block| is_prose(block) && Some(place(block)) == last);
        let next = after.get(1).map(|block| article(tree, block.at));
        let other = next.is_some_and(|next| next.is_some() && next != article(tree, blocks[at].at));
        other || (!goes_on && weight(after) * 3 <= all)
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

/// What the element of a block and those around it are called.
fn line_names(tree: &Tree, at: Id) -> ([&str; 2], [&str; 4]) {
    let line =
        tree.ancestors(at).find(|&id| !matches!(tree.tag(id), "a" | "b" | "i" | "em" | "strong" | "span"));
    let line = line.unwrap_or(0);
    ([tree.tag(line), tree.attribute(line, "class")], names(tree, holder(tree, at)))
}

/// What the elements of most of the prose are called.
fn usual<'a>(tree: &'a Tree, blocks: &[Placed]) -> ([&'a str; 2], [&'a str; 4]) {
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
    let block = |id: &Id| {
        !matches!(
            tree.tag(*id),
            "" | "a" | "b" | "i" | "em" | "strong" | "span" | "p" | "font" | "code" | "u"
        )
    };
    tree.ancestors(at).find(block).unwrap_or(0)
}

/// Leaves out lists in which every entry is a link, with the headings over them.
fn without_link_lists(blocks: Vec<Placed>) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::with_capacity(blocks.len());
    let mut list: Vec<Placed> = Vec::new();
    let is_item = |block: &Placed| words(block).1 == Some(BlockKind::ListItem);
    for block in blocks {
        if is_item(&block) {
            list.push(block);
            continue;
        }
        end_list(&mut kept, &mut list);
        kept.push(block);
    }
    end_list(&mut kept, &mut list);
    kept
}

fn end_list(kept: &mut Vec<Placed>, list: &mut Vec<Placed>) {
    let length: usize = list.iter().map(|item| words(item).0.len()).sum();
    let linked: usize = list.iter().map(|item| item.linked).sum();
    if linked * 100 < length * LINKED_LIST {
        kept.append(list);
    }
    list.clear();
}
