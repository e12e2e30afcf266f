//! OPML 2.0 (<http://opml.org/spec2.opml>): lists of subscriptions, in folders, as all feed readers give and take them.

pub mod read;
pub mod write;

pub use read::{Opml, Outline, read};
pub use write::write;
