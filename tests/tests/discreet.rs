//! Personal data is in the answer and nowhere else: not in remarks, checks, errors or what `{:?}` shows, of intact and of
//! damaged files, read with and without the password.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cas::{JsonOptions, Options, ParseError, Parsed, With};
use cas_testkit::{Seed, StoredCase};
use cas_tests::remains::{identities, public_words};
use cas_tests::twins::report;
use serde_json::Value;

/// Damaged files made of each case.
const DAMAGED: usize = 12;

fn options(case: &StoredCase) -> Options {
    let with = With { checks: true, notes: true, full: true, ..With::default() };
    Options { with, ..Options::with_password(case.password.as_str()) }
}

/// All that is said of a file besides the answer itself.
fn said(outcome: &Result<Parsed, ParseError>) -> String {
    let mut said = format!("{outcome:?}\n");
    match outcome {
        Ok(parsed) => {
            let answer: Value =
                serde_json::from_slice(&parsed.to_json(JsonOptions::default())).unwrap_or_default();
            let _ = write!(said, "{} {} {}", answer["x_notes"], answer["x_checks"], answer["x_document"]);
            for note in &parsed.notes {
                let _ = writeln!(said, "{} {note:?}", note.code);
            }
            for check in &parsed.checks {
                let _ = writeln!(said, "{check:?}");
            }
        }
        Err(error) => {
            let mut cause: Option<&dyn std::error::Error> = Some(error);
            while let Some(error) = cause {
                let _ = writeln!(said, "{error} {error:?}");
                cause = error.source();
            }
        }
    }
    said
}

/// A damaged page may have any number in the column of another: what a check took for an amount is left out.
fn without_figures(outcome: Result<Parsed, ParseError>) -> Result<Parsed, ParseError> {
    outcome.map(|mut parsed| {
        for check in &mut parsed.checks {
            (check.expected, check.found) = (None, None);
        }
        parsed
    })
}

/// The words of `identities` in a text.
fn found(text: &str, identities: &BTreeSet<String>) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| identities.contains(word)).collect()
}

/// Files with one byte changed or the end cut off.
fn damaged(pdf: &[u8], seed: u64) -> impl Iterator<Item = Vec<u8>> + '_ {
    let mut draw = Seed::new(seed);
    (0..DAMAGED).map(move |number| {
        let at = (draw.bits() % pdf.len() as u64) as usize;
        let mut pdf = pdf.to_vec();
        match number % 3 {
            0 => pdf.truncate(at),
            _ => pdf[at] = pdf[at].wrapping_add(1 + (draw.bits() % 255) as u8),
        }
        pdf
    })
}

#[test]
fn nobody_is_named_outside_of_the_answer() {
    let cases = cas_testkit::cases().unwrap();
    let small = |case: &&StoredCase| case.is_readable() && case.read().is_ok_and(|pdf| pdf.len() < 40_000);
    let cases: Vec<_> = cases.iter().filter(small).step_by(2).collect();
    let (mut texts, mut looked_for) = (0, 0);
    let mut problems = Vec::new();
    let fulls: Vec<Value> = cases
        .iter()
        .map(|case| {
            let parsed = cas::parse(&case.read().unwrap(), &options(case)).unwrap();
            serde_json::from_slice(&parsed.to_json(JsonOptions::default())).unwrap()
        })
        .collect();
    let public: BTreeSet<String> = fulls.iter().flat_map(public_words).collect();
    for ((number, case), full) in (0..).zip(&cases).zip(&fulls) {
        let pdf = case.read().unwrap();
        let mut identities = identities(full, &public);
        identities.insert(case.password.to_lowercase());
        identities.remove("");
        looked_for += identities.len();
        let wrong = Options { passwords: Options::with_password("nobody-has-it").passwords, ..options(case) };
        let mut judge = |outcome: &Result<Parsed, ParseError>| {
            texts += 1;
            let found = found(&said(outcome), &identities);
            if !found.is_empty() {
                problems.push(format!("{}: {found:?}", case.name));
            }
        };
        judge(&cas::parse(&pdf, &options(case)));
        judge(&cas::parse(&pdf, &wrong));
        damaged(&pdf, number).for_each(|pdf| judge(&without_figures(cas::parse(&pdf, &options(case)))));
    }
    report(&problems);
    assert!(texts > 2_000 && looked_for > 8 * cases.len(), "{texts} texts, {looked_for} words");
}

/// The search itself works: the answer holds what the test looks for.
#[test]
fn the_answer_would_be_found() {
    let cases = cas_testkit::cases().unwrap();
    let case = cases.iter().find(|case| case.name == "cams_kfin/g3-nav").unwrap();
    let parsed = cas::parse(&case.read().unwrap(), &options(case)).unwrap();
    let text = String::from_utf8(parsed.to_json(JsonOptions::default())).unwrap();
    let full = serde_json::from_str(&text).unwrap();
    assert!(found(&text, &identities(&full, &public_words(&full))).len() > 8);
}
