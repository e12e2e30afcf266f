//! Tables on the page: columns stand under each other within the measure, cells are wrapped, and a table with
//! more columns than fit becomes a list of its rows. No cell is left out.

use crate::text::{Span, shown, width};

/// Columns between two cells.
const GAP: usize = 2;
/// No column needs to be wider than this, whatever its longest word is.
const WIDE: usize = 14;
/// Columns before the cells of a row that is a list.
const INDENT: usize = 2;

/// One row on the screen: stretches of cells, each with the column it begins at. It is empty between rows that need
/// to be told apart.
pub type Strip = Vec<(Span, usize)>;

/// Sets the table at `place`, one line of text for each row, cells parted by tabs, in at most `room` columns.
/// `wrap` breaks a cell into stretches of so many columns.
#[must_use]
pub fn set(text: &str, place: Span, room: usize, wrap: &dyn Fn(Span, usize) -> Vec<Span>) -> Vec<Strip> {
    let rows = cells(text, place);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let long = |span: &Span| width(&shown(span.of(text)));
    let natural: Vec<usize> = (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(long).max().unwrap_or(0))
        .collect();
    let word =
        |span: &Span| span.of(text).split_whitespace().map(|word| width(&shown(word))).max().unwrap_or(0);
    let least: Vec<usize> = (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(word).max().unwrap_or(0).min(WIDE))
        .collect();
    let Some(widths) = share(&natural, &least, room) else { return list(text, &rows, room, wrap) };
    let counted: Vec<bool> = (0..columns).map(|at| is_counted(text, &rows, at)).collect();
    let mut strips: Vec<Strip> = Vec::new();
    let tall = |row: &Vec<Span>| row.iter().zip(&widths).any(|(cell, width)| long(cell) > *width);
    let apart = rows.iter().any(tall);
    for row in &rows {
        if apart && !strips.is_empty() {
            strips.push(Strip::new());
        }
        let parts: Vec<Vec<Span>> =
            row.iter().zip(&widths).map(|(cell, width)| wrap(*cell, (*width).max(1))).collect();
        let height = parts.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut from = 0;
            let mut strip = Strip::new();
            for (at, part) in parts.iter().enumerate() {
                if let Some(part) = part.get(line).filter(|part| !part.is_empty()) {
                    let left = if counted[at] { widths[at].saturating_sub(long(part)) } else { 0 };
                    strip.push((*part, from + left));
                }
                from += widths[at] + GAP;
            }
            strips.push(strip);
        }
    }
    strips
}

/// The cells of each row, without the white space around them.
fn cells(text: &str, place: Span) -> Vec<Vec<Span>> {
    let mut rows = Vec::new();
    let mut from = place.start();
    for line in place.of(text).split('\n') {
        let mut at = from;
        let mut row = Vec::new();
        for cell in line.split('\t') {
            row.push(Span::new(at, at + cell.len()).trim(text));
            at += cell.len() + 1;
        }
        rows.push(row);
        from += line.len() + 1;
    }
    rows
}

/// How wide each column is to be; `None` when they don't fit beside each other. Each gets the `least` it can do with;
/// those that lack little of their `natural` width get it, and the others share the rest by what they lack.
fn share(natural: &[usize], least: &[usize], room: usize) -> Option<Vec<usize>> {
    let free = room.checked_sub(GAP * natural.len().saturating_sub(1))?;
    let mut rest = free.checked_sub(least.iter().sum())?;
    let mut widths = least.to_vec();
    let lack = |at: usize| natural[at] - least[at];
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by_key(|&at| lack(at));
    let mut all: usize = order.iter().map(|&at| lack(at)).sum();
    for (done, &at) in order.iter().enumerate() {
        let own = lack(at);
        let more = if own <= rest / (order.len() - done) { own } else { rest * own / all };
        widths[at] += more;
        rest -= more;
        all -= own;
    }
    Some(widths)
}

/// True for columns of numbers below their first cell, which stand best with their ends under each other.
fn is_counted(text: &str, rows: &[Vec<Span>], at: usize) -> bool {
    let mut below = rows.iter().skip(1).filter_map(|row| row.get(at)).map(|cell| cell.of(text));
    let number = |cell: &str| {
        cell.chars().any(|c| c.is_ascii_digit())
            && cell.chars().all(|c| c.is_ascii_digit() || " .,:%+-−–/$€£()\u{a0}\u{202f}".contains(c))
    };
    let none = |cell: &str| !cell.chars().any(char::is_alphanumeric);
    rows.len() > 1 && below.clone().any(number) && below.all(|cell| none(cell) || number(cell))
}

/// The table as a list: the first cell of a row, and the others indented under it, each behind the name of its
/// column where the first row names them.
fn list(text: &str, rows: &[Vec<Span>], room: usize, wrap: &dyn Fn(Span, usize) -> Vec<Span>) -> Vec<Strip> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let named = (0..columns).any(|at| is_counted(text, rows, at));
    let names = rows.first().filter(|_| named).map_or(&[][..], |row| row.get(1..).unwrap_or(&[]));
    let wide = names.iter().map(|name| width(&shown(name.of(text)))).max().unwrap_or(0);
    // Names that leave too little beside them are left out, but for their own row.
    let names = if wide * 2 > room { &[] } else { names };
    let mut strips: Vec<Strip> = Vec::new();
    let first =
        rows.first().and_then(|row| row.first()).filter(|first| !names.is_empty() && !first.is_empty());
    for part in first.map_or_else(Vec::new, |first| wrap(*first, room)) {
        strips.push(vec![(part, 0)]);
    }
    for row in rows.iter().skip(usize::from(!names.is_empty())) {
        if !strips.is_empty() {
            strips.push(Strip::new());
        }
        for at in 0..row.len().max(names.len() + usize::from(!names.is_empty())) {
            let name = at.checked_sub(1).and_then(|at| names.get(at)).filter(|name| !name.is_empty());
            let indent = if at == 0 { 0 } else { INDENT };
            let from = if name.is_some() { indent + wide + GAP } else { indent };
            let cell = row.get(at).filter(|cell| !cell.is_empty());
            let mut parts =
                cell.map_or_else(Vec::new, |cell| wrap(*cell, room.saturating_sub(from).max(1))).into_iter();
            let start: Strip = name
                .map(|name| (*name, indent))
                .into_iter()
                .chain(parts.next().map(|part| (part, from)))
                .collect();
            strips.extend(Some(start).filter(|start| !start.is_empty()));
            strips.extend(parts.map(|part| vec![(part, from)]));
        }
    }
    strips
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::wrap;

    fn shown_at(text: &str, room: usize) -> Vec<String> {
        let place = Span::new(0, text.len());
        let strips = set(text, place, room, &|cell, width| wrap::wrap(text, cell, width));
        let row = |strip: Strip| {
            strip.iter().fold(String::new(), |row, (span, at)| format!("{row:at$}{}", span.of(text)))
        };
        strips.into_iter().map(row).collect()
    }

    #[test]
    fn columns_stand_under_each_other() {
        let text = "Ferry\tSails\tSeats\nOda\tnoon\t90\nLi\t18:00\t1,240";
        assert_eq!(shown_at(text, 40), ["Ferry  Sails  Seats", "Oda    noon      90", "Li     18:00  1,240"]);
    }

    #[test]
    fn long_cells_are_wrapped_beside_the_others() {
        let text = "Oda\tsails at noon from the old mole\nLi\tdoes not sail";
        assert_eq!(
            shown_at(text, 20),
            ["Oda  sails at noon", "     from the old", "     mole", "", "Li   does not sail"]
        );
    }

    #[test]
    fn too_many_columns_become_a_list() {
        let text = "Ferry Oda\tsails at noon\t90 seats\nFerry Li\tlies in port\t";
        assert_eq!(
            shown_at(text, 14),
            ["Ferry Oda", "  sails at", "  noon", "  90 seats", "", "Ferry Li", "  lies in port"]
        );
        let text = "Ferry\tSails\tSeats\tRemarks\nOda\tnoon\t90\tno dogs aboard";
        assert_eq!(
            shown_at(text, 18),
            [
                "Ferry",
                "",
                "Oda",
                "  Sails    noon",
                "  Seats    90",
                "  Remarks  no dogs",
                "           aboard"
            ]
        );
    }
}
