//! Changes that the reader makes: stored as they are made, taken back and made again, across restarts and by any
//! program that has the library open.

use rusqlite::{OptionalExtension as _, Transaction};

use super::facts::next_stamp;
use super::rows::number;
use super::store::Store;
use super::trouble::{Result, Trouble};
use crate::library::pack::{pack, unpack};
use crate::library::{Change, Edit, Subscription};

/// A change unpacked has at most so many bytes.
const LARGEST: u64 = 1 << 28;

impl Store {
    /// Makes a change at `now` (seconds since 1970) and remembers it, so that it can be taken back. What could be done
    /// again until now no longer can.
    ///
    /// # Errors
    /// When it can't be written; then nothing of it is made.
    pub fn change(&mut self, change: &Change, now: i64) -> Result<()> {
        if change.is_empty() {
            return Ok(());
        }
        let write = self.begin()?;
        let made = make(&write, change)?;
        if !made.is_empty() {
            note(&write, &made, now)?;
        }
        write.commit()?;
        Ok(())
    }

    /// Takes the last change back, or makes the last one that was taken back again; gives what was done, or none when
    /// there is nothing to do.
    ///
    /// # Errors
    /// When it can't be written; then nothing of it is done.
    pub fn turn_back(&mut self, redo: bool) -> Result<Option<Change>> {
        let write = self.begin()?;
        let ask = if redo {
            "SELECT id, change FROM changes WHERE undone ORDER BY id LIMIT 1"
        } else {
            "SELECT id, change FROM changes WHERE NOT undone ORDER BY id DESC LIMIT 1"
        };
        let found = write.query_row(ask, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)));
        let Some((id, bytes)) = found.optional()? else { return Ok(None) };
        let change = read(&bytes)?;
        let change = if redo { change } else { change.reversed() };
        make(&write, &change)?;
        write.execute("UPDATE changes SET undone = ?1 WHERE id = ?2", (!redo, id))?;
        write.commit()?;
        Ok(Some(change))
    }

    /// Remembers where the reader is in an article: a byte of its text.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn set_place(&mut self, id: u64, place: usize) -> Result<()> {
        let write = self.begin()?;
        write.execute("UPDATE articles SET place = ?1 WHERE id = ?2", (number(place as u64), number(id)))?;
        write.commit()?;
        Ok(())
    }
}

/// Remembers a change that was made, so that it can be taken back. What could be done again no longer can.
pub(super) fn note(write: &Transaction<'_>, made: &Change, now: i64) -> Result<()> {
    write.execute("DELETE FROM changes WHERE undone", [])?;
    write.execute("INSERT INTO changes (made, change) VALUES (?1, ?2)", (now, written(made)?))?;
    Ok(())
}

pub(super) fn written(change: &Change) -> Result<Vec<u8>> {
    let line = serde_json::to_vec(change).map_err(|error| Trouble::new(error.to_string()))?;
    pack(&line)
        .map(|bytes| bytes.to_vec())
        .ok_or_else(|| Trouble::new("there is not enough memory for the change"))
}

pub(super) fn read(bytes: &[u8]) -> Result<Change> {
    let damage =
        |what: String| Trouble::damage(format!("the change is damaged ({what}) and can't be taken back"));
    let line = unpack(bytes, LARGEST).map_err(damage)?;
    serde_json::from_slice(&line).map_err(|error| damage(error.to_string()))
}

/// Makes a change; gives of it what really changed something, as others may have been quicker.
fn make(write: &Transaction<'_>, change: &Change) -> Result<Change> {
    let stamp = next_stamp(write)?;
    let mut made = Change { what: change.what.clone(), ..Change::default() };
    for (edit, ids) in &change.edits {
        let mut changed = Vec::new();
        for &id in ids {
            if edit_one(write, edit, id, stamp)? {
                changed.push(id);
            }
        }
        if !changed.is_empty() {
            made.edits.push((edit.clone(), changed));
        }
    }
    for (before, after) in &change.subscriptions {
        super::subscribe::replace(write, after)?;
        made.subscriptions
            .push((before.clone(), Subscription { health: before.health.clone(), ..after.clone() }));
    }
    for (before, after) in &change.searches {
        if let Some(before) = super::searches::replace(write, before, after)? {
            made.searches.push((before, after.clone()));
        }
    }
    Ok(made)
}

fn edit_one(write: &Transaction<'_>, edit: &Edit, id: u64, stamp: i64) -> Result<bool> {
    let id = number(id);
    let flag = |column: &str, to: bool| -> Result<bool> {
        let mut put = write.prepare_cached(&format!(
            "UPDATE articles SET {column} = ?1, stamp = ?2 WHERE id = ?3 AND {column} <> ?1"
        ))?;
        Ok(put.execute((to, stamp, id))? > 0)
    };
    match edit {
        Edit::Read(to) => flag("read", *to),
        Edit::Star(to) => flag("star", *to),
        Edit::Updated(to) => flag("updated", *to),
        Edit::Brief(to) => flag("brief", *to),
        Edit::Tag(tag, to) => set_tag(write, tag, *to, id, stamp),
        Edit::Note { after, .. } => {
            let mut put = write.prepare_cached(
                "UPDATE articles SET note = ?1, stamp = ?2 WHERE id = ?3 AND note IS NOT ?1",
            )?;
            let note = Some(after).filter(|note| !note.is_empty());
            Ok(put.execute((note, stamp, id))? > 0)
        }
    }
}

fn set_tag(write: &Transaction<'_>, tag: &str, to: bool, id: i64, stamp: i64) -> Result<bool> {
    let mut ask = write.prepare_cached("SELECT tags FROM articles WHERE id = ?1")?;
    let Some(tags) = ask.query_row([id], |row| row.get::<_, Option<String>>(0)).optional()? else {
        return Ok(false);
    };
    let mut tags: Vec<String> = tags.and_then(|tags| serde_json::from_str(&tags).ok()).unwrap_or_default();
    if tags.iter().any(|known| known == tag) == to {
        return Ok(false);
    }
    if to {
        tags.push(tag.to_owned())
    } else {
        tags.retain(|known| known != tag)
    }
    tags.sort();
    let tags = (!tags.is_empty()).then(|| serde_json::to_string(&tags).unwrap_or_default());
    let mut put = write.prepare_cached("UPDATE articles SET tags = ?1, stamp = ?2 WHERE id = ?3")?;
    put.execute((tags, stamp, id))?;
    Ok(true)
}
