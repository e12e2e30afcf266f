//! How an article looks: what of it tells its versions apart, and what tells that two sources sent the same words.
//!
//! What changes from fetch to fetch without a reader's noticing counts for neither: dates, the name of the feed, the parameters of
//! addresses, and the site's own words around the article.

use crate::library::Detail;
use crate::reading::{BlockKind, Structure};
use crate::sources::identity::Digest;

/// A body of fewer letters is no sign that two articles are the same.
const TELLING: usize = 280;

/// Letters of scripts that write a word with one or two of them weigh as much as so many others.
const WIDE: usize = 3;

/// How an article looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Of everything shown; equal as long as a reader would see no difference.
    pub hash: u64,
    /// Of the headline, and of the date of publication.
    pub title: u64,
    /// Of the letters of the body alone, when there are at least 280.
    pub words: Option<u64>,
    /// So many letters the body has.
    pub letters: usize,
    /// The same, with letters of scripts like Chinese counted three times.
    pub weight: usize,
}

/// Looks at a text laid out.
#[must_use]
pub fn look(text: &str, structure: &Structure, details: &[Detail]) -> Look {
    let mut look = Look::default();
    let (mut shown, mut body) = (Digest::default(), Digest::default());
    for block in &structure.blocks {
        let words = block.span.of(text);
        if is_body(block.kind) {
            letters(words, &mut body, &mut look);
        }
        if !matches!(block.kind, BlockKind::Source | BlockKind::Published | BlockKind::Boilerplate) {
            spread(words, &mut shown);
        }
    }
    let images = structure.images.iter().filter_map(|image| image.url.as_deref());
    let links = structure.links.iter().map(|link| link.url.as_str());
    let files = details.iter().filter(|detail| detail.name == "enclosure");
    for address in images.chain(links).chain(files.map(|file| file.value.as_str())) {
        // Parameters often change with each fetch.
        spread(address.split(['?', '#']).next().unwrap_or(""), &mut shown);
    }
    look.hash = shown.value();
    look.words = (look.letters >= TELLING).then(|| body.value());
    let mut title = Digest::default();
    spread(structure.head.headline.map_or("", |span| span.of(text)), &mut title);
    spread(structure.head.published.as_ref().map_or("", |stamp| &stamp.iso), &mut title);
    look.title = title.value();
    look
}

/// True for the blocks in which the article itself is told.
#[must_use]
pub fn is_body(kind: BlockKind) -> bool {
    kind.is_body() || matches!(kind, BlockKind::Table | BlockKind::Code)
}

/// Takes in words, and an end behind them; how they are spaced does not count.
fn spread(words: &str, digest: &mut Digest) {
    for word in words.split_ascii_whitespace() {
        digest.push(word.as_bytes());
        digest.push(b" ");
    }
    digest.push(b"\n");
}

/// Takes in letters and digits in lower case, and counts them.
fn letters(words: &str, digest: &mut Digest, look: &mut Look) {
    for c in words.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                digest.push(&[u8::try_from(c).unwrap_or(0).to_ascii_lowercase()]);
                look.letters += 1;
                look.weight += 1;
            }
        } else if c.is_alphanumeric() {
            for small in c.to_lowercase() {
                digest.push(small.encode_utf8(&mut [0; 4]).as_bytes());
            }
            look.letters += 1;
            look.weight += if c >= '\u{2e80}' { WIDE } else { 1 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::draft::{Draft, Figure, Inline, Moment, Part};

    fn draft(words: &str) -> Draft {
        let mut draft = Draft {
            headline: "Ferry returns".into(),
            source: "The Alden Post".into(),
            published: Some(Moment::of("2031-05-04")),
            ..Draft::default()
        };
        draft.block(BlockKind::Paragraph, words);
        draft
    }

    fn of(draft: Draft) -> Look {
        let laid = draft.lay_out();
        look(&laid.text, &laid.structure, &laid.details)
    }

    #[test]
    fn only_what_a_reader_sees_makes_a_new_version() {
        let check = |change: &dyn Fn(&mut Draft), same: bool| {
            let mut other = draft("It left at noon.");
            change(&mut other);
            let text = format!("{other:?}");
            assert_eq!(of(other).hash == of(draft("It left at noon.")).hash, same, "{text}");
        };
        check(&|_| {}, true);
        check(&|draft| draft.source = "Alden Post – News".into(), true);
        check(&|draft| draft.published = Some(Moment::of("2031-05-05")), true);
        check(&|draft| draft.updated = Some(Moment::of("2031-05-05")), true);
        check(&|draft| draft.detail("comments", "7"), true);
        check(&|draft| draft.block(BlockKind::Boilerplate, "The post Ferry appeared first on Alden."), true);
        check(&|draft| draft.headline = "Ferry  returns".into(), true);
        check(&|draft| draft.headline = "Ferry returns at last".into(), false);
        check(&|draft| draft.bylines = vec!["Greta Sand".into()], false);
        check(&|draft| draft.deck = "After nine years".into(), false);
        check(&|draft| draft.notices = vec!["Corrected".into()], false);
        check(&|draft| draft.detail("enclosure", "https://alden.example/1.mp3 audio/mpeg"), false);
        check(&|draft| draft.block(BlockKind::Paragraph, "It came back."), false);
    }

    #[test]
    fn parameters_of_addresses_are_no_change() {
        let with = |url: &str| {
            let mut draft = draft("It left.");
            draft.body.push(Part::Figure(Figure { url: Some(url.into()), ..Figure::default() }));
            let link = Inline { words: "See".into(), links: vec![(0..3, url.into())], ..Inline::default() };
            draft.block(BlockKind::Paragraph, link);
            of(draft).hash
        };
        assert_eq!(with("https://alden.example/1.jpg?token=1"), with("https://alden.example/1.jpg?token=2"));
        assert_ne!(with("https://alden.example/1.jpg"), with("https://alden.example/2.jpg"));
    }

    #[test]
    fn the_same_story_sent_twice_has_the_same_words() {
        let long = "The ferry left at noon, said Greta Sand. ".repeat(12);
        let check = |words: &str, same: bool| {
            assert_eq!(of(draft(words)).words == of(draft(&long)).words, same, "{words}");
        };
        check(&long.to_uppercase(), true);
        check(&long.replace(", ", " — ").replace(' ', "\n"), true);
        check(&long.replace("noon", "nine"), false);
        let mut other = draft(&long);
        other.headline = "Another headline".into();
        other.body.push(Part::Figure(Figure { alt: "A ferry".into(), ..Figure::default() }));
        assert_eq!(of(other).words, of(draft(&long)).words);
        assert_eq!(of(draft("The ferry left at noon.")).words, None);
        assert_eq!((of(draft("渡船正午出发。")).letters, of(draft("渡船正午出发。")).weight), (6, 18));
    }
}
