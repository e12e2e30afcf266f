//! An article: one text, where it came from, and its reading.

use crate::reading::Reading;

/// One article, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// A stable key: the same for the same path and text, on every machine and run.
    pub id: u64,
    /// The path as given, `-` for standard input, or a name inside an archive or the embedded edition.
    pub path: String,
    /// Its address on the web, when known.
    pub url: Option<String>,
    /// The input format it was read from (`text`), as the table of formats names it.
    pub format: &'static str,
    /// The decoded text that all spans point into; line ends are `\n`.
    pub text: String,
    /// What it says.
    pub reading: Reading,
    /// What had to be guessed or replaced to read it, one line each; mostly empty.
    pub problems: Vec<String>,
}
