//! Floor 2: what a text says. Structure, quotes, speakers and people, as a pure function of the text.
//!
//! [`read`] takes any string and gives a [`Reading`], [`read_structured`] one whose structure is known; they cannot fail, panic or see the disk, and the
//! same text gives the same reading. All places are [`Span`](crate::text::Span)s over that one text.

pub mod article;
pub mod block;
pub mod lang;
pub mod lexicon;
pub mod marks;
pub mod people;
pub mod person;
pub mod quote;
pub mod quotes;
pub mod scene;
pub mod sentences;
pub mod structure;
pub mod tokens;
mod verbs;

pub use article::{ENGINE, Reading, read, read_structured};
pub use block::{Block, BlockKind, Dateline, Emphasis, Head, Image, Link, Stamp, Structure, Weight};
pub use person::{Mention, MentionKind, Person};
pub use quote::{Quote, QuoteKind, Speaker, SpeakerKind};
