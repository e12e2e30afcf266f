//! A package of NewsML-G2: its items in groups, as a list to read.

use crate::reading::BlockKind;
use crate::sources::draft::{Draft, Inline};
use crate::sources::html::fragment::address;
use crate::sources::xml::tree::{Id, Tree};

/// The ids of the items that a package holds.
#[must_use]
pub fn held(tree: &Tree, package: Id) -> Vec<String> {
    tree.within(package, "itemRef").map(|id| tree.attribute(id, "residref").to_owned()).collect()
}

/// The title of a package.
#[must_use]
pub fn title(tree: &Tree, package: Id) -> String {
    let meta =
        |part: &str, name: &str| tree.child(package, part).map(|id| tree.field(id, name)).unwrap_or_default();
    [meta("contentMeta", "headline"), meta("itemMeta", "title"), meta("contentMeta", "slugline")]
        .into_iter()
        .find(|title| !title.is_empty())
        .unwrap_or_default()
}

/// Adds the items of a package, group by group.
pub fn list(tree: &Tree, package: Id, draft: &mut Draft) {
    let groups: Vec<Id> = tree.within(package, "group").collect();
    for &group in &groups {
        let named = tree.field(group, "title");
        let items: Vec<Id> = tree.all(group, "itemRef").collect();
        if groups.len() > 1 && !items.is_empty() {
            draft.block(BlockKind::Subheading, named);
        }
        for item in items {
            entry(tree, item, draft);
        }
    }
}

/// One item: its headline or title, which leads to it; its id when it has neither.
fn entry(tree: &Tree, item: Id, draft: &mut Draft) {
    let words = ["headline", "title", "slugline"].map(|name| tree.field(item, name));
    let words = words.into_iter().find(|words| !words.is_empty());
    let words = words.unwrap_or_else(|| tree.attribute(item, "residref").to_owned());
    let url = address(tree.attribute(item, "href"), None);
    let links = url.map(|url| (0..words.len(), url)).into_iter().collect();
    draft.block(BlockKind::ListItem, Inline { words, links, ..Inline::default() });
    let summary = tree.field(item, "description");
    draft.block(BlockKind::Paragraph, summary);
}
