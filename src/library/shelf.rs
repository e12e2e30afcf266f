//! The library: every article read so far, and the figures across them. Articles keep the order in
//! which they came; adding one never moves another.

use rustc_hash::FxHashMap;

use super::article::Article;
use super::figure::{Appearance, Figure};
use super::fuzzy;
use super::item::Item;
use super::label;
use crate::reading::Quote;
use crate::text::shown;

/// The articles in memory.
#[derive(Debug, Default)]
pub struct Library {
    articles: Vec<Article>,
    figures: Vec<Figure>,
    by_name: FxHashMap<String, usize>,
    /// The turns of the figures of libraries before this one, by name.
    turns: FxHashMap<String, usize>,
    /// Figures that no library before this one knew.
    strangers: usize,
    /// For each article, the figure of each of its people.
    links: Vec<Vec<usize>>,
    /// For each article, the letters of its label, then of each of its quotes' labels.
    letters: Vec<Vec<u64>>,
}

impl Library {
    /// The articles, in the order they came.
    #[must_use]
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// Everybody, in order of their first appearance.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The article at this index.
    #[must_use]
    pub fn article(&self, at: usize) -> Option<&Article> {
        self.articles.get(at)
    }

    /// The figure at this index.
    #[must_use]
    pub fn figure(&self, at: usize) -> Option<&Figure> {
        self.figures.get(at)
    }

    /// Quote `n` of an article.
    #[must_use]
    pub fn quote(&self, article: usize, n: usize) -> Option<&Quote> {
        self.articles.get(article)?.reading.quotes.get(n)
    }

    /// Which figure person `n` of an article is.
    #[must_use]
    pub fn figure_of(&self, article: usize, person: usize) -> Option<usize> {
        self.links.get(article)?.get(person).copied()
    }

    /// The figure that speaks in a quote, when a person does.
    #[must_use]
    pub fn speaker(&self, article: usize, n: usize) -> Option<usize> {
        let person = self.quote(article, n)?.speaker.as_ref()?.person?;
        self.figure_of(article, person)
    }

    /// Where a figure stands among one article's people.
    #[must_use]
    pub fn person_in(&self, article: usize, figure: usize) -> Option<usize> {
        self.links.get(article)?.iter().position(|&link| link == figure)
    }

    /// The figures of one article, in order of their first mention there.
    #[must_use]
    pub fn figures_in(&self, article: usize) -> &[usize] {
        self.links.get(article).map_or(&[], Vec::as_slice)
    }

    /// An empty library in which every figure known here will have the same turn again.
    #[must_use]
    pub fn successor(&self) -> Self {
        let mut turns = self.turns.clone();
        turns.extend(self.by_name.iter().map(|(name, &at)| (name.clone(), self.figures[at].turn)));
        Library { turns, ..Library::default() }
    }

    /// Takes in more articles behind those already here.
    pub fn add(&mut self, articles: Vec<Article>) {
        for article in articles {
            let at = self.articles.len();
            let links =
                article.reading.people.iter().enumerate().map(|(n, _)| self.meet(&article, at, n)).collect();
            self.links.push(links);
            self.articles.push(article);
            let quotes = self.articles[at].reading.quotes.len();
            let mut letters = vec![fuzzy::letters(&self.label(Item::Article(at)))];
            letters.extend((0..quotes).map(|n| fuzzy::letters(&self.label(Item::Quote(at, n)))));
            self.letters.push(letters);
        }
    }

    /// The figure of person `n`, known or new.
    fn meet(&mut self, article: &Article, at: usize, n: usize) -> usize {
        let person = &article.reading.people[n];
        let known = self.by_name.get(&person.name.to_lowercase()).copied();
        let index = known.unwrap_or(self.figures.len());
        if known.is_none() {
            self.by_name.insert(person.name.to_lowercase(), index);
            let known = self.turns.get(&person.name.to_lowercase()).copied();
            let turn = known.unwrap_or(self.turns.len() + self.strangers);
            self.strangers += usize::from(known.is_none());
            self.figures.push(Figure { name: person.name.clone(), turn, ..Figure::default() });
        }
        let figure = &mut self.figures[index];
        figure.appearances.push(Appearance { article: at, person: n });
        figure.mentions += person.mentions.len();
        figure.quotes += person.quotes.len();
        for role in &person.roles {
            if !figure.roles.contains(role) {
                figure.roles.push(role.clone());
            }
        }
        index
    }

    /// The same library with every article of `path` replaced by `fresh`, at the place of the first.
    #[must_use]
    pub fn replaced(self, path: &str, fresh: Vec<Article>) -> Self {
        let mut library = self.successor();
        let at = self.articles.iter().position(|article| article.path == path).unwrap_or(self.articles.len());
        let mut articles = self.articles;
        let mut rest = articles.split_off(at);
        rest.retain(|article| article.path != path);
        articles.extend(fresh);
        articles.append(&mut rest);
        library.add(articles);
        library
    }

    /// The words a search looks through for an item, as a list shows them.
    #[must_use]
    pub fn label(&self, item: Item) -> String {
        match item {
            Item::Article(at) => self
                .article(at)
                .map(|article| shown(label::headline(article)).into_owned())
                .unwrap_or_default(),
            Item::Quote(at, n) => self.quote_label(at, n).unwrap_or_default(),
            Item::Person(at) => {
                self.figure(at).map(|figure| shown(&figure.name).into_owned()).unwrap_or_default()
            }
            Item::Problem(_) => String::new(),
        }
    }

    fn quote_label(&self, at: usize, n: usize) -> Option<String> {
        let article = self.article(at)?;
        let quote = article.reading.quotes.get(n)?;
        let words = quote.words(&article.text);
        let name = self.speaker_name(at, n);
        Some(shown(&format!("{name}: {words}")).into_owned())
    }

    /// The words of [`Library::label`] in pieces, as they stand in memory: for a first look at very many.
    #[must_use]
    pub fn label_parts(&self, item: Item) -> Vec<&str> {
        match item {
            Item::Article(at) => self.article(at).map(label::headline).into_iter().collect(),
            Item::Quote(at, n) => {
                let mut parts = vec![self.speaker_name(at, n)];
                if let (Some(article), Some(quote)) = (self.article(at), self.quote(at, n)) {
                    parts.extend(quote.content.iter().map(|span| span.of(&article.text)));
                }
                parts
            }
            Item::Person(at) => self.figure(at).map(|figure| figure.name.as_str()).into_iter().collect(),
            Item::Problem(_) => Vec::new(),
        }
    }

    /// Who speaks, as a list shows it: the resolved name, else the words that name the speaker.
    #[must_use]
    pub fn speaker_name(&self, at: usize, n: usize) -> &str {
        let Some(article) = self.article(at) else { return "" };
        let speaker = article.reading.quotes.get(n).and_then(|quote| quote.speaker.as_ref());
        speaker.map_or("unnamed", |speaker| match &speaker.name {
            Some(name) => name,
            None => speaker.mention.of(&article.text),
        })
    }

    /// The letters of an item's label, as [`fuzzy::letters`] packs them; all ones when not known.
    #[must_use]
    pub fn letters(&self, item: Item) -> u64 {
        let known = match item {
            Item::Article(at) => self.letters.get(at).and_then(|list| list.first()),
            Item::Quote(at, n) => self.letters.get(at).and_then(|list| list.get(n + 1)),
            Item::Person(_) | Item::Problem(_) => None,
        };
        known.copied().unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Person;

    fn with(path: &str, names: &[&str]) -> Article {
        let mut article = Article { path: path.into(), ..Article::default() };
        for name in names {
            article.reading.people.push(Person { name: (*name).into(), ..Person::default() });
        }
        article
    }

    #[test]
    fn the_same_name_in_two_articles_is_one_figure() {
        let mut library = Library::default();
        library.add(vec![with("a", &["Ana Ruiz", "Tom Ek"]), with("b", &["ana ruiz"])]);
        assert_eq!(library.figures().len(), 2);
        assert_eq!(library.figure_of(1, 0), Some(0));
        assert_eq!(library.figures()[0].appearances.len(), 2);
        assert_eq!(library.person_in(0, 1), Some(1));
    }

    #[test]
    fn replacing_keeps_the_place_among_the_others() {
        let mut library = Library::default();
        library.add(vec![with("a", &[]), with("b", &["Ana Ruiz"]), with("c", &[])]);
        let library = library.replaced("b", vec![with("b", &["Tom Ek"])]);
        let paths: Vec<_> = library.articles().iter().map(|article| article.path.as_str()).collect();
        assert_eq!(paths, ["a", "b", "c"]);
        assert_eq!(library.figures()[0].name, "Tom Ek");
        assert_eq!(library.figures()[0].turn, 1);
    }

    #[test]
    fn turns_outlast_a_reload_in_another_order() {
        let mut library = Library::default();
        library.add(vec![with("a", &["Ana Ruiz", "Tom Ek"])]);
        let mut next = library.successor();
        next.add(vec![with("b", &["Greta Sand", "tom ek", "Ana Ruiz", "Lia Holt"])]);
        let turns: Vec<_> = next.figures().iter().map(|figure| figure.turn).collect();
        assert_eq!(turns, [2, 1, 0, 3]);
    }
}
