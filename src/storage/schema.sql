-- Sources that articles come from. `print` is a hash of the last document, so that an equal one is not read again.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    title TEXT NOT NULL,
    name TEXT NOT NULL,
    folder TEXT NOT NULL,
    site TEXT NOT NULL,
    wishes TEXT NOT NULL,
    removed INTEGER NOT NULL,
    etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    print INTEGER NOT NULL DEFAULT 0,
    tried INTEGER,
    succeeded INTEGER,
    next INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    UNIQUE (kind, address)
);

-- What lists show, and what the reader did. `length` is in characters. `stamp` rises with every change of a row. Kept thin: a list is read whole.
-- A number is never given twice, so that undoing an old change can't reach another article.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stamp INTEGER NOT NULL,
    source INTEGER NOT NULL,
    others TEXT,
    moment INTEGER NOT NULL,
    arrived INTEGER NOT NULL,
    headline TEXT NOT NULL,
    outlet TEXT NOT NULL,
    date TEXT NOT NULL,
    notice TEXT NOT NULL,
    quotes INTEGER NOT NULL,
    fuller INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    star INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    brief INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0,
    length INTEGER NOT NULL DEFAULT 0,
    tags TEXT,
    note TEXT
);
CREATE INDEX articles_moment ON articles (moment DESC, id DESC);
CREATE INDEX articles_stamp ON articles (stamp);

-- The words: packed records as `extract` writes them, the full text's beside those of the feed, and the originals.
CREATE TABLE bodies (
    article INTEGER PRIMARY KEY,
    engine INTEGER NOT NULL,
    record BLOB NOT NULL,
    full BLOB,
    original BLOB,
    page BLOB
);
CREATE INDEX bodies_engine ON bodies (engine, article);

-- What an article was before its publisher changed it.
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    replaced INTEGER NOT NULL,
    record BLOB NOT NULL,
    full BLOB,
    original BLOB,
    page BLOB
);
CREATE INDEX versions_article ON versions (article);

-- Where an article stands in a source. No article: it was pruned, and is not to come again.
CREATE TABLE places (
    source INTEGER NOT NULL,
    key TEXT NOT NULL,
    article INTEGER,
    hash INTEGER NOT NULL,
    PRIMARY KEY (source, key)
) WITHOUT ROWID;
CREATE INDEX places_article ON places (article);

-- What an article is known by from elsewhere: its canonical address, and a hash of its words.
CREATE TABLE prints (article INTEGER PRIMARY KEY, url TEXT, words INTEGER);
CREATE INDEX prints_url ON prints (url) WHERE url IS NOT NULL;
CREATE INDEX prints_words ON prints (words) WHERE words IS NOT NULL;

-- Pages that are still to be fetched for their full text.
CREATE TABLE wanted (
    article INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    url TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0,
    error TEXT
);

-- Files of watched folders as they were last read.
CREATE TABLE files (
    source INTEGER NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    PRIMARY KEY (source, path)
) WITHOUT ROWID;

-- What the reader changed, to be undone and done again: packed JSON.
CREATE TABLE changes (id INTEGER PRIMARY KEY, made INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0, change BLOB NOT NULL);

-- Fetches that brought something, or failed.
CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    at INTEGER NOT NULL,
    took INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    error TEXT
);
CREATE INDEX fetches_source ON fetches (source, at);

-- Programs that have the library open; one that is gone without leaving did not end well.
CREATE TABLE sessions (id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, began INTEGER NOT NULL);

CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES ('stamp', 0);

-- Queries that are kept under a name. Articles above `seen` are new to a search that is watched.
CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    watch INTEGER NOT NULL DEFAULT 0,
    seen INTEGER NOT NULL DEFAULT 0
);

-- The index of words. It holds no text of its own; rows go by the numbers of articles. Words come folded, so nothing is
-- left to the tokenizer but the spaces. The first column costs the least room, so it is the text.
CREATE VIRTUAL TABLE words USING fts5 (body, headline, content='', contentless_delete=1, tokenize="ascii");

-- What else a query may ask of an article: words in quotes, names, kinds of speakers. Only whether it is there.
CREATE VIRTUAL TABLE facets USING fts5 (facet, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_'");
