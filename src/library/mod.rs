//! Floor 3: the articles in memory, the people across them, queries and ranking.

pub mod article;
pub mod figure;
pub mod fuzzy;
pub mod item;
pub mod label;
pub mod shelf;

pub use article::{Article, Detail};
pub use figure::{Appearance, Figure};
pub use fuzzy::Fuzzy;
pub use item::Item;
pub use shelf::Library;
