//! The scene: everything the stages after the structure look at, prepared once.

use super::block::Structure;
use super::marks::{self, Marks, Paragraph};
use super::sentences::{self, Sentence};
use super::tokens::Tokens;

/// Tokens, paragraphs, quotation marks and sentences of one article.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The text.
    pub text: &'a str,
    /// Its structure.
    pub structure: &'a Structure,
    /// ISO 639-1 code of its language, `""` when it could not be told.
    pub lang: &'static str,
    /// Its tokens.
    pub tokens: Tokens<'a>,
    /// The blocks as tokens.
    pub paragraphs: Vec<Paragraph>,
    /// The stretches in quotation marks.
    pub marks: Marks,
    /// The sentences, in which quotations are opaque.
    pub sentences: Vec<Sentence>,
}

impl<'a> Scene<'a> {
    /// Prepares `text`, of which `structure` is the structure, in an unknown language.
    #[must_use]
    pub fn of(text: &'a str, structure: &'a Structure) -> Self {
        let mut tokens = Tokens::of(text);
        let paragraphs = marks::paragraphs(&tokens, structure);
        let marks = Marks::pair(&tokens, &paragraphs);
        marks.free_apostrophes(&mut tokens);
        let sentences = sentences::sentences(&tokens, &paragraphs, &marks);
        Self { text, structure, lang: "", tokens, paragraphs, marks, sentences }
    }

    /// The scene of a text in the language with the ISO 639-1 code `lang`.
    #[must_use]
    pub fn in_language(self, lang: &'static str) -> Self {
        Self { lang, ..self }
    }

    /// The index of the sentence that holds token `at`.
    #[must_use]
    pub fn sentence_of(&self, at: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.from <= at);
        after.checked_sub(1).filter(|&found| at < self.sentences[found].to)
    }
}
