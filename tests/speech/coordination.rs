//! Coordination of speakers, verbs and clauses.

use crate::notation::check;

#[test]
fn coordinated_verbs_share_the_subject() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Several speakers: the whole coordination is the mention, its first name the speaker.
    "<Mara Teil and Jonas Pell> [said] {the lamp was lit}. → Mara Teil",
    "{“The lamp was lit,”} <Mara Teil and Jonas Pell> [said]. → Mara Teil",
    "{“The lamp was lit,”} [said] <Mara Teil>, and Jonas Pell nodded. → Mara Teil",
    "Mara Teil nodded, and <Jonas Pell> [said] {the lamp was lit}. → Jonas Pell",
    "Mara Teil nodded and <Jonas Pell> [said], {“The lamp was lit.”} → Jonas Pell",
    "Mara Teil nodded, but <Jonas Pell> [said] {the lamp was out}. → Jonas Pell",
    "Mara Teil nodded; <Jonas Pell> [said] {the lamp was lit}. → Jonas Pell",
    "While Mara Teil slept, <Jonas Pell> [said] {the lamp was lit}. → Jonas Pell",
    "<Both keepers> [said] {the lamp was lit}. → unnamed",
    "<Keepers and sailors> [said] {the lamp was lit}. → unnamed",
    // Two verbs, one speaker.
    "<Mara Teil> climbed the tower and [said] {the lamp was lit}. → Mara Teil",
    "<Mara Teil> climbed the tower and [said], {“The lamp was lit.”} → Mara Teil",
    "<Mara Teil> climbed the tower, lit a pipe and [said] {the lamp was lit}. → Mara Teil",
    "<Mara Teil> laughed and [said]: {“The lamp was lit.”} → Mara Teil",
    "<Mara Teil> stood up and [asked], {“Is the lamp lit?”} → Mara Teil",
    "<Mara Teil> met Jonas Pell on Friday and [said] {the lamp was lit}. → Mara Teil",
    "<Mara Teil> [called] {the keeper “a saint”} and [said] {the lamp was lit}. → Mara Teil; Mara Teil",
    "{“The lamp was lit,”} <Mara Teil> [said] and left. → Mara Teil",
    "{“The lamp was lit,”} [said] <Mara Teil> and left. → Mara Teil",
    // Two clauses, two speakers.
    "<Mara Teil> [said] {the lamp was lit}, and <Jonas Pell> [said] {it was out}. → Mara Teil; Jonas Pell",
    "<Mara Teil> [said] {the lamp was lit}, but <Jonas Pell> [said] {it was out}. → Mara Teil; Jonas Pell",
    "<Mara Teil> [said] {the lamp was lit}; <Jonas Pell> [said] {it was out}. → Mara Teil; Jonas Pell",
    "<Mara Teil> [said] {it was “lit,”} while <Jonas Pell> [said] {it was “out.”} → Mara Teil; Jonas Pell",
    "{“It is lit,”} <Mara Teil> [said], and <Jonas Pell> [said], {“It is out.”} → Mara Teil; Jonas Pell",
    // Coordinated content under one verb.
    "<Mara Teil> [said] {the lamp was lit and the door was shut}. → Mara Teil",
    "<Mara Teil> [said] {the lamp was lit and that the door was shut}. → Mara Teil",
    "<Mara Teil> [said] that {the lamp was lit and that the door was shut}. → Mara Teil",
    "<Mara Teil> [said] {the lamp was “lit” and the door “shut.”} → Mara Teil",
    // The writer's own clause after the report is no content.
    "{“The lamp was lit,”} <Mara Teil> [said], but the door was open. → Mara Teil",
    "<Mara Teil> [said] {“the lamp was lit,”} but the door was open. → Mara Teil",
    "<Jonas Pell> [said] {the boat was “lost,”} [adding] that {it was old}. → Jonas Pell; Jonas Pell",
    "<Jonas Pell> [said] {it was “lost,”} as <Ewa Lind> [said] {it was “old.”} → Jonas Pell; Ewa Lind",
    // A verb of speech and another verb, either way round.
    "<Mara Teil> went home but [said] {she would return}. → Mara Teil",
    "<Mara Teil> has a boat and [says] {it is fast}. → Mara Teil",
    "<Mara Teil> came, saw the lamp, and [said] {it was lit}. → Mara Teil",
    "Mara Teil’s boat sank, and <she> [said] {it was fast}. → Mara Teil",
    "Mara Teil has a boat, and <she> [says] {it is fast}. → Mara Teil",
    "Mara Teil and Jonas Pell met, and <Pell> [said] {the lamp was lit}. → Jonas Pell",
    // Speakers one after the other.
    "<Mara Teil> [said] {the lamp was lit}. But <Jonas Pell> [said] {it was out}. → Mara Teil; Jonas Pell",
    "<Mara Teil> [said] {the lamp was lit}, although <Jonas Pell> [said] {it was out}. → Mara Teil; Jonas Pell",
];
