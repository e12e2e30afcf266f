//! Changes: what the reader does to articles and subscriptions. Each is made at once and as a whole, and can be undone
//! and done again; over a stored library it is also given out to be stored, and the store keeps the history.

use super::message::Effect;
use super::state::App;
use crate::library::{Change, Edit, Marks, Subscription};

/// The changes made since the start, and those taken back, where no stored library keeps them.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl App {
    /// What the reader did with the article at this index.
    #[must_use]
    pub fn marks(&self, at: usize) -> Option<&Marks> {
        self.library.row(at).map(|row| &row.marks)
    }

    /// The articles of these that the edit changes.
    fn changed_by(&self, edit: &Edit, ids: &[u64]) -> Vec<u64> {
        let changes = |id: &u64| {
            let mut marks = self.library.at(*id).and_then(|at| self.marks(at)).cloned();
            marks.as_mut().is_some_and(|marks| edit.apply(marks))
        };
        ids.iter().copied().filter(changes).collect()
    }

    /// Makes a change of marks that can be undone, and says so in its words; `false` when nothing changes.
    pub(super) fn mark(&mut self, what: impl Into<String>, edits: Vec<Edit>, ids: &[u64]) -> bool {
        let edits = edits.into_iter().map(|edit| (self.changed_by(&edit, ids), edit));
        let edits = edits.filter(|(ids, _)| !ids.is_empty()).map(|(ids, edit)| (edit, ids)).collect();
        self.make(Change { what: what.into(), edits, ..Change::default() })
    }

    /// Makes a change of subscriptions, each from what is to what is to be.
    pub(super) fn change_sources(&mut self, what: String, pairs: Vec<(Subscription, Subscription)>) -> bool {
        let subscriptions = pairs.into_iter().filter(|(before, after)| before != after).collect();
        let made = self.make(Change { what: what.clone(), subscriptions, ..Change::default() });
        if made {
            self.said = what;
        }
        made
    }

    pub(super) fn make(&mut self, change: Change) -> bool {
        if change.is_empty() {
            return false;
        }
        self.apply(&change);
        if self.stored {
            self.outbox.push(Effect::Save(change));
        } else {
            self.history.done.push(change);
            self.history.undone.clear();
        }
        true
    }

    /// Brings the rows and subscriptions to where a change leads.
    fn apply(&mut self, change: &Change) {
        for (edit, ids) in &change.edits {
            for &id in ids {
                self.apply_to(id, edit);
            }
        }
        for (_, after) in &change.subscriptions {
            self.views.set_subscription(after, &self.library);
        }
        for (before, after) in &change.searches {
            self.search_changed(before, after);
        }
    }

    fn apply_to(&mut self, id: u64, edit: &Edit) {
        for at in self.library.all_at(id) {
            if let Some(row) = self.library.row(at) {
                self.views.count(row, false);
            }
            let changed = self.library.edit(at, edit);
            if let Some(row) = self.library.row(at) {
                self.views.count(row, true);
            }
            match edit {
                // The words above the text are part of the page.
                Edit::Note { .. } if changed => self.generation += 1,
                Edit::Brief(_) if changed => self.outdate(id),
                _ => {}
            }
        }
    }

    /// Takes the last change back, or does it again. Over a stored library that is asked for; [`App::changed_back`]
    /// hears of it.
    pub(super) fn turn_back(&mut self, redo: bool) -> Effect {
        if self.stored {
            self.turning = Some(redo);
            return Effect::TurnBack { redo };
        }
        let from = if redo { &mut self.history.undone } else { &mut self.history.done };
        let Some(change) = from.pop() else {
            self.said = if redo { "nothing to do again" } else { "nothing to undo" }.to_owned();
            return Effect::None;
        };
        self.apply(&if redo { change.clone() } else { change.reversed() });
        self.said = format!("{}: {}", if redo { "done again" } else { "undone" }, change.what);
        let to = if redo { &mut self.history.done } else { &mut self.history.undone };
        to.push(change);
        Effect::None
    }

    /// The stored library made a change: what was asked to be taken back or done again.
    pub(super) fn changed_back(&mut self, change: &Change) {
        self.apply(change);
        self.said = match self.turning.take() {
            Some(true) => format!("done again: {}", change.what),
            Some(false) => format!("undone: {}", change.what),
            None => change.what.clone(),
        };
    }

    /// A change could not be stored: it is taken back here too.
    pub(super) fn refused(&mut self, change: &Change, why: &str) {
        self.apply(&change.reversed());
        self.said = format!("not stored, so taken back: {} ({why})", change.what);
    }

    /// Remembers where the reader is in the open article, and has it stored when it is not there yet.
    pub(super) fn keep_place(&mut self) {
        let Some(at) = self.open else { return };
        let Some(row) = self.library.row(at).filter(|row| row.place != self.place) else { return };
        if self.stored {
            self.outbox.push(Effect::Place(row.id, self.place));
        }
        self.library.set_place(at, self.place);
    }
}
