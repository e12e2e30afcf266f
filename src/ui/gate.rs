//! A gate before the terminal's events: closed while another program reads the keys, so that none is lost to
//! the wrong one.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Who may read the terminal's events now.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    closed: bool,
    /// The listener stands before the closed gate, or has gone for good.
    waits: bool,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes when the gate is open; the listener calls it before it reads an event.
    pub fn pass(&self) {
        let mut state = self.state();
        while state.closed {
            state.waits = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waits = false;
    }

    /// Closes the gate. `wake` ends the listener's wait for an event; returns when it stands before the gate.
    pub fn close(&self, wake: impl FnOnce()) {
        let mut state = self.state();
        state.closed = true;
        wake();
        while !state.waits {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The listener goes: nobody has to wait for it any more.
    pub fn leave(&self) {
        self.state().waits = true;
        self.changed.notify_all();
    }

    /// Opens the gate again.
    pub fn open(&self) {
        let mut state = self.state();
        state.closed = false;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::thread;

    use super::Gate;

    #[test]
    fn nothing_is_read_while_the_gate_is_closed() {
        let gate = Arc::new(Gate::default());
        let (give, take) = channel::<&'static str>();
        let (tell, told) = channel();
        let listener = Arc::clone(&gate);
        let thread = thread::spawn(move || {
            loop {
                listener.pass();
                let Ok(event) = take.recv() else { return };
                if tell.send(event).is_err() {
                    return;
                }
            }
        });
        gate.close(|| give.send("wake").unwrap());
        give.send("key").unwrap();
        // The event that woke it may have been read, or the gate was closed before; the key waits.
        let early: Vec<_> = told.try_iter().collect();
        assert!(!early.contains(&"key"));
        gate.open();
        let late = told.iter().take(2 - early.len());
        assert_eq!(early.iter().copied().chain(late).collect::<Vec<_>>(), ["wake", "key"]);
        drop(give);
        thread.join().unwrap();
    }
}
