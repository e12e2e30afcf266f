//! NITF 3: the News Industry Text Format of the IPTC, as agencies send single articles.
//!
//! What editors are told (embargo, kill, correction, notes) stands above the body, the codes are details.

use crate::sources::draft::Draft;
use crate::sources::format::Glance;
use crate::sources::leaf::{Harvest, Leaf};
use crate::sources::nitf::fill;
use crate::sources::xml::root::root;
use crate::sources::xml::tree::Tree;

/// True for XML whose root is `nitf`.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    root(glance.head).is_some_and(|root| root.name == "nitf")
}

/// Reads one file as one article.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let (tree, problems) = match Tree::of(bytes, &about.media) {
        Ok(read) => read,
        Err(what) => return Harvest::none(&path, what),
    };
    let mut draft = Draft { url: about.url, details: about.details, problems, ..Draft::default() };
    fill(&tree, 0, &mut draft);
    if draft.is_blank() {
        return Harvest::none(&path, "is NITF without a headline and a body");
    }
    Harvest::one(draft.finish(&path, "nitf"))
}
