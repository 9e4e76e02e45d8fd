//! `NPS PRAN HELD WITH CRA`: contributions and schemes of a pension account.
//!
//! The section repeats the headings of demat accounts; the walk knows by its area that they are these. No value column
//! is printed: the portfolio value is that of the whole account.

use cas_model::Amount;
use cas_model::record::{NpsFundRecord, NpsRecord, NpsRowRecord, Record, TotalScope};
use cas_page::Location;
use cas_table::read_labels;

use super::accounts::single;
use super::middle;
use super::pension_tables::{PENSION_FUNDS, PENSION_ROWS, pension};
use super::walk::{Chapter, State};
use crate::depository::cell;
use crate::depository::remark::is_row_like;

const LABELS: [&str; 4] = ["NPS-SP", "PRAN ID", "PRAN", "Tier Status"];

/// The pension account that is being read.
#[derive(Debug, Default)]
pub(crate) struct Open {
    /// Its record.
    record: Option<usize>,
    pran: Option<String>,
    /// `Tier Status` of the section.
    tier: Option<u8>,
    /// Sum of the portfolio values printed so far (one per tier section).
    value: Option<Amount>,
}

/// Ids and tier under the heading.
pub(crate) fn head(chapter: &Chapter<'_, '_>, state: &mut State) {
    read_head(chapter, String::new(), state);
}

/// `NPS-SP : PROT PRAN ID : 110000000011` with what stands under it: accounts may share one heading.
pub(crate) fn account(chapter: &Chapter<'_, '_>, state: &mut State) {
    chapter.sheet.claims.data(chapter.line.range());
    read_head(chapter, chapter.sheet.line_text(chapter.line), state);
}

/// `Tier Status : 2` with what stands under it: the second tier of an account stands below the funds of the first.
pub(crate) fn tier(chapter: &Chapter<'_, '_>, state: &mut State) {
    chapter.sheet.claims.data(chapter.line.range());
    read_head(chapter, chapter.sheet.line_text(chapter.line), state);
}

fn read_head(chapter: &Chapter<'_, '_>, mut text: String, state: &mut State) {
    for (sheet, line) in chapter.lines().filter(|(sheet, line)| !is_row_like(sheet, line)) {
        sheet.claims.data(line.range());
        text.push(' ');
        text.push_str(&sheet.line_text(line));
    }
    if text.is_empty() {
        return;
    }
    let mut record = NpsRecord { group: Some(chapter.group), ..NpsRecord::default() };
    let mut tier = None;
    for found in read_labels(&text, &LABELS) {
        let value = single(found.value);
        if value.is_empty() {
            continue;
        }
        match LABELS.get(found.label).copied() {
            Some("NPS-SP") => record.cra = Some(value.to_owned()),
            Some("Tier Status") => tier = tier_of_status(value),
            Some(_) => record.pran = Some(value.to_owned()),
            None => {}
        }
    }
    let same = record.pran.is_none() || record.pran == state.pension.pran;
    if same && state.pension.record.is_some() {
        state.pension.tier = tier.or(state.pension.tier);
        return;
    }
    let pran = record.pran.clone();
    let index = state.emit(chapter.at(), Record::Nps(Box::new(record)));
    state.pension = Open { record: Some(index), pran, tier, value: None };
}

/// Contributions and charges.
pub(crate) fn rows(chapter: &Chapter<'_, '_>, state: &mut State) {
    let rows = middle::read(chapter.body, &PENSION_ROWS, &mut state.memories.pension_rows);
    for row in &rows {
        let direction = row.text(pension::DIRECTION);
        let date = state.day(row.at, row.text(pension::DATE));
        let record = NpsRowRecord {
            date,
            description: row.text(pension::DESCRIPTION).to_owned(),
            direction: (!direction.is_empty()).then(|| direction.to_owned()),
            amount: row.number(pension::AMOUNT).and_then(cell::amount),
            nav: row.number(pension::ROW_NAV).and_then(cell::price),
            units: row.number(pension::ROW_UNITS).and_then(cell::units),
        };
        state.emit(row.at, Record::NpsRow(Box::new(record)));
    }
}

/// Schemes with units and NAV. Rows whose numbers are redacted are no rows.
pub(crate) fn funds(chapter: &Chapter<'_, '_>, state: &mut State) {
    let rows = middle::read(chapter.body, &PENSION_FUNDS, &mut state.memories.pension_funds);
    for row in &rows {
        let name = row.text(pension::SCHEME);
        let manager = row.text(pension::MANAGER);
        let record = NpsFundRecord {
            name: (!name.is_empty()).then(|| name.to_owned()),
            tier: tier_of_name(name).or(state.pension.tier),
            manager: (!cell::is_placeholder(manager)).then(|| manager.to_owned()),
            units: row.number(pension::UNITS).and_then(cell::units),
            nav: row.number(pension::NAV).and_then(cell::price),
            value: row.number(pension::VALUE).and_then(cell::amount),
        };
        if record.units.is_some() || record.nav.is_some() {
            state.emit(row.at, Record::NpsFund(Box::new(record)));
        }
    }
}

/// The portfolio value: of the account, or of one of its tiers when it is printed more than once.
pub(crate) fn value(at: Location, value: Option<Amount>, state: &mut State) {
    let Some(pran) = state.pension.pran.clone() else { return };
    let sum = match (state.pension.value, value) {
        (Some(before), Some(value)) => Some(before + value),
        (before, value) => value.or(before),
    };
    state.pension.value = sum;
    if let Some(Record::Nps(record)) = state.pension.record.and_then(|index| state.out.amend(index)) {
        record.value = sum;
    }
    state.total(at, TotalScope::Nps(pran), "Portfolio Value", value);
}

/// `TIER I` / `TIER II` in the name of a scheme.
fn tier_of_name(name: &str) -> Option<u8> {
    let mut words =
        name.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.by_ref().find(|word| word.eq_ignore_ascii_case("tier"))?;
    tier_of_status(words.next()?)
}

fn tier_of_status(text: &str) -> Option<u8> {
    match text.split_whitespace().next_back()? {
        "1" | "I" | "i" => Some(1),
        "2" | "II" | "ii" => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers() {
        assert_eq!(tier_of_name("NPS TRUST- A/C SAMPLE SCHEME E - TIER I [GS/POP] POP"), Some(1));
        assert_eq!(tier_of_name("NPS TRUST- A/C SAMPLE SCHEME G - TIER II"), Some(2));
        assert_eq!(tier_of_name("NPS TRUST- A/C SAMPLE SCHEME G"), None);
        assert_eq!(tier_of_status("1"), Some(1));
        assert_eq!(tier_of_status("Tier II"), Some(2));
    }
}
