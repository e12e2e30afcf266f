//! Web addresses: a page or a feed is fetched with care and read like a file.
//!
//! Nothing here waits without an end, takes in more than is read, or goes anywhere but to http and https addresses.

pub mod address;
pub mod ask;
mod body;
pub mod crew;
pub mod discover;
pub mod fetch;
mod follow;
pub mod hosts;
pub mod pause;
pub mod words;
