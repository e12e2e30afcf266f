//! The subscription that is meant: by its number, its name, its title or its address, all of it or the start.
//! When several could be meant, that is said, and none is taken.

use anyhow::anyhow;

use crate::library::Subscription;
use crate::text::shown;

/// The subscription that `words` mean.
///
/// # Errors
/// When it is none, or several.
pub fn one<'a>(all: &'a [Subscription], words: &str) -> anyhow::Result<&'a Subscription> {
    let there = || all.iter().filter(|source| !source.removed);
    if let Ok(id) = words.parse::<u32>()
        && let Some(found) = there().find(|source| source.id == id)
    {
        return Ok(found);
    }
    let same = |known: &str| !known.is_empty() && known.to_lowercase() == words.to_lowercase();
    let begins = |known: &str| known.to_lowercase().starts_with(&words.to_lowercase());
    let whole: Vec<_> = there()
        .filter(|source| [&source.name, &source.title, &source.address].into_iter().any(|known| same(known)))
        .collect();
    let found = if whole.is_empty() && !words.is_empty() {
        there().filter(|source| begins(source.label()) || begins(&source.title)).collect()
    } else {
        whole
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(anyhow!("there is no subscription “{}”; `quotidian sources` lists them", shown(words))),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(5)
                .map(|source| format!("{} ({})", source.id, shown(source.label())))
                .collect();
            Err(anyhow!("“{}” may be {}; say which by its number", shown(words), names.join(" or ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_titles_addresses_and_numbers_are_found_and_doubt_is_told() {
        let source = |id, name: &str, title: &str, address: &str| Subscription {
            id,
            name: name.into(),
            title: title.into(),
            address: address.into(),
            ..Subscription::default()
        };
        let mut all = [
            source(1, "", "The Alden Post", "https://post.example/feed"),
            source(2, "Harbour", "Aldwick Wire", "https://aldwick.example/feed"),
            source(3, "", "The Alden Courier", "https://courier.example/feed"),
            source(4, "7", "", "https://seven.example"),
            source(5, "Gone", "", "https://gone.example"),
        ];
        all[4].removed = true;
        let check = |words: &str, expect: Result<u32, &str>| match (one(&all, words), expect) {
            (Ok(found), Ok(id)) => assert_eq!(found.id, id, "{words}"),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (found, expect) => panic!("{words}: {found:?}, {expect:?}"),
        };
        check("2", Ok(2));
        check("7", Ok(4));
        check("harbour", Ok(2));
        check("Aldwick Wire", Ok(2));
        check("https://post.example/feed", Ok(1));
        check("the alden p", Ok(1));
        check("The Alden", Err("may be 1 (The Alden Post) or 3 (The Alden Courier)"));
        check("gone", Err("no subscription"));
        check("", Err("no subscription"));
    }
}
