//! Web addresses as users meet them: pages served by hand on this machine, good and bad.

#![allow(clippy::expect_used)] // A server of the tests may well fail a test.

use std::io::{BufRead as _, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use quotidian::library::Article;
use quotidian::sources::web::fetch::Limits;
use quotidian::sources::{Input, Loaded, Order, load};

/// The heads of the requests that a server has heard.
type Heard = Mutex<Vec<String>>;

/// Serves until the program ends; `answer` gets the path asked for.
fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> (String, Arc<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let home = format!("http://{}", listener.local_addr().expect("an address"));
    let heard = Arc::new(Heard::default());
    let (answer, ears) = (Arc::new(answer), Arc::clone(&heard));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (answer, ears) = (Arc::clone(&answer), Arc::clone(&ears));
            thread::spawn(move || one(stream, &*answer, &ears));
        }
    });
    (home, heard)
}

/// Reads the head of a request; nothing when the other side has gone, an error when it is no request.
fn head_of(stream: &TcpStream) -> std::io::Result<String> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    Ok(head)
}

fn one(mut stream: TcpStream, answer: &dyn Fn(&str, &mut TcpStream), heard: &Heard) {
    let Ok(head) = head_of(&stream) else {
        // What is no request is answered as other servers do.
        return say(&mut stream, "400 Bad Request", "", b"plain words only");
    };
    let path = head.split(' ').nth(1).unwrap_or("").to_owned();
    heard.lock().expect("the list").push(head);
    answer(&path, &mut stream);
}

fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    // The one who asked may have gone already.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
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

fn packed(words: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(words).expect("memory");
    packer.finish().expect("memory")
}

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
