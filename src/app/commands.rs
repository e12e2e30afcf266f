//! Every command: its name, the mode it belongs to, its default keys, what it does in words, and what it
//! does. Key bindings, help, the command line, key files and `docs/commands.md` all follow from this table.

use tui_input::InputRequest;

use super::fetching::counted;
use super::listing::Renewal;
use super::loading::STDIN;
use super::message::Effect;
use super::panes::Pane;
use super::prompt::Asked;
use super::state::App;
use crate::library::{Edit, Item, SourceKind};
use crate::text::fit;

/// When a command's keys count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// While reading.
    Read,
    /// While typing into a line: search, command, help, finder.
    Type,
    /// While a sheet lies over the panes.
    Sheet,
}

/// One command.
pub struct Command {
    /// Its name on the command line and in key files.
    pub name: &'static str,
    /// When its keys count.
    pub mode: Mode,
    /// Its default keys.
    pub keys: &'static [&'static str],
    /// What it does.
    pub help: &'static str,
    /// Does it.
    pub run: fn(&mut App) -> Effect,
}

use Mode::{Read, Sheet, Type};

/// The commands.
#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    Command { name: "down",              mode: Read, keys: &["j", "Down"],                 help: "Next row",                                            run: |app| { let by = app.times() as isize; app.step(by); Effect::None } },
    Command { name: "up",                mode: Read, keys: &["k", "Up"],                   help: "Previous row",                                        run: |app| { let by = app.times() as isize; app.step(-by); Effect::None } },
    Command { name: "top",               mode: Read, keys: &["gg", "Home"],                help: "First row, or the row counted",                       run: |app| { app.step_end(false); Effect::None } },
    Command { name: "bottom",            mode: Read, keys: &["G", "End"],                  help: "Last row, or the row counted",                        run: |app| { app.step_end(true); Effect::None } },
    Command { name: "half-down",         mode: Read, keys: &["C-d"],                       help: "Half a page down",                                    run: |app| { app.step_page(2, true); Effect::None } },
    Command { name: "half-up",           mode: Read, keys: &["C-u"],                       help: "Half a page up",                                      run: |app| { app.step_page(2, false); Effect::None } },
    Command { name: "page-down",         mode: Read, keys: &["C-f", "PageDown"],           help: "A page down",                                         run: |app| { app.step_page(1, true); Effect::None } },
    Command { name: "page-up",           mode: Read, keys: &["C-b", "PageUp"],             help: "A page up",                                           run: |app| { app.step_page(1, false); Effect::None } },
    Command { name: "read-on",           mode: Read, keys: &["Space"],                     help: "A page down, then the next article",                  run: |app| { app.read_on(); Effect::None } },
    Command { name: "into",              mode: Read, keys: &["l", "Enter", "Right"],       help: "Open the article, go to the quote, show the person's quotes", run: |app| { app.enter_selected(); Effect::None } },
    Command { name: "back",              mode: Read, keys: &["h", "Backspace", "Left"],    help: "Back to where you were; from the articles to the sources",   run: |app| { app.step_out(); Effect::None } },
    Command { name: "next-pane",         mode: Read, keys: &["Tab"],                       help: "Next pane",                                           run: |app| { app.step_pane(1); Effect::None } },
    Command { name: "previous-pane",     mode: Read, keys: &["S-Tab"],                     help: "Previous pane",                                       run: |app| { app.step_pane(-1); Effect::None } },
    Command { name: "articles",          mode: Read, keys: &["ga", "1"],                   help: "To the articles",                                     run: |app| focus(app, Pane::Articles) },
    Command { name: "body",              mode: Read, keys: &["gb", "2"],                   help: "To the article's text",                               run: |app| focus(app, Pane::Body) },
    Command { name: "quotes",            mode: Read, keys: &["gq", "3"],                   help: "To the quotes",                                       run: |app| focus(app, Pane::Quotes) },
    Command { name: "people",            mode: Read, keys: &["gp", "4"],                   help: "To the people",                                       run: |app| focus(app, Pane::People) },
    Command { name: "problems",          mode: Read, keys: &["g!"],                        help: "To what could not be read",                           run: |app| focus(app, Pane::Problems) },
    Command { name: "sources",           mode: Read, keys: &["gs"],                        help: "To the sources, tags and views of the stored library",       run: |app| focus(app, Pane::Sources) },
    Command { name: "zoom",              mode: Read, keys: &["z"],                         help: "The pane alone on the screen, and back",              run: |app| { app.zoom = !app.zoom; Effect::None } },
    Command { name: "all-articles",      mode: Read, keys: &["a"],                         help: "Quotes and people of all articles, or of this one",   run: all_articles },
    Command { name: "next-article",      mode: Read, keys: &["J"],                         help: "Next article",                                        run: |app| { let by = app.times() as isize; app.step_article(by); Effect::None } },
    Command { name: "previous-article",  mode: Read, keys: &["K"],                         help: "Previous article",                                    run: |app| { let by = app.times() as isize; app.step_article(-by); Effect::None } },
    Command { name: "next-unread",       mode: Read, keys: &["]u"],                        help: "Next unread article",                                 run: |app| { app.step_unread(true); Effect::None } },
    Command { name: "previous-unread",   mode: Read, keys: &["[u"],                        help: "Previous unread article",                             run: |app| { app.step_unread(false); Effect::None } },
    Command { name: "next-quote",        mode: Read, keys: &["]q"],                        help: "Next quote in the text",                              run: |app| { let by = app.times() as isize; app.step_quote(by); Effect::None } },
    Command { name: "previous-quote",    mode: Read, keys: &["[q"],                        help: "Previous quote in the text",                          run: |app| { let by = app.times() as isize; app.step_quote(-by); Effect::None } },
    Command { name: "next-mention",      mode: Read, keys: &["]p"],                        help: "Next mention of the chosen person, or of anybody",    run: |app| { let by = app.times() as isize; app.step_mention(by); Effect::None } },
    Command { name: "previous-mention",  mode: Read, keys: &["[p"],                        help: "Previous mention of the chosen person, or of anybody", run: |app| { let by = app.times() as isize; app.step_mention(-by); Effect::None } },
    Command { name: "why",               mode: Read, keys: &["e"],                        help: "Why this speaker: what was weighed for the quote",           run: |app| { app.explain(); Effect::None } },
    Command { name: "search",            mode: Read, keys: &["/"],                         help: "Find in the pane; in the text also by re:EXPRESSION",         run: |app| { app.begin_search(); Effect::None } },
    Command { name: "next-hit",          mode: Read, keys: &["n"],                         help: "Next hit; without a search, next unread article",     run: |app| hit(app, true) },
    Command { name: "previous-hit",      mode: Read, keys: &["N"],                         help: "Previous hit; without a search, previous unread article", run: |app| hit(app, false) },
    Command { name: "clear",             mode: Read, keys: &["Esc"],                       help: "End the search, then the filter, then the choice",    run: |app| { app.clear(); Effect::None } },
    Command { name: "filter",            mode: Read, keys: &["f"],                         help: "List what a query finds: words, who:NAME said:WORDS is:unread ...", run: |app| { app.ask_filter(); Effect::None } },
    Command { name: "save-search",       mode: Read, keys: &["F"],                         help: "Save the search as a view",                           run: |app| { app.ask_save_search(); Effect::None } },
    Command { name: "finder",            mode: Read, keys: &["C-p"],                       help: "Find any article, person or quote",                   run: |app| { app.ask(Asked::Finder); Effect::None } },
    Command { name: "read",              mode: Read, keys: &["r"],                         help: "Mark the article read, or unread",                    run: |app| { app.turn_read(); Effect::None } },
    Command { name: "read-all",          mode: Read, keys: &["A"],                         help: "Mark all listed articles read",                       run: |app| { app.ask_read_all(); Effect::None } },
    Command { name: "star",              mode: Read, keys: &["s"],                         help: "Give the article a star, or take it",                 run: |app| { app.turn_star(); Effect::None } },
    Command { name: "tag",               mode: Read, keys: &["t"],                         help: "Give the article tags, or take them",                        run: |app| { app.ask_tags(); Effect::None } },
    Command { name: "note",              mode: Read, keys: &["M"],                         help: "Note something about the article",                           run: |app| { app.ask_note(); Effect::None } },
    Command { name: "undo",              mode: Read, keys: &["u"],                         help: "Undo the last mark or change of a source",                   run: |app| app.turn_back(false) },
    Command { name: "redo",              mode: Read, keys: &["C-r"],                       help: "Do again what was undone",                                   run: |app| app.turn_back(true) },
    Command { name: "sort",              mode: Read, keys: &["S"],                         help: "Sort the articles another way",                       run: |app| { app.turn_order(); Effect::None } },
    Command { name: "refresh",           mode: Read, keys: &["gn"],                        help: "New articles into the list, out of it what belongs there no more", run: |app| { app.refresh(); Effect::None } },
    Command { name: "unfold",            mode: Read, keys: &["E"],                         help: "Show or hide the site's own lines",                   run: |app| { app.unfolded = !app.unfolded; Effect::None } },
    Command { name: "full-text",         mode: Read, keys: &["x"],                         help: "The full text, or the feed's own words",                     run: |app| { app.turn_full_text(); Effect::None } },
    Command { name: "reload",            mode: Read, keys: &["gr"],                        help: "Fetch this source; of files, read this one again",           run: App::fetch_this },
    Command { name: "reload-all",        mode: Read, keys: &["R"],                         help: "Fetch every source; of files, read all again",               run: App::fetch_all },
    Command { name: "stop",              mode: Read, keys: &["C-x"],                       help: "End the fetch that goes on",                                 run: App::stop_fetch },
    Command { name: "subscribe",         mode: Read, keys: &["g+"],                        help: "Add a source: an address, a folder or a command",            run: |app| { app.ask_subscribe(); Effect::None } },
    Command { name: "unsubscribe",       mode: Read, keys: &["g-"],                        help: "Remove this source; its articles stay",                      run: |app| { app.ask_unsubscribe(); Effect::None } },
    Command { name: "rename-source",     mode: Read, keys: &["gR"],                        help: "Name this source",                                           run: |app| { app.ask_rename(); Effect::None } },
    Command { name: "move-source",       mode: Read, keys: &["gm"],                        help: "Put this source into a folder",                              run: |app| { app.ask_move(); Effect::None } },
    Command { name: "copy",              mode: Read, keys: &["y"],                         help: "Copy the chosen words, or the article's address",     run: |app| copy(app, app.plain_words()) },
    Command { name: "cite",              mode: Read, keys: &["Y"],                         help: "Copy the chosen words with speaker and source",       run: |app| copy(app, app.citation()) },
    Command { name: "open",              mode: Read, keys: &["o"],                         help: "Open the article outside",                            run: open },
    Command { name: "links",             mode: Read, keys: &["U"],                         help: "All links, images and files of the article; Enter opens one", run: |app| { app.list_links(); Effect::None } },
    Command { name: "hint",              mode: Read, keys: &[";"],                         help: "Open a link in sight by its number",                  run: |app| { app.hint_links(); Effect::None } },
    Command { name: "details",           mode: Read, keys: &["i"],                         help: "What is known of the article: address, dates, tags, problems", run: |app| { app.details(); Effect::None } },
    Command { name: "original",          mode: Read, keys: &["v"],                         help: "What the article was read from, as it was written",   run: App::original },
    Command { name: "versions",          mode: Read, keys: &["gv"],                        help: "What the article said before its publisher changed it",       run: App::ask_versions },
    Command { name: "pipe",              mode: Read, keys: &["|"],                         help: "Give the pane's words to a shell command; ! before it gives it the terminal", run: |app| { app.ask(Asked::Pipe); Effect::None } },
    Command { name: "write",             mode: Read, keys: &["w"],                         help: "Write the pane's words to a new file",                run: |app| { app.ask(Asked::Write); Effect::None } },
    Command { name: "theme",             mode: Read, keys: &["T"],                         help: "Next theme",                                          run: |app| { app.turn_theme(); Effect::None } },
    Command { name: "command",           mode: Read, keys: &[":"],                         help: "Type a command",                                      run: |app| { app.ask(Asked::Command); Effect::None } },
    Command { name: "help",              mode: Read, keys: &["?"],                         help: "All commands and keys; type to filter",               run: |app| { app.ask(Asked::Help); Effect::None } },
    Command { name: "back-or-quit",      mode: Read, keys: &["q"],                         help: "Back; from the articles, quit",                       run: |app| if app.step_back() { Effect::None } else { Effect::Quit } },
    Command { name: "quit",              mode: Read, keys: &["Q", "C-c"],                  help: "Quit",                                                run: |_| Effect::Quit },
    Command { name: "suspend",           mode: Read, keys: &["C-z"],                       help: "Back to the shell for a while",                       run: |_| Effect::Suspend },

    Command { name: "accept",            mode: Type, keys: &["Enter"],                     help: "Take it",                                             run: App::accept },
    Command { name: "cancel",            mode: Type, keys: &["Esc", "C-c"],                help: "Leave it",                                            run: |app| { app.cancel(); Effect::None } },
    Command { name: "complete",          mode: Type, keys: &["Tab"],                       help: "Complete, or next choice",                            run: |app| { app.complete(1); Effect::None } },
    Command { name: "complete-back",     mode: Type, keys: &["S-Tab"],                     help: "Previous choice",                                     run: |app| { app.complete(-1); Effect::None } },
    Command { name: "older",             mode: Type, keys: &["Up", "C-p"],                 help: "Choice above, or the line before",                    run: |app| { app.walk(-1); Effect::None } },
    Command { name: "newer",             mode: Type, keys: &["Down", "C-n"],               help: "Choice below, or the line after",                     run: |app| { app.walk(1); Effect::None } },
    Command { name: "choices-up",        mode: Type, keys: &["PageUp"],                    help: "Ten choices up",                                      run: |app| { app.walk(-10); Effect::None } },
    Command { name: "choices-down",      mode: Type, keys: &["PageDown"],                  help: "Ten choices down",                                    run: |app| { app.walk(10); Effect::None } },
    Command { name: "erase",             mode: Type, keys: &["Backspace", "C-h"],          help: "Erase the letter before",                             run: |app| { app.edit(InputRequest::DeletePrevChar); Effect::None } },
    Command { name: "erase-next",        mode: Type, keys: &["Delete", "C-d"],             help: "Erase the letter after",                              run: |app| { app.edit(InputRequest::DeleteNextChar); Effect::None } },
    Command { name: "erase-word",        mode: Type, keys: &["C-w"],                       help: "Erase the word before",                               run: |app| { app.edit(InputRequest::DeletePrevWord); Effect::None } },
    Command { name: "erase-line",        mode: Type, keys: &["C-u"],                       help: "Erase the line",                                      run: |app| { app.edit(InputRequest::DeleteLine); Effect::None } },
    Command { name: "letter-back",       mode: Type, keys: &["Left", "C-b"],               help: "A letter back",                                       run: |app| { app.edit(InputRequest::GoToPrevChar); Effect::None } },
    Command { name: "letter-on",         mode: Type, keys: &["Right", "C-f"],              help: "A letter on",                                         run: |app| { app.edit(InputRequest::GoToNextChar); Effect::None } },
    Command { name: "line-start",        mode: Type, keys: &["Home", "C-a"],               help: "To the line's start",                                 run: |app| { app.edit(InputRequest::GoToStart); Effect::None } },
    Command { name: "line-end",          mode: Type, keys: &["End", "C-e"],                help: "To the line's end",                                   run: |app| { app.edit(InputRequest::GoToEnd); Effect::None } },

    Command { name: "scroll-down",       mode: Sheet, keys: &["j", "Down", "Enter"],       help: "A row down",                                                 run: |app| { let by = app.times() as isize; app.scroll_sheet(by); Effect::None } },
    Command { name: "scroll-up",         mode: Sheet, keys: &["k", "Up"],                  help: "A row up",                                                   run: |app| { let by = app.times() as isize; app.scroll_sheet(-by); Effect::None } },
    Command { name: "scroll-half-down",  mode: Sheet, keys: &["C-d"],                      help: "Half a page down",                                           run: |app| { app.page_sheet(2, true); Effect::None } },
    Command { name: "scroll-half-up",    mode: Sheet, keys: &["C-u"],                      help: "Half a page up",                                             run: |app| { app.page_sheet(2, false); Effect::None } },
    Command { name: "scroll-page-down",  mode: Sheet, keys: &["C-f", "PageDown", "Space"], help: "A page down",                                                run: |app| { app.page_sheet(1, true); Effect::None } },
    Command { name: "scroll-page-up",    mode: Sheet, keys: &["C-b", "PageUp"],            help: "A page up",                                                  run: |app| { app.page_sheet(1, false); Effect::None } },
    Command { name: "scroll-top",        mode: Sheet, keys: &["gg", "Home"],               help: "First row",                                                  run: |app| { app.scroll_sheet(isize::MIN); Effect::None } },
    Command { name: "scroll-bottom",     mode: Sheet, keys: &["G", "End"],                 help: "Last row",                                                   run: |app| { app.scroll_sheet(isize::MAX); Effect::None } },
    Command { name: "scroll-copy",       mode: Sheet, keys: &["y"],                        help: "Copy its words",                                             run: |app| { let words = app.sheet.as_ref().map(super::sheet::Sheet::words); copy(app, words) } },
    Command { name: "scroll-close",      mode: Sheet, keys: &["q", "Esc", "e", "h", "Backspace", "Left", "C-c"],help: "Close it",                                                   run: |app| { app.sheet = None; Effect::None } },
    Command { name: "scroll-quit",       mode: Sheet, keys: &["Q"],                        help: "Quit",                                                       run: |_| Effect::Quit },
];

fn focus(app: &mut App, pane: Pane) -> Effect {
    app.focus_on(pane);
    Effect::None
}

fn all_articles(app: &mut App) -> Effect {
    app.all = !app.all;
    if app.all {
        app.gather();
    } else {
        app.scatter(Vec::new());
    }
    let what = if app.all { "of all articles" } else { "of this article" };
    app.said = format!("quotes and people {what}");
    Effect::None
}

/// `n` and `N`: through the hits of a search, else through the unread articles.
fn hit(app: &mut App, down: bool) -> Effect {
    let by = app.times() as isize * if down { 1 } else { -1 };
    let searched = app.list_of(app.focus).is_some_and(|list| !list.query.is_empty());
    match (&app.text_search, app.focus) {
        (Some(_), Pane::Body) => app.step_hit(by),
        _ if searched => app.step(by),
        _ => app.step_unread(down),
    }
    Effect::None
}

fn copy(app: &mut App, words: Option<String>) -> Effect {
    match words {
        Some(words) => {
            // The first of them are enough to know them by.
            app.said = format!("copied: {}", fit(&words, 60, app.more()));
            Effect::Copy(words)
        }
        None => {
            "there is nothing here to copy".clone_into(&mut app.said);
            Effect::None
        }
    }
}

fn open(app: &mut App) -> Effect {
    let Some(article) = app.article() else {
        "no article is open".clone_into(&mut app.said);
        return Effect::None;
    };
    match article.url.clone() {
        Some(url) => app.open_address(&url),
        None if app.is_file() => Effect::Open(article.path.clone()),
        None => {
            "the article has neither an address nor a file; i tells where it came from"
                .clone_into(&mut app.said);
            Effect::None
        }
    }
}

/// More articles than this are marked read only after asking.
const MANY: usize = 20;

impl App {
    /// True when the open article's path leads to a file: it came through no pipe, no feed and no command.
    fn is_file(&self) -> bool {
        let (Some(article), Some(row)) = (self.article(), self.row()) else { return false };
        let sources = row.sources.iter().filter_map(|id| self.views.subscription(id));
        let told = |kind: SourceKind| matches!(kind, SourceKind::Feed | SourceKind::Command);
        article.path != STDIN && !sources.map(|source| source.kind).any(told)
    }

    fn turn_read(&mut self) {
        let read = !self.row().is_some_and(|row| row.marks.read);
        self.turn(if read { "marked read" } else { "marked unread" }, Edit::Read(read));
    }

    fn turn_star(&mut self) {
        let star = !self.row().is_some_and(|row| row.marks.star);
        self.turn(if star { "star given" } else { "star taken" }, Edit::Star(star));
    }

    fn turn(&mut self, what: &str, edit: Edit) {
        if let Some(id) = self.row().map(|row| row.id).filter(|_| !self.is_open_gone()) {
            self.mark(what, vec![edit], &[id]);
        }
    }

    /// Binds to the articles listed now, whatever is listed when the answer comes.
    fn ask_read_all(&mut self) {
        let items = self.list_of(Pane::Articles).map(|list| list.items.as_slice()).unwrap_or_default();
        let rows = items.iter().filter_map(|item| match item {
            Item::Article(at) => self.library.row(*at),
            _ => None,
        });
        let ids: Vec<u64> = rows.filter(|row| !row.marks.read).map(|row| row.id).collect();
        if ids.len() > MANY { self.ask(Asked::ReadAll(ids)) } else { self.read_all(&ids) }
    }

    /// Marks these articles read.
    pub(super) fn read_all(&mut self, ids: &[u64]) {
        let words = format!("{} marked read", counted(ids.len(), "article", "articles"));
        self.mark(words.as_str(), vec![Edit::Read(true)], ids);
        self.said = words;
    }

    fn turn_order(&mut self) {
        let (orders, present) = (self.orders(), self.listed_order());
        let at = orders.iter().position(|(order, _)| *order == present).unwrap_or(0);
        let (order, words) = orders[(at + 1) % orders.len()];
        match self.present_search_mut() {
            Some(search) => search.order = order,
            None => self.order = order,
        }
        self.listing.due = Some(Renewal::Merged);
        self.said = format!("articles {words}");
    }

    fn turn_theme(&mut self) {
        self.options.theme = (self.options.theme + 1) % self.options.themes.len().max(1);
        self.said =
            format!("theme {}", self.options.themes.get(self.options.theme).map_or("", String::as_str));
    }
}
