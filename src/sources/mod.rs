//! Floor 4: the outside world: files, folders, standard input, the embedded edition, input formats.

pub mod load;
pub mod problem;

pub use load::{Input, Loaded, load};
pub use problem::Problem;
