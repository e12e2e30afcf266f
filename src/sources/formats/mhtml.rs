//! MHTML: a page and what it shows, saved by a browser as one mail-like file (RFC 2557).

use mail_parser::HeaderName;

use crate::library::Detail;
use crate::sources::format::{self, Glance};
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::mime;

/// Pages lie so many parts deep at most.
const DEEPEST: usize = 4;

/// True for what begins as browsers save pages.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let name = glance.name.to_ascii_lowercase();
    let called =
        name.ends_with(".mhtml") || name.ends_with(".mht") || glance.media.starts_with("multipart/related");
    let head = String::from_utf8_lossy(glance.head.get(..2048).unwrap_or(glance.head)).to_ascii_lowercase();
    let saved = head.contains("snapshot-content-location:") || head.starts_with("from: <saved by");
    (called || saved) && head.contains("multipart/related")
}

/// Reads the page in it.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let file = mime::Part::of(&bytes);
    let start = file.attribute("start").to_owned();
    let Some(page) = page(&file, &start, 0) else {
        return Harvest::none(&path, "holds no page; save it again, as a complete page");
    };
    let own = page.header("Content-Location");
    let named = [file.header("Snapshot-Content-Location"), own, file.header("Content-Location")];
    let url = named.into_iter().find(|url| url.starts_with("http")).or(about.url);
    let mut details = about.details;
    let date = file.headers().and_then(|headers| headers.date()).filter(|date| date.is_valid());
    details.extend(date.map(|date| Detail { name: "fetched".to_owned(), value: date.to_rfc3339() }));
    let charset = page.attribute("charset");
    let media =
        if charset.is_empty() { "text/html".to_owned() } else { format!("text/html; charset={charset}") };
    let content = page.content().into_owned();
    // Pages that only scripts fill in have their title at least in the subject.
    let title = file.words(HeaderName::Subject);
    let about = About { format: Some("html"), media, url, details, ..about };
    let mut harvest = format::read(Leaf { path, bytes: content, about });
    if !title.is_empty() {
        for problem in &mut harvest.problems {
            problem.what = format!("{} (its title is “{title}”)", problem.what);
        }
    }
    harvest
}

/// The part that is the page: the one that the file names as its start, or the first that is HTML.
fn page<'a>(part: &mime::Part<'a>, start: &str, depth: usize) -> Option<mime::Part<'a>> {
    let is_page =
        |part: &mime::Part<'_>| matches!(part.media().as_str(), "text/html" | "application/xhtml+xml");
    let mut parts = part.parts();
    let named = parts
        .iter()
        .position(|part| !start.is_empty() && part.header("Content-ID") == start && is_page(part));
    if let Some(at) = named.or_else(|| parts.iter().position(is_page)) {
        return Some(parts.swap_remove(at));
    }
    (depth < DEEPEST).then(|| parts.iter().find_map(|part| page(part, start, depth + 1))).flatten()
}
