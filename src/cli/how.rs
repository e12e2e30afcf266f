//! How inputs are read: what the user says of all of them, on every command line that has inputs.

use clap::builder::PossibleValuesParser;

use crate::sources::formats::FORMATS;

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
