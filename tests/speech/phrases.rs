//! Cues of several words, and nouns that report.

use crate::notation::check;

#[test]
fn phrases_and_nouns_report() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Verbs of several words.
    "{“The mine is safe,”} <Ewa Lind> [went on]. → Ewa Lind",
    "<Ewa Lind> [went on to say] that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [goes on to say] that {the mine is safe}. → Ewa Lind",
    "{“You never came,”} <Ewa Lind> [fired back]. → Ewa Lind",
    "{“You never came,”} <Ewa Lind> [shot back]. → Ewa Lind",
    "{“You never came,”} <Ewa Lind> [chimed in]. → Ewa Lind",
    "<Ewa Lind> [pointed out] that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [made clear] that {the mine would stay open}. → Ewa Lind",
    "<Ewa Lind> [made it clear] that {the mine would stay open}. → Ewa Lind",
    "As <Ewa Lind> [put it], {“A mine is a promise.”} → Ewa Lind",
    "<Ewa Lind> took to the radio [to announce] that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [is quoted as saying] that {the mine is safe}. → Ewa Lind",
    "<Ewa Lind> [was heard to say] that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [sought to explain] {why “the mine had to close.”} → Ewa Lind",
    "<Ewa Lind> [began] by saying {“the mine is safe.”} → Ewa Lind",
    // Nouns that report: somebody's claim.
    "<Ewa Lind>’s [claim] that {the mine was “perfectly safe”} angered the widows. → Ewa Lind",
    "<Ewa Lind>’s [assertion] that {the mine was “perfectly safe”} angered the widows. → Ewa Lind",
    "<Ewa Lind>’s [warning] that {the mine was “a grave with a door”} came too late. → Ewa Lind",
    "Ewa Lind left at noon. <Her> [claim] that {the mine was “perfectly safe”} angered the widows. → Ewa Lind",
    "Nobody believed <Ewa Lind>’s [insistence] that {the mine was “perfectly safe.”} → Ewa Lind",
    // In somebody's words.
    "In the [words] of <Ewa Lind>, {“A mine is a promise.”} → Ewa Lind",
    "It was, in the [words] of <Ewa Lind>, {“a grave with a door.”} → Ewa Lind",
    "The mine was, in <Ewa Lind>’s [words], {“a grave with a door.”} → Ewa Lind",
    // Verbs of several words beside a quotation: the words in marks are the content.
    "{“You never came,”} <Ewa Lind> [said] again. → Ewa Lind",
    "<Ewa Lind> was quick [to add] that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> was the first [to say] that {the mine was unsafe}. → Ewa Lind",
    "<Ewa Lind> [used to say] that {a mine is a promise}. → Ewa Lind",
    "<Ewa Lind> [likes to say] that {a mine is a promise}. → Ewa Lind",
    "<Ewa Lind> [let it be known] that {the mine would close}. → Ewa Lind",
    "<Ewa Lind> took the floor and [said] {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> took to the stage and [said], {“The mine is safe.”} → Ewa Lind",
    "<Ewa Lind> issued a statement [saying] {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> sent a message [saying] {the mine was “perfectly safe.”} → Ewa Lind",
    // Words between the verb and what it reports.
    "<Ewa Lind> [said] once again that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [said] to the widows that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [said] of the mine, {“It is safe.”} → Ewa Lind",
    "{“It is safe,”} <Ewa Lind> [said] of the mine. → Ewa Lind",
    "{“It is safe,”} <Ewa Lind> [said] in answer to a question. → Ewa Lind",
    "{“It is safe,”} <Ewa Lind> [told] the widows in the chapel. → Ewa Lind",
    "<Ewa Lind> [replied] to the widows that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [made it known] that {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> is on record as [saying] {the mine was safe}. → Ewa Lind",
    "<Ewa Lind> [has repeatedly said] {the mine is safe}. → Ewa Lind",
    // A promise or a threat as the verb’s own infinitive.
    "<Ewa Lind> [swore] {to “close every shaft.”} → Ewa Lind",
    "<Ewa Lind> [offered] {to “close every shaft.”} → Ewa Lind",
    // Nouns with a verb of being: the quotation is the noun.
    "<Ewa Lind>’s [message] was {“close the shafts.”} → Ewa Lind",
    "Ewa Lind met the widows. <Her> [answer] was {“No.”} → Ewa Lind",
    "Ewa Lind met the widows. <Her> [message]: {“Go home.”} → Ewa Lind",
    // Nouns of somebody else than the subject.
    "Despite <Ewa Lind>’s [warning] that {the mine was “a grave,”} the shaft was opened. → Ewa Lind",
    // Nouns that report nothing.
    "Ewa Lind’s claim was filed in May.",
    "Ewa Lind’s statement took an hour.",
    "The widows read Ewa Lind’s report.",
    "Her question went unanswered.",
    "Ewa Lind’s words were lost in the wind.",
    "Ewa Lind’s promise was soon forgotten.",
    "Ewa Lind made a promise to the widows.",
];
