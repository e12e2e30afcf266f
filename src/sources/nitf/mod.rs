//! NITF: one article as a tree of XML becomes a draft; other formats hold it too.

pub mod body;
pub mod head;

pub use head::fill;
