//! A phrase: words in a row, the last of which may be only begun.

use super::folded;

/// Words that stand side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// The words, folded; at least one in a query.
    pub words: Vec<String>,
    /// The last word is the beginning of one.
    pub prefix: bool,
}

impl Phrase {
    /// The phrase that a reader wrote; a star at its end makes a beginning of the last word.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let words = folded::words(text);
        let prefix = text.trim_end().ends_with('*') && !words.is_empty();
        Phrase { words, prefix }
    }

    /// True without a word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// True when it stands somewhere in these folded words.
    #[must_use]
    pub fn is_in<W: AsRef<str>>(&self, words: &[W]) -> bool {
        self.starts(words).next().is_some()
    }

    /// True when it is these folded words, from the first to the last.
    #[must_use]
    pub fn is_all_of<W: AsRef<str>>(&self, words: &[W]) -> bool {
        words.len() == self.words.len() && self.is_in(words)
    }

    /// Where in these folded words it begins.
    pub fn starts<'a, W: AsRef<str>>(&'a self, words: &'a [W]) -> impl Iterator<Item = usize> + 'a {
        let length = self.words.len().max(1);
        words.windows(length).enumerate().filter(|(_, window)| self.fits(window)).map(|(at, _)| at)
    }

    fn fits<W: AsRef<str>>(&self, window: &[W]) -> bool {
        let Some((last, first)) = self.words.split_last() else { return false };
        let Some((last_word, first_words)) = window.split_last() else { return false };
        let ends = if self.prefix {
            last_word.as_ref().starts_with(last.as_str())
        } else {
            last_word.as_ref() == last
        };
        ends && first.iter().zip(first_words).all(|(wanted, word)| wanted == word.as_ref())
    }
}

/// Where phrases stand together: for each such place the beginnings of all of them, in their order. Between the end of
/// any of them and the beginning of the last there are at most `apart` words.
#[must_use]
pub fn together<W: AsRef<str>>(phrases: &[Phrase], apart: usize, words: &[W]) -> Vec<Vec<usize>> {
    let all: Vec<Vec<usize>> = phrases.iter().map(|phrase| phrase.starts(words).collect()).collect();
    let mut lasts: Vec<usize> = all.iter().flatten().copied().collect();
    lasts.sort_unstable();
    lasts.dedup();
    let place = |last: usize| {
        let mut places = Vec::with_capacity(all.len());
        for (phrase, starts) in phrases.iter().zip(&all) {
            let count = starts.partition_point(|start| *start <= last);
            let nearest = *starts.get(count.checked_sub(1)?)?;
            if nearest + phrase.words.len() + apart < last {
                return None;
            }
            places.push(nearest);
        }
        Some(places)
    };
    lasts.into_iter().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_word_by_word() {
        let words = folded::words("The Alden ferry was late, the ferry boats waited");
        let check = |phrase: &str, expect: &[usize]| {
            assert_eq!(Phrase::new(phrase).starts(&words).collect::<Vec<_>>(), expect, "{phrase}");
        };
        check("ferry", &[2, 6]);
        check("the ferry", &[5]);
        check("ferr*", &[2, 6]);
        check("the ferry b*", &[5]);
        check("ferry the", &[]);
        check("fer", &[]);
        check("…", &[]);
        assert!(Phrase::new("port alden").is_all_of(&["port", "alden"]));
        assert!(!Phrase::new("port").is_all_of(&["port", "alden"]));
    }

    #[test]
    fn phrases_together_are_so_many_words_apart() {
        let words = folded::words("a x x b x x x x a");
        let check = |phrases: &[&str], apart: usize, expect: bool| {
            let phrases: Vec<Phrase> = phrases.iter().map(|phrase| Phrase::new(phrase)).collect();
            assert_eq!(!together(&phrases, apart, &words).is_empty(), expect, "{phrases:?} {apart}");
        };
        check(&["a", "b"], 2, true);
        check(&["b", "a"], 2, true);
        check(&["a", "b"], 1, false);
        check(&["b", "a"], 4, true);
        check(&["b x", "x a"], 2, true);
        check(&["a", "a"], 0, true);
        check(&["a", "c"], 99, false);
    }
}
