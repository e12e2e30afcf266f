//! Web addresses as users meet them: pages served by hand on this machine, good and bad.

#![allow(clippy::expect_used)] // A server of the tests may well fail a test.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use quotidian::library::Article;
use quotidian::sources::web::ask::{Answer, Question, Refusal, ask};
use quotidian::sources::web::discover::find;
use quotidian::sources::web::fetch::{Limits, client};
use quotidian::sources::{Input, Loaded, Order, load};
use server::{Heard, head_of, packed, path_of, say};

#[path = "common/server.rs"]
mod server;

/// Serves until the program ends; `answer` gets the path asked for.
fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> (String, Arc<Heard>) {
    server::serve(move |head, stream| answer(path_of(head), stream))
}

fn text(stream: &mut TcpStream, words: &str) {
    say(stream, "200 OK", "Content-Type: text/plain; charset=utf-8\r\n", words.as_bytes());
}

/// Little may come, but it may take its time.
const SMALL: Limits =
    Limits { connect: Duration::from_secs(30), whole: Duration::from_secs(30), largest: 1 << 20 };

/// Loads addresses: the articles, and the problems as lines.
fn loaded(addresses: &[String], limits: Limits) -> (Vec<Article>, Vec<String>) {
    let heard = Mutex::new((Vec::new(), Vec::new()));
    let inputs = addresses.iter().map(|address| Input::Url(address.clone())).collect();
    load(&Order { inputs, limits, ..Order::default() }, &|message| {
        let mut heard = heard.lock().expect("one thread at a time");
        match message {
            Loaded::Articles(list) => heard.0.extend(list),
            Loaded::Problem(problem) => heard.1.push(problem.what),
            _ => {}
        }
        true
    });
    heard.into_inner().expect("all threads ended")
}

/// What one address gives: its text, or what is wrong.
fn told(address: &str, limits: Limits) -> String {
    let (articles, problems) = loaded(&[address.to_owned()], limits);
    let texts = articles.iter().map(|article| article.text.trim().to_owned());
    texts.chain(problems.into_iter().map(|what| format!("! {what}"))).collect::<Vec<_>>().join("\n")
}

fn squeezed(words: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(words, 1).expect("memory")
}

const FEED: &[u8] = b"<rss version='2.0'><channel><title>The Alden Post</title></channel></rss>";

/// A server with one path for everything that a server can do.
fn play(path: &str, stream: &mut TcpStream) {
    match path {
        "/ok" => text(stream, "Ferry sails at noon.\n"),
        "/moved" => say(stream, "301 Moved", "Location: /moved-on?x=1#part\r\n", b""),
        "/moved-on?x=1" => say(stream, "302 Found", "Location: ok\r\n", b"look there"),
        "/circle" => say(stream, "302 Found", "Location: /elcric\r\n", b""),
        "/elcric" => say(stream, "302 Found", "Location: /circle\r\n", b""),
        "/to-ftp" => say(stream, "302 Found", "Location: ftp://aldwick.example/a\r\n", b""),
        "/nowhere" => say(stream, "302 Found", "", b""),
        "/latin2" => {
            let headers = "Content-Type: text/html; charset=iso-8859-2\r\n";
            let page = b"<title>P\xf8\xedvoz</title><p>Stoj\xed.";
            say(stream, "200 OK", headers, page);
        }
        "/gzip" => {
            say(stream, "200 OK", "Content-Encoding: gzip\r\n", &packed(b"Ferry packed well.\n"));
        }
        "/bomb" => say(stream, "200 OK", "Content-Encoding: gzip\r\n", &packed(&vec![b'a'; 4 << 20])),
        "/broken-gzip" => say(stream, "200 OK", "Content-Encoding: gzip\r\n", b"Ferry not packed.\n"),
        "/strange" => say(stream, "200 OK", "Content-Encoding: squeeze\r\n", b"x"),
        "/huge" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc");
        }
        "/endless" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while stream.write_all(&[b'a'; 4096]).is_ok() {}
        }
        "/drip" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while stream.write_all(b"drip ").is_ok() {
                thread::sleep(Duration::from_millis(20));
            }
        }
        "/cut" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nFerry sails at n");
        }
        "/empty" => say(stream, "200 OK", "", b""),
        "/none" => say(stream, "204 No Content", "", b""),
        "/often" => say(stream, "429 Too Many Requests", "Retry-After: 7\r\n", b"no"),
        "/noise" => {
            let _ = stream.write_all(b"SSH-2.0-noise\r\n\r\n");
        }
        path if path.starts_with("/step/") => {
            let n: u32 = path[6..].parse().unwrap_or(0);
            say(stream, "307 On", &format!("Location: /step/{}\r\n", n + 1), b"");
        }
        _ => play_source(path, stream),
    }
}

/// What sources do besides, good and bad.
fn play_source(path: &str, stream: &mut TcpStream) {
    match path {
        "/zstd" => say(stream, "200 OK", "Content-Encoding: zstd\r\n", &squeezed(b"Ferry packed well.\n")),
        "/zstd-bomb" => {
            say(stream, "200 OK", "Content-Encoding: zstd\r\n", &squeezed(&vec![b'a'; 64 << 20]));
        }
        "/broken-zstd" => say(stream, "200 OK", "Content-Encoding: zstd\r\n", b"Ferry not packed.\n"),
        "/cut-zstd" => {
            let packed = squeezed(b"Ferry packed well, but not whole.\n");
            say(stream, "200 OK", "Content-Encoding: zstd\r\n", &packed[..packed.len() - 4]);
        }
        "/cut-gzip" => {
            let packed = packed(b"Ferry packed well, but not whole.\n");
            say(stream, "200 OK", "Content-Encoding: gzip\r\n", &packed[..packed.len() - 4]);
        }
        "/cut-chunk" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nFerry\r\n");
        }
        "/silent" => {
            // Until the one who asked has gone.
            let _ = head_of(stream);
        }
        "/for-good" => say(stream, "301 Moved", "Location: /for-good/2\r\n", b""),
        "/for-good/2" => say(stream, "308 Moved", "Location: /feed\r\n", b""),
        "/feed" => {
            let headers = "Content-Type: application/rss+xml; charset=klingon\r\nETag: W/\"a-1\"\r\n\
                           Last-Modified: Sun, 04 May 2031 10:00:00 GMT\r\n";
            say(stream, "200 OK", headers, FEED);
        }
        "/often-date" => {
            let headers =
                "Date: Sun, 04 May 2031 10:00:00 GMT\r\nRetry-After: Sun, 04 May 2031 11:00:00 GMT\r\n";
            say(stream, "429 Too Many Requests", headers, b"no");
        }
        "/busy" => say(stream, "503 Busy", "", b"no"),
        "/same" => {
            let _ = stream.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
        }
        "/moved-same" => say(stream, "301 Moved", "Location: /same\r\n", b""),
        "/private" => say(stream, "401 Who", "", b"no"),
        "/site/" => {
            let page =
                b"<title>Aldwick</title><link rel=alternate type=application/rss+xml href=/feed title=News>";
            say(stream, "200 OK", "Content-Type: text/html\r\n", page);
        }
        "/bare/" => say(stream, "200 OK", "Content-Type: text/html\r\n", b"<title>Aldwick</title><p>Rain."),
        _ => say(stream, "404 Not Found", "", b"<h1>Sorry</h1>"),
    }
}

#[test]
fn a_page_is_read_with_its_address_and_keeps_its_bytes() {
    let (home, heard) = serve(play);
    let (articles, problems) = loaded(&[format!("{home}/moved")], Limits::default());
    assert_eq!(problems, [""; 0]);
    let article = &articles[0];
    assert_eq!(article.path, format!("{home}/moved"));
    assert_eq!(article.url, Some(format!("{home}/ok")));
    let kept = article.original.as_deref().and_then(|bytes| zstd::bulk::decompress(bytes, 1000).ok());
    assert_eq!(kept.as_deref(), Some(&b"Ferry sails at noon.\n"[..]));
    let requests = heard.lock().expect("the list");
    let agent = format!("quotidian/{} (+https://", env!("CARGO_PKG_VERSION"));
    assert!(requests.iter().all(|head| head.contains(&agent)), "{requests:?}");
}

#[test]
fn every_trouble_has_its_words() {
    let (home, _) = serve(play);
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let host = home.trim_start_matches("http://");
    let check =
        |path: &str, expect: String| assert_eq!(told(&format!("{home}{path}"), SMALL), expect, "{path}");
    check("/ok", "Ferry sails at noon.".to_owned());
    check("/moved", "Ferry sails at noon.".to_owned());
    check("/circle", format!("! redirects in a circle, by way of {home}/circle; open it in a browser"));
    check("/step/0", format!("! redirects more than 10 times, at last to {home}/step/11; try that address"));
    check(
        "/to-ftp",
        "! redirects elsewhere: ftp: addresses are not fetched; only http and https are".to_owned(),
    );
    check("/nowhere", "! 302: redirects without saying where to; open it in a browser".to_owned());
    check("/gzip", "Ferry packed well.".to_owned());
    check("/bomb", "! is larger than 1 MiB; fetch it to a file first (curl -O), and read that".to_owned());
    check("/broken-gzip", "! is packed by gzip and can't be unpacked; try again".to_owned());
    check("/strange", "! is packed by squeeze, which was not asked for; open it in a browser".to_owned());
    check("/huge", "! is larger than 1 MiB; fetch it to a file first (curl -O), and read that".to_owned());
    check("/endless", "! is larger than 1 MiB; fetch it to a file first (curl -O), and read that".to_owned());
    check("/empty", "! is empty; there is nothing to read".to_owned());
    check("/none", "! is empty; there is nothing to read".to_owned());
    check("/gone", "! 404: there is no such page; check the address".to_owned());
    check(
        "/often",
        "! 429: the server was asked too often; wait a while and try again (in 7 seconds)".to_owned(),
    );
    check("/cut", format!("Ferry sails at n\n! is not whole: {host} broke off the connection; try again"));
    let drip = told(&format!("{home}/drip"), Limits { whole: Duration::from_millis(400), ..SMALL });
    assert!(drip.ends_with("did not come within 400 ms; try again later"), "{drip}");
    let noise = told(&format!("{home}/noise"), SMALL);
    assert!(noise.contains("does not answer as a web server should"), "{noise}");
    let secure = told(&format!("https://{host}/ok"), SMALL);
    assert_eq!(secure, format!("! {host} does not speak https there; try the address with http://"));
    assert_eq!(
        told(&format!("http://{closed}/"), SMALL),
        format!("! nobody answers at {closed} (connection refused); check the address, or try again later")
    );
    assert_eq!(
        told("ftp://aldwick.example/a", SMALL),
        "! ftp: addresses are not fetched; only http and https are"
    );
}

#[test]
fn what_the_header_says_of_a_page_is_heeded() {
    let (home, _) = serve(play);
    let page = told(&format!("{home}/latin2"), SMALL);
    assert!(page.contains("Přívoz"), "{page}");
}

#[test]
fn several_are_fetched_at_once_but_told_in_order_and_no_host_is_rushed() {
    let (now, most, odd) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)), AtomicUsize::new(0));
    let seen = Arc::clone(&most);
    let (home, _) = serve(move |path, stream| {
        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let n: usize = path[1..].parse().unwrap_or(0);
        // Each even one waits for the odd one behind it, which must have been asked for meanwhile.
        while n.is_multiple_of(2) && odd.load(Ordering::SeqCst) <= n / 2 {
            thread::yield_now();
        }
        now.fetch_sub(1, Ordering::SeqCst);
        text(stream, &format!("Ferry {n} sails.\n"));
        odd.fetch_add(n % 2, Ordering::SeqCst);
    });
    let addresses: Vec<String> = (0..30).map(|n| format!("{home}/{n}")).collect();
    let (articles, problems) = loaded(&addresses, Limits::default());
    assert_eq!(problems, [""; 0]);
    assert_eq!(articles.iter().map(|article| article.path.clone()).collect::<Vec<_>>(), addresses);
    assert_eq!(seen.load(Ordering::SeqCst), 2);
}

/// Asks for an address as a subscription does.
fn asked(question: &Question, limits: Limits) -> Result<Answer, Refusal> {
    ask(&client(&limits), question, &limits, &AtomicBool::new(false))
}

/// What came of it, in a line: the page's words, or the status and what is wrong.
fn answered(address: &str, limits: Limits) -> String {
    let question = Question { address: address.to_owned(), ..Question::default() };
    match asked(&question, limits) {
        Ok(Answer::Page(fresh)) => String::from_utf8_lossy(&fresh.page.bytes).trim_end().to_owned(),
        Ok(Answer::Unchanged { .. }) => "unchanged".to_owned(),
        Err(refusal) => format!("{} {}", refusal.status, refusal.what),
    }
}

#[test]
fn every_trouble_of_a_source_has_its_words_and_no_half_page_is_kept() {
    let (home, _) = serve(play);
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let host = home.trim_start_matches("http://");
    let large = "200 is larger than 1 MiB; fetch it to a file first (curl -O), and read that";
    let check = |path: &str, expect: &str| {
        assert_eq!(answered(&format!("{home}{path}"), SMALL), expect.replace("HOST", host), "{path}");
    };
    check("/ok", "Ferry sails at noon.");
    check("/gzip", "Ferry packed well.");
    check("/zstd", "Ferry packed well.");
    check("/bomb", large);
    check("/zstd-bomb", large);
    check("/huge", large);
    check("/endless", large);
    check("/broken-gzip", "0 is packed by gzip and can't be unpacked; try again");
    check("/broken-zstd", "0 is packed by zstd and can't be unpacked; try again");
    check("/strange", "200 is packed by squeeze, which was not asked for; open it in a browser");
    check("/cut", "0 is not whole: HOST broke off the connection; try again");
    check("/cut-chunk", "0 is not whole: HOST broke off the connection; try again");
    check("/circle", "302 redirects in a circle, by way of http://HOST/circle; open it in a browser");
    check("/step/0", "307 redirects more than 10 times, at last to http://HOST/step/11; try that address");
    check("/nowhere", "302 302: redirects without saying where to; open it in a browser");
    check("/gone", "404 404: there is no such page; check the address");
    check("/busy", "503 503: the server is busy or down; try again later");
    check("/often", "429 429: the server was asked too often; wait a while and try again (in 7 seconds)");
    check("/same", "304 304: it is no answer that can be read; open it in a browser");
    check(
        "/private",
        "401 401: it asks for a name and a password; give them by --user NAME --password env:NAME",
    );
    for path in ["/cut-gzip", "/cut-zstd"] {
        let said = answered(&format!("{home}{path}"), SMALL);
        assert!(said.starts_with("0 ") && said.ends_with("try again"), "{path}: {said}");
    }
    let brief = Limits { whole: Duration::from_millis(400), ..SMALL };
    assert_eq!(answered(&format!("{home}/silent"), brief), "0 did not come within 400 ms; try again later");
    let drip = answered(&format!("{home}/drip"), brief);
    assert_eq!(drip, "0 is not whole: did not come within 400 ms; try again later");
    let secure = answered(&format!("https://{host}/ok"), SMALL);
    assert_eq!(secure, format!("0 {host} does not speak https there; try the address with http://"));
    let nobody = answered(&format!("http://{closed}/"), SMALL);
    assert!(nobody.starts_with(&format!("0 nobody answers at {closed} ")), "{nobody}");
}

#[test]
fn a_source_is_asked_again_with_what_it_gave() {
    let (home, heard) = serve(play);
    let question = Question { address: format!("{home}/feed"), ..Question::default() };
    let Ok(Answer::Page(fresh)) = asked(&question, SMALL) else { panic!("no page") };
    assert_eq!(fresh.page.bytes, FEED);
    assert_eq!(fresh.page.media, "application/rss+xml; charset=klingon");
    assert_eq!((fresh.etag.as_str(), fresh.moved), ("W/\"a-1\"", None));
    assert_eq!(fresh.modified, "Sun, 04 May 2031 10:00:00 GMT");
    let same = format!("{home}/same");
    let again = |etag: &str, modified: &str, path: &str| {
        let question = Question {
            address: format!("{home}{path}"),
            etag: etag.to_owned(),
            modified: modified.to_owned(),
            ..Question::default()
        };
        asked(&question, SMALL)
    };
    assert_eq!(again(&fresh.etag, "", "/same"), Ok(Answer::Unchanged { moved: None }));
    assert_eq!(again("", &fresh.modified, "/same"), Ok(Answer::Unchanged { moved: None }));
    assert_eq!(again(&fresh.etag, "", "/moved-same"), Ok(Answer::Unchanged { moved: Some(same) }));
    let heard = heard.lock().expect("the list");
    let lower: Vec<String> = heard.iter().map(|head| head.to_ascii_lowercase()).collect();
    assert!(lower[0].contains("\r\naccept-encoding: gzip, br, zstd\r\n") && !lower[0].contains("\r\nif-"));
    assert!(lower[1].contains("\r\nif-none-match: w/\"a-1\"\r\n"), "{lower:?}");
    assert!(lower[2].contains("\r\nif-modified-since: sun, 04 may 2031 10:00:00 gmt\r\n"), "{lower:?}");
    assert!(lower[4].contains("/same") && lower[4].contains("if-none-match"), "{lower:?}");
}

#[test]
fn only_what_moved_for_good_is_remembered_and_servers_say_when_to_come_again() {
    let (home, _) = serve(play);
    let moved = |path: &str| {
        let question = Question { address: format!("{home}{path}"), ..Question::default() };
        match asked(&question, SMALL) {
            Ok(Answer::Page(fresh)) => fresh.moved.unwrap_or_default().replace(&home, ""),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(moved("/for-good"), "/feed");
    assert_eq!(moved("/moved"), "");
    assert_eq!(moved("/feed"), "");
    let wait = |path: &str| {
        let question = Question { address: format!("{home}{path}"), ..Question::default() };
        let refusal = asked(&question, SMALL).expect_err("a refusal");
        assert_eq!(format!("http://{}", refusal.host), home);
        (refusal.status, refusal.wait.map(|wait| wait.as_secs()))
    };
    assert_eq!(wait("/often"), (429, Some(7)));
    assert_eq!(wait("/often-date"), (429, Some(3_600)));
    assert_eq!(wait("/busy"), (503, None));
}

#[test]
fn secrets_go_to_the_server_they_are_for_and_to_no_other() {
    let (other, overheard) = serve(play);
    let away = other.clone();
    let (home, heard) = serve(move |path, stream| match path {
        "/away" => say(stream, "302 Found", &format!("Location: {away}/private\r\n"), b""),
        "/back" => say(stream, "302 Found", &format!("Location: {away}/ok\r\n"), b""),
        _ => play(path, stream),
    });
    let question = |path: &str| Question {
        address: format!("{home}{path}"),
        headers: vec![("X-Token".to_owned(), "moor".to_owned())],
        sign_in: Some(("greta".to_owned(), "ferry moor".to_owned())),
        ..Question::default()
    };
    assert!(!format!("{:?}", question("/ok")).contains("moor"));
    assert!(matches!(asked(&question("/moved"), SMALL), Ok(Answer::Page(_))));
    assert!(matches!(asked(&question("/back"), SMALL), Ok(Answer::Page(_))));
    let private = asked(&question("/private"), SMALL).expect_err("a refusal");
    assert_eq!(private.what, "401: it does not take this name and password, or header line; check them");
    let refused = asked(&question("/away"), SMALL).expect_err("a refusal");
    let host = other.trim_start_matches("http://");
    assert_eq!(
        refused.what,
        format!(
            "401: it is redirected to {host}, where neither password nor header lines are sent; subscribe to {other}/private"
        )
    );
    let secret = |head: &String| {
        let lower = head.to_ascii_lowercase();
        lower.contains("authorization: basic z3jldge6zmvycnkgbw9vcg==") && lower.contains("x-token: moor")
    };
    let heard = heard.lock().expect("the list");
    assert!(heard.len() == 6 && heard.iter().all(secret), "{heard:?}");
    let overheard = overheard.lock().expect("the list");
    assert_eq!(overheard.len(), 2);
    for head in overheard.iter().map(|head| head.to_ascii_lowercase()) {
        assert!(!head.contains("authorization") && !head.contains("moor"), "{head}");
    }
}

#[test]
fn what_can_not_be_sent_is_refused_before_anybody_is_asked() {
    let (home, heard) = serve(play);
    let said = |question: Question| {
        let refusal = asked(&question, SMALL).expect_err("a refusal");
        assert!(!refusal.what.contains("moor"), "{}", refusal.what);
        refusal.what
    };
    let with = |name: &str, value: &str| Question {
        address: format!("{home}/ok"),
        headers: vec![(name.to_owned(), value.to_owned())],
        ..Question::default()
    };
    assert_eq!(
        said(with("X-Token", "moor\r\nX-Other: 1")),
        "the header line X-Token has signs in it that can't be sent, such as the end of a line; mend it"
    );
    assert_eq!(
        said(with("X Token", "moor")),
        "the header line \"X Token\" has no name that can be sent; mend it"
    );
    assert_eq!(said(with("Host", "moor")), "the header line host can't be chosen; leave it out");
    let address = home.replace("http://", "http://greta:moor@");
    assert_eq!(
        said(Question { address, ..Question::default() }),
        format!(
            "has a name or password in it, which would be seen with it; give {home}/ with --user NAME --password env:NAME"
        )
    );
    assert!(heard.lock().expect("the list").is_empty());
}

#[test]
fn asking_can_be_stopped_in_the_middle_of_a_page() {
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    let (home, heard) = serve(move |_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        seen.store(true, Ordering::Relaxed);
        while stream.write_all(&[b'a'; 4096]).is_ok() {}
    });
    let question = Question { address: home, ..Question::default() };
    let limits = Limits { largest: u64::MAX - 1, ..SMALL };
    for _ in 0..2 {
        let refusal = ask(&client(&limits), &question, &limits, &stop).expect_err("no page");
        assert_eq!(refusal.what, "was stopped before it was read");
    }
    assert_eq!(heard.lock().expect("the list").len(), 1);
}

#[test]
fn feeds_are_found_from_the_address_of_a_page() {
    let (home, heard) = serve(play);
    let found = |path: &str| {
        let question = Question { address: format!("{home}{path}"), ..Question::default() };
        match find(&client(&SMALL), &question, &SMALL, &AtomicBool::new(false)) {
            Ok(offers) => offers
                .iter()
                .map(|offer| format!("{} {} {}", offer.address.replace(&home, ""), offer.title, offer.sure))
                .collect::<Vec<_>>()
                .join("\n"),
            Err(what) => format!("! {what}"),
        }
    };
    assert_eq!(found("/feed"), "/feed  true");
    assert_eq!(found("/for-good"), "/feed  true");
    assert_eq!(found("/site/"), "/feed News true");
    assert_eq!(found("/ok"), "! is neither a feed nor a page that could name one; check the address");
    assert_eq!(found("/gone"), "! 404: there is no such page; check the address");
    heard.lock().expect("the list").clear();
    assert_eq!(found("/bare/"), "/feed  true");
    let paths: Vec<String> = heard
        .lock()
        .expect("the list")
        .iter()
        .filter_map(|head| head.split(' ').nth(1).map(str::to_owned))
        .collect();
    assert_eq!(paths.len(), 9, "{paths:?}");
    let (poor, _) = serve(|path, stream| match path {
        "/" => say(stream, "200 OK", "Content-Type: text/html\r\n", b"<p>Rain."),
        _ => play("/gone", stream),
    });
    let question = Question { address: poor, ..Question::default() };
    let none = find(&client(&SMALL), &question, &SMALL, &AtomicBool::new(false)).expect_err("no feed");
    assert!(none.starts_with("is a page that names no feed, and none is at the usual places"), "{none}");
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quotidian")).args(arguments).output().expect("the program")
}

#[test]
fn addresses_are_given_like_files() {
    let (home, _) = serve(play);
    let (good, bad) = (format!("{home}/ok"), format!("{home}/gone"));
    let output = run(&["extract", &good, &bad, "javascript:alert(1)", "aldwick.example/news"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Ferry sails at noon."));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            format!("quotidian: {bad}: 404: there is no such page; check the address").as_str(),
            "quotidian: javascript:alert(1): javascript: addresses are not fetched; only http and https are",
            "quotidian: aldwick.example/news: no such file; for a web address write https://aldwick.example/news",
        ]
    );
}

#[test]
fn a_proxy_of_the_environment_is_asked_but_not_for_this_machine() {
    let (proxy, heard) = serve(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n");
        if head_of(stream).is_ok() {
            text(stream, "Ferry by way of the proxy.\n");
        }
    });
    let (home, _) = serve(play);
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotidian"));
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.env("HTTP_PROXY", proxy).args(["extract", "http://aldwick.example/news", &format!("{home}/ok")]);
    let output = command.output().expect("the program");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("Ferry by way of the proxy.") && said.contains("Ferry sails at noon."),
        "{output:?}"
    );
    let heard = heard.lock().expect("the list");
    assert_eq!(heard.len(), 1);
    assert!(heard[0].starts_with("CONNECT aldwick.example:80 "), "{heard:?}");
}
