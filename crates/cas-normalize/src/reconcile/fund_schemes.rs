//! Checks on the figures of one fund scheme.

use cas_model::{CasType, Isin, Verdict};
use rust_decimal::Decimal;

use super::fund_rows::schemes;
use super::{Outcomes, Subject, product, scheme_scope, tolerance};

pub(super) fn closing_balance(subject: Subject<'_>, out: &mut Outcomes) {
    for (f, s, scheme, facts) in schemes(subject) {
        let info = &scheme.additional_info;
        let (Some(open), Some(close)) = (info.open_units, info.close_units) else { continue };
        let mut after = Some(open.value());
        for (t, row) in scheme.transactions.iter().enumerate() {
            let neutral = facts.and_then(|facts| facts.rows.get(t)).is_some_and(|row| row.neutral);
            if let (Some(units), false) = (row.units, neutral) {
                after = after.and_then(|after| after.checked_add(units.value()));
            }
        }
        out.compare(scheme_scope(f, s), after, Some(close.value()), tolerance::UNITS);
    }
}

pub(super) fn market_value(subject: Subject<'_>, out: &mut Outcomes) {
    let registrar = subject.statement.meta.cas_type == CasType::CamsKfintech;
    for (f, s, scheme, _) in schemes(subject) {
        let (Some(units), Some(nav), Some(value)) = (scheme.units, scheme.nav, scheme.value) else {
            continue;
        };
        let (units, nav, value) = (units.value(), nav.value(), value.value());
        // Registrars print the NAV as published; depositories may cut it.
        let tolerance = if registrar { tolerance::PAISA } else { tolerance::of_valuation(units, nav, value) };
        out.compare(scheme_scope(f, s), product(units, nav).map(|v| v.round_dp(4)), Some(value), tolerance);
    }
}

pub(super) fn average_cost(subject: Subject<'_>, out: &mut Outcomes) {
    for (f, s, scheme, facts) in schemes(subject) {
        let average = facts.and_then(|facts| facts.average_cost);
        let (Some(units), Some(average), Some(cost)) = (scheme.units, average, scheme.cost) else { continue };
        let (units, average, cost) = (units.value(), average.value(), cost.value());
        let tolerance = tolerance::of_valuation(units, average, cost);
        out.compare(
            scheme_scope(f, s),
            product(units, average).map(|c| c.round_dp(4)),
            Some(cost),
            tolerance,
        );
    }
}

/// The gain, and what it is of the cost where a statement prints that beside it: a percentage that is neither the share
/// of the printed gain nor that of the gain as it should be is wrong, however right the gain.
pub(super) fn gain(subject: Subject<'_>, out: &mut Outcomes) {
    for (f, s, scheme, facts) in schemes(subject) {
        let printed = facts.and_then(|facts| facts.printed_gain);
        let (Some(value), Some(cost), Some(gain)) = (scheme.value, scheme.cost, printed) else { continue };
        let expected = (value - cost).value();
        let shares = [expected, gain.value()].map(|gain| share(gain, cost.value()));
        let off = scheme.gain.percentage.map(|percent| percent.0).filter(|percent| {
            shares
                .iter()
                .all(|share| share.is_some_and(|(share, slack)| share.saturating_sub(*percent).abs() > slack))
        });
        match (off, shares) {
            (Some(percent), [Some((share, slack)), _]) => {
                out.compare(scheme_scope(f, s), Some(share), Some(percent), slack);
            }
            _ => out.compare(scheme_scope(f, s), Some(expected), Some(gain.value()), tolerance::GAIN),
        }
    }
}

/// What a gain is of its cost in per cent, and how far a printed percentage may be off.
fn share(gain: Decimal, cost: Decimal) -> Option<(Decimal, Decimal)> {
    let of_cost = |amount: Decimal| amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(cost.abs());
    let share = of_cost(gain)?.round_dp(4);
    Some((share, of_cost(tolerance::GAIN)?.saturating_add(tolerance::PERCENT).round_dp(4)))
}

/// Dummies that only look like a code (`UNCLAIMDISIN`) are skipped.
pub(super) fn isin_check_digit(subject: Subject<'_>, out: &mut Outcomes) {
    for (f, s, scheme, facts) in schemes(subject) {
        let printed = facts.and_then(|facts| facts.printed_isin.as_deref());
        let verdict = match (scheme.isin, printed) {
            (Some(_), _) => Verdict::Pass,
            (None, Some(text)) if Isin::looks_like(text) => Verdict::Fail,
            (None, Some(_)) => Verdict::Skipped,
            (None, None) => continue,
        };
        out.say(scheme_scope(f, s), verdict);
    }
}

/// Zero for a sum of nothing.
pub(super) fn or_zero(value: Option<Decimal>) -> Decimal {
    value.unwrap_or(Decimal::ZERO)
}
