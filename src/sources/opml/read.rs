//! From OPML to subscriptions: whatever is broken in the file, each subscription that can be read is.
//!
//! An address that can't be subscribed to is named; none is taken twice.

use rustc_hash::FxHashSet;

use crate::sources::draft::tidy;
use crate::sources::web::address;
use crate::sources::xml::tree::{Id, Tree};

/// One subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// What the list calls it, or `""`.
    pub title: String,
    /// The address of the feed, or `exec:` and a command line.
    pub address: String,
    /// The address of its site, or `""`.
    pub site: String,
    /// The folder it stands in, levels parted by `/`; `""` is none.
    pub folder: String,
}

/// What a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opml {
    /// The subscriptions in the order of the list, each address once.
    pub outlines: Vec<Outline>,
    /// What could not be read, or was guessed, one line each.
    pub problems: Vec<String>,
}

/// Reads a list.
///
/// # Errors
/// A line that says why it is none.
pub fn read(bytes: Vec<u8>) -> Result<Opml, String> {
    let (tree, problems) = Tree::of(bytes, "")?;
    if !tree.name(0).eq_ignore_ascii_case("opml") {
        return Err(format!(
            "is no OPML, as it begins with <{}>; export the subscriptions as OPML",
            tree.name(0)
        ));
    }
    let mut list = List { tree: &tree, seen: FxHashSet::default(), nameless: 0, found: Opml::default() };
    list.found.problems = problems;
    list.inside(0, "");
    let List { mut found, nameless, .. } = list;
    match nameless {
        0 => {}
        1 => found.problems.push("1 outline has no address of a feed, and was left out".to_owned()),
        _ => found.problems.push(format!("{nameless} outlines have no address of a feed, and were left out")),
    }
    if found.outlines.is_empty() && found.problems.is_empty() {
        found.problems.push("is a list without subscriptions".to_owned());
    }
    Ok(found)
}

/// A list that is being read.
struct List<'a> {
    tree: &'a Tree,
    /// The addresses by now.
    seen: FxHashSet<String>,
    /// So many outlines have neither an address nor others inside.
    nameless: usize,
    found: Opml,
}

impl List<'_> {
    /// Takes what stands inside an element; the tree is never deeper than what is safe.
    fn inside(&mut self, id: Id, folder: &str) {
        let tree = self.tree;
        for child in tree.children(id) {
            let name = tree.name(child);
            if name.eq_ignore_ascii_case("outline") {
                self.outline(child, folder);
            } else if name.eq_ignore_ascii_case("body") || name.eq_ignore_ascii_case("opml") {
                self.inside(child, folder);
            }
        }
    }

    fn outline(&mut self, id: Id, folder: &str) {
        let titles = ["title", "text"].map(|name| attribute(self.tree, id, name));
        let title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
        let given = attribute(self.tree, id, "xmlUrl");
        let holds = self.tree.children(id).any(|child| self.tree.name(child).eq_ignore_ascii_case("outline"));
        if given.is_empty() {
            self.nameless += usize::from(!holds);
        } else {
            match checked(&given) {
                Ok(address) if self.seen.insert(address.clone()) => {
                    let site = attribute(self.tree, id, "htmlUrl");
                    let site = Some(site).filter(|site| address::parse(site).is_ok()).unwrap_or_default();
                    // Lists call those without a title by their addresses.
                    let title = Some(title.clone()).filter(|title| *title != address).unwrap_or_default();
                    self.found.outlines.push(Outline { title, address, site, folder: folder.to_owned() });
                }
                Ok(_) => {}
                Err(what) => self.found.problems.push(what),
            }
        }
        if holds {
            self.inside(id, &joined(folder, &title));
        }
    }
}

/// A folder inside another; one without a name is none.
fn joined(folder: &str, name: &str) -> String {
    let levels = name.split('/').map(str::trim).filter(|level| !level.is_empty());
    let all = Some(folder).filter(|folder| !folder.is_empty()).into_iter().chain(levels);
    all.collect::<Vec<_>>().join("/")
}

/// An attribute on one line, its name in any case.
fn attribute(tree: &Tree, id: Id, name: &str) -> String {
    let known = tree.attributes(id).iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    known.map(|(_, value)| tidy(value).chars().filter(|c| !c.is_control()).collect()).unwrap_or_default()
}

/// An address that can be subscribed to.
fn checked(given: &str) -> Result<String, String> {
    let shown: String = address::shown(given).chars().take(100).collect();
    if let Some(command) = given.strip_prefix("exec:") {
        return match command.trim() {
            "" => Err("“exec:” names no command; it was left out".to_owned()),
            command => Ok(format!("exec:{command}")),
        };
    }
    if given.starts_with("filter:") {
        return Err(format!("“{shown}” is a filter of newsboat, which is not known here; write it as exec:"));
    }
    if given.trim_start_matches('"').starts_with("query:") {
        return Err(format!("“{shown}” is a query of newsboat and no feed; it was left out"));
    }
    let plain = match given.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
        Some(rest) => rest.to_owned(),
        None => given.to_owned(),
    };
    match address::without_secret(&plain) {
        Ok(_) => Ok(plain),
        Err(what) => Err(format!("“{shown}” {what}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inside: &str, outlines: &[&str], problems: &[&str]) {
        let found = read(format!("<opml version='2.0'><body>{inside}</body></opml>").into()).expect("a list");
        let all: Vec<String> = found
            .outlines
            .iter()
            .map(|one| [&*one.folder, &*one.title, &*one.address, &*one.site].join("|"))
            .collect();
        assert_eq!(
            (all.as_slice(), found.problems.join("; ")),
            (&outlines.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>()[..], problems.join("; ")),
            "{inside}"
        );
    }

    #[test]
    fn lists_of_every_reader_are_read() {
        let a = "https://alden.example/a";
        check(
            &format!("<outline text='A' xmlUrl='{a}' htmlUrl='https://alden.example/'/>"),
            &["|A|https://alden.example/a|https://alden.example/"],
            &[],
        );
        check(&format!("<OUTLINE TEXT='A' XMLURL='{a}'/>"), &["|A|https://alden.example/a|"], &[]);
        check(
            &format!("<outline text='short' title='The Alden &amp; Aldwick Post' xmlurl='{a}'/>"),
            &["|The Alden & Aldwick Post|https://alden.example/a|"],
            &[],
        );
        check(
            &format!(
                "<outline text='News'><outline title='Coast'><outline text='A' xmlUrl='{a}'/></outline></outline>"
            ),
            &["News/Coast|A|https://alden.example/a|"],
            &[],
        );
        check(&format!("<outline><outline xmlUrl='{a}'/></outline>"), &["||https://alden.example/a|"], &[]);
        check(
            &format!("<outline text='A' xmlUrl='{a}'><outline text='B' xmlUrl='{a}/b'/></outline>"),
            &["|A|https://alden.example/a|", "A|B|https://alden.example/a/b|"],
            &[],
        );
        check(
            &format!("<outline text='A' xmlUrl='{a}'/><outline text='Again' xmlUrl='{a}'/>"),
            &["|A|https://alden.example/a|"],
            &[],
        );
        check(
            "<outline xmlUrl='feed://alden.example/a'/><outline xmlUrl='feed:https://alden.example/b'/>",
            &["||http://alden.example/a|", "||https://alden.example/b|"],
            &[],
        );
        check("<outline text='C' xmlUrl='exec:~/bin/coast --all'/>", &["|C|exec:~/bin/coast --all|"], &[]);
    }

    #[test]
    fn what_is_no_feed_is_named() {
        check(
            "<outline text='A'/><outline text='B' type='link' url='https://alden.example/'/>",
            &[],
            &["2 outlines have no address of a feed, and were left out"],
        );
        check(
            "<outline xmlUrl='filter:~/bin/f:https://alden.example/'/>",
            &[],
            &[
                "“filter:~/bin/f:https://alden.example/” is a filter of newsboat, which is not known here; write it as exec:",
            ],
        );
        check(
            "<outline xmlUrl='&quot;query:New:unread = &quot;yes&quot;&quot;'/>",
            &[],
            &["“\"query:New:unread = \"yes\"\"” is a query of newsboat and no feed; it was left out"],
        );
        check(
            "<outline xmlUrl='ftp://alden.example/a'/>",
            &[],
            &["“ftp://alden.example/a” ftp: addresses are not fetched; only http and https are"],
        );
        check(
            "<outline xmlUrl='https://greta:moor@alden.example/a'/>",
            &[],
            &[
                "“https://alden.example/a” has a name or password in it, which would be seen with it; give https://alden.example/a with --user NAME --password env:NAME",
            ],
        );
        check(
            "<outline xmlUrl='alden'/>",
            &[],
            &["“alden” is no web address: relative URL without a base; check it"],
        );
        check("", &[], &["is a list without subscriptions"]);
        let said = |text: &str| read(text.into()).expect_err("no list");
        assert_eq!(said("<rss/>"), "is no OPML, as it begins with <rss>; export the subscriptions as OPML");
        assert_eq!([said(""), said("no list")], ["holds no elements", "holds no elements"]);
    }

    #[test]
    fn broken_and_hostile_lists_are_bounded() {
        let found = read("<opml><body><outline text='R&D <x>' xmlUrl='https://alden.example/?a=1&b=2'><outline xmlUrl='https://alden.example/b'/></body>".into()).expect("a list");
        let addresses: Vec<&str> = found.outlines.iter().map(|one| one.address.as_str()).collect();
        assert_eq!(addresses, ["https://alden.example/?a=1&b=2", "https://alden.example/b"]);
        assert_eq!((found.outlines[1].folder.as_str(), found.problems.is_empty()), ("R&D <x>", false));
        let deep = format!("<opml><body>{}", "<outline text='a'>".repeat(100_000));
        assert!(!read(deep.into()).expect("a list").problems.is_empty());
        let bomb = "<!DOCTYPE opml [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><opml><body><outline text='&b;' xmlUrl='https://alden.example/a'/></body></opml>";
        let found = read(bomb.into()).expect("a list");
        assert_eq!(found.outlines[0].title, "&b;");
    }
}
