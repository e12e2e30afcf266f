//! The language of an article, told from a sample of its body.
//!
//! English is told by its small words, which costs a microsecond or two; only other texts are given to `whatlang`.

use whatlang::Lang;

use super::block::Structure;
use crate::text::Span;

/// Bytes of the body that are looked at.
const SAMPLE: usize = 2048;

/// ISO 639-1 codes.
#[rustfmt::skip]
const CODES: &[(Lang, &str)] = &[
    (Lang::Epo, "eo"), (Lang::Eng, "en"), (Lang::Rus, "ru"), (Lang::Cmn, "zh"), (Lang::Spa, "es"), (Lang::Por, "pt"),
    (Lang::Ita, "it"), (Lang::Ben, "bn"), (Lang::Fra, "fr"), (Lang::Deu, "de"), (Lang::Ukr, "uk"), (Lang::Kat, "ka"),
    (Lang::Ara, "ar"), (Lang::Hin, "hi"), (Lang::Jpn, "ja"), (Lang::Heb, "he"), (Lang::Yid, "yi"), (Lang::Pol, "pl"),
    (Lang::Amh, "am"), (Lang::Jav, "jv"), (Lang::Kor, "ko"), (Lang::Nob, "nb"), (Lang::Dan, "da"), (Lang::Swe, "sv"),
    (Lang::Fin, "fi"), (Lang::Tur, "tr"), (Lang::Nld, "nl"), (Lang::Hun, "hu"), (Lang::Ces, "cs"), (Lang::Ell, "el"),
    (Lang::Bul, "bg"), (Lang::Bel, "be"), (Lang::Mar, "mr"), (Lang::Kan, "kn"), (Lang::Ron, "ro"), (Lang::Slv, "sl"),
    (Lang::Hrv, "hr"), (Lang::Srp, "sr"), (Lang::Mkd, "mk"), (Lang::Lit, "lt"), (Lang::Lav, "lv"), (Lang::Est, "et"),
    (Lang::Tam, "ta"), (Lang::Vie, "vi"), (Lang::Urd, "ur"), (Lang::Tha, "th"), (Lang::Guj, "gu"), (Lang::Uzb, "uz"),
    (Lang::Pan, "pa"), (Lang::Aze, "az"), (Lang::Ind, "id"), (Lang::Tel, "te"), (Lang::Pes, "fa"), (Lang::Mal, "ml"),
    (Lang::Ori, "or"), (Lang::Mya, "my"), (Lang::Nep, "ne"), (Lang::Sin, "si"), (Lang::Khm, "km"), (Lang::Tuk, "tk"),
    (Lang::Aka, "ak"), (Lang::Zul, "zu"), (Lang::Sna, "sn"), (Lang::Afr, "af"), (Lang::Lat, "la"), (Lang::Slk, "sk"),
    (Lang::Cat, "ca"), (Lang::Tgl, "tl"), (Lang::Hye, "hy"), (Lang::Cym, "cy"),
];

/// The ISO 639-1 code of the article's language, or `""` when it could not be told.
#[must_use]
pub fn lang(text: &str, structure: &Structure) -> &'static str {
    let body = || structure.blocks.iter().filter(|block| block.kind.is_body());
    let first = body().next().map_or_else(Span::default, |block| block.span);
    if is_english(super::structure::shapes::first(text.get(first.start()..).unwrap_or(""), SAMPLE)) {
        return "en";
    }
    let mut sample = String::new();
    for block in body() {
        let left = SAMPLE.saturating_sub(sample.len());
        sample.push_str(super::structure::shapes::first(block.span.of(text), left));
        sample.push('\n');
    }
    let told = whatlang::detect(&sample).filter(|told| told.is_reliable() || told.confidence() > 0.5);
    let code = told.and_then(|told| CODES.iter().find(|(lang, _)| *lang == told.lang()));
    code.map_or("", |(_, code)| code)
}

/// The code of the list that is the same as `code`, or `""` when there is none.
#[must_use]
pub fn known(code: &str) -> &'static str {
    CODES.iter().find(|(_, known)| *known == code).map_or("", |(_, known)| known)
}

/// True when, of the first words, at least one in seven is a small English one.
fn is_english(sample: &str) -> bool {
    let (mut words, mut small) = (0_usize, 0_usize);
    for word in sample.split_ascii_whitespace().take(150) {
        words += 1;
        small += usize::from(is_small(word));
        if words >= 40 && small * 5 >= words {
            return true;
        }
    }
    words >= 8 && small * 7 >= words
}

/// Words that English sentences can't do without and that are rare elsewhere.
fn is_small(word: &str) -> bool {
    match word.len() {
        2 => matches!(word, "of" | "to" | "by" | "it" | "he" | "at" | "be"),
        3 => matches!(
            word,
            "the"
                | "and"
                | "was"
                | "for"
                | "she"
                | "are"
                | "has"
                | "had"
                | "his"
                | "her"
                | "who"
                | "but"
                | "not"
        ),
        4 => matches!(word, "that" | "with" | "from" | "said" | "this" | "have" | "will" | "they"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::structure::structure;

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            (
                "The ferry left at noon, and the harbour office said that it was full of people for once.",
                "en",
            ),
            (
                "Die Fähre legte am Mittag ab, und das Hafenamt teilte mit, dass sie zum ersten Mal voll besetzt war.",
                "de",
            ),
            (
                "Le ferry est parti à midi et la capitainerie a déclaré qu'il était plein pour la première fois cette année.",
                "fr",
            ),
            ("Паром отошёл в полдень, и в управлении порта сообщили, что он впервые был полон.", "ru"),
            ("フェリーは正午に出港し、港湾事務所は満席だったと発表した。", "ja"),
            ("1234 5678", ""),
            ("", ""),
        ];
        for (text, expect) in cases {
            assert_eq!(lang(text, &structure(text)), expect, "{text}");
        }
    }
}
