//! Transcripts and interviews: each label speaks its paragraph.

use crate::notation::check;

#[test]
fn labels_speak_their_paragraph() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Labels in capitals; the context names the people.
    "Jonas Pell met Ewa Lind at noon. ¶ <PELL>: {The sea took it.} ¶ <LIND>: {The wind took it.} → Jonas Pell; Ewa Lind",
    "Jonas Pell met Ewa Lind at noon. ¶ <PELL>: {The sea took it. I saw it go.} ¶ <LIND>: {When?} ¶ <PELL>: {At noon.} → Jonas Pell; Ewa Lind; Jonas Pell",
    "Jonas Pell met Ewa Lind at noon. ¶ <JONAS PELL>: {The sea took it.} ¶ <EWA LIND>: {The wind took it.} → Jonas Pell; Ewa Lind",
    "<JONAS PELL>: {The sea took it.} ¶ <EWA LIND>: {The wind took it.} → JONAS PELL; EWA LIND",
    "Jonas Pell met Ewa Lind at noon. ¶ <MR. PELL>: {The sea took it.} ¶ <MS. LIND>: {The wind took it.} → Jonas Pell; Ewa Lind",
    // Labels in ordinary letters.
    "<Jonas Pell>: {The sea took it.} ¶ <Ewa Lind>: {The wind took it.} → Jonas Pell; Ewa Lind",
    "Jonas Pell met Ewa Lind at noon. ¶ <Pell>: {The sea took it.} ¶ <Lind>: {The wind took it.} → Jonas Pell; Ewa Lind",
    "Jonas Pell met Ewa Lind. ¶ <Mr. Pell>: {The sea took it.} ¶ <Ms. Lind>: {The wind took it.} → Jonas Pell; Ewa Lind",
    // A turn is all of its paragraph, and speech inside it is content.
    "Jonas Pell met Ewa Lind. ¶ <PELL>: {She said the wind took it.} ¶ <LIND>: {I said no such thing.} → Jonas Pell; Ewa Lind",
    "Jonas Pell met Ewa Lind. ¶ <PELL>: {The mate said, “Jump.”} ¶ <LIND>: {And you jumped?} → Jonas Pell; Ewa Lind",
    "Jonas Pell met Ewa Lind. ¶ <PELL>: {One thing is sure: it is gone.} ¶ <LIND>: {Yes.} → Jonas Pell; Ewa Lind",
    // Questions marked Q are the paper's own and no quotes.
    "Jonas Pell met a reporter of the Gazette at noon on Friday. ¶ Q: Who took it? ¶ <PELL>: {The sea.} ¶ Q: When? ¶ <PELL>: {At noon.} → Jonas Pell; Jonas Pell",
    "Jonas Pell met a reporter of the Gazette at noon on Friday. ¶ QUESTION: Who took it? ¶ <PELL>: {The sea.} ¶ QUESTION: When? ¶ <PELL>: {At noon.} → Jonas Pell; Jonas Pell",
    "Jonas Pell met a reporter of the Gazette at noon on Friday. ¶ Q: Who took it? ¶ <Pell>: {The sea.} ¶ Q: When? ¶ <Pell>: {At noon.} → Jonas Pell; Jonas Pell",
    "Jonas Pell met a reporter of the Gazette at noon on Friday. ¶ Who took it? ¶ <Pell>: {The sea.} ¶ When? ¶ <Pell>: {At noon.} → Jonas Pell; Jonas Pell",
    // Labels of an office or an unnamed part.
    "Jonas Pell was heard on Friday. ¶ <THE CHAIR>: {Who took it?} ¶ <PELL>: {The sea.} → unnamed; Jonas Pell",
    "Jonas Pell was heard on Friday. ¶ <JUDGE>: {Who took it?} ¶ <PELL>: {The sea.} → unnamed; Jonas Pell",
    "Jonas Pell was heard on Friday. ¶ <THE WITNESS>: {I was asleep.} ¶ <PELL>: {So was I.} → unnamed; Jonas Pell",
    // Labels with a role.
    "Jonas Pell met Ewa Lind. ¶ <CAPTAIN PELL>: {The sea took it.} ¶ <JUDGE LIND>: {When?} → Jonas Pell; Ewa Lind",
    // Marks around a turn: each is a quotation with its label.
    "Jonas Pell met Ewa Lind. ¶ <PELL>[:] {“The sea took it.”} ¶ <LIND>[:] {“When?”} → Jonas Pell; Ewa Lind",
    "<Jonas Pell>[:] {“The sea took it.”} ¶ <Ewa Lind>[:] {“The wind took it.”} → Jonas Pell; Ewa Lind",
    // Names with particles and hyphens.
    "Rafael de la Cruz met Ines Valdera. ¶ <DE LA CRUZ>: {Who pays?} ¶ <VALDERA>: {You do.} → Rafael de la Cruz; Ines Valdera",
    // Turns before and after ordinary prose.
    "Jonas Pell met Ewa Lind. ¶ <PELL>: {The sea took it.} ¶ <LIND>: {When?} ¶ {“I was tired,”} <Pell> [said] later. → Jonas Pell; Ewa Lind; Jonas Pell",
    "{“Ask me anything,”} <Jonas Pell> [said] before the hearing with Ewa Lind. ¶ <LIND>: {When?} ¶ <PELL>: {At noon.} → Jonas Pell; Ewa Lind; Jonas Pell",
    // Stage directions are no speech.
    "Jonas Pell met Ewa Lind. ¶ <PELL>: {The sea took it.} ¶ (LAUGHTER) ¶ <LIND>: {When?} → Jonas Pell; Ewa Lind",
    // One label alone makes no transcript.
    "WEATHER: Rain until Friday, then sun.",
    "Where: the old town hall. When: Friday at noon.",
    "WHERE: The old town hall. ¶ WHEN: Friday at noon. ¶ COST: Four crowns.",
    // Long turns, and turns between paragraphs.
    "Jonas Pell met Ewa Lind at noon on Friday. ¶ <PELL>: {I said it then. I say it now. The sea took it, and the sea keeps what it takes.} ¶ <LIND>: {The inquiry will decide that.} → Jonas Pell; Ewa Lind",
    "Jonas Pell met Ewa Lind at noon on Friday. ¶ <PELL>: {You ask who took it?} ¶ <LIND>: {Yes!} → Jonas Pell; Ewa Lind",
    "Jonas Pell met Ewa Lind at noon on Friday. ¶ <PELL>: {“Jump” was all he said.} ¶ <LIND>: {And then?} → Jonas Pell; Ewa Lind",
];
