//! How rows of a list are told apart: lists whose rows have a name of their own, and weights for all others.

use serde_json::Value;

use crate::number::Plain;

/// A key: members (with `/` between steps) that together name a row.
pub(crate) type Key = &'static [&'static str];

/// Lists whose rows have names, with their keys from the strictest to the loosest.
const NAMED: [(&str, &[Key]); 17] = [
    ("demat_accounts", &[&["dp_id", "client_id"], &["client_id"], &["bo_id"]]),
    ("mutual_funds", &[&["folio_number", "amc"], &["folio_number"]]),
    ("schemes", &[&["isin", "name"], &["isin"], &["name"]]),
    ("equities", &[&["isin", "name"], &["isin"], &["name"]]),
    ("corporate_bonds", &[&["isin", "name"], &["isin"], &["name"]]),
    ("government_securities", &[&["isin", "name"], &["isin"], &["name"]]),
    ("aifs", &[&["isin", "name"], &["isin"], &["name"]]),
    ("demat_mutual_funds", &[&["isin", "name"], &["isin"], &["name"]]),
    ("nps", &[&["pran", "cra"], &["pran"]]),
    ("funds", &[&["name", "additional_info/tier"], &["name"]]),
    ("life_insurance_policies", &[&["policy_number"]]),
    ("linked_holders", &[&["name", "pan"], &["name"], &["pan"]]),
    ("equity_transactions", &[&["isin", "security_name"], &["isin"], &["security_name"]]),
    ("derivatives_transactions", &[&["contract_description", "buy_sell_bf_cf"]]),
    ("x_checks", &[&["id", "scope", "expected"], &["id", "scope"]]),
    ("x_class", &[&["isin", "name"], &["isin"]]),
    ("x_notes", &[&["code", "page", "message"], &["code", "page"]]),
];

/// Members that tell in a list without names which row another is, with their weight; any other member weighs 1.
const WEIGHTS: [(&str, u32); 11] = [
    ("date", 4),
    ("amount", 4),
    ("units", 4),
    ("balance", 3),
    ("description", 2),
    ("trade_number", 8),
    ("order_number", 2),
    ("quantity", 3),
    ("net_total", 3),
    ("security_description", 2),
    ("pointer", 4),
];

/// Of the weight of both rows, this share (in per cent) must agree for the one to be the other.
const SHARE: u32 = 40;

/// The keys of a list; empty for lists whose rows have no names.
pub(crate) fn keys_of(list: &str) -> &'static [Key] {
    NAMED.iter().find(|(name, _)| *name == list).map_or(&[], |(_, keys)| *keys)
}

/// The name of a row by a key; `None` when a part of it is missing.
pub(crate) fn name_by(key: Key, row: &Value) -> Option<String> {
    let mut name = String::new();
    for member in key {
        let mut value = row;
        for step in member.split('/') {
            value = value.get(step)?;
        }
        if value.is_null() {
            return None;
        }
        name.push_str(&value.to_string());
        name.push('\u{1}');
    }
    Some(name)
}

/// How much two rows have in common; `None` when they are not the same row.
pub(crate) fn likeness(one: &Value, other: &Value) -> Option<u32> {
    let (Value::Object(members), Value::Object(others)) = (one, other) else {
        return (one == other).then_some(1);
    };
    let weight =
        |name: &str| WEIGHTS.iter().find(|(known, _)| *known == name).map_or(1, |(_, weight)| *weight);
    let says = |value: &Value| !value.is_null() && !value.is_object() && !value.is_array();
    let (mut agreeing, mut all) = (0, 0);
    for (name, value) in members.iter().filter(|(_, value)| says(value)) {
        all += weight(name);
        if others.get(name).is_some_and(|other| alike(value, other)) {
            agreeing += weight(name);
        }
    }
    all += others.iter().filter(|(_, value)| says(value)).map(|(name, _)| weight(name)).sum::<u32>();
    // Rows that say nothing are as good as each other.
    (2 * 100 * agreeing >= SHARE * all).then_some(agreeing.max(1))
}

/// Equal, a sign and the written form aside.
fn alike(one: &Value, other: &Value) -> bool {
    if one == other {
        return true;
    }
    let plain = |value: &Value| match value {
        Value::Number(number) => Plain::of(&number.to_string()),
        // Numbers may be written as text.
        Value::String(text) => Plain::of(text),
        _ => None,
    };
    plain(one).zip(plain(other)).is_some_and(|(one, other)| one.is_as_large_as(&other))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_are_told_apart_by_what_matters() {
        let row = json!({"date": "2024-01-01", "amount": 5, "units": 1, "type": "MISC", "x": null});
        let turned = json!({"date": "2024-01-01", "amount": -5.0, "units": 2, "type": "REVERSAL"});
        assert_eq!(likeness(&row, &turned), Some(8));
        assert_eq!(
            likeness(&row, &json!({"date": "2024-01-02", "amount": 7, "units": 3, "type": "MISC"})),
            None
        );
        assert_eq!(likeness(&json!({"amount": 5}), &json!({"amount": "5.0"})), Some(4));
        assert_eq!(likeness(&json!({}), &json!({})), Some(1));
        assert_eq!(likeness(&json!("a"), &json!("b")), None);
    }

    #[test]
    fn a_name_needs_all_its_parts() {
        let fund = json!({"name": "A", "additional_info": {"tier": 1}});
        assert!(name_by(&["name", "additional_info/tier"], &fund).is_some());
        assert_eq!(name_by(&["name", "pan"], &json!({"name": "A", "pan": null})), None);
        assert!(keys_of("transactions").is_empty());
    }
}
