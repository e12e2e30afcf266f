//! The command line: what is asked for, and the inputs that paths stand for.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::sources::Input;

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
    /// Text files or folders to open, or - for standard input
    ///
    /// A file that has the name of a subcommand is reached as ./extract or after --.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the articles with their quotes and people instead of opening the reader
    #[arg(long)]
    pub plain: bool,
    /// What to do instead of opening the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print one JSON object per article: structure, quotes, speakers and people
    Extract {
        /// Text files or folders, or - for standard input; without any, the edition that comes with the program
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Print the JSON Schema of the objects instead
        #[arg(long, conflicts_with = "explain")]
        schema: bool,
        /// Print, as plain text, what was weighed for the speaker of every quote
        #[arg(long)]
        explain: bool,
    },
    /// List the input formats and what they keep of an article
    Formats,
}

/// The inputs that `paths` stand for: the embedded edition when there are none.
#[must_use]
pub fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    if paths.is_empty() {
        return vec![Input::Edition];
    }
    let input = |path: &PathBuf| match path.to_str() {
        Some("-") => Input::Stdin,
        _ => Input::Path(path.clone()),
    };
    paths.iter().map(input).collect()
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
    fn a_path_with_a_subcommands_name_can_be_reached() {
        assert!(parse(&["quotidian", "extract"]).command.is_some());
        for words in [&["quotidian", "./extract"][..], &["quotidian", "--", "extract"]] {
            let args = parse(words);
            assert!(args.command.is_none());
            assert_eq!(args.paths.len(), 1);
        }
    }

    #[test]
    fn a_dash_is_standard_input_and_nothing_is_the_edition() {
        assert_eq!(inputs(&[]), [Input::Edition]);
        assert_eq!(inputs(&["-".into(), "a".into()]), [Input::Stdin, Input::Path("a".into())]);
    }
}
