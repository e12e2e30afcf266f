//! Inputs that are meant to do harm, given to the built program: it ends by itself and soon, says what was wrong, and
//! prints nothing that a terminal would obey.

#![allow(clippy::expect_used)] // A file that can't be written may well fail a test.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// No input may keep the program longer than this; a debug build on a busy machine gets more time for the same work.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 5 });

/// What the program said of an input.
struct Said {
    articles: Vec<Value>,
    errors: String,
}

impl Said {
    /// True when `words` are among what it named as wrong, in the articles or beside them.
    fn names(&self, words: &str) -> bool {
        let mut problems = self.articles.iter().flat_map(|article| article["problems"].as_array()).flatten();
        self.errors.contains(words)
            || problems.any(|problem| problem.as_str().is_some_and(|problem| problem.contains(words)))
    }

    fn texts(&self) -> String {
        self.articles.iter().filter_map(|article| article["text"].as_str()).collect()
    }
}

/// Runs `quotidian extract` on a file of this name and content.
fn extract(name: &str, bytes: &[u8]) -> Said {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join(name);
    File::create(&path).and_then(|mut file| file.write_all(bytes)).expect("a file");
    let (code, out, errors) = run(&path);
    assert!(matches!(code, Some(0 | 1)), "{name}: ended with {code:?}: {errors}");
    let harmful = |c: char| c.is_control() && c != '\n';
    assert!(!out.contains(harmful) && !errors.contains(harmful), "{name}: a terminal would obey this");
    assert!(errors.lines().all(|line| line.starts_with("quotidian: ")), "{name}: {errors}");
    assert!(!errors.contains("please report it"), "{name}: {errors}");
    let articles: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(code == Some(0), errors.is_empty(), "{name}: {errors}");
    assert!(!articles.is_empty() || !errors.is_empty(), "{name}: silently skipped");
    Said { articles, errors }
}

/// Runs the program; ends it and fails when it takes too long.
fn run(path: &Path) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_quotidian"))
        .arg("extract")
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let (mut out, mut errors) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
    let (done, ended) = channel();
    thread::spawn(move || {
        let mut printed = String::new();
        let read = out.read_to_string(&mut printed);
        done.send(read.map(|_| printed)).expect("the test listens");
    });
    let said = thread::spawn(move || {
        let mut said = String::new();
        errors.read_to_string(&mut said).map(|_| said)
    });
    let Ok(printed) = ended.recv_timeout(LIMIT) else {
        child.kill().expect("it runs");
        panic!("{}: not done after {LIMIT:?}", path.display());
    };
    let status = child.wait().expect("it ends");
    let said = said.join().expect("a thread").expect("UTF-8");
    (status.code(), printed.expect("UTF-8"), said)
}

/// The input is survived, and `named` is what is said of it.
fn check(name: &str, bytes: impl AsRef<[u8]>, named: &str) {
    let said = extract(name, bytes.as_ref());
    let problems: Vec<&Value> = said.articles.iter().map(|article| &article["problems"]).collect();
    assert!(
        named.is_empty() || said.names(named),
        "{name}: “{named}” is not in {:?} {problems:?}",
        said.errors
    );
}

/// The same, and these words of it are still read.
fn check_words(name: &str, bytes: impl AsRef<[u8]>, words: &str) {
    let said = extract(name, bytes.as_ref());
    assert!(said.texts().contains(words), "{name}: no “{words}”: {}", said.errors);
}

const STORY: &str = "<p>The ferry to Aldwick sails again after nine years, the harbour board of Port Alden said.</p>\
    <p>“Nobody believed it any more,” port master Greta Sand told reporters on Monday.</p>";

fn page(inner: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1>{STORY}{inner}</article></body></html>"
    )
}

fn nested(open: &str, close: &str, count: usize) -> String {
    page(&format!("{}words{}", open.repeat(count), close.repeat(count)))
}

#[test]
fn pages_nested_too_deep_are_cut() {
    for (name, open, close, count) in [
        ("divs", "<div>", "</div>", 100_000),
        ("spans", "<span>", "</span>", 100_000),
        ("quotes", "<blockquote>", "</blockquote>", 50_000),
        ("tables", "<table><tr><td>", "</td></tr></table>", 5_000),
        ("lists", "<ul><li>", "</li></ul>", 50_000),
        ("fonts", "<font><b><i>", "", 50_000),
        ("links", "<a href=/x>", "", 100_000),
    ] {
        check_words(&format!("{name}.html"), nested(open, close, count), "Nobody believed it any more");
    }
}

#[test]
fn pages_of_too_much_are_cut() {
    let many: String = (0..100_000).map(|n| format!(" a{n}=x")).collect();
    let words = "Nobody believed it any more";
    check_words("attributes.html", page(&format!("<p{many}>More.</p>")), words);
    check_words("attribute.html", page(&format!("<p title=\"{}\">More.</p>", "x".repeat(10 << 20))), words);
    check_words("signs.html", page(&"<".repeat(1 << 20)), words);
    check_words("paragraphs.html", page(&"<p>".repeat(200_000)), words);
    check_words("scripts.html", page(&"<script>".repeat(50_000)), words);
    check_words("comment.html", page(&format!("<!--{}", "-".repeat(1 << 20))), words);
    check_words("entities.html", page(&"&amp".repeat(200_000)), words);
    check_words("meta.html", page(&"<meta property=og:title content=x>".repeat(50_000)), words);
    let graph = format!("<script type=\"application/ld+json\">{}</script>", "[{\"a\":".repeat(50_000));
    check_words("graph.html", page(&graph), words);
    let image = format!("<img src=\"data:image/png;base64,{}\">", "A".repeat(8 << 20));
    check_words("image.html", page(&image), words);
}

#[test]
fn what_is_no_page_is_named_and_not_read_as_one() {
    check("paper.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF");
    check("photo.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG");
    check("nothing.html", b"", "no words");
    check("nuls.html", [0_u8; 4096], "binary");
    check("frames.html", "<html><frameset><frame src=a></frameset></html>", "");
}

#[test]
fn characters_that_terminals_or_readers_obey_do_no_harm() {
    let title = "<title>\u{1b}]0;owned\u{7}Ferry\u{202e}snruter</title>";
    check("escape.html", format!("{title}{STORY}"), "left out");
    let record = "{\"title\":\"\\u001b[31mFerry\\ud800\",\"text\":\"It sailed\\u202e.\\n\\u009b0m It came back.\",\"url\":\"javascript:alert(1)\"}";
    check("record.json", record, "left out");
    let rss = "<rss version='2.0'><channel><title>A\u{202e}B</title><item><title>Ferry&#27;[2J</title><description>It sailed.</description></item></channel></rss>";
    check("feed.xml", rss, "");
    check(
        "mail.eml",
        "Subject: =?utf-8?Q?=1B[31mFerry?=\nFrom: a@b.example\n\nIt sailed \u{1b}[2J again.\n",
        "left out",
    );
}

fn feed(prologue: &str, title: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>{prologue}<rss version=\"2.0\"><channel><title>Alden Post</title><item><title>{title}</title><description>It sailed at noon.</description></item></channel></rss>"
    )
}

#[test]
fn xml_that_grows_or_reaches_out_is_refused_or_harmless() {
    let laughs: String =
        (1..30).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    check("laughs.xml", feed(&format!("<!DOCTYPE rss [<!ENTITY l0 \"ha\">{laughs}]>"), "&l29;"), "");
    let outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    assert!(!extract("outside.xml", feed(outside, "&x;").as_bytes()).texts().contains("root:"));
    check("deep.xml", format!("<rss><channel>{}", "<item>".repeat(100_000)), "");
    check("deep.nitf.xml", format!("<nitf><body><body.content>{}", "<p>".repeat(100_000)), "");
    check("wide.xml", format!("<rss version=\"2.0\" {}><channel/></rss>", "x='y' ".repeat(100_000)), "");
    let nitf = "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><nitf><body><body.head><hedline><hl1>Ferry &x;</hl1></hedline></body.head><body.content><p>It sailed.</p></body.content></body></nitf>";
    assert!(!extract("outside.nitf.xml", nitf.as_bytes()).texts().contains("root:"));
}

#[test]
fn records_without_end_or_bottom_are_named() {
    check("deep.json", format!("{{\"title\":\"x\",\"text\":{}", "[".repeat(1_000_000)), "");
    let line = format!("{{\"title\":\"Ferry\",\"text\":\"{}", "a".repeat(70 << 20));
    check("endless.jsonl", format!("{{\"title\":\"Bus\",\"text\":\"It left.\"}}\n{line}"), "");
    check("quote.csv", format!("title,text\nFerry,\"It {}", "sailed, ".repeat(500_000)), "");
    check("wide.csv", format!("title,text\n{}\n", "x,".repeat(500_000)), "");
    check("deep.md", format!("# Ferry\n\n{}It sailed.\n", "> ".repeat(50_000)), "");
    check("brackets.md", format!("# Ferry\n\n{}\n", "[".repeat(50_000)), "");
    let anchors: String =
        (1..30).map(|n| format!("l{n}: &l{n} [{}]\n", vec![format!("*l{}", n - 1); 10].join(","))).collect();
    check("laughs.md", format!("---\ntitle: Ferry\nl0: &l0 ha\n{anchors}---\n\n# Ferry\n\nIt sailed.\n"), "");
}

#[test]
fn mails_without_end_or_bottom_are_named() {
    check(
        "endless.mbox",
        format!("From a@b.example Mon May  5 10:00:00 2031\nSubject: Ferry\n\n{}", "a".repeat(8 << 20)),
        "",
    );
    let parts: String =
        (0..1_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    check("deep.eml", format!("Subject: Ferry\nFrom: a@b.example\n{parts}"), "");
    check(
        "bare.mhtml",
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\nno parts",
        "",
    );
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(1));
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[test]
fn archives_that_grow_are_stopped() {
    let zeros = b"It sailed. ".repeat(24 << 20);
    check("zeros.gz", gzip(&zeros), "zeros.gz");
    check("zeros.zip", zip(&[("zeros.txt", &zeros), ("a.txt", b"It sailed at noon.\n")]), "zeros.txt");
    let mut onion = b"It sailed at noon.\n".to_vec();
    for _ in 0..50 {
        onion = gzip(&onion);
    }
    check("onion.gz", onion, "deep");
    let mut onion = zip(&[("a.txt", b"It sailed at noon.\n")]);
    for _ in 0..20 {
        onion = zip(&[("a.zip", &onion)]);
    }
    check("onion.zip", onion, "deep");
    check("cut.zip", &zip(&[("a.txt", b"It sailed at noon.\n")])[..40], "cut.zip");
    check("cut.gz", &gzip(STORY.as_bytes())[..40], "cut.gz");
}

#[test]
fn members_with_harmful_names_stay_in_their_archive() {
    let home = tempfile::tempdir().expect("a folder");
    let outside = home.path().join("owned.txt");
    let name = format!("../../../../../../../..{}", outside.display());
    let said =
        extract("up.zip", &zip(&[(&name, b"It sailed at noon.\n"), ("\u{1b}[2J.txt", b"It came back.\n")]));
    assert!(!outside.exists());
    assert!(said.names("name"), "{}", said.errors);
}

#[test]
fn captures_that_lie_about_their_length_are_read_as_far_as_they_go() {
    let record = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 1000000000000000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    check("long.warc", format!("{record}{}", page("")), "");
    check("short.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n", "short.warc");
}
