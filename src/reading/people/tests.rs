//! What the people of a text are, phenomenon by phenomenon: a specification by example.
//!
//! Every person here is invented. A case is a text and what is found in it, one person per `|`:
//! `name`, then `= alias`, `: role` and `> pronoun or noun phrase` as often as there are.

use super::super::block::{Block, BlockKind, Structure};
use super::super::person::MentionKind;
use super::super::quote::SpeakerKind;
use super::super::scene::Scene;
use super::{NameKind, find};
use crate::text::Span;

/// The structure of a text whose lines are paragraphs.
fn lines(text: &str) -> Structure {
    let mut structure = Structure::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        if !span.is_empty() {
            structure.blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        at += line.len();
    }
    structure
}

/// The names of the people, in order.
fn names(text: &str) -> String {
    let structure = lines(text);
    let scene = Scene::of(text, &structure);
    let people = find(&scene).finish(&[]);
    people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(" | ")
}

/// The people with aliases, roles and what else means them.
fn people(text: &str) -> String {
    let structure = lines(text);
    let scene = Scene::of(text, &structure);
    let mut shown = Vec::new();
    for person in find(&scene).finish(&[]) {
        let mut words = person.name.clone();
        person.aliases.iter().for_each(|alias| words += &format!(" = {alias}"));
        person.roles.iter().for_each(|role| words += &format!(" : {role}"));
        for mention in person.mentions.iter().filter(|mention| mention.kind != MentionKind::Name) {
            words += &format!(" > {}", mention.span.of(text));
        }
        shown.push(words);
    }
    shown.join(" | ")
}

fn check(found: fn(&str) -> String, cases: &[(&str, &str)]) {
    let misses: Vec<String> = cases
        .iter()
        .filter(|(text, expect)| found(text) != *expect)
        .map(|(text, expect)| format!("{text}\n  found  {}\n  expect {expect}", found(text)))
        .collect();
    assert!(misses.is_empty(), "{} of {}:\n{}", misses.len(), cases.len(), misses.join("\n"));
}

#[test]
#[rustfmt::skip]
fn names_keep_all_their_parts() {
    check(names, &[
        ("A call from Karla Dunmore came late.", "Karla Dunmore"),
        ("The pilot, Jan van der Velden, waved.", "Jan van der Velden"),
        ("A letter to Lucía de la Fuente was lost.", "Lucía de la Fuente"),
        ("Police questioned Omar bin Rashid for an hour.", "Omar bin Rashid"),
        ("The poet Hassan al-Farouk read first.", "Hassan al-Farouk"),
        ("They met Ludwig von Hartenstein at noon.", "Ludwig von Hartenstein"),
        ("The keys belong to Maria dos Anjos Teles.", "Maria dos Anjos Teles"),
        ("She thanked Siobhán O’Leary twice.", "Siobhán O’Leary"),
        ("She thanked Patrick O'Hanlon twice.", "Patrick O'Hanlon"),
        ("A song by Chiara D'Amico won.", "Chiara D'Amico"),
        ("The coach praised Fiona McAllister.", "Fiona McAllister"),
        ("A speech by Robert J. Hadley ended it.", "Robert J. Hadley"),
        ("A speech by R.J. Hadley ended it.", "R.J. Hadley"),
        ("A novel by J. K. Marlow sold well.", "J. K. Marlow"),
        ("The will of Edgar Thornbury Jr. was read.", "Edgar Thornbury Jr."),
        ("The will of Edgar Thornbury, Jr., was read.", "Edgar Thornbury, Jr."),
        ("The will of Edgar Thornbury III was read.", "Edgar Thornbury III"),
        ("The painter Anne-Marie Dubois-Lang is back.", "Anne-Marie Dubois-Lang"),
        ("The mayor, Łukasz Wójcik, resigned.", "Łukasz Wójcik"),
        ("The midfielder Çağla Özdemir scored.", "Çağla Özdemir"),
        ("The skater Zdeněk Dvořáček fell.", "Zdeněk Dvořáček"),
        ("The runner Jean DUBOIS won.", "Jean DUBOIS"),
        ("They elected William \"Buck\" Harlan.", "William \"Buck\" Harlan"),
        ("The councillor Kwok Wai-ming spoke.", "Kwok Wai-ming"),
        ("The prize went to Park Min-ho.", "Park Min-ho"),
        ("The flute was Karla Dunmore's.", "Karla Dunmore"),
        ("The flute was Karla Dunmore’s.", "Karla Dunmore"),
        ("Karla Mendez Ruiz sang.", "Karla Mendez Ruiz"),
    ]);
}

#[test]
#[rustfmt::skip]
fn what_stands_around_a_name_stays_outside() {
    check(names, &[
        ("Asked Karla Dunmore about it, they shrugged.", "Karla Dunmore"),
        ("Meanwhile Karla Dunmore slept.", "Karla Dunmore"),
        ("Yesterday Karla Dunmore slept.", "Karla Dunmore"),
        ("However, Karla Dunmore slept.", "Karla Dunmore"),
        ("Unlike Karla Dunmore, he slept.", "Karla Dunmore"),
        ("According to Karla Dunmore, it rained.", "Karla Dunmore"),
        ("Interviewing Karla Dunmore was hard.", "Karla Dunmore"),
        ("Will Karla Dunmore come?", "Karla Dunmore"),
        ("On Tuesday Karla Dunmore came.", "Karla Dunmore"),
        ("Karla Dunmore Tuesday denied it.", "Karla Dunmore"),
        ("The Karla Dunmore-led team won.", ""),
        ("President Karla Dunmore came.", "Karla Dunmore"),
        ("Prime Minister Karla Dunmore came.", "Karla Dunmore"),
        ("Sen. Karla Dunmore came.", "Karla Dunmore"),
        ("Mrs. Karla Dunmore came.", "Karla Dunmore"),
        ("Lt. Gov. Karla Dunmore came.", "Karla Dunmore"),
        ("French Foreign Minister Karla Dunmore came.", "Karla Dunmore"),
        ("Secretary of State Karla Dunmore came.", "Karla Dunmore"),
        ("Director of National Intelligence Karla Dunmore came.", "Karla Dunmore"),
        ("Republican Karla Dunmore came.", "Karla Dunmore"),
        ("White House press secretary Karla Dunmore came.", "Karla Dunmore"),
        ("US Karla Dunmore came.", "Karla Dunmore"),
        ("Dr Karla Dunmore came.", "Karla Dunmore"),
        ("“Karla Dunmore came,” they said.", "Karla Dunmore"),
        ("the man (Karla Dunmore)", "Karla Dunmore"),
        ("Karla Dunmore/Reuters", "Karla Dunmore"),
    ]);
}

#[test]
#[rustfmt::skip]
fn companies_places_and_things_are_no_people() {
    check(names, &[
        ("The White House said no.", ""),
        ("The Kremlin and the Pentagon agreed.", ""),
        ("Russia said it was ready, and Ukraine said so, too.", ""),
        ("They met in the Villa la Grange in Geneva.", ""),
        ("They flew from New York to Los Angeles.", ""),
        ("The University of Marlow said it would pay.", ""),
        ("Dunmore University said it would pay.", ""),
        ("The Department of Justice said no.", ""),
        ("Dunmore Holdings Inc. said no.", ""),
        ("Dunmore & Sons closed.", ""),
        ("Harlan Airport was shut.", ""),
        ("The Harlan Bridge fell.", ""),
        ("They walked down Harlan Street.", ""),
        ("The Affordable Care Act was passed.", ""),
        ("He won the Nobel Prize.", ""),
        ("The Associated Press reported it.", ""),
        ("The New York Times said so.", ""),
        ("Manchester United won.", ""),
        ("NATO and the EU met.", ""),
        ("It was Monday, and December had begun.", ""),
        ("On Christmas Eve the Democrats met.", ""),
        ("The Supreme Court ruled.", ""),
        ("Americans and Germans love it.", ""),
        ("Lake Harlan froze.", ""),
        ("Hurricane Katrina hit in August.", ""),
        ("Use YouTube or an iPhone.", ""),
        ("Parliament met in Westminster.", ""),
        ("Asked about it, officials declined.", ""),
        ("I think so. However, I may be wrong.", ""),
    ]);
}

#[test]
#[rustfmt::skip]
fn one_person_has_many_names() {
    check(people, &[
        ("Karla Dunmore sang. Dunmore bowed.", "Karla Dunmore = Dunmore"),
        ("Karla Dunmore sang. Ms. Dunmore bowed.", "Karla Dunmore = Ms. Dunmore"),
        ("Karla Dunmore sang. Karla bowed.", "Karla Dunmore = Karla"),
        ("Karla Dunmore sang. DUNMORE bowed.", "Karla Dunmore = DUNMORE"),
        ("William Hadley sang. Bill Hadley bowed.", "William Hadley = Bill Hadley"),
        ("Robert Hadley sang. Bob Hadley bowed.", "Robert Hadley = Bob Hadley"),
        ("Robert Hadley sang. R. Hadley bowed.", "Robert Hadley = R. Hadley"),
        ("Robert J. Hadley sang. Robert Hadley bowed.", "Robert J. Hadley = Robert Hadley"),
        ("Robert Hadley sang. Robert J. Hadley bowed.", "Robert J. Hadley = Robert Hadley"),
        ("Elena Marsh Hadley sang. Elena Marsh bowed.", "Elena Marsh Hadley = Elena Marsh"),
        ("Kristin Hadley sang. Kristen Hadley bowed.", "Kristin Hadley = Kristen Hadley"),
        ("Jan van der Velden sang. Then van der Velden bowed.", "Jan van der Velden = van der Velden"),
        ("Omar al-Farouk sang. Then al-Farouk bowed.", "Omar al-Farouk = al-Farouk"),
        ("Sen. Karla Dunmore sang. Senator Dunmore bowed.", "Karla Dunmore = Senator Dunmore : Sen."),
        ("Mr. Hadley sang. Hadley bowed.", "Hadley = Mr. Hadley"),
        ("Enrique Peña Rivas sang. Peña Rivas bowed.", "Enrique Peña Rivas = Peña Rivas"),
        ("Thomas Hadley sang. Tom Hadley bowed.", "Thomas Hadley = Tom Hadley"),
        ("Elizabeth Hadley sang. Liz Hadley bowed.", "Elizabeth Hadley = Liz Hadley"),
        ("Margaret Hadley sang. Peggy Hadley bowed.", "Margaret Hadley = Peggy Hadley"),
        ("Karla Dunmore sang. Dr. Dunmore bowed.", "Karla Dunmore = Dr. Dunmore"),
        ("Karla Dunmore sang. Mayor Dunmore bowed.", "Karla Dunmore = Mayor Dunmore : Mayor"),
        ("Siobhán O’Leary sang. O’Leary bowed.", "Siobhán O’Leary = O’Leary"),
        ("Anne-Marie Dubois-Lang sang. Dubois-Lang bowed.", "Anne-Marie Dubois-Lang = Dubois-Lang"),
        ("Edgar Thornbury Jr. sang. Thornbury bowed.", "Edgar Thornbury Jr. = Thornbury"),
        ("Karla Dunmore sang. Dunmore’s dog bowed.", "Karla Dunmore = Dunmore"),
        ("Karla Dunmore sang. Karla Dunmore bowed.", "Karla Dunmore"),
        ("Ludwig von Hartenstein sang. Mr. von Hartenstein bowed.", "Ludwig von Hartenstein = Mr. von Hartenstein"),
        ("Łukasz Wójcik sang. Wójcik bowed.", "Łukasz Wójcik = Wójcik"),
    ]);
}

#[test]
#[rustfmt::skip]
fn namesakes_are_kept_apart() {
    check(people, &[
        ("Karla Dunmore met Peter Dunmore.", "Karla Dunmore | Peter Dunmore"),
        ("Karla Dunmore met Peter Dunmore. Mr. Dunmore bowed.", "Karla Dunmore | Peter Dunmore = Mr. Dunmore"),
        ("Karla Dunmore met Peter Dunmore. Ms. Dunmore bowed.", "Karla Dunmore = Ms. Dunmore | Peter Dunmore"),
        ("Karla Dunmore sang. She and her son, Peter Dunmore, left. Peter slept.", "Karla Dunmore > She > her | Peter Dunmore = Peter : son"),
        ("Edgar Hadley Jr. met Edgar Hadley Sr.", "Edgar Hadley Jr. | Edgar Hadley Sr."),
        ("Senator Karla Dunmore met Judge Ann Dunmore.\nJudge Dunmore bowed.", "Karla Dunmore : Senator | Ann Dunmore = Judge Dunmore : Judge"),
        ("Karla Dunmore sang and Karla Dunmore bowed.\nPeter Dunmore slept.\nDunmore left.", "Karla Dunmore = Dunmore | Peter Dunmore"),
        ("Karla Dunmore met Peter Dunmore. Mrs. Dunmore bowed.", "Karla Dunmore = Mrs. Dunmore | Peter Dunmore"),
        ("Karla Dunmore met Peter Dunmore. Peter bowed.", "Karla Dunmore | Peter Dunmore = Peter"),
        ("Karla Dunmore met Peter Dunmore. Karla bowed.", "Karla Dunmore = Karla | Peter Dunmore"),
        ("Peter Dunmore met Karla Dunmore. Mr. Dunmore bowed.", "Peter Dunmore = Mr. Dunmore | Karla Dunmore"),
        ("Peter Dunmore met Karla Dunmore. Ms. Dunmore bowed.", "Peter Dunmore | Karla Dunmore = Ms. Dunmore"),
        ("Karla Dunmore met Karla Hadley.", "Karla Dunmore | Karla Hadley"),
        ("Karla Dunmore met Karla Hadley. Hadley bowed.", "Karla Dunmore | Karla Hadley = Hadley"),
        ("Karla Dunmore met Karla Hadley. Dunmore bowed.", "Karla Dunmore = Dunmore | Karla Hadley"),
        ("Robert Hadley met William Hadley. Bill Hadley bowed.", "Robert Hadley | William Hadley = Bill Hadley"),
        ("Robert Hadley met William Hadley. Bob Hadley bowed.", "Robert Hadley = Bob Hadley | William Hadley"),
        ("Edgar Hadley III met Edgar Hadley Jr.", "Edgar Hadley III | Edgar Hadley Jr."),
        ("Mayor Karla Dunmore met Peter Dunmore.\nMayor Dunmore bowed.", "Karla Dunmore = Mayor Dunmore : Mayor | Peter Dunmore"),
        ("Peter Dunmore met Sen. Karla Dunmore.\nSen. Dunmore bowed.", "Peter Dunmore | Karla Dunmore = Sen. Dunmore : Sen."),
        ("Jan van der Velden met Piet van der Velden.", "Jan van der Velden | Piet van der Velden"),
        ("Anna Brandt met Conrad Brandt. Anna Brandt bowed.", "Anna Brandt | Conrad Brandt"),
        ("Anna Brandt met Conrad Brandt. Conrad Brandt bowed.", "Anna Brandt | Conrad Brandt"),
        ("Karla Dunmore met Peter Dunmore. She bowed.", "Karla Dunmore > She | Peter Dunmore"),
        ("Karla Dunmore met Peter Dunmore. He bowed.", "Karla Dunmore | Peter Dunmore > He"),
        ("Karla Dunmore met Peter Hadley and Jack Hadley.", "Karla Dunmore | Peter Hadley | Jack Hadley"),
        ("Peter Hadley thanked his brother Jack Hadley.", "Peter Hadley > his | Jack Hadley : brother"),
    ]);
}

#[test]
#[rustfmt::skip]
fn roles_stand_around_the_name() {
    check(people, &[
        ("President Karla Dunmore came.", "Karla Dunmore : President"),
        ("Mrs. Karla Dunmore came.", "Karla Dunmore = Mrs. Karla Dunmore"),
        ("Russian Foreign Minister Igor Belov came.", "Igor Belov : Russian Foreign Minister"),
        ("White House press secretary Karla Dunmore came.", "Karla Dunmore : White House press secretary"),
        ("They praised opposition figure Igor Belov.", "Igor Belov : opposition figure"),
        ("The former deputy mayor Karla Dunmore came.", "Karla Dunmore : former deputy mayor"),
        ("Karla Dunmore, a harbour master, came.", "Karla Dunmore : harbour master"),
        ("The harbour master, Karla Dunmore, came.", "Karla Dunmore : harbour master > The harbour master"),
        ("Karla Dunmore, 43, a nurse from Leeds, came.", "Karla Dunmore : nurse from Leeds"),
        ("Karla Dunmore, 43, came.", "Karla Dunmore"),
        ("Karla Dunmore, president of the Harlan Trust, came.", "Karla Dunmore : president of the Harlan Trust"),
        ("Karla Dunmore, who leads the party, came.", "Karla Dunmore"),
        ("Karla Dunmore is a retired teacher.", "Karla Dunmore : retired teacher"),
        ("Karla Dunmore was the first chief of staff.", "Karla Dunmore : first chief of staff > the first chief"),
        ("His lawyer, Karla Dunmore, came.", "Karla Dunmore : lawyer"),
        ("The club's coach, Karla Dunmore, came.", "Karla Dunmore : coach"),
        ("According to Karla Dunmore, the president lied.", "Karla Dunmore"),
        ("“No,” government spokeswoman Karla Dunmore said.", "Karla Dunmore : government spokeswoman"),
        ("Union leader Karla Dunmore came.", "Karla Dunmore : Union leader"),
        ("Outside the court Ms Karla Dunmore wept.", "Karla Dunmore = Ms Karla Dunmore"),
        ("Gov. Karla Dunmore, the governor of Harlan, came.", "Karla Dunmore : Gov. : governor of Harlan > the governor"),
        ("Karla Dunmore, a lawyer, came. Dunmore, a lawyer for the town, left.", "Karla Dunmore = Dunmore : lawyer for the town"),
        ("Dr Karla Dunmore came.", "Karla Dunmore = Dr Karla Dunmore"),
        ("The mayor of Port Aurel, Karla Dunmore, came.", "Karla Dunmore : mayor of Port Aurel > The mayor"),
        ("Karla Dunmore, the mayor of Port Aurel, came.", "Karla Dunmore : mayor of Port Aurel > the mayor"),
        ("Captain Karla Dunmore came.", "Karla Dunmore : Captain"),
        ("Karla Dunmore, a poet, came.", "Karla Dunmore : poet"),
    ]);
}

#[test]
#[rustfmt::skip]
fn pronouns_go_to_whom_they_mean() {
    check(people, &[
        ("Karla Dunmore sang. She bowed.", "Karla Dunmore > She"),
        ("Karla Dunmore met Peter Hadley. She bowed, and he left.", "Karla Dunmore > She | Peter Hadley > he"),
        ("Peter Hadley told Jack Morton that he was late.", "Peter Hadley > he | Jack Morton"),
        ("Peter Hadley told him.", "Peter Hadley"),
        ("Jack Morton waited. Peter Hadley told him.", "Jack Morton > him | Peter Hadley"),
        ("Peter Hadley cut himself.", "Peter Hadley > himself"),
        ("Peter Hadley sold his car.", "Peter Hadley > his"),
        ("Mr. Hadley sang. He bowed.", "Hadley = Mr. Hadley > He"),
        ("Spokeswoman Zork Adaaf left. She waved.", "Zork Adaaf : Spokeswoman > She"),
        ("“He is wrong,” Peter Hadley said of Jack Morton.", "Peter Hadley | Jack Morton"),
        ("Jack Morton left.\n“He is wrong,” Peter Hadley said.", "Jack Morton > He | Peter Hadley"),
        ("In her speech, Karla Dunmore wept.", "Karla Dunmore > her"),
        ("Karla Dunmore's team won. Her coach wept.", "Karla Dunmore > Her"),
        ("A woman sang. She bowed.", ""),
        ("It rained. They left.", ""),
        ("Karla Dunmore, he said, was late.", "Karla Dunmore"),
        ("Peter Hadley left. His wife slept. She dreamt.", "Peter Hadley > His"),
        ("Peter Hadley's here. He's late.", "Peter Hadley > He"),
        ("Karla Dunmore sang. Her dog slept.", "Karla Dunmore > Her"),
        ("Karla Dunmore sang. We thanked her.", "Karla Dunmore > her"),
        ("Peter Hadley sang. We thanked him.", "Peter Hadley > him"),
        ("Karla Dunmore hurt herself.", "Karla Dunmore > herself"),
        ("Karla Dunmore sang. Peter Hadley slept. She bowed.", "Karla Dunmore > She | Peter Hadley"),
        ("Karla Dunmore sang. Peter Hadley slept. He woke.", "Karla Dunmore | Peter Hadley > He"),
        ("Mrs. Hadley sang. She bowed.", "Hadley = Mrs. Hadley > She"),
        ("Karla Dunmore said she was tired.", "Karla Dunmore > she"),
        ("Peter Hadley said he was tired.", "Peter Hadley > he"),
    ]);
}

#[test]
#[rustfmt::skip]
fn noun_phrases_go_to_the_one_who_bears_the_role() {
    check(people, &[
        ("Sen. Karla Dunmore came. The senator bowed.", "Karla Dunmore : Sen. > The senator"),
        ("Karla Dunmore, the mayor, came. The mayor bowed.", "Karla Dunmore : mayor > the mayor > The mayor"),
        ("Karla Dunmore, a mayor, came. A mayor bowed.", "Karla Dunmore : mayor"),
        ("Mayor Karla Dunmore met Mayor Jack Morton. The mayor bowed.", "Karla Dunmore : Mayor | Jack Morton : Mayor"),
        ("President Karla Dunmore met Russian President Igor Belov. The Russian president bowed.", "Karla Dunmore : President | Igor Belov : Russian President > The Russian president"),
        ("Karla Dunmore came. The mayor bowed.", "Karla Dunmore"),
        ("Press secretary Karla Dunmore came. The press secretary bowed.", "Karla Dunmore : Press secretary > The press secretary"),
        ("Judge Karla Dunmore came. The judge bowed.", "Karla Dunmore : Judge > The judge"),
        ("Captain Karla Dunmore came. The captain bowed.", "Karla Dunmore : Captain > The captain"),
        ("Mayor Karla Dunmore came. The mayor bowed.", "Karla Dunmore : Mayor > The mayor"),
        ("Governor Karla Dunmore came. The governor bowed.", "Karla Dunmore : Governor > The governor"),
        ("Gov. Karla Dunmore came. The governor bowed.", "Karla Dunmore : Gov. > The governor"),
        ("Prof. Karla Dunmore came. The professor bowed.", "Karla Dunmore : Prof. > The professor"),
        ("Professor Karla Dunmore came. The professor bowed.", "Karla Dunmore : Professor > The professor"),
        ("Minister Karla Dunmore came. The minister bowed.", "Karla Dunmore : Minister > The minister"),
        ("Prime Minister Karla Dunmore came. The prime minister bowed.", "Karla Dunmore : Prime Minister > The prime minister"),
        ("Karla Dunmore, a lawyer, came. The lawyer bowed.", "Karla Dunmore : lawyer > The lawyer"),
        ("Karla Dunmore, a poet, came. The poet bowed.", "Karla Dunmore : poet > The poet"),
        ("Karla Dunmore, a nurse from Leeds, came. The nurse bowed.", "Karla Dunmore : nurse from Leeds > The nurse"),
        ("Lawyer Karla Dunmore met lawyer Jack Morton. The lawyer bowed.", "Karla Dunmore : Lawyer | Jack Morton : lawyer"),
        ("Judge Karla Dunmore came. A judge bowed.", "Karla Dunmore : Judge"),
        ("Judge Karla Dunmore came. The judges bowed.", "Karla Dunmore : Judge"),
        ("Judge Karla Dunmore came. The clerk bowed.", "Karla Dunmore : Judge"),
        ("Senator Karla Dunmore met Judge Jack Morton. The judge bowed.", "Karla Dunmore : Senator | Jack Morton : Judge > The judge"),
        ("Senator Karla Dunmore met Judge Jack Morton. The senator bowed.", "Karla Dunmore : Senator > The senator | Jack Morton : Judge"),
        ("The mayor of Port Aurel, Karla Dunmore, came. The mayor bowed.", "Karla Dunmore : mayor of Port Aurel > The mayor > The mayor"),
        ("Police chief Karla Dunmore came. The police chief bowed.", "Karla Dunmore : Police chief > The police chief"),
    ]);
}

#[test]
#[rustfmt::skip]
fn headings_name_those_whom_the_text_names() {
    check(people, &[
        ("Dunmore Wins Again, Judges Say\nKarla Dunmore won again.", "Karla Dunmore = Dunmore"),
        ("Karla Dunmore Wins Again, Judges Say\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Town Council Votes to Drain Old Lake\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Dunmore wins again, judges say\nKarla Dunmore won again.", "Karla Dunmore = Dunmore"),
        ("Dunmore: I Will Win Again\nKarla Dunmore won again.", "Karla Dunmore = Dunmore"),
        ("Dunmore’s Dog Wins Again\nKarla Dunmore has a dog.", "Karla Dunmore = Dunmore"),
        ("Old Lake Dries Up\nKarla Dunmore won again.", "Karla Dunmore"),
        ("New Bridge Opens at Last\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Three Ships Leave Harbour\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Night Trains Return to the Coast\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Why the Lamp Went Out\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Storm Shuts Schools, Police Say\nKarla Dunmore won again.", "Karla Dunmore"),
        ("OLD LAKE DRIES UP\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Court Frees Hadley After Nine Years\nPeter Hadley was freed.", "Peter Hadley = Hadley"),
        ("Nine Years On, Hadley Walks Free\nPeter Hadley was freed.", "Peter Hadley = Hadley"),
        ("Fishing Line Splits Two Coasts\nPeter Hadley fishes.", "Peter Hadley"),
        ("The Last Light on the Hill\nPeter Hadley keeps it.", "Peter Hadley"),
        ("Dunmore wins again\nKarla Dunmore won again.", "Karla Dunmore = Dunmore"),
        ("Judges praise Dunmore\nKarla Dunmore won again.", "Karla Dunmore = Dunmore"),
        ("Judges praise Karla Dunmore\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Dunmore and Hadley meet again\nKarla Dunmore met Peter Hadley.", "Karla Dunmore = Dunmore | Peter Hadley = Hadley"),
        ("Dunmore meets Hadley again\nKarla Dunmore met Peter Hadley.", "Karla Dunmore = Dunmore | Peter Hadley = Hadley"),
        ("What Hadley saw\nPeter Hadley keeps the light.", "Peter Hadley = Hadley"),
        ("Old lake dries up\nKarla Dunmore won again.", "Karla Dunmore"),
        ("Court frees Hadley after nine years\nPeter Hadley was freed.", "Peter Hadley = Hadley"),
        ("Peter Hadley, Keeper of the Light\nPeter Hadley keeps it.", "Peter Hadley"),
    ]);
}

/// The kind of the whole text as a mention.
fn kind(mention: &str) -> SpeakerKind {
    let text = format!("Sen. Karla Dunmore came. Then {mention} said so.");
    let structure = lines(&text);
    let scene = Scene::of(&text, &structure);
    let start = text.len() - " said so.".len() - mention.len();
    find(&scene).kind_of(Span::new(start, start + mention.len()))
}

#[test]
#[rustfmt::skip]
fn speakers_have_a_kind() {
    let cases = [
        ("Karla Dunmore", SpeakerKind::Person),
        ("the senator", SpeakerKind::Person),
        ("Sen. Karla Dunmore of Harlan", SpeakerKind::Person),
        ("she", SpeakerKind::Person),
        ("officials", SpeakerKind::Unnamed),
        ("two aides to Karla Dunmore", SpeakerKind::Unnamed),
        ("a spokesman for Karla Dunmore", SpeakerKind::Unnamed),
        ("Dunmore's lawyer", SpeakerKind::Unnamed),
        ("White House officials", SpeakerKind::Unnamed),
        ("the White House", SpeakerKind::Organization),
        ("the Kremlin", SpeakerKind::Organization),
        ("the company", SpeakerKind::Organization),
        ("Russia", SpeakerKind::Place),
        ("the United States", SpeakerKind::Place),
        ("Dunmore", SpeakerKind::Person),
        ("Ms. Dunmore", SpeakerKind::Person),
        ("two officials", SpeakerKind::Unnamed),
        ("witnesses", SpeakerKind::Unnamed),
        ("a neighbour", SpeakerKind::Unnamed),
        ("critics", SpeakerKind::Unnamed),
        ("the United Nations", SpeakerKind::Organization),
        ("the ministry", SpeakerKind::Organization),
        ("the government", SpeakerKind::Organization),
        ("the committee", SpeakerKind::Organization),
        ("the agency", SpeakerKind::Organization),
        ("France", SpeakerKind::Place),
        ("Japan", SpeakerKind::Place),
        ("London", SpeakerKind::Place),
    ];
    for (mention, expect) in cases {
        assert_eq!(kind(mention), expect, "{mention}");
    }
}

#[test]
fn names_know_their_place_and_kind() {
    let text = "Karla Dunmore told the White House in Geneva.";
    let structure = lines(text);
    let scene = Scene::of(text, &structure);
    let cast = find(&scene);
    let kinds: Vec<_> = cast.names.iter().map(|name| (name.from, name.kind)).collect();
    assert_eq!(kinds, [(0, NameKind::Person), (4, NameKind::Organization), (7, NameKind::Place)]);
    assert_eq!(cast.name_at(1).and_then(|name| name.person), Some(0));
    assert!(cast.name_at(2).is_none());
    let house = Span::new(text.find("the White").unwrap_or(0), text.find(" in").unwrap_or(0));
    assert_eq!(cast.organization_name(house).as_deref(), Some("White House"));
    assert_eq!(cast.person_of(Span::new(0, 13)), Some(0));
}

proptest::proptest! {
    #[test]
    fn any_text_has_a_cast(text in "(?s)[A-Za-z ,.'’“”\"\\-\n]{0,200}|.{0,80}") {
        let structure = lines(&text);
        let scene = Scene::of(&text, &structure);
        let cast = find(&scene);
        proptest::prop_assert!(cast.names.windows(2).all(|pair| pair[0].to <= pair[1].from));
        for person in cast.finish(&[]) {
            proptest::prop_assert!(person.mentions.iter().all(|mention| !mention.span.of(&text).is_empty()));
            proptest::prop_assert!(person.mentions.windows(2).all(|pair| pair[0].span <= pair[1].span));
        }
    }
}

#[test]
fn long_texts_of_one_kind_take_linear_time() {
    for piece in
        ["A B C D ", "Ann Zork, he and Bob Zork ", "Mr. Zork said Zork ", "the mayor he his ", "Jr., III. "]
    {
        let text = piece.repeat(200_000 / piece.len());
        let structure = lines(&text);
        let scene = Scene::of(&text, &structure);
        let people = find(&scene).finish(&[]);
        assert!(people.len() < text.len());
    }
}
