//! `quotidian add`, `fetch` and `keep`: what comes into the library.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::intake::add::{self, Added};
use crate::intake::{self, Order, Report, Which};
use crate::library::{Progress, SourceKind, Subscription};
use crate::sources;
use crate::sources::web::fetch::Limits;
use crate::storage::Store;

/// Subscribes to each of `words`, and says what came of it; gives the new subscriptions' numbers and how many of the
/// words failed.
///
/// # Errors
/// When writing what is said fails.
pub fn add(
    store: &mut Store,
    words: &[String],
    wanted: &Subscription,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<(Vec<u32>, usize)> {
    let stop = AtomicBool::new(false);
    let (mut ids, mut failures) = (Vec::new(), 0);
    for word in words {
        match add::add(store, word, wanted, &stop) {
            Ok(added) => {
                ids.extend(
                    added.subscriptions.iter().filter(|(_, fresh)| *fresh).map(|(source, _)| source.id),
                );
                tell_added(&added, out)?;
            }
            Err(trouble) => {
                failures += 1;
                writeln!(errors, "quotidian: {trouble}")?;
            }
        }
    }
    Ok((ids, failures))
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

/// The sources that are meant: all, those whose time has come, or those that `words` name.
///
/// # Errors
/// When the library can't be read, or a word names no source or several.
pub fn which(store: &Store, words: &[String], due: bool) -> anyhow::Result<Which> {
    if due || words.is_empty() {
        return Ok(if due { Which::Due } else { Which::All });
    }
    let all = store.subscriptions()?;
    let mut ids = Vec::new();
    for word in words {
        let means = |source: &&Subscription| {
            let names = [&source.name, &source.title, &source.address];
            !source.removed && (source.id.to_string() == *word || names.contains(&word))
        };
        let meant: Vec<u32> = all.iter().filter(means).map(|source| source.id).collect();
        anyhow::ensure!(!meant.is_empty(), "there is no source `{word}`; `quotidian sources` lists them");
        ids.extend(meant);
    }
    Ok(Which::These(ids))
}

/// Fetches, shows how far it is on a terminal, and says what came; gives how many sources failed.
///
/// # Errors
/// When the library can't be read or written, or what is said can't be.
pub fn fetch(
    library: &Path,
    which: Which,
    every: u32,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> anyhow::Result<usize> {
    let stop = Arc::new(AtomicBool::new(false));
    end_on_interrupt(&stop);
    let order = Order { library: library.to_path_buf(), which, limits: Limits::default(), every };
    let bar = bar();
    let tell = |progress: &Progress| {
        bar.set_length(progress.total as u64);
        bar.set_position(progress.done as u64);
        bar.set_message(format!("{} new  {}", progress.fresh, progress.now));
    };
    let report = intake::fetch(&order, &stop, &tell);
    bar.finish_and_clear();
    let report = report.with_context(|| format!("the library {}", library.display()))?;
    tell_report(&report, out, errors)?;
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

/// Puts the articles of what is ordered into the library and says what came of it; gives how many could not be read.
///
/// # Errors
/// When the library can't be written, or what is said can't be.
pub fn keep(
    store: &mut Store,
    order: &sources::Order,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> anyhow::Result<usize> {
    let kept = add::keep(store, order)?;
    for problem in &kept.problems {
        writeln!(errors, "quotidian: {problem}")?;
    }
    writeln!(out, "{} new, {} updated, {} known already", kept.fresh, kept.updated, kept.same)?;
    Ok(kept.problems.len())
}
