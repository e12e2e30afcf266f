//! Plain and inverted order: the speaker before, after and within the words.

use crate::notation::check;

#[test]
fn every_order_finds_its_speaker() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Content, speaker, verb.
    "{“The harbour is ours,”} <Nadia Okafor> [said]. → Nadia Okafor",
    "{“The harbour is ours,”} <Nadia Okafor> [said] on Friday. → Nadia Okafor",
    "{“The harbour is ours,”} <Nadia Okafor> [told] a crowd of dockers. → Nadia Okafor",
    "{“The harbour is ours,”} <Nadia Okafor> [wrote] in her memoir. → Nadia Okafor",
    "{“Is the harbour ours?”} <Nadia Okafor> [asked]. → Nadia Okafor",
    // Content, verb, speaker.
    "{“The harbour is ours,”} [said] <Nadia Okafor>. → Nadia Okafor",
    "{“The harbour is ours,”} [said] <Nadia Okafor> on Friday. → Nadia Okafor",
    "{“The harbour is ours,”} [says] <Nadia Okafor>, who leads the union. → Nadia Okafor",
    "{“The harbour is ours,”} [wrote] <Nadia Okafor> in the union’s paper. → Nadia Okafor",
    "{“Is the harbour ours?”} [asked] <Nadia Okafor>. → Nadia Okafor",
    "{“The harbour is ours!”} [shouted] <Nadia Okafor>. → Nadia Okafor",
    "{“The harbour is ours,”} [said] union leader <Nadia Okafor>. → Nadia Okafor",
    "{“The harbour is ours,”} [said] Captain <Nadia Okafor> of the tug Meridian. → Nadia Okafor",
    "{“The harbour is ours,”} [said] <Nadia Okafor>, 41, of Port Aurel. → Nadia Okafor",
    "{“The harbour is ours,”} [added] <Nadia Okafor>. → Nadia Okafor",
    // Speaker, verb, content.
    "<Nadia Okafor> [said], {“The harbour is ours.”} → Nadia Okafor",
    "<Nadia Okafor> [said] {“the harbour is ours”} → Nadia Okafor",
    "<Nadia Okafor> [said] {the harbour was “ours.”} → Nadia Okafor",
    "<Nadia Okafor> [said] on Friday, {“The harbour is ours.”} → Nadia Okafor",
    "On Friday <Nadia Okafor> [said], {“The harbour is ours.”} → Nadia Okafor",
    "<Nadia Okafor> [told] reporters on the quay, {“The harbour is ours.”} → Nadia Okafor",
    "<Nadia Okafor> [asked], {“Is the harbour ours?”} → Nadia Okafor",
    // In the middle.
    "{“The harbour,”} <Nadia Okafor> [said], {+“is ours.”} → Nadia Okafor",
    "{“The harbour,”} [said] <Nadia Okafor>, {+“is ours.”} → Nadia Okafor",
    "{“The harbour is ours,”} [said] <Nadia Okafor>, the union leader, {+“and it will stay ours.”} → Nadia Okafor",
    "{“The harbour is ours,”} <Nadia Okafor> [said] on Friday. {+“It will stay ours.”} → Nadia Okafor",
    "{“The harbour is ours,”} [said] <Nadia Okafor>. {+“It will stay ours.”} → Nadia Okafor",
    // Indirect, both ways round.
    "<Nadia Okafor> [said] {the harbour belonged to its workers}. → Nadia Okafor",
    "{The harbour belonged to its workers}, <Nadia Okafor> [said]. → Nadia Okafor",
    "{The harbour belonged to its workers}, [said] <Nadia Okafor>. → Nadia Okafor",
];
