//! What all targets do: read bytes in one format, and hold every article to what the house promises.

use std::io::Cursor;
use std::sync::Arc;

use quotidian::library::Article;
use quotidian::sources::format;
use quotidian::sources::leaf::About;
use quotidian::sources::outlet::{Given, Outlet};
use quotidian::text::Span;

pub mod query;

/// So many members of an archive are read; the rest of the time is better spent on other inputs.
const MEMBERS: usize = 64;

/// Reads `bytes` in the format called `name`.
///
/// # Panics
/// When an article breaks a promise: a place outside its text, blocks out of order, words in no block, characters that
/// terminals obey.
pub fn read(name: &'static str, bytes: &[u8]) {
    assert!(format::named(name).is_some(), "no format is called {name}");
    let mut members = 0;
    let mut give = |given: Given| {
        members += 1;
        match given {
            Given::Leaf(leaf) => {
                let harvest = format::read(leaf);
                for problem in &harvest.problems {
                    // A panic within a reader is caught and told of; here it shall be heard.
                    assert!(!problem.what.contains("please report it"), "{problem}");
                    assert!(!problem.what.is_empty());
                }
                harvest.articles.iter().for_each(hold);
            }
            Given::Problem(problem) => assert!(!problem.what.is_empty()),
        }
        members < MEMBERS
    };
    let about = About { format: Some(name), ..About::default() };
    Outlet::new("fuzz", Arc::default(), &mut give).member("", "fuzz", &mut Cursor::new(bytes), about);
}

fn hold(article: &Article) {
    let text = article.text.as_str();
    let place = |span: Span, what: &str| {
        assert!(text.get(span.range()).is_some(), "{what} {span:?} is no place of its text");
    };
    let structure = &article.reading.structure;
    let mut end = 0;
    for block in &structure.blocks {
        place(block.span, "block");
        assert!(block.span.start() >= end, "blocks out of order");
        assert!(text[end..block.span.start()].trim().is_empty(), "words in no block");
        end = block.span.end();
    }
    assert!(text[end..].trim().is_empty(), "words in no block");
    let head = &structure.head;
    let parts = [head.headline, head.deck, head.source];
    parts.into_iter().flatten().chain(head.bylines.iter().copied()).for_each(|span| place(span, "head"));
    structure.links.iter().for_each(|link| place(link.span, "link"));
    structure.emphases.iter().for_each(|found| place(found.span, "emphasis"));
    for image in &structure.images {
        [image.alt, image.caption, image.credit].into_iter().flatten().for_each(|span| place(span, "image"));
    }
    for quote in &article.reading.quotes {
        quote.content.iter().chain(&quote.quoted).for_each(|span| place(*span, "quote"));
    }
    if article.format != "text" && article.format != "extract" {
        let harmful = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!text.contains(harmful), "control characters in a text that was laid out");
    }
}
