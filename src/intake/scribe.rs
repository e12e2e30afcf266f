//! The scribe: the one thread of a fetch that writes. What the others have is handed over in letters, which are few, so
//! that those who read wait when it can't keep up.

use std::sync::mpsc::Receiver;

use rustc_hash::FxHashMap;

use super::board::Board;
use crate::library::Article;
use crate::storage::subscribe::Outcome;
use crate::storage::{Arrival, Result, Store};

/// So many letters may wait.
pub const WAITING: usize = 4;

/// Something to be written.
#[derive(Debug)]
pub enum Letter {
    /// Articles of a source.
    Batch(u32, Vec<Arrival>),
    /// Files of a watched folder that were read: path, size in bytes, when changed in nanoseconds since 1970.
    Files(u32, Vec<(String, u64, i64)>),
    /// A source was asked; this is the last of it.
    Done(u32, Box<Outcome>),
    /// The full text of an article, with the page it was found in.
    Full(u64, Box<Article>, Vec<u8>),
    /// The page of an article has no more than its feed.
    Forgo(u64),
    /// The page of an article is to be tried again then, and why.
    Postpone(u64, i64, String),
}

/// Writes letters as they come, until nobody writes any more. `now` is seconds since 1970.
///
/// # Errors
/// When the library can't be written; what was written before stays.
pub fn write(store: &mut Store, letters: &Receiver<Letter>, board: &Board<'_>, now: i64) -> Result<()> {
    let mut counts: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
    for letter in letters {
        match letter {
            Letter::Batch(source, arrivals) => {
                let kept = store.keep(source, &arrivals, now)?;
                let (fresh, updated) = (kept.fresh.len(), kept.updated.len());
                let count = counts.entry(source).or_default();
                (count.0, count.1) = (count.0 + fresh, count.1 + updated);
                board.note(|progress| {
                    progress.fresh += fresh;
                    progress.updated += updated;
                });
            }
            Letter::Files(source, files) => store.note_files(source, &files)?,
            Letter::Done(source, mut outcome) => {
                (outcome.fresh, outcome.updated) = counts.remove(&source).unwrap_or_default();
                store.note_outcome(source, &outcome)?;
                board.note(|progress| progress.done += 1);
            }
            Letter::Full(id, full, page) => {
                store.keep_full(id, &full, &page)?;
                board.note(|progress| progress.done += 1);
            }
            Letter::Forgo(id) => {
                store.forgo_full(id)?;
                board.note(|progress| progress.done += 1);
            }
            Letter::Postpone(id, next, why) => {
                store.postpone_full(id, next, &why)?;
                board.note(|progress| progress.done += 1);
            }
        }
    }
    Ok(())
}
