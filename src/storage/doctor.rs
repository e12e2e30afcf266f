//! The doctor: looks the library through and says what is wrong, and what would be mended; changes nothing itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use rusqlite::{Connection, OpenFlags};

use super::body::unpacked;
use super::card::TABLES;
use super::lines::LARGEST;
use super::trouble::{Result, Trouble};
use super::{dated, schema, session};
use crate::library::pack::unpack;

/// Bodies that are looked at together.
const BATCH: usize = 64;

/// Of many findings of one sort, so many are told one by one.
const TOLD: usize = 10;

/// A file that was being written is left behind when nothing was written to it for so long.
const LEFT: Duration = Duration::from_secs(3600);

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What, in one line.
    pub what: String,
    /// What is done about it on request; none when it is not for the doctor to mend.
    pub mend: Option<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong, the gravest first; nothing when all is sound.
    pub findings: Vec<Finding>,
    /// So many articles were looked at.
    pub articles: u64,
    pub(super) ills: Ills,
}

/// What is wrong, for the one who mends.
#[derive(Debug, Default)]
pub(super) struct Ills {
    /// The database as such is damaged.
    pub(super) corrupt: bool,
    /// Indexes of the database don't agree with their tables.
    pub(super) indexes: bool,
    /// The index of words is damaged as a whole.
    pub(super) words: bool,
    /// The index of words has not exactly the articles.
    pub(super) some_words: bool,
    /// Parts of bodies that can't be read.
    pub(super) parts: Vec<(i64, Part)>,
    /// Articles without a body.
    pub(super) bodiless: Vec<i64>,
    /// Bodies without an article.
    pub(super) rowless: Vec<i64>,
    /// Versions that can't be read.
    pub(super) versions: Vec<i64>,
    /// Changes that can't be read.
    pub(super) changes: Vec<i64>,
    /// What rows say of their bodies, as it should be: article, quotes, full text.
    pub(super) counts: Vec<(i64, usize, bool)>,
    /// Rows that lead nowhere.
    pub(super) dangling: bool,
    /// Sources that articles name and that are not there.
    pub(super) sources: Vec<u32>,
    /// The stamp is not higher than those of the rows.
    pub(super) stamp: bool,
    /// Programs that are gone.
    pub(super) sessions: Vec<i64>,
    /// Files that were left behind half written.
    pub(super) files: Vec<PathBuf>,
}

/// A part of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Record,
    Full,
    Original,
    Page,
}

impl Part {
    /// Its column.
    pub(super) fn column(self) -> &'static str {
        match self {
            Part::Record => "record",
            Part::Full => "full",
            Part::Original => "original",
            Part::Page => "page",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Part::Record => "the text",
            Part::Full => "the full text",
            Part::Original => "the original",
            Part::Page => "the page of the full text",
        }
    }
}

/// Looks the library at `path` through. `tell` hears how many articles were looked at, of how many.
///
/// # Errors
/// When there is no file.
pub fn examine(
    path: &Path,
    format: fn(&str) -> &'static str,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<Report> {
    let mut report = Report::default();
    fs::metadata(path)?;
    let looked =
        look_at(path).and_then(|library| Look { report: &mut report, library: &library, format, tell }.all());
    if let Err(trouble) = looked {
        if trouble.is_damage() {
            report.corrupt(&trouble.to_string());
        } else {
            report.add(format!("it can't be looked through: {trouble}"), None);
        }
    }
    report.permissions(path);
    report.left_behind(path);
    Ok(report)
}

/// Opens the library so that looking changes nothing.
pub(super) fn look_at(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let library = Connection::open_with_flags(path, flags)?;
    library.busy_timeout(Duration::from_secs(20))?;
    match schema::shape(&library) {
        Err(trouble) if !trouble.is_damage() => {
            // In a folder that can't be written no log can be made, so none changes anything under us.
            let address = url::Url::from_file_path(std::path::absolute(path)?)
                .map_err(|()| Trouble::new("its path can't be opened"))?;
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            Ok(Connection::open_with_flags(format!("{address}?immutable=1"), flags)?)
        }
        _ => Ok(library),
    }
}

impl Report {
    /// True when something would be mended on request.
    #[must_use]
    pub fn can_be_mended(&self) -> bool {
        self.findings.iter().any(|finding| finding.mend.is_some())
    }

    fn add(&mut self, what: impl Into<String>, mend: Option<&str>) {
        self.findings.push(Finding { what: what.into(), mend: mend.map(str::to_owned) });
    }

    fn corrupt(&mut self, what: &str) {
        if !self.ills.corrupt {
            self.ills.corrupt = true;
            self.findings.insert(
                0,
                Finding {
                    what: format!("the database is damaged: {what}"),
                    mend: Some(
                        "saves what can still be read into a new library, and keeps the damaged one beside it"
                            .to_owned(),
                    ),
                },
            );
        }
    }

    fn permissions(&mut self, path: &Path) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        for place in [path, folder] {
            if fs::metadata(place).is_ok_and(|data| data.permissions().readonly()) {
                let what = format!(
                    "{} can't be written, so nothing can be kept; check its permissions",
                    place.display()
                );
                self.add(what, None);
            }
        }
    }

    /// Files of ours that were being written when a program ended.
    fn left_behind(&mut self, path: &Path) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        for (folder, all) in [(dated::backups(path), true), (folder, false)] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let ours =
                    all || name.starts_with(&format!("{stem}.")) || name.starts_with(&format!("{stem}-"));
                let ours = ours || name.starts_with("pruned-");
                if name.ends_with(".part") && ours && is_old(&entry) {
                    self.ills.files.push(entry.path());
                    let what = format!("{} was left behind half written", entry.path().display());
                    self.add(what, Some("removes it"));
                }
            }
        }
    }
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let modified = entry.metadata().and_then(|data| data.modified());
    modified.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > LEFT))
}

/// A look at the library, at one moment.
struct Look<'a> {
    report: &'a mut Report,
    library: &'a Connection,
    format: fn(&str) -> &'static str,
    tell: &'a mut dyn FnMut(u64, u64),
}

impl Look<'_> {
    fn all(&mut self) -> Result<()> {
        let shape = schema::shape(self.library)?;
        if shape == 0 {
            self.report.add("it is empty: no library was ever made in it", None);
            return Ok(());
        }
        let moment = self.library.unchecked_transaction()?;
        self.integrity()?;
        if self.report.ills.corrupt || shape != schema::newest() {
            return Ok(());
        }
        self.rows()?;
        self.sources()?;
        self.bodies()?;
        self.versions()?;
        self.changes()?;
        self.index()?;
        self.sessions()?;
        drop(moment);
        Ok(())
    }

    /// What SQLite itself finds.
    fn integrity(&mut self) -> Result<()> {
        let mut ask = self.library.prepare("PRAGMA integrity_check(50)")?;
        let said = ask.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        for line in said.iter().filter(|line| *line != "ok") {
            let index = ["missing from index", "wrong # of entries in index", "non-unique entry in index"];
            if line.contains("inverted index") || line.contains("fts5: ") {
                self.report.ills.words = true;
            } else if index.iter().any(|words| line.contains(words)) {
                self.report.ills.indexes = true;
            } else {
                self.report.corrupt(&crate::text::shown(line));
            }
        }
        if self.report.ills.words {
            self.report.add("the index of words is damaged", Some("builds it again from the articles"));
        }
        if self.report.ills.indexes {
            self.report.add("an index of the database does not fit its table", Some("builds it again"));
        }
        Ok(())
    }

    fn count(&self, ask: &str) -> Result<i64> {
        Ok(self.library.query_row(ask, [], |row| row.get(0))?)
    }

    fn ids(&self, ask: &str) -> Result<Vec<i64>> {
        let mut ask = self.library.prepare(ask)?;
        let found = ask.query_map([], |row| row.get(0))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Rows that should belong to each other.
    fn rows(&mut self) -> Result<()> {
        let rowless =
            self.ids("SELECT article FROM bodies WHERE article NOT IN (SELECT id FROM articles)")?;
        if !rowless.is_empty() {
            let what = format!("{} stand in no list", articles(rowless.len()));
            self.report.add(what, Some("puts them back into the list"));
        }
        let bodiless = self.ids("SELECT id FROM articles WHERE id NOT IN (SELECT article FROM bodies)")?;
        for id in bodiless.iter().take(TOLD) {
            let what = format!("article {id} has no text");
            self.report.add(what, Some("takes its newest older version, else a line that says so"));
        }
        self.more(bodiless.len());
        for (what, ask) in DANGLING {
            let count = self.count(&format!("SELECT count(*) FROM {ask}"))?;
            if count > 0 {
                self.report.ills.dangling = true;
                self.report
                    .add(format!("{count} {what} of articles that are not there"), Some("deletes them"));
            }
        }
        let stamp = self.count(
            "SELECT NOT EXISTS (SELECT 1 FROM facts WHERE name = 'stamp'
             AND value >= (SELECT coalesce(max(stamp), 0) FROM articles))",
        )?;
        if stamp != 0 {
            self.report.ills.stamp = true;
            self.report.add("the stamp of the last change is behind", Some("sets it right"));
        }
        (self.report.ills.rowless, self.report.ills.bodiless) = (rowless, bodiless);
        Ok(())
    }

    fn more(&mut self, count: usize) {
        if count > TOLD {
            self.report.add(format!("and {} more like it", count - TOLD), Some("does the same with them"));
        }
    }

    fn sources(&mut self) -> Result<()> {
        let lost = "SELECT DISTINCT source FROM articles WHERE source <> 0 AND source NOT IN (SELECT id FROM sources)
             UNION SELECT DISTINCT source FROM places WHERE source <> 0 AND source NOT IN (SELECT id FROM sources)";
        let lost = self.ids(lost)?;
        for id in &lost {
            let what = format!("source {id} is not there, but has articles");
            self.report.add(what, Some("makes an entry for it, so that they stand together"));
        }
        self.report.ills.sources = lost.into_iter().filter_map(|id| u32::try_from(id).ok()).collect();
        Ok(())
    }

    /// Every body unpacks, and its record fits its text and its row.
    fn bodies(&mut self) -> Result<()> {
        let total = self.count("SELECT count(*) FROM bodies")?.unsigned_abs();
        let mut last = i64::MIN;
        let mut damaged = BTreeSet::new();
        loop {
            let batch = self.batch(last)?;
            let Some(body) = batch.last() else { break };
            last = body.article;
            let format = self.format;
            let seen: Vec<Seen> = batch.par_iter().map(|body| body.look(format)).collect();
            for (body, seen) in batch.iter().zip(seen) {
                self.note(body, seen, &mut damaged);
            }
            self.report.articles += batch.len() as u64;
            (self.tell)(self.report.articles, total);
        }
        self.more(damaged.len());
        let counts = self.report.ills.counts.len();
        if counts > 0 {
            let what =
                format!("the rows of {} say another number of quotes than their texts", articles(counts));
            self.report.add(what, Some("sets them right"));
        }
        Ok(())
    }

    fn note(&mut self, body: &Body, seen: Seen, damaged: &mut BTreeSet<i64>) {
        for (part, why) in seen.damaged {
            self.report.ills.parts.push((body.article, part));
            if damaged.insert(body.article) && damaged.len() > TOLD {
                continue;
            }
            let mend = match part {
                Part::Record => {
                    "sets its bytes aside, and takes what is sound of it: the full text or an older version"
                }
                Part::Full => "sets its bytes aside, and shows the words of the feed",
                Part::Original | Part::Page => "sets its bytes aside",
            };
            let words = part.words();
            self.report.add(format!("{words} of article {} is damaged: {why}", body.article), Some(mend));
        }
        if let Some((quotes, full)) = seen.counts {
            self.report.ills.counts.push((body.article, quotes, full));
        }
    }

    fn batch(&self, after: i64) -> Result<Vec<Body>> {
        let mut ask = self.library.prepare_cached(
            "SELECT b.article, record, full, original, page, quotes, fuller FROM bodies b
             LEFT JOIN articles a ON a.id = b.article WHERE b.article > ?1 ORDER BY b.article LIMIT ?2",
        )?;
        let found = ask.query_map((after, BATCH as i64), |row| {
            let quotes: Option<i64> = row.get(5)?;
            let full: Option<bool> = row.get(6)?;
            Ok(Body {
                article: row.get(0)?,
                record: row.get(1)?,
                full: row.get(2)?,
                original: row.get(3)?,
                page: row.get(4)?,
                row: quotes.map(|quotes| usize::try_from(quotes).unwrap_or(usize::MAX)).zip(full),
            })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    fn versions(&mut self) -> Result<()> {
        let mut ask = self.library.prepare("SELECT id, article, record, full FROM versions ORDER BY id")?;
        let mut found = ask.query([])?;
        while let Some(row) = found.next()? {
            let (record, full): (Vec<u8>, Option<Vec<u8>>) = (row.get(2)?, row.get(3)?);
            if [Some(record), full].iter().flatten().any(|bytes| unpacked(bytes, self.format).is_err()) {
                self.report.ills.versions.push(row.get(0)?);
                if self.report.ills.versions.len() <= TOLD {
                    let what = format!("an older version of article {} is damaged", row.get::<_, i64>(1)?);
                    self.report.add(what, Some("sets its bytes aside"));
                }
            }
        }
        self.more(self.report.ills.versions.len());
        Ok(())
    }

    fn changes(&mut self) -> Result<()> {
        let mut ask = self.library.prepare("SELECT id, change FROM changes ORDER BY id")?;
        let mut found = ask.query([])?;
        while let Some(row) = found.next()? {
            if super::change::read(&row.get::<_, Vec<u8>>(1)?).is_err() {
                self.report.ills.changes.push(row.get(0)?);
            }
        }
        let count = self.report.ills.changes.len();
        if count > 0 {
            let what = format!("{count} of the changes that can be undone are damaged");
            self.report.add(what, Some("deletes them from the history"));
        }
        Ok(())
    }

    /// The index of words has exactly the articles. It holds no text, so its shadow tables tell which.
    fn index(&mut self) -> Result<()> {
        if self.report.ills.words {
            return Ok(());
        }
        let (mut missing, mut extra) = (0, 0);
        for table in TABLES {
            let ask =
                format!("SELECT count(*) FROM articles WHERE id NOT IN (SELECT id FROM {table}_docsize)");
            missing = missing.max(self.count(&ask)?);
            let ask =
                format!("SELECT count(*) FROM {table}_docsize WHERE id NOT IN (SELECT id FROM articles)");
            extra = extra.max(self.count(&ask)?);
        }
        if missing + extra > 0 {
            self.report.ills.some_words = true;
            let what = format!(
                "the index of words lacks {} and has {} that are not there",
                articles(usize::try_from(missing).unwrap_or(0)),
                extra
            );
            self.report.add(what, Some("brings it in order"));
        }
        Ok(())
    }

    fn sessions(&mut self) -> Result<()> {
        let mut ask = self.library.prepare("SELECT id, pid FROM sessions")?;
        let found = ask.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?)))?;
        let all = found.collect::<rusqlite::Result<Vec<_>>>()?;
        let gone: Vec<i64> =
            all.into_iter().filter(|(_, pid)| !session::is_alive(*pid)).map(|(id, _)| id).collect();
        if !gone.is_empty() {
            let what = format!("{} ended without leaving the library in order", programs(gone.len()));
            self.report.add(what, Some("forgets that"));
        }
        self.report.ills.sessions = gone;
        Ok(())
    }
}

/// Rows that lead to articles that are not there: what they are called, and where they stand.
pub(super) const DANGLING: &[(&str, &str)] = &[
    (
        "older versions",
        "versions WHERE article NOT IN (SELECT id FROM articles) AND article NOT IN (SELECT article FROM bodies)",
    ),
    (
        "addresses",
        "prints WHERE article NOT IN (SELECT id FROM articles) AND article NOT IN (SELECT article FROM bodies)",
    ),
    (
        "pages to be fetched",
        "wanted WHERE article NOT IN (SELECT id FROM articles) AND article NOT IN (SELECT article FROM bodies)",
    ),
    (
        "places in sources",
        "places WHERE article NOT IN (SELECT id FROM articles) AND article NOT IN (SELECT article FROM bodies)",
    ),
];

/// A body and what its row says of it.
struct Body {
    article: i64,
    record: Vec<u8>,
    full: Option<Vec<u8>>,
    original: Option<Vec<u8>>,
    page: Option<Vec<u8>>,
    row: Option<(usize, bool)>,
}

/// What was seen of a body: what is damaged and why, and what its row should say.
#[derive(Default)]
struct Seen {
    damaged: Vec<(Part, String)>,
    counts: Option<(usize, bool)>,
}

impl Body {
    fn look(&self, format: fn(&str) -> &'static str) -> Seen {
        let mut seen = Seen::default();
        let mut quotes = None;
        for (part, bytes) in [(Part::Record, Some(&self.record)), (Part::Full, self.full.as_ref())] {
            match bytes.map(|bytes| unpacked(bytes, format)) {
                Some(Ok(article)) => quotes = Some(article.reading.quotes.len()),
                Some(Err(trouble)) => seen.damaged.push((part, trouble.to_string())),
                None => {}
            }
        }
        for (part, bytes) in [(Part::Original, &self.original), (Part::Page, &self.page)] {
            if let Some(Err(why)) = bytes.as_ref().map(|bytes| unpack(bytes, LARGEST)) {
                seen.damaged.push((part, why));
            }
        }
        if let (Some(quotes), Some(row), true) = (quotes, self.row, seen.damaged.is_empty()) {
            let should = (quotes, self.full.is_some());
            seen.counts = Some(should).filter(|should| *should != row);
        }
        seen
    }
}

fn articles(count: usize) -> String {
    format!("{count} article{}", if count == 1 { "" } else { "s" })
}

fn programs(count: usize) -> String {
    format!("{count} program{}", if count == 1 { "" } else { "s" })
}
