//! The language as its users meet it: what is read from what is typed, and what every operator finds.

use super::*;
use crate::library::query::term::Sense;
use crate::library::{Article, FullText, Marks, Row, SourceWishes, Sources, Subscription};
use crate::reading::read;

/// What a query is understood as.
fn understood(text: &str) -> String {
    Query::parse(text).map_or_else(|mistake| format!("! {mistake}"), |query| query.to_string())
}

#[test]
fn queries_are_read_as_they_are_meant() {
    let check = |text: &str, expect: &str| assert_eq!(understood(text), expect, "{text}");
    check("", "");
    check("  ", "");
    check("Ferry LATE", "ferry late");
    check("ferry & late – boats", "ferry late boats");
    check("e-mail", "\"e mail\"");
    check("\"Red  Line\"", "\"red line\"");
    check("ferr*", "ferr*");
    check("\"port ald\"*", "\"port ald\"*");
    check("\"port ald*\"", "\"port ald\"*");
    check("a OR b c", "a OR b c");
    check("a OR (b c)", "a OR b c");
    check("(a OR b) c", "(a OR b) c");
    check("a AND b", "a b");
    check("and or not", "and or not");
    check("-a", "-a");
    check("NOT a b", "-a b");
    check("-(a b)", "-(a b)");
    check("NOT NOT a", "--a");
    check("near(a \"b c\" d*, 5)", "near(a \"b c\" d* , 5)");
    check("NEAR(a b)", "near(a b , 10)");
    check("\"a b\"~3", "near(a b , 3)");
    check("near(a)", "a");
    check("WHO:Sand", "who:sand");
    check("who:\"Greta Sand\" said:\"red line\"", "who:\"greta sand\" said:\"red line\"");
    check("who:(sand OR valdera)", "who:sand OR who:valdera");
    check("(who:sand) said:x", "(who:sand) said:x");
    check("((who:sand))", "who:sand");
    check("-(said:x)", "-(said:x)");
    check("speaker-type:Unnamed", "speaker-type:unnamed");
    check("in:News/Port Alden", "in:\"news/port\" alden");
    check("in:\"News/Port Alden\"", "in:\"news/port alden\"");
    check("tag:#sea", "tag:sea");
    check("is:unread has:note", "is:unread has:note");
    check("after:2021-12-1 before:yesterday on:mon", "after:2021-12-01 before:yesterday on:monday");
    check("on:\"last week\"", "on:\"last week\"");
    check("len:>2000", "len:2001..");
    check("len:<500", "len:0..499");
    check("len:500..2000", "len:500..2000");
    check("len:7", "len:7..7");
    check("Breaking: ferry", "breaking ferry");
    check("12:30", "\"12 30\"");
}

#[test]
fn mistakes_are_told_with_their_place() {
    let check = |text: &str, place: &str, what: &str| {
        let mistake = Query::parse(text).expect_err(text);
        let pointed = mistake.pointed(text);
        assert_eq!(pointed.lines().nth(1), Some(place), "{text}: {mistake}");
        assert!(mistake.to_string().contains(what), "{text}: {mistake}");
    };
    check("whom:sand", "^^^^^", "there is no operator `whom:`; did you mean who:?");
    check("a colour:red", "  ^^^^^^^", "no operator `colour:`; put it into quotation marks");
    check("ferry \"late", "      ^", "the quotation opened at column 7 is not closed");
    check("é \"late", "  ^", "opened at column 3");
    check("(a b", "^", "the parenthesis opened at column 1 is not closed");
    check("near(a b", "    ^", "the parenthesis opened at column 5 is not closed");
    check("a)", " ^", "no open parenthesis");
    check("()", "^^", "nothing between these parentheses");
    check("OR a", "^^", "nothing before this OR");
    check("a OR", "  ^^", "nothing after this OR");
    check("a AND", "  ^^^", "nothing after this AND");
    check("a NOT", "  ^^^", "nothing after this NOT");
    check("who:", "^^^^", "`who:` wants a name right after it");
    check("is:new", "^^^^^^", "`is:` wants unread, read, starred or updated: `new` is not known here");
    check("after:soon", "^^^^^^^^^^", "`soon` is no day");
    check("len:9..5", "^^^^^^^^", "as long as 9 and as short as 5");
    check("len:<0", "^^^^^^", "shorter than nothing");
    check("lang:english", "^^^^^^^^^^^^", "two letters");
    check("who:…", "^^^^^", "neither letters nor digits");
    check("…", "^", "neither letters nor digits");
    check("\"a b\"~x", "     ^", "a number must follow this ~");
    check("near(a b, x)", "          ^", "a number belongs here");
    let deep = format!("{}a", "(".repeat(99));
    assert!(Query::parse(&deep).is_err_and(|mistake| mistake.to_string().contains("nested")));
    // What is read just so deep is written no deeper.
    let most = format!("{}a{}", "(a b OR c OR ".repeat(24), ")".repeat(24));
    let query = Query::parse(&most).expect("not too deep");
    assert_eq!(Query::parse(&query.to_string()).map(|again| again.to_string()), Ok(query.to_string()));
    let wide = "a ".repeat(200);
    assert!(Query::parse(&wide).is_err_and(|mistake| mistake.to_string().contains("at most 128")));
    assert!(Query::parse(&"a".repeat(9_000)).is_err_and(|mistake| mistake.to_string().contains("longer")));
}

#[test]
fn what_is_being_typed_means_something() {
    let check = |text: &str, expect: &str| assert_eq!(Query::typed(text).to_string(), expect, "{text}");
    check("fer", "fer*");
    check("fer ", "fer");
    check("ferry fe", "ferry");
    check("fe*", "fe*");
    check("東", "東*");
    check("ferry (late OR", "ferry late");
    check("\"red li", "\"red li\"");
    check("who:", "");
    check("ferry who:sa", "ferry who:sa*");
    check("ferry is:unr", "ferry");
    check("whom:x", "\"whom x\"*");
    check("a OR b)", "a OR b");
    check("-", "");
    check("a -", "a");
    check("near(a b", "near(a b , 10)");
    check("AND", "");
}

const STORY: &str = "Ferry row splits Port Alden\n\nBy Ines Valdera\n\n“We will not cross that red line,” \
said harbour master Greta Sand. “The boats come first,” she added.\n\nOfficials said the crossing would reopen on Monday.\n\n\
José Ilić watched from the quay.\n";

struct Sample {
    row: Row,
    article: Article,
    sources: Vec<Subscription>,
}

fn sample() -> Sample {
    let article =
        Article { id: 7, text: STORY.to_owned(), format: "text", reading: read(STORY), ..Article::default() };
    let source = Subscription {
        id: 3,
        address: "https://post.aldwick.example/feed".into(),
        name: "The Alden Post".into(),
        folder: "News/Port Alden/Ferries".into(),
        wishes: SourceWishes { full_text: FullText::Never, ..SourceWishes::default() },
        ..Subscription::default()
    };
    let row = Row {
        sources: Sources::new(&[3]),
        outlet: "Aldwick Wire".into(),
        // Wednesday, 14 May 2031, noon.
        moment: 1_936_526_400,
        marks: Marks {
            star: true,
            tags: vec!["sea-side".into()],
            note: Some("ask her".into()),
            ..Marks::default()
        },
        ..Row::of(&article)
    };
    Sample { row, article, sources: vec![Subscription::default(), source] }
}

/// Queries that find the sample.
#[rustfmt::skip]
const FOUND: &[&str] = &[
    "", "ferry", "FERRY quay", "jose ilic", "\"red line\"", "\"port alden\"", "cross*", "\"port ald\"*",
    "quay OR zebra", "-zebra", "near(boats first, 1)", "\"cross line\"~3", "near(first boats, 9)",
    "zebra OR (ferry -pier)", "who:sand", "who:\"greta sand\"", "who:gret*", "who:officials", "who:she",
    "said:\"red line\"", "said:boats", "said:cros*", "who:sand said:boats", "who:sand -said:crossing",
    "speaker-type:person", "speaker-type:unnamed", "speaker-type:unnamed said:crossing",
    "-(who:sand said:crossing)", "(who:sand) (said:crossing)", "-said:zebra", "-who:ilic", "about:sand",
    "about:\"greta sand\"", "about:ilic", "source:post", "source:\"alden post\"", "source:aldwick",
    "source:3", "source:wire", "by:valdera", "by:\"ines valdera\"", "in:news",
    "in:NEWS/\"x\" OR in:\"news/port alden\"", "in:\"News/Port Alden/Ferries\"", "tag:sea-side",
    "tag:\"sea side\"", "tag:sea-s*", "is:unread", "is:starred", "-is:updated", "on:2031-05-14",
    "on:yesterday", "on:2031", "after:2031-05-14", "before:today", "after:2d", "on:\"this week\"",
    "lang:en", "has:quote", "has:note", "has:tag", "-has:image", "-has:full", "len:>100", "len:<1000",
    "len:100..1000", "who:(ilic OR sand)",
];

/// Queries that don't.
#[rustfmt::skip]
const MISSED: &[&str] = &[
    "zebra", "ferry zebra", "\"line red\"", "\"ferry row\" \"row ferry\"", "fer", "-ferry",
    "near(boats quay, 2)", "\"alden by\" \"zebra\"", "who:ilic", "who:valdera", "who:\"sand greta\"",
    "said:quay", "said:\"line red\"", "said:\"line the boats\"", "who:sand said:crossing",
    "who:officials said:boats", "speaker-type:organization", "speaker-type:person said:crossing",
    "about:officials", "source:zebra", "source:33", "by:sand", "in:new", "in:alden", "tag:sea", "is:read",
    "is:updated", "on:today", "on:2030", "before:2031-05-14", "after:today", "lang:de", "has:image",
    "has:full", "len:<100", "len:>1000", "-(ferry OR zebra)", "who:sand -said:boats -said:line",
];

#[test]
fn every_operator_finds_what_it_says() {
    let sample = sample();
    let document = Document::new(&sample.row, &sample.article, &sample.sources);
    let clock = Clock { now: 1_936_612_800, offset: 0 };
    let check = |text: &str, expect: bool| {
        let query = Query::parse(text).expect(text);
        assert_eq!(holds(&query, &document, clock), expect, "{text}: {:?}", document.voices());
    };
    FOUND.iter().for_each(|text| check(text, true));
    MISSED.iter().for_each(|text| check(text, false));
}

#[test]
fn quotes_are_found_one_by_one() {
    let sample = sample();
    let document = Document::new(&sample.row, &sample.article, &sample.sources);
    let check = |text: &str, expect: &[&str]| {
        let query = Query::parse(text).expect(text);
        let found =
            document.voices().iter().filter(|voice| quote_holds(&query, &document, voice, Clock::default()));
        assert_eq!(found.map(|voice| voice.stretches[0][0].as_str()).collect::<Vec<_>>(), expect, "{text}");
    };
    check("who:sand", &["we", "the"]);
    check("boats", &["the"]);
    check("who:sand -boats", &["we"]);
    check("crossing OR \"red line\"", &["we", "the"]);
    check("quay", &[]);
    check("-who:sand is:starred", &["the"]);
}

#[test]
fn hits_and_snippets_show_why() {
    let sample = sample();
    let check = |text: &str, expect: &[&str]| {
        let query = Query::parse(text).expect(text);
        let found = hits::hits(&query, &sample.article);
        assert_eq!(found.iter().map(|hit| hit.of(STORY)).collect::<Vec<_>>(), expect, "{text}");
    };
    check("ferry \"red line\" -quay", &["Ferry", "red line"]);
    check("near(boats come, 3)", &["boats", "come"]);
    check("who:sand said:boats", &["boats", "she"]);
    check("who:sand said:crossing", &[]);
    check("by:valdera", &["Ines Valdera"]);
    check("is:starred", &[]);
    let snippet = Snippet::of(&Query::parse("\"red line\"").expect("a query"), &sample.article);
    assert_eq!(snippet.hits.iter().map(|hit| &snippet.words[hit.clone()]).collect::<Vec<_>>(), ["red line"]);
    assert!(snippet.words.starts_with('…') && snippet.words.ends_with('…'), "{snippet:?}");
    let first = Snippet::of(&Query::parse("is:starred").expect("a query"), &sample.article);
    assert!(first.words.starts_with("By Ines Valdera “We will not"), "{first:?}");
}

#[test]
fn the_part_to_blame_is_found() {
    let check = |text: &str, found: &[&str], expect: &str| {
        let query = Query::parse(text).expect(text);
        let mut finds = |part: &Query| Some(found.contains(&part.to_string().as_str()));
        assert_eq!(
            blame(&query, &mut finds).map(|blame| blame.words(text)).as_deref(),
            Some(expect),
            "{text}"
        );
    };
    check("Zebra", &[], "`Zebra` finds nothing");
    check("ferry zebra", &["ferry"], "`zebra` finds nothing");
    check("a b c", &["a"], "`b` and `c` find nothing, each by itself");
    check("a who:b", &["a", "who:b"], "`a` and `who:b` have nothing in common");
    check("a b c", &["a", "b", "c", "a b", "b c"], "`a` and `c` have nothing in common");
    check("a b c", &["a", "b", "c", "a b", "b c", "a c"], "only all of it together finds nothing");
    assert_eq!(blame(&Query::parse("a b").expect("a query"), &mut |_| None), None);
}

#[test]
fn terms_know_their_places() {
    let text = "ferry -who:\"greta sand\"";
    let query = Query::parse(text).expect("a query");
    let places: Vec<&str> = query.terms().iter().map(|term| term.span.of(text)).collect();
    assert_eq!(places, ["ferry", "who:\"greta sand\""]);
    assert!(matches!(query.wanted()[..], [Term { sense: Sense::Words(_), .. }]));
}
