//! What keeps the library from being opened, read or written, in words with what to do. Nothing is lost by any of it:
//! what was being written is either there as a whole or not at all.

use std::fmt;
use std::io;

use rusqlite::ErrorCode;

/// Something that went wrong with the library.
#[derive(Debug)]
pub struct Trouble {
    /// One line.
    what: String,
    /// The library itself is damaged, or is no library.
    damaged: bool,
}

/// What storage gives.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// Trouble in these words.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Trouble { what: what.into(), damaged: false }
    }

    /// Trouble that `doctor` is for.
    #[must_use]
    pub fn damage(what: impl Into<String>) -> Self {
        Trouble { what: what.into(), damaged: true }
    }

    /// True when the library itself is damaged, or is no library.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        self.damaged
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
        Trouble::new(match error.kind() {
            io::ErrorKind::PermissionDenied => {
                "it may not be written there; check the permissions of its folder (ls -ld shows them)"
                    .to_owned()
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                FULL.to_owned()
            }
            io::ErrorKind::NotFound => "there is no such file or folder; check its name".to_owned(),
            io::ErrorKind::NotADirectory => {
                "a part of its path is a file, where a folder should be; check the path".to_owned()
            }
            io::ErrorKind::ReadOnlyFilesystem => READ_ONLY.to_owned(),
            _ => error.to_string(),
        })
    }
}

const FULL: &str = "the disk is full: nothing was changed; free some room and do it again";
const READ_ONLY: &str =
    "it can only be read: nothing was changed; check the permissions of its file and folder";

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(inner, said) = &error else {
            return Trouble::new(format!("the library could not be asked: {error}"));
        };
        let said = said.as_deref().unwrap_or_default();
        match inner.code {
            ErrorCode::DiskFull => Trouble::new(FULL),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Trouble::new(READ_ONLY),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Trouble::new(
                "another program keeps the library to itself; nothing was changed; try again when it is done",
            ),
            ErrorCode::CannotOpen => Trouble::new("it can't be opened; check its folder and permissions"),
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
