//! Tweets, letters, statements and papers that speak, and the people behind them.

use crate::notation::check;

#[test]
fn papers_speak() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Statements.
    "{“The plant is closed,”} <Clara Weiss> [said] in a statement. → Clara Weiss",
    "In a statement, <Clara Weiss> [said] {the plant was closed}. → Clara Weiss",
    "In a statement on Friday, <Clara Weiss> [said], {“The plant is closed.”} → Clara Weiss",
    "<Clara Weiss> [said] in a written statement that {the plant was closed}. → Clara Weiss",
    "{“The plant is closed,”} <a statement> [said]. → unnamed",
    "{“The plant is closed,”} <the statement> [said]. → unnamed",
    "{“The plant is closed,”} [read] <a statement>. → unnamed",
    "<A statement on the company’s website> [said] {the plant was closed}. → unnamed",
    "{“The plant is closed,”} <Halcyon Steel> [said] in a statement. → Halcyon Steel (organization)",
    // Tweets and posts.
    "{“The plant is closed,”} <Clara Weiss> [tweeted] on Friday. → Clara Weiss",
    "{“The plant is closed,”} <Clara Weiss> [posted] on Friday. → Clara Weiss",
    "{“The plant is closed,”} <Clara Weiss> [wrote] on Chirper. → Clara Weiss",
    "<Clara Weiss> [tweeted]: {“The plant is closed.”} → Clara Weiss",
    "In a tweet, <Clara Weiss> [called] {the closure “a crime.”} → Clara Weiss",
    "In a post on Friday, <Clara Weiss> [wrote] that {the closure was “a crime.”} → Clara Weiss",
    "{“The plant is closed,”} <she> [said] in a tweet. → unknown",
    "{“The plant is closed,”} <Clara Weiss> [said] on her blog. → Clara Weiss",
    // Letters and messages.
    "<Clara Weiss> [wrote] in a letter to workers that {the plant would close}. → Clara Weiss",
    "In a letter to workers, <Clara Weiss> [wrote], {“The plant will close.”} → Clara Weiss",
    "{“The plant will close,”} <the letter> [said]. → unnamed",
    "<The letter> [said] {the plant would “close for good.”} → unnamed",
    "{“The plant will close,”} <Clara Weiss> [wrote] in an email to workers. → Clara Weiss",
    "{“The plant will close,”} <the email> [read]. → unnamed",
    "{“Back in five minutes,”} [said] <a note on the door>. → unnamed",
    "{“The plant will close,”} <Clara Weiss> [said] by email. → Clara Weiss",
    "{“Mind the step,”} <a sign> [read]. → unnamed",
    "<The memo> [warned] that {the plant would close}. → unnamed",
    // Reports, laws and papers.
    "<The report> [said] {the plant was unsafe}. → unnamed",
    "<The report> [found] that {the plant was “unsafe at any speed.”} → unnamed",
    "{“The plant is unsafe,”} <the report> [concluded]. → unnamed",
    "<The complaint> [alleges] that {the plant was unsafe}. → unnamed",
    "<The lawsuit> [says] {the plant was unsafe}. → unnamed",
    "<The Harbour Gazette> [reported] that {the plant would close}. → Harbour Gazette (organization)",
    // The person behind the paper.
    "In her report, <Clara Weiss> [said] {the plant was unsafe}. → Clara Weiss",
    "{“The plant was unsafe,”} <Clara Weiss> [said] in the report. → Clara Weiss",
    "<Clara Weiss> [said] on the radio that {the plant was unsafe}. → Clara Weiss",
    "<Clara Weiss> [said] in an interview with the Harbour Gazette that {the plant was unsafe}. → Clara Weiss",
    "<Clara Weiss> [told] the Harbour Gazette: {“The plant was unsafe.”} → Clara Weiss",
    // More papers.
    "<The indictment> [says] {the engineer “knew every crack.”} → unnamed",
    "<The ruling> [said] {the plant was unsafe}. → unnamed",
    "<The filing> [says] {the plant was unsafe}. → unnamed",
    "<The study> [found] {the plant was unsafe}. → unnamed",
    "<The website> [says] {the plant is closed}. → unnamed",
    "<Its website> [says] {the plant is closed}. → unnamed",
    "<The leaflet> [said] {the plant was “open to all.”} → unnamed",
    "{“Open to all,”} <the leaflet> [promised]. → unnamed",
    "<The headline> [read]: {“Plant closes.”} → unnamed",
    "<A banner> [read], {“Save the plant.”} → unnamed",
    "<The message> [said] {the plant was closed}. → unnamed",
    "<Two letters> [said] {the plant was closed}. → unnamed",
    "<A tweet from the company> [said] {the plant was closed}. → unnamed",
    "{“The plant is closed,”} <the company> [said] in a tweet. → company (organization)",
    "In an open letter, <the workers> [said] {the plant was “their home.”} → unnamed",
    "In her speech on Friday, <Clara Weiss> [said] {the plant was “our home.”} → Clara Weiss",
    "In an interview, <Clara Weiss> [called] {the plant “our home.”} → Clara Weiss",
    "{“The plant is our home,”} <Clara Weiss> [wrote] in the Harbour Gazette. → Clara Weiss",
    "<Clara Weiss> [wrote] in May: {“The plant is our home.”} → Clara Weiss",
];
