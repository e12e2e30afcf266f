//! Stable keys: the same for the same path and text, on every machine, run and version.

/// The 64-bit FNV-1a hash of `path` and `text`, with a byte between them that no path holds.
#[must_use]
pub fn key(path: &str, text: &str) -> u64 {
    let bytes = path.bytes().chain(std::iter::once(0)).chain(text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
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
