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

/// Finds the deck. `descriptions` are those for machines.
#[must_use]
pub fn deck(survey: &Survey<'_>, frame: &Frame, descriptions: &[String]) -> Deck {
    let told: Vec<String> =
        descriptions.iter().map(|words| folded(words)).filter(|words| words.len() >= 12).collect();
    let lines = frame.below();
    for (n, line) in lines.iter().enumerate() {
        if is_furniture(survey, frame, line) {
            continue;
        }
        if is_deck(survey, frame, lines, n, &told) {
            return whole(survey, lines, n);
        }
        let running = line.words.len() >= RUNNING && is_sentence(&line.words);
        if running && !line.is_link && is_body(survey.tree, frame, line) {
            break;
        }
    }
    Deck::default()
}

/// Bylines, dates, captions, buttons and what belongs to other articles.
fn is_furniture(survey: &Survey<'_>, frame: &Frame, line: &Line) -> bool {
    let near = Marks::CAPTION.and(Marks::CREDIT).and(Marks::OTHER);
    let tree = survey.tree;
    let words = line.words.as_str();
    let in_figure = tree
        .ancestors(line.first)
        .take_while(|up| *up > frame.region)
        .any(|up| matches!(tree.tag(up), "figure" | "aside"));
    let named = line.marks.any(near) && !line.marks.any(Marks::DECK);
    let short = words.len() < 100;
    words.len() < 12
        || words.len() > LONGEST
        || in_figure
        || named
        || (short && (names::opened(words).is_some() && !names::names(words).is_empty()))
        || (short && line.marks.any(Marks::BYLINE.and(Marks::DATE)) && !line.marks.any(Marks::DECK))
        || (words.len() < 70 && when::moment(words, false).is_some())
}

fn is_deck(survey: &Survey<'_>, frame: &Frame, lines: &[Line], n: usize, told: &[String]) -> bool {
    let line = &lines[n];
    let words = folded(&line.words);
    let described = told.iter().any(|told| is_same(told, &words));
    let tag = survey.tree.tag(line.id);
    let heading = matches!(tag, "h2" | "h3" | "h4" | "h5" | "h6" | "hgroup");
    let in_body = is_body(survey.tree, frame, line);
    let sentence = line.words.len() >= RUNNING && is_sentence(&line.words);
    let ordinary = is_ordinary(survey, line);
    if line.is_link && !described {
        return false;
    }
    let marked = line.marks.any(Marks::DECK) && (line.words.len() >= 30 || described);
    (marked && !(ordinary && in_body && !line.is_bold))
        || (described && !(ordinary && in_body && !line.is_bold))
        || (heading && line.words.len() >= 40 && !in_body)
        || (sentence && !in_body && !line.marks.any(Marks::TEASER.and(Marks::MEDIA)))
        || (line.is_bold && sentence && in_body && !next_is_bold(lines, n))
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

/// The line, and those after it that stand in the same marked node: decks may be lists or have two paragraphs.
fn whole(survey: &Survey<'_>, lines: &[Line], n: usize) -> Deck {
    let tree = survey.tree;
    let line = &lines[n];
    let mut deck = Deck { words: line.words.clone(), nodes: vec![line.id] };
    let parent = tree.parent(line.id);
    let named =
        survey.marks.get(parent).is_some_and(|marks| marks.any(Marks::DECK)) || tree.tag(parent) == "ul";
    for next in lines.iter().skip(n + 1).take(8).filter(|_| named) {
        let room = deck.words.len() + next.words.len() < LONGEST;
        if tree.parent(next.id) != parent || !room || tree.tag(next.id) != tree.tag(line.id) {
            break;
        }
        deck.words.push(' ');
        deck.words.push_str(&next.words);
        deck.nodes.push(next.id);
    }
    deck
}
