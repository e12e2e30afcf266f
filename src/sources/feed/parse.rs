//! From bytes to the entries of a feed: read as it is; made well-formed and read again when the parser refuses it;
//! read entry by entry when it still does. Sound feeds pay for none of this.

use std::io::Read as _;

use feed_rs::model::{Entry, Feed, FeedType};

use super::aside::{self, Short};
use super::dates::Dates;
use super::dialect::rooted;
use super::json;
use super::split::{ENTRIES, split};
use crate::sources::decode::Decoded;
use crate::sources::survive::survive;
use crate::sources::xml::decode::decode;
use crate::sources::xml::repair::{Kinds, repair};

/// What was found in a feed.
#[derive(Debug, Default)]
pub struct Found {
    /// The feed without its entries.
    pub feed: Option<Feed>,
    /// The entries with their numbers, from 1.
    pub entries: Vec<(usize, Entry)>,
    /// The dates that the entries' numbers lead to.
    pub dates: Dates,
    /// What was guessed or repaired, one line each.
    pub problems: Vec<String>,
    /// That it ends before it is complete, when it does, in the words of `problems`.
    pub cut: Option<String>,
    /// The entries that can't be read, and why.
    pub broken: Vec<(usize, String)>,
}

/// Parses a feed. `media` is its media type as a header gave it, or `""`.
///
/// # Errors
/// A line that says why nothing of it can be read.
pub fn parse(bytes: Vec<u8>, media: &str) -> Result<Found, String> {
    let Decoded { text, notes } = decode(bytes, media).map_err(|what| format!("is {what}"))?;
    let mut found = Found { problems: notes, ..Found::default() };
    if text.trim_start_matches(['\u{feff}', '\0', ' ', '\n', '\t']).starts_with('{') {
        json::parse(&text, &mut found)?;
    } else {
        xml(&text, &mut found)?;
    }
    Ok(found)
}

fn xml(text: &str, found: &mut Found) -> Result<(), String> {
    if let Some(mut short) = aside::xml(text) {
        let shortened = std::mem::take(&mut short.text);
        if as_it_is(&shortened, &mut short, found) || short.lost && as_it_is(text, &mut short, found) {
            return Ok(());
        }
        // Dates of this try lead nowhere any more.
        found.dates = Dates::default();
    }
    // The words of Atom may hold tags by right.
    let atom = rooted(text).is_some_and(|root| root.tag.contains("feed") || root.tag.contains("entry"));
    let kinds = Kinds { units: ENTRIES, words: if atom { &[] } else { &["description", "encoded"] } };
    let repaired = repair(from_declaration(text), kinds);
    found.cut = repaired.done.last().filter(|_| repaired.cut).cloned();
    let Some(root) = rooted(&repaired.text) else { return Err("holds no elements of a feed".into()) };
    found.problems.extend(rooted(text).map(|root| root.notes).unwrap_or_default());
    let done =
        repaired.done.iter().filter(|line| !found.problems.contains(line)).cloned().collect::<Vec<_>>();
    found.problems.extend(done);
    found
        .problems
        .extend(root.notes.into_iter().filter(|note| !found.problems.contains(note)).collect::<Vec<_>>());
    let loose = format!("{}{}", root.tag, loosened(root.rest));
    match attempt(&found.dates, &[&loose]) {
        Ok(feed) => {
            take(found, feed);
            Ok(())
        }
        Err(what) => apart(&loose, found, &what),
    }
}

/// Reads what is well-formed; `short` are the texts that were set aside. `false` when it can't be read so.
fn as_it_is(text: &str, short: &mut Short, found: &mut Found) -> bool {
    let Some(root) = rooted(text) else { return false };
    found.dates = Dates::default();
    let old = old_names(root.rest);
    let rest = old.as_deref().unwrap_or(root.rest);
    let Ok(mut feed) = attempt(&found.dates, &[&root.tag, rest]) else { return false };
    if is_hollow(&feed, root.rest) || !short.put_back(&mut feed) {
        return false;
    }
    found.problems.extend(root.notes);
    take(found, feed);
    true
}

/// True for RSS of which the parser missed texts, as there are tags in them.
fn is_hollow(feed: &Feed, text: &str) -> bool {
    let blank = |words: Option<&str>| words.is_none_or(|words| words.trim().is_empty());
    let hollow = |entry: &Entry| {
        let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
        blank(content) && blank(entry.summary.as_ref().map(|summary| summary.content.as_str()))
    };
    feed.feed_type != FeedType::Atom
        && feed.entries.iter().any(hollow)
        && ["<description>", "<content:encoded>"].iter().any(|tag| {
            memchr::memmem::find_iter(text.as_bytes(), tag.as_bytes()).any(|at| {
                let inside = text[at + tag.len()..].trim_start().as_bytes();
                matches!(inside, [b'<', next, ..] if next.is_ascii_alphabetic())
            })
        })
}

/// The text from its declaration on; what stands before it may look like tags.
fn from_declaration(text: &str) -> &str {
    let head = text.as_bytes().get(..1024).unwrap_or(text.as_bytes());
    memchr::memmem::find(head, b"<?xml ").map_or(text, |at| &text[at..])
}

/// One run of the parser, which may fail in any way.
pub(super) fn attempt(dates: &Dates, parts: &[&str]) -> Result<Feed, String> {
    let (first, second) = (parts.first().unwrap_or(&""), parts.get(1).unwrap_or(&""));
    let source = first.as_bytes().chain(second.as_bytes());
    match survive(|| dates.parser().parse(source)) {
        Some(result) => result.map_err(|error| {
            let what = error.to_string();
            let what = what.split_once(": ").map_or(what.as_str(), |(_, what)| what);
            what.split(" at position ").next().unwrap_or(what).to_owned()
        }),
        None => Err("it made the parser fail".into()),
    }
}

pub(super) fn take(found: &mut Found, mut feed: Feed) {
    let entries = std::mem::take(&mut feed.entries);
    found.entries = entries.into_iter().enumerate().map(|(n, entry)| (n + 1, entry)).collect();
    found.feed = Some(feed);
}

/// Reads each entry alone.
fn apart(text: &str, found: &mut Found, what: &str) -> Result<(), String> {
    let pieces = split(text);
    if pieces.entries.is_empty() {
        return Err(format!("is no feed that can be read: {what}"));
    }
    match attempt(&found.dates, &[&pieces.head]) {
        Ok(feed) => found.feed = Some(feed),
        Err(what) => found.problems.push(format!("what the feed says of itself can't be read: {what}")),
    }
    for (n, piece) in pieces.entries.iter().enumerate() {
        let mut result = attempt(&found.dates, &[&pieces.around(piece)]);
        let unknown = result.as_ref().err().and_then(|what| what.strip_prefix("unsupported content type "));
        if let Some(kind) = unknown.map(str::to_owned) {
            let known = piece.replace(&format!("type=\"{kind}\""), "type=\"html\"");
            result = attempt(&found.dates, &[&pieces.around(&known)]);
            found.problems.push(format!("entry {}: a text of the type “{kind}” was read as HTML", n + 1));
        }
        match result {
            Ok(feed) => match feed.entries.into_iter().next() {
                Some(entry) => found.entries.push((n + 1, entry)),
                None => found.broken.push((n + 1, "is an entry without an address".into())),
            },
            Err(what) => found.broken.push((n + 1, format!("can't be read: {what}"))),
        }
    }
    Ok(())
}

/// Names of Atom 0.3, podcasts and enclosures in those that the parser knows; `None` when there are none of them.
fn old_names(rest: &str) -> Option<String> {
    let has = |name: &str| memchr::memmem::find(rest.as_bytes(), format!("<{name}").as_bytes()).is_some();
    let mut names =
        vec![("issued>", "published>"), ("modified>", "updated>"), ("itunes:author>", "dc:creator>")];
    names.retain(|(old, _)| has(old));
    // Beside Media RSS the parser forgets enclosures.
    if has("enclosure ") && has("media:content") {
        names.extend([("enclosure ", "media:content "), ("enclosure>", "media:content>")]);
    }
    names.into_iter().fold(None, |out: Option<String>, (old, new)| {
        let starts = out.as_deref().unwrap_or(rest).replace(&format!("<{old}"), &format!("<{new}"));
        Some(starts.replace(&format!("</{old}"), &format!("</{new}")))
    })
}

/// Types that the parser refuses a whole feed for, in the words that it takes.
fn loosened(rest: &str) -> String {
    let rest = old_names(rest).unwrap_or_else(|| rest.to_owned());
    let mut out = rest;
    for (strict, loose) in [
        ("type=\"text/plain\"", "type=\"text\""),
        ("type=\"plain/text\"", "type=\"text\""),
        ("type=\"application/xhtml+xml\"", "type=\"xhtml\""),
        ("type=\"application/xhtml\"", "type=\"xhtml\""),
        ("type=\"HTML\"", "type=\"html\""),
        ("type=\"\"", "type=\"text\""),
    ] {
        if out.contains(strict) {
            out = out.replace(strict, loose);
        }
    }
    out
}
