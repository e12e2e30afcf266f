//! The notation of the cases: a text with its reading written into it, so that both are one line to read.
//!
//! What is written is what a careful reader says; [`mistakes`] strips the marks, reads the bare text and
//! writes the reading down again: every case that comes out otherwise is told, with both lines.

use quotidian::reading::{Quote, QuoteKind, Speaker, SpeakerKind, read};

/// Stands before every case, so that its first sentence is taken neither for a headline nor for a deck.
const PREFACE: &str = "Quiet week ends at the harbour\n\n\
    The rain kept most of the boats in port until Friday, and the market opened late on both days.\n\n";

/// One line per case that reads otherwise than it is written.
pub(crate) fn mistakes(cases: &[&str]) -> Vec<String> {
    cases
        .iter()
        .filter_map(|case| {
            let found = written(&bare(case));
            (found != *case).then(|| format!("right: {case}\nfound: {found}\n"))
        })
        .collect()
}

/// Fails with every mistake of the table at once.
pub(crate) fn check(cases: &[&str]) {
    let mistakes = mistakes(cases);
    assert!(mistakes.is_empty(), "{} of {} cases\n{}", mistakes.len(), cases.len(), mistakes.join("\n"));
}

/// The text of a case, without the marks and the speakers.
pub(crate) fn bare(case: &str) -> String {
    let text = case.split(" → ").next().unwrap_or(case);
    text.replace("{+", "").replace(['{', '}', '<', '>', '[', ']'], "").replace(" ¶ ", "\n\n")
}

/// The text of a case with its reading written into it.
pub(crate) fn written(text: &str) -> String {
    let text = format!("{PREFACE}{text}");
    let reading = read(&text);
    let mut marks: Vec<(usize, bool, &str)> = Vec::new();
    for quote in &reading.quotes {
        marks.extend(marks_of(quote));
    }
    // What ends at a place is closed before anything opens there.
    marks.sort_by_key(|&(at, opens, _)| (at, opens));
    marks.dedup();
    let mut line = String::new();
    let mut from = 0;
    for (at, _, mark) in marks {
        line += &text[from..at];
        line += mark;
        from = at;
    }
    line += &text[from..];
    let line = line.strip_prefix(PREFACE).unwrap_or(&line).replace("\n\n", " ¶ ");
    let speakers: Vec<String> = reading.quotes.iter().map(speaker).collect();
    if speakers.is_empty() { line } else { format!("{line} → {}", speakers.join("; ")) }
}

/// The marks of one quote: their place, whether they open, and how they are written.
fn marks_of(quote: &Quote) -> Vec<(usize, bool, &'static str)> {
    let mut marks = Vec::new();
    for (at, part) in quote.content.iter().enumerate() {
        marks.push((part.start(), true, if at == 0 { "{" } else { "{+" }));
        marks.push((part.end(), false, "}"));
    }
    if let Some(cue) = quote.cue {
        marks.push((cue.start(), true, "["));
        marks.push((cue.end(), false, "]"));
    }
    if let Some(Speaker { mention, .. }) = &quote.speaker {
        marks.push((mention.start(), true, "<"));
        marks.push((mention.end(), false, ">"));
    }
    marks
}

/// Who speaks: the name, and what the speaker is when it is no person.
fn speaker(quote: &Quote) -> String {
    let kind_fits = (quote.kind == QuoteKind::Indirect) == quote.quoted.is_empty();
    assert!(kind_fits, "a quote without words in marks is indirect, and no other");
    let Some(speaker) = &quote.speaker else { return "–".to_owned() };
    let kind = speaker.kind.name();
    match &speaker.name {
        Some(name) if speaker.kind == SpeakerKind::Person => name.clone(),
        Some(name) => format!("{name} ({kind})"),
        None => kind.to_owned(),
    }
}
