//! HTML: pages and fragments as trees of elements, and what can be read from them.

pub mod anchor;
pub mod body;
pub mod cleaner;
pub mod credit;
pub mod deck;
pub mod fields;
pub mod figures;
pub mod fragment;
pub mod frame;
pub mod guard;
pub mod headline;
pub mod jsonld;
pub mod marks;
pub mod mend;
pub mod names;
pub mod picture;
pub mod quick;
pub mod signs;
pub mod survey;
pub mod tags;
pub mod told;
pub mod tree;
pub mod when;
pub mod writers;

#[cfg(test)]
pub(crate) mod nasty;

pub use fragment::fragment;
pub use tree::{Id, Tree};
