//! What the reader did with articles: read, starred, tagged, noted; and the edits that change it. Every edit can be
//! turned round, so every change can be undone.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::query::SavedSearch;
use super::subscription::Subscription;

/// What the reader did with one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub star: bool,
    /// Its publisher changed it since it was last opened.
    pub updated: bool,
    /// The words of the feed are shown, although the full text is there.
    pub brief: bool,
    /// Its tags, sorted, without doubles.
    pub tags: Vec<Arc<str>>,
    /// What the reader noted about it.
    pub note: Option<Arc<str>>,
}

/// One way to change the marks of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Read, or unread.
    Read(bool),
    /// A star given, or taken.
    Star(bool),
    /// Said to be updated, or no longer.
    Updated(bool),
    /// The feed's words shown, or the full text.
    Brief(bool),
    /// A tag given, or taken.
    Tag(String, bool),
    /// A note written, changed or erased; empty is none.
    Note {
        /// The note until now.
        before: String,
        /// The note from now on.
        after: String,
    },
}

impl Edit {
    /// Makes the edit; `false` when nothing changed by it.
    pub fn apply(&self, marks: &mut Marks) -> bool {
        match self {
            Edit::Read(to) => std::mem::replace(&mut marks.read, *to) != *to,
            Edit::Star(to) => std::mem::replace(&mut marks.star, *to) != *to,
            Edit::Updated(to) => std::mem::replace(&mut marks.updated, *to) != *to,
            Edit::Brief(to) => std::mem::replace(&mut marks.brief, *to) != *to,
            Edit::Tag(tag, true) => {
                let place = marks.tags.binary_search_by(|known| known.as_ref().cmp(tag));
                place.is_err_and(|at| {
                    marks.tags.insert(at, Arc::from(tag.as_str()));
                    true
                })
            }
            Edit::Tag(tag, false) => {
                let count = marks.tags.len();
                marks.tags.retain(|known| known.as_ref() != tag);
                marks.tags.len() != count
            }
            Edit::Note { after, .. } => {
                let note = (!after.is_empty()).then(|| Arc::from(after.as_str()));
                let changed = marks.note != note;
                marks.note = note;
                changed
            }
        }
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        match self {
            Edit::Read(to) => Edit::Read(!to),
            Edit::Star(to) => Edit::Star(!to),
            Edit::Updated(to) => Edit::Updated(!to),
            Edit::Brief(to) => Edit::Brief(!to),
            Edit::Tag(tag, to) => Edit::Tag(tag.clone(), !to),
            Edit::Note { before, after } => Edit::Note { before: after.clone(), after: before.clone() },
        }
    }
}

/// One change of state, as the reader made it: done, undone and done again as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The words for it (`3 articles marked read`).
    pub what: String,
    /// The edits in the order they are made, each with the articles that it changes; none that stay as they are.
    #[serde(default)]
    pub edits: Vec<(Edit, Vec<u64>)>,
    /// The subscriptions that change: before and after.
    #[serde(default)]
    pub subscriptions: Vec<(Subscription, Subscription)>,
    /// The saved searches that change: before and after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<(SavedSearch, SavedSearch)>,
}

impl Change {
    /// A change of the marks of articles by one edit.
    #[must_use]
    pub fn of(what: impl Into<String>, edit: Edit, ids: Vec<u64>) -> Self {
        Change { what: what.into(), edits: vec![(edit, ids)], ..Change::default() }
    }

    /// True when nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.iter().all(|(_, ids)| ids.is_empty())
            && self.subscriptions.is_empty()
            && self.searches.is_empty()
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let edits = self.edits.iter().rev().map(|(edit, ids)| (edit.reversed(), ids.clone()));
        let subscriptions = self.subscriptions.iter().map(|(before, after)| (after.clone(), before.clone()));
        let searches = self.searches.iter().map(|(before, after)| (after.clone(), before.clone()));
        Change {
            what: self.what.clone(),
            edits: edits.collect(),
            subscriptions: subscriptions.collect(),
            searches: searches.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edit_can_be_turned_round() {
        let start = Marks { tags: vec!["b".into()], note: Some("old".into()), ..Marks::default() };
        for edit in [
            Edit::Read(true),
            Edit::Star(true),
            Edit::Updated(true),
            Edit::Brief(true),
            Edit::Tag("a".into(), true),
            Edit::Tag("b".into(), false),
            Edit::Note { before: "old".into(), after: "new".into() },
            Edit::Note { before: "old".into(), after: String::new() },
        ] {
            let mut marks = start.clone();
            assert!(edit.apply(&mut marks), "{edit:?}");
            assert!(!edit.apply(&mut marks), "{edit:?} twice");
            assert_ne!(marks, start);
            assert!(edit.reversed().apply(&mut marks));
            assert_eq!(marks, start, "{edit:?}");
        }
    }

    #[test]
    fn tags_stay_sorted() {
        let mut marks = Marks::default();
        for tag in ["sea", "port", "weather"] {
            Edit::Tag(tag.into(), true).apply(&mut marks);
        }
        let tags: Vec<&str> = marks.tags.iter().map(AsRef::as_ref).collect();
        assert_eq!(tags, ["port", "sea", "weather"]);
    }
}
