//! Which lines make up a row of a top-aligned table: where a row begins, what wraps below it, and what of it stands on
//! the next page.

use cas_table::Sheet;

use crate::depository::cell;
use crate::depository::draft::{ROW_PITCH_EM, RowDraft};
use crate::depository::grid::{Grid, Placed};

/// Name columns of all tables end in the left half of the page; notes run over the whole width.
const NAME_REACH: f32 = 0.55;

/// The column whose text begins a row, and how that text is told.
type Key = (usize, fn(&str) -> bool);

/// What the lines of the rows of a table are told by.
pub(super) struct RowLines {
    /// What stands on the first line of every row.
    pub(super) key: Option<Key>,
    /// The column of names, which wrap and may stand raised above the figures of their row.
    pub(super) name: Option<usize>,
    /// Columns with figures on the first line of a row.
    pub(super) valued: &'static [usize],
}

/// What a line is to the rows of a table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// The first line of a row.
    First,
    /// A further line of the open row.
    Further,
    /// No line of a row.
    Nowhere,
}

impl RowLines {
    /// Tells what the line `at`, whose words are placed, is to the open row.
    pub(super) fn place(
        &self,
        row: &RowDraft,
        grid: &Grid,
        sheet: &Sheet,
        at: usize,
        placed: &Placed,
    ) -> Place {
        let Some(line) = sheet.lines.get(at) else { return Place::Nowhere };
        let shape = Shape::of(self, sheet, placed);
        if row.reaches(sheet, line) {
            return if self.is_another(row, &shape) { Place::First } else { Place::Further };
        }
        let broken = !row.is_empty() && row.at().page + 1 == sheet.number && !shape.keyed;
        if broken && self.is_tail(row, &shape) {
            return Place::Further;
        }
        if shape.keyed || shape.is_valued() || self.is_raised_name(grid, sheet, at, &shape) {
            return Place::First;
        }
        let figures = shape.values > 0;
        let name = shape.name && !figures && line.area.x1 < NAME_REACH * sheet.width;
        // At the margin stands what belongs below the key, beside a line of the name; anything else there is no row.
        let runs_over = broken && (figures || name) && (shape.name || !shape.margin);
        if runs_over { Place::Further } else { Place::Nowhere }
    }

    /// True for the first line of another row, as near to the open one as lines of one row are: the open row has what
    /// this line has.
    fn is_another(&self, row: &RowDraft, shape: &Shape) -> bool {
        let keyed = shape.keyed && shape.values >= 2 && self.key.is_some_and(|(key, _)| !row.is_blank(key));
        let begun = self.key.is_none() || shape.margin;
        keyed || begun && shape.whole.count_ones() >= 2 && self.has_all(row, shape.whole)
    }

    /// True when the open row has something in all of these valued columns.
    fn has_all(&self, row: &RowDraft, columns: u32) -> bool {
        self.valued.iter().all(|&column| columns & bit(column) == 0 || !row.is_blank(column))
    }

    /// True for the ends of figures that wrap: digits below digits of the open row, none of them an amount.
    fn is_tail(&self, row: &RowDraft, shape: &Shape) -> bool {
        shape.figures != 0 && shape.whole == 0 && self.has_all(row, shape.figures)
    }

    /// The first line of a name that stands above the values of its row.
    fn is_raised_name(&self, grid: &Grid, sheet: &Sheet, at: usize, shape: &Shape) -> bool {
        let (Some(line), Some(next)) = (sheet.lines.get(at), sheet.lines.get(at + 1)) else { return false };
        if !shape.name || shape.values > 0 || next.baseline - line.baseline > ROW_PITCH_EM * line.size {
            return false;
        }
        let mut placed = Placed::default();
        grid.look_up(sheet, next.range(), &mut placed);
        Shape::of(self, sheet, &placed).is_valued()
    }
}

/// True for a number with a decimal point behind digits.
fn has_units(text: &str) -> bool {
    text.split_once('.').is_some_and(|(units, _)| units.bytes().any(|byte| byte.is_ascii_digit()))
}

fn bit(column: usize) -> u32 {
    1u32.checked_shl(column as u32).unwrap_or(0)
}

/// What the words of a line are, under the columns of a grid. Sets of columns are bits.
#[derive(Default)]
struct Shape {
    keyed: bool,
    name: bool,
    /// Something stands in the column of the key.
    margin: bool,
    /// Columns other than those of key and name that hold something.
    values: u32,
    /// One of the valued columns is among them.
    valued: bool,
    /// The valued columns that hold numbers.
    figures: u32,
    /// Those whose first number is an amount, with a decimal point behind digits.
    whole: u32,
}

impl Shape {
    fn of(lines: &RowLines, sheet: &Sheet, placed: &Placed) -> Self {
        let mut shape = Self::default();
        let mut seen = 0u32;
        for (column, index) in placed.words() {
            let text = sheet.words.get(index).map_or("", |word| sheet.text(word));
            if let Some((_, is_key)) = lines.key.filter(|(key, _)| *key == column) {
                shape.margin = true;
                shape.keyed |= is_key(text);
            } else if lines.name == Some(column) {
                shape.name = true;
            } else {
                seen |= bit(column);
            }
            if lines.valued.contains(&column) {
                shape.valued = true;
                if shape.figures & bit(column) == 0 && cell::is_number(text) {
                    shape.figures |= bit(column);
                    shape.whole |= if has_units(text) { bit(column) } else { 0 };
                }
            }
        }
        shape.values = seen.count_ones();
        shape
    }

    /// True for the first line of a row: units, price and value stand there; a line with balances only goes on.
    fn is_valued(&self) -> bool {
        self.valued && self.values >= 2
    }
}
