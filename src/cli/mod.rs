//! The subcommands that need no screen, and the arguments of all.
//!
//! Every subcommand writes to a given writer and answers an exit status: 0 when all was read, 1 when something
//! could not be. A closed pipe ends the work quietly.

pub mod args;
pub mod explain;
pub mod extract;
pub mod formats;
pub mod how;
pub mod library;
pub mod output;
pub mod plain;
pub mod progress;

pub use args::{Args, Command};
