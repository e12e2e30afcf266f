//! `quotidian add`, `fetch` and `keep`: what comes into the library.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Adding;
use super::desk::Desk;
use super::find;
use crate::cli::args;
use crate::cli::how::How;
use crate::intake::add::{self, Added};
use crate::intake::{self, Order, Report, Which};
use crate::library::{Progress, SourceKind, Subscription};
use crate::sources::web::fetch::Limits;
use crate::text::shown;

/// Subscribes, says what came of it, and fetches what is new.
///
/// # Errors
/// When the library can't be read or written, or what is said can't be.
pub fn add(desk: &mut Desk<'_>, adding: Adding) -> anyhow::Result<usize> {
    let mut wanted = Subscription {
        name: adding.name.unwrap_or_default(),
        folder: adding.folder.unwrap_or_default().trim_matches(['/', ' ']).to_owned(),
        ..Subscription::default()
    };
    adding.wished.apply(&mut wanted.wishes);
    let mut store = desk.open_or_make()?;
    let stop = AtomicBool::new(false);
    let (mut fresh, mut failures) = (Vec::new(), 0);
    for word in &adding.words {
        match add::add(&mut store, word, &wanted, &stop) {
            Ok(added) => {
                let new = added.subscriptions.iter().filter(|(_, fresh)| *fresh);
                fresh.extend(new.map(|(source, _)| source.id));
                tell_added(&added, desk.out)?;
            }
            Err(trouble) => {
                failures += 1;
                desk.complain(&trouble.to_string())?;
            }
        }
    }
    drop(store);
    if fresh.is_empty() || adding.no_fetch {
        return Ok(failures);
    }
    desk.out.flush()?;
    Ok(failures + fetch_these(desk, Which::These(fresh))?)
}

fn tell_added(added: &Added, out: &mut dyn Write) -> io::Result<()> {
    for (source, fresh) in &added.subscriptions {
        let what = if *fresh { "subscribed to" } else { "subscribed already to" };
        let kind = match source.kind {
            SourceKind::Command => "the command ",
            SourceKind::Folder => "the folder ",
            SourceKind::Feed | SourceKind::Kept => "",
        };
        let name =
            if source.label() == source.address { String::new() } else { format!(" ({})", source.label()) };
        writeln!(out, "{what} {kind}{}{name}", source.address)?;
    }
    added.notes.iter().try_for_each(|note| writeln!(out, "{note}"))
}

/// Fetches all sources, those whose time has come, or those that are named.
///
/// # Errors
/// When a word names no source or several; when the library can't be read or written, or what is said can't be.
pub fn fetch(desk: &mut Desk<'_>, words: &[String], due: bool) -> anyhow::Result<usize> {
    let all = desk.open()?.subscriptions().with_context(|| desk.named())?;
    let which = match (due, words) {
        (true, _) => Which::Due,
        (false, []) => Which::All,
        (false, words) => {
            let ids = words.iter().map(|word| Ok(find::one(&all, word)?.id));
            Which::These(ids.collect::<anyhow::Result<_>>()?)
        }
    };
    fetch_these(desk, which)
}

/// Fetches, shows how far it is on a terminal, and says what came; gives how many sources failed.
fn fetch_these(desk: &mut Desk<'_>, which: Which) -> anyhow::Result<usize> {
    let stop = Arc::new(AtomicBool::new(false));
    end_on_interrupt(&stop);
    let order =
        Order { library: desk.path.clone(), which, limits: Limits::default(), every: desk.given.every };
    let bar = bar();
    let tell = |progress: &Progress| {
        bar.set_length(progress.total as u64);
        bar.set_position(progress.done as u64);
        bar.set_message(format!("{} new  {}", progress.fresh, shown(&progress.now)));
    };
    let report = intake::fetch(&order, &stop, &tell);
    bar.finish_and_clear();
    let report = report.with_context(|| desk.named())?;
    tell_report(&report, desk.out, desk.errors)?;
    Ok(report.problems.len())
}

fn tell_report(report: &Report, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<()> {
    for problem in report.problems.iter().chain(&report.mended) {
        writeln!(errors, "quotidian: {problem}")?;
    }
    for name in &report.resting {
        writeln!(
            errors,
            "quotidian: {name}: was not asked, as it failed and is to be tried later; name it to ask it now"
        )?;
    }
    let ended = if report.stopped { "; ended before all was fetched" } else { "" };
    writeln!(out, "{} new, {} updated{ended}", report.fresh, report.updated)
}

/// A line that shows how far it is, on a terminal alone.
fn bar() -> ProgressBar {
    let target =
        if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template("{pos} of {len} asked, {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// An interrupt ends the fetch in good order; a second one ends the program.
#[cfg(unix)]
fn end_on_interrupt(stop: &Arc<AtomicBool>) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    for signal in [SIGINT, SIGTERM] {
        // Without it the signal ends the program at once, and the library is in order all the same.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(stop));
        let _ = signal_hook::flag::register(signal, Arc::clone(stop));
    }
}

#[cfg(not(unix))]
fn end_on_interrupt(_: &Arc<AtomicBool>) {}

/// Puts the articles of files, folders and pages into the library and says what came of it.
///
/// # Errors
/// When the library can't be written, or what is said can't be.
pub fn keep(desk: &mut Desk<'_>, paths: &[PathBuf], how: &How) -> anyhow::Result<usize> {
    let order = args::order(paths, how, &desk.given.fields);
    let mut store = desk.open_or_make()?;
    let kept = add::keep(&mut store, &order).with_context(|| desk.named())?;
    for problem in &kept.problems {
        desk.complain(&problem.to_string())?;
    }
    writeln!(desk.out, "{} new, {} updated, {} known already", kept.fresh, kept.updated, kept.same)?;
    Ok(kept.problems.len())
}
