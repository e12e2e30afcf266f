//! Moments as pages write them, for machines and for readers, in many languages, made ISO 8601.
//!
//! Nothing is invented: a day without a time stays a day, a time without a zone has none.

use std::fmt::Write as _;
use std::sync::LazyLock;

use jiff::civil;
use rustc_hash::FxHashMap;

use crate::sources::draft::Moment;

/// Month names of many languages, in lower case; what comes first in the year comes first.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "jaenner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "januara",
      "januarie", "tammikuuta", "tammikuu", "stycznia", "styczeń", "sty", "ledna", "leden", "január", "januára", "ianuarie", "ian", "ocak",
      "sausio", "sausis", "января", "январь", "січня", "siječnja", "ιανουαρίου", "gener", "janúar", "yanvar", "януари", "يناير"],
    &["february", "feb", "febr", "februar", "februari", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "febb", "fevereiro", "fev",
      "februarie", "helmikuuta", "helmikuu", "lutego", "luty", "lut", "února", "únor", "február", "februára", "şubat", "vasario", "vasaris",
      "февраля", "лютого", "veljače", "φεβρουαρίου", "februarie", "febrúar", "февруари", "فبراير"],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt", "marts", "maaliskuuta", "maaliskuu",
      "marca", "marzec", "března", "březen", "március", "marec", "martie", "mart", "kovo", "kovas", "марта", "березня", "ožujka", "μαρτίου",
      "maret", "machi", "март", "maart", "مارس"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "huhtikuuta", "huhtikuu", "kwietnia", "kwiecień", "kwi", "dubna", "duben",
      "április", "apríla", "aprilie", "nisan", "balandžio", "balandis", "апреля", "квітня", "travnja", "απριλίου", "aprili", "apríl", "април", "أبريل"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "toukokuuta", "toukokuu", "maja", "května", "květen", "május", "mája",
      "mayıs", "gegužės", "gegužė", "мая", "травня", "svibnja", "μαΐου", "meji", "maí", "май", "مايو"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "kesäkuuta", "kesäkuu", "czerwca", "czerwiec", "cze", "června",
      "červen", "június", "júna", "iunie", "haziran", "birželio", "birželis", "июня", "червня", "lipnja", "ιουνίου", "júní", "juna", "юни", "يونيو"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "heinäkuuta", "heinäkuu", "lipca", "lipiec", "lip",
      "července", "červenec", "július", "júla", "iulie", "temmuz", "liepos", "liepa", "июля", "липня", "srpnja", "ιουλίου", "julai", "júlí",
      "jula", "юли", "يوليو"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus", "elokuuta", "elokuu", "sierpnia", "sierpień", "sie", "srpna", "srpen",
      "augusztus", "augusta", "ağustos", "rugpjūčio", "rugpjūtis", "августа", "серпня", "kolovoza", "αυγούστου", "augusti", "agustus",
      "agosti", "ágúst", "avgusta", "август", "أغسطس"],
    &["september", "sep", "sept", "septembre", "septiembre", "settembre", "set", "setembro", "syyskuuta", "syyskuu", "września", "wrzesień",
      "wrz", "září", "szeptember", "septembra", "septembrie", "eylül", "rugsėjo", "rugsėjis", "сентября", "вересня", "rujna", "σεπτεμβρίου",
      "septemba", "септември", "سبتمبر"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "lokakuuta", "lokakuu", "października",
      "październik", "paź", "října", "říjen", "október", "októbra", "octombrie", "ekim", "spalio", "spalis", "октября", "жовтня",
      "οκτωβρίου", "oktoba", "oktobra", "октомври", "أكتوبر"],
    &["november", "nov", "novembre", "noviembre", "novembro", "marraskuuta", "marraskuu", "listopad", "listopada", "lis", "listopadu", "novembra",
      "noiembrie", "kasım", "lapkričio", "lapkritis", "ноября", "листопада", "studenoga", "νοεμβρίου", "nopember", "novemba", "nóvember",
      "ноември", "نوفمبر"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "joulukuuta",
      "joulukuu", "grudnia", "grudzień", "gru", "prosince", "prosinec", "decembra", "decembrie", "aralık", "gruodžio", "gruodis", "декабря",
      "грудня", "prosinca", "δεκεμβρίου", "desember", "des", "desemba", "декември", "ديسمبر"],
];

/// Names of zones that mean one distance from UTC.
#[rustfmt::skip]
const ZONES: &[(&str, &str)] = &[
    ("z", "Z"), ("gmt", "Z"), ("utc", "Z"), ("bst", "+01:00"), ("cet", "+01:00"), ("cest", "+02:00"), ("mez", "+01:00"), ("mesz", "+02:00"),
    ("eet", "+02:00"), ("eest", "+03:00"), ("msk", "+03:00"), ("sast", "+02:00"), ("cat", "+02:00"), ("eat", "+03:00"), ("jst", "+09:00"),
    ("kst", "+09:00"), ("est", "-05:00"), ("edt", "-04:00"), ("cdt", "-05:00"), ("mst", "-07:00"), ("mdt", "-06:00"), ("pst", "-08:00"),
    ("pdt", "-07:00"), ("aest", "+10:00"), ("aedt", "+11:00"), ("nzst", "+12:00"), ("nzdt", "+13:00"),
];

static NAMES: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let numbered = (1_u32..).zip(MONTHS);
    numbered.flat_map(|(number, names)| names.iter().map(move |name| (*name, number))).collect()
});

/// No more bytes than these are read.
const LONGEST: usize = 160;

/// A piece of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'a> {
    /// A number and how many digits it has.
    Number(u32, usize),
    Word(&'a str),
    Sign(char),
}

/// The first moment in the words; `month_first` reads `5/4/2031` as the fourth of May.
#[must_use]
pub fn moment(words: &str, month_first: bool) -> Option<Moment> {
    let words = words.trim();
    let end = (0..=LONGEST.min(words.len())).rev().find(|&at| words.is_char_boundary(at))?;
    let lower = words[..end].to_lowercase();
    if let Some(moment) = counted(&lower) {
        return Some(moment);
    }
    let pieces = pieces(&lower);
    let (day, from, to) = (0..pieces.len()).find_map(|at| day(&pieces, at, month_first))?;
    let time = clock(&pieces, to).or_else(|| clock(&pieces[..from], 0)).or_else(|| within(&pieces, from, to));
    let mut iso = day.to_string();
    if let Some(time) = time {
        let _ = write!(iso, "T{time}");
    }
    Some(Moment::of(iso))
}

/// The day that an address names, as in `/2031/05/04/`.
#[must_use]
pub fn of_address(url: &str) -> Option<Moment> {
    let path = url.split(['?', '#']).next()?.splitn(4, '/').nth(3)?;
    let pieces = pieces(path);
    let found = (0..pieces.len()).find_map(|at| {
        let &[
            Piece::Number(year, 4),
            Piece::Sign('/' | '-'),
            Piece::Number(month, 2),
            Piece::Sign('/' | '-'),
            Piece::Number(number, 2),
            ..,
        ] = pieces.get(at..)?
        else {
            return None;
        };
        date(year, month, number)
    });
    found.map(|day| Moment::of(day.to_string()))
}

/// Seconds or milliseconds since 1970, or `20310504` and `20310504103000`.
fn counted(words: &str) -> Option<Moment> {
    if !words.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| words.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    match words.len() {
        8 => date(part(0, 4)?, part(4, 6)?, part(6, 8)?).map(|day| Moment::of(day.to_string())),
        12 | 14 => {
            let day = date(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
            let time = time(part(8, 10)?, part(10, 12)?, part(12, 14))?;
            Some(Moment::of(format!("{day}T{time}")))
        }
        10 | 13 => {
            let seconds = words.get(..10)?.parse().ok()?;
            jiff::Timestamp::from_second(seconds).ok().map(|stamp| Moment::of(stamp.to_string()))
        }
        _ => None,
    }
}

fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut list = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let run = |fits: &dyn Fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let end = if first.is_ascii_digit() {
            let end = run(&|c| c.is_ascii_digit());
            list.push(Piece::Number(rest[..end].parse().unwrap_or(u32::MAX), end));
            end
        } else if first.is_alphabetic() && !is_counter(first) {
            let end = run(&|c| c.is_alphabetic() && !is_counter(c));
            list.push(Piece::Word(&rest[..end]));
            end
        } else {
            if !first.is_whitespace() {
                list.push(Piece::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[end..];
    }
    list
}

/// East Asian signs after the numbers of years, months, days, hours and minutes.
fn is_counter(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '時' | '时' | '分' | '년' | '월' | '일' | '시')
}

/// A day that begins at piece `at`, and where its pieces begin and end.
fn day(pieces: &[Piece<'_>], at: usize, month_first: bool) -> Option<(civil::Date, usize, usize)> {
    let found = |day: Option<civil::Date>, length: usize| day.map(|day| (day, at, at + length));
    let rest = pieces.get(at..)?;
    match rest {
        [
            Piece::Number(year, 4),
            Piece::Sign('-' | '/' | '.' | '年' | '년'),
            Piece::Number(month, 1 | 2),
            Piece::Sign('-' | '/' | '.' | '月' | '월'),
            Piece::Number(number, 1 | 2),
            ..,
        ] => found(date(*year, *month, *number), 5),
        [
            Piece::Number(one, 1 | 2),
            Piece::Sign(sign @ ('.' | '/' | '-')),
            Piece::Number(two, 1 | 2),
            Piece::Sign('.' | '/' | '-'),
            Piece::Number(year, length @ (2 | 4)),
            ..,
        ] => {
            let american = *sign == '/' && (month_first || *two > 12) && *one <= 12;
            let (number, month) = if american { (*two, *one) } else { (*one, *two) };
            // Years of two digits are clear only after dots.
            let year = if *length == 4 { Some(*year) } else { Some(2000 + year).filter(|_| *sign == '.') };
            found(date(year?, month, number), 5)
        }
        [Piece::Number(number, 1 | 2), middle @ ..] => {
            let (month, skipped) = month(middle)?;
            let (year, more) = year(middle.get(skipped..)?)?;
            found(date(year, month, *number), 1 + skipped + more)
        }
        [Piece::Number(number, 4), Piece::Word(word), ..] => {
            let (month, skipped) = if *word == "m" { month(rest.get(2..)?)? } else { month(rest.get(1..)?)? };
            let skipped = skipped + usize::from(*word == "m");
            let Some(Piece::Number(day, 1 | 2)) = rest.get(1 + skipped) else { return None };
            found(date(*number, month, *day), 2 + skipped)
        }
        [Piece::Word(_), ..] => {
            let (month, skipped) = month(rest)?;
            let Some(Piece::Number(number, 1 | 2)) = rest.get(skipped) else { return None };
            let (year, more) = year(rest.get(skipped + 1..)?)?;
            found(date(year, month, *number), skipped + 1 + more)
        }
        _ => None,
    }
}

/// A month's name, perhaps after `of` or an ordinal's ending, and how many pieces it took.
fn month(pieces: &[Piece<'_>]) -> Option<(u32, usize)> {
    let near = pieces.iter().take(4).take_while(|piece| !matches!(piece, Piece::Number(..)));
    near.enumerate().find_map(|(n, piece)| match piece {
        Piece::Word(word) => {
            let after = usize::from(pieces.get(n + 1) == Some(&Piece::Sign('.')));
            NAMES.get(word).map(|month| (*month, n + 1 + after))
        }
        _ => None,
    })
}

/// A year within the next pieces, after a comma, an ordinal's ending, a clock or a zone.
fn year(pieces: &[Piece<'_>]) -> Option<(u32, usize)> {
    let year = pieces.iter().take(9).position(|piece| matches!(piece, Piece::Number(1800..=2200, 4)))?;
    let Piece::Number(number, _) = pieces[year] else { return None };
    let early = pieces[..year].iter().all(|piece| match piece {
        Piece::Number(_, 1 | 2) | Piece::Sign(',' | ':' | '.' | '-' | '/' | '’' | '\'') => true,
        Piece::Word(word) => word.len() <= 4,
        _ => false,
    });
    early.then_some((number, year + 1))
}

/// A clock's time among the pieces from `at` on, with its zone.
fn clock(pieces: &[Piece<'_>], at: usize) -> Option<String> {
    let rest = pieces.get(at..)?;
    let (n, (hour, minute)) = rest.windows(3).take(12).enumerate().find_map(|(n, window)| match window {
        [Piece::Number(hour, 1 | 2), Piece::Sign(':' | '時' | '时' | '시'), Piece::Number(minute, 2)] => {
            Some((n, (*hour, *minute)))
        }
        [Piece::Number(hour, 1 | 2), Piece::Word("h"), Piece::Number(minute, 2)] => {
            Some((n, (*hour, *minute)))
        }
        // A dot is a clock's only where the time is expected.
        [Piece::Number(hour, 1 | 2), Piece::Sign('.'), Piece::Number(minute, 2)]
            if n < 4 && !matches!(rest.get(n + 3), Some(Piece::Sign('.'))) =>
        {
            Some((n, (*hour, *minute)))
        }
        _ => None,
    })?;
    let mut after = &rest[n + 3..];
    let mut second = None;
    if let [Piece::Sign(':'), Piece::Number(found, 2), ..] = after {
        second = Some(*found);
        after = &after[2..];
        if let [Piece::Sign('.' | ','), Piece::Number(..), ..] = after {
            after = &after[2..];
        }
    }
    let hour = match after {
        [Piece::Word("pm"), ..] | [Piece::Word("p"), Piece::Sign('.'), ..] if hour < 12 => hour + 12,
        [Piece::Word("am"), ..] | [Piece::Word("a"), Piece::Sign('.'), ..] if hour == 12 => 0,
        _ => hour,
    };
    while let [Piece::Word("am" | "pm" | "uhr" | "h" | "p" | "a" | "m") | Piece::Sign('.' | '('), left @ ..] =
        after
    {
        after = left;
    }
    Some(format!("{}{}", time(hour, minute, second)?, zone(after)))
}

/// A clock's time between a day and its year: `Fri Apr 28 19:20:36 CEST 2031`.
fn within(pieces: &[Piece<'_>], from: usize, to: usize) -> Option<String> {
    pieces.get(from..to.saturating_sub(1)).and_then(|inside| clock(inside, 0))
}

/// The zone at the start of the pieces.
fn zone(pieces: &[Piece<'_>]) -> String {
    match pieces {
        [Piece::Word("gmt" | "utc"), Piece::Sign('+' | '-'), Piece::Number(..), ..] => zone(&pieces[1..]),
        [Piece::Word(word), ..] => {
            ZONES.iter().find(|(name, _)| name == word).map_or("", |(_, zone)| *zone).to_owned()
        }
        [
            Piece::Sign(sign @ ('+' | '-')),
            Piece::Number(hour @ 0..=14, 1 | 2),
            Piece::Sign(':'),
            Piece::Number(minute @ 0..=59, 2),
            ..,
        ] => {
            format!("{sign}{hour:02}:{minute:02}")
        }
        [Piece::Sign(sign @ ('+' | '-')), Piece::Number(both @ 0..=1459, 4), ..] => {
            format!("{sign}{:02}:{:02}", both / 100, both % 100)
        }
        [Piece::Sign(sign @ ('+' | '-')), Piece::Number(hour @ 0..=14, 2), ..] => {
            format!("{sign}{hour:02}:00")
        }
        _ => String::new(),
    }
}

fn time(hour: u32, minute: u32, second: Option<u32>) -> Option<String> {
    let sound = hour < 24 && minute < 60 && second.is_none_or(|second| second < 61);
    let seconds = second.map_or(String::new(), |second| format!(":{second:02}"));
    sound.then(|| format!("{hour:02}:{minute:02}{seconds}"))
}

fn date(year: u32, month: u32, day: u32) -> Option<civil::Date> {
    let year = i16::try_from(year).ok().filter(|year| (1800..=2200).contains(year))?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: &str) {
        let got = moment(words, false).map_or("-".to_owned(), |moment| moment.iso);
        assert_eq!(got, expect, "{words}");
    }

    #[test]
    fn moments_for_machines() {
        check("2031-05-04", "2031-05-04");
        check("2031-05-04T10:30:00Z", "2031-05-04T10:30:00Z");
        check("2031-05-04T10:30:42.389Z", "2031-05-04T10:30:42Z");
        check("2031-05-04T10:30:00.000+02:00", "2031-05-04T10:30:00+02:00");
        check("2031-05-04T10:30+0100", "2031-05-04T10:30+01:00");
        check("2031-05-04T10:30:00-05", "2031-05-04T10:30:00-05:00");
        check("2031-05-04 10:30:42", "2031-05-04T10:30:42");
        check("2031-5-4 9:05", "2031-05-04T09:05");
        check("2031/05/04", "2031-05-04");
        check("20310504", "2031-05-04");
        check("20310504103042", "2031-05-04T10:30:42");
        check("1935830400", "2031-05-06T10:40:00Z");
        check("1935830400000", "2031-05-06T10:40:00Z");
        check("Sun, 04 May 2031 10:30:00 GMT", "2031-05-04T10:30:00Z");
        check("Sun, 04 May 2031 10:30:00 +0200", "2031-05-04T10:30:00+02:00");
        check("Sun May 04 10:30:42 CEST 2031", "2031-05-04T10:30:42+02:00");
        check("2031-13-04", "-");
        check("2031-02-30", "-");
        check("0000-00-00", "-");
        check("", "-");
        check("today", "-");
    }

    #[test]
    fn moments_for_readers() {
        check("4 May 2031", "2031-05-04");
        check("May 4th, 2031", "2031-05-04");
        check("Published May 4, 2031 at 4:45 p.m. EDT", "2031-05-04T16:45-04:00");
        check("4 May 2031 • 4:45pm", "2031-05-04T16:45");
        check("12:05 am, 4 May 2031", "2031-05-04T00:05");
        check("4. Mai 2031 um 15:44 Uhr", "2031-05-04T15:44");
        check("04.05.2031-19:20", "2031-05-04T19:20");
        check("04.05.2031, 19.20 Uhr", "2031-05-04T19:20");
        check("4.5.31", "2031-05-04");
        check("le 4 août 2031 à 15h44", "2031-08-04T15:44");
        check("4 de octubre de 2031", "2031-10-04");
        check("4 Ağustos 2031", "2031-08-04");
        check("2031 m. gegužės 4 d. 09:05", "2031-05-04T09:05");
        check("4 мая 2031, 10:30", "2031-05-04T10:30");
        check("2031年5月4日 10時30分", "2031-05-04T10:30");
        check("2031.05.04 10:30", "2031-05-04T10:30");
        check("14/5/2031", "2031-05-14");
        check("5/14/2031", "2031-05-14");
        check("In May", "-");
        check("12 of 40 people", "-");
        check("Room 2031", "-");
        assert_eq!(moment("5/4/2031", true).map(|moment| moment.iso).as_deref(), Some("2031-05-04"));
        assert_eq!(moment("5/4/2031", false).map(|moment| moment.iso).as_deref(), Some("2031-04-05"));
    }

    #[test]
    fn addresses_name_days() {
        let of = |url: &str| of_address(url).map(|moment| moment.iso);
        assert_eq!(of("https://a.example/2031/05/04/ferry"), Some("2031-05-04".to_owned()));
        assert_eq!(of("https://a.example/news/2031-05-04-ferry"), Some("2031-05-04".to_owned()));
        assert_eq!(of("https://a.example/news/1234-56-78"), None);
        assert_eq!(of("https://a.example/?d=/2031/05/04/"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_read(words in ".{0,60}", digits in "[0-9:./T -]{0,40}") {
            let _ = (moment(&words, true), moment(&digits, false), of_address(&words));
        }
    }
}
