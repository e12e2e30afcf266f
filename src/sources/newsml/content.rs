//! The content of a NewsML-G2 item: NITF, XHTML or plain text in place, or pictures elsewhere.

use super::item::named;
use crate::reading::BlockKind;
use crate::sources::draft::{Draft, Figure, Part, tidy};
use crate::sources::html::fragment::{address, fragment};
use crate::sources::nitf;
use crate::sources::xml::tree::{Id, Tree};

/// Adds the content to the draft's body.
pub fn fill(tree: &Tree, set: Id, draft: &mut Draft) {
    for id in tree.children(set) {
        match tree.name(id) {
            "inlineXML" => inline_xml(tree, id, draft),
            "inlineData" => inline_data(tree, id, draft),
            _ => {}
        }
    }
    remote(tree, set, draft);
}

fn inline_xml(tree: &Tree, id: Id, draft: &mut Draft) {
    if let Some(inner) = tree.children(id).find(|&child| tree.name(child) == "nitf") {
        let mut found = Draft::default();
        nitf::fill(tree, inner, &mut found);
        merge(draft, found);
        return;
    }
    let html = without_prefix(tree.inside(id));
    add_html(draft, &html);
}

/// XHTML without the prefix of its elements, so that any HTML parser knows them.
fn without_prefix(html: &str) -> String {
    let start = html.find('<').map_or("", |at| &html[at + 1..]);
    let name = start.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or("");
    match name.split_once(':') {
        Some((prefix, _)) => html.replace(&format!("<{prefix}:"), "<").replace(&format!("</{prefix}:"), "</"),
        None => html.to_owned(),
    }
}

/// The parts of HTML; a headline that is repeated there is left out.
fn add_html(draft: &mut Draft, html: &str) {
    let mut parts = fragment(html, None);
    if let Some(Part::Block(_, first)) = parts.first() {
        if draft.headline.is_empty() && matches!(parts[0], Part::Block(BlockKind::Subheading, _)) {
            draft.headline = tidy(&first.words).into_owned();
            parts.remove(0);
        } else if tidy(&first.words) == draft.headline {
            parts.remove(0);
        }
    }
    draft.body.extend(parts);
}

fn inline_data(tree: &Tree, id: Id, draft: &mut Draft) {
    let kind = tree.attribute(id, "contenttype");
    if !tree.attribute(id, "encoding").is_empty() {
        draft.problems.push(format!("content of the type {kind} inside of the file is not read"));
    } else if kind.contains("html") {
        add_html(draft, &tree.raw(id));
    } else {
        draft.text(tree.raw(id).trim_matches('\n'));
    }
}

/// What stands in the inner format fills what the item leaves open.
fn merge(draft: &mut Draft, inner: Draft) {
    let Draft { headline, deck, source, dateline, bylines, .. } = inner;
    for (field, value) in [
        (&mut draft.headline, headline),
        (&mut draft.deck, deck),
        (&mut draft.source, source),
        (&mut draft.dateline, dateline),
    ] {
        if field.is_empty() {
            *field = value;
        }
    }
    if draft.bylines.is_empty() {
        draft.bylines = bylines;
    }
    draft.published = draft.published.take().or(inner.published);
    draft.updated = draft.updated.take().or(inner.updated);
    for notice in inner.notices {
        if !draft.notices.contains(&notice) {
            draft.notices.push(notice);
        }
    }
    for found in inner.details {
        // The item's own id, state and copyright stand for the whole.
        if !draft.details.iter().any(|detail| detail.name == found.name && detail.name != "subject") {
            draft.details.push(found);
        }
    }
    draft.body.extend(inner.body);
}

/// The picture in its largest rendition; other files are details.
fn remote(tree: &Tree, set: Id, draft: &mut Draft) {
    let picture = |id: &Id| tree.attribute(*id, "contenttype").starts_with("image");
    let width = |id: &Id| tree.attribute(*id, "width").parse::<u64>().unwrap_or(0);
    let all: Vec<Id> = tree.all(set, "remoteContent").collect();
    for &id in all.iter().filter(|id| !picture(id)) {
        draft.detail(
            "enclosure",
            format!("{} {}", tree.attribute(id, "href"), tree.attribute(id, "contenttype")),
        );
    }
    let Some(&id) = all.iter().filter(|id| picture(id)).max_by_key(|id| width(id)) else { return };
    let meta = tree.parent(set).and_then(|item| tree.child(item, "contentMeta"));
    let caption = meta.and_then(|meta| {
        tree.all(meta, "description").find(|&id| tree.attribute(id, "role").ends_with("caption"))
    });
    let field = |name: &str| meta.and_then(|meta| tree.child(meta, name));
    let credit =
        field("creditline").map(|id| tree.words(id)).or_else(|| field("creator").map(|id| named(tree, id)));
    let href = tree.attribute(id, "href");
    draft.body.push(Part::Figure(Figure {
        url: Some(address(href, None).unwrap_or_else(|| href.to_owned())).filter(|url| !url.is_empty()),
        alt: meta.map(|meta| tree.field(meta, "altText")).unwrap_or_default(),
        caption: caption.map(|id| tree.words(id)).unwrap_or_default().into(),
        credit: credit.unwrap_or_default(),
    }));
}
