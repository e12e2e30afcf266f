//! The input formats: one line of the table each, and one file beside this one.

pub mod extract;
pub mod html;
pub mod text;

use super::format::{Format, Reader};

/// All formats; the first that recognises a file reads it. The last recognises all.
#[rustfmt::skip]
pub static FORMATS: &[Format] = &[
    Format { name: "extract", endings: ".jsonl", keeps: "everything: the output of `quotidian extract`, with its readings", recognises: extract::recognises, read: Reader::Leaf(extract::read) },
    Format { name: "html",    endings: ".html .htm .xhtml .shtml", keeps: "headline, body with links, emphasis, lists, tables and code; not what stands around the article", recognises: html::recognises, read: Reader::Leaf(html::read) },
    Format { name: "text",    endings: ".txt",   keeps: "the words; structure, quotes and people are found by reading them", recognises: text::recognises, read: Reader::Leaf(text::read) },
];
