//! Choosing: of all cues of a sentence the outermost report.

use super::super::block::BlockKind;
use super::super::lexicon::Classes;
use super::super::people::{Cast, NameKind};
use super::super::quote::Quote;
use super::super::scene::Scene;
use super::super::sentences::Sentence;
use super::cues::{Cue, Place};
use super::extent::Extent;
use super::grammar::{Grammar, Phrase, Stretch};
use super::report::{Report, Tie};
use crate::text::Shape;

/// Finds every quote of the scene, in text order.
///
/// English, and what is too short to tell, is read by its grammar; other languages by their marks alone.
#[must_use]
pub fn find<'s>(scene: &'s Scene<'_>, cast: &'s Cast<'s>) -> Vec<Quote> {
    let grammar = Grammar { scene, cast };
    grammar.reports().iter().filter_map(|report| grammar.quote(report)).collect()
}

/// What becomes of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It reports, and nothing outside it does.
    Chosen,
    /// It stands inside what another cue reports.
    Nested,
    /// What it reports is taken already.
    Overlaps,
    /// It reports nothing that is speech.
    NoSpeech,
}

/// The talk of an article as far as it is read.
#[derive(Default)]
pub(super) struct Talk {
    /// The reports so far.
    pub(super) reports: Vec<Report>,
    /// The cue that the sentence before left open with a colon.
    pub(super) lead: Option<Cue>,
    /// The paragraph and subject of the last main clause that reported.
    pub(super) main: Option<(usize, Phrase)>,
}

impl Grammar<'_, '_> {
    /// Every report of the article, in text order.
    pub(super) fn reports(&self) -> Vec<Report> {
        if !matches!(self.scene.lang, "" | "en") {
            return self.foreign_reports();
        }
        let turns = self.turns();
        let mut talk = Talk::default();
        for (at, sentence) in self.scene.sentences.iter().enumerate() {
            match turns[sentence.paragraph] {
                Some(turn) => {
                    if sentence.from <= turn.label.whole.from && !self.is_question(&turn) {
                        talk.reports.push(Report::new(at, turn.content, Tie::Turn).by(turn.label));
                    }
                }
                None => self.read(at, &self.without_dateline(sentence), &mut talk),
            }
        }
        talk.reports.retain(|report| report.parts.iter().any(|part| part.from < part.to));
        talk.reports.sort_by_key(Report::start);
        talk.reports
    }

    fn read(&self, at: usize, sentence: &Sentence, talk: &mut Talk) {
        let kind = self.scene.paragraphs[sentence.paragraph].kind;
        if !(kind.is_body() || matches!(kind, BlockKind::Headline | BlockKind::Deck)) {
            return;
        }
        if kind == BlockKind::BlockQuote && talk.reports.last().is_some_and(|last| last.covers(sentence.from))
        {
            return;
        }
        let set_apart = kind == BlockKind::BlockQuote && talk.lead.is_some();
        if set_apart || self.is_all_quoted(sentence) {
            self.carry_on(at, sentence, talk);
            return;
        }
        let cues = self.cues(sentence);
        let main = cues.iter().find(|cue| matches!(cue.place, Place::Before | Place::After));
        talk.main = main.map(|cue| (sentence.paragraph, cue.subject));
        let taken = self.choose(at, sentence, &cues, kind == BlockKind::Headline, talk);
        self.fragments(at, sentence, &cues, taken, talk);
        talk.lead = self.lead(sentence, &cues);
    }

    fn is_all_quoted(&self, sentence: &Sentence) -> bool {
        self.is_quoted(sentence.from)
            && (sentence.from..sentence.to)
                .all(|at| self.is_quoted(at) || !self.shape(at).is_word() && self.shape(at) != Shape::Number)
    }

    /// The sentence without the dateline it may begin with.
    pub(super) fn without_dateline(&self, sentence: &Sentence) -> Sentence {
        let mut sentence = *sentence;
        if let Some(dateline) = &self.scene.structure.head.dateline {
            let end = self.scene.tokens.index(dateline.span.end());
            if sentence.from < end
                && end < sentence.to
                && self.scene.tokens.list[sentence.from].span.start() <= dateline.span.start()
            {
                sentence.from = end;
            }
        }
        sentence
    }

    /// Takes the outermost reports of a sentence; gives back the stretches they hold.
    fn choose(
        &self,
        at: usize,
        sentence: &Sentence,
        cues: &[Cue],
        headline: bool,
        talk: &mut Talk,
    ) -> Vec<Stretch> {
        let extents = self.extents(cues, sentence);
        let mut taken: Vec<Stretch> = Vec::new();
        for (which, verdict) in self.judge(cues, &extents, headline).into_iter().enumerate() {
            if verdict != Verdict::Chosen {
                continue;
            }
            let (cue, extent) = (&cues[which], &extents[which]);
            taken.extend(&extent.parts);
            let tie = match (cue.place, extent.touches) {
                (Place::Before | Place::After, true) => Tie::Beside,
                (Place::Before | Place::After, false) => Tie::Clause,
                (_, true) => Tie::NearBeside,
                _ => Tie::NearClause,
            };
            talk.reports.push(Report::of(at, extent.parts.clone(), tie).cued(cue));
        }
        taken
    }

    /// What each cue of a sentence reports.
    pub(super) fn extents(&self, cues: &[Cue], sentence: &Sentence) -> Vec<Extent> {
        (0..cues.len()).map(|which| self.extent(cues, which, sentence)).collect()
    }

    /// Judges every cue of a sentence: the outermost that report speech are chosen.
    pub(super) fn judge(&self, cues: &[Cue], extents: &[Extent], headline: bool) -> Vec<Verdict> {
        let speaks = |which: &usize| self.is_speech(&cues[*which], &extents[*which], headline);
        let mut order: Vec<usize> = (0..cues.len()).filter(speaks).collect();
        // A tag right after a quotation is surer than what stands before it.
        order.sort_by_key(|&which| std::cmp::Reverse(extents[which].tagged));
        let mut verdicts = vec![Verdict::NoSpeech; cues.len()];
        let mut taken: Vec<Stretch> = Vec::new();
        for &which in &order {
            let (cue, extent) = (&cues[which], &extents[which]);
            let nested = order.iter().any(|&other| {
                other != which && extents[other].holds(cue.verb) && !extent.holds(cues[other].verb)
            });
            let overlaps = |part: &Stretch| taken.iter().any(|held| held.overlaps(*part));
            verdicts[which] = if nested {
                Verdict::Nested
            } else if extent.parts.iter().any(overlaps) {
                Verdict::Overlaps
            } else {
                taken.extend(&extent.parts);
                Verdict::Chosen
            };
        }
        verdicts
    }

    /// `Smith continued:` at a paragraph's end: the cue of the quotation that the next one brings.
    fn lead(&self, sentence: &Sentence, cues: &[Cue]) -> Option<Cue> {
        if self.shape(sentence.to - 1) != Shape::Colon {
            return None;
        }
        let said =
            cues.iter().rev().find(|cue| cue.place != Place::According && cue.verb + 12 >= sentence.to);
        if let Some(cue) = said {
            return Some(*cue);
        }
        let end = sentence.to - 1;
        let subject = self
            .source_before_colon(end, sentence)
            .or_else(|| self.before(end, sentence.from).filter(|phrase| phrase.whole.from == sentence.from))
            .or_else(|| self.clause_subject(sentence.from, end))?;
        let group = Stretch { from: end, to: sentence.to };
        Some(Cue { verb: end, group, subject, place: Place::Colon, classes: Classes::SAY, unreal: false })
    }

    /// True when what the cue reports is speech, quoted or not.
    fn is_speech(&self, cue: &Cue, extent: &Extent, headline: bool) -> bool {
        if extent.parts.is_empty() {
            return false;
        }
        if !cue.classes.any(Classes::SAY) {
            return extent.marked && !cue.unreal;
        }
        let quoted = extent.parts.iter().any(|part| (part.from..part.to).any(|at| self.is_quoted(at)));
        if quoted {
            // `The list showed a name and the words “…”` reports nothing.
            let loose = cue.classes.any(Classes::NOISY) && !extent.touches && !extent.that && !extent.clause;
            return (!cue.unreal || extent.touches) && !loose;
        }
        if cue.unreal {
            return false;
        }
        match cue.place {
            Place::Colon => headline && self.is_speaker_name(cue.subject),
            Place::According => extent.clause || extent.parts.iter().any(|part| part.to >= part.from + 4),
            Place::Owner => false,
            Place::Implied if self.word(cue.group.from) == "to" => {
                let before = cue.group.from.checked_sub(1).map_or("", |at| self.word(at));
                let shy = [
                    "refus", "declin", "fail", "want", "hop", "plan", "expect", "hesitat", "forgot", "need",
                    "ask", "urg", "tell", "told",
                ];
                extent.clause
                    && (extent.that || before == "pains")
                    && !shy.iter().any(|stem| before.starts_with(stem))
            }
            Place::Implied if cue.classes.any(Classes::NOISY) && !extent.that => false,
            _ => {
                let asks = cue.classes.any(Classes::ASK) && (extent.that || self.begins_question(extent));
                (cue.classes.any(Classes::CLAUSE.with(Classes::TELL)) || asks)
                    && extent.clause
                    && (extent.that || !cue.classes.any(Classes::NOISY) || extent.parts.len() == 1)
            }
        }
    }

    /// `whether the road was safe`, `why it was shut`.
    fn begins_question(&self, extent: &Extent) -> bool {
        let first = extent.parts.first().map_or("", |part| self.word(part.from));
        matches!(first, "whether" | "if" | "why" | "how" | "who" | "what" | "when" | "where" | "which")
    }

    /// A person, organisation or place by name.
    fn is_speaker_name(&self, subject: Phrase) -> bool {
        let name = self.cast.name_at(subject.mention.to - 1);
        name.is_some_and(|name| name.from <= subject.mention.from && name.kind != NameKind::Other)
    }
}
