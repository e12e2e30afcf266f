//! What a format is: how it is told from the others by a look, and how it is read.

use std::io::BufRead;

use super::formats::FORMATS;
use super::leaf::{Harvest, Leaf};
use super::outlet::{Outlet, Seekable};
use super::survive::survive;
use crate::library::pack::pack;

/// A look at something to be read.
#[derive(Clone, Copy, Debug)]
pub struct Glance<'a> {
    /// Its first bytes: at most [`HEAD`], or all of it.
    pub head: &'a [u8],
    /// Its name, for the ending.
    pub name: &'a str,
    /// Its media type as a header gave it, or `""`.
    pub media: &'a str,
}

/// So many bytes are looked at.
pub const HEAD: usize = 8192;

/// How a format is read.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// From memory.
    Leaf(fn(Leaf) -> Harvest),
    /// From front to end, giving its members to the outlet; gives `false` when nobody wants more.
    Stream(fn(&mut dyn BufRead, &mut Outlet<'_>) -> bool),
    /// The same, from any place of it.
    Seek(fn(&mut dyn Seekable, &mut Outlet<'_>) -> bool),
}

/// A way to write articles down.
#[derive(Debug)]
pub struct Format {
    /// Its name, as `Article::format`, `extract` and `--format` give it.
    pub name: &'static str,
    /// What its files are called, or what else they are, for `quotidian formats` (`.html .htm`).
    pub endings: &'static str,
    /// What of an article it keeps, for `quotidian formats`.
    pub keeps: &'static str,
    /// True when this is of the format.
    pub recognises: fn(&Glance<'_>) -> bool,
    /// How it is read.
    pub read: Reader,
}

/// The format called `name`.
#[must_use]
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The name of the format called `name`, as the table has it; `extract` when it has none such.
#[must_use]
pub fn name(name: &str) -> &'static str {
    named(name).map_or("extract", |format| format.name)
}

/// The format of what is glanced at, unless it is known.
#[must_use]
pub fn find(glance: &Glance<'_>, known: Option<&str>) -> &'static Format {
    let forced = known.and_then(named);
    forced
        .or_else(|| FORMATS.iter().find(|format| (format.recognises)(glance)))
        .unwrap_or(&FORMATS[FORMATS.len() - 1])
}

/// The format of what is glanced at when the user wishes for a format of all inputs: what an input is packed in
/// is opened all the same, and the wish is for what is inside.
#[must_use]
pub fn wished(glance: &Glance<'_>, wish: Option<&str>) -> &'static Format {
    let seen = find(glance, None);
    let Some(format) = wish.and_then(named) else { return seen };
    let peeled = match seen.name {
        "gzip" | "zstd" => true,
        // Books and office files are zips, too.
        "zip" | "tar" => !matches!(format.read, Reader::Seek(_)),
        _ => false,
    };
    if peeled && format.name != seen.name { seen } else { format }
}

/// Reads a leaf in its format. A format that fails on it gives a problem.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let head = leaf.bytes.get(..HEAD).unwrap_or(&leaf.bytes);
    let format = find(&Glance { head, name: &leaf.path, media: &leaf.about.media }, leaf.about.format);
    let read = match (leaf.about.read, format.read) {
        (Some(read), _) | (None, Reader::Leaf(read)) => read,
        _ => return Harvest::none(&leaf.path, "is an archive, which can't be read here"),
    };
    let (path, kept) = (leaf.path.clone(), leaf.about.keep.then(|| pack(&leaf.bytes)).flatten());
    let mut harvest = survive(|| read(leaf)).unwrap_or_else(|| {
        Harvest::none(&path, format!("made the reader of {} fail; please report it", format.name))
    });
    for article in &mut harvest.articles {
        article.original.clone_from(&kept);
    }
    harvest
}
