//! The structure of a raw text: which line is headline, byline, caption, site boilerplate or body.
//!
//! Any text gives a structure, in linear time: every byte that is no white space lies in exactly one block.

pub mod build;
pub mod bylines;
pub mod credits;
pub mod datelines;
pub mod dates;
pub mod phrases;
pub mod shapes;
pub mod units;

pub use build::structure;
