//! EPUB: a book, of which every document in reading order is an article.
//!
//! The package file says what the book is called and who wrote it; without it, or without the file that names it, what
//! can be found is read all the same. Locked books are named as such.

use std::collections::HashMap;
use std::sync::Arc;

use zip::ZipArchive;

use super::{chapter, zip as pack};
use crate::library::Detail;
use crate::sources::draft::Draft;
use crate::sources::format::Glance;
use crate::sources::leaf::About;
use crate::sources::member::{harmless, is_hidden};
use crate::sources::outlet::{Outlet, Seekable};
use crate::sources::when;
use crate::sources::xml::tree::{Id, Tree};

/// More documents of a book are not read.
const MOST: usize = 20_000;

/// Methods that only make fonts hard to copy.
const FONTS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// True for a zip archive whose first file says that it is a book.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    glance.head.starts_with(b"PK\x03\x04")
        && (memchr::memmem::find(
            glance.head.get(..256).unwrap_or(glance.head),
            b"mimetypeapplication/epub+zip",
        )
        .is_some()
            || glance.name.to_ascii_lowercase().ends_with(".epub"))
}

/// Gives every document of the book, in reading order.
pub fn read(source: &mut dyn Seekable, outlet: &mut Outlet<'_>) -> bool {
    let Ok(archive) = ZipArchive::new(&mut *source) else { return pack::read(source, outlet) };
    let mut files = Files { archive, outlet };
    match book(&mut files) {
        Ok(book) => chapters(&mut files, book),
        Err(what) => {
            let what = format!("{what}; its documents are read in the order in which they are packed");
            let book = bare(&mut files);
            files.outlet.problem(what) && chapters(&mut files, book)
        }
    }
}

/// A book of which nothing is known but its documents.
fn bare<S: Seekable>(files: &mut Files<'_, '_, S>) -> Book {
    let is_page =
        |name: &str| [".xhtml", ".html", ".htm"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let names = files.archive.file_names().flatten().map(|name| name.to_string());
    let spine = names.filter(|name| is_page(name) && !is_hidden(name)).take(MOST).collect();
    Book { known: Draft::default(), spine, titles: HashMap::new(), locked: locked(files) }
}

/// The files of a book.
struct Files<'a, 'b, S> {
    archive: ZipArchive<S>,
    outlet: &'a mut Outlet<'b>,
}

impl<S: Seekable> Files<'_, '_, S> {
    fn bytes(&mut self, name: &str) -> Result<Vec<u8>, String> {
        pack::bytes(&mut self.archive, name, self.outlet)
    }

    fn tree(&mut self, name: &str) -> Result<Tree, String> {
        Tree::of(self.bytes(name)?, "").map(|(tree, _)| tree)
    }
}

/// What the package file says.
struct Book {
    /// What all articles have: the book's title, writers, date, language.
    known: Draft,
    /// Paths of the documents in reading order.
    spine: Vec<String>,
    /// Titles of documents by path.
    titles: HashMap<String, String>,
    /// Paths that are locked.
    locked: Vec<String>,
}

fn book<S: Seekable>(files: &mut Files<'_, '_, S>) -> Result<Book, String> {
    let container = files.tree("META-INF/container.xml").ok();
    let named = container.and_then(|tree| {
        let file = tree.within(0, "rootfile").next()?;
        Some(tree.attribute(file, "full-path").to_owned())
    });
    let other = || {
        files.archive.file_names().flatten().find(|name| name.ends_with(".opf")).map(|name| name.to_string())
    };
    let path = named.or_else(other).ok_or("is a book without a package file")?;
    let tree = files.tree(&path).map_err(|what| format!("has a package file that can't be read ({what})"))?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut items = HashMap::new();
    let mut contents = None;
    for item in tree.within(0, "item") {
        let target = resolve(folder, tree.attribute(item, "href"));
        let media = tree.attribute(item, "media-type");
        let is_nav = tree.attribute(item, "properties").split(' ').any(|word| word == "nav");
        if is_nav || (contents.is_none() && media == "application/x-dtbncx+xml") {
            contents = Some((target.clone(), is_nav));
        }
        if matches!(media, "application/xhtml+xml" | "text/html" | "application/x-dtbook+xml" | "") && !is_nav
        {
            items.insert(tree.attribute(item, "id").to_owned(), target);
        }
    }
    let spine: Vec<String> = tree
        .within(0, "itemref")
        .filter_map(|item| items.get(tree.attribute(item, "idref")).cloned())
        .take(MOST)
        .collect();
    if spine.is_empty() {
        return Err("is a book whose package file names no documents".to_owned());
    }
    let titles = contents.map(|(path, is_nav)| titles(files, &path, is_nav)).unwrap_or_default();
    Ok(Book { known: known(&tree), spine, titles, locked: locked(files) })
}

/// What a package file says of the whole book.
fn known(tree: &Tree) -> Draft {
    let mut known = Draft::default();
    let Some(metadata) = tree.within(0, "metadata").next() else { return known };
    let fields = |name: &'static str| tree.within(metadata, name).map(|id| (id, tree.words(id)));
    known.source = fields("title").next().map(|(_, words)| words).unwrap_or_default();
    known.lang = fields("language").next().map(|(_, words)| words).unwrap_or_default();
    let wrote = |id: Id| matches!(tree.attribute(id, "role"), "" | "aut");
    known.bylines = fields("creator").filter(|(id, _)| wrote(*id)).map(|(_, name)| name).collect();
    let dates = fields("date").find(|(id, _)| matches!(tree.attribute(*id, "event"), "" | "publication"));
    known.published = dates.and_then(|(_, date)| when::moment(&date));
    for name in ["publisher", "identifier", "subject", "rights"] {
        for (_, words) in fields(name).take(20) {
            known.detail(name, words);
        }
    }
    known
}

/// The titles that a table of contents gives to documents; the first one counts.
fn titles<S: Seekable>(files: &mut Files<'_, '_, S>, path: &str, is_nav: bool) -> HashMap<String, String> {
    let Ok(tree) = files.tree(path) else { return HashMap::new() };
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut titles = HashMap::new();
    let mut add = |target: &str, title: String| {
        let target = resolve(folder, target);
        if !title.is_empty() {
            titles.entry(target).or_insert(title);
        }
    };
    if is_nav {
        tree.within(0, "a").for_each(|link| add(tree.attribute(link, "href"), tree.words(link)));
    } else {
        for point in tree.within(0, "navPoint") {
            let label = tree.child(point, "navLabel").map(|id| tree.words(id)).unwrap_or_default();
            let target = tree.child(point, "content").map(|id| tree.attribute(id, "src")).unwrap_or("");
            add(target, label);
        }
    }
    titles
}

/// The paths of files that only a seller's program can open.
fn locked<S: Seekable>(files: &mut Files<'_, '_, S>) -> Vec<String> {
    let Ok(tree) = files.tree("META-INF/encryption.xml") else { return Vec::new() };
    let locked = tree.within(0, "EncryptedData").filter_map(|data| {
        let method = tree.within(data, "EncryptionMethod").next().map(|id| tree.attribute(id, "Algorithm"));
        let path = tree.within(data, "CipherReference").next().map(|id| tree.attribute(id, "URI"))?;
        (!method.is_some_and(|method| FONTS.contains(&method))).then(|| resolve("", path))
    });
    locked.collect()
}

/// The path in the book that an address in one of its folders leads to.
fn resolve(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or("");
    // As an address of a made-up site: `..`, `./` and percent signs are what the standard makes of them.
    let base = url::Url::parse("file:///").ok().and_then(|base| base.join(&format!("{folder}/")).ok());
    let path =
        base.and_then(|base| base.join(href).ok()).map(|url| url.path().to_owned()).unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = path.trim_start_matches('/').as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let code = more.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn chapters<S: Seekable>(files: &mut Files<'_, '_, S>, book: Book) -> bool {
    let count = book.spine.len();
    let mut locked = 0;
    for (n, path) in book.spine.iter().enumerate() {
        let place = format!("/{}", harmless(path).0);
        if book.locked.contains(path) {
            locked += 1;
            continue;
        }
        let more = match files.bytes(path) {
            Ok(bytes) => {
                let headline = book.titles.get(path).cloned().unwrap_or_default();
                let known = Draft { headline, ..book.known.clone() };
                let part = Detail { name: "part".to_owned(), value: format!("{} of {count}", n + 1) };
                let about = About {
                    details: vec![part],
                    read: Some(chapter::read),
                    known: Some(Arc::new(known)),
                    ..About::default()
                };
                files.outlet.leaf(&place, path, bytes, about)
            }
            Err(what) => files.outlet.fail(&place, what),
        };
        if !more {
            return false;
        }
        if files.outlet.is_spent() {
            break;
        }
    }
    let lock = "locked by the seller (DRM); open them with the seller's program";
    locked == 0 || files.outlet.problem(format!("has {locked} of {count} documents {lock}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_files_of_the_book() {
        for (folder, href, expect) in [
            ("OEBPS", "text/1.xhtml#a", "OEBPS/text/1.xhtml"),
            ("OEBPS/text", "../2%20b.xhtml", "OEBPS/2 b.xhtml"),
            ("", "./a.xhtml", "a.xhtml"),
            ("a", "../../../../etc/passwd", "etc/passwd"),
            ("", "%zz%", "%zz%"),
        ] {
            assert_eq!(resolve(folder, href), expect);
        }
    }
}
