//! Cells to typed values: blank markers, numbers, dates. What cannot be read is `None` with a note, never zero.

use std::str::FromStr;

use cas_model::date::parse_date;
use cas_model::{DiagnosticCode, NumberError};
use cas_page::Location;
use cas_table::{Row, Sheet};
use chrono::NaiveDate;

use crate::sink::Sink;

/// Text that stands for "nothing" in a cell.
const BLANKS: [&str; 10] =
    ["", "-", "--", "---", "\u{2212}", "NA", "N.A", "N.A.", "Not Available", "NOT AVAILABLE"];

/// The rupee sign and what fonts without it make of it, as they stand at a figure.
pub(crate) const RUPEE_SIGNS: [char; 3] = ['`', '\u{20b9}', '\u{2018}'];

/// True for a word that is a rupee sign by itself: one of the signs, an apostrophe in its place, or its abbreviation.
pub(crate) fn is_rupee(text: &str) -> bool {
    let mut characters = text.chars();
    matches!((characters.next(), characters.next()), (Some(sign), None) if RUPEE_SIGNS.contains(&sign))
        || matches!(text, "\u{2019}" | "'" | "Rs." | "Rs" | "INR")
}

/// True for an empty cell or a blank marker.
#[must_use]
pub(crate) fn is_blank(text: &str) -> bool {
    // Nearly every cell begins as no marker does.
    match text.as_bytes().first() {
        Some(first) if first.is_ascii_graphic() && !matches!(first, b'-' | b'N') => false,
        _ => BLANKS.contains(&text.trim()),
    }
}

/// A number cell. Blank markers are `None`; anything else that is no number is `None` with a note.
pub(crate) fn number<T: FromStr<Err = NumberError>>(
    text: &str,
    field: &'static str,
    at: Location,
    sink: &mut Sink,
) -> Option<T> {
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

/// The date of a row. Blank markers are `None`; anything else that is no date is `None` with a note.
pub(crate) fn day(text: &str, at: Location, sink: &mut Sink) -> Option<NaiveDate> {
    let day = parse_date(text);
    if day.is_none() && !is_blank(text) {
        sink.note(at, DiagnosticCode::UnreadableValue { field: "date" });
    }
    day
}

/// True for a word that is a date but for some characters: two separators, digits, as long as dates are.
pub(crate) fn is_torn_day(text: &str) -> bool {
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    (8..=12).contains(&text.chars().count())
        && (count(|byte| *byte == b'-') == 2 || count(|byte| *byte == b'/') == 2)
        && count(u8::is_ascii_digit) >= 4
}

/// A date of a contract note: as [`date`], and `31-JUL-24`, `Apr 07 2026`, `Apr 09,2026`; words after it do not count.
#[must_use]
pub(crate) fn note_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Some(found) = date(text) {
        return Some(found);
    }
    let fields: Vec<&str> =
        text.split(['-', '/', '.', ' ', ',']).filter(|field| !field.is_empty()).take(3).collect();
    let [first, second, third] = fields.as_slice() else { return None };
    let year = if third.len() == 2 { format!("20{third}") } else { (*third).to_owned() };
    let month_first = first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    parse_date(&format!("{day}-{month}-{year}"))
}
