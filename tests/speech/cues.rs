//! Cues: reporting verbs of all classes, in all their forms.

use crate::notation::check;

#[test]
fn every_class_of_verb_reports() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Saying.
    "{“The road is shut,”} <Helen Brandt> [says]. → Helen Brandt",
    "<Helen Brandt> [has said] {the road is shut}. → Helen Brandt",
    "<Helen Brandt> [is saying] {the road is shut}. → Helen Brandt",
    "<Helen Brandt> [had said] {the road would be shut}. → Helen Brandt",
    "<Helen Brandt> [stated] that {the road was shut}. → Helen Brandt",
    "{“The road is shut,”} [declared] <Helen Brandt>. → Helen Brandt",
    "<Helen Brandt> [announced] that {the road would be shut}. → Helen Brandt",
    "<Helen Brandt> [noted] that {the road was shut}. → Helen Brandt",
    // Telling: the hearer is no speaker.
    "<Helen Brandt> [told] Ewa Lind that {the road was shut}. → Helen Brandt",
    "<Helen Brandt> [told] the Harbour Gazette {the road was shut}. → Helen Brandt",
    "<Helen Brandt> [assured] drivers that {the road was safe}. → Helen Brandt",
    "<Helen Brandt> [reminded] drivers that {the road was shut}. → Helen Brandt",
    "<Helen Brandt> [informed] the council that {the road was shut}. → Helen Brandt",
    "{“Stay at home,”} <Helen Brandt> [urged] drivers. → Helen Brandt",
    // Asking.
    "{“Who shut the road?”} <Helen Brandt> [asked]. → Helen Brandt",
    "<Helen Brandt> [asked] the council {why the road was shut}. → Helen Brandt",
    "<Helen Brandt> [asked] {whether the road was safe}. → Helen Brandt",
    "<Helen Brandt> [wondered] {whether the road was safe}. → Helen Brandt",
    "<Helen Brandt> [demanded] that {the road be opened}. → Helen Brandt",
    // Answering and going on.
    "{“By noon,”} [replied] <Helen Brandt>. → Helen Brandt",
    "{“By noon,”} <Helen Brandt> [answered]. → Helen Brandt",
    "{“And bring chains,”} <Helen Brandt> [added]. → Helen Brandt",
    "{“And bring chains,”} <Helen Brandt> [continued]. → Helen Brandt",
    // Arguing and insisting.
    "<Helen Brandt> [argued] that {the road should be shut}. → Helen Brandt",
    "<Helen Brandt> [insists] that {the road is safe}. → Helen Brandt",
    "<Helen Brandt> [warned] that {the road could flood}. → Helen Brandt",
    "<Helen Brandt> [predicted] that {the road would flood}. → Helen Brandt",
    "<Helen Brandt> [claims] {the road is safe}. → Helen Brandt",
    "<Helen Brandt> [suggested] that {the road be shut}. → Helen Brandt",
    // Admitting and denying.
    "<Helen Brandt> [admitted] that {the road was unsafe}. → Helen Brandt",
    "<Helen Brandt> [conceded] {she had been wrong}. → Helen Brandt",
    "<Helen Brandt> [denied] that {the road was unsafe}. → Helen Brandt",
    "<Helen Brandt> [acknowledged] that {the road was unsafe}. → Helen Brandt",
    // Promising and threatening.
    "<Helen Brandt> [promised] {to open the road}. → Helen Brandt",
    "<Helen Brandt> [vowed] that {the road would open}. → Helen Brandt",
    "<Helen Brandt> [pledged] {to “open every road by noon.”} → Helen Brandt",
    // Writing.
    "<Helen Brandt> [tweeted] that {the road was shut}. → Helen Brandt",
    "{“The road is shut,”} <Helen Brandt> [tweeted]. → Helen Brandt",
    "{“The road is shut,”} <Helen Brandt> [texted]. → Helen Brandt",
    // Calling, praising and blaming.
    "<Helen Brandt> [called] {the road “a death trap.”} → Helen Brandt",
    "<Helen Brandt> [described] {the road as “a death trap.”} → Helen Brandt",
    "<Helen Brandt> [dubbed] {it “the slide.”} → Helen Brandt",
    "<Helen Brandt> [praised] {the drivers’ “iron nerves.”} → Helen Brandt",
    "<Helen Brandt> [blamed] {“thirty years of neglect.”} → Helen Brandt",
    "<Helen Brandt> [accused] {the council of “sleeping at the wheel.”} → Helen Brandt",
    // Belief and feeling, with words in marks.
    "<Helen Brandt> [believes] {the road is “a death trap.”} → Helen Brandt",
    "<Helen Brandt> [thinks] {it is “madness.”} → Helen Brandt",
    // Belief without marks is no speech.
    "Helen Brandt hopes that the road will open.",
    "Helen Brandt knew the road was shut.",
    // Voices.
    "{“Shut it!”} <Helen Brandt> [yelled]. → Helen Brandt",
    "{“Not again,”} <Helen Brandt> [muttered]. → Helen Brandt",
    "{“It was lovely,”} [gushed] <Helen Brandt>. → Helen Brandt",
    "{“I am tired,”} <Helen Brandt> [sighed]. → Helen Brandt",
    "{“We are stuck,”} <Helen Brandt> [joked]. → Helen Brandt",
    "{“You should know,”} <Helen Brandt> [retorted]. → Helen Brandt",
    "{“Look at that wave,”} <Helen Brandt> [marvelled]. → Helen Brandt",
    "{“No shovel, no road,”} <Helen Brandt> [quipped]. → Helen Brandt",
    // Said by nobody: denied, or not yet said.
    "Helen Brandt did not say that the road was shut.",
    "Helen Brandt might say that the road is shut.",
    // Official words.
    "<Helen Brandt> [testified] that {the road was unsafe}. → Helen Brandt",
    "<Helen Brandt> [contended] that {the road was safe}. → Helen Brandt",
    "<Helen Brandt> [alleged] that {the road was unsafe}. → Helen Brandt",
    "<Helen Brandt> [confirmed] that {the road was shut}. → Helen Brandt",
    "<Helen Brandt> [revealed] that {the road had been shut}. → Helen Brandt",
    "<Helen Brandt> [estimated] that {the road would cost nine million crowns}. → Helen Brandt",
    "<Helen Brandt> [recommended] that {the road be shut}. → Helen Brandt",
    "<Helen Brandt> [stressed] that {the road was safe}. → Helen Brandt",
    "<Helen Brandt> [emphasised] that {the road was safe}. → Helen Brandt",
    "<Helen Brandt> [reiterated] that {the road was safe}. → Helen Brandt",
    "<Helen Brandt> [complained] that {the road was shut}. → Helen Brandt",
    "<Helen Brandt> [joked] that {the road was a river}. → Helen Brandt",
    "<Helen Brandt> [recalled] {“a terrible night.”} → Helen Brandt",
    "<Helen Brandt> [cited] {“grave doubts.”} → Helen Brandt",
    "<Helen Brandt> [mocked] {“a road to nowhere.”} → Helen Brandt",
    "<Helen Brandt> [dismissed] {the plan as “a road to nowhere.”} → Helen Brandt",
    "<Helen Brandt> [hailed] {the plan as “a new road.”} → Helen Brandt",
    "<Helen Brandt> [compared] {the road to “a river.”} → Helen Brandt",
    "<Helen Brandt> [denounced] {the plan as “madness.”} → Helen Brandt",
    "<Helen Brandt> [thanked] {“every last driver.”} → Helen Brandt",
];
