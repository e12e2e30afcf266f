//! The reader's own settings, keys and themes. Nothing here keeps the program from starting: a mistake
//! becomes a problem that names the file and the line, and the default stays.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::Deserialize;
use toml::Spanned;

use crate::app::{Keymap, Options};
use crate::sources::Problem;
use crate::ui::Theme;
use crate::ui::theme::{BUILT_IN, Colors};

/// What `config.toml` can say. Every field has a default.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Config {
    theme: String,
    keys: String,
    measure: u16,
    mouse: bool,
    ascii: bool,
    fetch_every: u32,
    fields: BTreeMap<String, String>,
}

impl Default for Config {
    fn default() -> Self {
        let fields = BTreeMap::new();
        Config {
            theme: "dark".into(),
            keys: "vim".into(),
            measure: 72,
            mouse: true,
            ascii: false,
            fetch_every: 0,
            fields,
        }
    }
}

/// The settings of `config.toml` with what they do, for the reference.
#[rustfmt::skip]
pub const REFERENCE: &[(&str, &str, &str)] = &[
    ("theme",   "\"dark\"", "The theme: `dark`, `light`, `terminal`, or the name of a file in `themes/`"),
    ("keys",    "\"vim\"",  "The keys to start from: `vim`, `newsboat` or `arrows`; `keys.toml` changes single ones"),
    ("measure", "72",       "The widest the text of an article may be, in columns (20 to 200)"),
    ("mouse",   "true",     "Whether wheel and click are listened to; with `false` the terminal keeps the mouse"),
    ("ascii",   "false",    "Whether only ASCII is used for what the program adds to the text"),
    ("fetch-every", "0",    "Minutes between two fetches while the program runs; with `0` it fetches when you ask (`R`)"),
    ("fields",  "{}",       "More names of fields in JSON and tables: under `[fields]`, lines like `titre = \"headline\"`; `--field titre=headline` says the same"),
];

/// Everything the program needs to know before it starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the screen is to be like.
    pub options: Options,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The themes there are, in the order of their names in the options.
    pub themes: Vec<Theme>,
    /// More names for the fields of JSON and tables: theirs, and ours.
    pub fields: Vec<(String, String)>,
    /// Minutes between two fetches that nobody asks for; 0 is never.
    pub fetch_every: u32,
    /// Listen to the mouse.
    pub mouse: bool,
    /// What is wrong with the files.
    pub problems: Vec<Problem>,
}

impl Settings {
    /// Reads the settings of the one who runs the program.
    #[must_use]
    pub fn read() -> Self {
        Self::read_from(folder().as_deref(), colors())
    }

    /// Reads `config.toml`, `keys.toml` and `themes/*.toml` of a folder.
    #[must_use]
    pub fn read_from(folder: Option<&Path>, colors: Colors) -> Self {
        let mut problems = Vec::new();
        let mut read = |name: &str| {
            let path = folder?.join(name);
            match fs::read_to_string(&path) {
                Ok(file) => Some((path, file)),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => {
                    problems.push(Problem { path: path.display().to_string(), what: error.to_string() });
                    None
                }
            }
        };
        let (config, keys) = (read("config.toml"), read("keys.toml"));
        let mut tell = |path: &Path, line: usize, what: String| {
            problems.push(Problem { path: format!("{}:{line}", path.display()), what });
        };
        let config_path = folder.unwrap_or(Path::new("")).join("config.toml");
        let written = config.as_ref().map(|(_, file)| file.clone()).unwrap_or_default();
        let line_of = |name: &str| {
            written.lines().position(|line| line.trim_start().starts_with(name)).map_or(1, |at| at + 1)
        };
        let (config, mistakes) = parse(&written);
        for (line, what) in mistakes {
            tell(&config_path, line, what);
        }
        let keymap = Keymap::preset(&config.keys);
        if keymap.is_none() {
            tell(&config_path, line_of("keys"), format!("there is no set of keys `{}`", config.keys));
        }
        let mut keymap = keymap.unwrap_or_default();
        if let Some((path, file)) = keys {
            for (line, what) in keymap.read(&file) {
                tell(&path, line, what);
            }
        }
        let themes = themes(folder, colors, &mut tell);
        let theme = themes.iter().position(|theme| theme.name == config.theme);
        if theme.is_none() {
            tell(&config_path, line_of("theme"), format!("there is no theme `{}`", config.theme));
        }
        let options = Options {
            measure: config.measure.clamp(20, 200),
            ascii: config.ascii,
            themes: themes.iter().map(|theme| theme.name.clone()).collect(),
            theme: theme.unwrap_or(0),
        };
        let fields = config.fields.into_iter().collect();
        let (mouse, fetch_every) = (config.mouse, config.fetch_every);
        Settings { options, keymap, themes, fields, fetch_every, mouse, problems }
    }
}

/// Reads `config.toml` setting by setting, so that a mistake in one leaves the others; gives the mistakes,
/// each with its line.
fn parse(file: &str) -> (Config, Vec<(usize, String)>) {
    let line = |at: usize| file.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let entries: BTreeMap<Spanned<String>, Spanned<toml::Value>> = match toml::from_str(file) {
        Ok(entries) => entries,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            return (Config::default(), vec![(line(at), error.message().to_owned())]);
        }
    };
    let mut good = toml::Table::new();
    let mut mistakes = Vec::new();
    for (name, value) in entries {
        let at = line(name.span().start);
        let mut one = toml::Table::new();
        one.insert(name.get_ref().clone(), value.into_inner());
        match one.clone().try_into::<Config>() {
            Ok(_) => good.extend(one),
            Err(error) => {
                let (name, what) = (name.get_ref(), error.message().trim());
                // What is said of an unknown name holds it already.
                let told =
                    if what.contains(name.as_str()) { what.to_owned() } else { format!("{name}: {what}") };
                mistakes.push((at, told));
            }
        }
    }
    mistakes.sort_by_key(|(line, _)| *line);
    (good.try_into().unwrap_or_default(), mistakes)
}

/// The built-in themes and the reader's own, which may take a built-in's name.
fn themes(folder: Option<&Path>, colors: Colors, tell: &mut dyn FnMut(&Path, usize, String)) -> Vec<Theme> {
    let mut themes: Vec<Theme> = BUILT_IN.iter().map(|(name, _)| Theme::built_in(name)).collect();
    let entries = folder.and_then(|folder| fs::read_dir(folder.join("themes")).ok());
    let mut paths: Vec<PathBuf> = entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        match fs::read_to_string(path) {
            Ok(file) => {
                let (theme, mistakes) = Theme::parse(&name, &file);
                themes.retain(|known| known.name != name);
                themes.push(theme);
                for (line, what) in mistakes {
                    tell(path, line, what);
                }
            }
            Err(error) => tell(path, 1, error.to_string()),
        }
    }
    themes.into_iter().map(|theme| theme.for_colors(colors)).collect()
}

/// The folder of the settings.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|places| places.config_dir().join("quotidian"))
}

/// What colours the terminal says it can show.
fn colors() -> Colors {
    let says = |name: &str| std::env::var(name).unwrap_or_default();
    if !says("NO_COLOR").is_empty() || says("TERM") == "dumb" {
        return Colors::None;
    }
    match says("COLORTERM").as_str() {
        "truecolor" | "24bit" => Colors::True,
        _ => Colors::Palette,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Settings {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("themes")).unwrap();
        for (name, file) in files {
            fs::write(folder.path().join(name), file).unwrap();
        }
        Settings::read_from(Some(folder.path()), Colors::True)
    }

    #[test]
    fn no_files_are_no_problem() {
        let settings = Settings::read_from(None, Colors::True);
        assert_eq!(settings.problems, []);
        assert_eq!(settings.options.themes[settings.options.theme], "dark");
    }

    #[test]
    fn files_change_what_they_name() {
        let settings = read(&[
            (
                "config.toml",
                "theme = \"own\"\nmeasure = 60\nkeys = \"newsboat\"\nmouse = false\n[fields]\ntitre = \"headline\"\n",
            ),
            ("themes/own.toml", "text = \"red\"\n"),
        ]);
        assert_eq!(settings.problems, []);
        assert_eq!((settings.options.measure, settings.mouse), (60, false));
        assert_eq!(settings.fields, [("titre".to_owned(), "headline".to_owned())]);
        assert_eq!(settings.options.themes[settings.options.theme], "own");
    }

    #[test]
    fn mistakes_name_file_and_line_and_the_rest_still_holds() {
        let settings = read(&[
            ("config.toml", "theme = \"light\"\nmeasur = 60\nmouse = \"no\"\n"),
            ("keys.toml", "\nfly = \"x\"\ndown = \"x\"\n"),
            ("themes/own.toml", "text = \"reddish\"\n"),
        ]);
        let ends = ["config.toml:2", "config.toml:3", "keys.toml:2", "own.toml:1"];
        assert_eq!(settings.problems.len(), ends.len());
        for (problem, end) in settings.problems.iter().zip(ends) {
            assert!(problem.path.ends_with(end), "{problem:?}");
        }
        assert_eq!(settings.options.themes[settings.options.theme], "light");
        assert_eq!(settings.keymap.written(0), "x");
    }

    #[test]
    fn names_that_nothing_has_are_told_with_their_line() {
        let settings = read(&[("config.toml", "mouse = true\ntheme = \"dusk\"\nkeys = \"piano\"\n")]);
        let ends = ["config.toml:3", "config.toml:2"];
        assert_eq!(settings.problems.len(), ends.len());
        for (problem, end) in settings.problems.iter().zip(ends) {
            assert!(problem.path.ends_with(end), "{problem:?}");
        }
        assert_eq!(settings.options.theme, 0);
    }

    #[test]
    fn the_reference_names_every_setting_and_its_default() {
        let file: String =
            REFERENCE.iter().map(|(name, default, _)| format!("{name} = {default}\n")).collect();
        let config: Config = toml::from_str(&file).unwrap();
        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
        assert_eq!(format!("{config:?}").matches(": ").count(), REFERENCE.len());
    }
}
