//! A short way through simple fragments, as feeds hold them by the hundred: paragraphs, headings, lists, quotations,
//! images, links and emphases, all closed in order, without a tree.
//!
//! It gives exactly what the parser of pages gives, or nothing: whatever it does not know is left to that.

use memchr::{memchr, memchr2, memmem};
use quick_xml::escape::resolve_html5_entity;
use url::Url;

use super::fragment::{address, join};
use crate::reading::{BlockKind, Weight};
use crate::sources::draft::{Figure, Inline, Part};

/// Longer fragments, and deeper ones, are no simple ones.
const LONGEST: usize = 1 << 20;
const DEEPEST: usize = 60;

/// What an element does.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Block(Option<BlockKind>),
    Link,
    Weight(Weight),
    Plain,
}

/// An open element.
struct Open<'a> {
    name: &'a str,
    role: Role,
    /// The kind of blocks around it.
    outer: BlockKind,
    /// Where it begins in the line, and after how many parts.
    start: usize,
    parts: usize,
    href: String,
}

/// The parts of a simple fragment.
#[must_use]
pub fn parts(html: &str, base: Option<&Url>) -> Option<Vec<Part>> {
    if html.len() > LONGEST {
        return None;
    }
    let mut quick = Quick {
        rest: html,
        base,
        parts: Vec::new(),
        line: Inline::default(),
        kind: BlockKind::Paragraph,
        open: Vec::new(),
    };
    while !quick.rest.is_empty() {
        quick.step()?;
    }
    quick.end_line();
    quick.open.is_empty().then_some(quick.parts)
}

struct Quick<'a> {
    rest: &'a str,
    base: Option<&'a Url>,
    parts: Vec<Part>,
    line: Inline,
    kind: BlockKind,
    open: Vec<Open<'a>>,
}

impl<'a> Quick<'a> {
    /// Takes the next text or tag; `None` when it is not a simple one.
    fn step(&mut self) -> Option<()> {
        if !self.rest.starts_with('<') {
            let end = memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            return self.text(text);
        }
        let end = tag_end(self.rest)?;
        let (tag, rest) = self.rest.split_at(end);
        self.rest = rest;
        let tag = &tag[1..tag.len() - 1];
        if let Some(name) = tag.strip_prefix('/') {
            return self.close(name.trim_end_matches([' ', '\n']));
        }
        let name = name_of(tag);
        if is_odd(tag) {
            return None;
        }
        match name {
            "br" => self.break_line(),
            "img" => {
                let figure = image(tag, self.base)?;
                self.place(figure);
            }
            "figure" => self.figure()?,
            _ => self.start(name, tag)?,
        }
        Some(())
    }

    fn text(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        while let Some(at) = memchr2(b'&', 0, rest.as_bytes()) {
            self.words(&rest[..at]);
            rest = &rest[at..];
            let (words, length) = reference(rest, false)?;
            match words {
                Resolved::Words(words) => self.words(words),
                Resolved::Char(c) => self.words(c.encode_utf8(&mut [0; 4])),
            }
            rest = &rest[length..];
        }
        self.words(rest);
        Some(())
    }

    /// Words of the line, with single spaces.
    fn words(&mut self, text: &str) {
        let line = &mut self.line.words;
        if !is_spaced(text) {
            let begun = line.is_empty() || line.ends_with([' ', '\n']);
            line.push_str(text.strip_prefix(' ').filter(|_| begun).unwrap_or(text));
            return;
        }
        for (n, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            if n > 0 && !line.is_empty() && !line.ends_with([' ', '\n']) {
                line.push(' ');
            }
            line.push_str(word);
        }
    }

    fn break_line(&mut self) {
        if self.line.break_line() {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_blank() {
            self.parts.push(Part::Block(self.kind, line));
        }
    }

    fn place(&mut self, figure: Figure) {
        if figure.url.is_some() || !figure.alt.is_empty() {
            self.end_line();
            self.parts.push(Part::Figure(figure));
        }
    }

    fn start(&mut self, name: &'a str, tag: &str) -> Option<()> {
        let role = role(name)?;
        let within = |role: Role| self.open.iter().any(|open| open.role == role);
        let inside = |names: &[&str]| self.open.iter().any(|open| names.contains(&open.name));
        let sound = match role {
            // A block closes the paragraph that is open, and inline elements stretch over blocks in odd ways.
            Role::Block(_) => {
                let last = self.open.last().map_or("", |open| open.name);
                self.open.iter().all(|open| matches!(open.role, Role::Block(_)))
                    && !inside(&["p", "h1", "h2", "h3", "h4", "h5", "h6"])
                    && (name == "li") == matches!(last, "ul" | "ol")
            }
            Role::Link => !within(Role::Link),
            _ => true,
        };
        if !sound || self.open.len() >= DEEPEST || tag.ends_with('/') {
            return None;
        }
        let outer = self.kind;
        if let Role::Block(kind) = role {
            self.end_line();
            self.kind = kind.unwrap_or(outer);
        }
        let href = if role == Role::Link { attribute(tag, "href")? } else { String::new() };
        let (start, parts) = (self.line.words.len(), self.parts.len());
        self.open.push(Open { name, role, outer, start, parts, href });
        Some(())
    }

    fn close(&mut self, name: &str) -> Option<()> {
        let open = self.open.pop().filter(|open| open.name == name)?;
        if let Role::Block(_) = open.role {
            self.end_line();
            self.kind = open.outer;
            return Some(());
        }
        let range = open.start..self.line.words.len();
        if open.parts != self.parts.len() || range.is_empty() {
            return Some(());
        }
        match open.role {
            Role::Link => self.line.links.extend(address(&open.href, self.base).map(|url| (range, url))),
            Role::Weight(weight) => self.line.emphases.push((range, weight)),
            _ => {}
        }
        Some(())
    }

    /// A figure of one image and its caption.
    fn figure(&mut self) -> Option<()> {
        if !self.open.iter().all(|open| {
            matches!(open.role, Role::Block(_)) && open.name != "p" && !open.name.starts_with('h')
        }) {
            return None;
        }
        let end = memmem::find(self.rest.as_bytes(), b"</figure>")?;
        let (inside, rest) = (&self.rest[..end], &self.rest[end + 9..]);
        let (before, caption) = match inside.split_once("<figcaption") {
            Some((before, caption)) => {
                let (tag, caption) = caption.split_once('>')?;
                let (caption, after) = caption.split_once("</figcaption>")?;
                if is_odd(tag) || !after.trim().is_empty() || caption.contains("<img") {
                    return None;
                }
                (before, join(parts(caption, self.base)?))
            }
            None => (inside, Inline::default()),
        };
        let tag = before.trim().strip_prefix('<')?.strip_suffix('>')?;
        if name_of(tag) != "img" || tag.contains(['<', '>']) || is_odd(tag) {
            return None;
        }
        let mut figure = image(tag, self.base)?;
        self.rest = rest;
        self.end_line();
        // A caption stays even without an image to show.
        let there = figure.url.is_some() || !figure.alt.is_empty() || !caption.is_blank();
        figure.caption = caption;
        if there {
            self.parts.push(Part::Figure(figure));
        }
        Some(())
    }
}

/// True when there is white space in the words other than single spaces.
fn is_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without an early end this is done many bytes at a time.
    let other = bytes.iter().fold(false, |found, byte| found | matches!(byte, b'\t' | b'\n' | b'\r' | 0xc));
    other || bytes.windows(2).fold(false, |found, pair| found | ((pair[0] == b' ') & (pair[1] == b' ')))
}

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "p" | "div" | "ul" | "ol" | "section" => Role::Block(None),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Block(Some(BlockKind::Subheading)),
        "li" => Role::Block(Some(BlockKind::ListItem)),
        "blockquote" => Role::Block(Some(BlockKind::BlockQuote)),
        "a" => Role::Link,
        "b" | "strong" => Role::Weight(Weight::Strong),
        "i" | "em" => Role::Weight(Weight::Emphasis),
        "code" => Role::Weight(Weight::Code),
        "span" => Role::Plain,
        _ => return None,
    })
}

/// The name that a tag begins with, if it is in small letters.
fn name_of(tag: &str) -> &str {
    let end = tag.bytes().position(|byte| !byte.is_ascii_lowercase() && !byte.is_ascii_digit());
    match end {
        Some(at) if !matches!(tag.as_bytes()[at], b' ' | b'\n' | b'\t' | b'/') => "",
        Some(at) => &tag[..at],
        None => tag,
    }
}

/// Tags that hide what is in them, or may.
fn is_odd(tag: &str) -> bool {
    tag.len() >= 8
        && (tag.contains("hidden")
            || tag.contains("none")
            || tag.contains("HIDDEN")
            || tag.contains("NONE")
            || tag.contains('\0'))
}

/// Where a tag ends that has its values in quotes.
fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    if !bytes.get(1).is_some_and(|byte| byte.is_ascii_lowercase() || *byte == b'/') {
        return None;
    }
    let mut at = 2;
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            quote @ (b'"' | b'\'') if bytes[at - 1] == b'=' => at += memchr(*quote, &bytes[at + 1..])? + 2,
            b'"' | b'\'' | b'<' | b'`' => return None,
            // A value without quotes.
            b'=' if !matches!(bytes.get(at + 1), Some(b'"' | b'\'')) => return None,
            _ => at += 1,
        }
    }
}

/// The value of an attribute, or `""`; `None` when it is written in an odd way.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.rsplit([' ', '\n', '\t', '"', '\'']).next().unwrap_or("");
        let quote = after.chars().next()?;
        let (value, next) = after[1..].split_once(quote)?;
        if key == name {
            return resolved(value);
        }
        // In capitals it is the same attribute.
        if key.eq_ignore_ascii_case(name) {
            return None;
        }
        rest = next;
    }
    Some(String::new())
}

/// A value with its references resolved.
fn resolved(value: &str) -> Option<String> {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = memchr2(b'&', 0, rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (words, length) = reference(rest, true)?;
        match words {
            Resolved::Words(words) => out.push_str(words),
            Resolved::Char(c) => out.push(c),
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    Some(out)
}

enum Resolved {
    Words(&'static str),
    Char(char),
}

/// The reference that `rest` begins with, and its length; a bare `&` is itself.
fn reference(rest: &str, in_value: bool) -> Option<(Resolved, usize)> {
    let bytes = rest.as_bytes();
    let end = 1 + bytes
        .get(1..)?
        .iter()
        .take(34)
        .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')
        .unwrap_or(bytes.len() - 1);
    let name = rest.get(1..end)?;
    match bytes.get(end) {
        _ if bytes[0] == 0 => None,
        Some(b';') if name.starts_with('#') => {
            let digits = &name[1..];
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            // HTML reads the others in its own way.
            let c = char::from_u32(number).filter(|c| *c >= ' ' && !('\u{7f}'..='\u{9f}').contains(c))?;
            ((number & 0xfffe) != 0xfffe && !(0xfdd0..=0xfdef).contains(&number))
                .then_some((Resolved::Char(c), end + 1))
        }
        Some(b';') => Some((Resolved::Words(named(name)?), end + 1)),
        // `a & b`, and `?a=1&b=2` in addresses.
        Some(b'=') if in_value && !name.is_empty() && !name.starts_with('#') => {
            Some((Resolved::Char('&'), 1))
        }
        _ if name.is_empty() => Some((Resolved::Char('&'), 1)),
        _ => None,
    }
}

/// The characters of a name. The names that nearly all texts use come first, as there are more than two thousand.
fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        "ldquo" => "“",
        "rdquo" => "”",
        "lsquo" => "‘",
        "rsquo" => "’",
        "laquo" => "«",
        "raquo" => "»",
        "ndash" => "–",
        "mdash" => "—",
        "hellip" => "…",
        "eacute" => "é",
        "egrave" => "è",
        "agrave" => "à",
        "ccedil" => "ç",
        "auml" => "ä",
        "ouml" => "ö",
        "uuml" => "ü",
        "szlig" => "ß",
        _ => return resolve_html5_entity(name),
    })
}

fn image(tag: &str, base: Option<&Url>) -> Option<Figure> {
    let mut url = None;
    for name in ["src", "data-src", "data-original"] {
        url = url.or(address(&attribute(tag, name)?, base));
    }
    Some(Figure { url, alt: attribute(tag, "alt")?.trim().to_owned(), ..Figure::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::html::fragment::by_tree;

    fn check(html: &str, known: bool) {
        let base = Url::parse("https://alden.example/news/1").ok();
        let found = parts(html, base.as_ref());
        assert_eq!(found.is_some(), known, "{html}");
        if let Some(found) = found {
            assert_eq!(found, by_tree(html, base.as_ref()), "{html}");
        }
    }

    #[test]
    fn simple_fragments_take_the_short_way() {
        for html in [
            "",
            "Rain.",
            " One &amp; two\n three<br>four<br/>five <br /><br> six ",
            "<p>One <b>two</b> <a href=\"/a?b=1&c=2\">three <i>four</i></a>.</p>\n<p>&#8220;Five&#x201d;&nbsp;&mdash; six & seven</p>",
            "<h2>Head</h2><ul><li>a</li> <li>b <em>c</em></li></ul><ol>\n<li>d</li></ol><blockquote><p>e</p></blockquote>tail",
            "<div class=\"x\"><p id='y'>a</p>b</div><img src=\"1.jpg\" alt=\" A &lt; B \"><p>c<img src='data:x'>d</p>",
            "<figure class=\"z\"><img src=\"/1.jpg\" alt=\"A\"/><figcaption>The <b>crane</b>,<br>see <a href='x'>x</a></figcaption></figure>",
            "<figure>\n<img src=\"/1.jpg\">\n</figure><p><a href=\"#top\">up</a><code>x()</code><span>y</span></p>",
            "<p><a href='x'>a<br><br>b</a></p>",
            "<p></p><b></b><p> </p>",
        ] {
            check(html, true);
        }
    }

    #[test]
    fn all_else_takes_the_long_way() {
        for html in [
            "<p>one<p>two",
            "<p>a</b></p>",
            "<P>a</P>",
            "<p hidden>a</p>",
            "<p style=\"display: none\">a</p>",
            "<script>a</script>",
            "<table></table>",
            "a < b",
            "a<b",
            "<p>a",
            "&copy 2031",
            "&#150;",
            "&#0;",
            "&nosuch;",
            "<!-- a -->",
            "<a href=x>y</a>",
            "<li>a</li>",
            "<b><p>a</p></b>",
            "<p><div>a</div></p>",
            "<a href='x'><a href='y'>z</a></a>",
            "<h2><h3>a</h3></h2>",
            "<figure><p>a</p></figure>",
            "a\0b",
        ] {
            check(html, false);
        }
    }

    #[test]
    fn usual_names_are_those_of_html() {
        for name in [
            "amp", "lt", "gt", "quot", "apos", "nbsp", "ldquo", "rdquo", "lsquo", "rsquo", "laquo", "raquo",
            "ndash", "mdash", "hellip", "eacute", "egrave", "agrave", "ccedil", "auml", "ouml", "uuml",
            "szlig", "Scaron",
        ] {
            assert_eq!(named(name), resolve_html5_entity(name), "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn both_ways_give_the_same(html in "(<(p|div|b|a href=\"x\"|em|ul|li|h2|blockquote|span|br|img src=\"y\" alt=\"z\")>|</(p|div|b|a|em|ul|li|h2|blockquote|span)>|[ab] |&amp;|&#8217;| \n|<p>[a-c ]{1,3}</p>|<p><b>a</b> b</p>|<ul><li>a</li></ul>){0,9}") {
            if let Some(found) = parts(&html, None) {
                assert_eq!(found, by_tree(&html, None), "{html}");
            }
        }
    }
}
