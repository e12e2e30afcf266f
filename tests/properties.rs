//! What holds of the reading of any text whatever: every place lies in the text, in order, and is the same each time.

use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::test_runner::{RngSeed, TestCaseError};
use quotidian::app::page::{Page, Setting, Words};
use quotidian::library::record::Record;
use quotidian::library::restore;
use quotidian::reading::{BlockKind, MentionKind, Reading, Structure, read};
use quotidian::sources::edition::EDITION;
use quotidian::sources::formats;
use quotidian::text::{Span, shown, width as columns};

#[path = "../fuzz/src/query.rs"]
#[allow(unreachable_pub)] // The fuzzer has it too.
mod query;

/// Words, marks and characters that lead a reading astray.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "“", "”", "‘", "’", "\"", "'", "''", "``", "„", "«", "»", "‹", "›", "「", "」", "＂", "(", ")", "[", "]", "{",
    ", ", ". ", ".", "! ", "? ", "…", "... ", ": ", "; ", "— ", "– ", " - ", "--", "-", "/", "|", "•", "> ", "* ", "@", "#", "=",
    " ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\u{a0}", "\u{2028}", "\r", "\0", "\u{1b}[31m", "\u{7f}",
    "Ann Bell", "Bell", "Mr. Cole", "Tom Bell Jr.", "J. D. O’Hara-Bell", "van der Zorn", "José Ñandú", "DUNHAVEN", "Dunhaven",
    "the ministry", "officials", "the harbour master", "president", "Sen.", "Dr.", "U.S.", "St.", "NATO",
    "he", "She", "her ", "himself", "they", "who", "it", "I",
    " said ", " says", "said that ", "told reporters", "according to ", "asked", "called it ", "claim that ", "did not say ",
    "by ", "By ", "of the ", "in ", "and ", "but ", "that ", "the ", "a ", "to ", "’s ", "'s ", "n’t ",
    "1", "12,000", "43,", "Dec. 4, 2021", "10:30 a.m.", "2021-12-04T10:30:00Z", "90s", "½", "Ⅷ",
    "Image: ", "Photo: ", "/ Source: ", "(Reuters) - ", "Published ", "Updated ", "Read more", "Sign up for our newsletter", "© ",
    "Q: ", "BELL: ", "1. ", "- ", "https://example.org/a?b=c", "ann@example.org",
    "今日は", "。", "قال", "שלום", "\u{200f}", "\u{200b}", "\u{feff}", "e\u{301}", "\u{301}", "👩‍👩‍👧", "🇳🇴", "İ", "ß", "ﬁ", "ẞ", "ǅ", "Ω", "\u{10ffff}",
];

/// A text put together from the pieces.
fn pieced() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// An article of the edition in which stretches were cut, doubled or swapped for pieces.
fn mangled() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(PIECES), 0..3_u8);
    let changes = prop::collection::vec(change, 1..12);
    (prop::sample::select(EDITION), any::<prop::sample::Index>(), changes).prop_map(
        |((_, seed), from, changes)| {
            // A window, so that one case stays quick.
            let chars: Vec<char> = seed.chars().collect();
            let from = from.index(chars.len().max(1));
            let mut chars = chars[from..(from + 1200).min(chars.len())].to_vec();
            for (place, len, piece, way) in changes {
                let at = place.index(chars.len() + 1);
                let end = (at + len).min(chars.len());
                match way {
                    0 => drop(chars.drain(at..end)),
                    1 => drop(chars.splice(at..end, piece.chars())),
                    _ => {
                        let doubled = chars[at..end].to_vec();
                        drop(chars.splice(at..at, doubled));
                    }
                }
            }
            chars.into_iter().collect()
        },
    )
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![4 => pieced(), 2 => mangled(), 1 => any::<String>(), 1 => Just(String::new())]
}

/// A span has words, in the text and on char boundaries.
fn placed(text: &str, span: Span, what: &str) -> Result<(), TestCaseError> {
    prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{what}: {span:?}");
    Ok(())
}

/// Spans follow one another without overlap.
fn ordered(spans: &[Span], what: &str) -> Result<(), TestCaseError> {
    prop_assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{what}: {spans:?}");
    Ok(())
}

fn structure_holds(text: &str, structure: &Structure) -> Result<(), TestCaseError> {
    let blocks: Vec<Span> = structure.blocks.iter().map(|block| block.span).collect();
    ordered(&blocks, "blocks")?;
    let mut at = 0;
    for span in blocks.iter().copied().chain([Span::new(text.len(), text.len())]) {
        prop_assert!(text[at..span.start()].trim().is_empty(), "in no block: {:?}", &text[at..span.start()]);
        at = span.end();
    }
    for span in blocks {
        placed(text, span, "block")?;
        prop_assert!(span.of(text).trim() == span.of(text), "a block with space at its ends: {span:?}");
    }
    let head = &structure.head;
    let mut places: Vec<Span> = head.bylines.clone();
    places.extend([head.headline, head.deck, head.source].into_iter().flatten());
    places.extend([&head.published, &head.updated].into_iter().flatten().map(|stamp| stamp.span));
    places.extend(structure.links.iter().map(|link| link.span));
    for image in &structure.images {
        places.extend([image.alt, image.caption, image.credit].into_iter().flatten());
    }
    for span in places {
        placed(text, span, "part of the head")?;
    }
    if let Some(dateline) = &head.dateline {
        placed(text, dateline.place, "dateline")?;
        let holds = |span: Span| span.contains(dateline.span);
        prop_assert!(dateline.span.contains(dateline.place));
        prop_assert!(
            structure.blocks.iter().any(|block| block.kind == BlockKind::Paragraph && holds(block.span))
        );
    }
    Ok(())
}

fn quotes_hold(text: &str, reading: &Reading) -> Result<(), TestCaseError> {
    for quote in &reading.quotes {
        prop_assert!(!quote.content.is_empty(), "a quote without words");
        ordered(&quote.content, "content")?;
        ordered(&quote.quoted, "quoted")?;
        for &span in &quote.content {
            placed(text, span, "content")?;
        }
        for &span in &quote.quoted {
            placed(text, span, "quoted")?;
            prop_assert!(
                quote.content.iter().any(|held| held.contains(span)),
                "{span:?} is quoted outside of {:?}",
                quote.content
            );
        }
        if let Some(cue) = quote.cue {
            placed(text, cue, "cue")?;
        }
        if let Some(speaker) = &quote.speaker {
            placed(text, speaker.mention, "speaker")?;
            prop_assert!(speaker.person.is_none_or(|person| person < reading.people.len()));
        }
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
    }
    let starts: Vec<usize> = reading.quotes.iter().map(|quote| quote.extent().start()).collect();
    prop_assert!(starts.is_sorted(), "quotes out of order: {starts:?}");
    Ok(())
}

fn people_hold(text: &str, reading: &Reading) -> Result<(), TestCaseError> {
    for (at, person) in reading.people.iter().enumerate() {
        prop_assert!(!person.name.is_empty() && !person.aliases.contains(&person.name));
        prop_assert!(!person.mentions.is_empty(), "{} is never mentioned", person.name);
        let spans: Vec<Span> = person.mentions.iter().map(|mention| mention.span).collect();
        ordered(&spans, "mentions")?;
        for span in spans {
            placed(text, span, "mention")?;
        }
        let spoken = |quote: usize| reading.quotes.get(quote).and_then(|quote| quote.speaker.as_ref());
        prop_assert!(
            person.quotes.iter().all(|&quote| spoken(quote).is_some_and(|by| by.person == Some(at)))
        );
    }
    let firsts: Vec<usize> = reading
        .people
        .iter()
        .filter_map(|person| person.mentions.iter().find(|mention| mention.kind == MentionKind::Name))
        .map(|mention| mention.span.start())
        .collect();
    prop_assert!(firsts.len() == reading.people.len(), "somebody without a name");
    prop_assert!(firsts.is_sorted(), "people out of order: {firsts:?}");
    Ok(())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let reading = read(text);
    structure_holds(text, &reading.structure)?;
    quotes_hold(text, &reading)?;
    people_hold(text, &reading)?;
    prop_assert!(read(text) == reading, "another reading the second time");
    Ok(())
}

/// The same texts on every run; with `PROPTEST_CASES=100000`, so many and others each time.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var("PROPTEST_CASES") {
        Ok(_) => config,
        Err(_) => ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(7), ..config },
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_has_a_reading_that_lies_in_it(text in texts()) {
        holds(&text)?;
    }

    #[test]
    fn what_extract_writes_is_read_back_as_it_was(text in texts()) {
        let article = formats::text::article("a.txt", text, Vec::new());
        let line = serde_json::to_string(&Record::of(&article))?;
        let record: Record<'_> = serde_json::from_str(&line)?;
        let restored = restore::article(&record, "text").map_err(TestCaseError::fail)?;
        prop_assert_eq!(restored.text, article.text);
        prop_assert_eq!(restored.reading, article.reading);
    }

    #[test]
    fn any_text_is_set_in_rows_that_fit(text in texts(), width in 20..120_usize, unfolded: bool) {
        let article = formats::text::article("a.txt", text, Vec::new());
        let page = Page::set(&article, "", Setting { width, measure: 72, unfolded, ascii: false });
        for row in &page.rows {
            let Words::Place(span) = row.words else { continue };
            let words = article.text.get(span.range());
            prop_assert!(words.is_some(), "no place: {:?}", span);
            let words = shown(words.unwrap_or_default());
            // A letter may be two columns wide, and its row no narrower.
            let room = page.measure.saturating_sub(columns(row.lead)).max(2);
            prop_assert!(columns(&words) <= room, "wider than {}: {:?}", room, words);
        }
    }
}

#[test]
fn the_edition_has_readings_that_lie_in_it() -> Result<(), TestCaseError> {
    EDITION.iter().try_for_each(|(_, text)| holds(text))
}

/// Texts in which every step that looks at the whole sentence, paragraph or article would never come to an end.
#[test]
fn texts_without_end_are_read() -> Result<(), TestCaseError> {
    let kinds = [
        "\"",
        "‘",
        "“ ' ” \" ",
        "‘One,’ he said. ‘never closed ",
        "«",
        "(",
        ",",
        "... ",
        "A B C D ",
        "THE HARBOUR ",
        "said ",
        "he said ",
        "Ann said that ",
        "“a” ",
        "“yes” said ",
        "“yes”, ",
        "“Never closed.\n\n",
        "“Yes.” ",
        "according to ",
        "of the ",
        "president ",
        "Jan van der ",
        "she ",
        "a\n",
        "w",
        " ",
        "Ann Bell\n",
        "BELL: Yes.\n\nMR. COLE: No.\n\n",
        "> a\n\n",
        "\u{301}",
        "今日は",
    ];
    for kind in kinds {
        let text = kind.repeat((40 << 10) / kind.len());
        structure_holds(&text, &read(&text).structure)?;
    }
    Ok(())
}

/// Texts that look like queries, and some that don't.
fn a_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "who:",
            "said:",
            "near(",
            "(",
            ")",
            "\"",
            "~",
            "*",
            "-",
            "OR",
            "AND",
            "NOT",
            " ",
            ",",
            "3",
            "ferry",
            "é",
            "東京",
            "len:>",
            "after:",
            "last week",
            "in:",
            "a/b",
            "is:unread",
            ":",
            "\u{301}",
            "who:(",
            "tag:#",
            "..",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_a_query_or_a_mistake_at_a_place(text in a_text()) {
        query::hold(&text);
    }
}
