//! What a difference is likely to come from, told by the place and the two values.

use serde_json::Value;

use crate::Change;
use crate::number::Plain;

/// The causes, in the order in which they are worth a look.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Cause {
    /// One archive has a document that the other has not.
    File,
    /// Rows (folios, schemes, transactions, trades) are missing or new.
    Rows,
    /// A number changed its sign and nothing else.
    Sign,
    /// A number has another value.
    Number,
    /// Something is read that was null, or the other way round.
    Presence,
    /// A row or scheme is of another type: another rule held.
    Type,
    /// A day is another one.
    Date,
    /// Another identifier (ISIN, PAN, number of an account).
    Identifier,
    /// A name or wording is another one.
    Wording,
    /// The same rows in another order.
    Order,
    /// Members came or went: the form of the answer changed.
    Shape,
    /// The same number, written in another way.
    Form,
    /// A check ended in another way.
    Check,
    /// Remarks made while reading.
    Note,
    /// Facts about the file.
    Document,
    /// Where a value is printed.
    Place,
}

/// One row for each cause: wire name, and words for a person.
const CAUSES: [(Cause, &str, &str); 16] = [
    (Cause::File, "file", "documents missing or new"),
    (Cause::Rows, "rows", "rows missing or new"),
    (Cause::Sign, "sign", "signs turned"),
    (Cause::Number, "number", "other figures"),
    (Cause::Presence, "presence", "read here and not there"),
    (Cause::Type, "type", "classified in another way"),
    (Cause::Date, "date", "other days"),
    (Cause::Identifier, "identifier", "other identifiers"),
    (Cause::Wording, "wording", "other names or wordings"),
    (Cause::Order, "order", "another order"),
    (Cause::Shape, "shape", "members missing or new"),
    (Cause::Form, "form", "numbers written in another way"),
    (Cause::Check, "check", "checks end in another way"),
    (Cause::Note, "note", "other notes"),
    (Cause::Document, "document", "other facts about the file"),
    (Cause::Place, "place", "printed in another place"),
];

impl Cause {
    /// Every cause with its wire name.
    pub fn all() -> impl Iterator<Item = (&'static str, Self)> {
        CAUSES.iter().map(|(cause, wire, _)| (*wire, *cause))
    }

    /// The wire name: `rows`, `sign`, ...
    #[must_use]
    pub fn wire(self) -> &'static str {
        CAUSES.iter().find(|(cause, ..)| *cause == self).map_or("", |(_, wire, _)| wire)
    }

    /// Words for a person.
    #[must_use]
    pub fn about(self) -> &'static str {
        CAUSES.iter().find(|(cause, ..)| *cause == self).map_or("", |(.., about)| about)
    }
}

/// Members at top level that say nothing about the statement itself.
const BESIDE: [(&str, Cause); 4] = [
    ("x_checks", Cause::Check),
    ("x_notes", Cause::Note),
    ("x_document", Cause::Document),
    ("x_provenance", Cause::Place),
];

/// Members whose meaning a name tells better than a value.
const MEMBERS: [(&str, Cause); 13] = [
    ("type", Cause::Type),
    ("isin", Cause::Identifier),
    ("pan", Cause::Identifier),
    ("folio_number", Cause::Identifier),
    ("dp_id", Cause::Identifier),
    ("client_id", Cause::Identifier),
    ("bo_id", Cause::Identifier),
    ("pran", Cause::Identifier),
    ("policy_number", Cause::Identifier),
    ("cas_id", Cause::Identifier),
    ("order_number", Cause::Identifier),
    ("trade_number", Cause::Identifier),
    ("buy_sell", Cause::Type),
];

/// The cause of a change at a pointer. For what was added or removed: a row of a list, or a member of an object.
pub(crate) fn cause(change: Change, at: &str, values: [Option<&Value>; 2]) -> Cause {
    if at.is_empty() && matches!(change, Change::Added | Change::Removed) {
        return Cause::File;
    }
    let top = at.split('/').nth(1).unwrap_or("");
    if let Some((_, cause)) = BESIDE.iter().find(|(member, _)| *member == top) {
        return *cause;
    }
    if top.starts_with("x_") && at.split('/').any(|step| step == "box" || step == "page") {
        return Cause::Place;
    }
    let last = at.rsplit('/').next().unwrap_or("");
    match change {
        Change::Moved => Cause::Order,
        Change::Form => Cause::Form,
        Change::Added | Change::Removed if last.bytes().all(|byte| byte.is_ascii_digit()) => Cause::Rows,
        Change::Added | Change::Removed => Cause::Shape,
        Change::Changed => changed(last, values),
    }
}

fn changed(member: &str, [before, after]: [Option<&Value>; 2]) -> Cause {
    let is_null = |value: Option<&Value>| value.is_none_or(Value::is_null);
    if is_null(before) || is_null(after) {
        return Cause::Presence;
    }
    if let Some((_, cause)) = MEMBERS.iter().find(|(name, _)| *name == member) {
        return *cause;
    }
    let plain = |value: Option<&Value>| match value {
        Some(Value::Number(number)) => Plain::of(&number.to_string()),
        Some(Value::String(text)) => Plain::of(text),
        _ => None,
    };
    match (plain(before), plain(after)) {
        (Some(one), Some(other)) if one.is_negation_of(&other) => Cause::Sign,
        (Some(_), Some(_)) => Cause::Number,
        _ if member == "date" || member.ends_with("_date") || member == "from" || member == "to" => {
            Cause::Date
        }
        _ => Cause::Wording,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_and_places_tell_the_cause() {
        let of =
            |at: &str, before: Value, after: Value| cause(Change::Changed, at, [Some(&before), Some(&after)]);
        assert_eq!(of("/a/0/amount", json!(5), json!(-5.0)), Cause::Sign);
        assert_eq!(of("/a/0/amount", json!(5), json!(6)), Cause::Number);
        assert_eq!(of("/a/0/amount", json!(5), json!(null)), Cause::Presence);
        assert_eq!(of("/a/0/type", json!("MISC"), json!("REVERSAL")), Cause::Type);
        assert_eq!(of("/a/0/date", json!("2024-01-01"), json!("2024-01-02")), Cause::Date);
        assert_eq!(of("/a/0/isin", json!("A"), json!("B")), Cause::Identifier);
        assert_eq!(of("/a/0/name", json!("A"), json!("B")), Cause::Wording);
        assert_eq!(of("/x_full/totals/0/box/1", json!(1), json!(2)), Cause::Place);
        assert_eq!(of("/x_checks/0/verdict", json!("pass"), json!("fail")), Cause::Check);
        assert_eq!(cause(Change::Removed, "/a/0", [None, None]), Cause::Rows);
        assert_eq!(cause(Change::Removed, "/a/b", [None, None]), Cause::Shape);
        for (index, (wire, cause)) in Cause::all().enumerate() {
            assert!(!wire.is_empty() && !cause.about().is_empty());
            assert_eq!(CAUSES[index].0 as usize, index, "in the order of the causes");
        }
    }
}
