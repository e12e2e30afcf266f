//! Sentences: abbreviations and stops inside a quotation end none.

use crate::notation::check;

#[test]
fn sentences_end_where_they_end() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Titles and initials before a name end no sentence.
    "{“The bridge is safe,”} Mr. <Tolland> [said]. → Tolland",
    "Dr. <Ines Valdera> [said] {the vaccine was safe}. It was cheap. → Ines Valdera",
    "Sen. <J.B. Tolland> [said] {the bill would pass}. It did not. → J.B. Tolland",
    "Gen. <Marta K. Ruhl> [said] {the border was quiet}. Nobody crossed it. → Marta K. Ruhl",
    "Prof. <Ewa Lind> of St. Anne’s College [said] {the find was genuine}. → Ewa Lind",
    "Lt. Col. <Bram Okoye> [said] {the road was open}. → Bram Okoye",
    // Places, firms, times and numbers.
    "<Ines Valdera> [said] {the U.S. would sign the treaty}. It did so in May. → Ines Valdera",
    "<Ines Valdera> [said] {the ship would sail at 9 a.m. on Friday}. → Ines Valdera",
    "<Ines Valdera> [said] {the shop would open at 9 a.m.} The baker opened at six. → Ines Valdera",
    "<Ines Valdera> [said] {Hartwell Inc. would close its mill}. Hundreds work there. → Ines Valdera",
    "<Ines Valdera> [said] {the tax would rise by 1.5 percent to No. 9 on the list}. → Ines Valdera",
    // Stops inside a quotation do not end the sentence around it.
    "<Ines Valdera> [said] {“It is cold. It is wet. We go home”} and left the pier. → Ines Valdera",
    "{“It is cold. It is wet. We go home,”} <Ines Valdera> [said] on the pier. → Ines Valdera",
    "{“Is it cold? Is it wet?”} <Ines Valdera> [asked] the crew. → Ines Valdera",
    "{“Go home!”} <Ines Valdera> [shouted]. The crew stayed. → Ines Valdera",
    "{“Go home!”} The crew stayed. → –",
    "<Ines Valdera> [said], {“The U.S. is far. We are near.”} The crew nodded. → Ines Valdera",
    "{“The talks with the U.S. will go on,”} <Ines Valdera> [said]. → Ines Valdera",
    "{“I met Mr. Pell at St. Anne’s at 9 p.m.,”} <Ines Valdera> [said]. → Ines Valdera",
    // A quotation that ends its sentence, and what follows begins anew.
    "<Ines Valdera> [said] {it was “cold.”} The crew stayed. → Ines Valdera",
    "<Ines Valdera> [said] {it was “cold.”} Jonas Pell went home. → Ines Valdera",
    "{“It is cold,”} <Ines Valdera> [said]. Jonas Pell went home. → Ines Valdera",
    // Two speakers in two sentences.
    "{“It is cold,”} <Ines Valdera> [said]. {“It is wet,”} <Jonas Pell> [said]. → Ines Valdera; Jonas Pell",
    "<Ines Valdera> [said] {it was “cold.”} <Jonas Pell> [said] {it was “wet.”} → Ines Valdera; Jonas Pell",
    "<Ines Valdera> [said], {“It is cold.”} <Jonas Pell> [said], {“It is wet.”} → Ines Valdera; Jonas Pell",
    // Brackets, dashes and dots.
    "<Ines Valdera> [said] {the pier (built in 1904) was unsafe}. It has been shut. → Ines Valdera",
    "{“It was … not good,”} <Ines Valdera> [said]. → Ines Valdera",
    "{“It was cold ... and wet,”} <Ines Valdera> [said]. → Ines Valdera",
    "{“The ship — my ship — is gone,”} <Ines Valdera> [said]. → Ines Valdera",
    "(<Ines Valdera> [said] {the pier was unsafe}.) It has been shut. → Ines Valdera",
    // Sentences that hold more than their report.
    "The bridge, which cost $1.5 million, is shut, and <Ines Valdera> [said] {it would stay shut}. → Ines Valdera",
    "{“Pier No. 9 is shut,”} <Ines Valdera> [said]. {+“Pier No. 10 is open.”} → Ines Valdera",
    "{“It is 5 p.m.,”} <Ines Valdera> [said]. {+“We go home.”} → Ines Valdera",
    "<Ines Valdera> [said] at 5 p.m. {the pier was shut}. → Ines Valdera",
    "<Ines Valdera> of Port Aurel, Vt., [said] {the pier was shut}. → Ines Valdera",
    "The match was Rovers vs. United. {“It was even,”} <Ines Valdera> [said]. → Ines Valdera",
    "The fee is 4.5 crowns. {“It is fair,”} <Ines Valdera> [said]. → Ines Valdera",
    "{“Really?!”} <Ines Valdera> [asked]. {+“Who says so?”} → Ines Valdera",
    "{“Wait ...”} <Ines Valdera> [said]. {+“What?”} → Ines Valdera",
];
