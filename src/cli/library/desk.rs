//! The desk: where a subcommand finds the library, writes what it has to say, and asks.

use std::fmt;
use std::io::{self, BufRead as _, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use indicatif::{ProgressBar, ProgressStyle};

use crate::sources::format;
use crate::storage::{Care, Store, store};

/// Usage that can't be told from the arguments alone; the exit status is 2.
#[derive(Debug)]
pub struct WrongUsage(pub String);

impl fmt::Display for WrongUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// What a subcommand works with.
pub struct Desk<'a> {
    /// Where the library is.
    pub path: PathBuf,
    /// Standard output.
    pub out: &'a mut (dyn Write + Send),
    /// Standard error.
    pub errors: &'a mut (dyn Write + Send),
    /// Now: seconds since 1970, UTC.
    pub now: i64,
    /// What the command line and the settings say.
    pub given: Given,
}

/// What the command line and the settings say of every subcommand.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Where the library is, when it is not at the usual place.
    pub library: Option<PathBuf>,
    /// Minutes between two fetches of a source that has no wish of its own.
    pub every: u32,
    /// More names for the fields of JSON and tables: theirs, and ours.
    pub fields: Vec<(String, String)>,
}

impl<'a> Desk<'a> {
    /// The desk for what is given.
    ///
    /// # Errors
    /// When there is no usual place.
    pub fn new(
        given: Given,
        out: &'a mut (dyn Write + Send),
        errors: &'a mut (dyn Write + Send),
    ) -> anyhow::Result<Self> {
        let path = given.library.clone().map_or_else(store::usual_path, Ok)?;
        Ok(Desk { path, out, errors, now: jiff::Timestamp::now().as_second(), given })
    }

    /// Opens the library that is there.
    ///
    /// # Errors
    /// When there is none yet, or it can't be opened.
    pub fn open(&mut self) -> anyhow::Result<Store> {
        self.must_be_there()?;
        self.open_or_make()
    }

    /// Opens the library; makes one when there is none.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn open_or_make(&mut self) -> anyhow::Result<Store> {
        let store = Store::open(&self.path, Care::Hand, format::name).with_context(|| self.named())?;
        if let Some(copy) = store.copied() {
            let copy = copy.display();
            writeln!(self.errors, "quotidian: the library has a newer shape now; as it was it is in {copy}")?;
        }
        Ok(store)
    }

    /// Says so when there is no library yet.
    ///
    /// # Errors
    /// Then.
    pub fn must_be_there(&self) -> anyhow::Result<()> {
        if self.path.exists() {
            return Ok(());
        }
        Err(anyhow!("there is no library yet at {}; `quotidian add URL` begins one", self.path.display()))
    }

    /// The library's path, for messages.
    #[must_use]
    pub fn named(&self) -> String {
        self.path.display().to_string()
    }

    /// Tells a problem on its own line.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn complain(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.errors, "quotidian: {words}")
    }
}

/// A line on the terminal that says how far it is, and is gone at the end; none without a terminal.
#[must_use]
pub fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} articles, {elapsed}");
    ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Asks on the terminal; none when there is no terminal to ask on.
///
/// # Errors
/// When the terminal can't be written or read.
pub fn agreed(question: &str) -> io::Result<Option<bool>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    write!(io::stderr(), "{question} [y/N] ")?;
    let mut said = String::new();
    io::stdin().lock().read_line(&mut said)?;
    Ok(Some(matches!(said.trim().to_lowercase().as_str(), "y" | "yes")))
}

/// `3 articles`, `1 article`.
#[must_use]
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// True for the path that stands for standard input or output.
#[must_use]
pub fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}
