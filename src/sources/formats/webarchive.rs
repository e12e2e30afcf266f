//! Web archives, as Safari saves pages: a property list, binary or XML, with the page and what it shows.
//!
//! Of a binary list only the objects on the way to the page are looked at, so that no list, however it is knotted,
//! costs more than its bytes.

use memchr::memmem;
use quick_xml::escape::unescape;

use crate::sources::format::{self, Glance};
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::mime::base64;

/// The key of the page in an archive.
const PAGE: &str = "WebMainResource";

/// True for a property list that is called a web archive, or has a page.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let is_list = glance.head.starts_with(b"bplist0")
        || (glance.head.trim_ascii_start().starts_with(b"<?xml")
            && memmem::find(glance.head, b"<plist").is_some());
    let called = glance.name.to_ascii_lowercase().ends_with(".webarchive");
    is_list && (called || memmem::find(glance.head, PAGE.as_bytes()).is_some())
}

/// The page of an archive.
#[derive(Debug, Default, PartialEq, Eq)]
struct Page {
    content: Vec<u8>,
    url: String,
    encoding: String,
    media: String,
}

/// Reads the page in it.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let found = if bytes.starts_with(b"bplist0") { binary(&bytes) } else { xml(&bytes) };
    let Some(page) = found.filter(|page| !page.content.is_empty()) else {
        return Harvest::none(&path, "is a broken web archive, without its page; save it again");
    };
    let media = match (page.media.as_str(), page.encoding.as_str()) {
        ("", "") => String::new(),
        (media, "") => media.to_owned(),
        ("", encoding) => format!("text/html; charset={encoding}"),
        (media, encoding) => format!("{media}; charset={encoding}"),
    };
    let html = page.media.is_empty() || page.media.contains("html");
    let url = Some(page.url).filter(|url| url.starts_with("http")).or(about.url);
    let about = About { format: html.then_some("html"), media, url, ..about };
    if !html && page.media != "text/plain" {
        return Harvest::none(&path, format!("holds no page but {}", page.media));
    }
    format::read(Leaf {
        path,
        bytes: page.content,
        about: About { format: about.format.or(Some("text")), ..about },
    })
}

/// A binary property list.
struct List<'a> {
    bytes: &'a [u8],
    /// Bytes of an entry in the table of objects, and of a reference to one.
    sizes: (usize, usize),
    /// Where the table begins.
    table: usize,
    count: usize,
    top: usize,
}

/// An object: its kind (the upper half of its mark), how many units it has, and where they begin.
struct Object {
    kind: u8,
    length: usize,
    at: usize,
}

impl<'a> List<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let end = bytes.get(bytes.len().checked_sub(32)?..)?;
        let number = |from: usize| number(end.get(from..from + 8)?);
        let sizes = (usize::from(end[6]), usize::from(end[7]));
        Some(Self { bytes, sizes, count: number(8)?, top: number(16)?, table: number(24)? })
    }

    fn object(&self, index: usize) -> Option<Object> {
        let entry = self.table.checked_add(index.checked_mul(self.sizes.0)?)?;
        let at = number(self.bytes.get(entry..entry.checked_add(self.sizes.0)?)?)?;
        let mark = *self.bytes.get(at).filter(|_| index < self.count)?;
        if mark & 15 != 15 {
            return Some(Object { kind: mark >> 4, length: usize::from(mark & 15), at: at + 1 });
        }
        // The length follows as a number of its own.
        let size = 1_usize << (self.bytes.get(at + 1)? & 15).min(4);
        let length = number(self.bytes.get(at + 2..at + 2 + size)?)?;
        Some(Object { kind: mark >> 4, length, at: at + 2 + size })
    }

    /// The number of the object that a dictionary has under `key`.
    fn value(&self, dictionary: usize, key: &str) -> Option<usize> {
        let object = self.object(dictionary).filter(|object| object.kind == 0xd)?;
        let size = self.sizes.1;
        let reference = |n: usize| {
            let at = object.at.checked_add(n.checked_mul(size)?)?;
            number(self.bytes.get(at..at.checked_add(size)?)?)
        };
        let found =
            (0..object.length.min(1000)).find(|&n| reference(n).is_some_and(|n| self.string(n) == key))?;
        reference(object.length.checked_add(found)?)
    }

    fn units(&self, index: usize, kind: u8, size: usize) -> Option<&'a [u8]> {
        let object = self.object(index).filter(|object| object.kind == kind)?;
        self.bytes.get(object.at..object.at.checked_add(object.length.checked_mul(size)?)?)
    }

    /// The words of a string, or `""`.
    fn string(&self, index: usize) -> String {
        if let Some(ascii) = self.units(index, 5, 1) {
            return String::from_utf8_lossy(ascii).into_owned();
        }
        let wide = self.units(index, 6, 2).unwrap_or(&[]);
        let wide: Vec<u16> =
            wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&wide)
    }
}

/// A number of up to eight bytes, the highest first.
fn number(bytes: &[u8]) -> Option<usize> {
    let value = bytes.iter().fold(0_u128, |value, byte| (value << 8) | u128::from(*byte));
    usize::try_from(value).ok().filter(|_| (1..=16).contains(&bytes.len()))
}

fn binary(bytes: &[u8]) -> Option<Page> {
    let list = List::new(bytes)?;
    let page = list.value(list.top, PAGE)?;
    let string = |key: &str| list.value(page, key).map(|index| list.string(index)).unwrap_or_default();
    Some(Page {
        content: list.units(list.value(page, "WebResourceData")?, 4, 1)?.to_vec(),
        url: string("WebResourceURL"),
        encoding: string("WebResourceTextEncodingName"),
        media: string("WebResourceMIMEType"),
    })
}

fn xml(bytes: &[u8]) -> Option<Page> {
    let start = memmem::find(bytes, format!("<key>{PAGE}</key>").as_bytes())?;
    let rest = bytes.get(start..)?;
    // The page is a dictionary of strings and data alone.
    let rest = rest.get(..memmem::find(rest, b"</dict>")?)?;
    let value = |key: &str| {
        let at = memmem::find(rest, format!("<key>{key}</key>").as_bytes())?;
        let value = rest.get(at + key.len() + "<key></key>".len()..)?;
        let first = memchr::memchr(b'>', value)? + 1;
        let end = memmem::find(value.get(first..)?, b"</")?;
        value.get(first..first + end)
    };
    let string = |key: &str| {
        let words = String::from_utf8_lossy(value(key).unwrap_or(&[])).into_owned();
        unescape(&words).map(|words| words.trim().to_owned()).unwrap_or_default()
    };
    Some(Page {
        content: base64(value("WebResourceData")?),
        url: string("WebResourceURL"),
        encoding: string("WebResourceTextEncodingName"),
        media: string("WebResourceMIMEType"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_lie_about_themselves_are_survived() {
        let end = |offsets: u8, references: u8, numbers: [u64; 3]| {
            let mut bytes = b"bplist00\xd1\x01\x02\x5fWebMainResource".to_vec();
            bytes.extend([0, 0, 0, 0, 0, 0, offsets, references]);
            bytes.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
            bytes
        };
        for bytes in [
            end(1, 1, [3, 0, 8]),
            end(0, 0, [u64::MAX, 0, 0]),
            end(255, 255, [u64::MAX, u64::MAX, u64::MAX]),
            end(8, 8, [1, 0, 0]),
            b"bplist00".to_vec(),
        ] {
            assert_eq!(binary(&bytes), None);
        }
        assert_eq!(
            xml(b"<plist><dict><key>WebMainResource</key><dict><key>WebResourceData</key><data>"),
            None
        );
    }
}
