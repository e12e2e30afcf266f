//! The filter: a query being typed, with what it can be completed to and what is wrong with it. The list shows what it
//! finds as one types; leaving it leaves everything as it was.

use tui_input::Input;

use super::message::Effect;
use super::panes::Pane;
use super::prompt::{Asked, Choice, Prompt};
use super::state::App;
use super::views::FOUND;
use crate::library::Query;
use crate::library::query::{Completion, Lists, Mistake, complete};

/// What is known while a query is typed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// What may stand where the cursor is.
    pub completion: Completion,
    /// What is wrong with the query, as far as it is typed.
    pub wrong: Option<Mistake>,
    /// The reader has asked for the query as it is, so what is wrong is to be seen.
    pub is_asked: bool,
    people: Vec<String>,
    sources: Vec<String>,
    folders: Vec<String>,
    tags: Vec<String>,
}

impl Filter {
    fn complete(&mut self, line: &str, cursor: usize) {
        let lists =
            Lists { people: &self.people, sources: &self.sources, folders: &self.folders, tags: &self.tags };
        self.completion = complete(line, cursor, &lists);
        self.wrong = Query::parse(line).err().filter(|_| !line.trim().is_empty());
        self.is_asked = false;
    }
}

impl Prompt {
    /// The byte of the line that the cursor stands before.
    #[must_use]
    pub fn cursor_byte(&self) -> usize {
        let value = self.value();
        value.char_indices().nth(self.input.cursor()).map_or(value.len(), |(at, _)| at)
    }

    /// Puts words in place of a stretch of the line, the cursor behind them; gives the byte where they end.
    fn put(&mut self, from: usize, to: usize, words: &str) -> usize {
        let value = self.value();
        let before = format!("{}{words}", value.get(..from).unwrap_or(value));
        let line = format!("{before}{}", value.get(to..).unwrap_or(""));
        self.input = Input::new(line).with_cursor(before.chars().count());
        before.len()
    }
}

impl App {
    /// `f`: begins to type a query; the one that the view is of stands there already.
    pub(super) fn ask_filter(&mut self) {
        let line = self.present_search().map(|search| search.text.clone()).unwrap_or_default();
        let known = if self.listing.view == FOUND { line.clone() } else { String::new() };
        self.ask_with(Asked::Filter(known), &line);
    }

    /// What queries are completed from.
    pub(super) fn filter_lists(&self) -> Filter {
        let mut figures: Vec<_> =
            self.library.figures().iter().filter(|figure| !figure.appearances.is_empty()).collect();
        figures.sort_by_key(|figure| std::cmp::Reverse((figure.quotes, figure.mentions)));
        let kept = self.views.subscriptions().iter().filter(|source| !source.removed);
        let outlets = self.library.present().filter_map(|at| self.library.row(at));
        let mut sources: Vec<String> = match self.stored {
            true => kept.map(|source| source.label().to_owned()).collect(),
            false => outlets.map(|row| row.outlet.to_string()).filter(|outlet| !outlet.is_empty()).collect(),
        };
        sources.sort_unstable();
        sources.dedup();
        Filter {
            people: figures.into_iter().map(|figure| figure.name.clone()).collect(),
            sources,
            folders: self.views.folders(),
            tags: self.views.tags().into_iter().map(str::to_owned).collect(),
            ..Filter::default()
        }
    }

    /// The query is another one now: what completes it and what it finds follow.
    pub(super) fn filter_changed(&mut self, line: &str) {
        self.complete_again();
        let is_known = self.search.as_ref().is_some_and(|search| search.view == FOUND && search.text == line);
        if !is_known {
            self.find(line, true);
        }
    }

    fn complete_again(&mut self) {
        let Some(prompt) = &mut self.prompt else { return };
        let (line, cursor) = (prompt.value().to_owned(), prompt.cursor_byte());
        prompt.filter.complete(&line, cursor);
        let count = prompt.filter.completion.candidates.len();
        // Before anything is typed the list is the table of operators.
        prompt.choices = (0..count).map(Choice::Word).collect();
        prompt.cursor = 0;
        let span = prompt.filter.completion.span;
        let before = line.get(..span.start()).unwrap_or_default();
        let is_name = before.ends_with("who:") || before.ends_with("about:");
        let name = line.get(span.range()).unwrap_or_default().trim_matches('"');
        if self.stored && is_name && !name.is_empty() {
            self.outbox.push(Effect::Names(name.to_owned()));
        }
    }

    /// Takes in names that a query can be completed with; what was chosen meanwhile stays.
    pub(super) fn names_came(&mut self, names: Vec<String>) {
        let asked = self.prompt.as_mut().filter(|prompt| matches!(prompt.asked, Asked::Filter(_)));
        let Some(prompt) = asked.filter(|prompt| prompt.cursor == 0 && !prompt.filter.is_asked) else {
            return;
        };
        let known = &prompt.filter.people;
        let fresh: Vec<String> = names.into_iter().filter(|name| !known.contains(name)).collect();
        if fresh.is_empty() {
            return;
        }
        prompt.filter.people.extend(fresh);
        let (line, cursor) = (prompt.value().to_owned(), prompt.cursor_byte());
        prompt.filter.complete(&line, cursor);
        let count = prompt.filter.completion.candidates.len();
        prompt.choices = (0..count).map(Choice::Word).collect();
    }

    /// Tab: what is being typed becomes the selected candidate; pressed again, the next one.
    pub(super) fn complete_filter(&mut self, by: isize) {
        let Some(prompt) = &mut self.prompt else { return };
        let completion = prompt.filter.completion.clone();
        let span = completion.span;
        let insert = |at: usize| completion.candidates.get(at).map(|candidate| candidate.insert.as_str());
        let now = prompt.value().get(span.range());
        if now.is_some() && now == insert(prompt.cursor) {
            let len = prompt.choices.len().max(1) as isize;
            prompt.cursor = (prompt.cursor as isize + by).rem_euclid(len) as usize;
        }
        let Some(words) = insert(prompt.cursor) else { return };
        let end = prompt.put(span.start(), span.end(), words);
        prompt.filter.completion.span = crate::text::Span::new(span.start(), end);
        let line = prompt.value().to_owned();
        if completion.candidates.len() == 1 {
            return self.filter_changed(&line);
        }
        prompt.filter.wrong = Query::parse(&line).err();
        self.find(&line, true);
    }

    /// Enter: the query becomes the view, unless something is wrong with it.
    pub(super) fn accept_filter(&mut self, mut prompt: Prompt) -> Effect {
        let line = prompt.value().to_owned();
        if line.trim().is_empty() {
            self.leave_search();
            return Effect::None;
        }
        if let Err(mistake) = Query::parse(&line) {
            let before = line.get(..mistake.span.start()).unwrap_or(&line).chars().count();
            prompt.input = Input::new(line).with_cursor(before);
            prompt.filter = Filter { wrong: Some(mistake), is_asked: true, ..prompt.filter };
            prompt.choices.clear();
            self.prompt = Some(prompt);
            return Effect::None;
        }
        self.find(&line, false);
        self.focus = Pane::Articles;
        Effect::None
    }

    /// Esc: everything is as it was before.
    pub(super) fn cancel_filter(&mut self, known: &str) {
        match known {
            "" => self.leave_search(),
            known => self.find(known, false),
        }
    }
}
