//! `quotidian extract --explain`: for every quote the cues that were weighed, and why one was chosen.

use std::fmt::Write as _;
use std::io;

use crate::library::Article;
use crate::reading::quotes::{Candidate, explain as explain_text};
use crate::sources::Order;
use crate::text::Span;

use super::output::write_all;

/// Writes the explanations of every article that is ordered as plain text; gives the number of problems.
///
/// # Errors
/// When writing fails.
pub fn explain(
    order: &Order,
    out: &mut (dyn io::Write + Send),
    errors: &mut (dyn io::Write + Send),
) -> io::Result<usize> {
    write_all(order, &|article| page(article).into_bytes(), out, errors)
}

/// All quotes of one article with their candidates.
fn page(article: &Article) -> String {
    let text = &article.text;
    let mut page = format!("{}\n", shown(&article.path));
    let accounts = explain_text(text, &article.reading.structure);
    for (number, (quote, account)) in article.reading.quotes.iter().zip(&accounts).enumerate() {
        let speaker = quote.speaker.as_ref();
        let name = speaker.and_then(|speaker| speaker.name.as_deref()).unwrap_or("–");
        let kind = speaker.map_or("no speaker", |speaker| speaker.kind.name());
        let _ = writeln!(
            page,
            "\n{} {} · {name} ({kind}) · {:.2}",
            number + 1,
            quote.kind.name(),
            quote.confidence
        );
        let _ = writeln!(page, "  {}", shown(&quote.words(text)));
        let _ = writeln!(page, "  tie: {}", account.tie);
        for candidate in &account.candidates {
            describe(text, candidate, &mut page);
        }
    }
    page.push('\n');
    page
}

fn describe(text: &str, candidate: &Candidate, page: &mut String) {
    let words = |span: &Span| shown(span.of(text));
    let sign = if candidate.verdict == "chosen" { '+' } else { '-' };
    let _ = writeln!(
        page,
        "  {sign} {} · by {} · {}: {}",
        words(&candidate.cue),
        words(&candidate.speaker),
        candidate.verdict,
        candidate.seen.join(", ")
    );
    for span in &candidate.content {
        let _ = writeln!(page, "      {}", words(span));
    }
}

/// Words on one line, without what a terminal would obey.
fn shown(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::read;

    #[test]
    fn a_quote_is_shown_with_the_cues_that_lost() {
        let text =
            "Ferry talks resume\n\nMara Teil said Omar Reyes had told her that “nothing is decided.”\n";
        let article = Article {
            path: "talks.txt".into(),
            text: text.into(),
            reading: read(text),
            ..Article::default()
        };
        let page = page(&article);
        assert!(page.contains("+ said · by Mara Teil · chosen: speaker before the verb"), "{page}");
        assert!(page.contains("- had told · by Omar Reyes · inside another report"), "{page}");
    }
}
