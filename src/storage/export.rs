//! The whole library in one open format: JSON Lines, as one moment saw it, whatever is written meanwhile.
//!
//! A file is there as a whole or not at all, and the memory needed is that of one article.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Serialize;

use super::copy::{beside, put_in_place};
use super::lines::{
    ArticleLine, Bytes, ChangeLine, FetchLine, FileLine, Hash, Head, Place, PrunedLine, SearchLine,
    SourceLine, VERSION, VersionLine, WantedPage, harmless, record,
};
use super::store::Store;
use super::trouble::{Result, Trouble};
use crate::library::{Marks, SavedSearch};

/// What is told while an export or an import goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// So many articles are done.
    Articles(u64),
    /// Something that could not be taken along, and why, in one line.
    Problem(String),
}

/// What an export came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// So many articles were written.
    pub articles: u64,
    /// So many things could not be, and were told.
    pub problems: usize,
}

impl Store {
    /// Writes everything as lines of JSON. Only what is damaged is left out, and told.
    ///
    /// # Errors
    /// When the library can't be read, or `out` not be written.
    pub fn export(&self, out: &mut dyn Write, tell: &mut dyn FnMut(Told)) -> Result<Exported> {
        let mut outlet = Outlet { out, tell, done: Exported::default() };
        // One look at one moment.
        let look = self.connection.unchecked_transaction()?;
        outlet.head()?;
        outlet.sources(self, &look)?;
        let all = "SELECT id FROM articles ORDER BY id";
        let mut ids = look.prepare(all)?;
        let mut ids = ids.query([])?;
        while let Some(row) = ids.next()? {
            outlet.article(&look, row.get(0)?)?;
        }
        outlet.pruned(&look)?;
        outlet.fetches(&look)?;
        outlet.searches(&look)?;
        outlet.changes(&look)?;
        Ok(outlet.done)
    }

    /// Writes these articles, and the subscriptions they came from, as lines of JSON.
    ///
    /// # Errors
    /// When the library can't be read, or `out` not be written.
    pub fn export_some(
        &self,
        ids: &[i64],
        out: &mut dyn Write,
        tell: &mut dyn FnMut(Told),
    ) -> Result<Exported> {
        let mut outlet = Outlet { out, tell, done: Exported::default() };
        let look = self.connection.unchecked_transaction()?;
        outlet.head()?;
        outlet.sources(self, &look)?;
        for &id in ids {
            outlet.article(&look, id)?;
        }
        Ok(outlet.done)
    }
}

/// Writes a new file by `write`, pressed as its ending says (`.zst`, `.gz`). It is there as a whole or not at all.
///
/// # Errors
/// When it exists already or can't be written, or `write` fails.
pub fn to_file<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    if path.exists() {
        return Err(Trouble::new(format!("{} is there already; choose another name", path.display())));
    }
    let part = beside(path, "part");
    let done = written(path, &part, write).and_then(|done| {
        put_in_place(&part, path)?;
        Ok(done)
    });
    if done.is_err() {
        // What could not be finished is no export.
        let _ = std::fs::remove_file(&part);
    }
    done
}

fn written<T>(path: &Path, part: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let mut file = BufWriter::with_capacity(1 << 16, File::create(part)?);
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let done = match ending {
        "zst" => {
            let mut pressed = zstd::stream::write::Encoder::new(&mut file, 3)?;
            let done = write(&mut pressed)?;
            pressed.finish()?;
            done
        }
        "gz" => {
            let mut pressed = GzEncoder::new(&mut file, Compression::default());
            let done = write(&mut pressed)?;
            pressed.finish()?;
            done
        }
        _ => write(&mut file)?,
    };
    file.flush()?;
    Ok(done)
}

/// Where the lines go.
struct Outlet<'a> {
    out: &'a mut dyn Write,
    tell: &'a mut dyn FnMut(Told),
    done: Exported,
}

impl Outlet<'_> {
    fn line(&mut self, line: &impl Serialize) -> Result<()> {
        let bytes = serde_json::to_vec(line).map_err(|error| Trouble::new(error.to_string()))?;
        let mut bytes = harmless(bytes);
        bytes.push(b'\n');
        self.out.write_all(&bytes).map_err(Trouble::from)
    }

    fn problem(&mut self, words: String) {
        self.done.problems += 1;
        (self.tell)(Told::Problem(words));
    }

    fn head(&mut self) -> Result<()> {
        self.line(&Head { quotidian: "library".into(), version: VERSION })
    }

    fn sources(&mut self, store: &Store, look: &Connection) -> Result<()> {
        for mut subscription in store.subscriptions()? {
            let terms = store.terms(subscription.id)?;
            let health = std::mem::take(&mut subscription.health);
            self.line(&SourceLine {
                kind: "source".into(),
                subscription,
                health,
                etag: terms.etag,
                modified: terms.modified,
                print: Hash(super::keep::signed(terms.print)),
            })?;
        }
        let ask = "SELECT source, path, size, modified FROM files ORDER BY source, path";
        self.each(look, ask, &|row| {
            Ok(FileLine {
                kind: "file".into(),
                source: row.get(0)?,
                path: row.get(1)?,
                size: row.get(2)?,
                modified: row.get(3)?,
            })
        })
    }

    /// A line for every row that is found.
    fn each<L: Serialize>(
        &mut self,
        look: &Connection,
        ask: &str,
        line: &dyn Fn(&Row<'_>) -> rusqlite::Result<L>,
    ) -> Result<()> {
        let mut ask = look.prepare(ask)?;
        let mut found = ask.query([])?;
        while let Some(row) = found.next()? {
            self.line(&line(row)?)?;
        }
        Ok(())
    }

    fn article(&mut self, look: &Connection, id: i64) -> Result<()> {
        let mut ask = look.prepare_cached(
            "SELECT source, others, moment, arrived, read, star, updated, brief, tags, note, place, url, words, engine
             FROM articles a LEFT JOIN prints p ON p.article = a.id LEFT JOIN bodies b ON b.article = a.id WHERE a.id = ?1",
        )?;
        let Some(mut line) = ask.query_row([id], |row| article(id, row)).optional()? else { return Ok(()) };
        match words(look, "bodies WHERE article", id)? {
            Err(what) => {
                self.problem(format!(
                    "article {id} is damaged ({what}) and was left out; `quotidian doctor` says how far that goes"
                ));
                return Ok(());
            }
            Ok(words) => (line.record, line.full, line.original, line.page) = words,
        }
        line.places = places(look, id)?;
        line.wanted = wanted(look, id)?;
        self.line(&line)?;
        self.done.articles += 1;
        (self.tell)(Told::Articles(self.done.articles));
        self.versions(look, id)
    }

    fn versions(&mut self, look: &Connection, article: i64) -> Result<()> {
        let mut ask =
            look.prepare_cached("SELECT id, replaced FROM versions WHERE article = ?1 ORDER BY id")?;
        let found = ask.query_map([article], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        for version in found.collect::<rusqlite::Result<Vec<_>>>()? {
            match words(look, "versions WHERE id", version.0)? {
                Err(what) => self.problem(format!(
                    "an older version of article {article} is damaged ({what}) and was left out"
                )),
                Ok((record, full, original, page)) => self.line(&VersionLine {
                    kind: "version".into(),
                    article,
                    replaced: version.1,
                    record,
                    full,
                    original,
                    page,
                })?,
            }
        }
        Ok(())
    }

    fn pruned(&mut self, look: &Connection) -> Result<()> {
        let ask = "SELECT source, key, hash FROM places WHERE article IS NULL ORDER BY source, key";
        self.each(look, ask, &|row| {
            Ok(PrunedLine {
                kind: "pruned".into(),
                source: row.get(0)?,
                key: row.get(1)?,
                hash: Hash(row.get(2)?),
            })
        })
    }

    fn fetches(&mut self, look: &Connection) -> Result<()> {
        let ask = "SELECT source, at, took, fresh, updated, error FROM fetches ORDER BY id";
        self.each(look, ask, &|row| {
            Ok(FetchLine {
                kind: "fetch".into(),
                source: row.get(0)?,
                at: row.get(1)?,
                took: row.get(2)?,
                fresh: row.get(3)?,
                updated: row.get(4)?,
                error: row.get(5)?,
            })
        })
    }

    fn searches(&mut self, look: &Connection) -> Result<()> {
        let ask = "SELECT name, query, watch, seen FROM searches ORDER BY id";
        self.each(look, ask, &|row| {
            let search = SavedSearch { name: row.get(0)?, query: row.get(1)?, watch: row.get(2)? };
            Ok(SearchLine { kind: "search".into(), search, seen: row.get(3)? })
        })
    }

    fn changes(&mut self, look: &Connection) -> Result<()> {
        let mut ask = look.prepare("SELECT made, undone, change FROM changes ORDER BY id")?;
        let mut found = ask.query([])?;
        while let Some(row) = found.next()? {
            let (made, undone, bytes): (_, _, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match super::change::read(&bytes) {
                Ok(change) => self.line(&ChangeLine { kind: "change".into(), made, undone, change })?,
                Err(trouble) => self.problem(format!("{trouble}; it was left out")),
            }
        }
        Ok(())
    }
}

fn article(id: i64, row: &Row<'_>) -> rusqlite::Result<ArticleLine> {
    let list = |at: usize| row.get::<_, Option<String>>(at);
    let tags: Vec<String> = list(8)?.and_then(|tags| serde_json::from_str(&tags).ok()).unwrap_or_default();
    Ok(ArticleLine {
        kind: "article".into(),
        id,
        source: row.get(0)?,
        others: list(1)?.and_then(|others| serde_json::from_str(&others).ok()).unwrap_or_default(),
        moment: row.get(2)?,
        arrived: row.get(3)?,
        marks: Marks {
            read: row.get(4)?,
            star: row.get(5)?,
            updated: row.get(6)?,
            brief: row.get(7)?,
            tags: tags.iter().map(|tag| tag.as_str().into()).collect(),
            note: list(9)?.map(Into::into),
        },
        place: row.get(10)?,
        url: row.get(11)?,
        words: row.get::<_, Option<i64>>(12)?.map(Hash),
        places: Vec::new(),
        wanted: None,
        engine: row.get::<_, Option<i64>>(13)?.unwrap_or(0),
        record: None,
        full: None,
        original: None,
        page: None,
    })
}

type Raw = Option<Box<serde_json::value::RawValue>>;
type Words = (Raw, Raw, Option<Bytes>, Option<Bytes>);

/// The words of a row of bodies or versions, or why they can't be had.
fn words(look: &Connection, of: &str, id: i64) -> Result<std::result::Result<Words, String>> {
    let mut ask = look.prepare_cached(&format!("SELECT record, full, original, page FROM {of} = ?1"))?;
    let found = ask.query_row([id], |row| {
        let bytes = |at: usize| row.get::<_, Option<Vec<u8>>>(at);
        Ok([bytes(0)?, bytes(1)?, bytes(2)?, bytes(3)?])
    });
    let Some([brief, full, original, page]) = found.optional()? else {
        return Ok(Err("its text is missing".to_owned()));
    };
    let json = |bytes: Option<Vec<u8>>| bytes.map(|bytes| record(&bytes)).transpose();
    let plain = |bytes: Option<Vec<u8>>| bytes.map(|bytes| Bytes::unpacked(&bytes)).transpose();
    let all = || Ok((json(brief)?, json(full)?, plain(original)?, plain(page)?));
    Ok(all())
}

fn places(look: &Connection, id: i64) -> Result<Vec<Place>> {
    let mut ask =
        look.prepare_cached("SELECT source, key, hash FROM places WHERE article = ?1 ORDER BY source, key")?;
    let found = ask.query_map([id], |row| {
        Ok(Place { source: row.get(0)?, key: row.get(1)?, hash: Hash(row.get(2)?) })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn wanted(look: &Connection, id: i64) -> Result<Option<WantedPage>> {
    let mut ask =
        look.prepare_cached("SELECT source, url, tries, next, error FROM wanted WHERE article = ?1")?;
    let found = ask.query_row([id], |row| {
        Ok(WantedPage {
            source: row.get(0)?,
            url: row.get(1)?,
            tries: row.get(2)?,
            next: row.get(3)?,
            error: row.get(4)?,
        })
    });
    Ok(found.optional()?)
}
