//! Checks on contract notes: fills, securities, contracts, sub totals, the obligation block.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use cas_model::contract_note::{SecurityTrade, Trade};
use cas_model::note_record::{ChargeKind, SubTotalScope};
use cas_model::{Amount, ContractNote, Isin, NoteFacts, Units};
use rust_decimal::Decimal;

use super::{Outcomes, product, tolerance, total};
use crate::note::charges::{levies, levy};
use crate::note::sums::is_derivative;

/// What a check of a note looks at.
#[derive(Clone, Copy)]
pub(super) struct NoteSubject<'a> {
    /// The note.
    pub(super) note: &'a ContractNote,
    /// What is printed beside it.
    pub(super) facts: &'a NoteFacts,
}

fn amount(amount: Option<Amount>) -> Option<Decimal> {
    amount.map(Amount::value)
}

fn units(units: Option<Units>) -> Option<Decimal> {
    units.map(Units::value)
}

/// Sum that saturates: printed figures may be anything.
fn sum(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, Decimal::saturating_add)
}

pub(super) fn fill_value(subject: NoteSubject<'_>, out: &mut Outcomes) {
    for (index, trade) in subject.note.detailed_trades.iter().enumerate() {
        let (Some(quantity), Some(rate), Some(found)) =
            (trade.quantity, trade.net_rate_per_unit, amount(trade.net_total))
        else {
            continue;
        };
        let expected = product(quantity.0, rate.0).map(|value| value.normalize());
        let tolerance = tolerance::of_valuation(quantity.0, rate.0, found);
        out.compare(format!("/data/detailed_trades/{index}"), expected, Some(found.abs()), tolerance);
    }
}

/// Quantity times average price after brokerage.
fn side_value(
    quantity: Option<Units>,
    price: Option<Decimal>,
    step: Option<Decimal>,
) -> Option<(Decimal, Decimal)> {
    let (quantity, price) = (quantity?.0.abs(), price?);
    let rounding = quantity.checked_mul(step.unwrap_or_else(|| tolerance::half_step(price)))?;
    Some((product(quantity, price)?, rounding.saturating_add(tolerance::PAISA)))
}

pub(super) fn security_value(subject: NoteSubject<'_>, out: &mut Outcomes) {
    for (index, printed) in subject.facts.securities.iter().enumerate() {
        let Some(record) = printed.as_ref().map(|printed| &printed.fact) else { continue };
        for side in [&record.buy, &record.sell] {
            let Some((expected, tolerance)) = side_value(side.quantity, side.wap_after.map(|p| p.0), None)
            else {
                continue;
            };
            let found = amount(side.total).map(|total| total.abs());
            out.compare(scope_of_security(index), Some(expected.normalize()), found, tolerance);
        }
    }
}

/// A brought or carried forward position is valued at its price or at the distance to the closing rate.
pub(super) fn contract_value(subject: NoteSubject<'_>, out: &mut Outcomes) {
    for (index, contract) in subject.note.derivatives_transactions.iter().enumerate() {
        let printed =
            subject.facts.contracts.get(index).and_then(Option::as_ref).map(|printed| &printed.fact);
        let Some(record) = printed else { continue };
        let found = amount(record.net_total).map(|total| total.abs());
        let price = record.wap_after.or(record.wap).map(|price| price.0);
        // The average is rounded, and so is the brokerage that it includes.
        let step = |price: Decimal| {
            let brokerage =
                record.brokerage.map_or(Decimal::ZERO, |brokerage| tolerance::half_step(brokerage.0));
            let wap = record.wap.map_or(Decimal::ZERO, |wap| tolerance::half_step(wap.0));
            tolerance::half_step(price).saturating_add(brokerage).saturating_add(wap)
        };
        let Some((expected, tolerance)) = side_value(contract.quantity, price, price.map(step)) else {
            continue;
        };
        let forward = matches!(contract.buy_sell_bf_cf.as_deref(), Some("BF" | "CF"));
        let marked = record
            .closing
            .zip(price)
            .and_then(|(closing, price)| product(contract.quantity?.0, closing.0.checked_sub(price)?.abs()));
        let expected = match (marked, found) {
            (Some(marked), Some(found)) if forward && !super::differs(marked, found, tolerance) => marked,
            _ => expected,
        };
        out.compare(scope_of_contract(index), Some(expected.normalize()), found, tolerance);
    }
}

pub(super) fn security_net(subject: NoteSubject<'_>, out: &mut Outcomes) {
    for (index, security) in subject.note.equity_transactions.iter().enumerate() {
        let (buy, sell) = (amount(security.buy_total_value), amount(security.sell_total_value));
        let expected = match (buy, sell) {
            (None, None) => None,
            _ => sell.unwrap_or_default().checked_sub(buy.unwrap_or_default()),
        };
        out.compare(scope_of_security(index), expected, amount(security.net_obligation), tolerance::PAISA);
    }
}

/// Quantities of fills by what they belong to. One that cannot be read counts as none: the check that it is part of fails
/// then, and tells it.
fn quantities<K: Eq + Hash>(fills: impl Iterator<Item = (K, Option<Units>)>) -> HashMap<K, Decimal> {
    let mut sums: HashMap<K, Decimal> = HashMap::new();
    for (key, quantity) in fills {
        let sum = sums.entry(key).or_default();
        *sum = sum.saturating_add(units(quantity).unwrap_or_default());
    }
    sums
}

pub(super) fn security_trades(subject: NoteSubject<'_>, out: &mut Outcomes) {
    let facts = subject.facts;
    let all_known = !facts.trade_isins.is_empty() && facts.trade_isins.iter().all(Option::is_some);
    let fills = subject.note.detailed_trades.iter().zip(&facts.trade_isins);
    let fills = quantities(fills.map(|(trade, isin)| ((*isin, trade.buy_sell.as_deref()), trade.quantity)));
    let named: HashSet<Option<Isin>> = facts.trade_isins.iter().copied().collect();
    for (index, security) in subject.note.equity_transactions.iter().enumerate() {
        let printed = facts.securities.get(index).is_some_and(Option::is_some);
        if !printed || security.isin.is_none() || !all_known && !named.contains(&security.isin) {
            continue;
        }
        for (side, quantity) in sides(security) {
            let fills = fills.get(&(security.isin, Some(side))).copied().unwrap_or_default();
            out.compare(scope_of_security(index), Some(fills), units(quantity), Decimal::ZERO);
        }
    }
    if !all_known {
        unnamed_trades(subject, &named, out);
    }
}

/// Fills that name their security in other words than the summary: together they are what is left of it.
fn unnamed_trades(subject: NoteSubject<'_>, named: &HashSet<Option<Isin>>, out: &mut Outcomes) {
    let facts = subject.facts;
    let rows = subject.note.equity_transactions.iter().zip(&facts.securities);
    let left: Vec<&SecurityTrade> = rows
        .filter(|(security, printed)| printed.is_some() && !named.contains(&security.isin))
        .map(|(security, _)| security)
        .collect();
    let trades = subject.note.detailed_trades.iter().zip(&facts.trades).zip(&facts.trade_isins);
    let unnamed: Vec<&Trade> = trades
        .filter(|((_, printed), isin)| isin.is_none() && !is_derivative(&printed.fact, **isin))
        .map(|((trade, _), _)| trade)
        .collect();
    if left.is_empty() || unnamed.is_empty() {
        return;
    }
    let fills = quantities(unnamed.iter().map(|trade| (trade.buy_sell.as_deref(), trade.quantity)));
    for side in [0, 1] {
        let summary = sum(left.iter().filter_map(|security| units(sides(security).get(side)?.1)));
        let name = if side == 0 { "B" } else { "S" };
        let fills = fills.get(&Some(name)).copied().unwrap_or_default();
        out.compare("/data/equity_transactions".to_owned(), Some(fills), Some(summary), Decimal::ZERO);
    }
}

fn sides(security: &SecurityTrade) -> [(&'static str, Option<Units>); 2] {
    [("B", security.buy_quantity), ("S", security.sell_quantity)]
}

pub(super) fn contract_trades(subject: NoteSubject<'_>, out: &mut Outcomes) {
    // Some summaries add the exchange to the contract (`X - NSE`), which the fills do not.
    let compact = |text: Option<&str>| -> String {
        let whole: String = text.unwrap_or("").split_whitespace().collect();
        let bare = ["-NSE", "-BSE"].iter().find_map(|exchange| whole.strip_suffix(exchange));
        bare.unwrap_or(&whole).to_owned()
    };
    let key = |text: Option<&str>, side: Option<&str>| (compact(text), side.unwrap_or("").to_owned());
    let trades = subject.note.detailed_trades.iter();
    let fills = quantities(trades.map(|trade| {
        (key(trade.security_description.as_deref(), trade.buy_sell.as_deref()), trade.quantity)
    }));
    let contracts: Vec<_> = subject
        .note
        .derivatives_transactions
        .iter()
        .enumerate()
        .filter(|(index, contract)| {
            let printed = subject.facts.contracts.get(*index).is_some_and(Option::is_some);
            printed && matches!(contract.buy_sell_bf_cf.as_deref(), Some("B" | "S"))
        })
        .map(|(index, contract)| {
            let name = key(contract.contract_description.as_deref(), contract.buy_sell_bf_cf.as_deref());
            (index, name, units(contract.quantity))
        })
        .collect();
    // Where no name of the summary is one of the fills, the two tables name contracts in different ways.
    if !contracts.iter().any(|(_, name, _)| fills.contains_key(name)) {
        return;
    }
    for (index, name, quantity) in contracts {
        let fills = fills.get(&name).copied().unwrap_or_default();
        out.compare(scope_of_contract(index), Some(fills), quantity, Decimal::ZERO);
    }
}

/// What a closing row adds up: the fills and forward lines since the last one, of its kind where it names a side.
pub(super) fn sub_total(subject: NoteSubject<'_>, out: &mut Outcomes) {
    let mut from = [(0usize, 0usize); 3];
    for printed in &subject.facts.sub_totals {
        let total = &printed.row.fact;
        let (slot, side) = match total.scope {
            SubTotalScope::Group => (0, None),
            SubTotalScope::Buys => (1, Some("B")),
            SubTotalScope::Sells => (2, Some("S")),
            SubTotalScope::Table | SubTotalScope::Name => continue,
        };
        let start = from.get(slot).copied().unwrap_or_default();
        if let Some(from) = from.get_mut(slot) {
            *from = (printed.trades, printed.forwards);
        }
        let rows = rows_above(subject, start, (printed.trades, printed.forwards), side);
        let Some(last) = printed.trades.checked_sub(1).filter(|_| !rows.is_empty()) else { continue };
        let scope = format!("/data/detailed_trades/{last}");
        if let Some(quantity) = total.quantity {
            let net = sum(rows.iter().map(|(quantity, _)| *quantity)).abs();
            out.compare(scope.clone(), Some(net), Some(quantity.0.abs()), Decimal::ZERO);
        }
        if let Some(value) = total.net_total {
            let net = sum(rows.iter().map(|(_, value)| *value)).abs();
            out.compare(scope, Some(net), Some(value.0.abs()), tolerance::PAISA);
        }
    }
}

/// Signed quantity and value of the rows between two points of a note. A position is brought forward as if bought or
/// sold: its side says so, a minus before its quantity, else its value, as what was bought costs.
fn rows_above(
    subject: NoteSubject<'_>,
    start: (usize, usize),
    end: (usize, usize),
    side: Option<&str>,
) -> Vec<(Decimal, Decimal)> {
    let trades = subject.note.detailed_trades.get(start.0..end.0).unwrap_or(&[]);
    let forwards = subject.facts.forwards.get(start.1..end.1).unwrap_or(&[]);
    let of_trades =
        trades.iter().filter(|trade| side.is_none_or(|side| trade.buy_sell.as_deref() == Some(side)));
    let of_trades = of_trades.map(|trade| {
        let quantity = units(trade.quantity).unwrap_or_default();
        let sold = trade.buy_sell.as_deref() == Some("S");
        (if sold { -quantity } else { quantity }, amount(trade.net_total).unwrap_or_default())
    });
    let of_forwards = forwards.iter().filter(|_| side.is_none()).map(|row| {
        let value = amount(row.fact.net_total).unwrap_or_default();
        let value = if subject.facts.rows_flipped { -value } else { value };
        let quantity = units(row.fact.quantity).unwrap_or_default();
        let bought = match row.fact.side.as_deref() {
            Some("B") => true,
            Some("S") => false,
            _ => !quantity.is_sign_negative() && value.is_sign_negative(),
        };
        (if bought { quantity.abs() } else { -quantity.abs() }, value)
    });
    of_trades.chain(of_forwards).collect()
}

/// All nets are the obligation, which is before brokerage with some brokers and after it with others.
pub(super) fn obligation(subject: NoteSubject<'_>, out: &mut Outcomes) {
    let note = subject.note;
    let rows = note
        .equity_transactions
        .iter()
        .map(|security| amount(security.net_obligation))
        .chain(note.derivatives_transactions.iter().map(|contract| amount(contract.net_total)));
    let tolerance = tolerance::of_nets(rows.clone().count());
    let Some(nets) = total(rows) else { return };
    let found = amount(note.charges_summary.pay_in_pay_out_obligation);
    let brokerage = amount(note.charges_summary.taxable_value_brokerage).unwrap_or_default();
    let expected = either(nets, nets.saturating_add(brokerage), found, tolerance);
    out.compare(
        "/data/charges_summary/pay_in_pay_out_obligation".to_owned(),
        Some(expected),
        found,
        tolerance,
    );
}

/// The one of two figures that is found, else the first.
fn either(one: Decimal, other: Decimal, found: Option<Decimal>, tolerance: Decimal) -> Decimal {
    match found {
        Some(found) if super::differs(one, found, tolerance) && !super::differs(other, found, tolerance) => {
            other
        }
        _ => one,
    }
}

pub(super) fn net_amount(subject: NoteSubject<'_>, out: &mut Outcomes) {
    let block = &subject.note.charges_summary;
    let (levies, brokerage) = levies(&subject.facts.charges);
    let before = amount(block.pay_in_pay_out_obligation).map(|before| before.saturating_sub(levies.0));
    let found = amount(block.net_amount_receivable_payable);
    let expected =
        before.map(|before| either(before.saturating_sub(brokerage.0), before, found, tolerance::PAISA));
    out.compare(
        "/data/charges_summary/net_amount_receivable_payable".to_owned(),
        expected,
        found,
        tolerance::PAISA,
    );
}

/// GST is 18 % of brokerage, exchange, clearing and investor-protection charges and the regulator's fees.
pub(super) fn gst(subject: NoteSubject<'_>, out: &mut Outcomes) {
    const TAXABLE: [ChargeKind; 5] = [
        ChargeKind::Brokerage,
        ChargeKind::Exchange,
        ChargeKind::Clearing,
        ChargeKind::Ipft,
        ChargeKind::Sebi,
    ];
    const GST: [ChargeKind; 4] = [ChargeKind::Cgst, ChargeKind::Sgst, ChargeKind::Utt, ChargeKind::Igst];
    let charges = &subject.facts.charges;
    let expected = levy(charges, &TAXABLE).and_then(|base| product(base.0, tolerance::GST_RATE));
    let found = amount(levy(charges, &GST));
    out.compare(
        "/data/charges_summary".to_owned(),
        expected.map(|gst| gst.round_dp(4).normalize()),
        found,
        tolerance::GST,
    );
}

/// The segment columns of a line are its total.
pub(super) fn segments(subject: NoteSubject<'_>, out: &mut Outcomes) {
    for charge in subject.facts.charges.iter().map(|charge| &charge.fact) {
        let sum = total(charge.segments.iter().map(|segment| amount(*segment)));
        if charge.kind == ChargeKind::Memo || sum.is_none() {
            continue;
        }
        let scope = format!("/data/charges_summary{}", member(charge.kind));
        out.compare(scope, sum, amount(charge.total), tolerance::PAISA);
    }
}

/// The member that a line is part of.
fn member(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Obligation => "/pay_in_pay_out_obligation",
        ChargeKind::Brokerage => "/taxable_value_brokerage",
        ChargeKind::Exchange | ChargeKind::Clearing | ChargeKind::Ipft => "/exchange_transaction_charges",
        ChargeKind::Cgst => "/cgst",
        ChargeKind::Sgst | ChargeKind::Utt => "/sgst",
        ChargeKind::Igst => "/igst",
        ChargeKind::Stt => "/securities_transaction_tax",
        ChargeKind::Sebi => "/sebi_turnover_fees",
        ChargeKind::StampDuty => "/stamp_duty",
        ChargeKind::Net => "/net_amount_receivable_payable",
        _ => "",
    }
}

/// The tax annexure adds up to the levy.
pub(super) fn stt(subject: NoteSubject<'_>, out: &mut Outcomes) {
    let rows = subject.facts.taxes.iter().map(|row| &row.fact).filter(|row| row.side.is_some());
    let Some(taxes) = total(rows.map(|row| amount(row.tax))) else { return };
    let found = amount(subject.note.charges_summary.securities_transaction_tax);
    out.compare(
        "/data/charges_summary/securities_transaction_tax".to_owned(),
        Some(taxes),
        found,
        tolerance::PAISA,
    );
}

/// Charges of the participant: amount and GST of a row are its total, the rows are the last row.
pub(super) fn demat_charges(subject: NoteSubject<'_>, out: &mut Outcomes) {
    let rows = || subject.facts.demat_charges.iter().map(|row| &row.fact);
    for row in rows() {
        let parts = amount(row.amount).zip(amount(row.gst)).map(|(charge, gst)| charge.saturating_add(gst));
        if parts.is_some() {
            out.compare(WHOLE.to_owned(), parts, amount(row.total), tolerance::PAISA);
        }
    }
    let sum = total(rows().filter(|row| !row.is_sum).map(|row| amount(row.total)));
    if let Some(printed) = rows().find(|row| row.is_sum) {
        out.compare(WHOLE.to_owned(), sum, amount(printed.total), tolerance::PAISA);
    }
}

/// Scope of what the published note has no member for.
const WHOLE: &str = "/data";

fn scope_of_security(index: usize) -> String {
    format!("/data/equity_transactions/{index}")
}

fn scope_of_contract(index: usize) -> String {
    format!("/data/derivatives_transactions/{index}")
}
