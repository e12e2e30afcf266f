//! The answer to a query: which articles it finds, by the index as far as that goes, and by the articles themselves
//! where it does not.

use rayon::prelude::*;
use rusqlite::OptionalExtension as _;

use super::asking::{Asking, Bounds, Told};
use super::body::unpacked;
use super::ids::Ids;
use super::store::Store;
use super::trouble::Result;
use crate::library::query::document::Document;
use crate::library::query::meaning::part_holds;
use crate::library::query::part::{Part, Wanted};
use crate::library::query::tree::Clock;
use crate::library::{Article, Row, Subscription};

/// So many articles are looked at together, and are in memory at once.
const BATCH: usize = 32;

/// A part of a query with what the index says of it.
pub(super) enum Answer<'q> {
    /// All of these.
    All(Vec<Answer<'q>>),
    /// Any of these.
    Any(Vec<Answer<'q>>),
    /// Not this.
    Not(Box<Answer<'q>>),
    /// A part that is asked as one.
    One(Part<'q>, Bounds),
}

impl<'q> Answer<'q> {
    /// Asks the index, part by part.
    pub(super) fn of(asking: &Asking<'_>, part: Part<'q>) -> Told<(Self, Bounds)> {
        match part {
            Part::All(parts) => Self::all(asking, parts),
            Part::Any(parts) => {
                let mut bounds = Bounds::default();
                let mut answers = Vec::with_capacity(parts.len());
                for part in parts {
                    let (answer, found) = Self::of(asking, part)?;
                    bounds =
                        Bounds { sure: bounds.sure.or(&found.sure), maybe: bounds.maybe.or(&found.maybe) };
                    answers.push(answer);
                }
                Ok((Answer::Any(answers), bounds))
            }
            Part::Not(part) => {
                let (answer, found) = Self::of(asking, *part)?;
                let all = asking.all()?;
                let bounds = Bounds { sure: all.without(&found.maybe), maybe: all.without(&found.sure) };
                Ok((Answer::Not(Box::new(answer)), bounds))
            }
            Part::Article(term) => {
                let bounds = asking.article(term)?;
                Ok((Answer::One(part, bounds.clone()), bounds))
            }
            Part::Quote(wanted) => {
                let bounds = quote(asking, &wanted)?;
                Ok((Answer::One(Part::Quote(wanted), bounds.clone()), bounds))
            }
        }
    }

    /// What is excluded is asked last, of what is left.
    fn all(asking: &Asking<'_>, parts: Vec<Part<'q>>) -> Told<(Self, Bounds)> {
        let (excluded, wanted): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|part| matches!(part, Part::Not(_)));
        let mut answers = Vec::new();
        let mut bounds: Option<Bounds> = None;
        for part in wanted {
            let (answer, found) = Self::of(asking, part)?;
            let both = match bounds {
                Some(known) => {
                    Bounds { sure: known.sure.and(&found.sure), maybe: known.maybe.and(&found.maybe) }
                }
                None => found,
            };
            answers.push(answer);
            if both.maybe.is_empty() {
                return Ok((Answer::All(answers), both));
            }
            bounds = Some(both);
        }
        let mut bounds = match bounds {
            Some(bounds) => bounds,
            None => Bounds::exactly(asking.all()?.clone()),
        };
        for part in excluded {
            let Part::Not(part) = part else { continue };
            let (answer, found) = Self::of(asking, *part)?;
            bounds =
                Bounds { sure: bounds.sure.without(&found.maybe), maybe: bounds.maybe.without(&found.sure) };
            answers.push(Answer::Not(Box::new(answer)));
        }
        Ok((Answer::All(answers), bounds))
    }

    /// True when the query holds of an article: what the index left in doubt is looked up in the article.
    fn holds(&self, id: i64, document: &Document<'_>, clock: Clock) -> bool {
        match self {
            Answer::All(answers) => answers.iter().all(|answer| answer.holds(id, document, clock)),
            Answer::Any(answers) => answers.iter().any(|answer| answer.holds(id, document, clock)),
            Answer::Not(answer) => !answer.holds(id, document, clock),
            Answer::One(part, bounds) => {
                bounds.sure.contains(id) || (bounds.maybe.contains(id) && part_holds(part, document, clock))
            }
        }
    }

    /// So many articles fulfil a condition on words, for sure or maybe.
    pub(super) fn count(&self, term: &crate::library::query::Term) -> Option<usize> {
        match self {
            Answer::All(answers) | Answer::Any(answers) => {
                answers.iter().find_map(|answer| answer.count(term))
            }
            Answer::Not(_) => None,
            Answer::One(Part::Article(known), bounds) => (*known == term).then(|| bounds.maybe.len()),
            Answer::One(..) => None,
        }
    }
}

/// The articles with a quote as it is wanted.
fn quote(asking: &Asking<'_>, wanted: &Wanted<'_>) -> Told<Bounds> {
    let mut maybe: Option<Ids> = None;
    let mut is_exact = wanted.with.len() == 1;
    for term in &wanted.with {
        let found = asking.quote(term)?;
        is_exact &= found.is_exact();
        maybe = Some(maybe.map_or_else(|| found.maybe.clone(), |known| known.and(&found.maybe)));
    }
    let maybe = maybe.unwrap_or_default();
    if !is_exact {
        return Ok(Bounds { sure: Ids::default(), maybe });
    }
    let mut sure = maybe.clone();
    for term in &wanted.without {
        sure = sure.without(&asking.quote(term)?.maybe);
    }
    Ok(Bounds { sure, maybe })
}

/// The articles that a query finds.
#[derive(Clone, Debug, Default)]
pub(super) struct Matched {
    pub(super) ids: Ids,
    /// There may be more: not every article that is in doubt was looked at.
    pub(super) more: bool,
}

/// An article as it is looked at: its row and its text.
pub(super) struct Opened {
    pub(super) row: Row,
    pub(super) article: Article,
}

impl Store {
    /// Opens articles for searching: with the full text, where there is one.
    pub(super) fn opened<T: Send>(
        &self,
        ids: &[i64],
        look: impl Fn(i64, &Opened) -> T + Sync,
    ) -> Result<Vec<T>> {
        let ask = "SELECT coalesce(full, record) FROM bodies WHERE article = ?1";
        let mut ask = self.connection.prepare_cached(ask)?;
        let format = self.format;
        // What is damaged is found by its row and the index alone; the doctor names it.
        let open = |(id, row, bytes): (i64, Row, Vec<u8>)| {
            let article = unpacked(&bytes, format).unwrap_or_default();
            look(id, &Opened { row, article })
        };
        let mut list = Vec::with_capacity(ids.len());
        for batch in ids.chunks(BATCH) {
            let mut packed = Vec::with_capacity(batch.len());
            for &id in batch {
                let row = self.row(id.unsigned_abs())?;
                let bytes = ask.query_row([id], |row| row.get::<_, Vec<u8>>(0)).optional()?;
                packed.extend(row.zip(bytes).map(|(row, bytes)| (id, row, bytes)));
            }
            list.par_extend(packed.into_par_iter().map(open));
        }
        Ok(list)
    }

    /// The articles that a query finds. Of those in doubt at most `patience` are looked at, the newest first, and no
    /// more once there are `enough`.
    pub(super) fn matched(
        &self,
        asking: &Asking<'_>,
        answer: &Answer<'_>,
        bounds: Bounds,
        patience: usize,
        enough: usize,
    ) -> Told<Matched> {
        let doubtful = bounds.maybe.without(&bounds.sure);
        let mut ids = Vec::new();
        let mut looked = 0;
        for batch in doubtful.as_slice().rchunks(BATCH) {
            asking.breathe()?;
            if looked >= patience || (looked >= 2 * BATCH && bounds.sure.len() + ids.len() >= enough) {
                break;
            }
            looked += batch.len();
            let clock = asking.clock;
            let sources: &[Subscription] = asking.sources;
            let found = self.opened(batch, |id, opened| {
                let document = Document::new(&opened.row, &opened.article, sources);
                answer.holds(id, &document, clock).then_some(id)
            })?;
            ids.extend(found.into_iter().flatten());
        }
        Ok(Matched { more: looked < doubtful.len(), ids: bounds.sure.or(&Ids::of(ids)) })
    }
}
