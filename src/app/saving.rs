//! Saved searches: a query kept under a name, as a view that counts. Saving, renaming and removing are changes like any
//! other, and can be undone.

use super::fetching::NO_SOURCES;
use super::list::List;
use super::panes::Pane;
use super::prompt::Asked;
use super::state::App;
use super::views::{Fresh, View};
use crate::library::{Change, Item, SavedSearch};

impl App {
    /// The saved search that a command means: the one selected among the sources, else the one that is the present view.
    pub(super) fn meant_search(&self) -> Option<SavedSearch> {
        let view = match (self.focus, self.list_of(Pane::Sources).and_then(List::selected)) {
            (Pane::Sources, Some(Item::View(view))) => view,
            _ => self.listing.view,
        };
        self.views.saved_at(view).map(|(search, _)| search.clone())
    }

    /// The saved search that is selected among the sources.
    pub(super) fn selected_search(&self) -> Option<SavedSearch> {
        if self.focus == Pane::Sources { self.meant_search() } else { None }
    }

    /// `F`: asks for a name to save the present search under.
    pub(super) fn ask_save_search(&mut self) {
        if !self.stored {
            self.said = NO_SOURCES.replace("has sources", "keeps searches");
            return;
        }
        let known = self.meant_search();
        let text = known.as_ref().map(|search| search.query.clone());
        let text = text.or_else(|| self.present_search().map(|search| search.text.clone()));
        let Some(text) = text else {
            self.said = "no search to save; f begins one".to_owned();
            return;
        };
        let name = known.map_or_else(|| text.clone(), |search| search.name);
        self.ask_with(Asked::SaveSearch(text), &name);
    }

    /// A name was given: asks whether what is new in it is to be counted.
    pub(super) fn name_search(&mut self, query: &str, name: &str) {
        if !name.is_empty() {
            self.ask(Asked::Watch(name.to_owned(), query.to_owned()));
        }
    }

    /// Saves a search under a name.
    pub(super) fn save_search(&mut self, name: String, query: String, watch: bool) {
        let known = self.views.saved().iter().map(|(search, _)| search).find(|search| search.name == name);
        let before =
            known.cloned().unwrap_or_else(|| SavedSearch { name: name.clone(), ..SavedSearch::default() });
        let what = format!("search {} as {name}", if watch { "saved and watched" } else { "saved" });
        self.change_search(what, before, SavedSearch { name, query, watch });
    }

    /// Names a saved search; a name that another one has is refused.
    pub(super) fn rename_search(&mut self, before: &str, name: &str) {
        let mut all = self.views.saved().iter().map(|(search, _)| search);
        if name.is_empty() || name == before {
            return;
        }
        if all.clone().any(|search| search.name == name) {
            self.said = format!("another search is called {name} already");
            return;
        }
        let Some(search) = all.find(|search| search.name == before).cloned() else { return };
        let after = SavedSearch { name: name.to_owned(), ..search.clone() };
        self.change_search(format!("the search {before} is called {name} now"), search, after);
    }

    /// Removes a saved search; what it finds stays.
    pub(super) fn remove_search(&mut self, name: &str) {
        let all = self.views.saved().iter().map(|(search, _)| search);
        let Some(search) = all.into_iter().find(|search| search.name == name).cloned() else { return };
        let after = SavedSearch { query: String::new(), ..search.clone() };
        self.change_search(format!("the search {name} removed; u brings it back"), search, after);
    }

    fn change_search(&mut self, what: String, before: SavedSearch, after: SavedSearch) {
        if self.make(Change { what: what.clone(), searches: vec![(before, after)], ..Change::default() }) {
            self.said = what;
        }
    }

    /// Saved searches are others now: the view of one that was renamed is followed, that of one that is gone is left.
    pub(super) fn search_changed(&mut self, before: &SavedSearch, after: &SavedSearch) {
        let find = |app: &App, name: &str| app.views.find(&View::Saved(name.into()));
        let was_present = find(self, &before.name) == Some(self.listing.view);
        self.views.set_search(before, after);
        let to = find(self, &after.name).filter(|_| !after.is_gone());
        if let (true, Some(to)) = (was_present, to) {
            self.enter_view(to);
        } else if was_present {
            self.enter_view(super::views::ALL);
        }
    }

    /// Takes in what a saved search finds.
    pub(super) fn counted(&mut self, name: &str, ids: Vec<u64>, fresh: Fresh) {
        let Some(view) = self.views.find(&View::Saved(name.into())) else { return };
        if self.views.saved_at(view).is_none() {
            return;
        }
        if self.listing.view == view {
            // What is new in the view that is looked at is looked at.
            if fresh.count > 0 {
                self.outbox.push(super::message::Effect::Seen(name.to_owned(), fresh.until));
            }
            self.views.set_fresh(name, Fresh { count: 0, ..fresh });
            return;
        }
        self.views.set_fresh(name, fresh);
        self.views.set_members(view, ids, &self.library);
    }
}
