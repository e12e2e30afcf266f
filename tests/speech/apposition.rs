//! What stands between a speaker and the verb: roles, ages, clauses.

use crate::notation::check;

#[test]
fn the_name_is_found_behind_its_apposition() {
    check(CASES);
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    // Role or age behind the name.
    "<Nadia Okafor>, the union’s general secretary, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, 41, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, general secretary of the Seafarers’ Union, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, general secretary of the Seafarers’ Union in Port Aurel, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, a docker and a mother of three, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor> of the Seafarers’ Union [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, a friend of Jonas Pell, [said] {the strike was over}. → Nadia Okafor",
    "{“The strike is over,”} <Nadia Okafor>, the union’s general secretary, [said]. → Nadia Okafor",
    "{“The strike is over,”} [said] <Nadia Okafor>, the union’s general secretary. → Nadia Okafor",
    "{“The strike is over,”} [said] <Nadia Okafor>, a friend of Jonas Pell. → Nadia Okafor",
    // Role before the name.
    "Union leader <Nadia Okafor> [said] {the strike was over}. → Nadia Okafor",
    "General secretary <Nadia Okafor> of the Seafarers’ Union [said] {the strike was over}. → Nadia Okafor",
    "Former harbour pilot <Nadia Okafor> [said] {the strike was over}. → Nadia Okafor",
    // Relative clauses.
    "<Nadia Okafor>, who leads the union, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, who leads the union and sits on the council, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, whose union called the strike, [said] {it was over}. → Nadia Okafor",
    "<Nadia Okafor>, whom Jonas Pell had called a fool, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, who had met Jonas Pell at noon, [said] {the strike was over}. → Nadia Okafor",
    "{“The strike is over,”} <Nadia Okafor>, who leads the union, [said]. → Nadia Okafor",
    "{“The strike is over,”} [said] <Nadia Okafor>, who had called it with Jonas Pell. → Nadia Okafor",
    "<A docker> who gave no name [said] {the strike was over}. → unnamed",
    // Participles behind the name.
    "<Nadia Okafor>, speaking on the quay, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, flanked by Jonas Pell and Ewa Lind, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, asked about the strike, [said] {it was over}. → Nadia Okafor",
    "Speaking on the quay, <Nadia Okafor> [said] {the strike was over}. → Nadia Okafor",
    "Flanked by Jonas Pell, <Nadia Okafor> [said] {the strike was over}. → Nadia Okafor",
    "Asked by Jonas Pell about the strike, <Nadia Okafor> [said] {it was over}. → Nadia Okafor",
    // Prepositional phrases before and between.
    "After a night with Jonas Pell at the table, <Nadia Okafor> [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, in a hoarse voice, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor> in turn [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, for her part, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, however, [said] {the strike was over}. → Nadia Okafor",
    // Brackets and dashes.
    "<Nadia Okafor> (41) [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor> (of the Seafarers’ Union) [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor> — who leads the union — [said] {the strike was over}. → Nadia Okafor",
    // Long company between name and verb.
    "<Nadia Okafor>, a former deckhand who has led the Seafarers’ Union since its founding in 1998 and who lost her seat on the council in May, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, the union’s general secretary, who had not slept, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, general secretary of the union that called the strike, [said] {it was over}. → Nadia Okafor",
    "<Nadia Okafor>, along with Jonas Pell, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, like Jonas Pell, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, who succeeded Jonas Pell, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor>, Jonas Pell’s successor, [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor> at the Seafarers’ Union [said] {the strike was over}. → Nadia Okafor",
    "<Nadia Okafor> from Port Aurel [said] {the strike was over}. → Nadia Okafor",
    "{“The strike is over,”} [said] <Nadia Okafor> of the Seafarers’ Union. → Nadia Okafor",
    "{“The strike is over,”} [said] <Nadia Okafor>, who succeeded Jonas Pell. {+“We won.”} → Nadia Okafor",
    "{“The strike is over,”} [said] <Nadia Okafor>, spokeswoman for Jonas Pell. → Nadia Okafor",
    "Jonas Pell’s spokeswoman <Nadia Okafor> [said] {the strike was over}. → Nadia Okafor",
];
