//! The output of `quotidian extract`: articles with the readings they were saved with, one JSON object per line.

use crate::sources::format::Glance;
use crate::sources::leaf::{Harvest, Leaf};
use crate::sources::problem::Problem;
use crate::sources::record::Record;
use crate::sources::restore;

/// True for files that begin as `extract` prints its lines.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let start = glance.head.trim_ascii_start();
    let start = start.get(..64).unwrap_or(start);
    start.starts_with(b"{\"id\":\"") && memchr::memmem::find(start, b"\",\"path\":\"").is_some()
}

/// Reads every line as one article; a line that can't be read is a problem, and the others are read.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, .. } = leaf;
    let mut harvest = Harvest::default();
    for (n, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let record = serde_json::from_slice::<Record<'_>>(line).map_err(|error| error.to_string());
        match record.and_then(|record| restore::article(&record)) {
            Ok(article) => harvest.articles.push(article),
            Err(what) => harvest
                .problems
                .push(Problem::new(path.as_str(), format!("line {} can't be read: {what}", n + 1))),
        }
    }
    harvest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::formats::text;

    #[test]
    fn a_broken_line_does_not_stop_the_others() {
        let line = |words: &str| {
            let article = text::article("a.txt", words.to_owned(), Vec::new());
            serde_json::to_string(&Record::of(&article)).expect("plain data")
        };
        let file = format!("{}\n\n{{\"id\":1}}\n{}\n", line("It rained."), line("It “rained”."));
        let harvest = read(Leaf::new("saved.jsonl", file));
        let texts: Vec<&str> = harvest.articles.iter().map(|article| article.text.as_str()).collect();
        assert_eq!(texts, ["It rained.", "It “rained”."]);
        assert_eq!(harvest.problems.len(), 1);
        assert!(harvest.problems[0].what.starts_with("line 3 can't be read: "));
    }

    #[test]
    fn other_json_is_text() {
        for head in [&b"{\"id\":1}"[..], b""] {
            assert!(!recognises(&Glance { head, name: "a.json", media: "" }));
        }
    }
}
