//! Lines of an export put into the library: what is there already stays and gets what it has not, numbers that are
//! taken are given anew.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::facts::next_stamp;
use super::import::{Imported, Ready, ReadyArticle, ReadyVersion};
use super::lines::{ArticleLine, ChangeLine, FetchLine, FileLine, PrunedLine, SearchLine, SourceLine};
use super::trouble::Result;
use crate::library::{Change, Marks, Query};

/// An import under way.
pub(super) struct Merge {
    pub(super) done: Imported,
    /// The numbers of sources and articles in the export, and here.
    sources: HashMap<u32, u32>,
    articles: HashMap<i64, i64>,
    /// The articles that this import brought.
    fresh: HashSet<i64>,
    /// The library had no history when the import began.
    history: bool,
}

/// Whether a line was taken, or why not.
type Taken = std::result::Result<(), String>;

impl Merge {
    pub(super) fn begin(library: &Connection) -> Result<Self> {
        let history = library.query_row("SELECT NOT EXISTS (SELECT 1 FROM changes)", [], |row| row.get(0))?;
        Ok(Merge {
            done: Imported::default(),
            sources: HashMap::from([(0, 0)]),
            articles: HashMap::new(),
            fresh: HashSet::new(),
            history,
        })
    }

    pub(super) fn take(&mut self, write: &Transaction<'_>, line: Ready) -> Result<Taken> {
        match line {
            Ready::Source(line) => self.source(write, &line),
            Ready::File(line) => self.file(write, &line),
            Ready::Article(article) => self.article(write, &article),
            Ready::Version(version) => self.version(write, &version),
            Ready::Pruned(line) => self.pruned(write, &line),
            Ready::Fetch(line) => self.fetch(write, &line),
            Ready::Search(line) => self.search(write, &line),
            Ready::Change(line) => self.change(write, *line),
        }
    }

    /// The number here of a source of the export.
    fn here(&self, source: u32) -> std::result::Result<u32, String> {
        self.sources.get(&source).copied().ok_or_else(|| format!("there is no line for its source {source}"))
    }

    fn source(&mut self, write: &Transaction<'_>, line: &SourceLine) -> Result<Taken> {
        let wanted = &line.subscription;
        if wanted.address.is_empty() || wanted.id == 0 {
            return Ok(Err("its subscription has no address, or no id from 1".to_owned()));
        }
        if let Some(known) = super::subscribe::find(write, wanted.kind, &wanted.address)? {
            self.sources.insert(wanted.id, known.id);
            let mut after = known.clone();
            for (ours, theirs) in [(&mut after.name, &wanted.name), (&mut after.folder, &wanted.folder)] {
                if ours.is_empty() {
                    ours.clone_from(theirs);
                }
            }
            if after != known {
                super::subscribe::replace(write, &after)?;
            }
            return Ok(Ok(()));
        }
        let id = super::subscribe::insert(write, wanted)?;
        let id = if self.renumber(write, id, wanted.id)? { wanted.id } else { id };
        let mut after = wanted.clone();
        after.id = id;
        super::subscribe::replace(write, &after)?;
        let health = &line.health;
        write.execute(
            "UPDATE sources SET etag = ?2, modified = ?3, print = ?4, tried = ?5, succeeded = ?6, next = ?7,
             failures = ?8, error = ?9 WHERE id = ?1",
            (
                id,
                &line.etag,
                &line.modified,
                line.print.0,
                health.tried,
                health.succeeded,
                health.next,
                health.failures,
                &health.error,
            ),
        )?;
        self.sources.insert(wanted.id, id);
        self.done.sources += 1;
        Ok(Ok(()))
    }

    /// Gives a new subscription the number it had, if that is free.
    fn renumber(&self, write: &Transaction<'_>, id: u32, wish: u32) -> Result<bool> {
        Ok(write.execute("UPDATE OR IGNORE sources SET id = ?2 WHERE id = ?1", (id, wish))? > 0)
    }

    fn file(&self, write: &Transaction<'_>, line: &FileLine) -> Result<Taken> {
        let source = match self.here(line.source) {
            Ok(source) => source,
            Err(why) => return Ok(Err(why)),
        };
        write
            .prepare_cached(
                "INSERT OR IGNORE INTO files (source, path, size, modified) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((source, &line.path, line.size, line.modified))?;
        Ok(Ok(()))
    }

    fn article(&mut self, write: &Transaction<'_>, article: &ReadyArticle) -> Result<Taken> {
        let line = &article.line;
        let named = [line.source].into_iter().chain(line.others.iter().copied());
        let named = named.chain(line.places.iter().map(|place| place.source));
        let named = named.chain(line.wanted.iter().map(|wanted| wanted.source));
        if let Some(why) = named.map(|source| self.here(source)).find_map(std::result::Result::err) {
            return Ok(Err(why));
        }
        if self.articles.contains_key(&line.id) {
            return Ok(Err(format!("there is an article {} before it", line.id)));
        }
        let id = match self.known(write, article)? {
            Some(id) => {
                let stamp = next_stamp(write)?;
                let more = self.join(write, id, line, stamp)? | mark(write, id, line, stamp)?;
                if more {
                    self.done.merged += 1
                } else {
                    self.done.same += 1
                }
                id
            }
            None => {
                let id = self.insert(write, article)?;
                self.fresh.insert(id);
                self.done.articles += 1;
                id
            }
        };
        self.articles.insert(line.id, id);
        Ok(Ok(()))
    }

    /// The same article, as it was here before: in the same place of a source, else with the same address or words.
    fn known(&self, write: &Transaction<'_>, article: &ReadyArticle) -> Result<Option<i64>> {
        let line = &article.line;
        let mut ask = write.prepare_cached(
            "SELECT article FROM places WHERE source = ?1 AND key = ?2 AND article IS NOT NULL",
        )?;
        for place in &line.places {
            let source = self.sources.get(&place.source);
            if let Some(id) = ask.query_row((source, &place.key), |row| row.get(0)).optional()? {
                return Ok(Some(id));
            }
        }
        let source = self.sources.get(&line.source).copied().unwrap_or(0);
        let words = line.words.map(|hash| hash.0);
        let url = line.url.as_deref().filter(|url| super::keep::has_path(url));
        let mut ask = write.prepare_cached(
            "SELECT a.id FROM prints p JOIN articles a ON a.id = p.article
             WHERE p.url = ?1 AND (a.source <> ?2 OR a.headline = ?3 OR p.words = ?4)
             UNION SELECT article FROM prints WHERE words = ?4 ORDER BY 1",
        )?;
        let mut found = ask.query((url, source, &article.row.headline, words))?;
        while let Some(row) = found.next()? {
            // Two that stood side by side in one library stay two.
            let id = row.get(0)?;
            if !self.fresh.contains(&id) {
                return Ok(Some(id));
            }
        }
        if !line.places.is_empty() {
            return Ok(None);
        }
        let mut ask = write
            .prepare_cached("SELECT id FROM articles WHERE moment = ?1 AND headline = ?2 AND arrived = ?3")?;
        let found = ask.query_map((line.moment, &article.row.headline, line.arrived), |row| row.get(0))?;
        let found: Vec<i64> = found.collect::<rusqlite::Result<_>>()?;
        Ok(found.into_iter().find(|id| !self.fresh.contains(id)))
    }

    /// Adds to an article the places and sources that it has not; true when there were such.
    fn join(&self, write: &Transaction<'_>, id: i64, line: &ArticleLine, stamp: i64) -> Result<bool> {
        let mut more = self.place(write, id, line)?;
        let ask = "SELECT source, others FROM articles WHERE id = ?1";
        let (first, others): (u32, Option<String>) =
            write.prepare_cached(ask)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut others: Vec<u32> =
            others.and_then(|others| serde_json::from_str(&others).ok()).unwrap_or_default();
        let count = others.len();
        for source in self.others(line).into_iter().chain(self.sources.get(&line.source).copied()) {
            if source != 0 && source != first && !others.contains(&source) {
                others.push(source);
            }
        }
        if others.len() > count {
            more = true;
            let others = serde_json::to_string(&others).unwrap_or_default();
            write
                .prepare_cached("UPDATE articles SET others = ?1, stamp = ?2 WHERE id = ?3")?
                .execute((others, stamp, id))?;
        }
        Ok(more)
    }

    fn others(&self, line: &ArticleLine) -> Vec<u32> {
        line.others.iter().filter_map(|source| self.sources.get(source).copied()).collect()
    }

    /// Notes the places of an article; one that was pruned here is no longer.
    fn place(&self, write: &Transaction<'_>, id: i64, line: &ArticleLine) -> Result<bool> {
        let mut put = write.prepare_cached(
            "INSERT INTO places (source, key, article, hash) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET article = excluded.article, hash = excluded.hash WHERE article IS NULL",
        )?;
        let mut more = false;
        for place in &line.places {
            more |= put.execute((self.sources.get(&place.source), &place.key, id, place.hash.0))? > 0;
        }
        Ok(more)
    }

    fn insert(&self, write: &Transaction<'_>, article: &ReadyArticle) -> Result<i64> {
        let (line, row, words) = (&article.line, &article.row, &article.words);
        let stamp = next_stamp(write)?;
        let number = self.may_have_its_number(write, line)?.then_some(line.id);
        let source = self.sources.get(&line.source);
        let others = Some(self.others(line)).filter(|others| !others.is_empty());
        let others = others.map(|others| serde_json::to_string(&others).unwrap_or_default());
        let id = write
            .prepare_cached(
                "INSERT INTO articles (id, stamp, source, others, moment, arrived, headline, outlet, date, notice,
                 quotes, fuller) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .insert(rusqlite::params![
                number,
                stamp,
                source,
                others,
                row.moment,
                line.arrived,
                row.headline,
                row.outlet,
                row.date,
                row.notice,
                row.quotes,
                row.full
            ])?;
        put_marks(write, id, &line.marks, line.place, stamp)?;
        write.prepare_cached("INSERT OR REPLACE INTO bodies VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute((
            id,
            line.engine,
            &words.record,
            &words.full,
            &words.original,
            &words.page,
        ))?;
        write
            .prepare_cached("INSERT OR REPLACE INTO prints (article, url, words) VALUES (?1, ?2, ?3)")?
            .execute((id, &line.url, line.words.map(|hash| hash.0)))?;
        self.place(write, id, line)?;
        if let Some(wanted) = &line.wanted {
            let source = self.sources.get(&wanted.source);
            write
                .prepare_cached("INSERT OR REPLACE INTO wanted VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute((id, source, &wanted.url, wanted.tries, wanted.next, &wanted.error))?;
        }
        article.card.put(write, id)?;
        Ok(id)
    }

    /// True when an article can have here the number it had: when that was never another's.
    fn may_have_its_number(&self, write: &Transaction<'_>, line: &ArticleLine) -> Result<bool> {
        let highest = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'articles'";
        let highest: i64 = write.prepare_cached(highest)?.query_row([], |row| row.get(0))?;
        if line.id > highest {
            return Ok(true);
        }
        if write.prepare_cached("SELECT 1 FROM articles WHERE id = ?1")?.exists([line.id])? {
            return Ok(false);
        }
        // It was pruned here, so the number was its own.
        let mut ask = write
            .prepare_cached("SELECT 1 FROM places WHERE source = ?1 AND key = ?2 AND article IS NULL")?;
        for place in &line.places {
            if ask.exists((self.sources.get(&place.source), &place.key))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn version(&mut self, write: &Transaction<'_>, version: &ReadyVersion) -> Result<Taken> {
        let (line, words) = (&version.line, &version.words);
        let Some(&id) = self.articles.get(&line.article) else {
            return Ok(Err(format!("there is no line for its article {} before it", line.article)));
        };
        let mut ask = write.prepare_cached("SELECT 1 FROM versions WHERE article = ?1 AND replaced = ?2")?;
        if !self.fresh.contains(&id) && ask.exists((id, line.replaced))? {
            return Ok(Ok(()));
        }
        write
            .prepare_cached(
                "INSERT INTO versions (article, replaced, record, full, original, page) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((id, line.replaced, &words.record, &words.full, &words.original, &words.page))?;
        Ok(Ok(()))
    }

    fn pruned(&self, write: &Transaction<'_>, line: &PrunedLine) -> Result<Taken> {
        let source = match self.here(line.source) {
            Ok(source) => source,
            Err(why) => return Ok(Err(why)),
        };
        write
            .prepare_cached(
                "INSERT OR IGNORE INTO places (source, key, article, hash) VALUES (?1, ?2, NULL, ?3)",
            )?
            .execute((source, &line.key, line.hash.0))?;
        Ok(Ok(()))
    }

    fn fetch(&self, write: &Transaction<'_>, line: &FetchLine) -> Result<Taken> {
        let source = match self.here(line.source) {
            Ok(source) => source,
            Err(why) => return Ok(Err(why)),
        };
        write
            .prepare_cached(
                "INSERT INTO fetches (source, at, took, fresh, updated, error) SELECT ?1, ?2, ?3, ?4, ?5, ?6
                 WHERE NOT EXISTS (SELECT 1 FROM fetches WHERE source = ?1 AND at = ?2)",
            )?
            .execute((source, line.at, line.took, line.fresh, line.updated, &line.error))?;
        Ok(Ok(()))
    }

    /// Takes a saved search, unless there is one of its name.
    fn search(&self, write: &Transaction<'_>, line: &SearchLine) -> Result<Taken> {
        let search = &line.search;
        if search.name.trim().is_empty() {
            return Ok(Err("its search has no name".to_owned()));
        }
        if let Err(mistake) = Query::parse(&search.query) {
            return Ok(Err(format!("its query can't be read: {mistake}")));
        }
        // The articles of the export may have other numbers here.
        let seen = self.articles.get(&line.seen);
        write.execute(
            "INSERT OR IGNORE INTO searches (name, query, watch, seen)
             VALUES (?1, ?2, ?3, coalesce(?4, (SELECT max(id) FROM articles), 0))",
            (&search.name, &search.query, search.watch, seen),
        )?;
        Ok(Ok(()))
    }

    /// Takes a change of the reader's, when there were none here: two histories can't be made one.
    fn change(&mut self, write: &Transaction<'_>, mut line: ChangeLine) -> Result<Taken> {
        if !self.history {
            self.done.unwanted += 1;
            return Ok(Ok(()));
        }
        self.translate(write, &mut line.change)?;
        if line.change.is_empty() {
            return Ok(Ok(()));
        }
        let bytes = super::change::written(&line.change)?;
        write.prepare_cached("INSERT INTO changes (made, undone, change) VALUES (?1, ?2, ?3)")?.execute((
            line.made,
            line.undone,
            bytes,
        ))?;
        self.done.changes += 1;
        Ok(Ok(()))
    }

    /// Gives a change the numbers of here. Of articles that are not there, those are left that no other can have.
    fn translate(&self, write: &Transaction<'_>, change: &mut Change) -> Result<()> {
        let mut there = write.prepare_cached("SELECT 1 FROM articles WHERE id = ?1")?;
        let mut highest = 0;
        for (_, ids) in &mut change.edits {
            let mut here = Vec::with_capacity(ids.len());
            for &id in ids.iter() {
                let old = super::rows::number(id);
                match self.articles.get(&old) {
                    Some(new) => here.push(new.unsigned_abs()),
                    None if !there.exists([old])? => {
                        highest = highest.max(old);
                        here.push(id);
                    }
                    None => {}
                }
            }
            *ids = here;
        }
        let mut raise =
            write.prepare_cached("UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'articles'")?;
        raise.execute([highest])?;
        change.subscriptions.retain_mut(|(before, after)| {
            let new = self.sources.get(&before.id).copied();
            (before.id, after.id) = (new.unwrap_or(0), new.unwrap_or(0));
            new.is_some()
        });
        Ok(())
    }
}

/// Adds to the marks of an article those that the export has; true when there were more.
fn mark(write: &Transaction<'_>, id: i64, line: &ArticleLine, stamp: i64) -> Result<bool> {
    let ask = "SELECT read, star, updated, brief, tags, note, place FROM articles WHERE id = ?1";
    let (known, place) = write.prepare_cached(ask)?.query_row([id], |row| {
        let tags: Option<String> = row.get(4)?;
        let tags: Vec<String> = tags.and_then(|tags| serde_json::from_str(&tags).ok()).unwrap_or_default();
        let marks = Marks {
            read: row.get(0)?,
            star: row.get(1)?,
            updated: row.get(2)?,
            brief: row.get(3)?,
            tags: tags.iter().map(|tag| tag.as_str().into()).collect(),
            note: row.get::<_, Option<String>>(5)?.map(Into::into),
        };
        Ok((marks, row.get::<_, i64>(6)?))
    })?;
    let both = united(&known, &line.marks);
    let further = if place == 0 { line.place } else { place };
    if both == known && further == place {
        return Ok(false);
    }
    put_marks(write, id, &both, further, stamp)?;
    Ok(true)
}

/// The marks of both: read and starred when either says so, all tags, and both notes.
fn united(ours: &Marks, theirs: &Marks) -> Marks {
    let mut both = ours.clone();
    both.read |= theirs.read;
    both.star |= theirs.star;
    both.tags.extend(theirs.tags.iter().cloned());
    both.tags.sort();
    both.tags.dedup();
    both.note = match (&ours.note, &theirs.note) {
        (Some(ours), Some(theirs)) if !ours.contains(theirs.as_ref()) => {
            Some(format!("{ours}\n{theirs}").into())
        }
        (ours, theirs) => ours.clone().or_else(|| theirs.clone()),
    };
    both
}

fn put_marks(write: &Transaction<'_>, id: i64, marks: &Marks, place: i64, stamp: i64) -> Result<()> {
    let tags = (!marks.tags.is_empty()).then(|| serde_json::to_string(&marks.tags).unwrap_or_default());
    write
        .prepare_cached(
            "UPDATE articles SET stamp = ?2, read = ?3, star = ?4, updated = ?5, brief = ?6, tags = ?7, note = ?8,
             place = ?9 WHERE id = ?1",
        )?
        .execute((
            id,
            stamp,
            marks.read,
            marks.star,
            marks.updated,
            marks.brief,
            tags,
            marks.note.as_deref(),
            place,
        ))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_both_are_kept_and_a_second_time_changes_nothing() {
        let marks = |read, star, tags: &[&str], note: Option<&str>| Marks {
            read,
            star,
            tags: tags.iter().map(|tag| (*tag).into()).collect(),
            note: note.map(Into::into),
            ..Marks::default()
        };
        let check = |ours: Marks, theirs: Marks, expect: Marks| {
            let both = united(&ours, &theirs);
            assert_eq!(both, expect);
            assert_eq!(united(&both, &theirs), expect, "twice");
        };
        check(
            marks(true, false, &["sea"], None),
            marks(false, true, &["port", "sea"], Some("ask")),
            marks(true, true, &["port", "sea"], Some("ask")),
        );
        check(
            marks(false, false, &[], Some("mine")),
            marks(false, false, &[], Some("theirs")),
            marks(false, false, &[], Some("mine\ntheirs")),
        );
        check(
            marks(false, false, &[], Some("same")),
            marks(false, false, &[], Some("same")),
            marks(false, false, &[], Some("same")),
        );
    }
}
