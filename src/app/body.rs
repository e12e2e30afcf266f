//! The open article on the screen: the rows in sight, with everything that stands out in them, from links up to the
//! chosen quote. Costs what is in sight, and changes nothing.

use super::layout::Slot;
use super::line::Line;
use super::page::{PageRow, TAB, Words};
use super::prompt::{Asked, Prompt};
use super::role::Role;
use super::rows as lists;
use super::state::App;
use crate::text::{Span, shown, width, wrap};

/// Everything that stands out in the open article, in the order it is laid over the text.
struct Layers {
    layers: Vec<(Span, Role)>,
    starts: Vec<(usize, &'static str, Role)>,
    /// Numbers to be shown in place of the letters from here on.
    hints: Vec<(usize, String)>,
}

fn layers(app: &App, seen: Span) -> Layers {
    let mut out = Layers { layers: Vec::new(), starts: Vec::new(), hints: hints(app) };
    let (Some(open), Some(article)) = (app.open, app.article()) else { return out };
    let structure = &article.reading.structure;
    let links = structure.links.iter().map(|link| (link.span, Role::Link));
    let weights = structure.emphases.iter().map(|found| (found.span, lists::role_of_weight(found.weight)));
    out.layers.extend(links.chain(weights).filter(|(span, _)| span.overlaps(seen)));
    if let Some(dateline) = structure.head.dateline {
        out.layers.push((dateline.span, Role::Dateline));
    }
    for person in &article.reading.people {
        let names =
            person.mentions.iter().filter(|mention| mention.kind == crate::reading::MentionKind::Name);
        out.layers.extend(
            names.filter(|mention| mention.span.overlaps(seen)).map(|mention| (mention.span, Role::Person)),
        );
    }
    for (n, quote) in article.reading.quotes.iter().enumerate() {
        let whole = [quote.cue, quote.speaker.as_ref().map(|speaker| speaker.mention)];
        let whole = whole.into_iter().flatten().fold(quote.extent(), Span::cover);
        if !whole.overlaps(seen) {
            continue;
        }
        let voice = lists::voice(app, open, n);
        for &span in &quote.content {
            out.layers.push((span, lists::role_of_kind(quote.kind)));
            out.layers.push((span, voice));
        }
        out.layers.extend(quote.cue.map(|span| (span, Role::Cue)));
        if let Some(speaker) = &quote.speaker {
            out.layers.push((speaker.mention, Role::Speaker));
            out.layers.push((speaker.mention, voice));
        }
        out.starts.push((quote.extent().start(), lists::sign(app, quote.kind), voice));
    }
    let here = app.chosen_here();
    for place in app.chosen_places() {
        out.layers.push((place, Role::Chosen));
        if here.is_some_and(|here| here.contains(place)) {
            out.layers.push((place, Role::Here));
        }
    }
    if let Some(search) = &app.text_search {
        out.layers.extend(search.hits_in(seen).iter().map(|&span| (span, Role::Hit)));
        out.layers.extend(search.hits.get(search.at).map(|&span| (span, Role::Here)));
    }
    out.layers.retain(|(span, _)| span.overlaps(seen));
    out
}

/// The numbers of the links while one is to be typed.
fn hints(app: &App) -> Vec<(usize, String)> {
    let Some(Prompt { asked: Asked::Hint(exits), .. }) = &app.prompt else { return Vec::new() };
    let numbered = exits.iter().zip(1..);
    let mut hints: Vec<(usize, String)> = numbered
        .flat_map(|(exit, n)| exit.places.iter().map(move |place| (place.start(), n.to_string())))
        .collect();
    hints.sort();
    hints
}

/// The rows of the open article that are on the screen.
pub(super) fn rows(app: &App, slot: &Slot) -> Vec<Line> {
    let Some(article) = app.article() else { return nothing(app, slot) };
    let rows: Vec<&PageRow> = app.page.rows.iter().skip(app.top).take(slot.inner.h.into()).collect();
    let places = rows.iter().filter_map(|row| match &row.words {
        Words::Place(span) => Some(*span),
        Words::Cells(cells) => cells.iter().map(|(span, _)| *span).reduce(Span::cover),
        Words::Made(_) => None,
    });
    let Some(seen) = places.reduce(Span::cover) else { return Vec::new() };
    let layers = layers(app, seen);
    rows.into_iter().map(|row| row_of(app, row, &article.text, &layers)).collect()
}

/// The body while there is nothing to read.
fn nothing(app: &App, slot: &Slot) -> Vec<Line> {
    if let (Some(open), Some(row)) = (app.open, app.row()) {
        let why = app.why_missing(open).map(|why| format!("It can't be read: {why}"));
        let words = shown(&why.unwrap_or_else(|| format!("Reading {} ...", row.headline))).into_owned();
        let columns = usize::from(slot.inner.w).saturating_sub(6).max(8);
        let rows = wrap::wrap(&words, Span::new(0, words.len()), columns).into_iter();
        let rows = rows.map(|row| Line::of(format!("   {}", row.of(&words)), Role::Small));
        return std::iter::once(Line::default()).chain(rows).collect();
    }
    let words = match (app.is_loading(), app.problems.is_empty()) {
        _ if app.stored && app.whole => "Nothing is open.",
        (true, _) => "Reading ...",
        (false, true) => "There is nothing to read here.",
        (false, false) => "Nothing could be read; g! says why.",
    };
    vec![Line::default(), Line::of(format!("   {words}"), Role::Small)]
}

fn row_of(app: &App, row: &PageRow, text: &str, layers: &Layers) -> Line {
    let mut line = Line::default();
    let left = app.page.left;
    match &row.words {
        Words::Made(words) => {
            line.push(" ".repeat(left), &[]);
            line.push(words.clone(), &[row.role]);
        }
        Words::Place(span) => {
            let start = layers.starts.iter().find(|(at, ..)| (row.anchor..span.end()).contains(at));
            let here =
                start.is_some_and(|(at, ..)| app.chosen_here().is_some_and(|span| span.start() == *at));
            match start {
                Some((_, sign, voice)) if left >= 2 => {
                    let sign = if here { app.glyph("▸", ">") } else { sign };
                    line.push(" ".repeat(left - 2), &[]);
                    line.push(sign, &[*voice]);
                    line.push(" ", &[]);
                }
                _ => line.push(" ".repeat(left), &[]),
            }
            line.push(row.lead, &[if row.role == Role::Notice { row.role } else { Role::Rule }]);
            push_words(&mut line, *span, row.role, text, layers);
        }
        Words::Cells(cells) => {
            line.push(" ".repeat(left), &[]);
            for (span, column) in cells {
                line.push(" ".repeat((left + column).saturating_sub(line.width())), &[]);
                push_words(&mut line, *span, row.role, text, layers);
            }
        }
    }
    line
}

/// Adds words of the article, with the numbers of links over their first letters.
fn push_words(line: &mut Line, span: Span, base: Role, text: &str, layers: &Layers) {
    let mut from = span.start();
    for (at, number) in layers.hints.iter().filter(|(at, _)| span.holds(*at)) {
        if *at < from {
            continue;
        }
        push_pieces(line, Span::new(from, *at), base, text, layers);
        let end = end_of(text, Span::new(*at, span.end()), number.len());
        line.push(format!("{number:<0$}", width(&shown(&text[*at..end]))), &[base, Role::Key]);
        from = end;
    }
    push_pieces(line, Span::new(from, span.end()), base, text, layers);
}

/// Where the first letters of a stretch end that take so many columns.
fn end_of(text: &str, span: Span, columns: usize) -> usize {
    let ends = span.of(text).char_indices().map(|(at, c)| span.start() + at + c.len_utf8());
    let wide = |end: &usize| width(&shown(&text[span.start()..*end])) >= columns;
    ends.into_iter().find(wide).unwrap_or(span.end())
}

/// Adds words of the article, cut where their roles change.
fn push_pieces(line: &mut Line, span: Span, base: Role, text: &str, layers: &Layers) {
    for (piece, roles) in pieces(span, base, &layers.layers) {
        let words = piece.of(text);
        match base {
            Role::Code => line.push(shown(&words.replace('\t', TAB)), &roles),
            _ => line.push(shown(words), &roles),
        }
    }
}

/// Cuts a row where the roles of its letters change.
fn pieces(row: Span, base: Role, layers: &[(Span, Role)]) -> Vec<(Span, Vec<Role>)> {
    let mut cuts = vec![row.start(), row.end()];
    for (span, _) in layers.iter().filter(|(span, _)| span.overlaps(row)) {
        cuts.extend([span.start(), span.end()].into_iter().filter(|&at| row.holds(at)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let part = |ends: &[usize]| {
        let span = Span::new(ends[0], ends[1]);
        let over = layers.iter().filter(|(layer, _)| layer.contains(span)).map(|(_, role)| *role);
        (span, std::iter::once(base).chain(over).collect())
    };
    cuts.windows(2).map(part).collect()
}
