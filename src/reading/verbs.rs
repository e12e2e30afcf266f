//! The verbs that report speech, in all their inflections, from `assets/words/speech_verbs.txt`.

use super::lexicon::{Classes, entries};

const FILE: &str = include_str!("../../assets/words/speech_verbs.txt");

/// Every form of every speech verb with its classes: how it reports, and which form it is.
pub(super) fn forms() -> Vec<(String, Classes)> {
    let mut forms = Vec::new();
    for line in entries(FILE) {
        let mut fields = line.split_whitespace();
        let (Some(lemma), Some(class)) = (fields.next(), fields.next()) else { continue };
        let class = class_of(class);
        let doubled = lemma.ends_with('+');
        let lemma = lemma.trim_end_matches('+');
        let regular = past(lemma, doubled);
        let past = fields.next().unwrap_or(&regular);
        let participle = fields.next().unwrap_or(past);
        forms.push((lemma.to_owned(), class.with(Classes::BASE)));
        forms.push((third(lemma), class.with(Classes::THIRD)));
        forms.push((gerund(lemma, doubled), class.with(Classes::ING)));
        forms.push((past.to_owned(), class.with(Classes::PAST)));
        forms.push((participle.to_owned(), class.with(Classes::PARTICIPLE)));
    }
    forms
}

fn class_of(name: &str) -> Classes {
    match name {
        "clause" => Classes::SAY.with(Classes::CLAUSE),
        "noisy" => Classes::SAY.with(Classes::CLAUSE).with(Classes::NOISY),
        "tell" => Classes::SAY.with(Classes::TELL),
        "ask" => Classes::SAY.with(Classes::ASK),
        "call" => Classes::CALL,
        "think" => Classes::THINK,
        _ => Classes::JUDGE,
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// True when the word ends in a consonant and y, which becomes i.
fn turns_y(lemma: &str) -> bool {
    let bytes = lemma.as_bytes();
    matches!(bytes, [.., before, b'y'] if !is_vowel(*before))
}

fn third(lemma: &str) -> String {
    if turns_y(lemma) {
        return format!("{}ies", &lemma[..lemma.len() - 1]);
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end));
    format!("{lemma}{}", if hissing { "es" } else { "s" })
}

fn past(lemma: &str, doubled: bool) -> String {
    if turns_y(lemma) {
        return format!("{}ied", &lemma[..lemma.len() - 1]);
    }
    let last = if doubled { &lemma[lemma.len() - 1..] } else { "" };
    format!("{lemma}{last}{}", if lemma.ends_with('e') { "d" } else { "ed" })
}

fn gerund(lemma: &str, doubled: bool) -> String {
    let last = if doubled { &lemma[lemma.len() - 1..] } else { "" };
    match lemma.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') && !stem.ends_with('o') => format!("{stem}ing"),
        _ => format!("{lemma}{last}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_inflect() {
        let forms = forms();
        let has = |word: &str, form| forms.iter().any(|(held, classes)| held == word && classes.any(form));
        for (word, form) in [
            ("says", Classes::THIRD),
            ("said", Classes::PAST),
            ("replied", Classes::PAST),
            ("cries", Classes::THIRD),
            ("quipped", Classes::PAST),
            ("arguing", Classes::ING),
            ("agreeing", Classes::ING),
            ("wrote", Classes::PAST),
            ("written", Classes::PARTICIPLE),
            ("stresses", Classes::THIRD),
        ] {
            assert!(has(word, form), "{word}");
        }
    }
}
