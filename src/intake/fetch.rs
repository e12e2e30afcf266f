//! A fetch: the chosen sources are asked, several at the same time; then the pages that are wanted for their full text.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use ureq::Agent;

use super::board::{Board, State, Tell};
use super::pages;
use super::scribe::{self, Letter};
use super::visit::Visitor;
use crate::library::{SourceKind, Subscription};
use crate::sources::web::fetch::{Limits, client};
use crate::sources::web::hosts::Hosts;
use crate::sources::{Problem, format};
use crate::storage::{Care, Result, Store, Trouble};

/// So many sources are asked at the same time.
const HANDS: usize = 16;

/// So many pages of one host at the same time.
const PER_HOST: usize = 2;

/// Which sources are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All but those that asked to be left alone for now.
    All,
    /// Those whose time has come.
    Due,
    /// These, by their numbers; also when they asked to be left alone.
    These(Vec<u32>),
}

/// What is to be fetched.
#[derive(Clone, Debug)]
pub struct Order {
    /// The library.
    pub library: PathBuf,
    /// Which sources.
    pub which: Which,
    /// How long and how much.
    pub limits: Limits,
    /// Minutes between two fetches of a source that has no wish of its own.
    pub every: u32,
}

/// What came of a fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// So many sources and pages were asked.
    pub asked: usize,
    /// So many articles are new.
    pub fresh: usize,
    /// So many articles have changed.
    pub updated: usize,
    /// What failed, by the source's name.
    pub problems: Vec<Problem>,
    /// What of a source is broken and was left out, by the source's name; the rest of it was read.
    pub mended: Vec<Problem>,
    /// The sources that were not asked, as they want to be left alone for now.
    pub resting: Vec<String>,
    /// It was ended before all were asked.
    pub stopped: bool,
}

/// The time: seconds since 1970, UTC.
#[must_use]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// What all threads of a fetch share.
pub(super) struct Shared<'a> {
    pub(super) order: &'a Order,
    pub(super) client: Agent,
    pub(super) hosts: Hosts,
    pub(super) stop: &'a AtomicBool,
    pub(super) board: Board<'a>,
}

impl Shared<'_> {
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}

/// Fetches what is ordered; blocks until done, or until `stop` is set. Told how far it is as it goes.
///
/// # Errors
/// When the library can't be read or written; what was kept before stays. `stop` may be set then.
pub fn fetch(order: &Order, stop: &AtomicBool, tell: Tell<'_>) -> Result<Report> {
    let mut store = open(order)?;
    if let Some(why) = store.read_only() {
        return Err(Trouble::unwritable(why));
    }
    let now = now();
    let (chosen, resting) = choose(store.subscriptions()?, &order.which, now);
    let shared = Shared {
        order,
        client: client(&order.limits),
        hosts: Hosts::new(PER_HOST),
        stop,
        board: Board::new(chosen.len(), tell),
    };
    shared.board.note(|progress| progress.resting = resting.len());
    let only: Vec<u32> = chosen.iter().map(|source| source.id).collect();
    at_once(&mut store, &shared, chosen, now, |visitor, source| visitor.visit(&source))?;
    let wanted = if shared.is_stopped() { Vec::new() } else { pages::wanted(&store, &only, now)? };
    shared.board.note(|progress| progress.total += wanted.len());
    at_once(&mut store, &shared, wanted, now, |visitor, wanted| pages::visit(visitor, &wanted))?;
    let stopped = shared.is_stopped();
    let State { progress, problems, mended } = shared.board.end();
    Ok(Report {
        asked: progress.done,
        fresh: progress.fresh,
        updated: progress.updated,
        problems,
        mended,
        resting,
        stopped,
    })
}

pub(super) fn open(order: &Order) -> Result<Store> {
    Store::open(&order.library, Care::Flow, format::name)
}

/// The sources to be asked, and the names of those that are let rest.
fn choose(all: Vec<Subscription>, which: &Which, now: i64) -> (Vec<Subscription>, Vec<String>) {
    let mut chosen = Vec::new();
    let mut resting = Vec::new();
    for source in all {
        let later = source.health.next.is_some_and(|next| next > now);
        let failing = source.health.failures > 0;
        let (wanted, rests) = match which {
            Which::These(ids) => (ids.contains(&source.id), false),
            Which::Due => (true, later),
            // Its own pace is no matter when it is fetched by hand, but a server's wish is.
            Which::All => (true, later && failing),
        };
        match (source.kind, source.removed, wanted, rests) {
            (SourceKind::Kept, ..) | (_, true, ..) | (_, _, false, _) => {}
            (.., true) => resting.push(source.label().to_owned()),
            _ => chosen.push(source),
        }
    }
    if *which == Which::Due {
        // Nobody asked for them.
        resting.clear();
    }
    (chosen, resting)
}

/// Does the work for all `jobs`, several at the same time, while one thread writes what comes of it.
fn at_once<Job: Send>(
    store: &mut Store,
    shared: &Shared<'_>,
    jobs: Vec<Job>,
    now: i64,
    work: impl Fn(&mut Visitor<'_>, Job) -> Result<()> + Sync,
) -> Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let hands = jobs.len().min(HANDS);
    let jobs = Mutex::new(jobs.into_iter());
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
    let hand = |give: SyncSender<Letter>| -> Result<()> {
        let mut visitor = Visitor { shared, store: open(shared.order)?, give, now };
        while let Some(job) = next().filter(|_| !shared.is_stopped()) {
            work(&mut visitor, job)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let (give, take) = sync_channel(scribe::WAITING);
        let working: Vec<_> = (0..hands)
            .map(|_| {
                let give = give.clone();
                scope.spawn(|| hand(give))
            })
            .collect();
        drop(give);
        // The letters end with this thread, so that nobody writes to one who has failed.
        let written = { scribe::write(store, &{ take }, &shared.board, now) };
        if written.is_err() {
            // What the others still wait for could not be kept.
            shared.stop.store(true, Ordering::SeqCst);
        }
        let broken = |_| Err(Trouble::new("a part of the fetch broke off; please report it"));
        let worked = working.into_iter().map(|hand| hand.join().unwrap_or_else(broken));
        let worked: Result<()> = worked.collect();
        written.and(worked)
    })
}
