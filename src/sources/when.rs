//! Moments as files write them: ISO 8601, RFC 2822, epoch numbers and dates in words, all made ISO 8601.
//!
//! What comes out is never more exact than what went in, and what can be read two ways (`05/04/2031`) is not read.

use jiff::{Timestamp, civil};

use super::draft::Moment;
use crate::reading::structure::dates::{MONTHS, ZONES};

/// Words of more bytes than this are no date.
const LONGEST: usize = 100;

/// More words than this beside a date make it a sentence.
const OTHERS: usize = 6;

/// The months in the languages that newsrooms write them in besides English; without accents.
#[rustfmt::skip]
const ABROAD: &[&[&str]] = &[
    &["januar", "janvier", "enero", "gennaio", "janeiro", "januari", "janner"],
    &["februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "feber"],
    &["marz", "mars", "marzo", "marco", "maart"],
    &["april", "avril", "abril", "aprile"],
    &["mai", "mayo", "maggio", "maio", "mei", "maj"],
    &["juni", "juin", "junio", "giugno", "junho"],
    &["juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aout", "agosto", "augustus", "augusti"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["dezember", "decembre", "diciembre", "dicembre", "dezembro", "december"],
];

/// A piece of a date.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    /// Digits.
    Number(String),
    /// Letters, in lower case and without accents.
    Word(String),
    /// Anything else.
    Sign(char),
}

/// The moment that `words` name.
#[must_use]
pub fn moment(words: &str) -> Option<Moment> {
    iso(words).map(Moment::of)
}

/// `words` as ISO 8601 (`2031-05`, `2031-05-04`, `2031-05-04T10:30`, `2031-05-04T10:30:00-05:00`), as exact as they are.
///
/// Midnight to the second without a zone is how programs write a date that had no time, and becomes the date.
#[must_use]
pub fn iso(words: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    let wrapped = words.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/"));
    let whole = wrapped.unwrap_or(words);
    let (whole, _) = whole.split_once('.').filter(|(_, rest)| is_digits(rest)).unwrap_or((whole, ""));
    if is_digits(whole) && whole.len() != 4 && whole.len() != 8 && whole.len() != 14 {
        return whole.parse().ok().and_then(epoch);
    }
    let mut pieces = pieces(words);
    let time = take_time(&mut pieces);
    let (day, compact) = take_date(&mut pieces)?;
    let others = pieces.iter().filter(|piece| !matches!(piece, Piece::Sign(_))).count();
    let time = time.or(compact).filter(|time| day.len() == 10 && time != "T00:00:00");
    (others <= OTHERS).then(|| day + &time.unwrap_or_default())
}

/// The moment so long after the start of 1970: seconds, milliseconds, microseconds or nanoseconds, as the size tells.
/// `None` outside of the years 1973 to 2100.
#[must_use]
pub fn epoch(number: i64) -> Option<String> {
    let seconds = match number {
        100_000_000..=4_102_444_800 => number,
        100_000_000_000..=4_102_444_800_000 => number / 1_000,
        100_000_000_000_000..=4_102_444_800_000_000 => number / 1_000_000,
        100_000_000_000_000_000..=4_102_444_800_000_000_000 => number / 1_000_000_000,
        _ => return None,
    };
    Timestamp::from_second(seconds).ok().map(|stamp| stamp.to_string())
}

fn is_digits(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit())
}

fn pieces(words: &str) -> Vec<Piece> {
    let mut list: Vec<Piece> = Vec::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        match (list.last_mut(), plain(c)) {
            (_, '\u{300}'..='\u{36f}') => {}
            (Some(Piece::Number(digits)), c) if c.is_ascii_digit() => digits.push(c),
            (Some(Piece::Word(word)), c) if c.is_alphabetic() => word.push(c),
            (Some(Piece::Sign(' ')), c) if c.is_whitespace() => {}
            (_, c) if c.is_ascii_digit() => list.push(Piece::Number(c.into())),
            (_, c) if c.is_alphabetic() => list.push(Piece::Word(c.into())),
            (_, c) => list.push(Piece::Sign(if c.is_whitespace() { ' ' } else { c })),
        }
    }
    list
}

/// The letter without its accent, for those that names of months have.
fn plain(c: char) -> char {
    match c {
        'ä' | 'á' | 'à' | 'â' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ú' | 'ü' => 'u',
        'ç' => 'c',
        '−' => '-',
        c => c,
    }
}

/// The pieces from `at` on, for matching by their shape.
struct View<'a>(&'a [Piece], usize);

impl View<'_> {
    fn digits(&self, n: usize) -> &str {
        match self.0.get(self.1 + n) {
            Some(Piece::Number(digits)) => digits,
            _ => "",
        }
    }

    fn word(&self, n: usize) -> &str {
        match self.0.get(self.1 + n) {
            Some(Piece::Word(word)) => word,
            _ => "",
        }
    }

    fn sign(&self, n: usize) -> Option<char> {
        match self.0.get(self.1 + n) {
            Some(Piece::Sign(c)) => Some(*c),
            _ => None,
        }
    }

    /// A number of one or two digits.
    fn small(&self, n: usize) -> Option<i8> {
        Some(self.digits(n)).filter(|digits| digits.len() <= 2)?.parse().ok()
    }

    fn year(&self, n: usize) -> Option<i16> {
        let digits = self.digits(n);
        digits.parse().ok().filter(|year| digits.len() == 4 && (1500..=2999).contains(year))
    }

    /// The next piece after `n` signs and small words are passed over.
    fn past(&self, mut n: usize) -> usize {
        while matches!(self.sign(n), Some(' ' | '.' | ',' | '-'))
            || matches!(self.word(n), "de" | "of" | "del")
        {
            n += 1;
        }
        n
    }
}

/// Takes the time of day out: `T10:30:00-05:00`, or without the zone.
fn take_time(pieces: &mut Vec<Piece>) -> Option<String> {
    (0..pieces.len()).find_map(|at| {
        let (time, end) = time_at(pieces, at)?;
        let start = if at > 0 && pieces[at - 1] == Piece::Word("t".into()) { at - 1 } else { at };
        pieces.splice(start..end, [Piece::Sign(' ')]);
        Some(time)
    })
}

fn time_at(pieces: &[Piece], at: usize) -> Option<(String, usize)> {
    let view = View(pieces, at);
    let hour = view.small(0).filter(|_| at == 0 || pieces[at - 1] != Piece::Sign(':'))?;
    let (mut clock, mut n) = ((hour, 0, None), 1);
    let parted = view.sign(1) == Some(':') || view.word(1) == "h";
    if parted && view.digits(2).len() == 2 {
        (clock.1, n) = (view.small(2)?, 3);
        if view.sign(3) == Some(':') && view.digits(4).len() == 2 {
            (clock.2, n) = (view.small(4), 5);
            // Fractions of a second are of no use to anyone.
            n += if matches!(view.sign(5), Some('.' | ',')) && !view.digits(6).is_empty() { 2 } else { 0 };
        }
    }
    let half = n + usize::from(view.sign(n) == Some(' '));
    let half_end = match (view.word(half), view.sign(half + 1), view.word(half + 2)) {
        ("am" | "pm", ..) => half + 1,
        ("a" | "p", Some('.'), "m") => half + 3 + usize::from(view.sign(half + 3) == Some('.')),
        _ => half,
    };
    if half_end > half {
        let afternoon = if view.word(half).starts_with('p') { 12 } else { 0 };
        clock.0 = Some(clock.0).filter(|hour| (1..=12).contains(hour))? % 12 + afternoon;
        n = half_end;
    } else if n == 1 {
        return None;
    }
    civil::Time::new(clock.0, clock.1, clock.2.unwrap_or(0), 0).ok()?;
    let seconds = clock.2.map_or_else(String::new, |seconds| format!(":{seconds:02}"));
    let (zone, end) = zone_at(pieces, at + n);
    Some((format!("T{:02}:{:02}{seconds}{zone}", clock.0, clock.1), end))
}

/// The zone that stands at `at`, and where it ends.
fn zone_at(pieces: &[Piece], at: usize) -> (String, usize) {
    let view = View(pieces, at);
    let mut n = usize::from(view.sign(0) == Some(' '));
    let named = ZONES.iter().find(|(name, _)| *name == view.word(n));
    // `GMT+0200`
    n += usize::from(
        named.is_some_and(|(_, offset)| *offset == "Z") && matches!(view.sign(n + 1), Some('+' | '-')),
    );
    if let Some(sign @ ('+' | '-')) = view.sign(n) {
        let digits = view.digits(n + 1);
        let far = match (digits.len(), view.sign(n + 2), view.digits(n + 3)) {
            (4, ..) => Some((format!("{sign}{}:{}", &digits[..2], &digits[2..]), n + 2)),
            (2, Some(':'), minutes) if minutes.len() == 2 => {
                Some((format!("{sign}{digits}:{minutes}"), n + 4))
            }
            (2, other, _) if other != Some('-') => Some((format!("{sign}{digits}:00"), n + 2)),
            _ => None,
        };
        if let Some((offset, end)) = far {
            return (offset, at + end);
        }
    }
    match named {
        Some((_, offset)) => ((*offset).to_owned(), at + n + 1),
        None => (String::new(), at),
    }
}

/// Takes the date out, with the time when both are one row of digits.
fn take_date(pieces: &mut Vec<Piece>) -> Option<(String, Option<String>)> {
    let (start, (day, time, length)) = (0..pieces.len()).find_map(|at| {
        let view = View(pieces, at);
        let bare = |(day, length)| (day, None, length);
        let found = compact(&view).or_else(|| parted(&view).or_else(|| worded(&view)).map(bare));
        found.map(|found| (at, found))
    })?;
    pieces.drain(start..start + length);
    Some((day, time))
}

fn day(year: i16, month: i8, day: i8) -> Option<String> {
    civil::Date::new(year, month, day).ok().map(|date| date.to_string())
}

/// `20310504`, `20310504103000`, `20310504T103000Z`.
fn compact(view: &View<'_>) -> Option<(String, Option<String>, usize)> {
    let digits = view.digits(0);
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i8>().ok();
    if !matches!(digits.len(), 8 | 14) {
        return None;
    }
    let date = day(digits.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?)?;
    let (clock, end) = match (digits.get(8..), view.word(1), view.digits(2)) {
        (Some(clock), ..) if !clock.is_empty() => (clock, 1),
        (_, "t", clock) if matches!(clock.len(), 4 | 6) => (clock, 3),
        _ => return Some((date, None, 1)),
    };
    let two = |from: usize| clock.get(from..from + 2).and_then(|two| two.parse::<i8>().ok());
    civil::Time::new(two(0)?, two(2)?, two(4).unwrap_or(0), 0).ok()?;
    let seconds =
        clock.get(4..).filter(|rest| !rest.is_empty()).map_or_else(String::new, |rest| format!(":{rest}"));
    let (zone, end) = zone_at(view.0, view.1 + end);
    Some((date, Some(format!("T{}:{}{seconds}{zone}", &clock[..2], &clock[2..4])), end - view.1))
}

/// Numbers with signs between them: `2031-05-04`, `2031/5`, `4.5.2031`, and `05/14/2031`, which has one reading only.
fn parted(view: &View<'_>) -> Option<(String, usize)> {
    let sign = view.sign(1).filter(|sign| matches!(sign, '-' | '/' | '.'));
    if let (Some(year), "年", Some(month), "月") = (view.year(0), view.word(1), view.small(2), view.word(3))
    {
        let length = 5 + usize::from(view.word(5) == "日");
        return Some((day(year, month, view.small(4)?)?, length));
    }
    if let (Some(sign), Some(year), Some(month)) = (sign, view.year(0), view.small(2)) {
        if view.sign(3) == Some(sign) {
            return Some((day(year, month, view.small(4)?)?, 5));
        }
        return day(year, month, 1).filter(|_| sign != '.').map(|date| (date[..7].to_owned(), 3));
    }
    if let (Some(sign), Some(first), Some(second), Some(year)) =
        (sign, view.small(0), view.small(2), view.year(4))
    {
        let (d, m) = match sign {
            '.' => (first, second),
            _ if first > 12 || first == second => (first, second),
            _ if second > 12 => (second, first),
            _ => return None,
        };
        return day(year, m, d).filter(|_| view.sign(3) == Some(sign)).map(|date| (date, 5));
    }
    let alone = view.0.len() == 1;
    view.year(0).filter(|_| alone).map(|year| (year.to_string(), 1))
}

/// A month in words: `May 4, 2031`, `4 May 2031`, `4. Mai 2031`, `4 de mayo de 2031`, `May 2031`, `May 4 (time) 2031`.
fn worded(view: &View<'_>) -> Option<(String, usize)> {
    if let Some(d) = view.small(0) {
        let ordinal = 1 + usize::from(matches!(view.word(1), "st" | "nd" | "rd" | "th" | "er"));
        let at = view.past(ordinal);
        let m = month(view.word(at))?;
        let at = view.past(at + 1);
        return Some((day(view.year(at)?, m, d)?, at + 1));
    }
    let m = month(view.word(0))?;
    let at = view.past(1);
    let numbered = view.0[..view.1].iter().any(|piece| matches!(piece, Piece::Number(_)));
    if let Some(year) = view.year(at).filter(|_| !numbered) {
        return day(year, m, 1).map(|date| (date[..7].to_owned(), at + 1));
    }
    let d = view.small(at)?;
    let ordinal = at + 1 + usize::from(matches!(view.word(at + 1), "st" | "nd" | "rd" | "th"));
    let at = view.past(ordinal);
    Some((day(view.year(at)?, m, d)?, at + 1))
}

fn month(word: &str) -> Option<i8> {
    let short = |name: &str| {
        let most = if name.starts_with("jui") { 4 } else { 3 };
        word.len() >= most && name.starts_with(word) && (word.len() <= 5 || word.len() == name.len())
    };
    let at = MONTHS.iter().position(|name| short(name));
    let at = at.or_else(|| ABROAD.iter().position(|names| names.iter().any(|name| short(name))))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: &str) {
        assert_eq!(iso(words).unwrap_or_default(), expect, "{words}");
    }

    #[test]
    fn iso_8601_comes_out_as_it_went_in() {
        check("2031-05-04", "2031-05-04");
        check("2031-05", "2031-05");
        check("2031", "2031");
        check("2031-05-04T10:30", "2031-05-04T10:30");
        check("2031-05-04T10:30Z", "2031-05-04T10:30Z");
        check("2031-05-04T10:30:00-05:00", "2031-05-04T10:30:00-05:00");
        check("2031-05-04T10:30:00.123456+0200", "2031-05-04T10:30:00+02:00");
        check("2031-05-04t10:30:00z", "2031-05-04T10:30:00Z");
        check("20310504", "2031-05-04");
        check("20310504T103000Z", "2031-05-04T10:30:00Z");
        check("20310504103000", "2031-05-04T10:30:00");
        check("20310504T1030", "2031-05-04T10:30");
        check("2031-5-4", "2031-05-04");
    }

    #[test]
    fn other_machines_write_other_dates() {
        check("2031-05-04 10:30:00", "2031-05-04T10:30:00");
        check("2031-05-04 10:30:00+00:00", "2031-05-04T10:30:00+00:00");
        check("2031-05-04 10:30:00 UTC", "2031-05-04T10:30:00Z");
        check("2031-05-04 10:30:00 +0200", "2031-05-04T10:30:00+02:00");
        check("2031-05-04 00:00:00", "2031-05-04");
        check("2031-05-04T00:00:00Z", "2031-05-04T00:00:00Z");
        check("2031/05/04 10:30", "2031-05-04T10:30");
        check("Sun, 04 May 2031 10:30:00 +0200", "2031-05-04T10:30:00+02:00");
        check("4 May 2031 10:30 EST", "2031-05-04T10:30-05:00");
        check("Sun May  4 10:30:00 UTC 2031", "2031-05-04T10:30:00Z");
        check("Sun May 04 10:30:00 +0000 2031", "2031-05-04T10:30:00+00:00");
        check(
            "Sun May 04 2031 10:30:00 GMT+0200 (Central European Summer Time)",
            "2031-05-04T10:30:00+02:00",
        );
        check("1935657000", "2031-05-04T10:30:00Z");
        check("1935657000123", "2031-05-04T10:30:00Z");
        check("1935657000.5", "2031-05-04T10:30:00Z");
        check("/Date(1935657000123)/", "2031-05-04T10:30:00Z");
    }

    #[test]
    fn people_write_dates_in_words() {
        check("May 4, 2031", "2031-05-04");
        check("Sunday, May 4th, 2031 at 10:30 a.m. EDT", "2031-05-04T10:30-04:00");
        check("May 4, 2031 1:05 PM", "2031-05-04T13:05");
        check("12:05 AM, Dec. 4, 2031", "2031-12-04T00:05");
        check("May 2031", "2031-05");
        check("4 May 2031, 9pm", "2031-05-04T21:00");
        check("4. Mai 2031, 10:30 Uhr", "2031-05-04T10:30");
        check("4.5.2031", "2031-05-04");
        check("4 de mayo de 2031", "2031-05-04");
        check("1er décembre 2031 à 10h30", "2031-12-01T10:30");
        check("4 août 2031", "2031-08-04");
        check("3. März 2031", "2031-03-03");
        check("12 juillet 2031", "2031-07-12");
        check("2031年5月4日 10:30", "2031-05-04T10:30");
        check("Updated: May 4, 2031", "2031-05-04");
        check("05/14/2031", "2031-05-14");
        check("14/05/2031 08:15", "2031-05-14T08:15");
    }

    #[test]
    fn nothing_is_invented() {
        check("05/04/2031", "");
        check("May 4", "");
        check("31 February 2031", "");
        check("yesterday", "");
        check("12", "");
        check("99999999999999999999999", "");
        check("2031-13-01", "");
        check("", "");
        check("2031-05-04T25:00:00", "2031-05-04");
        check("The harbour board met in Port Alden on May 4, 2031 and again in June", "");
    }

    proptest::proptest! {
        #[test]
        fn any_words_give_a_moment_or_none(words in "[0-9TZ:./ +-]{0,24}|.{0,40}") {
            if let Some(iso) = iso(&words) {
                assert!(iso.len() >= 4 && iso.is_ascii(), "{words} {iso}");
            }
        }
    }
}
