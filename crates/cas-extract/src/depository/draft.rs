//! A row of a depository table while its lines are being read.
//!
//! Cells are collected as text line by line, so that a row may run over a page break and stacked values stay apart.
//! The memory is kept from row to row.

use cas_page::Location;
use cas_table::{Line, Sheet};

use super::grid::Placed;

/// The cells of one row.
#[derive(Debug, Default)]
pub(crate) struct RowDraft {
    at: Location,
    text: String,
    pieces: Vec<Piece>,
    lines: u16,
    last_page: u32,
    last_baseline: f32,
}

/// The text of one cell on one line of the row.
#[derive(Clone, Copy, Debug)]
struct Piece {
    column: u8,
    line: u16,
    start: u32,
    end: u32,
}

/// Lines of one row are at most this far apart; rows are 1.7 em apart or more (7.3 and 11.9 pt at size 6.5).
pub(crate) const ROW_PITCH_EM: f32 = 1.45;

impl RowDraft {
    /// True when no line has been added since the row was begun or cleared.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// Where the first line of the row stands.
    pub(crate) fn at(&self) -> Location {
        self.at
    }

    /// True when a line stands as near below the last line of the row as lines of one row do.
    pub(crate) fn reaches(&self, sheet: &Sheet, line: &Line) -> bool {
        self.lines > 0
            && self.last_page == sheet.number
            && line.baseline - self.last_baseline <= ROW_PITCH_EM * line.size
    }

    /// Adds a line, its words placed under columns, and claims the words.
    pub(crate) fn add(&mut self, sheet: &Sheet, line: &Line, placed: &Placed) {
        if self.lines == 0 {
            self.at = sheet.location(line);
        }
        sheet.claims.data(line.range());
        for (column, index) in placed.words() {
            let Some(word) = sheet.words.get(index) else { continue };
            let joins = self.pieces.last_mut().filter(|last| {
                usize::from(last.column) == column
                    && last.line == self.lines
                    && last.end as usize == self.text.len()
            });
            match joins {
                Some(last) => {
                    self.text.push(' ');
                    self.text.push_str(sheet.text(word));
                    last.end = self.text.len() as u32;
                }
                None => {
                    let start = self.text.len() as u32;
                    self.text.push_str(sheet.text(word));
                    let end = self.text.len() as u32;
                    self.pieces.push(Piece { column: column as u8, line: self.lines, start, end });
                }
            }
        }
        self.lines = self.lines.saturating_add(1);
        self.last_page = sheet.number;
        self.last_baseline = line.baseline;
    }

    /// Forgets the row.
    pub(crate) fn clear(&mut self) {
        self.lines = 0;
        self.text.clear();
        self.pieces.clear();
    }

    /// The lines of a cell that are not blank, top to bottom.
    pub(crate) fn filled(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        self.pieces
            .iter()
            .filter(move |piece| usize::from(piece.column) == column)
            .map(|piece| self.text.get(piece.start as usize..piece.end as usize).unwrap_or(""))
    }

    /// The first line of a cell that is not blank; empty for a blank cell.
    pub(crate) fn first(&self, column: usize) -> &str {
        self.filled(column).next().unwrap_or("")
    }

    /// The text of the cell when it has one line only.
    pub(crate) fn only(&self, column: usize) -> Option<&str> {
        let mut lines = self.filled(column);
        lines.next().filter(|_| lines.next().is_none())
    }

    /// True when nothing stands in the cell.
    pub(crate) fn is_blank(&self, column: usize) -> bool {
        self.filled(column).next().is_none()
    }

    /// The text of a cell, wraps joined by one blank (none at a soft hyphen); `None` when blank.
    pub(crate) fn text(&self, column: usize) -> Option<String> {
        let mut out = String::new();
        for line in self.filled(column) {
            push_wrapped(&mut out, line);
        }
        (!out.is_empty()).then_some(out)
    }

    /// The text of a cell that holds a code (ISIN, folio, UCC): wraps joined without a blank; `None` when blank.
    pub(crate) fn code(&self, column: usize) -> Option<String> {
        let mut out = String::new();
        for line in self.filled(column) {
            out.push_str(line);
        }
        if out.contains('\u{ad}') {
            out.retain(|character| character != '\u{ad}');
        }
        (!out.is_empty()).then_some(out)
    }
}

/// Appends a continuation line: one blank between, none after a soft hyphen.
pub(crate) fn push_wrapped(out: &mut String, line: &str) {
    if out.ends_with('\u{ad}') {
        out.pop();
    } else if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(line);
}
