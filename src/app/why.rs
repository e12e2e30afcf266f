//! Why a quote has its speaker: what the reading weighed, told in words on a sheet.

use super::chosen::Chosen;
use super::panes::Pane;
use super::role::Role;
use super::rows;
use super::sheet::{Paragraph, Sheet};
use super::state::App;
use crate::library::{Article, Item};
use crate::reading::Quote;
use crate::reading::quotes::{Account, Candidate, explain};
use crate::text::Span;

impl App {
    /// Lays out why the selected or chosen quote has its speaker.
    pub(super) fn explain(&mut self) {
        let selected = self.list_of(Pane::Quotes).and_then(super::list::List::selected);
        let asked = match (self.focus, selected, self.chosen) {
            (Pane::Quotes, Some(Item::Quote(of, n)), _) | (_, _, Some(Chosen::Quote(of, n))) => Some((of, n)),
            _ => None,
        };
        match asked.and_then(|(of, n)| self.account(of, n)) {
            Some(sheet) => self.lay(sheet),
            None => self.said = "no quote is chosen; ]q goes to the next one".to_owned(),
        }
    }

    fn account(&self, of: usize, n: usize) -> Option<Sheet> {
        let article = self.library.article(of)?;
        let quote = article.reading.quotes.get(n)?;
        let accounts = explain(&article.text, &article.reading.structure);
        let account = accounts.get(n)?;
        let roles = [Role::Text, rows::role_of_kind(quote.kind), rows::voice(self, of, n)];
        let mut parts = vec![Paragraph::new("", &quote.words(&article.text), &roles), blank()];
        parts.extend(self.facts(of, n, quote, account));
        parts.push(blank());
        let title = match account.candidates.len() {
            0 => "Its sentence holds no words that report speech.",
            1 => "One place in its sentence may report speech:",
            _ => "These places in its sentence may report speech:",
        };
        parts.push(Paragraph::new("", title, &[Role::Subheading]));
        for candidate in &account.candidates {
            parts.extend(self.weighed(article, quote, candidate));
        }
        let count = article.reading.quotes.len();
        Some(Sheet::new(format!("Why this speaker{}quote {} of {count}", self.dot(), n + 1), parts))
    }

    /// Who speaks, how the article names them there, how sure that is, and what ties them to the words.
    fn facts(&self, of: usize, n: usize, quote: &Quote, account: &Account) -> Vec<Paragraph> {
        let fact = |name: &str, words: &str| Paragraph::new(format!("{name:<12}"), words, &[Role::Text]);
        let name = self.library.speaker_name(of, n);
        let mut facts = Vec::new();
        match (&quote.speaker, self.library.article(of)) {
            (Some(speaker), Some(article)) => {
                let kind = speaker.kind.name();
                facts.push(fact("speaker", &format!("{name} ({kind})")));
                let mention = speaker.mention.of(&article.text);
                if mention != name {
                    facts.push(fact("named here", mention));
                }
            }
            _ => facts.push(fact("speaker", "nobody is named")),
        }
        let doubt = if rows::is_doubtful(quote) { " - doubtful, so marked ? in the lists" } else { "" };
        facts.push(fact("kind", quote.kind.name()));
        facts.push(fact("confidence", &format!("{:.0} of 100{doubt}", quote.confidence * 100.0)));
        facts.push(fact("tie", account.tie));
        facts
    }

    /// One candidate: cue, speaker and verdict, then what was seen, then what it would report.
    fn weighed(&self, article: &Article, quote: &Quote, candidate: &Candidate) -> Vec<Paragraph> {
        let text = &article.text;
        let (sign, verdict, roles) = match candidate.verdict {
            "chosen" if quote.cue.is_some_and(|cue| cue.overlaps(candidate.cue)) => {
                (self.glyph("✓", "+"), "chosen", vec![Role::Text, Role::Speaker])
            }
            "chosen" => (self.glyph("·", "."), "reports another quote", vec![Role::Text]),
            lost => (self.glyph("×", "-"), lost, vec![Role::Text]),
        };
        let (cue, speaker) = (candidate.cue.of(text), candidate.speaker.of(text));
        let dot = self.dot();
        let reports: Vec<&str> = candidate.content.iter().map(|span: &Span| span.of(text)).collect();
        let mut parts = vec![
            blank(),
            Paragraph::new(format!("{sign} "), &format!("{cue}{dot}by {speaker}{dot}{verdict}"), &roles),
            Paragraph::new("    seen:    ", &candidate.seen.join(", "), &[Role::Small]),
        ];
        if !reports.is_empty() {
            parts.push(Paragraph::new("    reports: ", &reports.join(" ... "), &[Role::Small]));
        }
        parts
    }
}

fn blank() -> Paragraph {
    Paragraph::new("", "", &[])
}

#[cfg(test)]
mod tests {
    use crate::app::message::Message;
    use crate::app::{App, Keymap, Options};
    use crate::library::Article;
    use crate::reading::read;
    use crate::sources::Loaded;

    fn app(text: &str) -> App {
        let mut app = App::new(Options::default(), Keymap::default());
        app.update(Message::Resize(120, 40));
        let load = app.expect();
        let article = Article { text: text.into(), reading: read(text), ..Article::default() };
        app.update(Message::Loaded(load, Loaded::Articles(vec![article])));
        app.update(Message::Loaded(load, Loaded::Done));
        app
    }

    fn words(app: &App) -> String {
        app.sheet.as_ref().map(super::Sheet::words).unwrap_or_default()
    }

    #[test]
    fn the_cues_that_won_and_lost_are_told_apart_in_words() {
        let mut app =
            app("Ferry talks resume\n\nMara Teil said Omar Reyes had told her that “nothing is decided.”\n");
        app.press("3 e");
        let words = words(&app);
        assert!(words.contains("speaker     Mara Teil (person)"), "{words}");
        assert!(words.contains("✓ said · by Mara Teil · chosen"), "{words}");
        assert!(words.contains("× had told · by Omar Reyes · inside another report"), "{words}");
    }

    #[test]
    fn without_a_quote_it_says_what_to_do() {
        let mut app = app("Ferry talks resume\n\nThe ships lie in port.\n");
        app.press("2 e");
        assert_eq!(
            (app.sheet.is_some(), app.said.as_str()),
            (false, "no quote is chosen; ]q goes to the next one")
        );
    }
}
