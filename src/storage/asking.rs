//! Asking the library which articles fulfil one condition of a query.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, ToSql};

use super::card::{facet, letter};
use super::ids::Ids;
use super::trouble::{Result, Trouble};
use crate::library::Subscription;
use crate::library::query::days::bounds;
use crate::library::query::document::{is_in_folder, is_source};
use crate::library::query::meaning::has_tag;
use crate::library::query::term::{Feature, State};
use crate::library::query::tree::Clock;
use crate::library::query::{Phrase, Sense, Term};

/// Rows that are read between two looks whether to go on.
const BREATH: usize = 1_024;

/// One question to the library, at one moment.
pub(super) struct Asking<'a> {
    pub(super) library: &'a Connection,
    pub(super) sources: &'a [Subscription],
    pub(super) clock: Clock,
    pub(super) stop: &'a AtomicBool,
    all: OnceCell<Ids>,
}

/// Why a question got no answer.
pub(super) enum Silence {
    /// Nobody wants to know any more.
    Stopped,
    /// It can't be answered.
    Trouble(Trouble),
}

impl<T: Into<Trouble>> From<T> for Silence {
    fn from(trouble: T) -> Self {
        Silence::Trouble(trouble.into())
    }
}

pub(super) type Told<T> = std::result::Result<T, Silence>;

/// Articles that fulfil a condition for sure, and those that may.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    pub(super) sure: Ids,
    /// Those that are sure are among them.
    pub(super) maybe: Ids,
}

impl Bounds {
    /// These exactly.
    pub(super) fn exactly(ids: Ids) -> Self {
        Bounds { sure: ids.clone(), maybe: ids }
    }

    /// True when nothing is in doubt.
    pub(super) fn is_exact(&self) -> bool {
        self.sure.len() == self.maybe.len()
    }
}

impl<'a> Asking<'a> {
    pub(super) fn new(
        library: &'a Connection,
        sources: &'a [Subscription],
        clock: Clock,
        stop: &'a AtomicBool,
    ) -> Self {
        Asking { library, sources, clock, stop, all: OnceCell::new() }
    }

    /// Says so when nobody wants to know any more.
    pub(super) fn breathe(&self) -> Told<()> {
        if self.stop.load(Ordering::Relaxed) { Err(Silence::Stopped) } else { Ok(()) }
    }

    /// The numbers that a question finds.
    pub(super) fn ids(&self, ask: &str, values: &[&dyn ToSql]) -> Told<Ids> {
        let mut ask = self.library.prepare_cached(ask)?;
        let mut rows = ask.query(values)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(row.get(0)?);
            if list.len() % BREATH == 0 {
                self.breathe()?;
            }
        }
        self.breathe()?;
        Ok(Ids::of(list))
    }

    /// Every article.
    pub(super) fn all(&self) -> Told<&Ids> {
        if self.all.get().is_none() {
            let ids = self.ids("SELECT id FROM articles", &[])?;
            // Nobody else can have put it there meanwhile.
            let _ = self.all.set(ids);
        }
        Ok(self.all.get_or_init(Ids::default))
    }

    /// The articles with these words.
    pub(super) fn words(&self, expression: &str) -> Told<Ids> {
        self.ids("SELECT rowid FROM words WHERE words MATCH ?1", &[&expression])
    }

    /// The articles with all of these facets.
    pub(super) fn facets(&self, expression: &str) -> Told<Ids> {
        self.ids("SELECT rowid FROM facets WHERE facets MATCH ?1", &[&expression])
    }

    /// The articles that fulfil a condition on articles.
    pub(super) fn article(&self, term: &Term) -> Told<Bounds> {
        let exactly = |ids: Ids| Ok(Bounds::exactly(ids));
        match &term.sense {
            Sense::Words(phrase) => exactly(self.words(&quoted(phrase))?),
            Sense::Near(phrases, apart) => exactly(self.words(&near(phrases, *apart))?),
            Sense::About(phrase) => self.named(letter::ABOUT, phrase),
            Sense::By(phrase) => self.named(letter::BY, phrase),
            Sense::Source(phrase) => {
                let outlets = self.named(letter::OUTLET, phrase)?;
                let told = self.of_sources(&|source| is_source(source, phrase))?;
                Ok(Bounds { sure: outlets.sure.or(&told), maybe: outlets.maybe.or(&told) })
            }
            Sense::In(levels) => exactly(self.of_sources(&|source| is_in_folder(source, levels))?),
            Sense::Tag(phrase) => exactly(self.tagged(phrase)?),
            Sense::Is(state) => exactly(self.ids(state_question(*state), &[])?),
            Sense::When(side, day) => {
                let (from, until) = bounds(*side, *day, self.clock);
                let ask = "SELECT id FROM articles WHERE moment >= ?1 AND moment < ?2";
                exactly(self.ids(ask, &[&from, &until])?)
            }
            Sense::Lang(lang) => exactly(self.facets(&one(letter::LANG, lang))?),
            Sense::Has(feature) => exactly(self.having(*feature)?),
            Sense::Length(least, most) => {
                let (least, most) = (super::rows::number(*least), super::rows::number(*most));
                exactly(self.ids("SELECT id FROM articles WHERE length BETWEEN ?1 AND ?2", &[&least, &most])?)
            }
            Sense::Who(_) | Sense::Said(_) | Sense::SpeakerType(_) => self.quote(term),
        }
    }

    /// The articles with a quote that fulfils a condition on quotes.
    pub(super) fn quote(&self, term: &Term) -> Told<Bounds> {
        match &term.sense {
            Sense::Who(phrase) => self.named(letter::WHO, phrase),
            Sense::SpeakerType(kind) => Ok(Bounds::exactly(self.facets(&one(letter::KIND, kind.name()))?)),
            Sense::Said(phrase) => self.said(std::slice::from_ref(phrase)),
            _ => self.article(term),
        }
    }

    /// The articles that have all words of these phrases in quotes, and the phrases somewhere.
    pub(super) fn said(&self, phrases: &[Phrase]) -> Told<Bounds> {
        let mut parts = Vec::new();
        for phrase in phrases {
            let last = phrase.words.len().saturating_sub(1);
            for (at, word) in phrase.words.iter().enumerate() {
                let star = if phrase.prefix && at == last { "*" } else { "" };
                parts.push(format!("{}{star}", one(letter::SAID, word)));
            }
        }
        let mut maybe = self.facets(&parts.join(" AND "))?;
        if parts.len() == 1 {
            return Ok(Bounds::exactly(maybe));
        }
        for phrase in phrases.iter().filter(|phrase| phrase.words.len() > 1) {
            if !maybe.is_empty() {
                maybe = maybe.and(&self.words(&quoted(phrase))?);
            }
        }
        Ok(Bounds { sure: Ids::default(), maybe })
    }

    /// The articles with such a name in them. Of more than two words, each two in a row are in some name.
    fn named(&self, letter: char, phrase: &Phrase) -> Told<Bounds> {
        let star = if phrase.prefix { "*" } else { "" };
        let length = phrase.words.len().min(2);
        let pairs: Vec<String> =
            phrase.words.windows(length.max(1)).map(|two| one(letter, &two.join("_"))).collect();
        let ids = self.facets(&format!("{}{star}", pairs.join(" AND ")))?;
        if pairs.len() == 1 {
            return Ok(Bounds::exactly(ids));
        }
        Ok(Bounds { sure: Ids::default(), maybe: ids })
    }

    /// The articles of certain sources.
    fn of_sources(&self, is_meant: &dyn Fn(&Subscription) -> bool) -> Told<Ids> {
        let meant: HashSet<u32> =
            self.sources.iter().filter(|source| is_meant(source)).map(|source| source.id).collect();
        if meant.is_empty() {
            return Ok(Ids::default());
        }
        let mut ask = self.library.prepare_cached("SELECT id, source FROM articles")?;
        let mut rows = ask.query([])?;
        let mut first = Vec::new();
        while let Some(row) = rows.next()? {
            if meant.contains(&row.get::<_, u32>(1)?) {
                first.push(row.get(0)?);
            }
        }
        self.breathe()?;
        let mut ask =
            self.library.prepare_cached("SELECT id, others FROM articles WHERE others IS NOT NULL")?;
        let mut rows = ask.query([])?;
        let mut more = Vec::new();
        while let Some(row) = rows.next()? {
            let others: Vec<u32> = serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default();
            if others.iter().any(|other| meant.contains(other)) {
                more.push(row.get(0)?);
            }
        }
        Ok(Ids::of(first).or(&Ids::of(more)))
    }

    fn tagged(&self, phrase: &Phrase) -> Told<Ids> {
        let mut ask = self.library.prepare_cached("SELECT id, tags FROM articles WHERE tags IS NOT NULL")?;
        let mut rows = ask.query([])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let tags: Vec<String> = serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default();
            if has_tag(&tags, phrase) {
                list.push(row.get(0)?);
            }
        }
        self.breathe()?;
        Ok(Ids::of(list))
    }

    fn having(&self, feature: Feature) -> Told<Ids> {
        match feature {
            Feature::Image => self.facets(&one(letter::HAS, "image")),
            Feature::Quote => self.facets(&one(letter::HAS, "quote")),
            Feature::Note => self.ids("SELECT id FROM articles WHERE note IS NOT NULL", &[]),
            Feature::Tag => self.ids("SELECT id FROM articles WHERE tags IS NOT NULL", &[]),
            Feature::Full => self.ids("SELECT id FROM articles WHERE fuller", &[]),
        }
    }
}

fn state_question(state: State) -> &'static str {
    match state {
        State::Unread => "SELECT id FROM articles WHERE NOT read",
        State::Read => "SELECT id FROM articles WHERE read",
        State::Starred => "SELECT id FROM articles WHERE star",
        State::Updated => "SELECT id FROM articles WHERE updated",
    }
}

/// One facet, as the index is asked for it.
pub(super) fn one(letter: char, word: &str) -> String {
    format!("\"{}\"", facet(letter, word))
}

/// A phrase, as the index is asked for it.
pub(super) fn quoted(phrase: &Phrase) -> String {
    format!("\"{}\"{}", phrase.words.join(" "), if phrase.prefix { "*" } else { "" })
}

/// Phrases together, as the index is asked for them.
pub(super) fn near(phrases: &[Phrase], apart: usize) -> String {
    let phrases: Vec<String> = phrases.iter().map(quoted).collect();
    format!("NEAR({}, {apart})", phrases.join(" "))
}

/// What came of asking: none when nobody wanted to know any more.
pub(super) fn heard<T>(told: Told<T>) -> Result<Option<T>> {
    match told {
        Ok(answer) => Ok(Some(answer)),
        Err(Silence::Stopped) => Ok(None),
        Err(Silence::Trouble(trouble)) => Err(trouble),
    }
}
