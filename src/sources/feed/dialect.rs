//! The dialects of feeds: old versions, name spaces in other words, and prefixes that are not declared, made such
//! that the parser knows them. Only the root tag is looked at and written anew.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::find;

use crate::sources::xml::root::after_doctype;
use crate::sources::xml::sound::tag_end;

const RSS: &str = "http://purl.org/rss/1.0/";
const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The name spaces that the parser knows, by what is left of their addresses without scheme, case and closing signs.
#[rustfmt::skip]
const SPACES: &[(&str, &str)] = &[
    ("purl.org/rss/1.0",                     RSS),
    ("my.netscape.com/rdf/simple/0.9",       RSS),
    ("channel.netscape.com/rdf/simple/0.9",  RSS),
    ("backend.userland.com/rss2",            RSS),
    ("backend.userland.com/rss",             RSS),
    ("blogs.law.harvard.edu/tech/rss",       RSS),
    ("cyber.law.harvard.edu/rss",            RSS),
    ("www.w3.org/2005/atom",                 ATOM),
    ("purl.org/atom/ns",                     ATOM),
    ("purl.org/rss/1.0/modules/content",     "http://purl.org/rss/1.0/modules/content/"),
    ("purl.org/dc/elements/1.1",             "http://purl.org/dc/elements/1.1/"),
    ("purl.org/dc/elements/1.0",             "http://purl.org/dc/elements/1.1/"),
    ("purl.org/dc/terms",                    "http://purl.org/dc/elements/1.1/"),
    ("search.yahoo.com/mrss",                "http://search.yahoo.com/mrss/"),
    ("www.itunes.com/dtds/podcast-1.0.dtd",  "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("podcastindex.org/namespace/1.0",       "https://podcastindex.org/namespace/1.0"),
    ("wellformedweb.org/commentapi",         "http://wellformedweb.org/CommentAPI/"),
];

/// What prefixes mean that a feed uses without a declaration.
#[rustfmt::skip]
const PREFIXES: &[(&str, &str)] = &[
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc",      "http://purl.org/dc/elements/1.1/"),
    ("media",   "http://search.yahoo.com/mrss/"),
    ("itunes",  "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("atom",    ATOM),
];

/// A feed from its root element on.
#[derive(Debug)]
pub struct Rooted<'a> {
    /// The root's tag.
    pub tag: Cow<'a, str>,
    /// What follows.
    pub rest: &'a str,
    /// What was not as it should be.
    pub notes: Vec<String>,
}

/// Finds the root of a feed, and makes its tag one that the parser knows. `None` when there is no element.
#[must_use]
pub fn rooted(text: &str) -> Option<Rooted<'_>> {
    let place = root(text)?;
    let (before, tag, rest) = (&text[..place.start], &text[place.clone()], &text[place.end..]);
    let mut notes = Vec::new();
    if before.trim_start_matches(['\u{feff}', '\0', ' ', '\n', '\t', '\r']).starts_with(|c| c != '<') {
        notes.push("what stands before the feed was left out".into());
    }
    if before.contains("<!ENTITY") {
        notes.push("entities that the file declares itself were not expanded".into());
    }
    let tag = known(tag, rest, &mut notes);
    Some(Rooted { tag, rest, notes })
}

/// Where the root's tag stands.
fn root(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    // Junk before the declaration may look like tags.
    let head = &bytes[..bytes.len().min(1024)];
    let mut at = find(head, b"<?xml ").unwrap_or(0);
    loop {
        at += memchr::memchr(b'<', &bytes[at..])?;
        let rest = &bytes[at..];
        at += match rest.get(1)? {
            b'?' => find(rest, b"?>")? + 2,
            b'!' if rest.starts_with(b"<!--") => find(rest, b"-->")? + 3,
            b'!' => rest.len() - after_doctype(rest)?.len(),
            _ => return Some(at..at + tag_end(rest)?),
        };
    }
}

/// The root's tag as the parser knows it.
fn known<'a>(tag: &'a str, rest: &str, notes: &mut Vec<String>) -> Cow<'a, str> {
    let inside = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let name = inside.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
    let default = match name.rsplit(':').next() {
        Some("feed" | "entry") => ATOM,
        _ => RSS,
    };
    let mut out = String::with_capacity(tag.len() + 400);
    out.push('<');
    out.push_str(name);
    let mut declared: Vec<&str> = Vec::new();
    let mut version = None;
    for (key, value) in attributes(&inside[name.len()..]) {
        if key == "version" && name == "rss" {
            version = Some(value);
        } else if key == "xmlns" {
            let space = space(value).filter(|space| matches!(*space, RSS | ATOM)).unwrap_or(default);
            // In RSS without a prefix everything is RSS, whatever is declared.
            attribute(&mut out, key, if default == RSS { RSS } else { space });
        } else if let Some(prefix) = key.strip_prefix("xmlns:") {
            declared.push(prefix);
            attribute(&mut out, key, space(value).unwrap_or(value));
        } else {
            attribute(&mut out, key, value);
        }
    }
    if name == "rss" {
        let version = version.filter(|version| matches!(*version, "0.91" | "0.92"));
        attribute(&mut out, "version", version.unwrap_or("2.0"));
    }
    for (prefix, space) in PREFIXES.iter().filter(|(prefix, _)| !declared.contains(prefix)) {
        attribute(&mut out, &format!("xmlns:{prefix}"), space);
        let used = find(rest.as_bytes(), format!("<{prefix}:").as_bytes()).is_some();
        if used && find(rest.as_bytes(), format!("xmlns:{prefix}").as_bytes()).is_none() {
            notes.push(format!("the prefix “{prefix}” is not declared; it was read as usual"));
        }
    }
    out.push_str(if tag.ends_with("/>") { "/>" } else { ">" });
    Cow::Owned(out)
}

fn attribute(out: &mut String, key: &str, value: &str) {
    let quote = if value.contains('"') { '\'' } else { '"' };
    for piece in [" ", key, "="] {
        out.push_str(piece);
    }
    out.push(quote);
    out.push_str(value);
    out.push(quote);
}

/// The attributes of a sound tag, as they are written.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut list = Vec::new();
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, after)) = after[1..].split_once(quote) else { break };
        let key = key.split_ascii_whitespace().next_back().unwrap_or("");
        if !key.is_empty() && !list.iter().any(|(other, _)| *other == key) {
            list.push((key, value));
        }
        rest = after;
    }
    list
}

/// The name space that an address stands for.
fn space(address: &str) -> Option<&'static str> {
    let small = address.trim().to_ascii_lowercase();
    let bare = small.strip_prefix("http://").or_else(|| small.strip_prefix("https://")).unwrap_or(&small);
    let bare = bare.trim_end_matches(['/', '#']);
    SPACES.iter().find(|(known, _)| *known == bare).map(|(_, space)| *space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, contains: &[&str], notes: &str) {
        let found = rooted(text).expect("a root");
        for part in contains {
            assert!(found.tag.contains(part), "{} lacks {part}", found.tag);
        }
        assert_eq!(found.notes.join("; "), notes, "{text}");
    }

    #[test]
    fn old_versions_and_other_words_are_known() {
        check("<rss version='0.93'><a/>", &["version=\"2.0\""], "");
        check("<rss version=\"0.91\">", &["version=\"0.91\""], "");
        check("<rss>", &["version=\"2.0\""], "");
        check(
            "<rss version='2.0' xmlns='http://backend.userland.com/rss2'>",
            &["xmlns=\"http://purl.org/rss/1.0/\""],
            "",
        );
        check(
            "<feed xmlns='http://purl.org/atom/ns#' version='0.3'>",
            &["xmlns=\"http://www.w3.org/2005/Atom\""],
            "",
        );
        check(
            "<rss version='2.0' xmlns:m='http://search.yahoo.com/mrss'>",
            &["xmlns:m=\"http://search.yahoo.com/mrss/\""],
            "",
        );
        check(
            "<r:RDF xmlns:r='x' xmlns='http://my.netscape.com/rdf/simple/0.9/'>",
            &["<r:RDF xmlns:r=\"x\" xmlns=\"http://purl.org/rss/1.0/\""],
            "",
        );
    }

    #[test]
    fn prefixes_are_declared_and_junk_is_passed_over() {
        check(
            "<rss><item><dc:creator/></item></rss>",
            &["xmlns:dc="],
            "the prefix “dc” is not declared; it was read as usual",
        );
        check("<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator/>", &["xmlns:dc="], "");
        check("<rss><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'/>", &["xmlns:dc="], "");
        check(
            "\u{feff}\n <?xml version='1.0'?><!-- <a> --><!DOCTYPE rss [<!ENTITY a '>'>]><rss>",
            &["<rss"],
            "entities that the file declares itself were not expanded",
        );
        check("<br/>Warning!<?xml version='1.0'?><rss>", &["<rss"], "");
        check("Warning!<?xml version='1.0'?><rss>", &["<rss"], "what stands before the feed was left out");
        assert!(rooted("no tags").is_none() && rooted("<rss").is_none());
    }
}
