//! Loading as the reader sees it: articles arrive in batches, and a reload replaces the library only
//! when all of it has come, so the reader's place is never lost on the way.

use super::listing::Renewal;
use super::message::Effect;
use super::state::App;
use crate::library::Library;
use crate::sources::{Loaded, Problem};

/// The path of what came through standard input.
pub(super) const STDIN: &str = "-";

/// A load that is under way.
#[derive(Debug, Default)]
pub struct Loading {
    /// Files known so far.
    pub found: usize,
    /// Files read so far.
    pub done: usize,
    number: u32,
    /// Where a reload gathers what comes; the first load shows it at once.
    fresh: Option<Library>,
    problems: Vec<Problem>,
    /// The one path that is loaded again.
    path: Option<String>,
}

impl App {
    /// Expects the first load; gives its number.
    pub fn expect(&mut self) -> u32 {
        self.loads += 1;
        self.lasting = self.problems.len();
        self.loading = Some(Loading { number: self.loads, ..Loading::default() });
        self.loads
    }

    /// Asks for one path again, or for everything. What came through standard input can come only once.
    pub(super) fn reload(&mut self, path: Option<String>) -> Effect {
        if path.as_deref() == Some(STDIN) {
            self.said = "standard input can't be read again".to_owned();
            return Effect::None;
        }
        self.loads += 1;
        self.loading = Some(Loading {
            number: self.loads,
            fresh: Some(self.library.successor()),
            path: path.clone(),
            ..Loading::default()
        });
        Effect::Reload(self.loads, path)
    }

    /// Takes in what the loader tells; a load that was overtaken by a later one is not listened to.
    pub(super) fn loaded(&mut self, number: u32, loaded: Loaded) {
        let Some(loading) = self.loading.as_mut().filter(|loading| loading.number == number) else { return };
        match loaded {
            Loaded::Found(count, _) => loading.found = count,
            Loaded::Articles(articles) => {
                loading.done += articles.len();
                match &mut loading.fresh {
                    Some(library) => library.add(articles),
                    None => {
                        let before = self.library.len();
                        self.library.add(articles);
                        for row in self.library.rows().get(before..).unwrap_or_default() {
                            self.views.count(row, true);
                        }
                        self.relist();
                    }
                }
            }
            Loaded::Problem(problem) => {
                loading.done += 1;
                match loading.fresh {
                    Some(_) => loading.problems.push(problem),
                    None => self.problems.push(problem),
                }
            }
            Loaded::Read(_) => {}
            Loaded::Done => self.all_loaded(),
        }
    }

    /// Other articles are there: the lists are to be filled anew.
    fn relist(&mut self) {
        self.generation += 1;
        self.listing.due = Some(Renewal::Kept);
    }

    fn all_loaded(&mut self) {
        let Some(loading) = self.loading.take() else { return };
        self.relist();
        let Some(fresh) = loading.fresh else { return self.search_again() };
        let open = self.article().map(|article| (article.id, article.path.clone()));
        match loading.path {
            Some(path) if loading.problems.is_empty() => {
                // Of an input that holds several articles all were read; the others stay as they are.
                let same = fresh
                    .articles()
                    .map(|(_, article)| article)
                    .filter(|article| article.path == path)
                    .cloned();
                let fresh: Vec<_> = same.collect();
                self.said = format!("{path} {}", if fresh.is_empty() { "is gone" } else { "read again" });
                if !fresh.is_empty() {
                    self.library = std::mem::take(&mut self.library).replaced(&path, fresh);
                }
            }
            Some(_) => self.problems.extend(loading.problems),
            None => {
                let once = self.library.articles().map(|(_, article)| article);
                let once = once.filter(|article| article.path == STDIN).cloned().collect();
                let before = std::mem::replace(&mut self.library, fresh);
                self.library.add(once);
                // What was marked while the others were read again counts too.
                self.library.inherit(&before);
                self.problems.truncate(self.lasting);
                self.problems.extend(loading.problems);
                let count = self.library.len();
                self.said = format!("{count} {} read again", if count == 1 { "article" } else { "articles" });
            }
        }
        self.views.recount(&self.library);
        let same = open.and_then(|(id, path)| {
            let by_path = || self.library.articles().find(|(_, article)| article.path == path);
            self.library.at(id).or_else(|| by_path().map(|(at, _)| at))
        });
        self.chosen = None;
        self.only = None;
        self.text_search = None;
        self.trail.retain(|stop| stop.only.is_none());
        self.open = same.or(if self.library.is_empty() { None } else { Some(0) });
        if same.is_none() {
            self.place = 0;
        }
        self.search_again();
    }
}
