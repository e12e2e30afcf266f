//! NewsML-G2: the items and packages of the IPTC's exchange format, alone or many in a message.
//!
//! Every news item is an article; a package whose items are not in the message is an article that lists them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::library::{Article, Detail};
use crate::sources::draft::Draft;
use crate::sources::format::Glance;
use crate::sources::leaf::{About, Harvest, Leaf};
use crate::sources::newsml::package::{held, title};
use crate::sources::newsml::{fill, list};
use crate::sources::problem::Problem;
use crate::sources::xml::root::root;
use crate::sources::xml::tree::{Id, Tree};

/// The items of the standard that hold no news.
const OTHERS: &[&str] = &["conceptItem", "knowledgeItem", "catalogItem", "planningItem"];

/// True for XML whose root is one of NewsML.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    root(glance.head).is_some_and(|root| {
        matches!(root.name.as_str(), "newsItem" | "packageItem" | "newsMessage" | "NewsML")
            || OTHERS.contains(&root.name.as_str())
    })
}

/// Reads all items of a file.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let (tree, problems) = match Tree::of(bytes, &about.media) {
        Ok(read) => read,
        Err(what) => return Harvest::none(&path, what),
    };
    match tree.name(0) {
        "NewsML" => Harvest::none(&path, "is NewsML 1, which is not read; ask for NewsML-G2 or NITF"),
        name if OTHERS.contains(&name) => Harvest::none(&path, format!("is a {name}, which holds no news")),
        "newsItem" | "packageItem" => match article(&tree, 0, path.clone(), &about, problems) {
            Some(article) => Harvest::one(article),
            None => Harvest::none(&path, "has neither a headline nor a body"),
        },
        _ => message(&tree, &path, &about, problems),
    }
}

/// The items of a message.
fn message(tree: &Tree, path: &str, about: &About, problems: Vec<String>) -> Harvest {
    let mut harvest = Harvest::default();
    harvest.problems.extend(problems.into_iter().map(|what| Problem::new(path, what)));
    let set = tree.within(0, "itemSet").next().unwrap_or(0);
    let items = tree.children(set).filter(|&id| matches!(tree.name(id), "newsItem" | "packageItem"));
    let (packages, lone) = packages(tree, set);
    for (n, id) in items.enumerate() {
        if tree.name(id) == "packageItem" && !lone.contains(&id) {
            continue;
        }
        let here = format!("{path}:{}", n + 1);
        let mut about = about.clone();
        let within = packages.get(tree.attribute(id, "guid")).map_or(&[][..], Vec::as_slice);
        about
            .details
            .extend(within.iter().map(|title| Detail { name: "package".into(), value: title.clone() }));
        match article(tree, id, here.clone(), &about, Vec::new()) {
            Some(article) => harvest.articles.push(article),
            None => harvest.problems.push(Problem::new(here, "has neither a headline nor a body")),
        }
    }
    if harvest.articles.is_empty() && harvest.problems.is_empty() {
        harvest.problems.push(Problem::new(path, "is a message without news items"));
    }
    harvest
}

/// For the id of each item the titles of the packages that hold it; and the packages of which no item is here.
fn packages(tree: &Tree, set: Id) -> (FxHashMap<String, Vec<String>>, FxHashSet<Id>) {
    let here: FxHashSet<&str> = tree.all(set, "newsItem").map(|id| tree.attribute(id, "guid")).collect();
    let (mut packages, mut lone) = (FxHashMap::<String, Vec<String>>::default(), FxHashSet::default());
    for id in tree.all(set, "packageItem") {
        let held = held(tree, id);
        if !held.iter().any(|guid| here.contains(guid.as_str())) {
            lone.insert(id);
        }
        let title = title(tree, id);
        for guid in held {
            packages.entry(guid).or_default().push(title.clone());
        }
    }
    (packages, lone)
}

fn article(tree: &Tree, id: Id, path: String, about: &About, problems: Vec<String>) -> Option<Article> {
    let mut draft = Draft { details: about.details.clone(), problems, ..Draft::default() };
    draft.url.clone_from(&about.url);
    fill(tree, id, &mut draft);
    if tree.name(id) == "packageItem" {
        list(tree, id, &mut draft);
    }
    (!draft.is_blank()).then(|| draft.finish(&path, "newsml"))
}
