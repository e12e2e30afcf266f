//! Secrets: passwords and tokens, had from where the reader says only when they are needed.
//!
//! What is kept of one is where it is to be had; itself it is in no message, no debug output and no file.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, ErrorKind, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use std::{env, fmt, thread};

/// How places are written, for those who wrote none.
const PLACES: &str = "write env:NAME, command:LINE or keyring:SERVICE";

/// A command gets so long to give a secret: it may have to ask for a passphrase.
const WHOLE: Duration = Duration::from_secs(30);

/// No secret is longer, in bytes.
const LONGEST: u64 = 64 << 10;

/// A secret; debug output does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

impl Secret {
    /// Gets the secret from its place: `env:NAME`, a variable of the environment; `command:LINE`, the first line that a
    /// command of the shell gives; `keyring:SERVICE` or `keyring:SERVICE/ACCOUNT`, the keyring of the system.
    ///
    /// # Errors
    /// A line that says why there is none, and what to do; also for words that name no place.
    pub fn of(words: &str) -> Result<Self, String> {
        let secret = match Place::of(words)? {
            Place::Variable(name) => variable(name),
            Place::Command(line) => shell(line),
            Place::Keyring { service, account } => keyring(service, account),
        };
        secret.map(Secret)
    }

    /// The secret itself, to be sent.
    #[must_use]
    pub fn reveal(self) -> String {
        self.0
    }
}

/// Checks that words name a place where a secret can be had, without having it.
///
/// # Errors
/// How to write one. The words are not repeated: they may be the secret.
pub fn check(words: &str) -> Result<(), String> {
    Place::of(words).map(|_| ())
}

/// Checks a header line that is to be kept: one whose name tells that it holds a secret must say where it is to be had.
///
/// # Errors
/// How to write it. The value is not repeated.
pub fn check_header(name: &str, value: &str) -> Result<(), String> {
    let pieces = pieces(value)?;
    let lower = name.to_ascii_lowercase();
    let telling = ["auth", "cookie", "key", "password", "secret", "token"];
    if telling.iter().any(|word| lower.contains(word)) && !pieces.iter().any(Result::is_err) {
        return Err(format!(
            "the header line {name} holds a secret, which is not kept; say where it is to be had, \
             such as \"{name}: {{env:TOKEN}}\""
        ));
    }
    Ok(())
}

/// The value of a header line with its secrets filled in: `Bearer {env:TOKEN}`. Other braces stay as they are.
///
/// # Errors
/// As for [`Secret::of`].
pub fn fill(value: &str) -> Result<String, String> {
    let whole = |piece: Result<&str, &str>| match piece {
        Ok(words) => Ok(words.to_owned()),
        Err(place) => Secret::of(place).map(Secret::reveal),
    };
    pieces(value)?.into_iter().map(whole).collect()
}

/// Cuts a value into words (`Ok`) and places of secrets (`Err`).
fn pieces(value: &str) -> Result<Vec<Result<&str, &str>>, String> {
    let mut pieces = Vec::new();
    let mut rest = value;
    let kinds = ["{env:", "{command:", "{keyring:"];
    while let Some(at) = kinds.iter().filter_map(|kind| rest.find(kind)).min() {
        let (before, from) = rest.split_at(at);
        let end = closing(from).ok_or_else(|| {
            format!("a {} in a header line is not closed; add a }}", from.split(':').next().unwrap_or("{"))
        })?;
        pieces.push(Ok(before));
        pieces.push(Err(from.get(1..end).unwrap_or_default()));
        rest = from.get(end + 1..).unwrap_or_default();
    }
    pieces.push(Ok(rest));
    Ok(pieces)
}

/// Where the brace that `words` begin with is closed; commands have braces of their own.
fn closing(words: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in words.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where a secret is to be had.
enum Place<'a> {
    Variable(&'a str),
    Command(&'a str),
    Keyring { service: &'a str, account: Option<&'a str> },
}

impl<'a> Place<'a> {
    fn of(words: &'a str) -> Result<Self, String> {
        let words = words.trim();
        let Some((kind, rest)) = words.split_once(':').map(|(kind, rest)| (kind, rest.trim())) else {
            return Err(format!("a password or token is not kept itself; {PLACES}"));
        };
        match kind {
            "env" | "command" | "keyring" if rest.is_empty() => {
                Err(format!("{kind}: does not say which; {PLACES}"))
            }
            "env" if rest.contains(['=', '\0']) => {
                Err("env: is followed by what is no name of a variable; write env:NAME".to_owned())
            }
            "env" => Ok(Place::Variable(rest)),
            "command" => Ok(Place::Command(rest)),
            "keyring" => {
                let (service, account) = rest.split_once('/').map_or((rest, None), |(s, a)| (s, Some(a)));
                Ok(Place::Keyring { service, account: account.filter(|account| !account.is_empty()) })
            }
            _ => Err(format!("a password or token is not kept itself; {PLACES}")),
        }
    }
}

fn variable(name: &str) -> Result<String, String> {
    let Some(value) = env::var_os(name) else {
        return Err(format!("the environment has no {name}; set it before quotidian is started"));
    };
    let value = value.into_string().map_err(|_| format!("{name} of the environment is no text; mend it"))?;
    first(&value).ok_or_else(|| format!("{name} of the environment is empty; set it"))
}

/// The first line, unless it is empty.
fn first(output: &str) -> Option<String> {
    output.lines().next().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned)
}

fn shell(line: &str) -> Result<String, String> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.args([flag, line]);
    run(command, WHOLE).map_err(|failure| match failure {
        Failure::Missing => format!("there is no {shell} to run the command for the secret"),
        Failure::Told(what) => format!("the command for the secret {what}"),
    })
}

fn keyring(service: &str, account: Option<&str>) -> Result<String, String> {
    let (tool, words) = question(service, account)?;
    let mut command = Command::new(tool);
    command.args(words);
    run(command, WHOLE).map_err(|failure| match failure {
        Failure::Missing => {
            format!("the keyring is asked by {tool}, which is not there; install it, or {PLACES}")
        }
        Failure::Told(what) => {
            format!("the keyring has no secret of {service} to give: {tool} {what}; store it, or unlock the keyring")
        }
    })
}

/// The program that asks the keyring of this system, and what it is told.
fn question(service: &str, account: Option<&str>) -> Result<(&'static str, Vec<OsString>), String> {
    let (tool, begin, flag): (_, &[&str], _) = if cfg!(target_os = "macos") {
        ("security", &["find-generic-password", "-w", "-s"], "-a")
    } else if cfg!(unix) {
        ("secret-tool", &["lookup", "service"], "username")
    } else {
        return Err("keyrings of this system can't be asked yet; write env:NAME or command:LINE".to_owned());
    };
    let words = begin.iter().copied().chain([service]);
    let words = words.chain(account.into_iter().flat_map(|account| [flag, account]));
    Ok((tool, words.map(OsString::from).collect()))
}

/// Why a command gave no secret.
enum Failure {
    /// There is no such program.
    Missing,
    /// In words that the name of the command goes before.
    Told(String),
}

/// What is heard of a running command.
enum News {
    Output(String),
    Complaint(String),
    /// Well, or not.
    Ended(bool),
}

/// Runs a command without input and without the terminal; gives the first line of its output.
fn run(mut command: Command, whole: Duration) -> Result<String, Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::Missing,
        _ => Failure::Told(format!("can't be run ({error})")),
    })?;
    let id = child.id();
    let output = listen(&watch(child), id, whole)?;
    if output.len() as u64 >= LONGEST {
        return Err(Failure::Told("gives a line that is too long for a secret".to_owned()));
    }
    first(&output).ok_or_else(|| Failure::Told("gives nothing".to_owned()))
}

/// Has threads that read what a command says and wait for its end.
fn watch(mut child: Child) -> Receiver<News> {
    let (tell, news) = channel();
    hear(child.stdout.take(), tell.clone(), News::Output);
    hear(child.stderr.take(), tell.clone(), News::Complaint);
    thread::spawn(move || {
        // Whoever listened may have lost patience.
        let _ = tell.send(News::Ended(child.wait().is_ok_and(|status| status.success())));
    });
    news
}

/// Reads the first line on a thread; the rest is read and forgotten, so that the command can end.
fn hear<R: Read + Send + 'static>(source: Option<R>, tell: Sender<News>, news: fn(String) -> News) {
    thread::spawn(move || {
        let mut line = Vec::new();
        if let Some(source) = source {
            let mut source = BufReader::new(source.take(LONGEST));
            // What can't be read is as good as not said.
            let _ = source.read_until(b'\n', &mut line);
            let _ = tell.send(news(String::from_utf8_lossy(&line).into_owned()));
            let _ = std::io::copy(&mut source.into_inner().into_inner(), &mut std::io::sink());
        } else {
            let _ = tell.send(news(String::new()));
        }
    });
}

/// Waits for the command to end well and its output, or for its complaint; ends it when it takes too long. What it
/// leaves running in the background is not waited for.
fn listen(news: &Receiver<News>, id: u32, whole: Duration) -> Result<String, Failure> {
    let end = Instant::now() + whole;
    let (mut output, mut complaint, mut ended) = (None::<String>, None::<String>, None);
    loop {
        match (ended, output, complaint) {
            (Some(true), Some(output), _) => return Ok(output),
            (Some(false), _, Some(line)) => return Err(failed(&line)),
            (_, before, said) => (output, complaint) = (before, said),
        }
        match news.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(News::Output(line)) => output = Some(line),
            Ok(News::Complaint(line)) => complaint = Some(line),
            Ok(News::Ended(well)) => ended = Some(well),
            Err(_) => {
                kill(id);
                return Err(Failure::Told(format!("did not end within {} s", whole.as_secs_f32())));
            }
        }
    }
}

/// That the command failed, with the first line of why, if it said so.
fn failed(complaint: &str) -> Failure {
    let plain: String = complaint.chars().filter(|c| !c.is_control()).take(200).collect();
    let why = first(&plain).map_or_else(String::new, |line| format!(": {line}"));
    Failure::Told(format!("fails{why}"))
}

/// Ends a command that was started in a group of its own, with all that it has started.
fn kill(id: u32) {
    let (shell, flag, line) = if cfg!(windows) {
        ("cmd", "/C", format!("taskkill /F /T /PID {id}"))
    } else {
        ("sh", "-c", format!("kill -s KILL -- -{id}"))
    };
    let mut command = Command::new(shell);
    let quiet = command.args([flag, &line]).stdin(Stdio::null()).stdout(Stdio::null());
    // What has ended meanwhile can't be ended.
    let _ = quiet.stderr(Stdio::null()).status();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_come_from_where_they_are_said_to_be() {
        let check = |words: &str, expect: &str| {
            let said = Secret::of(words).map_or_else(|what| format!("! {what}"), Secret::reveal);
            assert_eq!(said, expect, "{words}");
        };
        check("env:CARGO_PKG_NAME", "quotidian");
        check(
            "env:NO_SUCH_NAME_HERE",
            "! the environment has no NO_SUCH_NAME_HERE; set it before quotidian is started",
        );
        check("moor-and-ferry", &format!("! a password or token is not kept itself; {PLACES}"));
        check("pass:moor-and-ferry", &format!("! a password or token is not kept itself; {PLACES}"));
        check("env: ", &format!("! env: does not say which; {PLACES}"));
        check("keyring:", &format!("! keyring: does not say which; {PLACES}"));
        check("env:A=b", "! env: is followed by what is no name of a variable; write env:NAME");
    }

    #[test]
    #[cfg(unix)]
    fn commands_give_their_first_line_or_say_why_not() {
        let check = |line: &str, expect: &str| {
            let said = Secret::of(&format!("command:{line}"))
                .map_or_else(|what| what.replace("the command for the secret", "!"), Secret::reveal);
            assert_eq!(said, expect, "{line}");
        };
        check("printf 'moor\\nuser: greta\\n'", "moor");
        check("printf moor", "moor");
        check("cat; echo moor", "moor");
        check("yes moor | head -c 9000000", "moor");
        check("echo moor; exit 3", "! fails");
        check(
            "echo moor; echo 'the store is \u{1b}locked' >&2; echo more >&2; exit 3",
            "! fails: the store is locked",
        );
        check("true", "! gives nothing");
        check("echo; echo moor", "! gives nothing");
        check("head -c 70000 /dev/zero | tr '\\0' a", "! gives a line that is too long for a secret");
    }

    #[test]
    #[cfg(unix)]
    fn a_command_that_does_not_end_is_ended_with_all_it_started() {
        let mut command = Command::new("sh");
        command.args(["-c", "cat /dev/tty; tail -f /dev/null & tail -f /dev/null"]);
        let Err(Failure::Told(what)) = run(command, Duration::from_millis(300)) else { panic!("it ended") };
        assert_eq!(what, "did not end within 0.3 s");
        // What goes on in the background is not waited for.
        assert_eq!(shell("timeout 5 tail -f /dev/null >&2 & echo moor").as_deref(), Ok("moor"));
    }

    #[test]
    fn a_tool_that_is_not_there_is_told_from_one_that_fails() {
        let missing = run(Command::new("no-such-tool-of-aldwick"), WHOLE);
        assert!(matches!(missing, Err(Failure::Missing)));
    }

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn the_keyring_is_asked_by_service_and_account() {
        let check = |service: &str, account: Option<&str>, expect: &str| {
            let (tool, words) = question(service, account).expect("a tool");
            let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
            assert_eq!(format!("{tool} {}", words.join("|")), expect);
        };
        check("alden post", None, "secret-tool lookup|service|alden post");
        check("alden", Some("greta"), "secret-tool lookup|service|alden|username|greta");
    }

    #[test]
    fn header_lines_are_filled_in() {
        let check = |value: &str, expect: &str| {
            let said = fill(value).unwrap_or_else(|what| format!("! {what}"));
            assert_eq!(said, expect, "{value}");
        };
        check("Bearer {env:CARGO_PKG_NAME}", "Bearer quotidian");
        check("a={env:CARGO_PKG_NAME}; b={env:CARGO_PKG_NAME}", "a=quotidian; b=quotidian");
        check("plain {words} {", "plain {words} {");
        check("Bearer {env:TOKEN", "! a {env in a header line is not closed; add a }");
        #[cfg(unix)]
        check("{command:echo moor | awk '{print $1}'}!", "moor!");
    }

    #[test]
    fn what_is_to_be_kept_names_a_place_and_is_never_shown() {
        assert!(check("command:pass show alden").is_ok() && check("keyring:alden/greta").is_ok());
        let said = check("moor-and-ferry").expect_err("plain");
        assert!(!said.contains("moor"), "{said}");
        let header = |name: &str, value: &str| check_header(name, value).err().unwrap_or_default();
        assert_eq!(header("Accept-Language", "de"), "");
        assert_eq!(header("Authorization", "Bearer {env:TOKEN}"), "");
        assert_eq!(
            header("X-Api-Key", "moor"),
            "the header line X-Api-Key holds a secret, which is not kept; say where it is to be had, \
             such as \"X-Api-Key: {env:TOKEN}\""
        );
        let secret = Secret::of("env:CARGO_PKG_NAME").expect("a secret");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
