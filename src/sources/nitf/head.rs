//! The head of an NITF article: its fields, dates, states and codes.

use super::body::{body, by};
use crate::sources::draft::Draft;
use crate::sources::when::moment;
use crate::sources::wire::{self, is_later};
use crate::sources::xml::tree::{Id, Tree};

/// Fills a draft from the `nitf` element at `root`; what the draft has already stays.
pub fn fill(tree: &Tree, root: Id, draft: &mut Draft) {
    if draft.lang.is_empty() {
        tree.attribute(root, "lang").clone_into(&mut draft.lang);
    }
    if let Some(head) = tree.child(root, "head") {
        docdata(tree, head, draft);
        publication(tree, head, draft);
        codes(tree, head, draft);
    }
    if let Some(all) = tree.child(root, "body") {
        if draft.lang.is_empty() {
            tree.attribute(all, "lang").clone_into(&mut draft.lang);
        }
        if let Some(head) = tree.child(all, "body.head") {
            body_head(tree, head, draft);
        }
        for content in tree.all(all, "body.content") {
            body(tree, content, draft);
        }
        for end in tree.all(all, "body.end") {
            body(tree, end, draft);
        }
    }
    if draft.headline.is_empty()
        && let Some(head) = tree.child(root, "head")
    {
        draft.headline = tree.field(head, "title");
    }
}

/// The dates, numbers and states of `docdata`.
fn docdata(tree: &Tree, head: Id, draft: &mut Draft) {
    let Some(data) = tree.child(head, "docdata") else { return };
    let get =
        |name: &str, attribute: &str| tree.child(data, name).map_or("", |id| tree.attribute(id, attribute));
    draft.detail("id", get("doc-id", "id-string"));
    draft.detail("urgency", get("urgency", "ed-urg"));
    draft.detail("slug", get("du-key", "key"));
    draft.detail("version", get("du-key", "version"));
    draft.detail("scope", get("doc-scope", "scope"));
    draft.detail("series", get("series", "series.name"));
    draft.detail("series-part", get("series", "series.part"));
    draft.detail("copyright", format!("{} {}", get("doc.copyright", "year"), get("doc.copyright", "holder")));
    let place = tree.child(data, "evloc");
    draft.detail("place", place.map_or("", |id| tree.attribute(id, "city")));
    let (issue, release) = (moment(get("date.issue", "norm")), moment(get("date.release", "norm")));
    if let Some(expire) = moment(get("date.expire", "norm")) {
        draft.detail("expires", expire.iso);
    }
    wire::status(draft, tree.attribute(data, "management-status"));
    if let (Some(issue), Some(release)) = (&issue, &release)
        && is_later(release, issue)
    {
        wire::embargo(draft, release);
    }
    draft.published = draft.published.take().or(issue).or(release);
    for id in tree.all(data, "correction") {
        wire::correction(draft, tree.attribute(id, "info"));
    }
    for id in tree.all(data, "ed-msg") {
        let (kind, words) = (tree.attribute(id, "msg-type"), tree.attribute(id, "info"));
        if kind.to_lowercase().contains("kill") { wire::kill(draft, words) } else { wire::note(draft, words) }
    }
    for id in tree.all(data, "key-list").flat_map(|list| tree.all(list, "keyword")) {
        draft.detail("keyword", tree.attribute(id, "key"));
    }
}

/// Where it was published, and when it was last revised.
fn publication(tree: &Tree, head: Id, draft: &mut Draft) {
    if let Some(data) = tree.child(head, "pubdata") {
        let get = |name: &str| tree.attribute(data, name);
        if draft.source.is_empty() {
            get("name").clone_into(&mut draft.source);
        }
        draft.published = draft.published.take().or_else(|| moment(get("date.publication")));
        draft.detail("section", get("position.section"));
        draft.detail("page", get("position.sequence"));
        draft.detail("edition", get("edition.name"));
        if draft.url.is_none() && get("ex-ref").starts_with("http") {
            draft.url = Some(get("ex-ref").to_owned());
        }
    }
    let revisions = tree.all(head, "revision-history").filter_map(|id| moment(tree.attribute(id, "norm")));
    if let Some(last) = revisions.max_by(|one, other| one.iso.cmp(&other.iso)) {
        draft.updated = draft.updated.take().or(Some(last));
    }
}

/// What it is about.
fn codes(tree: &Tree, head: Id, draft: &mut Draft) {
    for id in tree.within(head, "tobject.subject") {
        let get = |name: &str| tree.attribute(id, name);
        let names = ["tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"].map(get);
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let code = [get("tobject.subject.code"), get("tobject.subject.refnum")].join(" ");
        draft.detail("subject", format!("{} {}", code.trim(), names.join(" / ")));
    }
    if let Some(id) = tree.child(head, "tobject") {
        draft.detail("genre", tree.attribute(id, "tobject.type"));
    }
    for id in tree.within(head, "classifier") {
        let value = tree.attribute(id, "value");
        draft.detail("subject", if value.is_empty() { tree.words(id) } else { value.to_owned() });
    }
    for name in ["person", "org", "location"] {
        for id in tree.within(head, "identified-content").flat_map(|list| tree.all(list, name)) {
            draft.detail(name, tree.words(id));
        }
    }
    for id in tree.all(head, "meta") {
        let (name, value) = (tree.attribute(id, "name"), tree.attribute(id, "content"));
        if !name.is_empty() {
            draft.detail(&name.to_lowercase(), value);
        }
    }
}

/// The headline and what stands with it.
fn body_head(tree: &Tree, head: Id, draft: &mut Draft) {
    let first = |name: &str| tree.within(head, name).map(|id| tree.words(id)).find(|words| !words.is_empty());
    for (field, name) in
        [(&mut draft.headline, "hl1"), (&mut draft.deck, "hl2"), (&mut draft.source, "distributor")]
    {
        if let Some(words) = first(name).filter(|_| field.is_empty() || name == "distributor") {
            *field = words;
        }
    }
    for words in tree
        .within(head, "hl2")
        .map(|id| tree.words(id))
        .filter(|words| *words != draft.deck)
        .collect::<Vec<_>>()
    {
        draft.detail("subhead", words);
    }
    if let Some(words) = first("abstract") {
        if draft.deck.is_empty() { draft.deck = words } else { draft.detail("summary", words) }
    }
    for id in tree.all(head, "byline") {
        by(tree, id, draft);
    }
    if let Some(id) = tree.within(head, "dateline").next() {
        dateline(tree, id, draft);
    }
    for id in tree.all(head, "note") {
        wire::note(draft, &tree.words(id));
    }
    if let Some(id) = tree.child(head, "rights") {
        draft.detail("rights", tree.words(id));
    }
}

/// The place and day of filing.
fn dateline(tree: &Tree, id: Id, draft: &mut Draft) {
    let date = tree.within(id, "story.date").next();
    let place = tree.within(id, "location").next().map(|place| tree.words(place));
    draft.dateline = place.unwrap_or_else(|| {
        let (words, date) = (tree.words(id), date.map(|id| tree.words(id)).unwrap_or_default());
        wire::place_of(words.strip_suffix(date.as_str()).unwrap_or(&words)).to_owned()
    });
    let date = date.and_then(|id| moment(tree.attribute(id, "norm")));
    draft.published = draft.published.take().or(date);
}
