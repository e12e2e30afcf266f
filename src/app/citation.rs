//! Words to take along: what is chosen as plain words, as a citation, or everything a pane shows.

use super::chosen::Chosen;
use super::panes::Pane;
use super::state::App;
use crate::library::{Item, label};
use crate::text::shown;

impl App {
    /// The chosen quote's words, the chosen person's name, else the article's address or path.
    #[must_use]
    pub fn plain_words(&self) -> Option<String> {
        match self.chosen {
            Some(Chosen::Quote(of, n)) => Some(self.bare(of, n)?),
            Some(Chosen::Person(figure, _)) => Some(self.library.figure(figure)?.name.clone()),
            None => {
                let article = self.article()?;
                Some(article.url.clone().unwrap_or_else(|| article.path.clone()))
            }
        }
    }

    /// The same with everything a reader needs to find it again.
    #[must_use]
    pub fn citation(&self) -> Option<String> {
        match self.chosen {
            Some(Chosen::Quote(of, n)) => self.cite_quote(of, n),
            _ => self.cite_article(self.open?),
        }
    }

    /// A quote's words without the marks around them.
    fn bare(&self, of: usize, n: usize) -> Option<String> {
        let article = self.library.article(of)?;
        let words = article.reading.quotes.get(n)?.words(&article.text);
        let words = shown(&words).into_owned();
        let outer = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
        let inner = words.trim_matches(outer);
        Some(if inner.contains(outer) { words } else { inner.to_owned() })
    }

    fn cite_quote(&self, of: usize, n: usize) -> Option<String> {
        let words = self.bare(of, n)?;
        let speaker = shown(self.library.speaker_name(of, n)).into_owned();
        let quoted = if words.contains(['"', '“']) { words } else { format!("“{words}”") };
        Some(format!("{quoted} — {speaker}, {}", self.cite_article(of)?))
    }

    fn cite_article(&self, of: usize) -> Option<String> {
        let row = self.library.row(of)?;
        let source = shown(self.outlet(row)).into_owned();
        let mut parts = vec![format!("“{}”", shown(&row.headline)), source, label::date(&row.date)];
        parts.extend(self.library.article(of).and_then(|article| article.url.clone()));
        parts.retain(|part| !part.is_empty());
        Some(parts.join(", "))
    }

    /// What the focused pane holds, as text: the article, or one line for each row of a list.
    #[must_use]
    pub fn pane_words(&self) -> String {
        let Some(list) = self.list_of(self.focus).filter(|_| self.focus != Pane::Articles) else {
            return self.article().map(|article| article.text.clone()).unwrap_or_default();
        };
        let mut out = String::new();
        for item in &list.items {
            let line = match *item {
                Item::Quote(of, n) => self.cite_quote(of, n).unwrap_or_default(),
                item => self.label(item),
            };
            out.push_str(&line);
            out.push('\n');
        }
        out
    }
}
