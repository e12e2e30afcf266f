//! Saved searches: kept like everything the reader does, and what is new in those that are watched.

use std::sync::atomic::AtomicBool;

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::rows::number;
use super::search::Wish;
use super::store::Store;
use super::trouble::Result;
use crate::library::query::Mistake;
use crate::library::{Query, SavedSearch};

/// A saved search and what is new in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The search.
    pub search: SavedSearch,
    /// The articles that it finds and that arrived since it was last looked at, in the order they arrived; or why its
    /// query can't be read.
    pub fresh: std::result::Result<Vec<u64>, Mistake>,
    /// Up to this article all have been looked through.
    pub until: u64,
}

impl Store {
    /// The saved searches, by name.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn searches(&self) -> Result<Vec<SavedSearch>> {
        let mut ask =
            self.connection.prepare_cached("SELECT name, query, watch FROM searches ORDER BY name")?;
        let found = ask.query_map([], |row| {
            Ok(SavedSearch { name: row.get(0)?, query: row.get(1)?, watch: row.get(2)? })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The saved search of this name.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn saved_search(&self, name: &str) -> Result<Option<SavedSearch>> {
        Ok(find(&self.connection, name)?)
    }

    /// What is new in the searches that are watched, or in the one of this name, watched or not; none when `stop` was
    /// set meanwhile.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn watched(
        &self,
        name: Option<&str>,
        wish: &Wish,
        stop: &AtomicBool,
    ) -> Result<Option<Vec<Watched>>> {
        let until = self.newest_id()?;
        let is_meant = |search: &SavedSearch| name.map_or(search.watch, |name| search.name == name);
        let mut list = Vec::new();
        for search in self.searches()?.into_iter().filter(is_meant) {
            let seen = self.seen(&search.name)?;
            let fresh = match Query::parse(&search.query) {
                Err(mistake) => Err(mistake),
                Ok(query) => {
                    let Some((mut ids, _)) = self.matches(&query, wish, stop)? else { return Ok(None) };
                    ids.retain(|id| *id > seen && *id <= until);
                    Ok(ids)
                }
            };
            list.push(Watched { search, fresh, until });
        }
        Ok(Some(list))
    }

    /// Up to which article what is new in a search was looked at.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn seen(&self, name: &str) -> Result<u64> {
        let ask = "SELECT seen FROM searches WHERE name = ?1";
        let seen = self.connection.query_row(ask, [name], |row| row.get::<_, i64>(0)).optional()?;
        Ok(seen.unwrap_or(0).unsigned_abs())
    }

    /// The number of the article that arrived last; 0 without any.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn newest_id(&self) -> Result<u64> {
        let until = "SELECT coalesce(max(id), 0) FROM articles";
        Ok(self.connection.query_row(until, [], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// What is new in a search was looked at, up to an article.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn note_seen(&mut self, name: &str, until: u64) -> Result<()> {
        let write = self.begin()?;
        let put = "UPDATE searches SET seen = max(seen, ?2) WHERE name = ?1";
        write.execute(put, (name, number(until)))?;
        write.commit()?;
        Ok(())
    }
}

fn find(library: &Connection, name: &str) -> rusqlite::Result<Option<SavedSearch>> {
    let mut ask = library.prepare_cached("SELECT name, query, watch FROM searches WHERE name = ?1")?;
    let found = ask.query_row([name], |row| {
        Ok(SavedSearch { name: row.get(0)?, query: row.get(1)?, watch: row.get(2)? })
    });
    found.optional()
}

/// Puts a search in place of what it was; gives what it was here, or none when nothing changes.
pub(super) fn replace(
    write: &Transaction<'_>,
    before: &SavedSearch,
    after: &SavedSearch,
) -> Result<Option<SavedSearch>> {
    let known = find(write, &before.name)?;
    let was = known.unwrap_or_else(|| SavedSearch { name: before.name.clone(), ..SavedSearch::default() });
    if was == *after || (was.is_gone() && after.is_gone()) {
        return Ok(None);
    }
    if after.is_gone() || after.name != before.name {
        write.execute("DELETE FROM searches WHERE name = ?1", [&before.name])?;
    }
    if !after.is_gone() {
        // What is there is nothing new to a search that is.
        write.execute(
            "INSERT INTO searches (name, query, watch, seen)
             VALUES (?1, ?2, ?3, (SELECT coalesce(max(id), 0) FROM articles))
             ON CONFLICT (name) DO UPDATE SET query = excluded.query, watch = excluded.watch,
             seen = CASE WHEN query = excluded.query AND watch = excluded.watch THEN seen ELSE excluded.seen END",
            (&after.name, &after.query, after.watch),
        )?;
    }
    Ok(Some(was))
}
