//! The rules of the house: which floor may import which, who may touch the screen and the world, and how files open.

#![allow(clippy::expect_used)] // A missing source file may well fail a test of the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up; those of one line are siblings and don't import each other.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["reading"],
    &["library"],
    &["sources", "storage"],
    &["app", "intake"],
    &["ui"],
    &["cli", "settings"],
    &["run"],
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut list = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the repository").flatten() {
        let path = entry.path();
        if path.is_dir() {
            list.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            list.push(path);
        }
    }
    list.sort();
    list
}

/// Every source file: its path under `src` and its content.
fn sources() -> Vec<(String, String)> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&home).expect("a file under src").to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).expect("a source file"))
    };
    files(&home).into_iter().map(read).collect()
}

/// The code of a file without its comments and tests.
fn code(content: &str) -> String {
    let body = content.split("#[cfg(test)]\nmod tests").next().unwrap_or(content);
    body.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn floor_of(name: &str) -> Option<usize> {
    let first = name.split('/').next()?.trim_end_matches(".rs");
    FLOORS.iter().position(|floor| floor.contains(&first))
}

#[test]
fn imports_only_go_down() {
    for (name, content) in sources() {
        let Some(floor) = floor_of(&name) else { continue };
        let own = name.split('/').next().unwrap_or("").trim_end_matches(".rs");
        let code = code(&content);
        for (level, others) in FLOORS.iter().enumerate() {
            for other in others.iter().filter(|other| **other != own && level >= floor) {
                let imported =
                    code.contains(&format!("crate::{other}::")) || code.contains(&format!("crate::{other};"));
                assert!(!imported, "{name} imports {other}, which is no floor below it");
            }
        }
    }
}

#[test]
fn only_the_top_floor_knows_the_screen() {
    for (name, content) in sources() {
        let screen =
            ["ratatui", "crossterm"].iter().any(|word| code(&content).contains(&format!("{word}::")));
        assert!(!screen || name.starts_with("ui/"), "{name} knows the screen");
    }
}

#[test]
fn only_the_outer_floors_touch_the_world() {
    let outer = ["sources/", "storage/", "cli/", "settings", "main.rs"];
    for (name, content) in sources() {
        let code = code(&content);
        let touches =
            ["std::fs", "std::net", "fs::File", "File::open"].iter().any(|word| code.contains(word));
        assert!(
            !touches || outer.iter().any(|start| name.starts_with(start)),
            "{name} touches the disk or the net"
        );
    }
}

#[test]
fn faces_hold_docs_exports_and_at_most_a_table() {
    for (name, content) in sources().iter().filter(|(name, _)| name.ends_with("mod.rs")) {
        let lines = content.lines().count();
        assert!(lines <= 80, "{name} has {lines} lines; a face is docs, re-exports and at most one table");
    }
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    for (name, content) in sources() {
        assert!(content.starts_with("//! "), "{name} does not open with `//!`");
    }
}

#[test]
fn the_lower_floors_cannot_panic_by_design() {
    for (name, content) in sources() {
        let words = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
        let code = code(&content);
        let found = words.iter().find(|word| code.contains(**word));
        let low = name.starts_with("text/") || name.starts_with("reading/");
        assert!(!low || found.is_none(), "{name} has {found:?}");
    }
}
