//! What is being typed: a search, a command, a question's answer; with the choices it narrows. Ending
//! it with Esc leaves everything as it was.

use tui_input::{Input, InputRequest};

use super::commands::{COMMANDS, Mode};
use super::filter::Filter;
use super::key::Key;
use super::links::{self, Exit};
use super::message::Effect;
use super::panes::Pane;
use super::shell;
use super::state::App;
use super::tagging::tags_in;
use super::text_search::TextSearch;
use super::views::FOUND;
use crate::library::{Fuzzy, Item, Library, Ranking};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Words to look for in a pane.
    Search(Pane),
    /// The name of a command.
    Command,
    /// A shell command that gets the words of the pane.
    Pipe,
    /// The file the words of the pane are written to.
    Write,
    /// Whether these articles are all to be marked read.
    ReadAll(Vec<u64>),
    /// A query; with the one that the view was of before.
    Filter(String),
    /// The name under which this query is to be saved.
    SaveSearch(String),
    /// Whether what is new in the search is to be counted: the name it is to have, and its query.
    Watch(String, String),
    /// The name of the saved search that is called so.
    RenameSearch(String),
    /// Whether the saved search of this name is to be removed.
    RemoveSearch(String),
    /// Anything in the library.
    Finder,
    /// One of these addresses, in a list.
    Link(Vec<Exit>),
    /// One of these addresses, by its number in the text.
    Hint(Vec<Exit>),
    /// A command, by what it does.
    Help,
    /// The tags of the article with this key.
    Tags(u64),
    /// What is to be noted about the article with this key.
    Note(u64),
    /// What to subscribe to.
    Subscribe,
    /// Whether the subscription of this number, called so, is to be removed.
    Unsubscribe(u32, String),
    /// The name of the subscription of this number.
    Rename(u32),
    /// The folder of the subscription of this number.
    Move(u32),
}

/// Something to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A thing of the library.
    Item(Item),
    /// A command, by its index in the table.
    Command(usize),
    /// An address, by its place among those asked for.
    Exit(usize),
    /// A word to complete the line with, by its place among those that are known.
    Word(usize),
}

/// A line being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What for.
    pub asked: Asked,
    /// The line.
    pub input: Input,
    /// What matches it, best first.
    pub choices: Vec<Choice>,
    /// The selected choice.
    pub cursor: usize,
    /// Everything that can match.
    pool: Vec<Item>,
    /// What matches in all that.
    ranking: Ranking,
    /// The words that are known: tags, or folders.
    pub(super) words: Vec<String>,
    /// The reader's place when it began.
    place: usize,
    /// How far back in the history of lines one is.
    back: usize,
    /// The search in the text that there was when it began.
    before: Option<TextSearch>,
    /// What is known of a query that is typed.
    pub filter: Filter,
}

impl Prompt {
    /// The line typed so far.
    #[must_use]
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Moves the selection by so many choices.
    pub(super) fn step(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }
}

impl Prompt {
    /// What is not in the library any more can't be chosen.
    pub(super) fn forget(&mut self, library: &Library) {
        let is_there =
            |item: &Item| !matches!(*item, Item::Article(at) | Item::Quote(at, _) if library.is_gone(at));
        self.pool.retain(is_there);
        self.choices.retain(|choice| !matches!(choice, Choice::Item(item) if !is_there(item)));
        self.step(0);
    }
}

impl Asked {
    /// True when one letter answers it.
    fn is_question(&self) -> bool {
        matches!(self, Asked::ReadAll(_) | Asked::Unsubscribe(..) | Asked::Watch(..) | Asked::RemoveSearch(_))
    }
}

impl Prompt {
    /// Where the word begins that is being typed: of a folder the whole line.
    fn word_start(&self) -> usize {
        let parted = |c: char| c == ',' || c.is_whitespace();
        match self.asked {
            Asked::Tags(_) => self.value().rfind(parted).map_or(0, |at| at + 1),
            _ => 0,
        }
    }

    /// The known words that the word being typed can become.
    fn completions(&self) -> Vec<Choice> {
        let (before, typed) = self.value().split_at(self.word_start());
        let typed = typed.trim_start_matches('#').to_lowercase();
        let before = tags_in(before);
        let begins = |word: &String| word.to_lowercase().starts_with(&typed) && !before.contains(word);
        let words = self.words.iter().enumerate().filter(|(_, word)| begins(word));
        words.map(|(at, _)| Choice::Word(at)).collect()
    }

    /// Tab: the word being typed becomes the selected one that is known; pressed again, the next one.
    fn complete_word(&mut self, by: isize) {
        let start = self.word_start();
        let word = |prompt: &Prompt| match prompt.choices.get(prompt.cursor) {
            Some(Choice::Word(at)) => prompt.words.get(*at).cloned(),
            _ => None,
        };
        if word(self).as_deref() == Some(&self.value()[start..]) {
            let len = self.choices.len().max(1) as isize;
            self.cursor = (self.cursor as isize + by).rem_euclid(len) as usize;
        }
        if let Some(word) = word(self) {
            self.input = Input::new(format!("{}{word}", &self.value()[..start]));
        }
    }
}

impl App {
    /// Begins to ask for something.
    pub(super) fn ask(&mut self, asked: Asked) {
        self.ask_with(asked, "");
    }

    /// Begins to ask for something, with a line to change.
    pub(super) fn ask_with(&mut self, asked: Asked, line: &str) {
        let pool = if asked == Asked::Finder { self.everything() } else { Vec::new() };
        let words = match asked {
            Asked::Tags(_) => self.views.tags().into_iter().map(str::to_owned).collect(),
            Asked::Move(_) => self.views.folders(),
            _ => Vec::new(),
        };
        let (input, place) = (Input::new(crate::text::shown(line).into_owned()), self.place);
        let choices = Vec::new();
        let before = if asked == Asked::Search(Pane::Body) { self.text_search.take() } else { None };
        let filter = if matches!(asked, Asked::Filter(_)) { self.filter_lists() } else { Filter::default() };
        let ranking = Ranking::default();
        let (cursor, back) = (0, 0);
        self.prompt =
            Some(Prompt { asked, input, choices, cursor, pool, ranking, words, place, back, before, filter });
        self.changed();
    }

    /// Every article, and every person and quote of those in memory.
    fn everything(&self) -> Vec<Item> {
        let articles = self.library.present().map(Item::Article);
        let people = self.library.figures().iter().enumerate();
        let people = people.filter(|(_, figure)| !figure.appearances.is_empty());
        let people = people.map(|(at, _)| Item::Person(at));
        let quotes = self.library.articles();
        let quotes = quotes
            .flat_map(|(at, article)| (0..article.reading.quotes.len()).map(move |n| Item::Quote(at, n)));
        articles.chain(people).chain(quotes).collect()
    }

    /// Begins a search in the focused pane.
    pub(super) fn begin_search(&mut self) {
        let pane = self.focus;
        if let Some(list) = self.list_mut(pane) {
            list.before = list.before.or(list.selected());
            list.query.clear();
        }
        self.ask(Asked::Search(pane));
    }

    /// Letters were typed.
    pub(super) fn typed(&mut self, keys: &[Key]) -> Effect {
        let letters: Vec<char> = keys.iter().filter_map(|key| key.typed()).collect();
        if self.prompt.as_ref().is_some_and(|prompt| prompt.asked.is_question()) {
            let asked = self.prompt.take().map(|prompt| prompt.asked);
            match (asked, letters.first()) {
                (Some(Asked::ReadAll(ids)), Some('y')) => self.read_all(&ids),
                (Some(Asked::Unsubscribe(id, _)), Some('y')) => self.unsubscribe(id),
                (Some(Asked::RemoveSearch(name)), Some('y')) => self.remove_search(&name),
                (Some(Asked::Watch(name, query)), Some(answer @ ('y' | 'n'))) => {
                    self.save_search(name, query, *answer == 'y');
                }
                _ => {}
            }
            return Effect::None;
        }
        for c in letters {
            self.edit(InputRequest::InsertChar(c));
        }
        if self.is_hinted() {
            return self.accept();
        }
        Effect::None
    }

    /// Text was pasted: it goes into the line, without line breaks.
    pub(super) fn paste(&mut self, text: &str) {
        if self.prompt.as_ref().is_none_or(|prompt| prompt.asked.is_question()) {
            return;
        }
        let line = crate::text::shown(text.trim()).into_owned();
        if let Some(prompt) = &mut self.prompt {
            for c in line.chars() {
                prompt.input.handle(InputRequest::InsertChar(c));
            }
        }
        self.changed();
    }

    /// Edits the line.
    pub(super) fn edit(&mut self, request: InputRequest) {
        let Some(prompt) = &mut self.prompt else { return };
        if prompt.input.value().is_empty() && request == InputRequest::DeletePrevChar {
            self.cancel();
            return;
        }
        if prompt.input.handle(request).is_some_and(|change| change.value) {
            self.changed();
        }
    }

    /// The line is another one now: what it narrows follows.
    fn changed(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        let value = prompt.value().to_owned();
        match prompt.asked {
            Asked::Search(Pane::Body) => {
                let place = prompt.place;
                self.search_text(&value, place);
            }
            Asked::Search(pane) => {
                let before = self.list_of(pane).and_then(|list| list.before);
                if let Some(list) = self.list_mut(pane) {
                    list.query = value.trim().to_owned();
                }
                if value.trim().is_empty() {
                    self.settle();
                    self.select(pane, before);
                }
            }
            Asked::Finder => {
                let Some(prompt) = &mut self.prompt else { return };
                let found = prompt.ranking.rank(&value, &prompt.pool, &self.library);
                self.choose_from(found.into_iter().map(Choice::Item).collect());
            }
            Asked::Help => {
                let found = help(&value);
                self.choose_from(found.into_iter().map(Choice::Command).collect());
            }
            Asked::Command => {
                let found = completions(&value);
                self.choose_from(found.into_iter().map(Choice::Command).collect());
            }
            Asked::Filter(_) => self.filter_changed(&value),
            Asked::Link(ref exits) => {
                let found = links::matching(exits, &value);
                self.choose_from(found);
            }
            Asked::Tags(_) | Asked::Move(_) => {
                let found = prompt.completions();
                self.choose_from(found);
            }
            Asked::Pipe
            | Asked::Write
            | Asked::ReadAll(_)
            | Asked::Hint(_)
            | Asked::Note(_)
            | Asked::Subscribe
            | Asked::Unsubscribe(..)
            | Asked::Rename(_)
            | Asked::SaveSearch(_)
            | Asked::Watch(..)
            | Asked::RenameSearch(_)
            | Asked::RemoveSearch(_) => {}
        }
    }

    fn choose_from(&mut self, choices: Vec<Choice>) {
        if let Some(prompt) = &mut self.prompt {
            prompt.choices = choices;
            prompt.cursor = 0;
        }
    }

    pub(super) fn select(&mut self, pane: Pane, item: Option<Item>) {
        if let (Some(list), Some(item)) = (self.list_mut(pane), item) {
            list.select(item);
            self.moved(pane);
        }
    }

    /// Leaves the line; everything is as it was before.
    pub(super) fn cancel(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        match prompt.asked {
            Asked::Search(Pane::Body) => {
                self.text_search = prompt.before;
                let row = if prompt.place == 0 { 0 } else { self.page.row_of(prompt.place) };
                self.scroll_to(row);
            }
            Asked::Search(pane) => self.restore(pane),
            Asked::Filter(known) => self.cancel_filter(&known),
            _ => {}
        }
    }

    /// Ends the search in a list: all items again, the cursor where it was before.
    fn restore(&mut self, pane: Pane) {
        let Some(list) = self.list_mut(pane) else { return };
        list.query.clear();
        let before = list.before.take();
        self.settle();
        self.select(pane, before);
    }

    /// Esc: ends the search of the pane, the query, then the filter, then the choice.
    pub(super) fn clear(&mut self) {
        let searched = self.list_of(self.focus).is_some_and(|list| !list.query.is_empty());
        if searched {
            self.restore(self.focus);
        } else if self.listing.view == FOUND && self.focus == Pane::Articles {
            self.leave_search();
        } else if self.text_search.is_some() {
            self.text_search = None;
        } else if self.only.is_some() {
            self.only = None;
        } else if self.chosen.take().is_none() {
            self.leave_search();
        }
    }

    /// Enter: does what was asked for.
    pub(super) fn accept(&mut self) -> Effect {
        let Some(prompt) = self.prompt.take() else { return Effect::None };
        let value = prompt.value().trim().to_owned();
        let choice = prompt.choices.get(prompt.cursor).copied();
        if let Asked::Filter(_) = prompt.asked {
            return self.accept_filter(prompt);
        }
        if !value.is_empty() && prompt.asked == Asked::Command {
            self.lines.retain(|line| *line != value);
            self.lines.push(value.clone());
        }
        match prompt.asked {
            // Nothing typed is the search before, once more.
            Asked::Search(Pane::Body) if prompt.value().is_empty() => {
                self.text_search = prompt.before;
                self.step_hit(1);
                Effect::None
            }
            Asked::Search(pane) => {
                if let Some(list) = self.list_mut(pane) {
                    list.before = None;
                }
                Effect::None
            }
            Asked::Pipe if !value.is_empty() => shell::run(&value, self.pane_words()),
            Asked::Write if !value.is_empty() => Effect::Write(value, self.pane_words()),
            Asked::Finder => {
                if let Some(Choice::Item(item)) = choice {
                    self.leave();
                    self.open_item(item);
                }
                Effect::None
            }
            Asked::Link(exits) => match choice {
                Some(Choice::Exit(at)) => self.open_exit(exits.get(at)),
                _ => Effect::None,
            },
            Asked::Hint(exits) => {
                let number: usize = value.parse().unwrap_or(0);
                self.open_exit(number.checked_sub(1).and_then(|at| exits.get(at)))
            }
            Asked::Help | Asked::Command => match choice {
                Some(Choice::Command(at)) if prompt.asked == Asked::Help || !value.is_empty() => {
                    (COMMANDS[at].run)(self)
                }
                _ if value.is_empty() => Effect::None,
                _ => {
                    self.said = format!("there is no command `{value}`");
                    Effect::None
                }
            },
            asked => self.answered(&asked, value),
        }
    }

    /// Does what was asked for about an article or a source.
    fn answered(&mut self, asked: &Asked, value: String) -> Effect {
        match *asked {
            Asked::Tags(id) => self.set_tags(id, &value),
            Asked::Note(id) => self.set_note(id, &value),
            Asked::Rename(id) => self.rename(id, &value),
            Asked::SaveSearch(ref query) => self.name_search(query, &value),
            Asked::RenameSearch(ref name) => self.rename_search(name, &value),
            Asked::Move(id) => self.move_source(id, &value),
            Asked::Subscribe if !value.is_empty() => {
                self.said = format!("looking at {value} ...");
                return Effect::Subscribe(value);
            }
            _ => {}
        }
        Effect::None
    }

    /// Tab: the selected choice becomes the line; pressed again, the next one.
    pub(super) fn complete(&mut self, by: isize) {
        let Some(prompt) = &mut self.prompt else { return };
        match prompt.asked {
            Asked::Tags(_) | Asked::Move(_) => return prompt.complete_word(by),
            Asked::Filter(_) => return self.complete_filter(by),
            _ => {}
        }
        if prompt.asked != Asked::Command {
            prompt.step(by);
            return;
        }
        let named = |choice: Option<&Choice>| match choice {
            Some(Choice::Command(at)) => Some(COMMANDS[*at].name),
            _ => None,
        };
        if named(prompt.choices.get(prompt.cursor)) == Some(prompt.input.value()) {
            let len = prompt.choices.len().max(1) as isize;
            prompt.cursor = (prompt.cursor as isize + by).rem_euclid(len) as usize;
        }
        if let Some(name) = named(prompt.choices.get(prompt.cursor)) {
            prompt.input = Input::new(name.to_owned());
        }
    }

    /// Up and Down: through the choices, or through the lines typed before.
    pub(super) fn walk(&mut self, by: isize) {
        let Some(prompt) = &mut self.prompt else { return };
        if prompt.asked != Asked::Command {
            prompt.step(by);
            return;
        }
        prompt.back = prompt.back.saturating_add_signed(-by).min(self.lines.len());
        let line = match prompt.back {
            0 => String::new(),
            back => self.lines[self.lines.len() - back].clone(),
        };
        prompt.input = Input::new(line);
        self.changed();
    }
}

/// The commands whose name, keys or help match, best first.
fn help(query: &str) -> Vec<usize> {
    let fuzzy = Fuzzy::new(query);
    let mut found: Vec<(i64, usize)> = COMMANDS
        .iter()
        .enumerate()
        .filter_map(|(at, command)| {
            let exact = command.keys.contains(&query.trim());
            let score = fuzzy.score(&format!("{} {}", command.name, command.help));
            let score = if exact { Some(i64::MAX) } else { score };
            Some((score?.saturating_neg(), at))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

/// The commands whose name matches: those that begin with it first, the shortest of them foremost.
fn completions(query: &str) -> Vec<usize> {
    let query = query.trim();
    let fuzzy = Fuzzy::new(query);
    let mut found: Vec<(i64, usize)> = COMMANDS
        .iter()
        .enumerate()
        .filter(|(_, command)| command.mode == Mode::Read)
        .filter_map(|(at, command)| {
            let score = fuzzy.score(command.name)?;
            let begins = command.name.starts_with(query);
            Some((if begins { command.name.len() as i64 - i64::MAX } else { -score }, at))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}
