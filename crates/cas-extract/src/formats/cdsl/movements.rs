//! The ledger of a demat account: `ISIN | Security | Transaction Particulars | Date | Op. Bal | ... | Stamp Duty`.
//!
//! Rows of one security leave ISIN and name blank after the first, over page breaks too.

use std::borrow::Cow;

use cas_model::record::{LedgerRow, MovementRecord, Record};
use cas_model::{DiagnosticCode, Isin, Units};

use super::holdings::is_nil;
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
    let description = whole_code(row.text(movement::PARTICULARS));
    let opening = units(movement::OPENING);
    // A balance of nothing is printed as a nil mark.
    let nil = row.number(movement::CLOSING).filter(|text| opening.is_some() && is_nil(text));
    MovementRecord {
        account: account.clone(),
        isin: None,
        name: None,
        row: LedgerRow::Movement,
        date: None,
        order_no: order_number(&description),
        description: (!description.is_empty()).then(|| description.into_owned()),
        opening,
        credit: units(movement::CREDIT),
        debit: units(movement::DEBIT),
        closing: nil.map(|_| Units::ZERO).or_else(|| units(movement::CLOSING)),
        stamp_duty: row.number(movement::STAMP).and_then(cell::amount),
        balance_type: None,
    }
}

/// The ISIN at the start of a cell, its pieces joined; what follows are footnote markers.
pub(crate) fn leading_isin(cell: &str) -> Option<Isin> {
    let code: String = cell.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    Isin::parse(&code)
}

/// The particulars with a code that wraps behind its own hyphen put together: `SETTLEMENT-` over `CR CM ...`.
fn whole_code(particulars: &str) -> Cow<'_, str> {
    let ends_code = |head: &str| head.ends_with(|last: char| last.is_ascii_alphanumeric());
    let sides = ["CR", "DR"];
    let parted = particulars.split_once("- ").filter(|(head, rest)| {
        ends_code(head) && rest.split(' ').next().is_some_and(|side| sides.contains(&side))
    });
    match parted {
        Some((head, rest)) => Cow::Owned(format!("{head}-{rest}")),
        None => Cow::Borrowed(particulars),
    }
}

/// The digits after `Txn:`: the only reference that the particulars call a transaction number. Digits that follow are
/// its rest, which a wrap has parted, where a label follows them; what else they may be nobody knows.
fn order_number(particulars: &str) -> Option<String> {
    let at = particulars.to_ascii_lowercase().find("txn:")? + 4;
    let mut words = particulars.get(at..)?.split_whitespace();
    let first = words.next()?;
    let end = first.find(|character: char| !character.is_ascii_digit()).unwrap_or(first.len());
    let digits = first.get(..end).filter(|digits| !digits.is_empty())?;
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let Some(rest) = words.next().filter(|rest| end == first.len() && is_number(rest)) else {
        return Some(digits.to_owned());
    };
    let labelled = words.next().is_some_and(|next| next.contains(':'));
    labelled.then(|| format!("{digits}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_wrap_behind_their_hyphen() {
        assert_eq!(whole_code("SETTLEMENT- CR CM M12345"), "SETTLEMENT-CR CM M12345");
        assert_eq!(whole_code("BSEEPPAYIN- DR"), "BSEEPPAYIN-DR");
        for text in ["TRANSMISSION - CREDIT", "EP-DR Txn:55501234", "SHIFT BACK- 123", "A- CREDIT"] {
            assert_eq!(whole_code(text), text);
        }
    }

    #[test]
    fn transaction_numbers_that_wrap() {
        let read = |text: &str| order_number(text).unwrap_or_default();
        assert_eq!(read("EP-DR Txn:55501234 CtBo:1208340000099999"), "55501234");
        assert_eq!(read("EP-DR Txn:5550 1234 CtBo: 1208340000099999"), "55501234");
        assert_eq!(read("EP-DR Txn: 55501234"), "55501234");
        assert_eq!(read("EP-DR Txn:5550 1208340000099999"), "");
        assert_eq!(read("EP-DR CtBo:1208340000099999"), "");
    }
}
