//! Passwords and tokens: sent to the server they are for, and nowhere else to be seen.

use memchr::memmem::find;
use quotidian::sources::web::address;

use crate::home::{Home, item, rss, wanted};
use crate::server::{path_of, say, serve};

const FEED: &str = "Content-Type: application/rss+xml\r\n";
const TOKEN: &str = "moor-and-ferry-71";
const PASSWORD: &str = "quay-and-crane-53";

#[test]
fn secrets_are_sent_and_are_nowhere_to_be_seen() {
    let (server, heard) = serve(|head, stream| match path_of(head) {
        "/feed" if head.contains(TOKEN) => {
            say(
                stream,
                "200 OK",
                FEED,
                rss("Members", &item("a", "the crane", "https://aldwick.example/a")).as_bytes(),
            );
        }
        // Basic, of greta and the password.
        "/basic" if head.contains("Z3JldGE6cXVheS1hbmQtY3JhbmUtNTM=") => {
            say(stream, "200 OK", FEED, rss("Signed in", "").as_bytes());
        }
        _ => say(stream, "401 Who", "", b"no"),
    });
    let home = Home::new();
    let run = |arguments: &[&str]| {
        let mut program = home.program(arguments);
        program.env("ALDWICK_TOKEN", TOKEN).env("ALDWICK_PASSWORD", PASSWORD);
        let said: crate::home::Said = program.output().expect("the program").into();
        assert!(
            ![&said.out, &said.errors].iter().any(|words| words.contains(TOKEN) || words.contains(PASSWORD)),
            "{said:?}"
        );
        said
    };
    let (feed, basic) = (format!("{server}/feed"), format!("{server}/basic"));
    let said = run(&["add", &feed, "--header", "Authorization: Bearer {env:ALDWICK_TOKEN}"]);
    assert_eq!((said.code, said.errors.as_str()), (Some(0), ""), "{said:?}");
    let said = run(&["add", &basic, "--user", "greta", "--password", "env:ALDWICK_PASSWORD"]);
    assert_eq!((said.code, said.errors.as_str()), (Some(0), ""), "{said:?}");
    assert!(!run(&["add", &feed, "--header", &format!("Authorization: Bearer {TOKEN}")]).code.eq(&Some(0)));
    // What fails, fails without telling.
    home.subscribe("other", &format!("{server}/other"));
    assert_eq!(run(&["fetch"]).code, Some(1));
    let said = home.run(&["fetch", "Members"]);
    assert!(said.errors.contains("the environment has no ALDWICK_TOKEN; set it before"), "{said:?}");
    let exported = home.done(&["export", "-"]);
    assert!(exported.contains("ALDWICK_TOKEN") && exported.contains("the crane"), "{exported}");
    std::fs::write(home.path("export.jsonl"), exported).expect("a file");
    let bytes = home.bytes();
    assert!(find(&bytes, b"ALDWICK_TOKEN").is_some());
    for secret in [TOKEN, PASSWORD, "Z3JldGE6cXVheS1hbmQtY3JhbmUtNTM"] {
        assert!(find(&bytes, secret.as_bytes()).is_none());
    }
    let heard = heard.lock().expect("the list");
    let open = heard.iter().filter(|head| path_of(head) == "/other");
    assert!(
        open.clone().count() == 1
            && open.clone().all(|head| !head.to_ascii_lowercase().contains("authorization"))
    );
}

#[test]
fn secrets_stay_with_their_server_when_a_source_moves() {
    let (away, overheard) = serve(|_, stream| say(stream, "200 OK", FEED, rss("Away", "").as_bytes()));
    let elsewhere = away.clone();
    let (server, _) = serve(move |head, stream| match path_of(head) {
        "/feed" => say(stream, "301 Moved", &format!("Location: {elsewhere}/feed\r\n"), b""),
        "/near" => say(stream, "301 Moved", "Location: /nearer\r\n", b""),
        "/site/" => {
            let page = format!(
                "<title>Aldwick</title><link rel=alternate type=application/rss+xml href={elsewhere}/feed>"
            );
            say(stream, "200 OK", "Content-Type: text/html\r\n", page.as_bytes());
        }
        _ => say(stream, "200 OK", FEED, rss("Near", "").as_bytes()),
    });
    let home = Home::new();
    let run = |arguments: &[&str]| -> crate::home::Said {
        home.program(arguments).env("ALDWICK_PASSWORD", PASSWORD).output().expect("the program").into()
    };
    // A page that leads elsewhere does not take the password along.
    let site = format!("{server}/site/");
    let said = run(&["add", &site, "--user", "greta", "--password", "env:ALDWICK_PASSWORD"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(
        said.errors,
        format!(
            "quotidian: {site}: leads to {away}/feed, on another server than the password or header lines are for; if it is to have them, add that address\n"
        )
    );
    for (name, path) in [("far", "feed"), ("near", "near")] {
        let mut source = wanted(name, &format!("{server}/{path}"));
        source.wishes.user = "greta".into();
        source.wishes.password = "env:ALDWICK_PASSWORD".into();
        home.store().subscribe(&source).expect("subscribed");
    }
    for _ in 0..2 {
        let said = run(&["fetch"]);
        assert_eq!((said.code, said.errors.as_str()), (Some(0), ""));
    }
    let host = |name: &str| address::parse(&home.source(name).address).map(|url| url.to_string());
    assert_eq!(host("far"), Ok(format!("{server}/feed")));
    assert_eq!(host("near"), Ok(format!("{server}/nearer")));
    let overheard = overheard.lock().expect("the list");
    assert!(overheard.len() >= 2, "{overheard:?}");
    assert!(
        overheard.iter().all(|head| !head.to_ascii_lowercase().contains("authorization")),
        "{overheard:?}"
    );
}
