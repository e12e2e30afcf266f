//! No room, and no permission: the error names the library and what to do, and what was confirmed is there.

use quotidian::storage::{Care, Store};

use crate::home::{Home, Said, item, rss};
use crate::server::{path_of, say, serve};

const FEED: &str = "Content-Type: application/rss+xml\r\n";

/// More feeds than are asked at the same time.
const FEEDS: usize = 18;

/// A server with a small feed of one entry and any number of larger ones.
fn papers() -> String {
    let (server, _) = serve(|head, stream| {
        let name = path_of(head).trim_start_matches('/');
        let one = |n: usize| {
            let link = format!("https://aldwick.example/{name}/{n}");
            item(&format!("{name}-{n}"), &format!("crane {n} of {name}"), &link)
        };
        let count = if name == "small" { 1 } else { 3 };
        let items = (0..count).map(one).collect::<String>();
        say(stream, "200 OK", FEED, rss("The Alden Post", &items).as_bytes());
    });
    server
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_costs_nothing_that_was_confirmed() {
    let server = papers();
    let home = Home::new();
    home.subscribe("small", &format!("{server}/small"));
    home.done(&["fetch"]);
    let before = home.rows();
    for n in 0..FEEDS {
        home.subscribe(&format!("large{n}"), &format!("{server}/large{n}"));
    }
    let program = env!("CARGO_BIN_EXE_quotidian");
    // No file may grow beyond so many blocks: the first, and the others somewhere in the middle of the fetch.
    for blocks in ["0", "200", "400"] {
        let limited =
            home.command("sh", &["-c", "ulimit -f \"$0\" && exec \"$@\"", blocks, program, "fetch"]).output();
        let said = Said::from(limited.expect("a shell"));
        assert_eq!(said.code, Some(1), "{blocks}: {said:?}");
        let path = home.library();
        let why =
            format!("{}: it can't grow, as the disk is full or a limit or quota is reached", path.display());
        assert!(said.errors.contains(&why), "{blocks}: {said:?}");
        assert_eq!(said.errors.lines().count(), 1, "{said:?}");
        let store = home.store();
        assert!(store.quick_check().expect("a check").is_empty());
        let now = home.rows();
        assert!(now.len() < 1 + 3 * FEEDS && before.iter().all(|row| now.contains(row)), "{blocks}");
    }
    let _ = home.done(&["fetch"]);
    assert_eq!(home.rows().len(), 1 + 3 * FEEDS);
}

#[cfg(unix)]
#[test]
fn a_library_without_permission_is_read_and_not_written() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    let server = papers();
    let home = Home::new();
    home.subscribe("small", &format!("{server}/small"));
    home.done(&["fetch"]);
    let allow = |mode: u32, path: std::path::PathBuf| {
        set_permissions(path, Permissions::from_mode(mode)).expect("its owner")
    };
    allow(0o444, home.library());
    allow(0o555, home.path(""));
    let mut program = home.program(&["fetch"]);
    // Nothing is forbidden to root, so it is done by somebody else.
    let is_root = rustix::process::geteuid().is_root();
    if is_root {
        program.uid(65_534).gid(65_534);
    }
    let said = Said::from(program.output().expect("the program"));
    if !is_root {
        let store = Store::open(&home.library(), Care::Hand, |_| "feed").expect("a library to be read");
        assert!(store.is_read_only() && store.newest(9).expect("rows").len() == 1);
    }
    allow(0o755, home.path(""));
    allow(0o644, home.library());
    assert_eq!(said.code, Some(1), "{said:?}");
    let why = format!("{}: it ", home.library().display());
    assert!(said.errors.contains(&why) && said.errors.contains("permissions"), "{said:?}");
    assert_eq!(home.done(&["fetch"]), "0 new, 0 updated\n");
    assert_eq!(home.rows().len(), 1);
}
