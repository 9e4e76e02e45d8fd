//! The expected unified answer, reckoned from the model alone: no parser has a say in it.
//!
//! Only what is judged is written; a member that is absent is not judged, a null one must be null or absent.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::model::{Block, Fault, Row, Statement};

/// Truth of a detailed statement.
#[must_use]
pub fn detailed(statement: &Statement) -> Value {
    let mut value =
        frame(statement, statement.period.0, statement.blocks.first().and_then(|block| block.pan.as_deref()));
    value["mutual_funds"] = Value::Array(folios(statement, false));
    value
}

/// Truth of a summary statement.
#[must_use]
pub fn summary(statement: &Statement) -> Value {
    let mut value = frame(statement, statement.period.1, None);
    value["mutual_funds"] = Value::Array(folios(statement, true));
    value
}

/// A decimal as a JSON number with its scale.
fn number(value: Decimal) -> Value {
    serde_json::from_str(&value.to_string()).unwrap_or_default()
}

fn optional(value: Option<Decimal>) -> Value {
    value.map_or(Value::Null, number)
}

fn frame(statement: &Statement, from: chrono::NaiveDate, pan: Option<&str>) -> Value {
    let mut total: Decimal = statement.blocks.iter().map(|block| block.value).sum();
    let value_faults = statement.faults.iter().filter(|fault| matches!(fault, Fault::Value(_))).count();
    total += Decimal::new(value_faults as i64 * 1000, 2);
    // The printed total is the total, and stands above the sum of the parts.
    if statement.look.summary && statement.faults.contains(&Fault::SummaryTotal) {
        total += Decimal::new(1000, 2);
    }
    let none = json!({"count": 0, "total_value": 0});
    let folios: std::collections::BTreeSet<(&str, &str)> =
        statement.blocks.iter().map(|block| (block.amc.heading, block.folio.as_str())).collect();
    json!({
        "meta": {
            "cas_type": "CAMS_KFINTECH",
            "statement_period": { "from": from.to_string(), "to": statement.period.1.to_string() },
        },
        "investor": {
            "name": statement.name,
            "email": statement.email,
            "address": statement.address.join(" "),
            "mobile": statement.mobile,
            "cas_id": null,
            "pincode": statement.pincode,
            "pan": pan,
        },
        "summary": {
            "total_value": number(total),
            "accounts": {
                "demat": none,
                "mutual_funds": { "count": folios.len(), "total_value": number(total) },
                "insurance": none,
                "nps": none,
            },
        },
        "demat_accounts": [],
        "insurance": { "life_insurance_policies": [] },
        "nps": [],
    })
}

/// Folios in the order of their first block; blocks of one folio of one house stand together.
fn folios(statement: &Statement, summary: bool) -> Vec<Value> {
    let mut order: Vec<(&str, &str)> = Vec::new();
    for block in &statement.blocks {
        let key = (block.amc.heading, block.folio.as_str());
        if !order.contains(&key) {
            order.push(key);
        }
    }
    order.into_iter().map(|key| folio(statement, key, summary)).collect()
}

fn folio(statement: &Statement, key: (&str, &str), summary: bool) -> Value {
    let of_folio = |block: &&Block| (block.amc.heading, block.folio.as_str()) == key;
    let blocks = || statement.blocks.iter().filter(of_folio);
    let value: Decimal = blocks().map(|block| block.value).sum();
    let mut out = Map::new();
    // Old summaries print no headings: the house is in the scheme's name only.
    if !summary || statement.look.isin {
        out.insert("amc".into(), json!(key.0));
    }
    let shift = statement.blocks.iter().enumerate().filter(|(_, block)| of_folio(block)).map(|(index, _)| {
        if statement.faults.contains(&Fault::Value(index)) { Decimal::new(1000, 2) } else { Decimal::ZERO }
    });
    let value = value + shift.sum::<Decimal>();
    out.insert("value".into(), number(value));
    let schemes = statement.blocks.iter().enumerate().filter(|(_, block)| of_folio(block));
    out.insert(
        "schemes".into(),
        schemes.map(|(index, block)| scheme(statement, index, block, summary)).collect(),
    );
    if let Some(block) = blocks().next() {
        let printed = if summary { block.summary_folio(&statement.look) } else { block.folio.clone() };
        out.insert("folio_number".into(), json!(printed));
        out.insert("registrar".into(), json!(block.amc.registrar));
        if !summary {
            out.insert(
                "additional_info".into(),
                json!({ "pan": block.pan, "kyc": block.kyc, "pankyc": block.pan_kyc }),
            );
            if statement.look.holder {
                out.insert("linked_holders".into(), json!([{ "name": block.holder, "pan": block.pan }]));
            }
        }
    }
    Value::Object(out)
}

fn scheme(statement: &Statement, index: usize, block: &Block, summary: bool) -> Value {
    let fault =
        |fault: Fault| if statement.faults.contains(&fault) { Decimal::new(1000, 2) } else { Decimal::ZERO };
    let closing = if statement.faults.contains(&Fault::Closing(index)) {
        block.closing + Decimal::ONE
    } else {
        block.closing
    };
    let value = block.value + fault(Fault::Value(index));
    let cost = statement.look.cost.then_some(block.cost + fault(Fault::Cost(index)));
    let isin = block.isin.clone().filter(|isin| {
        statement.look.isin && isin.starts_with("IN") && !statement.faults.contains(&Fault::IsinDigit(index))
    });
    let mut name = block.name.clone();
    if let (Some(option), true) = (block.option, statement.look.isin && !summary) {
        name += &format!(" - {option}");
    }
    let mut info = Map::new();
    info.insert("rta_code".into(), json!(block.code));
    info.insert("close_units".into(), number(closing));
    if !summary {
        info.insert("advisor".into(), json!(block.advisor.clone().filter(|advisor| !advisor.is_empty())));
        info.insert("is_demat".into(), json!(block.is_demat()));
        info.insert("open_units".into(), number(block.opening));
    }
    let rows = if summary { Vec::new() } else { rows(statement, index, block) };
    let mut out = json!({
        "isin": isin,
        "name": name,
        "units": number(closing),
        "nav": number(block.nav),
        "value": number(value),
        "cost": optional(cost),
        "transactions": rows,
        "nominees": [],
        "additional_info": info,
    });
    if statement.look.nominees && !summary {
        out["nominees"] =
            block.nominees.iter().filter(|name| !name.is_empty()).map(|name| json!(name)).collect();
    }
    if let Some(kind) = block.kind {
        out["type"] = json!(kind);
    }
    if let Some(cost) = cost {
        out["gain"] = json!({ "absolute": number(value - cost) });
    }
    out
}

fn rows(statement: &Statement, index: usize, block: &Block) -> Vec<Value> {
    let kept = |(at, _): &(usize, &Row)| !statement.faults.contains(&Fault::DropRow(index, *at));
    let numbered = block.rows.iter().enumerate().filter(kept);
    numbered
        .map(|(at, entry)| {
            row(entry, statement.faults.contains(&Fault::FlipSign(index, at)), block, statement)
        })
        .collect()
}

fn row(row: &Row, flipped: bool, block: &Block, statement: &Statement) -> Value {
    // The running balance settles the sign of a row that has units; any other row says what is printed.
    let flipped = flipped && row.units.is_none();
    let sign = |value: Option<Decimal>| if flipped { value.map(|value| -value) } else { value };
    let priced = !statement.look.price.is_empty();
    let mut out = json!({
        "date": row.date.to_string(),
        // A noncharacter is no text.
        "description": row.text.replace('\u{fffe}', ""),
        "amount": optional(sign(row.amount)),
        "units": optional(sign(row.units)),
        "balance": optional(row.balance),
        "type": row.kind,
        "dividend_rate": optional(row.rate),
    });
    if priced {
        out["nav"] = optional(row.price);
    }
    if let Some(duty) = row.duty {
        let index = statement.blocks.iter().position(|other| std::ptr::eq(other, block)).unwrap_or_default();
        let untouched = |at: usize| {
            let faults = [Fault::DropRow(index, at), Fault::FlipSign(index, at)];
            !faults.iter().any(|fault| statement.faults.contains(fault))
        };
        let belongs = |other: &Row| {
            other.kind == "STAMP_DUTY_TAX" && other.date == row.date && other.amount == Some(duty)
        };
        if block.rows.iter().enumerate().any(|(at, other)| belongs(other) && untouched(at)) {
            out["additional_info"] = json!({ "stamp_duty": number(duty) });
        }
    }
    out
}
