//! Holdings of a demat account: the one table that mixes all classes, its stacked form for accounts held with NSDL, and
//! the lock-ins that are printed between the table and its total.

use cas_model::record::{AccountKey, HoldingRecord, Record, RemarkRecord};
use cas_model::{Amount, DiagnosticCode, Price, Units};
use cas_page::Location;

use super::middle::{self, MiddleRow};
use super::movements::leading_isin;
use super::numbers::{self, Cell};
use super::stacks::unmarked;
use super::tables::{
    FIRST_BALANCES, HOLDINGS, LOCK_INS, SECOND_BALANCES, STACKED_HOLDINGS, holding, lock_in,
};
use super::walk::{Chapter, State};
use crate::depository::cell;

/// Reads the rows under `HOLDING STATEMENT AS ON`.
pub(crate) fn read(chapter: &Chapter<'_, '_>, state: &mut State) {
    let stacked = chapter
        .lines()
        .take(2)
        .any(|(sheet, line)| sheet.words_of(line).iter().any(|word| unmarked(sheet.text(word)).is_some()));
    let rows = if stacked {
        middle::read(chapter.body, &STACKED_HOLDINGS, &mut state.memories.stacked)
    } else {
        middle::read(chapter.body, &HOLDINGS, &mut state.memories.holdings)
    };
    let Some(account) = state.account.clone() else {
        if !rows.is_empty() {
            state.note(chapter.at(), DiagnosticCode::Orphan { record: "holding" });
        }
        return;
    };
    for row in &rows {
        let mut record = holding_of(row, &account);
        if stacked {
            second_balances(row, &mut record);
        }
        emit(row.at, record, state);
    }
}

/// Adds the record and remembers it for what later tables say about it.
pub(crate) fn emit(at: Location, record: HoldingRecord, state: &mut State) {
    let isin = record.isin;
    if isin.is_none() {
        state.note(at, DiagnosticCode::InvalidIsin);
    }
    if record.units.is_none() && record.price.is_some() && record.value.is_some() {
        state.note(at, DiagnosticCode::UnreadableValue { field: "units" });
    }
    let index = state.emit(at, Record::Holding(Box::new(record)));
    state.holdings.extend(isin.map(|isin| (isin, index)));
}

fn holding_of(row: &MiddleRow<'_>, account: &AccountKey) -> HoldingRecord {
    let balances = FIRST_BALANCES
        .iter()
        .filter(|(column, _)| *column != holding::CURRENT)
        .filter_map(|(column, label)| {
            let units = row.number(*column).and_then(cell::units)?;
            Some(((*label).to_owned(), units))
        })
        .collect();
    let units = row.number(holding::CURRENT).and_then(balance);
    let (price, value) = price_and_value(row, units);
    HoldingRecord {
        units,
        price,
        value,
        balances,
        ..bare(account, row.text(holding::ISIN), row.text(holding::SECURITY))
    }
}

/// Price and value of a row. Where the two touch, the parting that the units prove is the right one.
fn price_and_value(row: &MiddleRow<'_>, units: Option<Units>) -> (Option<Price>, Option<Amount>) {
    let cell_of = |column| row.numbers.iter().find(|(at, _)| *at == Some(column)).map(|(_, cell)| cell);
    let (price, value) = (cell_of(holding::PRICE), cell_of(holding::VALUE));
    if let (Some(left), Some(right), Some(units)) = (price, value, units)
        && left.word == right.word
    {
        let glued = format!("{}{}", left.text, right.text);
        let read = |(price, value)| Some((cell::price(price)?, cell::amount(value)?));
        let proven = numbers::partings(&glued)
            .filter_map(read)
            .find(|(price, value)| cell::closes(units, *price, *value));
        if let Some((price, value)) = proven {
            return (Some(price), Some(value));
        }
    }
    (price.and_then(|cell| cell::price(cell.text)), value.and_then(|cell| cell::amount(cell.text)))
}

/// A current balance: `--` is how these tables print nothing at all (rights entitlements, securities sold out).
fn balance(text: &str) -> Option<Units> {
    if is_nil(text) { Some(Units::ZERO) } else { cell::units(text) }
}

/// True for `--`.
pub(crate) fn is_nil(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'-')
}

/// A holding with nothing but its ISIN, markers and name.
pub(crate) fn bare(account: &AccountKey, code: &str, name: &str) -> HoldingRecord {
    HoldingRecord {
        account: account.clone(),
        section: None,
        isin: leading_isin(code),
        name: (!name.is_empty()).then(|| name.to_owned()),
        units: None,
        price: None,
        value: None,
        face_value: None,
        coupon_rate: None,
        coupon_frequency: None,
        maturity_date: None,
        symbol: None,
        balances: Vec::new(),
        markers: markers(code),
    }
}

/// Footnote markers behind the ISIN or in a cell of their own (`!!`, `##`, `@`).
fn markers(code: &str) -> Vec<String> {
    code.split(|character: char| {
        character.is_ascii_alphanumeric() || matches!(character, ' ' | '\u{ad}' | '-')
    })
    .filter(|marker| !marker.is_empty())
    .map(str::to_owned)
    .collect()
}

/// The second line of the cells: locked in, pending, pledged.
fn second_balances(row: &MiddleRow<'_>, record: &mut HoldingRecord) {
    let Some(second) = row.stacked.first() else { return };
    let first: Vec<(usize, Cell<'_>)> =
        row.numbers.iter().filter_map(|(column, cell)| column.map(|column| (column, *cell))).collect();
    record.balances.extend(under(second, &first));
}

/// Balances of the second line under those of the first: by order when all five are printed, else by place.
fn under(second: &[Cell<'_>], first: &[(usize, Cell<'_>)]) -> Vec<(String, Units)> {
    let printed: Vec<(usize, &str)> = first
        .iter()
        .filter_map(|(column, _)| SECOND_BALANCES.iter().find(|(at, _)| at == column).copied())
        .collect();
    let nearest = |cell: &Cell<'_>| {
        let gap = |other: &Cell<'_>| (cell.x0 - other.x0).abs().min((cell.x1 - other.x1).abs());
        first.iter().min_by(|a, b| gap(&a.1).total_cmp(&gap(&b.1))).map(|(column, _)| *column)
    };
    second
        .iter()
        .enumerate()
        .filter_map(|(index, value)| {
            let column = if printed.len() == second.len() {
                printed.get(index).map(|(column, _)| *column)
            } else {
                nearest(value)
            }?;
            let (_, label) = SECOND_BALANCES.iter().find(|(at, _)| *at == column)?;
            cell::units(value.text).map(|units| ((*label).to_owned(), units))
        })
        .collect()
}

/// `(Other Details)`: kept with the holding of the same ISIN; these rows are no holdings of their own.
pub(crate) fn lock_ins(chapter: &Chapter<'_, '_>, state: &mut State) {
    let rows = middle::read(chapter.body, &LOCK_INS, &mut state.memories.lock_ins);
    for row in &rows {
        let isin = leading_isin(row.text(lock_in::ISIN));
        let date = row.text(lock_in::DATE);
        let what = row.text(lock_in::DESCRIPTION);
        let mut facts: Vec<(String, Units)> = Vec::new();
        let locked = [
            ("Lockin", lock_in::LOCKED),
            ("Pending Demat", lock_in::DEMAT),
            ("Pending Remat", lock_in::REMAT),
        ];
        for (label, column) in locked {
            let Some(units) = row.number(column).and_then(cell::units) else { continue };
            let label =
                if column == lock_in::LOCKED { format!("{label} {what} {date}") } else { label.to_owned() };
            facts.push((label.trim().to_owned(), units));
        }
        let known = isin.and_then(|isin| state.holding_of(isin));
        match known.and_then(|at| state.amend(at)) {
            Some(Record::Holding(holding)) => holding.balances.extend(facts),
            _ => {
                let mut text = format!("{} {}", row.text(lock_in::ISIN), row.text(lock_in::SECURITY));
                for (label, units) in facts {
                    text.push_str(&format!(", {label} {units}"));
                }
                state.emit(row.at, Record::Remark(RemarkRecord { kind: "lock-in", text }));
            }
        }
    }
}
