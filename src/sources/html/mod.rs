//! HTML: pages and fragments as trees of elements, and what can be read from them.

pub mod body;
pub mod fragment;
pub mod guard;
pub mod tags;
pub mod tree;

pub use fragment::fragment;
pub use tree::{Id, Tree};
