//! Figures set into the body at the places where the page has them.
//!
//! Words of a figure never stand in the body as well.

use super::fragment::Placed;
use super::tree::{Id, Tree};
use crate::sources::draft::{Figure, Part};

/// The parts of a body and the figures around it in page order; images of the body that are in no figure are left out.
#[must_use]
pub fn anchored(tree: &Tree, body: Vec<Placed>, figures: Vec<(Id, Figure)>) -> Vec<Placed> {
    let ranges: Vec<_> = figures.iter().map(|(id, _)| tree.whole(*id)).collect();
    let inside = |at: Id| {
        let n = ranges.partition_point(|range| range.start <= at);
        ranges[..n].iter().rev().take(3).any(|range| range.contains(&at))
    };
    let mut parts: Vec<Placed> = body
        .into_iter()
        .filter(|placed| !matches!(placed.part, Part::Figure(_)) && !inside(placed.at))
        .chain(figures.into_iter().map(|(at, figure)| Placed { at, linked: 0, part: Part::Figure(figure) }))
        .collect();
    parts.sort_by_key(|placed| placed.at);
    parts
}
