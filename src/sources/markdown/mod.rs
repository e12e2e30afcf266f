//! Markdown: its front matter as fields, and its body as parts.

pub mod body;
pub mod front;
pub mod yaml;
