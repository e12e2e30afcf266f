//! Extents: how far what a cue reports reaches, before it, after it or on both sides.

use super::super::lexicon::Classes;
use super::super::sentences::Sentence;
use super::cues::{Cue, Place};
use super::grammar::{Grammar, Stretch};
use crate::text::Shape;

/// What one cue reports.
#[derive(Clone, Debug, Default)]
pub(super) struct Extent {
    /// The stretches, in text order.
    pub(super) parts: Vec<Stretch>,
    /// "that" introduces it.
    pub(super) that: bool,
    /// It holds a clause with a verb of its own.
    pub(super) clause: bool,
    /// A quotation stands right beside the cue.
    pub(super) touches: bool,
    /// … before it: the cue tags the quotation.
    pub(super) tagged: bool,
    /// … and a comma or colon sets it off.
    pub(super) marked: bool,
}

impl Extent {
    /// True when token `at` is part of it.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.parts.iter().any(|part| part.from <= at && at < part.to)
    }
}

/// What follows a cue once hearer, time and place are stepped over.
struct Opening {
    at: usize,
    that: bool,
    colon: bool,
    comma: bool,
}

impl Grammar<'_, '_> {
    /// What `cues[which]` reports in its sentence.
    pub(super) fn extent(&self, cues: &[Cue], which: usize, sentence: &Sentence) -> Extent {
        let cue = &cues[which];
        let end = self.content_end(cues, which, sentence);
        let before = self.part_before(cues, which, sentence);
        let tagged = before.is_some_and(|part| self.is_quoted(part.to - 1));
        // `Minutes after the vote, Smith said it was over`: what follows at once is the report.
        let led = !tagged && cue.place == Place::Before && self.follows_at_once(cue, end);
        let before = before.filter(|_| !led);
        let after = self.part_after(cue, sentence, end, before.is_some(), tagged);
        let mut extent = Extent::default();
        if let Some(part) = before {
            extent.touches |= self.is_quoted(part.to - 1);
            extent.marked |= extent.touches;
            extent.tagged = extent.touches;
            extent.clause |= self.has_clause(part);
            extent.parts.push(part);
        }
        if let Some((part, that)) = after {
            extent.touches |= self.is_quoted(part.from);
            let set_off = part
                .from
                .checked_sub(1)
                .is_some_and(|at| matches!(self.shape(at), Shape::Colon | Shape::Comma));
            extent.marked |= set_off && self.is_quoted(part.from);
            extent.that = that;
            let says = matches!(self.word(cue.verb), "said" | "says" | "say") && part.to >= part.from + 3;
            extent.clause |= says && part.to >= part.from + 4;
            extent.clause |= if that || says || self.word(part.from) == "to" {
                self.has_clause(part) || self.word(part.from) == "to" || self.begins_clause(part)
            } else {
                self.begins_clause(part)
            };
            extent.parts.push(part);
        }
        extent
    }

    fn has_clause(&self, part: Stretch) -> bool {
        (part.from..part.to).any(|at| self.is_quoted(at) || self.is_finite(at))
    }

    /// A clause that begins at once: a subject, then its verb.
    fn begins_clause(&self, part: Stretch) -> bool {
        if self.is(part.from, Classes::SUBORDINATOR) || matches!(self.word(part.from), "there" | "it") {
            return self.has_clause(part);
        }
        // `he'd`, `they're`: subject and verb in one.
        if self.is(part.from, Classes::AUX) && self.word(part.from).contains(['\'', '’']) {
            return true;
        }
        let Some(subject) = self.after(part.from, part.to) else {
            return self.word(part.from).ends_with("ing") && self.has_clause(part);
        };
        if self.is(part.from, Classes::SUBJECT)
            && !self.is(part.from, Classes::DETERMINER)
            && subject.whole.to == part.from + 1
        {
            return part.to > part.from + 1;
        }
        let mut at = subject.whole.to;
        while at < part.to && (self.is_adverb(at) || self.is(at, Classes::NEGATION.with(Classes::TIME))) {
            at += 1;
        }
        if at < part.to && self.shape(at) == Shape::Comma {
            let close =
                (at + 1..part.to).take(20).find(|&at| self.shape(at) == Shape::Comma && !self.is_quoted(at));
            return close.is_some_and(|close| {
                self.is_finite(close + 1) || self.is_adverb(close + 1) && self.is_finite(close + 2)
            });
        }
        if at < part.to && (self.is(at, Classes::RELATIVE) || self.is_quoted(at)) {
            return self.has_clause(Stretch { from: at, to: part.to });
        }
        at < part.to && (self.is_finite(at) || self.word(at).ends_with('s') && self.shape(at) == Shape::Lower)
    }

    /// A clause, or "that", stands right after the verb.
    fn follows_at_once(&self, cue: &Cue, end: usize) -> bool {
        let at = cue.group.to;
        at + 1 < end
            && (self.word(at) == "that"
                || self.shape(at) != Shape::Comma && self.begins_clause(Stretch { from: at, to: end }))
    }

    /// Where the content after a cue ends: at the sentence's end, or where the next report begins.
    fn content_end(&self, cues: &[Cue], which: usize, sentence: &Sentence) -> usize {
        let cue = &cues[which];
        let mut end = sentence.to;
        // `(Smith said it was over.)`: the bracket is the writer's as well.
        let bracket = |at: usize| self.shape(at) == Shape::Close && self.shape(at - 1) == Shape::Stop;
        while end > cue.group.to
            && (self.shape(end - 1) == Shape::Stop || bracket(end - 1))
            && !self.is_quoted(end - 1)
        {
            end -= 1;
        }
        if let Some(close) = self.relative_end(cue, end) {
            end = close;
        }
        end = self.clause_end(cue, end);
        end = self.quoted_end(cue.group.to, end);
        for next in &cues[which + 1..] {
            if next.group.from < cue.group.to
                || next.classes.any(Classes::JUDGE.with(Classes::THINK).with(Classes::CALL))
                    && next.place != Place::Implied
            {
                continue;
            }
            let speaks = next.classes.any(Classes::SAY);
            if let Some(cut) = self.cut_before(cue, next).filter(|_| speaks) {
                return end.min(cut);
            }
        }
        end
    }

    /// `…: “We won,” Smith said`: the token before a quotation that `next` tags, when a mark sets it off.
    fn tagged_region(&self, next: &Cue) -> Option<usize> {
        let start = match next.place {
            Place::Before => next.subject.whole.from,
            Place::After => next.group.from,
            _ => return None,
        };
        let edge = start.checked_sub(1)?;
        let region =
            self.scene.marks.region_of(edge).or_else(|| self.scene.marks.region_of(edge.checked_sub(1)?))?;
        let before = self.scene.marks.regions[region].from.checked_sub(1)?;
        matches!(self.shape(before), Shape::Colon | Shape::Dash | Shape::Semicolon | Shape::Comma)
            .then_some(before)
    }

    /// Without quotation marks a report ends before a dash, a semicolon or a new main clause.
    fn clause_end(&self, cue: &Cue, end: usize) -> usize {
        let from = cue.group.to + 1;
        if (from..end).any(|at| self.is_quoted(at)) {
            return end;
        }
        (from..end).find(|&at| self.breaks(at, end)).unwrap_or(end)
    }

    /// With quotation marks it ends where a quotation closes on a comma, or at the comma after the last one.
    pub(super) fn quoted_end(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        let mut last = None;
        while at < end {
            let Some(region) = self.scene.marks.region_of(at) else {
                at += 1;
                continue;
            };
            let region = self.scene.marks.regions[region];
            at = region.to;
            last = Some(region.to);
            let closes_on_comma = self.closes_on_comma(region.to - 1);
            let joined = self.is(region.to, Classes::COORDINATOR);
            let more = (region.to..end).take(200).any(|at| self.is_quoted(at));
            if joined && !more && region.to < end && self.is_finite(region.to + 1) {
                return region.to;
            }
            let goes_on = self.is_quoted(region.to)
                || joined && self.word(region.to) != "but"
                || self.is(region.to, Classes::PREPOSITION);
            if closes_on_comma && !goes_on && region.to < end {
                return region.to;
            }
        }
        let Some(last) = last else { return end };
        (last..end)
            .find(|&at| matches!(self.shape(at), Shape::Comma | Shape::Dash | Shape::Semicolon))
            .unwrap_or(end)
    }

    fn breaks(&self, at: usize, end: usize) -> bool {
        match self.shape(at) {
            Shape::Dash | Shape::Semicolon => true,
            Shape::Comma if at + 2 < end && matches!(self.word(at + 1), "but" | "and") => self
                .after(at + 2, end)
                .is_some_and(|subject| self.is_finite(subject.whole.to) && subject.whole.to < end),
            // `…, which was not true`, `…, a claim that others deny`, `…, shrugging`
            Shape::Comma if at + 2 < end => {
                let comment = matches!(self.word(at + 1), "which" | "a" | "an");
                let participle = self.shape(at + 1) == Shape::Lower
                    && self.word(at + 1).ends_with("ing")
                    && self.word(at + 1).len() > 4;
                (comment || participle) && !(at + 1..end).any(|at| self.shape(at) == Shape::Comma)
            }
            _ => false,
        }
    }

    /// `Smith, who says it is over, | left`: a relative clause between commas ends at the second.
    fn relative_end(&self, cue: &Cue, end: usize) -> Option<usize> {
        let start = cue.subject.whole.from;
        if cue.place == Place::Implied && start > cue.verb {
            return Some(start.saturating_sub(usize::from(self.shape(start - 1) == Shape::Comma)));
        }
        if cue.place == Place::Implied && self.is(cue.verb, Classes::ING) {
            return (cue.group.to + 1..end).find(|&at| {
                self.shape(at) == Shape::Comma
                    && !self.is_quoted(at)
                    && at + 1 < end
                    && self.is_finite(at + 1)
            });
        }
        if cue.place == Place::Before
            && start > 0
            && matches!(
                self.word(start - 1).to_ascii_lowercase().as_str(),
                "while"
                    | "although"
                    | "though"
                    | "since"
                    | "when"
                    | "if"
                    | "after"
                    | "because"
                    | "even"
                    | "before"
            )
        {
            return (cue.group.to + 2..end).find(|&at| {
                self.shape(at) == Shape::Comma
                    && !self.is_quoted(at)
                    && self
                        .after(at + 1, end)
                        .is_some_and(|next| next.whole.to < end && self.is_finite(next.whole.to))
            });
        }
        if cue.place != Place::Before
            || !self.is(start, Classes::RELATIVE)
            || start == 0
            || self.shape(start - 1) != Shape::Comma
        {
            return None;
        }
        (cue.group.to + 1..end).find(|&at| {
            self.shape(at) == Shape::Comma
                && !self.is_quoted(at)
                && at + 1 < end
                && (self.is_finite(at + 1) || self.is_adverb(at + 1) && self.is_finite(at + 2))
        })
    }

    /// Where the report of `next` begins, when it stands beside that of `cue` and not inside it.
    fn cut_before(&self, cue: &Cue, next: &Cue) -> Option<usize> {
        let comma =
            |at: usize| at > cue.group.to && (self.shape(at - 1) == Shape::Comma || self.is_quoted(at - 1));
        // A quotation that ends there keeps its closing mark; a comma outside stays out.
        let after = |at: usize| at + usize::from(self.is_quoted(at));
        if let Some(cut) = self.tagged_region(next).filter(|&cut| cut > cue.group.to) {
            return Some(cut);
        }
        let start = match next.place {
            Place::Implied | Place::According => next.group.from,
            Place::Before => next.subject.whole.from.min(next.group.from),
            _ => return None,
        };
        let joined = start > cue.group.to && self.is(start - 1, Classes::COORDINATOR);
        match next.place {
            Place::According if comma(start) => Some(after(start - 1)),
            Place::According => None,
            Place::Implied if joined => Some(
                start
                    - 1
                    - usize::from(
                        start > 1 && self.shape(start - 2) == Shape::Comma && !self.is_quoted(start - 2),
                    ),
            ),
            Place::Implied if comma(start) && self.is(next.verb, Classes::ING) => Some(after(start - 1)),
            // `Smith had said it was lost, | Jones said.`
            Place::Before
                if comma(start) && !self.is_quoted(start - 1) && self.ends_sentence(next.group.to) =>
            {
                Some(start - 1)
            }
            Place::Before if joined && comma(start - 1) => Some(
                start - 1 - usize::from(self.shape(start - 2) == Shape::Comma && !self.is_quoted(start - 2)),
            ),
            Place::Before
                if start > cue.group.to
                    && matches!(self.word(start - 1), "while" | "although" | "though" | "as" | "whereas")
                    && comma(start - 1) =>
            {
                Some(after(start - 2))
            }
            _ => None,
        }
    }

    /// Nothing but times and adverbs follows up to the full stop.
    fn ends_sentence(&self, mut at: usize) -> bool {
        while self.is_time(at) || self.is_adverb(at) || self.word(at) == "on" {
            at += 1;
        }
        self.shape(at) == Shape::Stop && !self.is_quoted(at)
    }

    /// The content before a cue: `X is over, | Smith said`.
    fn part_before(&self, cues: &[Cue], which: usize, sentence: &Sentence) -> Option<Stretch> {
        let cue = &cues[which];
        let relative = cue.place == Place::Before && self.is(cue.subject.whole.from, Classes::RELATIVE);
        if matches!(cue.place, Place::Colon | Place::Owner | Place::Implied) || relative {
            return None;
        }
        let start = match cue.place {
            Place::Before => cue.subject.whole.from,
            _ => cue.group.from,
        };
        let mut edge = start.checked_sub(1).filter(|&edge| edge >= sentence.from)?;
        if self.word(edge) == "as" && edge > sentence.from && self.shape(edge - 1) == Shape::Comma {
            edge -= 1;
        }
        let quoted = self.is_quoted(edge)
            || (edge > sentence.from && self.shape(edge) == Shape::Comma && self.is_quoted(edge - 1));
        let split = matches!(self.shape(edge), Shape::Comma | Shape::Dash | Shape::Quote)
            || cue.place == Place::According;
        if !quoted && !split {
            return None;
        }
        // `On NBC’s “Morning Hour,” Smith said`: a work's title is not what was said.
        let region =
            self.scene.marks.region_of(edge).or_else(|| self.scene.marks.region_of(edge.saturating_sub(1)));
        if quoted && region.is_some_and(|region| self.names_a_work(self.scene.marks.regions[region].from)) {
            return None;
        }
        let weak = !cue.classes.any(Classes::SAY) || cue.classes.any(Classes::NOISY);
        if weak && cue.place == Place::Before && !self.ends_tag(cue.group.to, sentence.to) {
            return None;
        }
        // A closing mark that was never opened: all of the sentence before it is what was said.
        let stray = self.shape(edge) == Shape::Quote && !self.is_quoted(edge);
        if stray {
            return Some(Stretch { from: sentence.from, to: edge + 1 });
        }
        let from = self.part_start(cues, which, sentence, edge);
        let to = if self.is_quoted(edge)
            || cue.place == Place::According && !matches!(self.shape(edge), Shape::Comma)
        {
            edge + 1
        } else {
            edge
        };
        let part = Stretch { from, to };
        if part.to <= part.from {
            return None;
        }
        let after = cue.subject.whole.to;
        let resumes = self.shape(after) == Shape::Comma && self.is_finite(after + 1);
        let accorded = cue.place == Place::According && (part.to >= part.from + 4 || resumes);
        if !quoted && !accorded && !self.can_be_reported(part) {
            // `Under the deal, sources said, the road would open`: the commas make it one statement.
            let after = if cue.place == Place::After { cue.subject.whole.to } else { cue.group.to };
            let around = self.shape(after) == Shape::Comma
                && after + 2 < sentence.to
                && !self.is(part.from, Classes::SUBORDINATOR);
            let tags = self.shape(after) == Shape::Stop
                && cue.place == Place::Before
                && !self.is(part.from, Classes::SUBORDINATOR.with(Classes::PREPOSITION));
            return ((around || tags) && cue.classes.any(Classes::SAY) && !self.is_quoted(after + 1))
                .then_some(part);
        }
        Some(part)
    }

    /// What follows the verb of `“…,” Smith noted` is no object: an end, a mark, an adverbial or a quotation.
    fn ends_tag(&self, at: usize, end: usize) -> bool {
        at >= end
            || self.is_quoted(at)
            || matches!(
                self.shape(at),
                Shape::Stop | Shape::Comma | Shape::Colon | Shape::Dash | Shape::Semicolon | Shape::Quote
            )
            || self.is(at, Classes::PREPOSITION.with(Classes::TIME).with(Classes::SUBORDINATOR))
            || self.is_adverb(at)
            || self.word(at) == "it"
    }

    /// Where the content before a cue begins: at the sentence's start, or after an earlier report.
    fn part_start(&self, cues: &[Cue], which: usize, sentence: &Sentence, edge: usize) -> usize {
        let cue = &cues[which];
        let mut from = sentence.from;
        let region = self
            .scene
            .marks
            .region_of(edge)
            .or_else(|| edge.checked_sub(1).and_then(|at| self.scene.marks.region_of(at)));
        let start = region.map_or(edge, |region| self.scene.marks.regions[region].from);
        let earlier = cues[..which]
            .iter()
            .rev()
            .find(|cue| cue.classes.any(Classes::SAY) && cue.place != Place::Owner && cue.verb < start);
        let earlier = earlier.filter(|_| cue.place != Place::According);
        let least = earlier.map_or(sentence.from, |cue| {
            cue.group.to.max(if cue.place == Place::After { cue.subject.whole.to } else { 0 })
        });
        let splits = |at: usize| {
            !self.is_quoted(at)
                && (matches!(self.shape(at), Shape::Semicolon)
                    || at + 1 == start && matches!(self.shape(at), Shape::Colon | Shape::Dash)
                    || earlier.is_some()
                        && (self.is(at, Classes::COORDINATOR) && self.shape(at - 1) == Shape::Comma
                            || region.is_some() && at + 1 == start && self.shape(at) == Shape::Comma))
        };
        if let Some(split) = (least.max(sentence.from + 1)..start).rev().find(|&at| splits(at)) {
            from = split + 1;
        }
        while from < edge && matches!(self.shape(from), Shape::Comma | Shape::Dash) {
            from += 1;
        }
        from
    }

    /// A main clause: with a verb, and not led by a preposition, a conjunction or a participle.
    fn can_be_reported(&self, part: Stretch) -> bool {
        let lead = part.from;
        let led = self.is(lead, Classes::SUBORDINATOR)
            && !self.is(lead + 1, Classes::AUX.with(Classes::BE))
            && !matches!(self.word(lead), "What" | "How" | "Why")
            || self.word(lead).ends_with("ing") && !self.is_finite(lead + 1)
            || self.word(lead).ends_with("ed")
                && self.shape(lead) == Shape::Title
                && self.cast.name_at(lead).is_none();
        if self.is(lead, Classes::PREPOSITION) || led {
            // `In March, the plant closed, | Smith said`: a comma inside splits the lead from its clause.
            let comma =
                (part.from..part.to).find(|&at| self.shape(at) == Shape::Comma && !self.is_quoted(at));
            return comma
                .is_some_and(|comma| self.can_be_reported_main(Stretch { from: comma + 1, to: part.to }));
        }
        self.can_be_reported_main(part)
    }

    fn can_be_reported_main(&self, part: Stretch) -> bool {
        part.to >= part.from + 2 && (part.from..part.to).any(|at| self.is_finite(at))
    }

    /// The content after a cue, and whether "that" introduces it.
    fn part_after(
        &self,
        cue: &Cue,
        sentence: &Sentence,
        end: usize,
        has_before: bool,
        tagged: bool,
    ) -> Option<(Stretch, bool)> {
        if matches!(cue.place, Place::According) {
            return self.after_according(cue, end, has_before);
        }
        let from = if cue.place == Place::After { cue.subject.whole.to } else { cue.group.to };
        let opening = self.opening(cue, from.max(cue.group.to), end);
        let at = opening.at;
        if at >= end {
            return None;
        }
        let part = Stretch { from: at, to: end };
        if tagged && !opening.that {
            return self.resumed(from, end, cue);
        }
        if self.is_quoted(at) || opening.that || opening.colon {
            return Some((part, opening.that));
        }
        let start = cue.subject.whole.from;
        let as_said = start > sentence.from && self.word(start - 1).eq_ignore_ascii_case("as");
        if cue.place == Place::After || (opening.comma && !has_before && !as_said) {
            return None;
        }
        if has_before {
            // `X, Smith said, and Y`: goes on only after a comma, with a clause of its own.
            let goes_on = opening.comma
                && !self.is(at, Classes::RELATIVE.with(Classes::PREPOSITION))
                && !self.word(at).ends_with("ing")
                && (!self.is(at, Classes::COORDINATOR)
                    || self.begins_clause(Stretch { from: at + 1, to: end }));
            return (goes_on && self.can_be_reported_main(part)).then_some((part, false));
        }
        let promised = self.word(at) == "to" && self.promises(cue);
        (!self.is(at, Classes::PREPOSITION) || self.is(at, Classes::SUBORDINATOR) || promised)
            .then_some((part, false))
    }

    /// `“A,” Smith said two days later, | “B.”`: the quotation goes on after a comma.
    fn resumed(&self, from: usize, end: usize, cue: &Cue) -> Option<(Stretch, bool)> {
        let at = (from..end).find(|&at| self.is_quoted(at))?;
        let comma = self.shape(at - 1) == Shape::Comma;
        let alone = (from..at).all(|at| !self.is(at, Classes::SAY) && !self.is_finite(at))
            || cue.place == Place::After;
        (comma && alone).then_some((Stretch { from: at, to: end }, false))
    }

    /// `According to Smith, | X is over`.
    fn after_according(&self, cue: &Cue, end: usize, has_before: bool) -> Option<(Stretch, bool)> {
        if has_before {
            return None;
        }
        let next = |from: usize| (from..end).find(|&at| self.shape(at) == Shape::Comma || self.is_quoted(at));
        let mut comma = next(cue.subject.whole.to)?;
        // `According to Smith, who was there, | X is over`.
        if self.is(comma + 1, Classes::RELATIVE) {
            comma = next(comma + 1)?;
        }
        let from = comma + usize::from(!self.is_quoted(comma));
        (from < end).then_some((Stretch { from, to: end }, false))
    }

    /// Steps over the hearer, times and places after a cue to where its content can begin.
    fn opening(&self, cue: &Cue, from: usize, end: usize) -> Opening {
        let mut opening = Opening { at: from, that: false, colon: false, comma: false };
        if cue.classes.any(Classes::TELL.with(Classes::ASK)) && cue.place != Place::After {
            opening.at = self.skip_hearer(opening.at, end);
        } else if self.may_have_hearer(cue) {
            let hearer = self.skip_hearer(opening.at, end);
            if hearer < end && (self.word(hearer) == "that" || self.is_quoted(hearer)) {
                opening.at = hearer;
            }
        }
        if self.promises(cue) && self.word(from) == "to" {
            return opening;
        }
        for _ in 0..8 {
            let at = opening.at;
            if let Some(region) = self.scene.marks.region_of(at).filter(|_| at < end && self.names_a_work(at))
            {
                opening.at = self.scene.marks.regions[region].to;
                continue;
            }
            if at >= end || self.is_quoted(at) {
                break;
            }
            if self.word(at) == "that" && self.is_time(at + 1) {
                opening.at += 2;
                continue;
            }
            if self.word(at) == "that" && (at + 1 < end) {
                opening.that = true;
                opening.at += 1;
                if self.shape(opening.at) == Shape::Comma {
                    opening.at += 1;
                }
                break;
            }
            match self.shape(at) {
                Shape::Colon => {
                    opening.colon = true;
                    opening.at += 1;
                    break;
                }
                Shape::Comma => {
                    opening.comma = true;
                    opening.at += 1;
                    continue;
                }
                _ => {}
            }
            let Some(next) = self.skip_adverbial(at, end) else { break };
            if next >= end {
                opening.at = end;
                break;
            }
            opening.at = next;
        }
        opening
    }

    /// Verbs whose infinitive is what was said: `vowed to press on`.
    fn promises(&self, cue: &Cue) -> bool {
        let word = self.word(cue.verb);
        ["promis", "pledg", "vow", "threaten", "swore", "swear"].iter().any(|stem| word.starts_with(stem))
    }

    /// `on NBC’s “Morning Hour”`: a quotation that a possessive or preposition leads, all in capitals.
    fn names_a_work(&self, at: usize) -> bool {
        let led = at.checked_sub(1).is_some_and(|before| {
            self.shape(before) == Shape::Possessive
                || self.is(before, Classes::PREPOSITION.with(Classes::DETERMINER))
                || self.cast.name_at(before).is_some()
        });
        let end = self.scene.marks.region_of(at).map_or(at, |region| self.scene.marks.regions[region].to);
        led && self.is_title_case(at + 1, end)
    }

    /// `warned the jurors that`: verbs with or without a hearer.
    fn may_have_hearer(&self, cue: &Cue) -> bool {
        let word = self.word(cue.verb);
        ["warn", "promis", "caution", "advis", "remind", "show", "teach", "persuad", "convinc", "pledg"]
            .iter()
            .any(|stem| word.starts_with(stem))
    }

    fn skip_hearer(&self, at: usize, end: usize) -> usize {
        if at >= end || self.is_quoted(at) {
            return at;
        }
        if self.is(at, Classes::OBJECT) || (self.word(at) == "her" || self.word(at) == "him") {
            return at + 1;
        }
        let Some(phrase) = self.after(at, end) else { return at };
        phrase.whole.to
    }

    /// One time, adverb or prepositional phrase; `None` when the token begins something else.
    fn skip_adverbial(&self, at: usize, end: usize) -> Option<usize> {
        if matches!(self.word(at), "there" | "here") && self.is_finite(at + 1) {
            return None;
        }
        let phrase = self.is(at, Classes::PREPOSITION)
            && self.is(at + 1, Classes::DETERMINER)
            && !self.is(at, Classes::SUBORDINATOR);
        let day = self.shape(at) == Shape::Number && self.is_time(at - 1);
        if (self.is_time(at) || self.is_adverb(at) || day) && !phrase {
            return Some(at + 1);
        }
        if !self.is(at, Classes::PREPOSITION)
            || self.is(at, Classes::SUBORDINATOR) && self.word(at) != "after" && self.word(at) != "before"
        {
            return None;
        }
        if matches!(self.word(at + 1), "least" | "most") {
            return None;
        }
        // Only when what follows can begin the content: else the phrase is content itself.
        let mut to = match self.after(at + 1, end) {
            Some(phrase) => phrase.whole.to,
            None if self.is_quoted(at + 1) => return None,
            None => at + 2,
        };
        while to < end && self.is(to, Classes::TIME) {
            to += 1;
        }
        Some(to.min(end))
    }
}
