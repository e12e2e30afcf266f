//! The body that a page tells machines in linked data: for pages that leave it to scripts to show one.
//!
//! What readers see comes first; this is for where they see next to nothing.

use super::fragment::{Placed, fragment};
use super::tree::{Id, Tree};
use crate::reading::BlockKind;
use crate::sources::draft::{Inline, Part};

/// The longest `articleBody` in the page's scripts of data, as parts that stand where its script does.
#[must_use]
pub fn told(tree: &Tree) -> Vec<Placed> {
    let scripts = tree.tagged("script").take(60);
    let bodies = scripts.flat_map(|script| bodies(tree, script));
    let Some((at, words)) = bodies.max_by_key(|(_, words)| words.len()) else { return Vec::new() };
    let parts =
        if words.contains("</p>") || words.contains("<br") { fragment(&words, None) } else { lines(&words) };
    parts.into_iter().map(|part| Placed { at, linked: 0, part }).collect()
}

fn bodies(tree: &Tree, script: Id) -> Vec<(Id, String)> {
    const NAME: &str = "\"articleBody\"";
    let data = tree.children(script).find_map(|id| tree.text(id)).unwrap_or("");
    let found = data.match_indices(NAME).take(20).filter_map(|(at, _)| {
        let value = data.get(at + NAME.len()..)?.trim_start().strip_prefix(':')?;
        // One value is read; what comes after it does not matter.
        serde_json::Deserializer::from_str(value).into_iter::<String>().next()?.ok()
    });
    found.map(|words| (script, words)).collect()
}

fn lines(words: &str) -> Vec<Part> {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Part::Block(BlockKind::Paragraph, Inline::from(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_body_in_linked_data() {
        let check = |data: &str, expect: &[&str]| {
            let tree = Tree::parse(&format!("<script type=\"application/ld+json\">{data}</script>"));
            let found: Vec<String> = told(&tree)
                .into_iter()
                .filter_map(|placed| match placed.part {
                    Part::Block(_, inline) => Some(inline.words.trim().to_owned()),
                    Part::Figure(_) => None,
                })
                .collect();
            assert_eq!(found, expect, "{data}");
        };
        check(
            r#"[{"articleBody":"It left.\n\nIt came \"back\"."},{"articleBody":"No."}]"#,
            &["It left.", "It came \"back\"."],
        );
        check(r#"{"articleBody" : "<p>It left.</p><p>It came back.</p>"}"#, &["It left.", "It came back."]);
        check(r#"{"articleBody": ["#, &[]);
        check("", &[]);
    }
}
