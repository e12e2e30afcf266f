//! Folding: letters as any keyboard has them. Accents go, typographic quotes and dashes become plain ones, and what
//! is compared is never longer than a list can show.

use std::borrow::Cow;

/// At most so many letters of a label are compared: more than any list shows, and a bound on the time of a key.
pub(super) const LONGEST: usize = 2_000;

/// The bare letters of U+00C0 to U+024F and of U+1E00 to U+1EFF, in order; a point for what has none.
const LATIN: &[u8] =
    b"AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGg\
HhHhIiIiIiIiIi..JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzsbB.....C\
cDD......FfG...IKkl..Nn.Oo..Pp.....tTtTUu.VYyZz......................AaIiOoUuUuUuUuUu.AaAa..GgGgKkOo\
Oo..j...Gg..NnAa....AaAaEeEeIiIiOoOoRrRrUuUuSsTt..Hh.d..ZzAaEeOoOoOoOoYylntj..ACcLTsz..BU.EeJj..RrYy";
const VIET: &[u8] =
    b"AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSs\
SsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwy......AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEe\
IiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy......";

/// Gives what a letter is compared as: one letter, two (`ß`), or none (an accent that stands alone). Letters of
/// scripts other than Latin come in lower case.
pub fn fold(c: char, mut give: impl FnMut(char)) {
    if c.is_ascii() {
        return give(c);
    }
    match c {
        'Æ' | 'æ' | 'Œ' | 'œ' | 'ß' | 'ẞ' | 'Þ' | 'þ' => {
            let pair = match c {
                'Æ' => "AE",
                'æ' => "ae",
                'Œ' => "OE",
                'œ' => "oe",
                'ß' => "ss",
                'ẞ' => "SS",
                'Þ' => "TH",
                _ => "th",
            };
            pair.chars().for_each(give);
        }
        '\u{300}'..='\u{36f}' => {}
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => give('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => give('"'),
        '‐'..='―' => give('-'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => give(' '),
        c => give(bare(c)),
    }
}

fn bare(c: char) -> char {
    let at = c as usize;
    let known = match c {
        'À'..='ɏ' => LATIN.get(at - 0xc0),
        'Ḁ'..='ỿ' => VIET.get(at - 0x1e00),
        _ => None,
    };
    match known {
        Some(&letter) if letter != b'.' => letter.into(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// A label as it is compared, case kept: its first letters, folded.
pub(super) fn plain(label: &str) -> Cow<'_, str> {
    if label.is_ascii() {
        return Cow::Borrowed(label.get(..LONGEST).unwrap_or(label));
    }
    let mut plain = String::with_capacity(label.len());
    label.chars().take(LONGEST).for_each(|c| fold(c, |c| plain.push(c)));
    Cow::Owned(plain)
}

/// For each letter of [`plain`], which character of the label it comes from.
pub(super) fn places(label: &str) -> Vec<usize> {
    let mut places = Vec::new();
    label.chars().take(LONGEST).enumerate().for_each(|(at, c)| fold(c, |_| places.push(at)));
    places
}

/// A folded letter in a byte, in lower case. Those outside ASCII share the upper half: a byte that differs is another
/// letter, a byte that agrees is nearly always the same.
pub(super) fn code(c: char) -> u8 {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => byte.to_ascii_lowercase(),
        _ => 0x80 | (c as u32 & 0x7f) as u8,
    }
}

/// The bit of a letter or digit in a mask of letters; 0 for other signs.
pub(super) fn bit(code: u8) -> u64 {
    match code {
        b'a'..=b'z' => 1 << (code - b'a'),
        b'0'..=b'9' => 1 << (26 + code - b'0'),
        0x80.. => 1 << (36 + code % 28),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_as_keyboards_have_them() {
        let check = |label: &str, expect: &str| assert_eq!(plain(label), expect);
        check("José Ilić", "Jose Ilic");
        check("Jose\u{301}", "Jose");
        check("ŁÓDŹ", "LODZ");
        check("Nguyễn Đức", "Nguyen Duc");
        check("Straße, Cœur, Æro", "Strasse, Coeur, AEro");
        check("O’Dwyer: “No”—why", "O'Dwyer: \"No\"-why");
        check("Министр 東京", "министр 東京");
        check("10\u{a0}000", "10 000");
        assert_eq!(plain(&"ß".repeat(3_000)).len(), 2 * LONGEST);
    }

    #[test]
    fn places_are_those_of_the_label() {
        assert_eq!(places("æe\u{301}x"), [0, 0, 1, 3]);
        assert_eq!(places("née"), [0, 1, 2]);
    }
}
