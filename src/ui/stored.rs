//! The program over a stored library: rows, articles and changes come and go as messages, and what the reader sees and
//! what is given out to be stored is read back.

use super::screens::{screen, text};
use crate::app::{App, Effect, Keymap, Message, Options, Pane, fixture, view};
use crate::library::{Edit, Item, Progress, Row, SourceKind};

/// What stands in the list of articles, by their keys.
pub(super) fn listed(app: &App) -> Vec<u64> {
    let list = app.list_of(Pane::Articles).map(|list| list.items.as_slice()).unwrap_or_default();
    let id = |item: &Item| match item {
        Item::Article(at) => app.library.row(*at).map(|row| row.id),
        _ => None,
    };
    list.iter().filter_map(id).collect()
}

fn open(app: &App) -> Option<u64> {
    app.row().map(|row| row.id)
}

/// Presses keys as a reader does, every article being brought before the next key.
pub(super) fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut due = Vec::new();
    for keys in keys.split_whitespace() {
        app.press(keys);
        due.extend(fixture::serve(app));
    }
    due
}

pub(super) fn check(app: &App, (w, h): (u16, u16), words: &str) {
    let seen = text(app, w, h);
    assert!(seen.contains(words), "`{words}` is not in\n{seen}");
}

#[test]
fn screens_of_a_stored_library() {
    for (w, h) in [(80, 24), (120, 40), (200, 60)] {
        let mut app = fixture::stored(w, h);
        insta::assert_snapshot!(format!("stored_{w}x{h}"), screen(&app, w, h));
        press(&mut app, "gs G k");
        insta::assert_snapshot!(format!("sources_{w}x{h}"), screen(&app, w, h));
    }
}

#[test]
fn an_article_is_asked_for_when_it_opens_and_only_then() {
    let mut app = App::stored(Options::default(), Keymap::default());
    check(&app, (80, 24), "Reading ...");
    app.update(Message::Rows(fixture::rows()));
    assert_eq!(app.due(), [Effect::Bring(vec![12])]);
    check(&app, (80, 24), "Reading Harbour crane");
    app.update(Message::Stored);
    app.press("s");
    assert_eq!(app.due().len(), 1, "the change alone");
    app.update(Message::Bodies(vec![(12, Ok(fixture::body(12)))]));
    check(&app, (80, 24), "By Ana Ruiz");
    app.press("J J J K");
    let asked = app.due();
    assert_eq!(asked.last(), Some(&Effect::Bring(vec![9])));
    app.update(Message::Bodies(vec![(9, Err("the text is damaged".into())), (10, Ok(fixture::body(10)))]));
    press(&mut app, "K J");
    assert_eq!(open(&app), Some(10));
    press(&mut app, "J");
    assert_eq!(app.due(), [], "asked again and brought");
}

#[test]
fn what_can_not_be_had_is_said_and_asked_for_again() {
    let mut app = fixture::stored(80, 24);
    app.press("J");
    assert_eq!(app.due(), [Effect::Bring(vec![11])]);
    app.update(Message::Bodies(vec![(11, Err("the disk failed".into()))]));
    check(&app, (80, 24), "It can't be read: the disk failed");
    app.press("gb C-d");
    assert_eq!(app.due(), []);
    app.press("K");
    app.due();
    app.press("J");
    assert_eq!(app.due().last(), Some(&Effect::Bring(vec![11])));
}

#[test]
fn only_the_articles_opened_last_stay_in_memory() {
    let mut app = fixture::stored(80, 24);
    app.update(Message::Rows((100..300).map(fixture::row).collect()));
    press(&mut app, "gn gg");
    for _ in 0..150 {
        press(&mut app, "J");
    }
    assert_eq!(app.library.articles().count(), 64);
    assert_eq!(app.library.len(), 212);
    let appear = app.library.figures().iter().flat_map(|figure| &figure.appearances);
    assert!(appear.into_iter().all(|place| app.library.article(place.article).is_some()));
}

#[test]
fn the_first_rows_are_right_and_later_ones_move_nothing() {
    let mut app = App::stored(Options::default(), Keymap::default());
    app.update(Message::Resize(120, 40));
    app.update(Message::Subscriptions(fixture::subscriptions()));
    let rows = fixture::rows();
    app.update(Message::Rows(rows[..6].to_vec()));
    fixture::serve(&mut app);
    check(&app, (120, 40), "Articles 1/…");
    press(&mut app, "j j");
    let before = text(&app, 120, 40);
    app.update(Message::Rows(rows[6..].to_vec()));
    app.update(Message::Stored);
    assert_eq!((open(&app), fixture::serve(&mut app)), (Some(10), vec![]));
    check(&app, (120, 40), "Articles 3/12 ");
    for line in before.lines().filter(|line| line.starts_with('●')).take(5) {
        check(&app, (120, 40), line.split('│').next().unwrap_or(line));
    }
}

#[test]
fn a_listing_changes_only_when_the_reader_asks() {
    let mut app = fixture::stored(120, 40);
    press(&mut app, "gs j Enter");
    assert_eq!(listed(&app), [12, 11, 10, 9, 7, 6, 4, 3, 1]);
    let due = press(&mut app, "j r");
    assert!(
        matches!(due.as_slice(), [Effect::Save(change)] if change.edits == [(Edit::Read(true), vec![11])])
    );
    assert_eq!(listed(&app).len(), 9);
    check(&app, (120, 40), "8 unread");
    press(&mut app, "gs Enter");
    assert_eq!((listed(&app).len(), open(&app)), (8, Some(12)));
    press(&mut app, "j r gn");
    assert_eq!((listed(&app).len(), open(&app)), (8, Some(10)), "the open one stays");
    press(&mut app, "j gn");
    assert_eq!(listed(&app), [12, 9, 7, 6, 4, 3, 1]);
}

#[test]
fn what_arrives_waits_and_comes_in_without_moving_the_place() {
    let (w, h) = (120, 30);
    let mut app = fixture::stored(w, h);
    press(&mut app, "j j j gb C-d");
    let at = |app: &App| {
        let shown = app.visible(Pane::Articles);
        let cursor = app.list_of(Pane::Articles).map(|list| list.cursor);
        let row = shown.iter().find(|(at, ..)| Some(*at) == cursor).map(|found| found.2);
        (open(app), app.page.rows[app.top].anchor, row)
    };
    let before = at(&app);
    app.update(Message::Rows((100..103).map(fixture::row).collect()));
    assert_eq!((at(&app), listed(&app).len()), (before, 12));
    check(&app, (w, h), "4/12 · 3 new, gn");
    app.update(Message::Fetching(Some(Progress { total: 3, fresh: 3, ..Progress::default() })));
    check(&app, (w, h), "fetching 0 of 3, 3 new");
    app.update(Message::Fetching(None));
    assert_eq!(listed(&app).len(), 12, "nobody asked for that fetch");
    press(&mut app, "gn");
    assert_eq!((at(&app), listed(&app).len()), (before, 15));
    check(&app, (w, h), "3 new articles");

    assert_eq!(app.press("R"), Effect::Fetch(vec![]));
    app.update(Message::Fetching(Some(Progress { done: 2, total: 3, failed: 1, ..Progress::default() })));
    check(&app, (w, h), "fetching 2 of 3, 1 failed C-x");
    assert_eq!(app.press("R"), Effect::None);
    app.update(Message::Rows(vec![fixture::row(200)]));
    app.update(Message::Fetching(Some(Progress {
        done: 3,
        total: 3,
        fresh: 1,
        failed: 1,
        ..Progress::default()
    })));
    app.update(Message::Fetching(None));
    assert_eq!((at(&app), listed(&app).len()), (before, 16));
    check(&app, (w, h), "fetched: 1 new article, 1 source failed");
}

#[test]
fn changes_are_stored_at_once_and_taken_back_from_there() {
    let mut app = fixture::stored(120, 40);
    let due = press(&mut app, "s");
    let [Effect::Save(change)] = due.as_slice() else { panic!("{due:?}") };
    assert_eq!(change.what, "star given");
    check(&app, (120, 40), "★ The Alden");
    assert_eq!(app.press("u"), Effect::TurnBack { redo: false });
    check(&app, (120, 40), "★ The Alden");
    app.update(Message::Changed(change.reversed()));
    check(&app, (120, 40), "undone: star given");
    assert!(!app.row().is_some_and(|row| row.marks.star));
    assert_eq!(app.press("C-r"), Effect::TurnBack { redo: true });
    app.update(Message::Changed(change.clone()));
    check(&app, (120, 40), "done again: star given");
    app.update(Message::Refused(change.clone(), "the disk is full".into()));
    check(&app, (120, 40), "not stored, so taken back: star given (the disk is full)");
    assert!(!app.row().is_some_and(|row| row.marks.star));
}

#[test]
fn opening_reads_an_updated_article_in_one_change() {
    let mut app = fixture::stored(120, 40);
    check(&app, (120, 40), "! updated");
    let due = press(&mut app, "j j j Enter");
    let expect = [(Edit::Read(true), vec![9]), (Edit::Updated(false), vec![9])];
    assert!(matches!(due.as_slice(), [Effect::Save(change)] if change.edits == expect), "{due:?}");
    assert!(!text(&app, 120, 40).contains("! updated"));
}

#[test]
fn the_place_is_stored_once_when_the_reader_leaves() {
    let mut app = fixture::stored(80, 24);
    press(&mut app, "j j gb C-d");
    let place = app.page.rows[app.top].anchor;
    assert!(place > 0);
    assert_eq!(press(&mut app, "ga k j"), [Effect::Place(10, place)]);
    press(&mut app, "gb");
    assert_eq!(app.page.rows[app.top].anchor, place);
    press(&mut app, "C-d");
    assert_eq!(app.press("Q"), Effect::Quit);
    let place = app.page.rows[app.top].anchor;
    assert_eq!(app.due(), [Effect::Place(10, place)]);
}

#[test]
fn a_row_that_changed_brings_its_article_again_and_keeps_the_place() {
    let mut app = fixture::stored(80, 24);
    press(&mut app, "j j gb C-d");
    let place = app.page.rows[app.top].anchor;
    let mut row = fixture::row(10);
    row.headline = "Ferry company asks for two piers".into();
    app.update(Message::Rows(vec![row]));
    check(&app, (80, 24), "Ferry company asks for two");
    assert_eq!(app.due(), [Effect::Bring(vec![10])]);
    app.update(Message::Bodies(vec![(10, Ok(fixture::body(10)))]));
    assert_eq!(app.page.rows[app.top].anchor, place);
    let marked = Row { marks: fixture::row(8).marks, ..fixture::row(11) };
    app.update(Message::Rows(vec![marked]));
    assert_eq!(app.due(), [], "marks alone need no text");
    check(&app, (80, 24), "★ Strait Radio");
}

#[test]
fn the_two_texts_of_an_article_take_turns() {
    let mut app = fixture::stored(120, 40);
    check(&app, (120, 40), "Article top · full text");
    app.press("x");
    let due = app.due();
    assert!(matches!(due.as_slice(), [Effect::Save(_), Effect::Bring(ids)] if ids == &[12]), "{due:?}");
    app.update(Message::Bodies(vec![(12, Ok(fixture::body(6)))]));
    check(&app, (120, 40), "the feed's words");
    check(&app, (120, 40), "New bakery opens");
}

#[test]
fn quotes_of_all_are_those_of_the_first_articles_listed() {
    let mut app = fixture::stored(120, 40);
    app.press("a");
    assert_eq!(app.due(), [Effect::Bring(vec![11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])]);
    app.update(Message::Bodies(vec![(11, Ok(fixture::body(11)))]));
    check(&app, (120, 40), "Quotes 1/7 · all articles");
    app.update(Message::Rows((1_000..13_000).map(fixture::row).collect()));
    app.press("gn");
    check(&app, (120, 40), "first 500 of 12,012");
    let due = app.due();
    assert!(matches!(due.as_slice(), [Effect::Bring(ids)] if ids.len() == 500), "{}", due.len());
    app.press("a");
    assert_eq!(app.library.articles().count(), 1, "only what was opened stays");
}

#[test]
fn all_are_marked_that_were_listed_when_the_key_was_pressed() {
    let mut app = fixture::stored(120, 40);
    app.update(Message::Rows((100..130).map(fixture::row).collect()));
    press(&mut app, "gn A");
    check(&app, (120, 40), "mark 39 articles read? y/n");
    app.update(Message::Rows(vec![fixture::row(200)]));
    let due = press(&mut app, "y");
    let [Effect::Save(change)] = due.as_slice() else { panic!("{due:?}") };
    assert_eq!((change.what.as_str(), change.edits[0].1.len()), ("39 articles marked read", 39));
    check(&app, (120, 40), "1 unread");
}

#[test]
fn a_source_that_is_removed_takes_its_view_along_and_comes_back() {
    let mut app = fixture::stored(120, 40);
    press(&mut app, "gs G");
    check(&app, (120, 40), "Articles 1/3 · Aldwick Gaz");
    let due = press(&mut app, "g- y");
    let [Effect::Save(change)] = due.as_slice() else { panic!("{due:?}") };
    let (before, after) = &change.subscriptions[0];
    assert!(!before.removed && after.removed);
    assert!(!text(&app, 120, 40).contains("  Aldwick Gazette"));
    check(&app, (120, 40), "· Strait Radio");
    app.update(Message::Changed(change.reversed()));
    check(&app, (120, 40), "  Aldwick Gazette");
    press(&mut app, "gs gg");
    assert_eq!(listed(&app).len(), 12, "its articles stayed");
}

#[test]
fn what_is_taken_out_leaves_everything_but_the_page_that_is_read() {
    let (w, h) = (120, 40);
    let mut app = fixture::stored(w, h);
    press(&mut app, "j j");
    app.update(Message::Rows(vec![fixture::row(100)]));
    app.update(Message::Remaining(vec![1, 2, 3, 4, 5, 6, 7, 8, 10, 12]));
    assert_eq!((listed(&app), open(&app)), (vec![12, 10, 8, 7, 6, 5, 4, 3, 2, 1], Some(10)));
    let seen = text(&app, w, h);
    assert!(seen.lines().any(|line| line.contains("Ferry company asks for") && line.contains('●')), "{seen}");
    assert!(!text(&app, w, h).contains("1 new, gn"));
    check(&app, (w, h), "7 unread");
    check(&app, (w, h), "Strait Radio           3/3");

    app.update(Message::Remaining(vec![1, 2, 3, 4, 5, 6, 7, 8, 12]));
    assert_eq!((listed(&app).len(), open(&app)), (10, Some(10)));
    check(&app, (w, h), "It was a quiet day at the harbour");
    for keys in ["s", "t", "M", "r"] {
        assert_eq!(press(&mut app, keys), []);
        check(&app, (w, h), "not in the library any more");
    }
    press(&mut app, "j");
    assert!(!app.library.articles().any(|(at, _)| app.library.is_gone(at)));
    press(&mut app, "k");
    check(&app, (w, h), "It can't be read: the article is not in");
    assert_eq!(app.due(), []);
    press(&mut app, "gn");
    assert_eq!(listed(&app), [12, 8, 7, 6, 5, 4, 3, 2, 1]);

    app.update(Message::Rows(vec![fixture::row(11)]));
    press(&mut app, "gn");
    assert_eq!(listed(&app).len(), 10, "what is brought back comes like any other");
    app.update(Message::Remaining(Vec::new()));
    fixture::serve(&mut app);
    press(&mut app, "gn j k Enter C-p gulls Esc");
    check(&app, (w, h), "No articles yet: R");
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mut app = App::stored(Options::default(), Keymap::default());
    app.update(Message::Stored);
    check(&app, (80, 24), "No articles yet:");
    app.press("R");
    check(&app, (80, 24), "there are no sources yet; :subscribe adds one");
    app.update(Message::Subscriptions(fixture::subscriptions()));
    check(&app, (80, 24), "No articles yet: R");
    app.update(Message::Rows(fixture::rows()));
    check(&app, (80, 24), "Articles 1/12");
}

#[test]
fn the_mouse_folds_and_enters() {
    let mut app = fixture::stored(200, 60);
    let row = |app: &App, words: &str| {
        let seen = text(app, 200, 60);
        u16::try_from(seen.lines().position(|line| line.contains(words)).unwrap()).unwrap()
    };
    let coast = row(&app, "▾ Coast");
    app.update(Message::Click(0, coast));
    check(&app, (200, 60), "▸ Coast");
    assert!(!text(&app, 200, 60).contains("Papers"));
    app.update(Message::Click(6, coast + 1));
    check(&app, (200, 60), "· Aldwick Gazette");
    app.update(Message::Click(6, coast + 1));
    check(&app, (200, 60), "▌Articles");
    app.update(Message::Click(0, coast));
    app.update(Message::Click(6, coast + 3));
    check(&app, (200, 60), "· Strait Radio");
    app.update(Message::Click(0, coast));
    check(&app, (200, 60), "· Coast");
}

#[test]
fn in_ascii_the_sources_are_told_by_letters() {
    let mut app = fixture::stored(120, 40);
    app.options.ascii = true;
    press(&mut app, "gs G k");
    let seen = text(&app, 120, 40);
    let own: String = seen.chars().filter(|c| !c.is_ascii() && !"“”—•".contains(*c)).collect();
    assert_eq!(own, "");
    assert!(seen.contains("! Strait Radio") && seen.contains("- Coast"));
}

#[test]
fn many_stored_rows_cost_only_those_in_sight() {
    let mut app = App::stored(Options::default(), Keymap::default());
    let rows: Vec<Row> =
        (1..=100_000).map(|id| Row { id, headline: "A line.".into(), ..Row::default() }).collect();
    for batch in rows.chunks(4_000) {
        app.update(Message::Rows(batch.to_vec()));
    }
    app.update(Message::Stored);
    assert_eq!(app.due(), [Effect::Bring(vec![1])], "one article is read, not all of them");
    app.press("G");
    assert_eq!(app.visible(Pane::Articles).len(), 11);
    check(&app, (80, 24), "100,000/100,000");
    assert!(size_of::<Row>() <= 168, "100,000 rows are to cost no more than 60 MB with their words");
}

#[test]
fn tags_and_notes_of_opened_files_can_be_undone_too() {
    let mut app = fixture::app(120, 16);
    app.press("t sea Space fog Enter M Ask Enter");
    assert_eq!(app.due(), []);
    check(&app, (120, 16), "¶ 6”");
    let tags = |app: &App| app.row().map(|row| row.marks.tags.len());
    assert_eq!(tags(&app), Some(2));
    app.press("u u");
    assert_eq!((tags(&app), app.said.as_str()), (Some(0), "undone: tagged #sea #fog"));
    app.press("C-r");
    assert_eq!(tags(&app), Some(2));
    assert_eq!(app.press("gs R"), Effect::Reload(2, None));
}

#[test]
fn a_tag_has_its_view_as_long_as_an_article_has_it() {
    let mut app = fixture::stored(120, 40);
    press(&mut app, "j t gul Space fog Enter");
    check(&app, (120, 40), "#fog                     1/1");
    press(&mut app, "t C-w Tab");
    check(&app, (120, 40), "tags: fog gul");
    press(&mut app, "Backspace C-u har Tab Enter");
    check(&app, (120, 40), "tagged #harbour, taken: #fog #gul");
    check(&app, (120, 40), "#harbour                 3/3");
    assert!(!text(&app, 120, 40).contains("#fog  "));
}

#[test]
fn older_versions_are_asked_for_and_laid_out() {
    let mut app = fixture::stored(80, 24);
    assert_eq!(app.press("gv"), Effect::Versions(12));
    app.update(Message::Versions(Vec::new()));
    check(&app, (80, 24), "this article has no older versions");
    let older = |text: &str, hours: i64| (fixture::TODAY - hours * 3_600, text.to_owned());
    app.update(Message::Versions(vec![older("Crane idle\n\nIt rests.", 1), older("Crane to rest", 20)]));
    for words in ["2 older versions", "Until 5 May 2031 23:00", "  Crane idle", "Until 5 May 2031 04:00"] {
        check(&app, (80, 24), words);
    }
    press(&mut app, "q j j j i");
    let words = app.sheet.as_ref().map(|sheet| sheet.words()).unwrap_or_default();
    assert!(words.contains("last opened; gv shows what it was"), "{words}");
    let mut opened = fixture::app(80, 24);
    opened.press("gv");
    check(&opened, (80, 24), "only a stored library keeps older versions");
}

#[test]
fn sources_that_fail_are_problems_until_they_are_well() {
    let (w, h) = (120, 40);
    let mut app = fixture::stored(w, h);
    check(&app, (w, h), "1 problem g!");
    press(&mut app, "g!");
    check(&app, (w, h), "▌Problems 1/1");
    let what =
        "the server did not answer within 30 seconds · last success today 01:00 · next try today 14:00";
    assert_eq!((app.problems[0].path.as_str(), app.problems[0].what.as_str()), ("Strait Radio", what));
    assert_eq!(app.press("gr"), Effect::Fetch(vec![2]));
    press(&mut app, "Enter");
    assert_eq!((app.focus, listed(&app)), (Pane::Sources, vec![11, 10, 7, 4]));
    check(&app, (w, h), "! the server did not answer within 30 seconds");
    let mut well = fixture::subscriptions();
    well[1].health.error = None;
    app.update(Message::Subscriptions(well));
    assert!(app.problems.is_empty());
    app.update(Message::Subscriptions(fixture::subscriptions()));
    app.update(Message::Subscriptions(fixture::subscriptions()));
    assert_eq!(app.problems.len(), 1, "told once");
}

#[test]
fn what_the_bottom_row_can_not_hold_stands_above_it() {
    let mut app = fixture::stored(80, 24);
    let words = "https://aldwick.example/: is a page that names no feed, and none is at the usual places; \
                 give the address of the feed itself";
    app.update(Message::Said(words.to_owned()));
    check(&app, (80, 24), "give the address of the feed itself");
    press(&mut app, "j");
    assert!(!text(&app, 80, 24).contains("aldwick.example/: is a page"));
    app.update(Message::Said("word ".repeat(2_000)));
    for (w, h) in [(80, 24), (20, 5), (8, 2), (1, 1), (0, 0)] {
        app.update(Message::Resize(w, h));
        screen(&app, w, h);
    }
}

#[test]
fn the_end_of_a_fetch_is_told_to_whom_it_matters() {
    let (w, h) = (120, 40);
    let check_end = |begin: &dyn Fn(&mut App), progress: Progress, said: &str, count: usize| {
        let mut app = fixture::stored(w, h);
        begin(&mut app);
        app.update(Message::Fetching(Some(progress)));
        app.update(Message::Rows(vec![fixture::row(100)]));
        app.update(Message::Fetching(None));
        assert_eq!((app.said.as_str(), listed(&app).len()), (said, count));
    };
    let one = Progress { total: 2, done: 1, fresh: 1, ..Progress::default() };
    let by_key = |keys: &'static str| move |app: &mut App| drop(press(app, keys));
    check_end(&by_key("j"), one.clone(), "", 12);
    check_end(&by_key("R"), one.clone(), "fetched: 1 new article", 13);
    check_end(&by_key("R C-x"), one.clone(), "stopped: 1 new article", 13);
    let resting = Progress { resting: 2, ..Progress::default() };
    check_end(&by_key("R"), resting, "fetched: nothing new, 2 sources left alone for now; g! says why", 13);
    let subscribed = |begins: bool| {
        move |app: &mut App| {
            app.update(Message::Subscribed("subscribed to The Mole".to_owned(), begins));
            check(app, (w, h), "subscribed to The Mole");
        }
    };
    check_end(&subscribed(true), one.clone(), "fetched: 1 new article", 13);
    check_end(&subscribed(false), one, "subscribed to The Mole", 12);
}

#[test]
fn an_article_from_a_feed_without_address_is_not_opened_outside() {
    let mut app = fixture::stored(120, 40);
    assert_eq!(app.press("o"), Effect::None);
    check(&app, (120, 40), "neither an address nor a file");
    let mut folder = fixture::subscriptions();
    folder[0].kind = SourceKind::Folder;
    app.update(Message::Subscriptions(folder));
    assert_eq!(app.press("o"), Effect::Open("post/crane.txt".to_owned()));
}

#[test]
fn an_article_that_is_gone_is_told_by_its_row_alone() {
    let mut app = fixture::stored(80, 24);
    app.press("J");
    app.due();
    app.update(Message::Bodies(vec![(11, Err("the article is not in the library any more".into()))]));
    press(&mut app, "i");
    check(&app, (80, 24), "! the article is not in the library any more");
    check(&app, (80, 24), "came from  Strait Radio");
    for (keys, said) in
        [("q o", "no article is open"), ("v", "no article is open"), ("y", "nothing here to copy")]
    {
        press(&mut app, keys);
        check(&app, (80, 24), said);
    }
    press(&mut app, "x ; U ]q ]p e Y gv s r t Esc M Esc a gq gp gb / Esc");
}

#[test]
fn the_list_tells_the_time_of_today_and_no_year_of_this_one() {
    let app = fixture::stored(120, 40);
    let check = |date: &str, moment: i64, expect: &str| {
        let row = Row { date: date.into(), moment, ..Row::default() };
        assert_eq!(app.day(&row), expect, "{date}");
    };
    check("2031-05-06T07:20:00+00:00", fixture::TODAY + 26_400, "07:20");
    check("2031-05-06", fixture::TODAY, "6 May");
    check("2031-05-06T23:20:00+00:00", fixture::TODAY + 84_000, "6 May");
    check("2031-01-31T07:20:00+00:00", fixture::TODAY - 8_000_000, "31 Jan");
    check("2030-05-06T07:20:00+00:00", fixture::TODAY - 31_000_000, "6 May 2030");
    check("", fixture::TODAY + 100, "");
}

#[test]
fn a_long_line_is_seen_where_it_is_typed() {
    let check_line = |keys: &str, expect: &str, cursor: u16| {
        let mut app = fixture::stored(80, 24);
        press(&mut app, "M");
        app.update(Message::Paste("gulls ".repeat(20) + "and the 港 end"));
        press(&mut app, keys);
        let seen = text(&app, 80, 24);
        let line = seen.lines().last().unwrap_or_default().trim_end();
        assert!(line.contains(expect), "{keys}: {line}");
        assert_eq!(view::cursor(&app), (cursor, 23), "{keys}: {line}");
    };
    check_line("", "gulls and the 港 end", 78);
    check_line("C-a", "note: gulls gulls", 6);
    check_line("C-a x", "note: xgulls gulls", 7);
    check_line("Left Left Left Left", "and the 港 end", 74);
    check_line("C-u", "note:", 6);
}
