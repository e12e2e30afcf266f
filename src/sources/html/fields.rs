//! The fields of a page's article: what the page says of it in linked data, in tags and to its readers.
//!
//! What one source lacks, the next one gives; nothing is made up.

use url::Url;

use super::deck::deck;
use super::figures::figures;
use super::fragment::address;
use super::frame::Frame;
use super::headline::{choose, titles};
use super::jsonld::{Linked, linked};
use super::survey::{Survey, plain};
use super::tree::{Id, Tree};
use super::when::{moment, of_address};
use super::writers::writers;
use crate::sources::draft::{Draft, Figure, Moment};

/// The head of an article, and where the page shows it.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// The article's address, language, head and details; no body.
    pub draft: Draft,
    /// The nodes whose words are in the head, so that the body does without them.
    pub nodes: Vec<Id>,
    /// The heading that is the headline.
    pub headline: Option<Id>,
    /// The figures in page order, each with the node that holds it and its words.
    pub figures: Vec<(Id, Figure)>,
}

#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "article:published_time", "article:published", "article:published:time", "http://ogp.me/ns/article#published_time", "og:published_time",
    "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date",
    "citation_online_date", "citation_date", "article.published", "bt:pubdate", "pubdate", "publishdate", "publish-date", "publish_date",
    "published_at", "article_date_original", "originalpublicationdate", "datecreated", "rnews:datepublished", "ptime", "vr:published_time", "date",
];

#[rustfmt::skip]
const UPDATED: &[&str] = &[
    "article:modified_time", "article:modified:time", "http://ogp.me/ns/article#modified_time", "og:updated_time", "og:article:modified_time",
    "article:updated", "article:modified", "datemodified", "dcterms.modified", "dc.date.modified", "article.updated", "lastmod", "last-modified",
    "revised", "utime",
];

/// Reads the fields of a page.
#[must_use]
pub fn fields(survey: &Survey<'_>) -> Fields {
    let linked = linked(survey);
    let sites = sites(survey, &linked);
    let (titles, heading) = titles(survey, &linked, &sites);
    let frame = Frame::of(survey, heading);
    let mut draft = Draft { headline: choose(&titles), ..Draft::default() };
    let descriptions = [
        linked.description.clone(),
        plain(survey.meta_of(&["og:description"])),
        plain(survey.meta_of(&["description"])),
        plain(survey.meta_of(&["twitter:description", "dc.description"])),
    ];
    let deck = deck(
        survey,
        &frame,
        &descriptions,
        &[&draft.headline, &titles.linked, &titles.shared, &titles.tweeted, &titles.seen],
    );
    draft.deck = deck.words;
    let writers = writers(survey, &frame, &linked, &sites);
    draft.bylines = writers.names;
    draft.source = source(survey, &linked, &draft.bylines);
    draft.lang = lang(survey, &linked);
    draft.url = own_address(survey, &linked);
    times(survey, &frame, &linked, &mut draft);
    details(survey, &linked, &mut draft);
    let mut nodes = deck.nodes;
    nodes.extend(writers.nodes);
    nodes.extend(heading);
    let figures = figures(survey, &frame);
    Fields { draft, nodes, headline: heading, figures }
}

/// What the site is called: its names, and that of its address.
fn sites(survey: &Survey<'_>, linked: &Linked) -> Vec<String> {
    let named = [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "publisher",
        "dc.publisher",
        "copyright",
    ];
    let mut sites: Vec<String> =
        named.iter().flat_map(|name| survey.all_of(name).take(1)).map(plain).collect();
    sites.insert(0, linked.publisher.clone());
    for address in [survey.canonical, survey.meta_of(&["og:url"]), survey.base.map_or("", Url::as_str)] {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
        if let Some(host) = host {
            let host = host.trim_start_matches("www.").to_owned();
            // The name before the domain: `post` of `news.post.example`.
            if let Some((rest, _)) = host.rsplit_once('.') {
                sites.push(rest.rsplit('.').next().unwrap_or(rest).to_owned());
            }
            sites.push(host);
        }
    }
    sites.retain(|site| site.len() > 2 && site.len() < 60);
    sites.dedup();
    sites
}

/// The outlet, unless it is all that there is for a byline.
fn source(survey: &Survey<'_>, linked: &Linked, bylines: &[String]) -> String {
    let named = plain(survey.meta_of(&["og:site_name", "publisher", "dc.publisher", "application-name"]));
    let source = if linked.publisher.is_empty() { named } else { linked.publisher.clone() };
    let known = bylines.iter().any(|name| name.eq_ignore_ascii_case(&source));
    if known || source.contains("://") || source.len() > 100 { String::new() } else { source }
}

fn lang(survey: &Survey<'_>, linked: &Linked) -> String {
    let named =
        survey.meta_of(&["og:locale", "content-language", "dc.language", "dcterms.language", "language"]);
    let known = [survey.lang, linked.lang.as_str(), named];
    let is_tag = |lang: &str| {
        lang.len() <= 12 && lang.get(..2).is_some_and(|two| two.bytes().all(|c| c.is_ascii_alphabetic()))
    };
    known.into_iter().find(|lang| is_tag(lang)).unwrap_or("").replace('_', "-")
}

/// The address that the page names as its own.
fn own_address(survey: &Survey<'_>, linked: &Linked) -> Option<String> {
    let named = [survey.canonical, survey.meta_of(&["og:url"]), linked.url.as_str()];
    named.into_iter().find_map(|href| address(href, survey.base)).filter(|url| url.starts_with("http"))
}

fn times(survey: &Survey<'_>, frame: &Frame, linked: &Linked, draft: &mut Draft) {
    let american = draft.lang.to_ascii_lowercase().starts_with("en-us");
    let read = |words: &str| moment(words, american);
    let first = |names: &[&str]| names.iter().find_map(|name| survey.all_of(name).find_map(read));
    let address = draft.url.clone().or(survey.base.map(|url| url.as_str().to_owned()));
    draft.published = read(&linked.published)
        .or_else(|| first(PUBLISHED))
        .or_else(|| element(survey, frame, &read))
        .or_else(|| line(frame, &read))
        .or_else(|| address.as_deref().and_then(of_address));
    draft.updated = read(&linked.updated).or_else(|| first(UPDATED)).filter(|updated| {
        let day = |moment: &Moment| moment.iso.get(..10).unwrap_or("").to_owned();
        // A change before the publication, or at the same moment, tells nothing.
        draft.published.as_ref().is_none_or(|known| known != updated && day(known) <= day(updated))
    });
}

/// The moment of a `time` element near the headline.
fn element(survey: &Survey<'_>, frame: &Frame, read: &dyn Fn(&str) -> Option<Moment>) -> Option<Moment> {
    let tree = survey.tree;
    let region = tree.whole(frame.region);
    let value = |id: Id| {
        read(tree.attribute(id, "datetime"))
            .or_else(|| read(tree.attribute(id, "content")))
            .or_else(|| read(&tree.words(id)))
    };
    let published =
        |id: &Id| tree.attribute(*id, "itemprop").contains("datePublished") || tree.has(*id, "pubdate");
    let times = || survey.times.iter().copied();
    times().filter(published).find_map(value).or_else(|| {
        let last = frame.lines.last().map_or(region.end, |line| line.first);
        times().filter(|id| region.contains(id) && *id <= last).find_map(value)
    })
}

/// The moment that readers see near the headline.
fn line(frame: &Frame, read: &dyn Fn(&str) -> Option<Moment>) -> Option<Moment> {
    let short = frame.lines.iter().filter(|line| line.words.len() < 200);
    short.filter(|line| line.words.contains(|c: char| c.is_ascii_digit())).find_map(|line| read(&line.words))
}

fn details(survey: &Survey<'_>, linked: &Linked, draft: &mut Draft) {
    let sections = if linked.sections.is_empty() {
        survey.all_of("article:section").take(3).map(plain).collect()
    } else {
        linked.sections.clone()
    };
    for section in sections.into_iter().take(5) {
        draft.detail("section", section);
    }
    let mut tags: Vec<String> = survey.all_of("article:tag").map(plain).collect();
    if tags.is_empty() {
        tags.clone_from(&linked.keywords);
    }
    if tags.is_empty() {
        tags.extend(survey.all_of("keywords").chain(survey.all_of("news_keywords")).map(plain));
    }
    let parts = tags.iter().flat_map(|tag| tag.split([',', ';'])).map(str::trim);
    for tag in parts.filter(|tag| !tag.is_empty() && tag.len() < 80).take(20) {
        draft.detail("tag", tag);
    }
    let shared = survey.meta_of(&["og:image", "og:image:url", "twitter:image"]);
    let linked = linked.images.first().map_or("", |image| image.url.as_str());
    if let Some(image) = [shared, linked].into_iter().find_map(|image| address(image, survey.base)) {
        draft.detail("image", image);
    }
}

/// The fields of a tree.
#[must_use]
pub fn of_tree(tree: &Tree, base: Option<&Url>) -> Fields {
    fields(&Survey::of(tree, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `published|updated` of a page.
    fn check(tags: &str, seen: &str, expect: &str) {
        let page = format!(
            "<html lang=en-GB><head>{tags}</head><main><h1>The ferry returns at noon</h1>{seen}\
             <p>It came back at noon, and hundreds of people stood on the quay to see it come.</p>\
             <p>Some of them cried, and others sang the songs of the harbour until the evening.</p></main>"
        );
        let base = Url::parse("https://alden.example/2031/05/03/ferry").ok();
        let draft = of_tree(&Tree::parse(&page), base.as_ref()).draft;
        let iso = |moment: Option<Moment>| moment.map_or(String::new(), |moment| moment.iso);
        assert_eq!(format!("{}|{}", iso(draft.published), iso(draft.updated)), expect, "{tags} {seen}");
    }

    #[test]
    fn moments_are_found_wherever_they_are_named() {
        check(
            "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"h\",\"datePublished\":\"2031-05-04T10:30:00Z\",\"dateModified\":\"2031-05-05\"}</script>",
            "",
            "2031-05-04T10:30:00Z|2031-05-05",
        );
        check(
            "<meta property=article:published_time content=2031-05-04T10:30:00+02:00><meta property=article:modified_time content=2031-05-04T10:30:00+02:00>",
            "",
            "2031-05-04T10:30:00+02:00|",
        );
        check("<meta name=DC.date.issued content=2031-05-04>", "", "2031-05-04|");
        check("<meta itemprop=datePublished content='2031-05-04 10:30'>", "", "2031-05-04T10:30|");
        check("<meta name=parsely-pub-date content=2031-05-04T10:30Z>", "", "2031-05-04T10:30Z|");
        check("", "<time datetime=2031-05-04T10:30Z>yesterday</time>", "2031-05-04T10:30Z|");
        check("", "<time>4 May 2031, 10:30</time>", "2031-05-04T10:30|");
        check("", "<p>Veröffentlicht am 4. Mai 2031 um 10:30 Uhr</p>", "2031-05-04T10:30|");
        check("", "<p>Publié le 4 août 2031 à 10h30</p>", "2031-08-04T10:30|");
        check("", "", "2031-05-03|");
        check("<meta property=article:published_time content=soon>", "", "2031-05-03|");
        check(
            "<meta property=article:published_time content=2031-05-04><meta property=article:modified_time content=2031-05-01>",
            "",
            "2031-05-04|",
        );
    }

    #[test]
    fn thousands_of_tags_and_deep_data_are_bounded() {
        let tags = "<meta name=author content='Ana Ruiz'>".repeat(20_000);
        let deep = format!("<script type=application/ld+json>{}</script>", "{\"author\":[".repeat(20_000));
        let figures = "<figure><img src=1.jpg>".repeat(400) + &"<div class=caption>".repeat(3000);
        check(&format!("{tags}{deep}"), &figures, "2031-05-03|");
    }
}
