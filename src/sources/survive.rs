//! Surviving: a reader or library that panics on what it was not made for costs that one input, silently.
//!
//! The program's own hook for panics, which gives the terminal back and ends it, is not asked; whoever survives tells
//! what was lost.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// How many survivals this thread is in.
    static WITHIN: Cell<u32> = const { Cell::new(0) };
}

static HOOK: Once = Once::new();

/// Does some work; `None` when it panics. Nothing that the work was changing may be used afterwards.
pub fn survive<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |info| {
            if WITHIN.get() == 0 {
                others(info);
            }
        }));
    });
    WITHIN.set(WITHIN.get() + 1);
    let done = catch_unwind(AssertUnwindSafe(work));
    WITHIN.set(WITHIN.get() - 1);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_panics_gives_nothing_and_the_next_goes_on() {
        assert_eq!(survive(|| 1), Some(1));
        assert_eq!(survive(|| survive(|| Vec::<u32>::new()[3])), Some(None));
        assert_eq!((survive(|| 2), WITHIN.get()), (Some(2), 0));
    }
}
