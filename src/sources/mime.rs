//! MIME: a message or part as its headers, its content decoded, and the parts inside it.
//!
//! Any bytes are a message: what is missing or broken (encodings, boundaries, headers) is read as it stands. Parts are
//! cut one level at a time and their number is bounded, so that no nesting costs more than its bytes.

use std::borrow::Cow;

use encoding_rs::Encoding;
use mail_parser::{Header, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders as _};

use super::decode::decode;

/// More parts of one level are not read.
const MOST: usize = 500;

/// Headers beyond so many bytes are not read.
const HEADERS: usize = 1 << 18;

/// A message, or a part of one.
#[derive(Debug)]
pub struct Part<'a> {
    headers: Message<'a>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    /// The part that `bytes` are.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        let (head, body) = split(bytes);
        let head = head.get(..HEADERS).unwrap_or(head);
        let headers = MessageParser::default().parse_headers(head).unwrap_or_default();
        Self { headers, body }
    }

    /// The headers, when there are any.
    #[must_use]
    pub fn headers(&self) -> Option<&Message<'a>> {
        (!self.headers.parts.is_empty()).then_some(&self.headers)
    }

    fn list(&self) -> &[Header<'a>] {
        self.headers.parts.first().map_or(&[], |part| &part.headers)
    }

    /// A header as it stands, unfolded; `""` when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let found = self.list().iter().find(|header| header.name.as_str().eq_ignore_ascii_case(name));
        let raw = found.and_then(|header| {
            let (start, end) = (header.offset_start as usize, header.offset_end as usize);
            self.headers.raw_message.get(start..end)
        });
        let words = String::from_utf8_lossy(raw.unwrap_or(&[])).into_owned();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A header as words, with its encoded words decoded.
    #[must_use]
    pub fn words(&self, name: HeaderName<'static>) -> String {
        let found = self.list().iter().rev().find(|header| header.name == name);
        match found.map(|header| &header.value) {
            Some(HeaderValue::Text(text)) => text.trim().to_owned(),
            Some(HeaderValue::TextList(list)) => list.join(" "),
            _ => String::new(),
        }
    }

    fn first(&self) -> Option<&mail_parser::MessagePart<'a>> {
        self.headers.parts.first()
    }

    /// Its media type in lower case: `text/plain` when none is given.
    #[must_use]
    pub fn media(&self) -> String {
        let media = self.first().and_then(|part| part.content_type());
        media.map_or_else(
            || "text/plain".to_owned(),
            |media| format!("{}/{}", media.ctype(), media.subtype().unwrap_or("")).to_ascii_lowercase(),
        )
    }

    /// An attribute of its media type, such as `charset`; `""` when it is not there.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &str {
        let media = self.first().and_then(|part| part.content_type());
        media.and_then(|media| media.attribute(name)).unwrap_or("").trim()
    }

    /// The name of an attached file, or `""`.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.first().and_then(|part| part.attachment_name()).unwrap_or("").trim()
    }

    /// True for a part that is to be shown apart from the message.
    #[must_use]
    pub fn is_attached(&self) -> bool {
        let disposition = self.first().and_then(|part| part.content_disposition());
        disposition.is_some_and(mail_parser::ContentType::is_attachment)
    }

    /// The parts directly inside; empty unless the media type is `multipart/…`.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'a>> {
        if !self.media().starts_with("multipart/") {
            return Vec::new();
        }
        let named = self.attribute("boundary").as_bytes();
        let mut cuts = cuts(self.body, named);
        if cuts.is_empty() {
            // Without its boundary, or with another one than it says: the first line that looks like one.
            cuts = self::cuts(self.body, guess(self.body).unwrap_or(named));
        }
        cuts.into_iter().map(Part::of).collect()
    }

    /// The content with its transfer encoding undone.
    #[must_use]
    pub fn content(&self) -> Cow<'a, [u8]> {
        match self.header("Content-Transfer-Encoding").to_ascii_lowercase().as_str() {
            "base64" => base64(self.body).into(),
            "quoted-printable" => quoted_printable(self.body).into(),
            _ => self.body.into(),
        }
    }

    /// The content as text, and what had to be guessed or replaced for it.
    ///
    /// # Errors
    /// When it is no text.
    pub fn text(&self) -> Result<(String, Vec<String>), String> {
        let content = self.content();
        let label = self.attribute("charset");
        let encoding = Encoding::for_label(label.as_bytes());
        let plain =
            |encoding: &'static Encoding| encoding != encoding_rs::UTF_8 && encoding.is_ascii_compatible();
        match encoding {
            // ISO-2022-JP looks like ASCII, so it must be believed; others when they are not UTF-8 after all.
            Some(encoding)
                if !encoding.is_ascii_compatible()
                    || plain(encoding) && std::str::from_utf8(&content).is_err() =>
            {
                let (text, broken) = encoding.decode_without_bom_handling(&content);
                let note = || format!("some bytes are not valid {} and were replaced", encoding.name());
                let notes = if broken { vec![note()] } else { Vec::new() };
                Ok((text.replace("\r\n", "\n"), notes))
            }
            _ => decode(content.into_owned()).map(|decoded| (decoded.text, decoded.notes)),
        }
    }
}

/// Headers and body, which a blank line parts.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut at = 0;
    loop {
        let line = bytes.get(at..).unwrap_or(&[]);
        let end = memchr::memchr(b'\n', line).map_or(line.len(), |end| end + 1);
        if end == 0 || line[..end].trim_ascii().is_empty() {
            return (&bytes[..at], &bytes[at + end..]);
        }
        at += end;
    }
}

/// What stands between the lines of a boundary.
fn cuts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut cuts = Vec::new();
    let (mut at, mut start) = (0, None);
    while !boundary.is_empty() && at < body.len() && cuts.len() < MOST {
        let rest = &body[at..];
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = rest[..end].trim_ascii_end();
        if let Some(tail) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary))
            && matches!(tail, b"" | b"--")
        {
            cuts.extend(start.map(|start| trim_end(&body[start..at])));
            start = Some(at + end).filter(|_| tail.is_empty());
        }
        at += end;
    }
    // A message that was cut off has no last boundary.
    if let Some(start) = start.filter(|start| *start < body.len() && cuts.len() < MOST) {
        cuts.push(&body[start..]);
    }
    cuts
}

/// The line end before a boundary belongs to it.
fn trim_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The boundary that the first line which looks like one has.
fn guess(body: &[u8]) -> Option<&[u8]> {
    let lines = body.split(|&byte| byte == b'\n').take(100);
    lines.map(<[u8]>::trim_ascii_end).find_map(|line| {
        let boundary = line.strip_prefix(b"--")?;
        (boundary.len() >= 4 && !boundary.contains(&b' ')).then_some(boundary)
    })
}

/// Encodes as base64 (RFC 4648, section 4), in one line.
#[must_use]
pub fn in_base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, n| (bits << 8) | usize::from(three.get(n).copied().unwrap_or(0)));
        for n in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * n)) & 63]);
            out.push(if n <= three.len() { letter } else { '=' });
        }
    }
    out
}

/// Decodes base64; what is none of its characters is passed over.
#[must_use]
pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count).to_le_bytes()[0]);
        }
    }
    out
}

/// Decodes quoted-printable; an `=` that begins no code stands for itself.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        match (digit(rest.first()), digit(rest.get(1))) {
            (Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = &rest[2..];
            }
            // A line that goes on in the next.
            _ if rest.get(blank) == Some(&b'\n') => rest = &rest[blank + 1..],
            _ if rest.is_empty() => {}
            _ => out.push(b'='),
        }
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings_are_undone_however_broken() {
        for (packed, expect) in [
            ("SXQgcmFpbmVkLg==", "It rained."),
            ("SXQg\r\ncmFp bmVkLg", "It rained."),
            ("SXQgcmFpbmVkLg==SXQgcmFpbmVkLg==", "It rained.It rained."),
            ("=", ""),
        ] {
            assert_eq!(String::from_utf8_lossy(&base64(packed.as_bytes())), expect);
        }
        for (packed, expect) in [
            ("It r=61ined=\r\n a lot.", "It rained a lot."),
            ("1 = 1 =ZZ", "1 = 1 =ZZ"),
            ("caf=C3=A9=", "café"),
        ] {
            assert_eq!(String::from_utf8_lossy(&quoted_printable(packed.as_bytes())), expect);
        }
    }

    #[test]
    fn base64_comes_back_as_it_went_in() {
        let check = |words: &str, expect: &str| {
            assert_eq!(in_base64(words.as_bytes()), expect);
            assert_eq!(base64(expect.as_bytes()), words.as_bytes());
        };
        check("", "");
        check("g", "Zw==");
        check("gr", "Z3I=");
        check("gre", "Z3Jl");
        check("greta:mö?>", "Z3JldGE6bcO2Pz4=");
    }

    fn contents(message: &str) -> Vec<String> {
        let message = Part::of(message.as_bytes());
        message.parts().iter().map(|part| part.text().map_or_else(|what| what, |(text, _)| text)).collect()
    }

    #[test]
    fn parts_are_cut_with_and_without_good_boundaries() {
        let body = "preamble\n--xyz1\n\nOne.\n--xyz1\nContent-Type: text/html\n\nTwo.\n";
        for head in ["multipart/mixed; boundary=xyz1", "multipart/mixed; boundary=other", "multipart/mixed"] {
            let message = format!("Content-Type: {head}\n\n{body}");
            assert_eq!(contents(&format!("{message}--xyz1--\nepilogue")), ["One.", "Two."], "{head}");
            assert_eq!(contents(&message), ["One.", "Two.\n"], "{head}");
        }
        assert!(contents("Content-Type: multipart/mixed; boundary=xyz1\n\nNo parts.").is_empty());
    }
}
