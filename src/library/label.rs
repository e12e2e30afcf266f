//! What a list calls an article: its headline, source and date, whatever of these it has.

use super::article::Article;
use crate::reading::BlockKind;
use crate::text::Span;

/// The headline; without one, the first words of the text; without words, the path.
#[must_use]
pub fn headline(article: &Article) -> &str {
    let structure = &article.reading.structure;
    let words = match structure.head.headline {
        Some(span) => span.of(&article.text),
        None => first_line(article),
    };
    if words.trim().is_empty() { &article.path } else { words }
}

/// The first line of the body, or of the text when nothing counts as body; at most 160 bytes.
fn first_line(article: &Article) -> &str {
    let blocks = &article.reading.structure.blocks;
    let all = Span::new(0, article.text.len());
    let place = blocks.iter().find(|block| block.kind.is_body()).map_or(all, |block| block.span);
    let words = place.of(&article.text).trim().lines().next().unwrap_or("");
    let mut end = words.len().min(160);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[..end]
}

/// The agency or outlet, or `""`.
#[must_use]
pub fn source(article: &Article) -> &str {
    article.reading.structure.head.source.map_or("", |span| span.of(&article.text))
}

/// The ISO date of the last change, or of publication, or `""`.
#[must_use]
pub fn iso(article: &Article) -> &str {
    let head = &article.reading.structure.head;
    head.updated.as_ref().or(head.published.as_ref()).map_or("", |stamp| stamp.iso.as_str())
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// An ISO date as readers write it: `2021-12-04T10:30` is `4 Dec 2021`; anything else stays as it is.
#[must_use]
pub fn date(iso: &str) -> String {
    let day = iso.get(..10).unwrap_or(iso);
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<usize>().ok());
    match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten()) {
        (Some(year), Some(month @ 1..=12), Some(day)) => format!("{day} {} {year}", MONTHS[month - 1]),
        _ => day.to_owned(),
    }
}

/// In a word what the publisher says about the article, when there is something; the gravest first.
#[must_use]
pub fn notice(article: &Article) -> Option<&'static str> {
    let blocks = article.reading.structure.blocks.iter().filter(|block| block.kind == BlockKind::Notice);
    let words: Vec<String> = blocks.map(|block| block.span.of(&article.text).to_lowercase()).collect();
    let known = NOTICES.iter().find(|(sign, _)| words.iter().any(|words| words.contains(sign)));
    (!words.is_empty()).then(|| known.map_or("notice", |(_, word)| *word))
}

/// The word of a notice as it is known here, or `""` for no notice.
#[must_use]
pub fn notice_word(word: &str) -> &'static str {
    let known = NOTICES.iter().map(|(_, known)| *known).find(|known| *known == word);
    known.unwrap_or(if word.is_empty() { "" } else { "notice" })
}

/// Words that tell what a notice is, and the word for it.
#[rustfmt::skip]
const NOTICES: &[(&str, &str)] = &[
    ("kill",    "killed"),
    ("cancel",  "killed"),
    ("withdr",  "withdrawn"),
    ("withhe",  "withheld"),
    ("retract", "retracted"),
    ("embargo", "embargo"),
    ("correct", "corrected"),
    ("clarif",  "clarified"),
    ("replac",  "replaced"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_readers_do() {
        assert_eq!(date("2021-12-04T10:30:00-05:00"), "4 Dec 2021");
        assert_eq!(date("2021-12-04"), "4 Dec 2021");
        assert_eq!(date("2021-13-04"), "2021-13-04");
        assert_eq!(date(""), "");
    }

    #[test]
    fn an_article_without_headline_goes_by_its_first_words() {
        let text = "\n\nThe ferry was late.\nIt came.".to_owned();
        let article = Article { text, path: "notes.txt".into(), ..Article::default() };
        assert_eq!(headline(&article), "The ferry was late.");
        assert_eq!(headline(&Article { path: "notes.txt".into(), ..Article::default() }), "notes.txt");
    }
}
