//! The board: how far a fetch is, told as it goes, whoever does the work.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::library::Progress;
use crate::sources::Problem;

/// Told how far it is; called by one thread at a time.
pub type Tell<'a> = &'a (dyn Fn(&Progress) + Sync);

/// How far a fetch is, and what went wrong.
pub struct Board<'a> {
    state: Mutex<State>,
    tell: Tell<'a>,
}

/// What stands on it.
#[derive(Debug, Default)]
pub struct State {
    /// How far it is.
    pub progress: Progress,
    /// What failed.
    pub problems: Vec<Problem>,
    /// What of the sources is broken and was left out; the rest of them was read.
    pub mended: Vec<Problem>,
}

impl<'a> Board<'a> {
    /// A board for so many sources.
    #[must_use]
    pub fn new(total: usize, tell: Tell<'a>) -> Self {
        let progress = Progress { total, ..Progress::default() };
        Board { state: Mutex::new(State { progress, ..State::default() }), tell }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes something, and tells it.
    pub fn note(&self, what: impl FnOnce(&mut Progress)) {
        let mut state = self.state();
        what(&mut state.progress);
        (self.tell)(&state.progress);
    }

    /// Notes what went wrong with a source.
    pub fn fail(&self, problem: Problem) {
        let mut state = self.state();
        state.progress.failed += 1;
        state.problems.push(problem);
        (self.tell)(&state.progress);
    }

    /// Notes what of a source is broken and was left out, although the rest of it was read.
    pub fn mend(&self, problem: Problem) {
        self.state().mended.push(problem);
    }

    /// Notes that a source was not asked, and why.
    pub fn rest(&self, problem: Problem) {
        let mut state = self.state();
        state.progress.resting += 1;
        state.problems.push(problem);
        (self.tell)(&state.progress);
    }

    /// How far it got, and what went wrong.
    #[must_use]
    pub fn end(self) -> State {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
