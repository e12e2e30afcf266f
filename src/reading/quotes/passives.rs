//! Passives that still name who speaks: `was quoted as saying`, `was described by critics as`.

use super::super::lexicon::Classes;
use super::super::sentences::Sentence;
use super::cues::{Cue, Place};
use super::grammar::{Grammar, Stretch};
use super::groups::Group;

impl Grammar<'_, '_> {
    /// `was quoted as saying`, `was described by critics as`: the passive that still names who speaks.
    pub(super) fn passive(
        &self,
        verb: usize,
        group: &Group,
        sentence: &Sentence,
        classes: Classes,
    ) -> Option<Cue> {
        let cue = |subject, place, verb| Cue {
            verb,
            group: Stretch { from: group.stretch.from, to: verb + 1 },
            subject,
            place,
            classes,
            unreal: group.negated,
        };
        if matches!(self.word(verb), "quoted" | "cited" | "reported") {
            // `was quoted (by the Gazette) as saying`
            let said = (verb + 1..sentence.to.min(verb + 7))
                .find(|&at| self.word(at) == "as" && self.is(at + 1, Classes::ING));
            if let Some(said) = said {
                let subject = self.subject_before(group.stretch.from, self.floor(verb, sentence))?;
                let said = said + 1;
                let group = Stretch {
                    from: if said > verb + 2 { said - 1 } else { group.stretch.from },
                    to: said + 1,
                };
                let classes = self.scene.tokens.classes[said];
                return Some(Cue {
                    verb: said,
                    group,
                    subject,
                    place: Place::Before,
                    classes,
                    unreal: false,
                });
            }
        }
        let subject = self.after(self.agent(verb, sentence)? + 1, sentence.to)?;
        Some(cue(subject, Place::After, verb))
    }

    /// The `by` that names who did it, right after the verb or after the quotation that follows it.
    fn agent(&self, verb: usize, sentence: &Sentence) -> Option<usize> {
        let mut at = verb + 1;
        for _ in 0..4 {
            if at >= sentence.to {
                break;
            }
            match self.scene.marks.region_of(at) {
                Some(region) => at = self.scene.marks.regions[region].to,
                None if self.word(at) == "by" => return Some(at),
                None => at += 1,
            }
        }
        None
    }

    /// `called | by critics`, `dubbed “…” | by critics`, with no auxiliary before.
    pub(super) fn is_reduced_passive(&self, verb: usize, classes: Classes, sentence: &Sentence) -> bool {
        let form = classes.any(Classes::PAST.with(Classes::PARTICIPLE)) && classes.any(Classes::CALL);
        let next = match self.scene.marks.region_of(verb + 1) {
            Some(region) => self.scene.marks.regions[region].to,
            None => verb + 1,
        };
        form && next < sentence.to && self.word(next) == "by"
    }
}
