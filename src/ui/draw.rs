//! Drawing: the lines of the view with the styles of a theme. Takes the state by reference and can't
//! change it.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use crate::app::layout::Area;
use crate::app::{App, Line, Role, view};

/// Draws the whole screen, and puts the cursor where it belongs.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    paint(app, theme, frame.buffer_mut());
    let (x, y) = view::cursor(app);
    let area = frame.area();
    if x < area.width && y < area.height {
        frame.set_cursor_position(Position::new(x, y));
    }
}

/// Draws the whole screen into a buffer.
pub fn paint(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let screen = *buffer.area();
    buffer.set_style(screen, theme.style(Role::Ground));
    for slot in &app.layout.slots {
        lines(&[view::title(app, slot)], slot.title, theme, buffer);
        lines(&view::pane(app, slot), slot.inner, theme, buffer);
    }
    for area in &app.layout.lines {
        lines(&view::bar(app, *area), *area, theme, buffer);
    }
    lines(&[view::status(app)], app.layout.status, theme, buffer);
    if let Some((area, rows)) = view::overlay(app) {
        for y in area.y..area.y + area.h {
            let row = Rect::new(area.x, y, area.w, 1).intersection(screen);
            for at in row.positions() {
                buffer[at].reset();
            }
            buffer.set_style(row, theme.style(Role::Ground));
        }
        lines(&rows, area, theme, buffer);
    }
}

/// Draws lines into an area, cut at its edges.
fn lines(lines: &[Line], area: Area, theme: &Theme, buffer: &mut Buffer) {
    let area = Rect::new(area.x, area.y, area.w, area.h).intersection(*buffer.area());
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        if let Some(fill) = line.fill {
            buffer.set_style(Rect::new(area.x, y, area.width, 1), theme.style(fill));
        }
        let mut x = area.x;
        for piece in &line.pieces {
            let style = piece
                .roles
                .iter()
                .fold(ratatui::style::Style::default(), |style, role| style.patch(theme.style(*role)));
            let room = area.right().saturating_sub(x);
            (x, _) = buffer.set_stringn(x, y, &piece.text, room.into(), style);
        }
    }
}
