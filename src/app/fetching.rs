//! Fetching and the sources it asks: what is to be fetched, how far that is, and what the reader wishes of a source:
//! to have it, to name it, to put it into a folder, to be rid of it.

use super::line::number;
use super::list::List;
use super::message::Effect;
use super::panes::Pane;
use super::prompt::Asked;
use super::state::App;
use super::views::View;
use crate::library::{Item, Progress, Subscription, label};

/// `12 articles`, `1 article`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// What a fetch has brought, in words; `None` when nothing came and nothing failed.
fn outcome(progress: &Progress) -> Option<String> {
    let parts = [
        (progress.fresh, "new article", "new articles"),
        (progress.updated, "updated", "updated"),
        (progress.failed, "source failed", "sources failed"),
    ];
    let parts = parts.iter().filter(|(count, ..)| *count > 0);
    let words: Vec<String> = parts.map(|(count, one, many)| counted(*count, one, many)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// How far a fetch is, in words for the status line.
pub(super) fn progress(progress: &Progress) -> String {
    let mut words = format!("fetching {} of {}", number(progress.done), number(progress.total));
    for (count, what) in [(progress.fresh, "new"), (progress.failed, "failed")] {
        if count > 0 {
            words.push_str(&format!(", {} {what}", number(count)));
        }
    }
    words
}

impl App {
    /// The subscription that a command means: the one selected among the sources, else the one the open article came
    /// from. When it is not clear, that is said.
    fn meant_source(&mut self) -> Option<Subscription> {
        let found = match (self.focus, self.list_of(Pane::Sources).and_then(List::selected)) {
            (Pane::Sources, Some(Item::View(view))) => self.views.source(view),
            (Pane::Sources, _) => None,
            _ => self.row().and_then(|row| {
                let mut sources = row.sources.iter().filter_map(|id| self.views.subscription(id));
                sources.find(|source| !source.removed)
            }),
        };
        let found = found.cloned();
        if found.is_none() {
            self.said = "no source is selected; gs goes to the sources".to_owned();
        }
        found
    }

    /// Says that a command needs a stored library, where there is none.
    fn needs_store(&mut self) -> bool {
        if !self.stored {
            self.said = "only a stored library has sources".to_owned();
        }
        !self.stored
    }

    /// `R`: fetches every source; of files given by path, reads them all again.
    pub(super) fn fetch_all(&mut self) -> Effect {
        if self.stored { self.fetch(Vec::new()) } else { self.reload(None) }
    }

    /// `gr`: fetches the source of the article, or what is selected among the sources; reads an article's file again.
    pub(super) fn fetch_this(&mut self) -> Effect {
        if !self.stored {
            let Some(path) = self.article().map(|article| article.path.clone()) else { return Effect::None };
            return self.reload(Some(path));
        }
        let selected = self.list_of(Pane::Sources).and_then(List::selected);
        if let (Pane::Sources, Some(Item::View(view))) = (self.focus, selected) {
            let ids: Vec<u32> = self.views.sources_in(view).iter().map(|source| source.id).collect();
            let whole = !matches!(self.views.view(view), Some(View::Folder(_) | View::Source(_)));
            if ids.is_empty() && !whole {
                self.said = "nothing there is subscribed to any more".to_owned();
                return Effect::None;
            }
            return self.fetch(if whole { Vec::new() } else { ids });
        }
        match self.meant_source() {
            Some(source) => self.fetch(vec![source.id]),
            None => Effect::None,
        }
    }

    fn fetch(&mut self, ids: Vec<u32>) -> Effect {
        if self.fetching.is_some() {
            self.said = "a fetch is going on already; C-x stops it".to_owned();
            return Effect::None;
        }
        if self.views.subscriptions().iter().all(|source| source.removed) {
            self.said = "there are no sources yet; :subscribe adds one".to_owned();
            return Effect::None;
        }
        self.asked_to_fetch = true;
        self.said = match ids.as_slice() {
            [] => "fetching every source ...".to_owned(),
            [id] => {
                let source = self.views.subscription(*id);
                format!("fetching {} ...", source.map_or("it", |source| source.label()))
            }
            ids => format!("fetching {} sources ...", ids.len()),
        };
        Effect::Fetch(ids)
    }

    /// `C-x`: ends the fetch that goes on.
    pub(super) fn stop_fetch(&mut self) -> Effect {
        if self.fetching.is_none() && !self.asked_to_fetch {
            self.said = "nothing is being fetched".to_owned();
            return Effect::None;
        }
        self.said = "stopping the fetch ...".to_owned();
        Effect::StopFetch
    }

    /// Takes in how far the fetch is. At the end of one that the reader asked for, what came joins the list.
    pub(super) fn fetched(&mut self, progress: Option<Progress>) {
        if progress.is_some() {
            self.fetching = progress;
            return;
        }
        let last = self.fetching.take();
        if !std::mem::take(&mut self.asked_to_fetch) {
            return;
        }
        self.said = last
            .as_ref()
            .and_then(outcome)
            .map_or("fetched: nothing new".to_owned(), |words| format!("fetched: {words}"));
        if !self.listing.arrived.is_empty() {
            self.listing.due = Some(super::listing::Renewal::Merged);
        }
    }

    /// Asks for something to subscribe to.
    pub(super) fn ask_subscribe(&mut self) {
        if !self.needs_store() {
            self.ask(Asked::Subscribe);
        }
    }

    /// Asks whether a source is to be removed.
    pub(super) fn ask_unsubscribe(&mut self) {
        if self.needs_store() {
            return;
        }
        if let Some(source) = self.meant_source() {
            self.ask(Asked::Unsubscribe(source.id, source.label().to_owned()));
        }
    }

    /// Removes a source; its articles stay.
    pub(super) fn unsubscribe(&mut self, id: u32) {
        self.change_source(id, |source| {
            source.removed = true;
            format!("{} removed; its articles stay", source.label())
        });
    }

    /// Asks for the name of a source.
    pub(super) fn ask_rename(&mut self) {
        if self.needs_store() {
            return;
        }
        if let Some(source) = self.meant_source() {
            self.ask_with(Asked::Rename(source.id), source.label());
        }
    }

    /// Names a source; by no name it goes by its own again.
    pub(super) fn rename(&mut self, id: u32, name: &str) {
        self.change_source(id, |source| {
            let before = source.label().to_owned();
            name.clone_into(&mut source.name);
            if source.name == source.title {
                source.name.clear();
            }
            format!("{before} is called {} now", source.label())
        });
    }

    /// Asks for the folder of a source.
    pub(super) fn ask_move(&mut self) {
        if self.needs_store() {
            return;
        }
        if let Some(source) = self.meant_source() {
            self.ask_with(Asked::Move(source.id), &source.folder);
        }
    }

    /// Puts a source into a folder; an empty one is none.
    pub(super) fn move_source(&mut self, id: u32, folder: &str) {
        let levels: Vec<&str> = folder.split('/').map(str::trim).filter(|level| !level.is_empty()).collect();
        let folder = levels.join("/");
        self.change_source(id, |source| {
            source.folder = folder;
            let to = if source.folder.is_empty() { "out of its folder" } else { source.folder.as_str() };
            format!("{} moved: {to}", source.label())
        });
    }

    fn change_source(&mut self, id: u32, change: impl FnOnce(&mut Subscription) -> String) {
        let Some(before) = self.views.subscription(id).cloned() else { return };
        let mut after = before.clone();
        let what = change(&mut after);
        self.change_sources(what, vec![(before, after)]);
    }

    /// A moment as readers write it where the program runs, as far as the clock tells; `""` when it can't be told.
    #[must_use]
    pub fn moment(&self, seconds: i64) -> String {
        const DAY: i64 = 86_400;
        // Today began at local midnight, so how far that is from midnight by UTC is how far the clocks here differ.
        let behind = self.clock.map_or(0, |(_, today)| today.rem_euclid(DAY));
        let ahead = if behind > DAY / 2 { DAY - behind } else { -behind };
        let Ok(moment) = jiff::Timestamp::from_second(seconds.saturating_add(ahead)) else {
            return String::new();
        };
        let words = moment.to_string();
        let hour = words.get(11..16).unwrap_or_default();
        let is_today = self.clock.is_some_and(|(_, today)| (today..today + DAY).contains(&seconds));
        if is_today { format!("today {hour}") } else { format!("{} {hour}", label::date(&words)) }
    }

    /// What the status line says of the selected view: why its source failed, or when it was fetched.
    #[must_use]
    pub fn source_words(&self) -> Option<String> {
        let Some(Item::View(view)) = self.list_of(Pane::Sources)?.selected() else { return None };
        let Some(source) = self.views.source(view) else { return self.failures_in(view) };
        let health = &source.health;
        let next = health.next.map(|next| format!("{}next try {}", self.dot(), self.moment(next)));
        let next = next.unwrap_or_default();
        Some(match (&health.error, health.succeeded) {
            (Some(error), _) => format!("{}: {error}{next}", source.label()),
            (None, Some(succeeded)) => {
                format!("{}{}fetched {}", source.address, self.dot(), self.moment(succeeded))
            }
            (None, None) => format!("{}{}not fetched yet", source.address, self.dot()),
        })
    }

    /// How many sources a folder has, or the whole library, and how many of them failed.
    fn failures_in(&self, view: usize) -> Option<String> {
        let all = self.views.sources_in(view);
        let failed = all.iter().filter(|source| source.health.error.is_some()).count();
        let count = counted(all.len(), "source", "sources");
        let words = if failed == 0 { count } else { format!("{count}, {failed} of them failed") };
        (!all.is_empty()).then_some(words)
    }
}
