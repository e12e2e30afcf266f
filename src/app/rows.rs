//! The rows of the lists: which items each holds, and how one looks. Costs one item per call.

use std::cmp::Reverse;

use super::line::{Line, number};
use super::role::{Role, VOICES};
use super::state::App;
use super::views::View;
use crate::library::query::Snippet;
use crate::library::{Item, Row};
use crate::reading::{Quote, QuoteKind, Weight};
use crate::text::{Span, fit, fit_end, shown, width, wrap};

/// A quote takes at most so many rows of words in the list.
const QUOTE_ROWS: usize = 4;
/// A headline takes at most so many rows in the list.
const HEADLINE_ROWS: usize = 2;
/// The words that show why an article was found take at most so many rows in the list.
const SNIPPET_ROWS: usize = 2;
/// Below this a speaker is marked as doubtful.
const DOUBT: f32 = 0.5;

/// The articles of the listing.
#[must_use]
pub fn articles(app: &App) -> Vec<Item> {
    app.listing.articles.iter().copied().map(Item::Article).collect()
}

/// The views of a stored library.
#[must_use]
pub fn sources(app: &App) -> Vec<Item> {
    let views = if app.stored { app.views.listed(app.listing.view) } else { Vec::new() };
    views.into_iter().map(Item::View).collect()
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
    match (app.all, app.stored) {
        (true, true) => app.bodies.gathered.iter().copied().flat_map(of).filter(wanted).collect(),
        (true, false) => (0..app.library.len()).flat_map(of).filter(wanted).collect(),
        (false, _) => meant_first(app, app.open.into_iter().flat_map(of).filter(wanted).collect()),
    }
}

/// Quotes, those first that the present search asks for.
fn meant_first(app: &App, mut quotes: Vec<Item>) -> Vec<Item> {
    if let Some(search) = app.present_search() {
        quotes.sort_by_cached_key(|item| {
            let Item::Quote(at, n) = *item else { return true };
            let found = app.library.article(at).zip(app.library.quote(at, n));
            !found.is_some_and(|(article, quote)| search.is_meant(article, quote))
        });
    }
    quotes
}

/// The people of the open article or of all, those who speak most first.
#[must_use]
pub fn people(app: &App) -> Vec<Item> {
    let is_here = |figure: &usize| {
        let figure = app.library.figure(*figure);
        figure.is_some_and(|figure| figure.appearances.iter().any(|place| app.is_gathered(place.article)))
    };
    let mut figures: Vec<usize> = match app.open {
        _ if app.all => (0..app.library.figures().len()).filter(is_here).collect(),
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
    let in_article = |article: usize, person: usize| {
        let people = app.library.article(article).map(|article| &article.reading.people);
        people.and_then(|people| people.get(person)).map_or((0, 0), |p| (p.quotes.len(), p.mentions.len()))
    };
    let here = app.open.and_then(|open| Some((open, app.library.person_in(open, at)?)));
    match here {
        _ if app.all && !app.stored => (figure.quotes, figure.mentions),
        _ if app.all => {
            let places = figure.appearances.iter().filter(|place| app.is_gathered(place.article));
            places
                .map(|place| in_article(place.article, place.person))
                .fold((0, 0), |sum, more| (sum.0 + more.0, sum.1 + more.1))
        }
        Some((open, person)) => in_article(open, person),
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

/// An article: unread mark and headline, then a row with source, date, tags and the number of quotes.
#[must_use]
pub fn article(app: &App, item: Item, hits: &[usize], columns: usize) -> Vec<Line> {
    let Item::Article(at) = item else { return Vec::new() };
    let Some(row) = app.library.row(at) else { return Vec::new() };
    let role = if row.marks.read { Role::Read } else { Role::Unread };
    let label = app.library.label(item);
    let mut lines = wrapped(app, &label, hits, &[role], columns, HEADLINE_ROWS);
    if let (Some(first), false) = (lines.first_mut(), row.marks.read) {
        first.pieces[0].text = app.glyph("● ", "* ").to_owned();
        first.pieces[0].roles = vec![Role::Unread];
    }
    lines.push(small_row(app, row, columns));
    if let Some(snippet) = app.present_search().and_then(|search| search.snippet(row.id)) {
        lines.extend(snippet_rows(app, snippet, columns));
    }
    lines
}

/// The words that show why an article was found, begun late enough for the first hit to be in sight.
fn snippet_rows(app: &App, snippet: &Snippet, columns: usize) -> Vec<Line> {
    let first = snippet.hits.first().map_or(0, |hit| hit.start);
    let before = snippet.words.get(..first).unwrap_or_default();
    let room = columns.saturating_sub(4);
    let start = match before.char_indices().rev().nth(room) {
        Some((over, _)) => before[over..].find(' ').map_or(over, |space| over + space + 1),
        None => 0,
    };
    let more = if start > 0 { app.more() } else { "" };
    let words = format!("{more}{}", snippet.words.get(start..).unwrap_or_default());
    let is_hit = |at: usize| snippet.hits.iter().any(|hit| hit.contains(&(at + start)));
    let letters = words.char_indices().map(|(at, _)| at.checked_sub(more.len()).is_some_and(is_hit));
    let lit: Vec<usize> = letters.enumerate().filter(|(_, lit)| *lit).map(|(n, _)| n).collect();
    wrapped(app, &words, &lit, &[Role::Small], columns, SNIPPET_ROWS)
}

/// The row under a headline: star, notice, source, date and tags; at its end whether there is a note, and the quotes.
fn small_row(app: &App, row: &Row, columns: usize) -> Line {
    let date = app.day(row);
    let mut last = Line::of(if row.marks.star { app.glyph("★ ", "+ ") } else { "  " }, Role::Star);
    let note = if row.marks.note.is_some() { app.glyph("¶", "=") } else { "" };
    let quotes = match row.quotes {
        0 => String::new(),
        count => format!("{count}{}", app.glyph("”", "\"")),
    };
    let gap = if note.is_empty() || quotes.is_empty() { "" } else { " " };
    let source = shown(app.outlet(row));
    let updated = if row.marks.updated { "updated" } else { "" };
    let notices: Vec<&str> = [row.notice, updated].into_iter().filter(|word| !word.is_empty()).collect();
    for (at, word) in notices.iter().enumerate() {
        last.push(format!("! {word}"), &[Role::Notice]);
        let is_last = at + 1 == notices.len() && source.is_empty() && date.is_empty();
        last.push(if is_last { "" } else { app.dot() }, &[Role::Small]);
    }
    let dot = if source.is_empty() || date.is_empty() { "" } else { app.dot() };
    let end = width(note) + gap.len() + width(&quotes);
    let room = columns.saturating_sub(2 + last.width() + width(dot) + width(&date) + end);
    last.push(fit(&source, room, app.more()), &[Role::Small]);
    last.push(format!("{dot}{date}"), &[Role::Small]);
    let room = columns.saturating_sub(last.width() + end + 3);
    let tags: String = row.marks.tags.iter().map(|tag| format!(" #{tag}")).collect();
    if width(&tags) <= room {
        last.push(shown(&tags), &[Role::Tag]);
    }
    let used = last.width() + end + 1;
    if end > 0 && used < columns {
        last.push(" ".repeat(columns - used), &[]);
        last.push(format!("{note}{gap}"), &[Role::Note]);
        last.push(quotes, &[Role::Small]);
    }
    last
}

/// A view: its name and how many articles it holds, those not read first; before it whether it is folded, or whether
/// its source failed.
#[must_use]
pub fn view(app: &App, item: Item, hits: &[usize], columns: usize) -> Vec<Line> {
    let Item::View(at) = item else { return Vec::new() };
    let tally = app.views.tally(at);
    let failed = app.views.source(at).is_some_and(|source| source.health.error.is_some());
    let (sign, role) = match app.views.view(at) {
        _ if failed => ("! ", Role::Problem),
        Some(View::Folder(_)) if app.views.is_folded(at) => (app.glyph("▸ ", "+ "), Role::Small),
        Some(View::Folder(_)) => (app.glyph("▾ ", "- "), Role::Small),
        Some(View::Found | View::Saved(_)) => ("/ ", Role::Small),
        _ => ("  ", Role::Small),
    };
    let indent = "  ".repeat(app.views.depth(at).min(columns / 8));
    let mut line = Line::of(indent, Role::Text).with(sign, &[role]);
    let counts = match app.views.view(at) {
        _ if !app.is_counted() => app.more().to_owned(),
        Some(View::Unread) => number(tally.total),
        Some(View::Saved(_)) => match app.views.saved_at(at) {
            Some((_, fresh)) if fresh.count > 0 => {
                format!("+{} {}/{}", number(fresh.count), number(tally.unread), number(tally.total))
            }
            _ => format!("{}/{}", number(tally.unread), number(tally.total)),
        },
        _ => format!("{}/{}", number(tally.unread), number(tally.total)),
    };
    let role = if tally.unread > 0 { Role::Unread } else { Role::Read };
    let room = columns.saturating_sub(line.width() + width(&counts) + 2);
    line.push_hits(&app.label(item), hits, &[role], room, app.more());
    line.push_right(&counts, &[Role::Small], columns.saturating_sub(1));
    vec![line]
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
    let about = if app.all { app.library.label(Item::Article(at)) } else { role_of(app, at, n) };
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
