//! The program while it searches: queries are typed, answered as the stored library would, saved and left, and what the
//! reader sees is read back.

use super::screens::{screen, text};
use super::stored::{check, listed, press};
use crate::app::search::Found;
use crate::app::views::Fresh;
use crate::app::{App, Effect, Message, Pane, fixture, view};
use crate::library::{Item, SavedSearch};
use crate::reading::QuoteKind;

#[test]
fn screens_of_a_search() {
    for (w, h) in [(80, 24), (120, 40)] {
        let mut app = fixture::stored(w, h);
        press(&mut app, "f");
        insta::assert_snapshot!(format!("filter_{w}x{h}"), screen(&app, w, h));
        press(&mut app, "who:sand Space s");
        insta::assert_snapshot!(format!("filter_typed_{w}x{h}"), screen(&app, w, h));
        press(&mut app, "Backspace said:weeks Enter");
        insta::assert_snapshot!(format!("found_{w}x{h}"), screen(&app, w, h));
    }
}

#[test]
fn what_is_found_is_the_answer_to_what_was_typed_last() {
    let (w, h) = (120, 40);
    let mut app = fixture::stored(w, h);
    app.press("f closes");
    let asked = app.due();
    let number = |effect: &Effect| match effect {
        Effect::Search { number, typing: true, .. } => Some(*number),
        _ => None,
    };
    let numbers: Vec<u64> = asked.iter().filter_map(number).collect();
    assert_eq!(numbers.len(), 4, "two letters ask for nothing yet: {asked:?}");
    let late = fixture::found(&app, "clo", true);
    app.update(Message::Found(numbers[0], Box::new(late)));
    assert_eq!(listed(&app).len(), 12, "an answer to what is not asked any more");
    let answer = fixture::found(&app, "closes", true);
    app.update(Message::Found(numbers[3], Box::new(Found { more: true, ..answer.clone() })));
    fixture::serve(&mut app);
    assert_eq!(listed(&app), [11]);
    check(&app, (w, h), "Articles 1/1+ · Search: clo");
    let ids = vec![10, 11];
    app.update(Message::Found(numbers[3], Box::new(Found { ids, ..answer })));
    assert_eq!((listed(&app), app.row().map(|row| row.id)), (vec![11, 10], Some(11)));
    check(&app, (w, h), "Articles 1/2 · Search: clo");
}

#[test]
fn leaving_a_search_leaves_everything_as_it_was() {
    let (w, h) = (120, 40);
    let mut app = fixture::stored(w, h);
    press(&mut app, "gs j Enter j j r gb C-d ga");
    let seen = |app: &App| {
        let lines = text(app, w, h);
        let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
        lines.pop();
        lines
    };
    let before = seen(&app);
    for keys in [
        "f fog Esc",
        "f fog Enter Esc",
        "f Esc",
        "f Enter",
        "f fog C-u Enter",
        "f fog Enter f C-u gulls Enter Esc",
    ] {
        press(&mut app, keys);
        assert_eq!(seen(&app), before, "{keys}");
        assert!(app.search.is_none(), "{keys}");
    }
    press(&mut app, "f fog Enter f ,umbrella Esc");
    check(&app, (w, h), "Search: fog");
    app.update(Message::Rows(vec![fixture::row(100)]));
    fixture::serve(&mut app);
    press(&mut app, "Esc");
    check(&app, (w, h), "9 · 1 new, gn");
    press(&mut app, "f fog Enter gs gg");
    assert!(app.search.is_none() && !text(&app, w, h).contains("Search:"));
}

#[test]
fn hits_are_stepped_through_and_quotes_that_were_meant_come_first() {
    let (w, h) = (120, 40);
    let mut app = fixture::stored(w, h);
    press(&mut app, "f who:sand Space said:weeks Enter");
    assert_eq!(listed(&app), [12]);
    let first = app.list_of(Pane::Quotes).and_then(|list| list.items.first().copied());
    let Some(Item::Quote(at, n)) = first else { panic!("{first:?}") };
    assert_eq!(app.library.quote(at, n).map(|quote| quote.kind), Some(QuoteKind::Mixed));
    press(&mut app, "Enter");
    check(&app, (w, h), "`who:sand said:weeks` 4 hits, n goes to them");
    press(&mut app, "n n");
    check(&app, (w, h), "`who:sand said:weeks` 2 of 4");
    press(&mut app, "/crane Enter ga");
    press(&mut app, "f C-u lamp Enter gb n");
    check(&app, (w, h), "`lamp` 1 of");
}

#[test]
fn a_mistake_is_told_with_its_column_and_what_finds_nothing_with_its_part() {
    let (w, h) = (80, 24);
    let mut app = fixture::stored(w, h);
    press(&mut app, "f fog Space whom:sand");
    check(&app, (w, h), "column 5: ");
    press(&mut app, "Enter");
    check(&app, (w, h), "who:");
    assert_eq!(view::cursor(&app), (10, 23));
    press(&mut app, "Esc f fog Space umbrellas Enter");
    check(&app, (w, h), "Nothing found: `fog` and");
    press(&mut app, "f C-u zebra Space gulls Enter");
    check(&app, (w, h), "Nothing found: `zebra`");
}

#[test]
fn a_query_is_completed() {
    let typed = |keys: &str| {
        let mut app = fixture::stored(120, 40);
        press(&mut app, "f");
        press(&mut app, keys);
        app.prompt.map(|prompt| prompt.value().to_owned()).unwrap_or_default()
    };
    let check = |keys: &str, expect: &str| assert_eq!(typed(keys), expect, "{keys}");
    check("wh Tab", "who:");
    check("wh Tab gr Tab", "who:\"Greta Sand\"");
    check("who:fal Tab", "who:\"Gudrun Falk\"");
    check("s Tab", "said:");
    check("s Tab Tab Tab", "source:");
    check("s Tab S-Tab", "source:");
    check("s Down Tab", "speaker-type:");
    check("in: Tab", "in:Coast");
    check("in: Tab Tab", "in:Coast/Papers");
    check("source:str Tab", "source:\"Strait Radio\"");
    check("tag:h Tab Space fog", "tag:harbour fog");
    check("fog Home wh Tab", "who:fog");
    check("zzz Tab", "zzz");
}

#[test]
fn searches_are_saved_as_views_that_count() {
    let (w, h) = (120, 40);
    let mut app = fixture::stored(w, h);
    press(&mut app, "F");
    check(&app, (w, h), "no search to save");
    press(&mut app, "f is:unread Space source:radio Enter F");
    check(&app, (w, h), "save the search as: is:unread source:radio");
    let due = press(&mut app, "C-u Strait Enter");
    assert_eq!(due, []);
    check(&app, (w, h), "count what is new in Strait? y/n");
    let due = press(&mut app, "y");
    let [Effect::Save(change)] = due.as_slice() else { panic!("{due:?}") };
    let after = &change.searches[0].1;
    assert_eq!(
        (after.name.as_str(), after.query.as_str(), after.watch),
        ("Strait", "is:unread source:radio", true)
    );
    check(&app, (w, h), "/ Strait");

    app.update(Message::Counted("Strait".into(), vec![4, 7, 10, 11], Fresh { count: 2, until: 12 }));
    check(&app, (w, h), "/ Strait                +2 4/4");
    press(&mut app, "Esc gs gg j j j j");
    let due = press(&mut app, "j");
    assert_eq!(listed(&app), [11, 10, 7, 4]);
    assert!(due.contains(&Effect::Seen("Strait".into(), 12)), "{due:?}");
    check(&app, (w, h), "/ Strait                   4/4");
    press(&mut app, "gR C-u Radio Enter");
    check(&app, (w, h), "/ Radio");
    assert_eq!(listed(&app), [11, 10, 7, 4]);
    let due = press(&mut app, "g- y");
    let [.., Effect::Save(removed)] = due.as_slice() else { panic!("{due:?}") };
    assert!(!text(&app, w, h).contains("/ Radio"));
    app.update(Message::Changed(removed.reversed()));
    check(&app, (w, h), "/ Radio");
    let kept = SavedSearch { name: "Lamps".into(), query: "lamp".into(), watch: false };
    app.update(Message::Searches(vec![kept]));
    assert!(!text(&app, w, h).contains("/ Radio"));
    check(&app, (w, h), "/ Lamps");
}

#[test]
fn what_arrives_in_a_search_waits_until_it_is_asked_for() {
    let (w, h) = (120, 40);
    let mut app = fixture::stored(w, h);
    press(&mut app, "f gulls Enter");
    let count = listed(&app).len();
    app.update(Message::Rows(vec![fixture::row(100)]));
    fixture::serve(&mut app);
    assert_eq!(listed(&app).len(), count);
    check(&app, (w, h), "1 new, gn");
    press(&mut app, "gn");
    assert_eq!(listed(&app).len(), count + 1);
    press(&mut app, "S");
    check(&app, (w, h), "articles newest first");
    assert_eq!(listed(&app).first(), Some(&100));
    press(&mut app, "Esc");
    check(&app, (w, h), "1 new, gn");
}

#[test]
fn files_are_searched_too_a_little_at_a_time() {
    let (w, h) = (120, 16);
    let mut app = fixture::app(w, h);
    app.press("f who:sand Enter");
    assert!(app.due().contains(&Effect::GoOn));
    app.update(Message::GoOn);
    check(&app, (w, h), "Articles 1/2 · Search: who:");
    app.press("Esc");
    check(&app, (w, h), "Articles 1/3");
    press(&mut app, "f after:2031-05-05 Enter");
    check(&app, (w, h), "Articles 1/1 · Search: afte");
    press(&mut app, "f C-u zebra Enter");
    check(&app, (w, h), "Nothing found: `zebra` finds");
    press(&mut app, "F");
    check(&app, (w, h), "only a stored library keeps searches");
}
