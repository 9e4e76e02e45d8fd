//! Movements of securities: rows that end at the current balance, in the wordings of the layout references.

use cas_model::{Depository, TransactionKind};
use chrono::Days;
use rust_decimal::Decimal;

use super::generate::rescaled;
use super::invent::{decimal, fill};
use super::model::{Move, Security};
use super::outline::Outline;
use crate::Seed;

/// Movements that end at the current balance.
pub(super) fn moves(
    dice: &mut Seed,
    outline: &Outline,
    depository: Depository,
    security: &Security,
) -> Vec<Move> {
    let nsdl_ledger = outline.issuer == Depository::Nsdl && depository == Depository::Nsdl;
    let scale = security.units.scale();
    let unit = Decimal::new(1, scale);
    let count = if outline.fault.is_some() { 2 } else { dice.between(1, 2) };
    let span = (outline.to - outline.from).num_days().max(1);
    let mut days: Vec<i64> = (0..count).map(|_| dice.between(0, span)).collect();
    days.sort_unstable();
    let mut rows = Vec::new();
    let mut closing = security.units;
    for day in days.iter().rev() {
        let wordings = if nsdl_ledger { NSDL_MOVES } else { CDSL_MOVES };
        // The first wording adds units: a fault needs rows that it can be seen in.
        let wordings = if outline.fault.is_some() { wordings.get(..1).unwrap_or(wordings) } else { wordings };
        let wording = *dice.pick(wordings);
        let quantity = rescaled(
            Decimal::from(dice.between(1, 90))
                + if scale > 0 { unit * Decimal::from(dice.between(0, 999)) } else { Decimal::ZERO },
            scale,
        );
        let (way, quantity) = match wording.way {
            Way::In if closing >= quantity => (Way::In, quantity),
            Way::In => (Way::In, closing),
            other => (other, quantity),
        };
        let opening = match way {
            Way::In => closing - quantity,
            Way::Out => closing + quantity,
            Way::Neutral => closing,
        };
        if quantity.is_zero() {
            continue;
        }
        let nil = nsdl_ledger.then(|| rescaled(Decimal::ZERO, scale));
        let (credit, debit) = match way {
            Way::In | Way::Neutral => (Some(quantity), nil),
            Way::Out => (nil, Some(quantity)),
        };
        rows.push(Move {
            date: outline.from + Days::new(day.unsigned_abs()),
            wording: fill(dice, wording.text),
            instruction: wording.instruction.to_owned(),
            kind: wording.kind,
            order_no: nsdl_ledger.then(|| format!("81{}", dice.digits(12))),
            credit,
            debit,
            opening,
            closing,
            stamp_duty: if way == Way::In { decimal(dice, 0, 40, 2) } else { Decimal::ZERO },
        });
        closing = opening;
    }
    rows.reverse();
    rows
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Way {
    In,
    Out,
    Neutral,
}

#[derive(Clone, Copy)]
struct Wording {
    text: &'static str,
    instruction: &'static str,
    kind: TransactionKind,
    way: Way,
}

const fn wording(text: &'static str, instruction: &'static str, kind: TransactionKind, way: Way) -> Wording {
    Wording { text, instruction, kind, way }
}

/// Wordings of the ledger of an NSDL account in an NSDL statement; `#` is a digit.
const NSDL_MOVES: &[Wording] = &[
    wording(
        "By CM KANAKVELI BROKING LIMITED, T+1 NORMAL / 20#####",
        "Standing Instruction to receive credit",
        TransactionKind::Purchase,
        Way::In,
    ),
    wording(
        "To CM DHANVELI BROKING LIMITED, T+1 NORMAL / 20#####",
        "Instruction to deliver units",
        TransactionKind::Redemption,
        Way::Out,
    ),
    wording("By Transfer from account ########", "Inter Depository Transfer", TransactionKind::Misc, Way::In),
    wording("By Corporate Action BONUS", "", TransactionKind::Misc, Way::In),
];

/// Wordings of CDSL-style ledgers.
const CDSL_MOVES: &[Wording] = &[
    wording("PAYOUT-CR CM M99### TM/CP 90### SETT 12########001", "", TransactionKind::Purchase, Way::In),
    wording("BSECH-CR CM #### SETT ####### 12########", "", TransactionKind::Purchase, Way::In),
    wording("ON-CR TD:###### TX:###### SET:#######", "", TransactionKind::Purchase, Way::In),
    wording("INITIAL PUBLIC OFFERING ####### CREDIT", "", TransactionKind::Purchase, Way::In),
    wording("NSEDR SE:####### CM:M####", "", TransactionKind::Redemption, Way::Out),
    wording("ON-DR TD:###### TX:###### SET:#######", "", TransactionKind::Redemption, Way::Out),
    wording("OF-CR TD:###### TX:###### 12083400000#####", "", TransactionKind::Misc, Way::In),
    wording("INTDEP-CR ####### CTRBO IN001###", "", TransactionKind::Misc, Way::In),
    wording("CA-Bonus 000#### Cr Current Balance", "", TransactionKind::Misc, Way::In),
    wording("EARMARK-CR SETT EX #######", "", TransactionKind::Misc, Way::Neutral),
];
