//! Tags and notes: what the reader writes on articles. A line that is typed becomes one change, which can be undone.

use super::prompt::Asked;
use super::state::App;
use crate::library::Edit;

/// The tags named in a line, parted by commas or spaces, each once and without the sign before it.
#[must_use]
pub fn tags_in(line: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for word in line.split(|c: char| c == ',' || c.is_whitespace()) {
        let tag = word.trim_start_matches('#');
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

impl App {
    /// Asks for the tags of the open article; those that it has stand there already.
    pub(super) fn ask_tags(&mut self) {
        if self.is_open_gone() {
            return;
        }
        let Some(row) = self.row() else { return };
        let tags: Vec<&str> = row.marks.tags.iter().map(AsRef::as_ref).collect();
        let (id, mut line) = (row.id, tags.join(" "));
        if !line.is_empty() {
            line.push(' ');
        }
        self.ask_with(Asked::Tags(id), &line);
    }

    /// Gives an article the tags named in a line, and takes those that are not named there.
    pub(super) fn set_tags(&mut self, id: u64, line: &str) {
        let Some(marks) = self.library.at(id).and_then(|at| self.marks(at)) else { return };
        let wanted = tags_in(line);
        let is_wanted = |tag: &&str| wanted.iter().any(|wanted| wanted == tag);
        let had: Vec<&str> = marks.tags.iter().map(AsRef::as_ref).collect();
        let taken: Vec<&str> = had.iter().copied().filter(|tag| !is_wanted(tag)).collect();
        let given: Vec<&str> = wanted.iter().map(String::as_str).filter(|tag| !had.contains(tag)).collect();
        let named = |tags: &[&str]| tags.iter().map(|tag| format!(" #{tag}")).collect::<String>();
        let what = match (given.is_empty(), taken.is_empty()) {
            (true, true) => return,
            (false, true) => format!("tagged{}", named(&given)),
            (true, false) => format!("tags taken:{}", named(&taken)),
            (false, false) => format!("tagged{}, taken:{}", named(&given), named(&taken)),
        };
        let edits = taken.iter().map(|tag| Edit::Tag((*tag).to_owned(), false));
        let edits = edits.chain(given.iter().map(|tag| Edit::Tag((*tag).to_owned(), true))).collect();
        if self.mark(what.clone(), edits, &[id]) {
            self.said = what;
        }
    }

    /// Asks for the note on the open article; the one that is there stands there already.
    pub(super) fn ask_note(&mut self) {
        if self.is_open_gone() {
            return;
        }
        let Some(row) = self.row() else { return };
        let (id, note) = (row.id, row.marks.note.clone());
        self.ask_with(Asked::Note(id), note.as_deref().unwrap_or_default());
    }

    /// Notes something about an article; nothing erases the note.
    pub(super) fn set_note(&mut self, id: u64, line: &str) {
        let Some(marks) = self.library.at(id).and_then(|at| self.marks(at)) else { return };
        let before = marks.note.as_deref().unwrap_or_default().to_owned();
        let what = match (before.is_empty(), line.is_empty()) {
            (true, _) => "note written",
            (false, true) => "note erased",
            (false, false) => "note changed",
        };
        let edit = Edit::Note { before, after: line.to_owned() };
        if self.mark(what, vec![edit], &[id]) {
            self.said = what.to_owned();
        }
    }

    /// Shows the feed's own words in place of the full text, or the other way round.
    pub(super) fn turn_full_text(&mut self) {
        if self.is_open_gone() {
            return;
        }
        let Some(row) = self.row() else { return };
        if !row.full {
            self.said = "only this text is there".to_owned();
            return;
        }
        let (id, brief) = (row.id, !row.marks.brief);
        let what = if brief { "the feed's own words" } else { "the full text" };
        if self.mark(format!("{what} shown"), vec![Edit::Brief(brief)], &[id]) {
            self.said = what.to_owned();
            // The two texts have no places in common.
            (self.place, self.top) = (0, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_parted_by_commas_or_spaces() {
        let check = |line: &str, expect: &[&str]| assert_eq!(tags_in(line), expect, "{line}");
        check("sea, harbour  fog", &["sea", "harbour", "fog"]);
        check("#sea #sea sea", &["sea"]);
        check(" ,, # ", &[]);
        check("Häfen/Alden", &["Häfen/Alden"]);
    }
}
