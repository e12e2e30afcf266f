//! What keeps the library from being opened, read or written, in words with what to do. Nothing is lost by any of it:
//! what was being written is either there as a whole or not at all.

use std::fmt;
use std::io;

use rusqlite::{ErrorCode, ffi};

/// Something that went wrong with the library.
#[derive(Debug)]
pub struct Trouble {
    /// One line.
    what: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The library itself is damaged, or is no library.
    Damage,
    /// It can't be written, but may well be read.
    Unwritable,
    Other,
}

/// What storage gives.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// Trouble in these words.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Trouble { what: what.into(), kind: Kind::Other }
    }

    /// Trouble that `doctor` is for.
    #[must_use]
    pub fn damage(what: impl Into<String>) -> Self {
        Trouble { what: what.into(), kind: Kind::Damage }
    }

    /// Trouble with a library that can't be written, but may well be read.
    #[must_use]
    pub fn unwritable(what: impl Into<String>) -> Self {
        Trouble { what: what.into(), kind: Kind::Unwritable }
    }

    /// True when the library itself is damaged, or is no library.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        self.kind == Kind::Damage
    }

    /// True when the library can't be written, but may well be read.
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        self.kind == Kind::Unwritable
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Trouble {}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Trouble::unwritable(
                "it may not be written there; check the permissions of its folder (ls -ld shows them)",
            ),
            io::ErrorKind::StorageFull => Trouble::unwritable(FULL),
            io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Trouble::unwritable(STUCK),
            io::ErrorKind::ReadOnlyFilesystem => Trouble::unwritable(READ_ONLY),
            io::ErrorKind::NotFound => Trouble::new("there is no such file or folder; check its name"),
            io::ErrorKind::NotADirectory => {
                Trouble::new("a part of its path is a file, where a folder should be; check the path")
            }
            _ => Trouble::new(error.to_string()),
        }
    }
}

const FULL: &str = "the disk is full: nothing was changed; free some room and do it again";
const STUCK: &str = "it can't grow, as the disk is full or a limit or quota is reached: nothing was changed; \
                     free some room and do it again";
/// What is said of a library that can only be read.
pub(super) const READ_ONLY: &str =
    "it can only be read: nothing was changed; check the permissions of its file and folder";

/// The ways to fail at the disk that mean that there is no room (`SQLITE_IOERR_WRITE` and its like): SQLite knows a
/// full disk, but no quota and no limit on files.
const NO_ROOM: &[i32] = &[
    ffi::SQLITE_IOERR_WRITE,
    ffi::SQLITE_IOERR_FSYNC,
    ffi::SQLITE_IOERR_TRUNCATE,
    ffi::SQLITE_IOERR_SHMOPEN,
    ffi::SQLITE_IOERR_SHMSIZE,
];

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(inner, said) = &error else {
            return Trouble::new(format!("the library could not be asked: {error}"));
        };
        let said = said.as_deref().unwrap_or_default();
        match inner.code {
            ErrorCode::DiskFull => Trouble::unwritable(FULL),
            ErrorCode::SystemIoFailure if NO_ROOM.contains(&inner.extended_code) => {
                Trouble::unwritable(STUCK)
            }
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Trouble::unwritable(READ_ONLY),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Trouble::new(
                "another program keeps the library to itself; nothing was changed; try again when it is done",
            ),
            ErrorCode::CannotOpen => {
                Trouble::unwritable("it can't be opened; check its folder and permissions")
            }
            ErrorCode::NotADatabase => Trouble::damage("it is no library of quotidian; check the path"),
            ErrorCode::DatabaseCorrupt => Trouble::damage(format!(
                "it is damaged ({said}); `quotidian doctor` says how far, and `quotidian restore` brings a backup back"
            )),
            ErrorCode::SystemIoFailure => {
                Trouble::new(format!("the disk failed ({said}); nothing was changed; check it and try again"))
            }
            _ => Trouble::new(format!("the library could not be asked: {error}")),
        }
    }
}
