//! An arrival: an article on its way into the library, with everything that is costly done already, so that the one
//! who writes only writes.

use super::body;
use super::card::Card;
use super::trouble::Result;
use crate::library::pack::Packer;
use crate::library::{Article, Row};

/// An article ready to be kept.
#[derive(Debug)]
pub struct Arrival {
    /// What its source knows it by.
    pub key: String,
    /// Its canonical address.
    pub url: Option<String>,
    /// A hash of all that is shown of it: another one means that it was changed.
    pub hash: u64,
    /// A hash of its words, where they are enough to tell it from others.
    pub words: Option<u64>,
    /// Its page is to be fetched for the full text.
    pub wants_full: bool,
    /// Its row.
    pub(super) row: Row,
    /// Its record, packed.
    pub(super) record: Vec<u8>,
    /// The bytes it was read from, packed.
    pub(super) original: Option<Vec<u8>>,
    /// What the index holds of it.
    pub(super) card: Card,
}

impl Arrival {
    /// An article ready to be kept. `original` is what it was read from; `now` is seconds since 1970, and what a date
    /// in the future is taken for.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn new(key: String, hash: u64, article: Article, original: &[u8], now: i64) -> Result<Self> {
        Self::packed_by(&mut Packer::default(), key, hash, article, original, now)
    }

    /// The same for one of many.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn packed_by(
        packer: &mut Packer,
        key: String,
        hash: u64,
        article: Article,
        original: &[u8],
        now: i64,
    ) -> Result<Self> {
        let record = body::packed_by(packer, &article)?;
        let mut row = Row::of(&article);
        row.moment = moment(&row.date).unwrap_or(now).min(now);
        let card = Card::of(&row.headline, &row.outlet, &article);
        let original = if original.is_empty() { None } else { packer.pack(original) };
        Ok(Arrival { key, url: None, hash, words: None, wants_full: false, row, record, original, card })
    }
}

/// The second since 1970 of an ISO 8601 date or moment; a date without a time is its noon, one without a zone is UTC.
#[must_use]
pub fn moment(iso: &str) -> Option<i64> {
    if let Ok(exact) = iso.parse::<jiff::Timestamp>() {
        return Some(exact.as_second());
    }
    let utc =
        |local: jiff::civil::DateTime| Some(jiff::tz::Offset::UTC.to_timestamp(local).ok()?.as_second());
    if iso.len() > 10
        && let Ok(local) = iso.parse::<jiff::civil::DateTime>()
    {
        return utc(local);
    }
    utc(iso.get(..10)?.parse::<jiff::civil::Date>().ok()?.at(12, 0, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_a_place_in_time() {
        let check = |iso: &str, expect: Option<i64>| assert_eq!(moment(iso), expect, "{iso}");
        check("1970-01-02T00:00:10Z", Some(86_410));
        check("1970-01-01T02:00+02:00", Some(0));
        check("1970-01-01T02:00:00+02:00", Some(0));
        check("1970-01-01T00:01", Some(60));
        check("1970-01-01", Some(43_200));
        check("", None);
        check("soon", None);
        check("2031-13-01", None);
    }
}
