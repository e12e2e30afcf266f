//! Pages: those that entries were cut off from are fetched for their full text. The words of the feed always stay.

use std::time::Duration;

use super::fetch::now;
use super::scribe::Letter;
use super::visit::{Unanswered, Visitor, question_for};
use crate::library::Subscription;
use crate::sources::full::full;
use crate::sources::survive::survive;
use crate::sources::web::ask::Answer;
use crate::sources::web::pause::next_try;
use crate::storage::fulltext::Wanted;
use crate::storage::{Result, Store};

/// In one fetch so many pages of one source are asked for; the others come with the next.
const PER_SOURCE: usize = 100;

/// A page that could not be had so many times is given up; the words of the feed are what there is.
const TRIES: u32 = 6;

/// The pages to be fetched now for these sources, each with its source.
///
/// # Errors
/// When the library can't be read.
pub fn wanted(store: &Store, sources: &[u32], now: i64) -> Result<Vec<(Wanted, Subscription)>> {
    let subscriptions = store.subscriptions()?;
    let mut counts = vec![0_usize; sources.len()];
    let mut chosen = Vec::new();
    for wanted in store.wanted(now, usize::MAX)? {
        let Some(at) = sources.iter().position(|&id| id == wanted.source) else { continue };
        counts[at] += 1;
        let source = subscriptions.iter().find(|source| source.id == wanted.source);
        if let Some(source) = source.filter(|_| counts[at] <= PER_SOURCE) {
            chosen.push((wanted, source.clone()));
        }
    }
    Ok(chosen)
}

/// Fetches the page of one article.
///
/// # Errors
/// When the library can't be read or written.
pub fn visit(visitor: &mut Visitor<'_>, (wanted, source): &(Wanted, Subscription)) -> Result<()> {
    let label = format!("full text, {}", source.label());
    visitor.shared.board.note(|progress| progress.now = label);
    let letter = match visitor.ask_politely(&question_for(source, &wanted.url)) {
        Ok(Answer::Page(fresh)) => match visitor.store.both(wanted.article) {
            Ok((entry, _)) => {
                let original = fresh.page.bytes.clone();
                let found = survive(|| full(fresh.page, &entry, &wanted.url)).flatten();
                found.map_or(Letter::Forgo(wanted.article), |article| {
                    Letter::Full(wanted.article, Box::new(article), original)
                })
            }
            // What was taken away meanwhile, or is damaged, keeps nobody else from their pages.
            Err(trouble) => later(wanted, (0, None), trouble.to_string()),
        },
        Ok(Answer::Unchanged { .. }) => Letter::Forgo(wanted.article),
        // What was not asked is still wanted.
        Err(Unanswered::NotAsked(_)) => return Ok(()),
        Err(_) if visitor.shared.is_stopped() => return Ok(()),
        Err(_) if wanted.tries + 1 >= TRIES => Letter::Forgo(wanted.article),
        Err(Unanswered::Refused(refusal)) => later(wanted, (refusal.status, refusal.wait), refusal.what),
    };
    visitor.hand(letter)
}

/// The page is tried again, as far away as its tries and its server want it.
fn later(wanted: &Wanted, refusal: (u16, Option<Duration>), why: String) -> Letter {
    Letter::Postpone(wanted.article, next_try(now(), wanted.tries + 1, Some(refusal), 60), why)
}
