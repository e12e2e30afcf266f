//! An article: one text, where it came from, and its reading.

use std::sync::Arc;

use crate::reading::Reading;

/// Something that its publisher says about an article and that is not among its words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Detail {
    /// What it is, in lower case: `section`, `tag`, `slug`, `urgency`, `subject`, `embargo`, `image`, `enclosure` …
    /// The same name may come several times.
    pub name: String,
    /// The value in one line.
    pub value: String,
}

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
    /// What else its publisher says about it, in the order of the original.
    pub details: Vec<Detail>,
    /// The bytes it was read from, packed by zstd; only where `path` does not lead to them again.
    pub original: Option<Arc<[u8]>>,
    /// What had to be guessed or replaced to read it, one line each; mostly empty.
    pub problems: Vec<String>,
}
