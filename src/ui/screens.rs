//! The whole program on small screens: keys go in through the real keymap, and what is read back is the
//! text with one letter per role, so that no screen here knows a colour.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use super::draw::paint;
use super::theme::Theme;
use crate::app::commands::COMMANDS;
use crate::app::role::ROLES;
use crate::app::{App, Effect, Keymap, Message, Options, Pane, Role, fixture, view};
use crate::library::Article;
use crate::sources::{Loaded, Problem};

/// One letter per role, in the order of the table of roles.
const LETTERS: &str = ".tHDmdSckbnM+aCleBpr\"'~vwNo12345678ux*h%@#=TFzs>KPO";

fn buffer(app: &App, w: u16, h: u16) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    paint(app, &Theme::numbered(), &mut buffer);
    buffer
}

/// The letters on the screen.
pub(crate) fn text(app: &App, w: u16, h: u16) -> String {
    let buffer = buffer(app, w, h);
    let mut out = String::new();
    for y in 0..h {
        let mut row = String::new();
        let mut skip = 0;
        for x in 0..w {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                row.push_str(symbol);
                skip = crate::text::width(symbol).max(1);
            }
            skip -= 1;
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// The letters, and after each row the roles of its cells.
pub(super) fn screen(app: &App, w: u16, h: u16) -> String {
    let buffer = buffer(app, w, h);
    let letters: Vec<char> = LETTERS.chars().collect();
    let mut out = String::new();
    for (row, y) in text(app, w, h).lines().zip(0..h) {
        let roles: String = (0..w)
            .map(|x| match (buffer[(x, y)].fg, buffer[(x, y)].symbol()) {
                (Color::Indexed(n), _) if letters[usize::from(n)] != '.' => letters[usize::from(n)],
                _ => ' ',
            })
            .collect();
        out.push_str(&format!("|{row}\n:{}\n", roles.trim_end()));
    }
    out
}

#[test]
fn every_role_has_a_letter_of_its_own() {
    let mut letters: Vec<char> = LETTERS.chars().collect();
    assert_eq!(letters.len(), ROLES.len());
    letters.sort_unstable();
    letters.dedup();
    assert_eq!(letters.len(), ROLES.len());
    assert_eq!(Role::Ground.index(), 0);
}

#[test]
fn screens_at_four_sizes() {
    for (w, h) in [(80, 24), (120, 40), (200, 60), (40, 12)] {
        let mut app = fixture::app(w, h);
        insta::assert_snapshot!(format!("open_{w}x{h}"), screen(&app, w, h));
        app.press("gb ]q ]q");
        insta::assert_snapshot!(format!("quote_{w}x{h}"), screen(&app, w, h));
    }
}

#[test]
fn boxes_over_the_panes() {
    let (w, h) = (80, 24);
    let mut app = fixture::app(w, h);
    app.press("C-p sand");
    insta::assert_snapshot!("finder_80x24", screen(&app, w, h));
    app.press("Esc ? page");
    insta::assert_snapshot!("help_80x24", screen(&app, w, h));
    app.press("Esc :next");
    insta::assert_snapshot!("command_line_80x24", screen(&app, w, h));
    app.press("Esc ga / fog");
    insta::assert_snapshot!("search_80x24", screen(&app, w, h));
    app.press("Esc gq j e");
    insta::assert_snapshot!("why_80x24", screen(&app, w, h));
}

#[test]
fn what_only_some_formats_give() {
    for (w, h) in [(80, 24), (120, 40), (40, 12)] {
        let mut app = fixture::rich(w, h);
        insta::assert_snapshot!(format!("rich_{w}x{h}"), screen(&app, w, h));
        app.press("gb G");
        insta::assert_snapshot!(format!("rich_end_{w}x{h}"), screen(&app, w, h));
        app.press("gg ;");
        insta::assert_snapshot!(format!("hints_{w}x{h}"), screen(&app, w, h));
        app.press("Esc U");
        insta::assert_snapshot!(format!("links_{w}x{h}"), screen(&app, w, h));
        app.press("Esc i");
        insta::assert_snapshot!(format!("details_{w}x{h}"), screen(&app, w, h));
    }
}

#[test]
fn an_original_is_laid_over_the_text_and_leaves_the_place() {
    let (w, h) = (80, 24);
    let mut app = fixture::rich(w, h);
    app.press("gb C-d");
    let place = app.page.rows[app.top].anchor;
    app.press("v");
    app.update(Message::Laid("Original of a.xml".into(), "<nitf>\n\t<head/>\u{1b}[2J\n</nitf>".into()));
    let seen = text(&app, w, h);
    assert!(seen.contains("Original of a.xml") && seen.contains("     <head/> [2J"), "{seen}");
    app.press("q");
    assert_eq!((app.sheet.is_some(), app.page.rows[app.top].anchor), (false, place));
}

/// What can be seen of a command.
#[derive(Debug)]
enum Seen {
    /// These words come on the screen.
    Comes(&'static str),
    /// These words leave the screen.
    Goes(&'static str),
    /// This is to be done outside.
    Outside(Effect),
    /// The cursor stands in this column then.
    Column(u16),
}

use Seen::{Column, Comes, Goes, Outside};

/// A command, the keys before it, its own keys, and what can be seen of it then.
type Case = (&'static str, &'static str, &'static str, Seen);

/// What is done while reading.
#[rustfmt::skip]
fn reading() -> Vec<Case> {
    vec![
        ("down",             "",              "j",         Comes("Articles 2/3")),
        ("down",             "",              "02j",       Comes("Articles 3/3")),
        ("up",               "G",             "Up",        Comes("Articles 2/3")),
        ("top",              "G",             "gg",        Comes("Articles 1/3")),
        ("bottom",           "",              "G",         Comes("Articles 3/3")),
        ("bottom",           "",              "02G",       Comes("Articles 2/3")),
        ("half-down",        "gb",            "C-d",       Goes("Article top")),
        ("half-up",          "gb C-d",        "C-u",       Comes("Article top")),
        ("page-down",        "gb",            "C-f",       Goes("Article top")),
        ("page-up",          "gb C-f",        "PageUp",    Comes("Article top")),
        ("read-on",          "gb",            "Space",     Goes("Article top")),
        ("read-on",          "gb G",          "Space",     Comes("Articles 2/3")),
        ("into",             "",              "Enter",     Comes("▌Article ")),
        ("into",             "gq",            "l",         Comes("▌Article ")),
        ("into",             "gp",            "Right",     Comes("by Greta Sand")),
        ("back",             "gq j Enter",    "Backspace", Comes("▌Quotes 2/6")),
        ("back",             "Enter J",       "h",         Comes("▌Articles 2/3")),
        ("next-pane",        "",              "Tab",       Comes("▌Article ")),
        ("previous-pane",    "gp",            "S-Tab",     Comes("▌Quotes")),
        ("articles",         "gb",            "ga",        Comes("▌Articles")),
        ("body",             "",              "2",         Comes("▌Article ")),
        ("quotes",           "",              "3",         Comes("▌Quotes")),
        ("people",           "",              "gp",        Comes("▌People")),
        ("problems",         "",              "g!",        Comes("it holds NUL")),
        ("zoom",             "",              "z",         Goes("Quotes")),
        ("all-articles",     "",              "a",         Comes("Quotes 1/7 · all articles")),
        ("down",             "a gq",          "06j",       Comes("Articles 2/3")),
        ("next-article",     "gb",            "J",         Comes("Articles 2/3")),
        ("previous-article", "gb J",          "K",         Comes("Articles 1/3")),
        ("next-unread",      "j r gg",        "]u 1",      Comes("Articles 3/3")),
        ("previous-unread",  "j r G",         "[u",        Comes("Articles 1/3")),
        ("next-quote",       "",              "]q",        Comes("quote 1 of 6, Greta Sand")),
        ("next-quote",       "gp Enter gb ]q", "]q",       Comes("quote 4 of 6, Greta Sand")),
        ("previous-quote",   "]q ]q",         "[q",        Comes("quote 1 of 6")),
        ("next-mention",     "",              "]p",        Comes("Greta Sand, mention 1 of 5")),
        ("previous-mention", "]p ]p",         "[p",        Comes("mention 1 of 5")),
        ("search",           "",              "/",         Column(1)),
        ("search",           "",              "/fog",      Comes("Articles 1/1 · /fog")),
        ("search",           "gb",            "/sand",     Comes("/sand")),
        ("next-hit",         "gb /crane Enter", "n",       Comes("`crane` 2 of")),
        ("next-hit",         "r",             "n",         Comes("Articles 2/3")),
        ("previous-hit",     "gb /crane Enter n", "N",     Comes("`crane` 1 of")),
        ("clear",            "/fog Enter",    "Esc",       Comes("Articles 2/3")),
        ("clear",            "gp Enter",      "Esc",       Goes("by Greta Sand")),
        ("clear",            "]q",            "Esc",       Goes("quote 1 of 6")),
        ("finder",           "",              "C-p",       Comes("articles, people, quotes")),
        ("read",             "",              "r",         Goes("● Harbour")),
        ("read-all",         "",              "A",         Goes("●")),
        ("star",             "",              "s",         Comes("★ The Alden")),
        ("undo",             "s",             "u",         Goes("★")),
        ("redo",             "s u",           "C-r",       Comes("★")),
        ("sort",             "",              "S",         Comes("newest first")),
        ("unfold",           "",              "E",         Comes("Turn on notifications")),
        ("reload",           "",              "gr",        Outside(Effect::Reload(2, Some("post/crane.txt".into())))),
        ("reload-all",       "",              "R",         Outside(Effect::Reload(2, None))),
        ("copy",             "gp",            "y",         Outside(Effect::Copy("Greta Sand".into()))),
        ("copy",             "",              "y",         Outside(Effect::Copy("post/crane.txt".into()))),
        ("cite",             "J ]q",          "Y",         Outside(Effect::Copy("“You could not see your own hand,” — Greta Sand, “Fog closes the strait for a second day”, Strait Radio, 5 May 2031".into()))),
        ("open",             "",              "o",         Outside(Effect::Open("post/crane.txt".into()))),
        ("pipe",             "J gq",          "| Space wc Enter", Outside(Effect::Pipe("wc".into(), "“You could not see your own hand,” — Greta Sand, “Fog closes the strait for a second day”, Strait Radio, 5 May 2031\n".into()))),
        ("write",            "gp",            "w people Enter", Outside(Effect::Write("people".into(), "Greta Sand\nTom Ek van Hoorn\n".into()))),
        ("theme",            "",              "T",         Comes("theme dark")),
        ("command",          "",              ":zoo",      Comes("The pane alone")),
        ("help",             "",              "?",         Comes("type to filter")),
        ("back-or-quit",     "gb",            "q",         Comes("▌Articles")),
        ("back-or-quit",     "",              "q",         Outside(Effect::Quit)),
        ("quit",             "gb",            "Q",         Outside(Effect::Quit)),
        ("suspend",          "",              "C-z",       Outside(Effect::Suspend)),
    ]
}

/// The same for queries.
fn querying() -> Vec<Case> {
    vec![
        ("filter", "", "f", Comes("speaker-type:")),
        ("complete", "f", "wh Tab", Comes("find: who:")),
        ("save-search", "", "F", Comes("only a stored library keeps searches")),
    ]
}

/// The same for what leads out of an article.
#[rustfmt::skip]
fn leading_out() -> Vec<Case> {
    vec![
        ("open",             "J",             "o",         Outside(Effect::Open("post/fog.txt".into()))),
        ("links",            "",              "U",         Comes("leads nowhere else")),
        ("links",            "J",             "U",         Comes("strait.example/fog.mp3")),
        ("hint",             "J gb",          ";2",        Outside(Effect::Open("https://strait.example/ferries".into()))),
        ("hint",             "J gb",          ";",         Comes("1tayed closed on Tuesday, and 2he")),
        ("hint",             "J gb",          ";9 Enter",   Comes("no such link")),
        ("details",          "J",             "i",         Comes("section    Weather")),
        ("original",         "",              "v",         Outside(Effect::Original("post/crane.txt".into(), None))),
    ]
}

/// The same for what is done with a stored library.
#[rustfmt::skip]
fn in_a_stored_library() -> Vec<Case> {
    vec![
        ("sources",          "",              "gs",        Comes("▌Sources")),
        ("back",             "",              "h",         Comes("▌Sources")),
        ("back",             "gs G k h",      "h",         Comes("▸ Coast")),
        ("into",             "gs G k h h",    "l",         Comes("▾ Coast")),
        ("into",             "gs j",          "Enter",     Comes("▌Articles 1/9 · Unread")),
        ("down",             "gs",            "j",         Comes("Articles 1/9 · Unread")),
        ("filter",           "",              "f fog Enter", Comes("Articles 1/1 · Search: fog")),
        ("clear",            "f fog Enter",   "Esc",       Comes("Articles 1/12")),
        ("save-search",      "f fog Enter",   "F",         Comes("save the search as: fog")),
        ("save-search",      "f fog Enter",   "F C-u Mist Enter y", Comes("/ Mist")),
        ("search",           "gs",            "/gazette Enter", Comes("Articles 1/3 · Aldwick Gaz")),
        ("tag",              "",              "t storm Enter", Comes("tagged #storm")),
        ("tag",              "j",             "t har Tab Enter", Comes("tagged #harbour")),
        ("tag",              "",              "t C-u Enter", Comes("tags taken: #harbour")),
        ("note",             "",              "M Calls Enter", Comes("¶ Calls")),
        ("note",             "j",             "M C-u Enter", Goes("¶ Ask Greta")),
        ("refresh",          "",              "gn",        Comes("nothing new")),
        ("full-text",        "",              "x",         Comes("the feed's words")),
        ("full-text",        "j",             "x",         Comes("only this text is there")),
        ("reload",           "j",             "gr",        Outside(Effect::Fetch(vec![2]))),
        ("reload",           "gs G k",        "gr",        Outside(Effect::Fetch(vec![2]))),
        ("reload",           "gs",            "gr",        Outside(Effect::Fetch(vec![]))),
        ("reload-all",       "",              "R",         Outside(Effect::Fetch(vec![]))),
        ("stop",             "R",             "C-x",       Outside(Effect::StopFetch)),
        ("stop",             "",              "C-x",       Comes("nothing is being fetched")),
        ("subscribe",        "",              "g+ aldwick.example Enter", Comes("looking at aldwick.example")),
        ("subscribe",        "",              "g+ aldwick.example Enter", Outside(Effect::Subscribe("aldwick.example".into()))),
        ("unsubscribe",      "",              "g-",        Comes("remove The Alden Post?")),
        ("unsubscribe",      "g-",            "y",         Comes("The Alden Post removed; its articles stay")),
        ("unsubscribe",      "g-",            "n",         Goes("remove The Alden Post?")),
        ("rename-source",    "",              "gR C-u Post Enter", Comes("The Alden Post is called Post now")),
        ("move-source",      "",              "gm C-u Air Enter", Comes("▾ Air")),
        ("move-source",      "",              "gm C-u Co Tab Enter", Goes("▾ Papers")),
        ("undo",             "s",             "u",         Outside(Effect::TurnBack { redo: false })),
        ("redo",             "",              "C-r",       Outside(Effect::TurnBack { redo: true })),
        ("sort",             "",              "S",         Comes("Articles 12/12 · oldest")),
        ("details",          "gs G k",        "i",         Comes("2 times in a row")),
        ("versions",         "",              "gv",        Outside(Effect::Versions(12))),
        ("problems",         "",              "g!",        Comes("▌Problems 1/1")),
        ("details",          "",              "i",         Comes("came from   The Alden Post")),
        ("read-all",         "gs G Enter",    "A",         Comes("3 articles marked read")),
    ]
}

/// The same for what is done while typing.
#[rustfmt::skip]
fn typing() -> Vec<Case> {
    vec![
        ("accept",           ":quotes",       "Enter",     Comes("▌Quotes")),
        ("accept",           "gb",            ":q Enter",  Outside(Effect::Quit)),
        ("accept",           "? zoom",        "Enter",     Goes("Help")),
        ("accept",           "C-p fog",       "Enter",     Comes("Articles 2/3")),
        ("accept",           "J U fog",       "Enter",     Outside(Effect::Open("https://strait.example/fog.mp3".into()))),
        ("accept",           "J U 2",         "Enter",     Outside(Effect::Open("https://strait.example/ferries".into()))),
        ("accept",           "",              ":xyz Enter", Comes("there is no command `xyz`")),
        ("cancel",           "/fog",          "Esc",       Comes("Articles 1/3")),
        ("cancel",           "?",             "C-c",       Goes("type to filter")),
        ("complete",         ":ne",           "Tab",       Comes(":next-")),
        ("complete-back",    ":ne Tab",       "S-Tab",     Comes(":unsubscribe")),
        ("older",            ":zoom Enter :", "Up",        Comes(":zoom")),
        ("newer",            ":zoom Enter : Up", "Down",   Goes(":zoom")),
        ("choices-up",       "? PageDown",    "PageUp",    Comes("Next row")),
        ("choices-down",     "?",             "PageDown PageDown", Goes("Next row")),
        ("erase",            "/fox",          "Backspace", Goes("/fox")),
        ("erase",            "/",             "Backspace", Column(0)),
        ("erase-next",       "/xfog Home",    "Delete",    Comes("Articles 1/1 · /fog")),
        ("erase-word",       "/one two",      "C-w",       Goes("two")),
        ("erase-line",       "/one",          "C-u",       Goes("/one")),
        ("letter-back",      "/one",          "Left",      Column(3)),
        ("letter-on",        "/one Home",     "Right",     Column(2)),
        ("line-start",       "/one",          "C-a",       Column(1)),
        ("line-end",         "/one C-a",      "C-e",       Column(4)),
    ]
}

/// The same for what is done on a sheet.
#[rustfmt::skip]
fn on_a_sheet() -> Vec<Case> {
    vec![
        ("why",              "",              "e",         Comes("no quote is chosen")),
        ("why",              "gq",            "e",         Comes("Why this speaker")),
        ("why",              "gb ]q",         "e",         Comes("Why this speaker")),
        ("scroll-down",          "gq e",           "j",        Comes("2-8 of")),
        ("scroll-up",            "gq e 3j",        "2k",       Comes("2-8 of")),
        ("scroll-half-down",     "gq e",           "C-d",      Comes("4-10 of")),
        ("scroll-half-up",       "gq e C-d j",     "C-u",      Comes("2-8 of")),
        ("scroll-page-down",     "gq e",           "Space",    Comes("6-12 of")),
        ("scroll-page-up",       "gq e C-d j",     "PageUp",   Comes("1-7 of")),
        ("scroll-top",           "gq e C-d",       "gg",       Comes("1-7 of")),
        ("scroll-bottom",        "gq e",           "G",        Comes("7-13 of")),
        ("scroll-copy",          "gq e",           "y",        Comes("copied")),
        ("scroll-close",         "gq e",           "Esc",      Goes("Why this speaker")),
        ("scroll-quit",          "gq e",           "Q",        Outside(Effect::Quit)),
    ]
}

#[test]
fn every_command_does_what_it_says() {
    let mut wrong = Vec::new();
    let tall = reading()
        .into_iter()
        .chain(querying())
        .chain(leading_out())
        .chain(typing())
        .map(|case| (case, 16, false));
    let low = on_a_sheet().into_iter().map(|case| (case, 10, false));
    let stored = in_a_stored_library().into_iter().map(|case| (case, 40, true));
    for ((name, before, keys, seen), h, is_stored) in tall.chain(low).chain(stored) {
        let w = 120;
        let mut app = if is_stored { fixture::stored(w, h) } else { fixture::app(w, h) };
        app.press(before);
        fixture::serve(&mut app);
        let was = text(&app, w, h);
        let effect = app.press(keys);
        fixture::serve(&mut app);
        let is = text(&app, w, h);
        let right = match &seen {
            Comes(words) => !was.contains(words) && is.contains(words),
            Goes(words) => was.contains(words) && !is.contains(words),
            Outside(expect) => effect == *expect,
            Column(expect) => view::cursor(&app).0 == *expect,
        };
        if !right {
            wrong.push(format!("{name}, {before:?} then {keys:?}: {seen:?}, {effect:?}\n{was}\n{is}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_command_goes_untried() {
    let tried: Vec<&str> = reading()
        .into_iter()
        .chain(querying())
        .chain(leading_out())
        .chain(typing())
        .chain(on_a_sheet())
        .chain(in_a_stored_library())
        .map(|(name, ..)| name)
        .collect();
    for command in COMMANDS {
        assert!(tried.contains(&command.name), "{}", command.name);
    }
    for name in tried {
        assert!(COMMANDS.iter().any(|command| command.name == name), "{name}");
    }
}

#[test]
fn words_are_found_in_the_open_article_as_one_types() {
    let (w, h) = (80, 24);
    let mut app = fixture::app(w, h);
    let check = |app: &mut App, keys: &str, expect: &str| {
        app.press(keys);
        let seen = text(app, w, h);
        let line = seen.lines().last().unwrap_or_default().trim_end().to_owned();
        assert_eq!(line.split("  ").next().unwrap_or_default().trim(), expect, "{keys}: {seen}");
    };
    app.press("gb C-d");
    let place = app.page.rows[app.top].anchor;
    check(&mut app, "/cra", "/cra");
    let seen = text(&app, w, h);
    assert!(seen.lines().last().is_some_and(|line| line.ends_with(" 3 of 6")), "{seen}");
    insta::assert_snapshot!("find_80x24", screen(&app, w, h));
    check(&mut app, "Enter", "`cra` 3 of 6");
    check(&mut app, "03n", "`cra` 6 of 6");
    check(&mut app, "n", "`cra` 1 of 6, on from the top");
    check(&mut app, "N", "`cra` 6 of 6, on from the end");
    check(&mut app, "/xyz Esc", "`cra` 6 of 6, on from the end");
    check(&mut app, "/ Enter", "`cra` 1 of 6, on from the top");
    check(&mut app, "/Cra Enter", "`Cra` is not in this article");
    check(&mut app, "/re:\\d+ Space weeks? Enter", "`re:\\d+ weeks?` 1 of 1");
    app.press("/re:(sand");
    let seen = text(&app, w, h);
    assert!(seen.lines().last().is_some_and(|line| line.ends_with(" unclosed group, column 4")), "{seen}");
    check(&mut app, "Enter n", "`re:(sand` unclosed group, column 4");
    check(&mut app, "/bridges Enter", "`bridges` 1 of 1; folded away, E shows it");
    check(&mut app, "E", "`bridges` 1 of 1");
    app.press("Esc gg C-d /gull Esc");
    assert_eq!((app.page.rows[app.top].anchor, app.text_search.is_none()), (place, true));
}

#[test]
fn a_resize_keeps_the_words() {
    let mut app = fixture::app(80, 12);
    app.press("gb C-d C-d");
    let first = |app: &App| app.page.rows[app.top].anchor;
    let place = first(&app);
    for (w, h) in [(120, 40), (40, 12), (200, 13), (80, 12)] {
        app.update(Message::Resize(w, h));
    }
    assert_eq!(first(&app), place);
}

#[test]
fn a_reload_keeps_article_place_and_marks() {
    let (w, h) = (120, 16);
    let mut app = fixture::app(w, h);
    app.press("r s gb C-d");
    let reading = |app: &App| (app.article().map(|article| article.id), app.page.rows[app.top].anchor);
    let before = reading(&app);
    let Effect::Reload(load, None) = app.press("R") else { panic!("no reload") };
    let mut articles = fixture::articles();
    articles.swap(0, 2);
    app.update(Message::Loaded(load, Loaded::Articles(articles)));
    app.update(Message::Loaded(load, Loaded::Done));
    assert_eq!(reading(&app), before);
    assert!(text(&app, w, h).contains('★'));
}

#[test]
fn what_is_marked_during_a_reload_stays_marked() {
    let mut app = fixture::app(120, 16);
    let Effect::Reload(load, None) = app.press("R") else { panic!("no reload") };
    app.press("s");
    app.update(Message::Loaded(load, Loaded::Articles(fixture::articles())));
    app.update(Message::Loaded(load, Loaded::Done));
    assert!(text(&app, 120, 16).contains('★'));
    app.press("u");
    assert!(!text(&app, 120, 16).contains('★'));
}

#[test]
fn reading_one_again_leaves_the_others() {
    let mut app = fixture::app(120, 40);
    let Effect::Reload(load, Some(_)) = app.press("j gr") else { panic!("no reload") };
    app.update(Message::Loaded(load, Loaded::Articles(fixture::articles())));
    app.update(Message::Loaded(load, Loaded::Done));
    assert!(text(&app, 120, 40).contains("Articles 2/3"));
    assert!(text(&app, 120, 40).contains("post/fog.txt read again"));
}

#[test]
fn what_came_once_and_what_lasts_outlive_a_reload() {
    let mut app = App::new(Options::default(), Keymap::default());
    app.problems.push(Problem { path: "keys.toml:2".into(), what: "there is no command `fly`".into() });
    let load = app.expect();
    let piped = Article { id: 9, path: "-".into(), text: "Piped words.".into(), ..Article::default() };
    app.update(Message::Loaded(load, Loaded::Articles(vec![piped])));
    app.update(Message::Loaded(load, Loaded::Done));
    assert_eq!(app.press("gr"), Effect::None);
    let Effect::Reload(load, None) = app.press("R") else { panic!("no reload") };
    app.update(Message::Loaded(load, Loaded::Done));
    assert!(text(&app, 80, 24).contains("Piped words."));
    assert!(text(&app, 80, 24).contains("1 problem"));
}

#[test]
fn with_ascii_the_program_adds_nothing_else() {
    let mut app = App::new(Options { ascii: true, ..Options::default() }, Keymap::default());
    app.update(Message::Resize(120, 40));
    let load = app.expect();
    app.update(Message::Loaded(load, Loaded::Articles(fixture::articles())));
    let own = |screen: &str| {
        screen
            .chars()
            .filter(|c| !c.is_ascii() && !"“”—•🐟".contains(*c) && !c.is_alphabetic())
            .collect::<String>()
    };
    for keys in ["", "s]q", "?", "Esc C-p", "Esc g", "E z gb", "]q e", "q ga / fog"] {
        app.press(keys);
        assert_eq!(own(&text(&app, 120, 40)), "", "{keys}");
    }
    let mut app = fixture::rich(40, 12);
    app.options.ascii = true;
    for keys in ["gb", "C-d", "G", "gg ;", "Esc U", "Esc i"] {
        app.press(keys);
        assert_eq!(own(&text(&app, 40, 12)), "", "{keys}");
    }
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let (w, h) = (120, 16);
    let mut app = fixture::app(w, h);
    app.update(Message::Click(5, 4));
    assert!(text(&app, w, h).contains("▌Articles 2/3"));
    app.update(Message::Click(5, 5));
    assert!(text(&app, w, h).contains("▌Article "));
    app.press("K");
    app.update(Message::Wheel(60, 8, 1));
    assert!(!text(&app, w, h).contains("Article top"));
    app.update(Message::Wheel(100, 4, 2));
    assert!(text(&app, w, h).contains("quote 3 of 6"));
    app.update(Message::Click(100, 0));
    assert!(text(&app, w, h).contains("▌Quotes"));
}

#[test]
fn marking_many_read_asks_and_can_be_undone() {
    let mut app = App::new(Options::default(), Keymap::default());
    let load = app.expect();
    let one = Article { text: "A line.".into(), ..Article::default() };
    let many = (0..30).map(|id| Article { id, ..one.clone() }).collect();
    app.update(Message::Loaded(load, Loaded::Articles(many)));
    app.press("A");
    assert!(text(&app, 80, 24).contains("mark 30 articles read? y/n"));
    app.press("n");
    assert!(text(&app, 80, 24).contains('●'));
    app.press("A y");
    assert!(!text(&app, 80, 24).contains('●'));
    app.press("u");
    assert!(text(&app, 80, 24).contains('●'));
}

#[test]
fn loading_tells_how_far_it_is() {
    let mut app = App::new(Options::default(), Keymap::default());
    let load = app.expect();
    assert!(text(&app, 80, 24).contains("Reading ..."));
    app.update(Message::Loaded(load, Loaded::Found(312, 0)));
    app.update(Message::Loaded(load, Loaded::Articles(fixture::articles())));
    assert!(text(&app, 80, 24).contains("reading 3 of 312"));
    assert!(text(&app, 80, 24).contains("Harbour crane"));
    app.update(Message::Loaded(load, Loaded::Done));
    assert!(!text(&app, 80, 24).contains("reading"));
}

#[test]
fn a_doubtful_speaker_is_marked_as_such() {
    let mut articles = fixture::articles();
    articles[0].reading.quotes[1].confidence = 0.4;
    let mut app = App::new(Options::default(), Keymap::default());
    app.update(Message::Resize(120, 40));
    let load = app.expect();
    app.update(Message::Loaded(load, Loaded::Articles(articles)));
    app.press("gq j");
    let listed = text(&app, 120, 40);
    assert!(listed.contains("Greta Sand ?"), "{listed}");
    app.press("e");
    assert!(text(&app, 120, 40).contains("confidence  40 of 100 - doubtful"));
}

#[test]
fn pasted_words_go_into_the_line() {
    let mut app = fixture::app(80, 24);
    app.update(Message::Paste("q".into()));
    app.press("/");
    app.update(Message::Paste("fog\u{1b}[31m\nstrait".into()));
    assert!(text(&app, 80, 24).contains("/fog [31m strait"));
}

#[test]
fn keys_that_can_follow_are_shown() {
    let mut app = fixture::app(120, 40);
    app.press("g");
    assert!(text(&app, 120, 40).contains("q quotes  p people  ! problems"));
}

#[test]
fn many_rows_cost_only_those_in_sight() {
    let mut app = App::new(Options::default(), Keymap::default());
    let load = app.expect();
    let one = Article { text: "A line.".into(), ..Article::default() };
    let many = (0..100_000).map(|id| Article { id, ..one.clone() }).collect();
    app.update(Message::Loaded(load, Loaded::Articles(many)));
    app.update(Message::Loaded(load, Loaded::Done));
    app.press("G");
    assert_eq!(app.visible(Pane::Articles).len(), 11);
    assert!(text(&app, 80, 24).contains("100,000/100,000"));
}

/// Keys of every kind, so that random ones hit something often.
const KEYS: &[&str] = &[
    "j",
    "k",
    "G",
    "gg",
    "Enter",
    "Backspace",
    "Tab",
    "S-Tab",
    "]q",
    "[q",
    "]p",
    "[p",
    "/",
    "n",
    "N",
    "Esc",
    "C-p",
    "a",
    "z",
    "e",
    "S",
    "A",
    "y",
    "s",
    "u",
    "C-r",
    "C-d",
    "C-u",
    "Space",
    "?",
    ":",
    "Up",
    "Down",
    "J",
    "K",
    "q",
    "w",
    "x",
    "é",
    "魚",
    "5",
    "0",
    "9",
    "R",
    "gr",
    "g!",
    "T",
    "r",
    "1",
    "2",
    "3",
    "4",
    "Left",
    "Home",
    "C-w",
    "C-u",
    "|",
    ";",
    "U",
    "i",
    "v",
    "e",
    "E",
    "gs",
    "gn",
    "h",
    "l",
    "t",
    "M",
    "gm",
    "g-",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_keys_at_any_size_break_it(
        keys in proptest::collection::vec((0..KEYS.len(), 0_u16..130, 0_u16..45, any::<u8>()), 1..60)
    ) {
        let mut app = if keys.len() % 2 == 0 { fixture::app(80, 24) } else { fixture::stored(80, 24) };
        let (mut w, mut h) = (80, 24);
        for (key, x, y, what) in keys {
            match what {
                0..20 => {
                    (w, h) = (x, y);
                    app.update(Message::Resize(w, h));
                }
                20..30 => { app.update(Message::Click(x, y)); }
                30..40 => { app.update(Message::Wheel(x, y, i32::from(what) - 35)); }
                40..44 => { app.update(Message::Paste("pasted\nwords".into())); }
                44..50 if app.stored => { app.update(Message::Rows(vec![fixture::row(u64::from(x))])); }
                50..90 => { fixture::serve(&mut app); }
                _ => { app.press(KEYS[key]); }
            }
            text(&app, w, h);
            let article = app.article().map(|article| article.text.clone()).unwrap_or_default();
            for span in app.chosen_places() {
                prop_assert!(article.get(span.range()).is_some());
            }
        }
    }
}
