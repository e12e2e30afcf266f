//! What a NewsML-G2 item says of itself: who may use it and when, who made it, and what it is about.

use super::content;
use crate::sources::draft::Draft;
use crate::sources::when::moment;
use crate::sources::wire;
use crate::sources::writers::writers;
use crate::sources::xml::tree::{Id, Tree};

/// Fills a draft from an item.
pub fn fill(tree: &Tree, item: Id, draft: &mut Draft) {
    draft.detail("id", tree.attribute(item, "guid"));
    draft.detail("version", tree.attribute(item, "version"));
    tree.attribute(item, "lang").clone_into(&mut draft.lang);
    for rights in tree.all(item, "rightsInfo") {
        copyright(tree, rights, draft);
    }
    if let Some(meta) = tree.child(item, "itemMeta") {
        item_meta(tree, meta, draft);
    }
    if let Some(meta) = tree.child(item, "contentMeta") {
        content_meta(tree, meta, draft);
        subjects(tree, meta, draft);
    }
    if let Some(set) = tree.child(item, "contentSet") {
        content::fill(tree, set, draft);
    }
    if draft.headline.is_empty()
        && let Some(meta) = tree.child(item, "itemMeta")
    {
        draft.headline = tree.field(meta, "title");
    }
}

/// The name that an element gives: in words, literally, or as the end of a code.
pub(super) fn named(tree: &Tree, id: Id) -> String {
    let name = tree.field(id, "name");
    let given = ["literal", "qcode", "uri"].map(|key| tree.attribute(id, key));
    match given.into_iter().find(|code| !code.is_empty()) {
        _ if !name.is_empty() => name,
        Some(code) => code.rsplit([':', '/', '#']).next().unwrap_or(code).to_owned(),
        None => tree.words(id),
    }
}

fn copyright(tree: &Tree, rights: Id, draft: &mut Draft) {
    for id in tree.all(rights, "copyrightHolder") {
        draft.detail("copyright", named(tree, id));
    }
    for (name, detail) in [("copyrightNotice", "copyright"), ("usageTerms", "rights")] {
        for id in tree.all(rights, name) {
            draft.detail(detail, tree.words(id));
        }
    }
}

fn item_meta(tree: &Tree, meta: Id, draft: &mut Draft) {
    let first = |name: &str| tree.child(meta, name);
    draft.source = first("provider").map(|id| named(tree, id)).unwrap_or_default();
    let date = |name: &str| moment(&tree.field(meta, name));
    (draft.published, draft.updated) = match (date("firstCreated"), date("versionCreated")) {
        (Some(first), Some(version)) if first != version => (Some(first), Some(version)),
        (first, version) => (first.or(version), None),
    };
    if let Some(id) = first("pubStatus") {
        wire::status(draft, &[tree.attribute(id, "qcode"), tree.attribute(id, "uri")].join(""));
    }
    if let Some(id) = first("embargoed") {
        match moment(&tree.words(id)) {
            Some(until) => wire::embargo(draft, &until),
            None => wire::note(draft, format!("Embargoed {}", tree.words(id)).trim()),
        }
    }
    for id in tree.all(meta, "edNote") {
        wire::note(draft, &tree.words(id));
    }
    for id in tree.all(meta, "signal") {
        signal(tree, id, draft);
    }
    for (name, detail) in
        [("itemClass", "class"), ("role", "role"), ("service", "service"), ("fileName", "file")]
    {
        for id in tree.all(meta, name) {
            draft.detail(detail, named(tree, id));
        }
    }
}

/// A signal to the receiver's desk; a correction or kill is told unless a note says it already.
fn signal(tree: &Tree, id: Id, draft: &mut Draft) {
    let signal = named(tree, id);
    let small = signal.to_lowercase();
    let told =
        |draft: &Draft, word: &str| draft.notices.iter().any(|notice| notice.to_lowercase().contains(word));
    if small.contains("correct") && !told(draft, "correct") {
        wire::correction(draft, "");
    } else if small.contains("kill") && !told(draft, "kill") {
        wire::kill(draft, "");
    }
    draft.detail("signal", signal);
}

fn content_meta(tree: &Tree, meta: Id, draft: &mut Draft) {
    let field = |name: &str| tree.field(meta, name);
    let plain = tree.all(meta, "headline").find(|&id| {
        let role = tree.attribute(id, "role");
        role.is_empty() || role.ends_with(":main") || role.ends_with(":headline")
    });
    draft.headline = plain.map_or_else(|| field("headline"), |id| tree.words(id));
    for name in ["urgency", "keyword", "creditline", "slugline"] {
        for id in tree.all(meta, name) {
            draft.detail(
                match name {
                    "creditline" => "credit",
                    "slugline" => "slug",
                    name => name,
                },
                tree.words(id),
            );
        }
    }
    for id in tree.all(meta, "by") {
        let found = writers(&tree.words(id));
        draft.bylines.extend(found.names);
        draft.source = Some(std::mem::take(&mut draft.source))
            .filter(|source| !source.is_empty())
            .or(found.source)
            .unwrap_or_default();
    }
    for id in tree.all(meta, "creator").chain(tree.all(meta, "contributor")) {
        let name = named(tree, id);
        if tree.name(id) == "creator" && tree.child(meta, "by").is_none() {
            draft.bylines.push(name);
        } else if !draft.bylines.contains(&name) {
            draft.detail(tree.name(id), name);
        }
    }
    if draft.source.is_empty() {
        draft.source = tree.child(meta, "infoSource").map(|id| named(tree, id)).unwrap_or_default();
    }
    for id in tree.all(meta, "infoSource") {
        draft.detail("info-source", named(tree, id));
    }
    draft.dateline = wire::place_of(&field("dateline")).to_owned();
    for id in tree.all(meta, "located") {
        draft.detail("place", named(tree, id));
    }
    draft.published = draft.published.take().or_else(|| moment(&field("contentCreated")));
    let tag = tree.child(meta, "language").map(|id| tree.attribute(id, "tag")).unwrap_or_default();
    if !tag.is_empty() {
        tag.clone_into(&mut draft.lang);
    }
    describe(tree, meta, draft);
}

/// The summary becomes the deck; captions belong to pictures.
fn describe(tree: &Tree, meta: Id, draft: &mut Draft) {
    for id in tree.all(meta, "description") {
        let role = tree.attribute(id, "role");
        if role.ends_with("caption") {
            continue;
        }
        if draft.deck.is_empty() {
            draft.deck = tree.words(id);
        } else {
            draft.detail("summary", tree.words(id));
        }
    }
}

fn subjects(tree: &Tree, meta: Id, draft: &mut Draft) {
    for (name, detail) in [("subject", "subject"), ("genre", "genre")] {
        for id in tree.all(meta, name) {
            let (code, name) = (tree.attribute(id, "qcode"), tree.field(id, "name"));
            let literal = if code.is_empty() { named(tree, id) } else { format!("{code} {name}") };
            draft.detail(detail, literal);
        }
    }
}
