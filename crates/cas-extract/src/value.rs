//! Cells to typed values: blank markers, numbers, dates. What cannot be read is `None` with a note, never zero.

use std::str::FromStr;

use cas_model::date::parse_date;
use cas_model::{DiagnosticCode, NumberError};
use cas_page::Location;
use cas_table::{Row, Sheet};
use chrono::NaiveDate;

use crate::sink::Sink;

/// Text that stands for "nothing" in a cell.
const BLANKS: [&str; 9] = ["", "-", "--", "---", "NA", "N.A", "N.A.", "Not Available", "NOT AVAILABLE"];

/// True for an empty cell or a blank marker.
#[must_use]
pub(crate) fn is_blank(text: &str) -> bool {
    BLANKS.contains(&text.trim())
}

/// A number cell. Blank markers are `None`; anything else that is no number is `None` with a note.
pub(crate) fn number<T: FromStr<Err = NumberError>>(
    text: &str,
    field: &'static str,
    at: Location,
    sink: &mut Sink,
) -> Option<T> {
    let text = text.trim();
    match text.parse() {
        Ok(value) => Some(value),
        Err(_) if is_blank(text) => None,
        Err(_) => {
            sink.note(at, DiagnosticCode::UnreadableValue { field });
            None
        }
    }
}

/// The number in a column of a row; its parts are put together without blanks (`( 1,234.56 )`).
pub(crate) fn cell_number<T: FromStr<Err = NumberError>>(
    sheet: &Sheet,
    row: &Row,
    column: usize,
    field: &'static str,
    at: Location,
    sink: &mut Sink,
) -> Option<T> {
    let mut parts = row.cell(column).map(|part| sheet.span(part.text));
    let first = parts.next()?;
    match parts.next() {
        None => number(first, field, at, sink),
        Some(second) => {
            let whole: String = [first, second].into_iter().chain(parts).collect();
            number(&whole, field, at, sink)
        }
    }
}

/// A date, day first; a month-first date (`04/25/2017`, seen once in old Karvy files) only where day first cannot be.
#[must_use]
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    parse_date(text).or_else(|| {
        let mut fields = text.split('/');
        let (month, day, year) = (fields.next()?, fields.next()?, fields.next()?);
        parse_date(&format!("{day}/{month}/{year}"))
    })
}
