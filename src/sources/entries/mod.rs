//! Entries: what a source gives, article by article, before it is known which of them are new.
//!
//! An entry can be told from all others by its key, and from its own earlier versions by its hash; it is laid out, but not
//! read, which costs the most and is done only for what is new.

pub mod address;
pub mod document;
pub mod ends;
pub mod entry;
pub mod keys;
pub mod look;

pub use document::{Entries, entries};
pub use entry::Entry;
