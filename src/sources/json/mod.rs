//! JSON as people and programs write it down: values with all their fields in order, cut out of streams of any length,
//! and articles found in them.

pub mod cut;
pub mod field;
pub mod find;
pub mod mend;
pub mod names;
pub mod object;
pub mod shape;
pub mod value;
pub mod words;

pub use value::Value;
