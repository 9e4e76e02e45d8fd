//! Checks on what a statement sums up: fund summary, roster, holder groups, trend.

use cas_model::record::{TotalRecord, TotalScope};
use cas_model::statement::{MutualFundFolio, Scheme};
use cas_model::{Amount, CasType, Units};
use rust_decimal::Decimal;

use super::fund_schemes::or_zero;
use super::{Outcomes, Subject, tolerance, total};

fn totals<'a>(subject: Subject<'a>) -> impl Iterator<Item = &'a TotalRecord> {
    subject.facts.totals.iter().map(|total| &total.fact)
}

fn is_registrar(subject: Subject<'_>) -> bool {
    subject.statement.meta.cas_type == CasType::CamsKfintech
}

/// Each scheme of a registrar's summary may be off by a paisa.
fn per_scheme(schemes: usize) -> Decimal {
    tolerance::PAISA * Decimal::from(schemes.max(1) as u64)
}

fn sum_of(folios: &[&MutualFundFolio], figure: fn(&Scheme) -> Option<Amount>) -> (Option<Decimal>, usize) {
    let schemes = || folios.iter().flat_map(|folio| &folio.schemes);
    (total(schemes().map(|scheme| figure(scheme).map(Amount::value))), schemes().count())
}

pub(super) fn summary_total(subject: Subject<'_>, out: &mut Outcomes) {
    registrar_total(subject, out, |total| total.value, |scheme| scheme.value, "/summary/total_value");
}

pub(super) fn summary_cost(subject: Subject<'_>, out: &mut Outcomes) {
    registrar_total(subject, out, |total| total.cost, |scheme| scheme.cost, "/summary");
}

fn registrar_total(
    subject: Subject<'_>,
    out: &mut Outcomes,
    printed: fn(&TotalRecord) -> Option<Amount>,
    figure: fn(&Scheme) -> Option<Amount>,
    scope: &str,
) {
    if !is_registrar(subject) {
        return;
    }
    let folios: Vec<_> = subject.statement.mutual_funds.iter().collect();
    let (sum, count) = sum_of(&folios, figure);
    for total in totals(subject).filter(|total| total.scope == TotalScope::Portfolio) {
        if let Some(found) = printed(total) {
            out.compare(scope.to_owned(), Some(or_zero(sum)), Some(found.value()), per_scheme(count));
        }
    }
}

pub(super) fn amc_total(subject: Subject<'_>, out: &mut Outcomes) {
    house_total(subject, out, |total| total.value, |scheme| scheme.value);
}

pub(super) fn amc_cost(subject: Subject<'_>, out: &mut Outcomes) {
    house_total(subject, out, |total| total.cost, |scheme| scheme.cost);
}

/// Scope is the first folio of the house.
fn house_total(
    subject: Subject<'_>,
    out: &mut Outcomes,
    printed: fn(&TotalRecord) -> Option<Amount>,
    figure: fn(&Scheme) -> Option<Amount>,
) {
    let folios = &subject.statement.mutual_funds;
    for total in totals(subject) {
        let (TotalScope::Amc(name), Some(value)) = (&total.scope, printed(total)) else { continue };
        let of_house =
            |folio: &&MutualFundFolio| folio.amc.as_deref().is_some_and(|amc| same_name(amc, name));
        let own: Vec<_> = folios.iter().filter(of_house).collect();
        let first = folios.iter().position(|folio| of_house(&folio));
        let scope =
            first.map_or_else(|| "/mutual_funds".to_owned(), |first| format!("/mutual_funds/{first}"));
        let (sum, count) = sum_of(&own, figure);
        let expected = if own.is_empty() { None } else { Some(or_zero(sum)) };
        out.compare(scope, expected, Some(value.value()), per_scheme(count));
    }
}

fn same_name(one: &str, other: &str) -> bool {
    let words = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    words(one) == words(other)
}

pub(super) fn folios_total(subject: Subject<'_>, out: &mut Outcomes) {
    for printed in totals(subject) {
        let (TotalScope::Folios(group), Some(value)) = (&printed.scope, printed.value) else { continue };
        let values = folios_of(subject, *group).map(|folio| folio.value.map(Amount::value));
        let expected = or_zero(total(values));
        out.compare("/mutual_funds".to_owned(), Some(expected), Some(value.value()), tolerance::PAISA);
    }
}

pub(super) fn folio_count(subject: Subject<'_>, out: &mut Outcomes) {
    for printed in totals(subject) {
        let (TotalScope::Folios(group), Some(count)) = (&printed.scope, printed.count) else { continue };
        let listed = folios_of(subject, *group).filter(|folio| !is_sold_out(folio));
        let found = Decimal::from(listed.count() as u64);
        out.compare("/mutual_funds".to_owned(), Some(found), Some(Decimal::from(count)), Decimal::ZERO);
    }
}

/// A folio that only a ledger names, down to nothing: a roster lists what is held.
fn is_sold_out(folio: &MutualFundFolio) -> bool {
    let ended = |scheme: &Scheme| scheme.units.is_some_and(Units::is_zero);
    folio.value.is_none() && !folio.schemes.is_empty() && folio.schemes.iter().all(ended)
}

fn folios_of(subject: Subject<'_>, group: u32) -> impl Iterator<Item = &MutualFundFolio> {
    let only = subject.facts.groups.len() <= 1;
    subject.statement.mutual_funds.iter().zip(&subject.facts.folios).filter_map(move |(folio, facts)| {
        (facts.group == Some(group) || (only && facts.group.is_none())).then_some(folio)
    })
}

pub(super) fn group_total(subject: Subject<'_>, out: &mut Outcomes) {
    for printed in totals(subject) {
        let (TotalScope::Group(group), Some(value)) = (&printed.scope, printed.value) else { continue };
        let accounts = subject.statement.demat_accounts.iter().zip(&subject.facts.accounts);
        let only = subject.facts.groups.len() <= 1;
        let own =
            accounts.filter(|(_, facts)| facts.group == Some(*group) || (only && facts.group.is_none()));
        let demat = total(own.map(|(account, _)| account.value.map(Amount::value)));
        let funds = total(folios_of(subject, *group).map(|folio| folio.value.map(Amount::value)));
        let without = or_zero(demat).saturating_add(or_zero(funds));
        let expected = with_or_without_pensions(subject, without, value.value());
        out.compare("/summary".to_owned(), Some(expected), Some(value.value()), tolerance::PAISA);
    }
}

/// NSDL leaves pensions out of the portfolio value, CDSL includes them: the sum that comes nearer is expected.
fn with_or_without_pensions(subject: Subject<'_>, without: Decimal, printed: Decimal) -> Decimal {
    let pensions = total(subject.statement.nps.iter().map(|account| account.value.map(Amount::value)));
    let with = without.saturating_add(or_zero(pensions));
    let distance = |sum: Decimal| sum.saturating_sub(printed).abs();
    if distance(with) < distance(without) { with } else { without }
}

pub(super) fn portfolio_total(subject: Subject<'_>, out: &mut Outcomes) {
    if is_registrar(subject) {
        return;
    }
    let without = without_pensions(subject);
    for printed in totals(subject).filter(|total| total.scope == TotalScope::Portfolio) {
        let Some(value) = printed.value else { continue };
        let expected = with_or_without_pensions(subject, without, value.value());
        out.compare("/summary/total_value".to_owned(), Some(expected), Some(value.value()), tolerance::PAISA);
    }
}

/// Accounts and folios of all groups.
fn without_pensions(subject: Subject<'_>) -> Decimal {
    let statement = subject.statement;
    let demat = total(statement.demat_accounts.iter().map(|account| account.value.map(Amount::value)));
    let funds = total(statement.mutual_funds.iter().map(|folio| folio.value.map(Amount::value)));
    or_zero(demat).saturating_add(or_zero(funds))
}

/// False when a printed portfolio value is that of accounts and folios alone.
pub(super) fn counts_pensions(subject: Subject<'_>) -> bool {
    let without = without_pensions(subject);
    let printed = totals(subject).filter(|total| total.scope == TotalScope::Portfolio);
    !printed.filter_map(|total| total.value).any(|value| value.value() == without)
}

/// The trend ends with the month of the statement; other last months are another statement's business.
pub(super) fn trend(subject: Subject<'_>, out: &mut Outcomes) {
    use chrono::Datelike;
    let Some(to) = subject.statement.meta.statement_period.to else { return };
    for printed in totals(subject) {
        let (TotalScope::Month { year, month }, Some(value)) = (&printed.scope, printed.value) else {
            continue;
        };
        if (*year, *month) == (to.year(), to.month()) {
            let expected = subject.statement.summary.total_value.map(Amount::value);
            out.compare("/summary/total_value".to_owned(), expected, Some(value.value()), tolerance::PAISA);
        }
    }
}

pub(super) fn trend_change(subject: Subject<'_>, out: &mut Outcomes) {
    let mut months: Vec<_> = totals(subject)
        .filter_map(|total| match total.scope {
            TotalScope::Month { year, month } => Some((year, month, total)),
            _ => None,
        })
        .collect();
    months.sort_by_key(|&(year, month, _)| (year, month));
    for pair in months.windows(2) {
        let [(year, month, before), (next_year, next_month, after)] = pair else { continue };
        let follows = next_year * 12 + i32::try_from(*next_month).unwrap_or(0)
            == year * 12 + i32::try_from(*month).unwrap_or(0) + 1;
        let (Some(old), Some(new), Some(change)) = (before.value, after.value, after.change) else {
            continue;
        };
        if follows {
            let expected = Some((new - old).value());
            out.compare("/summary".to_owned(), expected, Some(change.value()), tolerance::PAISA);
        }
    }
}
