//! A query as it was understood: conditions joined by AND, OR and NOT, each with its place in what was typed.

use super::mistake::Mistake;
use super::parse;
use super::term::Term;
use crate::text::Span;

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What it asks for; an [`All`](Node::All) of nothing finds everything.
    pub root: Node,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// All of these. What is asked of quotes side by side here is asked of one quote.
    All(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A condition.
    Term(Term),
}

/// When and where a query is asked: `today` is another day tomorrow, and elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Seconds since 1970, UTC.
    pub now: i64,
    /// Seconds that local time is ahead of UTC.
    pub offset: i32,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// A mistake with its place, when it can't be understood.
    pub fn parse(text: &str) -> Result<Query, Mistake> {
        parse::strictly(text)
    }

    /// Reads a query that is still being typed: what is open is closed, what is unfinished is left out, and the word
    /// at the end is taken for the beginning of one, once it has three letters.
    #[must_use]
    pub fn typed(text: &str) -> Query {
        parse::leniently(text)
    }

    /// True when it asks for nothing, and so finds everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Node::All(parts) if parts.is_empty())
    }

    /// Every condition, in the order they were written.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        let mut list = Vec::new();
        gather(&self.root, false, &mut |term, _| list.push(term));
        list
    }

    /// The conditions that are asked for, without those that are excluded.
    #[must_use]
    pub fn wanted(&self) -> Vec<&Term> {
        let mut list = Vec::new();
        gather(&self.root, false, &mut |term, excluded| {
            if !excluded {
                list.push(term);
            }
        });
        list
    }
}

fn gather<'a>(node: &'a Node, excluded: bool, tell: &mut dyn FnMut(&'a Term, bool)) {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| gather(part, excluded, tell)),
        Node::Not(part) => gather(part, !excluded, tell),
        Node::Term(term) => tell(term, excluded),
    }
}

impl Node {
    /// From the first to the last of its conditions.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Node::All(parts) | Node::Any(parts) => {
                let first = parts.first().map_or_else(Span::default, Node::span);
                parts.last().map_or(first, |last| first.cover(last.span()))
            }
            Node::Not(part) => part.span(),
            Node::Term(term) => term.span,
        }
    }
}
