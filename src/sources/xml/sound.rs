//! Is an XML text safe for any parser? Told in one quick pass, so that sound files pay next to nothing.

use memchr::memmem::find;
use memchr::{memchr, memchr3};

/// Elements may be nested so deep.
pub const DEEPEST: usize = 200;

/// An element may have so many attributes.
pub const ATTRIBUTES: usize = 200;

/// True when no parser can be harmed: no deep nesting, no tags of endless attributes, no entities of its own,
/// no second declaration. What is not well-formed otherwise may pass.
#[must_use]
pub fn is_sound(text: &str) -> bool {
    walk(text, &mut |_, end| end)
}

/// The same, with a look at every start tag on the way: `visit` gets where it begins and where it ends, and gives
/// where to go on.
pub fn walk(text: &str, visit: &mut dyn FnMut(usize, usize) -> usize) -> bool {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut begun) = (0, 0_usize, false);
    while let Some(next) = memchr(b'<', &bytes[at..]) {
        at += next;
        let rest = &bytes[at..];
        let end = match rest.get(1) {
            Some(b'/') => {
                depth = depth.saturating_sub(1);
                Some(2)
            }
            Some(b'!') if rest.starts_with(b"<![CDATA[") => find(rest, b"]]>"),
            Some(b'!') if rest.starts_with(b"<!--") => find(&rest[4..], b"-->").map(|end| end + 4),
            Some(b'!') => match plain_doctype(rest) {
                Some(end) => Some(end),
                None => return false,
            },
            Some(b'?') if begun && rest.starts_with(b"<?xml ") => return false,
            Some(b'?') => find(rest, b"?>"),
            _ => {
                begun = true;
                let Some((end, empty, attributes)) = tag(rest) else { return true };
                depth += usize::from(!empty);
                if depth > DEEPEST || attributes > ATTRIBUTES {
                    return false;
                }
                let next = visit(at, at + end + 1);
                Some(next.saturating_sub(at))
            }
        };
        // A tail that is cut off ends every parser's work.
        let Some(end) = end else { return true };
        at += end;
    }
    true
}

/// Where a document type ends that declares nothing.
fn plain_doctype(rest: &[u8]) -> Option<usize> {
    let end = memchr(b'>', rest)?;
    let inside = &rest[..end];
    let even = |quote: u8| inside.iter().filter(|&&byte| byte == quote).count() % 2 == 0;
    (memchr(b'[', inside).is_none() && even(b'"') && even(b'\'')).then_some(end)
}

/// Where the start tag at the beginning ends.
#[must_use]
pub fn tag_end(rest: &[u8]) -> Option<usize> {
    tag(rest).map(|(end, ..)| end + 1)
}

/// Where a start tag ends, whether it is empty, and its number of attributes.
fn tag(rest: &[u8]) -> Option<(usize, bool, usize)> {
    let (mut at, mut attributes) = (1, 0);
    loop {
        at += memchr3(b'>', b'"', b'\'', &rest[at..])?;
        if rest[at] == b'>' {
            return Some((at, rest[at - 1] == b'/', attributes));
        }
        attributes += 1;
        at += 1 + memchr(rest[at], &rest[at + 1..])? + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: bool) {
        assert_eq!(is_sound(text), expect, "{}", text.get(..60).unwrap_or(text));
    }

    #[test]
    fn what_harms_parsers_is_told() {
        check(
            "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'b'><a b='>'><![CDATA[<a><a>]]><!-- <a> --><b/></a>",
            true,
        );
        check(&"<a/>".repeat(100_000), true);
        check(&"<a b='/>'>".repeat(300), false);
        check(&"<a>".repeat(300), false);
        check(&format!("<a {}>", "b='c' ".repeat(100_000)), false);
        check("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", false);
        check("<!DOCTYPE a '>", false);
        check("<a><?xml version='1.0' encoding='latin1'?></a>", false);
        check("<a b='", true);
        check("", true);
    }
}
