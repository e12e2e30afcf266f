//! Addresses as they are compared: the same for one article, however its feeds and pages lead to it.
//!
//! What is left out never changes where an address leads: the fragment, the default port, who followed it from where.

/// Beginnings and names of parameters that only tell the publisher who comes from where.
#[rustfmt::skip]
const STARTS: &[&str] = &["utm_", "mtm_", "pk_", "hsa_", "at_custom", "__hs", "_hs", "oly_"];
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "at_campaign", "at_medium", "cmpid", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid", "mc_cid", "mc_eid",
    "mkt_tok", "msclkid", "ocid", "rb_clickid", "s_cid", "smid", "ttclid", "twclid", "vero_id", "wbraid", "wickedid", "xtor", "yclid",
];

/// The address of a page as it is compared: scheme and host in lower case; no fragment, default port, name, password or
/// tracking parameter; the rest as it is. `None` for what is no web address.
#[must_use]
pub fn canonical(address: &str) -> Option<String> {
    let (page, _) = parted(address)?;
    Some(page)
}

/// The same with its fragment, which tells the parts of a page apart.
#[must_use]
pub fn with_fragment(address: &str) -> Option<String> {
    let (mut page, fragment) = parted(address)?;
    if !fragment.is_empty() {
        page.push('#');
        page.push_str(fragment);
    }
    Some(page)
}

/// The page and the fragment of an address.
fn parted(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = address.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let port = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (host, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.rsplit('@').next().unwrap_or(host).to_lowercase();
    let host = host.strip_suffix(port).unwrap_or(&host);
    if host.is_empty() {
        return None;
    }
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut page = format!("{scheme}://{host}{}", if path.is_empty() { "/" } else { path });
    let mut sign = '?';
    for pair in query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)) {
        page.push(sign);
        page.push_str(pair);
        sign = '&';
    }
    Some((page, fragment))
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
    STARTS.iter().any(|start| name.starts_with(start)) || NAMES.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        let check = |address: &str, expect: &str| {
            assert_eq!(canonical(address).unwrap_or_default(), expect, "{address}");
        };
        check("HTTPS://Alden.Example:443/Ferry?b=2&a=1#quay", "https://alden.example/Ferry?b=2&a=1");
        check("http://alden.example:80", "http://alden.example/");
        check("http://alden.example:8080?p=7", "http://alden.example:8080/?p=7");
        check("https://alden.example/1?utm_source=rss&p=7&fbclid=x", "https://alden.example/1?p=7");
        check("https://alden.example/1?utm_source=rss&UTM_medium=feed", "https://alden.example/1");
        check("https://alden.example/1?at_medium=RSS&at_campaign=x", "https://alden.example/1");
        check("https://alden.example/?author=sand", "https://alden.example/?author=sand");
        check("https://sand:secret@alden.example/1", "https://alden.example/1");
        check("https://alden.example/a%20b/ä", "https://alden.example/a%20b/ä");
        check("mailto:sand@alden.example", "");
        check("tag:alden.example,2031:1", "");
        check("https://", "");
        check("", "");
        let parts = with_fragment("https://alden.example/log?utm_source=x#v2");
        assert_eq!(parts.as_deref(), Some("https://alden.example/log#v2"));
    }
}
