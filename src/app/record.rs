//! What the reader did with articles: read, starred. Every change can be undone and done again.

use super::state::App;

/// What is known of one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub star: bool,
}

/// One change: for each article what was and what is, and the words for it.
#[derive(Clone, Debug)]
struct Change {
    records: Vec<(u64, Record, Record)>,
    what: String,
}

/// The changes made, and those taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl App {
    /// What is known of the article with this id.
    #[must_use]
    pub fn record(&self, id: u64) -> Record {
        self.records.get(&id).copied().unwrap_or_default()
    }

    /// Changes the records of articles in one step that can be undone; nothing when nothing changes.
    pub(super) fn change(&mut self, ids: &[u64], what: &str, change: impl Fn(Record) -> Record) {
        let records: Vec<_> = ids
            .iter()
            .map(|&id| (id, self.record(id), change(self.record(id))))
            .filter(|(_, before, after)| before != after)
            .collect();
        if records.is_empty() {
            return;
        }
        self.records.extend(records.iter().map(|&(id, _, after)| (id, after)));
        self.history.done.push(Change { records, what: what.to_owned() });
        self.history.undone.clear();
    }

    /// Takes the last change back, or does it again.
    pub(super) fn turn_back(&mut self, redo: bool) {
        let history = &mut self.history;
        let from = if redo { &mut history.undone } else { &mut history.done };
        let Some(change) = from.pop() else {
            self.said = if redo { "nothing to do again" } else { "nothing to undo" }.to_owned();
            return;
        };
        for &(id, before, after) in &change.records {
            self.records.insert(id, if redo { after } else { before });
        }
        self.said = format!("{}: {}", if redo { "done again" } else { "undone" }, change.what);
        let to = if redo { &mut self.history.done } else { &mut self.history.undone };
        to.push(change);
    }
}
