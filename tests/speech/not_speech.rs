//! Words in marks that nobody says: titles, nicknames, labels, slogans.

use crate::notation::check;

#[test]
fn titles_and_labels_are_no_speech() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Titles of works.
    "Her novel “The Salt Year” won the prize.",
    "The film “Night Ferry” opened on Friday.",
    "They sang “The Long Tide” at noon.",
    "Clara Weiss read from “The Salt Year” at noon.",
    "Owen Pryce starred in “Night Ferry” and “The Third Bell.”",
    "The band’s first album, “Herring War,” sold well.",
    "Her paper, “On the Sleep of Whales,” was widely read.",
    "She appeared on the show “Morning Harbour.”",
    // Nicknames.
    "Jonas “Salty” Pell opened the session.",
    "Owen Pryce, known as “the Fox,” opened the session.",
    "The ferry, nicknamed “the bathtub,” sank in May.",
    // Words as words, names for things.
    "The word “ferry” comes from the north.",
    "The so-called “herring war” lasted nine days.",
    "The storm was given the name “Odile.”",
    "The letter “q” fell off the sign.",
    "The term “tidal debt” was new.",
    "He pressed the button marked “STOP” twice.",
    "The section titled “Risks” is short.",
    // Scare quotes and labels.
    "The “free” ferry costs four crowns.",
    "The council bought a “smart” bench.",
    "His “office” was a shed.",
    "The “experts” were two students.",
    "The so-called “experts” were two students.",
    "The shop sells “organic” salt.",
    "The group split into “wets” and “dries.”",
    "A “yes” vote would close the mill.",
    "The “no” camp won.",
    // Slogans and inscriptions.
    "He wore a “Save the Whales” badge.",
    "Fans carried “We Want Rain” banners.",
    "A “No Entry” sign hung on the door.",
    "The mug had “World’s Best Pilot” on it.",
    "She bought a “Talk Herring to Me” tote bag.",
    // Feet, inches and markup.
    r#"The plank was 12" wide and 9' long."#,
    r#"The screen measures 27" across."#,
    // But a short stretch may well be speech.
    "<Clara Weiss> [called] {it “sad.”} → Clara Weiss",
    "<Clara Weiss> [said] {it was “sad.”} → Clara Weiss",
    "{“No,”} <Clara Weiss> [said]. → Clara Weiss",
    "<Clara Weiss> [said] {“no.”} → Clara Weiss",
    "<Clara Weiss> [described] {herself as “tired.”} → Clara Weiss",
    // A title inside a report stays inside it.
    "<Clara Weiss> [said] {“Night Ferry” was her favourite film}. → Clara Weiss",
    "<Clara Weiss> [said] {she had read “The Salt Year” twice}. → Clara Weiss",
    "{“I have read ‘The Salt Year’ twice,”} <Clara Weiss> [said]. → Clara Weiss",
    // Names of programmes, ships, prizes and rooms.
    "The “Green Roof” programme ended in May.",
    "The trawler “Meridian” sank in May.",
    "She won the “Golden Oar” award twice.",
    "The meeting took place in the “Blue Room.”",
    "He plays “the Admiral” in the new series.",
    "The chapter “Of Salt” is the longest.",
    "The song “Long Tide” was played twice.",
    "Her column, “Salt and Light,” runs on Fridays.",
    // Words the writer keeps at arm’s length.
    "The town’s “beach” is a car park.",
    "A “minor” leak emptied the lake.",
    "Most of the “volunteers” were paid.",
    "The “new” school is older than the old one.",
    "This “reform” changed two words.",
    // Quoted words that somebody is reported to have used are speech.
    "<Owen Pryce> [calls] {the car park “our beach.”} → Owen Pryce",
    "<The mayor> [promised] {a “new” school}. → unnamed",
    // A title in front, or with company.
    "“The Salt Year” won the prize.",
    "“Night Ferry” opened on Friday.",
    "“Night Ferry,” a film by Owen Pryce, opened on Friday.",
    "In “Night Ferry,” Owen Pryce plays a thief.",
    "The magazine “Tide” closed in May.",
    "A form known as the “green sheet” was lost.",
    "Both “Night Ferry” and “The Third Bell” were shot in Dunhaven.",
    "<Owen Pryce> [said] on “Morning Harbour” that {he was tired}. → Owen Pryce",
    // Names for plans and people.
    "The mayor’s “smart city” has no lamps.",
    "Anna “Nan” Holt opened the session.",
    "The “other” harbour is deeper.",
    "The “Iron Mayor” left at noon.",
    "Pell’s “deal” fell through.",
    // Words talked about.
    "“Ferry” comes from an old word for going.",
    "The word was “maybe.”",
    "Press “OK” to go on.",
    "The file was stamped “secret.”",
    "The pier got a “B” and the bridge an “A.”",
    // One word of somebody’s, reported.
    "<Ines Valdera> [promised] {a “smart city.”} → Ines Valdera",
    "<Ines Valdera> [admitted] {“mistakes.”} → Ines Valdera",
    "<Ines Valdera> [replied] {“maybe.”} → Ines Valdera",
    "{“Maybe,”} [replied] <Ines Valdera>. → Ines Valdera",
    "Asked if the lamps would come, <Ines Valdera> [said]: {“Maybe.”} → Ines Valdera",
];
