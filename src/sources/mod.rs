//! Floor 4: the outside world: files, folders, standard input, the embedded edition, input formats.

pub mod decode;
pub mod draft;
pub mod edition;
pub mod entries;
pub mod exec;
pub mod feed;
pub mod format;
pub mod formats;
pub mod full;
pub mod html;
pub mod http;
pub mod identity;
pub mod json;
pub mod leaf;
pub mod letter;
pub mod load;
pub mod markdown;
pub mod member;
pub mod mime;
pub mod newsml;
pub mod nitf;
pub mod opml;
pub mod original;
pub mod outlet;
pub mod problem;
pub mod survive;
pub mod told;
pub mod unpack;
pub mod walk;
pub mod web;
pub mod when;
pub mod wire;
pub mod writers;
pub mod xml;

pub use load::{Input, Loaded, Order, load};
pub use problem::Problem;
