//! Figures: each one human being across all articles in memory. Two articles mean the same one when they give the
//! same full name.

use rustc_hash::FxHashMap;

use crate::reading::Person;

/// Where a figure appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appearance {
    /// The article's index.
    pub article: usize,
    /// The index among that article's people.
    pub person: usize,
}

/// A person, gathered from every article in memory that has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The full name, as the first article gives it.
    pub name: String,
    /// When its turn came among all figures ever met: steady over reloads.
    pub turn: usize,
    /// Roles of all articles, without doubles.
    pub roles: Vec<String>,
    /// The articles, in library order; none once all of them have left the memory.
    pub appearances: Vec<Appearance>,
    /// Mentions in all articles.
    pub mentions: usize,
    /// Quotes in all articles.
    pub quotes: usize,
}

impl Figure {
    fn add_roles(&mut self, roles: &[String]) {
        for role in roles {
            if !self.roles.contains(role) {
                self.roles.push(role.clone());
            }
        }
    }
}

/// Everybody met so far. A figure keeps its index for good, also while no article in memory has it.
#[derive(Debug, Default)]
pub struct Figures {
    all: Vec<Figure>,
    by_name: FxHashMap<String, usize>,
    /// The turns of the figures of libraries before this one, by name.
    turns: FxHashMap<String, usize>,
    /// Figures that no library before this one knew.
    strangers: usize,
}

impl Figures {
    /// Everybody, in the order they were met.
    #[must_use]
    pub fn all(&self) -> &[Figure] {
        &self.all
    }

    /// Nobody, but whoever is known here will have the same turn again.
    #[must_use]
    pub fn successor(&self) -> Self {
        let mut turns = self.turns.clone();
        turns.extend(self.by_name.iter().map(|(name, &at)| (name.clone(), self.all[at].turn)));
        Figures { turns, ..Figures::default() }
    }

    /// The figure that a person of an article is, known or new; from now on it appears there.
    pub fn meet(&mut self, place: Appearance, person: &Person) -> usize {
        let name = person.name.to_lowercase();
        let index = match self.by_name.get(&name) {
            Some(&known) => known,
            None => {
                let known = self.turns.get(&name).copied();
                let turn = known.unwrap_or(self.turns.len() + self.strangers);
                self.strangers += usize::from(known.is_none());
                self.by_name.insert(name, self.all.len());
                self.all.push(Figure { name: person.name.clone(), turn, ..Figure::default() });
                self.all.len() - 1
            }
        };
        let figure = &mut self.all[index];
        let at = figure.appearances.partition_point(|known| *known < place);
        figure.appearances.insert(at, place);
        figure.mentions += person.mentions.len();
        figure.quotes += person.quotes.len();
        figure.add_roles(&person.roles);
        index
    }

    /// A figure does not appear any more where it did; `roles` gives the roles that it has in another article.
    pub fn part<'a>(
        &mut self,
        index: usize,
        place: Appearance,
        person: &Person,
        roles: impl Fn(Appearance) -> &'a [String],
    ) {
        let Some(figure) = self.all.get_mut(index) else { return };
        figure.appearances.retain(|known| *known != place);
        figure.mentions -= person.mentions.len();
        figure.quotes -= person.quotes.len();
        figure.roles.clear();
        for at in figure.appearances.clone() {
            figure.add_roles(roles(at));
        }
    }
}
