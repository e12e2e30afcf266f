//! Where an article leads: its links, images and enclosures, to be listed, shown by numbers in the text, and opened.
//!
//! Only addresses that a browser or mail program opens harmlessly are handed to the system.

use super::message::Effect;
use super::page::Words;
use super::panes::Pane;
use super::prompt::{Asked, Choice};
use super::state::App;
use crate::library::{Article, Fuzzy};
use crate::text::{Span, shown};

/// One address that an article leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// What leads there: the words of the link, the caption of the image.
    pub words: String,
    /// The address.
    pub url: String,
    /// What it is: `link`, `image`, `file`.
    pub kind: &'static str,
    /// Where in the text it stands; nowhere for what is only named beside it.
    pub places: Vec<Span>,
}

/// The schemes that are opened.
const OPENED: &[&str] = &["http://", "https://", "ftp://", "mailto:"];

/// The details that name a file.
const NAMED: &[&str] = &["enclosure", "image", "audio", "video"];

/// True for addresses that may be opened: nothing that runs, and nothing on this machine.
#[must_use]
pub fn is_opened(url: &str) -> bool {
    let start =
        |scheme: &&str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    OPENED.iter().any(start)
}

/// All exits of an article: links and images in text order, each address once, then enclosures.
#[must_use]
pub fn exits(article: &Article) -> Vec<Exit> {
    let structure = &article.reading.structure;
    let words = |span: Span| shown(span.of(&article.text)).into_owned();
    let mut found: Vec<Exit> = Vec::new();
    for link in &structure.links {
        let exit =
            Exit { words: words(link.span), url: link.url.clone(), kind: "link", places: vec![link.span] };
        found.push(exit);
    }
    for image in &structure.images {
        let Some(url) = image.url.clone() else { continue };
        let places: Vec<Span> = [image.alt, image.caption, image.credit].into_iter().flatten().collect();
        let named = image.caption.or(image.alt).or(image.credit).map(words).unwrap_or_default();
        found.push(Exit { words: named, url, kind: "image", places: places.into_iter().take(1).collect() });
    }
    let start = |exit: &Exit| exit.places.first().map_or(usize::MAX, |span| span.start());
    found.sort_by_key(start);
    for detail in article.details.iter().filter(|detail| NAMED.contains(&detail.name.as_str())) {
        let Some(url) = detail.value.split_whitespace().find(|word| is_opened(word)) else { continue };
        let kind = if detail.name == "image" { "image" } else { "file" };
        let words = shown(&detail.value).into_owned();
        let exit = Exit { words, url: url.to_owned(), kind, places: Vec::new() };
        found.push(exit);
    }
    let mut once: Vec<Exit> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for exit in found {
        match known.get(&exit.url) {
            Some(&at) => {
                let first: &mut Exit = &mut once[at];
                first.places.extend(exit.places);
                if first.words.is_empty() {
                    first.words = exit.words;
                }
            }
            None => {
                known.insert(exit.url.clone(), once.len());
                once.push(exit);
            }
        }
    }
    once
}

/// The exits, by their numbers from 0, that fit what is typed: a number, or letters of words and address.
pub(super) fn matching(exits: &[Exit], query: &str) -> Vec<Choice> {
    let query = query.trim();
    if !query.is_empty() && query.chars().all(|c| c.is_ascii_digit()) {
        let mut found: Vec<usize> =
            (0..exits.len()).filter(|at| (at + 1).to_string().starts_with(query)).collect();
        found.sort_by_key(|at| (at + 1).to_string().len());
        return found.into_iter().map(Choice::Exit).collect();
    }
    let fuzzy = Fuzzy::new(query);
    let score =
        |(at, exit): (usize, &Exit)| Some((-fuzzy.score(&format!("{} {}", exit.words, exit.url))?, at));
    let mut found: Vec<(i64, usize)> = exits.iter().enumerate().filter_map(score).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| Choice::Exit(at)).collect()
}

impl App {
    /// Lists where the open article leads.
    pub(super) fn list_links(&mut self) {
        let exits = self.article().map(exits).unwrap_or_default();
        if exits.is_empty() {
            self.said = "this article leads nowhere else".to_owned();
        } else {
            self.ask(Asked::Link(exits));
        }
    }

    /// Shows numbers at the links in sight, of which one is to be typed.
    pub(super) fn hint_links(&mut self) {
        let Some(slot) = self.layout.slot(Pane::Body).copied() else {
            self.said = "no text is in sight; gb goes there".to_owned();
            return;
        };
        let mut exits = self.article().map(exits).unwrap_or_default();
        let rows = self.page.rows.iter().skip(self.top).take(slot.inner.h.into());
        let seen: Vec<Span> = rows
            .flat_map(|row| match &row.words {
                Words::Place(span) => vec![*span],
                Words::Cells(cells) => cells.iter().map(|(span, _)| *span).collect(),
                Words::Made(_) => Vec::new(),
            })
            .collect();
        for exit in &mut exits {
            exit.places.retain(|place| seen.iter().any(|row| row.holds(place.start())));
        }
        exits.retain(|exit| !exit.places.is_empty());
        if exits.is_empty() {
            self.said = "no links are in sight; U lists all".to_owned();
        } else {
            self.ask(Asked::Hint(exits));
        }
    }

    /// True when what is typed can only be one of the numbers shown.
    pub(super) fn is_hinted(&self) -> bool {
        let Some(prompt) = &self.prompt else { return false };
        let Asked::Hint(exits) = &prompt.asked else { return false };
        let number: usize = prompt.value().parse().unwrap_or(0);
        (1..=exits.len()).contains(&number) && number * 10 > exits.len()
    }

    /// Opens an exit outside, if it may be opened.
    pub(super) fn open_exit(&mut self, exit: Option<&Exit>) -> Effect {
        match exit {
            Some(exit) => self.open_address(&exit.url),
            None => {
                self.said = "there is no such link".to_owned();
                Effect::None
            }
        }
    }

    /// Opens an address outside, if it may be opened.
    pub(super) fn open_address(&mut self, url: &str) -> Effect {
        if is_opened(url) {
            return Effect::Open(url.to_owned());
        }
        self.said = format!("not opened, as it is no web or mail address: {url}");
        Effect::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Detail;
    use crate::reading::{Image, Link};

    #[test]
    fn every_address_is_listed_once_in_text_order() {
        let text = "See the lamp. Read on. Read more.".to_owned();
        let mut article = Article { text, ..Article::default() };
        let at = |words: &str, from: usize| {
            let at = from + "See the lamp. Read on. Read more."[from..].find(words).unwrap();
            Span::new(at, at + words.len())
        };
        let link = |span: Span, url: &str| Link { span, url: url.into() };
        article.reading.structure.links =
            vec![link(at("Read on", 0), "https://a.example/1"), link(at("more", 0), "https://a.example/1")];
        article.reading.structure.images = vec![Image {
            alt: Some(at("lamp", 0)),
            url: Some("https://a.example/lamp.jpg".into()),
            ..Image::default()
        }];
        article
            .details
            .push(Detail { name: "enclosure".into(), value: "https://a.example/talk.mp3 audio/mpeg".into() });
        let listed: Vec<_> = exits(&article)
            .into_iter()
            .map(|exit| (exit.kind, exit.words, exit.url, exit.places.len()))
            .collect();
        let expect = [
            ("image", "lamp", "https://a.example/lamp.jpg", 1),
            ("link", "Read on", "https://a.example/1", 2),
            ("file", "https://a.example/talk.mp3 audio/mpeg", "https://a.example/talk.mp3", 0),
        ];
        let expect = expect.map(|(kind, words, url, count)| (kind, words.to_owned(), url.to_owned(), count));
        assert_eq!(listed, expect);
    }

    #[test]
    fn only_harmless_addresses_are_opened() {
        let check = |url: &str, expect: bool| assert_eq!(is_opened(url), expect, "{url}");
        check("https://a.example", true);
        check("HTTP://a.example", true);
        check("mailto:ana@a.example", true);
        check("javascript:alert(1)", false);
        check("file:///etc/passwd", false);
        check("--help", false);
        check("é", false);
    }
}
