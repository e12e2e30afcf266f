//! Keys and their names: `j`, `gg`, `]q`, `C-p`, `Enter`, `S-Tab`. Every key has one name and back.

use std::fmt;

/// What was pressed, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Press {
    /// A letter, digit or mark, capitals as such.
    Char(char),
    /// A key that has a name (see [`NAMED`]).
    Named(&'static str),
}

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub press: Press,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
}

/// The keys that go by a name.
pub const NAMED: &[&str] = &[
    "Enter",
    "Esc",
    "Tab",
    "S-Tab",
    "Backspace",
    "Delete",
    "Insert",
    "Left",
    "Right",
    "Up",
    "Down",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F9",
    "F10",
    "F11",
    "F12",
];

impl Key {
    /// A plain letter, digit or mark.
    #[must_use]
    pub fn char(c: char) -> Self {
        Key { press: Press::Char(c), ctrl: false, alt: false }
    }

    /// A named key; `None` when there is none of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = NAMED.iter().find(|known| **known == name)?;
        Some(Key { press: Press::Named(name), ctrl: false, alt: false })
    }

    /// The letter it types, when it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.press {
            Press::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.ctrl { "C-" } else { "" })?;
        f.write_str(if self.alt { "A-" } else { "" })?;
        match self.press {
            Press::Char(' ') => f.write_str("Space"),
            Press::Char(c) => write!(f, "{c}"),
            Press::Named(name) => f.write_str(name),
        }
    }
}

/// The keys of a sequence in writing: names and `C-x` parted by spaces, letters also run together.
///
/// # Errors
///
/// Says which part names no key.
pub fn parse(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    for word in text.split_whitespace() {
        match one(word) {
            Some(key) => keys.push(key),
            None if word.len() > 2 && (word.starts_with("C-") || word.starts_with("A-")) => {
                return Err(format!("`{word}` names no key"));
            }
            None => keys.extend(word.chars().map(Key::char)),
        }
    }
    if keys.is_empty() { Err("no key given".to_owned()) } else { Ok(keys) }
}

/// The single key that `word` names.
fn one(word: &str) -> Option<Key> {
    if let Some(key) = Key::named(word) {
        return Some(key);
    }
    if word == "Space" {
        return Some(Key::char(' '));
    }
    if let Some(rest) = word.strip_prefix("C-") {
        return one(rest).map(|key| Key { ctrl: true, ..key });
    }
    if let Some(rest) = word.strip_prefix("A-") {
        return one(rest).map(|key| Key { alt: true, ..key });
    }
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(Key::char(c)),
        _ => None,
    }
}

/// A sequence in writing, letters run together as hands know it: `gg`, `]q`, `C-p`.
#[must_use]
pub fn write(keys: &[Key]) -> String {
    let mut out = String::new();
    let mut long = false;
    for key in keys {
        let name = key.to_string();
        let named = name.chars().count() > 1;
        if !out.is_empty() && (named || long) {
            out.push(' ');
        }
        out.push_str(&name);
        long = named;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        let check = |text: &str, count: usize| {
            let keys = parse(text).unwrap();
            assert_eq!(keys.len(), count, "{text}");
            assert_eq!(parse(&write(&keys)).unwrap(), keys, "{text}");
        };
        check("gg", 2);
        check("]q", 2);
        check("C-p", 1);
        check("Space", 1);
        check("S-Tab", 1);
        check("5j Enter G", 4);
        check("A-x", 1);
        assert!(parse("C-nothing").is_err());
        assert!(parse(" ").is_err());
    }
}
