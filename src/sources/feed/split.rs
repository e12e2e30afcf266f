//! A feed in pieces: each entry alone in the shell of its feed, for when one of them stops the parser.

use quick_xml::Reader;
use quick_xml::events::Event;

/// The elements that are entries.
pub const ENTRIES: &[&str] = &["item", "entry"];

/// The pieces of a well-formed feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pieces<'a> {
    /// The start tags around the entries.
    open: Vec<&'a str>,
    /// The names of those elements.
    names: Vec<&'a str>,
    /// The feed without its entries.
    pub head: String,
    /// The entries.
    pub entries: Vec<&'a str>,
}

/// Takes a well-formed feed apart.
#[must_use]
pub fn split(text: &str) -> Pieces<'_> {
    let mut pieces = Pieces::default();
    let mut reader = Reader::from_str(text);
    // The open elements: where their tags begin and end.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut inside: Option<(usize, usize)> = None;
    let mut kept = 0;
    loop {
        let before = place(&reader);
        let Ok(event) = reader.read_event() else { break };
        let after = place(&reader);
        match event {
            Event::Start(tag) => {
                let local = tag.local_name();
                if inside.is_none() && ENTRIES.contains(&local.as_ref()) {
                    inside = Some((open.len(), before));
                    if pieces.entries.is_empty() {
                        pieces.open = open.iter().filter_map(|&(from, to)| text.get(from..to)).collect();
                    }
                }
                open.push((before, after));
            }
            Event::End(_) => {
                open.pop();
                if let Some((_, from)) = inside.take_if(|(depth, _)| *depth == open.len()) {
                    pieces.entries.extend(text.get(from..after));
                    pieces.head.push_str(text.get(kept..from).unwrap_or(""));
                    kept = after;
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    pieces.head.push_str(text.get(kept..).unwrap_or(""));
    let name = |tag: &&'_ str| tag[1..].split([' ', '>', '\n', '\t', '\r']).next().map_or(0, str::len);
    pieces.names = pieces.open.iter().map(|tag| &tag[1..=name(tag)]).collect();
    pieces
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

impl Pieces<'_> {
    /// A feed with nothing in it but `entry`.
    #[must_use]
    pub fn around(&self, entry: &str) -> String {
        let mut out = self.open.concat();
        out.push_str(entry);
        for name in self.names.iter().rev() {
            out.extend(["</", name, ">"]);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_alone_in_their_feed() {
        let pieces = split(
            "<rss v=\"2\"><channel x=\"y\"><title>T</title><item>1</item> <item><item>2</item></item><a/></channel></rss>",
        );
        assert_eq!(pieces.entries, ["<item>1</item>", "<item><item>2</item></item>"]);
        assert_eq!(pieces.head, "<rss v=\"2\"><channel x=\"y\"><title>T</title> <a/></channel></rss>");
        assert_eq!(pieces.around("<item/>"), "<rss v=\"2\"><channel x=\"y\"><item/></channel></rss>");
        let pieces = split("<a:feed><a:entry>1</a:entry></a:feed>");
        assert_eq!(pieces.around(pieces.entries[0]), "<a:feed><a:entry>1</a:entry></a:feed>");
        assert_eq!(split("<entry>1</entry>").around("<entry/>"), "<entry/>");
    }
}
