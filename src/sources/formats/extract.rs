//! The output of `quotidian extract`: articles with the readings they were saved with, one JSON object per line.

use std::io::BufRead;

use crate::library::record::Record;
use crate::library::restore;
use crate::sources::format::Glance;
use crate::sources::format::name;
use crate::sources::formats::jsonl;
use crate::sources::leaf::Harvest;
use crate::sources::outlet::Outlet;

/// True for files that begin as `extract` prints its lines.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    is_line(glance.head)
}

/// True for what begins as `extract` prints a line.
#[must_use]
pub fn is_line(bytes: &[u8]) -> bool {
    let start = bytes.get(..256).unwrap_or(bytes).trim_ascii_start();
    let start = start.get(..64).unwrap_or(start);
    start.starts_with(b"{\"id\":\"") && memchr::memmem::find(start, b"\",\"path\":\"").is_some()
}

/// Gives every line to the outlet; the articles in them keep the paths they were saved with.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    jsonl::read(source, outlet)
}

/// Reads one line as one article.
#[must_use]
pub fn line(path: &str, bytes: &[u8]) -> Harvest {
    let record = serde_json::from_slice::<Record<'_>>(bytes).map_err(|error| error.to_string());
    match record.and_then(|record| restore::article(&record, name(&record.format))) {
        Ok(article) => Harvest::one(article),
        Err(what) => Harvest::none(path, format!("can't be read: {what}")),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::sources::formats::text;
    use crate::sources::{Input, Loaded, load};

    #[test]
    fn a_broken_line_does_not_stop_the_others() {
        let line = |words: &str| {
            let article = text::article("a.txt", words.to_owned(), Vec::new());
            serde_json::to_string(&Record::of(&article)).expect("plain data")
        };
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("saved.jsonl");
        let whole = line("It rained.");
        let cut = &whole[..whole.len() / 2];
        let other = whole.replace("\"blocks\":[{", "\"blocks\":[{\"odd\":1,");
        let lines = format!("{whole}\n\n{cut}\n{other}\n{}\n", line("It “rained”."));
        std::fs::write(&path, lines).expect("a file");
        let heard = Mutex::new((Vec::new(), Vec::new()));
        load(&vec![Input::Path(path)].into(), &|message| {
            let mut heard = heard.lock().expect("one thread at a time");
            match message {
                Loaded::Articles(list) => {
                    heard.0.extend(list.into_iter().map(|article| (article.path, article.text)))
                }
                Loaded::Problem(problem) => heard.1.push(problem.to_string()),
                _ => {}
            }
            true
        });
        let (articles, problems) = heard.into_inner().expect("all threads ended");
        assert_eq!(
            articles,
            [("a.txt".into(), "It rained.".into()), ("a.txt".into(), "It “rained”.".to_owned())]
        );
        let told = |what: &str| problems.iter().any(|problem| problem.contains(what));
        assert!(
            problems.len() == 2
                && told("saved.jsonl: line 3 can't be read: ")
                && told("saved.jsonl:4: can't be read: "),
            "{problems:?}"
        );
    }

    #[test]
    fn other_json_is_not_of_it() {
        for head in [&b"{\"id\":1}"[..], b""] {
            assert!(!recognises(&Glance { head, name: "a.json", media: "" }));
        }
    }
}
