//! The guard before the parser: any HTML becomes HTML of bounded size and depth, with all its tags in order.
//!
//! One pass, linear in the input. What nobody reads (scripts, styles, comments, drawings) is left out; elements that
//! are closed implicitly are closed in so many words, so that the parser never has to repair what makes it slow.

use std::collections::hash_map::Entry;

use memchr::{memchr, memmem};
use rustc_hash::{FxHashMap, FxHashSet};

use super::tags::{Attributes, Name, Role, name_at};

/// Elements nested deeper than this are unwrapped: their words stay.
const DEEPEST: usize = 512;
/// Open elements of the kind that stretches over others (`<b>`, `<a>`); parsers copy them again and again.
const MOST_FORMATTING: usize = 48;
/// What comes after so many elements is left out.
const MOST_ELEMENTS: usize = 250_000;
/// What comes after so many bytes of guarded HTML is left out.
const LONGEST: usize = 8 << 20;

/// HTML that is safe to parse.
#[derive(Debug, Default)]
pub struct Guarded {
    /// The HTML.
    pub html: String,
    /// What was cut, one line each.
    pub notes: Vec<String>,
}

/// Guards a page or fragment.
#[must_use]
pub fn guard(html: &str) -> Guarded {
    let mut guard = Guard { html, ..Guard::default() };
    guard.out.reserve(html.len() / 2);
    guard.out.push_str("<!DOCTYPE html>");
    while guard.at < html.len() && guard.step() {}
    guard.end()
}

#[derive(Default)]
struct Guard<'a> {
    html: &'a str,
    at: usize,
    out: String,
    open: Vec<Name>,
    formatting: usize,
    elements: usize,
    /// Start tags that were left out by name: their end tags are left out too.
    dropped: FxHashMap<Name, usize>,
    /// Elements that are not closed in the rest of the page.
    unclosed: FxHashSet<&'static str>,
    deep: usize,
    attributes: usize,
    notes: Vec<String>,
}

impl<'a> Guard<'a> {
    fn end(mut self) -> Guarded {
        if self.deep > 0 {
            let what = format!("{} elements nested too deep were unwrapped", self.deep);
            self.notes.push(what);
        }
        if self.attributes > 0 {
            self.notes.push(format!("{} attributes too many or too long were left out", self.attributes));
        }
        Guarded { html: self.out, notes: self.notes }
    }

    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or("")
    }

    /// Takes in words and the tag after them; `false` when the rest is to be left out.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let words = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        self.out.push_str(&rest[..words]);
        self.at += words;
        if self.out.len() > LONGEST || self.elements > MOST_ELEMENTS {
            self.notes.push("the page is too long; its end was left out".to_owned());
            return false;
        }
        let tag = &rest.as_bytes()[words..];
        match tag {
            [] => {}
            [b'<', b'!', b'-', b'-', ..] => return self.comment(),
            [b'<', b'!' | b'?', ..] => self.skip_past(b'>'),
            [b'<', b'/', letter, ..] if letter.is_ascii_alphabetic() => self.end_tag(),
            [b'<', b'/', ..] => self.skip_past(b'>'),
            [b'<', letter, ..] if letter.is_ascii_alphabetic() => return self.start_tag(),
            _ => {
                self.out.push_str("&lt;");
                self.at += 1;
            }
        }
        true
    }

    fn skip_past(&mut self, byte: u8) {
        let rest = self.rest();
        self.at += memchr(byte, rest.as_bytes()).map_or(rest.len(), |end| end + 1);
    }

    fn comment(&mut self) -> bool {
        let inner = self.rest().get(4..).unwrap_or("");
        if inner.starts_with('>') || inner.starts_with("->") {
            self.skip_past(b'>');
            return true;
        }
        let Some(end) = memmem::find(inner.as_bytes(), b"-->") else {
            self.notes.push("a comment without an end was left out".to_owned());
            return false;
        };
        self.at += 4 + end + 3;
        true
    }

    /// Gives `false` when the tag swallows the rest of the page.
    fn start_tag(&mut self) -> bool {
        let start = self.at;
        let name = name_at(self.html, start + 1);
        let mut attributes = Attributes::new(self.html, start + 1 + name.length);
        let mut written = String::new();
        for attribute in &mut attributes {
            if attribute.is_wanted() {
                attribute.write(&mut written);
            }
        }
        self.attributes += attributes.cut;
        let Some(end) = attributes.end else { return false };
        self.at = end;
        let role = name.role();
        match role {
            Role::Cut(close) => return self.cut(close, &written),
            Role::Title => self.title(),
            Role::Gone => {}
            Role::Page | Role::Void => self.write(name, &written),
            Role::Hint => self.hint(),
            _ => self.open(name, role, &written),
        }
        true
    }

    fn write(&mut self, name: Name, attributes: &str) {
        self.elements += 1;
        self.out.push('<');
        self.out.push_str(name.as_str());
        self.out.push_str(attributes);
        self.out.push('>');
    }

    /// Leaves an element out with all in it. Data for machines that describe the page stay.
    fn cut(&mut self, close: &'static str, attributes: &str) -> bool {
        let Some((inner, after)) = self.closing(close) else {
            let rest = matches!(close, "script" | "style");
            if rest {
                self.notes.push(format!("a {close} without an end was left out with all behind it"));
            }
            return !rest;
        };
        if close == "script" && attributes.contains("ld+json") {
            self.out.push_str("<script type=\"application/ld+json\">");
            // What could end the script or hide its end is no part of any JSON value.
            self.out.push_str(&self.html[self.at..inner].replace("<!--", "").replace("-->", ""));
            self.out.push_str("</script>");
        }
        self.at = after;
        true
    }

    /// The title holds words alone.
    fn title(&mut self) {
        let Some((inner, after)) = self.closing("title") else { return };
        let words = self.html[self.at..inner].replace('<', "&lt;");
        self.out.push_str("<title>");
        self.out.push_str(&words);
        self.out.push_str("</title>");
        self.at = after;
    }

    /// What stands for an image until scripts run stays within figures, and goes elsewhere.
    fn hint(&mut self) {
        let figure = self.open.iter().rev().take(8).any(|open| open.as_str() == "figure");
        if let Some((_, after)) = self.closing("noscript").filter(|_| !figure) {
            self.at = after;
        }
    }

    /// Where the element is closed: the place of its end tag and the place after that.
    fn closing(&mut self, name: &'static str) -> Option<(usize, usize)> {
        if self.unclosed.contains(name) {
            return None;
        }
        let rest = self.rest();
        let found = memmem::find_iter(rest.as_bytes(), b"</").find(|at| {
            let end = rest.as_bytes().get(at + 2..).unwrap_or(&[]);
            let after = end.get(name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            after && end.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        });
        let Some(inner) = found else {
            self.unclosed.insert(name);
            return None;
        };
        let after = memchr(b'>', &rest.as_bytes()[inner..]).map_or(rest.len(), |end| inner + end + 1);
        Some((self.at + inner, self.at + after))
    }

    fn open(&mut self, name: Name, role: Role, attributes: &str) {
        if !self.make_room(name, role) {
            return self.drop(name);
        }
        let formatting = role == Role::Formatting;
        if self.open.len() >= DEEPEST || (formatting && self.formatting >= MOST_FORMATTING) {
            self.deep += 1;
            return self.drop(name);
        }
        self.formatting += usize::from(formatting);
        self.write(name, attributes);
        self.open.push(name);
    }

    fn drop(&mut self, name: Name) {
        *self.dropped.entry(name).or_default() += 1;
    }

    /// Closes what an element of this name closes by beginning; `false` when it may not stand here.
    fn make_room(&mut self, name: Name, role: Role) -> bool {
        if role.ends_paragraph()
            && let Some(at) = self.find(|open| open.as_str() == "p", |open| open.role().is_wall())
        {
            self.close_to(at);
        }
        match role {
            Role::Heading => {
                if let Some(at) = self.open.len().checked_sub(1).filter(|&at| self.open[at].role() == role) {
                    self.close_to(at);
                }
            }
            Role::Item => {
                if let Some(at) = self.find(|open| name.is_same_item(open), Name::holds_items) {
                    self.close_to(at);
                }
            }
            Role::Form => return self.find(|open| open == name, |_| false).is_none(),
            Role::Formatting if name.as_str() == "a" => {
                if let Some(at) = self.find(|open| open == name, |open| open.role().is_cell()) {
                    self.close_one(at);
                }
            }
            Role::Table => {
                let table = |open: Name| open.role() == Role::Table;
                if let Some(at) = self.find(table, |open| open.role().is_cell()) {
                    self.close_to(at);
                }
            }
            Role::Part(level) => return self.part(level),
            _ => {}
        }
        true
    }

    /// Makes room for a part of a table: rows close rows, cells close cells. None stands outside tables.
    fn part(&mut self, level: u8) -> bool {
        let table = |open: Name| open.role() == Role::Table;
        let Some(table) = self.find(table, |_| false) else { return false };
        let inner = self.open.iter().skip(table + 1);
        let kept = inner.take_while(|open| matches!(open.role(), Role::Part(own) if own < level)).count();
        self.close_to(table + 1 + kept);
        // Parsers put in the parts between; so they count.
        for (number, between) in ["tbody", "tr"].into_iter().enumerate().skip(kept) {
            if number + 1 < usize::from(level) {
                self.open(name_at(between, 0), Role::Other, "");
            }
        }
        true
    }

    /// The innermost open element that is wanted, unless one that bars the way stands in front of it.
    fn find(&self, wanted: impl Fn(Name) -> bool, barred: impl Fn(Name) -> bool) -> Option<usize> {
        for (at, &open) in self.open.iter().enumerate().rev() {
            if wanted(open) {
                return Some(at);
            }
            if barred(open) {
                return None;
            }
        }
        None
    }

    /// Closes open elements until `left` are left.
    fn close_to(&mut self, left: usize) {
        while self.open.len() > left {
            self.close_one(self.open.len() - 1);
        }
    }

    fn close_one(&mut self, at: usize) {
        let name = self.open.remove(at);
        self.formatting -= usize::from(name.role() == Role::Formatting);
        self.out.push_str("</");
        self.out.push_str(name.as_str());
        self.out.push('>');
    }

    fn end_tag(&mut self) {
        let name = name_at(self.html, self.at + 2);
        let mut attributes = Attributes::new(self.html, self.at + 2 + name.length);
        (&mut attributes).for_each(drop);
        self.at = attributes.end.unwrap_or(self.html.len());
        if let Entry::Occupied(mut count) = self.dropped.entry(name) {
            if *count.get() > 1 {
                *count.get_mut() -= 1;
            } else {
                count.remove();
            }
            return;
        }
        let role = name.role();
        let found = match role {
            Role::Void if name.as_str() == "br" => return self.write(name, ""),
            Role::Formatting | Role::Other => self.find(|open| open == name, |open| open.role().is_wall()),
            Role::Heading => self.find(|open| open.role() == role, |open| open.role().is_cell()),
            Role::Table | Role::Part(_) => self.find(|open| open == name, |open| open.role() == Role::Table),
            _ => self.find(|open| open == name, |open| open.role().is_cell()),
        };
        match (found, role) {
            (Some(at), _) => self.close_to(at),
            (None, Role::Formatting) => {
                if let Some(at) = self.find(|open| open == name, |open| open.role().is_cell()) {
                    self.close_one(at);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expect: &str) {
        let guarded = guard(html);
        assert_eq!(guarded.html.strip_prefix("<!DOCTYPE html>"), Some(expect), "{html}");
    }

    #[test]
    fn what_ends_implicitly_ends_in_so_many_words() {
        check("<p>one<p>two", "<p>one</p><p>two");
        check("<p><b>one<p>two</b>", "<p><b>one</b></p><p>two");
        check("<ul><li>a<li>b<ul><li>c</ul></ul>d", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d");
        check(
            "<table><tr><td>1<td>2<tr><td>3</table>4",
            "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>4",
        );
        check("<div><span>a</div>b</span>", "<div><span>a</span></div>b");
        check("<div><table><tr><td></div>x", "<div><table><tbody><tr><td>x");
        check("<a href=1>x<a href='2'>y", "<a href=\"1\">x</a><a href=\"2\">y");
        check("<tr><td>no table", "no table");
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        check("a<script>if (a<b) '</p>'</SCRIPT >b<!-- c -->d<!-->e", "abde");
        check("<svg><svg></svg></svg>a<style>p{}</style><iframe>x</iframe>b", "ab");
        check(
            "<img src='data:image/png;base64,AAAA' alt=x onclick='y()' style='color:red'>",
            "<img alt=\"x\">",
        );
        check("<noscript><img src=1></noscript>a", "a");
        check("<figure><noscript><img src=1></noscript></figure>", "<figure><img src=\"1\"></figure>");
        check(
            "<script type='application/ld+json'>{\"a\":\"<!--\"}</script>",
            "<script type=\"application/ld+json\">{\"a\":\"\"}</script>",
        );
        check("<title>a <b> c</title>", "<title>a &lt;b> c</title>");
        check("1 < 2 <3 </ x>y", "1 &lt; 2 &lt;3 y");
    }

    #[test]
    fn what_has_no_end_swallows_the_rest_and_is_told() {
        for (page, expect) in [("a<!-- b", "comment"), ("a<script>b", "script"), ("a<style>b", "style")] {
            let guarded = guard(page);
            assert!(guarded.html.ends_with('a') && guarded.notes[0].contains(expect), "{guarded:?}");
        }
        assert_eq!(guard(&"<div>".repeat(600)).notes, ["88 elements nested too deep were unwrapped"]);
    }
}
