//! Searching as its users meet it: the index finds what a plain look at every article finds, whatever is asked.

use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::search::{Order, Total, Wish};
use super::store::Store;
use super::tests::{Home, article, feed};
use super::{Arrival, card};
use crate::library::query::document::Document;
use crate::library::query::tree::Clock;
use crate::library::query::{holds, quote_holds};
use crate::library::{Change, Edit, Query, Row, SavedSearch, Subscription};

/// Monday, 12 May 2031, noon.
const NOW: i64 = 1_936_353_600;

const CLOCK: Clock = Clock { now: NOW, offset: 0 };

static GO: AtomicBool = AtomicBool::new(false);

fn patient() -> Wish {
    Wish { patience: usize::MAX, clock: CLOCK, ..Wish::default() }
}

fn query(text: &str) -> Query {
    Query::parse(text).expect(text)
}

/// An article of these paragraphs.
fn told(key: &str, day: u32, text: &str) -> Arrival {
    let mut article = article(text);
    article.details.extend(text.contains("crane").then(|| crate::library::Detail {
        name: "image".into(),
        value: "https://post.example/crane.jpg".into(),
    }));
    let hash = article.id;
    let kept = article.clone();
    let mut arrival = Arrival::new(key.to_owned(), hash, article, b"x", NOW).expect("an arrival");
    arrival.row.moment = NOW - i64::from(day) * 86_400;
    arrival.row.outlet = if day.is_multiple_of(2) { "Aldwick Wire".into() } else { "".into() };
    arrival.card = card::Card::of(&arrival.row.headline, &arrival.row.outlet, &kept);
    arrival
}

const STORIES: &[&str] = &[
    "Ferry row splits Port Alden\n\n“We will not cross that red line,” said harbour master Greta Sand. “The boats come first.”\n\n\
     Officials said the crossing would reopen on Monday.\n",
    "Crane falls on the quay\n\n“The line was red with rust,” Ines Valdera said. The red crane stood for years.\n\nGreta Sand was not there.\n",
    "José Ilić wins the regatta\n\n“I rowed,” said José Ilić, “as if the harbour were on fire.”\n\nThe boats came first.\n",
    "Council puts off the vote\n\nThe council meets again in June, a spokesman said.\n",
    "Der Hafen bleibt zu\n\n„Wir warten“, sagte Greta Sand am Montag in Aldwick. Die Fähre fährt nicht.\n",
    "Red line drawn\n\nThe Harbour Board said the red line stands. “No boats,” Valdera said. “No boats will cross the line.”\n",
];

/// A library of these stories and what the reader did with them.
fn stocked(home: &Home) -> Store {
    let mut store = home.open();
    for (address, name, folder) in [
        ("https://post.example/feed", "The Alden Post", "News/Port Alden"),
        ("https://wire.example/feed", "Wire", "News"),
    ] {
        let source = Subscription { name: name.into(), folder: folder.into(), ..feed(address) };
        store.subscribe(&source).expect("subscribed");
    }
    for (at, story) in STORIES.iter().enumerate() {
        let at = u32::try_from(at).expect("few");
        let source = 1 + at % 2;
        store.keep(source, &[told(&format!("k{at}"), at * 3, story)], NOW).expect("kept");
    }
    // The same story from the other source, and one that was changed since.
    let mut again = told("again", 0, STORIES[0]);
    again.words = Some(7);
    let mut first = told("k0", 0, STORIES[0]);
    (first.words, first.hash) = (Some(7), 99);
    store.keep(1, &[first], NOW).expect("changed");
    store.keep(2, &[again], NOW).expect("joined");
    let note = Edit::Note { before: String::new(), after: "ask".into() };
    for (edit, ids) in [
        (Edit::Read(true), vec![1, 2, 4]),
        (Edit::Star(true), vec![2, 3]),
        (Edit::Tag("sea side".into(), true), vec![1, 5]),
        (Edit::Tag("Harbour".into(), true), vec![5]),
        (note, vec![6]),
    ] {
        store.change(&Change::of("x", edit, ids), NOW).expect("a change");
    }
    let full = article(&format!("{}\n\n“It was the crane,” Greta Sand said later.\n", STORIES[3].trim_end()));
    store.keep_full(4, &full, b"page").expect("kept");
    store
}

/// What a plain look at every article finds.
fn plainly(store: &Store, query: &Query) -> Vec<u64> {
    let sources = store.subscriptions().expect("sources");
    let rows: Vec<Row> = store.newest(99).expect("rows");
    let found = rows.iter().filter(|row| {
        let article = store.article(row.id).expect("an article");
        holds(query, &Document::new(row, &article, &sources), CLOCK)
    });
    let mut ids: Vec<u64> = found.map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

fn quotes_plainly(store: &Store, query: &Query) -> Vec<(u64, usize)> {
    let sources = store.subscriptions().expect("sources");
    let mut list = Vec::new();
    for row in store.newest(99).expect("rows") {
        let article = store.article(row.id).expect("an article");
        let document = Document::new(&row, &article, &sources);
        let voices = document.voices().iter().enumerate();
        let found = voices.filter(|(_, voice)| quote_holds(query, &document, voice, CLOCK));
        list.extend(found.map(|(n, _)| (row.id, n)));
    }
    list
}

fn check(store: &Store, text: &str) {
    let query = query(text);
    let (ids, more) = store.matches(&query, &patient(), &GO).expect("an answer").expect("not stopped");
    assert!(!more, "{text}");
    assert_eq!(ids, plainly(store, &query), "{text}");
    let quotes =
        store.search_quotes(&query, &Wish { limit: 999, ..patient() }, &GO).expect("quotes").expect("some");
    let found: Vec<(u64, usize)> = quotes.quotes.iter().map(|hit| (hit.article, hit.n)).collect();
    assert_eq!(found, quotes_plainly(store, &query), "quotes: {text}");
    assert_eq!(quotes.total, Total::Exactly(found.len() as u64), "{text}");
}

/// Something of every operator.
#[rustfmt::skip]
const ASKED: &[&str] = &[
    "", "ferry", "fahre", "\"red line\"", "boa*", "\"the boa\"*", "near(red line, 2)", "near(line red, 0)",
    "-boats", "boats OR vote", "(boats OR vote) -quay", "\"alden we\"", "who:sand", "who:\"greta sand\"",
    "who:\"harbour master greta\"", "who:san*", "who:\"greta sa\"*", "said:line", "said:\"red line\"",
    "said:\"the line was red\"", "said:n*", "said:w*", "who:sand said:boats", "who:sand -said:boats",
    "-who:sand", "-(who:sand said:boats)", "(who:sand) said:boats", "who:sand said:boats said:first",
    "speaker-type:person", "speaker-type:unnamed", "speaker-type:organization said:line", "about:sand",
    "about:\"ines valdera\"", "about:\"x y z\"", "source:post", "source:wire", "source:1",
    "source:\"aldwick wire\"", "in:news", "in:\"news/port alden\"", "in:alden", "tag:harbour",
    "tag:\"sea side\"", "tag:sea", "is:unread", "is:read", "is:starred", "is:updated", "on:today",
    "after:9d", "before:9d", "on:\"this month\"", "lang:de", "lang:en", "has:image", "has:quote",
    "has:note", "has:tag", "has:full", "len:<150", "len:150..250", "len:>150", "crane later",
    "said:\"i rowed as\"", "said:rowed said:harbour",
];

#[test]
fn the_index_knows_every_operator() {
    let home = Home::new();
    let store = stocked(&home);
    ASKED.iter().for_each(|text| check(&store, text));
}

fn a_word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "red", "line", "boats", "the", "sand", "greta", "valdera", "harbour", "cross", "ferry", "crane",
        "vote", "first", "zebra",
    ])
    .prop_map(str::to_owned)
}

fn a_term() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        4 => a_word(),
        1 => (a_word(), a_word()).prop_map(|(one, other)| format!("\"{one} {other}\"")),
        1 => a_word().prop_map(|word| format!("{}*", &word[..2])),
    ];
    let operator = prop::sample::select(vec!["", "", "who:", "said:", "about:", "source:", "by:", "tag:"]);
    let other = prop::sample::select(vec![
        "is:unread",
        "is:starred",
        "has:quote",
        "has:note",
        "has:image",
        "speaker-type:person",
        "speaker-type:unnamed",
        "lang:en",
        "len:>200",
        "after:7d",
        "on:today",
        "in:news",
        "near(red line, 3)",
        "near(boats the, 9)",
    ])
    .prop_map(str::to_owned);
    prop_oneof![4 => (operator, value).prop_map(|(operator, value)| format!("{operator}{value}")), 1 => other]
}

/// Queries of any shape.
fn a_query() -> impl Strategy<Value = String> {
    a_term().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" OR "))),
            inner.clone().prop_map(|part| format!("({part})")),
            inner.prop_map(|part| format!("-({part})")),
        ]
    })
}

/// `PROPTEST_CASES` tries others, and more of them.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var("PROPTEST_CASES") {
        Ok(_) => config,
        Err(_) => ProptestConfig { cases: 24, rng_seed: RngSeed::Fixed(7), ..config },
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_index_finds_what_a_plain_look_finds(queries in prop::collection::vec(a_query(), 8)) {
        let home = Home::new();
        let store = stocked(&home);
        for text in queries {
            check(&store, &text);
        }
    }
}

#[test]
fn the_best_come_first_with_the_words_that_show_why() {
    let home = Home::new();
    let store = stocked(&home);
    let found = store.search(&query("\"red line\""), &patient(), &GO).expect("found").expect("some");
    // In the headline it counts more.
    assert_eq!(found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [6, 1]);
    assert_eq!((found.total, found.ranked), (Total::Exactly(2), None));
    let snippet = &found.hits[1].snippet;
    assert_eq!(&snippet.words[snippet.hits[0].clone()], "red line");
    let newest = Wish { order: Order::Newest, limit: 1, snippets: false, ..patient() };
    let found = store.search(&query("\"red line\""), &newest, &GO).expect("found").expect("some");
    assert_eq!(found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [1]);
    assert_eq!(found.total, Total::Exactly(2));
    assert!(found.hits[0].snippet.words.is_empty());
    let none = store.search(&query("boats zebra"), &patient(), &GO).expect("found").expect("an answer");
    assert_eq!(none.blame.map(|blame| blame.words("boats zebra")).as_deref(), Some("`zebra` finds nothing"));
    let apart = "who:ilic said:boats";
    let none = store.search(&query(apart), &patient(), &GO).expect("found").expect("an answer");
    let words = none.blame.map(|blame| blame.words(apart));
    assert_eq!(words.as_deref(), Some("`who:ilic` and `said:boats` have nothing in common"));
    assert!(store.search(&query("boats"), &patient(), &AtomicBool::new(true)).expect("no trouble").is_none());
}

#[test]
fn what_could_not_be_looked_at_is_said() {
    let home = Home::new();
    let mut store = home.open();
    let many: Vec<Arrival> =
        (0..300).map(|n| told(&format!("m{n}"), n, &format!("No. {n}\n\n{}", STORIES[0]))).collect();
    store.keep(1, &many, NOW).expect("kept");
    let wish = Wish { patience: 64, limit: 5, snippets: false, clock: CLOCK, ..Wish::default() };
    let found = store.search(&query("said:\"red line\""), &wish, &GO).expect("found").expect("some");
    assert_eq!((found.total, found.hits.len()), (Total::AtLeast(64), 5));
    let all = Wish { patience: usize::MAX, limit: 300, ..wish };
    let found = store.search(&query("said:\"red line\""), &all, &GO).expect("found").expect("some");
    assert_eq!(found.total, Total::Exactly(300));
}

#[test]
fn quotes_and_people_are_found() {
    let home = Home::new();
    let store = stocked(&home);
    let found =
        store.search_quotes(&query("who:valdera line"), &patient(), &GO).expect("quotes").expect("some");
    let said: Vec<(&str, &str, u64)> = found
        .quotes
        .iter()
        .map(|hit| (hit.speaker.as_str(), &hit.words[hit.hits[0].clone()], hit.article))
        .collect();
    assert_eq!(said, [("Ines Valdera", "line", 2), ("Valdera", "line", 6)]);
    let people = |text: &str| {
        let found = store.search_people(&query(text), &patient(), &GO).expect("people").expect("some");
        let list = found.people.iter().map(|hit| (hit.name.clone(), hit.articles, hit.spoke));
        (list.collect::<Vec<_>>(), found.total)
    };
    assert_eq!(people("sand"), (vec![("Greta Sand".to_owned(), 4, 2)], Total::Exactly(1)));
    assert_eq!(people("sand lang:de"), (vec![("Greta Sand".to_owned(), 1, 0)], Total::Exactly(1)));
    assert_eq!(people("ilic"), (vec![("José Ilić".to_owned(), 1, 1)], Total::Exactly(1)));
    assert_eq!(people("sand has:note").0, []);
    assert_eq!(people("zebra").1, Total::Exactly(0));
    let names = store.names("gre", 9, &GO).expect("names").expect("some");
    assert_eq!(names, [("greta sand".to_owned(), 4)]);
    assert!(store.names("", 2, &GO).expect("names").is_some_and(|names| names.len() == 2));
}

#[test]
fn saved_searches_are_kept_watched_and_taken_back() {
    let home = Home::new();
    let mut store = stocked(&home);
    let boats = SavedSearch { name: "Boats".into(), query: "boats".into(), watch: true };
    let change = |before: SavedSearch, after: SavedSearch| Change {
        what: "search".into(),
        searches: vec![(before, after)],
        ..Change::default()
    };
    let none = SavedSearch { name: "Boats".into(), ..SavedSearch::default() };
    store.change(&change(none.clone(), boats.clone()), NOW).expect("kept");
    assert_eq!(store.searches().expect("searches"), std::slice::from_ref(&boats));
    let fresh = |store: &Store| {
        let all = store.watched(None, &patient(), &GO).expect("watched").expect("not stopped");
        all.into_iter().map(|one| (one.fresh.expect("a query"), one.until)).collect::<Vec<_>>()
    };
    assert_eq!(fresh(&store), [(vec![], 6)]);
    store
        .keep(1, &[told("n1", 0, "New\n\nMore boats.\n"), told("n2", 0, "Newer\n\nNothing.\n")], NOW)
        .expect("kept");
    assert_eq!(fresh(&store), [(vec![7], 8)]);
    store.note_seen("Boats", 8).expect("noted");
    assert_eq!(fresh(&store), [(vec![], 8)]);
    // A search is exported, imported once, renamed, removed and brought back.
    let mut out = Vec::new();
    store.export(&mut out, &mut |_| {}).expect("exported");
    let other = Home::new();
    let mut copy = other.open();
    for _ in 0..2 {
        copy.import(out.as_slice(), &mut |_| {}).expect("imported");
        assert_eq!(copy.searches().expect("searches"), std::slice::from_ref(&boats));
    }
    assert_eq!(fresh(&copy), [(vec![], 8)]);
    let ships = SavedSearch { name: "Ships".into(), ..boats.clone() };
    store.change(&change(boats.clone(), ships.clone()), NOW).expect("renamed");
    store
        .change(&change(ships.clone(), SavedSearch { query: String::new(), ..ships }), NOW)
        .expect("removed");
    assert_eq!(store.searches().expect("searches"), []);
    store.turn_back(false).expect("undone");
    store.turn_back(false).expect("undone");
    assert_eq!(store.searches().expect("searches"), [boats]);
    store.turn_back(false).expect("undone");
    assert_eq!(store.searches().expect("searches"), []);
    assert_eq!(none.name, "Boats");
}

#[test]
fn the_index_follows_every_change() {
    let home = Home::new();
    let mut store = stocked(&home);
    let ids = |store: &Store, text: &str| {
        store.matches(&query(text), &patient(), &GO).expect("an answer").expect("not stopped").0
    };
    assert_eq!(ids(&store, "who:ilic"), [3]);
    let (mut brief, full) = store.both(3).expect("both");
    brief.reading.quotes.clear();
    brief.reading.people.clear();
    store.reread(crate::reading::ENGINE.wrapping_add(1), &[(3, brief, full)]).expect("replaced");
    assert!(ids(&store, "who:ilic").is_empty());
    assert_eq!(ids(&store, "regatta"), [3]);
    let mut changed = told("k2", 6, "José Ilić loses\n\n“I slept,” said José Ilić.\n");
    changed.hash = 5;
    store.keep(1, &[changed], NOW).expect("changed");
    assert_eq!((ids(&store, "who:ilic said:slept"), ids(&store, "regatta")), (vec![3], vec![]));
    let pruning = super::prune::Pruning { before: Some(NOW + 1), now: NOW + 1, ..Default::default() };
    let plan = store.plan(&pruning).expect("a plan");
    store.prune(&plan, &mut |_| {}).expect("pruned");
    assert_eq!(ids(&store, "council OR ferry"), [1]);
}
