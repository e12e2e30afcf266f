//! From bytes to text: any encoding in use becomes UTF-8 with `\n` line ends, or a reason why not.
//!
//! Valid UTF-8 without carriage returns passes as it is, without a copy. Control characters other than NUL
//! stay in the text, so that it equals the file; whoever shows the text makes them harmless.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr2, memmem};

/// A decoded text.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; line ends are `\n`, and there is no NUL in it.
    pub text: String,
    /// What had to be guessed or replaced on the way, one line each.
    pub notes: Vec<String>,
}

/// Bytes looked at to tell text from binary data.
const SAMPLE: usize = 8192;

/// Bytes of a page in which its encoding may be declared; the standard says 1024, many pages come later.
const META: usize = 8192;

/// The first bytes of files that are no text, and what they are.
#[rustfmt::skip]
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-",              "a PDF document; convert it first (pdftotext FILE -)"),
    (b"\x89PNG",            "a PNG image, not text"),
    (b"\xff\xd8\xff",       "a JPEG image, not text"),
    (b"GIF8",               "a GIF image, not text"),
    (b"RIFF",               "a RIFF media file, not text"),
    (b"BZh",                "bzip2 data; unpack it first (bunzip2 FILE)"),
    (b"\xfd7zXZ",           "xz data; unpack it first (unxz FILE)"),
    (b"\x7fELF",            "a program, not text"),
    (b"SQLite format 3",    "an SQLite database, not text"),
    (b"\xd0\xcf\x11\xe0",   "an old office document; convert it to text first"),
];

/// Decodes a whole file.
///
/// # Errors
/// A line that says what the bytes are, when they are no text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or(&[]);
        let (text, broken) = encoding.decode_without_bom_handling(rest);
        let notes = if broken { vec![replaced(encoding)] } else { Vec::new() };
        return finish(text.into_owned(), notes);
    }
    match String::from_utf8(bytes) {
        Ok(text) if memchr(0, head(text.as_bytes())).is_none() && !text.starts_with("%PDF-") => {
            finish(text, Vec::new())
        }
        Ok(text) => guess(text.as_bytes()),
        Err(error) => guess(error.as_bytes()),
    }
}

/// Decodes a web page. Its encoding is what its mark says, then what `media` says (`text/html; charset=…`), then
/// what a `<meta>` in its head says; valid UTF-8 is UTF-8 whatever they say.
///
/// # Errors
/// As for [`decode`].
pub fn decode_page(bytes: Vec<u8>, media: &str) -> Result<Decoded, String> {
    if Encoding::for_bom(&bytes).is_some() {
        return decode(bytes);
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err((*what).to_owned());
    }
    let declared = charset(media.as_bytes()).or_else(|| meta_charset(&bytes));
    let shifts = declared == Some(ISO_2022_JP) && memchr(0x1b, &bytes).is_some();
    match declared {
        Some(encoding) if shifts || std::str::from_utf8(&bytes).is_err() && encoding != UTF_8 => {
            if is_binary(head(&bytes)) {
                return Err("binary data, not text; give a text file".to_owned());
            }
            let (text, broken) = encoding.decode_without_bom_handling(&bytes);
            finish(text.into_owned(), if broken { vec![replaced(encoding)] } else { Vec::new() })
        }
        _ => decode(bytes),
    }
}

/// What the `<meta>` tags among the first bytes of a page say of its encoding (HTML standard, 13.2.3.2).
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..META).unwrap_or(bytes).to_ascii_lowercase();
    memmem::find_iter(&start, b"<meta").find_map(|at| {
        let tag = start.get(at..)?;
        let end = memchr(b'>', tag)?;
        charset(tag.get(..end)?)
    })
}

/// The encoding after `charset=`; UTF-16 can't be what bytes say of themselves, and means UTF-8.
fn charset(words: &[u8]) -> Option<&'static Encoding> {
    let words = words.to_ascii_lowercase();
    let at = memmem::find(&words, b"charset")? + "charset".len();
    let label = words.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| matches!(byte, b'"' | b'\'' | b';' | b' ' | b'/' | b'>'));
    let encoding = Encoding::for_label(label.get(..end.unwrap_or(label.len()))?)?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// What bytes that begin so are, when they are no text.
#[must_use]
pub fn what_is(start: &[u8]) -> Option<&'static str> {
    let start = head(start);
    let known = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, what)| *what);
    let marked = Encoding::for_bom(start).is_some() || wide(start).is_some();
    known.filter(|_| std::str::from_utf8(start).is_err() || start.starts_with(b"%PDF-")).or_else(|| {
        let binary = !marked && is_binary(start);
        binary.then_some("binary data, not text; give a text file")
    })
}

/// The part of the bytes that is looked at.
fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..SAMPLE).unwrap_or(bytes)
}

/// Decodes bytes that don't say what they are and are not clean UTF-8.
fn guess(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err((*what).to_owned());
    }
    if let Some(encoding) = wide(head(bytes)) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return finish(text.into_owned(), Vec::new());
    }
    if is_binary(head(bytes)) {
        return Err("binary data, not text; give a text file".to_owned());
    }
    if let Some(text) = nearly_utf8(bytes) {
        return finish(text, vec![replaced(UTF_8)]);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut notes = vec![format!("encoding not declared; read as {}", encoding.name())];
    if broken {
        notes.push(replaced(encoding));
    }
    finish(text.into_owned(), notes)
}

fn replaced(encoding: &'static Encoding) -> String {
    format!("some bytes are not valid {} and were replaced", encoding.name())
}

/// UTF-16 without a mark: nearly every second byte of Western text is NUL, always on the same side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let nuls = |from: usize| bytes.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), bytes.len() / 2);
    match pairs {
        0 | 1 => None,
        _ if odd * 10 >= pairs * 6 && even * 20 <= odd => Some(UTF_16LE),
        _ if even * 10 >= pairs * 6 && odd * 20 <= even => Some(UTF_16BE),
        _ => None,
    }
}

/// More than a stray control character or two (tabs, line and page ends and escapes are none here).
fn is_binary(bytes: &[u8]) -> bool {
    let odd =
        |byte: u8| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)) || byte == 0x7f;
    let count = bytes.iter().filter(|&&byte| odd(byte)).count();
    count > 2 + bytes.len() / 200
}

/// UTF-8 with a few broken bytes in it: at least as many whole sequences as broken ones.
fn nearly_utf8(bytes: &[u8]) -> Option<String> {
    let (mut broken, mut whole) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (whole > 0 && broken <= 1 + whole / 4).then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// Line ends and NULs made right, if there are any that are not.
fn finish(text: String, mut notes: Vec<String>) -> Result<Decoded, String> {
    if memchr2(b'\r', 0, text.as_bytes()).is_none() {
        return Ok(Decoded { text, notes });
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut nuls = 0_usize;
    while let Some(at) = memchr2(b'\r', 0, rest.as_bytes()) {
        clean.push_str(&rest[..at]);
        if rest.as_bytes()[at] == 0 {
            nuls += 1;
            clean.push('\u{fffd}');
        } else if rest.as_bytes().get(at + 1) != Some(&b'\n') {
            clean.push('\n');
        }
        rest = &rest[at + 1..];
    }
    clean.push_str(rest);
    if nuls > 0 {
        notes.push(format!("{nuls} NUL characters were replaced"));
    }
    Ok(Decoded { text: clean, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: &str) {
        assert_eq!(decode(bytes.to_vec()).map(|decoded| decoded.text), Ok(expect.to_owned()), "{bytes:?}");
    }

    #[test]
    fn every_encoding_gives_the_same_words() {
        let words = "Der Bürgermeister sagte: „Schön.“\n";
        let wide = |order: fn(u16) -> [u8; 2]| words.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
        check(words.as_bytes(), words);
        check(&marked(b"\xef\xbb\xbf", words.as_bytes()), words);
        check(&marked(b"\xff\xfe", &wide(u16::to_le_bytes)), words);
        check(&marked(b"\xfe\xff", &wide(u16::to_be_bytes)), words);
        check(&wide(u16::to_le_bytes), words);
        check(&wide(u16::to_be_bytes), words);
        check(
            b"The caf\xe9 \x93opened\x94 in M\xfcnchen, she said.",
            "The café “opened” in München, she said.",
        );
    }

    #[test]
    fn line_ends_become_line_feeds_and_nuls_are_replaced() {
        check(b"a\r\nb\rc\r\n\r\nd\r", "a\nb\nc\n\nd\n");
        let rare = [&b"x".repeat(2000)[..], b"\0y"].concat();
        check(&rare, &format!("{}\u{fffd}y", "x".repeat(2000)));
        check(b"RIFFS and rhymes", "RIFFS and rhymes");
        check(b"an \x1b[1mescape", "an \u{1b}[1mescape");
    }

    #[test]
    fn a_broken_byte_in_utf8_does_not_garble_the_rest() {
        check(b"Zo\xc3\xab and Ren\xc3\xa9 \xff said", "Zoë and René \u{fffd} said");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_a_clean_text_or_a_reason(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            match decode(bytes) {
                Ok(decoded) => assert!(!decoded.text.contains(['\r', '\0'])),
                Err(what) => assert!(!what.is_empty()),
            }
        }

        #[test]
        fn plain_text_stays_as_it_is(text in "[^\r\0\u{feff}]{0,80}") {
            assert_eq!(decode(text.clone().into_bytes()).map(|decoded| decoded.text), Ok(text));
        }
    }

    #[test]
    fn binary_data_is_told_from_text() {
        for bytes in
            [&b"%PDF-1.7\n"[..], b"\x89PNG\r\n\x1a\n", b"\x00\x01\x02\x03\x04\x05\x06\x07\x00\x00\x80\x00"]
        {
            assert!(decode(bytes.to_vec()).is_err(), "{bytes:?}");
        }
    }
}
