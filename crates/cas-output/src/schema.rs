//! The published JSON Schema, generated from the types (feature `schema`).
//!
//! Generated from what is serialised: members that are always written are required, objects are closed, and only `x_`
//! members may stand beside the body. What derives cannot say is added here: which bond members each holding list
//! allows, the two tiers, the closed objects.

use cas_model::facts::HoldingList;
use cas_model::{ContractNote, Statement};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// Name of the schema of one list's holdings, and the members of `additional_info` that the list allows.
const HOLDINGS: [(HoldingList, &str, &[&str]); 5] = [
    (HoldingList::Equities, "Equity", &[]),
    (
        HoldingList::CorporateBonds,
        "CorporateBond",
        &["coupon_rate", "maturity_date", "face_value", "market_value"],
    ),
    (
        HoldingList::GovernmentSecurities,
        "GovernmentSecurity",
        &["coupon_rate", "maturity_date", "face_value"],
    ),
    (HoldingList::Aifs, "Aif", &[]),
    (HoldingList::DematMutualFunds, "DematMutualFund", &[]),
];

/// Tiers of a pension account; null when not printed.
const TIER: &str = "/NpsFundInfo/properties/tier";

/// Members that every list allows.
const ALWAYS: [&str; 2] = ["open_units", "close_units"];

/// The schema of the body that [`crate::write_json`] writes, draft 2020-12.
#[must_use]
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Statement>().to_value();
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        split_holdings(definitions);
        if let Some(Value::Object(tier)) = definitions_at(definitions, TIER) {
            tier.insert("enum".into(), json!([1, 2, null]));
        }
    }
    close_objects(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("$id".into(), json!("statement.schema.json"));
        root.insert("patternProperties".into(), json!({ "^x_": true }));
    }
    schema
}

/// The schema of an answer to a contract note: the note in its envelope.
#[must_use]
pub fn contract_note_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<ContractNote>().to_value();
    let mut definitions = schema.get_mut("$defs").map(Value::take).unwrap_or_default();
    close_objects(&mut schema);
    close_objects(&mut definitions);
    if let Some(note) = schema.as_object_mut() {
        note.remove("$schema");
        note.remove("$defs");
        note.remove("title");
    }
    if let Some(definitions) = definitions.as_object_mut() {
        definitions.insert("ContractNote".into(), schema);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "contract-note.schema.json",
        "title": "ContractNoteAnswer",
        "description": "The answer to one contract note.",
        "type": "object",
        "properties": {
            "status": { "const": crate::SUCCESS },
            "msg": { "const": crate::SUCCESS },
            "data": { "$ref": "#/$defs/ContractNote" }
        },
        "required": ["status", "msg", "data"],
        "additionalProperties": false,
        "patternProperties": { "^x_": true },
        "$defs": definitions
    })
}

/// One holding type serves five lists; the schema tells them apart.
fn split_holdings(definitions: &mut Map<String, Value>) {
    let (Some(holding), Some(info)) = (definitions.remove("Holding"), definitions.remove("HoldingInfo"))
    else {
        return;
    };
    for (list, name, members) in HOLDINGS {
        let mut info = info.clone();
        if let Some(properties) = info.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|key, _| ALWAYS.contains(&key.as_str()) || members.contains(&key.as_str()));
        }
        let mut holding = holding.clone();
        if let Some(properties) = holding.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("additional_info".into(), info);
        }
        definitions.insert(name.to_owned(), holding);
        let items = format!("/Holdings/properties/{}/items", list.key());
        if let Some(items) = definitions_at(definitions, &items) {
            *items = json!({ "$ref": format!("#/$defs/{name}") });
        }
    }
}

fn definitions_at<'a>(definitions: &'a mut Map<String, Value>, pointer: &str) -> Option<&'a mut Value> {
    let mut keys = pointer.split('/').skip(1);
    let mut at = definitions.get_mut(keys.next()?)?;
    for key in keys {
        at = at.get_mut(key)?;
    }
    Some(at)
}

/// Objects with named members allow no others; free maps stay free.
fn close_objects(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("properties").is_some_and(Value::is_object) && object.get("type").is_some() {
                object.entry("additionalProperties").or_insert(Value::Bool(false));
            }
            object.values_mut().for_each(close_objects);
        }
        Value::Array(items) => items.iter_mut().for_each(close_objects),
        _ => {}
    }
}
