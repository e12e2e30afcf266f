//! Copies of the whole library in one file, made while it is in use: for backups, before migrations, and back again.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::trouble::{Result, Trouble};

/// Copies the library to a new file, which is there as a whole or not at all.
///
/// # Errors
/// When the file exists already or can't be written.
pub fn copy_to(connection: &Connection, path: &Path) -> Result<()> {
    if path.exists() {
        return Err(Trouble::new(format!("{} is there already; choose another name", path.display())));
    }
    let part = beside(path, "part");
    remove(&part)?;
    let done = connection.execute("VACUUM INTO ?1", [part.to_string_lossy()]);
    let done = done.map_err(Trouble::from).and_then(|_| put_in_place(&part, path));
    if done.is_err() {
        remove(&part)?;
    }
    done
}

/// Opens a copy for reading and checks that all of it is sound.
///
/// # Errors
/// When it is no sound library.
pub fn sound(path: &Path) -> Result<Connection> {
    if !path.is_file() {
        return Err(Trouble::new(format!("{}: no such file; check the name", path.display())));
    }
    let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if super::schema::shape(&copy)? == 0 {
        return Err(Trouble::damage(format!(
            "{} is no library of quotidian; check the name",
            path.display()
        )));
    }
    let said: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Trouble::damage(format!("{} is damaged ({said}); use an older backup", path.display())));
    }
    Ok(copy)
}

/// Gives a whole file the name it is to have; once this is done, not even a power cut takes it back.
///
/// # Errors
/// When it can't be written.
pub(super) fn put_in_place(part: &Path, path: &Path) -> Result<()> {
    fs::File::open(part)?.sync_all()?;
    fs::rename(part, path)?;
    // Not every system lets a folder be opened; there the name is kept in other ways.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A file beside this one, with one more ending.
#[must_use]
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{ending}"));
    path.with_file_name(name)
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
