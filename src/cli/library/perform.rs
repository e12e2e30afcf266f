//! Which subcommand does what.

use std::io::Write;

use super::args::LibraryCommand;
use super::desk::{Desk, Given};
use super::{care, fetch, list, mark, prune, search, sources};

/// Does what was asked for with the library; gives the number of problems.
///
/// # Errors
/// When it can't be done.
pub fn perform(
    command: LibraryCommand,
    given: Given,
    out: &mut (dyn Write + Send),
    errors: &mut (dyn Write + Send),
) -> anyhow::Result<usize> {
    let mut desk = Desk::new(given, out, errors)?;
    match command {
        LibraryCommand::Add(adding) => fetch::add(&mut desk, adding),
        LibraryCommand::Fetch { sources, due } => fetch::fetch(&mut desk, &sources, due),
        LibraryCommand::Keep { paths, how } => fetch::keep(&mut desk, &paths, &how),
        LibraryCommand::Sources { format } => sources::list(&mut desk, format),
        LibraryCommand::Fetches { source, limit } => sources::fetches(&mut desk, source.as_deref(), limit),
        LibraryCommand::Set(settings) => sources::set(&mut desk, settings),
        LibraryCommand::Remove { sources } => sources::remove(&mut desk, &sources),
        LibraryCommand::Mark(marking) => mark::mark(&mut desk, &marking),
        LibraryCommand::Undo => mark::turn_back(&mut desk, false),
        LibraryCommand::Redo => mark::turn_back(&mut desk, true),
        LibraryCommand::List(listing) => list::list(&mut desk, &listing),
        LibraryCommand::Search(searching) => search::search(&mut desk, &searching),
        LibraryCommand::Searches { remove, json } => search::searches(&mut desk, &remove, json),
        LibraryCommand::Watch(watching) => search::watch(&mut desk, &watching),
        LibraryCommand::Show { ids } => list::show(&mut desk, &ids),
        LibraryCommand::Status { json } => list::status(&mut desk, json),
        LibraryCommand::Backup { file } => care::backup(&mut desk, file),
        LibraryCommand::Restore { file } => care::restore(&mut desk, &file),
        LibraryCommand::Export { file } => care::export(&mut desk, &file),
        LibraryCommand::Import { file } => care::import(&mut desk, &file),
        LibraryCommand::Prune(pruning) => prune::prune(&mut desk, &pruning),
        LibraryCommand::Doctor { fix } => care::doctor(&mut desk, fix),
    }
}
