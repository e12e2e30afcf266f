//! Quotes of a text in another language than English: by their marks alone, with a speaker only where it is sure.

use super::super::block::BlockKind;
use super::super::marks::Region;
use super::super::people::NameKind;
use super::grammar::{Grammar, Phrase, Stretch};
use super::report::{Report, Tie};
use crate::text::Shape;

/// Tokens, marks included, from which on a quotation is taken for speech.
const SPEAKS: usize = 6;
/// Words that a tag may have between the quotation and the name: `a déclaré`, `sagte`.
const TAG: usize = 3;

impl Grammar<'_, '_> {
    /// Every longer quotation of the body; its speaker only where a tag with a person's name stands right behind it.
    pub(super) fn foreign_reports(&self) -> Vec<Report> {
        let body = |region: &&Region| {
            let sentence = self.scene.sentence_of(region.from);
            let paragraph = sentence.map(|at| self.scene.paragraphs[self.scene.sentences[at].paragraph].kind);
            paragraph.is_some_and(|kind| kind.is_body() || kind == BlockKind::Deck)
        };
        let long = |region: &&Region| region.to - region.from >= SPEAKS && !region.single;
        self.scene.marks.regions.iter().filter(body).filter(long).map(|region| self.foreign(region)).collect()
    }

    fn foreign(&self, region: &Region) -> Report {
        let part = Stretch { from: region.from, to: region.to };
        let sentence = self.scene.sentence_of(region.from).unwrap_or_default();
        match self.tag_behind(region.to) {
            Some((cue, subject)) => Report {
                cue: Some(cue),
                subject: Some(subject),
                ..Report::new(sentence, part, Tie::NearBeside)
            },
            None => Report::new(sentence, part, Tie::Guess),
        }
    }

    /// `“…”, sagte Anna Kern.`: one to three small words, a person's name, and a mark.
    fn tag_behind(&self, at: usize) -> Option<(Stretch, Phrase)> {
        let from = at + usize::from(self.shape(at) == Shape::Comma);
        let words = (from..from + TAG)
            .take_while(|&at| self.shape(at) == Shape::Lower && !self.is_quoted(at))
            .count();
        let name =
            self.cast.name_at(from + words).filter(|name| words > 0 && name.kind == NameKind::Person)?;
        let ends = matches!(self.shape(name.to), Shape::Comma | Shape::Stop | Shape::Other | Shape::Open);
        let mention = Stretch { from: name.from, to: name.to };
        ends.then_some((Stretch { from, to: from + words }, Phrase { whole: mention, mention }))
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::read;

    #[test]
    fn other_languages_give_quotes_by_their_marks_and_speakers_only_where_sure() {
        let text = "Der Hafen öffnet wieder\n\nNach fünf Tagen ist der Streik vorbei, und die Schiffe fahren wieder über die Meerenge. \
                    „Wir haben die ganze Nacht darüber geredet“, sagte Anna Keller. „Jetzt wollen wir alle nur noch schlafen.“ \
                    Das „grüne Blatt“ liegt noch immer auf dem Tisch im Rathaus, und niemand weiß, wer es dort vergessen hat.\n";
        let reading = read(text);
        let told =
            |at: usize| reading.quotes[at].speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
        assert_eq!(reading.lang, "de");
        assert_eq!(reading.quotes.len(), 2);
        assert_eq!((told(0), told(1)), (Some("Anna Keller"), None));
        assert!(reading.quotes[1].confidence < 0.5);
    }
}
