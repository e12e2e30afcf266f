//! The headline: which of the titles that a page gives is the article's own.
//!
//! The headline of the linked data is trusted most, as the one that publishers keep; sites' names and kickers are cut off
//! where another title of the page shows that they are none of the headline's words.

use super::jsonld::Linked;
use super::survey::{Survey, folded, plain};
use super::tree::Id;

/// The titles of a page.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// In the linked data.
    pub linked: String,
    /// The other one in the linked data.
    pub alternative: String,
    /// For those who share the page.
    pub shared: String,
    /// For those who share it elsewhere.
    pub tweeted: String,
    /// The heading that readers see.
    pub seen: String,
    /// Of the page.
    pub page: String,
    /// Names of the site.
    pub sites: Vec<String>,
}

/// The page's titles, and the heading that is the article's.
#[must_use]
pub fn titles(survey: &Survey<'_>, linked: &Linked, sites: &[String]) -> (Titles, Option<Id>) {
    let mut titles = Titles {
        linked: linked.headline.clone(),
        alternative: linked.alternative.clone(),
        shared: plain(survey.meta_of(&["og:title", "parsely-title", "sailthru.title", "dc.title", "title"])),
        tweeted: plain(survey.meta_of(&["twitter:title", "twitter:text:title"])),
        seen: String::new(),
        page: plain(&survey.title),
        sites: sites.to_vec(),
    };
    let told = [&titles.linked, &titles.shared, &titles.page].map(|title| folded(title));
    let told: Vec<&str> =
        told.iter().flat_map(|title| title.split(' ')).filter(|word| !word.is_empty()).collect();
    let mut best = (0.0, None, String::new());
    for &id in &survey.headings {
        let line = survey.line(id);
        let words = folded(&line);
        let count = words.split(' ').count();
        let site = sites.iter().any(|site| folded(site) == words);
        if words.is_empty() || site || count > 60 {
            continue;
        }
        let known = words.split(' ').filter(|word| told.contains(word)).count();
        // More words that are known count, and fewer that are not.
        let score = (known as f64 + 0.1) / (count as f64).sqrt();
        if score > best.0 {
            best = (score, Some(id), line);
        }
    }
    titles.seen = best.2;
    (titles, best.1)
}

/// The headline among the titles.
#[must_use]
pub fn choose(titles: &Titles) -> String {
    let others = [titles.seen.as_str(), &titles.shared, &titles.tweeted];
    let linked = unsited(&titles.linked, &others, &titles.sites);
    let shared = unsited(&titles.shared, &[titles.seen.as_str(), &titles.linked], &titles.sites);
    let Titles { seen, .. } = titles;
    if linked.is_empty() || titles.sites.iter().any(|site| folded(site) == folded(&linked)) {
        return without_linked(titles, &shared);
    }
    let (link, share, see) = (compact(&linked), compact(&shared), compact(seen));
    // Some cut theirs off.
    if let Some(start) = linked.trim_end().strip_suffix(['…', '.']).filter(|_| is_cut(&linked)) {
        let start = compact(start);
        let whole = [seen, &shared].into_iter().find(|title| compact(title).starts_with(&start));
        return whole.cloned().unwrap_or(linked);
    }
    if !see.is_empty() && see == compact(&titles.alternative) {
        return seen.clone();
    }
    if see == share && !see.is_empty() && (link.contains(&see) || see.contains(&link)) {
        return shared;
    }
    if is_kicked(&linked, &shared) { shared } else { linked }
}

/// The headline of a page without linked data: what readers see, less a kicker that the shared title does without.
fn without_linked(titles: &Titles, shared: &str) -> String {
    if titles.seen.is_empty() {
        let page = unsited(&titles.page, &[shared], &titles.sites);
        return if shared.is_empty() { page } else { shared.to_owned() };
    }
    let (see, share) = (compact(&titles.seen), compact(shared));
    let kicked = share.len() >= 12 && see.len() > share.len() && see.ends_with(&share);
    if kicked || (see == share && !shared.is_empty()) { shared.to_owned() } else { titles.seen.clone() }
}

fn is_cut(title: &str) -> bool {
    title.ends_with('…') || title.ends_with("...")
}

/// True when `title` is `headline` behind a kicker and a colon.
fn is_kicked(title: &str, headline: &str) -> bool {
    let cut = title.len().checked_sub(headline.len());
    let kicker = cut.filter(|cut| *cut > 0).and_then(|cut| Some((title.get(..cut)?, title.get(cut..)?)));
    kicker.is_some_and(|(kicker, rest)| {
        rest == headline && !headline.is_empty() && kicker.trim_end().ends_with(':')
    })
}

/// Letters and digits alone, in lower case.
fn compact(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What parts a headline from what sites put behind it.
const STROKES: &[char] = &['|', '-', '–', '—', '·', '•', ':', '：', '»', '«', 'ㅣ', '｜', '/'];

/// The title without the site's name and the like at its end: words after a stroke that another title lacks, or that are the site's.
fn unsited(title: &str, others: &[&str], sites: &[String]) -> String {
    for other in others.iter().map(|other| other.trim()).filter(|other| other.len() >= 10) {
        let rest = title.strip_prefix(other).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(STROKES) && rest.split_whitespace().count() <= 8) {
            return other.to_owned();
        }
    }
    let mut title = title.trim();
    // First the site, then the section: `Ferry returns - World | Alden Post`.
    for turn in 0..2 {
        let Some((at, stroke)) = title.char_indices().rev().find(|(at, c)| is_stroke(title, *at, *c)) else {
            break;
        };
        let (head, tail) = (title[..at].trim_end(), title[at + stroke.len_utf8()..].trim());
        let known = sites.iter().any(|site| is_site(tail, site));
        let section = turn == 1 && !tail.contains(' ') && stroke != ':';
        if head.is_empty() || !(known || section) {
            break;
        }
        title = head;
    }
    title.trim_end_matches(STROKES).trim_end().to_owned()
}

/// True for strokes with a space on a side, and for those that stand in no word.
fn is_stroke(title: &str, at: usize, c: char) -> bool {
    let spaced = title[..at].ends_with(' ') || title[at + c.len_utf8()..].starts_with(' ');
    match c {
        '|' | '：' | 'ㅣ' | '｜' | '»' => true,
        '-' => spaced || title[at + 1..].starts_with(|c: char| !c.is_ascii()),
        ':' | '/' => false,
        _ => STROKES.contains(&c) && spaced,
    }
}

/// True when the words are a site's name, or the name and little else.
fn is_site(words: &str, site: &str) -> bool {
    let (words, site) = (compact(words), compact(site));
    site.len() > 2 && words.len() <= site.len() + 12 && words.contains(&site)
        || words.len() > 2 && site.len() <= words.len() + 6 && site.contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(linked: &str, shared: &str, seen: &str, page: &str, expect: &str) {
        let titles = Titles {
            linked: linked.into(),
            shared: shared.into(),
            seen: seen.into(),
            page: page.into(),
            sites: vec!["Alden Post".into(), "aldenpost.example".into()],
            ..Titles::default()
        };
        assert_eq!(choose(&titles), expect, "{linked} / {shared} / {seen} / {page}");
    }

    #[test]
    fn the_headline_is_chosen_among_titles() {
        let head = "The ferry returns at noon";
        check(head, head, head, head, head);
        check(head, "Ferry back: see pictures", "Ferry back: see pictures", "", head);
        check("", "Ferry back", head, "", head);
        check("", head, "", "", head);
        check("", "", "", "The ferry returns at noon | Alden Post", head);
        check("", "The ferry returns at noon - World | Alden Post", "", "", head);
        check("", "The ferry returns at noon-World", "", "", "The ferry returns at noon-World");
        check("The ferry returns at noon - Alden Post", "", head, "", head);
        check("The ferry returns at noon – News of Alden", "", head, "", head);
        check("", head, "Harbour - The ferry returns at noon", "", head);
        check(
            "",
            "Harbour: The ferry returns at noon",
            "Harbour The ferry returns at noon",
            "",
            "Harbour: The ferry returns at noon",
        );
        check("Harbour: The ferry returns at noon", head, head, "", head);
        check("Harbour: The ferry returns at noon", head, "Harbour: The ferry returns at noon", "", head);
        check(
            "The ferry returns at …",
            "Ferry",
            "The ferry returns at noon, nine years on",
            "",
            "The ferry returns at noon, nine years on",
        );
        check("Alden Post", head, head, "", head);
        check("", "", "", "", "");
        check("", "", "", "Ferry - boat - ship", "Ferry - boat - ship");
    }

    #[test]
    fn an_alternative_that_readers_see_is_the_headline() {
        let titles = Titles {
            linked: "Ferry back".into(),
            alternative: "The ferry is back".into(),
            seen: "The ferry is back".into(),
            ..Titles::default()
        };
        assert_eq!(choose(&titles), "The ferry is back");
    }
}
