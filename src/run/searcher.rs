//! The searcher: asks the stored library what queries find, on a thread of its own. Only the answer to the last search
//! is told: a newer one ends the one before, and what saved searches find is counted when nobody waits.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::app::Message;
use crate::app::search::Found;
use crate::app::views::Fresh;
use crate::library::Query;
use crate::library::query::Clock;
use crate::sources::format;
use crate::storage::search::{self, Wish};
use crate::storage::{Care, Result, Store};

/// Of so many articles, the best ones, the words are told that show why they were found.
const BEST: usize = 100;

/// So many people are told that a name can be completed to.
const NAMES: usize = 12;

/// Asks the stored library what queries find.
pub(super) struct Searcher {
    desk: Arc<Desk>,
}

/// What is wanted of the searcher.
#[derive(Default)]
struct Desk {
    wanted: Mutex<Wanted>,
    came: Condvar,
    /// What is being done is not wanted any more.
    stop: AtomicBool,
}

#[derive(Default)]
struct Wanted {
    search: Option<Question>,
    /// Names that begin so.
    names: Option<String>,
    /// What the saved searches find is to be counted.
    count: bool,
    ended: bool,
}

/// A search that is asked.
struct Question {
    number: u64,
    text: String,
    typing: bool,
}

impl Searcher {
    /// A searcher for the library at `path`, which tells what it finds to `sender`.
    pub(super) fn new(path: &Path, sender: Sender<Message>) -> Self {
        let desk = Arc::new(Desk::default());
        let (path, behind) = (path.to_path_buf(), Arc::clone(&desk));
        thread::spawn(move || {
            let done =
                Store::open(&path, Care::Flow, format::name).and_then(|store| behind.work(&store, &sender));
            if let Err(trouble) = done {
                // Nobody is left to hear it when the program has ended.
                let _ = sender.send(Message::Said(format!("nothing can be searched: {trouble}")));
            }
        });
        Searcher { desk }
    }

    /// Asks a search; ends the one before.
    pub(super) fn search(&self, number: u64, text: String, typing: bool) {
        self.desk.want(|wanted| wanted.search = Some(Question { number, text, typing }));
    }

    /// Nobody waits for a search any more.
    pub(super) fn stop(&self) {
        self.desk.want(|wanted| wanted.search = None);
    }

    /// Asks for people with a name that begins so, once the search is answered.
    pub(super) fn names(&self, name: String) {
        self.desk.wanted().names = Some(name);
        self.desk.came.notify_one();
    }

    /// Counts what the saved searches find, once there is time.
    pub(super) fn count(&self) {
        let mut wanted = self.desk.wanted();
        wanted.count = true;
        self.desk.came.notify_one();
    }
}

impl Drop for Searcher {
    fn drop(&mut self) {
        self.desk.want(|wanted| wanted.ended = true);
    }
}

impl Desk {
    fn wanted(&self) -> MutexGuard<'_, Wanted> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wants something else from now on.
    fn want(&self, change: impl FnOnce(&mut Wanted)) {
        let mut wanted = self.wanted();
        change(&mut wanted);
        self.stop.store(true, Ordering::SeqCst);
        self.came.notify_one();
    }

    /// Does what is wanted, one after the other, until the end.
    fn work(&self, store: &Store, sender: &Sender<Message>) -> Result<()> {
        loop {
            let mut wanted = self.wanted();
            while wanted.search.is_none() && wanted.names.is_none() && !wanted.count && !wanted.ended {
                wanted = self.came.wait(wanted).unwrap_or_else(PoisonError::into_inner);
            }
            if wanted.ended {
                return Ok(());
            }
            self.stop.store(false, Ordering::SeqCst);
            let question = wanted.search.take();
            let name = if question.is_none() { wanted.names.take() } else { None };
            if question.is_none() && name.is_none() {
                wanted.count = false;
            }
            drop(wanted);
            let done = match (question, name) {
                (Some(question), _) => self.answer(store, &question, sender),
                (None, Some(name)) => self.name(store, &name, sender),
                (None, None) => self.tally(store, sender),
            };
            if let Err(trouble) = done {
                let _ = sender.send(Message::Said(format!("the search ended: {trouble}")));
            }
        }
    }

    /// Answers a search: at first what the index knows at once, then, if that may not be all, all of it.
    fn answer(&self, store: &Store, question: &Question, sender: &Sender<Message>) -> Result<()> {
        let typed = Query::typed(&question.text);
        let query = if question.typing { typed } else { Query::parse(&question.text).unwrap_or(typed) };
        let quick = Wish { limit: BEST, clock: clock(), ..Wish::default() };
        for wish in [quick, Wish { patience: usize::MAX, ..quick }] {
            let Some(found) = found(store, &query, &question.text, &wish, &self.stop)? else { return Ok(()) };
            let more = found.more;
            if self.stop.load(Ordering::SeqCst)
                || sender.send(Message::Found(question.number, Box::new(found))).is_err()
            {
                return Ok(());
            }
            if !more {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Tells people with a name that begins so, those in most articles first.
    fn name(&self, store: &Store, name: &str, sender: &Sender<Message>) -> Result<()> {
        let query = Query::typed(&format!("about:\"{}\"*", name.replace('"', " ")));
        let wish = Wish { limit: NAMES, clock: clock(), ..Wish::default() };
        if let Some(found) = store.search_people(&query, &wish, &self.stop)? {
            let names = found.people.into_iter().map(|person| person.name).collect();
            let _ = sender.send(Message::Names(names));
        }
        Ok(())
    }

    /// Counts what the saved searches find; begins anew later when something else is wanted meanwhile.
    fn tally(&self, store: &Store, sender: &Sender<Message>) -> Result<()> {
        let wish = Wish { clock: clock(), patience: usize::MAX, ..Wish::default() };
        for saved in store.searches()? {
            let Ok(query) = Query::parse(&saved.query) else { continue };
            let Some((ids, _)) = store.matches(&query, &wish, &self.stop)? else {
                self.wanted().count = true;
                return Ok(());
            };
            let fresh = if saved.watch { fresh(store, &saved.name, &ids)? } else { Fresh::default() };
            if sender.send(Message::Counted(saved.name, ids, fresh)).is_err() {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// What a query finds; none when nobody wants to know any more.
fn found(store: &Store, query: &Query, text: &str, wish: &Wish, stop: &AtomicBool) -> Result<Option<Found>> {
    let Some(best) = store.search(query, wish, stop)? else { return Ok(None) };
    let Some((ids, more)) = store.matches(query, wish, stop)? else { return Ok(None) };
    let more = more || matches!(best.total, search::Total::AtLeast(_));
    let blame = best.blame.filter(|_| ids.is_empty()).map(|blame| blame.words(text));
    let best = best.hits.into_iter().map(|hit| (hit.id, hit.snippet)).collect();
    Ok(Some(Found { best, ids, more, blame }))
}

/// What is new in a search that is watched, of all that it finds.
fn fresh(store: &Store, name: &str, ids: &[u64]) -> Result<Fresh> {
    let (seen, until) = (store.seen(name)?, store.newest_id()?);
    Ok(Fresh { count: ids.iter().filter(|id| **id > seen && **id <= until).count(), until })
}

fn clock() -> Clock {
    let now = jiff::ZonedDateTime::now();
    Clock { now: now.timestamp().as_second(), offset: now.offset().seconds() }
}
