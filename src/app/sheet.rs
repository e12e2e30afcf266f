//! A sheet over the panes: words that are read, scrolled and closed again. It is wrapped for the screen's
//! width, every row stays reachable at any size, and nothing under it changes while it is open.

use super::layout::Area;
use super::line::Line;
use super::page::{TAB, head_of};
use super::role::Role;
use super::state::App;
use crate::text::{Span, shown, wrap};

/// One paragraph of a sheet: its first row begins with `lead`, the others are indented as far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    lead: String,
    words: String,
    roles: Vec<Role>,
    /// Its rows are cut where they are full, wherever that is.
    exact: bool,
}

impl Paragraph {
    /// A paragraph of words with the roles they play; only what a screen may show is kept of them.
    #[must_use]
    pub fn new(lead: impl Into<String>, words: &str, roles: &[Role]) -> Self {
        let words = shown(words).into_owned();
        Paragraph { lead: lead.into(), words, roles: roles.to_vec(), exact: false }
    }

    /// A line of words for machines, whose rows are full.
    #[must_use]
    pub fn exact(words: &str) -> Self {
        Paragraph { exact: true, ..Paragraph::new("", &words.replace('\t', TAB), &[Role::Text]) }
    }

    fn rows(&self, columns: usize) -> Vec<Line> {
        if self.exact {
            let mut rows = Vec::new();
            let mut rest = self.words.as_str();
            loop {
                let row = head_of(rest, columns.max(1));
                rest = &rest[row.len()..];
                rows.push(Line::of(row, Role::Text));
                if rest.is_empty() {
                    return rows;
                }
            }
        }
        let indent = crate::text::width(&self.lead);
        let room = columns.saturating_sub(indent).max(8);
        let rows = wrap::wrap(&self.words, Span::new(0, self.words.len()), room);
        let row = |(at, row): (usize, &Span)| {
            let lead = if at == 0 { self.lead.clone() } else { " ".repeat(indent) };
            Line::of(lead, Role::Small).with(row.of(&self.words), &self.roles)
        };
        rows.iter().enumerate().map(row).collect()
    }
}

/// An open sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is, in its upper edge.
    pub title: String,
    /// The first row shown.
    pub top: usize,
    /// All rows at the width it was wrapped for.
    pub lines: Vec<Line>,
    paragraphs: Vec<Paragraph>,
    columns: usize,
}

impl Sheet {
    /// A sheet at its first row.
    #[must_use]
    pub fn new(title: String, paragraphs: Vec<Paragraph>) -> Self {
        Sheet { title, paragraphs, ..Sheet::default() }
    }

    /// Its words, a line for each paragraph.
    #[must_use]
    pub fn words(&self) -> String {
        self.paragraphs.iter().map(|part| format!("{}{}\n", part.lead, part.words)).collect()
    }

    /// Wraps it for so many columns; the words in sight stay in sight, as near as their share tells.
    fn set(&mut self, columns: usize) {
        if self.columns == columns {
            return;
        }
        let before = self.lines.len().max(1);
        self.lines = self.paragraphs.iter().flat_map(|part| part.rows(columns)).collect();
        self.top = self.top * self.lines.len() / before;
        self.columns = columns;
    }
}

/// The columns and rows of frame and margin around the words of a sheet.
const FRAME: (u16, u16) = (4, 2);
/// A sheet is at most so wide.
const WIDEST: u16 = 96;

/// How wide a sheet is on a screen of so many columns.
fn wide(w: u16) -> u16 {
    if w > 60 { (w - 4).min(WIDEST) } else { w }
}

impl App {
    /// The place of the open sheet: as high as its words need, within the panes.
    #[must_use]
    pub fn sheet_area(&self) -> Area {
        let (w, h) = (self.layout.status.w, self.layout.status.y);
        let rows = self.sheet.as_ref().map_or(0, |sheet| sheet.lines.len());
        let (bw, bh) = (wide(w), u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(FRAME.1).min(h));
        Area { x: (w - bw) / 2, y: (h - bh) / 3, w: bw, h: bh }
    }

    /// How many rows of the sheet's words are on the screen.
    fn sheet_rows(&self) -> usize {
        self.sheet_area().h.saturating_sub(FRAME.1).into()
    }

    /// Opens a sheet.
    pub(super) fn lay(&mut self, sheet: Sheet) {
        self.sheet = Some(sheet);
        self.settle_sheet();
    }

    /// Wraps the open sheet for the screen and keeps its last row at the lower edge at most.
    pub(super) fn settle_sheet(&mut self) {
        let columns = wide(self.layout.status.w).saturating_sub(FRAME.0).into();
        if let Some(sheet) = &mut self.sheet {
            sheet.set(columns);
        }
        let rows = self.sheet_rows();
        if let Some(sheet) = &mut self.sheet {
            sheet.top = sheet.top.min(sheet.lines.len().saturating_sub(rows.max(1)));
        }
    }

    /// Scrolls the sheet by so many rows.
    pub(super) fn scroll_sheet(&mut self, by: isize) {
        if let Some(sheet) = &mut self.sheet {
            sheet.top = sheet.top.saturating_add_signed(by);
        }
        self.settle_sheet();
    }

    /// Scrolls the sheet by a share of its height: 2 for half of it, 1 for all.
    pub(super) fn page_sheet(&mut self, share: usize, down: bool) {
        let rows = (self.sheet_rows().saturating_sub(2 / share) / share).max(1);
        let by = isize::try_from(rows.saturating_mul(self.times())).unwrap_or(isize::MAX);
        self.scroll_sheet(if down { by } else { -by });
    }

    /// What a command printed: in the status line when that is one line, else on a sheet.
    pub(super) fn printed(&mut self, title: &str, words: &str) {
        let lines: Vec<&str> = words.lines().map(str::trim_end).collect();
        let full = lines.iter().filter(|line| !line.is_empty()).count();
        if full > 1 {
            let paragraphs = lines.iter().map(|line| Paragraph::new("", line, &[Role::Text])).collect();
            self.prompt = None;
            self.lay(Sheet::new(title.to_owned(), paragraphs));
        } else {
            let line = lines.into_iter().find(|line| !line.is_empty()).unwrap_or("it printed nothing");
            self.said = format!("{title}: {}", line.trim());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::fixture;
    use crate::app::message::Message;

    fn top(app: &crate::app::App) -> usize {
        app.sheet.as_ref().map_or(usize::MAX, |sheet| sheet.top)
    }

    #[test]
    fn one_line_is_said_and_more_are_laid_out() {
        let check = |words: &str, said: &str, sheet: bool| {
            let mut app = fixture::app(80, 24);
            app.update(Message::Printed("| wc".into(), words.into()));
            assert_eq!((app.said.as_str(), app.sheet.is_some()), (said, sheet), "{words:?}");
        };
        check("", "| wc: it printed nothing", false);
        check("\n  12 \n", "| wc: 12", false);
        check("12\n13\n", "", true);
    }

    #[test]
    fn every_row_is_reached_and_none_beyond() {
        let mut app = fixture::app(80, 24);
        let words: String = (0..100).map(|n| format!("line {n}\n")).collect();
        app.update(Message::Printed("| seq".into(), words));
        let check = |app: &mut crate::app::App, keys: &str, expect: usize| {
            app.press(keys);
            assert_eq!(top(app), expect, "{keys}");
        };
        check(&mut app, "j", 1);
        check(&mut app, "12j", 13);
        check(&mut app, "G", 79);
        check(&mut app, "j", 79);
        check(&mut app, "C-u", 69);
        check(&mut app, "gg", 0);
        check(&mut app, "k", 0);
        app.press("G");
        for (w, h) in [(20, 5), (0, 0), (1, 1), (200, 60), (80, 24)] {
            app.update(Message::Resize(w, h));
            assert!(top(&app) < 100, "{w}x{h}");
        }
        app.press("q");
        assert_eq!(app.sheet, None);
    }
}
