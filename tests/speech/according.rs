//! According to: in front, behind and in the middle.

use crate::notation::check;

#[test]
fn according_to_names_the_source() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // In front.
    "[According to] <Ewa Lind>, {the mine was safe}. → Ewa Lind",
    "[According to] <Ewa Lind>, {the mine was “perfectly safe.”} → Ewa Lind",
    "{The mine was safe}, [according to] <Ewa Lind>. → Ewa Lind",
    "{The mine was “perfectly safe,”} [according to] <Ewa Lind>. → Ewa Lind",
    "{“The mine is perfectly safe,”} [according to] <Ewa Lind>. → Ewa Lind",
    "[According to] <Ewa Lind>, who inspected it, {the mine was safe}. → Ewa Lind",
    "[According to] <the inspectors>, {the mine was safe}. → unnamed",
    "[According to] <a report> published on Friday, {the mine was safe}. → unnamed",
    "{The mine was safe}, [according to] <Hartwell Mining>. → Hartwell Mining (organization)",
    "{The mine was safe}, [according to] <two people familiar with the inquiry>. → unnamed",
    "The mine was built according to the plans of 1904.",
    "[According to] <him>, {the mine was safe}. → unknown",
    "Owen Pryce inspected the mine. [According to] <him>, {the timbers were sound}. → Owen Pryce",
    "Owen Pryce inspected the mine. [According to] <Pryce>, {the timbers were sound}. → Owen Pryce",
    "[According to] Dr. <Owen Pryce>, {the timbers were sound}. → Owen Pryce",
    "[According to] inspector <Owen Pryce>, {the timbers were sound}. → Owen Pryce",
    "[According to] <the ministry>, {the timbers were sound}. → ministry (organization)",
    "[According to] <the Ministry of Mines>, {the timbers were sound}. → Ministry of Mines (organization)",
    "[According to] <court documents>, {the timbers were sound}. → unnamed",
    "[According to] <police>, {nobody was hurt}. → police (organization)",
    "[According to] <the police>, {nobody was hurt}. → police (organization)",
    // Behind.
    "{Nobody was hurt}, [according to] <the fire service>. → fire service (organization)",
    "{Nobody was hurt in the fall}, [according to] <Owen Pryce>, who led the rescue. → Owen Pryce",
    "{Nobody was hurt in the fall}, [according to] <a spokeswoman for Hartwell Mining>. → unnamed",
    "{Nobody was hurt in the fall}, [according to] <witnesses>. → unnamed",
    "{Nobody was hurt in the fall, and the pumps never stopped}, [according to] <Owen Pryce>. → Owen Pryce",
    "The pumps stopped at noon. {Nobody was hurt}, [according to] <Owen Pryce>. → Owen Pryce",
    // Two sentences, two sources.
    "[According to] <Owen Pryce>, {nobody was hurt}. [According to] <Ewa Lind>, {two men were}. → Owen Pryce; Ewa Lind",
    // No source.
    "Everything went according to plan.",
    "The cards are filed according to size.",
    "{Jonas Pell said the boat was “lost,”} [according to] <Ewa Lind>. → Ewa Lind",
    // With more than one sentence of context.
    "The storm came at night. [According to] <the National Weather Office>, {it was the worst since May}. → National Weather Office (organization)",
    "Owen Pryce led the rescue. {Nobody was hurt}, [according to] <Pryce>. → Owen Pryce",
    "Mayor Owen Pryce led the rescue. {Nobody was hurt}, [according to] <the mayor>. → Owen Pryce",
    "{The fall cost “a great deal,”} [according to] <Owen Pryce>. → Owen Pryce",
    "{The fall cost nine million crowns}, [according to] <figures from the ministry>. → unnamed",
    "{The shaft was dry}, [according to] <Owen Pryce> of Hartwell Mining. → Owen Pryce",
    "{The shaft was dry}, [according to] <Owen Pryce>, a mining engineer. → Owen Pryce",
    "{The shaft was dry}, [according to] the engineer <Owen Pryce>. → Owen Pryce",
    "[According to] <one of the miners>, {the shaft was dry}. → unnamed",
    "[According to] <the company>, {the shaft was dry}. → company (organization)",
];
