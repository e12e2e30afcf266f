//! HTTP answers as they were saved: their head, and their body as it was before it was sent.
//!
//! Savers differ in what they undo of a transfer, so each step is undone only where its traces are seen.

use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::outlet::LARGEST;
use super::unpack::{Packed, Scales};

/// So many bytes of head are read.
pub const HEAD: u64 = 1 << 16;

/// The head of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// 200 and the like.
    pub status: u16,
    /// What `Content-Type` says, or `""`.
    pub media: String,
    /// What `Content-Encoding` says, in lower case.
    encoding: String,
    /// The body was sent in chunks.
    chunked: bool,
}

impl Answer {
    /// Reads the lines of a head, without the blank one; none when they don't begin as an answer does.
    #[must_use]
    pub fn parse(head: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let first = lines.next()?;
        let status = first.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        let mut answer = Self { status, ..Self::default() };
        for line in lines {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => answer.media = value.to_owned(),
                "content-encoding" => answer.encoding = value.to_ascii_lowercase(),
                "transfer-encoding" => answer.chunked = value.to_ascii_lowercase().contains("chunked"),
                _ => {}
            }
        }
        Some(answer)
    }

    /// The body as it was before it was sent.
    ///
    /// # Errors
    /// When it can't be unpacked, or grows beyond all bounds.
    pub fn body(&self, mut bytes: Vec<u8>, scales: &Scales) -> io::Result<Vec<u8>> {
        if self.chunked
            && let Some(joined) = join(&bytes)
        {
            bytes = joined;
        }
        // The encoding that was put on last comes off first.
        for encoding in self.encoding.split(',').rev() {
            bytes = match encoding.trim() {
                "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
                    unpacked(&bytes, scales, |packed| Box::new(MultiGzDecoder::new(packed)))?
                }
                "deflate" if is_zlib(&bytes) => {
                    unpacked(&bytes, scales, |packed| Box::new(ZlibDecoder::new(packed)))?
                }
                "deflate" => attempt(bytes, scales, |packed| Box::new(DeflateDecoder::new(packed))),
                "zstd" if bytes.starts_with(b"\x28\xb5\x2f\xfd") => unpacked(&bytes, scales, |packed| {
                    match zstd::stream::read::Decoder::with_buffer(packed) {
                        Ok(decoder) => Box::new(decoder),
                        Err(_) => Box::new(io::empty()),
                    }
                })?,
                "br" => attempt(bytes, scales, |packed| {
                    Box::new(brotli_decompressor::Decompressor::new(packed, 1 << 14))
                }),
                _ => bytes,
            };
        }
        Ok(bytes)
    }
}

/// A decoder of bytes.
type Decoder<'a> = Box<dyn Read + 'a>;

fn unpacked<'a>(
    bytes: &'a [u8],
    scales: &Scales,
    decoder: impl FnOnce(Packed<&'a [u8]>) -> Decoder<'a>,
) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    scales.unpacked(decoder(scales.packed(bytes))).take(LARGEST + 1).read_to_end(&mut out)?;
    Ok(out)
}

/// The same for encodings whose traces can't be seen: what can't be unpacked was unpacked by the saver.
fn attempt<'a>(
    bytes: Vec<u8>,
    scales: &Scales,
    decoder: impl for<'b> FnOnce(Packed<&'b [u8]>) -> Decoder<'b>,
) -> Vec<u8> {
    match unpacked(&bytes, scales, decoder) {
        Ok(out) if !out.is_empty() => out,
        _ => bytes,
    }
}

/// The two bytes that a zlib stream begins with are a multiple of 31 (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 15 == 8 && (u16::from(*first) * 256 + u16::from(*second)).is_multiple_of(31))
}

/// Joins chunks; none when the bytes are not in chunks. What is cut off is joined as far as it goes.
fn join(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = bytes;
    loop {
        let end = memchr::memchr(b'\n', rest.get(..64).unwrap_or(rest));
        let line = end.and_then(|end| std::str::from_utf8(&rest[..end]).ok());
        let size = line.and_then(|line| {
            let digits = line.split(';').next().unwrap_or("").trim();
            usize::from_str_radix(digits, 16).ok()
        });
        match (end, size) {
            (Some(end), Some(size)) if size > 0 => {
                let chunk = &rest[end + 1..];
                joined.extend_from_slice(chunk.get(..size).unwrap_or(chunk));
                rest = chunk.get(size..).unwrap_or(&[]);
                rest = rest.strip_prefix(b"\r").unwrap_or(rest);
                rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            }
            (Some(_), Some(_)) => return Some(joined),
            _ => return (!joined.is_empty()).then_some(joined),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use flate2::Compression;

    use super::*;

    fn check(headers: &str, body: &[u8], expect: &str) {
        let answer = Answer::parse(format!("HTTP/1.1 200 OK\r\n{headers}").as_bytes()).expect("an answer");
        let bytes = answer.body(body.to_vec(), &Scales::new(&Rc::default(), true)).expect("a body");
        assert_eq!(String::from_utf8_lossy(&bytes), expect, "{headers}");
    }

    fn packed(mut encoder: impl Read) -> Vec<u8> {
        let mut out = Vec::new();
        encoder.read_to_end(&mut out).expect("memory can be read");
        out
    }

    #[test]
    fn what_a_transfer_did_is_undone_where_it_is_seen() {
        let rain = &b"It rained."[..];
        let level = Compression::new(6);
        let gzipped = packed(flate2::read::GzEncoder::new(rain, level));
        check("", rain, "It rained.");
        check("Content-Encoding: gzip", &gzipped, "It rained.");
        check("content-encoding: GZIP", rain, "It rained.");
        check(
            "Content-Encoding: deflate",
            &packed(flate2::read::ZlibEncoder::new(rain, level)),
            "It rained.",
        );
        check(
            "Content-Encoding: deflate",
            &packed(flate2::read::DeflateEncoder::new(rain, level)),
            "It rained.",
        );
        check("Content-Encoding: deflate", rain, "It rained.");
        check("Content-Encoding: br", &[0x0b, 2, 0x80, b'R', b'a', b'i', b'n', b'.', 3], "Rain.");
        check("Content-Encoding: br", rain, "It rained.");
        let chunks = [b"6;x=y\r\n", &gzipped[..6], b"\r\n", b"100\r\n", &gzipped[6..]].concat();
        check("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &chunks, "It rained.");
        check("Transfer-Encoding: chunked", b"3\r\nIt \r\n7\r\nrained.\r\n0\r\n\r\n", "It rained.");
        check("Transfer-Encoding: chunked", rain, "It rained.");
    }

    #[test]
    fn heads_are_read_by_their_names() {
        let answer =
            Answer::parse(b"HTTP/2 404\r\nCONTENT-TYPE:text/html; charset=x\r\nrubbish\r\n").expect("one");
        assert_eq!((answer.status, answer.media.as_str()), (404, "text/html; charset=x"));
        assert_eq!(Answer::parse(b"<html>"), None);
    }
}
