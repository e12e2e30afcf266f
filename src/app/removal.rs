//! Removal: articles that were taken out of the stored library behind the program's back. They leave the views, the
//! counts and the lists at once; the open one stays to be read, and goes when the reader leaves it.

use super::panes::Pane;
use super::state::App;

/// What is said of an article that is not there any more.
const GONE: &str = "the article is not in the library any more";

impl App {
    /// Takes out all articles but these: the numbers of those that are left, in order.
    pub(super) fn remain(&mut self, ids: &[u64]) {
        let is_left =
            |at: &usize| self.library.row(*at).is_some_and(|row| ids.binary_search(&row.id).is_ok());
        let gone: Vec<usize> = self.library.present().filter(|at| !is_left(at)).collect();
        if gone.is_empty() {
            return;
        }
        for &at in &gone {
            self.take_out(at);
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.forget(&self.library);
        }
        self.generation += 1;
        self.shorten_listing();
    }

    fn take_out(&mut self, at: usize) {
        let Some(row) = self.library.row(at) else { return };
        self.views.count(row, false);
        self.library.remove(at);
        if self.open != Some(at) {
            self.library.release(at);
        }
    }

    /// Takes what is gone out of the listing; the cursor stays on its article, where it is on the screen.
    fn shorten_listing(&mut self) {
        let (library, open) = (&self.library, self.open);
        self.listing.arrived.retain(|&at| !library.is_gone(at));
        self.listing.articles.retain(|&at| !library.is_gone(at) || open == Some(at));
        let held = self.offset(Pane::Articles);
        self.listing.number += 1;
        self.fill(0);
        self.hold(held);
        if self.all {
            self.gather();
        }
    }

    /// The reader leaves the open article: the place is remembered, and one that is gone is let go.
    pub(super) fn leave_article(&mut self) {
        self.keep_place();
        if let Some(open) = self.open.filter(|&open| self.library.is_gone(open)) {
            self.library.release(open);
        }
    }

    /// Why the article at this index is not in memory and never will be, if so.
    #[must_use]
    pub fn why_missing(&self, at: usize) -> Option<&str> {
        if self.library.is_gone(at) {
            return Some(GONE);
        }
        self.bodies.why_missing(self.library.row(at)?.id)
    }

    /// True when the open article is gone, so that nothing can be done with it; that is said.
    pub(super) fn is_open_gone(&mut self) -> bool {
        let is_gone = self.open.is_some_and(|open| self.library.is_gone(open));
        if is_gone {
            self.said = GONE.to_owned();
        }
        is_gone
    }
}
