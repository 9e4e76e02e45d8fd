//! Rows as Arrow columns, for Parquet and Arrow IPC: text, decimal128, date32, int64, boolean.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use cas::Decimal;

use crate::cell::Cell;
use crate::{CellKind, ColumnSpec, ExportError, TableSpec};

/// Digits of a decimal column, the most that decimal128 has.
const PRECISION: u8 = 38;
/// Rows of a batch.
const ROWS: usize = 4096;
/// Bytes of text after which a batch ends early.
const TEXT: usize = 4 << 20;

/// The Arrow schema of a table; what a column holds stands in its metadata.
pub(super) fn schema(table: &TableSpec) -> SchemaRef {
    let field = |column: &ColumnSpec| {
        let about = HashMap::from([("about".to_owned(), column.doc.to_owned())]);
        Field::new(column.name, data_type(column.kind), true).with_metadata(about)
    };
    Arc::new(Schema::new(table.columns.iter().map(field).collect::<Vec<_>>()))
}

fn data_type(kind: CellKind) -> DataType {
    match kind {
        CellKind::Text => DataType::Utf8,
        CellKind::Decimal { scale } => DataType::Decimal128(PRECISION, scale as i8),
        CellKind::Date => DataType::Date32,
        CellKind::Int => DataType::Int64,
        CellKind::Bool => DataType::Boolean,
    }
}

/// Fails when a number has more decimals than its column, or more digits than decimal128.
pub(super) fn fits(table: &'static TableSpec, row: &[Cell]) -> Result<(), ExportError> {
    for (column, cell) in table.columns.iter().zip(row) {
        if let (CellKind::Decimal { scale }, Cell::Decimal(number)) = (column.kind, cell)
            && at_scale(*number, u32::from(scale)).is_none()
        {
            let why = "it has more digits than the column holds exactly";
            return Err(ExportError::DoesNotFit { table: table.name, column: column.name, why });
        }
    }
    Ok(())
}

/// The number as a count of units of its last decimal at this scale; `None` when digits would be lost.
fn at_scale(number: Decimal, scale: u32) -> Option<i128> {
    let number = if number.scale() > scale { number.normalize() } else { number };
    let factor = 10_i128.checked_pow(scale.checked_sub(number.scale())?)?;
    number
        .mantissa()
        .checked_mul(factor)
        .filter(|units| units.unsigned_abs() < 10_u128.pow(u32::from(PRECISION)))
}

/// Columns in the making.
pub(super) struct Batch {
    schema: SchemaRef,
    columns: Vec<Column>,
    rows: usize,
    text: usize,
}

enum Column {
    Text(StringBuilder),
    Decimal(Decimal128Builder, u32),
    Date(Date32Builder),
    Int(Int64Builder),
    Bool(BooleanBuilder),
}

impl Batch {
    pub(super) fn new(table: &TableSpec) -> Self {
        let columns = table.columns.iter().map(|column| Column::new(column.kind)).collect();
        Self { schema: schema(table), columns, rows: 0, text: 0 }
    }

    /// Adds a row that fits; its first cell is `number`. Answers the batch when it is full.
    pub(super) fn row(&mut self, number: i64, row: &[Cell]) -> Result<Option<RecordBatch>, ArrowError> {
        let first = Cell::Int(number);
        for (column, cell) in self.columns.iter_mut().zip(std::iter::once(&first).chain(row.iter().skip(1))) {
            column.append(cell);
            if let Cell::Text(text) = cell {
                self.text = self.text.saturating_add(text.len());
            }
        }
        self.rows = self.rows.saturating_add(1);
        if self.rows < ROWS && self.text < TEXT { Ok(None) } else { self.take() }
    }

    /// What was added since the last batch; `None` when nothing was.
    pub(super) fn take(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        if self.rows == 0 {
            return Ok(None);
        }
        (self.rows, self.text) = (0, 0);
        let columns: Result<Vec<ArrayRef>, _> = self.columns.iter_mut().map(Column::finish).collect();
        RecordBatch::try_new(self.schema.clone(), columns?).map(Some)
    }
}

impl Column {
    fn new(kind: CellKind) -> Self {
        match kind {
            CellKind::Text => Self::Text(StringBuilder::new()),
            CellKind::Decimal { scale } => Self::Decimal(Decimal128Builder::new(), u32::from(scale)),
            CellKind::Date => Self::Date(Date32Builder::new()),
            CellKind::Int => Self::Int(Int64Builder::new()),
            CellKind::Bool => Self::Bool(BooleanBuilder::new()),
        }
    }

    fn append(&mut self, cell: &Cell) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(text)) => column.append_value(text),
            (Self::Decimal(column, scale), Cell::Decimal(number)) => {
                column.append_option(at_scale(*number, *scale));
            }
            (Self::Date(column), Cell::Date(day)) => column.append_value(day.to_epoch_days()),
            (Self::Int(column), Cell::Int(number)) => column.append_value(*number),
            (Self::Bool(column), Cell::Bool(answer)) => column.append_value(*answer),
            (Self::Text(column), _) => column.append_null(),
            (Self::Decimal(column, _), _) => column.append_null(),
            (Self::Date(column), _) => column.append_null(),
            (Self::Int(column), _) => column.append_null(),
            (Self::Bool(column), _) => column.append_null(),
        }
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(column) => Arc::new(column.finish()),
            Self::Decimal(column, scale) => {
                Arc::new(column.finish().with_precision_and_scale(PRECISION, *scale as i8)?)
            }
            Self::Date(column) => Arc::new(column.finish()),
            Self::Int(column) => Arc::new(column.finish()),
            Self::Bool(column) => Arc::new(column.finish()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_is_lost_at_a_scale() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(at_scale(number("-1423.566"), 10), Some(-14_235_660_000_000));
        assert_eq!(at_scale(number("1.500000000000000"), 10), Some(15_000_000_000));
        assert_eq!(at_scale(number("0.00000000001"), 10), None);
        assert_eq!(at_scale(Decimal::MAX, 10), None);
        assert_eq!(
            at_scale(number("9999999999999999999999999999"), 10),
            Some(99_999_999_999_999_999_999_999_999_990_000_000_000)
        );
        assert_eq!(at_scale(Decimal::MAX, 9), Some(79_228_162_514_264_337_593_543_950_335 * 1_000_000_000));
    }
}
