//! When to ask a source again: pure sums over what it answered, in seconds.
//!
//! A server that asks to be left alone is; one that fails is asked ever more seldom, but never given up.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// No wish of a server to be left alone is heeded for longer: who knows what it meant.
const LONGEST: u64 = 7 * DAY as u64;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// The two old ways of writing a moment that are still to be understood (RFC 9110, 5.6.7).
const OLD: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// The earliest moment to ask again, in seconds since 1970, as `now` is. `failures` in a row were there, this one
/// among them; `refusal` is the status (0 for no answer) and how long the server wants to be left alone; none is
/// success. `every_minutes` is the measure when all goes well.
#[must_use]
pub fn next_try(
    now: i64,
    failures: u32,
    refusal: Option<(u16, Option<Duration>)>,
    every_minutes: u32,
) -> i64 {
    let every = i64::from(every_minutes) * 60;
    let Some((status, wait)) = refusal else { return now.saturating_add(every) };
    let pause = match status {
        410 => 7 * DAY,
        // What may be over soon.
        0 | 408 | 421 | 425 | 429 | 500.. => grown(5 * 60, failures),
        // What somebody has to mend first.
        _ => grown(HOUR, failures).max(every),
    };
    let wished = wait.map_or(0, |wait| i64::try_from(wait.as_secs().min(LONGEST)).unwrap_or(0));
    now.saturating_add(pause.max(wished))
}

/// Doubled with every failure after the first, up to a day.
fn grown(first: i64, failures: u32) -> i64 {
    let doublings = failures.saturating_sub(1).min(16);
    (first << doublings).min(DAY)
}

/// How long `Retry-After` wants us to wait (RFC 9110, 10.2.3): seconds or a moment, which is measured from the
/// server's own `date` where it gives one, else from `now` (seconds since 1970). A week at most; none when it says
/// nothing that can be read.
#[must_use]
pub fn retry_after(value: &str, date: Option<&str>, now: i64) -> Option<Duration> {
    let value = value.trim();
    let seconds = if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // More digits than fit are a long time.
        value.parse().unwrap_or(LONGEST)
    } else {
        let from = date.and_then(moment).unwrap_or(now);
        u64::try_from(moment(value)?.saturating_sub(from)).unwrap_or(0)
    };
    Some(Duration::from_secs(seconds.min(LONGEST)))
}

/// A moment as headers write it, in seconds since 1970.
fn moment(words: &str) -> Option<i64> {
    let words = words.trim();
    // The day of the week is decoration, and sometimes wrong.
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    if let Ok(moment) = parser.parse_timestamp(words) {
        return Some(moment.as_second());
    }
    let civil = OLD.iter().find_map(|form| DateTime::strptime(form, words).ok())?;
    TimeZone::UTC.to_timestamp(civil).ok().map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_it_fares_the_longer_it_is_left_alone() {
        let check = |failures: u32, refusal: Option<(u16, Option<u64>)>, minutes: i64| {
            let refusal = refusal.map(|(status, wait)| (status, wait.map(Duration::from_secs)));
            assert_eq!(
                next_try(1_000, failures, refusal, 30),
                1_000 + minutes * 60,
                "{failures} {refusal:?}"
            );
        };
        check(0, None, 30);
        check(7, None, 30);
        check(1, Some((0, None)), 5);
        check(2, Some((0, None)), 10);
        check(5, Some((503, None)), 80);
        check(9, Some((503, None)), 1_280);
        check(10, Some((503, None)), 1_440);
        check(u32::MAX, Some((500, None)), 1_440);
        check(0, Some((429, None)), 5);
        check(1, Some((429, Some(60))), 5);
        check(1, Some((429, Some(7_200))), 120);
        check(1, Some((503, Some(u64::MAX))), 10_080);
        check(1, Some((404, None)), 60);
        check(3, Some((403, None)), 240);
        check(1, Some((200, None)), 60);
        check(1, Some((410, None)), 10_080);
        assert_eq!(next_try(0, 1, Some((404, None)), 600), 36_000);
        assert_eq!(next_try(i64::MAX, 1, None, 30), i64::MAX);
    }

    #[test]
    fn servers_say_when_in_several_ways() {
        let check = |value: &str, date: Option<&str>, expect: Option<u64>| {
            let now = 1_935_655_200; // 4 May 2031, 10:00 UTC
            assert_eq!(retry_after(value, date, now), expect.map(Duration::from_secs), "{value}");
        };
        check("90", None, Some(90));
        check(" 0 ", None, Some(0));
        check("99999999999999999999999", None, Some(604_800));
        check("Sun, 04 May 2031 10:10:00 GMT", None, Some(600));
        check("Sunday, 04-May-31 10:10:00 GMT", None, Some(600));
        check("Sun May  4 10:10:00 2031", None, Some(600));
        check("Sun, 04 May 2031 10:10:00 GMT", Some("Sun, 04 May 2031 10:09:00 GMT"), Some(60));
        check("Sun, 04 May 2031 10:10:00 GMT", Some("yesterday"), Some(600));
        check("Sun, 04 May 2031 09:00:00 GMT", None, Some(0));
        check("Sun, 04 May 2099 10:10:00 GMT", None, Some(604_800));
        check("-5", None, None);
        check("soon", None, None);
        check("", None, None);
    }
}
