//! Telling JSON from other texts, and one value from many, by a look at the first bytes.

use super::cut::cut;
use crate::sources::format::{Glance, HEAD};

/// What the first bytes show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One value.
    One,
    /// Values one after the other, or a list of objects.
    Many,
    /// One value that goes on behind the first bytes; others may follow it.
    Unsure,
}

/// The shape of what is glanced at; `None` when it is no JSON.
#[must_use]
pub fn shape(glance: &Glance<'_>) -> Option<Shape> {
    let head = glance.head;
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let narrow: Vec<u8> = head.iter().copied().filter(|byte| (1..0x7f).contains(byte)).take(64).collect();
        return begins_object(&narrow).then_some(Shape::One);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if let Some(rest) = head.strip_prefix(b"\x1e") {
        return begins_object(rest.trim_ascii_start()).then_some(Shape::Many);
    }
    if let Some(rest) = head.strip_prefix(b"[") {
        let rest = rest.trim_ascii_start();
        let called = ends_with(glance.name, &[".json"]);
        return if begins_object(rest) { Some(Shape::Many) } else { called.then_some(Shape::One) };
    }
    if !begins_object(head) {
        return None;
    }
    let mut count = 0;
    cut(&mut &*head, &mut |_| {
        count += 1;
        count < 2
    });
    Some(match count {
        2.. => Shape::Many,
        _ if glance.head.len() >= HEAD && cut_off(head) => Shape::Unsure,
        _ => Shape::One,
    })
}

/// True when the last of the values does not end here.
fn cut_off(head: &[u8]) -> bool {
    let mut open = false;
    cut(&mut &*head, &mut |cut| {
        open = cut.value.is_err();
        true
    });
    open
}

fn begins_object(head: &[u8]) -> bool {
    let inner = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| matches!(inner.first(), Some(b'"' | b'}')))
}

/// True when `name` has one of the endings, in capitals or not.
#[must_use]
pub fn ends_with(name: &str, endings: &[&str]) -> bool {
    let tail = |length: usize| name.len().checked_sub(length).and_then(|from| name.get(from..));
    endings.iter().any(|end| tail(end.len()).is_some_and(|tail| tail.eq_ignore_ascii_case(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], name: &str, expect: Option<Shape>) {
        assert_eq!(shape(&Glance { head, name, media: "" }), expect, "{}", head.escape_ascii());
    }

    #[test]
    fn json_is_told_by_its_first_bytes() {
        check(b"{\"a\": 1}", "-", Some(Shape::One));
        check(b"\xef\xbb\xbf \n{\"a\": [", "-", Some(Shape::One));
        check(b"{\"a\": 1}\n{\"a\": 2}", "-", Some(Shape::Many));
        check(b"{\"a\": 1}{", "-", Some(Shape::Many));
        check(b"[\n {\"a\": 1}", "-", Some(Shape::Many));
        check(b"\x1e{\"a\": 1}", "-", Some(Shape::Many));
        check(b"\xff\xfe{\0\"\0a\0", "-", Some(Shape::One));
        check(format!("{{\"a\": \"{}", "x".repeat(HEAD)).as_bytes(), "-", Some(Shape::Unsure));
        check(b"[1, 2]", "a.JSON", Some(Shape::One));
    }

    #[test]
    fn other_texts_are_no_json() {
        for head in [
            &b"[Editor's note] The harbour"[..],
            b"{sic} he wrote",
            b"",
            b"[1, 2]",
            b"\"quoted\"",
            b"{{title}}",
        ] {
            check(head, "a.txt", None);
        }
    }
}
