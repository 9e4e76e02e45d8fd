//! The footer of a scheme block: `Closing Unit Balance`, `NAV on`, `Total Cost Value`, `Valuation on` or `Market Value
//! on`. One visual line of up to four cells; the market value stands a little higher and may be a line of its own.

use std::str::FromStr;

use cas_model::date::parse_date;
use cas_model::record::ClosingRecord;
use cas_model::{DiagnosticCode, NumberError, Units};
use cas_page::Location;
use cas_table::read_labels;

use super::parted;
use crate::sink::Sink;
use crate::value;

/// Starts of the cells of a footer.
pub(super) const CELLS: [&str; 5] =
    ["Closing Unit Balance", "NAV on", "Total Cost Value", "Valuation on", "Market Value on"];

/// Reads the cells of one footer line into `closing`.
pub(super) fn read_line(text: &str, at: Location, closing: &mut ClosingRecord, sink: &mut Sink) {
    let mut cells: Vec<(usize, usize, &str)> = CELLS
        .iter()
        .filter_map(|label| parted::places(text, label).next().map(|place| (place.start, place.end, *label)))
        .collect();
    cells.sort_unstable();
    for (index, &(_, start, label)) in cells.iter().enumerate() {
        let end = cells.get(index + 1).map_or(text.len(), |&(next, _, _)| next);
        read_cell(label, text.get(start..end).unwrap_or(""), at, closing, sink);
    }
}

/// True when no cell of a line below a footer was read there: load text may begin with the same words.
pub(super) fn is_new(text: &str, closing: &ClosingRecord) -> bool {
    let read = [
        closing.units.is_some(),
        closing.nav.is_some(),
        closing.cost.is_some(),
        closing.value.is_some(),
        closing.value.is_some(),
    ];
    let mut cells = CELLS.iter().zip(read).filter(|(label, _)| parted::places(text, label).next().is_some());
    text.bytes().any(|byte| byte.is_ascii_digit()) && !cells.any(|(_, read)| read)
}

/// `cell` is what follows the label: `: 12.500` or ` 22-Dec-2020: INR 30.0000`.
fn read_cell(label: &str, cell: &str, at: Location, closing: &mut ClosingRecord, sink: &mut Sink) {
    let (day, text) = cell.split_once(':').unwrap_or((cell, ""));
    match label {
        "Closing Unit Balance" => closing.units = figure(text, "closing unit balance", at, sink),
        "Total Cost Value" => closing.cost = figure(text, "total cost value", at, sink),
        "NAV on" => {
            closing.nav = figure(text, "NAV", at, sink);
            let day = parse_date(day);
            if day.is_none() {
                sink.note(at, DiagnosticCode::UnreadableValue { field: "NAV date" });
            }
            closing.nav_date = day.or(closing.nav_date);
        }
        _ => {
            closing.value = figure(text, "market value", at, sink);
            closing.nav_date = closing.nav_date.or_else(|| parse_date(day));
        }
    }
}

/// The number behind a label: `12.500`, `INR 30.0000`. Every label has one: there is a note where nothing is printed.
fn figure<T: FromStr<Err = NumberError>>(
    text: &str,
    field: &'static str,
    at: Location,
    sink: &mut Sink,
) -> Option<T> {
    // Copies printed with other fonts part figures too.
    let text = text.replace(' ', "");
    let text = text.trim_start_matches("INR").trim_start_matches("Rs.");
    if text.is_empty() {
        sink.note(at, DiagnosticCode::UnreadableValue { field });
    }
    value::number(text, field, at, sink)
}

/// Reads `Opening Unit Balance: 0.000`.
pub(super) fn opening(text: &str, at: Location, sink: &mut Sink) -> Option<Units> {
    let labels = read_labels(text, &["Opening Unit Balance"]);
    figure(labels.first().map_or("", |found| found.value), "opening unit balance", at, sink)
}
