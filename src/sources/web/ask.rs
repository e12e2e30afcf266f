//! Asking a source whether it has anything new: conditional requests, and answers that can be kept.
//!
//! A page that did not come whole is refused here, so that its validators are never kept with half of it.

use std::fmt;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use ureq::Agent;
use ureq::http::header;

use super::fetch::{Limits, Page};
use super::follow::{Arrival, follow, refusal};
use super::{address, body};

/// What is asked.
#[derive(Clone, Default)]
pub struct Question {
    /// The address.
    pub address: String,
    /// The `ETag` that came with what is known of it, or `""`.
    pub etag: String,
    /// The `Last-Modified` that came with what is known of it, or `""`.
    pub modified: String,
    /// Header lines to send along, secrets filled in; for the server of this address alone.
    pub headers: Vec<(String, String)>,
    /// Name and password to sign in with; for the server of this address alone.
    pub sign_in: Option<(String, String)>,
}

/// What was answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing has changed.
    Unchanged {
        /// Where it lives for good now, when it has moved.
        moved: Option<String>,
    },
    /// There is something new.
    Page(Fresh),
}

/// A page with what it takes to ask for it again.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fresh {
    /// The page, whole.
    pub page: Page,
    /// Its `ETag`, or `""`.
    pub etag: String,
    /// Its `Last-Modified`, or `""`.
    pub modified: String,
    /// Where it lives for good now, when there were redirects on the way and each was permanent (301, 308).
    pub moved: Option<String>,
}

/// Why there is no page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// One line: what is wrong, and what to do.
    pub what: String,
    /// The status of the answer; 0 when there was none, or when it broke off. A good one with what can't be taken.
    pub status: u16,
    /// How long the server wants to be left alone, when it says so; a week at most.
    pub wait: Option<Duration>,
    /// Who refused, as `name:port`; `""` when nobody was asked.
    pub host: String,
}

impl fmt::Debug for Question {
    /// Shows no secret.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        out.debug_struct("Question")
            .field("address", &address::shown(&self.address))
            .field("etag", &self.etag)
            .field("modified", &self.modified)
            .field("headers", &names)
            .field("sign_in", &self.sign_in.as_ref().map(|(name, _)| name))
            .finish()
    }
}

/// Asks. `stop` is looked at before each request and between the pieces of a page; a set one gives a refusal.
///
/// # Errors
/// Why there is no whole page: also an address with a password in it, and a page that broke off.
pub fn ask(
    client: &Agent,
    question: &Question,
    limits: &Limits,
    stop: &AtomicBool,
) -> Result<Answer, Refusal> {
    address::without_secret(&question.address).map_err(|what| Refusal { what, ..Refusal::default() })?;
    let arrival = follow(client, question, limits, stop)?;
    let moved = arrival.moved.as_ref().map(ToString::to_string);
    let status = arrival.response.status();
    let is_known = !question.etag.is_empty() || !question.modified.is_empty();
    if status.as_u16() == 304 && is_known {
        return Ok(Answer::Unchanged { moved });
    }
    if !status.is_success() {
        return Err(refused(question, &arrival));
    }
    let kept = |name| {
        let value = arrival.response.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let (etag, modified) = (kept(header::ETAG), kept(header::LAST_MODIFIED));
    let host = address::host(&arrival.url);
    let mut page = body::page(arrival, limits, stop)?;
    match page.problem.take() {
        Some(what) => Err(Refusal { what, host, ..Refusal::default() }),
        None => Ok(Answer::Page(Fresh { page, etag, modified, moved })),
    }
}

/// A refusal in words for someone who may have signed in, or might.
fn refused(question: &Question, arrival: &Arrival) -> Refusal {
    let refusal = refusal(arrival);
    if !matches!(refusal.status, 401 | 403) {
        return refusal;
    }
    let signs_in = question.sign_in.is_some() || !question.headers.is_empty();
    let what = match (refusal.status, signs_in) {
        (status, true) if arrival.strange => format!(
            "{status}: it is redirected to {}, where neither password nor header lines are sent; subscribe to {}",
            address::shown_host(&arrival.url),
            address::bare(&arrival.url),
        ),
        (401, true) => "401: it does not take this name and password, or header line; check them".to_owned(),
        (401, false) => {
            "401: it asks for a name and a password; give them by --user NAME --password env:NAME".to_owned()
        }
        _ => return refusal,
    };
    Refusal { what, ..refusal }
}
