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

/// The address, if it may be fetched and kept: one with a password in it would show it wherever it is shown.
///
/// # Errors
/// A line that says why not, and how to give the password instead. It shows no password.
pub fn without_secret(words: &str) -> Result<Url, String> {
    let url = parse(words)?;
    if url.password().is_none() && url.username().is_empty() {
        return Ok(url);
    }
    Err(format!(
        "has a name or password in it, which would be seen with it; give {} with --user NAME --password env:NAME",
        bare(&url)
    ))
}

/// The address without a name and password in it, which are nobody else's business.
#[must_use]
pub fn bare(url: &Url) -> Url {
    let mut url = url.clone();
    // Only addresses without a host can't lose them, and those have none.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url
}

/// The address as it may be shown: without a name and password in it.
#[must_use]
pub fn shown(words: &str) -> String {
    match Url::parse(words.trim()) {
        Ok(url) if url.password().is_none() && url.username().is_empty() => words.to_owned(),
        Ok(url) => bare(&url).to_string(),
        // What is no address may still have a password before its `@`.
        Err(_) => words.rsplit('@').next().unwrap_or_default().to_owned(),
    }
}

/// Who is asked for the address, as `name:port`: the one to be polite to.
#[must_use]
pub fn host(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", url.host_str().unwrap_or_default())
}

/// Who is asked for the address, in words for the reader: the port only when it is an unusual one.
#[must_use]
pub fn shown_host(url: &Url) -> String {
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    format!("{}{port}", url.host_str().unwrap_or_default())
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
    fn passwords_are_neither_kept_nor_shown() {
        let check = |words: &str, expect: Option<&str>| {
            let said = without_secret(words).err();
            assert!(!said.as_deref().unwrap_or_default().contains("moor"), "{said:?}");
            assert!(!shown(words).contains("moor"), "{}", shown(words));
            let says = said.as_deref().and_then(|said| said.split("give ").nth(1)?.split(" with").next());
            assert_eq!(says, expect, "{words}");
        };
        check("https://aldwick.example/feed", None);
        check("https://greta:moor@aldwick.example/feed", Some("https://aldwick.example/feed"));
        check("https://moor@aldwick.example:8443/feed?x=1", Some("https://aldwick.example:8443/feed?x=1"));
        check("https://:moor@aldwick.example", Some("https://aldwick.example/"));
        assert_eq!(shown("ht tp://greta:moor@aldwick.example/feed"), "aldwick.example/feed");
    }

    #[test]
    fn a_host_is_its_name_and_port() {
        let check = |words: &str, expect: &str, seen: &str| {
            let url = Url::parse(words).expect("an address");
            assert_eq!((host(&url).as_str(), shown_host(&url).as_str()), (expect, seen), "{words}");
        };
        check("https://Aldwick.example/feed", "aldwick.example:443", "aldwick.example");
        check("http://aldwick.example/feed", "aldwick.example:80", "aldwick.example");
        check("https://u:p@aldwick.example:8443/", "aldwick.example:8443", "aldwick.example:8443");
        check("http://[::1]:80/", "[::1]:80", "[::1]");
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
