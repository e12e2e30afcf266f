//! The scan: a search in articles that were opened from files, a little at a time, so that keys come between.

use super::message::Effect;
use super::search::Found;
use super::state::App;
use crate::library::query::hits::hits;
use crate::library::query::{Blame, Document, Snippet, blame, holds};
use crate::library::{Article, Query, Row};

/// So many bytes of text are looked at before keys get their turn.
const SHARE: usize = 1 << 16;
/// Of so many articles, the best ones, the words are kept that show why they were found.
const BEST: usize = 200;
/// A hit in the headline counts as much as so many in the text.
const HEADLINE: usize = 5;

/// A search that goes on.
#[derive(Debug)]
pub struct Scan {
    number: u64,
    query: Query,
    /// The articles that are still to be looked at, the next one last.
    left: Vec<usize>,
    /// What was found: how well it fits, and which article.
    found: Vec<(usize, usize)>,
}

impl Scan {
    /// A search with this number among these articles.
    #[must_use]
    pub fn new(number: u64, query: Query, mut all: Vec<usize>) -> Self {
        all.reverse();
        Scan { number, query, left: all, found: Vec::new() }
    }
}

/// The row of an article with the moment of its date, which rows of files lack.
fn dated(row: &Row) -> Row {
    let day = || {
        let date = row.date.get(..10)?.parse::<jiff::civil::Date>().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(date.at(12, 0, 0, 0)).ok()
    };
    let moment = row.date.parse::<jiff::Timestamp>().ok().or_else(day);
    Row { moment: moment.map_or(row.moment, jiff::Timestamp::as_second), ..row.clone() }
}

/// How well an article fits: its hits, those in the headline before all others.
fn weight(query: &Query, article: &Article) -> usize {
    let headline = article.reading.structure.head.headline.unwrap_or_default();
    hits(query, article).into_iter().map(|hit| if headline.overlaps(hit) { HEADLINE } else { 1 }).sum()
}

impl App {
    /// Goes on with the search in articles from files, and tells what it found at its end.
    pub(super) fn scan(&mut self) {
        let Some(mut scan) = self.scanning.take() else { return };
        let mut looked = 0;
        while let Some(at) = scan.left.pop() {
            if let Some(article) = self.library.article(at) {
                looked += article.text.len();
                if self.finds(&scan.query, at) {
                    scan.found.push((weight(&scan.query, article), at));
                }
            }
            if looked >= SHARE && !scan.left.is_empty() {
                self.scanning = Some(scan);
                self.outbox.push(Effect::GoOn);
                return;
            }
        }
        let found = self.scanned(&scan.query, scan.found);
        self.found(scan.number, found);
    }

    /// True when a query finds the article at this index.
    fn finds(&self, query: &Query, at: usize) -> bool {
        let (Some(row), Some(article)) = (self.library.row(at), self.library.article(at)) else {
            return false;
        };
        holds(query, &Document::new(&dated(row), article, self.views.subscriptions()), self.query_clock())
    }

    /// What was found, the best first.
    fn scanned(&self, query: &Query, mut found: Vec<(usize, usize)>) -> Found {
        found.sort_by_key(|(weight, at)| (std::cmp::Reverse(*weight), *at));
        let row = |at: usize| self.library.row(at).map(|row| row.id);
        let best = found.iter().take(BEST).filter_map(|(_, at)| {
            let article = self.library.article(*at)?;
            Some((row(*at)?, Snippet::of(query, article)))
        });
        let best: Vec<_> = best.collect();
        let mut ids: Vec<u64> = found.iter().filter_map(|(_, at)| row(*at)).collect();
        ids.sort_unstable();
        ids.dedup();
        let blame = if ids.is_empty() { self.blame(query) } else { None };
        Found { best, ids, more: false, blame }
    }

    /// What is to blame when nothing is found.
    fn blame(&self, query: &Query) -> Option<String> {
        let text = self.search.as_ref().map(|search| search.text.as_str()).unwrap_or_default();
        let any = |query: &Query| Some(self.library.present().any(|at| self.finds(query, at)));
        let blamed: Option<Blame> = blame(query, &mut { any });
        blamed.map(|blame| blame.words(text))
    }
}
