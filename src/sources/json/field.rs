//! The fields of an object at hand: every value with its dotted path and what it is for; each is used once, and what
//! nobody used can be told.

use super::names::{self, Slot};
use super::value::Value;

/// Objects in objects are looked into so deep.
const DEEPEST: usize = 4;

/// Of one object no more fields than this are looked at.
const MOST: usize = 2_000;

/// A value at a dotted path.
#[derive(Debug)]
pub struct Field<'a> {
    /// `title`, `title.rendered` …
    pub path: String,
    /// Its value.
    pub value: &'a Value,
    /// What it is for, and how far it is trusted; the least the most.
    place: Option<(Slot, usize)>,
    used: bool,
}

/// All fields of an object, in its order.
#[derive(Debug, Default)]
pub struct Fields<'a> {
    list: Vec<Field<'a>>,
    doubles: Vec<String>,
}

impl<'a> Fields<'a> {
    /// The fields of `object`. Names that the user wishes (theirs, and ours) come before all others.
    #[must_use]
    pub fn of(object: &'a Value, wishes: &[(String, String)]) -> Self {
        let mut fields = Self::default();
        fields.gather(object, "", 0, wishes);
        fields
    }

    fn gather(&mut self, object: &'a Value, before: &str, depth: usize, wishes: &[(String, String)]) {
        for (n, (name, value)) in object.fields().iter().enumerate() {
            if self.list.len() >= MOST {
                return;
            }
            let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
            // Objects of a thousand fields are data; nobody looks for doubles in them.
            if object.fields().len() < 1_000
                && object.fields()[n + 1..].iter().any(|(later, _)| later == name)
            {
                self.doubles.push(path);
                continue;
            }
            let wished = wishes.iter().position(|(theirs, _)| *theirs == path);
            let place = match wished {
                Some(at) => Some((names::ours(&wishes[at].1), at)),
                None => names::slot(&path).map(|(slot, rank)| (slot, rank + wishes.len())),
            };
            if depth < DEEPEST && matches!(value, Value::Object(_)) {
                self.list.push(Field { path: path.clone(), value, place, used: false });
                self.gather(value, &path, depth + 1, wishes);
            } else {
                self.list.push(Field { path, value, place, used: false });
            }
        }
    }

    /// The fields for `slot` that are left, the most trusted first.
    #[must_use]
    pub fn of_slot(&self, slot: &Slot) -> Vec<&Field<'a>> {
        let mut found: Vec<(usize, &Field<'a>)> = self
            .list
            .iter()
            .filter(|field| !field.used && !matches!(field.value, Value::Null))
            .filter_map(|field| {
                let (found, rank) = field.place.as_ref()?;
                (found == slot).then_some((*rank, field))
            })
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, field)| field).collect()
    }

    /// Uses the most trusted field for `slot` out of which `read` makes something.
    pub fn take<T>(&mut self, slot: &Slot, mut read: impl FnMut(&Field<'a>) -> Option<T>) -> Option<T> {
        let (path, found) =
            self.of_slot(slot).into_iter().find_map(|field| Some((field.path.clone(), read(field)?)))?;
        self.spend(&path);
        Some(found)
    }

    /// Marks the field at `path`, and all inside it, as used.
    pub fn spend(&mut self, path: &str) {
        for field in &mut self.list {
            let inside = field.path.strip_prefix(path);
            field.used |= inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        }
    }

    /// What has not been used, in the object's order: texts, numbers, truth values and lists.
    pub fn rest(&self) -> impl Iterator<Item = (&Field<'a>, Option<&Slot>)> {
        let left = self.list.iter().filter(|field| !field.used);
        left.filter(|field| !matches!(field.value, Value::Null | Value::Object(_)))
            .map(|field| (field, field.place.as_ref().map(|(slot, _)| slot)))
    }

    /// The paths of fields that come again later in their object, which are not in the list.
    pub fn doubles(&self) -> impl Iterator<Item = &str> {
        self.doubles.iter().map(String::as_str)
    }

    /// The names of the fields at the top, as they are written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|field| field.path.as_str()).filter(|path| !path.contains('.'))
    }
}
