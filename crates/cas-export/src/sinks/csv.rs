//! CSV: UTF-8, commas, line feeds, a header line; null and blank text are both an empty field.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use csv::Writer;

use super::per_table::{self, TableWriter};
use crate::cell::Cell;
use crate::format::CsvText;
use crate::tables::{TABLES, Tables};
use crate::{Draft, ExportError, ExportOptions, Sink, TableSpec};

/// Characters that make a spreadsheet take a cell for a formula, or that it drops before it looks; the full-width forms
/// are folded by some. The apostrophe is among them so that the escape can be taken back.
const DANGEROUS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

struct CsvTable {
    draft: Draft,
    lines: Lines<BufWriter<File>>,
}

pub(crate) fn open(path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    per_table::open::<CsvTable>(path, options)
}

impl TableWriter for CsvTable {
    const FORMAT: &'static str = "csv";

    fn open(draft: Draft, table: &'static TableSpec, options: &ExportOptions) -> Result<Self, ExportError> {
        let file = draft.file().map_err(ExportError::io(draft.path()))?;
        let lines = Lines::start(BufWriter::new(file), table, options.csv_text)?;
        Ok(Self { draft, lines })
    }

    fn fits(_: &'static TableSpec, _: &[Cell]) -> Result<(), ExportError> {
        Ok(())
    }

    fn row(&mut self, number: i64, row: &[Cell]) -> Result<(), ExportError> {
        self.lines.row(number, row)
    }

    fn finish(self) -> Result<Draft, ExportError> {
        self.lines.finish()?;
        Ok(self.draft)
    }
}

/// One table of one statement as CSV, for standard output.
///
/// # Errors
/// None that memory can answer; kept so that nothing is swallowed.
pub fn csv_table(tables: &Tables, table: usize, text: CsvText) -> Result<Vec<u8>, ExportError> {
    let (Some(spec), Some(rows)) = (TABLES.get(table), tables.rows.get(table)) else {
        return Err(ExportError::UnknownTable { name: table.to_string() });
    };
    let mut lines = Lines::start(Vec::new(), spec, text)?;
    rows.iter().try_for_each(|row| lines.row(1, row))?;
    lines.finish()
}

/// Lines of a table.
struct Lines<W: Write> {
    out: Writer<W>,
    text: CsvText,
}

impl<W: Write> Lines<W> {
    fn start(out: W, table: &TableSpec, text: CsvText) -> Result<Self, ExportError> {
        let mut out = Writer::from_writer(out);
        out.write_record(table.columns.iter().map(|column| column.name))
            .map_err(ExportError::writer("csv"))?;
        Ok(Self { out, text })
    }

    fn row(&mut self, number: i64, row: &[Cell]) -> Result<(), ExportError> {
        let first = Cell::Int(number);
        for cell in std::iter::once(&first).chain(row.iter().skip(1)) {
            self.out.write_field(field(cell, self.text)).map_err(ExportError::writer("csv"))?;
        }
        self.out.write_record(None::<&[u8]>).map_err(ExportError::writer("csv"))
    }

    fn finish(self) -> Result<W, ExportError> {
        self.out.into_inner().map_err(ExportError::writer("csv"))
    }
}

fn field(cell: &Cell, text: CsvText) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Text(value) => match text {
            CsvText::Escape if looks_like_a_formula(value) => format!("'{value}"),
            _ => value.clone(),
        },
        Cell::Decimal(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Int(number) => number.to_string(),
        Cell::Bool(answer) => answer.to_string(),
    }
}

/// Blanks before the first character do not stop every spreadsheet.
fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(DANGEROUS) || text.trim_start().starts_with(DANGEROUS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_starts_a_formula_and_numbers_stay_numbers() {
        for text in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "'=1", "＝1", "－1", "\u{a0}=1"]
        {
            assert_eq!(field(&Cell::Text(text.to_owned()), CsvText::Escape), format!("'{text}"), "{text:?}");
            assert_eq!(field(&Cell::Text(text.to_owned()), CsvText::Raw), text);
        }
        for text in ["", "A=1", "1-2", "HDFC Top 100 - Growth"] {
            assert_eq!(field(&Cell::Text(text.to_owned()), CsvText::Escape), text);
        }
        assert_eq!(field(&Cell::Decimal(cas::Decimal::new(-1500, 2)), CsvText::Escape), "-15.00");
    }
}
