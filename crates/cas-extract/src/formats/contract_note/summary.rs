//! Summaries: securities of the cash segment, contracts, and ICICI's tax annexure.

use std::borrow::Cow;

use cas_model::note_record::{
    ChargeKind, ContractRecord, DematChargeRecord, SecurityRecord, SideRecord, TaxRecord,
};
use cas_model::record::Record;
use cas_model::{DiagnosticCode, Isin, SmolStr};
use cas_page::Location;
use cas_table::Sheet;

use super::cells::Row;
use super::charge_labels::kind_of;
use super::charge_lines::parts;
use super::figures;
use super::tables::{contracts, demat, scrips, securities, taxes};
use super::walk::Role;
use crate::sink::Sink;

/// The text of the cell that holds an ISIN, which a heading close below may follow.
fn isin_text<'s>(sheet: &'s Sheet, row: &Row, column: usize) -> Option<Cow<'s, str>> {
    let holds = |text: &Cow<'s, str>| figures::isin_in(text).is_some();
    row.code(sheet, column).filter(holds).or_else(|| row.text(sheet, column).filter(holds))
}

/// True for a line with an ISIN in this column, or with the beginning of one that the line below completes.
fn has_isin(sheet: &Sheet, row: &Row, column: usize, line: usize) -> bool {
    let Some(text) = row.code(sheet, column) else { return false };
    let completes = |rest: &str| figures::isin_in(&[&text, rest].concat()).is_some();
    let below = || sheet.lines.get(line + 1).map_or(&[][..], |below| sheet.words_of(below));
    figures::isin_in(&text).is_some()
        || text.starts_with("IN") && below().iter().any(|word| completes(sheet.text(word)))
}

/// A row of a security begins with its ISIN.
pub(super) fn security_role(sheet: &Sheet, row: &Row, line: usize) -> Role {
    let isin = has_isin(sheet, row, securities::ISIN, line);
    let figure = |column| figures::is_figure(sheet, row, column);
    let net = figure(securities::NET);
    let total = row
        .text(sheet, securities::ISIN)
        .or_else(|| row.text(sheet, securities::NAME))
        .is_some_and(|text| super::charges::compact(&text).starts_with("total"));
    match () {
        () if isin
            && (net || figure(securities::QUANTITY) || figure(securities::QUANTITY + securities::SELL)) =>
        {
            Role::Row
        }
        () if total && net => Role::Row,
        () => Role::Other,
    }
}

/// True for a line that begins like the row of a security: with its ISIN.
pub(super) fn resembles(sheet: &Sheet, line: usize) -> bool {
    let first = sheet.lines.get(line).and_then(|line| sheet.words_of(line).first());
    first.is_some_and(|word| Isin::parse(sheet.text(word)).is_some())
}

/// Reads a security, or the row that adds them up.
pub(super) fn security(sheet: &Sheet, row: &Row, at: Location, sink: &mut Sink) {
    row.claim(sheet);
    // The row that adds them up: its figures are those of the obligation block again.
    let Some(printed) = isin_text(sheet, row, securities::ISIN) else { return };
    let isin = figures::isin(&printed, at, sink);
    let mut side = |shift: usize| SideRecord {
        quantity: figures::cell(sheet, row, securities::QUANTITY + shift, "quantity", at, sink),
        wap: figures::cell(sheet, row, securities::WAP + shift, "average price", at, sink),
        brokerage: figures::cell(sheet, row, securities::BROKERAGE + shift, "brokerage", at, sink),
        wap_after: figures::cell(
            sheet,
            row,
            securities::WAP_AFTER + shift,
            "average price after brokerage",
            at,
            sink,
        ),
        total: figures::money(sheet, row, securities::TOTAL + shift, "total value", at, sink),
        after_levies: None,
    };
    let (buy, sell) = (side(0), side(securities::SELL));
    let record = SecurityRecord {
        isin,
        name: row.text(sheet, securities::NAME).map(Cow::into_owned),
        buy,
        sell,
        net_quantity: figures::cell(sheet, row, securities::NET_QUANTITY, "net quantity", at, sink),
        net: figures::money(sheet, row, securities::NET, "net obligation", at, sink),
        net_after_levies: None,
    };
    sink.push(at, Record::Security(Box::new(record)));
}

/// A row of the scrip-wise summary begins with its ISIN.
pub(super) fn scrip_role(sheet: &Sheet, row: &Row, line: usize) -> Role {
    let isin = has_isin(sheet, row, scrips::ISIN, line);
    if isin && figures::is_figure(sheet, row, scrips::NET) { Role::Row } else { Role::Other }
}

/// Reads a row of the scrip-wise summary.
pub(super) fn scrip(sheet: &Sheet, row: &Row, at: Location, sink: &mut Sink) {
    row.claim(sheet);
    let isin = isin_text(sheet, row, scrips::ISIN).and_then(|text| figures::isin(&text, at, sink));
    let mut side = |shift: usize| SideRecord {
        quantity: figures::cell(sheet, row, scrips::QUANTITY + shift, "quantity", at, sink),
        wap_after: figures::cell(sheet, row, scrips::RATE + shift, "average net rate", at, sink),
        total: figures::money(sheet, row, scrips::TOTAL + shift, "total value", at, sink),
        ..SideRecord::default()
    };
    let (buy, sell) = (side(0), side(scrips::SELL));
    let record = SecurityRecord {
        isin,
        name: row.text(sheet, scrips::NAME).map(Cow::into_owned),
        buy,
        sell,
        net_quantity: figures::cell(sheet, row, scrips::NET_QUANTITY, "net quantity", at, sink),
        net: figures::money(sheet, row, scrips::NET, "net obligation", at, sink),
        net_after_levies: None,
    };
    sink.push(at, Record::Security(Box::new(record)));
}

/// A row of a contract has a side and a figure; with a side that nobody knows (`EX`) it has all that a row has.
pub(super) fn contract_role(sheet: &Sheet, row: &Row) -> Role {
    let sided = row.code(sheet, contracts::SIDE).is_some_and(|text| figures::side(&text).is_some());
    let figure = |column| figures::is_figure(sheet, row, column);
    let total =
        row.text(sheet, contracts::TEXT).is_some_and(|text| super::charges::compact(&text).contains("total"));
    match () {
        () if sided && (figure(contracts::NET_TOTAL) || figure(contracts::QUANTITY)) => Role::Row,
        () if total && figure(contracts::NET_TOTAL) => Role::Row,
        () if is_of_unknown_side(sheet, row) => Role::Row,
        () => Role::Other,
    }
}

/// True for a contract with one word for its side, quantity, price and net total.
fn is_of_unknown_side(sheet: &Sheet, row: &Row) -> bool {
    let figure = |column| figures::is_figure(sheet, row, column);
    !row.is_blank(contracts::TEXT)
        && row.words(contracts::SIDE).len() == 1
        && !figure(contracts::SIDE)
        && [contracts::QUANTITY, contracts::WAP, contracts::NET_TOTAL].into_iter().all(figure)
}

/// Reads a contract, or the row that adds some up.
pub(super) fn contract(sheet: &Sheet, row: &Row, at: Location, sink: &mut Sink) {
    row.claim(sheet);
    let Some(side) = row.code(sheet, contracts::SIDE) else { return };
    let side = figures::side(&side).map(SmolStr::new_static);
    if side.is_none() {
        sink.note(at, DiagnosticCode::UnreadableValue { field: "side of a contract" });
    }
    let record = ContractRecord {
        description: row.text(sheet, contracts::TEXT).map(SmolStr::from),
        side,
        quantity: figures::cell(sheet, row, contracts::QUANTITY, "quantity", at, sink),
        wap: figures::cell(sheet, row, contracts::WAP, "average price", at, sink),
        brokerage: figures::cell(sheet, row, contracts::BROKERAGE, "brokerage", at, sink),
        wap_after: figures::cell(sheet, row, contracts::WAP_AFTER, "average price after brokerage", at, sink),
        closing: figures::cell(sheet, row, contracts::CLOSING, "closing rate", at, sink),
        net_total: figures::money(sheet, row, contracts::NET_TOTAL, "net total", at, sink),
        remarks: row.text(sheet, contracts::REMARKS).map(SmolStr::from),
    };
    sink.push(at, Record::Contract(Box::new(record)));
}

/// A row of the tax annexure has a tax; the obligation block may follow it under the same columns.
pub(super) fn tax_role(sheet: &Sheet, row: &Row, line: usize) -> Role {
    let label = sheet.lines.get(line).map(|line| parts(sheet, line).label);
    if label.and_then(|label| kind_of(&label)) == Some(ChargeKind::Obligation) {
        return Role::Other;
    }
    if figures::is_figure(sheet, row, taxes::TAX) { Role::Row } else { Role::Other }
}

/// Reads a row of the tax annexure.
pub(super) fn tax(sheet: &Sheet, row: &Row, at: Location, sink: &mut Sink) {
    row.claim(sheet);
    let record = TaxRecord {
        isin: row.code(sheet, taxes::ISIN).and_then(|text| figures::isin(&text, at, sink)),
        name: row.text(sheet, taxes::NAME).map(Cow::into_owned),
        side: row.text(sheet, taxes::SIDE).map(Cow::into_owned),
        quantity: figures::cell(sheet, row, taxes::QUANTITY, "quantity", at, sink),
        value: figures::money(sheet, row, taxes::VALUE, "taxable value", at, sink),
        tax: figures::money(sheet, row, taxes::TAX, "securities transaction tax", at, sink),
    };
    sink.push(at, Record::Tax(Box::new(record)));
}

/// A row of the participant's charges has a total.
pub(super) fn demat_role(sheet: &Sheet, row: &Row) -> Role {
    if figures::is_figure(sheet, row, demat::TOTAL) { Role::Row } else { Role::Other }
}

/// Reads a row of the participant's charges.
pub(super) fn demat(sheet: &Sheet, row: &Row, at: Location, sink: &mut Sink) {
    row.claim(sheet);
    let printed = row.code(sheet, demat::ISIN);
    // The row that adds them up begins with its word, wherever the columns put it.
    let total = [demat::NUMBER, demat::ISIN, demat::TEXT].iter().any(|&column| {
        row.text(sheet, column).is_some_and(|text| super::charges::compact(&text).contains("total"))
    });
    let record = DematChargeRecord {
        isin: printed.filter(|_| !total).and_then(|text| figures::isin(&text, at, sink)),
        label: row.text(sheet, demat::TEXT).filter(|_| !total).map(Cow::into_owned),
        amount: figures::money(sheet, row, demat::AMOUNT, "charge of the participant", at, sink),
        gst: figures::money(sheet, row, demat::GST, "GST of the participant", at, sink),
        total: figures::money(sheet, row, demat::TOTAL, "total of the participant", at, sink),
        is_sum: total,
    };
    sink.push(at, Record::DematCharge(Box::new(record)));
}
