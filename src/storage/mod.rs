//! Floor 4: what the program leaves on the disk: the reader's library, files written on request, reports of crashes.
//!
//! The library is one SQLite database in WAL mode. Any number of programs may have it open; readers never wait for
//! writers, and what one writes the others see. A change is either there as a whole or not at all.

mod answer;
pub mod arrival;
mod asking;
pub mod backup;
pub mod body;
mod card;
pub mod change;
pub mod copy;
pub mod dated;
pub mod doctor;
pub mod export;
pub mod facts;
pub mod fulltext;
mod ids;
pub mod import;
pub mod keep;
mod lines;
pub mod mend;
mod merge;
pub mod paper;
pub mod prune;
pub mod rows;
mod salvage;
pub mod schema;
pub mod search;
pub mod search_people;
pub mod search_quotes;
pub mod searches;
pub mod session;
pub mod store;
pub mod subscribe;
pub mod tally;
pub mod trouble;

pub use arrival::Arrival;
pub use search::{Found, Hit, Order, Total, Wish};
pub use search_people::{FoundPeople, PersonHit};
pub use search_quotes::{FoundQuotes, QuoteHit};
pub use store::{Care, Store};
pub use trouble::{Result, Trouble};

#[cfg(test)]
mod searching;
#[cfg(test)]
mod tests;
