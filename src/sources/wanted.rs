//! What somebody wants to subscribe to, as they wrote it: a command, a folder, a list of subscriptions, or an address.

use std::fs;
use std::path::{Path, PathBuf};

use super::opml::{self, Opml};
use super::web::address;

/// What a command as a source is written with.
pub const COMMAND: &str = "exec:";

/// What is wanted.
#[derive(Debug)]
pub enum Wanted {
    /// A command line whose output is read.
    Command(String),
    /// A folder, by its whole path.
    Folder(String),
    /// The subscriptions of an OPML file, and its path.
    List(Opml, String),
    /// A web address.
    Address(String),
}

/// What `words` mean. A file or folder of that name is meant before an address.
///
/// # Errors
/// A line that says why they mean nothing, and what to do.
pub fn wanted(words: &str) -> Result<Wanted, String> {
    let words = words.trim();
    if let Some(command) = words.strip_prefix(COMMAND).map(str::trim) {
        return match command {
            "" => Err("exec: needs a command behind it, as in exec:my-script --news".to_owned()),
            command => Ok(Wanted::Command(command.to_owned())),
        };
    }
    let path = expand(words);
    let named = |what: &str| format!("{}: {what}", path.display());
    if path.is_dir() {
        let whole = fs::canonicalize(&path).map_err(|error| named(&error.to_string()))?;
        return Ok(Wanted::Folder(whole.to_string_lossy().into_owned()));
    }
    if path.is_file() {
        let bytes = fs::read(&path).map_err(|error| named(&error.to_string()))?;
        let opml = opml::read(bytes).map_err(|what| {
            named(&format!("{what}; to put the articles of a file into the library: quotidian keep FILE"))
        })?;
        return Ok(Wanted::List(opml, path.display().to_string()));
    }
    if address::is_address(words) {
        return Ok(Wanted::Address(words.to_owned()));
    }
    let hint = address::hint(Path::new(words)).filter(|_| path.extension().is_none_or(|end| end != "opml"));
    let what = hint.unwrap_or_else(|| "no such file or folder; check the name".to_owned());
    Err(format!("{words}: {what}"))
}

/// A path as the shell would have it.
fn expand(words: &str) -> PathBuf {
    match (words.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_is_there() {
        let home = tempfile::tempdir().expect("a folder");
        let list = home.path().join("list.opml");
        let outline =
            "<opml version='2.0'><body><outline text='A' xmlUrl='https://a.example/feed'/></body></opml>";
        fs::write(&list, outline).expect("a file");
        let text = home.path().join("a.txt");
        fs::write(&text, "Rain.").expect("a file");
        let check = |words: &str, expect: &str| {
            let said = match wanted(words) {
                Ok(Wanted::Command(line)) => format!("command {line}"),
                Ok(Wanted::Folder(path)) => format!("folder {}", path.ends_with("..")),
                Ok(Wanted::List(opml, _)) => format!("list of {}", opml.outlines.len()),
                Ok(Wanted::Address(address)) => format!("address {address}"),
                Err(what) => what,
            };
            assert!(said.contains(expect), "{words}: {said}");
        };
        check("exec: cat a.xml", "command cat a.xml");
        check("exec:", "needs a command");
        check(&home.path().join(".").to_string_lossy(), "folder false");
        check(&list.to_string_lossy(), "list of 1");
        check(&text.to_string_lossy(), "quotidian keep FILE");
        check(" https://a.example/feed ", "address https://a.example/feed");
        check("a.example/feed", "write https://a.example/feed");
        check("nowhere", "no such file or folder");
    }
}
