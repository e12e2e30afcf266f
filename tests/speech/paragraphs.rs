//! Whole paragraphs of news, where the phenomena meet.

use crate::notation::check;

#[test]
fn paragraphs_of_news_read_right() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // News in brief.
    "Fishermen in Dunhaven went back to sea on Monday. {“The herring will not wait,”} [said] <Gus Maddern>, 58, whose boat was the first to leave. {+“Neither will I.”} → Gus Maddern",
    "The council closed the pool on Friday after a leak. Councillor <Ruth Abara> [said] {repairs would take a month}. {“Nobody will swim before May,”} <she> [added]. → Ruth Abara; Ruth Abara",
    "A storm tore the roof off the school. {“It went like a hat,”} [said] <Petra Nowak>, the headteacher. <She> [said] {no child was hurt}. → Petra Nowak; Petra Nowak",
    "The company will close its mill in Aldwick. In a letter to workers, chief executive <Lionel Achterberg> [called] {the decision “the hardest of my life.”} ¶ <The union> [said] {it would fight the closure}. → Lionel Achterberg; union (organization)",
    "The lighthouse, built in 1871, will be sold. {“We cannot feed it any longer,”} Mayor <Ines Valdera> [told] the Harbour Gazette. <A spokesman for the ministry> [said] {two buyers had come forward}. → Ines Valdera; unnamed",
    // Reports from court.
    "<Walter Pruitt>, the former chief engineer, [denied] that {he had hidden the report}. {“I trusted the paper,”} <he> [told] the court. → Walter Pruitt; Walter Pruitt",
    "Judge Livia Marchetti sentenced Walter Pruitt to two years in prison. {“You knew,”} <Marchetti> [told] him. Pruitt did not look up. → Livia Marchetti",
    "<Prosecutors> [say] {Walter Pruitt signed the papers in May}. His lawyer, <Fiona Brandt>, [said] {he had been abroad}. → unnamed; Fiona Brandt",
    "{“I heard the bolts go,”} <Siobhán O’Dwyer> [testified]. Asked why she had not called the police, <she> [said]: {“I did. Twice.”} → Siobhán O’Dwyer; Siobhán O’Dwyer",
    // Politics.
    "President Odile Karras met Prime Minister Tomáš Belić in Brasca on Friday. {“We speak again,”} <Karras> [said] after the meeting. <Belić> [called] {it “a useful hour.”} → Odile Karras; Tomáš Belić",
    "Senator <Jonas Pell> [said] {the bill was “dead on arrival.”} His rival, <Ewa Lind>, [said] {it would pass}. → Jonas Pell; Ewa Lind",
    "Nobody in the ministry wanted to be named. {“It is over,”} <one official> [said]. {“It was over in May,”} [said] <another>. → unnamed; unnamed",
    "The Green Party lost both seats. {“We will be back,”} its leader, <Mara Teil>, [told] supporters. → Mara Teil",
    // Sport.
    "Northmere beat Rovers 2–1 on Saturday. {“We were lucky,”} Northmere coach <Pieter van der Meulen> [said]. {+“They hit the post twice.”} → Pieter van der Meulen",
    "Keiko Tanabe scored twice in the last minute. {“I closed my eyes,”} <she> [said]. {+“Both times.”} Her coach, Gus Maddern, could only laugh. → Keiko Tanabe",
    "{“We will not celebrate until Sunday,”} <Tanabe> [said]. Keiko Tanabe scored both goals. → Keiko Tanabe",
    // Science.
    "{Whales sleep by the clock}, [according to] <a new study>. {“They are more punctual than we are,”} [said] <Amina al-Sabiri>, who led it. <Clara Weiss>, a biologist who took no part, [called] {the finding “odd but solid.”} → unnamed; Amina al-Sabiri; Clara Weiss",
    "<Björn Åkesson>, a mathematician at the University of Brasca, [said] {the odds of such a pattern were tiny}. → Björn Åkesson",
    // Features.
    "The kettle is never cold at Hale Head. {“Visitors come with the weather,”} <Maeve Corrigan> [says], pouring tea. {+“Bad weather, more visitors.”} → Maeve Corrigan",
    "Maeve Corrigan keeps the light with her son Conor. {“She taught me the bell,”} <he> [says]. → Conor",
    // Numbers and statements.
    "<Halcyon Steel> [said] {its profit rose 9 percent to 1.2 million crowns}. Shares fell. → Halcyon Steel (organization)",
    "<The National Weather Office> [said] on Friday that {the river would rise until noon}. It has risen since Monday. → National Weather Office (organization)",
    "<The ministry> [said] in a statement {it had “full confidence” in the inspectors}. → ministry (organization)",
    "{The road will stay shut until May}, <the ministry> [said] on Friday. → ministry (organization)",
    // Obituaries and letters.
    "<Lyle> [told] an apprentice {the hands of a clock were “the least of it.”} Augustus Lyle died on Friday. → Augustus Lyle",
    "His daughter, Imogen Farrow, sat with him. {“He asked me to open the window,”} <she> [said]. → Imogen Farrow",
    // Festivals and reviews.
    "Four thousand lanterns were lit on Friday. {“My hands still smell of wax,”} [said] <Jana Horváth>, who made 300 of them. ¶ The play “The Long Tide” opens in May. {“It is about patience,”} its author, <Clara Weiss>, [said]. → Jana Horváth; Clara Weiss",
    "The album “Salt” took nine years. {“I threw it out of the window twice,”} [said] <Katalin Varga>. {+“It came back.”} → Katalin Varga",
    "<Varga> [calls] {the piece “a quarrel in five parts.”} Katalin Varga wrote it in a car park. → Katalin Varga",
    // Rescue and police.
    "Nine miners were brought up at dawn. {“They were singing,”} [said] rescue leader <Owen Pryce>. <Hartwell Mining> [said] {it would pay for the search}. → Owen Pryce; Hartwell Mining (organization)",
    "A violin was found on a tram. Police spokeswoman <Petra Nowak> [said] {nobody had claimed it}. {“It is in tune,”} <Nowak> [said]. → Petra Nowak; Petra Nowak",
];
