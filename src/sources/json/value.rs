//! A JSON value: every field in the order it stands in, those that come twice too.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::mend::mend;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// Words.
    Text(String),
    /// One value after the other.
    List(Vec<Value>),
    /// Names and their values.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Reads JSON; what is wrong in a small way (lone surrogates, `NaN`, raw line ends in strings) is mended.
    /// Gives the value and a note for every kind of mending.
    ///
    /// # Errors
    /// Why it can't be read, with the place.
    pub fn parse(json: &str) -> Result<(Self, Vec<String>), String> {
        let json = json.trim_start_matches('\u{feff}');
        let first = match serde_json::from_str(json) {
            Ok(value) => return Ok((value, Vec::new())),
            Err(error) => error,
        };
        let (mended, notes) = mend(json);
        if notes.is_empty() {
            return Err(reason(&first));
        }
        serde_json::from_str(&mended).map(|value| (value, notes)).map_err(|error| reason(&error))
    }

    /// The fields of an object; none for all else.
    #[must_use]
    pub fn fields(&self) -> &[(String, Value)] {
        match self {
            Value::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The values of a list; none for all else.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The value of the field called `name`; the last, when it comes twice.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields().iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value if it is one text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The words for a text, number or truth value.
    #[must_use]
    pub fn scalar(&self) -> Option<String> {
        match self {
            Value::Bool(true) => Some("true".to_owned()),
            Value::Bool(false) => Some("false".to_owned()),
            Value::Number(words) | Value::Text(words) => Some(words.clone()),
            _ => None,
        }
    }
}

/// What serde_json says, in words for people.
fn reason(error: &serde_json::Error) -> String {
    let what = error.to_string();
    if error.is_eof() {
        return "it ends too early; it was cut off".to_owned();
    }
    if what.starts_with("recursion limit") {
        return "its lists and objects are nested more than 128 levels deep".to_owned();
    }
    what
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E>(self, words: &str) -> Result<Value, E> {
        Ok(Value::Text(words.to_owned()))
    }

    fn visit_string<E>(self, words: String) -> Result<Value, E> {
        Ok(Value::Text(words))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_their_doubles() {
        let (value, notes) =
            Value::parse("\u{feff}{\"b\":1,\"a\":[true,null,1.5],\"b\":\"x\"}").expect("JSON");
        let names: Vec<&str> = value.fields().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((names, notes.len()), (vec!["b", "a", "b"], 0));
        assert_eq!(value.get("b"), Some(&Value::Text("x".into())));
        assert_eq!(value.get("a").map(|list| list.items().len()), Some(3));
    }

    #[test]
    fn what_can_not_be_read_says_why() {
        let why = |json: &str| Value::parse(json).expect_err("no JSON");
        assert_eq!(why("{\"a\": [1, 2"), "it ends too early; it was cut off");
        assert_eq!(why(&"[".repeat(100_000)), "its lists and objects are nested more than 128 levels deep");
        assert!(why("{\"a\": oops}").contains("line 1 column"));
    }
}
