//! `corpus/SCORECARD.txt`: how much of the corpus is right, per family and kind of statement. It is committed, so that
//! every change shows its effect on the score.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::run::Outcome;

#[derive(Default)]
struct Row {
    statements: usize,
    perfect: usize,
    right: usize,
    total: usize,
    checks_passed: usize,
    checks_failed: usize,
    words: usize,
    unclaimed: usize,
}

/// The text of the scorecard.
#[must_use]
pub fn scorecard(outcomes: &[Outcome]) -> String {
    let mut rows: BTreeMap<(String, String), Row> = BTreeMap::new();
    let mut sum = Row::default();
    for outcome in outcomes.iter().filter(|outcome| outcome.case.is_readable()) {
        let author = if outcome.case.name.starts_with("second_author/") { " (second author)" } else { "" };
        let key = (format!("{}{author}", outcome.case.family), outcome.case.variant.clone());
        rows.entry(key).or_default().add(outcome);
        sum.add(outcome);
    }
    let mut out = String::from(
        "Written by `cargo scorecard`. Fields and statements right, checks passed and failed (cases with an injected \
         fault fail on purpose), words that belong to no known part of the layout.\n\n",
    );
    let _ = writeln!(
        out,
        "{:28} {:22} {:>15} {:>9} {:>13} {:>7} {:>12}",
        "family", "variant", "fields", "perfect", "checks", "failed", "unclaimed"
    );
    for ((family, variant), row) in &rows {
        row.write(family, variant, &mut out);
    }
    sum.write("all", "", &mut out);
    let refused =
        outcomes.iter().filter(|outcome| !outcome.case.is_readable() && outcome.answer.is_err()).count();
    let _ = writeln!(out, "\n{refused} files that must be refused were refused");
    out
}

impl Row {
    fn add(&mut self, outcome: &Outcome) {
        self.statements += 1;
        let Ok(answer) = &outcome.answer else { return };
        self.perfect += usize::from(answer.score.perfect());
        self.right += answer.score.right;
        self.total += answer.score.total;
        self.checks_passed += answer.passed;
        self.checks_failed += answer.failed.len();
        self.words += answer.words;
        self.unclaimed += answer.unclaimed;
    }

    fn write(&self, family: &str, variant: &str, out: &mut String) {
        let _ = writeln!(
            out,
            "{family:28} {variant:22} {:>15} {:>9} {:>13} {:>7} {:>12}",
            format!("{}/{}", self.right, self.total),
            format!("{}/{}", self.perfect, self.statements),
            self.checks_passed,
            self.checks_failed,
            format!("{}/{}", self.unclaimed, self.words)
        );
    }
}
