//! From bytes to XML text, whatever the file says of its encoding.
//!
//! A label that the bytes contradict is not believed, and that is noted.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem::find;

use crate::sources::decode::{self, Decoded};

/// The encoding is declared within so many bytes.
const HEAD: usize = 1024;

/// Decodes a whole file. `media` is its media type as a header gave it, or `""`.
///
/// # Errors
/// A line that says what the bytes are, when they are no text.
pub fn decode(bytes: Vec<u8>, media: &str) -> Result<Decoded, String> {
    if Encoding::for_bom(&bytes).is_some() {
        return decode::decode(bytes);
    }
    let label = declared(&bytes).or_else(|| charset(media));
    let encoding = label.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    let (Some(label), Some(encoding)) = (label, encoding) else { return decode::decode(bytes) };
    // A label that can be read is not in UTF-16, whatever it says.
    if [UTF_8, UTF_16BE, UTF_16LE].contains(&encoding) {
        return decode::decode(bytes).map(|mut decoded| {
            for note in &mut decoded.notes {
                *note = note.replace("encoding not declared", &format!("says it is in {label}, but is not"));
            }
            decoded
        });
    }
    if encoding != ISO_2022_JP && std::str::from_utf8(&bytes).is_ok() {
        let plain = bytes.is_ascii();
        let mut decoded = decode::decode(bytes)?;
        if !plain {
            decoded.notes.push(format!("says it is in {label}, but is not; read as UTF-8"));
        }
        return Ok(decoded);
    }
    let (text, broken) = encoding.decode_without_bom_handling(&bytes);
    let mut decoded = decode::decode(text.into_owned().into_bytes())?;
    if broken {
        decoded.notes.push(format!("some bytes are not valid {} and were replaced", encoding.name()));
    }
    Ok(decoded)
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let start = find(head, b"<?xml")?;
    let head = &head[start..];
    let head = &head[..find(head, b"?>")?];
    let value = &head[find(head, b"encoding")? + 8..];
    let value = value.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let value = value[1..].split(|&byte| byte == quote).next()?;
    Some(String::from_utf8_lossy(value.trim_ascii()).into_owned())
}

/// The encoding that a media type names.
fn charset(media: &str) -> Option<String> {
    let (_, value) = media.split_once("charset=")?;
    let value = value.split(';').next().unwrap_or("").trim().trim_matches(['"', '\'']);
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], media: &str, text: &str, notes: &str) {
        let decoded = decode(bytes.to_vec(), media).expect("a text");
        let words = decoded.text.split("?>").last().unwrap_or("");
        assert_eq!((words, decoded.notes.join("; ").as_str()), (text, notes), "{bytes:?}");
    }

    #[test]
    fn the_label_is_believed_when_the_bytes_agree() {
        check(b"<?xml encoding='iso-8859-1'?><a>caf\xe9</a>", "", "<a>café</a>", "");
        check(b"<?xml encoding=\"windows-1251\"?><a>\xd8\xf3\xec</a>", "", "<a>Шум</a>", "");
        check("<?xml encoding='utf-8'?><a>café</a>".as_bytes(), "", "<a>café</a>", "");
        check(b"<a>\xe1\xe2</a>", "application/rss+xml; charset=ISO-8859-7", "<a>αβ</a>", "");
        check(b"\xff\xfe<\0a\0>\0", "", "<a>", "");
    }

    #[test]
    fn the_bytes_are_believed_when_the_label_is_wrong() {
        check(
            "<?xml version='1.0' encoding='iso-8859-1'?><a>café</a>".as_bytes(),
            "",
            "<a>café</a>",
            "says it is in iso-8859-1, but is not; read as UTF-8",
        );
        check(
            b"<?xml version='1.0' encoding='UTF-8'?><a>Caf\xe9 owners in M\xfcnchen</a>",
            "",
            "<a>Café owners in München</a>",
            "says it is in UTF-8, but is not; read as windows-1252",
        );
        check(b"<?xml encoding='utf-16'?><a>tea</a>", "", "<a>tea</a>", "");
        check(b"<?xml encoding='klingon'?><a>tea</a>", "", "<a>tea</a>", "");
    }
}
