//! Markdown, with or without front matter.

use url::Url;

use crate::reading::BlockKind;
use crate::sources::decode::decode;
use crate::sources::draft::{Draft, Part, tidy};
use crate::sources::format::Glance;
use crate::sources::json::field::Fields;
use crate::sources::json::shape::ends_with;
use crate::sources::json::{Value, object};
use crate::sources::leaf::{Harvest, Leaf};
use crate::sources::markdown::{body, front};

/// True for what is called Markdown, and for front matter with Markdown below it. A text with a `#` is a text.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let called = ends_with(glance.name, &[".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd"])
        || glance.media.starts_with("text/markdown");
    if called {
        return true;
    }
    let head = glance.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(glance.head);
    if !head.starts_with(b"---") && !head.starts_with(b"+++") {
        return false;
    }
    let text = String::from_utf8_lossy(head);
    let (found, rest) = front::split(&text);
    let marked = |line: &str| {
        let starts = ["# ", "## ", "### ", "- ", "* ", "> ", "```", "1. ", "![", "| "];
        starts.iter().any(|start| line.starts_with(start)) || line.contains("](") || line.contains("**")
    };
    found.is_some_and(|(kind, words)| front::parse(kind, words).is_ok()) && rest.lines().any(marked)
}

/// Reads one text as one article.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(what) => return Harvest::none(&path, format!("is {what}")),
    };
    let (found, rest) = front::split(&decoded.text);
    let mut draft =
        Draft { url: about.url, details: about.details, problems: decoded.notes, ..Draft::default() };
    let fields = match found.map(|(kind, words)| front::parse(kind, words)) {
        Some(Ok(value)) => value,
        Some(Err(what)) => {
            draft.problems.push(format!("its front matter can't be read: {what}"));
            Value::Null
        }
        None => Value::Null,
    };
    let mut fields = Fields::of(&fields, &about.wishes.fields);
    object::head(&mut draft, &mut fields);
    fill(&mut draft, rest);
    object::finish_head(&mut draft, &mut fields);
    object::rest(&mut draft, &fields);
    if draft.is_blank() {
        return Harvest::none(&path, "is empty; there is nothing to read");
    }
    Harvest::one(draft.finish(&path, "markdown"))
}

/// Fills the body; its first `# heading` is the headline, unless the front matter has one.
fn fill(draft: &mut Draft, markdown: &str) {
    let base = draft.url.as_deref().and_then(|url| Url::parse(url).ok());
    let mut body = body::body(markdown, base.as_ref());
    if let Some(Part::Block(BlockKind::Subheading, line)) = body.first.and_then(|at| body.parts.get(at)) {
        let words = tidy(&line.words).into_owned();
        // Words above it would change places with it.
        let leads =
            body.parts.iter().take(body.first.unwrap_or(0)).all(|part| matches!(part, Part::Figure(_)));
        if (draft.headline.is_empty() && leads) || draft.headline == words {
            draft.headline = words;
            body.first.map(|at| body.parts.remove(at));
        }
    }
    draft.body.append(&mut body.parts);
}
