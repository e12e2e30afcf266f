//! Subscriptions in the library: made, changed, and how they fare.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use super::rows::number;
use super::store::Store;
use super::trouble::{Result, Trouble};
use crate::library::{Change, Health, SourceKind, Subscription};

/// What a source said of its last document, to be told it when it is asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Its `ETag`, or `""`.
    pub etag: String,
    /// Its `Last-Modified`, or `""`.
    pub modified: String,
    /// A hash of the document.
    pub print: u64,
}

/// What came of asking a source.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// When it was asked: seconds since 1970, UTC.
    pub at: i64,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// Not before this is it to be asked again.
    pub next: i64,
    /// Why it failed, if it did.
    pub error: Option<String>,
    /// What it said of its document; none leaves what is known.
    pub terms: Option<Terms>,
    /// What it calls itself; `""` leaves what is known.
    pub title: String,
    /// Its site; `""` leaves what is known.
    pub site: String,
    /// Where it lives from now on.
    pub moved: Option<String>,
    /// So many articles are new.
    pub fresh: usize,
    /// So many articles have changed.
    pub updated: usize,
}

const COLUMNS: &str =
    "id, kind, address, title, name, folder, site, wishes, removed, tried, succeeded, next, failures, error";

impl Store {
    /// All subscriptions, those that were removed too, in the order they were made.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>> {
        let mut ask =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sources ORDER BY id"))?;
        let found = ask.query_map([], subscription)?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Subscribes to one source, without a note of it in what can be undone.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn subscribe(&mut self, wanted: &Subscription) -> Result<(Subscription, bool)> {
        let write = self.begin()?;
        let done = subscribe(&write, wanted)?;
        write.commit()?;
        Ok(done)
    }

    /// Subscribes at `now` (seconds since 1970), as one change that can be undone; gives each subscription as it stands
    /// in the library, and whether it is new. One that was removed comes back; of one that is there already, nothing
    /// changes.
    ///
    /// # Errors
    /// When it can't be written; then none is kept.
    pub fn subscribe_all(&mut self, wanted: &[Subscription], now: i64) -> Result<Vec<(Subscription, bool)>> {
        let write = self.begin()?;
        let done: Vec<_> = wanted.iter().map(|wanted| subscribe(&write, wanted)).collect::<Result<_>>()?;
        let fresh = done.iter().filter(|(_, fresh)| *fresh).map(|(after, _)| after);
        let pairs: Vec<(Subscription, Subscription)> =
            fresh.map(|after| (Subscription { removed: true, ..after.clone() }, after.clone())).collect();
        let what = match pairs.as_slice() {
            [] => return Ok(done),
            [(_, one)] => format!("subscribed to {}", one.label()),
            several => format!("subscribed to {} sources", several.len()),
        };
        super::change::note(&write, &Change { what, subscriptions: pairs, ..Change::default() }, now)?;
        write.commit()?;
        Ok(done)
    }

    /// What a source said of its last document.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn terms(&self, source: u32) -> Result<Terms> {
        let mut ask =
            self.connection.prepare_cached("SELECT etag, modified, print FROM sources WHERE id = ?1")?;
        let found = ask.query_row([source], |row| {
            let print = row.get::<_, i64>(2)?;
            Ok(Terms {
                etag: row.get(0)?,
                modified: row.get(1)?,
                print: u64::from_ne_bytes(print.to_ne_bytes()),
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Notes what came of asking a source.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn note_outcome(&mut self, source: u32, outcome: &Outcome) -> Result<()> {
        let write = self.begin()?;
        let failed = outcome.error.is_some();
        write
            .prepare_cached(
                "UPDATE sources SET tried = ?2, next = ?3, error = ?4,
                 succeeded = CASE WHEN ?4 IS NULL THEN ?2 ELSE succeeded END,
                 failures = CASE WHEN ?4 IS NULL THEN 0 ELSE failures + 1 END,
                 title = CASE WHEN ?5 = '' THEN title ELSE ?5 END,
                 site = CASE WHEN ?6 = '' THEN site ELSE ?6 END WHERE id = ?1",
            )?
            .execute((source, outcome.at, outcome.next, &outcome.error, &outcome.title, &outcome.site))?;
        if let Some(terms) = &outcome.terms {
            write
                .prepare_cached("UPDATE sources SET etag = ?2, modified = ?3, print = ?4 WHERE id = ?1")?
                .execute((source, &terms.etag, &terms.modified, super::keep::signed(terms.print)))?;
        }
        if let Some(address) = &outcome.moved {
            // Another subscription may live there already; then this one keeps its old address.
            write.execute("UPDATE OR IGNORE sources SET address = ?2 WHERE id = ?1", (source, address))?;
        }
        if failed || outcome.fresh + outcome.updated > 0 {
            write.prepare_cached(
                "INSERT INTO fetches (source, at, took, fresh, updated, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                source,
                outcome.at,
                number(outcome.took),
                number(outcome.fresh as u64),
                number(outcome.updated as u64),
                &outcome.error,
            ))?;
        }
        write.commit()?;
        Ok(())
    }

    /// True when a watched file is as it was when it was last read: its size in bytes and when it was changed, in
    /// nanoseconds since 1970.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn knows_file(&self, source: u32, path: &str, size: u64, modified: i64) -> Result<bool> {
        let mut ask = self.connection.prepare_cached(
            "SELECT 1 FROM files WHERE source = ?1 AND path = ?2 AND size = ?3 AND modified = ?4",
        )?;
        Ok(ask.exists((source, path, number(size), modified))?)
    }

    /// Notes that watched files were read: path, size, when each was changed.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn note_files(&mut self, source: u32, files: &[(String, u64, i64)]) -> Result<()> {
        let write = self.begin()?;
        {
            let mut put = write.prepare_cached("INSERT OR REPLACE INTO files VALUES (?1, ?2, ?3, ?4)")?;
            for (path, size, modified) in files {
                put.execute((source, path, number(*size), modified))?;
            }
        }
        write.commit()?;
        Ok(())
    }
}

fn subscription(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    Ok(Subscription {
        id: row.get(0)?,
        kind: kind(row.get_ref(1)?.as_str()?),
        address: row.get(2)?,
        title: row.get(3)?,
        name: row.get(4)?,
        folder: row.get(5)?,
        site: row.get(6)?,
        wishes: serde_json::from_str(row.get_ref(7)?.as_str()?).unwrap_or_default(),
        removed: row.get(8)?,
        health: Health {
            tried: row.get(9)?,
            succeeded: row.get(10)?,
            next: row.get(11)?,
            failures: row.get(12)?,
            error: row.get(13)?,
        },
    })
}

/// The kinds of sources as the library writes them.
const KINDS: &[(SourceKind, &str)] = &[
    (SourceKind::Feed, "feed"),
    (SourceKind::Folder, "folder"),
    (SourceKind::Command, "command"),
    (SourceKind::Kept, "kept"),
];

fn kind(word: &str) -> SourceKind {
    KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind).unwrap_or_default()
}

fn word(kind: SourceKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("feed", |(_, word)| word)
}

pub(super) fn find(connection: &Connection, kind: SourceKind, address: &str) -> Result<Option<Subscription>> {
    let mut ask = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM sources WHERE kind = ?1 AND address = ?2"))?;
    Ok(ask.query_row((word(kind), address), subscription).optional()?)
}

fn subscribe(write: &Transaction<'_>, wanted: &Subscription) -> Result<(Subscription, bool)> {
    let id = match find(write, wanted.kind, &wanted.address)? {
        Some(known) if !known.removed => return Ok((known, false)),
        Some(known) => known.id,
        None => insert(write, wanted)?,
    };
    replace(write, &Subscription { id, ..wanted.clone() })?;
    let after = find(write, wanted.kind, &wanted.address)?;
    Ok((after.ok_or_else(|| Trouble::new("the subscription was not kept"))?, true))
}

pub(super) fn insert(write: &Transaction<'_>, wanted: &Subscription) -> Result<u32> {
    write.execute(
        "INSERT INTO sources (kind, address, title, name, folder, site, wishes, removed)
         VALUES (?1, ?2, '', '', '', '', '{}', 0)",
        (word(wanted.kind), &wanted.address),
    )?;
    u32::try_from(write.last_insert_rowid()).map_err(|_| Trouble::new("there are too many subscriptions"))
}

/// Makes a subscription what it is to be; how it fares stays.
pub(super) fn replace(write: &Transaction<'_>, after: &Subscription) -> Result<()> {
    let wishes = serde_json::to_string(&after.wishes).map_err(|error| Trouble::new(error.to_string()))?;
    let mut put = write.prepare_cached(
        "UPDATE sources SET address = ?2, title = ?3, name = ?4, folder = ?5, site = ?6, wishes = ?7, removed = ?8 WHERE id = ?1",
    )?;
    put.execute((
        after.id,
        &after.address,
        &after.title,
        &after.name,
        &after.folder,
        &after.site,
        wishes,
        after.removed,
    ))?;
    Ok(())
}
