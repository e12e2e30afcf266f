//! IPTC 7901 and ANPA 1312: wire messages as text between control characters, one or many in a file.
//!
//! The header becomes details, the text is read like any plain text, and what belongs to the line is left out.

use memchr::memchr;

use crate::library::Article;
use crate::sources::decode::decode;
use crate::sources::draft::{Draft, Moment};
use crate::sources::format::Glance;
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::problem::Problem;
use crate::sources::when::moment;
use crate::sources::wire;

const SOH: u8 = 0x01;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;

/// A header is at most so long.
const HEADER: usize = 2000;

/// True for what begins with a header between the characters for its start and its end.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let idle = |byte: &u8| matches!(byte, 0 | 0x16 | 0x7f | b'\r' | b'\n' | b' ');
    let start = glance.head.iter().position(|byte| !idle(byte)).unwrap_or(0);
    let Some(rest) = glance.head[start..].strip_prefix(&[SOH]) else { return false };
    let header = memchr(STX, &rest[..rest.len().min(HEADER)]).map(|end| &rest[..end]);
    header.is_some_and(|header| {
        let letters = header.iter().filter(|byte| byte.is_ascii_graphic()).count();
        letters >= 4
            && header.iter().all(|byte| {
                byte.is_ascii_graphic() || byte.is_ascii_whitespace() || matches!(byte, 0x0e..=0x1f)
            })
    })
}

/// Reads all messages of a file.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let starts: Vec<usize> = memchr::memchr_iter(SOH, &bytes).collect();
    let mut harvest = Harvest::default();
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(bytes.len());
        let here = if starts.len() == 1 { path.clone() } else { format!("{path}:{}", n + 1) };
        match message(&bytes[start + 1..end], here.clone(), &about) {
            Ok(article) => harvest.articles.push(article),
            Err(what) => harvest.problems.push(Problem::new(here, what)),
        }
    }
    if starts.is_empty() {
        harvest.problems.push(Problem::new(path, "holds no message of a wire"));
    }
    harvest
}

/// Reads what follows the start of a header.
fn message(bytes: &[u8], path: String, about: &About) -> Result<Article, String> {
    let Some(begin) = memchr(STX, bytes) else { return Err("has a header without a text".into()) };
    let (header, rest) = (&bytes[..begin], &bytes[begin + 1..]);
    let mut draft = Draft { url: about.url.clone(), details: about.details.clone(), ..Draft::default() };
    let (text, tail) = match memchr(ETX, rest) {
        Some(end) => (&rest[..end], &rest[end + 1..]),
        None => {
            draft.problems.push("the message ends before its end mark".into());
            (memchr(EOT, rest).map_or(rest, |end| &rest[..end]), &[][..])
        }
    };
    fill(&String::from_utf8_lossy(header), &mut draft);
    draft.published = sent(&String::from_utf8_lossy(tail));
    let decoded = decode(plain(text)).map_err(|what| format!("is {what}"))?;
    draft
        .problems
        .extend(decoded.notes.into_iter().filter(|note| !note.starts_with("encoding not declared")));
    body(&decoded.text, &mut draft);
    if draft.is_blank() {
        Err("is a message without words".into())
    } else {
        Ok(draft.finish(&path, "iptc7901"))
    }
}

/// The header's fields: `NPA123 4 POL 0250 …` of IPTC 7901, or `a0123␟r i␟BC-Ferry-Deal␟05-04 0250` of ANPA.
fn fill(header: &str, draft: &mut Draft) {
    let parted = |c: char| matches!(c, '\r' | '\n' | '\u{12}'..='\u{14}' | '\u{1c}'..='\u{1f}');
    let mut lines = header.split(parted).map(str::trim).filter(|line| !line.is_empty());
    let mut words = lines.next().unwrap_or("").split_whitespace().peekable();
    let first = words.next().unwrap_or("");
    let number = first.find(|c: char| c.is_ascii_digit()).unwrap_or(first.len());
    draft.detail("service", &first[..number]);
    draft.detail("number", &first[number..]);
    if first[number..].is_empty() && words.peek().is_some_and(|word| word.len() > 1 && is_number(word)) {
        draft.detail("number", words.next().unwrap_or(""));
    }
    if let Some(priority) = words.next_if(|word| word.len() == 1) {
        draft.detail("priority", priority);
    }
    if let Some(category) = words.next_if(|word| word.len() <= 3 && !is_number(word)) {
        draft.detail("category", category.to_lowercase());
    }
    if let Some(count) = words.next_if(|word| is_number(word)) {
        draft.detail("words", count.trim_start_matches('0'));
    }
    draft.detail("info", words.collect::<Vec<_>>().join(" "));
    lines.for_each(|line| field(line, draft));
}

/// A further field or line of the header.
fn field(line: &str, draft: &mut Draft) {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [day, count] if is_day(day) && is_number(count) => {
            draft.detail("words", count.trim_start_matches('0'))
        }
        [both] if both.len() == 2 && both.is_ascii() => {
            draft.detail("priority", &both[..1]);
            draft.detail("category", &both[1..]);
        }
        [priority, category] if priority.len() == 1 && category.len() == 1 => {
            draft.detail("priority", *priority);
            draft.detail("category", *category);
        }
        // The keywords, with the day and the number of words behind them.
        [slug @ .., day, count] if is_day(day) && is_number(count) => {
            draft.detail("slug", slug.join(" "));
            draft.detail("words", count.trim_start_matches('0'));
        }
        _ => draft.detail("slug", line),
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `05-04`
fn is_day(word: &str) -> bool {
    word.split_once('-').is_some_and(|(month, day)| is_number(month) && is_number(day) && word.len() <= 5)
}

/// The text without what steers printers: paragraph and line marks become line ends, the rest is left out.
fn plain(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        match byte {
            b'\r' => {}
            // Record and unit separators, and vertical tabs, begin a line.
            0x1e | 0x1f | 0x0b => out.push(b'\n'),
            b'\t' | b'\n' => out.push(byte),
            0..=0x1f | 0x7f => {}
            _ => out.push(byte),
        }
    }
    out
}

/// The body: keywords in front of the headline become the slug, notes to editors are notices.
fn body(text: &str, draft: &mut Draft) {
    let mut paragraphs = paragraphs(text);
    while paragraphs.first().is_some_and(|first| is_slug(first)) {
        draft.detail("slug", paragraphs.remove(0));
    }
    while paragraphs.first().is_some_and(|first| is_note(first)) {
        wire::note(draft, paragraphs.remove(0).trim_matches(['(', ')', '=', ' ']));
    }
    draft.text(&paragraphs.join("\n\n"));
}

/// The paragraphs of a text: they begin with blanks or behind an empty line. Their lines are joined, except
/// those of tables, in which several blanks part the columns.
fn paragraphs(text: &str) -> Vec<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    while lines.last().is_some_and(|last| is_end(last.trim())) {
        lines.pop();
    }
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in lines {
        let words = line.trim();
        let begins = line.starts_with(['\t', ' ']) || words.is_empty();
        match paragraphs.last_mut().filter(|last| !begins || last.is_empty()) {
            Some(last) => {
                if !last.is_empty() {
                    last.push(if words.contains("   ") || last.contains("   ") { '\n' } else { ' ' });
                }
                last.push_str(words);
            }
            None => paragraphs.push(words.to_owned()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// A line that ends a text: nothing, `-30-`, `###`.
fn is_end(line: &str) -> bool {
    matches!(line.trim_matches('-'), "" | "30")
        || line.bytes().all(|byte| matches!(byte, b'#' | b'=' | b'-' | b' '))
}

/// What is said to editors in front of the text.
fn is_note(words: &str) -> bool {
    let small = words.trim_start_matches(['(', '=', ' ']).to_lowercase();
    let openers = [
        "embargo",
        "kill:",
        "kill ",
        "mandatory kill",
        "bulletin kill",
        "correct",
        "eds:",
        "eds ",
        "editors:",
        "note to editors",
    ];
    openers.iter().any(|opener| small.starts_with(opener))
}

/// Keywords: `Ferry-Deal`, `BC-FERRY/LEAD`; one word with a hyphen or slash in it and no end of a sentence.
fn is_slug(line: &str) -> bool {
    line.len() <= 60
        && line.contains(['-', '/'])
        && !line.contains(['.', '\n', '“', '"', ','])
        && line.split_whitespace().count() <= 2
        && line.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// The moment behind the end of the text: `041215 GMT MAY 31` is the 4th of May 2031, 12:15.
fn sent(tail: &str) -> Option<Moment> {
    let words: Vec<&str> =
        tail.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| word.len() >= 6 && word.get(..6).is_some_and(is_number))?;
    let digits = words[at].get(..6)?;
    let zone = words[at].get(6..).filter(|zone| !zone.is_empty());
    let mut rest = words[at + 1..].iter().copied().peekable();
    let zone =
        zone.or_else(|| rest.next_if(|word| moment(&format!("1 {word} 2000")).is_none())).unwrap_or("GMT");
    let (month, year) = (rest.next()?, rest.next()?);
    let year = match year.len() {
        2 => format!("{}{year}", if year < "70" { "20" } else { "19" }),
        _ => year.to_owned(),
    };
    moment(&format!("{} {month} {year} {}:{} {zone}", &digits[..2], &digits[2..4], &digits[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_of_sending_is_read() {
        let check = |tail: &str, expect: &str| {
            assert_eq!(sent(tail).map(|moment| moment.iso).unwrap_or_default(), expect, "{tail}");
        };
        check("\r\n041215 GMT MAY 31\u{4}", "2031-05-04T12:15Z");
        check("041215Z MAY 2031", "2031-05-04T12:15Z");
        check("041215 MAY 31", "2031-05-04T12:15Z");
        check("311215 GMT DEC 98", "1998-12-31T12:15Z");
        check("041215", "");
        check("", "");
    }

    #[test]
    fn headers_of_both_kinds_are_read() {
        let check = |header: &str, expect: &str| {
            let mut draft = Draft::default();
            fill(header, &mut draft);
            let found: Vec<String> =
                draft.details.iter().map(|detail| format!("{}={}", detail.name, detail.value)).collect();
            assert_eq!(found.join(" "), expect, "{header:?}");
        };
        check(
            "NPA0123 4 POL 0250 Sorrenia /ferry\r\r\nferry-deal\r\r\n",
            "service=NPA number=0123 priority=4 category=pol words=250 info=Sorrenia /ferry slug=ferry-deal",
        );
        check("NPA 123 4 i 250", "service=NPA number=123 priority=4 category=i words=250");
        check(
            "a0123\u{1f}ri\u{1f}BC-Ferry-Deal\u{1f}05-04 0250\u{1f}",
            "service=a number=0123 priority=r category=i slug=BC-Ferry-Deal words=250",
        );
        check(
            "a0123\u{1f}\r\nr i \u{13}BC-Ferry-Deal 05-04 0250\r\n",
            "service=a number=0123 priority=r category=i slug=BC-Ferry-Deal words=250",
        );
        check("", "");
    }

    #[test]
    fn wires_are_told_from_binary_data() {
        let check = |head: &[u8], expect: bool| {
            assert_eq!(recognises(&Glance { head, name: "a", media: "" }), expect, "{head:?}");
        };
        check(b"\x16\x16\x01NPA123 4 POL 250\r\n\x02text", true);
        check(b"\x01NPA123", false);
        check(b"\x01\x02", false);
        check(b"\x01\x00\x05\x00\x02", false);
        check(b"text", false);
    }
}
