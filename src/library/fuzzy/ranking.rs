//! A search while it is typed: the best of very many items for a query. What a query has ruled out is not looked at
//! again while the query only grows; the results are those of a search from scratch.

use std::sync::atomic::AtomicI32;

use rayon::prelude::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use super::best::{Best, Found};
use super::labels::Labels;
use super::query::Fuzzy;
use crate::library::item::Item;
use crate::library::shelf::Library;

/// So many results a search has at most.
const MOST: usize = 2_000;

/// So many items are looked at as one piece of work, and so many pieces by one thread before another may help.
const BLOCK: usize = 1_024;
const ALONE: usize = 8;

/// A search in one list of items.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The last query, the state of the library then, and how many items there were.
    last: Option<(String, u64, usize)>,
    /// The places of the items that it did not rule out, in order.
    left: Vec<u32>,
}

impl Ranking {
    /// The items that match the query, as [`Fuzzy::rank`] gives them. They must be the same as the last time, unless
    /// their number is another, or the search is a new one.
    pub fn rank(&mut self, query: &str, items: &[Item], library: &Library) -> Vec<Item> {
        let fuzzy = Fuzzy::new(query);
        if fuzzy.is_empty() || u32::try_from(items.len()).is_err() {
            self.last = None;
            return fuzzy.rank(items, library);
        }
        let state = library.label_state();
        let grown = self.last.as_ref().is_some_and(|(last, then, count)| {
            *then == state && *count == items.len() && query.starts_with(last.as_str())
        });
        let look = Look { fuzzy: &fuzzy, items, library, floor: AtomicI32::new(i32::MIN), remember: true };
        let left = |n: usize| self.left.get(n).map_or(usize::MAX, |&at| at as usize);
        let seen = if grown { look.through(self.left.len(), left) } else { look.over_all() };
        self.left = seen.left;
        self.last = Some((query.to_owned(), state, items.len()));
        look.judged(seen.best.all())
    }
}

/// The items that match, best first.
pub(super) fn ranked(fuzzy: &Fuzzy, items: &[Item], library: &Library) -> Vec<Item> {
    if fuzzy.is_empty() {
        return items.to_vec();
    }
    let look = Look { fuzzy, items, library, floor: AtomicI32::new(i32::MIN), remember: false };
    look.judged(look.over_all().best.all())
}

/// One look through items.
struct Look<'a> {
    fuzzy: &'a Fuzzy,
    items: &'a [Item],
    library: &'a Library,
    /// The least score worth anything.
    floor: AtomicI32,
    /// What was not ruled out is to be remembered.
    remember: bool,
}

/// What one thread saw of the items.
struct Seen<'a> {
    best: Best<'a>,
    /// What was not ruled out, in order.
    left: Vec<u32>,
    /// Room for a label that is not kept ready.
    room: Labels,
}

impl<'a> Look<'a> {
    fn nothing(&'a self) -> Seen<'a> {
        Seen { best: Best::new(MOST, &self.floor), left: Vec::new(), room: Labels::default() }
    }

    fn over_all(&'a self) -> Seen<'a> {
        self.through(self.items.len(), |n| n)
    }

    /// Looks at so many items; `place` tells which the first is, the second, and so on.
    fn through(&'a self, count: usize, place: impl Fn(usize) -> usize + Sync) -> Seen<'a> {
        let block = |mut seen: Seen<'a>, n: usize| {
            for at in (n * BLOCK..count.min((n + 1) * BLOCK)).map(&place) {
                if self.at(at, &mut seen).is_some() && self.remember {
                    seen.left.extend(u32::try_from(at));
                }
            }
            seen
        };
        let both = |mut one: Seen<'a>, mut other: Seen<'a>| {
            one.left.append(&mut other.left);
            Seen { best: one.best.joined(other.best), ..one }
        };
        let blocks = (0..count.div_ceil(BLOCK)).into_par_iter().with_min_len(ALONE);
        blocks.fold(|| self.nothing(), block).reduce(|| self.nothing(), both)
    }

    /// Looks at one item; `None` when it is ruled out.
    fn at(&self, at: usize, seen: &mut Seen<'_>) -> Option<()> {
        let item = *self.items.get(at)?;
        let letters = self.library.letters(item);
        if !self.fuzzy.is_possible(letters) {
            return None;
        }
        let turn = self.library.turn(item);
        let floor = seen.best.floor(turn);
        let score = match item {
            Item::Article(row) => self.score(self.library.labels(), row, floor)?,
            _ => {
                seen.room.clear();
                seen.room.push(&self.library.label(item));
                self.score(&seen.room, 0, floor)?
            }
        };
        if score >= floor {
            seen.best.offer(Found { score, turn, at });
        }
        Some(())
    }

    fn score(&self, labels: &Labels, at: usize, floor: i32) -> Option<i32> {
        let bound = self.fuzzy.bound(labels.sign(at)?);
        if bound < floor { Some(bound) } else { self.fuzzy.score_above(&labels.get(at)?, floor) }
    }

    /// The items in the order of results. Where a letter may have been taken for another, fuzzy-matcher decides.
    fn judged(&self, mut found: Vec<Found>) -> Vec<Item> {
        if !self.fuzzy.is_sure() {
            let judge = |found: Found| {
                let score = self.fuzzy.score(&self.library.label(self.items[found.at]))?;
                Some(Found { score: i32::try_from(score).unwrap_or(i32::MAX), ..found })
            };
            found = found.into_par_iter().filter_map(judge).collect();
        }
        found.sort_unstable_by_key(Found::order);
        found.into_iter().map(|found| self.items[found.at]).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::article::Article;
    use crate::library::marks::Edit;
    use crate::library::row::Row;

    fn library(headlines: &[&str]) -> (Library, Vec<Item>) {
        let mut library = Library::default();
        for (at, headline) in headlines.iter().enumerate() {
            library.list(Row { id: at as u64 + 1, headline: (*headline).into(), ..Row::default() });
        }
        (library, (0..headlines.len()).map(Item::Article).collect())
    }

    fn articles(all: &[usize]) -> Vec<Item> {
        all.iter().map(|&at| Item::Article(at)).collect()
    }

    #[test]
    fn ranks_as_hands_expect() {
        let (library, items) = library(&[
            "The harbour opens late",
            "Port tariffs up",
            "Harbour tariff row",
            "Łódź mayor resigns",
            "A lodge",
            "Greta Sand: no ferry before noon",
        ]);
        let check = |query: &str, expect: &[usize]| {
            assert_eq!(Fuzzy::new(query).rank(&items, &library), articles(expect), "{query}");
        };
        check("", &[0, 1, 2, 3, 4, 5]);
        check("tariff row", &[2]);
        check("row harb", &[2]);
        check("prt", &[1]);
        check("Harb", &[2]);
        check("harb", &[2, 0]);
        check("lodz", &[3]);
        check("łódź", &[3]);
        check("ferry sand", &[5]);
        check("zzz", &[]);
    }

    #[test]
    fn among_equals_the_unread_come_first_then_the_newer() {
        let mut library = Library::default();
        for (id, moment, date) in
            [(1, 100, ""), (2, 300, ""), (3, 200, ""), (4, 0, "2031-05-01"), (5, 0, "2031-05-02")]
        {
            let (headline, date) = ("Ferry late".into(), date.into());
            library.list(Row { id, headline, moment, date, ..Row::default() });
        }
        let rank = |library: &Library, items: &[usize]| Fuzzy::new("ferry").rank(&articles(items), library);
        assert_eq!(rank(&library, &[0, 1, 2]), articles(&[1, 2, 0]));
        assert_eq!(rank(&library, &[3, 4]), articles(&[4, 3]));
        library.edit(1, &Edit::Read(true));
        assert_eq!(rank(&library, &[0, 1, 2]), articles(&[2, 0, 1]));
        library.edit(1, &Edit::Read(false));
        assert_eq!(rank(&library, &[0, 1, 2]), articles(&[1, 2, 0]));
    }

    #[test]
    fn very_many_candidates_still_give_the_best_first() {
        let mut many: Vec<String> =
            (0..50_000).map(|n| format!("line {n}, for every river row yonder")).collect();
        many.extend(["F. Erry", "Ferry", "A ferry"].map(str::to_owned));
        let lines: Vec<&str> = many.iter().map(String::as_str).collect();
        let (library, items) = library(&lines);
        let found = Fuzzy::new("ferry").rank(&items, &library);
        assert_eq!(found.len(), MOST);
        assert_eq!(found[..4], articles(&[50_001, 50_000, 50_002, 0]));
    }

    #[test]
    fn a_headline_that_changes_is_found_while_one_types() {
        let (mut library, items) = library(&["Port tariffs up", "Harbour tariff row"]);
        let mut search = Ranking::default();
        assert_eq!(search.rank("har", &items, &library), articles(&[1]));
        library.list(Row { id: 1, headline: "Harbour full".into(), ..Row::default() });
        assert_eq!(search.rank("harb", &items, &library), articles(&[0, 1]));
    }

    #[test]
    fn quotes_and_people_are_found_too() {
        let text = "Ferry late\n\n\"The pier was never closed,\" Greta Sand said.\n";
        let mut library = Library::default();
        library.add(vec![Article {
            reading: crate::reading::read(text),
            text: text.into(),
            ..Article::default()
        }]);
        let items = [Item::Article(0), Item::Person(0), Item::Quote(0, 0)];
        let rank = |query: &str| Fuzzy::new(query).rank(&items, &library);
        assert_eq!(rank("pier"), [Item::Quote(0, 0)]);
        assert_eq!(rank("greta"), [Item::Person(0), Item::Quote(0, 0)]);
        assert_eq!(rank("late"), [Item::Article(0)]);
    }

    /// The items that match, with the scores of fuzzy-matcher, in the order of results.
    fn naive(query: &str, items: &[Item], library: &Library) -> Vec<Item> {
        let fuzzy = Fuzzy::new(query);
        let score = |item: &Item| Some((std::cmp::Reverse(fuzzy.score(&library.label(*item))?), *item));
        let mut found: Vec<_> = items.iter().filter_map(score).collect();
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, item)| item).collect()
    }

    proptest! {
        #[test]
        fn every_key_gives_what_scoring_every_row_gives(
            headlines in prop::collection::vec("[a-eA-Cé’ж .-]{0,40}", 0..60),
            query in "[a-eé][a-eA-Cж.]{0,3}( [a-d]{1,3})?",
        ) {
            let lines: Vec<&str> = headlines.iter().map(String::as_str).collect();
            let (library, items) = library(&lines);
            let mut search = Ranking::default();
            for end in query.char_indices().map(|(at, c)| at + c.len_utf8()) {
                let typed = &query[..end];
                let expect = naive(typed, &items, &library);
                prop_assert_eq!(search.rank(typed, &items, &library), expect.clone(), "typed {:?}", typed);
                prop_assert_eq!(Fuzzy::new(typed).rank(&items, &library), expect, "asked {:?}", typed);
            }
        }

        #[test]
        fn no_string_is_too_much(headlines in prop::collection::vec(any::<String>(), 0..9), query in any::<String>()) {
            let lines: Vec<&str> = headlines.iter().map(String::as_str).collect();
            let (library, items) = library(&lines);
            let ranked = Fuzzy::new(&query).rank(&items, &library);
            prop_assert!(ranked.len() <= items.len());
            prop_assert_eq!(Ranking::default().rank(&query, &items, &library), ranked);
        }
    }
}
