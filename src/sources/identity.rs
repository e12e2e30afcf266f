//! Stable keys: the same for the same path and text, on every machine, run and version.

/// The 64-bit FNV-1a hash of `path` and `text`, with a byte between them that no path holds.
#[must_use]
pub fn key(path: &str, text: &str) -> u64 {
    let mut digest = Digest::default();
    digest.push(path.as_bytes());
    digest.push(&[0]);
    digest.push(text.as_bytes());
    digest.value()
}

/// The 64-bit FNV-1a hash of bytes.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> u64 {
    let mut digest = Digest::default();
    digest.push(bytes);
    digest.value()
}

/// A 64-bit FNV-1a hash that grows piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Takes in more bytes; how they are cut into pieces does not count.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    }

    /// The hash of all that was taken in.
    #[must_use]
    pub fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_never_changes() {
        assert_eq!(key("", ""), 0xaf63_bd4c_8601_b7df);
        assert_eq!(key("a.txt", "Rain.\n"), key("a.txt", "Rain.\n"));
        assert_ne!(key("a.txt", "Rain.\n"), key("b.txt", "Rain.\n"));
        assert_ne!(key("a", "bc"), key("ab", "c"));
    }
}
