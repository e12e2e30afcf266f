//! Words and marks: one left-to-right pass cuts a text into tokens that cover all but white space.
//!
//! Apostrophes, hyphens and periods inside a word stay in it (`don't`, `Jean-Luc`, `U.S.`, `Mr.`);
//! the possessive `'s` is a token of its own, and so is every quotation mark.

use super::span::Span;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A word without capitals, or in a script that has none.
    Lower,
    /// A word whose first letter alone is a capital (`Putin`, `O'Hara` and `McCain` are [`Shape::Mixed`]).
    Title,
    /// A word of capitals (`NATO`, `U.S.`); single capital letters too.
    Upper,
    /// Capitals elsewhere (`McCain`, `iPhone`).
    Mixed,
    /// Starts with a digit (`90,000`, `12th`, `1990s`).
    Number,
    /// The possessive `'s`, or `’s`.
    Possessive,
    /// A quotation mark, double or single, of any style; `''` and two backticks are one token.
    Quote,
    /// `.`, `!`, `?` or an ellipsis.
    Stop,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// A dash between words: `—`, `–`, `--` or a lone `-`.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other mark.
    Other,
}

impl Shape {
    /// True for words (numbers and possessives are none).
    #[must_use]
    pub fn is_word(self) -> bool {
        matches!(self, Shape::Lower | Shape::Title | Shape::Upper | Shape::Mixed)
    }

    /// True for words that begin with, or hold, a capital.
    #[must_use]
    pub fn is_capital(self) -> bool {
        matches!(self, Shape::Title | Shape::Upper | Shape::Mixed)
    }
}

/// A word or mark at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
    /// True when white space (or the text's start) is before it.
    pub gap: bool,
}

/// Shortened words that keep their period, in lower case.
const SHORTENED: &[&str] = &[
    "adm", "ala", "apr", "ariz", "ark", "assn", "asst", "aug", "ave", "brig", "bros", "calif", "capt",
    "cmdr", "co", "col", "colo", "conn", "corp", "cpl", "dec", "del", "det", "dr", "esq", "feb", "fla", "fr",
    "gen", "gov", "hon", "inc", "jan", "jr", "kan", "lt", "ltd", "maj", "mass", "messrs", "mich", "minn",
    "mlle", "mme", "mr", "mrs", "ms", "mt", "neb", "nev", "nov", "oct", "okla", "ont", "ore", "pa", "penn",
    "ph", "pres", "prof", "pvt", "rep", "reps", "ret", "rev", "sen", "sens", "sep", "sept", "sgt", "sr",
    "st", "supt", "tenn", "tex", "va", "vs", "vt", "wash", "wis", "wyo",
];

/// Cuts `text` into tokens, in order and without overlap.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut list = Vec::with_capacity(text.len() / 5);
    tokens_at(text, Span::new(0, text.len()), &mut list);
    list
}

/// Appends the tokens of the stretch at `place` to `list`; spans count from the start of `text`.
pub fn tokens_at(text: &str, place: Span, list: &mut Vec<Token>) {
    let part = place.of(text);
    let mut at = 0;
    let mut gap = true;
    while let Some(first) = char_at(part, at) {
        if first.is_whitespace() || is_unseen(first) {
            gap = true;
            at += first.len_utf8();
            continue;
        }
        let (end, shape) = next(part, at, first);
        let span = Span::new(place.start() + at, place.start() + end);
        list.push(Token { span, shape, gap });
        gap = false;
        at = end;
    }
}

/// Zero-width characters that separate nothing visible.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{00ad}' | '\u{200e}' | '\u{200f}')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte < 0x80 => Some(byte as char),
        Some(_) => text.get(at..).and_then(|rest| rest.chars().next()),
        None => None,
    }
}

/// The end and shape of the token that starts at `at` with `first`.
fn next(text: &str, at: usize, first: char) -> (usize, Shape) {
    if first.is_alphanumeric() {
        return word(text, at, first);
    }
    if matches!(first, '\'' | '\u{2019}')
        && is_possessive(text, at + first.len_utf8())
        && (!starts(text, at) || at > 0 && is_spaced(text, at + first.len_utf8() + 1))
    {
        return (at + first.len_utf8() + 1, Shape::Possessive);
    }
    mark(text, at, first)
}

/// True when nothing, or white space, is before `at`.
fn starts(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(char::is_whitespace)
}

/// True when white space is at `at`, as after the `'s` of a text whose words were set apart.
fn is_spaced(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(char::is_whitespace)
}

/// True when a lone `s` stands at `at`.
fn is_possessive(text: &str, at: usize) -> bool {
    matches!(char_at(text, at), Some('s' | 'S')) && !char_at(text, at + 1).is_some_and(char::is_alphanumeric)
}

fn mark(text: &str, at: usize, first: char) -> (usize, Shape) {
    let one = at + first.len_utf8();
    let twice = char_at(text, one) == Some(first);
    match first {
        '\'' | '`' if twice => (one + 1, Shape::Quote),
        '"'
        | '\''
        | '`'
        | '\u{2018}'..='\u{201f}'
        | '«'
        | '»'
        | '‹'
        | '›'
        | '「'
        | '」'
        | '『'
        | '』'
        | '＂' => (one, Shape::Quote),
        '.' | '!' | '?' | '…' | '。' | '！' | '？' => {
            (run(text, one, &['.', '!', '?', '…']), Shape::Stop)
        }
        ',' | '，' | '、' | '،' => (one, Shape::Comma),
        ':' | '：' => (one, Shape::Colon),
        ';' | '；' => (one, Shape::Semicolon),
        '-' | '–' | '—' | '―' => (run(text, one, &['-', '–', '—', '―']), Shape::Dash),
        '(' | '[' | '{' => (one, Shape::Open),
        ')' | ']' | '}' => (one, Shape::Close),
        _ => (one, Shape::Other),
    }
}

/// Where the run of `members` that starts at `at` ends.
fn run(text: &str, mut at: usize, members: &[char]) -> usize {
    while let Some(c) = char_at(text, at).filter(|c| members.contains(c)) {
        at += c.len_utf8();
    }
    at
}

/// Letters seen so far in a word.
#[derive(Default)]
struct Letters {
    count: usize,
    capitals: usize,
    first_capital: bool,
}

impl Letters {
    fn see(&mut self, c: char) {
        if c.is_alphabetic() {
            let capital = c.is_uppercase();
            self.first_capital |= capital && self.count == 0;
            self.count += 1;
            self.capitals += usize::from(capital);
        }
    }

    /// Sees the ASCII letters and digits that `bytes` begin with; gives their number.
    fn see_ascii(&mut self, bytes: &[u8]) -> usize {
        let mut len = 0;
        for byte in bytes {
            let lower = byte.is_ascii_lowercase();
            let capital = byte.is_ascii_uppercase();
            if !(lower || capital || byte.is_ascii_digit()) {
                break;
            }
            self.first_capital |= capital && self.count == 0;
            self.count += usize::from(lower || capital);
            self.capitals += usize::from(capital);
            len += 1;
        }
        len
    }

    fn shape(&self) -> Shape {
        match (self.capitals, self.first_capital) {
            (0, _) => Shape::Lower,
            (n, _) if n == self.count => Shape::Upper,
            (1, true) => Shape::Title,
            _ => Shape::Mixed,
        }
    }
}

/// A word or number; joins inner apostrophes, hyphens and periods.
fn word(text: &str, start: usize, first: char) -> (usize, Shape) {
    let mut letters = Letters::default();
    let (mut at, mut dotted) = (start, false);
    // Letters since the last joint: a period joins only single letters (`U.S.`) and digits (`1.5`).
    let mut piece = 0;
    loop {
        let plain = letters.see_ascii(&text.as_bytes()[at..]);
        (at, piece) = (at + plain, piece + plain);
        let Some(c) = char_at(text, at) else { break };
        let after = at + c.len_utf8();
        if c.is_alphanumeric() || is_combining(c) {
            letters.see(c);
            piece += 1;
            at = after;
            continue;
        }
        let next = char_at(text, after);
        let joined = match c {
            '\'' | '\u{2019}' => next.is_some_and(char::is_alphabetic) && !is_possessive(text, after),
            '-' | '\u{2010}' | '\u{2011}' | '&' | '_' | '@' => next.is_some_and(char::is_alphanumeric),
            '.' => {
                let lone = piece == 1 && letters.count > 0;
                dotted |= lone;
                (lone || (dotted && piece <= 2)) && (next.is_some_and(char::is_alphabetic) || dotted)
                    || next.is_some_and(|n| n.is_ascii_digit()) && first.is_ascii_digit()
                    || next.is_some_and(|n| n.is_lowercase()) && piece > 1
            }
            ',' => first.is_ascii_digit() && piece <= 3 && next.is_some_and(|n| n.is_ascii_digit()),
            _ => false,
        };
        if !joined {
            break;
        }
        at = after;
        piece = 0;
    }
    if char_at(text, at) == Some('.') && keeps_period(text, start, at) {
        at += 1;
    }
    (at, if first.is_numeric() { Shape::Number } else { letters.shape() })
}

/// True when the period behind the word from `start` to `at` belongs to it: `Mr.`, `No. 9`, `R-Mo.`.
fn keeps_period(text: &str, start: usize, at: usize) -> bool {
    let word = &text[start..at];
    match word.split_once('-') {
        // A party and a state.
        Some(("R" | "D" | "I", state)) => {
            state.len() < 6 && state.starts_with(|c: char| c.is_ascii_uppercase())
        }
        Some((_, last)) => is_shortened(last.rsplit('-').next().unwrap_or("")),
        None => is_shortened(word) || matches!(word, "No" | "Nos") && followed_by_digit(text, at + 1),
    }
}

/// True when a digit follows, after one space or at once: `No. 9`.
fn followed_by_digit(text: &str, at: usize) -> bool {
    let at = at + usize::from(matches!(char_at(text, at), Some(' ')));
    char_at(text, at).is_some_and(|c| c.is_ascii_digit())
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// True for a word of [`SHORTENED`] that starts with a capital (`vs` needs none).
fn is_shortened(word: &str) -> bool {
    let mut lower = [0; 6];
    let bytes = word.as_bytes();
    if bytes.is_empty() || bytes.len() > lower.len() || !(bytes[0].is_ascii_uppercase() || word == "vs") {
        return false;
    }
    for (to, from) in lower.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(&lower[..bytes.len()]).is_ok_and(|word| SHORTENED.binary_search(&word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        tokens(text).iter().map(|token| token.span.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_shortened_words_are_sorted() {
        assert!(SHORTENED.is_sorted());
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        let cases = [
            ("Mr. Putin's plan.", "Mr.|Putin|'s|plan|."),
            ("the U.S.-led effort", "the|U.S.-led|effort"),
            ("in the U.S. On Friday", "in|the|U.S.|On|Friday"),
            ("J.J. Goldberg at 9 a.m.", "J.J.|Goldberg|at|9|a.m."),
            ("don’t say ‘no’", "don’t|say|‘|no|’"),
            ("''We won,'' he said", "''|We|won|,|''|he|said"),
            ("90,000 troops, 1.5 percent", "90,000|troops|,|1.5|percent"),
            ("the town 's mayor", "the|town|'s|mayor"),
            ("Geneva, Switzerland.Patrick", "Geneva|,|Switzerland|.|Patrick"),
            ("WASHINGTON — President", "WASHINGTON|—|President"),
            ("wait... what?!", "wait|...|what|?!"),
            ("O'Hara and the Obamas' dog", "O'Hara|and|the|Obamas|'|dog"),
            ("AT&T, e-mail", "AT&T|,|e-mail"),
            ("No. 9 (R-Ariz.) said no.", "No.|9|(|R-Ariz.|)|said|no|."),
            ("Pell (D-Mo.) left.", "Pell|(|D-Mo.|)|left|."),
        ];
        for (text, expect) in cases {
            assert_eq!(cut(text), expect, "{text}");
        }
    }

    #[test]
    fn shapes_tell_capitals_apart() {
        let shapes = |text| tokens(text).iter().map(|token| token.shape).collect::<Vec<_>>();
        assert_eq!(
            shapes("the Big NATO McCain 12th 's"),
            [
                Shape::Lower,
                Shape::Title,
                Shape::Upper,
                Shape::Mixed,
                Shape::Number,
                Shape::Quote,
                Shape::Lower
            ]
        );
        assert_eq!(shapes("J. Smith’s"), [Shape::Upper, Shape::Title, Shape::Possessive]);
    }
}
