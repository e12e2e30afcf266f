//! Dates and times as articles write them, made ISO 8601 and no more exact than the words.

use jiff::civil;

use super::shapes::last;
use crate::reading::block::Stamp;
use crate::text::Span;

/// When an article says it was published and changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps {
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
}

/// Lines of more bytes than this are no date lines.
const LONGEST: usize = 160;

/// The months, in order.
#[rustfmt::skip]
pub const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
];

const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words that announce a date.
const PUBLISHED: &[&str] = &["published", "posted", "issued", "filed", "created", "date"];

/// Words that announce the date of a change.
const UPDATED: &[&str] = &["updated", "modified", "edited", "revised"];

/// Words that may stand between.
const FILLERS: &[&str] =
    &["on", "at", "last", "first", "and", "the", "of", "th", "local", "time", "min", "read"];

/// Names of zones and their distance from UTC; those with two meanings (`ET`, `IST`) are left out.
#[rustfmt::skip]
pub const ZONES: &[(&str, &str)] = &[
    ("z", "Z"), ("gmt", "Z"), ("utc", "Z"), ("bst", "+01:00"), ("cet", "+01:00"), ("cest", "+02:00"),
    ("est", "-05:00"), ("edt", "-04:00"), ("cst", "-06:00"), ("cdt", "-05:00"),
    ("mst", "-07:00"), ("mdt", "-06:00"), ("pst", "-08:00"), ("pdt", "-07:00"),
];

/// A word of a date line.
#[derive(Clone, Debug)]
struct Atom {
    /// In lower case, without periods at its ends.
    word: String,
    span: Span,
}

/// Reads the line at `place` as a date line: a date with nothing beside it, or with a label like
/// `Published:` and few other words.
#[must_use]
pub fn line(text: &str, place: Span) -> Option<Stamps> {
    let atoms = atoms(text, place)?;
    let is_update = |atom: &Atom| UPDATED.contains(&atom.word.as_str());
    let labelled = atoms.iter().any(|atom| is_update(atom) || PUBLISHED.contains(&atom.word.as_str()));
    let cut = atoms.iter().position(is_update).unwrap_or(atoms.len());
    let (before, after) = atoms.split_at(cut);
    let (published, left) = stamp(before);
    let (updated, left_too) = stamp(after);
    let rest = left + left_too;
    let stamps = Stamps { published, updated };
    let relative = atoms.len() <= 6 && is_relative(&atoms, labelled);
    let dated = stamps != Stamps::default() && (rest == 0 || (labelled && rest <= 4));
    (dated || relative).then_some(stamps)
}

/// `Updated 2 hours ago`, `5 min read`: about the time, but no date.
fn is_relative(atoms: &[Atom], labelled: bool) -> bool {
    let is = |n: usize, words: &[&str]| atoms.get(n).is_some_and(|atom| words.contains(&atom.word.as_str()));
    let numbered =
        |n: usize| atoms.get(n).is_some_and(|atom| atom.word.bytes().all(|byte| byte.is_ascii_digit()));
    let (last, count) = (atoms.len().saturating_sub(1), atoms.len());
    let units = &["minute", "minutes", "min", "mins", "hour", "hours", "day", "days", "week", "weeks"];
    let ago = is(last, &["ago"]) && count >= 3 && is(last - 1, units) && numbered(last - 2);
    (ago && (labelled || count == 3)) || (count == 3 && is(last, &["read"]) && is(1, units) && numbered(0))
}

/// The date that ends the stretch at `place` (`… ants Tuesday, September 1, 2015`), with its weekday.
#[must_use]
pub fn at_end(text: &str, place: Span) -> Option<Stamp> {
    let words = place.of(text);
    let tail = last(words, 45).to_ascii_lowercase();
    let from = words.len() - tail.len();
    let start = from + DAYS.iter().filter_map(|day| tail.find(&format!("{day}, "))).min()?;
    let span = Span::new(place.start() + start, place.end());
    line(text, span)?.published.map(|stamp| Stamp { span, ..stamp })
}

fn atoms(text: &str, place: Span) -> Option<Vec<Atom>> {
    let words = place.of(text);
    if words.len() > LONGEST || !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut list = Vec::new();
    let inside = |c: char| c.is_alphanumeric() || matches!(c, ':' | '.' | '-' | '+');
    let mut at = 0;
    for piece in words.split(|c| !inside(c)) {
        let start = place.start() + at;
        at += piece.len() + words.get(at + piece.len()..)?.chars().next().map_or(0, char::len_utf8);
        let word = piece.trim_matches(['.', ':', '-']).to_lowercase();
        if !word.is_empty() {
            let lead = piece.len() - piece.trim_start_matches(['.', ':', '-']).len();
            let span = Span::new(start + lead, start + piece.len());
            list.push(Atom { word, span });
        }
    }
    Some(list)
}

/// The date and time among `atoms`, and how many other words there are.
fn stamp(atoms: &[Atom]) -> (Option<Stamp>, usize) {
    let Some((date, from, to)) = (0..atoms.len()).find_map(|at| date_at(atoms, at)) else {
        let rest = atoms.iter().filter(|atom| !is_filler(&atom.word)).count();
        return (None, rest);
    };
    let mut used = vec![false; atoms.len()];
    used[from..to].fill(true);
    let mut iso = date;
    let mut span = atoms[from].span.cover(atoms[to - 1].span);
    if iso.len() == 10
        && let Some((time, at, end)) =
            (0..atoms.len()).filter(|&at| !used[at]).find_map(|at| time_at(atoms, at))
    {
        used[at..end].fill(true);
        iso.push_str(&time);
        span = span.cover(atoms[at].span).cover(atoms[end - 1].span);
    }
    let rest = atoms.iter().zip(&used).filter(|(atom, used)| !**used && !is_filler(&atom.word)).count();
    (Some(Stamp { span, iso }), rest)
}

fn is_filler(word: &str) -> bool {
    let listed = |list: &[&str]| list.contains(&word);
    listed(FILLERS)
        || listed(PUBLISHED)
        || listed(UPDATED)
        || is_weekday(word)
        || ZONES.iter().any(|(name, _)| *name == word)
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3
        && DAYS.iter().any(|day| day.starts_with(word) && (word.len() <= 5 || word.len() == day.len()))
}

/// A date that starts at atom `at`: in ISO form, with the atoms it takes.
fn date_at(atoms: &[Atom], at: usize) -> Option<(String, usize, usize)> {
    let word = |n: usize| atoms.get(n).map_or("", |atom| atom.word.as_str());
    if let Some(iso) = iso_date(word(at)) {
        return Some((iso, at, at + 1));
    }
    let (month, day, year) = match (month(word(at)), month(word(at + 1))) {
        (Some(month), _) => (month, day(word(at + 1))?, year(word(at + 2))?),
        (None, Some(month)) => (month, day(word(at))?, year(word(at + 2))?),
        (None, None) => return None,
    };
    let date = civil::Date::new(year, month, day).ok()?;
    Some((date.to_string(), at, at + 3))
}

/// `2021-12-04`, `2021-12-04t10:30:00z`, `4.12.2021`.
fn iso_date(word: &str) -> Option<String> {
    if let Ok(date) = word.parse::<civil::Date>() {
        let with_time = word.contains('t') && word.parse::<civil::DateTime>().is_ok()
            || word.parse::<jiff::Timestamp>().is_ok();
        return Some(if with_time { word.to_uppercase() } else { date.to_string() });
    }
    if word.parse::<jiff::Timestamp>().is_ok() {
        return Some(word.to_uppercase());
    }
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4;
    let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    whole.then(|| date.to_string())
}

fn month(word: &str) -> Option<i8> {
    let fits = |month: &&str| {
        word.len() >= 3 && month.starts_with(word) && (word.len() <= 4 || word.len() == month.len())
    };
    let at = MONTHS.iter().position(fits)?;
    i8::try_from(at + 1).ok()
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1500..=2999).contains(year))
}

/// A time that starts at atom `at`: `T10:30`, with the zone if there is one, and the atoms it takes.
fn time_at(atoms: &[Atom], at: usize) -> Option<(String, usize, usize)> {
    let word = |n: usize| atoms.get(n).map_or_else(String::new, |atom| atom.word.replace('.', ""));
    let first = &atoms.get(at)?.word;
    let digits = first.find(|c: char| c.is_alphabetic()).unwrap_or(first.len());
    let (clock, glued) = first.split_at_checked(digits)?;
    let mut end = at + 1;
    let mut half = glued.replace('.', "");
    if half.is_empty() && matches!(word(end).as_str(), "am" | "pm") {
        half = word(end);
        end += 1;
    }
    let (hour, minute) = match clock.trim_end_matches('.').split_once([':', '.']) {
        Some((hour, minute)) => (hour.parse::<i8>().ok()?, minute.get(..2)?.parse::<i8>().ok()?),
        None => (clock.parse::<i8>().ok().filter(|_| !half.is_empty())?, 0),
    };
    let hour = match half.as_str() {
        "" => hour,
        "am" => hour % 12,
        "pm" => hour % 12 + 12,
        _ => return None,
    };
    civil::Time::new(hour, minute, 0, 0).ok()?;
    let zone = ZONES.iter().find(|(name, _)| *name == word(end));
    let end = end + usize::from(zone.is_some());
    Some((format!("T{hour:02}:{minute:02}{}", zone.map_or("", |(_, offset)| offset)), at, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, published: &str, updated: &str) {
        let stamps = line(words, Span::new(0, words.len())).unwrap_or_default();
        let iso = |stamp: &Option<Stamp>| stamp.as_ref().map_or("", |stamp| &stamp.iso).to_owned();
        assert_eq!(
            (iso(&stamps.published).as_str(), iso(&stamps.updated).as_str()),
            (published, updated),
            "{words}"
        );
    }

    #[test]
    fn dates_of_every_style_are_read() {
        check("Tuesday, September 1, 2015", "2015-09-01", "");
        check("Published 4 December 2031", "2031-12-04", "");
        check("Published: 2031-12-04", "2031-12-04", "");
        check("Published: 2031-12-04T10:30:00-05:00", "2031-12-04T10:30:00-05:00", "");
        check("Dec. 4, 2031, 5:43 PM EST", "2031-12-04T17:43-05:00", "");
        check(
            "Dec. 4, 2031, 5:43 PM EST / Updated Dec. 5, 2031, 8:20 a.m. EST",
            "2031-12-04T17:43-05:00",
            "2031-12-05T08:20-05:00",
        );
        check("First published on Sat 4 Dec 2031 14.00 GMT", "2031-12-04T14:00Z", "");
        check("Last modified on Sat 4th Dec 2031", "", "2031-12-04");
        check("Posted 10:30 AM, Dec 4, 2031", "2031-12-04T10:30", "");
        check("4.12.2031", "2031-12-04", "");
        for words in ["Updated 2 hours ago", "5 min read", "3 days ago"] {
            assert_eq!(line(words, Span::new(0, words.len())), Some(Stamps::default()), "{words}");
        }
    }

    #[test]
    fn sentences_and_impossible_dates_are_no_date_lines() {
        check("The harbour opened on December 4, 2031", "", "");
        check("Published 31 February 2031", "", "");
        check("Published yesterday", "", "");
        check("May 2031", "", "");
    }

    #[test]
    fn a_date_at_the_end_of_a_headline_is_found() {
        let words = "Ferry sails again Tuesday, September 1, 2015";
        let stamp = at_end(words, Span::new(0, words.len())).expect("a date");
        assert_eq!((stamp.span.of(words), stamp.iso.as_str()), ("Tuesday, September 1, 2015", "2015-09-01"));
    }
}
