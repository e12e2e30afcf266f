//! Pages made to hurt, for tests: each holds the word `word`, which a reader shall find.

/// The pages.
pub(crate) fn pages() -> Vec<String> {
    let many = |what: &str, count: usize| what.repeat(count);
    vec![
        many("<div>", 100_000) + "word",
        many("<span>", 100_000) + "word",
        many("<blockquote>", 50_000) + "word",
        many("<table><tr><td>", 5_000) + "word",
        many("<ul><li>", 50_000) + "word",
        format!("<p {}>word", (0..100_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
        format!("<p title='{}'>word", many("x", 10 << 20)),
        many("<", 1 << 20) + " word",
        many("<p>", 200_000) + "word",
        many("<b>", 200_000) + "word",
        many("<a href=x>", 200_000) + "word",
        (0..50_000).map(|n| format!("<p><b id={n}>word")).collect(),
        many("<b><div></b>", 50_000) + "word",
        many("<div><table><tr><td></div>", 20_000) + "word",
        many("<svg><title>", 50_000) + "word",
        many("</section>", 200_000) + "word",
        format!("<table>{}</table>", many("<tr><td>word<td>1", 60_000)),
        many("word<svg>", 100_000),
        many("<table><b>word<tr>", 30_000),
        many("<em>", 100_000) + "word",
        many("<article><h2>Related</h2><p>word word word word word word word word word.</p>", 20_000),
        many(
            "<div class=\"ad articleBody\"><p>word and more words that make up a sentence of the usual length.</p>",
            20_000,
        ),
        many(
            "<div class=articleBody><p>word and more words that make up a sentence of the usual length.</p></div><p class=ad>x</p>",
            20_000,
        ),
        many(
            "<h2>Related</h2><p>word and more words that make up a sentence of the usual length.</p>",
            20_000,
        ),
        many("<ul><li><a href=/x>word</a>", 50_000),
        many("word<br>", 20_000),
        many("<figure>", 20_000) + "word",
        many("<a href=/x><b><i>word</p>", 30_000),
        many("word\u{0}\u{1b}[2J\u{202e}", 20_000),
        format!("<p>word{}", many(" x", 1 << 18)),
        format!("<script type=application/ld+json>{}</script><p>word", many("{\"a\":[", 50_000)),
        format!(
            "<p>A word that is part of a sentence of the usual length.</p>{}",
            many("<meta property=og:title content=x>", 20_000)
        ),
        format!(
            "<p>A word that is part of a sentence of the usual length.</p>{}",
            many("<h1>x</h1>", 10_000)
        ),
        format!(
            "<p>A word that is part of a sentence of the usual length.</p>{}",
            many("<time datetime=2031-05-04>x</time>", 10_000)
        ),
        format!(
            "<p>A word that is part of a sentence of the usual length.</p>{}",
            many("<img src=x.jpg>", 20_000)
        ),
        format!("<p>A word that is part of a sentence of the usual length.</p>{}", many("&amp", 200_000)),
    ]
}
