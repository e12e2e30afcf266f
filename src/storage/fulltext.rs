//! Full texts: which pages are still to be fetched, and what was found in them. The words of the feed always stay.

use super::facts::next_stamp;
use super::rows::number;
use super::store::Store;
use super::trouble::Result;
use crate::library::Article;
use crate::library::pack::pack;

/// A page that is to be fetched for its full text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The article.
    pub article: u64,
    /// The subscription that told it.
    pub source: u32,
    /// The address of its page.
    pub url: String,
    /// So many times it was tried in vain.
    pub tries: u32,
}

impl Store {
    /// The pages that are to be fetched now (seconds since 1970), the newest articles first.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn wanted(&self, now: i64, most: usize) -> Result<Vec<Wanted>> {
        let mut ask = self.connection.prepare_cached(
            "SELECT article, source, url, tries FROM wanted WHERE next <= ?1 ORDER BY article DESC LIMIT ?2",
        )?;
        let found = ask.query_map((now, number(most as u64)), |row| {
            Ok(Wanted {
                article: row.get::<_, i64>(0)?.unsigned_abs(),
                source: row.get(1)?,
                url: row.get(2)?,
                tries: row.get(3)?,
            })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps the full text of an article, with the page it was found in, and no longer wants it.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn keep_full(&mut self, id: u64, full: &Article, page: &[u8]) -> Result<()> {
        let body = super::body::packed(full)?;
        let page = pack(page).map(|bytes| bytes.to_vec());
        let card = self.card(id, full)?;
        let write = self.begin()?;
        let stamp = next_stamp(&write)?;
        let changed = write
            .execute("UPDATE bodies SET full = ?2, page = ?3 WHERE article = ?1", (number(id), body, page))?;
        if changed > 0 {
            write.execute(
                "UPDATE articles SET fuller = 1, quotes = ?2, stamp = ?3 WHERE id = ?1",
                (number(id), number(full.reading.quotes.len() as u64), stamp),
            )?;
            card.put(&write, number(id))?;
        }
        write.execute("DELETE FROM wanted WHERE article = ?1", [number(id)])?;
        write.commit()?;
        Ok(())
    }

    /// The page of an article has no more than its feed, or can't be read: it is not wanted any more.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn forgo_full(&mut self, id: u64) -> Result<()> {
        let write = self.begin()?;
        write.execute("DELETE FROM wanted WHERE article = ?1", [number(id)])?;
        write.commit()?;
        Ok(())
    }

    /// The page could not be fetched, and why; it is tried again at `next` (seconds since 1970).
    ///
    /// # Errors
    /// When it can't be written.
    pub fn postpone_full(&mut self, id: u64, next: i64, error: &str) -> Result<()> {
        let write = self.begin()?;
        write.execute(
            "UPDATE wanted SET tries = tries + 1, next = ?2, error = ?3 WHERE article = ?1",
            (number(id), next, error),
        )?;
        write.commit()?;
        Ok(())
    }
}
