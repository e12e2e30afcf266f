//! What the benchmarks read: the texts of a folder, or the embedded edition; and the reading stage by stage.

#![allow(dead_code)] // Every benchmark takes what it needs.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use quotidian::reading::scene::Scene;
use quotidian::reading::structure::structure;
use quotidian::reading::{people, quotes};
use quotidian::sources::edition::EDITION;

/// The folder named by `QUOTIDIAN_CORPUS`, if it is set.
pub(crate) fn folder() -> Option<String> {
    std::env::var("QUOTIDIAN_CORPUS").ok()
}

/// The `.txt` files of the folder in sorted order; without one, the articles of the edition.
pub(crate) fn texts() -> Vec<String> {
    let Some(folder) = folder() else {
        return EDITION.iter().map(|(_, text)| (*text).to_owned()).collect();
    };
    let mut paths: Vec<_> =
        fs::read_dir(Path::new(&folder)).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

/// The names of the stages that [`staged`] measures.
pub(crate) const STAGES: [&str; 4] = ["structure", "scene", "people", "quotes"];

/// Reads a text and tells how long each stage took.
pub(crate) fn staged(text: &str) -> [Duration; 4] {
    let start = Instant::now();
    let structure = structure(text);
    let structured = start.elapsed();
    let scene = Scene::of(text, &structure);
    let set = start.elapsed();
    let cast = people::find(&scene);
    let found = start.elapsed();
    let quotes = quotes::find(&scene, &cast);
    let quoted = start.elapsed();
    divan::black_box(cast.finish(&quotes));
    // Finishing the cast belongs to the people.
    let finished = start.elapsed() - quoted;
    [structured, set - structured, found - set + finished, quoted - found]
}
