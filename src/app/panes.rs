//! The panes: the body, and the lists beside it as one table. How a list is filled and how its rows
//! look follows from its line here.

use super::line::Line;
use super::rows;
use super::state::App;
use crate::library::Item;

/// One pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The list of articles.
    #[default]
    Articles,
    /// The open article.
    Body,
    /// Who said what.
    Quotes,
    /// Who appears.
    People,
    /// What could not be read.
    Problems,
    /// The views of a stored library: folders, sources, tags.
    Sources,
}

impl Pane {
    /// Every pane, in the order Tab walks them.
    pub const ALL: [Pane; 6] =
        [Pane::Sources, Pane::Articles, Pane::Body, Pane::Quotes, Pane::People, Pane::Problems];

    /// Its line in the table of lists; the body has none.
    #[must_use]
    pub fn list(self) -> Option<usize> {
        LISTS.iter().position(|list| list.pane == self)
    }
}

/// What makes a pane a list.
pub struct ListPane {
    /// Which pane.
    pub pane: Pane,
    /// Its name in the title.
    pub name: &'static str,
    /// The items it holds when no search narrows them.
    pub items: fn(&App) -> Vec<Item>,
    /// An item as rows of at most so many columns; the numbers are the matched letters of its label.
    pub rows: fn(&App, Item, &[usize], usize) -> Vec<Line>,
    /// What it says when it holds nothing.
    pub empty: &'static str,
}

/// The list panes.
#[rustfmt::skip]
pub const LISTS: &[ListPane] = &[
    ListPane { pane: Pane::Articles, name: "Articles", items: rows::articles, rows: rows::article, empty: "No articles." },
    ListPane { pane: Pane::Quotes,   name: "Quotes",   items: rows::quotes,   rows: rows::quote,   empty: "Nobody is quoted here." },
    ListPane { pane: Pane::People,   name: "People",   items: rows::people,   rows: rows::person,  empty: "Nobody is named here." },
    ListPane { pane: Pane::Problems, name: "Problems", items: rows::problems, rows: rows::problem, empty: "Everything was read." },
    ListPane { pane: Pane::Sources,  name: "Sources",  items: rows::sources,  rows: rows::view,    empty: "Only a stored library has sources." },
];
