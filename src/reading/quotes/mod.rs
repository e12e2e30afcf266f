//! Who said what: quotations, their cues and their speakers.

mod choose;
mod cues;
mod extent;
mod grammar;
mod turns;

pub use choose::find;
