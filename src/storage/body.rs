//! Bodies: an article with its reading as the library keeps it, and back again. Kept is the record that `extract`
//! writes, packed, so that any program can read it.

use rusqlite::OptionalExtension as _;

use super::card::Card;
use super::rows::number;
use super::store::Store;
use super::trouble::{Result, Trouble};
use crate::library::pack::{Packer, unpack};
use crate::library::record::Record;
use crate::library::{Article, restore};

/// A record unpacked has at most so many bytes: the largest text that is read, and what is said of it.
const LARGEST: u64 = 1 << 30;

/// Packs an article with its reading.
///
/// # Errors
/// When there is no memory for it.
pub fn packed(article: &Article) -> Result<Vec<u8>> {
    packed_by(&mut Packer::default(), article)
}

/// The same for one of many.
///
/// # Errors
/// When there is no memory for it.
pub fn packed_by(packer: &mut Packer, article: &Article) -> Result<Vec<u8>> {
    let line = serde_json::to_vec(&Record::of(article)).map_err(|error| Trouble::new(error.to_string()))?;
    packer.pack(&line).ok_or_else(|| Trouble::new("there is not enough memory to keep it"))
}

/// The article that was packed. `format` gives the name of an input format.
///
/// # Errors
/// When the bytes are damaged.
pub fn unpacked(bytes: &[u8], format: fn(&str) -> &'static str) -> Result<Article> {
    let damage = |what: String| {
        Trouble::damage(format!("the article is damaged ({what}); `quotidian doctor` says how far that goes"))
    };
    let line = unpack(bytes, LARGEST).map_err(damage)?;
    let record: Record<'_> = serde_json::from_slice(&line).map_err(|error| damage(error.to_string()))?;
    restore::article(&record, format(&record.format)).map_err(damage)
}

impl Store {
    /// The article with its text and reading, as its marks want it: the full text where there is one, else the words
    /// of its feed. Its id is its number in the library, and its original is the packed bytes that belong to it.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn article(&self, id: u64) -> Result<Article> {
        let ask = "SELECT CASE WHEN brief THEN record ELSE coalesce(full, record) END,
                          CASE WHEN brief OR full IS NULL THEN original ELSE coalesce(page, original) END
                   FROM bodies JOIN articles ON id = article WHERE article = ?1";
        let mut ask = self.connection.prepare_cached(ask)?;
        let found = ask.query_row([number(id)], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
        });
        let Some((body, original)) = found.optional()? else {
            return Err(Trouble::new("the article is not in the library any more"));
        };
        let mut article = unpacked(&body, self.format)?;
        article.id = id;
        article.original = original.map(Into::into);
        Ok(article)
    }

    /// The numbers of articles below `before` of which a reading is not of this version of the reading, highest first.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn stale(&self, engine: u32, before: u64, most: usize) -> Result<Vec<u64>> {
        let mut ask = self.connection.prepare_cached(
            "SELECT article FROM bodies WHERE engine <> ?1 AND article < ?2 ORDER BY article DESC LIMIT ?3",
        )?;
        let found =
            ask.query_map((engine, number(before), number(most as u64)), |row| row.get::<_, i64>(0))?;
        Ok(found.map(|id| id.map(i64::unsigned_abs)).collect::<rusqlite::Result<_>>()?)
    }

    /// The words of the feed and the full text of an article, where there is one, as they are kept.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn both(&self, id: u64) -> Result<(Article, Option<Article>)> {
        let mut ask = self.connection.prepare_cached("SELECT record, full FROM bodies WHERE article = ?1")?;
        let (record, full): (Vec<u8>, Option<Vec<u8>>) =
            ask.query_row([number(id)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let full = full.map(|full| unpacked(&full, self.format)).transpose()?;
        Ok((unpacked(&record, self.format)?, full))
    }

    /// The card of an article that is in the list, with this text.
    pub(super) fn card(&self, id: u64, shown: &Article) -> Result<Card> {
        let mut ask =
            self.connection.prepare_cached("SELECT headline, outlet FROM articles WHERE id = ?1")?;
        let row = ask.query_row([number(id)], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        let (headline, outlet) = row.optional()?.unwrap_or_default();
        Ok(Card::of(&headline, &outlet, shown))
    }

    /// Replaces readings by newer ones: for each article its words and its full text, read anew. Articles that were
    /// changed or taken away meanwhile are left as they are.
    ///
    /// # Errors
    /// When it can't be written; then none is replaced.
    pub fn reread(&mut self, engine: u32, readings: &[(u64, Article, Option<Article>)]) -> Result<()> {
        type Packed = (i64, usize, Vec<u8>, Option<Vec<u8>>, Card);
        let packed: Vec<Packed> = readings
            .iter()
            .map(|(id, brief, full)| {
                let shown = full.as_ref().unwrap_or(brief);
                let (full, card) = (full.as_ref().map(self::packed).transpose()?, self.card(*id, shown)?);
                Ok((number(*id), shown.reading.quotes.len(), self::packed(brief)?, full, card))
            })
            .collect::<Result<_>>()?;
        let write = self.begin()?;
        {
            let mut body = write.prepare_cached(
                "UPDATE bodies SET engine = ?1, record = ?2, full = ?3 WHERE article = ?4 AND engine <> ?1 AND (full IS NULL) = (?3 IS NULL)",
            )?;
            let mut row = write.prepare_cached(
                "UPDATE articles SET quotes = ?1, stamp = ?2 WHERE id = ?3 AND quotes <> ?1",
            )?;
            let stamp = super::facts::next_stamp(&write)?;
            for (id, quotes, brief, full, card) in &packed {
                if body.execute((engine, brief, full, id))? > 0 {
                    row.execute((number(*quotes as u64), stamp, id))?;
                    card.put(&write, *id)?;
                }
            }
        }
        write.commit()?;
        Ok(())
    }
}
