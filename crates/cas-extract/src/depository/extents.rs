//! Where the cells of a table stand, learned from its rows.
//!
//! A row with as many cells as the header has columns tells all of them. Where no row is complete (a ledger prints a
//! credit or a debit, never both), the cells of all rows are gathered into columns, which never overlap, and matched
//! with the labels in order: a column shares an edge or its middle with its label.

use cas_table::{Claim, Furniture, Line, Sheet};

use super::grid::{Band, Label, PHRASE_EM, SAME, is_value};

/// Rows that are looked at.
const ROWS: usize = 60;

/// A line with fewer cells is no line of labels and no first line of a usual row.
const CELLS_AT_LEAST: usize = 3;

/// The last column (a balance, a value) is hardly ever blank: leaving it out costs as much as this distance.
const LAST_BLANK_EM: f32 = 1.0;

/// Cells of neighbouring columns may touch, not overlap.
const OVERLAP_EM: f32 = 0.1;

/// A name may run over the start of the next column by this much, where that column is blank or narrow beside it.
const CLIP_EM: f32 = 1.0;

/// A cell, or all cells of a column.
#[derive(Clone, Copy, Debug)]
struct Extent {
    x0: f32,
    x1: f32,
    /// True when only values stand there.
    value: bool,
}

impl Extent {
    fn join(&mut self, other: &Self) {
        self.x0 = self.x0.min(other.x0);
        self.x1 = self.x1.max(other.x1);
        self.value &= other.value;
    }
}

/// Moves the bands from their labels to their cells. False when the lines tell nothing.
pub(super) fn learn(bands: &mut [Band], labels: &[Label], lines: &[Line], sheet: &Sheet) -> bool {
    if learn_complete(bands, labels, lines, sheet) {
        return true;
    }
    let rows = rows(labels, lines, sheet);
    let em = lines.first().map_or(0.0, |line| line.size);
    let gathered = gather(&rows);
    let Some(places) = match_in_order(bands, &gathered, LAST_BLANK_EM * em) else { return false };
    for (extent, place) in gathered.iter().zip(places) {
        if let Some(band) = bands.get_mut(place) {
            (band.x0, band.x1) = (extent.x0, extent.x1);
        }
    }
    !gathered.is_empty()
}

/// The same from rows with all cells only. False where there is none; the bands stay as they are.
pub(super) fn learn_complete(bands: &mut [Band], labels: &[Label], lines: &[Line], sheet: &Sheet) -> bool {
    let rows = rows(labels, lines, sheet);
    let em = lines.first().map_or(0.0, |line| line.size);
    let columns = complete(bands, &rows)
        .map(|mut columns| {
            clip(&mut columns, bands, CLIP_EM * em);
            columns
        })
        .filter(|columns| are_apart(columns, OVERLAP_EM * em));
    for (band, extent) in bands.iter_mut().zip(columns.iter().flatten()) {
        (band.x0, band.x1) = (extent.x0, extent.x1);
    }
    columns.is_some()
}

/// The cells of the rows of a table, line by line.
fn rows(labels: &[Label], lines: &[Line], sheet: &Sheet) -> Vec<Vec<Extent>> {
    lines
        .iter()
        .take(ROWS)
        .take_while(|line| !is_header(sheet, line) || is_same_header(labels, sheet, line))
        .filter(|line| !is_header(sheet, line) && !is_frame(sheet, line))
        .filter(|line| !sheet.starts_with(line, "Total") && !sheet.starts_with(line, "Sub Total"))
        .map(|line| cells(sheet, line))
        .filter(|cells| cells.len() > 1)
        .collect()
}

/// Labels of the next table: several cells and no digit.
fn is_header(sheet: &Sheet, line: &Line) -> bool {
    let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    !sheet.words_of(line).iter().any(|word| digits(sheet.text(word)))
        && cells(sheet, line).len() >= CELLS_AT_LEAST
}

/// A running title or footer.
fn is_frame(sheet: &Sheet, line: &Line) -> bool {
    sheet.claims.of(line.range().start) == Claim::Furniture(Furniture::PageFrame)
}

/// The labels of this table again: every cell begins, ends or has its middle where a label of its own does. Another
/// table's labels stand elsewhere, though they may overlap these in order.
fn is_same_header(labels: &[Label], sheet: &Sheet, line: &Line) -> bool {
    let same = |one: f32, other: f32| (one - other).abs() < SAME;
    let stands = |cell: &Extent, label: &Label| {
        same(cell.x0, label.x0)
            || same(cell.x1, label.x1)
            || same((cell.x0 + cell.x1) / 2.0, (label.x0 + label.x1) / 2.0)
    };
    let mut labels = labels.iter();
    cells(sheet, line).iter().all(|cell| labels.any(|label| stands(cell, label)))
}

/// The phrases of a line.
fn cells(sheet: &Sheet, line: &Line) -> Vec<Extent> {
    let mut cells: Vec<Extent> = Vec::new();
    for word in sheet.words_of(line) {
        let part = Extent { x0: word.area.x0, x1: word.area.x1, value: is_value(sheet.text(word)) };
        match cells.last_mut().filter(|last| part.x0 - last.x1 <= PHRASE_EM * word.size) {
            // The second word of a placeholder (`Not Available`) does not make it a text.
            Some(last) => last.join(&Extent { value: true, ..part }),
            None => cells.push(part),
        }
    }
    cells
}

/// The columns that rows with all cells show.
fn complete(bands: &[Band], rows: &[Vec<Extent>]) -> Option<Vec<Extent>> {
    let fits = |row: &&Vec<Extent>| {
        row.len() == bands.len() && row.iter().zip(bands).all(|(cell, band)| cell.value || !band.is_value())
    };
    let mut rows = rows.iter().filter(fits);
    let mut columns = rows.next()?.clone();
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            column.join(cell);
        }
    }
    Some(columns)
}

/// Ends text columns where the next column starts: one name may run over the start of another row's wider cell.
fn clip(columns: &mut [Extent], bands: &[Band], most: f32) {
    for (index, band) in bands.iter().enumerate() {
        let Some(next) = columns.get(index + 1).map(|next| next.x0) else { return };
        if let Some(column) = columns.get_mut(index)
            && !band.is_value()
            && column.x1 > next
            && column.x1 - next <= most
            && column.x0 < next
        {
            column.x1 = next;
        }
    }
}

fn are_apart(columns: &[Extent], overlap: f32) -> bool {
    columns.windows(2).all(|pair| match pair {
        [left, right] => left.x1 - right.x0 <= overlap,
        _ => true,
    })
}

/// The cells of all rows, those that overlap taken together. Short rows (`Opening Balance 75.000`) count where they fit
/// in between: footers and headings are short too and run over several columns.
fn gather(rows: &[Vec<Extent>]) -> Vec<Extent> {
    let (usual, short): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.len() >= CELLS_AT_LEAST);
    let mut columns = union(usual.into_iter().flatten().copied().collect());
    for row in short {
        let touched = |cell: &Extent| columns.iter().filter(|column| overlap(column, cell)).count();
        let known = row.iter().filter(|cell| touched(cell) == 1).count();
        if known > 0 && row.iter().all(|cell| touched(cell) <= 1) && row.last().is_some_and(|last| last.value)
        {
            columns = union(columns.iter().chain(row).copied().collect());
        }
    }
    columns
}

fn overlap(one: &Extent, other: &Extent) -> bool {
    one.x0 <= other.x1 && other.x0 <= one.x1
}

fn union(mut cells: Vec<Extent>) -> Vec<Extent> {
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut columns: Vec<Extent> = Vec::new();
    for cell in cells {
        match columns.last_mut().filter(|last| cell.x0 <= last.x1) {
            Some(last) => last.join(&cell),
            None => columns.push(cell),
        }
    }
    columns
}

/// The band of each column, in order, with the least distance of edges or middles altogether; `None` when there are
/// more columns than bands.
fn match_in_order(bands: &[Band], columns: &[Extent], last_blank: f32) -> Option<Vec<usize>> {
    let spare = bands.len().checked_sub(columns.len())?;
    let cost = |column: &Extent, band: &Band| {
        if band.is_value() && !column.value {
            return f32::INFINITY;
        }
        let edges = (column.x0 - band.x0).abs().min((column.x1 - band.x1).abs());
        edges.min(((column.x0 + column.x1) - (band.x0 + band.x1)).abs() / 2.0)
    };
    // best[i][k]: least cost of the first i columns when k bands were passed over.
    let mut best = vec![vec![f32::INFINITY; spare + 1]; columns.len() + 1];
    let at = |best: &[Vec<f32>], i: usize, k: usize| -> f32 {
        best.get(i).and_then(|row| row.get(k)).copied().unwrap_or(f32::INFINITY)
    };
    for i in 0..=columns.len() {
        for k in 0..=spare {
            let take = match i.checked_sub(1) {
                None => 0.0,
                Some(last) => match (columns.get(last), bands.get(last + k)) {
                    (Some(column), Some(band)) => at(&best, last, k) + cost(column, band),
                    _ => f32::INFINITY,
                },
            };
            let passed = if i == columns.len() { last_blank } else { 0.0 };
            let skip = k.checked_sub(1).map_or(f32::INFINITY, |fewer| at(&best, i, fewer) + passed);
            if let Some(entry) = best.get_mut(i).and_then(|row| row.get_mut(k)) {
                *entry = take.min(skip);
            }
        }
    }
    let mut k = spare;
    if !at(&best, columns.len(), k).is_finite() {
        return None;
    }
    let mut places = vec![0; columns.len()];
    for i in (1..=columns.len()).rev() {
        let passed = if i == columns.len() { last_blank } else { 0.0 };
        while k > 0 && at(&best, i, k) >= at(&best, i, k - 1) + passed {
            k -= 1;
        }
        if let Some(place) = places.get_mut(i - 1) {
            *place = i - 1 + k;
        }
    }
    Some(places)
}
