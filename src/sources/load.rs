//! Loading: inputs become articles, in parallel, told one batch after the other in input order.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::edition::EDITION;
use super::formats::{self, Harvest};
use super::problem::Problem;
use super::walk::{Found, walk};
use crate::library::Article;

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder to walk.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// The embedded edition.
    Edition,
}

/// What the loader tells as it goes.
#[derive(Debug)]
pub enum Loaded {
    /// So many files are known by now (grows while folders are walked).
    Found(usize),
    /// The next articles, in input order.
    Articles(Vec<Article>),
    /// Something could not be read.
    Problem(Problem),
    /// All inputs are done.
    Done,
}

/// Files of more bytes than this are not read.
pub const LARGEST: u64 = 64 << 20;

/// Files of the first batch: few, so that the first screen comes at once.
const FIRST: usize = 4;

/// Files of the largest batch.
const MOST: usize = 256;

/// A batch ends when its files have so many bytes, so that memory stays bounded.
const HEAVY: u64 = 32 << 20;

/// Paths that the walk may be ahead of the reading.
const AHEAD: usize = 16_384;

/// One thing to read, of known length, or what is wrong with it.
enum Job {
    File(PathBuf, u64),
    Stdin,
    Seed(&'static str, &'static str),
    Broken(Problem),
}

/// Reads all `inputs`; blocks until done, or until `tell` answers `false` (nobody listens any more).
pub fn load(inputs: &[Input], tell: &(dyn Fn(Loaded) -> bool + Sync)) {
    let listens = thread::scope(|scope| {
        let (give, take) = sync_channel(AHEAD);
        scope.spawn(move || find(inputs, &give, tell));
        read_all(&take, tell)
    });
    if listens {
        tell(Loaded::Done);
    }
}

/// Gives the jobs of all inputs in order, telling how many there are by now.
fn find(inputs: &[Input], give: &SyncSender<Job>, tell: &(dyn Fn(Loaded) -> bool + Sync)) {
    let mut count = 0_usize;
    let mut send = |job: Job| {
        count += usize::from(!matches!(job, Job::Broken(_)));
        let telling = count.is_power_of_two() || count.is_multiple_of(1024);
        give.send(job).is_ok() && (!telling || tell(Loaded::Found(count)))
    };
    let mut stdin_taken = false;
    for input in inputs {
        let more = match input {
            Input::Path(path) => walk(path, &mut |found: Found| {
                send(found.map_or_else(Job::Broken, |(path, length)| Job::File(path, length)))
            }),
            Input::Stdin if std::mem::replace(&mut stdin_taken, true) => true,
            Input::Stdin => send(Job::Stdin),
            Input::Edition => EDITION.iter().all(|(path, text)| send(Job::Seed(path, text))),
        };
        if !more {
            return;
        }
    }
    tell(Loaded::Found(count));
}

/// Reads batch after batch; `false` when nobody listens any more.
fn read_all(take: &Receiver<Job>, tell: &(dyn Fn(Loaded) -> bool + Sync)) -> bool {
    let mut size = FIRST;
    loop {
        let batch = next_batch(take, size);
        if batch.is_empty() {
            return true;
        }
        size = (size * 4).min(MOST);
        let harvests: Vec<Harvest> = batch.into_par_iter().map(read).collect();
        if !tell_all(harvests, tell) {
            return false;
        }
    }
}

/// The next jobs: at most `size`, fewer when they are heavy or none are known yet; none at the end.
fn next_batch(take: &Receiver<Job>, size: usize) -> Vec<Job> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    let mut next = take.recv().ok();
    while let Some(job) = next {
        bytes += if let Job::File(_, length) = &job { *length } else { 0 };
        batch.push(job);
        let full = batch.len() >= size || bytes >= HEAVY;
        next = if full { None } else { take.recv().ok() };
    }
    batch
}

fn tell_all(harvests: Vec<Harvest>, tell: &(dyn Fn(Loaded) -> bool + Sync)) -> bool {
    let mut articles = Vec::new();
    let mut problems = Vec::new();
    for harvest in harvests {
        articles.extend(harvest.articles);
        problems.extend(harvest.problems);
    }
    (articles.is_empty() || tell(Loaded::Articles(articles)))
        && problems.into_iter().all(|problem| tell(Loaded::Problem(problem)))
}

fn read(job: Job) -> Harvest {
    let (path, bytes) = match job {
        Job::Broken(problem) => return Harvest { problems: vec![problem], ..Harvest::default() },
        Job::Seed(path, text) => return formats::read(text.as_bytes().to_vec(), path),
        Job::Stdin => (PathBuf::from("-"), take_all(io::stdin().lock())),
        Job::File(path, length) => {
            let bytes = if length > LARGEST { Ok(None) } else { File::open(&path).and_then(take_all) };
            (path, bytes)
        }
    };
    let problem = match bytes {
        Ok(Some(bytes)) => return formats::read(bytes, &path.to_string_lossy()),
        Ok(None) => too_large(&path),
        Err(error) => Problem::of_io(&path, &error),
    };
    Harvest { problems: vec![problem], ..Harvest::default() }
}

fn too_large(path: &Path) -> Problem {
    let what = format!("is larger than {} MiB; split it into its articles first", LARGEST >> 20);
    Problem::new(path.to_string_lossy(), what)
}

/// All bytes of `source`, or `None` when there are too many.
fn take_all(source: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn loaded(inputs: &[Input]) -> (Vec<String>, Vec<Problem>, usize) {
        let heard = Mutex::new((Vec::new(), Vec::new(), 0));
        load(inputs, &|message| {
            let mut heard = heard.lock().expect("one thread at a time");
            match message {
                Loaded::Found(count) => heard.2 = heard.2.max(count),
                Loaded::Articles(list) => heard.0.extend(list.into_iter().map(|article| article.path)),
                Loaded::Problem(problem) => heard.1.push(problem),
                Loaded::Done => {}
            }
            true
        });
        heard.into_inner().expect("all threads ended")
    }

    #[test]
    fn one_bad_file_never_stops_the_others_and_order_holds() {
        let home = tempfile::tempdir().expect("a folder");
        let path = |name: &str| home.path().join(name);
        for n in 0..700 {
            std::fs::write(path(&format!("{n:03}.txt")), format!("Ferry {n} sails\n\nIt left at noon.\n"))
                .expect("a file");
        }
        std::fs::write(path("350.txt"), b"\x00\x01\x02\x03\x04\x05\x06\x07").expect("a file");
        std::fs::write(path("351.txt"), b" \n").expect("a file");
        File::create(path("352.txt")).and_then(|file| file.set_len(LARGEST + 1)).expect("a file");
        let (paths, problems, found) = loaded(&[Input::Path(home.path().into()), Input::Path(path("gone"))]);
        assert_eq!((paths.len(), found), (697, 700));
        assert!(paths.is_sorted());
        let said: Vec<&str> =
            problems.iter().map(|problem| problem.what.split(';').next().unwrap_or("")).collect();
        assert_eq!(
            said,
            ["is binary data, not text", "is empty", "is larger than 64 MiB", "no such file or folder"]
        );
    }

    #[test]
    fn loading_stops_when_nobody_listens() {
        let home = tempfile::tempdir().expect("a folder");
        for n in 0..600 {
            std::fs::write(home.path().join(format!("{n}.txt")), "Rain.\n").expect("a file");
        }
        let count = Mutex::new(0);
        load(&[Input::Path(home.path().into())], &|message| {
            let Loaded::Articles(list) = message else { return true };
            *count.lock().expect("one thread at a time") += list.len();
            false
        });
        assert_eq!(*count.lock().expect("all threads ended"), FIRST);
    }
}
