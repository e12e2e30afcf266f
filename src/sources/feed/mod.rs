//! Feeds: RSS, Atom and JSON Feed become entries, and entries become drafts.

pub mod aside;
pub mod body;
pub mod dates;
pub mod dialect;
pub mod entry;
pub mod json;
pub mod parse;
pub mod slices;
pub mod split;

pub use entry::Frame;
pub use parse::{Found, parse};
