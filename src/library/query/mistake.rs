//! A mistake in a query: what is wrong, where, and what to write instead.

use std::fmt;

use crate::text::{Span, shown, width};

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where, in bytes of the query.
    pub span: Span,
    /// What, in one line.
    pub what: String,
}

impl Mistake {
    /// A mistake at a place.
    #[must_use]
    pub fn new(span: Span, what: impl Into<String>) -> Self {
        Mistake { span, what: what.into() }
    }

    /// The column it begins at: characters, from 1.
    #[must_use]
    pub fn column(&self, query: &str) -> usize {
        column(query, self.span.start())
    }

    /// The query on one line, and under it marks at the place.
    #[must_use]
    pub fn pointed(&self, query: &str) -> String {
        let start = query.get(..self.span.start()).unwrap_or(query);
        let marks = width(&shown(self.span.of(query))).max(1);
        format!("{}\n{}{}", shown(query), " ".repeat(width(&shown(start))), "^".repeat(marks))
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Mistake {}

/// The column of a byte: characters, from 1.
#[must_use]
pub fn column(query: &str, at: usize) -> usize {
    query.get(..at).unwrap_or(query).chars().count() + 1
}
