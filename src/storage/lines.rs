//! The lines of an export: one JSON object each, of a kind. `docs/library.md` explains every field.
//!
//! The same types write and read them, so what goes out comes in again. A field that is not known is an error, never
//! silently lost.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::trouble::{Result, Trouble};
use crate::library::pack::{pack, unpack};
use crate::library::{Change, Health, Marks, SavedSearch, Subscription};

/// The version of the format.
pub(super) const VERSION: u32 = 1;

/// What is packed in the library unpacks to at most so many bytes.
pub(super) const LARGEST: u64 = 1 << 30;

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) quotidian: Cow<'static, str>,
    pub(super) version: u32,
}

/// What every other line says first.
#[derive(Deserialize)]
pub(super) struct Kind {
    pub(super) kind: String,
}

type Word = Cow<'static, str>;

/// A hash: 16 hexadecimal digits, as many programs read numbers only to 53 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(super) struct Hash(pub(super) i64);

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        format!("{:016x}", hash.0)
    }
}

impl TryFrom<String> for Hash {
    type Error = String;

    fn try_from(digits: String) -> std::result::Result<Self, String> {
        let value = u64::from_str_radix(&digits, 16).map_err(|_| format!("“{digits}” is no hash"))?;
        Ok(Hash(super::keep::signed(value)))
    }
}

/// Bytes: as text where they are UTF-8.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Bytes {
    Text(String),
    Base64(String),
}

impl Bytes {
    /// The bytes that the library has packed.
    pub(super) fn unpacked(packed: &[u8]) -> std::result::Result<Self, String> {
        let bytes = unpack(packed, LARGEST)?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Bytes::Text(text),
            Err(error) => Bytes::Base64(STANDARD.encode(error.as_bytes())),
        })
    }

    /// Packed for the library.
    pub(super) fn packed(&self) -> Result<Vec<u8>> {
        let bytes = match self {
            Bytes::Text(text) => Cow::Borrowed(text.as_bytes()),
            Bytes::Base64(code) => Cow::Owned(
                STANDARD
                    .decode(code)
                    .map_err(|error| Trouble::new(format!("its base64 is broken: {error}")))?,
            ),
        };
        packed(&bytes)
    }
}

/// Bytes packed for the library.
pub(super) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    pack(bytes)
        .map(|bytes| bytes.to_vec())
        .ok_or_else(|| Trouble::new("there is not enough memory to keep it"))
}

/// The record that the library has packed, as JSON.
pub(super) fn record(packed: &[u8]) -> std::result::Result<Box<RawValue>, String> {
    let text = String::from_utf8(unpack(packed, LARGEST)?).map_err(|_| "it is no UTF-8".to_owned())?;
    RawValue::from_string(text).map_err(|error| error.to_string())
}

/// A subscription.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceLine {
    pub(super) kind: Word,
    pub(super) subscription: Subscription,
    pub(super) health: Health,
    pub(super) etag: String,
    pub(super) modified: String,
    pub(super) print: Hash,
}

/// A file of a watched folder.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileLine {
    pub(super) kind: Word,
    pub(super) source: u32,
    pub(super) path: String,
    pub(super) size: i64,
    pub(super) modified: i64,
}

/// An article with all that belongs to it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleLine {
    pub(super) kind: Word,
    pub(super) id: i64,
    pub(super) source: u32,
    pub(super) others: Vec<u32>,
    pub(super) moment: i64,
    pub(super) arrived: i64,
    pub(super) marks: Marks,
    pub(super) place: i64,
    pub(super) url: Option<String>,
    pub(super) words: Option<Hash>,
    pub(super) places: Vec<Place>,
    pub(super) wanted: Option<WantedPage>,
    pub(super) engine: i64,
    pub(super) record: Option<Box<RawValue>>,
    pub(super) full: Option<Box<RawValue>>,
    pub(super) original: Option<Bytes>,
    pub(super) page: Option<Bytes>,
}

/// What an article was before its publisher changed it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionLine {
    pub(super) kind: Word,
    pub(super) article: i64,
    pub(super) replaced: i64,
    pub(super) record: Option<Box<RawValue>>,
    pub(super) full: Option<Box<RawValue>>,
    pub(super) original: Option<Bytes>,
    pub(super) page: Option<Bytes>,
}

/// A saved search.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchLine {
    pub(super) kind: Word,
    pub(super) search: SavedSearch,
    pub(super) seen: i64,
}

/// Where an article stands in a source.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    pub(super) source: u32,
    pub(super) key: String,
    pub(super) hash: Hash,
}

/// A page that is still to be fetched.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WantedPage {
    pub(super) source: u32,
    pub(super) url: String,
    pub(super) tries: i64,
    pub(super) next: i64,
    pub(super) error: Option<String>,
}

/// Where an article stood that was pruned and is not to come again.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrunedLine {
    pub(super) kind: Word,
    pub(super) source: u32,
    pub(super) key: String,
    pub(super) hash: Hash,
}

/// A fetch that brought something, or failed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FetchLine {
    pub(super) kind: Word,
    pub(super) source: u32,
    pub(super) at: i64,
    pub(super) took: i64,
    pub(super) fresh: i64,
    pub(super) updated: i64,
    pub(super) error: Option<String>,
}

/// A change that the reader made.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeLine {
    pub(super) kind: Word,
    pub(super) made: i64,
    pub(super) undone: bool,
    pub(super) change: Change,
}

/// A line for anybody's terminal: the control characters that JSON allows (U+007F to U+009F) are escaped.
pub(super) fn harmless(line: Vec<u8>) -> Vec<u8> {
    let odd = |pair: &[u8]| pair[0] == 0xc2 && (0x80..0xa0).contains(&pair[1]);
    if memchr::memchr(0x7f, &line).is_none() && !line.windows(2).any(odd) {
        return line;
    }
    let mut safe = Vec::with_capacity(line.len() + 64);
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        let next = line.get(at + 1).copied().unwrap_or(0);
        match byte {
            0x7f => safe.extend_from_slice(b"\\u007f"),
            0xc2 if (0x80..0xa0).contains(&next) => {
                safe.extend_from_slice(format!("\\u{next:04x}").as_bytes());
                at += 1;
            }
            _ => safe.push(byte),
        }
        at += 1;
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_come_back() {
        let words = "a\u{7f}b\u{9b}c é \u{85}";
        let line = harmless(serde_json::to_vec(words).expect("JSON"));
        let text = String::from_utf8(line).expect("UTF-8");
        assert!(!text.contains(char::is_control), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), words);
    }

    #[test]
    fn hashes_and_bytes_come_back() {
        for value in [0, -1, i64::MIN, 77] {
            let hash = serde_json::to_string(&Hash(value)).expect("JSON");
            assert_eq!(serde_json::from_str::<Hash>(&hash).expect("a hash"), Hash(value));
        }
        assert!(serde_json::from_str::<Hash>("\"xyz\"").is_err());
        for bytes in [&b"words"[..], &[0xff, 0, 0x80]] {
            let packed = packed(bytes).expect("packed");
            let out = serde_json::to_string(&Bytes::unpacked(&packed).expect("sound")).expect("JSON");
            let back: Bytes = serde_json::from_str(&out).expect("bytes");
            assert_eq!(back.packed().expect("packed"), packed);
        }
    }
}
