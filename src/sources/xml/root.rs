//! The root element of an XML file, from its first bytes: what tells the formats in XML apart.
//!
//! Prefixes and name spaces don't count, and what stands before the root element does no harm.

use std::borrow::Cow;

use memchr::memchr;
use memchr::memmem::find;

use crate::sources::decode::decode;

/// Warnings and the like before the XML declaration may have so many bytes.
const JUNK: usize = 1024;

/// How other formats begin that may hold XML early on.
const OTHERS: &[&[u8]] = &[b"{", b"[", b"WARC/", b"From ", b"Return-Path:", b"Received:", b"MIME-Version:"];

/// The root element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Its name without a prefix.
    pub name: String,
    /// Its whole tag, as far as it was seen.
    pub tag: String,
}

/// The root element of what begins with `head`, if that is XML.
#[must_use]
pub fn root(head: &[u8]) -> Option<Root> {
    let head = readable(head);
    let mut rest = start(&head)?;
    let mut declared = None;
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => {
                declared = rest.get(..9).filter(|word| word.eq_ignore_ascii_case(b"<!doctype"));
                declared = declared.and_then(|_| rest.get(9..)).map(<[u8]>::trim_ascii_start);
                match after_doctype(rest) {
                    Some(after) => {
                        rest = after;
                        continue;
                    }
                    None => break,
                }
            }
            [b'<', name, ..] if is_start(*name) => return Some(of(&rest[1..])),
            _ => break,
        };
        let Some(at) = find(rest, end) else { break };
        rest = &rest[at + end.len()..];
    }
    // The document type names the root element too.
    declared.filter(|name| name.first().is_some_and(|byte| is_start(*byte))).map(of)
}

fn of(tag: &[u8]) -> Root {
    let end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'[');
    let name = tag.iter().position(end).map_or(tag, |at| &tag[..at]);
    let name = name.iter().rposition(|&byte| byte == b':').map_or(name, |at| &name[at + 1..]);
    let tag = memchr(b'>', tag).map_or(tag, |at| &tag[..at]);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Root { name: text(name), tag: text(tag) }
}

/// The same bytes, unless they are UTF-16.
fn readable(head: &[u8]) -> Cow<'_, [u8]> {
    let wide =
        matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, _, 0, ..] | [0, b'<', 0, _, ..]);
    // Half a character at the end would be no UTF-16.
    let even = &head[..head.len() & !1];
    match wide.then(|| decode(even.to_vec())) {
        Some(Ok(decoded)) => Cow::Owned(decoded.text.into_bytes()),
        _ => Cow::Borrowed(head),
    }
}

/// Where the first tag stands.
fn start(head: &[u8]) -> Option<&[u8]> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let blank = head.iter().position(|&byte| byte > b' ')?;
    let head = &head[blank..];
    if head[0] == b'<' {
        // Junk that looks like a tag: `<br /><b>Warning</b>: …`
        let junk = !head.starts_with(b"<?xml") && !head.starts_with(b"<!");
        let later = junk.then(|| declaration(head)).flatten();
        return Some(later.unwrap_or(head));
    }
    if OTHERS.iter().any(|other| head.starts_with(other)) {
        return None;
    }
    declaration(head)
}

fn declaration(head: &[u8]) -> Option<&[u8]> {
    find(&head[..head.len().min(JUNK)], b"<?xml ").map(|at| &head[at..])
}

/// What follows a document type with all that it declares.
#[must_use]
pub fn after_doctype(rest: &[u8]) -> Option<&[u8]> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'"' | b'\'' => at += 1 + memchr(*byte, &rest[at + 1..])?,
            b'<' if rest[at..].starts_with(b"<!--") => at += find(&rest[at..], b"-->")? + 2,
            b'<' | b'[' => depth += 1,
            b'>' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *byte == b'>' {
                    return Some(&rest[at + 1..]);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// True for bytes that names begin with.
pub(super) fn is_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expect: &str) {
        assert_eq!(root(head).map(|root| root.name).unwrap_or_default(), expect, "{head:?}");
    }

    #[test]
    fn the_root_is_found_behind_what_stands_before_it() {
        check(b"<rss version='2.0'>", "rss");
        check(b"\xef\xbb\xbf\n <?xml version='1.0'?>\n<!-- a > b -->\n<a:feed xmlns:a='x'>", "feed");
        check(b"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM \"nitf.dtd\" [<!ENTITY a '>'>]><nitf>", "nitf");
        check(b"<!DOCTYPE rss [<!ENTITY a 'b'> <!-- cut off", "rss");
        check(b"<br />\n<b>Warning</b>: in x.php\n<?xml version='1.0'?><rss>", "rss");
        check(b"Notice: x\n<?xml version='1.0'?><rss>", "rss");
        check(b"\xff\xfe<\0r\0s\0s\0>\0", "rss");
        check(b"<newsItem/>", "newsItem");
    }

    #[test]
    fn other_files_have_no_root() {
        for head in [
            &b""[..],
            b"Rain.",
            b"a < b",
            b"< rss>",
            b"{\"a\":\"<?xml version='1.0'?><rss>\"}",
            b"From a@b\n\n<?xml version='1.0'?><rss>",
            b"\0\0",
        ] {
            check(head, "");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_have_a_root_or_none(bytes in proptest::collection::vec(proptest::sample::select(&b"<>!?-[]'\"/ aD:xml\0\xff"[..]), 0..60)) {
            let _ = root(&bytes);
            let doctype = [&b"<!DOCTYPE "[..], &bytes].concat();
            let _ = root(&doctype);
        }
    }
}
