//! Adding: addresses, folders, commands and lists of subscriptions become subscriptions; files and pages become
//! articles that are kept without one.

use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use super::fetch::now;
use super::visit::{may_move, question_for};
use crate::library::{Article, SourceKind, Subscription};
use crate::sources::leaf::Wishes;
use crate::sources::opml::{Opml, Outline};
use crate::sources::wanted::{COMMAND, Wanted, wanted};
use crate::sources::web::fetch::{Limits, client};
use crate::sources::web::{address, discover};
use crate::sources::{Loaded, Order, Problem, load};
use crate::storage::{Arrival, Result, Store, Trouble};

/// What was added.
#[derive(Debug, Default)]
pub struct Added {
    /// The subscriptions as they stand in the library, each with whether it is new.
    pub subscriptions: Vec<(Subscription, bool)>,
    /// More that could be said: other feeds of the page, outlines that could not be taken.
    pub notes: Vec<String>,
}

/// Subscribes to what `words` say: a web address (of a feed, or of a page that names one), a folder, `exec:` and a
/// command, or an OPML file. `wish` is what is wished of it: name, folder, settings.
///
/// # Errors
/// Why nothing was added, in one line.
pub fn add(store: &mut Store, words: &str, wish: &Subscription, stop: &AtomicBool) -> Result<Added> {
    match wanted(words).map_err(Trouble::new)? {
        Wanted::Command(line) => one(store, wish, SourceKind::Command, &line),
        Wanted::Folder(path) => one(store, wish, SourceKind::Folder, &path),
        Wanted::List(opml, path) => outlines(store, opml, &path, wish),
        Wanted::Address(address) => feed(store, &address, wish, stop),
    }
}

fn one(store: &mut Store, wish: &Subscription, kind: SourceKind, address: &str) -> Result<Added> {
    let wish = Subscription { kind, address: address.to_owned(), ..wish.clone() };
    Ok(Added { subscriptions: store.subscribe_all(&[wish], now())?, notes: Vec::new() })
}

fn feed(store: &mut Store, words: &str, wish: &Subscription, stop: &AtomicBool) -> Result<Added> {
    let named = |what: String| Trouble::new(format!("{}: {what}", address::shown(words)));
    address::without_secret(words).map_err(named)?;
    let limits = Limits::default();
    let asking = Subscription { address: words.to_owned(), ..wish.clone() };
    let question = question_for(&asking, words);
    let offers = discover::find(&client(&limits), &question, &limits, stop).map_err(named)?;
    let mut offers = offers.into_iter();
    let Some(first) = offers.next() else {
        return Err(named("names no feed; give the address of the feed itself".into()));
    };
    if !may_move(&asking, &first.address) {
        return Err(named(format!(
            "leads to {}, on another server than the password or header lines are for; if it is to have them, add that address",
            first.address
        )));
    }
    let wish = Subscription { title: first.title, ..wish.clone() };
    let mut added = one(store, &wish, SourceKind::Feed, &first.address)?;
    let other = |offer: discover::Offer| {
        let title = if offer.title.is_empty() { String::new() } else { format!(" ({})", offer.title) };
        format!("the page has another feed: {}{title}", offer.address)
    };
    added.notes.extend(offers.map(other));
    Ok(added)
}

/// Takes the subscriptions of an OPML file.
fn outlines(store: &mut Store, opml: Opml, path: &str, wish: &Subscription) -> Result<Added> {
    let named = |what: &str| format!("{path}: {what}");
    let wishes: Vec<Subscription> =
        opml.outlines.into_iter().map(|outline| subscription(outline, wish)).collect();
    let added = Added {
        subscriptions: store.subscribe_all(&wishes, now())?,
        notes: opml.problems.iter().map(|what| named(what)).collect(),
    };
    if added.subscriptions.is_empty() {
        return Err(Trouble::new(named("holds no subscriptions")));
    }
    Ok(added)
}

fn subscription(outline: Outline, wanted: &Subscription) -> Subscription {
    let Outline { title, address, site, folder } = outline;
    let command = address.strip_prefix(COMMAND).map(|command| command.trim().to_owned());
    let kind = if command.is_some() { SourceKind::Command } else { SourceKind::Feed };
    let folders = [wanted.folder.as_str(), folder.as_str()].into_iter().filter(|folder| !folder.is_empty());
    Subscription {
        kind,
        address: command.unwrap_or(address),
        name: title,
        site,
        folder: folders.collect::<Vec<_>>().join("/"),
        ..wanted.clone()
    }
}

/// What was kept.
#[derive(Debug, Default)]
pub struct Kept {
    /// So many articles are new in the library.
    pub fresh: usize,
    /// So many were changed.
    pub updated: usize,
    /// So many were there already.
    pub same: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// So many articles are kept at a time.
const BATCH: usize = 64;

/// Puts the articles of files, folders and pages into the library, without a subscription.
///
/// # Errors
/// When the library can't be written; what was kept before stays.
pub fn keep(store: &mut Store, order: &Order) -> Result<Kept> {
    let shelf = Subscription {
        kind: SourceKind::Kept,
        address: "kept".into(),
        title: "Kept".into(),
        ..Subscription::default()
    };
    let (shelf, _) = store.subscribe(&shelf)?;
    let order = Order { wishes: std::sync::Arc::new(Wishes::clone(&order.wishes)), ..order.clone() };
    let state = Mutex::new((store, Kept::default(), None));
    load(&order, &|loaded| {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let (store, kept, failure) = &mut *state;
        match loaded {
            Loaded::Articles(articles) => {
                if let Err(trouble) = keep_articles(store, shelf.id, articles, kept) {
                    *failure = Some(trouble);
                }
            }
            Loaded::Problem(problem) => kept.problems.push(problem),
            Loaded::Found(..) | Loaded::Read(_) | Loaded::Done => {}
        }
        failure.is_none()
    });
    let (_, kept, failure) = state.into_inner().unwrap_or_else(PoisonError::into_inner);
    failure.map_or(Ok(kept), Err)
}

fn keep_articles(store: &mut Store, shelf: u32, articles: Vec<Article>, kept: &mut Kept) -> Result<()> {
    let mut articles = articles.into_iter();
    loop {
        let batch: Vec<Article> = articles.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let arrivals: Vec<Arrival> = batch.into_iter().map(arrival).collect::<Result<_>>()?;
        let done = store.keep(shelf, &arrivals, now())?;
        kept.fresh += done.fresh.len();
        kept.updated += done.updated.len();
        kept.same += done.same;
    }
}

fn arrival(mut article: Article) -> Result<Arrival> {
    let (key, hash) = (article.path.clone(), article.id);
    let url = article.url.clone();
    let original = article.original.take();
    let original = original.and_then(|packed| crate::library::pack::unpack(&packed, 1 << 26).ok());
    let original = original.unwrap_or_else(|| article.text.clone().into_bytes());
    let mut arrival = Arrival::new(key, hash, article, &original, now())?;
    arrival.url = url;
    Ok(arrival)
}
