//! Front matter: the fields that stand above a Markdown text, as YAML, TOML or JSON.

use super::yaml;
use crate::sources::json::Value;

/// Front matter of more bytes than this is none.
const LONGEST: usize = 64 << 10;

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// An object before the first blank line.
    Json,
}

/// The front matter and what follows it.
#[must_use]
pub fn split(text: &str) -> (Option<(Kind, &str)>, &str) {
    let start = text.trim_start_matches('\u{feff}');
    let first = start.lines().next().unwrap_or("").trim_end();
    let kind = match first {
        "---" => Kind::Yaml,
        "+++" => Kind::Toml,
        _ if first.starts_with('{') && !first.starts_with("{{") && !first.starts_with("{%") => Kind::Json,
        _ => return (None, start),
    };
    let ends: &[&str] = match kind {
        Kind::Yaml => &["---", "..."],
        Kind::Toml => &["+++"],
        Kind::Json => &["}"],
    };
    let mut at = start.find('\n').map_or(start.len(), |end| end + 1);
    if kind == Kind::Json && first.ends_with('}') {
        return (Some((kind, first)), &start[at..]);
    }
    let from = if kind == Kind::Json { 0 } else { at };
    while at < start.len() && at < LONGEST {
        let end = start[at..].find('\n').map_or(start.len(), |end| at + end + 1);
        if ends.contains(&start[at..end].trim_end()) {
            let to = if kind == Kind::Json { end } else { at };
            let front = &start[from..to];
            // Two rules with prose between them are none.
            let named = front.lines().any(|line| line.contains([':', '=']));
            let found = (named || front.trim().is_empty()).then_some((kind, front));
            return if found.is_some() { (found, &start[end..]) } else { (None, start) };
        }
        at = end;
    }
    (None, start)
}

/// The fields of front matter.
///
/// # Errors
/// What is wrong with it.
pub fn parse(kind: Kind, front: &str) -> Result<Value, String> {
    let value = match kind {
        Kind::Yaml => yaml::parse(front)?,
        Kind::Json => Value::parse(front)?.0,
        Kind::Toml => {
            let table: toml::Table =
                front.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
            of_toml(&toml::Value::Table(table))
        }
    };
    match value {
        Value::Object(_) | Value::Null => Ok(value),
        _ => Err("it is no list of names and values".to_owned()),
    }
}

fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(words) => Value::Text(words.clone()),
        toml::Value::Boolean(yes) => Value::Bool(*yes),
        toml::Value::Integer(number) => Value::Number(number.to_string()),
        toml::Value::Float(number) => Value::Number(number.to_string()),
        toml::Value::Datetime(moment) => Value::Text(moment.to_string()),
        toml::Value::Array(items) => Value::List(items.iter().map(of_toml).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(name, value)| (name.clone(), of_toml(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: Option<Kind>, rest: &str) {
        let (front, body) = split(text);
        assert_eq!((front.map(|(kind, _)| kind), body), (kind, rest), "{text}");
    }

    #[test]
    fn front_matter_is_told_from_rules_and_prose() {
        check("---\ntitle: Rain\n---\nIt rained.\n", Some(Kind::Yaml), "It rained.\n");
        check("---\ntitle: Rain\n...\nIt rained.\n", Some(Kind::Yaml), "It rained.\n");
        check("+++\ntitle = \"Rain\"\n+++\nIt rained.\n", Some(Kind::Toml), "It rained.\n");
        check("{\n\"title\": \"Rain\"\n}\n\nIt rained.\n", Some(Kind::Json), "\nIt rained.\n");
        check("---\n\nIt rained.\n\n---\n\nMore.\n", None, "---\n\nIt rained.\n\n---\n\nMore.\n");
        check("---\ntitle: Rain\n", None, "---\ntitle: Rain\n");
        check("# Rain\n", None, "# Rain\n");
    }

    #[test]
    fn toml_and_json_give_the_same_fields() {
        let toml = parse(Kind::Toml, "draft = true\ntitle = \"Rain\"\ndate = 2031-05-04T10:30:00Z\n");
        let json = parse(Kind::Json, r#"{"date": "2031-05-04T10:30:00Z", "draft": true, "title": "Rain"}"#);
        let sorted = |value: Value| {
            let mut fields = value.fields().to_vec();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            fields
        };
        assert_eq!(toml.map(sorted), json.map(sorted));
        assert!(parse(Kind::Toml, "title = ").is_err());
        assert!(parse(Kind::Yaml, "- a\n- b\n").is_err());
    }
}
