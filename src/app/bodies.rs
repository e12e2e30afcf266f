//! Bodies: which articles of a stored library are in memory. What is opened is asked for once, what is not current any
//! more is asked for again, and what was opened long ago is let go, so that memory is bounded.

use std::collections::{HashMap, HashSet};

use super::message::Effect;
use super::state::App;
use crate::library::{Article, Item};

/// So many articles opened last stay in memory.
const KEPT: usize = 64;
/// The quotes and people of so many articles are gathered.
pub(super) const GATHERED: usize = 500;

/// What is known of the articles in memory, by their keys.
#[derive(Debug, Default)]
pub struct Bodies {
    /// Those opened, the last one last.
    opened: Vec<u64>,
    /// Those whose quotes and people are listed together, in the order of the list.
    pub(super) gathered: Vec<usize>,
    /// The same, to be looked up.
    among: HashSet<usize>,
    /// So many articles were listed when they were gathered.
    pub(super) listed: usize,
    asked: HashSet<u64>,
    /// Those in memory that are not current any more.
    outdated: HashSet<u64>,
    /// Those that could not be had, and why.
    missing: HashMap<u64, String>,
}

impl Bodies {
    /// Why the article with this key could not be had.
    #[must_use]
    pub fn why_missing(&self, id: u64) -> Option<&str> {
        self.missing.get(&id).map(String::as_str)
    }

    /// An article that could not be had may be asked for again.
    pub(super) fn forgive(&mut self, id: u64) {
        self.missing.remove(&id);
    }
}

impl App {
    /// True when the article at this index is to be asked for: it is not in memory, or not current, and was not asked
    /// for already.
    fn is_wanted(&self, at: usize) -> bool {
        let Some(row) = self.library.row(at) else { return false };
        let bodies = &self.bodies;
        let lacks = self.library.article(at).is_none() || bodies.outdated.contains(&row.id);
        lacks
            && !self.library.is_gone(at)
            && !bodies.asked.contains(&row.id)
            && !bodies.missing.contains_key(&row.id)
    }

    /// Asks for the open article when it is not there.
    pub(super) fn ask_for_open(&mut self) {
        let Some(open) = self.open.filter(|_| self.stored) else { return };
        let Some(id) = self.library.row(open).map(|row| row.id) else { return };
        if self.bodies.opened.last() != Some(&id) {
            self.bodies.opened.retain(|known| *known != id);
            self.bodies.opened.push(id);
            self.let_go();
        }
        self.ask_for(&[open]);
    }

    /// Asks for those of these articles that are not there.
    fn ask_for(&mut self, articles: &[usize]) {
        let wanted = articles.iter().copied().filter(|&at| self.is_wanted(at));
        let ids: Vec<u64> = wanted.filter_map(|at| self.library.row(at)).map(|row| row.id).collect();
        if !ids.is_empty() {
            self.bodies.asked.extend(&ids);
            self.outbox.push(Effect::Bring(ids));
        }
    }

    /// Lets go of what was opened before the last ones, unless it is gathered.
    fn let_go(&mut self) {
        while self.bodies.opened.len() > KEPT {
            let id = self.bodies.opened.remove(0);
            if let Some(at) = self.library.at(id).filter(|at| !self.bodies.among.contains(at)) {
                self.library.release(at);
                self.bodies.outdated.remove(&id);
            }
        }
    }

    /// What is in memory of an article is not current any more: it is asked for again where it is in use, else let go.
    pub(super) fn outdate(&mut self, id: u64) {
        let Some(at) = self.library.at(id).filter(|at| self.stored && self.library.article(*at).is_some())
        else {
            return;
        };
        self.bodies.asked.remove(&id);
        self.bodies.missing.remove(&id);
        if self.open == Some(at) {
            self.bodies.outdated.insert(id);
        } else {
            self.library.release(at);
            if self.bodies.among.contains(&at) {
                self.ask_for(&[at]);
            }
        }
    }

    /// Gathers the first articles of the list, so that their quotes and people are listed together.
    pub(super) fn gather(&mut self) {
        if !self.stored {
            return;
        }
        let article = |item: &Item| match item {
            Item::Article(at) => Some(*at),
            _ => None,
        };
        let listed: Vec<usize> = self.lists[0].items.iter().filter_map(article).collect();
        self.bodies.listed = listed.len();
        self.scatter(listed.into_iter().take(GATHERED).collect());
        let gathered = self.bodies.gathered.clone();
        self.ask_for(&gathered);
    }

    /// Lets go of what was gathered, but for what is to be gathered now and what was opened last.
    pub(super) fn scatter(&mut self, gathered: Vec<usize>) {
        if !self.stored {
            return;
        }
        let before = std::mem::replace(&mut self.bodies.gathered, gathered);
        self.bodies.among = self.bodies.gathered.iter().copied().collect();
        for at in before.into_iter().filter(|at| !self.bodies.among.contains(at)) {
            let Some(id) = self.library.row(at).map(|row| row.id) else { continue };
            if !self.bodies.opened.contains(&id) {
                self.library.release(at);
            }
        }
        self.generation += 1;
    }

    /// True when the quotes and people of the article at this index are listed with those of all.
    #[must_use]
    pub fn is_gathered(&self, at: usize) -> bool {
        !self.stored || self.bodies.among.contains(&at)
    }

    /// Takes in articles that were asked for.
    pub(super) fn bodies_came(&mut self, bodies: Vec<(u64, Result<Article, String>)>) {
        for (id, body) in bodies {
            self.bodies.asked.remove(&id);
            self.bodies.outdated.remove(&id);
            let in_use = |at: &usize| self.bodies.among.contains(at) || self.bodies.opened.contains(&id);
            let Some(at) = self.library.at(id).filter(in_use) else { continue };
            match body {
                Ok(article) => {
                    let again = self.library.article(at).is_some_and(|known| known.text != article.text);
                    self.library.put(at, article);
                    if again && self.open == Some(at) {
                        // Places in the words that were there lead nowhere in these.
                        self.chosen = None;
                        self.text_search = None;
                    }
                }
                Err(why) => {
                    self.library.release(at);
                    self.bodies.missing.insert(id, why);
                }
            }
        }
        self.generation += 1;
    }
}
