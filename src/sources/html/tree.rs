//! A page as a tree: elements and texts in page order, read-only and cheap to walk.
//!
//! Nodes are numbered in page order, so that everything inside a node has the numbers from it to its end.

use std::ops::Range;

use scraper::Html;

/// The number of a node; numbers grow in page order.
pub type Id = usize;

/// Nodes deeper than this are left out with all that is in them.
const DEEPEST: usize = 600;

/// What a node is.
#[derive(Debug)]
pub enum Node {
    /// An element: its name in lower case and its attributes.
    Element {
        /// `p`, `div` …
        tag: String,
        /// Names in lower case, and values.
        attributes: Vec<(String, String)>,
    },
    /// Words; entities are resolved.
    Text(String),
}

/// A page or fragment.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    /// For each node one past the last node inside it.
    ends: Vec<Id>,
    parents: Vec<Id>,
}

impl Tree {
    /// Reads HTML. `html` must be of bounded size, depth and attributes.
    #[must_use]
    pub fn parse(html: &str) -> Self {
        let document = Html::parse_document(html);
        let mut tree = Self::default();
        let mut open: Vec<Id> = Vec::new();
        // Nodes still to be taken in, with their depth; the last comes first.
        let mut left = vec![(document.tree.root(), 0)];
        while let Some((found, depth)) = left.pop() {
            while open.len() > depth {
                tree.close(open.pop());
            }
            if let Some(node) = node(found.value()) {
                let parent = open.last().copied().unwrap_or(0);
                open.push(tree.nodes.len());
                tree.nodes.push(node);
                tree.ends.push(0);
                tree.parents.push(parent);
            } else if depth > 0 {
                continue;
            }
            let inner = open.len();
            if inner < DEEPEST {
                left.extend(found.children().rev().map(|child| (child, inner)));
            }
        }
        while let Some(id) = open.pop() {
            tree.close(Some(id));
        }
        tree
    }

    fn close(&mut self, id: Option<Id>) {
        if let Some(end) = id.and_then(|id| self.ends.get_mut(id)) {
            *end = self.nodes.len();
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True when there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node, and all nodes inside it.
    #[must_use]
    pub fn whole(&self, id: Id) -> Range<Id> {
        id..self.ends.get(id).copied().unwrap_or(id)
    }

    /// All nodes inside it.
    #[must_use]
    pub fn inside(&self, id: Id) -> Range<Id> {
        let whole = self.whole(id);
        (id + 1).min(whole.end)..whole.end
    }

    /// The nodes directly inside it.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let Range { start, end } = self.inside(id);
        let mut next = start;
        std::iter::from_fn(move || {
            let child = next;
            next = self.ends.get(child).copied().unwrap_or(end).max(child + 1);
            (child < end).then_some(child)
        })
    }

    /// The node that it is directly inside of; the root's is itself.
    #[must_use]
    pub fn parent(&self, id: Id) -> Id {
        self.parents.get(id).copied().unwrap_or(0)
    }

    /// The elements it is inside of, from the nearest to the root.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(id).filter(|&id| id > 0), |&id| Some(self.parent(id)).filter(|&id| id > 0))
            .map(|id| self.parent(id))
    }

    /// The element's name; `""` for words.
    #[must_use]
    pub fn tag(&self, id: Id) -> &str {
        match self.nodes.get(id) {
            Some(Node::Element { tag, .. }) => tag,
            _ => "",
        }
    }

    /// The words, if it is a text.
    #[must_use]
    pub fn text(&self, id: Id) -> Option<&str> {
        match self.nodes.get(id) {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The value of an attribute; `""` when it has none.
    #[must_use]
    pub fn attribute(&self, id: Id, name: &str) -> &str {
        match self.nodes.get(id) {
            Some(Node::Element { attributes, .. }) => {
                attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
            }
            _ => "",
        }
    }

    /// True when the attribute is there, with or without a value.
    #[must_use]
    pub fn has(&self, id: Id, name: &str) -> bool {
        matches!(self.nodes.get(id), Some(Node::Element { attributes, .. }) if attributes.iter().any(|(key, _)| key == name))
    }

    /// The names and values of its attributes.
    pub fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let attributes = match self.nodes.get(id) {
            Some(Node::Element { attributes, .. }) => attributes.as_slice(),
            _ => &[],
        };
        attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The elements of a name, in page order.
    pub fn tagged<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = Id> + 'a {
        (0..self.len()).filter(move |&id| self.tag(id) == tag)
    }

    /// All words inside a node as they stand, scripts and styles left out.
    #[must_use]
    pub fn words(&self, id: Id) -> String {
        let mut words = String::new();
        let Range { start: mut at, end } = self.whole(id);
        while at < end {
            match &self.nodes[at] {
                Node::Text(text) => words.push_str(text),
                Node::Element { tag, .. } if at > id && is_unseen(tag) => {
                    at = self.whole(at).end;
                    continue;
                }
                Node::Element { tag, .. } => {
                    if is_block(tag) || tag == "br" {
                        words.push(' ');
                    }
                }
            }
            at += 1;
        }
        words
    }
}

fn node(found: &scraper::Node) -> Option<Node> {
    match found {
        scraper::Node::Text(text) => Some(Node::Text(text.to_string())),
        scraper::Node::Element(element) => Some(Node::Element {
            tag: element.name().to_owned(),
            attributes: element.attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }),
        _ => None,
    }
}

/// Elements whose words nobody sees.
#[must_use]
pub fn is_unseen(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "select"
            | "button"
            | "input"
            | "textarea"
            | "canvas"
            | "audio"
            | "video"
    )
}

/// Elements that stand in a line of words.
#[must_use]
#[rustfmt::skip]
pub fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del" | "dfn" | "em" | "font" | "i" | "ins"
            | "kbd" | "label" | "mark" | "q" | "rt" | "ruby" | "s" | "samp" | "small" | "span" | "strike" | "strong" | "sub" | "sup"
            | "time" | "tt" | "u" | "var"
    )
}

/// Elements that begin a new line.
#[must_use]
pub fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
