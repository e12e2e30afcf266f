//! Chapters: the documents of a book, with what the book's package file says of them.

use crate::reading::BlockKind;
use crate::sources::decode::decode_page;
use crate::sources::draft::{Draft, Part, tidy};
use crate::sources::html::{fragment, guard::guard};
use crate::sources::leaf::{Harvest, Leaf};

/// Documents with fewer letters and no title are covers and the like.
const COVER: usize = 40;

/// Elements that have no end tag in HTML.
#[rustfmt::skip]
const VOID: &[&str] = &["br", "hr", "img", "meta", "link", "input", "col", "area", "base", "embed", "source", "track", "wbr"];

/// Reads one document as one article; covers give none.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let decoded = match decode_page(bytes, &about.media) {
        Ok(decoded) => decoded,
        Err(what) => return Harvest::none(&path, format!("is {what}")),
    };
    let known = about.known.as_deref().cloned().unwrap_or_default();
    let guarded = guard(&closed(&decoded.text));
    let mut body = fragment(&guarded.html, None);
    let mut draft = Draft { url: about.url, ..known };
    draft.details.splice(0..0, about.details);
    draft.problems.extend(decoded.notes);
    draft.problems.extend(guarded.notes);
    let letters: usize = body.iter().map(|part| words(part).map_or(0, str::len)).sum();
    if letters == 0 || (letters < COVER && draft.headline.is_empty()) {
        return Harvest::default();
    }
    let heading = |part: &Part| matches!(part, Part::Block(BlockKind::Subheading, _));
    let first = body.iter().take(3).position(heading);
    let title = first.and_then(|at| words(&body[at])).map(|words| tidy(words).into_owned());
    match (first, title) {
        (Some(at), Some(title)) if draft.headline.is_empty() || tidy(&draft.headline) == title => {
            draft.headline = title;
            body.remove(at);
        }
        _ => {}
    }
    draft.body = body;
    Harvest::one(draft.finish(&path, "epub"))
}

fn words(part: &Part) -> Option<&str> {
    match part {
        Part::Block(_, words) => Some(&words.words),
        Part::Figure(_) => None,
    }
}

/// XHTML as HTML reads it: elements that close themselves get an end tag, for HTML takes them as open.
fn closed(xhtml: &str) -> String {
    let mut out = String::with_capacity(xhtml.len() + 64);
    let mut rest = xhtml;
    while let Some(at) = rest.find("/>") {
        let (before, after) = rest.split_at(at);
        let tag =
            before.rfind('<').and_then(|start| before.get(start + 1..)).filter(|tag| !tag.contains('>'));
        let name = tag.map(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or(""));
        out.push_str(before);
        match name.filter(|name| !name.is_empty() && !VOID.contains(name)) {
            Some(name) => {
                out.push_str("></");
                out.push_str(name);
                out.push('>');
            }
            None => out.push_str("/>"),
        }
        rest = &after[2..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_that_close_themselves_are_closed() {
        for (xhtml, expect) in [
            ("<title/><p>a<br/>b<a id='x'/>c</p>", "<title></title><p>a<br/>b<a id='x'></a>c</p>"),
            ("a /> b", "a /> b"),
            ("/>", "/>"),
        ] {
            assert_eq!(closed(xhtml), expect);
        }
    }
}
