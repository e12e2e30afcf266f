//! Numbers of articles, as a set.

/// Numbers in rising order, without doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ids(Vec<i64>);

impl Ids {
    /// The numbers, in any order.
    pub(super) fn of(mut numbers: Vec<i64>) -> Self {
        if !numbers.is_sorted() {
            numbers.sort_unstable();
        }
        numbers.dedup();
        Ids(numbers)
    }

    pub(super) fn as_slice(&self) -> &[i64] {
        &self.0
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, id: i64) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// Those of both.
    pub(super) fn and(&self, other: &Ids) -> Ids {
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        if few.len() * 32 < many.len() {
            return Ids(few.0.iter().copied().filter(|id| many.contains(*id)).collect());
        }
        let mut rest = many.0.iter().copied().peekable();
        let is_there = |id: &&i64| {
            while rest.next_if(|other| other < id).is_some() {}
            rest.peek() == Some(id)
        };
        Ids(few.0.iter().filter(is_there).copied().collect())
    }

    /// Those of either.
    pub(super) fn or(&self, other: &Ids) -> Ids {
        let mut all = Vec::with_capacity(self.len() + other.len());
        all.extend_from_slice(&self.0);
        all.extend_from_slice(&other.0);
        // Two runs in order: the stable sort only merges them.
        all.sort();
        all.dedup();
        Ids(all)
    }

    /// Those that are not of the other.
    pub(super) fn without(&self, other: &Ids) -> Ids {
        let mut rest = other.0.iter().copied().peekable();
        let is_alone = |id: &&i64| {
            while rest.next_if(|other| other < id).is_some() {}
            rest.peek() != Some(id)
        };
        Ids(self.0.iter().filter(is_alone).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_and_cut() {
        let ids = |numbers: &[i64]| Ids::of(numbers.to_vec());
        let (one, other) = (ids(&[5, 1, 3, 3]), ids(&[3, 4, 5, 9]));
        assert_eq!(one.as_slice(), [1, 3, 5]);
        assert_eq!(one.and(&other), ids(&[3, 5]));
        assert_eq!(one.or(&other), ids(&[1, 3, 4, 5, 9]));
        assert_eq!(one.without(&other), ids(&[1]));
        assert_eq!(other.without(&ids(&[])), other);
        let many = Ids::of((0..999).collect());
        assert_eq!(many.and(&one), one);
        assert_eq!(one.and(&many), one);
        assert!(ids(&[]).and(&one).is_empty());
    }
}
