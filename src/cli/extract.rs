//! `quotidian extract`: one JSON object per article and line.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::ser::Formatter;

use crate::library::Article;
use crate::library::record::Record;
use crate::sources::Order;

use super::output::write_all;

/// The JSON Schema of one line.
pub const SCHEMA: &str = include_str!("../../assets/extract.schema.json");

/// Writes every article that is ordered as a line of JSON; gives the number of problems.
///
/// # Errors
/// When writing fails.
pub fn extract(
    order: &Order,
    out: &mut (dyn Write + Send),
    errors: &mut (dyn Write + Send),
) -> io::Result<usize> {
    write_all(order, &line, out, errors)
}

/// One article as a line.
fn line(article: &Article) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(article.text.len() * 3);
    let mut json = serde_json::Serializer::with_formatter(&mut bytes, Harmless);
    // Writing plain data to memory has no way to fail.
    if Record::of(article).serialize(&mut json).is_ok() {
        bytes.push(b'\n');
    }
    bytes
}

/// JSON on one line, in which the control characters that JSON allows (U+007F to U+009F) are escaped too, so that
/// no terminal obeys them.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|c| matches!(c, '\u{7f}'..='\u{9f}')) {
            let (plain, marked) = rest.split_at(at);
            let c = marked.chars().next().unwrap_or_default();
            write!(writer, "{plain}\\u{:04x}", u32::from(c))?;
            rest = &marked[c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
    use serde_json::Value;

    use super::*;
    use crate::sources::Input;

    /// The keys of an object in the order in which they stand.
    struct Keys(Vec<String>);

    impl<'de> Deserialize<'de> for Keys {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Reader;
            impl<'de> Visitor<'de> for Reader {
                type Value = Keys;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an object")
                }

                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                    let mut keys = Vec::new();
                    while let Some((key, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
                        keys.push(key);
                    }
                    Ok(Keys(keys))
                }
            }
            deserializer.deserialize_map(Reader)
        }
    }

    fn lines(inputs: &[Input]) -> (Vec<String>, usize, String) {
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        let problems =
            extract(&Order::from(inputs.to_vec()), &mut out, &mut errors).expect("memory can be written");
        let out = String::from_utf8(out).expect("UTF-8");
        let errors = String::from_utf8(errors).expect("UTF-8");
        (out.lines().map(str::to_owned).collect(), problems, errors)
    }

    /// Says where `value` breaks `rule`, by the few words of JSON Schema that ours uses.
    fn breaks(value: &Value, rule: &Value, whole: &Value, at: &str) -> Option<String> {
        if let Some(name) = rule["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            return breaks(value, &whole["$defs"][name], whole, at);
        }
        if let Some(rules) = rule["anyOf"].as_array() {
            let all: Option<Vec<String>> = rules.iter().map(|rule| breaks(value, rule, whole, at)).collect();
            return all.and_then(|all| all.into_iter().next());
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_u64() || number.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let named = |name: &Value| name == kind || (kind == "integer" && name == "number");
        let fits =
            rule["type"].as_array().map_or_else(|| named(&rule["type"]), |list| list.iter().any(named));
        let listed = rule["enum"].as_array().is_none_or(|list| list.contains(value));
        if !fits || !listed {
            return Some(format!("{at}: {value}"));
        }
        match value {
            Value::Array(list) => {
                list.iter().find_map(|value| breaks(value, &rule["items"], whole, &format!("{at}[]")))
            }
            Value::Object(map) => {
                let required = rule["required"].as_array().map_or(&[][..], Vec::as_slice);
                let known = map.len() == required.len()
                    && required.iter().all(|key| key.as_str().is_some_and(|key| map.contains_key(key)));
                let mut parts = map.iter().map(|(key, value)| {
                    breaks(value, &rule["properties"][key], whole, &format!("{at}.{key}"))
                });
                if known { parts.find_map(|found| found) } else { Some(format!("{at}: keys")) }
            }
            _ => None,
        }
    }

    #[test]
    fn every_line_fits_the_schema_field_by_field_and_in_order() {
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        let (lines, problems, _) = lines(&[Input::Edition]);
        assert_eq!(problems, 0);
        assert!(!lines.is_empty());
        for line in lines {
            let value: Value = serde_json::from_str(&line).expect("JSON");
            assert_eq!(breaks(&value, &schema, &schema, ""), None);
            let Keys(keys) = serde_json::from_str(&line).expect("an object");
            let required: Vec<&str> =
                schema["required"].as_array().expect("a list").iter().flat_map(Value::as_str).collect();
            assert_eq!(keys, required);
        }
    }

    #[test]
    fn offsets_are_code_points_of_the_text() {
        let (lines, ..) = lines(&[Input::Edition]);
        for line in lines {
            let value: Value = serde_json::from_str(&line).expect("JSON");
            let text: Vec<char> = value["text"].as_str().expect("words").chars().collect();
            let number = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("small");
            let at = |place: &Value| {
                text[number(&place["start"])..number(&place["end"])].iter().collect::<String>()
            };
            let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
            for quote in list(&value, "quotes") {
                let spans: Vec<String> = list(&quote, "content").iter().map(at).collect();
                assert_eq!(quote["text"], spans.join(" "));
            }
            for mention in list(&value, "people").iter().flat_map(|person| list(person, "mentions")) {
                assert_eq!(mention["text"], at(&mention));
            }
        }
    }

    #[test]
    fn control_characters_are_escaped_and_come_back() {
        let home = tempfile::tempdir().expect("a folder");
        let words = "A \u{1b}[1mbold\u{9b}0m\u{7f} é ferry \u{85}";
        std::fs::write(home.path().join("a.txt"), words).expect("a file");
        let (lines, ..) = lines(&[Input::Path(home.path().into())]);
        assert!(!lines[0].contains(char::is_control));
        let value: Value = serde_json::from_str(&lines[0]).expect("JSON");
        assert_eq!(value["text"], words);
    }

    #[test]
    fn problems_are_one_line_each_and_the_rest_is_printed() {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(home.path().join("a.txt"), "It rained.").expect("a file");
        std::fs::write(home.path().join("b.txt"), "").expect("a file");
        let (lines, problems, errors) = lines(&[Input::Path(home.path().into())]);
        assert_eq!((lines.len(), problems, errors.lines().count()), (1, 1, 1));
        assert!(
            errors.starts_with("quotidian: ")
                && errors.ends_with("b.txt: is empty; there is nothing to read\n")
        );
    }
}
