//! The typeset page: an article as rows of a given width. Every row knows its place in the text, so a
//! place found at one width is found again at any other.

use super::role::Role;
use super::table;
use crate::library::{Article, label};
use crate::reading::structure::shapes::is_list_item;
use crate::reading::{Block, BlockKind, Head};
use crate::text::{Span, shown, width, wrap};
use unicode_segmentation::UnicodeSegmentation as _;

/// What is on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// A stretch of the article's text.
    Place(Span),
    /// Several stretches beside each other, each with the column of the text that it begins at.
    Cells(Vec<(Span, usize)>),
    /// Words of the program's own, or put together from the head of the article.
    Made(String),
}

/// One row of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRow {
    /// Its words.
    pub words: Words,
    /// What they are.
    pub role: Role,
    /// A mark before the words (`▏`, `• `), or `""`.
    pub lead: &'static str,
    /// The place in the text it stands for.
    pub anchor: usize,
}

/// How a page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Columns of the pane.
    pub width: usize,
    /// At most so many columns of text.
    pub measure: usize,
    /// True when the site's own words are shown in full.
    pub unfolded: bool,
    /// True when only ASCII may be used for what the program adds.
    pub ascii: bool,
}

/// Columns kept free on each side of the text, for the marks of quotes.
pub const GUTTER: usize = 3;

/// Words a reader takes in per minute.
const PACE: usize = 230;

/// A space at which no row ends.
const TIE: &str = "\u{a0}";

/// A typeset article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, from the headline down.
    pub rows: Vec<PageRow>,
    /// Columns before the text.
    pub left: usize,
    /// Columns of text.
    pub measure: usize,
}

impl Page {
    /// Sets an article under what the reader noted about it (`""` is nothing).
    #[must_use]
    pub fn set(article: &Article, note: &str, setting: Setting) -> Self {
        let measure = setting.measure.min(setting.width.saturating_sub(2 * GUTTER)).max(1);
        let left = setting.width.saturating_sub(measure) / 2;
        let mut press = Press { article, setting, rows: Vec::new(), measure };
        press.head();
        press.note(note);
        press.body();
        Page { rows: press.rows, left, measure }
    }

    /// The row that shows the place, or the last one before it.
    #[must_use]
    pub fn row_of(&self, place: usize) -> usize {
        let mut best = 0;
        for (at, row) in self.rows.iter().enumerate() {
            match row.words {
                Words::Place(span) if row.anchor <= place && place < span.end() => return at,
                Words::Cells(ref cells) if cells.iter().any(|(span, _)| span.holds(place)) => return at,
                _ if row.anchor <= place
                    && row.anchor >= self.rows[best].anchor
                    && self.rows[best].anchor < place =>
                {
                    best = at;
                }
                _ => {}
            }
        }
        best
    }
}

/// Sets one article, row after row.
struct Press<'a> {
    article: &'a Article,
    setting: Setting,
    rows: Vec<PageRow>,
    measure: usize,
}

impl Press<'_> {
    fn structure(&self) -> &crate::reading::Structure {
        &self.article.reading.structure
    }

    fn made(&mut self, words: impl Into<String>, role: Role, anchor: usize) {
        self.rows.push(PageRow { words: Words::Made(words.into()), role, lead: "", anchor });
    }

    fn gap(&mut self, anchor: usize) {
        if self.rows.last().is_some_and(|row| row.words != Words::Made(String::new())) {
            self.made("", Role::Text, anchor);
        }
    }

    /// An entry of a list, behind a mark unless it has one of its own.
    fn item(&mut self, place: Span) {
        if is_list_item(place.of(&self.article.text)) {
            return self.place(place, Role::Text, "");
        }
        let first = self.rows.len();
        self.place(place, Role::Text, "  ");
        if let Some(row) = self.rows.get_mut(first) {
            row.lead = if self.setting.ascii { "* " } else { "• " };
        }
    }

    /// A table, row by row.
    fn table(&mut self, place: Span) {
        let wrap = |cell: Span, room: usize| self.wrapped(cell, room);
        let strips = table::set(&self.article.text, place, self.measure, &wrap);
        let mut anchor = place.start();
        for strip in strips {
            anchor = strip.iter().map(|(span, _)| span.start()).min().unwrap_or(anchor);
            let words = if strip.is_empty() { Words::Made(String::new()) } else { Words::Cells(strip) };
            self.rows.push(PageRow { words, role: Role::Table, lead: "", anchor });
        }
    }

    /// Words for machines: every line is a row, a longer one goes on behind a mark.
    fn code(&mut self, place: Span) {
        let text = &self.article.text;
        // The block's place begins at its first letter, its first line at the line's start.
        let mut from = text[..place.start()].trim_end_matches([' ', '\t']).len();
        let mark = if self.setting.ascii { "\\ " } else { "↪ " };
        for line in text[from..place.end()].split('\n') {
            let mut lead = "";
            let mut rest = Span::new(from, from + line.len());
            from += line.len() + 1;
            loop {
                let room = self.measure.saturating_sub(lead.chars().count()).max(1);
                let end = rest.start() + head_of(rest.of(text), room).len();
                let words = Words::Place(Span::new(rest.start(), end));
                self.rows.push(PageRow { words, role: Role::Code, lead, anchor: rest.start() });
                if end == rest.end() {
                    break;
                }
                (rest, lead) = (Span::new(end, rest.end()), mark);
            }
        }
    }

    fn place(&mut self, span: Span, role: Role, lead: &'static str) {
        let room = self.measure.saturating_sub(lead.chars().count()).max(1);
        for row in self.wrapped(span, room) {
            let mut words = row;
            if role == Role::BlockQuote {
                // The mark that sets the block apart in the text is drawn as a bar already.
                let bare = row.of(&self.article.text).trim_start_matches(['>', ' ']);
                words = Span::new(row.end() - bare.len(), row.end());
            }
            self.rows.push(PageRow { words: Words::Place(words), role, lead, anchor: row.start() });
        }
    }

    /// Rows that are no wider than `room` as they are shown: tabs, which are measured as nothing, and some
    /// emoji take more columns on the screen than wrapping counts.
    fn wrapped(&self, span: Span, room: usize) -> Vec<Span> {
        let text = &self.article.text;
        let mut rows = Vec::new();
        for row in wrap::wrap(text, span, room) {
            let over = width(&shown(row.of(text))).saturating_sub(room);
            if over > 0 && room > 1 {
                rows.extend(self.wrapped(row, room.saturating_sub(over).max(room / 2)));
            } else {
                rows.push(row);
            }
        }
        rows
    }

    fn head(&mut self) {
        let head = self.structure().head.clone();
        self.made("", Role::Text, 0);
        if let Some(headline) = head.headline {
            self.place(headline, Role::Headline, "");
        }
        if let Some(deck) = head.deck {
            self.gap(deck.start());
            self.place(deck, Role::Deck, "");
        }
        let after = head.deck.or(head.headline).map_or(0, Span::end);
        if self.rows.len() > 1 {
            self.gap(after);
        }
        let meta = self.meta(&head);
        for row in wrap::wrap(&meta, Span::new(0, meta.len()), self.measure) {
            self.made(row.of(&meta).replace(TIE, " "), Role::Meta, after);
        }
        let rule = if self.setting.ascii { "-" } else { "─" };
        self.made(rule.repeat(self.measure), Role::Rule, after);
    }

    /// What the reader noted, under the head of the article.
    fn note(&mut self, note: &str) {
        let note = shown(note);
        if note.trim().is_empty() {
            return;
        }
        let anchor = self.rows.last().map_or(0, |row| row.anchor);
        self.gap(anchor);
        let sign = if self.setting.ascii { "= " } else { "¶ " };
        let room = self.measure.saturating_sub(2).max(1);
        for (at, row) in wrap::wrap(&note, Span::new(0, note.len()), room).into_iter().enumerate() {
            let lead = if at == 0 { sign } else { "  " };
            self.made(format!("{lead}{}", row.of(&note)), Role::Note, anchor);
        }
    }

    /// Byline, source, place, date and reading time, whatever of these is known.
    fn meta(&self, head: &Head) -> String {
        let text = &self.article.text;
        let mut parts = Vec::new();
        let names: Vec<_> = head.bylines.iter().map(|span| shown(span.of(text)).into_owned()).collect();
        match names.split_last() {
            Some((last, [])) => parts.push(format!("By {last}")),
            Some((last, rest)) => parts.push(format!("By {} and {last}", rest.join(", "))),
            None => {}
        }
        parts.extend(head.source.map(|span| shown(span.of(text)).into_owned()));
        parts.extend(head.dateline.map(|dateline| shown(dateline.place.of(text)).into_owned()));
        parts.push(label::date(label::iso(self.article)));
        let bodies = self.structure().blocks.iter().filter(|block| block.kind.is_body());
        let words: usize = bodies.map(|block| block.span.of(text).split_whitespace().count()).sum();
        parts.push(format!("{} min", words.div_ceil(PACE).max(1)));
        parts.retain(|part| !part.trim().is_empty());
        // Short facts stay on one row.
        for part in parts.iter_mut().filter(|part| part.len() <= self.measure / 2) {
            *part = part.replace(' ', TIE);
        }
        parts.join(if self.setting.ascii { " | " } else { " · " })
    }

    fn body(&mut self) {
        let blocks = self.structure().blocks.clone();
        let mut at = 0;
        let begins = self.structure().body_begins();
        let mut before = None;
        while let Some(block) = blocks.get(at) {
            let mut next = at + 1;
            let in_head = block.kind.is_head() && at < begins;
            match block.kind {
                _ if in_head => {}
                BlockKind::Boilerplate => {
                    while blocks.get(next).is_some_and(|block| block.kind == BlockKind::Boilerplate) {
                        next += 1;
                    }
                    self.boilerplate(&blocks[at..next]);
                }
                _ => self.block(*block, before),
            }
            if !in_head {
                before = Some(block.kind);
            }
            at = next;
        }
        let end = self.article.text.len();
        self.gap(end);
    }

    fn block(&mut self, block: Block, before: Option<BlockKind>) {
        let image = |kind| matches!(kind, BlockKind::Alt | BlockKind::Caption | BlockKind::Credit);
        let together = before.is_some_and(|before| {
            (image(before) && image(block.kind) && block.kind != BlockKind::Alt)
                || (before == BlockKind::ListItem && block.kind == BlockKind::ListItem)
        });
        if !together {
            self.gap(block.span.start());
        }
        let bar = if self.setting.ascii { "| " } else { "▏ " };
        match block.kind {
            BlockKind::Subheading => self.place(block.span, Role::Subheading, ""),
            BlockKind::ListItem => self.item(block.span),
            BlockKind::Table => self.table(block.span),
            BlockKind::Code => self.code(block.span),
            BlockKind::Notice => {
                self.place(block.span, Role::Notice, if self.setting.ascii { "! " } else { "▌ " });
            }
            BlockKind::BlockQuote => self.place(block.span, Role::BlockQuote, bar),
            BlockKind::Alt | BlockKind::Caption => self.place(block.span, Role::Caption, bar),
            BlockKind::Credit => self.place(block.span, Role::Credit, bar),
            _ => self.place(block.span, Role::Text, ""),
        }
    }

    fn boilerplate(&mut self, blocks: &[Block]) {
        let start = blocks.first().map_or(0, |block| block.span.start());
        self.gap(start);
        let lines = if blocks.len() == 1 { "line" } else { "lines" };
        let (closed, open) = if self.setting.ascii { ("+", "-") } else { ("▸", "▾") };
        let mark = if self.setting.unfolded { open } else { closed };
        self.made(format!("{mark} {} {lines} of site text", blocks.len()), Role::Boilerplate, start);
        if self.setting.unfolded {
            for block in blocks {
                self.place(block.span, Role::Boilerplate, "  ");
            }
        }
    }
}

/// A tab in words for machines is so many spaces.
pub const TAB: &str = "    ";

/// As much of a line of words for machines as `room` columns hold, at least one letter.
pub(super) fn head_of(line: &str, room: usize) -> &str {
    let bytes = line.as_bytes();
    // What is all ASCII as far as the letter behind it takes a column a byte.
    let start = bytes.get(..=room).unwrap_or(bytes);
    if room > 0 && start.iter().all(|byte| (b' '..0x7f).contains(byte)) {
        return line.get(..room).unwrap_or(line);
    }
    let mut used = 0;
    let letters = line.grapheme_indices(true);
    let over = letters.skip_while(|(at, letter)| {
        used += if *letter == "\t" { TAB.len() } else { width(&shown(letter)) };
        *at == 0 || used <= room
    });
    over.map(|(at, _)| &line[..at]).next().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::library::Article;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    const SETTING: Setting = Setting { width: 40, measure: 72, unfolded: false, ascii: false };

    fn words(page: &Page, text: &str) -> Vec<String> {
        let words = page.rows.iter().map(|row| match &row.words {
            Words::Place(span) => span.of(text).to_owned(),
            Words::Cells(cells) => {
                cells.iter().fold(String::new(), |row, (span, at)| format!("{row:at$}{}", span.of(text)))
            }
            Words::Made(words) => words.clone(),
        });
        words.collect()
    }

    #[test]
    fn a_place_is_found_again_at_any_width() {
        let article = &fixture::articles()[0];
        let place = article.text.find("one warehouse").unwrap();
        for width in 8..200 {
            let page = Page::set(article, "", Setting { width, ..SETTING });
            let Words::Place(span) = page.rows[page.row_of(place)].words else {
                panic!("no words at {width}")
            };
            assert!(span.holds(place), "{width}");
        }
    }

    #[test]
    fn the_line_that_closes_an_article_is_shown() {
        let text = "Ferry returns\n\nBy Ana Ruiz\n\nIt left at noon.\n\n(Reporting by Ana Ruiz; editing by Tom Ek)\n";
        let reading = crate::reading::read(text);
        let article = Article { text: text.into(), reading, ..Article::default() };
        let rows = words(&Page::set(&article, "", Setting { width: 80, ..SETTING }), text);
        assert!(rows.iter().any(|row| row.contains("editing by Tom Ek")), "{rows:?}");
    }

    #[test]
    fn the_sites_own_words_are_folded_and_not_lost() {
        let article = &fixture::articles()[0];
        let folded = words(&Page::set(article, "", SETTING), &article.text);
        assert!(folded.contains(&"▸ 2 lines of site text".to_owned()));
        assert!(!folded.contains(&"Share this story".to_owned()));
        let open = words(&Page::set(article, "", Setting { unfolded: true, ..SETTING }), &article.text);
        assert!(open.contains(&"Share this story".to_owned()));
    }

    #[test]
    fn nothing_is_wider_than_the_measure() {
        let text = "a\tb\tc\td\te\tf ☺️☺️☺️☺️☺️☺️☺️☺️☺️☺️☺️☺️☺️☺️☺️☺️ 今日は晴れ今日は晴れ ".repeat(4);
        let reading = crate::reading::read(&text);
        let article = Article { text, reading, ..Article::default() };
        let page = Page::set(&article, "", SETTING);
        for row in words(&page, &article.text) {
            assert!(width(&shown(&row)) <= page.measure, "{row:?}");
        }
    }

    /// An article of one block.
    fn block(kind: BlockKind, text: &str) -> Article {
        let mut article = Article { text: text.to_owned(), ..Article::default() };
        let span = Span::new(0, text.len()).trim(text);
        article.reading.structure.blocks.push(Block { kind, span });
        article
    }

    #[test]
    fn words_for_machines_keep_their_lines_and_indents() {
        let text = "    fn sail() {\n\treturn noon_or_whenever_the_fog_is_gone();\n\n    }\n";
        let article = block(BlockKind::Code, text);
        let page = Page::set(&article, "", Setting { width: 36, ..SETTING });
        let rows: Vec<String> = page
            .rows
            .iter()
            .filter(|row| row.role == Role::Code)
            .map(|row| {
                let Words::Place(span) = row.words else { return String::new() };
                format!("{}{}", row.lead, span.of(text).replace('\t', TAB))
            })
            .collect();
        assert_eq!(
            rows,
            ["    fn sail() {", "    return noon_or_whenever_th", "↪ e_fog_is_gone();", "", "    }"]
        );
    }

    #[test]
    fn every_cell_is_found_at_any_width() {
        let text = "Ferry\tSails\tSeats\nOda of Port Alden\tat noon, fog or none\t90\nLi\t18:00\t1,240";
        let article = block(BlockKind::Table, text);
        for width in 8..100 {
            let page = Page::set(&article, "", Setting { width, ..SETTING });
            for words in ["Ferry", "noon", "1,240"] {
                let place = text.find(words).unwrap();
                let Words::Cells(cells) = &page.rows[page.row_of(place)].words else {
                    panic!("no cells at {width}")
                };
                assert!(cells.iter().any(|(span, _)| span.holds(place)), "{words} at {width}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_row_lies_in_the_text(text in "(?s).{0,200}", columns in 0_usize..90) {
            let reading = crate::reading::read(&text);
            let article = Article { text: text.clone(), reading, ..Article::default() };
            let page = Page::set(&article, "", Setting { width: columns, ..SETTING });
            for (at, row) in page.rows.iter().enumerate() {
                if let Words::Place(span) = row.words {
                    prop_assert!(text.get(span.range()).is_some());
                    if !span.is_empty() {
                        prop_assert_eq!(page.row_of(span.start()), at);
                    }
                }
            }
        }
    }
}
