//! Tables: CSV and its kin with commas, tabs, semicolons or bars, row by row, the header's names as the names of fields.
//!
//! One row is in memory at a time. Prose with commas in it is no table: the header must name a title or a text.

use std::cell::Cell;
use std::io::{self, BufRead, Cursor, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};

use crate::sources::decode::decode;
use crate::sources::format::Glance;
use crate::sources::json::names::{Slot, slot};
use crate::sources::json::shape::ends_with;
use crate::sources::leaf::About;
use crate::sources::outlet::{LARGEST, Outlet, too_large};

/// What may stand between cells.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// What programs write into a cell that is empty.
const EMPTY: &[&str] = &["", "nan", "NaN", "None", "null", "NULL", "N/A"];

/// True for what is called a table, and for a header that names a title or text above a row that fits it.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let media = ["text/csv", "text/tab-separated-values"].iter().any(|media| glance.media.starts_with(media));
    if media || ends_with(glance.name, &[".csv", ".tsv", ".tab"]) {
        return true;
    }
    let head = glance.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(glance.head);
    let delimiter = delimiter(head);
    let mut rows = reader(head, delimiter);
    let (mut header, mut first) = (ByteRecord::new(), ByteRecord::new());
    let read = rows.read_byte_record(&mut header).unwrap_or(false)
        && rows.read_byte_record(&mut first).unwrap_or(false);
    let names = names(&header);
    let short = |name: &String| {
        !name.is_empty() && name.len() <= 40 && name.split(' ').count() <= 3 && !name.ends_with('.')
    };
    // The first bytes may end in the middle of the first row.
    let fits = first.len() == header.len() || glance.head.len() >= 4096;
    let known = names.iter().filter(|name| slot(name).is_some()).count();
    read && names.len() >= 2 && known >= 2 && names.iter().all(short) && fits && has_words(&names)
}

/// Gives every row to the outlet: `:17` is the 17th below the header.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    let head = match source.fill_buf() {
        Ok(head) => head,
        Err(error) => return outlet.problem(format!("could not be read: {error}")),
    };
    let delimiter = delimiter(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    if !(head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")) {
        return rows(source, delimiter, outlet);
    }
    let mut bytes = Vec::new();
    match source.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > LARGEST => return outlet.problem(too_large()),
        Ok(_) => {}
        Err(error) => return outlet.problem(format!("could not be read: {error}")),
    }
    match decode(bytes) {
        Ok(decoded) => {
            let text = decoded.text.into_bytes();
            let delimiter = self::delimiter(&text);
            rows(&mut Cursor::new(text), delimiter, outlet)
        }
        Err(what) => outlet.problem(format!("is {what}")),
    }
}

fn rows(source: &mut dyn BufRead, delimiter: u8, outlet: &mut Outlet<'_>) -> bool {
    let since = Rc::new(Cell::new(0));
    let mut reader = reader(Bounded { source, since: Rc::clone(&since) }, delimiter);
    let mut row = ByteRecord::new();
    if !reader.read_byte_record(&mut row).unwrap_or(false) {
        return outlet.problem("is empty; there is nothing to read");
    }
    let names = names(&row);
    let wished = outlet.wishes().fields.iter().any(|(theirs, _)| names.contains(theirs));
    if !wished && !has_words(&names) {
        let found: String = names.join(", ").chars().filter(|c| !c.is_control()).take(120).collect();
        return outlet.problem(format!(
            "has no header that names a title or text (title, headline, text, body, content …); its first line is “{found}”; \
             add a header, or name the columns with --field THEIRS=OURS"
        ));
    }
    let mut number = 0_usize;
    // The last row may have taken others in.
    let mut open = false;
    loop {
        since.set(0);
        number += 1;
        let more = match reader.read_byte_record(&mut row) {
            Ok(false) if open => {
                return outlet.problem(format!(
                    "row {} holds the lines behind it; most likely a quotation mark in it is never closed",
                    number - 1
                ));
            }
            Ok(false) => return true,
            Ok(true) if row.iter().all(|cell| cell.trim_ascii().is_empty()) => true,
            Ok(true) => {
                open = swallows(&row, names.len(), delimiter);
                let about = About { format: Some("json"), ..About::default() };
                outlet.leaf(&format!(":{number}"), "", object(&names, &row).into_bytes(), about)
            }
            Err(error) => {
                return outlet.problem(format!(
                    "row {number} can't be read: {error}; the rows behind it were left out"
                ));
            }
        };
        if !more {
            return false;
        }
    }
}

/// True when every further line of the last cell is a row of the table by itself.
fn swallows(row: &ByteRecord, width: usize, delimiter: u8) -> bool {
    let last = row.iter().next_back().unwrap_or(&[]).trim_ascii_end();
    let mut lines = last.split(|byte| *byte == b'\n').skip(1).peekable();
    let cells = |line: &[u8]| line.iter().filter(|byte| **byte == delimiter).count() + 1;
    width > 1 && lines.peek().is_some() && lines.all(|line| cells(line) == width)
}

fn reader<R: Read>(source: R, delimiter: u8) -> csv::Reader<R> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(source)
}

/// A source that ends in an error when one row takes more than is read at once.
struct Bounded<'a> {
    source: &'a mut dyn BufRead,
    /// Bytes since the last row.
    since: Rc<Cell<u64>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LARGEST {
            return Err(io::Error::other(format!(
                "it is larger than {} MiB; most likely a quotation mark in it is never closed",
                LARGEST >> 20
            )));
        }
        let count = self.source.read(buffer)?;
        self.since.set(self.since.get() + count as u64);
        Ok(count)
    }
}

/// What parts the cells of the first row: the sign that gives the most names that are known, then the most cells.
fn delimiter(head: &[u8]) -> u8 {
    let worth = |delimiter: u8| {
        let mut header = ByteRecord::new();
        let read = reader(head, delimiter).read_byte_record(&mut header).unwrap_or(false);
        let names = names(&header);
        let known = names.iter().filter(|name| slot(name).is_some()).count();
        if read { (known, names.len()) } else { (0, 0) }
    };
    // Of equals the first is taken.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| worth(*delimiter)).unwrap_or(b',')
}

/// The names in a header; one that comes again gets its number, one without words its column's.
fn names(header: &ByteRecord) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (n, cell) in header.iter().enumerate() {
        let cell = words(cell).trim_matches(['\u{feff}', ' ', '\t', '"']).to_owned();
        let name = if cell.is_empty() { format!("column {}", n + 1) } else { cell };
        let again = names.iter().filter(|known| **known == name).count();
        names.push(if again > 0 { format!("{name} {}", n + 1) } else { name });
    }
    names
}

fn has_words(names: &[String]) -> bool {
    names.iter().any(|name| matches!(slot(name), Some((Slot::Headline | Slot::Body, _))) && name != "name")
}

/// A row as a JSON object, without its empty cells.
fn object(names: &[String], row: &ByteRecord) -> String {
    let mut object = String::from("{");
    for (n, cell) in row.iter().enumerate() {
        let cell = words(cell);
        if EMPTY.contains(&cell.trim()) {
            continue;
        }
        let beyond = format!("column {}", n + 1);
        let name = names.get(n).unwrap_or(&beyond);
        if object.len() > 1 {
            object.push(',');
        }
        object.push_str(&serde_json::Value::from(name.as_str()).to_string());
        object.push(':');
        object.push_str(&serde_json::Value::from(cell).to_string());
    }
    object.push('}');
    object
}

/// The words of a cell, whatever its encoding.
fn words(cell: &[u8]) -> String {
    match std::str::from_utf8(cell) {
        Ok(words) => words.to_owned(),
        Err(_) => decode(cell.to_vec())
            .map_or_else(|_| String::from_utf8_lossy(cell).into_owned(), |decoded| decoded.text),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sources::outlet::Given;

    fn check(head: &str, expect: bool) {
        let glance = Glance { head: head.as_bytes(), name: "-", media: "" };
        assert_eq!(recognises(&glance), expect, "{head}");
    }

    #[test]
    fn a_table_is_told_from_prose() {
        check("title,text\nRain,It rained.\n", true);
        check("id;title;body;date\n1;Rain;\"It; rained\";2031-05-04\n", true);
        check("headline\ttext\turl\nRain\tIt rained.\thttps://post.example/1\n", true);
        check("\u{feff}title,text\nRain,It rained.\n", true);
        check("Title, text and body\n\nIt rained, she said, and rained.", false);
        check("Rain, wind and snow\nIt rained, she said.", false);
        check("title\nRain\n", false);
        check("Headline, Date\n", false);
        check("name,age\nAna Ruiz,41\n", false);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_bounded() {
        let source = Cursor::new(b"title,text\nRain,\"It".to_vec()).chain(io::repeat(b'x'));
        let mut problems = Vec::new();
        let mut give = |given: Given| {
            if let Given::Problem(problem) = given {
                problems.push(problem.what);
            }
            true
        };
        read(&mut io::BufReader::new(source), &mut Outlet::new("a.csv", Arc::default(), &mut give));
        assert!(problems[0].starts_with("row 1 can't be read: it is larger than 64 MiB"), "{problems:?}");
    }
}
