//! Originals: what an article was read from, as its publisher wrote it.
//!
//! Kept bytes are unpacked, files are read again, and members of archives are taken out of them again; nothing
//! larger than what is read comes back.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use super::decode::decode_page;
use super::edition::EDITION;
use super::format::{self, Glance, Reader};
use super::leaf::Wishes;
use super::outlet::{Given, LARGEST, Outlet, buffered, too_large};
use super::problem::Problem;
use crate::library::pack::unpack;

/// The file on the disk that a path leads to or into (`news.zip` of `news.zip/a/1.html`).
#[must_use]
pub fn outer(path: &str) -> Option<&Path> {
    let ends = path.rmatch_indices(['/', ':']).map(|(at, _)| at);
    let ends = std::iter::once(path.len()).chain(ends);
    ends.filter_map(|end| path.get(..end)).map(Path::new).find(|file| file.is_file())
}

/// The original of the article at `path`, as text; `kept` is what the article itself keeps of it.
///
/// # Errors
/// A line that says why there is none.
pub fn original(path: &str, kept: Option<&[u8]>, wishes: &Arc<Wishes>) -> Result<String, String> {
    let bytes = match kept {
        Some(kept) => unpack(kept, LARGEST)?,
        None => match EDITION.iter().find(|(known, _)| *known == path) {
            Some((_, text)) => return Ok((*text).to_owned()),
            None => again(path, wishes)?,
        },
    };
    Ok(decode_page(bytes, "").map_err(|what| format!("the original is {what}"))?.text)
}

/// Reads the bytes at `path` again.
fn again(path: &str, wishes: &Arc<Wishes>) -> Result<Vec<u8>, String> {
    let file = outer(path).ok_or("its original is not there any more, or was never a file")?;
    let said = |error: std::io::Error| Problem::of_io(file, &error).what;
    let mut source = buffered(File::open(file).map_err(said)?);
    let name = file.to_string_lossy();
    let mut head = Vec::new();
    source.by_ref().take(format::HEAD as u64).read_to_end(&mut head).map_err(said)?;
    let format = format::wished(&Glance { head: &head, name: &name, media: "" }, wishes.format);
    if matches!(format.read, Reader::Leaf(_)) {
        let mut bytes = head;
        source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(said)?;
        return if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) };
    }
    let mut found: Option<(usize, Vec<u8>)> = None;
    let mut take = |given: Given| {
        let Given::Leaf(leaf) = given else { return true };
        let (length, best) = (leaf.path.len(), found.as_ref().map_or(0, |(length, _)| *length));
        // A member that holds several articles is the original of each.
        if path.starts_with(&leaf.path) && length > best {
            found = Some((length, leaf.bytes));
        }
        found.as_ref().is_none_or(|(length, _)| *length < path.len())
    };
    let file = File::open(file).map_err(said)?;
    Outlet::new(name.into_owned(), Arc::clone(wishes), &mut take).read(format, &mut buffered(file));
    found.map(|(_, bytes)| bytes).ok_or_else(|| "it is not in its archive any more".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::pack::pack;

    #[test]
    fn a_path_into_a_file_leads_to_the_file() {
        let home = tempfile::tempdir().expect("a folder");
        let file = home.path().join("a.zip");
        std::fs::write(&file, "x").expect("a file");
        let name = file.to_string_lossy().into_owned();
        for inside in ["", "/b/c.html", ":17", "/b.jsonl:3"] {
            assert_eq!(outer(&format!("{name}{inside}")), Some(file.as_path()), "{inside}");
        }
        assert_eq!(outer("https://aldwick.example/a"), None);
    }

    #[test]
    fn files_and_kept_bytes_come_back_as_text() {
        let home = tempfile::tempdir().expect("a folder");
        let file = home.path().join("a.txt");
        std::fs::write(&file, b"F\xe4hre f\xe4hrt um zw\xf6lf\r\n").expect("a file");
        let name = file.to_string_lossy().into_owned();
        let words = Ok("Fähre fährt um zwölf\n".to_owned());
        assert_eq!(original(&name, None, &Arc::default()), words);
        let kept = pack("Fähre fährt um zwölf\n".as_bytes());
        assert_eq!(original("-", kept.as_deref(), &Arc::default()), words);
        let gone = Err("its original is not there any more, or was never a file".to_owned());
        assert_eq!(original("-", None, &Arc::default()), gone);
    }
}
