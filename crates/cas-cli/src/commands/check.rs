//! `cas check`: the statement's own arithmetic, as a table or as JSON.

use std::fmt::Write as _;

use cas::{Check, Options, Verdict, With};
use serde_json::{Value, json};

use crate::args::CheckArgs;
use crate::exit::{Exit, Failure};
use crate::{config, password, source};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    let with = With { checks: true, ..With::default() };
    let parsed = password::with_passwords(&args.input, |passwords| {
        cas::parse(&bytes, &Options { passwords: passwords.to_vec(), with, ..config::options(&args.input) })
    })?;
    let text = if args.json { list(&parsed.checks) } else { table(&parsed.checks) };
    source::write(None, text.as_bytes())?;
    let failed = parsed.checks.iter().any(|check| check.verdict == Verdict::Fail);
    Ok(if failed { Exit::Different } else { Exit::Done })
}

/// Every check as JSON; figures are strings, so that no reader rounds them.
fn list(checks: &[Check]) -> String {
    let all: Vec<Value> = checks
        .iter()
        .map(|check| {
            json!({
                "id": check.id,
                "scope": check.scope,
                "expected": check.expected.map(|figure| figure.to_string()),
                "found": check.found.map(|figure| figure.to_string()),
                "tolerance": check.tolerance.to_string(),
                "verdict": check.verdict.wire(),
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(all))
}

/// How often a check ended in which way.
struct Count {
    id: &'static str,
    verdicts: [usize; 3],
}

const COLUMNS: [Verdict; 3] = [Verdict::Pass, Verdict::Fail, Verdict::Skipped];

/// One line per check id in the order of first appearance, then the failures one by one, then the sum.
fn table(checks: &[Check]) -> String {
    let mut counts: Vec<Count> = Vec::new();
    for check in checks {
        let column = COLUMNS.iter().position(|verdict| *verdict == check.verdict).unwrap_or(0);
        match counts.iter_mut().find(|count| count.id == check.id) {
            Some(count) => count.verdicts[column] += 1,
            None => {
                let mut verdicts = [0; 3];
                verdicts[column] = 1;
                counts.push(Count { id: check.id, verdicts });
            }
        }
    }
    let width = counts.iter().map(|count| count.id.len()).max().unwrap_or(0).max("check".len());
    let mut out = format!("{:width$}  passed  failed  skipped\n", "check");
    let mut sums = [0; 3];
    for Count { id, verdicts: [passed, failed, skipped] } in &counts {
        let _ = writeln!(out, "{id:width$}  {passed:>6}  {failed:>6}  {skipped:>7}");
        for (sum, count) in sums.iter_mut().zip([passed, failed, skipped]) {
            *sum += count;
        }
    }
    let [passed, failed, skipped] = sums;
    for check in checks.iter().filter(|check| check.verdict == Verdict::Fail) {
        let figure = |value: Option<_>| value.map_or_else(|| "-".to_owned(), |v: cas::Decimal| v.to_string());
        let _ = writeln!(
            out,
            "\nFAILED {} at {}\n  expected {}, found {}, tolerance {}",
            check.id,
            check.scope,
            figure(check.expected),
            figure(check.found),
            check.tolerance
        );
    }
    let _ = writeln!(out, "\n{passed} passed, {failed} failed, {skipped} skipped");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_counts_and_shows_failures() {
        let check = |verdict| Check {
            id: "running-balance",
            scope: "/mutual_funds/0".to_owned(),
            expected: Some(cas::Decimal::new(1500, 3)),
            found: None,
            tolerance: cas::Decimal::new(1, 3),
            verdict,
        };
        let text = table(&[check(Verdict::Pass), check(Verdict::Fail), check(Verdict::Skipped)]);
        assert!(text.contains("running-balance       1       1        1\n"), "{text}");
        assert!(
            text.contains("FAILED running-balance at /mutual_funds/0\n  expected 1.500, found -"),
            "{text}"
        );
        assert!(text.ends_with("1 passed, 1 failed, 1 skipped\n"), "{text}");
        assert!(list(&[check(Verdict::Fail)]).contains("\"expected\": \"1.500\""));
    }
}
