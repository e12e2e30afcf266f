//! Finding words in the open article: as one types, counted, and stepped through around its end. Whatever is typed, the
//! hits lie in the text, in order and apart.

use super::line::number;
use super::pattern::{self, Pattern};
use super::state::App;
use crate::reading::BlockKind;
use crate::text::Span;

/// More hits than this are not looked for.
const MOST: usize = 100_000;

/// A search in a text: the words, where they are, and where the reader is among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSearch {
    /// What was typed.
    pub query: String,
    /// Every place, in text order.
    pub hits: Vec<Span>,
    /// The one the reader is at.
    pub at: usize,
    /// Why what was typed can't be looked for; the places are those of what was typed before.
    pub wrong: Option<String>,
    /// The reader has not gone to any of them yet.
    pub waits: bool,
    /// Where the last step went on when there was nothing more its way, or `""`.
    pub around: &'static str,
}

impl TextSearch {
    /// Which hit of how many, in words.
    #[must_use]
    pub fn count(&self) -> String {
        let more = if self.hits.len() == MOST { "+" } else { "" };
        match (self.hits.len(), &self.wrong) {
            (_, Some(wrong)) => wrong.clone(),
            (0, _) => "not in this article".to_owned(),
            (1, _) if self.waits => "1 hit, n goes to it".to_owned(),
            (count, _) if self.waits => format!("{} hits{more}, n goes to them", number(count)),
            (count, _) => format!("{} of {}{more}{}", number(self.at + 1), number(count), self.around),
        }
    }

    /// The hits that touch a stretch of the text.
    #[must_use]
    pub fn hits_in(&self, seen: Span) -> &[Span] {
        let from = self.hits.partition_point(|hit| hit.end() <= seen.start());
        let to = self.hits.partition_point(|hit| hit.start() < seen.end());
        self.hits.get(from..to).unwrap_or_default()
    }
}

impl App {
    /// Looks for words in the open article and goes to the first from `place` on.
    pub(super) fn search_text(&mut self, query: &str, place: usize) {
        let Some(article) = self.article() else { return };
        if query.is_empty() || query == pattern::REGEX {
            self.text_search = None;
            return;
        }
        let hits = match Pattern::new(query) {
            Ok(pattern) => pattern.find(&article.text, MOST),
            Err(wrong) => {
                let search = self.text_search.get_or_insert_default();
                (search.query, search.wrong) = (query.to_owned(), Some(wrong));
                return;
            }
        };
        self.set_hits(query, hits, place);
    }

    /// These are the hits now; goes to the first from `place` on.
    pub(super) fn set_hits(&mut self, query: &str, hits: Vec<Span>, place: usize) {
        let next = hits.iter().position(|hit| hit.start() >= place);
        let around = if next.is_none() && place > 0 { FROM_TOP } else { "" };
        let at = next.unwrap_or(0);
        let to = hits.get(at).map(|hit| hit.start());
        self.text_search =
            Some(TextSearch { query: query.to_owned(), hits, at, around, ..TextSearch::default() });
        if let Some(place) = to {
            self.show_place(place);
        }
    }

    /// These are hits of the search that the view is of; the reader stays where they are until they ask for them.
    pub(super) fn lay_hits(&mut self, query: String, hits: Vec<Span>) {
        let waits = true;
        self.text_search =
            (!hits.is_empty()).then(|| TextSearch { query, hits, waits, ..TextSearch::default() });
    }

    /// Goes so many hits on, around the end.
    pub(super) fn step_hit(&mut self, by: isize) {
        let place = self.place;
        let Some(search) = &mut self.text_search else { return };
        if std::mem::take(&mut search.waits) && by > 0 {
            let (query, hits) = (search.query.clone(), std::mem::take(&mut search.hits));
            return self.set_hits(&query, hits, place);
        }
        let Ok(len) = isize::try_from(search.hits.len()) else { return };
        if len == 0 {
            return;
        }
        let to = search.at as isize + by;
        search.around = match to {
            ..0 => FROM_END,
            to if to >= len => FROM_TOP,
            _ => "",
        };
        search.at = to.rem_euclid(len) as usize;
        let place = search.hits[search.at].start();
        self.show_place(place);
    }

    /// What the status line says of the search: the words, which hit of how many, and why one can't be seen.
    #[must_use]
    pub fn search_words(&self) -> Option<String> {
        let search = self.text_search.as_ref()?;
        let words = match search.hits.len() {
            0 if search.wrong.is_none() => format!("`{}` is not in this article", search.query),
            _ => format!("`{}` {}", search.query, search.count()),
        };
        let hidden = if self.is_hit_hidden() { "; folded away, E shows it" } else { "" };
        Some(format!("{words}{hidden}"))
    }

    /// True when the hit the reader is at lies in words that are folded away.
    fn is_hit_hidden(&self) -> bool {
        let hit = self.text_search.as_ref().and_then(|search| search.hits.get(search.at));
        let (Some(hit), Some(article)) = (hit, self.article()) else { return false };
        let blocks = &article.reading.structure.blocks;
        let at = blocks.partition_point(|block| block.span.end() <= hit.start());
        !self.unfolded && blocks.get(at).is_some_and(|block| block.kind == BlockKind::Boilerplate)
    }
}

/// A step that went around the end of the text.
const FROM_TOP: &str = ", on from the top";
/// A step back that went around its beginning.
const FROM_END: &str = ", on from the end";
