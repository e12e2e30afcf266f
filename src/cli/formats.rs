//! `quotidian formats`: the table of input formats, for people.

use std::io::{self, Write};

use crate::sources::format::Format;
use crate::sources::formats::FORMATS;
use crate::text::{Span, wrap::wrap};

/// Columns of a row.
const WIDTH: usize = 100;

/// Lists the formats: name, endings, and what of an article is kept.
///
/// # Errors
/// When writing fails.
pub fn formats(out: &mut dyn Write) -> io::Result<()> {
    let widest = |column: fn(&Format) -> &str| FORMATS.iter().map(|format| column(format).len()).max();
    let names = widest(|format| format.name).unwrap_or(0).max("format".len());
    let endings = widest(|format| format.endings).unwrap_or(0).max("files".len());
    writeln!(out, "{:names$}  {:endings$}  keeps", "format", "files")?;
    let indent = names + endings + 4;
    for format in FORMATS {
        write!(out, "{:names$}  {:endings$}  ", format.name, format.endings)?;
        let rows = wrap(format.keeps, Span::new(0, format.keeps.len()), WIDTH.saturating_sub(indent));
        for (at, row) in rows.iter().enumerate() {
            let before = if at == 0 { 0 } else { indent };
            writeln!(out, "{:before$}{}", "", row.of(format.keeps))?;
        }
    }
    writeln!(out, "\nA format is found by the content of a file; --format NAME reads all inputs in one.")
}
