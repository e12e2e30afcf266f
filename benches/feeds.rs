//! What reading a feed costs above parsing it: entries a second beside the bare parser, on one core and on all.
//! The feeds are made here; every pass of one side is followed by one of each other side, and the medians are
//! compared, as other programs slow all of them. `cargo bench --bench feeds [KIND]`

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use quotidian::sources::format;
use quotidian::sources::formats::feed::{self, drafts};
use quotidian::sources::leaf::{About, Leaf};

/// Entries of a feed.
const ENTRIES: usize = 200;

/// Passes of every side, and how often a feed is read in each: the time that a thread has had of a core is counted
/// in steps of some milliseconds.
const PASSES: usize = 15;
const RUNS: usize = 20;

/// Paragraphs of an entry of about 2 KB.
const PARAGRAPHS: &[&str] = &[
    "The harbour board of Port Alden voted on Monday to run ferries after midnight, its first such decision in nine years, and a close one.",
    "&#8220;People work at night, and so should we,&#8221; port master <a href=\"/people/sand\">Greta Sand</a> told reporters on the quay, where some forty of them had waited since noon.",
    "The new plan needs 41 crews. Four ports &mdash; among them <strong>Aldwick</strong> and <em>Low Marrow</em> &mdash; are to be served every night but Sunday, and tickets will cost what they cost by day.",
    "Per Lund, the mayor of Aldwick, was less pleased. “We were not asked,” he said in a letter to the board that was read out at the end of the meeting.",
    "Ida Holm of the seafarers&#8217; union said that nobody would be made to sail at night against their will, and that the first crews had come forward on their own.",
    "The board’s own figures show that a third of those who work in the docks start before the first ferry of the day leaves, and that most of them come by car.",
];

/// An entry's body in HTML, as the tools of newsrooms and blogs write it.
fn body(n: usize) -> String {
    let mut html = String::new();
    for at in 0..PARAGRAPHS.len() * 2 {
        let _ = writeln!(html, "<p>{}</p>", PARAGRAPHS[(n + at) % PARAGRAPHS.len()]);
        if at == 3 {
            let _ = writeln!(
                html,
                "<figure><img src=\"/quay-{n}.jpg\" alt=\"A ferry\" width=\"800\"><figcaption>The north quay.</figcaption></figure>"
            );
        }
        if html.len() > 1900 {
            break;
        }
    }
    html
}

/// A feed of RSS with its bodies in sections.
fn rss() -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel><title>Alden Post</title><link>https://alden.example/</link><language>en</language>\n",
    );
    for n in 0..ENTRIES {
        let _ = writeln!(
            xml,
            "<item><title>Harbour board votes for night ferries, part {n}</title><link>https://alden.example/{n}</link>\
             <dc:creator><![CDATA[Ana Ruiz]]></dc:creator><pubDate>Sun, 04 May 2031 10:{:02}:00 +0000</pubDate>\
             <category><![CDATA[Coast]]></category><category><![CDATA[Ferries]]></category><guid isPermaLink=\"false\">https://alden.example/?p={n}</guid>\
             <description><![CDATA[The harbour board of Port Alden voted on Monday to run ferries after midnight [&#8230;]]]></description>\
             <content:encoded><![CDATA[{}]]></content:encoded></item>",
            n % 60,
            body(n)
        );
    }
    xml + "</channel></rss>\n"
}

/// A feed of Atom with its bodies escaped.
fn atom() -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Alden Post</title><link href=\"https://alden.example/\"/><id>https://alden.example/</id><updated>2031-05-04T10:30:00Z</updated>\n",
    );
    for n in 0..ENTRIES {
        let html = body(n).replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            xml,
            "<entry><title>Harbour board votes for night ferries, part {n}</title><link href=\"https://alden.example/{n}\"/><id>https://alden.example/{n}</id>\
             <author><name>Ana Ruiz</name></author><published>2031-05-04T10:{:02}:00Z</published><updated>2031-05-04T11:00:00Z</updated>\
             <category term=\"coast\"/><content type=\"html\">{html}</content></entry>",
            n % 60
        );
    }
    xml + "</feed>\n"
}

/// A JSON Feed.
fn json() -> String {
    let item = |n: usize| {
        serde_json::json!({
            "id": format!("https://alden.example/{n}"), "url": format!("https://alden.example/{n}"),
            "title": format!("Harbour board votes for night ferries, part {n}"), "content_html": body(n),
            "date_published": "2031-05-04T10:30:00Z", "authors": [{ "name": "Ana Ruiz" }], "tags": ["coast"],
        })
    };
    let items: serde_json::Value = (0..ENTRIES).map(item).collect();
    format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Alden Post\",\"items\":{items}}}")
}

/// Seconds that this thread has had of a core, which other programs don't change, where the system tells them;
/// `None` elsewhere.
fn on_core() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse::<f64>().ok().map(|nanos| nanos / 1e9)
}

/// Seconds of a pass: of this thread's core when it has but one, else by the clock.
fn timed(alone: bool, run: impl Fn()) -> f64 {
    let (begun, core) = (Instant::now(), on_core().filter(|_| alone));
    (0..RUNS).for_each(|_| run());
    let gone = core.and_then(|core| Some(on_core()? - core));
    gone.unwrap_or_else(|| begun.elapsed().as_secs_f64())
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A name, and what is done with a feed.
type Side = (&'static str, fn(&str));

/// The sides: the parser alone, everything but the layout and reading, and everything.
#[rustfmt::skip]
const SIDES: &[Side] = &[
    ("bare feed-rs",              |text| drop(black_box(feed_rs::parser::parse(text.as_bytes())))),
    ("drafts",                    |text| drop(black_box(drafts(text.into(), &About::default())))),
    ("laid out",                  |text| { black_box(laid_out(text)); }),
    ("with quotes and people",    |text| drop(black_box(feed::read(Leaf::new("a.xml", text))))),
];

/// The drafts laid out as texts with their places, but not read.
fn laid_out(text: &str) -> usize {
    let found = drafts(text.into(), &About::default()).unwrap_or_default();
    found.drafts.into_iter().map(|(_, draft)| draft.lay_out().text.len()).sum()
}

fn compare(kind: &str, text: &str, alone: bool) {
    let mut times = vec![Vec::new(); SIDES.len()];
    for _ in 0..PASSES {
        for ((_, run), times) in SIDES.iter().zip(&mut times) {
            times.push(timed(alone, || run(text)));
        }
    }
    let bare = median(&mut times[0]);
    for ((side, _), times) in SIDES.iter().zip(&mut times) {
        let time = median(times);
        let entries = (ENTRIES * RUNS) as f64;
        println!(
            "  {kind:5} {side:24}{:>8.1} µs an entry{:>10.0} entries/s{:>8.2}x",
            time * 1e6 / entries,
            entries / time,
            bare / time
        );
    }
}

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
        println!("{threads} thread(s), feeds of {ENTRIES} entries");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        for (kind, text) in [("rss", rss()), ("atom", atom()), ("json", json())] {
            assert_eq!(format::read(Leaf::new("a", text.as_str())).articles.len(), ENTRIES);
            if let Ok(pool) = pool.as_ref().map_err(|error| println!("{error}"))
                && kind.contains(&wanted)
            {
                pool.install(|| compare(kind, &text, threads == 1));
            }
        }
    }
}
