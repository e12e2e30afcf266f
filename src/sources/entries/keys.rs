//! Keys: by what an entry is known again in the next fetch.
//!
//! Publishers give ids twice, or the same to all entries; no entry is lost by that, and none gets another's key.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entry::Entry;
use crate::sources::identity;

/// A longer key, in bytes, is told by its hash.
const LONGEST: usize = 1_000;

/// An entry that has no key yet.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The publisher's own id of it, or `""`.
    pub id: String,
    /// Where it stands in a file, when that is known; a feed's entries have no lasting places.
    pub place: Option<String>,
    /// Its address with the fragment, when it is on the web.
    pub address: Option<String>,
    /// The hash of its headline and date, when it has a headline.
    pub title: Option<u64>,
    /// The entry.
    pub entry: Entry,
}

/// The entries of one document with their keys, in its order. What is the same in everything is there once.
#[must_use]
pub fn keyed(mut candidates: Vec<Candidate>) -> Vec<Entry> {
    let hex = |hash: u64| format!("{hash:016x}");
    for one in &mut candidates {
        let key = match (&one.id, &one.address, one.title) {
            (id, ..) if !id.is_empty() => id.clone(),
            (_, Some(address), _) => address.clone(),
            (.., Some(title)) => hex(title),
            _ => hex(one.entry.hash),
        };
        one.entry.key = if key.len() > LONGEST { hex(identity::key("", &key)) } else { key };
    }
    let mut seen = FxHashSet::default();
    candidates
        .retain(|one| seen.insert((one.entry.key.clone(), one.address.clone(), one.title, one.entry.hash)));
    // All that share a key get longer ones, so that it does not count which of them was there first.
    lengthen(&mut candidates, |one| one.address.clone());
    lengthen(&mut candidates, |one| one.title.map(hex));
    lengthen(&mut candidates, |one| Some(hex(one.entry.hash)));
    place(&mut candidates);
    candidates.into_iter().map(|one| one.entry).collect()
}

/// The entries of a file at `path`, with keys that begin with the path: what is at a place is the same article, whatever is
/// written there by now.
#[must_use]
pub fn placed(path: &str, mut candidates: Vec<Candidate>) -> Vec<Entry> {
    let placed = candidates.iter().all(|one| one.place.is_some());
    if placed {
        for one in &mut candidates {
            one.id = one.place.take().unwrap_or_default();
        }
    }
    let mut entries = keyed(candidates);
    for entry in entries.iter_mut().filter(|_| !placed) {
        entry.key = format!("{path} {}", entry.key);
    }
    entries
}

/// Makes the keys longer that several have.
fn lengthen(candidates: &mut [Candidate], more: impl Fn(&Candidate) -> Option<String>) {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for one in candidates.iter() {
        *counts.entry(one.entry.key.clone()).or_default() += 1;
    }
    for one in candidates.iter_mut() {
        if counts.get(&one.entry.key).is_some_and(|count| *count > 1)
            && let Some(more) = more(one)
        {
            one.entry.key = format!("{} {more}", one.entry.key);
        }
    }
}

/// Gives those entries their addresses that have them alone: of parts of one page these are the ones with their fragments.
fn place(candidates: &mut [Candidate]) {
    let page = |one: &Candidate| {
        one.address.as_deref().map(|address| address.split('#').next().unwrap_or("").to_owned())
    };
    for address in [page, |one: &Candidate| one.address.clone()] {
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for known in candidates.iter().filter_map(address) {
            *counts.entry(known).or_default() += 1;
        }
        for one in candidates.iter_mut().filter(|one| one.entry.url.is_none()) {
            one.entry.url = address(one).filter(|known| counts.get(known) == Some(&1));
        }
    }
    for one in candidates {
        one.entry.short &= one.entry.url.is_some();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::BlockKind;
    use crate::sources::draft::Draft;
    use crate::sources::entries::entry::of_laid;

    fn candidate((id, path, title, words): (&str, &str, &str, &str)) -> Candidate {
        let url = (!path.is_empty()).then(|| format!("https://alden.example/{path}"));
        let mut draft = Draft { headline: title.into(), url, ..Draft::default() };
        draft.block(BlockKind::Paragraph, words);
        of_laid(id, draft.lay_out(), Vec::new())
    }

    #[test]
    fn a_key_is_no_longer_than_it_must_be() {
        let check = |id: &str, length: usize| {
            assert_eq!(keyed(vec![candidate((id, "", "A", "Rain"))])[0].key.len(), length);
        };
        check("7", 1);
        check(&"7".repeat(LONGEST), LONGEST);
        check(&"7".repeat(LONGEST + 1), 16);
        check("", 16);
    }

    proptest::proptest! {
        #[test]
        fn no_entry_is_lost_and_none_has_anothers_key(
            list in proptest::collection::vec(("[ab]?", "[ab]?(#[ab])?", "[AB]?", "[AB]"), 0..9),
        ) {
            let all: Vec<Candidate> = list
                .iter()
                .map(|(id, path, title, words)| candidate((id, path, title, words)))
                .collect();
            let different: FxHashSet<_> = list.iter().collect();
            let entries = keyed(all);
            let keys: FxHashSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
            assert_eq!((keys.len(), entries.len()), (different.len(), different.len()));
            let urls: Vec<&str> = entries.iter().filter_map(|entry| entry.url.as_deref()).collect();
            assert_eq!(urls.iter().collect::<FxHashSet<_>>().len(), urls.len());
        }
    }
}
