//! Messages and effects: what happened goes in, what is to be done outside comes out.

use std::sync::Arc;

use super::key::Key;
use super::search::Found;
use super::views::Fresh;
use crate::library::{Article, Change, Progress, Row, SavedSearch, Subscription};
use crate::sources::Loaded;

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The screen has so many columns and rows now.
    Resize(u16, u16),
    /// The mouse was pressed at this column and row.
    Click(u16, u16),
    /// The wheel was turned over this column and row: so many steps down (up when negative).
    Wheel(u16, u16, i32),
    /// The loader with this number tells something.
    Loaded(u32, Loaded),
    /// A shell command ended: what it was, and what it printed.
    Printed(String, String),
    /// Words that were asked for: a title, and what is to be read under it.
    Laid(String, String),
    /// Something done outside has a word to say.
    Said(String),
    /// Rows of the stored library, new or changed. At the start the newest come first; after [`Message::Stored`] new
    /// ones wait until the reader asks for them.
    Rows(Vec<Row>),
    /// Articles were taken out of the stored library: the numbers of all that are left, in order.
    Remaining(Vec<u64>),
    /// All rows that the stored library has at the start have come.
    Stored,
    /// The subscriptions of the stored library, all of them.
    Subscriptions(Vec<Subscription>),
    /// Articles that were asked for, by their numbers in the stored library, or why there is none. Every one that was
    /// asked for is answered once, in one message or several.
    Bodies(Vec<(u64, Result<Article, String>)>),
    /// What the open article said before its publisher changed it, the newest first: when each was replaced (seconds
    /// since 1970, UTC), and its text.
    Versions(Vec<(i64, String)>),
    /// What was asked for was subscribed to, in words, and whether it is being fetched now.
    Subscribed(String, bool),
    /// What the search with this number found: at first as much as is known at once, then all of it.
    Found(u64, Box<Found>),
    /// The saved searches of the stored library, all of them.
    Searches(Vec<SavedSearch>),
    /// What the saved search of this name finds: the numbers of the articles, in rising order, and what is new.
    Counted(String, Vec<u64>, Fresh),
    /// People whose names fit what was asked for, those in most articles first.
    Names(Vec<String>),
    /// The articles that were opened from files are to be searched further.
    GoOn,
    /// How far the fetch is; none when it has ended, after the last of its rows.
    Fetching(Option<Progress>),
    /// A change was made in the stored library, as it is to be made here: of one that was taken back, the reversed one.
    Changed(Change),
    /// A change could not be stored, and why.
    Refused(Change, String),
    /// The time, and when today began: seconds since 1970, UTC.
    Clock(i64, i64),
    /// The system asks the program to end.
    Quit,
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// End the program.
    Quit,
    /// Stop the program until the shell brings it back.
    Suspend,
    /// Put words on the clipboard.
    Copy(String),
    /// Open a file or address with the system's own program.
    Open(String),
    /// Run a shell command with words on its standard input, and show what came out.
    Pipe(String, String),
    /// Run a shell command that gets the terminal for itself, with words on its standard input.
    Lend {
        /// The command line.
        command: String,
        /// What it reads.
        words: String,
        /// What it printed stays on the screen until Enter is pressed.
        wait: bool,
    },
    /// Bring the original of the article at this path, of which the article may keep the packed bytes.
    Original(String, Option<Arc<[u8]>>),
    /// Write words to a file.
    Write(String, String),
    /// Load again under this number: one file, or all that the program was given.
    Reload(u32, Option<String>),
    /// Bring the articles with these numbers from the stored library.
    Bring(Vec<u64>),
    /// Bring the older versions of the article with this number.
    Versions(u64),
    /// Store a change before the next frame.
    Save(Change),
    /// Take the last stored change back, or do it again.
    TurnBack {
        /// Do again what was taken back.
        redo: bool,
    },
    /// Search the stored library: answered by [`Message::Found`] with this number, unless another search is asked meanwhile.
    Search {
        /// The number of the search.
        number: u64,
        /// The query as it was typed.
        text: String,
        /// It is still being typed.
        typing: bool,
    },
    /// Find people with a name that begins so: answered by [`Message::Names`], unless others are asked for meanwhile.
    Names(String),
    /// Nobody waits for the answer to the last search any more.
    StopSearch,
    /// What is new in the saved search of this name has been looked at, up to an article.
    Seen(String, u64),
    /// Come back at once with [`Message::GoOn`], after what else there is.
    GoOn,
    /// Store where the reader is in an article: a byte of its text.
    Place(u64, usize),
    /// Fetch these subscriptions, or all.
    Fetch(Vec<u32>),
    /// End the fetch; what has come stays.
    StopFetch,
    /// Subscribe to an address, a folder or a command.
    Subscribe(String),
}
