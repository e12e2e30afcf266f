//! Moving: through lists, through the open article, between panes, and back to where one was.

use super::chosen::Chosen;
use super::panes::{LISTS, Pane};
use super::state::{App, Stop};
use super::views::View;
use crate::library::{Edit, Item};

impl App {
    /// Moves the cursor of the focused list, or scrolls the body, by so many rows.
    pub(super) fn step(&mut self, by: isize) {
        if self.focus == Pane::Body {
            self.scroll_to(self.top.saturating_add_signed(by));
            return;
        }
        let pane = self.focus;
        if let Some(list) = self.list_mut(pane) {
            list.step(by);
        }
        self.moved(pane);
    }

    /// Moves by a share of the pane: 2 for half of it, 1 for all.
    pub(super) fn step_page(&mut self, share: usize, down: bool) {
        let rows = self.layout.slot(self.focus).map_or(1, |slot| usize::from(slot.inner.h));
        let rows = match self.focus {
            Pane::Body => rows.saturating_sub(2 / share) / share,
            _ => (self.shown_items(self.focus) / share).max(1),
        };
        let by = isize::try_from(rows.max(1).saturating_mul(self.times())).unwrap_or(isize::MAX);
        self.step(if down { by } else { -by });
    }

    /// How many items of a list are on the screen.
    fn shown_items(&self, pane: Pane) -> usize {
        self.visible(pane).len()
    }

    /// The items of a list that are on the screen, each with its index, its first row and its rows,
    /// counted from the top of the pane.
    #[must_use]
    pub fn visible(&self, pane: Pane) -> Vec<(usize, Item, usize, usize)> {
        let (Some(list), Some(slot), Some(table)) = (self.list_of(pane), self.layout.slot(pane), pane.list())
        else {
            return Vec::new();
        };
        let (rows, columns) = (usize::from(slot.inner.h), usize::from(slot.inner.w));
        let mut shown = Vec::new();
        let mut row = 0;
        for (at, &item) in list.items.iter().enumerate().skip(list.top) {
            if row >= rows {
                break;
            }
            let height = (LISTS[table].rows)(self, item, &[], columns).len().max(1);
            shown.push((at, item, row, height));
            row += height;
        }
        shown
    }

    /// The cursor of a list was moved: what it points at is shown beside it.
    pub(super) fn moved(&mut self, pane: Pane) {
        match self.list_of(pane).and_then(super::list::List::selected) {
            Some(Item::Article(at)) => self.show_article(at),
            Some(Item::Quote(article, n)) => {
                self.show_article(article);
                self.chosen = Some(Chosen::Quote(article, n));
                if let Some(quote) = self.library.quote(article, n) {
                    self.show_place(quote.extent().start());
                }
                self.point_lists();
            }
            Some(Item::Person(figure)) => self.chosen = Some(Chosen::Person(figure, None)),
            Some(Item::View(view)) if view != self.listing.view => self.enter_view(view),
            Some(Item::View(_) | Item::Problem(_)) | None => {}
        }
    }

    /// No article is open any more.
    pub(super) fn close_article(&mut self) {
        self.leave_article();
        (self.open, self.place, self.top) = (None, 0, 0);
        (self.chosen, self.only, self.text_search) = (None, None, None);
    }

    /// Opens an article at the place where the reader left it.
    pub(super) fn show_article(&mut self, at: usize) {
        if self.open == Some(at) {
            return;
        }
        let Some((id, place)) = self.library.row(at).map(|row| (row.id, row.place)) else { return };
        self.leave_article();
        self.bodies.forgive(id);
        self.place = place;
        self.top = 0;
        self.open = Some(at);
        self.unfolded = false;
        self.text_search = None;
        self.chosen = self.chosen.and_then(|chosen| match chosen {
            Chosen::Person(figure, _) => Some(Chosen::Person(figure, None)),
            Chosen::Quote(of, _) => Some(chosen).filter(|_| of == at),
        });
        if let Some(list) = self.list_mut(Pane::Articles) {
            list.select(Item::Article(at));
        }
    }

    /// Brings a place of the open article into sight; nothing moves when it is in sight already.
    pub(super) fn show_place(&mut self, place: usize) {
        self.settle();
        let row = self.page.row_of(place);
        let rows = usize::from(self.body().h);
        if row < self.top + 1 || row + 2 >= self.top + rows {
            self.scroll_to(row.saturating_sub(rows / 3));
        }
    }

    /// Marks the open article as read.
    pub(super) fn reading(&mut self) {
        if let Some(id) = self.row().map(|row| row.id) {
            self.mark("marked read", vec![Edit::Read(true), Edit::Updated(false)], &[id]);
        }
    }

    /// Remembers where the reader is.
    pub(super) fn leave(&mut self) {
        let stop = Stop {
            focus: self.focus,
            open: self.row().map(|row| row.id),
            place: self.place,
            only: self.only,
            chosen: self.chosen,
        };
        if self.trail.last() != Some(&stop) {
            self.trail.push(stop);
        }
    }

    /// Opens what an item stands for.
    pub(super) fn open_item(&mut self, item: Item) {
        match item {
            Item::Article(at) => {
                self.show_article(at);
                self.focus = Pane::Body;
                self.reading();
            }
            Item::Quote(article, n) => {
                self.leave();
                self.show_article(article);
                self.chosen = Some(Chosen::Quote(article, n));
                self.focus = Pane::Body;
                if let Some(quote) = self.library.quote(article, n) {
                    self.show_place(quote.extent().start());
                }
            }
            Item::Person(figure) => {
                self.leave();
                self.only = Some(figure);
                let here = self.open.and_then(|open| self.library.person_in(open, figure));
                self.all |= here.is_none();
                self.focus = Pane::Quotes;
                self.settle();
                self.moved(Pane::Quotes);
                self.chosen = self.chosen.or(Some(Chosen::Person(figure, None)));
                self.point_lists();
            }
            Item::View(view) if self.views.is_folded(view) => self.fold(view, false),
            Item::View(view) => {
                self.enter_view(view);
                self.focus = Pane::Articles;
            }
            Item::Problem(at) => self.go_to_source(at),
        }
    }

    /// Goes to the source that a problem is of.
    fn go_to_source(&mut self, problem: usize) {
        let view = self.failing_source(problem).and_then(|id| self.views.find(&View::Source(id)));
        let Some(view) = view else { return };
        let mut above = self.views.parent(view);
        while let Some(folder) = above {
            self.views.fold(folder, false);
            above = self.views.parent(folder);
        }
        self.enter_view(view);
        self.focus = Pane::Sources;
    }

    /// Goes into what is selected: an article, the place of a quote, the quotes of a person.
    pub(super) fn enter_selected(&mut self) {
        if self.focus == Pane::Body {
            self.leave();
            self.focus = Pane::Quotes;
            return;
        }
        let selected = self.list_of(self.focus).and_then(super::list::List::selected);
        if let Some(item) = selected {
            if let Item::Article(_) = item {
                self.trail.clear();
            }
            self.open_item(item);
        }
    }

    /// Back by a key that only goes back: from the articles on to the sources, and there out of a folder.
    pub(super) fn step_out(&mut self) {
        match self.focus {
            Pane::Sources => self.step_up_tree(),
            Pane::Articles if self.stored && self.trail.is_empty() => self.focus = Pane::Sources,
            _ => {
                self.step_back();
            }
        }
    }

    /// Folds a folder, or shows what stands in it. What is folded away can't be the present view.
    fn fold(&mut self, folder: usize, fold: bool) {
        self.views.fold(folder, fold);
        let mut above = self.views.parent(self.listing.view);
        while let Some(at) = above {
            if fold && at == folder {
                return self.enter_view(folder);
            }
            above = self.views.parent(at);
        }
    }

    /// Folds the selected folder, or goes to the folder that what is selected stands in.
    fn step_up_tree(&mut self) {
        let selected = self.list_of(Pane::Sources).and_then(super::list::List::selected);
        let Some(Item::View(view)) = selected else { return };
        let is_folder = matches!(self.views.view(view), Some(View::Folder(_)));
        match self.views.parent(view) {
            _ if is_folder && !self.views.is_folded(view) => self.fold(view, true),
            Some(folder) => self.select(Pane::Sources, Some(Item::View(folder))),
            None => {}
        }
    }

    /// Goes back to where one was; gives false when there is nowhere to go.
    pub(super) fn step_back(&mut self) -> bool {
        let Some(stop) = self.trail.pop() else {
            let moved = self.focus != Pane::Articles;
            self.focus = Pane::Articles;
            return moved;
        };
        let open = stop.open.and_then(|id| self.library.at(id));
        if let Some(open) = open {
            self.show_article(open);
            self.settle();
            let row = if stop.place == 0 { 0 } else { self.page.row_of(stop.place) };
            self.scroll_to(row);
        }
        (self.focus, self.only, self.chosen) = (stop.focus, stop.only, stop.chosen);
        self.settle();
        self.point_lists();
        true
    }

    /// Goes so many articles on in the list (back when negative).
    pub(super) fn step_article(&mut self, by: isize) {
        if let Some(list) = self.list_mut(Pane::Articles) {
            list.step(by);
        }
        self.moved(Pane::Articles);
        if self.focus == Pane::Body {
            self.reading();
        }
    }

    /// Goes to the next unread article, or the one before.
    pub(super) fn step_unread(&mut self, down: bool) {
        for _ in 0..self.times() {
            let Some(list) = self.list_of(Pane::Articles) else { return };
            let unread = |item: &Item| match item {
                Item::Article(at) => self.marks(*at).is_some_and(|marks| !marks.read),
                _ => false,
            };
            let found = if down {
                (list.cursor + 1..list.items.len()).find(|&at| unread(&list.items[at]))
            } else {
                (0..list.cursor.min(list.items.len())).rev().find(|&at| unread(&list.items[at]))
            };
            let Some(found) = found else {
                self.said = "no more unread articles this way".to_owned();
                return;
            };
            let by = found as isize - list.cursor as isize;
            self.step_article(by);
        }
    }

    /// A page on, and at the end of the article the next one.
    pub(super) fn read_on(&mut self) {
        if self.focus == Pane::Body && self.top >= self.last_top() {
            self.step_article(1);
        } else {
            self.step_page(1, true);
        }
    }

    /// To the first or last row, or to the row that was counted.
    pub(super) fn step_end(&mut self, last: bool) {
        let len = match self.list_of(self.focus) {
            Some(list) => list.items.len(),
            None => self.page.rows.len(),
        };
        let to = match self.count {
            Some(count) => count.saturating_sub(1),
            None if last => len,
            None => 0,
        };
        let from = self.list_of(self.focus).map_or(self.top, |list| list.cursor);
        self.step(to as isize - from as isize);
    }

    /// Focuses a pane. In the quotes and the people the selected one is chosen, if none is yet.
    pub(super) fn focus_on(&mut self, pane: Pane) {
        if pane == Pane::Sources && !self.stored {
            self.said = super::fetching::NO_SOURCES.to_owned();
            return;
        }
        self.focus = pane;
        if self.chosen.is_none() {
            self.chosen = match self.list_of(pane).and_then(super::list::List::selected) {
                Some(Item::Quote(article, n)) => Some(Chosen::Quote(article, n)),
                Some(Item::Person(figure)) => Some(Chosen::Person(figure, None)),
                _ => None,
            };
        }
    }

    /// Focuses the next pane, or the one before. Problems are passed by while there are none, sources without a
    /// stored library.
    pub(super) fn step_pane(&mut self, by: isize) {
        let there = |pane: &Pane| match pane {
            Pane::Problems => !self.problems.is_empty() || self.focus == Pane::Problems,
            Pane::Sources => self.stored,
            _ => true,
        };
        let panes: Vec<Pane> = Pane::ALL.into_iter().filter(there).collect();
        let at = panes.iter().position(|pane| *pane == self.focus).unwrap_or(0) as isize;
        let next = (at + by).rem_euclid(panes.len() as isize);
        self.focus_on(panes[next as usize]);
    }

    /// The mouse was pressed: focuses the pane under it and selects the row.
    pub(super) fn click(&mut self, x: u16, y: u16) {
        if self.prompt.is_some() {
            return;
        }
        let Some(slot) =
            self.layout.slots.iter().find(|slot| slot.inner.holds(x, y) || slot.title.holds(x, y)).copied()
        else {
            return;
        };
        let again = self.focus == slot.pane;
        self.focus = slot.pane;
        let row = usize::from(y - slot.inner.y.min(y));
        let hit = self
            .visible(slot.pane)
            .into_iter()
            .find(|(_, _, top, height)| (*top..top + height).contains(&row));
        let (Some((at, item, ..)), true) = (hit, slot.inner.holds(x, y)) else { return };
        if let Item::View(view) = item
            && matches!(self.views.view(view), Some(View::Folder(_)))
            && usize::from(x - slot.inner.x) < 2 * self.views.depth(view) + 2
        {
            // The sign before a folder folds and unfolds it.
            self.fold(view, !self.views.is_folded(view));
            return;
        }
        let before = self.list_of(slot.pane).map(|list| list.cursor);
        if let Some(list) = self.list_mut(slot.pane) {
            list.cursor = at;
        }
        if again && before == Some(at) {
            self.open_item(item);
        } else {
            self.moved(slot.pane);
        }
    }

    /// The wheel was turned: scrolls the body, or moves the cursor of the list under it.
    pub(super) fn wheel(&mut self, x: u16, y: u16, by: i32) {
        if let Some(prompt) = &mut self.prompt {
            prompt.step(by as isize);
            return;
        }
        let under = self.layout.slots.iter().find(|slot| slot.inner.holds(x, y)).map(|slot| slot.pane);
        match under {
            Some(Pane::Body) => self.scroll_to(self.top.saturating_add_signed(by as isize * 3)),
            Some(pane) => {
                if let Some(list) = self.list_mut(pane) {
                    list.step(by as isize);
                }
                self.moved(pane);
            }
            None => {}
        }
    }
}
