//! Short forms of given names: `Bill` may be `William`. Symmetric; unknown names are alike to none.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::lexicon::{entries, lowered};

/// Every form with the lines of the file that it stands in.
static FORMS: LazyLock<FxHashMap<Box<str>, Vec<u16>>> = LazyLock::new(|| {
    let mut forms: FxHashMap<Box<str>, Vec<u16>> = FxHashMap::default();
    for (line, entry) in (0..).zip(entries(include_str!("../../../assets/words/nicknames.txt"))) {
        for form in entry.split_whitespace() {
            forms.entry(form.into()).or_default().push(line);
        }
    }
    forms
});

/// True when both may be forms of one given name.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let lines = |word: &str| lowered(word, |lower| FORMS.get(lower));
    match (lines(one), lines(other)) {
        (Some(one), Some(other)) => one.iter().any(|line| other.contains(line)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn short_forms_meet_their_names() {
        for (one, other) in [("Bill", "William"), ("Betty", "Liz"), ("Ted", "Edward"), ("JACK", "john")] {
            assert!(alike(one, other) && alike(other, one), "{one} {other}");
        }
        for (one, other) in [("Bill", "Robert"), ("Anna", "Bill"), ("", "Bill"), ("Zork", "Zork")] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }
}
