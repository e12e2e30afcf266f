//! Small facts about the library: the stamp of its last change.

use rusqlite::Connection;

use super::trouble::Result;

/// The stamp for the change being made: higher than all before.
pub(super) fn next_stamp(connection: &Connection) -> Result<i64> {
    let mut raise = connection
        .prepare_cached("UPDATE facts SET value = value + 1 WHERE name = 'stamp' RETURNING value")?;
    Ok(raise.query_row([], |row| row.get(0))?)
}

/// The stamp of the last change.
pub(super) fn stamp(connection: &Connection) -> Result<i64> {
    let mut ask = connection.prepare_cached("SELECT value FROM facts WHERE name = 'stamp'")?;
    Ok(ask.query_row([], |row| row.get(0))?)
}
