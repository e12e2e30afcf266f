//! Words out of values: titles, names, addresses and lists of them, however a program wrapped them up.

use url::Url;

use super::value::Value;
use crate::reading::structure::bylines::{Byline, byline};
use crate::sources::draft::{Part, tidy};
use crate::sources::html::fragment;
use crate::text::Span;

/// The fields in which objects keep what they are called.
const CALLED: &[&str] = &[
    "name",
    "title",
    "rendered",
    "main",
    "label",
    "value",
    "@value",
    "text",
    "term",
    "tag",
    "#text",
    "original",
    "$date",
    "$oid",
    "$numberLong",
    "url",
    "href",
];

/// A value as words on one line; `""` when it has none. Lists give their first words.
#[must_use]
pub fn line(value: &Value) -> String {
    match value {
        Value::Text(words) => tidy(&plain(words)).into_owned(),
        Value::Number(words) => words.clone(),
        Value::Object(_) => {
            let called = CALLED.iter().filter_map(|name| value.get(name)).map(line);
            called.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
        }
        Value::List(items) => items.iter().map(line).find(|words| !words.is_empty()).unwrap_or_default(),
        Value::Null | Value::Bool(_) => String::new(),
    }
}

/// Every word or phrase of a list, or of a line in which they stand between commas or semicolons.
#[must_use]
pub fn phrases(value: &Value) -> Vec<String> {
    let list = match value {
        Value::List(items) => items.iter().map(line).collect(),
        Value::Text(words) => match unquoted(words) {
            Some(items) => items,
            None => {
                let words = plain(words);
                let sign = if words.contains(';') { ';' } else { ',' };
                words.split(sign).map(|phrase| tidy(phrase).into_owned()).collect()
            }
        },
        other => vec![line(other)],
    };
    list.into_iter().filter(|phrase| !phrase.is_empty()).collect()
}

/// The words without tags and entities, if there are any.
#[must_use]
pub fn plain(words: &str) -> String {
    let entity = words.find('&').is_some_and(|at| words[at..].contains(';'));
    if !entity && !is_html(words) {
        return words.to_owned();
    }
    let mut out = String::new();
    for part in fragment(words, None) {
        if let Part::Block(_, inline) = part {
            out.push_str(if out.is_empty() { "" } else { " " });
            out.push_str(inline.words.trim());
        }
    }
    out
}

/// Tags that tell HTML from words with a `<` in them.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "p", "br", "div", "span", "a", "b", "i", "em", "strong", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "img", "figure", "figcaption",
    "blockquote", "table", "tr", "td", "section", "article", "html", "body", "pre", "code", "hr", "sup", "sub", "u", "small", "iframe", "main", "q",
];

/// True for text with tags in it.
#[must_use]
pub fn is_html(words: &str) -> bool {
    memchr::memchr_iter(b'<', words.as_bytes()).take(64).any(|at| {
        let rest = words[at + 1..].trim_start_matches('/');
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let whole = rest[end..].starts_with(['>', ' ', '/', '\n', '\t']) && rest[end..].contains('>');
        whole && TAGS.iter().any(|tag| rest[..end].eq_ignore_ascii_case(tag))
    })
}

/// The items of a list that a program wrote into a text: `['Ana Ruiz', "Tom Ek"]`.
fn unquoted(words: &str) -> Option<Vec<String>> {
    let inner = words.trim().strip_prefix('[')?.strip_suffix(']')?;
    if inner.trim().is_empty() {
        return Some(Vec::new());
    }
    let quote = inner.trim_start().chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    if let Ok(list) = serde_json::from_str::<Vec<String>>(words.trim()) {
        return Some(list);
    }
    // A quote mark between a comma and a word opens or closes an item; one within a word is an apostrophe.
    let parted = inner.replace("\", '", "', '").replace("', \"", "', '").replace("\", \"", "', '");
    let items =
        parted.split("', '").map(|item| item.trim().trim_matches(['\'', '"', quote]).replace("\\'", "'"));
    Some(items.map(|item| tidy(&item).into_owned()).collect())
}

/// The writers that a value names, each once.
#[must_use]
pub fn writers(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let lines: Vec<String> = match value {
        Value::List(items) => items.iter().map(line).collect(),
        Value::Text(words) => unquoted(words).unwrap_or_else(|| vec![line(value)]),
        other => vec![line(other)],
    };
    for name in lines.iter().flat_map(|line| split(line)) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The names in a line such as `By Ana Ruiz and Tom Ek`, `Ruiz, Ana; Ek, Tom` or `ana@alden.example (Ana Ruiz)`.
fn split(line: &str) -> Vec<String> {
    if let Some((mail, rest)) = line.split_once(" (")
        && mail.contains('@')
        && let Some(name) = rest.strip_suffix(')')
    {
        return vec![name.trim().to_owned()];
    }
    if is_address(line) {
        return Vec::new();
    }
    let opener = line.get(..3).filter(|opener| opener.eq_ignore_ascii_case("by "));
    let bare = opener.map_or(line, |opener| &line[opener.len()..]).trim();
    let labelled = format!("By {bare}");
    if let Some(Byline::Names(spans)) = byline(&labelled, Span::new(0, labelled.len()))
        && !spans.is_empty()
        && !bare.contains(';')
        && !is_flipped(bare)
    {
        return spans.iter().map(|span| span.of(&labelled).to_owned()).collect();
    }
    let mut names = Vec::new();
    let ends: &[char] = if bare.contains(';') { &[';'] } else { &['|', '\n', ','] };
    if is_flipped(bare) {
        return vec![straight(bare)];
    }
    for part in bare.split(ends).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")) {
        let part = part.trim().trim_start_matches("and ");
        names.push(if is_flipped(part) { straight(part) } else { part.to_owned() });
    }
    names
}

/// `Ruiz, Ana`: one comma, and one word or two on each side that begin with a capital.
fn is_flipped(name: &str) -> bool {
    let Some((last, first)) = name.split_once(", ") else { return false };
    let named = |words: &str, most: usize| {
        let count = words.split(' ').count();
        count <= most && words.split(' ').all(|word| word.starts_with(char::is_uppercase))
    };
    named(last, 1) && named(first, 2) && !first.contains(',')
}

fn straight(name: &str) -> String {
    name.split_once(", ").map_or_else(|| name.to_owned(), |(last, first)| format!("{first} {last}"))
}

/// True for a web address.
#[must_use]
pub fn is_address(words: &str) -> bool {
    address(words).is_some()
}

/// The web address that `words` are.
#[must_use]
pub fn address(words: &str) -> Option<Url> {
    let words = words.trim();
    if !words.starts_with("http") || words.contains(char::is_whitespace) {
        return None;
    }
    Url::parse(words).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expect: &[&str]) {
        let (value, _) = Value::parse(json).expect("JSON");
        assert_eq!(writers(&value), expect, "{json}");
    }

    #[test]
    fn writers_are_found_however_they_are_wrapped() {
        check(r#""Ana Ruiz""#, &["Ana Ruiz"]);
        check(r#""By Ana Ruiz and Tom Ek""#, &["Ana Ruiz", "Tom Ek"]);
        check(r#""Ana Ruiz, Tom Ek and Greta Sand""#, &["Ana Ruiz", "Tom Ek", "Greta Sand"]);
        check(r#""Ana Ruiz; Tom Ek""#, &["Ana Ruiz", "Tom Ek"]);
        check(r#""Ruiz, Ana; Ek, Tom""#, &["Ana Ruiz", "Tom Ek"]);
        check(r#""Ruiz, Ana""#, &["Ana Ruiz"]);
        check(r#""Ana Ruiz, Staff Writer""#, &["Ana Ruiz"]);
        check(r#"["Ana Ruiz", "Tom Ek", "Ana Ruiz", null]"#, &["Ana Ruiz", "Tom Ek"]);
        check(
            r#"[{"@type": "Person", "name": "Ana Ruiz"}, {"name": "Tom Ek", "url": "x"}]"#,
            &["Ana Ruiz", "Tom Ek"],
        );
        check(r#"{"name": "Alden Post"}"#, &["Alden Post"]);
        check(r#""['Ana Ruiz', \"Tom O'Dell\"]""#, &["Ana Ruiz", "Tom O'Dell"]);
        check(r#""ana@alden.example (Ana Ruiz)""#, &["Ana Ruiz"]);
        check(r#"["https://faces.example/ana", "Ana Ruiz"]"#, &["Ana Ruiz"]);
        check(r#""u_harbour41""#, &["u_harbour41"]);
        check("\"[]\"", &[]);
        check("null", &[]);
    }

    #[test]
    fn html_is_told_by_its_tags() {
        for words in ["<p>Rain.</p>", "It <b>rained</b>", "one<br/>two", "<A HREF='x'>y</A>"] {
            assert!(is_html(words), "{words}");
        }
        for words in ["a < b and b > c", "<3", "<Ana> said", "if x<y: pass", "<p", ""] {
            assert!(!is_html(words), "{words}");
        }
    }

    #[test]
    fn phrases_stand_between_commas_or_in_lists() {
        let of = |json: &str| Value::parse(json).map(|(value, _)| phrases(&value)).unwrap_or_default();
        assert_eq!(of(r#""ferry, harbour &amp; port""#), ["ferry", "harbour & port"]);
        assert_eq!(of(r#"["ferry", {"name": "harbour"}, 41]"#), ["ferry", "harbour", "41"]);
        assert_eq!(of(r#""['ferry', 'harbour']""#), ["ferry", "harbour"]);
    }
}
