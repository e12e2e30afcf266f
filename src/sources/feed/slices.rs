//! Where the entries of a feed stand in its bytes, as its publisher wrote them, broken or not.
//!
//! One quick pass that understands no more than tags, sections and strings, and can't fail.

use std::ops::Range;

use memchr::memmem::find;
use memchr::{memchr, memchr2};

use super::split::ENTRIES;
use crate::sources::xml::sound::tag_end;

/// The entries of RSS, Atom or JSON Feed, in their order. One that is not closed ends with the feed.
#[must_use]
pub fn slices(bytes: &[u8]) -> Vec<Range<usize>> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"{") { json(bytes) } else { xml(bytes) }
}

/// An element that is an entry: where it begins, its name, and how many of that name are open.
struct Open<'a> {
    start: usize,
    name: &'a [u8],
    depth: usize,
}

fn xml(bytes: &[u8]) -> Vec<Range<usize>> {
    let (mut list, mut open, mut at) = (Vec::new(), None::<Open<'_>>, 0);
    while let Some(next) = memchr(b'<', &bytes[at..]) {
        at += next;
        let rest = &bytes[at..];
        let past = |end: &[u8]| find(rest, end).map_or(rest.len(), |found| found + end.len());
        let length = match rest {
            [b'<', b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => past(b"]]>"),
            [b'<', b'!', b'-', b'-', ..] => past(b"-->"),
            [b'<', b'?', ..] => past(b"?>"),
            [b'<', b'/', name @ ..] => {
                let length = past(b">");
                if let Some(entry) = open.as_mut().filter(|entry| entry.name == name_of(name)) {
                    entry.depth -= 1;
                    if entry.depth == 0 {
                        list.push(entry.start..at + length);
                        open = None;
                    }
                }
                length
            }
            _ => {
                let name = name_of(&rest[1..]);
                // Other tags hold no more than what can be passed over.
                if !is_entry(name) {
                    1 + name.len()
                } else {
                    let length = tag_end(rest).unwrap_or(rest.len());
                    let empty = rest[..length].ends_with(b"/>");
                    match &mut open {
                        Some(entry) => entry.depth += usize::from(entry.name == name && !empty),
                        None if empty => list.push(at..at + length),
                        None => open = Some(Open { start: at, name, depth: 1 }),
                    }
                    length
                }
            }
        };
        at += length;
    }
    list.extend(open.map(|entry| entry.start..bytes.len()));
    list
}

fn name_of(rest: &[u8]) -> &[u8] {
    let end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<');
    &rest[..rest.iter().position(end).unwrap_or(rest.len())]
}

fn is_entry(name: &[u8]) -> bool {
    let local = name.iter().rposition(|byte| *byte == b':').map_or(name, |at| &name[at + 1..]);
    ENTRIES.iter().any(|entry| entry.as_bytes() == local)
}

/// The objects in the list that is called `items` in the outermost object.
fn json(bytes: &[u8]) -> Vec<Range<usize>> {
    let (mut list, mut start) = (Vec::new(), None);
    let (mut depth, mut at, mut in_items) = (0_usize, 0, false);
    let mut key: &[u8] = b"";
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at);
                if depth == 1 {
                    key = bytes.get(at + 1..end.saturating_sub(1)).unwrap_or(b"");
                }
                at = end;
                continue;
            }
            b'{' | b'[' => {
                in_items |= depth == 1 && byte == b'[' && key == b"items";
                if depth == 2 && byte == b'{' && in_items {
                    start = Some(at);
                }
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 2
                    && let Some(start) = start.take()
                {
                    list.push(start..at + 1);
                }
                in_items &= depth > 1;
            }
            _ => {}
        }
        at += 1;
    }
    list.extend(start.map(|start| start..bytes.len()));
    list
}

/// Behind the string that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += next;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_as_they_are_written() {
        let check = |text: &str, expect: &[&str]| {
            let found: Vec<&str> = slices(text.as_bytes()).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found, expect, "{text}");
        };
        check(
            "<rss><channel><items/><item a='>'>1 & 2</item> <item><![CDATA[</item>]]></item ></channel></rss>",
            &["<item a='>'>1 & 2</item>", "<item><![CDATA[</item>]]></item >"],
        );
        check("<a:feed><a:entry>1</a:entry><a:entry/></a:feed>", &["<a:entry>1</a:entry>", "<a:entry/>"]);
        check("<rss><!-- <item> --><item>1<item>2</item>3</item></rss>", &["<item>1<item>2</item>3</item>"]);
        check("<rss><item>1</item><item>2", &["<item>1</item>", "<item>2"]);
        check("<rss><item", &["<item"]);
        check("<", &[]);
        check(
            r#"{"items": [{"id": "a\"}"}, 3, {"b": [{}]}], "more": [{"id": "c"}]}"#,
            &[r#"{"id": "a\"}"}"#, r#"{"b": [{}]}"#],
        );
        check(r#"{"title": "items", "x": {"items": [{}]}, "items": [{"id": 1"#, &[r#"{"id": 1"#]);
        check("{\"", &[]);
        check("{]]]}}}", &[]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_the_slices_are_in_order(text in "(<(/?(item|a:entry|b)( c='>)?)?|[>/!?{}\\[\\]\"\\\\:,]|\"items\":|<!\\[CDATA\\[|\\]\\]>|<!--|-->|é){0,30}") {
            let mut end = 0;
            for place in slices(text.as_bytes()) {
                assert!(place.start >= end && place.end > place.start && text.get(place.clone()).is_some());
                end = place.end;
            }
        }
    }
}
