//! A list and the row that is selected in it. Whatever is asked costs the visible rows, never the
//! length of the list.

use crate::library::Item;

/// A list of items, the selected one, and the first one shown.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// What it holds, in the order shown.
    pub items: Vec<Item>,
    /// The selected one.
    pub cursor: usize,
    /// The first one shown.
    pub top: usize,
    /// The query that narrows it, or `""`.
    pub query: String,
    /// Where the cursor was before the search began.
    pub before: Option<Item>,
}

impl List {
    /// The selected item.
    #[must_use]
    pub fn selected(&self) -> Option<Item> {
        self.items.get(self.cursor).copied()
    }

    /// Moves the cursor by so many rows; stops at either end.
    pub fn step(&mut self, by: isize) {
        let last = self.items.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Puts new items in, keeping the cursor on the item it was on; when that is gone, near its place.
    pub fn fill(&mut self, items: Vec<Item>) {
        let selected = self.selected();
        self.items = items;
        if selected != self.selected() {
            let found = selected.and_then(|item| self.items.iter().position(|&other| other == item));
            self.cursor = found.unwrap_or(self.cursor).min(self.items.len().saturating_sub(1));
        }
    }

    /// Selects an item, when the list holds it.
    pub fn select(&mut self, item: Item) {
        if self.selected() != Some(item)
            && let Some(at) = self.items.iter().position(|&other| other == item)
        {
            self.cursor = at;
        }
    }

    /// Moves the first shown item so that at most so many rows stand above the cursor, and as nearly so many as whole
    /// items allow. `height` tells how many rows an item takes.
    pub fn hold(&mut self, rows: usize, height: impl Fn(Item) -> usize) {
        let mut above = 0;
        self.top = self.cursor;
        while let Some(item) = self.top.checked_sub(1).and_then(|at| self.items.get(at)) {
            above += height(*item);
            if above > rows {
                break;
            }
            self.top -= 1;
        }
    }

    /// Moves the first shown item so that the cursor is wholly visible in `rows` rows. `height` tells
    /// how many rows an item takes.
    pub fn follow(&mut self, rows: usize, height: impl Fn(Item) -> usize) {
        self.top = self.top.min(self.cursor);
        let mut used = 0;
        let mut at = self.cursor + 1;
        while at > self.top {
            used += self.items.get(at - 1).map_or(1, |&item| height(item));
            if used > rows {
                self.top = at.min(self.cursor);
                return;
            }
            at -= 1;
        }
        // Room left under the last item is filled from above.
        let mut below: usize =
            self.items.iter().skip(self.cursor + 1).take(rows).map(|&item| height(item)).sum();
        while self.top > 0 {
            let above = height(self.items[self.top - 1]);
            if used + below + above > rows {
                break;
            }
            below += above;
            self.top -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(len: usize) -> List {
        List { items: (0..len).map(Item::Article).collect(), ..List::default() }
    }

    #[test]
    fn the_cursor_stays_in_sight() {
        let mut list = list(100);
        list.step(50);
        list.follow(10, |_| 2);
        assert_eq!((list.cursor, list.top), (50, 46));
        list.step(-10);
        list.follow(10, |_| 2);
        assert_eq!((list.cursor, list.top), (40, 40));
        list.step(1000);
        list.follow(10, |_| 2);
        assert_eq!((list.cursor, list.top), (99, 95));
        list.follow(40, |_| 2);
        assert_eq!(list.top, 80);
    }

    #[test]
    fn items_above_leave_the_cursor_at_its_row() {
        let mut list = list(30);
        list.cursor = 20;
        list.hold(7, |_| 3);
        assert_eq!(list.top, 18);
        list.hold(100, |_| 3);
        assert_eq!(list.top, 0);
    }

    #[test]
    fn new_items_leave_the_cursor_on_its_item() {
        let mut list = list(10);
        list.step(4);
        list.fill(vec![Item::Article(9), Item::Article(4)]);
        assert_eq!(list.selected(), Some(Item::Article(4)));
        list.fill(Vec::new());
        assert_eq!(list.selected(), None);
        list.step(3);
        list.follow(5, |_| 1);
    }
}
