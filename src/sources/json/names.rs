//! The names that crawlers, newsroom programs and data sets give to the fields of an article.
//!
//! A name is compared in lower case and without `_`, `-` and spaces; of several names, the first in its line is
//! trusted most.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a field is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The title.
    Headline,
    /// The summary under it.
    Deck,
    /// The writers.
    Byline,
    /// The agency or outlet.
    Source,
    /// The place it was filed from.
    Dateline,
    /// When it was published.
    Published,
    /// When it was last changed.
    Updated,
    /// The address.
    Address,
    /// The language.
    Lang,
    /// The body.
    Body,
    /// The main image.
    Image,
    /// The words under the main image.
    Caption,
    /// Who made the main image.
    Credit,
    /// A detail of this name.
    Detail(String),
    /// Nothing that readers need.
    Nothing,
}

#[rustfmt::skip]
const NAMES: &[(Slot, &[&str])] = &[
    (Slot::Headline, &[
        "headline", "headline.main", "title", "title.rendered", "webtitle", "articletitle", "newstitle", "heading", "hed", "head",
        "ogtitle", "titre", "titel", "titulo", "titolo", "otsikko", "rubrik", "alternativeheadline", "subject", "name",
    ]),
    (Slot::Deck, &[
        "deck", "dek", "standfirst", "subtitle", "subheadline", "subhead", "trailtext", "description", "summary", "excerpt",
        "excerpt.rendered", "abstract", "lede", "lead", "teaser", "highlights", "intro", "blurb", "snippet", "metadescription",
        "shortdescription", "articlesummary", "ogdescription", "chapeau", "vorspann",
    ]),
    (Slot::Byline, &[
        "bylines", "byline", "byline.original", "authors", "author", "writers", "writer", "authornames", "authorname", "creator", "dccreator",
        "reporter", "journalist", "contributors", "articleauthor", "auteur", "autor", "autore", "by",
    ]),
    (Slot::Source, &[
        "source", "sourcename", "publisher", "outlet", "publication", "newspaper", "medianame", "sitename", "site", "ogsitename",
        "provider", "agency", "sourcehostname", "hostname", "sourcedomain", "domain", "newssource",
    ]),
    (Slot::Dateline, &["dateline"]),
    (Slot::Published, &[
        "published", "datepublished", "publishedat", "datepublish", "publisheddate", "publishdate", "publishedon", "webpublicationdate",
        "firstpublished", "firstpublicationdate", "publicationdate", "pubdate", "publishedtime", "articlepublishedtime", "publishtime",
        "dategmt", "date", "datetime", "posted", "postedat", "dateposted", "createdutc", "createdat", "datecreated", "created",
        "firstcreated", "seendate", "issued", "timestamp", "time", "publicationtime", "releasedate", "publisheddatetime",
    ]),
    (Slot::Updated, &[
        "updated", "datemodified", "datemodify", "updatedat", "modifiedgmt", "modified", "lastmodified", "lastmod", "modifiedat", "dateupdated",
        "lastupdated", "updatedon", "articlemodifiedtime", "modifieddate", "updateddate", "updatetime", "lastmodifieddate", "versioncreated",
    ]),
    (Slot::Address, &[
        "url", "canonicalurl", "canonical", "canonicallink", "weburl", "link", "permalink", "href", "articleurl", "articlelink", "pageurl",
        "resolvedpageurl", "sourceurl", "newsurl", "ogurl", "uri", "mainentityofpage", "shorturl",
    ]),
    (Slot::Lang, &["lang", "language", "inlanguage", "locale", "languagecode", "langue", "sprache"]),
    (Slot::Body, &[
        "articlebody", "maintext", "bodyhtml", "bodyxhtml", "body", "body.rendered", "bodytext", "contenthtml", "content.rendered", "content",
        "content.text", "content.html", "fulltext", "articletext", "articlecontent", "maincontent", "storytext", "storybody", "cleanedtext", "text",
        "text.text", "article", "story", "plaintext", "contenttext", "selftexthtml", "selftext", "bodymarkdown", "markdown", "rawtext",
        "pagecontent", "newscontent", "texte", "texto", "testo", "contenu", "inhalt", "document", "passage", "leadparagraph", "html", "rawhtml",
    ]),
    (Slot::Image, &[
        "image", "imageurl", "urltoimage", "topimage", "leadimageurl", "leadimage", "mainimage", "featuredimage", "ogimage", "socialimage",
        "jetpackfeaturedmediaurl", "cover", "coverimage", "thumbnail", "thumbnailurl", "images",
    ]),
    (Slot::Caption, &["imagecaption", "caption", "imagedescription", "captions", "coveralt"]),
    (Slot::Credit, &["imagecredit", "photocredit", "credit", "photographer"]),
    (Slot::Nothing, &["@context"]),
];

/// Names whose values are details under another name.
#[rustfmt::skip]
const DETAILS: &[(&str, &[&str])] = &[
    ("section",   &["section", "sectionname", "articlesection", "category", "categories", "pillarname", "rubrique", "ressort", "subreddit"]),
    ("tag",       &["tags", "tag", "keywords", "keyword", "topics", "labels"]),
    ("id",        &["id", "uuid", "guid", "guid.rendered", "articleid", "storiesid", "newsid"]),
    ("type",      &["@type", "type"]),
    ("license",   &["license", "licence", "rights"]),
    ("copyright", &["copyright", "copyrightnotice"]),
    ("status",    &["status", "pubstatus"]),
    ("slug",      &["slug", "slugline"]),
];

/// Containers that say nothing themselves: `metadata.title` is `title`.
const CONTAINERS: &[&str] = &[
    "meta",
    "metadata",
    "fields",
    "attributes",
    "params",
    "extra",
    "opengraph",
    "frontmatter",
    "taxonomies",
];

type Known = FxHashMap<&'static str, (Slot, usize)>;

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let slots = NAMES.iter().map(|(slot, names)| (slot.clone(), *names));
    let details = DETAILS.iter().map(|(name, names)| (Slot::Detail((*name).to_owned()), *names));
    let mut known = Known::default();
    for (slot, names) in slots.chain(details) {
        known.extend(names.iter().enumerate().map(|(rank, name)| (*name, (slot.clone(), rank))));
    }
    known
});

/// What a field of this name or dotted path is for, and how far down its line the name stands.
#[must_use]
pub fn slot(path: &str) -> Option<(Slot, usize)> {
    let normal = normal(path);
    let inner = normal.split_once('.').filter(|(first, _)| CONTAINERS.contains(first));
    let found = inner.and_then(|(_, rest)| KNOWN.get(rest)).or_else(|| KNOWN.get(normal.as_str()));
    found.cloned()
}

/// The slot that a user means by one of our own names; any other name is a detail.
#[must_use]
pub fn ours(name: &str) -> Slot {
    slot(name).map_or_else(|| Slot::Detail(name.to_lowercase()), |(slot, _)| slot)
}

/// The name in lower case, without what names are put together with.
#[must_use]
pub fn normal(path: &str) -> String {
    let dull = |c: &char| matches!(c, '_' | '-' | ' ' | ':' | '\u{feff}');
    path.chars().filter(|c| !dull(c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expect: Option<Slot>) {
        assert_eq!(slot(path).map(|(slot, _)| slot), expect, "{path}");
    }

    #[test]
    fn names_of_every_style_are_known() {
        check("Date_Publish", Some(Slot::Published));
        check("datePublished", Some(Slot::Published));
        check("Main Text", Some(Slot::Body));
        check("title.rendered", Some(Slot::Headline));
        check("metadata.title", Some(Slot::Headline));
        check("fields.trailText", Some(Slot::Deck));
        check("og:title", Some(Slot::Headline));
        check("_id", Some(Slot::Detail("id".into())));
        check("words.title", None);
        check("score", None);
    }

    #[test]
    fn no_name_has_two_meanings() {
        let mut seen = rustc_hash::FxHashSet::default();
        let names = NAMES.iter().map(|(_, names)| *names).chain(DETAILS.iter().map(|(_, names)| *names));
        for name in names.flatten() {
            assert!(seen.insert(*name), "{name} is in two lines");
            assert_eq!(normal(name), *name);
        }
    }

    #[test]
    fn users_name_our_fields_or_any_detail() {
        assert_eq!(
            (ours("headline"), ours("bylines"), ours("body")),
            (Slot::Headline, Slot::Byline, Slot::Body)
        );
        assert_eq!(ours("Ward"), Slot::Detail("ward".into()));
    }
}
