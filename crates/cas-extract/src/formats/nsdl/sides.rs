//! Credit or debit of rows that move nothing.
//!
//! A lien or a block prints a quantity and leaves the balance alone: nothing in the row proves under which label the
//! quantity stands. Where titles are set apart from their numbers, the other rows of such ledgers tell: they have
//! balances that prove what each column holds. Only where none does, the wording is asked (`EARMARK-CR`).

use cas_model::Units;
use cas_model::record::{MovementRecord, Record};

use crate::sink::Sink;

/// What the rows of the ledgers of CDSL accounts have proved about their two columns, and the rows that prove nothing.
#[derive(Debug, Default)]
pub(super) struct Sides {
    /// For the credit and the debit column as placed: whether a row proved that it is the other one.
    swapped: [Option<bool>; 2],
    /// Records of neutral rows.
    neutral: Vec<usize>,
}

/// What a row says about its columns before the balances are asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Seen {
    /// Both quantities, or none.
    Nothing,
    /// One quantity, in the credit column (`true`) or in the debit column.
    One(bool),
}

/// What stands in the columns of a row.
pub(super) fn seen(record: &MovementRecord) -> Seen {
    match (record.credit, record.debit) {
        (Some(_), None) => Seen::One(true),
        (None, Some(_)) => Seen::One(false),
        _ => Seen::Nothing,
    }
}

impl Sides {
    /// Takes in a row that was emitted as `index`: what stood where, whether it is a credit after all, the balances
    /// before and after it.
    pub(super) fn learn(
        &mut self,
        placed: Seen,
        is_credit: bool,
        balances: (Option<Units>, Option<Units>),
        index: usize,
    ) {
        let (Seen::One(credit), (Some(before), Some(after))) = (placed, balances) else { return };
        if before == after {
            self.neutral.push(index);
        } else if let Some(slot) = self.swapped.get_mut(usize::from(!credit)) {
            slot.get_or_insert(is_credit != credit);
        }
    }

    /// Puts the quantities of neutral rows where the other rows, or else their wordings, say.
    pub(super) fn settle(&mut self, out: &mut Sink) {
        for index in std::mem::take(&mut self.neutral) {
            let Some(Record::Movement(record)) = out.amend(index) else { continue };
            let credit = record.credit.is_some();
            let own = self.swapped.get(usize::from(!credit)).copied().flatten();
            let known = self.swapped.iter().flatten().next().is_some();
            let worded = || record.description.as_deref().and_then(suffix).is_some_and(|says| says != credit);
            if own.unwrap_or_else(|| !known && worded()) {
                std::mem::swap(&mut record.credit, &mut record.debit);
            }
        }
    }
}

/// True for `EARMARK-CR ...`, false for `EARMARK-DR ...`.
fn suffix(wording: &str) -> Option<bool> {
    let first = wording.split_whitespace().next()?;
    if first.ends_with("-CR") { Some(true) } else { first.ends_with("-DR").then_some(false) }
}

#[cfg(test)]
mod tests {
    use cas_model::Depository;
    use cas_model::record::{AccountKey, LedgerRow};
    use cas_page::Location;

    use super::*;

    fn row(credit: Option<&str>, debit: Option<&str>, closing: &str, wording: &str) -> MovementRecord {
        let units = |text: &str| text.parse().ok();
        MovementRecord {
            account: AccountKey {
                depository: Depository::Cdsl,
                dp_id: String::new(),
                client_id: String::new(),
            },
            isin: None,
            name: None,
            row: LedgerRow::Movement,
            date: None,
            order_no: None,
            description: Some(wording.to_owned()),
            opening: None,
            credit: credit.and_then(units),
            debit: debit.and_then(units),
            closing: units(closing),
            stamp_duty: None,
            balance_type: None,
        }
    }

    fn settled(rows: Vec<(Seen, MovementRecord, &str)>) -> Vec<bool> {
        let (mut sides, mut out) = (Sides::default(), Sink::default());
        for (placed, record, before) in rows {
            let index = out.push(Location::default(), Record::Movement(Box::new(record.clone())));
            let balances = (before.parse().ok(), record.closing);
            sides.learn(placed, record.credit.is_some(), balances, index);
        }
        sides.settle(&mut out);
        let records = out.finish().value.into_iter();
        records
            .map(|sourced| matches!(sourced.record, Record::Movement(row) if row.credit.is_some()))
            .collect()
    }

    #[test]
    fn proved_columns_move_neutral_quantities() {
        let proof = row(Some("5"), None, "15", "PAYOUT-CR");
        let neutral = row(None, Some("4"), "15", "OVERDUE");
        let both = vec![(Seen::One(false), proof, "10"), (Seen::One(false), neutral.clone(), "15")];
        assert_eq!(settled(both), [true, true]);
        assert_eq!(settled(vec![(Seen::One(false), neutral, "15")]), [false]);
    }

    #[test]
    fn the_wording_is_the_last_witness() {
        let earmark = row(None, Some("4"), "15", "EARMARK-CR SETT EX 1");
        assert_eq!(settled(vec![(Seen::One(false), earmark.clone(), "15")]), [true]);
        let proof = row(None, Some("5"), "10", "ON-DR TD:1");
        assert_eq!(
            settled(vec![(Seen::One(false), proof, "15"), (Seen::One(false), earmark, "10")]),
            [false, false]
        );
    }
}
