//! The golden readings: what the engine says of every seed is what a careful person wrote beside it.

use std::fmt::Write as _;
use std::path::Path;

use quotidian::reading::{BlockKind, MentionKind, Person, Quote, Reading, Speaker, SpeakerKind, read};
use quotidian::text::Span;

#[test]
fn every_seed_reads_as_its_golden_says() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<_> = std::fs::read_dir(&seeds).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(paths.len() >= 24, "only {} seeds", paths.len());
    let mut misses = String::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        let golden = std::fs::read_to_string(path.with_extension("golden")).unwrap();
        let ours = print(&text, &read(&text));
        compare(&path.file_stem().unwrap().to_string_lossy(), &golden, &ours, &mut misses);
    }
    assert!(misses.is_empty(), "- golden, + reading\n{misses}");
}

/// Writes the lines in which the two differ, by a longest common subsequence.
fn compare(name: &str, golden: &str, ours: &str, misses: &mut String) {
    let (a, b): (Vec<_>, Vec<_>) = (golden.trim_end().lines().collect(), ours.trim_end().lines().collect());
    let mut same = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            same[i][j] =
                if a[i] == b[j] { same[i + 1][j + 1] + 1 } else { same[i + 1][j].max(same[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j >= b.len() || i < a.len() && same[i + 1][j] >= same[i][j + 1] {
            let _ = writeln!(misses, "{name} - {}", a[i]);
            i += 1;
        } else {
            let _ = writeln!(misses, "{name} + {}", b[j]);
            j += 1;
        }
    }
}

fn print(text: &str, reading: &Reading) -> String {
    let mut out = String::new();
    print_head(text, reading, &mut out);
    let _ = writeln!(out, "\nblocks:");
    for block in &reading.structure.blocks {
        let _ = writeln!(out, "{} | {}", kind_name(block.kind), opening(block.span.of(text)));
    }
    let _ = writeln!(out, "\nquotes:");
    for (at, quote) in reading.quotes.iter().enumerate() {
        print_quote(text, at + 1, quote, &mut out);
    }
    let _ = writeln!(out, "people:");
    for person in reading.people.iter().filter(|person| is_named_in_body(reading, person)) {
        print_person(person, &mut out);
    }
    out
}

/// Photographers whom only a credit names are left out of the goldens.
fn is_named_in_body(reading: &Reading, person: &Person) -> bool {
    person.mentions.iter().any(|mention| {
        let credits = reading.structure.images.iter().filter_map(|image| image.credit);
        mention.kind != MentionKind::Name || credits.into_iter().all(|credit| !credit.contains(mention.span))
    })
}

fn print_head(text: &str, reading: &Reading, out: &mut String) {
    let head = &reading.structure.head;
    let mut line = |name: &str, span: Option<Span>| {
        if let Some(span) = span {
            let _ = writeln!(out, "{name}: {}", flat(span.of(text)));
        }
    };
    line("headline", head.headline);
    line("deck", head.deck);
    for byline in &head.bylines {
        line("byline", Some(*byline));
    }
    line("source", head.source);
    line("dateline", head.dateline.map(|dateline| dateline.place));
    for (name, stamp) in [("published", &head.published), ("updated", &head.updated)] {
        if let Some(stamp) = stamp {
            let _ = writeln!(out, "{name}: {}", stamp.iso);
        }
    }
    for image in &reading.structure.images {
        let parts = [("alt", image.alt), ("caption", image.caption), ("credit", image.credit)];
        let parts: Vec<_> = parts
            .iter()
            .filter_map(|(name, span)| span.map(|span| format!("{name}={}", flat(span.of(text)))))
            .collect();
        let _ = writeln!(out, "image: {}", parts.join(" | "));
    }
}

fn kind_name(kind: BlockKind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn opening(words: &str) -> String {
    let flat = flat(words);
    match flat.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", flat[..end].trim_end()),
        None => flat,
    }
}

fn print_quote(text: &str, number: usize, quote: &Quote, out: &mut String) {
    let speaker = quote.speaker.as_ref();
    let who = speaker
        .map_or("– (none)".to_owned(), |speaker| format!("{} ({})", name(speaker), speaker.kind.name()));
    let _ = write!(out, "{number} {} · {who}", quote.kind.name());
    if let Some(speaker) = speaker {
        let _ = write!(out, " · @{}", flat(speaker.mention.of(text)));
    }
    if let Some(cue) = quote.cue {
        let _ = write!(out, " · ={}", flat(cue.of(text)));
    }
    out.push('\n');
    for span in &quote.content {
        let _ = writeln!(out, "  {}", flat(span.of(text)));
    }
}

fn name(speaker: &Speaker) -> &str {
    match (&speaker.name, speaker.kind) {
        (Some(name), _) => name,
        (None, SpeakerKind::Unnamed) => "unnamed",
        (None, _) => "unknown",
    }
}

fn print_person(person: &Person, out: &mut String) {
    let _ = write!(out, "{}", person.name);
    if !person.roles.is_empty() {
        let _ = write!(out, " · roles: {}", person.roles.join("; "));
    }
    if !person.aliases.is_empty() {
        let _ = write!(out, " · aliases: {}", person.aliases.join("; "));
    }
    let _ = writeln!(out, " · quotes: {}", person.quotes.len());
}
