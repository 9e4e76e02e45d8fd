//! What the header and the rows of a table teach about its columns.

use super::middle::{MiddleSpec, Segment};
use super::numbers::{Cell, tail};

/// Words that start this close to an edge start there.
const EDGE_EM: f32 = 0.25;
/// A gap wider than this starts a new phrase; blanks are 0.2 to 0.35 em.
pub(super) const GAP_EM: f32 = 0.5;
/// Numbers may start this far left of the label of the first number column.
const NUMBER_REACH_EM: f32 = 2.0;

/// The columns of one kind of table; kept for tables and pages that print no header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// Left edges of the text columns.
    edges: Vec<Edge>,
    /// The number columns.
    slots: Vec<Slot>,
    /// True when `slots` come from complete rows, not from labels alone.
    taught: bool,
    /// Left of this, a number belongs to the text.
    limit: f32,
}

/// Where the lines of a text column start.
#[derive(Clone, Copy, Debug)]
struct Edge {
    x: f32,
    /// True when several lines start here, false when only the label says so.
    shared: bool,
}

/// The extent of a label or of the numbers of a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    /// The column, as an index of the spec.
    pub(crate) column: usize,
    pub(super) x0: f32,
    pub(super) x1: f32,
}

impl Memory {
    /// Most numbers that a row can have.
    pub(crate) fn most(&self) -> usize {
        self.slots.len().max(1)
    }

    /// Left of this, a number belongs to the text.
    pub(crate) fn limit(&self) -> f32 {
        self.limit
    }

    /// True when the last of some numbers stands under the last column.
    pub(super) fn reaches_last(&self, numbers: &[Cell<'_>]) -> bool {
        let last = self.slots.last().map(|slot| slot.column);
        last.is_some() && self.columns_of(numbers).last().copied().flatten() == last
    }

    /// True when the first of some numbers stands under the first column.
    pub(super) fn reaches_first(&self, numbers: &[Cell<'_>]) -> bool {
        let first = self.slots.first().map(|slot| slot.column);
        first.is_some() && self.columns_of(numbers).first().copied().flatten() == first
    }

    /// Takes a new header. What complete rows have taught about the same columns is kept.
    pub(crate) fn learn(&mut self, labels: &[Slot], data: &[Segment<'_>], spec: &MiddleSpec) {
        let slots: Vec<Slot> = labels.iter().filter(|slot| slot.column >= spec.texts).copied().collect();
        let same = slots.iter().map(|slot| slot.column).eq(self.slots.iter().map(|slot| slot.column));
        if !(slots.is_empty() || self.taught && same) {
            self.slots = slots;
            self.taught = false;
        }
        self.learn_edges(data, labels, spec);
        if !self.taught {
            self.gather(data);
        }
    }

    /// Where no line holds a number of every column (balances stacked apart from price and value), the numbers of all
    /// lines are gathered into columns, which never overlap; as many as there are labels are those of the labels.
    fn gather(&mut self, data: &[Segment<'_>]) {
        let mut extents: Vec<(f32, f32)> = Vec::new();
        for segment in data {
            for line in segment.sheet.lines.get(segment.lines.clone()).unwrap_or(&[]) {
                let (_, cells) = tail(segment.sheet, line.range(), self.most(), self.limit);
                if cells.len() == self.slots.len() {
                    return;
                }
                extents.extend(cells.iter().map(|cell| (cell.x0, cell.x1)));
            }
        }
        extents.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut columns: Vec<(f32, f32)> = Vec::new();
        for (x0, x1) in extents {
            match columns.last_mut().filter(|open| x0 < open.1) {
                Some(open) => open.1 = open.1.max(x1),
                None => columns.push((x0, x1)),
            }
        }
        if columns.len() == self.slots.len() {
            for (slot, extent) in self.slots.iter_mut().zip(columns) {
                (slot.x0, slot.x1) = extent;
            }
            self.taught = true;
        }
    }

    /// A text column starts at the edge that most of its phrases share, right of the label before and not right of
    /// its own label.
    fn learn_edges(&mut self, data: &[Segment<'_>], labels: &[Slot], spec: &MiddleSpec) {
        let mut em = 0.0f32;
        let mut starts: Vec<f32> = Vec::new();
        for segment in data {
            let sheet = segment.sheet;
            for line in sheet.lines.get(segment.lines.clone()).unwrap_or(&[]) {
                let mut right = f32::NEG_INFINITY;
                for word in sheet.words_of(line) {
                    if word.area.x0 - right > GAP_EM * word.size {
                        starts.push(word.area.x0);
                    }
                    right = word.area.x1;
                    em = em.max(word.size);
                }
            }
        }
        starts.sort_by(f32::total_cmp);
        let reach = EDGE_EM * em;
        self.edges.clear();
        let mut from = f32::NEG_INFINITY;
        for column in 0..spec.texts {
            let Some(label) = labels.iter().find(|slot| slot.column == column) else { break };
            let edge = match fullest(&starts, from, label.x0 + reach, reach) {
                Some((count, x)) => Edge { x, shared: count > 1 },
                None => Edge { x: label.x0, shared: false },
            };
            self.edges.push(edge);
            from = label.x0 + reach;
        }
        let first = labels.iter().filter(|slot| slot.column >= spec.texts).map(|slot| slot.x0);
        self.limit = first.fold(f32::INFINITY, f32::min) - NUMBER_REACH_EM * em;
        self.limit = self.limit.min(self.leftmost(data));
    }

    /// Where the numbers of complete rows start: labels may stand far right of them.
    fn leftmost(&self, data: &[Segment<'_>]) -> f32 {
        let mut left = f32::INFINITY;
        for segment in data {
            for line in segment.sheet.lines.get(segment.lines.clone()).unwrap_or(&[]) {
                let (_, cells) = tail(segment.sheet, line.range(), self.most(), f32::NEG_INFINITY);
                if let Some(first) =
                    cells.first().filter(|_| self.slots.len() > 1 && cells.len() == self.slots.len())
                {
                    left = left.min(first.x0);
                }
            }
        }
        left
    }

    /// The text column of a word that starts at `x`.
    pub(crate) fn text_column(&self, x: f32, size: f32) -> usize {
        self.edges.iter().rposition(|edge| x >= edge.x - EDGE_EM * size).unwrap_or(0)
    }

    /// The edge that a word runs over because two touching cells make it up.
    pub(crate) fn seam(&self, x0: f32, x1: f32, size: f32) -> Option<f32> {
        let reach = 2.0 * EDGE_EM * size;
        self.edges
            .iter()
            .filter(|edge| edge.shared)
            .map(|edge| edge.x)
            .find(|x| x0 < x - reach && x1 > x + reach)
    }

    /// Learns the places of the numbers from a complete row.
    pub(crate) fn teach(&mut self, numbers: &[Cell<'_>]) {
        if numbers.len() != self.slots.len() {
            return;
        }
        for (slot, cell) in self.slots.iter_mut().zip(numbers) {
            if self.taught {
                slot.x0 = slot.x0.min(cell.x0);
                slot.x1 = slot.x1.max(cell.x1);
            } else {
                (slot.x0, slot.x1) = (cell.x0, cell.x1);
            }
        }
        self.taught = true;
    }

    /// The columns of the numbers of a row: by order when it is complete, else by place.
    pub(crate) fn columns_of(&self, numbers: &[Cell<'_>]) -> Vec<Option<usize>> {
        if numbers.len() == self.slots.len() {
            return self.slots.iter().map(|slot| Some(slot.column)).collect();
        }
        by_place(numbers, &self.slots)
    }
}

/// Of the values of `sorted` after `from` and up to `to`, the start of the run (within `reach`) with most members and
/// their number; the rightmost of equals.
fn fullest(sorted: &[f32], from: f32, to: f32, reach: f32) -> Option<(usize, f32)> {
    let first = sorted.partition_point(|x| *x <= from);
    let end = sorted.partition_point(|x| *x <= to);
    let inside = sorted.get(first..end)?;
    let mut best: Option<(usize, f32)> = None;
    let mut at = 0;
    while let Some(&start) = inside.get(at) {
        let count = inside.get(at..)?.iter().take_while(|x| **x - start <= reach).count();
        if best.is_none_or(|(most, _)| count >= most) {
            best = Some((count, start));
        }
        at += count.max(1);
    }
    best
}

/// The cheapest way to put numbers into columns without changing their order: left or right edges meet.
fn by_place(numbers: &[Cell<'_>], slots: &[Slot]) -> Vec<Option<usize>> {
    let Some(spare) = slots.len().checked_sub(numbers.len()) else { return vec![None; numbers.len()] };
    let cost = |cell: &Cell<'_>, slot: &Slot| {
        let outside = (slot.x0 - cell.x0).max(cell.x1 - slot.x1).max(0.0);
        (cell.x0 - slot.x0).abs().min((cell.x1 - slot.x1).abs()).min(outside + 0.5)
    };
    // best[i * width + k]: least cost of the first i numbers when k columns were left blank.
    let width = spare + 1;
    let mut best = vec![0.0; width];
    best.resize((numbers.len() + 1) * width, f32::INFINITY);
    let at = |best: &[f32], i: usize, k: usize| best.get(i * width + k).copied().unwrap_or(f32::INFINITY);
    for (i, cell) in numbers.iter().enumerate() {
        for k in 0..width {
            let here = slots.get(i + k).map_or(f32::INFINITY, |slot| cost(cell, slot));
            let take = at(&best, i, k) + here;
            let skip = k.checked_sub(1).map_or(f32::INFINITY, |fewer| at(&best, i + 1, fewer));
            if let Some(entry) = best.get_mut((i + 1) * width + k) {
                *entry = take.min(skip);
            }
        }
    }
    let mut columns = vec![None; numbers.len()];
    let mut k = spare;
    for (i, column) in columns.iter_mut().enumerate().rev() {
        while k > 0 && at(&best, i + 1, k).total_cmp(&at(&best, i + 1, k - 1)).is_eq() {
            k -= 1;
        }
        *column = slots.get(i + k).map(|slot| slot.column);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(column: usize, x0: f32, x1: f32) -> Slot {
        Slot { column, x0, x1 }
    }

    fn cell(x0: f32, x1: f32) -> Cell<'static> {
        Cell { text: "1", x0, x1, word: 0, open: "" }
    }

    #[test]
    fn short_rows_go_where_their_edges_meet() {
        let slots =
            [slot(4, 352.0, 382.0), slot(5, 400.0, 430.0), slot(6, 448.0, 478.0), slot(7, 496.0, 526.0)];
        let columns = by_place(&[cell(400.0, 425.0), cell(448.0, 455.0), cell(496.0, 520.0)], &slots);
        assert_eq!(columns, [Some(5), Some(6), Some(7)]);
        let columns = by_place(&[cell(360.0, 382.0), cell(510.0, 526.0)], &slots);
        assert_eq!(columns, [Some(4), Some(7)]);
        assert_eq!(by_place(&[cell(0.0, 1.0); 5], &slots), [None; 5]);
    }

    #[test]
    fn edges_are_where_most_lines_start() {
        let starts = [21.5, 21.5, 80.2, 101.5, 101.5, 101.6, 152.0, 262.0];
        assert_eq!(fullest(&starts, f32::NEG_INFINITY, 52.0, 1.7), Some((2, 21.5)));
        assert_eq!(fullest(&starts, 52.0, 153.7, 1.7), Some((3, 101.5)));
        assert_eq!(fullest(&starts, 160.0, 200.0, 1.7), None);
    }
}
