//! The built program in a real terminal, and the pages made from its tables.

// A test that can't go on says so by panicking, also in its helpers.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use quotidian::app::Keymap;
use quotidian::app::commands::{COMMANDS, Mode};
use quotidian::app::keymap::PRESETS;
use quotidian::app::role::ROLES;
use quotidian::library::query::OPERATORS;
use quotidian::settings::REFERENCE;
use quotidian::sources::formats::FORMATS;

/// How long a screen may take to come; only a broken program ever waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// So many rows or columns.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// The program in a terminal of its own.
struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    child: Box<dyn Child + Send + Sync>,
}

impl Session {
    fn open(paths: &[&Path], config: &Path) -> Session {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
        command.args(paths);
        command.env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", config);
        // Not the library of whoever runs the tests.
        command.env("QUOTIDIAN_LIBRARY", config.join("none.db"));
        command.env_remove("NO_COLOR");
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pty.master.take_writer().unwrap();
        let screen = vt100::Parser::new(cells(24), cells(80), 0);
        Session { master: pty.master, keys, output, screen, raw: Vec::new(), child }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn resize(&mut self, rows: u16, cols: u16) {
        self.screen.screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Reads on until the screen is as wanted.
    fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.screen.screen().contents()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("{what}:\n{}", self.screen.screen().contents());
                }
            }
        }
    }

    fn wait_for(&mut self, words: &str) {
        self.wait(words, |screen| screen.contains(words));
    }

    /// Reads to the end of the program; gives its exit code.
    fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        while let Ok(bytes) = self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.screen.process(&bytes);
            self.raw.extend(bytes);
        }
        self.child.wait().unwrap().exit_code()
    }
}

/// A folder with three articles and something that is none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let story = |name: &str, headline: &str, rest: &str| {
        fs::write(folder.path().join(name), format!("{headline}\n\n{rest}\n")).unwrap();
    };
    let long =
        "The lamp on the mole was lit at dusk, and the boats came in one by one behind it.\n\n".repeat(30);
    story("a.txt", "Lamp on the mole burns again after repairs", &format!("{long}Nobody counted the gulls."));
    story(
        "b.txt",
        "Baker wins the regatta by half a length",
        "“I rowed as if the oven were on,” said baker Ida Holm.",
    );
    story("c.txt", "Council puts off the vote on the new pier", "The council meets again in June.");
    fs::write(folder.path().join("d.bin"), [0, 159, 146, 150, 0, 0, 1, 2]).unwrap();
    folder
}

#[test]
fn opens_searches_jumps_resizes_and_gives_the_terminal_back() {
    let (folder, config) = (folder(), tempfile::tempdir().unwrap());
    let mut session = Session::open(&[folder.path()], config.path());
    session.wait_for("Articles 1/3");
    session.wait_for("1 problem");
    session.wait_for("Lamp on the mole");

    session.press("/regatta");
    session.wait_for("Articles 1/1");
    session.press("\r\r");
    session.wait_for("▌Article");
    session.wait_for("as if the oven were on");
    session.press("ga");
    session.wait_for("▌Articles");
    session.press("\x1b");
    session.wait_for("Articles 2/3");

    session.press("K");
    session.wait_for("Articles 1/3");
    session.press("gb/gulls");
    session.wait_for("Nobody counted the gulls.");
    session.press("\r");

    session.resize(40, 130);
    session.wait("all panes", |screen| screen.contains("Quotes") && screen.contains("People"));
    session.wait_for("Nobody counted the gulls.");
    session.resize(12, 40);
    session.wait("one pane", |screen| !screen.contains("People") && screen.contains("gulls"));

    session.press("Q");
    assert_eq!(session.end(), 0);
    let raw = String::from_utf8_lossy(&session.raw).into_owned();
    assert!(
        raw.contains("\x1b[?1049h") && raw.ends_with("\x1b[?25h"),
        "{:?}",
        raw.get(raw.len().saturating_sub(80)..)
    );
    let left = raw.rfind("\x1b[?1049l").unwrap();
    assert!(left > raw.rfind("\x1b[?1049h").unwrap());
    assert!(!session.screen.screen().alternate_screen() && !session.screen.screen().hide_cursor());
    assert!(!session.screen.screen().bracketed_paste());
}

#[test]
fn a_mistake_in_the_settings_is_named_and_the_program_still_starts() {
    let (folder, config) = (folder(), tempfile::tempdir().unwrap());
    fs::create_dir(config.path().join("quotidian")).unwrap();
    fs::write(config.path().join("quotidian/keys.toml"), "\nfly = \"x\"\nquit = \"x\"\n").unwrap();
    let mut session = Session::open(&[folder.path()], config.path());
    session.wait_for("2 problems");
    session.press("g!");
    session.wait_for("keys.toml:2");
    session.wait_for("there is no command `fly`");
    session.press("x");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_edition_opens_without_a_path() {
    let config = tempfile::tempdir().unwrap();
    let mut session = Session::open(&[], config.path());
    session.wait("articles", |screen| screen.contains("Articles 1/") && !screen.contains("reading"));
    session.press("\x03");
    assert_eq!(session.end(), 0);
}

/// Compares a page of `docs/` with what it should be; `UPDATE=1` writes it instead.
fn check_page(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, page).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(known, page, "docs/{name} is out of date: run UPDATE=1 cargo test");
}

#[test]
fn the_page_of_commands_is_up_to_date() {
    let mut page = String::from(
        "# Commands and keys\n\nMade from the command table by `UPDATE=1 cargo test`; `?` shows the same in the program.\n\n\
         A number before a command says how often: `5j` goes five rows down. It begins with 5 to 9 or with 0 (`03j`), since\n\
         1 to 4 go to the panes; on a sheet any digit begins it.\n",
    );
    for (mode, title) in [
        (Mode::Read, "While reading"),
        (Mode::Type, "While typing: search, commands, help, finder"),
        (
            Mode::Sheet,
            "On a sheet: why a quote has its speaker, what is known of an article, its original, what a command printed",
        ),
    ] {
        page.push_str(&format!("\n## {title}\n\n| keys | name | what it does |\n|---|---|---|\n"));
        let map = Keymap::default();
        for (at, command) in COMMANDS.iter().enumerate().filter(|(_, command)| command.mode == mode) {
            let keys: Vec<String> =
                map.written(at).split(' ').map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            page.push_str(&format!("| {} | `{}` | {} |\n", keys.join(" "), command.name, command.help));
        }
    }
    check_page("commands.md", &page);
}

#[test]
fn the_page_of_queries_is_up_to_date() {
    let mut page = String::from(
        "# Queries\n\nMade from the operator table by `UPDATE=1 cargo test`. What is written here is understood by `f` in the program and by\n\
         `quotidian search`.\n\n## Words\n\n| written | finds articles with |\n|---|---|\n",
    );
    for (written, finds) in WRITTEN {
        page.push_str(&format!("| `{written}` | {finds} |\n"));
    }
    page.push_str(
        "\nCapitals and accents need not be typed: `jose` finds José. Words are cut at everything that is neither a letter nor a digit, so\n\
         `e-mail` is the phrase `\"e mail\"`; of Chinese and Japanese every sign is a word. AND binds closer than OR. A word with a\n\
         colon that is no operator is put into quotation marks.\n\n\
         ## Operators\n\nThe value follows the colon at once; of several words it stands in quotation marks, and a star behind it makes a\n\
         beginning of the last word. `who:(sand OR valdera)` is `(who:sand OR who:valdera)`.\n\n\
         | operator | wants | finds articles where | for example |\n|---|---|---|---|\n",
    );
    for operator in OPERATORS {
        let (name, value, help) = (operator.name, operator.value, operator.help);
        page.push_str(&format!("| `{name}:` | {value} | {help} | `{}` |\n", operator.example));
    }
    page.push_str(
        "\n## One quote\n\n`who:`, `said:` and `speaker-type:` that stand side by side are asked of one quote: `who:sand said:boats` finds articles with\n\
         a quote of Sand's about boats, and `who:sand -said:boats` those with one without them. What is asked of different quotes\n\
         stands in parentheses: `(who:sand) (said:boats)`, and `who:sand -(who:sand said:boats)` finds articles in which Sand speaks,\n\
         but never of boats. Without another condition on quotes, `-who:sand` finds articles in which Sand says nothing.\n\n\
         `search --quotes` asks everything of every quote; words without an operator are looked for in it. `search --people` looks\n\
         for words, `who:` and `about:` in names; the rest says in which articles.\n\n\
         ## Days\n\n`2021-12-01`, `2021-12`, `2021`; `today`, `yesterday`, `monday` (the last one), `3d`, `2w`, `6m`, `1y` (that day so long ago),\n\
         `\"this week\"`, `\"last week\"`, and so with month and year. `after:` takes the day itself in, `before:` leaves it out. Days begin\n\
         at midnight where the program runs.\n",
    );
    check_page("queries.md", &page);
}

/// What is written without operators, and what it finds.
const WRITTEN: &[(&str, &str)] = &[
    ("ferry late", "both words, anywhere in the headline or the text"),
    ("\"red line\"", "the words side by side"),
    ("ferr*", "a word that begins so"),
    ("near(ferry fire, 5)", "both, with at most 5 words between them (10 when nothing is said); phrases too"),
    ("\"ferry fire\"~5", "the same"),
    ("ferry OR boat", "one of them, or both"),
    ("-ferry", "not this word; also `NOT ferry`"),
    ("(ferry OR boat) -fire", "parentheses join"),
];

#[test]
fn the_page_of_formats_tells_of_every_format() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md"));
    let page = page.unwrap();
    let headings: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .flat_map(|names| names.split(", "))
        .collect();
    for format in FORMATS {
        assert!(headings.contains(&format.name), "docs/formats.md says nothing of {}", format.name);
    }
}

#[test]
fn the_page_of_settings_is_up_to_date() {
    let mut page = String::from(
        "# Settings\n\nMade from the program's tables by `UPDATE=1 cargo test`. All files are in `quotidian/` of the configuration\n\
         folder (`$XDG_CONFIG_HOME` or `~/.config`; on Windows the roaming application data), and each is optional. A mistake is\n\
         named with its line in the problems (`g!`), and the program starts all the same.\n\n\
         ## `config.toml`\n\n| setting | default | what it is |\n|---|---|---|\n",
    );
    for (name, default, what) in REFERENCE {
        page.push_str(&format!("| `{name}` | `{default}` | {what} |\n"));
    }
    page.push_str(
        "\n`NO_COLOR` in the environment turns all colours off: quotes are underlined, what is selected is reversed.\n\n\
         ## `keys.toml`\n\nOne line for each command that is to have other keys; the names are in [commands.md](commands.md).\n\n\
         ```toml\ndown = [\"j\", \"Down\", \"C-n\"]\nnext-quote = \"]q\"\nsuspend = []\n```\n\n\
         Letters run together (`gg`), other keys have names parted by spaces: `Enter`, `Esc`, `Tab`, `S-Tab`, `Space`, `Backspace`,\n\
         `Delete`, `Up`, `Down`, `Left`, `Right`, `Home`, `End`, `PageUp`, `PageDown`, `F1` to `F12`, `C-x` with Control, `A-x` with Alt.\n\
         A key given to one command is taken from the others. Ready-made sets: `vim`",
    );
    for (name, _) in PRESETS {
        page.push_str(&format!(", `{name}`"));
    }
    page.push_str(
        ".\n\n## `themes/NAME.toml`\n\nOne line for each role: `bold`, `dim`, `italic`, `underline`, `reverse`, `strike`, a colour (`#8cc7ff`, `blue`,\n\
         `light-blue`, `0` to `255`), `on` and a colour for the ground. A role left out looks like the text around it.\n\n\
         ```toml\nheadline = \"bold #f5f1e6\"\nchosen = \"on #3a3f2b\"\n```\n\nRoles:",
    );
    let roles: Vec<String> = ROLES.iter().map(|(_, name)| format!(" `{name}`")).collect();
    page.push_str(&roles.join(","));
    page.push_str(".\n");
    check_page("settings.md", &page);
}
