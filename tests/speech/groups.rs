//! Organisations and places that speak.

use crate::notation::check;

#[test]
fn groups_and_places_speak() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Companies, parties and ministries.
    "<Halcyon Ferries> [said] {the ship would sail}. → Halcyon Ferries (organization)",
    "{“The ship will sail,”} <Halcyon Ferries> [said]. → Halcyon Ferries (organization)",
    "{“The ship will sail,”} <Halcyon Ferries> [said] in a statement. → Halcyon Ferries (organization)",
    "<Hartwell Inc.> [said] {the ship would sail}. → Hartwell Inc. (organization)",
    "<The Ministry of Fisheries> [said] {the ship would sail}. → Ministry of Fisheries (organization)",
    "<The Seafarers’ Union> [said] {the ship would sail}. → Seafarers’ Union (organization)",
    "<The Port Authority> [announced] that {the ship would sail}. → Port Authority (organization)",
    "<The University of Brasca> [said] {the find was genuine}. → University of Brasca (organization)",
    "<The Brasca Football Club> [said] {the match would be played}. → Brasca Football Club (organization)",
    "<The National Weather Office> [warned] that {the river would rise}. → National Weather Office (organization)",
    "<The Green Party> [called] {the plan “a gift to polluters.”} → Green Party (organization)",
    "<The Supreme Court> [said] {the law was void}. → Supreme Court (organization)",
    "<The Harbour Gazette> [reported] {the ship would sail}. → Harbour Gazette (organization)",
    "<The White Whale Foundation> [said] {the whale was safe}. → White Whale Foundation (organization)",
    // Organisations under a common noun.
    "<The company> [said] {the ship would sail}. → company (organization)",
    "<The ministry> [said] {the ship would sail}. → ministry (organization)",
    "<The union> [said] {the ship would sail}. → union (organization)",
    "<The city council> [said] {the ship would sail}. → city council (organization)",
    "<The coast guard> [said] {the ship would sail}. → coast guard (organization)",
    "<The court> [said] {the ship would sail}. → court (organization)",
    "{“The ship will sail,”} <the company> [said]. → company (organization)",
    "{“The ship will sail,”} <the agency> [said] in a statement. → agency (organization)",
    "Halcyon Ferries repaired the ship. <The company> [said] {it would sail}. → company (organization)",
    // Countries and cities.
    "<Norway> [said] {the talks would go on}. → Norway (place)",
    "<France> [called] {the talks “useful.”} → France (place)",
    "{“The talks will go on,”} <France> [said]. → France (place)",
    "[According to] <Norway>, {the talks would go on}. → Norway (place)",
    "<Japan> [denied] that {the ship had entered its waters}. → Japan (place)",
    // A member speaks for it: the person, or an unnamed source.
    "<Clara Weiss> of Halcyon Ferries [said] {the ship would sail}. → Clara Weiss",
    "Halcyon Ferries chief <Clara Weiss> [said] {the ship would sail}. → Clara Weiss",
    "Halcyon Ferries’ chief executive <Clara Weiss> [said] {the ship would sail}. → Clara Weiss",
    "{“The ship will sail,”} [said] <Clara Weiss>, of Halcyon Ferries. → Clara Weiss",
    "<A spokesman for Halcyon Ferries> [said] {the ship would sail}. → unnamed",
    "<A Halcyon Ferries spokesman> [said] {the ship would sail}. → unnamed",
    "Halcyon Ferries spokeswoman <Clara Weiss> [said] {the ship would sail}. → Clara Weiss",
    // Groups of people with a name of their own.
    "<Democrats> [said] {the bill was dead}. → unnamed",
    "<Rovers> [said] {the match would be played}. → Rovers (organization)",
    "<Northmere United> [said] {the match would be played}. → Northmere United (organization)",
    "<The Brasca Police Department> [said] {the road was shut}. → Brasca Police Department (organization)",
    "<The city police> [said] {the road was shut}. → city police (organization)",
    "<The tram company> [said] {the road was shut}. → tram company (organization)",
    "<The club> [said] {the match would be played}. → club (organization)",
    "<The hospital> [said] {the girl would live}. → hospital (organization)",
    "<The school> [said] {the class was full}. → school (organization)",
    "<The bank> [said] {the vault was empty}. → bank (organization)",
    "<The newspaper> [said] {the ship would sail}. → newspaper (organization)",
    "<The committee> [said] {the ship would sail}. → committee (organization)",
    "<The foundation> [said] {the ship would sail}. → foundation (organization)",
    "<The campaign> [said] {the bill was dead}. → campaign (organization)",
    "<The Society for Tidal Studies> [said] {the find was genuine}. → Society for Tidal Studies (organization)",
    "<The Bank of Velmara> [said] {the vault was empty}. → Bank of Velmara (organization)",
    "<St. Anne’s Hospital> [said] {the girl would live}. → St. Anne’s Hospital (organization)",
    // With a clause or an apposition behind.
    "<Hartwell Inc.>, which owns the mill, [said] {the mill would close}. → Hartwell Inc. (organization)",
    "<The Port Company>, which runs the pier, [said] {the ship would sail}. → Port Company (organization)",
    "<The Green Party>, led by Mara Teil, [said] {the bill was dead}. → Green Party (organization)",
    "<The University of Brasca>, where Clara Weiss teaches, [said] {the find was genuine}. → University of Brasca (organization)",
    "{“The mill will close,”} <Hartwell Inc.>, the owner, [said]. → Hartwell Inc. (organization)",
    "{“The mill will close,”} [said] <the company>, which employs 900 people. → company (organization)",
];
