//! quotidian reads news: every quote with its speaker, every person with their roles and aliases.
//!
//! The house has floors, and imports only go down: [`ui`] draws [`app`], which holds the state over
//! [`sources`] (the outside world), [`library`] (the articles in memory), [`reading`] (what a text
//! says) and [`text`] (a text and the places in it). `docs/ARCHITECTURE.md` says more.

pub mod app;
pub mod cli;
pub mod intake;
pub mod library;
pub mod reading;
pub mod run;
pub mod settings;
pub mod sources;
pub mod storage;
pub mod text;
pub mod ui;
