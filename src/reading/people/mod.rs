//! The people of an article: their names, roles and aliases, and every place that speaks of them.
//!
//! [`find`] goes through the text once and gives the [`Cast`]: capital words become names, names of
//! one human being become a person, and pronouns and noun phrases are tied to the persons around them.

mod cast;
mod context;
mod gender;
mod kind;
mod merge;
mod naming;
mod nicknames;
mod nominals;
mod pronouns;
mod roles;
mod stretch;
#[cfg(test)]
mod tests;

pub use cast::{Cast, find};
pub use kind::{Name, NameKind};
