//! The figures of an article: each image with its caption and credit, wherever the page keeps them.
//!
//! Only what belongs to the article is taken: no teasers, portraits of writers, logos or counting pixels.

use std::ops::Range;

use super::credit;
use super::frame::Frame;
use super::marks::Marks;
use super::picture::{is_sign, source};
use super::survey::{Survey, folded, plain, squeezed};
use super::tree::{Id, Tree, is_block, is_unseen};
use crate::reading::structure::phrases::is_outlet;
use crate::sources::draft::Figure;

/// More figures than this are left out.
const MOST: usize = 300;

/// A figure has no more nodes than this.
const MOST_NODES: usize = 1500;

/// The words of a caption and its credit are no longer than this, in bytes.
const LONGEST: usize = 1500;

/// A caption that is not marked as one is no longer than this, in bytes.
const LONGEST_UNMARKED: usize = 600;

/// The figures in page order, each with the node that holds it and its words.
#[must_use]
pub fn figures(survey: &Survey<'_>, frame: &Frame) -> Vec<(Id, Figure)> {
    let (scope, end) = (scope(survey, frame), survey.last_mass(&survey.tree.whole(frame.container)));
    let mut finder = Finder { survey, frame, scope, end, boxes: Vec::new() };
    finder.captioned();
    finder.bare();
    finder.boxes.sort_by_key(|(id, _)| *id);
    let mut seen: Vec<String> = Vec::new();
    finder.boxes.retain(|(_, figure)| {
        // Pages for several screens show a figure twice.
        let key = folded(&format!("{} {}", figure.caption.words, figure.credit));
        let key = if figure.caption.is_blank() {
            format!("{key} {}", figure.url.as_deref().unwrap_or(""))
        } else {
            key
        };
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    finder.boxes
}

/// The nodes among which figures are the article's: the article or main part around headline and body, if it holds little else.
fn scope(survey: &Survey<'_>, frame: &Frame) -> Id {
    let tree = survey.tree;
    let mass = u64::from(survey.mass(&tree.whole(frame.region)));
    let mut around = tree.ancestors(frame.region);
    let whole = around.find(|&up| matches!(tree.tag(up), "article" | "main"));
    whole.filter(|&up| u64::from(survey.mass(&tree.whole(up))) * 10 <= mass * 13).unwrap_or(frame.region)
}

struct Finder<'a> {
    survey: &'a Survey<'a>,
    frame: &'a Frame,
    scope: Id,
    /// One past the last running text of the body.
    end: Id,
    boxes: Vec<(Id, Figure)>,
}

impl Finder<'_> {
    /// Figures that have an element for their caption or credit.
    fn captioned(&mut self) {
        let (survey, tree) = (self.survey, self.survey.tree);
        let scope = tree.whole(self.scope);
        for &id in &survey.captions {
            let taken = !scope.contains(&id) || self.is_claimed(id) || self.is_foreign(id);
            if taken || self.boxes.len() >= MOST {
                continue;
            }
            let is_figure = tree.tag(id) == "figure";
            // Some pages wrap a whole article in a figure; its captions come by themselves.
            if self.length(id).is_none() {
                continue;
            }
            if (is_figure && self.holds_several(id)) || self.holds_head(&tree.whole(id)) {
                continue;
            }
            let complete =
                is_figure && tree.inside(id).any(|inner| survey.captions.binary_search(&inner).is_ok());
            let found = if complete { id } else { self.around(id) };
            let image = self.image_in(&tree.whole(found));
            let named = tree.tag(id) == "figcaption" || survey.marks[id].any(Marks::CAPTION);
            if image.is_none() && !named && !is_figure {
                self.late_credit(id);
                continue;
            }
            let figure = self.read(found, image);
            let told = !figure.caption.is_blank() || !figure.credit.is_empty();
            let sign = image.is_some_and(|image| is_sign(tree, image, figure.url.as_deref()));
            if told || (image.is_some() && !sign) {
                self.boxes.push((found, figure));
            }
        }
    }

    /// A credit that stands behind its figure.
    fn late_credit(&mut self, id: Id) {
        let tree = self.survey.tree;
        let Some((found, figure)) = self.boxes.last_mut().filter(|(_, figure)| figure.credit.is_empty())
        else {
            return;
        };
        let end = tree.whole(*found).end;
        let near = id < end + 60 && self.survey.mass(&(end..id)) < 250;
        let words = self.survey.line(id);
        if near && self.survey.marks[id].any(Marks::CREDIT) && words.len() < 160 {
            figure.credit = credit::clean(&words);
        }
    }

    /// Images that are in no figure yet.
    fn bare(&mut self) {
        let (survey, tree) = (self.survey, self.survey.tree);
        let scope = tree.whole(self.scope);
        for &image in &survey.images {
            if !scope.contains(&image) || self.is_claimed(image) || self.boxes.len() >= MOST {
                continue;
            }
            let url = source(tree, image, survey.base);
            if is_sign(tree, image, url.as_deref()) || self.is_foreign(image) {
                continue;
            }
            let found = self.captioned_by_place(image);
            let figure = found.map(|found| self.read(found, Some(image)));
            match (found, figure) {
                (Some(found), Some(figure)) => self.boxes.push((found, figure)),
                _ => {
                    let alt = plain(tree.attribute(image, "alt"));
                    let body = tree.whole(self.frame.container).contains(&image);
                    if body && (url.is_some() || !alt.is_empty()) {
                        self.boxes.push((image, Figure { url, alt, ..Figure::default() }));
                    }
                }
            }
        }
    }

    fn is_claimed(&self, id: Id) -> bool {
        self.boxes.iter().rev().any(|(found, _)| self.survey.tree.whole(*found).contains(&id))
    }

    /// True for what belongs to another article or to the site.
    fn is_foreign(&self, id: Id) -> bool {
        let (survey, tree) = (self.survey, self.survey.tree);
        let holds_body = |up: Id| tree.whole(up).contains(&self.frame.container);
        let up = std::iter::once(id)
            .chain(tree.ancestors(id))
            .take_while(|&up| up > self.scope && !holds_body(up));
        for up in up.take(14) {
            let marks = survey.marks[up];
            let foreign = match tree.tag(up) {
                "nav" | "footer" | "form"
                    if !tree.ancestors(up).take(2).any(|up| tree.tag(up) == "figure") =>
                {
                    true
                }
                "aside" => !marks.any(Marks::MEDIA),
                "a" if id > self.end => !tree.attribute(up, "href").is_empty(),
                "a" | "li" | "article" => self.leads_away(up),
                _ => marks.any(Marks::TEASER) && self.leads_away(up),
            };
            if foreign || (up != id && marks.any(Marks::OTHER) && !marks.any(Marks::CAPTION)) {
                return true;
            }
        }
        false
    }

    /// True for a node with a linked heading in it.
    fn leads_away(&self, id: Id) -> bool {
        let tree = self.survey.tree;
        let inside = tree.whole(id);
        let mut headings =
            inside.take(400).filter(|&id| matches!(tree.tag(id), "h2" | "h3" | "h4" | "h5" | "h6"));
        headings.any(|heading| {
            let linked = tree.inside(heading).any(|id| tree.tag(id) == "a");
            linked || tree.ancestors(heading).take(4).any(|up| tree.tag(up) == "a")
        })
    }

    /// True for what holds the headline or the body.
    fn holds_head(&self, nodes: &Range<Id>) -> bool {
        nodes.contains(&self.frame.container) || self.frame.headline.is_some_and(|id| nodes.contains(&id))
    }

    /// True for galleries: what holds more than one figure or caption.
    fn holds_several(&self, id: Id) -> bool {
        let tree = self.survey.tree;
        let count = |tag: &str| tree.inside(id).filter(|&id| tree.tag(id) == tag).take(2).count();
        count("figure") > 1 || count("figcaption") > 1
    }

    fn image_in(&self, nodes: &Range<Id>) -> Option<Id> {
        let images = &self.survey.images;
        let at = images.partition_point(|&image| image < nodes.start);
        images.get(at).copied().filter(|image| nodes.contains(image))
    }

    fn images_in(&self, nodes: &Range<Id>) -> usize {
        let at = |id: Id| self.survey.images.partition_point(|&image| image < id);
        at(nodes.end) - at(nodes.start)
    }

    /// The node that holds a caption with its image and credit, and nothing else.
    fn around(&self, id: Id) -> Id {
        let tree = self.survey.tree;
        let mut found = id;
        for up in tree.ancestors(id).take(6).take_while(|&up| up > self.scope) {
            let whole = tree.whole(up);
            let body = self.holds_head(&whole) || is_unseen(tree.tag(found));
            let several = self.images_in(&whole) > 1 && tree.tag(up) != "figure";
            let heading =
                tree.inside(up).take(600).any(|id| matches!(tree.tag(id), "h1" | "h2" | "h3" | "h4"));
            if body || several || heading {
                break;
            }
            let (Some(mine), Some(all)) = (self.length(found), self.length(up)) else { break };
            let complete = self.image_in(&tree.whole(found)).is_some();
            // Other captions and credits of the same image may stand beside.
            let beside = self
                .survey
                .captions
                .iter()
                .any(|&id| whole.contains(&id) && !tree.whole(found).contains(&id));
            if all > mine && (all > mine + 200 || (complete && !beside)) {
                break;
            }
            found = up;
        }
        found
    }

    /// The node that holds an image and a few words, which are its caption by their place.
    fn captioned_by_place(&self, image: Id) -> Option<Id> {
        let tree = self.survey.tree;
        let mut marks = self.survey.marks[image];
        for up in tree.ancestors(image).take(5).take_while(|&up| up > self.scope) {
            let whole = tree.whole(up);
            let heading =
                tree.inside(up).take(600).any(|id| matches!(tree.tag(id), "h1" | "h2" | "h3" | "h4"));
            if self.holds_head(&whole) || self.images_in(&whole) > 1 || heading {
                return None;
            }
            marks =
                tree.inside(up).take(60).chain([up]).fold(marks, |all, id| all.and(self.survey.marks[id]));
            let length = self.length(up)?;
            if length < 3 {
                continue;
            }
            let words = squeezed(&tree.words(up));
            let (_, credit) = credit::split(&words);
            let named = marks.any(Marks::MEDIA.and(Marks::CAPTION).and(Marks::CREDIT));
            return (length <= LONGEST_UNMARKED && (named || !credit.is_empty())).then_some(up);
        }
        None
    }

    /// The bytes of the words in a node; `None` for more than captions have.
    fn length(&self, id: Id) -> Option<usize> {
        let tree = self.survey.tree;
        let mut length = 0;
        let Range { start: mut at, end } = tree.whole(id);
        if end - at > MOST_NODES {
            return None;
        }
        while at < end {
            if at > id && is_unseen(tree.tag(at)) {
                at = tree.whole(at).end;
                continue;
            }
            length += tree.text(at).map_or(0, |text| text.trim().len());
            if length > LONGEST {
                return None;
            }
            at += 1;
        }
        Some(length)
    }

    /// The figure that a node holds.
    fn read(&self, id: Id, image: Option<Id>) -> Figure {
        let (survey, tree) = (self.survey, self.survey.tree);
        let (mut caption, mut maker) = words(survey, id);
        let attribute = |names: &[&str]| {
            let nodes = image.into_iter().chain([id]);
            let mut values = nodes.flat_map(|id| names.iter().map(move |name| tree.attribute(id, name)));
            values.find(|value| !value.trim().is_empty()).map(plain).unwrap_or_default()
        };
        if caption.is_empty() {
            caption = attribute(&["data-caption", "data-sub-html", "data-title"]);
        }
        if maker.is_empty() {
            maker = attribute(&["data-credit", "data-copyright", "data-author", "data-credits"]);
        }
        let (left, found) = credit::split(&caption);
        if maker.is_empty() {
            (caption, maker) = (left, found);
        } else if !found.is_empty() && folded(&maker).contains(&folded(&found)) {
            caption = left;
        }
        if maker.is_empty() {
            // Some name the maker only where the pointer rests.
            let resting = attribute(&["title"]);
            maker = Some(credit::split(&resting).1).filter(|_| labelled_inside(&resting)).unwrap_or_default();
        }
        let alt = image.map(|image| plain(tree.attribute(image, "alt"))).unwrap_or_default();
        let alt = if folded(&alt) == folded(&caption) { String::new() } else { alt };
        Figure {
            url: image.and_then(|image| source(tree, image, survey.base)),
            alt,
            caption: caption.into(),
            credit: credit::clean(&maker),
        }
    }
}

fn labelled_inside(words: &str) -> bool {
    words.contains('©') || words.contains(": ")
}

/// The words of a figure's caption and those of its credit, told apart by what their elements are named for and by labels.
fn words(survey: &Survey<'_>, id: Id) -> (String, String) {
    let tree = survey.tree;
    let (mut caption, mut credit) = (String::new(), String::new());
    let Range { start: mut at, end } = tree.whole(id);
    let (mut last, mut labelled) = (id, false);
    while at < end {
        if at > id && is_no_caption(survey, at) {
            at = tree.whole(at).end;
            continue;
        }
        if let Some(text) = tree.text(at).filter(|text| !text.trim().is_empty()) {
            // A label makes the rest of its block a credit, if its element begins with it.
            let apart = tree.parent(last) != tree.parent(at);
            let announced = apart && (credit::is_labelled(text.trim()) || is_short_outlet(text.trim()));
            labelled = (labelled && !new_block(tree, last, at)) || announced;
            let to = if labelled || is_credit(survey, id, at) { &mut credit } else { &mut caption };
            if new_block(tree, last, at) || apart {
                to.push(' ');
            }
            to.push_str(text);
            last = at;
        }
        at += 1;
    }
    (squeezed(&caption), squeezed(&credit))
}

/// Buttons, counters and what nobody sees.
fn is_no_caption(survey: &Survey<'_>, id: Id) -> bool {
    let tree = survey.tree;
    let sign =
        survey.marks[id].any(Marks::BUTTON) && tree.whole(id).len() < 12 && tree.words(id).trim().len() < 40;
    is_unseen(tree.tag(id)) || sign || tree.has(id, "hidden")
}

/// True when a block or line begins or ends between two texts.
fn new_block(tree: &Tree, last: Id, at: Id) -> bool {
    let block = |id: Id| is_block(tree.tag(id));
    let ended = tree.ancestors(last).take_while(|up| !tree.whole(*up).contains(&at)).any(block);
    ended || (last + 1..at).any(|id| block(id) || tree.tag(id) == "br")
}

/// True when the nearest named element around a text within the figure is named for a maker.
fn is_credit(survey: &Survey<'_>, figure: Id, text: Id) -> bool {
    let tree = survey.tree;
    for up in tree.ancestors(text).take_while(|&up| up > figure) {
        let marks = survey.marks[up];
        if marks.any(Marks::CREDIT) || matches!(tree.tag(up), "cite" | "footer") {
            return true;
        }
        if marks.any(Marks::MAKER) && !marks.any(Marks::DECK) {
            return true;
        }
        if marks.any(Marks::CAPTION) || tree.tag(up) == "figcaption" {
            return false;
        }
    }
    false
}

/// An outlet's or agency's name that stands alone.
fn is_short_outlet(words: &str) -> bool {
    words.len() < 40 && words.split(' ').count() <= 5 && !words.contains(['.', ',']) && is_outlet(words)
}

#[cfg(test)]
mod tests {
    use super::super::fields;
    use super::*;

    const HEAD: &str = "<main><h1>The ferry returns at noon</h1>";
    const BODY: &str = "<p>The ferry came back to the harbour at noon, after nine years in the yard.</p>\
                        <p>Hundreds of people stood on the quay to see it come, and some of them cried.</p>";

    /// `caption|credit` of each figure in a page with `inside` between headline and body.
    fn check(inside: &str, expect: &[&str]) {
        let page = format!("{HEAD}<div class=body>{inside}{BODY}</div></main>");
        let base = url::Url::parse("https://alden.example/news/1").ok();
        let found = fields::of_tree(&Tree::parse(&page), base.as_ref()).figures;
        let found: Vec<String> =
            found.iter().map(|(_, figure)| format!("{}|{}", figure.caption.words, figure.credit)).collect();
        assert_eq!(found, expect, "{inside}");
    }

    #[test]
    fn figures_have_captions_and_credits() {
        let quay = "The quay at noon.|Ana Ruiz";
        check(
            "<figure><img src=1.jpg><figcaption>The quay at noon. Photo: Ana Ruiz</figcaption></figure>",
            &[quay],
        );
        check(
            "<figure><img src=1.jpg><figcaption><span class=caption>The quay at noon.</span><span class=credit>Ana Ruiz</span></figcaption></figure>",
            &[quay],
        );
        check(
            "<figure><img src=1.jpg><figcaption>The quay at noon. <cite>(Image: Ana Ruiz)</cite></figcaption></figure>",
            &[quay],
        );
        check(
            "<figure><img src=1.jpg><figcaption>The quay at noon.</figcaption><footer>Ana Ruiz</footer></figure>",
            &[quay],
        );
        check(
            "<figure><img src=1.jpg><span>Foto: Ana Ruiz</span><figcaption><p>The quay at noon.</p></figcaption></figure>",
            &[quay],
        );
        check(
            "<div><img src=1.jpg><p class=image-caption>The quay at noon.</p><p class=image-credit>Ana Ruiz</p></div>",
            &[quay],
        );
        check(
            "<div class=photo><img src=1.jpg><span>The quay at noon. (Photo: Ana Ruiz)</span></div>",
            &[quay],
        );
        check(
            "<div><div><img src=1.jpg></div><p class=img-description>The quay at noon. Foto: Ana Ruiz</p></div>",
            &[quay],
        );
        check(
            "<div><figure><img src=1.jpg></figure><figcaption>The quay at noon. © Ana Ruiz</figcaption></div>",
            &[quay],
        );
        check(
            "<figure><img src=1.jpg data-caption='The quay at noon.' data-credit='Ana Ruiz'></figure>",
            &[quay],
        );
        check(
            "<figure><img src=1.jpg><figcaption>The quay at noon.</figcaption></figure><p class=copyright>© Ana Ruiz</p>",
            &[quay],
        );
        check(
            "<figure><img src=1.jpg title='Quay | Bildquelle: Ana Ruiz'><figcaption>The quay at noon.</figcaption></figure>",
            &[quay],
        );
        check(
            "<figure><a href=1.jpg><img src=1.jpg></a><button>Zoom</button><figcaption>The quay at noon. Foto: Ana Ruiz</figcaption></figure>",
            &[quay],
        );
    }

    #[test]
    fn galleries_are_many_figures() {
        let one = "<figure><img src=1.jpg><figcaption>One. Foto: Ana Ruiz</figcaption></figure>";
        let two = "<figure><img src=2.jpg><figcaption>Two. Foto: Tom Ek</figcaption></figure>";
        check(&format!("<figure>{one}{two}</figure>"), &["One.|Ana Ruiz", "Two.|Tom Ek"]);
        check(&format!("<ul class=gallery><li>{one}<li>{two}</ul>"), &["One.|Ana Ruiz", "Two.|Tom Ek"]);
        check(&format!("{one}{one}"), &["One.|Ana Ruiz"]);
    }

    #[test]
    fn other_images_are_left_out() {
        let card = "<figure><img src=1.jpg><figcaption>A card</figcaption></figure>";
        check(&format!("<div class=related-articles>{card}</div>"), &[]);
        check(&format!("<aside>{card}</aside>"), &[]);
        check(&format!("<li>{card}<h3><a href=/other>Other news</a></h3></li>"), &[]);
        check(&format!("<nav>{card}</nav>"), &[]);
        check(&format!("<div class=author-bio>{card}</div>"), &[]);
        check("<img src=logo.svg><img src=1.gif width=1 height=1>", &[]);
        check("<p><img src=1.jpg alt='The quay'></p>", &["|"]);
        check(
            &format!("<figure>{}</figure>", "<p>Words of an article, which no caption has. </p>".repeat(60)),
            &[],
        );
    }
}
