//! Does the time of a reading grow with the length of the text, and no faster? Texts of nasty kinds are
//! read at doubling sizes; over the last three doublings the time grows by about 2 each where it does, by
//! about 4 where it grows with the square. `cargo bench --bench linear [KIND]`

mod corpus;

use std::time::Duration;

/// Bytes of the smallest text; small enough that even cubic time comes to an end.
const SMALLEST: usize = 1 << 14;

/// Bytes of the largest text.
const LARGEST: usize = 8 << 20;

/// A kind's texts don't get any longer once one takes so many seconds.
const PATIENCE: f64 = 4.0;

/// The kinds: a name, what stands at the start, and what is repeated up to the size.
#[rustfmt::skip]
const KINDS: &[(&str, &str, &str)] = &[
    ("double marks", "", "“ ' ” \" "),
    ("straight marks", "", "\""),
    ("single marks", "", "'a 'b "),
    ("single openers", "", "‘"),
    ("British openers", "‘One,’ he said. ‘Two.’ ", "‘never closed and so on "),
    ("British closers", "‘One,’ he said. ‘Two.’ ‘", "the ministers’ view of "),
    ("guillemets", "", "« » » « a "),
    ("nested", "", "“a ‘b "),
    ("capitals", "", "A B C D "),
    ("names", "", "Ann Bell Cole Dunn "),
    ("capitals, one", "", "A"),
    ("initials", "", "A."),
    ("all capitals", "", "THE HARBOUR MASTER OF DUNHAVEN "),
    ("said", "", "said "),
    ("he said", "", "he said "),
    ("said that", "", "Ann said that "),
    ("said in quotes", "", "“yes” said "),
    ("according to", "", "according to "),
    ("commas", "", ","),
    ("comma words", "", "she, "),
    ("brackets", "", "("),
    ("dashes", "", "— a "),
    ("stops", "", ". "),
    ("ellipses", "", "a... "),
    ("the", "", "the "),
    ("of the", "", "the president of "),
    ("roles", "", "president "),
    ("titles", "", "Mr. "),
    ("particles", "", "Jan van der "),
    ("pronouns", "Ann Bell came. ", "she "),
    ("lower", "", "word "),
    ("one word", "", "w"),
    ("hyphens", "", "a-"),
    ("digits", "", "1,"),
    ("spaces", "", " "),
    ("newlines", "", "\n"),
    ("short lines", "", "a\n"),
    ("short paragraphs", "", "A b.\n\n"),
    ("name lines", "", "Ann Bell\n"),
    ("byline lines", "", "By Ann Bell\n"),
    ("caption lines", "", "The harbour. Ann Bell / NPA\n"),
    ("label lines", "", "Image: \n"),
    ("turns", "", "ANN BELL: Yes.\n\nMR. COLE: No.\n\n"),
    ("open paragraphs", "", "“Never closed.\n\n"),
    ("date lines", "", "DUNHAVEN, Dec. 4 — "),
    ("dates", "", "Dec. 4, 2021, 10:30 a.m. "),
    ("bars", "", "a | "),
    ("slashes", "", "/ "),
    ("CJK", "", "「今日は」と彼は言った。"),
    ("combining", "e", "\u{301}"),
    ("RTL", "", "قال \u{200f}"),
    ("emoji", "", "👩‍👩‍👧 "),
    ("French", "La capitainerie a déclaré que le ferry était plein pour la première fois de cette année. ", "« Oui », a dit Anne Bel. "),
    ("French openers", "La capitainerie a déclaré que le ferry était plein pour la première fois de cette année. ", "« Oui, a dit Anne "),
    ("German", "Die Fähre legte am Mittag ab, und das Hafenamt teilte mit, dass sie voll besetzt war. ", "„Ja“, sagte Anne Bel.\n\n"),
    ("one paragraph", "", "Ann Bell, the harbour master, said on Monday that the ferry “is late,” and her brother Tom Bell agreed. “We wait,” he said. "),
    ("articles", "", "Ferry is late\n\nBy Ann Bell\n\nDUNHAVEN — “We wait,” Mr. Cole told reporters, adding that she had called.\n\nThe ministry said it would answer.\n\n"),
];

fn text(start: &str, repeated: &str, size: usize) -> String {
    let mut text = start.to_owned();
    while text.len() < size {
        text.push_str(repeated);
    }
    text
}

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    println!("{:18}{:>9}{:>10}{:>9}  slowest stage", "", "bytes", "ms", "ratio");
    for (name, start, repeated) in KINDS.iter().filter(|(name, ..)| name.contains(&wanted)) {
        let (mut size, mut slowest) = (SMALLEST, "");
        let mut totals: Vec<f64> = Vec::new();
        while size <= LARGEST && totals.last().is_none_or(|&last| last < PATIENCE) {
            let times = corpus::staged(&text(start, repeated, size));
            totals.push(times.iter().sum::<Duration>().as_secs_f64());
            let most = times.iter().enumerate().max_by_key(|(_, time)| **time);
            slowest = most.map_or("", |(at, _)| corpus::STAGES[at]);
            size *= 2;
        }
        let largest = totals.last().copied().unwrap_or_default();
        let steps = totals.len().min(4) - 1;
        let ratio = (largest / totals[totals.len() - 1 - steps]).powf(1.0 / steps as f64);
        let mark = if ratio > 2.8 && largest > 0.1 { "  <- grows faster than the text" } else { "" };
        println!("{name:18}{:>9}{:>10.0}{ratio:>9.1}  {slowest}{mark}", size / 2, largest * 1e3);
    }
}
