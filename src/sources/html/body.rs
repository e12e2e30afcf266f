//! The body of an article in a page: which of the page's nodes hold it.
//!
//! Blocks of prose speak for the nodes around them; the names of the page's parts decide where they are in doubt.

use rustc_hash::FxHashMap;
use url::Url;

use super::cleaner::{clean, holder, is_prose};
use super::fields::Fields;
use super::fragment::{Placed, parts};
use super::signs::{Sign, signs};
use super::told::told;
use super::tree::{Id, Tree};
use crate::sources::draft::Part;

/// The parts of the article in a page, each with its node; what is in the fields of its head is left out.
#[must_use]
pub fn body(tree: &Tree, base: Option<&Url>, fields: &Fields) -> Vec<Placed> {
    let page = Page::of(tree, base);
    let container = page.container(fields.headline);
    let head = page.head(container, &fields.nodes);
    let wanted = |id: Id| {
        let around = tree.whole(id).contains(&container);
        around || !(page.unwanted[id] || head.contains(&id))
    };
    let shown = clean(tree, parts(tree, container, base, &wanted), &fields.draft, base);
    if page.prose.last().is_some_and(|prose| *prose < FEW) {
        let told = told(tree);
        if length(&told) > 2 * length(&shown) {
            return told;
        }
    }
    shown
}

/// The bytes of all blocks.
fn length(placed: &[Placed]) -> usize {
    let length = |placed: &Placed| match &placed.part {
        Part::Block(_, inline) => inline.words.len(),
        Part::Figure(_) => 0,
    };
    placed.iter().map(length).sum()
}

/// A page with what its parts weigh.
struct Page<'a> {
    tree: &'a Tree,
    signs: Vec<Sign>,
    /// Nodes that stand around the article, with all inside them.
    unwanted: Vec<bool>,
    /// For each node, the bytes of prose in all nodes before it; one more for the end.
    prose: Vec<usize>,
    /// Blocks of prose: the node and the bytes.
    blocks: Vec<(Id, usize)>,
}

/// A page that shows less prose may tell its body in other ways, in bytes.
const FEW: usize = 400;

/// A part with less prose is no body, in bytes.
const BODY: usize = 140;

/// The share that prose has in the nodes around it, from the nearest on.
const SHARES: &[usize] = &[100, 80, 65, 50, 40, 30];

impl<'a> Page<'a> {
    fn of(tree: &'a Tree, base: Option<&Url>) -> Self {
        let signs = signs(tree);
        let mut page =
            Self { tree, signs, unwanted: vec![false; tree.len()], prose: Vec::new(), blocks: Vec::new() };
        page.weigh(&parts(tree, 0, base, &|_| true));
        page.sift();
        page.weigh(&parts(tree, 0, base, &|id| !page.unwanted[id]));
        page
    }

    /// Takes in what the blocks of a page weigh.
    fn weigh(&mut self, placed: &[Placed]) {
        self.blocks = placed.iter().filter_map(|placed| Some((placed.at, prose(placed)?))).collect();
        let mut sums = vec![0; self.tree.len() + 1];
        for (at, weight) in &self.blocks {
            sums[at + 1] += weight;
        }
        for at in 1..sums.len() {
            sums[at] += sums[at - 1];
        }
        self.prose = sums;
    }

    /// The bytes of prose inside a node.
    fn inside(&self, id: Id) -> usize {
        let whole = self.tree.whole(id);
        self.prose[whole.end] - self.prose[whole.start]
    }

    /// Finds what stands around the article: by its signs, unless much of the page's prose is in it.
    fn sift(&mut self) {
        let all = self.prose.last().copied().unwrap_or(0);
        let is_body = |id: Id| self.signs[id] == Sign::Body && self.inside(id) >= BODY;
        let bodies: Vec<bool> = (0..self.tree.len()).map(is_body).collect();
        // How many bodies begin before each node; where the last of those that are open ends.
        let mut before = vec![0_usize];
        before.extend(bodies.iter().scan(0, |count, body| {
            *count += usize::from(*body);
            Some(*count)
        }));
        let mut open = 0;
        let any = before.last().is_some_and(|count| *count > 0);
        for (id, is_body) in bodies.into_iter().enumerate() {
            let whole = self.tree.whole(id);
            if is_body {
                open = open.max(whole.end);
            }
            let most = match self.signs[id] {
                Sign::Unwanted => 30,
                Sign::Comments => 90,
                _ => continue,
            };
            let apart = any && id >= open && before[whole.end] == before[whole.start];
            self.unwanted[id] = apart || self.inside(id) * 100 <= all * most;
        }
    }

    /// The node that holds the article's body.
    fn container(&self, headline: Option<Id>) -> Id {
        let mut score = vec![0_usize; self.tree.len()];
        for &(at, weight) in &self.blocks {
            let holder = holder(self.tree, at);
            let up = std::iter::once(holder).chain(self.tree.ancestors(holder));
            for (id, share) in up.zip(SHARES) {
                score[id] += weight * share;
            }
        }
        let signed = |id: Id| if self.signs[id] == Sign::Body { score[id] * 13 / 10 } else { score[id] };
        let region = headline.map_or(0, |headline| self.region(headline));
        let best = self.tree.whole(region).rev().max_by_key(|&id| signed(id)).unwrap_or(0);
        self.widened(best)
    }

    /// Those of the head's nodes that the body does without: a deck that stands among the prose is prose.
    fn head(&self, container: Id, nodes: &[Id]) -> Vec<Id> {
        let whole = self.tree.whole(container);
        let mut counts: FxHashMap<Id, usize> = FxHashMap::default();
        for &(at, weight) in self.blocks.iter().filter(|(at, _)| whole.contains(at)) {
            *counts.entry(holder(self.tree, at)).or_default() += weight;
        }
        let most = counts.iter().max_by_key(|(id, weight)| (**weight, **id)).map(|(id, _)| *id);
        let among = |id: Id| {
            let first = self
                .tree
                .whole(id)
                .find(|&id| self.tree.text(id).is_some_and(|text| !text.trim().is_empty()));
            self.inside(id) > 0 && first.map(|first| holder(self.tree, first)) == most
        };
        nodes
            .iter()
            .copied()
            .filter(|&id| !among(id) && self.inside(id) * 2 <= self.inside(container))
            .collect()
    }

    /// The article that a headline stands in, unless there is little in it: pages go on with other articles.
    fn region(&self, headline: Id) -> Id {
        let all = self.prose.last().copied().unwrap_or(0);
        let enough = |id: &Id| self.inside(*id) >= 3 * BODY && self.inside(*id) * 8 >= all;
        self.tree.ancestors(headline).find(enough).filter(|&id| self.tree.tag(id) == "article").unwrap_or(0)
    }

    /// The node around all parts of a body that is split: nodes of the same names with prose in them.
    fn widened(&self, id: Id) -> Id {
        let tree = self.tree;
        let names = |id: Id| (tree.tag(id), tree.attribute(id, "class").split_ascii_whitespace().next());
        let line = std::iter::once(id).chain(tree.ancestors(id)).take(6);
        let split = line.filter(|&part| {
            matches!(tree.tag(part), "div" | "section")
                && tree.children(tree.parent(part)).any(|other| {
                    other != part
                        && names(other) == names(part)
                        && !self.unwanted[other]
                        && self.inside(other) >= BODY
                })
        });
        split.last().map_or(id, |part| tree.parent(part))
    }
}

/// The bytes of a block that is prose: sentences, not links.
fn prose(placed: &Placed) -> Option<usize> {
    let Part::Block(_, inline) = &placed.part else { return None };
    is_prose(placed).then(|| inline.words.len().saturating_sub(placed.linked))
}
