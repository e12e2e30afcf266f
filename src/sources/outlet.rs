//! An outlet: where an archive puts its members as it is read, one after the other.
//!
//! Members that are archives themselves are opened in turn, a few levels deep; no member is ever held in
//! memory but the one at hand, and none beyond the largest size that is read.

use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use std::sync::Arc;

use super::format::{self, Format, Glance, Reader};
use super::leaf::{About, Leaf, Wishes};
use super::problem::Problem;

/// A source that can be read from any place.
pub trait Seekable: BufRead + Seek {}

impl<T: BufRead + Seek> Seekable for T {}

/// Leaves of more bytes than this are not read.
pub const LARGEST: u64 = 64 << 20;

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
    give: &'a mut dyn FnMut(Given) -> bool,
}

impl<'a> Outlet<'a> {
    /// An outlet for what is found at `path`.
    pub fn new(path: impl Into<String>, wishes: Arc<Wishes>, give: &'a mut dyn FnMut(Given) -> bool) -> Self {
        Self { path: path.into(), depth: 0, keep: false, wishes, give }
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

    /// Tells of something in the archive that can't be read.
    pub fn problem(&mut self, what: impl Into<String>) -> bool {
        (self.give)(Given::Problem(Problem::new(self.path.as_str(), what)))
    }

    /// Gives the member that stands at `place` (`/inner/name.html`, `:17`, or `""` for the only one), read in
    /// the format that its content shows, or `about` names. `name` is what its ending is taken from.
    pub fn member(&mut self, place: &str, name: &str, source: &mut dyn BufRead, mut about: About) -> bool {
        self.complete(&mut about);
        let path = format!("{}{place}", self.path);
        let format = match head_of(source) {
            Ok(head) => format::find(&Glance { head: &head, name, media: &about.media }, about.format),
            Err(error) => return self.fail(&path, format!("can't be unpacked: {error}")),
        };
        match format.read {
            Reader::Leaf(_) => {
                let mut bytes = Vec::new();
                match source.take(LARGEST + 1).read_to_end(&mut bytes) {
                    Ok(_) if bytes.len() as u64 > LARGEST => self.fail(&path, too_large()),
                    Ok(_) => {
                        about.format = Some(format.name);
                        (self.give)(Given::Leaf(Leaf { path, bytes, about }))
                    }
                    Err(error) => self.fail(&path, format!("can't be unpacked: {error}")),
                }
            }
            _ => self.open(path, format, source),
        }
    }

    /// Gives a member that is in memory.
    pub fn leaf(&mut self, place: &str, name: &str, bytes: Vec<u8>, mut about: About) -> bool {
        let head = bytes.get(..format::HEAD).unwrap_or(&bytes);
        let format = format::find(&Glance { head, name, media: &about.media }, about.format);
        if !matches!(format.read, Reader::Leaf(_)) {
            return self.member(place, name, &mut Cursor::new(bytes), about);
        }
        about.format = Some(format.name);
        self.complete(&mut about);
        (self.give)(Given::Leaf(Leaf { path: format!("{}{place}", self.path), bytes, about }))
    }

    /// Reads what stands at the path itself as an archive of `format`.
    pub fn read(&mut self, format: &Format, source: &mut dyn Seekable) -> bool {
        match format.read {
            Reader::Seek(read) => read(source, self),
            Reader::Stream(read) => {
                let mut source = source;
                read(&mut source, self)
            }
            Reader::Leaf(_) => true,
        }
    }

    /// Opens an archive inside this one.
    fn open(&mut self, path: String, format: &Format, source: &mut dyn BufRead) -> bool {
        if self.depth >= DEEPEST {
            return self
                .fail(&path, format!("is an archive {DEEPEST} levels deep in others; it was not opened"));
        }
        let mut inner = Outlet {
            path,
            depth: self.depth + 1,
            keep: self.keep,
            wishes: Arc::clone(&self.wishes),
            give: &mut *self.give,
        };
        match format.read {
            Reader::Stream(read) => read(source, &mut inner),
            Reader::Seek(read) => {
                let mut bytes = Vec::new();
                match source.take(LARGEST + 1).read_to_end(&mut bytes) {
                    Ok(_) if bytes.len() as u64 > LARGEST => inner.problem(too_large()),
                    Ok(_) => read(&mut Cursor::new(bytes), &mut inner),
                    Err(error) => inner.problem(format!("can't be unpacked: {error}")),
                }
            }
            Reader::Leaf(_) => true,
        }
    }

    fn complete(&self, about: &mut About) {
        about.wishes = Arc::clone(&self.wishes);
        about.keep |= self.keep;
    }

    fn fail(&mut self, path: &str, what: String) -> bool {
        (self.give)(Given::Problem(Problem::new(path, what)))
    }
}

/// What to say of a leaf that is larger than [`LARGEST`].
#[must_use]
pub fn too_large() -> String {
    format!("is larger than {} MiB; split it into its articles first", LARGEST >> 20)
}

/// The first bytes of a source, which stays where it is.
fn head_of(source: &mut dyn BufRead) -> std::io::Result<Vec<u8>> {
    let head = source.fill_buf()?;
    Ok(head.get(..format::HEAD).unwrap_or(head).to_vec())
}

/// A buffer for sources of unknown kind, large enough for a glance.
pub fn buffered<R: Read>(source: R) -> BufReader<R> {
    BufReader::with_capacity(1 << 16, source)
}
