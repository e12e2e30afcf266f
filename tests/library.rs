//! The library from the shell: the built program does what it says, also while the library is open, and loses nothing.

// A test that can't go on says so by panicking, also in its helpers.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use quotidian::library::{Article, Row, Subscription};
use quotidian::reading::read;
use quotidian::storage::{Arrival, Care, Store, dated};

/// A library in a folder of its own.
struct Home {
    folder: tempfile::TempDir,
}

/// What the program said.
struct Said {
    code: i32,
    out: String,
    errors: String,
}

impl Home {
    fn empty() -> Home {
        Home { folder: tempfile::tempdir().unwrap() }
    }

    /// With two subscriptions and three articles.
    fn stocked() -> Home {
        let home = Home::empty();
        let mut store = home.open();
        for (address, name) in
            [("https://post.example/feed", "The Alden Post"), ("https://wire.example/feed", "The Alden Wire")]
        {
            let wanted =
                Subscription { address: address.into(), name: name.into(), ..Subscription::default() };
            store.subscribe(&wanted).unwrap();
        }
        store.keep(1, &[arrival("a", "Ferry late"), arrival("b", "Crane up")], 50).unwrap();
        store.keep(2, &[arrival("c", "Fog lifts")], 60).unwrap();
        home
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> Store {
        Store::open(&self.path(), Care::Hand, |_| "text").unwrap()
    }

    fn rows(&self) -> Vec<Row> {
        self.open().newest(99).unwrap()
    }

    /// Runs the program on this library.
    fn run(&self, args: &[&str]) -> Said {
        self.run_with(args, b"")
    }

    /// Runs the program on this library, with so much on its standard input.
    fn run_with(&self, args: &[&str], input: &[u8]) -> Said {
        let mut command = self.command(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // A program that does not read what it is given is no fault.
        let _ = pipe.write_all(input);
        drop(pipe);
        said(&child.wait_with_output().unwrap())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotidian"));
        command.args(args).env("QUOTIDIAN_LIBRARY", self.path());
        command
    }

    /// Runs the program in a terminal of its own, with these keys typed ahead; gives its exit status and what it showed.
    fn run_at_terminal(&self, args: &[&str], keys: &str) -> (u32, String) {
        let pty = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
        command.args(args);
        command.env("QUOTIDIAN_LIBRARY", self.path());
        let mut hands = pty.master.take_writer().unwrap();
        hands.write_all(keys.as_bytes()).unwrap();
        let mut child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut shown = Vec::new();
        // A terminal that nobody is at any more ends in an error on some systems.
        let _ = pty.master.try_clone_reader().unwrap().read_to_end(&mut shown);
        (child.wait().unwrap().exit_code(), String::from_utf8_lossy(&shown).into_owned())
    }

    /// Runs the program where no file may grow beyond so many bytes.
    fn run_in(&self, bytes: u64, args: &[&str]) -> Said {
        let mut command = Command::new("bash");
        let line = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", bytes / 1024);
        command.args(["-c", &line, env!("CARGO_BIN_EXE_quotidian")]).args(args);
        said(&command.env("QUOTIDIAN_LIBRARY", self.path()).output().unwrap())
    }
}

fn said(output: &Output) -> Said {
    let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: words(&output.stdout),
        errors: words(&output.stderr),
    }
}

fn arrival(key: &str, headline: &str) -> Arrival {
    let text = format!("{headline}\n\n“It is {key},” Greta Sand said.\n");
    let article =
        Article { path: key.into(), format: "text", reading: read(&text), text, ..Article::default() };
    let mut arrival = Arrival::new(key.into(), 7, article, key.as_bytes(), 1_000).unwrap();
    arrival.url = Some(format!("https://post.example/{key}"));
    arrival
}

/// Names a file in an argument.
fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn without_a_library_each_says_how_to_begin_and_makes_none() {
    let home = Home::empty();
    for args in [
        &["sources"][..],
        &["set", "x", "--name", "y"],
        &["remove", "x"],
        &["mark", "1", "--read"],
        &["undo"],
        &["list"],
        &["show", "1"],
        &["status"],
        &["backup"],
        &["export", "-"],
        &["prune", "--older-than", "1d"],
        &["doctor", "--fix"],
        &["search", "x"],
        &["searches"],
        &["watch"],
    ] {
        let said = home.run(args);
        let expect = format!(
            "quotidian: there is no library yet at {}; `quotidian add URL` begins one\n",
            home.path().display()
        );
        assert_eq!((said.code, said.errors, said.out), (1, expect, String::new()), "{args:?}");
    }
    assert_eq!(fs::read_dir(home.folder.path()).unwrap().count(), 0);
}

#[test]
fn marks_are_made_listed_and_taken_back_while_the_library_is_open() {
    let home = Home::stocked();
    let open = home.open();
    assert_eq!(home.run(&["status"]).out, "3 articles, 3 unread, 0 starred, 2 sources, 0 failing\n");
    assert_eq!(home.run(&["mark", "--source", "the alden post", "--read"]).out, "2 articles marked read\n");
    assert_eq!(
        home.run(&["mark", "3", "--star", "--tag", "#sea", "--note", "ask her"]).out,
        "1 article starred, tagged #sea, noted\n"
    );
    assert_eq!(home.run(&["mark", "1", "2", "--read"]).out, "nothing to change: it is so already\n");
    let row = open.row(3).unwrap().unwrap();
    assert!(row.marks.star && row.marks.note.as_deref() == Some("ask her"));
    let list = |view: &str| home.run(&["list", view, "--format", "urls"]).out;
    assert_eq!(list("starred"), "https://post.example/c\n");
    assert_eq!(list("#sea"), "https://post.example/c\n");
    assert_eq!(list("unread"), "https://post.example/c\n");
    assert_eq!(list("updated"), "");
    assert_eq!(list("all").lines().count(), 3);
    assert_eq!(home.run(&["list", "--limit", "1", "--format", "urls"]).out, "https://post.example/c\n");
    let table = home.run(&["list"]).out;
    assert!(table.lines().nth(1).unwrap().contains("Fog lifts"), "{table}");
    let json = home.run(&["list", "--format", "jsonl", "--source", "2"]).out;
    assert!(
        json.contains("\"tags\":[\"sea\"]") && json.contains("\"url\":\"https://post.example/c\""),
        "{json}"
    );
    assert_eq!(home.run(&["undo"]).out, "undone: 1 article starred, tagged #sea, noted\n");
    assert_eq!(home.run(&["undo"]).out, "undone: 2 articles marked read\n");
    assert_eq!(home.run(&["undo"]).out, "there is nothing to undo\n");
    assert_eq!(home.run(&["redo"]).out, "done again: 2 articles marked read\n");
    assert!(home.run(&["status", "--json"]).out.contains("\"unread\":1"));
    assert!(home.run(&["show", "1"]).out.starts_with("Ferry late\n=========="));
    let none = home.run(&["show", "1", "99"]);
    assert!(none.code == 1 && none.errors.contains("article 99"), "{}", none.errors);
    let none = home.run(&["mark", "99", "--read"]);
    assert!(none.code == 1 && none.errors.contains("there is no article 99"), "{}", none.errors);
}

#[test]
fn subscriptions_are_listed_changed_and_removed() {
    let home = Home::stocked();
    let table = home.run(&["sources"]).out;
    assert!(table.lines().nth(1).unwrap().contains("2/2"), "{table}");
    let set = [
        "set",
        "1",
        "--name",
        "Post",
        "--folder",
        "News/",
        "--every",
        "30",
        "--keep",
        "9",
        "--password",
        "env:POST",
        "--header",
        "X-A: b",
    ];
    assert_eq!(home.run(&set).out, "settings of Post changed\n");
    assert_eq!(home.run(&set).out, "Post is so already\n");
    let json: serde_json::Value =
        serde_json::from_str(&home.run(&["sources", "--format", "json"]).out).unwrap();
    assert_eq!((&json[0]["folder"], &json[0]["wishes"]["every"]), (&"News".into(), &30.into()));
    let opml = home.run(&["sources", "--format", "opml"]).out;
    assert!(
        opml.contains("<outline text=\"News\"") && opml.contains("xmlUrl=\"https://post.example/feed\""),
        "{opml}"
    );
    let unsure = home.run(&["set", "The Al", "--name", "x"]);
    assert_eq!(unsure.code, 0, "only one begins so now: {}", unsure.errors);
    home.run(&["undo"]);
    home.run(&["undo"]);
    let unsure = home.run(&["remove", "the alden"]);
    assert!(
        unsure.code == 1 && unsure.errors.contains("may be 1 (The Alden Post) or 2 (The Alden Wire)"),
        "{}",
        unsure.errors
    );
    let gone = home.run(&["remove", "1", "https://wire.example/feed"]).out;
    assert!(gone.starts_with("unsubscribed from The Alden Post, The Alden Wire;"), "{gone}");
    assert_eq!(home.run(&["status"]).out, "3 articles, 3 unread, 0 starred, 0 sources, 0 failing\n");
    home.run(&["undo"]);
    assert_eq!(home.run(&["sources"]).out, table);
}

#[test]
fn wrong_usage_is_told_with_status_2() {
    let home = Home::stocked();
    for args in [
        &["set", "1"][..],
        &["set", "1", "--password", "hunter2"],
        &["set", "1", "--header", "Authorization: Bearer abc"],
        &["mark", "1"],
        &["mark", "--read"],
        &["mark", "1", "--all", "--read"],
        &["mark", "1", "--read", "--unread"],
        &["list", "new"],
        &["prune", "--older-than", "soon"],
        &["prune"],
        &["prune", "--older-than", "1d"],
        &["--plain", "undo"],
    ] {
        let said = home.run(args);
        assert_eq!(said.code, 2, "{args:?}: {}", said.errors);
        assert!(!said.errors.is_empty());
    }
    assert_eq!(home.rows().len(), 3);
}

#[test]
fn a_backup_comes_back_and_what_was_there_is_kept() {
    let home = Home::stocked();
    let open = home.open();
    let file = home.run(&["backup"]).out;
    let file = file.trim();
    assert!(
        file.starts_with(word(&home.file("backups"))) && file.ends_with(&format!("{}.db", dated::today()))
    );
    let twice = home.run(&["backup", file]);
    assert!(twice.code == 1 && twice.errors.contains("is there already"), "{}", twice.errors);
    home.run(&["mark", "--all", "--read"]);
    let restored = home.run(&["restore", file]);
    assert_eq!(restored.code, 0, "{}", restored.errors);
    assert!(open.newest(9).unwrap().iter().all(|row| !row.marks.read), "the open one sees it");
    let kept = home.file(&format!("library-before-restore-{}.db", dated::today()));
    assert!(restored.out.contains(word(&kept)), "{}", restored.out);
    home.run(&["restore", word(&kept)]);
    assert!(open.newest(9).unwrap().iter().all(|row| row.marks.read));
    let none = home.run(&["restore", word(&home.file("none.db"))]);
    assert!(none.code == 1 && none.errors.contains("none.db: no such file"), "{}", none.errors);
}

#[test]
fn an_export_goes_through_a_pipe_and_comes_in_once() {
    let (home, other) = (Home::stocked(), Home::empty());
    home.run(&["mark", "2", "--star"]);
    let lines = home.run(&["export", "-"]);
    assert_eq!((lines.code, lines.errors.as_str()), (0, ""));
    let taken = other.run_with(&["import", "-"], lines.out.as_bytes());
    assert_eq!(
        taken.out,
        "standard input: 3 new articles, 2 new subscriptions; 0 got something new, 0 were there\n"
    );
    assert_eq!(other.run(&["export", "-"]).out, lines.out);
    let file = home.file("all.jsonl.zst");
    assert_eq!(home.run(&["export", word(&file)]).code, 0);
    let again = other.run(&["import", word(&file)]);
    assert!(
        again.out.contains("0 new articles, 0 new subscriptions; 0 got something new, 3 were there"),
        "{}",
        again.out
    );
    assert_eq!(other.run(&["export", "-"]).out, lines.out);
    let twice = home.run(&["export", word(&file)]);
    assert!(twice.code == 1 && twice.errors.contains("is there already"));
    let broken = lines.out.replacen("\"arrived\":50", "\"arrived\":\"then\"", 1);
    let part = Home::empty().run_with(&["import", "-"], broken.as_bytes());
    assert!(part.code == 1 && part.out.contains("2 new articles"), "{}", part.out);
    assert!(part.errors.starts_with("quotidian: standard input: line 4: "), "{}", part.errors);
    let none = home.run(&["import", word(&home.path())]);
    assert!(none.code == 1 && none.errors.contains("it is no export of quotidian"), "{}", none.errors);
}

#[test]
fn what_is_pruned_is_told_before_and_can_be_brought_back() {
    let home = Home::stocked();
    home.run(&["mark", "2", "--star"]);
    let before = home.rows();
    let asked = home.run(&["prune", "--older-than", "90d"]);
    assert_eq!(asked.code, 2);
    assert!(asked.errors.contains("add --yes"), "{}", asked.errors);
    assert!(asked.out.contains("The Alden Post: 1 article, as “Ferry late”\n"), "{}", asked.out);
    assert!(asked.out.contains("2 articles would go, of about"), "{}", asked.out);
    assert_eq!(home.run(&["prune", "--older-than", "90d", "--dry-run"]).code, 0);
    let kept = home.run(&["prune", "--older-than", "90d", "--keep", "starred,unread", "--yes"]);
    assert!(kept.code == 0 && kept.out.contains("0 articles would go"), "{}", kept.out);
    assert_eq!(home.rows(), before);
    let gone = home.run(&["prune", "--older-than", "90d", "--yes"]);
    let file = home.file(&format!("pruned-{}.jsonl.zst", dated::today()));
    assert!(gone.code == 0 && gone.out.contains(word(&file)), "{}{}", gone.out, gone.errors);
    assert_eq!(home.rows().len(), 1);
    assert_eq!(home.run(&["import", word(&file)]).code, 0);
    assert_eq!(home.rows(), before);
    assert!(home.run(&["doctor"]).out.contains("3 articles, all sound"));
}

#[test]
fn at_a_terminal_pruning_asks_and_no_is_no() {
    let home = Home::stocked();
    for (keys, left, words) in [
        ("n\n", 3, "nothing was taken out"),
        ("\n", 3, "nothing was taken out"),
        ("y\n", 0, "3 articles went"),
    ] {
        let (code, shown) = home.run_at_terminal(&["prune", "--older-than", "1d"], keys);
        assert!(code == 0 && shown.contains("Take them out? [y/N]") && shown.contains(words), "{shown}");
        assert_eq!(home.rows().len(), left);
    }
}

#[test]
fn many_programs_at_once_lose_nothing() {
    let home = Home::stocked();
    let tag = |n: usize| format!("tag{n}");
    let all: Vec<_> = (0..12)
        .map(|n| home.command(&["mark", "1", "2", "--tag", &tag(n)]).stdout(Stdio::null()).spawn().unwrap())
        .collect();
    for mut child in all {
        assert!(child.wait().unwrap().success());
    }
    let tags = |home: &Home| home.rows().iter().map(|row| row.marks.tags.len()).sum::<usize>();
    assert_eq!(tags(&home), 24);
    for _ in 0..12 {
        assert!(home.run(&["undo"]).out.starts_with("undone: 2 articles tagged"));
    }
    assert_eq!(tags(&home), 0);
}

#[test]
fn the_doctor_finds_and_mends() {
    let home = Home::stocked();
    let sound = home.run(&["doctor"]);
    assert_eq!(
        (sound.code, sound.out),
        (0, format!("the library {}: 3 articles, all sound\n", home.path().display()))
    );
    let mut bytes = fs::read(home.path()).unwrap();
    let last = bytes.len() - 4096;
    bytes[last..].fill(0xa5);
    fs::write(home.path(), &bytes).unwrap();
    let found = home.run(&["doctor"]);
    assert!(found.code == 1 && found.out.contains("(`--fix` "), "{}{}", found.out, found.errors);
    assert!(fs::read(home.path()).unwrap() == bytes, "looking changes nothing");
    let mended = home.run(&["doctor", "--fix"]);
    assert!(mended.code == 0 && mended.out.ends_with("all sound\n"), "{}{}", mended.out, mended.errors);
    fs::write(home.path(), "x".repeat(5000)).unwrap();
    let lost = home.run(&["doctor", "--fix"]);
    assert!(lost.code == 1 && lost.errors.contains("nothing was changed"), "{}{}", lost.out, lost.errors);
    let marked = home.run(&["mark", "1", "--read"]);
    assert!(marked.code == 1 && marked.errors.contains("no library of quotidian"), "{}", marked.errors);
}

#[test]
fn a_place_that_can_not_be_written_is_told_and_loses_nothing() {
    let (home, other) = (Home::stocked(), Home::stocked());
    let lines = other.run(&["export", "-"]).out;
    fs::write(home.file("wall"), "a file").unwrap();
    for place in [home.file("wall/library.db"), PathBuf::from("/proc/quotidian/library.db")] {
        let said = home.run_with(&["import", "-", "--library", word(&place)], lines.as_bytes());
        assert!(
            said.code == 1
                && said.errors.starts_with(&format!("quotidian: the library {}: ", place.display())),
            "{}",
            said.errors
        );
        assert_eq!(said.errors.lines().count(), 1);
        let said = home.run(&["backup", word(&place)]);
        assert!(said.code == 1 && said.errors.contains(word(&place)), "{}", said.errors);
        let said = home.run(&["export", word(&place)]);
        assert!(said.code == 1 && said.errors.contains(word(&place)), "{}", said.errors);
    }
    assert!(home.run(&["doctor"]).out.contains("all sound"));
}

#[test]
fn a_folder_that_can_only_be_read_is_read() {
    let home = Home::stocked();
    let mut rights = fs::metadata(home.folder.path()).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(home.folder.path(), rights.clone()).unwrap();
    let bound = fs::write(home.file("probe"), "x").is_err();
    let (read, written) = (home.run(&["status"]), home.run(&["mark", "1", "--read"]));
    #[allow(clippy::permissions_set_readonly_false)] // The folder of a test, to be removed at once.
    rights.set_readonly(false);
    fs::set_permissions(home.folder.path(), rights).unwrap();
    assert!(read.out.starts_with("3 articles"), "{}", read.errors);
    // Nothing is closed to the one who may do everything.
    if bound {
        assert!(written.code == 1 && written.errors.contains("can only be read"), "{}", written.errors);
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let home = Home::stocked();
    // Held open, so that there is a log of changes that is longer than what is allowed.
    let mut open = home.open();
    let many: Vec<Arrival> = (0..40).map(|n| arrival(&format!("n{n}"), &format!("Number {n}"))).collect();
    open.keep(1, &many, 70).unwrap();
    let before = open.newest(99).unwrap();
    let small = 24 << 10;
    for args in [
        &["mark", "--all", "--read"][..],
        &["backup"],
        &["export", word(&home.file("all.jsonl"))],
        &["prune", "--older-than", "1d", "--yes"],
    ] {
        let said = home.run_in(small, args);
        assert_eq!((said.code, said.errors.lines().count()), (1, 1), "{args:?}: {}{}", said.out, said.errors);
        assert_eq!(open.newest(99).unwrap(), before, "{args:?}");
    }
    let names: Vec<String> = fs::read_dir(home.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!names.iter().any(|name| name.ends_with(".part") || name.starts_with("all")), "{names:?}");
    assert_eq!(home.run(&["mark", "--all", "--read"]).code, 0);
    assert!(home.run(&["doctor"]).out.contains("43 articles, all sound"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let home = Home::stocked();
    let mut store = home.open();
    let many: Vec<Arrival> = (0..200).map(|n| arrival(&format!("n{n}"), &format!("Number {n}"))).collect();
    store.keep(1, &many, 70).unwrap();
    for what in ["export -", "list --format jsonl"] {
        let line = format!("set -o pipefail; \"$0\" {what} | head -c 10 > /dev/null");
        let mut command = Command::new("bash");
        command.args(["-c", &line, env!("CARGO_BIN_EXE_quotidian")]).env("QUOTIDIAN_LIBRARY", home.path());
        let said = said(&command.output().unwrap());
        assert_eq!((said.code, said.errors.as_str()), (0, ""), "{what}");
    }
}

#[test]
fn a_search_exits_as_grep_does_and_says_what_is_to_blame() {
    let home = Home::stocked();
    let found = home.run(&["search", "who:sand said:\"it is a\""]);
    assert_eq!(found.code, 0, "{}", found.errors);
    let lines: Vec<&str> = found.out.lines().collect();
    assert!(
        lines[1].contains("Ferry late") && lines[2].contains("“It is a,” Greta Sand said."),
        "{}",
        found.out
    );
    assert_eq!(home.run(&["search", "greta", "sand", "--format", "urls"]).out.lines().count(), 3);
    assert_eq!(
        home.run(&["search", "crane OR fog", "--newest", "--limit", "1", "--format", "urls"]).out,
        "https://post.example/c\n"
    );
    let more = home.run(&["search", "greta", "--limit", "2"]);
    assert_eq!(
        (more.code, more.errors.as_str()),
        (0, "quotidian: 2 of 3 articles are shown; --limit N shows more\n")
    );
    let none = home.run(&["search", "greta", "zebra"]);
    assert_eq!(
        (none.code, none.out.as_str(), none.errors.as_str()),
        (1, "", "quotidian: nothing was found: `zebra` finds nothing\n")
    );
    let wrong = home.run(&["search", "ferry whom:sand"]);
    let expect = "quotidian: there is no operator `whom:`; did you mean who:? (column 7)\n  ferry whom:sand\n        ^^^^^\n";
    assert_eq!((wrong.code, wrong.errors.as_str()), (2, expect));
    assert_eq!(home.run(&["search", ""]).code, 2);
    assert_eq!(home.run(&["search"]).code, 2);
    assert_eq!(
        home.run(&["search", "--", "-ferry"]).out.lines().filter(|line| line.contains("Alden")).count(),
        2
    );
}

#[test]
fn quotes_and_people_are_found_in_every_format() {
    let home = Home::stocked();
    let quotes = home.run(&["search", "--quotes", "who:sand is", "--format", "jsonl"]).out;
    assert_eq!(quotes.lines().count(), 3);
    let first: serde_json::Value = serde_json::from_str(quotes.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["speaker"], &first["type"], &first["article"]),
        (&"Greta Sand".into(), &"person".into(), &3.into())
    );
    assert_eq!(first["quote"]["words"], "“It is c,”");
    let csv = home.run(&["search", "--quotes", "said:b", "--format", "csv"]).out;
    assert!(csv.starts_with("article,n,speaker,type,quote,headline,url\n2,0,Greta Sand,person,"), "{csv}");
    let people = home.run(&["search", "--people", "sand"]).out;
    assert!(people.lines().nth(1).unwrap().starts_with("Greta Sand  3         3 "), "{people}");
    assert_eq!(home.run(&["search", "--people", "zebra"]).code, 1);
    let articles = home.run(&["search", "ferry", "--format", "csv"]).out;
    assert!(articles.contains("https://post.example/a"), "{articles}");
}

#[test]
fn searches_are_saved_watched_for_cron_and_undone() {
    let home = Home::stocked();
    assert_eq!(
        home.run(&["search", "who:sand", "--save", "Sand speaks", "--watch"]).out,
        "search “Sand speaks” saved\n"
    );
    assert_eq!(home.run(&["search", "who:(", "--save", "Broken"]).code, 2);
    let listed = home.run(&["searches"]).out;
    assert!(listed.lines().nth(1).unwrap().starts_with("Sand speaks  yes      who:sand"), "{listed}");
    assert_eq!(home.run(&["search", "--saved", "Sand speaks", "--format", "urls"]).out.lines().count(), 3);
    let nothing = home.run(&["watch", "--exit-code"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, "Sand speaks  0 new\n"));
    home.open().keep(1, &[arrival("d", "New pier")], 70).unwrap();
    assert_eq!(home.run(&["watch", "--peek", "--format", "urls"]).out, "https://post.example/d\n");
    let fresh = home.run(&["watch", "Sand speaks", "--exit-code"]);
    assert_eq!((fresh.code, fresh.out.as_str()), (0, "Sand speaks  1 new\n"));
    assert_eq!(home.run(&["watch", "--exit-code"]).code, 1);
    assert_eq!(home.run(&["watch"]).code, 0);
    assert_eq!(home.run(&["watch", "Gulls"]).code, 2);
    assert_eq!(home.run(&["searches", "--remove", "Sand speaks"]).out, "search “Sand speaks” removed\n");
    assert!(home.run(&["watch"]).errors.contains("no search is watched"));
    assert_eq!(home.run(&["undo"]).out, "undone: search “Sand speaks” removed\n");
    assert_eq!(
        home.run(&["searches", "--json"]).out,
        "{\"name\":\"Sand speaks\",\"query\":\"who:sand\",\"watch\":true}\n"
    );
}
