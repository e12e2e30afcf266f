//! A name as it stands in the text, and what kind of thing bears it.

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A company, ministry, party, newspaper, court.
    Organization,
    /// A country, city, street, building.
    Place,
    /// Anything else: a law, a prize, a show, a people, a day.
    Other,
}

/// A name at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token of the titles and role nouns before the name; `from` when there are none.
    pub lead: usize,
    /// First token of the name, without titles.
    pub from: usize,
    /// One past its last token, without the possessive.
    pub to: usize,
    /// What bears it.
    pub kind: NameKind,
    /// The person, for [`NameKind::Person`].
    pub person: Option<usize>,
}
