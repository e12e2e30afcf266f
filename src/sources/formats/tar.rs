//! tar archives: file after file, read as they come. Links and devices are left out.
//!
//! A broken header costs the file it stands for, not the ones behind it; names of any length cost no more memory
//! than is shown of them.

use std::io::{self, BufRead, Read};

use tar::{EntryType, Header, PaxExtensions};

use crate::sources::format::Glance;
use crate::sources::member::{Aside, is_hidden};
use crate::sources::outlet::Outlet;

/// Bytes of a header, and what all lengths are rounded up to.
const BLOCK: usize = 512;

/// So many bytes are read of a header's extension, such as a long name.
const EXTENSION: u64 = 1 << 16;

/// More members than this are not read.
const MOST: usize = 1_000_000;

/// True for what begins with a header that adds up.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    glance.head.get(..BLOCK).is_some_and(|block| !is_blank(block) && is_header(block))
}

/// Gives every file.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    let mut tar = Tar { source, aside: Aside::default(), name: None, size: None, number: 0, lost: false };
    for _ in 0..MOST {
        match tar.next(outlet) {
            Ok(Some(true)) if !outlet.is_spent() => {}
            Ok(Some(true) | None) => return outlet.tell(&tar.aside),
            Ok(Some(false)) => return false,
            Err(error) => {
                let what = format!("is damaged ({error}); what comes before was read");
                return outlet.tell(&tar.aside) && outlet.problem(what);
            }
        }
    }
    outlet.tell(&tar.aside) && outlet.problem(format!("has more than {MOST} members; the rest was not read"))
}

/// An archive as it is read.
struct Tar<'a> {
    source: &'a mut dyn BufRead,
    aside: Aside,
    /// The name and size that an extension gave for the next file.
    name: Option<Vec<u8>>,
    size: Option<u64>,
    /// The header at hand, from 1.
    number: usize,
    /// A broken header was met, and no good one since.
    lost: bool,
}

impl Tar<'_> {
    /// Reads the next member; `None` at the end, `Some(false)` when nobody wants more.
    fn next(&mut self, outlet: &mut Outlet<'_>) -> io::Result<Option<bool>> {
        let Some(block) = self.block()? else { return Ok(None) };
        if is_blank(&block) {
            // Two blank blocks are the end; one may stand between archives put together.
            return Ok(match self.block()? {
                Some(block) if !is_blank(&block) => Some(self.entry(&block, outlet)?),
                _ => None,
            });
        }
        Ok(Some(self.entry(&block, outlet)?))
    }

    fn entry(&mut self, block: &[u8], outlet: &mut Outlet<'_>) -> io::Result<bool> {
        self.number += usize::from(!self.lost);
        if !is_header(block) {
            let what =
                format!("has a broken header as number {}; what it stands for was left out", self.number);
            let told = self.lost || outlet.problem(what);
            self.lost = true;
            return Ok(told);
        }
        self.lost = false;
        let header = Header::from_byte_slice(block);
        let size = header.entry_size()?;
        match header.entry_type() {
            EntryType::GNULongName => self.name = Some(self.extension(size)?),
            EntryType::XHeader => {
                let extension = self.extension(size)?;
                self.take_in(&extension);
            }
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                let name = self.name.take().unwrap_or_else(|| header.path_bytes().into_owned());
                let size = self.size.take().unwrap_or(size);
                let sparse = header.entry_type() == EntryType::GNUSparse;
                return self.file(&String::from_utf8_lossy(&name), size, sparse, outlet);
            }
            kind => {
                if !matches!(kind, EntryType::GNULongLink | EntryType::XGlobalHeader) {
                    (self.name, self.size) = (None, None);
                }
                self.skip(size, size)?;
            }
        }
        Ok(true)
    }

    fn file(&mut self, name: &str, size: u64, sparse: bool, outlet: &mut Outlet<'_>) -> io::Result<bool> {
        let is_folder = name.ends_with('/');
        let place = if is_folder || is_hidden(name) { String::new() } else { self.aside.place(name) };
        let mut more = true;
        let mut left = size;
        if sparse {
            self.aside.wrong(&place, "is stored with holes, which can't be read; unpack it first");
        } else if place.len() > 1 {
            let mut member = self.source.take(size);
            more = outlet.sort(&place, &place, &mut member, &mut self.aside);
            left = member.limit();
        }
        match self.skip(left, size) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && more => {
                Ok(outlet.fail(&place, "is cut off: the archive ends in the middle of it"))
            }
            done => done.map(|()| more),
        }
    }

    /// The next block; none at the end.
    fn block(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut block = Vec::with_capacity(BLOCK);
        (&mut *self.source).take(BLOCK as u64).read_to_end(&mut block)?;
        match block.len() {
            0 => Ok(None),
            BLOCK => Ok(Some(block)),
            _ => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends in the middle of a header")),
        }
    }

    /// The beginning of an extension, and past all of it.
    fn extension(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut *self.source).take(size.min(EXTENSION)).read_to_end(&mut bytes)?;
        self.skip(size - bytes.len() as u64, size)?;
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        Ok(bytes)
    }

    /// Takes over what a POSIX extension says of the next file.
    fn take_in(&mut self, extension: &[u8]) {
        for pair in PaxExtensions::new(extension).flatten() {
            match pair.key_bytes() {
                b"path" => self.name = Some(pair.value_bytes().to_vec()),
                b"size" => self.size = pair.value().ok().and_then(|size| size.parse().ok()),
                _ => {}
            }
        }
    }

    /// Skips what is `left` of `size` bytes, and what fills them up to whole blocks.
    fn skip(&mut self, left: u64, size: u64) -> io::Result<()> {
        let block = BLOCK as u64;
        let padding = (block - size % block) % block;
        let skipped = io::copy(&mut (&mut *self.source).take(left), &mut io::sink())?;
        if skipped < left {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends in the middle of a file"));
        }
        io::copy(&mut (&mut *self.source).take(padding), &mut io::sink()).map(|_| ())
    }
}

fn is_blank(block: &[u8]) -> bool {
    block.iter().all(|&byte| byte == 0)
}

/// True when the checksum of a header is right: the sum of its bytes, with spaces for the checksum itself.
fn is_header(block: &[u8]) -> bool {
    let sum = |bytes: &[u8]| bytes.iter().map(|&byte| u32::from(byte)).sum::<u32>();
    block.len() == BLOCK
        && Header::from_byte_slice(block)
            .cksum()
            .is_ok_and(|told| told == sum(&block[..148]) + 8 * 32 + sum(&block[156..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::outlet::gather;

    fn header(name: &str, size: u64, kind: EntryType) -> Vec<u8> {
        let mut header = Header::new_gnu();
        header.set_path(name).expect("a short name");
        header.set_size(size);
        header.set_entry_type(kind);
        header.set_cksum();
        header.as_bytes().to_vec()
    }

    fn filled(bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
        bytes
    }

    #[test]
    fn endless_names_and_sizes_that_no_archive_has_are_survived() {
        let long = "n".repeat(40 << 20);
        let rain = [header("rain.txt", 10, EntryType::Regular), filled(b"It rained.")].concat();
        let name =
            [header("long", long.len() as u64, EntryType::GNULongName), filled(long.as_bytes())].concat();
        let (paths, problems) = gather("a.tar", &[name, rain.clone(), rain.clone()].concat());
        assert_eq!(
            (paths.len(), paths[1].as_str(), problems.len()),
            (2, "a.tar/rain.txt", 1),
            "{problems:?}"
        );
        assert!(paths[0].len() < 500);
        let (paths, problems) =
            gather("a.tar", &[rain.clone(), header("b.txt", u64::MAX / 2, EntryType::Regular)].concat());
        assert_eq!((paths.len(), problems.len()), (2, 1), "{problems:?}");
        let (paths, problems) = gather("a.tar", &[rain.clone(), vec![7; 5120], rain].concat());
        assert_eq!((paths.len(), problems.len()), (2, 1), "{paths:?} {problems:?}");
    }
}
