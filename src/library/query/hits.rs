//! Hits: the places in an article that a query found it by, for the eye and for stepping through them.

use super::document::voice;
use super::folded::{self, Folded};
use super::meaning::is_like;
use super::part::{Part, Wanted};
use super::phrase::{Phrase, together};
use super::term::{Sense, Term};
use super::tree::Query;
use crate::library::Article;
use crate::reading::{MentionKind, Quote};
use crate::text::Span;

/// The places that a query found an article by, in text order, without overlaps.
#[must_use]
pub fn hits(query: &Query, article: &Article) -> Vec<Span> {
    let mut seeker = Seeker { article, words: folded::placed(&article.text), hits: Vec::new() };
    seeker.part(&query.parts(), true);
    tidy(seeker.hits)
}

/// The places in words that a query asks for: those of its words and phrases, and of what was said.
#[must_use]
pub fn hits_in(query: &Query, text: &str) -> Vec<Span> {
    let placed = folded::placed(text);
    let words: Vec<&str> = placed.iter().map(|found| found.word.as_str()).collect();
    let mut list = Vec::new();
    for term in query.wanted() {
        match &term.sense {
            Sense::Words(phrase) | Sense::Said(phrase) | Sense::Who(phrase) | Sense::About(phrase) => {
                mark(phrase, &words, &placed, &mut list);
            }
            Sense::Near(phrases, apart) => mark_near(phrases, *apart, &words, &placed, &mut list),
            _ => {}
        }
    }
    tidy(list)
}

fn tidy(mut hits: Vec<Span>) -> Vec<Span> {
    hits.sort_unstable();
    let mut list: Vec<Span> = Vec::with_capacity(hits.len());
    for hit in hits {
        match list.last_mut() {
            Some(last) if last.overlaps(hit) => *last = last.cover(hit),
            _ => list.push(hit),
        }
    }
    list
}

fn mark(phrase: &Phrase, words: &[&str], placed: &[Folded], hits: &mut Vec<Span>) {
    hits.extend(phrase.starts(words).filter_map(|start| place(phrase, start, placed)));
}

fn place(phrase: &Phrase, start: usize, placed: &[Folded]) -> Option<Span> {
    let found = placed.get(start..start + phrase.words.len())?;
    Some(found.first()?.span.cover(found.last()?.span))
}

fn mark_near(phrases: &[Phrase], apart: usize, words: &[&str], placed: &[Folded], hits: &mut Vec<Span>) {
    for starts in together(phrases, apart, words) {
        hits.extend(phrases.iter().zip(starts).filter_map(|(phrase, start)| place(phrase, start, placed)));
    }
}

struct Seeker<'a> {
    article: &'a Article,
    words: Vec<Folded>,
    hits: Vec<Span>,
}

impl Seeker<'_> {
    fn part(&mut self, part: &Part<'_>, is_wanted: bool) {
        match part {
            Part::All(parts) | Part::Any(parts) => parts.iter().for_each(|part| self.part(part, is_wanted)),
            Part::Not(part) => self.part(part, !is_wanted),
            Part::Article(term) if is_wanted => self.term(term),
            Part::Quote(wanted) if is_wanted => self.quotes(wanted),
            _ => {}
        }
    }

    fn term(&mut self, term: &Term) {
        let article = self.article;
        match &term.sense {
            Sense::Words(phrase) => self.all(std::slice::from_ref(phrase), None),
            Sense::Near(phrases, apart) => self.all(phrases, Some(*apart)),
            Sense::About(phrase) => {
                let is_meant = |name: &String| phrase.is_in(&folded::words(name));
                let people = article.reading.people.iter();
                let people =
                    people.filter(|person| is_meant(&person.name) || person.aliases.iter().any(is_meant));
                let mentions = people.flat_map(|person| &person.mentions);
                let names = mentions.filter(|mention| mention.kind == MentionKind::Name);
                self.hits.extend(names.map(|mention| mention.span));
            }
            Sense::By(phrase) => {
                let bylines = article.reading.structure.head.bylines.iter();
                self.hits.extend(bylines.filter(|span| phrase.is_in(&folded::words(span.of(&article.text)))));
            }
            _ => {}
        }
    }

    fn all(&mut self, phrases: &[Phrase], apart: Option<usize>) {
        let words: Vec<&str> = self.words.iter().map(|found| found.word.as_str()).collect();
        match apart {
            Some(apart) => mark_near(phrases, apart, &words, &self.words, &mut self.hits),
            None => phrases.iter().for_each(|phrase| mark(phrase, &words, &self.words, &mut self.hits)),
        }
    }

    fn quotes(&mut self, wanted: &Wanted<'_>) {
        for quote in &self.article.reading.quotes {
            if is_like(&voice(self.article, quote), wanted) {
                for term in &wanted.with {
                    self.quote(quote, term);
                }
            }
        }
    }

    fn quote(&mut self, quote: &Quote, term: &Term) {
        match &term.sense {
            Sense::Said(phrase) => {
                for span in &quote.content {
                    let inside = |word: &&Folded| span.contains(word.span);
                    let placed: Vec<Folded> = self.words.iter().filter(inside).cloned().collect();
                    let words: Vec<&str> = placed.iter().map(|found| found.word.as_str()).collect();
                    mark(phrase, &words, &placed, &mut self.hits);
                }
            }
            Sense::Who(_) | Sense::SpeakerType(_) => {
                self.hits.extend(quote.speaker.as_ref().map(|speaker| speaker.mention));
            }
            _ => {}
        }
    }
}
