//! The portfolio summary on page 1: a row per fund house, then `Total`.

use cas_model::record::{TotalRecord, TotalScope};
use cas_model::{Amount, Record};
use cas_table::{Columns, Row, Sheet};

use super::tables::portfolio as column;
use crate::sink::Sink;
use crate::value;

/// What became of a line of the summary.
pub(super) enum Outcome {
    /// A row of a fund house with this name.
    House(String),
    /// The `Total` row: the table ends.
    Total,
    /// No row of this table.
    Other,
}

/// Reads a line under the summary header.
pub(super) fn read_line(
    sheet: &Sheet,
    columns: &Columns,
    line: usize,
    row: &mut Row,
    sink: &mut Sink,
) -> Outcome {
    row.clear();
    columns.add_line(sheet, line, row);
    if row.is_blank(column::NAME) || (row.is_blank(column::COST) && row.is_blank(column::VALUE)) {
        return Outcome::Other;
    }
    let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
    let label = row.text(sheet, column::NAME);
    let cost: Option<Amount> = value::cell_number(sheet, row, column::COST, "cost value", at, sink);
    let value: Option<Amount> = value::cell_number(sheet, row, column::VALUE, "market value", at, sink);
    row.claim(sheet);
    let is_total = label.eq_ignore_ascii_case("Total") || label.eq_ignore_ascii_case("Grand Total");
    let scope = if is_total { TotalScope::Portfolio } else { TotalScope::Amc(label.clone()) };
    let record =
        TotalRecord { scope, label: label.clone(), count: None, value, cost, change: None, percent: None };
    sink.push(at, Record::Total(Box::new(record)));
    if is_total { Outcome::Total } else { Outcome::House(label) }
}
