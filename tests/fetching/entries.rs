//! What becomes of entries: changed ones, the same one in two feeds, and those that are cut off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use quotidian::library::{Change, Edit};

use crate::home::{Home, address_of, item, rss, story};
use crate::server::{path_of, say, serve};

const FEED: &str = "Content-Type: application/rss+xml\r\n";

#[test]
fn a_changed_entry_keeps_what_it_was_and_that_it_was_read() {
    let version = Arc::new(AtomicUsize::new(1));
    let shown = Arc::clone(&version);
    let (server, _) = serve(move |_, stream| {
        let headline = format!("crane number {}", shown.load(Ordering::SeqCst));
        let feed = rss("The Alden Post", &item("crane", &headline, "https://aldwick.example/crane"));
        say(stream, "200 OK", FEED, feed.as_bytes());
    });
    let home = Home::new();
    assert!(home.done(&["add", &server]).ends_with("1 new, 0 updated\n"));
    let edits = vec![(Edit::Read(true), vec![1]), (Edit::Tag("port".into(), true), vec![1])];
    let change = Change { what: "marked".into(), edits, ..Change::default() };
    home.store().change(&change, 60).expect("a change");
    for number in [2, 3] {
        version.store(number, Ordering::SeqCst);
        assert_eq!(home.done(&["fetch"]), "0 new, 1 updated\n");
    }
    let rows = home.rows();
    assert_eq!((rows.len(), rows[0].headline.as_ref()), (1, "crane number 3"));
    let marks = &rows[0].marks;
    assert!(marks.read && marks.updated && marks.tags.iter().any(|tag| tag.as_ref() == "port"), "{marks:?}");
    let versions = home.store().versions(1).expect("versions");
    let first =
        |n: usize| versions[n].article.text.lines().find(|line| line.starts_with("crane")).map(str::to_owned);
    assert_eq!([first(0), first(1)], [Some("crane number 2".to_owned()), Some("crane number 1".to_owned())]);
}

#[test]
fn an_entry_in_two_feeds_is_one_row() {
    let (server, _) = serve(|head, stream| {
        let path = path_of(head).trim_start_matches('/');
        let items = [
            // The same address under another headline; the same words at another address.
            item(
                &format!("{path}-1"),
                &format!("Ferry, says {path}"),
                "https://aldwick.example/ferry?utm_source=rss",
            ),
            item(&format!("{path}-2"), "the tide", &format!("https://{path}.example/tide")),
            item(&format!("{path}-3"), &format!("only {path}"), &format!("https://{path}.example/only")),
        ];
        say(stream, "200 OK", FEED, rss(path, &items.concat()).as_bytes());
    });
    let home = Home::new();
    for name in ["post", "wire"] {
        home.subscribe(name, &format!("{server}/{name}"));
        home.done(&["fetch", name]);
    }
    let rows = home.rows();
    let mut of: Vec<(usize, bool)> =
        rows.iter().map(|row| (row.sources.iter().count(), row.headline.starts_with("only"))).collect();
    of.sort_unstable();
    assert_eq!(of, [(1, true), (1, true), (2, false), (2, false)]);
}

#[test]
fn what_is_cut_off_gets_its_full_text_and_a_page_that_fails_is_tried_later() {
    let open = Arc::new(AtomicBool::new(false));
    let is_open = Arc::clone(&open);
    let (server, heard) = serve(move |head, stream| {
        let home = address_of(head);
        let page = |subject: &str| {
            let words = story(subject).replace(". ", ".</p><p>");
            format!("<html><body><article><h1>{subject}</h1><p>{words}</p></article></body></html>")
        };
        let teaser = |subject: &str, path: &str| {
            format!(
                "<item><guid>{path}</guid><title>{subject}</title><link>{home}/{path}</link><description>“We had waited for {subject} all winter,” said Greta Sand …</description></item>"
            )
        };
        match path_of(head) {
            "/crane" => {
                say(stream, "200 OK", "Content-Type: text/html\r\n", page("the new crane").as_bytes())
            }
            "/ferry" if is_open.load(Ordering::SeqCst) => {
                say(stream, "200 OK", "Content-Type: text/html\r\n", page("the old ferry").as_bytes());
            }
            "/ferry" => say(stream, "500 Sorry", "", b""),
            _ => {
                let items = [teaser("the new crane", "crane"), teaser("the old ferry", "ferry")];
                say(stream, "200 OK", FEED, rss("The Alden Post", &items.concat()).as_bytes());
            }
        }
    });
    let home = Home::new();
    home.done(&["add", &format!("{server}/feed"), "--name", "post"]);
    let row = |headline: &str| {
        home.rows().into_iter().find(|row| row.headline.as_ref() == headline).expect("a row")
    };
    let (crane, ferry) = (row("the new crane"), row("the old ferry"));
    assert!(crane.full && !ferry.full);
    let text = |id: u64| home.store().article(id).expect("an article").text;
    assert!(text(crane.id).contains("forty letters") && !text(ferry.id).contains("forty letters"));
    let change = Change::of("the words of the feed", Edit::Brief(true), vec![crane.id]);
    home.store().change(&change, 60).expect("a change");
    assert!(!text(crane.id).contains("forty letters"));
    home.store().turn_back(false).expect("undone");
    assert!(text(crane.id).contains("forty letters"));
    // It is tried again when its time has come, and not before.
    let later = home.store().wanted(i64::MAX, 9).expect("wanted");
    assert_eq!((later.len(), later[0].article, later[0].tries), (1, ferry.id, 1));
    open.store(true, Ordering::SeqCst);
    let asked = || heard.lock().expect("the list").iter().filter(|head| path_of(head) == "/ferry").count();
    home.done(&["fetch"]);
    assert_eq!(asked(), 1);
    home.store().postpone_full(ferry.id, 0, "500").expect("its time has come");
    home.done(&["fetch"]);
    assert_eq!(asked(), 2);
    assert!(
        text(ferry.id).contains("forty letters")
            && home.store().wanted(i64::MAX, 9).expect("none").is_empty()
    );
}
