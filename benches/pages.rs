//! Saved pages read into articles, beside the bare extraction of another crate, on one core.
//!
//! `QUOTIDIAN_PAGES=FOLDER cargo bench --bench pages` takes the `.html` files of a folder; without it the pages of
//! the tests are read.

use std::path::PathBuf;

use divan::Bencher;
use divan::counter::ItemsCount;
use quotidian::library::Article;
use quotidian::sources::format;
use quotidian::sources::leaf::Leaf;
use trafilatura::{ExtractionFocus, Options, extract};

fn main() {
    divan::main();
}

/// Names and contents of the pages.
fn pages() -> Vec<(String, Vec<u8>)> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/html");
    let folder = std::env::var_os("QUOTIDIAN_PAGES").map_or_else(|| PathBuf::from(own), PathBuf::from);
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "html"));
    files.filter_map(|path| Some((path.display().to_string(), std::fs::read(&path).ok()?))).collect()
}

/// From bytes to articles: decoded, guarded, parsed, fields and body found, quotes and people read.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn quotidian(bencher: Bencher<'_, '_>) {
    let pages = pages();
    bencher.counter(ItemsCount::new(pages.len())).bench_local(|| {
        let read = |(name, bytes): &(String, Vec<u8>)| format::read(Leaf::new(name.as_str(), bytes.clone()));
        pages.iter().flat_map(|page| read(page).articles).collect::<Vec<Article>>()
    });
}

/// The crate alone, in the mode that is best on news pages: the text and its own metadata.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn trafilatura_precision(bencher: Bencher<'_, '_>) {
    other(bencher, &Options::default().with_focus(ExtractionFocus::FavorPrecision));
}

/// The crate alone, as it comes.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn trafilatura_default(bencher: Bencher<'_, '_>) {
    other(bencher, &Options::default());
}

fn other(bencher: Bencher<'_, '_>, options: &Options) {
    let pages = pages();
    let texts: Vec<_> = pages.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
    bencher
        .counter(ItemsCount::new(texts.len()))
        .bench_local(|| texts.iter().filter_map(|html| extract(html, options).ok()).collect::<Vec<_>>());
}
