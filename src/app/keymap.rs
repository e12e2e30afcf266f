//! The keymap: which keys run which command. Built from the command table, then a preset, then the
//! reader's own file; a mistake in that file is named with its line and changes nothing else.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::commands::{COMMANDS, Mode};
use super::key::{self, Key};

/// Ready-made sets of keys other than the default (`vim`), each as a key file.
pub const PRESETS: &[(&str, &str)] = &[
    ("newsboat", include_str!("../../assets/keys/newsboat.toml")),
    ("arrows", include_str!("../../assets/keys/arrows.toml")),
];

/// Key sequences and the commands they run.
#[derive(Clone, Debug)]
pub struct Keymap {
    /// For each command of the table, its key sequences.
    keys: Vec<Vec<Vec<Key>>>,
}

/// What the keys pressed so far amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The command at this index of the table.
    Command(usize),
    /// The beginning of something.
    Prefix,
    /// Nothing.
    Nothing,
}

/// One or several sequences, as a key file writes them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    One(String),
    Many(Vec<String>),
}

impl Default for Keymap {
    fn default() -> Self {
        let parse = |keys: &&str| key::parse(keys).ok();
        Keymap {
            keys: COMMANDS.iter().map(|command| command.keys.iter().filter_map(parse).collect()).collect(),
        }
    }
}

impl Keymap {
    /// The default keys changed by a preset (`vim` changes nothing); `None` when there is no such preset.
    #[must_use]
    pub fn preset(name: &str) -> Option<Self> {
        let mut map = Keymap::default();
        if name != "vim" {
            let (_, file) = PRESETS.iter().find(|(known, _)| *known == name)?;
            map.read(file);
        }
        Some(map)
    }

    /// Takes in a key file: `command = "keys"` or `command = ["keys", "keys"]`, where an empty list
    /// takes all keys away. Keys that another command had are taken from it. Gives the mistakes, each
    /// with its line, counted from 1.
    pub fn read(&mut self, file: &str) -> Vec<(usize, String)> {
        let line = |at: usize| file.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        let entries: BTreeMap<Spanned<String>, Spanned<Written>> = match toml::from_str(file) {
            Ok(entries) => entries,
            Err(error) => {
                return vec![(line(error.span().map_or(0, |span| span.start)), error.message().to_owned())];
            }
        };
        let mut mistakes = Vec::new();
        for (name, written) in entries {
            let at = line(name.span().start);
            let Some(command) = COMMANDS.iter().position(|command| command.name == name.get_ref().as_str())
            else {
                mistakes.push((at, format!("there is no command `{}`", name.get_ref())));
                continue;
            };
            let list = match written.into_inner() {
                Written::One(one) => vec![one],
                Written::Many(many) => many,
            };
            let parsed: Result<Vec<_>, _> = list.iter().map(|keys| key::parse(keys)).collect();
            match parsed {
                Ok(keys) => self.bind(command, keys),
                Err(what) => mistakes.push((at, what)),
            }
        }
        mistakes
    }

    fn bind(&mut self, command: usize, keys: Vec<Vec<Key>>) {
        for (other, known) in self.keys.iter_mut().enumerate() {
            if COMMANDS[other].mode == COMMANDS[command].mode {
                known.retain(|sequence| {
                    !keys.iter().any(|new| sequence.starts_with(new) || new.starts_with(sequence))
                });
            }
        }
        self.keys[command] = keys;
    }

    /// What `pressed` amounts to in a mode.
    #[must_use]
    pub fn find(&self, mode: Mode, pressed: &[Key]) -> Found {
        let mut found = Found::Nothing;
        for (at, sequences) in self.keys.iter().enumerate().filter(|(at, _)| COMMANDS[*at].mode == mode) {
            for sequence in sequences {
                if sequence == pressed {
                    return Found::Command(at);
                }
                if sequence.starts_with(pressed) {
                    found = Found::Prefix;
                }
            }
        }
        found
    }

    /// What can follow the keys pressed so far: the rest of each sequence, and its command.
    #[must_use]
    pub fn following(&self, mode: Mode, pressed: &[Key]) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for (at, sequences) in self.keys.iter().enumerate().filter(|(at, _)| COMMANDS[*at].mode == mode) {
            let rests = sequences.iter().filter_map(|sequence| sequence.strip_prefix(pressed));
            found.extend(rests.map(|rest| (key::write(rest), at)));
        }
        found
    }

    /// The sequences of a command, as they are written.
    #[must_use]
    pub fn written(&self, command: usize) -> String {
        let list = self.keys.get(command).map_or(&[][..], Vec::as_slice);
        list.iter().map(|keys| key::write(keys)).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(found: Found) -> &'static str {
        match found {
            Found::Command(at) => COMMANDS[at].name,
            Found::Prefix => "…",
            Found::Nothing => "",
        }
    }

    #[test]
    fn every_default_key_reaches_its_command() {
        let map = Keymap::default();
        for command in COMMANDS {
            for keys in command.keys {
                let keys = key::parse(keys).unwrap();
                assert_eq!(named(map.find(command.mode, &keys)), command.name);
                for end in 1..keys.len() {
                    assert_eq!(named(map.find(command.mode, &keys[..end])), "…", "{}", command.name);
                }
            }
        }
    }

    #[test]
    fn a_key_file_changes_what_it_names_and_tells_its_mistakes() {
        let mut map = Keymap::default();
        let mistakes = map.read("down = [\"x\"]\nfly = \"y\"\n\nup = \"C-nothing\"\n");
        assert_eq!(mistakes.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
        let check = |keys: &str, expect: &str| {
            assert_eq!(named(map.find(Mode::Read, &key::parse(keys).unwrap())), expect, "{keys}");
        };
        check("x", "down");
        check("j", "");
        check("k", "up");
        assert_eq!(map.read("down = [\"x\"\nup =").len(), 1);
    }

    #[test]
    fn presets_have_no_mistakes() {
        for (name, file) in PRESETS {
            assert_eq!(Keymap::default().read(file), [], "{name}");
            assert!(Keymap::preset(name).is_some());
        }
        assert!(Keymap::preset("none").is_none());
    }
}
