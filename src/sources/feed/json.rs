//! JSON Feed: parsed as it is, or field by field when something in it is not as it should be.

use feed_rs::model::Feed;
use serde_json::{Map, Value, json};

use super::aside;
use super::dates::Dates;
use super::parse::{Found, attempt, take};

/// The fields of an item that hold words.
const WORDS: &[&str] = &[
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
];

/// Parses a JSON Feed.
///
/// # Errors
/// A line that says why nothing of it can be read.
pub fn parse(text: &str, found: &mut Found) -> Result<(), String> {
    if let Some(mut short) = aside::json(text) {
        if let Ok(mut feed) = attempt(&found.dates, &[&short.text])
            && short.put_back(&mut feed)
        {
            take(found, feed);
            return Ok(());
        }
        found.dates = Dates::default();
    }
    if let Ok(feed) = attempt(&found.dates, &[text]) {
        take(found, feed);
        return Ok(());
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let (mended, notes) = mended(text);
            let value =
                serde_json::from_str(&mended).map_err(|_| format!("is no JSON that can be read: {error}"))?;
            found.problems.extend(notes);
            if let Ok(feed) = attempt(&found.dates, &[&mended]) {
                take(found, feed);
                return Ok(());
            }
            value
        }
    };
    let feed = by_fields(&value, found)?;
    take(found, feed);
    Ok(())
}

/// The feed of those fields that are as they should be.
fn by_fields(value: &Value, found: &mut Found) -> Result<Feed, String> {
    let mut feed = fields(value, &["home_page_url", "feed_url", "description", "language"]);
    feed.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
    feed.insert("title".into(), json!(words(&value["title"]).unwrap_or_default()));
    people(value, &mut feed);
    let mut items = Vec::new();
    for (n, item) in value["items"].as_array().into_iter().flatten().enumerate() {
        if !item.is_object() {
            found.problems.push(format!("item {} is no object, and was left out", n + 1));
            continue;
        }
        let mut kept = fields(item, WORDS);
        people(item, &mut kept);
        let tags: Vec<String> = item["tags"].as_array().into_iter().flatten().filter_map(words).collect();
        kept.insert("tags".into(), json!(tags));
        let attachments = item["attachments"].as_array().into_iter().flatten().filter_map(attachment);
        kept.insert("attachments".into(), attachments.collect());
        items.push(Value::Object(kept));
    }
    feed.insert("items".into(), Value::Array(items));
    found
        .problems
        .push("some fields are not as JSON Feed asks; they were read as they are or left out".into());
    attempt(&found.dates, &[&Value::Object(feed).to_string()])
}

fn fields(value: &Value, names: &[&str]) -> Map<String, Value> {
    let known =
        names.iter().filter_map(|name| Some(((*name).to_owned(), Value::String(words(&value[*name])?))));
    known.collect()
}

/// Words, or a number that stands where words should.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The authors, as objects or as bare names.
fn people(value: &Value, kept: &mut Map<String, Value>) {
    let all = value["authors"].as_array().into_iter().flatten().chain([&value["author"]]);
    let names = all.filter_map(|author| words(&author["name"]).or_else(|| words(author)));
    let people: Vec<Value> = names.map(|name| json!({ "name": name })).collect();
    kept.insert("authors".into(), Value::Array(people));
}

fn attachment(value: &Value) -> Option<Value> {
    let kind = words(&value["mime_type"]).unwrap_or_default();
    Some(json!({ "url": words(&value["url"])?, "mime_type": kind, "title": words(&value["title"]) }))
}

/// JSON with its control characters and closing commas made good, and its end, when that is cut off, behind the
/// last whole item.
fn mended(text: &str) -> (String, Vec<String>) {
    let mut out = String::with_capacity(text.len());
    let (mut open, mut in_words, mut escaped) = (Vec::new(), false, false);
    let (mut controls, mut whole) = (0_usize, None);
    for c in text.trim_start_matches(['\u{feff}', '\0']).chars() {
        if in_words {
            in_words = escaped || c != '"';
            escaped = !escaped && c == '\\';
            if c.is_control() {
                controls += 1;
                out.push(' ');
            } else {
                out.push(c);
            }
            continue;
        }
        match c {
            '"' => in_words = true,
            '{' | '[' => open.push(if c == '{' { '}' } else { ']' }),
            '}' | ']' => {
                out.truncate(out.trim_end().trim_end_matches(',').len());
                open.pop();
            }
            _ => {}
        }
        out.push(c);
        // An item is an object in a list in the feed.
        if c == '}' && open == ['}', ']'] {
            whole = Some((out.len(), controls));
        }
        if open.is_empty() && c == '}' {
            break;
        }
    }
    let mut notes = Vec::new();
    let cut = !open.is_empty();
    if let Some((length, before)) = whole.filter(|_| cut) {
        out.truncate(length);
        controls = before;
    }
    match controls {
        0 => {}
        1 => notes.push("a control character was left out".into()),
        _ => notes.push(format!("{controls} control characters were left out")),
    }
    if cut {
        out.push_str("]}");
        notes.push("the file ends before it is complete; the items that are whole were read".into());
    }
    (out, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, titles: &[&str], problems: &[&str]) {
        let mut found = Found::default();
        parse(text, &mut found).expect("a feed");
        let all: Vec<String> = found
            .entries
            .iter()
            .map(|(n, entry)| {
                let title = entry.title.as_ref().map(|title| title.content.as_str()).unwrap_or_default();
                format!("{n} {} {title}", entry.id)
            })
            .collect();
        assert_eq!(all, titles, "{text}");
        assert_eq!(found.problems.join("; "), problems.join("; "), "{text}");
    }

    #[test]
    fn what_is_whole_is_read() {
        let odd = "some fields are not as JSON Feed asks; they were read as they are or left out";
        let cut = "the file ends before it is complete; the items that are whole were read";
        check(
            r#"{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"a","title":"One"}]}"#,
            &["1 a One"],
            &[],
        );
        check(
            r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":7,"title":"One","tags":[1,null]},3,{"id":"b"}]}"#,
            &["1 7 One", "2 b "],
            &["item 2 is no object, and was left out", odd],
        );
        check(
            "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"T\",\"items\":[{\"id\":\"a\",\"title\":\"O\u{1}ne\"},]}",
            &["1 a O ne"],
            &["a control character was left out"],
        );
        check(
            r#"{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"a","title":"One"},{"id":"b","title":"Tw"#,
            &["1 a One"],
            &[cut],
        );
    }

    #[test]
    fn nothing_stops_the_program() {
        for text in [
            format!("{{\"version\":{}", "[".repeat(100_000)),
            "{".into(),
            "{}}".into(),
            "{\"items\":3}".into(),
        ] {
            let mut found = Found::default();
            let _ = parse(&text, &mut found);
            assert!(found.entries.is_empty());
        }
    }
}
