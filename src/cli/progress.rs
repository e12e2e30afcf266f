//! How far long work is: one line on the terminal, gone at the end and never mixed up with other lines.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::sources::Loaded;

/// Work that is done sooner needs no word.
const SOON: Duration = Duration::from_secs(1);

/// The line while it is known how much there is, and while it is not.
const KNOWN: &str =
    "{bar:24} {percent:>3}% of {binary_total_bytes}, {msg}, {binary_bytes_per_sec}, {eta} left";
const UNKNOWN: &str = "{spinner} {binary_bytes} read, {msg}, {binary_bytes_per_sec}";

/// How far the work is.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    /// Where it is shown once that is due.
    wanted: bool,
    articles: usize,
}

impl Progress {
    /// Shown when standard error is a terminal and standard output goes elsewhere.
    #[must_use]
    pub fn begin() -> Self {
        let wanted = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(style(UNKNOWN));
        Self { bar, begun: Instant::now(), wanted, articles: 0 }
    }

    /// Takes in what the loader tells.
    pub fn hear(&mut self, message: &Loaded) {
        match message {
            Loaded::Found(_, bytes) if *bytes > 0 => {
                if self.bar.length().is_none() {
                    self.bar.set_style(style(KNOWN));
                }
                self.bar.set_length(*bytes);
            }
            Loaded::Read(bytes) => self.bar.inc(*bytes),
            Loaded::Articles(articles) => {
                self.articles += articles.len();
                let word = if self.articles == 1 { "article" } else { "articles" };
                self.bar.set_message(format!("{} {word}", self.articles));
            }
            _ => {}
        }
        if self.wanted && self.begun.elapsed() >= SOON {
            self.wanted = false;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Does `work`, which writes lines, with the line out of its way.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The style of a template; should one ever be wrong, the plain bar.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Article;

    #[test]
    fn it_adds_up() {
        for template in [KNOWN, UNKNOWN] {
            assert!(ProgressStyle::with_template(template).is_ok());
        }
        let mut progress = Progress::begin();
        for message in [
            Loaded::Read(10),
            Loaded::Found(2, 100),
            Loaded::Articles(vec![Article::default(); 2]),
            Loaded::Read(40),
            Loaded::Done,
        ] {
            progress.hear(&message);
        }
        assert_eq!((progress.bar.position(), progress.bar.length()), (50, Some(100)));
        assert_eq!(progress.bar.message(), "2 articles");
        assert_eq!(progress.aside(|| 7), 7);
    }
}
