//! Arrow IPC files (Feather 2), not packed, in batches of bounded size.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use arrow_ipc::writer::FileWriter;

use super::arrow::{self, Batch};
use super::per_table::{self, TableWriter};
use crate::cell::Cell;
use crate::{Draft, ExportError, ExportOptions, Sink, TableSpec};

struct ArrowTable {
    draft: Draft,
    batch: Batch,
    out: FileWriter<BufWriter<File>>,
}

pub(crate) fn open(path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    per_table::open::<ArrowTable>(path, options)
}

impl TableWriter for ArrowTable {
    const FORMAT: &'static str = "arrow";

    fn open(draft: Draft, table: &'static TableSpec, _: &ExportOptions) -> Result<Self, ExportError> {
        let file = BufWriter::new(draft.file().map_err(ExportError::io(draft.path()))?);
        let out =
            FileWriter::try_new(file, &arrow::schema(table)).map_err(ExportError::writer(Self::FORMAT))?;
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
        let mut file = self.out.into_inner().map_err(ExportError::writer(Self::FORMAT))?;
        file.flush().map_err(ExportError::io(self.draft.path()))?;
        Ok(self.draft)
    }
}
