//! The state of the program, and the one function that changes it. Knows no screen, clock or disk: the
//! same messages in the same order give the same state.

use super::bodies::Bodies;
use super::changes::History;
use super::chosen::Chosen;
use super::commands::{COMMANDS, Mode};
use super::key::{Key, Press};
use super::keymap::{Found, Keymap};
use super::layout::{self, Area, Layout};
use super::list::List;
use super::listing::{Listing, Order};
use super::loading::Loading;
use super::message::{Effect, Message};
use super::page::{Page, Setting};
use super::panes::{LISTS, Pane};
use super::prompt::Prompt;
use super::scan::Scan;
use super::search::Search;
use super::sheet::Sheet;
use super::text_search::TextSearch;
use super::views::Views;
use crate::library::{Fuzzy, Item, Library, Progress, Ranking};
use crate::sources::Problem;
use crate::text::shown;

/// What the reader's configuration decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// At most so many columns of text in the body.
    pub measure: u16,
    /// Only ASCII for what the program adds to the text.
    pub ascii: bool,
    /// The names of the themes there are.
    pub themes: Vec<String>,
    /// The one in use, by its place in `themes`.
    pub theme: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { measure: 72, ascii: false, themes: vec!["dark".into()], theme: 0 }
    }
}

/// Where the reader was, to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub(super) focus: Pane,
    pub(super) open: Option<u64>,
    pub(super) place: usize,
    pub(super) only: Option<usize>,
    pub(super) chosen: Option<Chosen>,
}

/// What a list was filled from; when this changes, the list is filled again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filling {
    generation: usize,
    open: Option<usize>,
    all: bool,
    only: Option<usize>,
    query: String,
    count: usize,
    search: u64,
}

/// The whole state.
#[derive(Default)]
pub struct App {
    /// The articles.
    pub library: Library,
    /// They are those of a stored library, which brings them by message and stores what is done with them.
    pub stored: bool,
    /// The ways to look at them.
    pub views: Views,
    /// Those of the present view.
    pub listing: Listing,
    /// Which of them are in memory.
    pub bodies: Bodies,
    /// How far the fetch is that goes on, if one does.
    pub fetching: Option<Progress>,
    /// What could not be read, or is wrong with the configuration.
    pub problems: Vec<Problem>,
    /// What the configuration decides.
    pub options: Options,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The focused pane.
    pub focus: Pane,
    /// True when the focused pane has the screen for itself.
    pub zoom: bool,
    /// The open article.
    pub open: Option<usize>,
    /// The quotes and people of all articles are listed, not only the open one's.
    pub all: bool,
    /// Only quotes of this figure are listed.
    pub only: Option<usize>,
    /// The order of the articles.
    pub order: Order,
    /// The chosen quote or person.
    pub chosen: Option<Chosen>,
    /// The lists, in the order of the table.
    pub lists: Vec<List>,
    /// Where everything is on the screen.
    pub layout: Layout,
    /// The open article, typeset.
    pub page: Page,
    /// The first row of it on the screen.
    pub top: usize,
    /// A search in the open article's text.
    pub text_search: Option<TextSearch>,
    /// The search that the present view is of, or is going to be of.
    pub search: Option<Search>,
    /// What is being typed, if anything is.
    pub prompt: Option<Prompt>,
    /// What lies over the panes to be read, if anything does.
    pub sheet: Option<Sheet>,
    /// Keys pressed of a longer sequence.
    pub pending: Vec<Key>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// The last word the program had to say.
    pub said: String,
    /// What is being loaded.
    pub loading: Option<Loading>,
    pub(super) size: (u16, u16),
    pub(super) place: usize,
    pub(super) list: Pane,
    pub(super) unfolded: bool,
    pub(super) trail: Vec<Stop>,
    pub(super) history: History,
    /// What is to be done outside besides the answer to the last message.
    pub(super) outbox: Vec<Effect>,
    /// The stored library has told all its rows.
    pub(super) whole: bool,
    /// The reader asked for the fetch that goes on.
    pub(super) asked_to_fetch: bool,
    /// The fetch that goes on is to end.
    pub(super) stopping: bool,
    /// The sources that failed, by their numbers: the last problems are theirs, in this order.
    pub(super) failing: Vec<u32>,
    /// What was last asked of the stored library: to take a change back, or to do it again.
    pub(super) turning: Option<bool>,
    /// The time: seconds since 1970, UTC, and when today began.
    pub(super) clock: Option<(i64, i64)>,
    pub(super) generation: usize,
    pub(super) loads: u32,
    /// So many searches have been asked.
    pub(super) searches: u64,
    /// Where the search in articles from files is, while it goes on.
    pub(super) scanning: Option<Scan>,
    /// So many problems, the first ones, outlast a reload: those of the configuration.
    pub(super) lasting: usize,
    pub(super) lines: Vec<String>,
    filled: Vec<Filling>,
    /// The rankings of the lists.
    rankings: Vec<Ranking>,
    set: Option<(usize, usize, Setting)>,
}

impl App {
    /// An empty program on a screen of 80 by 24.
    #[must_use]
    pub fn new(options: Options, keymap: Keymap) -> Self {
        let lists = LISTS.iter().map(|_| List::default()).collect();
        let filled = LISTS.iter().map(|_| Filling::default()).collect();
        let rankings = LISTS.iter().map(|_| Ranking::default()).collect();
        let mut app = App { options, keymap, lists, filled, rankings, size: (80, 24), ..App::default() };
        app.settle();
        app
    }

    /// A program over a stored library that is empty so far, on a screen of 80 by 24. Its rows come as
    /// [`Message::Rows`], the newest first, then [`Message::Stored`]; its articles when [`App::due`] asks for them.
    #[must_use]
    pub fn stored(options: Options, keymap: Keymap) -> Self {
        let mut app = App { stored: true, order: Order::Newest, ..App::new(options, keymap) };
        app.settle();
        app
    }

    /// What is to be done outside besides the answer to the last message, in this order and before that answer: to be
    /// taken after every [`App::update`].
    pub fn due(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.outbox)
    }

    /// Takes in what happened and says what is to be done outside.
    pub fn update(&mut self, message: Message) -> Effect {
        let effect = self.take_in(message);
        if matches!(effect, Effect::Quit | Effect::Suspend) {
            self.keep_place();
        }
        self.settle();
        self.ask_for_open();
        effect
    }

    fn take_in(&mut self, message: Message) -> Effect {
        match message {
            Message::Key(key) => return self.key(key),
            Message::Quit => return Effect::Quit,
            Message::Paste(text) => self.paste(&text),
            Message::Resize(w, h) => self.size = (w, h),
            Message::Click(x, y) => self.click(x, y),
            Message::Wheel(x, y, by) => self.wheel(x, y, by),
            Message::Loaded(number, loaded) => self.loaded(number, loaded),
            Message::Printed(title, words) => self.printed(&title, &words),
            Message::Laid(title, words) => self.laid(title, &words),
            Message::Said(words) => self.said = words,
            Message::Rows(rows) => self.rows_came(rows),
            Message::Remaining(ids) => self.remain(&ids),
            Message::Stored => self.all_stored(),
            Message::Subscriptions(all) => self.subscriptions_came(all),
            Message::Versions(versions) => self.lay_versions(&versions),
            Message::Subscribed(words, fetching) => self.subscribed(words, fetching),
            Message::Bodies(bodies) => self.bodies_came(bodies),
            Message::Found(number, found) => self.found(number, *found),
            Message::Searches(all) => self.views.set_saved(all),
            Message::Counted(name, ids, fresh) => self.counted(&name, ids, fresh),
            Message::Names(names) => self.names_came(names),
            Message::GoOn => self.scan(),
            Message::Fetching(progress) => self.fetched(progress),
            Message::Changed(change) => self.changed_back(&change),
            Message::Refused(change, why) => self.refused(&change, &why),
            Message::Clock(now, today) => {
                self.clock = Some((now, today));
                self.views.set_today(today, &self.library);
            }
        }
        Effect::None
    }

    /// Presses keys as [`key::parse`](super::key::parse) reads them; gives the last effect that is one.
    pub fn press(&mut self, keys: &str) -> Effect {
        let mut last = Effect::None;
        for key in super::key::parse(keys).unwrap_or_default() {
            let effect = self.update(Message::Key(key));
            if effect != Effect::None {
                last = effect;
            }
        }
        last
    }

    /// The mode that keys are read in.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match (&self.prompt, &self.sheet) {
            (Some(_), _) => Mode::Type,
            (None, Some(_)) => Mode::Sheet,
            (None, None) => Mode::Read,
        }
    }

    fn key(&mut self, key: Key) -> Effect {
        let mode = self.mode();
        if mode != Mode::Type && self.pending.is_empty() && self.digit(key, mode) {
            return Effect::None;
        }
        self.said.clear();
        self.turning = None;
        self.pending.push(key);
        match self.keymap.find(mode, &self.pending) {
            Found::Prefix => Effect::None,
            Found::Command(at) => {
                self.pending.clear();
                let effect = (COMMANDS[at].run)(self);
                self.count = None;
                effect
            }
            Found::Nothing => {
                let typed = std::mem::take(&mut self.pending);
                self.count = None;
                if mode == Mode::Type {
                    return self.typed(&typed);
                }
                Effect::None
            }
        }
    }

    /// A number before a command begins with 5 to 9 or 0 while reading, since 1 to 4 go to the panes; once
    /// begun, every digit belongs to it.
    fn digit(&mut self, key: Key, mode: Mode) -> bool {
        let (Press::Char(c), false, false) = (key.press, key.ctrl, key.alt) else { return false };
        let Some(digit) = c.to_digit(10) else { return false };
        if mode == Mode::Read && self.count.is_none() && (1..=4).contains(&digit) {
            return false;
        }
        let count = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit as usize);
        self.count = Some(count.min(1_000_000));
        true
    }

    /// How often a command is to be done.
    pub(super) fn times(&self) -> usize {
        self.count.unwrap_or(1).max(1)
    }

    /// Brings layout, page and lists up to date after a change.
    pub(super) fn settle(&mut self) {
        if self.focus != Pane::Body {
            self.list = self.focus;
        }
        let left = if self.focus == Pane::Problems { Pane::Problems } else { Pane::Articles };
        let (w, h) = self.size;
        self.layout = layout::layout(w, h, self.focus, self.list, left, self.zoom, self.stored);
        self.settle_sheet();
        self.fill_articles_first();
        self.settle_only();
        self.typeset();
        self.fill_lists();
        if self.listing.due.is_some() {
            // A search among the sources, or one that is gone, led to another view.
            self.fill_articles_first();
            self.settle_only();
            self.typeset();
            self.fill_lists();
        }
        for (at, list) in LISTS.iter().enumerate() {
            let Some(slot) = self.layout.slot(list.pane) else { continue };
            let (rows, columns) = (usize::from(slot.inner.h), usize::from(slot.inner.w));
            let mut moved = std::mem::take(&mut self.lists[at]);
            moved.follow(rows, |item| (list.rows)(self, item, &[], columns).len());
            self.lists[at] = moved;
        }
    }

    /// The article list comes first: it decides which article is open at the start.
    fn fill_articles_first(&mut self) {
        self.settle_listing();
        if self.open.is_none()
            && let Some(Item::Article(first)) = self.lists[0].items.first().copied()
        {
            self.show_article(first);
        }
    }

    fn fill_lists(&mut self) {
        for at in 0..LISTS.len() {
            self.fill(at);
        }
        if self.stored {
            self.follow_view();
        }
        self.light_hits();
    }

    /// The present view is the selected one among the sources; when it is gone, the one in its place is entered.
    fn follow_view(&mut self) {
        let present = Item::View(self.listing.view);
        let Some(list) = self.list_mut(Pane::Sources) else { return };
        list.select(present);
        let gone = list.query.is_empty() && list.selected().is_some_and(|selected| selected != present);
        if gone && self.focus == Pane::Sources {
            self.moved(Pane::Sources);
        }
    }

    /// Quotes of one person alone are listed only where there are any.
    fn settle_only(&mut self) {
        if let (false, Some(only), Some(open)) = (self.all, self.only, self.open)
            && self.library.article(open).is_some()
            && self.library.person_in(open, only).is_none()
        {
            self.only = None;
        }
    }

    pub(super) fn fill(&mut self, at: usize) {
        let filling = self.filling(at);
        if self.filled[at] == filling {
            return;
        }
        let all = (LISTS[at].items)(self);
        let items = match filling.query.as_str() {
            "" => all,
            query => {
                let same =
                    Filling { query: self.filled[at].query.clone(), ..filling.clone() } == self.filled[at];
                self.matching(at, query, all, same)
            }
        };
        let typed = self.filled[at].query != filling.query && !filling.query.is_empty();
        self.filled[at] = filling;
        self.lists[at].fill(items);
        if typed {
            self.lists[at].cursor = 0;
            self.moved(LISTS[at].pane);
        }
    }

    /// Those of a list's items that match, best first; what is not of the library keeps its order. `same` tells that the
    /// items are those of the last time.
    fn matching(&mut self, at: usize, query: &str, mut items: Vec<Item>, same: bool) -> Vec<Item> {
        if matches!(items.first(), Some(Item::View(_) | Item::Problem(_))) {
            let fuzzy = Fuzzy::new(query);
            items.retain(|&item| fuzzy.score(&self.label(item)).is_some());
            return items;
        }
        if !same {
            self.rankings[at] = Ranking::default();
        }
        self.rankings[at].rank(query, &items, &self.library)
    }

    /// The words a search looks through for an item, as a list shows them.
    #[must_use]
    pub fn label(&self, item: Item) -> String {
        match item {
            Item::View(at) => shown(&self.views.name(at)).into_owned(),
            Item::Problem(at) => {
                let words =
                    self.problems.get(at).map(|problem| format!("{}: {}", problem.path, problem.what));
                shown(&words.unwrap_or_default()).into_owned()
            }
            item => self.library.label(item),
        }
    }

    fn filling(&self, at: usize) -> Filling {
        let pane = LISTS[at].pane;
        let query = self.lists[at].query.clone();
        let of_open = Filling {
            generation: self.generation,
            open: self.open.filter(|_| !self.all),
            all: self.all,
            only: self.only.filter(|_| pane == Pane::Quotes),
            ..Filling::default()
        };
        let filling = match pane {
            Pane::Articles => Filling { count: self.listing.number, ..Filling::default() },
            Pane::Problems => {
                Filling { generation: self.views.shape, count: self.problems.len(), ..Filling::default() }
            }
            Pane::Sources => {
                Filling { generation: self.views.shape, count: self.listing.view, ..Filling::default() }
            }
            Pane::Quotes => Filling { search: self.search_number(), ..of_open },
            Pane::People | Pane::Body => of_open,
        };
        Filling { query, ..filling }
    }

    /// The columns and rows of the body, as it is or would be shown.
    pub(super) fn body(&self) -> Area {
        let shown = self.layout.slot(Pane::Body).map(|slot| slot.inner);
        shown.or(self.layout.slots.first().map(|slot| slot.inner)).unwrap_or_default()
    }

    fn typeset(&mut self) {
        let setting = Setting {
            width: self.body().w.into(),
            measure: self.options.measure.into(),
            unfolded: self.unfolded,
            ascii: self.options.ascii,
        };
        let Some(open) = self.open else {
            self.page = Page::default();
            return;
        };
        if self.set != Some((self.generation, open, setting)) {
            let note = self.marks(open).and_then(|marks| marks.note.clone());
            let set = |article| Page::set(article, note.as_deref().unwrap_or_default(), setting);
            self.page = self.library.article(open).map(set).unwrap_or_default();
            self.set = Some((self.generation, open, setting));
            self.top = if self.place == 0 { 0 } else { self.page.row_of(self.place) };
        }
        self.top = self.top.min(self.last_top());
    }

    /// The greatest first row: the end of the article on the last row of the pane.
    pub(super) fn last_top(&self) -> usize {
        self.page.rows.len().saturating_sub(self.body().h.into())
    }

    /// Scrolls so that this row is the first.
    pub(super) fn scroll_to(&mut self, row: usize) {
        if self.page.rows.is_empty() {
            // The article is not there yet; where the reader was in it stays known.
            return;
        }
        self.top = row.min(self.last_top());
        self.place = if self.top == 0 { 0 } else { self.page.rows.get(self.top).map_or(0, |row| row.anchor) };
    }

    /// The open article.
    #[must_use]
    pub fn article(&self) -> Option<&crate::library::Article> {
        self.library.article(self.open?)
    }

    /// What lists show of the open article.
    #[must_use]
    pub fn row(&self) -> Option<&crate::library::Row> {
        self.library.row(self.open?)
    }

    /// The list of a pane; the body has none.
    #[must_use]
    pub fn list_of(&self, pane: Pane) -> Option<&List> {
        self.lists.get(pane.list()?)
    }

    pub(super) fn list_mut(&mut self, pane: Pane) -> Option<&mut List> {
        self.lists.get_mut(pane.list()?)
    }

    /// True while articles are being loaded for the first time or again.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.loading.is_some() || (self.stored && !self.whole)
    }

    /// True when everything is known that is to be counted.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        !self.stored || self.whole
    }

    /// A sign the program adds, or its ASCII stand-in.
    #[must_use]
    pub fn glyph(&self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.options.ascii { ascii } else { sign }
    }

    /// The sign that something was cut off.
    #[must_use]
    pub fn more(&self) -> &'static str {
        self.glyph("…", "...")
    }

    /// The sign between small facts.
    #[must_use]
    pub fn dot(&self) -> &'static str {
        self.glyph(" · ", " | ")
    }
}
