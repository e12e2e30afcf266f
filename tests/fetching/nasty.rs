//! Sources that do everything wrong: each gives a named and bounded error, in the output and in its health, and the
//! others are fetched all the same.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use quotidian::intake::{Order, Which, fetch};
use quotidian::sources::web::fetch::Limits;

use crate::home::{Home, SMALL, item, rss};
use crate::server::{head_of, packed, path_of, say, serve};

/// A feed of one item.
fn one(key: &str) -> String {
    rss("The Alden Post", &item(key, &format!("the crane {key}"), &format!("https://aldwick.example/{key}")))
}

/// A server with one path for everything that a source can do.
fn play(head: &str, stream: &mut TcpStream) {
    let feed = "Content-Type: application/rss+xml\r\nETag: \"a\"\r\n";
    let page = "Content-Type: text/html\r\n";
    match path_of(head) {
        "/good" => say(stream, "200 OK", feed, one("good").as_bytes()),
        "/torn" => {
            let whole =
                rss("Torn", &[item("t1", "Fog & rain", "/t1"), item("t2", "the tide", "/t2")].concat());
            let cut = whole.rfind("<description>").unwrap_or(0) + 40;
            say(stream, "200 OK", feed, &whole.as_bytes()[..cut]);
        }
        "/noise" => say(stream, "200 OK", feed, b"<rss><channel <<< \x00\x01 >"),
        "/latin" => {
            let words = one("latin").replace("the crane latin", "Caf\u{e9} \u{201e}Quay\u{201c}");
            let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&words);
            say(stream, "200 OK", "Content-Type: application/rss+xml; charset=utf-8\r\n", &bytes);
        }
        "/circle" => say(stream, "302 Found", "Location: /elcric\r\n", b""),
        "/elcric" => say(stream, "302 Found", "Location: /circle\r\n", b""),
        "/page" => say(stream, "200 OK", page, b"<title>Aldwick</title><p>It rains in Aldwick."),
        "/members" => say(stream, "302 Found", "Location: /login\r\n", b""),
        "/login" => {
            say(stream, "200 OK", page, b"<!DOCTYPE html><title>Sign in</title><form><input name=password>")
        }
        "/quiet" => say(stream, "200 OK", feed, rss("Quiet", "").as_bytes()),
        "/nothing" => say(stream, "200 OK", feed, b""),
        "/broken-gzip" => say(stream, "200 OK", "Content-Encoding: gzip\r\n", b"not packed"),
        "/cut" => {
            let _ = stream.write_all(
                b"HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 4000\r\n\r\n<rss version='2.0'>",
            );
        }
        "/huge" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<rss>");
        }
        "/endless" => {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss version='2.0'><channel>");
            while stream.write_all(&b"<item><title>More</title></item>".repeat(64)).is_ok() {}
        }
        "/bomb" => say(stream, "200 OK", "Content-Encoding: gzip\r\n", &packed(&vec![b' '; 4 << 20])),
        // A piece of a feed, and then nothing more until the one who asked has gone.
        "/slow" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n<rss version='2.0'>");
            let _ = head_of(stream);
        }
        "/silent" => drop(head_of(stream)),
        "/private" => say(stream, "401 Who", "", b"no"),
        _ => say(stream, "404 Not Found", page, b"<h1>Sorry</h1>"),
    }
}

/// What is said of each source, by its path; `HOST` is the server.
const TROUBLES: &[(&str, &str)] = &[
    ("circle", "redirects in a circle, by way of http://HOST/circle; open it in a browser"),
    ("page", "gives a page and no feed any more; open its address in a browser to see why"),
    ("members", "gives a page and no feed any more; open its address in a browser to see why"),
    ("nothing", "is empty"),
    ("noise", "the file ends before it is complete"),
    ("broken-gzip", "is packed by gzip and can't be unpacked; try again"),
    ("cut", "is not whole: HOST broke off the connection; try again"),
    ("huge", "is larger than"),
    ("private", "401: it asks for a name and a password; give them by --user NAME --password env:NAME"),
    ("gone", "404: there is no such page; check the address"),
];

#[test]
fn every_trouble_is_named_and_the_others_are_fetched() {
    let (server, _) = serve(play);
    let host = server.trim_start_matches("http://");
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let home = Home::new();
    for (path, _) in TROUBLES {
        home.subscribe(path, &format!("{server}/{path}"));
    }
    home.subscribe("insecure", &format!("https://{host}/good"));
    home.subscribe("closed", &format!("http://{closed}/"));
    for path in ["torn", "latin", "quiet", "good"] {
        home.subscribe(path, &format!("{server}/{path}"));
    }
    let said = home.run(&["fetch"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let check = |name: &str, expect: &str| {
        let error = home.source(name).health.error.unwrap_or_default();
        assert!(error.contains(&expect.replace("HOST", host)), "{name}: {error}");
        assert!(said.errors.lines().any(|line| line == format!("quotidian: {name}: {error}")), "{said:?}");
    };
    for (name, expect) in TROUBLES {
        check(name, expect);
    }
    check("insecure", "HOST does not speak https there; try the address with http://");
    check("closed", "nobody answers at 127.0.0.1");
    // What could be mended is there, and that it was broken is told.
    assert!(said.errors.contains("quotidian: torn: "), "{said:?}");
    assert_eq!(said.errors.lines().count(), TROUBLES.len() + 3, "{said:?}");
    for name in ["torn", "latin", "quiet", "good"] {
        let health = home.source(name).health;
        assert!(health.error.is_none() && health.succeeded.is_some(), "{name}: {health:?}");
    }
    let mut headlines = home.headlines();
    headlines.sort();
    assert_eq!(headlines, ["Café „Quay“", "Fog & rain", "the crane good"]);
    assert_eq!(said.out, "3 new, 0 updated\n");
}

#[test]
fn what_takes_too_long_or_grows_too_large_is_bounded() {
    let (server, _) = serve(play);
    let check = |path: &str, limits: Limits, expect: &str| {
        let home = Home::new();
        home.subscribe(path, &format!("{server}/{path}"));
        home.subscribe("good", &format!("{server}/good"));
        let report = home.fetch(limits);
        let error = home.source(path).health.error.unwrap_or_default();
        assert!(error.contains(expect), "{path}: {error}");
        assert_eq!(report.problems.len(), 1, "{report:?}");
        assert_eq!((report.fresh, home.headlines().as_slice()), (1, &["the crane good".to_owned()][..]));
    };
    let large = "is larger than 1 MiB; fetch it to a file first";
    check("endless", SMALL, large);
    check("bomb", SMALL, large);
    check("huge", SMALL, large);
    let brief = Limits { whole: Duration::from_millis(900), ..SMALL };
    check("slow", brief, "is not whole: did not come within 900 ms; try again later");
    check("silent", brief, "did not come within 900 ms; try again later");
}

#[test]
fn a_feed_that_broke_off_is_asked_for_in_full_the_next_time() {
    // One breaks off against its word, the other without a word: its end is missing.
    let turn = std::sync::atomic::AtomicUsize::new(0);
    let (server, heard) = serve(move |head, stream| {
        let feed = one("a");
        let first = turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < 2;
        let length = match path_of(head) {
            "/told" => format!("Content-Length: {}\r\n", feed.len()),
            _ => "Connection: close\r\n".to_owned(),
        };
        let end = if first { feed.len() - 60 } else { feed.len() };
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"x\"\r\n{length}\r\n");
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&feed.as_bytes()[..end]));
    });
    let home = Home::new();
    home.subscribe("told", &format!("{server}/told"));
    home.subscribe("untold", &format!("{server}/untold"));
    let said = home.run(&["fetch"]);
    assert_eq!((said.code, said.out.as_str()), (Some(1), "0 new, 0 updated\n"), "{said:?}");
    assert!(
        said.errors.contains("told: is not whole") && said.errors.contains("untold: the file ends inside"),
        "{said:?}"
    );
    assert_eq!(home.done(&["fetch", "told", "untold"]), "1 new, 0 updated\n");
    assert!(
        heard
            .lock()
            .expect("the list")
            .iter()
            .all(|head| !head.to_ascii_lowercase().contains("if-none-match"))
    );
    home.done(&["fetch"]);
    let heard = heard.lock().expect("the list");
    assert_eq!(heard.len(), 6);
    assert!(
        heard[4..].iter().all(|head| head.to_ascii_lowercase().contains("if-none-match: \"x\"")),
        "{heard:?}"
    );
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let (server, heard) = serve(|head, stream| match path_of(head) {
        "/often" => say(stream, "429 Too Many Requests", "Retry-After: 7200\r\n", b"no"),
        _ => say(stream, "404 Not Found", "", b""),
    });
    let (busy, _) = serve(|_, stream| say(stream, "503 Busy", "", b"no"));
    let (good, _) = serve(play);
    let home = Home::new();
    home.subscribe("often", &format!("{server}/often"));
    home.subscribe("busy", &format!("{busy}/feed"));
    home.subscribe("good", &format!("{good}/good"));
    let said = home.run(&["fetch"]);
    assert_eq!((said.code, said.out.as_str()), (Some(1), "1 new, 0 updated\n"));
    assert!(
        said.errors.contains(
            "often: 429: the server was asked too often; wait a while and try again (in 120 minutes)"
        )
    );
    assert!(said.errors.contains("busy: 503: the server is busy or down; try again later"));
    let health = home.source("often").health;
    assert!(health.next.unwrap_or(0) - health.tried.unwrap_or(0) >= 7_200, "{health:?}");
    let again = home.run(&["fetch"]);
    assert!(
        again.errors.contains("often: was not asked, as it failed and is to be tried later"),
        "{again:?}"
    );
    assert_eq!(heard.lock().expect("the list").len(), 1);
    let named = home.run(&["fetch", "often"]);
    assert_eq!(named.code, Some(1));
    assert_eq!(heard.lock().expect("the list").len(), 2);
    assert_eq!(home.source("often").health.failures, 2);
}

#[test]
fn a_fetch_that_is_stopped_blames_nobody_and_goes_on_the_next_time() {
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (hand, open) = (std::sync::Arc::clone(&stop), std::sync::atomic::AtomicBool::new(false));
    let (server, heard) = serve(move |_, stream| {
        use std::sync::atomic::Ordering::SeqCst;
        // The first answer never ends; the reader has had enough of it.
        if !open.swap(true, SeqCst) {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss version='2.0'><channel>");
            hand.store(true, SeqCst);
            while stream.write_all(&b"<item><title>More</title></item>".repeat(64)).is_ok() {}
            return;
        }
        say(stream, "200 OK", "Content-Type: application/rss+xml\r\n", one("good").as_bytes());
    });
    let home = Home::new();
    // More than are asked at the same time.
    for n in 0..40 {
        home.subscribe(&format!("feed{n}"), &format!("{server}/{n}"));
    }
    let order = Order { library: home.library(), which: Which::All, limits: Limits::default(), every: 60 };
    let report = fetch(&order, &stop, &|_| {}).expect("a fetch");
    assert!(report.stopped && report.problems.is_empty(), "{report:?}");
    let asked = heard.lock().expect("the list").len();
    assert!(asked < 40, "{asked}");
    let failures: u32 =
        home.store().subscriptions().expect("all").iter().map(|source| source.health.failures).sum();
    assert_eq!(failures, 0);
    home.done(&["fetch"]);
    assert_eq!(home.headlines(), ["the crane good"]);
}
