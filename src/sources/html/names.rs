//! Writers' names in a line: `By Ana Ruiz and Tom Ek, science correspondent` has two.
//!
//! Roles, places, addresses, handles and dates are left out; so is every name but the first of its kind.

use super::survey::{folded, plain};

/// Words before names, in lower case; those of several words first.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "written by", "words by", "reported by", "story by", "posted by", "published by", "geschrieben von", "verfasst von", "veröffentlicht von",
    "ein artikel von", "eine analyse von", "ein kommentar von", "ein gastbeitrag von", "interview von", "escrito por", "publicado por", "écrit par", "publié par", "propos recueillis par",
    "scritto da", "autorin/autor", "autor/in", "autorin", "autoren", "authors", "author", "autores", "autores", "auteurs", "auteur", "autore",
    "autor", "tekst og foto", "tekst", "text", "texte", "foto og tekst", "yazan", "haber", "oleh", "penulis", "skrevet av", "skrevet af", "skriven av",
    "текст", "автор", "by", "von", "par", "por", "di", "da", "door", "av", "af", "od", "przez",
];

/// Words between names.
const JOINTS: &[&str] = &[
    "and", "und", "et", "y", "e", "og", "och", "en", "ve", "ja", "sowie", "with", "mit", "avec", "con", "és",
    "și", "i", "a", "oraz", "ir", "та", "и",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "af", "al", "bin", "ben", "da", "das", "de", "del", "della", "dei", "den", "der", "di", "do", "dos",
    "du", "el", "ibn", "la", "le", "los", "ten", "ter", "van", "von", "vom", "zu", "zum", "zur", "'t", "d'",
    "ap",
];

/// Words of roles and desks, in lower case; a part that has one is nobody's name.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "correspondent", "correspondents", "reporter", "reporters", "editor", "editors", "writer", "writers", "journalist", "journalists", "staff", "newsroom", "desk", "team",
    "columnist", "contributor", "contributors", "analyst", "producer", "bureau", "chief", "redakteur", "redakteurin", "redaktion", "korrespondent",
    "korrespondentin", "reporterin", "volontärin", "volontär", "autorin", "chefredakteur", "journalistin", "redacción", "redaccion", "redaction", "rédaction", "redazione",
    "redactie", "redaktionen", "redaksjonen", "periodista", "corresponsal", "journaliste", "correspondant", "correspondante", "giornalista",
    "professor", "professorin", "minister", "director", "university", "universität", "universiteto", "updated", "published", "aktualisiert",
    "follow", "email", "admin", "administrator", "webmaster", "online", "news", "agency", "agentur", "agencia", "agence", "agenzia", "magazin", "zeitung",
    "share", "read", "min", "minutes", "comments", "photographer", "illustration",
];

/// Words that dates begin with.
const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Montag",
    "Dienstag",
    "Mittwoch",
    "Donnerstag",
    "Freitag",
    "Samstag",
    "Sonntag",
    "Updated",
    "Published",
    "Posted",
    "Copy",
];

/// Titles after the names of Korean and Japanese writers.
const AFTER: &[&str] =
    &["기자", "특파원", "논설위원", "선임기자", "記者", "編集委員", "論説委員", "특집기자"];

/// Lines of more bytes than this name nobody.
const LONGEST: usize = 400;

/// More names than this are not written by, but listed.
const MOST: usize = 30;

/// The names in a line.
#[must_use]
pub fn names(line: &str) -> Vec<String> {
    let line = unbracketed(&plain(line));
    if line.len() > LONGEST || line.contains("://") {
        return Vec::new();
    }
    let line = opened(&line).unwrap_or(&line);
    let parts = parts(line);
    let found: Vec<&str> = parts.iter().filter_map(|part| name(part)).collect();
    let several = found.iter().any(|name| name.contains(' '));
    let mut list: Vec<String> = Vec::new();
    for name in found {
        // A single word beside whole names is a place or an agency.
        let lone = several && !name.contains([' ', '-', '.']) && name.is_ascii();
        if !lone && list.len() < MOST && !list.iter().any(|known| folded(known) == folded(name)) {
            list.push(name.to_owned());
        }
    }
    list
}

/// What follows words like `By` at the start of a line.
#[must_use]
pub fn opened(line: &str) -> Option<&str> {
    let line = line.trim_start();
    OPENERS.iter().find_map(|opener| {
        let start = line.get(..opener.len())?;
        let rest = line.get(opener.len()..)?;
        let same = start.eq_ignore_ascii_case(opener) || start.to_lowercase() == *opener;
        let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix(' '))?;
        same.then(|| rest.trim_start_matches([':', ' ']))
    })
}

/// True for words that could be one person's name: two to five capital words.
#[must_use]
pub fn is_person(words: &str) -> bool {
    let count = words.split(' ').count();
    name(words).is_some_and(|name| name.len() == words.len())
        && ((2..=5).contains(&count) || !words.is_ascii())
}

/// Without what stands in brackets.
fn unbracketed(line: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The parts of a line between commas, strokes, bullets and joining words.
fn parts(line: &str) -> Vec<&str> {
    let mut list = Vec::new();
    for part in line.split([',', ';', '/', '|', '•', '·', '、', '，', '&', '+', '\n', '—', '―', '›'])
    {
        let mut start = 0;
        let mut words = 0;
        let mut at = 0;
        for word in part.split(' ') {
            let after = part.get(at + word.len()..).unwrap_or("").trim_start();
            let name_follows = after.chars().next().is_some_and(|c| !c.is_lowercase());
            // One letter joins whole names only.
            let joint =
                words >= if word.len() == 1 { 2 } else { 1 } && name_follows && JOINTS.contains(&word);
            let dash = matches!(word, "-" | "–");
            if joint || dash {
                list.push(part.get(start..at).unwrap_or(""));
                start = at + word.len();
                words = 0;
            } else if !word.is_empty() {
                words += 1;
            }
            at += word.len() + 1;
        }
        list.push(part.get(start..).unwrap_or(""));
    }
    list
}

/// The name that a part of a line is, without what surrounds it.
fn name(part: &str) -> Option<&str> {
    let mut part = part.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ':' | '"' | '“' | '”' | '*' | '_' | '>' | '<')
    });
    part = opened(part).unwrap_or(part);
    for title in AFTER {
        part = part.strip_suffix(title).unwrap_or(part).trim_end();
    }
    // Dates, times and lower words end a name: `Ana Ruiz in Aldwick`, `Ana Ruiz 4 May 2031`.
    let mut end = 0;
    let mut at = 0;
    let mut count = 0;
    for word in part.split(' ') {
        let particle = PARTICLES.contains(&word.to_lowercase().as_str());
        let lower = word.starts_with(char::is_lowercase) && !particle && !inner_capital(word);
        let broken =
            word.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '=' | '{' | '}' | '!' | '?'));
        if lower || broken || word.is_empty() || DAYS.contains(&word) {
            break;
        }
        at += word.len() + 1;
        if !particle {
            end = at - 1;
            count += 1;
        }
    }
    let whole = part;
    part = part.get(..end)?.trim_end_matches([':', '.']);
    let role = part.split([' ', '-']).any(|word| ROLES.contains(&word.to_lowercase().as_str()));
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    // A lone capital word before a lower one begins a sentence.
    let sentence = count == 1 && part.len() < whole.len() && part.is_ascii();
    let month = super::when::moment(whole, false).is_some() && count < 2;
    (!role && !sentence && !month && letters > 1 && count <= 6 && part.len() <= 80).then_some(part)
}

/// `d’Arcy`, `al-Rashid`, `bpm` written by machines as `iNews`.
fn inner_capital(word: &str) -> bool {
    word.contains(['’', '\'', '-']) && word.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &[&str]) {
        assert_eq!(names(line), expect, "{line}");
    }

    #[test]
    fn every_writer_is_named() {
        check("Ana Ruiz", &["Ana Ruiz"]);
        check("By Ana Ruiz", &["Ana Ruiz"]);
        check("BY ANA RUIZ", &["ANA RUIZ"]);
        check("By Ana Ruiz, Tom Ek and Ida Holt", &["Ana Ruiz", "Tom Ek", "Ida Holt"]);
        check("Ana Ruiz und Tom Ek", &["Ana Ruiz", "Tom Ek"]);
        check("Von Ana Ruiz und Tom Ek, Aldwick", &["Ana Ruiz", "Tom Ek"]);
        check("Par Ana Ruiz et Tom Ek", &["Ana Ruiz", "Tom Ek"]);
        check("Por Ana Ruiz y Tom Ek", &["Ana Ruiz", "Tom Ek"]);
        check("Di Ana Ruiz e Tom Ek", &["Ana Ruiz", "Tom Ek"]);
        check("Ana Ruiz og Tom van der Ek ", &["Ana Ruiz", "Tom van der Ek"]);
        check("Ana Ruiz/Tom Ek", &["Ana Ruiz", "Tom Ek"]);
        check("Ana Ruiz & Tom Ek", &["Ana Ruiz", "Tom Ek"]);
        check("Ana Ruiz; Tom Ek; Ana Ruiz", &["Ana Ruiz", "Tom Ek"]);
        check("Autorin/Autor Ana Ruiz", &["Ana Ruiz"]);
        check("Autor: Ana Ruiz", &["Ana Ruiz"]);
        check("Von: Ana RUIZ, Tom EK", &["Ana RUIZ", "Tom EK"]);
        check("신현주 기자", &["신현주"]);
        check("山田太郎、田中花子", &["山田太郎", "田中花子"]);
        check("Ana d’Arcy", &["Ana d’Arcy"]);
        check("Ana Ruiz &amp; Tom Ek", &["Ana Ruiz", "Tom Ek"]);
        check("Harrow Press", &["Harrow Press"]);
        check("Redfern", &["Redfern"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        check("By Ana Ruiz, Science Correspondent", &["Ana Ruiz"]);
        check("By Ana Ruiz, science correspondent", &["Ana Ruiz"]);
        check("By Ana Ruiz in Aldwick", &["Ana Ruiz"]);
        check("By Ana Ruiz 4 May 2031 • 4:45pm", &["Ana Ruiz"]);
        check("Ana Ruiz | 04.05.2031", &["Ana Ruiz"]);
        check("Ana Ruiz (Harrow Press)", &["Ana Ruiz"]);
        check("Ana Ruiz, ana@post.example", &["Ana Ruiz"]);
        check("By Ana Ruiz Monday, 4 May 2031", &["Ana Ruiz"]);
        check("Текст: Анна Руис", &["Анна Руис"]);
        check("@anaruiz", &[]);
        check("https://post.example/authors/ana", &[]);
        check("Staff Writer", &[]);
        check("admin", &[]);
        check("", &[]);
        check("The ferry came back at noon, and everybody was there to see it.", &[]);
    }

    #[test]
    fn persons_have_two_names() {
        for (words, expect) in [
            ("Ana Ruiz", true),
            ("Ana", false),
            ("ana ruiz", false),
            ("Ana Ruiz 4", false),
            ("신현주", true),
            ("Staff Writer", false),
        ] {
            assert_eq!(is_person(words), expect, "{words}");
        }
    }
}
