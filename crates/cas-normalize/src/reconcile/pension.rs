//! Checks on pension accounts.

use cas_model::Amount;
use cas_model::record::TotalScope;

use super::fund_schemes::or_zero;
use super::{Outcomes, Subject, product, tolerance, total};

pub(super) fn fund(subject: Subject<'_>, out: &mut Outcomes) {
    for (n, account) in subject.statement.nps.iter().enumerate() {
        let printed =
            subject.facts.nps.get(n).map(|facts| facts.value_printed.as_slice()).unwrap_or_default();
        for (f, fund) in account.funds.iter().enumerate() {
            let (Some(units), Some(nav), Some(value)) = (fund.units, fund.nav, fund.value) else { continue };
            if printed.get(f).copied().unwrap_or(false) {
                let (units, nav, value) = (units.value(), nav.value(), value.value());
                let tolerance = tolerance::of_product(units, nav, value);
                let expected = product(units, nav).map(|value| value.round_dp(4));
                out.compare(format!("/nps/{n}/funds/{f}"), expected, Some(value), tolerance);
            }
        }
    }
}

/// Where no fund value is printed the sum is of computed ones: each may be off by half a paisa.
pub(super) fn value(subject: Subject<'_>, out: &mut Outcomes) {
    for (n, account) in subject.statement.nps.iter().enumerate() {
        let pran = account.pran.as_deref();
        let totals = subject.facts.totals.iter().map(|total| &total.fact);
        let printed = totals
            .filter(|total| matches!(&total.scope, TotalScope::Nps(of) if Some(of.as_str()) == pran))
            .find_map(|total| total.value);
        // The value of an account with a total for each tier is their sum.
        let Some(printed) = account.value.or(printed) else { continue };
        let expected = or_zero(total(account.funds.iter().map(|fund| fund.value.map(Amount::value))));
        let tolerance = tolerance::PAISA * rust_decimal::Decimal::from(account.funds.len().max(1) as u64);
        out.compare(format!("/nps/{n}/value"), Some(expected), Some(printed.value()), tolerance);
    }
}

pub(super) fn tier(subject: Subject<'_>, out: &mut Outcomes) {
    for (n, account) in subject.statement.nps.iter().enumerate() {
        for printed in subject.facts.totals.iter().map(|total| &total.fact) {
            let TotalScope::NpsTier(pran, tier) = &printed.scope else { continue };
            let Some(value) = printed.value.filter(|_| account.pran.as_ref() == Some(pran)) else { continue };
            let funds = account.funds.iter().filter(|fund| fund.additional_info.tier == Some(*tier));
            let expected = total(funds.map(|fund| fund.value.map(Amount::value)));
            out.compare(format!("/nps/{n}/funds"), expected, Some(value.value()), tolerance::PAISA);
        }
    }
}
