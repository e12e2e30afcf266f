//! Backups brought back. The library is replaced in one transaction, so that programs that have it open go on with the
//! new content; what was there before stays in a dated copy.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::copy::{beside, copy_to, put_in_place, sound};
use super::store::{Care, Store};
use super::trouble::{Result, Trouble};
use super::{dated, facts, schema};

/// Pages that are copied at a time.
const PAGES: i32 = 4096;

/// So many times a turn to write is waited for, and so long each time.
const TRIES: usize = 2_000;
const NAP: Duration = Duration::from_millis(10);

/// Brings `backup` back as the library at `library`. Gives where the library that was there is kept, if there was one:
/// restoring that copy takes this back.
///
/// # Errors
/// When the backup is not sound, or something can't be written; then the library stays as it was.
pub fn restore(library: &Path, backup: &Path, format: fn(&str) -> &'static str) -> Result<Option<PathBuf>> {
    let source = sound(backup)?;
    if let Some(folder) = library.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let part = beside(library, "restore.part");
    remove(&part)?;
    let done = copy_to(&source, &part).and_then(|()| renew(&part)).and_then(|()| {
        if !library.exists() {
            return place(&part, library).map(|()| None);
        }
        match Store::open(library, Care::Hand, format) {
            Ok(store) => pour(store, &part).map(Some),
            Err(trouble) if trouble.is_damage() => swap(library, &part).map(Some),
            Err(trouble) => Err(trouble),
        }
    });
    remove(&part)?;
    done
}

/// Brings the copy of a backup to the newest shape; the backup itself stays as it is.
fn renew(part: &Path) -> Result<()> {
    let mut copy = Connection::open(part)?;
    if let Some(needless) = schema::migrate(&mut copy, part, &dated::today())? {
        remove(&needless)?;
    }
    copy.execute("DELETE FROM sessions", [])?;
    Ok(())
}

/// Writes the new content into the library that is open, perhaps in other programs too.
fn pour(mut store: Store, part: &Path) -> Result<PathBuf> {
    if store.is_read_only() {
        return Err(Trouble::new(
            "it can only be read: nothing was changed; check the permissions of its file",
        ));
    }
    let kept = dated::beside(store.path(), "before-restore", "db");
    store.copy_to(&kept)?;
    let mut new = Connection::open(part)?;
    follow(&store, &mut new)?;
    copy_over(&new, &mut store.connection)?;
    Ok(kept)
}

/// Copies every page, in one transaction of the library.
fn copy_over(new: &Connection, library: &mut Connection) -> Result<()> {
    let copying = Backup::new(new, library)?;
    let mut waited = 0;
    loop {
        match copying.step(PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked if waited == TRIES => {
                return Err(Trouble::new(
                    "another program keeps the library to itself; nothing was changed; try again when it is done",
                ));
            }
            StepResult::Busy | StepResult::Locked => {
                waited += 1;
                thread::sleep(NAP);
            }
            _ => {}
        }
    }
}

/// Makes what comes later than all that other programs have seen, and leaves them in the list of those that are there.
fn follow(store: &Store, new: &mut Connection) -> Result<()> {
    let (seen, removed) = (facts::stamp(&store.connection)?, facts::removals(&store.connection)?);
    let mut ask = store.connection.prepare("SELECT pid, began FROM sessions")?;
    let there: Vec<(i64, i64)> =
        ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let write = new.transaction()?;
    let stamp = facts::stamp(&write)?.max(seen) + 1;
    write.execute("UPDATE facts SET value = ?1 WHERE name = 'stamp'", [stamp])?;
    write.execute("UPDATE articles SET stamp = ?1", [stamp])?;
    write.execute(
        "INSERT OR REPLACE INTO facts VALUES ('removals', ?1)",
        [removed.max(facts::removals(&write)?) + 1],
    )?;
    for (pid, began) in there {
        write.execute("INSERT INTO sessions (pid, began) VALUES (?1, ?2)", (pid, began))?;
    }
    write.commit()?;
    Ok(())
}

/// Puts a whole file in the place of a library that can't be opened, which is kept under a dated name.
pub(super) fn swap(library: &Path, part: &Path) -> Result<PathBuf> {
    let kept = set_aside(library)?;
    place(part, library)?;
    Ok(kept)
}

/// Copies the files of a library that can't be opened, as they are, to a dated name.
pub(super) fn set_aside(library: &Path) -> Result<PathBuf> {
    let kept = dated::beside(library, "damaged", "db");
    let log = with_log(library);
    // The log first: a library without its log is older, one with another's log is none.
    if fs::metadata(&log).is_ok_and(|data| data.len() > 0) {
        fs::copy(&log, with_log(&kept))?;
    }
    fs::copy(library, &kept)?;
    fs::File::open(&kept)?.sync_all()?;
    Ok(kept)
}

/// Removes what opening a copy left beside it: an empty log, and the log's index.
pub(super) fn tidy(copy: &Path) -> Result<()> {
    let log = with_log(copy);
    if fs::metadata(&log).is_ok_and(|data| data.len() == 0) {
        remove(&log)?;
    }
    remove(&named(copy, "-shm"))
}

/// Moves a whole file to where the library is to be; what is left there of another's log goes.
pub(super) fn place(part: &Path, library: &Path) -> Result<()> {
    remove(&with_log(library))?;
    remove(&named(library, "-shm"))?;
    put_in_place(part, library)
}

/// The log of changes of a library.
pub(super) fn with_log(library: &Path) -> PathBuf {
    named(library, "-wal")
}

fn named(library: &Path, more: &str) -> PathBuf {
    let mut name = library.file_name().unwrap_or_default().to_os_string();
    name.push(more);
    library.with_file_name(name)
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::tests::{Home, arrival, every};

    fn restore(home: &Home, backup: &Path) -> Result<Option<PathBuf>> {
        super::restore(&home.path(), backup, |_| "text")
    }

    #[test]
    fn what_is_open_goes_on_with_the_backup_and_the_rest_is_kept() {
        let home = Home::new();
        let mut store = home.open();
        let session = store.enter(1).expect("in");
        store.keep(1, &[arrival("a", "A", "a")], 50).expect("kept");
        let before = every(&store);
        let backup = home.path().with_file_name("backup.db");
        store.copy_to(&backup).expect("a backup");
        store.keep(1, &[arrival("b", "B", "b")], 51).expect("kept");
        let (_, seen) = store.since(0).expect("rows");
        let kept = restore(&home, &backup).expect("restored").expect("a copy");
        assert_eq!(every(&store), before);
        assert_eq!(store.since(seen).expect("rows").0.len(), 1, "other programs see that all is new");
        assert_eq!(store.removals().expect("asked"), 1);
        store.keep(1, &[arrival("c", "C", "c")], 52).expect("it can still be written");
        store.leave(session).expect("out");
        assert!(!store.enter(2).expect("in").after_crash);
        restore(&home, &kept).expect("taken back");
        let heads: Vec<String> = every(&store).iter().map(|row| row.headline.to_string()).collect();
        assert_eq!(heads, ["A", "B"]);
        assert!(store.quick_check().expect("a check").is_empty());
    }

    #[test]
    fn what_is_no_sound_backup_changes_nothing() {
        let home = Home::new();
        home.open().keep(1, &[arrival("a", "A", "a")], 50).expect("kept");
        let backup = home.path().with_file_name("backup.db");
        for bytes in [&b"not a database at all, but long enough to look at"[..], b""] {
            fs::write(&backup, bytes).expect("a file");
            assert!(restore(&home, &backup).is_err());
        }
        assert!(restore(&home, &home.path().with_file_name("none.db")).is_err());
        assert_eq!(every(&home.open()).len(), 1);
        let names = fs::read_dir(home.path().parent().expect("a folder")).expect("a folder").count();
        assert!(names <= 4, "the library, its log and the file that is none");
    }

    #[test]
    fn a_library_that_can_not_be_opened_is_replaced_and_kept() {
        let home = Home::new();
        let mut store = home.open();
        store.keep(1, &[arrival("a", "A", "a")], 50).expect("kept");
        let backup = home.path().with_file_name("backup.db");
        store.copy_to(&backup).expect("a backup");
        drop(store);
        fs::write(home.path(), vec![b'x'; 9000]).expect("damage");
        let kept = restore(&home, &backup).expect("restored").expect("a copy");
        assert_eq!(fs::read(kept).expect("the damaged one"), vec![b'x'; 9000]);
        assert_eq!(every(&home.open()).len(), 1);
        fs::remove_file(home.path()).expect("gone");
        assert_eq!(restore(&home, &backup).expect("restored"), None);
        assert_eq!(every(&home.open()).len(), 1);
    }
}
