//! The input formats: one line of the table each, and one file beside this one.

pub mod chapter;
pub mod csv;
pub mod epub;
pub mod extract;
pub mod feed;
pub mod gzip;
pub mod html;
pub mod iptc7901;
pub mod json;
pub mod jsonl;
pub mod mail;
pub mod markdown;
pub mod mbox;
pub mod mhtml;
pub mod newsml;
pub mod ninjs;
pub mod nitf;
pub mod tar;
pub mod text;
pub mod warc;
pub mod webarchive;
pub mod zip;
pub mod zstd;

use super::format::{Format, Reader};

/// All formats; the first that recognises a file reads it. The last recognises all.
#[rustfmt::skip]
pub static FORMATS: &[Format] = &[
    Format { name: "extract", endings: ".jsonl", keeps: "everything: the output of `quotidian extract`, with its readings", recognises: extract::recognises, read: Reader::Stream(extract::read) },
    Format { name: "epub",    endings: ".epub", keeps: "each document of a book, with the book's title, writers, date, language and publisher", recognises: epub::recognises, read: Reader::Seek(epub::read) },
    Format { name: "gzip",    endings: ".gz .tgz", keeps: "what is inside, in its format", recognises: gzip::recognises, read: Reader::Stream(gzip::read) },
    Format { name: "zstd",    endings: ".zst .tzst", keeps: "what is inside, in its format", recognises: zstd::recognises, read: Reader::Stream(zstd::read) },
    Format { name: "zip",     endings: ".zip", keeps: "what is inside, each file in its format; images and other data are left out", recognises: zip::recognises, read: Reader::Seek(zip::read) },
    Format { name: "tar",     endings: ".tar", keeps: "what is inside, each file in its format; images and other data are left out", recognises: tar::recognises, read: Reader::Stream(tar::read) },
    Format { name: "iptc7901", endings: "", keeps: "wire messages as text: source, number, priority, category, keywords, words, date of sending; the body as plain text", recognises: iptc7901::recognises, read: Reader::Leaf(iptc7901::read) },
    Format { name: "nitf",    endings: ".xml .nitf", keeps: "headline, deck, bylines, dateline, dates, body with media; embargo, kill and correction as notices; slug, urgency, codes", recognises: nitf::recognises, read: Reader::Leaf(nitf::read) },
    Format { name: "newsml",  endings: ".xml", keeps: "NewsML-G2: headline, bylines, dateline, dates, body, pictures; embargo, status and corrections as notices; slug, urgency, codes", recognises: newsml::recognises, read: Reader::Leaf(newsml::read) },
    Format { name: "warc",    endings: ".warc", keeps: "pages, feeds and texts, each with its address and when it was fetched; not answers of other kinds", recognises: warc::recognises, read: Reader::Stream(warc::read) },
    Format { name: "feed",    endings: ".rss .atom .rdf .xml .json", keeps: "RSS, Atom and JSON Feed, an article per entry: headline, summary, authors, dates, body, images; tags, enclosures, comments, rights", recognises: feed::recognises, read: Reader::Leaf(feed::read) },
    Format { name: "mbox",    endings: ".mbox", keeps: "each message as mail does", recognises: mbox::recognises, read: Reader::Stream(mbox::read) },
    Format { name: "mhtml",   endings: ".mhtml .mht", keeps: "the page, as html does, with its address and when it was saved", recognises: mhtml::recognises, read: Reader::Leaf(mhtml::read) },
    Format { name: "webarchive", endings: ".webarchive", keeps: "the page, as html does, with its address", recognises: webarchive::recognises, read: Reader::Leaf(webarchive::read) },
    Format { name: "mail",    endings: ".eml", keeps: "subject, sender, date, list, body with links and quoted mails, names of attached files", recognises: mail::recognises, read: Reader::Leaf(mail::read) },
    Format { name: "markdown", endings: ".md .markdown", keeps: "front matter as JSON fields are; body with links, emphasis, lists, quotations, tables, code, images and footnotes", recognises: markdown::recognises, read: Reader::Leaf(markdown::read) },
    Format { name: "html",    endings: ".html .htm .xhtml .shtml", keeps: "headline, body with links, emphasis, lists, tables and code; not what stands around the article", recognises: html::recognises, read: Reader::Leaf(html::read) },
    Format { name: "ninjs",   endings: ".json",  keeps: "ninjs 1 to 3: headline, bylines, dateline, dates, body, pictures; embargo, status and corrections as notices; slug, urgency, subjects", recognises: ninjs::recognises, read: Reader::Leaf(ninjs::read) },
    Format { name: "jsonl",   endings: ".jsonl .ndjson .json", keeps: "what json keeps, record by record, in files of any size: JSON Lines, lists, text sequences", recognises: jsonl::recognises, read: Reader::Stream(jsonl::read) },
    Format { name: "json",    endings: ".json",  keeps: "headline, deck, bylines, source, dates, language, body as text or HTML, main image; other fields as details", recognises: json::recognises, read: Reader::Leaf(json::read) },
    Format { name: "csv",     endings: ".csv .tsv", keeps: "what json keeps, row by row, by the names in the header; commas, tabs, semicolons or bars", recognises: csv::recognises, read: Reader::Stream(csv::read) },
    Format { name: "text",    endings: ".txt",   keeps: "the words; structure, quotes and people are found by reading them", recognises: text::recognises, read: Reader::Leaf(text::read) },
];
