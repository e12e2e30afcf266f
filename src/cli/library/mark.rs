//! `quotidian mark`, `undo` and `redo`: what the reader does with articles, from the shell.

use anyhow::{Context as _, anyhow};

use super::args::Marking;
use super::desk::{Desk, count};
use super::find;
use crate::library::{Change, Edit, Row};
use crate::storage::Store;
use crate::text::shown;

/// Rows that are read at a time.
const BATCH: usize = 1024;

/// Marks articles, as one change.
///
/// # Errors
/// When an article or a subscription is not there, or the library can't be written.
pub fn mark(desk: &mut Desk<'_>, marking: &Marking) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    let rows = chosen(&store, marking).with_context(|| desk.named())?;
    let change = change(&rows, marking);
    if change.is_empty() {
        writeln!(desk.out, "nothing to change: it is so already")?;
        return Ok(0);
    }
    store.change(&change, desk.now).with_context(|| desk.named())?;
    writeln!(desk.out, "{}", change.what)?;
    Ok(0)
}

/// The rows that are meant.
fn chosen(store: &Store, marking: &Marking) -> anyhow::Result<Vec<Row>> {
    if marking.ids.is_empty() {
        let source = match &marking.source {
            Some(words) => Some(find::one(&store.subscriptions()?, words)?.id),
            None => None,
        };
        let mut rows = Vec::new();
        store.every(BATCH, &mut |batch| {
            rows.extend(batch.into_iter().filter(|row| source.is_none_or(|id| row.sources.contains(id))));
            true
        })?;
        return Ok(rows);
    }
    let row = |id: &u64| {
        store.row(*id)?.ok_or_else(|| anyhow!("there is no article {id}; `quotidian list` shows the numbers"))
    };
    marking.ids.iter().map(row).collect()
}

/// The change that is wanted, with the articles that it really changes.
fn change(rows: &[Row], marking: &Marking) -> Change {
    let mut change = Change::default();
    let mut words: Vec<String> = Vec::new();
    for (edit, said) in edits(marking) {
        let changes = |row: &&Row| edit.apply(&mut row.marks.clone());
        let ids: Vec<u64> = rows.iter().filter(changes).map(|row| row.id).collect();
        if !ids.is_empty() {
            change.edits.push((edit, ids));
            words.push(said);
        }
    }
    if let Some(note) = &marking.note {
        note_all(rows, note.trim(), &mut change, &mut words);
    }
    let mut ids: Vec<u64> = change.edits.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    change.what = format!("{} {}", count(ids.len(), "article"), words.join(", "));
    change
}

/// What is to be done with each, and the words for it. A note is not here: what was noted before differs.
fn edits(marking: &Marking) -> Vec<(Edit, String)> {
    let mut list = Vec::new();
    let flags = [
        (marking.read, Edit::Read(true), "marked read"),
        (marking.unread, Edit::Read(false), "marked unread"),
        (marking.star, Edit::Star(true), "starred"),
        (marking.unstar, Edit::Star(false), "unstarred"),
    ];
    for (wanted, edit, words) in flags {
        if wanted {
            list.push((edit, words.to_owned()));
        }
    }
    let tags =
        marking.tags.iter().map(|tag| (tag, true)).chain(marking.untags.iter().map(|tag| (tag, false)));
    for (tag, on) in tags {
        let words = if on { "tagged" } else { "untagged" };
        list.push((Edit::Tag(tag.clone(), on), format!("{words} #{}", shown(tag))));
    }
    list
}

fn note_all(rows: &[Row], note: &str, change: &mut Change, words: &mut Vec<String>) {
    let until_now = |row: &Row| row.marks.note.as_deref().unwrap_or_default().to_owned();
    let mut changed = false;
    for row in rows.iter().filter(|row| until_now(row) != note) {
        let edit = Edit::Note { before: until_now(row), after: note.to_owned() };
        changed = true;
        match change.edits.iter_mut().find(|(known, _)| *known == edit) {
            Some((_, ids)) => ids.push(row.id),
            None => change.edits.push((edit, vec![row.id])),
        }
    }
    if changed {
        words.push(if note.is_empty() { "without their note" } else { "noted" }.to_owned());
    }
}

/// Takes the last change back, or makes it again, and says what it was.
///
/// # Errors
/// When the library can't be written.
pub fn turn_back(desk: &mut Desk<'_>, redo: bool) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    let (done, none) = if redo {
        ("done again", "there is nothing to do again")
    } else {
        ("undone", "there is nothing to undo")
    };
    match store.turn_back(redo).with_context(|| desk.named())? {
        Some(change) => writeln!(desk.out, "{done}: {}", shown(&change.what))?,
        None => writeln!(desk.out, "{none}")?,
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Marks;

    #[test]
    fn only_what_changes_is_changed_and_said() {
        let row = |id, read, note: Option<&str>| Row {
            id,
            marks: Marks { read, note: note.map(Into::into), ..Marks::default() },
            ..Row::default()
        };
        let rows = [row(1, true, None), row(2, false, Some("old")), row(3, false, None)];
        let read = change(&rows, &Marking { read: true, unstar: true, ..no_marking() });
        assert_eq!(read, Change::of("2 articles marked read", Edit::Read(true), vec![2, 3]));
        let noted =
            change(&rows, &Marking { note: Some("ask".into()), tags: vec!["sea".into()], ..no_marking() });
        assert_eq!(noted.what, "3 articles tagged #sea, noted");
        let notes: Vec<&[u64]> = noted.edits[1..].iter().map(|(_, ids)| ids.as_slice()).collect();
        assert_eq!(notes, [&[1, 3][..], &[2]]);
        assert!(change(&rows[..1], &Marking { read: true, ..no_marking() }).is_empty());
    }

    fn no_marking() -> Marking {
        Marking {
            ids: Vec::new(),
            all: true,
            source: None,
            read: false,
            unread: false,
            star: false,
            unstar: false,
            tags: Vec::new(),
            untags: Vec::new(),
            note: None,
        }
    }
}
