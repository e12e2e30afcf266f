//! XML as files really hold it: decoded, made well-formed where it is not, as a tree, and never trusted.

pub mod decode;
pub mod repair;
pub mod root;
pub mod sound;
pub mod tree;

pub use tree::Tree;
