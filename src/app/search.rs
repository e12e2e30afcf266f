//! The search: what a query finds as the present view. What is shown is the answer to what was asked last, never to
//! something before it, and what was there before comes back when the reader leaves.

use rustc_hash::FxHashMap;

use super::listing::{Order, Renewal};
use super::message::Effect;
use super::panes::Pane;
use super::scan::Scan;
use super::state::App;
use super::views::{FOUND, Fresh};
use crate::library::query::document::voice;
use crate::library::query::hits::hits;
use crate::library::query::meaning::is_like;
use crate::library::query::part::Part;
use crate::library::query::{Clock, Snippet};
use crate::library::{Article, Item, Query};
use crate::reading::Quote;

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best of it with the words that show why, the best first.
    pub best: Vec<(u64, Snippet)>,
    /// The numbers of all articles found, in rising order.
    pub ids: Vec<u64>,
    /// There may be more: not everything was looked at.
    pub more: bool,
    /// When nothing was found, what is to blame, in words.
    pub blame: Option<String>,
}

/// Why a search is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To enter its view.
    Enter,
    /// To list anew what it finds.
    Renew,
    /// To hear of what has arrived.
    Arrivals,
}

/// A search that was asked.
#[derive(Debug)]
pub struct Search {
    /// Its view.
    pub view: usize,
    /// The query as it was typed.
    pub text: String,
    /// What was asked last has been answered.
    pub answered: bool,
    /// There may be more: not everything was looked at.
    pub more: bool,
    /// When nothing was found, what is to blame, in words.
    pub blame: Option<String>,
    /// The order of its articles.
    pub(super) order: Order,
    query: Query,
    typing: bool,
    number: u64,
    purpose: Purpose,
    /// For the best articles their rank and the words that show why.
    best: FxHashMap<u64, (usize, Snippet)>,
    /// The article whose hits were laid out to be stepped through.
    lit: Option<usize>,
    /// Where the reader was before.
    before: Option<Box<Before>>,
}

/// A listing that is come back to.
#[derive(Debug)]
struct Before {
    view: usize,
    articles: Vec<usize>,
    arrived: Vec<usize>,
    open: Option<u64>,
    place: usize,
    all: bool,
}

impl Search {
    /// True when a quote is one that the query asks for.
    #[must_use]
    pub fn is_meant(&self, article: &Article, quote: &Quote) -> bool {
        fn any(part: &Part<'_>, article: &Article, quote: &Quote) -> bool {
            match part {
                Part::All(parts) | Part::Any(parts) => parts.iter().any(|part| any(part, article, quote)),
                Part::Quote(wanted) => is_like(&voice(article, quote), wanted),
                Part::Not(_) | Part::Article(_) => false,
            }
        }
        any(&self.query.parts(), article, quote)
    }

    /// The words that show why an article was found, when they are known.
    #[must_use]
    pub fn snippet(&self, id: u64) -> Option<&Snippet> {
        self.best.get(&id).map(|(_, snippet)| snippet).filter(|snippet| !snippet.words.is_empty())
    }
}

impl App {
    /// The search that the present view is of.
    #[must_use]
    pub fn present_search(&self) -> Option<&Search> {
        self.search.as_ref().filter(|search| search.view == self.listing.view)
    }

    pub(super) fn present_search_mut(&mut self) -> Option<&mut Search> {
        let view = self.listing.view;
        self.search.as_mut().filter(|search| search.view == view)
    }

    /// The number of the search that the present view is of, or 0.
    pub(super) fn search_number(&self) -> u64 {
        self.present_search().map_or(0, |search| search.number)
    }

    /// Where an article stands among the best of the present search.
    pub(super) fn rank(&self, id: u64) -> usize {
        let best = self.present_search().and_then(|search| search.best.get(&id));
        best.map_or(usize::MAX, |(rank, _)| *rank)
    }

    /// When and where queries are asked.
    #[must_use]
    pub fn query_clock(&self) -> Clock {
        const DAY: i64 = 86_400;
        let Some((now, today)) = self.clock else { return Clock::default() };
        // Today began at local midnight, so how far that is from midnight by UTC is how far the clocks here differ.
        let behind = today.rem_euclid(DAY);
        let ahead = if behind > DAY / 2 { DAY - behind } else { -behind };
        Clock { now, offset: i32::try_from(ahead).unwrap_or(0) }
    }

    /// Searches for what was typed; its view is entered when the answer comes. Nothing typed leaves the search.
    pub(super) fn find(&mut self, text: &str, typing: bool) {
        let query = Query::typed(text);
        let query = if typing { query } else { Query::parse(text).unwrap_or(query) };
        if query.is_empty() {
            return self.leave_search();
        }
        let before = match self.search.take() {
            Some(search) if search.view == FOUND => search.before,
            _ => Some(Box::new(self.before())),
        };
        self.begin_search_in(FOUND, text.to_owned(), query, typing);
        if let Some(search) = &mut self.search {
            search.before = before;
        }
    }

    /// Where the reader is, to come back to.
    fn before(&self) -> Before {
        Before {
            view: self.listing.view,
            articles: self.listing.articles.clone(),
            arrived: self.listing.arrived.clone(),
            open: self.row().map(|row| row.id),
            place: self.place,
            all: self.all,
        }
    }

    fn begin_search_in(&mut self, view: usize, text: String, query: Query, typing: bool) {
        self.search = Some(Search {
            view,
            text,
            query,
            typing,
            answered: false,
            more: false,
            blame: None,
            order: Order::Best,
            number: 0,
            purpose: Purpose::Enter,
            best: FxHashMap::default(),
            lit: None,
            before: None,
        });
        self.ask_search(Purpose::Enter);
    }

    /// A view is entered: a saved search is asked, any other view ends the search.
    pub(super) fn search_in_view(&mut self, view: usize) {
        if let Some((saved, fresh)) = self.views.saved_at(view).cloned() {
            if fresh.count > 0 {
                self.views.set_fresh(&saved.name, Fresh { count: 0, ..fresh });
                self.outbox.push(Effect::Seen(saved.name.clone(), fresh.until));
            }
            let query = Query::parse(&saved.query).unwrap_or_else(|_| Query::typed(&saved.query));
            self.begin_search_in(view, saved.query, query, false);
        } else if self.search.as_ref().is_some_and(|search| search.view != view) {
            self.end_search();
        }
    }

    fn end_search(&mut self) {
        let Some(search) = self.search.take() else { return };
        if self.stored {
            self.outbox.push(Effect::StopSearch);
        }
        self.scanning = None;
        if search.view == FOUND {
            self.views.forget_found();
        }
        if self.text_search.as_ref().is_some_and(|lit| lit.query == search.text) {
            self.text_search = None;
        }
    }

    /// Asks what the search finds, for whom it was not asked already.
    fn ask_search(&mut self, purpose: Purpose) {
        let Some(search) = &mut self.search else { return };
        self.searches += 1;
        search.number = self.searches;
        // A view that is still to be entered is entered by the next answer.
        if search.answered || purpose == Purpose::Enter {
            search.purpose = purpose;
        }
        search.answered = false;
        let (number, text, typing) = (search.number, search.text.clone(), search.typing);
        if self.stored {
            self.outbox.push(Effect::Search { number, text, typing });
        } else {
            let all = self.library.present().collect();
            self.scanning = Some(Scan::new(number, search.query.clone(), all));
            self.outbox.push(Effect::GoOn);
        }
    }

    /// Lists anew what the search finds.
    pub(super) fn search_again(&mut self) {
        self.ask_search(Purpose::Renew);
    }

    /// Articles have arrived, perhaps some that the search finds.
    pub(super) fn search_arrivals(&mut self) {
        self.ask_search(Purpose::Arrivals);
    }

    /// An article arrived that is not of the present view; perhaps it is of the one that is come back to.
    pub(super) fn arrives_elsewhere(&mut self, at: usize) {
        let Some(before) = self.search.as_mut().and_then(|search| search.before.as_mut()) else { return };
        if self.library.row(at).is_some_and(|row| self.views.holds(before.view, row)) {
            before.arrived.push(at);
        }
    }

    /// Takes in what a search found, if it is the one that was asked last.
    pub(super) fn found(&mut self, number: u64, found: Found) {
        let Some(search) = self.search.as_mut().filter(|search| search.number == number) else { return };
        let is_first = !std::mem::replace(&mut search.answered, true);
        (search.more, search.blame, search.lit) = (found.more, found.blame, None);
        let best = found.best.into_iter().enumerate();
        search.best = best.map(|(rank, (id, snippet))| (id, (rank, snippet))).collect();
        let (view, purpose, text) = (search.view, search.purpose, search.text.clone());
        if view == FOUND && self.views.found != text {
            self.views.found = text;
            self.views.shape += 1;
        }
        let known = |id: &u64| self.views.members(view).binary_search(id).is_ok();
        let new: Vec<u64> = match purpose {
            Purpose::Arrivals => found.ids.iter().copied().filter(|id| !known(id)).collect(),
            Purpose::Enter | Purpose::Renew => Vec::new(),
        };
        self.views.set_members(view, found.ids, &self.library);
        match purpose {
            Purpose::Enter if is_first => self.enter_found(view),
            Purpose::Enter | Purpose::Renew => self.listing.due = Some(Renewal::Kept),
            Purpose::Arrivals => {
                let arrived = new.iter().filter_map(|id| self.library.at(*id));
                let listed: Vec<usize> = arrived.filter(|at| !self.listing.articles.contains(at)).collect();
                self.listing.arrived.extend(listed);
            }
        }
    }

    fn enter_found(&mut self, view: usize) {
        if self.listing.view != view {
            self.listing.view = view;
            self.all = false;
            self.scatter(Vec::new());
        }
        self.listing.due = Some(Renewal::Entered);
    }

    /// Leaves the search: the list is as it was before, and the reader where they were.
    pub(super) fn leave_search(&mut self) {
        if self.search.as_ref().is_none_or(|search| search.view != FOUND) {
            return;
        }
        let before = self.search.as_mut().and_then(|search| search.before.take());
        self.end_search();
        let Some(before) = before.filter(|_| self.listing.view == FOUND) else { return };
        if self.views.saved_at(before.view).is_some() {
            return self.enter_view(before.view);
        }
        self.listing.view = before.view;
        if self.stored {
            let there = |at: &usize| !self.library.is_gone(*at);
            self.listing.articles = before.articles.into_iter().filter(there).collect();
            self.listing.arrived = before.arrived.into_iter().filter(there).collect();
            self.listing.number += 1;
            self.fill(0);
        } else {
            // Files may have been read again since, and stand elsewhere.
            self.listing.due = Some(Renewal::Kept);
            self.settle();
        }
        self.all = before.all;
        if self.all {
            self.gather();
        }
        match before.open.and_then(|id| self.library.at(id)) {
            Some(open) => {
                self.show_article(open);
                self.select(Pane::Articles, Some(Item::Article(open)));
                self.settle();
                let row = if before.place == 0 { 0 } else { self.page.row_of(before.place) };
                self.scroll_to(row);
            }
            None => self.close_article(),
        }
    }

    /// What is said when the present search finds nothing, and what is to blame.
    #[must_use]
    pub fn nothing_found(&self) -> Option<String> {
        let search = self.present_search()?;
        Some(match &search.blame {
            _ if !search.answered => "Searching ...".to_owned(),
            None => "Nothing found.".to_owned(),
            Some(blame) => format!("Nothing found: {blame}."),
        })
    }

    /// Lays out the hits of the present search in the open article, once, to be stepped through.
    pub(super) fn light_hits(&mut self) {
        let (Some(open), Some(search)) = (self.open, self.present_search()) else { return };
        if search.lit == Some(open) || !search.answered {
            return;
        }
        let Some(article) = self.library.article(open) else { return };
        let (text, found) = (search.text.clone(), hits(&search.query, article));
        if let Some(search) = &mut self.search {
            search.lit = Some(open);
        }
        self.lay_hits(text, found);
    }
}
