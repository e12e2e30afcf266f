//! Mending JSON that programs get wrong in small ways, without touching what is right.
//!
//! Every mending is told. What is no JSON afterwards either is left to the reader, who says why.

/// What was mended, and how often.
#[derive(Default)]
struct Mends {
    surrogates: usize,
    controls: usize,
    escapes: usize,
    values: usize,
    commas: usize,
}

/// The mended text and a note for each kind of mending; no notes when there was nothing to mend.
#[must_use]
pub fn mend(json: &str) -> (String, Vec<String>) {
    let mut out = String::with_capacity(json.len() + 64);
    let mut mends = Mends::default();
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '"' => string(&rest[1..], &mut out, &mut mends),
            ',' => comma(&rest[1..], &mut out, &mut mends),
            _ if c.is_ascii_alphabetic() || rest.starts_with("-I") => word(rest, &mut out, &mut mends),
            _ => {
                out.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
    (out, mends.notes())
}

/// A comma, unless the list or object ends behind it.
fn comma<'a>(rest: &'a str, out: &mut String, mends: &mut Mends) -> &'a str {
    if rest.trim_start().starts_with([']', '}']) {
        mends.commas += 1;
    } else {
        out.push(',');
    }
    rest
}

/// A word outside of strings: one of JSON's three, or one of JavaScript's and Python's.
fn word<'a>(rest: &'a str, out: &mut String, mends: &mut Mends) -> &'a str {
    let sign = usize::from(rest.starts_with('-'));
    let letters = rest[sign..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len() - sign);
    let (found, rest) = rest.split_at(sign + letters);
    let value = match found {
        "NaN" | "Infinity" | "-Infinity" | "undefined" | "None" => "null",
        "True" => "true",
        "False" => "false",
        found => found,
    };
    mends.values += usize::from(value != found);
    out.push_str(value);
    rest
}

/// The rest of a string, its opening quote left behind.
fn string<'a>(mut rest: &'a str, out: &mut String, mends: &mut Mends) -> &'a str {
    out.push('"');
    while let Some(at) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.as_bytes()[0] {
            b'"' => {
                out.push('"');
                return &rest[1..];
            }
            b'\\' => escape(&rest[1..], out, mends),
            control => {
                out.push_str(&format!("\\u{control:04x}"));
                mends.controls += 1;
                &rest[1..]
            }
        };
    }
    out.push_str(rest);
    ""
}

/// What follows a backslash.
fn escape<'a>(rest: &'a str, out: &mut String, mends: &mut Mends) -> &'a str {
    let hex = |at: usize| rest.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match rest.chars().next() {
        None => "",
        Some('u') => {
            let pair = rest.get(5..7) == Some("\\u");
            match (hex(1), hex(7).filter(|_| pair)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => {
                    out.push('\\');
                    out.push_str(&rest[..11]);
                    &rest[11..]
                }
                (Some(0xd800..=0xdfff), _) => {
                    mends.surrogates += 1;
                    out.push('\u{fffd}');
                    &rest[5..]
                }
                (Some(_), _) => {
                    out.push('\\');
                    out.push_str(&rest[..5]);
                    &rest[5..]
                }
                (None, _) => {
                    mends.escapes += 1;
                    out.push_str("\\\\u");
                    &rest[1..]
                }
            }
        }
        Some(c @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {
            out.push('\\');
            out.push(c);
            &rest[1..]
        }
        // `\'` and the like mean the character; an escape that nobody knows keeps its backslash.
        Some(c) => {
            mends.escapes += 1;
            out.push_str(if c.is_alphanumeric() { "\\\\" } else { "" });
            rest
        }
    }
}

impl Mends {
    fn notes(&self) -> Vec<String> {
        let kinds = [
            (self.surrogates, "lone surrogate was replaced", "lone surrogates were replaced"),
            (
                self.controls,
                "raw control character or line end was escaped",
                "raw control characters or line ends were escaped",
            ),
            (
                self.escapes,
                "escape that JSON does not know was mended",
                "escapes that JSON does not know were mended",
            ),
            (self.values, "value such as NaN was read as none", "values such as NaN were read as none"),
            (self.commas, "comma too many was left out", "commas too many were left out"),
        ];
        let told = kinds.iter().filter(|(count, ..)| *count > 0);
        told.map(|(count, one, more)| format!("{count} {}", if *count == 1 { one } else { more })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expect: &str, notes: usize) {
        let (mended, told) = mend(json);
        assert_eq!((mended.as_str(), told.len()), (expect, notes), "{json}");
    }

    #[test]
    fn small_mistakes_are_mended_and_told() {
        check(r#"{"a": "x\ud800y"}"#, "{\"a\": \"x\u{fffd}y\"}", 1);
        check(
            r#"["\ude00", "\ud83d\ude00", "\ud83d\u0041"]"#,
            "[\"\u{fffd}\", \"\\ud83d\\ude00\", \"\u{fffd}\\u0041\"]",
            1,
        );
        check("[\"a\nb\", \"\u{1b}[1m\"]", "[\"a\\u000ab\", \"\\u001b[1m\"]", 1);
        check("[NaN, -Infinity, None, True, true, -1]", "[null, null, null, true, true, -1]", 1);
        check("[1, 2, ]", "[1, 2 ]", 1);
        check(r#"["it\'s \x \u12"]"#, r#"["it's \\x \\u12"]"#, 1);
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        for json in [r#"{"a": "NaN, ] \" \\ \u00e9 é", "b": [1, 2.5e3, null]}"#, "", "\"open", "\"open\\"] {
            assert_eq!(mend(json).1, Vec::<String>::new(), "{json}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whole_json_is_never_changed(words in ".{0,30}", number in proptest::num::f64::NORMAL) {
            let json = serde_json::json!({ words.as_str(): [words.as_str(), number] }).to_string();
            assert_eq!(mend(&json), (json, Vec::new()));
        }
    }
}
