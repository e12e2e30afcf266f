//! The rows of lists, read from the library: the newest at once, the others behind them, and what changed since.

use std::sync::Arc;

use rusqlite::Row as Record;

use super::store::Store;
use super::trouble::Result;
use crate::library::label;
use crate::library::{Marks, Row, Sources};

const COLUMNS: &str = "id, source, others, moment, headline, outlet, date, notice, quotes, fuller, read, star, updated, brief, place, tags, note";

impl Store {
    /// The newest rows, newest first.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn newest(&self, most: usize) -> Result<Vec<Row>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut ask = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM articles ORDER BY moment DESC, id DESC LIMIT ?1"
        ))?;
        let rows = ask.query_map([most], row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every row, in batches of so many, in the order the articles arrived; ends when `tell` answers `false`. Gives the stamp that they
    /// are as of.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn every(&self, batch: usize, tell: &mut dyn FnMut(Vec<Row>) -> bool) -> Result<i64> {
        // One look at one moment, whatever is written meanwhile.
        let look = self.connection.unchecked_transaction()?;
        let stamp = super::facts::stamp(&look)?;
        let mut ask = look.prepare_cached(&format!("SELECT {COLUMNS} FROM articles ORDER BY id"))?;
        let mut found = ask.query([])?;
        let mut rows = Vec::with_capacity(batch);
        while let Some(record) = found.next()? {
            rows.push(row(record)?);
            if rows.len() == batch && !tell(std::mem::replace(&mut rows, Vec::with_capacity(batch))) {
                return Ok(stamp);
            }
        }
        if !rows.is_empty() {
            tell(rows);
        }
        Ok(stamp)
    }

    /// The rows that are new or changed since a stamp, and the stamp they are as of.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn since(&self, stamp: i64) -> Result<(Vec<Row>, i64)> {
        let look = self.connection.unchecked_transaction()?;
        let now = super::facts::stamp(&look)?;
        let mut ask =
            look.prepare_cached(&format!("SELECT {COLUMNS} FROM articles WHERE stamp > ?1 ORDER BY id"))?;
        let rows = ask.query_map([stamp], row)?.collect::<rusqlite::Result<_>>()?;
        Ok((rows, now))
    }

    /// The numbers of all articles there are, in order.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn ids(&self) -> Result<Vec<u64>> {
        let mut ask = self.connection.prepare_cached("SELECT id FROM articles ORDER BY id")?;
        let ids = ask.query_map([], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// The row of one article.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn row(&self, id: u64) -> Result<Option<Row>> {
        let mut ask =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM articles WHERE id = ?1"))?;
        let mut rows = ask.query_map([number(id)], row)?;
        Ok(rows.next().transpose()?)
    }

    /// True when there is neither an article nor a source.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn is_empty(&self) -> Result<bool> {
        let ask = "SELECT EXISTS (SELECT 1 FROM articles) OR EXISTS (SELECT 1 FROM sources)";
        Ok(!self.connection.query_row(ask, [], |row| row.get::<_, bool>(0))?)
    }
}

/// An article's number as the library has it.
pub(super) fn number(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

fn row(record: &Record<'_>) -> rusqlite::Result<Row> {
    let whole = |at: usize| record.get::<_, i64>(at).map(|value| usize::try_from(value).unwrap_or(0));
    let first: u32 = record.get(1)?;
    let mut sources = vec![first];
    if let Some(others) = record.get_ref(2)?.as_str_or_null()? {
        sources.extend(serde_json::from_str::<Vec<u32>>(others).unwrap_or_default());
    }
    let tags = record.get_ref(15)?.as_str_or_null()?;
    let tags: Vec<String> = tags.and_then(|tags| serde_json::from_str(tags).ok()).unwrap_or_default();
    Ok(Row {
        id: record.get::<_, i64>(0)?.unsigned_abs(),
        sources: Sources::new(&sources),
        moment: record.get(3)?,
        headline: record.get_ref(4)?.as_str()?.into(),
        outlet: record.get_ref(5)?.as_str()?.into(),
        date: record.get_ref(6)?.as_str()?.into(),
        notice: label::notice_word(record.get_ref(7)?.as_str()?),
        quotes: record.get(8)?,
        full: record.get(9)?,
        marks: Marks {
            read: record.get(10)?,
            star: record.get(11)?,
            updated: record.get(12)?,
            brief: record.get(13)?,
            tags: tags.iter().map(|tag| Arc::from(tag.as_str())).collect(),
            note: record.get_ref(16)?.as_str_or_null()?.map(Arc::from),
        },
        place: whole(14)?,
    })
}
