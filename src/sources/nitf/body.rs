//! The body of an NITF article as parts: paragraphs, headings, lists, tables, quotations and media.

use crate::reading::{BlockKind, Weight};
use crate::sources::draft::{Draft, Figure, Inline, Part, tidy};
use crate::sources::html::fragment::address;
use crate::sources::wire;
use crate::sources::writers::writers;
use crate::sources::xml::tree::{Id, Tree};

/// Adds what is inside the element `id` to the draft's body.
pub fn body(tree: &Tree, id: Id, draft: &mut Draft) {
    blocks(tree, id, BlockKind::Paragraph, draft);
}

fn blocks(tree: &Tree, id: Id, kind: BlockKind, draft: &mut Draft) {
    for child in tree.children(id) {
        match tree.name(child) {
            "" => draft.block(kind, tidy(tree.text(child).unwrap_or("")).as_ref()),
            // A paragraph that was not closed holds the next one.
            "p" if tree.within(child, "p").next().is_some() => blocks(tree, child, kind, draft),
            "p" | "tagline" | "fn" | "credit" => draft.block(kind, line(tree, child)),
            "hl1" | "hl2" | "h1" | "h2" | "h3" | "h4" => {
                draft.block(BlockKind::Subheading, line(tree, child))
            }
            "ol" | "ul" | "dl" => list(tree, child, draft),
            "table" => table(tree, child, draft),
            "bq" | "blockquote" => blocks(tree, child, BlockKind::BlockQuote, draft),
            "pre" => draft.block(BlockKind::Code, tree.raw(child).trim_matches('\n')),
            "media" => media(tree, child, draft),
            "note" => wire::note(draft, &tree.words(child)),
            "byline" => by(tree, child, draft),
            "hr" | "col" | "colgroup" | "br" => {}
            // What is known to hold blocks, and what may: unknown elements without blocks are lines.
            _ if ["p", "block", "media", "hl2", "table", "ul", "ol"]
                .iter()
                .any(|name| tree.within(child, name).next().is_some()) =>
            {
                blocks(tree, child, kind, draft);
            }
            _ => draft.block(kind, line(tree, child)),
        }
    }
}

fn list(tree: &Tree, id: Id, draft: &mut Draft) {
    for item in tree.children(id).filter(|&item| matches!(tree.name(item), "li" | "dt" | "dd")) {
        draft.block(BlockKind::ListItem, line(tree, item));
    }
}

/// A table: its caption as a paragraph, then a line per row with the cells parted by tabs.
fn table(tree: &Tree, id: Id, draft: &mut Draft) {
    for caption in tree.within(id, "caption") {
        draft.block(BlockKind::Paragraph, line(tree, caption));
    }
    let mut words = String::new();
    for row in tree.within(id, "tr") {
        let cells = tree.children(row).filter(|&cell| matches!(tree.name(cell), "td" | "th"));
        let cells: Vec<String> = cells.map(|cell| tree.words(cell)).collect();
        words.push_str(cells.join("\t").trim_end());
        words.push('\n');
    }
    draft.block(BlockKind::Table, words.trim_matches('\n'));
}

/// An image with its words; other media are details.
fn media(tree: &Tree, id: Id, draft: &mut Draft) {
    let first = |name: &str| tree.within(id, name).map(|id| tree.words(id)).find(|words| !words.is_empty());
    let reference = tree.within(id, "media-reference").next();
    let get = |name: &str| reference.map_or("", |id| tree.attribute(id, name));
    let source = get("source");
    let kind = [tree.attribute(id, "media-type"), get("mime-type")];
    if kind[0] != "image" && !kind[1].starts_with("image") && !kind[0].is_empty() {
        draft.detail("enclosure", format!("{source} {}", kind[1]));
        let caption = tree.within(id, "media-caption").next();
        caption.into_iter().for_each(|id| draft.block(BlockKind::Paragraph, line(tree, id)));
        return;
    }
    draft.body.push(Part::Figure(Figure {
        url: Some(address(source, None).unwrap_or_else(|| source.to_owned())).filter(|url| !url.is_empty()),
        alt: get("alternate-text").to_owned(),
        caption: tree.within(id, "media-caption").next().map(|id| line(tree, id)).unwrap_or_default(),
        credit: first("media-producer").or_else(|| first("credit")).unwrap_or_default(),
    }));
}

/// The words of an element as a line, with links and emphases.
fn line(tree: &Tree, id: Id) -> Inline {
    let mut line = Inline::default();
    inline(tree, id, &mut line);
    line.words.truncate(line.words.trim_end().len());
    line
}

fn inline(tree: &Tree, id: Id, line: &mut Inline) {
    for child in tree.children(id) {
        if let Some(text) = tree.text(child) {
            add(line, text);
            continue;
        }
        let start = line.words.len();
        match tree.name(child) {
            "br" => {
                line.words.truncate(line.words.trim_end_matches(' ').len());
                line.words.push('\n');
            }
            // They repeat the words in other forms, or are for machines.
            "alt-code" | "classifier" | "pronounce" => {}
            name => {
                if matches!(name, "p" | "li") && !line.words.is_empty() {
                    add(line, " ");
                }
                inline(tree, child, line);
                let range = start..line.words.len();
                let heavy = tree.attribute(child, "class").contains("bold");
                match name {
                    "a" => {
                        let url = address(tree.attribute(child, "href"), None).filter(|_| !range.is_empty());
                        line.links.extend(url.map(|url| (range, url)));
                    }
                    "em" | "i" if !range.is_empty() => {
                        line.emphases.push((range, if heavy { Weight::Strong } else { Weight::Emphasis }));
                    }
                    "strong" | "b" if !range.is_empty() => line.emphases.push((range, Weight::Strong)),
                    _ => {}
                }
            }
        }
    }
}

/// Adds words with single spaces.
fn add(line: &mut Inline, text: &str) {
    for (n, word) in text.split([' ', '\t', '\n', '\r']).enumerate() {
        if n > 0 && !line.words.is_empty() && !line.words.ends_with([' ', '\n']) {
            line.words.push(' ');
        }
        line.words.push_str(word);
    }
}

/// A byline: the persons named in it, or its words without titles.
pub fn by(tree: &Tree, id: Id, draft: &mut Draft) {
    let persons: Vec<String> = tree.within(id, "person").map(|person| tree.words(person)).collect();
    let titles: Vec<String> = tree.within(id, "byttl").map(|title| tree.words(title)).collect();
    let mut words = tree.words(id);
    for title in titles.iter().filter(|title| !title.is_empty()) {
        words = words.replace(title.as_str(), " ");
    }
    let words = tidy(&words);
    let found = if persons.is_empty() {
        writers(words.trim_end_matches([',', ' ']))
    } else {
        writers(&persons.join(", "))
    };
    let names = if persons.is_empty() { found.names } else { persons };
    for name in names.into_iter().filter(|name| !name.is_empty()) {
        if !draft.bylines.contains(&name) {
            draft.bylines.push(name);
        }
    }
    if draft.source.is_empty() {
        draft.source = found.source.unwrap_or_default();
    }
    for title in titles {
        draft.detail("byline-title", title);
    }
}
