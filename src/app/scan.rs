//! The scan: a search in articles that were opened from files, a little at a time, so that keys come between.

use super::message::Effect;
use super::search::Found;
use super::state::App;
use crate::library::query::hits::hits;
use crate::library::query::{Blame, Clock, Document, Snippet, blame, holds};
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
    /// The parts that may be to blame when nothing is found, and whether they found anything.
    parts: Vec<(Query, bool)>,
}

impl Scan {
    /// A search with this number among these articles.
    #[must_use]
    pub fn new(number: u64, query: Query, mut all: Vec<usize>) -> Self {
        all.reverse();
        let mut parts = Vec::new();
        // Whoever hears that all parts find something goes through all of them.
        blame(&query, &mut |part| {
            parts.push((part.clone(), false));
            Some(true)
        });
        Scan { number, query, left: all, found: Vec::new(), parts }
    }

    /// Looks at one article.
    fn look(&mut self, at: usize, article: &Article, document: &Document<'_>, clock: Clock) {
        if holds(&self.query, document, clock) {
            self.found.push((weight(&self.query, article), at));
        } else if self.found.is_empty() {
            for (part, finds) in self.parts.iter_mut().filter(|(_, finds)| !*finds) {
                *finds = holds(part, document, clock);
            }
        }
    }

    /// What is to blame when nothing was found.
    fn blamed(&self) -> Option<Blame> {
        let found =
            |part: &Query| self.parts.iter().find(|(known, _)| known == part).map(|(_, finds)| *finds);
        if self.found.is_empty() { blame(&self.query, &mut { found }) } else { None }
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
            if let (Some(row), Some(article)) = (self.library.row(at), self.library.article(at)) {
                looked += article.text.len();
                let row = dated(row);
                let document = Document::new(&row, article, self.views.subscriptions());
                scan.look(at, article, &document, self.query_clock());
            }
            if looked >= SHARE && !scan.left.is_empty() {
                self.scanning = Some(scan);
                self.outbox.push(Effect::GoOn);
                return;
            }
        }
        let found = self.scanned(&mut scan);
        self.found(scan.number, found);
    }

    /// What was found, the best first.
    fn scanned(&self, scan: &mut Scan) -> Found {
        scan.found.sort_by_key(|(weight, at)| (std::cmp::Reverse(*weight), *at));
        let id = |at: usize| self.library.row(at).map(|row| row.id);
        let best = scan.found.iter().take(BEST);
        let best =
            best.filter_map(|(_, at)| Some((id(*at)?, Snippet::of(&scan.query, self.library.article(*at)?))));
        let mut ids: Vec<u64> = scan.found.iter().filter_map(|(_, at)| id(*at)).collect();
        ids.sort_unstable();
        ids.dedup();
        let text = self.search.as_ref().map(|search| search.text.as_str()).unwrap_or_default();
        let blame = scan.blamed().map(|blame| blame.words(text));
        Found { best: best.collect(), ids, more: false, blame }
    }
}
