//! A query written down again. Read again, it is the same query.

use std::fmt;

use super::days::Side;
use super::phrase::Phrase;
use super::term::{FEATURES, STATES, Sense, Term};
use super::tree::{Node, Query};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Node::All(parts) if parts.len() != 1 => all(f, parts),
            Node::Any(parts) => any(f, parts),
            root => write!(f, "{root}"),
        }
    }
}

/// Parts side by side.
fn all(f: &mut fmt::Formatter<'_>, parts: &[Node]) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        let space = if at > 0 { " " } else { "" };
        write!(f, "{space}{part}")?;
    }
    Ok(())
}

/// Parts with OR between them. What stands side by side needs no parentheses there: no query is written deeper than it
/// was read, so it can be read again.
fn any(f: &mut fmt::Formatter<'_>, parts: &[Node]) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        f.write_str(if at > 0 { " OR " } else { "" })?;
        match part {
            Node::All(inner) if inner.len() > 1 => all(f, inner)?,
            part => write!(f, "{part}")?,
        }
    }
    Ok(())
}

/// As it stands inside of another.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::All(parts) => {
                f.write_str("(")?;
                all(f, parts)?;
                f.write_str(")")
            }
            Node::Any(parts) => {
                f.write_str("(")?;
                any(f, parts)?;
                f.write_str(")")
            }
            Node::Not(part) => write!(f, "-{part}"),
            Node::Term(term) => write!(f, "{term}"),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sense {
            Sense::Words(phrase) => write!(f, "{phrase}"),
            Sense::Near(phrases, apart) => {
                f.write_str("near(")?;
                for phrase in phrases {
                    write!(f, "{phrase} ")?;
                }
                write!(f, ", {apart})")
            }
            Sense::Who(phrase) => write!(f, "who:{phrase}"),
            Sense::Said(phrase) => write!(f, "said:{phrase}"),
            Sense::SpeakerType(kind) => write!(f, "speaker-type:{}", kind.name()),
            Sense::About(phrase) => write!(f, "about:{phrase}"),
            Sense::Source(phrase) => write!(f, "source:{phrase}"),
            Sense::By(phrase) => write!(f, "by:{phrase}"),
            Sense::In(levels) => {
                let levels: Vec<String> = levels.iter().map(|words| words.join(" ")).collect();
                write!(f, "in:\"{}\"", levels.join("/"))
            }
            Sense::Tag(phrase) => write!(f, "tag:{phrase}"),
            Sense::Is(state) => write!(f, "is:{}", word(STATES, state)),
            Sense::When(Side::After, day) => write!(f, "after:{day}"),
            Sense::When(Side::Before, day) => write!(f, "before:{day}"),
            Sense::When(Side::On, day) => write!(f, "on:{day}"),
            Sense::Lang(lang) => write!(f, "lang:{lang}"),
            Sense::Has(feature) => write!(f, "has:{}", word(FEATURES, feature)),
            Sense::Length(least, u64::MAX) => write!(f, "len:{least}.."),
            Sense::Length(least, most) => write!(f, "len:{least}..{most}"),
        }
    }
}

fn word<T: PartialEq>(known: &[(&'static str, T)], one: &T) -> &'static str {
    known.iter().find(|(_, other)| other == one).map_or("", |(name, _)| name)
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.prefix { "*" } else { "" };
        match self.words.as_slice() {
            [word] => write!(f, "{word}{star}"),
            words => write!(f, "\"{}\"{star}", words.join(" ")),
        }
    }
}
