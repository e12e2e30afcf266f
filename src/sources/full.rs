//! Full text: the article in the page of an entry that was cut off.
//!
//! A page takes the place of an entry only when it is about the same and has clearly more to read; a page that asks for consent or
//! money does not.

use rustc_hash::FxHashSet;

use super::draft::{Draft, Moment};
use super::entries::look::{is_body, look};
use super::format::{self, Glance};
use super::formats::html;
use super::leaf::{About, Leaf};
use super::survive::survive;
use super::web::fetch::Page;
use crate::library::Article;
use crate::reading::{Stamp, Structure};
use crate::text::Span;

/// A page with fewer letters has no full text.
const LEAST: usize = 300;

/// A page has so many letters for ten of the entry's.
const FULLER: usize = 13;

/// A page has one of so many words of the entry, to be about the same.
const SHARED: usize = 3;

/// So many different words of the entry are looked for, of so many letters at least.
const SOUGHT: usize = 60;
const LONG: usize = 4;

/// The full text of `entry`, when the page that was fetched for it has one. What the page does not say of itself
/// (headline, writers, dates, outlet, address) is what the entry says. `path` is where the article came from.
#[must_use]
pub fn full(page: Page, entry: &Article, path: &str) -> Option<Article> {
    let head = page.bytes.get(..format::HEAD).unwrap_or(&page.bytes);
    let name = page.url.split(['?', '#']).next().unwrap_or_default();
    if format::find(&Glance { head, name, media: &page.media }, None).name != "html" {
        return None;
    }
    let about = About { media: page.media, url: Some(page.url), ..About::default() };
    let leaf = Leaf { path: path.to_owned(), bytes: page.bytes, about };
    survive(|| {
        let mut draft = html::draft(leaf).ok()?;
        complete(&mut draft, entry);
        draft.problems.extend(page.problem);
        let laid = draft.lay_out();
        let letters = |text: &str, structure: &Structure| look(text, structure, &[]).letters;
        let (more, less) =
            (letters(&laid.text, &laid.structure), letters(&entry.text, &entry.reading.structure));
        let fuller = more >= LEAST && more * 10 >= less * FULLER;
        (fuller && is_about(&laid.text, &laid.structure, entry)).then(|| laid.read(path, "html"))
    })
    .flatten()
}

/// Fills in what the page does not say.
fn complete(draft: &mut Draft, entry: &Article) {
    let head = &entry.reading.structure.head;
    let words = |span: Option<Span>| span.map_or("", |span| span.of(&entry.text)).to_owned();
    let moment = |stamp: &Option<Stamp>| stamp.as_ref().map(|stamp| Moment::of(stamp.iso.as_str()));
    if draft.headline.trim().is_empty() {
        draft.headline = words(head.headline);
    }
    if draft.source.trim().is_empty() {
        draft.source = words(head.source);
    }
    if draft.bylines.is_empty() {
        draft.bylines = head.bylines.iter().map(|span| span.of(&entry.text).to_owned()).collect();
    }
    draft.published = draft.published.take().or_else(|| moment(&head.published));
    draft.updated = draft.updated.take().or_else(|| moment(&head.updated));
    if draft.lang.is_empty() {
        draft.lang = entry.reading.lang.to_owned();
    }
    draft.url = entry.url.clone().or(draft.url.take());
    for detail in &entry.details {
        draft.detail(&detail.name, detail.value.as_str());
    }
}

/// True when enough of the words of an entry are in the page's article.
fn is_about(text: &str, structure: &Structure, entry: &Article) -> bool {
    let told = &entry.reading.structure;
    let parts = told.blocks.iter().filter(|block| is_body(block.kind)).map(|block| block.span);
    let parts = told.head.headline.into_iter().chain(told.head.deck).chain(parts);
    let mut sought = FxHashSet::default();
    for word in parts.flat_map(|span| words(span.of(&entry.text))).take(SOUGHT) {
        sought.insert(word);
    }
    // The headline may be the entry's own.
    let page = structure.blocks.iter().filter(|block| is_body(block.kind));
    let page: FxHashSet<String> = page.flat_map(|block| words(block.span.of(text))).collect();
    let shared = sought.iter().filter(|word| page.contains(*word)).count();
    shared * SHARED >= sought.len()
}

/// The longer words of a text in lower case; of scripts that don't part words, each letter.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let wide = |c: char| c >= '\u{2e80}';
    let runs = text.split(move |c: char| !c.is_alphanumeric() || wide(c));
    let runs = runs.filter(|run| run.chars().nth(LONG - 1).is_some()).map(str::to_lowercase);
    runs.chain(text.chars().filter(move |c| c.is_alphanumeric() && wide(*c)).map(String::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::BlockKind;

    const STORY: &str = "<p>The night ferry left the north quay of Port Alden at noon, said Greta Sand, who runs the harbour.</p>\
        <p>Nobody had seen it leave by day for nine years. The mayor of Aldwick stood on the quay and waved at the crew.</p>\
        <p>“We are glad to have it back,” she told The Alden Post. The next one is to leave on Monday, and then every day.</p>\
        <p>The harbour board had voted for it in March, after those who work at night had asked for it three times.</p>";

    fn entry(words: &str) -> Article {
        let mut draft = Draft {
            headline: "Night ferry returns".into(),
            bylines: vec!["Tom Ek".into()],
            source: "The Alden Post".into(),
            published: Some(Moment::of("2031-05-04")),
            url: Some("https://alden.example/1".into()),
            ..Draft::default()
        };
        draft.detail("id", "7");
        draft.block(BlockKind::Paragraph, words);
        draft.finish("feed", "feed")
    }

    fn page(body: &str) -> Page {
        Page {
            url: "https://alden.example/1?from=feed".into(),
            media: "text/html; charset=utf-8".into(),
            bytes: format!("<html><body><article>{body}</article></body></html>").into(),
            problem: None,
        }
    }

    #[test]
    fn a_page_must_be_fuller_and_about_the_same() {
        let check = |words: &str, body: &str, expect: bool| {
            assert_eq!(full(page(body), &entry(words), "x").is_some(), expect, "{words} / {body}");
        };
        check("The night ferry left the north quay of Port Alden at noon …", STORY, true);
        check("", STORY, true);
        let whole = STORY.replace("</p>", " ").replace("<p>", "");
        check(&whole, STORY, false);
        check("The night ferry left.", "<p>The night ferry left the north quay of Port Alden.</p>", false);
        let consent = format!(
            "<p>{}</p>",
            "We and our partners store cookies on your device, to show you advertising you like. ".repeat(9)
        );
        check("The night ferry left the north quay of Port Alden at noon …", &consent, false);
        check("", "", false);
        let mut other = page(STORY);
        (other.media, other.bytes) = ("application/pdf".into(), b"%PDF-1.7 ...".to_vec());
        assert!(full(other, &entry(""), "x").is_none());
    }

    #[test]
    fn what_the_page_does_not_say_is_the_entrys() {
        let found = full(page(STORY), &entry("The night ferry left …"), "library:7").expect("a full text");
        let head = &found.reading.structure.head;
        let of = |span: Option<Span>| span.map_or("", |span| span.of(&found.text));
        assert_eq!((of(head.headline), of(head.source)), ("Night ferry returns", "The Alden Post"));
        assert_eq!(of(head.bylines.first().copied()), "Tom Ek");
        assert_eq!(head.published.as_ref().map(|stamp| stamp.iso.as_str()), Some("2031-05-04"));
        assert_eq!(
            (found.path.as_str(), found.url.as_deref()),
            ("library:7", Some("https://alden.example/1"))
        );
        assert!(found.details.iter().any(|detail| detail.name == "id"));
        let own = format!(
            "<h1>The night ferry is back in Port Alden</h1><p class=\"byline\">By Ida Holm</p>{STORY}"
        );
        let found = full(page(&own), &entry("The night ferry left …"), "library:7").expect("a full text");
        assert!(found.text.starts_with("The night ferry is back in Port Alden\n"));
        assert!(!found.text.contains("Tom Ek"), "{}", found.text);
    }
}
