//! The input formats: one line of the table each, and one file beside this one.

pub mod extract;
pub mod text;

use super::problem::Problem;
use crate::library::Article;

/// What one file gave.
#[derive(Debug, Default)]
pub struct Harvest {
    /// The articles in it, in its order.
    pub articles: Vec<Article>,
    /// What of it could not be read.
    pub problems: Vec<Problem>,
}

/// A way to write articles down.
#[derive(Debug)]
pub struct Format {
    /// Its name, as `Article::format` and `extract` give it.
    pub name: &'static str,
    /// What of an article it keeps, for `quotidian formats`.
    pub keeps: &'static str,
    /// True when these bytes, from a file of this name, are of the format.
    pub recognises: fn(bytes: &[u8], name: &str) -> bool,
    /// Reads the articles of one file.
    pub read: fn(bytes: Vec<u8>, path: &str) -> Harvest,
}

/// All formats; the first that recognises a file reads it.
#[rustfmt::skip]
pub static FORMATS: &[Format] = &[
    Format { name: "extract", keeps: "everything: the output of `quotidian extract`, with its readings", recognises: extract::recognises, read: extract::read },
    Format { name: "text",    keeps: "the words; structure, quotes and people are found by reading them", recognises: text::recognises, read: text::read },
];

/// Reads the articles of one file in whatever format it is.
#[must_use]
pub fn read(bytes: Vec<u8>, path: &str) -> Harvest {
    match FORMATS.iter().find(|format| (format.recognises)(&bytes, path)) {
        Some(format) => (format.read)(bytes, path),
        None => Harvest {
            problems: vec![Problem::new(path, "of no known format; see `quotidian formats`")],
            ..Harvest::default()
        },
    }
}
