//! Exports taken in again: every line that can be read is, and the others are named. Taking the same in twice changes
//! nothing the second time, and taking it in where nothing is yet gives the same library.
//!
//! Lines are taken in batches, each as a whole or not at all; other programs have their turn between two.

use std::io::{self, BufRead, BufReader, Read};

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::card::Card;
use super::export::Told;
use super::lines::{
    ArticleLine, Bytes, ChangeLine, FetchLine, FileLine, Head, Kind, PrunedLine, SearchLine, SourceLine,
    VERSION, VersionLine, packed,
};
use super::merge::Merge;
use super::store::Store;
use super::trouble::{Result, Trouble};
use crate::library::record::Record;
use crate::library::{Article, Row, restore};

/// A line has at most so many bytes.
const LONGEST: u64 = 1 << 30;

/// A batch has at most so many lines, and about so many bytes.
const LINES: usize = 256;
const BYTES: usize = 16 << 20;

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// So many subscriptions are new.
    pub sources: usize,
    /// So many articles are new.
    pub articles: usize,
    /// So many articles were there, and got marks, places or versions that they had not.
    pub merged: usize,
    /// So many articles were there as they are.
    pub same: usize,
    /// So many changes can be undone that could not before.
    pub changes: usize,
    /// So many changes were left out, as the library has a history of its own.
    pub unwanted: usize,
    /// So many lines could not be taken, and were told.
    pub problems: usize,
}

/// A line that is ready to be taken.
pub(super) enum Ready {
    Source(Box<SourceLine>),
    File(FileLine),
    Article(Box<ReadyArticle>),
    Version(Box<ReadyVersion>),
    Pruned(PrunedLine),
    Fetch(FetchLine),
    Search(SearchLine),
    Change(Box<ChangeLine>),
}

/// Words packed as the library has them.
pub(super) struct ReadyWords {
    pub(super) record: Vec<u8>,
    pub(super) full: Option<Vec<u8>>,
    pub(super) original: Option<Vec<u8>>,
    pub(super) page: Option<Vec<u8>>,
}

/// An article ready to be taken: what its line says, its row, its card for the index, and what is packed.
pub(super) struct ReadyArticle {
    pub(super) line: ArticleLine,
    pub(super) row: Row,
    pub(super) card: Card,
    pub(super) words: ReadyWords,
}

/// An older version ready to be taken.
pub(super) struct ReadyVersion {
    pub(super) line: VersionLine,
    pub(super) words: ReadyWords,
}

impl Store {
    /// Takes an export in. `tell` hears how far it is, and what could not be taken.
    ///
    /// # Errors
    /// When it is no export, can't be read on, or the library not be written; the batches before stay taken.
    pub fn import(&mut self, from: impl Read + Send, tell: &mut dyn FnMut(Told)) -> Result<Imported> {
        let mut lines = Lines { from: unpressed(from)?, count: 0, failed: None };
        head(&mut lines)?;
        let mut merge = Merge::begin(&self.connection)?;
        loop {
            let (batch, done) = lines.batch()?;
            let format = self.format;
            let ready: Vec<_> = batch
                .into_par_iter()
                .map(|(number, line)| (number, line.and_then(|line| ready(&line, format))))
                .collect();
            let write = self.begin()?;
            for (number, line) in ready {
                let taken = match line {
                    Ok(line) => merge.take(&write, line)?,
                    Err(why) => Err(why),
                };
                if let Err(why) = taken {
                    merge.done.problems += 1;
                    tell(Told::Problem(format!("line {number}: {why}; it was left out")));
                }
            }
            write.commit()?;
            tell(Told::Articles((merge.done.articles + merge.done.merged + merge.done.same) as u64));
            if done {
                return Ok(merge.done);
            }
        }
    }
}

/// What is read, whether it is pressed by Zstandard, gzip or not at all.
fn unpressed<'a>(from: impl Read + Send + 'a) -> Result<Box<dyn BufRead + Send + 'a>> {
    let mut from = BufReader::with_capacity(1 << 16, from);
    let start = from.fill_buf()?;
    Ok(if start.starts_with(b"\x28\xb5\x2f\xfd") {
        Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(from)?))
    } else if start.starts_with(b"\x1f\x8b") {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(from)))
    } else {
        Box::new(from)
    })
}

fn head(lines: &mut Lines<'_>) -> Result<()> {
    let no = || Trouble::new("it is no export of quotidian: its first line does not say so; check the file");
    let (_, line) = lines.next()?.ok_or_else(no)?;
    let head: Head = line.ok().and_then(|line| serde_json::from_slice(&line).ok()).ok_or_else(no)?;
    if head.quotidian != "library" {
        return Err(no());
    }
    if head.version > VERSION {
        return Err(Trouble::new(format!(
            "it was written by a newer quotidian (version {}, this one knows {VERSION}); use that one",
            head.version
        )));
    }
    Ok(())
}

/// A line with its number, or why it can't be had.
type Numbered = (u64, std::result::Result<Vec<u8>, String>);

/// Lines, one after the other.
struct Lines<'a> {
    from: Box<dyn BufRead + Send + 'a>,
    count: u64,
    /// Why it can't be read on, to be told once the lines before are taken.
    failed: Option<Trouble>,
}

impl Lines<'_> {
    /// The next line that is not empty.
    fn next(&mut self) -> Result<Option<Numbered>> {
        loop {
            let mut line = Vec::new();
            let read = (&mut self.from).take(LONGEST).read_until(b'\n', &mut line).map_err(cut)?;
            if read == 0 {
                return Ok(None);
            }
            self.count += 1;
            if line.len() as u64 == LONGEST && line.last() != Some(&b'\n') {
                skip_line(&mut self.from).map_err(cut)?;
                return Ok(Some((self.count, Err("it is longer than any article".to_owned()))));
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some((self.count, Ok(line))));
            }
        }
    }

    /// As many lines as are taken at once, and whether they are the last.
    fn batch(&mut self) -> Result<(Vec<Numbered>, bool)> {
        if let Some(trouble) = self.failed.take() {
            return Err(trouble);
        }
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < LINES && bytes < BYTES {
            match self.next() {
                Ok(Some((number, line))) => {
                    bytes += line.as_ref().map_or(0, Vec::len);
                    batch.push((number, line));
                }
                Ok(None) => return Ok((batch, true)),
                Err(trouble) if batch.is_empty() => return Err(trouble),
                Err(trouble) => {
                    self.failed = Some(trouble);
                    return Ok((batch, false));
                }
            }
        }
        Ok((batch, false))
    }
}

fn skip_line(from: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        let (length, found) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        from.consume(length);
        if found {
            return Ok(());
        }
    }
}

fn cut(error: io::Error) -> Trouble {
    Trouble::new(format!(
        "it can't be read on ({error}): what stands before was taken; get the whole file and do it again"
    ))
}

type Outcome<T> = std::result::Result<T, String>;

/// Makes a line ready, with all that is costly.
fn ready(line: &[u8], format: fn(&str) -> &'static str) -> Outcome<Ready> {
    let Kind { kind } = parsed(line)?;
    Ok(match kind.as_str() {
        "source" => Ready::Source(Box::new(parsed(line)?)),
        "file" => Ready::File(parsed(line)?),
        "article" => Ready::Article(Box::new(ready_article(parsed(line)?, format)?)),
        "version" => {
            let mut line: VersionLine = parsed(line)?;
            let parts = (line.record.take(), line.full.take(), line.original.take(), line.page.take());
            let (words, ..) = ready_words(parts, format)?;
            Ready::Version(Box::new(ReadyVersion { line, words }))
        }
        "pruned" => Ready::Pruned(parsed(line)?),
        "fetch" => Ready::Fetch(parsed(line)?),
        "search" => Ready::Search(parsed(line)?),
        "change" => Ready::Change(Box::new(parsed(line)?)),
        _ => return Err(format!("“{}” is no kind that is known here", crate::text::shown(&kind))),
    })
}

fn parsed<T: DeserializeOwned>(line: &[u8]) -> Outcome<T> {
    serde_json::from_slice(line).map_err(|error| error.to_string())
}

fn ready_article(mut line: ArticleLine, format: fn(&str) -> &'static str) -> Outcome<ReadyArticle> {
    if line.id <= 0 {
        return Err("its id is no number from 1".to_owned());
    }
    line.marks.tags.sort();
    line.marks.tags.dedup();
    line.marks.note = line.marks.note.take().filter(|note| !note.is_empty());
    let parts = (line.record.take(), line.full.take(), line.original.take(), line.page.take());
    let (words, brief, full) = ready_words(parts, format)?;
    let mut row = Row::of(&brief);
    row.moment = line.moment;
    row.full = full.is_some();
    let shown = full.unwrap_or(brief);
    row.quotes = u32::try_from(shown.reading.quotes.len()).unwrap_or(u32::MAX);
    let card = Card::of(&row.headline, &row.outlet, &shown);
    Ok(ReadyArticle { line, row, card, words })
}

type Raw = Option<Box<RawValue>>;

fn ready_words(
    parts: (Raw, Raw, Option<Bytes>, Option<Bytes>),
    format: fn(&str) -> &'static str,
) -> Outcome<(ReadyWords, Article, Option<Article>)> {
    let (record, full, original, page) = parts;
    let record = record.ok_or("it has no record")?;
    let (brief, record) = article(&record, format)?;
    let full = full.map(|full| article(&full, format)).transpose()?;
    let (full, full_record) = full.unzip();
    let bytes = |bytes: Option<Bytes>| {
        bytes.map(|bytes| bytes.packed()).transpose().map_err(|trouble| trouble.to_string())
    };
    let words = ReadyWords { record, full: full_record, original: bytes(original)?, page: bytes(page)? };
    Ok((words, brief, full))
}

/// The article of a record, and the record packed as the library has it.
fn article(raw: &RawValue, format: fn(&str) -> &'static str) -> Outcome<(Article, Vec<u8>)> {
    let record: Record<'_> = serde_json::from_str(raw.get()).map_err(|error| error.to_string())?;
    let article = restore::article(&record, format(&record.format))?;
    let line = serde_json::to_vec(&record).map_err(|error| error.to_string())?;
    Ok((article, packed(&line).map_err(|trouble| trouble.to_string())?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::{Change, Edit, Health, Subscription};
    use crate::storage::subscribe::{Outcome, Terms};
    use crate::storage::tests::{Home, arrival, article, every, feed};

    fn exported(store: &Store) -> Vec<u8> {
        let mut out = Vec::new();
        let done = store.export(&mut out, &mut |_| {}).expect("exported");
        assert_eq!(done.problems, 0);
        out
    }

    /// Takes lines in; gives what it came to, and the problems.
    fn taken(store: &mut Store, lines: &[u8]) -> (Imported, Vec<String>) {
        let mut problems = Vec::new();
        let done = store.import(lines, &mut |told| {
            if let Told::Problem(words) = told {
                problems.push(words);
            }
        });
        (done.expect("taken in"), problems)
    }

    /// A library with something of everything.
    fn stocked(home: &Home) -> Store {
        let mut store = home.open();
        let mut wanted = feed("https://post.example/feed");
        wanted.folder = "News/Port Alden".into();
        wanted.wishes.headers = vec![("Authorization".into(), "env:POST".into())];
        store.subscribe(&wanted).expect("subscribed");
        store.subscribe(&feed("https://wire.example/feed")).expect("subscribed");
        let mut told = arrival("a", "Ferry late", "It was late");
        told.url = Some("https://post.example/ferry".into());
        told.wants_full = true;
        store.keep(1, &[told, arrival("b", "Crane", "Up it goes")], 50).expect("kept");
        store.keep(1, &[arrival("b", "Crane", "Down it came")], 60).expect("changed");
        let mut same = arrival("x", "Ferry late!", "Late it was");
        same.url = Some("https://post.example/ferry".into());
        let mut other = arrival("y", "Fog", "No one saw it");
        other.original = Some(packed(&[0xff, 0xfe, 0]).expect("packed"));
        other.url = Some("https://wire.example/fog".into());
        other.wants_full = true;
        store.keep(2, &[same, other], 70).expect("kept");
        let full = article("Ferry late\n\n“It was late,” Greta Sand said. “We know why,” she said.\n");
        store.keep_full(1, &full, b"<p>page").expect("kept");
        store.postpone_full(3, 900, "503").expect("later");
        let terms = Terms { etag: "\"e\"".into(), modified: "Mon".into(), print: u64::MAX };
        let fine = Outcome {
            at: 70,
            next: 90,
            fresh: 2,
            terms: Some(terms),
            title: "Post".into(),
            ..Outcome::default()
        };
        store.note_outcome(1, &fine).expect("noted");
        let bad = Outcome { at: 71, error: Some("404".into()), ..Outcome::default() };
        store.note_outcome(2, &bad).expect("noted");
        store.note_files(2, &[("a.txt".into(), 7, 8)]).expect("noted");
        store.set_place(2, 5).expect("set");
        let note = Edit::Note { before: String::new(), after: "ask \u{9b}her".into() };
        for (edit, ids) in
            [(Edit::Read(true), vec![1, 2]), (Edit::Tag("sea".into(), true), vec![3]), (note, vec![2])]
        {
            store.change(&Change::of("marked", edit, ids), 80).expect("a change");
        }
        let before = store.subscriptions().expect("all").remove(0);
        let after = Subscription { name: "The Post".into(), health: Health::default(), ..before.clone() };
        let change =
            Change { what: "named".into(), subscriptions: vec![(before, after)], ..Change::default() };
        store.change(&change, 81).expect("a change");
        store.turn_back(false).expect("undone");
        store.connection.execute("INSERT INTO places VALUES (1, 'gone', NULL, 9)", []).expect("a tombstone");
        store
    }

    #[test]
    fn what_goes_out_comes_in_again_with_all_that_belongs_to_it() {
        let (home, other) = (Home::new(), Home::new());
        let store = stocked(&home);
        let lines = exported(&store);
        let text = String::from_utf8(lines.clone()).expect("UTF-8");
        assert!(text.starts_with("{\"quotidian\":\"library\",\"version\":1}\n"));
        assert!(!text.contains('\u{9b}'), "no terminal obeys it");
        for kind in ["source", "file", "article", "version", "pruned", "fetch", "change"] {
            assert!(text.contains(&format!("{{\"kind\":\"{kind}\"")), "{kind}");
        }
        let mut copy = other.open();
        let (done, problems) = taken(&mut copy, &lines);
        assert_eq!((done.sources, done.articles, done.changes), (2, 3, 4));
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(String::from_utf8(exported(&copy)).expect("UTF-8"), text);
        assert_eq!(every(&copy), every(&store));
        assert_eq!(copy.versions(2).expect("versions"), store.versions(2).expect("versions"));
        assert_eq!(copy.article(1).expect("an article"), store.article(1).expect("an article"));
        assert_eq!(copy.turn_back(false).expect("undone").map(|change| change.what), Some("marked".into()));
        assert!(copy.quick_check().expect("a check").is_empty());
    }

    #[test]
    fn the_same_a_second_time_changes_nothing() {
        let (home, other) = (Home::new(), Home::new());
        let lines = exported(&stocked(&home));
        let mut copy = other.open();
        for more in [true, false] {
            let before = exported(&copy);
            let (done, _) = taken(&mut copy, &lines);
            assert_eq!(exported(&copy) == before, !more);
            assert_eq!((done.articles, done.same, done.merged), if more { (3, 0, 0) } else { (0, 3, 0) });
        }
        let (done, _) = taken(&mut home.open(), &lines);
        assert_eq!((done.articles, done.merged, done.unwanted), (0, 0, 4), "into itself");
    }

    #[test]
    fn two_libraries_become_one() {
        let (home, other) = (Home::new(), Home::new());
        let lines = exported(&stocked(&home));
        let mut mine = other.open();
        mine.subscribe(&feed("https://wire.example/feed")).expect("subscribed");
        mine.keep(1, &[arrival("own", "Own", "My own"), arrival("y", "Fog", "No one saw it")], 20)
            .expect("kept");
        let change = Change::of("star", Edit::Star(true), vec![2]);
        mine.change(&change, 30).expect("a change");
        let (done, problems) = taken(&mut mine, &lines);
        assert_eq!((done.sources, done.articles, done.merged, done.unwanted), (1, 2, 1, 4));
        assert_eq!(problems, Vec::<String>::new());
        let fog = mine.row(2).expect("a row").expect("one");
        assert!(fog.marks.star && fog.marks.tags.iter().any(|tag| tag.as_ref() == "sea"));
        let rows = every(&mine);
        assert_eq!(rows.len(), 4);
        let ferry = rows.iter().find(|row| row.headline.as_ref() == "Ferry late").expect("the ferry");
        assert_eq!(ferry.sources.iter().collect::<Vec<_>>(), [2, 1]);
        assert_eq!(mine.turn_back(false).expect("undone").map(|change| change.what), Some("star".into()));
    }

    #[test]
    fn lines_that_can_not_be_read_are_named_and_the_others_taken() {
        let (home, other) = (Home::new(), Home::new());
        let lines = String::from_utf8(exported(&stocked(&home))).expect("UTF-8");
        let mut broken: Vec<String> = lines.lines().map(str::to_owned).collect();
        let at = broken.iter().position(|line| line.contains("\"article\",\"id\":2,")).expect("an article");
        broken[at].truncate(100);
        broken.insert(1, "{\"kind\":\"poem\"}".into());
        broken.insert(1, String::new());
        broken.push("{\"kind\":\"article\"".into());
        broken.push("{\"kind\":\"version\",\"article\":99,\"replaced\":1,\"record\":null,\"full\":null,\"original\":null,\"page\":null}".into());
        let mut copy = other.open();
        let (done, problems) = taken(&mut copy, broken.join("\n").as_bytes());
        assert_eq!((done.articles, done.problems), (2, 5));
        let starts: Vec<&str> =
            problems.iter().map(|line| line.split(' ').nth(1).expect("a number")).collect();
        let count = broken.len();
        let expect = [
            "3".to_owned(),
            (at + 3).to_string(),
            (at + 4).to_string(),
            (count - 1).to_string(),
            count.to_string(),
        ];
        assert_eq!(starts, expect.iter().map(|number| format!("{number}:")).collect::<Vec<_>>());
        assert!(problems[0].contains("“poem” is no kind"), "{problems:?}");
    }

    #[test]
    fn what_is_no_export_is_refused() {
        let home = Home::new();
        let mut store = home.open();
        for (bytes, part) in [
            (&b""[..], "no export"),
            (b"{\"a\":1}\n", "no export"),
            (b"\xff\xfe", "no export"),
            (b"{\"quotidian\":\"library\",\"version\":2}\n", "newer quotidian"),
            (b"\x28\xb5\x2f\xfdrubbish", "can't be read on"),
        ] {
            let said = store.import(bytes, &mut |_| {}).expect_err(part).to_string();
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn a_pressed_export_that_is_cut_gives_what_stands_before() {
        let (home, other) = (Home::new(), Home::new());
        let store = stocked(&home);
        for (ending, cut) in
            [("jsonl", 0), ("jsonl.gz", 0), ("jsonl.zst", 0), ("jsonl.gz", 9), ("jsonl.zst", 9)]
        {
            let file = home.path().with_file_name(format!("all-{cut}.{ending}"));
            crate::storage::export::to_file(&file, |out| store.export(out, &mut |_| {})).expect("written");
            assert!(crate::storage::export::to_file(&file, |_| Ok(())).is_err(), "it is there already");
            let bytes = std::fs::read(&file).expect("the file");
            let got = other.open().import(&bytes[..bytes.len() - cut], &mut |_| {});
            assert_eq!(got.is_ok(), cut == 0, "{ending} {cut}");
        }
        assert_eq!(every(&other.open()), every(&store));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

        /// Any small library comes out of an export of its export just the same.
        #[test]
        fn any_library_comes_back_the_same(steps in prop::collection::vec((0_u8..9, 1_u32..4, 0_u8..6), 1..40)) {
            let (home, other) = (Home::new(), Home::new());
            let mut store = home.open();
            for (at, (what, source, key)) in steps.into_iter().enumerate() {
                step(&mut store, at as i64 + 100, what, source, key);
            }
            let lines = exported(&store);
            let mut copy = other.open();
            let (_, problems) = taken(&mut copy, &lines);
            prop_assert_eq!(problems, Vec::<String>::new());
            prop_assert_eq!(String::from_utf8(exported(&copy)), String::from_utf8(lines.clone()));
            let (again, _) = taken(&mut copy, &lines);
            prop_assert_eq!((again.sources, again.articles, again.merged, again.changes), (0, 0, 0, 0));
            prop_assert_eq!(String::from_utf8(exported(&copy)), String::from_utf8(lines));
        }
    }

    /// One thing that happens to a library.
    fn step(store: &mut Store, now: i64, what: u8, source: u32, key: u8) {
        let name = format!("key {key}");
        let id = u64::from(key) + 1;
        let edit = |store: &mut Store, edit: Edit| {
            store.change(&Change::of("edit", edit, vec![id]), now).expect("a change");
        };
        match what {
            0..=2 => {
                let told =
                    store.subscribe(&feed(&format!("https://{source}.example"))).expect("subscribed").0;
                let mut arrival = arrival(&name, &name, &format!("words {}", now % 3));
                arrival.url = Some(format!("https://post.example/{}", key % 3));
                arrival.words = Some(u64::from(key % 4));
                store.keep(told.id, &[arrival], now).expect("kept");
            }
            3 => edit(store, Edit::Read(now % 2 == 0)),
            4 => edit(store, Edit::Star(now % 3 == 0)),
            5 => edit(store, Edit::Tag(format!("tag{source}"), now % 4 != 0)),
            6 => edit(store, Edit::Note { before: String::new(), after: format!("note {source}") }),
            7 => drop(store.turn_back(now % 3 == 0).expect("turned back")),
            _ => {
                let pruning =
                    super::super::prune::Pruning { before: Some(now - 20), now, ..Default::default() };
                let plan = store.plan(&pruning).expect("a plan");
                store.prune(&plan, &mut |_| {}).expect("pruned");
            }
        }
    }
}
