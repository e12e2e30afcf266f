//! Floor 1: a text and the places in it. Nothing here fails, panics or sees the disk.

pub mod offsets;
pub mod shown;
pub mod span;
pub mod words;
pub mod wrap;

pub use offsets::Offsets;
pub use shown::{fit, fit_end, shown, width};
pub use span::Span;
pub use words::{Shape, Token};
