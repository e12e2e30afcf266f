//! A report: one act of speech as tokens, and the quote it becomes.

use super::super::quote::{Quote, QuoteKind, SpeakerKind};
use super::cues::Cue;
use super::grammar::{Grammar, Phrase, Stretch};
use crate::text::{Shape, Span};

/// How a report is tied to its speaker; what the confidence is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// Subject and verb right beside a quotation.
    Beside,
    /// Subject and verb with their clause.
    Clause,
    /// A participle, a colon, `according to`, right beside a quotation.
    NearBeside,
    /// … with a clause.
    NearClause,
    /// Quoted words somewhere in the cue's sentence.
    Fragment,
    /// A quotation that a colon announced.
    Announced,
    /// A quotation signed below it.
    Signed,
    /// A quotation that stands alone after its speaker.
    Carried,
    /// A turn in a transcript.
    Turn,
    /// No cue at all.
    Guess,
}

impl Tie {
    /// The tie in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Tie::Beside => "subject and verb beside the quotation",
            Tie::Clause => "subject, verb and clause",
            Tie::NearBeside => "participle, colon or phrase beside the quotation",
            Tie::NearClause => "participle, colon or phrase with its clause",
            Tie::Fragment => "quoted words in the cue's sentence",
            Tie::Announced => "announced by a colon",
            Tie::Signed => "signed below",
            Tie::Carried => "goes on after its speaker",
            Tie::Turn => "turn of a transcript",
            Tie::Guess => "no cue: a guess",
        }
    }
}

/// One report as tokens.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// What is reported, in text order.
    pub(super) parts: Vec<Stretch>,
    /// The words that report it.
    pub(super) cue: Option<Stretch>,
    /// Who speaks.
    pub(super) subject: Option<Phrase>,
    /// How the two are tied.
    pub(super) tie: Tie,
    /// The sentence of its last part.
    pub(super) sentence: usize,
}

impl Report {
    pub(super) fn new(sentence: usize, part: Stretch, tie: Tie) -> Self {
        Self::of(sentence, vec![part], tie)
    }

    pub(super) fn of(sentence: usize, parts: Vec<Stretch>, tie: Tie) -> Self {
        Self { parts, cue: None, subject: None, tie, sentence }
    }

    /// The report with its cue and the cue's subject.
    pub(super) fn cued(self, cue: &Cue) -> Self {
        Self { cue: Some(cue.group), subject: Some(cue.subject), ..self }
    }

    /// The report with its speaker.
    pub(super) fn by(self, subject: Phrase) -> Self {
        Self { subject: Some(subject), ..self }
    }

    /// Its first token.
    pub(super) fn start(&self) -> usize {
        self.parts.first().map_or(0, |part| part.from)
    }

    /// True when token `at` is part of what is reported.
    pub(super) fn covers(&self, at: usize) -> bool {
        self.parts.iter().any(|part| part.from <= at && at < part.to)
    }
}

impl Grammar<'_, '_> {
    /// Turns a report into a quote with spans.
    pub(super) fn quote(&self, report: &Report) -> Option<Quote> {
        let tokens = &self.scene.tokens;
        let spans = report.parts.iter().map(|part| self.trimmed(*part));
        let content: Vec<Span> = spans.filter(|span| !span.is_empty()).collect();
        content.first()?;
        let kind = self.kind(report);
        let speaker = report.subject.map(|subject| self.speaker(subject));
        let confidence = confidence(report.tie, kind, speaker.as_ref().map(|speaker| speaker.kind));
        let cue = report.cue.map(|cue| tokens.span(cue.from, cue.to));
        Some(Quote { kind, content, quoted: self.quoted_in(&report.parts), cue, speaker, confidence })
    }

    /// Direct, mixed or indirect, by the letters in quotation marks.
    fn kind(&self, report: &Report) -> QuoteKind {
        let (mut inside, mut all) = (0, 0);
        for at in report.parts.iter().flat_map(|part| part.from..part.to) {
            if self.shape(at).is_word() || matches!(self.shape(at), Shape::Number | Shape::Possessive) {
                let len = self.scene.tokens.list[at].span.len();
                all += len;
                inside += if self.is_quoted(at) { len } else { 0 };
            }
        }
        // `Smith will “go on to the end”` is the writer's sentence, however long the quoted part.
        let opens = report.parts.first().is_some_and(|part| self.is_quoted(part.from));
        match inside {
            0 => QuoteKind::Indirect,
            inside if opens && inside * 10 >= all * 9 => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        }
    }

    /// The part without commas and dashes at its ends.
    fn trimmed(&self, mut part: Stretch) -> Span {
        let edge = |at: usize| {
            matches!(self.shape(at), Shape::Comma | Shape::Dash | Shape::Semicolon | Shape::Colon)
        };
        while part.from < part.to && edge(part.from) {
            part.from += 1;
        }
        while part.to > part.from && edge(part.to - 1) && !self.is_quoted(part.to - 1) {
            part.to -= 1;
        }
        self.scene.tokens.span(part.from, part.to)
    }

    fn quoted_in(&self, parts: &[Stretch]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for part in parts {
            let mut at = part.from;
            while at < part.to {
                match self.scene.marks.region_of(at) {
                    Some(region) => {
                        let region = self.scene.marks.regions[region];
                        found
                            .push(self.scene.tokens.span(region.from.max(part.from), region.to.min(part.to)));
                        at = region.to.max(at + 1);
                    }
                    None => at += 1,
                }
            }
        }
        found
    }
}

/// How often a report like this one is speech and has the right speaker, as counted on annotated news.
#[rustfmt::skip]
fn confidence(tie: Tie, kind: QuoteKind, speaker: Option<SpeakerKind>) -> f32 {
    use QuoteKind::{Direct, Indirect, Mixed};
    let Some(speaker) = speaker else { return 0.1 };
    let named = matches!(speaker, SpeakerKind::Person | SpeakerKind::Place);
    match (tie, kind) {
        (Tie::Beside, Direct) => if named { 0.96 } else { 0.93 },
        (Tie::Beside, _) => if named { 0.75 } else { 0.5 },
        (Tie::Clause, Indirect) => if named { 0.84 } else { 0.72 },
        (Tie::Clause, _) => if named { 0.88 } else { 0.75 },
        (Tie::NearBeside, Direct) => if named { 0.83 } else { 0.45 },
        (Tie::NearBeside, _) => if named { 0.79 } else { 0.6 },
        (Tie::NearClause, Indirect) => if named { 0.73 } else { 0.65 },
        (Tie::NearClause, _) => if named { 0.81 } else { 0.57 },
        (Tie::Fragment, Mixed) => if named { 0.72 } else { 0.52 },
        (Tie::Fragment, _) => if named { 0.37 } else { 0.2 },
        (Tie::Turn | Tie::Announced, _) => if named { 0.9 } else { 0.8 },
        (Tie::Signed, _) => 0.8,
        (Tie::Carried, _) => if named { 0.7 } else { 0.45 },
        (Tie::Guess, _) => if named { 0.32 } else { 0.1 },
    }
}
