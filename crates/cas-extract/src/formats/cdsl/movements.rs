//! The ledger of a demat account: `ISIN | Security | Transaction Particulars | Date | Op. Bal | ... | Stamp Duty`.
//!
//! Rows of one security leave ISIN and name blank after the first, over page breaks too.

use cas_model::record::{LedgerRow, MovementRecord, Record};
use cas_model::{DiagnosticCode, Isin};

use super::middle::{self, MiddleRow};
use super::tables::{MOVEMENTS, movement};
use super::walk::{Chapter, State};
use crate::depository::cell;

/// Reads the rows under `STATEMENT OF TRANSACTIONS` of a demat account.
pub(crate) fn read(chapter: &Chapter<'_, '_>, state: &mut State) {
    let rows = middle::read(chapter.body, &MOVEMENTS, &mut state.memories.movements);
    let Some(account) = state.account.clone() else {
        if !rows.is_empty() {
            state.note(chapter.at(), DiagnosticCode::Orphan { record: "movement" });
        }
        return;
    };
    let mut isin: Option<Isin> = None;
    let mut name: Option<String> = None;
    for row in &rows {
        let code = row.text(movement::ISIN);
        if !code.is_empty() {
            isin = leading_isin(code);
            if isin.is_none() {
                state.note(row.at, DiagnosticCode::InvalidIsin);
            }
        }
        if !row.text(movement::SECURITY).is_empty() {
            name = Some(row.text(movement::SECURITY).to_owned());
        }
        let record = MovementRecord {
            account: account.clone(),
            date: state.day(row.at, row.text(movement::DATE)),
            isin,
            name: name.clone(),
            ..movement_of(row, &account)
        };
        state.emit(row.at, Record::Movement(Box::new(record)));
    }
}

/// A row without its date.
fn movement_of(row: &MiddleRow<'_>, account: &cas_model::record::AccountKey) -> MovementRecord {
    let units = |column| row.number(column).and_then(cell::units);
    let description = row.text(movement::PARTICULARS);
    MovementRecord {
        account: account.clone(),
        isin: None,
        name: None,
        row: LedgerRow::Movement,
        date: None,
        order_no: order_number(description),
        description: (!description.is_empty()).then(|| description.to_owned()),
        opening: units(movement::OPENING),
        credit: units(movement::CREDIT),
        debit: units(movement::DEBIT),
        closing: units(movement::CLOSING),
        stamp_duty: row.number(movement::STAMP).and_then(cell::amount),
        balance_type: None,
    }
}

/// The ISIN at the start of a cell, its pieces joined; what follows are footnote markers.
pub(crate) fn leading_isin(cell: &str) -> Option<Isin> {
    let code: String = cell.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    Isin::parse(&code)
}

/// The digits after `Txn:`: the only reference that the particulars call a transaction number.
fn order_number(particulars: &str) -> Option<String> {
    let at = particulars.to_ascii_lowercase().find("txn:")? + 4;
    let rest = particulars.get(at..)?.trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}
