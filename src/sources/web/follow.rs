//! Following an address to where it leads: one request after the other, bounded in number and time.
//!
//! What is meant for one server alone (signing in, the reader's own header lines) goes to no other, not even once it
//! was redirected back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ureq::http::{HeaderName, HeaderValue, Response, header};
use ureq::{Agent, Body};
use url::Url;

use super::ask::{Question, Refusal};
use super::fetch::Limits;
use super::{address, pause, words};
use crate::sources::mime::in_base64;

/// So many redirects are followed.
const HOPS: usize = 10;

/// Header lines that are the connection's business, not the reader's.
const OWN: &[&str] = &["accept-encoding", "connection", "content-length", "host", "te", "transfer-encoding"];

/// Header lines ready to be sent.
type Lines = Vec<(HeaderName, HeaderValue)>;

/// An answer that is no redirect, of any status.
pub(super) struct Arrival {
    /// Who gave it.
    pub url: Url,
    /// The answer; its content is still to be read.
    pub response: Response<Body>,
    /// Where the address lives for good now, when there were redirects and all of them were permanent.
    pub moved: Option<Url>,
    /// It came from another server than the one that was asked first.
    pub strange: bool,
}

/// Asks, and follows redirects. `stop` is looked at before each request.
///
/// # Errors
/// Why there is no answer.
pub(super) fn follow(
    client: &Agent,
    question: &Question,
    limits: &Limits,
    stop: &AtomicBool,
) -> Result<Arrival, Refusal> {
    let unasked = |what| Refusal { what, ..Refusal::default() };
    let mut url = address::parse(&question.address).map_err(unasked)?;
    url.set_fragment(None);
    let (common, private) = lines(question).map_err(unasked)?;
    let end = Instant::now() + limits.whole;
    let (home, mut seen) = (url.origin(), vec![url.clone()]);
    let (mut for_good, mut strange) = (true, false);
    loop {
        heed(stop)?;
        strange |= url.origin() != home;
        let mut lines = common.clone();
        lines.extend(private.iter().filter(|_| !strange).cloned());
        let response = call(client, &url, lines, end, limits)?;
        let code = response.status().as_u16();
        if !is_redirect(code) {
            let moved = (for_good && seen.len() > 1).then(|| url.clone());
            return Ok(Arrival { url, response, moved, strange });
        }
        for_good &= matches!(code, 301 | 308);
        let wrong = |what| Refusal { what, status: code, host: address::host(&url), ..Refusal::default() };
        let next = redirect(&url, &response).and_then(|next| further(&seen, next)).map_err(wrong)?;
        seen.push(next.clone());
        url = next;
    }
}

/// Refuses to go on once somebody wants to stop.
///
/// # Errors
/// That it was stopped.
pub(super) fn heed(stop: &AtomicBool) -> Result<(), Refusal> {
    if stop.load(Ordering::Relaxed) {
        return Err(Refusal { what: "was stopped before it was read".to_owned(), ..Refusal::default() });
    }
    Ok(())
}

/// What a status that brings no page means for the one who asked.
pub(super) fn refusal(arrival: &Arrival) -> Refusal {
    let status = arrival.response.status().as_u16();
    let header = |name| arrival.response.headers().get(name).and_then(|value| value.to_str().ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let wait =
        header(header::RETRY_AFTER).and_then(|value| pause::retry_after(value, header(header::DATE), now));
    Refusal { what: words::status(status, wait), status, wait, host: address::host(&arrival.url) }
}

fn is_redirect(code: u16) -> bool {
    matches!(code, 301 | 302 | 303 | 307 | 308)
}

/// The header lines for every server on the way, and those for the first alone.
fn lines(question: &Question) -> Result<(Lines, Lines), String> {
    let known = [(header::IF_NONE_MATCH, &question.etag), (header::IF_MODIFIED_SINCE, &question.modified)];
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    // What can't be sent back is not: the page then comes whole.
    let common = known.filter_map(|(name, value)| Some((name, HeaderValue::from_str(value).ok()?))).collect();
    let mut private = Lines::new();
    for (name, value) in &question.headers {
        let Ok(header) = HeaderName::from_bytes(name.trim().as_bytes()) else {
            return Err(format!("the header line {name:?} has no name that can be sent; mend it"));
        };
        if OWN.contains(&header.as_str()) {
            return Err(format!("the header line {header} can't be chosen; leave it out"));
        }
        private.push((header, sensitive(value).ok_or_else(|| unsent(&format!("the header line {name}")))?));
    }
    if let Some((name, password)) = &question.sign_in {
        let both = in_base64(format!("{name}:{password}").as_bytes());
        let value = sensitive(&format!("Basic {both}")).ok_or_else(|| unsent("the password"))?;
        private.retain(|(header, _)| header != header::AUTHORIZATION);
        private.push((header::AUTHORIZATION, value));
    }
    Ok((common, private))
}

fn unsent(what: &str) -> String {
    format!("{what} has signs in it that can't be sent, such as the end of a line; mend it")
}

fn sensitive(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_bytes(value.trim().as_bytes()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Asks once, in the time that is left.
fn call(
    client: &Agent,
    url: &Url,
    lines: Lines,
    end: Instant,
    limits: &Limits,
) -> Result<Response<Body>, Refusal> {
    // A time of zero would mean none at all.
    let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
    let mut request = client.get(url.as_str());
    for (name, value) in lines {
        request = request.header(name, value);
    }
    let request = request.config().timeout_global(Some(left));
    let request = if address::is_here(url) { request.proxy(None) } else { request };
    request.build().call().map_err(|error| {
        let what = words::error(&error, &address::shown_host(url), limits);
        Refusal { what, host: address::host(url), ..Refusal::default() }
    })
}

/// The next address, unless there were too many, or this one already.
fn further(seen: &[Url], next: Url) -> Result<Url, String> {
    if seen.contains(&next) {
        return Err(format!("redirects in a circle, by way of {next}; open it in a browser"));
    }
    if seen.len() > HOPS {
        return Err(format!("redirects more than {HOPS} times, at last to {next}; try that address"));
    }
    Ok(next)
}

/// Where an answer sends us on to.
fn redirect(from: &Url, response: &Response<Body>) -> Result<Url, String> {
    let code = response.status().as_u16();
    let place = response.headers().get(header::LOCATION).map(|value| value.as_bytes().to_vec());
    let Some(place) = place else {
        return Err(format!("{code}: redirects without saying where to; open it in a browser"));
    };
    let place = String::from_utf8_lossy(&place).into_owned();
    let next = from
        .join(&place)
        .map_err(|error| format!("redirects to what is no address ({error}); open it in a browser"))?;
    address::parse(next.as_str()).map_err(|what| format!("redirects elsewhere: {what}"))?;
    // A name and password that a server makes up would be sent, shown and kept.
    let mut next = address::bare(&next);
    next.set_fragment(None);
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(format!(
            "redirects from https to http, where anybody on the way can change it; if you trust {next}, ask for that"
        ));
    }
    Ok(next)
}
