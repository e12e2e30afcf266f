//! Fetching one address: a client, what it may take in, and a page for its address.
//!
//! Everything is bounded in size and time. A page that broke off is given with what came of it.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use super::ask::Question;
use super::body;
use super::follow::{follow, refusal};
use crate::sources::outlet::LARGEST;

/// How we call ourselves.
const NAME: &str = concat!("quotidian/", env!("CARGO_PKG_VERSION"), " (+https://crates.io/crates/quotidian)");

/// What is liked best of what a server can give.
const LIKED: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, \
                     application/feed+json, application/json;q=0.9, text/plain;q=0.9, */*;q=0.8";

/// How a page may be packed.
const PACKED: &str = "gzip, br, zstd";

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
        .accept(LIKED)
        .accept_encoding(PACKED);
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
    let question = Question { address: asked.to_owned(), ..Question::default() };
    let never = AtomicBool::new(false);
    let page = follow(client, &question, limits, &never).and_then(|arrival| {
        if arrival.response.status().is_success() {
            body::page(arrival, limits, &never)
        } else {
            Err(refusal(&arrival))
        }
    });
    page.map_err(|refusal| refusal.what)
}
