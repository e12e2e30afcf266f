//! `quotidian search`, `searches` and `watch`: queries asked of the library, and kept. The exit status is that of
//! `grep`: 0 when something was found, 1 when nothing was.

use std::collections::HashMap;
use std::io::IsTerminal as _;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, anyhow};
use serde_json::json;

use super::args::{SearchFormat, Searching, Watching};
use super::desk::{Desk, WrongUsage, count};
use super::found::{Sheet, print_articles, print_people, print_quotes};
use super::sources::write_rows;
use crate::library::query::tree::Clock;
use crate::library::query::{Blame, Mistake};
use crate::library::{Change, Query, Row, SavedSearch};
use crate::storage::searches::Watched;
use crate::storage::{Order, Store, Total, Wish};
use crate::text::{fit, shown};

/// A table has so many rows when nothing else is said.
const SHOWN: usize = 50;

/// Columns that a query may take in the table.
const WIDEST: usize = 80;

/// Nobody stops a subcommand but by ending it.
static GO: AtomicBool = AtomicBool::new(false);

/// Searches, or saves a search.
///
/// # Errors
/// When the query can't be understood, the library not be read, or writing fails.
pub fn search(desk: &mut Desk<'_>, searching: &Searching) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    let text = match &searching.saved {
        Some(name) => named(&store, name).with_context(|| desk.named())??.query,
        None => searching.query.join(" "),
    };
    let query = Query::parse(&text).map_err(|mistake| wrong(&mistake, &text))?;
    if query.is_empty() {
        return Err(WrongUsage("the query is empty; `quotidian list` lists all articles".to_owned()).into());
    }
    if let Some(name) = &searching.save {
        return save(desk, &mut store, name, &text, searching.watch);
    }
    let limit =
        searching.limit.unwrap_or(if searching.format == SearchFormat::Table { SHOWN } else { usize::MAX });
    let wish = Wish {
        limit,
        clock: clock(desk.now),
        order: if searching.newest { Order::Newest } else { Order::Best },
        patience: usize::MAX,
        snippets: searching.format != SearchFormat::Urls,
    };
    let Told { shown, total, what, ranked, blame } = match (searching.quotes, searching.people) {
        (true, _) => quotes(desk, &store, &query, &wish, searching.format)?,
        (_, true) => people(desk, &store, &query, &wish, searching.format)?,
        _ => articles(desk, &store, &query, &wish, searching.format)?,
    };
    if total.count() == 0 {
        let why =
            blame.map_or_else(String::new, |blame| format!(": {}", crate::text::shown(&blame.words(&text))));
        desk.complain(&format!("nothing was found{why}"))?;
        return Ok(1);
    }
    if shown < usize::try_from(total.count()).unwrap_or(usize::MAX) {
        desk.out.flush()?;
        let least = if matches!(total, Total::AtLeast(_)) { "at least " } else { "" };
        let total = count(usize::try_from(total.count()).unwrap_or(usize::MAX), what);
        let best = ranked.map_or_else(String::new, |count| format!(", the best of the newest {count}"));
        desk.complain(&format!("{shown} of {least}{total} are shown{best}; --limit N shows more"))?;
    }
    Ok(0)
}

/// What was printed.
struct Told {
    /// So many are shown.
    shown: usize,
    /// So many there are.
    total: Total,
    /// One of them, in a word.
    what: &'static str,
    /// Only so many of them, the newest, were ranked.
    ranked: Option<usize>,
    /// What is to blame when there are none.
    blame: Option<Blame>,
}

fn articles(
    desk: &mut Desk<'_>,
    store: &Store,
    query: &Query,
    wish: &Wish,
    format: SearchFormat,
) -> anyhow::Result<Told> {
    let found = store.search(query, wish, &GO).with_context(|| desk.named())?.unwrap_or_default();
    let mut list = Vec::with_capacity(found.hits.len());
    for hit in found.hits {
        let row = store.row(hit.id).with_context(|| desk.named())?;
        list.extend(row.map(|row| (row, hit.snippet)));
    }
    let shown = list.len();
    print_articles(&mut sheet(desk, store)?, format, &list)?;
    Ok(Told { shown, total: found.total, what: "article", ranked: found.ranked, blame: found.blame })
}

fn quotes(
    desk: &mut Desk<'_>,
    store: &Store,
    query: &Query,
    wish: &Wish,
    format: SearchFormat,
) -> anyhow::Result<Told> {
    let found = store.search_quotes(query, wish, &GO).with_context(|| desk.named())?.unwrap_or_default();
    let shown = found.quotes.len();
    print_quotes(&mut sheet(desk, store)?, format, &found.quotes)?;
    let blame = blamed(store, query, wish, found.total)?;
    Ok(Told { shown, total: found.total, what: "quote", ranked: None, blame })
}

fn people(
    desk: &mut Desk<'_>,
    store: &Store,
    query: &Query,
    wish: &Wish,
    format: SearchFormat,
) -> anyhow::Result<Told> {
    let found = store.search_people(query, wish, &GO).with_context(|| desk.named())?.unwrap_or_default();
    let shown = found.people.len();
    print_people(&mut sheet(desk, store)?, format, &found.people)?;
    let blame = blamed(store, query, wish, found.total)?;
    Ok(Told { shown, total: found.total, what: "name", ranked: None, blame })
}

/// What is to blame among articles, when nothing is found in them either.
fn blamed(store: &Store, query: &Query, wish: &Wish, total: Total) -> anyhow::Result<Option<Blame>> {
    if total.count() > 0 {
        return Ok(None);
    }
    let wish = Wish { limit: 1, snippets: false, ..*wish };
    Ok(store.search(query, &wish, &GO)?.and_then(|found| found.blame))
}

fn sheet<'a, 'd>(desk: &'a mut Desk<'d>, store: &'a Store) -> anyhow::Result<Sheet<'a>> {
    let sources = store.subscriptions().with_context(|| desk.named())?;
    let labels: HashMap<u32, String> =
        sources.iter().map(|source| (source.id, source.label().to_owned())).collect();
    let is_bold = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    Ok(Sheet { out: desk.out, store, labels, is_bold })
}

/// Now and here.
fn clock(now: i64) -> Clock {
    Clock { now, offset: jiff::ZonedDateTime::now().offset().seconds() }
}

/// The mistake, and under it the query with marks at the place.
fn wrong(mistake: &Mistake, text: &str) -> anyhow::Error {
    let pointed = mistake.pointed(text).replace('\n', "\n  ");
    WrongUsage(format!("{mistake} (column {})\n  {pointed}", mistake.column(text))).into()
}

fn named(store: &Store, name: &str) -> crate::storage::Result<anyhow::Result<SavedSearch>> {
    let found = store.saved_search(name)?;
    Ok(found.ok_or_else(|| {
        let what = format!("there is no saved search “{}”; `quotidian searches` lists them", shown(name));
        WrongUsage(what).into()
    }))
}

fn save(
    desk: &mut Desk<'_>,
    store: &mut Store,
    name: &str,
    text: &str,
    watch: bool,
) -> anyhow::Result<usize> {
    let after = SavedSearch { name: name.to_owned(), query: text.trim().to_owned(), watch };
    let before = store.saved_search(name).with_context(|| desk.named())?;
    let word = if before.is_some() { "changed" } else { "saved" };
    let before = before.unwrap_or_else(|| SavedSearch { name: name.to_owned(), ..SavedSearch::default() });
    if before == after {
        writeln!(desk.out, "nothing to change: it is so already")?;
        return Ok(0);
    }
    let what = format!("search “{}” {word}", shown(name));
    let change = Change { what: what.clone(), searches: vec![(before, after)], ..Change::default() };
    store.change(&change, desk.now).with_context(|| desk.named())?;
    writeln!(desk.out, "{what}")?;
    Ok(0)
}

/// Lists the saved searches, or removes some.
///
/// # Errors
/// When one is not there, the library not be read or written, or writing fails.
pub fn searches(desk: &mut Desk<'_>, removed: &[String], as_json: bool) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    if !removed.is_empty() {
        return remove(desk, &mut store, removed);
    }
    let all = store.searches().with_context(|| desk.named())?;
    if as_json {
        for search in &all {
            let line = json!({ "name": search.name, "query": search.query, "watch": search.watch });
            writeln!(desk.out, "{line}")?;
        }
        return Ok(0);
    }
    let mut lines = vec![["NAME", "WATCHED", "QUERY"].map(str::to_owned)];
    lines.extend(all.iter().map(|search| {
        let watched = if search.watch { "yes" } else { "" };
        let query = fit(&shown(&search.query), WIDEST, "…").into_owned();
        [shown(&search.name).into_owned(), watched.to_owned(), query]
    }));
    write_rows(desk.out, &lines)?;
    Ok(0)
}

fn remove(desk: &mut Desk<'_>, store: &mut Store, names: &[String]) -> anyhow::Result<usize> {
    let mut gone = Vec::new();
    for name in names {
        let before = named(store, name).with_context(|| desk.named())??;
        gone.push((before.clone(), SavedSearch { query: String::new(), watch: false, ..before }));
    }
    let what = match names {
        [name] => format!("search “{}” removed", shown(name)),
        names => format!("{} searches removed", names.len()),
    };
    let change = Change { what: what.clone(), searches: gone, ..Change::default() };
    store.change(&change, desk.now).with_context(|| desk.named())?;
    writeln!(desk.out, "{what}")?;
    Ok(0)
}

/// Says what is new in the searches that are watched.
///
/// # Errors
/// When there is no such search, the library can't be read or written, or writing fails.
pub fn watch(desk: &mut Desk<'_>, watching: &Watching) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    if let Some(name) = &watching.name {
        named(&store, name).with_context(|| desk.named())??;
    }
    let wish = Wish { clock: clock(desk.now), patience: usize::MAX, ..Wish::default() };
    let watched = store.watched(watching.name.as_deref(), &wish, &GO).with_context(|| desk.named())?;
    let watched = watched.unwrap_or_default();
    if watched.is_empty() {
        return Err(anyhow!(
            "no search is watched; `quotidian search QUERY --save NAME --watch` begins that"
        ));
    }
    let (mut fresh, mut problems) = (0, 0);
    let mut lines = Vec::new();
    for one in &watched {
        match &one.fresh {
            Err(mistake) => {
                problems += 1;
                let name = shown(&one.search.name);
                desk.complain(&format!("the search “{name}” can't be read: {mistake}; save it again"))?;
            }
            Ok(ids) => {
                fresh += ids.len();
                lines.push([shown(&one.search.name).into_owned(), format!("{} new", ids.len())]);
                tell(desk, &store, watching.format, one, ids)?;
            }
        }
    }
    if watching.format == SearchFormat::Table {
        write_rows(desk.out, &lines)?;
    }
    if !watching.peek {
        desk.out.flush()?;
        for one in watched.iter().filter(|one| one.fresh.is_ok()) {
            store.note_seen(&one.search.name, one.until).with_context(|| desk.named())?;
        }
    }
    Ok(problems + usize::from(watching.exit_code && fresh == 0))
}

/// The articles that are new in a search, for other programs.
fn tell(
    desk: &mut Desk<'_>,
    store: &Store,
    format: SearchFormat,
    watched: &Watched,
    ids: &[u64],
) -> anyhow::Result<()> {
    if format == SearchFormat::Table {
        return Ok(());
    }
    let mut list: Vec<(Row, _)> = Vec::with_capacity(ids.len());
    for id in ids {
        list.extend(store.row(*id).with_context(|| desk.named())?.map(|row| (row, Default::default())));
    }
    let mut sheet = sheet(desk, store)?;
    if format == SearchFormat::Jsonl {
        for (row, _) in &list {
            let mut line = sheet.record(row)?;
            line["search"] = json!(watched.search.name);
            writeln!(sheet.out, "{line}")?;
        }
        return Ok(());
    }
    print_articles(&mut sheet, format, &list)
}
