//! `quotidian sources`, `set` and `remove`: the subscriptions, listed and changed. Every change can be undone.

use std::collections::HashMap;
use std::io::{self, Write};

use anyhow::Context as _;
use serde_json::json;

use super::args::{Settings, SourcesFormat};
use super::desk::Desk;
use super::find;
use crate::library::{Change, Health, SourceKind, Subscription};
use crate::sources::opml::{self, Outline};
use crate::storage::tally::Tally;
use crate::text::{fit, shown, width};

/// Columns that a name or a folder may take in the table.
const WIDEST: usize = 40;

/// Lists the subscriptions.
///
/// # Errors
/// When the library can't be read, or writing fails.
pub fn list(desk: &mut Desk<'_>, format: SourcesFormat) -> anyhow::Result<usize> {
    let store = desk.open()?;
    let (all, tallies) = (store.subscriptions(), store.tallies());
    let all: Vec<Subscription> =
        all.with_context(|| desk.named())?.into_iter().filter(|source| !source.removed).collect();
    let tallies: HashMap<u32, Tally> =
        tallies.with_context(|| desk.named())?.into_iter().map(|tally| (tally.source, tally)).collect();
    match format {
        SourcesFormat::Table => table(desk.out, &all, &tallies)?,
        SourcesFormat::Json => {
            let list: Vec<_> = all.iter().map(|source| record(source, tallies.get(&source.id))).collect();
            serde_json::to_writer_pretty(&mut *desk.out, &list)?;
            writeln!(desk.out)?;
        }
        SourcesFormat::Opml => return opml(desk, &all),
    }
    Ok(0)
}

/// Writes the subscriptions as a list for other readers; watched folders have no place in it, and are named.
fn opml(desk: &mut Desk<'_>, all: &[Subscription]) -> anyhow::Result<usize> {
    let folders = all.iter().filter(|source| source.kind == SourceKind::Folder);
    let left: Vec<String> = folders.map(|source| shown(&source.address).into_owned()).collect();
    for address in &left {
        desk.complain(&format!("{address}: a folder has no place in OPML, and was left out"))?;
    }
    let outlines: Vec<Outline> = all.iter().filter_map(outline).collect();
    desk.out.write_all(opml::write("Subscriptions of quotidian", &outlines).as_bytes())?;
    Ok(left.len())
}

/// A subscription as other readers know it.
fn outline(source: &Subscription) -> Option<Outline> {
    let address = match source.kind {
        SourceKind::Feed => source.address.clone(),
        SourceKind::Command => format!("exec:{}", source.address),
        SourceKind::Folder | SourceKind::Kept => return None,
    };
    let (site, folder) = (source.site.clone(), source.folder.clone());
    Some(Outline { title: source.label().to_owned(), address, site, folder })
}

fn record(source: &Subscription, tally: Option<&Tally>) -> serde_json::Value {
    let tally = tally.copied().unwrap_or_default();
    json!({
        "id": source.id,
        "label": source.label(),
        "kind": source.kind,
        "address": source.address,
        "title": source.title,
        "name": source.name,
        "folder": source.folder,
        "site": source.site,
        "wishes": source.wishes,
        "health": source.health,
        "unread": tally.unread,
        "total": tally.total,
    })
}

fn table(out: &mut dyn Write, all: &[Subscription], tallies: &HashMap<u32, Tally>) -> io::Result<()> {
    let mut rows =
        vec![["ID", "FOLDER", "NAME", "KIND", "UNREAD", "LAST SUCCESS", "ERROR"].map(str::to_owned)];
    for source in all {
        let tally = tallies.get(&source.id).copied().unwrap_or_default();
        rows.push([
            source.id.to_string(),
            fit(&shown(&source.folder), WIDEST, "…").into_owned(),
            fit(&shown(source.label()), WIDEST, "…").into_owned(),
            kind(source.kind).to_owned(),
            format!("{}/{}", tally.unread, tally.total),
            source.health.succeeded.map_or_else(|| "never".to_owned(), moment),
            source.health.error.as_deref().map(|error| shown(error).into_owned()).unwrap_or_default(),
        ]);
    }
    write_rows(out, &rows)
}

/// Writes rows in columns, two spaces apart.
///
/// # Errors
/// When writing fails.
pub fn write_rows<const N: usize>(out: &mut dyn Write, rows: &[[String; N]]) -> io::Result<()> {
    let wide: Vec<usize> =
        (0..N).map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0)).collect();
    for row in rows {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&wide) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wide - width(cell) + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A moment as tables have it, in the time of this place.
#[must_use]
pub fn moment(second: i64) -> String {
    let zone = jiff::tz::TimeZone::system();
    jiff::Timestamp::from_second(second)
        .map(|stamp| stamp.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Feed => "feed",
        SourceKind::Folder => "folder",
        SourceKind::Command => "command",
        SourceKind::Kept => "kept",
    }
}

/// Changes what is wished of a subscription.
///
/// # Errors
/// When it is not there, or the library can't be written.
pub fn set(desk: &mut Desk<'_>, settings: Settings) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    let all = store.subscriptions().with_context(|| desk.named())?;
    let before = find::one(&all, &settings.source)?.clone();
    let after = changed(&before, settings);
    if after == before {
        writeln!(desk.out, "{} is so already", shown(before.label()))?;
        return Ok(0);
    }
    let what = format!("settings of {} changed", shown(after.label()));
    let change = Change {
        what: what.clone(),
        subscriptions: vec![(plain(before), plain(after))],
        ..Change::default()
    };
    store.change(&change, desk.now).with_context(|| desk.named())?;
    writeln!(desk.out, "{what}")?;
    Ok(0)
}

/// A subscription without how it fares, which is no part of a change.
fn plain(source: Subscription) -> Subscription {
    Subscription { health: Health::default(), ..source }
}

fn changed(before: &Subscription, settings: Settings) -> Subscription {
    let mut after = before.clone();
    let put = |place: &mut String, wish: Option<String>| {
        if let Some(wish) = wish {
            *place = wish.trim().to_owned();
        }
    };
    put(&mut after.name, settings.name);
    put(&mut after.folder, settings.folder.map(|folder| folder.trim_matches(['/', ' ']).to_owned()));
    settings.wished.apply(&mut after.wishes);
    after
}

/// Unsubscribes; all of those that are named, or none.
///
/// # Errors
/// When one is not there, or the library can't be written.
pub fn remove(desk: &mut Desk<'_>, names: &[String]) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    let all = store.subscriptions().with_context(|| desk.named())?;
    let mut gone: Vec<&Subscription> = Vec::new();
    for name in names {
        let found = find::one(&all, name)?;
        if !gone.iter().any(|known| known.id == found.id) {
            gone.push(found);
        }
    }
    let labels: Vec<String> = gone.iter().map(|source| shown(source.label()).into_owned()).collect();
    let what = format!("unsubscribed from {}", labels.join(", "));
    let pair = |source: &&Subscription| {
        let before = plain((*source).clone());
        (before.clone(), Subscription { removed: true, ..before })
    };
    let change =
        Change { what: what.clone(), subscriptions: gone.iter().map(pair).collect(), ..Change::default() };
    store.change(&change, desk.now).with_context(|| desk.named())?;
    writeln!(desk.out, "{what}; the articles stay, and `quotidian undo` takes it back")?;
    Ok(0)
}
