//! Floor 6: draws the state. The only floor that knows ratatui and crossterm.

pub mod draw;
pub mod gate;
pub mod picture;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod searching;
#[cfg(test)]
mod stored;
pub mod terminal;
pub mod theme;

pub use draw::draw;
pub use theme::Theme;
