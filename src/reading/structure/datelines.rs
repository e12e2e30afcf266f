//! Datelines: `WASHINGTON — `, `LONDON, Dec 4 (Reuters) - `, `KYIV, Ukraine (AP) — `, `Geneva, 3 March — `.

use super::phrases::{KICKERS, is_outlet};
use super::shapes::first;
use crate::reading::block::{BlockKind, Dateline, Structure};
use crate::text::{Shape, Span, Token, words};

/// A dateline and the agency in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The dateline; `None` when an agency stands alone: `(Reuters) - `.
    pub dateline: Option<Dateline>,
    /// The agency between brackets.
    pub source: Option<Span>,
}

/// A dateline is no longer than this.
const LONGEST: usize = 120;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Datelines are looked for in so many paragraphs.
const PARAGRAPHS: usize = 3;

/// Gives `structure` the dateline and agency of one of its first paragraphs, unless it has a dateline already.
pub fn find(text: &str, structure: &mut Structure) {
    if structure.head.dateline.is_some() {
        return;
    }
    let paragraphs = structure.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let found = paragraphs.take(PARAGRAPHS).find_map(|block| dateline(text, block.span));
    if let Some(found) = found {
        structure.head.dateline = found.dateline;
        structure.head.source = structure.head.source.or(found.source);
    }
}

/// Reads the dateline at the start of the paragraph at `place`.
#[must_use]
pub fn dateline(text: &str, place: Span) -> Option<Found> {
    let words = place.of(text);
    let mut list = Vec::with_capacity(32);
    let part = Span::new(place.start(), place.start() + first(words, LONGEST).len());
    if !may_be(part.of(text)) {
        return None;
    }
    words::tokens_at(text, part, &mut list);
    Reader { text, list: &list, at: 0 }.read()
}

/// Datelines start with a capital or bracket and have a dash or closing bracket.
fn may_be(words: &str) -> bool {
    words.starts_with(|c: char| c.is_uppercase() || c == '(') && words.contains(['—', '–', '-', ')'])
}

struct Reader<'a> {
    text: &'a str,
    list: &'a [Token],
    at: usize,
}

/// What speaks for a dateline.
#[derive(Default)]
struct Signs {
    shouted: bool,
    dated: bool,
    regions: usize,
}

impl Reader<'_> {
    fn read(mut self) -> Option<Found> {
        let first = self.at;
        let mut signs = Signs { shouted: self.place()?, ..Signs::default() };
        let mut end = self.at;
        while self.shape() == Shape::Comma {
            self.at += 1;
            if self.date() {
                signs.dated = true;
            } else if !signs.dated && self.region() {
                signs.regions += 1;
                end = self.at;
            } else {
                return None;
            }
        }
        let source = self.agency();
        // A date may also follow the agency: `ALDWICK (Harrow) 4 December — `.
        signs.dated |= self.date();
        let dash = self.dash();
        let place = self.cover(first, end);
        if end == first {
            return source.filter(|_| dash).map(|source| Found { dateline: None, source: Some(source) });
        }
        let glued = source.is_some_and(|span| is_outlet(span.of(self.text)));
        let sure = signs.dated || source.is_some() || signs.regions > 0 || self.is_name(signs.shouted, place);
        let ends = if dash { sure && self.goes_on() } else { signs.shouted && glued && self.goes_on() };
        let span = self.cover(first, self.at);
        ends.then_some(Found { dateline: Some(Dateline { place, span }), source })
    }

    fn token(&self) -> Option<&Token> {
        self.list.get(self.at)
    }

    fn shape(&self) -> Shape {
        self.token().map_or(Shape::Other, |token| token.shape)
    }

    fn word(&self) -> &str {
        self.token().map_or("", |token| token.span.of(self.text))
    }

    fn cover(&self, from: usize, to: usize) -> Span {
        match (self.list.get(from), self.list.get(to.max(1) - 1)) {
            (Some(first), Some(last)) if from < to => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// A place of up to five words, perhaps none before a bracket; true when it is in capitals.
    fn place(&mut self) -> Option<bool> {
        if self.shape() == Shape::Open {
            return Some(false);
        }
        let first = self.at;
        let mut shouted = true;
        while self.at < first + 6 {
            let small = matches!(
                self.word(),
                "of" | "de" | "la" | "le" | "du" | "del" | "upon" | "sur" | "am" | "al" | "on" | "the"
            );
            match self.shape() {
                Shape::Upper => {}
                Shape::Title | Shape::Mixed => shouted = false,
                Shape::Lower if small && self.at > first => {}
                Shape::Other if self.word() == "/" && self.at > first => {}
                _ => break,
            }
            self.at += 1;
        }
        let count = self.at - first;
        (1..=5).contains(&count).then_some(shouted && count <= 4)
    }

    /// A region of up to four capital words: `Ukraine`, `N.H.`, `United States`.
    fn region(&mut self) -> bool {
        let first = self.at;
        while self.shape().is_capital() && self.at < first + 4 {
            self.at += 1;
        }
        self.at > first
    }

    /// `Dec 4`, `Dec. 4, 2031`, `4 December`, `3 March 2031`, with or without a weekday, or a weekday alone.
    fn date(&mut self) -> bool {
        let start = self.at;
        if self.is_in(DAYS) {
            self.at += 1;
            if self.shape() != Shape::Comma {
                let _ = self.day_and_month();
                return true;
            }
            self.at += 1;
            if self.day_and_month() {
                return true;
            }
            self.at -= 1;
            return true;
        }
        let dated = self.day_and_month();
        if !dated {
            self.at = start;
        }
        dated
    }

    fn day_and_month(&mut self) -> bool {
        let start = self.at;
        let (month, day) = (self.is_in(MONTHS), self.is_day());
        self.at += 1;
        if !((month && self.is_day()) || (day && self.is_in(MONTHS))) {
            self.at = start;
            return false;
        }
        self.at += 1;
        let after = self.at;
        if self.shape() == Shape::Comma {
            self.at += 1;
        }
        if self.shape() == Shape::Number && self.word().len() == 4 {
            self.at += 1;
        } else {
            self.at = after;
        }
        true
    }

    fn is_in(&self, starts: &[&str]) -> bool {
        let word = self.word().trim_end_matches('.').to_ascii_lowercase();
        self.shape().is_capital() && word.len() <= 9 && starts.iter().any(|start| word.starts_with(start))
    }

    fn is_day(&self) -> bool {
        self.word()
            .trim_end_matches(['s', 't', 'h', 'n', 'd', 'r'])
            .parse::<u8>()
            .is_ok_and(|day| (1..=31).contains(&day))
    }

    /// The words between brackets.
    fn agency(&mut self) -> Option<Span> {
        if self.shape() != Shape::Open {
            return None;
        }
        let first = self.at + 1;
        let close = self.list.iter().skip(first).take(7).position(|token| token.shape == Shape::Close)?;
        let named = self.list.get(first).is_some_and(|token| token.shape.is_capital());
        self.at = first + close + 1;
        let span = self.cover(first, first + close);
        (!span.is_empty() && (named || is_outlet(span.of(self.text)))).then_some(span)
    }

    fn dash(&mut self) -> bool {
        let next_gap = self.list.get(self.at + 1).is_some_and(|next| next.gap);
        let is = self.token().is_some_and(|token| {
            let words = token.span.of(self.text);
            let long = words.contains(['—', '–']);
            let lone = token.gap && next_gap;
            (token.shape == Shape::Dash && (long || lone)) || (words == "_" && lone)
        });
        self.at += usize::from(is);
        is
    }

    /// The story goes on with a capital, a number, or a quotation.
    fn goes_on(&self) -> bool {
        let shape = self.shape();
        shape.is_capital() || matches!(shape, Shape::Number | Shape::Quote | Shape::Open)
    }

    /// A place in capitals that is no label (`UPDATE — `) and no initials.
    fn is_name(&self, shouted: bool, place: Span) -> bool {
        let words = place.of(self.text);
        shouted && words.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !KICKERS.matches(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let found = dateline(text, Span::new(0, text.len()));
        let place = found.and_then(|found| found.dateline).map_or("-", |dateline| dateline.place.of(text));
        let source = found.and_then(|found| found.source).map_or("-", |span| span.of(text));
        let span = found.and_then(|found| found.dateline).map_or("-", |dateline| dateline.span.of(text));
        assert_eq!(format!("{place}|{source}|{span}"), expect, "{text}");
    }

    #[test]
    fn datelines_of_every_style_are_read() {
        check("WASHINGTON — The council met.", "WASHINGTON|-|WASHINGTON —");
        check("LONDON, Dec 4 (Reuters) - The council met.", "LONDON|Reuters|LONDON, Dec 4 (Reuters) -");
        check("KYIV, Ukraine (AP) — The council met.", "KYIV, Ukraine|AP|KYIV, Ukraine (AP) —");
        check("Geneva, 3 March — The council met.", "Geneva|-|Geneva, 3 March —");
        check("NASHUA, N.H. - At the moment", "NASHUA, N.H.|-|NASHUA, N.H. -");
        check("NEW YORK (Reuters) - “No,” she said.", "NEW YORK|Reuters|NEW YORK (Reuters) -");
        check(
            "BRUSSELS, 4 December 2031 (AFP) – Ministers met.",
            "BRUSSELS|AFP|BRUSSELS, 4 December 2031 (AFP) –",
        );
        check(
            "Aldwick, Norland, United Isles - This week",
            "Aldwick, Norland, United Isles|-|Aldwick, Norland, United Isles -",
        );
        check("RIO DE JANEIRO, Tuesday — Crowds", "RIO DE JANEIRO|-|RIO DE JANEIRO, Tuesday —");
        check("ATLANTA -- Crowds", "ATLANTA|-|ATLANTA --");
        check("PARIS (CNN)Crowds came.", "PARIS|CNN|PARIS (CNN)");
        check("ALDWICK (AP) _ Crowds came.", "ALDWICK|AP|ALDWICK (AP) _");
        check("Aldwick (dpa) - Crowds came.", "Aldwick|dpa|Aldwick (dpa) -");
        check("(Reuters) - Crowds came.", "-|Reuters|-");
    }

    #[test]
    fn sentences_with_dashes_are_none() {
        for text in [
            "The mayor — who is new — left.",
            "UPDATE — The council met.",
            "Two ferries - one old - left.",
            "Ana Ruiz — The new mayor",
            "RUIZ-- The new mayor",
            "He left (again) - and came back.",
            "NATO said - in short - no.",
            "The Post-War era",
            "",
        ] {
            assert_eq!(dateline(text, Span::new(0, text.len())), None, "{text}");
        }
    }
}
