//! Tables as bytes: what a run keeps of a statement until it writes. Compact and exact, of this version only.
//!
//! Five tables, each a count of rows and then its cells. A cell is a tag and its value; numbers are little-endian base-128
//! (zigzag where they can be negative).

use cas::Decimal;
use chrono::NaiveDate;

use crate::ExportError;
use crate::cell::{Cell, Row};
use crate::spec::{CellKind, ColumnSpec};
use crate::tables::{TABLES, Tables};

/// First bytes: another form of the spool gets another last digit.
const MAGIC: &[u8] = b"cas-tables-1";

const NULL: u8 = 0;
const TEXT: u8 = 1;
const DECIMAL: u8 = 2;
const DATE: u8 = 3;
const INT: u8 = 4;
const FALSE: u8 = 5;
const TRUE: u8 = 6;

impl Tables {
    /// The tables as bytes.
    #[must_use]
    pub fn to_spool(&self) -> Vec<u8> {
        let mut out = Vec::from(MAGIC);
        put(&mut out, fingerprint());
        for (_, rows) in self.each() {
            put(&mut out, rows.len() as u128);
            for cell in rows.iter().flatten() {
                put_cell(&mut out, cell);
            }
        }
        out
    }

    /// Reads what [`Tables::to_spool`] wrote.
    ///
    /// # Errors
    /// [`ExportError::Spool`] when the bytes are anything else, or were written with other columns.
    pub fn from_spool(bytes: &[u8]) -> Result<Self, ExportError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(damaged("its first bytes are others"))?;
        let mut input = Input { rest };
        if input.number()? != fingerprint() {
            return Err(damaged("its columns are others"));
        }
        let mut tables = Self::default();
        for (table, rows) in TABLES.iter().zip(&mut tables.rows) {
            for _ in 0..input.number()? {
                let row: Result<Row, _> = table.columns.iter().map(|column| input.cell(column)).collect();
                rows.push(row?);
            }
        }
        if !input.rest.is_empty() {
            return Err(damaged("something follows"));
        }
        Ok(tables)
    }
}

/// A number that changes with the names and kinds of the columns (FNV-1a).
fn fingerprint() -> u128 {
    let columns = TABLES.iter().flat_map(|table| table.columns);
    let words = columns.flat_map(|column| [column.name.to_owned(), format!("{:?}", column.kind)]);
    let hash = words
        .flat_map(|word| word.into_bytes().into_iter().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    u128::from(hash)
}

fn damaged(why: &'static str) -> ExportError {
    ExportError::Spool { why }
}

fn put(out: &mut Vec<u8>, mut number: u128) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn zigzag(number: i128) -> u128 {
    ((number << 1) ^ (number >> 127)) as u128
}

fn unzigzag(number: u128) -> i128 {
    (number >> 1) as i128 ^ -((number & 1) as i128)
}

fn put_cell(out: &mut Vec<u8>, cell: &Cell) {
    match cell {
        Cell::Null => out.push(NULL),
        Cell::Text(text) => {
            out.push(TEXT);
            put(out, text.len() as u128);
            out.extend_from_slice(text.as_bytes());
        }
        Cell::Decimal(number) => {
            out.push(DECIMAL);
            out.push(number.scale() as u8);
            put(out, zigzag(number.mantissa()));
        }
        Cell::Date(day) => {
            out.push(DATE);
            put(out, zigzag(i128::from(day.to_epoch_days())));
        }
        Cell::Int(number) => {
            out.push(INT);
            put(out, zigzag(i128::from(*number)));
        }
        Cell::Bool(answer) => out.push(if *answer { TRUE } else { FALSE }),
    }
}

/// What is left to read.
struct Input<'a> {
    rest: &'a [u8],
}

impl Input<'_> {
    fn byte(&mut self) -> Result<u8, ExportError> {
        let (first, rest) = self.rest.split_first().ok_or(damaged("it ends early"))?;
        self.rest = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u128, ExportError> {
        let mut number = 0_u128;
        for shift in (0..128).step_by(7) {
            let byte = self.byte()?;
            number |= u128::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(damaged("a number does not end"))
    }

    fn text(&mut self) -> Result<String, ExportError> {
        let length = usize::try_from(self.number()?).map_err(|_| damaged("a text is too long"))?;
        let (text, rest) = self.rest.split_at_checked(length).ok_or(damaged("it ends early"))?;
        self.rest = rest;
        String::from_utf8(text.to_vec()).map_err(|_| damaged("a text is no UTF-8"))
    }

    fn cell(&mut self, column: &ColumnSpec) -> Result<Cell, ExportError> {
        Ok(match (self.byte()?, column.kind) {
            (NULL, _) => Cell::Null,
            (TEXT, CellKind::Text) => Cell::Text(self.text()?),
            (DECIMAL, CellKind::Decimal { .. }) => {
                let scale = u32::from(self.byte()?);
                let mantissa = unzigzag(self.number()?);
                let number = Decimal::try_from_i128_with_scale(mantissa, scale);
                Cell::Decimal(number.map_err(|_| damaged("a number is too long"))?)
            }
            (DATE, CellKind::Date) => {
                let days = i32::try_from(unzigzag(self.number()?)).ok();
                Cell::Date(days.and_then(NaiveDate::from_epoch_days).ok_or(damaged("a day is none"))?)
            }
            (INT, CellKind::Int) => Cell::Int(
                i64::try_from(unzigzag(self.number()?)).map_err(|_| damaged("a count is too large"))?,
            ),
            (FALSE, CellKind::Bool) => Cell::Bool(false),
            (TRUE, CellKind::Bool) => Cell::Bool(true),
            _ => return Err(damaged("a cell is not of the kind of its column")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Tables {
        let mut tables = Tables::default();
        for (table, rows) in TABLES.iter().zip(&mut tables.rows) {
            let full = table.columns.iter().map(|column| match column.kind {
                CellKind::Text => Cell::Text("\u{20b9} = \"x\"\n".to_owned()),
                CellKind::Decimal { .. } => Cell::Decimal(Decimal::new(-1_234_500, 4)),
                CellKind::Date => NaiveDate::from_ymd_opt(1969, 12, 31).map_or(Cell::Null, Cell::Date),
                CellKind::Int => Cell::Int(i64::MIN),
                CellKind::Bool => Cell::Bool(true),
            });
            rows.push(full.collect());
            rows.push(table.columns.iter().map(|_| Cell::Null).collect());
        }
        tables
    }

    #[test]
    fn what_is_spooled_comes_back_with_its_scale() {
        let tables = sample();
        let back = Tables::from_spool(&tables.to_spool()).unwrap();
        assert_eq!(back, tables);
        let shown = |tables: &Tables| format!("{tables:?}");
        assert_eq!(shown(&back), shown(&tables), "1.0 and 1.00 are equal, but not the same");
        assert_eq!(Tables::from_spool(&Tables::default().to_spool()).unwrap(), Tables::default());
    }

    #[test]
    fn the_largest_decimals_come_back() {
        for number in [Decimal::MAX, Decimal::MIN, Decimal::ZERO, Decimal::new(1, 28)] {
            let mut out = Vec::new();
            put_cell(&mut out, &Cell::Decimal(number));
            let column = ColumnSpec { name: "x", kind: CellKind::Decimal { scale: 10 }, doc: "" };
            assert_eq!(Input { rest: &out }.cell(&column).unwrap(), Cell::Decimal(number));
        }
    }

    #[test]
    fn every_shorter_spool_is_refused_and_no_byte_panics() {
        let bytes = sample().to_spool();
        for length in 0..bytes.len() {
            assert!(Tables::from_spool(&bytes[..length]).is_err(), "{length}");
        }
        for place in 0..bytes.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[place] = value;
                let _ = Tables::from_spool(&changed);
            }
        }
    }
}
