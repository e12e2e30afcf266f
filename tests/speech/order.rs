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
    // Present, perfect and questions, inverted.
    "{“The harbour is ours,”} [says] <Nadia Okafor>. → Nadia Okafor",
    "{“Who owns the harbour?”} [asks] <Nadia Okafor>. → Nadia Okafor",
    "{“The harbour is ours,”} [insisted] <Nadia Okafor>, before leaving. → Nadia Okafor",
    "{“The harbour is ours,”} [says] union leader <Nadia Okafor>. {+“It always was.”} → Nadia Okafor",
    "{“The harbour is ours,”} [said] the union’s <Nadia Okafor>. → Nadia Okafor",
    "{“The harbour is ours,”} [said] an angry <Nadia Okafor>. → Nadia Okafor",
    "{“The harbour is ours,”} a tired <Nadia Okafor> [said]. → Nadia Okafor",
    "{“The harbour is ours,”} [said] <Okafor>. Nadia Okafor leads the union. → Nadia Okafor",
    // With a place or a time between.
    "{“The harbour is ours,”} <Nadia Okafor> on Friday [told] the crowd. → Nadia Okafor",
    "<Nadia Okafor> on Friday [said] {the harbour belonged to its workers}. → Nadia Okafor",
    "In Port Aurel, <Nadia Okafor> [said] {the harbour belonged to its workers}. → Nadia Okafor",
    "Later that day, <Nadia Okafor> [said] {the harbour belonged to its workers}. → Nadia Okafor",
    "But <Nadia Okafor> [said] {the harbour belonged to its workers}. → Nadia Okafor",
    "And <Nadia Okafor> [said], {“The harbour is ours.”} → Nadia Okafor",
    "Still, <Nadia Okafor> [said] {the harbour belonged to its workers}. → Nadia Okafor",
    // With quotation in front and more report behind.
    "{“The harbour is ours,”} <Nadia Okafor> [said], [adding] {it would stay so}. → Nadia Okafor; Nadia Okafor",
    "{“The harbour is ours,”} <Nadia Okafor> [told] reporters. <She> [said] {it would stay so}. → Nadia Okafor; Nadia Okafor",
];
