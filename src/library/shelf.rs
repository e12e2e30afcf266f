//! The library: a row for every article there is, the text and reading of those in memory, and the figures across
//! them. Articles keep the order in which they came; adding one never moves another.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::article::Article;
use super::figure::{Appearance, Figure, Figures};
use super::fuzzy::Labels;
use super::item::Item;
use super::marks::{Edit, Marks};
use super::row::Row;
use crate::reading::Quote;
use crate::text::shown;

/// The rows of all articles, and the articles in memory.
#[derive(Debug, Default)]
pub struct Library {
    rows: Vec<Row>,
    /// For each row, its label as searches look at it.
    labels: Labels,
    /// For each row, what decides its turn among others that match as well.
    turns: Vec<u64>,
    /// Grows whenever a label came or changed.
    label_state: u64,
    /// For each row, its article when that is in memory.
    bodies: Vec<Option<Box<Body>>>,
    by_id: FxHashMap<u64, usize>,
    /// Further rows of the few keys that several articles share (the same file given twice).
    twins: FxHashMap<u64, Vec<usize>>,
    figures: Figures,
    /// The indexes of those that were taken out; their rows stay where they are.
    gone: FxHashSet<usize>,
    /// What the reader did with articles of the library before this one, and where in them the reader was.
    before: FxHashMap<u64, (Marks, usize)>,
}

/// An article in memory.
#[derive(Debug)]
struct Body {
    article: Article,
    /// The figure of each of its people.
    links: Vec<usize>,
    /// The letters of each of its quotes' labels, as [`Labels::letters`] packs them.
    letters: Vec<u64>,
}

impl Library {
    /// What lists show of the articles, in the order they came; the rows of those that were taken out are among them.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What lists show of the article at this index.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at)
    }

    /// So many articles there are, in memory or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() - self.gone.len()
    }

    /// True without any article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The index of the first article with this key.
    #[must_use]
    pub fn at(&self, id: u64) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The indexes of all articles with this key, nearly always one.
    pub fn all_at(&self, id: u64) -> impl Iterator<Item = usize> + use<> {
        let twins = self.twins.get(&id).cloned().unwrap_or_default();
        self.at(id).into_iter().chain(twins)
    }

    /// The articles in memory with their indexes, in the order they came.
    pub fn articles(&self) -> impl Iterator<Item = (usize, &Article)> {
        self.bodies.iter().enumerate().filter_map(|(at, body)| Some((at, &body.as_ref()?.article)))
    }

    /// Everybody met so far, in the order they were met.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        self.figures.all()
    }

    fn body(&self, at: usize) -> Option<&Body> {
        self.bodies.get(at)?.as_deref()
    }

    /// The article at this index, when it is in memory.
    #[must_use]
    pub fn article(&self, at: usize) -> Option<&Article> {
        Some(&self.body(at)?.article)
    }

    /// The figure at this index.
    #[must_use]
    pub fn figure(&self, at: usize) -> Option<&Figure> {
        self.figures().get(at)
    }

    /// Quote `n` of an article.
    #[must_use]
    pub fn quote(&self, article: usize, n: usize) -> Option<&Quote> {
        self.article(article)?.reading.quotes.get(n)
    }

    /// Which figure person `n` of an article is.
    #[must_use]
    pub fn figure_of(&self, article: usize, person: usize) -> Option<usize> {
        self.figures_in(article).get(person).copied()
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
        self.figures_in(article).iter().position(|&link| link == figure)
    }

    /// The figures of one article, in order of their first mention there.
    #[must_use]
    pub fn figures_in(&self, article: usize) -> &[usize] {
        self.body(article).map_or(&[], |body| body.links.as_slice())
    }

    /// An empty library in which every figure known here will have the same turn again, and every article the same
    /// marks and place.
    #[must_use]
    pub fn successor(&self) -> Self {
        let mut before = self.before.clone();
        for row in self.rows.iter().filter(|row| row.marks != Marks::default() || row.place != 0) {
            before.insert(row.id, (row.marks.clone(), row.place));
        }
        Library { figures: self.figures.successor(), before, ..Library::default() }
    }

    /// Takes over the marks and places that the same articles have in another library.
    pub fn inherit(&mut self, from: &Library) {
        for row in &from.rows {
            for at in self.all_at(row.id) {
                (self.rows[at].marks, self.rows[at].place) = (row.marks.clone(), row.place);
                self.turns[at] = turn(&self.rows[at]);
            }
        }
    }

    /// Takes in more articles behind those already here.
    pub fn add(&mut self, articles: Vec<Article>) {
        for article in articles {
            let mut row = Row::of(&article);
            if let Some((marks, place)) = self.before.get(&row.id) {
                (row.marks, row.place) = (marks.clone(), *place);
            }
            let at = self.push(row);
            self.put(at, article);
        }
    }

    fn push(&mut self, row: Row) -> usize {
        let at = self.rows.len();
        match self.by_id.entry(row.id) {
            Entry::Vacant(free) => {
                free.insert(at);
            }
            Entry::Occupied(_) => self.twins.entry(row.id).or_default().push(at),
        }
        self.labels.push(&shown(&row.headline));
        self.turns.push(turn(&row));
        self.label_state += 1;
        self.rows.push(row);
        self.bodies.push(None);
        at
    }

    /// Takes in a row without its article: a new one behind the others, a known one in place of the old, which is
    /// given back. Gives its index too.
    pub fn list(&mut self, row: Row) -> (usize, Option<Row>) {
        let Some(at) = self.at(row.id) else { return (self.push(row), None) };
        if self.rows[at].headline != row.headline {
            self.labels.set(at, &shown(&row.headline));
            self.label_state += 1;
        }
        self.turns[at] = turn(&row);
        (at, Some(std::mem::replace(&mut self.rows[at], row)))
    }

    /// Takes the article at this index into memory, in place of what is there of it.
    pub fn put(&mut self, at: usize, article: Article) {
        if at >= self.rows.len() {
            return;
        }
        self.release(at);
        let people = article.reading.people.iter().enumerate();
        let links = people
            .map(|(person, found)| self.figures.meet(Appearance { article: at, person }, found))
            .collect();
        let quotes = article.reading.quotes.len();
        self.bodies[at] = Some(Box::new(Body { article, links, letters: Vec::new() }));
        let mut labels = Labels::default();
        (0..quotes).for_each(|n| labels.push(&self.label(Item::Quote(at, n))));
        if let Some(body) = &mut self.bodies[at] {
            body.letters = (0..quotes).map(|n| labels.letters(n)).collect();
        }
        self.label_state += 1;
    }

    /// Lets the article at this index go from memory; its row stays, and its figures appear in the others alone.
    pub fn release(&mut self, at: usize) {
        let Some(body) = self.bodies.get_mut(at).and_then(Option::take) else { return };
        let bodies = &self.bodies;
        let roles = |place: Appearance| {
            let body = bodies.get(place.article).and_then(Option::as_ref);
            let person = body.and_then(|body| body.article.reading.people.get(place.person));
            person.map_or(&[][..], |person| person.roles.as_slice())
        };
        for (person, (found, &figure)) in body.article.reading.people.iter().zip(&body.links).enumerate() {
            self.figures.part(figure, Appearance { article: at, person }, found, roles);
        }
    }

    /// Takes the article at this index out: it has no key any more, and is not among those that are there. Its row stays,
    /// and what is in memory of it until it is let go, so that it can be read to its end.
    pub fn remove(&mut self, at: usize) {
        if let Some(id) = self.rows.get(at).map(|row| row.id)
            && self.by_id.get(&id) == Some(&at)
        {
            self.by_id.remove(&id);
            self.gone.insert(at);
        }
    }

    /// True when the article at this index was taken out.
    #[must_use]
    pub fn is_gone(&self, at: usize) -> bool {
        self.gone.contains(&at)
    }

    /// The indexes of the articles that are there, in the order they came.
    pub fn present(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|at| self.gone.is_empty() || !self.gone.contains(at))
    }

    /// Changes the marks of the article at this index; `false` when nothing changed by it.
    pub fn edit(&mut self, at: usize, edit: &Edit) -> bool {
        let Some(row) = self.rows.get_mut(at) else { return false };
        let changed = edit.apply(&mut row.marks);
        self.turns[at] = turn(row);
        changed
    }

    /// Remembers where in the article at this index the reader is: a byte of its text.
    pub fn set_place(&mut self, at: usize, place: usize) {
        if let Some(row) = self.rows.get_mut(at) {
            row.place = place;
        }
    }

    /// The same articles, as far as they are in memory, with every article of `path` replaced by `fresh`, at the place
    /// of the first.
    #[must_use]
    pub fn replaced(self, path: &str, fresh: Vec<Article>) -> Self {
        let mut library = self.successor();
        let mut articles: Vec<Article> = self.bodies.into_iter().flatten().map(|body| body.article).collect();
        let at = articles.iter().position(|article| article.path == path).unwrap_or(articles.len());
        let mut rest = articles.split_off(at);
        rest.retain(|article| article.path != path);
        articles.extend(fresh);
        articles.append(&mut rest);
        library.add(articles);
        library
    }

    /// The words a search looks through for an item, as a list shows them; `""` for what is not of the library.
    #[must_use]
    pub fn label(&self, item: Item) -> String {
        match item {
            Item::Article(at) => {
                self.row(at).map(|row| shown(&row.headline).into_owned()).unwrap_or_default()
            }
            Item::Quote(at, n) => self.quote_label(at, n).unwrap_or_default(),
            Item::Person(at) => {
                self.figure(at).map(|figure| shown(&figure.name).into_owned()).unwrap_or_default()
            }
            Item::Problem(_) | Item::View(_) => String::new(),
        }
    }

    fn quote_label(&self, at: usize, n: usize) -> Option<String> {
        let article = self.article(at)?;
        let quote = article.reading.quotes.get(n)?;
        let words = quote.words(&article.text);
        let name = self.speaker_name(at, n);
        Some(shown(&format!("{name}: {words}")).into_owned())
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

    /// The letters of an item's label, as [`Labels::letters`] packs them; all ones when not known.
    #[must_use]
    pub fn letters(&self, item: Item) -> u64 {
        match item {
            Item::Article(at) => self.labels.letters(at),
            Item::Quote(at, n) => {
                self.body(at).and_then(|body| body.letters.get(n)).copied().unwrap_or(u64::MAX)
            }
            Item::Person(_) | Item::Problem(_) | Item::View(_) => u64::MAX,
        }
    }

    /// The labels of all articles, by their indexes, as searches look at them.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// A number that grows whenever the label of an item came or changed.
    #[must_use]
    pub fn label_state(&self) -> u64 {
        self.label_state
    }

    /// An item's turn among others that match a query as well; the smaller comes first: people, then what is of unread
    /// articles, the newest first, then what is of those that were read.
    #[must_use]
    pub fn turn(&self, item: Item) -> u64 {
        match item {
            Item::Article(at) | Item::Quote(at, _) => self.turns.get(at).copied().unwrap_or(u64::MAX),
            Item::Person(_) | Item::Problem(_) | Item::View(_) => 0,
        }
    }
}

/// The turn of an article: whether it was read in the highest bit, below it how old it is.
fn turn(row: &Row) -> u64 {
    /// The year 10000 and more: no article is newer.
    const LATEST: i64 = 1 << 38;
    let age = LATEST.saturating_sub(moment(row)).clamp(1, i64::MAX);
    u64::from(row.marks.read) << 63 | age.unsigned_abs()
}

/// The moment of a row, or one made of the digits of its date: good to compare with others of the same kind.
fn moment(row: &Row) -> i64 {
    if row.moment != 0 {
        return row.moment;
    }
    let digits = row.date.bytes().filter(u8::is_ascii_digit).take(10);
    digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Person;

    fn with(path: &str, names: &[&str]) -> Article {
        let mut article = Article { path: path.into(), ..Article::default() };
        article.id = path.bytes().fold(0, |sum, byte| sum * 31 + u64::from(byte));
        for name in names {
            let roles = vec![format!("reader of {path}")];
            article.reading.people.push(Person { name: (*name).into(), roles, ..Person::default() });
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
        let paths: Vec<_> = library.articles().map(|(_, article)| article.path.as_str()).collect();
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

    #[test]
    fn marks_and_places_outlast_a_reload() {
        let mut library = Library::default();
        library.add(vec![with("a", &[]), with("b", &[])]);
        library.edit(1, &Edit::Star(true));
        library.set_place(0, 7);
        let mut next = library.successor();
        next.add(vec![with("b", &[])]);
        let mut next = next.successor();
        next.add(vec![with("b", &[]), with("a", &[])]);
        assert!(next.rows()[0].marks.star);
        assert_eq!(next.rows()[1].place, 7);
    }

    #[test]
    fn figures_follow_the_articles_that_come_and_go() {
        let mut library = Library::default();
        for path in ["a", "b", "c"] {
            library.list(Row::of(&with(path, &[])));
        }
        assert_eq!((library.len(), library.articles().count()), (3, 0));
        library.put(2, with("c", &["Ana Ruiz", "Tom Ek"]));
        library.put(0, with("a", &["Ana Ruiz"]));
        let ana = |library: &Library| {
            let figure = &library.figures()[0];
            let articles: Vec<_> = figure.appearances.iter().map(|place| place.article).collect();
            (articles, figure.roles.clone())
        };
        let roles = |paths: &[&str]| paths.iter().map(|path| format!("reader of {path}")).collect::<Vec<_>>();
        assert_eq!(ana(&library), (vec![0, 2], roles(&["c", "a"])));
        library.release(2);
        assert_eq!(ana(&library), (vec![0], roles(&["a"])));
        assert!(library.figures()[1].appearances.is_empty());
        assert_eq!(library.figures_in(2), [] as [usize; 0]);
        library.put(0, with("a", &["Tom Ek"]));
        assert_eq!(ana(&library), (vec![], roles(&[])));
        assert_eq!(library.figure_of(0, 0), Some(1));
        assert_eq!(library.rows()[0].headline.as_ref(), "a");
    }

    #[test]
    fn what_is_taken_out_moves_nothing_and_may_come_again() {
        let mut library = Library::default();
        for path in ["a", "b", "c"] {
            library.list(Row::of(&with(path, &[])));
        }
        let id = library.rows()[1].id;
        library.remove(1);
        library.remove(1);
        assert_eq!((library.len(), library.at(id)), (2, None));
        assert_eq!(library.present().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(library.row(1).map(|row| &*row.headline), Some("b"));
        let (at, old) = library.list(Row::of(&with("b", &[])));
        assert_eq!((at, old, library.len(), library.at(id)), (3, None, 3, Some(3)));
    }

    #[test]
    fn a_known_row_is_replaced_where_it_stands() {
        let mut library = Library::default();
        for path in ["a", "b"] {
            library.list(Row::of(&with(path, &[])));
        }
        let (at, old) = library.list(Row { headline: "new".into(), ..Row::of(&with("a", &[])) });
        assert_eq!((at, old.map(|row| row.headline)), (0, Some("a".into())));
        assert_eq!((library.len(), library.label(Item::Article(0)).as_str()), (2, "new"));
        let mut labels = Labels::default();
        labels.push("new");
        assert_eq!(library.letters(Item::Article(0)), labels.letters(0));
    }
}
