//! A saved search: a query with a name, which may be watched for what is new.

use serde::{Deserialize, Serialize};

/// A query that is kept under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedSearch {
    /// Its name; no other has the same.
    pub name: String,
    /// The query as it was written; `""` is none: it was removed.
    pub query: String,
    /// What is new in it is counted.
    pub watch: bool,
}

impl SavedSearch {
    /// True when it was removed.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.query.is_empty()
    }
}
