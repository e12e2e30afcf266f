//! From any document of a source to its entries: feeds as feeds, everything else as the articles that its format gives.
//!
//! What can't be read of a document costs no more than itself, and is told.

use std::sync::Arc;

use feed_rs::model::{self, Feed};
use memchr::memmem;
use rayon::prelude::*;
use url::Url;

use super::entry::{Entry, of_article, of_laid};
use super::keys::{Candidate, keyed};
use crate::library::Article;
use crate::sources::feed::slices::slices;
use crate::sources::feed::{Found, Frame, parse};
use crate::sources::format;
use crate::sources::formats::feed::{BLANK, counted, page};
use crate::sources::html::fragment::address;
use crate::sources::leaf::{About, Leaf};
use crate::sources::outlet::{Given, Outlet};
use crate::sources::problem::Problem;
use crate::sources::survive::survive;
use crate::sources::xml::decode::decode;

/// What a document of a source gives.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// What the source calls itself, or `""`.
    pub title: String,
    /// The address of the site it belongs to, or `""`.
    pub site: String,
    /// It is a feed: a source that gave one before, and now gives a page of words instead, is out of order.
    pub is_feed: bool,
    /// The entries, in the document's order.
    pub entries: Vec<Entry>,
    /// What of it could not be read, or was guessed.
    pub problems: Vec<Problem>,
    /// What of it is missing: the first of the problems that cost more than a guess.
    pub lost: Option<Problem>,
    /// It ends before it is complete, and may not have come whole.
    pub cut: bool,
}

/// The articles of one leaf share their bytes only when all copies together have no more than so many.
const SHARED: usize = 16 << 20;

/// The entries of a document. `media` is its media type as a header gave it, or `""`; `url` is where it was found, or `""` for
/// what is on no web; `name` is what it is called, for the ending, and, without an address, for the problems.
///
/// # Errors
/// A line that says why nothing of it can be read. A feed in which there are no entries yet is no error.
pub fn entries(bytes: Vec<u8>, media: &str, url: &str, name: &str) -> Result<Entries, String> {
    let path = if url.is_empty() { name } else { url };
    let known = Some(url.to_owned()).filter(|url| !url.is_empty());
    let about = About { media: media.to_owned(), url: known, ..About::default() };
    let mut leaves = Vec::new();
    let mut problems = Vec::new();
    let mut take = |given: Given| {
        match given {
            Given::Leaf(leaf) => leaves.push(leaf),
            Given::Problem(problem) => problems.push(problem),
        }
        true
    };
    Outlet::new(path, Arc::default(), &mut take).leaf("", name, bytes, about);
    let several = leaves.len() > 1;
    let parts: Vec<Part> = leaves.into_par_iter().map(|leaf| part(leaf, several)).collect();
    let is_feed = parts.iter().any(|part| part.is_feed);
    let mut all = Entries { is_feed, problems, ..Entries::default() };
    let mut candidates = Vec::new();
    for part in parts {
        candidates.extend(part.candidates);
        all.problems.extend(part.problems);
        all.lost = all.lost.or(part.lost);
        all.cut |= part.cut;
        for (own, new) in [(&mut all.title, part.title), (&mut all.site, part.site)] {
            if own.is_empty() {
                *own = new;
            }
        }
    }
    all.entries = keyed(candidates);
    match all.problems.first() {
        Some(problem) if all.entries.is_empty() && !is_feed => Err(problem.what.clone()),
        _ => Ok(all),
    }
}

/// What one leaf of a document gives.
#[derive(Debug, Default)]
pub struct Part {
    /// What the source calls itself, or `""`.
    pub title: String,
    /// The address of its site, or `""`.
    pub site: String,
    /// It is a feed.
    pub is_feed: bool,
    /// The entries, without their keys.
    pub candidates: Vec<Candidate>,
    /// What of it could not be read, or was guessed.
    pub problems: Vec<Problem>,
    /// What of it is missing: the first of the problems that cost more than a guess.
    pub lost: Option<Problem>,
    /// It ends before it is complete, and may not have come whole.
    pub cut: bool,
}

/// Reads a leaf, which may be one of `several` of its document.
#[must_use]
pub fn part(leaf: Leaf, several: bool) -> Part {
    if leaf.about.format == Some("feed") && leaf.about.read.is_none() {
        let path = leaf.path.clone();
        let failed = || Err("made the reader of feed fail; please report it".to_owned());
        let done = survive(|| feed(leaf)).unwrap_or_else(failed);
        let none = |what| {
            let problem = Problem::new(path, what);
            Part { problems: vec![problem.clone()], lost: Some(problem), ..Part::default() }
        };
        return done.unwrap_or_else(none);
    }
    let bytes = leaf.bytes.clone();
    let harvest = format::read(leaf);
    let count = harvest.articles.len();
    let shared = count.saturating_mul(bytes.len()) <= SHARED || count == 1;
    let original = || if shared { bytes.clone() } else { Vec::new() };
    let one = |article: Article| of_article(&id(&article, several || count > 1), article, original());
    let candidates = harvest.articles.into_iter().map(one).collect();
    let lost = harvest.problems.first().cloned();
    Part { candidates, problems: harvest.problems, lost, ..Part::default() }
}

/// What an article that stands among others is known by: the id that its publisher gives it. One that has neither that
/// nor an address nor a headline, or that is alone in its document, is known by its place.
fn id(article: &Article, several: bool) -> String {
    let own = article.details.iter().find(|detail| matches!(detail.name.as_str(), "id" | "guid"));
    let placed = article.url.is_none() && (!several || article.reading.structure.head.headline.is_none());
    match own {
        Some(detail) => detail.value.clone(),
        None if placed => article.path.clone(),
        None => String::new(),
    }
}

/// Reads a feed.
fn feed(leaf: Leaf) -> Result<Part, String> {
    let Leaf { path, bytes, about } = leaf;
    if let Some(what) = page(&bytes) {
        return Err(what);
    }
    let pieces = pieces(&bytes, &about.media);
    let Found { feed, entries, dates, problems, cut, broken } = parse(bytes, &about.media)?;
    let count = entries.len();
    let originals = originals(pieces, &entries, broken.len());
    let url = about.url.as_deref();
    let frame = Frame { details: about.details, ..Frame::of(feed.as_ref(), url, dates) };
    let made: Vec<Result<Candidate, String>> = entries
        .into_par_iter()
        .zip(originals)
        .map(|((n, entry), original)| {
            candidate(&frame, entry, original).map_err(|what| format!("entry {n} {what}"))
        })
        .collect();
    let mut part = Part { is_feed: true, site: site(feed.as_ref(), url), ..Part::default() };
    let mut told: Vec<String> = problems.into_iter().map(|what| counted(what, count)).collect();
    part.cut = cut.is_some();
    let cut = cut.map(|what| counted(what, count));
    let guesses = told.len();
    for one in made {
        match one {
            Ok(candidate) => part.candidates.push(candidate),
            Err(what) => told.push(what),
        }
    }
    told.extend(broken.into_iter().map(|(n, what)| format!("entry {n} {what}")));
    let lost = cut.or_else(|| told.get(guesses).cloned());
    part.lost = lost.map(|what| Problem::new(path.as_str(), what));
    part.problems = told.into_iter().map(|what| Problem::new(path.as_str(), what)).collect();
    part.title = frame.source;
    Ok(part)
}

fn candidate(frame: &Frame, entry: model::Entry, original: Vec<u8>) -> Result<Candidate, String> {
    let id = entry.id.clone();
    let laid = survive(|| {
        let draft = frame.draft(entry);
        (!draft.is_blank()).then(|| draft.lay_out())
    });
    match laid {
        Some(Some(laid)) => Ok(of_laid(&id, laid, original)),
        Some(None) => Err(BLANK.to_owned()),
        None => Err("made the reader of feeds fail; please report it".to_owned()),
    }
}

/// The page of the site that a feed belongs to, or `""`.
fn site(feed: Option<&Feed>, url: Option<&str>) -> String {
    let base = url.and_then(|url| Url::parse(url).ok());
    let is_page = |link: &&model::Link| {
        matches!(link.rel.as_deref(), None | Some("alternate"))
            && link.media_type.as_deref().is_none_or(|kind| kind.is_empty() || kind.contains("html"))
    };
    let links = feed.iter().flat_map(|feed| &feed.links);
    let mut pages = links.filter(is_page).filter_map(|link| address(&link.href, base.as_ref()));
    // JSON Feed gives its own address among them.
    pages.find(|page| page.starts_with("http") && Some(page.as_str()) != url).unwrap_or_default()
}

/// The entries of a feed as their publisher wrote them.
fn pieces(bytes: &[u8], media: &str) -> Vec<Vec<u8>> {
    let cut = |bytes: &[u8]| slices(bytes).into_iter().map(|place| bytes[place].to_vec()).collect();
    if std::str::from_utf8(bytes).is_ok() {
        return cut(bytes);
    }
    decode(bytes.to_vec(), media).map(|decoded| cut(decoded.text.as_bytes())).unwrap_or_default()
}

/// The pieces of the entries. When their numbers don't agree, as some were torn or nested, each entry is looked for by its
/// id and address.
fn originals(mut pieces: Vec<Vec<u8>>, entries: &[(usize, model::Entry)], broken: usize) -> Vec<Vec<u8>> {
    if pieces.len() == entries.len() + broken {
        let mut take = |n: usize| pieces.get_mut(n - 1).map(std::mem::take).unwrap_or_default();
        return entries.iter().map(|(n, _)| take(*n)).collect();
    }
    let mut next = 0;
    let mut find = |entry: &model::Entry| {
        let needle = needle(entry)?;
        let near = pieces.iter_mut().enumerate().skip(next).take(AHEAD);
        let (at, piece) =
            near.into_iter().find(|(_, piece)| memmem::find(piece, needle.as_bytes()).is_some())?;
        next = at + 1;
        Some(std::mem::take(piece))
    };
    entries.iter().map(|(_, entry)| find(entry).unwrap_or_default()).collect()
}

/// An entry is looked for in so many pieces.
const AHEAD: usize = 8;

/// What stands in an entry as it is written and in no other: the beginning of its id or address that needs no references.
fn needle(entry: &model::Entry) -> Option<&str> {
    let ids = std::iter::once(entry.id.as_str()).chain(entry.links.iter().map(|link| link.href.as_str()));
    ids.map(|id| {
        let kept = |c: char| c.is_ascii_alphanumeric() || "-._~:?=#@%+,;".contains(c) || c == '/';
        &id[..id.find(|c| !kept(c)).unwrap_or(id.len())]
    })
    .find(|needle| needle.len() >= 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = "https://aldwick.example/feed";

    fn of(text: &str) -> Entries {
        entries(text.into(), "", PLACE, "feed").expect("a document")
    }

    fn rss(inside: &str) -> Entries {
        of(&format!(
            "<rss version='2.0'><channel><title>The Alden Post</title><link>/</link>{inside}</channel></rss>"
        ))
    }

    fn keys(found: &Entries) -> Vec<&str> {
        found.entries.iter().map(|entry| entry.key.as_str()).collect()
    }

    fn urls(found: &Entries) -> Vec<&str> {
        found.entries.iter().map(|entry| entry.url.as_deref().unwrap_or("-")).collect()
    }

    #[test]
    fn keys_are_steady_and_lose_no_entry() {
        let check = |inside: &str, expect: &[&str]| assert_eq!(keys(&rss(inside)), expect, "{inside}");
        let item = |title: &str, rest: &str| format!("<item><title>{title}</title>{rest}</item>");
        let link = |path: &str| format!("<link>https://aldwick.example/{path}</link>");
        check(&item("A", &format!("<guid>7</guid>{}", link("a"))), &["7"]);
        check(&item("A", &link("a?utm_source=rss#top")), &["https://aldwick.example/a#top"]);
        check(&item("A", ""), &["96c85e8c382474e0"]);
        check(
            &[
                item("A", &format!("<guid>7</guid>{}", link("a"))),
                item("B", &format!("<guid>7</guid>{}", link("b"))),
            ]
            .concat(),
            &["7 https://aldwick.example/a", "7 https://aldwick.example/b"],
        );
        let twice = item("A", &format!("<guid>7</guid>{}", link("a")));
        check(&[twice.clone(), twice].concat(), &["7"]);
        let many: String =
            (0..9).map(|n| format!("<item><description>Note {n}</description></item>")).collect();
        let found = rss(&many);
        let all: rustc_hash::FxHashSet<&str> = keys(&found).into_iter().collect();
        assert_eq!(all.len(), 9);
        let same: String = (0..9).map(|n| item(&format!("A{n}"), "<guid>0</guid><link>/</link>")).collect();
        let found = rss(&same);
        let all: rustc_hash::FxHashSet<&str> = keys(&found).into_iter().collect();
        assert_eq!(all.len(), 9);
    }

    #[test]
    fn an_address_tells_one_entry_or_none() {
        let item = |n: usize, path: &str| {
            format!(
                "<item><guid>{n}</guid><title>A{n}</title><link>https://aldwick.example/{path}</link></item>"
            )
        };
        let check = |paths: &[&str], expect: &[&str]| {
            let inside: String = paths.iter().enumerate().map(|(n, path)| item(n, path)).collect();
            assert_eq!(urls(&rss(&inside)), expect, "{paths:?}");
        };
        check(&["1?utm_source=x", "2#top"], &["https://aldwick.example/1", "https://aldwick.example/2"]);
        check(&["log#v2", "log#v1"], &["https://aldwick.example/log#v2", "https://aldwick.example/log#v1"]);
        check(&["", "", "3"], &["-", "-", "https://aldwick.example/3"]);
        assert!(!rss(&[item(1, ""), item(2, "")].concat()).entries[0].short);
        assert!(rss(&item(1, "1")).entries[0].short);
    }

    #[test]
    fn originals_are_as_their_publisher_wrote_them() {
        let originals = |found: &Entries| -> Vec<String> {
            let words = |entry: &Entry| String::from_utf8_lossy(&entry.original).into_owned();
            found.entries.iter().map(words).collect()
        };
        let items = ["<item>\r\n<title>Fish & chips</title></item>", "<item><title>B</title></item>"];
        assert_eq!(originals(&rss(&items.concat())), items);
        let cut = "<rss version='2.0'><channel><item><guid>item-1</guid><title>A</title></item><item><guid>item-2</guid>\
                   <title>B</title></item><item><guid>item-3</guid><tit";
        let found = of(cut);
        assert_eq!(keys(&found), ["item-1", "item-2"]);
        assert!(originals(&found)[1].starts_with("<item><guid>item-2</guid>"));
        assert_eq!(
            found.problems[0].what,
            "the file ends inside of an “item”, which was left out; 2 entries are whole"
        );
        let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><title>Caf\xe9</title></item></channel></rss>";
        let found = entries(latin.to_vec(), "", PLACE, "feed").expect("a feed");
        assert_eq!(originals(&found), ["<item><title>Café</title></item>"]);
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "home_page_url": "https://aldwick.example/", "feed_url": "https://aldwick.example/feed", "items": [{"id": "1", "title": "A"}, {"id": "2", "title": "B"}]}"#;
        let found = of(json);
        assert_eq!(originals(&found), [r#"{"id": "1", "title": "A"}"#, r#"{"id": "2", "title": "B"}"#]);
        assert_eq!((found.title.as_str(), found.site.as_str()), ("T", "https://aldwick.example/"));
    }

    #[test]
    fn other_documents_give_their_articles() {
        let check = |text: &str, name: &str, expect: &[(&str, &str)]| {
            let found = entries(text.into(), "", PLACE, name).expect("a document");
            let all: Vec<(String, String)> = found
                .entries
                .into_iter()
                .map(|entry| {
                    (entry.key.clone(), entry.article("x").text.replace('\n', " ").trim().to_owned())
                })
                .collect();
            let expect: Vec<(String, String)> =
                expect.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
            assert_eq!(all, expect, "{text}");
        };
        check(
            r#"[{"id": "a7", "title": "A", "text": "It left."}, {"url": "https://aldwick.example/b?utm_source=x", "title": "B", "text": "It came."}]"#,
            "list.json",
            &[("a7", "A  It left."), ("https://aldwick.example/b", "B  It came.")],
        );
        check(
            "<html><head><title>A</title></head><body><article><h1>A</h1><p>It left at noon, and came back.</p></article></body></html>",
            "",
            &[(PLACE, "A  It left at noon, and came back.")],
        );
        check("It left at noon.\n", "notes.txt", &[(PLACE, "It left at noon.")]);
    }

    #[test]
    fn a_packed_feed_is_a_feed() {
        let rss = "<rss version='2.0'><channel><title>T</title><item><guid>7</guid><title>A</title></item></channel></rss>";
        let packed = zstd::bulk::compress(rss.as_bytes(), 3).expect("memory");
        let found = entries(packed, "application/zstd", PLACE, "feed.xml.zst").expect("a feed");
        assert_eq!((keys(&found), found.title.as_str(), found.is_feed), (vec!["7"], "T", true));
        assert_eq!(found.entries[0].original, b"<item><guid>7</guid><title>A</title></item>");
        assert!(!entries("It left at noon.\n".into(), "", PLACE, "a.txt").expect("words").is_feed);
    }

    #[test]
    fn what_is_no_document_is_told_and_an_empty_feed_is_fine() {
        let check = |bytes: &[u8], expect: &str| {
            let said =
                entries(bytes.to_vec(), "", PLACE, "feed").map(|found| found.entries.len().to_string());
            let said = said.unwrap_or_else(|what| what);
            assert!(said.starts_with(expect), "{said}");
        };
        check(b"<rss version='2.0'><channel><title>T</title></channel></rss>", "0");
        check(b"", "is empty");
        check(b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image");
        check(b"{\"version\": \"https://jsonfeed.org/version/1\", ", "is no JSON that can be read");
        let found = rss("<item><guid>1</guid></item><item><title>A</title></item>");
        assert_eq!(found.entries.len(), 1);
        let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["https://aldwick.example/feed: entry 1 is an entry without a title and a text"]);
    }

    #[test]
    fn an_article_is_read_when_it_is_asked_for() {
        let found = rss(
            "<item><guid>1</guid><title>Ferry returns</title><description>“It left,” said Greta Sand.</description></item>",
        );
        assert_eq!(
            (found.title.as_str(), found.site.as_str()),
            ("The Alden Post", "https://aldwick.example/")
        );
        let entry = found.entries.into_iter().next().expect("an entry");
        assert_eq!(entry.headline(), "Ferry returns");
        let article = entry.article("library:1");
        assert_eq!((article.path.as_str(), article.format), ("library:1", "feed"));
        assert_eq!((article.reading.quotes.len(), article.original), (1, None));
    }
}
