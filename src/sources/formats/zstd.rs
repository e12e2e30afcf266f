//! Zstandard: one thing, compressed, in one frame or in several one after the other.

use std::io::BufRead;

use zstd::stream::read::Decoder;

use super::gzip::inner_name;
use crate::sources::format::Glance;
use crate::sources::leaf::About;
use crate::sources::outlet::{Outlet, buffered};

/// True for what begins with a frame, or with one that decoders skip (RFC 8878).
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let skipped = matches!(glance.head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]);
    skipped || glance.head.starts_with(b"\x28\xb5\x2f\xfd")
}

/// Gives what is inside, under the same path.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    let name = inner_name(outlet.path());
    let scales = outlet.scales();
    match Decoder::with_buffer(scales.packed(source)) {
        Ok(decoder) => outlet.member("", &name, &mut buffered(scales.unpacked(decoder)), About::default()),
        Err(error) => outlet.problem(format!("can't be unpacked: {error}")),
    }
}
