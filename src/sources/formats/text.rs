//! Plain text: one file is one article, and its text is the file's content.

use super::Harvest;
use crate::library::Article;
use crate::reading;
use crate::sources::decode::{Decoded, decode};
use crate::sources::identity;
use crate::sources::problem::Problem;

/// Any file can be a text; whether it is one shows when it is decoded.
#[must_use]
pub fn recognises(_: &[u8], _: &str) -> bool {
    true
}

/// Reads one file as one article.
#[must_use]
pub fn read(bytes: Vec<u8>, path: &str) -> Harvest {
    match decode(bytes) {
        Ok(Decoded { text, .. }) if text.trim().is_empty() => {
            fail(path, "is empty; there is nothing to read")
        }
        Ok(Decoded { text, notes }) => {
            Harvest { articles: vec![article(path, text, notes)], problems: Vec::new() }
        }
        Err(what) => fail(path, &format!("is {what}")),
    }
}

/// The article of a decoded text.
#[must_use]
pub fn article(path: &str, text: String, problems: Vec<String>) -> Article {
    Article {
        id: identity::key(path, &text),
        path: path.to_owned(),
        url: None,
        format: "text",
        reading: reading::read(&text),
        text,
        problems,
    }
}

fn fail(path: &str, what: &str) -> Harvest {
    Harvest { articles: Vec::new(), problems: vec![Problem::new(path, what)] }
}
