//! The library on the disk, opened. Every thread opens its own; each waits its turn to write, and nobody to read.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::schema;
use super::trouble::{READ_ONLY, Result, Trouble};

/// How much care is taken that what is written stays written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// For what the reader does by hand: once it is confirmed, not even a power cut takes it back.
    Hand,
    /// For what can be had again: a power cut may take the last moments back, but never half of anything.
    Flow,
}

/// The library, open.
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
    /// Why it can only be read, when it can.
    read_only: Option<String>,
    /// The copy that was made before it got a newer shape.
    copied: Option<PathBuf>,
    /// Gives the name of an input format as the table of formats has it.
    pub(super) format: fn(&str) -> &'static str,
}

/// A writer waits so long for its turn.
const PATIENCE: i32 = 20_000;

/// Where the reader's library is when nothing else is said: `QUOTIDIAN_LIBRARY`, else in the system's place for data.
///
/// # Errors
/// When the system names no such place.
pub fn usual_path() -> Result<PathBuf> {
    use etcetera::BaseStrategy as _;
    if let Some(path) = std::env::var_os("QUOTIDIAN_LIBRARY").filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    let places = etcetera::choose_base_strategy()
        .map_err(|_| Trouble::new("there is no home folder to keep it in; say where with --library FILE"))?;
    Ok(places.data_dir().join("quotidian").join("library.db"))
}

impl Store {
    /// Opens the library at `path`, and makes one if there is none. What can't be written is opened for reading.
    /// `format` gives the name of an input format as the table of formats has it.
    ///
    /// # Errors
    /// When it can't be opened, is damaged at its head, is of another program or of a newer quotidian.
    pub fn open(path: &Path, care: Care, format: fn(&str) -> &'static str) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        match Self::writable(path, care, format) {
            Ok(store) => Ok(store),
            Err(trouble) if trouble.is_unwritable() && path.is_file() => {
                Self::readable(path, trouble.to_string(), format).map_err(|_| trouble)
            }
            Err(trouble) => Err(trouble),
        }
    }

    fn writable(path: &Path, care: Care, format: fn(&str) -> &'static str) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        prepare(&mut connection)?;
        // A file that is protected from writing is opened all the same, for reading.
        if connection.is_readonly(rusqlite::MAIN_DB)? {
            return Err(Trouble::unwritable(super::trouble::READ_ONLY));
        }
        if keep_log(&connection)? != "wal" {
            return Err(Trouble::new(
                "its folder can't hold a library that is written to; say another with --library FILE",
            ));
        }
        connection.pragma_update(None, "synchronous", if care == Care::Hand { "FULL" } else { "NORMAL" })?;
        if care == Care::Hand {
            // What flows in makes checkpoints; a hand's change never waits for one.
            connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        }
        let today = jiff::ZonedDateTime::now().date().to_string();
        let copied = schema::migrate(&mut connection, path, &today)?;
        let read_only = connection.is_readonly("main")?.then(|| READ_ONLY.to_owned());
        Ok(Store { connection, path: path.to_path_buf(), read_only, copied, format })
    }

    /// Opens a library that can't be written, and why; changes are refused with these words.
    pub(super) fn readable(path: &Path, why: String, format: fn(&str) -> &'static str) -> Result<Self> {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let log = std::fs::metadata(log);
        // Without a log of changes nobody has it open who could change it under us.
        let ways: &[&str] = match log {
            Err(_) => &["mode=ro&immutable=1"],
            Ok(log) if log.len() == 0 => &["mode=ro", "mode=ro&immutable=1"],
            Ok(_) => &["mode=ro"],
        };
        let mut connection = Err(Trouble::new("its path can't be opened"));
        for way in ways {
            connection = reading(path, way);
            if connection.is_ok() {
                break;
            }
        }
        Ok(Store {
            connection: connection?,
            path: path.to_path_buf(),
            read_only: Some(why),
            copied: None,
            format,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// True when it can only be read.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Why it can only be read, and what to do, when it can.
    #[must_use]
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// The copy that was made before it got a newer shape, when it just did.
    #[must_use]
    pub fn copied(&self) -> Option<&Path> {
        self.copied.as_deref()
    }

    /// A number that is another one when another program or thread has changed the library since it was last asked.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn changes_of_others(&self) -> Result<i64> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Copies the library to a new file.
    ///
    /// # Errors
    /// When the file exists or can't be written.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        super::copy::copy_to(&self.connection, path)
    }

    /// Begins to write; waits for its turn.
    pub(super) fn begin(&mut self) -> Result<Transaction<'_>> {
        if let Some(why) = &self.read_only {
            return Err(Trouble::unwritable(why.as_str()));
        }
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

/// Opens a library for reading alone.
fn reading(path: &Path, way: &str) -> Result<Connection> {
    let address = url::Url::from_file_path(std::path::absolute(path)?)
        .map_err(|()| Trouble::new("its path can't be opened"))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let mut connection = Connection::open_with_flags(format!("{address}?{way}"), flags)?;
    prepare(&mut connection)?;
    if schema::shape(&connection)? != schema::newest() {
        return Err(Trouble::new("it has an older shape and can't be written"));
    }
    Ok(connection)
}

/// Has changes kept in a log beside the library; gives how they are kept then.
fn keep_log(connection: &Connection) -> Result<String> {
    let mut tries = 0;
    loop {
        let mode = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
        match mode {
            // Several who make a library at the same moment are not made to wait by SQLite itself.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && wait(tries) => {
                tries += 1
            }
            mode => return Ok(mode?),
        }
    }
}

/// Waits a moment for a turn; `false` when that was often enough.
fn wait(tries: i32) -> bool {
    // Short naps, so that a hand's change gets its turn between two of what flows in.
    thread::sleep(Duration::from_millis(1));
    tries < PATIENCE
}

fn prepare(connection: &mut Connection) -> Result<()> {
    connection.busy_handler(Some(wait))?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}
