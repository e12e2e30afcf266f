//! From what was typed to a query, by recursive descent.
//!
//! Any text gives a query or a mistake whose place lies in it. Time and depth are bounded by the length of the text.

use super::folded;
use super::mistake::{Mistake, column};
use super::operators::{self, Operator};
use super::phrase::Phrase;
use super::term::{Sense, Term};
use super::tree::{Node, Query};
use super::values::{self, Value};
use crate::text::Span;

/// A query has at most so many bytes.
pub const LONGEST: usize = 8_192;

/// A query has at most so many conditions, and parentheses in parentheses.
const TERMS: usize = 128;
const DEEPEST: usize = 24;

/// Of a word that is being typed so many letters must be there before it is looked for: fewer begin nearly any word.
const BEGUN: usize = 3;

/// Words of `near` are so far apart when it does not say how far.
const NEAR: usize = 10;

/// Reads a query that must be whole.
pub(super) fn strictly(text: &str) -> Result<Query, Mistake> {
    if text.len() > LONGEST {
        let what = format!("the query is longer than {LONGEST} bytes");
        return Err(Mistake::new(Span::new(0, text.len()), what));
    }
    Parser::new(text, false).query()
}

/// Reads a query that is being typed.
pub(super) fn leniently(text: &str) -> Query {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let nothing = Query { root: Node::All(Vec::new()) };
    Parser::new(&text[..end], true).query().unwrap_or(nothing)
}

type Made<T> = Result<T, Mistake>;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// What is unfinished is forgiven.
    lenient: bool,
    depth: usize,
    terms: usize,
    /// The operator that stands before the parentheses that are open: `who:(a OR b)`.
    operator: Option<&'static Operator>,
    /// The first word that was passed by, as it has neither letters nor digits.
    passed: Option<Span>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, lenient: bool) -> Self {
        Parser { text, at: 0, lenient, depth: 0, terms: 0, operator: None, passed: None }
    }

    fn query(mut self) -> Made<Query> {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.any()?);
            if self.peek().is_none() {
                break;
            }
            // Only a parenthesis that closes nothing ends a query before its end.
            if !self.lenient {
                return Err(self.mistake(
                    self.at,
                    self.at + 1,
                    "there is no open parenthesis that this one closes",
                ));
            }
            self.at += 1;
        }
        if let (true, false, Some(span)) = (parts.is_empty(), self.lenient, self.passed) {
            return Err(Mistake::new(span, nothing_in(span.of(self.text))));
        }
        let root = match parts.len() {
            1 => parts.swap_remove(0),
            _ => Node::All(parts),
        };
        // A group that is the whole query is no group.
        let root = match root {
            Node::All(mut one) if one.len() == 1 => one.swap_remove(0),
            root => root,
        };
        Ok(Query { root })
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn mistake(&self, from: usize, to: usize, what: impl Into<String>) -> Mistake {
        let to = (from..=to.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at));
        Mistake::new(Span::new(from, to.unwrap_or(from)), what)
    }

    /// Takes a word such as `OR`, when it comes next and stands alone.
    fn takes(&mut self, word: &str) -> bool {
        self.skip_space();
        let Some(rest) = self.rest().strip_prefix(word) else { return false };
        let alone = rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"'));
        if alone {
            self.at += word.len();
        }
        alone
    }

    /// Parts joined by `OR`; none when there is nothing.
    fn any(&mut self) -> Made<Option<Node>> {
        let mut parts: Vec<Node> = Vec::new();
        let mut joint: Option<usize> = None;
        loop {
            let part = self.all()?;
            match (part, joint) {
                (Some(part), _) => parts.push(part),
                (None, Some(at)) if !self.lenient => {
                    return Err(self.mistake(at, at + 2, "there is nothing after this OR"));
                }
                (None, _) => {}
            }
            let before = self.at;
            if !self.takes("OR") {
                self.at = before;
                break;
            }
            if parts.is_empty() && !self.lenient {
                return Err(self.mistake(self.at - 2, self.at, "there is nothing before this OR"));
            }
            joint = Some(self.at - 2);
        }
        Ok(match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Node::Any(parts)),
        })
    }

    /// Parts side by side, up to `OR`, a closing parenthesis or the end.
    fn all(&mut self) -> Made<Option<Node>> {
        let mut parts: Vec<Node> = Vec::new();
        let mut joint: Option<usize> = None;
        loop {
            self.skip_space();
            let before = self.at;
            if matches!(self.peek(), None | Some(')')) {
                break;
            }
            if self.takes("OR") {
                self.at = before;
                break;
            }
            if self.takes("AND") {
                if parts.is_empty() && !self.lenient {
                    return Err(self.mistake(before, self.at, "there is nothing before this AND"));
                }
                joint = Some(before);
                continue;
            }
            parts.extend(self.one()?);
            joint = None;
        }
        match joint {
            Some(at) if !self.lenient => Err(self.mistake(at, at + 3, "there is nothing after this AND")),
            _ => Ok(match parts.len() {
                0 | 1 => parts.pop(),
                _ => Some(Node::All(parts)),
            }),
        }
    }

    /// One part. At least a character is taken.
    fn one(&mut self) -> Made<Option<Node>> {
        let start = self.at;
        if self.takes("NOT") {
            return self.not(start);
        }
        self.at = start;
        match self.peek() {
            Some('-') if !self.rest()[1..].starts_with(char::is_whitespace) => {
                self.at += 1;
                self.not(start)
            }
            Some('(') => self.group(),
            Some('"') => self.quotation(),
            _ if self.rest().get(..5).is_some_and(|next| next.eq_ignore_ascii_case("near(")) => self.near(),
            _ => self.word(),
        }
    }

    fn not(&mut self, start: usize) -> Made<Option<Node>> {
        self.skip_space();
        if matches!(self.peek(), None | Some(')')) {
            return self.forgive(start, self.at, "there is nothing after this NOT");
        }
        self.deeper(start)?;
        let part = self.one()?;
        self.depth -= 1;
        Ok(part.map(|part| Node::Not(Box::new(part))))
    }

    fn deeper(&mut self, start: usize) -> Made<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.mistake(
                start,
                start + 1,
                format!("this is nested deeper than {DEEPEST} times"),
            ));
        }
        Ok(())
    }

    /// A mistake, unless what is unfinished is forgiven.
    fn forgive(&self, from: usize, to: usize, what: impl Into<String>) -> Made<Option<Node>> {
        if self.lenient { Ok(None) } else { Err(self.mistake(from, to, what)) }
    }

    fn group(&mut self) -> Made<Option<Node>> {
        let start = self.at;
        self.deeper(start)?;
        self.at += 1;
        let inside = self.any()?;
        self.depth -= 1;
        if self.peek() == Some(')') {
            self.at += 1;
        } else if !self.lenient {
            let what = format!("the parenthesis opened at column {} is not closed", column(self.text, start));
            return Err(self.mistake(start, start + 1, what));
        }
        match inside {
            None => self.forgive(start, self.at, "there is nothing between these parentheses"),
            Some(inside) => Ok(Some(grouped(inside))),
        }
    }

    /// The words up to the closing quotation mark, without the marks.
    fn quoted(&mut self) -> Made<&'a str> {
        let start = self.at;
        let inside = &self.text[start + 1..];
        match inside.find('"') {
            Some(length) => {
                self.at = start + length + 2;
                Ok(&inside[..length])
            }
            None if self.lenient => {
                self.at = self.text.len();
                Ok(inside)
            }
            None => {
                let what =
                    format!("the quotation opened at column {} is not closed", column(self.text, start));
                Err(self.mistake(start, start + 1, what))
            }
        }
    }

    /// Takes a sign, when it comes next.
    fn sign(&mut self, sign: char) -> bool {
        let there = self.peek() == Some(sign);
        if there {
            self.at += sign.len_utf8();
        }
        there
    }

    fn quotation(&mut self) -> Made<Option<Node>> {
        let start = self.at;
        let words = self.quoted()?;
        if let Some(operator) = self.operator {
            let star = self.sign('*');
            return self.valued(operator, start, &Value { words, star });
        }
        if self.rest().starts_with('~') {
            self.at += 1;
            let from = self.at;
            let digits = self.run(|c| c.is_ascii_digit());
            let Ok(apart) = digits.parse::<usize>() else {
                return self.forgive(from - 1, from, "a number must follow this ~, as in \"red line\"~10");
            };
            let phrases: Vec<Phrase> = folded::words(words)
                .into_iter()
                .map(|word| Phrase { words: vec![word], prefix: false })
                .collect();
            return self.phrases(start, phrases, apart, words);
        }
        let star = self.sign('*');
        self.phrase(start, &Value { words, star })
    }

    fn phrase(&mut self, start: usize, value: &Value<'_>) -> Made<Option<Node>> {
        match values::phrase(value) {
            Ok(phrase) => self.term(start, Sense::Words(phrase)).map(Some),
            Err(what) => self.forgive(start, self.at, what),
        }
    }

    fn term(&mut self, start: usize, sense: Sense) -> Made<Node> {
        self.terms += 1;
        if self.terms > TERMS {
            return Err(self.mistake(start, self.at, format!("a query has at most {TERMS} conditions")));
        }
        Ok(Node::Term(Term { span: Span::new(start, self.at), sense }))
    }

    fn phrases(
        &mut self,
        start: usize,
        mut phrases: Vec<Phrase>,
        apart: usize,
        words: &str,
    ) -> Made<Option<Node>> {
        self.terms += phrases.len();
        match phrases.len() {
            0 => self.forgive(start, self.at, nothing_in(words)),
            1 => self.term(start, Sense::Words(phrases.swap_remove(0))).map(Some),
            _ => self.term(start, Sense::Near(phrases, apart.min(1_000))).map(Some),
        }
    }

    /// `near(words "and phrases", 10)`.
    fn near(&mut self) -> Made<Option<Node>> {
        let start = self.at;
        self.at += "near(".len();
        let (mut phrases, mut apart) = (Vec::new(), NEAR);
        loop {
            self.skip_space();
            match self.peek() {
                Some(')') => {
                    self.at += 1;
                    break;
                }
                None if self.lenient => break,
                None => {
                    let what = format!(
                        "the parenthesis opened at column {} is not closed",
                        column(self.text, start + 4)
                    );
                    return Err(self.mistake(start + 4, start + 5, what));
                }
                Some(',') => {
                    self.at += 1;
                    self.skip_space();
                    let from = self.at;
                    let digits = self.run(|c| c != ')' && !c.is_whitespace());
                    match digits.parse() {
                        Ok(number) => apart = number,
                        Err(_) if self.lenient => {}
                        Err(_) => {
                            return Err(self.mistake(
                                from,
                                self.at.max(from + 1),
                                "a number belongs here, as in near(a b, 10)",
                            ));
                        }
                    }
                }
                Some('"') => {
                    let words = self.quoted()?;
                    let prefix = self.sign('*');
                    phrases.push(Phrase { words: folded::words(words), prefix });
                }
                Some(_) => phrases
                    .push(Phrase::new(self.run(|c| !c.is_whitespace() && !matches!(c, ')' | ',' | '"')))),
            }
        }
        phrases.retain(|phrase| !phrase.is_empty());
        let words = &self.text[start..self.at];
        self.phrases(start, phrases, apart, words)
    }

    /// The characters that come next, as long as they are such.
    fn run(&mut self, is_such: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !is_such(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// A word, or an operator with its value.
    fn word(&mut self) -> Made<Option<Node>> {
        let start = self.at;
        let word = self.run(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '"'));
        if let Some((name, rest)) = word.split_once(':').filter(|(name, _)| is_name(name)) {
            let is_end = rest.is_empty() && self.peek().is_none_or(char::is_whitespace);
            match operators::named(name) {
                Some(operator) => {
                    self.at = start + name.len() + 1;
                    return self.operated(operator, start);
                }
                // A colon at the end of a word is only that.
                None if self.lenient || is_end => {}
                None => return Err(self.no_operator(start, name)),
            }
        }
        if folded::words(word).is_empty() {
            self.passed = self.passed.or(Some(Span::new(start, self.at)));
            return Ok(None);
        }
        let star = word.ends_with('*');
        let unfinished = self.lenient && self.at == self.text.len();
        let value = Value { words: word, star: star || unfinished };
        match self.operator {
            Some(operator) => self.valued(operator, start, &value),
            None if unfinished && !star && word.is_ascii() && word.len() < BEGUN => Ok(None),
            None => self.phrase(start, &value),
        }
    }

    fn no_operator(&self, start: usize, name: &str) -> Mistake {
        let rest = match operators::nearest(name) {
            Some(operator) => format!("did you mean {}:?", operator.name),
            None => "put it into quotation marks to search for the words".to_owned(),
        };
        let what = format!("there is no operator `{name}:`; {rest}");
        self.mistake(start, start + name.len() + 1, what)
    }

    /// The value of an operator, or several in parentheses.
    fn operated(&mut self, operator: &'static Operator, start: usize) -> Made<Option<Node>> {
        match self.peek() {
            Some('(') => {
                let outer = self.operator.replace(operator);
                let group = self.group();
                self.operator = outer;
                group
            }
            Some('"') => {
                let words = self.quoted()?;
                let star = self.sign('*');
                self.valued(operator, start, &Value { words, star })
            }
            _ => {
                let words = self.run(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '"'));
                if words.is_empty() {
                    let what = format!("`{}:` wants {} right after it", operator.name, operator.value);
                    return self.forgive(start, self.at, what);
                }
                let unfinished = self.lenient && self.at == self.text.len();
                self.valued(operator, start, &Value { words, star: words.ends_with('*') || unfinished })
            }
        }
    }

    fn valued(&mut self, operator: &Operator, start: usize, value: &Value<'_>) -> Made<Option<Node>> {
        match (operator.read)(value) {
            Ok(sense) => self.term(start, sense).map(Some),
            Err(what) => {
                self.forgive(start, self.at, format!("`{}:` wants {}: {what}", operator.name, operator.value))
            }
        }
    }
}

/// A group in parentheses. Conditions on quotes stay apart from those outside of it.
fn grouped(inside: Node) -> Node {
    match inside {
        Node::Term(term) if term.is_of_quotes() => Node::All(vec![Node::Term(term)]),
        Node::Not(inner) if matches!(inner.as_ref(), Node::Term(term) if term.is_of_quotes()) => {
            Node::All(vec![Node::Not(inner)])
        }
        inside => inside,
    }
}

/// True for what may be the name of an operator: letters and hyphens.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// The words for words that are none.
pub(super) fn nothing_in(words: &str) -> String {
    format!("there is nothing to look for in `{words}`: it has neither letters nor digits")
}
