//! A card: what the index holds of one article. Cards are written in the transaction that writes the article, so that
//! the index and the library are never out of step.
//!
//! The table `words` has the folded words in their order. The table `facets` has everything else that a query may ask
//! of an article, each as one word with a letter before it: `w_sand` is somebody called Sand who spoke.

use std::collections::BTreeSet;

use rusqlite::Transaction;

use super::trouble::Result;
use crate::library::Article;
use crate::library::query::{document, folded};
use crate::reading::{Speaker, SpeakerKind};

/// A name of more words is cut.
const LONGEST_NAME: usize = 8;

/// What the index holds of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Card {
    headline: String,
    body: String,
    facets: String,
    /// Characters of the text.
    length: u64,
}

/// The letters of facets.
pub(super) mod letter {
    /// A word in a quote.
    pub(crate) const SAID: char = 'q';
    /// A word, or two in a row, of the name of somebody who speaks.
    pub(crate) const WHO: char = 'w';
    /// The same of somebody named.
    pub(crate) const ABOUT: char = 'a';
    /// The same of a writer.
    pub(crate) const BY: char = 'b';
    /// The same of the outlet.
    pub(crate) const OUTLET: char = 'o';
    /// The whole name of a person.
    pub(crate) const PERSON: char = 'n';
    /// The whole name of a person who speaks.
    pub(crate) const SPEAKER: char = 'v';
    /// A kind of speaker.
    pub(crate) const KIND: char = 'k';
    /// The language.
    pub(crate) const LANG: char = 'l';
    /// Something the article has.
    pub(crate) const HAS: char = 'h';
}

impl Card {
    /// The card of an article that stands in the list with this headline and outlet.
    pub(super) fn of(headline: &str, outlet: &str, article: &Article) -> Self {
        let shown = folded::words(headline);
        let (before, after) = document::around_headline(article, &shown);
        let mut body = folded::joined(before);
        if !body.is_empty() && !after.is_empty() {
            body.push(' ');
        }
        body.push_str(&folded::joined(after));
        Card {
            headline: shown.join(" "),
            body,
            facets: facets(outlet, article),
            length: article.text.chars().count() as u64,
        }
    }

    /// Puts the card into the index, in place of the one that is there.
    pub(super) fn put(&self, write: &Transaction<'_>, id: i64) -> Result<()> {
        write
            .prepare_cached("INSERT OR REPLACE INTO words (rowid, body, headline) VALUES (?1, ?2, ?3)")?
            .execute((id, &self.body, &self.headline))?;
        write
            .prepare_cached("INSERT OR REPLACE INTO facets (rowid, facet) VALUES (?1, ?2)")?
            .execute((id, &self.facets))?;
        write
            .prepare_cached("UPDATE articles SET length = ?2 WHERE id = ?1 AND length <> ?2")?
            .execute((id, super::rows::number(self.length)))?;
        Ok(())
    }
}

/// Takes the card of an article out of the index.
pub(super) fn take_out(write: &Transaction<'_>, id: i64) -> Result<()> {
    for table in TABLES {
        write.prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?.execute([id])?;
    }
    Ok(())
}

/// The tables of the index.
pub(super) const TABLES: [&str; 2] = ["words", "facets"];

/// A facet.
pub(super) fn facet(letter: char, word: &str) -> String {
    format!("{letter}_{word}")
}

fn facets(outlet: &str, article: &Article) -> String {
    let mut set = BTreeSet::new();
    for voice in document::voices(article) {
        set.extend(voice.stretches.iter().flatten().map(|word| facet(letter::SAID, word)));
        voice.names.iter().for_each(|name| add_name(&mut set, letter::WHO, name));
        set.extend(voice.kind.map(|kind| facet(letter::KIND, kind.name())));
    }
    for names in document::people(article) {
        names.iter().for_each(|name| add_name(&mut set, letter::ABOUT, name));
        set.extend(names.first().and_then(|name| whole_name(name)).map(|name| facet(letter::PERSON, &name)));
    }
    let speakers = article.reading.quotes.iter().filter_map(|quote| quote.speaker.as_ref());
    for name in speakers.filter_map(|speaker| speaking(article, speaker)) {
        set.extend(whole_name(&folded::words(name)).map(|name| facet(letter::SPEAKER, &name)));
    }
    for name in document::writers(article) {
        add_name(&mut set, letter::BY, &name);
    }
    add_name(&mut set, letter::OUTLET, &folded::words(outlet));
    if !article.reading.lang.is_empty() {
        set.insert(facet(letter::LANG, article.reading.lang));
    }
    if document::has_image(article) {
        set.insert(facet(letter::HAS, "image"));
    }
    if !article.reading.quotes.is_empty() {
        set.insert(facet(letter::HAS, "quote"));
    }
    set.into_iter().collect::<Vec<_>>().join(" ")
}

/// The full name of a person who speaks.
fn speaking<'a>(article: &'a Article, speaker: &'a Speaker) -> Option<&'a str> {
    let person = speaker.person.and_then(|at| article.reading.people.get(at));
    let name = speaker.name.as_deref().filter(|_| speaker.kind == SpeakerKind::Person);
    person.map(|person| person.name.as_str()).or(name)
}

/// The whole of a name as a facet has it; none without a word.
pub(super) fn whole_name(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words[..words.len().min(LONGEST_NAME)].join("_"))
}

/// Adds the words of a name, and each two in a row.
fn add_name(set: &mut BTreeSet<String>, letter: char, words: &[String]) {
    set.extend(words.iter().map(|word| facet(letter, word)));
    set.extend(words.windows(2).map(|two| facet(letter, &two.join("_"))));
}
