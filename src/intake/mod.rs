//! Floor 5, beside the state: what comes in. Sources are asked, what they tell is read, and kept in the library.
//!
//! Many ask and read at the same time, one writes. Whatever ends it, the library is in order: what had come stays, and
//! the next fetch goes on from there.

pub mod add;
pub mod board;
pub mod fetch;
pub mod pages;
pub mod renew;
pub mod scribe;
pub mod visit;

pub use fetch::{Order, Report, Which, fetch};
