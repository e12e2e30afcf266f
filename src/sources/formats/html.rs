//! Web pages: the article in a saved page, whatever stands around it.
//!
//! Every page of words gives an article, and no page can take the program down.

use url::Url;

use crate::sources::decode::decode_page;
use crate::sources::draft::{Draft, Part};
use crate::sources::format::Glance;
use crate::sources::html::anchor::anchored;
use crate::sources::html::fragment::{Placed, address};
use crate::sources::html::guard::guard;
use crate::sources::html::{Tree, body, fields};
use crate::sources::leaf::{Harvest, Leaf};

/// True for what begins like a page, or is called one.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let media = glance.media.trim_start().to_ascii_lowercase();
    let name = glance.name.to_ascii_lowercase();
    media.starts_with("text/html")
        || media.starts_with("application/xhtml")
        || [".html", ".htm", ".xhtml", ".shtml"].iter().any(|end| name.ends_with(end))
        || begins_a_page(glance.head)
}

/// Tags that pages and pieces of pages begin with.
#[rustfmt::skip]
const FIRST: &[&str] = &[
    "html", "head", "body", "title", "meta", "article", "div", "section", "main", "h1", "h2", "p", "table", "script", "style",
];

/// True when the first tag is one of HTML; what stands before it may be declarations and comments.
fn begins_a_page(head: &[u8]) -> bool {
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b">",
            [b'<', b'!', ..]
                if rest.get(2..14).is_some_and(|name| name.eq_ignore_ascii_case(b"doctype html")) =>
            {
                return true;
            }
            _ => break,
        };
        let Some(at) = memchr::memmem::find(rest, end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or(&[]).trim_ascii_start();
    }
    let Some(tag) = rest.strip_prefix(b"<") else { return false };
    let end = tag.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let whole = tag.get(end).is_some_and(|byte| matches!(byte, b'>' | b' ' | b'\n' | b'\t' | b'\r' | b'/'));
    whole
        && FIRST
            .iter()
            .any(|first| tag.get(..end).is_some_and(|name| name.eq_ignore_ascii_case(first.as_bytes())))
}

/// Reads one page as one article.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let path = leaf.path.clone();
    match draft(leaf) {
        Ok(draft) => Harvest::one(draft.finish(&path, "html")),
        Err(what) => Harvest::none(&path, what),
    }
}

/// The article of a page, before it is laid out and read.
///
/// # Errors
/// A line that says why there is none.
pub fn draft(leaf: Leaf) -> Result<Draft, String> {
    let Leaf { bytes, about, .. } = leaf;
    let decoded = decode_page(bytes, &about.media).map_err(|what| format!("is {what}"))?;
    let guarded = guard(&decoded.text);
    drop(decoded.text);
    let tree = Tree::parse(&guarded.html);
    let base = base(&tree, about.url.as_deref());
    let fields = fields::of_tree(&tree, base.as_ref());
    let body = anchored(&tree, body::body(&tree, base.as_ref(), &fields), fields.figures);
    let head = fields.draft;
    let draft = Draft {
        url: head.url.clone().or(about.url),
        details: [about.details, head.details.clone()].concat(),
        problems: [decoded.notes, guarded.notes, missing(&body)].concat(),
        body: parts(body),
        ..head
    };
    if draft.is_blank() {
        return Err(
            "holds no words to read; a page that scripts fill in must be saved from a browser".to_owned()
        );
    }
    Ok(draft)
}

/// What to say of a page without words of an article.
fn missing(body: &[Placed]) -> Vec<String> {
    let none = !body.iter().any(|placed| matches!(placed.part, Part::Block(..)));
    none.then(|| {
        "no article was found in the page; what scripts fill in must be saved from a browser".to_owned()
    })
    .into_iter()
    .collect()
}

/// What addresses in the page are relative to.
fn base(tree: &Tree, url: Option<&str>) -> Option<Url> {
    let canonical = || {
        let link =
            tree.tagged("link").find(|&id| tree.attribute(id, "rel").eq_ignore_ascii_case("canonical"))?;
        Url::parse(tree.attribute(link, "href")).ok()
    };
    let own = url.and_then(|url| Url::parse(url).ok()).or_else(canonical);
    let named = tree.tagged("base").map(|id| tree.attribute(id, "href")).find(|href| !href.is_empty());
    named.and_then(|href| address(href, own.as_ref())).and_then(|href| Url::parse(&href).ok()).or(own)
}

fn parts(placed: Vec<Placed>) -> Vec<Part> {
    placed.into_iter().map(|placed| placed.part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::html::nasty;

    #[test]
    fn nasty_pages_give_their_words() {
        for page in nasty::pages() {
            let name = page.get(..20).unwrap_or("").to_owned();
            let harvest = read(Leaf::new("a.html", page));
            assert!(harvest.articles.iter().all(|article| article.text.contains("word")), "{name}");
        }
    }
}
