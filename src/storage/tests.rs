//! The library as its users meet it: what goes in comes out, what changes can be taken back, and nothing comes twice.

use super::arrival::Arrival;
use super::store::{Care, Store};
use super::subscribe::{Outcome, Terms};
use crate::library::{Article, Change, Edit, Row, SourceKind, Subscription};
use crate::reading::read;

/// A library in a folder of its own.
pub(super) struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub(super) fn new() -> Self {
        Home { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(super) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("library.db")
    }

    pub(super) fn open(&self) -> Store {
        Store::open(&self.path(), Care::Flow, |_| "text").expect("a library")
    }
}

pub(super) fn article(words: &str) -> Article {
    let id = words.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte));
    Article {
        id,
        path: "post/a.txt".to_owned(),
        format: "text",
        text: words.to_owned(),
        reading: read(words),
        ..Article::default()
    }
}

/// An article of `key` that says `words` under the headline `headline`.
pub(super) fn arrival(key: &str, headline: &str, words: &str) -> Arrival {
    let article = article(&format!("{headline}\n\n“{words},” Greta Sand said.\n"));
    let hash = article.id;
    Arrival::new(key.to_owned(), hash, article, words.as_bytes(), 1_000).expect("an arrival")
}

pub(super) fn feed(address: &str) -> Subscription {
    Subscription { address: address.to_owned(), ..Subscription::default() }
}

pub(super) fn every(store: &Store) -> Vec<Row> {
    let mut rows = Vec::new();
    store
        .every(2, &mut |batch| {
            rows.extend(batch);
            true
        })
        .expect("rows");
    rows
}

#[test]
fn what_is_kept_comes_back_with_its_reading() {
    let home = Home::new();
    let mut store = home.open();
    let kept = store.keep(1, &[arrival("a", "Ferry late", "It was late")], 50).expect("kept");
    assert_eq!((kept.fresh.as_slice(), kept.same), (&[1][..], 0));
    let again = home.open();
    let back = again.article(1).expect("an article");
    let expect = article("Ferry late\n\n“It was late,” Greta Sand said.\n");
    assert_eq!((&back.text, &back.reading), (&expect.text, &expect.reading));
    assert_eq!(
        back.original.as_deref().and_then(|bytes| zstd::bulk::decompress(bytes, 99).ok()).as_deref(),
        Some(&b"It was late"[..])
    );
    let rows = every(&again);
    assert_eq!((rows[0].headline.as_ref(), rows[0].quotes, rows[0].moment), ("Ferry late", 1, 1_000));
    assert_eq!(again.newest(5).expect("rows"), rows);
    assert!(again.article(2).is_err_and(|trouble| trouble.to_string().contains("not in the library")));
}

#[test]
fn the_same_comes_once_and_what_changed_keeps_what_it_was() {
    let home = Home::new();
    let mut store = home.open();
    let first = arrival("a", "Ferry late", "It was late");
    assert_eq!(store.known(1, &[("a", first.hash)]).expect("known"), [false]);
    store.keep(1, &[arrival("a", "Ferry late", "It was late"), first], 50).expect("kept");
    store.change(&Change::of("marked read", Edit::Read(true), vec![1]), 60).expect("a change");
    let second = arrival("a", "Ferry very late", "It was very late");
    assert_eq!(store.known(1, &[("a", second.hash), ("b", second.hash)]).expect("known"), [false, false]);
    let kept = store.keep(1, &[second], 70).expect("kept");
    assert_eq!((kept.fresh.len(), kept.updated.as_slice()), (0, &[1][..]));
    let row = store.row(1).expect("a row").expect("one");
    assert!(row.marks.read && row.marks.updated);
    assert_eq!(row.headline.as_ref(), "Ferry very late");
    let versions = store.versions(1).expect("versions");
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].replaced, 70);
    assert!(versions[0].article.text.starts_with("Ferry late"));
}

#[test]
fn one_article_of_several_sources_is_one_row() {
    let home = Home::new();
    let mut store = home.open();
    let told = |key: &str, headline: &str, url: &str, words: u64| {
        let mut arrival = arrival(key, headline, &format!("{key} said it"));
        arrival.url = Some(url.to_owned());
        arrival.words = Some(words);
        arrival
    };
    let front = "https://post.example/";
    store.keep(1, &[told("a", "Ferry", "https://post.example/ferry", 1)], 50).expect("kept");
    // The same address from another source; the same words under another address.
    assert_eq!(
        store.keep(2, &[told("b", "Ferry!", "https://post.example/ferry", 2)], 50).expect("kept").same,
        1
    );
    assert_eq!(
        store.keep(3, &[told("c", "Ferries", "https://wire.example/1", 1)], 50).expect("kept").same,
        1
    );
    // One page for several entries of a source, and a front page for all, are no sign.
    assert_eq!(
        store.keep(1, &[told("d", "Crane", "https://post.example/ferry", 4)], 50).expect("kept").fresh.len(),
        1
    );
    assert_eq!(store.keep(1, &[told("e", "Fog", front, 5)], 50).expect("kept").fresh.len(), 1);
    assert_eq!(store.keep(2, &[told("f", "Fog lifts", front, 6)], 50).expect("kept").fresh.len(), 1);
    let row = store.row(1).expect("a row").expect("one");
    assert_eq!(row.sources.iter().collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(every(&store).len(), 4);
}

#[test]
fn changes_are_taken_back_and_made_again_across_restarts() {
    let home = Home::new();
    let mut store = home.open();
    store.keep(1, &[arrival("a", "A", "a"), arrival("b", "B", "b")], 50).expect("kept");
    let note = Edit::Note { before: String::new(), after: "ask her".to_owned() };
    let changes = [
        Change::of("2 marked read", Edit::Read(true), vec![1, 2]),
        Change::of("tagged", Edit::Tag("sea".to_owned(), true), vec![2]),
        Change::of("noted", note, vec![2]),
        Change::of("star given", Edit::Star(true), vec![1]),
    ];
    let before = every(&store);
    for change in &changes {
        store.change(change, 60).expect("a change");
    }
    let after = every(&store);
    assert_ne!(before, after);
    let mut store = home.open();
    for change in changes.iter().rev() {
        assert_eq!(store.turn_back(false).expect("undone"), Some(change.reversed()));
    }
    assert_eq!(every(&store), before);
    assert_eq!(store.turn_back(false).expect("nothing"), None);
    for change in &changes {
        assert_eq!(store.turn_back(true).expect("done again").as_ref(), Some(change));
    }
    assert_eq!(every(&store), after);
    store.turn_back(false).expect("undone");
    // What is new now ends what could be done again.
    store.change(&Change::of("star given", Edit::Star(true), vec![2]), 60).expect("a change");
    assert_eq!(store.turn_back(true).expect("nothing"), None);
}

#[test]
fn what_another_did_first_is_not_undone_with_ones_own() {
    let home = Home::new();
    let (mut one, mut other) = (home.open(), home.open());
    one.keep(1, &[arrival("a", "A", "a"), arrival("b", "B", "b")], 50).expect("kept");
    let seen = other.changes_of_others().expect("a version");
    one.change(&Change::of("marked read", Edit::Read(true), vec![1]), 60).expect("a change");
    assert_ne!(other.changes_of_others().expect("a version"), seen);
    other.change(&Change::of("all marked read", Edit::Read(true), vec![1, 2]), 61).expect("a change");
    assert_eq!(one.turn_back(false).expect("undone").map(|change| change.edits[0].1.clone()), Some(vec![2]));
    assert!(one.row(1).expect("a row").is_some_and(|row| row.marks.read));
}

#[test]
fn rows_since_a_stamp_are_those_that_changed() {
    let home = Home::new();
    let mut store = home.open();
    store.keep(1, &[arrival("a", "A", "a"), arrival("b", "B", "b")], 50).expect("kept");
    let (_, stamp) = store.since(0).expect("rows");
    store.change(&Change::of("star given", Edit::Star(true), vec![2]), 60).expect("a change");
    let (rows, now) = store.since(stamp).expect("rows");
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [2]);
    assert!(store.since(now).expect("rows").0.is_empty());
}

#[test]
fn subscribing_can_be_undone_as_one() {
    let home = Home::new();
    let mut store = home.open();
    let wanted = [feed("https://post.example/feed"), feed("https://wire.example/feed")];
    let made = store.subscribe_all(&wanted, 50).expect("subscribed");
    assert!(made.iter().all(|(_, fresh)| *fresh));
    assert!(store.subscribe_all(&wanted, 51).expect("known").iter().all(|(_, fresh)| !fresh));
    let undone = store.turn_back(false).expect("undone").expect("something");
    assert_eq!(undone.what, "subscribed to 2 sources");
    assert!(store.subscriptions().expect("all").iter().all(|source| source.removed));
    store.turn_back(true).expect("done again");
    assert!(store.subscriptions().expect("all").iter().all(|source| !source.removed));
}

#[test]
fn subscriptions_are_kept_removed_and_brought_back() {
    let home = Home::new();
    let mut store = home.open();
    let (made, fresh) = store.subscribe(&feed("https://post.example/feed")).expect("subscribed");
    assert!(fresh && made.id == 1 && made.kind == SourceKind::Feed);
    assert!(!store.subscribe(&feed("https://post.example/feed")).expect("known").1);
    let gone = Subscription { removed: true, ..made.clone() };
    let change = Change {
        what: "unsubscribed".into(),
        subscriptions: vec![(made.clone(), gone)],
        ..Change::default()
    };
    store.change(&change, 60).expect("a change");
    assert!(store.subscriptions().expect("all")[0].removed);
    store.turn_back(false).expect("undone");
    assert!(!store.subscriptions().expect("all")[0].removed);
    let terms = Terms { etag: "\"x\"".into(), modified: String::new(), print: u64::MAX };
    let fine = Outcome {
        at: 70,
        next: 90,
        terms: Some(terms.clone()),
        title: "The Alden Post".into(),
        ..Outcome::default()
    };
    store.note_outcome(1, &fine).expect("noted");
    let bad =
        Outcome { at: 95, next: 200, error: Some("404: there is no such page".into()), ..Outcome::default() };
    store.note_outcome(1, &bad).expect("noted");
    assert_eq!(store.terms(1).expect("terms"), terms);
    let health = store.subscriptions().expect("all").remove(0);
    assert_eq!(health.label(), "The Alden Post");
    assert_eq!(
        (health.health.succeeded, health.health.tried, health.health.failures),
        (Some(70), Some(95), 1)
    );
}

#[test]
fn full_texts_stand_beside_the_words_of_the_feed() {
    let home = Home::new();
    let mut store = home.open();
    let mut short = arrival("a", "Ferry late", "It was late");
    short.url = Some("https://post.example/ferry".into());
    short.wants_full = true;
    store.keep(1, &[short], 50).expect("kept");
    let wanted = store.wanted(50, 9).expect("wanted");
    assert_eq!(wanted.len(), 1);
    store.postpone_full(1, 60, "503").expect("later");
    assert!(store.wanted(59, 9).expect("none").is_empty());
    assert_eq!(store.wanted(60, 9).expect("one")[0].tries, 1);
    let full = article("Ferry late\n\n“It was late,” Greta Sand said. “We know why,” she said.\n");
    store.keep_full(1, &full, b"<p>page").expect("kept");
    assert!(store.wanted(99, 9).expect("none").is_empty());
    assert_eq!(store.article(1).expect("full").text, full.text);
    assert_eq!(store.row(1).expect("a row").map(|row| (row.full, row.quotes)), Some((true, 2)));
    store.change(&Change::of("brief", Edit::Brief(true), vec![1]), 60).expect("a change");
    assert!(store.article(1).expect("brief").text.len() < full.text.len());
}

#[test]
fn older_readings_are_found_and_replaced() {
    let home = Home::new();
    let mut store = home.open();
    store.keep(1, &[arrival("a", "Ferry late", "It was late")], 50).expect("kept");
    let engine = crate::reading::ENGINE.wrapping_add(1);
    assert_eq!(store.stale(engine, 99, 9).expect("stale"), [1]);
    let (mut brief, full) = store.both(1).expect("both");
    brief.reading.quotes.clear();
    brief.reading.people.clear();
    store.reread(engine, &[(1, brief, full)]).expect("replaced");
    assert!(store.stale(engine, 99, 9).expect("stale").is_empty());
    assert_eq!(store.row(1).expect("a row").map(|row| row.quotes), Some(0));
    assert!(store.article(1).expect("an article").reading.quotes.is_empty());
}

#[test]
fn a_program_that_did_not_leave_is_noticed() {
    let home = Home::new();
    let mut store = home.open();
    let session = store.enter(50).expect("in");
    assert!(!session.after_crash);
    store.leave(session).expect("out");
    // No process has the number 0.
    store.connection.execute("INSERT INTO sessions (pid, began) VALUES (0, 1)", []).expect("a row");
    assert!(store.enter(51).expect("in").after_crash);
    assert!(store.quick_check().expect("a check").is_empty());
}

#[test]
fn a_full_disk_costs_what_was_not_confirmed_and_no_more() {
    let home = Home::new();
    let mut store = home.open();
    store.keep(1, &[arrival("a", "Ferry late", "It was late")], 50).expect("kept");
    let before = every(&store);
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).expect("a count");
    store.connection.pragma_update(None, "max_page_count", pages).expect("a limit");
    // Noise that can't be packed, so that there is no room for it.
    let noise: String =
        (0..60_000_u64).map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let large = || [arrival("b", "B", "b"), arrival("c", "C", &noise)];
    let said = store.keep(1, &large(), 60).expect_err("no room").to_string();
    assert!(said.starts_with("the disk is full: nothing was changed"), "{said}");
    assert_eq!(every(&store), before);
    assert_eq!(every(&home.open()), before);
    assert!(store.quick_check().expect("a check").is_empty());
    store.connection.pragma_update(None, "max_page_count", i64::from(i32::MAX)).expect("no limit");
    assert_eq!(store.keep(1, &large(), 60).expect("kept").fresh.len(), 2);
}

#[test]
fn what_can_not_be_written_is_read_and_says_why() {
    let home = Home::new();
    let mut store = home.open();
    store.keep(1, &[arrival("a", "Ferry late", "It was late")], 50).expect("kept");
    let rows = every(&store);
    let readable = || Store::readable(&home.path(), "no, as it is full".to_owned(), |_| "text");
    let check = |mut store: Store| {
        assert_eq!((every(&store), store.read_only()), (rows.clone(), Some("no, as it is full")));
        let change = Change::of("star given", Edit::Star(true), vec![1]);
        assert_eq!(store.change(&change, 60).expect_err("refused").to_string(), "no, as it is full");
        assert_eq!(store.article(1).expect("an article").id, 1);
    };
    // Beside one who has it open, and alone.
    check(readable().expect("a library"));
    drop(store);
    assert!(!home.path().with_file_name("library.db-wal").exists());
    check(readable().expect("a library"));
    assert!(!home.path().with_file_name("library.db-wal").exists());
}

#[test]
fn a_library_is_made_once_however_many_make_it() {
    for _ in 0..5 {
        let home = Home::new();
        let start = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for n in 0..8 {
                let (home, start) = (&home, &start);
                scope.spawn(move || {
                    start.wait();
                    let key = format!("a{n}");
                    home.open().keep(1, &[arrival(&key, &key, &key)], 50).expect("kept")
                });
            }
        });
        assert_eq!(every(&home.open()).len(), 8);
    }
}
