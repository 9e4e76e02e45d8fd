//! Which row the lines of a wrapped cell belong to.
//!
//! Lines of one cell stand close together and are centred on the line of the numbers of their row, so a block of lines
//! belongs to the row that stands in it. Blocks without a row are parts of a row on another page, or halves of a cell
//! with a gap in the middle (`INF0Z01K01` above the numbers and `A5` below): the latter share their lines with
//! the other cells of the row.

use std::ops::Range;

/// Lines of one cell are at most this far apart: 7 to 9 pt at size 6.75 (1.04 to 1.33 em), 9 pt at size 5.75 (1.57 em).
/// Rows are 11 pt apart or more (1.63 em); where they come nearer, [`split_block`] parts them.
pub(super) const CELL_PITCH_EM: f32 = 1.6;
/// A block of lines is centred on the line of the numbers within this much (5 pt above and 4 pt below were measured).
pub(crate) const CENTRE_EM: f32 = 0.4;

/// A line this near to the line of the numbers of a row is a line of that row: those of a cell of two lines stand half
/// a pitch above and below it.
const HALF_EM: f32 = 0.8;

/// Text further below the text of a table than this is none of it: rows stand up to 2.6 em apart (a gap of 5 pt and a
/// pitch of 9 pt at size 5.5), footers anywhere.
pub(super) const REACH_EM: f32 = 3.0;

/// Lines of one cell of small text may stand as far apart as rows do (9 pt at size 5 is 1.8 em). They are told by
/// facing each other across the line of the numbers.
const WIDE_PITCH_EM: f32 = 1.85;
/// Lines that face each other are as far from the line of the numbers within this much.
const MIRROR_EM: f32 = 0.2;

/// A line of a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellLine {
    /// Index of the line among those of the table on this page.
    pub(crate) line: usize,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
}

/// Which row of the page a line of a cell belongs to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Home {
    /// The row with this index among those of the page.
    Row(usize),
    /// A block that no row stands in; settled by [`orphans`].
    Nowhere,
    /// The last row of the page before.
    Before,
    /// The first row of the next page.
    After,
}

/// Homes of the lines of one column whose wraps extend below the first line. What stands far below the last row is none
/// of its lines.
pub(crate) fn below(lines: &[CellLine], rows: &[f32]) -> Vec<Home> {
    let mut end = rows.last().copied();
    let home = |line: &CellLine| {
        match rows.partition_point(|row| *row <= line.baseline + CENTRE_EM * line.size) {
            0 => return Home::Before,
            next if next < rows.len() => return Home::Row(next - 1),
            _ => {}
        }
        if end.is_some_and(|end| line.baseline - end > REACH_EM * line.size) {
            return Home::Nowhere;
        }
        end = Some(line.baseline);
        Home::Row(rows.len() - 1)
    };
    lines.iter().map(home).collect()
}

/// Homes of the lines of one column whose wraps extend above and below the line of the numbers.
pub(crate) fn around(lines: &[CellLine], rows: &[f32]) -> Vec<Home> {
    let mut homes = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(head) = lines.get(at) {
        let mut end = at + 1;
        while let (Some(upper), Some(lower)) = (lines.get(end - 1), lines.get(end)) {
            if lower.baseline - upper.baseline > CELL_PITCH_EM * head.size {
                break;
            }
            end += 1;
        }
        place_block(lines.get(at..end).unwrap_or(&[]), rows, &mut homes);
        at = end;
    }
    homes
}

/// Homes of lines that stand close together: nearly always one cell.
fn place_block(block: &[CellLine], rows: &[f32], homes: &mut Vec<Home>) {
    let (Some(top), Some(last)) = (block.first(), block.last()) else { return };
    let slack = CENTRE_EM * top.size;
    let from = rows.partition_point(|row| *row < top.baseline - slack);
    let to = rows.partition_point(|row| *row <= last.baseline + slack);
    match to - from {
        0 => homes.extend(block.iter().map(|_| Home::Nowhere)),
        1 => homes.extend(block.iter().map(|_| Home::Row(from))),
        _ => split_block(block, rows, from..to, slack, homes),
    }
}

/// Rows so close that their cells touch: each cell is centred on its row, so its first line tells its last.
fn split_block(block: &[CellLine], rows: &[f32], touched: Range<usize>, slack: f32, homes: &mut Vec<Home>) {
    let last = touched.end.saturating_sub(1);
    let mut row = touched.start;
    let mut bottom: Option<f32> = None;
    for line in block {
        if bottom.is_some_and(|bottom| line.baseline > bottom) && row < last {
            row += 1;
            bottom = None;
        }
        if bottom.is_none() {
            while row < last && rows.get(row).is_some_and(|row| line.baseline > row + slack) {
                row += 1;
            }
            bottom = rows.get(row).map(|row| 2.0 * row - line.baseline + slack);
        }
        homes.push(Home::Row(row));
    }
}

/// Settles the lines of a column that no row stands in. `known` holds, for each line of the table on this page, the row
/// that other cells on it belong to; `count` is the number of those lines.
pub(crate) fn orphans(
    lines: &[CellLine],
    homes: &mut [Home],
    rows: &[f32],
    known: &[Option<usize>],
    continues: bool,
) {
    let mut at = 0;
    while let Some(start) =
        homes.get(at..).and_then(|rest| rest.iter().position(|home| *home == Home::Nowhere))
    {
        let start = at + start;
        let mut end = start + 1;
        while homes.get(end) == Some(&Home::Nowhere) && is_near(lines, end) {
            end += 1;
        }
        let block = lines.get(start..end).unwrap_or(&[]);
        let home = match facing(start..end, lines, homes, rows) {
            Some(row) => Home::Row(row),
            None => orphan(block, rows, known, continues),
        };
        for mark in homes.get_mut(start..end).unwrap_or_default() {
            *mark = home;
        }
        at = end;
    }
}

fn is_near(lines: &[CellLine], at: usize) -> bool {
    match (at.checked_sub(1).and_then(|before| lines.get(before)), lines.get(at)) {
        (Some(upper), Some(lower)) => lower.baseline - upper.baseline <= CELL_PITCH_EM * upper.size,
        _ => false,
    }
}

/// The row that a block is centred on together with lines of the column on its other side: lines of one cell that stand
/// too far apart to be told by that.
fn facing(block: Range<usize>, lines: &[CellLine], homes: &[Home], rows: &[f32]) -> Option<usize> {
    let own = lines.get(block)?;
    let top = own.first()?.baseline;
    let next = rows.partition_point(|row| *row < top);
    let gap = |row: &usize| rows.get(*row).map_or(f32::INFINITY, |row| (row - top).abs());
    let beside = next.checked_sub(1).into_iter().chain([next]);
    beside
        .filter(|&row| rows.get(row).is_some_and(|middle| faces(own, row, *middle, lines, homes)))
        .min_by(|a, b| gap(a).total_cmp(&gap(b)))
}

/// True when every line of a block has a line on the other side of a row, as far from it, that is of no other row.
fn faces(block: &[CellLine], row: usize, middle: f32, lines: &[CellLine], homes: &[Home]) -> bool {
    let others = || {
        lines.iter().zip(homes).filter(|(_, home)| matches!(home, Home::Nowhere) || **home == Home::Row(row))
    };
    let mirrored = |line: &CellLine| {
        let place = 2.0 * middle - line.baseline;
        others().any(|(other, _)| (other.baseline - place).abs() <= MIRROR_EM * line.size)
    };
    let inner =
        block.iter().min_by(|a, b| (a.baseline - middle).abs().total_cmp(&(b.baseline - middle).abs()));
    let near = inner.is_some_and(|inner| {
        let far = (inner.baseline - middle).abs();
        let steps =
            others().map(|(other, _)| (other.baseline - middle, (inner.baseline - other.baseline).abs()));
        let nearer =
            steps.filter(|(place, _)| place.abs() < far - MIRROR_EM * inner.size).map(|(_, gap)| gap);
        nearer.fold(far, f32::min) <= WIDE_PITCH_EM * inner.size
    });
    near && block.iter().all(mirrored)
}

fn orphan(block: &[CellLine], rows: &[f32], known: &[Option<usize>], continues: bool) -> Home {
    let (Some(top), Some(last)) = (block.first(), block.last()) else { return Home::Nowhere };
    let neighbour = block.iter().find_map(|line| known.get(line.line).copied().flatten());
    if let Some(row) = neighbour {
        return Home::Row(row);
    }
    let next = rows.partition_point(|row| *row < top.baseline);
    let above = next.checked_sub(1).and_then(|row| rows.get(row)).map(|row| top.baseline - row);
    let below = rows.get(next).map(|row| row - last.baseline);
    let near = |gap: Option<f32>| gap.is_some_and(|gap| gap <= HALF_EM * top.size);
    if near(above) != near(below) {
        return Home::Row(if near(below) { next } else { next - 1 });
    }
    let nobody =
        |lines: Option<&[Option<usize>]>| lines.is_some_and(|lines| lines.iter().all(Option::is_none));
    if next == 0 && continues && nobody(known.get(..=last.line)) {
        return Home::Before;
    }
    if next == rows.len() && nobody(known.get(top.line..)) {
        return Home::After;
    }
    match (above, below) {
        (Some(above), Some(below)) if above <= below => Home::Row(next - 1),
        (_, Some(_)) => Home::Row(next),
        (Some(_), None) => Home::Row(next - 1),
        (None, None) => Home::After,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(baselines: &[f32]) -> Vec<CellLine> {
        baselines
            .iter()
            .enumerate()
            .map(|(line, &baseline)| CellLine { line, baseline, size: 6.75 })
            .collect()
    }

    #[test]
    fn a_tall_cell_after_a_short_one_keeps_its_first_line() {
        // Five lines around 128.5, one line at 100: the first of the five is nearer to 100 than to 128.5.
        let cell = lines(&[100.0, 112.5, 120.5, 128.5, 136.5, 144.5]);
        let homes = around(&cell, &[100.0, 128.5]);
        assert_eq!(homes, [0, 1, 1, 1, 1, 1].map(Home::Row));
    }

    #[test]
    fn even_cells_stand_between_their_lines() {
        let homes = around(&lines(&[96.0, 104.0, 116.5, 124.5]), &[100.0, 120.5]);
        assert_eq!(homes, [0, 0, 1, 1].map(Home::Row));
    }

    #[test]
    fn lines_of_small_text_stand_as_far_apart_as_those_of_large_text() {
        let small = |line: usize, baseline: f32| CellLine { line, baseline, size: 5.75 };
        let cell: Vec<_> =
            [91.0, 100.0, 109.0, 122.5].iter().enumerate().map(|(at, y)| small(at, *y)).collect();
        assert_eq!(around(&cell, &[100.0, 122.5]), [0, 0, 0, 1].map(Home::Row));
    }

    #[test]
    fn touching_rows_are_split_by_symmetry() {
        let homes = around(&lines(&[92.0, 100.0, 108.0, 117.0, 125.0]), &[100.0, 121.0]);
        assert_eq!(homes, [0, 0, 0, 1, 1].map(Home::Row));
    }

    #[test]
    fn parts_of_rows_on_other_pages() {
        let cell = lines(&[90.0, 103.0, 117.0]);
        let rows = [103.0];
        let mut homes = around(&cell, &rows);
        assert_eq!(homes, [Home::Nowhere, Home::Row(0), Home::Nowhere]);
        orphans(&cell, &mut homes, &rows, &[None, Some(0), None], true);
        assert_eq!(homes, [Home::Before, Home::Row(0), Home::After]);
    }

    #[test]
    fn halves_around_the_numbers_follow_the_other_cells_of_their_lines() {
        let cell = [
            CellLine { line: 0, baseline: 92.0, size: 6.75 },
            CellLine { line: 2, baseline: 108.0, size: 6.75 },
        ];
        let mut homes = around(&cell, &[100.0]);
        orphans(&cell, &mut homes, &[100.0], &[Some(0), Some(0), Some(0)], true);
        assert_eq!(homes, [Home::Row(0); 2]);
    }

    #[test]
    fn the_second_half_of_a_cell_cut_at_a_page_break_stays_with_its_row() {
        // The row stands first on the page, half a pitch above the only line of the cell that moved with it.
        let line = CellLine { line: 1, baseline: 154.25, size: 6.2 };
        let mut homes = around(&[line], &[150.0]);
        orphans(&[line], &mut homes, &[150.0], &[None, None], true);
        assert_eq!(homes, [Home::Row(0)]);
        // A whole pitch below the last row begins the cell of a row on the next page.
        let next = CellLine { line: 1, baseline: 164.0, size: 6.2 };
        let mut homes = around(&[next], &[150.0]);
        orphans(&[next], &mut homes, &[150.0], &[None, None], true);
        assert_eq!(homes, [Home::After]);
    }
}
