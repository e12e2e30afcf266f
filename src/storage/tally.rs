//! Counts, and small questions about articles and sources, answered without reading the library through.

use rusqlite::OptionalExtension as _;

use super::rows::number;
use super::store::Store;
use super::trouble::Result;

/// How many articles a source told, or how many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The subscription; 0 for all.
    pub source: u32,
    /// All articles.
    pub total: u64,
    /// Those that are unread.
    pub unread: u64,
    /// Those that have a star.
    pub starred: u64,
}

impl Store {
    /// The counts of every source that has articles. An article of several sources counts for each.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn tallies(&self) -> Result<Vec<Tally>> {
        let mut ask = self.connection.prepare_cached(
            "SELECT teller, count(*), count(*) FILTER (WHERE NOT read), count(*) FILTER (WHERE star)
             FROM (SELECT source AS teller, read, star FROM articles
                   UNION ALL SELECT value, read, star FROM articles, json_each(others) WHERE others IS NOT NULL)
             GROUP BY teller ORDER BY teller",
        )?;
        let found = ask.query_map([], |row| {
            let count = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(Tally { source: row.get(0)?, total: count(1)?, unread: count(2)?, starred: count(3)? })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The counts of all articles.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn tally(&self) -> Result<Tally> {
        let ask =
            "SELECT count(*), count(*) FILTER (WHERE NOT read), count(*) FILTER (WHERE star) FROM articles";
        let found = self.connection.query_row(ask, [], |row| {
            let count = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(Tally { source: 0, total: count(0)?, unread: count(1)?, starred: count(2)? })
        });
        Ok(found?)
    }

    /// The canonical address of an article on the web.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn address(&self, id: u64) -> Result<Option<String>> {
        let mut ask = self.connection.prepare_cached("SELECT url FROM prints WHERE article = ?1")?;
        Ok(ask.query_row([number(id)], |row| row.get(0)).optional()?.flatten())
    }

    /// A number that rises when articles are taken out, by `prune` or `restore`, which the stamps of rows can't tell:
    /// who holds rows then asks which [ids](Store::ids) there still are.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn removals(&self) -> Result<i64> {
        super::facts::removals(&self.connection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Change, Edit};
    use crate::storage::tests::{Home, arrival};

    #[test]
    fn counts_are_per_source_and_addresses_are_found() {
        let home = Home::new();
        let mut store = home.open();
        let mut first = arrival("a", "A", "a");
        first.url = Some("https://post.example/a".to_owned());
        let mut again = arrival("d", "A", "a");
        again.url.clone_from(&first.url);
        store.keep(1, &[first, arrival("b", "B", "b")], 50).expect("kept");
        store.keep(2, &[arrival("c", "C", "c"), again], 50).expect("kept");
        store.change(&Change::of("read", Edit::Read(true), vec![1]), 60).expect("a change");
        store.change(&Change::of("star", Edit::Star(true), vec![3]), 60).expect("a change");
        let tally = |source, total, unread, starred| Tally { source, total, unread, starred };
        assert_eq!(store.tallies().expect("counts"), [tally(1, 2, 1, 0), tally(2, 2, 1, 1)]);
        assert_eq!(store.tally().expect("counts"), tally(0, 3, 2, 1));
        assert_eq!(store.address(1).expect("asked").as_deref(), Some("https://post.example/a"));
        assert_eq!(store.address(2).expect("asked"), None);
        assert_eq!(store.removals().expect("asked"), 0);
    }
}
