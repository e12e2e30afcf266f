//! A figure: one human being across all articles. Two articles mean the same one when they give the
//! same full name.

/// Where a figure appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The article's index.
    pub article: usize,
    /// The index among that article's people.
    pub person: usize,
}

/// A person, gathered from every article that has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The full name, as the first article gives it.
    pub name: String,
    /// When its turn came among all figures ever met: steady over reloads.
    pub turn: usize,
    /// Roles of all articles, without doubles.
    pub roles: Vec<String>,
    /// The articles, in library order.
    pub appearances: Vec<Appearance>,
    /// Mentions in all articles.
    pub mentions: usize,
    /// Quotes in all articles.
    pub quotes: usize,
}
