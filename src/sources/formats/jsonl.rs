//! JSON Lines, and other rows of JSON values: text sequences, values one after the other, and lists of any length.
//!
//! One record is in memory at a time; a broken one is named with its line, and the next is read.

use std::io::BufRead;

use crate::sources::format::Glance;
use crate::sources::json::cut::{Cut, cut};
use crate::sources::json::shape::{Shape, ends_with, shape};
use crate::sources::leaf::About;
use crate::sources::outlet::Outlet;

/// What files of one record per line are called.
const ENDINGS: &[&str] = &[".jsonl", ".ndjson", ".jl", ".jsonlines", ".ldjson", ".json-seq"];

/// True for more than one value, and for one that has no end in sight and is not called JSON.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let called =
        ["application/x-ndjson", "application/jsonl", "application/json-seq", "application/x-jsonlines"]
            .iter()
            .any(|media| glance.media.starts_with(media))
            || ends_with(glance.name, ENDINGS);
    match shape(glance) {
        Some(Shape::Many) => true,
        Some(Shape::Unsure) => called || !ends_with(glance.name, &[".json"]),
        Some(Shape::One) | None => called,
    }
}

/// Gives every record to the outlet: `:17` is line 17, or the 17th element of a list.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    // The first record is held back until it is known whether it is the only one.
    let mut first: Option<Cut> = None;
    let mut count = 0_usize;
    let more = cut(source, &mut |found| {
        count += 1;
        if count == 1 {
            first = Some(found);
            return true;
        }
        first.take().is_none_or(|first| give(first, false, outlet)) && give(found, false, outlet)
    });
    if more && count == 0 {
        return outlet.problem("has no records in it; there is nothing to read");
    }
    more && first.take().is_none_or(|first| give(first, true, outlet))
}

fn give(found: Cut, only: bool, outlet: &mut Outlet<'_>) -> bool {
    let Cut { number, listed, value } = found;
    match value {
        Ok(bytes) => {
            let place = if only && !listed { String::new() } else { format!(":{number}") };
            outlet.leaf(&place, "", bytes, About { format: Some("json"), ..About::default() })
        }
        Err(what) => {
            let kind = if listed { "element" } else { "line" };
            outlet.problem(format!("{kind} {number} can't be read: {what}"))
        }
    }
}
