//! The body of an article in a page: which of the page's nodes hold it.
//!
//! Blocks of prose speak for the nodes around them; the names of the page's parts decide where they are in doubt.

use url::Url;

use super::cleaner::{clean, holder, is_prose};
use super::fragment::{Placed, parts};
use super::signs::{Sign, signs};
use super::tree::{Id, Tree};
use crate::sources::draft::Part;

/// The parts of the article in a page, each with its node.
#[must_use]
pub fn body(tree: &Tree, base: Option<&Url>) -> Vec<Placed> {
    let page = Page::of(tree, base);
    let container = page.container();
    let wanted = |id: Id| !page.unwanted[id] || tree.whole(id).contains(&container);
    clean(tree, parts(tree, container, base, &wanted))
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
        let bodies: Vec<Id> = (0..self.tree.len())
            .filter(|&id| self.signs[id] == Sign::Body && self.inside(id) >= BODY)
            .collect();
        for id in 0..self.tree.len() {
            let most = match self.signs[id] {
                Sign::Unwanted => 30,
                Sign::Comments => 90,
                _ => continue,
            };
            let whole = self.tree.whole(id);
            let outside = !bodies.is_empty() && !bodies.iter().any(|body| whole.contains(body));
            let apart = outside && !bodies.iter().any(|&body| self.tree.whole(body).contains(&id));
            self.unwanted[id] = apart || self.inside(id) * 100 <= all * most;
        }
    }

    /// The node that holds the article's body.
    fn container(&self) -> Id {
        let mut score = vec![0_usize; self.tree.len()];
        for &(at, weight) in &self.blocks {
            let holder = holder(self.tree, at);
            let up = std::iter::once(holder).chain(self.tree.ancestors(holder));
            for (id, share) in up.zip(SHARES) {
                score[id] += weight * share;
            }
        }
        let signed = |id: Id| if self.signs[id] == Sign::Body { score[id] * 13 / 10 } else { score[id] };
        let best = (0..self.tree.len()).rev().max_by_key(|&id| signed(id)).unwrap_or(0);
        self.widened(best)
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
