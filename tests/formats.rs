//! Every input in `tests/formats` gives the articles that the golden file beside it says.
//!
//! `UPDATE=1 cargo test --test formats` writes the golden files anew; read the difference before keeping it.

#![allow(clippy::expect_used)] // A missing file may well fail a test.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use quotidian::library::Article;
use quotidian::reading::{Block, BlockKind};
use quotidian::sources::{Input, Loaded, Problem, load};
use quotidian::text::Span;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// The inputs, as paths below `home`.
fn inputs(folder: &Path, list: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    for path in entries {
        if path.is_dir() {
            inputs(&path, list);
        } else if path.extension().is_none_or(|end| end != "golden") {
            list.push(path);
        }
    }
    list.sort();
}

fn articles(path: &Path) -> (Vec<Article>, Vec<Problem>) {
    let heard = Mutex::new((Vec::new(), Vec::new()));
    load(&vec![Input::Path(path.into())].into(), &|message| {
        let mut heard = heard.lock().expect("one thread at a time");
        match message {
            Loaded::Articles(list) => heard.0.extend(list),
            Loaded::Problem(problem) => heard.1.push(problem),
            _ => {}
        }
        true
    });
    heard.into_inner().expect("all threads ended")
}

/// What an input gave, for people: the head, the blocks, what is in them, and the problems.
fn told(path: &Path) -> String {
    let (articles, problems) = articles(path);
    let home = home().to_string_lossy().into_owned();
    let short = |path: &str| path.replace(&home, "").trim_start_matches('/').to_owned();
    let mut out = String::new();
    for article in &articles {
        let _ = writeln!(out, "== {} ({}) {}", short(&article.path), article.format, article.reading.lang);
        head(&mut out, article);
        for block in &article.reading.structure.blocks {
            let _ = writeln!(out, "{} | {}", kind_name(*block), words(article, block.span));
        }
        inner(&mut out, article);
        for problem in &article.problems {
            let _ = writeln!(out, "! {problem}");
        }
        out.push('\n');
    }
    for problem in &problems {
        let _ = writeln!(out, "! {}: {}", short(&problem.path), problem.what);
    }
    out
}

fn words(article: &Article, span: Span) -> String {
    span.of(&article.text).replace('\n', "⏎").replace('\t', "⇥")
}

fn head(out: &mut String, article: &Article) {
    let head = &article.reading.structure.head;
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    };
    line("url", article.url.clone());
    for (name, span) in [("headline", head.headline), ("deck", head.deck), ("source", head.source)] {
        line(name, span.map(|span| words(article, span)));
    }
    let names: Vec<String> = head.bylines.iter().map(|span| words(article, *span)).collect();
    line("bylines", Some(names.join(" + ")).filter(|names| !names.is_empty()));
    line("dateline", head.dateline.map(|dateline| words(article, dateline.place)));
    line("published", head.published.as_ref().map(|stamp| stamp.iso.clone()));
    line("updated", head.updated.as_ref().map(|stamp| stamp.iso.clone()));
    for detail in &article.details {
        line(&format!("detail {}", detail.name), Some(detail.value.clone()));
    }
}

fn inner(out: &mut String, article: &Article) {
    let structure = &article.reading.structure;
    for image in &structure.images {
        let part = |span: Option<Span>| span.map_or("–".to_owned(), |span| words(article, span));
        let parts = [part(image.alt), part(image.caption), part(image.credit)].join(" / ");
        let _ = writeln!(out, "image {} / {parts}", image.url.as_deref().unwrap_or("–"));
    }
    for link in &structure.links {
        let _ = writeln!(out, "link {} -> {}", words(article, link.span), link.url);
    }
    for found in &structure.emphases {
        let _ = writeln!(out, "{:?} {}", found.weight, words(article, found.span));
    }
    for quote in &article.reading.quotes {
        let speaker = quote.speaker.as_ref().map_or("–", |speaker| speaker.name.as_deref().unwrap_or("?"));
        let _ = writeln!(out, "quote of {speaker}: {}", words(article, quote.extent()));
    }
}

fn kind_name(block: Block) -> String {
    let name = serde_json::to_value::<BlockKind>(block.kind).expect("a name");
    name.as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_input_gives_what_its_golden_file_says() {
    let mut list = Vec::new();
    inputs(&home(), &mut list);
    assert!(!list.is_empty());
    let mut wrong = Vec::new();
    for path in list {
        let found = told(&path);
        let golden = PathBuf::from(format!("{}.golden", path.display()));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &found).expect("a golden file");
        }
        let expect = fs::read_to_string(&golden).unwrap_or_default();
        if found != expect {
            wrong.push(format!("{}\n{}", golden.display(), difference(&expect, &found)));
        }
    }
    assert!(wrong.is_empty(), "- golden, + found\n{}", wrong.join("\n"));
}

fn difference(expect: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expect.lines().collect(), found.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}
