//! `--plain`: the articles with their quotes and people, as text that reads well anywhere.
//!
//! Rows are at most 80 columns; nothing that could move a cursor or change a colour is written.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::output::write_all;
use crate::app::page::TAB;
use crate::app::table;
use crate::library::Article;
use crate::reading::structure::shapes::is_list_item;
use crate::reading::{Block, BlockKind, Head, Image, Person, Quote, QuoteKind, Speaker};
use crate::sources::Order;
use crate::text::{Span, width, wrap};

/// Columns of a row.
const WIDTH: usize = 80;

/// Writes every article that is ordered; gives the number of problems.
///
/// # Errors
/// When writing fails.
pub fn plain(
    order: &Order,
    out: &mut (dyn Write + Send),
    errors: &mut (dyn Write + Send),
) -> io::Result<usize> {
    write_all(order, &|article| page(article).into_bytes(), out, errors)
}

/// One article.
#[must_use]
pub fn page(article: &Article) -> String {
    let mut page = Page { text: &article.text, out: String::with_capacity(article.text.len() * 2) };
    let structure = &article.reading.structure;
    page.head(&structure.head, &article.path);
    let notices = structure.blocks.iter().filter(|block| block.kind == BlockKind::Notice);
    for block in notices {
        let words = page.words(block.span);
        page.paragraph("! ", &words);
    }
    structure.images.iter().for_each(|image| page.image(image));
    structure.blocks.iter().for_each(|block| page.block(block));
    page.quotes(&article.reading.quotes, &article.reading.people);
    page.people(&article.reading.people);
    page.out.push('\n');
    page.out
}

struct Page<'a> {
    text: &'a str,
    out: String,
}

impl Page<'_> {
    /// `words` in rows; the first starts with `first`, the others with as many spaces.
    fn rows(&mut self, first: &str, words: &str) {
        let words: String = words.chars().map(harmless).collect();
        let indent = first.chars().count();
        for (n, row) in wrap::wrap(&words, Span::new(0, words.len()), WIDTH - indent).iter().enumerate() {
            let lead = if n == 0 { first } else { "" };
            let _ = writeln!(self.out, "{lead:indent$}{}", row.of(&words));
        }
    }

    fn paragraph(&mut self, first: &str, words: &str) {
        self.rows(first, words);
        self.out.push('\n');
    }

    fn words(&self, span: Span) -> String {
        span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn head(&mut self, head: &Head, path: &str) {
        let headline = head.headline.map_or_else(|| path.to_owned(), |span| self.words(span));
        self.rows("", &headline);
        let _ = writeln!(self.out, "{}", "=".repeat(headline.chars().count().min(WIDTH)));
        if let Some(deck) = head.deck {
            let deck = self.words(deck);
            self.rows("", &deck);
        }
        let names: Vec<String> = head.bylines.iter().map(|span| self.words(*span)).collect();
        let mut about = Vec::new();
        if !names.is_empty() {
            about.push(format!("By {}", names.join(", ")));
        }
        about.extend(head.source.map(|span| self.words(span)));
        about.extend(head.dateline.map(|dateline| self.words(dateline.place)));
        about.extend(head.published.as_ref().map(|stamp| stamp.iso.clone()));
        about.extend(head.updated.as_ref().map(|stamp| format!("updated {}", stamp.iso)));
        if !about.is_empty() {
            self.rows("", &about.join(" · "));
        }
        self.out.push('\n');
    }

    fn image(&mut self, image: &Image) {
        let parts = [image.alt, image.caption, image.credit];
        let words: Vec<String> = parts.into_iter().flatten().map(|span| self.words(span)).collect();
        if !words.is_empty() {
            self.paragraph("[image] ", &words.join(" · "));
        }
    }

    fn block(&mut self, block: &Block) {
        let words = self.words(block.span);
        match block.kind {
            BlockKind::Subheading => self.paragraph("## ", words.trim_start_matches(['#', ' '])),
            BlockKind::BlockQuote => self.paragraph("  > ", words.trim_start_matches(['>', ' '])),
            BlockKind::ListItem if is_list_item(&words) => self.paragraph("  ", &words),
            BlockKind::ListItem => self.paragraph("  - ", &words),
            BlockKind::Paragraph => self.paragraph("", &words),
            BlockKind::Table => self.table(block.span),
            BlockKind::Code => self.code(block.span),
            _ => {}
        }
    }

    fn table(&mut self, place: Span) {
        // Harmless characters first, so that places and columns are those of what is printed.
        let text: String = place
            .of(self.text)
            .chars()
            .map(|c| if matches!(c, '\n' | '\t') { c } else { harmless(c) })
            .collect();
        let wrap = |cell: Span, room: usize| wrap::wrap(&text, cell, room);
        for strip in table::set(&text, Span::new(0, text.len()), WIDTH, &wrap) {
            let mut row = String::new();
            for (span, column) in strip {
                row.push_str(&" ".repeat(column.saturating_sub(width(&row))));
                row.push_str(span.of(&text));
            }
            let _ = writeln!(self.out, "{}", row.trim_end());
        }
        self.out.push('\n');
    }

    /// Words for machines: their lines as they are.
    fn code(&mut self, place: Span) {
        let start = self.text[..place.start()].trim_end_matches([' ', '\t']).len();
        for line in self.text[start..place.end()].split('\n') {
            let line: String = line.replace('\t', TAB).chars().map(harmless).collect();
            let _ = writeln!(self.out, "    {}", line.trim_end());
        }
        self.out.push('\n');
    }

    fn quotes(&mut self, quotes: &[Quote], people: &[Person]) {
        if quotes.is_empty() {
            return;
        }
        self.out.push_str("Quotes\n------\n");
        for quote in quotes {
            let kind = match quote.kind {
                QuoteKind::Direct => "",
                QuoteKind::Mixed => " (partly quoted)",
                QuoteKind::Indirect => " (reported)",
            };
            let speaker = quote
                .speaker
                .as_ref()
                .map_or_else(|| "?".to_owned(), |speaker| self.speaker(speaker, people));
            self.rows("", &format!("{speaker}{kind}:"));
            let words = quote.content.iter().map(|span| self.words(*span)).collect::<Vec<_>>().join(" … ");
            self.paragraph("    ", &words);
        }
    }

    /// The speaker's name with the first role, else the words of the mention.
    fn speaker(&self, speaker: &Speaker, people: &[Person]) -> String {
        let role = speaker.person.and_then(|n| people.get(n)).and_then(|person| person.roles.first());
        match (&speaker.name, role) {
            (Some(name), Some(role)) => format!("{name}, {role}"),
            (Some(name), None) => name.clone(),
            (None, _) => self.words(speaker.mention),
        }
    }

    fn people(&mut self, people: &[Person]) {
        if people.is_empty() {
            return;
        }
        self.out.push_str("People\n------\n");
        for person in people {
            let mut line = person.name.clone();
            person.roles.iter().for_each(|role| line.extend([", ", role]));
            let _ = write!(
                line,
                " ({}, {})",
                count(person.mentions.len(), "mention"),
                count(person.quotes.len(), "quote")
            );
            if !person.aliases.is_empty() {
                line.extend(["; also ", &person.aliases.join(", ")]);
            }
            self.rows("", &line);
        }
        self.out.push('\n');
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Control characters and marks that turn the direction of text, which could garble a terminal, become U+FFFD.
fn harmless(c: char) -> char {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_tables_and_code_are_printed_as_they_stand() {
        let text = "Embargoed until noon.\n\nOda\tsails\nLi\tlies\u{1b} in port\n\n\tsail()\n\t\tnow\n";
        let mut article = Article { path: "a.xml".into(), text: text.into(), ..Article::default() };
        let mut from = 0;
        for (kind, words) in [
            (BlockKind::Notice, "Embargoed until noon."),
            (BlockKind::Table, "Oda\tsails\nLi\tlies\u{1b} in port"),
            (BlockKind::Code, "sail()\n\t\tnow"),
        ] {
            let start = from + text[from..].find(words).expect("its words");
            from = start + words.len();
            article.reading.structure.blocks.push(Block { kind, span: Span::new(start, from) });
        }
        let expect = "a.xml\n=====\n\n! Embargoed until noon.\n\nOda  sails\nLi   lies\u{fffd} in port\n\n        sail()\n            now\n\n\n";
        assert_eq!(page(&article), expect);
    }
}
