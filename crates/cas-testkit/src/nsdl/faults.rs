//! The faulty NSDL statements: each prints one figure wrong, which the self-checks must find.

use cas_model::{Depository, SecurityClass as Class};

use crate::depository::{Case, Figure, Recipe, fault};

use super::Traits;

/// Every case of the table.
pub(super) const CASES: &[Case<Traits>] = &[
    fault("fault-security-value", "the value of a security is not units x price", &["units-price"], |r| {
        make(r, Figure::SecurityValue);
    }),
    fault(
        "fault-roster-value",
        "the roster has another value of an account",
        &["holdings-value", "group-total", "portfolio-total"],
        |r| make(r, Figure::RosterValue),
    ),
    fault("fault-roster-count", "the roster counts a security too many", &["isin-count"], |r| {
        make(r, Figure::RosterCount);
    }),
    fault(
        "fault-account-total",
        "the total under the tables of an account is too high",
        &["account-total"],
        |r| make(r, Figure::AccountTotal),
    ),
    fault("fault-composition", "a class of the composition is too high", &["asset-class"], |r| {
        make(r, Figure::Composition);
    }),
    fault(
        "fault-ledger-balance",
        "a balance is not the one before with credit and debit",
        &["ledger"],
        |r| make(r, Figure::LedgerBalance),
    ),
    fault("fault-ledger-end", "the last row of a ledger is missing", &["ledger-closing"], |r| {
        make(r, Figure::LedgerEnd);
    }),
    fault("fault-folio-value", "the value of a folio is not units x NAV", &["market-value"], |r| {
        make(r, Figure::FolioValue);
    }),
    fault("fault-folio-gain", "the profit of a folio is not value less cost", &["folio-gain"], |r| {
        make(r, Figure::FolioGain);
    }),
    fault("fault-folio-isin", "the check digit of an ISIN is wrong", &["isin-check-digit"], |r| {
        make(r, Figure::FolioIsin);
    }),
    fault("fault-folio-row", "a row of a folio ledger is missing", &["closing-balance"], |r| {
        make(r, Figure::FolioRow);
    }),
    fault("fault-folio-amount", "an amount is not units x price", &["amount", "stamp-duty"], |r| {
        make(r, Figure::FolioAmount);
    }),
    fault("fault-folio-duty", "a stamp duty is a rupee too high", &["stamp-duty"], |r| {
        make(r, Figure::FolioDuty);
    }),
    fault("fault-folio-day", "a row of a folio ledger lies before the period", &["dates-in-period"], |r| {
        make(r, Figure::FolioDay);
    }),
    fault("fault-folio-total", "the roster has another value of all folios", &["folios-total"], |r| {
        make(r, Figure::FolioTotal);
    }),
    fault("fault-folio-count", "the roster counts a folio too many", &["folio-count"], |r| {
        make(r, Figure::FolioCount);
    }),
    fault("fault-group-total", "the total of a group is too high", &["group-total"], |r| {
        make(r, Figure::GroupTotal);
    }),
    fault("fault-grand-total", "the grand total is too high", &["portfolio-total"], |r| {
        make(r, Figure::GrandTotal);
    }),
    fault("fault-trend-value", "the last month of the trend is not the portfolio value", &["trend"], |r| {
        make(r, Figure::TrendValue);
    }),
    fault(
        "fault-trend-change",
        "the changes of the trend are not those of its values",
        &["trend-change"],
        |r| make(r, Figure::TrendChange),
    ),
    fault("fault-pension-total", "the total of a pension account is too high", &["nps-value"], |r| {
        make(r, Figure::PensionTotal);
    }),
    fault("fault-class-total", "the sub-total of a class is too high", &["class-total"], |r| {
        make(r, Figure::ClassTotal);
    }),
    fault(
        "fault-folio-average",
        "units x average cost are not the cost of a folio",
        &["average-cost"],
        |r| make(r, Figure::FolioAverage),
    ),
    fault("fault-pension-fund", "the value of a pension fund is not units x NAV", &["nps-fund"], |r| {
        make(r, Figure::PensionFund);
    }),
    fault("fault-pension-tier", "the total of a tier is too high", &["nps-tier"], |r| {
        make(r, Figure::PensionTier);
    }),
];

/// Every security and folio moved; a pension account for the faults of pensions.
fn make(recipe: &mut Recipe<Traits>, figure: Figure) {
    recipe.outline.accounts(&[(Depository::Nsdl, &[(Class::Equity, 3)])]);
    recipe.outline.moving(100);
    recipe.outline.folios(2, 1);
    recipe.outline.pensions =
        usize::from(matches!(figure, Figure::PensionFund | Figure::PensionTotal | Figure::PensionTier));
    recipe.outline.fault = Some(figure);
}
