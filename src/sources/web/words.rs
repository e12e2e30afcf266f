//! What went wrong on the web, in words a reader can act on: one line each, with what to do.

use std::io::ErrorKind;
use std::time::Duration;

use ureq::{Error, Timeout};

use super::fetch::Limits;

/// What answers mean that are no page. The last line of each hundred is for those without their own.
#[rustfmt::skip]
const ANSWERS: &[(u16, &str)] = &[
    (400, "the server does not understand the address; check it"),
    (401, "it asks for a name and a password; save the page with a browser and read the file"),
    (402, "it is to be paid for; save the page with a browser and read the file"),
    (403, "it may not be read this way; open it in a browser, save it and read the file"),
    (404, "there is no such page; check the address"),
    (405, "the server does not give this away to be read; check the address"),
    (406, "the server has nothing of a kind that can be read; open it in a browser"),
    (407, "the proxy asks for a name and a password; put them into HTTPS_PROXY"),
    (408, "the server waited too long; try again"),
    (410, "the page was taken away for good"),
    (421, "the server is not the right one for this address; check it"),
    (423, "the page is locked; try again later"),
    (425, "the server wants to be asked later; try again"),
    (426, "the server wants another way of speaking; open it in a browser"),
    (429, "the server was asked too often; wait a while and try again"),
    (451, "the page is withheld for legal reasons"),
    (499, "the server refuses it; open it in a browser, save it and read the file"),
    (500, "the server has failed; try again later"),
    (501, "the server can't do this; open it in a browser"),
    (502, "the server behind the server has failed; try again later"),
    (503, "the server is busy or down; try again later"),
    (504, "the server behind the server does not answer; try again later"),
    (511, "the network wants you to sign in first; open any page in a browser"),
    (599, "the server has failed; try again later"),
];

/// What a status that brings no page means. `wait` is how long the server wants to be left alone.
#[must_use]
pub fn status(code: u16, wait: Option<Duration>) -> String {
    let known = ANSWERS.iter().find(|(known, _)| *known == code);
    let other = ANSWERS.iter().find(|(known, _)| *known == code / 100 * 100 + 99);
    let words =
        known.or(other).map_or("it is no answer that can be read; open it in a browser", |line| line.1);
    match wait {
        Some(wait) if matches!(code, 429 | 503) => format!("{code}: {words} (in {})", counted(wait)),
        _ => format!("{code}: {words}"),
    }
}

/// A time to wait, in the largest unit that leaves a number worth saying.
#[must_use]
pub fn counted(wait: Duration) -> String {
    let seconds = wait.as_secs();
    let (count, unit) = match seconds {
        0..=120 => (seconds, "second"),
        121..=7_200 => (seconds.div_ceil(60), "minute"),
        7_201..=172_800 => (seconds.div_ceil(3_600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// What an error means.
#[must_use]
pub fn error(error: &Error, host: &str, limits: &Limits) -> String {
    let told = error.to_string();
    match error {
        Error::Timeout(Timeout::Connect | Timeout::Resolve) => format!(
            "no connection to {host} within {}; check the address and the network, then try again",
            span(limits.connect)
        ),
        Error::Timeout(_) => {
            format!("did not come within {}; try again later", span(limits.whole))
        }
        Error::HostNotFound => no_host(host),
        Error::Io(inner) => match inner.kind() {
            _ if told.contains("lookup address") || told.contains("No such host") => no_host(host),
            ErrorKind::ConnectionRefused => {
                format!(
                    "nobody answers at {host} (connection refused); check the address, or try again later"
                )
            }
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof => format!("{host} broke off the connection; try again"),
            ErrorKind::TimedOut => format!("did not come within {}; try again later", span(limits.whole)),
            ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
                format!("{host} can't be reached; check the network")
            }
            ErrorKind::InvalidData => tls(&told, host),
            _ => format!("could not be fetched: {inner}; check the network"),
        },
        Error::Rustls(_) | Error::Tls(_) | Error::TlsRequired | Error::Pem(_) => tls(&told, host),
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => {
            format!("the proxy does not let it through ({told}); check HTTPS_PROXY and NO_PROXY")
        }
        Error::Decompress(way, _) => format!("is packed by {way} and can't be unpacked; try again"),
        Error::Protocol(_) | Error::Http(_) | Error::LargeResponseHeader(..) | Error::BodyStalled => {
            format!("{host} does not answer as a web server should ({told}); check the address")
        }
        Error::BadUri(_) => "is no web address; check it".to_owned(),
        _ => format!("could not be fetched: {told}"),
    }
}

fn no_host(host: &str) -> String {
    format!("there is no host {host}; check the address and the network")
}

/// What went wrong while a secure connection was made.
fn tls(told: &str, host: &str) -> String {
    if told.contains("corrupt message") || told.contains("InvalidContentType") {
        return format!("{host} does not speak https there; try the address with http://");
    }
    let why = CERTIFICATES.iter().find(|(sign, _)| told.contains(sign));
    if let Some((_, why)) = why {
        return format!("{host} can't prove that it is itself: its certificate {why}; nothing was fetched");
    }
    format!("no secure connection to {host} ({told}); try again, or open it in a browser")
}

/// What is wrong with a certificate, the most telling first.
#[rustfmt::skip]
const CERTIFICATES: &[(&str, &str)] = &[
    ("not valid for name", "is for other names, so someone else may be answering"),
    ("NotValidForName",    "is for other names, so someone else may be answering"),
    ("xpired",             "has expired"),
    ("NotValidYet",        "is not valid yet; check the clock of this machine"),
    ("not valid yet",      "is not valid yet; check the clock of this machine"),
    ("UnknownIssuer",      "is signed by nobody known (SSL_CERT_FILE can name a file of who is to be trusted)"),
    ("certificate",        "is not in order"),
];

fn span(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        return format!("{} ms", time.as_millis());
    }
    format!("{} s", time.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_that_fail_are_told_apart() {
        let check = |told: &str, expect: &str| {
            let said = tls(told, "a.example");
            assert!(said.contains(expect), "{said}");
        };
        check(
            "invalid peer certificate: certificate not valid for name \"a.example\"; …",
            "is for other names",
        );
        check("invalid peer certificate: certificate expired: verification time …", "has expired;");
        check("invalid peer certificate: UnknownIssuer", "signed by nobody known");
        check("invalid peer certificate: BadSignature", "is not in order");
        check("received corrupt message of type InvalidContentType", "does not speak https");
        check("peer is incompatible: …", "no secure connection to a.example");
    }

    #[test]
    fn every_answer_has_words() {
        let check = |code: u16, wait: Option<u64>, expect: &str| {
            assert_eq!(status(code, wait.map(Duration::from_secs)), expect);
        };
        check(404, None, "404: there is no such page; check the address");
        check(418, None, "418: the server refuses it; open it in a browser, save it and read the file");
        check(
            429,
            Some(90),
            "429: the server was asked too often; wait a while and try again (in 90 seconds)",
        );
        check(503, Some(1), "503: the server is busy or down; try again later (in 1 second)");
        check(503, Some(3_541), "503: the server is busy or down; try again later (in 60 minutes)");
        check(503, Some(9_000), "503: the server is busy or down; try again later (in 3 hours)");
        check(503, Some(604_800), "503: the server is busy or down; try again later (in 7 days)");
        check(500, Some(90), "500: the server has failed; try again later");
        check(520, None, "520: the server has failed; try again later");
        check(304, None, "304: it is no answer that can be read; open it in a browser");
        check(999, None, "999: it is no answer that can be read; open it in a browser");
    }
}
