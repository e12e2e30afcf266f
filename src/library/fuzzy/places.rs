//! Where in a label a letter is, for all places at once: one bit for each, found sixteen letters at a time.

use std::ops::{BitAnd, BitOr, Not, Shl};

use wide::u8x16;

/// Places of a label as bits, the first place lowest: 64 for most labels, 128 for longer ones.
pub(super) trait Places:
    Copy
    + Eq
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + Not<Output = Self>
    + Shl<usize, Output = Self>
    + Into<u128>
{
    /// No place.
    const NONE: Self;
    /// The first place.
    const FIRST: Self;
    /// So many places there are.
    const WIDTH: usize;

    /// The places of a letter among letters that come sixteen by sixteen.
    fn of(lanes: &[[u8; 16]], code: u8) -> Self;

    /// The places whose bits are set, eight in a byte.
    fn set(bits: &[u8]) -> Self;

    /// The places above the lowest of these.
    fn above(self) -> Self;

    /// These, and so many places less one above each of them; none for no place at all.
    fn spread(self, count: i32) -> Self {
        let Ok(count) = usize::try_from(count) else { return Self::NONE };
        let mut spread = if count == 0 { Self::NONE } else { self };
        let (mut width, count) = (1, count.min(Self::WIDTH));
        while width < count {
            let step = width.min(count - width);
            spread = spread | spread << step;
            width += step;
        }
        spread
    }
}

impl Places for u64 {
    const NONE: Self = 0;
    const FIRST: Self = 1;
    const WIDTH: usize = 64;

    fn of(lanes: &[[u8; 16]], code: u8) -> Self {
        let wanted = u8x16::splat(code);
        let of = |(at, lane): (usize, &[u8; 16])| u64::from(equal(lane, wanted)) << (16 * at);
        lanes.iter().take(4).enumerate().map(of).fold(0, |all, some| all | some)
    }

    fn set(bits: &[u8]) -> Self {
        bits.first_chunk().map_or(0, |bits| u64::from_le_bytes(*bits))
    }

    fn above(self) -> Self {
        !(self ^ self.wrapping_sub(1))
    }
}

impl Places for u128 {
    const NONE: Self = 0;
    const FIRST: Self = 1;
    const WIDTH: usize = 128;

    fn of(lanes: &[[u8; 16]], code: u8) -> Self {
        let high = lanes.get(4..).map_or(0, |lanes| u64::of(lanes, code));
        u128::from(high) << 64 | u128::from(u64::of(lanes, code))
    }

    fn set(bits: &[u8]) -> Self {
        let high = bits.get(8..).map_or(0, u64::set);
        u128::from(high) << 64 | u128::from(u64::set(bits))
    }

    fn above(self) -> Self {
        !(self ^ self.wrapping_sub(1))
    }
}

fn equal(lane: &[u8; 16], wanted: u8x16) -> u16 {
    // A lane has sixteen bits.
    u8x16::new(*lane).simd_eq(wanted).to_bitmask() as u16
}

/// The places that are set, in order.
pub(super) fn each(places: impl Places) -> impl Iterator<Item = usize> {
    let mut bits: u128 = places.into();
    std::iter::from_fn(move || {
        let at = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_are_those_of_the_letter(lanes in prop::collection::vec(prop::array::uniform16(0..9_u8), 0..=8), code in 1..9_u8) {
            let naive = lanes.iter().flatten().enumerate().filter(|(_, letter)| **letter == code);
            let naive = naive.fold(0, |bits, (at, _)| bits | 1_u128 << at);
            prop_assert_eq!(u128::of(&lanes, code), naive);
            prop_assert_eq!(u64::of(&lanes, code), naive as u64);
        }

        #[test]
        fn spreading_reaches_so_far(bits in any::<u128>(), count in -9..200_i32) {
            let naive = (0..count.clamp(0, 128)).fold(0, |spread, by| spread | bits << by);
            prop_assert_eq!(bits.spread(count), naive);
            let naive = (0..count.clamp(0, 64)).fold(0, |spread, by| spread | (bits as u64) << by);
            prop_assert_eq!((bits as u64).spread(count), naive);
        }

        #[test]
        fn the_places_above(bits in any::<u128>()) {
            prop_assert_eq!(each(bits & bits.above()).collect::<Vec<_>>(), each(bits).skip(1).collect::<Vec<_>>());
        }
    }
}
