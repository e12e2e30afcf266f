//! Letters: the body of a mail, plain or as a page, as the blocks that its reader sees.
//!
//! What is hidden is left out; the mailing service's own words become boilerplate, and nothing else is lost.

use crate::reading::BlockKind;
use crate::reading::structure::bylines::{self, Byline};
use crate::reading::structure::{self, phrases};
use crate::sources::draft::{Part, tidy};
use crate::sources::html::fragment::parts;
use crate::sources::html::guard::guard;
use crate::sources::html::{Id, Tree};
use crate::text::Span;

/// Lines shorter than this end where their writer ended them; longer ones were wrapped by a program.
const WRAPPED: usize = 45;

/// What mailing services say in their own name, in lower case.
#[rustfmt::skip]
const SERVICE: &[&str] = &[
    "unsubscribe", "manage your preferences", "manage preferences", "update your preferences", "email preferences", "manage your subscription",
    "view in browser", "view in your browser", "view this email", "read online", "view online", "web version", "why did i get this",
    "you are receiving this", "you're receiving this", "you received this", "this email was sent to", "forward to a friend", "add us to your address book",
    "abmelden", "abbestellen", "im browser ansehen", "im browser anzeigen", "se désabonner", "se désinscrire", "version en ligne", "voir dans le navigateur",
    "darse de baja", "cancelar suscripción", "ver en el navegador", "descadastrar", "cancelar inscrição", "disiscriviti", "cancella iscrizione",
    "afmelden", "uitschrijven", "bekijk online", "avregistrera", "avsluta prenumeration", "avmeld", "afmeld", "peruuta tilaus", "wypisz się", "отписаться", "配信停止", "取消订阅",
];

/// Of these the end of a letter is made, from the first on.
#[rustfmt::skip]
const LAST: &[&str] = &[
    "unsubscribe", "abmelden", "abbestellen", "se désabonner", "se désinscrire", "darse de baja", "descadastrar", "disiscriviti", "afmelden", "uitschrijven",
    "avregistrera", "avmeld", "afmeld", "wypisz się", "отписаться",
];

/// The words of a link to the letter on the web.
const ONLINE: &[&str] = &["browser", "online", "web version", "en ligne", "navegador", "navigateur"];

/// A service's line is shorter than this.
const SHORT: usize = 400;

/// Who sent a letter: a writer, an outlet, or both (`Ana Ruiz from Alden Post`).
#[must_use]
pub fn sender(name: &str) -> (Option<String>, Option<String>) {
    let name = tidy(name.trim_matches(['"', '\''])).into_owned();
    if name.is_empty() {
        return (None, None);
    }
    for part in [" from ", " at ", " via ", " | ", " – ", " — ", ", ", " @ "] {
        if let Some((first, second)) = name.split_once(part)
            && is_person(first)
        {
            return (Some(first.trim().to_owned()), Some(second.trim().to_owned()));
        }
    }
    if is_person(&name) { (Some(name), None) } else { (None, Some(name)) }
}

/// True for what can be one person's name and is not known as an outlet.
fn is_person(name: &str) -> bool {
    let line = format!("By {name}");
    let one = match bylines::byline(&line, Span::new(0, line.len())) {
        Some(Byline::Names(names)) => matches!(names.as_slice(), [one] if one.of(&line) == name),
        _ => false,
    };
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let house = words.iter().any(|word| HOUSE.contains(&word.as_str()));
    one && words.len() > 1 && !house && !phrases::is_outlet(name)
}

/// Words in the names of outlets and offices, and not of people.
#[rustfmt::skip]
const HOUSE: &[&str] = &[
    "the", "news", "newsletter", "newsletters", "daily", "weekly", "morning", "evening", "briefing", "post", "times", "journal", "herald", "tribune", "gazette",
    "press", "press-office", "review", "magazine", "letter", "letters", "digest", "team", "editors", "office", "desk", "media", "radio", "tv", "report", "club", "council", "harbor", "harbour", "alerts",
    "today", "city", "university", "institute", "support", "info", "service", "list", "zeitung", "tagblatt", "anzeiger", "redaktion", "rédaction", "redacción", "courier", "chronicle", "observer", "dispatch", "bulletin", "update", "updates",
];

/// What a letter that is a page holds.
#[derive(Debug, Default)]
pub struct Page {
    /// Its parts.
    pub parts: Vec<Part>,
    /// Where it stands on the web.
    pub url: Option<String>,
}

/// The parts of a letter that is a page under a `headline`.
#[must_use]
pub fn page(html: &str, headline: &str) -> Page {
    let tree = Tree::parse(&guard(html).html);
    let placed = parts(&tree, 0, None, &|id| !is_hidden(&tree, id) && !is_pixel(&tree, id));
    let mut parts: Vec<Part> = placed.into_iter().map(|placed| placed.part).collect();
    parts.retain(|part| !matches!(part, Part::Block(_, words) if is_filling(&words.words)));
    let same = |part: &Part| matches!(part, Part::Block(BlockKind::Subheading, words) if tidy(&words.words) == tidy(headline));
    if let Some(at) = parts.iter().take(5).position(same) {
        parts.remove(at);
    }
    let mut url = None;
    for part in &mut parts {
        if let Part::Block(kind, words) = part
            && is_service(&words.words)
        {
            *kind = BlockKind::Boilerplate;
            let online = words.links.iter().find(|(range, url)| {
                let words = words.words.get(range.clone()).unwrap_or("").to_lowercase();
                url.starts_with("http") && ONLINE.iter().any(|word| words.contains(word))
            });
            url = url.or_else(|| online.map(|(_, url)| url.clone()));
        }
    }
    end(&mut parts);
    Page { parts, url }
}

/// After the line that tells how to leave the list comes nothing but the service's words.
fn end(parts: &mut [Part]) {
    let leaves = |part: &Part| match part {
        Part::Block(BlockKind::Boilerplate, words) => {
            let words = words.words.to_lowercase();
            LAST.iter().any(|phrase| words.contains(phrase))
        }
        _ => false,
    };
    let Some(at) = parts.iter().position(leaves) else { return };
    let long =
        |part: &Part| matches!(part, Part::Block(BlockKind::Paragraph, words) if words.words.len() > SHORT);
    // Some tell it at the top as well.
    if at * 2 < parts.len() || parts[at..].iter().any(long) {
        return;
    }
    for part in &mut parts[at..] {
        if let Part::Block(kind, _) = part {
            *kind = BlockKind::Boilerplate;
        }
    }
}

/// True for a service's own line.
fn is_service(words: &str) -> bool {
    let words = words.to_lowercase();
    words.len() < SHORT && SERVICE.iter().any(|phrase| words.contains(phrase))
}

/// Characters without width, which fill the preview that mail programs show of a letter.
fn is_filling(words: &str) -> bool {
    let filling = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{34f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2007}' | '\u{feff}' | '\u{2060}'
            )
    };
    words.chars().all(filling)
}

/// True for what mail programs don't show.
fn is_hidden(tree: &Tree, id: Id) -> bool {
    let style = tree.attribute(id, "style");
    if style.is_empty() {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let mut rules = style.split(';');
    rules.any(|rule| {
        let (name, value) = rule.split_once(':').unwrap_or((rule, ""));
        let value = value.trim_end_matches("!important");
        match name {
            "display" => value == "none",
            "visibility" => value == "hidden",
            "mso-hide" => value == "all",
            // Cells have no line of their own to be that high.
            "max-height" | "font-size" | "opacity" => {
                let number = value.trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
                number.parse::<f32>().is_ok_and(|number| number <= 0.0) && !is_layout(tree, id)
            }
            _ => false,
        }
    })
}

/// Layout tables are set to no font size to close their gaps, and hold words all the same.
fn is_layout(tree: &Tree, id: Id) -> bool {
    let style = tree.attribute(id, "style");
    matches!(tree.tag(id), "table" | "tbody" | "tr" | "td" | "body" | "center")
        && !style.contains("max-height")
        && !style.contains("opacity")
}

/// True for images that are there to be counted or to keep a distance.
fn is_pixel(tree: &Tree, id: Id) -> bool {
    let small = |name: &str| {
        let size = tree.attribute(id, name).trim_end_matches("px");
        size.parse::<f32>().is_ok_and(|size| size <= 3.0)
    };
    let nameless = tree.attribute(id, "alt").trim().is_empty();
    tree.tag(id) == "img" && (small("width") || small("height") || (nameless && tree.has(id, "alt")))
}

/// The blocks of a plain text; `flowed` says whether its lines flow (RFC 3676) and are glued together.
#[must_use]
pub fn blocks(text: &str, flowed: Option<bool>) -> Vec<(BlockKind, String)> {
    let mut out = Vec::new();
    // Lines that are quoted alike, or are the signature.
    let mut run: (usize, bool, String) = (0, false, String::new());
    for line in text.lines() {
        let (depth, words) = quoted(line);
        let signs = words == "-- " || words == "--";
        let signed = (run.1 && depth == run.0) || (signs && depth == 0);
        if (depth, signed) != (run.0, run.1) {
            close(&run, flowed, &mut out);
            run = (depth, signed, String::new());
        }
        if !signs {
            run.2.push_str(words);
            run.2.push('\n');
        }
    }
    close(&run, flowed, &mut out);
    out
}

/// How deep a line is quoted, and the line without its marks.
fn quoted(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while let Some(inner) = rest.strip_prefix('>') {
        depth += 1;
        rest = inner.strip_prefix(' ').filter(|inner| inner.starts_with('>')).unwrap_or(inner);
    }
    (depth, if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

fn close(run: &(usize, bool, String), flowed: Option<bool>, out: &mut Vec<(BlockKind, String)>) {
    let (depth, signed, text) = run;
    if *signed {
        out.extend(
            Some((BlockKind::Boilerplate, text.trim().to_owned())).filter(|(_, words)| !words.is_empty()),
        );
        return;
    }
    let text = flow(text, flowed);
    for block in structure::structure(&text).blocks {
        let words = block.span.of(&text).to_owned();
        let kind = match block.kind {
            _ if is_service(&words) => BlockKind::Boilerplate,
            _ if *depth > 0 => BlockKind::BlockQuote,
            BlockKind::Subheading
            | BlockKind::ListItem
            | BlockKind::BlockQuote
            | BlockKind::Table
            | BlockKind::Code
            | BlockKind::Boilerplate => block.kind,
            _ => BlockKind::Paragraph,
        };
        if !words.trim().is_empty() {
            out.push((kind, words));
        }
    }
}

/// Joins lines that a program wrapped.
fn flow(text: &str, flowed: Option<bool>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or("");
        match flowed {
            Some(glued) => {
                let line = line.strip_prefix(' ').unwrap_or(line);
                let goes_on = line.ends_with(' ') && !next.is_empty();
                out.push_str(if goes_on && glued { line.trim_end_matches(' ') } else { line });
                if !goes_on {
                    out.push('\n');
                }
            }
            None => {
                let line = line.trim_end();
                let ragged = next.trim().is_empty() || next.starts_with([' ', '\t']);
                let goes_on =
                    line.chars().count() >= WRAPPED && !ragged && !structure::shapes::is_list_item(next);
                out.push_str(line);
                out.push(if goes_on { ' ' } else { '\n' });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_are_writers_outlets_or_both() {
        let check = |name: &str, byline: &str, source: &str| {
            let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
            assert_eq!(sender(name), (some(byline), some(source)), "{name}");
        };
        check("Ana Ruiz", "Ana Ruiz", "");
        check("\"Ana Ruiz\"", "Ana Ruiz", "");
        check("Ana Ruiz from Alden Post", "Ana Ruiz", "Alden Post");
        check("Ana Ruiz | Morning Tide", "Ana Ruiz", "Morning Tide");
        check("Alden Post", "", "Alden Post");
        check("The Morning Tide", "", "The Morning Tide");
        check("Port Alden City Council", "", "Port Alden City Council");
        check("newsletter", "", "newsletter");
        check("", "", "");
    }

    #[test]
    fn plain_letters_have_quotes_and_a_signature() {
        use BlockKind::{BlockQuote, Boilerplate, Paragraph};
        let text = "It is a long line that was wrapped by the program\nand goes on.\n\nOn Monday Tom wrote:\n> It rained.\n>> Did it?\n\nIt did.\n\n-- \nAna\nAlden Post\n";
        let found = blocks(text, None);
        let expect = [
            (Paragraph, "It is a long line that was wrapped by the program and goes on."),
            (Paragraph, "On Monday Tom wrote:"),
            (BlockQuote, "It rained."),
            (BlockQuote, "Did it?"),
            (Paragraph, "It did."),
            (Boilerplate, "Ana\nAlden Post"),
        ];
        let found: Vec<(BlockKind, &str)> =
            found.iter().map(|(kind, words)| (*kind, words.as_str())).collect();
        assert_eq!(found, expect);
        assert_eq!(flow("It \nrained \na lot.\n", Some(false)), "It rained a lot.\n");
        assert_eq!(flow("It \nrai \nned.\n", Some(true)), "Itrained.\n");
    }

    #[test]
    fn what_mail_programs_hide_is_left_out() {
        let html = "<div style='display:none; max-height:0'>Preview</div><div style='font-size: 0px'>More</div><div>&zwnj;&nbsp;&#847;</div>\
            <table style='font-size:0'><tr><td><p>It rained.</p><img src='https://count.example/1.gif' width=1 height=1></td></tr></table>\
            <p>More rain.</p><p><a href='https://alden.example/7'>View in browser</a></p><p>You can <a href='https://alden.example/u'>unsubscribe</a>.</p><p>Quay 1, Port Alden</p>";
        let page = page(html, "Rain");
        let kinds: Vec<(BlockKind, &str)> = page
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Block(kind, words) => Some((*kind, words.words.as_str())),
                Part::Figure(_) => None,
            })
            .collect();
        use BlockKind::{Boilerplate, Paragraph};
        let expect = [
            (Paragraph, "It rained."),
            (Paragraph, "More rain."),
            (Boilerplate, "View in browser"),
            (Boilerplate, "You can unsubscribe."),
            (Boilerplate, "Quay 1, Port Alden"),
        ];
        assert_eq!(kinds, expect);
        assert_eq!((page.parts.len(), page.url.as_deref()), (5, Some("https://alden.example/7")));
    }
}
