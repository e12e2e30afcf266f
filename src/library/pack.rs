//! Packing: bytes kept small by Zstandard. What is unpacked is bounded, whatever the bytes claim.

use std::io::Read as _;
use std::sync::Arc;

/// How hard bytes are pressed: 3 of 22, where speed and size balance.
const LEVEL: i32 = 3;

/// Packs one thing after the other, quicker than each by itself.
#[derive(Default)]
pub struct Packer(Option<zstd::bulk::Compressor<'static>>);

impl Packer {
    /// Packs bytes; none when there is no memory for it.
    #[must_use]
    pub fn pack(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let compressor = match self.0.take() {
            Some(compressor) => compressor,
            None => zstd::bulk::Compressor::new(LEVEL).ok()?,
        };
        self.0.insert(compressor).compress(bytes).ok()
    }
}

/// Packs bytes; none when there is no memory for it.
#[must_use]
pub fn pack(bytes: &[u8]) -> Option<Arc<[u8]>> {
    zstd::bulk::compress(bytes, LEVEL).ok().map(Arc::from)
}

/// Unpacks bytes, at most `most` of them.
///
/// # Errors
/// A line that says why they can't be unpacked.
pub fn unpack(packed: &[u8], most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let decoder = zstd::stream::read::Decoder::new(packed).map_err(|error| error.to_string())?;
    decoder.take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}
