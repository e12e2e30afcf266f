//! An outlet: where an archive puts its members as it is read, one after the other.
//!
//! Members that are archives themselves are opened in turn, a few levels deep; no member is ever held in
//! memory but the one at hand, and none beyond the largest size that is read.

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::rc::Rc;
use std::sync::Arc;

use super::format::{self, Format, Glance, Reader};
use super::leaf::{About, Leaf, Wishes};
use super::member::Aside;
use super::problem::Problem;
use super::survive::survive;
use super::unpack::{self, Count, Scales};

/// A source that can be read from any place.
pub trait Seekable: BufRead + Seek {}

impl<T: BufRead + Seek> Seekable for T {}

/// Leaves of more bytes than this are not read.
pub const LARGEST: u64 = 64 << 20;

/// The format of what no other format recognises.
const FALLBACK: &str = "text";

/// Archives in archives are opened so many levels deep.
const DEEPEST: usize = 6;

/// What an archive gives.
#[derive(Debug)]
pub enum Given {
    /// Something to be read.
    Leaf(Leaf),
    /// Something that could not be.
    Problem(Problem),
}

/// Where an archive puts its members. Every method gives `false` when nobody wants more.
pub struct Outlet<'a> {
    path: String,
    depth: usize,
    /// The leaves can't be had again, and keep their bytes.
    keep: bool,
    wishes: Arc<Wishes>,
    /// The format that the user wishes for what is inside.
    forced: Option<&'static str>,
    /// What is known of the archive itself, for what is alone inside it.
    about: About,
    /// What was unpacked of the whole input.
    count: Rc<Count>,
    /// This archive is inside a compression; it is one itself.
    packed: (bool, bool),
    give: &'a mut dyn FnMut(Given) -> bool,
}

impl<'a> Outlet<'a> {
    /// An outlet for what is found at `path`.
    pub fn new(path: impl Into<String>, wishes: Arc<Wishes>, give: &'a mut dyn FnMut(Given) -> bool) -> Self {
        Self {
            path: path.into(),
            depth: 0,
            keep: false,
            forced: wishes.format,
            wishes,
            about: About::default(),
            count: Rc::default(),
            packed: (false, false),
            give,
        }
    }

    /// From now on articles keep the bytes they are read from, which can't be had again.
    pub fn keep(&mut self) {
        self.keep = true;
    }

    /// The path of the archive being read.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Scales for the next member of this archive, which is compressed.
    pub fn scales(&mut self) -> Scales {
        self.packed.1 = true;
        Scales::new(&self.count, !self.packed.0)
    }

    /// True when so much was unpacked that nothing more must be.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.count.is_spent()
    }

    /// What the user wishes of all inputs.
    #[must_use]
    pub fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    /// Tells of something in the archive that can't be read.
    pub fn problem(&mut self, what: impl Into<String>) -> bool {
        (self.give)(Given::Problem(Problem::new(self.path.as_str(), what)))
    }

    /// Tells why the member at `place` can't be read.
    pub fn fail(&mut self, place: &str, what: impl Into<String>) -> bool {
        (self.give)(Given::Problem(Problem::new(format!("{}{place}", self.path), what)))
    }

    /// Tells what was set aside and what is wrong with members.
    pub fn tell(&mut self, aside: &Aside) -> bool {
        aside.told().into_iter().all(|(place, what)| self.fail(place, what))
    }

    /// Gives the member that stands at `place` (`/inner/name.html`, `:17`, or `""` for the only one), read in
    /// the format that its content shows, or `about` names. `name` is what its ending is taken from.
    pub fn member(&mut self, place: &str, name: &str, source: &mut dyn BufRead, about: About) -> bool {
        let mut source = Begun::new(source);
        self.take(place, name, &mut source, about)
    }

    /// The same, unless the member can't be an article; then it is counted by `aside` and nothing is said.
    pub fn sort(&mut self, place: &str, name: &str, source: &mut dyn BufRead, aside: &mut Aside) -> bool {
        let mut source = Begun::new(source);
        let about = About::default();
        let format = self.format(&source, name, &about);
        aside.take(name, &source.head, format.name != FALLBACK) || self.take(place, name, &mut source, about)
    }

    fn format(&self, source: &Begun<'_>, name: &str, about: &About) -> &'static Format {
        let glance = Glance { head: &source.head, name, media: &about.media };
        match about.format {
            None => format::wished(&glance, self.forced),
            known => format::find(&glance, known),
        }
    }

    fn take(&mut self, place: &str, name: &str, source: &mut Begun<'_>, mut about: About) -> bool {
        self.complete(place, &mut about);
        let format = self.format(source, name, &about);
        if !matches!(format.read, Reader::Leaf(_)) {
            return self.open(place, format, source, about);
        }
        let mut bytes = Vec::new();
        match source.take(LARGEST + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > LARGEST => return self.fail(place, too_large()),
            Ok(_) => {}
            Err(error) if bytes.is_empty() || unpack::is_bomb(&error) => {
                return self.fail(place, format!("can't be unpacked: {error}"));
            }
            Err(error) => {
                if !self.fail(place, damaged(&error)) {
                    return false;
                }
            }
        }
        about.format = Some(format.name);
        (self.give)(Given::Leaf(Leaf { path: format!("{}{place}", self.path), bytes, about }))
    }

    /// Gives a member that is in memory.
    pub fn leaf(&mut self, place: &str, name: &str, bytes: Vec<u8>, mut about: About) -> bool {
        self.complete(place, &mut about);
        if about.read.is_some() {
            return (self.give)(Given::Leaf(Leaf { path: format!("{}{place}", self.path), bytes, about }));
        }
        let head = bytes.get(..format::HEAD).unwrap_or(&bytes);
        let glance = Glance { head, name, media: &about.media };
        let format = match about.format {
            None => format::wished(&glance, self.forced),
            known => format::find(&glance, known),
        };
        if !matches!(format.read, Reader::Leaf(_)) {
            return self.open(place, format, &mut Cursor::new(bytes), about);
        }
        about.format = Some(format.name);
        (self.give)(Given::Leaf(Leaf { path: format!("{}{place}", self.path), bytes, about }))
    }

    /// Reads what stands at the path itself as an archive of `format`.
    pub fn read(&mut self, format: &Format, source: &mut dyn Seekable) -> bool {
        self.forced = self.forced.filter(|name| *name != format.name);
        self.survive(format, |outlet| match format.read {
            Reader::Seek(read) => read(source, outlet),
            Reader::Stream(read) => {
                let mut source = source;
                read(&mut source, outlet)
            }
            Reader::Leaf(_) => true,
        })
    }

    /// Reads with a reader that may fail on what it was not made for: that is a problem, and not the end.
    fn survive(&mut self, format: &Format, read: impl FnOnce(&mut Self) -> bool) -> bool {
        // Nothing of the reader is used again but the outlet, which only counts and passes on.
        survive(|| read(&mut *self)).unwrap_or_else(|| {
            self.problem(format!("made the reader of {} fail; please report it", format.name))
        })
    }

    /// Opens an archive inside this one.
    fn open(&mut self, place: &str, format: &Format, source: &mut dyn BufRead, about: About) -> bool {
        if self.depth >= DEEPEST {
            let what = format!("is an archive {DEEPEST} levels deep in others; it was not opened");
            return self.fail(place, what);
        }
        let mut inner = Outlet {
            path: format!("{}{place}", self.path),
            depth: self.depth + 1,
            keep: self.keep,
            wishes: Arc::clone(&self.wishes),
            forced: self.forced.filter(|name| *name != format.name),
            about,
            count: Rc::clone(&self.count),
            packed: (self.packed.0 || self.packed.1, false),
            give: &mut *self.give,
        };
        inner.survive(format, |inner| match format.read {
            Reader::Stream(read) => read(source, inner),
            Reader::Seek(read) => {
                let mut bytes = Vec::new();
                match source.take(LARGEST + 1).read_to_end(&mut bytes) {
                    Ok(_) if bytes.len() as u64 > LARGEST => inner.problem(too_large()),
                    Err(error) if bytes.is_empty() || unpack::is_bomb(&error) => {
                        inner.problem(format!("can't be unpacked: {error}"))
                    }
                    Err(error) => inner.problem(damaged(&error)) && read(&mut Cursor::new(bytes), inner),
                    Ok(_) => read(&mut Cursor::new(bytes), inner),
                }
            }
            Reader::Leaf(_) => true,
        })
    }

    /// Adds what is known from outside; what is alone in an archive has the archive's address and details.
    fn complete(&self, place: &str, about: &mut About) {
        about.wishes = Arc::clone(&self.wishes);
        about.keep |= self.keep;
        if place.is_empty() {
            about.url = about.url.take().or_else(|| self.about.url.clone());
            about.details.splice(0..0, self.about.details.iter().cloned());
        }
    }
}

/// What to say of a leaf that is larger than [`LARGEST`].
#[must_use]
pub fn too_large() -> String {
    format!("is larger than {} MiB; split it into its articles first", LARGEST >> 20)
}

/// What to say of a member of which only the beginning could be read.
fn damaged(error: &io::Error) -> String {
    format!("is damaged ({error}); what comes before was read")
}

/// A source whose beginning was looked at; it is read from its first byte all the same.
struct Begun<'a> {
    head: Vec<u8>,
    at: usize,
    /// What ended the look; it is told again where it happened.
    error: Option<io::Error>,
    rest: &'a mut dyn BufRead,
}

impl<'a> Begun<'a> {
    fn new(rest: &'a mut dyn BufRead) -> Self {
        let mut head = Vec::with_capacity(format::HEAD);
        let error = (&mut *rest).take(format::HEAD as u64).read_to_end(&mut head).err();
        Self { head, at: 0, error, rest }
    }
}

impl Read for Begun<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Begun<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(&self.head[self.at..]);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.head.len() {
            self.at += count;
        } else {
            self.rest.consume(count);
        }
    }
}

/// A buffer for sources of unknown kind, large enough for a glance.
pub fn buffered<R: Read>(source: R) -> BufReader<R> {
    BufReader::with_capacity(1 << 16, source)
}

/// What comes of bytes at `path`: the paths of the leaves, and the problems.
#[cfg(test)]
pub fn gather(path: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (mut paths, mut problems) = (Vec::new(), Vec::new());
    let mut give = |given: Given| {
        match given {
            Given::Leaf(leaf) => paths.push(leaf.path),
            Given::Problem(problem) => problems.push(problem.to_string()),
        }
        true
    };
    Outlet::new(path, Arc::default(), &mut give).member("", path, &mut Cursor::new(bytes), About::default());
    (paths, problems)
}
