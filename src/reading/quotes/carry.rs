//! Carried-on speech: a sentence or paragraph that is all quotation goes on with the speaker before it.

use super::super::block::BlockKind;
use super::super::sentences::Sentence;
use super::choose::Talk;
use super::grammar::{Grammar, Phrase, Stretch};
use super::report::{Report, Tie};
use crate::text::Shape;

/// Reports looked back at for one with a speaker.
const BACK: usize = 8;

impl Grammar<'_, '_> {
    /// A sentence that is all quotation: what a colon announced, or more of the speech before it.
    pub(super) fn carry_on(&self, at: usize, sentence: &Sentence, talk: &mut Talk) {
        let part = self.without_quote_marks(sentence);
        if let Some(cue) = talk.lead.take() {
            talk.reports.push(Report::new(at, part, Tie::Announced).cued(&cue));
            return;
        }
        let paragraph = |report: &Report| self.scene.sentences[report.sentence].paragraph;
        let near = talk.reports.last_mut().filter(|last| {
            let spoken = last.parts.iter().any(|part| (part.from..part.to).any(|at| self.is_quoted(at)));
            let here = paragraph(last) == sentence.paragraph;
            last.cue.is_some() && (here || paragraph(last) + 1 == sentence.paragraph && spoken)
        });
        if let Some(last) = near {
            // A block quote is taken whole, though its first words may be part of it already.
            let from = last.parts.last().map_or(part.from, |held| part.from.max(held.to));
            last.parts.push(Stretch { from, ..part });
            last.sentence = at;
            return;
        }
        let report = match self.signature(at) {
            Some(signature) => Report::new(at, part, Tie::Signed).by(signature),
            None => self.inherited(at, part, sentence, talk),
        };
        talk.reports.push(report);
    }

    /// A quotation that stands alone: spoken by the last main clause's subject, else by the last speaker.
    fn inherited(&self, at: usize, part: Stretch, sentence: &Sentence, talk: &Talk) -> Report {
        if let Some((_, subject)) = talk.main.filter(|(there, _)| there + 1 >= sentence.paragraph) {
            return Report::new(at, part, Tie::Carried).by(subject);
        }
        let last = talk.reports.iter().rev().take(BACK).find(|report| report.subject.is_some());
        let near =
            last.filter(|last| self.scene.sentences[last.sentence].paragraph + 2 >= sentence.paragraph);
        let subject = near.and_then(|last| last.subject);
        Report { subject, ..Report::new(at, part, Tie::Carried) }
    }

    /// The sentence; of a block quote the whole block, without the mark that sets it apart.
    fn without_quote_marks(&self, sentence: &Sentence) -> Stretch {
        let paragraph = &self.scene.paragraphs[sentence.paragraph];
        if paragraph.kind != BlockKind::BlockQuote {
            return Stretch { from: sentence.from, to: sentence.to };
        }
        let set_off = (paragraph.from..paragraph.to).find(|&at| self.shape(at) != Shape::Other);
        Stretch { from: set_off.unwrap_or(paragraph.from), to: paragraph.to }
    }

    /// `“…” ¶ — Jane Smith`: the name that signs the quotation before it.
    fn signature(&self, at: usize) -> Option<Phrase> {
        let next = self.scene.sentences.get(at + 1)?;
        if self.shape(next.from) != Shape::Dash || next.to - next.from > 10 {
            return None;
        }
        let phrase = self.after(next.from + 1, next.to)?;
        self.cast.name_at(phrase.mention.from).is_some().then_some(phrase)
    }
}
