//! A thing that could not be read: which one, and why.

use std::fmt;
use std::io;
use std::path::Path;

/// One input that could not be read, or not wholly; the others are read all the same.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The file, folder or address, as given.
    pub path: String,
    /// What is wrong and what to do, in one line.
    pub what: String,
}

impl Problem {
    /// A problem with the file or folder at `path`.
    #[must_use]
    pub fn new(path: impl Into<String>, what: impl Into<String>) -> Self {
        Self { path: path.into(), what: what.into() }
    }

    /// What the system said about `path`, with advice for the common cases.
    #[must_use]
    pub fn of_io(path: &Path, error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "no such file or folder; check the name".to_owned(),
            io::ErrorKind::PermissionDenied => {
                "may not be read; check its permissions (ls -l shows them)".to_owned()
            }
            _ => format!("could not be read: {error}"),
        };
        Self::new(path.to_string_lossy(), what)
    }
}

impl fmt::Display for Problem {
    /// One line, whatever characters the path holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.path.chars() {
            f.write_fmt(format_args!("{}", if c.is_control() { '\u{fffd}' } else { c }))?;
        }
        write!(f, ": {}", self.what)
    }
}
