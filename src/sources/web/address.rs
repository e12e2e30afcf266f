//! Addresses: what is one, which may be fetched, and what someone meant who left the scheme out.

use std::path::Path;

use url::{Host, Url};

use crate::sources::formats::FORMATS;

/// Schemes that are taken for an address even without `//` behind them.
const SCHEMES: &[&str] = &[
    "about",
    "blob",
    "data",
    "feed",
    "file",
    "ftp",
    "gemini",
    "gopher",
    "http",
    "https",
    "javascript",
    "magnet",
    "mailto",
    "view-source",
    "ws",
    "wss",
];

/// True for words that are an address rather than the name of a file.
#[must_use]
pub fn is_address(words: &str) -> bool {
    let Some((scheme, rest)) = words.split_once(':') else { return false };
    let named = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    named && (rest.starts_with("//") || SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()))
}

/// The address, if it may be fetched.
///
/// # Errors
/// A line that says why not, and what to do.
pub fn parse(words: &str) -> Result<Url, String> {
    let url = Url::parse(words.trim()).map_err(|error| format!("is no web address: {error}; check it"))?;
    match url.scheme() {
        "http" | "https" => {}
        "file" => {
            return Err("file: addresses are not fetched; give the path of the file itself".to_owned());
        }
        scheme => return Err(format!("{scheme}: addresses are not fetched; only http and https are")),
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("names no host; check the address".to_owned());
    }
    Ok(url)
}

/// True for hosts that are this machine, which no proxy is asked for.
#[must_use]
pub fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// What to say of a path that does not exist but reads like an address without its scheme (`example.org/news`).
#[must_use]
pub fn hint(path: &Path) -> Option<String> {
    let words = path.to_str()?;
    let host = words.split(['/', '?', '#']).next()?.split(':').next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let sound = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
    };
    let top = labels.last()?;
    // A name that ends as files do is a file's, mistyped.
    let ends = |endings: &str| endings.split_whitespace().any(|end| end.trim_start_matches('.') == *top);
    if host.len() == words.len() && FORMATS.iter().any(|format| ends(format.endings)) {
        return None;
    }
    let meant = labels.len() > 1
        && labels.iter().all(sound)
        && top.chars().count() > 1
        && top.chars().all(char::is_alphabetic);
    meant.then(|| format!("no such file; for a web address write https://{words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files() {
        let check = |words: &str, expect: bool| assert_eq!(is_address(words), expect, "{words}");
        check("https://aldwick.example/a", true);
        check("HTTP://aldwick.example", true);
        check("ftp://aldwick.example/a", true);
        check("javascript:alert(1)", true);
        check("file:/etc/hosts", true);
        check("notes: monday.txt", false);
        check("C:\\news\\a.txt", false);
        check("news/a.txt", false);
        check("aldwick.example/news", false);
    }

    #[test]
    fn only_http_and_https_are_fetched() {
        let check = |words: &str, expect: &str| {
            let said = parse(words).map_or_else(|what| what, |url| url.to_string());
            assert_eq!(said, expect, "{words}");
        };
        check("https://aldwick.example", "https://aldwick.example/");
        check("http://Aldwick.Example/a b", "http://aldwick.example/a%20b");
        check("file:///etc/hosts", "file: addresses are not fetched; give the path of the file itself");
        check("ftp://aldwick.example/a", "ftp: addresses are not fetched; only http and https are");
        check("javascript:alert(1)", "javascript: addresses are not fetched; only http and https are");
        check("https://", "is no web address: empty host; check it");
        check("https://a b/", "is no web address: invalid international domain name; check it");
    }

    #[test]
    fn a_missing_scheme_is_guessed_but_not_added() {
        let check =
            |words: &str, expect: bool| assert_eq!(hint(Path::new(words)).is_some(), expect, "{words}");
        check("aldwick.example/news", true);
        check("www.aldwick.example", true);
        check("aldwick.example:8080/news?page=2", true);
        check("monday.txt", false);
        check("./news/a.txt", false);
        check("news/a.txt", false);
        check("../a.b/c", false);
        check("notes", false);
    }
}
