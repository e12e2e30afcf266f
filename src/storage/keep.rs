//! Keeping what arrives: new articles, changed ones with what they were before, and the same one told by several
//! sources once. Each batch is kept as a whole or not at all.

use rusqlite::{OptionalExtension as _, Transaction};

use super::arrival::Arrival;
use super::facts::next_stamp;
use super::rows::number;
use super::store::Store;
use super::trouble::Result;
use crate::reading::ENGINE;

/// What became of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The articles that are new.
    pub fresh: Vec<u64>,
    /// The articles that were changed.
    pub updated: Vec<u64>,
    /// So many were known as they are.
    pub same: usize,
}

impl Kept {
    /// Adds what became of another batch.
    pub fn add(&mut self, other: Kept) {
        self.fresh.extend(other.fresh);
        self.updated.extend(other.updated);
        self.same += other.same;
    }
}

impl Store {
    /// Which of these a source has told already, just as they are: true for those that need not be read again.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn known(&self, source: u32, entries: &[(&str, u64)]) -> Result<Vec<bool>> {
        let mut ask = self
            .connection
            .prepare_cached("SELECT article, hash FROM places WHERE source = ?1 AND key = ?2")?;
        let known = |(key, hash): &(&str, u64)| {
            let found = ask
                .query_row((source, key), |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, i64>(1)?)));
            // What was pruned is not to come again.
            let found = found.optional()?;
            Ok(found.is_some_and(|(article, known)| article.is_none() || known == signed(*hash)))
        };
        entries.iter().map(known).collect()
    }

    /// Keeps a batch that a source told at `now` (seconds since 1970).
    ///
    /// # Errors
    /// When it can't be written; then nothing of it is kept.
    pub fn keep(&mut self, source: u32, arrivals: &[Arrival], now: i64) -> Result<Kept> {
        let write = self.begin()?;
        let mut kept = Kept::default();
        let stamp = next_stamp(&write)?;
        let batch = Batch { write: &write, source, stamp, now };
        for arrival in arrivals {
            match batch.take(arrival)? {
                Fate::Fresh(id) => kept.fresh.push(id.unsigned_abs()),
                Fate::Updated(id) => kept.updated.push(id.unsigned_abs()),
                Fate::Same => kept.same += 1,
            }
        }
        write.commit()?;
        Ok(kept)
    }
}

/// A hash as the library keeps it.
pub(super) fn signed(hash: u64) -> i64 {
    i64::from_ne_bytes(hash.to_ne_bytes())
}

enum Fate {
    Fresh(i64),
    Updated(i64),
    Same,
}

struct Batch<'a> {
    write: &'a Transaction<'a>,
    source: u32,
    stamp: i64,
    now: i64,
}

impl Batch<'_> {
    fn take(&self, arrival: &Arrival) -> Result<Fate> {
        let mut ask = self.write.prepare_cached(
            "SELECT p.article, p.hash, a.source FROM places p LEFT JOIN articles a ON a.id = p.article
             WHERE p.source = ?1 AND p.key = ?2",
        )?;
        let found = ask.query_row((self.source, &arrival.key), |row| {
            Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<u32>>(2)?))
        });
        match found.optional()? {
            None => {}
            Some((Some(id), hash, owner)) if hash != signed(arrival.hash) => {
                self.place(arrival, id)?;
                // Who told it first says what it is.
                if owner != Some(self.source) {
                    return Ok(Fate::Same);
                }
                self.update(arrival, id)?;
                return Ok(Fate::Updated(id));
            }
            Some(_) => return Ok(Fate::Same),
        }
        if let Some((id, owner)) = self.elsewhere(arrival)? {
            self.place(arrival, id)?;
            if owner != self.source {
                self.join(id)?;
            }
            return Ok(Fate::Same);
        }
        let id = self.insert(arrival)?;
        self.place(arrival, id)?;
        Ok(Fate::Fresh(id))
    }

    /// The same article, told by another source, or by this one under another key: it has the same address, or the
    /// same words. Within one source many entries may lead to one page, so there an address alone is not enough.
    fn elsewhere(&self, arrival: &Arrival) -> Result<Option<(i64, u32)>> {
        let mut by_url = self.write.prepare_cached(
            "SELECT a.id, a.source FROM prints p JOIN articles a ON a.id = p.article
             WHERE p.url = ?1 AND (a.source <> ?2 OR a.headline = ?3 OR p.words = ?4) ORDER BY a.id LIMIT 1",
        )?;
        let mut by_words = self.write.prepare_cached(
            "SELECT a.id, a.source FROM prints p JOIN articles a ON a.id = p.article WHERE p.words = ?1 ORDER BY a.id LIMIT 1",
        )?;
        let both = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let words = arrival.words.map(signed);
        if let Some(url) = arrival.url.as_deref().filter(|url| has_path(url)) {
            let found =
                by_url.query_row((url, self.source, &arrival.row.headline, words), both).optional()?;
            if found.is_some() {
                return Ok(found);
            }
        }
        match words {
            Some(words) => Ok(by_words.query_row([words], both).optional()?),
            None => Ok(None),
        }
    }

    fn place(&self, arrival: &Arrival, id: i64) -> Result<()> {
        let mut put = self.write.prepare_cached(
            "INSERT INTO places (source, key, article, hash) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET hash = excluded.hash",
        )?;
        put.execute((self.source, &arrival.key, id, signed(arrival.hash)))?;
        Ok(())
    }

    /// Notes that this source tells the article, too.
    fn join(&self, id: i64) -> Result<()> {
        let mut ask = self.write.prepare_cached("SELECT others FROM articles WHERE id = ?1")?;
        let others: Option<String> = ask.query_row([id], |row| row.get(0))?;
        let mut others: Vec<u32> =
            others.and_then(|others| serde_json::from_str(&others).ok()).unwrap_or_default();
        if others.contains(&self.source) {
            return Ok(());
        }
        others.push(self.source);
        let others = serde_json::to_string(&others).unwrap_or_default();
        let mut put =
            self.write.prepare_cached("UPDATE articles SET others = ?1, stamp = ?2 WHERE id = ?3")?;
        put.execute((others, self.stamp, id))?;
        Ok(())
    }

    fn insert(&self, arrival: &Arrival) -> Result<i64> {
        let row = &arrival.row;
        let mut put = self.write.prepare_cached(
            "INSERT INTO articles (stamp, source, moment, arrived, headline, outlet, date, notice, quotes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        let texts = (&row.headline, &row.outlet, &row.date, row.notice);
        let id = put.insert((
            self.stamp,
            self.source,
            row.moment,
            self.now,
            texts.0,
            texts.1,
            texts.2,
            texts.3,
            row.quotes,
        ))?;
        let mut body = self.write.prepare_cached(
            "INSERT INTO bodies (article, engine, record, original) VALUES (?1, ?2, ?3, ?4)",
        )?;
        body.execute((id, ENGINE, &arrival.record, &arrival.original))?;
        let mut print =
            self.write.prepare_cached("INSERT INTO prints (article, url, words) VALUES (?1, ?2, ?3)")?;
        print.execute((id, &arrival.url, arrival.words.map(signed)))?;
        arrival.card.put(self.write, id)?;
        self.want(arrival, id)?;
        Ok(id)
    }

    /// The publisher changed it: what it was becomes a version; read state, star, tags and note stay.
    fn update(&self, arrival: &Arrival, id: i64) -> Result<()> {
        let row = &arrival.row;
        let mut version = self.write.prepare_cached(
            "INSERT INTO versions (article, replaced, record, full, original, page)
             SELECT article, ?2, record, full, original, page FROM bodies WHERE article = ?1",
        )?;
        version.execute((id, self.now))?;
        let mut body = self.write.prepare_cached(
            "UPDATE bodies SET engine = ?2, record = ?3, original = ?4, full = NULL, page = NULL WHERE article = ?1",
        )?;
        body.execute((id, ENGINE, &arrival.record, &arrival.original))?;
        let mut put = self.write.prepare_cached(
            "UPDATE articles SET stamp = ?2, headline = ?3, outlet = ?4, date = ?5, notice = ?6, quotes = ?7, fuller = 0, updated = 1
             WHERE id = ?1",
        )?;
        put.execute((id, self.stamp, &row.headline, &row.outlet, &row.date, row.notice, row.quotes))?;
        let mut print =
            self.write.prepare_cached("UPDATE prints SET url = ?2, words = ?3 WHERE article = ?1")?;
        print.execute((id, &arrival.url, arrival.words.map(signed)))?;
        arrival.card.put(self.write, id)?;
        self.want(arrival, id)
    }

    fn want(&self, arrival: &Arrival, id: i64) -> Result<()> {
        let Some(url) = arrival.url.as_deref().filter(|_| arrival.wants_full) else { return Ok(()) };
        let mut put = self
            .write
            .prepare_cached("INSERT OR REPLACE INTO wanted (article, source, url) VALUES (?1, ?2, ?3)")?;
        put.execute((id, self.source, url))?;
        Ok(())
    }
}

/// True for addresses that lead further than to the front page of a site.
pub(super) fn has_path(url: &str) -> bool {
    url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).is_some_and(|(_, path)| !path.is_empty())
}

/// What an article was before its publisher changed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// When it was replaced: seconds since 1970, UTC.
    pub replaced: i64,
    /// What it was: the full text where there was one.
    pub article: crate::library::Article,
}

impl Store {
    /// The older versions of an article, the newest first.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn versions(&self, id: u64) -> Result<Vec<Version>> {
        let mut ask = self.connection.prepare_cached(
            "SELECT replaced, coalesce(full, record) FROM versions WHERE article = ?1 ORDER BY id DESC",
        )?;
        let found = ask.query_map([number(id)], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        let version = |found: rusqlite::Result<(i64, Vec<u8>)>| {
            let (replaced, body) = found?;
            Ok(Version { replaced, article: super::body::unpacked(&body, self.format)? })
        };
        found.map(version).collect()
    }
}
