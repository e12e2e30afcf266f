//! Searching the library: a query answered by the index, the best first, with the words that show why.
//!
//! Every search is bounded, and ends early when nobody wants its answer any more.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use rusqlite::OptionalExtension as _;

use super::answer::{Answer, Matched};
use super::asking::{Asking, Told, heard, near, quoted};
use super::ids::Ids;
use super::store::Store;
use super::trouble::Result;
use crate::library::query::blame::{Blame, blame};
use crate::library::query::tree::Clock;
use crate::library::query::{Query, Sense, Snippet};

/// Of more articles than that, only the newest are ranked by their words.
const POOL: usize = 2_000;

/// The index is asked for the rank of at most so many articles.
const VISITS: usize = 20_000;

/// The headline counts so many times as much as the text.
const HEADLINE: f64 = 5.0;

/// After so many days half of what makes an article new is gone.
const HALF: f64 = 30.0;

/// How a search is made.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// At most so many hits are given; the others are only counted.
    pub limit: usize,
    /// When and where it is asked.
    pub clock: Clock,
    /// Which hits come first.
    pub order: Order,
    /// What the index alone can't tell is looked up in at most so many articles.
    pub patience: usize,
    /// The words of hits are wanted.
    pub snippets: bool,
}

impl Default for Wish {
    /// As one types: 50 hits, and no longer than the next key.
    fn default() -> Self {
        Wish { limit: 50, clock: Clock::default(), order: Order::Best, patience: 256, snippets: true }
    }
}

/// Which hits come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Those that fit best, and of these the newer.
    Best,
    /// The newest.
    Newest,
}

/// An article with its score.
type Scored = (i64, f64);

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The hits, the best or newest first.
    pub hits: Vec<Hit>,
    /// So many articles.
    pub total: Total,
    /// There were so many that only so many of them, the newest, were ranked.
    pub ranked: Option<usize>,
    /// When nothing was found, what is to blame.
    pub blame: Option<Blame>,
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its number.
    pub id: u64,
    /// How well it fits: higher is better; 0 when nothing could be weighed.
    pub score: f64,
    /// The words that show why; empty when they are not wanted.
    pub snippet: Snippet,
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Exactly so many.
    Exactly(u64),
    /// At least so many; the others were not looked at.
    AtLeast(u64),
}

impl Default for Total {
    fn default() -> Self {
        Total::Exactly(0)
    }
}

impl Total {
    /// So many are known of.
    #[must_use]
    pub fn count(self) -> u64 {
        match self {
            Total::Exactly(count) | Total::AtLeast(count) => count,
        }
    }

    pub(super) fn of(count: usize, more: bool) -> Self {
        if more { Total::AtLeast(count as u64) } else { Total::Exactly(count as u64) }
    }
}

impl Store {
    /// Searches for articles; none when `stop` was set meanwhile.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn search(&self, query: &Query, wish: &Wish, stop: &AtomicBool) -> Result<Option<Found>> {
        let look = self.connection.unchecked_transaction()?;
        let sources = self.subscriptions()?;
        let asking = Asking::new(&look, &sources, wish.clock, stop);
        heard(self.found(&asking, query, wish))
    }

    /// The numbers of all articles that a query finds, in rising order, and whether there may be more; none when `stop`
    /// was set meanwhile.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn matches(&self, query: &Query, wish: &Wish, stop: &AtomicBool) -> Result<Option<(Vec<u64>, bool)>> {
        let look = self.connection.unchecked_transaction()?;
        let sources = self.subscriptions()?;
        let asking = Asking::new(&look, &sources, wish.clock, stop);
        let told = self.answered(&asking, query, wish.patience, usize::MAX);
        let list = |(_, matched): (Answer<'_>, Matched)| {
            (matched.ids.as_slice().iter().map(|id| id.unsigned_abs()).collect(), matched.more)
        };
        Ok(heard(told)?.map(list))
    }

    pub(super) fn answered<'q>(
        &self,
        asking: &Asking<'_>,
        query: &'q Query,
        patience: usize,
        enough: usize,
    ) -> Told<(Answer<'q>, Matched)> {
        let (answer, bounds) = Answer::of(asking, query.parts())?;
        let matched = self.matched(asking, &answer, bounds, patience, enough)?;
        Ok((answer, matched))
    }

    fn found(&self, asking: &Asking<'_>, query: &Query, wish: &Wish) -> Told<Found> {
        let (answer, matched) = self.answered(asking, query, wish.patience, wish.limit)?;
        let mut found = Found { total: Total::of(matched.ids.len(), matched.more), ..Found::default() };
        if matched.ids.is_empty() {
            found.blame = self.blamed(asking, query, wish)?;
            return Ok(found);
        }
        let (best, ranked) = self.ranked(asking, query, &answer, &matched.ids, wish)?;
        found.ranked = ranked;
        found.hits = best
            .into_iter()
            .map(|(id, score)| Hit { id: id.unsigned_abs(), score, snippet: Snippet::default() })
            .collect();
        if wish.snippets {
            asking.breathe()?;
            let ids: Vec<i64> = found.hits.iter().map(|hit| super::rows::number(hit.id)).collect();
            let snippets = self.opened(&ids, |id, opened| (id, Snippet::of(query, &opened.article)))?;
            let mut snippets: HashMap<i64, Snippet> = snippets.into_iter().collect();
            for (hit, id) in found.hits.iter_mut().zip(ids) {
                hit.snippet = snippets.remove(&id).unwrap_or_default();
            }
        }
        Ok(found)
    }

    /// What is to blame when nothing is found.
    pub(super) fn blamed(&self, asking: &Asking<'_>, query: &Query, wish: &Wish) -> Told<Option<Blame>> {
        if query.is_empty() {
            return Ok(None);
        }
        let mut silence = None;
        let mut finds = |part: &Query| match self.answered(asking, part, wish.patience, 1) {
            Ok((_, matched)) => Some(!matched.ids.is_empty() || matched.more),
            Err(why) => {
                silence = Some(why);
                None
            }
        };
        let blamed = blame(query, &mut finds);
        silence.map_or(Ok(blamed), Err)
    }

    /// The best articles with their scores; and how many were ranked, when it was not all.
    fn ranked(
        &self,
        asking: &Asking<'_>,
        query: &Query,
        answer: &Answer<'_>,
        ids: &Ids,
        wish: &Wish,
    ) -> Told<(Vec<Scored>, Option<usize>)> {
        let expression = match wish.order {
            Order::Best => self.expression(query, answer)?,
            Order::Newest => None,
        };
        let Some(expression) = expression else {
            let newest = newest(asking, ids, wish.limit)?;
            return Ok((newest.into_iter().map(|(id, _)| (id, 0.0)).collect(), None));
        };
        let pool = newest(asking, ids, POOL.max(wish.limit))?;
        let lowest = pool.iter().map(|(id, _)| *id).min().unwrap_or(0);
        let ranks = ranks(asking, &expression, lowest)?;
        let score = |(id, moment): &(i64, i64)| {
            let days = wish.clock.now.saturating_sub(*moment).max(0) as f64 / 86_400.0;
            let fresh = HALF / (HALF + days);
            (*id, ranks.get(id).copied().unwrap_or(0.0) * (1.0 + fresh))
        };
        let mut scored: Vec<Scored> = pool.iter().map(score).collect();
        // Stable: of equals the newer stays before the older.
        scored.sort_by(|one, other| other.1.total_cmp(&one.1));
        scored.truncate(wish.limit);
        let ranked = (ids.len() > pool.len()).then_some(pool.len());
        Ok((scored, ranked))
    }

    /// What articles are ranked by: words and phrases that are in less than a third of all articles, as the others tell
    /// nothing; nor do the beginnings of very many words.
    fn expression(&self, query: &Query, answer: &Answer<'_>) -> Result<Option<String>> {
        let total = "SELECT count(*) FROM articles";
        let total = self.connection.query_row(total, [], |row| row.get::<_, i64>(0))?;
        let total = usize::try_from(total).unwrap_or(0);
        let mut parts = Vec::new();
        for term in query.wanted() {
            let count = answer.count(term).unwrap_or(0);
            let is_common = count > 100 && count > total / 3;
            match &term.sense {
                _ if is_common => {}
                Sense::Words(phrase) if phrase.prefix && count > POOL => {}
                Sense::Words(phrase) => parts.push(quoted(phrase)),
                Sense::Near(phrases, apart) => parts.push(near(phrases, *apart)),
                _ => {}
            }
        }
        Ok((!parts.is_empty()).then(|| parts.join(" OR ")))
    }
}

/// How well articles fit by their words, from the highest number down to the lowest that is wanted.
fn ranks(asking: &Asking<'_>, expression: &str, lowest: i64) -> Told<HashMap<i64, f64>> {
    let mut ask = asking.library.prepare_cached(
        "SELECT rowid, bm25(words, 1.0, ?3) FROM words WHERE words MATCH ?1 AND rowid >= ?2 ORDER BY rowid DESC",
    )?;
    let mut rows = ask.query((expression, lowest, HEADLINE))?;
    let mut ranks = HashMap::new();
    while let Some(row) = rows.next()? {
        ranks.insert(row.get(0)?, -row.get::<_, f64>(1)?);
        if ranks.len() % 512 == 0 {
            asking.breathe()?;
        }
        if ranks.len() >= VISITS {
            break;
        }
    }
    Ok(ranks)
}

/// The newest of these articles with their moments, the newest first.
pub(super) fn newest(asking: &Asking<'_>, ids: &Ids, most: usize) -> Told<Vec<(i64, i64)>> {
    let mut list = Vec::with_capacity(most.min(ids.len()));
    if ids.len() <= most.max(POOL) {
        let mut ask = asking.library.prepare_cached("SELECT moment FROM articles WHERE id = ?1")?;
        for &id in ids.as_slice() {
            let moment = ask.query_row([id], |row| row.get::<_, i64>(0)).optional()?;
            list.extend(moment.map(|moment| (id, moment)));
        }
        list.sort_unstable_by_key(|(id, moment)| std::cmp::Reverse((*moment, *id)));
        list.truncate(most);
        return Ok(list);
    }
    let mut ask =
        asking.library.prepare_cached("SELECT id, moment FROM articles ORDER BY moment DESC, id DESC")?;
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if ids.contains(id) {
            list.push((id, row.get(1)?));
            if list.len() >= most {
                break;
            }
        }
    }
    asking.breathe()?;
    Ok(list)
}
