//! The board: how far a fetch is, told as it goes, whoever does the work.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::library::Progress;
use crate::sources::Problem;

/// Told how far it is; called by one thread at a time.
pub type Tell<'a> = &'a (dyn Fn(&Progress) + Sync);

/// How far a fetch is, and what went wrong.
pub struct Board<'a> {
    state: Mutex<(Progress, Vec<Problem>)>,
    tell: Tell<'a>,
}

impl<'a> Board<'a> {
    /// A board for so many sources.
    #[must_use]
    pub fn new(total: usize, tell: Tell<'a>) -> Self {
        let state = Mutex::new((Progress { total, ..Progress::default() }, Vec::new()));
        Board { state, tell }
    }

    fn state(&self) -> MutexGuard<'_, (Progress, Vec<Problem>)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes something, and tells it.
    pub fn note(&self, what: impl FnOnce(&mut Progress)) {
        let mut state = self.state();
        what(&mut state.0);
        (self.tell)(&state.0);
    }

    /// Notes what went wrong with a source.
    pub fn fail(&self, problem: Problem) {
        let mut state = self.state();
        state.0.failed += 1;
        state.1.push(problem);
        (self.tell)(&state.0);
    }

    /// Notes that a source was not asked, and why.
    pub fn rest(&self, problem: Problem) {
        let mut state = self.state();
        state.0.resting += 1;
        state.1.push(problem);
        (self.tell)(&state.0);
    }

    /// How far it got, and what went wrong.
    #[must_use]
    pub fn end(self) -> (Progress, Vec<Problem>) {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
