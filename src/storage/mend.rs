//! What the doctor found, mended. A copy is made before; an article is never deleted, and bytes that can't be read are
//! kept in a file of their own.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::arrival::moment;
use super::body::{packed, unpacked};
use super::card::{self, Card, TABLES};
use super::copy::beside;
use super::doctor::{DANGLING, Ills, Part, Report, examine, look_at};
use super::rows::number;
use super::salvage::salvage;
use super::store::{Care, Store};
use super::trouble::{Result, Trouble};
use super::{backup, dated, facts, session};
use crate::library::{Article, Row};
use crate::reading::{ENGINE, read};

/// So many articles are indexed at a time; others who write have their turn between.
const BATCH: usize = 250;

/// Mends what `report` found; gives in lines what was done. `now` is seconds since 1970.
///
/// # Errors
/// When something can't be written. What was done by then stays done; the copy that was made before is beside the library.
pub fn mend(
    path: &Path,
    report: Report,
    format: fn(&str) -> &'static str,
    now: i64,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<Vec<String>> {
    let mut done = Vec::new();
    let mut ills = report.ills;
    if ills.corrupt {
        done.extend(replace(path)?);
        ills = examine(path, format, tell)?.ills;
        if ills.corrupt {
            return Err(Trouble::damage("it is still damaged; `quotidian restore` brings a backup back"));
        }
    }
    if ills.is_of_rows() {
        let mut store = Store::open(path, Care::Hand, format)?;
        if done.is_empty() {
            done.push(format!("the library as it was is kept in {}", copy_before(&store)?.display()));
        }
        Mending { store: &mut store, now, done: &mut done }.all(&ills)?;
    }
    for file in &ills.files {
        fs::remove_file(file)?;
        done.push(format!("{} was removed", file.display()));
    }
    Ok(done)
}

impl Ills {
    /// True when something in the database is to be mended.
    fn is_of_rows(&self) -> bool {
        let lists = [
            self.bodiless.len(),
            self.rowless.len(),
            self.versions.len(),
            self.changes.len(),
            self.sessions.len(),
            self.parts.len(),
            self.counts.len(),
            self.sources.len(),
        ];
        let flags = [self.indexes, self.words, self.some_words, self.dangling, self.stamp];
        lists.iter().any(|count| *count > 0) || flags.contains(&true)
    }
}

fn copy_before(store: &Store) -> Result<PathBuf> {
    let copy = dated::beside(store.path(), "before-doctor", "db");
    match store.copy_to(&copy) {
        Ok(()) => Ok(copy),
        // What can't be copied row by row is copied as it lies there.
        Err(_) => backup::set_aside(store.path()),
    }
}

/// Puts what can still be read of a damaged library in its place.
fn replace(path: &Path) -> Result<Vec<String>> {
    if let Some(pid) = who_has_it_open(path) {
        return Err(Trouble::new(format!(
            "process {pid} has it open: nothing was changed; close that program and do it again"
        )));
    }
    let kept = backup::set_aside(path)?;
    let part = beside(path, "salvage.part");
    if part.exists() {
        fs::remove_file(&part)?;
    }
    let saved = salvage(&kept, &part).map_err(|trouble| {
        let _ = fs::remove_file(&part);
        let last = last_backup(path).map_or_else(
            || "there is no backup beside it".to_owned(),
            |last| format!("`quotidian restore {}` brings the last backup back", last.display()),
        );
        Trouble::damage(format!("nothing of it can be read ({trouble}), and nothing was changed; {last}"))
    })?;
    backup::place(&part, path)?;
    // Looking made a place for a log, which is of no use to anybody.
    backup::tidy(&kept)?;
    Ok(vec![
        format!("the damaged library is kept in {}", kept.display()),
        format!(
            "{} rows were saved, of {} articles; about {} could not be read",
            saved.rows, saved.articles, saved.lost
        ),
    ])
}

/// A program that has the library open, as far as that can be told of a damaged one.
fn who_has_it_open(path: &Path) -> Option<u32> {
    let library = look_at(path).ok()?;
    let mut ask = library.prepare("SELECT pid FROM sessions").ok()?;
    let found = ask.query_map([], |row| row.get::<_, u32>(0)).ok()?;
    let mut pids = found.flatten();
    pids.find(|pid| *pid != std::process::id() && session::is_alive(*pid))
}

/// The newest file in the folder of backups.
fn last_backup(path: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(dated::backups(path)).ok()?;
    let files = entries.flatten().map(|entry| entry.path());
    files.filter(|file| file.extension().is_some_and(|ending| ending == "db")).max()
}

struct Mending<'a> {
    store: &'a mut Store,
    now: i64,
    done: &'a mut Vec<String>,
}

impl Mending<'_> {
    fn all(&mut self, ills: &Ills) -> Result<()> {
        if ills.indexes {
            self.store.connection.execute_batch("REINDEX")?;
            self.done.push("the indexes of the database were built again".to_owned());
        }
        if ills.stamp {
            self.stamp()?;
        }
        self.each(&ills.sources, Self::source, "sources have an entry again")?;
        for &(article, part) in &ills.parts {
            self.part(article, part)?;
        }
        self.each(&ills.versions, Self::version, "damaged older versions were set aside")?;
        self.each(&ills.bodiless, Self::body, "articles have a text again")?;
        self.each(&ills.rowless, Self::row, "articles stand in the list again")?;
        self.each(&ills.counts, Self::counts, "rows were set right")?;
        if ills.dangling {
            self.dangling()?;
        }
        self.each(&ills.changes, Self::change, "damaged changes were deleted from the history")?;
        self.each(&ills.sessions, Self::session, "programs that are gone were forgotten")?;
        let texts = ills.parts.len() + ills.rowless.len() + ills.bodiless.len();
        if ills.words || ills.some_words || texts > 0 {
            self.index(ills.words)?;
        }
        Ok(())
    }

    /// Mends one thing after the other, each as a whole.
    fn each<T: Copy>(&mut self, list: &[T], mend: fn(&mut Self, T) -> Result<()>, words: &str) -> Result<()> {
        for &one in list {
            mend(self, one)?;
        }
        if !list.is_empty() {
            self.done.push(format!("{} {words}", list.len()));
        }
        Ok(())
    }

    fn stamp(&mut self) -> Result<()> {
        let write = self.store.begin()?;
        write.execute(
            "INSERT OR REPLACE INTO facts VALUES ('stamp', (SELECT coalesce(max(stamp), 0) + 1 FROM articles))",
            [],
        )?;
        write.commit()?;
        self.done.push("the stamp of the last change was set right".to_owned());
        Ok(())
    }

    fn source(&mut self, id: u32) -> Result<()> {
        let write = self.store.begin()?;
        write.execute(
            "INSERT OR IGNORE INTO sources (id, kind, address, title, name, folder, site, wishes, removed)
             VALUES (?1, 'kept', ?2, '', ?3, '', '', '{}', 1)",
            (id, format!("lost-{id}"), format!("Lost source {id}")),
        )?;
        write.commit()?;
        Ok(())
    }

    /// Sets the bytes of a damaged part aside, and takes in its place what is sound.
    fn part(&mut self, article: i64, part: Part) -> Result<()> {
        let column = part.column();
        let ask = format!("SELECT {column} FROM bodies WHERE article = ?1");
        let bytes: Option<Option<Vec<u8>>> =
            self.store.connection.query_row(&ask, [article], |row| row.get(0)).optional()?;
        let Some(Some(bytes)) = bytes else { return Ok(()) };
        let aside = self.aside(&format!("damaged-{article}-{column}"), &bytes)?;
        match part {
            Part::Record => self.text(article)?,
            Part::Full => self.without_full(article)?,
            Part::Original | Part::Page => {
                let write = self.store.begin()?;
                write.execute(&format!("UPDATE bodies SET {column} = NULL WHERE article = ?1"), [article])?;
                write.commit()?;
            }
        }
        self.done.push(format!("the damaged {column} of article {article} is kept in {}", aside.display()));
        Ok(())
    }

    /// Keeps bytes in a file beside the library.
    fn aside(&self, what: &str, bytes: &[u8]) -> Result<PathBuf> {
        let aside = dated::beside(self.store.path(), what, "zst");
        fs::write(&aside, bytes)?;
        fs::File::open(&aside)?.sync_all()?;
        Ok(aside)
    }

    /// Gives an article a text that is sound: its full text, else its newest older version, else a line that says so.
    fn text(&mut self, article: i64) -> Result<()> {
        let format = self.store.format;
        let sound = self.candidates(article)?.into_iter().find_map(|bytes| unpacked(&bytes, format).ok());
        let text = match sound {
            Some(text) => text,
            None => self.placeholder(article)?,
        };
        let bytes = packed(&text)?;
        let write = self.store.begin()?;
        let stamp = facts::next_stamp(&write)?;
        write.execute(
            "INSERT INTO bodies (article, engine, record) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET engine = excluded.engine, record = excluded.record",
            (article, ENGINE, bytes),
        )?;
        write.execute(
            "UPDATE articles SET stamp = ?2, quotes = ?3 WHERE id = ?1 AND NOT fuller",
            (article, stamp, number(text.reading.quotes.len() as u64)),
        )?;
        card::take_out(&write, article)?;
        write.commit()?;
        Ok(())
    }

    /// Texts of an article that may be sound, the best first.
    fn candidates(&self, article: i64) -> Result<Vec<Vec<u8>>> {
        let mut ask = self.store.connection.prepare_cached(
            "SELECT full FROM bodies WHERE article = ?1 AND full IS NOT NULL
             UNION ALL SELECT * FROM (SELECT record FROM versions WHERE article = ?1 ORDER BY id DESC)",
        )?;
        let found = ask.query_map([article], |row| row.get(0))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The headline, which the row still has, and a line that says what happened.
    fn placeholder(&self, article: i64) -> Result<Article> {
        let ask = "SELECT headline FROM articles WHERE id = ?1";
        let headline: Option<String> =
            self.store.connection.query_row(ask, [article], |row| row.get(0)).optional()?;
        let text = format!(
            "{}\n\nThe text of this article was damaged on the disk and could not be saved.\n",
            headline.unwrap_or_else(|| format!("Article {article}"))
        );
        Ok(Article {
            id: article.unsigned_abs(),
            path: "damaged".to_owned(),
            format: (self.store.format)("text"),
            reading: read(&text),
            text,
            ..Article::default()
        })
    }

    /// The words of the feed are shown again, and the page is fetched anew where it is known.
    fn without_full(&mut self, article: i64) -> Result<()> {
        let write = self.store.begin()?;
        let stamp = facts::next_stamp(&write)?;
        write.execute("UPDATE bodies SET full = NULL, page = NULL WHERE article = ?1", [article])?;
        write.execute("UPDATE articles SET fuller = 0, stamp = ?2 WHERE id = ?1", (article, stamp))?;
        write.execute(
            "INSERT OR REPLACE INTO wanted (article, source, url)
             SELECT id, source, url FROM articles JOIN prints ON article = id WHERE id = ?1 AND url IS NOT NULL",
            [article],
        )?;
        card::take_out(&write, article)?;
        write.commit()?;
        self.recount(article)
    }

    /// Sets right how many quotes the row of an article says it has.
    fn recount(&mut self, article: i64) -> Result<()> {
        let ask = "SELECT record FROM bodies WHERE article = ?1";
        let bytes: Vec<u8> = self.store.connection.query_row(ask, [article], |row| row.get(0))?;
        match unpacked(&bytes, self.store.format) {
            Ok(text) => self.counts((article, text.reading.quotes.len(), false)),
            // Its text is mended after it.
            Err(_) => Ok(()),
        }
    }

    fn counts(&mut self, (article, quotes, full): (i64, usize, bool)) -> Result<()> {
        let write = self.store.begin()?;
        let stamp = facts::next_stamp(&write)?;
        write.execute(
            "UPDATE articles SET quotes = ?2, fuller = ?3, stamp = ?4 WHERE id = ?1",
            (article, number(quotes as u64), full, stamp),
        )?;
        write.commit()?;
        Ok(())
    }

    fn version(&mut self, id: i64) -> Result<()> {
        let ask = "SELECT article, record FROM versions WHERE id = ?1";
        let found = self
            .store
            .connection
            .query_row(ask, [id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
            .optional()?;
        let Some((article, bytes)) = found else { return Ok(()) };
        self.aside(&format!("damaged-{article}-version-{id}"), &bytes)?;
        let write = self.store.begin()?;
        write.execute("DELETE FROM versions WHERE id = ?1", [id])?;
        write.commit()?;
        Ok(())
    }

    fn body(&mut self, article: i64) -> Result<()> {
        self.text(article)
    }

    /// Makes a row again for a body that has none.
    fn row(&mut self, article: i64) -> Result<()> {
        let ask = "SELECT record, full FROM bodies WHERE article = ?1";
        let (record, full): (Vec<u8>, Option<Vec<u8>>) =
            self.store.connection.query_row(ask, [article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let brief = unpacked(&record, self.store.format)?;
        let full = full.and_then(|full| unpacked(&full, self.store.format).ok());
        let row = Row::of(&brief);
        let quotes = full.as_ref().unwrap_or(&brief).reading.quotes.len();
        let write = self.store.begin()?;
        let stamp = facts::next_stamp(&write)?;
        let source = "SELECT min(source) FROM places WHERE article = ?1";
        let source: Option<u32> = write.query_row(source, [article], |row| row.get(0))?;
        write.execute(
            "INSERT OR IGNORE INTO articles (id, stamp, source, moment, arrived, headline, outlet, date, notice, quotes, fuller)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            rusqlite::params![
                article,
                stamp,
                source.unwrap_or(0),
                moment(&row.date).unwrap_or(self.now).min(self.now),
                self.now,
                row.headline,
                row.outlet,
                row.date,
                row.notice,
                number(quotes as u64),
                full.is_some()
            ],
        )?;
        write.commit()?;
        Ok(())
    }

    fn dangling(&mut self) -> Result<()> {
        let write = self.store.begin()?;
        let mut count = 0;
        for (_, place) in DANGLING {
            count += write.execute(&format!("DELETE FROM {place}"), [])?;
        }
        write.commit()?;
        self.done.push(format!("{count} rows that led nowhere were deleted"));
        Ok(())
    }

    fn change(&mut self, id: i64) -> Result<()> {
        let write = self.store.begin()?;
        write.execute("DELETE FROM changes WHERE id = ?1", [id])?;
        write.commit()?;
        Ok(())
    }

    fn session(&mut self, id: i64) -> Result<()> {
        let write = self.store.begin()?;
        write.execute("DELETE FROM sessions WHERE id = ?1", [id])?;
        write.commit()?;
        Ok(())
    }

    /// Brings the index of words in order: all of it, or what is missing and what is too much.
    fn index(&mut self, whole: bool) -> Result<()> {
        let write = self.store.begin()?;
        if whole {
            for table in TABLES {
                let ask = "SELECT sql FROM sqlite_schema WHERE name = ?1";
                let made: String = write.query_row(ask, [table], |row| row.get(0))?;
                write.execute_batch(&format!("DROP TABLE {table}; {made}"))?;
            }
        } else {
            for table in TABLES {
                let ask = format!(
                    "DELETE FROM {table} WHERE rowid IN (SELECT id FROM {table}_docsize WHERE id NOT IN (SELECT id FROM articles))"
                );
                write.execute(&ask, [])?;
            }
        }
        write.commit()?;
        let (mut count, format) = (0, self.store.format);
        loop {
            let write = self.store.begin()?;
            let some = index_some(&write, format)?;
            write.commit()?;
            count += some;
            if some == 0 {
                break;
            }
        }
        self.done.push(format!("the index of words is in order; {count} articles were put into it"));
        Ok(())
    }
}

/// Puts some of the articles that the index of words lacks into it; gives how many.
fn index_some(write: &Transaction<'_>, format: fn(&str) -> &'static str) -> Result<usize> {
    let missing = missing(write)?;
    // Every text is sound by now; should one not be, its headline at least is found.
    let card = |(id, headline, outlet, bytes): &Missing| {
        (*id, Card::of(headline, outlet, &unpacked(bytes, format).unwrap_or_default()))
    };
    let cards: Vec<(i64, Card)> = missing.par_iter().map(card).collect();
    for (id, card) in cards {
        card.put(write, id)?;
    }
    Ok(missing.len())
}

/// An article that the index lacks: number, headline, outlet, packed text.
type Missing = (i64, String, String, Vec<u8>);

fn missing(library: &Connection) -> Result<Vec<Missing>> {
    let mut ask = library.prepare_cached(
        "SELECT id, headline, outlet, coalesce(full, record) FROM articles JOIN bodies ON article = id
         WHERE id NOT IN (SELECT id FROM words_docsize) OR id NOT IN (SELECT id FROM facets_docsize)
         ORDER BY id LIMIT ?1",
    )?;
    let found =
        ask.query_map([BATCH as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::library::{Change, Edit};
    use crate::storage::tests::{Home, arrival, every, feed};

    fn look(home: &Home) -> Report {
        examine(&home.path(), |_| "text", &mut |_, _| {}).expect("a report")
    }

    fn told(report: &Report) -> Vec<&str> {
        report.findings.iter().map(|finding| finding.what.as_str()).collect()
    }

    fn mended(home: &Home) -> Vec<String> {
        mend(&home.path(), look(home), |_| "text", 90, &mut |_, _| {}).expect("mended")
    }

    /// A library of so many articles, all in its one file.
    fn stocked(home: &Home, count: usize) {
        let mut store = home.open();
        store.subscribe(&feed("https://post.example/feed")).expect("subscribed");
        let all: Vec<_> = (1..=count)
            .map(|n| {
                // Words that press badly, so that they fill pages.
                let words: String = (0..400_u64)
                    .map(|at| format!("{:x} ", (at + 400 * n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
                    .collect();
                arrival(&format!("key {n}"), &format!("Headline {n}"), &words)
            })
            .collect();
        store.keep(1, &all, 50).expect("kept");
        store.change(&Change::of("star", Edit::Star(true), vec![1]), 60).expect("a change");
        store.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("all in one file");
    }

    fn files(home: &Home, start: &str) -> usize {
        let folder = home.path().parent().map(fs::read_dir).expect("a folder").expect("a folder");
        folder.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(start)).count()
    }

    #[test]
    fn a_sound_library_has_no_findings() {
        let home = Home::new();
        stocked(&home, 20);
        let report = look(&home);
        assert_eq!(told(&report), Vec::<&str>::new());
        assert_eq!(report.articles, 20);
        assert_eq!(mended(&home), Vec::<String>::new());
        assert!(examine(&home.path().with_file_name("none.db"), |_| "text", &mut |_, _| {}).is_err());
    }

    /// Does harm to a sound library of five articles: it is found and mended, and what is asked afterwards is true.
    fn check(ill: &str, part: &str, sound: &[&str]) {
        let home = Home::new();
        stocked(&home, 5);
        home.open().connection.execute_batch(ill).expect(ill);
        let report = look(&home);
        assert!(told(&report).iter().any(|line| line.contains(part)), "{ill}: {:?}", told(&report));
        assert!(report.can_be_mended(), "{ill}");
        let done = mended(&home);
        assert!(done[0].contains("library-before-doctor-"), "{done:?}");
        assert_eq!(told(&look(&home)), Vec::<&str>::new(), "{ill}");
        let store = home.open();
        assert_eq!(every(&store).len(), 5, "{ill}");
        for ask in sound {
            assert!(
                store.connection.query_row(ask, [], |row| row.get::<_, bool>(0)).expect(ask),
                "{ill}: {ask}"
            );
        }
    }

    #[test]
    fn every_ill_of_an_index_is_found_and_mended() {
        check("DELETE FROM words WHERE rowid IN (2, 3)", "index of words lacks 2 articles", &[]);
        check(
            "DELETE FROM facets WHERE rowid IN (2, 3)",
            "index of words lacks 2 articles",
            &["SELECT count(*) = 5 FROM facets_docsize"],
        );
        check(
            "DELETE FROM facets_data WHERE id > 10",
            "index of words is damaged",
            &["SELECT count(*) = 5 FROM facets_docsize"],
        );
        check(
            "INSERT INTO words (rowid, headline) VALUES (77, 'ghost')",
            "1 that are not there",
            &["SELECT NOT EXISTS (SELECT 1 FROM words WHERE words MATCH 'ghost')"],
        );
        check(
            "DELETE FROM words_data WHERE id > 10",
            "index of words is damaged",
            &["SELECT count(*) = 5 FROM words WHERE words MATCH 'headline'"],
        );
        check(
            "PRAGMA writable_schema = ON;
             CREATE TEMP TABLE aside AS SELECT * FROM main.sqlite_schema WHERE name = 'articles_moment';
             DELETE FROM main.sqlite_schema WHERE name = 'articles_moment';
             PRAGMA writable_schema = RESET;
             UPDATE articles SET moment = moment + 1;
             PRAGMA writable_schema = ON;
             INSERT INTO main.sqlite_schema SELECT * FROM aside;
             PRAGMA writable_schema = RESET",
            "an index of the database does not fit its table",
            &[],
        );
    }

    #[test]
    fn every_ill_of_rows_is_found_and_mended_and_no_article_is_lost() {
        check(
            "UPDATE bodies SET record = x'28b52ffd0102' WHERE article = 2",
            "the text of article 2 is damaged",
            &[
                "SELECT headline = 'Headline 2' FROM articles WHERE id = 2",
                "SELECT count(*) = 1 FROM words WHERE words MATCH 'damaged'",
            ],
        );
        check(
            "UPDATE bodies SET original = x'00' WHERE article = 2",
            "the original of article 2 is damaged",
            &[],
        );
        check(
            "UPDATE bodies SET full = x'00'; UPDATE articles SET fuller = 1",
            "the full text of article 5",
            &["SELECT count(*) = 0 FROM bodies WHERE full IS NOT NULL"],
        );
        check("DELETE FROM bodies WHERE article = 3", "article 3 has no text", &[]);
        check(
            "DELETE FROM articles WHERE id = 3",
            "1 article stand in no list",
            &["SELECT headline = 'Headline 3' AND source = 1 FROM articles WHERE id = 3"],
        );
        check(
            "UPDATE articles SET quotes = 77 WHERE id = 3",
            "another number of quotes",
            &["SELECT quotes < 77 FROM articles WHERE id = 3"],
        );
        check(
            "INSERT INTO prints VALUES (99, 'x', 1); INSERT INTO places VALUES (1, 'y', 98, 1)",
            "1 addresses",
            &["SELECT NOT EXISTS (SELECT 1 FROM places WHERE article = 98)"],
        );
        check("DELETE FROM sources", "source 1 is not there", &["SELECT count(*) = 1 FROM sources"]);
        check("UPDATE facts SET value = 0", "the stamp", &["SELECT value > 1 FROM facts"]);
        check("DELETE FROM facts", "the stamp", &[]);
        check("UPDATE changes SET change = x'00'", "1 of the changes", &[]);
        check("INSERT INTO sessions (pid, began) VALUES (0, 1)", "1 program ended", &[]);
        check(
            "INSERT INTO versions (article, replaced, record) VALUES (2, 1, x'00')",
            "older version of article 2",
            &[],
        );
    }

    #[test]
    fn a_damaged_text_gives_way_to_what_is_sound_and_its_bytes_stay() {
        let home = Home::new();
        stocked(&home, 2);
        let mut store = home.open();
        store.keep(1, &[arrival("key 1", "Headline 1", "Something else")], 70).expect("changed");
        store.connection.execute("UPDATE bodies SET record = x'2801' WHERE article = 1", []).expect("damage");
        assert!(store.article(1).is_err());
        let done = mended(&home).join("\n");
        assert!(done.contains("the damaged record of article 1 is kept in"), "{done}");
        assert_eq!(files(&home, "library-damaged-1-record-"), 1);
        assert!(home.open().article(1).expect("an article").text.contains("Greta Sand said"));
    }

    #[test]
    fn what_can_be_read_of_a_damaged_database_is_saved() {
        for damage in ["here and there", "end", "cut"] {
            let home = Home::new();
            stocked(&home, 200);
            let mut bytes = fs::read(home.path()).expect("a file");
            let length = bytes.len();
            match damage {
                "here and there" => {
                    bytes.chunks_mut(4096).skip(40).step_by(17).for_each(|page| page.fill(0xa5))
                }
                "end" => bytes[length / 8 * 7 / 4096 * 4096..].fill(0),
                _ => bytes.truncate(length / 4 * 3 / 4096 * 4096 + 1000),
            }
            fs::write(home.path(), &bytes).expect("damage");
            let report = look(&home);
            assert!(report.ills.corrupt, "{damage}: {:?}", told(&report));
            let done = mended(&home);
            assert_eq!(told(&look(&home)), Vec::<&str>::new(), "{damage}: {done:?}");
            let kept = format!("library-damaged-{}", dated::today());
            assert_eq!(files(&home, &kept), 1, "{damage}: the damaged one is kept");
            let mut store = home.open();
            let rows = every(&store);
            assert!(rows.len() >= 100, "{damage}: {} articles, {done:?}", rows.len());
            assert!(rows.iter().all(|row| store.article(row.id).is_ok()));
            let kept = store.keep(1, &[arrival("new", "New", "new")], 99).expect("kept");
            assert!(kept.fresh.first().is_some_and(|id| *id > 200), "{damage}: {kept:?} {done:?}");
        }
    }

    #[test]
    fn what_can_not_be_read_at_all_stays_as_it_is() {
        let home = Home::new();
        stocked(&home, 3);
        let backup = dated::backups(&home.path());
        fs::create_dir_all(&backup).expect("a folder");
        let backup = backup.join("library-2031-05-04.db");
        home.open().copy_to(&backup).expect("a backup");
        let mut bytes = fs::read(home.path()).expect("a file");
        bytes[..4096].fill(0);
        fs::write(home.path(), &bytes).expect("damage");
        let said =
            mend(&home.path(), look(&home), |_| "text", 90, &mut |_, _| {}).expect_err("lost").to_string();
        assert!(said.contains("quotidian restore") && said.contains("library-2031-05-04.db"), "{said}");
        assert!(fs::read(home.path()).expect("a file") == bytes);
    }

    #[test]
    fn a_log_of_rubbish_does_no_harm() {
        let home = Home::new();
        stocked(&home, 3);
        fs::write(backup::with_log(&home.path()), [0x5a; 9000]).expect("rubbish");
        assert_eq!(told(&look(&home)), Vec::<&str>::new());
        assert_eq!(every(&home.open()).len(), 3);
    }

    #[test]
    fn what_was_left_half_written_is_removed_when_it_is_old() {
        let home = Home::new();
        stocked(&home, 1);
        let old = SystemTime::now() - Duration::from_secs(7200);
        for (name, at) in [
            ("library.db.part", old),
            ("pruned-x.part", old),
            ("other.part", old),
            ("library-a.part", SystemTime::now()),
        ] {
            let file = fs::File::create(home.path().with_file_name(name)).expect("a file");
            file.set_modified(at).expect("a time");
        }
        assert_eq!(told(&look(&home)).len(), 2);
        assert_eq!(mended(&home).len(), 2);
        assert!(home.path().with_file_name("other.part").exists());
        assert!(home.path().with_file_name("library-a.part").exists());
    }
}
