//! What must be true of any text that somebody types as a query. The fuzzer and `tests/properties.rs` hold it to that.

use quotidian::library::Query;
use quotidian::library::query::{LONGEST, Lists, complete};
use quotidian::text::Span;

/// Reads any text as a query and completes it.
///
/// # Panics
/// When a promise is broken: a place outside of the text, or a query that is another one once it is printed.
pub fn hold(text: &str) {
    let inside = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} is no place of {text:?}");
    match Query::parse(text) {
        Ok(query) => {
            print_and_read(&query);
            query.terms().iter().for_each(|term| inside(term.span));
        }
        Err(mistake) => {
            inside(mistake.span);
            assert!(!mistake.what.is_empty() && mistake.pointed(text).lines().count() == 2, "{mistake}");
            assert!(mistake.column(text) <= text.chars().count() + 1);
        }
    }
    print_and_read(&Query::typed(text));
    let people = ["Greta Sand".to_owned()];
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for cursor in ends.take(64) {
        inside(complete(text, cursor, &Lists { people: &people, ..Lists::default() }).span);
    }
}

fn print_and_read(query: &Query) {
    let printed = query.to_string();
    // Written out, a short query can be too long to be read.
    if printed.len() <= LONGEST {
        assert_eq!(Query::parse(&printed).as_ref(), Ok(query), "it is printed as {printed:?}");
    }
}
