//! Tables of the head: labels in a row, with their values below and one row per segment, or one column per segment.

use cas_page::Rect;
use cas_table::{Furniture, Sheet};

use super::head_labels::{Field, split};
use super::head_pieces::{Claim, Piece, claim};
use super::notices;
use crate::value;

/// The values stand at most this far below the labels or the row above, with all padding.
const BELOW_EM: f32 = 4.0;

/// The labels of such a table.
pub(super) struct Flat {
    /// The columns; those without a field hold what nobody asks for.
    columns: Vec<(Option<Field>, Rect)>,
    /// Baseline of the row above.
    baseline: f32,
}

impl Flat {
    /// The table that begins with a row of labels and nothing else; a column of names may stand left of them.
    pub(super) fn of(sheet: &Sheet, pieces: &[Piece]) -> Option<Self> {
        let field = |piece: &Piece| match split(&piece.text).as_slice() {
            [(Some(field), "")] => Some(*field),
            _ => None,
        };
        let columns: Option<Vec<_>> =
            pieces.iter().map(|piece| Some((field(piece), area(sheet, piece)?.0))).collect();
        let columns = columns?;
        let labels = columns.iter().filter(|(field, _)| field.is_some()).count();
        let last = columns.len().checked_sub(labels)?;
        let only_labels = last <= 1 && columns.iter().skip(last).all(|(field, _)| field.is_some());
        let dated = columns.iter().any(|(field, _)| field.is_some_and(Field::is_of_the_settlement));
        let baseline = area(sheet, pieces.first()?)?.1;
        if labels < 2 || !only_labels || !dated {
            return None;
        }
        for &word in pieces.iter().flat_map(|piece| &piece.words) {
            sheet.claims.furniture(word..word + 1, Furniture::ColumnHeader);
        }
        Some(Self { columns, baseline })
    }

    /// The values of a row below the labels; `None` when it is none.
    pub(super) fn values<'p>(&mut self, sheet: &Sheet, pieces: &'p [Piece]) -> Option<Vec<(Field, &'p str)>> {
        let mut values = Vec::new();
        let (mut baseline, mut met) = (self.baseline, false);
        for piece in pieces {
            let (place, line, size) = area(sheet, piece)?;
            let far = |column: &Rect| (column.x_mid() - place.x_mid()).abs();
            let (field, _) = self.columns.iter().min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)))?;
            let own = split(&piece.text).iter().any(|(field, _)| field.is_some());
            let is_date = *field == Some(Field::SettlementDate) || *field == Some(Field::TradeDate);
            let is_settlement = *field == Some(Field::Settlement);
            let digits = piece.text.bytes().any(|byte| byte.is_ascii_digit());
            let strange = is_date && value::note_date(&piece.text).is_none() || is_settlement && !digits;
            let near = line > self.baseline && line - self.baseline <= BELOW_EM * size;
            if own || !near || strange && !value::is_blank(&piece.text) {
                return None;
            }
            met |= is_date || is_settlement;
            baseline = baseline.max(line);
            values.extend(field.map(|field| (field, piece.text.as_str())));
        }
        if !met {
            return None;
        }
        for piece in pieces {
            claim(sheet, piece, Claim::Data);
        }
        self.baseline = baseline;
        Some(values)
    }
}

/// Names of segments in a row, above their numbers and days of settlements.
#[derive(Default)]
pub(super) struct Segments {
    /// Where each stands, and whether it is another one than cash.
    columns: Vec<(Rect, bool)>,
}

impl Segments {
    /// Reads a row: the names of two segments or more and nothing else.
    pub(super) fn read(&mut self, sheet: &Sheet, pieces: &[Piece]) {
        if pieces.len() < 2 || !pieces.iter().all(|piece| notices::is_segment(&piece.text)) {
            return;
        }
        let column = |piece: &Piece| Some((area(sheet, piece)?.0, is_other_segment(&piece.text)));
        self.columns = pieces.iter().filter_map(column).collect();
    }

    /// True for a value below the name of another segment than cash.
    pub(super) fn is_other(&self, sheet: &Sheet, piece: &Piece) -> bool {
        let Some((place, _, _)) = area(sheet, piece).filter(|_| !self.columns.is_empty()) else {
            return false;
        };
        let far = |column: &Rect| (column.x_mid() - place.x_mid()).abs();
        let nearest = self.columns.iter().min_by(|(a, _), (b, _)| far(a).total_cmp(&far(b)));
        nearest.is_some_and(|(_, is_other)| *is_other)
    }
}

/// True for the name of another segment than cash.
pub(super) fn is_other_segment(text: &str) -> bool {
    notices::is_segment(text) && !notices::is_cash(text)
}

/// Box, baseline and size of a piece.
fn area(sheet: &Sheet, piece: &Piece) -> Option<(Rect, f32, f32)> {
    let words = || piece.words.iter().filter_map(|&word| sheet.words.get(word));
    let area = words().map(|word| word.area).reduce(|all, area| all.union(&area))?;
    let last = words().next_back()?;
    Some((area, last.baseline, last.size))
}
