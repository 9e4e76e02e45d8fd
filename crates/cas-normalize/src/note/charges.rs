//! The obligation block: levies summed by kind, and who pays.

use cas_model::contract_note::Charges;
use cas_model::facts::Printed;
use cas_model::note_record::{ChargeKind, ChargeRecord, Direction};
use cas_model::{Amount, BrokerType};
use rust_decimal::Decimal;

/// Obligation, levies and net amount are exact to the paisa; one line of a split levy may be rounded once more.
const EXACT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The figure of a line: its total, or what its segments add up to where the total column is blank.
pub(crate) fn figure(charge: &ChargeRecord) -> Option<Amount> {
    let mut segments = charge.segments.iter().flatten().copied().peekable();
    charge.total.or_else(|| segments.peek().is_some().then(|| segments.sum()))
}

/// True for levies: what stands between obligation and net amount.
fn is_levy(kind: ChargeKind) -> bool {
    !matches!(kind, ChargeKind::Obligation | ChargeKind::Net | ChargeKind::Memo)
}

/// -1 where levies are printed as what the client pays (minus, brackets, `DR`), 1 elsewhere.
pub(crate) fn levy_sign(charges: &[Printed<ChargeRecord>]) -> Decimal {
    let levies = || {
        charges.iter().filter(|charge| is_levy(charge.fact.kind)).filter_map(|charge| figure(&charge.fact))
    };
    let below = levies().filter(|levy| levy.is_negative()).count();
    let above = levies().filter(|levy| !levy.is_negative() && !levy.is_zero()).count();
    if below > above { Decimal::NEGATIVE_ONE } else { Decimal::ONE }
}

/// The sum of the lines of some kinds, as what the client pays; `None` when none prints a figure.
pub(crate) fn levy(charges: &[Printed<ChargeRecord>], kinds: &[ChargeKind]) -> Option<Amount> {
    let sign = levy_sign(charges);
    let lines = charges.iter().filter(|charge| kinds.contains(&charge.fact.kind));
    let mut sum: Option<Amount> = None;
    for amount in lines.filter_map(|charge| figure(&charge.fact)) {
        let amount = if sign.is_sign_negative() { -amount } else { amount };
        sum = Some(sum.map_or(amount, |sum| sum + amount));
    }
    sum
}

/// All levies without brokerage, and brokerage.
pub(crate) fn levies(charges: &[Printed<ChargeRecord>]) -> (Amount, Amount) {
    const LEVIES: [ChargeKind; 11] = [
        ChargeKind::Exchange,
        ChargeKind::Clearing,
        ChargeKind::Ipft,
        ChargeKind::Cgst,
        ChargeKind::Sgst,
        ChargeKind::Utt,
        ChargeKind::Igst,
        ChargeKind::Stt,
        ChargeKind::Sebi,
        ChargeKind::StampDuty,
        ChargeKind::Other,
    ];
    let levies = levy(charges, &LEVIES).unwrap_or_default();
    (levies, levy(charges, &[ChargeKind::Brokerage]).unwrap_or_default())
}

/// The published block; true when a sign was told by the arithmetic against, or for want of, label and rule.
pub(super) fn fold(charges: &[Printed<ChargeRecord>], broker: BrokerType) -> (Charges, bool) {
    let line = |kind: ChargeKind| {
        let found = charges.iter().map(|charge| &charge.fact).find(|charge| charge.kind == kind)?;
        Some((figure(found)?, found.direction))
    };
    let (obligation, net) = (line(ChargeKind::Obligation), line(ChargeKind::Net));
    let flips = matches!(broker, BrokerType::Upstox | BrokerType::Icici);
    let by_label = |(amount, direction): (Amount, Option<Direction>)| match direction {
        Some(Direction::Pays) => Some(-Amount(amount.0.abs())),
        Some(Direction::Receives) => Some(Amount(amount.0.abs())),
        Some(Direction::PlusPays) => Some(-amount),
        Some(Direction::MinusPays) => Some(amount),
        None => None,
    };
    let by_rule = |(amount, _): (Amount, Option<Direction>)| if flips { -amount } else { amount };
    // The label of the net amount governs the obligation too where that one's label is silent.
    let of_net = net.and_then(|(_, direction)| direction);
    let wanted_net = net.map(|line| by_label(line).unwrap_or_else(|| by_rule(line)));
    let wanted_obligation = obligation.map(|line| {
        let shared =
            of_net.filter(|direction| matches!(direction, Direction::PlusPays | Direction::MinusPays));
        by_label((line.0, line.1.or(shared))).unwrap_or_else(|| by_rule(line))
    });
    let (settled, inferred) = settle(charges, wanted_obligation, wanted_net);
    let levy = |kinds: &[ChargeKind]| levy(charges, kinds);
    let block = Charges {
        pay_in_pay_out_obligation: settled.0,
        taxable_value_brokerage: levy(&[ChargeKind::Brokerage]),
        exchange_transaction_charges: levy(&[ChargeKind::Exchange, ChargeKind::Clearing, ChargeKind::Ipft]),
        cgst: levy(&[ChargeKind::Cgst]),
        sgst: levy(&[ChargeKind::Sgst, ChargeKind::Utt]),
        igst: levy(&[ChargeKind::Igst]),
        securities_transaction_tax: levy(&[ChargeKind::Stt]),
        sebi_turnover_fees: levy(&[ChargeKind::Sebi]),
        stamp_duty: levy(&[ChargeKind::StampDuty]),
        net_amount_receivable_payable: settled.1,
    };
    (block, inferred)
}

/// The signs with which obligation less levies is the net amount: those wanted when they do, else the only others
/// that do.
fn settle(
    charges: &[Printed<ChargeRecord>],
    obligation: Option<Amount>,
    net: Option<Amount>,
) -> ((Option<Amount>, Option<Amount>), bool) {
    let (Some(before), Some(after)) = (obligation, net) else { return ((obligation, net), false) };
    let (levies, brokerage) = levies(charges);
    let fits = |before: Amount, after: Amount| {
        [before - levies - brokerage, before - levies].iter().any(|sum| super::agree(sum.0, after.0, EXACT))
    };
    if fits(before, after) {
        return ((obligation, net), false);
    }
    let others = [(-before, -after), (-before, after), (before, -after)];
    let mut fitting = others.into_iter().filter(|(before, after)| fits(*before, *after));
    match (fitting.next(), fitting.next()) {
        (Some((before, after)), None) => ((Some(before), Some(after)), true),
        _ => ((obligation, net), false),
    }
}
