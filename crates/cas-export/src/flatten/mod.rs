//! From an answer to rows. `statement.rs` and `note.rs` walk the two kinds of content in the order of the JSON; numbers
//! of rows are given here.

mod note;
mod statement;

use cas::model::Severity;
use cas::{Content, Parsed, Verdict};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::cell::{Cell, cell};
use crate::tables::{
    ACCOUNTS, AccountRow, CHECKS, CheckRow, HOLDINGS, HoldingRow, STATEMENTS, StatementRow, TRANSACTIONS,
    Tables, TransactionRow,
};

/// Bytes of the longest name that is repeated.
const LONGEST_REPEATED: usize = 1000;

/// Where a statement comes from: what the writers call it.
#[derive(Clone, Copy, Default)]
pub struct Source<'a> {
    /// Name of the file, as the user knows it.
    pub name: &'a str,
    /// SHA-256 of the file, in small hexadecimal digits.
    pub sha256: &'a str,
    /// The mail that it came in; `None` when it came in none.
    pub mail: Option<Mail<'a>>,
}

/// The mail that a file came in; a member is `None` when the mail does not say.
#[derive(Clone, Copy, Default)]
pub struct Mail<'a> {
    /// Sender.
    pub sender: Option<&'a str>,
    /// Subject.
    pub subject: Option<&'a str>,
    /// Date, RFC 3339 where it can be read, else as the mail has it.
    pub date: Option<&'a str>,
}

/// Personal data never reaches a log through `{:?}`.
impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Source(***)")
    }
}

/// The SHA-256 of a file, as [`Source::sha256`] has it.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of one statement or contract note. Checks are there when [`cas::With::checks`] asked for them; without it
/// the counts of checks are null.
#[must_use]
pub fn flatten(parsed: &Parsed, source: &Source<'_>) -> Tables {
    let mut builder = Builder::default();
    let statement = about(parsed, source);
    match &parsed.content {
        Content::Statement(assembled) => {
            statement::add(&mut builder, statement, &assembled.statement, &assembled.facts);
        }
        Content::ContractNote(assembled) => {
            note::add(&mut builder, statement, &assembled.note, &assembled.facts);
        }
    }
    for check in &parsed.checks {
        builder.check(CheckRow {
            name: check.id.into(),
            scope: check.scope.as_str().into(),
            verdict: check.verdict.wire().into(),
            expected: cell(check.expected),
            found: cell(check.found),
            tolerance: check.tolerance.into(),
            ..CheckRow::default()
        });
    }
    builder.tables
}

/// What every kind of content says in `statements`.
fn about(parsed: &Parsed, source: &Source<'_>) -> StatementRow {
    let mail = source.mail.unwrap_or_default();
    let verdicts = |wanted: Verdict| -> Cell {
        if parsed.checks.is_empty() {
            return Cell::Null;
        }
        parsed.checks.iter().filter(|check| check.verdict == wanted).count().into()
    };
    let warnings = parsed.notes.iter().filter(|note| note.code.severity() == Severity::Warning);
    StatementRow {
        source: source.name.into(),
        sha256: source.sha256.into(),
        mail_sender: cell(mail.sender),
        mail_subject: cell(mail.subject),
        mail_date: cell(mail.date),
        variant: parsed.detection.variant.code().into(),
        generation: cell(parsed.detection.generation),
        pages: parsed.document.pages.into(),
        notes: parsed.notes.len().into(),
        warnings: warnings.count().into(),
        checks_passed: verdicts(Verdict::Pass),
        checks_skipped: verdicts(Verdict::Skipped),
        checks_failed: verdicts(Verdict::Fail),
        ..StatementRow::default()
    }
}

/// Rows so far; the number of a row is its place in its table.
#[derive(Default)]
struct Builder {
    tables: Tables,
}

impl Builder {
    fn next(&self, table: usize) -> Cell {
        self.tables.rows.get(table).map_or(0, Vec::len).saturating_add(1).into()
    }

    fn push(&mut self, table: usize, row: Vec<Cell>) {
        if let Some(rows) = self.tables.rows.get_mut(table) {
            rows.push(row);
        }
    }

    fn statement(&mut self, row: StatementRow) {
        self.push(STATEMENTS, row.row());
    }

    /// Adds an account and tells its number.
    fn account(&mut self, row: AccountRow) -> Cell {
        let id = self.next(ACCOUNTS);
        self.push(ACCOUNTS, AccountRow { account_id: id.clone(), ..row }.row());
        id
    }

    /// Adds a holding and tells its number.
    fn holding(&mut self, row: HoldingRow) -> Cell {
        let id = self.next(HOLDINGS);
        self.push(HOLDINGS, HoldingRow { holding_id: id.clone(), ..row }.row());
        id
    }

    fn transaction(&mut self, row: TransactionRow) {
        let id = self.next(TRANSACTIONS);
        self.push(TRANSACTIONS, TransactionRow { transaction_id: id, ..row }.row());
    }

    fn check(&mut self, row: CheckRow) {
        let id = self.next(CHECKS);
        self.push(CHECKS, CheckRow { check_id: id, ..row }.row());
    }
}

/// The name that the published JSON gives to a member of a closed set.
fn wire<T: Serialize>(value: T) -> Cell {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Cell::Text(name),
        _ => Cell::Null,
    }
}

/// Several texts in one cell; null when there are none, or blank ones only.
fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> Cell {
    let texts: Vec<&str> = texts.collect();
    if texts.iter().all(|text| text.is_empty()) {
        return Cell::Null;
    }
    Cell::Text(texts.join("; "))
}

/// A name that is repeated in every row of something: a hostile one must not multiply.
fn repeated(name: &Cell) -> Cell {
    match name {
        Cell::Text(text) if text.len() > LONGEST_REPEATED => Cell::Null,
        _ => name.clone(),
    }
}

/// A map of printed labels as a JSON object; null when it is empty.
fn object(labels: &std::collections::BTreeMap<String, String>) -> Cell {
    if labels.is_empty() {
        return Cell::Null;
    }
    serde_json::to_string(labels).map_or(Cell::Null, Cell::Text)
}
