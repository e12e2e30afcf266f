//! From byte offsets to Unicode code points, which is what other languages count in.

use super::span::Span;

/// Maps byte offsets of one text to code points; built once in linear time, then a lookup costs
/// at most `STEP` bytes of scanning.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// Code points before byte `k * STEP`; empty when the text is ASCII.
    marks: Vec<u32>,
}

/// Bytes between two remembered places.
const STEP: usize = 256;

impl<'a> Offsets<'a> {
    /// Prepares the table for `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(count);
                count += points(chunk);
            }
            marks.push(count);
        }
        Self { text, marks }
    }

    /// The code points before byte `at` (clamped to the text's end).
    #[must_use]
    pub fn point(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if self.marks.is_empty() {
            return at;
        }
        let mark = at / STEP;
        let rest = points(&self.text.as_bytes()[mark * STEP..at]);
        (self.marks.get(mark).copied().unwrap_or(0) + rest) as usize
    }

    /// Both ends of `span` in code points.
    #[must_use]
    pub fn points(&self, span: Span) -> (usize, usize) {
        (self.point(span.start()), self.point(span.end()))
    }
}

/// The number of code points that begin in `bytes`.
fn points(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_and_not_bytes() {
        let text = "é“x”😀".repeat(200);
        let offsets = Offsets::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.point(at), count);
        }
        assert_eq!(offsets.point(usize::MAX), text.chars().count());
        assert_eq!(Offsets::new("plain").points(Span::new(1, 3)), (1, 3));
    }
}
