//! The signs by which a page tells what its parts are for: names of elements, classes, ids and roles.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tree::{Id, Tree};
use crate::reading::structure::phrases::Phrases;

/// What a part of a page looks to be, by its names alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// Nothing special.
    #[default]
    None,
    /// The body of an article.
    Body,
    /// What stands around an article.
    Unwanted,
    /// What readers wrote.
    Comments,
}

static UNWANTED: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_unwanted.txt")));
static COMMENTS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_comments.txt")));
static BODY: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/page_body.txt")));

/// The attributes that hold names.
const NAMES: &[&str] =
    &["class", "id", "data-testid", "data-component", "data-module", "data-qa", "itemprop"];

/// The signs of all nodes.
#[must_use]
pub fn signs(tree: &Tree) -> Vec<Sign> {
    let mut known: FxHashMap<&str, Sign> = FxHashMap::default();
    (0..tree.len())
        .map(|id| if tree.text(id).is_some() { Sign::None } else { of(tree, id, &mut known) })
        .collect()
}

fn of<'a>(tree: &'a Tree, id: Id, known: &mut FxHashMap<&'a str, Sign>) -> Sign {
    match tree.tag(id) {
        "nav" | "footer" | "aside" | "header" | "form" | "dialog" | "menu" | "figcaption" => {
            return Sign::Unwanted;
        }
        "html" | "body" | "main" | "head" | "meta" | "link" | "title" | "img" | "br" => return Sign::None,
        "a" | "b" | "i" | "em" | "strong" | "mark" | "font" | "u" | "code" => return Sign::None,
        _ => {}
    }
    match tree.attribute(id, "role") {
        "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "dialog" | "alert"
        | "menu" | "toolbar" | "tablist" => return Sign::Unwanted,
        _ => {}
    }
    let mut sign = Sign::None;
    for name in NAMES {
        let names = tree.attribute(id, name);
        if names.is_empty() {
            continue;
        }
        let found = *known.entry(names).or_insert_with(|| of_names(names));
        match (sign, found) {
            (Sign::Comments, _) | (_, Sign::None) => {}
            (Sign::Unwanted, Sign::Body) => sign = Sign::Body,
            (Sign::Body, Sign::Unwanted) => {}
            _ => sign = found,
        }
    }
    sign
}

/// The sign of a list of names; that of a body outweighs that of what stands around.
fn of_names(names: &str) -> Sign {
    let mut sign = Sign::None;
    for name in names.split_ascii_whitespace().take(24) {
        let name = parted(name);
        // Posts of others that an article shows belong to it.
        if has_word(&name, &["embed", "embedded", "tweet", "instagram"]) {
            return Sign::None;
        }
        let found =
            if BODY.matches(&name) && !has_word(&name, &["related", "share", "ad", "header", "footer"]) {
                Sign::Body
            } else if COMMENTS.matches(&name) {
                Sign::Comments
            } else if UNWANTED.matches(&name) {
                Sign::Unwanted
            } else {
                continue;
            };
        if sign == Sign::None || found == Sign::Body {
            sign = found;
        }
    }
    sign
}

fn has_word(name: &str, words: &[&str]) -> bool {
    name.split(' ').any(|word| words.contains(&word))
}

/// A name in lower case with spaces between its words: `articleBody-top__x2` is `article body top x2`.
fn parted(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut small = false;
    for c in name.chars().take(80) {
        if c.is_uppercase() && small {
            words.push(' ');
        }
        small = c.is_lowercase();
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else {
            words.push(' ');
        }
    }
    words
}
