//! Choosing: of all cues of a sentence the outermost report; what is left in marks finds its cue or is no speech.

use super::super::block::BlockKind;
use super::super::lexicon::Classes;
use super::super::people::{Cast, NameKind};
use super::super::quote::{Quote, QuoteKind, Speaker, SpeakerKind};
use super::super::scene::Scene;
use super::super::sentences::Sentence;
use super::cues::{Cue, Place};
use super::extent::Extent;
use super::grammar::{Grammar, Phrase, Stretch};
use crate::text::{Shape, Span};

/// One report as tokens, before it becomes a [`Quote`].
#[derive(Clone, Debug)]
struct Report {
    parts: Vec<Stretch>,
    cue: Option<Stretch>,
    subject: Option<Phrase>,
    confidence: f32,
    sentence: usize,
}

/// Finds every quote of the scene, in text order.
#[must_use]
pub fn find<'s>(scene: &'s Scene<'_>, cast: &'s Cast<'s>) -> Vec<Quote> {
    let grammar = Grammar { scene, cast };
    let mut reports: Vec<Report> = Vec::new();
    let mut lead: Option<(usize, Cue)> = None;
    let mut main: Option<(usize, Phrase)> = None;
    let turns = grammar.turns();
    for (at, sentence) in scene.sentences.iter().enumerate() {
        let sentence = &grammar.without_dateline(sentence);
        let kind = scene.paragraphs[sentence.paragraph].kind;
        if !(kind.is_body() || matches!(kind, BlockKind::Headline | BlockKind::Deck)) {
            continue;
        }
        if let Some(turn) = turns[sentence.paragraph] {
            if sentence.from <= turn.label.whole.from && !grammar.is_question(&turn) {
                reports.push(Report {
                    parts: vec![turn.content],
                    cue: None,
                    subject: Some(turn.label),
                    confidence: 0.95,
                    sentence: at,
                });
            }
            continue;
        }
        let block = kind == BlockKind::BlockQuote;
        if block
            && reports.last().is_some_and(|last| {
                last.parts.iter().any(|part| part.from <= sentence.from && sentence.to <= part.to)
            })
        {
            continue;
        }
        let set_apart = block && lead.is_some();
        if set_apart || grammar.is_all_quoted(sentence) {
            grammar.continue_speech(at, sentence, lead.take(), main, &mut reports);
            continue;
        }
        let cues = grammar.cues(sentence);
        main = cues
            .iter()
            .find(|cue| matches!(cue.place, Place::Before | Place::After))
            .map(|cue| (sentence.paragraph, cue.subject));
        grammar.read_sentence(at, sentence, &cues, kind == BlockKind::Headline, &mut reports);
        lead = grammar.lead(at, sentence, &cues);
    }
    reports.sort_by_key(|report| report.parts.first().map_or(0, |part| part.from));
    reports.iter().filter_map(|report| grammar.quote(report)).collect()
}

impl Grammar<'_, '_> {
    fn is_all_quoted(&self, sentence: &Sentence) -> bool {
        self.is_quoted(sentence.from)
            && (sentence.from..sentence.to)
                .all(|at| self.is_quoted(at) || !self.shape(at).is_word() && self.shape(at) != Shape::Number)
    }

    /// A sentence that is all quotation: goes on with the speech before it.
    fn continue_speech(
        &self,
        at: usize,
        sentence: &Sentence,
        lead: Option<(usize, Cue)>,
        main: Option<(usize, Phrase)>,
        reports: &mut Vec<Report>,
    ) {
        let mut part = Stretch { from: sentence.from, to: sentence.to };
        if let Some((_, cue)) = lead {
            let paragraph = &self.scene.paragraphs[sentence.paragraph];
            if paragraph.kind == BlockKind::BlockQuote {
                part = Stretch { from: paragraph.from, to: paragraph.to };
                while part.from < part.to && self.shape(part.from) == Shape::Other {
                    part.from += 1;
                }
            }
            reports.push(Report {
                parts: vec![part],
                cue: Some(cue.group),
                subject: Some(cue.subject),
                confidence: 0.9,
                sentence: at,
            });
            return;
        }
        let paragraph = |report: &Report| self.scene.sentences[report.sentence].paragraph;
        let near = reports.last_mut().filter(|last| {
            let spoken = last.parts.iter().any(|part| (part.from..part.to).any(|at| self.is_quoted(at)));
            (paragraph(last) == sentence.paragraph || paragraph(last) + 1 == sentence.paragraph && spoken)
                && last.cue.is_some()
        });
        if let Some(last) = near {
            last.parts.push(part);
            last.sentence = at;
            return;
        }
        if let Some(subject) = self.signature(at) {
            reports.push(Report {
                parts: vec![part],
                cue: None,
                subject: Some(subject),
                confidence: 0.8,
                sentence: at,
            });
            return;
        }
        let last = reports.iter().rev().find(|report| report.subject.is_some());
        let (subject, confidence) = match (last, main) {
            (_, Some((there, subject))) if there + 1 >= sentence.paragraph => (Some(subject), 0.6),
            (Some(last), _) if paragraph(last) + 2 >= sentence.paragraph => (last.subject, 0.7),
            _ => (None, 0.3),
        };
        reports.push(Report { parts: vec![part], cue: None, subject, confidence, sentence: at });
    }

    /// The sentence without the dateline it may begin with.
    fn without_dateline(&self, sentence: &Sentence) -> Sentence {
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

    /// `“…” ¶ — Jane Smith`: the name that signs the quotation before it.
    fn signature(&self, at: usize) -> Option<Phrase> {
        let next = self.scene.sentences.get(at + 1)?;
        if self.shape(next.from) != Shape::Dash || next.to - next.from > 10 {
            return None;
        }
        let phrase = self.after(next.from + 1, next.to)?;
        self.cast.name_at(phrase.mention.from).is_some().then_some(phrase)
    }

    fn read_sentence(
        &self,
        at: usize,
        sentence: &Sentence,
        cues: &[Cue],
        headline: bool,
        reports: &mut Vec<Report>,
    ) {
        let extents: Vec<Extent> = (0..cues.len()).map(|which| self.extent(cues, which, sentence)).collect();
        let viable: Vec<bool> =
            cues.iter().zip(&extents).map(|(cue, extent)| self.is_speech(cue, extent, headline)).collect();
        let inside = |token: usize, extent: &Extent| {
            extent.parts.iter().any(|part| part.from <= token && token < part.to)
        };
        let mut taken: Vec<Stretch> = Vec::new();
        // A tag right after a quotation is surer than what stands before it.
        let mut order: Vec<usize> = (0..cues.len()).collect();
        order.sort_by_key(|&which| std::cmp::Reverse(extents[which].tagged));
        for which in order {
            let (cue, extent) = (&cues[which], &extents[which]);
            let nested = (0..cues.len()).any(|other| {
                other != which
                    && viable[other]
                    && inside(cue.verb, &extents[other])
                    && !inside(cues[other].verb, extent)
            });
            let overlaps =
                |part: &Stretch| taken.iter().any(|held| held.from < part.to && part.from < held.to);
            if !viable[which] || nested || extent.parts.iter().any(overlaps) {
                continue;
            }
            taken.extend(&extent.parts);
            reports.push(Report {
                parts: extent.parts.clone(),
                cue: Some(cue.group),
                subject: Some(cue.subject),
                confidence: confidence(cue, extent),
                sentence: at,
            });
        }
        self.fragments(at, sentence, cues, taken, reports);
    }

    /// `Smith continued:` at a paragraph's end: the cue of the quotation that the next one brings.
    fn lead(&self, at: usize, sentence: &Sentence, cues: &[Cue]) -> Option<(usize, Cue)> {
        if self.shape(sentence.to - 1) != Shape::Colon {
            return None;
        }
        let said =
            cues.iter().rev().find(|cue| cue.place != Place::According && cue.verb + 12 >= sentence.to);
        if let Some(cue) = said {
            return Some((at, *cue));
        }
        let end = sentence.to - 1;
        let subject = self
            .source_before_colon(end, sentence)
            .or_else(|| self.before(end, sentence.from).filter(|phrase| phrase.whole.from == sentence.from))
            .or_else(|| self.clause_subject(sentence.from, end))?;
        let group = Stretch { from: end, to: sentence.to };
        Some((
            at,
            Cue { verb: end, group, subject, place: Place::Colon, classes: Classes::SAY, unreal: false },
        ))
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
            return !cue.unreal || extent.touches;
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
                extent.clause
                    && matches!(
                        before,
                        "on" | "pains" | "continued" | "continues" | "proceeded" | "rushed" | "quick"
                    )
            }
            Place::Implied if cue.classes.any(Classes::NOISY) && !extent.that => false,
            _ => {
                cue.classes.any(Classes::CLAUSE.with(Classes::TELL))
                    && extent.clause
                    && (extent.that || !cue.classes.any(Classes::NOISY) || extent.parts.len() == 1)
            }
        }
    }

    /// A person, organisation or place by name.
    fn is_speaker_name(&self, subject: Phrase) -> bool {
        let name = self.cast.name_at(subject.mention.to - 1);
        name.is_some_and(|name| name.from <= subject.mention.from && name.kind != NameKind::Other)
    }

    /// Regions that no report holds: named, praised or blamed in quoted words, or no speech at all.
    fn fragments(
        &self,
        at: usize,
        sentence: &Sentence,
        cues: &[Cue],
        mut taken: Vec<Stretch>,
        reports: &mut Vec<Report>,
    ) {
        let mut token = sentence.from;
        while token < sentence.to {
            let Some(region) = self.scene.marks.region_of(token) else {
                token += 1;
                continue;
            };
            let region = self.scene.marks.regions[region];
            token = region.to;
            let part = Stretch { from: region.from, to: region.to.min(sentence.to) };
            if taken.iter().any(|held| held.from < part.to && part.from < held.to) {
                continue;
            }
            if self.is_title(region.from, part.to) {
                continue;
            }
            let tied =
                |cue: &&Cue| !cue.unreal && (!cue.classes.any(Classes::NOISY) || cue.group.to == part.from);
            let before = cues.iter().rev().filter(tied).find(|cue| cue.verb < part.from);
            let after = cues.iter().filter(tied).find(|cue| cue.verb >= part.to);
            let cue = before.or(after);
            if region.single && cue.is_none() {
                continue;
            }
            let words = part.to - part.from;
            match cue {
                Some(cue) => {
                    let part = self.around(cue, part, sentence);
                    taken.push(part);
                    reports.push(Report {
                        parts: vec![part],
                        cue: Some(cue.group),
                        subject: Some(cue.subject),
                        confidence: 0.5,
                        sentence: at,
                    });
                }
                None if words > 5 => {
                    let paragraph = |report: &&Report| {
                        self.scene.sentences[report.sentence].paragraph == sentence.paragraph
                    };
                    let subject = match reports.iter().rev().find(paragraph) {
                        Some(last) => last.subject,
                        None => self.clause_subject(sentence.from, part.from),
                    };
                    reports.push(Report {
                        parts: vec![part],
                        cue: None,
                        subject,
                        confidence: 0.3,
                        sentence: at,
                    });
                }
                None => {}
            }
        }
    }

    /// `called | him a “liar” for saying so |, and …`: a quoted fragment with the clause it stands in.
    fn around(&self, cue: &Cue, part: Stretch, sentence: &Sentence) -> Stretch {
        let from = cue.group.to.max(if cue.place == Place::After { cue.subject.whole.to } else { 0 });
        let splits = |at: usize| {
            matches!(
                self.shape(at),
                Shape::Comma | Shape::Dash | Shape::Semicolon | Shape::Colon | Shape::Quote
            ) || self.is_quoted(at)
        };
        if from >= part.from
            || part.from - from > 16
            || (from..part.from).any(splits)
            || cue.place == Place::Owner
        {
            return part;
        }
        let mut to = part.to;
        let closes_on_comma = part.to.checked_sub(2).is_some_and(|inner| self.shape(inner) == Shape::Comma);
        while to < sentence.to && !closes_on_comma && !splits(to) && self.shape(to) != Shape::Stop {
            if self.is(to, Classes::COORDINATOR)
                && (self.is_finite(to + 1)
                    || self.is(to + 1, Classes::SAY.with(Classes::CALL).with(Classes::JUDGE)))
            {
                break;
            }
            to += 1;
        }
        Stretch { from, to }
    }

    /// A work's title, a nickname, a thing's name or a value in markup: in marks, but said by nobody.
    fn is_title(&self, from: usize, to: usize) -> bool {
        let Some(before) = from.checked_sub(1) else { return false };
        let glued = !self.scene.tokens.list[from].gap && self.word(before) == "=";
        let nickname =
            self.cast.name_at(before).is_some() && self.cast.name_at(to).is_some() && to - from <= 4;
        glued
            || nickname
            || self.is_title_case(from + 1, to) && !self.is(before, Classes::SAY.with(Classes::CALL))
    }

    /// `known … as the “green sheet”`, `the so-called “green sheet”`.
    fn is_named_so(&self, before: usize) -> bool {
        let from = before.saturating_sub(8);
        self.word(before) == "so-called"
            || (from..=before).any(|at| self.word(at) == "known")
                && (from..=before).any(|at| self.word(at) == "as")
    }

    /// Two words or more, each with a capital but for the small ones, and no verb of speech around.
    pub(super) fn is_title_case(&self, from: usize, to: usize) -> bool {
        let mut capitals = 0;
        for at in from..to {
            let shape = self.shape(at);
            if shape.is_capital() || shape == Shape::Number {
                capitals += 1;
            } else if shape == Shape::Lower {
                let small = self
                    .is(at, Classes::PREPOSITION.with(Classes::DETERMINER).with(Classes::COORDINATOR))
                    && at > from;
                if !small {
                    return false;
                }
            }
        }
        capitals >= 2
    }

    /// Turns a report into a quote with spans.
    fn quote(&self, report: &Report) -> Option<Quote> {
        let tokens = &self.scene.tokens;
        let content: Vec<Span> =
            report.parts.iter().map(|part| self.trimmed(*part)).filter(|span| !span.is_empty()).collect();
        let whole = *content.first()?;
        let quoted = self.quoted_in(&report.parts);
        let (mut inside, mut all) = (0, 0);
        for at in report.parts.iter().flat_map(|part| part.from..part.to) {
            if self.shape(at).is_word() || matches!(self.shape(at), Shape::Number | Shape::Possessive) {
                let len = tokens.list[at].span.len();
                all += len;
                inside += if self.is_quoted(at) { len } else { 0 };
            }
        }
        // `Smith will “go on to the end”` is the writer's sentence, however long the quoted part.
        let opens = report.parts.first().is_some_and(|part| self.is_quoted(part.from));
        let kind = match inside {
            0 => QuoteKind::Indirect,
            inside if opens && inside * 10 >= all * 9 => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        };
        let _ = whole;
        let speaker = report.subject.map(|subject| self.speaker(subject));
        let cue = report.cue.map(|cue| tokens.span(cue.from, cue.to));
        Some(Quote { kind, content, quoted, cue, speaker, confidence: report.confidence })
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

    /// A noun phrase without a name: `the letter`, `two people familiar with the plans`, `one`.
    fn is_described(&self, mention: Stretch) -> bool {
        let pronoun =
            mention.to == mention.from + 1 && self.is(mention.from, Classes::SUBJECT.with(Classes::OBJECT));
        let counted = self.is(mention.from, Classes::DETERMINER);
        (!pronoun || counted)
            && (mention.from..mention.to).any(|at| self.shape(at) == Shape::Lower || counted)
    }

    /// Who the subject is: a person, an organisation or place by name, or a source without one.
    fn speaker(&self, subject: Phrase) -> Speaker {
        let mention = self.scene.tokens.span(subject.mention.from, subject.mention.to);
        if let Some(person) = self.cast.person_of(mention) {
            let name = self.cast.people().get(person).map(|person| person.name.clone());
            return Speaker { mention, kind: SpeakerKind::Person, name, person: Some(person) };
        }
        let kind = match self.cast.kind_of(mention) {
            SpeakerKind::Unknown if self.is_described(subject.mention) => SpeakerKind::Unnamed,
            kind => kind,
        };
        let name = match kind {
            SpeakerKind::Unnamed | SpeakerKind::Unknown => None,
            _ => Some(
                self.cast
                    .organization_name(mention)
                    .unwrap_or_else(|| without_article(mention.of(self.scene.text))),
            ),
        };
        Speaker { mention, kind, name, person: None }
    }
}

fn without_article(words: &str) -> String {
    let bare =
        ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|article| words.strip_prefix(article));
    bare.unwrap_or(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn confidence(cue: &Cue, extent: &Extent) -> f32 {
    match (cue.place, extent.touches) {
        (Place::Before | Place::After, true) => 0.95,
        (Place::Before | Place::After, false) => 0.85,
        (_, true) => 0.8,
        _ => 0.7,
    }
}
