//! Floor 4: the outside world: files, folders, standard input, the embedded edition, input formats.

pub mod decode;
pub mod edition;
pub mod formats;
pub mod identity;
pub mod load;
pub mod problem;
pub mod record;
pub mod restore;
pub mod walk;

pub use load::{Input, Loaded, load};
pub use problem::Problem;
