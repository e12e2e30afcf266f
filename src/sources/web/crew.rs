//! A crew: several addresses fetched at the same time, and taken in their order.
//!
//! No host is asked for more than two pages at once, and no more pages wait in memory than a few.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use url::Url;

use super::fetch::{Limits, Page, client, fetch};
use crate::sources::survive::survive;

/// So many are fetched at the same time.
const HANDS: usize = 8;

/// So many of them from one host.
const PER_HOST: usize = 2;

/// So many pages may wait to be taken.
const AHEAD: usize = 16;

/// What came of an address.
pub type Fetched = Result<Page, String>;

/// How far an address is.
enum Stage {
    Waiting,
    Under,
    Done(Fetched),
    Taken,
}

struct State {
    /// Each address with its host.
    pages: Vec<(String, String, Stage)>,
    /// How many were taken.
    taken: usize,
    /// Nobody wants any more.
    closed: bool,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// Addresses being fetched.
pub struct Crew(Arc<Shared>);

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The next address whose host is free.
    fn next(&self) -> Option<usize> {
        let under = |host: &str| {
            let of_host =
                |(_, other, stage): &&(String, String, Stage)| other == host && matches!(stage, Stage::Under);
            self.pages.iter().filter(of_host).count()
        };
        let window = self.pages.iter().enumerate().skip(self.taken).take(AHEAD);
        let mut free =
            window.filter(|(_, (_, host, stage))| matches!(stage, Stage::Waiting) && under(host) < PER_HOST);
        free.next().map(|(at, _)| at)
    }

    fn is_over(&self) -> bool {
        self.closed || !self.pages.iter().any(|(.., stage)| matches!(stage, Stage::Waiting))
    }
}

impl Crew {
    /// Begins to fetch. The threads end by themselves, at the latest when the last fetch has its time out.
    #[must_use]
    pub fn new(addresses: Vec<String>, limits: Limits) -> Self {
        let hands = addresses.len().min(HANDS);
        let host = |address: &String| {
            Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
        };
        let pages = addresses.into_iter().map(|address| {
            let host = host(&address);
            (address, host, Stage::Waiting)
        });
        let state = State { pages: pages.collect(), taken: 0, closed: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let client = client(&limits);
        for _ in 0..hands {
            let (shared, client) = (Arc::clone(&shared), client.clone());
            thread::spawn(move || work(&shared, &|address| fetch(&client, address, &limits)));
        }
        Crew(shared)
    }

    /// Waits for the next page, in the order of the addresses; `None` after the last.
    #[must_use]
    pub fn take(&self) -> Option<(String, Fetched)> {
        let mut state = self.0.state();
        loop {
            let at = state.taken;
            let (address, _, stage) = state.pages.get_mut(at)?;
            if let Stage::Done(_) = stage {
                let address = std::mem::take(address);
                let Stage::Done(fetched) = std::mem::replace(stage, Stage::Taken) else { return None };
                state.taken += 1;
                self.0.changed.notify_all();
                return Some((address, fetched));
            }
            state = self.0.wait(state);
        }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.changed.notify_all();
    }
}

/// Fetches one address after the other.
fn work(shared: &Shared, fetch: &dyn Fn(&str) -> Fetched) {
    let mut state = shared.state();
    while !state.is_over() {
        let Some(at) = state.next() else {
            state = shared.wait(state);
            continue;
        };
        state.pages[at].2 = Stage::Under;
        let address = state.pages[at].0.clone();
        drop(state);
        // Whatever a server makes the client do, the one who waits for this page gets an answer.
        let fetched = survive(|| fetch(&address))
            .unwrap_or_else(|| Err("made fetching fail; please report it".to_owned()));
        state = shared.state();
        state.pages[at].2 = Stage::Done(fetched);
        shared.changed.notify_all();
    }
}
