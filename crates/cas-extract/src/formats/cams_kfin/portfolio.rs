//! The portfolio summary on page 1: a row per fund house, then `Total`.

use cas_model::record::{TotalRecord, TotalScope};
use cas_model::{Amount, Record};
use cas_table::{Claim, Columns, Part, Row, Sheet};

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
    if row.is_blank(column::COST) && row.is_blank(column::VALUE) {
        return Outcome::Other;
    }
    let mut label = row.text(sheet, column::NAME);
    let is_middle = label.is_empty();
    if is_middle {
        let above = line.checked_sub(1).filter(|above| gap(sheet, *above) <= HALF_ROW_EM);
        let Some(above) = above.and_then(|above| take_name(sheet, columns, above)) else {
            return Outcome::Other;
        };
        label = above;
    }
    let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
    let cost: Option<Amount> = value::cell_number(sheet, row, column::COST, "cost value", at, sink);
    let value: Option<Amount> = value::cell_number(sheet, row, column::VALUE, "market value", at, sink);
    row.claim(sheet);
    if !is_total(&label)
        && goes_on(sheet, columns, line, is_middle)
        && let Some(tail) = take_name(sheet, columns, line + 1)
    {
        label.push(' ');
        label.push_str(&tail);
    }
    let is_total = is_total(&label);
    let scope = if is_total { TotalScope::Portfolio } else { TotalScope::Amc(label.clone()) };
    let record =
        TotalRecord { scope, label: label.clone(), count: None, value, cost, change: None, percent: None };
    sink.push(at, Record::Total(Box::new(record)));
    if is_total { Outcome::Total } else { Outcome::House(label) }
}

/// Figures in the middle of a name of two lines stand at most this many sizes from each.
const HALF_ROW_EM: f32 = 0.8;

/// Lines of one name stand at most this many sizes apart.
const NAME_PITCH_EM: f32 = 1.3;

fn is_total(label: &str) -> bool {
    label.eq_ignore_ascii_case("Total") || label.eq_ignore_ascii_case("Grand Total")
}

/// True when the name of a row may go on below it, and what stands there is no upper line of the next row.
fn goes_on(sheet: &Sheet, columns: &Columns, line: usize, is_middle: bool) -> bool {
    let pitch = if is_middle { HALF_ROW_EM } else { NAME_PITCH_EM };
    let is_upper =
        || gap(sheet, line + 1) <= HALF_ROW_EM && columns.row(sheet, line + 2).is_blank(column::NAME);
    gap(sheet, line) <= pitch && (is_middle || !is_upper())
}

/// From a line to the next one, in sizes of its text.
fn gap(sheet: &Sheet, line: usize) -> f32 {
    let lines = sheet.lines.get(line).zip(sheet.lines.get(line + 1));
    lines.map_or(f32::INFINITY, |(this, below)| (below.baseline - this.baseline) / this.size)
}

/// Claims a line that is part of a name and nothing else.
fn take_name(sheet: &Sheet, columns: &Columns, line: usize) -> Option<String> {
    let row = columns.row(sheet, line);
    let is_name = |part: &Part| {
        part.column as usize == column::NAME && sheet.claims.of(part.word as usize) == Claim::Unclaimed
    };
    if row.parts.is_empty() || !row.parts.iter().all(is_name) {
        return None;
    }
    let text = row.text(sheet, column::NAME);
    row.claim(sheet);
    Some(text)
}
