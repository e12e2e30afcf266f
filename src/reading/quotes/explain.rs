//! Why a quote has its speaker: every cue of its sentence, what it was found to report, and what became of it.
//!
//! Looks at the same cues, extents and verdicts as the reading itself, so it cannot tell another story.

use super::super::block::{BlockKind, Structure};
use super::super::lang::lang;
use super::super::people::Cast;
use super::super::scene::Scene;
use super::choose::Verdict;
use super::cues::{Cue, Place};
use super::extent::Extent;
use super::grammar::{Grammar, Stretch};
use crate::reading::people;
use crate::text::Span;

/// One cue that was weighed for a quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The words that report.
    pub cue: Span,
    /// Who would speak.
    pub speaker: Span,
    /// What would be reported; empty when nothing was found.
    pub content: Vec<Span>,
    /// What was seen in it: where its speaker stands, what surrounds it.
    pub seen: Vec<&'static str>,
    /// What became of it.
    pub verdict: &'static str,
}

/// Why one quote reads as it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// How quote and speaker are tied, in words.
    pub tie: &'static str,
    /// The cues of the sentence, in text order; none for speech that is carried on.
    pub candidates: Vec<Candidate>,
}

/// Explains every quote of the reading of `text`, in the order of its quotes.
#[must_use]
pub fn explain(text: &str, structure: &Structure) -> Vec<Account> {
    let scene = Scene::of(text, structure).in_language(lang(text, structure));
    let cast: Cast<'_> = people::find(&scene);
    let grammar = Grammar { scene: &scene, cast: &cast };
    let reports = grammar.reports();
    let quoted = reports.iter().filter(|report| grammar.quote(report).is_some());
    quoted
        .map(|report| {
            let candidates = match (report.cue, scene.sentence_of(report.start())) {
                (Some(cue), here) => grammar.candidates(scene.sentence_of(cue.from).or(here), cue),
                (None, _) => Vec::new(),
            };
            Account { tie: report.tie.name(), candidates }
        })
        .collect()
}

impl Grammar<'_, '_> {
    /// The cues of a sentence; `taken` is the one that the quote came to have.
    fn candidates(&self, sentence: Option<usize>, taken: Stretch) -> Vec<Candidate> {
        let Some(sentence) = sentence.and_then(|at| self.scene.sentences.get(at)) else { return Vec::new() };
        let sentence = self.without_dateline(sentence);
        let headline = self.scene.paragraphs[sentence.paragraph].kind == BlockKind::Headline;
        let cues = self.cues(&sentence);
        let extents = self.extents(&cues, &sentence);
        let verdicts = self.judge(&cues, &extents, headline);
        let all = cues.iter().zip(&extents).zip(verdicts);
        all.map(|((cue, extent), verdict)| {
            // Quoted words that no report holds take the cue of their clause.
            let verdict = if cue.group == taken { Verdict::Chosen } else { verdict };
            self.candidate(cue, extent, verdict)
        })
        .collect()
    }

    fn candidate(&self, cue: &Cue, extent: &Extent, verdict: Verdict) -> Candidate {
        let tokens = &self.scene.tokens;
        let mention = cue.subject.mention;
        Candidate {
            cue: tokens.span(cue.group.from, cue.group.to),
            speaker: tokens.span(mention.from, mention.to),
            content: extent.parts.iter().map(|part| tokens.span(part.from, part.to)).collect(),
            seen: seen(cue, extent),
            verdict: match verdict {
                Verdict::Chosen => "chosen",
                Verdict::Nested => "inside another report",
                Verdict::Overlaps => "what it reports is taken",
                Verdict::NoSpeech => "reports no speech",
            },
        }
    }
}

fn seen(cue: &Cue, extent: &Extent) -> Vec<&'static str> {
    let place = match cue.place {
        Place::Before => "speaker before the verb",
        Place::After => "speaker after the verb",
        Place::Implied => "speaker shared with the clause",
        Place::Colon => "speaker before a colon",
        Place::According => "according to",
        Place::Owner => "owner of a noun",
    };
    let facts = [
        (extent.touches, "beside a quotation"),
        (extent.tagged, "tags the quotation before it"),
        (extent.marked, "set off by a comma or colon"),
        (extent.that, "introduced by that"),
        (extent.clause, "with a clause"),
        (cue.unreal, "denied or not yet said"),
        (extent.parts.is_empty(), "nothing to report"),
    ];
    let facts = facts.iter().filter(|(holds, _)| *holds).map(|(_, fact)| *fact);
    std::iter::once(place).chain(facts).collect()
}
