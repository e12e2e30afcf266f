//! The terminal: taken over at the start, given back at the end, whatever the end is. Its events become
//! messages.

use std::io::{self, Write as _, stdout};
use std::panic;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event, KeyCode,
    KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, event, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::draw::draw;
use super::gate::Gate;
use super::theme::Theme;
use crate::app::key::Press;
use crate::app::{App, Key, Message};
use crate::storage::paper;

/// The terminal, taken over.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<io::Stdout>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over; from now on a panic gives it back before it is reported.
    ///
    /// # Errors
    ///
    /// When there is no terminal to take over.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        hook_panics();
        take(mouse)?;
        let terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(Screen { terminal, mouse })
    }

    /// Columns and rows.
    ///
    /// # Errors
    ///
    /// When the terminal doesn't say.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Shows the state.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn show(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        execute!(stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| draw(app, theme, frame))?;
        execute!(stdout(), EndSynchronizedUpdate)
    }

    /// Puts words on the clipboard of whoever sits before the terminal, over any distance.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn copy(&mut self, words: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(words))
    }

    /// Gives the terminal back to the shell until the program is continued.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        release();
        #[cfg(unix)]
        signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
        self.take_back()
    }

    /// Lends the terminal to `work`, keys and all, and takes it back afterwards.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn lend<T>(&mut self, gate: &Gate, work: impl FnOnce() -> T) -> io::Result<T> {
        gate.close(|| {
            // To the listener this is a change of the terminal's size: it wakes up and finds the gate closed.
            #[cfg(unix)]
            let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
        });
        release();
        let done = work();
        gate.open();
        self.take_back()?;
        Ok(done)
    }

    /// Takes the terminal over again. A fresh start: others have written over what the old one believes to
    /// be there.
    fn take_back(&mut self) -> io::Result<()> {
        take(self.mouse)?;
        self.terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        execute!(stdout(), Clear(ClearType::All))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        release();
    }
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, SetTitle("quotidian"))?;
    if mouse {
        execute!(stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back. What fails here can't be helped any more.
fn release() {
    let _ = execute!(
        stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
    let _ = stdout().flush();
}

/// The exit code of a program that broke down.
const BROKEN: i32 = 101;

/// A panic gives the terminal back, leaves a report, and says where.
fn hook_panics() {
    panic::set_hook(Box::new(|info| {
        release();
        let trace = std::backtrace::Backtrace::force_capture();
        let version = env!("CARGO_PKG_VERSION");
        let words = format!("quotidian {version}\n\n{info}\n\n{trace}\n");
        let mut errors = io::stderr();
        let _ = match paper::report(&words) {
            Some(path) => writeln!(errors, "quotidian broke down; the report is in {}", path.display()),
            None => writeln!(errors, "quotidian broke down: {info}"),
        };
        // Whichever thread it was: nothing may draw on a screen that was given back.
        std::process::exit(BROKEN);
    }));
}

/// Waits for events and tells them, until `tell` answers `false` or the terminal is gone. Waits before the
/// gate while that is closed.
pub fn listen(gate: &Gate, tell: &dyn Fn(Message) -> bool) {
    gate.pass();
    while let Ok(event) = event::read() {
        if let Some(message) = message(event)
            && !tell(message)
        {
            return;
        }
        gate.pass();
    }
    // Nobody shall wait for a listener that is gone.
    gate.leave();
    tell(Message::Quit);
}

fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(w, h) => Some(Message::Resize(w, h)),
        Event::Mouse(event) => match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Message::Click(event.column, event.row)),
            MouseEventKind::ScrollDown => Some(Message::Wheel(event.column, event.row, 1)),
            MouseEventKind::ScrollUp => Some(Message::Wheel(event.column, event.row, -1)),
            _ => None,
        },
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let named = |name: &str| Key::named(name);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(c) => Key::char(c),
        KeyCode::Enter => named("Enter")?,
        KeyCode::Esc => named("Esc")?,
        KeyCode::Tab if shift => named("S-Tab")?,
        KeyCode::Tab => named("Tab")?,
        KeyCode::BackTab => named("S-Tab")?,
        KeyCode::Backspace => named("Backspace")?,
        KeyCode::Delete => named("Delete")?,
        KeyCode::Insert => named("Insert")?,
        KeyCode::Left => named("Left")?,
        KeyCode::Right => named("Right")?,
        KeyCode::Up => named("Up")?,
        KeyCode::Down => named("Down")?,
        KeyCode::Home => named("Home")?,
        KeyCode::End => named("End")?,
        KeyCode::PageUp => named("PageUp")?,
        KeyCode::PageDown => named("PageDown")?,
        KeyCode::F(n) => named(&format!("F{n}"))?,
        _ => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let press = match key.press {
        Press::Char(c) if ctrl => Press::Char(c.to_ascii_lowercase()),
        press => press,
    };
    Some(Key { press, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_presses_count() {
        let press = |kind| Event::Key(KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind));
        assert!(message(press(KeyEventKind::Press)).is_some());
        assert!(message(press(KeyEventKind::Release)).is_none());
    }

    #[test]
    fn keys_have_the_names_of_the_key_file() {
        let check = |code: KeyCode, modifiers: KeyModifiers, expect: &str| {
            assert_eq!(
                key(KeyEvent::new(code, modifiers)).map(|key| key.to_string()).as_deref(),
                Some(expect)
            );
        };
        check(KeyCode::Char('P'), KeyModifiers::CONTROL, "C-p");
        check(KeyCode::Char('G'), KeyModifiers::SHIFT, "G");
        check(KeyCode::BackTab, KeyModifiers::SHIFT, "S-Tab");
        check(KeyCode::Char(' '), KeyModifiers::NONE, "Space");
        check(KeyCode::F(5), KeyModifiers::NONE, "F5");
    }
}
