//! Long texts of a feed set aside before it is parsed, and put back into its entries: the parser takes each text
//! apart and together again more than once, and needs none of them.
//!
//! What comes of it is what the parser would have given, or nothing: a text that is not plainly one stays in its place.

use feed_rs::model::{Entry, Feed};
use memchr::memchr;
use memchr::memmem::{find, find_iter};

use crate::sources::xml::sound::walk;

/// Shorter texts are not worth the way.
const LONG: usize = 100;

/// Stands on both sides of a number in the place of a text; from Unicode's private area.
const MARK: char = '\u{f8f1}';

/// A feed with numbers in the places of its long texts.
#[derive(Debug, Default)]
pub struct Short {
    /// What is left of the feed.
    pub text: String,
    /// The texts, by their numbers.
    kept: Vec<String>,
    /// True when one of them got to where it can't be found; then the feed must be read as it is.
    pub lost: bool,
}

/// Sets the long texts of RSS and Atom aside; `None` when the feed is not sound.
#[must_use]
pub fn xml(text: &str) -> Option<Short> {
    let marked = find(text.as_bytes(), MARK.encode_utf8(&mut [0; 4]).as_bytes()).is_some();
    let (mut short, mut done) = (Short::default(), 0);
    let sound = walk(text, &mut |tag, end| {
        if marked || !holds_words(&text[tag..end]) {
            return end;
        }
        match words(&text[tag..end], &text[end..]) {
            Some((from, words, to)) => {
                short.text.push_str(&text[done..end + from]);
                short.keep(words);
                done = end + to;
                done
            }
            None => end,
        }
    });
    short.text.push_str(&text[done..]);
    sound.then_some(short)
}

/// True for the start tags of what may be long.
fn holds_words(tag: &str) -> bool {
    match tag.as_bytes().get(1) {
        Some(b'd') => tag == "<description>",
        Some(b'c' | b's') => {
            tag == "<content:encoded>"
                || (["<content", "<summary"]
                    .iter()
                    .any(|start| tag.strip_prefix(start).is_some_and(|rest| rest.starts_with([' ', '>'])))
                    && !tag.ends_with("/>")
                    && !tag.contains("xhtml")
                    && !tag.contains('&'))
        }
        _ => false,
    }
}

/// The words that an element holds and nothing else, and where they stand in `rest`.
fn words(tag: &str, rest: &str) -> Option<(usize, String, usize)> {
    let name = tag[1..].split([' ', '>']).next()?;
    let closed = |rest: &str| {
        rest.strip_prefix("</")
            .and_then(|rest| rest.strip_prefix(name))
            .is_some_and(|end| end.starts_with('>'))
    };
    let (start, inside, plain) = match rest.strip_prefix("<![CDATA[") {
        Some(section) => (9, &section[..find(section.as_bytes(), b"]]>")?], true),
        None => (0, &rest[..memchr(b'<', rest.as_bytes())?], false),
    };
    if inside.len() < LONG || !closed(&rest[start + inside.len() + if plain { 3 } else { 0 }..]) {
        return None;
    }
    // White space stays where it is: the parser trims some texts and others not.
    let kept = inside.trim();
    let from = start + inside.len() - inside.trim_start().len();
    let words = if plain { kept.to_owned() } else { unescaped(kept)? };
    let whole = !words.is_empty() && words.trim().len() == words.len();
    whole.then_some((from, words, from + kept.len()))
}

/// A text with its references resolved as the parser does it; `None` when one is not a usual one.
fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let end = at + rest.as_bytes()[at..].iter().take(12).position(|byte| *byte == b';')?;
        match &rest[at + 1..end] {
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "amp" => out.push('&'),
            "quot" => out.push('"'),
            "apos" => out.push('\''),
            name => {
                let digits = name.strip_prefix('#')?;
                let number = match digits.strip_prefix('x') {
                    Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                        u32::from_str_radix(hex, 16).ok()?
                    }
                    None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
                    _ => return None,
                };
                out.push(char::from_u32(number).filter(|c| *c != '\0' && *c != MARK)?);
            }
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Some(out)
}

/// Sets the long texts of a JSON Feed aside; `None` when none can be.
#[must_use]
pub fn json(text: &str) -> Option<Short> {
    let bytes = text.as_bytes();
    if find(bytes, MARK.encode_utf8(&mut [0; 4]).as_bytes()).is_some() {
        return None;
    }
    let (mut short, mut done) = (Short::default(), 0);
    for at in find_iter(bytes, b"\"content_html\"") {
        let Some(start) = value(bytes, at + 14).filter(|_| at >= done && is_key(&bytes[..at])) else {
            continue;
        };
        let end = end(bytes, start)?;
        if end - start < LONG {
            continue;
        }
        let words: String = serde_json::from_str(&text[start..end]).ok()?;
        // The parser trims it.
        let words = words.trim();
        if words.is_empty() || words.contains(MARK) {
            continue;
        }
        short.text.push_str(&text[done..=start]);
        short.keep(words.to_owned());
        done = end - 1;
    }
    short.text.push_str(&text[done..]);
    (done > 0).then_some(short)
}

/// True for what stands behind the start of an object or another field of it.
fn is_key(before: &[u8]) -> bool {
    matches!(before.trim_ascii_end().last(), Some(b'{' | b','))
}

/// Where the string begins that is the value behind a key.
fn value(bytes: &[u8], mut at: usize) -> Option<usize> {
    let skip = |at: usize| at + bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    at = skip(at);
    if bytes.get(at) != Some(&b':') {
        return None;
    }
    at = skip(at + 1);
    (bytes.get(at) == Some(&b'"')).then_some(at)
}

/// Behind the string that begins at `start`.
fn end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

impl Short {
    fn keep(&mut self, words: String) {
        let number = self.kept.len().to_string();
        self.text.push(MARK);
        self.text.push_str(&number);
        self.text.push(MARK);
        self.kept.push(words);
    }

    /// Puts the texts back into the entries of a feed; `false` when that can't be done.
    #[must_use]
    pub fn put_back(&mut self, feed: &mut Feed) -> bool {
        let mut kept = std::mem::take(&mut self.kept);
        self.lost =
            !kept.is_empty() && !feed.entries.iter_mut().all(|entry| into_entry(&mut kept, entry).is_some());
        !self.lost
    }
}

fn into_entry(kept: &mut [String], entry: &mut Entry) -> Option<()> {
    let content = entry.content.as_mut().and_then(|content| content.body.as_mut());
    let media = entry.media.iter_mut().flat_map(|media| [&mut media.title, &mut media.description]);
    let texts = media.chain([&mut entry.title, &mut entry.summary, &mut entry.rights]).flatten();
    texts.map(|text| &mut text.content).chain(content).try_for_each(|text| into_text(kept, text))
}

fn into_text(kept: &mut [String], text: &mut String) -> Option<()> {
    let Some((before, rest)) = text.split_once(MARK) else { return Some(()) };
    let (number, after) = rest.split_once(MARK)?;
    if !before.trim().is_empty() || !after.trim().is_empty() {
        return None;
    }
    let words = std::mem::take(kept.get_mut(number.parse::<usize>().ok()?)?);
    *text = if before.is_empty() && after.is_empty() { words } else { [before, &words, after].concat() };
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::feed::dates::Dates;
    use crate::sources::feed::parse::attempt;

    /// What the parser makes of a whole feed, of a shortened one, and how many texts were set aside.
    fn check(text: &str, count: usize) {
        let mut short = if text.starts_with('{') { json(text) } else { xml(text) }.unwrap_or_default();
        assert_eq!(short.kept.len(), count, "{text}");
        // Nobody asks for the length of a content, which JSON Feed does not give.
        let unmeasured = |mut feed: Feed| {
            feed.entries
                .iter_mut()
                .filter_map(|entry| entry.content.as_mut())
                .for_each(|one| one.length = None);
            format!("{:?}", feed.entries)
        };
        let whole = attempt(&Dates::default(), &[text]).expect("a feed");
        if count > 0 {
            assert!(short.text.len() < text.len());
            let mut feed = attempt(&Dates::default(), &[&short.text]).expect("a feed");
            assert!(short.put_back(&mut feed));
            assert_eq!(unmeasured(feed), unmeasured(whole));
        }
    }

    fn rss(inside: &str) -> String {
        format!(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>{inside}</item></channel></rss>"
        )
    }

    #[test]
    fn long_texts_come_back_as_the_parser_gives_them() {
        let long = "Rain and fog. ".repeat(20);
        check(&rss(&format!("<description>{long}</description>")), 1);
        check(&rss(&format!("<description>\n&lt;p>{long}&amp;amp; &#8220;&#x41;&lt;/p>\n</description>")), 1);
        check(&rss(&format!("<content:encoded><![CDATA[ <p>{long}</p>\n]]></content:encoded>")), 1);
        check(&rss(&format!("<description>{long}&nosuch;</description>")), 0);
        check(&rss(&format!("<description>{long}<b/></description>")), 0);
        check(&rss(&format!("<description>{long}&#32;</description>")), 0);
        check(&rss(&format!("<description><![CDATA[{long}]]> {long}</description>")), 0);
        check(&rss(&format!("<!-- <description>{long}</description> -->")), 0);
        check(&rss(&format!("<description>{MARK}0{MARK}{long}</description>")), 0);
        check(&rss("<description>Rain.</description>"), 0);
        let atom = |kind: &str| {
            let content = format!("<content type='{kind}'>{long}</content><summary>{long}</summary>");
            format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{content}</entry></feed>")
        };
        check(&atom("html"), 2);
        check(&atom("text/x-odd"), 2);
        check(&atom("xhtml"), 1);
        let json = |words: &str| {
            format!(
                r#"{{"version":"https://jsonfeed.org/version/1","title":"T","items":[{{"content_html" : "{words}"}}]}}"#
            )
        };
        check(&json(&format!("\\n{long}\\\"\\u00e9\\\\")), 1);
        check(&json("Rain."), 0);
    }

    #[test]
    fn a_text_at_another_place_is_told() {
        let long = "Rain and fog. ".repeat(20);
        let text = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title><description>{long}</description></title></entry></feed>"
        );
        let mut short = xml(&text).expect("a sound feed");
        let mut feed = attempt(&Dates::default(), &[&short.text]).expect("a feed");
        assert!(!short.put_back(&mut feed) && short.lost);
    }
}
