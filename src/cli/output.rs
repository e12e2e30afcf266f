//! Writing what is loaded: articles in order to one writer, problems one line each to another.

use std::io::{self, Write};
use std::sync::Mutex;

use rayon::prelude::*;

use super::progress::Progress;
use crate::library::Article;
use crate::sources::{Loaded, Order, Problem, load};

/// Where the output goes and how it went so far.
struct Sink<'a> {
    out: &'a mut (dyn Write + Send),
    errors: &'a mut (dyn Write + Send),
    failed: Option<io::Error>,
    problems: usize,
    progress: Progress,
}

/// Loads what is ordered, renders every article with `render` in parallel and writes the results in order.
///
/// Gives the number of problems.
///
/// # Errors
/// When writing fails; a closed pipe too (the top takes it for a wish to stop).
pub fn write_all(
    order: &Order,
    render: &(dyn Fn(&Article) -> Vec<u8> + Sync),
    out: &mut (dyn Write + Send),
    errors: &mut (dyn Write + Send),
) -> io::Result<usize> {
    let sink = Mutex::new(Sink { out, errors, failed: None, problems: 0, progress: Progress::begin() });
    load(order, &|message| {
        let rendered: Vec<Vec<u8>> = match &message {
            Loaded::Articles(articles) => articles.par_iter().map(render).collect(),
            _ => Vec::new(),
        };
        let Ok(mut sink) = sink.lock() else { return false };
        sink.progress.hear(&message);
        let written = match message {
            Loaded::Problem(problem) => sink.complain(&problem),
            _ => rendered.iter().try_for_each(|bytes| sink.out.write_all(bytes)),
        };
        sink.failed = sink.failed.take().or(written.err());
        sink.failed.is_none()
    });
    let sink = sink.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    match sink.failed {
        Some(error) => Err(error),
        None => sink.out.flush().map(|()| sink.problems),
    }
}

impl Sink<'_> {
    fn complain(&mut self, problem: &Problem) -> io::Result<()> {
        self.problems += 1;
        self.progress.aside(|| writeln!(self.errors, "quotidian: {problem}"))
    }
}
