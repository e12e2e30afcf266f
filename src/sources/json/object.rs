//! An object as an article: its fields by their names, its body by its content, and every other field as a detail.

use std::sync::Arc;

use url::Url;

use super::field::{Field, Fields};
use super::names::Slot;
use super::value::Value;
use super::words;
use crate::reading::BlockKind;
use crate::sources::draft::{Draft, Figure, Inline, Moment, Part, tidy};
use crate::sources::format::{self, Reader};
use crate::sources::html::fragment;
use crate::sources::html::fragment::address;
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::when;

/// Fields of other names that are kept as details; the names of the others are told.
const MOST_DETAILS: usize = 40;

/// Characters of a detail that are kept.
const LONGEST_DETAIL: usize = 500;

/// A summary of more bytes than this is the body, when there is no other.
const LONGEST_DECK: usize = 600;

/// Reads `object` as one article.
#[must_use]
pub fn read(path: &str, object: &Value, about: &About, notes: &[String]) -> Harvest {
    let mut fields = Fields::of(object, &about.wishes.fields);
    let mut draft = Draft { url: about.url.clone(), details: about.details.clone(), ..Draft::default() };
    draft.problems.extend_from_slice(notes);
    draft.problems.extend(
        fields
            .doubles()
            .map(|name| format!("the field “{}” comes twice; the last one counts", cut(name, 60))),
    );
    head(&mut draft, &mut fields);
    let body = body(&mut draft, &mut fields);
    if let Some(page) = body.filter(|page| is_page(page)) {
        return of_page(path, &page, draft, fields, about);
    }
    finish_head(&mut draft, &mut fields);
    rest(&mut draft, &fields);
    Harvest::one(draft.finish(path, "json"))
}

/// Fills the head of a draft with the fields that have the names for it.
pub fn head(draft: &mut Draft, fields: &mut Fields<'_>) {
    while fields.take(&Slot::Nothing, |_| Some(())).is_some() {}
    let line = |field: &Field<'_>| Some(words::line(field.value)).filter(|words| !words.is_empty());
    draft.headline = fields.take(&Slot::Headline, line).unwrap_or_default();
    let listed = |field: &Field<'_>| match field.value {
        Value::List(items) => Some(items.iter().map(words::line).collect::<Vec<_>>().join(" ")),
        value => Some(words::line(value)),
    };
    let deck = |field: &Field<'_>| {
        listed(field).filter(|words| !words.trim().is_empty() && words.len() <= LONGEST_DECK)
    };
    draft.deck = fields.take(&Slot::Deck, deck).unwrap_or_default();
    let writers = |field: &Field<'_>| {
        let scalar = matches!(field.value, Value::Number(_) | Value::Bool(_));
        Some(words::writers(field.value)).filter(|names| !scalar && !names.is_empty())
    };
    draft.bylines = fields.take(&Slot::Byline, writers).unwrap_or_default();
    let web = |field: &Field<'_>| words::address(&line(field)?).map(String::from);
    draft.url = draft.url.take().or_else(|| fields.take(&Slot::Address, web));
    // Some crawlers call the address of the page its source.
    draft.url = draft.url.take().or_else(|| fields.take(&Slot::Source, web));
    let source =
        |field: &Field<'_>| line(field).filter(|words| !words::is_address(words) && words.len() <= 120);
    draft.source = fields.take(&Slot::Source, source).unwrap_or_default();
    draft.dateline = fields.take(&Slot::Dateline, line).unwrap_or_default();
    draft.lang = fields.take(&Slot::Lang, line).unwrap_or_default();
    moments(draft, fields);
}

fn moments(draft: &mut Draft, fields: &mut Fields<'_>) {
    let moment = |field: &Field<'_>| {
        let iso = when::iso(&words::line(field.value))?;
        let universal = field.path.to_lowercase().ends_with("gmt") && iso.contains('T');
        let zoned = iso.ends_with('Z') || iso.get(10..).is_some_and(|time| time.contains(['+', '-']));
        Some(Moment::of(if universal && !zoned { iso + "Z" } else { iso }))
    };
    let asked = fields.of_slot(&Slot::Published).first().map(|field| words::line(field.value));
    draft.published = fields.take(&Slot::Published, moment);
    draft.updated = fields.take(&Slot::Updated, moment);
    if draft.updated == draft.published {
        draft.updated = None;
    }
    if let Some(words) = asked.filter(|words| draft.published.is_none() && !words.is_empty()) {
        draft.problems.push(format!(
            "its date “{}” can't be told: it is none, or can be read two ways",
            cut(&words, 60)
        ));
    }
}

/// Fills the body; gives the words that it was made of, unless it was a list.
fn body(draft: &mut Draft, fields: &mut Fields<'_>) -> Option<String> {
    let length = |field: &&Field<'_>| prose(field.value).map_or(0, |words| words.len());
    let found = fields.of_slot(&Slot::Body);
    let longest = found.iter().filter(|field| !prose(field.value).is_some_and(is_page)).map(length).max();
    // A field of good name that holds a fraction of the words is only their beginning.
    let enough = |field: &&&Field<'_>| length(field) * 3 >= longest.unwrap_or(0) && length(field) > 0;
    let base = draft.url.as_deref().and_then(|url| Url::parse(url).ok());
    let chosen = found.iter().find(enough).or_else(|| found.iter().find(|field| is_list(field.value)));
    let chosen = chosen.map(|field| (field.path.clone(), field.value));
    let Some((path, value)) = chosen else {
        let long = |field: &Field<'_>| {
            field.value.as_text().filter(|words| words.len() > LONGEST_DECK).map(str::to_owned)
        };
        let summary = fields.take(&Slot::Deck, long)?;
        fill(draft, &summary, base.as_ref());
        return None;
    };
    fields.spend(&path);
    if let Some(words) = prose(value) {
        if !is_page(words) {
            fill(draft, words, base.as_ref());
        }
        return Some(words.to_owned());
    }
    blocks(draft, value.items(), base.as_ref(), 0);
    None
}

/// The one text that a value has.
fn prose(value: &Value) -> Option<&str> {
    let inner = ["rendered", "html", "text", "body", "value"];
    value.as_text().or_else(|| inner.iter().find_map(|name| value.get(name)?.as_text()))
}

fn is_list(value: &Value) -> bool {
    matches!(value, Value::List(items) if !items.is_empty())
}

/// Adds words to the body, as the HTML or plain text that they are.
pub fn fill(draft: &mut Draft, words: &str, base: Option<&Url>) {
    let words = words.trim();
    if words::is_html(words) {
        return html(draft, words, base);
    }
    let plain = if words.contains('&') && words.contains(';') {
        words.split('\n').map(words::plain).collect::<Vec<_>>().join("\n")
    } else {
        words.to_owned()
    };
    // HTML that was escaped once too often.
    if words::is_html(&plain) {
        return html(draft, &plain, base);
    }
    let (text, missing) = curtailed(&plain);
    if let Some(missing) = missing {
        draft.problems.push(format!("its body is cut off: {missing} more characters are not in the record"));
    }
    draft.text(text);
}

fn html(draft: &mut Draft, words: &str, base: Option<&Url>) {
    let mut parts = fragment(words, base);
    let repeats =
        |part: &Part| matches!(part, Part::Block(_, line) if tidy(&line.words) == tidy(&draft.headline));
    if parts.first().is_some_and(repeats) && !draft.headline.is_empty() {
        parts.remove(0);
    }
    draft.body.append(&mut parts);
}

/// `Words that end early… [+2345 chars]`: the words, and how many characters are missing.
fn curtailed(words: &str) -> (&str, Option<&str>) {
    let cut = words.strip_suffix(" chars]").and_then(|head| head.rsplit_once("[+"));
    match cut {
        Some((head, count)) if count.bytes().all(|byte| byte.is_ascii_digit()) => {
            (head.trim_end(), Some(count))
        }
        _ => (words, None),
    }
}

/// Adds a body that is a list: of paragraphs, or of blocks that say what they are.
fn blocks(draft: &mut Draft, items: &[Value], base: Option<&Url>, depth: usize) {
    for item in items {
        let kind =
            ["type", "kind", "tag", "style"].iter().find_map(|name| item.get(name)?.as_text()).unwrap_or("");
        let kind = kind.to_lowercase();
        let inner =
            ["content", "text", "html", "value", "body", "data"].iter().find_map(|name| item.get(name));
        match (item, inner) {
            (Value::Text(words), _) if words::is_html(words) => html(draft, words, base),
            (Value::Text(words), _) => draft.block(BlockKind::Paragraph, words::plain(words).trim()),
            (Value::Object(_), Some(Value::List(items))) if depth < 8 => {
                blocks(draft, items, base, depth + 1)
            }
            (Value::Object(_), _) if kind.contains("image") || kind.contains("photo") || kind == "figure" => {
                draft.body.extend(figure(item, base).map(Part::Figure));
            }
            (Value::Object(_), Some(inner)) => {
                let words = prose(inner).map_or_else(|| words::line(inner), str::to_owned);
                match kind.as_str() {
                    "h1" | "h2" | "h3" | "h4" | "heading" | "header" | "subheading" | "subhead" => {
                        draft.block(BlockKind::Subheading, words::plain(&words));
                    }
                    "li" | "list_item" | "listitem" => draft.block(BlockKind::ListItem, words::plain(&words)),
                    "quote" | "blockquote" | "pullquote" => {
                        draft.block(BlockKind::BlockQuote, words::plain(&words))
                    }
                    _ if words::is_html(&words) => html(draft, &words, base),
                    _ => draft.block(BlockKind::Paragraph, words::plain(&words).trim()),
                }
            }
            _ => {}
        }
    }
}

/// The image that a value names: an address, or an object with one and words.
#[must_use]
pub fn figure(value: &Value, base: Option<&Url>) -> Option<Figure> {
    let field = |names: &[&str]| {
        let found = names.iter().filter_map(|name| value.get(name)).map(words::line);
        found.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
    };
    match value {
        Value::Text(words) => Some(Figure { url: Some(address(words, base)?), ..Figure::default() }),
        Value::List(items) => items.iter().find_map(|item| figure(item, base)),
        Value::Object(_) => {
            let url = field(&["url", "contentUrl", "src", "href", "source_url", "@id"]);
            let figure = Figure {
                url: address(&url, base),
                alt: field(&["alt", "alt_text", "altText", "alternateText"]),
                caption: Inline::from(field(&["caption", "description"])),
                credit: field(&["credit", "creditText", "byline", "author", "creator", "copyright"]),
            };
            (figure.url.is_some() || !figure.caption.is_blank()).then_some(figure)
        }
        _ => None,
    }
}

/// What can only be told with the body at hand: the main image, and whether the summary is more than its beginning.
pub fn finish_head(draft: &mut Draft, fields: &mut Fields<'_>) {
    let line = |field: &Field<'_>| Some(words::line(field.value)).filter(|words| !words.is_empty());
    let base = draft.url.as_deref().and_then(|url| Url::parse(url).ok());
    if let Some(mut main) = fields.take(&Slot::Image, |field| figure(field.value, base.as_ref())) {
        if main.caption.is_blank() {
            main.caption = fields.take(&Slot::Caption, line).unwrap_or_default().into();
        }
        if main.credit.is_empty() {
            main.credit = fields.take(&Slot::Credit, line).unwrap_or_default();
        }
        let shown =
            draft.body.iter().any(|part| matches!(part, Part::Figure(figure) if figure.url == main.url));
        if !shown || !main.caption.is_blank() {
            draft.body.insert(0, Part::Figure(main));
        }
    }
    if begins_with(first_words(draft), &draft.deck) {
        draft.deck.clear();
    }
}

/// The words of the first paragraph.
fn first_words(draft: &Draft) -> &str {
    let words = draft.body.iter().find_map(|part| match part {
        Part::Block(BlockKind::Paragraph, line) => Some(line.words.as_str()),
        _ => None,
    });
    words.unwrap_or_default()
}

/// True when `deck` is the beginning of `words`, cut off or not.
fn begins_with(words: &str, deck: &str) -> bool {
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let deck = deck.trim_end_matches(['.', '…', ' ', ']', '[']);
    !deck.is_empty() && letters(words).starts_with(&letters(deck))
}

/// Notes every field that nobody used, so that nothing is lost without a word.
pub fn rest(draft: &mut Draft, fields: &Fields<'_>) {
    let mut known =
        vec![draft.headline.clone(), draft.deck.clone(), draft.source.clone(), draft.bylines.join(", ")];
    known.extend(draft.url.clone());
    let moments: Vec<String> =
        [&draft.published, &draft.updated].into_iter().flatten().map(|found| found.iso.clone()).collect();
    // Another rendition of the body begins like it.
    let first = first_words(draft).get(..30).unwrap_or_default().to_owned();
    let first = if first.is_empty() { "\0" } else { &first };
    let mut left = Vec::new();
    let mut count = 0;
    for (field, slot) in fields.rest() {
        if let Some(Slot::Detail(name)) = slot {
            let values = if name == "tag" || name == "section" {
                words::phrases(field.value)
            } else {
                vec![joined(field.value)]
            };
            values.iter().take(MOST_DETAILS).for_each(|value| draft.detail(name, cut(value, LONGEST_DETAIL)));
            continue;
        }
        let words = joined(field.value);
        let again = slot == Some(&Slot::Body)
            && (words.len() > 200 || begins_with(&words, first))
            && !draft.body.is_empty();
        let dated = matches!(slot, Some(Slot::Published | Slot::Updated));
        let same =
            known.contains(&words) || (dated && when::iso(&words).is_some_and(|iso| moments.contains(&iso)));
        if words.is_empty() || again || same {
            continue;
        }
        count += 1;
        if count > MOST_DETAILS {
            left.push(field.path.as_str());
        } else {
            draft.detail(&cut(&field.path.to_lowercase(), 60), cut(&words, LONGEST_DETAIL));
        }
    }
    if !left.is_empty() {
        let some = left.iter().take(8).copied().collect::<Vec<_>>().join(", ");
        draft.problems.push(format!("{} more fields were left out: {}", left.len(), cut(&some, 200)));
    }
}

/// A value as one line; a list with commas between.
fn joined(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let words: Vec<String> =
                items.iter().take(50).map(words::line).filter(|words| !words.is_empty()).collect();
            words.join(", ")
        }
        value => value.scalar().map(|words| tidy(&words).into_owned()).unwrap_or_default(),
    }
}

/// At most so many characters of `words`.
fn cut(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

/// True for a whole page of HTML, as crawlers save them.
fn is_page(words: &str) -> bool {
    let mut end = words.len().min(2048);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let head = words[..end].to_ascii_lowercase();
    head.trim_start().starts_with("<!doctype html") || head.contains("<html") || head.contains("<body")
}

/// Reads a page as a page, and adds what the record says of it besides.
fn of_page(path: &str, page: &str, mut draft: Draft, fields: Fields<'_>, about: &About) -> Harvest {
    rest(&mut draft, &fields);
    let mut details = draft.details;
    let said = [("headline", draft.headline), ("deck", draft.deck), ("author", draft.bylines.join(", "))];
    let published = draft.published.map(|moment| moment.iso).unwrap_or_default();
    for (name, value) in said.into_iter().chain([("published", published)]) {
        if !value.is_empty() {
            details.push(crate::library::Detail { name: name.to_owned(), value });
        }
    }
    let about = About { url: draft.url, details, wishes: Arc::clone(&about.wishes), ..About::default() };
    let leaf = Leaf { path: path.to_owned(), bytes: page.into(), about };
    match format::named("html").map(|html| html.read) {
        Some(Reader::Leaf(read)) => {
            let mut harvest = read(leaf);
            for article in &mut harvest.articles {
                article.problems.splice(0..0, draft.problems.iter().cloned());
            }
            harvest
        }
        _ => Harvest::none(path, "holds a page of HTML, which can't be read here"),
    }
}
