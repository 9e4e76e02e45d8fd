//! The registry of formats, and what a writer of one is.

use std::path::{Path, PathBuf};

use crate::ExportError;
use crate::flatten::Source;
use crate::sinks::{arrow_ipc, csv, json, json_lines, parquet, sqlite, xlsx};
use crate::tables::Tables;

/// A format of output.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON array of statements.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// Comma-separated values, RFC 4180.
    Csv,
    /// A workbook with a sheet for each table.
    Xlsx,
    /// A SQLite database.
    Sqlite,
    /// Apache Parquet.
    Parquet,
    /// Apache Arrow IPC file (Feather 2).
    ArrowIpc,
}

/// What a writer takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Needs {
    /// [`Item::Json`].
    Json,
    /// [`Item::Tables`].
    Tables,
}

/// How many files a format makes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Layout {
    /// One file holds everything; with [`ExportOptions::table`] it holds that table alone.
    OneFile,
    /// A file for each table: `out.csv` becomes `out.statements.csv`, `out.accounts.csv` and so on. With
    /// [`ExportOptions::table`] there is one file, at the path itself.
    FilePerTable,
}

/// How a writer is opened: at a path, with choices.
pub type Open = fn(&Path, &ExportOptions) -> Result<Box<dyn Sink>, ExportError>;

/// A row of the registry.
#[derive(Clone, Copy, Debug)]
pub struct FormatRow {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// Ends of paths that mean it, in small letters, without the point; the first is the usual one.
    pub extensions: &'static [&'static str],
    /// How many files it makes.
    pub layout: Layout,
    /// What its writer takes.
    pub needs: Needs,
    /// One line for help texts.
    pub about: &'static str,
    /// Opens its writer.
    pub open: Open,
}

/// Every format.
pub static FORMATS: &[FormatRow] = &[
    FormatRow {
        format: Format::Json,
        name: "json",
        extensions: &["json"],
        layout: Layout::OneFile,
        needs: Needs::Json,
        about: "the unified JSON; several statements are one array",
        open: json::open,
    },
    FormatRow {
        format: Format::JsonLines,
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        layout: Layout::OneFile,
        needs: Needs::Json,
        about: "the unified JSON, one statement a line",
        open: json_lines::open,
    },
    FormatRow {
        format: Format::Csv,
        name: "csv",
        extensions: &["csv"],
        layout: Layout::FilePerTable,
        needs: Needs::Tables,
        about: "a file for each table, or one table",
        open: csv::open,
    },
    FormatRow {
        format: Format::Xlsx,
        name: "xlsx",
        extensions: &["xlsx"],
        layout: Layout::OneFile,
        needs: Needs::Tables,
        about: "a workbook with a sheet for each table",
        open: xlsx::open,
    },
    FormatRow {
        format: Format::Sqlite,
        name: "sqlite",
        extensions: &["sqlite", "sqlite3", "db"],
        layout: Layout::OneFile,
        needs: Needs::Tables,
        about: "a database with keys and views",
        open: sqlite::open,
    },
    FormatRow {
        format: Format::Parquet,
        name: "parquet",
        extensions: &["parquet"],
        layout: Layout::FilePerTable,
        needs: Needs::Tables,
        about: "a file for each table, or one table",
        open: parquet::open,
    },
    FormatRow {
        format: Format::ArrowIpc,
        name: "arrow",
        extensions: &["arrow", "feather", "ipc"],
        layout: Layout::FilePerTable,
        needs: Needs::Tables,
        about: "Arrow IPC (Feather): a file for each table, or one table",
        open: arrow_ipc::open,
    },
];

impl Format {
    /// The format that the end of a path means.
    ///
    /// # Errors
    /// [`ExportError::UnknownExtension`].
    pub fn of_path(path: &Path) -> Result<Self, ExportError> {
        let extension =
            path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        let known = |row: &&FormatRow| extension.as_deref().is_some_and(|end| row.extensions.contains(&end));
        FORMATS
            .iter()
            .find(known)
            .map(|row| row.format)
            .ok_or_else(|| ExportError::UnknownExtension { path: path.to_owned() })
    }

    /// The format of this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|row| row.name == name).map(|row| row.format)
    }

    /// The row of the registry.
    ///
    /// # Errors
    /// None for a format of [`FORMATS`].
    pub fn row(self) -> Result<&'static FormatRow, ExportError> {
        FORMATS
            .iter()
            .find(|row| row.format == self)
            .ok_or(ExportError::Writer { format: "this format", why: "it has no writer".to_owned() })
    }

    /// Every known end of a path, for messages.
    pub(crate) fn known_extensions() -> String {
        let ends = FORMATS.iter().flat_map(|row| row.extensions).map(|end| format!(".{end}"));
        ends.collect::<Vec<_>>().join(", ")
    }
}

/// What one statement gives to a writer; [`FormatRow::needs`] says which.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Item<'a> {
    /// The JSON as [`cas::Parsed::to_json`] writes it, compact or (for [`Format::Json`]) indented.
    Json {
        /// The bytes.
        bytes: &'a [u8],
        /// Where it comes from: `x_source`, where [`SourceMember::Add`] asks for it.
        source: Source<'a>,
    },
    /// Its rows.
    Tables(&'a Tables),
}

/// Whether the JSON formats add where each statement comes from.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum SourceMember {
    /// The JSON as it is.
    #[default]
    Omit,
    /// A member `x_source`: `name`, `sha256`, and `mail` with `sender`, `subject`, `date`.
    Add,
}

/// What CSV does with text that a spreadsheet would take for a formula.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum CsvText {
    /// An apostrophe is put before text that starts with `=`, `+`, `-`, `@`, a tab, a line break or one of their
    /// full-width forms, and before text that starts with an apostrophe, so that taking one away gives the original.
    #[default]
    Escape,
    /// Text as it is, for programs.
    Raw,
}

/// Choices for [`create`].
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// Only this table, by its index in [`crate::TABLES`]; `None` writes all. The JSON formats know no tables.
    pub table: Option<usize>,
    /// Of CSV.
    pub csv_text: CsvText,
    /// Of the JSON formats.
    pub source: SourceMember,
}

/// A writer. Statements are added in the order of the input; nothing is at the path before `finish`, and nothing stays
/// when it is dropped before.
pub trait Sink: Send {
    /// Adds one statement: all of it, or nothing when it fails with [`ExportError::DoesNotFit`] or
    /// [`ExportError::WrongItem`], after which the sink goes on. After any other error the sink is of no use.
    ///
    /// # Errors
    /// See [`ExportError`].
    fn add(&mut self, item: &Item<'_>) -> Result<(), ExportError>;

    /// Puts everything in place and tells which files were written.
    ///
    /// # Errors
    /// See [`ExportError`]; files that were not put in place are removed.
    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, ExportError>;
}

/// Opens a writer.
///
/// # Errors
/// What the system answers about the path.
pub fn create(format: Format, path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    (format.row()?.open)(path, options)
}
