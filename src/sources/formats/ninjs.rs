//! ninjs 1, 2 and 3: the IPTC's news in JSON, with what a newsroom must know before it publishes.
//!
//! Names follow <https://iptc.org/std/ninjs/>; version 1 writes `body_text`, 2 and 3 write lists such as `bodies`.

use url::Url;

use crate::sources::draft::{Draft, Figure, Inline, Moment, Part};
use crate::sources::format::Glance;
use crate::sources::formats::json;
use crate::sources::html::fragment::address;
use crate::sources::json::field::Fields;
use crate::sources::json::names::normal;
use crate::sources::json::shape::shape;
use crate::sources::json::{Value, object, words};
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::when;

/// True for an object that begins with the fields of ninjs.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let head = glance.head;
    let begins = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().starts_with(b"{");
    if !begins || shape(glance).is_none() || !has(head, "uri") {
        return false;
    }
    let names = [
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "body_text",
        "body_xhtml",
        "bodies",
        "headlines",
        "$standard",
        "standard",
    ];
    // An answer that wraps items up is read as JSON, which knows them too.
    let wrapped = ["articles", "items", "_items", "data", "results"].iter().any(|name| has(head, name));
    names.iter().filter(|name| has(head, name)).count() >= 2 && !wrapped
}

fn has(head: &[u8], name: &str) -> bool {
    memchr::memmem::find(head, format!("\"{name}\"").as_bytes()).is_some()
}

/// Reads one item, or several in a row.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    json::read(leaf)
}

/// Reads an item as one article.
#[must_use]
pub fn item(path: &str, item: &Value, about: &About, notes: &[String]) -> Harvest {
    let mut fields = Fields::of(item, &[]);
    let mut draft = Draft {
        url: about.url.clone(),
        details: about.details.clone(),
        problems: notes.to_vec(),
        ..Draft::default()
    };
    head(&mut draft, item);
    notices(&mut draft, item);
    subjects(&mut draft, item);
    let base = draft.url.as_deref().and_then(|url| Url::parse(url).ok());
    if let Some(body) = text(item, &["bodyxhtml", "bodytext"], "bodies") {
        object::fill(&mut draft, &body, base.as_ref());
    }
    if is_picture(item) && draft.body.is_empty() {
        draft.body.push(Part::Figure(picture(item, base.as_ref())));
        draft.deck.clear();
    }
    associations(&mut draft, item, base.as_ref());
    for name in item.fields().iter().map(|(name, _)| name) {
        if KNOWN.contains(&normal(name).as_str()) {
            fields.spend(name);
        }
    }
    object::rest(&mut draft, &fields);
    if draft.is_blank() {
        return Harvest::none(path, "is a ninjs item without a headline, a text or a picture");
    }
    Harvest::one(draft.finish(path, "ninjs"))
}

/// The fields that [`item`] has used, all others are details.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "uri", "url", "headline", "headlines", "headlinextended", "descriptiontext", "descriptions", "byline", "by", "infosources", "located", "language",
    "firstcreated", "contentcreated", "versioncreated", "embargoed", "pubstatus", "ednote", "genre", "genres", "signal", "signals", "subject", "subjects",
    "keywords", "person", "people", "organisation", "organisations", "place", "places", "event", "events", "object", "objects", "bodytext", "bodyxhtml",
    "bodies", "associations", "renditions", "slugline", "urgency", "copyrightnotice", "copyrightholder", "usageterms", "version", "profile",
    "$standard", "standard", "provider",
];

/// The field of this name, however its words are joined.
fn field<'a>(item: &'a Value, name: &str) -> Option<&'a Value> {
    let fields = item.fields().iter().rev();
    fields
        .filter(|(_, value)| *value != Value::Null)
        .find(|(known, _)| normal(known) == name)
        .map(|(_, value)| value)
}

fn line(item: &Value, name: &str) -> String {
    field(item, name).map(words::line).unwrap_or_default()
}

/// A text of version 1, or of version 2 and 3: of a list, the main one, HTML before plain text.
fn text(item: &Value, names: &[&str], list: &str) -> Option<String> {
    let single =
        names.iter().filter_map(|name| field(item, name)?.as_text()).find(|words| !words.trim().is_empty());
    if let Some(words) = single {
        return Some(words.to_owned());
    }
    let rank = |entry: &&Value| {
        let role = line(entry, "role");
        let kind = line(entry, "contenttype");
        (!matches!(role.as_str(), "" | "main" | "body" | "default" | "summary"), !kind.contains("html"))
    };
    let entries = field(item, list)?.items().iter();
    let best = entries.filter(|entry| !line(entry, "value").is_empty()).min_by_key(rank)?;
    field(best, "value")?.as_text().map(str::to_owned)
}

fn head(draft: &mut Draft, item: &Value) {
    let plain =
        |words: Option<String>| words.map(|words| words::plain(&words).trim().to_owned()).unwrap_or_default();
    draft.headline = plain(text(item, &["headline"], "headlines"));
    draft.deck = plain(text(item, &["descriptiontext"], "descriptions"));
    let writers = [field(item, "byline"), field(item, "by")].into_iter().flatten().map(words::writers);
    draft.bylines = writers.into_iter().find(|names| !names.is_empty()).unwrap_or_default();
    draft.source = ["infosources", "provider", "copyrightholder"]
        .iter()
        .map(|name| line(item, name))
        .find(|words| !words.is_empty())
        .unwrap_or_default();
    draft.dateline = line(item, "located");
    draft.lang = line(item, "language");
    let uri = line(item, "uri");
    let web = [line(item, "url"), uri.clone()].into_iter().find(|words| words::is_address(words));
    draft.url = draft.url.take().or(web);
    let moment = |name: &str| when::iso(&line(item, name)).map(Moment::of);
    let version = moment("versioncreated");
    let said = line(item, "versioncreated");
    if version.is_none() && !said.is_empty() {
        draft.problems.push(format!("the date of its version, “{said}”, can't be told"));
    }
    draft.published = moment("firstcreated").or_else(|| moment("contentcreated")).or_else(|| version.clone());
    draft.updated = version.filter(|version| Some(version) != draft.published.as_ref());
    draft.detail("id", uri);
    for (name, theirs) in [
        ("version", "version"),
        ("slug", "slugline"),
        ("urgency", "urgency"),
        ("profile", "profile"),
        ("copyright", "copyrightnotice"),
        ("copyright holder", "copyrightholder"),
        ("usage terms", "usageterms"),
    ] {
        draft.detail(name, line(item, theirs));
    }
}

/// What must be known before publishing: shown above the body, in plain words.
fn notices(draft: &mut Draft, item: &Value) {
    let embargo = line(item, "embargoed");
    if !embargo.is_empty() {
        draft.notices.push(format!(
            "Embargoed until {}",
            when::moment(&embargo).map_or(embargo.clone(), |moment| moment.words())
        ));
        draft.detail("embargo", embargo);
    }
    let status = line(item, "pubstatus");
    match status.rsplit([':', '/']).next().unwrap_or("").to_lowercase().as_str() {
        "canceled" | "cancelled" | "killed" => draft.notices.push("Killed: do not publish".to_owned()),
        "withheld" => draft.notices.push("Withheld: not to be published until it is released".to_owned()),
        _ => {}
    }
    draft.detail("status", status);
    let note = line(item, "ednote");
    let lower = note.to_lowercase();
    let signals =
        ["signal", "signals", "genre", "genres", "profile"].iter().filter_map(|name| field(item, name));
    let marks: Vec<String> = signals.flat_map(words::phrases).map(|mark| mark.to_lowercase()).collect();
    let corrects = |words: &str| words.contains("correct") || words.contains("corrigend");
    let correction = marks.iter().any(|mark| corrects(mark)) || corrects(&lower);
    match (correction, note.is_empty()) {
        (true, true) => draft.notices.push("Correction: this version corrects an earlier one".to_owned()),
        (true, false) if lower.starts_with("correction:") => draft.notices.push(note),
        (true, false) => draft.notices.push(format!("Correction: {note}")),
        (false, false) => draft.notices.push(format!("Note to editors: {note}")),
        (false, true) => {}
    }
}

/// What it is about, each with its name.
fn subjects(draft: &mut Draft, item: &Value) {
    for (name, theirs) in [
        ("subject", ["subject", "subjects"]),
        ("genre", ["genre", "genres"]),
        ("signal", ["signal", "signals"]),
        ("tag", ["keyword", "keywords"]),
        ("person", ["person", "people"]),
        ("organisation", ["organisation", "organisations"]),
        ("place", ["place", "places"]),
        ("event", ["event", "events"]),
        ("object", ["object", "objects"]),
    ] {
        for entry in theirs.iter().filter_map(|name| field(item, name)) {
            let entries = if let Value::List(entries) = entry {
                entries.as_slice()
            } else {
                std::slice::from_ref(entry)
            };
            for entry in entries.iter().take(100) {
                let code = ["code", "qcode", "uri", "literal"]
                    .iter()
                    .find_map(|name| Some(line(entry, name)).filter(|code| !code.is_empty()));
                let called = words::line(entry);
                draft.detail(name, if called.is_empty() { code.unwrap_or_default() } else { called });
            }
        }
    }
}

fn is_picture(item: &Value) -> bool {
    matches!(line(item, "type").as_str(), "picture" | "graphic" | "image" | "photo")
}

/// A picture with its words; the largest rendition that has an address.
fn picture(item: &Value, base: Option<&Url>) -> Figure {
    let renditions: Vec<&Value> = match field(item, "renditions") {
        Some(Value::List(list)) => list.iter().collect(),
        Some(Value::Object(fields)) => fields.iter().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    let width = |rendition: &&&Value| line(rendition, "width").parse::<u64>().unwrap_or(0);
    let href = |rendition: &Value| {
        address(&["href", "url", "contenturl"].map(|name| line(rendition, name)).concat(), base)
    };
    let largest = renditions.iter().filter(|rendition| href(rendition).is_some()).max_by_key(width);
    let words = |words: Option<String>| {
        words.map(|words| words::plain(&words).trim().to_owned()).filter(|words| !words.is_empty())
    };
    let caption = words(text(item, &["descriptiontext", "bodytext"], "descriptions"))
        .or_else(|| words(text(item, &["headline"], "headlines")));
    let credit = ["byline", "by", "copyrightholder"]
        .iter()
        .map(|name| line(item, name))
        .find(|words| !words.is_empty());
    Figure {
        url: largest.and_then(|rendition| href(rendition)).or_else(|| address(&line(item, "url"), base)),
        alt: line(item, "alttext"),
        caption: Inline::from(caption.unwrap_or_default()),
        credit: credit.unwrap_or_default(),
    }
}

/// Pictures become figures, all other associations details.
fn associations(draft: &mut Draft, item: &Value, base: Option<&Url>) {
    let list: Vec<(&str, &Value)> = match field(item, "associations") {
        Some(Value::List(list)) => list.iter().map(|inner| ("related", inner)).collect(),
        Some(Value::Object(fields)) => fields.iter().map(|(name, inner)| (name.as_str(), inner)).collect(),
        _ => Vec::new(),
    };
    for (name, inner) in list.into_iter().take(200) {
        // `{"name": "main", "item": {…}}`
        let inner = field(inner, "item").unwrap_or(inner);
        if is_picture(inner) {
            let figure = picture(inner, base);
            let shown = draft.body.iter().any(|part| matches!(part, Part::Figure(known) if *known == figure));
            if !shown {
                draft.body.push(Part::Figure(figure));
            }
            continue;
        }
        let title = text(inner, &["headline"], "headlines").unwrap_or_else(|| line(inner, "uri"));
        draft.detail(name, [line(inner, "type"), title].join(" ").trim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::json::find::is_item;

    /// The notices of an item with these fields.
    fn check(fields: &str, expect: &[&str]) {
        let json = format!(
            "{{\"uri\": \"urn:x:1\", \"versioncreated\": \"2031-05-04T10:30:00Z\", \"headline\": \"Rain\", \"body_text\": \"It rained.\", {fields}}}"
        );
        let (value, _) = Value::parse(&json).expect("JSON");
        let mut draft = Draft::default();
        notices(&mut draft, &value);
        assert!(is_item(&value));
        assert_eq!(draft.notices, expect, "{fields}");
    }

    #[test]
    fn embargo_kill_and_correction_are_told_in_plain_words() {
        check(r#""embargoed": "2031-05-05T06:00:00+02:00""#, &["Embargoed until 2031-05-05 06:00 +02:00"]);
        check(r#""pubstatus": "canceled""#, &["Killed: do not publish"]);
        check(r#""pubstatus": "stat:withheld""#, &["Withheld: not to be published until it is released"]);
        check(r#""pubstatus": "usable""#, &[]);
        check(r#""ednote": "Corrects the year in par 2""#, &["Correction: Corrects the year in par 2"]);
        check(r#""edNote": "Pictures to follow""#, &["Note to editors: Pictures to follow"]);
        check(r#""genre": [{"name": "Correction"}]"#, &["Correction: this version corrects an earlier one"]);
    }

    #[test]
    fn other_json_is_no_item() {
        for json in [r#"{"uri": "a", "title": "b"}"#, r#"{"headline": "a", "body_text": "b"}"#, "{}", "[]"] {
            let (value, _) = Value::parse(json).expect("JSON");
            assert!(!is_item(&value), "{json}");
        }
    }
}
