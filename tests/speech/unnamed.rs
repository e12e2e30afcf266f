//! Sources without a name, kept as such.

use crate::notation::check;

#[test]
fn unnamed_sources_stay_unnamed() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Officials, aides and spokespeople.
    "<Officials> [said] {the dam would hold}. → unnamed",
    "<Two officials> [said] {the dam would hold}. → unnamed",
    "<A senior official> [said] {the dam would hold}. → unnamed",
    "<An official at the ministry> [said] {the dam would hold}. → unnamed",
    "<A ministry official> [said] {the dam would hold}. → unnamed",
    "<A spokesman> [said] {the dam would hold}. → unnamed",
    "<A spokeswoman for the ministry> [said] {the dam would hold}. → unnamed",
    "<An aide to the mayor> [said] {the dam would hold}. → unnamed",
    "<Two people familiar with the inquiry> [said] {the dam would hold}. → unnamed",
    "<A person with knowledge of the inquiry> [said] {the dam would hold}. → unnamed",
    "<Sources> [said] {the dam would hold}. → unnamed",
    "<Sources close to the mayor> [said] {the dam would hold}. → unnamed",
    "{“The dam will hold,”} <an official> [said]. → unnamed",
    "{“The dam will hold,”} [said] <an official>. → unnamed",
    "{“The dam will hold,”} [said] <a senior official at the ministry>. → unnamed",
    "{“The dam will hold,”} [said] <one official>, who asked not to be named. → unnamed",
    // A relative clause is no part of the mention.
    "<An official>, who asked not to be named, [said] {the dam would hold}. → unnamed",
    "{“The dam will hold,”} [said] <an engineer> who has worked there since May. → unnamed",
    // Passers-by.
    "<A neighbour> [said] {the water came at night}. → unnamed",
    "<Witnesses> [said] {the water came at night}. → unnamed",
    "<Residents of the lower town> [said] {the water came at night}. → unnamed",
    "{“The water came at night,”} <a baker> [said]. → unnamed",
    "{“The water came at night,”} [said] <a woman in a red coat>. → unnamed",
    "{“The water came at night,”} [said] <an old man>. → unnamed",
    "{“The water came at night,”} <a boy of nine> [said]. → unnamed",
    "<Some> [said] {the water came at night}. → unnamed",
    "<Others> [said] {the water came at noon}. → unnamed",
    "<Many farmers> [said] {the water came at night}. → unnamed",
    "<Critics> [said] {the dam was “a folly.”} → unnamed",
    "<Critics of the dam> [called] {it “a folly.”} → unnamed",
    "<Experts> [warned] that {the dam would break}. → unnamed",
    "<Doctors> [said] {the girl would live}. → unnamed",
    "<Prosecutors> [said] {the engineer had lied}. → unnamed",
    "<The defence> [said] {the engineer had not lied}. → unnamed",
    "<Scientists at the university> [said] {the dam would hold}. → unnamed",
    "<Supporters> [chanted] {“Build it!”} → unnamed",
    // The same unnamed source again.
    "{“The dam will hold,”} <an official> [said]. {“I built it,”} <the official> [added]. → unnamed; unnamed",
    "{“The dam will hold,”} <an official> [said]. {+“I built it.”} → unnamed",
    // Someone named stands near, but does not speak.
    "Mayor Ines Valdera left. {“The dam will hold,”} <an official> [said]. → unnamed",
    "<An aide to Ines Valdera> [said] {the dam would hold}. → unnamed",
    "{“The dam will hold,”} <a friend of Ines Valdera> [said]. → unnamed",
    // Nobody at all.
    "{“The dam will hold.”} → –",
    // With a number, a place or a clause behind.
    "<Three of the engineers> [said] {the dam would hold}. → unnamed",
    "<Nearly half of the farmers> [said] {the dam would hold}. → unnamed",
    "<A former engineer> [said] {the dam would hold}. → unnamed",
    "<A senior diplomat in Brasca> [said] {the dam would hold}. → unnamed",
    "<Diplomats from both countries> [said] {the dam would hold}. → unnamed",
    "<The lawyer> [said] {the engineer was innocent}. → unnamed",
    "<His lawyer> [said] {the engineer was innocent}. → unnamed",
    "<Lawyers for the engineer> [said] {he was innocent}. → unnamed",
    "<The engineer’s lawyer> [said] {he was innocent}. → unnamed",
    "{“He is innocent,”} <his lawyer> [told] the court. → unnamed",
    "{“He is innocent,”} <a man in the crowd> [shouted]. → unnamed",
    "{“He is innocent,”} <someone> [shouted]. → unnamed",
    "{“He is innocent,”} <everyone> [said]. → unnamed",
    "<One engineer> [called] {the dam “a folly.”} → unnamed",
    "<Another> [called] {it “a wonder.”} → unnamed",
    "<The man> [said] {he saw nothing}. → unnamed",
    "<The girl’s mother> [said] {she would live}. → unnamed",
    "<A fisherman> [told] the Gazette {the water came at night}. → unnamed",
    // With a name in the phrase.
    "<A lawyer for Walter Pruitt> [said] {he was innocent}. → unnamed",
    "<A spokesman for Walter Pruitt> [said] {he was innocent}. → unnamed",
    "{“He is innocent,”} [said] <a lawyer for Walter Pruitt>. → unnamed",
    "<Walter Pruitt’s lawyer> [said] {he was innocent}. → unnamed",
    "<The mother of Walter Pruitt> [said] {he was innocent}. → unnamed",
    "<Friends of Walter Pruitt> [said] {he was innocent}. → unnamed",
];
