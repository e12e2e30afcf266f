//! Makes XML well-formed that is not, as a person would read it, and says what was done.
//!
//! What comes out can be read by any parser, is at most a few times longer, and has nothing in it that was not there.

use std::fmt::Write as _;

use memchr::memmem::find;
use memchr::{memchr, memchr3};
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity};
use rustc_hash::FxHashMap;

use super::root::{after_doctype, is_start};
use super::sound::{ATTRIBUTES, DEEPEST};

/// Names of references are no longer than this.
const REFERENCE: usize = 32;

/// A text made well-formed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// The text, without declarations and comments.
    pub text: String,
    /// What was done, one line each.
    pub done: Vec<String>,
    /// The text ends before it is complete, as the last line says.
    pub cut: bool,
}

/// Elements of a format that are treated in their own way, by their names without prefix.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kinds<'a> {
    /// When the text ends inside of one of these, that one is left out, so that all of them are whole.
    pub units: &'a [&'a str],
    /// Tags in one of these are words, as they stand.
    pub words: &'a [&'a str],
}

/// Repairs `text`.
#[must_use]
pub fn repair(text: &str, kinds: Kinds<'_>) -> Repaired {
    let mut work = Work { rest: text, kinds, ..Work::default() };
    while work.step() {}
    work.end()
}

/// How often each thing was done.
#[derive(Default)]
struct Tally {
    ampersands: usize,
    brackets: usize,
    references: usize,
    controls: usize,
    unclosed: usize,
    unopened: usize,
    deep: usize,
    attributes: usize,
    tags: usize,
    entities: bool,
    torn: bool,
    cut: Option<String>,
}

#[derive(Default)]
struct Work<'a> {
    rest: &'a str,
    out: String,
    kinds: Kinds<'a>,
    /// The open elements, and where in `out` they and what is inside of them begin.
    open: Vec<(&'a str, usize, usize)>,
    /// How many elements of a name are open that are nested too deep to be kept.
    buried: FxHashMap<&'a str, usize>,
    /// The text ended inside of a tag or section.
    torn: bool,
    tally: Tally,
}

impl<'a> Work<'a> {
    /// Takes the next piece of the text; `false` at its end.
    fn step(&mut self) -> bool {
        let rest = self.rest;
        if rest.is_empty() {
            return false;
        }
        let bytes = rest.as_bytes();
        match bytes {
            [b'<', b'!', b'-', b'-', ..] => self.pass("-->"),
            [b'<', b'!', ..] if rest.starts_with("<![CDATA[") => self.section(),
            [b'<', b'!', ..] => self.doctype(),
            [b'<', b'?', ..] => self.pass("?>"),
            [b'<', b'/', name, ..] if is_start(*name) => self.close(),
            [b'<', name, ..] if is_start(*name) => self.start(),
            [b'<', ..] => {
                self.tally.brackets += 1;
                self.out.push_str("&lt;");
                self.take(1);
            }
            _ => {
                let text = self.take(memchr(b'<', bytes).unwrap_or(rest.len()));
                // Words outside of the root element would be junk.
                if !self.open.is_empty() {
                    self.words(text);
                }
            }
        }
        true
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Leaves out everything up to and with `end`.
    fn pass(&mut self, end: &str) {
        match find(self.rest.as_bytes(), end.as_bytes()) {
            Some(at) => drop(self.take(at + end.len())),
            None => self.tear(),
        }
    }

    /// The text ends inside of something.
    fn tear(&mut self) {
        self.rest = "";
        self.torn = true;
    }

    fn doctype(&mut self) {
        let rest = self.rest.as_bytes();
        let end = after_doctype(rest).map_or(rest.len(), |after| rest.len() - after.len());
        let declared = self.take(end);
        self.tally.entities |= declared.contains("<!ENTITY");
    }

    fn section(&mut self) {
        let rest = &self.rest[9..];
        let end = find(rest.as_bytes(), b"]]>");
        let words = &rest[..end.unwrap_or(rest.len())];
        if !self.open.is_empty() {
            self.out.push_str("<![CDATA[");
            self.harmless(words);
            self.out.push_str("]]>");
        }
        match end {
            Some(end) => drop(self.take(9 + end + 3)),
            None => self.tear(),
        }
    }

    /// Adds text without the characters that XML does not allow.
    fn harmless(&mut self, words: &str) {
        let mut from = 0;
        for (at, c) in words.char_indices().filter(|(_, c)| is_banned(*c)) {
            self.out.push_str(&words[from..at]);
            from = at + c.len_utf8();
            self.tally.controls += 1;
        }
        self.out.push_str(&words[from..]);
    }

    /// Adds text with all its references made good.
    fn words(&mut self, words: &str) {
        let mut rest = words;
        while let Some(at) = memchr(b'&', rest.as_bytes()) {
            self.harmless(&rest[..at]);
            rest = &rest[at..];
            let length = self.reference(rest);
            rest = &rest[length..];
        }
        self.harmless(rest);
    }

    /// Adds the reference that `rest` begins with, if it is one; gives its length.
    fn reference(&mut self, rest: &str) -> usize {
        let window = &rest.as_bytes()[..rest.len().min(REFERENCE)];
        let Some(end) = memchr(b';', window) else { return self.ampersand() };
        let name = rest.get(1..end).unwrap_or("");
        if let Some(digits) = name.strip_prefix('#') {
            let hex = digits.strip_prefix(['x', 'X']);
            let number = match hex {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => digits.parse().ok(),
            };
            let Some(number) = number else { return self.ampersand() };
            match char::from_u32(number).filter(|c| !is_banned(*c)) {
                Some(_) => {
                    let _ = write!(self.out, "&#{number};");
                }
                None => self.tally.references += 1,
            }
        } else if resolve_xml_entity(name).is_some() {
            self.out.push_str(&rest[..=end]);
        } else if let Some(words) = resolve_html5_entity(name) {
            self.tally.references += 1;
            self.out.push_str(&quick_xml::escape::minimal_escape(words));
        } else {
            return self.ampersand();
        }
        end + 1
    }

    fn ampersand(&mut self) -> usize {
        self.tally.ampersands += 1;
        self.out.push_str("&amp;");
        1
    }

    fn start(&mut self) {
        let Some(end) = tag_end(self.rest) else { return self.tear() };
        let tag = self.take(end);
        let tag = tag[1..].trim_end_matches('>');
        let inside = tag.strip_suffix('/').unwrap_or(tag);
        let empty = inside.len() < tag.len();
        let name = name_of(inside);
        if self.open.len() >= DEEPEST {
            self.tally.deep += 1;
            if !empty {
                *self.buried.entry(name).or_default() += 1;
            }
            return;
        }
        let at = self.out.len();
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(&inside[name.len()..]);
        self.out.push_str(if empty { "/>" } else { ">" });
        if !empty {
            self.open.push((name, at, self.out.len()));
        }
    }

    fn attributes(&mut self, mut rest: &str) {
        let mut seen: Vec<&str> = Vec::new();
        loop {
            rest = rest
                .trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '=' | '"' | '\''));
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '"' | '\'' | '/'));
            let name = &rest[..end.unwrap_or(rest.len())];
            if name.is_empty() {
                return;
            }
            rest = rest[name.len()..].trim_start();
            let (value, after) = value(rest);
            rest = after;
            let sound = name.bytes().next().is_some_and(is_start) && name_of(name) == name;
            if seen.len() >= ATTRIBUTES {
                self.tally.attributes += 1;
                return;
            }
            if sound && !seen.contains(&name) {
                seen.push(name);
                let _ = write!(self.out, " {name}=\"");
                let from = self.out.len();
                self.words(value);
                let raw = self.out.split_off(from);
                self.out.push_str(&raw.replace('<', "&lt;").replace('"', "&quot;"));
                self.out.push('"');
            }
        }
    }

    fn close(&mut self) {
        let Some(end) = memchr(b'>', self.rest.as_bytes()) else { return self.tear() };
        let tag = self.take(end + 1);
        let name = name_of(&tag[2..]);
        if let Some(count) = self.buried.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        match self.open.iter().rposition(|(open, ..)| *open == name) {
            Some(at) => {
                self.buried.clear();
                self.tally.unclosed += self.open.len() - at - 1;
                self.close_to(at);
            }
            None => self.tally.unopened += 1,
        }
    }

    /// Closes the open elements from the last to the one at `at`.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some((name, _, inside)) = self.open.pop() else { return };
            if self.kinds.words.contains(&local(name)) && has_tags(&self.out[inside..]) {
                let words = escape(&self.out.split_off(inside));
                self.out.push_str(&words);
                self.tally.tags += 1;
            }
            let _ = write!(self.out, "</{name}>");
        }
    }

    fn end(mut self) -> Repaired {
        let unit = self.open.iter().position(|(name, ..)| self.kinds.units.contains(&local(name)));
        if let Some(at) = unit {
            let (name, from, _) = self.open[at];
            self.out.truncate(from);
            self.open.truncate(at);
            self.tally.cut = Some(local(name).to_owned());
        }
        self.tally.torn = unit.is_none() && (self.torn || !self.open.is_empty());
        self.close_to(0);
        let cut = self.tally.torn || self.tally.cut.is_some();
        Repaired { text: self.out, done: self.tally.told(), cut }
    }
}

impl Tally {
    fn told(self) -> Vec<String> {
        let mut told = Vec::new();
        let mut tell = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => told.push(one.to_owned()),
            _ => told.push(many.replace('#', &count.to_string())),
        };
        tell(self.ampersands, "a bare “&” was read as such", "# bare “&” were read as such");
        tell(self.brackets, "a bare “<” was read as such", "# bare “<” were read as such");
        tell(
            self.references,
            "a reference that XML does not know was resolved",
            "# references that XML does not know were resolved",
        );
        tell(self.controls, "a control character was left out", "# control characters were left out");
        tell(self.unclosed, "an element was not closed", "# elements were not closed");
        tell(
            self.unopened,
            "an end tag without a start was left out",
            "# end tags without a start were left out",
        );
        tell(
            self.deep,
            "an element nested too deep was left out, its words stay",
            "# elements nested too deep were left out, their words stay",
        );
        tell(self.tags, "tags in a text were read as HTML", "tags in # texts were read as HTML");
        let cut = "the attributes of a tag beyond the first 200 were left out";
        tell(self.attributes, cut, &cut.replace("a tag", "# tags"));
        if self.entities {
            told.push("entities that the file declares itself were not expanded".into());
        }
        if self.torn {
            told.push("the file ends before it is complete; it may have been cut off".into());
        }
        if let Some(name) = self.cut {
            told.push(format!("the file ends inside of an “{name}”, which was left out"));
        }
        told
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// True when there is a tag outside of sections in well-formed XML.
fn has_tags(inside: &str) -> bool {
    let mut rest = inside.as_bytes();
    while let Some(at) = memchr(b'<', rest) {
        rest = &rest[at..];
        if !rest.starts_with(b"<![CDATA[") {
            return true;
        }
        rest = find(rest, b"]]>").map_or(&[][..], |end| &rest[end..]);
    }
    false
}

/// Well-formed XML as words. Its sections are words twice over, and become references first.
fn escape(inside: &str) -> String {
    let mut out = String::with_capacity(inside.len() * 2);
    let mut rest = inside;
    while let Some(at) = rest.find("<![CDATA[") {
        out.push_str(&quick_xml::escape::minimal_escape(&rest[..at]));
        let section = &rest[at + 9..];
        let end = section.find("]]>").unwrap_or(section.len());
        out.push_str(&quick_xml::escape::minimal_escape(&section[..end]));
        rest = section.get(end + 3..).unwrap_or("");
    }
    out.push_str(&quick_xml::escape::minimal_escape(rest));
    out
}

/// The name that `words` begin with.
fn name_of(words: &str) -> &str {
    let inner = |byte: u8| is_start(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    &words[..words.bytes().position(|byte| !inner(byte)).unwrap_or(words.len())]
}

/// Where a tag ends: at the `>` that is in no value.
fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    loop {
        at += memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        if bytes[at] == b'>' {
            return Some(at + 1);
        }
        // A quote opens a value only behind `=`; others are slips.
        let opens = bytes[..at].trim_ascii_end().ends_with(b"=");
        let close = if opens { memchr(bytes[at], &bytes[at + 1..]) } else { Some(0) };
        match close {
            Some(length) if opens => at += length + 2,
            Some(_) => at += 1,
            // Without its closing quote the value can only end with the tag.
            None => return memchr(b'>', &bytes[at..]).map(|end| at + end + 1),
        }
    }
}

/// The value of an attribute, `rest` being what follows its name, and what follows.
fn value(rest: &str) -> (&str, &str) {
    let Some(rest) = rest.strip_prefix('=') else { return ("", rest) };
    let rest = rest.trim_start();
    for quote in ['"', '\''] {
        if let Some(rest) = rest.strip_prefix(quote) {
            return rest.split_once(quote).unwrap_or((rest, ""));
        }
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
    rest.split_at(end)
}

/// Characters that XML 1.0 does not allow, and those that no text needs (DEL to U+009F).
fn is_banned(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str, done: &[&str]) {
        let found = repair(text, Kinds { units: &["item"], words: &["text"] });
        assert_eq!(
            (found.text.as_str(), found.done.as_slice()),
            (expect, done.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>().as_slice()),
            "{text}"
        );
    }

    #[test]
    fn what_is_well_formed_stays() {
        check(
            "<?xml version='1.0'?><a b='c'>d &amp; &#233;<![CDATA[<e>&]]><f/></a>\n",
            "<a b=\"c\">d &amp; &#233;<![CDATA[<e>&]]><f/></a>",
            &[],
        );
        check("<a:b xmlns:a='x' c=\"'>'\">d</a:b >", "<a:b xmlns:a=\"x\" c=\"'>'\">d</a:b>", &[]);
    }

    #[test]
    fn characters_are_made_good() {
        check(
            "<a>Fish & chips &x; AT&T</a>",
            "<a>Fish &amp; chips &amp;x; AT&amp;T</a>",
            &["3 bare “&” were read as such"],
        );
        check("<a b='x?y=1&z=2'/>", "<a b=\"x?y=1&amp;z=2\"/>", &["a bare “&” was read as such"]);
        check(
            "<a>1&nbsp;2&hellip;&lt;</a>",
            "<a>1\u{a0}2…&lt;</a>",
            &["2 references that XML does not know were resolved"],
        );
        check(
            "<a>x&#0;y&#x1F;&#xD800;</a>",
            "<a>xy</a>",
            &["3 references that XML does not know were resolved"],
        );
        check(
            "<a>x\u{1}y<![CDATA[\u{b}z]]></a>",
            "<a>xy<![CDATA[z]]></a>",
            &["2 control characters were left out"],
        );
        check("<a>1 < 2 <3</a>", "<a>1 &lt; 2 &lt;3</a>", &["2 bare “<” were read as such"]);
    }

    #[test]
    fn tags_are_made_good() {
        check("<a><b>c</a>", "<a><b>c</b></a>", &["an element was not closed"]);
        check("<a>c</b></a>", "<a>c</a>", &["an end tag without a start was left out"]);
        check("<a b=c d e='f' e='g' 1='2'/>", "<a b=\"c\" d=\"\" e=\"f\"/>", &[]);
        check("<a b=\"c>d</a>", "<a b=\"c\">d</a>", &[]);
        check("<a b=\"c\"\">d</a>", "<a b=\"c\">d</a>", &[]);
        check("junk <a>b</a> junk", "<a>b</a>", &[]);
    }

    #[test]
    fn tags_in_texts_are_words() {
        check(
            "<a><text>1<b>2</b>&amp;<![CDATA[<i>]]></text></a>",
            "<a><text>1&lt;b>2&lt;/b>&amp;amp;&lt;i></text></a>",
            &["tags in a text were read as HTML"],
        );
        check(
            "<a><text><b>2</text><text><![CDATA[<i>]]></text></a>",
            "<a><text>&lt;b>2&lt;/b></text><text><![CDATA[<i>]]></text></a>",
            &["an element was not closed", "tags in a text were read as HTML"],
        );
    }

    #[test]
    fn a_cut_tail_leaves_the_whole_units() {
        let done = &["the file ends inside of an “item”, which was left out"];
        check("<a><item>1</item><item>2", "<a><item>1</item></a>", done);
        check("<a><item>1</item><item><b>2</b", "<a><item>1</item></a>", done);
        check("<a><item>1</item><item><![CDATA[2", "<a><item>1</item></a>", done);
        check(
            "<a><item>1</item>",
            "<a><item>1</item></a>",
            &["the file ends before it is complete; it may have been cut off"],
        );
    }

    #[test]
    fn bombs_are_put_out() {
        check(
            "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'><!ENTITY d SYSTEM 'file:///etc/hostname'>]><a>&c;&d;</a>",
            "<a>&amp;c;&amp;d;</a>",
            &["2 bare “&” were read as such", "entities that the file declares itself were not expanded"],
        );
        let deep =
            repair(&format!("{}word{}", "<a>".repeat(100_000), "</a>".repeat(100_000)), Kinds::default());
        assert_eq!(deep.text.matches("<a>").count(), DEEPEST);
        assert_eq!(deep.done, ["99800 elements nested too deep were left out, their words stay"]);
        let wide: String = (0..100_000).map(|n| format!(" a{n}='x'")).collect();
        let wide = repair(&format!("<b{wide}/>"), Kinds::default());
        assert_eq!(wide.done, ["the attributes of a tag beyond the first 200 were left out"]);
        let open = repair(&"<a b='".repeat(20_000), Kinds::default());
        assert!(open.text.len() < 1_000_000);
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_out_is_well_formed(text in "(<[ab]( [xy]=['\"]?[ab<>&]{0,3}['\"]?){0,2}/?>|</[ab]>|[a<>&;'\"/=! ]|&[a-z#0-9]{1,4};|<!\\[CDATA\\[|\\]\\]>|<!--|-->|é){0,30}") {
            let found = repair(&text, Kinds { units: &["b"], words: &["a"] });
            let mut reader = quick_xml::Reader::from_str(&found.text);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                        for attribute in tag.attributes() {
                            let attribute = attribute.expect("an attribute");
                            quick_xml::escape::unescape(&attribute.value).expect("a value");
                        }
                    }
                    Ok(_) => {}
                    Err(error) => panic!("{text:?} became {:?}: {error}", found.text),
                }
            }
        }
    }
}
