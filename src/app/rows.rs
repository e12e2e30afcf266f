//! The rows of the lists: which items each holds, and how one looks. Costs one item per call.

use std::cmp::Reverse;

use super::line::Line;
use super::role::{Role, VOICES};
use super::state::{App, Order};
use crate::library::{Item, label};
use crate::reading::{Quote, QuoteKind, Weight};
use crate::text::{Span, fit, fit_end, shown, width, wrap};

/// A quote takes at most so many rows of words in the list.
const QUOTE_ROWS: usize = 4;
/// A headline takes at most so many rows in the list.
const HEADLINE_ROWS: usize = 2;
/// Below this a speaker is marked as doubtful.
const DOUBT: f32 = 0.5;

/// The articles in the chosen order.
#[must_use]
pub fn articles(app: &App) -> Vec<Item> {
    let all = app.library.articles();
    let mut order: Vec<usize> = (0..all.len()).collect();
    if !app.is_loading() {
        match app.order {
            Order::Given => {}
            Order::Newest => order.sort_by_key(|&at| Reverse(label::iso(&all[at]))),
            Order::Source => {
                order.sort_by_key(|&at| (label::source(&all[at]).is_empty(), label::source(&all[at])))
            }
            Order::Headline => order.sort_by_cached_key(|&at| label::headline(&all[at]).to_lowercase()),
            Order::Unread => order.sort_by_key(|&at| app.sorted_read.contains(&all[at].id)),
        }
    }
    order.into_iter().map(Item::Article).collect()
}

/// The quotes of the open article or of all, of one person when one is asked for.
#[must_use]
pub fn quotes(app: &App) -> Vec<Item> {
    let wanted = |item: &Item| match (app.only, *item) {
        (Some(figure), Item::Quote(article, n)) => app.library.speaker(article, n) == Some(figure),
        _ => true,
    };
    let of = |article: usize| {
        let count = app.library.article(article).map_or(0, |article| article.reading.quotes.len());
        (0..count).map(move |n| Item::Quote(article, n))
    };
    if app.all {
        return (0..app.library.articles().len()).flat_map(of).filter(wanted).collect();
    }
    app.open.into_iter().flat_map(of).filter(wanted).collect()
}

/// The people of the open article or of all, those who speak most first.
#[must_use]
pub fn people(app: &App) -> Vec<Item> {
    let mut figures: Vec<usize> = match app.open {
        _ if app.all => (0..app.library.figures().len()).collect(),
        Some(open) => app.library.figures_in(open).to_vec(),
        None => Vec::new(),
    };
    figures.sort_by_cached_key(|&figure| {
        let (quotes, mentions) = counts(app, figure);
        Reverse((quotes, mentions))
    });
    figures.dedup();
    figures.into_iter().map(Item::Person).collect()
}

/// What could not be read.
#[must_use]
pub fn problems(app: &App) -> Vec<Item> {
    (0..app.problems.len()).map(Item::Problem).collect()
}

/// Quotes and mentions of a figure, in the open article or in all.
#[must_use]
pub fn counts(app: &App, at: usize) -> (usize, usize) {
    let Some(figure) = app.library.figure(at) else { return (0, 0) };
    let here = app.open.and_then(|open| Some((open, app.library.person_in(open, at)?)));
    match here {
        _ if app.all => (figure.quotes, figure.mentions),
        Some((open, person)) => {
            let people = app.library.article(open).map(|article| &article.reading.people);
            people
                .and_then(|people| people.get(person))
                .map_or((0, 0), |p| (p.quotes.len(), p.mentions.len()))
        }
        None => (0, 0),
    }
}

/// The voice of whoever speaks in a quote: steady for a person everywhere, for anybody else by name.
#[must_use]
pub fn voice(app: &App, article: usize, n: usize) -> Role {
    match app.library.speaker(article, n) {
        Some(figure) => voice_of(app, figure),
        None => {
            let name = app.library.speaker_name(article, n).to_lowercase();
            let sum = name.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
            turned(sum)
        }
    }
}

/// The voice of a figure: they take turns in order of appearance, so that people of one article differ.
#[must_use]
pub fn voice_of(app: &App, figure: usize) -> Role {
    turned(app.library.figure(figure).map_or(0, |figure| figure.turn))
}

fn turned(turn: usize) -> Role {
    Role::Voice((turn % usize::from(VOICES)) as u8)
}

/// An article: unread mark and headline, then a row with source, date and the number of quotes.
#[must_use]
pub fn article(app: &App, item: Item, hits: &[usize], columns: usize) -> Vec<Line> {
    let Item::Article(at) = item else { return Vec::new() };
    let Some(article) = app.library.article(at) else { return Vec::new() };
    let record = app.record(article.id);
    let role = if record.read { Role::Read } else { Role::Unread };
    let label = app.library.label(item);
    let mut lines = wrapped(app, &label, hits, &[role], columns, HEADLINE_ROWS);
    if let (Some(first), false) = (lines.first_mut(), record.read) {
        first.pieces[0].text = app.glyph("● ", "* ").to_owned();
        first.pieces[0].roles = vec![Role::Unread];
    }
    let date = label::date(label::iso(article));
    let mut last = Line::of(if record.star { app.glyph("★ ", "+ ") } else { "  " }, Role::Star);
    let quotes = match article.reading.quotes.len() {
        0 => String::new(),
        count => format!("{count}{}", app.glyph("”", "\"")),
    };
    let source = shown(label::source(article));
    if let Some(word) = label::notice(article) {
        last.push(format!("! {word}"), &[Role::Notice]);
        last.push(if source.is_empty() && date.is_empty() { "" } else { app.dot() }, &[Role::Small]);
    }
    let dot = if source.is_empty() || date.is_empty() { "" } else { app.dot() };
    let room = columns.saturating_sub(2 + last.width() + width(dot) + width(&date) + width(&quotes));
    last.push(fit(&source, room, app.more()), &[Role::Small]);
    last.push(format!("{dot}{date}"), &[Role::Small]);
    last.push_right(&quotes, &[Role::Small], columns.saturating_sub(1));
    if record.star || last.pieces.len() > 1 {
        lines.push(last);
    }
    lines
}

/// A label on rows of at most so many columns, two of them kept free on the left, one on the right.
fn wrapped(app: &App, label: &str, hits: &[usize], roles: &[Role], columns: usize, most: usize) -> Vec<Line> {
    let room = columns.saturating_sub(3).max(1);
    let rows = wrap::wrap(label, Span::new(0, label.len()), room);
    let mut lines = Vec::new();
    for (count, row) in rows.iter().take(most).enumerate() {
        let before = label[..row.start()].chars().count();
        let lit: Vec<usize> = hits.iter().filter_map(|hit| hit.checked_sub(before)).collect();
        let cut = count + 1 == most && rows.len() > most;
        let words = match cut {
            true => format!("{}{}", fit(row.of(label), room - 1, ""), app.more()),
            false => row.of(label).to_owned(),
        };
        let mut line = Line::of("  ", Role::Text);
        line.push_hits(&words, &lit, roles, columns, app.more());
        lines.push(line);
    }
    lines
}

/// The sign of a kind of quote.
#[must_use]
pub fn sign(app: &App, kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => app.glyph("“", "\""),
        QuoteKind::Mixed => app.glyph("‹", "<"),
        QuoteKind::Indirect => "~",
    }
}

/// A quote: kind and speaker, then the words.
#[must_use]
pub fn quote(app: &App, item: Item, hits: &[usize], columns: usize) -> Vec<Line> {
    let Item::Quote(at, n) = item else { return Vec::new() };
    let (Some(article), Some(quote)) = (app.library.article(at), app.library.quote(at, n)) else {
        return Vec::new();
    };
    let voice = voice(app, at, n);
    let name = shown(app.library.speaker_name(at, n)).into_owned();
    let doubt = if is_doubtful(quote) { " ?" } else { "" };
    let mut first = Line::default().with(sign(app, quote.kind), &[voice]).with(" ", &[]);
    let room = columns.saturating_sub(3 + doubt.len());
    first.push_hits(&name, hits, &[Role::Speaker, voice], room, app.more());
    first.push(doubt, &[Role::Small]);
    let about = if app.all { shown(label::headline(article)).into_owned() } else { role_of(app, at, n) };
    let left = columns.saturating_sub(first.width() + 3);
    if !about.is_empty() && left > 8 {
        first.push("  ", &[]);
        first.push(fit(&about, left, app.more()), &[Role::Says]);
    }
    let words = shown(&quote.words(&article.text)).into_owned();
    let from = name.chars().count() + 2;
    let hits: Vec<usize> = hits.iter().filter_map(|hit| hit.checked_sub(from)).collect();
    let kind = role_of_kind(quote.kind);
    let mut lines = vec![first];
    lines.extend(wrapped(app, &words, &hits, &[Role::Text, kind], columns, QUOTE_ROWS));
    lines.push(Line::default());
    lines
}

/// True when the speaker of a quote is to be shown as doubtful.
#[must_use]
pub fn is_doubtful(quote: &Quote) -> bool {
    quote.confidence < DOUBT
}

/// The role a quote's kind gives its words.
#[must_use]
pub fn role_of_kind(kind: QuoteKind) -> Role {
    match kind {
        QuoteKind::Direct => Role::Direct,
        QuoteKind::Mixed => Role::Mixed,
        QuoteKind::Indirect => Role::Indirect,
    }
}

/// The role words have that stand out so.
#[must_use]
pub fn role_of_weight(weight: Weight) -> Role {
    match weight {
        Weight::Emphasis => Role::Emphasis,
        Weight::Strong => Role::Strong,
        Weight::Code => Role::Code,
    }
}

/// The first role the article gives the speaker, or `""`.
fn role_of(app: &App, article: usize, n: usize) -> String {
    let people = app.library.article(article).map(|article| &article.reading.people);
    let person = app.library.quote(article, n).and_then(|quote| quote.speaker.as_ref()?.person);
    let person = people.and_then(|people| people.get(person?));
    person.and_then(|person| person.roles.first()).map(|role| shown(role).into_owned()).unwrap_or_default()
}

/// A person: name, quotes and mentions, and the roles on a second row.
#[must_use]
pub fn person(app: &App, item: Item, hits: &[usize], columns: usize) -> Vec<Line> {
    let Item::Person(at) = item else { return Vec::new() };
    let Some(figure) = app.library.figure(at) else { return Vec::new() };
    let (quotes, mentions) = counts(app, at);
    let only = if app.only == Some(at) { app.glyph("▸ ", "> ") } else { "  " };
    let mut first = Line::of(only, Role::Small);
    let tally = format!("{quotes}{} {mentions}{}", app.glyph("”", "\""), app.glyph("×", "x"));
    let room = columns.saturating_sub(4 + width(&tally));
    first.push_hits(&shown(&figure.name), hits, &[Role::Person, voice_of(app, at)], room, app.more());
    first.push_right(&tally, &[Role::Small], columns.saturating_sub(1));
    let here = app.open.filter(|_| !app.all).and_then(|open| {
        let person = app.library.person_in(open, at)?;
        Some(&app.library.article(open)?.reading.people.get(person)?.roles)
    });
    let roles = here.unwrap_or(&figure.roles).join(", ");
    let mut lines = vec![first];
    if !roles.is_empty() {
        let roles = fit(&shown(&roles), columns.saturating_sub(3), app.more()).into_owned();
        lines.push(Line::of("  ", Role::Says).with(roles, &[Role::Says]));
    }
    lines
}

/// A problem: the file, and what is wrong with it.
#[must_use]
pub fn problem(app: &App, item: Item, _: &[usize], columns: usize) -> Vec<Line> {
    let Item::Problem(at) = item else { return Vec::new() };
    let Some(problem) = app.problems.get(at) else { return Vec::new() };
    let path = shown(&problem.path).into_owned();
    let what = shown(&problem.what).into_owned();
    let mut lines = vec![
        Line::of("! ", Role::Problem)
            .with(fit_end(&path, columns.saturating_sub(3), app.more()), &[Role::Text]),
    ];
    for row in wrap::wrap(&what, Span::new(0, what.len()), columns.saturating_sub(3).max(8)) {
        lines.push(Line::of("  ", Role::Small).with(row.of(&what), &[Role::Small]));
    }
    lines
}
