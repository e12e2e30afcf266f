//! What a line looks like, apart from its words: a list item, a block quote, an ornament, a heading.

/// True for `- milk`, `• milk`, `* milk`, `1. milk`, `2) milk`.
#[must_use]
pub fn is_list_item(line: &str) -> bool {
    let mut letters = line.chars();
    match letters.next() {
        Some('-' | '–' | '—' | '*' | '•' | '◦' | '▪' | '‣' | '·' | '●') => {
            letters.next().is_some_and(char::is_whitespace)
        }
        Some(first) if first.is_ascii_digit() => is_numbered(line),
        _ => false,
    }
}

fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = rest.strip_prefix(['.', ')']);
    line.len() - rest.len() <= 2
        && mark.is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.trim().is_empty())
}

/// True for `> quoted words`.
#[must_use]
pub fn is_block_quote(line: &str) -> bool {
    line.strip_prefix('>').is_some_and(|rest| rest.chars().any(char::is_alphanumeric))
}

/// True for lines of marks that only divide: `* * *`, `-----`, `___.`
#[must_use]
pub fn is_ornament(line: &str) -> bool {
    line.chars().all(|c| {
        matches!(c, '*' | '-' | '_' | '=' | '~' | '.' | '#' | '·' | '•' | '—' | '–' | '+' | '⁂' | ' ' | '\t')
    }) && line.chars().filter(|&c| c != '.').count() > 0
}

/// True for a line that can head the paragraphs after it: short, begins with a capital or digit, and is no sentence.
#[must_use]
pub fn is_heading(line: &str) -> bool {
    if line.starts_with("## ") || line.starts_with("### ") || line.starts_with("# ") {
        return true;
    }
    if line.len() > 90 || line.split_ascii_whitespace().count() > 12 || is_spoken(line) {
        return false;
    }
    let begins = line.trim_start_matches(['“', '"', '‘', '\'', '«', '„', '¿', '¡']).chars().next();
    let shape = begins
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()));
    shape
        && (is_shouted(line)
            || is_clock(line)
            || !line.ends_with(['.', '!', ',', ';', ':', '…', '—', '-', '"', '”', '\'', '’', '»', ')']))
}

/// True for a long plain sentence, which is how a paragraph begins and hardly ever a headline.
#[must_use]
pub fn is_sentence(line: &str) -> bool {
    let (mut words, mut small) = (0_usize, 0_usize);
    for word in line.split_ascii_whitespace() {
        words += 1;
        small += usize::from(word.starts_with(char::is_lowercase));
    }
    line.len() > 95 && line.ends_with('.') && small * 10 > words * 6
}

/// True for a line of a transcript: `HOLLIS: When?`, `Q. When?`
fn is_spoken(line: &str) -> bool {
    let Some((label, rest)) = line.split_once([':', '.']) else { return false };
    let shouted = label.chars().any(char::is_alphabetic) && !label.chars().any(char::is_lowercase);
    let short =
        label.len() <= 30 && label.split(' ').count() <= 3 && !label.contains(|c: char| c.is_ascii_digit());
    rest.starts_with(' ') && shouted && short && (label.len() == 1 || line[label.len()..].starts_with(':'))
}

/// All letters are capitals, and there are a few.
fn is_shouted(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 4 && letters().all(char::is_uppercase) && !line.ends_with([',', ';', ':'])
}

/// A time alone: `9:05 p.m.`, `14.30`.
fn is_clock(line: &str) -> bool {
    let clock = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let rest: String = clock.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_ascii_lowercase();
    clock.len() < line.len() && matches!(rest.as_str(), "am" | "pm" | "gmt" | "h")
}

/// The first `most` bytes of `words`, or a little fewer, so that no letter is cut.
#[must_use]
pub fn first(words: &str, most: usize) -> &str {
    (0..4).find_map(|back| words.get(..most.checked_sub(back)?)).unwrap_or(words)
}

/// The last `most` bytes of `words`, or a little fewer, so that no letter is cut.
#[must_use]
pub fn last(words: &str, most: usize) -> &str {
    let from = words.len().saturating_sub(most);
    (0..4).find_map(|on| words.get(from + on..)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart_by_their_looks() {
        for line in ["- milk", "• milk", "1. milk", "12) milk", "— a dash"] {
            assert!(is_list_item(line), "{line}");
        }
        for line in ["-milk", "1.5 percent", "2031. A year", "- ", "1.", "milk"] {
            assert!(!is_list_item(line.trim()), "{line}");
        }
        for line in ["* * *", "-----", "___.", "~~~"] {
            assert!(is_ornament(line), "{line}");
        }
        assert!(!is_ornament("...") && !is_ornament("a") && is_block_quote("> a") && !is_block_quote(">"));
    }

    #[test]
    fn headings_are_no_sentences() {
        for line in [
            "What happens next",
            "Is the harbour safe?",
            "THE LAST FERRY.",
            "9:05 p.m.",
            "## Weather",
            "2031",
        ] {
            assert!(is_heading(line), "{line}");
        }
        for line in [
            "“No,” he said.",
            "It rained.",
            "and then",
            "He listed them:",
            "“Never again”",
            "RUIZ: When?",
            "Q. Why not?",
        ] {
            assert!(!is_heading(line), "{line}");
        }
    }
}
