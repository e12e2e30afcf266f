//! Continued speech: over sentences and paragraphs.

use crate::notation::check;

#[test]
fn speech_goes_on() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // A second quotation in the same paragraph is more of the same quote.
    "{“It was dark,”} <Ewa Lind> [said]. {+“I saw nothing.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said]. {+“I saw nothing.”} {+“I heard a bell.”} → Ewa Lind",
    "{“It was dark,”} [said] <Ewa Lind>, who found the boat. {+“I saw nothing.”} → Ewa Lind",
    "<Ewa Lind> [said] {the night was “dark.”} {+“I saw nothing.”} → Ewa Lind",
    "<Ewa Lind> [said] {she was afraid}. {+“I saw nothing.”} → Ewa Lind",
    // A paragraph that is all quotation is a new quote of the last speaker.
    "<Ewa Lind> [said] {she was afraid}. ¶ {“I saw nothing.”} → Ewa Lind; Ewa Lind",
    // The quotation left open goes on: one quote, a span per paragraph.
    "{“It was dark,”} <Ewa Lind> [said]. {+“I saw nothing.} ¶ {+“I heard a bell.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said]. {+“I saw nothing.} ¶ {+“I heard a bell.} ¶ {+“Then it stopped.”} → Ewa Lind",
    r#"{"It was dark,"} <Ewa Lind> [said]. {+"I saw nothing.} ¶ {+"I heard a bell."} → Ewa Lind"#,
    "<Ewa Lind> [said]: {“It was dark.} ¶ {+“I heard a bell.”} → Ewa Lind",
    // The sentence before names who speaks.
    "Ewa Lind was on deck that night. {“I saw nothing,”} <she> [said]. → Ewa Lind",
    "Ewa Lind was on deck that night. ¶ {“I saw nothing,”} <she> [said]. → Ewa Lind",
    // With the writer's sentences in between.
    "{“It was dark,”} <Ewa Lind> [said]. The moon was behind clouds. {“I saw nothing,”} <she> [said]. → Ewa Lind; Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said]. ¶ The moon was behind clouds. ¶ {“I saw nothing,”} <she> [added]. → Ewa Lind; Ewa Lind",
    // Another speaker ends it.
    "{“It was dark,”} <Ewa Lind> [said]. ¶ {“It was not,”} <Jonas Pell> [said]. → Ewa Lind; Jonas Pell",
    "{“It was dark,”} <Ewa Lind> [said]. {+“I saw nothing.”} ¶ {“I saw the moon,”} <Jonas Pell> [said]. {+“And stars.”} → Ewa Lind; Jonas Pell",
    "<Ewa Lind> [said] {it was dark}. <Jonas Pell> [said] {it was not}. {+“I saw the moon.”} → Ewa Lind; Jonas Pell",
    // Resumed after the tag.
    "{“It was dark,”} <Ewa Lind> [said], {+“and I saw nothing.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said] on Friday, {+“and I saw nothing.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said], lighting a pipe. {+“I saw nothing.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said] of the night. {+“I saw nothing.”} → Ewa Lind",
    // Fragments of one statement.
    "<Ewa Lind> [said] {the night was “dark.”} <She> [called] {the sea “black.”} → Ewa Lind; Ewa Lind",
    // A signature under the quotation.
    "{“It was dark.”} ¶ — <Ewa Lind> → Ewa Lind",
    // Over a sentence of the writer.
    "{“It was dark,”} <Ewa Lind> [said], and she laughed. {+“I saw nothing.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [told] the inquiry. {+“I saw nothing.”} → Ewa Lind",
    "{“Was it dark?”} <Jonas Pell> [asked] Ewa Lind. {“Very,”} <she> [replied]. → Jonas Pell; Ewa Lind",
    "{“Was it dark?”} <Jonas Pell> [asked]. ¶ {“Very,”} <Ewa Lind> [replied]. {+“I saw nothing.”} → Jonas Pell; Ewa Lind",
    "<Ewa Lind> [said], {“It was dark.”} <She> [added]: {“I saw nothing.”} → Ewa Lind; Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [told] Jonas Pell. {+“I saw nothing.”} → Ewa Lind",
    "{“It was dark!”} <Ewa Lind> [cried]. {+“I saw nothing!”} → Ewa Lind",
    "{“Was it dark?”} <Ewa Lind> [asked]. {+“I think so.”} → Ewa Lind",
    "[According to] <Ewa Lind>, {it was dark}. {+“I saw nothing.”} → Ewa Lind",
    "<Ewa Lind> [called] {the night “dark.”} {+“I saw nothing.”} → Ewa Lind",
    // A long answer in one paragraph.
    "{“It was dark,”} <Ewa Lind> [said]. {+“I saw nothing. I heard a bell. Then it stopped.”} → Ewa Lind",
    "{“It was dark. I saw nothing. I heard a bell,”} <Ewa Lind> [said]. {+“Then it stopped.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said], {+“and I saw nothing.”} The inquiry nodded. {“I heard a bell,”} <she> [said]. → Ewa Lind; Ewa Lind",
    "Jonas Pell was asleep. {“It was dark,”} <Ewa Lind> [said]. {+“I saw nothing.”} → Ewa Lind",
    "{“It was dark,”} <Ewa Lind> [said] as Jonas Pell slept. {+“I saw nothing.”} → Ewa Lind",
    "{“It was dark,”} [said] <Ewa Lind>, Jonas Pell’s mate. {+“I saw nothing.”} → Ewa Lind",
];
