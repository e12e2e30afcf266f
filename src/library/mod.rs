//! Floor 3: the articles in memory, the people across them, queries and ranking.

pub mod article;

pub use article::Article;
