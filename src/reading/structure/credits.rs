//! Image lines: `Image: …` alternatives, and captions with the maker's credit at their end, in any of the common styles.

use super::phrases::{AGENCIES, is_outlet};
use super::shapes::last;
use crate::text::Span;

/// A caption (perhaps empty) and the credit cut from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credited {
    /// The words under the image.
    pub caption: Span,
    /// Who made it.
    pub credit: Span,
}

/// Captions of more bytes than this are paragraphs.
const LONGEST: usize = 700;

/// Credits are no longer than this.
const LONGEST_CREDIT: usize = 100;

/// Labels before a credit, in lower case; the longer ones first.
const LABELS: &[&str] = &[
    "photograph courtesy of",
    "photo courtesy of",
    "image courtesy of",
    "courtesy of",
    "photograph credit:",
    "photo credit:",
    "image credit:",
    "picture credit:",
    "photograph by",
    "photograph:",
    "illustration by",
    "illustration:",
    "photos by",
    "photo by",
    "pictures by",
    "picture by",
    "image by",
    "photos:",
    "photo:",
    "picture:",
    "pictures:",
    "image:",
    "images:",
    "video:",
    "credit:",
    "credits:",
    "graphic:",
    "©",
];

/// Labels of a line that describes an image.
const IMAGES: &[&str] = &["image:", "photo:", "picture:", "image description:", "alt:", "alt text:"];

/// The description in `Image: …`, without the label.
#[must_use]
pub fn alt(text: &str, place: Span) -> Option<Span> {
    let line = place.of(text);
    let label = IMAGES.iter().find(|label| starts_with(line, label))?;
    let span = Span::new(place.start() + label.len(), place.end()).trim(text);
    (!span.is_empty() && line.len() <= LONGEST).then_some(span)
}

/// Cuts the credit from the end of the unit at `place`. With `near`, an image line is just before, so that weaker signs count.
#[must_use]
pub fn credited(text: &str, place: Span, near: bool) -> Option<Credited> {
    let line = place.of(text);
    if line.len() > LONGEST || !(near || may_be_credited(line)) {
        return None;
    }
    let found = bracketed(line, near).or_else(|| labelled(line)).or_else(|| after_sentence(line, near))?;
    let span = |from: usize, to: usize| Span::new(place.start() + from, place.start() + to).trim(text);
    let (caption, credit) = (span(0, found.0), span(found.1, found.2));
    (!credit.is_empty()).then_some(Credited { caption, credit })
}

/// False when the end of a line has none of the marks and words that credits have.
fn may_be_credited(line: &str) -> bool {
    let tail = last(line, LONGEST_CREDIT + 24).as_bytes();
    let sign = |(n, &byte): (usize, &u8)| match byte {
        b'/' | b'|' | b':' | 0xa9 | b']' => true,
        b')' if n + 2 >= tail.len() => true,
        b'.' | b'!' | b'?' | b')' | b'"' | 0x9d | 0x99 => tail.get(n + 1).is_some_and(u8::is_ascii_uppercase),
        b' ' if matches!(tail.get(n + 1), Some(b'b' | b'v' | b'c')) => {
            SIGNS.iter().any(|word| tail[n..].starts_with(word))
        }
        _ => false,
    };
    tail.iter().enumerate().any(sign)
}

/// Words that stand before the maker of an image.
const SIGNS: &[&[u8]] = &[b" by ", b" via ", b" courtesy of "];

/// A line that is nothing but a credit: `Photo: Ana Ruiz`, `Getty Images`, `Ana Ruiz / Harrow Press`; a newspaper's name
/// only with `near`.
#[must_use]
pub fn credit_alone(text: &str, place: Span, near: bool) -> Option<Span> {
    let line = place.of(text);
    if line.len() > LONGEST_CREDIT {
        return None;
    }
    let bare = line.trim_matches(['(', ')', '|', '[', ']']).trim();
    let start = place.start() + line.find(bare)?;
    let label = LABELS.iter().find(|label| starts_with(bare, label)).map_or(0, |label| label.len());
    let words = bare.get(label..)?.trim_end_matches('.');
    let sound = if label > 0 {
        is_named(words)
    } else {
        is_credit(words) && (near || words.contains('/') || AGENCIES.matches(words))
    };
    let span = Span::new(start + label, start + label + words.len()).trim(text);
    (sound && !span.is_empty()).then_some(span)
}

/// Where the caption ends and the credit begins and ends, in bytes of the line.
type Cut = (usize, usize, usize);

/// `… in Aldwick. (Photo by Ana Ruiz/Harrow Press)`
fn bracketed(line: &str, near: bool) -> Option<Cut> {
    let body = line.trim_end_matches('.');
    let inside = body.strip_suffix(')').or_else(|| body.strip_suffix(']'))?;
    let open = inside.rfind(['(', '['])?;
    let words = inside.get(open + 1..)?;
    let label = LABELS.iter().find(|label| starts_with(words, label)).map_or(0, |label| label.len());
    let square = body.ends_with(']');
    let ends = near || !square && line.get(..open)?.trim_end().ends_with(['.', '!', '?', '”', '"']);
    let agency_photo = words.contains(" Photo/") || words.contains(" Photo / ");
    let sound = words.len() <= LONGEST_CREDIT
        && ((label > 0 && is_named(words.get(label..)?)) || agency_photo || (ends && is_credit(words)));
    sound.then_some((open, open + 1 + label, inside.len()))
}

/// `… in Aldwick. Photograph: Ana Ruiz/Harrow Press`, `… in Aldwick | Photo: Ana Ruiz`
fn labelled(line: &str) -> Option<Cut> {
    let tail = last(line, LONGEST_CREDIT + 24);
    let from = line.len() - tail.len();
    let (at, label) = ends(tail).find_map(|end| {
        let fits = |label: &&&str| ends_with(&tail[..end], label);
        LABELS.iter().find(fits).map(|label| (from + end - label.len(), label.len()))
    })?;
    let before = line.get(..at)?;
    let words = line.get(at + label..)?.trim_end_matches('.');
    let apart = before.ends_with([' ', '|', '.', '”', ')', '\n']) && !before.trim().is_empty();
    let strong = line.get(at..at + label)?.ends_with(':')
        || before.trim_end().ends_with(['.', '|', '!', '?', '”', '"', '-', '—', '–', '/']);
    let caption = before.trim_end_matches([' ', '|', '\n']).len();
    (apart && strong && is_named(words)).then_some((caption, at + label, at + label + words.len()))
}

/// `… in Aldwick.Ana Ruiz / HPA` and `… in Aldwick. Ana Ruiz/Harrow Press`
fn after_sentence(line: &str, near: bool) -> Option<Cut> {
    let tail = last(line, LONGEST_CREDIT);
    let from = line.len() - tail.len();
    let end = line.trim_end_matches('.').len();
    // The earliest sentence end after which the rest reads as a credit.
    tail.match_indices(['.', '!', '?', '"', '”', '’', ')']).find_map(|(at, mark)| {
        let after = from + at + mark.len();
        let words = line.get(after..end)?;
        let glued = words.starts_with(char::is_uppercase);
        let person =
            glued && near && (2..=4).contains(&words.split(' ').count()) && is_named(words) && mark != "’";
        let many = words.contains('/') || words.contains(" via ");
        let agency = (glued || near || many) && is_credit(words);
        (agency || person).then_some((after, after, end))
    })
}

/// Names and agencies with a slash, "via", "for" or "|" between, an agency last: `Ana Ruiz / AP`, `AFP via Getty Images`; or an agency alone.
fn is_credit(words: &str) -> bool {
    let words = words.trim();
    if !is_named(words) {
        return false;
    }
    let (mut count, mut known) = (0, false);
    let mut last = "";
    for part in
        words.split(['/', '|', '|']).flat_map(|part| part.split(" via ")).flat_map(|part| part.split(" for "))
    {
        last = part.trim();
        count += 1;
        known |= AGENCIES.matches(last);
        if !is_named(last) || last.split_whitespace().count() > 5 {
            return false;
        }
    }
    let letters = || last.chars().filter(|c| c.is_alphabetic());
    let initials = (2..=6).contains(&letters().count()) && letters().all(char::is_uppercase);
    is_outlet(last) || (count > 1 && (initials || known))
}

/// One to twelve words that all begin with a capital (but for particles), a digit or `@`, without a sentence end inside.
fn is_named(words: &str) -> bool {
    const SMALL: &[&str] = &[
        "van", "de", "der", "von", "al", "bin", "and", "of", "the", "for", "via", "da", "di", "du", "la",
        "le", "by", "from", "file", "photo",
    ];
    let words = words.trim();
    let count = words.split_whitespace().count();
    let fits = |word: &str| {
        let bare = word.trim_matches(['(', ')', ',', '/', '|', '-', '&', '©', '"', '“', '”']);
        bare.is_empty()
            || SMALL.contains(&bare)
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '@')
    };
    let sentence = words.split_whitespace().take(count.saturating_sub(1)).any(|word| {
        word.ends_with(['!', '?', ':', ';']) || (word.ends_with('.') && word.len() > 4 && !word.contains('/'))
    });
    (1..=12).contains(&count)
        && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '@')
        && !sentence
        && words.split_whitespace().all(fits)
}

/// Where labels may end: after a colon, `©`, `by` and `of`.
fn ends(tail: &str) -> impl Iterator<Item = usize> {
    tail.bytes().enumerate().filter_map(move |(n, byte)| match byte {
        b':' => Some(n + 1),
        0xa9 => tail.is_char_boundary(n + 1).then_some(n + 1),
        b' ' => [" by ", " of "].iter().any(|word| tail[n..].starts_with(word)).then_some(n + 3),
        _ => None,
    })
}

fn ends_with(line: &str, label: &str) -> bool {
    let end = line.len().checked_sub(label.len()).and_then(|at| line.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(label))
}

fn starts_with(line: &str, label: &str) -> bool {
    line.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
        && (label.ends_with([':', '©']) || line.get(label.len()..).is_some_and(|rest| rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, near: bool, expect: &str) {
        let got = credited(line, Span::new(0, line.len()), near)
            .map_or("-".to_owned(), |found| format!("{}|{}", found.caption.of(line), found.credit.of(line)));
        assert_eq!(got, expect, "{line}");
    }

    #[test]
    fn credits_are_cut_from_captions() {
        check(
            "Ana Ruiz speaks in Aldwick, Norland.Tom Dam / HPA",
            false,
            "Ana Ruiz speaks in Aldwick, Norland.|Tom Dam / HPA",
        );
        check(
            "Ana Ruiz speaks. (Photo by Tom Dam/Getty Images)",
            false,
            "Ana Ruiz speaks.|Tom Dam/Getty Images",
        );
        check("Ana Ruiz speaks. (AP Photo/Tom Dam)", false, "Ana Ruiz speaks.|AP Photo/Tom Dam");
        check("Ana Ruiz, from file. Image: Tom Dam.", false, "Ana Ruiz, from file.|Tom Dam");
        check(
            "Ana Ruiz at the harbour. Photograph: Tom Dam/Harrow Press",
            false,
            "Ana Ruiz at the harbour.|Tom Dam/Harrow Press",
        );
        check("Ana Ruiz at the harbour | Photo: Tom Dam", false, "Ana Ruiz at the harbour|Tom Dam");
        check(
            "The harbour at dawn. Tom Dam/Harrow Press Agency",
            false,
            "The harbour at dawn.|Tom Dam/Harrow Press Agency",
        );
        check(
            "[1/3] The harbour at dawn. REUTERS/Tom Dam",
            false,
            "[1/3] The harbour at dawn.|REUTERS/Tom Dam",
        );
        check("The harbour at dawn.Getty Images", false, "The harbour at dawn.|Getty Images");
        check("The harbour at dawn.Tom Dam", true, "The harbour at dawn.|Tom Dam");
    }

    #[test]
    fn paragraphs_keep_their_ends() {
        check("He showed the picture: It was hers.", false, "-");
        check("She met him in Aldwick. Tom Dam left.", true, "-");
        check("“No,” said Ana Ruiz.", false, "-");
        check("He works for the Harrow Press.", false, "-");
        check("The bill passed (see below).", false, "-");
    }

    #[test]
    fn a_credit_can_stand_alone() {
        let read = |line: &str| {
            credit_alone(line, Span::new(0, line.len()), false).map_or("-", |span| span.of(line)).to_owned()
        };
        for (line, expect) in [
            ("Getty Images", "Getty Images"),
            ("Photo: Tom Dam", "Tom Dam"),
            ("(Tom Dam/Reuters)", "Tom Dam/Reuters"),
            ("Tom Dam", "-"),
            ("Harrow Times", "-"),
            ("Photo: it was taken at noon", "-"),
        ] {
            assert_eq!(read(line), expect, "{line}");
        }
    }

    #[test]
    fn an_image_line_gives_its_description() {
        let line = "Image: Ana Ruiz, Tom, Dam";
        assert_eq!(alt(line, Span::new(0, line.len())).map(|span| span.of(line)), Some("Ana Ruiz, Tom, Dam"));
    }
}
