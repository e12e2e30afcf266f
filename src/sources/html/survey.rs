//! A page seen once: its meta tags, scripts of data, headings and images, what its elements are named for, and where its words are.
//!
//! Everything is found in one walk, and nothing grows faster than the page.

use std::ops::Range;

use url::Url;

use super::guard::guard;
use super::marks::{Marks, marks};
use super::tree::{Id, Tree, is_unseen};

/// What one walk over a page found.
#[derive(Debug)]
pub struct Survey<'a> {
    /// The page.
    pub tree: &'a Tree,
    /// What its addresses are relative to.
    pub base: Option<&'a Url>,
    /// What each node's names say.
    pub marks: Vec<Marks>,
    /// `(name in lower case, content)` of each meta tag.
    pub metas: Vec<(String, &'a str)>,
    /// Scripts of linked data.
    pub scripts: Vec<Id>,
    /// The first headings.
    pub headings: Vec<Id>,
    /// Images and pictures.
    pub images: Vec<Id>,
    /// Figures and captions, by tag or name.
    pub captions: Vec<Id>,
    /// `time` elements.
    pub times: Vec<Id>,
    /// Elements named for writers.
    pub writers: Vec<Id>,
    /// The words of `title`.
    pub title: String,
    /// The canonical address.
    pub canonical: &'a str,
    /// The language of the page.
    pub lang: &'a str,
    /// For each node the letters of running text before it.
    mass: Vec<u32>,
}

/// More meta tags than this are not looked at.
const MOST_METAS: usize = 600;

/// More figures and captions than this are not looked at.
const MOST_FIGURES: usize = 1500;

/// Texts of fewer bytes are not counted as running text.
const SHORTEST: usize = 25;

impl<'a> Survey<'a> {
    /// Walks over a page.
    #[must_use]
    pub fn of(tree: &'a Tree, base: Option<&'a Url>) -> Self {
        let mut survey = Self {
            tree,
            base,
            marks: Vec::with_capacity(tree.len()),
            metas: Vec::new(),
            scripts: Vec::new(),
            headings: Vec::new(),
            images: Vec::new(),
            captions: Vec::new(),
            times: Vec::new(),
            writers: Vec::new(),
            title: String::new(),
            canonical: "",
            lang: "",
            mass: Vec::with_capacity(tree.len() + 1),
        };
        let (mut total, mut unread) = (0_u32, 0);
        for id in 0..tree.len() {
            survey.mass.push(total);
            if let Some(text) = tree.text(id) {
                survey.marks.push(Marks::default());
                let length = text.trim().len();
                if id >= unread && length >= SHORTEST {
                    total = total.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
                }
                continue;
            }
            if survey.element(id) {
                unread = unread.max(tree.whole(id).end);
            }
        }
        survey.mass.push(total);
        survey
    }

    /// Notes an element; true when what is inside is no running text.
    fn element(&mut self, id: Id) -> bool {
        let tree = self.tree;
        let found = marks(tree, id);
        self.marks.push(found);
        let tag = tree.tag(id);
        match tag {
            "meta" => self.meta(id),
            "script" => self.script(id),
            "title" if self.title.is_empty() => self.title = squeezed(&tree.words(id)),
            "html" => self.lang = tree.attribute(id, "lang").trim(),
            "link" if tree.attribute(id, "rel").eq_ignore_ascii_case("canonical") => {
                self.canonical = tree.attribute(id, "href").trim();
            }
            "h1" if self.headings.len() < 40 => self.headings.push(id),
            "img" | "amp-img" => self.images.push(id),
            "picture" if !tree.inside(id).any(|id| tree.tag(id) == "img") => self.images.push(id),
            _ if tag.ends_with("-image") && tree.has(id, "src") => self.images.push(id),
            "time" => self.times.push(id),
            _ => {}
        }
        let captioned =
            matches!(tag, "figure" | "figcaption") || found.any(Marks::CAPTION.and(Marks::CREDIT));
        if captioned && self.captions.len() < MOST_FIGURES {
            self.captions.push(id);
        }
        if found.any(Marks::BYLINE) && self.writers.len() < 400 {
            self.writers.push(id);
        }
        matches!(tag, "a" | "nav" | "footer" | "aside" | "form" | "figcaption") || is_unseen(tag)
    }

    fn meta(&mut self, id: Id) {
        let content = self.tree.attribute(id, "content").trim();
        if content.is_empty() {
            return;
        }
        for key in ["property", "name", "itemprop"] {
            let name = self.tree.attribute(id, key);
            if !name.is_empty() && self.metas.len() < MOST_METAS {
                self.metas.push((name.trim().to_ascii_lowercase(), content));
            }
        }
    }

    fn script(&mut self, id: Id) {
        let kind = self.tree.attribute(id, "type");
        let linked = kind.get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
        if linked && self.scripts.len() < 60 {
            self.scripts.push(id);
        }
    }

    /// The content of the first meta tag that has one of the names; earlier names are preferred.
    #[must_use]
    pub fn meta_of(&self, names: &[&str]) -> &'a str {
        names.iter().find_map(|name| self.all_of(name).next()).unwrap_or("")
    }

    /// The contents of all meta tags of a name.
    pub fn all_of<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'a str> + 's {
        self.metas.iter().filter(move |(key, _)| key == name).map(|(_, content)| *content)
    }

    /// The letters of running text among the nodes.
    #[must_use]
    pub fn mass(&self, nodes: &Range<Id>) -> u32 {
        let at = |id: Id| self.mass.get(id).or(self.mass.last()).copied().unwrap_or(0);
        at(nodes.end).saturating_sub(at(nodes.start))
    }

    /// The last node among the nodes that has running text, or their start.
    #[must_use]
    pub fn last_mass(&self, nodes: &Range<Id>) -> Id {
        let end = self.mass.get(nodes.end).or(self.mass.last()).copied().unwrap_or(0);
        self.mass.partition_point(|&mass| mass < end).saturating_sub(1).max(nodes.start)
    }

    /// The smallest node that holds most of the running text inside of `root`.
    #[must_use]
    pub fn container(&self, root: Id) -> Id {
        let mut at = root;
        loop {
            let mass = |id: &Id| self.mass(&self.tree.whole(*id));
            let Some(heaviest) = self.tree.children(at).max_by_key(mass) else { return at };
            if mass(&heaviest) == 0 {
                return at;
            }
            if u64::from(mass(&heaviest)) * 10 < u64::from(mass(&at)) * 6
                || self.tree.tag(heaviest).is_empty()
            {
                return at;
            }
            at = heaviest;
        }
    }

    /// The smallest node that holds both.
    #[must_use]
    pub fn around(&self, one: Id, other: Id) -> Id {
        let holds = |id: &Id| self.tree.whole(*id).contains(&other);
        std::iter::once(one).chain(self.tree.ancestors(one)).find(holds).unwrap_or(0)
    }

    /// True when the node or one it is inside of, below `root`, has one of the marks.
    #[must_use]
    pub fn is_within(&self, id: Id, root: Id, marks: Marks) -> bool {
        std::iter::once(id)
            .chain(self.tree.ancestors(id))
            .take_while(|&up| up > root)
            .any(|up| self.marks.get(up).is_some_and(|found| found.any(marks)))
    }

    /// The words in a node, in one line.
    #[must_use]
    pub fn line(&self, id: Id) -> String {
        squeezed(&self.tree.words(id))
    }
}

/// Words with single spaces between them and none at the ends.
#[must_use]
pub fn squeezed(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Words as they are compared: letters and digits in lower case, all else as single spaces.
#[must_use]
pub fn folded(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_alphanumeric() {
            line.extend(c.to_lowercase());
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The words of a value that may hold tags or entities, in one line.
#[must_use]
pub fn plain(value: &str) -> String {
    let mut line = squeezed(value);
    // Entities are sometimes written twice.
    for _ in 0..2 {
        let entity = line.find('&').is_some_and(|at| line[at..].contains(';'));
        let tag = line.contains("</") || line.contains("/>") || line.contains("<p>") || line.contains("<br>");
        if !(entity || tag) || line.len() > 20_000 {
            break;
        }
        line = squeezed(&Tree::parse(&guard(&line).html).words(0));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_walk_finds_what_fields_are_made_of() {
        let page = "<html lang=de><head><title> A \n b </title><meta property='OG:Title' content=x><meta name=author content=''>\
                    <link rel=canonical href='/a'><script type='application/ld+json'>{}</script></head>\
                    <body><nav><p>This is a long text that is not running.</p></nav><main><h1>Head</h1><div class=body>\
                    <p>Running text of some length, and more.</p><p>Running text of some length.</p></div></main></body></html>";
        let tree = Tree::parse(page);
        let survey = Survey::of(&tree, None);
        assert_eq!((survey.title.as_str(), survey.lang, survey.canonical), ("A b", "de", "/a"));
        assert_eq!((survey.meta_of(&["author", "og:title"]), survey.scripts.len()), ("x", 1));
        let container = survey.container(0);
        assert_eq!(tree.attribute(container, "class"), "body");
        assert_eq!(tree.tag(survey.around(survey.headings[0], container)), "main");
    }

    #[test]
    fn values_lose_tags_and_entities() {
        for (value, expect) in [
            ("A &amp; B", "A & B"),
            ("K&amp;uuml;hl", "Kühl"),
            ("<p>One <b>two</b></p>", "One two"),
            ("2 < 3 & 4", "2 < 3 & 4"),
            (" a\n\tb ", "a b"),
        ] {
            assert_eq!(plain(value), expect);
        }
        assert_eq!(folded(" “A–b”, c! "), "a b c");
    }
}
