//! Twins of the corpus and what is expected of them.

use std::sync::atomic::{AtomicUsize, Ordering};

use cas::redaction::Replacer;
use cas::{JsonOptions, Options, Parsed, RedactError, RedactOptions, Twin, Verdict, With};
use cas_testkit::StoredCase;
use serde_json::Value;

use crate::remains::is_personal;

/// What came of one case.
#[derive(Debug)]
pub struct Made {
    /// The case.
    pub case: StoredCase,
    /// Its twin, or why there is none.
    pub twin: Result<Twin, RedactError>,
}

/// The twins of all statements that can be read and are `wanted`.
#[must_use]
pub fn twins(wanted: fn(&StoredCase) -> bool, options: fn(&StoredCase) -> RedactOptions) -> Vec<Made> {
    let cases = cas_testkit::cases().unwrap_or_default();
    let is_wanted = |case: &StoredCase| case.is_readable() && wanted(case);
    let cases: Vec<_> = cases.into_iter().filter(is_wanted).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(Made { twin: redact(case, &options(case)), case: case.clone() });
        }
        done
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut all = work();
        all.extend(other.join().into_iter().flatten());
        all
    })
}

/// The twin of a case, with checks and remarks.
///
/// # Errors
/// Why there is none.
pub fn redact(case: &StoredCase, options: &RedactOptions) -> Result<Twin, RedactError> {
    let with = With { checks: true, notes: true, full: true, ..With::default() };
    let pdf = case.read().unwrap_or_default();
    cas::redact(&pdf, &Options { with, ..Options::with_password(case.password.as_str()) }, options)
}

/// Fails with every problem (up to a screenful), not only the first.
///
/// # Panics
/// When there is a problem.
pub fn report(problems: &[String]) {
    let shown = problems.get(..40).unwrap_or(problems);
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), shown.join("\n"));
}

/// The problems that `judge` finds in twins, each with the name of its case.
pub fn problems(twins: &[Made], judge: impl Fn(&Twin) -> Vec<String>) -> Vec<String> {
    let made = twins.iter().filter_map(|made| Some((&made.case.name, made.twin.as_ref().ok()?)));
    made.flat_map(|(name, twin)| judge(twin).into_iter().map(move |problem| format!("{name}: {problem}")))
        .collect()
}

/// The unified JSON of a statement, or the note of a contract note.
#[must_use]
pub fn body(parsed: &Parsed) -> Value {
    match (parsed.statement(), parsed.contract_note()) {
        (Some(statement), _) => serde_json::to_value(statement).unwrap_or_default(),
        (None, note) => serde_json::to_value(note).unwrap_or_default(),
    }
}

/// The answer of the original as its pages alone have it: a broker whose name only the signature of the file tells has
/// none in a twin, as twins are not signed.
#[must_use]
pub fn without_signature(twin: &Twin) -> Value {
    let mut original = body(&twin.original);
    let unnamed =
        |parsed: &Parsed| parsed.contract_note().is_some_and(|note| note.broker_info.name.is_none());
    if twin.original.document.signer.is_some() && twin.parsed.as_ref().is_some_and(unnamed) {
        original["broker_info"]["name"] = Value::Null;
    }
    original
}

/// The JSON of an original with every addition.
#[must_use]
pub fn full(twin: &Twin) -> Value {
    serde_json::from_slice(&twin.original.to_json(JsonOptions::default())).unwrap_or_default()
}

/// How each check ended.
#[must_use]
pub fn verdicts(parsed: &Parsed) -> Vec<(&str, &str, Verdict)> {
    parsed.checks.iter().map(|check| (check.id, check.scope.as_str(), check.verdict)).collect()
}

/// The JSON of the original with personal strings replaced, by the test's own idea of what is personal.
#[must_use]
pub fn transformed(value: &Value, path: &str, replacer: &Replacer) -> Value {
    match value {
        Value::String(text) => Value::String(replaced(path, text, replacer)),
        Value::Array(items) => {
            items.iter().map(|item| transformed(item, &format!("{path}/#"), replacer)).collect()
        }
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), transformed(member, &format!("{path}/{key}"), replacer)))
            .collect(),
        other => other.clone(),
    }
}

fn replaced(path: &str, text: &str, replacer: &Replacer) -> String {
    if is_personal(path, text) {
        return replacer.personal(text);
    }
    if path.ends_with("/transactions/#/description") || path.contains("/nps/#/additional_info/") {
        return replacer.text(text);
    }
    if path.ends_with("/additional_info/advisor") {
        // `ARN-12345`, `DIRECT`, and what banks print of themselves.
        return match text.strip_prefix("ARN-") {
            Some(number) => format!("ARN-{}", replacer.personal(number)),
            None if text == "DIRECT" => text.to_owned(),
            None => replacer.personal(text),
        };
    }
    text.to_owned()
}
