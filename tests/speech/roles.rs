//! Descriptions that speak: a role is the person introduced with it.

use crate::notation::check;

#[test]
fn roles_find_their_person() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    "The mayor of Port Aurel, Ines Valdera, opened the session. <The mayor> [said] {the bill was dead}. → Ines Valdera",
    // The role with which a person was introduced stands for the person.
    "Senator Jonas Pell opened the session. {“The bill is dead,”} <the senator> [said]. → Jonas Pell",
    "Mayor Ines Valdera opened the session. {“The bill is dead,”} <the mayor> [said]. → Ines Valdera",
    "Ines Valdera, the mayor, opened the session. {“The bill is dead,”} <the mayor> [said]. → Ines Valdera",
    "Ines Valdera, mayor of Port Aurel, opened the session. {“The bill is dead,”} <the mayor> [said]. → Ines Valdera",
    "The mayor, Ines Valdera, opened the session. {“The bill is dead,”} <the mayor> [said]. → Ines Valdera",
    "Harbour master Ines Valdera opened the session. {“The bill is dead,”} <the harbour master> [said]. → Ines Valdera",
    "President Odile Karras opened the session. <The president> [said] {the bill was dead}. → Odile Karras",
    "Prime Minister Odile Karras opened the session. <The prime minister> [said] {the bill was dead}. → Odile Karras",
    "Judge Owen Pryce opened the session. {“The bill is dead,”} <the judge> [said]. → Owen Pryce",
    "Professor Owen Pryce opened the session. {“The bill is dead,”} <the professor> [said]. → Owen Pryce",
    "Owen Pryce, a lawyer, opened the session. {“The bill is dead,”} <the lawyer> [said]. → Owen Pryce",
    "Owen Pryce, a lawyer from Port Aurel, opened the session. <The lawyer> [said] {the bill was dead}. → Owen Pryce",
    "Owen Pryce is a lawyer in Port Aurel. {“The bill is dead,”} <the lawyer> [said]. → Owen Pryce",
    "Owen Pryce, the company’s chief executive, opened the session. <The chief executive> [said] {the bill was dead}. → Owen Pryce",
    // The shorter or longer form of the role.
    "Vice President Odile Karras opened the session. <The vice president> [said] {the bill was dead}. → Odile Karras",
    "Former mayor Owen Pryce opened the session. {“The bill is dead,”} <the former mayor> [said]. → Owen Pryce",
    "Police chief Owen Pryce opened the session. {“The bill is dead,”} <the chief> [said]. → Owen Pryce",
    // Two roles, two people.
    "Mayor Ines Valdera met Senator Jonas Pell. {“The bill is dead,”} <the senator> [said]. → Jonas Pell",
    "Mayor Ines Valdera met Senator Jonas Pell. {“The bill is dead,”} <the mayor> [said]. → Ines Valdera",
    "Ines Valdera, the mayor, met Jonas Pell, a senator. {“The bill is dead,”} <the senator> [said]. → Jonas Pell",
    "Judge Owen Pryce heard the banker Jonas Pell. {“I am broke,”} <the banker> [said]. → Jonas Pell",
    // Nobody has that role: the source stays unnamed.
    "Mayor Ines Valdera opened the session. {“The bill is dead,”} <a senator> [said]. → unnamed",
    "Mayor Ines Valdera opened the session. {“The bill is dead,”} <the clerk> [said]. → unnamed",
    "Mayor Ines Valdera opened the session. <Another mayor> [said] {the bill was dead}. → unnamed",
    "Mayor Ines Valdera opened the session. {“The bill is dead,”} <her spokesman> [said]. → unnamed",
    "Mayor Ines Valdera opened the session. {“The bill is dead,”} <a spokesman for the mayor> [said]. → unnamed",
    // The role before the name at the report.
    "{“The bill is dead,”} Senator <Jonas Pell> [said]. → Jonas Pell",
    "{“The bill is dead,”} [said] Senator <Jonas Pell>. → Jonas Pell",
    "{“The bill is dead,”} former senator <Jonas Pell> [said]. → Jonas Pell",
    // Surname, full name and title are one person.
    "Senator Jonas Pell opened the session. {“The bill is dead,”} Mr. <Pell> [said]. → Jonas Pell",
    "Senator Jonas Pell opened the session. {“The bill is dead,”} Senator <Pell> [said]. → Jonas Pell",
    "Senator Jonas Pell opened the session. {“The bill is dead,”} <Pell> [said]. → Jonas Pell",
    // Over paragraphs.
    "Mayor Ines Valdera opened the session. ¶ The bill was read twice. ¶ {“The bill is dead,”} <the mayor> [said]. → Ines Valdera",
    "Mayor Ines Valdera opened the session. ¶ Senator Jonas Pell left it. ¶ <The mayor> [said] {the bill was dead}. → Ines Valdera",
    "Captain Bram Okoye sailed at noon. {“The sea was high,”} <the captain> [said]. → Bram Okoye",
    "Coach Bram Okoye watched the match. {“We were slow,”} <the coach> [said]. → Bram Okoye",
    "The novelist Clara Weiss read at noon. {“I was slow,”} <the novelist> [said]. → Clara Weiss",
    "The actor Owen Pryce read at noon. <The actor> [said] {he was slow}. → Owen Pryce",
    "Owen Pryce, an actor, read at noon. {“I was slow,”} <the actor> [told] the crowd. → Owen Pryce",
    "Bishop Owen Pryce read at noon. {“I was slow,”} <the bishop> [said]. → Owen Pryce",
    "Governor Clara Weiss read at noon. {“I was slow,”} <the governor> [said]. → Clara Weiss",
    "Gov. Clara Weiss read at noon. {“I was slow,”} <the governor> [said]. → Clara Weiss",
    "Sen. Clara Weiss read at noon. {“I was slow,”} <the senator> [said]. → Clara Weiss",
];
