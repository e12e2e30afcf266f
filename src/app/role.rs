//! Roles: what a stretch of the screen means. Styles are given to roles, so nothing here knows a colour.

/// How many speaker colours there are; speakers take turns.
pub const VOICES: u8 = 8;

/// The meaning of a stretch of the screen; a theme gives each a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The screen itself, under everything.
    Ground,
    /// Running text.
    Text,
    /// An article's title.
    Headline,
    /// The summary under it.
    Deck,
    /// Byline, source, date, reading time.
    Meta,
    /// The place at the start of a report.
    Dateline,
    /// A heading between paragraphs.
    Subheading,
    /// Words of or about an image.
    Caption,
    /// Who made an image.
    Credit,
    /// A quotation set apart as a block.
    BlockQuote,
    /// What the publisher says about the article: an embargo, a correction, a kill.
    Notice,
    /// What the reader noted about the article.
    Note,
    /// A tag that the reader gave.
    Tag,
    /// Words of a table.
    Table,
    /// Words for machines.
    Code,
    /// Words that lead somewhere.
    Link,
    /// Words that stand out a little.
    Emphasis,
    /// Words that stand out.
    Strong,
    /// The site's own words.
    Boilerplate,
    /// Thin lines that part things.
    Rule,
    /// Words of a direct quote.
    Direct,
    /// Words of a mixed quote.
    Mixed,
    /// Words of an indirect quote.
    Indirect,
    /// The verb that reports speech.
    Cue,
    /// The words that name a speaker.
    Speaker,
    /// A name of a person.
    Person,
    /// What a person is: `press secretary`.
    Says,
    /// One of the steady speaker colours, from 0 up to [`VOICES`].
    Voice(u8),
    /// An article not read yet.
    Unread,
    /// An article already read.
    Read,
    /// The star of a starred article.
    Star,
    /// What a search matched.
    Hit,
    /// Every place of the chosen quote or person.
    Chosen,
    /// The place among these, or among the hits, where the reader is.
    Here,
    /// The selected row of the focused list.
    Selected,
    /// The selected row of any other list.
    Marked,
    /// The title of a pane.
    Title,
    /// The title of the focused pane.
    Focused,
    /// Counts and other small print.
    Small,
    /// The status line.
    Status,
    /// The mark before what is typed.
    Prompt,
    /// The name of a key.
    Key,
    /// Something that went wrong.
    Problem,
    /// A box over the panes.
    Overlay,
}

/// Every role with its name in theme files. The order is that of the documentation.
#[rustfmt::skip]
pub const ROLES: &[(Role, &str)] = &[
    (Role::Ground,      "ground"),
    (Role::Text,        "text"),
    (Role::Headline,    "headline"),
    (Role::Deck,        "deck"),
    (Role::Meta,        "meta"),
    (Role::Dateline,    "dateline"),
    (Role::Subheading,  "subheading"),
    (Role::Caption,     "caption"),
    (Role::Credit,      "credit"),
    (Role::BlockQuote,  "block-quote"),
    (Role::Notice,      "notice"),
    (Role::Note,        "note"),
    (Role::Tag,         "tag"),
    (Role::Table,       "table"),
    (Role::Code,        "code"),
    (Role::Link,        "link"),
    (Role::Emphasis,    "emphasis"),
    (Role::Strong,      "strong"),
    (Role::Boilerplate, "boilerplate"),
    (Role::Rule,        "rule"),
    (Role::Direct,      "direct"),
    (Role::Mixed,       "mixed"),
    (Role::Indirect,    "indirect"),
    (Role::Cue,         "cue"),
    (Role::Speaker,     "speaker"),
    (Role::Person,      "person"),
    (Role::Says,        "role"),
    (Role::Voice(0),    "voice-1"),
    (Role::Voice(1),    "voice-2"),
    (Role::Voice(2),    "voice-3"),
    (Role::Voice(3),    "voice-4"),
    (Role::Voice(4),    "voice-5"),
    (Role::Voice(5),    "voice-6"),
    (Role::Voice(6),    "voice-7"),
    (Role::Voice(7),    "voice-8"),
    (Role::Unread,      "unread"),
    (Role::Read,        "read"),
    (Role::Star,        "star"),
    (Role::Hit,         "hit"),
    (Role::Chosen,      "chosen"),
    (Role::Here,        "here"),
    (Role::Selected,    "selected"),
    (Role::Marked,      "marked"),
    (Role::Title,       "title"),
    (Role::Focused,     "focused"),
    (Role::Small,       "small"),
    (Role::Status,      "status"),
    (Role::Prompt,      "prompt"),
    (Role::Key,         "key"),
    (Role::Problem,     "problem"),
    (Role::Overlay,     "overlay"),
];

impl Role {
    /// Its place in [`ROLES`].
    #[must_use]
    pub fn index(self) -> usize {
        ROLES.iter().position(|(role, _)| *role == self).unwrap_or(0)
    }

    /// The role of this name in theme files.
    #[must_use]
    pub fn named(name: &str) -> Option<Role> {
        ROLES.iter().find(|(_, known)| *known == name).map(|(role, _)| *role)
    }
}
