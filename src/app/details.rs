//! What is known of an article beside its words, on a sheet; and its original, brought from outside.

use super::fetching::counted;
use super::line::number;
use super::list::List;
use super::message::Effect;
use super::panes::Pane;
use super::role::Role;
use super::sheet::{Paragraph, Sheet};
use super::state::App;
use crate::library::{Article, FullText, Health, Item, Row, SourceKind, Subscription};

impl App {
    /// Lays out what is known of the open article.
    pub(super) fn details(&mut self) {
        let selected = self.list_of(Pane::Sources).and_then(List::selected);
        if let (Pane::Sources, Some(Item::View(view))) = (self.focus, selected) {
            let sheet = Sheet::new(format!("About {}", self.views.full_name(view)), self.view_facts(view));
            return self.lay(sheet);
        }
        let Some(row) = self.row() else {
            self.said = "no article is open".to_owned();
            return;
        };
        let mut known = self.own_facts(row);
        known.extend(self.article().map(facts).unwrap_or_default());
        let missing = self.open.and_then(|open| self.why_missing(open)).into_iter();
        let wrong = missing
            .chain(self.article().into_iter().flat_map(|article| &article.problems).map(String::as_str));
        let wrong = wrong.map(|what| Paragraph::new("! ", what, &[Role::Problem]));
        let sheet = Sheet::new("About this article".to_owned(), wrong.chain(listed(&known)).collect());
        self.lay(sheet);
    }

    /// What the reader did with an article, and where it came from.
    fn own_facts(&self, row: &Row) -> Vec<(&str, String)> {
        let sources = row.sources.iter().filter_map(|id| self.views.subscription(id));
        let sources: Vec<&str> = sources.map(|source| source.label()).collect();
        let mut facts = vec![
            ("tags", row.marks.tags.join(" ")),
            ("note", row.marks.note.as_deref().unwrap_or_default().to_owned()),
            ("came from", sources.join(", ")),
        ];
        if row.full {
            let shown = if row.marks.brief { "the feed's own words" } else { "the full text" };
            facts.push(("shown", format!("{shown}; x shows the other")));
        }
        if row.marks.updated {
            facts.push((
                "changed",
                "by its publisher since it was last opened; gv shows what it was".to_owned(),
            ));
        }
        facts.retain(|(_, value)| !value.is_empty());
        facts
    }

    /// What is known of a view: how many articles it holds, and how its sources fare.
    fn view_facts(&self, view: usize) -> Vec<Paragraph> {
        let tally = self.views.tally(view);
        let mut facts = vec![("articles", number(tally.total)), ("unread", number(tally.unread))];
        if let Some(source) = self.views.source(view) {
            facts.splice(0..0, source_facts(source));
            facts.extend(self.health_facts(&source.health));
        } else {
            let sources = self.views.sources_in(view);
            let failed =
                sources.into_iter().filter_map(|source| Some((source, source.health.error.as_ref()?)));
            facts.extend(failed.map(|(source, error)| ("failed", format!("{}: {error}", source.label()))));
        }
        facts.retain(|(_, value)| !value.is_empty());
        listed(&facts).collect()
    }

    fn health_facts(&self, health: &Health) -> Vec<(&'static str, String)> {
        let moment = |seconds: Option<i64>| seconds.map(|seconds| self.moment(seconds)).unwrap_or_default();
        let failures = match health.failures {
            0 => String::new(),
            count => counted(count as usize, "time in a row", "times in a row"),
        };
        vec![
            ("last tried", moment(health.tried)),
            ("last success", moment(health.succeeded)),
            ("next try", health.next.map(|next| self.next_try(next)).unwrap_or_default()),
            ("failed", failures),
            ("last error", health.error.clone().unwrap_or_default()),
        ]
    }

    /// Asks for what the open article said before it was changed.
    pub(super) fn ask_versions(&mut self) -> Effect {
        match self.row().map(|row| row.id) {
            Some(id) if self.stored => return Effect::Versions(id),
            Some(_) => "only a stored library keeps older versions".clone_into(&mut self.said),
            None => "no article is open".clone_into(&mut self.said),
        }
        Effect::None
    }

    /// Lays out what the open article said before, the newest first.
    pub(super) fn lay_versions(&mut self, versions: &[(i64, String)]) {
        if versions.is_empty() {
            "this article has no older versions".clone_into(&mut self.said);
            return;
        }
        let mut paragraphs = Vec::new();
        for (replaced, text) in versions {
            let when = format!("Until {}", self.moment(*replaced));
            paragraphs.extend([Paragraph::new("", &when, &[Role::Focused]), Paragraph::exact("")]);
            let lines = text.trim().lines().map(|line| match line.trim() {
                "" => Paragraph::exact(""),
                line => Paragraph::new("  ", line, &[Role::Text]),
            });
            paragraphs.extend(lines.chain([Paragraph::exact("")]));
        }
        paragraphs.pop();
        let title = super::fetching::counted(versions.len(), "older version", "older versions");
        self.lay(Sheet::new(title, paragraphs));
    }

    /// Asks for the original of the open article.
    pub(super) fn original(&mut self) -> Effect {
        let Some(article) = self.article() else {
            "no article is open".clone_into(&mut self.said);
            return Effect::None;
        };
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

/// What a source is, and what is wished of it.
fn source_facts(source: &Subscription) -> Vec<(&'static str, String)> {
    let kind = match source.kind {
        SourceKind::Feed => "feed",
        SourceKind::Folder => "folder of this machine",
        SourceKind::Command => "command",
        SourceKind::Kept => "articles kept one by one",
    };
    let full_text = match source.wishes.full_text {
        FullText::Short => "of short entries",
        FullText::Always => "of every entry",
        FullText::Never => "of none",
    };
    let every = source.wishes.every.map(|minutes| format!("every {minutes} minutes"));
    vec![
        ("name", source.name.clone()),
        ("title", source.title.clone()),
        ("kind", kind.to_owned()),
        ("address", source.address.clone()),
        ("site", source.site.clone()),
        ("in folder", source.folder.clone()),
        ("fetched", every.unwrap_or_default()),
        ("full text", full_text.to_owned()),
    ]
}

/// Everything that is known of an article by itself; what the publisher says comes last.
fn facts(article: &Article) -> Vec<(&str, String)> {
    let head = &article.reading.structure.head;
    let moment = |stamp: &Option<crate::reading::Stamp>| stamp.as_ref().map(|stamp| stamp.iso.clone());
    let names: Vec<&str> = head.bylines.iter().map(|span| span.of(&article.text)).collect();
    let count = |count: usize| Some(count).filter(|count| *count > 0).map(|count| count.to_string());
    let exits = super::links::exits(article).len();
    let known = [
        ("address", article.url.clone()),
        ("path", Some(article.path.clone()).filter(|path| article.url.as_ref() != Some(path))),
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
    known.chain(details).collect()
}

/// Facts under each other, a paragraph each.
fn listed<'a>(all: &'a [(&'a str, String)]) -> impl Iterator<Item = Paragraph> + 'a {
    let wide = all.iter().map(|(name, _)| crate::text::width(name)).max().unwrap_or(0).min(WIDEST);
    let fact = move |(name, value): &(&str, String)| {
        let name = crate::text::fit(name, wide, "");
        Paragraph::new(format!("{name:<wide$}  "), value, &[Role::Text])
    };
    all.iter().map(fact)
}

/// The names of facts take at most so many columns.
const WIDEST: usize = 16;
