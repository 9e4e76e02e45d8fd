//! Field-by-field comparison of an answer with the truth.
//!
//! A field is right when it equals the truth: numbers as exact decimals (`5.0` is `5`), text with white space folded.
//! Members absent from the truth are not judged; null members must be null, empty or absent. Elements of lists are
//! matched by a natural key; a missing element counts all its fields wrong, an extra one counts one wrong.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// How much of a truth was met.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Fields that agree.
    pub right: usize,
    /// Fields judged.
    pub total: usize,
    /// Fields that do not.
    pub misses: Vec<Miss>,
}

/// A field that does not agree.
#[derive(Clone, Debug)]
pub struct Miss {
    /// Where, as a dotted path with the keys of list elements.
    pub path: String,
    /// The truth; null for an element that should not be there.
    pub expected: Value,
    /// The answer; null when it is missing.
    pub found: Value,
}

impl Score {
    /// True when every judged field agrees.
    #[must_use]
    pub fn perfect(&self) -> bool {
        self.right == self.total
    }

    /// Adds the counts of another statement.
    pub fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.total += other.total;
        self.misses.extend(other.misses.iter().cloned());
    }

    fn judge(&mut self, path: &str, right: bool, expected: &Value, found: &Value) {
        self.total += 1;
        if right {
            self.right += 1;
        } else {
            self.misses.push(Miss {
                path: path.to_owned(),
                expected: expected.clone(),
                found: found.clone(),
            });
        }
    }
}

/// Compares an answer with the truth. Either may be wrapped in `data` or `statement`.
#[must_use]
pub fn compare(truth: &Value, got: &Value) -> Score {
    let mut score = Score::default();
    walk(&mut score, "", None, bare(truth), bare(got));
    score
}

fn bare(answer: &Value) -> &Value {
    let wrapped = ["data", "statement"].iter().find_map(|key| answer.get(*key));
    wrapped.filter(|_| answer.get("meta").is_none()).unwrap_or(answer)
}

fn walk(score: &mut Score, path: &str, key: Option<&str>, truth: &Value, got: &Value) {
    match truth {
        Value::Object(members) => {
            let Value::Object(found) = got else { return lost(score, path, truth) };
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                walk(score, &path, Some(name), value, found.get(name).unwrap_or(&Value::Null));
            }
        }
        Value::Array(elements) => {
            let found: &[Value] = got.as_array().map_or(&[], Vec::as_slice);
            list(score, path, key, elements, found);
        }
        Value::Null => {
            let empty =
                got.is_null() || got.as_str() == Some("") || got.as_array().is_some_and(Vec::is_empty);
            score.judge(path, empty, truth, got);
        }
        _ => score.judge(path, same(truth, got), truth, got),
    }
}

/// Every field below a missing element is wrong.
fn lost(score: &mut Score, path: &str, truth: &Value) {
    match truth {
        Value::Object(members) => {
            for (name, value) in members {
                lost(score, &format!("{path}.{name}"), value);
            }
        }
        Value::Array(elements) => {
            for value in elements {
                lost(score, &format!("{path}[]"), value);
            }
        }
        Value::Null => {}
        _ => score.judge(path, false, truth, &Value::Null),
    }
}

fn list(score: &mut Score, path: &str, key: Option<&str>, truth: &[Value], got: &[Value]) {
    let element = format!("{path}[]");
    let Some(first) = truth.first() else {
        for extra in got {
            score.judge(&element, false, &Value::Null, extra);
        }
        return;
    };
    if !first.is_object() {
        for (index, value) in truth.iter().enumerate() {
            let found = got.get(index).unwrap_or(&Value::Null);
            score.judge(&element, same(value, found), value, found);
        }
        for extra in got.iter().skip(truth.len()) {
            score.judge(&element, false, &Value::Null, extra);
        }
        return;
    }
    let objects: Vec<&Value> = got.iter().filter(|value| value.is_object()).collect();
    match key.and_then(natural_key) {
        Some(by) => keyed(score, path, by, truth, objects),
        None => ordered(score, path, truth, &objects),
    }
}

/// Members that name an element of a list; the last digits only where two depositories write one id in two lengths.
fn natural_key(list: &str) -> Option<fn(&Value) -> String> {
    Some(match list {
        "demat_accounts" => |value| {
            let id = text(value, "client_id").or_else(|| text(value, "bo_id")).unwrap_or_default();
            id.chars().rev().take(8).collect::<String>().chars().rev().collect()
        },
        "mutual_funds" => |value| text(value, "folio_number").unwrap_or_default(),
        "schemes" => |value| text(value, "isin").or_else(|| text(value, "name")).unwrap_or_default(),
        "equities" | "corporate_bonds" | "government_securities" | "aifs" | "demat_mutual_funds" => {
            |value| text(value, "isin").unwrap_or_default()
        }
        "life_insurance_policies" => |value| text(value, "policy_number").unwrap_or_default(),
        "nps" => |value| text(value, "pran").unwrap_or_default(),
        "funds" => |value| {
            let tier = value.get("additional_info").and_then(|info| info.get("tier")).map(Value::to_string);
            format!("{}|{}", text(value, "name").unwrap_or_default(), tier.unwrap_or_default())
        },
        "linked_holders" => |value| text(value, "name").unwrap_or_default(),
        _ => return None,
    })
}

fn keyed(score: &mut Score, path: &str, by: fn(&Value) -> String, truth: &[Value], got: Vec<&Value>) {
    let mut spare: Vec<&Value> = got;
    let mut unmatched = Vec::new();
    for value in truth {
        let key = by(value);
        // Several elements may share a key (one folio number under two houses): the most alike one is meant.
        let best = best(value, &spare, |other| by(other) == key);
        match best {
            Some((index, _)) => walk(score, &format!("{path}[{key}]"), None, value, spare.remove(index)),
            None => unmatched.push((key, value)),
        }
    }
    for (key, value) in unmatched {
        // The key itself was misread: the most alike element left over stands for it.
        let path = format!("{path}[{key}]");
        match best(value, &spare, |_| true) {
            Some((index, likeness)) if likeness >= 3 => walk(score, &path, None, value, spare.remove(index)),
            _ => lost(score, &path, value),
        }
    }
    for extra in spare {
        score.judge(&format!("{path}[]"), false, &Value::Null, extra);
    }
}

fn best(value: &Value, spare: &[&Value], fits: impl Fn(&Value) -> bool) -> Option<(usize, usize)> {
    let fitting = spare.iter().enumerate().filter(|(_, other)| fits(other));
    let scored = fitting.map(|(index, other)| (index, likeness(value, other)));
    // The first of equals wins.
    scored.fold(
        None,
        |best: Option<(usize, usize)>, next| {
            if best.is_none_or(|best| next.1 > best.1) { Some(next) } else { best }
        },
    )
}

/// How many plain members agree; keyed elements of lists inside count three each.
fn likeness(truth: &Value, got: &Value) -> usize {
    let empty = Map::new();
    let members = truth.as_object().unwrap_or(&empty);
    let agree = |(name, value): (&String, &Value)| match value {
        Value::Array(elements) if elements.first().is_some_and(Value::is_object) => {
            let Some(by) = natural_key(name) else { return 0 };
            let have: Vec<String> =
                got.get(name).and_then(Value::as_array).into_iter().flatten().map(by).collect();
            3 * elements.iter().filter(|element| have.contains(&by(element))).count()
        }
        Value::Object(_) | Value::Array(_) | Value::Null => 0,
        plain => usize::from(got.get(name).is_some_and(|found| same(plain, found))),
    };
    members.iter().map(agree).sum()
}

/// Members that tell which row of an ordered list another is, with their weight.
const ROW_MARKS: [(&str, u32); 11] = [
    ("date", 2),
    ("units", 3),
    ("balance", 2),
    ("amount", 2),
    ("description", 2),
    ("trade_number", 4),
    ("order_number", 1),
    ("quantity", 2),
    ("security_name", 3),
    ("contract_description", 3),
    ("isin", 3),
];

/// Longest common alignment of two ordered lists; very long lists are paired straight.
fn ordered(score: &mut Score, path: &str, truth: &[Value], got: &[&Value]) {
    let mut at = (0, 0);
    let straight = truth.len() * got.len() > 400_000;
    let table = if straight { HashMap::new() } else { alignment(truth, got) };
    let best = |row: usize, column: usize| table.get(&(row, column)).copied().unwrap_or(0);
    let mut extra = Vec::new();
    while let Some(value) = truth.get(at.0) {
        let path = format!("{path}[{}]", at.0);
        let Some(found) = got.get(at.1) else {
            lost(score, &path, value);
            at.0 += 1;
            continue;
        };
        let alike = row_likeness(value, found);
        if straight || (alike >= 3 && best(at.0, at.1) == best(at.0 + 1, at.1 + 1) + alike) {
            walk(score, &path, None, value, found);
            at = (at.0 + 1, at.1 + 1);
        } else if best(at.0, at.1) == best(at.0, at.1 + 1) {
            extra.push(*found);
            at.1 += 1;
        } else {
            lost(score, &path, value);
            at.0 += 1;
        }
    }
    for value in extra.into_iter().chain(got.iter().skip(at.1).copied()) {
        score.judge(&format!("{path}[]"), false, &Value::Null, value);
    }
}

fn alignment(truth: &[Value], got: &[&Value]) -> HashMap<(usize, usize), u32> {
    let mut table = HashMap::new();
    for row in (0..truth.len()).rev() {
        for column in (0..got.len()).rev() {
            let alike = row_likeness(&truth[row], got[column]);
            let best = |row, column| table.get(&(row, column)).copied().unwrap_or(0);
            let paired = if alike >= 3 { best(row + 1, column + 1) + alike } else { 0 };
            let value = best(row + 1, column).max(best(row, column + 1)).max(paired);
            if value > 0 {
                table.insert((row, column), value);
            }
        }
    }
    table
}

fn row_likeness(truth: &Value, got: &Value) -> u32 {
    let agree = |(name, weight): &(&str, u32)| {
        let expected = truth.get(*name).filter(|value| !value.is_null())?;
        same(expected, got.get(*name).unwrap_or(&Value::Null)).then_some(*weight)
    };
    ROW_MARKS.iter().filter_map(agree).sum()
}

/// Numbers as exact decimals, text with white space folded; a number may be written as text (`--numbers string`).
fn same(truth: &Value, got: &Value) -> bool {
    match (truth, got) {
        (Value::Number(_), _) => decimal(truth).is_some() && decimal(truth) == decimal(got),
        (Value::String(expected), Value::String(found)) => fold(expected) == fold(found),
        (Value::String(_), Value::Number(_)) => decimal(truth).is_some() && decimal(truth) == decimal(got),
        _ => truth == got,
    }
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
        }
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(value: &Value, member: &str) -> Option<String> {
    value.get(member)?.as_str().filter(|text| !text.is_empty()).map(fold)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_judged_one_by_one() {
        let truth = json!({"a": 5.0, "b": "x  y", "c": null, "schemes": [
            {"isin": "A", "units": 1, "transactions": [{"date": "d1", "units": 2}, {"date": "d2", "units": 3}]},
            {"isin": "B", "units": 1, "transactions": []}]});
        assert!(compare(&truth, &truth).perfect());
        let got = json!({"a": 5, "b": "x y", "c": "", "unjudged": 1, "schemes": [
            {"isin": "B", "units": 1, "transactions": [{"date": "d9"}]},
            {"isin": "A", "units": 2, "transactions": [{"date": "d2", "units": 3}]}]});
        let score = compare(&truth, &got);
        let paths: Vec<&str> = score.misses.iter().map(|miss| miss.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "schemes[A].transactions[0].date",
                "schemes[A].transactions[0].units",
                "schemes[A].units",
                "schemes[B].transactions[]"
            ]
        );
        assert_eq!((score.right, score.total), (8, 12));
    }
}
