//! Parquet, packed with Snappy, in row groups of bounded size.

use std::fs::File;
use std::path::Path;

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::arrow::{self, Batch};
use super::per_table::{self, TableWriter};
use crate::cell::Cell;
use crate::{Draft, ExportError, ExportOptions, Sink, TableSpec};

/// Rows of a row group.
const GROUP: usize = 64 * 1024;

struct ParquetTable {
    draft: Draft,
    batch: Batch,
    out: ArrowWriter<File>,
}

pub(crate) fn open(path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    per_table::open::<ParquetTable>(path, options)
}

impl TableWriter for ParquetTable {
    const FORMAT: &'static str = "parquet";

    fn open(draft: Draft, table: &'static TableSpec, _: &ExportOptions) -> Result<Self, ExportError> {
        let file = draft.file().map_err(ExportError::io(draft.path()))?;
        let properties = WriterProperties::builder()
            .set_created_by("cas".to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let out = ArrowWriter::try_new(file, arrow::schema(table), Some(properties))
            .map_err(ExportError::writer(Self::FORMAT))?;
        Ok(Self { draft, batch: Batch::new(table), out })
    }

    fn fits(table: &'static TableSpec, row: &[Cell]) -> Result<(), ExportError> {
        arrow::fits(table, row)
    }

    fn row(&mut self, number: i64, row: &[Cell]) -> Result<(), ExportError> {
        let full = self.batch.row(number, row).map_err(ExportError::writer(Self::FORMAT))?;
        full.map_or(Ok(()), |batch| self.out.write(&batch).map_err(ExportError::writer(Self::FORMAT)))
    }

    fn finish(mut self) -> Result<Draft, ExportError> {
        if let Some(batch) = self.batch.take().map_err(ExportError::writer(Self::FORMAT))? {
            self.out.write(&batch).map_err(ExportError::writer(Self::FORMAT))?;
        }
        self.out.close().map_err(ExportError::writer(Self::FORMAT))?;
        Ok(self.draft)
    }
}
