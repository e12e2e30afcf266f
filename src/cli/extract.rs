//! `quotidian extract`: one JSON object per article and line.

use std::io::{self, Write};

use crate::library::Article;
use crate::sources::Input;
use crate::sources::record::Record;

use super::output::write_all;

/// The JSON Schema of one line.
pub const SCHEMA: &str = include_str!("../../assets/extract.schema.json");

/// Writes every article of `inputs` as a line of JSON; gives the number of problems.
///
/// # Errors
/// When writing fails.
pub fn extract(
    inputs: &[Input],
    out: &mut (dyn Write + Send),
    errors: &mut (dyn Write + Send),
) -> io::Result<usize> {
    write_all(inputs, &line, out, errors)
}

/// One article as a line.
fn line(article: &Article) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(article.text.len() * 3);
    // Writing plain data to memory has no way to fail.
    if serde_json::to_writer(&mut bytes, &Record::of(article)).is_ok() {
        bytes.push(b'\n');
    }
    bytes
}
