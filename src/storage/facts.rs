//! Small facts about the library: the stamp of its last change, and how often articles were taken out of it.

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

/// Notes that articles were taken out, which no stamp of a row can tell.
pub(super) fn note_removal(connection: &Connection) -> Result<()> {
    connection.execute(
        "INSERT INTO facts VALUES ('removals', 1) ON CONFLICT DO UPDATE SET value = value + 1",
        [],
    )?;
    Ok(())
}

/// So many times articles were taken out.
pub(super) fn removals(connection: &Connection) -> Result<i64> {
    let ask = "SELECT coalesce(max(value), 0) FROM facts WHERE name = 'removals'";
    Ok(connection.query_row(ask, [], |row| row.get(0))?)
}
