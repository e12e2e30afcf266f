//! A picture of the screen as SVG: the same cells a terminal would get, in any viewer.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::draw::paint;
use super::theme::Theme;
use crate::app::App;

/// Width and height of a cell, and where the letters stand in it.
const CELL: (f32, f32, f32) = (8.4, 18.0, 13.5);

/// Ink and paper of the terminal in the picture.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// The colour of letters that have none.
    pub ink: &'static str,
    /// The colour of ground that has none.
    pub ground: &'static str,
}

/// Draws the state at `w` by `h` as it is now.
#[must_use]
pub fn svg(app: &App, theme: &Theme, w: u16, h: u16, paper: Paper) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    paint(app, theme, &mut buffer);
    let (width, height) = (f32::from(w) * CELL.0 + 24.0, f32::from(h) * CELL.1 + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.1} {height:.1}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n\
         <g transform=\"translate(12 12)\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n",
        paper.ground
    );
    for y in 0..h {
        row(&buffer, y, w, paper, &mut out);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// One row: runs of cells with the same look.
fn row(buffer: &Buffer, y: u16, w: u16, paper: Paper, out: &mut String) {
    let mut x = 0;
    while x < w {
        let first = &buffer[(x, y)];
        let (mut end, mut text) = (x, String::new());
        while end < w && look(&buffer[(end, y)]) == look(first) {
            let symbol = buffer[(end, y)].symbol();
            text.push_str(symbol);
            end += u16::try_from(symbol.width().max(1)).unwrap_or(1);
        }
        let end = end.max(x + 1);
        run(first, &text, (x, end.min(w), y), paper, out);
        x = end;
    }
}

fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn run(cell: &Cell, text: &str, (x, end, y): (u16, u16, u16), paper: Paper, out: &mut String) {
    let (mut ink, mut ground) = (color(cell.fg, paper.ink), color(cell.bg, paper.ground));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut ground);
    }
    let (left, wide, top) = (f32::from(x) * CELL.0, f32::from(end - x) * CELL.0, f32::from(y) * CELL.1);
    if ground != paper.ground {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{}\" fill=\"{ground}\"/>",
            wide + 0.3,
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut look = String::new();
    for (modifier, words) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.65\""),
    ] {
        if cell.modifier.contains(modifier) {
            look.push_str(words);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let base = top + CELL.2;
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{look}>{text}</text>"
    );
}

fn color(color: Color, reset: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => reset.to_owned(),
    }
}
