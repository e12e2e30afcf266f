//! Watched folders: what is put into them while the program runs is read soon after it is whole.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::library::{SourceKind, Subscription};

/// A folder is read when nothing has happened in it for so long.
const QUIET: Duration = Duration::from_millis(800);

/// What the watcher hears.
enum Heard {
    /// These are the folders from now on.
    Folders(Vec<(u32, PathBuf)>),
    /// Something happened to these files.
    Files(Vec<PathBuf>),
}

/// The watcher of folders.
pub(super) struct Folders(Sender<Heard>);

impl Folders {
    /// Watches from now on; `fetch` is called with the numbers of the sources in whose folders something happened, and answers `false`
    /// when it can't be done now. Folders that can't be watched are read when they are fetched.
    pub(super) fn new(fetch: impl Fn(Vec<u32>) -> bool + Send + 'static) -> Self {
        let (sender, heard) = channel();
        let ears = sender.clone();
        thread::spawn(move || {
            let tell = move |event: notify::Result<Event>| {
                let event = event.ok().filter(|event| !matches!(event.kind, EventKind::Access(_)));
                // Nobody listens any more when the program ends.
                let _ = event.map(|event| ears.send(Heard::Files(event.paths)));
            };
            if let Ok(watcher) = notify::recommended_watcher(tell) {
                listen(watcher, &heard, &fetch);
            }
        });
        Folders(sender)
    }

    /// These are the subscriptions from now on.
    pub(super) fn watch(&self, subscriptions: &[Subscription]) {
        let watched = |source: &&Subscription| source.kind == SourceKind::Folder && !source.removed;
        let folders = subscriptions.iter().filter(watched);
        let folders = folders.map(|source| (source.id, PathBuf::from(&source.address))).collect();
        // A watcher that could not begin hears nothing.
        let _ = self.0.send(Heard::Folders(folders));
    }
}

fn listen(mut watcher: RecommendedWatcher, heard: &Receiver<Heard>, fetch: &dyn Fn(Vec<u32>) -> bool) {
    let mut folders: Vec<(u32, PathBuf)> = Vec::new();
    let mut touched: BTreeSet<u32> = BTreeSet::new();
    loop {
        let next = match touched.is_empty() {
            true => heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => heard.recv_timeout(QUIET),
        };
        match next {
            Ok(Heard::Folders(now)) => {
                change(&mut watcher, &folders, &now);
                folders = now;
            }
            Ok(Heard::Files(paths)) => touched.extend(paths.iter().flat_map(|path| holders(&folders, path))),
            // While another fetch goes on, it is asked for again and again.
            Err(RecvTimeoutError::Timeout) if fetch(touched.iter().copied().collect()) => touched.clear(),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// The sources in whose folders a file is.
fn holders<'a>(folders: &'a [(u32, PathBuf)], path: &'a Path) -> impl Iterator<Item = u32> + 'a {
    folders.iter().filter(move |(_, folder)| path.starts_with(folder)).map(|(id, _)| *id)
}

/// Watches what is new among the folders, and no longer what is gone. What can't be watched is left out.
fn change(watcher: &mut RecommendedWatcher, before: &[(u32, PathBuf)], now: &[(u32, PathBuf)]) {
    for gone in before.iter().filter(|folder| !now.contains(folder)) {
        let _ = watcher.unwatch(&gone.1);
    }
    for fresh in now.iter().filter(|folder| !before.contains(folder)) {
        let _ = watcher.watch(&fresh.1, RecursiveMode::Recursive);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_file_put_into_a_folder_is_noticed() {
        let home = tempfile::tempdir().expect("a folder");
        let (tell, told) = channel();
        let folders = Folders::new(move |ids| tell.send(ids).is_ok());
        let folder = std::fs::canonicalize(home.path()).expect("a path").to_string_lossy().into_owned();
        let source =
            Subscription { id: 7, kind: SourceKind::Folder, address: folder, ..Subscription::default() };
        folders.watch(&[source]);
        // The watcher may begin after the first file is there, so files come until one is noticed.
        let noticed = (0..30).find_map(|n| {
            std::fs::write(home.path().join(format!("{n}.txt")), "Rain.").expect("a file");
            told.recv_timeout(QUIET * 2).ok()
        });
        assert_eq!(noticed, Some(vec![7]));
    }
}
