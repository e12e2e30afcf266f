//! Lines: what a pane shows, row by row, as pieces of text with the roles they play.

use super::role::Role;
use crate::text::{fit, width};

/// A number as readers write it: from 10,000 on in groups of three digits.
#[must_use]
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A stretch of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words, fit to be shown.
    pub text: String,
    /// What they mean, from the ground up; a later role overrides an earlier one.
    pub roles: Vec<Role>,
}

/// One row of a pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The stretches from left to right.
    pub pieces: Vec<Piece>,
    /// What the whole row is (selected, part of a box), under its pieces.
    pub fill: Option<Role>,
}

impl Line {
    /// A row with one stretch.
    #[must_use]
    pub fn of(text: impl Into<String>, role: Role) -> Self {
        Line::default().with(text, &[role])
    }

    /// The row with another stretch at its end.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, roles: &[Role]) -> Self {
        self.push(text, roles);
        self
    }

    /// Adds a stretch at the end; empty ones are dropped.
    pub fn push(&mut self, text: impl Into<String>, roles: &[Role]) {
        let text = text.into();
        if !text.is_empty() {
            self.pieces.push(Piece { text, roles: roles.to_vec() });
        }
    }

    /// Columns used so far.
    #[must_use]
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// Adds `text` so that it ends at column `columns`; dropped when there is no room for it.
    pub fn push_right(&mut self, text: &str, roles: &[Role], columns: usize) {
        let used = self.width() + width(text);
        if used < columns {
            self.push(" ".repeat(columns - used), &[]);
            self.push(text, roles);
        }
    }

    /// Adds a label whose characters `hits` (counted in characters, in order) stand out.
    pub fn push_hits(&mut self, label: &str, hits: &[usize], roles: &[Role], columns: usize, more: &str) {
        let label = fit(label, columns, more);
        if hits.is_empty() {
            self.push(label, roles);
            return;
        }
        let mut lit = roles.to_vec();
        lit.push(Role::Hit);
        let (mut run, mut on) = (String::new(), false);
        for (at, c) in label.chars().enumerate() {
            let hit = hits.binary_search(&at).is_ok();
            if hit != on {
                self.push(std::mem::take(&mut run), if on { &lit } else { roles });
                on = hit;
            }
            run.push(c);
        }
        self.push(run, if on { &lit } else { roles });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        let check = |of: usize, expect: &str| assert_eq!(number(of), expect);
        check(0, "0");
        check(9_999, "9999");
        check(12_345, "12,345");
        check(1_234_567, "1,234,567");
    }

    #[test]
    fn hits_stand_out() {
        let mut line = Line::default();
        line.push_hits("harbour", &[0, 1, 4], &[Role::Text], 20, "…");
        let lit: Vec<_> = line.pieces.iter().map(|piece| (piece.text.as_str(), piece.roles.len())).collect();
        assert_eq!(lit, [("ha", 2), ("rb", 1), ("o", 2), ("ur", 1)]);
    }

    #[test]
    fn right_hand_text_ends_at_the_edge() {
        let mut line = Line::of("left", Role::Text);
        line.push_right("12", &[Role::Small], 10);
        assert_eq!(line.width(), 10);
        line.push_right("no room", &[Role::Small], 10);
        assert_eq!(line.width(), 10);
    }
}
