//! A leaf: one file, page or message whole in memory, with what is known of it from outside.

use std::sync::Arc;

use super::draft::Draft;
use super::problem::Problem;
use crate::library::{Article, Detail};

/// What the user wishes of all inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The name of the format that inputs are read in, however they look; else it is found by their content.
    pub format: Option<&'static str>,
    /// More names for the fields of JSON and tables: theirs, and ours (`("titre", "headline")`).
    pub fields: Vec<(String, String)>,
}

/// What is known of a leaf without looking into it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The format it must be read in, when that is known.
    pub format: Option<&'static str>,
    /// The media type as a header gave it (`text/html; charset=iso-8859-2`), or `""`.
    pub media: String,
    /// Its address, when it has one.
    pub url: Option<String>,
    /// What a header says of it that its articles shall carry, such as when it was fetched.
    pub details: Vec<Detail>,
    /// How it is read, when its archive knows better than the format's own reader.
    pub read: Option<fn(Leaf) -> Harvest>,
    /// What its archive knows of its articles, such as the title and writers of a book.
    pub known: Option<Arc<Draft>>,
    /// The path will not lead to these bytes again, so that articles must keep them.
    pub keep: bool,
    /// The user's wishes.
    pub wishes: Arc<Wishes>,
}

/// One thing to be read.
#[derive(Clone, Debug, Default)]
pub struct Leaf {
    /// Its file, or the file that holds it and its place there (`news.zip/a/1.html`, `dump.jsonl:17`).
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What else is known.
    pub about: About,
}

/// What a leaf gave.
#[derive(Debug, Default)]
pub struct Harvest {
    /// The articles in it, in its order.
    pub articles: Vec<Article>,
    /// What of it could not be read.
    pub problems: Vec<Problem>,
}

impl Leaf {
    /// A leaf of which nothing is known but its path and content.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into(), about: About::default() }
    }
}

impl Harvest {
    /// One article.
    #[must_use]
    pub fn one(article: Article) -> Self {
        Self { articles: vec![article], problems: Vec::new() }
    }

    /// No article, and why.
    #[must_use]
    pub fn none(path: &str, what: impl Into<String>) -> Self {
        Self { articles: Vec::new(), problems: vec![Problem::new(path, what)] }
    }
}
