//! A row: what a list shows of an article, known without its text. A library of any size starts from its rows.

use super::article::Article;
use super::label;
use super::marks::Marks;

/// What a list knows of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The article's key: for articles of the stored library their number there, from 1.
    pub id: u64,
    /// The numbers of the subscriptions it came from, the first one first; none for articles of no library.
    pub sources: Sources,
    /// The headline, or what stands for it.
    pub headline: Box<str>,
    /// The agency or outlet, or `""`.
    pub outlet: Box<str>,
    /// The ISO date of the last change, or of publication, or `""`.
    pub date: Box<str>,
    /// What its place among others by time is taken from: seconds since 1970, UTC, of publication, else of arrival.
    pub moment: i64,
    /// So many quotes it has.
    pub quotes: u32,
    /// What its notice tells (`embargo`, `killed`), or `""`.
    pub notice: &'static str,
    /// Its full text was fetched, beside the words of its feed.
    pub full: bool,
    /// What the reader did with it.
    pub marks: Marks,
    /// Where the reader was in it: a byte of its text.
    pub place: usize,
}

/// The subscriptions of an article: nearly always one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    first: u32,
    others: Option<Box<[u32]>>,
}

impl Sources {
    /// These numbers; 0 is none.
    #[must_use]
    pub fn new(all: &[u32]) -> Self {
        let first = all.first().copied().unwrap_or(0);
        let others = all.get(1..).filter(|others| !others.is_empty()).map(Box::from);
        Sources { first, others }
    }

    /// The numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let first = Some(self.first).filter(|&first| first != 0);
        first.into_iter().chain(self.others.iter().flat_map(|others| others.iter().copied()))
    }

    /// True when this is one of them.
    #[must_use]
    pub fn contains(&self, source: u32) -> bool {
        self.iter().any(|known| known == source)
    }
}

impl Row {
    /// The row of an article that is in memory.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        Row {
            id: article.id,
            headline: label::headline(article).into(),
            outlet: label::source(article).into(),
            date: label::iso(article).into(),
            quotes: u32::try_from(article.reading.quotes.len()).unwrap_or(u32::MAX),
            notice: label::notice(article).unwrap_or_default(),
            ..Row::default()
        }
    }
}
