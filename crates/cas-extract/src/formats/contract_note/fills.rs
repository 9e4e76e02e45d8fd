//! The table of fills: every trade, the rows of brokerage posted like trades, lines brought and carried forward, and the
//! rows that close a security.

use std::ops::Range;

use cas_model::note_record::{FillRecord, SubTotalRecord, SubTotalScope};
use cas_model::record::Record;
use cas_model::{DiagnosticCode, SmolStr, Units};
use cas_page::Location;
use cas_table::Sheet;

use super::cells::{Cells, Row};
use super::figures;
use super::tables::fills::{
    BOUGHT, BROKERAGE, CLOSING, EXCHANGE, GROSS, ISIN, NET_RATE, NET_TOTAL, ORDER, ORDER_TIME, QUANTITY,
    REMARKS, SIDE, SOLD, TEXT, TRADE, TRADE_TIME,
};
use super::walk::Role;
use crate::sink::Sink;

/// What a line of the table is.
pub(super) fn role(sheet: &Sheet, cells: &Cells, row: &Row) -> Role {
    let is = |column: usize, test: fn(&str) -> bool| row.code(sheet, column).is_some_and(|text| test(&text));
    let timed = is(ORDER_TIME, figures::is_time) || is(TRADE_TIME, figures::is_time);
    let sided = is(SIDE, |text| figures::side(text).is_some())
        || figures::is_figure(sheet, row, BOUGHT)
        || figures::is_figure(sheet, row, SOLD);
    let valued = figures::is_figure(sheet, row, NET_TOTAL) || figures::is_figure(sheet, row, NET_RATE);
    if timed || sided && valued || sided && !cells.has(ORDER_TIME) {
        return Role::Row;
    }
    let mut figures = [QUANTITY, NET_TOTAL, BOUGHT, SOLD].into_iter();
    if figures.any(|column| figures::is_figure(sheet, row, column))
        && label(sheet, row).is_some_and(|label| closes(&label))
    {
        return Role::Row;
    }
    Role::Other
}

/// True for the words of a row that closes fills.
fn closes(label: &str) -> bool {
    let compact = super::charges::compact(label);
    ["subtotal", "total", "nettotal", "grandtotal", "isin"].iter().any(|start| compact.starts_with(start))
        || figures::isin_in(label).is_some()
}

/// The words of a row left of its figures.
fn label(sheet: &Sheet, row: &Row) -> Option<String> {
    let words: Vec<_> = [ORDER, ORDER_TIME, TRADE, TRADE_TIME, TEXT, SIDE, ISIN]
        .iter()
        .filter_map(|&column| row.text(sheet, column))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Reads a row.
pub(super) fn read(sheet: &Sheet, row: &Row, segment: Option<&str>, at: Location, sink: &mut Sink) {
    row.claim(sheet);
    let timed = [ORDER_TIME, TRADE_TIME]
        .iter()
        .any(|&column| row.code(sheet, column).is_some_and(|text| figures::is_time(&text)));
    let untimed = !timed && row.is_blank(SIDE);
    if let Some(label) = untimed.then(|| label(sheet, row)).flatten().filter(|label| closes(label)) {
        let mut quantity = |column| -> Option<Units> {
            figures::cell(sheet, row, column, "quantity of a sub total", at, sink)
        };
        let (net, bought, sold) = (quantity(QUANTITY), quantity(BOUGHT), quantity(SOLD));
        let apart = match (bought, sold) {
            (Some(bought), Some(sold)) => Some(bought - Units(sold.0.abs())),
            (bought, sold) => bought.or(sold),
        };
        let record = SubTotalRecord {
            isin: figures::isin(&label, at, sink),
            quantity: net.or(apart),
            net_total: figures::money(sheet, row, NET_TOTAL, "net total of a sub total", at, sink),
            scope: scope(&label),
            label,
        };
        sink.push(at, Record::SubTotal(Box::new(record)));
        return;
    }
    let description = row.text(sheet, TEXT);
    let bought = figures::cell(sheet, row, BOUGHT, "bought quantity", at, sink);
    let sold = figures::cell(sheet, row, SOLD, "sold quantity", at, sink);
    let printed = row.code(sheet, SIDE);
    let side = printed.as_deref().and_then(figures::side).map(SmolStr::new_static);
    let side = side.or_else(|| match (bought, sold) {
        (Some(units), _) if !Units::is_zero(units) => Some(SmolStr::new_static("B")),
        (_, Some(_)) => Some(SmolStr::new_static("S")),
        _ => None,
    });
    if side.is_none() {
        sink.note(at, DiagnosticCode::UnreadableValue { field: "side of a fill" });
    }
    let quantity = figures::cell(sheet, row, QUANTITY, "quantity", at, sink);
    let apart = if side.as_deref() == Some("B") { bought } else { sold };
    let isin = match row.code(sheet, ISIN) {
        Some(text) => figures::isin(&text, at, sink),
        None => description.as_deref().and_then(|text| figures::isin(text, at, sink)),
    };
    let record = FillRecord {
        order_number: row.code(sheet, ORDER).map(SmolStr::from),
        order_time: time(sheet, row, ORDER_TIME, at, sink),
        trade_number: row.code(sheet, TRADE).map(SmolStr::from),
        trade_time: time(sheet, row, TRADE_TIME, at, sink),
        description: description.map(SmolStr::from),
        side,
        exchange: row.text(sheet, EXCHANGE).map(SmolStr::from),
        quantity: quantity.or(apart),
        gross_rate: figures::cell(sheet, row, GROSS, "gross rate", at, sink),
        brokerage: figures::cell(sheet, row, BROKERAGE, "brokerage", at, sink),
        net_rate: figures::cell(sheet, row, NET_RATE, "net rate", at, sink),
        closing: figures::cell(sheet, row, CLOSING, "closing rate", at, sink),
        net_total: figures::money(sheet, row, NET_TOTAL, "net total", at, sink),
        remarks: row.text(sheet, REMARKS).map(SmolStr::from),
        segment: segment.map(SmolStr::new),
        isin,
    };
    sink.push(at, Record::Fill(Box::new(record)));
}

/// Takes a line below fills that names their security and nothing else (`ISIN : INE...`); false for any other.
pub(super) fn name(sheet: &Sheet, line: usize, sink: &mut Sink) -> bool {
    let Some(found) = sheet.lines.get(line) else { return false };
    let (label, at) = (sheet.line_text(found), sheet.location(found));
    if !figures::is_isin_row(&label) {
        return false;
    }
    sheet.claims.data(found.range());
    let isin = figures::isin(&label, at, sink);
    let record = SubTotalRecord { isin, label, scope: SubTotalScope::Name, ..SubTotalRecord::default() };
    sink.push(at, Record::SubTotal(Box::new(record)));
    true
}

/// A time of day; a narrow cell may cut it (`09:20:1` above `1`). Anything else is no time, with a note.
fn time(sheet: &Sheet, row: &Row, column: usize, at: Location, sink: &mut Sink) -> Option<SmolStr> {
    let whole = row.code(sheet, column)?;
    if !figures::is_whole_time(&whole) {
        sink.note(at, DiagnosticCode::UnreadableValue { field: "time of a fill" });
        return None;
    }
    if whole.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) {
        return Some(SmolStr::from(whole));
    }
    row.text(sheet, column).map(SmolStr::from)
}

/// What a closing row adds up, by its words.
fn scope(label: &str) -> SubTotalScope {
    let compact = super::charges::compact(label);
    match () {
        () if compact.starts_with("subtotalb") => SubTotalScope::Buys,
        () if compact.starts_with("subtotals") => SubTotalScope::Sells,
        () if compact == "total" || compact == "nettotal" || compact == "grandtotal" => SubTotalScope::Table,
        () => SubTotalScope::Group,
    }
}

/// True for a line of the table that begins like a fill and is none: a number of an order and figures behind it.
pub(super) fn resembles(sheet: &Sheet, words: Range<usize>) -> bool {
    let texts: Vec<&str> =
        sheet.words.get(words).unwrap_or(&[]).iter().map(|word| sheet.text(word)).collect();
    let number =
        texts.first().is_some_and(|text| text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_digit()));
    number && texts.iter().any(|text| figures::is_time(text))
}
