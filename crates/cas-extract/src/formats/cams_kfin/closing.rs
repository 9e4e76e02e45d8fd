//! The footer of a scheme block: `Closing Unit Balance`, `NAV on`, `Total Cost Value`, `Valuation on` or `Market Value
//! on`. One visual line of up to four cells; the market value stands a little higher and may be a line of its own.

use cas_model::date::parse_date;
use cas_model::record::ClosingRecord;
use cas_page::Location;
use cas_table::read_labels;

use crate::sink::Sink;
use crate::value;

/// Starts of the cells of a footer.
pub(super) const CELLS: [&str; 5] =
    ["Closing Unit Balance", "NAV on", "Total Cost Value", "Valuation on", "Market Value on"];

/// Reads the cells of one footer line into `closing`.
pub(super) fn read_line(text: &str, at: Location, closing: &mut ClosingRecord, sink: &mut Sink) {
    let mut cells: Vec<(usize, &str)> = Vec::new();
    for (index, cell) in CELLS.iter().enumerate() {
        if let Some(start) = text.find(cell) {
            cells.push((start, CELLS.get(index).copied().unwrap_or_default()));
        }
    }
    cells.sort_unstable();
    for (index, &(start, label)) in cells.iter().enumerate() {
        let end = cells.get(index + 1).map_or(text.len(), |&(start, _)| start);
        let cell = text.get(start + label.len()..end).unwrap_or("");
        read_cell(label, cell, at, closing, sink);
    }
}

/// `cell` is what follows the label: `: 12.500` or ` 22-Dec-2020: INR 30.0000`.
fn read_cell(label: &str, cell: &str, at: Location, closing: &mut ClosingRecord, sink: &mut Sink) {
    let (day, figure) = cell.split_once(':').unwrap_or((cell, ""));
    let figure = figure.trim().trim_start_matches("INR").trim_start_matches("Rs.").trim().replace(' ', "");
    match label {
        "Closing Unit Balance" => closing.units = value::number(&figure, "closing unit balance", at, sink),
        "Total Cost Value" => closing.cost = value::number(&figure, "total cost value", at, sink),
        "NAV on" => {
            closing.nav = value::number(&figure, "NAV", at, sink);
            closing.nav_date = parse_date(day).or(closing.nav_date);
        }
        _ => {
            closing.value = value::number(&figure, "market value", at, sink);
            closing.nav_date = closing.nav_date.or_else(|| parse_date(day));
        }
    }
}

/// `Opening Unit Balance: 0.000`: the text of the number.
pub(super) fn opening_figure(text: &str) -> Option<&str> {
    read_labels(text, &["Opening Unit Balance"]).first().map(|found| found.value)
}
