//! SQLite: a table each with its keys, numbers as text with every printed digit, and views (`sqlite_views.rs`) that make
//! numbers of them and answer the usual questions.
//!
//! The database is made without a journal, since its draft is thrown away when anything fails.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use super::rows_of;
use super::sqlite_views::{VIEWS, real_view};
use crate::cell::Cell;
use crate::tables::{ACCOUNTS, HOLDINGS, STATEMENTS, TABLES, TRANSACTIONS};
use crate::{CellKind, Draft, ExportError, ExportOptions, Item, Sink, TableSpec};

const FORMAT: &str = "sqlite";
/// Statements between two commits.
const STATEMENTS_PER_COMMIT: i64 = 64;

/// No journal and no files beside the database: it is a draft.
const SETTINGS: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF; BEGIN";

/// What a foreign key of a table leads to: the parent, and how many columns of key it has.
const PARENTS: [(usize, &str); 3] =
    [(STATEMENTS, "statement_id"), (ACCOUNTS, "account_id"), (HOLDINGS, "holding_id")];

/// Indices for the questions of the views.
const INDICES: [(usize, &str); 4] = [
    (STATEMENTS, "CREATE INDEX statements_by_file ON statements (sha256)"),
    (ACCOUNTS, "CREATE INDEX accounts_by_number ON accounts (number)"),
    (HOLDINGS, "CREATE INDEX holdings_by_isin ON holdings (isin)"),
    (TRANSACTIONS, "CREATE INDEX transactions_by_holding ON transactions (statement_id, holding_id)"),
];

struct Sqlite {
    // Before the draft, so that it is closed when the draft is removed.
    database: Connection,
    draft: Draft,
    inserts: Vec<(usize, String)>,
    statements: i64,
}

pub(crate) fn open(path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    let draft = Draft::create(path).map_err(ExportError::io(path))?;
    let database = Connection::open(draft.draft_path()).map_err(ExportError::writer(FORMAT))?;
    let wanted = |table: usize| options.table.is_none_or(|only| only == table);
    let mut script = String::from(SETTINGS);
    let mut inserts = Vec::new();
    for (index, table) in TABLES.iter().enumerate().filter(|(index, _)| wanted(*index)) {
        script.push_str(";\n");
        script.push_str(&create_table(index, table, &wanted));
        inserts.push((index, insert(table)));
    }
    for (_, index) in INDICES.iter().filter(|(table, _)| wanted(*table)) {
        script.push_str(";\n");
        script.push_str(index);
    }
    script.push_str(";\n");
    script.push_str(COLUMNS);
    for table in TABLES.iter().enumerate().filter(|(index, _)| wanted(*index)).map(|(_, table)| table) {
        script.push_str(";\n");
        script.push_str(&real_view(table));
    }
    if options.table.is_none() {
        for (name, query) in VIEWS {
            script.push_str(&format!(";\nCREATE VIEW {name} AS {query}"));
        }
    }
    database.execute_batch(&script).map_err(ExportError::writer(FORMAT))?;
    describe(&database).map_err(ExportError::writer(FORMAT))?;
    Ok(Box::new(Sqlite { database, draft, inserts, statements: 0 }))
}

/// What every column holds.
const COLUMNS: &str =
    "CREATE TABLE about_columns (\"table\" TEXT NOT NULL, \"column\" TEXT NOT NULL, about TEXT NOT NULL,
    PRIMARY KEY (\"table\", \"column\"))";

fn describe(database: &Connection) -> rusqlite::Result<()> {
    let mut insert = database.prepare("INSERT INTO about_columns VALUES (?1, ?2, ?3)")?;
    for table in TABLES {
        for column in table.columns {
            insert.execute((table.name, column.name, column.doc))?;
        }
    }
    Ok(())
}

fn create_table(index: usize, table: &TableSpec, wanted: &dyn Fn(usize) -> bool) -> String {
    let key: Vec<&str> = table.columns.iter().take(table.key).map(|column| column.name).collect();
    let mut lines: Vec<String> = Vec::new();
    for column in table.columns {
        let kind = match column.kind {
            CellKind::Text | CellKind::Decimal { .. } | CellKind::Date => "TEXT",
            CellKind::Int | CellKind::Bool => "INTEGER",
        };
        let always = if key.contains(&column.name) { " NOT NULL" } else { "" };
        lines.push(format!("{} {kind}{always}", column.name));
    }
    lines.push(format!("PRIMARY KEY ({})", key.join(", ")));
    for (parent, column) in PARENTS {
        let refers = parent != index && table.columns.iter().any(|known| known.name == column);
        let Some(target) = TABLES.get(parent).filter(|_| refers && wanted(parent)) else { continue };
        let columns =
            if parent == STATEMENTS { column.to_owned() } else { format!("statement_id, {column}") };
        lines.push(format!("FOREIGN KEY ({columns}) REFERENCES {} ({columns})", target.name));
    }
    format!("CREATE TABLE {} (\n  {}\n)", table.name, lines.join(",\n  "))
}

fn insert(table: &TableSpec) -> String {
    let places: Vec<String> = (1..=table.columns.len()).map(|place| format!("?{place}")).collect();
    format!("INSERT INTO {} VALUES ({})", table.name, places.join(", "))
}

impl rusqlite::ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Decimal(number) => ToSqlOutput::Owned(Value::Text(number.to_string())),
            Self::Date(day) => ToSqlOutput::Owned(Value::Text(day.to_string())),
            Self::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Bool(answer) => ToSqlOutput::Owned(Value::Integer(i64::from(*answer))),
        })
    }
}

impl Sqlite {
    fn store(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        let tables = rows_of(FORMAT, item)?;
        self.statements = self.statements.saturating_add(1);
        let first = Cell::Int(self.statements);
        for (index, insert) in &self.inserts {
            let mut insert = self.database.prepare(insert).map_err(ExportError::writer(FORMAT))?;
            for row in tables.rows.get(*index).into_iter().flatten() {
                let cells = std::iter::once(&first).chain(row.iter().skip(1));
                insert.execute(rusqlite::params_from_iter(cells)).map_err(ExportError::writer(FORMAT))?;
            }
        }
        if self.statements % STATEMENTS_PER_COMMIT == 0 {
            self.database.execute_batch("COMMIT; BEGIN").map_err(ExportError::writer(FORMAT))?;
        }
        Ok(())
    }
}

impl Sink for Sqlite {
    fn add(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.store(item)
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, ExportError> {
        let Self { database, draft, .. } = *self;
        database.execute_batch("COMMIT").map_err(ExportError::writer(FORMAT))?;
        database.close().map_err(|(_, error)| ExportError::writer(FORMAT)(error))?;
        let path = draft.path().to_owned();
        draft.commit().map(|path| vec![path]).map_err(ExportError::io(&path))
    }
}
