//! The loop: threads send messages, one thread owns the state and the screen. It sleeps until something
//! happens, takes in everything that has happened, and only then draws.

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use anyhow::Context as _;

mod folders;
mod keeper;
mod searcher;

pub use keeper::HOURLY;
use keeper::Keeper;

use crate::app::{App, Effect, Message};
use crate::settings::Settings;
use crate::sources::{self, Input, Order, original};
use crate::storage::paper;
use crate::text::fit_end;
use crate::ui::Theme;
use crate::ui::gate::Gate;
use crate::ui::terminal::{self, Screen};

/// What the reader is run on.
pub enum Edition {
    /// Files, folders and addresses.
    Order(Order),
    /// The stored library at this path.
    Library(PathBuf),
}

/// Runs the reader until it is left.
///
/// # Errors
///
/// When there is no terminal, or it goes away; when the library can't be opened.
pub fn run(edition: Edition, settings: Settings) -> anyhow::Result<()> {
    let (sender, messages) = channel();
    let (options, keymap) = (settings.options, settings.keymap);
    let (mut app, order, keeper) = match edition {
        Edition::Order(order) => (App::new(options, keymap), order, None),
        Edition::Library(path) => {
            let keeper = Keeper::open(&path, settings.fetch_every, sender.clone());
            let keeper = keeper.with_context(|| format!("the library {}", path.display()))?;
            (App::stored(options, keymap), Order::default(), Some(keeper))
        }
    };
    app.problems = settings.problems;
    let mut screen = Screen::enter(settings.mouse).context("the screen can't be used")?;
    let (w, h) = screen.size()?;
    app.update(Message::Resize(w, h));
    let world =
        World { order, sender, keeper, gate: Arc::default(), interrupts: Arc::new(AtomicBool::new(true)) };
    run_in(&mut app, &messages, world, &mut screen, &settings.themes)
}

/// Brings what is to be read onto the screen, and goes on until the program is left.
fn run_in(
    app: &mut App,
    messages: &Receiver<Message>,
    mut world: World,
    screen: &mut Screen,
    themes: &[Theme],
) -> anyhow::Result<()> {
    match &world.keeper {
        Some(keeper) => {
            for message in keeper.first()? {
                tell(app, message, &mut world, screen)?;
            }
        }
        None => {
            tell(app, keeper::clock(), &mut world, screen)?;
            load(world.order.clone(), app.expect(), &world.sender);
        }
    }
    let mut begun = false;
    let (events, gate) = (world.sender.clone(), Arc::clone(&world.gate));
    thread::spawn(move || terminal::listen(&gate, &|message| events.send(message).is_ok()));
    watch_signals(&world);
    loop {
        if let Some(theme) = themes.get(app.options.theme).or(themes.first()) {
            screen.show(app, theme)?;
        }
        if let Some(keeper) = world.keeper.as_ref().filter(|_| !std::mem::replace(&mut begun, true)) {
            keeper.begin();
        }
        if !take_in(app, messages, &mut world, screen)? {
            if let Some(keeper) = &mut world.keeper {
                keeper.leave();
            }
            return Ok(());
        }
    }
}

/// What effects need of the world.
struct World {
    order: Order,
    sender: Sender<Message>,
    /// The stored library, if it is one that is read.
    keeper: Option<Keeper>,
    /// Closed while another program has the terminal.
    gate: Arc<Gate>,
    /// Whether an interrupt (`C-c`) ends this program: not while it is meant for another one.
    interrupts: Arc<AtomicBool>,
}

/// After so many messages the screen is drawn even if more are waiting, so that it never stands still.
const AT_ONCE: usize = 64;

/// Waits for a message, takes in all that are there; gives false when the program is to end.
fn take_in(
    app: &mut App,
    messages: &Receiver<Message>,
    world: &mut World,
    screen: &mut Screen,
) -> anyhow::Result<bool> {
    let mut next = messages.recv().ok();
    let mut taken = 0;
    while let Some(message) = next {
        taken += 1;
        for news in world.keeper.as_mut().map(Keeper::news).unwrap_or_default() {
            tell(app, news, world, screen)?;
        }
        if !tell(app, message, world, screen)? {
            return Ok(false);
        }
        next = if taken < AT_ONCE { messages.try_recv().ok() } else { None };
    }
    Ok(true)
}

/// Tells the program something and does what follows from it; gives false when it is to end.
fn tell(app: &mut App, message: Message, world: &mut World, screen: &mut Screen) -> anyhow::Result<bool> {
    let mut told = VecDeque::from([message]);
    while let Some(message) = told.pop_front() {
        let effect = app.update(message);
        let quits = effect == Effect::Quit;
        for effect in app.due().into_iter().chain([effect]) {
            let rest = match &mut world.keeper {
                Some(keeper) => keeper.perform(effect, &mut told),
                None => Some(effect),
            };
            if let Some(effect) = rest {
                perform(effect, world, screen)?;
            }
        }
        if quits {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Does what is to be done outside. Whatever may take long is done on a thread of its own.
fn perform(effect: Effect, world: &World, screen: &mut Screen) -> anyhow::Result<()> {
    match effect {
        // Without a stored library nothing is asked of one.
        Effect::None
        | Effect::Quit
        | Effect::Bring(_)
        | Effect::Versions(_)
        | Effect::Save(_)
        | Effect::TurnBack { .. }
        | Effect::Place(..)
        | Effect::Fetch(_)
        | Effect::StopFetch
        | Effect::Search { .. }
        | Effect::StopSearch
        | Effect::Names(_)
        | Effect::Seen(..)
        | Effect::Subscribe(_) => {}
        // The loop that receives it is the one that runs this.
        Effect::GoOn => drop(world.sender.send(Message::GoOn)),
        Effect::Suspend => {
            screen.suspend()?;
            resized(world, screen)?;
        }
        Effect::Copy(words) => screen.copy(&words)?,
        Effect::Open(what) => later(world, move || open(&what)),
        Effect::Pipe(command, words) => tell_later(world, move || pipe(&command, &words)),
        Effect::Lend { command, words, .. } if cfg!(not(unix)) => {
            tell_later(world, move || pipe(&command, &words));
        }
        Effect::Lend { command, words, wait } => {
            world.interrupts.store(false, Ordering::SeqCst);
            let done = screen.lend(&world.gate, || lend(&command, &words, wait))?;
            world.interrupts.store(true, Ordering::SeqCst);
            // The loop that receives it is the one that runs this.
            let _ = world.sender.send(Message::Said(done.unwrap_or_else(|error| format!("{error:#}"))));
            resized(world, screen)?;
        }
        Effect::Original(path, kept) => {
            let wishes = Arc::clone(&world.order.wishes);
            tell_later(world, move || {
                let words =
                    original::original(&path, kept.as_deref(), &wishes).map_err(anyhow::Error::msg)?;
                // The end of a path says most.
                let title = format!("Original of {}", fit_end(&path, 40, "..."));
                Ok(Message::Laid(title, first_of(words)))
            });
        }
        Effect::Write(path, words) => later(world, move || write(&path, &words)),
        Effect::Reload(number, path) => load(again(&world.order, path), number, &world.sender),
    }
    Ok(())
}

/// The screen may have another size after it was given away.
fn resized(world: &World, screen: &Screen) -> anyhow::Result<()> {
    let (w, h) = screen.size()?;
    // The loop that receives it is the one that runs this.
    let _ = world.sender.send(Message::Resize(w, h));
    Ok(())
}

/// What is read for a reload: the one file or address that is or holds the article, else every input that can
/// be read twice.
fn again(order: &Order, path: Option<String>) -> Order {
    let address = |path: &str| {
        let addresses = order.inputs.iter().filter_map(|input| match input {
            Input::Url(address) if path.starts_with(address.as_str()) => Some(address),
            _ => None,
        });
        addresses.max_by_key(|address| address.len()).cloned().map(Input::Url)
    };
    let file = |path: &str| original::outer(path).map(|file| Input::Path(file.to_path_buf()));
    let inputs = match path.and_then(|path| address(&path).or_else(|| file(&path))) {
        Some(input) => vec![input],
        None => order.inputs.iter().filter(|input| **input != Input::Stdin).cloned().collect(),
    };
    Order { inputs, wishes: Arc::clone(&order.wishes), limits: order.limits }
}

/// Does something on a thread of its own and says what came of it.
fn later(world: &World, work: impl FnOnce() -> anyhow::Result<String> + Send + 'static) {
    tell_later(world, || work().map(Message::Said));
}

/// Does something on a thread of its own and tells what came of it, or what went wrong.
fn tell_later(world: &World, work: impl FnOnce() -> anyhow::Result<Message> + Send + 'static) {
    let sender = world.sender.clone();
    thread::spawn(move || {
        let message = work().unwrap_or_else(|error| Message::Said(format!("{error:#}")));
        // Nobody is left to hear it when the program has ended.
        let _ = sender.send(message);
    });
}

fn load(order: Order, number: u32, sender: &Sender<Message>) {
    let sender = sender.clone();
    thread::spawn(move || {
        let tell = |loaded| sender.send(Message::Loaded(number, loaded)).is_ok();
        sources::load(&order, &tell);
    });
}

/// Opens a file or address with the system's own program.
fn open(what: &str) -> anyhow::Result<String> {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(program);
    command.arg(what).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().with_context(|| format!("{program} can't be run"))?;
    Ok(if status.success() { format!("opened {what}") } else { format!("{program} can't open {what}") })
}

/// Of what a command prints, or an original, so many bytes are shown.
const PRINTED: usize = 1 << 20;

/// As much of long words as is shown.
fn first_of(mut words: String) -> String {
    if words.len() > PRINTED {
        let end = (0..=PRINTED).rev().find(|&at| words.is_char_boundary(at)).unwrap_or(0);
        words.truncate(end);
        words.push_str("\n... and more");
    }
    words
}

/// Runs a shell command on words, and gives what it printed.
fn pipe(command: &str, words: &str) -> anyhow::Result<Message> {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn().context("there is no shell")?;
    feed(&mut child, words);
    let output = child.wait_with_output().with_context(|| format!("`{command}` was lost"))?;
    let printed = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    let more = printed.len() > PRINTED;
    let mut printed = String::from_utf8_lossy(&printed[..printed.len().min(PRINTED)]).into_owned();
    if more {
        printed.push_str("\n... and more");
    }
    let code = if output.status.success() { String::new() } else { format!(" ({})", output.status) };
    Ok(Message::Printed(format!("| {command}{code}"), printed))
}

/// Gives a command words to read. It may stop reading early; that is its business.
fn feed(child: &mut Child, words: &str) {
    if let Some(mut input) = child.stdin.take() {
        let words = words.to_owned();
        thread::spawn(move || drop(input.write_all(words.as_bytes())));
    }
}

/// Runs a shell command that has the terminal for itself, until it ends.
fn lend(command: &str, words: &str, wait: bool) -> anyhow::Result<String> {
    let rest = if wait {
        "\ncode=$?\nprintf '\\n-- Enter goes back to quotidian -- '\nread -r _ </dev/tty\nexit $code"
    } else {
        ""
    };
    let mut shell = Command::new("sh");
    let mut child = shell
        .args(["-c", &format!("{command}{rest}")])
        .stdin(Stdio::piped())
        .spawn()
        .context("there is no shell")?;
    feed(&mut child, words);
    let status = child.wait().with_context(|| format!("`{command}` was lost"))?;
    let code = if status.success() { String::new() } else { format!(": {status}") };
    Ok(format!("| {command}{code}"))
}

fn write(path: &str, words: &str) -> anyhow::Result<String> {
    let home = std::env::home_dir();
    let path = match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => Path::new(path).to_path_buf(),
    };
    paper::write_new(&path, words).with_context(|| format!("{} was not written", path.display()))?;
    Ok(format!("written to {}", path.display()))
}

/// The system's wish to end the program ends it in good order.
#[cfg(unix)]
fn watch_signals(world: &World) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Without it an interrupt would still end the program, only also when it is meant for another one.
    let _ = signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&world.interrupts));
    let sender = world.sender.clone();
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM]) {
        thread::spawn(move || {
            for _ in signals.forever() {
                let _ = sender.send(Message::Quit);
            }
        });
    }
}

#[cfg(not(unix))]
fn watch_signals(_: &World) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reload_reads_the_file_or_address_that_holds_the_article() {
        let home = tempfile::tempdir().expect("a folder");
        let file = home.path().join("a.zip");
        std::fs::write(&file, "x").expect("a file");
        let page = Input::Url("https://aldwick.example/a".to_owned());
        let feed = Input::Url("https://aldwick.example/a/feed".to_owned());
        let folder = Input::Path(home.path().to_path_buf());
        let order = Order::from(vec![page.clone(), Input::Stdin, feed.clone(), folder.clone()]);
        let check = |path: Option<&str>, expect: &[&Input]| {
            let inputs = again(&order, path.map(str::to_owned)).inputs;
            assert_eq!(inputs.iter().collect::<Vec<_>>(), expect, "{path:?}");
        };
        let archive = Input::Path(file.clone());
        check(Some("https://aldwick.example/a"), &[&page]);
        check(Some("https://aldwick.example/a/feed:3"), &[&feed]);
        check(Some(&format!("{}/b.html", file.display())), &[&archive]);
        check(Some("gone.txt"), &[&page, &feed, &folder]);
        check(None, &[&page, &feed, &folder]);
    }
}
