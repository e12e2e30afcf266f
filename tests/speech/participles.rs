//! Participles and infinitives: the speaker is that of their clause.

use crate::notation::check;

#[test]
fn participles_share_the_subject() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // After a report: the same speaker goes on.
    "{“The bus is late,”} <Owen Pryce> [said], [adding] that {it was always late}. → Owen Pryce; Owen Pryce",
    "<Owen Pryce> [said] {the bus was late}, [adding] that {it was always late}. → Owen Pryce; Owen Pryce",
    "<Owen Pryce> [said] {the bus was late}, [adding]: {“It is always late.”} → Owen Pryce; Owen Pryce",
    "{“The bus is late,”} <Owen Pryce> [said], [adding], {“It is always late.”} → Owen Pryce; Owen Pryce",
    "{“The bus is late,”} <he> [said], [noting] that {it was always late}. → unknown; unknown",
    "{“The bus is late,”} [said] <Owen Pryce>, [adding] that {it was always late}. → Owen Pryce; Owen Pryce",
    // After another verb.
    "<Owen Pryce> complained to the council, [saying] {the bus was late}. → Owen Pryce",
    "<Owen Pryce> wrote to the council, [saying] that {the bus was “always late.”} → Owen Pryce",
    "<Owen Pryce> left the meeting, [saying] {he had a bus to catch}. → Owen Pryce",
    "<Owen Pryce> left the meeting [saying] {he had a bus to catch}. → Owen Pryce",
    "<Owen Pryce> shook his head, [calling] {the timetable “a work of fiction.”} → Owen Pryce",
    "<Owen Pryce> defended the drivers, [arguing] that {they were too few}. → Owen Pryce",
    "<Owen Pryce> defended the drivers, [insisting] {they were “doing their best.”} → Owen Pryce",
    "<Owen Pryce> apologised, [admitting] that {the bus was late}. → Owen Pryce",
    "<Owen Pryce> raised his voice, [warning] that {the drivers would strike}. → Owen Pryce",
    "<Owen Pryce> raised his voice, [asking], {“Where is the bus?”} → Owen Pryce",
    "<Owen Pryce> spoke to the Gazette on Friday, [telling] it that {the bus was late}. → Owen Pryce",
    "<Owen Pryce> spoke to reporters, [telling] them, {“The bus is late.”} → Owen Pryce",
    // With something between subject and participle.
    "<Owen Pryce>, who drives the night bus, left the meeting early, [saying] {he was tired}. → Owen Pryce",
    "<Owen Pryce> left the meeting with Ewa Lind, [saying] {he was tired}. → Owen Pryce",
    "<The drivers> left the meeting, [saying] {they were tired}. → unnamed",
    "<The union> rejected the offer, [saying] {it was too low}. → union (organization)",
    "<Hartwell Buses> rejected the claim, [saying] {its buses were “never late.”} → Hartwell Buses (organization)",
    // Before the main clause.
    "[Saying] {he was tired}, <Owen Pryce> left the meeting. → Owen Pryce",
    "[Calling] {the timetable “a work of fiction,”} <Owen Pryce> left the meeting. → Owen Pryce",
    "Speaking to reporters, <Owen Pryce> [said] {the bus was late}. → Owen Pryce",
    "Pressed by Ewa Lind, <Owen Pryce> [admitted] that {the bus was late}. → Owen Pryce",
    // Infinitives.
    "<Owen Pryce> rose [to say] that {the bus was late}. → Owen Pryce",
    "<Owen Pryce> used the meeting [to announce] that {the night bus would end}. → Owen Pryce",
    // By saying.
    "<Owen Pryce> ended the meeting by [saying], {“The bus is late.”} → Owen Pryce",
    "<Owen Pryce> defended himself by [saying] that {the bus was late}. → Owen Pryce",
    // In longer sentences.
    "<Owen Pryce> stood on the steps of the depot on Friday, [telling] passengers that {the bus was late}. → Owen Pryce",
    "<Owen Pryce> posted a message [saying] {the bus was “always late.”} → Owen Pryce",
    "<Owen Pryce> walked out, [declaring]: {“I am done.”} → Owen Pryce",
    "<Owen Pryce> walked out, [muttering] {“I am done.”} → Owen Pryce",
    "<Owen Pryce>, [saying] {he was tired}, walked out. → Owen Pryce",
    "<Owen Pryce> voted no, [citing] {“grave doubts.”} → Owen Pryce",
    "<He> walked out, [saying] {he was tired}. → unknown",
    "Owen Pryce stayed until noon. Then <he> walked out, [saying] {he was tired}. → Owen Pryce",
    "Ewa Lind thanked the drivers, and <Owen Pryce> walked out, [saying] {he was tired}. → Owen Pryce",
    "<Owen Pryce> [said] {the bus was late}, [adding] that {he had “given up,”} and left. → Owen Pryce; Owen Pryce",
];
