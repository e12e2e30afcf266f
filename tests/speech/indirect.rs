//! Indirect speech: where it begins and where it ends.

use crate::notation::check;

#[test]
fn indirect_speech_has_edges() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // With that.
    "<Clara Weiss> [said] that {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [says] that {the vault is empty}. → Clara Weiss",
    "<Clara Weiss> [said] on Friday that {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [said] that, {in her view, the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [argued] that {the vault, which was built in 1904, was unsafe}. → Clara Weiss",
    // Without.
    "<Clara Weiss> [said] {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [said] {she had looked}. → Clara Weiss",
    "<Clara Weiss> [said] {there was nothing in the vault}. → Clara Weiss",
    "<Clara Weiss> [said] on Friday {the vault was empty}. → Clara Weiss",
    "On Friday, <Clara Weiss> [said] {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [said] Friday {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [says] {it is empty}. → Clara Weiss",
    "<Clara Weiss> [said] {when the guards opened the vault it was empty}. → Clara Weiss",
    "<Clara Weiss> [said] {if the vault was empty, somebody had the key}. → Clara Weiss",
    "<Clara Weiss> [said] {nobody had the key}. → Clara Weiss",
    // Content in front.
    "{The vault was empty}, <Clara Weiss> [said]. → Clara Weiss",
    "{The vault was empty}, [said] <Clara Weiss>. → Clara Weiss",
    "{The vault was empty and nobody had the key}, <Clara Weiss> [said]. → Clara Weiss",
    "{The vault was empty}, <Clara Weiss> [said] on Friday. → Clara Weiss",
    "{The vault was empty}, <she> [said]. → unknown",
    "The guards left. {The vault was empty}, <Clara Weiss> [said]. → Clara Weiss",
    // Where it ends: before the writer's own clause.
    "<Clara Weiss> [said] {the vault was empty}, but she did not open it. → Clara Weiss",
    "Clara Weiss opened the vault. <She> [said] {it was empty}, but she did not close it. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty}, and she left. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty}; nobody asked why. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty} — a word nobody believed. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty}, a claim the guards denied. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty}, which was not true. → Clara Weiss",
    "When <Clara Weiss> [said] {the vault was empty}, the guards laughed. → Clara Weiss",
    "As <Clara Weiss> [said], {the vault was empty}. → Clara Weiss",
    "After <Clara Weiss> [said] {the vault was empty}, the guards left. → Clara Weiss",
    "Although <Clara Weiss> [said] {the vault was empty}, the guards opened it. → Clara Weiss",
    // Where it ends: commas inside it.
    "<Clara Weiss> [said] {the vault, the safe and the drawer were empty}. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty because the guards had opened it}. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty when she opened it}. → Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty and would stay so}. → Clara Weiss",
    // Infinitives.
    "<Clara Weiss> [promised] {to open the vault}. → Clara Weiss",
    "<Clara Weiss> [vowed] {to find the key}. → Clara Weiss",
    "<Clara Weiss> [threatened] {to close the bank}. → Clara Weiss",
    // Questions.
    "<Clara Weiss> [asked] {why the vault was empty}. → Clara Weiss",
    // No speech.
    "Clara Weiss said nothing.",
    "Clara Weiss opened the vault.",
    "Clara Weiss spoke for an hour.",
    "Clara Weiss refused to say who had the key.",
    "Clara Weiss declined to comment.",
    "It is fair to say the vault is old.",
    // Longer reports.
    "<Clara Weiss> [said] {the vault was empty, that nobody had the key and that the guards had left}. → Clara Weiss",
    "<Clara Weiss> [said] {although the vault was locked, it was empty}. → Clara Weiss",
    "<Clara Weiss> [said] {the guards, who had no key, could not have opened it}. → Clara Weiss",
    "<Clara Weiss> [said] {it was not clear who had the key}. → Clara Weiss",
    "<Clara Weiss> [said] {she did not know who had the key}. → Clara Weiss",
    "<Clara Weiss> [said] {her sister would find the key}. → Clara Weiss",
    "<Clara Weiss> [said] {more than 90 vaults were empty}. → Clara Weiss",
    "<Clara Weiss> [said] {three of the vaults were empty}. → Clara Weiss",
    "<Clara Weiss> [said] {opening the vault took an hour}. → Clara Weiss",
    "<Clara Weiss> [said] {vaults are safe}. → Clara Weiss",
    "<Clara Weiss> [told] the guards {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [told] the guards on Friday that {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [told] Owen Pryce {he should leave}. → Clara Weiss",
    "<Clara Weiss> [wrote] that {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [explained] that {the vault was empty}. → Clara Weiss",
    "<Clara Weiss> [added] that {the vault was empty}. → Clara Weiss",
    "{The vault had been opened at night}, <Clara Weiss> [said], and left. → Clara Weiss",
    "{With nobody there, the vault had been opened}, <Clara Weiss> [said]. → Clara Weiss",
];
