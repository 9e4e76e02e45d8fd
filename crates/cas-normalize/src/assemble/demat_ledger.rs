//! Rows of a demat ledger to transactions: units by the change of the balance, type by wording.

use std::cmp::Ordering;

use cas_model::facts::RowFacts;
use cas_model::record::{LedgerRow, MovementRecord};
use cas_model::statement::{Transaction, TransactionInfo};
use cas_model::{Diagnostic, DiagnosticCode, Units};
use cas_page::Location;
use chrono::NaiveDate;

use super::fund_ledger::direction;
use crate::classify::{Classifier, Movement, Vocabulary};

/// Kind of balance that open and close units speak of, where several are printed.
const MAIN_BALANCE: &str = "benef";

/// Kinds of balance that are a part of the holding: units that are pledged, blocked or may not be sold yet.
const PART_BALANCES: [&str; 9] =
    ["pledge", "unconfirmed pledge", "margin", "lock", "block", "earmark", "lien", "hold", "frozen"];

/// The rows of one security of one account, in printed order.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) rows: Vec<(Location, MovementRecord)>,
}

/// A ledger read to its end.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) transactions: Vec<Transaction>,
    pub(super) facts: Vec<RowFacts>,
    /// Balance before the first row.
    pub(super) open: Option<Units>,
    /// Balance after the last row.
    pub(super) close: Option<Units>,
}

/// Balance so far, per kind of balance.
#[derive(Debug, Default)]
struct Balances(Vec<(Option<String>, Units)>);

impl Balances {
    fn get(&self, kind: Option<&str>) -> Option<Units> {
        self.0.iter().find(|(known, _)| known.as_deref() == kind).map(|(_, units)| *units)
    }

    fn set(&mut self, kind: Option<&str>, units: Option<Units>) {
        let Some(units) = units else { return };
        match self.0.iter_mut().find(|(known, _)| known.as_deref() == kind) {
            Some((_, slot)) => *slot = units,
            None => self.0.push((kind.map(str::to_owned), units)),
        }
    }
}

impl Ledger {
    /// Turns rows into transactions; undated rows take the day of the row before, else `fallback`.
    pub(super) fn settle(
        self,
        fallback: Option<NaiveDate>,
        classifier: &mut Classifier,
        notes: &mut Vec<Diagnostic>,
    ) -> Settled {
        let has_main = self.rows.iter().any(|(_, row)| is_main(row));
        let mut balances = Balances::default();
        let mut settled = Settled::default();
        for (at, row) in self.rows {
            let counts = if has_main { is_main(&row) } else { !is_part(&row) };
            let kind = row.balance_type.clone();
            let before = row.opening.or_else(|| balances.get(kind.as_deref()));
            let after = match row.row {
                LedgerRow::Opening => row.closing.or(row.opening),
                LedgerRow::Closing => row.closing,
                LedgerRow::Movement => {
                    let units = units_of(&row, before);
                    let after = row.closing.or_else(|| Some(before? + units?));
                    if counts && settled.open.is_none() {
                        settled.open = before.or_else(|| Some(row.closing? - units?));
                    }
                    let date = row.date.or(settled.transactions.last().map(|row| row.date)).or(fallback);
                    match date {
                        Some(date) => settled.push(at, row, (date, units, before), classifier, notes),
                        None => {
                            let code = DiagnosticCode::UnreadableValue { field: "date" };
                            notes.push(Diagnostic { code, at });
                        }
                    }
                    after
                }
            };
            if counts {
                settled.open = settled.open.or(after);
                settled.close = after.or(settled.close);
            }
            balances.set(kind.as_deref(), after);
        }
        settled
    }
}

impl Settled {
    fn push(
        &mut self,
        at: Location,
        row: MovementRecord,
        (date, units, before): (NaiveDate, Option<Units>, Option<Units>),
        classifier: &mut Classifier,
        notes: &mut Vec<Diagnostic>,
    ) {
        let wording = row.description.as_deref().unwrap_or("");
        let shape = Movement { units: units.map(direction), amount: false };
        let meaning = classifier.classify(Vocabulary::Demat, wording, shape);
        if !meaning.known {
            notes.push(Diagnostic { code: DiagnosticCode::UnknownWording, at });
        }
        self.facts.push(RowFacts {
            at,
            opening: before,
            neutral: shape.units == Some(Ordering::Equal),
            balance_type: row.balance_type,
        });
        self.transactions.push(Transaction {
            date,
            description: row.description,
            kind: meaning.kind,
            amount: None,
            units,
            nav: None,
            balance: row.closing,
            dividend_rate: None,
            additional_info: TransactionInfo {
                credit: row.credit,
                debit: row.debit,
                stamp_duty: row.stamp_duty,
                order_no: row.order_no,
                ..TransactionInfo::default()
            },
        });
    }
}

fn is_main(row: &MovementRecord) -> bool {
    row.balance_type.as_deref().is_some_and(|kind| starts_with(kind, MAIN_BALANCE))
}

fn is_part(row: &MovementRecord) -> bool {
    let kind = row.balance_type.as_deref();
    kind.is_some_and(|kind| PART_BALANCES.iter().any(|part| starts_with(kind, part)))
}

fn starts_with(kind: &str, start: &str) -> bool {
    kind.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Units moved: closing less opening where both are printed; else credit less debit, unless the running balance says
/// that the row is neutral (a lien prints a figure and moves nothing) or a column is missing.
fn units_of(row: &MovementRecord, before: Option<Units>) -> Option<Units> {
    if let (Some(opening), Some(closing)) = (row.opening, row.closing) {
        return Some(closing - opening);
    }
    let columns = match (row.credit, row.debit) {
        (None, None) => None,
        (credit, debit) => Some(credit.unwrap_or_default() - debit.unwrap_or_default()),
    };
    let change = before.zip(row.closing).map(|(before, after)| after - before);
    match (columns, change) {
        (Some(_), Some(change)) if change.is_zero() => Some(change),
        (Some(columns), Some(change)) if -columns == change => Some(change),
        (columns, change) => columns.or(change),
    }
}

#[cfg(test)]
mod tests {
    use cas_model::Depository;
    use cas_model::record::AccountKey;

    use super::*;

    fn row(kind: LedgerRow, figures: [&str; 4]) -> (Location, MovementRecord) {
        let [opening, credit, debit, closing] = figures.map(|text| text.parse().ok());
        let account =
            AccountKey { depository: Depository::Cdsl, dp_id: String::new(), client_id: String::new() };
        let record = MovementRecord {
            account,
            isin: None,
            name: None,
            row: kind,
            date: NaiveDate::from_ymd_opt(2026, 3, 5),
            order_no: None,
            description: Some("OF-CR TD:1".into()),
            opening,
            credit,
            debit,
            closing,
            stamp_duty: None,
            balance_type: None,
        };
        (Location::default(), record)
    }

    fn settle(rows: Vec<(Location, MovementRecord)>) -> (Vec<String>, Option<String>, Option<String>) {
        let settled = Ledger { rows }.settle(None, &mut Classifier::default(), &mut Vec::new());
        let units = settled.transactions.iter().map(|row| row.units.map_or("-".into(), |u| u.to_string()));
        (units.collect(), settled.open.map(|u| u.to_string()), settled.close.map(|u| u.to_string()))
    }

    #[test]
    fn units_follow_the_balance() {
        use LedgerRow::{Closing, Movement, Opening};
        let cases = [
            // printed opening and closing columns
            (
                vec![row(Movement, ["5", "5", "0", "10"]), row(Movement, ["10", "0", "4", "6"])],
                "5 -4",
                "5",
                "6",
            ),
            // a running balance with opening and closing rows
            (
                vec![
                    row(Opening, ["", "", "", "10.000"]),
                    row(Movement, ["", "15.000", "", "25.000"]),
                    row(Movement, ["", "", "5.000", "20.000"]),
                    row(Closing, ["", "", "", "20.000"]),
                ],
                "15.000 -5.000",
                "10.000",
                "20.000",
            ),
            // a lien prints a figure and moves nothing
            (vec![row(Movement, ["7", "3", "", "7"])], "0", "7", "7"),
            // the columns are swapped
            (vec![row(Opening, ["", "", "", "10"]), row(Movement, ["", "4", "", "6"])], "-4", "10", "6"),
            // no balance printed
            (vec![row(Movement, ["", "4", "", ""])], "4", "-", "-"),
        ];
        for (rows, units, open, close) in cases {
            let (found, opened, closed) = settle(rows);
            assert_eq!(found.join(" "), units);
            assert_eq!(opened.as_deref().unwrap_or("-"), open, "{units}");
            assert_eq!(closed.as_deref().unwrap_or("-"), close, "{units}");
        }
    }

    #[test]
    fn a_part_of_the_holding_is_not_its_balance() {
        let kinds = |names: &[&str]| {
            let rows = names.iter().map(|name| {
                let (at, record) = row(LedgerRow::Movement, ["0", "4", "0", "4"]);
                (at, MovementRecord { balance_type: Some((*name).to_owned()), ..record })
            });
            settle(rows.collect())
        };
        for name in ["Pledged", "Locked-in", "Lock-in upto 29-Mar-2027", "Blocked", "Unconfirmed Pledge"] {
            assert_eq!(kinds(&[name]), (vec!["4".to_owned()], None, None), "{name}");
        }
        let known = (Some("0".to_owned()), Some("4".to_owned()));
        for names in [&["Beneficiary"][..], &["Pledged", "Beneficiary"], &["Free"]] {
            let (_, open, close) = kinds(names);
            assert_eq!((open, close), known, "{names:?}");
        }
    }
}
