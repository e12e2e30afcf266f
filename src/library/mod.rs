//! Floor 3: the articles in memory, the people across them, queries and ranking.

pub mod article;
pub mod figure;
pub mod fuzzy;
pub mod item;
pub mod label;
pub mod marks;
pub mod pack;
pub mod query;
pub mod record;
pub mod restore;
pub mod row;
pub mod shelf;
pub mod subscription;

pub use article::{Article, Detail};
pub use figure::{Appearance, Figure, Figures};
pub use fuzzy::{Fuzzy, Ranking};
pub use item::Item;
pub use marks::{Change, Edit, Marks};
pub use query::{Query, SavedSearch};
pub use row::{Row, Sources};
pub use shelf::Library;
pub use subscription::{FullText, Health, Progress, SourceKind, SourceWishes, Subscription};
