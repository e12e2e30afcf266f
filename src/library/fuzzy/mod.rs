//! Fuzzy ranking: labels made ready once, queries, and the best of very many labels for a query.

pub mod labels;
pub mod query;
pub mod ranking;

mod best;
mod fold;
mod places;
mod word;

pub use fold::fold;
pub use labels::Labels;
pub use query::Fuzzy;
pub use ranking::Ranking;
