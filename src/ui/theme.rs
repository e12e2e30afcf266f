//! Themes: a style for each role, read from a TOML file. A role a theme leaves out looks like the text
//! around it; a mistake is named and leaves the rest as it is.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use toml::Spanned;

use crate::app::Role;
use crate::app::role::ROLES;

/// The themes that come with the program.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
];

/// A style for each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    styles: Vec<Style>,
}

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Any colour.
    True,
    /// The 256 of xterm.
    Palette,
    /// None: bold, underlines and reversal alone.
    None,
}

impl Theme {
    /// Reads a theme file; gives the mistakes too, each with its line, counted from 1.
    #[must_use]
    pub fn parse(name: &str, file: &str) -> (Self, Vec<(usize, String)>) {
        let mut theme = Theme { name: name.to_owned(), styles: vec![Style::default(); ROLES.len()] };
        let line = |at: usize| file.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        let entries: BTreeMap<Spanned<String>, Spanned<String>> = match toml::from_str(file) {
            Ok(entries) => entries,
            Err(error) => {
                let at = line(error.span().map_or(0, |span| span.start));
                return (theme, vec![(at, error.message().to_owned())]);
            }
        };
        let mut mistakes = Vec::new();
        for (role, style) in entries {
            let at = line(role.span().start);
            match (Role::named(role.get_ref()), self::style(style.get_ref())) {
                (Some(role), Ok(style)) => theme.styles[role.index()] = style,
                (None, _) => mistakes.push((at, format!("there is no role `{}`", role.get_ref()))),
                (_, Err(word)) => mistakes.push((at, format!("`{word}` is no colour or attribute"))),
            }
        }
        (theme, mistakes)
    }

    /// The built-in theme of this name, or the first.
    #[must_use]
    pub fn built_in(name: &str) -> Self {
        let (name, file) = BUILT_IN.iter().find(|(known, _)| *known == name).unwrap_or(&BUILT_IN[0]);
        Theme::parse(name, file).0
    }

    /// The theme as a terminal with these colours can show it.
    #[must_use]
    pub fn for_colors(mut self, colors: Colors) -> Self {
        match colors {
            Colors::True => {}
            Colors::Palette => {
                for style in &mut self.styles {
                    style.fg = style.fg.map(nearest);
                    style.bg = style.bg.map(nearest);
                }
            }
            Colors::None => self.bare(),
        }
        self
    }

    /// Without colours: quotes are underlined, whatever had a ground of its own is reversed.
    fn bare(&mut self) {
        for (at, (role, _)) in ROLES.iter().enumerate() {
            let style = &mut self.styles[at];
            let grounded = style.bg.is_some() && !matches!(role, Role::Ground | Role::Overlay | Role::Marked);
            (style.fg, style.bg, style.underline_color) = (None, None, None);
            if grounded {
                *style = style.add_modifier(Modifier::REVERSED);
            }
            if matches!(role, Role::Direct | Role::Mixed | Role::Indirect | Role::Marked) {
                *style = style.add_modifier(Modifier::UNDERLINED);
            }
        }
    }

    /// How a role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role.index()).copied().unwrap_or_default()
    }

    /// A theme in which every role has a colour of its own, its number in the palette: what a screen
    /// means can then be read back from it.
    #[must_use]
    pub fn numbered() -> Self {
        let styles = (0..ROLES.len()).map(|at| Style::default().fg(Color::Indexed(at as u8))).collect();
        Theme { name: "numbered".to_owned(), styles }
    }
}

/// A style in words: `bold #ffcc66 on #202020 underline`.
fn style(words: &str) -> Result<Style, &str> {
    let mut style = Style::default();
    let mut ground = false;
    for word in words.split_whitespace() {
        let modifier = match word {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            "strike" => Modifier::CROSSED_OUT,
            "on" => {
                ground = true;
                continue;
            }
            _ => {
                let color: Color = word.parse().map_err(|_| word)?;
                style = if ground { style.bg(color) } else { style.fg(color) };
                ground = false;
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

/// The colour of xterm's 256 that is nearest; other kinds of colour stay.
fn nearest(color: Color) -> Color {
    let Color::Rgb(r, g, b) = color else { return color };
    let step = |v: u8| {
        if v < 48 {
            0
        } else if v < 115 {
            1
        } else {
            (v - 35) / 40
        }
    };
    let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * i32::from(n) };
    let far = |x: i32, y: i32, z: i32| {
        (x - i32::from(r)).pow(2) + (y - i32::from(g)).pow(2) + (z - i32::from(b)).pow(2)
    };
    let (cr, cg, cb) = (step(r), step(g), step(b));
    let cube = far(level(cr), level(cg), level(cb));
    let grey = ((i32::from(r) + i32::from(g) + i32::from(b)) / 3 - 3) / 10;
    let grey = grey.clamp(0, 23);
    let shade = 8 + 10 * grey;
    if far(shade, shade, shade) < cube {
        Color::Indexed(232 + grey as u8)
    } else {
        Color::Indexed(16 + 36 * cr + 6 * cg + cb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_themes_have_no_mistakes() {
        for (name, file) in BUILT_IN {
            assert_eq!(Theme::parse(name, file).1, [], "{name}");
        }
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let (theme, mistakes) = Theme::parse("own", "text = \"bold\"\nwind = \"red\"\nhit = \"redd\"\n");
        let mut lines: Vec<_> = mistakes.iter().map(|(line, _)| *line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [2, 3]);
        assert_eq!(theme.style(Role::Text), Style::default().add_modifier(Modifier::BOLD));
        assert_eq!(Theme::parse("own", "text = \n").1.first().map(|(line, _)| *line), Some(1));
    }

    #[test]
    fn without_colours_nothing_is_told_by_colour() {
        let theme = Theme::built_in("dark").for_colors(Colors::None);
        for (role, name) in ROLES {
            let style = theme.style(*role);
            assert!(style.fg.is_none() && style.bg.is_none(), "{name}");
        }
        assert!(theme.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
        assert!(theme.style(Role::Direct).add_modifier.contains(Modifier::UNDERLINED));
    }

    #[test]
    fn the_nearest_colour_is_near() {
        let check = |color: Color, expect: u8| assert_eq!(nearest(color), Color::Indexed(expect));
        check(Color::Rgb(0, 0, 0), 16);
        check(Color::Rgb(255, 255, 255), 231);
        check(Color::Rgb(128, 128, 128), 244);
        check(Color::Rgb(255, 0, 0), 196);
    }
}
