//! `HOLDING STATEMENT OF BONDS`: printed after the portfolio value of an account, with a total of its own.

use cas_model::date::{parse_bare_date, parse_date};
use cas_model::record::{AccountKey, HoldingRecord, Record};
use cas_model::{Amount, DiagnosticCode, SecurityClass};

use super::holdings::{bare, emit};
use super::middle;
use super::tables::{BONDS, bond};
use super::walk::{Chapter, State};
use crate::depository::cell;

/// Reads the rows of the bonds table.
pub(crate) fn read(chapter: &Chapter<'_, '_>, state: &mut State) {
    let rows = middle::read(chapter.body, &BONDS, &mut state.memories.bonds);
    let Some(account) = state.account.clone() else {
        if !rows.is_empty() {
            state.note(chapter.at(), DiagnosticCode::Orphan { record: "holding" });
        }
        return;
    };
    let mut bonds = Vec::with_capacity(rows.len());
    for row in &rows {
        let (coupon_rate, coupon_frequency) = coupon(row.text(bond::COUPON));
        let maturity = row.text(bond::MATURITY);
        let record = HoldingRecord {
            section: Some(SecurityClass::CorporateBond),
            units: row.number(bond::QUANTITY).and_then(cell::units),
            price: row.number(bond::MARKET_VALUE).and_then(cell::price),
            value: row.number(bond::VALUE).and_then(cell::amount),
            face_value: row.number(bond::FACE_VALUE).and_then(cell::price),
            coupon_rate,
            coupon_frequency,
            maturity_date: parse_bare_date(maturity).or_else(|| parse_date(maturity)),
            ..bare(&account, row.text(bond::ISIN), row.text(bond::NAME))
        };
        bonds.push(record);
    }
    let doubled = are_doubled(&bonds, &account, state);
    for (row, bond) in rows.iter().zip(bonds) {
        let listed = bond.isin.filter(|_| doubled).and_then(|isin| state.holding_of(isin));
        match listed.and_then(|index| state.amend(index)) {
            Some(Record::Holding(holding)) => complete(holding, bond),
            _ => emit(row.at, bond, state),
        }
    }
}

/// True when bonds that the holding table lists too are printed a second time here: the roster value of the account is
/// then reached without them.
fn are_doubled(bonds: &[HoldingRecord], account: &AccountKey, state: &mut State) -> bool {
    let Some(listed) = state.roster_values.iter().find(|(key, _)| key == account).map(|(_, value)| *value)
    else {
        return false;
    };
    let known = |bond: &&HoldingRecord| bond.isin.is_some_and(|isin| state.holding_of(isin).is_some());
    if !bonds.iter().any(|bond| known(&bond)) {
        return false;
    }
    let fresh: Amount = bonds.iter().filter(|bond| !known(bond)).filter_map(|bond| bond.value).sum();
    let indices: Vec<usize> = state.holdings.iter().map(|(_, index)| *index).collect();
    let mut before = Amount::ZERO;
    for index in indices {
        if let Some(Record::Holding(holding)) = state.amend(index) {
            before = before + holding.value.unwrap_or_default();
        }
    }
    before + fresh == listed
}

/// Adds what only the bonds table prints.
fn complete(holding: &mut HoldingRecord, bond: HoldingRecord) {
    holding.section = bond.section;
    holding.face_value = bond.face_value;
    holding.coupon_rate = bond.coupon_rate;
    holding.coupon_frequency = bond.coupon_frequency;
    holding.maturity_date = bond.maturity_date;
}

/// `8.10/YEARLY` is a rate and a frequency.
fn coupon(cell: &str) -> (Option<String>, Option<String>) {
    let printed = |text: &str| {
        let text = text.trim();
        (!cell::is_placeholder(text)).then(|| text.to_owned())
    };
    match cell.split_once('/') {
        Some((rate, frequency)) => (printed(rate), printed(frequency)),
        None => (printed(cell), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coupons() {
        let read = |text: &str| {
            let (rate, frequency) = coupon(text);
            (rate.unwrap_or_default(), frequency.unwrap_or_default())
        };
        assert_eq!(read("8.10/YEARLY"), ("8.10".to_owned(), "YEARLY".to_owned()));
        assert_eq!(read("7.30/HALF YEARLY"), ("7.30".to_owned(), "HALF YEARLY".to_owned()));
        assert_eq!(read("9.25"), ("9.25".to_owned(), String::new()));
        assert_eq!(read("--"), (String::new(), String::new()));
    }
}
