//! Names for copies and for what is set aside: dated, beside the library, and never one that is taken.

use std::path::{Path, PathBuf};

/// Today's date, as names have it: `2031-05-04`.
#[must_use]
pub fn today() -> String {
    jiff::ZonedDateTime::now().date().to_string()
}

/// A free name in the folder of `library`: `STEM-WHAT-2031-05-04.ENDING`, with a number when that is taken.
#[must_use]
pub fn beside(library: &Path, what: &str, ending: &str) -> PathBuf {
    let stem = library.file_stem().unwrap_or_default().to_string_lossy();
    free(library.parent().unwrap_or(Path::new("")), &format!("{stem}-{what}"), ending)
}

/// A free name in `folder`: `START-2031-05-04.ENDING`, with a number when that is taken.
#[must_use]
pub fn free(folder: &Path, start: &str, ending: &str) -> PathBuf {
    let today = today();
    let name = |n: usize| {
        let more = if n == 0 { String::new() } else { format!("-{n}") };
        folder.join(format!("{start}-{today}{more}.{ending}"))
    };
    (0..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

/// Where backups go when no file is named: the folder `backups` beside the library.
#[must_use]
pub fn backups(library: &Path) -> PathBuf {
    library.parent().unwrap_or(Path::new("")).join("backups")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_dated_and_free() {
        let home = tempfile::tempdir().expect("a folder");
        let library = home.path().join("library.db");
        let first = beside(&library, "before-restore", "db");
        assert_eq!(first, home.path().join(format!("library-before-restore-{}.db", today())));
        std::fs::write(&first, "x").expect("a file");
        let second = beside(&library, "before-restore", "db");
        assert_eq!(second, home.path().join(format!("library-before-restore-{}-1.db", today())));
    }
}
