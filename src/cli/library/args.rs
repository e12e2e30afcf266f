//! The arguments of the subcommands for the library.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::wished::Wished;
use crate::cli::how::How;

/// The subcommands for the library.
#[derive(Debug, Subcommand)]
pub enum LibraryCommand {
    /// Subscribe to feeds, folders and commands, and fetch them
    Add(Adding),
    /// Fetch what is new
    Fetch {
        /// Only these subscriptions: numbers, names, titles or addresses
        #[arg(value_name = "SOURCE")]
        sources: Vec<String>,
        /// Only those whose time has come, as a timer wants it
        #[arg(long, conflicts_with = "sources")]
        due: bool,
    },
    /// Put articles into the library without a subscription
    Keep {
        /// Files, folders or web addresses, or - for standard input
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// How inputs are read.
        #[command(flatten)]
        how: How,
    },
    /// List the subscriptions, with how many articles they have and how they fare
    Sources {
        /// How the list is printed
        #[arg(long, value_enum, default_value = "table")]
        format: SourcesFormat,
    },
    /// List the last fetches that brought something or failed
    Fetches {
        /// Only those of this subscription
        #[arg(value_name = "SOURCE")]
        source: Option<String>,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    /// Change what a subscription is called, where it stands and how it is fetched
    Set(Settings),
    /// Unsubscribe; the articles stay
    Remove {
        /// Numbers, names, titles or addresses of subscriptions
        #[arg(value_name = "SOURCE", required = true)]
        sources: Vec<String>,
    },
    /// Mark articles as read, star them, tag them, note something about them
    Mark(Marking),
    /// Take the last change back
    Undo,
    /// Make the last change that was taken back again
    Redo,
    /// List articles, the newest first
    List(Listing),
    /// Find articles, quotes or people, the best first; docs/queries.md explains queries
    Search(Searching),
    /// List the searches that were saved
    Searches {
        /// Remove one instead; may be repeated
        #[arg(long, value_name = "NAME")]
        remove: Vec<String>,
        /// Print one JSON object a line instead
        #[arg(long)]
        json: bool,
    },
    /// Say how much is new in the saved searches that are watched, since it was last said
    Watch(Watching),
    /// Print articles with their quotes and people
    Show {
        /// The numbers of articles, as `list` shows them
        #[arg(value_name = "ID", required = true)]
        ids: Vec<u64>,
    },
    /// Print how many articles and sources there are, on one line
    Status {
        /// Print a JSON object instead
        #[arg(long)]
        json: bool,
    },
    /// Copy the whole library to a file, also while it is in use
    Backup {
        /// A new file; without it a dated one in the folder `backups` beside the library
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Bring a backup back; what is there now is kept in a dated copy
    Restore {
        /// A file made by `backup`
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write everything as lines of JSON; docs/library.md explains them
    Export {
        /// A new file, pressed when it ends in .zst or .gz, or - for standard output
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take in what `export` or `prune` wrote; what is there already stays
    Import {
        /// A file, pressed or not, or - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take old articles out, after saying which; those with a star, a tag or a note always stay
    Prune(Pruning),
    /// Look the library through for damage
    Doctor {
        /// Mend what can be mended; a copy is made before
        #[arg(long)]
        fix: bool,
    },
}

/// How subscriptions are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SourcesFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For other readers (OPML 2.0): feeds and commands with their folders.
    Opml,
}

/// What is set of a subscription.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("wish").required(true).multiple(true))]
pub struct Settings {
    /// Number, name, title or address of a subscription
    #[arg(value_name = "SOURCE")]
    pub source: String,
    /// What it is called; empty is what it calls itself
    #[arg(long, group = "wish", value_name = "NAME")]
    pub name: Option<String>,
    /// The folder it stands in, levels parted by /; empty is none
    #[arg(long, group = "wish", value_name = "FOLDER")]
    pub folder: Option<String>,
    /// How it is fetched.
    #[command(flatten)]
    pub wished: Wished,
}

/// What is subscribed to.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("wish").multiple(true))]
pub struct Adding {
    /// A feed's address, or a page's that names one; a folder; an OPML file; or exec: and a command
    #[arg(value_name = "URL|FILE.opml|FOLDER|exec:COMMAND", required = true)]
    pub words: Vec<String>,
    /// What it is called
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The folder it stands in, levels parted by /
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<String>,
    /// How it is fetched.
    #[command(flatten)]
    pub wished: Wished,
    /// Only subscribe; nothing is fetched now
    #[arg(long)]
    pub no_fetch: bool,
}

/// What is marked, and how.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("how").required(true).multiple(true))]
#[command(group = clap::ArgGroup::new("which").required(true))]
pub struct Marking {
    /// The numbers of articles, as `list` shows them
    #[arg(value_name = "ID", group = "which")]
    pub ids: Vec<u64>,
    /// All articles
    #[arg(long, group = "which")]
    pub all: bool,
    /// All articles of a subscription
    #[arg(long, group = "which", value_name = "SOURCE")]
    pub source: Option<String>,
    /// Mark them as read
    #[arg(long, group = "how", conflicts_with = "unread")]
    pub read: bool,
    /// Mark them as unread
    #[arg(long, group = "how")]
    pub unread: bool,
    /// Give them a star
    #[arg(long, group = "how", conflicts_with = "unstar")]
    pub star: bool,
    /// Take their star
    #[arg(long, group = "how")]
    pub unstar: bool,
    /// Give them a tag; may be repeated
    #[arg(long = "tag", group = "how", value_name = "TAG", value_parser = tag)]
    pub tags: Vec<String>,
    /// Take a tag from them; may be repeated
    #[arg(long = "untag", group = "how", value_name = "TAG", value_parser = tag)]
    pub untags: Vec<String>,
    /// Note something about them, in place of what was noted; empty is nothing
    #[arg(long, group = "how", value_name = "WORDS")]
    pub note: Option<String>,
}

/// Which articles are listed, and how.
#[derive(Debug, Args)]
pub struct Listing {
    /// unread, starred, updated, today, all or a tag as #TAG
    #[arg(value_name = "VIEW", default_value = "all", value_parser = view)]
    pub view: View,
    /// Only those of a subscription
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
    /// How they are printed
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

impl Listing {
    /// The unread ones, for people.
    #[must_use]
    pub fn unread() -> Self {
        Listing { view: View::Unread, source: None, format: ListFormat::Table, limit: None }
    }
}

/// What is searched for, and how.
#[derive(Debug, Args)]
pub struct Searching {
    /// What is searched for: words, "phrases", who:NAME said:WORDS …; best in single quotation marks
    ///
    /// After -- it may begin with a hyphen.
    #[arg(value_name = "QUERY", required_unless_present = "saved")]
    pub query: Vec<String>,
    /// The query of a saved search instead
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    pub saved: Option<String>,
    /// Find quotes, one by one
    #[arg(long, conflicts_with = "people")]
    pub quotes: bool,
    /// Find people
    #[arg(long)]
    pub people: bool,
    /// The newest first, not the best
    #[arg(long)]
    pub newest: bool,
    /// How it is printed
    #[arg(long, value_enum, default_value = "table")]
    pub format: SearchFormat,
    /// At most so many; a table has 50 when nothing is said
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Save the query under a name instead
    #[arg(long, value_name = "NAME", value_parser = name, conflicts_with_all = ["saved", "quotes", "people", "newest", "limit"])]
    pub save: Option<String>,
    /// What is new in it is told by `watch`
    #[arg(long, requires = "save")]
    pub watch: bool,
}

/// What is said of the searches that are watched.
#[derive(Debug, Args)]
pub struct Watching {
    /// Only this one, watched or not
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Exit with 0 when something is new, with 1 when nothing is
    #[arg(long)]
    pub exit_code: bool,
    /// Leave what is new as new
    #[arg(long)]
    pub peek: bool,
    /// How it is printed: a table of numbers, or the articles
    #[arg(long, value_enum, default_value = "table")]
    pub format: SearchFormat,
}

/// How what was found is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// For people.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// Addresses only, one a line.
    Urls,
}

/// Which articles are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// Every one.
    All,
    /// Those that are unread.
    Unread,
    /// Those that have a star.
    Starred,
    /// Those that their publisher changed since they were opened.
    Updated,
    /// Those of today.
    Today,
    /// Those that have a tag.
    Tag(String),
}

/// How articles are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// Addresses only, one a line.
    Urls,
}

/// What is pruned.
#[derive(Debug, Args)]
pub struct Pruning {
    /// What arrived longer ago than that: 90d, 6w, 3m or 2y
    ///
    /// Without it, only subscriptions that have a wish of their own are pruned (`set SOURCE --keep DAYS`).
    #[arg(long, value_name = "AGE", value_parser = age)]
    pub older_than: Option<u32>,
    /// What stays: starred, tagged, noted, which always do, and unread
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_enum)]
    pub keep: Vec<Keeping>,
    /// Only articles of this subscription; may be repeated
    #[arg(long = "source", value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Don't ask
    #[arg(long)]
    pub yes: bool,
    /// Say what would go, and do nothing
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
}

/// What stays when the library is pruned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Keeping {
    /// What has a star; it always stays.
    Starred,
    /// What has a tag; it always stays.
    Tagged,
    /// What has a note; it always stays.
    Noted,
    /// What is unread.
    Unread,
}

/// A tag without `#` and white space.
fn tag(words: &str) -> Result<String, String> {
    let tag = words.trim().trim_start_matches('#');
    if tag.is_empty() || tag.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("a tag is one word".to_owned());
    }
    Ok(tag.to_owned())
}

/// A name on one line.
fn name(words: &str) -> Result<String, String> {
    let name = words.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err("a name is words on one line".to_owned());
    }
    Ok(name.to_owned())
}

fn view(words: &str) -> Result<View, String> {
    Ok(match words {
        "all" => View::All,
        "unread" => View::Unread,
        "starred" => View::Starred,
        "updated" => View::Updated,
        "today" => View::Today,
        _ => match words.strip_prefix('#') {
            Some(name) => View::Tag(tag(name)?),
            None => return Err("write unread, starred, updated, today, all or #TAG".to_owned()),
        },
    })
}

/// Days: of a number and d, w, m or y.
fn age(words: &str) -> Result<u32, String> {
    let wrong = || "write a number and d, w, m or y, as in 90d".to_owned();
    let unit = words.chars().next_back().ok_or_else(wrong)?;
    let days = match unit {
        'd' => 1,
        'w' => 7,
        'm' => 30,
        'y' => 365,
        _ => return Err(wrong()),
    };
    let number: u32 = words[..words.len() - unit.len_utf8()].parse().map_err(|_| wrong())?;
    number.checked_mul(days).filter(|days| *days > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_days() {
        let check = |words: &str, expect: Option<u32>| assert_eq!(age(words).ok(), expect, "{words}");
        check("90d", Some(90));
        check("2w", Some(14));
        check("3m", Some(90));
        check("2y", Some(730));
        check("0d", None);
        check("", None);
        check("d", None);
        check("90", None);
        check("-1d", None);
        check("9é", None);
        check("99999999y", None);
    }

    #[test]
    fn views_and_tags_are_words() {
        assert_eq!(view("unread"), Ok(View::Unread));
        assert_eq!(view("#sea"), Ok(View::Tag("sea".to_owned())));
        assert!(view("new").is_err());
        assert!(view("#").is_err());
        assert_eq!(tag(" #sea ").as_deref(), Ok("sea"));
        assert!(tag("two words").is_err());
    }
}
