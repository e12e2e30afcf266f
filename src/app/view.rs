//! What is on the screen, as lines of pieces with roles. Costs what is visible, and changes nothing.

use super::body;
use super::commands::{COMMANDS, Mode};
use super::fetching;
use super::layout::{Area, Slot};
use super::line::{Line, number};
use super::links::Exit;
use super::listing::Order;
use super::panes::{LISTS, Pane};
use super::prompt::{Asked, Choice, Prompt};
use super::role::Role;
use super::rows;
use super::sheet::Sheet;
use super::state::App;
use super::views;
use crate::library::{Fuzzy, Item};
use crate::text::{Span, fit, fit_end, shown, width, wrap};

/// The title of a pane, filled up with a thin line.
#[must_use]
pub fn title(app: &App, slot: &Slot) -> Line {
    let columns = usize::from(slot.title.w);
    let focused = slot.pane == app.focus;
    let role = if focused { Role::Focused } else { Role::Title };
    let rule = app.glyph("─", "-");
    let (name, facts) = match slot.pane.list() {
        Some(at) => list_title(app, at),
        None => ("Article", body_title(app, columns.saturating_sub(16))),
    };
    let mark = if focused { app.glyph("▌", "*") } else { " " };
    let mut line = Line::of(mark, role).with(format!("{name} "), &[role]);
    let facts = fit(&facts, columns.saturating_sub(line.width() + 2), app.more()).into_owned();
    if !facts.is_empty() {
        line.push(format!("{facts} "), &[Role::Small]);
    }
    let rest = columns.saturating_sub(line.width());
    line.push(rule.repeat(rest), &[Role::Rule]);
    line
}

fn list_title(app: &App, at: usize) -> (&'static str, String) {
    let (table, list) = (&LISTS[at], &app.lists[at]);
    let mut facts = Vec::new();
    if !list.items.is_empty() && table.pane != Pane::Sources {
        let mut count = if app.is_counted() { number(list.items.len()) } else { app.more().to_owned() };
        if table.pane == Pane::Articles && app.present_search().is_some_and(|search| search.more) {
            count.push('+');
        }
        facts.push(format!("{}/{count}", number(list.cursor + 1)));
    }
    if !list.query.is_empty() {
        facts.push(format!("/{}", list.query));
    }
    match table.pane {
        Pane::Articles => facts.extend(listing_facts(app)),
        Pane::Quotes => {
            if let Some(figure) = app.only.and_then(|only| app.library.figure(only)) {
                facts.push(format!("by {}", shown(&figure.name)));
            }
        }
        _ => {}
    }
    if app.all && matches!(table.pane, Pane::Quotes | Pane::People) {
        facts.push(match (app.bodies.gathered.len(), app.bodies.listed) {
            (some, all) if some < all => format!("first {some} of {} articles", number(all)),
            _ if app.stored => "all articles listed".to_owned(),
            _ => "all articles".to_owned(),
        });
    }
    (table.name, facts.join(app.dot()))
}

/// What has arrived, which view is listed, and in which order.
fn listing_facts(app: &App) -> Vec<String> {
    let mut facts = Vec::new();
    if !app.listing.arrived.is_empty() {
        facts.push(format!("{} new, gn", number(app.listing.arrived.len())));
    }
    if app.listing.view != views::ALL {
        facts.push(shown(&app.views.full_name(app.listing.view)).into_owned());
    }
    let first = if app.present_search().is_some() { Order::Best } else { app.first_order() };
    if app.listed_order() != first {
        facts.push(app.listed_order().words().to_owned());
    }
    facts
}

/// How far one has read, which of two texts it is, and the headline once it is out of sight.
fn body_title(app: &App, columns: usize) -> String {
    let Some(row) = app.row() else { return String::new() };
    let last = app.last_top();
    let far = match (app.top, last) {
        _ if app.article().is_none() => String::new(),
        (_, 0) => "all".to_owned(),
        (0, _) => "top".to_owned(),
        (top, last) if top >= last => "end".to_owned(),
        (top, last) => format!("{}%", top * 100 / last),
    };
    let text = match (row.full, row.marks.brief) {
        (false, _) => "",
        (true, false) => "full text",
        (true, true) => "the feed's words",
    };
    let headline = if app.top < 2 { String::new() } else { shown(&row.headline).into_owned() };
    let headline = fit(&headline, columns, app.more()).into_owned();
    let parts = [far, text.to_owned(), headline];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(app.dot())
}

/// The rows of a pane that are on the screen.
#[must_use]
pub fn pane(app: &App, slot: &Slot) -> Vec<Line> {
    match slot.pane.list() {
        Some(at) => list(app, slot, at),
        None => body::rows(app, slot),
    }
}

fn list(app: &App, slot: &Slot, at: usize) -> Vec<Line> {
    let (table, list) = (&LISTS[at], &app.lists[at]);
    let columns = usize::from(slot.inner.w);
    if list.items.is_empty() {
        let blamed = app.nothing_found().filter(|_| table.pane == Pane::Articles && list.query.is_empty());
        let words = match (app.is_loading(), list.query.is_empty()) {
            _ if blamed.is_some() => blamed.as_deref().unwrap_or_default(),
            (_, false) => "Nothing matches.",
            (false, true) if app.stored && table.pane == Pane::Articles => nothing_listed(app),
            (true, true) => "Reading ...",
            (false, true) if table.pane == Pane::Quotes && app.only.is_some() => {
                "Not quoted here; Esc shows all."
            }
            (false, true) => table.empty,
        };
        let columns = columns.saturating_sub(3).max(8);
        let rows = wrap::wrap(words, Span::new(0, words.len()), columns).into_iter();
        let rows = rows.map(|row| Line::of(format!("  {}", row.of(words)), Role::Small));
        return std::iter::once(Line::default()).chain(rows).collect();
    }
    let fuzzy = Fuzzy::new(&list.query);
    let mut lines = Vec::new();
    for (index, item, ..) in app.visible(slot.pane) {
        let hits = if fuzzy.is_empty() { Vec::new() } else { fuzzy.hits(&app.label(item)) };
        let mut rows = (table.rows)(app, item, &hits, columns);
        if index == list.cursor {
            let role = if slot.pane == app.focus { Role::Selected } else { Role::Marked };
            for row in rows.iter_mut().filter(|row| !row.pieces.is_empty()) {
                row.fill = Some(role);
            }
        }
        lines.extend(rows);
    }
    lines.truncate(slot.inner.h.into());
    lines
}

/// What a list says that holds no articles of a stored library.
fn nothing_listed(app: &App) -> &'static str {
    match app.library.is_empty() {
        true if app.fetching.is_some() => "No articles yet: they are being fetched.",
        true if app.views.subscriptions().iter().any(|source| !source.removed) => {
            "No articles yet: R fetches, :subscribe adds a source."
        }
        true => "No articles yet: :subscribe adds a source, R fetches.",
        false => "No articles in this view.",
    }
}

/// A line between panes, row by row, joined to the titles that touch it.
#[must_use]
pub fn bar(app: &App, area: Area) -> Vec<Line> {
    let slots = &app.layout.slots;
    let row = |y: u16| {
        let left = slots.iter().any(|slot| slot.title.y == y && slot.title.x + slot.title.w == area.x);
        let right = slots.iter().any(|slot| slot.title.y == y && slot.title.x == area.x + 1);
        let sign = match (left, right) {
            (true, true) if y == area.y => app.glyph("┬", "+"),
            (true, true) => app.glyph("┼", "+"),
            (true, false) => app.glyph("┤", "+"),
            (false, true) => app.glyph("├", "+"),
            (false, false) => app.glyph("│", "|"),
        };
        Line::of(sign, Role::Rule)
    };
    (area.y..area.y + area.h).map(row).collect()
}

/// The bottom row: what is being typed, or where the reader is and what goes on.
#[must_use]
pub fn status(app: &App) -> Line {
    let columns = usize::from(app.layout.status.w);
    let mut line = match &app.prompt {
        Some(prompt) if !is_boxed(&prompt.asked) => typed(app, prompt),
        _ => Line::of(" ", Role::Status),
    };
    line.fill = Some(Role::Status);
    let right = right_of_status(app);
    let room = columns.saturating_sub(right.width() + 2);
    if app.prompt.is_none() && !app.pending.is_empty() {
        for (keys, at) in app.keymap.following(Mode::Read, &app.pending) {
            let words = format!(" {}  ", COMMANDS[at].name);
            if line.width() + width(&keys) + words.len() > room {
                break;
            }
            line.push(keys, &[Role::Status, Role::Key]);
            line.push(words, &[Role::Status]);
        }
    } else if app.prompt.is_none() {
        let words = shown(&where_one_is(app)).into_owned();
        line.push(fit(&words, room.saturating_sub(1), app.more()), &[Role::Status]);
    }
    let used = line.width() + right.width() + 1;
    if used <= columns {
        line.push(" ".repeat(columns - used), &[Role::Status]);
        line.pieces.extend(right.pieces);
    }
    line
}

/// True for what is typed in a box of its own.
fn is_boxed(asked: &Asked) -> bool {
    matches!(asked, Asked::Finder | Asked::Help | Asked::Link(_))
}

fn typed(app: &App, prompt: &Prompt) -> Line {
    let line = Line::of(lead(prompt), Role::Prompt);
    let room = typing_room(app, prompt).saturating_sub(line.width());
    let (words, _) = seen(app, prompt, room);
    match &prompt.filter.wrong {
        // Where something is wrong is seen when the line is seen as a whole.
        Some(wrong) if words == prompt.value() => {
            let (start, end) = (wrong.span.start().min(words.len()), wrong.span.end().min(words.len()));
            let [before, at, after] = [&words[..start], &words[start..end], &words[end..]];
            line.with(before, &[Role::Status])
                .with(at, &[Role::Status, Role::Problem])
                .with(after, &[Role::Status])
        }
        _ => line.with(words, &[Role::Status]),
    }
}

/// The columns of the bottom row that a line being typed may take: beside a search stands what it found.
fn typing_room(app: &App, prompt: &Prompt) -> usize {
    let all = usize::from(app.layout.status.w);
    match prompt.asked {
        Asked::Search(Pane::Body) if app.text_search.is_some() => {
            all.saturating_sub(right_of_status(app).width() + 2)
        }
        _ => all,
    }
}

/// As much of the line being typed as `columns` hold, around the cursor, and how many of them stand before the cursor.
fn seen(app: &App, prompt: &Prompt, columns: usize) -> (String, usize) {
    let value = prompt.value();
    let at = value.char_indices().nth(prompt.input.cursor()).map_or(value.len(), |(at, _)| at);
    let (before, after) = value.split_at(at);
    // Some of what comes behind the cursor is seen too.
    let behind = width(after).min(columns / 4);
    let before = fit_end(before, columns.saturating_sub(2 + behind), app.more());
    let cursor = width(&before);
    (format!("{before}{}", fit(after, columns.saturating_sub(cursor), app.more())), cursor)
}

/// The words before the line being typed.
fn lead(prompt: &Prompt) -> String {
    match &prompt.asked {
        Asked::Search(_) => "/".to_owned(),
        Asked::Command => ":".to_owned(),
        Asked::Pipe => "| ".to_owned(),
        Asked::Write => "write to: ".to_owned(),
        Asked::ReadAll(ids) => format!("mark {} articles read? y/n ", ids.len()),
        Asked::Hint(_) => "number of the link: ".to_owned(),
        Asked::Tags(_) => "tags: ".to_owned(),
        Asked::Note(_) => "note: ".to_owned(),
        Asked::Subscribe => "subscribe to: ".to_owned(),
        Asked::Unsubscribe(_, name) => format!("remove {}? its articles stay; y/n ", shown(name)),
        Asked::Rename(_) => "name of the source: ".to_owned(),
        Asked::Filter(_) => "find: ".to_owned(),
        Asked::SaveSearch(_) => "save the search as: ".to_owned(),
        Asked::Watch(name, _) => format!("count what is new in {}? y/n ", shown(name)),
        Asked::RenameSearch(_) => "name of the search: ".to_owned(),
        Asked::RemoveSearch(name) => format!("remove the search {}? y/n ", shown(name)),
        Asked::Move(_) => "folder: ".to_owned(),
        Asked::Finder | Asked::Help | Asked::Link(_) => "> ".to_owned(),
    }
}

/// The rows that words from the program may take when the bottom row can't hold them.
const SAID_ROWS: usize = 6;

/// True when the program has more to say than the bottom row can hold.
fn is_long(app: &App) -> bool {
    let room = usize::from(app.layout.status.w).saturating_sub(right_of_status(app).width() + 3);
    width(&shown(&app.said)) > room
}

/// What the program has to say, above the bottom row, when that can't hold it.
fn long_words(app: &App) -> Option<(Area, Vec<Line>)> {
    let (w, h) = (app.layout.status.w, app.layout.status.y);
    if !is_long(app) || w < 8 || h < 2 {
        return None;
    }
    let words = shown(&app.said);
    let rows = wrap::wrap(&words, Span::new(0, words.len()), usize::from(w) - 2);
    let rows = rows.iter().take(SAID_ROWS.min(usize::from(h) - 1));
    let lines: Vec<Line> = rows.map(|row| Line::of(format!(" {}", row.of(&words)), Role::Text)).collect();
    let high = u16::try_from(lines.len()).unwrap_or(h);
    Some((Area { x: 0, y: h - high, w, h: high }, lines))
}

fn where_one_is(app: &App) -> String {
    if !app.said.is_empty() && long_words(app).is_none() {
        return app.said.clone();
    }
    if let (Some(words), Pane::Body) = (app.search_words(), app.focus) {
        return words;
    }
    if let Some(words) = app.source_words().filter(|_| app.focus == Pane::Sources) {
        return words;
    }
    if let Some(words) = app.chosen_words() {
        return words;
    }
    if app.stored {
        return app.article().map(|article| article.url.clone().unwrap_or_default()).unwrap_or_default();
    }
    app.article().map(|article| article.path.clone()).unwrap_or_default()
}

fn right_of_status(app: &App) -> Line {
    let mut line = Line::default();
    if let (Some(search), Some(Asked::Search(Pane::Body))) =
        (&app.text_search, app.prompt.as_ref().map(|prompt| &prompt.asked))
    {
        let role = if search.wrong.is_some() { Role::Problem } else { Role::Small };
        let room = usize::from(app.layout.status.w) / 2;
        return line.with(fit(&search.count(), room, app.more()), &[Role::Status, role]);
    }
    let count = app.count.map(|count| count.to_string()).unwrap_or_default();
    let pending = super::key::write(&app.pending);
    if !count.is_empty() || !pending.is_empty() {
        line.push(format!("{count}{pending} "), &[Role::Status, Role::Key]);
    }
    if let Some(loading) = &app.loading {
        let words = match loading.found {
            0 => "reading ".to_owned(),
            found => format!("reading {} of {} ", loading.done, found.max(loading.done)),
        };
        line.push(words, &[Role::Status]);
    }
    if let Some(progress) = &app.fetching {
        line.push(format!("{} ", fetching::progress(progress)), &[Role::Status]);
        line.push("C-x ", &[Role::Status, Role::Key]);
    } else if app.stored && app.is_counted() {
        let unread = app.views.tally(app.listing.view).unread;
        line.push(format!("{} unread ", number(unread)), &[Role::Status]);
    }
    if !app.problems.is_empty() && app.fetching.is_none() {
        let s = if app.problems.len() == 1 { "" } else { "s" };
        line.push(format!("{} problem{s} ", app.problems.len()), &[Role::Status, Role::Problem]);
        line.push("g! ", &[Role::Status, Role::Key]);
    }
    line.push("?", &[Role::Status, Role::Key]);
    line.push(" help", &[Role::Status]);
    line
}

/// The box over the panes, when there is one: its place and its rows.
#[must_use]
pub fn overlay(app: &App) -> Option<(Area, Vec<Line>)> {
    let (area, mut lines) = match (&app.prompt, &app.sheet) {
        (Some(prompt), _) => choices(app, prompt)?,
        (None, Some(sheet)) => sheet_rows(app, sheet),
        (None, None) => long_words(app)?,
    };
    lines.truncate(area.h.into());
    for line in &mut lines {
        line.fill = line.fill.or(Some(Role::Overlay));
    }
    Some((area, lines))
}

/// The rows of a sheet that are in sight, with how far one has read in the upper edge.
fn sheet_rows(app: &App, sheet: &Sheet) -> (Area, Vec<Line>) {
    let area = app.sheet_area();
    let rows = usize::from(area.h.saturating_sub(2));
    let columns = usize::from(area.w).saturating_sub(2);
    let mut title =
        Line::of(format!(" {} ", fit(&shown(&sheet.title), columns * 3 / 4, app.more())), Role::Focused);
    let end = (sheet.top + rows).min(sheet.lines.len());
    let far = if end < sheet.lines.len() || sheet.top > 0 {
        format!("{}-{end} of {}{}", sheet.top + 1, sheet.lines.len(), app.dot())
    } else {
        String::new()
    };
    let hint = format!("{far}q closes ");
    title.push(fit(&hint, columns.saturating_sub(title.width() + 1), app.more()), &[Role::Small]);
    let mut lines = vec![title];
    for row in sheet.lines.iter().skip(sheet.top).take(rows) {
        let mut line = Line::of(" ", Role::Overlay);
        line.pieces.extend(row.pieces.iter().cloned());
        lines.push(line);
    }
    (area, framed(app, lines, area.w.into()))
}

/// What a line being typed can be completed to, the first row of a box being that line.
fn choices(app: &App, prompt: &Prompt) -> Option<(Area, Vec<Line>)> {
    let (w, h) = (app.layout.status.w, app.layout.status.y);
    let area = match prompt.asked {
        Asked::Finder | Asked::Help | Asked::Link(_) => {
            let rows = match &prompt.asked {
                Asked::Link(exits) => u16::try_from(exits.len() + 4).unwrap_or(u16::MAX),
                _ => u16::MAX,
            };
            let bw = w.saturating_sub(4).min(104).max(w.min(30));
            let bh = h.saturating_sub(2).min(28).min(rows).max(h.min(4));
            Area { x: (w - bw) / 2, y: (h - bh) / 3, w: bw, h: bh }
        }
        Asked::Tags(_) | Asked::Move(_) if !prompt.choices.is_empty() => {
            let rows = u16::try_from(prompt.choices.len()).unwrap_or(u16::MAX).min(6).min(h);
            Area { x: 0, y: h - rows, w: w.min(40), h: rows }
        }
        Asked::Filter(_) if !prompt.choices.is_empty() || prompt.filter.wrong.is_some() => {
            let rows = prompt.choices.len().min(8) + usize::from(prompt.filter.wrong.is_some());
            let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(h);
            Area { x: 0, y: h - rows, w: w.min(100), h: rows }
        }
        Asked::Command if !prompt.value().is_empty() => {
            let rows = u16::try_from(prompt.choices.len()).unwrap_or(u16::MAX).min(8).min(h);
            Area { x: 0, y: h - rows, w: w.min(84), h: rows }
        }
        _ => return None,
    };
    let boxed = is_boxed(&prompt.asked);
    let mut lines = if boxed { box_head(app, prompt, area) } else { Vec::new() };
    let below = wrong_row(app, prompt, area);
    let room = usize::from(area.h).saturating_sub(lines.len() + usize::from(boxed) + below.iter().len());
    let first = (prompt.cursor + 1).saturating_sub(room);
    let fuzzy = Fuzzy::new(prompt.value());
    let columns = usize::from(area.w).saturating_sub(4);
    for (at, choice) in prompt.choices.iter().enumerate().skip(first).take(room) {
        let mut line = Line::of("  ", Role::Overlay);
        match (*choice, &prompt.asked) {
            (Choice::Exit(at), Asked::Link(exits)) => exit_pieces(app, at, exits, columns, &mut line),
            (Choice::Word(at), Asked::Filter(_)) => candidate_pieces(app, prompt, at, columns, &mut line),
            (Choice::Word(at), _) => {
                let word = prompt.words.get(at).map_or("", String::as_str);
                line.push(fit(&shown(word), columns, app.more()), &[Role::Text]);
            }
            (choice, _) => choice_pieces(app, choice, &fuzzy, columns, &mut line),
        }
        line.fill = (at == prompt.cursor).then_some(Role::Selected);
        lines.push(line);
    }
    lines.extend(below);
    if boxed {
        lines.resize_with(usize::from(area.h).saturating_sub(1), Line::default);
        lines = framed(app, lines, area.w.into());
    }
    Some((area, lines))
}

/// Something that a query can be completed to, and what it does.
fn candidate_pieces(app: &App, prompt: &Prompt, at: usize, columns: usize, line: &mut Line) {
    let Some(candidate) = prompt.filter.completion.candidates.get(at) else { return };
    line.push(fit(&shown(&candidate.shown), columns, app.more()), &[Role::Text]);
    if !candidate.help.is_empty() {
        line.push(" ".repeat(17_usize.saturating_sub(line.width()).max(2)), &[]);
        let room = (columns + 2).saturating_sub(line.width());
        line.push(fit(candidate.help, room, app.more()), &[Role::Small]);
    }
}

/// What is wrong with a query that is typed, and in which column.
fn wrong_row(app: &App, prompt: &Prompt, area: Area) -> Option<Line> {
    let wrong = prompt.filter.wrong.as_ref()?;
    let role = if prompt.filter.is_asked { Role::Problem } else { Role::Small };
    let words = format!("column {}: {}", wrong.column(prompt.value()), wrong.what);
    let words = fit(&shown(&words), usize::from(area.w).saturating_sub(3), app.more()).into_owned();
    Some(Line::of(app.glyph("▴ ", "^ "), role).with(words, &[role]))
}

/// Puts a frame around the rows of a box; the first row is its title and becomes the upper edge.
fn framed(app: &App, lines: Vec<Line>, columns: usize) -> Vec<Line> {
    let rule = app.glyph("─", "-");
    let side = app.glyph("│", "|");
    let edge = |left: &str, middle: Line, right: &str| {
        let mut line = Line::of(left, Role::Rule);
        line.pieces.extend(middle.pieces);
        let rest = columns.saturating_sub(line.width() + 1);
        line.push(rule.repeat(rest), &[Role::Rule]);
        line.with(right, &[Role::Rule])
    };
    let mut out = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        if at == 0 {
            out.push(edge(app.glyph("╭", "+"), line, app.glyph("╮", "+")));
            continue;
        }
        let mut row = Line { fill: line.fill, ..Line::of(side, Role::Rule) };
        row.pieces.extend(line.pieces);
        let rest = columns.saturating_sub(row.width() + 1);
        row.push(" ".repeat(rest), &[]);
        row.push(side, &[Role::Rule]);
        out.push(row);
    }
    out.push(edge(app.glyph("╰", "+"), Line::default(), app.glyph("╯", "+")));
    out
}

fn box_head(app: &App, prompt: &Prompt, area: Area) -> Vec<Line> {
    let columns = usize::from(area.w).saturating_sub(2);
    let (what, hint) = match prompt.asked {
        Asked::Help => ("Help", "type to filter, Enter runs"),
        Asked::Link(_) => ("Links", "number or words, Enter opens"),
        _ => ("Find", "articles, people, quotes"),
    };
    let mut title = Line::of(format!(" {what} "), Role::Focused);
    let hint = format!("{hint}{}{} ", app.dot(), prompt.choices.len());
    title.push(fit(&hint, columns.saturating_sub(title.width() + 2), app.more()), &[Role::Small]);
    let line = Line::of(format!(" {}", lead(prompt)), Role::Prompt);
    let room = columns.saturating_sub(line.width());
    vec![title, line.with(seen(app, prompt, room).0, &[Role::Text]), Line::default()]
}

/// An address that can be opened: its number, the words that lead there, and it.
fn exit_pieces(app: &App, at: usize, exits: &[Exit], columns: usize, line: &mut Line) {
    let Some(exit) = exits.get(at) else { return };
    let digits = exits.len().to_string().len();
    line.push(format!("{:>digits$} ", at + 1), &[Role::Key]);
    let room = columns.saturating_sub(line.width());
    let kind = if exit.kind == "link" { String::new() } else { format!("[{}] ", exit.kind) };
    line.push(fit(&kind, room, ""), &[Role::Small]);
    let named = !exit.words.is_empty() && exit.words != exit.url;
    let room = columns.saturating_sub(line.width());
    if named {
        let share = if room < NARROW { room * 3 / 5 } else { room / 2 };
        line.push(fit(&exit.words, share, app.more()), &[Role::Text]);
        line.push("  ", &[]);
    }
    let room = columns.saturating_sub(line.width());
    line.push(fit(&shown(&exit.url), room, app.more()), &[Role::Small, Role::Link]);
}

/// Below so many columns commands are listed without their names.
const NARROW: usize = 56;

fn choice_pieces(app: &App, choice: Choice, fuzzy: &Fuzzy, columns: usize, line: &mut Line) {
    match choice {
        Choice::Command(at) => {
            let keys = app.keymap.written(at);
            let pad = 14_usize.saturating_sub(width(&keys)).max(1);
            line.push(keys, &[Role::Key]);
            line.push(" ".repeat(pad), &[]);
            let name = COMMANDS[at].name;
            if columns < NARROW {
                // Where both have no room, what it does says more than its name.
                line.push(
                    fit(COMMANDS[at].help, columns.saturating_sub(line.width()), app.more()),
                    &[Role::Text],
                );
                return;
            }
            line.push_hits(name, &fuzzy.hits(name), &[Role::Text], columns, app.more());
            line.push(" ".repeat(18_usize.saturating_sub(name.len()).max(2)), &[]);
            let room = columns.saturating_sub(line.width());
            line.push(fit(COMMANDS[at].help, room, app.more()), &[Role::Small]);
        }
        Choice::Exit(_) | Choice::Word(_) => {}
        Choice::Item(item) => {
            let label = app.label(item);
            let (kind, roles) = match item {
                Item::Article(_) => ("article", vec![Role::Text]),
                Item::Quote(article, n) => ("quote", vec![Role::Text, rows::voice(app, article, n)]),
                Item::Person(figure) => {
                    ("person", vec![Role::Text, Role::Person, rows::voice_of(app, figure)])
                }
                Item::Problem(_) => ("problem", vec![Role::Problem]),
                Item::View(_) => ("view", vec![Role::Text]),
            };
            line.push(format!("{kind:<8}"), &[Role::Small]);
            line.push_hits(&label, &fuzzy.hits(&label), &roles, columns.saturating_sub(8), app.more());
        }
    }
}

/// Where the terminal's own cursor belongs: in the line being typed, else on what is selected.
#[must_use]
pub fn cursor(app: &App) -> (u16, u16) {
    if let Some(prompt) = &app.prompt {
        let boxed = overlay(app).map(|(area, _)| area).filter(|_| is_boxed(&prompt.asked));
        // A box has its frame and a column of margin on each side.
        let room = boxed.map_or(typing_room(app, prompt), |area| usize::from(area.w.saturating_sub(3)));
        let before = width(&lead(prompt));
        let typed = before + seen(app, prompt, room.saturating_sub(before)).1;
        let typed = u16::try_from(typed).unwrap_or(u16::MAX);
        return match boxed {
            Some(area) => (area.x.saturating_add(2).saturating_add(typed), area.y + 1),
            None => (typed, app.layout.status.y),
        };
    }
    if app.sheet.is_some() {
        let area = app.sheet_area();
        return (area.x.saturating_add(2), area.y.saturating_add(1));
    }
    let Some(slot) = app.layout.slot(app.focus) else { return (0, 0) };
    let row = match app.list_of(app.focus) {
        Some(list) => {
            app.visible(app.focus).iter().find(|(at, ..)| *at == list.cursor).map_or(0, |found| found.2)
        }
        None => {
            let here = app.chosen_here().map(|span| app.page.row_of(span.start()));
            here.and_then(|row| row.checked_sub(app.top))
                .filter(|row| *row < slot.inner.h.into())
                .unwrap_or(0)
        }
    };
    (slot.inner.x, slot.inner.y + u16::try_from(row).unwrap_or(0))
}
