//! Who said what: quotations, their cues and their speakers.

mod carry;
mod choose;
mod cues;
mod explain;
mod extent;
mod foreign;
mod fragments;
mod grammar;
mod groups;
mod passives;
mod report;
mod rules;
mod speaker;
mod subjects;
mod turns;

pub use choose::find;
pub use explain::{Account, Candidate, explain};
