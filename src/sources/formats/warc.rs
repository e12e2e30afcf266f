//! WARC files, as crawlers save the web in (ISO 28500): record by record, whatever the file's size.
//!
//! A record that is broken, cut off or too large costs only itself: the next begins where a line says so.

use std::io::{self, BufRead, Read};

use memchr::memmem;

use crate::library::Detail;
use crate::sources::format::{self, Glance};
use crate::sources::formats::json;
use crate::sources::http::{self, Answer};
use crate::sources::leaf::About;
use crate::sources::outlet::{LARGEST, Outlet, too_large};

/// Lines of a record's head are read to so many bytes.
const LINE: u64 = 1 << 14;

/// A record's head has no more lines than this.
const LINES: usize = 200;

/// A length beyond this is a slip, for no file has so many bytes.
const PLAUSIBLE: u64 = 1 << 40;

/// True for what begins with a record.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let head = glance.head.trim_ascii_start();
    head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0.")
}

/// Gives the pages, feeds and texts of all records, each at its number.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    let mut warc = Warc { source: Spliced { first: Vec::new(), at: 0, rest: source }, number: 0, given: 0 };
    loop {
        match warc.next(outlet) {
            Ok(Some(true)) => {}
            Ok(Some(false)) => return false,
            Ok(None) if warc.given > 0 => return true,
            Ok(None) => {
                let what = format!("has no page among its {} records; there is nothing to read", warc.number);
                return outlet.problem(what);
            }
            Err(error) => {
                return outlet.problem(format!("is damaged after record {} ({error})", warc.number));
            }
        }
    }
}

/// A source with bytes put back before it.
struct Spliced<'a> {
    first: Vec<u8>,
    at: usize,
    rest: &'a mut dyn BufRead,
}

impl Read for Spliced<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Spliced<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.first.len() { Ok(&self.first[self.at..]) } else { self.rest.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.first.len() {
            self.at += count;
        } else {
            self.rest.consume(count);
        }
    }
}

impl Spliced<'_> {
    /// Puts bytes back.
    fn unread(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.first.get(self.at..).unwrap_or(&[]));
        (self.first, self.at) = (bytes, 0);
    }

    /// The next line without its end, at most [`LINE`] bytes of it; none at the end of the source.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.take(LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        while line.last() != Some(&b'\n') {
            let buffer = self.fill_buf()?;
            let end = memchr::memchr(b'\n', buffer);
            let count = end.map_or(buffer.len(), |end| end + 1);
            self.consume(count);
            if end.is_some() || count == 0 {
                break;
            }
        }
        Ok(Some(line.trim_ascii_end().to_vec()))
    }

    /// Skips so many bytes; gives how many there were.
    fn skip(&mut self, count: u64) -> io::Result<u64> {
        let mut left = count;
        while left > 0 {
            let there = self.fill_buf()?.len();
            if there == 0 {
                break;
            }
            let step = usize::try_from(left).unwrap_or(usize::MAX).min(there);
            self.consume(step);
            left -= step as u64;
        }
        Ok(count - left)
    }
}

/// A WARC file as it is read.
struct Warc<'a> {
    source: Spliced<'a>,
    /// The record at hand, from 1.
    number: usize,
    /// Members given.
    given: usize,
}

/// What a record's head says.
#[derive(Default)]
struct Head {
    kind: String,
    url: Option<String>,
    date: String,
    media: String,
    truncated: String,
    length: Option<u64>,
}

impl Head {
    fn take(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => {
                let url = value.trim_start_matches('<').trim_end_matches('>');
                self.url = Some(url.to_owned()).filter(|url| !url.is_empty());
            }
            "warc-date" => value.clone_into(&mut self.date),
            "warc-truncated" => value.clone_into(&mut self.truncated),
            "content-type" => value.clone_into(&mut self.media),
            "content-length" => self.length = value.parse().ok().filter(|length| *length < PLAUSIBLE),
            _ => {}
        }
    }

    /// True for records that can hold a page.
    fn is_wanted(&self) -> bool {
        let aside =
            self.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt") || url.starts_with("dns:"));
        matches!(self.kind.as_str(), "response" | "resource" | "conversion") && !aside
    }

    fn about(self, media: String) -> About {
        let detail = |name: &str, value: String| Detail { name: name.to_owned(), value };
        let details = [detail("fetched", self.date), detail("truncated", self.truncated)];
        About {
            media,
            url: self.url,
            details: details.into_iter().filter(|detail| !detail.value.is_empty()).collect(),
            ..About::default()
        }
    }
}

impl Warc<'_> {
    /// Reads the next record; `None` at the end, `Some(false)` when nobody wants more.
    fn next(&mut self, outlet: &mut Outlet<'_>) -> io::Result<Option<bool>> {
        let mut lost = false;
        loop {
            match self.source.line()? {
                None => return Ok(None),
                Some(line) if line.starts_with(b"WARC/") => break,
                Some(line) if line.is_empty() => {}
                Some(_) if lost => {}
                Some(_) => {
                    lost = true;
                    if !self.fail(outlet, "does not end where its length says; the next was looked for") {
                        return Ok(Some(false));
                    }
                }
            }
        }
        self.number += 1;
        let mut head = Head::default();
        for _ in 0..LINES {
            match self.source.line()? {
                Some(line) if !line.is_empty() => head.take(&String::from_utf8_lossy(&line)),
                _ => break,
            }
        }
        let Some(length) = head.length else {
            let more = self.fail(outlet, "has no length that can be; the next record was looked for");
            return self.find_next().map(|()| Some(more));
        };
        if head.is_wanted() {
            return self.record(head, length, outlet).map(Some);
        }
        self.source.skip(length)?;
        Ok(Some(true))
    }

    fn fail(&mut self, outlet: &mut Outlet<'_>, what: &str) -> bool {
        outlet.fail(&format!(":{}", self.number.max(1)), what)
    }

    /// Goes on to the next line that begins a record.
    fn find_next(&mut self) -> io::Result<()> {
        while let Some(line) = self.source.line()? {
            if line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.") {
                self.source.unread([&line[..], b"\r\n"].concat());
                break;
            }
        }
        Ok(())
    }

    /// Reads a record that may hold a page.
    fn record(&mut self, head: Head, length: u64, outlet: &mut Outlet<'_>) -> io::Result<bool> {
        let mut left = length;
        let answer = if head.kind == "response" { self.answer(&mut left)? } else { None };
        let media = answer.as_ref().map_or(&head.media, |answer| &answer.media).clone();
        let is_good = answer.as_ref().is_none_or(|answer| (200..300).contains(&answer.status));
        if !is_good || !is_text(&media) {
            self.source.skip(left)?;
            return Ok(true);
        }
        if left > LARGEST {
            self.source.skip(left)?;
            return Ok(self.fail(outlet, &too_large()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(left).unwrap_or(0).min(1 << 20));
        (&mut self.source).take(left).read_to_end(&mut bytes)?;
        let cut = (bytes.len() as u64) < left;
        if cut || !matches!(self.source.fill_buf()?, [] | [b'\r' | b'\n', ..]) {
            // The length is wrong or the file is cut off: what looks like the next record is that.
            if let Some(end) = memmem::find(&bytes, b"\nWARC/1.").map(|at| at + 1) {
                self.source.unread(bytes.split_off(end));
                bytes.truncate(bytes.trim_ascii_end().len());
                if !self.fail(outlet, "is shorter than its length says; it was read to where the next begins")
                {
                    return Ok(false);
                }
            } else if cut && !self.fail(outlet, "is cut off; what there is of it was read") {
                return Ok(false);
            }
        }
        Ok(self.page(head, answer, media, bytes, outlet))
    }

    /// Reads the head of an HTTP answer, and takes its length off `left`.
    fn answer(&mut self, left: &mut u64) -> io::Result<Option<Answer>> {
        let mut source = (&mut self.source).take((*left).min(http::HEAD));
        let limit = source.limit();
        let mut head = Vec::new();
        loop {
            let start = head.len();
            source.read_until(b'\n', &mut head)?;
            let line = &head[start..];
            let is_http = start > 0 || line.starts_with(b"HTTP/");
            if line.trim_ascii().is_empty() || !is_http {
                break;
            }
        }
        *left -= limit - source.limit();
        let answer = Answer::parse(&head);
        if answer.is_none() {
            *left += head.len() as u64;
            self.source.unread(head);
        }
        Ok(answer)
    }

    fn page(
        &mut self,
        head: Head,
        answer: Option<Answer>,
        media: String,
        bytes: Vec<u8>,
        outlet: &mut Outlet<'_>,
    ) -> bool {
        let place = format!(":{}", self.number);
        let body = match answer {
            Some(answer) => answer.body(bytes, &outlet.scales()),
            None => Ok(bytes),
        };
        let body = match body {
            Ok(body) if body.len() as u64 > LARGEST => return outlet.fail(&place, too_large()),
            Ok(body) => body,
            Err(error) => return outlet.fail(&place, format!("can't be unpacked: {error}")),
        };
        if body.trim_ascii().is_empty() || !is_page(&body, &media) {
            return true;
        }
        self.given += 1;
        let name = head.url.as_deref().map(name_of).unwrap_or_default();
        outlet.leaf(&place, &name, body, head.about(media))
    }
}

/// True for media types that articles come in; an unknown one may be any.
fn is_text(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let code = ["css", "javascript", "ecmascript", "vtt", "svg", "x-component", "dns"];
    let text = ["text/", "application/xhtml", "application/rss", "application/atom", "application/rdf"];
    let data = ["json", "xml", "message/rfc822", "application/octet-stream"];
    media.is_empty()
        || (!code.iter().any(|word| media.contains(word))
            && (text.iter().any(|start| media.starts_with(start))
                || data.iter().any(|end| media.ends_with(end))))
}

/// True unless it is data that only programs read: JSON and XML of no format of articles, or no text at all.
fn is_page(body: &[u8], media: &str) -> bool {
    let head = body.get(..format::HEAD).unwrap_or(body);
    let known = format::find(&Glance { head, name: "", media }, None);
    let is_data = ["json", "xml", "octet-stream"].iter().any(|word| media.contains(word));
    if known.name == "json" && is_data {
        return json::has_articles(body);
    }
    known.name != "text" || !(is_data || crate::sources::decode::what_is(head).is_some())
}

/// The file name in an address.
fn name_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or("");
    path.rsplit('/').next().unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::outlet::gather;

    fn record(length: &str, body: &str) -> String {
        let head = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: ";
        format!("{head}{length}\r\n\r\n{body}\r\n\r\n")
    }

    fn good() -> String {
        record("10", "It rained.")
    }

    #[test]
    fn a_wrong_length_costs_only_its_own_record() {
        let check = |middle: &str, given: usize, wrong: usize| {
            let (paths, problems) = gather("a.warc", [good(), middle.to_owned(), good()].concat().as_bytes());
            assert_eq!((paths.len(), problems.len()), (given, wrong), "{middle:?} {paths:?} {problems:?}");
        };
        check("", 2, 0);
        check(&record("1000000000000000000", "It rained."), 2, 1);
        check(&record("99999999999999999999999999", "It rained."), 2, 1);
        check(&record("-1", "It rained."), 2, 1);
        check(&record("2", "It rained."), 3, 1);
        check(&record("60", "It rained."), 3, 1);
        check("\0\u{1}\u{2}\n\n\n", 2, 1);
        check(&format!("{}\n", "x".repeat(20 << 20)), 2, 1);
        check(&format!("WARC/1.0\r\n{}", "a: b\r\n".repeat(100_000)), 2, 1);
    }

    #[test]
    fn a_record_beyond_all_bounds_is_skipped() {
        let large =
            record(&(LARGEST + 1).to_string(), &"a".repeat(usize::try_from(LARGEST).expect("small") + 1));
        let (paths, problems) = gather("a.warc", [good(), large, good()].concat().as_bytes());
        assert_eq!(paths, ["a.warc:1", "a.warc:3"]);
        assert!(problems[0].starts_with("a.warc:2: is larger"), "{problems:?}");
    }
}
