//! The answers of the corpus, changed in one place on purpose: just this place must be told, with its cause.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the answers of the corpus are files")]

use std::path::Path;

use cas_diff::{Cause, Change, Difference, compare};
use serde_json::Value;

/// Every answer of the corpus with its name.
fn answers() -> Vec<(String, Value)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut answers = Vec::new();
    for family in std::fs::read_dir(corpus).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        for case in std::fs::read_dir(family.path()).unwrap().flatten() {
            if let Ok(text) = std::fs::read(case.path().join("expected.json")) {
                answers.push((case.path().display().to_string(), serde_json::from_slice(&text).unwrap()));
            }
        }
    }
    assert!(answers.len() > 400, "the corpus is not here");
    answers.sort_by(|one, other| one.0.cmp(&other.0));
    answers
}

/// Pointers of all lists with this name that have at least three rows.
fn lists(at: &str, value: &Value, name: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(step, value)| (step.clone(), value)).collect(),
        Value::Array(rows) => {
            rows.iter().enumerate().map(|(step, value)| (step.to_string(), value)).collect()
        }
        _ => return,
    };
    for (step, value) in children {
        let pointer = format!("{at}/{step}");
        if step == name && value.as_array().is_some_and(|rows| rows.len() >= 3) {
            found.push(pointer.clone());
        }
        lists(&pointer, value, name, found);
    }
}

/// Lists of this name in the whole corpus, each with its answer: some hundred at most.
fn all(name: &str) -> Vec<(String, Value, String)> {
    let mut all = Vec::new();
    for (case, answer) in answers() {
        let mut found = Vec::new();
        lists("", &answer, name, &mut found);
        all.extend(found.into_iter().take(1).map(|pointer| (case.clone(), answer.clone(), pointer)));
    }
    assert!(all.len() > 5, "{name}");
    all
}

/// Changes a list and gives what is told, without what is not about the list.
fn changed(answer: &Value, pointer: &str, change: impl Fn(&mut Vec<Value>)) -> Vec<Difference> {
    let mut other = answer.clone();
    change(other.pointer_mut(pointer).unwrap().as_array_mut().unwrap());
    compare(answer, &other)
}

const LISTS: [&str; 4] = ["transactions", "detailed_trades", "mutual_funds", "equities"];

#[test]
fn an_answer_is_equal_to_itself_and_any_two_can_be_compared() {
    let answers = answers();
    for (case, answer) in &answers {
        assert_eq!(compare(answer, answer), [], "{case}");
    }
    for pair in answers.windows(2).step_by(7) {
        let there = compare(&pair[0].1, &pair[1].1);
        let back = compare(&pair[1].1, &pair[0].1);
        assert_eq!(there.is_empty(), back.is_empty(), "{}", pair[0].0);
    }
}

#[test]
fn a_row_that_is_lost_or_new_is_one_difference() {
    for (case, answer, pointer) in LISTS.into_iter().flat_map(all) {
        let lost = changed(&answer, &pointer, |rows| drop(rows.remove(1)));
        assert_eq!(lost.len(), 1, "{case} {pointer}: {lost:?}");
        assert_eq!((lost[0].change, lost[0].cause), (Change::Removed, Cause::Rows), "{case}");
        // One of several equal rows is as good as another.
        let rows = answer.pointer(&pointer).unwrap().as_array().unwrap();
        assert_eq!(lost[0].before.as_ref(), rows.get(1), "{case} {pointer}");
        let new = changed(&answer, &pointer, |rows| {
            let mut row = rows[0].clone();
            for (_, value) in row.as_object_mut().unwrap().iter_mut() {
                *value = Value::from("something else");
            }
            rows.insert(2, row);
        });
        assert_eq!(new.len(), 1, "{case} {pointer}: {new:?}");
        assert_eq!(new[0].after_at, Some(format!("{pointer}/2")), "{case}");
    }
}

#[test]
fn a_changed_member_is_one_difference_with_its_cause() {
    let mut seen = 0;
    for (case, answer, pointer) in LISTS.into_iter().flat_map(all) {
        for (member, cause) in [("amount", Cause::Sign), ("net_total", Cause::Sign), ("value", Cause::Number)]
        {
            let written = |rows: &[Value]| rows[1].get(member)?.as_number().map(ToString::to_string);
            let rows = answer.pointer(&pointer).unwrap().as_array().unwrap();
            let Some(number) =
                written(rows).filter(|number| number.bytes().any(|b| (b'1'..=b'9').contains(&b)))
            else {
                continue;
            };
            let other = match (cause, number.strip_prefix('-')) {
                (Cause::Sign, Some(plain)) => plain.to_owned(),
                (Cause::Sign, None) => format!("-{number}"),
                _ => format!("1{number}"),
            };
            let told =
                changed(&answer, &pointer, |rows| rows[1][member] = serde_json::from_str(&other).unwrap());
            assert_eq!(told.len(), 1, "{case} {pointer} {member}: {told:?}");
            assert_eq!(
                (told[0].cause, told[0].at()),
                (cause, format!("{pointer}/1/{member}").as_str()),
                "{case}"
            );
            let form = changed(&answer, &pointer, |rows| {
                let longer = if number.contains('.') { format!("{number}0") } else { format!("{number}.0") };
                rows[1][member] = serde_json::from_str(&longer).unwrap();
            });
            assert_eq!(form.iter().map(|d| d.cause).collect::<Vec<_>>(), [Cause::Form], "{case}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_row_that_moved_is_one_difference() {
    for (case, answer, pointer) in LISTS.into_iter().flat_map(all) {
        let told = changed(&answer, &pointer, |rows| {
            let first = rows.remove(0);
            rows.push(first);
        });
        // Equal rows can change places without a trace.
        assert!(told.iter().all(|difference| difference.cause == Cause::Order), "{case} {pointer}: {told:?}");
        assert!(told.len() <= 1, "{case} {pointer}: {told:?}");
    }
}
