//! Folio balances and their ledgers.

use cas_model::{SecurityClass, TransactionKind};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::generate::{percent, rescaled, rupees};
use super::invent::{self, HOUSES, PLANS, SCHEMES, capitals, decimal, fill};
use super::model::{FolioHolding, FolioRow};
use super::outline::Outline;
use crate::Seed;

pub(super) fn draw_folio(dice: &mut Seed, outline: &Outline, ledger: bool) -> FolioHolding {
    let house = dice.pick(&HOUSES);
    let (scheme, stem) = dice.pick(&SCHEMES);
    let plan = dice.pick(&PLANS);
    let units =
        if outline.small_units { decimal(dice, 100, 999, 3) } else { decimal(dice, 1_000, 4_000_000, 3) };
    let nav = decimal(dice, 100_000, 3_000_000, 4);
    let value = rupees(units, nav);
    let cost = rupees(value, decimal(dice, 70, 115, 2));
    let isin = invent::isin(dice, SecurityClass::MutualFund);
    let mut folio = FolioHolding {
        amc: format!("{house} Mutual Fund"),
        registrar: (*dice.pick(&["CAMS", "KFINTECH"])).to_owned(),
        folio: if percent(dice, 30) {
            format!("{}/{}", dice.digits(8), dice.between(10, 99))
        } else {
            dice.digits(9)
        },
        ucc: format!("MF{stem}{}", dice.digits(4)),
        code: format!("{stem}{}{}", capitals(dice, 1), dice.digits(1)),
        name: format!("{house} {scheme} - {plan}"),
        isin: Some(isin),
        units,
        nav,
        value,
        cost,
        shows_cost: true,
        advisor: if percent(dice, 50) { "DIRECT".to_owned() } else { format!("ARN-{}", dice.digits(4)) },
        open_units: units,
        rows: Vec::new(),
    };
    if ledger {
        folio_rows(dice, outline, &mut folio);
    }
    folio
}

/// Rows of a folio ledger from the oldest on; the opening balance follows from the closing one.
fn folio_rows(dice: &mut Seed, outline: &Outline, folio: &mut FolioHolding) {
    const WORDINGS: [(&str, TransactionKind, i64); 6] = [
        ("SIP Purchase - Instalment ##/120", TransactionKind::PurchaseSip, 1),
        ("Additional Purchase - via Internet", TransactionKind::Purchase, 1),
        ("Lateral Shift Out", TransactionKind::SwitchOut, -1),
        ("Redemption - Online", TransactionKind::Redemption, -1),
        ("Systematic Withdrawal (3/12)", TransactionKind::Redemption, -1),
        ("IDCW Payout @ Rs.R per unit", TransactionKind::DividendPayout, 0),
    ];
    let span = (outline.to - outline.from).num_days().max(1);
    let count = if outline.fault.is_some() { 2 } else { dice.between(1, 2) };
    let wordings = if outline.fault.is_some() { &WORDINGS[..1] } else { &WORDINGS[..] };
    let mut days: Vec<i64> = (0..count).map(|_| dice.between(0, span)).collect();
    days.sort_unstable();
    for day in days {
        let (text, kind, sign) = *dice.pick(wordings);
        let date = outline.from + Days::new(day.unsigned_abs());
        if sign == 0 {
            let rate = decimal(dice, 50, 2_000, 3);
            let income = rupees(folio.units, rate);
            folio.rows.push(FolioRow {
                date,
                wording: text.replace("Rs.R", &format!("Rs.{rate}")),
                kind,
                amount: Some(income),
                nav: None,
                units: None,
                stamp_duty: Decimal::ZERO,
                income,
                rate: Some(rate),
                undated: false,
            });
            continue;
        }
        let nav = rescaled(rupees(folio.nav, decimal(dice, 95, 105, 2)), 4);
        let units = decimal(dice, 100, 90_000, 3) * Decimal::from(sign);
        let amount = rupees(units, nav);
        let stamp_duty = if sign > 0 { rupees(amount, Decimal::new(5, 5)) } else { Decimal::ZERO };
        folio.open_units -= units;
        folio.rows.push(FolioRow {
            date,
            wording: fill(dice, text),
            kind,
            amount: Some(amount),
            nav: Some(nav),
            units: Some(units),
            stamp_duty,
            income: Decimal::ZERO,
            rate: None,
            undated: false,
        });
        if outline.undated_taxes && kind == TransactionKind::Redemption {
            for (wording, kind) in [("STT", TransactionKind::SttTax), ("Total Tax", TransactionKind::Misc)] {
                let tax = Some(decimal(dice, 1, 900, 2));
                folio.rows.push(undated(date, wording, kind, tax));
            }
        }
    }
    // An opening balance below zero would be no statement: hold that many units more throughout.
    if folio.open_units.is_sign_negative() {
        let more = -folio.open_units;
        folio.units += more;
        folio.open_units = rescaled(Decimal::ZERO, 3);
        folio.value = rupees(folio.units, folio.nav);
    }
}

fn undated(date: NaiveDate, wording: &str, kind: TransactionKind, amount: Option<Decimal>) -> FolioRow {
    FolioRow {
        date,
        wording: wording.to_owned(),
        kind,
        amount,
        nav: None,
        units: None,
        stamp_duty: Decimal::ZERO,
        income: Decimal::ZERO,
        rate: None,
        undated: true,
    }
}
