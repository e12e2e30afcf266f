//! Where the panes go: a pure function of the screen's size, the focused pane and the zoom. Nothing
//! overlaps, nothing lies outside the screen, and the focused pane always has a place.

use super::panes::Pane;

/// A rectangle of the screen, in columns and rows from the top left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

impl Area {
    /// True when the cell lies inside.
    #[must_use]
    pub fn holds(self, x: u16, y: u16) -> bool {
        x >= self.x && x - self.x < self.w && y >= self.y && y - self.y < self.h
    }
}

/// A pane at its place: one row of title, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which pane.
    pub pane: Pane,
    /// The row of its title.
    pub title: Area,
    /// The rows under it.
    pub inner: Area,
}

/// The whole screen, divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The panes that are shown.
    pub slots: Vec<Slot>,
    /// One-column lines between them.
    pub lines: Vec<Area>,
    /// The bottom row.
    pub status: Area,
}

impl Layout {
    /// The place of a pane, when it is shown.
    #[must_use]
    pub fn slot(&self, pane: Pane) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.pane == pane)
    }
}

/// From so many columns on, the sources of a stored library have a column of their own.
pub const WIDEST: u16 = 160;
/// From so many columns on, all panes are shown at once.
pub const WIDE: u16 = 120;
/// From so many columns on, a list is shown beside the body.
pub const MIDDLE: u16 = 72;

/// From so many rows on, the sources of a stored library stand above its articles.
const HIGH: u16 = 20;

/// Divides a screen of `w` by `h`. `list` is the list pane that was focused last, `left` the one that
/// stands for the articles (problems can take its place), and `sources` tells whether there are any.
#[must_use]
pub fn layout(w: u16, h: u16, focus: Pane, list: Pane, left: Pane, zoom: bool, sources: bool) -> Layout {
    let rows = h.saturating_sub(1);
    let status = Area { x: 0, y: rows, w, h: h.min(1) };
    let mut out = Layout { status, ..Layout::default() };
    if zoom || w < MIDDLE {
        out.slots.push(slot(focus, 0, 0, w, rows));
        return out;
    }
    if w < WIDE || rows < 12 {
        let side = percent(w, 40).clamp(28, 44);
        out.slots.push(slot(list, 0, 0, side, rows));
        out.slots.push(slot(Pane::Body, side + 1, 0, w - side - 1, rows));
        out.lines.push(Area { x: side, y: 0, w: 1, h: rows });
        return out;
    }
    let aside = sources && w >= WIDEST;
    let (near, far) = if aside {
        (percent(w, 21).clamp(32, 46), percent(w, 24).clamp(36, 54))
    } else {
        (percent(w, 26).clamp(30, 46), percent(w, 28).clamp(32, 54))
    };
    let mut x = 0;
    if aside {
        x = percent(w, 14).clamp(24, 30);
        out.slots.push(slot(Pane::Sources, 0, 0, x, rows));
        out.lines.push(Area { x, y: 0, w: 1, h: rows });
        x += 1;
    }
    if !aside && sources && rows >= HIGH {
        let above = percent(rows, 35);
        out.slots.push(slot(Pane::Sources, 0, 0, near, above));
        out.slots.push(slot(left, 0, above, near, rows - above));
    } else {
        let shown = if !aside && focus == Pane::Sources { focus } else { left };
        out.slots.push(slot(shown, x, 0, near, rows));
    }
    out.lines.push(Area { x: x + near, y: 0, w: 1, h: rows });
    let body = w - x - near - far - 2;
    let quotes = percent(rows, 65);
    let right = x + near + body + 2;
    out.slots.push(slot(Pane::Body, x + near + 1, 0, body, rows));
    out.lines.push(Area { x: right - 1, y: 0, w: 1, h: rows });
    out.slots.push(slot(Pane::Quotes, right, 0, far, quotes));
    out.slots.push(slot(Pane::People, right, quotes, far, rows - quotes));
    out
}

/// So many hundredths of a length.
fn percent(length: u16, hundredths: u32) -> u16 {
    u16::try_from(u32::from(length) * hundredths / 100).unwrap_or(length)
}

fn slot(pane: Pane, x: u16, y: u16, w: u16, h: u16) -> Slot {
    let title = Area { x, y, w, h: h.min(1) };
    Slot { pane, title, inner: Area { x, y: y + title.h, w, h: h - title.h } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    #[test]
    fn panes_by_width() {
        let check = |w: u16, h: u16, expect: usize, stored: usize| {
            for (sources, expect) in [(false, expect), (true, stored)] {
                let layout = layout(w, h, Pane::Body, Pane::Articles, Pane::Articles, false, sources);
                assert_eq!(layout.slots.len(), expect, "{w}x{h} {sources}");
            }
        };
        check(u16::MAX, 60, 4, 5);
        check(u16::MAX, 6, 2, 2);
        check(200, 60, 4, 5);
        check(200, 16, 4, 5);
        check(120, 40, 4, 5);
        check(120, 16, 4, 4);
        check(80, 24, 2, 2);
        check(40, 12, 1, 1);
    }

    proptest! {
        #[test]
        fn nothing_overlaps_or_leaves_the_screen(w in 0_u16..400, h in 0_u16..120, n in 0_usize..6, zoom in any::<bool>(), sources in any::<bool>()) {
            let focus = Pane::ALL[n];
            let list = if focus == Pane::Body { Pane::Articles } else { focus };
            let left = if focus == Pane::Problems { focus } else { Pane::Articles };
            let layout = layout(w, h, focus, list, left, zoom, sources);
            prop_assert!(layout.slot(focus).is_some());
            let distinct = layout.slots.iter().map(|slot| slot.pane).collect::<std::collections::HashSet<_>>();
            prop_assert_eq!(distinct.len(), layout.slots.len());
            let mut seen = vec![false; usize::from(w) * usize::from(h)];
            let areas = layout.slots.iter().flat_map(|slot| [slot.title, slot.inner]);
            for area in areas.chain(layout.lines.iter().copied()).chain([layout.status]) {
                for y in area.y..area.y + area.h {
                    for x in area.x..area.x + area.w {
                        prop_assert!(x < w && y < h);
                        let cell = &mut seen[usize::from(y) * usize::from(w) + usize::from(x)];
                        prop_assert!(!*cell);
                        *cell = true;
                    }
                }
            }
            prop_assert!(seen.iter().all(|cell| *cell));
        }
    }
}
