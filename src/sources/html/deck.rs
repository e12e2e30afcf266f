//! The deck: the summary that readers see between headline and body.
//!
//! A description for machines alone is no deck; it only tells which of the lines is one.

use super::frame::{Frame, Line};
use super::marks::Marks;
use super::names;
use super::survey::{Survey, folded};
use super::tree::{Id, Tree};
use super::when;

/// What a deck has and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deck {
    /// Its words.
    pub words: String,
    /// The nodes that hold it.
    pub nodes: Vec<Id>,
}

/// Decks are no longer than this, in bytes.
const LONGEST: usize = 1400;

/// A line of running text has at least so many bytes.
const RUNNING: usize = 50;

/// The rank of a line that only stands where decks do, or is named for what may be none.
const PLACED: u8 = 2;

/// Finds the deck. `descriptions` are those for machines, `titles` all that the page gives.
#[must_use]
pub fn deck(survey: &Survey<'_>, frame: &Frame, descriptions: &[String], titles: &[&str]) -> Deck {
    let fold =
        |words: &[&str]| words.iter().map(|words| folded(words)).filter(|words| words.len() >= 12).collect();
    let told: Vec<String> = fold(&descriptions.iter().map(String::as_str).collect::<Vec<_>>());
    let titles: Vec<String> = fold(titles);
    let telling: Vec<&str> = told.iter().chain(&titles).flat_map(|words| words.split(' ')).collect();
    let lines = frame.below();
    let (mut best, mut found) = (0, None);
    for (n, line) in lines.iter().enumerate() {
        let words = folded(&line.words);
        if titles.iter().any(|title| words.ends_with(title.as_str()) || title.ends_with(&words)) {
            continue;
        }
        let described = told.iter().any(|told| is_same(told, &words));
        if is_furniture(survey, frame, line, described) {
            continue;
        }
        let rank = rank(survey, frame, lines, n, described);
        // A place alone makes no deck of words about something else.
        let rank = if rank == PLACED && !is_about(&words, &telling) { 0 } else { rank };
        if rank > best {
            (best, found) = (rank, Some(n));
        }
        let running = line.words.len() >= RUNNING && is_sentence(&line.words);
        if rank == 0 && running && !line.is_link && is_body(survey.tree, frame, line) {
            break;
        }
    }
    found.map(|n| whole(survey, lines, n)).unwrap_or_default()
}

/// Bylines, dates, captions, buttons and what belongs to other articles.
fn is_furniture(survey: &Survey<'_>, frame: &Frame, line: &Line, described: bool) -> bool {
    let tree = survey.tree;
    let words = line.words.as_str();
    let mut around = tree.ancestors(line.first).take_while(|up| *up > frame.region);
    let in_figure = around.any(|up| matches!(tree.tag(up), "figure" | "aside"));
    let short = words.len() < 100;
    let deck = line.own.any(Marks::DECK);
    let ended = words.ends_with(['.', '!', '?', '…', '”', '"', '。']);
    words.len() < 12
        || (words.len() < 30 && !ended && !deck)
        || names::is_person(words)
        || (line.own.any(Marks::MEDIA) && !deck)
        || words.len() > LONGEST
        || in_figure
        || (line.marks.any(Marks::CAPTION.and(Marks::CREDIT)) && !deck)
        || (line.marks.any(Marks::OTHER) && !deck && !described)
        || (short && names::opened(words).is_some() && !names::names(words).is_empty())
        || (short && line.marks.any(Marks::BYLINE.and(Marks::DATE)) && !deck && !described)
        || (words.len() < 70 && when::moment(words, false).is_some())
}

/// How much a line is like a deck; 0 for one that is none.
fn rank(survey: &Survey<'_>, frame: &Frame, lines: &[Line], n: usize, described: bool) -> u8 {
    let line = &lines[n];
    let tag = survey.tree.tag(line.id);
    let in_body = is_body(survey.tree, frame, line);
    let ordinary = in_body && !line.is_bold && is_ordinary(survey, line);
    let (long, longer) = (line.words.len() >= 30, line.words.len() >= RUNNING);
    let sentence = longer && is_sentence(&line.words);
    let heading = matches!(tag, "h2" | "h3" | "h4" | "h5" | "h6" | "hgroup") && line.words.len() >= 40;
    if ordinary || (line.is_link && !described) {
        return 0;
    }
    let named = match (line.own.any(Marks::DECK), line.marks.any(Marks::DECK.and(Marks::SUMMARY))) {
        (true, _) if long || described => 4,
        (_, true) if long || described => 2,
        _ => 0,
    };
    let first = heading && sentence && lines[..n].iter().all(|line| line.words.len() < RUNNING);
    let placed =
        first || (!in_body && (heading || (sentence && !line.marks.any(Marks::TEASER.and(Marks::MEDIA)))));
    let bold = in_body && sentence && line.is_bold && !next_is_bold(lines, n);
    let of = |sign: bool, rank: u8| if sign { rank } else { 0 };
    named + of(described, 3) + of(placed, PLACED) + of(bold, PLACED + 1)
}

/// True when a line shares a long word with the titles and descriptions.
fn is_about(words: &str, telling: &[&str]) -> bool {
    words.split(' ').any(|word| word.chars().count() >= 6 && telling.contains(&word))
}

/// True when a description and a line begin alike, or one is all of the other's start.
fn is_same(told: &str, words: &str) -> bool {
    let shared = told.chars().zip(words.chars()).take_while(|(a, b)| a == b).count();
    let (one, other) = (told.chars().count(), words.chars().count());
    shared >= 60 || (shared >= 12 && shared + 3 >= one.min(other) && one.min(other) * 2 >= other)
}

/// True for a line inside the node that holds the running text.
fn is_body(tree: &Tree, frame: &Frame, line: &Line) -> bool {
    tree.whole(frame.container).contains(&line.first)
}

/// True for a block that looks as the next block of running text does.
fn is_ordinary(survey: &Survey<'_>, line: &Line) -> bool {
    let tree = survey.tree;
    let like = |one: Id, other: Id| {
        tree.tag(one) == tree.tag(other) && tree.attribute(one, "class") == tree.attribute(other, "class")
    };
    let end = tree.whole(line.id).end;
    let next = (end..(end + 400).min(tree.len()))
        .filter(|&id| matches!(tree.tag(id), "p" | "div" | "li"))
        .find(|&id| tree.tag(id) == tree.tag(line.id) && survey.mass(&tree.whole(id)) > 40);
    next.is_some_and(|next| like(line.id, next) && like(tree.parent(line.id), tree.parent(next)))
}

fn next_is_bold(lines: &[Line], n: usize) -> bool {
    lines.get(n + 1).is_some_and(|next| next.is_bold && next.words.len() >= RUNNING)
}

/// Words that end as sentences do, or have a sentence's end in them.
fn is_sentence(words: &str) -> bool {
    let end = words.trim_end_matches(['”', '"', '“', '’', ')', '»', ' ']);
    end.ends_with(['.', '!', '?', '…', '。', '؟', '।'])
        || words.contains(". ")
        || words.contains("? ")
        || words.contains(['。', '、'])
}

/// The line, and those after it that are of its kind: decks may be lists or have several paragraphs.
fn whole(survey: &Survey<'_>, lines: &[Line], n: usize) -> Deck {
    let tree = survey.tree;
    let line = &lines[n];
    let mut deck = Deck { words: line.words.clone(), nodes: vec![line.id] };
    let parent = tree.parent(line.id);
    let named = |id: Id| survey.marks.get(id).is_some_and(|marks| marks.any(Marks::DECK.and(Marks::SUMMARY)));
    let several = named(parent) || named(line.id) || tree.tag(parent) == "ul";
    for next in lines.iter().skip(n + 1).take(8).filter(|_| several) {
        let room = deck.words.len() + next.words.len() < LONGEST;
        let alike = tree.tag(next.id) == tree.tag(line.id)
            && tree.attribute(next.id, "class") == tree.attribute(line.id, "class");
        if tree.parent(next.id) != parent || !room || !alike {
            break;
        }
        deck.words.push(' ');
        deck.words.push_str(&next.words);
        deck.nodes.push(next.id);
    }
    deck
}

#[cfg(test)]
mod tests {
    use super::super::fields;
    use super::*;

    const SUM: &str = "After nine years in the yard, the old ferry is back in the harbour.";

    /// The deck of a page with `head` between headline and body.
    fn check(head: &str, described: bool, expect: &str) {
        let told = if described { SUM } else { "" };
        let page = format!(
            "<head><meta name=description content='{told}'></head><main><article><h1>The ferry returns at noon</h1>{head}\
             <p>It came back at noon, and hundreds of people stood on the quay to see it come.</p>\
             <p>Some of them cried, and others sang the songs of the harbour until the evening.</p></article></main>"
        );
        let found = fields::of_tree(&Tree::parse(&page), None).draft.deck;
        assert_eq!(found, expect, "{head}");
    }

    #[test]
    fn decks_are_found_by_names_descriptions_and_places() {
        for class in [
            "deck",
            "standfirst",
            "article-subtitle",
            "leadText",
            "c-intro",
            "sapo",
            "chapo",
            "bajada",
            "vorspann",
            "preamble",
        ] {
            check(&format!("<p class={class}>{SUM}</p>"), false, SUM);
        }
        check(&format!("<h2>{SUM}</h2>"), true, SUM);
        check(&format!("<h3>{SUM} It returns.</h3>"), false, &format!("{SUM} It returns."));
        check(&format!("<header><p class=x>{SUM}</p></header>"), true, SUM);
        check(&format!("<p><strong>{SUM}</strong></p>"), false, SUM);
        check(&format!("<p class=font-bold>{SUM}</p>"), true, SUM);
        check(&format!("<div class=y>{SUM}</div>"), true, SUM);
        check(
            &format!("<p class=lead>{SUM}</p><p class=lead>It is new.</p>"),
            false,
            &format!("{SUM} It is new."),
        );
        check(&format!("<p>By Ana Ruiz</p><time>4 May 2031</time><p class=deck>{SUM}</p>"), false, SUM);
        check(&format!("<ul class=summary><li>{SUM}<li>It is new.</ul>"), true, &format!("{SUM} It is new."));
    }

    #[test]
    fn pages_without_a_deck_have_none() {
        check("", true, "");
        check(&format!("<p>{SUM}</p>"), true, "");
        check(&format!("<p>{SUM}</p>"), false, "");
        check("<p class=lead>By Ana Ruiz, Staff Writer</p>", false, "");
        check("<p class=subtitle>The ferry returns at noon</p>", false, "");
        check(
            &format!("<figure><img src=1.jpg><figcaption class=description>{SUM}</figcaption></figure>"),
            false,
            "",
        );
        check(&format!("<div class=newsletter><p>{SUM}</p></div>"), false, "");
        check("<p class=summary>Ana Ruiz</p>", false, "");
        check("<p class=date-published>4 May 2031, updated a day later</p>", false, "");
    }
}
