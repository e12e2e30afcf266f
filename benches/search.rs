//! What searching costs: the size of the index, words, phrases, every operator, quotes and people. Takes the library
//! `QUOTIDIAN_LIBRARY`, else makes one of `QUOTIDIAN_ARTICLES` (10,000) articles of the texts of `QUOTIDIAN_CORPUS` (a folder of
//! `.txt`), else of the edition. `QUOTIDIAN_QUERY` asks only that query. `cargo bench --bench search`

// A measurement that can't go on says so by panicking.
#![allow(clippy::expect_used)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use quotidian::library::query::tree::Clock;
use quotidian::library::{Article, Query, Subscription};
use quotidian::reading::read;
use quotidian::sources::format;
use quotidian::storage::{Arrival, Care, Order, Store, Wish};
use rayon::prelude::*;

mod corpus;

/// So often each query is asked.
const RUNS: usize = 15;

/// Articles that are kept at a time.
const BATCH: usize = 512;

static GO: AtomicBool = AtomicBool::new(false);

/// Queries with what they are asked for, and the milliseconds they may take.
#[rustfmt::skip]
const QUERIES: &[(&str, &str, u64)] = &[
    ("a rare word", "needle7391", 20), ("a rare word", "valedictory", 20), ("a common word", "president", 60),
    ("the commonest word", "the", 60), ("a common phrase", "\"white house\"", 60), ("a common phrase", "\"united states\"", 60),
    ("a common phrase", "\"donald trump\"", 60), ("a phrase of small words", "\"of the\"", 60), ("a beginning", "presid*", 60),
    ("near", "near(white president, 10)", 60), ("two words", "president clinton", 60), ("OR", "ferry OR harbour OR clinton", 60),
    ("who:", "who:clinton", 50), ("who: a full name", "who:\"donald trump\"", 50), ("said: a word", "said:people", 50),
    ("said: a phrase", "said:\"white house\"", 50), ("said: small words", "said:\"going to\"", 50), ("speaker-type:", "speaker-type:unnamed", 50),
    ("about:", "about:putin", 50), ("source:", "source:gazette", 50), ("by:", "by:smith", 50), ("in:", "in:news", 50),
    ("tag:", "tag:sea", 50), ("is:", "is:unread", 50), ("is:", "is:starred", 50), ("after:", "after:2021-12-01", 50),
    ("before:", "before:2025-12-01", 50), ("on:", "on:2026", 50), ("lang:", "lang:en", 50), ("has:", "has:quote", 50), ("has:", "has:note", 50),
    ("len:", "len:>5000", 50), ("a word excluded", "-president", 50),
    ("three together", "who:trump said:wall is:unread", 120), ("three together", "president \"white house\" after:2025-11-25", 120),
    ("three together", "speaker-type:unnamed said:\"white house\" lang:en", 120), ("three together", "who:clinton -said:emails has:quote", 120),
    ("nothing, and who is to blame", "president zyxwv is:unread", 120),
];

/// An article of the library: paragraphs turned, another headline, so that no two are the same.
fn arrival(parts: &[String], at: usize, turn: usize) -> Arrival {
    let (headline, body) = parts.split_first().expect("a text has a first line");
    let turn = turn % body.len().max(1);
    let rest: Vec<&str> = body[turn..].iter().chain(&body[..turn]).map(String::as_str).collect();
    let text = format!("{headline} ({at})\n\n{}\n", rest.join("\n\n"));
    let article = Article {
        id: at as u64,
        path: format!("{at}.txt"),
        format: "text",
        reading: read(&text),
        text,
        ..Article::default()
    };
    Arrival::new(format!("k{at}"), at as u64 + 1, article, b"", 1_900_000_000).expect("an arrival")
}

fn make(path: &Path) {
    let count: usize =
        std::env::var("QUOTIDIAN_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let parts = |text: &String| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let texts: Vec<Vec<String>> =
        corpus::texts().iter().map(parts).filter(|parts: &Vec<String>| parts.len() > 2).collect();
    let mut store = Store::open(path, Care::Flow, format::name).expect("a library");
    let source = Subscription {
        address: "https://gazette.example".into(),
        title: "Gazette".into(),
        folder: "News".into(),
        ..Subscription::default()
    };
    store.subscribe(&source).expect("a subscription");
    let begun = Instant::now();
    let all: Vec<usize> = (0..count).collect();
    for batch in all.chunks(BATCH) {
        let arrivals: Vec<Arrival> =
            batch.par_iter().map(|at| arrival(&texts[at % texts.len()], *at, at / texts.len())).collect();
        store.keep(1, &arrivals, 1_900_000_000).expect("kept");
    }
    println!("{count} articles read, kept and indexed in {:.1?}", begun.elapsed());
}

/// Says how much room the index takes, of the text it is made from.
fn sizes(path: &Path) {
    let library = rusqlite::Connection::open(path).expect("a library");
    let sum = |ask: &str| library.query_row(ask, [], |row| row.get::<_, i64>(0)).expect("a sum");
    let tables = ["words_data", "facets_data"].map(|table| format!("SELECT sum(length(block)) FROM {table}"));
    let docs =
        ["words_docsize", "facets_docsize"].map(|table| format!("SELECT sum(8 + length(sz)) FROM {table}"));
    let index: i64 = tables.iter().chain(&docs).map(|ask| sum(ask)).sum();
    // In characters; of most texts that is nearly the same.
    let text = sum("SELECT sum(length) FROM articles");
    let share = index as f64 / text.max(1) as f64 * 100.0;
    println!(
        "the index takes {} MB, {share:.1}% of {} MB of text (60% allowed)",
        index / 1_000_000,
        text / 1_000_000
    );
}

fn median(mut run: impl FnMut()) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort();
    (times[RUNS / 2], times[RUNS - 1])
}

fn line(what: &str, text: &str, found: String, (middle, worst): (Duration, Duration), most: u64) {
    let mark = if middle > Duration::from_millis(most) { "  TOO SLOW" } else { "" };
    println!("  {what:30} {text:52} {found:>26} {middle:>9.1?} median {worst:>9.1?} worst{mark}");
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let given = std::env::var_os("QUOTIDIAN_LIBRARY").map(PathBuf::from);
    let path = given.clone().unwrap_or_else(|| folder.path().join("library.db"));
    if given.is_none() {
        make(&path);
    }
    let store = Store::open(&path, Care::Flow, format::name).expect("a library");
    sizes(&path);
    let asked = std::env::var("QUOTIDIAN_QUERY").ok();
    let queries: Vec<(&str, &str, u64)> = match &asked {
        Some(query) => vec![("asked", query.as_str(), 120)],
        None => QUERIES.to_vec(),
    };
    let clock = Clock { now: jiff::Timestamp::now().as_second(), offset: 0 };
    let wish = Wish { clock, ..Wish::default() };
    println!("articles, the best 50 with snippets");
    for (what, text, most) in &queries {
        let query = Query::parse(text).expect(text);
        let found = store.search(&query, &wish, &GO).expect("an answer").expect("not stopped");
        let times = median(|| drop(black_box(store.search(&query, &wish, &GO))));
        line(what, text, format!("{:?}", found.total), times, *most);
    }
    println!("numbers of all articles, for a view");
    for text in ["president", "who:clinton", "said:\"white house\"", "is:unread"] {
        let query = Query::parse(text).expect(text);
        let times = median(|| drop(black_box(store.matches(&query, &wish, &GO))));
        line("", text, String::new(), times, 50);
    }
    println!("the newest 50, as one types");
    for text in ["p", "pres", "president cl", "who:c", "said:\"white"] {
        let query = Query::typed(text);
        let newest = Wish { order: Order::Newest, ..wish };
        let times = median(|| drop(black_box(store.search(&query, &newest, &GO))));
        line("", text, String::new(), times, 60);
    }
    println!("quotes and people");
    for text in ["who:clinton", "\"white house\"", "who:trump -wall", "speaker-type:unnamed president"] {
        let query = Query::parse(text).expect(text);
        let times = median(|| drop(black_box(store.search_quotes(&query, &wish, &GO))));
        line("quotes", text, String::new(), times, 120);
    }
    for text in ["clinton", "who:p*", "sanders after:2025-11-25"] {
        let query = Query::parse(text).expect(text);
        let times = median(|| drop(black_box(store.search_people(&query, &wish, &GO))));
        line("people", text, String::new(), times, 120);
    }
}
