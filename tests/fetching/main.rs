//! Fetching as its users meet it: sources served by hand on this machine, good and bad, through the built program and
//! the orchestration under it. Whatever a source, the disk or a kill does, the library is sound and loses nothing.

#![allow(clippy::expect_used)] // A server of the tests may well fail a test.

#[path = "../common/server.rs"]
mod server;

mod entries;
mod home;
mod kills;
mod nasty;
mod room;
mod secrets;
mod ways;
