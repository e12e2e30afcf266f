//! Feeds: RSS 0.9 to 2.0, Atom and JSON Feed; every entry is an article.
//!
//! A feed that is not well-formed gives all of its entries that can be read, and what was done is told.

use memchr::memmem::find;
use rayon::prelude::*;

use crate::library::Article;
use crate::sources::draft::{Draft, tidy};
use crate::sources::feed::{Found, Frame, parse};
use crate::sources::format::Glance;
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::problem::Problem;
use crate::sources::xml::root::root;

/// Endings and media types that only feeds have.
const ENDINGS: &[&str] = &[".rss", ".atom", ".rdf"];
const MEDIA: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"];

/// True for what has the root of a feed, and for pages where a feed should be.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let start = glance.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(glance.head).trim_ascii_start();
    if start.starts_with(b"{") {
        return is_json(start);
    }
    let Some(root) = root(glance.head) else { return false };
    match root.name.as_str() {
        "rss" | "feed" => true,
        "RDF" => ["purl.org/rss/", "netscape.com/rdf/"].iter().any(|space| root.tag.contains(space)),
        "entry" => root.tag.contains("2005/Atom"),
        "html" | "HTML" => is_named(glance),
        _ => false,
    }
}

/// `"version": "https://jsonfeed.org/version/1"`, which some writers escape the slashes of.
fn is_json(head: &[u8]) -> bool {
    [
        "\"https://jsonfeed.org/version/",
        "\"https:\\/\\/jsonfeed.org\\/version\\/",
        "\"http://jsonfeed.org/version/",
    ]
    .iter()
    .any(|space| {
        find(head, space.as_bytes()).is_some_and(|at| {
            let before = head[..at].trim_ascii_end();
            before.strip_suffix(b":").is_some_and(|key| key.trim_ascii_end().ends_with(b"\"version\""))
        })
    })
}

/// True for what is called a feed.
fn is_named(glance: &Glance<'_>) -> bool {
    let (name, media) = (glance.name.to_ascii_lowercase(), glance.media.to_ascii_lowercase());
    ENDINGS.iter().any(|end| name.ends_with(end)) || MEDIA.iter().any(|kind| media.starts_with(kind))
}

/// Reads every entry as one article.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    if let Some(what) = page(&bytes) {
        return Harvest::none(&path, what);
    }
    match drafts(bytes, &about) {
        Err(what) => Harvest::none(&path, what),
        Ok(Drafts { drafts, problems, broken }) => {
            let count = drafts.len();
            let one = |(n, draft): (usize, Draft)| finish(draft, format!("{path}:{n}"));
            let done: Vec<Result<Article, Problem>> = drafts.into_par_iter().map(one).collect();
            let mut harvest = Harvest::default();
            let told = problems.into_iter().map(|what| Problem::new(path.as_str(), counted(what, count)));
            harvest.problems.extend(told);
            for result in done {
                match result {
                    Ok(article) => harvest.articles.push(article),
                    Err(problem) => harvest.problems.push(problem),
                }
            }
            harvest
                .problems
                .extend(broken.into_iter().map(|(n, what)| Problem::new(format!("{path}:{n}"), what)));
            if harvest.articles.is_empty() && harvest.problems.is_empty() {
                harvest.problems.push(Problem::new(path, "is a feed without entries"));
            }
            harvest
        }
    }
}

/// What was found out about a feed; of one that is cut off it also says how many entries are there.
#[must_use]
pub fn counted(what: String, entries: usize) -> String {
    match entries {
        _ if !what.starts_with("the file ends") => what,
        1 => format!("{what}; 1 entry is whole"),
        _ => format!("{what}; {entries} entries are whole"),
    }
}

/// What is wrong with an entry in which there is nothing to read.
pub const BLANK: &str = "is an entry without a title and a text";

fn finish(draft: Draft, path: String) -> Result<Article, Problem> {
    if draft.is_blank() {
        return Err(Problem::new(path, BLANK));
    }
    Ok(draft.finish(&path, "feed"))
}

/// The entries of a feed before they are laid out and read.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The drafts with their entries' numbers, from 1.
    pub drafts: Vec<(usize, Draft)>,
    /// What was guessed or repaired, one line each.
    pub problems: Vec<String>,
    /// The entries that can't be read, and why.
    pub broken: Vec<(usize, String)>,
}

/// The entries of a feed as drafts, in its order.
///
/// # Errors
/// A line that says why nothing of it can be read.
pub fn drafts(bytes: Vec<u8>, about: &About) -> Result<Drafts, String> {
    let Found { feed, entries, dates, problems, broken, .. } = parse(bytes, &about.media)?;
    let frame =
        Frame { details: about.details.clone(), ..Frame::of(feed.as_ref(), about.url.as_deref(), dates) };
    let drafts = entries.into_par_iter().map(|(n, entry)| (n, frame.draft(entry))).collect();
    Ok(Drafts { drafts, problems, broken })
}

/// What to say of a page that came instead of a feed.
#[must_use]
pub fn page(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..8192).unwrap_or(bytes);
    let root = root(head)?;
    if !root.name.eq_ignore_ascii_case("html") {
        return None;
    }
    let text = String::from_utf8_lossy(head);
    let small = text.to_ascii_lowercase();
    let title = small.find("<title").and_then(|at| {
        let from = at + small[at..].find('>')? + 1;
        text.get(from..from + small[from..].find('<')?)
    });
    let title = title
        .map(|title| format!(" (“{}”)", tidy(title)))
        .filter(|title| title.len() > 10)
        .unwrap_or_default();
    Some(format!("is a web page{title}, not a feed; open its address in a browser to see why"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::format;

    fn found(text: impl Into<Vec<u8>>) -> (Vec<String>, Vec<String>) {
        let harvest = format::read(Leaf::new("a.rss", text));
        let texts = harvest
            .articles
            .iter()
            .map(|article| article.text.replace('\n', " ").trim().to_owned())
            .collect();
        (texts, harvest.problems.into_iter().map(|problem| problem.what).collect())
    }

    fn check(inside: &str, texts: &[&str], problems: &[&str]) {
        let rss = format!(
            "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{inside}</channel></rss>"
        );
        let (all, what) = found(rss);
        assert_eq!(
            (all, what.join("; ")),
            (texts.iter().map(|text| (*text).to_owned()).collect(), problems.join("; ")),
            "{inside}"
        );
    }

    #[test]
    fn what_the_parser_refuses_is_repaired() {
        check(
            "<item><title>Fish & chips</title></item>",
            &["Fish & chips"],
            &["a bare “&” was read as such"],
        );
        check("<item><title>Tea&nbsp;time&hellip;</title></item>", &["Tea time…"], &[]);
        check(
            "<item><title>Rain &x; R&D</title></item>",
            &["Rain &x; R&D"],
            &["2 bare “&” were read as such"],
        );
        // One is left out as the words are laid out, where the article tells it.
        check("<item><title>One\u{1}two &#2;</title></item>", &["Onetwo"], &[]);
        check("<item><title>1 < 2</title></item>", &["1 < 2"], &["a bare “<” was read as such"]);
        check(
            "<item><title>A</b></title></item><item><title>B</title>",
            &["A", "B"],
            &["an element was not closed", "an end tag without a start was left out"],
        );
        check(
            "<item><title>A</title><description><p>Rain &amp; <b>fog</b>.</p></description></item>",
            &["A  Rain & fog."],
            &["tags in a text were read as HTML"],
        );
        check(
            "<item><title>A</title><media:title>B</media:title></item>",
            &["A"],
            &["the prefix “media” is not declared; it was read as usual"],
        );
        check(
            "<item><title>A</title><dc:creator>“x@y.example“Z”</dc:creator></item><item><title>B</title></item>",
            &["B"],
            &["can't be read: it made the parser fail"],
        );
    }

    #[test]
    fn hostile_feeds_are_bounded() {
        let start = "<rss version='2.0' xmlns:m='http://search.yahoo.com/mrss/'><channel><title>T</title><item><title>A</title>";
        let bomb: String =
            (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
        let attributes: String = (0..100_000).map(|n| format!("a{n}='x' ")).collect();
        for (text, problem) in [
            (
                format!(
                    "<!DOCTYPE rss [<!ENTITY l0 'lol'>{bomb}]>{start}<description>&l9;</description></item></channel></rss>"
                ),
                "entities that the file declares itself were not expanded",
            ),
            (
                format!(
                    "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>{start}<description>&x;</description></item></channel></rss>"
                ),
                "entities that the file declares itself were not expanded",
            ),
            (
                format!("{start}<b {attributes}/></item></channel></rss>"),
                "the attributes of a tag beyond the first 200 were left out",
            ),
            (format!("{start}<b c='{}'/></item></channel></rss>", "x".repeat(8 << 20)), ""),
            (
                format!("{start}{}</item></channel></rss>", "<m:group>".repeat(100_000)),
                "elements nested too deep were left out, their words stay",
            ),
            (
                format!("{start}{}{}</item></channel></rss>", "<b>".repeat(100_000), "</b>".repeat(100_000)),
                "elements nested too deep were left out, their words stay",
            ),
            (
                format!(
                    "{start}<description><![CDATA[{}]]></description></item></channel></rss>",
                    "<div>".repeat(100_000)
                ),
                "",
            ),
        ] {
            let (texts, problems) = found(text);
            assert!(texts.len() == 1 && texts[0].starts_with('A'), "{problems:?}");
            assert!(problems.iter().any(|what| what.contains(problem)) || problem.is_empty(), "{problems:?}");
        }
    }

    #[test]
    fn feeds_are_told_by_their_content() {
        let check = |head: &str, name: &str, expect: bool| {
            assert_eq!(recognises(&Glance { head: head.as_bytes(), name, media: "" }), expect, "{head}");
        };
        check("<rss version='2.0'>", "a.txt", true);
        check("<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "", true);
        check("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "", true);
        check("<rdf:RDF xmlns='http://xmlns.com/foaf/0.1/'>", "", false);
        check("{ \"version\" : \"https:\\/\\/jsonfeed.org\\/version\\/1.1\"", "a.json", true);
        check("{\"text\":\"https://jsonfeed.org/version/1\"}", "a.json", false);
        check("<html><body>", "a.html", false);
        check("<!doctype html><html>", "a.rss", true);
    }
}
