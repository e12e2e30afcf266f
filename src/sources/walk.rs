//! Walking: a path becomes the files under it, in sorted order, each once.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::problem::Problem;
use super::web::address;

/// A file to read and its length in bytes, or why there is none.
pub type Found = Result<(PathBuf, u64), Problem>;

/// What is wrong with a folder in which nothing is found.
pub const EMPTY: &str = "is a folder without files; there is nothing to read";

/// Tells every file at or under `path`: a file as it is, a folder's files in sorted order, its
/// subfolders too. Hidden files and whatever is no file inside folders are skipped; a folder that is reached
/// twice, through a link or a loop of links, is read once. A `path` without any file is a problem. Stops when `tell` answers `false`.
pub fn walk(path: &Path, tell: &mut dyn FnMut(Found) -> bool) -> bool {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => {
            let mut any = false;
            let more = folder(path, &mut FxHashSet::default(), &mut |found| {
                any = true;
                tell(found)
            });
            more && (any || tell(Err(Problem::new(path.to_string_lossy(), EMPTY))))
        }
        Ok(about) => tell(Ok((path.to_path_buf(), about.len()))),
        Err(error) => {
            let meant = address::hint(path).filter(|_| error.kind() == ErrorKind::NotFound);
            tell(Err(match meant {
                Some(what) => Problem::new(path.to_string_lossy(), what),
                None => Problem::of_io(path, &error),
            }))
        }
    }
}

fn folder(path: &Path, seen: &mut FxHashSet<PathBuf>, tell: &mut dyn FnMut(Found) -> bool) -> bool {
    if fs::canonicalize(path).is_ok_and(|real| !seen.insert(real)) {
        return true;
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return tell(Err(Problem::of_io(path, &error))),
    };
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| !is_hidden(path)).collect();
    paths.sort_unstable();
    paths.iter().all(|path| match fs::metadata(path) {
        Ok(about) if about.is_dir() => folder(path, seen, tell),
        Ok(about) if about.is_file() => tell(Ok((path.clone(), about.len()))),
        Ok(_) => true,
        Err(error) => tell(Err(Problem::of_io(path, &error))),
    })
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &Path) -> Vec<String> {
        let mut list = Vec::new();
        walk(path, &mut |found| {
            list.push(match found {
                Ok((file, _)) => file.strip_prefix(path).unwrap_or(&file).to_string_lossy().into_owned(),
                Err(problem) => format!("! {}", problem.what),
            });
            true
        });
        list
    }

    #[test]
    fn folders_are_walked_in_order_without_hidden_files() {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(home.path().join("b/.git")).expect("folders");
        for name in ["c.txt", "a.txt", ".hidden", "b/2.txt", "b/1.txt", "b/.git/x"] {
            fs::write(home.path().join(name), "x").expect("a file");
        }
        assert_eq!(names(home.path()), ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]);
        fs::create_dir(home.path().join("none")).expect("a folder");
        assert_eq!(
            names(&home.path().join("none")),
            ["! is a folder without files; there is nothing to read"]
        );
        assert!(names(&home.path().join("gone"))[0].starts_with("! no such file"));
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends() {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir(home.path().join("a")).expect("a folder");
        fs::write(home.path().join("a/1.txt"), "x").expect("a file");
        std::os::unix::fs::symlink(home.path(), home.path().join("a/up")).expect("a link");
        std::os::unix::fs::symlink("nowhere", home.path().join("b")).expect("a link");
        assert_eq!(names(home.path()), ["a/1.txt", "! no such file or folder; check the name"]);
    }
}
