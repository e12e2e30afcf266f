//! A thing that could not be read: which one, and why.

/// One input that could not be read, or not wholly; the others are read all the same.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The file, folder or address, as given.
    pub path: String,
    /// What is wrong and what to do, in one line.
    pub what: String,
}
