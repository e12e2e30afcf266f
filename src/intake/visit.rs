//! A visit: one source is asked, what it tells that is new is read, and handed to the scribe.

use std::path::Path;
use std::sync::mpsc::SyncSender;
use std::time::Instant;

use rayon::prelude::*;

use super::fetch::{Shared, now};
use super::scribe::Letter;
use crate::library::pack::Packer;
use crate::library::{FullText, SourceKind, Subscription};
use crate::sources::entries::{Entries, Entry, entries};
use crate::sources::folder::{Found, scan};
use crate::sources::format::{self, Glance};
use crate::sources::survive::survive;
use crate::sources::web::address;
use crate::sources::web::ask::{Answer, Fresh, Question, Refusal, ask};
use crate::sources::web::hosts::Turn;
use crate::sources::web::pause::next_try;
use crate::sources::{Problem, exec, identity, secret};
use crate::storage::subscribe::{Outcome, Terms};
use crate::storage::{Arrival, Care, Result, Store, Trouble};

/// So many articles are read and written at a time: enough to be quick, few enough that a hand's change never waits
/// long for its turn.
const BATCH: usize = 64;

/// What this machine is called among the hosts.
const HERE: &str = "";

/// One who visits sources, with a look into the library of its own.
pub struct Visitor<'a> {
    pub(super) shared: &'a Shared<'a>,
    pub(super) store: Store,
    pub(super) give: SyncSender<Letter>,
    /// When the fetch began: seconds since 1970.
    pub(super) now: i64,
}

/// Why a visit came to nothing.
enum Failure {
    /// The source's fault; it is tried again later.
    Source(Refusal),
    /// The library can't be read or written: the fetch ends.
    Library(Trouble),
    /// Its host wants to be left alone, so it was not asked.
    Resting(Refusal),
    /// The fetch is ended.
    Stopped,
}

/// Why there is no answer.
pub(super) enum Unanswered {
    /// It was asked, and gave none that can be kept.
    Refused(Refusal),
    /// Its host wants to be left alone for now.
    NotAsked(Refusal),
}

impl From<Unanswered> for Failure {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Refused(refusal) => Failure::Source(refusal),
            Unanswered::NotAsked(refusal) => Failure::Resting(refusal),
        }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Failure::Library(trouble)
    }
}

fn refusal(what: String) -> Failure {
    Failure::Source(Refusal { what, ..Refusal::default() })
}

impl Visitor<'_> {
    /// Visits a source.
    ///
    /// # Errors
    /// When the library can't be read or written.
    pub fn visit(&mut self, source: &Subscription) -> Result<()> {
        self.shared.board.note(|progress| source.label().clone_into(&mut progress.now));
        let (began, at) = (Instant::now(), now());
        let found = survive(|| self.ask(source))
            .unwrap_or_else(|| Err(refusal("made fetching fail; please report it".to_owned())));
        let every = source.wishes.every.unwrap_or(self.shared.order.every);
        let mut outcome = match found {
            Ok(outcome) => Outcome { next: next_try(at, 0, None, every), ..outcome },
            Err(Failure::Library(trouble)) => return Err(trouble),
            // It is as if it had not been asked; what has come of it stays.
            Err(Failure::Stopped) => return Ok(()),
            Err(Failure::Source(_) | Failure::Resting(_)) if self.shared.is_stopped() => return Ok(()),
            Err(Failure::Resting(refusal)) => {
                self.shared.board.rest(Problem::new(source.label(), refusal.what));
                return Ok(());
            }
            Err(Failure::Source(refusal)) => {
                self.shared.board.fail(Problem::new(source.label(), refusal.what.as_str()));
                let failures = source.health.failures.saturating_add(1);
                let next = next_try(at, failures, Some((refusal.status, refusal.wait)), every);
                Outcome { next, error: Some(refusal.what), ..Outcome::default() }
            }
        };
        outcome.at = at;
        outcome.took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.hand(Letter::Done(source.id, Box::new(outcome)))
    }

    /// Hands a letter to the scribe.
    pub(super) fn hand(&self, letter: Letter) -> Result<()> {
        self.give.send(letter).map_err(|_| Trouble::new("the library can't be written any more"))
    }

    fn ask(&mut self, source: &Subscription) -> std::result::Result<Outcome, Failure> {
        match source.kind {
            SourceKind::Feed => self.feed(source),
            SourceKind::Command => self.command(source),
            SourceKind::Folder => self.folder(source),
            SourceKind::Kept => Ok(Outcome::default()),
        }
    }

    fn feed(&mut self, source: &Subscription) -> std::result::Result<Outcome, Failure> {
        let terms = self.store.terms(source.id)?;
        let question = question(source, &terms)?;
        let answer = self.ask_politely(&question)?;
        let moved = |to: Option<String>| to.filter(|to| may_move(source, to));
        let fresh = match answer {
            Answer::Unchanged { moved: to } => return Ok(Outcome { moved: moved(to), ..Outcome::default() }),
            Answer::Page(fresh) => fresh,
        };
        let Fresh { page, etag, modified, moved: to } = fresh;
        let moved = moved(to);
        let print = identity::of_bytes(&page.bytes);
        let told = Outcome { moved, terms: Some(Terms { etag, modified, print }), ..Outcome::default() };
        if print == terms.print {
            return Ok(told);
        }
        let _turn = turn_here(self.shared)?;
        let name = page.url.split(['?', '#']).next().unwrap_or_default().to_owned();
        let head = page.bytes.get(..format::HEAD).unwrap_or(&page.bytes);
        let format = format::find(&Glance { head, name: &name, media: &page.media }, None).name;
        let found = entries(page.bytes, &page.media, &page.url, &name).map_err(refusal)?;
        // A server that wants one to sign in, or has lost the feed, answers with a page.
        if !found.is_feed && matches!(format, "html" | "text") {
            return Err(refusal(
                "gives a page and no feed any more; open its address in a browser to see why".to_owned(),
            ));
        }
        self.take_document(source, found, told)
    }

    /// Asks when the host has a turn for it.
    pub(super) fn ask_politely(&self, question: &Question) -> std::result::Result<Answer, Unanswered> {
        let shared = self.shared;
        let host = address::parse(&question.address).map(|url| address::host(&url));
        let host = host.map_err(|what| Unanswered::Refused(Refusal { what, ..Refusal::default() }))?;
        let turn = shared.hosts.enter(&host, shared.stop).map_err(Unanswered::NotAsked)?;
        let answer = ask(&shared.client, question, &shared.order.limits, shared.stop);
        drop(turn);
        answer.inspect_err(|refusal| shared.hosts.refuse(refusal)).map_err(Unanswered::Refused)
    }

    fn command(&mut self, source: &Subscription) -> std::result::Result<Outcome, Failure> {
        let shared = self.shared;
        let bytes = exec::run(&source.address, &shared.order.limits, shared.stop).map_err(refusal)?;
        let print = identity::of_bytes(&bytes);
        let told = Outcome { terms: Some(Terms { print, ..Terms::default() }), ..Outcome::default() };
        if print == self.store.terms(source.id)?.print {
            return Ok(told);
        }
        let _turn = turn_here(self.shared)?;
        let found = entries(bytes, "", "", source.label()).map_err(refusal)?;
        self.take_document(source, found, told)
    }

    /// Takes a document in; one of which nothing can be read has failed. One that ends too soon may not have come
    /// whole, so it is asked for in full the next time.
    fn take_document(
        &mut self,
        source: &Subscription,
        found: Entries,
        mut told: Outcome,
    ) -> std::result::Result<Outcome, Failure> {
        match found.lost {
            Some(problem) if found.entries.is_empty() => return Err(refusal(problem.what)),
            Some(problem) => self.shared.board.mend(Problem::new(source.label(), problem.what)),
            None => {}
        }
        self.take(source, found.entries)?;
        if let Some(terms) = told.terms.as_mut().filter(|_| found.cut) {
            (terms.etag, terms.modified) = (String::new(), String::new());
        }
        Ok(Outcome { title: found.title, site: found.site, ..told })
    }

    fn folder(&mut self, source: &Subscription) -> std::result::Result<Outcome, Failure> {
        let folder = Path::new(&source.address);
        if !folder.is_dir() {
            return Err(refusal(
                "there is no such folder any more; bring it back, or remove the source".to_owned(),
            ));
        }
        let mut failure = None;
        let (mut broken, mut count) = (None, 0_usize);
        let store = Store::open(self.store.path(), Care::Flow, format::name)?;
        let mut known = |path: &str, size: u64, modified: i64| {
            store.knows_file(source.id, path, size, modified).unwrap_or(false)
        };
        scan(folder, &mut known, &mut |found| {
            let taken = match found {
                Found::Entries(entries) => self.take(source, entries),
                Found::Whole { path, size, modified } => {
                    self.hand(Letter::Files(source.id, vec![(path, size, modified)])).map_err(Failure::from)
                }
                Found::Problem(problem) => {
                    count += 1;
                    broken.get_or_insert(problem);
                    Ok(())
                }
            };
            failure = taken.err();
            failure.is_none() && !self.shared.is_stopped()
        });
        match (failure, broken) {
            (Some(failure), _) => Err(failure),
            (None, _) if self.shared.is_stopped() => Err(Failure::Stopped),
            (None, Some(problem)) => {
                let more = if count > 1 { format!(" ({} more like it)", count - 1) } else { String::new() };
                Err(refusal(format!("{problem}{more}")))
            }
            (None, None) => Ok(Outcome::default()),
        }
    }

    /// Reads those entries that are new or changed, and hands them on. The last of a document is the oldest, so it
    /// goes first.
    fn take(&mut self, source: &Subscription, mut told: Vec<Entry>) -> std::result::Result<(), Failure> {
        told.reverse();
        let keys: Vec<(&str, u64)> = told.iter().map(|entry| (entry.key.as_str(), entry.hash)).collect();
        let known = self.store.known(source.id, &keys)?;
        let mut fresh = told.into_iter().zip(known).filter(|(_, known)| !known).map(|(entry, _)| entry);
        loop {
            let batch: Vec<Entry> = fresh.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(());
            }
            if self.shared.is_stopped() {
                return Err(Failure::Stopped);
            }
            let now = self.now;
            let arrivals = batch
                .into_par_iter()
                .map_init(Packer::default, |packer, entry| arrival(packer, source, entry, now));
            let arrivals: Vec<Arrival> = arrivals.collect::<Result<_>>()?;
            self.hand(Letter::Batch(source.id, arrivals))?;
        }
    }
}

/// Waits for a turn on this machine, which counts as a host, too: so many may ask at the same time, but only a few
/// documents are in memory with all of their entries.
fn turn_here<'a>(shared: &'a Shared<'_>) -> std::result::Result<Turn<'a>, Failure> {
    shared.hosts.enter(HERE, shared.stop).map_err(|_| Failure::Stopped)
}

/// What is asked of a source, with the secrets that it takes.
fn question(source: &Subscription, terms: &Terms) -> std::result::Result<Question, Failure> {
    let wishes = &source.wishes;
    let header = |(name, value): &(String, String)| Ok((name.clone(), secret::fill(value)?));
    let headers = wishes.headers.iter().map(header).collect::<std::result::Result<_, String>>();
    let password = match wishes.password.as_str() {
        "" => Ok(String::new()),
        words => secret::Secret::of(words).map(secret::Secret::reveal),
    };
    let sign_in = (!wishes.user.is_empty()).then(|| password.map(|password| (wishes.user.clone(), password)));
    Ok(Question {
        address: source.address.clone(),
        etag: terms.etag.clone(),
        modified: terms.modified.clone(),
        headers: headers.map_err(refusal)?,
        sign_in: sign_in.transpose().map_err(refusal)?,
    })
}

/// True when a source that has moved for good may be asked at its new address from now on: one that is asked with a
/// password or header lines stays with the server that they are for.
pub(super) fn may_move(source: &Subscription, to: &str) -> bool {
    let wishes = &source.wishes;
    let open = wishes.user.is_empty() && wishes.headers.is_empty();
    open || on_same_host(&source.address, to)
}

fn on_same_host(one: &str, other: &str) -> bool {
    let host = |address: &str| {
        address::parse(address).ok().map(|url| (url.scheme().to_owned(), address::host(&url)))
    };
    host(one).is_some_and(|one| host(other) == Some(one))
}

/// What is asked for a page of a source that stands on the same host: as the source itself, without its terms.
pub(super) fn question_for(source: &Subscription, url: &str) -> Question {
    let own = on_same_host(&source.address, url).then(|| question(source, &Terms::default()).ok());
    let own = own.flatten().unwrap_or_default();
    Question { address: url.to_owned(), ..own }
}

fn arrival(packer: &mut Packer, source: &Subscription, entry: Entry, now: i64) -> Result<Arrival> {
    let wants_full = entry.url.is_some()
        && match source.wishes.full_text {
            FullText::Short => entry.short && source.kind == SourceKind::Feed,
            FullText::Always => true,
            FullText::Never => false,
        };
    let path = entry.url.clone().unwrap_or_else(|| match source.kind {
        SourceKind::Folder => entry.key.clone(),
        _ => source.address.clone(),
    });
    let mut entry = entry;
    let (key, url, words, hash) = (entry.key.clone(), entry.url.clone(), entry.words, entry.hash);
    let original = std::mem::take(&mut entry.original);
    let article = entry.article(&path);
    let mut arrival = Arrival::packed_by(packer, key, hash, article, &original, now)?;
    (arrival.url, arrival.words, arrival.wants_full) = (url, words, wants_full);
    Ok(arrival)
}
