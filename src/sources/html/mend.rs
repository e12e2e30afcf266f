//! Broken JSON made readable: what pages get wrong in their scripts of data.
//!
//! The result may still be no JSON; what was JSON before stays as it was.

/// JSON without comments, wrappers of CDATA, raw control characters, commas at ends and quotes that were not escaped.
#[must_use]
pub fn mended(json: &str) -> String {
    let mut mend = Mend { out: String::with_capacity(json.len() + 16), rest: unwrapped(json) };
    while let Some(c) = mend.next() {
        match c {
            '"' => mend.string(),
            '/' if mend.rest.starts_with('/') => mend.skip_to("\n"),
            '/' if mend.rest.starts_with('*') => mend.skip_to("*/"),
            '}' | ']' => {
                let kept = mend.out.trim_end().trim_end_matches(',').len();
                mend.out.truncate(kept);
                mend.out.push(c);
            }
            _ => mend.out.push(c),
        }
    }
    mend.out
}

/// What stands around the data in scripts that old browsers shall pass over.
const WRAPPERS: &[&str] = &["<!--", "-->", "<![CDATA[", "]]>", "//", "/*", "*/", ";"];

/// Without `<!--`, `<![CDATA[` and the like around it.
fn unwrapped(json: &str) -> &str {
    let mut rest = json.trim();
    while let Some(inner) = WRAPPERS.iter().find_map(|wrapper| rest.strip_prefix(wrapper)) {
        rest = inner.trim_start();
    }
    while let Some(inner) = WRAPPERS.iter().find_map(|wrapper| rest.strip_suffix(wrapper)) {
        rest = inner.trim_end();
    }
    rest
}

struct Mend<'a> {
    out: String,
    rest: &'a str,
}

impl Mend<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn skip_to(&mut self, end: &str) {
        self.rest = self.rest.split_once(end).map_or("", |(_, rest)| rest);
    }

    /// The rest of a string, whose first quote was read.
    fn string(&mut self) {
        self.out.push('"');
        while let Some(c) = self.next() {
            match c {
                '"' if self.closes() => return self.out.push('"'),
                '"' => self.out.push_str("\\\""),
                '\\' => self.escape(),
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                c if c.is_control() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    /// True when a quote here ends its string, as what follows tells.
    fn closes(&self) -> bool {
        let rest = self.rest.trim_start();
        match rest.chars().next() {
            None | Some(':' | '}' | ']') => true,
            // After a comma comes another value or the next key.
            Some(',') => rest[1..].trim_start().starts_with(|c: char| {
                matches!(c, '"' | '{' | '[' | '}' | ']' | '-' | 't' | 'f' | 'n') || c.is_ascii_digit()
            }),
            Some(_) => false,
        }
    }

    fn escape(&mut self) {
        match self.rest.chars().next() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {
                self.out.push('\\');
                if let Some(c) = self.next() {
                    self.out.push(c);
                }
            }
            Some('u')
                if self.rest.get(1..5).is_some_and(|hex| hex.bytes().all(|c| c.is_ascii_hexdigit())) =>
            {
                self.out.push('\\');
            }
            Some('\'') | None => {}
            Some(_) => self.out.push_str("\\\\"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expect: &str) {
        assert_eq!(mended(json), expect, "{json}");
    }

    #[test]
    fn what_is_broken_is_mended() {
        check(r#"{"a": 1}"#, r#"{"a": 1}"#);
        check("{\"a\": \"x\ny\tz\u{1}\"}", r#"{"a": "x\ny\tz "}"#);
        check(r#"{"a": [1, 2,], "b": 3 , }"#, r#"{"a": [1, 2], "b": 3 }"#);
        check(r#"<!-- {"a": 1} -->"#, r#"{"a": 1}"#);
        check("//<![CDATA[\n{\"a\": [1]}\n//]]>", r#"{"a": [1]}"#);
        check("<![CDATA[{\"a\": 1}]]>", r#"{"a": 1}"#);
        check("{/* one */ \"a\": 1 // two\n}", r#"{ "a": 1}"#);
        check(r#"{"a": "the "big" one", "b": 1}"#, r#"{"a": "the \"big\" one", "b": 1}"#);
        check(r#"{"a": "it\'s \x"}"#, r#"{"a": "it's \\x"}"#);
        check(r#"{"a": "\u00e4 \u00g"}"#, r#"{"a": "\u00e4 \\u00g"}"#);
        check(r#"{"url": "https://a.example/b"}"#, r#"{"url": "https://a.example/b"}"#);
        check(r#"{"a": 1};"#, r#"{"a": 1}"#);
        check("", "");
    }
}
