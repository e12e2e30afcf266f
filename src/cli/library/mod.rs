//! The subcommands that look after the library: what is in it, what is done with it, copies of it.
//!
//! They work while the reader is open, and what they change can be undone there. Each answers how many problems it told.

pub mod args;
pub mod care;
pub mod desk;
pub mod fetch;
pub mod find;
pub mod found;
pub mod list;
pub mod mark;
pub mod perform;
pub mod prune;
pub mod search;
pub mod sources;
pub mod wished;

pub use args::LibraryCommand;
pub use desk::{Given, WrongUsage};
pub use perform::perform;
