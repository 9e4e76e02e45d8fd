//! Which figures are in doubt: those that a check contradicts, and totals that no page prints.

use std::collections::BTreeSet;

use cas::{Check, Origin, Parsed, Verdict};

use super::figures::figure;
use super::grid::Mark;

/// How many contradictions are told one by one.
const MOST_TOLD: usize = 12;

/// What checks and places say about the values of a statement.
pub(super) struct Marks<'a> {
    failed: Vec<&'a Check>,
    /// Pointers of values that no page prints.
    derived: BTreeSet<&'a str>,
    passed: usize,
    skipped: usize,
}

/// Where a figure is, and which checks on the thing that it belongs to are about it.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    /// JSON pointer of the thing.
    pub(super) pointer: &'a str,
    /// Ids of checks.
    pub(super) checks: &'static [&'static str],
}

impl<'a> Marks<'a> {
    pub(super) fn of(parsed: &'a Parsed) -> Self {
        let count = |verdict| parsed.checks.iter().filter(|check| check.verdict == verdict).count();
        let derived = parsed.provenance.iter().filter(|value| matches!(value.origin, Origin::Derived));
        Self {
            failed: parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail).collect(),
            derived: derived.map(|value| value.pointer.as_str()).collect(),
            passed: count(Verdict::Pass),
            skipped: count(Verdict::Skipped),
        }
    }

    /// The mark of a figure: one of its checks failed on just this thing.
    pub(super) fn figure(&self, subject: Subject<'_>) -> Option<Mark> {
        let contradicts =
            |check: &&Check| check.scope == subject.pointer && subject.checks.contains(&check.id);
        self.failed.iter().any(contradicts).then_some(Mark::Contradicted)
    }

    /// The mark of a thing of which some part is contradicted.
    pub(super) fn anywhere(&self, pointer: &str) -> Option<Mark> {
        let within = |check: &&&Check| is_within(&check.scope, pointer);
        self.failed.iter().find(within).map(|_| Mark::Contradicted)
    }

    /// The mark of a sum: contradicted on one of these scopes by any check, or reckoned.
    pub(super) fn total(&self, pointer: &str, scopes: &[&str]) -> Option<Mark> {
        let contradicted =
            self.failed.iter().any(|check| scopes.iter().any(|scope| fits(scope, &check.scope)));
        if contradicted {
            return Some(Mark::Contradicted);
        }
        self.derived.contains(pointer).then_some(Mark::Reckoned)
    }

    /// What the checks say, and what the marks mean.
    pub(super) fn legend(&self, body: &str) -> Vec<String> {
        let failed = self.failed.len();
        let mut lines = vec![format!(
            "Checks: {} passed, {failed} failed, {} without figures to check",
            self.passed, self.skipped
        )];
        for check in self.failed.iter().take(MOST_TOLD) {
            let (expected, found) = (figure(check.expected), figure(check.found));
            lines.push(format!(
                "{} {} at {}: reckoned {expected}, printed {found}",
                Mark::Contradicted.sign(),
                check.id,
                check.scope
            ));
        }
        if failed > MOST_TOLD {
            lines.push(format!("  and {} more; `cas check` shows them", failed - MOST_TOLD));
        }
        if body.contains(Mark::Reckoned.sign()) {
            lines.push(format!("{} reckoned by cas, printed on no page", Mark::Reckoned.sign()));
        }
        lines
    }
}

fn is_within(scope: &str, pointer: &str) -> bool {
    scope == pointer || scope.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'))
}

/// Compares step by step; `*` stands for any step.
fn fits(pattern: &str, scope: &str) -> bool {
    let (mut pattern, mut scope) = (pattern.split('/'), scope.split('/'));
    loop {
        match (pattern.next(), scope.next()) {
            (None, None) => return true,
            (Some(wanted), Some(step)) if wanted == "*" || wanted == step => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_compared_step_by_step() {
        assert!(fits("/mutual_funds/*", "/mutual_funds/12"));
        assert!(!fits("/mutual_funds/*", "/mutual_funds/12/schemes/0"));
        assert!(!fits("/mutual_funds/*", "/mutual_funds"));
        assert!(is_within("/a/1/b", "/a/1") && is_within("/a/1", "/a/1"));
        assert!(!is_within("/a/10", "/a/1"));
    }
}
