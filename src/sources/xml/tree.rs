//! XML as a tree: elements by their names without prefixes, and texts, in file order; read-only and cheap to walk.
//!
//! Whatever the file holds, its tree is of bounded depth, and no entity but the usual ones is ever expanded.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::decode::decode;
use super::repair::{Kinds, repair};
use super::sound::is_sound;
use crate::sources::decode::Decoded;
use crate::sources::draft::tidy;

/// The number of a node; numbers grow in file order. 0 is the root.
pub type Id = usize;

/// What a node is.
#[derive(Debug)]
enum Node {
    Element { name: String, attributes: Vec<(String, String)>, inside: Range<usize> },
    Text(String),
}

/// An XML file.
#[derive(Debug, Default)]
pub struct Tree {
    source: String,
    nodes: Vec<Node>,
    /// For each node one past the last node inside it.
    ends: Vec<Id>,
    parents: Vec<Id>,
}

impl Tree {
    /// Reads a file, whatever its encoding; gives what had to be guessed or repaired as well. `media` is its media
    /// type as a header gave it, or `""`.
    ///
    /// # Errors
    /// A line that says why it can't be read at all.
    pub fn of(bytes: Vec<u8>, media: &str) -> Result<(Self, Vec<String>), String> {
        let Decoded { text, mut notes } = decode(bytes, media).map_err(|what| format!("is {what}"))?;
        let (tree, done) = Self::read(text)?;
        notes.extend(done);
        Ok((tree, notes))
    }

    /// Reads a text, which is repaired if it must be; gives what was done as well.
    ///
    /// # Errors
    /// A line that says why it can't be read at all.
    pub fn read(text: String) -> Result<(Self, Vec<String>), String> {
        if is_sound(&text)
            && let Ok(tree) = Self::parse(text.clone())
            && !tree.nodes.is_empty()
        {
            return Ok((tree, Vec::new()));
        }
        let repaired = repair(&text, Kinds::default());
        let tree =
            Self::parse(repaired.text).map_err(|error| format!("is no XML that can be read: {error}"))?;
        if tree.nodes.is_empty() { Err("holds no elements".into()) } else { Ok((tree, repaired.done)) }
    }

    fn parse(source: String) -> Result<Self, quick_xml::Error> {
        let mut tree = Self::default();
        let mut open: Vec<Id> = Vec::new();
        let mut reader = Reader::from_str(&source);
        loop {
            let before = reader.buffer_position();
            let event = reader.read_event()?;
            let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(tag) => {
                    let id = tree.element(&tag, open.last().copied(), after)?;
                    open.push(id);
                }
                Event::Empty(tag) => {
                    let id = tree.element(&tag, open.last().copied(), after)?;
                    tree.close(id, after);
                }
                Event::End(_) => {
                    let before = usize::try_from(before).unwrap_or(usize::MAX);
                    open.pop().into_iter().for_each(|id| tree.close(id, before));
                }
                Event::Text(text) => tree.text_node(&text, open.last().copied()),
                Event::CData(text) => tree.text_node(&text, open.last().copied()),
                Event::GeneralRef(name) => {
                    let words = match name.resolve_char_ref()? {
                        Some(c) => c.to_string(),
                        None => resolve_predefined_entity(&name)
                            .map_or_else(|| format!("&{};", &*name), ToOwned::to_owned),
                    };
                    tree.text_node(&words, open.last().copied());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if let Some(id) = open.pop() {
            let name = tree.name(id).to_owned();
            return Err(quick_xml::errors::IllFormedError::MissingEndTag(name).into());
        }
        tree.source = source;
        Ok(tree)
    }

    fn element(
        &mut self,
        tag: &BytesStart<'_>,
        parent: Option<Id>,
        from: usize,
    ) -> Result<Id, quick_xml::Error> {
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let value = unescape(&attribute.value)?.into_owned();
            Ok((local(attribute.key.as_ref()).to_owned(), value))
        });
        let attributes = attributes.collect::<Result<_, quick_xml::Error>>()?;
        let name = local(tag.name().as_ref()).to_owned();
        Ok(self.push(Node::Element { name, attributes, inside: from..from }, parent))
    }

    fn push(&mut self, node: Node, parent: Option<Id>) -> Id {
        let id = self.nodes.len();
        self.nodes.push(node);
        self.ends.push(id + 1);
        self.parents.push(parent.unwrap_or(0));
        id
    }

    fn text_node(&mut self, words: &str, parent: Option<Id>) {
        match self.nodes.last_mut() {
            Some(Node::Text(text)) if self.parents.last() == parent.as_ref() => text.push_str(words),
            _ if parent.is_none() => {}
            _ => drop(self.push(Node::Text(words.to_owned()), parent)),
        }
    }

    fn close(&mut self, id: Id, at: usize) {
        self.ends[id] = self.nodes.len();
        if let Some(Node::Element { inside, .. }) = self.nodes.get_mut(id) {
            inside.end = at.max(inside.start);
        }
    }

    /// The element's name without its prefix; `""` for texts.
    #[must_use]
    pub fn name(&self, id: Id) -> &str {
        match self.nodes.get(id) {
            Some(Node::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// The words of a text.
    #[must_use]
    pub fn text(&self, id: Id) -> Option<&str> {
        match self.nodes.get(id) {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The value of an attribute, by its name without a prefix; `""` when it has none.
    #[must_use]
    pub fn attribute(&self, id: Id, name: &str) -> &str {
        match self.nodes.get(id) {
            Some(Node::Element { attributes, .. }) => {
                attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
            }
            _ => "",
        }
    }

    /// The attributes of an element by their names without prefixes, as they stand.
    #[must_use]
    pub fn attributes(&self, id: Id) -> &[(String, String)] {
        match self.nodes.get(id) {
            Some(Node::Element { attributes, .. }) => attributes,
            _ => &[],
        }
    }

    /// What a node stands right inside of; nothing for the root.
    #[must_use]
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.parents.get(id).copied().filter(|_| id > 0)
    }

    /// The nodes right inside a node.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.ends.get(id).copied().unwrap_or(0);
        std::iter::successors(Some(id + 1), |&child| self.ends.get(child).copied())
            .take_while(move |&child| child < end)
    }

    /// The elements of a name right inside a node.
    pub fn all<'a>(&'a self, id: Id, name: &'a str) -> impl Iterator<Item = Id> + 'a {
        self.children(id).filter(move |&child| self.name(child) == name)
    }

    /// The first element of a name right inside a node.
    #[must_use]
    pub fn child(&self, id: Id, name: &str) -> Option<Id> {
        self.all(id, name).next()
    }

    /// The elements of a name anywhere inside a node.
    pub fn within<'a>(&'a self, id: Id, name: &'a str) -> impl Iterator<Item = Id> + 'a {
        let end = self.ends.get(id).copied().unwrap_or(0);
        (id + 1..end).filter(move |&inner| self.name(inner) == name)
    }

    /// All words inside a node, on one line.
    #[must_use]
    pub fn words(&self, id: Id) -> String {
        let mut words = String::new();
        for inner in id..self.ends.get(id).copied().unwrap_or(0) {
            match self.text(inner) {
                Some(text) => words.push_str(text),
                // Blocks in a field part words.
                None if matches!(self.name(inner), "p" | "br" | "li" | "div") => words.push(' '),
                None => {}
            }
        }
        tidy(&words).into_owned()
    }

    /// All words inside a node as they stand.
    #[must_use]
    pub fn raw(&self, id: Id) -> String {
        (id..self.ends.get(id).copied().unwrap_or(0)).filter_map(|inner| self.text(inner)).collect()
    }

    /// The words of the first element of a name right inside a node, or `""`.
    #[must_use]
    pub fn field(&self, id: Id, name: &str) -> String {
        self.child(id, name).map(|child| self.words(child)).unwrap_or_default()
    }

    /// What stands between a node's tags, as it is written.
    #[must_use]
    pub fn inside(&self, id: Id) -> &str {
        match self.nodes.get(id) {
            Some(Node::Element { inside, .. }) => self.source.get(inside.clone()).unwrap_or(""),
            _ => "",
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_found_by_their_local_names() {
        let xml = "<?xml version='1.0'?><n:a xmlns:n='x'><n:b lang='en'>one &amp; <i>two</i>&#33;</n:b><b/><c><![CDATA[<d>]]></c></n:a>";
        let (tree, done) = Tree::read(xml.into()).expect("a tree");
        assert_eq!(done, Vec::<String>::new());
        assert_eq!(tree.name(0), "a");
        assert_eq!(tree.all(0, "b").map(|id| tree.words(id)).collect::<Vec<_>>(), ["one & two!", ""]);
        let first = tree.child(0, "b").expect("an element");
        assert_eq!((tree.attribute(first, "lang"), tree.inside(first)), ("en", "one &amp; <i>two</i>&#33;"));
        assert_eq!((tree.field(0, "c"), tree.within(0, "i").count()), ("<d>".into(), 1));
    }

    #[test]
    fn what_is_broken_is_repaired_and_told() {
        let (tree, done) = Tree::read("<a><b>Fish & chips</a>".into()).expect("a tree");
        assert_eq!((tree.field(0, "b").as_str(), done.len()), ("Fish & chips", 2));
        let (tree, done) = Tree::read("<a b='Fish & chips &amp; tea&hellip;'/>".into()).expect("a tree");
        assert_eq!((tree.attribute(0, "b"), done.len()), ("Fish & chips & tea…", 2));
        assert!(Tree::read("no tags".into()).is_err());
        assert!(Tree::read("<a".into()).is_err());
    }

    #[test]
    fn hostile_files_are_bounded() {
        for xml in [
            "<a>".repeat(100_000),
            format!("<a {}/>", (0..100_000).map(|n| format!("b{n}='c' ")).collect::<String>()),
            format!("<!DOCTYPE a [<!ENTITY b '{}'>]><a>{}</a>", "x".repeat(1000), "&b;".repeat(10_000)),
        ] {
            let (_, done) = Tree::read(xml).expect("a tree");
            assert!(!done.is_empty());
        }
    }
}
