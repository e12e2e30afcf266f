//! One entry: a draft laid out, or an article that was read already, and what it is known by.

use super::address::with_fragment;
use super::ends::is_short;
use super::keys::Candidate;
use super::look::{Look, look};
use crate::library::Article;
use crate::reading::Reading;
use crate::sources::draft::Laid;
use crate::sources::identity;
use crate::sources::survive::survive;

/// What one entry of a source holds.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is known by within its source: the publisher's own id of it, else its address, else a hash of its headline
    /// and date. The same in every fetch, and no other entry of its document has it.
    pub key: String,
    /// The address of its page as it is compared (see [`canonical`](super::address::canonical)); none when it has none, or when
    /// other entries of its document have the same, so that it tells none of them.
    pub url: Option<String>,
    /// Of everything shown; equal as long as a reader would see no difference.
    pub hash: u64,
    /// Of the letters of its body alone, when there are at least 280: equal for the same story sent twice.
    pub words: Option<u64>,
    /// Its publisher's bytes of it alone; empty when they can't be told from those of the others. What was in another
    /// encoding than UTF-8 is in that, as the declaration is lost.
    pub original: Vec<u8>,
    /// It has a page of its own, and its words look cut off.
    pub short: bool,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Laid(Box<Laid>),
    Read(Box<Article>),
}

impl Entry {
    /// The article of the entry, with `path` as where it came from; reads it, which takes a good part of a millisecond, unless
    /// that was done. Its bytes stay in [`Entry::original`].
    #[must_use]
    pub fn article(self, path: &str) -> Article {
        match self.content {
            Content::Laid(laid) => read(*laid, path),
            Content::Read(article) => {
                let id = identity::key(path, &article.text);
                Article { id, path: path.to_owned(), ..*article }
            }
        }
    }

    /// The headline, or `""`.
    #[must_use]
    pub fn headline(&self) -> &str {
        let (text, structure) = match &self.content {
            Content::Laid(laid) => (&laid.text, &laid.structure),
            Content::Read(article) => (&article.text, &article.reading.structure),
        };
        structure.head.headline.map_or("", |span| span.of(text))
    }

    /// An entry by the look of it; its key and address are given when those of its document are known.
    fn seen(look: &Look, original: Vec<u8>, short: bool, content: Content) -> Self {
        let (hash, words) = (look.hash, look.words);
        Entry { key: String::new(), url: None, hash, words, original, short, content }
    }
}

/// Reads a draft; one that the reading fails on is shown all the same.
fn read(laid: Laid, path: &str) -> Article {
    let (mut bare, structure) = (laid.clone(), laid.structure.clone());
    survive(|| laid.read(path, "feed")).unwrap_or_else(|| {
        bare.problems.push("made the reading fail; please report it".to_owned());
        Article {
            id: identity::key(path, &bare.text),
            path: path.to_owned(),
            url: bare.url,
            format: "feed",
            text: bare.text,
            reading: Reading { structure, ..Reading::default() },
            details: bare.details,
            original: None,
            problems: bare.problems,
        }
    })
}

/// The candidate of a draft that its publisher knows by `id`.
#[must_use]
pub fn of_laid(id: &str, laid: Laid, original: Vec<u8>) -> Candidate {
    let look = look(&laid.text, &laid.structure, &laid.details);
    let short = is_short(&laid.text, &laid.structure, &look);
    let address = laid.url.as_deref().and_then(with_fragment);
    let titled = laid.structure.head.headline.is_some();
    let entry = Entry::seen(&look, original, short, Content::Laid(Box::new(laid)));
    Candidate { id: id.trim().to_owned(), place: None, address, title: titled.then_some(look.title), entry }
}

/// The candidate of an article that is read already.
#[must_use]
pub fn of_article(id: &str, article: Article, original: Vec<u8>) -> Candidate {
    let structure = &article.reading.structure;
    let look = look(&article.text, structure, &article.details);
    // A page is all there is of it.
    let short = article.format != "html" && is_short(&article.text, structure, &look);
    let address = article.url.as_deref().and_then(with_fragment);
    let titled = structure.head.headline.is_some();
    let place = Some(article.path.clone());
    let entry = Entry::seen(&look, original, short, Content::Read(Box::new(article)));
    Candidate { id: id.trim().to_owned(), place, address, title: titled.then_some(look.title), entry }
}
