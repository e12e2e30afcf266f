//! Finding the articles in a value: the value itself, the elements of a list, or what an answer of a program wraps up.

use super::field::Fields;
use super::names::{Slot, normal};
use super::value::Value;
use super::words;

/// Wrappers in wrappers are opened so deep.
const DEEPEST: usize = 6;

/// Fields that hold lists of articles, even in objects that have a title of their own (a channel and its items).
#[rustfmt::skip]
const WRAPPERS: &[&str] = &[
    "articles", "items", "entries", "posts", "results", "data", "hits", "docs", "document", "documents", "news", "stories", "value", "records", "rows",
    "children", "response", "feed", "@graph", "pages", "nodes", "edges", "list", "channel",
];

/// Fields that hold what stands beside an article and never the article.
#[rustfmt::skip]
const ASIDE: &[&str] = &[
    "author", "authors", "byline", "image", "images", "media", "publisher", "source", "related", "relatedarticles", "recommended", "comments",
    "tags", "categories", "links", "video", "videos", "thumbnail", "enclosure", "enclosures", "multimedia", "seo", "opengraph", "user", "users",
    "associations", "provider", "next", "previous", "breadcrumb", "comment", "license", "logo", "ads", "subjects",
];

/// Fields that only ninjs has together.
const OWN: &[&str] = &[
    "versioncreated",
    "pubstatus",
    "bodytext",
    "bodyxhtml",
    "bodies",
    "headlines",
    "slugline",
    "urgency",
    "associations",
    "renditions",
    "$standard",
    "standard",
    "firstcreated",
    "usageterms",
    "ednote",
    "located",
    "infosources",
    "contentcreated",
    "copyrightnotice",
    "embargoed",
];

/// The objects in `value` that are articles, in order.
#[must_use]
pub fn articles<'a>(value: &'a Value, wishes: &[(String, String)]) -> Vec<&'a Value> {
    let mut found = Vec::new();
    gather(value, wishes, 0, &mut found);
    found
}

fn gather<'a>(value: &'a Value, wishes: &[(String, String)], depth: usize, found: &mut Vec<&'a Value>) {
    if depth > DEEPEST {
        return;
    }
    if let Value::List(items) = value {
        items.iter().for_each(|item| gather(item, wishes, depth + 1, found));
        return;
    }
    let fields = Fields::of(value, wishes);
    if has_body(&fields) || is_item(value) {
        return found.push(value);
    }
    let titled = is_titled(&fields);
    let before = found.len();
    for (name, inner) in value.fields() {
        // Elasticsearch's `_source` is the document.
        let name = if name == "_source" { "document".to_owned() } else { normal(name) };
        let wanted = if titled { WRAPPERS.contains(&name.as_str()) } else { !ASIDE.contains(&name.as_str()) };
        if wanted && matches!(inner, Value::List(_) | Value::Object(_)) {
            gather(inner, wishes, depth + 1, found);
        }
    }
    if titled && found.len() == before {
        found.push(value);
    }
}

/// True for an item of ninjs.
#[must_use]
pub fn is_item(value: &Value) -> bool {
    let names = value.fields().iter().map(|(name, _)| normal(name));
    value.get("uri").is_some() && names.filter(|name| OWN.contains(&name.as_str())).count() >= 2
}

/// True when there are words to read: more than a single one.
fn has_body(fields: &Fields<'_>) -> bool {
    let worded = |value: &Value| match value {
        Value::Text(words) => words.trim().contains(char::is_whitespace) || !words.is_ascii(),
        Value::List(items) => {
            items.iter().any(|item| item.as_text().is_some_and(|words| words.contains(' ')))
                || is_blocks(items)
        }
        Value::Object(_) => ["rendered", "text", "html", "value", "body"]
            .iter()
            .any(|name| value.get(name).and_then(Value::as_text).is_some_and(|words| words.contains(' '))),
        _ => false,
    };
    fields.of_slot(&Slot::Body).iter().any(|field| worded(field.value))
}

/// True for a body that is a list of blocks: objects with words and the kind of block they are.
fn is_blocks(items: &[Value]) -> bool {
    items.iter().any(|item| {
        item.get("type").is_some() && ["text", "html", "content"].iter().any(|name| item.get(name).is_some())
    })
}

/// True for a title with something that only articles have beside it.
fn is_titled(fields: &Fields<'_>) -> bool {
    let has = |slot: &Slot| fields.of_slot(slot).iter().any(|field| !words::line(field.value).is_empty());
    let weak = ["name", "subject", "head", "heading"];
    let titles =
        fields.of_slot(&Slot::Headline).into_iter().filter(|field| !weak.contains(&field.path.as_str()));
    let title = titles.map(|field| words::line(field.value)).find(|words| !words.is_empty());
    let beside = [Slot::Address, Slot::Published, Slot::Deck, Slot::Byline];
    // A title of one word needs more beside it than a name does.
    let enough =
        title.map_or(usize::MAX, |title| if title.contains(' ') || !title.is_ascii() { 1 } else { 2 });
    !fields.names().any(|name| name == "$schema") && beside.iter().filter(|slot| has(slot)).count() >= enough
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The `id`s of the articles that are found.
    fn check(json: &str, expect: &[&str]) {
        let (value, _) = Value::parse(json).expect("JSON");
        let found: Vec<String> = articles(&value, &[])
            .iter()
            .map(|article| article.get("id").map(words::line).unwrap_or_default())
            .collect();
        assert_eq!(found, expect, "{json}");
    }

    #[test]
    fn articles_are_found_in_their_wrappers() {
        check(r#"{"id": 1, "title": "Ferry sails", "text": "It left at noon."}"#, &["1"]);
        check(r#"[{"id": 1, "text": "It left."}, {"id": 2, "text": "It came."}]"#, &["1", "2"]);
        check(r#"{"status": "ok", "totalResults": 1, "articles": [{"id": 1, "text": "It left."}]}"#, &["1"]);
        check(r#"{"hits": {"hits": [{"_id": "a", "_source": {"id": 1, "body": "It left."}}]}}"#, &["1"]);
        check(
            r#"{"response": {"status": "ok", "results": [{"id": "w/1", "webTitle": "Ferry sails", "webUrl": "https://alden.example/1"}]}}"#,
            &["w/1"],
        );
        check(
            r#"{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"id": "x1", "title": "Ferry sails", "selftext": "It left."}}]}}"#,
            &["x1"],
        );
        check(
            r#"{"@graph": [{"@type": "WebSite", "name": "Alden Post"}, {"id": 3, "headline": "Ferry sails", "articleBody": "It left."}]}"#,
            &["3"],
        );
        check(
            r#"{"title": "Alden Post news", "url": "https://alden.example", "items": [{"id": 4, "title": "Ferry sails", "url": "https://alden.example/4"}]}"#,
            &["4"],
        );
        check(r#"{"article": {"id": 5, "content": "It left."}}"#, &["5"]);
        check(
            r#"{"id": 6, "title": "Ferry sails", "url": "https://alden.example/6", "image": {"title": "A ferry", "url": "https://alden.example/1.jpg"}}"#,
            &["6"],
        );
        check(r#"{"id": 7, "content": [{"type": "text", "content": "It left."}]}"#, &["7"]);
    }

    #[test]
    fn other_objects_are_no_articles() {
        check(
            r#"{"name": "alden-tool", "version": "1.0.0", "description": "A tool", "author": "Ana Ruiz", "main": "index.js"}"#,
            &[],
        );
        check(
            r#"{"$schema": "https://schemas.example/1", "title": "A port", "description": "What a port is"}"#,
            &[],
        );
        check(r#"{"compilerOptions": {"strict": true}, "content": ["src/**"]}"#, &[]);
        check("[1, 2, \"three\"]", &[]);
        check("{}", &[]);
    }
}
