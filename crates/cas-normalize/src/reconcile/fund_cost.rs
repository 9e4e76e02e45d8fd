//! The strongest check of a registrar statement: the printed cost is the first-in-first-out cost of the units that
//! remain, stamp duty included. A lost stamp-duty row, a wrong sign or a misplaced lot shows here.

use std::collections::VecDeque;

use cas_model::TransactionKind::*;
use cas_model::statement::{Scheme, Transaction};
use cas_model::{Amount, CasType, Units, Verdict};
use rust_decimal::Decimal;

use super::fund_rows::schemes;
use super::{Outcomes, Subject, scheme_scope, tolerance};

/// Decimals that the cost of a split lot is kept to.
const LOT_DECIMALS: u32 = 12;

/// Units bought together and what they cost.
struct Lot {
    units: Decimal,
    cost: Decimal,
}

/// Depositories print what was invested, which transfers and mergers change: only registrars are held to it.
pub(super) fn cost(subject: Subject<'_>, out: &mut Outcomes) {
    if subject.statement.meta.cas_type != CasType::CamsKfintech {
        return;
    }
    for (f, s, scheme, _) in schemes(subject) {
        let (Some(printed), Some(open)) = (scheme.cost, scheme.additional_info.open_units) else { continue };
        let known = open.is_zero() && scheme.transactions.iter().all(keeps_cost) && !is_segregated(scheme);
        match remaining_cost(&scheme.transactions).filter(|_| known) {
            Some(cost) => {
                out.compare(scheme_scope(f, s), Some(cost), Some(printed.value()), tolerance::COST);
            }
            None => out.say(scheme_scope(f, s), Verdict::Skipped),
        }
    }
}

/// Segregations and mergers apportion cost by rules that the statement does not print; units that moved without money
/// bring a cost of their own.
fn keeps_cost(row: &Transaction) -> bool {
    let moves = row.units.is_some_and(|units| !units.is_zero());
    match row.kind {
        Segregation | SwitchInMerger | SwitchOutMerger => false,
        Misc | Unknown => !moves,
        Reversal => !moves || row.units.is_some_and(Units::is_negative),
        _ => true,
    }
}

fn is_segregated(scheme: &Scheme) -> bool {
    scheme.name.as_deref().is_some_and(|name| name.to_ascii_lowercase().contains("segregat"))
}

/// Walks the rows; `None` when more units leave than came, or on overflow.
fn remaining_cost(rows: &[Transaction]) -> Option<Decimal> {
    let mut lots: VecDeque<Lot> = VecDeque::new();
    for row in rows {
        let Some(units) = row.units.map(Units::value).filter(|units| !units.is_zero()) else {
            continue;
        };
        if units.is_sign_positive() {
            let amount = row.amount.map_or(Decimal::ZERO, Amount::value);
            let duty = row.additional_info.stamp_duty.map_or(Decimal::ZERO, Amount::value);
            lots.push_back(Lot { units, cost: amount.checked_add(duty)? });
        } else if !(row.kind == Reversal && drop_own_lot(&mut lots, -units)) {
            sell(&mut lots, -units)?;
        }
    }
    let mut cost = Decimal::ZERO;
    for lot in lots {
        cost = cost.checked_add(lot.cost)?;
    }
    Some(cost.round_dp(4).normalize())
}

/// A reversal undoes the latest purchase of as many units.
fn drop_own_lot(lots: &mut VecDeque<Lot>, units: Decimal) -> bool {
    let own = lots.iter().rposition(|lot| lot.units == units);
    own.is_some_and(|own| lots.remove(own).is_some())
}

fn sell(lots: &mut VecDeque<Lot>, mut units: Decimal) -> Option<()> {
    while !units.is_zero() {
        let lot = lots.front_mut()?;
        if lot.units <= units {
            units -= lot.units;
            lots.pop_front();
        } else {
            let kept = lot.units - units;
            lot.cost = lot.cost.checked_mul(kept)?.checked_div(lot.units)?.round_dp(LOT_DECIMALS);
            lot.units = kept;
            units = Decimal::ZERO;
        }
    }
    Some(())
}
