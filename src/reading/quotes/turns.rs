//! Turns of a transcript or interview: `OKAFOR: We sent a letter.`, the label speaks all of its paragraph.

use super::super::block::BlockKind;
use super::super::lexicon::Classes;
use super::super::marks::Paragraph;
use super::grammar::{Grammar, Phrase, Stretch};
use crate::text::Shape;

/// One paragraph that a label speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// The label's words, without the colon.
    pub(super) label: Phrase,
    /// What is said.
    pub(super) content: Stretch,
}

/// Words that a label may have at the most.
const LABEL: usize = 5;

impl Grammar<'_, '_> {
    /// For each paragraph its turn, where the article is laid out in turns: two labels or more.
    pub(super) fn turns(&self) -> Vec<Option<Turn>> {
        let turns: Vec<Option<Turn>> =
            self.scene.paragraphs.iter().map(|paragraph| self.turn(paragraph)).collect();
        if turns.iter().flatten().count() < 2 {
            return vec![None; turns.len()];
        }
        turns
    }

    fn turn(&self, paragraph: &Paragraph) -> Option<Turn> {
        if paragraph.kind != BlockKind::Paragraph {
            return None;
        }
        let limit = paragraph.to.min(paragraph.from + LABEL + 1);
        let colon = (paragraph.from + 1..limit).find(|&at| self.shape(at) == Shape::Colon)?;
        let label = Stretch { from: paragraph.from, to: colon };
        // `WHERE:`, `COST:` label facts, not speakers.
        let plain = Classes::STARTER.with(Classes::SUBORDINATOR).with(Classes::TIME).with(Classes::COMMON);
        let fact = label.to == label.from + 1
            && self.is(label.from, plain)
            && !self.is(label.from, Classes::ROLE)
            && self.word(label.from).len() > 1;
        let capitals = !fact && (label.from..label.to).all(|at| self.shape(at) == Shape::Upper);
        let person = self.cast.name_at(label.to - 1).is_some_and(|name| {
            let titled = (label.from..name.from).all(|at| self.is(at, Classes::TITLE));
            name.person.is_some() && name.to == label.to && titled
        });
        let content = Stretch { from: colon + 1, to: paragraph.to };
        let quoted = self.is_quoted(content.from) && (content.from..content.to).all(|at| self.is_quoted(at));
        (content.from < content.to && !quoted && (capitals || person))
            .then_some(Turn { label: Phrase { whole: label, mention: label }, content })
    }

    /// `Q:` asks for the paper; its words are no quote.
    pub(super) fn is_question(&self, turn: &Turn) -> bool {
        matches!(self.word(turn.label.mention.from), "Q" | "QUESTION")
    }
}
