//! The values of operators: what was written after the colon, made sense of.
//!
//! A value that makes no sense gives words that say what is wanted.

use super::days::{Day, Side};
use super::folded;
use super::parse::nothing_in;
use super::phrase::Phrase;
use super::term::{FEATURES, KINDS, STATES, Sense};

/// What was written after the colon.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    /// The words, without quotation marks.
    pub(super) words: &'a str,
    /// A star stood behind it.
    pub(super) star: bool,
}

type Made = Result<Sense, String>;

pub(super) fn who(value: &Value<'_>) -> Made {
    phrase(value).map(Sense::Who)
}

pub(super) fn said(value: &Value<'_>) -> Made {
    phrase(value).map(Sense::Said)
}

pub(super) fn about(value: &Value<'_>) -> Made {
    phrase(value).map(Sense::About)
}

pub(super) fn source(value: &Value<'_>) -> Made {
    phrase(value).map(Sense::Source)
}

pub(super) fn by(value: &Value<'_>) -> Made {
    phrase(value).map(Sense::By)
}

pub(super) fn tag(value: &Value<'_>) -> Made {
    phrase(value).map(Sense::Tag)
}

/// Words, with a star for the beginning of one.
pub(super) fn phrase(value: &Value<'_>) -> Result<Phrase, String> {
    let mut phrase = Phrase::new(value.words);
    phrase.prefix |= value.star;
    if phrase.is_empty() {
        return Err(nothing_in(value.words));
    }
    Ok(phrase)
}

pub(super) fn folder(value: &Value<'_>) -> Made {
    let levels = levels(value.words);
    if levels.is_empty() {
        return Err(format!("`{}` is no folder", value.words));
    }
    Ok(Sense::In(levels))
}

/// The levels of a folder, folded; those without letters and digits are none.
pub(super) fn levels(folder: &str) -> Vec<Vec<String>> {
    folder.split('/').map(folded::words).filter(|words| !words.is_empty()).collect()
}

pub(super) fn speaker_type(value: &Value<'_>) -> Made {
    let word = value.words.to_lowercase();
    let kind = KINDS.iter().find(|kind| kind.name() == word);
    kind.map(|kind| Sense::SpeakerType(*kind)).ok_or_else(|| unknown(value))
}

pub(super) fn state(value: &Value<'_>) -> Made {
    chosen(STATES, value).map(Sense::Is)
}

pub(super) fn feature(value: &Value<'_>) -> Made {
    chosen(FEATURES, value).map(Sense::Has)
}

fn chosen<T: Copy>(known: &[(&str, T)], value: &Value<'_>) -> Result<T, String> {
    let word = value.words.to_lowercase();
    known.iter().find(|(name, _)| *name == word).map(|(_, sense)| *sense).ok_or_else(|| unknown(value))
}

pub(super) fn after(value: &Value<'_>) -> Made {
    day(value).map(|day| Sense::When(Side::After, day))
}

pub(super) fn before(value: &Value<'_>) -> Made {
    day(value).map(|day| Sense::When(Side::Before, day))
}

pub(super) fn on(value: &Value<'_>) -> Made {
    day(value).map(|day| Sense::When(Side::On, day))
}

fn day(value: &Value<'_>) -> Result<Day, String> {
    Day::named(value.words).ok_or_else(|| {
        format!(
            "`{}` is no day; write it as 2021-12-01, 2021-12, 2021, today, yesterday, monday, 3d, 2w or \"last week\"",
            value.words
        )
    })
}

pub(super) fn lang(value: &Value<'_>) -> Made {
    let word = value.words.to_lowercase();
    let fits = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if fits { Ok(Sense::Lang(word)) } else { Err(unknown(value)) }
}

pub(super) fn length(value: &Value<'_>) -> Made {
    let words: String = value.words.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    let number = |digits: &str| digits.parse::<u64>().map_err(|_| unknown(value));
    let (least, most) = if let Some(digits) = words.strip_prefix(">=") {
        (number(digits)?, u64::MAX)
    } else if let Some(digits) = words.strip_prefix("<=") {
        (0, number(digits)?)
    } else if let Some(digits) = words.strip_prefix('>') {
        (number(digits)?.saturating_add(1), u64::MAX)
    } else if let Some(digits) = words.strip_prefix('<') {
        (0, number(digits)?.checked_sub(1).ok_or_else(|| "nothing is shorter than nothing".to_owned())?)
    } else if let Some((least, most)) = words.split_once("..") {
        let least = if least.is_empty() { 0 } else { number(least)? };
        (least, if most.is_empty() { u64::MAX } else { number(most)? })
    } else {
        let exact = number(words.strip_prefix('=').unwrap_or(&words))?;
        (exact, exact)
    };
    if least > most {
        return Err(format!("nothing is as long as {least} and as short as {most}"));
    }
    Ok(Sense::Length(least, most))
}

fn unknown(value: &Value<'_>) -> String {
    format!("`{}` is not known here", value.words)
}
