//! What became of every input: the report for programs and the table for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use crate::entry::{Entry, EntryError, Facts};
use crate::input::Mail;
use crate::outcome::{OUTCOMES, Outcome};

/// How many inputs without an answer the table names.
const NAMED: usize = 20;

/// What became of every input of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The inputs, in their order.
    pub entries: Vec<Entry>,
    /// For each of them, the number of the listed file that it lies in.
    pub files: Vec<usize>,
    /// Inputs of earlier runs that are not there any more, in the order of names.
    pub gone: Vec<String>,
    /// How many inputs an earlier run had finished.
    pub skipped: u64,
    /// Files in folders that are neither PDF nor archive nor mail.
    pub passed_over: u64,
    /// Files of a combined output.
    pub written: Vec<PathBuf>,
    /// How long it took.
    pub elapsed: Duration,
    /// True when the run was told to stop before its end.
    pub stopped: bool,
}

/// Whether the report tells how long each input took: then no two reports are equal.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Timing {
    /// It does not.
    #[default]
    Omit,
    /// It does.
    Add,
}

#[derive(Serialize)]
struct Shown<'a> {
    report: u32,
    engine: &'static str,
    inputs: Vec<Row<'a>>,
    vanished: &'a [String],
    totals: Totals,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    sha256: Option<&'a str>,
    size: u64,
    outcome: Outcome,
    error: Option<&'a EntryError>,
    #[serde(flatten)]
    facts: Option<&'a Facts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mail: Option<&'a Mail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    millis: Option<u64>,
}

#[derive(Serialize)]
struct Totals {
    inputs: usize,
    outcomes: BTreeMap<&'static str, u64>,
    families: BTreeMap<String, u64>,
    pages: u64,
    checks_passed: u64,
    checks_failed: u64,
    statements_with_failed_checks: u64,
}

impl<'a> Row<'a> {
    fn of(entry: &'a Entry, timing: Timing) -> Self {
        Self {
            name: &entry.name,
            sha256: entry.sha256.as_deref(),
            size: entry.bytes,
            outcome: entry.outcome,
            error: entry.error.as_ref(),
            facts: entry.facts.as_ref(),
            mail: entry.mail.as_ref(),
            output: entry.kept.as_ref().and_then(|kept| kept.file.as_deref()),
            millis: (timing == Timing::Add).then_some(entry.millis),
        }
    }
}

impl Report {
    /// True when every input has its answer.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.entries.iter().all(Entry::is_read)
    }

    /// The report for programs: JSON, equal for equal inputs and options unless times are asked for.
    #[must_use]
    pub fn to_json(&self, timing: Timing) -> Vec<u8> {
        let shown = Shown {
            report: 1,
            engine: env!("CARGO_PKG_VERSION"),
            inputs: self.entries.iter().map(|entry| Row::of(entry, timing)).collect(),
            vanished: &self.gone,
            totals: self.totals(),
        };
        // Nothing in it is without a form in JSON; an empty report is no JSON and nobody takes it for one.
        let mut json = serde_json::to_vec_pretty(&shown).unwrap_or_default();
        json.push(b'\n');
        json
    }

    fn totals(&self) -> Totals {
        let mut totals = Totals {
            inputs: self.entries.len(),
            outcomes: OUTCOMES.iter().map(|row| (row.name, 0)).collect(),
            families: BTreeMap::new(),
            pages: 0,
            checks_passed: 0,
            checks_failed: 0,
            statements_with_failed_checks: 0,
        };
        for entry in &self.entries {
            *totals.outcomes.entry(entry.outcome.name()).or_default() += 1;
            let Some(facts) = &entry.facts else { continue };
            *totals.families.entry(facts.family.clone()).or_default() += 1;
            totals.pages += u64::from(facts.pages);
            totals.checks_passed += u64::from(facts.checks_passed);
            totals.checks_failed += u64::from(facts.checks_failed);
            totals.statements_with_failed_checks += u64::from(facts.checks_failed > 0);
        }
        totals
    }

    /// The table for people.
    #[must_use]
    pub fn table(&self) -> String {
        let totals = self.totals();
        let mut out = String::new();
        let mut line = |label: &str, count: u64, about: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {label:<16}{count:>9}  {about}");
        };
        for row in OUTCOMES
            .iter()
            .filter(|row| row.outcome == Outcome::Read || totals.outcomes.get(row.name) != Some(&0))
        {
            line(row.name, totals.outcomes.get(row.name).copied().unwrap_or(0), row.about);
            if row.outcome == Outcome::Read {
                for (family, count) in &totals.families {
                    line(&format!("  {family}"), *count, "");
                }
            }
        }
        for (label, count, about) in [
            (
                "failed checks",
                totals.statements_with_failed_checks,
                "statements whose own arithmetic does not hold",
            ),
            ("unchanged", self.skipped, "finished by an earlier run, not read again"),
            ("vanished", self.gone.len() as u64, "inputs of an earlier run that are not there any more"),
            ("passed over", self.passed_over, "other files in the folders"),
        ] {
            if count > 0 {
                line(label, count, about);
            }
        }
        let seconds = self.elapsed.as_secs_f64();
        let fresh = (self.entries.len() as u64).saturating_sub(self.skipped);
        let rate = if seconds > 0.0 { fresh as f64 / seconds } else { 0.0 };
        let count = self.entries.len();
        let _ =
            writeln!(out, "  {count} inputs, {} pages in {seconds:.1} s ({rate:.0} a second)", totals.pages);
        self.name_failures(&mut out);
        out
    }

    fn name_failures(&self, out: &mut String) {
        let failures: Vec<&Entry> = self.entries.iter().filter(|entry| !entry.is_read()).collect();
        for entry in failures.iter().take(NAMED) {
            let error = entry.error.as_ref().map_or("", |error| error.message.as_str());
            let _ = writeln!(out, "  {}: {}: {error}", entry.outcome.name(), entry.name);
        }
        if failures.len() > NAMED {
            let more = failures.len() - NAMED;
            let _ = writeln!(out, "  and {more} more, see --report");
        }
        for name in self.gone.iter().take(NAMED) {
            let _ = writeln!(out, "  vanished: {name}");
        }
    }
}
