//! From subscriptions to OPML 2.0: what is written here is read again as it was.

use std::fmt::Write as _;

use super::read::Outline;

/// A folder with what is in it, in the order in which it was first met.
#[derive(Default)]
struct Folder<'a> {
    outlines: Vec<&'a Outline>,
    folders: Vec<(&'a str, Folder<'a>)>,
}

/// Writes a list called `title`: first the subscriptions of a folder, then the folders in it, each in the order given.
#[must_use]
pub fn write(title: &str, outlines: &[Outline]) -> String {
    let mut top = Folder::default();
    for outline in outlines {
        let levels = outline.folder.split('/').map(str::trim).filter(|level| !level.is_empty());
        let folder = levels.fold(&mut top, Folder::within);
        folder.outlines.push(outline);
    }
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>{}</title>\n  </head>\n  <body>\n",
        escaped(title)
    );
    top.write(2, &mut out);
    out.push_str("  </body>\n</opml>\n");
    out
}

impl<'a> Folder<'a> {
    /// The folder of this name in this one.
    fn within(&mut self, name: &'a str) -> &mut Self {
        let known = self.folders.iter().position(|(known, _)| *known == name);
        let at = known.unwrap_or(self.folders.len());
        if known.is_none() {
            self.folders.push((name, Folder::default()));
        }
        &mut self.folders[at].1
    }

    fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        for one in &self.outlines {
            // The format wants a text; readers without one show nothing.
            let title = if one.title.is_empty() {
                String::new()
            } else {
                format!(" title=\"{}\"", escaped(&one.title))
            };
            let text = escaped(if one.title.is_empty() { &one.address } else { &one.title });
            let _ = write!(
                out,
                "{indent}<outline type=\"rss\" text=\"{text}\"{title} xmlUrl=\"{}\"",
                escaped(&one.address)
            );
            if !one.site.is_empty() {
                let _ = write!(out, " htmlUrl=\"{}\"", escaped(&one.site));
            }
            out.push_str("/>\n");
        }
        for (name, folder) in &self.folders {
            let name = escaped(name);
            let _ = writeln!(out, "{indent}<outline text=\"{name}\" title=\"{name}\">");
            folder.write(depth + 1, out);
            let _ = writeln!(out, "{indent}</outline>");
        }
    }
}

/// Words for a text or an attribute; control characters, which XML does not have, are left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sources::opml::read::read;

    fn outline(title: &str, address: &str, folder: &str) -> Outline {
        Outline { title: title.into(), address: address.into(), folder: folder.into(), site: String::new() }
    }

    #[test]
    fn a_list_is_nested_and_in_order() {
        let list = [
            outline("A & B", "https://alden.example/a?x=1&y=2", "News/Coast"),
            outline("", "exec:coast \"all\"", ""),
            outline("C", "https://alden.example/c", "News"),
        ];
        let text = write("My <list>", &list);
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>My &lt;list&gt;</title>\n  </head>\n  <body>\n    \
             <outline type=\"rss\" text=\"exec:coast &quot;all&quot;\" xmlUrl=\"exec:coast &quot;all&quot;\"/>\n    \
             <outline text=\"News\" title=\"News\">\n      \
             <outline type=\"rss\" text=\"C\" title=\"C\" xmlUrl=\"https://alden.example/c\"/>\n      \
             <outline text=\"Coast\" title=\"Coast\">\n        \
             <outline type=\"rss\" text=\"A &amp; B\" title=\"A &amp; B\" xmlUrl=\"https://alden.example/a?x=1&amp;y=2\"/>\n      \
             </outline>\n    </outline>\n  </body>\n</opml>\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            titles in proptest::collection::vec("[a-zé&<>\"' ]{0,9}|[&;#a-z0-9]{1,6}|\\PC{0,6}", 0..8),
            folders in proptest::collection::vec("([A-C]|[&<\"é]{1,3})(/[A-C]&?){0,2}|", 8),
            ends in proptest::collection::vec("[a-z]{0,3}(\\?a=[0-9]&b=['\"<é]?)?", 8),
        ) {
            let outlines: Vec<Outline> = titles.iter().zip(&folders).zip(&ends).enumerate().map(|(n, ((title, folder), end))| Outline {
                title: crate::sources::draft::tidy(title).into_owned(),
                address: format!("https://alden.example/{n}/{end}"),
                folder: folder.clone(),
                site: if n % 2 == 0 { "https://alden.example/".into() } else { String::new() },
            }).collect();
            let found = read(write("T", &outlines).into_bytes()).expect("a list");
            let sorted = |mut list: Vec<Outline>| { list.sort_by(|a, b| a.address.cmp(&b.address)); list };
            prop_assert_eq!(sorted(found.outlines), sorted(outlines));
            if !titles.is_empty() {
                prop_assert!(found.problems.is_empty());
            }
        }
    }
}
