//! What was found, printed: for people as a table, for programs as lines of JSON, as CSV or as addresses.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::ops::Range;

use serde_json::json;

use super::args::SearchFormat;
use super::list::{line, record};
use super::sources::{moment, write_rows};
use crate::library::Row;
use crate::library::query::Snippet;
use crate::storage::{PersonHit, QuoteHit, Store};
use crate::text::{fit, shown};

/// Columns that words of an article or a quote may take in the table.
const WORDS: usize = 110;

/// Columns that a name may take.
const NAME: usize = 30;

/// Where it is printed, and what is known of sources.
pub struct Sheet<'a> {
    /// Standard output.
    pub out: &'a mut (dyn Write + Send),
    /// The library.
    pub store: &'a Store,
    /// What the sources are called.
    pub labels: HashMap<u32, String>,
    /// Hits are shown in bold.
    pub is_bold: bool,
}

impl Sheet<'_> {
    fn labels(&self) -> HashMap<u32, &str> {
        self.labels.iter().map(|(id, label)| (*id, label.as_str())).collect()
    }

    /// What programs are told of an article.
    ///
    /// # Errors
    /// When the library can't be read.
    pub fn record(&self, row: &Row) -> anyhow::Result<serde_json::Value> {
        let address = self.store.address(row.id)?;
        Ok(record(row, address.as_deref(), &self.labels()))
    }

    /// Words with their hits in bold, on one line of the table.
    fn marked(&self, words: &str, hits: &[Range<usize>]) -> String {
        let cut = fit(words, WORDS, "…");
        let mut line = String::with_capacity(cut.len());
        let mut at = 0;
        for hit in hits.iter().filter(|hit| hit.end <= cut.len() && self.is_bold) {
            let (Some(before), Some(words)) = (cut.get(at..hit.start), cut.get(hit.clone())) else { break };
            line.push_str(&shown(before));
            line.push_str("\u{1b}[1m");
            line.push_str(&shown(words));
            line.push_str("\u{1b}[22m");
            at = hit.end;
        }
        line.push_str(&shown(cut.get(at..).unwrap_or("")));
        line
    }

    /// Prints a table, and under each of its rows but the first a line of words.
    fn table<const N: usize>(&mut self, rows: &[[String; N]], words: &[String]) -> anyhow::Result<()> {
        if words.is_empty() {
            return Ok(());
        }
        let mut table = Vec::new();
        write_rows(&mut table, rows)?;
        let table = String::from_utf8_lossy(&table);
        let under = std::iter::once("").chain(words.iter().map(String::as_str));
        for (row, words) in table.lines().zip(under) {
            writeln!(self.out, "{row}")?;
            if !words.is_empty() {
                writeln!(self.out, "    {words}")?;
            }
        }
        Ok(())
    }

    fn csv<const N: usize>(&mut self, names: [&str; N], rows: &[[String; N]]) -> anyhow::Result<()> {
        let mut csv = csv::Writer::from_writer(&mut *self.out);
        csv.write_record(names)?;
        for row in rows {
            csv.write_record(row)?;
        }
        csv.flush()?;
        Ok(())
    }

    fn address(&self, article: u64) -> anyhow::Result<String> {
        Ok(self.store.address(article)?.unwrap_or_default())
    }

    fn urls(&mut self, articles: impl Iterator<Item = u64>) -> anyhow::Result<()> {
        let mut told = HashSet::new();
        for id in articles.filter(|id| told.insert(*id)) {
            if let Some(address) = self.store.address(id)? {
                writeln!(self.out, "{}", shown(&address))?;
            }
        }
        Ok(())
    }
}

/// Prints articles with the words that show why they were found.
///
/// # Errors
/// When the library can't be read, or writing fails.
pub fn print_articles(
    sheet: &mut Sheet<'_>,
    format: SearchFormat,
    list: &[(Row, Snippet)],
) -> anyhow::Result<()> {
    match format {
        SearchFormat::Table => {
            let mut rows = vec![["ID", "", "DATE", "SOURCE", "HEADLINE"].map(str::to_owned)];
            let labels = sheet.labels();
            rows.extend(list.iter().map(|(row, _)| line(row, &labels)));
            let marked = |(_, snippet): &(Row, Snippet)| sheet.marked(&snippet.words, &snippet.hits);
            let words: Vec<String> = list.iter().map(marked).collect();
            sheet.table(&rows, &words)
        }
        SearchFormat::Jsonl => {
            for (row, snippet) in list {
                let mut line = sheet.record(row)?;
                line["snippet"] = words(&snippet.words, &snippet.hits);
                writeln!(sheet.out, "{line}")?;
            }
            Ok(())
        }
        SearchFormat::Csv => {
            let cells = |(row, snippet): &(Row, Snippet)| {
                let (date, outlet, headline) =
                    (row.date.to_string(), row.outlet.to_string(), row.headline.to_string());
                let url = sheet.address(row.id)?;
                Ok([row.id.to_string(), date, outlet, headline, url, snippet.words.clone()])
            };
            let rows = list.iter().map(cells).collect::<anyhow::Result<Vec<_>>>()?;
            sheet.csv(["id", "date", "outlet", "headline", "url", "snippet"], &rows)
        }
        SearchFormat::Urls => sheet.urls(list.iter().map(|(row, _)| row.id)),
    }
}

/// Words with their hits, as characters, for other programs.
fn words(words: &str, hits: &[Range<usize>]) -> serde_json::Value {
    let character = |at: usize| words.get(..at).map_or(0, |before| before.chars().count());
    let hits: Vec<_> = hits.iter().map(|hit| [character(hit.start), character(hit.end)]).collect();
    json!({ "words": words, "hits": hits })
}

/// Prints quotes with their speakers.
///
/// # Errors
/// When the library can't be read, or writing fails.
pub fn print_quotes(sheet: &mut Sheet<'_>, format: SearchFormat, list: &[QuoteHit]) -> anyhow::Result<()> {
    match format {
        SearchFormat::Table => {
            let mut rows = vec![["ID", "DATE", "SPEAKER", "HEADLINE"].map(str::to_owned)];
            rows.extend(list.iter().map(quote_row));
            let words: Vec<String> = list.iter().map(|hit| sheet.marked(&hit.words, &hit.hits)).collect();
            sheet.table(&rows, &words)
        }
        SearchFormat::Jsonl => {
            for hit in list {
                let line = json!({
                    "article": hit.article,
                    "headline": hit.headline,
                    "moment": hit.moment,
                    "url": sheet.store.address(hit.article)?,
                    "n": hit.n,
                    "speaker": hit.speaker,
                    "type": hit.kind.name(),
                    "quote": words(&hit.words, &hit.hits),
                });
                writeln!(sheet.out, "{line}")?;
            }
            Ok(())
        }
        SearchFormat::Csv => {
            let cells = |hit: &QuoteHit| {
                let (article, n, kind) =
                    (hit.article.to_string(), hit.n.to_string(), hit.kind.name().to_owned());
                let url = sheet.address(hit.article)?;
                Ok([article, n, hit.speaker.clone(), kind, hit.words.clone(), hit.headline.clone(), url])
            };
            let rows = list.iter().map(cells).collect::<anyhow::Result<Vec<_>>>()?;
            sheet.csv(["article", "n", "speaker", "type", "quote", "headline", "url"], &rows)
        }
        SearchFormat::Urls => sheet.urls(list.iter().map(|hit| hit.article)),
    }
}

fn quote_row(hit: &QuoteHit) -> [String; 4] {
    let cell = |words: &str, most| fit(&shown(words), most, "…").into_owned();
    let speaker = if hit.speaker.is_empty() { "(nobody named)" } else { &hit.speaker };
    [hit.article.to_string(), moment(hit.moment), cell(speaker, NAME), cell(&hit.headline, WORDS - NAME)]
}

/// Prints people with how often they are named and speak.
///
/// # Errors
/// When the library can't be read, or writing fails.
pub fn print_people(sheet: &mut Sheet<'_>, format: SearchFormat, list: &[PersonHit]) -> anyhow::Result<()> {
    let numbers = |hit: &PersonHit| [hit.articles, hit.spoke, hit.newest].map(|number| number.to_string());
    match format {
        SearchFormat::Table if list.is_empty() => Ok(()),
        SearchFormat::Table => {
            let mut rows = vec![["NAME", "ARTICLES", "SPOKE IN", "NEWEST", "ROLES"].map(str::to_owned)];
            rows.extend(list.iter().map(|hit| {
                let name = fit(&shown(&hit.name), NAME, "…").into_owned();
                let roles = fit(&shown(&hit.roles.join(", ")), WORDS - NAME, "…").into_owned();
                let [articles, spoke, newest] = numbers(hit);
                [name, articles, spoke, newest, roles]
            }));
            Ok(write_rows(sheet.out, &rows)?)
        }
        SearchFormat::Jsonl => {
            for hit in list {
                let line = json!({
                    "name": hit.name,
                    "roles": hit.roles,
                    "articles": hit.articles,
                    "spoke": hit.spoke,
                    "newest": hit.newest,
                });
                writeln!(sheet.out, "{line}")?;
            }
            Ok(())
        }
        SearchFormat::Csv => {
            let cells = |hit: &PersonHit| {
                let [articles, spoke, newest] = numbers(hit);
                [hit.name.clone(), articles, spoke, newest, hit.roles.join("; ")]
            };
            let rows: Vec<_> = list.iter().map(cells).collect();
            sheet.csv(["name", "articles", "spoke", "newest", "roles"], &rows)
        }
        SearchFormat::Urls => sheet.urls(list.iter().map(|hit| hit.newest)),
    }
}
