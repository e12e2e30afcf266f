//! What the words around a name say about who bears it: `, who`, `, 43,`, `said`, `in`, `the`.

use super::super::lexicon::Classes;
use super::super::tokens::Tokens;
use super::naming::Candidate;
use crate::text::Shape;

/// What the words around speak for a person; negative when they speak against.
pub(super) fn score(tokens: &Tokens<'_>, name: &Candidate) -> i32 {
    let score = before(tokens, name) + after(tokens, name);
    if name.len() > 1 && tokens.is(name.from, Classes::GIVEN) && score < 0 { -1 } else { score }
}

fn before(tokens: &Tokens<'_>, name: &Candidate) -> i32 {
    let Some(at) = name.lead.checked_sub(1) else { return 0 };
    if name.lead < name.from {
        let role = name.title.is_none() && tokens.is(name.from - 1, Classes::ROLE);
        return if role { 4 } else { 0 };
    }
    let full =
        name.len() > 1 && (tokens.is(name.from, Classes::GIVEN) || tokens.word(name.from).ends_with('.'));
    match tokens.word(at) {
        // "the Tom Cruise video" speaks of Tom Cruise.
        "the" | "The" | "a" | "an" | "A" | "An" if full || name.len() == 1 && name.score > 2 => -1,
        "the" | "The" | "a" | "an" | "A" | "An" => -4,
        "," if at > 0 && tokens.is(at - 1, Classes::ROLE) => 3,
        // "Hadley v. Zork": a case.
        "." if at > 0 && tokens.word(at - 1) == "v" => -6,
        ":" if at > 0
            && matches!(tokens.word(at - 1), "Image" | "Photo" | "Photograph" | "Picture" | "Video") =>
        {
            5
        }
        "in" | "In" => -3,
        "at" | "At" | "near" | "across" | "into" | "throughout" | "inside" | "outside" | "@" | "#" => -2,
        "by" | "By" => 1,
        "of" if name.len() == 1 && at > 0 && is_seat(tokens.word(at - 1)) => -4,
        _ if says(tokens, at) => 2,
        _ => 0,
    }
}

/// Nouns whose "of" leads to a place: `governor of Zork`.
fn is_seat(word: &str) -> bool {
    matches!(
        word,
        "governor"
            | "mayor"
            | "city"
            | "town"
            | "village"
            | "port"
            | "county"
            | "province"
            | "island"
            | "state"
            | "bay"
            | "north"
            | "south"
            | "east"
            | "west"
            | "outside"
            | "bishop"
            | "duke"
            | "king"
            | "queen"
            | "sheriff"
            | "isle"
            | "university"
            | "battle"
            | "streets"
            | "outskirts"
            | "suburb"
            | "republic"
            | "people"
    )
}

fn after(tokens: &Tokens<'_>, name: &Candidate) -> i32 {
    let at = name.to;
    match tokens.shape(at) {
        Shape::Comma => after_comma(tokens, at + 1),
        Shape::Lower => match tokens.word(at) {
            "who" | "whose" => 3,
            _ if says(tokens, at) => 2,
            _ if tokens.is(at, NOUN) && !tokens.is(at, Classes::FUNCTION) => -1,
            _ => 0,
        },
        Shape::Number => -3,
        Shape::Possessive if tokens.is(at + 1, Classes::MAN.with(Classes::WOMAN)) => 3,
        _ => 0,
    }
}

const NOUN: Classes = Classes::ORGANIZATION_NOUN.with(Classes::PLACE_NOUN).with(Classes::THING_NOUN);

/// `, who`, `, 43,`, `, a retired nurse`, `, the president of`.
fn after_comma(tokens: &Tokens<'_>, at: usize) -> i32 {
    if matches!(tokens.word(at), "who" | "whose") {
        return 3;
    }
    if is_age(tokens, at) {
        return 5;
    }
    let mut next = at;
    if matches!(tokens.word(next), "a" | "an" | "the" | "his" | "her") {
        next += 1;
    }
    for step in next..next + 5 {
        if tokens.is(step, Classes::ROLE) && tokens.shape(step) == Shape::Lower {
            return 3;
        }
        let open = tokens.shape(step).is_word() && !tokens.is(step, Classes::FUNCTION);
        if !open {
            break;
        }
    }
    0
}

/// An age between commas: `, 43,`.
pub(super) fn is_age(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    word.len() <= 3
        && word.parse::<u8>().is_ok_and(|age| (3..=115).contains(&age))
        && matches!(tokens.shape(at + 1), Shape::Comma | Shape::Stop)
}

/// True for a verb of speech.
pub(super) fn says(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Classes::SAY)
}

/// Draws the role nouns and what belongs to them before the name into its lead: `Admiralty spokesman Owen Pryce`.
pub(super) fn lead(tokens: &Tokens<'_>, name: &Candidate, previous: Option<(usize, usize)>) -> usize {
    let mut lead = name.lead;
    let titled = name.title.is_some();
    // "Outside the court Mrs Park": only these stand before a title with a capital.
    let formal = titled && tokens.shape(name.lead) != Shape::Lower;
    let floor = lead.saturating_sub(5);
    let mut role = titled;
    while lead > floor && tokens.shape(lead - 1) == Shape::Lower && !tokens.is(lead - 1, Classes::FUNCTION) {
        if formal && !is_past(tokens.word(lead - 1)) || !is_role_word(tokens, lead - 1, role) {
            break;
        }
        role = true;
        lead -= 1;
    }
    // "Government spokeswoman Kim Park" at the start of a sentence.
    let opens = lead.checked_sub(1).is_some_and(|at| {
        let first = at.checked_sub(1).is_none_or(|before| !tokens.shape(before).is_word());
        first
            && tokens.shape(at) == Shape::Title
            && tokens.is(at, Classes::COMMON)
            && is_role_word(tokens, at, true)
    });
    if role && !formal && opens && lead < name.lead {
        return lead - 1;
    }
    if role
        && !formal
        && let Some(begin) = phrase_begin(tokens, lead)
    {
        return begin;
    }
    if !role || lead == name.lead && !titled {
        return lead;
    }
    match previous {
        Some((from, to)) if to == lead && lead < name.lead => with_owner(tokens, from),
        _ => lead,
    }
}

/// `Seafarers' | Union`: with the plural that owns the name.
fn with_owner(tokens: &Tokens<'_>, from: usize) -> usize {
    let owner = from.checked_sub(2).filter(|&owner| tokens.shape(owner).is_capital());
    let plural =
        from > 0 && matches!(tokens.word(from - 1), "'" | "’") && tokens.shape(from - 1) == Shape::Possessive;
    owner.filter(|_| plural).unwrap_or(from)
}

/// `former`, `acting`: what may stand before any title.
fn is_past(word: &str) -> bool {
    matches!(
        word,
        "former"
            | "then"
            | "acting"
            | "interim"
            | "outgoing"
            | "incoming"
            | "deputy"
            | "assistant"
            | "vice"
            | "late"
            | "ex"
            | "retired"
            | "longtime"
            | "state"
            | "then-"
    )
}

/// True for a role noun or, when one follows, for what may stand before it: `government spokeswoman`.
fn is_role_word(tokens: &Tokens<'_>, at: usize, before_role: bool) -> bool {
    const MODIFIERS: Classes = Classes::ROLE_MODIFIER.with(NOUN);
    if tokens.is(at, Classes::SAY) {
        return false;
    }
    tokens.is(at, Classes::ROLE) || before_role && tokens.is(at, MODIFIERS)
}

const VERB: Classes = Classes::SAY.with(Classes::PAST);

/// Where a noun phrase begins whose last words end at `at`, when a determiner shows it: `the net mender Zofia`.
fn phrase_begin(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let mut begin = at;
    while begin > 0
        && !tokens.is(begin - 1, VERB)
        && (tokens.is(begin - 1, Classes::ROLE_MODIFIER) || !tokens.word(begin - 1).ends_with("ed"))
        && at - begin < 4
        && tokens.shape(begin - 1) == Shape::Lower
        && !tokens.is(begin - 1, Classes::FUNCTION)
    {
        begin -= 1;
    }
    let before = begin.checked_sub(1)?;
    let determined = matches!(
        tokens.word(before),
        "the"
            | "The"
            | "a"
            | "an"
            | "A"
            | "An"
            | "his"
            | "her"
            | "His"
            | "Her"
            | "their"
            | "its"
            | "our"
            | "my"
    );
    // "… slip,” lifeboat coxswain Kim Park said."
    let determined = determined || tokens.shape(before) == Shape::Quote;
    (begin < at && (determined || tokens.shape(before) == Shape::Possessive)).then_some(begin)
}
