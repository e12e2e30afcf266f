//! The writers of an article, of all that a page says about them.
//!
//! People are preferred to organisations, the linked data to meta tags, and those to what readers see, unless that names more.

use super::frame::Frame;
use super::jsonld::{Agent, Linked};
use super::marks::Marks;
use super::names::{is_person, names, opened};
use super::survey::{Survey, folded, plain, squeezed};
use super::tree::Id;

/// The writers, and the nodes of the lines that name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writers {
    /// Each name.
    pub names: Vec<String>,
    /// The blocks of bylines that readers see.
    pub nodes: Vec<Id>,
    /// The names are announced, or lead to pages of writers.
    pub is_sure: bool,
}

/// Meta tags that name writers, the better ones first.
#[rustfmt::skip]
const METAS: &[&str] = &[
    "author", "parsely-author", "sailthru.author", "article:author", "og:article:author", "article:author_name", "byl", "dc.creator",
    "dcterms.creator", "dc.contributor.creator", "citation_author", "cxenseparse:author", "dable:author", "article.author", "authors",
    "bt:author", "rbauthors", "lp:author", "vf:author", "news_author",
];

/// Finds the writers; `sites` are names of the site.
#[must_use]
pub fn writers(survey: &Survey<'_>, frame: &Frame, linked: &Linked, sites: &[String]) -> Writers {
    let is_site = |name: &str| is_site(name, sites);
    let seen = seen(survey, frame, &is_site);
    let mut told: Vec<Vec<String>> = vec![of_linked(&linked.authors)];
    for key in METAS {
        let list: Vec<String> = survey.all_of(key).take(20).flat_map(names).collect();
        told.push(list);
    }
    told.push(labelled(survey));
    let people =
        |list: &[String]| list.iter().filter(|name| !is_site(name)).cloned().collect::<Vec<String>>();
    let mut best = told.iter().map(|list| people(list)).find(|list| !list.is_empty()).unwrap_or_default();
    let known = best.iter().all(|name| seen.names.iter().any(|other| folded(other).contains(&folded(name))));
    if best.is_empty() || (known && seen.is_sure && seen.names.len() > best.len()) {
        best.clone_from(&seen.names);
    }
    if best.is_empty() {
        best = told.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        best.truncate(1);
    }
    let mut list: Vec<String> = Vec::new();
    for name in best {
        let words = folded(&name);
        if !list.iter().any(|known| folded(known) == words) {
            list.push(name);
        }
    }
    Writers { names: list, ..seen }
}

/// The names of the linked data; those of organisations stay whole.
fn of_linked(authors: &[Agent]) -> Vec<String> {
    let mut list = Vec::new();
    for agent in authors {
        let found = if agent.is_organisation { Vec::new() } else { names(&agent.name) };
        let whole = agent.name.trim();
        if !found.is_empty() {
            list.extend(found);
        } else if !whole.contains('@') && !whole.contains("://") && (2..80).contains(&whole.len()) {
            list.push(whole.to_owned());
        }
    }
    list
}

/// Writers in pairs of tags that some systems make for sharing: a label and its value.
fn labelled(survey: &Survey<'_>) -> Vec<String> {
    let label = plain(survey.meta_of(&["twitter:label1"])).to_lowercase();
    let value = survey.meta_of(&["twitter:data1"]);
    let fits = [
        "written by",
        "geschrieben von",
        "verfasst von",
        "escrito por",
        "écrit par",
        "scritto da",
        "by",
        "author",
    ];
    if fits.contains(&label.as_str()) { names(value) } else { Vec::new() }
}

/// The writers that readers see.
fn seen(survey: &Survey<'_>, frame: &Frame, is_site: &dyn Fn(&str) -> bool) -> Writers {
    let mut found = Writers::default();
    let tree = survey.tree;
    let region = tree.whole(frame.region);
    let head = frame.lines.last().map_or(region.start, |line| line.id);
    for &id in &survey.writers {
        let early = region.contains(&id) && id <= head;
        let other = Marks::OTHER.and(Marks::CAPTION).and(Marks::CREDIT);
        if !early || survey.is_within(id, frame.region, other) || in_figure(survey, id) {
            continue;
        }
        let (list, is_sure) = of_element(survey, id);
        let list: Vec<String> = list.into_iter().filter(|name| !is_site(name)).collect();
        if list.len() > found.names.len() && found.names.iter().all(|name| list.contains(name)) {
            found.names = list;
            found.is_sure = is_sure;
            found.nodes.push(id);
        }
    }
    for line in frame.lines.iter().filter(|line| line.words.len() < 200) {
        if !found.names.is_empty() {
            break;
        }
        if opened(&line.words).is_none() || line.marks.any(Marks::CREDIT.and(Marks::CAPTION)) {
            continue;
        }
        let list: Vec<String> =
            names(&line.words).into_iter().filter(|name| is_person(name) && !is_site(name)).collect();
        if !list.is_empty() {
            found = Writers { names: list, nodes: vec![line.id], is_sure: true };
        }
    }
    found
}

fn in_figure(survey: &Survey<'_>, id: Id) -> bool {
    survey.tree.ancestors(id).take(6).any(|up| matches!(survey.tree.tag(up), "figure" | "figcaption"))
}

/// Parts of addresses of writers' pages.
const WRITERS: &[&str] = &[
    "author",
    "autor",
    "auteur",
    "autore",
    "writer",
    "journalist",
    "staff",
    "people",
    "profile",
    "by/",
    "contributor",
    "reporter",
];

/// The names in an element named for writers: those of its links if it has such, else those of its words.
fn of_element(survey: &Survey<'_>, id: Id) -> (Vec<String>, bool) {
    let tree = survey.tree;
    let whole = tree.whole(id);
    let end = whole.end.min(whole.start + 300);
    let (mut list, mut sure) = (Vec::new(), true);
    for link in (whole.start..end).filter(|&id| tree.tag(id) == "a") {
        let words = squeezed(&tree.words(link));
        let leads = tree.attribute(link, "href").to_ascii_lowercase();
        let writer =
            tree.attribute(link, "rel").contains("author") || WRITERS.iter().any(|word| leads.contains(word));
        sure &= writer || !is_person(&words);
        list.extend(names(&words).into_iter().filter(|name| is_person(name) && words.len() < 80));
    }
    if list.is_empty() && whole.len() < 300 {
        let line = squeezed(&tree.words(id));
        let announced = opened(&line).is_some();
        sure = announced;
        if line.len() < 240 {
            let found = names(&line);
            // A list of words in a script without capitals may be anything.
            let alone = found.len() == 1 || found.iter().all(|name| name.starts_with(char::is_uppercase));
            list = found.into_iter().filter(|name| announced || (alone && is_person(name))).collect();
        }
    }
    (list, sure)
}

/// True for the site's own name, or the name of its address.
fn is_site(name: &str, sites: &[String]) -> bool {
    let compact = |words: &str| {
        words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let name = compact(name);
    sites.iter().map(|site| compact(site)).any(|site| {
        name.len() > 2
            && site.len() > 2
            && (name == site
                || (site.len() > 3 && name.contains(&site))
                || (name.len() > 3 && site.contains(&name)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fields;
    use super::super::tree::Tree;

    fn check(tags: &str, seen: &str, expect: &[&str]) {
        let page = format!(
            "<head><meta property=og:site_name content='Alden Post'>{tags}</head><main><h1>The ferry returns at noon</h1>{seen}\
             <p>It came back at noon, and hundreds of people stood on the quay to see it come.</p>\
             <p>Some of them cried, and others sang the songs of the harbour until the evening.</p></main>"
        );
        assert_eq!(fields::of_tree(&Tree::parse(&page), None).draft.bylines, expect, "{tags} {seen}");
    }

    fn author(json: &str) -> String {
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"h\",\"author\":{json}}}</script>"
        )
    }

    #[test]
    fn writers_are_found_wherever_they_are_named() {
        check(&author(r#"[{"name":"Ana Ruiz"},{"name":"Tom Ek"}]"#), "", &["Ana Ruiz", "Tom Ek"]);
        check(&author(r#""Ana Ruiz and Tom Ek""#), "", &["Ana Ruiz", "Tom Ek"]);
        check("<meta name=author content='Ana Ruiz'>", "", &["Ana Ruiz"]);
        check(
            "<meta name=parsely-author content='Ana Ruiz'><meta name=parsely-author content='Tom Ek'>",
            "",
            &["Ana Ruiz", "Tom Ek"],
        );
        check("<meta property=article:author content='https://alden.example/ana'>", "", &[]);
        check(
            "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ana Ruiz'>",
            "",
            &["Ana Ruiz"],
        );
        check("", "<p>By Ana Ruiz</p>", &["Ana Ruiz"]);
        check("", "<p>Von Ana Ruiz und Tom Ek</p>", &["Ana Ruiz", "Tom Ek"]);
        check("", "<div class=byline>Ana Ruiz, Science Correspondent</div>", &["Ana Ruiz"]);
        check(
            "",
            "<div class=authors><a href=/ana>Ana Ruiz</a> <a href=/tom>Tom Ek</a></div>",
            &["Ana Ruiz", "Tom Ek"],
        );
        check("", "<a rel=author href=/ana>Ana Ruiz</a>", &["Ana Ruiz"]);
    }

    #[test]
    fn people_come_before_organisations_and_more_before_fewer() {
        let site = author(r#"{"@type":"Organization","name":"Alden Post"}"#);
        check(&site, "<p class=byline>By Ana Ruiz</p>", &["Ana Ruiz"]);
        check(&site, "", &["Alden Post"]);
        check(
            &author(r#"{"name":"Ana Ruiz"}"#),
            "<p class=byline>By Ana Ruiz and Tom Ek</p>",
            &["Ana Ruiz", "Tom Ek"],
        );
        check(
            &author(r#"{"name":"Ana Ruiz"}"#),
            "<p class=byline><a href=/ana>Ana Ruiz</a> <a href=/x>Copy Link</a></p>",
            &["Ana Ruiz"],
        );
        check(&author(r#"{"name":"Ana Ruiz"}"#), "<p class=byline>By Ida Holt and Tom Ek</p>", &["Ana Ruiz"]);
        check(
            &author(r#"{"@type":"Organization","name":"Harrow Press Agency"}"#),
            "",
            &["Harrow Press Agency"],
        );
        check("<meta name=author content='desk@alden.example'>", "<p>By Ana Ruiz</p>", &["Ana Ruiz"]);
    }
}
