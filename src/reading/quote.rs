//! A quote: one act of reported speech, its words, its cue and its speaker.

use crate::text::Span;

/// How speech is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// At least 90% of its letters stand in quotation marks.
    Direct,
    /// A quoted fragment inside the writer's own clause.
    Mixed,
    /// No quotation marks at all.
    Indirect,
}

impl QuoteKind {
    /// The word for it, as `extract` prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
        }
    }
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakerKind {
    /// A human being with a name.
    Person,
    /// A company, ministry, party, newspaper, court.
    Organization,
    /// A country or city that speaks ("Russia said").
    Place,
    /// A source without a name ("officials said"), kept as such and never guessed at.
    Unnamed,
    /// Somebody speaks, but the text doesn't tell who, or it could not be told.
    Unknown,
}

impl SpeakerKind {
    /// The word for it, as `extract` prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Organization => "organization",
            SpeakerKind::Place => "place",
            SpeakerKind::Unnamed => "unnamed",
            SpeakerKind::Unknown => "unknown",
        }
    }
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The noun phrase that names the speaker here: `Ines Valdera`, `he`, `port officials`.
    pub mention: Span,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// The full name the mention resolves to, without a leading article; `None` for unnamed sources and
    /// for speakers that nothing names. A name of unknown bearer stands with [`SpeakerKind::Unknown`].
    pub name: Option<String>,
    /// Index into the reading's people, for a person.
    pub person: Option<usize>,
}

/// One act of reported speech.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How it is reported.
    pub kind: QuoteKind,
    /// All that is reported, the clause around quoted fragments too; in text order, at least one. An
    /// interrupted quotation has two.
    pub content: Vec<Span>,
    /// The stretches in quotation marks inside the content, marks included.
    pub quoted: Vec<Span>,
    /// The words that report it: `said`, `according to`, `told reporters`.
    pub cue: Option<Span>,
    /// Who speaks; `None` when nothing in the text says so.
    pub speaker: Option<Speaker>,
    /// How sure the reading is of the speaker, from 0 (a guess) to 1 (certain).
    pub confidence: f32,
}

impl Quote {
    /// From the first to the last of its words.
    #[must_use]
    pub fn extent(&self) -> Span {
        let first = self.content.first().copied().unwrap_or_default();
        self.content.last().map_or(first, |last| first.cover(*last))
    }

    /// The content spans' words joined by a space.
    #[must_use]
    pub fn words(&self, text: &str) -> String {
        self.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
    }
}
