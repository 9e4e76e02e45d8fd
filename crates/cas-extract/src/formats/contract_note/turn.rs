//! Rows that a page break cuts: the rest of a name or description stands under the repeated header.

use std::borrow::Cow;

use cas_model::SmolStr;
use cas_model::note_record::{ContractRecord, FillRecord, SecurityRecord};
use cas_model::record::Record;
use cas_table::Sheet;

use super::cells::{Cells, Row};
use super::tables::{contracts, fills, securities};
use super::{figures, notices};
use crate::sink::Sink;

/// The last row before a page break, and where its rest may stand.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// Page and index of the row.
    last: Option<(u32, usize)>,
    /// The line below the header on this page.
    top: Option<usize>,
    /// Descriptions of fills hold their ISIN.
    described: bool,
}

impl Turn {
    /// Notes the row that was read last, if `records` of the sink grew by it.
    pub(super) fn row(&mut self, sheet: &Sheet, before: usize, sink: &mut Sink) {
        self.top = None;
        self.last = (sink.len() == before + 1).then_some((sheet.number, before));
        if let Some(Record::Fill(fill)) = sink.amend(before) {
            self.described |= fill.isin.is_some();
        }
    }

    /// A header ends above `line`.
    pub(super) fn header(&mut self, line: usize) {
        self.top = Some(line);
    }

    /// Something else was printed: the row is whole.
    pub(super) fn end(&mut self) {
        *self = Self { described: self.described, ..Self::default() };
    }

    /// Takes a line as the rest of the row before the page break; false when it is none. The name of a segment is none.
    pub(super) fn take(&mut self, sheet: &Sheet, cells: &Cells, line: usize, sink: &mut Sink) -> bool {
        let Some((page, index)) = self.last else { return false };
        if page == sheet.number || self.top != Some(line) {
            return false;
        }
        let found = sheet.lines.get(line);
        if found.is_none_or(|found| notices::is_segment(&sheet.line_text(found))) {
            return false;
        }
        let mut row = Row::default();
        cells.read(sheet, line..line + 1, line, &mut row);
        let taken = match sink.amend(index) {
            Some(Record::Fill(fill)) => fill_goes_on(sheet, &row, fill, self.described),
            Some(Record::Security(security)) => security_goes_on(sheet, &row, security),
            Some(Record::Contract(contract)) => contract_goes_on(sheet, &row, contract),
            _ => false,
        };
        if taken {
            row.claim(sheet);
            self.top = Some(line + 1);
        }
        taken
    }
}

fn fill_goes_on(sheet: &Sheet, row: &Row, fill: &mut FillRecord, described: bool) -> bool {
    if !row.holds_only(&[fills::TEXT, fills::ORDER, fills::TRADE]) {
        return false;
    }
    let text = row.text(sheet, fills::TEXT);
    // An ISIN alone is a row of its own where descriptions have none.
    if text.as_deref().is_some_and(|text| figures::is_isin_row(text) && !described) {
        return false;
    }
    let rests = [fills::ORDER, fills::TRADE].map(|column| row.code(sheet, column));
    let [order, trade] = &rests;
    if !is_rest(&fill.order_number, order) || !is_rest(&fill.trade_number, trade) {
        return false;
    }
    if let Some(text) = text {
        let whole = [fill.description.as_deref().unwrap_or(""), " ", &text].concat();
        fill.isin = fill.isin.or_else(|| figures::isin_in(&whole).and_then(cas_model::Isin::parse));
        fill.description = Some(SmolStr::from(whole.trim()));
    }
    for (rest, number) in rests.into_iter().zip([&mut fill.order_number, &mut fill.trade_number]) {
        if let Some(rest) = rest {
            *number = Some(SmolStr::from([number.as_deref().unwrap_or(""), &rest].concat()));
        }
    }
    true
}

/// True for nothing, and for the rest of a number: digits, and letters where it began with some.
fn is_rest(number: &Option<SmolStr>, rest: &Option<Cow<'_, str>>) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic();
    let lettered = number.as_deref().is_some_and(|number| number.bytes().any(is_letter));
    rest.as_deref()
        .is_none_or(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || lettered && is_letter(byte)))
}

fn security_goes_on(sheet: &Sheet, row: &Row, security: &mut SecurityRecord) -> bool {
    let Some(text) = row.text(sheet, securities::NAME).filter(|_| row.holds_only(&[securities::NAME])) else {
        return false;
    };
    security.name = Some([security.name.as_deref().unwrap_or(""), " ", &text].concat().trim().to_owned());
    true
}

fn contract_goes_on(sheet: &Sheet, row: &Row, contract: &mut ContractRecord) -> bool {
    let Some(text) = row.text(sheet, contracts::TEXT).filter(|_| row.holds_only(&[contracts::TEXT])) else {
        return false;
    };
    let whole = [contract.description.as_deref().unwrap_or(""), " ", &text].concat();
    contract.description = Some(SmolStr::from(whole.trim()));
    true
}
