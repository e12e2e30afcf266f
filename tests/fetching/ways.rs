//! The ways to sources: moved and unchanged ones, pages that name feeds, lists of subscriptions, folders and commands.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::home::{Home, item, rss, story};
use crate::server::{path_of, say, serve};

const FEED: &str = "Content-Type: application/rss+xml\r\n";

#[test]
fn where_a_source_moved_for_good_is_remembered() {
    let (server, heard) = serve(|head, stream| match path_of(head) {
        "/old" => say(stream, "301 Moved", "Location: /new\r\n", b""),
        "/for-now" => say(stream, "302 Found", "Location: /new\r\n", b""),
        "/taken" => say(stream, "308 Moved", "Location: /here\r\n", b""),
        _ => say(stream, "200 OK", FEED, rss("The Alden Post", "").as_bytes()),
    });
    let home = Home::new();
    for name in ["old", "for-now", "taken", "here"] {
        home.subscribe(name, &format!("{server}/{name}"));
    }
    home.done(&["fetch"]);
    let address = |name: &str| home.source(name).address.replace(&server, "");
    assert_eq!([address("old"), address("for-now")], ["/new", "/for-now"]);
    // Another subscription lives there already.
    assert_eq!([address("taken"), address("here")], ["/taken", "/here"]);
    heard.lock().expect("the list").clear();
    home.done(&["fetch", "old"]);
    let heard = heard.lock().expect("the list");
    assert_eq!(heard.iter().map(|head| path_of(head)).collect::<Vec<_>>(), ["/new"]);
}

#[test]
fn what_is_unchanged_costs_nothing() {
    let (server, heard) = serve(|head, stream| {
        let feed = |name: &str| {
            rss(name, &item(name, &format!("the crane {name}"), &format!("https://aldwick.example/{name}")))
        };
        let lower = head.to_ascii_lowercase();
        match path_of(head) {
            "/tag" if lower.contains("if-none-match: w/\"7\"\r\n") => say(stream, "304 Same", "", b""),
            "/date" if lower.contains("if-modified-since: sun, 04 may 2031 10:00:00 gmt\r\n") => {
                say(stream, "304 Same", "", b"");
            }
            "/tag" => say(stream, "200 OK", &format!("{FEED}ETag: W/\"7\"\r\n"), feed("tag").as_bytes()),
            "/date" => {
                let date = format!("{FEED}Last-Modified: Sun, 04 May 2031 10:00:00 GMT\r\n");
                say(stream, "200 OK", &date, feed("date").as_bytes());
            }
            _ => say(stream, "200 OK", FEED, feed("bare").as_bytes()),
        }
    });
    let home = Home::new();
    for name in ["tag", "date", "bare"] {
        home.subscribe(name, &format!("{server}/{name}"));
    }
    assert_eq!(home.done(&["fetch"]), "3 new, 0 updated\n");
    let (rows, stamp) = home.store().since(0).expect("rows");
    for _ in 0..2 {
        assert_eq!(home.done(&["fetch"]), "0 new, 0 updated\n");
    }
    // Nothing at all was written of any article.
    assert_eq!(home.store().since(0).expect("rows"), (rows, stamp));
    assert_eq!(heard.lock().expect("the list").len(), 9);
    for name in ["tag", "date", "bare"] {
        let health = home.source(name).health;
        assert!(health.error.is_none() && health.succeeded == health.tried, "{health:?}");
    }
}

#[test]
fn a_page_a_list_a_folder_and_a_command_lead_to_articles() {
    let (server, _) = serve(|head, stream| match path_of(head) {
        "/site/" => {
            let page =
                b"<title>Aldwick</title><link rel=alternate type=application/rss+xml href=/feed title=News>";
            say(stream, "200 OK", "Content-Type: text/html\r\n", page);
        }
        path => {
            let key = path.trim_start_matches('/');
            let item = item(key, &format!("the crane of {key}"), &format!("https://aldwick.example/{key}"));
            say(stream, "200 OK", FEED, rss(&format!("News of {key}"), &item).as_bytes());
        }
    });
    let home = Home::new();
    let said = home.done(&["add", &format!("{server}/site/")]);
    assert_eq!(said, format!("subscribed to {server}/feed (News)\n1 new, 0 updated\n"));
    assert!(home.done(&["add", &format!("{server}/feed")]).starts_with("subscribed already to "));
    let list = format!(
        "<opml version='2.0'><body><outline text='Coast'><outline text='North'><outline text='Quay' xmlUrl='{server}/quay'/>\
         </outline></outline><outline xmlUrl='{server}/feed'/><outline text='Nothing'/></body></opml>"
    );
    fs::write(home.path("list.opml"), list).expect("a file");
    let said = home.done(&["add", &home.path("list.opml").to_string_lossy()]);
    assert!(
        said.contains("1 outline has no address of a feed") && said.ends_with("1 new, 0 updated\n"),
        "{said}"
    );
    assert_eq!(home.source("Quay").folder, "Coast/North");
    let folder = home.path("clips");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("ferry.txt"), format!("The ferry\n\n{}\n", story("the ferry"))).expect("a file");
    assert!(home.done(&["add", &folder.to_string_lossy()]).ends_with("1 new, 0 updated\n"));
    fs::write(folder.join("tide.txt"), format!("The tide\n\n{}\n", story("the tide"))).expect("a file");
    fs::write(
        home.path("feed.xml"),
        rss("Made", &item("made", "the made one", "https://aldwick.example/made")),
    )
    .expect("a file");
    let command = format!("exec:cat '{}'", home.path("feed.xml").display());
    assert!(home.done(&["add", &command]).ends_with("1 new, 0 updated\n"));
    assert_eq!(home.done(&["fetch"]), "1 new, 0 updated\n");
    let mut headlines = home.headlines();
    headlines.sort();
    assert_eq!(
        headlines,
        ["The ferry", "The tide", "the crane of feed", "the crane of quay", "the made one"]
    );
}

#[test]
fn what_can_not_be_added_says_why_and_leaves_nothing() {
    let (server, _) = serve(|head, stream| match path_of(head) {
        "/gone" => say(stream, "404 Not Found", "", b""),
        _ => say(stream, "200 OK", "Content-Type: text/html\r\n", b"<title>Aldwick</title><p>It rains."),
    });
    let home = Home::new();
    let gone = format!("{server}/gone");
    let said = home.run(&["add", &gone, "exec:", "no-such-file.opml", "ftp://aldwick.example/feed"]);
    assert_eq!(said.code, Some(1));
    let lines: Vec<&str> = said.errors.lines().collect();
    assert_eq!(
        lines,
        [
            format!("quotidian: {gone}: 404: there is no such page; check the address").as_str(),
            "quotidian: exec: needs a command behind it, as in exec:my-script --news",
            "quotidian: no-such-file.opml: no such file or folder; check the name",
            "quotidian: ftp://aldwick.example/feed: ftp: addresses are not fetched; only http and https are",
        ]
    );
    assert!(home.store().is_empty().expect("a look"));
}

#[test]
fn two_fetches_at_once_lose_nothing_and_double_nothing() {
    let asked = AtomicUsize::new(0);
    let (server, _) = serve(move |head, stream| {
        // The first answer waits for the second question, so that both fetches are under way.
        asked.fetch_add(1, Ordering::SeqCst);
        while asked.load(Ordering::SeqCst) < 2 {
            std::thread::yield_now();
        }
        let key = path_of(head).trim_start_matches('/').to_owned();
        let one = |n: usize| {
            item(
                &format!("{key}{n}"),
                &format!("crane {n} of {key}"),
                &format!("https://aldwick.example/{key}/{n}"),
            )
        };
        say(stream, "200 OK", FEED, rss(&key, &(0..40).map(one).collect::<String>()).as_bytes());
    });
    let home = Home::new();
    home.subscribe("a", &format!("{server}/a"));
    home.subscribe("b", &format!("{server}/b"));
    let fetches: Vec<_> = (0..2)
        .map(|_| home.program(&["fetch"]).stdout(std::process::Stdio::piped()).spawn().expect("the program"))
        .collect();
    let new: usize = fetches
        .into_iter()
        .map(|fetch| {
            let output = fetch.wait_with_output().expect("an end");
            assert!(output.status.success(), "{output:?}");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            said.split(' ').next().and_then(|count| count.parse::<usize>().ok()).expect("a number")
        })
        .sum();
    assert_eq!((new, home.rows().len()), (80, 80));
}
