//! JSON: one article, a list of them, or an answer of a program that wraps them up, in the field names that crawlers use.

use crate::library::Article;
use crate::sources::decode::decode;
use crate::sources::format::Glance;
use crate::sources::formats::{extract, ninjs};
use crate::sources::json::cut::{Cut, cut};
use crate::sources::json::shape::{ends_with, shape};
use crate::sources::json::{Value, find, object};
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::problem::Problem;

/// True for what begins like an object, and for whatever is called JSON.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let called = ends_with(glance.name, &[".json"]) || glance.media.starts_with("application/json");
    called || shape(glance).is_some()
}

/// Reads all articles in a value, or in values one after the other.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    if extract::is_line(&bytes) {
        return extract::line(&path, &bytes);
    }
    let decoded = match decode(bytes) {
        Ok(decoded) if decoded.text.trim().is_empty() => {
            return Harvest::none(&path, "is empty; there is nothing to read");
        }
        Ok(decoded) => decoded,
        Err(what) => return Harvest::none(&path, format!("is {what}")),
    };
    let (text, mut notes) = (decoded.text, decoded.notes);
    match Value::parse(&text) {
        Ok((value, mended)) => {
            notes.extend(mended);
            of_value(&path, &value, &about, &notes)
        }
        Err(what) => several(&path, &text, &about, &notes, &what),
    }
}

/// True when there is an article among the values.
#[must_use]
pub fn has_articles(bytes: &[u8]) -> bool {
    let value = Value::parse(&String::from_utf8_lossy(bytes));
    value.is_ok_and(|(value, _)| !find::articles(&value, &[]).is_empty())
}

/// Reads a text that is no single value as values in a row.
fn several(path: &str, text: &str, about: &About, notes: &[String], what: &str) -> Harvest {
    let mut harvest = Harvest::default();
    cut(&mut text.as_bytes(), &mut |Cut { number, value, .. }| {
        let path = format!("{path}:{number}");
        let value = value.and_then(|bytes| Value::parse(&String::from_utf8_lossy(&bytes)));
        let found = match value {
            Ok((value, mended)) => of_value(&path, &value, about, &[notes, &mended].concat()),
            Err(what) => Harvest::none(&path, format!("can't be read: {what}")),
        };
        harvest.articles.extend(found.articles);
        harvest.problems.extend(found.problems);
        true
    });
    if harvest.articles.is_empty() {
        return Harvest::none(path, format!("is no JSON that can be read: {what}"));
    }
    harvest
}

/// The articles in a value; when there are several, the path of each ends with its number.
#[must_use]
pub fn of_value(path: &str, value: &Value, about: &About, notes: &[String]) -> Harvest {
    if find::is_item(value) {
        return ninjs::item(path, value, about, notes);
    }
    let objects = find::articles(value, &about.wishes.fields);
    if objects.is_empty() {
        return Harvest::none(path, nothing(value));
    }
    let mut harvest = Harvest::default();
    for (n, object) in objects.iter().enumerate() {
        let whole = std::ptr::eq(*object, value) || objects.len() == 1;
        let path = if whole { path.to_owned() } else { format!("{path}:{}", n + 1) };
        let read = if find::is_item(object) { ninjs::item } else { object::read };
        let found = read(&path, object, about, if n == 0 { notes } else { &[] });
        harvest.problems.extend(found.articles.iter().filter_map(blank));
        harvest.articles.extend(found.articles.into_iter().filter(|article| !article.text.trim().is_empty()));
        harvest.problems.extend(found.problems);
    }
    harvest
}

fn blank(article: &Article) -> Option<Problem> {
    let blank = article.text.trim().is_empty();
    blank.then(|| Problem::new(article.path.as_str(), "has neither a headline nor a body"))
}

/// What to say of a value without articles.
fn nothing(value: &Value) -> String {
    let looked = "has no article in it: looked for a body (articleBody, maintext, body, content, text …) or a headline (headline, title …) \
                  with an address, date or writer";
    let names: Vec<&str> = value.fields().iter().map(|(name, _)| name.as_str()).take(8).collect();
    match (value, names.is_empty()) {
        (Value::Object(_), false) => {
            let more = if value.fields().len() > names.len() { " …" } else { "" };
            let names: String = names.join(", ").chars().filter(|c| !c.is_control()).take(200).collect();
            format!("{looked}; found {names}{more}")
        }
        (Value::Object(_), true) => "is an empty object".to_owned(),
        (Value::List(items), _) if items.is_empty() => "is an empty list".to_owned(),
        _ => looked.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sources::leaf::Wishes;

    fn read_with(json: &str, fields: &[(&str, &str)]) -> Harvest {
        let fields = fields.iter().map(|(theirs, ours)| ((*theirs).to_owned(), (*ours).to_owned())).collect();
        let wishes = Arc::new(Wishes { fields, ..Wishes::default() });
        read(Leaf { about: About { wishes, ..About::default() }, ..Leaf::new("a.json", json) })
    }

    /// Headline, deck, bylines, source, date, address and body of the first article, parted by bars.
    fn told(harvest: &Harvest) -> String {
        let Some(article) = harvest.articles.first() else { return String::new() };
        let structure = &article.reading.structure;
        let head = &structure.head;
        let of = |span: Option<crate::text::Span>| span.map_or("", |span| span.of(&article.text)).to_owned();
        let names: Vec<&str> = head.bylines.iter().map(|span| span.of(&article.text)).collect();
        let body: Vec<&str> = structure
            .blocks
            .iter()
            .filter(|block| block.kind.is_body())
            .map(|block| block.span.of(&article.text))
            .collect();
        let published = head.published.as_ref().map_or("", |stamp| &stamp.iso).to_owned();
        let url = article.url.clone().unwrap_or_default();
        [of(head.headline), of(head.deck), names.join("+"), of(head.source), published, url, body.join("/")]
            .join("|")
    }

    /// A record, and what it gives.
    #[rustfmt::skip]
    const RECORDS: &[(&str, &str)] = &[
        (r#"{"text": "It rained all day."}"#, "||||||It rained all day."),
        (r#"{"title": "Rain", "maintext": "It rained.\nIt stopped.", "authors": ["Ana Ruiz"], "date_publish": "2031-05-04 00:00:00", "source_domain": "post.example"}"#, "Rain||Ana Ruiz|post.example|2031-05-04||It rained./It stopped."),
        (r#"{"title": "Rain", "author": "Ana Ruiz; Tom Ek", "hostname": "post.example", "date": "2031-05-04", "text": "It rained.", "source": "https://post.example/1", "excerpt": "All day"}"#, "Rain|All day|Ana Ruiz+Tom Ek|post.example|2031-05-04|https://post.example/1|It rained."),
        (r#"{"webTitle": "Rain", "webPublicationDate": "2031-05-04T10:30:00Z", "fields": {"trailText": "All <b>day</b>", "bodyText": "It rained."}}"#, "Rain|All day|||2031-05-04T10:30:00Z||It rained."),
        (r#"{"headline": {"main": "Rain", "kicker": null}, "byline": {"original": "By Ana Ruiz"}, "abstract": "All day", "web_url": "https://post.example/1", "pub_date": "2031-05-04T10:30:00+0000", "lead_paragraph": "It rained."}"#, "Rain|All day|Ana Ruiz||2031-05-04T10:30:00+00:00|https://post.example/1|It rained."),
        (r#"{"title": {"rendered": "Rain &amp; wind"}, "content": {"rendered": "<p>It rained.</p>"}, "excerpt": {"rendered": ""}}"#, "Rain & wind||||||It rained."),
        (r#"{"@type": "NewsArticle", "headline": "Rain", "articleBody": "It rained.", "author": {"name": "Ana Ruiz"}, "publisher": {"name": "Alden Post"}}"#, "Rain||Ana Ruiz|Alden Post|||It rained."),
        (r#"{"objects": [{"title": "Rain", "text": "It rained.", "html": "<p>It rained.</p>", "siteName": "Alden Post", "pageUrl": "https://post.example/1", "date": "Sun, 04 May 2031 10:30:00 GMT"}]}"#, "Rain|||Alden Post|2031-05-04T10:30:00Z|https://post.example/1|It rained."),
        (r#"{"title": "Rain", "byline": "Ana Ruiz", "content": "<div id=\"page\"><h1>Rain</h1><p>It rained.</p></div>", "siteName": "Alden Post", "excerpt": "It rained."}"#, "Rain||Ana Ruiz|Alden Post|||It rained."),
        (r#"{"title": "Rain", "seendate": "20310504T103000Z", "domain": "post.example", "url": "https://post.example/1", "language": "English"}"#, "Rain|||post.example|2031-05-04T10:30:00Z|https://post.example/1|"),
        (r#"{"article": "It rained.", "highlights": "Rain all day", "id": "f00d"}"#, "|Rain all day|||||It rained."),
        (r#"{"stories_id": 1, "title": "Rain", "media_name": "Alden Post", "publish_date": "2031-05-04", "story_text": "It rained."}"#, "Rain|||Alden Post|2031-05-04||It rained."),
        (r#"{"text": "It rained.", "metadata": {"title": "Rain", "url": "https://post.example/1", "timestamp": 1935657000}}"#, "Rain||||2031-05-04T10:30:00Z|https://post.example/1|It rained."),
        (r#"{"_id": {"$oid": "1"}, "title": "Rain", "body": "It rained.", "created_at": {"$date": {"$numberLong": "1935657000000"}}}"#, "Rain||||2031-05-04T10:30:00Z||It rained."),
        (r#"{"title": "Rain", "content": ["It rained.", "It stopped."], "dek": "All day"}"#, "Rain|All day|||||It rained./It stopped."),
        (r#"{"title": "Rain", "body": "&lt;p&gt;It rained.&lt;/p&gt;"}"#, "Rain||||||It rained."),
        (r#"{"title": "Rain", "description": "It rained all day, and …", "content": "It rained all day, and stopped."}"#, "Rain||||||It rained all day, and stopped."),
        (r#"{"Title": "Rain", "Full Text": "It rained.", "Publication Date": "May 4, 2031", "Author(s)": "x"}"#, "Rain||||2031-05-04||It rained."),
        (r#"{"titre": "Pluie", "texte": "Il a plu.", "auteur": "Ana Ruiz"}"#, "Pluie||Ana Ruiz||||Il a plu."),
        (r#"{"data": {"article": {"headline": "Rain", "body": [{"type": "p", "text": "It rained."}, {"type": "list", "items": []}]}}}"#, "Rain||||||It rained."),
        ("{\"title\": \"Rain\", \"text\": \"It rained.\"}\n{\"title\": \"Wind\"", "Rain||||||It rained."),
    ];

    #[test]
    fn records_of_every_crawler_are_read() {
        for (json, expect) in RECORDS {
            assert_eq!(told(&read_with(json, &[])), *expect, "{json}");
        }
    }

    #[test]
    fn users_name_the_fields_of_records_nobody_knows() {
        let json = r#"{"meta": {"titre1": "Rain"}, "corps": "It rained.", "title": "Page 4", "quand": "2031-05-04", "ward": "North"}"#;
        let fields =
            [("meta.titre1", "headline"), ("corps", "body"), ("quand", "published"), ("title", "page")];
        let harvest = read_with(json, &fields);
        assert_eq!(told(&harvest), "Rain||||2031-05-04||It rained.");
        let details: Vec<String> = harvest.articles[0]
            .details
            .iter()
            .map(|detail| format!("{}={}", detail.name, detail.value))
            .collect();
        assert_eq!(details, ["page=Page 4", "ward=North"]);
        assert!(read_with(json, &[]).articles.is_empty());
    }

    #[test]
    fn many_unknown_fields_are_kept_within_bounds_and_told() {
        let more: Vec<String> = (0..100).map(|n| format!("\"field{n}\": \"{}\"", "x".repeat(5000))).collect();
        let harvest = read_with(&format!("{{\"text\": \"It rained.\", {}}}", more.join(",")), &[]);
        let article = &harvest.articles[0];
        assert_eq!(article.details.len(), 40);
        assert!(article.details.iter().all(|detail| detail.value.chars().count() <= 501));
        assert!(article.problems[0].starts_with("60 more fields were left out: field40, field41"));
    }

    #[test]
    fn of_what_is_no_article_it_says_what_was_looked_for() {
        for (json, what) in [
            ("{}", "empty object"),
            ("[]", "empty list"),
            ("{\"version\": 1}", "found version"),
            ("", "empty"),
            ("{\"a\":", "cut off"),
        ] {
            let harvest = read_with(json, &[]);
            assert!(
                harvest.articles.is_empty() && harvest.problems[0].what.contains(what),
                "{:?}",
                harvest.problems
            );
        }
    }
}
