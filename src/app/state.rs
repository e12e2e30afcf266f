//! The state of the program, and the one function that changes it. Knows no screen, clock or disk: the
//! same messages in the same order give the same state.

use std::collections::{HashMap, HashSet};

use super::chosen::Chosen;
use super::commands::{COMMANDS, Mode};
use super::key::{Key, Press};
use super::keymap::{Found, Keymap};
use super::layout::{self, Area, Layout};
use super::list::List;
use super::loading::Loading;
use super::message::{Effect, Message};
use super::page::{Page, Setting};
use super::panes::{LISTS, Pane};
use super::prompt::Prompt;
use super::record::{History, Record};
use super::sheet::Sheet;
use super::text_search::TextSearch;
use crate::library::{Fuzzy, Item, Library};
use crate::sources::Problem;

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

/// The order of the article list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As the articles came.
    #[default]
    Given,
    /// Latest date first.
    Newest,
    /// By source.
    Source,
    /// By headline.
    Headline,
    /// Unread ones first.
    Unread,
}

impl Order {
    /// All orders with the words for them, in the order a key walks them.
    pub const ALL: [(Order, &'static str); 5] = [
        (Order::Given, "as they came"),
        (Order::Newest, "newest first"),
        (Order::Source, "by source"),
        (Order::Headline, "by headline"),
        (Order::Unread, "unread first"),
    ];
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
    order: Order,
    query: String,
    count: usize,
}

/// The whole state.
#[derive(Default)]
pub struct App {
    /// The articles.
    pub library: Library,
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
    pub(super) places: HashMap<u64, usize>,
    pub(super) list: Pane,
    pub(super) unfolded: bool,
    pub(super) trail: Vec<Stop>,
    pub(super) records: HashMap<u64, Record>,
    pub(super) history: History,
    pub(super) sorted_read: HashSet<u64>,
    pub(super) generation: usize,
    pub(super) loads: u32,
    /// So many problems, the first ones, outlast a reload: those of the configuration.
    pub(super) lasting: usize,
    pub(super) lines: Vec<String>,
    filled: Vec<Filling>,
    set: Option<(usize, usize, Setting)>,
}

impl App {
    /// An empty program on a screen of 80 by 24.
    #[must_use]
    pub fn new(options: Options, keymap: Keymap) -> Self {
        let lists = LISTS.iter().map(|_| List::default()).collect();
        let filled = LISTS.iter().map(|_| Filling::default()).collect();
        let mut app = App { options, keymap, lists, filled, size: (80, 24), ..App::default() };
        app.settle();
        app
    }

    /// Takes in what happened and says what is to be done outside.
    pub fn update(&mut self, message: Message) -> Effect {
        let effect = match message {
            Message::Key(key) => self.key(key),
            Message::Paste(text) => {
                self.paste(&text);
                Effect::None
            }
            Message::Resize(w, h) => {
                self.size = (w, h);
                Effect::None
            }
            Message::Click(x, y) => {
                self.click(x, y);
                Effect::None
            }
            Message::Wheel(x, y, by) => {
                self.wheel(x, y, by);
                Effect::None
            }
            Message::Loaded(number, loaded) => {
                self.loaded(number, loaded);
                Effect::None
            }
            Message::Printed(title, words) => {
                self.printed(&title, &words);
                Effect::None
            }
            Message::Laid(title, words) => {
                self.laid(title, &words);
                Effect::None
            }
            Message::Said(words) => {
                self.said = words;
                Effect::None
            }
            Message::Rows(_)
            | Message::Stored
            | Message::Subscriptions(_)
            | Message::Bodies(_)
            | Message::Fetching(_)
            | Message::Changed(_)
            | Message::Refused(..)
            | Message::Clock(..) => Effect::None,
            Message::Quit => Effect::Quit,
        };
        self.settle();
        effect
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
        self.layout = layout::layout(w, h, self.focus, self.list, left, self.zoom);
        self.settle_sheet();
        self.fill_articles_first();
        self.typeset();
        self.fill_lists();
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
        self.fill(0);
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
    }

    fn fill(&mut self, at: usize) {
        let filling = self.filling(at);
        if self.filled[at] == filling {
            return;
        }
        let all = (LISTS[at].items)(self);
        let items = match filling.query.as_str() {
            "" => all,
            query => Fuzzy::new(query).rank(&all, &self.library),
        };
        let typed = self.filled[at].query != filling.query && !filling.query.is_empty();
        self.filled[at] = filling;
        self.lists[at].fill(items);
        if typed {
            self.lists[at].cursor = 0;
            self.moved(LISTS[at].pane);
        }
    }

    fn filling(&self, at: usize) -> Filling {
        let pane = LISTS[at].pane;
        let whole = pane == Pane::Articles || pane == Pane::Problems;
        Filling {
            generation: if pane == Pane::Problems { 0 } else { self.generation },
            open: self.open.filter(|_| !whole && !self.all),
            all: self.all && !whole,
            only: self.only.filter(|_| pane == Pane::Quotes),
            order: if pane == Pane::Articles { self.order } else { Order::Given },
            query: self.lists[at].query.clone(),
            count: if pane == Pane::Problems { self.problems.len() } else { 0 },
        }
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
            self.page =
                self.library.article(open).map(|article| Page::set(article, setting)).unwrap_or_default();
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
        self.top = row.min(self.last_top());
        self.place = if self.top == 0 { 0 } else { self.page.rows.get(self.top).map_or(0, |row| row.anchor) };
        if let Some(article) = self.article() {
            self.places.insert(article.id, self.place);
        }
    }

    /// The open article.
    #[must_use]
    pub fn article(&self) -> Option<&crate::library::Article> {
        self.library.article(self.open?)
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
        self.loading.is_some()
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
