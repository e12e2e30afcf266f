//! The query language: what readers write to find articles, quotes and people.
//!
//! [`Query::parse`] reads a query, [`Query::typed`] one that is still being typed. What a query means is said by
//! [`holds`](meaning::holds) over one article; an index may only be quicker.

pub mod blame;
pub mod complete;
pub mod days;
pub mod document;
pub mod folded;
pub mod hits;
pub mod meaning;
pub mod mistake;
pub mod operators;
mod parse;
pub mod part;
pub mod phrase;
mod print;
pub mod saved;
pub mod snippet;
pub mod term;
pub mod tree;
mod values;

pub use blame::{Blame, blame};
pub use complete::{Candidate, Completion, Lists, complete};
pub use document::Document;
pub use meaning::{holds, quote_holds};
pub use mistake::Mistake;
pub use operators::{OPERATORS, Operator};
pub use parse::LONGEST;
pub use phrase::Phrase;
pub use saved::SavedSearch;
pub use snippet::Snippet;
pub use term::{Sense, Term};
pub use tree::{Clock, Node, Query};

#[cfg(test)]
mod tests;
