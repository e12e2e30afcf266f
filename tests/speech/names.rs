//! Speakers whose name no list knows.

use crate::notation::check;

#[test]
fn unknown_names_speak() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Particles and prefixes.
    "<Rafael de la Cruz> [said] {the road was shut}. → Rafael de la Cruz",
    "{“The road is shut,”} [said] <Pieter van der Meulen>. → Pieter van der Meulen",
    "<Yusuf bin Hadi> [said] {the road was shut}. → Yusuf bin Hadi",
    "<Amina al-Sabiri> [said] {the road was shut}. → Amina al-Sabiri",
    "<Ludwig von Harten> [said] {the road was shut}. → Ludwig von Harten",
    "Rafael de la Cruz left. <De la Cruz> [said] {the road was shut}. → Rafael de la Cruz",
    "Amina al-Sabiri left. {“The road is shut,”} <al-Sabiri> [said]. → Amina al-Sabiri",
    // Apostrophes, hyphens and marks on letters.
    "<Siobhán O’Dwyer> [said] {the road was shut}. → Siobhán O’Dwyer",
    "<Mary-Anne Holt> [said] {the road was shut}. → Mary-Anne Holt",
    "<Jana Horváth-Lind> [said] {the road was shut}. → Jana Horváth-Lind",
    "<Björn Åkesson> [said] {the road was shut}. → Björn Åkesson",
    "<Łukasz Żak> [said] {the road was shut}. → Łukasz Żak",
    // Initials, suffixes and degrees.
    "<J.B. Holt> [said] {the road was shut}. → J.B. Holt",
    "<J. B. Holt> [said] {the road was shut}. → J. B. Holt",
    "<Walter J. Pruitt Jr.> [said] {the road was shut}. → Walter J. Pruitt Jr.",
    "<Augustus Lyle III> [said] {the road was shut}. → Augustus Lyle III",
    "Walter J. Pruitt Jr. left. <Pruitt> [said] {the road was shut}. → Walter J. Pruitt Jr.",
    // Surname, given name and nickname are one person.
    "Elizabeth Holt left. {“The road is shut,”} <Holt> [said]. → Elizabeth Holt",
    "Elizabeth Holt left. {“The road is shut,”} <Elizabeth> [said]. → Elizabeth Holt",
    "Elizabeth Holt left. {“The road is shut,”} Ms. <Holt> [said]. → Elizabeth Holt",
    "William Holt left. {“The road is shut,”} <Bill Holt> [said]. → William Holt",
    "Elizabeth “Betty” Holt left. {“The road is shut,”} <Betty Holt> [said]. → Elizabeth “Betty” Holt",
    // One surname, two people.
    "Fiona Holt and Walter Holt left. {“The road is shut,”} <Fiona Holt> [said]. → Fiona Holt",
    "Fiona Holt and Walter Holt left. {“The road is shut,”} Ms. <Holt> [said]. → Fiona Holt",
    "Fiona Holt and Walter Holt left. {“The road is shut,”} Mr. <Holt> [said]. → Walter Holt",
    "Fiona Holt met her brother Walter. {“The road is shut,”} <Walter> [said]. → Walter",
    // Names of three and four words, in other orders.
    "<Sarah Jane Holt> [said] {the road was shut}. → Sarah Jane Holt",
    "<Nguyen Thi Lan> [said] {the road was shut}. → Nguyen Thi Lan",
    "<Kim Min-seo> [said] {the road was shut}. → Kim Min-seo",
    "<Maria Luisa Ortega Ruiz> [said] {the road was shut}. → Maria Luisa Ortega Ruiz",
    // One name only.
    "<Paula> [said] {the road was shut}. → Paula",
    // Names that are words too.
    "<Will Baker> [said] {the road was shut}. → Will Baker",
    "<Mark Stone> [said] {the road was shut}. → Mark Stone",
    // Titles are no part of the name.
    "Dr. <Paula Reed> [said] {the road was shut}. → Paula Reed",
    "Sir <Walter Holt> [said] {the road was shut}. → Walter Holt",
    "Rev. <Walter Holt> [said] {the road was shut}. → Walter Holt",
    "Queen <Margrit> [said] {the road was shut}. → Margrit",
    // A short paragraph in which nearly all words are capitalised is no headline.
    "{“No,”} <Clara Weiss> [said]. {+“Never.”} → Clara Weiss",
];
