//! XLSX: a sheet for each table, typed cells, and a sheet that tells what the columns hold.
//!
//! A sheet keeps fifteen digits of a number and no day before March 1900: what it could not keep exactly is text, in the
//! text format, and the last sheet says so. Text is never a formula. Cells go to unnamed drafts in the folder of the
//! workbook, so that memory does not grow with the rows; rows beyond a sheet go on in `transactions 2` and so on.

use std::path::{Path, PathBuf};

use cas::Decimal;
use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::rows_of;
use crate::cell::{Cell, Row};
use crate::tables::TABLES;
use crate::{CellKind, Draft, ExportError, ExportOptions, Item, Sink, TableSpec, Tables};

const FORMAT: &str = "xlsx";
/// Rows of a sheet, its header among them.
const ROWS: u32 = 1_048_576;
/// Digits that the floats of a sheet keep.
const DIGITS: u32 = 15;
/// UTF-16 units of one cell.
const CHARACTERS: usize = 32_767;
/// Width of columns by kind, in characters.
const NARROW: f64 = 12.0;
const WIDE: f64 = 22.0;

/// The first lines of the last sheet.
const REMARKS: [&str; 3] = [
    "What the columns hold. Amounts are rupees.",
    "Numbers with more than 15 digits and days before March 1900 are text here: a sheet cannot hold them exactly.",
    "statement_id numbers the statements of this workbook; with the other numbers it names a row.",
];

struct Xlsx {
    draft: Draft,
    book: Workbook,
    sheets: Vec<Sheets>,
    styles: Styles,
    statements: i64,
    rows: u32,
}

/// The sheets of one table; rows go to the last.
struct Sheets {
    index: usize,
    table: &'static TableSpec,
    full: Vec<Worksheet>,
    last: Worksheet,
    next_row: u32,
}

/// Formats by what a cell is; those of numbers by printed decimals.
struct Styles {
    head: Format,
    text: Format,
    date: Format,
    numbers: Vec<Format>,
}

impl Styles {
    fn new() -> Self {
        let decimals = |places: usize| match places {
            0 => "0".to_owned(),
            _ => format!("0.{}", "0".repeat(places)),
        };
        Self {
            head: Format::new().set_bold(),
            text: Format::new().set_num_format("@"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            numbers: (0..=DIGITS as usize)
                .map(|places| Format::new().set_num_format(decimals(places)))
                .collect(),
        }
    }
}

pub(crate) fn open(path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    Ok(Box::new(Xlsx::new(path, options, ROWS)?))
}

impl Xlsx {
    fn new(path: &Path, options: &ExportOptions, rows: u32) -> Result<Self, ExportError> {
        let draft = Draft::create(path).map_err(ExportError::io(path))?;
        let folder = draft.draft_path().parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut book = Workbook::new();
        let styles = Styles::new();
        book.set_tempdir(folder.unwrap_or(Path::new("."))).map_err(ExportError::writer(FORMAT))?;
        let long_ago = ExcelDateTime::from_ymd(2000, 1, 1).map_err(ExportError::writer(FORMAT))?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&long_ago));
        let mut sheets = Vec::new();
        for (index, table) in TABLES.iter().enumerate() {
            if options.table.is_none_or(|only| only == index) {
                let last = started(&mut book, &styles, table, 1).map_err(ExportError::writer(FORMAT))?;
                sheets.push(Sheets { index, table, full: Vec::new(), last, next_row: 1 });
            }
        }
        Ok(Self { draft, book, sheets, styles, statements: 0, rows })
    }

    fn write(&mut self, tables: &Tables) -> Result<(), XlsxError> {
        let first = Cell::Int(self.statements);
        for sheets in &mut self.sheets {
            for row in tables.rows.get(sheets.index).into_iter().flatten() {
                if sheets.next_row >= self.rows {
                    let number = sheets.full.len().saturating_add(2);
                    let fresh = started(&mut self.book, &self.styles, sheets.table, number)?;
                    sheets.full.push(std::mem::replace(&mut sheets.last, fresh));
                    sheets.next_row = 1;
                }
                let cells = std::iter::once(&first).chain(row.iter().skip(1));
                write_row(&mut sheets.last, sheets.next_row, cells, &self.styles)?;
                sheets.next_row = sheets.next_row.saturating_add(1);
            }
        }
        Ok(())
    }
}

/// A sheet with its header.
fn started(
    book: &mut Workbook,
    styles: &Styles,
    table: &TableSpec,
    number: usize,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = book.new_worksheet_with_constant_memory()?;
    let name = if number == 1 { table.name.to_owned() } else { format!("{} {number}", table.name) };
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in (0_u16..).zip(table.columns) {
        let width = if column.kind == CellKind::Text { WIDE } else { NARROW };
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, column.name, &styles.head)?;
    }
    Ok(sheet)
}

/// A sheet of so many rows with buttons to filter by.
fn filtered(mut sheet: Worksheet, table: &TableSpec, rows: u32) -> Result<Worksheet, XlsxError> {
    let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, rows.saturating_sub(1), last_column)?;
    Ok(sheet)
}

fn write_row<'a>(
    sheet: &mut Worksheet,
    at: u32,
    cells: impl Iterator<Item = &'a Cell>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (place, cell) in (0_u16..).zip(cells) {
        match cell {
            Cell::Null => continue,
            Cell::Text(text) => sheet.write_string(at, place, text)?,
            Cell::Int(number) => match exact(Decimal::from(*number)) {
                Some(float) => sheet.write_number(at, place, float)?,
                None => sheet.write_string_with_format(at, place, number.to_string(), &styles.text)?,
            },
            Cell::Bool(answer) => sheet.write_boolean(at, place, *answer)?,
            Cell::Decimal(number) => match (exact(*number), styles.numbers.get(number.scale() as usize)) {
                (Some(float), Some(style)) => sheet.write_number_with_format(at, place, float, style)?,
                _ => sheet.write_string_with_format(at, place, number.to_string(), &styles.text)?,
            },
            Cell::Date(day) => match sheet_day(*day) {
                Some(day) => sheet.write_datetime_with_format(at, place, &day, &styles.date)?,
                None => sheet.write_string_with_format(at, place, day.to_string(), &styles.text)?,
            },
        };
    }
    Ok(())
}

/// The float that a sheet shows with the same digits; `None` when there are too many.
fn exact(number: Decimal) -> Option<f64> {
    let digits = number.mantissa().unsigned_abs().checked_ilog10().map_or(0, |last| last + 1);
    if digits > DIGITS || number.scale() > DIGITS {
        return None;
    }
    number.to_string().parse().ok()
}

/// The day as sheets count them; `None` before March 1900, where they count a day that never was.
fn sheet_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    let year = u16::try_from(day.year()).ok().filter(|_| day >= first)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// Fails when a text is longer than a cell, or holds characters that XML has no form for.
fn fits(table: &'static TableSpec, row: &Row) -> Result<(), ExportError> {
    for (column, cell) in table.columns.iter().zip(row) {
        let Cell::Text(text) = cell else { continue };
        let why = if text.encode_utf16().count() > CHARACTERS {
            "it is longer than a cell of a sheet"
        } else if text.contains(['\u{fffe}', '\u{ffff}']) {
            "it holds a character that a sheet cannot"
        } else {
            continue;
        };
        return Err(ExportError::DoesNotFit { table: table.name, column: column.name, why });
    }
    Ok(())
}

/// The last sheet.
fn explain(book: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("columns")?;
    for (place, width) in [(0, WIDE), (1, WIDE), (2, 100.0)] {
        sheet.set_column_width(place, width)?;
    }
    let mut at = 0;
    for remark in REMARKS {
        sheet.write_string(at, 0, remark)?;
        at += 1;
    }
    for (place, title) in [(0, "table"), (1, "column"), (2, "about")] {
        sheet.write_string_with_format(at, place, title, &styles.head)?;
    }
    for (table, column) in
        TABLES.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)))
    {
        at += 1;
        sheet.write_string(at, 0, table.name)?;
        sheet.write_string(at, 1, column.name)?;
        sheet.write_string(at, 2, column.doc)?;
    }
    Ok(())
}

impl Sink for Xlsx {
    fn add(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        let tables = rows_of(FORMAT, item)?;
        for (table, rows) in tables.each() {
            rows.iter().try_for_each(|row| fits(table, row))?;
        }
        self.statements = self.statements.saturating_add(1);
        self.write(tables).map_err(ExportError::writer(FORMAT))
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, ExportError> {
        let Self { draft, mut book, sheets, styles, rows, .. } = *self;
        for Sheets { table, full, last, next_row, .. } in sheets {
            let sheets = full.into_iter().map(|sheet| (sheet, rows)).chain([(last, next_row)]);
            for (sheet, rows) in sheets {
                let sheet = filtered(sheet, table, rows).map_err(ExportError::writer(FORMAT))?;
                book.push_worksheet(sheet);
            }
        }
        explain(&mut book, &styles).map_err(ExportError::writer(FORMAT))?;
        let path = draft.path().to_owned();
        let file = draft.file().map_err(ExportError::io(&path))?;
        book.save_to_writer(file).map_err(ExportError::writer(FORMAT))?;
        draft.commit().map(|path| vec![path]).map_err(ExportError::io(&path))
    }
}

#[cfg(test)]
mod tests {
    use calamine::Reader as _;

    use super::*;

    #[test]
    fn rows_beyond_a_sheet_go_on_in_the_next() {
        let path = std::env::temp_dir().join(format!("cas-sheets-{}.xlsx", std::process::id()));
        let mut sink = Box::new(Xlsx::new(&path, &ExportOptions::default(), 3).unwrap());
        let mut tables = Tables::default();
        tables.rows[4] = (1..=5).map(|number| vec![Cell::Null, Cell::Int(number)]).collect();
        sink.add(&Item::Tables(&tables)).unwrap();
        sink.finish().unwrap();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
        let _ = std::fs::remove_file(&path);
        let names = book.sheet_names();
        let wanted = [
            "statements",
            "accounts",
            "holdings",
            "transactions",
            "checks",
            "checks 2",
            "checks 3",
            "columns",
        ];
        assert_eq!(names, wanted);
        let last = book.worksheet_range("checks 3").unwrap();
        assert_eq!((last.height(), last.get_value((1, 1)).unwrap().to_string()), (2, "5".to_owned()));
    }

    #[test]
    fn only_what_a_sheet_keeps_exactly_is_a_number() {
        let number = |text: &str| exact(text.parse().unwrap());
        assert_eq!(number("-1423.566"), Some(-1423.566));
        assert_eq!(number("999999999999999"), Some(999_999_999_999_999.0));
        assert_eq!(number("1234567890123456"), None);
        assert_eq!(number("0.1234567890123456"), None);
        assert!(sheet_day(NaiveDate::from_ymd_opt(1900, 2, 28).unwrap()).is_none());
        assert!(sheet_day(NaiveDate::from_ymd_opt(1900, 3, 1).unwrap()).is_some());
        assert!(sheet_day(NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap()).is_none());
    }
}
