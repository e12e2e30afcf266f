//! One entry of a feed as a draft: what it says of itself, and what it has from its feed.

use feed_rs::model::{Content, Entry, Feed, Link, LinkTarget, MediaObject, Person, Text};
use url::Url;

use super::body::{add, begins, is_html, joined, line, trimmed};
use super::dates::Dates;
use crate::library::Detail;
use crate::sources::draft::{Draft, Figure, Moment, Part, tidy};
use crate::sources::html::fragment::{address, fragment};
use crate::sources::writers::writers;

/// Endings of images, for files without a type.
const IMAGES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"];

/// What all entries of a feed share.
#[derive(Debug, Default)]
pub struct Frame {
    /// The feed's title.
    pub source: String,
    /// The feed's language, or `""`.
    pub lang: String,
    /// What addresses are relative to.
    pub base: Option<Url>,
    /// Who writes entries that name nobody.
    pub authors: Vec<String>,
    /// Whose the words are.
    pub rights: String,
    /// What is known of the whole file.
    pub details: Vec<Detail>,
    /// The dates of the entries.
    pub dates: Dates,
}

impl Frame {
    /// The frame of a feed that was found at `url`.
    #[must_use]
    pub fn of(feed: Option<&Feed>, url: Option<&str>, dates: Dates) -> Self {
        let Some(feed) = feed else { return Self { dates, ..Self::default() } };
        let words = |text: &Option<Text>| text.as_ref().map(plain).unwrap_or_default();
        let found = url.and_then(|url| Url::parse(url).ok());
        let home = feed.links.iter().filter(|link| link.rel.as_deref() != Some("self"));
        let home = home.chain(&feed.links).find_map(|link| address(&link.href, found.as_ref()));
        Self {
            source: words(&feed.title),
            lang: feed.language.clone().unwrap_or_default(),
            base: home.and_then(|home| Url::parse(&home).ok()).or(found),
            authors: names(&feed.authors).0,
            rights: words(&feed.rights),
            details: Vec::new(),
            dates,
        }
    }

    /// The draft of an entry.
    #[must_use]
    pub fn draft(&self, entry: Entry) -> Draft {
        let mut draft = Draft {
            source: self.source.clone(),
            lang: entry.language.clone().unwrap_or_else(|| self.lang.clone()),
            details: self.details.clone(),
            ..Draft::default()
        };
        draft.headline = entry.title.as_ref().map(plain).unwrap_or_default();
        self.links(&entry, &mut draft);
        self.people(&entry, &mut draft);
        self.dates(&entry, &mut draft);
        for category in &entry.categories {
            draft.detail(
                "tag",
                category.label.as_deref().filter(|label| !label.is_empty()).unwrap_or(&category.term),
            );
        }
        let base = self.base(&entry, &draft);
        words(&entry, &mut draft, base.as_ref());
        for object in &entry.media {
            media(object, &mut draft, base.as_ref());
        }
        let rights = entry.rights.as_ref().map(plain);
        draft.detail("rights", rights.unwrap_or_else(|| self.rights.clone()));
        draft
    }

    /// The entry's address, and where else its links lead.
    fn links(&self, entry: &Entry, draft: &mut Draft) {
        let own = |link: &&Link| {
            link.target.is_none()
                && link.media_type.as_deref().is_none_or(is_page)
                && matches!(link.rel.as_deref(), None | Some("alternate"))
        };
        let absolute = |link: &Link| address(&link.href, self.base.as_ref());
        let mut all = entry.links.iter().filter(own).filter_map(absolute);
        draft.url = all.next().or_else(|| address(&entry.id, None).filter(|id| id.starts_with("http")));
        for url in all {
            draft.detail("link", url);
        }
        if !entry.id.is_empty() && Some(&entry.id) != draft.url.as_ref() {
            draft.detail("id", entry.id.as_str());
        }
        for link in entry.links.iter().filter(|link| !own(link)) {
            let Some(url) = absolute(link) else { continue };
            match (&link.target, link.rel.as_deref(), link.media_type.as_deref()) {
                (Some(LinkTarget::Comments), ..) | (_, Some("replies"), _) => draft.detail("comments", url),
                (Some(LinkTarget::CommentsFeed), ..) => draft.detail("comments-feed", url),
                (_, Some("self" | "edit"), _) => {}
                (_, Some("enclosure") | None, kind) => enclose(&url, kind.unwrap_or(""), draft),
                (_, Some(rel), _) => draft.detail(rel, url),
            }
        }
    }

    fn people(&self, entry: &Entry, draft: &mut Draft) {
        let (names, agency) = names(&entry.authors);
        draft.bylines = names;
        if let Some(agency) = agency.filter(|agency| *agency != draft.source) {
            draft.detail("agency", agency);
        } else if draft.bylines.is_empty() {
            draft.bylines.clone_from(&self.authors);
        }
        for name in self::names(&entry.contributors).0 {
            draft.detail("contributor", name);
        }
    }

    fn dates(&self, entry: &Entry, draft: &mut Draft) {
        // The parser gives what is published only as updated too: then both are the same number.
        let numbers = [entry.published, entry.updated.filter(|date| Some(date) != entry.published.as_ref())];
        let mut found = numbers.map(|date| date.and_then(|date| self.dates.get(date.timestamp())));
        for date in &mut found {
            if let Some(Err(words)) = date.take_if(|date| date.is_err()) {
                draft.problems.push(format!("the date “{words}” can't be read"));
            }
        }
        let [published, updated] =
            found.map(|date: Option<Result<Moment, String>>| date.and_then(Result::ok));
        (draft.published, draft.updated) = match (published, updated) {
            (None, updated) => (updated, None),
            (published, updated) => {
                (published.clone(), updated.filter(|updated| Some(updated) != published.as_ref()))
            }
        };
    }

    /// What addresses in the entry's words are relative to.
    fn base(&self, entry: &Entry, draft: &Draft) -> Option<Url> {
        let own = draft.url.as_deref().and_then(|url| Url::parse(url).ok()).or_else(|| self.base.clone());
        let declared = entry.base.as_deref().or_else(|| {
            entry
                .content
                .as_ref()
                .filter(|content| content.body.is_some())
                .and_then(|content| Some(content.src.as_ref()?.href.as_str()))
        });
        let joined = declared.and_then(|base| match &own {
            Some(own) => own.join(base).ok(),
            None => Url::parse(base).ok(),
        });
        joined.or(own)
    }
}

/// A page or nothing in particular, to judge by its type.
fn is_page(kind: &str) -> bool {
    kind.is_empty() || kind.contains("html")
}

/// A text on one line.
fn plain(text: &Text) -> String {
    line(&text.content).into_owned()
}

/// The names of persons, each once, and the agency if one is named.
fn names(people: &[Person]) -> (Vec<String>, Option<String>) {
    let (mut names, mut agency) = (Vec::new(), None);
    for person in people {
        let found = writers(&line(person.name.as_deref().unwrap_or("")));
        agency = agency.or(found.source);
        for name in found.names {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    (names, agency)
}

/// The body from the content, and the deck from the summary; or the body from the summary alone.
fn words(entry: &Entry, draft: &mut Draft, base: Option<&Url>) {
    let content = entry.content.as_ref().and_then(|content| readable(content, draft));
    let summary = entry.summary.as_ref().filter(|summary| !summary.content.trim().is_empty());
    match (content, summary) {
        (Some((content, html)), summary) => {
            add(draft, content, html, base);
            if let Some(summary) = summary {
                deck(summary, draft, base);
            }
        }
        (None, Some(summary)) => {
            let html = is_html(&summary.content);
            add(draft, &summary.content, html, base);
        }
        (None, None) => {}
    }
}

/// The words of a content, and whether they are HTML; what is no text is told of.
fn readable<'a>(content: &'a Content, draft: &mut Draft) -> Option<(&'a str, bool)> {
    let kind = &content.content_type;
    let Some(body) = content.body.as_deref() else {
        if let Some(link) = &content.src {
            draft.detail("content", format!("{} {kind}", link.href));
        }
        return None;
    };
    if kind.ty() != "text" && !kind.subty().as_str().contains("xhtml") && kind.suffix().is_none() {
        draft.problems.push(format!("content of the type {kind} inside of the feed is not read"));
        return None;
    }
    // Feeds that don't name a type mean HTML as often as not.
    let html = kind.subty() != "plain" || is_html(body);
    Some((body, html)).filter(|_| !body.trim().is_empty())
}

/// The summary above the body, unless it is the body's own beginning; its images are kept.
fn deck(summary: &Text, draft: &mut Draft, base: Option<&Url>) {
    if !is_html(&summary.content) {
        let words = tidy(&summary.content);
        if !begins(&words, &draft.body) {
            draft.deck = trimmed_end(&words);
        }
        return;
    }
    let parts = fragment(&summary.content, base);
    let words = joined(&parts);
    if !begins(&words, &draft.body) {
        draft.deck = trimmed_end(&words);
    }
    for part in parts {
        if let Part::Figure(figure) = part {
            lead(figure, draft);
        }
    }
}

/// A summary that was cut off keeps its mark, but not the words of the link behind it.
fn trimmed_end(words: &str) -> String {
    let kept = trimmed(words);
    if kept.len() == words.len() { words.to_owned() } else { format!("{kept}…") }
}

/// Puts an image before the body, unless it is in it.
fn lead(figure: Figure, draft: &mut Draft) {
    let bare = |url: &str| url.split(['?', '#']).next().unwrap_or("").to_owned();
    let new = figure.url.as_deref().map(bare);
    let at = draft.body.iter().position(|part| match part {
        Part::Figure(figure) => figure.url.as_deref().map(bare) == new,
        Part::Block(..) => false,
    });
    match at.and_then(|at| draft.body.get_mut(at)) {
        Some(Part::Figure(known)) => {
            if known.caption.is_blank() {
                known.caption = figure.caption;
            }
            if known.credit.is_empty() {
                known.credit = figure.credit;
            }
        }
        _ => draft.body.insert(0, Part::Figure(figure)),
    }
}

/// An image or another file that an entry has with it.
fn enclose(url: &str, kind: &str, draft: &mut Draft) {
    let path = url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    if kind.starts_with("image") || kind.is_empty() && IMAGES.iter().any(|end| path.ends_with(end)) {
        lead(Figure { url: Some(url.to_owned()), ..Figure::default() }, draft);
    } else {
        draft.detail("enclosure", format!("{url} {kind}"));
    }
}

/// The images and files of Media RSS, podcasts and enclosures.
fn media(object: &MediaObject, draft: &mut Draft, base: Option<&Url>) {
    let words = |text: &Option<Text>| text.as_ref().map(plain).unwrap_or_default();
    let credits: Vec<&str> = object
        .credits
        .iter()
        .map(|credit| credit.entity.trim())
        .filter(|credit| !credit.is_empty())
        .collect();
    let mut seen = false;
    for content in &object.content {
        let Some(url) = content.url.as_ref().and_then(|url| address(url.as_str(), base)) else { continue };
        let kind = content.content_type.as_ref().map(ToString::to_string).unwrap_or_default();
        let path = url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
        let image =
            kind.starts_with("image") || kind.is_empty() && IMAGES.iter().any(|end| path.ends_with(end));
        if !image {
            enclose(&url, &kind, draft);
        } else if !seen {
            // The others of an object are the same image in other sizes.
            seen = true;
            let caption = Some(words(&object.description))
                .filter(|words| !words.is_empty())
                .unwrap_or_else(|| words(&object.title));
            let caption = if caption == draft.headline { String::new() } else { caption };
            lead(
                Figure {
                    url: Some(url),
                    caption: caption.into(),
                    credit: credits.join(", "),
                    ..Figure::default()
                },
                draft,
            );
        }
    }
    if !seen {
        for credit in credits {
            if draft.bylines.is_empty() {
                draft.bylines.push(credit.to_owned())
            } else {
                draft.detail("credit", credit)
            }
        }
        for thumbnail in &object.thumbnails {
            draft.detail("image", address(&thumbnail.image.uri, base).unwrap_or_default());
        }
        let about = words(&object.description);
        if draft.body.is_empty() && !about.is_empty() {
            draft.text(&about);
        }
    }
    if let Some(duration) = object.duration {
        let seconds = duration.as_secs();
        draft.detail("duration", format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
    }
    for transcript in &object.transcripts {
        draft.detail("transcript", transcript.url.as_str());
    }
    draft
        .detail("season", object.season.as_ref().map(|season| season.number.to_string()).unwrap_or_default());
    draft.detail(
        "episode",
        object.episode.as_ref().map(|episode| episode.number.to_string()).unwrap_or_default(),
    );
}
