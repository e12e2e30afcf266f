//! Tags as the guard reads them: names, what their elements do to others, and attributes (HTML standard, 13.2.5).

/// The name of a tag in lower case; what is longer than 23 bytes is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    bytes: [u8; 23],
    kept: u8,
    role: Role,
    /// Its length in the page, in bytes.
    pub length: usize,
}

/// What an element does to those around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Has no end tag.
    Void,
    /// Left out with all in it, up to the end tag of this name.
    Cut(&'static str),
    /// Left out; what is in it stays.
    Gone,
    /// `html`, `head`, `body`: there is one of each.
    Page,
    /// The page's title.
    Title,
    /// What stands in for what scripts would show.
    Hint,
    /// Stretches over others, as `b` and `a` do.
    Formatting,
    /// A paragraph.
    Paragraph,
    /// `h1` to `h6`.
    Heading,
    /// An entry of a list.
    Item,
    /// A list.
    List,
    /// Any other block.
    Block,
    /// A form; forms are not nested.
    Form,
    /// A table.
    Table,
    /// A part of a table: 1 is a group of rows, 2 a row, 3 a cell.
    Part(u8),
    /// What end tags inside it don't reach out of.
    Scope,
    /// Anything else, in lines.
    Other,
}

impl Role {
    /// True for elements that close a paragraph by beginning.
    #[must_use]
    pub fn ends_paragraph(self) -> bool {
        matches!(
            self,
            Role::Paragraph
                | Role::Heading
                | Role::Item
                | Role::List
                | Role::Block
                | Role::Form
                | Role::Table
        )
    }

    /// True for elements that end tags of lines don't reach out of.
    #[must_use]
    pub fn is_wall(self) -> bool {
        !matches!(self, Role::Formatting | Role::Other)
    }

    /// True for elements that no end tag but those of tables reaches out of.
    #[must_use]
    pub fn is_cell(self) -> bool {
        matches!(self, Role::Part(3) | Role::Scope)
    }
}

/// The name at a place of a page.
#[must_use]
pub fn name_at(html: &str, at: usize) -> Name {
    let rest = html.as_bytes().get(at..).unwrap_or(&[]);
    let length =
        rest.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xc | b'/' | b'>'));
    let length = length.unwrap_or(rest.len());
    let mut name = Name { bytes: [0; 23], kept: 0, role: Role::Other, length };
    for (to, byte) in name.bytes.iter_mut().zip(&rest[..length]) {
        // Names of other letters are of no element; any will do that can be written.
        let plain = byte.is_ascii_alphanumeric() || *byte == b'-';
        *to = if plain { byte.to_ascii_lowercase() } else { b'x' };
        name.kept += 1;
    }
    name.role = role(name.as_str());
    name
}

impl Name {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.kept)]).unwrap_or("x")
    }

    /// True for elements that list entries inside don't reach out of.
    #[must_use]
    pub fn holds_items(self) -> bool {
        self.role().is_wall() && !matches!(self.as_str(), "p" | "div" | "address")
    }

    /// True for a list entry that an entry of this name closes.
    #[must_use]
    pub fn is_same_item(self, other: Name) -> bool {
        let term = |name: Name| matches!(name.as_str(), "dt" | "dd");
        other.role() == Role::Item && term(self) == term(other)
    }

    /// What an element of this name does.
    #[must_use]
    pub fn role(self) -> Role {
        self.role
    }
}

fn role(name: &str) -> Role {
    match name {
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param"
        | "source" | "track" | "wbr" => Role::Void,
        "script" => Role::Cut("script"),
        "style" => Role::Cut("style"),
        "svg" => Role::Cut("svg"),
        "math" => Role::Cut("math"),
        "iframe" => Role::Cut("iframe"),
        "select" => Role::Cut("select"),
        "textarea" => Role::Cut("textarea"),
        "noembed" => Role::Cut("noembed"),
        "noframes" => Role::Cut("noframes"),
        "xmp" | "plaintext" | "frameset" | "frame" | "option" | "optgroup" | "template" | "colgroup"
        | "nobr" => Role::Gone,
        "html" | "head" | "body" => Role::Page,
        "title" => Role::Title,
        "noscript" => Role::Hint,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "s" | "small" | "strike" | "strong" | "tt"
        | "u" => Role::Formatting,
        "p" => Role::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "li" | "dd" | "dt" => Role::Item,
        "ul" | "ol" | "dl" | "menu" | "dir" => Role::List,
        "form" => Role::Form,
        "table" => Role::Table,
        "tbody" | "thead" | "tfoot" | "caption" => Role::Part(1),
        "tr" => Role::Part(2),
        "td" | "th" => Role::Part(3),
        "object" | "applet" | "marquee" | "button" => Role::Scope,
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "div"
        | "fieldset" | "figcaption" | "figure" | "footer" | "header" | "hgroup" | "listing" | "main"
        | "nav" | "pre" | "search" | "section" | "summary" => Role::Block,
        _ => Role::Other,
    }
}

/// Attributes of one element beyond this are left out.
const MOST: usize = 40;
/// Longer names are left out.
const LONGEST_NAME: usize = 64;
/// Longer values are left out.
const LONGEST_VALUE: usize = 4096;
/// Longer descriptions of the page (`<meta content>`) are left out.
const LONGEST_CONTENT: usize = 64 << 10;

/// One attribute as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a> {
    name: &'a str,
    value: Option<&'a str>,
}

/// What is in a style that may hide an element, on pages and in mails.
const HIDING: &[&str] =
    &["none", "hidden", "mso-hide", "max-height", "opacity", "font-size:0", "font-size: 0"];

impl Attribute<'_> {
    /// False for what scripts and style sheets alone need, and for data written into addresses.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        let value = self.value.unwrap_or("");
        let is = |name: &str| self.name.eq_ignore_ascii_case(name);
        let data = value.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        let styled = !is("style") || HIDING.iter().any(|word| value.contains(word));
        let script = self.name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
        !data && styled && !script
    }

    /// Writes it down in front of a tag's end.
    pub fn write(&self, out: &mut String) {
        out.push(' ');
        out.push_str(self.name);
        let Some(value) = self.value else { return };
        let quote = if value.contains('"') { '\'' } else { '"' };
        out.push('=');
        out.push(quote);
        out.push_str(value);
        out.push(quote);
    }
}

/// The attributes of a tag, read on demand.
#[derive(Debug)]
pub struct Attributes<'a> {
    html: &'a str,
    at: usize,
    count: usize,
    /// How many were left out for their number or length.
    pub cut: usize,
    /// The place after the tag, once it is read; `None` when it has no end.
    pub end: Option<usize>,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xc)
}

impl<'a> Attributes<'a> {
    /// Those after a tag's name.
    #[must_use]
    pub fn new(html: &'a str, at: usize) -> Self {
        Self { html, at, count: 0, cut: 0, end: None }
    }

    /// Goes on while `over` is true, and gives what was gone over.
    fn take(&mut self, over: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        let rest = self.html.as_bytes().get(start..).unwrap_or(&[]);
        self.at += rest.iter().position(|&byte| !over(byte)).unwrap_or(rest.len());
        self.html.get(start..self.at).unwrap_or("")
    }

    fn value(&mut self) -> Option<&'a str> {
        let bytes = self.html.as_bytes();
        let before = self.at;
        self.take(is_space);
        if bytes.get(self.at) != Some(&b'=') {
            self.at = before;
            return None;
        }
        self.at += 1;
        self.take(is_space);
        match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let end = memchr::memchr(quote, &bytes[start..]).map(|length| start + length);
                self.at = end.map_or(bytes.len(), |end| end + 1);
                self.html.get(start..end.unwrap_or(bytes.len()))
            }
            _ => Some(self.take(|byte| !is_space(byte) && byte != b'>')),
        }
    }

    fn is_small(&self, attribute: &Attribute<'_>) -> bool {
        let longest =
            if attribute.name.eq_ignore_ascii_case("content") { LONGEST_CONTENT } else { LONGEST_VALUE };
        let value = attribute.value.unwrap_or("");
        let data = value.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        self.count <= MOST && attribute.name.len() <= LONGEST_NAME && (value.len() <= longest || data)
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        loop {
            self.take(|byte| is_space(byte) || byte == b'/');
            match self.html.as_bytes().get(self.at) {
                None => return None,
                Some(b'>') => {
                    self.end = Some(self.at + 1);
                    return None;
                }
                Some(_) => {}
            }
            let start = self.at;
            // An equals sign at the beginning belongs to the name.
            self.at += 1;
            self.take(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
            let name = self.html.get(start..self.at);
            let value = self.value();
            let Some(name) = name else { continue };
            self.count += 1;
            let attribute = Attribute { name, value };
            let odd = name.contains(['"', '\'', '<', '='])
                || value.is_some_and(|value| value.contains('"') && value.contains('\''));
            if !self.is_small(&attribute) {
                self.cut += 1;
            } else if !odd {
                return Some(attribute);
            }
        }
    }
}
