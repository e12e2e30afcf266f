//! A person of an article: one human being, however often and under whatever name mentioned.

use crate::text::Span;

/// How a mention refers to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// By a name: `Ines Valdera`, `Valdera`, `Mr. Pruitt`.
    Name,
    /// By a pronoun: `he`, `her`.
    Pronoun,
    /// By a noun phrase: `the press secretary`.
    Nominal,
}

impl MentionKind {
    /// The word for it, as `extract` prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MentionKind::Name => "name",
            MentionKind::Pronoun => "pronoun",
            MentionKind::Nominal => "nominal",
        }
    }
}

/// One place where a person is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// How.
    pub kind: MentionKind,
}

/// One human being of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The fullest name the article gives, without titles: `Ines Valdera`.
    pub name: String,
    /// Roles as the article gives them (`White House press secretary`), in order of appearance,
    /// without doubles.
    pub roles: Vec<String>,
    /// Other forms of the name that the article uses (`Valdera`, `Mr. Pruitt`), in order of appearance,
    /// without doubles and without `name` itself.
    pub aliases: Vec<String>,
    /// Every mention, in text order.
    pub mentions: Vec<Mention>,
    /// Indexes into the reading's quotes of which this person is the speaker.
    pub quotes: Vec<usize>,
}
