//! The command line: what is asked for, and the inputs that paths stand for.

use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};

use crate::library::{FullText, SourceWishes};
use crate::sources::formats::FORMATS;
use crate::sources::leaf::Wishes;
use crate::sources::web::address;
use crate::sources::{Input, Order, format, secret};

/// A terminal news reader that knows who said what.
///
/// Without a path it opens the edition that comes with the program.
#[derive(Debug, Parser)]
#[command(
    name = "quotidian",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub struct Args {
    /// Files, folders or web addresses to open, or - for standard input
    ///
    /// A file that has the name of a subcommand is reached as ./extract or after --.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the articles with their quotes and people instead of opening the reader
    #[arg(long)]
    pub plain: bool,
    /// How inputs are read.
    #[command(flatten)]
    pub how: How,
    /// What to do instead of opening the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Args {
    /// What the command line asks for; ends the program when it is wrong, or asks for help.
    #[must_use]
    pub fn of_line() -> Self {
        Self::try_parse().unwrap_or_else(|error| discreet(error).exit())
    }
}

/// The error without what may be a secret.
fn discreet(mut error: clap::Error) -> clap::Error {
    let said = |argument: &ContextValue| argument.to_string();
    let argument = error.get(ContextKind::InvalidArg).map(said).unwrap_or_default();
    if ["--header", "--password"].iter().any(|name| argument.starts_with(name)) {
        error.insert(ContextKind::InvalidValue, ContextValue::String("…".to_owned()));
    }
    error
}

/// How inputs are read, however they look.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct How {
    /// Read all inputs in this format (`quotidian formats` lists them), however they look
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)), hide_possible_values = true)]
    pub format: Option<String>,
    /// Take a field of JSON or a table for one of ours, as in --field titre=headline; may be repeated
    #[arg(long = "field", value_name = "THEIRS=OURS", value_parser = field)]
    pub fields: Vec<(String, String)>,
}

/// Two names with `=` between them; theirs may hold one.
fn field(words: &str) -> Result<(String, String), String> {
    match words.rsplit_once('=').map(|(theirs, ours)| (theirs.trim(), ours.trim())) {
        Some((theirs, ours)) if !theirs.is_empty() && !ours.is_empty() => {
            Ok((theirs.to_owned(), ours.to_owned()))
        }
        _ => Err("write THEIRS=OURS, as in titre=headline".to_owned()),
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print one JSON object per article: structure, quotes, speakers and people
    Extract {
        /// Files, folders or web addresses, or - for standard input; without any, the edition that comes with the program
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Print the JSON Schema of the objects instead
        #[arg(long, conflicts_with = "explain")]
        schema: bool,
        /// Print, as plain text, what was weighed for the speaker of every quote
        #[arg(long)]
        explain: bool,
        /// How inputs are read.
        #[command(flatten)]
        how: How,
    },
    /// List the input formats and what they keep of an article
    Formats,
    /// Subscribe to feeds, folders and commands, and fetch them
    Add {
        /// A feed's address, or a page's that names one; a folder; an OPML file; or exec: and a command
        #[arg(value_name = "URL|FILE.opml|FOLDER|exec:COMMAND", required = true)]
        words: Vec<String>,
        /// What it is to be called
        #[arg(long)]
        name: Option<String>,
        /// The folder it is to stand in, levels parted by /
        #[arg(long)]
        folder: Option<String>,
        /// What is wished of it.
        #[command(flatten)]
        wishes: Wished,
        /// Only subscribe; nothing is fetched now
        #[arg(long)]
        no_fetch: bool,
    },
    /// Fetch what is new
    Fetch {
        /// Only these sources, by number, name or address
        #[arg(value_name = "SOURCE")]
        sources: Vec<String>,
        /// Only those whose time has come, as a timer wants it
        #[arg(long, conflicts_with = "sources")]
        due: bool,
    },
    /// Put articles into the library without a subscription
    Keep {
        /// Files, folders or web addresses, or - for standard input
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// How inputs are read.
        #[command(flatten)]
        how: How,
    },
}

/// What is wished of a source.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Wished {
    /// Minutes between two fetches
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub every: Option<u32>,
    /// Fetch pages for their full text: of entries that are cut short, always, or never
    #[arg(long, value_name = "WHEN", value_parser = PossibleValuesParser::new(["short", "always", "never"]))]
    pub full_text: Option<String>,
    /// A header line to send along, as in 'Authorization: Bearer {env:TOKEN}'; may be repeated
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    pub headers: Vec<(String, String)>,
    /// The name to sign in with
    #[arg(long)]
    pub user: Option<String>,
    /// Where the password is to be had: env:NAME, command:LINE or keyring:SERVICE/ACCOUNT
    #[arg(long, value_name = "PLACE", value_parser = secret)]
    pub password: Option<String>,
    /// Days that prune leaves its articles alone
    #[arg(long, value_name = "DAYS")]
    pub keep: Option<u32>,
}

impl Wished {
    /// Adds what is wished to the wishes there are.
    pub fn add_to(&self, wishes: &mut SourceWishes) {
        wishes.every = self.every.or(wishes.every);
        wishes.keep = self.keep.or(wishes.keep);
        match self.full_text.as_deref() {
            Some("short") => wishes.full_text = FullText::Short,
            Some("always") => wishes.full_text = FullText::Always,
            Some("never") => wishes.full_text = FullText::Never,
            _ => {}
        }
        if !self.headers.is_empty() {
            wishes.headers.clone_from(&self.headers);
        }
        for (wished, known) in [(&self.user, &mut wishes.user), (&self.password, &mut wishes.password)] {
            if let Some(wished) = wished {
                known.clone_from(wished);
            }
        }
    }
}

/// A header line that shows no secret.
fn header(words: &str) -> Result<(String, String), String> {
    let Some((name, value)) = words.split_once(':') else {
        return Err("write NAME: VALUE, as in 'Accept-Language: en'".to_owned());
    };
    let (name, value) = (name.trim(), value.trim());
    secret::check_header(name, value)?;
    Ok((name.to_owned(), value.to_owned()))
}

/// A place where a secret is to be had.
fn secret(words: &str) -> Result<String, String> {
    secret::check(words).map(|()| words.to_owned())
}

/// The inputs that `paths` stand for: the embedded edition when there are none.
#[must_use]
pub fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    if paths.is_empty() {
        return vec![Input::Edition];
    }
    let input = |path: &PathBuf| match path.to_str() {
        Some("-") => Input::Stdin,
        // A file that has such a name is meant before the address.
        Some(words) if address::is_address(words) && !path.exists() => Input::Url(words.to_owned()),
        _ => Input::Path(path.clone()),
    };
    paths.iter().map(input).collect()
}

/// What is to be loaded for `paths`; `known` are the names of fields that the settings give, after those of `how`.
#[must_use]
pub fn order(paths: &[PathBuf], how: &How, known: &[(String, String)]) -> Order {
    let fields = how.fields.iter().chain(known).cloned().collect();
    let format = how.format.as_deref().and_then(format::named).map(|format| format.name);
    Order { inputs: inputs(paths), wishes: Arc::new(Wishes { format, fields }), ..Order::default() }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(words: &[&str]) -> Args {
        Args::try_parse_from(words).expect("right usage")
    }

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn what_may_be_a_secret_is_not_repeated() {
        for words in [["--header", "Authorization: Bearer moor"], ["--password", "moor"]] {
            let words = ["quotidian", "add", "https://aldwick.example/", words[0], words[1]];
            let said = discreet(Args::try_parse_from(words).expect_err("wrong")).to_string();
            assert!(said.contains("say where") || said.contains("write env:NAME"), "{said}");
            assert!(!said.contains("moor"), "{said}");
        }
    }

    #[test]
    fn a_path_with_a_subcommands_name_can_be_reached() {
        assert!(parse(&["quotidian", "extract"]).command.is_some());
        for words in [&["quotidian", "./extract"][..], &["quotidian", "--", "extract"]] {
            let args = parse(words);
            assert!(args.command.is_none());
            assert_eq!(args.paths.len(), 1);
        }
    }

    #[test]
    fn wishes_are_taken_along_and_those_typed_come_first() {
        let args = parse(&[
            "quotidian",
            "--format",
            "text",
            "--field",
            "a=b=headline",
            "--field",
            "titre=deck",
            "x",
        ]);
        let order = order(&args.paths, &args.how, &[("titre".to_owned(), "headline".to_owned())]);
        assert_eq!(order.wishes.format, Some("text"));
        let fields: Vec<String> =
            order.wishes.fields.iter().map(|(theirs, ours)| format!("{theirs} {ours}")).collect();
        assert_eq!(fields, ["a=b headline", "titre deck", "titre headline"]);
        for words in [["--format", "papyrus"], ["--field", "titre"], ["--field", "=headline"]] {
            let words = ["quotidian", words[0], words[1]];
            assert!(Args::try_parse_from(words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn a_dash_is_standard_input_and_nothing_is_the_edition() {
        assert_eq!(inputs(&[]), [Input::Edition]);
        assert_eq!(inputs(&["-".into(), "a".into()]), [Input::Stdin, Input::Path("a".into())]);
    }
}
