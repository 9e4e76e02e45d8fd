//! Rows of CDSL tables: wrapped text cells extend above and below the line that holds the numbers of the row.
//!
//! Headers of these tables are painted from their own left edges, not from those of the data, so neither edge of a
//! label tells where values start. What holds in every generation: text columns are flush left at an edge at or left
//! of their label, and the numbers of a row stand on one line in printed order. The edges are therefore learned from
//! the rows, the numbers are counted from the right, and a row with fewer numbers than columns is aligned with what
//! complete rows have taught (or, before one was seen, with the labels).
//!
//! What the columns mean is not known here: see the readers of the tables. `learned.rs` keeps the columns, `blocks.rs`
//! tells which row a line of a cell belongs to.

use std::ops::Range;

use cas_page::Location;
use cas_table::{Sheet, TableSpec, Word};

use super::blocks::{self, CellLine, Home};
use super::labels::skip_header;
use super::learned::Memory;
use super::movements::leading_isin;
use super::numbers::{self, Cell};
use super::stacks;
use crate::depository::draft::push_wrapped;

/// A table of this shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MiddleSpec {
    /// Its header: text columns first, then the number columns, all in printed order.
    pub(crate) header: &'static TableSpec,
    /// How many columns of the header hold text.
    pub(crate) texts: usize,
    /// Decimals of number columns that always print so many: they part cells that touch.
    pub(crate) decimals: &'static [(usize, usize)],
    /// Two number columns that share one label, each with half of its width.
    pub(crate) halves: Option<(usize, usize)>,
    /// Every word of the header; lines of nothing else at the start of the table or of a page are header lines.
    pub(crate) vocabulary: &'static [&'static str],
    /// Where the wrapped lines of a row stand.
    pub(crate) wraps: Wraps,
    /// What makes a line the line of the numbers.
    pub(crate) anchor: Anchor,
}

/// Where the wrapped lines of a row stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Wraps {
    /// Above and below the line of the numbers.
    Around,
    /// Below the first line.
    Below,
    /// Either: the rows tell (see `stacks.rs`).
    Told,
}

/// What makes a line the line of the numbers of a row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Anchor {
    /// At least so many numbers or nil marks; one less beside an ISIN, up to the last column.
    Numbers(usize),
    /// A date in this text column.
    Date(usize),
    /// A date in this text column, or a number or nil mark under a number column.
    DateOrNumber(usize),
    /// A number under the last column: the balances of the row may stand on lines of their own.
    LastColumn,
}

/// Part of a table on one page: its sheet and lines.
#[derive(Clone, Debug)]
pub(crate) struct Segment<'s> {
    pub(crate) sheet: &'s Sheet,
    pub(crate) lines: Range<usize>,
}

/// A row: texts by text column, numbers by column of the spec.
#[derive(Clone, Debug)]
pub(crate) struct MiddleRow<'s> {
    /// The line of the numbers.
    pub(crate) at: Location,
    /// Texts of the text columns, wraps joined by one blank.
    pub(crate) texts: Vec<String>,
    /// The numbers of the line in printed order, with the column (index in the spec) where it is known.
    pub(crate) numbers: Vec<(Option<usize>, Cell<'s>)>,
    /// Numbers on further lines of the row, line by line (stacked balances).
    pub(crate) stacked: Vec<Vec<Cell<'s>>>,
}

impl<'s> MiddleRow<'s> {
    /// The number in a column.
    pub(crate) fn number(&self, column: usize) -> Option<&'s str> {
        self.numbers.iter().find(|(at, _)| *at == Some(column)).map(|(_, cell)| cell.text)
    }

    /// The text of a text column; empty when blank.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.texts.get(column).map_or("", String::as_str)
    }

    /// Appends a piece to its cell and claims its word: one blank between, none after a soft hyphen.
    fn take(&mut self, sheet: &Sheet, piece: &Piece<'_>) {
        if let Some(cell) = self.texts.get_mut(piece.column) {
            sheet.claims.data(piece.word..piece.word + 1);
            push_wrapped(cell, piece.text);
        }
    }
}

/// A line cut into text and numbers.
pub(super) struct Cut<'s> {
    line: usize,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) pieces: Range<usize>,
    pub(super) numbers: Vec<Cell<'s>>,
    pub(super) anchor: bool,
}

/// A word, or the part of a word, in a text column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'s> {
    column: usize,
    text: &'s str,
    word: usize,
}

/// The lines of a table on one page.
pub(super) struct PageCuts<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) cuts: Vec<Cut<'s>>,
    pieces: Vec<Piece<'s>>,
}

/// Text that waits for the first row of the next page, and its sheet.
type Carried<'p, 's> = Vec<(&'p Sheet, &'p Piece<'s>)>;

/// Reads a table. Words of rows are claimed as data, those of headers as column headers; lines that belong to no row
/// stay unclaimed.
pub(crate) fn read<'s>(body: &[Segment<'s>], spec: &MiddleSpec, memory: &mut Memory) -> Vec<MiddleRow<'s>> {
    let mut labels = None;
    let data: Vec<Segment<'s>> = body.iter().map(|segment| skip_header(segment, spec, &mut labels)).collect();
    if let Some(labels) = &labels {
        memory.learn(labels, &data, spec);
    }
    let mut pages: Vec<PageCuts<'s>> = data.iter().map(|segment| cut_page(segment, spec, memory)).collect();
    let wraps = if spec.wraps == Wraps::Told { stacks::wraps(&mut pages, memory) } else { spec.wraps };
    let mut rows = Vec::new();
    let mut carried = Carried::new();
    let last = pages.iter().rposition(|page| page.cuts.iter().any(|cut| cut.anchor));
    for (at, page) in pages.iter().enumerate() {
        let homes = add_rows(page, spec, wraps, &mut rows, &mut carried);
        if wraps == Wraps::Around && last.is_some_and(|last| at < last) {
            carried
                .extend(below_rows(page, &homes, blocks::REACH_EM).iter().map(|piece| (page.sheet, *piece)));
        } else if let Some(row) = rows.last_mut().filter(|_| wraps == Wraps::Around && last == Some(at)) {
            for piece in below_rows(page, &homes, blocks::CELL_PITCH_EM) {
                row.take(page.sheet, piece);
            }
        }
    }
    for row in &mut rows {
        let numbers: Vec<Cell<'s>> = row.numbers.iter().map(|(_, cell)| *cell).collect();
        for ((column, _), found) in row.numbers.iter_mut().zip(memory.columns_of(&numbers)) {
            *column = found;
        }
        part(&mut row.numbers, spec.decimals);
    }
    rows
}

/// Parts numbers that touch behind the decimals of their columns, where nothing else told where one of them ends.
fn part(numbers: &mut [(Option<usize>, Cell<'_>)], decimals: &[(usize, usize)]) {
    for at in 1..numbers.len() {
        let Some((left, right)) = numbers.split_at_mut_checked(at) else { return };
        let (Some((column, cell)), Some((_, next))) = (left.last_mut(), right.first_mut()) else { return };
        if cell.open.is_empty() {
            continue;
        }
        if let Some((_, places)) = decimals.iter().find(|(known, _)| Some(*known) == *column) {
            cell.cut_behind(*places, next);
        }
    }
}

fn cut_page<'s>(segment: &Segment<'s>, spec: &MiddleSpec, memory: &mut Memory) -> PageCuts<'s> {
    let sheet = segment.sheet;
    let mut page = PageCuts { sheet, cuts: Vec::with_capacity(segment.lines.len()), pieces: Vec::new() };
    for index in segment.lines.clone() {
        let Some(line) = sheet.lines.get(index) else { continue };
        let (end, numbers) = numbers::tail(sheet, line.range(), memory.most(), memory.limit());
        let first = page.pieces.len();
        for at in line.range().start..end {
            if let Some(word) = sheet.words.get(at) {
                add_pieces(sheet, word, at, memory, &mut page.pieces);
            }
        }
        let pieces = first..page.pieces.len();
        let dated = |column: usize| {
            let own = page.pieces.get(pieces.clone()).unwrap_or(&[]);
            own.iter().any(|piece| piece.column == column && numbers::is_date(piece.text))
        };
        let keyed = || {
            let own = page.pieces.get(pieces.clone()).unwrap_or(&[]);
            own.iter().any(|piece| leading_isin(piece.text).is_some())
        };
        let anchor = match spec.anchor {
            Anchor::Numbers(least) => {
                numbers.len() >= least
                    || numbers.len() + 1 == least && memory.reaches_last(&numbers) && keyed()
            }
            Anchor::Date(column) => dated(column),
            Anchor::DateOrNumber(column) => !numbers.is_empty() || dated(column),
            Anchor::LastColumn => memory.reaches_last(&numbers),
        };
        if anchor {
            memory.teach(&numbers);
        }
        page.cuts.push(Cut {
            line: index,
            baseline: line.baseline,
            size: line.size,
            pieces,
            numbers,
            anchor,
        });
    }
    page
}

/// Puts a word into its column; a word that runs over the edge of a column is cut there.
fn add_pieces<'s>(sheet: &'s Sheet, word: &Word, at: usize, memory: &Memory, pieces: &mut Vec<Piece<'s>>) {
    let mut push = |text: &'s str, x: f32| {
        pieces.push(Piece { column: memory.text_column(x, word.size), text, word: at });
    };
    let seam = memory.seam(word.area.x0, word.area.x1, word.size);
    let cut = seam.and_then(|x| sheet.cut(word, x, blocks::CENTRE_EM * word.size).map(|cut| (cut, x)));
    match cut {
        Some(((head, tail, edge), x)) => {
            push(sheet.span(head), word.area.x0);
            push(sheet.span(tail), edge.max(x));
        }
        None => push(sheet.text(word), word.area.x0),
    }
}

/// Builds the rows of one page and returns the homes of its pieces. The first row takes what pages before have left.
fn add_rows<'s>(
    page: &PageCuts<'s>,
    spec: &MiddleSpec,
    wraps: Wraps,
    rows: &mut Vec<MiddleRow<'s>>,
    carried: &mut Carried<'_, 's>,
) -> Vec<Home> {
    let first = rows.len();
    for cut in page.cuts.iter().filter(|cut| cut.anchor) {
        let Some(line) = page.sheet.lines.get(cut.line) else { continue };
        page.sheet.claims.data(line.range());
        rows.push(MiddleRow {
            at: page.sheet.location(line),
            texts: vec![String::new(); spec.texts],
            numbers: cut.numbers.iter().map(|cell| (None, *cell)).collect(),
            stacked: Vec::new(),
        });
    }
    if let Some(row) = rows.get_mut(first) {
        for (sheet, piece) in carried.drain(..) {
            row.take(sheet, piece);
        }
    }
    let homes = homes(page, spec, wraps, first > 0);
    let rest = pieces_at_top(page);
    for (at, (piece, home)) in page.pieces.iter().zip(&homes).enumerate() {
        let row = match home {
            Home::Row(row) => Some(first + row),
            Home::Before => first.checked_sub(1).filter(|_| at < rest),
            Home::After | Home::Nowhere => None,
        };
        if let Some(row) = row.and_then(|row| rows.get_mut(row)) {
            row.take(page.sheet, piece);
        }
    }
    let bare = spec.wraps != Wraps::Around;
    stack_numbers(page, &homes, first, bare, rows);
    homes
}

/// How many pieces the lines at the top of a page have that stand together.
fn pieces_at_top(page: &PageCuts<'_>) -> usize {
    let apart = page.cuts.windows(2).find_map(|pair| match pair {
        [upper, lower] => {
            (lower.baseline - upper.baseline > blocks::REACH_EM * lower.size).then_some(lower.pieces.start)
        }
        _ => None,
    });
    apart.unwrap_or(page.pieces.len())
}

/// The pieces below the rows of a page, each line at most `reach` em below the one above it.
fn below_rows<'p, 's>(page: &'p PageCuts<'s>, homes: &[Home], reach: f32) -> Vec<&'p Piece<'s>> {
    let above = page.cuts.first().and_then(|cut| page.sheet.lines.get(cut.line.checked_sub(1)?));
    let mut end = above.map_or(f32::NEG_INFINITY, |line| line.baseline);
    let mut found = Vec::new();
    for cut in &page.cuts {
        let own = homes.get(cut.pieces.clone()).unwrap_or(&[]);
        if own.contains(&Home::After) {
            if cut.baseline - end > reach * cut.size {
                break;
            }
            let pieces = page.pieces.get(cut.pieces.clone()).unwrap_or(&[]);
            found.extend(
                pieces.iter().zip(own).filter(|(_, home)| **home == Home::After).map(|(piece, _)| piece),
            );
        }
        if cut.anchor || !own.is_empty() {
            end = cut.baseline;
        }
    }
    found
}

/// The home of every piece of a page.
fn homes(page: &PageCuts<'_>, spec: &MiddleSpec, wraps: Wraps, continues: bool) -> Vec<Home> {
    let anchors: Vec<f32> = page.cuts.iter().filter(|cut| cut.anchor).map(|cut| cut.baseline).collect();
    let mut known: Vec<Option<usize>> = vec![None; page.cuts.len()];
    let mut columns: Vec<(Vec<CellLine>, Vec<Home>)> = Vec::with_capacity(spec.texts);
    for column in 0..spec.texts {
        let lines = cell_lines(page, column);
        let homes = match wraps {
            Wraps::Around => blocks::around(&lines, &anchors),
            Wraps::Below | Wraps::Told => blocks::below(&lines, &anchors),
        };
        for (line, home) in lines.iter().zip(&homes) {
            if let (Home::Row(row), Some(mark)) = (home, known.get_mut(line.line)) {
                mark.get_or_insert(*row);
            }
        }
        columns.push((lines, homes));
    }
    let mut out = vec![Home::Nowhere; page.pieces.len()];
    for (column, (lines, mut homes)) in columns.into_iter().enumerate() {
        blocks::orphans(&lines, &mut homes, &anchors, &known, continues);
        for (line, home) in lines.iter().zip(homes) {
            let Some(cut) = page.cuts.get(line.line) else { continue };
            for at in cut.pieces.clone() {
                let own = page.pieces.get(at).is_some_and(|piece| piece.column == column);
                if let Some(mark) = out.get_mut(at).filter(|_| own) {
                    *mark = home;
                }
            }
        }
    }
    out
}

/// The lines of a page on which a column has text.
fn cell_lines(page: &PageCuts<'_>, column: usize) -> Vec<CellLine> {
    let has = |cut: &Cut<'_>| {
        page.pieces.get(cut.pieces.clone()).unwrap_or(&[]).iter().any(|piece| piece.column == column)
    };
    page.cuts
        .iter()
        .enumerate()
        .filter(|(_, cut)| has(cut))
        .map(|(line, cut)| CellLine { line, baseline: cut.baseline, size: cut.size })
        .collect()
}

/// Gives lines of numbers that are no anchors to the row whose text stands on them, or (`bare`: where lines of numbers
/// stand without text) to the row above them.
fn stack_numbers<'s>(
    page: &PageCuts<'s>,
    homes: &[Home],
    first: usize,
    bare: bool,
    rows: &mut [MiddleRow<'s>],
) {
    let mut open = first.checked_sub(1);
    for cut in &page.cuts {
        if cut.anchor {
            open = Some(open.map_or(first, |row| (row + 1).max(first)));
            continue;
        }
        let own = match homes.get(cut.pieces.clone()).and_then(|homes| homes.first()) {
            Some(Home::Row(row)) => Some(first + row),
            Some(Home::Before) => first.checked_sub(1),
            _ => open.filter(|_| bare),
        };
        if cut.numbers.is_empty() {
            continue;
        }
        if let Some(row) = own.and_then(|row| rows.get_mut(row)) {
            row.stacked.push(cut.numbers.clone());
            for cell in &cut.numbers {
                page.sheet.claims.data(cell.word..cell.word + 1);
            }
        }
    }
}
