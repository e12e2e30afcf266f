//! Every article of every format leads back to what it was read from.

#![allow(clippy::expect_used)] // A missing file may well fail a test.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use quotidian::library::Article;
use quotidian::sources::{Input, Loaded, load, original};

fn articles(path: &Path) -> Vec<Article> {
    let heard = Mutex::new(Vec::new());
    load(&vec![Input::Path(path.into())].into(), &|message| {
        if let Loaded::Articles(list) = message {
            heard.lock().expect("one thread at a time").extend(list);
        }
        true
    });
    heard.into_inner().expect("all threads ended")
}

/// The inputs of all formats.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let mut list = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            list.extend(inputs(&path));
        } else if path.extension().is_none_or(|end| end != "golden") {
            list.push(path);
        }
    }
    list.sort();
    list
}

#[test]
fn every_article_leads_back_to_its_original() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut lost = Vec::new();
    for path in inputs(&home) {
        for article in articles(&path) {
            let found = original::original(&article.path, article.original.as_deref(), &Arc::default());
            match found {
                Ok(words) if !words.is_empty() => {}
                // What is no text can't be shown as such, and says so.
                Err(what) if what.starts_with("the original is ") => {}
                other => lost.push(format!("{}: {other:?}", article.path)),
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
