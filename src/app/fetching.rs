//! Fetching and the sources it asks: what is to be fetched, how far that is, and what the reader wishes of a source:
//! to have it, to name it, to put it into a folder, to be rid of it.

use super::line::number;
use super::list::List;
use super::message::Effect;
use super::panes::Pane;
use super::prompt::Asked;
use super::state::App;
use super::views::View;
use crate::library::{Item, Progress, Row, Subscription, label};
use crate::sources::Problem;

/// What is said where there is no stored library.
pub(super) const NO_SOURCES: &str = "only a stored library has sources; `quotidian add ADDRESS` begins one";

/// `12 articles`, `1 article`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// What a fetch has brought, in words.
fn outcome(progress: &Progress) -> String {
    let parts = [
        (progress.fresh, "new article", "new articles"),
        (progress.updated, "updated", "updated"),
        (progress.failed, "source failed", "sources failed"),
        (progress.resting, "source left alone for now", "sources left alone for now"),
    ];
    let parts = parts.iter().filter(|(count, ..)| *count > 0);
    let mut words: Vec<String> = parts.map(|(count, one, many)| counted(*count, one, many)).collect();
    if progress.fresh + progress.updated == 0 {
        words.insert(0, "nothing new".to_owned());
    }
    let why = if progress.failed + progress.resting > 0 { "; g! says why" } else { "" };
    format!("{}{why}", words.join(", "))
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
            (Pane::Problems, _) => self.problem_source(),
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

    /// The subscription that the selected problem is of.
    fn problem_source(&self) -> Option<&Subscription> {
        let Some(Item::Problem(at)) = self.list_of(Pane::Problems)?.selected() else { return None };
        self.views.subscription(self.failing_source(at)?)
    }

    /// Says that a command needs a stored library, where there is none.
    fn needs_store(&mut self) -> bool {
        if !self.stored {
            self.said = NO_SOURCES.to_owned();
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
        self.stopping = true;
        self.said = "stopping the fetch ...".to_owned();
        Effect::StopFetch
    }

    /// Takes in how far the fetch is. At the end of one that the reader asked for, what came joins the list.
    pub(super) fn fetched(&mut self, progress: Option<Progress>) {
        if progress.is_some() {
            self.fetching = progress;
            return;
        }
        let last = self.fetching.take().unwrap_or_default();
        let (asked, stopped) = (std::mem::take(&mut self.asked_to_fetch), std::mem::take(&mut self.stopping));
        if asked || stopped {
            self.said = format!("{}: {}", if stopped { "stopped" } else { "fetched" }, outcome(&last));
        }
        if !asked {
            return;
        }
        if !self.listing.arrived.is_empty() {
            self.listing.due = Some(super::listing::Renewal::Merged);
        }
    }

    /// Something was subscribed to; what its fetch brings was asked for.
    pub(super) fn subscribed(&mut self, words: String, fetching: bool) {
        self.said = words;
        self.asked_to_fetch |= fetching;
    }

    /// Takes in all subscriptions. Those that failed are problems until they are well again.
    pub(super) fn subscriptions_came(&mut self, all: Vec<Subscription>) {
        self.views.set_subscriptions(all, &self.library);
        self.problems.truncate(self.problems.len() - self.failing.len());
        self.failing.clear();
        let (problems, failing) = self.failures().into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        self.problems.extend(problems);
        self.failing = failing;
    }

    /// What is wrong with the sources that failed, each with its number.
    fn failures(&self) -> Vec<(Problem, u32)> {
        let told = |source: &Subscription| {
            let health = &source.health;
            let mut what = health.error.clone()?;
            if let Some(moment) = health.succeeded {
                what.push_str(&format!("{}last success {}", self.dot(), self.moment(moment)));
            }
            if let Some(next) = health.next {
                what.push_str(&format!("{}next try {}", self.dot(), self.next_try(next)));
            }
            Some((Problem::new(source.label(), what), source.id))
        };
        let kept = self.views.subscriptions().iter().filter(|source| !source.removed);
        kept.filter_map(told).collect()
    }

    /// The number of the source that a problem is of.
    pub(super) fn failing_source(&self, problem: usize) -> Option<u32> {
        self.failing.get(problem.checked_sub(self.problems.len() - self.failing.len())?).copied()
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
        if let Some(search) = self.selected_search() {
            return self.ask(Asked::RemoveSearch(search.name));
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
        if let Some(search) = self.selected_search() {
            return self.ask_with(Asked::RenameSearch(search.name.clone()), &search.name);
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

    /// When a source is tried again: once that is past, whenever anything is fetched.
    pub(super) fn next_try(&self, next: i64) -> String {
        match self.clock {
            Some((now, _)) if next <= now => "with the next fetch".to_owned(),
            _ => self.moment(next),
        }
    }

    /// When an article is of, as the list tells it: of today the time, of this year no year.
    #[must_use]
    pub fn day(&self, row: &Row) -> String {
        let date = label::date(&row.date);
        let Some((now, today)) = self.clock.filter(|_| self.stored) else { return date };
        if row.date.len() > 10 && (today..=now).contains(&row.moment) {
            return self.moment(row.moment).trim_start_matches("today ").to_owned();
        }
        let year = jiff::Timestamp::from_second(now).map(|now| now.to_string()).unwrap_or_default();
        match date.rsplit_once(' ') {
            Some((day, of)) if year.starts_with(of) => day.to_owned(),
            _ => date,
        }
    }

    /// What the status line says of the selected view: why its source failed, or when it was fetched.
    #[must_use]
    pub fn source_words(&self) -> Option<String> {
        let Some(Item::View(view)) = self.list_of(Pane::Sources)?.selected() else { return None };
        let Some(source) = self.views.source(view) else { return self.failures_in(view) };
        let health = &source.health;
        let next = health.next.map(|next| format!("{}next try {}", self.dot(), self.next_try(next)));
        let next = next.unwrap_or_default();
        Some(match (&health.error, health.succeeded) {
            // The row above has its name.
            (Some(error), _) => format!("! {error}{next}"),
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
