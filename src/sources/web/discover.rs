//! Discovering feeds: those that a page names, and where else they usually are.
//!
//! A page may be anything: it goes through the guard, gives at most a hundred feeds, and only of the web.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use ureq::Agent;
use url::Url;

use super::address;
use super::ask::{Answer, Fresh, Question, Refusal, ask};
use super::fetch::Limits;
use crate::sources::decode::decode_page;
use crate::sources::format::{Glance, HEAD, find as format_of};
use crate::sources::formats::{feed, html};
use crate::sources::html::guard::guard;
use crate::sources::html::{Id, Tree};
use crate::sources::survive::survive;

/// No page has more feeds that anybody would choose from.
const MOST: usize = 100;

/// Titles are not longer, in characters.
const LONGEST: usize = 200;

/// Media types of feeds.
const MEDIA: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// How the path of a feed ends.
const ENDINGS: &[&str] = &[
    ".rss",
    ".atom",
    ".rdf",
    "/feed",
    "/feeds",
    "/rss",
    "/atom",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/feed.json",
];

/// Words of links that lead to feeds, in lower case.
const WORDS: &[&str] =
    &["rss", "atom", "rss feed", "atom feed", "json feed", "rss 2.0", "rss-feed", "feed", "web feed"];

/// Where feeds usually are, from the root of a site or a folder of it.
const PLACES: &[&str] = &["feed", "rss", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json"];

/// Each of the usual places is asked for so long at most.
const TRY: Duration = Duration::from_secs(10);

/// A feed that can be subscribed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Its address.
    pub address: String,
    /// What the page calls it, or `""`.
    pub title: String,
    /// True when the page itself says that this is a feed, or it has been looked at; else a link only reads like one.
    pub sure: bool,
}

/// The feeds that a page names: those of its head in their order, then those that its links seem to lead to; feeds of
/// comments come last. `base` is where the page was found.
#[must_use]
pub fn feeds(html: &[u8], base: &Url) -> Vec<Offer> {
    // A page without words names nothing.
    let Ok(decoded) = decode_page(html.to_vec(), "") else { return Vec::new() };
    let offers = survive(|| {
        let tree = Tree::parse(&guard(&decoded.text).html);
        let own = tree.tagged("base").map(|id| tree.attribute(id, "href")).find(|href| !href.is_empty());
        let base = own.and_then(|href| base.join(href).ok()).unwrap_or_else(|| base.clone());
        let mut offers = Vec::new();
        named(&tree, &base, &mut offers);
        linked(&tree, &base, &mut offers);
        offers
    });
    let mut offers = offers.unwrap_or_default();
    offers.sort_by_key(is_of_comments);
    offers
}

/// The addresses where a site usually has its feed: beside the page, then at the root.
#[must_use]
pub fn usual(base: &Url) -> Vec<String> {
    let path = base.path();
    // What has an ending is a page of the folder before it; what has none may be a folder itself.
    let is_page = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let folder = if is_page { path.rsplit_once('/').map_or("", |(folder, _)| folder) } else { path };
    let folder = folder.trim_end_matches('/');
    let folders = [folder, ""].into_iter().take(if folder.is_empty() { 1 } else { 2 });
    let mut base = address::bare(base);
    base.set_query(None);
    base.set_fragment(None);
    let mut places = Vec::new();
    for folder in folders {
        for place in PLACES {
            base.set_path(&format!("{folder}/{place}"));
            places.push(base.to_string());
        }
    }
    places
}

/// The feeds of an address: itself when it is one, or anything else that holds articles and is no page; those that it
/// names when it is a page; else the first at the usual places. `feed:` before the address is taken away.
///
/// # Errors
/// A line that says why there is none, and what to do.
pub fn find(
    client: &Agent,
    question: &Question,
    limits: &Limits,
    stop: &AtomicBool,
) -> Result<Vec<Offer>, String> {
    let address = plain(&question.address);
    let asked = Question { address, etag: String::new(), modified: String::new(), ..question.clone() };
    let fresh = page(ask(client, &asked, limits, stop)).map_err(|refusal| refusal.what)?;
    match kind(&fresh) {
        Kind::Source => {
            let address = fresh.moved.unwrap_or(asked.address);
            return Ok(vec![Offer { address, title: String::new(), sure: true }]);
        }
        Kind::Page => {}
        Kind::Words => {
            return Err("is neither a feed nor a page that could name one; check the address".to_owned());
        }
    }
    let base = address::parse(&fresh.page.url)?;
    let offers = feeds(&fresh.page.bytes, &base);
    if !offers.is_empty() {
        return Ok(offers);
    }
    try_usual(client, &asked, &base, limits, stop)
}

/// Tries the usual places one after the other, up to the first feed.
fn try_usual(
    client: &Agent,
    asked: &Question,
    base: &Url,
    limits: &Limits,
    stop: &AtomicBool,
) -> Result<Vec<Offer>, String> {
    let none = "is a page that names no feed, and none is at the usual places such as /feed or /rss.xml; \
                give the address of the feed itself";
    // Secrets are for the server that was asked, and for no other.
    let home = address::parse(&asked.address)?.origin() == base.origin();
    let limits = Limits { whole: limits.whole.min(TRY), ..*limits };
    for place in usual(base) {
        let question = if home { asked.clone() } else { Question::default() };
        match page(ask(client, &Question { address: place.clone(), ..question }, &limits, stop)) {
            Ok(fresh) if matches!(kind(&fresh), Kind::Source) => {
                let address = fresh.moved.unwrap_or(place);
                return Ok(vec![Offer { address, title: String::new(), sure: true }]);
            }
            // A server that is silent or wants to be left alone is not tried on.
            Err(refusal) if matches!(refusal.status, 0 | 429 | 503) => {
                return Err(format!(
                    "is a page that names no feed, and the usual places can't be tried: {place} {}",
                    refusal.what
                ));
            }
            _ => {}
        }
    }
    Err(none.to_owned())
}

fn page(answer: Result<Answer, Refusal>) -> Result<Fresh, Refusal> {
    match answer? {
        Answer::Page(fresh) => Ok(fresh),
        Answer::Unchanged { .. } => Ok(Fresh::default()),
    }
}

/// What a page is to somebody who looks for feeds.
enum Kind {
    /// A feed, or another document that lists articles.
    Source,
    /// A page, which may name feeds.
    Page,
    /// Plain words.
    Words,
}

fn kind(fresh: &Fresh) -> Kind {
    let head = fresh.page.bytes.get(..HEAD).unwrap_or(&fresh.page.bytes);
    // Labels lie: pages are sent as feeds, and feeds as pages.
    let bare = Glance { head, name: "", media: "" };
    if feed::recognises(&bare) {
        return Kind::Source;
    }
    if html::recognises(&bare) {
        return Kind::Page;
    }
    let glance = Glance { head, name: "", media: &fresh.page.media };
    match format_of(&glance, None).name {
        "html" => Kind::Page,
        "text" | "markdown" => Kind::Words,
        _ => Kind::Source,
    }
}

/// `feed:` and `feed://` are put before addresses by pages that want them to be subscribed to.
fn plain(words: &str) -> String {
    let words = words.trim();
    let rest = words.get(..5).filter(|start| start.eq_ignore_ascii_case("feed:")).and(words.get(5..));
    match rest {
        Some(rest) if rest.starts_with("//") => format!("https:{rest}"),
        Some(rest) => rest.to_owned(),
        None => words.to_owned(),
    }
}

/// Feeds that the head names.
fn named(tree: &Tree, base: &Url, offers: &mut Vec<Offer>) {
    for id in tree.tagged("link") {
        let rel = tree.attribute(id, "rel").to_ascii_lowercase();
        let media = tree.attribute(id, "type").trim().to_ascii_lowercase();
        let media = media.split(';').next().unwrap_or_default().trim_end();
        let is_alternate = rel.split_ascii_whitespace().any(|word| word == "alternate");
        let is_feed = rel.split_ascii_whitespace().any(|word| word == "feed");
        if is_feed || (is_alternate && MEDIA.contains(&media)) {
            offer(tree.attribute(id, "href"), tree.attribute(id, "title"), base, true, offers);
        }
    }
}

/// Feeds that links read like.
fn linked(tree: &Tree, base: &Url, offers: &mut Vec<Offer>) {
    for id in tree.tagged("a") {
        let href = tree.attribute(id, "href");
        let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let path = path.to_ascii_lowercase();
        let ends = ENDINGS.iter().any(|end| path.ends_with(end));
        let words = if href.is_empty() { String::new() } else { words(tree, id) };
        let lower = words.to_lowercase();
        let says = WORDS.contains(&lower.as_str());
        if ends || says || href.starts_with("feed:") {
            let title = if says { "" } else { words.as_str() };
            offer(href, title, base, false, offers);
        }
    }
}

/// Adds an offer, unless there is such a one, or too many.
fn offer(href: &str, title: &str, base: &Url, sure: bool, offers: &mut Vec<Offer>) {
    let href = plain(href);
    if href.is_empty() || href.starts_with('#') || offers.len() >= MOST {
        return;
    }
    let Ok(mut url) = base.join(&href) else { return };
    url.set_fragment(None);
    if address::parse(url.as_str()).is_err() || url == *base {
        return;
    }
    let address = address::bare(&url).to_string();
    if offers.iter().all(|offer| offer.address != address) {
        offers.push(Offer { address, title: tidy(title), sure });
    }
}

/// The words of a link, as far as a title goes: a link that is never closed may hold all of its page.
fn words(tree: &Tree, id: Id) -> String {
    let mut words = String::new();
    for text in tree.inside(id).filter_map(|inner| tree.text(inner)) {
        words.push_str(text);
        words.push(' ');
        if words.len() > 4 * LONGEST {
            break;
        }
    }
    tidy(&words)
}

/// Words on one line, without signs that a terminal obeys, and not too many.
fn tidy(words: &str) -> String {
    let words: String =
        words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(4 * LONGEST).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

fn is_of_comments(offer: &Offer) -> bool {
    let words = format!("{} {}", offer.address, offer.title).to_lowercase();
    ["comment", "kommentar", "comentario"].iter().any(|sign| words.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://aldwick.example/news/today.html").expect("an address")
    }

    fn lines(html: &str) -> Vec<String> {
        let line = |offer: Offer| {
            let sign = if offer.sure { "" } else { "? " };
            format!("{sign}{} {}", offer.address, offer.title).trim_end().to_owned()
        };
        feeds(html.as_bytes(), &base()).into_iter().map(line).collect()
    }

    #[test]
    fn feeds_are_named_in_the_head_or_linked() {
        let check = |html: &str, expect: &[&str]| assert_eq!(lines(html), expect, "{html}");
        check(
            "<link rel=alternate type='application/rss+xml' href=/rss title='The Alden Post'>",
            &["https://aldwick.example/rss The Alden Post"],
        );
        check(
            "<LINK REL='Alternate home' TYPE='Application/Atom+XML; charset=utf-8' HREF='atom?a=1&amp;b=2#x'>",
            &["https://aldwick.example/news/atom?a=1&b=2"],
        );
        check(
            "<base href='//alden.example/a/'><link rel=alternate type=application/feed+json href=feed.json>",
            &["https://alden.example/a/feed.json"],
        );
        check(
            "<link rel=alternate type=application/rss+xml href=/comments/feed title='Comments Feed'>\
             <link rel=alternate type=application/rss+xml href=/feed title=News>\
             <link rel=alternate type=application/rss+xml href=/feed title=Again>",
            &["https://aldwick.example/feed News", "https://aldwick.example/comments/feed Comments Feed"],
        );
        check(
            "<a href=/sport/rss.xml>Sport</a> <a href='/harbour/feed/'><b>Harbour</b>\nnews</a> <a href=/x?y=1>RSS</a>",
            &[
                "? https://aldwick.example/sport/rss.xml Sport",
                "? https://aldwick.example/harbour/feed/ Harbour news",
                "? https://aldwick.example/x?y=1",
            ],
        );
        check(
            "<a href='feed://aldwick.example/a.xml'>Follow</a>",
            &["? https://aldwick.example/a.xml Follow"],
        );
        check("<a href='feed:http://aldwick.example/a'>Follow</a>", &["? http://aldwick.example/a Follow"]);
        check("<a href=/sitemap.xml>Map</a><a href=/feedback>Write to us</a><a href='#rss'>RSS</a>", &[]);
        check(
            "<link rel=stylesheet type=application/rss+xml href=/a><link rel=alternate hreflang=de href=/de>",
            &[],
        );
        check("<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>", &[]);
        check("<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>", &[]);
        check(
            "<link rel=alternate type=application/rss+xml href='https://u:moor@a.example/'>",
            &["https://a.example/"],
        );
    }

    #[test]
    fn nasty_pages_give_no_more_than_a_page_may() {
        let many: String = (0..500).map(|n| format!("<a href=/{n}.rss>A</a>")).collect();
        assert_eq!(lines(&many).len(), MOST);
        let long = format!("<a href=/a.rss>{}\u{1b}[2J</a>", "long ".repeat(100_000));
        let told = lines(&long);
        assert!(told[0].len() < 300 && !told[0].contains('\u{1b}'), "{told:?}");
        let open = lines(&"<div><a href=/b.rss>Rain ".repeat(5_000));
        assert!(open.len() == 1 && open[0].len() < 300, "{open:?}");
    }

    #[test]
    fn usual_places_are_beside_the_page_and_at_the_root() {
        let check = |address: &str, count: usize, first: &str| {
            let places = usual(&Url::parse(address).expect("an address"));
            assert_eq!((places.len(), places[0].as_str()), (count, first));
            assert!(places.iter().all(|place| !place.contains("moor")), "{places:?}");
        };
        check("https://aldwick.example", 7, "https://aldwick.example/feed");
        check("https://g:moor@aldwick.example:8443/?p=1#x", 7, "https://aldwick.example:8443/feed");
        check("https://aldwick.example/blog", 14, "https://aldwick.example/blog/feed");
        check("https://aldwick.example/blog/", 14, "https://aldwick.example/blog/feed");
        check("https://aldwick.example/blog/a.html", 14, "https://aldwick.example/blog/feed");
        check("https://aldwick.example/a.html", 7, "https://aldwick.example/feed");
    }
}
