//! YAML as a value, of bounded size and depth however its aliases multiply.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::sources::json::Value;

/// Values in the whole, aliases followed.
const MOST: usize = 20_000;

/// Lists and objects in each other.
const DEEPEST: usize = 64;

/// A list or an object that is still open.
struct Open {
    value: Value,
    anchor: usize,
    /// The name of the next field.
    name: Option<String>,
}

/// Reads the first document.
///
/// # Errors
/// What is wrong, with the line.
pub fn parse(yaml: &str) -> Result<Value, String> {
    let mut open: Vec<Open> = Vec::new();
    let mut anchors: Vec<(usize, Value)> = Vec::new();
    let mut count = 0_usize;
    for event in Parser::new_from_str(yaml) {
        let (event, _) = event.map_err(|error| error.to_string())?;
        let mut done = match event {
            Event::Scalar(words, style, anchor, _) => Some((scalar(&words, style), anchor)),
            Event::Alias(anchor) => {
                let found = anchors.iter().rev().find(|(known, _)| *known == anchor);
                let value = found.map_or(Value::Null, |(_, value)| value.clone());
                count += size(&value);
                Some((value, 0))
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) if open.len() >= DEEPEST => {
                let _ = anchor;
                return Err(format!("its lists and objects are nested more than {DEEPEST} levels deep"));
            }
            Event::SequenceStart(anchor, _) => {
                open.push(Open { value: Value::List(Vec::new()), anchor, name: None });
                None
            }
            Event::MappingStart(anchor, _) => {
                open.push(Open { value: Value::Object(Vec::new()), anchor, name: None });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|open| (open.value, open.anchor)),
            Event::DocumentEnd => break,
            _ => None,
        };
        count += 1;
        if count > MOST {
            return Err(format!("it has more than {MOST} values; its aliases multiply"));
        }
        if let Some((value, anchor)) = &done
            && *anchor > 0
        {
            anchors.push((*anchor, value.clone()));
            count += size(value);
        }
        match (done.take(), open.last_mut()) {
            (Some((value, _)), Some(outer)) => outer.take(value),
            (Some((value, _)), None) => return Ok(value),
            _ => {}
        }
    }
    Ok(Value::Null)
}

impl Open {
    fn take(&mut self, inner: Value) {
        match (&mut self.value, self.name.take()) {
            (Value::List(items), _) => items.push(inner),
            (Value::Object(_), None) => self.name = Some(inner.scalar().unwrap_or_default()),
            // A merge key brings the fields of another object in.
            (Value::Object(fields), Some(name)) if name == "<<" => fields.extend_from_slice(inner.fields()),
            (Value::Object(fields), Some(name)) => fields.push((name, inner)),
            _ => {}
        }
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(fields) => 1 + fields.iter().map(|(_, value)| size(value)).sum::<usize>(),
        _ => 1,
    }
}

fn scalar(words: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(words.to_owned());
    }
    match words {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => Value::Text(words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(yaml: &str, json: &str) {
        let expect = Value::parse(json).map(|(value, _)| value);
        assert_eq!(parse(yaml), expect, "{yaml}");
    }

    #[test]
    fn front_matter_is_read() {
        check(
            "title: Rain\ntags: [a, 'b']\ndraft: true\n",
            r#"{"title": "Rain", "tags": ["a", "b"], "draft": true}"#,
        );
        check(
            "a:\n  - x: \"1\"\n    y: |\n      one\n      two\n",
            r#"{"a": [{"x": "1", "y": "one\ntwo\n"}]}"#,
        );
        check(
            "base: &b {x: u}\nmore:\n  <<: *b\n  y: v\n",
            r#"{"base": {"x": "u"}, "more": {"x": "u", "y": "v"}}"#,
        );
        check("date: 2031-05-04\nnone:\n", r#"{"date": "2031-05-04", "none": null}"#);
    }

    #[test]
    fn bombs_are_bounded() {
        let mut bomb = String::from("a0: &a0 [x, x]\n");
        for n in 1..40 {
            bomb.push_str(&format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1));
        }
        assert!(parse(&bomb).is_err_and(|what| what.contains("multiply")));
        let nested = |depth: usize| format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&nested(100)).is_err_and(|what| what.contains("deep")));
        assert!(parse(&nested(50_000)).is_err() && parse(&nested(20)).is_ok());
        assert!(parse("a: [1, 2\nb: {").is_err());
    }
}
