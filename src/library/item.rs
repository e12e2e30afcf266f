//! An item: anything a list shows, a search ranks, or Enter opens.

/// One thing, by its place in the library; cheap to copy and valid until the library is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// The article at this index.
    Article(usize),
    /// A quote: the article's index, then the quote's index in that article's reading.
    Quote(usize, usize),
    /// The figure at this index.
    Person(usize),
    /// The problem at this index of the list that the loader's problems are kept in.
    Problem(usize),
    /// The view at this index of the views that the program keeps: a way to look at the library.
    View(usize),
}
