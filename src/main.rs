//! The program: reads the command line and hands over to the subcommand or the reader.
//!
//! Exit status: 0 when all was read, 1 when something could not be (one line each on standard error), 2 for wrong usage.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use quotidian::cli::library::args::Listing;
use quotidian::cli::library::{Given, LibraryCommand, WrongUsage};
use quotidian::cli::{self, Args, Command, args};
use quotidian::run::{self, Edition, HOURLY};
use quotidian::settings::Settings;
use quotidian::sources::format;
use quotidian::storage::{Care, Store, store};

fn main() -> ExitCode {
    outlive_limits();
    match perform(Args::of_line()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be done when standard error is closed too.
            let _ = writeln!(io::stderr(), "quotidian: {error:#}");
            if error.is::<WrongUsage>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

/// A file that may not grow any more is an error to be told, no reason to be ended.
#[cfg(unix)]
fn outlive_limits() {
    use std::sync::{Arc, atomic::AtomicBool};
    // Heard is enough. Without it the signal ends the program, and the library is in order all the same.
    let _ =
        signal_hook::flag::register(signal_hook::consts::signal::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

#[cfg(not(unix))]
fn outlive_limits() {}

/// Does what was asked for; gives the number of problems.
fn perform(asked: Args) -> anyhow::Result<usize> {
    let settings = Settings::read();
    if asked.command.is_none() && !asked.plain && io::stdout().is_terminal() {
        return run::run(edition(&asked, &settings)?, settings).map(|()| 0);
    }
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    let errors = &mut io::stderr();
    for problem in settings.problems.iter().filter(|problem| problem.what.starts_with("fields")) {
        writeln!(errors, "quotidian: {problem}")?;
    }
    let problems = match asked.command {
        Some(Command::Extract { schema: true, .. }) => {
            out.write_all(cli::extract::SCHEMA.as_bytes()).map(|()| 0)
        }
        Some(Command::Extract { explain: true, paths, how, .. }) => {
            cli::explain::explain(&args::order(&paths, &how, &settings.fields), &mut out, errors)
        }
        Some(Command::Extract { paths, how, .. }) => {
            cli::extract::extract(&args::order(&paths, &how, &settings.fields), &mut out, errors)
        }
        Some(Command::Formats) => cli::formats::formats(&mut out).map(|()| 0),
        Some(Command::Library(command)) => {
            let done = cli::library::perform(command, given(asked.library, settings), &mut out, errors);
            out.flush()?;
            return done;
        }
        None => match edition(&asked, &settings)? {
            Edition::Order(order) => cli::plain::plain(&order, &mut out, errors),
            Edition::Library(path) => {
                let unread = LibraryCommand::List(Listing::unread());
                let done = cli::library::perform(unread, given(Some(path), settings), &mut out, errors);
                out.flush()?;
                return done;
            }
        },
    }?;
    out.flush()?;
    Ok(problems)
}

/// What every subcommand for the library is told.
fn given(library: Option<PathBuf>, settings: Settings) -> Given {
    let every = if settings.fetch_every == 0 { HOURLY } else { settings.fetch_every };
    Given { library, every, fields: settings.fields }
}

/// What the reader opens: what was named, else the stored library, else the edition that comes with the program.
fn edition(asked: &Args, settings: &Settings) -> anyhow::Result<Edition> {
    let order = || Edition::Order(args::order(&asked.paths, &asked.how, &settings.fields));
    if !asked.paths.is_empty() {
        return Ok(order());
    }
    let path = asked.library.clone().map_or_else(store::usual_path, Ok);
    // Where no library can be, there is none.
    let Some(path) = path.ok().filter(|path| path.exists()) else { return Ok(order()) };
    let library = Store::open(&path, Care::Flow, format::name);
    let is_empty = library.and_then(|library| library.is_empty());
    let is_empty = is_empty.with_context(|| format!("the library {}", path.display()))?;
    Ok(if is_empty { order() } else { Edition::Library(path) })
}

/// True when whoever read our output has stopped reading, which is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
