//! Rows of a fund ledger to transactions: signs by the running balance, type by wording, stamp duty to its purchase.

use std::cmp::Ordering;

use cas_model::record::RowRecord;
use cas_model::statement::{Scheme, Transaction, TransactionInfo};
use cas_model::{Amount, DiagnosticCode, TransactionKind, Units};
use cas_page::Location;
use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::classify::{Classifier, Meaning, Movement, Vocabulary};
use crate::reconcile::tolerance;
use cas_model::facts::{RowFacts, SchemeFacts};

/// Follows the balance of one scheme from row to row.
#[derive(Debug, Default)]
pub(super) struct RunningBalance(Option<Units>);

impl RunningBalance {
    pub(super) fn starting_at(units: Option<Units>) -> Self {
        Self(units)
    }

    /// True when the printed sign contradicts the balance and its opposite fits (cosmetic brackets of reversed rows,
    /// outflows printed without brackets).
    fn contradicts(&self, units: Option<Units>, balance: Option<Units>) -> bool {
        let (Some(before), Some(units), Some(after)) = (self.0, units, balance) else { return false };
        !units.is_zero() && before + units != after && before - units == after
    }

    /// True when the row leads from the balance before it to the one it prints.
    fn proves(&self, units: Units, balance: Option<Units>) -> bool {
        self.0.zip(balance).is_some_and(|(before, after)| before + units == after)
    }

    fn step(&mut self, units: Option<Units>, balance: Option<Units>, neutral: bool) {
        self.0 = balance.or(match (self.0, units) {
            (Some(before), Some(units)) if !neutral => Some(before + units),
            (before, _) => before,
        });
    }
}

/// Where a row's transaction goes.
pub(super) struct Target<'a> {
    /// The scheme.
    pub(super) scheme: &'a mut Scheme,
    /// Beside it.
    pub(super) facts: &'a mut SchemeFacts,
    /// Its balance so far.
    pub(super) balance: &'a mut RunningBalance,
    /// Day of an undated row that has no row before it.
    pub(super) fallback: Option<NaiveDate>,
    /// Whose ledger it is.
    pub(super) vocabulary: Vocabulary,
}

/// Adds a row to a scheme; returns what deserves a note.
pub(super) fn add_row(
    at: Location,
    mut row: RowRecord,
    target: Target<'_>,
    classifier: &mut Classifier,
) -> Option<DiagnosticCode> {
    let Target { scheme, facts, balance, fallback, vocabulary } = target;
    let before = scheme.transactions.last().map(|row| row.date);
    let Some(date) = row.date.or(before).or(fallback) else {
        return Some(DiagnosticCode::UnreadableValue { field: "date" });
    };
    let flipped = balance.contradicts(row.units, row.balance);
    if flipped {
        row.units = row.units.map(|units| -units);
    }
    // Some ledgers bracket only the units of an outflow, or only the amount.
    let turned = amount_as_units(&row, balance);
    let lone = turned.is_some() && row.units.is_some_and(|units| !units.is_negative());
    row.amount = turned.or(row.amount);
    let meaning = judge(&row, vocabulary, classifier);
    let stays = match row.balance {
        // Gifts and transfers count, whatever their type.
        None => meaning.lien || row.units.is_none_or(Units::is_zero),
        printed => printed == balance.0,
    };
    let neutral = meaning.kind == TransactionKind::Misc && stays;
    balance.step(row.units, row.balance, neutral);
    let transaction = Transaction {
        date,
        description: (!row.description.is_empty()).then(|| without_noncharacters(row.description)),
        kind: meaning.kind,
        amount: row.amount,
        units: row.units,
        nav: row.nav,
        balance: row.balance,
        dividend_rate: meaning.dividend_rate,
        additional_info: TransactionInfo {
            stamp_duty: row.stamp_duty,
            price: row.price,
            income_distribution: row.income_distribution,
            capital_withdrawal: row.capital_withdrawal,
            ..TransactionInfo::default()
        },
    };
    if transaction.kind == TransactionKind::StampDutyTax {
        give_duty(&transaction, &mut scheme.transactions);
    }
    facts.rows.push(RowFacts { at, neutral, ..RowFacts::default() });
    scheme.transactions.push(transaction);
    if flipped || lone {
        Some(DiagnosticCode::SignCorrected)
    } else {
        (!meaning.known).then_some(DiagnosticCode::UnknownWording)
    }
}

pub(super) fn direction(units: Units) -> Ordering {
    units.value().cmp(&Decimal::ZERO)
}

/// The amount turned round, where its sign is not that of the units: units that leave, or that the balance proves.
fn amount_as_units(row: &RowRecord, balance: &RunningBalance) -> Option<Amount> {
    let (units, amount) = (row.units.filter(|units| !units.is_zero())?, row.amount?);
    let settled = units.is_negative() || balance.proves(units, row.balance);
    (settled && !amount.is_zero() && amount.is_negative() != units.is_negative()).then(|| -amount)
}

/// What the row means by its wording and by what it moves.
fn judge(row: &RowRecord, vocabulary: Vocabulary, classifier: &mut Classifier) -> Meaning {
    let still = row.units.is_none_or(Units::is_zero);
    // Income that stands in a column of its own is an amount.
    let has_income = still && row.income_distribution.is_some_and(|income| !income.is_zero());
    let shape = Movement { units: row.units.map(direction), amount: row.amount.is_some() || has_income };
    let mut meaning = classifier.classify(vocabulary, &row.description, shape);
    let empty = still && row.balance.is_none() && row.amount.is_none_or(Amount::is_zero);
    // Those of depositories may print a zero where a row has nothing to say.
    let zeros_fill = vocabulary != Vocabulary::Fund;
    if zeros_fill && empty && !has_income && !meaning.known {
        let mut as_if =
            |units, amount| classifier.classify(vocabulary, &row.description, Movement { units, amount });
        // A purchase of nothing stays what it is: unknown.
        if !as_if(Some(Ordering::Greater), true).known {
            meaning = as_if(None, false);
        }
    }
    // It is a payout whatever the wording.
    if has_income && matches!(meaning.kind, TransactionKind::Misc | TransactionKind::Unknown) {
        meaning.kind = TransactionKind::DividendPayout;
        meaning.known = true;
    }
    meaning
}

/// So many purchases of a day are asked whose duty a row is.
const PURCHASES: usize = 16;

/// A stamp-duty row belongs to a row before it, of the same day and the same sign, that moved units and has no duty yet:
/// the nearest one or, of several, the nearest one of which it is the duty due.
fn give_duty(duty: &Transaction, rows: &mut [Transaction]) {
    let Some(amount) = duty.amount else { return };
    let of_day = rows.iter_mut().rev().take_while(|row| row.date == duty.date);
    let without = of_day.filter(|row| {
        row.additional_info.stamp_duty.is_none()
            && row.units.is_some_and(|units| !units.is_zero() && units.is_negative() == amount.is_negative())
    });
    let mut without = without.take(PURCHASES);
    let (nearest, next) = (without.next(), without.next());
    let is_plain = next.is_none() || nearest.as_ref().is_some_and(|row| is_duty_of(amount, row));
    let due =
        if is_plain { None } else { next.into_iter().chain(without).find(|row| is_duty_of(amount, row)) };
    if let Some(owner) = due.or(nearest) {
        owner.additional_info.stamp_duty = Some(amount);
    }
}

/// True when `duty` is what the law asks for a purchase of which the row shows the rest.
fn is_duty_of(duty: Amount, row: &Transaction) -> bool {
    let due = row.amount.and_then(|net| (net + duty).value().checked_mul(tolerance::DUTY_RATE));
    due.is_some_and(|due| due.saturating_sub(duty.value()).abs() <= tolerance::DUTY)
}

/// U+FFFE, which some fonts give for a hyphen at a wrap, is no character and shows nothing (registrar layout, 2.7).
fn without_noncharacters(text: String) -> String {
    if text.contains('\u{fffe}') { text.replace('\u{fffe}', "") } else { text }
}
