//! Politeness: how many ask one host at a time, and which hosts want to be left alone for now.
//!
//! Whoever waits for a turn sleeps until one is over. Nobody waits for a host that refused everybody: that is told at once.

use std::sync::atomic::AtomicBool;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::ask::Refusal;
use super::{follow, words};

/// Whoever waits looks so often whether it is to stop.
const LOOK: Duration = Duration::from_millis(250);

/// The hosts that one fetch asks, for all of its threads. A host is `name:port`, as `address::host` gives it.
#[derive(Debug)]
pub struct Hosts {
    per_host: usize,
    known: Mutex<FxHashMap<String, Host>>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Host {
    /// So many are asking it.
    now: usize,
    /// Until when it wants to be left alone, and the status that said so.
    shut: Option<(Instant, u16)>,
}

/// Leave to ask a host, which ends when this is dropped.
#[derive(Debug)]
pub struct Turn<'a> {
    hosts: &'a Hosts,
    host: String,
}

impl Hosts {
    /// Lets at most `per_host` ask one host at a time; no fewer than one.
    #[must_use]
    pub fn new(per_host: usize) -> Self {
        Self { per_host: per_host.max(1), known: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits for a turn to ask a host.
    ///
    /// # Errors
    /// That the host wants to be left alone, with the status that said so and how long that still is; or that `stop`
    /// was set, which is seen within a quarter of a second.
    pub fn enter(&self, host: &str, stop: &AtomicBool) -> Result<Turn<'_>, Refusal> {
        let mut known = self.known();
        loop {
            follow::heed(stop)?;
            let state = known.entry(host.to_owned()).or_default();
            if let Some((until, status)) = state.shut {
                let left = until.saturating_duration_since(Instant::now());
                if !left.is_zero() {
                    return Err(shut(host, status, left));
                }
                state.shut = None;
            }
            if state.now < self.per_host {
                state.now += 1;
                return Ok(Turn { hosts: self, host: host.to_owned() });
            }
            known = match self.changed.wait_timeout(known, LOOK) {
                Ok((known, _)) => known,
                Err(broken) => broken.into_inner().0,
            };
        }
    }

    /// Heeds what came of asking: a host that answered 429 or 503, or said how long to wait, gives nobody a turn until
    /// then; without a time of its own, for a minute. Other refusals change nothing.
    pub fn refuse(&self, refusal: &Refusal) {
        if refusal.host.is_empty() || !(matches!(refusal.status, 429 | 503) || refusal.wait.is_some()) {
            return;
        }
        let wait = refusal.wait.unwrap_or(Duration::from_secs(60));
        let Some(until) = Instant::now().checked_add(wait) else { return };
        let mut known = self.known();
        let state = known.entry(refusal.host.clone()).or_default();
        if state.shut.is_none_or(|(before, _)| before < until) {
            state.shut = Some((until, refusal.status));
        }
        drop(known);
        self.changed.notify_all();
    }

    fn known(&self) -> MutexGuard<'_, FxHashMap<String, Host>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(state) = self.hosts.known().get_mut(&self.host) {
            state.now = state.now.saturating_sub(1);
        }
        self.hosts.changed.notify_all();
    }
}

fn shut(host: &str, status: u16, left: Duration) -> Refusal {
    let what = format!(
        "was not asked: its server wants to be left alone ({status}); try again in {}",
        words::counted(left.max(Duration::from_secs(1)))
    );
    Refusal { what, status, wait: Some(left), host: host.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    const PORT: &str = "aldwick.example:443";

    #[test]
    fn a_host_is_asked_by_few_at_a_time_and_all_get_their_turn() {
        let (hosts, stop) = (Hosts::new(2), AtomicBool::new(false));
        let (now, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let turn = hosts.enter(PORT, &stop).expect("a turn");
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        thread::yield_now();
                        now.fetch_sub(1, Ordering::SeqCst);
                        drop(turn);
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!((1..=2).contains(&most.into_inner()));
        assert_eq!(done.into_inner(), 800);
    }

    #[test]
    fn other_hosts_are_free() {
        let (hosts, stop) = (Hosts::new(0), AtomicBool::new(false));
        let first = hosts.enter(PORT, &stop).expect("one at least");
        assert!(hosts.enter("alden.example:443", &stop).is_ok());
        drop(first);
        assert!(hosts.enter(PORT, &stop).is_ok());
    }

    #[test]
    fn a_host_that_refused_is_left_alone() {
        let (hosts, stop) = (Hosts::new(2), AtomicBool::new(false));
        let refusal = |status: u16, wait: Option<u64>| Refusal {
            status,
            wait: wait.map(Duration::from_secs),
            host: PORT.to_owned(),
            ..Refusal::default()
        };
        hosts.refuse(&refusal(404, None));
        hosts.refuse(&refusal(503, Some(0)));
        assert!(hosts.enter(PORT, &stop).is_ok());
        hosts.refuse(&refusal(429, Some(7_200)));
        // A shorter wish does not shorten a longer one.
        hosts.refuse(&refusal(503, None));
        let told = hosts.enter(PORT, &stop).expect_err("not now");
        assert_eq!((told.status, told.host.as_str()), (429, PORT));
        assert!(told.wait.is_some_and(|wait| wait > Duration::from_secs(3_600)));
        assert_eq!(
            told.what,
            "was not asked: its server wants to be left alone (429); try again in 120 minutes"
        );
        assert!(hosts.enter("alden.example:443", &stop).is_ok());
    }

    #[test]
    fn who_waits_can_be_stopped_and_hears_of_a_refusal() {
        let (hosts, stop) = (Hosts::new(1), AtomicBool::new(false));
        let turn = hosts.enter(PORT, &stop).expect("a turn");
        let ready = Barrier::new(2);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                ready.wait();
                hosts.enter(PORT, &stop).map(drop)
            });
            ready.wait();
            stop.store(true, Ordering::Relaxed);
            let told = waiting.join().expect("an end").expect_err("no turn");
            assert_eq!(told.what, "was stopped before it was read");
        });
        drop(turn);
    }
}
