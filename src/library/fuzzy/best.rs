//! The best of very many: a bounded number of rows, which never lets a better one go for a worse.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicI32, Ordering};

/// A row that may be among the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its score; more is better.
    pub(super) score: i32,
    /// What comes first among equal scores: the smaller.
    pub(super) turn: u64,
    /// Its place among all rows, which decides at last.
    pub(super) at: usize,
}

impl Found {
    /// The order of results: the best is the least.
    pub(super) fn order(&self) -> (Reverse<i32>, u64, usize) {
        (Reverse(self.score), self.turn, self.at)
    }
}

/// The best rows so far. Up to twice as many are kept before those that can't stay are let go.
pub(super) struct Best<'a> {
    most: usize,
    kept: Vec<Found>,
    /// The last of so many rows, once there are so many: what is not before it is not among the best.
    last: Option<Found>,
    /// The least score that is worth anything to those that look through other rows at the same time.
    shared: &'a AtomicI32,
}

impl<'a> Best<'a> {
    /// Keeps the best `most` rows, at least one.
    pub(super) fn new(most: usize, shared: &'a AtomicI32) -> Self {
        Best { most: most.max(1), kept: Vec::new(), last: None, shared }
    }

    /// The least score with which a row of this turn, behind all that were offered, can still be among the best.
    pub(super) fn floor(&self, turn: u64) -> i32 {
        let own = self.last.map_or(i32::MIN, |last| last.score + i32::from(turn >= last.turn));
        own.max(self.shared.load(Ordering::Relaxed))
    }

    /// Offers a row.
    pub(super) fn offer(&mut self, found: Found) {
        if self.last.is_some_and(|last| last.order() < found.order()) {
            return;
        }
        self.kept.push(found);
        if self.kept.len() >= self.most * 2 {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.kept.len() <= self.most {
            return;
        }
        self.kept.select_nth_unstable_by_key(self.most - 1, Found::order);
        self.kept.truncate(self.most);
        self.last = self.kept.last().copied();
        if let Some(last) = self.last {
            self.shared.fetch_max(last.score, Ordering::Relaxed);
        }
    }

    /// The best of two.
    pub(super) fn joined(mut self, other: Self) -> Self {
        other.kept.into_iter().for_each(|found| self.offer(found));
        self
    }

    /// The best, in no order.
    pub(super) fn all(mut self) -> Vec<Found> {
        self.cut();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_better_row_is_let_go(rows in prop::collection::vec((0..9_i32, 0..3_u64), 0..200), most in 1..20_usize, split in 0..200_usize) {
            let shared = AtomicI32::new(i32::MIN);
            let mut sides = [Best::new(most, &shared), Best::new(most, &shared)];
            let mut all = Vec::new();
            for (at, &(score, turn)) in rows.iter().enumerate() {
                let found = Found { score, turn, at };
                all.push(found);
                let side = &mut sides[usize::from(at >= split)];
                if score >= side.floor(turn) {
                    side.offer(found);
                }
            }
            let [left, right] = sides;
            let mut kept = left.joined(right).all();
            kept.sort_by_key(Found::order);
            all.sort_by_key(Found::order);
            all.truncate(most);
            prop_assert_eq!(kept, all);
        }
    }
}
