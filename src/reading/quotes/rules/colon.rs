//! Colons: `Smith: “…”`, `More from Smith: “…”`, and in headlines `Smith: It is over`.

use super::super::super::lexicon::Classes;
use super::super::super::sentences::Sentence;
use super::super::cues::{Cue, Place};
use super::super::grammar::{Grammar, Phrase, Stretch};
use crate::text::Shape;

/// The speaker before the colon at `at`.
pub(super) fn cue(grammar: &Grammar<'_, '_>, at: usize, sentence: &Sentence, cues: &[Cue]) -> Option<Cue> {
    (grammar.shape(at) == Shape::Colon).then(|| grammar.colon(at, sentence, cues))?
}

impl Grammar<'_, '_> {
    /// `Smith: “…”`, and in headlines `Smith: It is over`.
    fn colon(&self, at: usize, sentence: &Sentence, cues: &[Cue]) -> Option<Cue> {
        let quoted = at + 1 < sentence.to && self.is_quoted(at + 1);
        let begins = at > sentence.from && at - sentence.from <= 6;
        if cues.iter().any(|cue| cue.group.to <= at && at - cue.group.to < 12) {
            return None;
        }
        let subject = if let Some(source) = self.source_before_colon(at, sentence).filter(|_| quoted) {
            Some(source)
        } else if begins {
            self.before(at, sentence.from).filter(|phrase| phrase.whole.from == sentence.from)
        } else {
            None
        };
        let subject = match subject {
            Some(subject) if quoted || self.cast.name_at(at - 1).is_some() => subject,
            None if quoted => self.clause_subject(sentence.from, at)?,
            _ => return None,
        };
        Some(Cue {
            verb: at,
            group: Stretch { from: at, to: at + 1 },
            subject,
            place: Place::Colon,
            classes: Classes::SAY,
            unreal: false,
        })
    }

    /// `More from Smith: “…”`.
    pub(in crate::reading::quotes) fn source_before_colon(
        &self,
        colon: usize,
        sentence: &Sentence,
    ) -> Option<Phrase> {
        let phrase = self.before(colon, sentence.from)?;
        // A preposition with a capital begins the sentence, and the phrase took it for its own.
        let leads = (phrase.whole.from..colon)
            .rev()
            .find(|&at| matches!(self.word(at), "from" | "From" | "by" | "to"));
        if let Some(inner) = leads.filter(|&at| at + 1 < colon && self.is_source_link(at)) {
            return self.after(inner + 1, colon);
        }
        let link = phrase.whole.from.checked_sub(1).filter(|&link| link >= sentence.from)?;
        matches!(self.word(link), "from" | "by").then_some(phrase)
    }

    /// `More from`, `From`, `According to`.
    fn is_source_link(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        matches!(self.word(at), "from" | "From")
            || self.word(at) == "to" && before.eq_ignore_ascii_case("according")
    }
}
