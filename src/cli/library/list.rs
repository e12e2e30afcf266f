//! `quotidian list`, `show` and `status`: what is in the library, for people and for scripts.

use std::collections::HashMap;

use anyhow::Context as _;
use serde_json::json;

use super::args::{ListFormat, Listing, View};
use super::desk::{Desk, count};
use super::find;
use super::sources::{moment, write_rows};
use crate::cli::plain;
use crate::library::{Row, Subscription};
use crate::storage::Store;
use crate::text::{fit, shown};

/// Rows that are read at a time.
const BATCH: usize = 1024;

/// Columns that a headline and the name of a source may take in the table.
const HEADLINE: usize = 70;
const SOURCE: usize = 24;

/// Lists articles, the newest first.
///
/// # Errors
/// When the library can't be read, or writing fails.
pub fn list(desk: &mut Desk<'_>, listing: &Listing) -> anyhow::Result<usize> {
    let store = desk.open()?;
    let all = store.subscriptions().with_context(|| desk.named())?;
    let source = match &listing.source {
        Some(words) => Some(find::one(&all, words)?.id),
        None => None,
    };
    let from = midnight();
    let mut rows: Vec<Row> = Vec::new();
    let wanted =
        |row: &Row| source.is_none_or(|id| row.sources.contains(id)) && is_in(&listing.view, row, from);
    let read = store.every(BATCH, &mut |batch| {
        rows.extend(batch.into_iter().filter(wanted));
        true
    });
    read.with_context(|| desk.named())?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.moment, row.id)));
    rows.truncate(listing.limit.unwrap_or(usize::MAX));
    print(desk, &store, listing.format, &rows, &all)?;
    Ok(0)
}

/// When today began in this place: seconds since 1970.
fn midnight() -> i64 {
    jiff::ZonedDateTime::now().start_of_day().map_or(i64::MAX, |day| day.timestamp().as_second())
}

fn is_in(view: &View, row: &Row, from: i64) -> bool {
    match view {
        View::All => true,
        View::Unread => !row.marks.read,
        View::Starred => row.marks.star,
        View::Updated => row.marks.updated,
        View::Today => row.moment >= from,
        View::Tag(tag) => row.marks.tags.iter().any(|known| known.as_ref() == tag),
    }
}

fn print(
    desk: &mut Desk<'_>,
    store: &Store,
    format: ListFormat,
    rows: &[Row],
    all: &[Subscription],
) -> anyhow::Result<()> {
    let labels: HashMap<u32, &str> = all.iter().map(|source| (source.id, source.label())).collect();
    match format {
        ListFormat::Table => {
            let mut lines = vec![["ID", "", "DATE", "SOURCE", "HEADLINE"].map(str::to_owned)];
            lines.extend(rows.iter().map(|row| line(row, &labels)));
            write_rows(desk.out, &lines)?;
        }
        ListFormat::Jsonl => {
            for row in rows {
                let address = store.address(row.id).with_context(|| desk.named())?;
                serde_json::to_writer(&mut *desk.out, &record(row, address.as_deref(), &labels))?;
                writeln!(desk.out)?;
            }
        }
        ListFormat::Urls => {
            for row in rows {
                if let Some(address) = store.address(row.id).with_context(|| desk.named())? {
                    writeln!(desk.out, "{}", shown(&address))?;
                }
            }
        }
    }
    Ok(())
}

/// A row of the table. Its marks: `N` for unread, `*` for a star, `+` for updated.
pub(super) fn line(row: &Row, labels: &HashMap<u32, &str>) -> [String; 5] {
    let marks = [(!row.marks.read, 'N'), (row.marks.star, '*'), (row.marks.updated, '+')];
    let marks = marks.into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark).collect();
    let source = row.sources.iter().next().and_then(|id| labels.get(&id).copied()).unwrap_or(&row.outlet);
    [
        row.id.to_string(),
        marks,
        moment(row.moment),
        fit(&shown(source), SOURCE, "…").into_owned(),
        fit(&shown(&row.headline), HEADLINE, "…").into_owned(),
    ]
}

/// What programs are told of an article.
pub(super) fn record(row: &Row, address: Option<&str>, labels: &HashMap<u32, &str>) -> serde_json::Value {
    let sources: Vec<_> =
        row.sources.iter().map(|id| json!({ "id": id, "label": labels.get(&id).copied() })).collect();
    json!({
        "id": row.id,
        "headline": row.headline,
        "outlet": row.outlet,
        "date": row.date,
        "moment": row.moment,
        "url": address,
        "sources": sources,
        "quotes": row.quotes,
        "notice": row.notice,
        "full": row.full,
        "read": row.marks.read,
        "star": row.marks.star,
        "updated": row.marks.updated,
        "tags": row.marks.tags,
        "note": row.marks.note,
    })
}

/// Prints articles; those that can't be had are told.
///
/// # Errors
/// When the library can't be opened, or writing fails.
pub fn show(desk: &mut Desk<'_>, ids: &[u64]) -> anyhow::Result<usize> {
    let store = desk.open()?;
    let mut problems = 0;
    for &id in ids {
        match store.article(id) {
            Ok(article) => desk.out.write_all(plain::page(&article).as_bytes())?,
            Err(trouble) => {
                problems += 1;
                let words = format!("{}: article {id}: {trouble}", desk.named());
                desk.complain(&words)?;
            }
        }
    }
    Ok(problems)
}

/// Prints the counts on one line.
///
/// # Errors
/// When the library can't be read, or writing fails.
pub fn status(desk: &mut Desk<'_>, as_json: bool) -> anyhow::Result<usize> {
    let store = desk.open()?;
    let tally = store.tally().with_context(|| desk.named())?;
    let sources = store.subscriptions().with_context(|| desk.named())?;
    let sources: Vec<_> = sources.iter().filter(|source| !source.removed).collect();
    let (total, unread, starred) = (tally.total, tally.unread, tally.starred);
    let failing = sources.iter().filter(|source| source.health.failures > 0).count();
    if as_json {
        let counts = json!({
            "articles": total, "unread": unread, "starred": starred, "sources": sources.len(), "failing": failing
        });
        writeln!(desk.out, "{counts}")?;
    } else {
        let articles = count(usize::try_from(total).unwrap_or(usize::MAX), "article");
        let sources = count(sources.len(), "source");
        writeln!(desk.out, "{articles}, {unread} unread, {starred} starred, {sources}, {failing} failing")?;
    }
    Ok(0)
}
