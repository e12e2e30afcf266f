//! What each stage of the reading costs, on one core. Every benchmark goes once through all the texts, so its
//! items per second are articles per second; of another corpus with `QUOTIDIAN_CORPUS=FOLDER cargo bench --bench reading`.

mod corpus;

use std::time::Instant;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use quotidian::reading::marks::{self, Marks};
use quotidian::reading::scene::Scene;
use quotidian::reading::sentences::sentences;
use quotidian::reading::structure::structure;
use quotidian::reading::tokens::Tokens;
use quotidian::reading::{Structure, people, quotes, read};

fn main() {
    pace();
    divan::main();
}

/// Prints how many articles one core reads in a second; of several passes the fastest, as other programs only slow it.
fn pace() {
    const PASSES: usize = 15;
    let texts = corpus::texts();
    let pass = || {
        let start = Instant::now();
        texts.iter().for_each(|text| drop(divan::black_box(read(text))));
        start.elapsed()
    };
    let best = (0..PASSES).map(|_| pass()).min().unwrap_or_default().as_secs_f64();
    let bytes: usize = texts.iter().map(String::len).sum();
    let rate = texts.len() as f64 / best;
    println!(
        "{} articles: {rate:.0} articles/s, {:.1} MB/s on one core",
        texts.len(),
        bytes as f64 / best / 1e6
    );
}

/// Runs `stage` on all texts, with the structure of each.
fn measure<T>(bencher: Bencher<'_, '_>, stage: impl Fn(&str, &Structure) -> T) {
    let texts: Vec<(String, Structure)> =
        corpus::texts().into_iter().map(|text| (text.clone(), structure(&text))).collect();
    let bytes: usize = texts.iter().map(|(text, _)| text.len()).sum();
    bencher.counter(ItemsCount::new(texts.len())).counter(BytesCount::new(bytes)).bench_local(|| {
        for (text, structure) in &texts {
            divan::black_box(stage(text, structure));
        }
    });
}

#[divan::bench(max_time = 3)]
fn a_structure(bencher: Bencher<'_, '_>) {
    measure(bencher, |text, _| structure(text));
}

#[divan::bench(max_time = 3)]
fn b_tokens(bencher: Bencher<'_, '_>) {
    measure(bencher, |text, _| Tokens::of(text).len());
}

/// Tokens too.
#[divan::bench(max_time = 3)]
fn c_marks(bencher: Bencher<'_, '_>) {
    measure(bencher, |text, structure| {
        let tokens = Tokens::of(text);
        Marks::pair(&tokens, &marks::paragraphs(&tokens, structure))
    });
}

/// Tokens and marks too.
#[divan::bench(max_time = 3)]
fn d_sentences(bencher: Bencher<'_, '_>) {
    measure(bencher, |text, structure| {
        let tokens = Tokens::of(text);
        let paragraphs = marks::paragraphs(&tokens, structure);
        let marks = Marks::pair(&tokens, &paragraphs);
        sentences(&tokens, &paragraphs, &marks)
    });
}

/// All but the structure and the quotes.
#[divan::bench(max_time = 3)]
fn e_people(bencher: Bencher<'_, '_>) {
    measure(bencher, |text, structure| people::find(&Scene::of(text, structure)).finish(&[]));
}

/// All but the structure.
#[divan::bench(max_time = 3)]
fn f_quotes(bencher: Bencher<'_, '_>) {
    measure(bencher, |text, structure| {
        let scene = Scene::of(text, structure);
        quotes::find(&scene, &people::find(&scene))
    });
}

#[divan::bench(max_time = 3)]
fn whole(bencher: Bencher<'_, '_>) {
    measure(bencher, |text, _| read(text));
}
