//! Zip archives: files in the order of the directory; without a good directory, as they are found.
//!
//! Nothing is unpacked to disk, and nothing beyond what [`unpack`](crate::sources::unpack) allows.

use std::io::{self, BufReader, Read, SeekFrom};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use memchr::memmem;
use zip::{CompressionMethod, ZipArchive, read::ZipFile};

use crate::sources::format::Glance;
use crate::sources::member::{Aside, is_hidden};
use crate::sources::outlet::{LARGEST, Outlet, Seekable, too_large};
use crate::sources::unpack::Scales;

/// What a member begins with.
const MEMBER: &[u8] = b"PK\x03\x04";

/// Members that only one kind of document has, and what to say of it.
#[rustfmt::skip]
const OFFICE: &[(&str, &str)] = &[
    ("word/document.xml",    "is a Word document; convert it first (pandoc FILE -t plain)"),
    ("xl/workbook.xml",      "is an Excel workbook; save its sheets as CSV first"),
    ("ppt/presentation.xml", "is a PowerPoint presentation; convert it first"),
    ("content.xml",          "is an OpenDocument file; convert it first (pandoc FILE -t plain)"),
];

/// What to say of a member that has a password.
const ENCRYPTED: &str = "is encrypted; unpack it with its password first";

/// True for what begins with a member, or with the end of an empty directory.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    glance.head.starts_with(MEMBER) || glance.head.starts_with(b"PK\x05\x06")
}

/// Gives every file.
pub fn read(source: &mut dyn Seekable, outlet: &mut Outlet<'_>) -> bool {
    let mut aside = Aside::default();
    let more = match ZipArchive::new(&mut *source) {
        Ok(mut archive) => whole(&mut archive, outlet, &mut aside),
        Err(_) => {
            let what = "has a broken directory; its files are read as far as they are found";
            outlet.problem(what) && salvage(source, outlet, &mut aside)
        }
    };
    more && outlet.tell(&aside)
}

fn whole<S: Seekable>(archive: &mut ZipArchive<S>, outlet: &mut Outlet<'_>, aside: &mut Aside) -> bool {
    if let Some(what) = office(archive) {
        return outlet.problem(what);
    }
    if archive.has_overlapping_entries().unwrap_or(false) {
        return outlet.problem("has members that lie over each other, as in bombs; nothing of it was read");
    }
    if archive.is_empty() {
        return outlet.problem("is an empty archive; there is nothing to read");
    }
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
        let more = match archive.by_index_raw(index) {
            Ok(file) => member(file, outlet, aside),
            Err(error) => {
                let place = aside.place(&name);
                outlet.fail(&place, format!("can't be found in the archive: {error}"))
            }
        };
        if !more {
            return false;
        }
        if outlet.is_spent() {
            break;
        }
    }
    true
}

/// What to say of an archive that is a document of an office program.
fn office<S: Seekable>(archive: &ZipArchive<S>) -> Option<&'static str> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let kind = OFFICE.iter().find(|(name, _)| has(name))?;
    // A folder of XML is no document yet.
    (has("[Content_Types].xml") || has("META-INF/manifest.xml")).then_some(kind.1)
}

fn member<S: Seekable>(mut file: ZipFile<'_, S>, outlet: &mut Outlet<'_>, aside: &mut Aside) -> bool {
    let name = match file.name() {
        Ok(name) => name.into_owned(),
        Err(_) => String::from_utf8_lossy(file.name_raw()).into_owned(),
    };
    if file.is_dir() || file.is_symlink() || is_hidden(&name) {
        return true;
    }
    let place = aside.place(&name);
    let (method, crc) = (file.compression(), file.crc32());
    if file.encrypted() {
        aside.wrong(&place, ENCRYPTED);
        return true;
    }
    let scales = outlet.scales();
    match opened(&mut file, &scales, method, crc) {
        Ok(source) => outlet.sort(&place, &place, &mut BufReader::new(source), aside),
        Err(what) => {
            aside.wrong(&place, what);
            true
        }
    }
}

/// What a member gives; it fails at its end when its checksum is wrong.
fn opened<'a>(
    file: &'a mut dyn Read,
    scales: &Scales,
    method: CompressionMethod,
    crc: u32,
) -> Result<Checked<'a>, String> {
    let raw = scales.packed(BufReader::new(file));
    let source: Box<dyn Read + 'a> = match method {
        CompressionMethod::Stored => Box::new(scales.unpacked(raw)),
        CompressionMethod::Deflated => Box::new(scales.unpacked(DeflateDecoder::new(raw))),
        _ => return Err(unknown(&method.to_string())),
    };
    Ok(Checked { source, crc: Crc::new(), expect: crc })
}

/// The content of the member called `name`, whole.
///
/// # Errors
/// A line that says why it can't be read.
pub fn bytes<S: Seekable>(
    archive: &mut ZipArchive<S>,
    name: &str,
    outlet: &mut Outlet<'_>,
) -> Result<Vec<u8>, String> {
    let index = archive.index_for_name(name).ok_or("is not in the archive")?;
    let mut file =
        archive.by_index_raw(index).map_err(|error| format!("can't be found in the archive: {error}"))?;
    if file.encrypted() {
        return Err(ENCRYPTED.to_owned());
    }
    let (method, crc) = (file.compression(), file.crc32());
    let source = opened(&mut file, &outlet.scales(), method, crc)?;
    let mut bytes = Vec::new();
    match source.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > LARGEST => Err(too_large()),
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!("can't be unpacked: {error}")),
    }
}

fn unknown(method: &str) -> String {
    format!("is compressed by a method that is not read here ({method}); unpack it first")
}

/// A source that fails at its end when its checksum is not the one expected.
struct Checked<'a> {
    source: Box<dyn Read + 'a>,
    crc: Crc,
    expect: u32,
}

impl Read for Checked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.crc.update(&buffer[..count]);
        if count == 0 && !buffer.is_empty() && self.crc.sum() != self.expect {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum is wrong"));
        }
        Ok(count)
    }
}

/// The head that stands before each member, as far as it is needed.
struct Local {
    encrypted: bool,
    method: u16,
    /// The packed size, if it stands here and not behind the member.
    size: Option<u64>,
    name: String,
    /// Where the member's bytes begin.
    start: u64,
}

/// Gives the members that are found by what they begin with.
fn salvage(source: &mut dyn Seekable, outlet: &mut Outlet<'_>, aside: &mut Aside) -> bool {
    let mut at = 0;
    // The read errors of a source that can't be read at all end the search like its end does.
    while let Ok(Some(found)) = next_member(source, at) {
        at = found + MEMBER.len() as u64;
        let Ok(Some(local)) = local(source, found) else { continue };
        at = local.start;
        let is_folder = local.name.ends_with('/');
        if is_folder || is_hidden(&local.name) {
            continue;
        }
        let place = aside.place(&local.name);
        let scales = outlet.scales();
        let more = match (local.method, local.size) {
            _ if local.encrypted => {
                aside.wrong(&place, ENCRYPTED);
                true
            }
            (0, Some(size)) => {
                at = at.saturating_add(size);
                let stored = scales.packed((&mut *source).take(size));
                outlet.sort(&place, &place, &mut BufReader::new(scales.unpacked(stored)), aside)
            }
            (8, _) => {
                let mut inflated = DeflateDecoder::new(scales.packed(&mut *source));
                let unpacked = scales.unpacked(&mut inflated);
                let more = outlet.sort(&place, &place, &mut BufReader::new(unpacked), aside);
                at += inflated.total_in();
                more
            }
            (0, None) => outlet.fail(&place, "can't be read without the archive's directory"),
            (method, _) => {
                aside.wrong(&place, unknown(&method.to_string()));
                true
            }
        };
        if !more {
            return false;
        }
        if outlet.is_spent() {
            break;
        }
    }
    true
}

/// Where the next member begins, from `at` on.
fn next_member(source: &mut dyn Seekable, mut at: u64) -> io::Result<Option<u64>> {
    loop {
        source.seek(SeekFrom::Start(at))?;
        let buffer = source.fill_buf()?;
        if let Some(found) = memmem::find(buffer, MEMBER) {
            return Ok(Some(at + found as u64));
        }
        if buffer.len() < MEMBER.len() {
            return Ok(None);
        }
        at += (buffer.len() - MEMBER.len() + 1) as u64;
    }
}

/// Reads the head at `at` and goes on to the member's bytes; none when it can't be one.
fn local(source: &mut dyn Seekable, at: u64) -> io::Result<Option<Local>> {
    source.seek(SeekFrom::Start(at))?;
    let mut head = [0; 30];
    source.read_exact(&mut head)?;
    let two = |from: usize| u16::from_le_bytes([head[from], head[from + 1]]);
    let size = u64::from(u32::from_le_bytes([head[18], head[19], head[20], head[21]]));
    let (flags, method, name, extra) = (two(6), two(8), two(26), two(28));
    let mut bytes = vec![0; usize::from(name)];
    source.read_exact(&mut bytes)?;
    let start = at + 30 + u64::from(name) + u64::from(extra);
    source.seek(SeekFrom::Start(start))?;
    let known = flags & 8 == 0 && size != u64::from(u32::MAX);
    Ok((!bytes.is_empty()).then(|| Local {
        encrypted: flags & 1 != 0,
        method,
        size: known.then_some(size),
        name: String::from_utf8_lossy(&bytes).into_owned(),
        start,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::outlet::gather;

    /// Numbers in the bytes that zip archives write them in.
    fn numbers(list: &[(u32, usize)]) -> Vec<u8> {
        list.iter().flat_map(|(number, bytes)| number.to_le_bytes()[..*bytes].to_vec()).collect()
    }

    fn head(name: &str, packed: &[u8], size: u32) -> Vec<u8> {
        let length = u32::try_from(packed.len()).expect("small");
        let name = u32::try_from(name.len()).expect("short");
        let mut crc = Crc::new();
        let mut bytes = Vec::new();
        // Of bombs the checksum is never reached.
        let inflated = DeflateDecoder::new(packed).take(1 << 20).read_to_end(&mut bytes);
        crc.update(&bytes[..inflated.unwrap_or(0)]);
        numbers(&[(20, 2), (0, 2), (8, 2), (0, 4), (crc.sum(), 4), (length, 4), (size, 4), (name, 2), (0, 2)])
    }

    /// An archive of deflated members; with `over`, all of them are the bytes of the first.
    fn archive(members: &[(String, Vec<u8>)], over: bool) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (n, (name, packed)) in members.iter().enumerate() {
            let at = if over { 0 } else { bytes.len() };
            let head = head(name, packed, 1000);
            if n == 0 || !over {
                bytes.extend([MEMBER, &head, name.as_bytes(), packed].concat());
            }
            let rest = numbers(&[(0, 2), (0, 4), (0, 4), (u32::try_from(at).expect("small"), 4)]);
            directory.extend([b"PK\x01\x02\x14\0", &head[..], &rest, name.as_bytes()].concat());
        }
        let count = u32::try_from(members.len()).expect("few");
        let (size, at) = (u32::try_from(directory.len()), u32::try_from(bytes.len()));
        let end =
            [(0, 4), (count, 2), (count, 2), (size.expect("small"), 4), (at.expect("small"), 4), (0, 2)];
        [bytes, directory, b"PK\x05\x06".to_vec(), numbers(&end)].concat()
    }

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        flate2::bufread::DeflateEncoder::new(bytes, flate2::Compression::new(6))
            .read_to_end(&mut packed)
            .expect("memory can be read");
        packed
    }

    /// So many MiB of spaces, deflated.
    fn blank(count: usize) -> Vec<u8> {
        let mut packer = flate2::Compress::new(flate2::Compression::new(9), false);
        let mut chunk = Vec::with_capacity(1 << 16);
        packer
            .compress_vec(&vec![b' '; 1 << 20], &mut chunk, flate2::FlushCompress::Full)
            .expect("room enough");
        // Each chunk stands for itself, so that they can be put one behind the other; then an empty last block.
        [chunk.repeat(count), vec![3, 0]].concat()
    }

    #[test]
    fn a_member_of_ten_gigabytes_goes_out_and_the_next_is_read() {
        let members = [
            ("blank.jsonl".to_owned(), blank(10 << 10)),
            ("blank.txt".to_owned(), blank(10 << 10)),
            ("rain.txt".to_owned(), deflated(b"It rained.")),
        ];
        let (paths, problems) = gather("a.zip", &archive(&members, false));
        assert_eq!(paths, ["a.zip/rain.txt"]);
        assert_eq!(problems.len(), 2, "{problems:?}");
    }

    #[test]
    fn bombs_in_bombs_stop_early() {
        let mut bomb = blank(100);
        for level in 0..4 {
            let ending = if level == 0 { "txt" } else { "zip" };
            let members: Vec<_> = (0..16).map(|n| (format!("{n}.{ending}"), bomb.clone())).collect();
            bomb = deflated(&archive(&members, false));
        }
        let (paths, problems) = gather("42.zip", &archive(&[("all.zip".to_owned(), bomb)], false));
        assert!(paths.is_empty());
        assert!(problems.len() < 10, "{problems:?}");
    }

    #[test]
    fn members_over_each_other_and_endless_nesting_are_named() {
        let members: Vec<_> = (0..100).map(|n| (format!("{n}.txt"), deflated(b"It rained."))).collect();
        let (paths, problems) = gather("a.zip", &archive(&members, true));
        assert!(paths.is_empty() && problems[0].contains("lie over each other"), "{problems:?}");
        let mut nested = archive(&members[..1], false);
        for _ in 0..50 {
            nested = archive(&[("more.zip".to_owned(), deflated(&nested))], false);
        }
        let (paths, problems) = gather("a.zip", &nested);
        assert!(paths.is_empty() && problems[0].contains("levels deep"), "{problems:?}");
    }

    #[test]
    fn any_bytes_after_the_first_are_survived() {
        let members: Vec<_> = (0..3).map(|n| (format!("{n}.txt"), deflated(b"It rained a lot."))).collect();
        let good = archive(&members, false);
        for at in 4..good.len() {
            for byte in [0xff, good[at] ^ 0x10] {
                let mut bad = good.clone();
                bad[at] = byte;
                let (paths, problems) = gather("a.zip", &bad);
                assert!(paths.len() + problems.len() > 0, "byte {at}");
            }
        }
    }
}
