//! Speech in speech: only the outermost speaks.

use crate::notation::check;

#[test]
fn the_outermost_speaks() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Speech inside reported speech is content: the outermost speaks.
    "<Jonas Pell> [said] {women who complained “would be moved.”} → Jonas Pell",
    "<Jonas Pell> [said] that {Ewa Lind said the boat was lost}. → Jonas Pell",
    "<Jonas Pell> [said] {Ewa Lind had told him the boat was lost}. → Jonas Pell",
    "<Jonas Pell> [said] {Ewa Lind had called him “a liar.”} → Jonas Pell",
    "<Jonas Pell> [said] {Ewa Lind said the boat was “lost for good.”} → Jonas Pell",
    "<Jonas Pell> [said] that {when he asked about the boat, Ewa Lind said it was “lost.”} → Jonas Pell",
    "<Jonas Pell> [told] the inquiry {he had warned Ewa Lind that the boat would sink}. → Jonas Pell",
    "<Jonas Pell> [denied] that {he had said the boat was safe}. → Jonas Pell",
    "<Jonas Pell> [claimed] that {Ewa Lind said, “Leave the boat.”} → Jonas Pell",
    "<Jonas Pell> [said] {he was told the boat was lost}. → Jonas Pell",
    "<The report> [said] {Jonas Pell told the crew to “leave the boat.”} → unnamed",
    "<The Gazette> [reported] that {Jonas Pell had called the boat “a coffin.”} → Gazette (organization)",
    "[According to] <Ewa Lind>, {Jonas Pell said the boat was lost}. → Ewa Lind",
    "[According to] <Ewa Lind>, {Jonas Pell said the boat was “lost for good.”} → Ewa Lind",
    "{Jonas Pell had said the boat was lost}, <Ewa Lind> [said]. → Ewa Lind",
    "{Jonas Pell said the boat was lost}, [according to] <Ewa Lind>. → Ewa Lind",
    // Inside the marks.
    "{“Ewa Lind said the boat was lost,”} <Jonas Pell> [said]. → Jonas Pell",
    "{“She told me ‘never,’ and I said ‘why,’”} <Jonas Pell> [said]. → Jonas Pell",
    "{“Ewa told me, ‘The boat is lost,’”} <Jonas Pell> [said]. → Jonas Pell",
    "{“‘The boat is lost,’ Ewa Lind said to me,”} <Jonas Pell> [said]. → Jonas Pell",
    "{“He said,”} <Jonas Pell> [recalled], {+“‘The boat is lost.’”} → Jonas Pell",
    "{“According to Ewa Lind, the boat is lost,”} <Jonas Pell> [said]. → Jonas Pell",
    "{“I asked Ewa Lind: is it lost?”} <Jonas Pell> [said]. → Jonas Pell",
    // Beside it: the next sentence is a speaker's own.
    "<Jonas Pell> [said] {Ewa Lind had left}. {“She was afraid,”} <he> [said]. → Jonas Pell; Jonas Pell",
    "<Jonas Pell> [said] {Ewa Lind had left}. {“I was afraid,”} <she> [said]. → Jonas Pell; Ewa Lind",
    "<Jonas Pell> [said] {Ewa Lind had called the boat “lost.”} {+“She was right.”} → Jonas Pell",
    "{“She said it was lost,”} <Jonas Pell> [said]. <Ewa Lind> [denied] {she had said so}. → Jonas Pell; Ewa Lind",
    // A report that holds no report.
    "Asked what Ewa Lind had said, <Jonas Pell> [replied]: {“Nothing.”} → Jonas Pell",
    "After Ewa Lind spoke, <Jonas Pell> [said] {the boat was safe}. → Jonas Pell",
    "<Jonas Pell>, quoting Ewa Lind, [said] {the boat was “lost.”} → Jonas Pell",
    "<Jonas Pell>, who had met Ewa Lind twice, [said] {the boat was lost}. → Jonas Pell",
    "<Jonas Pell>, quoting his mother, [said]: {“The sea gives and the sea takes.”} → Jonas Pell",
    // Belief and knowledge inside a report.
    "<Jonas Pell> [said] {he believed the boat was lost}. → Jonas Pell",
    "<Jonas Pell> [said] {he hoped Ewa Lind would come}. → Jonas Pell",
    "<Jonas Pell> [said] {he thought it was “madness.”} → Jonas Pell",
    "<Jonas Pell> [said] {the mate wrote that the boat was lost}. → Jonas Pell",
    "<Jonas Pell> [said] {officials had warned that the boat would sink}. → Jonas Pell",
    "<Jonas Pell> [told] Ewa Lind {the mate had said “jump.”} → Jonas Pell",
    "<Jonas Pell> [testified] that {Ewa Lind told him, “Leave the boat.”} → Jonas Pell",
    "<Jonas Pell> [recalled] that {Ewa Lind had called him “a friend.”} → Jonas Pell",
];
