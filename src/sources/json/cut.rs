//! Cutting one value after the other out of a stream: JSON Lines, JSON text sequences (RFC 7464), values in a row, and
//! the elements of a list of any length.
//!
//! Only the value at hand is in memory, and of that no more than the largest that is read. A broken value ends where
//! the next one begins on a line of its own.

use std::io::BufRead;

use memchr::memchr3;

use crate::sources::outlet::LARGEST;

/// What was cut out.
#[derive(Debug, PartialEq, Eq)]
pub struct Cut {
    /// The line it begins on, or, in a list, which element it is; from 1 on, growing.
    pub number: usize,
    /// It is the element of a list.
    pub listed: bool,
    /// The value, or what is wrong with it.
    pub value: Result<Vec<u8>, String>,
}

/// Where the cutter is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before the next value.
    #[default]
    Between,
    /// In an object or list, so many brackets deep.
    Inside(usize),
    /// In a string of the value.
    Quoted(usize),
    /// In something that is neither.
    Junk,
}

#[derive(Default)]
struct Cutter {
    state: State,
    /// The next byte is escaped.
    escaped: bool,
    /// The outermost list is open.
    listed: bool,
    /// The first value began with a list, so that elements are counted.
    counts: bool,
    record: Vec<u8>,
    /// The record has outgrown what is read.
    large: bool,
    line: usize,
    /// Bytes since the line began, as long as they are white space.
    indent: Option<usize>,
    /// The indent of the line on which the value begins.
    own_indent: usize,
    /// The last byte of the value that is no white space.
    last: u8,
    number: usize,
    count: usize,
}

/// Cuts all values out of `source`; `false` as soon as `give` answers that nobody wants more.
pub fn cut(source: &mut dyn BufRead, give: &mut dyn FnMut(Cut) -> bool) -> bool {
    let mut cutter = Cutter { line: 1, indent: Some(0), ..Cutter::default() };
    loop {
        let chunk = match source.fill_buf() {
            Ok([]) => return cutter.end(give),
            Ok(chunk) => chunk,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => {
                cutter.number = cutter.number.max(1);
                return cutter.give(Err(format!("the input could not be read on: {error}")), give);
            }
        };
        let length = chunk.len();
        if !cutter.chunk(chunk, give) {
            return false;
        }
        source.consume(length);
    }
}

impl Cutter {
    fn chunk(&mut self, chunk: &[u8], give: &mut dyn FnMut(Cut) -> bool) -> bool {
        let mut at = 0;
        // What has not been added to the record yet starts here.
        let mut from = 0;
        while at < chunk.len() {
            let byte = chunk[at];
            if let State::Quoted(_) = self.state
                && self.indent.is_none()
                && !self.escaped
            {
                at += memchr3(b'"', b'\\', b'\n', &chunk[at..]).unwrap_or(chunk.len() - at);
                let Some(&byte) = chunk.get(at) else { break };
                self.quoted(byte);
                at += 1;
                continue;
            }
            if self.begins_anew(byte) {
                self.keep(&chunk[from..at]);
                from = at;
                let what = "it is broken: it does not end before the next one begins".to_owned();
                if !self.give(Err(what), give) {
                    return false;
                }
            }
            let was = self.state;
            let done = self.step(byte);
            at += 1;
            match (was, self.state) {
                (State::Between, State::Inside(_)) => from = at - 1,
                (State::Inside(_), State::Between) => self.keep(&chunk[from..at]),
                _ => {}
            }
            if let Some(value) = done
                && !self.give(value, give)
            {
                return false;
            }
        }
        if matches!(self.state, State::Inside(_) | State::Quoted(_)) {
            self.keep(&chunk[from..]);
        }
        true
    }

    /// True when a new value begins on its own line before the last one has ended: no JSON has a bracket there.
    fn begins_anew(&self, byte: u8) -> bool {
        let first = self.indent.is_some_and(|indent| indent <= self.own_indent) && byte == b'{';
        match self.state {
            State::Quoted(_) => first && !self.escaped,
            State::Inside(_) => first && !matches!(self.last, b'[' | b',' | b':') || byte == 0x1e,
            _ => false,
        }
    }

    /// One byte; gives what ends with it, the value itself in `record`.
    fn step(&mut self, byte: u8) -> Option<Result<(), String>> {
        let fresh = self.indent;
        match byte {
            b'\n' => {
                self.line += 1;
                self.indent = Some(0);
            }
            b' ' | b'\t' | b'\r' => self.indent = fresh.map(|indent| indent + 1),
            _ => self.indent = None,
        }
        match self.state {
            State::Between => self.between(byte, fresh),
            State::Inside(depth) => self.inside(byte, depth),
            State::Quoted(_) => {
                self.quoted_byte(byte);
                None
            }
            State::Junk => self.junk(byte),
        }
    }

    fn between(&mut self, byte: u8, fresh: Option<usize>) -> Option<Result<(), String>> {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | 0x1e | 0xef | 0xbb | 0xbf => {}
            b']' if self.listed => self.listed = false,
            b'[' if !self.listed => {
                self.counts |= self.number == 0;
                self.listed = true;
            }
            _ => {
                self.count += 1;
                self.number = if self.counts { self.count } else { self.line.max(self.number + 1) };
                self.own_indent = fresh.unwrap_or(0);
                self.last = byte;
                self.state = if matches!(byte, b'{' | b'[') { State::Inside(1) } else { State::Junk };
            }
        }
        None
    }

    fn inside(&mut self, byte: u8, depth: usize) -> Option<Result<(), String>> {
        match byte {
            b'"' => self.state = State::Quoted(depth),
            b'{' | b'[' => self.state = State::Inside(depth + 1),
            b'}' | b']' if depth == 1 => {
                self.state = State::Between;
                return Some(Ok(()));
            }
            b'}' | b']' => self.state = State::Inside(depth - 1),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
        None
    }

    /// A byte of a string that `memchr` found.
    fn quoted(&mut self, byte: u8) {
        if byte == b'\n' {
            self.line += 1;
            self.indent = Some(0);
        }
        self.quoted_byte(byte);
    }

    fn quoted_byte(&mut self, byte: u8) {
        match (self.state, byte) {
            _ if std::mem::take(&mut self.escaped) => {}
            (_, b'\\') => self.escaped = true,
            (State::Quoted(depth), b'"') => {
                self.last = b'"';
                self.state = State::Inside(depth);
            }
            _ => {}
        }
    }

    /// Passes over what is neither object nor list: to the end of the line, or of the element.
    fn junk(&mut self, byte: u8) -> Option<Result<(), String>> {
        let ends = byte == b'\n' || (self.listed && matches!(byte, b',' | b']'));
        if !ends {
            return None;
        }
        self.state = State::Between;
        if byte == b']' {
            self.listed = false;
        }
        Some(Err("it is neither an object nor a list".to_owned()))
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.large || (self.record.len() + bytes.len()) as u64 > LARGEST {
            self.large = true;
            self.record = Vec::new();
        } else {
            self.record.extend_from_slice(bytes);
        }
    }

    fn give(&mut self, found: Result<(), String>, give: &mut dyn FnMut(Cut) -> bool) -> bool {
        let record = std::mem::take(&mut self.record);
        let large = std::mem::take(&mut self.large);
        self.state = State::Between;
        let value = match found {
            Ok(()) if large => Err(format!("it is larger than {} MiB and was passed over", LARGEST >> 20)),
            Ok(()) => Ok(record),
            Err(what) => Err(what),
        };
        give(Cut { number: self.number, listed: self.listed, value })
    }

    fn end(&mut self, give: &mut dyn FnMut(Cut) -> bool) -> bool {
        match self.state {
            State::Between => true,
            State::Junk => self.give(Err("it is neither an object nor a list".to_owned()), give),
            _ => self.give(Err("it is cut off: the input ends in the middle of it".to_owned()), give),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// The values with their numbers, broken ones as the first words of what is wrong.
    fn cuts(json: &[u8], capacity: usize) -> Vec<String> {
        let mut list = Vec::new();
        cut(&mut BufReader::with_capacity(capacity, json), &mut |cut| {
            let words = match cut.value {
                Ok(bytes) => String::from_utf8_lossy(&bytes).replace('\n', "⏎"),
                Err(what) => format!("! {}", what.split(':').next().unwrap_or("")),
            };
            list.push(format!("{} {words}", cut.number));
            true
        });
        list
    }

    fn check(json: &str, expect: &[&str]) {
        for capacity in [1, 3, 7, 4096] {
            assert_eq!(cuts(json.as_bytes(), capacity), expect, "{json} {capacity}");
        }
    }

    #[test]
    fn values_are_cut_from_lines_lists_rows_and_sequences() {
        check("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}", &["1 {\"a\":1}", "3 {\"a\":2}", "4 {\"a\":3}"]);
        check("\u{feff}[{\"a\":[1]}, {\"b\":\"]}\\\"\"}]\n", &["1 {\"a\":[1]}", "2 {\"b\":\"]}\\\"\"}"]);
        check(
            "[\n  {\n    \"a\": [\n      {}\n    ]\n  },\n  {}\n]",
            &["1 {⏎    \"a\": [⏎      {}⏎    ]⏎  }", "2 {}"],
        );
        check("{\n\"a\": [\n{}\n,\n{}\n]\n}\n{}", &["1 {⏎\"a\": [⏎{}⏎,⏎{}⏎]⏎}", "8 {}"]);
        check("{}{}", &["1 {}", "2 {}"]);
        check("\u{1e}{\"a\":1}\n\u{1e}{\"a\":2}\n", &["1 {\"a\":1}", "2 {\"a\":2}"]);
        check("", &[]);
        check("[]", &[]);
    }

    #[test]
    fn a_broken_value_ends_where_the_next_begins() {
        let broken = "! it is broken";
        check("{\"a\":\"x\n{\"a\":2}\n", &[&format!("1 {broken}"), "2 {\"a\":2}"]);
        check("{\"a\":[1,2\n{\"a\":2}\n", &[&format!("1 {broken}"), "2 {\"a\":2}"]);
        check("[\n  {\"a\": \"x},\n  {\"a\":2}\n]", &[&format!("1 {broken}"), "2 {\"a\":2}"]);
        check("\u{1e}{\"a\":\u{1e}{}", &[&format!("1 {broken}"), "2 {}"]);
        check(
            "oops\n{}\n\"x\"\n12",
            &[
                "1 ! it is neither an object nor a list",
                "2 {}",
                "3 ! it is neither an object nor a list",
                "4 ! it is neither an object nor a list",
            ],
        );
        check(
            "[1, {}, \"a\"]",
            &["1 ! it is neither an object nor a list", "2 {}", "3 ! it is neither an object nor a list"],
        );
        check("{}\n{\"a\": \"b", &["1 {}", "2 ! it is cut off"]);
    }

    #[test]
    fn a_value_without_end_is_passed_over_in_constant_memory() {
        struct Endless(u64);
        impl std::io::Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let length = buffer.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
                self.0 -= length as u64;
                buffer[..length].fill(b'x');
                Ok(length)
            }
        }
        let source = std::io::Read::chain(
            std::io::Read::chain(&b"{\"a\":\""[..], Endless(LARGEST + 9)),
            &b"\"}\n{}\n"[..],
        );
        let mut list = Vec::new();
        cut(&mut BufReader::new(source), &mut |cut| {
            list.push((cut.number, cut.value));
            true
        });
        let large = Err("it is larger than 64 MiB and was passed over".to_owned());
        assert_eq!(list, [(1, large), (2, Ok(b"{}".to_vec()))]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_in_any_chunks_give_the_same(json in "[\\[\\]{}\",:\\\\ \nab1\u{1e}]{0,40}") {
            assert_eq!(cuts(json.as_bytes(), 1), cuts(json.as_bytes(), 4096));
        }
    }
}
