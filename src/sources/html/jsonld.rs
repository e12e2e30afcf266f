//! What a page says of its article in scripts of linked data (JSON-LD), however nested, split or broken they are.
//!
//! Only the article's own data are taken: not those of the lists and updates inside it.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::mend::mended;
use super::survey::{Survey, plain};

/// A writer or publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agent {
    /// As it is given, which may be several names in one.
    pub name: String,
    /// Given as an organisation.
    pub is_organisation: bool,
}

/// An image of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// The words under it.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// What linked data say of an article; what they don't say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // The names are those of schema.org.
pub struct Linked {
    pub headline: String,
    pub alternative: String,
    pub description: String,
    pub authors: Vec<Agent>,
    pub publisher: String,
    pub published: String,
    pub updated: String,
    pub sections: Vec<String>,
    pub keywords: Vec<String>,
    pub lang: String,
    pub url: String,
    pub images: Vec<Picture>,
}

/// Scripts of more bytes than this are left out.
const LARGEST: usize = 2 << 20;

/// More objects than this are not looked at.
const MOST: usize = 20_000;

/// More authors, images and keywords than this are left out.
const LONGEST_LIST: usize = 60;

/// Members that hold other articles than the one that they are in.
const INNER: &[&str] = &[
    "liveBlogUpdate",
    "hasPart",
    "itemListElement",
    "mentions",
    "citation",
    "relatedLink",
    "review",
    "comment",
    "isBasedOn",
];

type Object = Map<String, Value>;

/// Reads all scripts of linked data in a page.
#[must_use]
pub fn linked(survey: &Survey<'_>) -> Linked {
    let mut values = Vec::new();
    let mut left = LARGEST;
    for &id in &survey.scripts {
        let script: String = survey.tree.inside(id).filter_map(|id| survey.tree.text(id)).collect();
        if script.len() <= left {
            left -= script.len();
            values.extend(parsed(&script));
        }
    }
    let graph = Graph::of(&values);
    graph.article()
}

/// The values of a script; those before a place that can't be mended are kept.
fn parsed(script: &str) -> Vec<Value> {
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let mended = mended(script);
    serde_json::Deserializer::from_str(&mended).into_iter().map_while(Result::ok).collect()
}

/// The objects of a page.
#[derive(Default)]
struct Graph<'a> {
    /// By their `@id`.
    named: FxHashMap<&'a str, &'a Object>,
    /// Those that may be the article, the better ones first.
    articles: Vec<(u8, &'a Object)>,
    /// The page that the article is on.
    page: Option<&'a Object>,
}

impl<'a> Graph<'a> {
    fn of(values: &'a [Value]) -> Self {
        let mut graph = Self::default();
        let mut left: Vec<(&Value, bool)> = values.iter().rev().map(|value| (value, false)).collect();
        for _ in 0..MOST {
            let Some((value, inner)) = left.pop() else { break };
            match value {
                Value::Array(list) => left.extend(list.iter().rev().map(|value| (value, inner))),
                Value::Object(object) => {
                    graph.take(object, inner);
                    let members = object.iter().filter(|(_, value)| value.is_object() || value.is_array());
                    left.extend(
                        members.map(|(name, value)| (value, inner || INNER.contains(&name.as_str()))),
                    );
                }
                _ => {}
            }
        }
        // Stable, so that of equals the first stays first.
        graph.articles.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        graph
    }

    fn take(&mut self, object: &'a Object, inner: bool) {
        let id = object.get("@id").and_then(Value::as_str).unwrap_or("");
        let kind = kind(object);
        if !id.is_empty() && object.len() > 1 {
            let known = self.named.get(id).map_or(0, |known| known.len());
            if object.len() > known {
                self.named.insert(id, object);
            }
        }
        if inner {
            return;
        }
        if kind.contains("WebPage") || kind.contains("ItemPage") {
            self.page.get_or_insert(object);
        }
        let is_article = ["Article", "Posting", "Report", "BlogPost"].iter().any(|word| kind.contains(word))
            && !kind.contains("Comment");
        let told = ["headline", "datePublished", "author", "articleBody"];
        let told = told.iter().filter(|name| object.contains_key(**name)).count();
        let rank = u8::try_from(told).unwrap_or(0) + if object.contains_key("headline") { 4 } else { 0 };
        if is_article {
            self.articles.push((rank + 8, object));
        } else if rank >= 6 {
            self.articles.push((rank, object));
        }
    }

    fn article(&self) -> Linked {
        let of = |object: Option<&'a Object>| object.map(|object| self.read(object)).unwrap_or_default();
        let mut linked = of(self.articles.first().map(|(_, object)| *object));
        let page = of(self.page);
        let fill = |to: &mut String, from: String| {
            if to.is_empty() {
                *to = from;
            }
        };
        fill(&mut linked.description, page.description);
        fill(&mut linked.published, page.published);
        fill(&mut linked.updated, page.updated);
        fill(&mut linked.lang, page.lang);
        fill(&mut linked.publisher, page.publisher);
        if linked.authors.is_empty() {
            linked.authors = page.authors;
        }
        linked
    }

    fn read(&self, object: &'a Object) -> Linked {
        let word = |name: &str| text(object.get(name));
        let first = |names: &[&str]| {
            names.iter().map(|name| word(name)).find(|word| !word.is_empty()).unwrap_or_default()
        };
        let mut authors = Vec::new();
        for name in ["author", "creator"] {
            if authors.is_empty() {
                self.agents(object.get(name), &mut authors, 0);
            }
        }
        let mut publishers = Vec::new();
        self.agents(object.get("publisher"), &mut publishers, 0);
        let mut images = Vec::new();
        self.pictures(object.get("image"), &mut images, 0);
        Linked {
            headline: first(&["headline", "name"]),
            alternative: first(&["alternativeHeadline", "alternateName"]),
            description: first(&["description", "abstract"]),
            authors,
            publisher: publishers.into_iter().next().map(|agent| agent.name).unwrap_or_default(),
            published: first(&["datePublished", "dateCreated", "uploadDate"]),
            updated: word("dateModified"),
            sections: words(object.get("articleSection")),
            keywords: words(object.get("keywords")),
            lang: word("inLanguage"),
            url: first(&["url", "mainEntityOfPage"]),
            images,
        }
    }

    /// The object that a reference by `@id` means.
    fn whole(&self, object: &'a Object) -> &'a Object {
        let id = object.get("@id").and_then(Value::as_str);
        let bare =
            !object.contains_key("name") && !object.contains_key("url") && !object.contains_key("familyName");
        id.filter(|_| bare).and_then(|id| self.named.get(id)).copied().unwrap_or(object)
    }

    fn agents(&self, value: Option<&'a Value>, list: &mut Vec<Agent>, depth: u8) {
        if list.len() >= LONGEST_LIST || depth > 4 {
            return;
        }
        match value {
            Some(Value::Array(values)) => {
                values.iter().for_each(|value| self.agents(Some(value), list, depth + 1));
            }
            Some(Value::Object(object)) => {
                let object = self.whole(object);
                let is_organisation = kind(object).contains("Organization");
                let parts = ["givenName", "familyName"].map(|name| text(object.get(name))).join(" ");
                let mut names = words(object.get("name"));
                if names.is_empty() {
                    names.push(parts.trim().to_owned());
                }
                let names = names.into_iter().filter(|name| !name.is_empty());
                list.extend(names.map(|name| Agent { name, is_organisation }));
            }
            Some(Value::String(name)) => {
                let name = self
                    .named
                    .get(name.as_str())
                    .map_or_else(|| plain(name), |object| text(object.get("name")));
                if !name.is_empty() {
                    list.push(Agent { name, is_organisation: false });
                }
            }
            _ => {}
        }
    }

    fn pictures(&self, value: Option<&'a Value>, list: &mut Vec<Picture>, depth: u8) {
        if list.len() >= LONGEST_LIST || depth > 4 {
            return;
        }
        match value {
            Some(Value::Array(values)) => {
                values.iter().for_each(|value| self.pictures(Some(value), list, depth + 1));
            }
            Some(Value::Object(object)) => {
                let object = self.whole(object);
                let word = |name: &str| text(object.get(name));
                let mut makers = Vec::new();
                for name in ["creditText", "creator", "author", "copyrightHolder", "copyrightNotice"] {
                    if makers.is_empty() {
                        self.agents(object.get(name), &mut makers, depth + 1);
                    }
                }
                let url = ["contentUrl", "url", "@id"].map(word).into_iter().find(|url| !url.is_empty());
                let makers: Vec<String> = makers.into_iter().map(|maker| maker.name).collect();
                let credit = makers.join(" / ");
                list.push(Picture { url: url.unwrap_or_default(), caption: word("caption"), credit });
            }
            Some(Value::String(url)) => {
                list.push(Picture { url: url.trim().to_owned(), ..Picture::default() });
            }
            _ => {}
        }
    }
}

/// The types of an object in one string.
fn kind(object: &Object) -> String {
    match object.get("@type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => {
            kinds.iter().take(10).filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

/// A value as one line: the first of several, and of an object what it says.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(words)) => plain(words),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(values)) => match values.first() {
            Some(first) if !first.is_array() => text(Some(first)),
            _ => String::new(),
        },
        Some(Value::Object(object)) => ["@value", "name", "@id", "url"]
            .iter()
            .find_map(|name| object.get(*name).and_then(Value::as_str))
            .map(plain)
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// A value as a list of words; commas part them.
fn words(value: Option<&Value>) -> Vec<String> {
    let list = match value {
        Some(Value::Array(values)) => {
            values.iter().take(LONGEST_LIST).map(|value| text(Some(value))).collect()
        }
        value => vec![text(value)],
    };
    list.into_iter().filter(|words| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::html::Tree;

    fn read(scripts: &[&str]) -> Linked {
        let page: String = scripts
            .iter()
            .map(|json| format!("<script type='application/ld+json'>{json}</script>"))
            .collect();
        let tree = Tree::parse(&page);
        linked(&Survey::of(&tree, None))
    }

    /// `headline | authors | published` of one script.
    fn check(json: &str, expect: &str) {
        let found = read(&[json]);
        let authors = found
            .authors
            .iter()
            .map(|agent| format!("{}{}", agent.name, if agent.is_organisation { " (org)" } else { "" }));
        let got = [found.headline.clone(), authors.collect::<Vec<_>>().join("; "), found.published.clone()];
        assert_eq!(got.join(" | "), expect, "{json}");
    }

    #[test]
    fn any_shape_gives_the_article() {
        check(
            r#"{"@type":"NewsArticle","headline":"A ferry","author":"Ana Ruiz","datePublished":"2031-05-04"}"#,
            "A ferry | Ana Ruiz | 2031-05-04",
        );
        check(
            r#"[{"@type":"WebSite","name":"Post"},{"@type":"Article","headline":"A ferry"}]"#,
            "A ferry |  | ",
        );
        check(
            r#"{"@graph":[{"@type":"WebPage","name":"x","datePublished":"2031-05-04"},{"@type":"Article","headline":"A ferry"}]}"#,
            "A ferry |  | 2031-05-04",
        );
        check(r#"{"@type":["Article","NewsArticle"],"headline":"A ferry"}"#, "A ferry |  | ");
        check(r#"{"@type":"ReportageNewsArticle","headline":"A ferry"}"#, "A ferry |  | ");
        check(
            r#"{"@type":"LiveBlogPosting","headline":"Live","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Update","author":"X","datePublished":"1"}]}"#,
            "Live |  | ",
        );
        check(r#"{"@type":"BlogPosting","headline":"A ferry"}"#, "A ferry |  | ");
        check(r#"{"@type":"Report","headline":"A ferry"}"#, "A ferry |  | ");
        check(
            r#"{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"A ferry"}}"#,
            "A ferry |  | ",
        );
        check(
            r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other"}]}"#,
            " |  | ",
        );
        check(
            r#"{"@type":"Recipe","headline":"Soup","author":"Ana","datePublished":"2031-01-01"}"#,
            "Soup | Ana | 2031-01-01",
        );
        check(r#"{"@type":"Organization","name":"Post"}"#, " |  | ");
    }

    #[test]
    fn authors_come_in_many_shapes() {
        let article = |author: &str| format!(r#"{{"@type":"Article","headline":"h","author":{author}}}"#);
        let of = |author: &str, expect: &str| check(&article(author), &format!("h | {expect} | "));
        of(r#"{"@type":"Person","name":"Ana Ruiz"}"#, "Ana Ruiz");
        of(r#"[{"@type":"Person","name":"Ana Ruiz"},{"name":"Tom Ek"}]"#, "Ana Ruiz; Tom Ek");
        of(r#"["Ana Ruiz","Tom Ek"]"#, "Ana Ruiz; Tom Ek");
        of(r#"[["Ana Ruiz"],["Tom Ek"]]"#, "Ana Ruiz; Tom Ek");
        of(r#"{"name":["Ana Ruiz","Tom Ek"]}"#, "Ana Ruiz; Tom Ek");
        of(r#"{"givenName":"Ana","familyName":"Ruiz"}"#, "Ana Ruiz");
        of(r#"{"@type":"NewsMediaOrganization","name":"Post"}"#, "Post (org)");
        of(r#"{"@type":"Person","name":"Ana &amp; Tom"}"#, "Ana & Tom");
        of("null", "");
        of("{}", "");
        of("7", "");
        check(
            r##"{"@graph":[{"@type":"Article","headline":"h","author":{"@id":"#ana"}},{"@type":"Person","@id":"#ana","name":"Ana Ruiz"}]}"##,
            "h | Ana Ruiz | ",
        );
        check(r#"{"@type":"Article","headline":"h","creator":"Ana Ruiz"}"#, "h | Ana Ruiz | ");
    }

    #[test]
    fn broken_scripts_are_mended() {
        check("<!--\n{\"@type\":\"Article\",\"headline\":\"A\nferry\",}\n-->", "A ferry |  | ");
        check("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A ferry\"}\n//]]>", "A ferry |  | ");
        check(r#"{"@type":"Article","headline":"The "big" ferry"}"#, "The \"big\" ferry |  | ");
        check(r#"{"@type":"Article","headline":"A ferry"} {"@type":"WebSite"}"#, "A ferry |  | ");
        check("not at all", " |  | ");
        check(&"[".repeat(5000), " |  | ");
        check(&format!("{}1{}", "[".repeat(5000), "]".repeat(5000)), " |  | ");
        let found = read(&["{broken", r#"{"@type":"Article","headline":"A ferry"}"#]);
        assert_eq!(found.headline, "A ferry");
    }

    #[test]
    fn images_carry_captions_and_credits() {
        let found = read(&[
            r#"{"@type":"Article","headline":"h","image":[{"@type":"ImageObject","url":"https://a.example/1.jpg","caption":"The quay","creditText":"Ana Ruiz"},
               {"url":"https://a.example/2.jpg","copyrightHolder":{"name":"Harrow Press"}},"https://a.example/3.jpg"],
               "publisher":{"@type":"Organization","name":"Alden Post"},"keywords":["a","b"],"articleSection":"World","inLanguage":{"@type":"Language","name":"en"}}"#,
        ]);
        let images: Vec<String> =
            found.images.iter().map(|image| [&*image.url, &image.caption, &image.credit].join("|")).collect();
        assert_eq!(
            images,
            [
                "https://a.example/1.jpg|The quay|Ana Ruiz",
                "https://a.example/2.jpg||Harrow Press",
                "https://a.example/3.jpg||"
            ]
        );
        assert_eq!((found.publisher.as_str(), found.lang.as_str()), ("Alden Post", "en"));
        assert_eq!(
            (found.sections, found.keywords),
            (vec!["World".to_owned()], vec!["a".to_owned(), "b".to_owned()])
        );
    }
}
