//! What is known of an article beside its words, on a sheet; and its original, brought from outside.

use super::message::Effect;
use super::role::Role;
use super::sheet::{Paragraph, Sheet};
use super::state::App;
use crate::library::Article;

impl App {
    /// Lays out what is known of the open article.
    pub(super) fn details(&mut self) {
        let Some(article) = self.article() else {
            self.said = "no article is open".to_owned();
            return;
        };
        let sheet = Sheet::new("About this article".to_owned(), facts(article));
        self.lay(sheet);
    }

    /// Asks for the original of the open article.
    pub(super) fn original(&mut self) -> Effect {
        let Some(article) = self.article() else { return Effect::None };
        let effect = Effect::Original(article.path.clone(), article.original.clone());
        self.said = "fetching the original ...".to_owned();
        effect
    }

    /// Lays out words from outside under a title.
    pub(super) fn laid(&mut self, title: String, words: &str) {
        self.said.clear();
        let lines = words.lines().map(|line| Paragraph::exact(line.trim_end()));
        self.lay(Sheet::new(title, lines.collect()));
    }
}

/// Everything that is known, a paragraph each; what the publisher says comes last, what went wrong first of all.
fn facts(article: &Article) -> Vec<Paragraph> {
    let head = &article.reading.structure.head;
    let moment = |stamp: &Option<crate::reading::Stamp>| stamp.as_ref().map(|stamp| stamp.iso.clone());
    let names: Vec<&str> = head.bylines.iter().map(|span| span.of(&article.text)).collect();
    let count = |count: usize| Some(count).filter(|count| *count > 0).map(|count| count.to_string());
    let exits = super::links::exits(article).len();
    let known = [
        ("address", article.url.clone()),
        ("path", Some(article.path.clone())),
        ("format", Some(article.format.to_owned())),
        ("language", Some(article.reading.lang.to_owned())),
        ("written by", Some(names.join(", "))),
        ("source", head.source.map(|span| span.of(&article.text).to_owned())),
        ("published", moment(&head.published)),
        ("updated", moment(&head.updated)),
        ("quotes", count(article.reading.quotes.len())),
        ("people", count(article.reading.people.len())),
        ("links", count(exits)),
    ];
    let known =
        known.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    let details = article.details.iter().map(|detail| (detail.name.as_str(), detail.value.clone()));
    let all: Vec<(&str, String)> = known.chain(details).collect();
    let wide = all.iter().map(|(name, _)| crate::text::width(name)).max().unwrap_or(0).min(WIDEST);
    let problems = article.problems.iter().map(|what| Paragraph::new("! ", what, &[Role::Problem]));
    let fact = |(name, value): &(&str, String)| {
        let name = crate::text::fit(name, wide, "");
        Paragraph::new(format!("{name:<wide$}  "), value, &[Role::Text])
    };
    problems.chain(all.iter().map(fact)).collect()
}

/// The names of facts take at most so many columns.
const WIDEST: usize = 16;
