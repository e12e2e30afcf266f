//! Searching for quotes: who said what, one quote at a time, the newest articles first.

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use super::asking::{Asking, Bounds, Told, heard};
use super::ids::Ids;
use super::search::{Total, Wish, newest};
use super::store::Store;
use super::trouble::Result;
use crate::library::query::document::Document;
use crate::library::query::hits::hits_in;
use crate::library::query::meaning::quote_holds;
use crate::library::query::tree::Clock;
use crate::library::query::{Node, Query, Sense};
use crate::reading::SpeakerKind;
use crate::text::Span;

/// Articles that are looked at together.
const BATCH: usize = 32;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct FoundQuotes {
    /// The quotes; those of the newest article first, of one article in their order.
    pub quotes: Vec<QuoteHit>,
    /// So many quotes.
    pub total: Total,
}

/// A quote that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteHit {
    /// The number of its article.
    pub article: u64,
    /// The headline of its article.
    pub headline: String,
    /// When its article was published: seconds since 1970, UTC.
    pub moment: i64,
    /// Which of the article's quotes it is, from 0.
    pub n: usize,
    /// From its first to its last word: bytes of the text; of the full text, where there is one.
    pub place: Span,
    /// The speaker's name, else what the quote calls the speaker, else `""`.
    pub speaker: String,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// Its words.
    pub words: String,
    /// The hits in them: bytes.
    pub hits: Vec<Range<usize>>,
}

impl Store {
    /// Searches for quotes; none when `stop` was set meanwhile. Words without an operator are looked for in quotes.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn search_quotes(
        &self,
        query: &Query,
        wish: &Wish,
        stop: &AtomicBool,
    ) -> Result<Option<FoundQuotes>> {
        let look = self.connection.unchecked_transaction()?;
        let sources = self.subscriptions()?;
        let asking = Asking::new(&look, &sources, wish.clock, stop);
        heard(self.found_quotes(&asking, query, wish))
    }

    fn found_quotes(&self, asking: &Asking<'_>, query: &Query, wish: &Wish) -> Told<FoundQuotes> {
        let quoted = asking.facets("h_quote")?;
        let candidates = bounds(asking, &query.root, &quoted)?.maybe;
        let order = newest(asking, &candidates, wish.patience)?;
        let mut found = FoundQuotes::default();
        let mut looked = 0;
        for batch in order.chunks(BATCH) {
            asking.breathe()?;
            if found.quotes.len() >= wish.limit && wish.limit < usize::MAX {
                break;
            }
            looked += batch.len();
            let ids: Vec<i64> = batch.iter().map(|(id, _)| *id).collect();
            let (sources, clock) = (asking.sources, asking.clock);
            let quotes = self.opened(&ids, |_, opened| {
                quotes_in(query, &Document::new(&opened.row, &opened.article, sources), clock)
            })?;
            found.quotes.extend(quotes.into_iter().flatten());
        }
        found.total = Total::of(found.quotes.len(), looked < candidates.len());
        found.quotes.truncate(wish.limit);
        Ok(found)
    }
}

/// The quotes of an article that a query finds.
fn quotes_in(query: &Query, document: &Document<'_>, clock: Clock) -> Vec<QuoteHit> {
    let (row, article) = (document.row, document.article);
    let quotes = article.reading.quotes.iter().zip(document.voices()).enumerate();
    let found = quotes.filter(|(_, (_, voice))| quote_holds(query, document, voice, clock));
    let hit = |(n, (quote, _)): (usize, (&crate::reading::Quote, _))| {
        let words = quote.words(&article.text);
        let speaker = quote.speaker.as_ref();
        let called = speaker.map(|speaker| speaker.mention.of(&article.text));
        let name = speaker.and_then(|speaker| speaker.name.as_deref()).or(called);
        QuoteHit {
            article: row.id,
            headline: row.headline.to_string(),
            moment: row.moment,
            n,
            place: quote.extent(),
            speaker: name.unwrap_or_default().to_owned(),
            kind: speaker.map_or(SpeakerKind::Unknown, |speaker| speaker.kind),
            hits: hits_in(query, &words).into_iter().map(Span::range).collect(),
            words,
        }
    };
    found.map(hit).collect()
}

/// The articles that have such quotes for sure, or may: of what is asked of a quote, no article is sure, as another of
/// its quotes may be meant.
fn bounds(asking: &Asking<'_>, node: &Node, all: &Ids) -> Told<Bounds> {
    match node {
        Node::All(nodes) => {
            let mut both = Bounds::exactly(all.clone());
            for node in nodes {
                let found = bounds(asking, node, all)?;
                both = Bounds { sure: both.sure.and(&found.sure), maybe: both.maybe.and(&found.maybe) };
            }
            Ok(both)
        }
        Node::Any(nodes) => {
            let mut any = Bounds::default();
            for node in nodes {
                let found = bounds(asking, node, all)?;
                any = Bounds { sure: any.sure.or(&found.sure), maybe: any.maybe.or(&found.maybe) };
            }
            Ok(any)
        }
        Node::Not(node) => {
            let found = bounds(asking, node, all)?;
            Ok(Bounds { sure: all.without(&found.maybe), maybe: all.without(&found.sure) })
        }
        Node::Term(term) => {
            let maybe = match &term.sense {
                Sense::Words(phrase) => asking.said(std::slice::from_ref(phrase))?.maybe,
                Sense::Near(phrases, _) => asking.said(phrases)?.maybe,
                _ if term.is_of_quotes() => asking.quote(term)?.maybe,
                _ => return asking.article(term),
            };
            Ok(Bounds { sure: Ids::default(), maybe })
        }
    }
}
