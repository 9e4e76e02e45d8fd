//! A contract note: securities, contracts, every fill, and what there is to pay.

use cas::ContractNote;
use cas::model::contract_note::{Charges, ContractTrade, SecurityTrade, Trade};
use cas::model::{Amount, Isin, Price, Units};

use super::figures::day;
use super::grid::{Cell, Column, Fit, Line, Table};
use super::marks::Subject;
use super::screen::{Tone, clean};
use super::{View, number, words};

const SECURITIES: &[Column] = &[
    Column { title: "Security", fit: Fit::Name(16) },
    Column { title: "ISIN", fit: Fit::Code },
    Column { title: "Bought", fit: Fit::Figure },
    Column { title: "at", fit: Fit::Figure },
    Column { title: "for", fit: Fit::Figure },
    Column { title: "Sold", fit: Fit::Figure },
    Column { title: "at", fit: Fit::Figure },
    Column { title: "for", fit: Fit::Figure },
    Column { title: "Net", fit: Fit::Figure },
];

const CONTRACTS: &[Column] = &[
    Column { title: "Contract", fit: Fit::Name(16) },
    Column { title: "Side", fit: Fit::Code },
    Column { title: "Quantity", fit: Fit::Figure },
    Column { title: "Price", fit: Fit::Figure },
    Column { title: "Brokerage", fit: Fit::Figure },
    Column { title: "Closing", fit: Fit::Figure },
    Column { title: "Net", fit: Fit::Figure },
];

const TRADES: &[Column] = &[
    Column { title: "Order", fit: Fit::Code },
    Column { title: "Trade", fit: Fit::Code },
    Column { title: "Time", fit: Fit::Code },
    Column { title: "Security", fit: Fit::Name(12) },
    Column { title: "Side", fit: Fit::Code },
    Column { title: "On", fit: Fit::Code },
    Column { title: "Quantity", fit: Fit::Figure },
    Column { title: "Brokerage", fit: Fit::Figure },
    Column { title: "Net rate", fit: Fit::Figure },
    Column { title: "Net", fit: Fit::Figure },
];

const CHARGES: &[Column] =
    &[Column { title: "What", fit: Fit::Name(12) }, Column { title: "Amount", fit: Fit::Figure }];

/// Draws the note, or what it says of one security.
pub(super) fn draw(view: &View<'_>, note: &ContractNote, out: &mut String) {
    head(view, note, out);
    out.push_str(&securities(view, note).render(view.screen));
    let everything = view.selection.is_everything();
    if everything {
        out.push_str(&contracts(view, note).render(view.screen));
    }
    out.push_str(&trades(view, note).render(view.screen));
    if everything {
        out.push_str(&charges(view, &note.charges_summary).render(view.screen));
        view.say(Tone::Faint, "Negative amounts are paid by the client.", out);
    }
}

fn head(view: &View<'_>, note: &ContractNote, out: &mut String) {
    let info = &note.contract_note_info;
    let broker = note.broker_info.name.as_deref().unwrap_or_else(|| note.broker_info.broker_type.wire());
    let number = info.contract_note_number.as_deref().unwrap_or("without a number");
    let settlement = match (&info.settlement_number, info.settlement_date) {
        (Some(number), date) => format!(", settlement {number} on {}", day(date)),
        (None, _) => String::new(),
    };
    let first = format!("{broker}, contract note {number}, trades of {}{settlement}", day(info.trade_date));
    view.say(Tone::Strong, &clean(&first), out);
    let client = &note.client_info;
    let pan = client.pan.as_ref().map(|pan| format!("PAN {}", pan.as_str()));
    let ucc = client.ucc.as_ref().map(|ucc| format!("client {ucc}"));
    let parts: Vec<String> =
        [client.name.clone(), pan, ucc].into_iter().flatten().map(|p| clean(&p)).collect();
    if !parts.is_empty() {
        view.say(Tone::Plain, &parts.join(", "), out);
    }
}

fn securities(view: &View<'_>, note: &ContractNote) -> Table {
    let mut table = Table::new("Securities", SECURITIES);
    let rows = note.equity_transactions.iter().enumerate();
    for (index, row) in rows.filter(|(_, row)| view.selection.has_isin(row.isin)) {
        let pointer = format!("/data/equity_transactions/{index}");
        table.lines.push(Line::Row(security(view, row, &pointer)));
    }
    table
}

fn security(view: &View<'_>, row: &SecurityTrade, pointer: &str) -> Vec<Cell> {
    let mark = |checks| view.marks.figure(Subject { pointer, checks });
    // An untraded side is printed as nothing or as zeros: both are nothing to see.
    let side = |value: Option<cas::Decimal>, mark| number(value.filter(|value| !value.is_zero()), mark);
    let (quantity, value) = (mark(&["security-trades"]), mark(&["security-value"]));
    let isin = row.isin.as_ref().map(Isin::as_str);
    vec![
        Cell { mark: view.marks.anywhere(pointer), ..words(row.security_name.as_deref()) },
        words(isin),
        side(row.buy_quantity.map(Units::value), quantity),
        side(row.buy_wap.map(Price::value), None),
        side(row.buy_total_value.map(Amount::value), value),
        side(row.sell_quantity.map(Units::value), quantity),
        side(row.sell_wap.map(Price::value), None),
        side(row.sell_total_value.map(Amount::value), value),
        number(row.net_obligation.map(Amount::value), mark(&["security-net"])),
    ]
}

fn contracts(view: &View<'_>, note: &ContractNote) -> Table {
    let mut table = Table::new("Derivatives", CONTRACTS);
    for (index, row) in note.derivatives_transactions.iter().enumerate() {
        let pointer = format!("/data/derivatives_transactions/{index}");
        table.lines.push(Line::Row(contract(view, row, &pointer)));
    }
    table
}

fn contract(view: &View<'_>, row: &ContractTrade, pointer: &str) -> Vec<Cell> {
    let mark = |checks| view.marks.figure(Subject { pointer, checks });
    vec![
        Cell { mark: view.marks.anywhere(pointer), ..words(row.contract_description.as_deref()) },
        words(row.buy_sell_bf_cf.as_deref()),
        number(row.quantity.map(Units::value), mark(&["contract-trades"])),
        number(row.wap_per_unit.map(Price::value), None),
        number(row.brokerage_per_unit.map(Price::value), None),
        number(row.closing_rate_per_unit.map(Price::value), None),
        number(row.net_total.map(Amount::value), mark(&["contract-value"])),
    ]
}

/// The fills; those of one security where the note tells which they are.
fn trades(view: &View<'_>, note: &ContractNote) -> Table {
    let isins = view.parsed.note_facts().map(|facts| facts.trade_isins.as_slice()).unwrap_or_default();
    let mut table = Table::new("Trades", TRADES);
    for (index, row) in note.detailed_trades.iter().enumerate() {
        let isin = isins.get(index).copied().flatten();
        if view.selection.has_isin(isin) {
            table.lines.push(Line::Row(trade(view, row, &format!("/data/detailed_trades/{index}"))));
        }
    }
    table
}

fn trade(view: &View<'_>, row: &Trade, pointer: &str) -> Vec<Cell> {
    let mark = |checks| view.marks.figure(Subject { pointer, checks });
    vec![
        words(row.order_number.as_deref()),
        words(row.trade_number.as_deref()),
        words(row.trade_time.as_deref()),
        words(row.security_description.as_deref()),
        words(row.buy_sell.as_deref()),
        words(row.exchange.as_deref()),
        number(row.quantity.map(Units::value), None),
        number(row.brokerage.map(Price::value), None),
        number(row.net_rate_per_unit.map(Price::value), None),
        number(row.net_total.map(Amount::value), mark(&["fill-value", "sub-total"])),
    ]
}

/// The members of the obligation block with the words that brokers print.
type Charge = (&'static str, &'static str, fn(&Charges) -> Option<Amount>);

const LEVIES: [Charge; 9] = [
    ("Pay in / pay out obligation", "pay_in_pay_out_obligation", |charges| charges.pay_in_pay_out_obligation),
    ("Brokerage", "taxable_value_brokerage", |charges| charges.taxable_value_brokerage),
    ("Exchange transaction charges", "exchange_transaction_charges", |charges| {
        charges.exchange_transaction_charges
    }),
    ("CGST", "cgst", |charges| charges.cgst),
    ("SGST", "sgst", |charges| charges.sgst),
    ("IGST", "igst", |charges| charges.igst),
    ("Securities transaction tax", "securities_transaction_tax", |charges| {
        charges.securities_transaction_tax
    }),
    ("SEBI turnover fees", "sebi_turnover_fees", |charges| charges.sebi_turnover_fees),
    ("Stamp duty", "stamp_duty", |charges| charges.stamp_duty),
];

fn charges(view: &View<'_>, charges: &Charges) -> Table {
    let mut table = Table::new("Obligation and charges", CHARGES);
    for (title, member, of) in LEVIES {
        let Some(value) = of(charges) else { continue };
        let pointer = format!("/data/charges_summary/{member}");
        // The check of GST is on the whole block.
        let whole = if member.ends_with("gst") { "/data/charges_summary" } else { &pointer };
        let mark = view.marks.total(&pointer, &[&pointer, whole]);
        table.lines.push(Line::Row(vec![Cell::plain(title), number(Some(value.value()), mark)]));
    }
    let net = charges.net_amount_receivable_payable;
    let title = match net {
        Some(net) if net.is_negative() => "Net amount, payable by the client",
        Some(_) => "Net amount, receivable by the client",
        None => "Net amount",
    };
    let pointer = "/data/charges_summary/net_amount_receivable_payable";
    let mark = view.marks.total(pointer, &[pointer]);
    table.lines.push(Line::Total(vec![Cell::plain(title), number(net.map(Amount::value), mark)]));
    table
}
