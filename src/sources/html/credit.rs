//! Captions and credits told apart in the words under an image, in many languages.
//!
//! Credits lose their label and brackets; captions lose nothing but the credit.

use crate::reading::structure::credits;
use crate::text::Span;

/// Labels before a credit, in lower case; of two with the same start the longer comes first.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "image credit:", "photo credit:", "picture credit:", "image copyright:", "photo courtesy of", "photograph courtesy of", "image courtesy of", "courtesy of",
    "photograph by", "photographs by", "photo by", "photos by", "picture by", "pictures by", "image by", "images by", "illustration by", "illustrations by",
    "photograph:", "photographs:", "photography:", "photo:", "photos:", "picture:", "pictures:", "image:", "images:", "illustration:", "graphic:",
    "credits:", "credit:", "source:", "copyright:", "screenshot:", "video:",
    "bildquelle:", "bildnachweis:", "bildrechte:", "bild:", "bilder:", "quelle:", "foto:", "fotos:", "grafik:", "illustrasjon:", "kilde:", "kuva:", "kuvat:",
    "foto ©", "foto di", "foto av", "foto's:", "beeld:", "bron:", "fuente:", "imagen:", "crédito:", "créditos:", "crédit:", "crédits:", "credito:", "fonte:",
    "imagem:", "zdroj:", "zdjęcie:", "fot.", "źródło:", "fotó:", "forrás:", "fotoğraf:", "kaynak:", "sursa:", "fotografija:", "фото:", "источник:",
    "nuotr.:", "foto –", "写真:", "写真：", "写真＝", "写真=", "撮影:", "撮影：", "撮影＝", "提供:", "提供：", "사진:", "사진=", "사진 =", "©", "(c)", "℗",
];

/// Labels that stand only in brackets or at the start.
const WEAK: &[&str] =
    &["foto", "photo", "copyright", "credit", "bild", "quelle", "courtesy", "file photo", "ap photo", "pic"];

/// What captions are announced with, in lower case.
const ANNOUNCERS: &[&str] = &[
    "image caption,",
    "image caption:",
    "caption:",
    "media caption,",
    "bildunterschrift:",
    "legende:",
    "bildtext:",
];

/// Words in brackets at the end of a caption that say what kind of image it is, in lower case.
const KINDS: &[&str] = &[
    "archivbild",
    "archivfoto",
    "symbolbild",
    "symbolfoto",
    "archiv",
    "file",
    "file photo",
    "archive",
    "archivo",
    "links",
    "rechts",
    "left",
    "right",
    "stock image",
    "video",
    "l",
    "r",
    "arkivfoto",
    "arkivbild",
    "illustration",
    "library image",
    "genrebild",
];

/// What follows the maker in Japanese: taken by, provided by.
const MADE: &[&str] = &["撮影", "提供"];

/// Credits are no longer than this, in bytes.
const LONGEST: usize = 220;

/// The caption and the credit in the words under an image; either may be empty.
#[must_use]
pub fn split(words: &str) -> (String, String) {
    let words = &words.replace(" : ", ": ");
    let words = unannounced(words.trim());
    let found =
        bracketed(words).or_else(|| labelled(words)).or_else(|| listed(words)).or_else(|| read(words));
    if let Some(found) = found {
        let (caption, credit) = found;
        let credit = clean(credit);
        if !credit.is_empty() {
            return (trimmed(caption).to_owned(), credit);
        }
    }
    (words.to_owned(), String::new())
}

/// A credit without label, brackets and marks around it.
#[must_use]
pub fn clean(credit: &str) -> String {
    let mut words = credit.trim();
    loop {
        let before = words;
        words = words.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '|' | ';' | ',' | '-' | '–' | '—' | '/' | '*' | '•')
        });
        if let Some(inner) = words.strip_prefix(['(', '[']) {
            words = inner;
        }
        if words.ends_with([')', ']']) && !words.contains(['(', '[']) {
            words = &words[..words.len() - 1];
        }
        if let Some(label) = LABELS.iter().find(|label| starts(words, label)) {
            words = &words[label.len()..];
        }
        if words == before {
            break;
        }
    }
    if words.matches('.').count() == 1 && !words.ends_with(" Co.") {
        words = words.trim_end_matches('.');
    }
    words.to_owned()
}

/// True for words that begin with a credit's label.
#[must_use]
pub fn is_labelled(words: &str) -> bool {
    let words = words.trim_start_matches(['(', '[', ' ', '|']);
    LABELS.iter().any(|label| starts(words, label))
}

fn unannounced(words: &str) -> &str {
    let label = ANNOUNCERS.iter().find(|label| starts(words, label));
    label.map_or(words, |label| words[label.len()..].trim_start())
}

/// `… at noon. (Photo: Ana Ruiz)`, `… at noon. (Harrow Press)`
fn bracketed(words: &str) -> Option<(&str, &str)> {
    let body = words.trim_end_matches(['.', ' ']);
    let close = body.chars().next_back().filter(|c| matches!(c, ')' | ']' | '）'))?;
    let inside = &body[..body.len() - close.len_utf8()];
    let open = opening(inside)?;
    let first = inside[open..].chars().next()?;
    let (before, credit) = (&words[..open], inside[open + first.len_utf8()..].trim());
    let lower = credit.to_lowercase();
    if credit.len() > LONGEST || KINDS.contains(&lower.as_str()) {
        return None;
    }
    let labelled = LABELS.iter().any(|label| starts(credit, label))
        || WEAK
            .iter()
            .any(|label| lower.starts_with(&format!("{label} ")) || lower.starts_with(&format!("{label}/")))
        || lower.contains(" photo/")
        || lower.contains("via ");
    if let Some(maker) =
        MADE.iter().find_map(|made| credit.strip_suffix(made)).filter(|maker| !maker.is_empty())
    {
        return Some((before, maker));
    }
    let ended = before.trim_end().ends_with(['.', '!', '?', '”', '"', '’', '\'', ')', '…', '。']);
    let agency = credit.contains('/') && !credit.bytes().all(|byte| !byte.is_ascii_alphabetic());
    (labelled || ((ended || agency) && is_named(credit))).then_some((before, credit))
}

/// The bracket that the end of the words closes.
fn opening(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in inside.char_indices().rev() {
        match c {
            ')' | ']' | '）' => depth += 1,
            '(' | '[' | '（' if depth == 0 => return Some(at),
            '(' | '[' | '（' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `… at noon. Photo: Ana Ruiz`, `… at noon © Ana Ruiz`
fn labelled(words: &str) -> Option<(&str, &str)> {
    let lower = words.to_lowercase();
    // Lowering may change the length of rare letters; such words are not cut.
    if lower.len() != words.len() {
        return None;
    }
    let mut best: Option<(usize, usize)> = None;
    for label in LABELS {
        let Some(at) = lower.rfind(label) else { continue };
        let apart = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let room = words.len() - at <= LONGEST;
        let longer = best.is_none_or(|(known, _)| at > known + 12 || at <= known);
        if apart && room && longer && is_end(words, at, label) {
            best = Some((at, label.len()));
        }
    }
    let (at, length) = best?;
    let credit = words.get(at + length..)?;
    let caption = words.get(..at)?;
    (!credit.trim().is_empty()).then_some((caption, credit))
}

/// True when what follows a label at `at` can be a credit: labels without a sign need a name behind and an end before.
fn is_end(words: &str, at: usize, label: &str) -> bool {
    let Some(rest) = words.get(at + label.len()..).map(str::trim) else { return false };
    let signed = label.ends_with([':', '©', ')', '=', '＝', '：', '.', '–', '℗']);
    let before = words.get(..at).unwrap_or("").trim_end();
    let ended = before.is_empty()
        || before.ends_with(['.', '!', '?', '(', '|', ')', ',', '”', '"', '—', '–', '-', '/']);
    let sentences = rest.matches(". ").count();
    let named = rest.starts_with(|c: char| !c.is_lowercase());
    if signed {
        sentences < 6 && (named || !label.is_ascii() || ended)
    } else {
        named && (ended || sentences == 0) && sentences < 2
    }
}

/// `The quay / Ana Ruiz / Harrow Press`, `岸壁＝ＡＰ`
fn listed(words: &str) -> Option<(&str, &str)> {
    if let Some((caption, credit)) = words.rsplit_once('＝') {
        let short = (1..=16).contains(&credit.chars().count());
        let dated = credit.contains(|c: char| c.is_numeric() || matches!(c, '日' | '時' | '。' | '、'));
        return (short && !dated).then_some((caption, credit));
    }
    let tail = words.rfind(". ").map(|at| words.split_at(at + 1));
    let tail = tail.filter(|(_, tail)| tail.contains('/') && tail.len() < 100 && is_named(tail.trim()));
    if tail.is_some() {
        return tail;
    }
    let (caption, credit) = words.split_once(" / ").filter(|(caption, _)| !caption.contains('('))?;
    let makers = || credit.split('/').map(|maker| maker.trim().trim_end_matches('.'));
    let named =
        makers().all(|maker| maker.split(' ').count() <= 5 && is_named(maker.trim_end_matches(" nuotr")));
    (named && caption.contains(' ') && credit.len() <= LONGEST).then_some((caption, credit))
}

/// The styles of English plain text.
fn read(words: &str) -> Option<(&str, &str)> {
    let place = Span::new(0, words.len());
    if let Some(credit) = credits::credit_alone(words, place, true) {
        return Some(("", credit.of(words)));
    }
    let found = credits::credited(words, place, true)?;
    Some((found.caption.of(words), found.credit.of(words)))
}

/// One to eight words without a lower one but for small words, as names of people and agencies are.
fn is_named(words: &str) -> bool {
    const SMALL: &[&str] = &[
        "van", "de", "der", "von", "of", "the", "for", "via", "da", "di", "du", "la", "le", "and", "und",
        "et", "y", "by", "al", "dpa", "afp", "apa", "sda", "epd", "kna", "ddp", "dapd", "ansa", "efe",
        "imago", "picture", "alliance",
    ];
    let mut list = words.split([' ', '/']).filter(|word| !word.is_empty());
    let count = list.clone().count();
    (1..=9).contains(&count)
        && words.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
        && !words.bytes().all(|byte| byte.is_ascii_digit())
        && list.all(|word| SMALL.contains(&word) || !word.starts_with(char::is_lowercase))
}

/// A caption without what led over to its credit.
fn trimmed(caption: &str) -> &str {
    let end = caption.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '|' | '(' | '[' | '–' | '—' | '-' | '/' | ',' | ';' | '•')
    });
    if end.is_empty() { end } else { end.trim_start() }
}

fn starts(words: &str, label: &str) -> bool {
    let Some(start) = words.get(..label.len()) else { return false };
    let same = start.eq_ignore_ascii_case(label) || (!label.is_ascii() && start.to_lowercase() == *label);
    let open = label.ends_with(|c: char| c.is_alphabetic());
    same && (!open || words[label.len()..].starts_with([' ', '\u{a0}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: &str) {
        let (caption, credit) = split(words);
        assert_eq!(format!("{caption}|{credit}"), expect, "{words}");
    }

    #[test]
    fn captions_and_credits_are_told_apart() {
        check(
            "The quay at noon. Photo: Ana Ruiz / Harrow Press",
            "The quay at noon.|Ana Ruiz / Harrow Press",
        );
        check(
            "The quay at noon. (Photo by Ana Ruiz/Harrow Press)",
            "The quay at noon.|Ana Ruiz/Harrow Press",
        );
        check("The quay at noon. (AP Photo/Ana Ruiz)", "The quay at noon.|AP Photo/Ana Ruiz");
        check("The quay at noon. (Harrow Press)", "The quay at noon.|Harrow Press");
        check("The quay at noon. (HPA)", "The quay at noon.|HPA");
        check("Der Kai am Mittag. Foto: Ana Ruiz", "Der Kai am Mittag.|Ana Ruiz");
        check("Der Kai am Mittag, Foto: HPA Bilder", "Der Kai am Mittag|HPA Bilder");
        check("Der Kai am Mittag (Quelle: IMAGO/Ana Ruiz/imago)", "Der Kai am Mittag|IMAGO/Ana Ruiz/imago");
        check("Der Kai (Archivbild) (Quelle: Ana Ruiz)", "Der Kai (Archivbild)|Ana Ruiz");
        check("Der Kai am Mittag. — © HPA", "Der Kai am Mittag.|HPA");
        check("Der Kai © Ana Ruiz/HPA", "Der Kai|Ana Ruiz/HPA");
        check("© Ana Ruiz", "|Ana Ruiz");
        check("FOTO: ANA RUIZ", "|ANA RUIZ");
        check("(Foto: Ana Ruiz)", "|Ana Ruiz");
        check("Le quai. Crédit: Ana Ruiz", "Le quai.|Ana Ruiz");
        check("Kajen vid middag. Foto: Ana Ruiz/HPA", "Kajen vid middag.|Ana Ruiz/HPA");
        check("The quay. Credit: Ana Ruiz/Global Images/Getty", "The quay.|Ana Ruiz/Global Images/Getty");
        check("The quay (Image: Harrow Resort via Getty Images)", "The quay|Harrow Resort via Getty Images");
        check("The quay. Photograph: Ana Ruiz/Reuters", "The quay.|Ana Ruiz/Reuters");
        check("Photo by Ana Ruiz", "|Ana Ruiz");
        check("Illustration by Ana Ruiz", "|Ana Ruiz");
        check("Tom Ek leads. (Courtesy of Tom Ek)", "Tom Ek leads.|Tom Ek");
        check("Image caption, The quay at noon", "The quay at noon|");
        check("The quay at noon.Getty Images", "The quay at noon.|Getty Images");
        check("Credits: Supplied Image;", "|Supplied Image");
        check("Le quai. Crédit : Ana Ruiz", "Le quai.|Ana Ruiz");
        check("Fotoğraf : Ana Ruiz/HPA", "|Ana Ruiz/HPA");
        check("Polizei am Kai / Ana Ruiz", "Polizei am Kai|Ana Ruiz");
        check(
            "Kryžius, asociatyvi nuotr. / A. Ruizas / HPA nuotr.",
            "Kryžius, asociatyvi nuotr.|A. Ruizas / HPA nuotr.",
        );
        check("Der Kai am Mittag. Ana Ruiz/dpa", "Der Kai am Mittag.|Ana Ruiz/dpa");
        check("Der Kai am 11. Mai 2031 (HPA / ANA RUIZ)", "Der Kai am 11. Mai 2031|HPA / ANA RUIZ");
        check("岸壁で見る人々（４日）＝ＡＰ", "岸壁で見る人々（４日）|ＡＰ");
        check("岸壁＝４日、東京で（山田太郎撮影）", "岸壁＝４日、東京で|山田太郎");
        check("岸壁＝2031年5月4日、写真：山田太郎", "岸壁＝2031年5月4日、|山田太郎");
    }

    #[test]
    fn captions_keep_what_is_theirs() {
        check("The quay at noon.", "The quay at noon.|");
        check("Ana Ruiz (links) am Kai.", "Ana Ruiz (links) am Kai.|");
        check("Der Kai am Mittag. (Archivbild)", "Der Kai am Mittag. (Archivbild)|");
        check("She said: it was mine.", "She said: it was mine.|");
        check("The source: a spring.", "The source: a spring.|");
        check("Ana Ruiz (HPA) am Kai", "Ana Ruiz (HPA) am Kai|");
        check("Aldwick 3 / 4 in the harbour", "Aldwick 3 / 4 in the harbour|");
        check("岸壁＝４日午後、東京で", "岸壁＝４日午後、東京で|");
        check("", "|");
    }

    #[test]
    fn credits_lose_their_labels() {
        for (credit, expect) in [
            ("Foto: Ana Ruiz/HPA", "Ana Ruiz/HPA"),
            ("(Image: Getty)", "Getty"),
            ("© Ana Ruiz | HPA", "Ana Ruiz | HPA"),
            ("Bildquelle: HPA", "HPA"),
            ("( Image: Getty Images/iStockphoto)", "Getty Images/iStockphoto"),
            ("Ana Ruiz (HPA)", "Ana Ruiz (HPA)"),
            ("Photo by Ana Ruiz", "Ana Ruiz"),
            ("", ""),
        ] {
            assert_eq!(clean(credit), expect, "{credit}");
        }
    }
}
