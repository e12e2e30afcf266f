//! A reader's home: a library of its own, and the program run with it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use quotidian::intake::{Order, Report, Which, fetch};
use quotidian::library::{Row, Subscription};
use quotidian::sources::format;
use quotidian::sources::web::fetch::Limits;
use quotidian::storage::{Care, Store};
use tempfile::TempDir;

/// A home with nothing in it yet.
pub(crate) struct Home {
    folder: TempDir,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let words = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Said { code: output.status.code(), out: words(output.stdout), errors: words(output.stderr) }
    }
}

/// Little may come, but it may take its time.
pub(crate) const SMALL: Limits =
    Limits { connect: Duration::from_secs(30), whole: Duration::from_secs(30), largest: 1 << 20 };

impl Home {
    pub(crate) fn new() -> Self {
        Home { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A file of the home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn library(&self) -> PathBuf {
        self.path("library.db")
    }

    /// A command that runs in this home and asks no proxy.
    pub(crate) fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, self.folder.path());
        }
        command.env("QUOTIDIAN_LIBRARY", self.library()).args(arguments);
        command
    }

    /// The program, to be run in this home.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        self.command(env!("CARGO_BIN_EXE_quotidian"), arguments)
    }

    /// Runs the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.program(arguments).output().expect("the program").into()
    }

    /// Runs the program; it must have nothing to complain of. Gives what it said.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!((said.code, said.errors.as_str()), (Some(0), ""), "{arguments:?}: {said:?}");
        said.out
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(&self.library(), Care::Flow, format::name).expect("the library")
    }

    /// Subscribes without asking anybody.
    pub(crate) fn subscribe(&self, name: &str, address: &str) {
        self.store().subscribe(&wanted(name, address)).expect("subscribed");
    }

    /// Fetches all sources within `limits`.
    pub(crate) fn fetch(&self, limits: Limits) -> Report {
        let order = Order { library: self.library(), which: Which::All, limits, every: 60 };
        fetch(&order, &AtomicBool::new(false), &|_| {}).expect("a fetch")
    }

    /// The source that the reader calls so.
    pub(crate) fn source(&self, name: &str) -> Subscription {
        let all = self.store().subscriptions().expect("subscriptions");
        all.into_iter().find(|source| source.label() == name).expect(name)
    }

    /// The rows in the order of their arrival.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let every = self.store().every(64, &mut |batch| {
            rows.extend(batch);
            true
        });
        every.expect("rows");
        rows
    }

    /// The headlines in the order of their arrival.
    pub(crate) fn headlines(&self) -> Vec<String> {
        self.rows().iter().map(|row| row.headline.to_string()).collect()
    }

    /// All bytes of the library and of what lies beside it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let files = fs::read_dir(self.folder.path()).expect("the home").flatten().map(|file| file.path());
        files.filter(|path| path.is_file()).flat_map(|path| fs::read(path).expect("a file")).collect()
    }
}

/// A subscription that is not made yet.
pub(crate) fn wanted(name: &str, address: &str) -> Subscription {
    Subscription { name: name.to_owned(), address: address.to_owned(), ..Subscription::default() }
}

/// The address of the server that a request goes to, without a slash.
pub(crate) fn address_of(head: &str) -> String {
    let lower = head.to_ascii_lowercase();
    let host = lower.lines().find_map(|line| line.strip_prefix("host:").map(str::trim).map(str::to_owned));
    format!("http://{}", host.unwrap_or_default())
}

/// A feed with these items.
pub(crate) fn rss(title: &str, items: &str) -> String {
    format!("<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>")
}

/// An item that is whole in the feed.
pub(crate) fn item(key: &str, headline: &str, link: &str) -> String {
    format!(
        "<item><guid>{key}</guid><title>{headline}</title><link>{link}</link><description>{}</description></item>",
        story(headline)
    )
}

/// A story about a subject, long enough to be no teaser.
pub(crate) fn story(subject: &str) -> String {
    [
        format!("“We had waited for {subject} all winter,” said Greta Sand, who runs the harbour of Port Alden."),
        format!("Nobody in Aldwick had seen anything like {subject} for nine years, and the mayor came to the quay."),
        format!("The harbour board had voted for {subject} in March, after those who work at night had asked three times."),
        format!("The Alden Post had written about {subject} before, and its readers had sent in forty letters."),
        format!("According to Tom Ek of the coast guard, {subject} is to be seen again on Monday, and then every day."),
    ]
    .join(" ")
}
