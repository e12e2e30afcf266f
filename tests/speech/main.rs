//! Who said what, as tables: one file per phenomenon, one line per case, each a text with its right reading written into it.
//!
//! ```text
//! {“We won,”} <Teil> [said]. {+“At last.”} → Mara Teil
//! ```
//!
//! - `{…}` is what was said: the content of one quote; `{+…}` is more of the quote before it.
//! - `<…>` is the mention, the words that name the speaker there; `[…]` is the cue, the words that report.
//! - After `→` stand the speakers, one per quote in text order, separated by `;`. A person is given by name alone;
//!   `(organization)` or `(place)` follows the name of another speaker; `unnamed` is a source without a name,
//!   `unknown` a speaker whom the text does not tell, and `–` stands where nobody is given at all.
//! - `¶` begins a new paragraph. A text without any marks holds no reported speech.
//!
//! The cases say what is right, by the definitions in `seeds/README.md`.

mod according;
mod apposition;
mod colons;
mod continued;
mod coordination;
mod cues;
mod documents;
mod groups;
mod indirect;
mod marks;
mod names;
mod nested;
mod not_speech;
mod notation;
mod order;
mod paragraphs;
mod participles;
mod passive;
mod phrases;
mod pronouns;
mod roles;
mod sentences;
mod turns;
mod unnamed;

#[test]
fn the_notation_strips_to_the_text() {
    let case = "<Teil> [said] {it was “dark.”} {+“I saw nothing.”} ¶ She left. → Mara Teil";
    assert_eq!(notation::bare(case), "Teil said it was “dark.” “I saw nothing.”\n\nShe left.");
}

#[test]
fn every_kind_of_mistake_is_seen() {
    let right = "{“It was dark,”} <Mara Teil> [said] to Jonas Pell. → Mara Teil";
    assert!(notation::mistakes(&[right]).is_empty());
    let wrong = [
        "“It was dark,” Mara Teil said to Jonas Pell.",
        "{“It was} dark,” <Mara Teil> [said] to Jonas Pell. → Mara Teil",
        "{“It was dark,”} Mara Teil [said] to <Jonas Pell>. → Mara Teil",
        "{“It was dark,”} <Mara Teil> said to Jonas Pell. → Mara Teil",
        "{“It was dark,”} <Mara Teil> [said] to Jonas Pell. → Jonas Pell",
        "{“It was dark,”} <Mara Teil> [said] to Jonas Pell. → Mara Teil; Mara Teil",
    ];
    assert_eq!(notation::mistakes(&wrong).len(), wrong.len());
}
