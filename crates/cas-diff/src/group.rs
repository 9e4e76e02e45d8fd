//! Differences of one cause, put together.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Cause, Change, Difference};

/// Two documents that were compared.
#[derive(Debug)]
pub struct Compared {
    /// What the pair is called: a path within an archive; empty where there is one pair.
    pub name: String,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// One difference of a group.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// The pair it is from.
    pub name: &'a str,
    /// The difference.
    pub difference: &'a Difference,
}

/// Differences that have the cause, the field and what happened in common.
#[derive(Debug)]
pub struct Group<'a> {
    /// Why.
    pub cause: Cause,
    /// What happened.
    pub change: Change,
    /// The pointer with `*` for the numbers of rows.
    pub field: String,
    /// What became what, where the values are words of ours (types, verdicts).
    pub turned: Option<String>,
    /// How many differences.
    pub count: usize,
    /// How many documents have one.
    pub documents: usize,
    /// The first few.
    pub examples: Vec<Example<'a>>,
}

/// All differences, by cause; within one, the most frequent first. A group keeps that many examples.
#[must_use]
pub fn group(compared: &[Compared], examples: usize) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<(Cause, Change, String, Option<String>), Group<'_>> = BTreeMap::new();
    for pair in compared {
        let mut seen: Vec<(Cause, Change, String, Option<String>)> = Vec::new();
        for difference in &pair.differences {
            let key = (difference.cause, difference.change, difference.field(), turned(difference));
            let group = groups.entry(key.clone()).or_insert_with(|| Group {
                cause: key.0,
                change: key.1,
                field: key.2.clone(),
                turned: key.3.clone(),
                count: 0,
                documents: 0,
                examples: Vec::new(),
            });
            group.count += 1;
            if !seen.contains(&key) {
                group.documents += 1;
                seen.push(key);
            }
            if group.examples.len() < examples {
                group.examples.push(Example { name: &pair.name, difference });
            }
        }
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    groups.sort_by_key(|group| (group.cause, std::cmp::Reverse(group.count)));
    groups
}

/// `PURCHASE became REVERSAL`: changes of types and verdicts are of one kind only when both ends agree.
fn turned(difference: &Difference) -> Option<String> {
    let word = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
    match difference.cause {
        Cause::Type | Cause::Check => {
            let (before, after) = (word(&difference.before)?, word(&difference.after)?);
            Some(format!("{before} became {after}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::compare;

    #[test]
    fn one_field_over_many_rows_is_one_group() {
        let rows = |kind: &str, sign: i32| {
            let row = |day: i32| json!({"date": day, "units": day, "type": kind, "amount": sign * (day + 1)});
            json!({"transactions": (0..5).map(row).collect::<Vec<_>>()})
        };
        let pair = |name: &str| Compared {
            name: name.to_owned(),
            differences: compare(&rows("PURCHASE", 1), &rows("REVERSAL", -1)),
        };
        let compared = [pair("a"), pair("b")];
        let groups = group(&compared, 3);
        let told: Vec<_> = groups.iter().map(|group| (group.cause, group.count, group.documents)).collect();
        assert_eq!(told, [(Cause::Sign, 10, 2), (Cause::Type, 10, 2)]);
        assert_eq!(groups[0].field, "/transactions/*/amount");
        assert_eq!(groups[1].turned.as_deref(), Some("PURCHASE became REVERSAL"));
        assert_eq!(groups[0].examples.len(), 3);
    }
}
