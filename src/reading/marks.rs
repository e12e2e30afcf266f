//! Quotation marks paired into regions: curly, straight, `''`, low-high, guillemets, British single.
//!
//! Pairing never crosses a paragraph: a quotation left open runs to its paragraph's end, and is
//! continued when the next paragraph opens one again. Regions are outermost, in order, never overlap.

use std::ops::Range;

use super::block::{BlockKind, Structure};
use super::tokens::Tokens;
use crate::text::Shape;

/// One stretch in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The tokens from the opening mark (inclusive) …
    pub from: usize,
    /// … to the closing mark (exclusive end, the mark is inside).
    pub to: usize,
    /// False when the paragraph ended, or another quotation began, before it was closed.
    pub closed: bool,
    /// True for single marks (`‘…’`, `'…'`).
    pub single: bool,
    /// True when it goes on from a quotation left open in the paragraph before.
    pub continued: bool,
}

impl Region {
    /// The tokens between the marks.
    #[must_use]
    pub fn inside(&self) -> Range<usize> {
        self.from + 1..(self.to - usize::from(self.closed)).max(self.from + 1)
    }
}

/// A paragraph (or other block) as tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

/// The regions of a text and, for every token, the region that holds it.
#[derive(Debug, Default)]
pub struct Marks {
    /// The regions in text order.
    pub regions: Vec<Region>,
    /// For each token 0, or one more than the index of its region.
    held: Vec<u32>,
}

impl Marks {
    /// Pairs the marks of every paragraph.
    #[must_use]
    pub fn pair(tokens: &Tokens<'_>, paragraphs: &[Paragraph]) -> Self {
        let single = speaks_in_singles(tokens);
        let mut marks = Self { regions: Vec::new(), held: vec![0; tokens.len()] };
        let mut left_open = false;
        for paragraph in paragraphs {
            let first = marks.regions.len();
            Pairing { tokens, paragraph, single, marks: &mut marks }.run();
            if let Some(region) = marks.regions.get_mut(first).filter(|region| region.from == paragraph.from)
            {
                region.continued = left_open;
            }
            left_open =
                marks.regions[first..].last().is_some_and(|last| !last.closed && last.to == paragraph.to);
        }
        for (at, region) in marks.regions.iter().enumerate() {
            marks.held[region.from..region.to].fill(u32::try_from(at + 1).unwrap_or(0));
        }
        marks
    }

    /// Makes possessives of the single marks after an s that close no quotation: `the sailors’ union`.
    pub fn free_apostrophes(&self, tokens: &mut Tokens<'_>) {
        for at in 1..tokens.len() {
            let token = tokens.list[at];
            if token.shape != Shape::Quote || token.gap || !matches!(tokens.word(at), "'" | "’") {
                continue;
            }
            let closes = self.region_of(at).is_some_and(|region| {
                let region = self.regions[region];
                region.single && region.closed && region.to == at + 1
            });
            if !closes && tokens.word(at - 1).ends_with(['s', 'S', 'x', 'z']) {
                tokens.list[at].shape = Shape::Possessive;
            }
        }
    }

    /// The index of the region that holds token `at`, its marks included.
    #[must_use]
    pub fn region_of(&self, at: usize) -> Option<usize> {
        self.held.get(at).copied().and_then(|held| (held as usize).checked_sub(1))
    }

    /// True when token `at` is in quotation marks, or is one of a pair.
    #[must_use]
    pub fn is_quoted(&self, at: usize) -> bool {
        self.held.get(at).is_some_and(|&held| held != 0)
    }
}

/// The blocks of the structure as tokens; blocks without tokens are left out.
#[must_use]
pub fn paragraphs(tokens: &Tokens<'_>, structure: &Structure) -> Vec<Paragraph> {
    let mut list = Vec::with_capacity(structure.blocks.len());
    let mut from = 0;
    for block in &structure.blocks {
        from += tokens.list[from..].partition_point(|token| token.span.start() < block.span.start());
        let to = from + tokens.list[from..].partition_point(|token| token.span.start() < block.span.end());
        if to > from {
            list.push(Paragraph { kind: block.kind, from, to });
        }
        from = to;
    }
    list
}

/// Which way a mark points.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    Close,
}

/// True when the text quotes in single marks, as British papers do: they are more than the double ones.
fn speaks_in_singles(tokens: &Tokens<'_>) -> bool {
    let (mut singles, mut doubles) = (0, 0);
    for (at, token) in tokens.list.iter().enumerate() {
        if token.shape != Shape::Quote {
            continue;
        }
        match tokens.word(at) {
            "'" | "‘" | "‚" => singles += usize::from(opens_single(tokens, at)),
            "’" => {}
            _ => doubles += 1,
        }
    }
    singles >= 2 && singles * 2 > doubles
}

/// True when a single mark at `at` has space before and a word right after it.
fn opens_single(tokens: &Tokens<'_>, at: usize) -> bool {
    let free = tokens.list[at].gap
        || (at > 0 && matches!(tokens.shape(at - 1), Shape::Quote | Shape::Open | Shape::Dash));
    let next = tokens.list.get(at + 1);
    free && next.is_some_and(|next| !next.gap && !matches!(next.shape, Shape::Close | Shape::Comma))
        && !is_clipped(tokens, at)
}

/// `’90s`, `'em`, `'tis`: a word that lost its front, not a quotation.
fn is_clipped(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = tokens.word(at + 1);
    let number = next.len() <= 3 && next.starts_with(|c: char| c.is_ascii_digit());
    number
        || matches!(
            next,
            "em" | "tis"
                | "twas"
                | "cause"
                | "til"
                | "n"
                | "bout"
                | "re"
                | "ve"
                | "ll"
                | "d"
                | "m"
                | "Tis"
                | "Twas"
                | "cos"
        )
}

/// Pairs the marks of one paragraph.
struct Pairing<'p, 'a> {
    tokens: &'p Tokens<'a>,
    paragraph: &'p Paragraph,
    single: bool,
    marks: &'p mut Marks,
}

impl Pairing<'_, '_> {
    fn run(&mut self) {
        let mut open: Option<(usize, &str)> = None;
        let mut at = self.paragraph.from;
        while at < self.paragraph.to {
            if self.tokens.shape(at) != Shape::Quote {
                at += 1;
                continue;
            }
            let mark = self.tokens.word(at);
            if is_single(mark) {
                if open.is_none()
                    && let Some(close) = self.single_pair(at)
                {
                    let closed = close < self.paragraph.to;
                    self.push(at, close + usize::from(closed), closed, true);
                    at = close;
                }
                at += 1;
                continue;
            }
            match (self.way(at, mark, open), open) {
                (Way::Open, None) => open = Some((at, mark)),
                // A second opener of the same straight kind: the first was never closed.
                (Way::Open, Some((from, _))) if matches!(mark, "\"" | "''" | "＂") => {
                    self.push(from, at, false, false);
                    open = Some((at, mark));
                }
                (Way::Close, Some((from, _))) => {
                    self.push(from, at + 1, true, false);
                    open = None;
                }
                _ => {}
            }
            at += 1;
        }
        if let Some((from, _)) = open {
            self.push(from, self.paragraph.to, false, false);
        }
    }

    fn push(&mut self, from: usize, to: usize, closed: bool, single: bool) {
        let worded =
            (from..to).any(|at| self.tokens.shape(at).is_word() || self.tokens.shape(at) == Shape::Number);
        if worded {
            self.marks.regions.push(Region { from, to, closed, single, continued: false });
        }
    }

    /// Which way the double mark at `at` points, given what is open.
    fn way(&self, at: usize, mark: &str, open: Option<(usize, &str)>) -> Way {
        let opener = open.map(|(_, mark)| mark);
        match mark {
            "„" | "‟" | "「" | "『" | "``" => Way::Open,
            "」" | "』" => Way::Close,
            // Low-high quotations close with the mark that opens English ones.
            "“" if opener == Some("„") => Way::Close,
            "«" | "‹" if opener == Some("»") => Way::Close,
            "»" if opener.is_none() && self.free_before(at) && !self.free_after(at) => Way::Open,
            "“" | "«" | "‹" if opener.is_some() && !self.free_before(at) && self.free_after(at) => {
                Way::Close
            }
            "“" | "«" | "‹" => Way::Open,
            "”" | "»" | "›" if opener.is_none() && self.free_before(at) && !self.free_after(at) => {
                Way::Open
            }
            "”" | "»" | "›" => Way::Close,
            _ => match (self.free_before(at), self.free_after(at)) {
                (true, false) => Way::Open,
                (false, true) => Way::Close,
                _ if opener.is_none() => Way::Open,
                _ => Way::Close,
            },
        }
    }

    /// White space, an opening bracket or a dash is before the mark, or the paragraph begins there.
    fn free_before(&self, at: usize) -> bool {
        at == self.paragraph.from
            || self.tokens.list[at].gap
            || matches!(self.tokens.shape(at - 1), Shape::Open | Shape::Dash)
            || matches!(self.tokens.word(at - 1), "/" | "‘")
    }

    /// White space or punctuation follows the mark, or the paragraph ends there.
    fn free_after(&self, at: usize) -> bool {
        let next = at + 1;
        next >= self.paragraph.to
            || self.tokens.list[next].gap
            || self
                .tokens
                .word(next)
                .starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '—', '–', '-', '/', '’'])
    }

    /// The token that closes the single quotation opened at `at`, if it is one.
    fn single_pair(&self, at: usize) -> Option<usize> {
        if self.tokens.word(at) == "’" || !opens_single(self.tokens, at) {
            return None;
        }
        let straight = self.tokens.word(at) == "'";
        let mut fallback = None;
        let reach = if self.single { self.paragraph.to } else { self.paragraph.to.min(at + 60) };
        for close in at + 1..reach {
            if self.tokens.shape(close) != Shape::Quote {
                continue;
            }
            let mark = self.tokens.word(close);
            if is_single(mark) && close > at + 1 && opens_single(self.tokens, close) && mark != "’" {
                // Another quotation begins: this one should have ended before.
                break;
            }
            if (straight && mark == "'" || mark == "’") && self.closes_single(close) {
                if !self.is_plural_possessive(close) {
                    return Some(close);
                }
                fallback = Some(close);
            }
        }
        // A quotation over several paragraphs has no closing mark at the end of all but the last.
        let runs_on = self.single && at == self.paragraph.from;
        fallback.or(runs_on.then_some(self.paragraph.to))
    }

    fn closes_single(&self, at: usize) -> bool {
        !self.tokens.list[at].gap && (self.free_after(at) || self.tokens.shape(at + 1) == Shape::Quote)
    }

    /// `the ministers’ view`: an s before, a lower-case word after.
    fn is_plural_possessive(&self, at: usize) -> bool {
        self.tokens.word(at - 1).ends_with('s')
            && self.tokens.list.get(at + 1).is_some_and(|next| next.gap && next.shape == Shape::Lower)
    }
}

fn is_single(mark: &str) -> bool {
    matches!(mark, "'" | "‘" | "’" | "‚" | "‛")
}

#[cfg(test)]
mod tests {
    use super::super::block::Block;
    use super::*;
    use crate::text::Span;

    /// The regions of a text whose lines are paragraphs; `+` marks one that goes on, `<` one left open.
    fn regions(text: &str) -> Vec<String> {
        let mut structure = Structure::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.len()).trim(text);
            structure.blocks.push(Block { kind: BlockKind::Paragraph, span });
            at += line.len();
        }
        let tokens = Tokens::of(text);
        let marks = Marks::pair(&tokens, &paragraphs(&tokens, &structure));
        let show = |region: &Region| {
            let before = if region.continued { "+" } else { "" };
            let after = if region.closed { "" } else { "<" };
            format!("{before}{}{after}", tokens.span(region.from, region.to).of(text))
        };
        marks.regions.iter().map(show).collect()
    }

    #[test]
    fn marks_of_every_style_pair() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str])] = &[
            ("“We won,” she said.", &["“We won,”"]),
            ("\"We won,\" she said, \"at last.\"", &["\"We won,\"", "\"at last.\""]),
            ("''We won,'' she said.", &["''We won,''"]),
            ("„Wir gehen“, sagte er.", &["„Wir gehen“"]),
            ("«On part», dit-elle.", &["«On part»"]),
            ("»Vi går«, sa hon.", &["»Vi går«"]),
            ("“He said ‘no’ twice,” she said.", &["“He said ‘no’ twice,”"]),
            ("“He said “no” twice", &["“He said “no”"]),
            ("The “red line” and the “deal”.", &["“red line”", "“deal”"]),
            ("say “yes”—or “no”", &["“yes”", "“no”"]),
            ("(\"maybe\")", &["\"maybe\""]),
            ("‘It’s over,’ said Ann. ‘We don’t mind the judges’ view.’", &["‘It’s over,’", "‘We don’t mind the judges’ view.’"]),
            ("It's the 'new deal' that isn't.", &["'new deal'"]),
            ("Back in the ’90s it wasn’t so; rock ’n’ roll.", &[]),
            ("a stray mark,” he said.", &[]),
        ];
        for (text, expect) in cases {
            assert_eq!(regions(text), *expect, "{text}");
        }
    }

    #[test]
    fn quotations_run_over_paragraphs() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str])] = &[
            ("He said: “One.\n“Two.\n“Three.”", &["“One.<", "+“Two.<", "+“Three.”"]),
            ("\"One, he said.\nNo marks.\n\"Two.\"", &["\"One, he said.<", "\"Two.\""]),
            ("\"One \"two\" three", &["\"One<", "\"two\""]),
        ];
        for (text, expect) in cases {
            assert_eq!(regions(text), *expect, "{text}");
        }
    }
}
