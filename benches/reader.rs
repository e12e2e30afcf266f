//! What the reader waits for: a folder loaded on all cores, a page set, a key typed into a search over 100,000 rows.

mod corpus;

use std::path::PathBuf;
use std::sync::Mutex;

use divan::Bencher;
use divan::counter::ItemsCount;
use quotidian::app::page::{Page, Setting};
use quotidian::library::{Article, Fuzzy, Item, Library};
use quotidian::reading::read;
use quotidian::sources::{self, Input, Loaded};

fn main() {
    divan::main();
}

/// Everything that loading the corpus gives.
fn load() -> Vec<Article> {
    let input = corpus::folder().map_or(Input::Edition, |folder| Input::Path(PathBuf::from(folder)));
    let all = Mutex::new(Vec::new());
    sources::load(&vec![input].into(), &|loaded| {
        if let (Loaded::Articles(articles), Ok(mut all)) = (loaded, all.lock()) {
            all.extend(articles);
        }
        true
    });
    all.into_inner().unwrap_or_default()
}

/// Files found, decoded and read; then entered into the library.
#[divan::bench(max_time = 3)]
fn load_folder(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(load().len())).bench_local(|| {
        let mut library = Library::default();
        library.add(load());
        library
    });
}

/// The longest article at the measure of a wide terminal.
#[divan::bench(max_time = 3)]
fn set_page(bencher: Bencher<'_, '_>) {
    let articles = load();
    let Some(longest) = articles.iter().max_by_key(|article| article.text.len()) else { return };
    let setting = Setting { width: 100, measure: 74, unfolded: false, ascii: false };
    bencher.bench_local(|| Page::set(longest, "", setting));
}

/// A query over 100,000 headlines, as after each key.
#[divan::bench(max_time = 3, args = ["f", "ferry", "harbour row", "zq"])]
fn rank(bencher: Bencher<'_, '_>, query: &str) {
    const ROWS: usize = 100_000;
    let texts = corpus::texts();
    let mut library = Library::default();
    let article = |at: usize| {
        let text = texts.get(at % texts.len().max(1)).map_or("", String::as_str);
        let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let text = format!("{line} {at}\n\nThe ferry left the harbour at noon.");
        Article { reading: read(&text), text, ..Article::default() }
    };
    library.add((0..ROWS).map(article).collect());
    let items: Vec<Item> = (0..ROWS).map(Item::Article).collect();
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| Fuzzy::new(query).rank(&items, &library));
}
