//! What few statements print: insurance policies, contributions to pensions, ledgers of pledged balances.
//!
//! Drawn from a seed of its own, so that a statement without them is the same whether or not they can be drawn.

use cas_model::{Depository, TransactionKind};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::generate::{rescaled, rupees};
use super::invent::{self, HOUSES, decimal};
use super::model::{Book, Move};
use super::outline::Outline;
use crate::Seed;

/// A life insurance policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// As printed.
    pub number: String,
    /// Insurer.
    pub company: String,
    /// Product.
    pub name: String,
    /// Type of policy.
    pub kind: &'static str,
    /// Person assured.
    pub life: String,
    /// `In Force`
    pub status: &'static str,
    /// Rupees.
    pub sum: Decimal,
    /// Rupees per premium.
    pub premium: Decimal,
    /// `Yearly`
    pub frequency: &'static str,
}

/// A contribution to a scheme of a pension account, or a charge.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// Day.
    pub date: NaiveDate,
    /// Index of the scheme.
    pub fund: usize,
    /// Wording.
    pub wording: &'static str,
    /// Rupees.
    pub amount: Decimal,
    /// NAV.
    pub nav: Decimal,
    /// Units, four decimals.
    pub units: Decimal,
}

/// Draws what the outline asks for.
pub(super) fn draw(outline: &Outline, book: &mut Book) {
    let mut dice = Seed::new(outline.seed ^ 0x00E1_7FA5);
    let life = book.investor.name.clone();
    book.policies = (0..outline.policies).map(|_| policy(&mut dice, &life)).collect();
    if outline.contributions {
        let (from, to) = (book.from, book.to);
        for pension in &mut book.pensions {
            for (fund, scheme) in pension.funds.iter().enumerate() {
                for _ in 0..dice.between(1, 2) {
                    pension.rows.push(contribution(&mut dice, fund, scheme.nav, (from, to)));
                }
            }
            pension.rows.sort_by_key(|row| (row.fund, row.date));
        }
    }
    if outline.pledge_ledgers {
        let accounts = book.groups.iter_mut().flat_map(|group| &mut group.accounts);
        let held = accounts.filter(|account| account.depository == Depository::Nsdl);
        for security in held.flat_map(|account| &mut account.holdings) {
            let units = rescaled((security.units / Decimal::from(4)).floor(), security.units.scale());
            if !security.moves.is_empty() && !units.is_zero() {
                security.pledges = pledges(&mut dice, units, (book.from, book.to));
            }
        }
    }
}

fn policy(dice: &mut Seed, life: &str) -> Policy {
    let house = *dice.pick(&HOUSES);
    let sum = Decimal::new(dice.between(2, 90) * 5_000_000, 2);
    Policy {
        number: format!("{}{}", dice.pick(&["", "C", "OS"]), dice.digits(9)),
        company: format!("{house} Life Insurance Company Limited"),
        name: format!("{house} {}", dice.pick(&["Suraksha Plus", "Jeevan 25 Term Plan", "Bachat Endowment"])),
        kind: dice.pick::<&str>(&["Term", "Endowment", "Unit Linked"]),
        life: life.to_owned(),
        status: dice.pick::<&str>(&["In Force", "Paid Up", "Lapsed"]),
        sum,
        premium: decimal(dice, 150_000, 9_900_000, 2),
        frequency: dice.pick::<&str>(&["Yearly", "Half Yearly", "Monthly", "Single"]),
    }
}

fn contribution(
    dice: &mut Seed,
    fund: usize,
    nav: Decimal,
    (from, to): (NaiveDate, NaiveDate),
) -> Contribution {
    let span = (to - from).num_days().max(1);
    let units = decimal(dice, 10_000, 990_000, 4);
    Contribution {
        date: from + Days::new(dice.between(0, span).unsigned_abs()),
        fund,
        wording: dice.pick::<&str>(&[
            "By Voluntary Contributions",
            "By Contribution for March 2026",
            "To unit redemption",
        ]),
        amount: rupees(units, nav),
        nav,
        units,
    }
}

/// Pledged and half of it released: the units themselves stay.
fn pledges(dice: &mut Seed, units: Decimal, (from, to): (NaiveDate, NaiveDate)) -> Vec<Move> {
    let span = (to - from).num_days().max(1);
    let nil = rescaled(Decimal::ZERO, units.scale());
    let half = rescaled((units / Decimal::TWO).floor(), units.scale());
    let row = |dice: &mut Seed, day: i64, released: bool, quantity: Decimal, opening: Decimal| Move {
        date: from + Days::new(day.unsigned_abs()),
        wording: invent::fill(
            dice,
            if released { "UNPLEDGE ACCEPT ########" } else { "PLEDGE ACCEPT ########" },
        ),
        instruction: String::new(),
        kind: TransactionKind::Misc,
        order_no: Some(format!("82{}", dice.digits(12))),
        credit: Some(if released { nil } else { quantity }),
        debit: Some(if released { quantity } else { nil }),
        opening,
        closing: if released { opening - quantity } else { opening + quantity },
        stamp_duty: Decimal::ZERO,
    };
    let first = dice.between(0, span / 2);
    let second = dice.between(first, span);
    let mut rows = vec![row(dice, first, false, units, nil)];
    if !half.is_zero() {
        rows.push(row(dice, second, true, half, units));
    }
    rows
}
