//! Members of archives: their names made harmless, and which of them can't be articles.
//!
//! Nothing is ever written to where a name points; a harmless name is for showing alone.

use std::borrow::Cow;

use super::decode;

/// Of a longer name so many characters are shown: first ones, last ones.
const SHOWN: (usize, usize) = (300, 100);

/// A name that leads nowhere but into its archive: no root, drive, `.` or `..`, one kind of slash, no character that a
/// terminal obeys. Also whether the name given led out of the archive or held such characters.
#[must_use]
pub fn harmless(name: &str) -> (String, bool) {
    let slashed = if name.contains('/') { Cow::Borrowed(name) } else { Cow::Owned(name.replace('\\', "/")) };
    let mut odd = slashed.starts_with('/');
    let mut parts: Vec<String> = Vec::new();
    for part in slashed.split(['/', '\\']) {
        let is_drive = parts.is_empty() && part.len() == 2 && part.ends_with(':');
        if part == ".." || is_drive {
            odd = true;
        } else if !matches!(part, "" | ".") {
            odd |= part.contains(is_harmful);
            parts.push(part.replace(is_harmful, "\u{fffd}"));
        }
    }
    let shown = parts.join("/");
    let length = shown.chars().count();
    if length <= SHOWN.0 + SHOWN.1 {
        return (shown, odd);
    }
    let (first, last) = (shown.chars().take(SHOWN.0), shown.chars().skip(length - SHOWN.1));
    (first.chain(['…']).chain(last).collect(), true)
}

/// Characters that terminals obey, or that turn the order of what is read.
fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// True for members that systems put beside those of the user.
#[must_use]
pub fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\'])
        .any(|part| (part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX")
        || name.ends_with("Thumbs.db")
        || name.ends_with("desktop.ini")
}

/// What a member is when it can't be an article, by the ending of its name.
#[rustfmt::skip]
const KINDS: &[(&str, &[&str])] = &[
    ("images",          &["png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "avif", "svg", "svgz", "ico", "bmp", "tif", "tiff", "heic", "psd"]),
    ("styles",          &["css", "scss", "less", "map"]),
    ("scripts",         &["js", "mjs", "cjs", "jsx", "ts", "tsx", "wasm", "py", "sh"]),
    ("fonts",           &["woff", "woff2", "ttf", "otf", "eot"]),
    ("sound or film",   &["mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "oga", "opus", "wav", "avi", "mov", "mkv", "webm", "flac", "m3u8"]),
    ("PDF documents",   &["pdf"]),
    ("other data",      &["exe", "dll", "so", "class", "pyc", "db", "sqlite", "bin", "dat", "iso", "dmg", "swf"]),
];

/// Members that were left out because they are no articles, by kind, and what is wrong with others, each told once.
#[derive(Debug, Default)]
pub struct Aside {
    counts: Vec<(&'static str, usize)>,
    wrongs: Vec<Wrong>,
}

/// Something that is wrong with one member or more.
#[derive(Debug)]
struct Wrong {
    what: String,
    /// The first that has it.
    place: String,
    count: usize,
}

impl Aside {
    /// Counts a member if it can't be an article: by its name, or, unless its format is known, by its first bytes.
    pub fn take(&mut self, name: &str, head: &[u8], known: bool) -> bool {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let by_name = KINDS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
        let kind = by_name.map(|(kind, _)| *kind);
        let kind = kind.or_else(|| if known { None } else { by_content(head) });
        if let Some(kind) = kind {
            self.add(kind);
        }
        kind.is_some()
    }

    /// Counts one of a kind (`images`).
    pub fn add(&mut self, kind: &'static str) {
        match self.counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((kind, 1)),
        }
    }

    /// Notes what is wrong with the member at `place`.
    pub fn wrong(&mut self, place: &str, what: impl Into<String>) {
        let what = what.into();
        match self.wrongs.iter_mut().find(|known| known.what == what) {
            Some(known) => known.count += 1,
            None => self.wrongs.push(Wrong { what, place: place.to_owned(), count: 1 }),
        }
    }

    /// The place of a member in its archive; a name that is not harmless is noted.
    pub fn place(&mut self, name: &str) -> String {
        let (shown, odd) = harmless(name);
        let place = format!("/{shown}");
        if odd {
            self.wrong(
                &place,
                "has a name that leads out of the archive or can't be shown; it goes by this one",
            );
        }
        place
    }

    /// A line for all that was left out, and one for each thing that is wrong, with its first place.
    #[must_use]
    pub fn told(&self) -> Vec<(&str, String)> {
        let wrong = |wrong: &Wrong| match wrong.count {
            1 => wrong.what.clone(),
            count => format!("{} ({} more like it)", wrong.what, count - 1),
        };
        let mut lines: Vec<(&str, String)> =
            self.wrongs.iter().map(|found| (found.place.as_str(), wrong(found))).collect();
        lines.extend(self.left_out().map(|line| ("", line)));
        lines
    }

    /// How many were left out, in one line, when any were.
    fn left_out(&self) -> Option<String> {
        let total: usize = self.counts.iter().map(|(_, count)| count).sum();
        let mut counts = self.counts.clone();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let kinds: Vec<&str> = counts.iter().map(|(kind, _)| *kind).collect();
        let verb = if total == 1 { " is no article" } else { "s are no articles" };
        (total > 0).then(|| format!("{total} member{verb}: {}", kinds.join(", ")))
    }
}

/// The kind of bytes that are no text.
fn by_content(head: &[u8]) -> Option<&'static str> {
    let what = decode::what_is(head)?;
    let kinds = [("image", "images"), ("media", "sound or film"), ("PDF", "PDF documents")];
    Some(kinds.iter().find(|(word, _)| what.contains(word)).map_or("other data", |(_, kind)| kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        let check = |name: &str, expect: &str, odd: bool| {
            assert_eq!(harmless(name), (expect.to_owned(), odd), "{name:?}");
        };
        check("news/2031/ferry.html", "news/2031/ferry.html", false);
        check("./news/a.html", "news/a.html", false);
        check("news\\a.html", "news/a.html", false);
        check("../../etc/passwd", "etc/passwd", true);
        check("/etc/passwd", "etc/passwd", true);
        check("C:\\news\\a.html", "news/a.html", true);
        check("a\0b\u{1b}[31m\u{202e}.html", "a\u{fffd}b\u{fffd}[31m\u{fffd}.html", true);
        let (long, odd) = harmless(&"ä".repeat(9999));
        assert!(odd && long.chars().count() == SHOWN.0 + SHOWN.1 + 1);
    }

    #[test]
    fn what_is_no_article_is_counted() {
        let mut aside = Aside::default();
        for (name, head) in [
            ("a.PNG", &b""[..]),
            ("b", b"\x89PNG\r\n\x1a\n"),
            ("c.css", b"p {}"),
            ("d", &[0, 1, 2, 3, 4, 5, 6, 7]),
        ] {
            assert!(aside.take(name, head, false), "{name}");
        }
        for (name, head, known) in
            [("a.html", &b"<p>"[..], true), ("b", b"Rain.", false), ("c.zip", b"PK\x03\x04\0\0\0\0\0", true)]
        {
            assert!(!aside.take(name, head, known), "{name}");
        }
        assert_eq!(aside.place("../a.html"), "/a.html");
        assert_eq!(aside.place("../b.html"), "/b.html");
        let odd = "has a name that leads out of the archive or can't be shown; it goes by this one (1 more like it)";
        assert_eq!(
            aside.told(),
            [
                ("/a.html", odd.to_owned()),
                ("", "4 members are no articles: images, styles, other data".to_owned())
            ]
        );
        assert!(Aside::default().told().is_empty());
    }
}
