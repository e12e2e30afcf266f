//! Views: the ways to look at the library. Everything, what is unread, starred, of today or updated, what a search finds,
//! has a tag, stands in a folder, comes from a source. How many articles each holds is counted as they come and change, so
//! nothing is ever counted by going through the library for a key.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::library::{Library, Row, SavedSearch, Subscription};

/// One way to look at the library.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Everything.
    All,
    /// What was not read.
    Unread,
    /// What has a star.
    Starred,
    /// What came today.
    Today,
    /// What its publisher changed since it was opened.
    Updated,
    /// What the search finds that was asked last.
    Found,
    /// What the saved search of this name finds.
    Saved(Arc<str>),
    /// What has this tag.
    Tag(Arc<str>),
    /// What comes from the sources of this folder and the folders in it.
    Folder(Arc<str>),
    /// What comes from the subscription of this number.
    Source(u32),
}

/// How many articles a view holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those not read.
    pub unread: usize,
    /// All of them.
    pub total: usize,
}

/// The views that are always there, by their places.
const SMART: [View; 5] = [View::All, View::Unread, View::Starred, View::Today, View::Updated];
/// The place of [`View::All`].
pub const ALL: usize = 0;
/// The place of [`View::Updated`].
const UPDATED: usize = 4;
/// The place of [`View::Found`].
pub const FOUND: usize = 5;

/// What a saved search that is watched has found since it was last looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fresh {
    /// So many articles.
    pub count: usize,
    /// Up to this article all have been looked through.
    pub until: u64,
}

/// Every view met so far, with its tally, and the subscriptions that folders and sources follow from. A view keeps its
/// place for good.
#[derive(Debug)]
pub struct Views {
    all: Vec<View>,
    tallies: Vec<Tally>,
    places: HashMap<View, usize>,
    /// For each subscription the views of its articles: its own, and those of its folders.
    of_source: HashMap<u32, Vec<usize>>,
    subscriptions: Vec<Subscription>,
    folded: HashSet<usize>,
    /// For each view of a search the keys of what it found, in rising order.
    members: BTreeMap<usize, Vec<u64>>,
    /// The search that was asked last, as it was typed.
    pub(super) found: String,
    /// The saved searches, by name, each with what is new in it.
    saved: Vec<(SavedSearch, Fresh)>,
    /// When today began: seconds since 1970, UTC.
    today: i64,
    /// Grows whenever other views are to be listed than before.
    pub(super) shape: usize,
}

impl Default for Views {
    fn default() -> Self {
        let mut views = Views {
            all: Vec::new(),
            tallies: Vec::new(),
            places: HashMap::new(),
            of_source: HashMap::new(),
            subscriptions: Vec::new(),
            folded: HashSet::new(),
            members: BTreeMap::new(),
            found: String::new(),
            saved: Vec::new(),
            today: i64::MAX,
            shape: 0,
        };
        for view in SMART {
            views.place(view);
        }
        views.place(View::Found);
        views
    }
}

/// A folder's name without empty levels.
fn levels(folder: &str) -> String {
    let levels: Vec<&str> = folder.split('/').map(str::trim).filter(|level| !level.is_empty()).collect();
    levels.join("/")
}

/// The folder and those it stands in, the innermost first.
fn folders_of(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = levels(folder);
    while !rest.is_empty() {
        found.push(rest.clone());
        rest.truncate(rest.rfind('/').unwrap_or(0));
    }
    found
}

impl Views {
    /// The place of a view, known or new.
    fn place(&mut self, view: View) -> usize {
        if let Some(&known) = self.places.get(&view) {
            return known;
        }
        let at = self.all.len();
        self.places.insert(view.clone(), at);
        self.all.push(view);
        self.tallies.push(Tally::default());
        at
    }

    /// The view at this place.
    #[must_use]
    pub fn view(&self, at: usize) -> Option<&View> {
        self.all.get(at)
    }

    /// The place of a view that is known.
    #[must_use]
    pub fn find(&self, view: &View) -> Option<usize> {
        self.places.get(view).copied()
    }

    /// How many articles the view at this place holds.
    #[must_use]
    pub fn tally(&self, at: usize) -> Tally {
        self.tallies.get(at).copied().unwrap_or_default()
    }

    /// All subscriptions, removed ones too.
    #[must_use]
    pub fn subscriptions(&self) -> &[Subscription] {
        &self.subscriptions
    }

    /// The subscription of this number.
    #[must_use]
    pub fn subscription(&self, id: u32) -> Option<&Subscription> {
        self.subscriptions.iter().find(|subscription| subscription.id == id)
    }

    /// The subscription that the view at this place is of, if it is of one.
    #[must_use]
    pub fn source(&self, at: usize) -> Option<&Subscription> {
        match self.view(at)? {
            View::Source(id) => self.subscription(*id),
            _ => None,
        }
    }

    /// The subscriptions whose articles the view at this place holds, when it is a source, a folder or everything;
    /// those that were removed are not among them.
    #[must_use]
    pub fn sources_in(&self, at: usize) -> Vec<&Subscription> {
        if at == ALL {
            return self.subscriptions.iter().filter(|subscription| !subscription.removed).collect();
        }
        let within = |id: u32| self.of_source.get(&id).is_some_and(|views: &Vec<usize>| views.contains(&at));
        self.subscriptions.iter().filter(|subscription| within(subscription.id)).collect()
    }

    /// What lists call the view at this place: of a folder the last level only.
    #[must_use]
    pub fn name(&self, at: usize) -> String {
        match self.view(at) {
            Some(View::Folder(folder)) => folder.rsplit('/').next().unwrap_or(folder).to_owned(),
            _ => self.full_name(at),
        }
    }

    /// What titles call the view at this place.
    #[must_use]
    pub fn full_name(&self, at: usize) -> String {
        match self.view(at) {
            Some(View::All) | None => "All".to_owned(),
            Some(View::Unread) => "Unread".to_owned(),
            Some(View::Starred) => "Starred".to_owned(),
            Some(View::Today) => "Today".to_owned(),
            Some(View::Updated) => "Updated".to_owned(),
            Some(View::Found) => format!("Search: {}", self.found),
            Some(View::Saved(name)) => name.to_string(),
            Some(View::Tag(tag)) => format!("#{tag}"),
            Some(View::Folder(folder)) => folder.to_string(),
            Some(View::Source(id)) => {
                self.subscription(*id).map(|source| source.label().to_owned()).unwrap_or_default()
            }
        }
    }

    /// True when the view at this place holds an article.
    #[must_use]
    pub fn holds(&self, at: usize, row: &Row) -> bool {
        match self.view(at) {
            Some(View::All) => true,
            Some(View::Unread) => !row.marks.read,
            Some(View::Starred) => row.marks.star,
            Some(View::Today) => row.moment >= self.today,
            Some(View::Updated) => row.marks.updated,
            Some(View::Found | View::Saved(_)) => {
                self.members.get(&at).is_some_and(|ids| ids.binary_search(&row.id).is_ok())
            }
            Some(View::Tag(tag)) => row.marks.tags.contains(tag),
            Some(View::Source(id)) => row.sources.contains(*id),
            Some(View::Folder(_)) => {
                let within = |id| self.of_source.get(&id).is_some_and(|views| views.contains(&at));
                row.sources.iter().any(within)
            }
            None => false,
        }
    }

    /// Every view that holds an article, each once.
    fn views_of(&mut self, row: &Row) -> Vec<usize> {
        let mut found: Vec<usize> = (0..SMART.len()).filter(|&at| self.holds(at, row)).collect();
        let searches = self.members.keys().copied();
        found.extend(searches.filter(|&at| self.holds(at, row)));
        for tag in &row.marks.tags {
            let at = self.places.get(&View::Tag(Arc::clone(tag))).copied();
            found.push(at.unwrap_or_else(|| self.place(View::Tag(Arc::clone(tag)))));
        }
        for source in row.sources.iter() {
            let views = self.of_source.get(&source).map_or(&[][..], Vec::as_slice);
            for &view in views {
                if !found.contains(&view) {
                    found.push(view);
                }
            }
        }
        found
    }

    /// Counts an article in, or out again before it changes.
    pub(super) fn count(&mut self, row: &Row, is_in: bool) {
        for at in self.views_of(row) {
            let listed = at < UPDATED;
            let tally = &mut self.tallies[at];
            let was = tally.total;
            if is_in {
                tally.total += 1;
                tally.unread += usize::from(!row.marks.read);
            } else {
                tally.total = tally.total.saturating_sub(1);
                tally.unread = tally.unread.saturating_sub(usize::from(!row.marks.read));
            }
            if !listed && (was == 0) != (tally.total == 0) {
                self.shape += 1;
            }
        }
    }

    /// What the search of the view at this place finds: the keys of the articles, in rising order.
    #[must_use]
    pub fn members(&self, at: usize) -> &[u64] {
        self.members.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Notes what the search of the view at this place finds, and counts it.
    pub(super) fn set_members(&mut self, at: usize, ids: Vec<u64>, library: &Library) {
        let mut tally = Tally::default();
        let rows = ids.iter().flat_map(|id| library.all_at(*id)).filter_map(|at| library.row(at));
        for row in rows {
            tally.total += 1;
            tally.unread += usize::from(!row.marks.read);
        }
        if let Some(known) = self.tallies.get_mut(at) {
            *known = tally;
        }
        self.members.insert(at, ids);
    }

    /// Nothing is searched for any more.
    pub(super) fn forget_found(&mut self) {
        self.members.remove(&FOUND);
        self.tallies[FOUND] = Tally::default();
        self.found.clear();
        self.shape += 1;
    }

    /// The saved searches, by name, each with what is new in it.
    #[must_use]
    pub fn saved(&self) -> &[(SavedSearch, Fresh)] {
        &self.saved
    }

    /// The saved search that the view at this place is of, if it is of one, with what is new in it.
    #[must_use]
    pub fn saved_at(&self, at: usize) -> Option<&(SavedSearch, Fresh)> {
        let Some(View::Saved(name)) = self.view(at) else { return None };
        self.saved.iter().find(|(search, _)| search.name == **name)
    }

    /// Takes in all saved searches there are.
    pub(super) fn set_saved(&mut self, searches: Vec<SavedSearch>) {
        let before = std::mem::take(&mut self.saved);
        let fresh = |search: &SavedSearch| {
            let known =
                before.iter().find(|(known, _)| known.name == search.name && known.watch && search.watch);
            known.map_or_else(Fresh::default, |(_, fresh)| *fresh)
        };
        let kept = searches.into_iter().filter(|search| !search.is_gone());
        self.saved = kept.map(|search| (search.clone(), fresh(&search))).collect();
        self.saved.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
        for at in 0..self.saved.len() {
            let name = self.saved[at].0.name.as_str().into();
            self.place(View::Saved(name));
        }
        let gone = self.members.keys().copied().filter(|&at| at != FOUND && self.saved_at(at).is_none());
        for at in gone.collect::<Vec<_>>() {
            self.members.remove(&at);
            self.tallies[at] = Tally::default();
        }
        self.shape += 1;
    }

    /// Puts one saved search in place of another; one that is gone is none.
    pub(super) fn set_search(&mut self, before: &SavedSearch, after: &SavedSearch) {
        let others = self.saved.iter().map(|(search, _)| search);
        let others = others.filter(|known| known.name != before.name && known.name != after.name);
        let all = others.chain([after]).cloned().collect();
        self.set_saved(all);
    }

    /// Notes what is new in the saved search of this name.
    pub(super) fn set_fresh(&mut self, name: &str, fresh: Fresh) {
        if let Some((_, known)) = self.saved.iter_mut().find(|(search, _)| search.name == name) {
            *known = fresh;
        }
    }

    /// Counts everything anew.
    pub(super) fn recount(&mut self, library: &Library) {
        self.tallies.fill(Tally::default());
        self.shape += 1;
        for row in library.present().filter_map(|at| library.row(at)) {
            self.count(row, true);
        }
    }

    /// Today began at this moment: seconds since 1970, UTC.
    pub(super) fn set_today(&mut self, today: i64, library: &Library) {
        if self.today != today {
            self.today = today;
            self.recount(library);
        }
    }

    /// Takes in all subscriptions there are; counts anew only where articles stand elsewhere than before.
    pub(super) fn set_subscriptions(&mut self, subscriptions: Vec<Subscription>, library: &Library) {
        self.subscriptions = subscriptions;
        let mut of_source: HashMap<u32, Vec<usize>> = HashMap::new();
        for at in 0..self.subscriptions.len() {
            let subscription = &self.subscriptions[at];
            if subscription.removed {
                continue;
            }
            let (id, folders) = (subscription.id, folders_of(&subscription.folder));
            let mut views = vec![self.place(View::Source(id))];
            views.extend(folders.into_iter().map(|folder| self.place(View::Folder(folder.into()))));
            of_source.insert(id, views);
        }
        self.shape += 1;
        if of_source != self.of_source {
            self.of_source = of_source;
            self.recount(library);
        }
    }

    /// Puts one subscription in place of the one with its number; how it fares is no part of what is changed.
    pub(super) fn set_subscription(&mut self, subscription: &Subscription, library: &Library) {
        let mut all = self.subscriptions.clone();
        match all.iter_mut().find(|known| known.id == subscription.id) {
            Some(known) => {
                let health = std::mem::take(&mut known.health);
                *known = Subscription { health, ..subscription.clone() };
            }
            None => all.push(subscription.clone()),
        }
        self.set_subscriptions(all, library);
    }

    /// The tags that articles have, sorted.
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        let mut tags: Vec<&str> = Vec::new();
        for (view, tally) in self.all.iter().zip(&self.tallies) {
            if let (View::Tag(tag), 1..) = (view, tally.total) {
                tags.push(tag);
            }
        }
        tags.sort_unstable();
        tags
    }

    /// The folders there are, sorted, those that only hold other folders too.
    #[must_use]
    pub fn folders(&self) -> Vec<String> {
        let kept = self.subscriptions.iter().filter(|subscription| !subscription.removed);
        let all: BTreeSet<String> = kept.flat_map(|subscription| folders_of(&subscription.folder)).collect();
        all.into_iter().collect()
    }

    /// True when what stands in the folder at this place is not listed.
    #[must_use]
    pub fn is_folded(&self, at: usize) -> bool {
        self.folded.contains(&at)
    }

    /// Folds the folder at this place, or shows what stands in it.
    pub(super) fn fold(&mut self, at: usize, fold: bool) {
        let changed = if fold { self.folded.insert(at) } else { self.folded.remove(&at) };
        self.shape += usize::from(changed);
    }

    /// The folder that the view at this place stands in.
    #[must_use]
    pub fn parent(&self, at: usize) -> Option<usize> {
        let folder = match self.view(at)? {
            View::Folder(folder) => folders_of(folder).into_iter().nth(1)?,
            View::Source(id) => levels(&self.subscription(*id)?.folder),
            _ => return None,
        };
        self.find(&View::Folder(folder.into()))
    }

    /// How many folders the view at this place stands in.
    #[must_use]
    pub fn depth(&self, at: usize) -> usize {
        match self.view(at) {
            Some(View::Folder(folder)) => folder.matches('/').count(),
            Some(View::Source(_)) => self.parent(at).map_or(0, |folder| self.depth(folder) + 1),
            _ => 0,
        }
    }

    /// The places of the views to be listed, `present` among them: the smart ones, searches, the tags, the folders with what
    /// stands in them, then the sources that stand in none.
    #[must_use]
    pub fn listed(&self, present: usize) -> Vec<usize> {
        let mut found: Vec<usize> = (0..SMART.len())
            .filter(|&at| at != UPDATED || at == present || self.tally(at).total > 0)
            .collect();
        found.extend(Some(FOUND).filter(|found| *found == present));
        let saved =
            self.saved.iter().filter_map(|(search, _)| self.find(&View::Saved(search.name.as_str().into())));
        found.extend(saved);
        let mut tags: Vec<(&str, usize)> = Vec::new();
        for (at, view) in self.all.iter().enumerate() {
            if let View::Tag(tag) = view
                && (at == present || self.tally(at).total > 0)
            {
                tags.push((tag, at));
            }
        }
        tags.sort_unstable();
        found.extend(tags.into_iter().map(|(_, at)| at));
        self.grow(&self.branches(), "", &mut found);
        found
    }

    /// For each folder (`""` is none) what stands in it, in the order listed: folders before sources.
    fn branches(&self) -> BTreeMap<String, Vec<usize>> {
        let mut branches: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut folders = self.folders();
        folders.sort_by_key(|folder| folder.to_lowercase());
        for folder in folders {
            let above = folders_of(&folder).into_iter().nth(1).unwrap_or_default();
            if let Some(at) = self.find(&View::Folder(folder.into())) {
                branches.entry(above).or_default().push(at);
            }
        }
        let mut sources: Vec<&Subscription> =
            self.subscriptions.iter().filter(|subscription| !subscription.removed).collect();
        sources.sort_by_key(|subscription| subscription.label().to_lowercase());
        for source in sources {
            if let Some(at) = self.find(&View::Source(source.id)) {
                branches.entry(levels(&source.folder)).or_default().push(at);
            }
        }
        branches
    }

    fn grow(&self, branches: &BTreeMap<String, Vec<usize>>, folder: &str, found: &mut Vec<usize>) {
        for &at in branches.get(folder).map_or(&[][..], Vec::as_slice) {
            found.push(at);
            if let (Some(View::Folder(inner)), false) = (self.view(at), self.is_folded(at)) {
                self.grow(branches, inner, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Marks, Sources};

    fn source(id: u32, title: &str, folder: &str) -> Subscription {
        Subscription { id, title: title.into(), folder: folder.into(), ..Subscription::default() }
    }

    fn row(id: u64, sources: &[u32], read: bool, tags: &[&str]) -> Row {
        let tags = tags.iter().map(|tag| Arc::from(*tag)).collect();
        let marks = Marks { read, tags, ..Marks::default() };
        Row { id, sources: Sources::new(sources), marks, moment: 10, ..Row::default() }
    }

    fn views(library: &Library) -> Views {
        let mut views = Views::default();
        let removed = Subscription { removed: true, ..source(4, "Gone", "Coast") };
        let all = vec![
            source(1, "The Alden Post", "Coast/Papers"),
            source(2, "Strait Radio", "Coast"),
            source(3, "Aldwick Gazette", ""),
            removed,
        ];
        views.set_subscriptions(all, library);
        views
    }

    fn seen(views: &Views) -> Vec<String> {
        let line = |at: usize| {
            let Tally { unread, total } = views.tally(at);
            format!("{}{} {unread}/{total}", "  ".repeat(views.depth(at)), views.name(at))
        };
        views.listed(ALL).into_iter().skip(4).map(line).collect()
    }

    #[test]
    fn an_article_counts_once_in_each_view() {
        let mut library = Library::default();
        let mut views = views(&library);
        for row in [row(1, &[1, 2], false, &["sea"]), row(2, &[3], true, &[]), row(3, &[4], false, &[])] {
            views.count(&row, true);
            library.list(row);
        }
        let expect = [
            "#sea 1/1",
            "Coast 1/1",
            "  Papers 1/1",
            "    The Alden Post 1/1",
            "  Strait Radio 1/1",
            "Aldwick Gazette 0/1",
        ];
        assert_eq!(seen(&views), expect);
        assert_eq!(views.tally(ALL), Tally { unread: 2, total: 3 });
        views.recount(&library);
        assert_eq!(seen(&views), expect);
        views.count(&library.rows()[0].clone(), false);
        assert_eq!(seen(&views)[0], "Coast 0/0");
    }

    #[test]
    fn a_moved_source_takes_its_counts_along() {
        let mut library = Library::default();
        library.list(row(1, &[2], false, &[]));
        let mut views = views(&library);
        views.set_subscription(&source(2, "Strait Radio", " Air // Waves "), &library);
        let listed = seen(&views);
        assert_eq!(listed[..3], ["Air 1/1", "  Waves 1/1", "    Strait Radio 1/1"]);
        assert_eq!(listed[3], "Coast 0/0");
        let air = views.find(&View::Folder("Air".into())).unwrap();
        views.fold(air, true);
        assert_eq!(seen(&views)[..2], ["Air 1/1", "Coast 0/0"]);
    }

    #[test]
    fn today_begins_anew() {
        let mut library = Library::default();
        library.list(row(1, &[], false, &[]));
        let mut views = Views::default();
        let check = |views: &mut Views, today: i64, expect: usize| {
            views.set_today(today, &library);
            assert_eq!(views.tally(3).total, expect, "{today}");
        };
        check(&mut views, 5, 1);
        check(&mut views, 11, 0);
    }
}
