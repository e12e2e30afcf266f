//! Days as readers name them: exact, or as seen from today.
//!
//! Every day named is a stretch of time with a beginning and an end, in the time zone of whoever asks.

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;
use jiff::{Span, Timestamp, ToSpan as _};

use super::tree::Clock;

/// What is asked of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From its beginning on.
    After,
    /// Before its beginning.
    Before,
    /// In it.
    On,
}

/// A day, or several in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day of a year.
    Date(Date),
    /// Today.
    Today,
    /// The day before.
    Yesterday,
    /// The last such day that has begun.
    Weekday(Weekday),
    /// The day so many days, weeks, months or years ago.
    Ago(u16, Unit),
    /// The week, month or year that it is.
    This(Unit),
    /// The one before.
    Last(Unit),
}

/// A measure of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// A week; it begins on Monday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const UNITS: [(&str, Unit); 4] =
    [("day", Unit::Day), ("week", Unit::Week), ("month", Unit::Month), ("year", Unit::Year)];

/// Days that may be written, for completion.
pub const EXAMPLES: &[&str] = &[
    "today",
    "yesterday",
    "\"last week\"",
    "\"last month\"",
    "\"this week\"",
    "\"this month\"",
    "3d",
    "2w",
    "monday",
];

impl Day {
    /// The day that these words name.
    #[must_use]
    pub fn named(words: &str) -> Option<Day> {
        let words = words.trim().to_lowercase();
        match words.as_str() {
            "today" => return Some(Day::Today),
            "yesterday" => return Some(Day::Yesterday),
            _ => {}
        }
        let weekday = WEEKDAYS
            .iter()
            .find(|(name, _)| name.starts_with(words.as_str()) && words.len() >= 3)
            .map(|(_, weekday)| Day::Weekday(*weekday));
        weekday.or_else(|| exact(&words)).or_else(|| ago(&words)).or_else(|| period(&words))
    }

    /// When it begins and ends: seconds since 1970; the end is the first second that no longer belongs to it.
    #[must_use]
    pub fn range(self, clock: Clock) -> (i64, i64) {
        let offset = Offset::from_seconds(clock.offset).unwrap_or(Offset::UTC);
        let moment = Timestamp::from_second(clock.now).unwrap_or_default();
        let today = offset.to_datetime(moment).date();
        let (first, next) = self.dates(today);
        let second = |day: Date| {
            let midnight = offset.to_timestamp(day.at(0, 0, 0, 0));
            midnight.map_or(if day.year() > 0 { i64::MAX } else { i64::MIN }, Timestamp::as_second)
        };
        (second(first), second(next))
    }

    /// Its first day, and the first after it.
    fn dates(self, today: Date) -> (Date, Date) {
        let next = |day: Date, by: Span| (day, moved(day, by));
        match self {
            Day::Year(year) => next(date_or(year, 1, 1, today), 1.year()),
            Day::Month(year, month) => next(date_or(year, month, 1, today), 1.month()),
            Day::Date(day) => next(day, 1.day()),
            Day::Today => next(today, 1.day()),
            Day::Yesterday => (moved(today, -1.day()), today),
            Day::Weekday(weekday) => {
                let back = weekday.until(today.weekday());
                next(moved(today, i64::from(back).days().negate()), 1.day())
            }
            Day::Ago(count, unit) => next(moved(today, unit.span(i64::from(count)).negate()), 1.day()),
            Day::This(unit) => next(unit.first(today), unit.span(1)),
            Day::Last(unit) => {
                let first = unit.first(today);
                (moved(first, unit.span(1).negate()), first)
            }
        }
    }
}

/// True when a moment is on that side of a day.
#[must_use]
pub fn is_on(side: Side, day: Day, clock: Clock, moment: i64) -> bool {
    let (from, until) = bounds(side, day, clock);
    from <= moment && moment < until
}

/// The first second that is meant, and the first that no longer is.
#[must_use]
pub fn bounds(side: Side, day: Day, clock: Clock) -> (i64, i64) {
    let (from, until) = day.range(clock);
    match side {
        Side::After => (from, i64::MAX),
        Side::Before => (i64::MIN, from),
        Side::On => (from, until),
    }
}

fn date_or(year: i16, month: i8, day: i8, other: Date) -> Date {
    Date::new(year, month, day).unwrap_or(other)
}

/// A day moved by a span; where the calendar ends, so does it.
fn moved(day: Date, by: Span) -> Date {
    day.saturating_add(by)
}

fn exact(words: &str) -> Option<Day> {
    let mut parts = words.split(['-', '/', '.']);
    let year: i16 = whole(parts.next()?, 4)?;
    let Some(month) = parts.next() else { return Some(Day::Year(year)) };
    let month: i8 = whole(month, 2)?;
    let Some(day) = parts.next() else {
        return Date::new(year, month, 1).is_ok().then_some(Day::Month(year, month));
    };
    let day: i8 = whole(day, 2)?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok().map(Day::Date)
}

/// A number of at most so many digits; a year has all of them.
fn whole<N: std::str::FromStr>(digits: &str, most: usize) -> Option<N> {
    let fits = !digits.is_empty() && digits.len() <= most && (most < 4 || digits.len() == most);
    (fits && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

/// `3d`, `2 weeks ago`.
fn ago(words: &str) -> Option<Day> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let count: u16 = whole(&words[..digits], 3)?;
    let rest = words[digits..].trim();
    let rest = rest.strip_suffix("ago").map_or(rest, str::trim_end);
    let unit =
        UNITS.iter().find(|(name, _)| rest == &name[..1] || rest.strip_suffix('s').unwrap_or(rest) == *name);
    unit.map(|(_, unit)| Day::Ago(count, *unit))
}

/// `last week`, `this month`.
fn period(words: &str) -> Option<Day> {
    let (which, name) = words.split_once(char::is_whitespace)?;
    let (_, unit) = UNITS.iter().find(|(known, _)| *known == name.trim())?;
    match which {
        "last" => Some(Day::Last(*unit)),
        "this" => Some(Day::This(*unit)),
        _ => None,
    }
}

impl Unit {
    fn span(self, count: i64) -> Span {
        match self {
            Unit::Day => count.days(),
            Unit::Week => count.weeks(),
            Unit::Month => count.months(),
            Unit::Year => count.years(),
        }
    }

    /// The first day of the one that a day is in.
    fn first(self, day: Date) -> Date {
        match self {
            Unit::Day => day,
            Unit::Week => moved(day, i64::from(day.weekday().to_monday_zero_offset()).days().negate()),
            Unit::Month => day.first_of_month(),
            Unit::Year => day.first_of_year(),
        }
    }

    fn name(self) -> &'static str {
        UNITS.iter().find(|(_, unit)| *unit == self).map_or("day", |(name, _)| name)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Day::Year(year) => write!(f, "{year:04}"),
            Day::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Day::Date(day) => write!(f, "{day}"),
            Day::Today => f.write_str("today"),
            Day::Yesterday => f.write_str("yesterday"),
            Day::Weekday(weekday) => {
                f.write_str(WEEKDAYS.iter().find(|(_, known)| known == weekday).map_or("", |(name, _)| name))
            }
            Day::Ago(count, unit) => write!(f, "{count}{}", &unit.name()[..1]),
            Day::This(unit) => write!(f, "\"this {}\"", unit.name()),
            Day::Last(unit) => write!(f, "\"last {}\"", unit.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wednesday, 14 May 2031, 23:30 in UTC; an hour later, east of it, it is Thursday.
    const NOW: Clock = Clock { now: 1_936_567_800, offset: 0 };

    #[test]
    fn days_are_seen_from_today() {
        let check = |words: &str, expect: &str| {
            let (first, next) = Day::named(words).expect(words).range(NOW);
            let day = |second| Timestamp::from_second(second).expect("a moment").to_string();
            let said = format!("{} {}", &day(first)[..10], &day(next)[..10]);
            assert_eq!(said, expect, "{words}");
        };
        check("2021", "2021-01-01 2022-01-01");
        check("2021-12", "2021-12-01 2022-01-01");
        check("2021-12-01", "2021-12-01 2021-12-02");
        check("2021-2-1", "2021-02-01 2021-02-02");
        check("today", "2031-05-14 2031-05-15");
        check("Yesterday", "2031-05-13 2031-05-14");
        check("wednesday", "2031-05-14 2031-05-15");
        check("mon", "2031-05-12 2031-05-13");
        check("thursday", "2031-05-08 2031-05-09");
        check("3d", "2031-05-11 2031-05-12");
        check("3 days ago", "2031-05-11 2031-05-12");
        check("2w", "2031-04-30 2031-05-01");
        check("1m", "2031-04-14 2031-04-15");
        check("1y", "2030-05-14 2030-05-15");
        check("this week", "2031-05-12 2031-05-19");
        check("last week", "2031-05-05 2031-05-12");
        check("last month", "2031-04-01 2031-05-01");
        check("this year", "2031-01-01 2032-01-01");
        for words in
            ["", "soon", "21", "2021-13", "2021-02-30", "2021-1-1-1", "3x", "next week", "d", "-3d", "99999d"]
        {
            assert_eq!(Day::named(words), None, "{words}");
        }
    }

    #[test]
    fn midnight_is_where_the_reader_is() {
        let east = Clock { offset: 3_600, ..NOW };
        assert!(!is_on(Side::On, Day::Today, NOW, NOW.now + 3_600));
        assert!(is_on(Side::On, Day::Today, east, NOW.now + 3_600));
        assert!(is_on(Side::After, Day::Today, east, NOW.now));
        assert!(is_on(Side::Before, Day::Today, east, NOW.now - 3_600));
    }

    #[test]
    fn what_is_printed_is_the_same_day() {
        for words in [
            "2021",
            "2021-12",
            "2021-12-01",
            "today",
            "yesterday",
            "mon",
            "3d",
            "2w",
            "last week",
            "this year",
        ] {
            let day = Day::named(words).expect(words);
            let said = day.to_string();
            assert_eq!(Day::named(said.trim_matches('"')), Some(day), "{said}");
        }
    }
}
