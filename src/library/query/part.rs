//! The parts of a query as they are answered: conditions on quotes that stand side by side are asked of one quote.

use super::term::Term;
use super::tree::{Node, Query};

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<'a> {
    /// All of these.
    All(Vec<Part<'a>>),
    /// Any of these.
    Any(Vec<Part<'a>>),
    /// Not this.
    Not(Box<Part<'a>>),
    /// A condition on an article.
    Article(&'a Term),
    /// There is a quote like this.
    Quote(Wanted<'a>),
}

/// What is wanted of one quote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted<'a> {
    /// What must be true of it; at least one.
    pub with: Vec<&'a Term>,
    /// What must not be.
    pub without: Vec<&'a Term>,
}

impl Query {
    /// Its parts, as they are answered.
    #[must_use]
    pub fn parts(&self) -> Part<'_> {
        part(&self.root)
    }
}

/// A node as it is answered.
#[must_use]
pub fn part(node: &Node) -> Part<'_> {
    match node {
        Node::All(nodes) => all(nodes),
        Node::Any(nodes) => Part::Any(nodes.iter().map(part).collect()),
        Node::Not(node) => Part::Not(Box::new(part(node))),
        Node::Term(term) => lone(term),
    }
}

fn lone(term: &Term) -> Part<'_> {
    if term.is_of_quotes() {
        Part::Quote(Wanted { with: vec![term], without: Vec::new() })
    } else {
        Part::Article(term)
    }
}

fn all(nodes: &[Node]) -> Part<'_> {
    let mut parts = Vec::new();
    let mut wanted = Wanted::default();
    for node in nodes {
        match node {
            Node::Term(term) if term.is_of_quotes() => wanted.with.push(term),
            Node::Not(inner) => match inner.as_ref() {
                Node::Term(term) if term.is_of_quotes() => wanted.without.push(term),
                _ => parts.push(part(node)),
            },
            _ => parts.push(part(node)),
        }
    }
    if wanted.with.is_empty() {
        // No quote is asked for, so none may be like these.
        parts.extend(wanted.without.into_iter().map(|term| Part::Not(Box::new(lone(term)))));
    } else {
        parts.push(Part::Quote(wanted));
    }
    Part::All(parts)
}
