//! The passive: who was quoted, and who is named with `by`.

use crate::notation::check;

#[test]
fn the_passive_names_its_speaker() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Quoted as saying: the subject speaks.
    "<Ines Valdera> [was quoted as saying] that {the pier was safe}. → Ines Valdera",
    "<Ines Valdera> [was quoted as saying], {“The pier is safe.”} → Ines Valdera",
    "<Ines Valdera> [was quoted as saying] by the Gazette that {the pier was safe}. → Ines Valdera",
    "<Ines Valdera> was quoted by the Gazette [as saying] {the pier was safe}. → Ines Valdera",
    "<Ines Valdera> [is quoted as saying]: {“The pier is safe.”} → Ines Valdera",
    "{“The pier is safe,”} <Ines Valdera> [was quoted as saying]. → Ines Valdera",
    "<Ines Valdera> [was reported to have said] that {the pier was safe}. → Ines Valdera",
    "<Ines Valdera> [was cited as saying] {the pier was safe}. → Ines Valdera",
    // Called so by somebody: who called speaks.
    "Ines Valdera [was called] {“a tyrant”} by <critics>. → unnamed",
    "Ines Valdera [was called] {“a tyrant”} by <Jonas Pell>. → Jonas Pell",
    "The pier [was described] as {“a pile of rust”} by <Jonas Pell>. → Jonas Pell",
    "The pier [was dubbed] {“the pile”} by <sailors>. → unnamed",
    "The pier [was called] {“a pile of rust”} by <the harbour master>, who closed it. → unnamed",
    "The pier, [called] {“a pile of rust”} by <Jonas Pell>, was closed. → Jonas Pell",
    // Told by somebody: the one who told speaks.
    "Passengers [were told] by <the crew> that {the pier was closed}. → unnamed",
    "Passengers [were told] by <Jonas Pell> that {the pier was closed}. → Jonas Pell",
    "Passengers [were warned] by <Jonas Pell> that {the pier could fall}. → Jonas Pell",
    "Jonas Pell [was told] by <Ines Valdera> that {the pier was closed}. → Ines Valdera",
    // Said to be: nobody speaks.
    "The pier is said to be haunted.",
    "Ines Valdera is called Ina by her friends.",
    "The pier was called Long Arm in those days.",
    "The ship was named Meridian.",
    "The bridge was labelled unsafe in 1904.",
    // Asked: the subject of the main clause speaks, not the asker.
    "Asked about the pier, <Ines Valdera> [said] {it was safe}. → Ines Valdera",
    "When asked about the pier, <Ines Valdera> [said] {it was safe}. → Ines Valdera",
    "When asked by Jonas Pell about the pier, <Ines Valdera> [said], {“It is safe.”} → Ines Valdera",
    "Told of the closure, <Ines Valdera> [said], {“It is safe.”} → Ines Valdera",
    "Asked if the pier was safe, <Ines Valdera> [replied], {“As safe as I am.”} → Ines Valdera",
    // Announced, told, reported: no speaker, no report.
    "The pier was reported closed on Friday.",
    "Jonas Pell was told to leave.",
    "Jonas Pell was asked to leave.",
    "The closure was announced on Friday.",
    "The closure was announced by Ines Valdera on Friday.",
    // The subject of a passive verb does not speak, the next one does.
    "{The pier was closed by the storm}, <Ines Valdera> [said]. → Ines Valdera",
    "{“The pier was closed,”} <Ines Valdera> [said]. → Ines Valdera",
    "Jonas Pell was told to leave, and <Ines Valdera> [said] {he should stay}. → Ines Valdera",
    "<Jonas Pell> was asked to leave but [said] {he would stay}. → Jonas Pell",
    "Jonas Pell was cheered when <he> [said] {he would stay}. → Jonas Pell",
    // Passive inside what was said.
    "<Ines Valdera> [said] {the pier was called “the pile” by sailors}. → Ines Valdera",
    "<Ines Valdera> [said] {she was told the pier was closed}. → Ines Valdera",
    "<Ines Valdera> [said] {she had been asked to leave}. → Ines Valdera",
    "{“I was told to leave,”} <Ines Valdera> [said]. → Ines Valdera",
    "{“I was misquoted,”} <Ines Valdera> [was quoted as saying]. → Ines Valdera",
    "<Jonas Pell>, who was told to leave, [said] {he would stay}. → Jonas Pell",
    "<Ines Valdera> [was quoted as telling] the Gazette that {the pier was safe}. → Ines Valdera",
    "<The harbour master> [was quoted as saying] that {the pier was safe}. → unnamed",
    "<He> [was quoted as saying], {“The pier is safe.”} → unknown",
    "Ines Valdera left at noon. <She> [was quoted as saying] {the pier was safe}. → Ines Valdera",
];
