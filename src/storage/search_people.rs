//! Searching for people: who is named in the articles that a query finds, those in most articles first.

use std::sync::atomic::AtomicBool;

use super::asking::{Asking, Told, heard, one};
use super::card::{letter, whole_name};
use super::ids::Ids;
use super::search::{Total, Wish};
use super::store::Store;
use super::trouble::Result;
use crate::library::query::tree::Clock;
use crate::library::query::{Node, Phrase, Query, Sense, folded};

/// Of so many names, those in most articles, it is counted in how many they are that the query finds.
const COUNTED: usize = 500;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct FoundPeople {
    /// The people, those in most articles first.
    pub people: Vec<PersonHit>,
    /// So many people.
    pub total: Total,
}

/// Somebody who was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonHit {
    /// The name, as the newest article gives it.
    pub name: String,
    /// The roles that the newest article gives.
    pub roles: Vec<String>,
    /// In so many articles, of those that the query finds.
    pub articles: u64,
    /// In so many of them they speak.
    pub spoke: u64,
    /// The article among them that arrived last.
    pub newest: u64,
}

impl Store {
    /// Searches for people; none when `stop` was set meanwhile. Words that stand side by side, `who:` and `about:` are
    /// looked for in names; all else says in which articles.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn search_people(
        &self,
        query: &Query,
        wish: &Wish,
        stop: &AtomicBool,
    ) -> Result<Option<FoundPeople>> {
        self.list_terms()?;
        let look = self.connection.unchecked_transaction()?;
        let sources = self.subscriptions()?;
        let asking = Asking::new(&look, &sources, wish.clock, stop);
        heard(self.found_people(&asking, query, wish))
    }

    /// The names of people in which a word begins as `typed` does, folded, with the number of articles they are in,
    /// those in most of them first; none when `stop` was set meanwhile. For completing what is typed.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn names(&self, typed: &str, most: usize, stop: &AtomicBool) -> Result<Option<Vec<(String, u64)>>> {
        self.list_terms()?;
        let phrase = Phrase { prefix: true, ..Phrase::new(typed) };
        let phrases = if phrase.is_empty() { Vec::new() } else { vec![&phrase] };
        let sought = Sought { phrases, speaking: false, rest: None };
        let asking = Asking::new(&self.connection, &[], Clock::default(), stop);
        let named = |(name, count): (String, i64)| (name.replace('_', " "), count.unsigned_abs());
        let list = |names: Vec<(String, i64)>| names.into_iter().take(most).map(named).collect();
        Ok(heard(sought.names(&asking))?.map(list))
    }

    /// Makes the words of the index readable one by one, for this connection.
    fn list_terms(&self) -> Result<()> {
        self.connection.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.facet_terms USING fts5vocab('main', 'facets', 'row')",
        )?;
        Ok(())
    }

    fn found_people(&self, asking: &Asking<'_>, query: &Query, wish: &Wish) -> Told<FoundPeople> {
        let sought = Sought::of(query);
        let within = match &sought.rest {
            Some(rest) => Some(self.answered(asking, rest, wish.patience, usize::MAX)?.1.ids),
            None => None,
        };
        let names = sought.names(asking)?;
        let count = if within.is_some() { COUNTED } else { wish.limit };
        let mut list = Vec::new();
        for (name, _) in names.iter().take(count) {
            asking.breathe()?;
            let person = self.person(asking, &sought, name, within.as_ref())?;
            list.extend(
                person.filter(|(person, _)| person.articles > 0).map(|(person, ids)| (name, person, ids)),
            );
        }
        list.sort_by_key(|(_, person, _)| std::cmp::Reverse(person.articles));
        let total = match within {
            Some(_) => Total::of(list.len(), names.len() > COUNTED),
            None => Total::of(names.len(), false),
        };
        list.truncate(wish.limit);
        let people = list.into_iter().map(|(name, person, newest)| self.described(name, person, newest));
        Ok(FoundPeople { people: people.collect::<Result<_>>()?, total })
    }

    /// In how many articles somebody is, and the newest.
    fn person(
        &self,
        asking: &Asking<'_>,
        sought: &Sought<'_>,
        name: &str,
        within: Option<&Ids>,
    ) -> Told<Option<(PersonHit, i64)>> {
        let cut = |ids: Ids| within.map_or(ids.clone(), |within| ids.and(within));
        let spoke = cut(asking.facets(&one(letter::SPEAKER, name))?);
        let articles =
            if sought.speaking { spoke.clone() } else { cut(asking.facets(&one(letter::PERSON, name))?) };
        let Some(&newest) = articles.as_slice().last() else { return Ok(None) };
        let person =
            PersonHit { articles: articles.len() as u64, spoke: spoke.len() as u64, ..PersonHit::default() };
        Ok(Some((person, newest)))
    }

    /// The person with the name and roles that an article gives.
    fn described(&self, name: &str, mut person: PersonHit, newest: i64) -> Result<PersonHit> {
        person.newest = newest.unsigned_abs();
        let found = self.opened(&[newest], |_, opened| {
            let people = opened.article.reading.people.iter();
            let mut same =
                people.filter(|person| whole_name(&folded::words(&person.name)).as_deref() == Some(name));
            same.next().map(|person| (person.name.clone(), person.roles.clone()))
        })?;
        match found.into_iter().flatten().next() {
            Some((name, roles)) => (person.name, person.roles) = (name, roles),
            None => person.name = name.replace('_', " "),
        }
        Ok(person)
    }
}

/// Who is sought: what stands in names, and in which articles.
struct Sought<'a> {
    phrases: Vec<&'a Phrase>,
    /// Only people who speak.
    speaking: bool,
    rest: Option<Query>,
}

impl<'a> Sought<'a> {
    fn of(query: &'a Query) -> Self {
        let parts: &[Node] = match &query.root {
            Node::All(parts) => parts,
            one => std::slice::from_ref(one),
        };
        let mut sought = Sought { phrases: Vec::new(), speaking: false, rest: None };
        let mut rest = Vec::new();
        for part in parts {
            match part {
                Node::Term(term) => match &term.sense {
                    Sense::Words(phrase) | Sense::About(phrase) => sought.phrases.push(phrase),
                    Sense::Who(phrase) => {
                        sought.phrases.push(phrase);
                        sought.speaking = true;
                    }
                    _ => rest.push(part.clone()),
                },
                part => rest.push(part.clone()),
            }
        }
        sought.rest = (!rest.is_empty()).then_some(Query { root: Node::All(rest) });
        sought
    }

    /// The whole names that fit, with the number of articles; those in most articles first.
    fn names(&self, asking: &Asking<'_>) -> Told<Vec<(String, i64)>> {
        let letter = if self.speaking { letter::SPEAKER } else { letter::PERSON };
        let (from, until) = (format!("{letter}_"), format!("{letter}`"));
        let mut ask = asking
            .library
            .prepare_cached("SELECT term, doc FROM temp.facet_terms WHERE term >= ?1 AND term < ?2")?;
        let mut rows = ask.query((&from, &until))?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let term = row.get::<_, String>(0)?;
            let name = term.get(from.len()..).unwrap_or("");
            let words: Vec<&str> = name.split('_').collect();
            if self.phrases.iter().all(|phrase| phrase.is_in(&words)) {
                list.push((name.to_owned(), row.get::<_, i64>(1)?));
            }
        }
        asking.breathe()?;
        list.sort_by(|(one, few), (other, many)| many.cmp(few).then_with(|| one.cmp(other)));
        Ok(list)
    }
}
