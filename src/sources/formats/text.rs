//! Plain text: one file is one article, and its text is the file's content.

use crate::library::Article;
use crate::reading;
use crate::sources::decode::{Decoded, decode, decode_page};
use crate::sources::format::Glance;
use crate::sources::identity;
use crate::sources::leaf::{Harvest, Leaf};

/// Any file can be a text; whether it is one shows when it is decoded.
#[must_use]
pub fn recognises(_: &Glance<'_>) -> bool {
    true
}

/// Reads one file as one article.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let decoded = match leaf.about.media.as_str() {
        "" => decode(leaf.bytes),
        media => decode_page(leaf.bytes, media),
    };
    match decoded {
        Ok(Decoded { text, .. }) if text.trim().is_empty() => {
            Harvest::none(&leaf.path, "is empty; there is nothing to read")
        }
        Ok(Decoded { text, notes }) => Harvest::one(Article {
            url: leaf.about.url,
            details: leaf.about.details,
            ..article(&leaf.path, text, notes)
        }),
        Err(what) => Harvest::none(&leaf.path, format!("is {what}")),
    }
}

/// The article of a decoded text.
#[must_use]
pub fn article(path: &str, text: String, problems: Vec<String>) -> Article {
    Article {
        id: identity::key(path, &text),
        path: path.to_owned(),
        format: "text",
        reading: reading::read(&text),
        text,
        problems,
        ..Article::default()
    }
}
