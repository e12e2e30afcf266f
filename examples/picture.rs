//! Draws a picture of the program for the README: `cargo shots [FILE [COLUMNSxROWS [KEYS [THEME]]]]`.

use std::sync::Mutex;

use anyhow::Context as _;
use quotidian::app::{App, Keymap, Message, Options};
use quotidian::sources::{self, Input, Loaded};
use quotidian::ui::Theme;
use quotidian::ui::picture::{Paper, svg};

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let file = words.next().unwrap_or_else(|| "docs/picture.svg".to_owned());
    let size = words.next().unwrap_or_else(|| "132x38".to_owned());
    let keys = words.next().unwrap_or_else(|| "gq j j".to_owned());
    let theme = words.next().unwrap_or_else(|| "dark".to_owned());
    let (w, h) = size.split_once('x').context("a size looks like 132x38")?;
    let (w, h) = (w.parse()?, h.parse()?);

    let told = Mutex::new(Vec::new());
    sources::load(&vec![Input::Edition].into(), &|loaded| {
        told.lock().map(|mut told| told.push(loaded)).is_ok()
    });
    let mut app = App::new(Options::default(), Keymap::default());
    app.update(Message::Resize(w, h));
    let load = app.expect();
    for loaded in told.into_inner().unwrap_or_default() {
        app.update(Message::Loaded(load, loaded));
    }
    app.update(Message::Loaded(load, Loaded::Done));
    app.press(&keys);

    let paper = match theme.as_str() {
        "light" => Paper { ink: "#2b2a27", ground: "#fbfaf6" },
        _ => Paper { ink: "#d5d2c8", ground: "#16191f" },
    };
    std::fs::write(&file, svg(&app, &Theme::built_in(&theme), w, h, paper)).with_context(|| file.clone())
}
