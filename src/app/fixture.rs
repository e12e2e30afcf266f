//! Articles for tests, read by hand: every quote, person and block is where these lines say it is, so
//! no test of the screen depends on how well a text is read.

use super::keymap::Keymap;
use super::message::{Effect, Message};
use super::search::Found;
use super::state::{App, Options};
use crate::library::query::{self, Document, Snippet};
use crate::library::{Article, Detail, Health, Query, Row, Sources, Subscription};
use crate::reading::{
    Block, BlockKind, Dateline, Emphasis, Image, Link, Mention, MentionKind, Person, Quote, QuoteKind,
    Speaker, SpeakerKind, Stamp, Weight,
};
use crate::sources::{Loaded, Problem};
use crate::text::Span;

/// The program with the three articles loaded, at a size.
pub(crate) fn app(w: u16, h: u16) -> App {
    let mut app = App::new(Options::default(), Keymap::default());
    app.update(Message::Resize(w, h));
    let load = app.expect();
    app.update(Message::Loaded(load, Loaded::Found(4, 0)));
    app.update(Message::Loaded(load, Loaded::Articles(articles())));
    let problem = Problem { path: "post/photo.jpg".into(), what: "not a text: it holds NUL bytes".into() };
    app.update(Message::Loaded(load, Loaded::Problem(problem)));
    app.update(Message::Loaded(load, Loaded::Done));
    app
}

/// Three articles of a small port.
pub(crate) fn articles() -> Vec<Article> {
    vec![crane(), fog(), letter()]
}

/// The blocks of the longest of them.
#[rustfmt::skip]
const CRANE: &[(BlockKind, &str)] = &[
    (BlockKind::Boilerplate, "Turn on notifications to never miss a tide."),
    (BlockKind::Headline,    "Harbour crane stands idle as Port Alden argues over who pays"),
    (BlockKind::Deck,        "The port master says repairs are “a matter of weeks”; the crane's owner is less sure."),
    (BlockKind::Byline,      "Ana Ruiz"),
    (BlockKind::Source,      "The Alden Post"),
    (BlockKind::Published,   "4 May 2031"),
    (BlockKind::Alt,         "A yellow crane over an empty quay"),
    (BlockKind::Caption,     "The crane has not moved since the storm of 11 April."),
    (BlockKind::Credit,      "Tom Ek / The Alden Post"),
    (BlockKind::Paragraph,   "PORT ALDEN — The largest crane on this coast has not lifted a box for three weeks, and on Monday nobody in the harbour office could say when it would."),
    (BlockKind::Paragraph,   "“It is a matter of weeks, not of months,” port master Greta Sand told reporters. “We know what is broken. We know who makes it.”"),
    (BlockKind::Paragraph,   "Her estimate was not shared by Lindqvist & Daughters, which owns the crane. The company said it was still waiting for a part that “exists, as far as we can tell, in one warehouse”."),
    (BlockKind::Subheading,  "A bill nobody wants"),
    (BlockKind::Paragraph,   "The repair will cost about 2 million crowns. Sand said that the owner would have to pay all of it."),
    (BlockKind::Paragraph,   "Dock workers' spokesman Tom Ek van Hoorn called that “a fine thing to say about somebody else's money”. He has not been paid since the storm."),
    (BlockKind::ListItem,    "• 3 weeks without a lift"),
    (BlockKind::ListItem,    "• 41 ships turned away"),
    (BlockKind::Boilerplate, "Read more: ten bridges to see before you sail"),
    (BlockKind::Boilerplate, "Share this story"),
    (BlockKind::Paragraph,   "Greta Sand will speak again on Thursday, her office said."),
];

fn crane() -> Article {
    let mut article = build("post/crane.txt", CRANE);
    person(&mut article, "Greta Sand", &["port master"], &["Greta Sand", "Her", "Sand", "Greta Sand", "her"]);
    person(&mut article, "Tom Ek van Hoorn", &["dock workers' spokesman"], &["Tom Ek van Hoorn", "He"]);
    quote(
        &mut article,
        QuoteKind::Mixed,
        &["repairs are “a matter of weeks”"],
        "says",
        Who::Person("The port master", 0),
    );
    quote(
        &mut article,
        QuoteKind::Direct,
        &["“It is a matter of weeks, not of months,”", "“We know what is broken. We know who makes it.”"],
        "told",
        Who::Person("Greta Sand", 0),
    );
    quote(
        &mut article,
        QuoteKind::Mixed,
        &["it was still waiting for a part that “exists, as far as we can tell, in one warehouse”"],
        "said",
        Who::Named("The company", "Lindqvist & Daughters"),
    );
    quote(
        &mut article,
        QuoteKind::Indirect,
        &["the owner would have to pay all of it"],
        "said",
        Who::Person("Sand said", 0),
    );
    quote(
        &mut article,
        QuoteKind::Mixed,
        &["“a fine thing to say about somebody else's money”"],
        "called",
        Who::Person("Tom Ek van Hoorn", 1),
    );
    quote(
        &mut article,
        QuoteKind::Indirect,
        &["Greta Sand will speak again on Thursday"],
        "said",
        Who::Unnamed("her office"),
    );
    article.reading.quotes[5].confidence = 0.3;
    article
}

fn fog() -> Article {
    let mut article = build(
        "post/fog.txt",
        &[
            (BlockKind::Headline, "Fog closes the strait for a second day"),
            (BlockKind::Source, "Strait Radio"),
            (BlockKind::Published, "5 May 2031"),
            (BlockKind::Paragraph, "The strait stayed closed on Tuesday, and the ferries stayed in port."),
            (BlockKind::Paragraph, "“You could not see your own hand,” said Greta Sand, the port master."),
            (
                BlockKind::BlockQuote,
                "No ship leaves before the lamp on the mole is seen from the office window.",
            ),
        ],
    );
    person(&mut article, "Greta Sand", &["port master"], &["Greta Sand"]);
    quote(
        &mut article,
        QuoteKind::Direct,
        &["“You could not see your own hand,”"],
        "said",
        Who::Person("Greta Sand", 0),
    );
    link(&mut article, "stayed closed on Tuesday", "https://strait.example/closed");
    link(&mut article, "the ferries", "https://strait.example/ferries");
    detail(&mut article, "section", "Weather");
    detail(&mut article, "enclosure", "https://strait.example/fog.mp3 audio/mpeg");
    article
}

fn link(article: &mut Article, words: &str, url: &str) {
    let span = find(article, 0, words);
    article.reading.structure.links.push(Link { span, url: url.to_owned() });
}

fn detail(article: &mut Article, name: &str, value: &str) {
    article.details.push(Detail { name: name.to_owned(), value: value.to_owned() });
}

/// The blocks of an article with everything that only some formats give.
#[rustfmt::skip]
const RICH: &[(BlockKind, &str)] = &[
    (BlockKind::Headline,  "Port Alden counts its ferries, and finds one more than it had"),
    (BlockKind::Byline,    "Ana Ruiz"),
    (BlockKind::Source,    "Alden Wire"),
    (BlockKind::Published, "6 May 2031"),
    (BlockKind::Notice,    "Embargoed until 6 May 2031 18:00: not to be shown before the council has met."),
    (BlockKind::Notice,    "CORRECTION: an earlier version gave the Oda ninety-one seats."),
    (BlockKind::Alt,       "Five ferries at the mole"),
    (BlockKind::Caption,   "The fifth ferry came in by night."),
    (BlockKind::Credit,    "Tom Ek / Alden Wire"),
    (BlockKind::Paragraph, "The harbour office counted five ferries on Tuesday. It really owns four, says its list,\nwhich is kept by the program count_ferries and read out every spring."),
    (BlockKind::Table,     "Ferry\tBuilt by\tSeats\nOda\tLindqvist & Daughters, Aldwick\t90\nLi\tthe yard on the mole\t1,240\nNobody's\tnot known\t?"),
    (BlockKind::ListItem,  "90 seats make a small ferry, and 1,240 a large one, whatever the yard says."),
    (BlockKind::ListItem,  "- Nobody's ferry has none."),
    (BlockKind::Paragraph, "The program is short:"),
    (BlockKind::Code,      "def count_ferries(mole):\n\tseen = [ship for ship in mole if ship.is_a_ferry() and not ship.is_fog()]\n\n\treturn len(seen)"),
];

/// That article, alone in the program.
pub(crate) fn rich(w: u16, h: u16) -> App {
    let mut article = build("wire/ferries.xml", RICH);
    article.url = Some("https://wire.example/ferries".to_owned());
    article.format = "nitf";
    link(&mut article, "harbour office", "https://alden.example/office");
    link(&mut article, "four, says its list,\nwhich is kept", "https://alden.example/list");
    for (words, weight) in [
        ("really", Weight::Emphasis),
        ("five ferries on Tuesday", Weight::Strong),
        ("count_ferries", Weight::Code),
    ] {
        let span = find(&article, 0, words);
        article.reading.structure.emphases.push(Emphasis { span, weight });
    }
    if let Some(image) = article.reading.structure.images.first_mut() {
        image.url = Some("https://wire.example/mole.jpg".to_owned());
    }
    detail(&mut article, "slug", "ferries-count");
    detail(&mut article, "urgency", "4");
    detail(&mut article, "subject", "transport, shipping");
    article.problems.push("2 control characters were left out".to_owned());
    let mut app = App::new(Options::default(), Keymap::default());
    app.update(Message::Resize(w, h));
    let load = app.expect();
    app.update(Message::Loaded(load, Loaded::Articles(vec![article])));
    app.update(Message::Loaded(load, Loaded::Done));
    app
}

/// When today begins in the stored library for tests: 6 May 2031, UTC.
pub(crate) const TODAY: i64 = 1_935_792_000;

/// The articles of that library by their keys: their sources, when they came, their headlines.
#[rustfmt::skip]
const STORED: &[(u64, &[u32], i64, &str)] = &[
    (12, &[1],    TODAY + 30_000,  "Harbour crane stands idle as Port Alden argues over who pays"),
    (11, &[2],    TODAY + 20_000,  "Fog closes the strait for a second day"),
    (10, &[1, 2], TODAY + 10_000,  "Ferry company asks for a longer pier"),
    (9,  &[3],    TODAY - 10_000,  "Aldwick council counts its lamps again"),
    (8,  &[1],    TODAY - 20_000,  "Tide tables had the wrong month, printer says"),
    (7,  &[2],    TODAY - 30_000,  "Storm warning lifted along the coast"),
    (6,  &[3],    TODAY - 90_000,  "New bakery opens beside the old one"),
    (5,  &[1],    TODAY - 100_000, "Pilot retires after 41 years without a scratch"),
    (4,  &[2],    TODAY - 110_000, "Radio mast to be painted, listeners choose the colour"),
    (3,  &[3],    TODAY - 180_000, "Aldwick library lends out umbrellas"),
    (2,  &[1],    TODAY - 190_000, "Herring come late, and so do the gulls"),
    (1,  &[4],    TODAY - 200_000, "A paper that is gone said farewell"),
];

/// The rows of that library, the newest first.
pub(crate) fn rows() -> Vec<Row> {
    STORED.iter().map(|(id, ..)| row(*id)).collect()
}

/// The row of one of its articles.
pub(crate) fn row(id: u64) -> Row {
    let Some((_, sources, moment, _)) = STORED.iter().find(|(known, ..)| *known == id) else {
        return Row {
            id,
            headline: format!("Late news {id}").into(),
            moment: TODAY + 40_000,
            ..Row::default()
        };
    };
    let mut row = Row { id, sources: Sources::new(sources), moment: *moment, ..Row::of(&body(id)) };
    let day = match moment - TODAY {
        0.. => 6,
        -86_400..0 => 5,
        _ => 4,
    };
    row.date = format!("2031-05-0{day}").into();
    row.full = id == 12;
    row.marks.read = matches!(id, 2 | 5 | 8);
    row.marks.star = id == 8;
    row.marks.updated = id == 9;
    if id == 12 || id == 7 {
        row.marks.tags = vec!["harbour".into()];
    }
    if id == 11 {
        row.marks.note = Some("Ask Greta about the lamp.".into());
    }
    row
}

/// One of its articles.
pub(crate) fn body(id: u64) -> Article {
    let mut article = match id {
        12 => crane(),
        11 => fog(),
        _ => {
            let known = STORED.iter().find(|(known, ..)| *known == id);
            let headline = known.map_or_else(|| format!("Late news {id}"), |found| found.3.to_owned());
            let words = "It was a quiet day at the harbour, and nobody counted the gulls. ".repeat(30);
            build("stored", &[(BlockKind::Headline, headline.as_str()), (BlockKind::Paragraph, words.trim())])
        }
    };
    article.id = id;
    article
}

/// The subscriptions of that library.
pub(crate) fn subscriptions() -> Vec<Subscription> {
    let source = |id: u32, title: &str, folder: &str| Subscription {
        id,
        address: format!("https://news{id}.example/feed"),
        title: title.into(),
        folder: folder.into(),
        health: Health { succeeded: Some(TODAY + 3_600), ..Health::default() },
        ..Subscription::default()
    };
    let mut all = vec![
        source(1, "The Alden Post", "Coast/Papers"),
        source(2, "Strait Radio", "Coast"),
        source(3, "Aldwick Gazette", ""),
        source(4, "The Old Paper", "Coast"),
    ];
    all[1].health.error = Some("the server did not answer within 30 seconds".into());
    all[1].health.next = Some(TODAY + 50_400);
    all[1].health.failures = 2;
    all[3].removed = true;
    all
}

/// The program over that library, whole, at a size.
pub(crate) fn stored(w: u16, h: u16) -> App {
    let mut app = App::stored(Options::default(), Keymap::default());
    app.update(Message::Resize(w, h));
    app.update(Message::Clock(TODAY + 40_000, TODAY));
    app.update(Message::Subscriptions(subscriptions()));
    app.update(Message::Rows(rows()));
    app.update(Message::Stored);
    serve(&mut app);
    app
}

/// Does for the program what the world does: brings the articles it asks for, and answers its searches. Gives what else
/// was due.
pub(crate) fn serve(app: &mut App) -> Vec<Effect> {
    let mut rest = Vec::new();
    let mut due = app.due();
    while !due.is_empty() {
        for effect in std::mem::take(&mut due) {
            match effect {
                Effect::Bring(ids) => {
                    app.update(Message::Bodies(ids.into_iter().map(|id| (id, Ok(body(id)))).collect()));
                }
                Effect::Search { number, text, typing } => {
                    let found = found(app, &text, typing);
                    app.update(Message::Found(number, Box::new(found)));
                }
                Effect::GoOn => drop(app.update(Message::GoOn)),
                Effect::Names(_) => drop(app.update(Message::Names(vec!["Gudrun Falk".to_owned()]))),
                Effect::StopSearch => {}
                effect => rest.push(effect),
            }
        }
        due = app.due();
    }
    rest
}

/// What a search finds in the stored library, by what queries mean.
pub(crate) fn found(app: &App, text: &str, typing: bool) -> Found {
    let typed = Query::typed(text);
    let query = if typing { typed } else { Query::parse(text).unwrap_or(typed) };
    let finds = |query: &Query, at: &usize| {
        let Some(row) = app.library.row(*at) else { return false };
        let body = body(row.id);
        query::holds(query, &Document::new(row, &body, app.views.subscriptions()), app.query_clock())
    };
    let ids = |query: &Query| -> Vec<u64> {
        let found = app.library.present().filter(|at| finds(query, at));
        found.filter_map(|at| app.library.row(at).map(|row| row.id)).collect()
    };
    let mut ids_found = ids(&query);
    let best: Vec<_> = ids_found.iter().map(|&id| (id, Snippet::of(&query, &body(id)))).collect();
    ids_found.sort_unstable();
    let blame = query::blame(&query, &mut |query| Some(!ids(query).is_empty()));
    let blame = blame.filter(|_| best.is_empty()).map(|blame| blame.words(text));
    Found { best, ids: ids_found, more: false, blame }
}

fn letter() -> Article {
    build(
        "post/letter.txt",
        &[
            (BlockKind::Headline, "読者の手紙 🐟: a letter\u{202e} from a reader"),
            (
                BlockKind::Paragraph,
                "魚市場は毎朝四時に始まる。港の霧は深く、船は静かに待っている。\tIt opens at four.",
            ),
        ],
    )
}

/// Puts the blocks together, one line each with an empty one between.
fn build(path: &str, parts: &[(BlockKind, &str)]) -> Article {
    let mut article = Article { path: path.to_owned(), format: "text", ..Article::default() };
    article.id = path.bytes().fold(5, |sum: u64, byte| sum.wrapping_mul(31) ^ u64::from(byte));
    let mut structure = crate::reading::Structure::default();
    let mut image = Image::default();
    for (kind, words) in parts {
        let start = article.text.len();
        article.text.push_str(words);
        let span = Span::new(start, article.text.len());
        article.text.push_str("\n\n");
        structure.blocks.push(Block { kind: *kind, span });
        let head = &mut structure.head;
        match kind {
            BlockKind::Headline => head.headline = Some(span),
            BlockKind::Deck => head.deck = Some(span),
            BlockKind::Byline => head.bylines.push(span),
            BlockKind::Source => head.source = Some(span),
            BlockKind::Published => {
                let iso = format!("2031-05-0{}", &words[..1]);
                head.published = Some(Stamp { span, iso });
            }
            BlockKind::Alt => image.alt = Some(span),
            BlockKind::Caption => image.caption = Some(span),
            BlockKind::Credit => image.credit = Some(span),
            _ => {}
        }
        if let Some(dash) = words.find(" — ").filter(|_| head.dateline.is_none()) {
            let place = Span::new(start, start + dash);
            head.dateline = Some(Dateline { place, span: Span::new(start, start + dash + " —".len()) });
        }
    }
    if image != Image::default() {
        structure.images.push(image);
    }
    article.reading.structure = structure;
    article.reading.lang = "en";
    article
}

fn find(article: &Article, from: usize, words: &str) -> Span {
    let at = article.text[from..].find(words).map(|at| from + at);
    let at = at.unwrap_or_else(|| panic!("`{words}` is not in {}", article.path));
    Span::new(at, at + words.len())
}

fn person(article: &mut Article, name: &str, roles: &[&str], mentions: &[&str]) {
    let mut person = Person { name: name.to_owned(), ..Person::default() };
    person.roles = roles.iter().map(|role| (*role).to_owned()).collect();
    let mut from = 0;
    for words in mentions {
        let span = find(article, from, words);
        from = span.end();
        let pronoun = words.len() < 4;
        let kind = if pronoun { MentionKind::Pronoun } else { MentionKind::Name };
        person.mentions.push(Mention { span, kind });
    }
    article.reading.people.push(person);
}

/// Who speaks: the words for it, and what these resolve to.
enum Who<'a> {
    Person(&'a str, usize),
    Named(&'a str, &'a str),
    Unnamed(&'a str),
}

fn quote(article: &mut Article, kind: QuoteKind, content: &[&str], cue: &str, who: Who<'_>) {
    let content: Vec<Span> = content.iter().map(|words| find(article, 0, words)).collect();
    let near = article.text[..content[0].start()].rfind("\n\n").map_or(0, |at| at + 2);
    let (words, speaker_kind, name, person) = match who {
        Who::Person(words, at) => {
            (words, SpeakerKind::Person, Some(article.reading.people[at].name.clone()), Some(at))
        }
        Who::Named(words, name) => (words, SpeakerKind::Organization, Some(name.to_owned()), None),
        Who::Unnamed(words) => (words, SpeakerKind::Unnamed, None, None),
    };
    let mut mention = find(article, near, words);
    if let Some(bare) = words.strip_suffix(" said") {
        mention = Span::new(mention.start(), mention.start() + bare.len());
    }
    let mut quoted = Vec::new();
    for span in &content {
        let inside = span.of(&article.text);
        if let (Some(open), Some(close)) = (inside.find('“'), inside.rfind('”')) {
            quoted.push(Span::new(span.start() + open, span.start() + close + '”'.len_utf8()));
        }
    }
    let n = article.reading.quotes.len();
    article.reading.quotes.push(Quote {
        kind,
        quoted,
        cue: Some(find(article, near, cue)),
        speaker: Some(Speaker { mention, kind: speaker_kind, name, person }),
        confidence: 0.9,
        content,
    });
    if let Some(at) = person {
        article.reading.people[at].quotes.push(n);
    }
}
