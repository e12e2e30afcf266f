//! A source that tells how much of it has been read, for archives that take a while.

use std::io::{self, Read, Seek, SeekFrom};

/// It is told after so many bytes.
const STEP: u64 = 1 << 18;

/// A source. When its length is known, all that is told adds up to it, whatever is read twice or not at all.
pub struct Told<'a, R> {
    source: R,
    left: u64,
    known: bool,
    since: u64,
    tell: &'a dyn Fn(u64),
}

impl<'a, R> Told<'a, R> {
    /// Tells what is read of `source`, which has `length` bytes, if that is known.
    pub fn new(source: R, length: Option<u64>, tell: &'a dyn Fn(u64)) -> Self {
        Self { source, left: length.unwrap_or(u64::MAX), known: length.is_some(), since: 0, tell }
    }
}

impl<R> Drop for Told<'_, R> {
    fn drop(&mut self) {
        (self.tell)(self.since + if self.known { self.left } else { 0 });
    }
}

impl<R: Read> Read for Told<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        let step = self.left.min(count as u64);
        self.left -= step;
        self.since += step;
        if self.since >= STEP {
            (self.tell)(std::mem::take(&mut self.since));
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Told<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::Cursor;

    use super::*;

    #[test]
    fn all_that_is_told_is_the_length() {
        let told = RefCell::new(Vec::new());
        let tell = |bytes: u64| told.borrow_mut().push(bytes);
        let mut source = Told::new(Cursor::new(vec![0; 3 << 20]), Some(3 << 20), &tell);
        for _ in 0..2 {
            source.seek(SeekFrom::Start(1 << 20)).expect("memory");
            io::copy(&mut source, &mut io::sink()).expect("memory");
        }
        drop(source);
        drop(Told::new(io::empty(), None, &tell));
        drop(Told::new(io::empty(), Some(7), &tell));
        assert!(told.borrow().len() > 3);
        assert_eq!(told.borrow().iter().sum::<u64>(), (3 << 20) + 7);
    }
}
