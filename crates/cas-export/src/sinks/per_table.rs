//! Formats that hold one table: a file for each, made side by side.

use std::path::{Path, PathBuf};

use super::rows_of;
use crate::cell::Cell;
use crate::tables::TABLES;
use crate::{Draft, ExportError, ExportOptions, Item, Sink, TableSpec};

/// The writer of one table.
pub(super) trait TableWriter: Send + Sized {
    /// Name of the format.
    const FORMAT: &'static str;

    /// Starts the file.
    fn open(draft: Draft, table: &'static TableSpec, options: &ExportOptions) -> Result<Self, ExportError>;

    /// Fails with [`ExportError::DoesNotFit`] when a value cannot be written exactly.
    fn fits(table: &'static TableSpec, row: &[Cell]) -> Result<(), ExportError>;

    /// Writes a row that fits; its first cell is `number`.
    fn row(&mut self, number: i64, row: &[Cell]) -> Result<(), ExportError>;

    /// Ends the file.
    fn finish(self) -> Result<Draft, ExportError>;
}

/// A [`Sink`] of such writers.
struct PerTable<W> {
    writers: Vec<(usize, W)>,
    statements: i64,
}

/// Opens a writer for each table, or for the one that is wanted.
pub(super) fn open<W: TableWriter + 'static>(
    path: &Path,
    options: &ExportOptions,
) -> Result<Box<dyn Sink>, ExportError> {
    let mut writers = Vec::new();
    for (index, table) in TABLES.iter().enumerate() {
        let target = match options.table {
            Some(only) if only == index => path.to_owned(),
            Some(_) => continue,
            None => named(path, table.name)?,
        };
        let draft = Draft::create(&target).map_err(ExportError::io(&target))?;
        writers.push((index, W::open(draft, table, options)?));
    }
    Ok(Box::new(PerTable { writers, statements: 0 }))
}

/// `out.csv` and `accounts` to `out.accounts.csv`.
fn named(path: &Path, table: &str) -> Result<PathBuf, ExportError> {
    let bad = |why| ExportError::BadPath { path: path.to_owned(), why };
    let stem = path.file_stem().ok_or_else(|| bad("it names no file"))?;
    if std::fs::metadata(path).is_ok_and(|known| !known.is_file()) {
        return Err(bad("it is no plain file; name one table"));
    }
    let mut name = stem.to_owned();
    name.push(".");
    name.push(table);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    Ok(path.with_file_name(name))
}

impl<W: TableWriter> Sink for PerTable<W> {
    fn add(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        let tables = rows_of(W::FORMAT, item)?;
        for (table, rows) in tables.each() {
            rows.iter().try_for_each(|row| W::fits(table, row))?;
        }
        self.statements = self.statements.saturating_add(1);
        for (index, writer) in &mut self.writers {
            for row in tables.rows.get(*index).into_iter().flatten() {
                writer.row(self.statements, row)?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, ExportError> {
        let drafts: Result<Vec<Draft>, _> =
            self.writers.into_iter().map(|(_, writer)| writer.finish()).collect();
        let put = |draft: Draft| {
            let path = draft.path().to_owned();
            draft.commit().map_err(ExportError::io(&path))
        };
        drafts?.into_iter().map(put).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_before_the_extension() {
        let name = |path: &str| named(Path::new(path), "checks").unwrap().display().to_string();
        assert_eq!(name("/no/such/out.parquet"), "/no/such/out.checks.parquet");
        assert_eq!(name("a.b.csv"), "a.b.checks.csv");
        assert_eq!(name("bare"), "bare.checks");
        assert!(named(Path::new("/"), "checks").is_err());
        assert!(named(Path::new("/dev/null"), "checks").is_err());
    }
}
