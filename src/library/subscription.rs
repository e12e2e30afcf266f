//! A subscription: a source that articles keep coming from, what is wished of it, and how it fares.

use serde::{Deserialize, Serialize};

/// What a subscription leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A feed, or another document that lists articles, at a web address.
    #[default]
    Feed,
    /// A folder of this machine that is watched.
    Folder,
    /// A command whose output is read.
    Command,
    /// No subscription: articles that the reader put into the library one by one.
    Kept,
}

/// Whether the pages of entries are fetched for their full text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FullText {
    /// Of entries that are short.
    #[default]
    Short,
    /// Of every entry.
    Always,
    /// Of none.
    Never,
}

/// What the reader wishes of a source. Passwords and tokens stand here only as where they are to be had
/// (`env:NAME`, `command:pass show news`, `keyring:NAME`), never themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceWishes {
    /// Minutes between two fetches, when it is not fetched by hand; none is the program's own measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
    /// Whether pages are fetched for their full text.
    pub full_text: FullText,
    /// Header lines that are sent along: name and value, which may say where a secret is to be had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// The name to sign in with, or `""`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// Where the password is to be had, or `""`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub password: String,
    /// Days that `prune` leaves its articles alone; none is as `prune` is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<u32>,
}

/// How a source fares. Times are seconds since 1970, UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// When it was last asked.
    pub tried: Option<i64>,
    /// When it last answered well.
    pub succeeded: Option<i64>,
    /// Not before this is it to be asked again, unless the reader insists.
    pub next: Option<i64>,
    /// So many times in a row it failed.
    pub failures: u32,
    /// Why it failed the last time, in words; none when it did not.
    pub error: Option<String>,
}

/// One source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscription {
    /// Its number in the library, from 1.
    pub id: u32,
    /// What it leads to.
    pub kind: SourceKind,
    /// Its web address, the path of the folder, or the command line.
    pub address: String,
    /// What it calls itself, or `""`.
    pub title: String,
    /// What the reader calls it, or `""`.
    pub name: String,
    /// The folder it stands in, levels parted by `/`; `""` is none.
    pub folder: String,
    /// The address of the site it belongs to, or `""`.
    pub site: String,
    /// What is wished of it.
    pub wishes: SourceWishes,
    /// The reader does not want it any more; its articles stay.
    pub removed: bool,
    /// How it fares. Not part of a change.
    #[serde(skip)]
    pub health: Health,
}

impl Subscription {
    /// What a list calls it: the reader's name for it, else its own, else its address.
    #[must_use]
    pub fn label(&self) -> &str {
        [&self.name, &self.title].into_iter().find(|name| !name.is_empty()).unwrap_or(&self.address)
    }
}

/// How far a fetch is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// So many sources, and pages for full text, are to be asked, as far as is known.
    pub total: usize,
    /// So many of them have been.
    pub done: usize,
    /// So many articles are new.
    pub fresh: usize,
    /// So many articles have changed.
    pub updated: usize,
    /// So many sources failed.
    pub failed: usize,
    /// So many sources are not asked, as they failed and want to be left alone for now.
    pub resting: usize,
    /// What is being asked, in a word for the screen.
    pub now: String,
}
