//! Which lines make up a row: continuation lines folded to their anchor line.

use std::ops::Range;

use crate::sheet::Sheet;

/// Where the lines of a wrapped cell stand relative to the line that holds the numbers of its row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowAlign {
    /// All cells start on the first line: registrar and NSDL tables.
    Top,
    /// Wrapped cells extend above and below the line of the numbers: CDSL tables, account rosters.
    Middle,
}

/// The lines of one row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RowLines {
    /// The line that holds the numbers.
    pub anchor: usize,
    /// All lines of the row, the anchor among them.
    pub lines: Range<usize>,
}

/// Groups `lines` into rows. `is_anchor` tells the lines that hold the numbers of a row.
///
/// Top-aligned: a row runs from its anchor to the next; lines before the first anchor belong to none. Middle-aligned:
/// a line belongs to the nearest anchor above or below (the one below when both are equally near).
pub fn fold_rows(
    sheet: &Sheet,
    lines: Range<usize>,
    align: RowAlign,
    mut is_anchor: impl FnMut(usize) -> bool,
) -> Vec<RowLines> {
    let anchors: Vec<usize> = lines.clone().filter(|&line| is_anchor(line)).collect();
    let baseline = |line: usize| sheet.lines.get(line).map_or(0.0, |line| line.baseline);
    let mut rows = Vec::with_capacity(anchors.len());
    let mut start = match align {
        RowAlign::Top => anchors.first().copied().unwrap_or(lines.end),
        RowAlign::Middle => lines.start,
    };
    for (index, &anchor) in anchors.iter().enumerate() {
        let end = match (anchors.get(index + 1), align) {
            (None, _) => lines.end,
            (Some(&next), RowAlign::Top) => next,
            (Some(&next), RowAlign::Middle) => (anchor + 1..next)
                .find(|&line| baseline(next) - baseline(line) <= baseline(line) - baseline(anchor))
                .unwrap_or(next),
        };
        rows.push(RowLines { anchor, lines: start..end });
        start = end;
    }
    rows
}
