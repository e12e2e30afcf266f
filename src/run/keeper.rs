//! The keeper: the stored library behind the program. What the reader does by hand is stored before the next frame says
//! so; what takes long is done by threads of its own, which send messages.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::folders::Folders;
use super::searcher::Searcher;
use crate::app::{Effect, Message};
use crate::intake::add::{self, Added};
use crate::intake::fetch::now;
use crate::intake::{self, Order, Which, renew};
use crate::library::{Progress, Subscription};
use crate::sources::format;
use crate::sources::web::fetch::Limits;
use crate::storage::session::Session;
use crate::storage::{Care, Result, Store};

/// The first screen needs no more rows.
const FIRST: usize = 200;
/// Rows come in batches of so many.
const BATCH: usize = 8_192;
/// Articles that are gathered come in batches of so many.
const GATHERED: usize = 50;
/// So often it is looked whether another program has changed the library.
const LOOK: Duration = Duration::from_millis(700);

/// The stored library of a running program.
pub(super) struct Keeper {
    store: Store,
    shared: Arc<Shared>,
    folders: Folders,
    searcher: Searcher,
    /// So often had articles been taken out when it was last asked which there are.
    removals: i64,
    /// Minutes between two fetches without being asked; 0 is never.
    every: u32,
}

/// What the keeper and its threads share.
struct Shared {
    path: PathBuf,
    sender: Sender<Message>,
    /// Others have changed the library.
    changed: AtomicBool,
    /// A fetch is going on.
    fetching: AtomicBool,
    /// It is to end.
    stop_fetch: AtomicBool,
    /// The program ends.
    ended: AtomicBool,
    /// The rows in the program are as of this stamp; below 0 while they still come.
    stamp: AtomicI64,
    /// This program's stay in the library.
    session: Mutex<Option<Session>>,
}

impl Shared {
    fn tell(&self, message: Message) -> bool {
        self.sender.send(message).is_ok()
    }

    fn open(&self) -> Result<Store> {
        Store::open(&self.path, Care::Flow, format::name)
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }
}

impl Keeper {
    /// Opens the library for a program that `sender` leads to.
    ///
    /// # Errors
    /// When it can't be opened.
    pub(super) fn open(path: &Path, every: u32, sender: Sender<Message>) -> Result<Self> {
        let store = Store::open(path, Care::Hand, format::name)?;
        let removals = store.removals()?;
        let shared = Shared {
            path: path.to_path_buf(),
            sender,
            changed: AtomicBool::new(false),
            fetching: AtomicBool::new(false),
            stop_fetch: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            stamp: AtomicI64::new(-1),
            session: Mutex::new(None),
        };
        let shared = Arc::new(shared);
        let behind = Arc::clone(&shared);
        let folders = Folders::new(move |ids| fetch_behind(&behind, Which::These(ids), every));
        let searcher = Searcher::new(path, shared.sender.clone());
        Ok(Keeper { store, shared, folders, searcher, removals, every })
    }

    /// What the first frame needs.
    ///
    /// # Errors
    /// When the library can't be read.
    pub(super) fn first(&self) -> Result<Vec<Message>> {
        let subscriptions = self.store.subscriptions()?;
        self.folders.watch(&subscriptions);
        Ok(vec![
            clock(),
            Message::Subscriptions(subscriptions),
            Message::Searches(self.store.searches()?),
            Message::Rows(self.store.newest(FIRST)?),
        ])
    }

    /// Begins what goes on behind the screen: the other rows come, the library is looked after and watched.
    pub(super) fn begin(&self) {
        let shared = Arc::clone(&self.shared);
        let every = self.every;
        thread::spawn(move || {
            if let Err(trouble) = behind(&shared, every) {
                shared.tell(Message::Said(format!("the library: {trouble}")));
            }
        });
        if self.store.is_read_only() {
            self.shared.tell(Message::Said(
                "the library can only be read: nothing that you mark is kept".to_owned(),
            ));
        } else if let Some(copy) = self.store.copied() {
            self.shared.tell(Message::Said(format!(
                "the library has a new shape; before that it was copied to {}",
                copy.display()
            )));
        }
    }

    /// What came from others meanwhile, when anything did.
    pub(super) fn news(&mut self) -> Vec<Message> {
        let stamp = self.shared.stamp.load(Ordering::SeqCst);
        if stamp < 0 || !self.shared.changed.swap(false, Ordering::SeqCst) {
            return Vec::new();
        }
        self.read_news(stamp).unwrap_or_else(|trouble| vec![Message::Said(trouble.to_string())])
    }

    fn read_news(&mut self, stamp: i64) -> Result<Vec<Message>> {
        // Asked first, so that what is taken out meanwhile is told the next time.
        let removals = self.store.removals()?;
        let (rows, now) = self.store.since(stamp)?;
        let subscriptions = self.store.subscriptions()?;
        let left = if removals == self.removals { None } else { Some(self.store.ids()?) };
        self.removals = removals;
        self.shared.stamp.store(now, Ordering::SeqCst);
        self.folders.watch(&subscriptions);
        let mut news = vec![
            Message::Subscriptions(subscriptions),
            Message::Searches(self.store.searches()?),
            Message::Rows(rows),
        ];
        news.extend(left.map(Message::Remaining));
        self.searcher.count();
        Ok(news)
    }

    /// Does what an effect asks of the library, and adds to `told` what the program is to be told at once; gives the
    /// effect back when it is not the library's.
    pub(super) fn perform(&mut self, effect: Effect, told: &mut VecDeque<Message>) -> Option<Effect> {
        match effect {
            Effect::Bring(ids) => told.extend(self.bring(ids)),
            Effect::Versions(id) => told.push_back(self.versions(id)),
            Effect::Save(change) => {
                if let Err(trouble) = self.store.change(&change, now()) {
                    told.push_back(Message::Refused(change, trouble.to_string()));
                }
                self.searcher.count();
            }
            Effect::TurnBack { redo } => {
                told.push_back(self.turn_back(redo));
                self.searcher.count();
            }
            Effect::Search { number, text, typing } => self.searcher.search(number, text, typing),
            Effect::StopSearch => self.searcher.stop(),
            Effect::Names(name) => self.searcher.names(name),
            // In a library that can only be read nothing is noted, and what is new is new again the next time.
            Effect::Seen(name, until) => drop(self.store.note_seen(&name, until)),
            // Where one was is no loss in a library that can only be read.
            Effect::Place(id, place) => drop(self.store.set_place(id, place)),
            Effect::Fetch(ids) => {
                let which = if ids.is_empty() { Which::All } else { Which::These(ids) };
                if !fetch_behind(&self.shared, which, self.every) {
                    told.push_back(Message::Said("a fetch is going on already; C-x stops it".to_owned()));
                }
            }
            Effect::StopFetch => self.shared.stop_fetch.store(true, Ordering::SeqCst),
            Effect::Subscribe(words) => self.subscribe(words),
            other => return Some(other),
        }
        None
    }

    fn turn_back(&mut self, redo: bool) -> Message {
        match self.store.turn_back(redo) {
            Ok(Some(change)) => Message::Changed(change),
            Ok(None) => {
                Message::Said(if redo { "nothing to do again" } else { "nothing to undo" }.to_owned())
            }
            Err(trouble) => Message::Said(trouble.to_string()),
        }
    }

    fn versions(&self, id: u64) -> Message {
        match self.store.versions(id) {
            Ok(found) => Message::Versions(
                found.into_iter().map(|version| (version.replaced, version.article.text)).collect(),
            ),
            Err(trouble) => Message::Said(trouble.to_string()),
        }
    }

    /// One article comes at once, several come in batches.
    fn bring(&self, ids: Vec<u64>) -> Option<Message> {
        if let [id] = ids.as_slice() {
            return Some(Message::Bodies(vec![body(&self.store, *id)]));
        }
        let shared = Arc::clone(&self.shared);
        thread::spawn(move || {
            let store = match shared.open() {
                Ok(store) => store,
                Err(trouble) => return shared.tell(Message::Said(trouble.to_string())),
            };
            ids.chunks(GATHERED).all(|ids| {
                let bodies = ids.iter().map(|id| body(&store, *id)).collect();
                !shared.has_ended() && shared.tell(Message::Bodies(bodies))
            })
        });
        None
    }

    fn subscribe(&self, words: String) {
        let shared = Arc::clone(&self.shared);
        let every = self.every;
        thread::spawn(move || {
            let stop = AtomicBool::new(false);
            let added = shared
                .open()
                .and_then(|mut store| add::add(&mut store, &words, &Subscription::default(), &stop));
            shared.changed.store(true, Ordering::SeqCst);
            let added = match added {
                Ok(added) => added,
                Err(trouble) => {
                    shared.tell(Message::Said(trouble.to_string()));
                    return;
                }
            };
            let fresh: Vec<u32> =
                added.subscriptions.iter().filter(|(_, fresh)| *fresh).map(|(source, _)| source.id).collect();
            let begins = !fresh.is_empty() && !shared.fetching.load(Ordering::SeqCst);
            // Told before the fetch begins, so that its end is heard as the end of this one.
            shared.tell(Message::Subscribed(subscribed(&added, &fresh, begins), begins));
            if begins {
                fetch_behind(&shared, Which::These(fresh), every);
            }
        });
    }

    /// Leaves the library in order.
    pub(super) fn leave(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        self.shared.stop_fetch.store(true, Ordering::SeqCst);
        let session = self.shared.session.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(session) = session {
            // Should it fail, the library is checked the next time.
            let _ = self.store.leave(session);
        }
    }
}

/// What was subscribed to, and what else is to be said of it.
fn subscribed(added: &Added, fresh: &[u32], begins: bool) -> String {
    let fetched = |what: &str| match begins {
        true => format!("; fetching {what} ..."),
        false => "; another fetch is going on, gr fetches it after that".to_owned(),
    };
    let mut words = match (fresh, added.subscriptions.first()) {
        ([], Some((source, _))) => format!("subscribed already to {}", source.label()),
        ([_], Some((source, _))) => format!("subscribed to {}{}", source.label(), fetched("it")),
        (fresh, _) => format!("subscribed to {} sources{}", fresh.len(), fetched("them")),
    };
    for note in &added.notes {
        words.push_str("; ");
        words.push_str(note);
    }
    words
}

fn body(store: &Store, id: u64) -> (u64, std::result::Result<crate::library::Article, String>) {
    (id, store.article(id).map_err(|trouble| trouble.to_string()))
}

/// When today began here: seconds since 1970, UTC.
fn midnight() -> i64 {
    let now = jiff::ZonedDateTime::now();
    now.start_of_day().map_or(0, |start| start.timestamp().as_second())
}

/// What time it is.
pub(super) fn clock() -> Message {
    Message::Clock(now(), midnight())
}

/// What goes on behind the screen until the program ends.
fn behind(shared: &Arc<Shared>, every: u32) -> Result<()> {
    let mut store = shared.open()?;
    let stamp = store.every(BATCH, &mut |rows| shared.tell(Message::Rows(rows)))?;
    shared.stamp.store(stamp, Ordering::SeqCst);
    // What was written while they came is asked for at once.
    shared.changed.store(true, Ordering::SeqCst);
    shared.tell(Message::Stored);
    if !store.is_read_only() {
        enter(&mut store, shared);
    }
    let (renewing, path) = (Arc::clone(shared), shared.path.clone());
    thread::spawn(move || {
        if let Err(trouble) = renew::renew(&path, &renewing.ended) {
            renewing.tell(Message::Said(format!("the library: {trouble}")));
        }
    });
    watch(&store, shared, every)
}

/// Enters, and checks the library when the program before did not leave it in order.
fn enter(store: &mut Store, shared: &Shared) {
    let Ok(session) = store.enter(now()) else { return };
    let said = match session.after_crash.then(|| store.quick_check()) {
        None => String::new(),
        Some(Ok(found)) => found.first().cloned().unwrap_or_default(),
        Some(Err(trouble)) => trouble.to_string(),
    };
    if said.is_empty() {
        *shared.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(session);
        return;
    }
    // Nobody leaves a damaged library in order, so the next one hears of it, too.
    shared.tell(Message::Said(format!(
        "the library is damaged ({said}); quit, and `quotidian doctor` says how far"
    )));
}

/// Looks now and then whether another program has changed the library, whether the day is another one, and whether
/// it is time to fetch.
fn watch(store: &Store, shared: &Arc<Shared>, every: u32) -> Result<()> {
    let (mut seen, mut today) = (store.changes_of_others()?, midnight());
    let mut fetched = now();
    while !shared.has_ended() {
        thread::sleep(LOOK);
        let version = store.changes_of_others()?;
        let day = midnight();
        if version != seen || day != today {
            (seen, today) = (version, day);
            shared.changed.store(true, Ordering::SeqCst);
            if !shared.tell(Message::Clock(now(), today)) {
                return Ok(());
            }
        }
        if every > 0 && now() - fetched >= i64::from(every) * 60 {
            fetched = now();
            fetch_behind(shared, Which::Due, every);
        }
    }
    Ok(())
}

/// Fetches on a thread of its own; `false` when a fetch is going on already.
fn fetch_behind(shared: &Arc<Shared>, which: Which, every: u32) -> bool {
    let begins = !shared.fetching.swap(true, Ordering::SeqCst);
    if begins {
        let shared = Arc::clone(shared);
        thread::spawn(move || fetch(&shared, which, every));
    }
    begins
}

/// Fetches; that a fetch is going on has been noted.
fn fetch(shared: &Shared, which: Which, every: u32) {
    shared.stop_fetch.store(false, Ordering::SeqCst);
    let every = if every == 0 { HOURLY } else { every };
    let order = Order { library: shared.path.clone(), which, limits: Limits::default(), every };
    let tell = |progress: &Progress| {
        shared.tell(Message::Fetching(Some(progress.clone())));
    };
    let report = intake::fetch(&order, &shared.stop_fetch, &tell);
    shared.fetching.store(false, Ordering::SeqCst);
    // What came is told before that it came.
    shared.changed.store(true, Ordering::SeqCst);
    shared.tell(Message::Fetching(None));
    if let Err(trouble) = report {
        shared.tell(Message::Said(format!("the fetch ended: {trouble}")));
    }
}

/// Minutes between two fetches of a source, where nobody has said anything.
pub const HOURLY: u32 = 60;

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::app::views::Fresh;
    use crate::library::{Article, Change, SavedSearch};
    use crate::storage::arrival::Arrival;
    use crate::storage::backup;

    /// An article of `key`, about it.
    fn arrival(key: &str) -> Arrival {
        let text =
            format!("News of {key}\n\n“There is no more to say about {key},” port master Greta Sand said.\n");
        let reading = crate::reading::read(&text);
        let article = Article { format: "text", text, reading, ..Article::default() };
        Arrival::new(key.to_owned(), key.len() as u64, article, b"", 1_000).expect("an arrival")
    }

    /// Waits for a message.
    fn wait<T>(messages: &Receiver<Message>, wanted: impl Fn(Message) -> Option<T>) -> T {
        let found = messages.iter().find_map(wanted);
        found.expect("the message")
    }

    #[test]
    fn the_last_search_is_answered_and_saved_ones_are_counted() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("library.db");
        let mut other = Store::open(&path, Care::Hand, format::name).expect("a library");
        other.keep(1, &[arrival("fog"), arrival("ferry")], 50).expect("kept");
        let (sender, messages) = channel();
        let mut keeper = Keeper::open(&path, 0, sender).expect("a keeper");
        let mut told = VecDeque::new();
        let search = |number, text: &str| Effect::Search { number, text: text.to_owned(), typing: true };
        for (number, text) in [(1, "f"), (2, "fe"), (3, "fer")] {
            assert_eq!(keeper.perform(search(number, text), &mut told), None);
        }
        let found = wait(&messages, |message| match message {
            Message::Found(3, found) => Some(found),
            _ => None,
        });
        assert_eq!((found.ids.as_slice(), found.best[0].1.words.is_empty()), (&[2][..], false));
        keeper.perform(search(4, "zebra fog"), &mut told);
        let found = wait(&messages, |message| match message {
            Message::Found(4, found) => Some(found),
            _ => None,
        });
        assert_eq!(found.blame.as_deref(), Some("`zebra` finds nothing"));

        keeper.perform(Effect::Names("gre".into()), &mut told);
        let names = wait(&messages, |message| match message {
            Message::Names(names) => Some(names),
            _ => None,
        });
        assert_eq!(names, ["Greta Sand"]);

        let saved = SavedSearch { name: "Boats".into(), query: "ferry".into(), watch: true };
        let before = SavedSearch { name: "Boats".into(), ..SavedSearch::default() };
        let change = Change { what: "saved".into(), searches: vec![(before, saved)], ..Change::default() };
        keeper.perform(Effect::Save(change), &mut told);
        let counted = |expect: Fresh| {
            wait(&messages, |message| match message {
                Message::Counted(name, ids, fresh) if fresh == expect => Some((name, ids)),
                _ => None,
            })
        };
        assert_eq!(counted(Fresh { count: 0, until: 2 }), ("Boats".to_owned(), vec![2]));
        other.keep(1, &[arrival("ferry two")], 52).expect("kept");
        keeper.perform(Effect::Save(Change::default()), &mut told);
        assert_eq!(counted(Fresh { count: 1, until: 3 }).1, [2, 3]);
        keeper.perform(Effect::Seen("Boats".into(), 3), &mut told);
        keeper.perform(Effect::Save(Change::default()), &mut told);
        assert_eq!(counted(Fresh { count: 0, until: 3 }).1, [2, 3]);
        assert_eq!(told.len(), 0);
    }

    #[test]
    fn what_others_take_out_is_told_once() {
        let home = tempfile::tempdir().expect("a folder");
        let (path, copy) = (home.path().join("library.db"), home.path().join("copy.db"));
        let mut other = Store::open(&path, Care::Hand, format::name).expect("a library");
        other.keep(1, &[arrival("fog")], 50).expect("kept");
        other.copy_to(&copy).expect("a copy");
        other.keep(1, &[arrival("ferry")], 51).expect("kept");
        let (sender, messages) = channel();
        let mut keeper = Keeper::open(&path, 0, sender).expect("a keeper");
        keeper.begin();
        wait(&messages, |message| matches!(message, Message::Stored).then_some(()));
        let remaining = |keeper: &mut Keeper| {
            keeper.shared.changed.store(true, Ordering::SeqCst);
            keeper.news().into_iter().find_map(|message| match message {
                Message::Remaining(ids) => Some(ids),
                _ => None,
            })
        };
        assert_eq!(remaining(&mut keeper), None);
        backup::restore(&path, &copy, format::name).expect("restored");
        assert_eq!(remaining(&mut keeper), Some(vec![1]));
        assert_eq!(remaining(&mut keeper), None);
        keeper.leave();
    }
}
