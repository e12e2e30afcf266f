//! Files written on request, and reports of crashes. An existing file is never written over.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

/// Writes `words` to a new file.
///
/// # Errors
///
/// When the file exists already or can't be written.
pub fn write_new(path: &Path, words: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(words.as_bytes())
}

/// Writes a crash report beside the program's other state, or into the folder for temporary files,
/// and says where.
#[must_use]
pub fn report(words: &str) -> Option<PathBuf> {
    let name = format!("crash-{}.txt", std::process::id());
    let state = etcetera::choose_base_strategy().ok().and_then(|places| places.state_dir());
    let folders = state.map(|folder| folder.join("quotidian")).into_iter().chain([std::env::temp_dir()]);
    folders.into_iter().find_map(|folder| {
        fs::create_dir_all(&folder).ok()?;
        let path = folder.join(&name);
        fs::write(&path, words).ok()?;
        Some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        write_new(&path, "first").unwrap();
        assert!(write_new(&path, "second").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
    }
}
