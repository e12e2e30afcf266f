//! Quotation marks: every style, paired, nested, left open over paragraphs, missing and doubled.

use crate::notation::check;

#[test]
fn marks_pair() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Curly marks.
    "{“We won,”} <Mara Teil> [said]. → Mara Teil",
    "{“We won,”} <Mara Teil> [said], {+“and nobody was looking.”} → Mara Teil",
    "<Mara Teil> [said], {“We won.”} → Mara Teil",
    // Straight marks.
    r#"{"We won,"} <Mara Teil> [said]. → Mara Teil"#,
    r#"{"We won,"} <Mara Teil> [said], {+"and nobody was looking."} → Mara Teil"#,
    r#"<Mara Teil> [told] reporters: {"It was a long night."} → Mara Teil"#,
    r#"The crowd sang. {"We won,"} <Mara Teil> [said]. {+"At last."} → Mara Teil"#,
    // Two apostrophes at both ends.
    "{''We won,''} <Mara Teil> [said]. → Mara Teil",
    "{''We won,''} <Mara Teil> [said], {+''and nobody was looking.''} → Mara Teil",
    "<Mara Teil> [said] {the vote was ''a very close thing''} → Mara Teil",
    // Low-high marks and guillemets.
    "{„We won“}, [said] <Mara Teil>. → Mara Teil",
    "{„We won,”} [said] <Mara Teil>. → Mara Teil",
    "{«We won»}, [said] <Mara Teil>. → Mara Teil",
    "{»We won«}, [said] <Mara Teil>. → Mara Teil",
    // British single marks, beside apostrophes.
    "{‘We won,’} <Mara Teil> [said]. {+‘It’s the players’ day, not mine.’} → Mara Teil",
    "{‘It isn’t the council’s money,’} [said] <Owen Pryce>. {+‘It’s ours.’} → Owen Pryce",
    "{'It isn't the council's money,'} [said] <Owen Pryce>. {+'It's ours.'} → Owen Pryce",
    "{‘The bailiffs took the Joneses’ van,’} [said] <Owen Pryce>. {+‘They didn’t ask.’} → Owen Pryce",
    "{‘He shouted “Stop!” twice,’} <Owen Pryce> [said]. {+‘Nobody stopped.’} → Owen Pryce",
    "It’s the drivers’ third strike since the ’90s, and rock ’n’ roll won’t end it.",
    // Marks inside marks.
    "{“He told me ‘never again’ and left,”} <Mara Teil> [said]. → Mara Teil",
    r#"{"He told me 'never again' and left,"} <Mara Teil> [said]. → Mara Teil"#,
    "{“I heard ‘Fire!’”} <Mara Teil> [said]. → Mara Teil",
    "{“Everybody asks me, ‘When will it open?’”} <Mara Teil> [said]. {+“I do not know.”} → Mara Teil",
    // Left open over paragraphs, opened anew in each.
    "<Mara Teil> [said]: {“We won.} ¶ {+“We will win again.} ¶ {+“Nobody can stop us.”} → Mara Teil",
    "{“We won the cup on Friday,”} <Mara Teil> [said]. {+“It rained all day.} ¶ {+“Then the sun came out.”} → Mara Teil",
    // A mark missing.
    "{“We won,”} <Mara Teil> [said]. {+“And we will win again.} ¶ The crowd went home. → Mara Teil",
    r#"{"We won,"} <Mara Teil> [said]. {+"And we will win again.} ¶ The crowd went home before ten. → Mara Teil"#,
    // A mark doubled.
    "{““We won,””} <Mara Teil> [said]. → Mara Teil",
    r#"{""We won,""} <Mara Teil> [said]. → Mara Teil"#,
    // The mark inside the comma, the comma inside the mark, and no comma.
    "{“We won”}, <Mara Teil> [said]. → Mara Teil",
    "{“We won”} <Mara Teil> [said]. → Mara Teil",
    "{“Did we win?”} <Mara Teil> [asked]. → Mara Teil",
    "{“We won!”} <Mara Teil> [shouted]. → Mara Teil",
    "{“We won—”} <Mara Teil> [began]. → Mara Teil",
    "{“We won …”} <Mara Teil> [said]. → Mara Teil",
    // Short stretches in the writer's clause.
    "<Mara Teil> [said] {the vote was “a very close thing”} → Mara Teil",
    "<Mara Teil> [said] {the “thieves” had “no shame” and would “pay for every plank.”} → Mara Teil",
    // Swedish marks, and guillemets set apart by spaces.
    "{”We won”}, <Mara Teil> [said]. → Mara Teil",
    "{”We won,”} [said] <Mara Teil>. → Mara Teil",
    "{« We won »}, <Mara Teil> [said]. → Mara Teil",
    "{»We won,«} <Mara Teil> [said]. → Mara Teil",
    // Marks beside brackets and dashes.
    "{“We (the crew) won,”} <Mara Teil> [said]. → Mara Teil",
    "{“We won — at last —”} <Mara Teil> [said], {+“and nobody was looking.”} → Mara Teil",
    // Single marks inside straight double ones, beside apostrophes.
    r#"{"The skipper's 'never again' was the crew's 'maybe,'"} <Mara Teil> [said]. → Mara Teil"#,
    r#"{"It's the crews' race, isn't it?"} <Mara Teil> [asked]. → Mara Teil"#,
    // A short quotation, a long one, and two in one sentence.
    "{“Yes,”} <Mara Teil> [said]. → Mara Teil",
    "<Mara Teil> [said] {“yes” to the race and “no” to the rain}. → Mara Teil",
    // A mark that closes nothing.
    "{We won,”} <Mara Teil> [said]. → Mara Teil",
];
