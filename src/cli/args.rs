//! The command line: what is asked for, and the inputs that paths stand for.

use std::path::PathBuf;
use std::sync::Arc;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Parser, Subcommand};

use super::how::How;
use super::library::LibraryCommand;
use crate::sources::leaf::Wishes;
use crate::sources::web::address;
use crate::sources::{Input, Order, format};

/// A terminal news reader that knows who said what.
///
/// Without a path it opens the edition that comes with the program.
#[derive(Debug, Parser)]
#[command(name = "quotidian", version, disable_help_subcommand = true)]
pub struct Args {
    /// Files, folders or web addresses to open, or - for standard input
    ///
    /// A file that has the name of a subcommand is reached as ./extract or after --.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the articles with their quotes and people instead of opening the reader
    #[arg(long)]
    pub plain: bool,
    /// The library, when it is not the usual one (also in the environment: QUOTIDIAN_LIBRARY)
    #[arg(long, global = true, value_name = "FILE")]
    pub library: Option<PathBuf>,
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
        let parsed = Self::try_parse().map_err(discreet);
        parsed.and_then(Self::checked).unwrap_or_else(|error| error.exit())
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
    /// What is done with the library.
    #[command(flatten)]
    Library(LibraryCommand),
}

impl Args {
    /// What was asked for, if it fits together: all that stands before a subcommand but `--library` is for opening the
    /// reader.
    ///
    /// # Errors
    /// When it does not.
    fn checked(self) -> Result<Self, clap::Error> {
        let for_reader = self.plain || self.how.format.is_some() || !self.how.fields.is_empty();
        if self.command.is_some() && (for_reader || !self.paths.is_empty()) {
            let words = "what stands before a subcommand is for the reader; leave it out, or give it after the subcommand";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, words));
        }
        Ok(self)
    }
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
    fn the_library_is_named_anywhere_and_the_readers_wishes_only_for_it() {
        for words in
            [&["quotidian", "--library", "x.db", "undo"][..], &["quotidian", "undo", "--library", "x.db"]]
        {
            let args = parse(words).checked().expect("right usage");
            assert!(matches!(args.command, Some(Command::Library(LibraryCommand::Undo))));
            assert_eq!(args.library, Some("x.db".into()));
        }
        assert!(
            parse(&["quotidian", "--library", "x.db"]).checked().is_ok_and(|args| args.command.is_none())
        );
        assert!(parse(&["quotidian", "a.txt", "undo"]).checked().is_ok_and(|args| args.paths.len() == 2));
        assert!(parse(&["quotidian", "--plain", "undo"]).checked().is_err());
        assert!(parse(&["quotidian", "--format", "text", "undo"]).checked().is_err());
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
