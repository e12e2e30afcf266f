//! Floor 5: the state and every command that changes it. No screen, no clock, no disk.
//!
//! A [`Message`] says what happened, [`App::update`] changes the state and answers with an [`Effect`],
//! something to be done outside. [`view`] says what each pane shows, as lines of pieces with roles.

pub mod bodies;
mod body;
mod changes;
pub mod chosen;
pub mod citation;
pub mod commands;
mod details;
mod fetching;
pub mod filter;
#[cfg(test)]
pub(crate) mod fixture;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod line;
pub mod links;
pub mod list;
pub mod listing;
pub mod loading;
pub mod message;
pub mod moves;
pub mod page;
pub mod panes;
pub mod pattern;
pub mod prompt;
mod removal;
pub mod role;
pub mod rows;
mod saving;
pub mod scan;
pub mod search;
pub mod sheet;
pub mod shell;
pub mod state;
pub mod table;
pub mod tagging;
pub mod text_search;
pub mod view;
pub mod views;
mod why;

pub use key::Key;
pub use keymap::Keymap;
pub use line::{Line, Piece};
pub use message::{Effect, Message};
pub use panes::Pane;
pub use role::Role;
pub use state::{App, Options};
