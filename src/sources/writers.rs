//! The writers that a field names, whatever else stands in it: "By", roles, more than one name, an e-mail address.

use crate::reading::structure::bylines::{Byline, byline};
use crate::sources::draft::tidy;
use crate::text::Span;

/// Who a field of a byline names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writers {
    /// Each writer's name, without "By".
    pub names: Vec<String>,
    /// The agency, when that is all it names.
    pub source: Option<String>,
}

/// Reads a field. What is not understood as names is one name, so that nothing is lost.
#[must_use]
pub fn writers(field: &str) -> Writers {
    let field = tidy(field);
    let bare = without_address(&field);
    if bare.is_empty() {
        return Writers::default();
    }
    let small = bare.to_ascii_lowercase();
    let opened = ["by ", "written by ", "story by "].iter().any(|opener| small.starts_with(opener));
    let several = bare.contains([',', '&', ';', '/']) || small.contains(" and ") || small.contains(" for ");
    if !opened && !several {
        return Writers { names: vec![bare.to_owned()], source: None };
    }
    let line = if opened { bare.to_owned() } else { format!("By {bare}") };
    match byline(&line, Span::new(0, line.len())) {
        Some(Byline::Names(names)) if !names.is_empty() => {
            let names = names.iter().map(|name| name.of(&line).to_owned()).collect();
            Writers { names, source: None }
        }
        Some(Byline::Source(source)) => {
            Writers { names: Vec::new(), source: Some(source.of(&line).to_owned()) }
        }
        _ => {
            let at = if opened { bare.find(char::is_whitespace).unwrap_or(0) } else { 0 };
            Writers { names: vec![bare[at..].trim().to_owned()], source: None }
        }
    }
}

/// The field without an e-mail address and the brackets around it or the name.
fn without_address(field: &str) -> &str {
    let Some(at) = field.find('@') else { return unwrapped(field) };
    let edge = |c: char| c.is_whitespace() || matches!(c, '<' | '(' | '[' | '>' | ')' | ']' | ',');
    let start = field[..at]
        .rfind(edge)
        .map_or(0, |start| start + field[start..].chars().next().map_or(0, char::len_utf8));
    let end = field[at..].find(edge).map_or(field.len(), |end| at + end);
    // A handle (`@ana`) is no address, and may be all there is.
    if start == at {
        return unwrapped(field);
    }
    let (before, after) = (unwrapped(&field[..start]), unwrapped(&field[end..]));
    if before.len() >= after.len() { before } else { after }
}

fn unwrapped(words: &str) -> &str {
    let words =
        words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | ',' | ';'));
    // `(Ana Ruiz)`, but not `Ana Ruiz (Port Alden)`.
    let inside = words.strip_prefix('(').map(|inside| inside.strip_suffix(')').unwrap_or(inside));
    inside.or_else(|| words.strip_suffix('(')).unwrap_or(words).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, names: &[&str], source: &str) {
        let found = writers(field);
        assert_eq!(
            (
                found.names.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
                found.source.as_deref().unwrap_or("")
            ),
            (names, source),
            "{field}"
        );
    }

    #[test]
    fn names_are_told_from_what_stands_beside_them() {
        check("Ana Ruiz", &["Ana Ruiz"], "");
        check("By Ana Ruiz", &["Ana Ruiz"], "");
        check("Ana Ruiz and Tom Ek", &["Ana Ruiz", "Tom Ek"], "");
        check("By Ana Ruiz, Tom Ek and Ida Holm", &["Ana Ruiz", "Tom Ek", "Ida Holm"], "");
        check("By Ana Ruiz, Science Correspondent", &["Ana Ruiz"], "");
        check("ana.ruiz@alden.example (Ana Ruiz)", &["Ana Ruiz"], "");
        check("Ana Ruiz <ana@alden.example>", &["Ana Ruiz"], "");
        check("Ana Ruiz (ana@alden.example)", &["Ana Ruiz"], "");
        check("ana@alden.example", &[], "");
        check("@anaruiz", &["@anaruiz"], "");
        check("(Ana Ruiz)", &["Ana Ruiz"], "");
        check("“Ana”@x.example“Ruiz”", &[], "");
        check("by the harbour desk", &["the harbour desk"], "");
        check("Alden Post / Newsroom", &["Alden Post / Newsroom"], "");
        check("", &[], "");
        check("Ana Ruiz\n  ", &["Ana Ruiz"], "");
    }

    proptest::proptest! {
        #[test]
        fn any_field_gives_names(field in "[aB @é<>(),.]{0,24}") {
            for name in writers(&field).names {
                assert!(!name.is_empty() && name.trim() == name, "{field:?} {name:?}");
            }
        }
    }
}
