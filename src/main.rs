//! The program: reads the command line and hands over to the subcommand or the reader.
//!
//! Exit status: 0 when all was read, 1 when something could not be (one line each on standard error), 2 for wrong usage.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::process::ExitCode;

use anyhow::Context as _;
use quotidian::cli::{self, Args, Command, args};
use quotidian::intake::Which;
use quotidian::library::Subscription;
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
            ExitCode::FAILURE
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
        Some(command) => return library(command, &settings, &mut out, errors),
        None => {
            let order = args::order(&asked.paths, &asked.how, &settings.fields);
            cli::plain::plain(&order, &mut out, errors)
        }
    }?;
    out.flush()?;
    Ok(problems)
}

/// Does what was asked for with the stored library; gives the number of problems.
fn library(
    command: Command,
    settings: &Settings,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> anyhow::Result<usize> {
    let path = store::usual_path()?;
    let every = if settings.fetch_every == 0 { HOURLY } else { settings.fetch_every };
    let open = || {
        Store::open(&path, Care::Hand, format::name)
            .with_context(|| format!("the library {}", path.display()))
    };
    let problems = match command {
        Command::Add { words, name, folder, wishes, no_fetch } => {
            let mut wanted = Subscription {
                name: name.unwrap_or_default(),
                folder: folder.unwrap_or_default(),
                ..Subscription::default()
            };
            wishes.add_to(&mut wanted.wishes);
            let (fresh, failures) = cli::fetch::add(&mut open()?, &words, &wanted, out, errors)?;
            out.flush()?;
            let fetched = match fresh.is_empty() || no_fetch {
                true => 0,
                false => cli::fetch::fetch(&path, Which::These(fresh), every, out, errors)?,
            };
            failures + fetched
        }
        Command::Fetch { sources, due } => {
            let which = cli::fetch::which(&open()?, &sources, due)?;
            cli::fetch::fetch(&path, which, every, out, errors)?
        }
        Command::Keep { paths, how } => {
            cli::fetch::keep(&mut open()?, &args::order(&paths, &how, &settings.fields), out, errors)?
        }
        Command::Extract { .. } | Command::Formats => 0,
    };
    out.flush()?;
    Ok(problems)
}

/// What the reader opens: what was named, else the stored library, else the edition that comes with the program.
fn edition(asked: &Args, settings: &Settings) -> anyhow::Result<Edition> {
    let order = || Edition::Order(args::order(&asked.paths, &asked.how, &settings.fields));
    if !asked.paths.is_empty() {
        return Ok(order());
    }
    let path = store::usual_path()?;
    if !path.exists() {
        return Ok(order());
    }
    let library = Store::open(&path, Care::Flow, format::name);
    let is_empty = library.and_then(|library| library.is_empty());
    let is_empty = is_empty.with_context(|| format!("the library {}", path.display()))?;
    Ok(if is_empty { order() } else { Edition::Library(path) })
}

/// True when whoever read our output has stopped reading, which is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
