//! Kills at moments by chance: whatever was confirmed before is in the library after, the library is sound, and the next
//! fetch goes on. `QUOTIDIAN_KILLS=200` makes so many; the moments are by chance, but the same for the same kill.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use quotidian::library::{Change, Edit, Marks};
use quotidian::sources::format;
use quotidian::storage::{Care, Store};
use rusqlite::Connection;

use crate::home::{Home, address_of, item, rss, story};
use crate::server::{path_of, serve};

/// Numbers by chance, the same for the same seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % end
    }
}

/// So many feeds there are, and so many entries each shows at most.
const FEEDS: u64 = 8;
const SHOWN: u64 = 12;
/// So many entries of a feed are new in each round.
const NEW: u64 = 2;

/// The papers that are fetched: what they tell grows with each round.
struct Papers {
    address: String,
    round: Arc<AtomicU64>,
    /// Bytes that were sent.
    sent: Arc<AtomicUsize>,
}

impl Papers {
    fn new() -> Self {
        let (round, sent) = (Arc::new(AtomicU64::new(1)), Arc::new(AtomicUsize::new(0)));
        let (now, count) = (Arc::clone(&round), Arc::clone(&sent));
        let (address, _) = serve(move |head, stream| {
            let path = path_of(head).trim_start_matches('/').to_owned();
            let (round, home) = (now.load(Ordering::SeqCst), address_of(head));
            let body = match path.split_once('/') {
                Some(_) => format!("<article><h1>{path}</h1><p>{}</p></article>", story(&path)),
                None => rss(&path, &(0..SHOWN).map(|n| entry(&home, &path, round, n)).collect::<String>()),
            };
            // In pieces, so that a kill finds some sent and others not.
            let media = if body.starts_with("<rss") { "application/rss+xml" } else { "text/html" };
            answer(stream, &format!("Content-Type: {media}\r\nETag: \"{round}\"\r\n"), &body, &count);
        });
        Papers { address, round, sent }
    }
}

/// Answers piece by piece, and counts the bytes.
fn answer(stream: &mut TcpStream, headers: &str, body: &str, count: &AtomicUsize) {
    let head =
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    for piece in [head.as_bytes()].into_iter().chain(body.as_bytes().chunks(2_000)) {
        count.fetch_add(piece.len(), Ordering::SeqCst);
        if stream.write_all(piece).is_err() {
            return;
        }
    }
}

/// The entry at the `n`-th place of a feed, from the newest on. Each round some are new, and one is changed; one in eight
/// is cut off.
fn entry(home: &str, feed: &str, round: u64, n: u64) -> String {
    let number = round * NEW + SHOWN - n;
    let link = format!("{home}/{feed}/{number}");
    let key = format!("{feed}-{number}");
    match number % 8 {
        0 => format!(
            "<item><guid>{key}</guid><title>Cut {number} of {feed}</title><link>{link}</link><description>We had waited for {feed}/{number} all winter …</description></item>"
        ),
        _ if n == 9 => item(&key, &format!("crane {number} of {feed}, changed in round {round}"), &link),
        _ => item(&key, &format!("crane {number} of {feed}"), &link),
    }
}

/// The keys of a feed by now.
fn keys(feed: &str, rounds: u64) -> impl Iterator<Item = String> {
    let feed = feed.to_owned();
    (NEW + 1..=rounds * NEW + SHOWN).map(move |number| format!("{feed}-{number}"))
}

/// A library with its papers, killed again and again.
struct Victim {
    home: Home,
    papers: Papers,
    /// A fetch takes about so long here.
    span: Duration,
    /// So many changes by hand are in it.
    changes: u64,
}

/// So many of the newest articles are opened after a kill; all of them are at the end.
const LOOKED_AT: usize = 60;

/// Names the library that a process of this test changes.
const HAND: &str = "QUOTIDIAN_TEST_HAND";
/// The number of its first change.
const FROM: &str = "QUOTIDIAN_TEST_FROM";
/// Articles that are changed, by their numbers.
const CHANGED: u64 = 16;

/// The change of this number; none takes the one before back. `note` is what the article is noted by now.
fn change(number: u64, note: &str) -> Option<Change> {
    let id = number % CHANGED + 1;
    let edits = vec![
        (Edit::Read((number / CHANGED).is_multiple_of(2)), vec![id]),
        (Edit::Tag(format!("tag {}", number % 3), number.is_multiple_of(2)), vec![id]),
        (Edit::Note { before: note.to_owned(), after: format!("note {number}") }, vec![id]),
    ];
    let change = Change { what: format!("change {number}"), edits, ..Change::default() };
    (number % 5 != 4).then_some(change)
}

/// What the marks are after so many changes.
fn marks_after(count: u64) -> Vec<Marks> {
    let mut marks = vec![Marks::default(); CHANGED as usize];
    let mut before = marks.clone();
    for number in 0..count {
        let note = marks[(number % CHANGED) as usize].note.clone().unwrap_or_default();
        match change(number, &note) {
            None => marks.clone_from(&before),
            Some(change) => {
                before.clone_from(&marks);
                for (edit, _) in &change.edits {
                    edit.apply(&mut marks[(number % CHANGED) as usize]);
                }
            }
        }
    }
    marks
}

/// Makes changes by hand until it is killed, and says each one that is confirmed.
fn change_until_killed(path: &str, from: u64) {
    let mut store = Store::open(path.as_ref(), Care::Hand, format::name).expect("the library");
    for number in from.. {
        let row = store.row(number % CHANGED + 1).expect("a look").expect("a row");
        match change(number, row.marks.note.as_deref().unwrap_or_default()) {
            Some(change) => store.change(&change, 60).expect("a change"),
            None => drop(store.turn_back(false).expect("taken back")),
        }
        println!("done {number}");
        std::io::stdout().flush().expect("somebody who listens");
    }
}

/// What a child says line by line; ends with the child.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let (tell, hear) = channel();
    let out = child.stdout.take().expect("its output");
    std::thread::spawn(move || {
        BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| tell.send(line))
    });
    hear
}

impl Victim {
    fn new() -> Self {
        let mut victim =
            Victim { home: Home::new(), papers: Papers::new(), span: Duration::ZERO, changes: 0 };
        for n in 0..FEEDS {
            victim.home.subscribe(&format!("feed{n}"), &format!("{}/feed{n}", victim.papers.address));
        }
        victim.home.done(&["fetch"]);
        victim.papers.round.fetch_add(1, Ordering::SeqCst);
        let began = Instant::now();
        victim.home.done(&["fetch"]);
        victim.span = began.elapsed();
        victim
    }

    fn begin_fetch(&self) -> Child {
        self.papers.round.fetch_add(1, Ordering::SeqCst);
        let mut fetch = self.home.program(&["fetch"]);
        fetch.stdout(Stdio::piped()).spawn().expect("the program")
    }

    fn begin_changes(&self) -> Child {
        Command::new(std::env::current_exe().expect("this test"))
            .args(["kills::nothing_confirmed_is_lost_by_a_kill", "--exact", "--nocapture"])
            .env(HAND, self.home.library())
            .env(FROM, self.changes.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this test")
    }

    /// Kills a fetch: so many bytes after its beginning, and then at any moment, or when it
    /// has kept so many articles.
    fn kill_fetch(&self, chance: &mut Chance) {
        let store = self.home.store();
        let mut fetch = self.begin_fetch();
        let ended = lines_of(&mut fetch);
        let goes_on =
            |wait: u64| ended.recv_timeout(Duration::from_micros(wait)) == Err(RecvTimeoutError::Timeout);
        let goal = self.papers.sent.load(Ordering::SeqCst) + chance.below(20_000) as usize;
        while self.papers.sent.load(Ordering::SeqCst) < goal && goes_on(200) {}
        if chance.below(2) == 0 {
            goes_on(chance.below(u64::try_from(self.span.as_micros()).unwrap_or(u64::MAX)));
        } else {
            let articles = || store.tally().expect("a look").total;
            let goal = articles() + chance.below(FEEDS * NEW + 1);
            while articles() < goal && goes_on(50) {}
            goes_on(chance.below(1_500));
        }
        kill(fetch);
    }

    /// Kills one who makes changes after so many that were confirmed, and a moment.
    fn kill_changes(&mut self, chance: &mut Chance, meanwhile: impl FnOnce(&Self, &mut Chance)) {
        let mut hand = self.begin_changes();
        let said = lines_of(&mut hand);
        let mut heard: Vec<String> = Vec::new();
        let goal = 1 + chance.below(25);
        while count_of(&heard) < goal {
            heard.push(said.recv_timeout(Duration::from_secs(60)).expect("a change"));
        }
        meanwhile(self, chance);
        if let Ok(line) = said.recv_timeout(Duration::from_micros(chance.below(3_000))) {
            heard.push(line);
        }
        kill(hand);
        heard.extend(said.iter());
        let confirmed = self.changes + count_of(&heard);
        let marks = self.marks();
        // The last one may have been made, but not said.
        let made = [confirmed, confirmed + 1].into_iter().find(|count| marks_after(*count) == marks);
        self.changes = made.unwrap_or_else(|| panic!("of {confirmed} changes some are lost: {marks:?}"));
    }

    fn marks(&self) -> Vec<Marks> {
        let store = self.home.store();
        let marks = |id| store.row(id).expect("a look").expect("a row").marks;
        let marks = (1..=CHANGED).map(marks);
        // That a publisher changed it is none of the reader's doing.
        marks.map(|marks| Marks { updated: false, ..marks }).collect()
    }

    /// The library is sound, has no half of anything, and all that its sources are known to have told.
    fn check(&self) {
        let home = &self.home;
        let before = home.rows();
        assert!(home.store().quick_check().expect("a check").is_empty());
        let library = Connection::open(home.library()).expect("the library");
        let said: String =
            library.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
        assert_eq!(said, "ok");
        library.execute("INSERT INTO words (words) VALUES ('integrity-check')", []).expect("a sound index");
        for half in HALVES {
            let count: i64 = library
                .query_row(&format!("SELECT count(*) FROM ({half})"), [], |row| row.get(0))
                .expect(half);
            assert_eq!(count, 0, "{half}");
        }
        let store = home.store();
        for row in before.iter().rev().take(LOOKED_AT) {
            store.article(row.id).expect("a whole article");
        }
        for n in 0..FEEDS {
            let source = home.source(&format!("feed{n}"));
            // What it is not asked for again must be there.
            let told = store.terms(source.id).expect("terms").etag.trim_matches('"').parse().unwrap_or(0);
            let keys: Vec<String> = keys(&format!("feed{n}"), told).collect();
            let kept = "SELECT count(*) FROM places WHERE source = ?1 AND key = ?2 AND article IS NOT NULL";
            for key in &keys {
                let count: i64 = library.query_row(kept, (source.id, key), |row| row.get(0)).expect("a look");
                assert!(count == 1, "{key} of round {told}");
            }
        }
    }

    /// The next fetch tells all that is new, nothing comes twice, and nothing that was there is gone.
    fn go_on(&self, seen: &[u64]) {
        let home = &self.home;
        home.done(&["fetch"]);
        let rows = home.rows();
        let ids: std::collections::BTreeSet<u64> = rows.iter().map(|row| row.id).collect();
        assert!(seen.iter().all(|id| ids.contains(id)), "an article that was seen is gone");
        let round = self.papers.round.load(Ordering::SeqCst);
        let library = Connection::open(home.library()).expect("the library");
        let places: i64 =
            library.query_row("SELECT count(*) FROM places", [], |row| row.get(0)).expect("a look");
        assert_eq!(places.unsigned_abs() as usize, rows.len(), "something came twice");
        for n in 0..FEEDS {
            let source = home.source(&format!("feed{n}"));
            assert_eq!(home.store().terms(source.id).expect("terms").etag, format!("\"{round}\""));
        }
        self.check();
    }
}

/// What there must be none of.
const HALVES: &[&str] = &[
    "SELECT id FROM articles EXCEPT SELECT article FROM bodies",
    "SELECT article FROM bodies EXCEPT SELECT id FROM articles",
    "SELECT id FROM articles EXCEPT SELECT article FROM prints",
    "SELECT article FROM prints EXCEPT SELECT id FROM articles",
    "SELECT id FROM articles EXCEPT SELECT id FROM words_docsize",
    "SELECT id FROM words_docsize EXCEPT SELECT id FROM articles",
    "SELECT article FROM places EXCEPT SELECT id FROM articles",
    "SELECT id FROM articles EXCEPT SELECT article FROM places",
    "SELECT article FROM versions EXCEPT SELECT id FROM articles",
    "SELECT article FROM wanted EXCEPT SELECT id FROM articles",
    "SELECT id FROM articles WHERE updated EXCEPT SELECT article FROM versions",
];

fn kill(mut child: Child) {
    // One that has ended by itself is none the worse for it.
    let _ = child.kill();
    child.wait().expect("its end");
}

fn count_of(heard: &[String]) -> u64 {
    heard.iter().filter(|line| line.starts_with("done ")).count() as u64
}

#[test]
fn nothing_confirmed_is_lost_by_a_kill() {
    if let Ok(path) = std::env::var(HAND) {
        let from = std::env::var(FROM).ok().and_then(|from| from.parse().ok());
        return change_until_killed(&path, from.expect("a number"));
    }
    let kills = std::env::var("QUOTIDIAN_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
    let mut victim = Victim::new();
    for number in 0..kills {
        let chance = &mut Chance(number);
        let mut seen: Vec<u64> = victim.home.rows().iter().map(|row| row.id).collect();
        match number % 3 {
            0 => victim.kill_fetch(chance),
            1 => victim.kill_changes(chance, |_, _| {}),
            // All at once: a fetch, changes, and one who reads and remembers what there was to be seen.
            _ => victim.kill_changes(chance, |victim, chance| {
                let over = std::sync::atomic::AtomicBool::new(false);
                seen.extend(std::thread::scope(|scope| {
                    let reading = scope.spawn(|| read_until(victim, &over));
                    victim.kill_fetch(chance);
                    over.store(true, Ordering::SeqCst);
                    reading.join().expect("a reader is never refused")
                }));
            }),
        }
        victim.check();
        let (there, done) = (victim.home.rows().len(), victim.changes);
        victim.go_on(&seen);
        // Seen with `--nocapture`, and when it fails.
        println!(
            "kill {number}: {done} changes by now; the fetch after it brought {} more",
            victim.home.rows().len() - there
        );
        assert_eq!(victim.marks(), marks_after(victim.changes), "kill {number}");
    }
    victim.home.done(&["doctor"]);
    let store = victim.home.store();
    for row in victim.home.rows() {
        store.article(row.id).expect("a whole article");
    }
}

/// Reads what is new until it is over; gives the numbers of all articles that were to be seen.
fn read_until(victim: &Victim, over: &std::sync::atomic::AtomicBool) -> Vec<u64> {
    let store = victim.home.store();
    let (mut seen, mut stamp) = (Vec::new(), 0);
    while !over.load(Ordering::SeqCst) {
        let (rows, now) = store.since(stamp).expect("rows");
        for row in rows {
            store.article(row.id).expect("a whole article");
            seen.push(row.id);
        }
        stamp = now;
    }
    seen
}
