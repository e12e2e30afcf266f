//! What a key costs in a search over very many headlines, and whether the first results are the right ones. `FILE` has one
//! headline in a line; without one, a hundred thousand are made from those of the edition, the front of one and the back of another.
//! `cargo bench --bench fuzzy -- [FILE]`
//!
//! For each query, in milliseconds: ours on one core, from scratch, the median of the time it computes, which a busy machine does not
//! change much, and of the time one waits; ours on all cores, waited; every row scored by fuzzy-matcher, and by nucleo-matcher. Then
//! how many of the first 20 are those of scoring every row, and the worst key when the query is typed letter by letter.

use std::cmp::Reverse;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use quotidian::library::{Fuzzy, Item, Library, Ranking, Row};
use rayon::ThreadPoolBuilder;

mod corpus;

/// What is searched for.
const QUERIES: &[(&str, &[&str])] = &[
    ("1 letter", &["f", "s"]),
    ("2 letters", &["ob", "st", "xi", "ry"]),
    ("3 letters", &["fed", "tru", "eas"]),
    ("4 letters", &["sear", "iran", "rate"]),
    ("a word", &["police", "climate", "harbour", "minister"]),
    ("several words", &["white house", "row tariff", "new york police", "ir nu de"]),
    ("letters left out", &["obma", "clintn", "wshngtn", "hrbr"]),
    ("letters all over", &["eatr", "aeiou", "senat", "tarnished"]),
    ("capitals", &["Iran", "NASA", "The"]),
    ("accents, signs", &["jose", "café", "o'malley", "10,000"]),
    ("nothing", &["zqxj", "zyzzogeton"]),
];

/// So many results are compared.
const FIRST: usize = 20;

/// Headlines of the file named, else made of the edition's.
fn headlines() -> Vec<String> {
    let named = std::env::args().skip(1).find(|word| !word.starts_with("--"));
    if let Some(path) = named.map(PathBuf::from) {
        let text = std::fs::read_to_string(&path).expect("a file of headlines");
        return text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    }
    let first = |text: &String| text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").to_owned();
    let titles: Vec<String> = corpus::texts().iter().map(first).collect();
    let titles: Vec<Vec<&str>> = titles.iter().map(|title| title.split_whitespace().collect()).collect();
    let made = |n: usize| {
        let front = &titles[n % titles.len()];
        let back = &titles[n.wrapping_mul(2_654_435_761) / 7 % titles.len()];
        let mut words = front[..front.len().div_ceil(2)].to_vec();
        words.extend(&back[back.len() / 2..]);
        format!("{} {}", words.join(" "), n / titles.len())
    };
    (0..100_000).map(made).collect()
}

/// How long this thread computed, in milliseconds, and what came of it.
fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let begun = ThreadTime::now();
    let result = black_box(run());
    (millis(begun.elapsed()), result)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The median of how long one waits in so many runs.
fn waited<T>(count: usize, mut run: impl FnMut() -> T) -> f64 {
    let once = |_| {
        let begun = Instant::now();
        black_box(run());
        millis(begun.elapsed())
    };
    median((0..count).map(once).collect())
}

/// The median time of so many runs, and the last result.
fn runs<T>(count: usize, mut run: impl FnMut() -> T) -> (f64, T) {
    let (first, mut result) = timed(&mut run);
    let mut times = vec![first];
    for _ in 1..count {
        let (time, again) = timed(&mut run);
        times.push(time);
        result = again;
    }
    (median(times), result)
}

/// The rows with scores, best first; of equals the first.
fn sorted<S: Ord>(scores: impl Iterator<Item = Option<S>>) -> Vec<usize> {
    let mut found: Vec<(Reverse<S>, usize)> =
        scores.enumerate().filter_map(|(at, score)| Some((Reverse(score?), at))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

/// Everything that is searched.
struct Bench {
    headlines: Vec<String>,
    library: Library,
    items: Vec<Item>,
    utf32: Vec<Utf32String>,
}

impl Bench {
    fn new(headlines: Vec<String>) -> Self {
        let mut library = Library::default();
        let (took, ()) = timed(|| {
            for (at, headline) in headlines.iter().enumerate() {
                let moment = 1_900_000_000 - at as i64;
                library.list(Row {
                    id: at as u64 + 1,
                    headline: headline.as_str().into(),
                    moment,
                    ..Row::default()
                });
            }
        });
        println!("{} headlines; listed and made ready in {took:.0} ms", headlines.len());
        let items = (0..headlines.len()).map(Item::Article).collect();
        let utf32 = headlines.iter().map(|headline| Utf32String::from(headline.as_str())).collect();
        Bench { headlines, library, items, utf32 }
    }

    /// The first rows when every row is scored.
    fn truth(&self, query: &str) -> Vec<usize> {
        let fuzzy = Fuzzy::new(query);
        let mut found = sorted(self.items.iter().map(|&item| fuzzy.score(&self.library.label(item))));
        found.truncate(FIRST);
        found
    }

    /// Every row scored by fuzzy-matcher as it comes.
    fn skim(&self, query: &str) -> Vec<usize> {
        let matcher = SkimMatcherV2::default().smart_case();
        let words: Vec<&str> = query.split_whitespace().collect();
        let score = |headline: &String| {
            words.iter().map(|word| matcher.fuzzy_match(headline, word)).sum::<Option<i64>>()
        };
        sorted(self.headlines.iter().map(score))
    }

    fn nucleo(&self, query: &str) -> Vec<usize> {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::new(query, CaseMatching::Smart, Normalization::Smart, AtomKind::Fuzzy);
        sorted(self.utf32.iter().map(|line| pattern.score(line.slice(..), &mut matcher)))
    }

    /// What each key costs while a query is typed.
    fn typed(&self, query: &str) -> Vec<f64> {
        let mut search = Ranking::default();
        let ends = query.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| timed(|| search.rank(&query[..end], &self.items, &self.library)).0).collect()
    }
}

fn main() {
    let one = ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let bench = Bench::new(headlines());
    let (mut ours, mut keys, mut worst) = (Vec::new(), Vec::new(), 0.0_f64);
    println!(
        "{:18}{:18}{:>9}{:>9}{:>10}{:>10}{:>9}{:>7}{:>8}{:>11}",
        "", "query", "one core", "waited", "all cores", "every row", "nucleo", "found", "first", "worst key"
    );
    for (kind, queries) in QUERIES {
        for query in *queries {
            let rank = || Fuzzy::new(query).rank(&bench.items, &bench.library);
            let (single, found) = one.install(|| runs(9, rank));
            let wait = one.install(|| waited(9, rank));
            let all = waited(9, rank);
            let (skim, _) = runs(1, || bench.skim(query));
            let (nucleo, _) = runs(1, || bench.nucleo(query));
            let truth = bench.truth(query);
            let first: Vec<usize> = found.iter().take(FIRST).filter_map(place).collect();
            let same = truth.iter().filter(|at| first.contains(at)).count();
            let first = format!("{same}/{}{}", truth.len(), if first == truth { "" } else { "*" });
            let typed = one.install(|| bench.typed(query));
            let slowest = typed.iter().copied().fold(0.0, f64::max);
            println!(
                "{kind:18}{query:18}{single:>9.2}{wait:>9.2}{all:>10.2}{skim:>10.1}{nucleo:>9.1}{:>7}{first:>8}{slowest:>11.2}",
                found.len(),
            );
            ours.push(single);
            keys.extend(typed);
            worst = worst.max(slowest);
        }
    }
    let slowest = ours.iter().copied().fold(0.0, f64::max);
    println!("one core, all queries from scratch: median {:.2} ms, worst {slowest:.2} ms", median(ours));
    println!(
        "one core, key by key: median {:.2} ms, worst {worst:.2} ms   (*: the order differs)",
        median(keys)
    );
}

fn place(item: &Item) -> Option<usize> {
    if let Item::Article(at) = item { Some(*at) } else { None }
}
