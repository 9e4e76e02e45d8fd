//! The walk over both documents.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::align::align;
use crate::cause::cause;
use crate::number::Plain;
use crate::{Change, Difference};

/// Members at top level that are compared only where both documents have them: whoever parsed asked for them or not.
const ON_REQUEST: &str = "x_";
/// The moment of parsing, which is no statement's.
const MOMENT: &str = "/meta/generated_at";
/// Below this depth values are compared as a whole; no answer is half as deep.
const DEEPEST: usize = 64;

/// Every difference between two documents, in the order of the first.
#[must_use]
pub fn compare(before: &Value, after: &Value) -> Vec<Difference> {
    let mut walk = Walk::default();
    let (Value::Object(one), Value::Object(other)) = (before, after) else {
        walk.values(&At::default(), before, after);
        return walk.found;
    };
    let beside = |name: &String| name.starts_with(ON_REQUEST);
    let body = |members: &Map<String, Value>| -> Map<String, Value> {
        let own = members.iter().filter(|(name, _)| !beside(name));
        own.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    walk.members(&At::default(), &body(one), &body(other));
    for (name, value) in one.iter().filter(|(name, _)| beside(name)) {
        let Some(other) = other.get(name) else { continue };
        let at = At::default().member(name);
        // Pointers of the first document are those of the second where rows came or went.
        walk.values(&at, &walk.translated(name, value), other);
    }
    walk.found
}

/// The pointers of a place in both documents.
#[derive(Clone, Debug, Default)]
struct At {
    before: String,
    after: String,
    depth: usize,
}

impl At {
    fn member(&self, name: &str) -> Self {
        // RFC 6901: the two characters with a meaning of their own.
        let step = name.replace('~', "~0").replace('/', "~1");
        Self {
            before: format!("{}/{step}", self.before),
            after: format!("{}/{step}", self.after),
            depth: self.depth + 1,
        }
    }

    fn row(&self, before: usize, after: usize) -> Self {
        let (before, after) = (format!("{}/{before}", self.before), format!("{}/{after}", self.after));
        Self { before, after, depth: self.depth + 1 }
    }

    /// The name of the list or member.
    fn name(&self) -> &str {
        self.before.rsplit('/').next().unwrap_or("")
    }
}

#[derive(Default)]
struct Walk {
    found: Vec<Difference>,
    /// Pointers of rows in the first document that are others in the second; `None` for rows that are gone.
    rows: BTreeMap<String, Option<String>>,
}

impl Walk {
    fn values(&mut self, at: &At, before: &Value, after: &Value) {
        match (before, after) {
            _ if at.before == MOMENT => {}
            (Value::Object(one), Value::Object(other)) if at.depth < DEEPEST => self.members(at, one, other),
            (Value::Array(one), Value::Array(other)) if at.depth < DEEPEST => self.lists(at, one, other),
            _ if before == after => {}
            _ => {
                let change = if same_in_another_form(before, after) { Change::Form } else { Change::Changed };
                self.tell(change, at, [Some(before), Some(after)]);
            }
        }
    }

    fn members(&mut self, at: &At, before: &Map<String, Value>, after: &Map<String, Value>) {
        for (name, value) in before {
            let at = at.member(name);
            match after.get(name) {
                Some(other) => self.values(&at, value, other),
                None => self.tell(Change::Removed, &at, [Some(value), None]),
            }
        }
        for (name, value) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
            self.tell(Change::Added, &at.member(name), [None, Some(value)]);
        }
    }

    fn lists(&mut self, at: &At, before: &[Value], after: &[Value]) {
        if before == after {
            return;
        }
        let objects = before.iter().chain(after).any(Value::is_object);
        if !objects && before.len() == after.len() {
            for (index, (one, other)) in before.iter().zip(after).enumerate() {
                self.values(&at.row(index, index), one, other);
            }
            return;
        }
        let alignment = align(at.name(), before, after);
        for index in alignment.removed {
            let at = at.row(index, index);
            self.rows.insert(at.before.clone(), None);
            self.tell(Change::Removed, &at, [before.get(index), None]);
        }
        for index in alignment.added {
            self.tell(Change::Added, &at.row(index, index), [None, after.get(index)]);
        }
        for (one, other) in alignment.pairs {
            let at = at.row(one, other);
            if at.before != at.after {
                self.rows.insert(at.before.clone(), Some(at.after.clone()));
            }
            // Both are sorted.
            if alignment.moved.binary_search(&(one, other)).is_ok() {
                self.tell(Change::Moved, &at, [None, None]);
            }
            if let (Some(one), Some(other)) = (before.get(one), after.get(other)) {
                self.values(&at, one, other);
            }
        }
    }

    fn tell(&mut self, change: Change, at: &At, [before, after]: [Option<&Value>; 2]) {
        let pointer = if change == Change::Added { &at.after } else { &at.before };
        self.found.push(Difference {
            change,
            cause: cause(change, pointer, [before, after]),
            before_at: (change != Change::Added).then(|| at.before.clone()),
            after_at: (change != Change::Removed).then(|| at.after.clone()),
            before: before.cloned(),
            after: after.cloned(),
        });
    }

    /// A member beside the statement with its pointers as the second document has them.
    fn translated(&self, name: &str, value: &Value) -> Value {
        let mut value = value.clone();
        if self.rows.is_empty() {
            return value;
        }
        match (name, &mut value) {
            ("x_checks", Value::Array(checks)) => {
                for check in checks {
                    let scope =
                        check.get("scope").and_then(Value::as_str).and_then(|scope| self.pointer(scope));
                    if let (Some(scope), Some(slot)) = (scope, check.get_mut("scope")) {
                        *slot = Value::String(scope);
                    }
                }
            }
            (_, Value::Object(members)) => self.translate_members(members, DEEPEST),
            _ => {}
        }
        value
    }

    /// Members that are called after pointers, here and below.
    fn translate_members(&self, members: &mut Map<String, Value>, depth: usize) {
        for (name, mut value) in std::mem::take(members) {
            if let (Value::Object(inner), Some(depth)) = (&mut value, depth.checked_sub(1)) {
                self.translate_members(inner, depth);
            }
            let name = if name.starts_with('/') { self.pointer(&name) } else { Some(name) };
            // What belonged to a row that is gone is told with the row.
            members.extend(name.map(|name| (name, value)));
        }
    }

    /// A pointer of the first document in the second; `None` within a row that is gone.
    fn pointer(&self, pointer: &str) -> Option<String> {
        let mut length = pointer.len();
        while length > 0 {
            let head = pointer.get(..length)?;
            match self.rows.get(head) {
                Some(Some(moved)) => return Some(format!("{moved}{}", pointer.get(length..)?)),
                Some(None) => return None,
                None => length = head.rfind('/').unwrap_or(0),
            }
        }
        Some(pointer.to_owned())
    }
}

/// Equal numbers that are written differently: as text and as number, or with other zeros at the end.
fn same_in_another_form(before: &Value, after: &Value) -> bool {
    let written = |value: &Value| match value {
        Value::Number(number) => Some((number.to_string(), false)),
        Value::String(text) => Some((text.clone(), true)),
        _ => None,
    };
    let (Some((one, one_is_text)), Some((other, other_is_text))) = (written(before), written(after)) else {
        return false;
    };
    // Texts of digits alone are identifiers: `012` is not `12`.
    let texts = one_is_text && other_is_text;
    if texts && !(one.contains('.') && other.contains('.')) {
        return false;
    }
    Plain::of(&one).is_some_and(|one| Some(one) == Plain::of(&other))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(before: &Value, after: &Value) -> Vec<String> {
        compare(before, after).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_documents_have_no_differences() {
        let document = json!({"meta": {"generated_at": "2026-01-01T00:00:00Z"}, "a": [1, "x", {"b": null}]});
        let later = json!({"meta": {"generated_at": null}, "a": [1, "x", {"b": null}], "x_notes": []});
        assert!(shown(&document, &later).is_empty());
    }

    #[test]
    fn form_is_not_value() {
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let (before, after) = (
            read(r#"{"a": 1.50, "b": "2.0", "c": "012", "d": 1}"#),
            read(r#"{"a": 1.5, "b": 2, "c": "12", "d": 1.0}"#),
        );
        let changes: Vec<Change> =
            compare(&before, &after).iter().map(|difference| difference.change).collect();
        assert_eq!(changes, [Change::Form, Change::Form, Change::Changed, Change::Form]);
    }

    #[test]
    fn pointers_follow_rows() {
        let scheme = |isin: &str| json!({"isin": isin, "units": 1});
        let before = json!({
            "schemes": [scheme("A"), scheme("B")],
            "x_checks": [{"id": "cost", "scope": "/schemes/1", "verdict": "pass"}],
            "x_provenance": {"/schemes/0/units": {"page": 1}, "/schemes/1/units": {"page": 2}},
        });
        let after = json!({
            "schemes": [scheme("B")],
            "x_checks": [{"id": "cost", "scope": "/schemes/0", "verdict": "fail"}],
            "x_provenance": {"/schemes/0/units": {"page": 3}},
        });
        assert_eq!(
            shown(&before, &after),
            [
                "/schemes/0: removed {\"isin\":\"A\",\"units\":1}",
                "/x_checks/0/verdict: \"pass\" became \"fail\"",
                "/x_provenance/~1schemes~10~1units/page: 2 became 3",
            ]
        );
    }

    #[test]
    fn lists_of_words_are_compared_place_by_place() {
        let (before, after) = (json!({"n": ["a", "b"]}), json!({"n": ["a", "c"]}));
        assert_eq!(shown(&before, &after), ["/n/1: \"b\" became \"c\""]);
        assert_eq!(shown(&before, &json!({"n": ["b"]})), ["/n/0: removed \"a\""]);
    }

    #[test]
    fn very_deep_documents_end() {
        let deep = |bottom: Value| (0..200).fold(bottom, |value, _| json!([value]));
        assert_eq!(compare(&deep(json!(1)), &deep(json!(2))).len(), 1);
    }
}
