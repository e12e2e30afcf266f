//! What the class names of a page's elements say about them, in the words that publishers use for it.
//!
//! `lead-text`, `leadText` and `lead_text` say the same; each word counts by itself.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tree::{Id, Tree};

/// What an element's names say, as flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// Words under an image.
    pub const CAPTION: Self = Self(1);
    /// The maker of an image.
    pub const CREDIT: Self = Self(2);
    /// The maker of something: of an image, inside of one.
    pub const MAKER: Self = Self(4);
    /// An image, a gallery or a video.
    pub const MEDIA: Self = Self(8);
    /// The summary under the headline.
    pub const DECK: Self = Self(16);
    /// Who wrote it.
    pub const BYLINE: Self = Self(32);
    /// When it was published.
    pub const DATE: Self = Self(64);
    /// What belongs to other articles or to the site.
    pub const OTHER: Self = Self(128);
    /// What leads to an article: the deck in its head, or another article.
    pub const TEASER: Self = Self(256);
    /// What may be the summary under the headline, and is often something else.
    pub const SUMMARY: Self = Self(1024);
    /// Bold by its names.
    pub const BOLD: Self = Self(2048);
    /// Signs on or about an image that are no words of its caption.
    pub const BUTTON: Self = Self(512);

    /// True when one of the flags of `marks` is set.
    #[must_use]
    pub fn any(self, marks: Self) -> bool {
        self.0 & marks.0 != 0
    }

    /// The flags of both.
    #[must_use]
    pub const fn and(self, marks: Self) -> Self {
        Self(self.0 | marks.0)
    }
}

#[rustfmt::skip]
const WORDS: &[(Marks, &[&str])] = &[
    (Marks::CAPTION, &[
        "caption", "captions", "legend", "legende", "leyenda", "legenda", "bildunterschrift", "bildtext", "bildetekst",
        "billedtekst", "didascalia", "figcaption", "cutline", "infotext", "imagetext", "piefoto", "newscaption", "wpcaption",
    ]),
    (Marks::CREDIT, &[
        "credit", "credits", "copyright", "copyrights", "photographer", "photographe", "fotograf", "fotografo", "bildquelle",
        "bildnachweis", "fotocredit", "photocredit", "imagecredit", "copyrightholder", "credittext", "credito", "distributor",
    ]),
    (Marks::MAKER, &["source", "quelle", "fuente", "author", "autor", "byline", "agency", "lic", "license", "rights", "attribution", "artist"]),
    (Marks::MEDIA, &[
        "image", "images", "img", "picture", "photo", "photos", "foto", "fotos", "bild", "figure", "media", "gallery", "galerie",
        "slideshow", "thumbnail", "hero", "multimedia", "attachment", "lightbox",
    ]),
    (Marks::DECK, &[
        "deck", "dek", "standfirst", "subtitle", "subtitles", "subtitulo", "subtit", "subheadline", "subhed", "lead", "lede", "leadtext", "leadin", "intro", "introtext", "introduction", "excerpt", "preamble", "ingress",
        "ingres", "manchet", "chapo", "chapeau", "entradilla", "bajada", "sapo", "vorspann", "einleitung", "strapline", "epigraph", "preface", "sottotitolo", "catenaccio", "sommario", "perex", "underrubrik",
        "unterzeile", "anleser", "underrubrikk", "undertitel", "undertittel", "ondertitel", "altbaslik", "headlinesub",
        "midtitle", "zajawka", "copete", "volanta", "resumen", "teasertext",
    ]),
    (Marks::SUMMARY, &["summary", "summery", "subheading", "subhead", "abstract", "description", "desc", "spot"]),
    (Marks::BOLD, &["bold", "strong", "fett", "semibold"]),
    (Marks::BYLINE, &[
        "byline", "bylines", "author", "authors", "autor", "autoren", "autores", "auteur", "auteurs", "autore", "autori", "writer",
        "writers", "verfasser", "signature", "firma", "contributors", "contributor", "reporter", "journalist", "skribent", "redakteur",
        "creator", "writtenby", "postedby",
    ]),
    (Marks::DATE, &[
        "date", "time", "datetime", "published", "pubdate", "timestamp", "posted", "datum", "fecha", "publishdate", "datepublished",
    ]),
    (Marks::OTHER, &[
        "related", "recommended", "recommend", "recommendation", "recommendations", "promo", "sidebar", "footer", "nav", "navigation",
        "navbar", "menu", "newsletter", "comments", "comment", "advert", "advertisement", "sponsored", "outbrain", "taboola", "trending",
        "popular", "mostread", "readmore", "cookie", "consent", "breadcrumb", "breadcrumbs", "avatar", "bio", "portrait", "logo", "icon",
        "subscribe", "subscription", "modal", "login", "widgetlist", "share", "sharing", "social", "morestories", "reading-list",
    ]),
    (Marks::TEASER, &["teaser", "teasers", "card", "cards"]),
    (Marks::BUTTON, &["button", "zoom", "enlarge", "expand", "toggle", "counter", "tooltip", "overlay", "duration", "badge", "count", "visually", "screenreader"]),
];

static TABLE: LazyLock<FxHashMap<&'static str, Marks>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for (marks, words) in WORDS {
        for word in *words {
            let entry: &mut Marks = table.entry(*word).or_default();
            *entry = entry.and(*marks);
        }
    }
    table
});

/// Attributes whose words say what an element is for.
const NAMING: &[&str] = &["class", "id", "itemprop", "data-testid", "data-qa", "data-component", "rel"];

/// No more bytes of one attribute are looked at.
const LONGEST: usize = 400;

/// The marks of one element.
#[must_use]
pub fn marks(tree: &Tree, id: Id) -> Marks {
    let mut marks = Marks::default();
    for (_, value) in tree.attributes(id).filter(|(name, _)| NAMING.contains(name)) {
        marks = marks.and(of_names(value));
    }
    // The description of an image is its caption.
    if marks.any(Marks::MEDIA) && marks.any(Marks::SUMMARY) {
        marks = marks.and(Marks::CAPTION);
    }
    marks
}

/// The marks of the names in an attribute.
fn of_names(value: &str) -> Marks {
    let mut marks = Marks::default();
    let value = value.get(..LONGEST).unwrap_or(value);
    for name in value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|name| name.len() > 2) {
        let mut start = 0;
        let bytes = name.as_bytes();
        for end in 1..=bytes.len() {
            let edge = end == bytes.len()
                || (bytes[end - 1].is_ascii_lowercase() && bytes[end].is_ascii_uppercase())
                || bytes[end].is_ascii_digit();
            if edge {
                marks = marks.and(of_word(&bytes[start..end]));
                start = end;
            }
        }
    }
    marks
}

fn of_word(word: &[u8]) -> Marks {
    let mut lower = [0_u8; 16];
    let Some(room) = lower.get_mut(..word.len()).filter(|_| word.len() > 2) else { return Marks::default() };
    for (to, from) in room.iter_mut().zip(word) {
        *to = from.to_ascii_lowercase();
    }
    let word = std::str::from_utf8(room).unwrap_or("");
    TABLE.get(word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_a_name_counts() {
        for (names, marks, expect) in [
            ("lead-text", Marks::DECK, true),
            ("articleLeadText", Marks::DECK, true),
            ("article_lead_12", Marks::DECK, true),
            ("misleading", Marks::DECK, false),
            ("c-media__caption u-small", Marks::CAPTION, true),
            ("BaseText-x CaptionCredit-yz", Marks::CREDIT, true),
            ("article-author", Marks::BYLINE, true),
            ("authority", Marks::BYLINE, false),
            ("related-articles", Marks::OTHER, true),
            ("", Marks::OTHER, false),
        ] {
            assert_eq!(of_names(names).any(marks), expect, "{names}");
        }
    }
}
