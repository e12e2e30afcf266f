//! Entries that are cut off: feeds often hold the beginning of an article and a link to all of it.
//!
//! A body is short when it is very short, or when it ends in the words and signs that say it goes on; long bodies that end so
//! by chance are whole.

use std::sync::LazyLock;

use super::look::{Look, is_body};
use crate::reading::structure::phrases::Phrases;
use crate::reading::{BlockKind, Structure};

static ENDS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../assets/words/feed_ends.txt")));

/// A body of less weight is a teaser: about 90 words.
const FEW: usize = 450;

/// A body that ends in an ellipsis may have so much weight, about 250 words: stories end so, too.
const DOTTED: usize = 1_250;

/// A body that says it goes on may have so much weight, about 600 words: pages say so of other articles, too.
const SAID: usize = 3_000;

/// Longer lines are no link to the rest, in bytes.
const LINE: usize = 160;

/// Signs that nothing but a cut leaves.
const CUTS: &[&str] = &["[…]", "[...]", "[..]", "(…)", "(...)", "[&hellip;]", "(more)", "[more]"];

/// True when the words of an entry are only the beginning of an article.
#[must_use]
pub fn is_short(text: &str, structure: &Structure, look: &Look) -> bool {
    let blocks = structure.blocks.iter();
    let body: Vec<_> =
        blocks.filter(|block| is_body(block.kind) || block.kind == BlockKind::Boilerplate).collect();
    let made = |kind| matches!(kind, BlockKind::ListItem | BlockKind::Table | BlockKind::Code);
    let plain = !body.iter().any(|block| made(block.kind));
    // Without a headline it is a note, which is whole however short it is.
    if structure.head.headline.is_some() && plain && look.weight < FEW {
        return true;
    }
    let last = body.last().map_or("", |block| block.span.of(text)).trim_end();
    (look.weight < DOTTED && is_dotted(last)) || (look.weight < SAID && goes_on(last))
}

/// True for words that break off in an ellipsis.
fn is_dotted(words: &str) -> bool {
    let last = words.trim_end_matches(['→', '»', '›', '>', ' ']);
    last.ends_with('…') || last.ends_with("...")
}

/// True for words that end by saying that there is more to read elsewhere.
fn goes_on(words: &str) -> bool {
    let line = words.lines().next_back().unwrap_or("").trim_end_matches(['→', '»', '›', '>', ' ', '\u{a0}']);
    if CUTS.iter().any(|cut| line.ends_with(cut)) {
        return true;
    }
    let line = without_title(line).trim_end_matches(['.', '…', ':', '!', ']', ')', ' ']);
    let ends = ['.', '!', '?', '…', ']', ')', '”', '"', '»', '|', '。', '！', '？', '」'];
    let from = line.rfind(ends).map_or(0, |at| at + line[at..].chars().next().map_or(0, char::len_utf8));
    [&line[from..], line].iter().any(|tail| tail.len() <= LINE && ENDS.matches(tail))
}

/// A line without the title in quotation marks at its end: `Continue reading “Ferry returns”`.
fn without_title(line: &str) -> &str {
    let Some(inside) = line.strip_suffix(['”', '"']) else { return line };
    inside.rfind(['“', '"', '„']).map_or(line, |at| &line[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::draft::Draft;
    use crate::sources::entries::look::look;

    fn short(headline: &str, blocks: &[(BlockKind, &str)]) -> bool {
        let mut draft = Draft { headline: headline.into(), ..Draft::default() };
        for (kind, words) in blocks {
            draft.block(*kind, *words);
        }
        let laid = draft.lay_out();
        is_short(&laid.text, &laid.structure, &look(&laid.text, &laid.structure, &laid.details))
    }

    #[test]
    fn teasers_are_told_from_whole_articles() {
        let sentences =
            |count: usize| "The ferry left the north quay at noon, said Greta Sand. ".repeat(count);
        // Ten words and 43 letters each.
        let check = |count: usize, end: &str, expect: bool| {
            let words = sentences(count) + end;
            assert_eq!(short("Ferry returns", &[(BlockKind::Paragraph, &words)]), expect, "{count} {end}");
        };
        check(1, "", true);
        check(9, "", true);
        check(12, "", false);
        check(12, "It was …", true);
        check(12, "It was...", true);
        check(12, "It was […]", true);
        check(12, "It was [...]", true);
        check(12, "It was… Read more", true);
        check(12, "Read more »", true);
        check(12, "Continue reading →", true);
        check(12, "Continue reading “Ferry returns”", true);
        check(12, "Weiterlesen", true);
        check(12, "Lire la suite…", true);
        check(12, "She said they wanted to read more", false);
        check(12, "Then nobody was continuing reading.", false);
        check(12, "All (but one) sailed.", false);
        check(40, "And then they waited…", false);
        check(40, "It was […]", true);
        check(40, "Read more.", true);
        check(90, "It was […]", false);
        check(90, "Read more", false);
    }

    #[test]
    fn notes_lists_and_tables_are_whole() {
        let check = |headline: &str, blocks: &[(BlockKind, &str)], expect: bool| {
            assert_eq!(short(headline, blocks), expect, "{headline} {blocks:?}");
        };
        check("", &[(BlockKind::Paragraph, "The ferry is late again.")], false);
        check("", &[(BlockKind::Paragraph, "The ferry is late again […]")], true);
        check("Sailings", &[(BlockKind::ListItem, "at noon"), (BlockKind::ListItem, "at one")], false);
        check("Sailings", &[(BlockKind::Table, "noon\t1")], false);
        check("Ferry returns", &[], true);
        check("Ferry", &[(BlockKind::Paragraph, "It left."), (BlockKind::Boilerplate, "Read more")], true);
        let chinese = "渡船正午从北码头出发，格蕾塔说。".repeat(14);
        check("渡船", &[(BlockKind::Paragraph, &chinese)], false);
        check("渡船", &[(BlockKind::Paragraph, &format!("{chinese}阅读全文"))], true);
    }
}
