//! `quotidian formats`: the table of input formats, for people.

use std::io::{self, Write};

use crate::sources::formats::FORMATS;

/// Lists the formats.
///
/// # Errors
/// When writing fails.
pub fn formats(out: &mut dyn Write) -> io::Result<()> {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or(0);
    FORMATS.iter().try_for_each(|format| writeln!(out, "{:width$}  keeps {}", format.name, format.keeps))
}
