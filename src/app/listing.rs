//! The listing: the articles of the present view, as they were when the reader asked for them. It changes only when
//! the reader asks: what is read stays, and what arrives waits and is counted.

use std::cmp::{Ordering, Reverse};

use super::list::List;
use super::panes::{LISTS, Pane};
use super::state::App;
use super::views::{ALL, FOUND};
use crate::library::{Item, Row};

/// The order of the article list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As the articles came.
    #[default]
    Given,
    /// Latest first.
    Newest,
    /// Earliest first.
    Oldest,
    /// By source.
    Source,
    /// By headline.
    Headline,
    /// Unread ones first.
    Unread,
    /// Starred ones first.
    Starred,
    /// Those first that fit a search best.
    Best,
}

impl Order {
    /// All orders with the words for them, in the order a key walks them.
    pub const ALL: [(Order, &'static str); 8] = [
        (Order::Best, "best first"),
        (Order::Given, "as they came"),
        (Order::Newest, "newest first"),
        (Order::Oldest, "oldest first"),
        (Order::Source, "by source"),
        (Order::Headline, "by headline"),
        (Order::Unread, "unread first"),
        (Order::Starred, "starred first"),
    ];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        Order::ALL.iter().find(|(order, _)| *order == self).map_or("", |(_, words)| words)
    }
}

/// How the listing is to be made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Renewal {
    /// Another view was entered, or the same again.
    Entered,
    /// What belongs to the view, and the open article whether it does or not.
    Kept,
    /// What is there already, and what has arrived.
    Merged,
}

/// The listing of the present view.
#[derive(Debug, Default)]
pub struct Listing {
    /// The view, by its place among the views.
    pub view: usize,
    /// The articles that arrived since and belong to it.
    pub arrived: Vec<usize>,
    pub(super) articles: Vec<usize>,
    /// How it is to be made anew before the next frame.
    pub(super) due: Option<Renewal>,
    /// Grows whenever it was made anew.
    pub(super) number: usize,
}

/// Later ones first, by moment, else by date.
fn newest(a: &Row, b: &Row) -> Ordering {
    b.moment.cmp(&a.moment).then_with(|| b.date.cmp(&a.date))
}

impl App {
    /// The order that articles have at first.
    #[must_use]
    pub fn first_order(&self) -> Order {
        if self.stored { Order::Newest } else { Order::Given }
    }

    /// The order of the articles listed: in a view of a search it is one of its own.
    #[must_use]
    pub fn listed_order(&self) -> Order {
        self.present_search().map_or(self.order, |search| search.order)
    }

    /// The orders that a key walks, with the words for them.
    pub(super) fn orders(&self) -> Vec<(Order, &'static str)> {
        let means_something = |order: Order| match order {
            Order::Best => self.present_search().is_some(),
            // A stored library knows no order of coming that means anything to a reader.
            Order::Given => !self.stored,
            _ => true,
        };
        Order::ALL.into_iter().filter(|(order, _)| means_something(*order)).collect()
    }

    /// What a list calls the source of an article: its outlet, else the subscription it came from.
    #[must_use]
    pub fn outlet<'a>(&'a self, row: &'a Row) -> &'a str {
        if !row.outlet.is_empty() {
            return &row.outlet;
        }
        let mut sources = row.sources.iter().filter_map(|id| self.views.subscription(id));
        sources.next().map_or("", |source| source.label())
    }

    /// Puts articles into the chosen order. While files are being read they stay as they come.
    fn sort(&self, articles: &mut [usize]) {
        let rows = self.library.rows();
        if self.loading.is_some() {
            return;
        }
        if self.stored {
            articles.sort_by(|&a, &b| newest(&rows[a], &rows[b]));
        }
        match self.listed_order() {
            Order::Given => {}
            Order::Best => articles.sort_by_key(|&at| self.rank(rows[at].id)),
            Order::Newest => articles.sort_by(|&a, &b| newest(&rows[a], &rows[b])),
            Order::Oldest => articles.sort_by(|&a, &b| newest(&rows[b], &rows[a])),
            Order::Source => articles.sort_by_cached_key(|&at| {
                let outlet = self.outlet(&rows[at]);
                (outlet.is_empty(), outlet.to_lowercase())
            }),
            Order::Headline => articles.sort_by_cached_key(|&at| rows[at].headline.to_lowercase()),
            Order::Unread => articles.sort_by_key(|&at| rows[at].marks.read),
            Order::Starred => articles.sort_by_key(|&at| Reverse(rows[at].marks.star)),
        }
    }

    /// Lists the articles of a view.
    pub(super) fn enter_view(&mut self, view: usize) {
        self.search_in_view(view);
        if self.listing.view != view {
            self.listing.view = view;
            self.all = false;
            self.scatter(Vec::new());
        }
        self.listing.due = Some(Renewal::Entered);
    }

    /// Lists anew what belongs to the view; the cursor stays on its article, where it is on the screen.
    pub(super) fn refresh(&mut self) {
        let count = self.listing.arrived.len();
        self.listing.due = Some(Renewal::Kept);
        self.search_again();
        self.said = match count {
            0 => "nothing new".to_owned(),
            1 => "1 new article".to_owned(),
            count => format!("{} new articles", super::line::number(count)),
        };
    }

    /// The articles that the listing is made of now.
    fn relisted(&self, renewal: Renewal) -> Vec<usize> {
        let view = self.listing.view;
        let mut articles: Vec<usize> = match renewal {
            Renewal::Merged => {
                let all = self.listing.articles.iter().chain(&self.listing.arrived).copied();
                all.filter(|&at| !self.library.is_gone(at)).collect()
            }
            _ if view == ALL => self.library.present().collect(),
            _ if self.search.as_ref().is_some_and(|search| search.view == view) => {
                let members = self.views.members(view).iter();
                members.flat_map(|id| self.library.all_at(*id)).collect()
            }
            _ => {
                let holds = |at: &usize| self.library.row(*at).is_some_and(|row| self.views.holds(view, row));
                self.library.present().filter(holds).collect()
            }
        };
        if let (Renewal::Kept, Some(open)) = (renewal, self.open)
            && self.listing.articles.contains(&open)
            && self.library.row(open).is_some_and(|row| !self.views.holds(view, row))
            && !self.library.is_gone(open)
        {
            articles.push(open);
        }
        self.sort(&mut articles);
        articles
    }

    /// Makes the listing anew when that is due, and fills the list of articles from it.
    pub(super) fn settle_listing(&mut self) {
        let Some(renewal) = self.listing.due.take() else { return self.fill(0) };
        let held = self.offset(Pane::Articles);
        self.listing.articles = self.relisted(renewal);
        self.listing.arrived.clear();
        self.listing.number += 1;
        if renewal == Renewal::Entered {
            self.lists[0] = List::default();
            self.fill(0);
            self.select_entered();
        } else {
            self.fill(0);
            if let Some(open) = self.open {
                self.lists[0].select(Item::Article(open));
            }
            self.hold(held);
        }
        if self.all {
            self.gather();
        }
    }

    /// In a view just entered the open article stays selected if it is there; else the first one opens.
    fn select_entered(&mut self) {
        let open =
            self.open.filter(|open| self.listing.view != FOUND && self.listing.articles.contains(open));
        let first = self.lists[0].items.first().copied();
        match (open, first) {
            (Some(open), _) => self.lists[0].select(Item::Article(open)),
            (None, Some(Item::Article(first))) => self.show_article(first),
            _ => self.close_article(),
        }
    }

    /// How many rows of a list stand above its cursor on the screen.
    pub(super) fn offset(&self, pane: Pane) -> usize {
        let list = self.list_of(pane);
        let shown = self.visible(pane);
        shown.iter().find(|(at, ..)| list.is_some_and(|list| list.cursor == *at)).map_or(0, |found| found.2)
    }

    /// Leaves so many rows of the article list above its cursor, as nearly as whole articles allow.
    pub(super) fn hold(&mut self, offset: usize) {
        let Some(slot) = self.layout.slot(Pane::Articles) else { return };
        let columns = usize::from(slot.inner.w);
        let mut list = std::mem::take(&mut self.lists[0]);
        list.hold(offset, |item| (LISTS[0].rows)(self, item, &[], columns).len());
        self.lists[0] = list;
    }

    /// Takes in rows of the stored library. Unknown ones wait until the reader asks for them, once the library is whole.
    pub(super) fn rows_came(&mut self, rows: Vec<Row>) {
        let first = self.whole && self.library.is_empty();
        let count = self.library.len();
        for row in rows {
            let (at, old) = self.library.list(row);
            if let Some(old) = &old {
                self.views.count(old, false);
            }
            let Some(row) = self.library.row(at) else { continue };
            self.views.count(row, true);
            match old {
                Some(old) => self.row_changed(at, &old),
                None if self.whole && self.views.holds(self.listing.view, row) => {
                    self.listing.arrived.push(at)
                }
                None if self.whole => self.arrives_elsewhere(at),
                None => self.listing.due = Some(Renewal::Kept),
            }
        }
        if first && !self.listing.arrived.is_empty() {
            // The first articles of all move nothing.
            self.listing.due = Some(Renewal::Merged);
        }
        if self.whole && self.library.len() > count {
            self.search_arrivals();
        }
    }

    /// A row was replaced: what is in memory of its article may not be current any more.
    fn row_changed(&mut self, at: usize, old: &Row) {
        let Some(row) = self.library.row(at) else { return };
        let marks = (&old.marks, &row.marks);
        let other = old.headline != row.headline
            || old.date != row.date
            || old.quotes != row.quotes
            || old.full != row.full
            || old.notice != row.notice
            || (marks.1.updated && !marks.0.updated)
            || marks.0.brief != marks.1.brief;
        if old.marks.note != row.marks.note {
            self.generation += 1;
        }
        if other {
            let id = row.id;
            self.outdate(id);
        }
    }

    /// All rows that the stored library has have come.
    pub(super) fn all_stored(&mut self) {
        self.whole = true;
        if self.listing.number == 0 {
            self.listing.due = Some(Renewal::Entered);
        }
    }
}
