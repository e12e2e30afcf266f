//! What can still be read of a damaged database, saved into a new one: table by table, row by row, past what fails.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Transaction};

use super::schema;
use super::trouble::Result;

/// The tables whose rows have numbers, in the order they are saved. The index of words is built anew.
const NUMBERED: &[(&str, &str)] = &[
    ("sources", "id"),
    ("articles", "id"),
    ("bodies", "article"),
    ("versions", "id"),
    ("prints", "article"),
    ("wanted", "article"),
    ("changes", "id"),
    ("fetches", "id"),
    ("searches", "id"),
];

/// The tables whose rows go by their source and a second column.
const KEYED: &[(&str, &str)] = &[("places", "key"), ("files", "path")];

/// Where no highest number can be read, numbers up to this are tried.
const HIGHEST: i64 = 1 << 20;

/// What was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Saved {
    /// So many rows of all tables.
    pub(super) rows: u64,
    /// So many articles.
    pub(super) articles: u64,
    /// So many numbers of rows could not be read, whether there were such rows or not.
    pub(super) lost: u64,
}

/// Saves what can be read of `damaged` into the new file `fresh`.
///
/// # Errors
/// When nothing of it can be read, or `fresh` can't be written.
pub(super) fn salvage(damaged: &Path, fresh: &Path) -> Result<Saved> {
    let old = Connection::open_with_flags(damaged, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // What is shorter than it says it is can be read as far as it goes.
    old.pragma_update(None, "writable_schema", true)?;
    let shape = schema::shape(&old)?;
    let mut new = Connection::open(fresh)?;
    new.pragma_update(None, "synchronous", "OFF")?;
    schema::make(&mut new, shape)?;
    let write = new.transaction()?;
    let mut rescue = Rescue { old: &old, write: &write, saved: Saved::default() };
    let highest = rescue.highest();
    for (table, key) in NUMBERED {
        rescue.numbered(table, key, highest)?;
    }
    for (table, key) in KEYED {
        rescue.keyed(table, key)?;
    }
    let sequence =
        old.query_row("SELECT seq FROM sqlite_sequence WHERE name = 'articles'", [], |row| row.get(0));
    let sequence: i64 = sequence.unwrap_or(0);
    write.execute("UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'articles'", [sequence])?;
    write.execute(
        "UPDATE facts SET value = (SELECT coalesce(max(stamp), 0) + 1 FROM articles) WHERE name = 'stamp'",
        [],
    )?;
    super::facts::note_removal(&write)?;
    let mut saved = rescue.saved;
    saved.articles =
        write.query_row("SELECT count(*) FROM articles", [], |row| row.get::<_, i64>(0))?.unsigned_abs();
    write.commit()?;
    Ok(saved)
}

struct Rescue<'a> {
    old: &'a Connection,
    write: &'a Transaction<'a>,
    saved: Saved,
}

/// A column: its name, its type, and whether it may be empty.
type Column = (String, String, bool);

impl Rescue<'_> {
    /// The highest number of any row, as far as it can be read.
    fn highest(&self) -> Option<i64> {
        let numbers = NUMBERED.iter().filter_map(|(table, key)| {
            let ask = format!("SELECT max({key}) FROM {table}");
            self.old.query_row(&ask, [], |row| row.get::<_, Option<i64>>(0)).ok().flatten()
        });
        let sequence = self.old.query_row("SELECT max(seq) FROM sqlite_sequence", [], |row| row.get(0));
        // A damaged number may be any number.
        numbers.chain(sequence.ok().flatten()).filter(|number| (0..1 << 40).contains(number)).max()
    }

    fn columns(&self, table: &str) -> Result<Vec<Column>> {
        let mut ask = self.write.prepare(&format!("PRAGMA table_info({table})"))?;
        let columns = ask.query_map([], |row| {
            let must: bool = row.get(3)?;
            let key: bool = row.get(5)?;
            Ok((row.get(1)?, row.get(2)?, !must && !key))
        })?;
        Ok(columns.collect::<rusqlite::Result<_>>()?)
    }

    /// Saves the rows of a table by ranges of their numbers; a range that fails is cut in two.
    fn numbered(&mut self, table: &str, key: &str, highest: Option<i64>) -> Result<()> {
        let columns = self.columns(table)?;
        let ask =
            format!("SELECT {} FROM {table} WHERE {key} BETWEEN ?1 AND ?2 ORDER BY {key}", names(&columns));
        let own = self.old.query_row(&format!("SELECT max({key}) FROM {table}"), [], |row| row.get(0));
        let top = match own {
            Ok(None) => return Ok(()),
            Ok(Some(own)) => own,
            Err(_) => highest.unwrap_or(HIGHEST),
        };
        let mut ranges = vec![(1_i64, top)];
        while let Some((first, last)) = ranges.pop() {
            let Some(from) =
                self.range(&ask, table, &columns, &[Value::Integer(first), Value::Integer(last)], first)?
            else {
                continue;
            };
            if from >= last {
                self.saved.lost += 1;
                continue;
            }
            let middle = from + (last - from) / 2;
            ranges.extend([(middle + 1, last), (from, middle)]);
        }
        Ok(())
    }

    /// Saves what a question finds; gives the number from which on it failed, if it did.
    fn range(
        &mut self,
        ask: &str,
        table: &str,
        columns: &[Column],
        bounds: &[Value],
        first: i64,
    ) -> Result<Option<i64>> {
        let Ok(mut ask) = self.old.prepare_cached(ask) else { return Ok(Some(first)) };
        let Ok(mut found) = ask.query(rusqlite::params_from_iter(bounds)) else { return Ok(Some(first)) };
        let mut from = first;
        loop {
            match found.next() {
                Ok(None) => return Ok(None),
                Err(_) => return Ok(Some(from)),
                Ok(Some(row)) => {
                    let values: rusqlite::Result<Vec<Value>> =
                        (0..columns.len()).map(|at| row.get(at)).collect();
                    match values {
                        Ok(values) => {
                            if let Some(Value::Integer(number)) = values.first() {
                                from = number.saturating_add(1);
                            }
                            self.put(table, columns, values)?;
                        }
                        // Words that are none any more.
                        Err(_) => return Ok(Some(from)),
                    }
                }
            }
        }
    }

    fn put(&mut self, table: &str, columns: &[Column], values: Vec<Value>) -> Result<()> {
        if !columns.iter().zip(&values).all(|(column, value)| fits(column, value)) {
            self.saved.lost += 1;
            return Ok(());
        }
        let marks = vec!["?"; columns.len()].join(", ");
        let mut put = self.write.prepare_cached(&format!(
            "INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})",
            names(columns)
        ))?;
        self.saved.rows += put.execute(rusqlite::params_from_iter(values))? as u64;
        Ok(())
    }

    /// Saves the rows of a table source by source, from both ends, as far as each can be read.
    fn keyed(&mut self, table: &str, key: &str) -> Result<()> {
        let columns = self.columns(table)?;
        let sources = "SELECT max(coalesce((SELECT max(id) FROM sources), 0), coalesce((SELECT max(source) FROM articles), 0))";
        let highest: i64 = self.write.query_row(sources, [], |row| row.get(0))?;
        for source in 0..=highest.min(HIGHEST) {
            for order in ["ASC", "DESC"] {
                let ask = format!(
                    "SELECT {} FROM {table} WHERE source = ?1 ORDER BY source {order}, {key} {order}",
                    names(&columns)
                );
                if self.range(&ask, table, &columns, &[Value::Integer(source)], 0)?.is_none() {
                    break;
                }
                self.saved.lost += u64::from(order == "DESC");
            }
        }
        Ok(())
    }
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// True when a value is of the type that its column has: a damaged page may hold anything.
fn fits((_, kind, may_be_empty): &Column, value: &Value) -> bool {
    match value {
        Value::Null => *may_be_empty,
        Value::Integer(_) => kind == "INTEGER",
        Value::Text(_) => kind == "TEXT",
        Value::Blob(_) => kind == "BLOB",
        Value::Real(_) => false,
    }
}
