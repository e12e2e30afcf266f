//! Mail: a message is an article, as newsletters are; its subject is the headline.
//!
//! Parts in parts are read a few levels deep, and what a message only carries along is named, not read.

use mail_parser::{Address, HeaderName};

use crate::reading::BlockKind;
use crate::sources::decode::decode_page;
use crate::sources::draft::{Draft, Inline, Moment, Part};
use crate::sources::format::Glance;
use crate::sources::leaf::{Harvest, Leaf};
use crate::sources::letter;
use crate::sources::mime;

/// Parts in parts and messages in messages are read so many levels deep.
const DEEPEST: usize = 12;

/// Headers that messages begin with.
#[rustfmt::skip]
const HEADERS: &[&str] = &[
    "from", "date", "subject", "to", "message-id", "mime-version", "received", "return-path", "delivered-to", "reply-to", "sender",
    "dkim-signature", "content-type", "list-id", "list-unsubscribe", "x-mailer", "cc", "in-reply-to", "references",
];

/// True for what begins with the headers of a message.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let head = String::from_utf8_lossy(glance.head);
    let mut names = Vec::new();
    for line in head.lines() {
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) && !names.is_empty() => {}
            Some((name, _)) if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic()) => {
                names.push(name.to_ascii_lowercase());
            }
            _ => break,
        }
    }
    let known = HEADERS.iter().filter(|name| names.iter().any(|found| found == *name)).count();
    let called =
        glance.name.to_ascii_lowercase().ends_with(".eml") || glance.media.starts_with("message/rfc822");
    let sent = names.iter().any(|name| matches!(name.as_str(), "from" | "received" | "return-path"));
    (sent && known >= 3) || (called && known >= 1)
}

/// Reads one message as one article.
#[must_use]
pub fn read(leaf: Leaf) -> Harvest {
    let Leaf { path, bytes, about } = leaf;
    let message = mime::Part::of(&bytes);
    let mut draft = Draft { url: about.url, details: about.details, ..Draft::default() };
    head(&message, &mut draft);
    let mut mail = Mail { draft, deep: false, locked: false };
    mail.part(&message, 0);
    let Mail { mut draft, deep, locked } = mail;
    if deep {
        draft.problems.push(format!("parts in parts beyond {DEEPEST} levels were left out"));
    }
    if locked {
        draft.problems.push("the body is encrypted; only its headers were read".to_owned());
    }
    if draft.body.is_empty() {
        draft.problems.push("the message has no body to read".to_owned());
    }
    if draft.is_blank() {
        return Harvest::none(&path, "is a message without subject and body; there is nothing to read");
    }
    Harvest::one(draft.finish(&path, "mail"))
}

/// Takes over what the headers say.
fn head(message: &mime::Part<'_>, draft: &mut Draft) {
    draft.headline = message.words(HeaderName::Subject);
    let Some(headers) = message.headers() else {
        draft.problems.push("the message has no headers".to_owned());
        return;
    };
    let sender = headers.from().or(headers.sender()).and_then(Address::first);
    let name = sender.and_then(|sender| sender.name()).unwrap_or("");
    let list = list_name(&message.header("List-Id"));
    let (byline, source) = letter::sender(name);
    draft.bylines.extend(byline);
    // An identifier names nobody.
    let named = list.clone().filter(|list| list.contains(' ') || !list.contains('.'));
    draft.source = source.or(named).unwrap_or_default();
    let date = headers.date().filter(|date| date.is_valid() && date.year > 1970);
    draft.published = date.map(|date| Moment::of(date.to_rfc3339()));
    let written = message.header("Date");
    if draft.published.is_none() && !written.is_empty() {
        draft.problems.push(format!("its date can't be read: {written}"));
    }
    draft.lang = message.header("Content-Language").split(',').next().unwrap_or("").trim().to_owned();
    draft.detail("from", sender.and_then(|sender| sender.address()).unwrap_or(""));
    draft.detail("list", list.unwrap_or_default());
    draft.detail("list-post", in_brackets(&message.header("List-Post")));
    draft.detail("list-archive", in_brackets(&message.header("List-Archive")));
    draft.detail("message-id", in_brackets(&message.header("Message-ID")));
    let archived = in_brackets(&message.header("Archived-At"));
    draft.url = draft.url.take().or_else(|| Some(archived).filter(|url| url.starts_with("http")));
}

/// What a list calls itself: its name, or else its identifier (RFC 2919).
fn list_name(header: &str) -> Option<String> {
    let name = header.split('<').next().unwrap_or("").trim().trim_matches('"').trim();
    let name = if name.is_empty() { in_brackets(header) } else { name.to_owned() };
    Some(name).filter(|name| !name.is_empty())
}

/// What stands in the first angle brackets, or all of it.
fn in_brackets(header: &str) -> String {
    let inner = header.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(header, |(inner, _)| inner).trim().to_owned()
}

/// A message as it is read.
struct Mail {
    draft: Draft,
    /// Something was too deep to be read.
    deep: bool,
    /// Something was encrypted.
    locked: bool,
}

impl Mail {
    /// Reads a part and those inside it.
    fn part(&mut self, part: &mime::Part<'_>, depth: usize) {
        if depth > DEEPEST {
            self.deep = true;
            return;
        }
        let media = part.media();
        match media.as_str() {
            "multipart/alternative" => self.alternative(part, depth),
            // What the first part needs to be shown follows it.
            "multipart/related" => {
                let parts = part.parts();
                parts.first().into_iter().for_each(|part| self.part(part, depth + 1));
                parts.iter().skip(1).filter(|part| part.is_attached()).for_each(|part| self.attached(part));
            }
            "multipart/encrypted" | "application/pkcs7-mime" => self.locked = true,
            "multipart/signed" => part.parts().iter().take(1).for_each(|part| self.part(part, depth + 1)),
            _ if media.starts_with("multipart/") => {
                let parts = part.parts();
                if parts.is_empty() {
                    self.draft.problems.push("the parts of the message have no boundary".to_owned());
                    self.words(part);
                }
                parts.iter().for_each(|part| self.part(part, depth + 1));
            }
            "message/rfc822" | "message/global" => self.message(&part.content(), depth),
            _ if part.is_attached() => self.attached(part),
            "text/html" => self.page(part),
            "text/plain" | "text/" | "/" => self.words(part),
            _ => self.attached(part),
        }
    }

    /// The richest of the forms in which the same is said: mostly the last; one that is a calendar or empty is none.
    fn alternative(&mut self, part: &mime::Part<'_>, depth: usize) {
        let parts = part.parts();
        let before = self.draft.body.len();
        for part in parts.iter().rev() {
            let media = part.media();
            if media.starts_with("multipart/") || matches!(media.as_str(), "text/html" | "text/plain") {
                self.part(part, depth + 1);
            }
            if self.draft.body.len() > before {
                break;
            }
        }
    }

    /// A message inside the message, as when it was forwarded.
    fn message(&mut self, bytes: &[u8], depth: usize) {
        let inner = mime::Part::of(bytes);
        self.draft.block(BlockKind::Subheading, inner.words(HeaderName::Subject));
        let sender = inner.headers().and_then(|headers| headers.from()).and_then(Address::first);
        let names = sender.map(|sender| [sender.name(), sender.address()].into_iter().flatten());
        self.draft
            .detail("forwarded", names.map(|names| names.collect::<Vec<_>>().join(" ")).unwrap_or_default());
        self.part(&inner, depth + 1);
    }

    fn attached(&mut self, part: &mime::Part<'_>) {
        let (name, media) = (part.file_name(), part.media());
        let words = if name.is_empty() { media } else { format!("{name} ({media})") };
        self.draft.detail("enclosure", words);
    }

    fn page(&mut self, part: &mime::Part<'_>) {
        let media = format!("text/html; charset={}", part.attribute("charset"));
        match decode_page(part.content().into_owned(), &media) {
            Ok(decoded) => {
                self.draft.problems.extend(decoded.notes);
                let found = letter::page(&decoded.text, &self.draft.headline);
                self.draft.url = self.draft.url.take().or(found.url);
                self.draft.body.extend(found.parts);
            }
            Err(what) => self.draft.problems.push(format!("the HTML is {what}")),
        }
    }

    fn words(&mut self, part: &mime::Part<'_>) {
        match part.text() {
            Ok((text, notes)) => {
                self.draft.problems.extend(notes);
                let flowed = part.attribute("format").eq_ignore_ascii_case("flowed");
                let glued = part.attribute("delsp").eq_ignore_ascii_case("yes");
                let blocks = letter::blocks(&text, flowed.then_some(glued));
                self.draft
                    .body
                    .extend(blocks.into_iter().map(|(kind, words)| Part::Block(kind, Inline::from(words))));
            }
            Err(what) => self.draft.problems.push(format!("the text is {what}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(message: &str) -> (String, Vec<String>) {
        let mut harvest = read(Leaf::new("a.eml", message));
        match harvest.articles.pop() {
            Some(article) => (article.text, article.problems),
            None => (String::new(), harvest.problems.into_iter().map(|problem| problem.what).collect()),
        }
    }

    #[test]
    fn parts_without_end_cost_no_more_than_their_bytes() {
        let nested: String =
            (0..1000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
        let (text, problems) = told(&format!("Subject: Rain\n{nested}\nIt rained."));
        assert_eq!(text, "Rain\n");
        assert!(problems[0].contains("beyond 12 levels"), "{problems:?}");
        let (_, problems) =
            told(&format!("Subject: Rain\n{}", "Content-Type: message/rfc822\n\n".repeat(200_000)));
        assert!(problems[0].contains("beyond 12 levels"), "{problems:?}");
        let flat = "--b\n\nIt rained.\n".repeat(50_000);
        let (text, _) = told(&format!("Subject: Rain\nContent-Type: multipart/mixed; boundary=b\n\n{flat}"));
        assert_eq!(text.matches("It rained.").count(), 500);
        let (text, _) = told(&format!("Subject: {}\n\nIt rained.", "rain ".repeat(2_000_000)));
        assert!(text.ends_with("It rained.\n"));
        let (text, _) = told(&format!("Subject: Rain\n{}\n\nIt rained.", "X-A: b\n".repeat(500_000)));
        assert_eq!(text, "Rain\n\nIt rained.\n");
    }

    #[test]
    fn messages_are_told_from_texts() {
        let check = |head: &str, name: &str, expect: bool| {
            let glance = Glance { head: head.as_bytes(), name, media: "" };
            assert_eq!(recognises(&glance), expect, "{head}");
        };
        check("From: a@b\nTo: c@d\nSubject: Rain\n\nIt rained.", "", true);
        check("Received: from a\n\tby b\nDate: Mon\nSubject: Rain\n\nIt rained.", "", true);
        check("Subject: Rain\n\nIt rained.", "a.eml", true);
        check("Subject: Rain\n\nIt rained.", "a.txt", false);
        check("Date: Monday\nFrom: here on it rained: a lot\n", "", false);
        check("Rain\n\nFrom: a@b\nTo: c@d\nSubject: x", "", false);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), cut in 0_usize..400) {
            let message = b"From: A B <a@b>\nSubject: Rain\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Transfer-Encoding: base64\nContent-Type: text/html\n\nSXQg\n--x\n";
            let mut message = message.get(..cut.min(message.len())).unwrap_or(message).to_vec();
            message.extend(bytes);
            let harvest = read(Leaf::new("a.eml", message));
            assert!(harvest.articles.len() + harvest.problems.len() == 1);
        }
    }
}
