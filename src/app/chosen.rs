//! The chosen quote or person, and every place where it occurs in the open article.

use super::panes::Pane;
use super::state::App;
use crate::library::Item;
use crate::text::Span;

/// What the reader follows through the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A quote of an article.
    Quote(usize, usize),
    /// A figure, and at which of their mentions in the open article the reader is.
    Person(usize, Option<usize>),
}

/// Quoted words shorter than this are not looked for elsewhere in the article.
const REPEATED: usize = 16;

impl App {
    /// Every place of the chosen quote or person in the open article, in text order.
    #[must_use]
    pub fn chosen_places(&self) -> Vec<Span> {
        let (Some(open), Some(article), Some(chosen)) = (self.open, self.article(), self.chosen) else {
            return Vec::new();
        };
        match chosen {
            Chosen::Person(figure, _) => {
                let person =
                    self.library.person_in(open, figure).and_then(|at| article.reading.people.get(at));
                person
                    .map(|person| person.mentions.iter().map(|mention| mention.span).collect())
                    .unwrap_or_default()
            }
            Chosen::Quote(of, n) if of == open => {
                let Some(quote) = article.reading.quotes.get(n) else { return Vec::new() };
                let mut places = quote.content.clone();
                for span in &quote.quoted {
                    let marks = |c: char| !c.is_alphanumeric();
                    let words = span.of(&article.text).trim_matches(marks);
                    if words.len() >= REPEATED {
                        let found = article.text.match_indices(words);
                        places.extend(found.map(|(at, words)| Span::new(at, at + words.len())));
                    }
                }
                places.sort_unstable();
                let mut apart: Vec<Span> = Vec::new();
                for place in places {
                    match apart.last_mut() {
                        Some(last) if last.overlaps(place) => *last = last.cover(place),
                        _ => apart.push(place),
                    }
                }
                apart
            }
            Chosen::Quote(..) => Vec::new(),
        }
    }

    /// The place among these where the reader is.
    #[must_use]
    pub fn chosen_here(&self) -> Option<Span> {
        match self.chosen? {
            Chosen::Person(_, at) => self.chosen_places().get(at?).copied(),
            Chosen::Quote(of, n) if self.open == Some(of) => Some(self.library.quote(of, n)?.extent()),
            Chosen::Quote(..) => None,
        }
    }

    /// Words for the status line: what is chosen, and which of how many.
    #[must_use]
    pub fn chosen_words(&self) -> Option<String> {
        match self.chosen? {
            Chosen::Quote(of, n) => {
                let count = self.library.article(of)?.reading.quotes.len();
                let places = self.chosen_places().len();
                let again = match places > self.library.quote(of, n)?.content.len() {
                    true => format!(", in {places} places"),
                    false => String::new(),
                };
                Some(format!("quote {} of {count}, {}{again}", n + 1, self.library.speaker_name(of, n)))
            }
            Chosen::Person(figure, at) => {
                let name = &self.library.figure(figure)?.name;
                let count = self.chosen_places().len();
                Some(match at {
                    Some(at) => format!("{name}, mention {} of {count}", at + 1),
                    None if count == 1 => format!("{name}, 1 mention"),
                    None => format!("{name}, {count} mentions"),
                })
            }
        }
    }

    /// Goes so many quotes on in the open article (back when negative): of the person whose quotes alone
    /// are listed, else of anybody.
    pub(super) fn step_quote(&mut self, by: isize) {
        let (Some(open), Some(article)) = (self.open, self.article()) else { return };
        let quotes = &article.reading.quotes;
        let wanted = |n: &usize| self.only.is_none_or(|only| self.library.speaker(open, *n) == Some(only));
        let listed: Vec<usize> = (0..quotes.len()).filter(wanted).collect();
        let Some(last) = listed.len().checked_sub(1) else {
            self.said = "nobody is quoted here".to_owned();
            return;
        };
        let now = match self.chosen {
            Some(Chosen::Quote(of, n)) if of == open => listed.iter().position(|&other| other == n),
            _ => None,
        };
        let from = now.map_or_else(
            || {
                let next = listed.iter().position(|&n| quotes[n].extent().start() >= self.place);
                next.unwrap_or(listed.len()).saturating_add_signed(if by > 0 { by - 1 } else { by })
            },
            |now| now.saturating_add_signed(by),
        );
        let n = listed[from.min(last)];
        let place = quotes[n].extent().start();
        self.chosen = Some(Chosen::Quote(open, n));
        self.show_place(place);
        self.point_lists();
    }

    /// Goes so many mentions on: of the chosen person, else of anybody.
    pub(super) fn step_mention(&mut self, by: isize) {
        let (Some(open), Some(article)) = (self.open, self.article()) else { return };
        let followed = match self.chosen {
            Some(Chosen::Person(figure, at)) if self.library.person_in(open, figure).is_some() => {
                Some((figure, at))
            }
            _ => None,
        };
        let mut places: Vec<(Span, usize, usize)> = Vec::new();
        for (person, &figure) in article.reading.people.iter().zip(self.library.figures_in(open)) {
            if followed.is_none_or(|(only, _)| only == figure) {
                places
                    .extend(person.mentions.iter().enumerate().map(|(n, mention)| (mention.span, figure, n)));
            }
        }
        places.sort_unstable();
        let Some(last) = places.len().checked_sub(1) else {
            self.said = "nobody is named here".to_owned();
            return;
        };
        let from = match followed {
            Some((_, Some(at))) => at.saturating_add_signed(by),
            _ => {
                let next = places.iter().position(|(span, ..)| span.start() >= self.place);
                next.unwrap_or(places.len()).saturating_add_signed(if by > 0 { by - 1 } else { by })
            }
        };
        let (span, figure, n) = places[from.min(last)];
        self.chosen = Some(Chosen::Person(figure, Some(n)));
        self.show_place(span.start());
        self.point_lists();
    }

    /// Selects the chosen quote or person in its list, and a quote's speaker among the people.
    pub(super) fn point_lists(&mut self) {
        let (quote, person) = match self.chosen {
            Some(Chosen::Quote(of, n)) => (Some(Item::Quote(of, n)), self.library.speaker(of, n)),
            Some(Chosen::Person(figure, _)) => (None, Some(figure)),
            None => return,
        };
        for (pane, item) in [(Pane::Quotes, quote), (Pane::People, person.map(Item::Person))] {
            if let (Some(list), Some(item)) = (self.list_mut(pane), item) {
                list.select(item);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::fixture;

    #[test]
    fn a_quote_is_found_wherever_its_words_stand() {
        let mut app = fixture::app(120, 40);
        app.press("]q");
        let text = app.article().map(|article| article.text.clone()).unwrap_or_default();
        let places: Vec<_> =
            app.chosen_places().into_iter().map(|place| place.of(&text).to_owned()).collect();
        assert_eq!(places, ["repairs are “a matter of weeks”", "a matter of weeks"]);
        assert_eq!(app.chosen_words().as_deref(), Some("quote 1 of 6, Greta Sand, in 2 places"));
    }

    #[test]
    fn a_person_is_found_under_every_name() {
        let mut app = fixture::app(120, 40);
        app.press("gp j ]p ]p");
        let text = app.article().map(|article| article.text.clone()).unwrap_or_default();
        assert_eq!(app.chosen_here().map(|here| here.of(&text).to_owned()).as_deref(), Some("He"));
        assert_eq!(app.chosen_words().as_deref(), Some("Tom Ek van Hoorn, mention 2 of 2"));
    }
}
