//! Checks on the rows of fund ledgers: balance chain, amounts, stamp duty, days.

use cas_model::facts::SchemeFacts;
use cas_model::statement::{Scheme, Transaction};
use cas_model::{Amount, TransactionKind, Units, Verdict};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Outcomes, Subject, differs, product, row_scope, scheme_scope, tolerance};

/// Every scheme with its place and the facts beside it.
pub(super) fn schemes<'a>(
    subject: Subject<'a>,
) -> impl Iterator<Item = (usize, usize, &'a Scheme, Option<&'a SchemeFacts>)> {
    subject.statement.mutual_funds.iter().enumerate().flat_map(move |(f, folio)| {
        let facts = subject.facts.folios.get(f);
        folio
            .schemes
            .iter()
            .enumerate()
            .map(move |(s, scheme)| (f, s, scheme, facts.and_then(|facts| facts.schemes.get(s))))
    })
}

pub(super) fn running_balance(subject: Subject<'_>, out: &mut Outcomes) {
    for (f, s, scheme, facts) in schemes(subject) {
        let mut before = scheme.additional_info.open_units.map(Units::value);
        for (t, row) in scheme.transactions.iter().enumerate() {
            let neutral = facts.and_then(|facts| facts.rows.get(t)).is_some_and(|row| row.neutral);
            let moved = row.units.filter(|_| !neutral).map_or(Decimal::ZERO, Units::value);
            let after = before.and_then(|before| before.checked_add(moved));
            let printed = row.balance.map(Units::value);
            if let (Some(_), Some(_)) = (after, printed) {
                out.compare(row_scope(f, s, t), after, printed, tolerance::UNITS);
            }
            before = printed.or(after);
        }
    }
}

pub(super) fn amount(subject: Subject<'_>, out: &mut Outcomes) {
    for (f, s, scheme, _) in schemes(subject) {
        for (t, row) in scheme.transactions.iter().enumerate() {
            let Some((units, price, amount)) = figures(row) else { continue };
            let Some(gross) = product(units, price) else { continue };
            let rounding = tolerance::of_product(units, price, amount);
            let (expected, tolerance) = if units.is_sign_negative() {
                // Taxes and loads make an outflow smaller, never larger: the middle of what they may take.
                let half = gross.abs().checked_mul(tolerance::OUTFLOW_CHARGES).unwrap_or(Decimal::ZERO)
                    / Decimal::TWO;
                let tolerance = half.saturating_add(rounding);
                let expected = gross.saturating_add(half);
                // What is printed of them below may be more than is common.
                let taxed = || gross.saturating_add(taxes_below(scheme, t)).saturating_add(half);
                let expected = if differs(expected, amount, tolerance) { taxed() } else { expected };
                (expected, tolerance)
            } else {
                (gross, rounding)
            };
            out.compare(row_scope(f, s, t), Some(expected.normalize()), Some(amount), tolerance);
        }
    }
}

/// Taxes of an outflow that rows of its day right below it name.
fn taxes_below(scheme: &Scheme, outflow: usize) -> Decimal {
    let is_tax = |row: &&Transaction| matches!(row.kind, TransactionKind::TdsTax | TransactionKind::SttTax);
    let rows = scheme.transactions.get(outflow..).unwrap_or_default();
    let Some((outflow, below)) = rows.split_first() else { return Decimal::ZERO };
    let below = below.iter().take_while(|row| row.date == outflow.date && row.units.is_none());
    let taxes = below.filter(is_tax).filter_map(|row| row.amount).map(|tax| tax.value().abs());
    taxes.fold(Decimal::ZERO, Decimal::saturating_add)
}

fn figures(row: &Transaction) -> Option<(Decimal, Decimal, Decimal)> {
    let price = row.additional_info.price.or(row.nav)?;
    let units = row.units.filter(|units| !units.is_zero())?;
    Some((units.value(), price.value(), row.amount?.value()))
}

/// A purchase whose duty is missing shows by its amount: with the duty it would be whole rupees.
pub(super) fn stamp_duty(subject: Subject<'_>, out: &mut Outcomes) {
    for (f, s, scheme, _) in schemes(subject) {
        for (t, row) in scheme.transactions.iter().enumerate().filter(|(_, row)| bears_duty(row)) {
            let Some(amount) = row.amount.map(Amount::value) else { continue };
            match row.additional_info.stamp_duty.map(Amount::value) {
                Some(duty) => {
                    let gross = amount.saturating_add(duty);
                    let expected = product(gross, tolerance::DUTY_RATE).map(|duty| duty.round_dp(4));
                    out.compare(row_scope(f, s, t), expected, Some(duty), tolerance::DUTY);
                }
                None => {
                    if let Some(missing) = missing_duty(row, amount) {
                        out.compare(row_scope(f, s, t), Some(missing), Some(Decimal::ZERO), Decimal::ZERO);
                    }
                }
            }
        }
    }
}

/// Purchases, switches in and reinvested income bear the duty.
fn bears_duty(row: &Transaction) -> bool {
    use TransactionKind::{DividendReinvest, Purchase, PurchaseSip, SwitchIn};
    matches!(row.kind, Purchase | PurchaseSip | SwitchIn | DividendReinvest)
        && row.units.is_some_and(|units| !units.is_negative() && !units.is_zero())
}

/// The duty that makes the amount of a plain purchase whole rupees, when that is the duty due. Switches and reinvested
/// income are not whole rupees; an amount that is whole already is taken as bare of duty.
fn missing_duty(row: &Transaction, amount: Decimal) -> Option<Decimal> {
    let since = NaiveDate::from_ymd_opt(2020, 7, 1)?;
    if amount.fract().is_zero() {
        return None;
    }
    let paid = amount.checked_add(product(amount, tolerance::DUTY_RATE)?)?.round();
    let missing = paid.checked_sub(amount)?;
    let due = product(paid, tolerance::DUTY_RATE)?;
    let bought = matches!(row.kind, TransactionKind::Purchase | TransactionKind::PurchaseSip);
    let near = (missing - due).abs() <= tolerance::HALF_PAISA;
    (bought && row.date >= since && !missing.is_zero() && near).then_some(missing)
}

pub(super) fn dates_in_period(subject: Subject<'_>, out: &mut Outcomes) {
    let period = subject.statement.meta.statement_period;
    let (Some(from), Some(to)) = (period.from, period.to) else { return };
    for (f, s, scheme, facts) in schemes(subject) {
        let mut verdict = Verdict::Pass;
        for (t, row) in scheme.transactions.iter().enumerate() {
            if row.kind != TransactionKind::Misc && !(from..=to).contains(&row.date) {
                verdict = Verdict::Fail;
                out.say(row_scope(f, s, t), verdict);
            }
        }
        let nav_date = facts.and_then(|facts| facts.nav_date);
        if nav_date.is_some_and(|day| day > to) {
            verdict = Verdict::Fail;
            out.say(format!("{}/nav", scheme_scope(f, s)), verdict);
        }
        if verdict == Verdict::Pass && (!scheme.transactions.is_empty() || nav_date.is_some()) {
            out.say(scheme_scope(f, s), verdict);
        }
    }
}
