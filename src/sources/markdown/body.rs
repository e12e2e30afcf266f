//! The body of a Markdown text as parts: CommonMark with tables, footnotes, strikethrough, task lists and wiki links.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use url::Url;

use crate::reading::{BlockKind, Weight};
use crate::sources::draft::{Figure, Inline, Part};
use crate::sources::html::fragment;
use crate::sources::html::fragment::address;

/// A body, and the first heading of the highest level, which may be the headline.
#[derive(Debug, Default)]
pub struct Body {
    /// The parts in order.
    pub parts: Vec<Part>,
    /// Where among them the first `# heading` stands.
    pub first: Option<usize>,
}

/// Reads Markdown; addresses are resolved against `base`.
#[must_use]
pub fn body(markdown: &str, base: Option<&Url>) -> Body {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut walk = Walk { base, ..Walk::default() };
    for event in Parser::new_ext(markdown, options) {
        walk.event(event);
    }
    walk.end_line();
    walk.end_html();
    walk.body
}

#[derive(Default)]
struct Walk<'a> {
    base: Option<&'a Url>,
    body: Body,
    line: Inline,
    /// What the line will be, unless it stands in a list or quotation.
    kind: Option<BlockKind>,
    /// Lists and quotations that are open.
    around: Vec<BlockKind>,
    /// Links, emphases and images that are open: where they began.
    open: Vec<(usize, String)>,
    /// Images of the line, told behind it.
    figures: Vec<Figure>,
    /// The line is the label of a footnote so far.
    labelled: bool,
    cells: Vec<String>,
    rows: String,
    html: String,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.line.words.push_str(&words);
            }
            Event::Code(words) => {
                let start = self.line.words.len();
                self.line.words.push_str(&words);
                self.line.emphases.push((start..self.line.words.len(), Weight::Code));
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => {
                self.line.words.push('\n')
            }
            Event::SoftBreak => self.line.words.push(' '),
            Event::HardBreak => self.line.words.push('\n'),
            Event::FootnoteReference(label) => self.line.words.push_str(&format!("[{label}]")),
            Event::TaskListMarker(done) => self.line.words.push_str(if done { "☑ " } else { "☐ " }),
            Event::InlineHtml(_) | Event::Rule => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.begin(BlockKind::Subheading),
            Tag::CodeBlock(_) => self.begin(BlockKind::Code),
            // The label of a footnote begins its first paragraph.
            Tag::Paragraph if std::mem::take(&mut self.labelled) => {}
            Tag::Paragraph | Tag::HtmlBlock | Tag::List(_) => self.end_line(),
            Tag::Table(_) => {
                self.end_line();
                self.rows.clear();
            }
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            Tag::Item => {
                self.end_line();
                self.around.push(BlockKind::ListItem);
            }
            Tag::BlockQuote(_) => {
                self.end_line();
                self.around.push(BlockKind::BlockQuote);
            }
            Tag::FootnoteDefinition(label) => {
                self.end_line();
                self.line.words.push_str(&format!("[{label}] "));
                self.labelled = true;
            }
            Tag::Strikethrough => self.line.words.push_str("~~"),
            Tag::Emphasis | Tag::Strong => self.open.push((self.line.words.len(), String::new())),
            Tag::Link { dest_url, .. } => self.open.push((self.line.words.len(), dest_url.into_string())),
            Tag::Image { dest_url, title, .. } => {
                self.open.push((self.line.words.len(), dest_url.into_string()));
                self.figures.push(Figure { caption: Inline::from(title.into_string()), ..Figure::default() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let parts = self.body.parts.len();
                self.end_line();
                if level == HeadingLevel::H1 && self.body.parts.len() > parts && self.around.is_empty() {
                    self.body.first.get_or_insert(parts);
                }
            }
            TagEnd::CodeBlock | TagEnd::Paragraph | TagEnd::FootnoteDefinition => self.end_line(),
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.end_line();
                self.around.pop();
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line).words;
                self.cells.push(cell.replace(['\n', '\t'], " ").trim().to_owned());
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.rows.push_str(self.cells.join("\t").trim_end());
                self.rows.push('\n');
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                self.push(Part::Block(BlockKind::Table, rows.trim_end().into()));
                self.body.parts.extend(self.figures.drain(..).map(Part::Figure));
            }
            TagEnd::Strikethrough => self.line.words.push_str("~~"),
            TagEnd::Emphasis => self.stand_out(Weight::Emphasis),
            TagEnd::Strong => self.stand_out(Weight::Strong),
            TagEnd::Link => self.link(),
            TagEnd::Image => self.image(),
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.end_line();
        self.kind = Some(kind);
    }

    fn push(&mut self, part: Part) {
        if !matches!(&part, Part::Block(_, line) if line.is_blank()) {
            self.body.parts.push(part);
        }
    }

    fn end_line(&mut self) {
        let kind = self.kind.take().or(self.around.last().copied()).unwrap_or(BlockKind::Paragraph);
        let mut line = std::mem::take(&mut self.line);
        line.words.truncate(line.words.trim_end().len());
        self.open.clear();
        // A line all in italics below an image is its caption.
        let slanted = line.emphases.first() == Some(&(0..line.words.len(), Weight::Emphasis));
        match self.body.parts.last_mut() {
            Some(Part::Figure(figure)) if slanted && figure.caption.is_blank() && self.figures.is_empty() => {
                line.emphases.remove(0);
                figure.caption = line;
            }
            _ => self.push(Part::Block(kind, line)),
        }
        self.body.parts.extend(self.figures.drain(..).map(Part::Figure));
    }

    fn end_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        if !html.trim().is_empty() {
            self.body.parts.extend(fragment(&html, self.base));
        }
    }

    fn stand_out(&mut self, weight: Weight) {
        if let Some((start, _)) = self.open.pop() {
            self.line.emphases.push((start..self.line.words.len(), weight));
        }
    }

    fn link(&mut self) {
        let Some((start, href)) = self.open.pop() else { return };
        if let Some(url) = address(&href, self.base) {
            self.line.links.push((start..self.line.words.len(), url));
        }
    }

    /// The words inside an image are its description, not part of the line.
    fn image(&mut self) {
        let Some((start, source)) = self.open.pop() else { return };
        let alt = self.line.words.split_off(start);
        self.line.emphases.retain(|(range, _)| range.end <= start);
        let url = address(&source, self.base);
        match self.figures.last_mut() {
            Some(figure) if url.is_some() || !alt.is_empty() => {
                figure.url = url;
                figure.alt = alt;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expect: &[(BlockKind, &str)]) {
        let found: Vec<(BlockKind, String)> = body(markdown, None)
            .parts
            .into_iter()
            .map(|part| match part {
                Part::Block(kind, line) => (kind, line.words),
                Part::Figure(figure) => {
                    let url = figure.url.unwrap_or_default();
                    (BlockKind::Caption, [url, figure.alt, figure.caption.words].join("|"))
                }
            })
            .collect();
        let found: Vec<(BlockKind, &str)> =
            found.iter().map(|(kind, words)| (*kind, words.as_str())).collect();
        assert_eq!(found, expect, "{markdown}");
    }

    #[test]
    fn blocks_of_every_kind() {
        use BlockKind::{BlockQuote, Caption, Code, ListItem, Paragraph, Subheading, Table};
        check("One\ntwo  \nthree\n\nfour", &[(Paragraph, "One two\nthree"), (Paragraph, "four")]);
        check("Head\n====\n\n## Other {#id}\n", &[(Subheading, "Head"), (Subheading, "Other")]);
        check(
            "- a\n- b\n  - c\n\n1. d\n",
            &[(ListItem, "a"), (ListItem, "b"), (ListItem, "c"), (ListItem, "d")],
        );
        check("- a\n\n  more\n- [x] b\n", &[(ListItem, "a"), (ListItem, "more"), (ListItem, "☑ b")]);
        check("> said\n> she\n", &[(BlockQuote, "said she")]);
        check("```rust\nlet a;\n\n  b\n```\n", &[(Code, "let a;\n\n  b")]);
        check("| a | b |\n|---|---|\n| 1 | **2** |\n", &[(Table, "a\tb\n1\t2")]);
        check(
            "![A quay](https://a.example/1.jpg \"The quay\")\n",
            &[(Caption, "https://a.example/1.jpg|A quay|The quay")],
        );
        check(
            "![A quay](https://a.example/1.jpg)\n\n*The quay at night*\n",
            &[(Caption, "https://a.example/1.jpg|A quay|The quay at night")],
        );
        check(
            "Rain[^1] fell.\n\n[^1]: In May.\n",
            &[(Paragraph, "Rain[1] fell."), (Paragraph, "[1] In May.")],
        );
        check(
            "It was ~~not~~ so, [[Port|the port]] said.\n",
            &[(Paragraph, "It was ~~not~~ so, the port said.")],
        );
        check(
            "<div><p>One</p>\n<p>two</p></div>\n\nthree<br>four <b>five</b>\n",
            &[(Paragraph, "One"), (Paragraph, "two"), (Paragraph, "three\nfour five")],
        );
    }

    #[test]
    fn what_nests_without_end_ends() {
        for markdown in [
            ">".repeat(20_000),
            "- ".repeat(5_000),
            "[".repeat(20_000),
            "*a ".repeat(20_000),
            "![".repeat(20_000),
            "<div>".repeat(5_000),
        ] {
            assert!(body(&markdown, None).parts.len() < 100_000);
        }
    }
}
