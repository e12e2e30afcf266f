//! A fragment of HTML, as feeds, mails and books hold it, as parts of a body: nothing that can be seen is left out.

use url::{Position, Url};

use super::guard::guard;
use super::quick;
use super::tree::{Id, Tree, is_block, is_unseen};
use crate::reading::{BlockKind, Weight};
use crate::sources::draft::{Figure, Inline, Part};

/// A part of the body at its place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The first node of its words, or the node of its image, table or code.
    pub at: Id,
    /// How many bytes of its words lie in links.
    pub linked: usize,
    /// What stands there.
    pub part: Part,
}

/// The parts of a fragment; addresses are resolved against `base`.
#[must_use]
pub fn fragment(html: &str, base: Option<&Url>) -> Vec<Part> {
    quick::parts(html, base).unwrap_or_else(|| by_tree(html, base))
}

/// The same for fragments of any kind.
pub(super) fn by_tree(html: &str, base: Option<&Url>) -> Vec<Part> {
    let tree = Tree::parse(&guard(html).html);
    parts(&tree, 0, base, &|_| true).into_iter().map(|placed| placed.part).collect()
}

/// The parts of what is inside `root` and `wanted`; unwanted nodes are left out with all that is in them.
#[must_use]
pub fn parts(tree: &Tree, root: Id, base: Option<&Url>, wanted: &dyn Fn(Id) -> bool) -> Vec<Placed> {
    let mut walk = Walk {
        tree,
        base,
        wanted,
        parts: Vec::new(),
        line: Inline::default(),
        at: None,
        linked: 0,
        in_link: false,
        kind: BlockKind::Paragraph,
    };
    walk.inside(root);
    walk.end_line();
    walk.parts
}

/// An address as an absolute one; `None` for those that lead nowhere (`javascript:`, `#top`).
#[must_use]
pub fn address(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    if let Some(url) = plain(href, base) {
        return Some(url);
    }
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https" | "mailto" | "ftp" | "tel").then(|| url.into())
}

/// The address of a link that needs no more than to be put together: what the standard would leave as it is.
fn plain(href: &str, base: Option<&Url>) -> Option<String> {
    let rooted = |path: &str| {
        let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~/?=&+,:;@!*().".contains(&byte);
        // A dot that begins a step is one up, or none; past a question mark it would be no harm.
        path.starts_with('/') && path.bytes().all(kept) && !path.contains("/.")
    };
    if let Some(rest) = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://")) {
        let (host, path) = rest.split_at(rest.find('/')?);
        let kept =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        // Hosts in other scripts and numbers have forms of their own.
        let known = host.len() < 100
            && host.bytes().all(kept)
            && host.split('.').all(|label| !label.is_empty() && !label.contains("--"))
            && host.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_lowercase()));
        return (known && rooted(path)).then(|| href.to_owned());
    }
    let base = base.filter(|base| matches!(base.scheme(), "http" | "https"))?;
    (rooted(href) && !href.starts_with("//")).then(|| [&base[..Position::BeforePath], href].concat())
}

/// A walk that gathers words into the line at hand, and lines into parts.
struct Walk<'a> {
    tree: &'a Tree,
    base: Option<&'a Url>,
    wanted: &'a dyn Fn(Id) -> bool,
    parts: Vec<Placed>,
    line: Inline,
    /// The first node of the line's words.
    at: Option<Id>,
    linked: usize,
    in_link: bool,
    kind: BlockKind,
}

impl Walk<'_> {
    fn inside(&mut self, id: Id) {
        for child in self.tree.children(id).collect::<Vec<_>>() {
            self.node(child);
        }
    }

    fn node(&mut self, id: Id) {
        let tree = self.tree;
        if let Some(text) = tree.text(id) {
            self.words(id, text);
            return;
        }
        let tag = tree.tag(id);
        if is_unseen(tag) || is_hidden(tree, id) || !(self.wanted)(id) {
            return;
        }
        match tag {
            "br" => self.break_line(),
            "img" => self.image(id),
            "figure" => self.figure(id),
            "table" if is_data(tree, id) => self.table(id),
            "pre" => self.code(id),
            "a" => self.link(id),
            "b" | "strong" => self.stand_out(id, Weight::Strong),
            "i" | "em" | "cite" | "dfn" => self.stand_out(id, Weight::Emphasis),
            "code" | "kbd" | "samp" | "tt" => self.stand_out(id, Weight::Code),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(id, BlockKind::Subheading),
            "li" => self.block(id, BlockKind::ListItem),
            "blockquote" => self.block(id, BlockKind::BlockQuote),
            _ if is_block(tag) => self.block(id, self.kind),
            _ => self.inside(id),
        }
    }

    /// Words of the line, with single spaces.
    fn words(&mut self, id: Id, text: &str) {
        if self.at.is_none() && !text.trim().is_empty() {
            self.at = Some(id);
        }
        let before = self.line.words.len();
        for (n, word) in text.split(is_space).enumerate() {
            if n > 0 && !self.line.words.is_empty() && !self.line.words.ends_with([' ', '\n']) {
                self.line.words.push(' ');
            }
            self.line.words.push_str(word);
        }
        if self.in_link {
            self.linked += self.line.words.len() - before;
        }
    }

    /// A break; two in a row part two blocks.
    fn break_line(&mut self) {
        if self.line.break_line() {
            self.end_line();
        }
    }

    /// Ends the line and makes it a block.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let (at, linked) = (self.at.take(), std::mem::take(&mut self.linked));
        if let Some(at) = at.filter(|_| !line.is_blank()) {
            self.parts.push(Placed { at, linked, part: Part::Block(self.kind, line) });
        }
    }

    fn place(&mut self, at: Id, part: Part) {
        self.parts.push(Placed { at, linked: 0, part });
    }

    fn block(&mut self, id: Id, kind: BlockKind) {
        self.end_line();
        let outer = std::mem::replace(&mut self.kind, kind);
        self.inside(id);
        self.end_line();
        self.kind = outer;
    }

    fn link(&mut self, id: Id) {
        let start = self.line.words.len();
        let parts = self.parts.len();
        let outer = std::mem::replace(&mut self.in_link, true);
        self.inside(id);
        self.in_link = outer;
        let range = start..self.line.words.len();
        let url = address(self.tree.attribute(id, "href"), self.base);
        if let Some(url) = url.filter(|_| parts == self.parts.len() && !range.is_empty()) {
            self.line.links.push((range, url));
        }
    }

    fn stand_out(&mut self, id: Id, weight: Weight) {
        let start = self.line.words.len();
        let parts = self.parts.len();
        self.inside(id);
        let range = start..self.line.words.len();
        if parts == self.parts.len() && !range.is_empty() {
            self.line.emphases.push((range, weight));
        }
    }

    fn image(&mut self, id: Id) {
        let source = ["src", "data-src", "data-original"].map(|name| self.tree.attribute(id, name));
        let url = source.iter().find_map(|source| address(source, self.base));
        let alt = self.tree.attribute(id, "alt").trim().to_owned();
        if url.is_some() || !alt.is_empty() {
            self.end_line();
            self.place(id, Part::Figure(Figure { url, alt, ..Figure::default() }));
        }
    }

    /// An image with its caption; a figure without an image is like any block.
    fn figure(&mut self, id: Id) {
        let tree = self.tree;
        let find = |tag: &str| tree.inside(id).find(|&id| tree.tag(id) == tag);
        let Some(image) = find("img") else { return self.block(id, self.kind) };
        self.end_line();
        let before = self.parts.len();
        self.image(image);
        let caption = find("figcaption").map(|id| line(tree, id, self.base)).unwrap_or_default();
        match self.parts.get_mut(before) {
            Some(Placed { part: Part::Figure(figure), .. }) => figure.caption = caption,
            _ if caption.is_blank() => {}
            _ => self.place(id, Part::Figure(Figure { caption, ..Figure::default() })),
        }
    }

    /// A table of data: a line per row, cells parted by tabs.
    fn table(&mut self, id: Id) {
        self.end_line();
        let tree = self.tree;
        let mut words = String::new();
        for row in tree.inside(id).filter(|&id| tree.tag(id) == "tr") {
            let cells = tree.children(row).filter(|&id| matches!(tree.tag(id), "td" | "th"));
            let cells: Vec<String> =
                cells.map(|cell| line(tree, cell, None).words.replace('\n', " ")).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                words.push_str(cells.join("\t").trim_end());
                words.push('\n');
            }
        }
        if !words.is_empty() {
            self.place(id, Part::Block(BlockKind::Table, words.trim_end().into()));
        }
    }

    fn code(&mut self, id: Id) {
        self.end_line();
        let tree = self.tree;
        let words: String = tree.inside(id).filter_map(|id| tree.text(id)).collect();
        if !words.trim().is_empty() {
            self.place(id, Part::Block(BlockKind::Code, words.trim_matches('\n').into()));
        }
    }
}

/// All words inside a node as one line, with links and emphases.
#[must_use]
pub fn line(tree: &Tree, id: Id, base: Option<&Url>) -> Inline {
    join(parts(tree, id, base, &|_| true).into_iter().map(|placed| placed.part))
}

/// The words of all blocks as one line.
pub(super) fn join(parts: impl IntoIterator<Item = Part>) -> Inline {
    let mut line = Inline::default();
    for part in parts {
        let Part::Block(_, inline) = part else { continue };
        if !line.words.is_empty() {
            line.words.push(' ');
        }
        let from = line.words.len();
        line.words.push_str(inline.words.trim_end());
        let moved = |range: std::ops::Range<usize>| range.start + from..range.end + from;
        line.links.extend(inline.links.into_iter().map(|(range, url)| (moved(range), url)));
        line.emphases.extend(inline.emphases.into_iter().map(|(range, weight)| (moved(range), weight)));
    }
    line
}

/// Spaces that HTML collapses; a no-break space is none of them.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// True for elements that pages hide from readers.
fn is_hidden(tree: &Tree, id: Id) -> bool {
    let style = tree.attribute(id, "style");
    // What React streams is hidden until a script moves it; its places are called so.
    (tree.has(id, "hidden") && !tree.attribute(id, "id").starts_with("S:"))
        || (!style.is_empty() && {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// A table that holds data and not the page's layout: no tables in it, and more than one cell in some row.
fn is_data(tree: &Tree, id: Id) -> bool {
    let rows = tree.inside(id).filter(|&id| tree.tag(id) == "tr");
    let wide = |row: Id| tree.children(row).filter(|&id| matches!(tree.tag(id), "td" | "th")).count() > 1;
    let nested = tree.inside(id).any(|id| tree.tag(id) == "table");
    !nested && rows.into_iter().any(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expect: &[(BlockKind, &str)]) {
        let base = Url::parse("https://alden.example/news/1").ok();
        let found: Vec<(BlockKind, String)> = fragment(html, base.as_ref())
            .into_iter()
            .map(|part| match part {
                Part::Block(kind, inline) => (kind, inline.words.trim_end().to_owned()),
                Part::Figure(figure) => (
                    BlockKind::Caption,
                    [figure.url.as_deref().unwrap_or(""), &figure.alt, &figure.caption.words].join("|"),
                ),
            })
            .collect();
        let found: Vec<(BlockKind, &str)> =
            found.iter().map(|(kind, words)| (*kind, words.as_str())).collect();
        assert_eq!(found, expect, "{html}");
    }

    #[test]
    fn blocks_lines_and_entities() {
        use BlockKind::{BlockQuote, Caption, Code, ListItem, Paragraph, Subheading, Table};
        check("plain &amp; <b>bold</b>", &[(Paragraph, "plain & bold")]);
        check(
            "<p>One\n  two<br>three</p>four<p>five",
            &[(Paragraph, "One two\nthree"), (Paragraph, "four"), (Paragraph, "five")],
        );
        check(
            "<h2>Head</h2><ul><li>a<li>b</ul><blockquote><p>said</p></blockquote>",
            &[(Subheading, "Head"), (ListItem, "a"), (ListItem, "b"), (BlockQuote, "said")],
        );
        check(
            "<table><tr><th>Port<th>Ships<tr><td>Alden<td>41</table>",
            &[(Table, "Port\tShips\nAlden\t41")],
        );
        check(
            "<pre>a\n  b</pre><script>x()</script><p hidden>no</p><p style='display: none'>no</p>",
            &[(Code, "a\n  b")],
        );
        check(
            "<figure><img src='/1.jpg' alt='A crane'><figcaption>The crane</figcaption></figure>",
            &[(Caption, "https://alden.example/1.jpg|A crane|The crane")],
        );
    }

    #[test]
    fn links_are_absolute_and_lead_somewhere() {
        let base = Url::parse("https://alden.example/news/1").ok();
        let of = |href: &str| address(href, base.as_ref());
        assert_eq!(of("../a").as_deref(), Some("https://alden.example/a"));
        assert_eq!((of("javascript:alert(1)"), of("#top"), of("")), (None, None, None));
    }

    #[test]
    fn plain_addresses_need_no_detour() {
        let base = Url::parse("https://a:b@alden.example:81/news/1?x#y").ok();
        for (href, known) in [
            ("https://alden.example/a?b=1&c=d@e:f", true),
            ("http://low-marrow.alden.example//a//b", true),
            ("/a/b.html?c=/d", true),
            ("/", true),
            ("//alden.example/a", false),
            ("https://alden.example", false),
            ("https://alden.example:443/", false),
            ("https://Alden.example/", false),
            ("https://1.2.3.4/", false),
            ("https://1.2.0x3/", false),
            ("https://xn--x.example/", false),
            ("https://alden..example/", false),
            ("https://alden.example/../a", false),
            ("https://alden.example/a/./b", false),
            ("/%2e%2e/a", false),
            ("/a b", false),
            ("/é", false),
            ("/a'b?c'd", false),
            ("/a#b", false),
            ("a/b", false),
        ] {
            let url = plain(href, base.as_ref());
            assert_eq!(url.is_some(), known, "{href}");
            let parsed = base.as_ref().and_then(|base| base.join(href).ok()).map(String::from);
            assert!(url.is_none() || url == parsed, "{href}: {url:?} {parsed:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn plain_addresses_are_what_the_standard_makes_of_them(href in "(https?://[a-z0-9.-]{0,8}\\.[a-z0-9]{1,3})?/[a-z0-9A-Z_~/?=&+,:;@!*().-]{0,12}") {
            let base = Url::parse("https://alden.example/news/1").ok();
            if let Some(url) = plain(&href, base.as_ref()) {
                let parsed = base.and_then(|base| base.join(&href).ok()).map(String::from);
                assert_eq!(Some(url), parsed);
            }
        }
    }
}
