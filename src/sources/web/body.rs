//! The content of an answer, unpacked: bounded in size, whatever it grows to, and read in pieces.
//!
//! Whoever wants to stop is heeded between the pieces; the time is bounded by the request.

use std::io::{self, ErrorKind, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use ureq::Error;
use ureq::http::header;

use super::ask::Refusal;
use super::fetch::{Limits, Page};
use super::follow::{Arrival, heed};
use super::{address, words};

/// So many bytes are read at once.
const PIECE: usize = 64 << 10;

/// Packed content may look back so many bytes, as a power of two: what RFC 9659 allows on the web.
const WINDOW: u32 = 23;

/// Reads a page of a good status. One that broke off says so in its `problem`.
///
/// # Errors
/// Why nothing can be had of it.
pub(super) fn page(arrival: Arrival, limits: &Limits, stop: &AtomicBool) -> Result<Page, Refusal> {
    let Arrival { url, response, .. } = arrival;
    let status = response.status().as_u16();
    // What would be the same next time is an answer; what broke off on the way is none.
    let wrong = |what, status| Refusal { what, status, host: address::host(&url), ..Refusal::default() };
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    // What gzip and brotli packed is unpacked by the client, which then leaves this line out.
    let way = header(header::CONTENT_ENCODING).unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(way.as_str(), "" | "identity" | "zstd") {
        let what = format!("is packed by {way}, which was not asked for; open it in a browser");
        return Err(wrong(what, status));
    }
    let media = header(header::CONTENT_TYPE).unwrap_or_default().to_owned();
    if response.body().content_length().is_some_and(|length| length > limits.largest) {
        return Err(wrong(too_large(limits), status));
    }
    let mut page = Page { url: address::bare(&url).to_string(), media, ..Page::default() };
    let body = response.into_body().into_reader();
    let ended = if way == "zstd" {
        unpacking(body).and_then(|mut source| drain(&mut source, &mut page.bytes, limits, stop))
    } else {
        drain(&mut body.take(u64::MAX), &mut page.bytes, limits, stop)
    };
    heed(stop)?;
    if let Err(error) = ended {
        let what = words::error(&told(error, way == "zstd"), &address::shown_host(&url), limits);
        if page.bytes.is_empty() {
            return Err(wrong(what, 0));
        }
        page.problem = Some(format!("is not whole: {what}"));
    }
    if page.bytes.len() as u64 > limits.largest {
        return Err(wrong(too_large(limits), status));
    }
    Ok(page)
}

fn unpacking(source: impl Read) -> io::Result<impl Read> {
    let mut decoder = zstd::Decoder::new(source)?;
    decoder.window_log_max(WINDOW)?;
    Ok(decoder)
}

/// Reads to the end, to one piece more than is allowed, or until somebody wants to stop.
fn drain(source: &mut dyn Read, bytes: &mut Vec<u8>, limits: &Limits, stop: &AtomicBool) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    while bytes.len() as u64 <= limits.largest && !stop.load(Ordering::Relaxed) {
        match source.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(piece.get(..count).unwrap_or(&[])),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The error as the client would tell it. What zstd can't unpack is of no kind of its own.
fn told(error: io::Error, is_zstd: bool) -> Error {
    match Error::from(error) {
        Error::Io(inner) if is_zstd && inner.kind() == ErrorKind::Other => Error::Decompress("zstd", inner),
        other => other,
    }
}

fn too_large(limits: &Limits) -> String {
    format!("is larger than {} MiB; fetch it to a file first (curl -O), and read that", limits.largest >> 20)
}
