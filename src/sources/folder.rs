//! A watched folder: what is new or changed in it since it was last looked at, as entries.
//!
//! A file that can't be read does not stop the others; of archives and streams no more than a batch is in memory. Files that
//! are still being written are left for the next time.

use std::fs::{self, File, Metadata};
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use super::entries::Entry;
use super::entries::document::{Part, part};
use super::entries::keys::placed;
use super::format::{self, Glance, Reader};
use super::leaf::{About, Leaf};
use super::member::Aside;
use super::outlet::{Given, Outlet, buffered};
use super::problem::Problem;
use super::walk::{EMPTY, walk};

/// What is found in a folder.
#[derive(Debug)]
pub enum Found {
    /// The next entries of a file. Their keys are its path, and the place in it where it holds several.
    Entries(Vec<Entry>),
    /// Something that could not be read, or not wholly.
    Problem(Problem),
    /// All that is in a file has been told; it is known from now on, as long as it stays so.
    Whole {
        /// Its path.
        path: String,
        /// Its length in bytes.
        size: u64,
        /// When it was changed, in nanoseconds since 1970, UTC.
        modified: i64,
    },
}

/// Endings of files that are still being written.
const UNFINISHED: &[&str] =
    &["part", "partial", "tmp", "temp", "crdownload", "download", "filepart", "swp", "lock"];

/// A batch has so many leaves at most, or so many bytes.
const MOST: usize = 64;
const HEAVY: usize = 8 << 20;

/// Looks through `folder`. `known` is asked of every file, with its path, its length and when it was changed (as
/// [`Found::Whole`] has it), and answers `true` for those to be passed over. Stops when `tell` answers `false`, and is `false` then.
pub fn scan(
    folder: &Path,
    known: &mut dyn FnMut(&str, u64, i64) -> bool,
    tell: &mut dyn FnMut(Found) -> bool,
) -> bool {
    let mut batch = Batch { waiting: Vec::new(), leaves: 0, bytes: 0, tell };
    let mut aside = Aside::default();
    let more = walk(folder, &mut |found| match found {
        // Nothing has come yet.
        Err(problem) if problem.what == EMPTY => true,
        Err(problem) => batch.add(Waiting::Problem(problem)),
        Ok((path, _)) => is_unfinished(&path) || file(&path, known, &mut aside, &mut batch),
    });
    // In a folder the members are files.
    let told = aside.told().into_iter().map(|(_, what)| what.replacen("member", "file", 1));
    let told: Vec<Problem> = told.map(|what| Problem::new(folder.to_string_lossy(), what)).collect();
    more && told.into_iter().all(|problem| batch.add(Waiting::Problem(problem))) && batch.flush()
}

fn is_unfinished(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| UNFINISHED.contains(&ending.as_str()))
        || path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(b"~"))
}

/// The length of a file, and when it was changed.
fn state(about: &Metadata) -> (u64, i64) {
    let since = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let nanoseconds = since.and_then(|since| i64::try_from(since.as_nanos()).ok());
    (about.len(), nanoseconds.unwrap_or(0))
}

/// Reads a file, unless it is known.
fn file(
    path: &Path,
    known: &mut dyn FnMut(&str, u64, i64) -> bool,
    aside: &mut Aside,
    batch: &mut Batch<'_>,
) -> bool {
    let name = path.to_string_lossy().into_owned();
    let Ok(about) = fs::metadata(path) else {
        // It was there a moment ago; who took it away knows.
        return true;
    };
    let (size, modified) = state(&about);
    if known(&name, size, modified) {
        return true;
    }
    let opened = File::open(path).and_then(|mut file| {
        let mut head = Vec::with_capacity(format::HEAD);
        file.by_ref().take(format::HEAD as u64).read_to_end(&mut head)?;
        Ok(head)
    });
    let head = match opened {
        Ok(head) => head,
        Err(error) => return batch.add(Waiting::Problem(Problem::of_io(path, &error))),
    };
    let format = format::find(&Glance { head: &head, name: &name, media: "" }, None);
    if !aside.take(&name, &head, format.name != "text") {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return batch.add(Waiting::Problem(Problem::of_io(path, &error))),
        };
        let mut source = buffered(file);
        let mut give = |given: Given| match given {
            Given::Leaf(leaf) => batch.add(Waiting::Leaf(leaf)),
            Given::Problem(problem) => batch.add(Waiting::Problem(problem)),
        };
        let mut outlet = Outlet::new(name.as_str(), Arc::default(), &mut give);
        let more = match format.read {
            Reader::Leaf(_) => outlet.member("", &name, &mut source, About::default()),
            Reader::Stream(_) | Reader::Seek(_) => outlet.read(format, &mut source),
        };
        if !more {
            return false;
        }
    }
    // What has changed meanwhile is still being written, and is read again the next time.
    let same = fs::metadata(path).is_ok_and(|about| state(&about) == (size, modified));
    !same || batch.add(Waiting::Whole { path: name, size, modified })
}

/// What is to be told in its turn.
enum Waiting {
    Leaf(Leaf),
    Problem(Problem),
    Whole { path: String, size: u64, modified: i64 },
}

/// What is read together.
struct Batch<'a> {
    waiting: Vec<Waiting>,
    leaves: usize,
    bytes: usize,
    tell: &'a mut dyn FnMut(Found) -> bool,
}

impl Batch<'_> {
    /// Takes in more; `false` when nobody listens any more.
    fn add(&mut self, more: Waiting) -> bool {
        if let Waiting::Leaf(leaf) = &more {
            self.leaves += 1;
            self.bytes += leaf.bytes.len();
        }
        self.waiting.push(more);
        (self.leaves < MOST && self.bytes < HEAVY && self.waiting.len() < MOST * 4) || self.flush()
    }

    /// Reads what is waiting, and tells it in order.
    fn flush(&mut self) -> bool {
        (self.leaves, self.bytes) = (0, 0);
        let waiting = std::mem::take(&mut self.waiting);
        let done: Vec<Vec<Found>> = waiting.into_par_iter().map(done).collect();
        done.into_iter().flatten().all(|found| (self.tell)(found))
    }
}

fn done(waiting: Waiting) -> Vec<Found> {
    match waiting {
        Waiting::Leaf(leaf) => {
            let path = leaf.path.clone();
            let Part { candidates, problems, .. } = part(leaf, true);
            let entries = Some(placed(&path, candidates)).filter(|entries| !entries.is_empty());
            let problems = problems.into_iter().map(Found::Problem);
            entries.into_iter().map(Found::Entries).chain(problems).collect()
        }
        Waiting::Problem(problem) => vec![Found::Problem(problem)],
        Waiting::Whole { path, size, modified } => vec![Found::Whole { path, size, modified }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found: keys and headlines of entries, problems, and the names of whole files, from `home` on.
    fn found(home: &Path, known: &[&str]) -> Vec<String> {
        let start = format!("{}/", home.display());
        let mut list = Vec::new();
        let mut is_known = |path: &str, _: u64, _: i64| known.contains(&path.trim_start_matches(&start));
        scan(home, &mut is_known, &mut |found| {
            match found {
                Found::Entries(entries) => {
                    list.extend(entries.iter().map(|one| format!("{} = {}", one.key, one.headline())));
                }
                Found::Problem(problem) => list.push(format!("! {problem}")),
                Found::Whole { path, .. } => list.push(format!("{path} is whole")),
            }
            true
        });
        list.iter().map(|line| line.replace(&start, "").replace(&*home.to_string_lossy(), "HOME")).collect()
    }

    fn home(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let home = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        home
    }

    #[test]
    fn new_files_become_entries_known_by_their_paths() {
        let text: &[u8] = b"Ferry returns\n\nIt left the quay at noon, and came back at one.\n";
        let rss: &[u8] =
            b"<rss version='2.0'><channel><item><guid>7</guid><title>Seven</title></item></channel></rss>";
        let lines: &[u8] =
            b"{\"title\": \"One\", \"text\": \"It left.\"}\n{\"title\": \"Two\", \"text\": \"It came.\"}\n";
        let home = home(&[
            ("b/a.txt", text),
            ("c.rss", rss),
            ("d.jsonl", lines),
            ("e.bin", b"\x00\x01\x02\x03\x04\x05\x06\x07"),
            ("f.png", b"\x89PNG\r\n\x1a\n"),
            ("g.txt.part", text),
            ("h.txt.crdownload", text),
            (".hidden.txt", text),
            ("i.txt~", text),
            ("j.txt", b""),
        ]);
        assert_eq!(
            found(home.path(), &[]),
            [
                "b/a.txt = Ferry returns",
                "b/a.txt is whole",
                "c.rss 7 = Seven",
                "c.rss is whole",
                "d.jsonl:1 = One",
                "d.jsonl:2 = Two",
                "d.jsonl is whole",
                "e.bin is whole",
                "f.png is whole",
                "! j.txt: is empty; there is nothing to read",
                "j.txt is whole",
                "! HOME: 2 files are no articles: other data, images",
            ]
        );
        assert_eq!(found(home.path(), &["b/a.txt", "c.rss", "d.jsonl", "e.bin", "f.png", "j.txt"]), [""; 0]);
        assert_eq!(found(home.path(), &["b/a.txt", "d.jsonl", "e.bin", "f.png", "j.txt"]).len(), 2);
    }

    #[test]
    fn many_records_come_in_batches_and_nobody_need_hear_them_all() {
        let lines: String =
            (0..500).map(|n| format!("{{\"title\": \"Ferry {n}\", \"text\": \"It left.\"}}\n")).collect();
        let home = home(&[("a.jsonl", lines.as_bytes())]);
        let mut counts = Vec::new();
        let mut count = |found| {
            if let Found::Entries(entries) = found {
                counts.push(entries.len());
            }
            counts.len() < 100
        };
        assert!(!scan(home.path(), &mut |_, _, _| false, &mut count));
        assert_eq!(counts.iter().sum::<usize>(), 100);
    }

    #[test]
    fn a_folder_that_is_empty_or_gone() {
        let home = tempfile::tempdir().expect("a folder");
        assert_eq!(found(home.path(), &[]), [""; 0]);
        let gone = home.path().join("gone");
        assert_eq!(found(&gone, &[]), ["! HOME: no such file or folder; check the name"]);
    }
}
