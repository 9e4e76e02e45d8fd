//! What a reader must find in a note: the JSON of the hosted API, from the printed figures, never by our parser.
//!
//! Negative means that the client pays. Null stands for printed blanks; what a layout does not print is left out.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::figures::rounded;
use super::model::Exchange;
use super::sheet::{Block, ContractRow, FillRow, Half, SecurityRow, Sheet};
use super::traits::{Empty, FillOrder, Generation, Label, Settlement, Traits};

type Members = Map<String, Value>;

/// The expected answer.
#[must_use]
pub fn truth(sheet: &Sheet, traits: &Traits) -> Value {
    let mut data = Members::new();
    data.insert("contract_note_info".into(), information(sheet, traits));
    data.insert("broker_info".into(), broker(traits));
    data.insert("client_info".into(), client(sheet, traits));
    let equities: Vec<Value> = match traits.generation {
        Generation::A => {
            let mut blocks: Vec<&Block> = sheet.cash.iter().collect();
            if traits.shown.order == FillOrder::ExchangeThenSegment {
                blocks
                    .sort_by_key(|block| block.rows.first().is_some_and(|row| row.exchange == Exchange::Bse));
            }
            blocks.into_iter().map(|block| summed(block, traits)).collect()
        }
        Generation::C => sheet.securities.iter().map(|row| security(row, traits)).collect(),
    };
    data.insert("equity_transactions".into(), Value::Array(equities));
    if traits.generation == Generation::C {
        let rows = sheet.contracts.iter().map(|row| contract(row, traits)).collect();
        data.insert("derivatives_transactions".into(), Value::Array(rows));
    }
    data.insert("detailed_trades".into(), fills(sheet, traits).into());
    data.insert("charges_summary".into(), charges(sheet, traits));
    json!({ "data": data })
}

/// The fills as they stand on the pages.
fn fills(sheet: &Sheet, traits: &Traits) -> Vec<Value> {
    let of = |segment: usize, blocks: &[Block]| -> Vec<(usize, FillRow)> {
        let rows = blocks.iter().flat_map(|block| &block.rows).filter(|row| row.is_trade());
        rows.map(|row| (segment, row.clone())).collect()
    };
    let mut rows = of(0, &sheet.cash);
    rows.extend(of(1, &sheet.derivatives));
    let bse = |row: &FillRow| row.exchange == Exchange::Bse;
    match traits.shown.order {
        FillOrder::Segment => {}
        FillOrder::SegmentThenExchange => rows.sort_by_key(|(segment, row)| (*segment, bse(row))),
        FillOrder::ExchangeThenSegment => rows.sort_by_key(|(segment, row)| (bse(row), *segment)),
    }
    let heading = traits.shown.order == FillOrder::SegmentThenExchange;
    rows.iter()
        .map(|(segment, row)| {
            let of_derivatives = if heading && *segment == 1 { "FO" } else { "" };
            fill(row, &format!("{}{of_derivatives}", row.exchange.name()), traits)
        })
        .collect()
}

/// A JSON number with the decimals of `value`.
fn number(value: Decimal) -> Value {
    let value = if value.is_zero() { value.abs() } else { value };
    value.to_string().parse().map_or(Value::Null, Value::Number)
}

fn information(sheet: &Sheet, traits: &Traits) -> Value {
    let book = &sheet.book;
    let mut members = Members::new();
    members.insert("contract_note_number".into(), json!(book.number));
    members.insert("trade_date".into(), json!(book.date.to_string()));
    if !book.securities.is_empty() {
        members.insert("settlement_number".into(), json!(book.settlement));
        members.insert("settlement_date".into(), json!(book.settled.to_string()));
    } else if traits.shown.settlement == Settlement::OfCash {
        members.insert("settlement_number".into(), Value::Null);
    }
    Value::Object(members)
}

fn broker(traits: &Traits) -> Value {
    let identity = traits.identity;
    let mut members = Members::new();
    members.insert("broker_type".into(), json!(identity.kind));
    for (key, value) in [("name", identity.name), ("sebi_registration", identity.registration)] {
        if let Some(value) = value {
            members.insert(key.into(), json!(value));
        }
    }
    Value::Object(members)
}

fn client(sheet: &Sheet, traits: &Traits) -> Value {
    let client = &sheet.book.client;
    let place = traits.shown.place;
    json!({
        "name": client.name,
        "pan": client.pan,
        "ucc": client.ucc,
        "place_of_supply": place.then_some(client.state.name),
        "gst_state_code": place.then_some(client.state.code),
        "address": traits.shown.address.then(|| client.address.join(" ")),
    })
}

fn security(row: &SecurityRow, traits: &Traits) -> Value {
    let mut members = Members::new();
    members.insert("isin".into(), json!(row.isin));
    let label = match traits.shown.label {
        Label::Symbol => Some(&row.symbol),
        Label::Name => Some(&row.name),
        Label::Neither => None,
    };
    // Whether a mark belongs to the name is left open.
    if let Some(label) = label.filter(|_| row.mark.is_empty()) {
        members.insert("security_name".into(), json!(label));
        members.insert("security_symbol".into(), json!(label));
    }
    for (side, half) in [("buy", &row.buy), ("sell", &row.sell)] {
        side_of(&mut members, side, half, traits);
    }
    members.insert("net_obligation".into(), number(row.net));
    Value::Object(members)
}

fn side_of(members: &mut Members, side: &str, half: &Half, traits: &Traits) {
    members.insert(format!("{side}_quantity"), json!(half.quantity));
    let printed = half.quantity != 0 || traits.empty == Empty::Zeros;
    let shown = |value: Decimal| if printed { number(value) } else { Value::Null };
    if traits.shown.wap {
        members.insert(format!("{side}_wap"), shown(rounded(half.wap, traits.figures.rates)));
    }
    members.insert(format!("{side}_total_value"), shown(half.total));
}

/// A security of a note without a summary: its fills, added up.
fn summed(block: &Block, traits: &Traits) -> Value {
    let mut members = Members::new();
    members.insert("isin".into(), json!(block.isin));
    if traits.shown.label == Label::Symbol {
        members.insert("security_symbol".into(), json!(block.symbol));
    }
    let sides = [("buy", "B"), ("sell", "S")];
    for (side, kind) in sides {
        let rows = || block.rows.iter().filter(|row| row.kind == kind);
        let quantity: i64 = rows().map(|row| row.quantity.abs()).sum();
        members.insert(format!("{side}_quantity"), json!(quantity));
        if quantity == 0 {
            continue;
        }
        let total: Decimal = rows().map(|row| row.total.abs()).sum();
        members.insert(format!("{side}_total_value"), number(total));
        let value: Decimal = rows().map(|row| row.gross * Decimal::from(row.quantity.abs())).sum();
        let wap = rounded(value / Decimal::from(quantity), 4);
        if wap * Decimal::from(quantity) == value {
            members.insert(format!("{side}_wap"), number(wap));
        }
    }
    members.insert("net_obligation".into(), number(block.rows.iter().map(|row| row.total).sum()));
    Value::Object(members)
}

fn contract(row: &ContractRow, traits: &Traits) -> Value {
    let places = traits.figures.rates;
    let brokerage = traits.shown.contract_brokerage.then(|| number(rounded(row.unit, 4)));
    json!({
        "contract_description": row.text,
        "buy_sell_bf_cf": row.kind,
        "quantity": row.quantity.abs(),
        "wap_per_unit": number(rounded(row.wap, places)),
        "brokerage_per_unit": brokerage,
        "closing_rate_per_unit": row.closing.map(number),
        "net_total": number(row.total),
    })
}

fn fill(row: &FillRow, exchange: &str, traits: &Traits) -> Value {
    let mut members = Members::new();
    for (key, text) in [
        ("order_number", row.order.as_str()),
        ("order_time", &row.order_time),
        ("trade_number", &row.trade),
        ("trade_time", &row.trade_time),
        ("security_description", &row.text),
        ("buy_sell", row.kind),
        ("exchange", exchange),
    ] {
        members.insert(key.into(), json!(text));
    }
    members.insert("quantity".into(), json!(row.quantity.abs()));
    members.insert("net_rate_per_unit".into(), number(row.net));
    members.insert("net_total".into(), number(row.total));
    if traits.shown.fill_brokerage {
        members.insert("brokerage".into(), number(row.unit));
    }
    if traits.shown.fill_closing {
        members.insert("closing_rate_per_unit".into(), row.closing.map_or(Value::Null, number));
    }
    if !row.remark.is_empty() {
        members.insert("remarks".into(), json!(row.remark));
    }
    Value::Object(members)
}

fn charges(sheet: &Sheet, traits: &Traits) -> Value {
    let total = &sheet.charges.total;
    let mut members = Members::new();
    for (key, value) in [
        ("pay_in_pay_out_obligation", total.obligation),
        ("taxable_value_brokerage", total.brokerage),
        ("exchange_transaction_charges", total.exchange + total.clearing + total.ipft),
        ("securities_transaction_tax", total.stt),
        ("sebi_turnover_fees", total.sebi),
        ("stamp_duty", total.stamp),
        ("net_amount_receivable_payable", total.net),
    ] {
        members.insert(key.into(), number(value));
    }
    for (key, value) in [("cgst", total.cgst), ("sgst", total.sgst + total.utt), ("igst", total.igst)] {
        if traits.shown.every_tax || !value.is_zero() {
            // A levy of zero is left blank by some layouts, and a blank cell is null.
            let blank = traits.figures.blank_zeros && value.is_zero();
            members.insert(key.into(), if blank { Value::Null } else { number(value) });
        }
    }
    Value::Object(members)
}
