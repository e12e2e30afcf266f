//! Pronouns that speak: by gender, place and turn.

use crate::notation::check;

#[test]
fn pronouns_find_their_person() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // The only person.
    "Clara Weiss opened the vault. {“It is empty,”} <she> [said]. → Clara Weiss",
    "Clara Weiss opened the vault. <She> [said] {it was empty}. → Clara Weiss",
    "Clara Weiss opened the vault. {It was empty}, <she> [said]. → Clara Weiss",
    "Owen Pryce opened the vault. {“It is empty,”} <he> [said]. → Owen Pryce",
    "Owen Pryce opened the vault. ¶ {“It is empty,”} <he> [said]. → Owen Pryce",
    // Gender by given name.
    "Clara Weiss and Owen Pryce opened the vault. {“It is empty,”} <she> [said]. → Clara Weiss",
    "Clara Weiss and Owen Pryce opened the vault. {“It is empty,”} <he> [said]. → Owen Pryce",
    "Owen Pryce met Clara Weiss at the vault. {“It is empty,”} <he> [told] her. → Owen Pryce",
    "Owen Pryce met Clara Weiss at the vault. {“It is empty,”} <she> [told] him. → Clara Weiss",
    "Clara Weiss called Owen Pryce. <He> [said] {the vault was empty}. → Owen Pryce",
    // Gender by title.
    "Ms. Weiss met Mr. Pryce at the vault. {“It is empty,”} <she> [said]. → Weiss",
    "Mr. Pryce met Ms. Weiss at the vault. {“It is empty,”} <he> [said]. → Pryce",
    "Mrs. Lind met Mr. Pryce at the vault. {“It is empty,”} <he> [said]. → Pryce",
    "Lady Lind met Lord Pryce at the vault. {“It is empty,”} <she> [said]. → Lind",
    // Gender by a role word.
    "The actress Robin Hale met the banker Owen Pryce. {“It is empty,”} <she> [said]. → Robin Hale",
    // The last one of that gender, as subject.
    "Clara Weiss left. Mara Teil opened the vault. {“It is empty,”} <she> [said]. → Mara Teil",
    "Clara Weiss left at noon. ¶ Mara Teil opened the vault. ¶ {“It is empty,”} <she> [said]. → Mara Teil",
    "Mara Teil opened the vault for Clara Weiss. {“It is empty,”} <she> [said]. → Mara Teil",
    "Owen Pryce opened the vault with Jonas Pell. {“It is empty,”} <he> [said]. → Owen Pryce",
    // The speaker goes on under a pronoun.
    "{“It is empty,”} <Clara Weiss> [said]. {“I have looked,”} <she> [added]. → Clara Weiss; Clara Weiss",
    "{“It is empty,”} <Clara Weiss> [said] of Mara Teil’s vault. {“I have looked,”} <she> [added]. → Clara Weiss; Clara Weiss",
    "<Clara Weiss> [said] {the vault was empty}. {“I have looked,”} <she> [said]. → Clara Weiss; Clara Weiss",
    "{“It is empty,”} <Clara Weiss> [said]. ¶ <She> [said] {she had looked}. → Clara Weiss; Clara Weiss",
    "{“It is empty,”} <Clara Weiss> [told] Owen Pryce. {“Who has the key?”} <he> [asked]. → Clara Weiss; Owen Pryce",
    // In one sentence.
    "When Clara Weiss opened the vault, <she> [said] {it was empty}. → Clara Weiss",
    "After opening the vault with Owen Pryce, Clara Weiss left, and <she> [said] {it was empty}. → Clara Weiss",
    // Possessives do not speak.
    "Clara Weiss opened the vault. {“It is empty,”} <her lawyer> [said]. → unnamed",
    // They.
    "The guards opened the vault. {“It is empty,”} <they> [said]. → unnamed",
    "Clara Weiss and Owen Pryce left. {“It is empty,”} <they> [said]. → unnamed",
    // I and we.
    "{“It is empty,”} <I> [told] Clara Weiss. → unknown",
    // Nobody it could be.
    "{“It is empty,”} <she> [said]. → unknown",
    "Owen Pryce opened the vault. {“It is empty,”} <she> [said]. → unknown",
    // Across paragraphs.
    "Clara Weiss opened the vault. ¶ The guards left. ¶ {“It is empty,”} <she> [said]. → Clara Weiss",
    "{“It is empty,”} <Clara Weiss> [said]. ¶ Owen Pryce nodded. ¶ {“I have looked,”} <she> [said]. → Clara Weiss; Clara Weiss",
    "{“It is empty,”} <Clara Weiss> [said]. ¶ {“It is not,”} <Owen Pryce> [said]. ¶ {“Look again,”} <she> [replied]. → Clara Weiss; Owen Pryce; Clara Weiss",
    "{“It is empty,”} <Clara Weiss> [said]. ¶ {“It is not,”} <Owen Pryce> [said]. ¶ {“I looked,”} <he> [added]. → Clara Weiss; Owen Pryce; Owen Pryce",
    // By an earlier pronoun.
    "Robin Hale lost her key. Owen Pryce found it. {“It is empty,”} <she> [said]. → Robin Hale",
    "Robin Hale lost his key. Clara Weiss found it. {“It is empty,”} <he> [said]. → Robin Hale",
    // Mentions inside somebody’s words do not count as the subject.
    "{“Mara Teil has the key,”} <Clara Weiss> [said]. <She> [said] {the vault was empty}. → Clara Weiss; Clara Weiss",
    "{“Owen Pryce has the key,”} <Clara Weiss> [said]. {“The vault is empty,”} <she> [added]. → Clara Weiss; Clara Weiss",
    // The possessor of the subject is not the subject.
    "Clara Weiss’s sister, Mara Teil, opened the vault. {“It is empty,”} <she> [said]. → Mara Teil",
    "Mara Teil opened Clara Weiss’s vault. {“It is empty,”} <she> [said]. → Mara Teil",
];
