//! gzip: one thing, compressed, in one stream or in several one after the other.

use std::io::BufRead;

use flate2::bufread::MultiGzDecoder;

use crate::sources::format::Glance;
use crate::sources::leaf::About;
use crate::sources::outlet::{Outlet, buffered};

/// True for what begins as a gzip stream does (RFC 1952; deflate is its only method).
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    glance.head.starts_with(b"\x1f\x8b\x08")
}

/// Gives what is inside, under the same path.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    let name = inner_name(outlet.path());
    let scales = outlet.scales();
    let inside = scales.unpacked(MultiGzDecoder::new(scales.packed(source)));
    outlet.member("", &name, &mut buffered(inside), About::default())
}

/// The name of what is inside a compressed file.
#[must_use]
pub fn inner_name(path: &str) -> String {
    let (start, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    match ending.to_ascii_lowercase().as_str() {
        "gz" | "gzip" | "z" | "zst" | "zstd" => start.to_owned(),
        "tgz" | "taz" | "tzst" => format!("{start}.tar"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::Compression;
    use flate2::read::GzEncoder;

    use super::*;
    use crate::sources::outlet::gather;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        GzEncoder::new(bytes, Compression::new(6)).read_to_end(&mut out).expect("memory can be read");
        out
    }

    #[test]
    fn a_few_levels_are_opened_and_not_fifty() {
        let nested = |levels: usize| (0..levels).fold(b"It rained.".to_vec(), |bytes, _| packed(&bytes));
        assert_eq!(gather("a.txt.gz", &nested(3)), (vec!["a.txt.gz".to_owned()], Vec::new()));
        let (paths, problems) = gather("a.txt.gz", &nested(50));
        assert!(paths.is_empty() && problems[0].contains("levels deep"), "{problems:?}");
    }

    #[test]
    fn a_bomb_goes_out() {
        let bomb = packed(&vec![b' '; 1 << 20]).repeat(70);
        let (paths, problems) = gather("a.jsonl.gz", &bomb);
        assert!(paths.is_empty() && problems[0].contains("200 times"), "{problems:?}");
    }

    #[test]
    fn endings_are_peeled() {
        for (path, expect) in
            [("a.warc.gz", "a.warc"), ("b/a.TGZ", "b/a.tar"), ("-", "-"), ("a.html", "a.html")]
        {
            assert_eq!(inner_name(path), expect);
        }
    }
}
