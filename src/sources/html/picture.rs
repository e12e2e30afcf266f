//! The address of an image among the many that pages give for it: real ones before placeholders, large ones before small.

use url::Url;

use super::fragment::address;
use super::tree::{Id, Tree};

/// Attributes of images that scripts load when they are seen, and the plain one last.
#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-full", "data-large-file", "data-orig-file", "src",
];

/// Attributes that list addresses with widths.
const SETS: &[&str] = &["srcset", "data-srcset", "data-lazy-srcset"];

/// No image wider than this is wanted, in pixels.
const WIDEST: u32 = 2000;

/// The address of an image or picture.
#[must_use]
pub fn source(tree: &Tree, image: Id, base: Option<&Url>) -> Option<String> {
    let around = tree.ancestors(image).take(2).find(|&up| tree.tag(up) == "picture");
    let picture = around.unwrap_or(image);
    let nodes =
        tree.whole(picture).filter(|&id| matches!(tree.tag(id), "img" | "source" | "amp-img")).take(20);
    let sets = nodes.flat_map(|id| SETS.iter().map(move |name| tree.attribute(id, name)));
    let largest = sets.flat_map(listed).max_by_key(|(_, width)| if *width > WIDEST { 1 } else { *width + 1 });
    let plain = ATTRIBUTES.iter().map(|name| tree.attribute(image, name)).find(|value| is_real(value));
    let best = match (largest, plain) {
        (Some((set, width)), Some(plain)) if width == 0 && !set.is_empty() => plain,
        (Some((set, _)), _) => set,
        (None, plain) => plain?,
    };
    address(best, base).filter(|url| url.starts_with("http"))
}

/// The addresses of a set with their widths; densities are no widths.
fn listed(set: &str) -> impl Iterator<Item = (&str, u32)> {
    // Commas stand in addresses, too: only those before a space or at an entry's end part two.
    set.split(", ").flat_map(|part| part.split(",\n")).take(30).filter_map(|entry| {
        let mut words = entry.split_whitespace();
        let url = words.next().filter(|url| is_real(url))?;
        let width = words.next().and_then(|size| size.trim_end_matches(',').strip_suffix('w')?.parse().ok());
        Some((url.trim_end_matches(','), width.unwrap_or(0)))
    })
}

fn is_real(value: &str) -> bool {
    let value = value.trim();
    !value.is_empty() && !value.starts_with("data:") && !value.starts_with("about:") && !value.contains("{")
}

/// Parts of addresses of images that are no pictures.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "logo", "icon", "avatar", "sprite", "pixel", "spacer", "blank.", "1x1", "badge", "placeholder", "gravatar", "tracking", "emoji", "button", "banner",
];

/// True for icons, logos and counting pixels, by size or address.
#[must_use]
pub fn is_sign(tree: &Tree, image: Id, url: Option<&str>) -> bool {
    let size = |name: &str| tree.attribute(image, name).trim_end_matches("px").parse::<u32>().ok();
    let small = [size("width"), size("height")].into_iter().flatten().any(|size| size < 100);
    let name =
        url.map(|url| url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase()).unwrap_or_default();
    let file = name.rsplit('/').next().unwrap_or("");
    small || file.ends_with(".svg") || SIGNS.iter().any(|sign| file.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expect: &str) {
        let tree = Tree::parse(html);
        let image = (0..tree.len()).find(|&id| tree.tag(id) == "img").expect("an image");
        let base = Url::parse("https://a.example/news/").ok();
        assert_eq!(source(&tree, image, base.as_ref()).unwrap_or_default(), expect, "{html}");
    }

    #[test]
    fn the_largest_real_address_is_taken() {
        check("<img src=1.jpg>", "https://a.example/news/1.jpg");
        check("<img src='data:image/gif;base64,x' data-src=/1.jpg>", "https://a.example/1.jpg");
        check(
            "<img src=s.jpg srcset='s.jpg 300w, l.jpg 1200w, xl.jpg 4000w'>",
            "https://a.example/news/l.jpg",
        );
        check("<img src=s.jpg srcset='s.jpg 1x, l.jpg 2x'>", "https://a.example/news/s.jpg");
        check(
            "<img src=s.jpg srcset='w_300,h_200/s.jpg 300w, w_600,h_400/l.jpg 600w'>",
            "https://a.example/news/w_600,h_400/l.jpg",
        );
        check(
            "<picture><source srcset='l.webp 900w'><img src=s.jpg></picture>",
            "https://a.example/news/l.webp",
        );
        check("<picture><source srcset='l.webp'><img></picture>", "https://a.example/news/l.webp");
        check("<img data-srcset='s.jpg 300w,\nl.jpg 800w'>", "https://a.example/news/l.jpg");
        check("<img src='javascript:x()'>", "");
        check("<img>", "");
    }

    #[test]
    fn signs_are_no_pictures() {
        let of = |html: &str, url: &str| {
            let tree = Tree::parse(html);
            let image = (0..tree.len()).find(|&id| tree.tag(id) == "img").expect("an image");
            is_sign(&tree, image, Some(url))
        };
        assert!(of("<img width=1 height=1>", "https://a.example/p.gif"));
        assert!(of("<img>", "https://a.example/logo.png"));
        assert!(of("<img>", "https://a.example/share.svg"));
        assert!(!of("<img width=800>", "https://a.example/icons/ferry.jpg"));
    }
}
