//! NewsML-G2: items and packages as trees of XML become drafts.

pub mod content;
pub mod item;
pub mod package;

pub use item::fill;
pub use package::list;
