//! A contract note: its client is an account, what it trades are rows of `holdings` without units and value, its fills
//! and levies are transactions.
//!
//! The JSON of a note has negative where the client pays, that of a statement positive where the investor does. The
//! column `amount` has one sign for both, that of statements.

use cas::model::contract_note::{Charges, ContractNote, ContractTrade, NoteFacts, SecurityTrade, Trade};
use cas::model::{Amount, Isin};

use super::{Builder, repeated, wire};
use crate::cell::{Cell, cell, text};
use crate::tables::{AccountRow, HoldingRow, StatementRow, TransactionRow};

/// A levy: its name in the JSON, and where it stands.
type Levy = (&'static str, fn(&Charges) -> Option<Amount>);

/// The levies of `charges_summary`; obligation and net amount are in `statements`.
const LEVIES: [Levy; 8] = [
    ("taxable_value_brokerage", |charges| charges.taxable_value_brokerage),
    ("exchange_transaction_charges", |charges| charges.exchange_transaction_charges),
    ("cgst", |charges| charges.cgst),
    ("sgst", |charges| charges.sgst),
    ("igst", |charges| charges.igst),
    ("securities_transaction_tax", |charges| charges.securities_transaction_tax),
    ("sebi_turnover_fees", |charges| charges.sebi_turnover_fees),
    ("stamp_duty", |charges| charges.stamp_duty),
];

/// The side of a fill as the type of a transaction: letter in the JSON, type, and whether units leave.
const SIDES: [(&str, &str, Direction); 2] = [("B", "BUY", Direction::In), ("S", "SELL", Direction::Out)];

#[derive(Clone, Copy, Eq, PartialEq)]
enum Direction {
    In,
    Out,
}

/// Adds everything of a contract note.
pub(super) fn add(builder: &mut Builder, about: StatementRow, note: &ContractNote, facts: &NoteFacts) {
    builder.statement(head(about, note));
    let client = &note.client_info;
    let account = builder.account(AccountRow {
        pointer: "/data/client_info".into(),
        kind: "TRADING".into(),
        number: text(client.ucc.as_ref()),
        holders: text(client.name.as_ref()),
        holder_pans: cell(client.pan.as_ref()),
        holdings: note.equity_transactions.len().saturating_add(note.derivatives_transactions.len()).into(),
        pan: cell(client.pan.as_ref()),
        place_of_supply: text(client.place_of_supply.as_ref()),
        gst_state_code: text(client.gst_state_code.as_ref()),
        ..AccountRow::default()
    });
    let subjects: Vec<Subject> = note
        .detailed_trades
        .iter()
        .enumerate()
        .map(|(place, trade)| subject(note, facts, trade, place))
        .collect();
    let count = |subject: Subject| subjects.iter().filter(|of| **of == subject).count();
    let mut ids = Vec::new();
    for (place, security) in note.equity_transactions.iter().enumerate() {
        let subject = Subject::Security(place);
        let row = security_row(security, place);
        let row = HoldingRow { account_id: account.clone(), transactions: count(subject).into(), ..row };
        ids.push((subject, row.isin.clone(), repeated(&row.name), builder.holding(row)));
    }
    for (place, contract) in note.derivatives_transactions.iter().enumerate() {
        let subject = Subject::Contract(place);
        let row = contract_row(contract, place);
        let row = HoldingRow { account_id: account.clone(), transactions: count(subject).into(), ..row };
        ids.push((subject, row.isin.clone(), repeated(&row.name), builder.holding(row)));
    }
    for (place, (trade, subject)) in note.detailed_trades.iter().zip(&subjects).enumerate() {
        let known = ids.iter().find(|(of, ..)| of == subject);
        let isin = facts.trade_isins.get(place).copied().flatten();
        builder.transaction(TransactionRow {
            account_id: account.clone(),
            holding_id: known.map_or(Cell::Null, |(.., id)| id.clone()),
            pointer: format!("/data/detailed_trades/{place}").into(),
            date: cell(note.contract_note_info.trade_date),
            isin: isin.map_or_else(|| known.map_or(Cell::Null, |(_, isin, ..)| isin.clone()), Cell::from),
            name: known.map_or(Cell::Null, |(_, _, name, _)| name.clone()),
            ..trade_row(trade)
        });
    }
    for (name, amount) in LEVIES.iter().filter_map(|(name, of)| Some((name, of(&note.charges_summary)?))) {
        builder.transaction(TransactionRow {
            account_id: account.clone(),
            pointer: format!("/data/charges_summary/{name}").into(),
            record: "charge".into(),
            date: cell(note.contract_note_info.trade_date),
            kind: (*name).into(),
            amount: amount.into(),
            ..TransactionRow::default()
        });
    }
}

fn head(about: StatementRow, note: &ContractNote) -> StatementRow {
    let ContractNote { contract_note_info: info, broker_info: broker, client_info: client, .. } = note;
    StatementRow {
        kind: "CONTRACT_NOTE".into(),
        period_from: cell(info.trade_date),
        period_to: cell(info.trade_date),
        investor_name: text(client.name.as_ref()),
        investor_pan: cell(client.pan.as_ref()),
        investor_address: text(client.address.as_ref()),
        note_number: text(info.contract_note_number.as_ref()),
        settlement_number: text(info.settlement_number.as_ref()),
        settlement_date: cell(info.settlement_date),
        broker_type: wire(broker.broker_type),
        broker_name: text(broker.name.as_ref()),
        broker_sebi_registration: text(broker.sebi_registration.as_ref()),
        pay_in_pay_out_obligation: cell(note.charges_summary.pay_in_pay_out_obligation),
        net_amount: cell(note.charges_summary.net_amount_receivable_payable),
        ..about
    }
}

/// What a fill is of: a row of one of the two lists of the note.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Subject {
    Security(usize),
    Contract(usize),
    Untold,
}

/// The security by the ISIN that the note tells for the fill, the contract by its words and side.
fn subject(note: &ContractNote, facts: &NoteFacts, trade: &Trade, place: usize) -> Subject {
    let isin: Option<Isin> = facts.trade_isins.get(place).copied().flatten();
    let security =
        isin.and_then(|isin| note.equity_transactions.iter().position(|row| row.isin == Some(isin)));
    let same = |row: &ContractTrade| {
        row.contract_description == trade.security_description && row.buy_sell_bf_cf == trade.buy_sell
    };
    match security {
        Some(place) => Subject::Security(place),
        None if trade.security_description.is_some() => {
            note.derivatives_transactions.iter().position(same).map_or(Subject::Untold, Subject::Contract)
        }
        None => Subject::Untold,
    }
}

fn security_row(security: &SecurityTrade, place: usize) -> HoldingRow {
    HoldingRow {
        pointer: format!("/data/equity_transactions/{place}").into(),
        section: "traded_securities".into(),
        isin: cell(security.isin),
        name: text(security.security_name.as_ref()),
        symbol: text(security.security_symbol.as_ref()),
        buy_quantity: cell(security.buy_quantity),
        buy_wap: cell(security.buy_wap),
        buy_total_value: cell(security.buy_total_value),
        sell_quantity: cell(security.sell_quantity),
        sell_wap: cell(security.sell_wap),
        sell_total_value: cell(security.sell_total_value),
        net_obligation: cell(security.net_obligation),
        ..HoldingRow::default()
    }
}

fn contract_row(contract: &ContractTrade, place: usize) -> HoldingRow {
    HoldingRow {
        pointer: format!("/data/derivatives_transactions/{place}").into(),
        section: "traded_contracts".into(),
        name: text(contract.contract_description.as_ref()),
        buy_sell_bf_cf: text(contract.buy_sell_bf_cf.as_ref()),
        quantity: cell(contract.quantity),
        wap_per_unit: cell(contract.wap_per_unit),
        brokerage_per_unit: cell(contract.brokerage_per_unit),
        closing_rate_per_unit: cell(contract.closing_rate_per_unit),
        net_total: cell(contract.net_total),
        ..HoldingRow::default()
    }
}

fn trade_row(trade: &Trade) -> TransactionRow {
    let side = SIDES.iter().find(|(letter, ..)| trade.buy_sell.as_deref() == Some(letter));
    let signed = |(_, _, direction): &(_, _, Direction)| {
        trade.quantity.map(|quantity| if *direction == Direction::Out { -quantity } else { quantity })
    };
    TransactionRow {
        record: "trade".into(),
        kind: side.map_or(Cell::Null, |(_, kind, _)| (*kind).into()),
        description: text(trade.security_description.as_ref()),
        amount: cell(trade.net_total.map(|total| -total)),
        units: cell(side.and_then(signed)),
        price: cell(trade.net_rate_per_unit),
        order_no: text(trade.order_number.as_ref()),
        order_time: text(trade.order_time.as_ref()),
        trade_number: text(trade.trade_number.as_ref()),
        trade_time: text(trade.trade_time.as_ref()),
        buy_sell: text(trade.buy_sell.as_ref()),
        exchange: text(trade.exchange.as_ref()),
        quantity: cell(trade.quantity),
        brokerage: cell(trade.brokerage),
        closing_rate: cell(trade.closing_rate_per_unit),
        remarks: text(trade.remarks.as_ref()),
        ..TransactionRow::default()
    }
}
