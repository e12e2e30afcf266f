//! Colons: after a verb, a name or a clause, in the paragraph or before the next.

use crate::notation::check;

#[test]
fn colons_introduce() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // A verb before the colon.
    "<Jonas Pell> [said]: {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> [said] on Friday: {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> [told] the inquiry: {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> [wrote] in his diary: {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> [asked]: {“Who took it?”} → Jonas Pell",
    "<Jonas Pell> [replied]: {“The sea.”} → Jonas Pell",
    "<Jonas Pell> [added]: {“The sea took it, and the sea will bring it back.”} → Jonas Pell",
    "<Jonas Pell>, the pilot, [said]: {“The sea took it.”} → Jonas Pell",
    "A pilot, <Jonas Pell>, [said]: {“The sea took it.”} → Jonas Pell",
    "[According to] <Jonas Pell>: {“The sea took it.”} → Jonas Pell",
    // The name alone before the colon.
    "<Jonas Pell>[:] {“The sea took it.”} → Jonas Pell",
    "<Pell>[:] {“The sea took it.”} Jonas Pell was the pilot. → Jonas Pell",
    "More from <Jonas Pell>[:] {“The sea took it.”} → Jonas Pell",
    // A clause before the colon.
    "<Jonas Pell> was blunt[:] {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> had one explanation[:] {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> shook his head[:] {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> did not hesitate[:] {“The sea took it.”} → Jonas Pell",
    "<The pilot> had one explanation[:] {“The sea took it.”} → unnamed",
    // The paragraph ends with the colon.
    "<Jonas Pell> [said]: ¶ {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> [continued]: ¶ {“The sea took it. The sea will bring it back.”} → Jonas Pell",
    "<Jonas Pell> [wrote]: ¶ {“The sea took it.} ¶ {+“The sea will bring it back.”} → Jonas Pell",
    "<Pell> was blunt[:] ¶ {“The sea took it.”} ¶ Jonas Pell was the pilot. → Jonas Pell",
    // A question and its answer.
    "Who took it? <Jonas Pell>[:] {“The sea.”} → Jonas Pell",
    // Several in a row.
    "<Jonas Pell>[:] {“The sea took it.”} <Ewa Lind>[:] {“The wind took it.”} → Jonas Pell; Ewa Lind",
    "<Jonas Pell> [said]: {“The sea took it.”} <Ewa Lind> [said]: {“The wind took it.”} → Jonas Pell; Ewa Lind",
    // A colon inside the quotation, and after it.
    "{“I know one thing: the sea took it,”} <Jonas Pell> [said]. → Jonas Pell",
    "<Jonas Pell> [said] {“one thing is sure: the sea took it.”} → Jonas Pell",
    // A colon that introduces no speech.
    "The boat carried three things: salt, rope and a piano.",
    "Jonas Pell has one love: the sea.",
    "The boat had a new name: Meridian.",
    // More nouns and clauses.
    "Jonas Pell was asked who took it. <He> [said]: {“The sea.”} → Jonas Pell",
    "Jonas Pell was asked who took it. <His> [answer]: {“The sea.”} → Jonas Pell",
    "<Jonas Pell> [smiled]: {“The sea took it.”} → Jonas Pell",
    "<Jonas Pell> [put it] simply: {“The sea took it.”} → Jonas Pell",
];
