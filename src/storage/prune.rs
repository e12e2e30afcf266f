//! Pruning: what would go is said first, is written to a file that `import` takes, and only then taken out. Where it
//! stood in its sources stays known, so that it does not come again by itself.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::{Row, Transaction};

use super::dated;
use super::export::{Told, to_file};
use super::store::Store;
use super::trouble::{Result, Trouble};
use crate::library::Subscription;

/// So many seconds a day has.
const DAY: i64 = 86_400;

/// Articles that are taken out at a time; others who write have their turn between.
const BATCH: usize = 250;

/// What is to be pruned. What has a star, a tag or a note always stays.
#[derive(Clone, Debug, Default)]
pub struct Pruning {
    /// What arrived before (seconds since 1970); none prunes only sources that have a wish of their own.
    pub before: Option<i64>,
    /// What is unread stays.
    pub keep_unread: bool,
    /// Only articles that these sources told first; none are all.
    pub sources: Vec<u32>,
    /// Now: seconds since 1970.
    pub now: i64,
}

/// Articles of a source that would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The source that told them first.
    pub source: u32,
    /// So many.
    pub count: usize,
    /// The headline of one.
    pub headline: String,
}

/// What would go.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// By source.
    pub shares: Vec<Share>,
    /// So many bytes it takes.
    pub bytes: u64,
    /// The articles, and their stamps: what is changed meanwhile stays.
    doomed: Vec<(i64, i64)>,
}

/// What went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pruned {
    /// So many articles.
    pub count: usize,
    /// So many were changed meanwhile and stayed.
    pub stayed: usize,
    /// Where they are kept.
    pub file: PathBuf,
    /// The library's file got smaller; else the room is used for new articles.
    pub smaller: bool,
}

impl Plan {
    /// So many articles would go.
    #[must_use]
    pub fn count(&self) -> usize {
        self.doomed.len()
    }
}

impl Store {
    /// What would go; nothing is changed.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn plan(&self, pruning: &Pruning) -> Result<Plan> {
        let wishes: HashMap<u32, i64> =
            self.subscriptions()?.iter().filter_map(|source| Some((source.id, wish(source)?))).collect();
        let mut ask = self.connection.prepare(
            "SELECT a.id, stamp, source, others, arrived, headline,
                    length(record) + coalesce(length(full), 0) + coalesce(length(original), 0) + coalesce(length(page), 0)
             FROM articles a LEFT JOIN bodies b ON b.article = a.id
             WHERE NOT star AND tags IS NULL AND note IS NULL AND (read OR NOT ?1) ORDER BY a.id",
        )?;
        let mut found = ask.query([pruning.keep_unread])?;
        let mut plan = Plan::default();
        while let Some(row) = found.next()? {
            if is_due(row, pruning, &wishes)? {
                plan.add(row)?;
            }
        }
        plan.shares.sort_by_key(|share| share.source);
        Ok(plan)
    }

    /// Writes what would go to a dated file beside the library, and takes it out.
    ///
    /// # Errors
    /// When the file or the library can't be written. What was taken out by then is in the file.
    pub fn prune(&mut self, plan: &Plan, tell: &mut dyn FnMut(Told)) -> Result<Pruned> {
        let file = dated::free(self.path().parent().unwrap_or(Path::new("")), "pruned", "jsonl.zst");
        let ids: Vec<i64> = plan.doomed.iter().map(|(id, _)| *id).collect();
        let written = to_file(&file, |out| self.export_some(&ids, out, tell))?;
        if written.problems > 0 {
            return Err(Trouble::new(format!(
                "some of it is damaged and could not be kept in {}: nothing was taken out; `quotidian doctor --fix` mends it",
                file.display()
            )));
        }
        let mut count = 0;
        for batch in plan.doomed.chunks(BATCH) {
            let write = self.begin()?;
            let mut went = 0;
            for &(id, stamp) in batch {
                went += usize::from(take_out(&write, id, stamp)?);
            }
            super::facts::note_removal(&write)?;
            write.commit()?;
            count += went;
        }
        let smaller = self.shrink()?;
        Ok(Pruned { count, stayed: plan.count() - count, file, smaller })
    }

    /// Makes the file smaller when a quarter of it is of no use any more; it takes time, in which nobody can write.
    fn shrink(&self) -> Result<bool> {
        let number =
            |name: &str| self.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        if number("freelist_count")? * 4 < number("page_count")? {
            return Ok(false);
        }
        // Without room for it the file stays as large, with the room in it.
        Ok(self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(PASSIVE)").is_ok())
    }
}

impl Plan {
    fn add(&mut self, row: &Row<'_>) -> Result<()> {
        let source = row.get(2)?;
        self.doomed.push((row.get(0)?, row.get(1)?));
        self.bytes += row.get::<_, Option<i64>>(6)?.unwrap_or(0).unsigned_abs();
        match self.shares.iter_mut().find(|share| share.source == source) {
            Some(share) => share.count += 1,
            None => self.shares.push(Share { source, count: 1, headline: row.get(5)? }),
        }
        Ok(())
    }
}

/// How long the articles of a source are to be kept, in seconds, when the reader wished it.
fn wish(source: &Subscription) -> Option<i64> {
    source.wishes.keep.map(|days| i64::from(days) * DAY)
}

/// True for articles that are older than what was said, and than what is wished of each of their sources.
fn is_due(row: &Row<'_>, pruning: &Pruning, wishes: &HashMap<u32, i64>) -> Result<bool> {
    let (source, arrived): (u32, i64) = (row.get(2)?, row.get(4)?);
    if !pruning.sources.is_empty() && !pruning.sources.contains(&source) {
        return Ok(false);
    }
    let others: Option<String> = row.get(3)?;
    let others: Vec<u32> = others.and_then(|others| serde_json::from_str(&others).ok()).unwrap_or_default();
    let wished = others.iter().chain([&source]).filter_map(|source| wishes.get(source)).max();
    let wished = wished.map(|wish| pruning.now.saturating_sub(*wish));
    let before = match (pruning.before, wished) {
        (Some(told), Some(wished)) => told.min(wished),
        (Some(told), None) => told,
        // Without a word on the age, what one source wishes is no wish of another that has none.
        (None, Some(wished)) if wishes.contains_key(&source) => wished,
        (None, _) => return Ok(false),
    };
    Ok(arrived < before)
}

/// Takes an article out, unless it has changed since; its places stay, without it.
fn take_out(write: &Transaction<'_>, id: i64, stamp: i64) -> Result<bool> {
    let gone =
        write.prepare_cached("DELETE FROM articles WHERE id = ?1 AND stamp = ?2")?.execute((id, stamp))?;
    if gone == 0 {
        return Ok(false);
    }
    for step in [
        "DELETE FROM bodies WHERE article = ?1",
        "DELETE FROM versions WHERE article = ?1",
        "DELETE FROM prints WHERE article = ?1",
        "DELETE FROM wanted WHERE article = ?1",
        "UPDATE places SET article = NULL WHERE article = ?1",
    ] {
        write.prepare_cached(step)?.execute([id])?;
    }
    super::card::take_out(write, id)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Change, Edit};
    use crate::storage::tests::{Home, arrival, every, feed};

    /// Six articles of two sources, one of each mark, that arrived on the days 1 to 6.
    fn stocked(home: &Home) -> Store {
        let mut store = home.open();
        for (source, day, key) in
            [(1, 1, "a"), (1, 2, "b"), (1, 3, "c"), (2, 4, "d"), (2, 5, "e"), (2, 6, "f")]
        {
            let told =
                store.subscribe(&feed(&format!("https://{source}.example/feed"))).expect("subscribed").0;
            store.keep(told.id, &[arrival(key, key, key)], day * DAY).expect("kept");
        }
        for (edit, id) in [
            (Edit::Star(true), 1),
            (Edit::Tag("sea".into(), true), 2),
            (Edit::Note { before: String::new(), after: "ask".into() }, 4),
            (Edit::Read(true), 3),
            (Edit::Read(true), 5),
        ] {
            store.change(&Change::of("marked", edit, vec![id]), 60).expect("a change");
        }
        store
    }

    fn ids(store: &Store) -> Vec<u64> {
        every(store).iter().map(|row| row.id).collect()
    }

    #[test]
    fn what_has_a_mark_stays_and_what_is_wished_of_a_source_holds() {
        let home = Home::new();
        let mut store = stocked(&home);
        let check = |store: &Store, pruning: &Pruning, expect: &[i64]| {
            let plan = store.plan(pruning).expect("a plan");
            assert_eq!(plan.doomed.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expect, "{pruning:?}");
        };
        let now = 10 * DAY;
        let all = Pruning { before: Some(now), now, ..Pruning::default() };
        check(&store, &all, &[3, 5, 6]);
        check(&store, &Pruning { keep_unread: true, ..all.clone() }, &[3, 5]);
        check(&store, &Pruning { sources: vec![1], ..all.clone() }, &[3]);
        check(&store, &Pruning { before: Some(5 * DAY), ..all.clone() }, &[3]);
        check(&store, &Pruning { before: None, ..all.clone() }, &[]);
        let before = store.subscriptions().expect("all").remove(1);
        let mut after = before.clone();
        after.wishes.keep = Some(5);
        let change =
            Change { what: "kept".into(), subscriptions: vec![(before, after)], ..Change::default() };
        store.change(&change, 60).expect("a change");
        check(&store, &all, &[3]);
        check(&store, &Pruning { now: 11 * DAY, ..all.clone() }, &[3, 5]);
        check(&store, &Pruning { before: None, now: 12 * DAY, ..all }, &[5, 6]);
    }

    #[test]
    fn what_went_does_not_come_again_and_is_brought_back_by_an_import() {
        let home = Home::new();
        let mut store = stocked(&home);
        let before = every(&store);
        let now = 10 * DAY;
        let plan = store.plan(&Pruning { before: Some(now), now, ..Pruning::default() }).expect("a plan");
        assert_eq!(plan.shares[0], Share { source: 1, count: 1, headline: "c".into() });
        assert_eq!((plan.count(), plan.shares[1].count), (3, 2));
        assert!(plan.bytes > 0);
        // Meanwhile one of them is starred.
        store.change(&Change::of("star", Edit::Star(true), vec![6]), 61).expect("a change");
        let pruned = store.prune(&plan, &mut |_| {}).expect("pruned");
        assert_eq!((pruned.count, pruned.stayed), (2, 1));
        assert_eq!(ids(&store), [1, 2, 4, 6]);
        assert_eq!(store.removals().expect("asked"), 1);
        let again = arrival("e", "e", "e");
        assert_eq!(store.known(2, &[("e", 1)]).expect("known"), [true]);
        assert_eq!(store.keep(2, &[again], now).expect("kept").fresh.len(), 0);
        // A number is never given twice.
        assert_eq!(store.keep(2, &[arrival("g", "g", "g")], now).expect("kept").fresh, [7]);
        let back = |store: &mut Store| {
            let file = std::fs::File::open(&pruned.file).expect("the file");
            store
                .import(file, &mut |told| assert!(matches!(told, Told::Articles(_)), "{told:?}"))
                .expect("in")
        };
        assert_eq!(back(&mut store).articles, 2);
        assert_eq!(back(&mut store).articles, 0);
        let mut after = every(&store);
        after.pop();
        after[5].marks.star = false;
        assert_eq!(after, before);
        assert!(store.quick_check().expect("a check").is_empty());
    }
}
