//! Unpacking: what goes into and comes out of a compression is counted, so that a bomb goes out before it does harm.
//!
//! Nothing unpacks to more than 64 MiB or [`RATIO`] times the bytes it is packed in, whichever is more, and all that is
//! nested in one input together to no more than 256 MiB or the same ratio.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Packed bytes give at most so many unpacked ones each.
pub const RATIO: u64 = 200;

/// One member may grow to so many bytes at any ratio.
const FREE: u64 = 64 << 20;

/// All of an input may grow to so many bytes at any ratio.
const ALL_FREE: u64 = 256 << 20;

/// Bytes that went in and came out.
#[derive(Debug, Default)]
pub struct Count {
    taken: Cell<u64>,
    given: Cell<u64>,
}

impl Count {
    /// True when too much came out for what went in.
    fn is_over(&self, free: u64) -> bool {
        self.given.get() > free.max(self.taken.get().saturating_mul(RATIO))
    }

    /// True when all of an input has given too much.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.is_over(ALL_FREE)
    }
}

/// What one compressed member is weighed on.
#[derive(Clone, Debug)]
pub struct Scales {
    own: Rc<Count>,
    all: Rc<Count>,
    /// It is not inside another compression, where what it takes was given already.
    outermost: bool,
}

impl Scales {
    /// Scales for the next member of an input of which `all` is counted.
    #[must_use]
    pub fn new(all: &Rc<Count>, outermost: bool) -> Self {
        Self { own: Rc::default(), all: Rc::clone(all), outermost }
    }

    /// `source` with what is taken from it counted.
    pub fn packed<R: BufRead>(&self, source: R) -> Packed<R> {
        Packed { source, scales: self.clone() }
    }

    /// `source` with what it gives counted.
    pub fn unpacked<R: Read>(&self, source: R) -> Unpacked<R> {
        Unpacked { source, scales: self.clone() }
    }

    fn take(&self, bytes: usize) {
        self.own.taken.set(self.own.taken.get() + bytes as u64);
        if self.outermost {
            self.all.taken.set(self.all.taken.get() + bytes as u64);
        }
    }

    fn give(&self, bytes: usize) -> io::Result<usize> {
        self.own.given.set(self.own.given.get() + bytes as u64);
        self.all.given.set(self.all.given.get() + bytes as u64);
        if self.own.is_over(FREE) || self.all.is_spent() {
            let what = format!("it grows to more than {RATIO} times its size, as bombs do");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
        }
        Ok(bytes)
    }
}

/// True for the error that stops a bomb.
#[must_use]
pub fn is_bomb(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::FileTooLarge
}

/// A compressed source.
#[derive(Debug)]
pub struct Packed<R> {
    source: R,
    scales: Scales,
}

/// What a compressed source gives; it fails when that is too much.
#[derive(Debug)]
pub struct Unpacked<R> {
    source: R,
    scales: Scales,
}

impl<R: BufRead> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.scales.take(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Packed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.scales.take(count);
        self.source.consume(count);
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.scales.give(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_too_much_stops() {
        let all = Rc::default();
        let grown = |packed: u64, factor: u64| {
            let scales = Scales::new(&all, true);
            io::copy(&mut scales.packed(io::BufReader::new(io::repeat(0).take(packed))), &mut io::sink())
                .and_then(|_| {
                    io::copy(&mut scales.unpacked(io::repeat(0).take(packed * factor)), &mut io::sink())
                })
        };
        assert_eq!(grown(1 << 20, 100).expect("a good ratio"), 100 << 20);
        assert_eq!(grown(1000, 60_000).expect("small"), 60_000_000);
        assert!(is_bomb(&grown(1 << 18, 300).expect_err("a bomb")));
        assert!(!all.is_spent());
        assert!((0..5).any(|_| grown(1, 60_000_000).is_err()));
        assert!(all.is_spent());
    }
}
