//! Checks on demat accounts: values, totals, counts, ledgers.

use std::collections::HashSet;

use cas_model::facts::{AccountFacts, HoldingFacts, HoldingList};
use cas_model::record::{AccountKey, TotalScope};
use cas_model::statement::{DematAccount, Holding, Transaction};
use cas_model::{Amount, Price, Units, Verdict};
use rust_decimal::Decimal;

use super::fund_schemes::or_zero;
use super::{Outcomes, Subject, product, tolerance, total};

/// Every account with its place and the facts beside it.
fn accounts<'a>(
    subject: Subject<'a>,
) -> impl Iterator<Item = (usize, &'a DematAccount, Option<&'a AccountFacts>)> {
    let facts = subject.facts;
    subject
        .statement
        .demat_accounts
        .iter()
        .enumerate()
        .map(move |(a, account)| (a, account, facts.accounts.get(a)))
}

/// Every holding of an account with its list, place and the facts beside it.
fn holdings<'a>(
    account: &'a DematAccount,
    facts: Option<&'a AccountFacts>,
) -> impl Iterator<Item = (HoldingList, usize, &'a Holding, Option<&'a HoldingFacts>)> {
    HoldingList::ALL.into_iter().flat_map(move |list| {
        let beside = facts.and_then(|facts| facts.holdings.get(list.index()));
        list.of(&account.holdings)
            .iter()
            .enumerate()
            .map(move |(h, holding)| (list, h, holding, beside.and_then(|beside| beside.get(h))))
    })
}

fn scope(account: usize, list: HoldingList, holding: usize) -> String {
    format!("/demat_accounts/{account}/holdings/{}/{holding}", list.key())
}

/// Old bond tables print no market price and value at face; a note in place of the price says nothing to reckon with.
fn price_of(beside: &HoldingFacts) -> Option<Price> {
    let at_face = beside.maturity_date.is_some() && beside.markers.is_empty();
    beside.price.or(beside.face_value.filter(|_| at_face))
}

pub(super) fn units_price(subject: Subject<'_>, out: &mut Outcomes) {
    for (a, account, facts) in accounts(subject) {
        for (list, h, holding, beside) in holdings(account, facts) {
            let price = beside.and_then(price_of);
            let (Some(units), Some(price), Some(value)) = (holding.units, price, holding.value) else {
                continue;
            };
            let (units, price, value) = (units.value(), price.value(), value.value());
            let tolerance = tolerance::of_valuation(units, price, value);
            out.compare(
                scope(a, list, h),
                product(units, price).map(|v| v.round_dp(4)),
                Some(value),
                tolerance,
            );
        }
    }
}

pub(super) fn holdings_value(subject: Subject<'_>, out: &mut Outcomes) {
    for (a, account, facts) in accounts(subject) {
        let Some(printed) = account.value else { continue };
        let expected = or_zero(value_of(account, facts, |_| true));
        out.compare(
            format!("/demat_accounts/{a}/value"),
            Some(expected),
            Some(printed.value()),
            tolerance::PAISA,
        );
    }
}

/// A statement may print the bonds of an account in a table of their own, with a total of their own, and the holdings
/// of an account in several sections, each with its total: the first total, the sum of all or, where they count on, the
/// last one is that of the account.
pub(super) fn account_total(subject: Subject<'_>, out: &mut Outcomes) {
    for (a, account, facts) in accounts(subject) {
        let of = |wanted: fn(&TotalScope) -> Option<&AccountKey>| {
            let totals = subject.facts.totals.iter().map(|total| &total.fact);
            let own = totals.filter(|total| wanted(&total.scope).is_some_and(|key| is_of(key, account)));
            own.filter_map(|total| total.value).collect::<Vec<Amount>>()
        };
        let main = of(|scope| match scope {
            TotalScope::Account(key) => Some(key),
            _ => None,
        });
        let bonds = of(|scope| match scope {
            TotalScope::AccountBonds(key) => Some(key),
            _ => None,
        });
        if main.is_empty() && bonds.is_empty() {
            continue;
        }
        let first = |totals: &[Amount]| totals.first().copied().unwrap_or_default();
        let last = |totals: &[Amount]| totals.last().copied().unwrap_or_default();
        let expected = or_zero(value_of(account, facts, |_| true));
        let all = main.iter().chain(&bonds).copied().sum::<Amount>().value();
        let counted_on = (last(&main) + last(&bonds)).value();
        let fitting = [all, counted_on].into_iter().find(|total| *total == expected);
        let printed = fitting.unwrap_or_else(|| (first(&main) + first(&bonds)).value());
        out.compare(format!("/demat_accounts/{a}/holdings"), Some(expected), Some(printed), tolerance::PAISA);
    }
}

pub(super) fn class_total(subject: Subject<'_>, out: &mut Outcomes) {
    for (a, account, facts) in accounts(subject) {
        for printed in subject.facts.totals.iter().map(|total| &total.fact) {
            let TotalScope::AccountClass(key, class) = &printed.scope else { continue };
            let Some(value) = printed.value.filter(|_| is_of(key, account)) else { continue };
            let expected = value_of(account, facts, |beside| beside.section == Some(*class));
            let scope = format!("/demat_accounts/{a}/holdings");
            out.compare(scope, expected, Some(value.value()), tolerance::PAISA);
        }
    }
}

pub(super) fn isin_count(subject: Subject<'_>, out: &mut Outcomes) {
    for (a, account, facts) in accounts(subject) {
        let Some(printed) = facts.and_then(|facts| facts.isin_count) else { continue };
        let listed = holdings(account, facts).filter(|(_, _, _, beside)| beside.is_some_and(|b| b.listed));
        let mut seen = HashSet::new();
        let count =
            listed.filter(|(_, _, holding, _)| holding.isin.is_none_or(|isin| seen.insert(isin))).count();
        let scope = format!("/demat_accounts/{a}/holdings");
        out.compare(scope, Some(Decimal::from(count as u64)), Some(Decimal::from(printed)), Decimal::ZERO);
    }
}

/// A row begins where the row before it ended, and ends where its movement leads. Rows without a printed balance move
/// the chain and are not compared.
pub(super) fn ledger(subject: Subject<'_>, out: &mut Outcomes) {
    for (a, account, facts) in accounts(subject) {
        for (list, h, holding, beside) in holdings(account, facts) {
            // The balance after the last row, by kind of balance.
            let mut ended: Vec<(Option<&str>, Units)> = Vec::new();
            for (t, row) in holding.transactions.iter().enumerate() {
                let Some(row_facts) = beside.and_then(|beside| beside.rows.get(t)) else { continue };
                let kind = row_facts.balance_type.as_deref();
                let last = ended.iter_mut().find(|(known, _)| *known == kind);
                if let (Some((_, last)), Some(before)) = (&last, row_facts.opening) {
                    let scope = format!("{}/transactions/{t}", scope(a, list, h));
                    out.compare(scope, Some(last.value()), Some(before.value()), tolerance::UNITS);
                }
                if t.checked_sub(1).and_then(|t| holding.transactions.get(t)).is_some_and(|above| {
                    let moved =
                        beside.and_then(|beside| beside.rows.get(t - 1)).is_some_and(|row| !row.neutral);
                    moved && row_facts.neutral && is_same_row(above, row)
                }) {
                    // A row that moved the balance, and the same row again without moving it: it stands there twice.
                    out.say(format!("{}/transactions/{t}", scope(a, list, h)), Verdict::Fail);
                }
                match (last, row.balance) {
                    (Some((_, last)), Some(balance)) => *last = balance,
                    (None, Some(balance)) => ended.push((kind, balance)),
                    _ => {}
                }
                let info = &row.additional_info;
                let (Some(before), Some(after)) = (row_facts.opening, row.balance) else { continue };
                if row_facts.neutral || (info.credit.is_none() && info.debit.is_none()) {
                    continue;
                }
                let moved = info.credit.unwrap_or_default() - info.debit.unwrap_or_default();
                out.compare(
                    format!("{}/transactions/{t}", scope(a, list, h)),
                    Some((before + moved).value()),
                    Some(after.value()),
                    tolerance::UNITS,
                );
            }
            // The printed closing line, where one kind of balance is kept.
            if let ([(_, last)], Some(close)) = (ended.as_slice(), holding.additional_info.close_units) {
                out.compare(scope(a, list, h), Some(last.value()), Some(close.value()), tolerance::UNITS);
            }
        }
    }
}

/// True when two rows say the same in every column.
fn is_same_row(one: &Transaction, other: &Transaction) -> bool {
    let figures = |row: &Transaction| (row.balance, row.additional_info.credit, row.additional_info.debit);
    one.date == other.date && one.description == other.description && figures(one) == figures(other)
}

pub(super) fn ledger_closing(subject: Subject<'_>, out: &mut Outcomes) {
    for (a, account, facts) in accounts(subject) {
        for (list, h, holding, beside) in holdings(account, facts) {
            let (Some(close), Some(units)) = (holding.additional_info.close_units, holding.units) else {
                continue;
            };
            if beside.is_some_and(|beside| beside.listed) && !holding.transactions.is_empty() {
                let scope = format!("{}/units", scope(a, list, h));
                out.compare(scope, Some(close.value()), Some(units.value()), tolerance::UNITS);
            }
        }
    }
}

fn value_of(
    account: &DematAccount,
    facts: Option<&AccountFacts>,
    wanted: impl Fn(&HoldingFacts) -> bool,
) -> Option<Decimal> {
    let chosen = holdings(account, facts).filter(|(_, _, _, beside)| beside.is_none_or(&wanted));
    total(chosen.map(|(_, _, holding, _)| holding.value.map(Amount::value)))
}

fn is_of(key: &AccountKey, account: &DematAccount) -> bool {
    let long = account.bo_id.as_deref();
    key.depository == account.demat_type
        && (long.is_some_and(|id| id.strip_prefix(&key.dp_id) == Some(&key.client_id))
            || (account.dp_id.as_deref() == Some(&key.dp_id)
                && account.client_id.as_deref() == Some(&key.client_id)))
}
