//! The words of an entry: HTML, XHTML or plain text, as parts of a body or on one line.

use std::borrow::Cow;

use url::Url;

use crate::reading::BlockKind;
use crate::sources::draft::{Draft, Part, tidy};
use crate::sources::html::fragment::fragment;

/// Elements that writers of titles and summaries use; other `<` are signs.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "q",
    "s",
    "script",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "u",
    "ul",
];

/// True when the words are meant as HTML.
#[must_use]
pub fn is_html(words: &str) -> bool {
    let bytes = words.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let rest = words[at + 1..].trim_start_matches('/');
        let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let closed = rest.as_bytes().get(end).is_some_and(|byte| matches!(byte, b'>' | b' ' | b'/' | b'\n'));
        closed && TAGS.iter().any(|tag| rest[..end].eq_ignore_ascii_case(tag))
    }) || has_reference(words)
}

/// True when there is a reference to a character (`&amp;`, `&#8217;`) in the words.
fn has_reference(words: &str) -> bool {
    memchr::memchr_iter(b'&', words.as_bytes()).any(|at| {
        let rest = &words.as_bytes()[at + 1..words.len().min(at + 12)];
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
        end.is_some_and(|end| end > 1 && rest[end] == b';')
    })
}

/// Words on one line, whatever they are written in.
#[must_use]
pub fn line(words: &str) -> Cow<'_, str> {
    let line = if is_html(words) { Cow::Owned(joined(&fragment(words, None))) } else { tidy(words) };
    // On one line nothing must be kept together.
    if line.contains('\u{a0}') { Cow::Owned(tidy(&line.replace('\u{a0}', " ")).into_owned()) } else { line }
}

/// The words of all blocks on one line.
#[must_use]
pub fn joined(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        if let Part::Block(_, inline) = part {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&tidy(&inline.words));
        }
    }
    out
}

/// Adds the words of an entry to a draft.
pub fn add(draft: &mut Draft, words: &str, html: bool, base: Option<&Url>) {
    if !html {
        return draft.text(words);
    }
    let mut parts = fragment(words, base);
    // What blogs add for those who copy their feeds.
    if let Some(Part::Block(kind, inline)) = parts.last_mut()
        && inline.words.starts_with("The post ")
        && inline.words.contains(" appeared first on ")
    {
        *kind = BlockKind::Boilerplate;
    }
    draft.body.extend(parts);
}

/// True when a summary is no more than the beginning of what follows it.
#[must_use]
pub fn begins(summary: &str, body: &[Part]) -> bool {
    let kept = trimmed(summary);
    let mut left = kept.chars().filter(|c| c.is_alphanumeric()).peekable();
    for part in body {
        let Part::Block(_, inline) = part else { continue };
        for c in inline.words.chars().filter(|c| c.is_alphanumeric()) {
            match left.next() {
                None => return true,
                Some(other) if other != c => return false,
                Some(_) => {}
            }
        }
    }
    left.peek().is_none()
}

/// A summary without the marks and words that say it goes on.
#[must_use]
pub fn trimmed(summary: &str) -> &str {
    let mut rest = summary.trim_end();
    loop {
        let before = rest.len();
        for end in [
            "[…]",
            "[...]",
            "[&hellip;]",
            "…",
            "...",
            "→",
            "»",
            "Read more",
            "Continue reading",
            "More",
            "(more)",
        ] {
            if let Some(kept) = rest.strip_suffix(end) {
                // A last word that is a word of the text stays.
                if end != "More" || kept.trim_end().ends_with(['.', '…', ']']) {
                    rest = kept.trim_end();
                }
            }
        }
        if rest.len() == before {
            return rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_signs() {
        let check = |words: &str, expect: bool| assert_eq!(is_html(words), expect, "{words}");
        check("<p>Rain</p>", true);
        check("It rained.<br/>", true);
        check("Tom &amp; Ana", true);
        check("It&#8217;s", true);
        check("Tom & Ana; Ida", false);
        check("1 < 2 and a<b", false);
        check("a <- b; &;", false);
        check("AT&T", false);
    }

    #[test]
    fn a_summary_may_be_the_beginning() {
        let check = |summary: &str, body: &str, expect: bool| {
            assert_eq!(begins(summary, &fragment(body, None)), expect, "{summary}");
        };
        check("The ferry sails at […]", "<p>The ferry sails at noon.</p>", true);
        check("One. Two… Continue reading →", "<p>One.</p><p>Two three.</p>", true);
        check("The ferry, in short", "<p>The ferry sails at noon.</p>", false);
        check("One. Two. Three.", "<p>One.</p><p>Two.</p>", false);
        assert_eq!(trimmed("We want More"), "We want More");
        assert_eq!(line("Tom &amp; <i>Ana</i> "), "Tom & Ana");
    }
}
