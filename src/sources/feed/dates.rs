//! The dates of a feed as they are written: the parser of feeds keeps moments in UTC only, so it gets numbers
//! that lead back to the words.

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use feed_rs::parser::{Builder, Parser};

use crate::sources::draft::{Moment, tidy};
use crate::sources::when;

/// The dates that a parser has met; each number is its place.
#[derive(Clone, Debug, Default)]
pub struct Dates(Arc<Mutex<Vec<Result<Moment, String>>>>);

impl Dates {
    /// A parser of feeds that notes its dates here.
    #[must_use]
    pub fn parser(&self) -> Parser {
        let list = Arc::clone(&self.0);
        Builder::new()
            .sanitize_content(false)
            // Nobody asks for ids that the feed does not give.
            .id_generator(|_, _, _| String::new())
            .timestamp_parser(move |words| {
                let mut list = list.lock().ok()?;
                list.push(moment(words).ok_or_else(|| tidy(words).into_owned()));
                let number = Duration::from_secs(list.len() as u64 - 1);
                Some((UNIX_EPOCH + number).into())
            })
            .build()
    }

    /// The date of a number, or the words that are none.
    #[must_use]
    pub fn get(&self, number: i64) -> Option<Result<Moment, String>> {
        let list = self.0.lock().ok()?;
        list.get(usize::try_from(number).ok()?).cloned()
    }
}

fn moment(words: &str) -> Option<Moment> {
    let trimmed = words.trim();
    stamp(trimmed).or_else(|| usual(trimmed)).map(Moment::of).or_else(|| when::moment(words))
}

/// The form of nearly all dates of Atom and JSON Feed, which stay as they are: `2031-05-04T10:30:00+02:00`.
fn stamp(words: &str) -> Option<String> {
    let shape = match words.len() {
        20 => b"0000-00-00T00:00:00Z".as_slice(),
        25 => b"0000-00-00T00:00:00+00:00",
        _ => return None,
    };
    let same = words.bytes().zip(shape).all(|(byte, form)| match form {
        b'0' => byte.is_ascii_digit(),
        b'+' => matches!(byte, b'+' | b'-'),
        _ => byte == *form,
    });
    let sound = same
        && ("1971".."2100").contains(&&words[..4])
        && ("01".."13").contains(&&words[5..7])
        && ("01".."29").contains(&&words[8..10])
        && &words[11..13] < "24"
        && &words[14..16] < "60"
        && &words[17..19] < "60"
        && words.get(20..).is_none_or(|zone| zone.is_empty() || (&zone[..2] < "12" && &zone[3..] < "60"));
    sound.then(|| words.to_owned())
}

/// The form of nearly all dates of RSS, read without a detour: `Sun, 04 May 2031 10:30:00 +0200`.
fn usual(words: &str) -> Option<String> {
    const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let rest = words.get(5..).filter(|_| words.as_bytes()[3..5] == *b", ")?;
    let bytes = rest.as_bytes();
    let shape = rest.len() >= 23
        && bytes.iter().enumerate().take(20).all(|(at, byte)| match at {
            0 | 1 | 7..=10 | 12 | 13 | 15 | 16 | 18 | 19 => byte.is_ascii_digit(),
            2 | 6 | 11 => *byte == b' ',
            14 | 17 => *byte == b':',
            _ => byte.is_ascii_alphabetic(),
        });
    if !shape {
        return None;
    }
    let month = MONTHS.chunks(3).position(|month| month == &bytes[3..6])? + 1;
    let (day, year, clock) = (&rest[..2], &rest[7..11], &rest[12..20]);
    let sound = (1..=28).contains(&day.parse::<u8>().ok()?)
        && clock < "24"
        && &clock[3..5] < "60"
        && &clock[6..] < "60";
    let zone = match rest.get(20..)?.trim_start() {
        "GMT" | "UTC" | "Z" | "UT" => "Z".to_owned(),
        zone if zone.len() == 5
            && zone.starts_with(['+', '-'])
            && zone[1..].bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            format!("{}:{}", &zone[..3], &zone[3..])
        }
        _ => return None,
    };
    // The last days of a month are left to the slower reader, which knows the calendar.
    sound.then(|| format!("{year}-{month:02}-{day}T{clock}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_gives_what_the_long_one_gives() {
        for words in [
            "Sun, 04 May 2031 10:30:00 +0200",
            "Sun, 04 May 2031 10:30:00 GMT",
            "Sat, 31 May 2031 10:30:00 -0530",
            "Mon, 04 Dec 2021 23:59:59 EST",
            "Mon, 04 Dec 2021 24:59:59 GMT",
            "Mon, 4 Dec 2021 23:59 GMT",
            "Mon, 30 Feb 2021 23:59:59 GMT",
            "Mon, 00 Feb 2021 23:59:59 GMT",
            "2031-05-04T10:30:00Z",
            "2031-05-04T00:00:00Z",
            "2031-05-04T00:00:00+00:00",
            "2031-05-04T00:00:00-00:00",
            "2031-05-04T23:59:59+11:59",
            "1971-01-01T00:00:00-05:30",
            "2031-05-04T00:00:00+13:00",
            "2031-13-04T00:00:00Z",
            "2031-02-29T00:00:00Z",
            "2031-05-04t10:30:00Z",
            "2031-05-04 10:30:00Z",
            "Mån, 04 May 2031 10:30:00 GMT",
            "",
        ] {
            if let Some(iso) = stamp(words).or_else(|| usual(words)) {
                assert_eq!(Some(iso), when::iso(words), "{words}");
            }
        }
        for kept in ["2031-05-04T10:30:00Z", "2031-05-04T00:00:00-05:30"] {
            assert_eq!(stamp(kept).as_deref(), Some(kept));
        }
        assert_eq!(usual("Sun, 04 May 2031 10:30:00 +0200").as_deref(), Some("2031-05-04T10:30:00+02:00"));
    }

    #[test]
    fn numbers_lead_back_to_the_words() {
        let dates = Dates::default();
        let xml = "<rss version='2.0'><channel><item><pubDate>Sun, 04 May 2031 10:30:00 +0200</pubDate></item>\
                   <item><pubDate>at noon</pubDate></item></channel></rss>";
        let feed = dates.parser().parse(xml.as_bytes()).expect("a feed");
        let found: Vec<_> = feed
            .entries
            .iter()
            .map(|entry| dates.get(entry.published.expect("a date").timestamp()))
            .collect();
        assert_eq!(found, [Some(Ok(Moment::of("2031-05-04T10:30:00+02:00"))), Some(Err("at noon".into()))]);
    }
}
