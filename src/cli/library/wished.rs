//! What is wished of a subscription, as the command line says it. A secret never stands there, only where it is to be had.

use clap::{Args, ValueEnum};

use crate::library::{FullText, SourceWishes};
use crate::sources::secret;

/// What is wished of a subscription.
#[derive(Clone, Debug, Default, Args)]
pub struct Wished {
    /// Minutes between two fetches; 0 is the program's own measure
    #[arg(long, group = "wish", value_name = "MINUTES")]
    pub every: Option<u32>,
    /// Whether the pages of entries are fetched for their full text
    #[arg(long, group = "wish", value_enum)]
    pub full_text: Option<WhichFull>,
    /// A header line that is sent along; without a value it is no longer sent; may be repeated
    #[arg(long = "header", group = "wish", value_name = "NAME: VALUE", value_parser = header)]
    pub headers: Vec<(String, String)>,
    /// The name to sign in with; empty is none
    #[arg(long, group = "wish", value_name = "NAME")]
    pub user: Option<String>,
    /// Where the password is to be had: env:NAME, command:LINE or keyring:NAME; empty is none
    #[arg(long, group = "wish", value_name = "WHERE", value_parser = password)]
    pub password: Option<String>,
    /// Days that `prune` leaves its articles alone; 0 is as `prune` is told
    #[arg(long, group = "wish", value_name = "DAYS")]
    pub keep: Option<u32>,
}

impl Wished {
    /// Makes the wishes that there are what is wished now.
    pub fn apply(self, wishes: &mut SourceWishes) {
        for (place, wish) in [(&mut wishes.user, self.user), (&mut wishes.password, self.password)] {
            if let Some(wish) = wish {
                wish.trim().clone_into(place);
            }
        }
        if let Some(minutes) = self.every {
            wishes.every = Some(minutes).filter(|minutes| *minutes > 0);
        }
        if let Some(days) = self.keep {
            wishes.keep = Some(days).filter(|days| *days > 0);
        }
        if let Some(which) = self.full_text {
            wishes.full_text = match which {
                WhichFull::Short => FullText::Short,
                WhichFull::Always => FullText::Always,
                WhichFull::Never => FullText::Never,
            };
        }
        for (name, value) in self.headers {
            wishes.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
            if !value.is_empty() {
                wishes.headers.push((name, value));
            }
        }
    }
}

/// Whose pages are fetched for their full text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WhichFull {
    /// Of entries that are short.
    Short,
    /// Of every entry.
    Always,
    /// Of none.
    Never,
}

/// A name and a value with a colon between them. A secret can't stand in it.
fn header(words: &str) -> Result<(String, String), String> {
    let (name, value) = words.split_once(':').ok_or("write NAME: VALUE, as in Accept-Language: en")?;
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.!#$%&'*+^`|~".contains(c)) {
        return Err(format!("“{name}” is no name of a header"));
    }
    if value.chars().any(char::is_control) {
        return Err("a value has no line breaks or control characters".to_owned());
    }
    if !value.is_empty() {
        secret::check_header(name, value)?;
    }
    Ok((name.to_owned(), value.to_owned()))
}

/// Where a password is to be had, never the password.
fn password(words: &str) -> Result<String, String> {
    if !words.is_empty() {
        secret::check(words)?;
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_never_taken_themselves() {
        assert!(password("hunter2").is_err());
        assert!(password("env:").is_err());
        assert_eq!(password("env:NEWS").as_deref(), Ok("env:NEWS"));
        assert_eq!(password("").as_deref(), Ok(""));
        assert!(header("Authorization: Bearer abc").is_err());
        assert!(header("no colon").is_err());
        assert!(header("bad name: x").is_err());
        assert!(header("X: a\nb").is_err());
        for (words, name, value) in [
            ("Authorization: Bearer {env:NEWS}", "Authorization", "Bearer {env:NEWS}"),
            ("Accept-Language: en", "Accept-Language", "en"),
            ("Cookie:", "Cookie", ""),
        ] {
            assert_eq!(header(words), Ok((name.to_owned(), value.to_owned())));
        }
    }
}
