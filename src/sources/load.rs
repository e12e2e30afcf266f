//! Loading: inputs become articles, in parallel, told one batch after the other in input order.

use std::fs::File;
use std::io::{self, BufRead as _, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::edition::EDITION;
use super::format::{self, Format, Glance, Reader};
use super::leaf::{About, Harvest, Leaf, Wishes};
use super::outlet::{Given, LARGEST, Outlet, buffered, too_large};
use super::problem::Problem;
use super::told::Told;
use super::walk::{Found, walk};
use super::web::crew::Crew;
use super::web::fetch::Limits;
use crate::library::Article;

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder to walk.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// A page or feed on the web.
    Url(String),
    /// The embedded edition.
    Edition,
}

/// What is to be loaded.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Where from, in order.
    pub inputs: Vec<Input>,
    /// What is wished of all of them.
    pub wishes: Arc<Wishes>,
    /// How long and how much may be fetched from the web.
    pub limits: Limits,
}

impl From<Vec<Input>> for Order {
    fn from(inputs: Vec<Input>) -> Self {
        Self { inputs, ..Self::default() }
    }
}

/// What the loader tells as it goes.
#[derive(Debug)]
pub enum Loaded {
    /// So many files are known by now (grows while folders are walked), of so many bytes.
    Found(usize, u64),
    /// So many more bytes of them have been read.
    Read(u64),
    /// The next articles, in input order.
    Articles(Vec<Article>),
    /// Something could not be read.
    Problem(Problem),
    /// All inputs are done.
    Done,
}

/// Files of the first batch: few, so that the first screen comes at once.
const FIRST: usize = 4;

/// Files of the largest batch.
const MOST: usize = 256;

/// A batch ends when its files have so many bytes, so that memory stays bounded.
const HEAVY: u64 = 8 << 20;

/// Paths that the walk may be ahead of the work.
const AHEAD: usize = 16_384;

/// One thing to read, of known length, or what is wrong with it.
enum Job {
    File(PathBuf, u64),
    Stdin,
    /// The next address of those being fetched.
    Url,
    Seed(&'static str, &'static str),
    Broken(Problem),
}

/// What came of a job.
enum Outcome {
    Harvest(Harvest),
    /// The file is an archive, to be read on the spot.
    Archive(PathBuf, u64, &'static Format),
    Stdin,
    Url,
}

/// Told what happens; answers `false` when nobody listens any more.
type Tell<'a> = &'a (dyn Fn(Loaded) -> bool + Sync);

/// Reads all that is ordered; blocks until done, or until `tell` answers `false` (nobody listens any more).
pub fn load(order: &Order, tell: &(dyn Fn(Loaded) -> bool + Sync)) {
    let addresses = order.inputs.iter().filter_map(|input| match input {
        Input::Url(address) => Some(address.clone()),
        _ => None,
    });
    let crew = Crew::new(addresses.collect(), order.limits);
    let listens = thread::scope(|scope| {
        let (give, take) = sync_channel(AHEAD);
        scope.spawn(move || find(&order.inputs, &give, tell));
        read_all(&take, &Work { crew, wishes: &order.wishes, tell })
    });
    if listens {
        tell(Loaded::Done);
    }
}

/// What is needed to read.
struct Work<'a> {
    crew: Crew,
    wishes: &'a Arc<Wishes>,
    tell: Tell<'a>,
}

/// Gives the jobs of all inputs in order, telling how many there are by now.
fn find(inputs: &[Input], give: &SyncSender<Job>, tell: Tell<'_>) {
    let (mut count, mut bytes) = (0_usize, 0_u64);
    let mut send = |job: Job| {
        count += usize::from(!matches!(job, Job::Broken(_)));
        bytes += if let Job::File(_, length) = &job { *length } else { 0 };
        let telling = count.is_power_of_two() || count.is_multiple_of(1024);
        give.send(job).is_ok() && (!telling || tell(Loaded::Found(count, bytes)))
    };
    let mut stdin_taken = false;
    for input in inputs {
        let more = match input {
            Input::Path(path) => walk(path, &mut |found: Found| {
                send(found.map_or_else(Job::Broken, |(path, length)| Job::File(path, length)))
            }),
            Input::Stdin if std::mem::replace(&mut stdin_taken, true) => true,
            Input::Stdin => send(Job::Stdin),
            Input::Url(_) => send(Job::Url),
            Input::Edition => EDITION.iter().all(|(path, text)| send(Job::Seed(path, text))),
        };
        if !more {
            return;
        }
    }
    tell(Loaded::Found(count, bytes));
}

/// Reads batch after batch; `false` when nobody listens any more.
fn read_all(take: &Receiver<Job>, work: &Work<'_>) -> bool {
    let mut size = FIRST;
    loop {
        let batch = next_batch(take, size);
        if batch.is_empty() {
            return true;
        }
        size = (size * 4).min(MOST);
        let bytes: u64 =
            batch.iter().map(|job| if let Job::File(_, length) = job { *length } else { 0 }).sum();
        let outcomes: Vec<Outcome> = batch.into_par_iter().map(|job| read(job, work.wishes)).collect();
        // Archives tell for themselves what is read of them.
        let packed: u64 = outcomes
            .iter()
            .map(|outcome| if let Outcome::Archive(_, length, _) = outcome { *length } else { 0 })
            .sum();
        let read = Loaded::Read(bytes.saturating_sub(packed));
        if !(tell_all(outcomes, work) && (work.tell)(read)) {
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

/// Tells what came of a batch, in order; archives are opened when their turn comes.
fn tell_all(outcomes: Vec<Outcome>, work: &Work<'_>) -> bool {
    let (wishes, tell) = (work.wishes, work.tell);
    let mut ready = Vec::new();
    for outcome in outcomes {
        let more = match outcome {
            Outcome::Harvest(harvest) => {
                ready.push(harvest);
                true
            }
            Outcome::Archive(path, length, format) => {
                tell_harvests(std::mem::take(&mut ready), tell) && open(&path, length, format, wishes, tell)
            }
            Outcome::Stdin => tell_harvests(std::mem::take(&mut ready), tell) && stdin(wishes, tell),
            Outcome::Url => tell_harvests(std::mem::take(&mut ready), tell) && url(work),
        };
        if !more {
            return false;
        }
    }
    tell_harvests(ready, tell)
}

fn tell_harvests(harvests: Vec<Harvest>, tell: Tell<'_>) -> bool {
    let mut articles = Vec::new();
    let mut problems = Vec::new();
    for harvest in harvests {
        articles.extend(harvest.articles);
        problems.extend(harvest.problems);
    }
    (articles.is_empty() || tell(Loaded::Articles(articles)))
        && problems.into_iter().all(|problem| tell(Loaded::Problem(problem)))
}

/// Reads one job, unless it is an archive.
fn read(job: Job, wishes: &Arc<Wishes>) -> Outcome {
    let about = About { wishes: Arc::clone(wishes), ..About::default() };
    match job {
        Job::Broken(problem) => Outcome::Harvest(Harvest { problems: vec![problem], ..Harvest::default() }),
        Job::Seed(path, text) => {
            let about = About { format: Some("text"), ..about };
            Outcome::Harvest(format::read(Leaf { path: path.to_owned(), bytes: text.into(), about }))
        }
        Job::Stdin => Outcome::Stdin,
        Job::Url => Outcome::Url,
        Job::File(path, length) => file(&path, length, about).unwrap_or_else(|error| {
            let problems = vec![Problem::of_io(&path, &error)];
            Outcome::Harvest(Harvest { problems, ..Harvest::default() })
        }),
    }
}

fn file(path: &std::path::Path, length: u64, mut about: About) -> io::Result<Outcome> {
    let mut source = File::open(path)?;
    let name = path.to_string_lossy();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(LARGEST)).unwrap_or(0) + 1);
    source.by_ref().take(format::HEAD as u64).read_to_end(&mut bytes)?;
    let format = format::wished(&Glance { head: &bytes, name: &name, media: "" }, about.wishes.format);
    if !matches!(format.read, Reader::Leaf(_)) {
        return Ok(Outcome::Archive(path.to_path_buf(), length, format));
    }
    if length <= LARGEST {
        source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    if length.max(bytes.len() as u64) > LARGEST {
        return Ok(Outcome::Harvest(Harvest::none(&name, too_large())));
    }
    about.format = Some(format.name);
    Ok(Outcome::Harvest(format::read(Leaf { path: name.into_owned(), bytes, about })))
}

/// Reads an archive from end to end; `false` when nobody listens any more.
fn open(
    path: &std::path::Path,
    length: u64,
    format: &'static Format,
    wishes: &Arc<Wishes>,
    tell: Tell<'_>,
) -> bool {
    match File::open(path) {
        Ok(file) => {
            let name = path.to_string_lossy();
            // Who no longer listens says so when the next batch is told.
            let count = |bytes: u64| {
                tell(Loaded::Read(bytes));
            };
            let mut source = buffered(Told::new(file, Some(length), &count));
            collect(&name, wishes, tell, |outlet| outlet.read(format, &mut source))
        }
        Err(error) => tell(Loaded::Problem(Problem::of_io(path, &error))),
    }
}

/// Reads standard input, whatever it holds.
fn stdin(wishes: &Arc<Wishes>, tell: Tell<'_>) -> bool {
    let count = |bytes: u64| {
        tell(Loaded::Read(bytes));
    };
    let mut source = buffered(Told::new(io::stdin().lock(), None, &count));
    if let Err(error) = source.fill_buf() {
        return tell(Loaded::Problem(Problem::new("-", format!("could not be read: {error}"))));
    }
    collect("-", wishes, tell, |outlet| {
        outlet.keep();
        outlet.member("", "-", &mut source, About::default())
    })
}

/// Reads the next address when its page has come, whatever it holds.
fn url(work: &Work<'_>) -> bool {
    let tell = work.tell;
    let Some((address, fetched)) = work.crew.take() else { return true };
    let page = match fetched {
        Ok(page) => page,
        Err(what) => return tell(Loaded::Problem(Problem::new(address, what))),
    };
    if let Some(what) = page.problem
        && !tell(Loaded::Problem(Problem::new(address.as_str(), what)))
    {
        return false;
    }
    // What stands behind the path of an address is no part of the file's name.
    let name = page.url.split(['?', '#']).next().unwrap_or_default().to_owned();
    let about = About { media: page.media, url: Some(page.url), ..About::default() };
    collect(&address, work.wishes, tell, |outlet| {
        outlet.keep();
        outlet.leaf("", &name, page.bytes, about)
    })
}

/// Reads the leaves that `give` gives, batch after batch; `false` when nobody listens any more.
fn collect(
    path: &str,
    wishes: &Arc<Wishes>,
    tell: Tell<'_>,
    give: impl FnOnce(&mut Outlet<'_>) -> bool,
) -> bool {
    let mut batch = Vec::new();
    let (mut bytes, mut size) = (0, FIRST);
    let mut take = |given: Given| {
        bytes += if let Given::Leaf(leaf) = &given { leaf.bytes.len() as u64 } else { 0 };
        batch.push(given);
        if batch.len() < size && bytes < HEAVY {
            return true;
        }
        size = (size * 4).min(MOST);
        bytes = 0;
        tell_given(std::mem::take(&mut batch), tell)
    };
    let more = give(&mut Outlet::new(path, Arc::clone(wishes), &mut take));
    more && tell_given(batch, tell)
}

fn tell_given(batch: Vec<Given>, tell: Tell<'_>) -> bool {
    let harvest = |given| match given {
        Given::Leaf(leaf) => format::read(leaf),
        Given::Problem(problem) => Harvest { problems: vec![problem], ..Harvest::default() },
    };
    tell_harvests(batch.into_par_iter().map(harvest).collect(), tell)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn loaded(inputs: &[Input]) -> (Vec<String>, Vec<Problem>, usize) {
        let heard = Mutex::new((Vec::new(), Vec::new(), 0));
        load(&Order::from(inputs.to_vec()), &|message| {
            let mut heard = heard.lock().expect("one thread at a time");
            match message {
                Loaded::Found(count, _) => heard.2 = heard.2.max(count),
                Loaded::Articles(list) => heard.0.extend(list.into_iter().map(|article| article.path)),
                Loaded::Problem(problem) => heard.1.push(problem),
                Loaded::Read(_) | Loaded::Done => {}
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
        load(&Order::from(vec![Input::Path(home.path().into())]), &|message| {
            let Loaded::Articles(list) = message else { return true };
            *count.lock().expect("one thread at a time") += list.len();
            false
        });
        assert_eq!(*count.lock().expect("all threads ended"), FIRST);
    }
}
