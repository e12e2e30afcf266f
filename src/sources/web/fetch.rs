//! Fetching one address: redirects followed one by one, everything bounded in size and time.

use std::io::Read;
use std::time::{Duration, Instant};

use ureq::http::{Response, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};
use url::Url;

use super::{address, words};
use crate::sources::outlet::LARGEST;

/// How we call ourselves.
const NAME: &str = concat!("quotidian/", env!("CARGO_PKG_VERSION"), " (+https://crates.io/crates/quotidian)");

/// What is liked best of what a server can give.
const LIKED: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, \
                     application/feed+json, application/json;q=0.9, text/plain;q=0.9, */*;q=0.8";

/// So many redirects are followed.
const HOPS: usize = 10;

/// How long and how much may be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until all has come, redirects included.
    pub whole: Duration,
    /// Bytes of a page, unpacked.
    pub largest: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { connect: Duration::from_secs(10), whole: Duration::from_secs(30), largest: LARGEST }
    }
}

/// What was fetched.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Where it was found in the end.
    pub url: String,
    /// Its media type as the server gave it, or `""`.
    pub media: String,
    /// Its content, unpacked.
    pub bytes: Vec<u8>,
    /// Why some of it is missing, when some is.
    pub problem: Option<String>,
}

/// A client with these limits; its connections are used again.
#[must_use]
pub fn client(limits: &Limits) -> Agent {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(limits.connect))
        .user_agent(NAME)
        .accept(LIKED);
    if let Some(roots) = trusted() {
        config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
    }
    config.build().new_agent()
}

/// The certificates that the user names, in place of the well-known ones.
fn trusted() -> Option<RootCerts> {
    let file = std::fs::read(std::env::var_os("SSL_CERT_FILE")?).ok()?;
    let known = parse_pem(&file).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let known: Vec<_> = known.collect();
    (!known.is_empty()).then(|| RootCerts::from(known))
}

/// Fetches an address.
///
/// # Errors
/// A line that says what went wrong, and what to do.
pub fn fetch(client: &Agent, asked: &str, limits: &Limits) -> Result<Page, String> {
    let mut url = address::parse(asked)?;
    url.set_fragment(None);
    let end = Instant::now() + limits.whole;
    let mut seen = vec![url.clone()];
    loop {
        let response = call(client, &url, end, limits)?;
        if !is_redirect(response.status().as_u16()) {
            return page(response, &url, limits);
        }
        let next = redirect(&url, &response)?;
        if seen.contains(&next) {
            return Err(format!("redirects in a circle, by way of {next}; open it in a browser"));
        }
        if seen.len() > HOPS {
            return Err(format!("redirects more than {HOPS} times, at last to {next}; try that address"));
        }
        seen.push(next.clone());
        url = next;
    }
}

fn is_redirect(code: u16) -> bool {
    matches!(code, 301 | 302 | 303 | 307 | 308)
}

fn host_of(url: &Url) -> String {
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    format!("{}{port}", url.host_str().unwrap_or_default())
}

/// Asks once, in the time that is left.
fn call(client: &Agent, url: &Url, end: Instant, limits: &Limits) -> Result<Response<Body>, String> {
    // A time of zero would mean none at all.
    let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
    let request = client.get(url.as_str()).config().timeout_global(Some(left));
    let request = if address::is_here(url) { request.proxy(None) } else { request };
    request.build().call().map_err(|error| words::error(&error, &host_of(url), limits))
}

/// Where an answer sends us on to.
fn redirect(from: &Url, response: &Response<Body>) -> Result<Url, String> {
    let code = response.status().as_u16();
    let place = response.headers().get(header::LOCATION).map(|value| value.as_bytes().to_vec());
    let Some(place) = place else {
        return Err(format!("{code}: redirects without saying where to; open it in a browser"));
    };
    let place = String::from_utf8_lossy(&place).into_owned();
    let mut next = from
        .join(&place)
        .map_err(|error| format!("redirects to what is no address ({error}); open it in a browser"))?;
    address::parse(next.as_str()).map_err(|what| format!("redirects elsewhere: {what}"))?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(format!(
            "redirects from https to http, where anybody on the way can change it; if you trust {next}, ask for that"
        ));
    }
    next.set_fragment(None);
    Ok(next)
}

/// Reads what was answered.
fn page(response: Response<Body>, url: &Url, limits: &Limits) -> Result<Page, String> {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    if !response.status().is_success() {
        return Err(words::status(response.status().as_u16(), header(header::RETRY_AFTER)));
    }
    if let Some(way) = header(header::CONTENT_ENCODING).filter(|way| !way.eq_ignore_ascii_case("identity")) {
        return Err(format!("is packed by {way}, which was not asked for; open it in a browser"));
    }
    let media = header(header::CONTENT_TYPE).unwrap_or_default().to_owned();
    if response.body().content_length().is_some_and(|length| length > limits.largest) {
        return Err(too_large(limits));
    }
    let mut page = Page { url: bare(url), media, ..Page::default() };
    let mut source = response.into_body().into_reader().take(limits.largest + 1);
    if let Err(error) = source.read_to_end(&mut page.bytes) {
        let what = words::error(&ureq::Error::from(error), &host_of(url), limits);
        if page.bytes.is_empty() {
            return Err(what);
        }
        page.problem = Some(format!("is not whole: {what}"));
    }
    if page.bytes.len() as u64 > limits.largest {
        return Err(too_large(limits));
    }
    Ok(page)
}

/// The address without a name and password in it, which are nobody else's business.
fn bare(url: &Url) -> String {
    let mut url = url.clone();
    // Only addresses without a host can't lose them.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url.to_string()
}

fn too_large(limits: &Limits) -> String {
    format!("is larger than {} MiB; fetch it to a file first (curl -O), and read that", limits.largest >> 20)
}
