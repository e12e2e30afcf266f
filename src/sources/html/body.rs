//! The body of an article in a page: which of the page's nodes hold it.

use url::Url;

use super::fragment::{Placed, parts};
use super::tree::{Id, Tree};

/// The parts of the article in a page, each with its node.
#[must_use]
pub fn body(tree: &Tree, base: Option<&Url>) -> Vec<Placed> {
    parts(tree, container(tree), base, &|id| {
        !matches!(tree.tag(id), "nav" | "aside" | "footer" | "form" | "header" | "h1")
    })
}

/// The smallest node that holds most of the page's paragraphs.
fn container(tree: &Tree) -> Id {
    let mut score = vec![0_usize; tree.len()];
    for id in tree.tagged("p") {
        let words = tree.words(id).trim().len();
        for (up, part) in tree.ancestors(id).take(3).zip([4, 3, 2]) {
            score[up] += words * part;
        }
    }
    (0..tree.len()).rev().max_by_key(|&id| score[id]).unwrap_or(0)
}
