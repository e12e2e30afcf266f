//! What the stored library costs: feeds fetched from a server of this machine and kept with full reading and index, then the first
//! rows, all rows, an article, a mark, undo. Articles are made of the texts of `QUOTIDIAN_CORPUS` (a folder of `.txt`), else of the
//! edition: paragraphs turned, another headline, so that no two are the same. `QUOTIDIAN_ARTICLES` says how many (10,000).
//! `cargo bench --bench library`

#![allow(clippy::expect_used)] // What fails ends the bench.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use quotidian::intake::{Order, Which, fetch};
use quotidian::library::{Change, Edit, Subscription};
use quotidian::sources::format;
use quotidian::sources::web::fetch::Limits;
use quotidian::storage::{Care, Store};

mod corpus;

/// So many feeds.
const FEEDS: usize = 200;

/// So often each small thing is timed.
const RUNS: usize = 101;

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

/// Feed `n` of RSS with so many entries; entry numbers go on from feed to feed.
fn feed(texts: &[Vec<String>], n: usize, entries: usize) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Gazette {n}</title><link>http://gazette-{n}.example/</link>\n"
    );
    for at in n * entries..(n + 1) * entries {
        let parts = &texts[at % texts.len()];
        let (headline, body) = parts.split_first().expect("a text has a first line");
        let turn = (at / texts.len()) % body.len().max(1);
        let paragraphs = body[turn..].iter().chain(&body[..turn]);
        let html: String = paragraphs.map(|words| format!("<p>{}</p>", escaped(words))).collect();
        let (day, hour) = (at / 24 % 28 + 1, at % 24);
        let _ = writeln!(
            xml,
            "<item><title>{} ({at})</title><link>http://gazette-{n}.example/{at}</link><guid>g{at}</guid>\
             <pubDate>{day} May 2031 {hour:02}:00:00 +0000</pubDate><content:encoded><![CDATA[{html}<p>No. {at}</p>]]></content:encoded></item>",
            escaped(headline)
        );
    }
    xml + "</channel></rss>"
}

/// Serves the feeds by their numbers, with an `ETag` each; gives the address.
fn serve(feeds: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let home = format!("http://{}", listener.local_addr().expect("an address"));
    let feeds = Arc::new(feeds);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let feeds = Arc::clone(&feeds);
            thread::spawn(move || answer(stream, &feeds));
        }
    });
    home
}

/// Answers the requests of one connection, until the other side has no more.
fn answer(mut stream: TcpStream, feeds: &[String]) {
    let Ok(ears) = stream.try_clone() else { return };
    let mut lines = BufReader::new(ears).lines();
    loop {
        let head: Vec<String> =
            lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let Some(path) = head.first().and_then(|line| line.split(' ').nth(1)) else { return };
        let known = head.iter().any(|line| line.to_lowercase().starts_with("if-none-match"));
        let body = path[1..].parse::<usize>().ok().and_then(|n| feeds.get(n)).map_or("", String::as_str);
        let (status, body) = if known { ("304 Not Modified", "") } else { ("200 OK", body) };
        let head = format!(
            "HTTP/1.1 {status}\r\nETag: \"1\"\r\nContent-Type: application/rss+xml\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).is_err() {
            return;
        }
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len()) >> 20
}

/// The median of several runs.
fn timed(what: &str, mut run: impl FnMut(usize)) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|n| {
            let begun = Instant::now();
            run(n);
            begun.elapsed()
        })
        .collect();
    times.sort();
    println!("  {what:46}{:>10.1?} median{:>10.1?} worst", times[RUNS / 2], times[RUNS - 1]);
}

fn fetched(order: &Order, articles: usize, what: &str) {
    let begun = Instant::now();
    let report = fetch(order, &AtomicBool::new(false), &|_| {}).expect("a fetch");
    let took = begun.elapsed();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let rate = articles as f64 / took.as_secs_f64();
    println!("  {what:46}{took:>10.1?}{:>10} new{rate:>10.0} articles/s", report.fresh);
}

fn main() {
    let articles: usize =
        std::env::var("QUOTIDIAN_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let parts = |text: &String| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let texts: Vec<Vec<String>> =
        corpus::texts().iter().map(parts).filter(|parts: &Vec<String>| parts.len() > 2).collect();
    let entries = articles / FEEDS;
    let feeds: Vec<String> = (0..FEEDS).map(|n| feed(&texts, n, entries)).collect();
    let bytes: usize = feeds.iter().map(String::len).sum();
    println!("{FEEDS} feeds, {} articles, {} MiB", entries * FEEDS, bytes >> 20);
    let home = serve(feeds);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let mut store = Store::open(&path, Care::Hand, format::name).expect("a library");
    for n in 0..FEEDS {
        let source = Subscription { address: format!("{home}/{n}"), ..Subscription::default() };
        store.subscribe(&source).expect("a subscription");
    }
    let order = Order { library: path.clone(), which: Which::All, limits: Limits::default(), every: 60 };
    fetched(&order, entries * FEEDS, "fetch, read, keep, index");
    fetched(&order, entries * FEEDS, "fetch again, nothing changed");
    println!("  on the disk {} MiB, and {} MiB of log", size(&path), size(&path.with_extension("db-wal")));
    look(&mut store, &path);
}

/// What a reader does with a library.
fn look(store: &mut Store, path: &Path) {
    timed("open, and the first 200 rows", |_| {
        let store = Store::open(path, Care::Flow, format::name).expect("a library");
        black_box(store.newest(200).expect("rows"));
    });
    let ids: Vec<u64> = store.newest(RUNS).expect("rows").iter().map(|row| row.id).collect();
    let begun = Instant::now();
    let mut rows = 0;
    store
        .every(8_192, &mut |batch| {
            rows += batch.len();
            true
        })
        .expect("rows");
    println!("  {:46}{:>10.1?}", format!("all {rows} rows"), begun.elapsed());
    timed("an article with its reading", |n| drop(black_box(store.article(ids[n % ids.len()]))));
    timed("a mark, safe on the disk", |n| {
        store.change(&Change::of("", Edit::Star(true), vec![ids[n % ids.len()]]), 0).expect("a change");
    });
    timed("undo", |_| drop(black_box(store.turn_back(false).expect("a change"))));
    let all: Vec<u64> = (1..=rows as u64).collect();
    let begun = Instant::now();
    store.change(&Change::of("", Edit::Read(true), all), 0).expect("a change");
    println!("  {:46}{:>10.1?}", "all marked read", begun.elapsed());
}
