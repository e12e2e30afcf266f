//! Renewing: articles whose readings are of an older version of the reading are read again, behind everything else.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::library::Article;
use crate::reading::{ENGINE, read, read_structured};
use crate::sources::format;
use crate::storage::{Care, Result, Store};

/// So many are read again at a time.
const BATCH: usize = 32;

/// Reads all articles again that were read by another version, until `stop` is set; gives how many were.
///
/// # Errors
/// When the library can't be read or written; what was read again before stays so.
pub fn renew(library: &Path, stop: &AtomicBool) -> Result<usize> {
    let mut store = Store::open(library, Care::Flow, format::name)?;
    let (mut count, mut before) = (0, u64::MAX);
    while !stop.load(Ordering::SeqCst) && !store.is_read_only() {
        let stale = store.stale(ENGINE, before, BATCH)?;
        let Some(&last) = stale.last() else { break };
        before = last;
        // What is damaged is the doctor's, and stops nobody.
        let bodies = stale.into_iter().filter_map(|id| Some((id, store.both(id).ok()?)));
        let bodies: Vec<_> = bodies.collect();
        let bodies: Vec<_> =
            bodies.into_par_iter().map(|(id, (brief, full))| (id, again(brief), full.map(again))).collect();
        count += bodies.len();
        store.reread(ENGINE, &bodies)?;
    }
    Ok(count)
}

/// The article with a reading of this version.
fn again(mut article: Article) -> Article {
    article.reading = match article.format {
        // Of a plain text the structure is part of the reading.
        "text" => read(&article.text),
        _ => read_structured(&article.text, article.reading.structure, article.reading.lang),
    };
    article
}
